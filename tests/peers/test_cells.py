#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our reader of CSV beside those of Python, pandas and DuckDB, on every file of the corpora and cases, cell by cell.

    test_cells.py PROGRAM CELLS [--update]

CELLS is the program of cells.c. Each file is read as rows of texts, without a header; blanks around a field and rows
without a value are no difference. Where a program has other cells than ours, or one of them refuses the file, DIFFERENCES
says who is right and why; the table in docs/interchange.md is made of it. A difference that it does not explain fails, and so does an
explanation that nothing needs. The corpora lie in the folder BLACKOUT_SHARED; without it, and for programs that are not there,
the rows are skipped, by name."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import interchange

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = pathlib.Path(os.environ.get("BLACKOUT_SHARED", ROOT.parent / "shared"))
DEBIAN = "/usr/bin/python3"
DELIMITERS = {"semicolon.csv": ";", "tab.csv": "\t", "pipe.csv": "|"}
csv.field_size_limit(1 << 24)


def files():
    """(delimiter, path) by a name that is the same everywhere."""
    found = {}
    for folder in ("corpora/csv-spectrum/csvs", "corpora/libvroom/test/data", "cases"):
        for path in sorted((SHARED / folder).rglob("*.csv")):
            found[str(path.relative_to(SHARED))] = (DELIMITERS.get(path.name) or delimiter_of(path), path)
    for path in sorted([*ROOT.glob("datasets/*/*.csv"), *ROOT.glob("docs/examples/**/*.csv"), *ROOT.glob("tests/**/package/*.csv")]):
        found[str(path.relative_to(ROOT))] = (delimiter_of(path), path)
    return found


def delimiter_of(path):
    """That of the cases, which are ours: the one that the first line has most of."""
    first = path.read_bytes().split(b"\n", 1)[0].decode("latin-1")
    return max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))


def plain(rows):
    """Without what is no difference."""
    stripped = [[cell.strip() for cell in row] for row in rows]
    while_empty = [row for row in stripped if any(row)]
    return [trim(row) for row in while_empty]


def trim(row):
    row = list(row)
    while row and row[-1] == "":
        row.pop()
    return row


# ---- Readers: {name: rows of texts, or a text that says why not} -----------------------------------


def ours(program, wanted):
    found = {}
    for mark in ",;\t|":
        of_mark = {str(path): name for name, (delimiter, path) in wanted.items() if delimiter == mark}
        if not of_mark:
            continue
        text = subprocess.run([program, mark, *of_mark], capture_output=True, text=True, check=True).stdout
        for line in text.splitlines():
            word, _, rest = line.partition(" ")
            if word == "file":
                rows = found[of_mark[rest]] = []
                name = of_mark[rest]
            elif word == "fault":
                found[name] = re.sub(r"^.*?csv:", "line ", rest)
            elif "!" in line:
                found[name] = rows = f"refuses line {len(rows) + 1}" if isinstance(rows, list) else rows
            elif isinstance(rows, list):
                rows.append([bytes.fromhex(field).decode() for field in rest.split(" ")])
    return found


def python_csv(wanted):
    found = {}
    for name, (delimiter, path) in wanted.items():
        try:
            with open(path, newline="", encoding="utf-8-sig") as file:
                found[name] = list(csv.reader(file, delimiter=delimiter))
        except (csv.Error, UnicodeError) as error:
            found[name] = f"refuses: {type(error).__name__}"
    return found


PANDAS = """
import json, pandas, sys
found = []
for delimiter, path in json.load(open(sys.argv[1])):
    try:
        table = pandas.read_csv(path, header=None, dtype=str, keep_default_na=False, sep=delimiter)
        found.append([["" if cell != cell else str(cell) for cell in row] for row in table.values.tolist()])
    except Exception as error:
        found.append("refuses: " + type(error).__name__)
print(json.dumps([pandas.__version__, found]))
"""


def by_list(command, wanted):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "list.json"
        path.write_text(json.dumps([[delimiter, str(file)] for delimiter, file in wanted.values()]))
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else sys.exit(done.stderr[-500:])


def readers(wanted):
    """{program: (version, {name: rows})}"""
    found = {"Python, csv": (sys.version.split()[0], python_csv(wanted))}
    if subprocess.run([DEBIAN, "-c", "import pandas"], capture_output=True, check=False).returncode == 0:
        version, rows = by_list([DEBIAN, "-c", PANDAS], wanted)
        found["pandas"] = (version, dict(zip(wanted, rows)))
    described = HERE / "node_modules/@duckdb/node-api/package.json"
    if shutil.which("node") and described.exists():
        rows = by_list(["node", HERE / "duck_cells.mjs"], wanted)
        found["DuckDB"] = (json.loads(described.read_text())["version"],
                           {name: f"refuses: {value}" if isinstance(value, str) else value for name, value in zip(wanted, rows)})
    return found


# ---- Differences ----------------------------------------------------------------------------------

READS, REFUSES, FEWER, OTHER = "it reads what ours refuses", "it refuses what ours reads", "it has fewer rows, without a word", \
    "it has more rows"
V = "corpora/libvroom/test/data/"
# what the files have: (the files, {program: what happens}, who is right, and why)
DIFFERENCES = {
    "a quote inside a field that does not begin with one": (
        ["corpora/csv-spectrum/csvs/location_coordinates.csv"] +
        [f"{V}malformed/{name}.csv" for name in ("quote_in_unquoted_field", "quote_not_at_start", "trailing_quote", "quote_after_data")],
        {"Python, csv": READS, "pandas": READS, "DuckDB": READS},
        "ours, by RFC 4180: no two of them have the same cells, and a delimiter may be lost"),
    "a quote with a backslash, or one alone, inside quotes": (
        [f"{V}{name}.csv" for name in ("escape/backslash_escape", "fuzz/bad_escape", "malformed/invalid_quote_escape",
                                       "malformed/unescaped_quote_in_quoted")] +
        ["cases/06-datapackage-schema-path/s/escape/dependencies.csv"],
        {"Python, csv": READS, "pandas": READS}, "ours, with DuckDB: they keep the backslash or the quote as a part of the text"),
    "a quote that is never closed": (
        [f"{V}{name}.csv" for name in ("fuzz/just_quotes", "fuzz/quote_delimiter_alt", "fuzz/quote_eof", "malformed/multiple_errors",
                                       "malformed/unclosed_quote", "malformed/unclosed_quote_eof")],
        {"Python, csv": READS}, "ours, with pandas and DuckDB: all rows to the end become one field"),
    "UTF-16 and UTF-32 with a byte order mark": (
        [f"{V}{name}.csv" for name in ("encoding/utf16_be_bom", "encoding/utf16_bom", "encoding/utf16_le_bom", "encoding/utf32_be_bom",
                                       "encoding/utf32_le_bom", "fuzz/invalid_utf8")],
        {"Python, csv": REFUSES, "pandas": REFUSES, "DuckDB": REFUSES}, "ours: the mark says it; the others want the encoding named"),
    "a byte of zero in UTF-8": (
        [f"{V}malformed/null_byte.csv"], {"Python, csv": READS, "pandas": READS, "DuckDB": READS}, "ours: no text has one"),
    "bytes of zero, scattered": (
        [f"{V}fuzz/scattered_nulls.csv"], {"Python, csv": READS, "pandas": READS}, "ours, with DuckDB"),
    "a field of 70,000 bytes": (
        [f"{V}large/large_field.csv"], {"Python, csv": READS, "pandas": READS, "DuckDB": READS},
        "theirs, by the format: ours has a limit of 64 KiB, since such a field is a quote gone wrong"),
    "lines that begin with #, first a comment": (
        [f"{V}comments/hash_comments.csv"], {"pandas": REFUSES, "DuckDB": FEWER},
        "ours: the format has no comments; a comment is told from a row by its table or a declared commentChar"),
    "three lines that begin with # above the header": (
        [f"{V}comments/multi_header_comments.csv"], {"pandas": REFUSES, "DuckDB": FEWER}, "ours: DuckDB has no row at all, and no error"),
    "lines that begin with ; above the header": (
        [f"{V}comments/semicolon_comments.csv"], {"DuckDB": REFUSES}, "ours: what is above the header is for whoever knows the table"),
    "rows that get shorter or longer": (
        [f"{V}{name}.csv" for name in ("malformed/inconsistent_columns", "ragged/mixed_columns", "ragged/more_columns")],
        {"pandas": REFUSES, "DuckDB": REFUSES}, "both: as cells they can be read; as rows of a table ours refuses them, with the line"),
    "rows of fewer fields": (
        [f"{V}ragged/fewer_columns.csv"], {"DuckDB": REFUSES}, "the same"),
    "rows of one field to five": (
        [f"{V}malformed/inconsistent_columns_all_rows.csv"], {"pandas": REFUSES, "DuckDB": FEWER},
        "ours: DuckDB keeps the longest of five rows alone"),
    "lines that end with CR, CRLF and LF in one file": (
        [f"{V}{name}.csv" for name in ("fuzz/mixed_cr", "malformed/mixed_line_endings")], {"DuckDB": REFUSES},
        "ours, with Python and pandas: each ends a line"),
    "lines of blanks between the rows": (
        [f"{V}whitespace/whitespace_only_rows.csv"], {"DuckDB": REFUSES}, "ours, with Python and pandas"),
    "a line `sep=;` with quotes around it": (
        ["cases/09-preamble/sepquoted/dependencies.csv"], {"Python, csv": OTHER, "pandas": REFUSES},
        "ours, with DuckDB: it is no row, and says the delimiter"),
    "nothing": (
        [f"{V}edge_cases/empty_file.csv"], {"pandas": REFUSES}, "both: it has no rows, and ours refuses it as a table"),
    "a page of HTML in the place of a table": (
        ["cases/03-vendor-price-layouts/page.csv"], {"pandas": REFUSES, "DuckDB": FEWER}, "pandas: ours refuses it as a table"),
    "rates of the European Central Bank, a comma at the end of some lines": (
        ["cases/08-fx-ecb/na/fx.csv", "cases/08-fx-ecb/newest/fx.csv"], {"DuckDB": REFUSES},
        "ours, with Python and pandas: an empty field behind the last column loses nothing"),
    "a title, a footer or a mark above the header": (
        ["cases/09-preamble/bom_quote_header/dependencies.csv", "cases/09-preamble/footer/dependencies.csv"], {"DuckDB": REFUSES},
        "ours, with Python and pandas"),
    "a title and empty lines above the header": (
        ["cases/09-preamble/wb/dependencies.csv"], {"pandas": REFUSES, "DuckDB": FEWER},
        "ours: DuckDB leaves the title out by itself, and with it what it says"),
}


def outcome(own, theirs):
    """None where both have the same cells or both refuse."""
    if isinstance(own, str) or isinstance(theirs, str):
        if isinstance(own, str) and isinstance(theirs, str):
            return None
        return READS if isinstance(own, str) else REFUSES
    own, theirs = plain(own), plain(theirs)
    if own == theirs:
        return None
    return FEWER if len(theirs) < len(own) else OTHER if len(theirs) > len(own) else "it has other cells"


def rows_of(version, program, seen):
    """The rows of a program: a difference that nothing explains, or an explanation that nothing needs, fails."""
    rows, failures = [], 0
    left = dict(seen)
    for what, (names, programs, why) in DIFFERENCES.items():
        if program not in programs:
            continue
        for name in names:
            if left.pop(name, None) != programs[program]:
                print(f"FAILED {program}, {name}: {seen.get(name) or 'the same cells'}, not '{programs[program]}'")
                failures += 1
        files = f" ({len(names)} files)" if len(names) > 1 else ""
        rows.append(["cells", what + files, program, version, f"{programs[program]}; right: {why}"])
    for name, what in left.items():
        print(f"FAILED {program}, {name}: {what}, and nothing says why")
        failures += 1
    rows.append(["cells", "all other files of the corpora, the cases and this repository", program, version, "the same cells as ours, or both refuse"])
    return rows, failures


def main():
    if not (SHARED / "corpora").is_dir():
        print("skipped: the corpora are not there (BLACKOUT_SHARED)")
        return 77
    wanted = files()
    own, found = ours(sys.argv[2], wanted), readers(wanted)
    for program in {"Python, csv", "pandas", "DuckDB"} - found.keys():
        print(f"skipped: {program} is not there")
    rows, failures = [], 0
    for program, (version, theirs) in found.items():
        seen = {name: outcome(own[name], theirs[name]) for name in wanted}
        more, wrong = rows_of(version, program, {name: what for name, what in seen.items() if what})
        rows, failures = rows + more, failures + wrong
    order = [*DIFFERENCES]
    rows.sort(key=lambda row: next((i for i, what in enumerate(order) if row[1].startswith(what)), len(order)))
    print(f"{len(wanted)} files")
    if "--update" in sys.argv:
        interchange.update(rows, ("cells",))
        return 0
    return 1 if failures + interchange.compare(rows) else 0


sys.exit(main())
