#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pandas makes of a file of dependencies: pandas_sums.py FILE. The sums by cell, as blackout keeps
them, and the ten businesses with the largest flow; prints JSON."""

import json
import sys

import pandas

KEYS = ["platform", "sector", "region", "channel", "currency"]


def main():
    rows = pandas.read_csv(sys.argv[1])
    rows["revenue"] = rows.firms * rows.annual_revenue
    rows["flow"] = rows.revenue * rows.share
    cells = rows.groupby(KEYS)[["revenue", "flow"]].sum()
    largest = rows.groupby("business").flow.sum().nlargest(10)
    print(json.dumps({"rows": len(rows), "revenue": float(cells.revenue.sum()),
                      "flow": float(cells.flow.sum()), "largest": list(largest.index)}))


if __name__ == "__main__":
    main()
