# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars of the New York Stock Exchange beside the sessions that price files have: event windows count those of the files.

The files lie in the folder BLACKOUT_SHARED; without it, and for calendars that are not there, the rows are skipped, by name."""

import csv
import datetime
import json
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ.get("BLACKOUT_SHARED", HERE.parents[2] / "shared"))
SERIES = SHARED / "data/series/prices_GSPC.csv"
WHAT = "closings of the New York Stock Exchange, June 2019 to 2025, by a price file"
PROGRAMS = {
    "QuantLib": ["/usr/bin/python3", "-c", """
import QuantLib, sys
calendar = QuantLib.UnitedStates(QuantLib.UnitedStates.NYSE)
for day in sys.stdin.read().split():
    year, month, number = map(int, day.split("-"))
    if not calendar.isBusinessDay(QuantLib.Date(number, month, year)):
        print(day)
print("version", QuantLib.__version__)
"""],
    "R, timeDate, holidayNYSE": ["Rscript", "-e", """
library(timeDate)
days <- readLines(file("stdin"))
closed <- as.character(as.Date(holidayNYSE(2019:2025)))
cat(intersect(days, closed), sep = "\n")
cat("\nversion", format(packageVersion("timeDate")), "\n")
"""],
    "nyse-holidays (npm)": ["node", "--input-type=module", "-e", """
import fs from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/x.js");
const calendar = (await import(require.resolve("nyse-holidays"))).default;
const { isHoliday } = calendar.isHoliday ? calendar : calendar.default;
for (const day of fs.readFileSync(0, "utf8").split("\\n").filter(Boolean))
    if (isHoliday(new Date(day + "T12:00:00Z"))) console.log(day);
console.log("version", JSON.parse(fs.readFileSync("node_modules/nyse-holidays/package.json")).version);
"""]}


def weekdays():
    """(all weekdays from the first session to the last, those without one)."""
    with open(SERIES, newline="", encoding="utf-8") as file:
        sessions = [row["date"] for row in csv.DictReader(file)]
    first, last = (datetime.date.fromisoformat(day) for day in (sessions[0], sessions[-1]))
    days = [first + datetime.timedelta(days=i) for i in range((last - first).days + 1)]
    days = [day.isoformat() for day in days if day.weekday() < 5]
    return days, sorted(set(days) - set(sessions))


def difference(closed, seen):
    lacking, more = sorted(set(closed) - set(seen)), sorted(set(seen) - set(closed))
    said = [f"lacks {len(lacking)} of {len(closed)}" + (f", from {lacking[0]} on" if len(lacking) > 5 else ": " + ", ".join(lacking))] \
        if lacking else []
    said += ["has more: " + ", ".join(more)] if more else []
    return "; ".join(said) or f"the same {len(closed)} days"


def rows(missing):
    if not SERIES.is_file():
        missing.add("the price files (BLACKOUT_SHARED)")
        return []
    days, closed = weekdays()
    made = []
    for program, command in PROGRAMS.items():
        done = subprocess.run(command, input="\n".join(days) + "\n", capture_output=True, text=True, cwd=HERE, check=False,
                              env={**os.environ, "TZ": "UTC"}) if shutil.which(command[0]) else None
        if done is None or done.returncode != 0:
            missing.add(program)
            continue
        *seen, version = [line for line in done.stdout.splitlines() if line.strip()]
        made.append(["sessions", WHAT, program, version.split()[1], difference(closed, seen)])
    return made


if __name__ == "__main__":
    print(json.dumps(rows(set()), indent=1))
