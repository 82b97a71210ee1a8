#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a second thread gains, of rows, samples, years and lines of scenarios.

    threads.py PROGRAM [--rows N] [--samples N] [--years N] [--lines N] [--runs N] [--json FILE]

Each command runs in turns with one thread, with two, and as two processes of one thread side by side, which
is what the machine has to give: processors that are shared, or share a cache, give less than two of one.
Prints medians of wall time, how many times faster two threads are than one, and two processes than one after
the other; and the same of the shortest runs, which neighbours on the machine have disturbed least. Checks that one
and two threads write the same bytes. A ratio is of one run on one machine."""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "compare"))
import compare

EVENT = ["--event", compare.EVENT]


def write_lines(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            scenario = {"name": f"line-{i}", "platform": compare.PLATFORMS[i % 3], "duration": f"{1 + i % 48}h",
                        "start": f"2021-10-{1 + i % 27:02}T{i % 24:02}:00Z"}
            file.write(json.dumps(scenario) + "\n")


def commands(arguments, folder):
    """(what, how many, the command without its threads)."""
    compare.make(str(folder / "dependencies.csv"), arguments.rows)
    write_lines(folder / "lines.ndjson", arguments.lines)
    alone = ["--format", "json"]
    return [("rows", arguments.rows, ["estimate", "--base", "reference", folder, *EVENT, "--samples", "0", *alone]),
            ("samples", arguments.samples, ["estimate", *EVENT, "--samples", str(arguments.samples), *alone]),
            ("years", arguments.years, ["risk", *EVENT, "--years", str(arguments.years), *alone]),
            ("lines", arguments.lines, ["estimate", "--batch", folder / "lines.ndjson", "--samples", "0",
                                        "--format", "ndjson"])]


def start(program, command, threads, output):
    return subprocess.Popen([program, *command, "--threads", str(threads)], stdout=output, stderr=subprocess.DEVNULL)


def timed(program, command, threads, processes=1):
    """Seconds of a process, as many being side by side, and what it wrote."""
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        running = [start(program, command, threads, output if i == 0 else subprocess.DEVNULL)
                   for i in range(processes)]
        codes = [process.wait() for process in running]
        seconds = (time.perf_counter() - began) / processes
        if any(codes):
            sys.exit(f"{command} ended with {codes}")
        output.seek(0)
        return seconds, output.read()


def measure(program, command, runs):
    seconds = {"one": [], "two": [], "processes": []}
    for _ in range(runs):
        one, text = timed(program, command, 1)
        two, same = timed(program, command, 2)
        if text != same:
            sys.exit(f"{command}: two threads write other bytes than one")
        seconds["one"].append(one)
        seconds["two"].append(two)
        seconds["processes"].append(timed(program, command, 1, processes=2)[0])
    medians, shortest = ({name: of(values) for name, values in seconds.items()} for of in (statistics.median, min))
    return {**medians, **gains(medians, ""), **gains(shortest, "_shortest")}


def gains(seconds, of):
    return {f"threads_gain{of}": seconds["one"] / seconds["two"],
            f"processes_gain{of}": seconds["one"] / seconds["processes"]}


def read_arguments():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=8000000)
    parser.add_argument("--samples", type=int, default=200000)
    parser.add_argument("--years", type=int, default=1000000)
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    program = str(pathlib.Path(arguments.program).resolve())
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, count, command in commands(arguments, pathlib.Path(folder)):
            results[what] = {"count": count, **measure(program, [str(word) for word in command], arguments.runs)}
    print(f"{arguments.runs} runs in turns: medians, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print("| | one thread, s | two threads, s | times faster | two processes | shortest runs | two processes |")
    print("|---|---|---|---|---|---|---|")
    for what, of in results.items():
        print(f"| {of['count']:,} {what} | {of['one']:.3f} | {of['two']:.3f} | {of['threads_gain']:.2f} | "
              f"{of['processes_gain']:.2f} | {of['threads_gain_shortest']:.2f} | {of['processes_gain_shortest']:.2f} |")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
