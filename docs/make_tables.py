#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the documents that the program has itself: of docs/data-format.md what it reads, made
from the definitions by which it reads them, of docs/commands.md the formats that it writes, and of
docs/evidence.md how far each uncertain input moves the reference estimate, beside what evidence.csv
knows of it.

    make_tables.py PROGRAM            compares; exits with 1, after a diff, where they differ
    make_tables.py PROGRAM --update   writes them

They are between two markers; the rest of a file is written by hand."""

import csv
import difflib
import json
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
BEGIN = "<!-- made by make_tables.py; not to be edited -->\n"
END = "<!-- end of what is made -->\n"


def printed(program, *arguments):
    return subprocess.run([program, *arguments], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def tables(program):
    """What `blackout schema table:NAME --format markdown` prints, for each table that `blackout
    schema` lists, under a list of all."""
    names = [name for name in printed(program, "schema").split() if name.startswith("table:")]
    sections = [printed(program, "schema", name, "--format", "markdown") for name in names]
    rows = ["| table | what it contains | need |", "|---|---|---|"]
    for section in sections:
        name, meaning, need = re.match(r"### (\S+)\n\n(.*?)\. (Required|Optional)\.",
                                       section).groups()
        rows.append(f"| [`{name}`](#{name}) | {meaning} | {need.lower()} |")
    return "\n".join(rows) + "\n\n" + "".join(sections)


def formats(program):
    """The formats of each command that has some, as its help names them, the default first."""
    rows = ["| command | formats |", "|---|---|"]
    for command in re.findall(r"^  ([a-z-]+)  ", printed(program, "--help"), re.M):
        listed = re.search(r"--format NAME +(.*)", printed(program, command, "--help"))
        if listed is not None:
            names = re.findall(r"[a-z]+", listed[1].replace(" (default)", "").replace(" or ", " "))
            rows.append(f"| `{command}` | {', '.join(f'`{name}`' for name in names)} |")
    return "\n".join(rows) + "\n"


EVENT = "FB-2021-10-04"
TOTALS = {"owner_revenue_loss/net": "What the owner loses, net",
          "dependent_revenue_loss": "What dependent businesses lose"}
LEAST_SWING = 0.0005  # of the figure: what is less is "all others" of the report


def evidence(program):
    """Both totals of the reference estimate with each input at its 5 % and its 95 % value, by how
    far that moves them; each input has a row of evidence.csv, and each row an input."""
    with (FOLDER / "evidence.csv").open(newline="", encoding="utf-8") as file:
        known = {row["input"]: row for row in csv.DictReader(file)}
    report = json.loads(printed(program, "sensitivity", "--event", EVENT, "--samples", "64",
                                "--format", "json"))
    made, met = "", set()
    for total in report["totals"]:
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


def main():
    update = sys.argv[2:] == ["--update"]
    if len(sys.argv) < 2 or (len(sys.argv) > 2 and not update):
        sys.exit(__doc__)
    program, differ = pathlib.Path(sys.argv[1]).resolve(), False
    for name, make in (("data-format.md", tables), ("commands.md", formats),
                       ("evidence.md", evidence)):
        head, rest = (FOLDER / name).read_text(encoding="utf-8").split(BEGIN)
        listed, tail = rest.split(END)
        made = make(program)
        if listed != made and update:
            (FOLDER / name).write_text(head + BEGIN + made + END + tail, encoding="utf-8")
        elif listed != made:
            differ = True
            sys.stdout.writelines(difflib.unified_diff(
                listed.splitlines(keepends=True), made.splitlines(keepends=True),
                f"docs/{name}", "the program"))
    return 1 if differ else 0


sys.exit(main())
