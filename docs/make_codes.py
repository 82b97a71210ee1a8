#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of docs/codes.md, made of that of src/core/codes.c.

    make_codes.py [PROGRAM] [--update]

Compares the two, and both with the sources: a code that is given there is in the table, and one that is
in the table is given somewhere. Nothing of PROGRAM is run. --update writes the document."""

import difflib
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
TABLE = ROOT / "src" / "core" / "codes.c"
DOCUMENT = ROOT / "docs" / "codes.md"
BEGIN = "<!-- made by make_codes.py; not to be edited -->"
END = "<!-- end of what is made -->"

WORD = r'"([a-z][a-z0-9_]*)"'
# How the sources give a code. What passes one on by a variable is found by its literal alone.
GIVEN = re.compile("|".join([
    r"diagnostics_(?:fault|warn)\(\s*[^,()]+,\s*[^,()]+,\s*" + WORD,
    r"\b(?:study|traffic|prepare|run|risk)_warn\(\s*[^,()]+,\s*" + WORD,
    r"\bsay\(&saying,\s*" + WORD,
    r"\.code = " + WORD]))
FEWEST_GIVEN = 60  # fewer were found: the search is wrong, not the sources


def codes(text):
    return re.findall(r'^    \{"([a-z0-9_]+)",\s*(true|false),\s*"((?:[^"\\]|\\.|"\s*")*)"(?:,\s*true)?\},',
                      text, re.M)


def made(table):
    rows = ["| code | meaning |", "|---|---|"]
    for name, _, meaning in table:
        whole = re.sub(r'"\s*"', "", meaning)  # of a literal on several lines
        rows.append(f"| `{name}` | {whole} |")
    return "\n" + "\n".join(rows) + "\n"


def faults(names, sources):
    """`sources`: {name of the file: text}."""
    given = {}
    for name, text in sources.items():
        for match in GIVEN.finditer(text):
            given.setdefault(next(code for code in match.groups() if code), name)
    if len(given) < FEWEST_GIVEN:
        yield f"only {len(given)} codes are found in the sources"
    for code in sorted(set(given) - set(names)):
        yield f"{given[code]}: the code {code} is not in {TABLE.name}"
    everything = "\n".join(sources.values())
    for code in names:
        if f'"{code}"' not in everything:
            yield f"{TABLE.name}: nothing gives the code {code}"
    if names != sorted(names):
        yield f"{TABLE.name}: codes are in the order of their names"


def check_the_check(names, sources):
    """A check that sees nothing must not pass."""
    planted = {**sources, "planted.c": 'diagnostics_warn(d, &place, "no_such_code", "text");'}
    if not any("no_such_code" in fault for fault in faults(names, planted)):
        sys.exit("a code that is not in the table is not found")
    if not any("never_given" in fault for fault in faults(names + ["never_given"], sources)):
        sys.exit("a code that nothing gives is not found")


def main():
    table = codes(TABLE.read_text())
    names = [name for name, _, _ in table]
    sources = {path.relative_to(ROOT).as_posix(): path.read_text()
               for path in sorted((ROOT / "src").rglob("*.[ch]")) if path != TABLE}
    check_the_check(names, sources)
    before = DOCUMENT.read_text()
    start, end = before.index(BEGIN) + len(BEGIN), before.index(END)
    after = before[:start] + "\n" + made(table) + "\n" + before[end:]
    if "--update" in sys.argv[1:]:
        DOCUMENT.write_text(after)
        before = after
    diff = list(difflib.unified_diff(before.splitlines(True), after.splitlines(True),
                                     "docs/codes.md", "made"))
    found = list(faults(names, sources))
    print("".join(diff) + "".join(fault + "\n" for fault in found), end="")
    if diff:
        print("docs/make_codes.py --update writes it")
    return 1 if diff or found else 0


sys.exit(main())
