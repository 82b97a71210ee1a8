# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/interchange.csv and docs/interchange.md: the rows that were seen, and those of another run.

A row is a kind, what is compared, a program with its version, and what happens. Each test of this folder
has kinds of its own, compares them and, with --update, writes them; the rows of other kinds stay."""

import csv
import pathlib

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
TABLE, PAGE = DOCS / "interchange.csv", DOCS / "interchange.md"
COLUMNS = ["kind", "what", "program", "version", "result"]
BEGIN, END = "<!-- made by tests/peers/*.py --update -->", "<!-- end -->"
HEADS = {"read": ("## What we write, read by others", "We write"),
         "made": ("## What others write, read by us", "They write"),
         "prices": ("## Price files, as they are exported\n\n"
                    "The test writes them itself, with prices made up, in the layouts of files that were found in public repositories "
                    "or that\nthe sources describe. Of BSE of India, Boursorama and Portfolio Performance no file was found.",
                    "The layout of"),
         "sessions": ("## Calendars beside the sessions of price files", "Asked"),
         "loss": ("## Our loss tables, read by the programs of insurers", "We write"),
         "accounts": ("## Accounts of insurers, read by us", "The file"),
         "packages": ("## Data Packages", "They read or write"),
         "tasks": ("## Run by schedulers", "What is run"),
         "cluster": ("## Shards in a cluster", "What is run"),
         "cells": ("## Readers of CSV beside ours, cell by cell", "The file has"),
         "computed": ("## What we compute, computed by others", "We compute")}


def cell(text):
    return text.replace("\n", " ").replace("|", "\\|").replace("\\\\|", "\\|")


def document(rows):
    lines = [BEGIN]
    for kind, (head, column) in HEADS.items():
        lines += ["", head, "", f"| {column} | Program | Version | What happens |", "|---|---|---|---|"]
        lines += [f"| {cell(row[1])} | {row[2]} | {row[3]} | {cell(row[4])} |" for row in rows if row[0] == kind]
    return "\n".join([*lines, "", END])


def known_rows():
    with open(TABLE, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def update(rows, kinds):
    """Puts `rows` in the place of those of `kinds`."""
    found = {kind: [row for row in (rows if kind in kinds else known_rows()) if row[0] == kind] for kind in HEADS}
    ordered = [row for kind in HEADS for row in found[kind]]
    with open(TABLE, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *ordered])
    text = PAGE.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN), text.index(END) + len(END)
    PAGE.write_text(text[:begin] + document(ordered) + text[end:], encoding="utf-8")


def compare(rows):
    """How many of the rows seen are not those of the table; both are printed."""
    expected = known_rows()
    failures = 0
    if document(expected) not in PAGE.read_text(encoding="utf-8"):
        print("FAILED docs/interchange.md is not that of docs/interchange.csv")
        failures += 1
    known = {tuple(row[:3]): row[3:] for row in expected}
    for *key, version, result in rows:
        old_version, old_result = known.get(tuple(key), ("", "no row"))
        if version != old_version:
            print(f"note: {key[2]} is {version}, the document has {old_version}")
        if result != old_result:
            print(f"FAILED {' / '.join(key)}:\n  seen     {result}\n  expected {old_result}")
            failures += 1
    print(f"{len(rows)} rows seen, {failures} failures")
    return failures
