#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files and texts: never a crash, a hang, a sanitizer's report or a status beside 0 and 1.

    test_corpora.py PROGRAM [--every N]

Takes every file of csv-spectrum and libvroom as a table, every file of JSONTestSuite as
datapackage.json or scenario, and every string of the Big List of Naughty Strings as
identifier, name, number, column and option. They lie in the folder BLACKOUT_SHARED/corpora; skipped
where that is missing."""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from test_faults import Report
from valid_package import Dialect, valid_package, write_package

TABLES = ("owners", "platform_regions", "traffic", "dependencies")
OPTIONS = ("--platform", "--start", "--duration", "--currency", "--severity", "--region",
           "--recovery")
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "exitcode=99", "UBSAN_OPTIONS": "exitcode=99",
               "TSAN_OPTIONS": "exitcode=99"}
TIMEOUT_SECONDS = 60


def problem(program, arguments, statuses=(0, 1)):
    """What is wrong with a run, as a list of lines."""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, env=ENVIRONMENT,
                              timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return ["does not end"], None
    errors = done.stderr.decode("utf-8", errors="replace")
    wrong = []
    if done.returncode not in statuses:
        wrong.append(f"status {done.returncode}: {errors[-600:]}")
    if "Sanitizer" in errors or "runtime error" in errors:
        wrong.append(errors[:2000])
    if done.returncode == 1 and done.stdout:
        wrong.append("something on standard output beside a failure")
    if done.returncode == 0 and "--format" in arguments:
        try:
            json.loads(done.stdout.decode("utf-8"))
        except ValueError as error:
            wrong.append(f"the report is not JSON: {error}")
    return wrong, done


def estimate(folder, *more):
    return ["estimate", "--owner", "meta", "--duration", "6h", "--format", "json", "--samples", "0",
            *more, str(folder)]


def check_files(program, scratch, files, report):
    """Each file as a table, once with its own header and once below the right one."""
    folder = scratch / "files"
    for number, file in enumerate(files):
        data = file.read_bytes()
        for turn in range(2):
            table = TABLES[(number + turn) % len(TABLES)]
            write_package(folder, valid_package())
            path = folder / f"{table}.csv"
            header = path.read_bytes().split(b"\n", 1)[0]
            path.write_bytes(header + b"\n" + data if turn else data)
            report.add(f"{file.name} as {table}", problem(program, estimate(folder))[0])


def check_descriptions(program, scratch, files, report):
    """Each file as datapackage.json and as scenario, in one run."""
    folder, described = scratch / "sound", scratch / "descriptions"
    write_package(folder, valid_package())
    write_package(described, valid_package())
    scenario = scratch / "scenario.json"
    for number, file in enumerate(files):
        data = file.read_bytes()
        if number % 3 == 0:
            scenario.write_bytes(data)
            arguments = estimate(folder, "--scenario", str(scenario))
        else:
            (described / "datapackage.json").write_bytes(data)
            arguments = estimate(described)
        report.add(f"{file.name} as JSON", problem(program, arguments, (0, 1, 2))[0])


def renamed(package, old, new):
    """An identifier replaced wherever it stands by itself or in a list."""
    for table in package.values():
        for row in table["rows"]:
            for i, field in enumerate(row):
                if field == old:
                    row[i] = new
                elif ";" in field and old in field.split(";"):
                    row[i] = ";".join(new if part == old else part for part in field.split(";"))
    return package


def usable(text):
    """Whether it may be an identifier: not a list, and no bytes that a file cannot hold."""
    return text and ";" not in text and "\0" not in text and not re.search("[\ud800-\udfff]", text)


def check_text(program, scratch, text, report):
    folder = scratch / "naughty"
    shown = ascii(text)[:60]
    if usable(text):
        package = valid_package()
        for i, old in enumerate(("facebook", "north", "retail", "sales", "office", "b3")):
            renamed(package, old, f"{text}{i or ''}")
        package["owners"]["rows"][0][1] = text
        write_package(folder, package)
        wrong, done = problem(program, estimate(folder))
        if not wrong and done.returncode != 0:
            wrong = [f"refused as identifier: {done.stderr.decode(errors='replace')[:300]}"]
        report.add(f"{shown} as identifier", wrong)
    package = valid_package()
    package["regions"]["rows"][0][2] = text
    package["dependencies"]["rows"][4][7] = text
    package["dependencies"]["rows"][5][9] = text
    package["outages"]["rows"][0][3] = text
    package["owners"]["header"][-1] = text
    write_package(folder, package, Dialect())
    report.add(f"{shown} as number, key, date and column", problem(program, estimate(folder))[0])
    if "\0" not in text:
        option = OPTIONS[len(text) % len(OPTIONS)]
        arguments = ["estimate", "--owner", "meta", "--duration", "1h", option + "=" + text,
                     str(scratch / "sound")]
        report.add(f"{shown} as {option}", problem(program, arguments, (0, 1, 2))[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    shared = os.environ.get("BLACKOUT_SHARED", "")
    corpora = pathlib.Path(shared) / "corpora"
    if not shared or not corpora.is_dir():
        print("skipped: there is no folder BLACKOUT_SHARED/corpora")
        return 77
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        files = sorted(corpora.glob("csv-spectrum/csvs/*")) + sorted(
            corpora.glob("libvroom/test/data/**/*.csv"))
        check_files(options.program, scratch, files[::options.every], report)
        files = sorted(corpora.glob("JSONTestSuite/test_parsing/*.json"))
        check_descriptions(options.program, scratch, files[::options.every], report)
        naughty = json.loads((corpora / "blns/blns.json").read_text(encoding="utf-8"))
        for text in naughty[::options.every]:
            check_text(options.program, scratch, text, report)
    print(f"{report.runs} runs, {report.failures} failures")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
