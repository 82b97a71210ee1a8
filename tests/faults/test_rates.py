#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The euro reference rates of the European Central Bank as they are downloaded, as the table fx.

    test_rates.py PROGRAM

Expected: the report of a narrow fx.csv with the same rates, each divided by that of the USD here."""

import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
# made up, in the form of eurofxref-hist.csv: newest first, a comma at the end, currencies that ended
CODES = ["USD", "JPY", "CYP", "GBP", "CAD", "HRK", "ISK"]
DAYS = {"2021-10-05": [1.1602, 129.01, None, 0.85165, 1.4619, 7.4985, 149.3],
        "2021-10-04": [1.1636, 129.11, None, 0.85433, 1.4689, 7.4998, None],
        "2017-01-03": [1.0385, 122.801, None, 0.84710, 1.3950, 7.5690, None]}
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text)


def wide(dates=str, delimiter=",", head="Date", last=","):
    rows = [delimiter.join([head, *CODES]) + last]
    for day, rates in DAYS.items():
        texts = ["N/A" if rate is None else repr(rate) for rate in rates]
        rows.append(delimiter.join([dates(day), *texts]) + last)
    return "\n".join(rows) + "\n"


def narrow():
    rows = ["currency,per_usd,date,basis"]
    for day, rates in DAYS.items():
        usd = rates[0]
        rows.append(f"EUR,{1 / usd!r},{day},measured")
        rows += [f"{code},{rate / usd!r},{day},measured"
                 for code, rate in zip(CODES[1:], rates[1:]) if rate is not None]
    return "\n".join(rows) + "\n"


def report(folder, fx, currency):
    (folder / "fx.csv").write_text(fx, encoding="utf-8")
    (folder / "dependencies.csv").write_text(
        "business,sector,region,annual_revenue,currency,platform,channel,share\n"
        "a,G,europe,240000,GBP,instagram,sales,0.2\nb,G,europe,9000000,JPY,instagram,sales,0.2\n")
    done = subprocess.run([PROGRAM, "estimate", ".", "--base", "reference", "--event", "FB-2021-10-04",
                           "--currency", currency, "--samples", "0", "--format", "json"],
                          cwd=folder, capture_output=True, text=True)
    tree = json.loads(done.stdout or "{}")
    warnings = tree.pop("warnings", [])
    tree.pop("inputs", None)
    return done, tree, [w["message"] for w in warnings if w["code"] == "rate_sheet"]


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for currency in ("EUR", "CAD", "USD"):
            done, expected, _ = report(folder, narrow(), currency)
            check(done.returncode == 0 and len(expected) > 3, f"narrow, {currency}: {done.stderr}")
            for name, text in (("as downloaded", wide()), ("without the last comma", wide(last="")),
                               ("semicolons", wide(delimiter=";", last="")),
                               ("blanks after commas", wide(delimiter=", ", last=", ")),
                               ("dates by name", wide(dates=lambda d: {
                                   "2021-10-05": "05 October 2021", "2021-10-04": "04 October 2021",
                                   "2017-01-03": "03 January 2017"}[d]))):
                done, tree, told = report(folder, text, currency)
                check(done.returncode == 0 and tree == expected, f"{name}, {currency}: {done.stderr}")
                check(len(told) == 1 and "5 are not available" in told[0], f"{name}: {told}")
        for name, text, word in (("a rate of 0", wide().replace("0.85433", "0"), "fx.csv:3:5"),
                                 ("a word", wide().replace("129.11", "n.a."), "'n.a.'"),
                                 ("a day twice", wide() + wide().splitlines()[1] + "\n", "already"),
                                 ("rates for one USD", wide().replace("1.1636", "1").replace("1.1602", "1").replace("1.0385", "1.0"),
                                  "'USD' is 1 on each of 3 days"),
                                 ("a column EUR", wide().replace(",JPY,", ",EUR,"), "fx.csv:1:3: the sheet has a column 'EUR'"),
                                 ("rates of FRED", "observation_date,DEXUSEU\n2021-10-04,1.1636\n", "eurofxref-hist.csv"),
                                 ("a date of two readings", wide(dates=lambda d: "03/04/2021"), "date")):
            done, _, _ = report(folder, text, "EUR")
            check(done.returncode == 1 and word in done.stderr, f"{name}: {done.stderr}")
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
