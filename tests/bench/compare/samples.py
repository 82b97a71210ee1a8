#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long samples and simulated years take, beside another build of the program.

    samples.py PROGRAM BEFORE [--gsl PROGRAM] [--runs N] [--years N] [--rows N] [--json FILE]

Runs both in turns, each work with one thread (the row `threads` with two as well), and prints medians
of processor time, the ratio BEFORE to PROGRAM, and memory. PROGRAM and BEFORE work on the data of
PROGRAM. Where both have the same methodology (`--same`) their figures must agree to 1e-9, standard errors
to 1e-6; a change between two builds of one day is then a change of speed alone. `--gsl` is the target
`gsl_lognormal`: its time for a hundredth of the samples, times a hundred, beside ours."""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from compare import EVENT, HERE, make, run

ASKED = ["--owner", "meta", "--start", "2021-10-04T15:39Z"]


def works(arguments, folder):
    """(name, options) of what is timed."""
    estimate = ["estimate", "--format", "json", "--threads", "1"]
    return [
        ("10,000 samples", [*estimate, "--event", EVENT]),
        ("no samples", [*estimate, "--event", EVENT, "--samples", "0"]),
        ("a week", [*estimate, *ASKED, "--duration", "168h"]),
        ("a year", [*estimate, *ASKED, "--duration", "8760h"]),
        (f"{arguments.rows:,} rows, 10,000 samples",
         [*estimate, "--base", "reference", folder, "--event", EVENT]),
        (f"risk, {arguments.years:,} years",
         ["risk", "--format", "json", "--threads", "1", "--years", str(arguments.years)]),
    ]


def numbers(value, path=""):
    """All numbers of a report by their path."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, f"{path}/{key}")
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from numbers(part, f"{path}/{i}")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, value


def check_same(name, now, before):
    before = dict(numbers(before))
    for path, value in numbers(now):
        close = 1e-6 if "/se" in path or "sd" in path else 1e-9
        if path in before and not math.isclose(value, before[path], rel_tol=close, abs_tol=1e-9):
            raise SystemExit(f"{name}: {path} is {value!r}, not {before[path]!r}")


def measure(arguments, folder):
    result = {}
    for name, options in works(arguments, folder):
        times = {"now": [], "before": []}
        for _ in range(arguments.runs):
            answers = {}
            for which in times:
                program = arguments.program if which == "now" else arguments.before
                answers[which], used = run([program, *options], arguments.data)
                times[which].append(used)
            if arguments.same:
                check_same(name, answers["now"], answers["before"])
        result[name] = {which: {key: statistics.median(u[key] for u in used)
                                for key in ("processor", "memory")}
                        for which, used in times.items()}
    return result


def threads_ratio(arguments):
    """Wall time of one thread to that of two, medians."""
    walls = {1: [], 2: []}
    for _ in range(arguments.runs):
        for threads, wall in walls.items():
            options = ["estimate", "--format", "json", "--event", EVENT, "--samples", "40000"]
            _, used = run([arguments.program, *options, "--threads", str(threads)], arguments.data)
            wall.append(used["wall"])
    return statistics.median(walls[1]) / statistics.median(walls[2])


def gsl_seconds(program, rows):
    start = os.times()
    subprocess.run([program, str(rows), "100"], check=True, stdout=subprocess.DEVNULL)
    end = os.times()
    return 100 * (end.children_user + end.children_system - start.children_user -
                  start.children_system)


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("program")
    parser.add_argument("before")
    parser.add_argument("--gsl")
    parser.add_argument("--same", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--years", type=int, default=100000)
    parser.add_argument("--rows", type=int, default=100000)
    parser.add_argument("--data", default=str(HERE.parents[2] / "datasets"))
    parser.add_argument("--json")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make(os.path.join(folder, "dependencies.csv"), arguments.rows)
        result = measure(arguments, folder)
    print(f"{arguments.runs} runs in turns: medians, load {os.getloadavg()[0]:.1f} on "
          f"{os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}\n")
    print("| | now s | before s | before to now | now MiB | before MiB |")
    print("|---|---|---|---|---|---|")
    for name, row in result.items():
        now, before = row["now"], row["before"]
        print(f"| {name} | {now['processor']:.3f} | {before['processor']:.3f} | "
              f"{before['processor'] / now['processor']:.2f} | {now['memory']:.0f} | "
              f"{before['memory']:.0f} |")
    print(f"\none thread to two, wall: {threads_ratio(arguments):.2f}")
    year, week = (result[name]["now"]["processor"] for name in ("a year", "a week"))
    print(f"a year to a week: {year / week:.2f}")
    if arguments.gsl:
        seconds = gsl_seconds(arguments.gsl, arguments.rows)
        ours = result[f"{arguments.rows:,} rows, 10,000 samples"]["now"]["processor"]
        print(f"gsl_ran_lognormal() for each row and sample: {seconds:.1f} s, "
              f"{seconds / ours:.0f} times ours")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(result, indent=2) + "\n",
                                                encoding="utf-8")


if __name__ == "__main__":
    main()
