#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No control character of the data reaches a terminal.

    test_controls.py PROGRAM

A terminal acts on C0 and C1 (ECMA-48: U+009B begins a sequence as ESC [ does). The small package of the golden
tests gets them in identifiers, names, causes, publishers and sources; then every report in every format that
people print, every message of a fault, and every message about a value of the command line must be without.
In messages marks of direction are taken away too; in reports each name ends what it begins (test_html.py)."""

import csv
import pathlib
import re
import shutil
import sys
import tempfile

from tester import Tester

ROOT = pathlib.Path(__file__).resolve().parents[2]
ESCAPED = "\x1b[31m"
CONTROLS = "\x07\x1b[2J\x9b31m\x85\u2028\x7f"
TURNED = "\u202e"
NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
NO_MESSAGE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
PLATFORM, BUSINESS = f"ch{ESCAPED}at", f"bake{CONTROLS}ry"
FREE_COLUMNS = {"name", "cause", "publisher", "source"}
OUTAGE = ["--event", "ALP-2021-03-02"]
COMMANDS = [
    ["estimate", *OUTAGE, "--samples", "64"],
    ["estimate", *OUTAGE, "--samples", "0", "--verbose"],
    ["sweep", "--platform", PLATFORM, "--duration", "1h..2h/1h", "--samples", "64"],
    ["tolerable", "--platform", PLATFORM, "--loss", "1M", "--samples", "0"],
    ["sensitivity", *OUTAGE, "--samples", "64"],
    ["explain", "/totals/owner_revenue_loss/net", *OUTAGE],
    ["filing", "8k", *OUTAGE, "--samples", "64"],
    ["backtest", "--samples", "64"],
    ["describe"],
    ["validate"],
]
FORMATS = ["text", "csv", "markdown", "json", "html"]
WITHOUT_CSV = ("sensitivity", "explain", "describe")


def pollute(package):
    """The identifiers `chat` and `bakery` everywhere, and all that is free text."""
    for path in package.glob("*.csv"):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        for row in rows:
            for at, cell in enumerate(row):
                cell = re.sub(r"\bchat\b", lambda _: PLATFORM, cell)
                cell = BUSINESS if cell == "bakery" else cell
                row[at] = cell + CONTROLS + TURNED if header[at] in FREE_COLUMNS and cell else cell
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def judge(tester, what, out, err, expected, status):
    tester.expect(status == expected, f"{what}: status {status}, {err[:200]!r}")
    tester.expect(out or err, f"{what}: nothing was written")
    for stream, text, pattern in (("output", out, NO_TEXT), ("messages", err, NO_MESSAGE)):
        found = pattern.search(text)
        tester.expect(found is None, f"{what}: {found and hex(ord(found[0]))} in the {stream}, after "
                      f"{text[max(found.start() - 30, 0):found.start()]!r}" if found else "")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        package = pathlib.Path(scratch) / "package"
        shutil.copytree(ROOT / "tests/golden/package", package)
        pollute(package)
        for command in COMMANDS:
            for form in FORMATS:
                if form == "csv" and command[0] in WITHOUT_CSV:
                    continue
                status, out, err = tester.run(*command, "--format", form, "package")
                judge(tester, f"{command[0]} as {form}", out, err, 0, status)
        status, out, err = tester.run("estimate", "--platform", f"x{CONTROLS}{TURNED}", "--duration", "1h", "package")
        judge(tester, "an unknown platform", out, err, 2, status)
        tester.write(f"package/{TURNED}odd.csv", f"plat\x9b{TURNED}form,{ESCAPED}\n1,2\n")
        with open(package / "platforms.csv", "a", encoding="utf-8") as file:
            file.write(f"p{CONTROLS},P,{TURNED}nobody{CONTROLS},1,US{ESCAPED}D,x{CONTROLS},,,reported\n")
        status, out, err = tester.run("validate", "package")
        judge(tester, "faults", out, err, 1, status)
    print(f"{tester.runs} checks, {tester.failures} failures")
    return 1 if tester.failures else 0


sys.exit(main())
