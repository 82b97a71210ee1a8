#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model's own error of the installed packages, as the program fits it to the package firms.

    calibrate.py PROGRAM            fit it, and write it into every package that has it
    calibrate.py --check PROGRAM    fit it, and compare it with what the packages have

`PROGRAM calibrate` takes the outages of firms and the rows for borrowed hours of its model_error. The row that it
fits is kept in reference_class.csv, which compile.py reads; model_error.csv of each package, and its size and hash
in datapackage.json, follow. No facts are needed, and nothing else of a package changes."""

import argparse
import csv
import hashlib
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from facts import to_csv

HERE = Path(__file__).resolve().parent
FITTED_FROM = "firms"
PACKAGES = ["reference", "cloud", "firms"]
CLASS_FILE = "reference_class.csv"
COLUMNS = ["quantity", "duration_hours", "log_sd", "location", "scale", "degrees", "events", "basis", "source"]


def fitted_row(program):
    """The row of the reference class: the one without a duration."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "model_error.csv"
        subprocess.run([program, "calibrate", HERE / FITTED_FROM, "--write-error", table], check=True,
                       stdout=subprocess.DEVNULL)
        with table.open(newline="", encoding="utf-8") as file:
            return next(row for row in csv.DictReader(file) if row["duration_hours"] == "")


def table_of(package, fitted):
    """model_error.csv of a package with the fitted row in place of its own."""
    text = (HERE / package / "model_error.csv").read_text(encoding="utf-8")
    hours = [row for row in csv.DictReader(io.StringIO(text)) if row["duration_hours"] != ""]
    return to_csv(COLUMNS, [fitted, *hours])


def description_of(package, table):
    """datapackage.json of a package with the size, hash and fields of its table."""
    path = HERE / package / "datapackage.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    for resource in description["resources"]:
        if resource["name"] == "model_error":
            resource["bytes"] = len(table)
            resource["hash"] = "sha256:" + hashlib.sha256(table).hexdigest()
            resource["schema"]["fields"] = [field(name) for name in COLUMNS]
    return (json.dumps(description, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def field(name):
    """As compile.py describes a column."""
    if name in ("quantity", "basis", "source"):
        return {"name": name, "type": "string"}
    return {"name": name, "type": "number", "decimalChar": "."}


def files(program):
    """{path: bytes} of everything that holds the fitted row."""
    fitted = fitted_row(program)
    made = {HERE / CLASS_FILE: to_csv(COLUMNS, [fitted])}
    for package in PACKAGES:
        table = table_of(package, fitted)
        made[HERE / package / "model_error.csv"] = table
        made[HERE / package / "datapackage.json"] = description_of(package, table)
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("program", metavar="PROGRAM", help="the built program")
    arguments = parser.parse_args()
    made = files(arguments.program)
    differing = [path for path, data in made.items()
                 if not path.exists() or path.read_bytes() != data]
    if not arguments.check:
        for path in differing:
            path.write_bytes(made[path])
        print(f"{len(differing)} files written")
        return 0
    for path in differing:
        print(f"{path.relative_to(HERE)} is not what `calibrate` gives; python3 datasets/calibrate.py PROGRAM",
              file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
