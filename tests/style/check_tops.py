#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each .c and .h of src and include says at its top, in a comment after its licence, what it is for.

    check_tops.py PROGRAM    (which is not run)

A .c whose header already explains it says how it does it, or why so; it does not repeat the header.
No file of src or include is longer than can be read in one go."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEAST_FILES = 200  # fewer were found: the search is wrong, not the tree
LEAST_WORDS = 5  # "Implementation." says nothing
MOST_LINES = 500
LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"


def top(text):
    """The comment after the licence, as one line; None where there is none."""
    found = re.match(r"\s*/\*(.*?)\*/", text[len(LICENCE):], re.DOTALL)
    if not text.startswith(LICENCE) or found is None:
        return None
    return " ".join(re.sub(r"^ \*", "", found[1], flags=re.MULTILINE).split())


def faults(texts):
    """What is wrong with {path: text}."""
    tops = {path: top(text) for path, text in texts.items()}
    for path, said in sorted(tops.items()):
        header = path[:-2] + ".h"
        lines = texts[path].count("\n")
        if lines > MOST_LINES:
            yield f"{path}: {lines} lines, and {MOST_LINES} are the most; split it by what it is about"
        if said is None:
            yield f"{path}: no comment after the licence that says what the file is for"
        elif len(said.split()) < LEAST_WORDS:
            yield f"{path}: its top says too little ('{said}')"
        elif path.endswith(".c") and said == tops.get(header):
            yield f"{path}: its top repeats that of its header; say how it is done, or why so"


GOOD = LICENCE + "/* Adds the numbers of a list. */\n#include <x.h>\n"
OTHER = LICENCE + "/* In their order,\n * which is that of samples. */\n"
CONTROLS = [  # files, how many faults
    ({"a.c": GOOD}, 0),
    ({"a.c": OTHER, "a.h": GOOD}, 0),
    ({"a.c": GOOD, "a.h": GOOD}, 1),
    ({"a.c": LICENCE + "#include <x.h>\n/* Too late for a top of the file. */\n"}, 1),
    ({"a.c": "/* No licence stands above this top of the file. */\n"}, 1),
    ({"a.h": LICENCE + "/* Sums. */\n"}, 1),
    ({"a.c": GOOD + "\n" * (MOST_LINES - GOOD.count("\n"))}, 0),
    ({"a.c": GOOD + "\n" * (MOST_LINES + 1 - GOOD.count("\n"))}, 1),
]


def main():
    for texts, count in CONTROLS:
        found = list(faults(texts))
        if len(found) != count:
            sys.exit(f"the check itself is wrong: {texts} gives {found}")
    files = [path for folder in ("include", "src") for path in sorted((ROOT / folder).rglob("*"))
             if path.suffix in (".c", ".h")]
    if len(files) < LEAST_FILES:
        sys.exit(f"only {len(files)} files were found")
    found = list(faults({path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
                         for path in files}))
    for fault in found:
        print(fault)
    print(f"{len(files)} files, {len(found)} faults")
    return 1 if found else 0


sys.exit(main())
