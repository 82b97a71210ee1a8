#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is given is used, refused or named: a table of inputs of the kinds that users meet.

    test_cases.py PROGRAM siblings|habits|collected [--all] [--only TEXT]

Prints each input that is not as expected (--all: every one): what should come of it, what is
printed now, and whether that is wrong without a word. The inputs are those that this test writes
(siblings.py, habits.py), or the files of ../shared/cases (collected.py), without which the test is skipped; it
fails where one of their folders is not there."""

import argparse
import collections
import os
import pathlib
import shutil
import sys
import tempfile

from collected import collected_cases
from habits import habit_cases
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
        done = run(program, arguments, folder)
        if done.status != 0:
            return done
    return run(program, case.arguments, folder)


class Table:
    def __init__(self, all_lines):
        self.all_lines = all_lines
        self.counts = collections.Counter()
        self.failures = 0

    def add(self, case, result):
        verdict = judge(case, result)
        good = verdict == AS_EXPECTED
        self.counts[verdict] += 1
        self.failures += not good
        if self.all_lines or not good:
            print(f"{case.name}\n    expected  {case.expected}\n"
                  f"    now       {printed(case, result)}\n    {verdict}")


def judge_siblings(table, options, folder):
    for case in sibling_cases(folder):
        if options.only in case.name:
            table.add(case, run_case(options.program, case, folder / case.folder))


def judge_habits(table, options, folder):
    for case in habit_cases(folder):
        if options.only in case.name:
            table.add(case, run_case(options.program, case, folder))


def judge_collected(table, options, folder):
    shared = pathlib.Path(os.environ.get("BLACKOUT_SHARED", "../shared")).resolve() / "cases"
    if not shared.is_dir():
        print(f"skipped: there is no {shared}")
        return
    cases = [case for case in collected_cases() if options.only in case.name]
    absent = {name for name in (case.name.split("/")[0] for case in cases)
              if not (shared / name).is_dir()}
    for name in sorted(absent):
        print(f"{name} is not in {shared}")
        table.failures += 1
    for case in cases:
        if case.name.split("/")[0] not in absent:
            place(case, str(shared), str(folder))
            table.add(case, run_case(options.program, case, folder))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("part", choices=("siblings", "habits", "collected"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    table = Table(options.all)
    for name in ("BLACKOUT_BASE", "LC_ALL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as scratch:
        judges = {"siblings": judge_siblings, "habits": judge_habits, "collected": judge_collected}
        judges[options.part](table, options, pathlib.Path(scratch))
    if not table.counts and not table.failures:
        return SKIPPED
    print("; ".join(f"{count} {what}" for what, count in sorted(table.counts.items())))
    print(f"wrong without a word: {table.counts[SILENT]}")
    return 1 if table.failures else 0


if __name__ == "__main__":
    sys.exit(main())
