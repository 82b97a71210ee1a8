#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every report as Markdown.

    test_markdown.py PROGRAM

The words and numbers are those of the text report, in its order; the tables, read back, have the
figures of the JSON, each as exactly as it is shown; a second reader of Markdown, cmark-gfm, sees the
same; and names make no markup, whatever is in them. The text has at most 100 columns; it is compared
as a terminal of 1000 columns has it, where every table is in one piece. Exit status 77, after everything else has
passed, where cmark-gfm is not there."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import figures
import gfm
from cases import (NAUGHTY, Comparison, check, failures, fresh, naughty_package, number, reports,
                   run_on_terminal)

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
read_reports = set()


def run(arguments, folder, report_format):
    done = subprocess.run([PROGRAM, *fresh(arguments), "--format", report_format], cwd=folder,
                          capture_output=True, text=True, timeout=300, check=False)
    check(done.returncode == 0, f"{arguments} {report_format}: {done.stderr.strip()[:300]}")
    return done.stdout


def width_of(line):
    """Columns of a terminal, by Unicode's East Asian Width and the categories of marks."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def check_widths(what, text, columns):
    for line in text.splitlines():
        check(width_of(line) <= columns or len(line.split()) == 1,
              f"{what}: {width_of(line)} columns, and not {columns}: {line}")
        check(line == line.rstrip(), f"{what}: blanks at the end of '{line}'")


# ---- The same words as the text --------------------------------------------------------------------

def words_of(blocks):
    """The words of all blocks in their order, without the headings that only Markdown has."""
    words = []
    parts = any(block[0] == "heading" and block[1] == 3 for block in blocks)
    for block in blocks:
        if block[0] == "table":
            words += [word for row in block[1] for cell in row for word in cell.split()]
        elif block[0] != "heading":
            words += block[1].split()
        elif block[1] > 2 or (block[1] == 2 and (not is_part(block, blocks) or not parts)):
            words += block[2].split()
    return words


def is_part(block, blocks):
    """Whether a heading names a part: the sentence after it begins with the same words."""
    after = blocks[blocks.index(block) + 1]
    return after[0] == "text" and after[1].startswith(block[2])


def check_words(what, text, blocks):
    mine, theirs = words_of(blocks), text.split()
    for i, (a, b) in enumerate(zip(mine, theirs)):
        if a != b:
            check(False, f"{what}: '{' '.join(mine[i - 5:i + 5])}' in Markdown, "
                         f"'{' '.join(theirs[i - 5:i + 5])}' in the text")
            return
    check(len(mine) == len(theirs), f"{what}: {len(mine)} words in Markdown, {len(theirs)}")
    check(len(mine) > 10, f"{what} says something")


# ---- All reports -----------------------------------------------------------------------------------

def check_report(arguments, compare, folder):
    what = arguments[0]
    markdown = run(arguments, folder, "markdown")
    try:
        blocks = gfm.read(markdown)
    except ValueError as error:
        check(False, f"{what}: {error}")
        return
    of_json = ["describe", *arguments[1:]] if what == "validate" else arguments
    check_widths(what, run(arguments, folder, "text"), 100)
    check_words(what, run_on_terminal(PROGRAM, fresh(arguments), folder, 1000), blocks)
    check(blocks[0][:2] == ("heading", 1), f"{what} has a title")
    report = json.loads(run(of_json, folder, "json"))
    compare(Comparison(what, blocks), report)
    check_figures(what, blocks, figures.Known(report))
    if gfm.CMARK is not None:
        check(gfm.read_by_cmark(markdown) == blocks, f"{what}: cmark-gfm reads something else")
    read_reports.add(what)


def check_figures(what, blocks, known):
    """Every figure is one of the JSON, as exactly as it is shown; another one is found."""
    texts = [cell for block in blocks for cell in (sum(block[1], []) if block[0] == "table" else [block[-1]])]
    unknown = [f"{token} in '{text}'" for text in texts for token in known.unknown_in(text)]
    check(not unknown, f"{what}: not in the JSON: {unknown[:5]}")
    check(known.unknown_in("a loss of 98,765.4321 M USD"), f"{what}: another number is found")


def check_all_are_read():
    """Every command that has the format is among those above; `schema` has a guide of its own, and
    the reports of `merge` are those of others, whose bytes cli.shards compares."""
    overview = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True)
    names = re.findall(r"^  ([a-z-]+)  ", overview.stdout, re.M)
    have = {name for name in names if "markdown" in
            subprocess.run([PROGRAM, name, "--help"], capture_output=True, text=True,
                           check=True).stdout}
    check(have - {"merge", "schema"} == read_reports, f"{sorted(have)} have Markdown")


# ---- Names -----------------------------------------------------------------------------------------

def check_names(folder):
    naughty_package(folder)
    arguments = ["estimate", "naughty", "--platform", "chat", "--duration", "6h", "--samples", "0",
                 "--top", str(len(NAUGHTY))]
    markdown = run(arguments, folder, "markdown")
    report = json.loads(run(arguments, folder, "json"))
    names = [business["business"] for business in report["top_businesses"]]
    check(sorted(names) == sorted(name.strip() for name in NAUGHTY),
          f"{len(names)} of {len(NAUGHTY)} names are reported")
    readers = [gfm.read] + ([gfm.read_by_cmark] if gfm.CMARK is not None else [])
    for read in readers:
        try:
            rows, _ = Comparison("names", read(markdown)).table("Businesses that lose most")
            shown = [row["business"] for row in rows]
            wrong = [(name, cell) for name, cell in zip(names, shown) if cell != name.strip()]
            check(len(shown) == len(names) and not wrong, f"{read.__name__}: {wrong[:5]}")
        except ValueError as error:
            check(False, f"{read.__name__}: {error}")


def check_reader():
    """The reader refuses what it must."""
    for wrong in ("| a | b |\n|---|\n| 1 | 2 |", "| a |\n|---|\n| 1 | 2 |", "| a |\n| 1 |",
                  "| a \\|\n|---|"):
        try:
            gfm.read(wrong)
            check(False, f"the reader takes {wrong!r}")
        except ValueError:
            pass
    check(gfm.read("| a\\|b |\n|---:|\n| \\*c\\* |") == [("table", [["a|b"], ["*c*"]])], "escapes")
    check(number("-1,234.50") == (-1234.5, 0.005) and number("12 %") == (12, 0.5), "numbers")


def main():
    check_reader()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for arguments, compare in reports(folder):
            check_report(arguments, compare, folder)
        check_all_are_read()
        check_names(folder)
    if failures:
        print(f"{len(failures)} failures")
        return 1
    if gfm.CMARK is None:
        print("cmark-gfm is not installed: no second reader")
        return 77
    return 0


sys.exit(main())
