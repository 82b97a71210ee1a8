#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is given is used, refused or named: a table of inputs of the kinds that users meet.

    test_cases.py PROGRAM siblings|collected [--all] [--only TEXT]

Prints each input that is not as expected (--all: every one): what should come of it, what is
printed now, and whether that is wrong without a word. The inputs are those that this test writes
(siblings.py), or the files of ../shared/cases (collected.py), without which the test is skipped. An
entry that is marked as missing must fail: it is a failure when it does not."""

import argparse
import collections
import os
import pathlib
import shutil
import sys
import tempfile

from collected import collected_cases
from judge import AS_EXPECTED, SILENT, judge, printed, run
from siblings import sibling_cases

SKIPPED = 77


def place(case, shared, scratch):
    """Puts the folders in place of their names."""
    def placed(arguments):
        return [a.replace("SHARED", shared).replace("SCRATCH", scratch) for a in arguments]

    case.arguments = placed(case.arguments)
    case.before = [placed(arguments) for arguments in case.before]
    for name, source in case.copies.items():
        shutil.copyfile(pathlib.Path(shared) / source, pathlib.Path(scratch) / name)


def run_case(program, case, folder):
    for arguments in case.before:
        run(program, arguments, folder)
    return run(program, case.arguments, folder)


class Table:
    def __init__(self, all_lines):
        self.all_lines = all_lines
        self.counts = collections.Counter()
        self.failures = 0

    def add(self, case, result):
        verdict = judge(case, result)
        good = verdict == AS_EXPECTED
        known = bool(case.missing)
        self.counts[verdict] += 1
        if known:
            self.counts["marked as missing"] += 1
        self.failures += good == known
        note = " (missing: " + case.missing + ")" if known else ""
        note += ", but marked as missing: take the mark away" if known and good else ""
        if self.all_lines or good == known or not good:
            expected = " or ".join(str(outcome) for outcome in case.expected)
            print(f"{case.name}\n    expected  {expected}\n    now       {printed(case, result)}\n"
                  f"    {verdict}{note}")


def judge_siblings(table, options, folder):
    for case in sibling_cases(folder):
        if options.only in case.name:
            table.add(case, run_case(options.program, case, folder / case.folder))


def judge_collected(table, options, folder):
    shared = pathlib.Path(os.environ.get("BLACKOUT_SHARED", "../shared")).resolve() / "cases"
    absent = set()
    for case in collected_cases():
        name = case.name.split("/")[0]
        if not (shared / name).is_dir():
            absent.add(name)
        elif options.only in case.name:
            place(case, str(shared), str(folder))
            table.add(case, run_case(options.program, case, folder))
    for name in sorted(absent):
        print(f"{name}: skipped: it is not in {shared}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("part", choices=("siblings", "collected"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    table = Table(options.all)
    for name in ("BLACKOUT_BASE", "LC_ALL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as scratch:
        judges = {"siblings": judge_siblings, "collected": judge_collected}
        judges[options.part](table, options, pathlib.Path(scratch))
    if not table.counts:
        return SKIPPED
    print("; ".join(f"{count} {what}" for what, count in sorted(table.counts.items())))
    print(f"wrong without a word: {table.counts[SILENT]}")
    return 1 if table.failures else 0


if __name__ == "__main__":
    sys.exit(main())
