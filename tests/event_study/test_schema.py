#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event studies in JSON against the schema that the program prints, by ajv.

    test_schema.py PROGRAM

Needs node and `npm ci --prefix tests/schema`; ends with 77 where they are missing. Negative controls:
a report without a member, with one more, and with a test that has neither figure nor reason, must be
refused."""

import copy
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from made import DAYS, INDEX, SHARE, random_walk, rows, write  # noqa: E402

PROGRAM = sys.argv[1]
SCHEMAS = pathlib.Path(__file__).resolve().parents[1] / "schema"
MODELS = ("market", "market-adjusted", "mean-adjusted", "peer")


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=True).stdout


def reports(folder):
    prices = []
    for symbol, seed in (("M", None), ("A", None), ("B", 1377), ("C", 5107)):
        values = {"M": INDEX, "A": SHARE}.get(symbol) or random_walk(seed, len(DAYS), 0.03, INDEX)
        prices += ["--prices", write(folder, symbol, rows(values))]
    base = ["event-study", "--index", "M", "--format", "json", *prices]
    day = [DAYS[i].isoformat() for i in (300, 400, 437)]
    for model in MODELS:
        yield run(*base, "--date", day[1], "--symbol", "A", "--peers", "B,C", "--model", model)
    yield run(*base, "--date", day[1], "--symbol", "A,B,C", "--returns", "log")
    yield run(*base, "--date", ",".join(day), "--symbol", "A", "--shares", "2385")


def valid(schema, *files):
    done = subprocess.run(["node", SCHEMAS / "validate.mjs", schema, *files], capture_output=True,
                          text=True)
    return done.returncode == 0, done.stdout + done.stderr


def broken(report):
    less, more, empty = (copy.deepcopy(report) for _ in range(3))
    del less["studies"][0]["day0"]["abnormal"]["t"]
    more["studies"][0]["headline"] = "the outage did it"
    del empty["tests"][0]["results"][0]["reason"]
    return less, more, empty


def main():
    if shutil.which("node") is None or not (SCHEMAS / "node_modules").is_dir():
        print("node or its packages are missing; npm ci --prefix tests/schema")
        return 77
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        schema = pathlib.Path(folder) / "schema.json"
        schema.write_text(run("schema", "event-study"))
        made = list(reports(folder))
        for i, text in enumerate(made):
            path = pathlib.Path(folder) / f"report{i}.json"
            path.write_text(text)
            good, said = valid(schema, path)
            if not good:
                failures += 1
                print(said)
        for i, report in enumerate(broken(json.loads(made[0]))):
            path = pathlib.Path(folder) / f"broken{i}.json"
            path.write_text(json.dumps(report))
            if valid(schema, path)[0]:
                failures += 1
                print(f"the broken report {i} is taken for valid")
    print(f"{failures} failures")
    return 1 if failures else 0


sys.exit(main())
