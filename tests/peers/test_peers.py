#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs make of our files, and we of theirs, beside what docs/interchange.md says.

    test_peers.py PROGRAM [--update | --only KEY...]

Each row of docs/interchange.csv is one program, one file and what was seen when it was run, with the
version that it was run with; docs/interchange.md is made of it. A program that is not there is named
and its rows are passed over (`./bootstrap test --peers` installs all). A result that differs from the
row fails; --update writes what is seen, after which both files are to be read.

The names are those that programs take for something else: numbers, dates, formulas, nothing."""

import csv
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import interchange
from peer_programs import EU, INSTALLED, MADE, PEERS, READ, US, WRITTEN

REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "datasets/reference"
HERE = pathlib.Path(__file__).resolve().parent
ONLY = sys.argv[sys.argv.index("--only") + 1:] if "--only" in sys.argv else []
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
NAMES = ["0012", "=SUM(A1)", "1e5", "3-4", "TRUE", "NA", "null", 'Zürich; Söhne, "AG"',
         "12345678901234567", "2021-10-04", "@cmd", "-0.5", "1,234", "0x10", "inf", "plain"]
MADE_FROM = "businesses.csv"


def blackout(folder, *arguments):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BLACKOUT_")}
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          check=False, timeout=300, env=clean)


def revenue(place):
    """Different for every name, with more digits than money has."""
    return f"{876600 + place * 1000 / 7:.6f}"


def dependencies(platform):
    return [["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share"]] + \
           [[name, "G", "europe", revenue(i), "EUR", platform, "sales", "0.2"] for i, name in enumerate(NAMES)]


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_package(folder):
    tables = {
        "owners": [["owner", "name", "currency"], ["acme", "Acme", "EUR"]],
        "platforms": [["platform", "name", "owner", "annual_revenue", "currency", "recapture",
                       "growth_factor", "usage_share"]] +
                     [[name, name, "acme", revenue(i), "EUR", "0.3", "1", "1"]
                      for i, name in enumerate(NAMES)],
        "platform_regions": [["platform", "region", "revenue_share"]] +
                            [[name, "europe", "1"] for name in NAMES],
        "dependencies": dependencies("plain"),
    }
    folder.mkdir()
    for table, rows in tables.items():
        write_csv(folder / f"{table}.csv", rows)
    write_csv(folder.parent / MADE_FROM, dependencies("instagram"))


def columns_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return next(csv.reader(file))


def make_files(folder):
    """Everything of ours that is read, once."""
    write_package(folder / "package")
    outage = ["estimate", "package", "--base", "reference", "--owner", "acme", "--duration", "6h",
              "--samples", "64", "--top", len(NAMES)]
    for name, options in WRITTEN.items():
        done = blackout(folder, *outage, *options, "-o", name)
        if done.returncode != 0:
            sys.exit(f"{name}: {done.stderr}")
    shutil.copytree(REFERENCE, folder / "reference")
    described = folder / "described"
    shutil.copytree(folder / "package", described)
    resources = []
    for table in sorted(path.stem for path in described.glob("*.csv")):
        schema = json.loads(blackout(folder, "schema", f"table:{table}").stdout)
        resources.append({"name": table, "path": f"{table}.csv", "profile": "tabular-data-resource",
                          "schema": {"fields": [{"name": name, "type": member["type"]}
                                                for name, member in schema["properties"].items()
                                                if name in columns_of(described / f"{table}.csv")]}})
    (described / "datapackage.json").write_text(json.dumps({"name": "described", "resources": resources}))
    report = json.loads((folder / "report.json").read_text())
    return {one["platform"]: one["owner_revenue_loss"]["net"]["central"] for one in report["platforms"]}


# ---- What was read ------------------------------------------------------------------------------


def shown(value):
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return "nothing"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value!r}"


def names_seen(pairs):
    """What became of the names: {name as written: what was read}, where that differs."""
    changed = [(name, value) for name, value in pairs if value != name]
    if not changed:
        return "names as they are"
    if all(shown(value) == "nothing" for _, value in changed) and len(changed) == len(NAMES):
        return "no name"
    return "names: " + ", ".join(f"`{name}` as {shown(value)}" for name, value in changed)


def numbers_seen(pairs):
    """How far the numbers are from ours: the double, or a part of it."""
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for _, value in pairs):
        texts = [str(value) for _, value in pairs]
        try:
            values = [float(text) for text in texts]
        except ValueError:
            comma = all(re.fullmatch(r"-?\d+,\d+", text) for text in texts)
            return "numbers as text, with their decimal comma" if comma else f"numbers as text, like {shown(texts[0])}"
        exact = all(value == right for value, (right, _) in zip(values, pairs))
        return "numbers as text, all digits" if exact else "numbers as text, cut"
    worst = max(abs(value / right - 1) for right, value in pairs)
    if worst == 0:
        return "numbers to the last bit"
    if all(abs(value / right / 100 - 1) < 1e-9 for right, value in pairs):
        return "**numbers a hundred times too large**"
    if worst <= 5.1e-15:  # 15 digits or 16, of which how many are right is chance
        return "numbers to 15 digits"
    return f"numbers to {10.0 ** math.ceil(math.log10(worst)):.0e}"


def describe_rows(rows, right, kind):
    """Rows of a report against the figures; the order is ours. `kind` says which columns they have."""
    name_column, number_column, keep = kind
    rows = [row for row in rows if keep(row)]
    if len(rows) != len(right):
        return f"{len(rows)} of {len(right)} rows"
    pairs = list(zip(right.items(), rows))
    names = names_seen([(name, row.get(name_column)) for (name, _), row in pairs])
    numbers = numbers_seen([(number, row.get(number_column)) for (_, number), row in pairs])
    return f"{names}; {numbers}"


def totals_seen(values, ours):
    """Of a table too long to be compared name by name."""
    if len(values) != len(ours):
        return f"{len(values)} of {len(ours)} rows"
    return "all rows; " + numbers_seen(list(zip(ours, values)))


# ---- Runs ---------------------------------------------------------------------------------------


def run_read(peer, file, folder, right):
    try:
        rows, failure = peer.read(folder / file, folder)
    except json.JSONDecodeError as error:
        return f"prints no JSON: {error.msg} at '{error.doc[max(error.pos - 12, 0):error.pos + 12]}'"
    if failure:
        return "fails: " + failure
    if file == INSTALLED:
        with open(REFERENCE / "dependencies.csv", newline="", encoding="utf-8") as table:
            ours = [float(row["annual_revenue"]) for row in csv.DictReader(table)]
        return totals_seen([row.get("annual_revenue") for row in rows], ours)
    return describe_rows(rows, right(file), READ[file])


def ours_of(folder, file):
    """What we make of a table: the names and what is lost, or the first refusal."""
    done = blackout(folder, "estimate", file, "--base", "reference", "--platform", "instagram", "--duration", "6h",
                    "--samples", "0", "--top", len(NAMES), "--format", "json")
    if done.returncode != 0:
        line = re.sub(r"^(\S*?):(\d+):(\d+): ", r"line \2: ", done.stderr.splitlines()[0])
        more = len(done.stderr.splitlines()) - 1
        return "refused: `" + line.replace("|", "\\|") + "`" + (f" and {more} more" if more else "")
    report = json.loads(done.stdout)
    return {one["business"]: one["dependent_revenue_loss"]["central"] for one in report["top_businesses"]}


def run_made(peer, folder, plain):
    target = folder / f"made-{peer.key}.csv"
    failure = peer.write(folder / MADE_FROM, target)
    if failure:
        return "fails: " + failure
    seen = ours_of(folder, target.name)
    if isinstance(seen, str):
        return seen
    lost = {name for name in plain if name not in seen}
    new = {name for name in seen if name not in plain}
    names = "names as they are" if not lost else \
        "names: " + ", ".join(f"`{name}`" for name in NAMES if name in lost) + " became " + \
        ", ".join(f"`{name}`" for name in sorted(new))
    worst = abs(math.fsum(seen.values()) / math.fsum(plain.values()) - 1)
    return f"{names}; the loss " + ("to the last bit" if worst == 0 else
                                    f"to {10.0 ** math.ceil(math.log10(worst)):.0e}")


def observe():
    """[row], {program that is not there}."""
    rows, missing = [], set()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        figures = make_files(folder)
        described = {name: float(revenue(i)) for i, name in enumerate(NAMES)}
        plain = ours_of(folder, MADE_FROM)
        assert isinstance(plain, dict) and list(sorted(plain)) == sorted(NAMES), plain

        def right(file):
            """The dialects of spreadsheets have money to the cent."""
            rounded = file in (US, EU)
            return described if file.startswith("described/") else \
                {name: round(value, 2) for name, value in figures.items()} if rounded else figures
        for peer in PEERS:
            if ONLY and peer.key not in ONLY:
                continue
            if peer.slow and not os.environ.get("BLACKOUT_PEERS"):
                missing.add(f"{peer.name}, which ./bootstrap test --peers runs,")
                continue
            if not peer.is_there():
                missing.add(peer.name)
                continue
            version = peer.version()
            for file in peer.reads:
                rows.append(["read", file, peer.label, version, run_read(peer, file, folder, right)])
            if peer.writes:
                rows.append(["made", MADE, peer.label, version, run_made(peer, folder, plain)])
    return rows, missing


def main():
    rows, missing = observe()
    for name in sorted(missing):
        print(f"skipped: {name} is not there")
    if ONLY:
        for row in rows:
            print(*row, sep=" | ")
        return 0
    if "--update" in sys.argv[2:]:
        if missing:
            sys.exit("not updated: every program has to be there")
        interchange.update(rows, ("read", "made"))
        return 0
    return 1 if interchange.compare(rows) else 0 if rows else 77


sys.exit(main())
