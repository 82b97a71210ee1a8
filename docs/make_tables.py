#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of docs/data-format.md, made from the definitions by which the program reads them.

    make_tables.py PROGRAM            compares; exits with 1, after a diff, where they differ
    make_tables.py PROGRAM --update   writes them

What stands between the two markers is what `blackout schema table:NAME --format markdown` prints, for
each table that `blackout schema` lists, under a list of all. The rest of the file is written by hand."""

import difflib
import pathlib
import re
import subprocess
import sys

DOCUMENT = pathlib.Path(__file__).resolve().parent / "data-format.md"
BEGIN = "<!-- made by make_tables.py; not to be edited -->\n"
END = "<!-- end of what is made -->\n"


def printed(program, *arguments):
    return subprocess.run([program, "schema", *arguments], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def made(program):
    names = [name for name in printed(program).split() if name.startswith("table:")]
    sections = [printed(program, name, "--format", "markdown") for name in names]
    rows = ["| table | what it holds | need |", "|---|---|---|"]
    for section in sections:
        name, meaning, need = re.match(r"### (\S+)\n\n(.*?)\. (Required|Optional)\.",
                                       section).groups()
        rows.append(f"| [`{name}`](#{name}) | {meaning} | {need.lower()} |")
    return "\n".join(rows) + "\n\n" + "".join(sections)


def main():
    update = sys.argv[2:] == ["--update"]
    if len(sys.argv) < 2 or (len(sys.argv) > 2 and not update):
        sys.exit(__doc__)
    text = DOCUMENT.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    listed, tail = rest.split(END)
    tables = made(pathlib.Path(sys.argv[1]).resolve())
    if listed == tables:
        return 0
    if update:
        DOCUMENT.write_text(head + BEGIN + tables + END + tail, encoding="utf-8")
        return 0
    sys.stdout.writelines(difflib.unified_diff(
        listed.splitlines(keepends=True), tables.splitlines(keepends=True),
        "docs/data-format.md", "the program"))
    return 1


sys.exit(main())
