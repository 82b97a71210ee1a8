# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures with their sources: reading a folder of facts, and writing the cells of a table.

Shared by the packages that compile.py writes. It knows no package and no table."""

import csv
import io
import re
from pathlib import Path

class Facts:
    """The rows of one facts folder, read once, by file name."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.tables = {}

    def rows(self, name):
        if name not in self.tables:
            path = self.folder / (name + ".csv")
            with open(path, encoding="utf-8", newline="") as file:
                self.tables[name] = list(csv.DictReader(file))
        return self.tables[name]

    def one(self, name, **wanted):
        """The single row that matches; anything else is a fault of the facts."""
        found = [row for row in self.rows(name)
                 if all(row[key] == value for key, value in wanted.items())]
        if len(found) != 1:
            raise SystemExit(f"{name}.csv: {len(found)} rows match {wanted}; one was expected")
        return found[0]


def num(value, places=6):
    """A number as text: plain decimals, no exponent, no trailing zeros."""
    if value is None or value == "":
        return ""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# Wording only: some sources in the facts describe where a copy was found in a search index;
# here they name the document itself. No figure depends on this.
SOURCE_WORDING = [
    (re.compile(r"investorpresentations mirror of (Meta Q2 2022 earnings presentation) slide 3.*",
                re.S),
     r"\1, slide 3, revenue by user geography (investorpresentations mirror)"),
    (re.compile(r"GitHub code file id \d+ \(Python class RecapturFactors.*", re.S),
     "FEMA Hazus Inventory Technical Manual, table 6-17 "
     "(as quoted in a public Python class on GitHub; names of the codes not verified)"),
    (re.compile(r"GitHub code file id \d+ \(find_string index; React chart metaRevenueData\), "
                r"four regions sum exactly to the stated totals"),
     "a secondary copy of the company's earnings slides in public code on GitHub (a chart named "
     "metaRevenueData); its four regions sum exactly to the totals"),
    (re.compile(r"\(MEMORY, verify\)|\(MEMORY\)|\(memory\)"), "(from memory, not verified)"),
    (re.compile(r"from MEMORY"), "from memory, not verified"),
    (re.compile(r"GitHub code index +"), "a public document on GitHub, "),
]


def cite(text):
    for pattern, wording in SOURCE_WORDING:
        text = pattern.sub(wording, text)
    return " ".join(text.split())


def unique(texts):
    """Joined by '; ', each once, in the order they came."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def to_csv(columns, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: row.get(name, "") for name in columns})
    return out.getvalue().encode("utf-8")


def judged_cells(prefix, values):
    names = [prefix, prefix + "_low", prefix + "_high", prefix + "_basis", prefix + "_source"]
    return dict(zip(names, values))
