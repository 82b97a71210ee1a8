#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long `blackout estimate` takes over many rows of `dependencies`, beside other programs.

    compare.py PROGRAM [--before PROGRAM] [--csv-strtod PROGRAM] [--rows N] [--runs N] [--threads N]
               [--data FOLDER] [--json FILE]

Makes its input (eleven columns, 30 % of the names in quotes, one to four rows a business, revenues
lognormal), runs in turns

    now        PROGRAM: everything that it does, the list of the largest businesses included
    before     the program of the tag `base-4e30e53`, commit 4e30e53 (how to build it: ../README.md)
    duckdb     sums by cell and the ten largest businesses (needs `npm ci --prefix tests/bench/compare`)
    csv_strtod libcsv and strtod(), three sums and nothing else

and prints medians of wall and processor time and of memory, and the ratio to `now`. Fails where they
do not agree on the rows and on the money in them. What is not given or not there is left out, by
name. Times of one machine and one moment: only ratios within one run mean something."""

import argparse
import json
import math
import multiprocessing
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
EVENT = "FB-2021-10-04"
COLUMNS = ("business,sector,region,annual_revenue,annual_revenue_basis,currency,platform,channel,share,"
           "basis,firms")
PLATFORMS = ("facebook", "instagram", "whatsapp", "messenger")
CHANNELS = ("sales", "advertising", "messaging", "login")
SECTORS = "ABCDFGHIJKLM"
REGIONS = ("us_canada", "europe", "asia_pacific", "rest_of_world")
TOLERANCE = 1e-11  # a million rounded sums, each added in another order, in each program


# ---- Input --------------------------------------------------------------------------------------


def make(path, rows):
    """Writes so many rows; returns their revenue and their flow, added exactly."""
    chance = random.Random(7)
    revenues, flows = [], []
    with open(path, "w", encoding="utf-8") as file:
        file.write(COLUMNS + "\n")
        business = 0
        while len(flows) < rows:
            business += 1
            name = f"biz-{business:09}"
            name = f'"{name}, inc."' if chance.random() < 0.3 else name
            place = f"{chance.choice(SECTORS)},{chance.choice(REGIONS)}"
            money, firms = f"{chance.lognormvariate(13, 2):.2f}", chance.randint(1, 40)
            count = min(chance.randint(1, 4), rows - len(flows))
            for platform in chance.sample(PLATFORMS, count):
                share = f"{chance.random() * 0.2:.4f}"
                file.write(f"{name},{place},{money},reported,USD,{platform},"
                           f"{chance.choice(CHANNELS)},{share},assumed,{firms}\n")
                revenues.append(firms * float(money))
                flows.append(revenues[-1] * float(share))
    return {"rows": rows, "revenue": math.fsum(revenues), "flow": math.fsum(flows)}


# ---- Programs -----------------------------------------------------------------------------------


def control_totals(report):
    """Rows, and money where the program tells it, of a report in JSON."""
    found = {"rows": next(i["rows"] for i in report["inputs"] if i["resource"] == "dependencies")}
    if "control_totals" in report:
        found["revenue"] = report["control_totals"]["currencies"][0]["revenue"]["used"]
    return found


def programs(arguments, folder, file):
    """(name, command, how its answer is read) of each that is there, and the names of the others."""
    there, missing = [], []
    estimate = ["estimate", "--base", "reference", folder, "--event", EVENT, "--samples", "0",
                "--threads", str(arguments.threads), "--format", "json"]
    there.append(("now", [arguments.program, *estimate], control_totals))
    if arguments.before:
        there.append(("before", [arguments.before, *estimate], control_totals))
    else:
        missing.append("before")
    if shutil.which("node") and (HERE / "node_modules/@duckdb/node-api").is_dir():
        there.append(("duckdb", ["node", HERE / "duckdb.mjs", file, str(arguments.threads)], dict))
    else:
        missing.append("duckdb")
    if arguments.csv_strtod:
        there.append(("csv_strtod", [arguments.csv_strtod, file], dict))
    else:
        missing.append("csv_strtod")
    return there, missing


def run(command, data):
    """The answer of a program; seconds of wall and processor time; memory at its largest, in MiB."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, env={**os.environ, "BLACKOUT_DATA": data})
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{command[0]} failed with {child.returncode}")
        output.seek(0)
        answer = json.loads(output.read())
    return answer, {"wall": wall, "processor": used.ru_utime + used.ru_stime,
                    "memory": used.ru_maxrss / 1024}


def check(name, found, expected):
    for key, value in found.items():
        if key in expected and not math.isclose(value, expected[key], rel_tol=TOLERANCE):
            sys.exit(f"{name}: {key} is {value!r}, not {expected[key]!r}")


# ---- Result -------------------------------------------------------------------------------------


def summarise(measured):
    result = {}
    for name, runs in measured.items():
        result[name] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    for medians in result.values():
        for key in ("wall", "processor"):
            medians[f"{key}_ratio"] = medians[key] / result["now"][key]
    return result


def print_table(result, arguments):
    print(f"{arguments.rows:,} rows, {arguments.threads} threads, {arguments.runs} runs in turns: "
          f"medians, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print("| | wall s | processor s | MiB | wall to `now` | processor to `now` |")
    print("|---|---|---|---|---|---|")
    for name, m in result.items():
        print(f"| {name} | {m['wall']:.3f} | {m['processor']:.3f} | {m['memory']:.0f} | "
              f"{m['wall_ratio']:.2f} | {m['processor_ratio']:.2f} |")


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("program")
    parser.add_argument("--before")
    parser.add_argument("--csv-strtod")
    parser.add_argument("--rows", type=int, default=1000000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--data", default=str(HERE.parents[2] / "datasets"))
    parser.add_argument("--json")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "dependencies.csv")
        with multiprocessing.Pool(1) as pool:  # a child's memory begins with that of its parent
            expected = pool.apply(make, (file, arguments.rows))
        there, missing = programs(arguments, folder, file)
        measured = {name: [] for name, _, _ in there}
        for _ in range(arguments.runs):
            for name, command, read in there:
                answer, times = run(command, arguments.data)
                check(name, read(answer), expected)
                measured[name].append(times)
    result = summarise(measured)
    print_table(result, arguments)
    for name in missing:
        print(f"left out: {name}")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(
            json.dumps({"rows": arguments.rows, "runs": measured, "medians": result}, indent=2) + "\n",
            encoding="utf-8")


if __name__ == "__main__":
    main()
