# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of Open Exposure Data, from a checkout of its repository in BLACKOUT_OED, read by `blackout import oed`.

Neither the checkout nor anything of it is a part of this repository."""

import csv
import json
import os
import pathlib
import re
import subprocess
import tempfile

EXAMPLES = ("cyber_account", "liability_account", "property_account", "marinecargo_account", "property_location")
# what the example of cyber leaves empty, though accounts have it: 648 thousand million USD, a country, AWS
FILLED = {"AnnualRevenue": "648125000000", "CountryCode": "US", "CloudVendor": "1"}


def write_filled(path, example):
    with open(example, newline="", encoding="utf-8-sig") as file:
        names, *rows = list(csv.reader(file))
    names += [name for name in FILLED if name not in names]
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerows([names, *([{**dict(zip(names, row)), **FILLED}.get(name, "") for name in names] for row in rows)])


def reading(program, environment, path, folder):
    done = subprocess.run([program, "import", "oed", path, "-o", folder, "--format", "json"], capture_output=True, text=True,
                          env=environment, check=False)
    if not done.stdout:
        return "refused: `" + re.sub(r"^.*/", "", done.stderr.splitlines()[0]) + "`"
    report = json.loads(done.stdout)
    with open(folder / "not_taken.csv", newline="", encoding="utf-8") as file:
        reasons = [row["reason"] for row in csv.DictReader(file) if "no table of a package" not in row["reason"]]
    return f"{report['taken']} of {report['read']} rows taken" + "".join(f"; {reason}" for reason in dict.fromkeys(reasons))


def rows(program, environment, missing):
    checkout = os.environ.get("BLACKOUT_OED")
    if not checkout:
        missing.add("Open Exposure Data (BLACKOUT_OED: a checkout of its repository)")
        return []
    examples = pathlib.Path(checkout) / "Examples"
    with tempfile.TemporaryDirectory() as scratch:
        filled = pathlib.Path(scratch) / "cyber_account.csv"
        write_filled(filled, examples / "cyber_account.csv")
        files = [("cyber_account.csv with a revenue, a country and a cloud vendor", filled)]
        files += [(f"{name}.csv", examples / f"{name}.csv") for name in EXAMPLES]
        return [["accounts", what, "blackout, examples of Open Exposure Data", "5.0.0",
                 reading(program, environment, path, pathlib.Path(scratch) / str(i))] for i, (what, path) in enumerate(files)]
