#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands for a package, and where its base is.

    test_packages.py PROGRAM

One CSV file is a package whose table its header tells; what is none is refused in one line that says
what to type. The base is that of --base, else the one that the package names, else BLACKOUT_BASE, and
the currency is that of --currency, else the package's, else the owner's. Expected figures are those
of a folder with the table under its own name, and, in euros, those times the last rate of the
reference package's fx.csv."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tester import Tester

HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share\n"
ROWS = HEADER + "bakery,G,europe,876600,USD,instagram,sales,0.25\n"
OUTAGE = ["--platform", "instagram", "--duration", "6h", "--samples", "0", "--format", "json"]
POLICIES = "policy,waiting_hours,deductible,limit,share,currency\np,8,1000,20000,0.5,USD\n"
TWO_TABLES = "profile,hour_of_week,weight,sector,input_sector,coefficient\n"


class PackageTester(Tester):
    def figures(self, *arguments, **environment):
        """Loss of the dependants, gross loss of the owner, currency, base of the platforms."""
        status, stdout, stderr = self.run("estimate", *arguments, *OUTAGE, **environment)
        self.expect(status == 0, f"{arguments} {environment}: {stderr}")
        if status != 0:
            return None
        report = json.loads(stdout)
        totals = report["totals"]
        files = {entry["resource"]: entry["package"] for entry in report["inputs"]}
        return (totals["dependent_revenue_loss"]["central"],
                totals["owner_revenue_loss"]["gross"]["central"], report["scenario"]["currency"],
                files["platforms"])

    def refused(self, words, *arguments, **environment):
        status, stdout, stderr = self.run(*arguments, **environment)
        lines = [line for line in stderr.splitlines() if " in the package " not in line]
        self.expect(status != 0 and not stdout and len(lines) == 1
                    and all(word in lines[0] for word in words),
                    f"{arguments} {environment}: {status} {stdout[:80]} {stderr}")


def last_rate(program, currency):
    folder = pathlib.Path(program).resolve().parents[1] / "share/blackout/datasets/reference"
    with open(folder / "fx.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["currency"] == currency]
    return float(max(rows, key=lambda row: row["date"])["per_usd"])


def check_single(test, right):
    for name in ["shops.csv", "clients.txt", "x y.tsv", "noending", "dependencies.csv"]:
        text = ROWS.replace(",", "\t").replace("0.25", "0,25") if name.endswith("tsv") else ROWS
        test.write(name, text)
        test.expect(test.figures(name, "--base", "reference") == right, f"{name} as a package")
    test.write("titled.csv", "Our shops\n\n" + ROWS.replace("annual_revenue", "Annual Revenue"))
    test.expect(test.figures("titled.csv", "--base", "reference")[0] == right[0], "a header below a title")
    test.write("p.csv", POLICIES)
    status, stdout, stderr = test.run("describe", "p.csv", "--base", "reference")
    test.expect(status == 0 and re.search(r"^  policies +p\.csv ", stdout, re.M) is not None, f"p.csv: {stdout[:600]}{stderr}")
    test.write("part.csv", HEADER.replace(",share", "").replace("platform,", ""))
    test.refused(["'part.csv'", "dependencies", "platform, share", "blackout schema"], "validate", "part.csv")
    test.write("two.csv", TWO_TABLES)
    test.refused(["'two.csv'", "activity", "supply"], "validate", "two.csv")
    test.write("none.csv", "a,b\n1,2\n")
    test.refused(["'none.csv'", "datapackage.json"], "validate", "none.csv")
    test.write("empty.csv", "")
    test.refused(["'empty.csv'", "datapackage.json"], "validate", "empty.csv")
    for name, word in [("x.xlsx", "spreadsheet"), ("x.ods", "spreadsheet"), ("shops.csv.gz", "packed"),
                       ("x.zip", "packed")]:
        test.write(name, ROWS)
        test.refused([f"'{name}'", word, "CSV" if word == "spreadsheet" else "unpack",
                      "blackout validate"], "estimate", name, *OUTAGE)
    test.write("dependencies.csv", "business;sector\n")
    test.refused(["dependencies.csv:1:1", "columns"], "validate", "dependencies.csv",
                 "--base", "reference")


def check_pipes(test):
    """A pipe that nobody writes to would be waited for without end; one that somebody writes to cannot
    be read twice. A file that an option or `traffic` names is read once, so it may be one."""
    os.mkfifo(test.scratch / "pipe.csv")
    (test.scratch / "piped").mkdir()
    os.symlink("../pipe.csv", test.scratch / "piped/dependencies.csv")
    for dataset in ["pipe.csv", "piped"]:
        test.refused(["pipe or a device", "cat "], "estimate", dataset, "--base", "reference", *OUTAGE)
    (test.scratch / "piped/dependencies.csv").unlink()
    for name in ["prices_FB.csv", "datapackage.json"]:
        os.symlink("../pipe.csv", test.scratch / "piped" / name)
        test.refused(["pipe or a device", name], "validate", "piped", "--base", "reference")
    os.unlink(test.scratch / "pipe.csv")
    status, _, stderr = test.run("validate", "/dev/null", "--base", "reference")
    test.expect(status == 1 and "pipe or a device" in stderr, f"/dev/null: {stderr}")


def check_table_from_a_pipe(test):
    """`--table` takes a file anywhere: figures are those of the same rows in a package. A pipe is read
    once, to its end, and what would need a second reading is refused with what to do. 3,000 rows are
    more than are read row by row; of the file out of order a header and 2,961 rows are in order."""
    rows = HEADER + "".join(f"b{i:05},G,europe,{1000 + i % 97}.5,USD,instagram,sales,0.25\n"
                            for i in range(3000))
    test.write("whole/dependencies.csv", rows)
    test.write("rows.csv", rows)
    base, command = ["--base", "reference"], ["estimate", *OUTAGE]
    want = json.loads(test.run(*command, *base, "whole")[1])
    for data, name in [(None, "rows.csv"), (rows.encode(), "-")]:
        status, stdout, stderr = test.run_with(data, *command, *base, "--table", f"dependencies={name}")
        got = json.loads(stdout or "{}")
        test.expect(status == 0 and got["totals"] == want["totals"]
                    and got["top_businesses"] == want["top_businesses"], f"--table {name}: {stderr}")
        digests = [{i["sha256"] for i in report["inputs"] if i["resource"] == "dependencies"}
                   for report in [got, want]]
        test.expect(digests[0] == digests[1], f"--table {name}: {digests}")
    lines = rows.splitlines(keepends=True)
    late = HEADER + "".join(lines[40:] + lines[1:40])
    for data, words, arguments in [
            (late, ["standard input:2963:1", "cannot be read twice", "order by"], []),
            (rows, ["reject", "pipe"], ["--on-error", "reject"]),
            (rows, ["standard input", "2 tables"], ["--table", "owners=-"]),
            (rows, ["dependencies=-"], ["--table", "dependencies"])]:
        status, stdout, stderr = test.run_with(data.encode(), "validate", *base, "--table",
                                               "dependencies=-", *arguments)
        lines_told = [line for line in stderr.splitlines() if " in the package " not in line]
        test.expect(status != 0 and len(lines_told) == 1
                    and all(word in lines_told[0] for word in words), f"{arguments}: {stderr}")


def check_list_from_a_pipe(test):
    """The list of the largest losses is made of the businesses that are kept, 1,024. Of 1,031 that are
    all alike any may be its first: a file is read once more to find it, a pipe cannot be."""
    rows = HEADER + "".join(f"b{i:05},G,europe,1000,USD,instagram,sales,0.25\n" for i in range(1031))
    test.write("alike.csv", rows)
    for data, name, count in [(rows.encode(), "-", 1), (None, "alike.csv", 0)]:
        status, stdout, stderr = test.run_with(data, "estimate", *OUTAGE, "--base", "reference", "--table",
                                               f"dependencies={name}")
        found = [w for w in json.loads(stdout or '{"warnings": []}')["warnings"]
                 if w["code"] == "list_from_pipe"]
        test.expect(status == 0 and len(found) == count, f"list from {name}: {found} {stderr}")


def check_no_revenue(test):
    """A business without revenue loses no part of it, rather than a small one."""
    test.write("none.csv", HEADER + "b,G,europe,0,USD,instagram,sales,0.25\n")
    _, stdout, stderr = test.run("estimate", "none.csv", "--base", "reference", *OUTAGE[:-1], "text")
    rows = [line.split() for line in stdout.splitlines() if line.startswith("  b ")]
    test.expect(rows == [["b", "0", "0", "%", "0.375", "25", "%"]], f"no revenue: {rows} {stderr}")


def check_unreadable_folder(test):
    """Taken for an empty one, the base's table would be used in place of the user's own."""
    test.write("locked/dependencies.csv", ROWS)
    (test.scratch / "locked").chmod(0o300)
    test.scratch.chmod(0o755)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    done = subprocess.run([*nobody, test.program, "estimate", "locked", "--base", "reference", *OUTAGE],
                          cwd=test.scratch, capture_output=True, text=True, check=False)
    (test.scratch / "locked").chmod(0o700)
    test.expect(done.returncode == 1 and not done.stdout and "locked: the folder cannot be read ("
                in done.stderr and done.stderr.count("\n") == 1, f"locked: {done.returncode} {done.stderr}")


def check_no_base(test):
    """One line with the command to type."""
    test.write("own/dependencies.csv", ROWS)
    for path in ["shops.csv", "own", "own/../own"]:
        for command in [["estimate", *OUTAGE], ["validate"], ["describe"]]:
            test.refused(["owners, regions, sectors, channels, platforms, platform_regions",
                          f"blackout validate '{path}' --base reference"], command[0], path,
                         *command[1:])


def describe(test, **members):
    test.write("own/datapackage.json", "\ufeff" * members.pop("mark", 0) + json.dumps(
        {"name": "own", "resources": [{"name": "dependencies", "path": "dependencies.csv"}], **members}))


def check_base(test, right):
    """--base, the package, the environment, in this order."""
    test.expect(test.figures("shops.csv", BLACKOUT_BASE="reference") == right, "BLACKOUT_BASE")
    for mark in (0, 1):
        describe(test, base="reference", mark=mark)
        test.expect(test.figures("own") == right, f"base of the package, {mark} marks")
    test.expect(test.figures("own", BLACKOUT_BASE="nowhere") == right, "package before environment")
    status, _, stderr = test.run("estimate", "own", "--base", "cloud", *OUTAGE)
    test.expect(status == 1 and "platform is not in platforms" in stderr, "the option's base")
    describe(test, base="nowhere")
    test.expect(test.figures("own", "--base", "reference") == right, "option before package")
    test.refused(["'nowhere'", "datapackage.json", "blackout describe"], "validate", "own")
    for base in ["..", "/tmp", "../own", 3, ["reference"]]:
        describe(test, base=base)
        test.refused(["datapackage.json:1:", "base"], "validate", "own")
    describe(test)
    test.refused(["'nowhere'", "BLACKOUT_BASE"], "validate", "own", BLACKOUT_BASE="nowhere")
    test.refused(["'nowhere'"], "validate", "own", "--base", "nowhere", BLACKOUT_BASE="reference")
    status, stdout, stderr = test.run("validate", BLACKOUT_BASE="reference")
    test.expect(status == 0 and "no faults, 0 warnings" in stdout, f"its own base: {stderr}")


def check_currency(test, right):
    rate = last_rate(test.program, "EUR")
    describe(test, base="reference", currency="EUR")
    found = test.figures("own")
    test.expect(found[2] == "EUR" and abs(found[0] / (right[0] * rate) - 1) < 1e-12
                and abs(found[1] / (right[1] * rate) - 1) < 1e-12, f"in euros: {found} {right} {rate}")
    test.expect(test.figures("own", "--currency", "USD") == right, "option before package")
    status, stdout, _ = test.run("risk", "own", "--owner", "meta", "--years", "1000", "--format", "json")
    test.expect(status == 0 and json.loads(stdout)["request"]["currency"] == "EUR", "risk in euros")
    describe(test, base="reference", currency="CHF")
    test.refused(["CHF"], "estimate", "own", *OUTAGE)
    for currency, words in [("euro", "currency"), ("EUE", "perhaps"), (1, "ISO 4217"), ("", "currency"),
                            ("XXX", "currency")]:
        describe(test, base="reference", currency=currency)
        test.refused(["datapackage.json:1:", words], "validate", "own")
    describe(test, base="reference", currency="HRK")
    test.refused(["HRK"], "estimate", "own", *OUTAGE)
    describe(test)


def reference_rows(program, table):
    folder = pathlib.Path(program).resolve().parents[1] / "share/blackout/datasets/reference"
    with open(folder / f"{table}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def left_out(test, folder):
    """{file: (rows left out, rows)} by the warnings of validate."""
    status, _, stderr = test.run("validate", folder, "--base", "reference")
    test.expect(status == 0, f"{folder}: {stderr}")
    return {m[1]: (int(m[2]), int(m[3])) for m in re.finditer(
        r"^(\w+)\.csv:\d+:1: warning: .*left out \((\d+) of (\d+) rows: lines? ", stderr, re.M)}


def check_replaced(test):
    """Rows of the base about what the package replaced: left out, one warning a table with their
    number, which is counted in the base's files here; and nothing is said of what has none left."""
    base = {name: reference_rows(test.program, name)
            for name in ("dependencies", "fallbacks", "straight_lines", "published", "sectors", "activity",
                         "event_returns")}
    test.write("new/owners.csv", "owner,name,currency\nacme,Acme,EUR\n")
    test.write("new/platforms.csv", "platform,name,owner,annual_revenue,currency,recapture,"
               "growth_factor,usage_share\nshop,Shop,acme,8766000,EUR,0,1,1\n")
    test.refused(["platform_regions.csv:2:1", "add a file platform_regions.csv"], "estimate", "new",
                 "--base", "reference", "-p", "shop", "-d", "6h")
    test.write("new/platform_regions.csv", "platform,region,revenue_share\nshop,europe,1\n")
    outside = {"email", "store", "web", "phone"}
    fallbacks = [row for row in base["fallbacks"] if row["fallback"] not in outside]
    expected = {"fallbacks": (len(fallbacks), len(base["fallbacks"]))}
    for name in ("straight_lines", "dependencies"):
        expected[name] = (len(base[name]), len(base[name]))
    test.expect(left_out(test, "new") == expected, f"left out: {left_out(test, 'new')} {expected}")
    status, stdout, stderr = test.run("estimate", "new", "--base", "reference", "-p", "shop", *OUTAGE[2:])
    totals = json.loads(stdout)["totals"] if status == 0 else {}
    test.expect(abs(totals["owner_revenue_loss"]["gross"]["central"] - 6 * 1000) < 1e-9, f"{totals}")
    test.expect(not any("depend" in name or "indirect" in name for name in totals), f"{totals}")
    test.expect("control_totals" not in json.loads(stdout), "control totals of no table")
    text = test.run("estimate", "new", "--base", "reference", "-p", "shop", "-d", "6h", "-n", "0")[1]
    test.expect("businesses lose" not in text, "nothing is printed for what was not stated")

    test.write("rates/fx.csv", "currency,per_usd,date\nEUR,0.86,2021-01-01\n")
    others = [row for row in base["published"] if row["currency"] not in ("USD", "EUR")]
    test.expect(len(others) > 0 and left_out(test, "rates") == {
        "published": (len(others), len(base["published"]))}, f"own fx: {left_out(test, 'rates')}")

    # One event of its own: the base's returns and published figures of all others.
    test.write("event/outages.csv", "event,owner,platforms,start,duration_minutes\n"
               "FB-2021-10-04,meta,facebook,2021-10-04T15:39Z,371\n")
    expected = {name: (sum(row["event"] != "FB-2021-10-04" for row in base[name]), len(base[name]))
                for name in ("event_returns", "published")}
    test.expect(left_out(test, "event") == expected, f"own event: {left_out(test, 'event')} {expected}")

    # One sector of its own: the base's rows of that sector are what a file of them alone would be.
    sector = next(row for row in base["sectors"] if row["sector"] == "G")
    names = list(sector)
    test.write("one/sectors.csv", ",".join(names) + "\n" + ",".join(
        f'"{sector[name]}"' for name in names) + "\n")
    kept = [row for row in base["dependencies"] if row["sector"] == "G"]
    found = test.figures("one", "--base", "reference")
    test.expect(left_out(test, "one")["dependencies"] == (len(base["dependencies"]) - len(kept),
                                                          len(base["dependencies"])), "one sector")
    names = list(kept[0])
    test.write("one/dependencies.csv", ",".join(names) + "\n" + "".join(
        ",".join(f'"{row[name]}"' for name in names) + "\n" for row in kept))
    test.expect(found == test.figures("one", "--base", "reference") and found[0] > 0, f"{found}")
    for table, header, row in [("regions", "region,name,utc_offset_hours", "italy,Italy,1")]:
        test.write(f"part/{table}.csv", f"{header}\n{row}\n")
        status, _, stderr = test.run("describe", "part", "--base", "reference")
        test.expect(status == 1 and "add a file platform_regions.csv" in stderr, stderr)
    # the package's own rows are not the base's: a mistake in them is one
    test.write("one/dependencies.csv", ROWS.replace(",G,", ",X,"))
    test.refused(["dependencies.csv:2:2", "sector is not in sectors"], "describe", "one", "--base",
                 "reference")


def check_marks(test):
    """JSON with a byte order mark, as editors of other systems write it."""
    text = json.dumps({"platform": "instagram", "duration": "6h"})
    test.write("plain.json", text)
    test.write("mark.json", "\ufeff" + text)
    plain, mark = (test.run("estimate", "--scenario", name, "--samples", "0")
                   for name in ("plain.json", "mark.json"))
    test.expect(plain == mark and plain[0] == 0, f"scenario with a byte order mark: {mark[2]}")


def check_prices_of_base(test):
    """A base may have prices in files of one share each and in the table as well: both are taken."""
    reference = test.program.parents[1] / "share/blackout/datasets/reference"
    shutil.copytree(reference, test.scratch / "both",
                    ignore=shutil.ignore_patterns("datapackage.json"))
    days = [f"2021-{9 + day // 30:02d}-{day % 30 + 1:02d}" for day in range(40)]
    test.write("both/prices_AAA.csv",
               "Date,Close\n" + "".join(f"{day},{100 + i * i % 7}\n" for i, day in enumerate(days)))
    test.write("both/prices.csv", "date,symbol,close\n" + "".join(
        f"{day},BBB,{50 + i * i % 5}\n" for i, day in enumerate(days)))
    test.write("owned/dependencies.csv", ROWS)
    options = ["--symbol", "AAA", "--index", "BBB", "--date", "2021-10-04", "--estimation", "-30..-6",
               "--format", "json"]
    alone, below = (json.loads(test.run("event-study", *dataset, *options)[1] or "null")
                    for dataset in (["both"], ["owned", "--base", "both"]))
    test.expect(alone and below and alone["studies"] == below["studies"],
                f"prices of a base: {alone is not None}, {below is not None}")


def check_edited_installation(test):
    """Files of an installed package that are older than its description are taken to be described: one
    that somebody has edited is found as of any package, as text and as JSON."""
    tree = pathlib.Path(test.program).resolve().parents[1]
    moved = test.scratch / "tree"
    for part in ("bin", "lib", "share"):
        shutil.copytree(tree / part, moved / part, symlinks=True,
                        ignore=shutil.ignore_patterns("man", "schemas", "firms", "cloud", "CMakeFiles"))
    table = moved / "share/blackout/datasets/reference/channels.csv"
    for edited in (False, True):
        if edited:
            table.write_text(table.read_text(encoding="utf-8").replace("assumed", "derived", 1), encoding="utf-8")
        for options in ([], ["--format", "json"]):
            done = subprocess.run([moved / "bin" / pathlib.Path(test.program).name, "estimate", "--event",
                                   "FB-2021-10-04", "--samples", "0", *options],
                                  capture_output=True, text=True, check=False)
            found = "channels.csv:1:1: the file is not the one described" in done.stderr
            test.expect(found == edited and (done.returncode != 0) == edited,
                        f"edited {edited}, {options}: {done.returncode} {done.stderr[:200]}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        test = PackageTester(sys.argv[1], scratch)
        test.write("right/dependencies.csv", ROWS)
        right = test.figures("right", "--base", "reference")
        test.expect(right[0] > 0 and right[2] == "USD", f"the folder itself: {right}")
        check_single(test, right)
        check_no_base(test)
        check_base(test, right)
        check_currency(test, right)
        check_marks(test)
        check_replaced(test)
        check_prices_of_base(test)
        check_pipes(test)
        check_table_from_a_pipe(test)
        check_list_from_a_pipe(test)
        check_no_revenue(test)
        check_unreadable_folder(test)
        check_edited_installation(test)
    return test.ended()


if __name__ == "__main__":
    sys.exit(main())
