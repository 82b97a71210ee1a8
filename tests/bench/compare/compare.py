#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long `blackout estimate` takes over many rows of `dependencies`, beside other programs.

    compare.py PROGRAM [--before PROGRAM | --build-before FOLDER] [--csv-strtod PROGRAM]
               [--gsl PROGRAM] [--rows N] [--sampled-rows N] [--samples N] [--runs N] [--threads N]
               [--data FOLDER] [--json FILE]

Makes its input (eleven columns, 30 % of the names in quotes, one to four rows a business, revenues
lognormal), runs in turns

    now        PROGRAM: everything that it does, the list of the largest businesses included
    before     the program of commit 4e30e53; --build-before builds it in FOLDER, from this repository's
               own history, if it is not there yet
    duckdb     sums by cell and the ten largest businesses (needs `npm ci --prefix tests/bench/compare`)
    pandas     the same
    csv_strtod libcsv and strtod(), three sums and nothing else

and with --gsl, the target `gsl_lognormal`, on fewer rows and one thread

    samples    PROGRAM: all samples
    gsl        a factor by gsl_ran_lognormal() for each row and sample: a hundredth of the samples,
               times a hundred

and prints medians of wall and processor time and of memory, and the ratio to `now`, or to `samples`.
Fails where they do not agree on the rows, on the money in them and on the ten businesses. What is not
given or not there is left out, by name. Times of one machine and one moment: only ratios within one
run mean something."""

import argparse
import heapq
import importlib.util
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

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
import peak

HERE = pathlib.Path(__file__).resolve().parent
BASE_COMMIT = "4e30e531"
GSL_PART = 100  # of the samples: all of them would take half an hour
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
    """Writes so many rows; returns their revenue and their flow, added exactly, and who has most."""
    chance = random.Random(7)
    revenues, flows, largest = [], [], []
    with open(path, "w", encoding="utf-8") as file:
        file.write(COLUMNS + "\n")
        business = 0
        while len(flows) < rows:
            business += 1
            name = f"biz-{business:09}"
            quoted = chance.random() < 0.3
            name = f"{name}, inc." if quoted else name
            written = f'"{name}"' if quoted else name
            place = f"{chance.choice(SECTORS)},{chance.choice(REGIONS)}"
            money, firms = f"{chance.lognormvariate(13, 2):.2f}", chance.randint(1, 40)
            count = min(chance.randint(1, 4), rows - len(flows))
            first = len(flows)
            for platform in chance.sample(PLATFORMS, count):
                share = f"{chance.random() * 0.2:.4f}"
                file.write(f"{written},{place},{money},reported,USD,{platform},"
                           f"{chance.choice(CHANNELS)},{share},assumed,{firms}\n")
                revenues.append(firms * float(money))
                flows.append(revenues[-1] * float(share))
            largest.append((math.fsum(flows[first:]), name))
            largest = heapq.nlargest(10, largest) if len(largest) > 1000 else largest
    return {"rows": rows, "revenue": math.fsum(revenues), "flow": math.fsum(flows),
            "largest": [name for _, name in heapq.nlargest(10, largest)]}


# ---- Programs -----------------------------------------------------------------------------------


def control_totals(report):
    """Rows, and money where the program tells it, of a report in JSON."""
    found = {"rows": next(i["rows"] for i in report["inputs"] if i["resource"] == "dependencies")}
    if "control_totals" in report:
        found["revenue"] = report["control_totals"]["currencies"][0]["revenue"]["used"]
    return found


def build_before(folder):
    """The program of the base commit, built in a work tree of this repository."""
    program = pathlib.Path(folder) / "build/release/bin/blackout"
    if not program.exists():
        root = HERE.parents[2]
        git = ["git", "-C", root, "worktree", "add", "--force", "--detach", os.path.abspath(folder)]
        subprocess.run([*git, BASE_COMMIT], check=True)
        for command in (["cmake", "--preset", "release"], ["cmake", "--build", "--preset", "release"]):
            subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)
    return program


def sampled(arguments, folder):
    """The same of the samples."""
    estimate = ["estimate", "--base", "reference", folder, "--event", EVENT, "--format", "json",
                "--samples", str(arguments.samples), "--threads", "1"]
    gsl = [arguments.gsl, str(arguments.sampled_rows), str(max(1, arguments.samples // GSL_PART))]
    return [("samples", [arguments.program, *estimate], control_totals),
            ("gsl", gsl, lambda answer: {"rows": answer["rows"]})]


def programs(arguments, folder, file):
    """(name, command, how its answer is read) of each that is there, and the names of the others."""
    there, missing = [], []
    estimate = ["estimate", "--base", "reference", folder, "--event", EVENT, "--samples", "0",
                "--threads", str(arguments.threads), "--format", "json"]
    if arguments.build_before:
        arguments.before = build_before(arguments.build_before)
    there.append(("now", [arguments.program, *estimate], control_totals))
    if arguments.before:
        there.append(("before", [arguments.before, *estimate], control_totals))
    else:
        missing.append("before")
    if shutil.which("node") and (HERE / "node_modules/@duckdb/node-api").is_dir():
        there.append(("duckdb", ["node", HERE / "duckdb.mjs", file, str(arguments.threads)], dict))
    else:
        missing.append("duckdb")
    if importlib.util.find_spec("pandas"):
        there.append(("pandas", [sys.executable, HERE / "pandas_sums.py", file], dict))
    else:
        missing.append("pandas")
    if arguments.csv_strtod:
        there.append(("csv_strtod", [arguments.csv_strtod, file], dict))
    else:
        missing.append("csv_strtod")
    return there, missing


def run(command, data):
    """The answer of a program; seconds of wall and processor time; memory at its largest, in MiB."""
    with tempfile.TemporaryFile() as output:
        said = []
        code, wall, seconds, memory = peak.measured(command, output, said, {**os.environ, "BLACKOUT_DATA": data})
        if code != 0:
            sys.exit("\n".join([*said, f"{command[0]} failed with {code}"]))
        output.seek(0)
        answer = json.loads(output.read())
    return answer, {"wall": wall, "processor": seconds, "memory": memory / 1024}


def check(name, found, expected):
    for key, value in found.items():
        same = (value == expected[key] if key == "largest" else
                math.isclose(value, expected[key], rel_tol=TOLERANCE))
        if not same:
            sys.exit(f"{name}: {key} is {value!r}, not {expected[key]!r}")


# ---- Result -------------------------------------------------------------------------------------


def summarise(measured, of):
    """Medians, and their ratios to those of the one of that name."""
    result = {}
    for name, runs in measured.items():
        result[name] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    for medians in result.values():
        for key in ("wall", "processor"):
            medians[f"{key}_ratio"] = medians[key] / result[of][key]
    return result


def print_table(result, of):
    print(f"\n| | wall s | processor s | MiB | wall to `{of}` | processor to `{of}` |")
    print("|---|---|---|---|---|---|")
    for name, m in result.items():
        print(f"| {name} | {m['wall']:.3f} | {m['processor']:.3f} | {m['memory']:.0f} | "
              f"{m['wall_ratio']:.2f} | {m['processor_ratio']:.2f} |")


def in_turns(there, arguments, expected):
    """What each run took; all of one turn before the next, since the machine is not always the same."""
    measured = {name: [] for name, _, _ in there}
    for _ in range(arguments.runs):
        for name, command, read in there:
            answer, times = run(command, arguments.data)
            check(name, read(answer), expected)
            if name == "gsl":
                part = min(GSL_PART, arguments.samples)
                times = {**times, "wall": part * times["wall"], "processor": part * times["processor"]}
            measured[name].append(times)
    return measured


def made(rows):
    """A folder with so many rows, and what they add up to."""
    folder = tempfile.TemporaryDirectory()
    with multiprocessing.Pool(1) as pool:  # a child's memory begins with that of its parent
        return folder, pool.apply(make, (os.path.join(folder.name, "dependencies.csv"), rows))


def read_arguments():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("program")
    parser.add_argument("--before")
    parser.add_argument("--build-before")
    parser.add_argument("--csv-strtod")
    parser.add_argument("--gsl")
    parser.add_argument("--rows", type=int, default=1000000)
    parser.add_argument("--sampled-rows", type=int, default=100000)
    parser.add_argument("--samples", type=int, default=10000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--data", default=str(HERE.parents[2] / "datasets"))
    parser.add_argument("--json")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    folder, expected = made(arguments.rows)
    with folder:
        there, missing = programs(arguments, folder.name, f"{folder.name}/dependencies.csv")
        measured = in_turns(there, arguments, expected)
    result = summarise(measured, "now")
    print(f"{arguments.rows:,} rows, {arguments.threads} threads, {arguments.runs} runs in turns: "
          f"medians, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print_table(result, "now")
    report = {"rows": arguments.rows, "runs": measured, "medians": result}
    if arguments.gsl:
        folder, expected = made(arguments.sampled_rows)
        with folder:
            samples = in_turns(sampled(arguments, folder.name), arguments, expected)
        medians = summarise(samples, "samples")
        print(f"\n{arguments.sampled_rows:,} rows, {arguments.samples:,} samples, one thread:")
        print_table(medians, "samples")
        report["sampled"] = {"rows": arguments.sampled_rows, "samples": arguments.samples,
                             "runs": samples, "medians": medians}
    else:
        missing.append("gsl")
    for name in missing:
        print(f"left out: {name}")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
