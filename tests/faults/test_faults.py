#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One mistake, one message.

    test_faults.py PROGRAM [--pairs N] [--sets N] [--seed N] [--only WORDS] [--part K/N]

Plants faults of every kind in a small valid package: one at a time, in pairs and in random sets. With
k faults `estimate` has to print k lines on standard error, in the order of the files and their lines,
each `file:line:column: what is wrong ('value'); what would be right`, not one byte on standard
output, and to end with status 1; `validate` prints the same lines, warnings, and a closing count. With --part every Nth of the checks is
made, from the Kth on, so that N runs side by side make all of them."""

import argparse
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from catalogue import all_faults, cell
from valid_package import Dialect, READING_ORDER, valid_package, write_package

LINE = re.compile(r"([^:\n]+):(\d+):(\d+): (.+ \('.*'.*\); .+)", re.S)
ROWS = re.compile(r" \((\d+) rows: lines ([\d, ]+)(?:;[^()]*)?\)$")
TIMEOUT_SECONDS = 120


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, timeout=TIMEOUT_SECONDS)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", errors="replace")


def estimate(program, folder):
    return run(program, "estimate", "--platform", "facebook,instagram", "--start",
               "2021-10-04T15:39Z", "--duration", "6h", "--format", "json", str(folder))


def merge_missing(expected, folder):
    """Several tables that are missing are one fault: of the package, which needs a base."""
    missing = [place for place in expected if place[3][:1] == ["missing"]]
    if len(missing) < 2:
        return expected
    words = ["missing", "--base"] + [word for place in missing for word in place[3][1:]]
    return [place for place in expected if place not in missing] + [(folder.name, 1, 1, words)]


def plant(folder, faults, dialect=None):
    """Writes the package with the faults; returns where they have to be told."""
    package = valid_package()
    places = [place for fault in faults for place in fault.apply(package)]
    expected = merge_missing([place.resolve(package) for place in places], folder)
    for name in [name for name, table in package.items() if table.get("gone")]:
        del package[name]
    for old in folder.glob("*.csv"):
        old.unlink()
    write_package(folder, package, dialect)
    return expected


def matches(told, expected):
    file, line, column, words = expected
    place, message = told
    return (place[0] == file and place[1] == line and column in (None, place[2])
            and all(word.lower() in message.lower() for word in words))


def pair_up(told, expected):
    """What was told without need and what was expected in vain."""
    left = list(told)
    missed = []
    for want in expected:
        found = next((t for t in left if matches(t, want)), None)
        if found is None:
            missed.append(want)
        else:
            left.remove(found)
    return left, missed


def file_rank(file):
    stem = file[:-4] if file.endswith(".csv") else file
    return READING_ORDER.index(stem) if stem in READING_ORDER else -1


def in_order(told, package_files):
    """Lines ascend within a file, and files follow the order of reading; missing ones stand first."""
    def key(place):
        rank = file_rank(place[0]) if place[0] in package_files else -1
        return rank, place[1], place[2]
    keys = [key(place) for place, _ in told]
    firsts = [k for k in keys if k[0] == -1]
    rest = [k for k in keys if k[0] != -1]
    return keys[:len(firsts)] == firsts and rest == sorted(rest)


def parse(stderr):
    told, strange = [], []
    for line in stderr.splitlines():
        match = LINE.fullmatch(line)
        if match is None:
            strange.append(line)
        else:
            told.append(((match[1], int(match[2]), int(match[3])), match[4]))
    return told, strange


def each_row(told):
    """Rows with one cause are named together: the same as a line for each of them."""
    rows = []
    for place, message in told:
        together = ROWS.search(message)
        lines = [int(line) for line in together[2].split(", ")] if together else [place[1]]
        if together and len(lines) != int(together[1]):
            raise ValueError(f"not every row has its line: {message}")
        rows += [((place[0], line, place[2]), message) for line in lines]
    return rows


def check(program, folder, faults, dialect=None):
    """What is wrong with the program's answer to these faults, as lines; none if nothing."""
    expected = plant(folder, faults, dialect)
    status, stdout, stderr = estimate(program, folder)
    wrong = []
    told, strange = parse(stderr)
    surplus, missed = pair_up(each_row(told), expected)
    wrong += [f"no fault line: {line}" for line in strange[:20]]
    wrong += [f"surplus: {place}: {message[:160]}" for place, message in surplus[:20]]
    wrong += [f"missed: {want}" for want in missed]
    if status != 1:
        wrong.append(f"status {status}, not 1")
    if stdout:
        wrong.append(f"{len(stdout)} bytes on standard output")
    if not in_order(told, {p.name for p in folder.glob("*.csv")}):
        wrong.append(f"out of order: {[place for place, _ in told]}")
    return wrong, told


def check_validate(program, folder, told):
    """The package as it was left by check(): the same lines, warnings, a count."""
    status, stdout, stderr = run(program, "validate", str(folder))
    lines = stderr.splitlines()
    wrong = []
    faults = [line for line in lines[:-1] if not re.match(r"[^:]+:\d+:\d+: warning: ", line)]
    if faults != [f"{p[0]}:{p[1]}:{p[2]}: {message}" for p, message in told]:
        wrong.append("validate tells other lines: " + repr(faults[:5]))
    count = len(each_row(told))
    if not re.search(rf"\b{count} fault{'' if count == 1 else 's'}\b", (lines or [""])[-1]):
        wrong.append(f"no count of {count}: {(lines or [''])[-1]}")
    if status != 1 or stdout:
        wrong.append(f"validate: status {status}, {len(stdout)} bytes on standard output")
    return wrong


class Report:
    def __init__(self):
        self.runs = self.failures = 0

    def add(self, name, wrong):
        self.runs += 1
        if wrong:
            self.failures += 1
            print(f"FAILED {name}")
            for line in wrong:
                print(f"    {line}")


def random_set(faults, size, draw):
    chosen = []
    for fault in draw.sample(faults, len(faults)):
        if len(chosen) < size and all(fault.meets(other) for other in chosen):
            chosen.append(fault)
    return chosen


def check_valid(program, folder, report):
    write_package(folder, valid_package())
    status, stdout, stderr = estimate(program, folder)
    report.add("the valid package", [] if status == 0 and stdout and not stderr
               else [f"status {status}", stderr])


def check_fault(fault):
    def perform(program, folder, report):
        wrong, told = check(program, folder, [fault])
        report.add(fault.name, wrong)
        if not wrong:
            report.add(f"{fault.name}, validate", check_validate(program, folder, told))
    return perform


def check_ambiguous(value, words):
    """1.234 in a file with semicolons, where it may be a thousand."""
    def perform(program, folder, report):
        fault = cell("regions", ("north",), "gdp", value, words)
        wrong, _ = check(program, folder, [fault], Dialect(delimiter=";", comma=False))
        report.add(f"';' file: {value}", wrong)
    return perform


def check_pair(pair):
    def perform(program, folder, report):
        wrong, _ = check(program, folder, pair)
        report.add(f"pair: {pair[0].name} + {pair[1].name}", wrong)
    return perform


def check_set(number, chosen):
    def perform(program, folder, report):
        wrong, told = check(program, folder, chosen)
        report.add(f"set {number}: " + " + ".join(f.name for f in chosen), wrong)
        report.add(f"set {number}, validate", check_validate(program, folder, told))
    return perform


# Always, whatever pairs are drawn: several tables that are missing are one fault.
MISSING_TOGETHER = ("owners missing", "sectors missing")

AMBIGUOUS = [("1.234", ["thousands", "1.234"]), ("12.500,5", ["12.500,5"]),
             ("1 23", ["grouping"]), ("1'23'4", ["grouping"])]


def all_checks(faults, options):
    """What there is to do, in an order that the options alone decide."""
    draw = random.Random(options.seed)
    meeting = [(a, b) for i, a in enumerate(faults) for b in faults[i + 1:] if a.meets(b)]
    pairs = draw.sample(meeting, min(options.pairs, len(meeting)))
    sets = [random_set(faults, draw.randint(3, 30), draw) for _ in range(options.sets)]
    together = [fault for fault in faults if fault.name in MISSING_TOGETHER]
    return ([check_valid] + [check_fault(fault) for fault in faults]
            + [check_ambiguous(value, words) for value, words in AMBIGUOUS]
            + ([check_pair(together)] if len(together) > 1 else [])
            + [check_pair(pair) for pair in pairs]
            + [check_set(number, chosen) for number, chosen in enumerate(sets)])


def part(text):
    """K/N as (first, step); 1/1 is everything."""
    first, step = map(int, text.split("/"))
    if not 1 <= first <= step:
        raise ValueError(text)
    return first - 1, step


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pairs", type=int, default=150)
    parser.add_argument("--sets", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--part", type=part, default=(0, 1), metavar="K/N")
    options = parser.parse_args()
    report = Report()
    faults = [fault for fault in all_faults() if options.only in fault.name]
    first, step = options.part
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "package"
        folder.mkdir()
        for perform in all_checks(faults, options)[first::step]:
            perform(options.program, folder, report)
    print(f"{report.runs} runs over {len(faults)} kinds of fault, {report.failures} failures")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
