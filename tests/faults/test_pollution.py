#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A polluted file gives the figures of the clean one, or a fault or a warning that says where and why.

    test_pollution.py PROGRAM [--runs N] [--seed N] [--only KIND] [--show]

Which of these is right is said for each kind in pollute.py. The figures are those of an estimate that
reads every table that is polluted. Before anything else a cell of each is changed, and that must be
judged as another figure without a word: a file that is misread cannot pass."""

import argparse
import collections
import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from pollute import BIDIRECTIONAL, KINDS, LIKE_LATIN, REFUSED, SAME, WARNED, WHOLE, ZERO_WIDTH, CannotPollute, pollute
from valid_package import Dialect, describe, valid_package, write_description, write_package

SAMPLED = ["--samples", "64", "--threads", "1", "--format", "json"]
# What is run, the tables that it reads, each with cells that give another figure without a fault, and those that are not there.
WORLDS = [
    (["estimate", "--platform", "facebook", "--platform", "instagram", "--platform", "shop", "--start",
      "2022-08-01T10:00Z", "--duration", "9h", *SAMPLED],
     {"fx": {(0, "per_usd"): "0.95"}, "owners": {(0, "margin"): "0.41"}, "regions": {(1, "gdp"): "10001"},
      "sectors": {(0, "recapture_high"): "0.45"}, "channels": {(1, "onset_hours"): "4.5"},
      "platforms": {(0, "annual_revenue_low"): "560"},
      "platform_regions": {(0, "revenue_share"): "0.5", (1, "revenue_share"): "0.3"},
      "fallbacks": {(0, "share"): "0.25"}, "dependencies": {(4, "annual_revenue"): "6"},
      "activity": {(0, "weight"): "2"}},
     ["traffic", "prices", "event_returns", "market_prior", "outages", "outage_prior", "published", "costs",
      "recoveries", "uncertainty"]),
    (["estimate", "--event", "fb2021", *SAMPLED],
     {"outages": {(0, "duration_minutes"): "372"}, "event_returns": {(0, "raw_0"): "-0.05"},
      "market_prior": {(0, "mean"): "-0.006"}, "published": {(0, "low"): "61"}, "costs": {(0, "amount"): "1.6"},
      "recoveries": {(0, "amount"): "0.5"}, "uncertainty": {(0, "low"): "0.21"},
      "straight_lines": {(0, "revenue"): "1001"}},
     ["traffic", "prices", "outage_prior", "model_error"]),
]


NOT_SHOWN = [("platform_regions", "user_share"), ("sectors", "diverted")]
# A free name, as that of a business, is shown as it is: these make no other figure of it.
NOT_OF_A_NAME = {ord(mark): None for mark in ZERO_WIDTH + BIDIRECTIONAL + ["\u201c", "\u201d"]}
NOT_OF_A_NAME |= {ord(like): letter for letter, like in LIKE_LATIN.items()}
SILENT = "ANOTHER FIGURE WITHOUT A WORD"


def clean_package(absent):
    package = valid_package()
    for table in absent:
        del package[table]
    for table, column in NOT_SHOWN:
        j = package[table]["header"].index(column)
        for row in [package[table]["header"]] + package[table]["rows"]:
            del row[j]
    return package


class Program:
    def __init__(self, path, folder, world):
        self.path, self.folder = path, folder
        self.command, self.watched, absent = world
        self.package = clean_package(absent)
        write_package(folder, self.package)
        self.clean = {name: (folder / f"{name}.csv").read_bytes() for name in self.package}
        status, self.figures, self.warnings, stderr = self.run()
        assert status == 0, stderr

    def run(self):
        done = subprocess.run([self.path, *self.command, str(self.folder)], capture_output=True, text=True,
                              errors="replace", timeout=20)
        if done.returncode != 0:
            return done.returncode, None, [], done.stderr
        tree = json.loads(done.stdout.translate(NOT_OF_A_NAME), parse_float=str, parse_int=str)
        tree.pop("inputs")
        warnings = tree.pop("warnings", [])
        return 0, tree, warnings, done.stderr

    def run_with(self, table, data):
        file = self.folder / f"{table}.csv"
        file.write_bytes(data)
        outcome = self.run()
        file.write_bytes(self.clean[table])
        return outcome


def judge(table, program, outcome):
    """Which outcome it is; what is none of those that may be right has a name of its own."""
    status, figures, warnings, stderr = outcome
    name = f"{table}.csv"
    if status == 0:
        if figures == program.figures:
            return SAME
        said = [w for w in warnings if w not in program.warnings and name in json.dumps(w)]
        return WARNED if said else SILENT
    if status != 1:
        return f"STATUS {status}"
    of_table = re.compile(rf"{re.escape(name)}|\bin {table} \(")  # a key that others look for
    faults = [line for line in stderr.splitlines() if of_table.search(line) and re.search(r"; \S+ \S", line)]
    if any(re.match(r"\w+\.csv:\d+:\d+: ", line) for line in faults):
        return REFUSED
    return WHOLE if faults else "NO FILE OR REMEDY"


def check_controls(program):
    """Misreadings that no program of ours makes, and faults that say too little: each is seen."""
    wrong = []
    for table, cells in program.watched.items():
        changed = copy.deepcopy(program.package[table])
        for (i, column), text in cells.items():
            changed["rows"][i][changed["header"].index(column)] = text
        outcome = judge(table, program, program.run_with(table, Dialect().render(changed)))
        if outcome != SILENT:
            wrong.append(f"control: {table} changed: {outcome}")
    for outcome, expected in [((1, None, [], "fx.csv: is wrong"), "NO FILE OR REMEDY"),
                              ((1, None, [], "owners.csv:2:1: x; give y z"), "NO FILE OR REMEDY"),
                              ((-11, None, [], ""), "STATUS -11"),
                              ((1, None, [], "fx.csv: x; give y z"), WHOLE),
                              ((1, None, [], "fx.csv:3:1: x; give y z"), REFUSED)]:
        if judge("fx", program, outcome) != expected:
            wrong.append(f"control: {outcome}")
    return wrong


def check_described(program, cuts=12):
    """A file cut anywhere, even at the end of a row or within a number: a description has its bytes."""
    wrong = []
    write_description(program.folder, describe(program.folder, program.package))
    if program.run()[0] != 0:
        wrong.append("described: the clean package is refused")
    for number in range(cuts):
        draw = random.Random(f"cut {number}")
        table = draw.choice(list(program.watched))
        whole = program.clean[table]
        last_row = whole[:-1].rindex(b"\n") + 1
        end = draw.choice([last_row, len(whole) - 2, draw.randrange(len(whole) - 1)])
        outcome = judge(table, program, program.run_with(table, whole[:end]))
        if outcome not in (REFUSED, WHOLE):
            wrong.append(f"described: {table} cut at {end} of {len(whole)}: {outcome}")
    (program.folder / "datapackage.json").unlink()
    return wrong


def pollutions(program, kind, right, options, seed, counts):
    """Those of one kind that ended as they should not."""
    failures = []
    done = tries = 0
    while done < options.runs and tries < 20 * options.runs:
        tries += 1
        draw = random.Random(f"{kind} {seed}{tries}")
        table = draw.choice(list(program.watched))
        try:
            data = pollute(kind, draw, copy.deepcopy(program.package[table]))
        except CannotPollute:
            continue
        if data == program.clean[table]:
            continue
        done += 1
        result = program.run_with(table, data)
        outcome = judge(table, program, result)
        counts[kind, outcome] += 1
        if outcome not in right:
            failures.append(f"{kind} {tries} of {table}: {outcome}: {result[3][:300]}")
    return failures + ([f"{kind}: only {done} pollutions"] if done < options.runs else [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=3, help="pollutions of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true", help="how often each kind ended how")
    options = parser.parse_args()
    counts = collections.Counter()
    failures = []
    for number, world in enumerate(WORLDS):
        with tempfile.TemporaryDirectory() as scratch:
            program = Program(options.program, pathlib.Path(scratch), world)
            failures += check_controls(program) + check_described(program)
            for kind, (_, right) in KINDS.items():
                if options.only in kind:
                    failures += pollutions(program, kind, right, options, f"{options.seed} {number} " if number else
                                           f"{options.seed} ", counts)
    for failure in failures:
        print("FAILED", failure)
    if options.show:
        for (kind, outcome), count in counts.items():
            print(f"{kind:32} {outcome:8} {count}")
    print(f"{sum(counts.values())} pollutions of {len(KINDS)} kinds, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
