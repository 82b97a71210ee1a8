# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of docs/evidence.md: how far each uncertain input moves the reference estimate, beside what
evidence.csv knows of it; and how far the assumed inputs of other figures move those, beside
evidence_others.csv. Each assumed number of the reference package has a row in one of them."""

import csv
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
REFERENCE = FOLDER.parent / "datasets" / "reference"
EVENT = "FB-2021-10-04"
TOTALS = {"owner_revenue_loss/net": "What the owner loses, net",
          "dependent_revenue_loss": "What dependent businesses lose"}
LEAST_SWING = 0.0005  # of the figure: what is less is "all others" of the report
Z95 = 1.6448536269514722
ASSUMED = 0.40  # standard deviation of the logarithm, or of the logit, of what is assumed (stage 0)
SHARES = ("digital_share", "diverted", "margin", "tax_rate", "scope_share", "severity")
YEARS = "20000"
# Where a figure is in its report, and its unit.
FIGURES = {"economy baseline": (("totals", "economy_baseline"), "M USD"),
           "indirect loss": (("totals", "indirect_loss"), "M USD"),
           "indirect loss, first week": (("indirect_in_time", 2, "indirect_loss"), "M USD"),
           "lost profit": (("owners", 0, "fundamental_loss"), "M USD"),
           "change of market value": (("owners", 0, "market_value_change", "percent"), "%"),
           "average annual loss": (("losses", 0, "average_annual_loss", "mean"), "M USD")}
# Of the prior of outages, what `risk` itself has with half and twice of it, by its name there.
OTHER_PRIORS = {"rate_events": "rate_events", "rate_years": "rate_years", "log_hours_mean": "median_hours",
                "log_hours_strength": "log_hours_strength", "log_hours_shape": "log_hours_shape",
                "log_hours_scale": "log_hours_scale"}


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def report(program, *arguments):
    return json.loads(subprocess.run([program, *arguments, "--format", "json"], check=True, text=True,
                                     stdout=subprocess.PIPE).stdout)


# ---- The two losses --------------------------------------------------------------------------------

def losses(program):
    """Both totals of the reference estimate with each input at its 5 % and its 95 % value, by how
    far that moves them; each input has a row of evidence.csv, and each row an input."""
    known = {row["input"]: row for row in read(FOLDER / "evidence.csv")}
    made, met = "", set()
    for total in report(program, "sensitivity", "--event", EVENT, "--samples", "64")["totals"]:
        drivers = [d for d in total["drivers"] if "at_5_percent" in d]
        swing = {d["factor"]: abs(d["at_95_percent"] - d["at_5_percent"]) for d in drivers}
        largest = max(max(d["at_5_percent"], d["at_95_percent"]) for d in drivers)
        moving = sorted((d for d in drivers if swing[d["factor"]] > LEAST_SWING * largest),
                        key=lambda d: -swing[d["factor"]])
        made += (f"### {TOTALS[total['total']]}\n\n| input | at its 5 % | at its 95 % | measured | "
                 "source | what would help |\n|---|---:|---:|---|---|---|\n")
        for driver in moving:
            row = known.get(driver["factor"])
            if row is None:
                sys.exit(f"evidence.csv has no row for {driver['factor']}")
            met.add(driver["factor"])
            ends = " | ".join(f"{driver[end] / 1e6:,.1f}" for end in ("at_5_percent", "at_95_percent"))
            made += (f"| `{driver['factor']}` | {ends} | {row['measured']} | {row['source']} | "
                     f"{row['would help']} |\n")
        made += "\n"
    if set(known) != met:
        sys.exit(f"evidence.csv has rows of no input: {', '.join(sorted(set(known) - met))}")
    return made


# ---- Other figures ---------------------------------------------------------------------------------

def basis(row, column):
    return row.get(column + "_basis") or row.get("basis")


def is_number(text):
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


def assumed():
    """(table, column) of the reference package with an assumed number."""
    found = set()
    for path in REFERENCE.glob("*.csv"):
        found |= {(path.stem, column) for row in read(path) for column, text in row.items()
                  if is_number(text) and basis(row, column) == "assumed" and
                  not column.endswith(("_low", "_high")) and column != "hour_of_week"}
    return found


def columns_of(name):
    """(table, column) of the input of a row: `group TABLE_COLUMN`, or parts with '/' between. The prior
    of outages has one column."""
    if name.startswith("group "):
        table, _, column = name[len("group "):].partition("_")
        return table, column
    parts = name.split("/")
    return (parts[0], "value") if parts[0] == "outage_prior" else (parts[0], parts[-1])


def moved(row, column, side):
    """The text of a cell at its 5 % (-1) or its 95 % end (1): its own, or that of what is assumed."""
    end = row.get(column + ("_low" if side < 0 else "_high"))
    value = float(row[column])
    if end:
        return end
    if value == 0 or (column in SHARES and value == 1):
        return row[column]  # certain
    if column in SHARES:
        return repr(1 / (1 + (1 - value) / value * math.exp(-side * Z95 * ASSUMED)))
    if column == "value":  # of the prior of outages, as `risk` has them: half and twice
        return repr(value * 2.0 ** side)
    return repr(value * math.exp(side * Z95 * ASSUMED))


def question(name):
    """The command that has the figure."""
    return ["risk", "--owner", "meta", "--years", YEARS] if name == "average annual loss" else \
        ["estimate", "--event", EVENT, "--samples", "0"]


def figure(name, document):
    value = document
    for step in FIGURES[name][0]:
        value = value[step]
    return value["central"] if isinstance(value, dict) else value


def ends(program, row, folder, document):
    """The figure of a row with its input at its two ends."""
    name = row["input"].split("/")[-1]
    if name in OTHER_PRIORS:
        other = next(x for x in document["losses"][0]["other_priors"] if x["term"] == OTHER_PRIORS[name])
        return [other["halved"], other["doubled"]]
    return [changed(program, row, side, folder) for side in (-1, 1)]


def changed(program, row, side, folder):
    """The figure of a row with the assumed cells of its input at one end."""
    table, *key, column = row["input"].split("/")
    if table == "outage_prior":
        key, column = [column], "value"
    path = os.path.join(folder, table + ".csv")
    rows = read(REFERENCE / f"{table}.csv")
    for cells in rows:
        if (not key or cells.get("term") == key[0]) and cells[column] and basis(cells, column) == "assumed":
            cells[column] = moved(cells, column, side)
            cells.update((column + end, "") for end in ("_low", "_high") if cells.get(column + end))
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    value = figure(row["figure"], report(program, *question(row["figure"]), folder))
    shutil.copy(REFERENCE / f"{table}.csv", path)
    return value


def shown(value, name):
    return f"{value:.2f} %" if FIGURES[name][1] == "%" else f"{value / 1e6:,.1f}"


def others(program):
    """Each assumed input of the package that is not above, the figure that it moves, and how far."""
    rows = read(FOLDER / "evidence_others.csv")
    named = {columns_of(row["input"]) for row in rows}
    above = {columns_of(row["input"]) for row in read(FOLDER / "evidence.csv")}
    if assumed() - named - above or named - assumed():
        sys.exit(f"evidence_others.csv lacks {sorted(assumed() - named - above)}; "
                 f"none are assumed of {sorted(named - assumed())}")
    made = ("### Other figures\n\n| input | figure | central | at its 5 % | at its 95 % | measured | source | "
            "what would help |\n|---|---|---:|---:|---:|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder:
        for path in REFERENCE.glob("*.csv"):
            shutil.copy(path, folder)
        documents = {}
        for row in rows:
            name, values = row["figure"], ["-", "-", "-"]
            if name:
                words = tuple(question(name))
                if words not in documents:
                    documents[words] = report(program, *words, folder)
                values = [shown(value, name) for value in (
                    figure(name, documents[words]), *ends(program, row, folder, documents[words]))]
            made += (f"| `{row['input']}` | {name or '-'} | {' | '.join(values)} | {row['measured']} | "
                     f"{row['source']} | {row['would help']} |\n")
    return made + "\n"


def evidence(program):
    return losses(program) + others(program)
