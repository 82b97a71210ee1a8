#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every member of Data Package 1 and 2, and what becomes of it.

    test_members.py PROGRAM [--update]

data_package_members.csv lists the members of the two versions' profiles (package, resource, dialect,
schema, field, constraints) as their texts have them. A member that is `used` or `without effect` is
read without a word with its `value`; one that is `named` is named in a warning; the value in `refused`
is a fault at its place. What a used member changes is seen in the figures: a file that is written in
another way and described reads like the plain one, to the last digit. docs/data-format.md has the
list; --update writes it."""

import copy
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "docs/data-format.md"
MARK = "<!-- the members of data_package_members.csv; made by test_members.py -->\n"

HEADER = ["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share"]
ROW = ["bakery", "G", "europe", "876600", "USD", "instagram", "sales", "0.25"]
PLAIN = ",".join(HEADER) + "\n" + ",".join(ROW) + "\n"
OTHER = PLAIN.splitlines()[1].replace("bakery", "florist")
OUTAGE = ["--base", "reference", "--platform", "instagram", "--duration", "6h", "--samples", "0",
          "--format", "json"]
RESOURCE = {"name": "dependencies", "path": "dependencies.csv"}
LISTS = {"1": "CSV Dialect and Table Schema of version 1", "2": "version 2"}


class Tester:
    def __init__(self, program, scratch):
        self.program, self.folder = program, pathlib.Path(scratch) / "own"
        self.runs = self.failures = 0

    def expect(self, ok, what):
        self.runs += 1
        if not ok:
            self.failures += 1
            print(f"FAILED {what}"[:700])

    def write(self, description, text=PLAIN, **files):
        self.folder.mkdir(exist_ok=True)
        for old in self.folder.iterdir():
            old.unlink()
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / "dependencies.csv").write_bytes(data)
        for name, content in files.items():
            (self.folder / name.replace("_json", ".json").replace("_csv", ".csv")).write_text(
                content if isinstance(content, str) else json.dumps(content))
        if description is not None:
            (self.folder / "datapackage.json").write_text(json.dumps(description, indent=1))

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def loss(self, what):
        status, stdout, stderr = self.run("estimate", str(self.folder), *OUTAGE)
        self.expect(status == 0, f"{what}: {stderr}")
        return json.loads(stdout)["totals"]["dependent_revenue_loss"]["central"] if status == 0 else None

    def validate(self):
        return self.run("validate", str(self.folder), "--base", "reference")


def described(resource=None, **package):
    return {"name": "own", "resources": [{**RESOURCE, **(resource or {})}], **package}


def with_member(kind, member, value):
    """A description in which one object has the member."""
    if kind == "package":
        return {**described(), member: value}
    if kind == "resource":
        return described({member: value})
    if kind == "dialect":
        return described({"dialect": {member: value}})
    if kind == "schema":
        return described({"schema": {"fields": [], member: value}})
    field = {"name": "annual_revenue", "type": "number"}
    if kind == "constraints":
        return described({"schema": {"fields": [{**field, "constraints": {member: value}}]}})
    if isinstance(value, list) and value[:1] in (["date"], ["boolean"], ["list"]):
        field["type"], value = value
    return described({"schema": {"fields": [{**field, member: value}]}})


def members():
    with open(HERE / "data_package_members.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def check_member(test, row):
    kind, member = row["object"], row["member"]
    where = f"{kind}.{member}"
    if row["value"] != "null":
        test.write(with_member(kind, member, json.loads(row["value"])))
        status, _, stderr = test.validate()
        if row["becomes"] == "named":
            test.expect(status == 0 and "warning" in stderr and f"'{member}'" in stderr, f"{where}: {stderr}")
        else:
            test.expect(status == 0 and not stderr, f"{where}: {stderr}")
    if row["refused"]:
        test.write(with_member(kind, member, json.loads(row["refused"])))
        status, stdout, stderr = test.validate()
        faults = [line for line in stderr.splitlines() if ": warning: " not in line]
        test.expect(status == 1 and not stdout and len(faults) == 2
                    and re.match(r"datapackage\.json:\d+:\d+: .+ \('.*'.*\); .+", faults[0], re.S),
                    f"{where} = {row['refused']}: {status} {stderr}")
    test.expect(row["value"] != "null" or row["refused"] or where in ("field.name", "resource.bytes"),
                f"{where} is tried")


def check_unknown(test):
    """What no version has is named, with the member that is near."""
    for kind, member, near in [("package", "resource", "resources"), ("resource", "shema", "schema"),
                               ("dialect", "delimeter", "delimiter"), ("schema", "missingvalues", "missingValues"),
                               ("field", "decimalchar", "decimalChar"), ("constraints", "minimun", "minimum"),
                               ("package", "x_colour", None), ("field", "x_colour", None)]:
        test.write(with_member(kind, member, "x"))
        status, _, stderr = test.validate()
        test.expect(status == 0 and "warning" in stderr and f"'{member}'" in stderr
                    and (near is None or f"perhaps '{near}'" in stderr), f"{kind}.{member}: {stderr}")


def fields(**changes):
    return {"fields": [{"name": name, **changes.get(name, {})} for name in HEADER]}


def table(header=HEADER, row=ROW, mark=",", end="\n", **changes):
    return mark.join(header) + end + mark.join(changes.get(n, v) for n, v in zip(header, row)) + end


def variations():
    """What the file is like -> description and text: each reads like the plain file."""
    number = {"type": "number"}
    point = {"decimalChar": ",", "groupChar": "."}
    parts = {"annual_revenue": "876.600,00"}
    europe = (table(mark=";", share="0,25", **parts),
              {"dialect": {"delimiter": ";"}, "schema": fields(annual_revenue={**number, **point},
                                                               share={**number, "decimalChar": ","})})
    yield "numbers of Europe", europe[1], europe[0], {}
    yield "schema by path", {**europe[1], "schema": "s.json"}, europe[0], {"s_json": europe[1]["schema"]}
    yield "both by path", {"schema": "s.json", "dialect": "d.json"}, europe[0], {
        "s_json": europe[1]["schema"], "d_json": europe[1]["dialect"]}
    yield "path as a list", {"path": ["dependencies.csv"]}, PLAIN, {}
    quoted = table(mark=";", business="'ba;kery'")
    yield "quoteChar by path", {"dialect": "d.json"}, quoted.replace("0.25", "0,25"), {
        "d_json": {"delimiter": ";", "quoteChar": "'"}}
    yield "a dialect in a dialect", {"dialect": {"csv": {"quoteChar": "'", "delimiter": ";"}}}, quoted.replace(
        "0.25", "0,25"), {}
    yield "commentChar", {"dialect": {"commentChar": "#"}}, "# made by hand\n" + PLAIN + "#" + OTHER + "\n", {}
    yield "commentRows", {"dialect": {"commentRows": [1, 4]}}, "made by hand\n" + PLAIN + OTHER + "\n", {}
    yield "headerRows", {"dialect": {"headerRows": [3]}}, "title,of\n\n" + PLAIN, {}
    yield "no header", {"dialect": {"header": False}, "schema": fields()}, PLAIN.splitlines()[1] + "\n", {}
    yield "skipInitialSpace", {"dialect": {"skipInitialSpace": True}}, table(mark=", ", business='"bakery"'), {}
    more = HEADER + ["firms", "fallback", "fallback_share"]
    empty = table(more, ROW + ["NA", "NA", "NA"])
    yield "nullSequence", {"dialect": {"nullSequence": "NA"}}, empty, {}
    yield "missingValues", {"schema": {**fields(), "missingValues": ["NA"]}}, empty, {}
    yield "missingValues as objects", {"schema": {"fields": [], "missingValues": [{"value": "NA", "label": "?"}]}}, empty, {}
    yield "missingValues of fields", {"schema": {"fields": [
        {"name": name, "missingValues": ["NA"]} for name in more]}}, empty, {}
    yield "bareNumber", {"schema": fields(annual_revenue={**number, "bareNumber": False})}, table(
        annual_revenue="EUR 876600.00 a year"), {}
    yield "groupChar", {"schema": fields(annual_revenue={**number, "groupChar": " "})}, table(
        annual_revenue="876 600"), {}
    for name in ("md5", "sha1", "sha256", "sha512"):
        digest = hashlib.new(name, PLAIN.encode()).hexdigest()
        yield name, {"hash": f"{name}:{digest}", "bytes": len(PLAIN)}, PLAIN, {}
        yield name.upper(), {"hash": f"{name.upper()}:{digest.upper()}"}, PLAIN, {}
    yield "MD5 without a prefix", {"hash": hashlib.md5(PLAIN.encode()).hexdigest()}, PLAIN, {}
    # numbers whose marks only the whole file tells: the first row could be read in two ways
    two = table(mark=";", annual_revenue="876,600", share="0,25")
    yield "no header, and numbers of two readings", {
        "dialect": {"header": False, "delimiter": ";"}, "schema": fields()}, (
            two.splitlines()[1].replace("876,600", "876600,00") + "\n"), {}
    for end in ("\n", "\r\n", "\r"):
        yield f"lineTerminator {end!r}", {"dialect": {"lineTerminator": end}}, table(end=end), {}
    yield "encoding", {"encoding": "windows-1252"}, table(business="b\u00e4cker").encode("cp1252"), {}
    for match, names in [("exact", HEADER), ("equal", HEADER[::-1]), ("subset", HEADER[:3]),
                         ("superset", HEADER + ["firms"]), ("partial", ["firms", "share"])]:
        yield f"fieldsMatch {match}", {"schema": {"fields": [{"name": n} for n in names],
                                                  "fieldsMatch": match}}, PLAIN, {}


def check_variations(test):
    test.write(None)
    right = test.loss("plain")
    for name, resource, text, files in variations():
        test.write(described(resource), text, **files)
        test.expect(test.loss(name) == right, f"{name} reads like the plain file")
        test.expect(": " not in test.validate()[2].replace("\n", ""), f"{name}: {test.validate()[2]}")


def faulty():
    """What breaks a promise of the description -> resource, text, place, words."""
    def constrained(column, **constraints):
        return {"schema": fields(**{column: {"constraints": constraints}})}
    for column, constraints, words in [
            ("annual_revenue", {"minimum": 876601}, "at least 876601"),
            ("annual_revenue", {"maximum": "876599.5"}, "at most 876599.5"),
            ("annual_revenue", {"exclusiveMinimum": 876600}, "above 876600"),
            ("share", {"exclusiveMaximum": 0.25}, "below 0.25"),
            ("business", {"minLength": 7}, "at least 7"), ("business", {"maxLength": 5}, "at most 5"),
            ("business", {"pattern": "^[a-f]+$"}, "[a-f]+"), ("share", {"pattern": r"0\.\d"}, "0\\."),
            ("sector", {"enum": ["A", "B"]}, "like A"), ("share", {"enum": [0.2, 0.3]}, "like 0.2")]:
        yield constrained(column, **constraints), PLAIN, (2, HEADER.index(column) + 1), [column, words]
    yield ({"schema": fields(sector={"categories": [{"value": "A"}]})}, PLAIN, (2, 2), ["sector", "like A"])
    yield ({"schema": {"fields": [{"name": "firms", "constraints": {"required": True}}]}},
           table(HEADER + ["firms"], ROW + [""]), (2, 9), ["firms", "a value"])
    yield constrained("region", unique=True), PLAIN + OTHER + "\n", (3, 3), ["region", "once"]
    yield ({"schema": {**fields(), "primaryKey": "region"}}, PLAIN + OTHER + "\n", (3, 3), ["region", "once"])
    for match, names, place in [("exact", HEADER[::-1], (1, 1)), ("equal", HEADER[1:], (1, 1)),
                                ("subset", HEADER + ["firms"], (1, 1)), ("superset", HEADER[:-1], (1, 8)),
                                ("partial", ["firms"], (1, 1))]:
        yield ({"schema": {"fields": [{"name": n} for n in names], "fieldsMatch": match}}, PLAIN, place,
               ["fieldsMatch"])
    for name in ("md5", "sha1", "sha512"):
        digest = hashlib.new(name, b"another file").hexdigest()
        found = hashlib.new(name, PLAIN.encode()).hexdigest()
        yield {"hash": f"{name}:{digest}"}, PLAIN, (1, 1), [f"{name}:{found}", f"{name}:{digest}"]
    yield {"hash": hashlib.md5(b"").hexdigest()}, PLAIN, (1, 1), ["md5:"]


def check_faulty(test):
    for resource, text, place, words in faulty():
        test.write(described(resource), text)
        status, stdout, stderr = test.validate()
        faults = [line for line in stderr.splitlines() if ": warning: " not in line]
        test.expect(status == 1 and not stdout and len(faults) == 2
                    and faults[0].startswith(f"dependencies.csv:{place[0]}:{place[1]}: ")
                    and all(word in faults[0] for word in words), f"{resource}: {stderr}")


def check_percent(test):
    """A percent sign is no text around a number: 25 % is a quarter, with the text and without."""
    test.write(None)
    right = test.loss("plain")
    for share in ("25%", "25 %"):
        test.write(described({"schema": fields(share={"type": "number", "bareNumber": False})}),
                   table(share=share))
        test.expect(test.loss(share) == right and "percent" in test.validate()[2], share)


def check_parts(test):
    """A part in a file of its own: what is wrong with it is told of that file."""
    for member in ("schema", "dialect"):
        for path, words in [("nowhere.json", ["nowhere.json", "not there"]), ("../s.json", ["../s.json"]),
                            ("/etc/passwd", ["/etc/passwd"]), ("https://example.com/s.json", ["https://"]),
                            ("dependencies.csv", None)]:
            test.write(described({member: path}))
            status, _, stderr = test.validate()
            first = "dependencies.csv:1:1: " if words is None else "datapackage.json:"
            test.expect(status == 1 and stderr.startswith(first) and all(w in stderr for w in words or []),
                        f"{member} {path}: {stderr}")
    test.write(described({"schema": "s.json"}), s_json='{"fields": [{"name": "share", "decimalChar": "xx"}]}')
    stderr = test.validate()[2]
    test.expect(stderr.startswith("s.json:1:46: "), stderr)
    test.write(described({"schema": "s.json"}), s_json='{"fields": [}')
    test.expect(test.validate()[2].startswith("s.json:1:13: "), test.validate()[2])
    for path in ("https://example.com/dependencies.csv", "ftp://example.com/d.csv"):
        test.write(described({"path": path}))
        status, _, stderr = test.validate()
        test.expect(status == 1 and "address" in stderr and "download" in stderr, f"{path}: {stderr}")


def document(rows):
    lines = ["| of | member | version | what becomes of it | |", "|---|---|---|---|---|"]
    for row in rows:
        lines.append(f"| {row['object']} | `{row['member']}` | {row['versions'].replace(' ', ', ')} | "
                     f"{row['becomes']} | {row['what']} |")
    return MARK + "\n".join(lines) + "\n"


def check_document(test, rows):
    text = DOCUMENT.read_text(encoding="utf-8")
    start = text.index(MARK)
    end = text.index("\n\n", start) + 1
    if "--update" in sys.argv:
        DOCUMENT.write_text(text[:start] + document(rows) + text[end:], encoding="utf-8")
    else:
        test.expect(text[start:end] == document(rows), f"{DOCUMENT.name} has other members; --update")


def main():
    rows = members()
    with tempfile.TemporaryDirectory() as scratch:
        test = Tester(sys.argv[1], scratch)
        test.expect(len({(row["object"], row["member"]) for row in rows}) == len(rows), "each member once")
        for row in rows:
            check_member(test, row)
        for check in (check_unknown, check_variations, check_faulty, check_percent, check_parts):
            check(test)
        check_document(test, rows)
    print(f"{len(rows)} members, {test.runs} checks, {test.failures} failures")
    return 1 if test.failures else 0


if __name__ == "__main__":
    sys.exit(main())
