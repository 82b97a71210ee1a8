#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the documents that the program has itself: of docs/data-format.md what it reads, made
from the definitions by which it reads them, of docs/commands.md the formats that it writes, and of
docs/evidence.md how far inputs move the reference estimate (make_evidence.py).

    make_tables.py PROGRAM            compares; exits with 1, after a diff, where they differ
    make_tables.py PROGRAM --update   writes them

They are between two markers; the rest of a file is written by hand."""

import difflib
import pathlib
import re
import subprocess
import sys

from make_evidence import evidence

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
