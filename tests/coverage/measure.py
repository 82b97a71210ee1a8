#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part of src the tests run: lines, branches and, by clang 18 and later, conditions (MC/DC), by folder.

    measure.py BUILD [--tests REGEX] [--jobs 2] [--least PERCENT] [--add] [--report]

BUILD is one of the preset `coverage`. Runs its tests (ctest's REGEX: those of these names), adds up the counts
of all programs, prints a table and writes BUILD/coverage.txt: each function and each line that did not run.
Lines for memory that is out are only counted there: faults.memory runs them, in children that leave no counts.
--add: to the counts of earlier runs; --report: only adds up what earlier runs have left. MC/DC is the share of
the conditions, in decisions of several, that were seen to decide alone (Chilenski & Miller 1994). A process
that a signal ends leaves no counts."""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ("bin/blackout", "tests/unit_tests", "tests/thread_tests", "tests/test_properties")
KINDS = ("lines", "functions", "branches", "mcdc")


def tool(build, name):
    """The program of the compiler's own version."""
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    compiler = re.search(r"^CMAKE_C_COMPILER:\w+=(.*)$", cache, re.MULTILINE)[1]
    return subprocess.run([compiler, f"--print-prog-name={name}"], check=True, text=True,
                          capture_output=True).stdout.strip()


def run_tests(build, regex, jobs):
    """Whether all tests passed."""
    chosen = ["-R", regex] if regex else []
    os.umask(0)  # for those that run the program as another user
    (build / "profiles").mkdir(exist_ok=True)
    return subprocess.run(["ctest", "--test-dir", build, "--output-on-failure", f"-j{jobs}",
                           "--no-tests=error", *chosen]).returncode == 0


def export(build, profile, options):
    objects = sorted(build.glob("lib*/**/libblackout.so")) + [build / name for name in PROGRAMS]
    objects = [path for path in objects if path.exists()]
    arguments = [tool(build, "llvm-cov"), "export", objects[0], "-instr-profile", profile, *options]
    for path in objects[1:]:
        arguments += ["-object", path]
    return subprocess.run([*arguments, ROOT / "src"], check=True, text=True, stdout=subprocess.PIPE).stdout


def folder_of(path):
    """The folder below src, or None of what is elsewhere."""
    parts = pathlib.Path(path)
    return parts.relative_to(ROOT / "src").parts[0] if parts.is_relative_to(ROOT / "src") else None


def by_folder(summary):
    """{folder: {kind: [covered, count]}}, with 'all'"""
    table = {}
    for file in json.loads(summary)["data"][0]["files"]:
        for folder in (folder_of(file["filename"]), "all"):
            row = table.setdefault(folder, {kind: [0, 0] for kind in KINDS})
            for kind in KINDS:
                counts = file["summary"].get(kind, {"covered": 0, "count": 0})
                row[kind][0] += counts["covered"]
                row[kind][1] += counts["count"]
    return table


def of_memory(text, lines):
    """Of the lines that did not run those of blocks for memory that is out."""
    found = set()
    block = []
    for number in [*lines, None]:
        if block and number != block[-1] + 1:
            if any(re.search("memory", text[at - 1]) for at in block):
                found.update(block)
            block = []
        block.append(number)
    return found


def gaps(lcov):
    """[(path, functions that did not run, numbers of lines that did not, how many of them are of memory)]"""
    found = []
    for part in lcov.split("end_of_record\n"):
        name = re.search(r"^SF:(.*)$", part, re.MULTILINE)
        if name and folder_of(name[1]):
            path = pathlib.Path(name[1])
            text = path.read_text(encoding="utf-8").split("\n")
            runs = re.findall(r"^FNDA:(\d+),(?:.*:)?(\w+)$", part, re.MULTILINE)
            # of a function in a header each file has its own
            functions = {name for _, name in runs} - {name for count, name in runs if count != "0"}
            lines = [int(number) for number in re.findall(r"^DA:(\d+),0$", part, re.MULTILINE)]
            memory = of_memory(text, lines)
            others = [number for number in lines if number not in memory]
            if functions or lines:
                found.append((path, sorted(functions), others, len(memory)))
    return sorted(found)


def write_gaps(path, found):
    with path.open("w", encoding="utf-8") as out:
        for source, functions, lines, memory in found:
            text = source.read_text(encoding="utf-8").split("\n")
            out.write(f"{source.relative_to(ROOT)}: {len(lines)} lines, and {memory} of memory that is out\n")
            for name in functions:
                out.write(f"  function {name}\n")
            for number in lines:
                out.write(f"  {number:4d}: {text[number - 1]}\n")


def share(counts):
    return f"{100 * counts[0] / counts[1]:.1f} %" if counts[1] else "none"


def show(table):
    print(f"{'folder':14}" + "".join(f"{kind:>12}" for kind in KINDS))
    for folder in [name for name in sorted(table) if name != "all"] + ["all"]:
        print(f"{folder:14}" + "".join(f"{share(table[folder][kind]):>12}" for kind in KINDS))
    whole = table["all"]
    print("of " + ", ".join(f"{whole[kind][1]} {kind}" for kind in KINDS))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--tests", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    build = options.build.resolve()
    if not (options.add or options.report):
        shutil.rmtree(build / "profiles", ignore_errors=True)
    passed = options.report or run_tests(build, options.tests, options.jobs)
    profile = build / "coverage.profdata"
    subprocess.run([tool(build, "llvm-profdata"), "merge", "-sparse", *(build / "profiles").glob("*.profraw"),
                    "-o", profile], check=True)
    table = by_folder(export(build, profile, ["-summary-only"]))
    found = gaps(export(build, profile, ["-format=lcov"]))
    write_gaps(build / "coverage.txt", found)
    show(table)
    print(f"{sum(len(lines) for _, _, lines, _ in found)} lines did not run, and "
          f"{sum(memory for *_, memory in found)} of memory that is out: coverage.txt")
    lines = 100 * table["all"]["lines"][0] / table["all"]["lines"][1]
    if lines < options.least:
        print(f"{lines:.1f} % of the lines ran; {options.least:g} % or more would be right")
    return 0 if passed and lines >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
