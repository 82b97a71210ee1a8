#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets and CSV read back: every number is one of the JSON, and no name becomes anything but a name.

    test_read_back.py PROGRAM

Read by other programs than ours: Python's csv, openpyxl (Debian's python3-openpyxl), LibreOffice where there
is a soffice, Python's HTML parser. What is missing is named, and its part passed over; a program that was built
without xlsx has no part of that."""

import csv
import html
import html.parser
import io
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import figures
import gfm
from cases import DIRECTION_ENDS, reports

PROGRAM = sys.argv[1]
DEBIAN = "/usr/bin/python3"  # has openpyxl, where the package is installed
SMALL = pathlib.Path(__file__).resolve().parents[1] / "golden/package"
PRIOR = pathlib.Path(__file__).resolve().parents[2] / "datasets/reference/outage_prior.csv"
OUTAGE = ["--platform", "chat", "--platform", "shop", "--duration", "6h", "--samples", "64"]
# command line -> whether the report has CSV
REPORTS = {
    "estimate": (["estimate", *OUTAGE, "package"], True),
    "sweep": (["sweep", "--platform", "chat,shop", "--duration", "1h..3h/1h", "--samples", "64", "package"], True),
    "tolerable": (["tolerable", "--platform", "chat,shop", "--loss", "3M", "--samples", "64", "package"], True),
    "sensitivity": (["sensitivity", *OUTAGE, "package"], False),
    "explain": (["explain", "/totals/owner_revenue_loss/net", *OUTAGE, "package"], False),
    "backtest": (["backtest", "--samples", "64", "package"], True),
    "risk": (["risk", "--owner", "alpha", "--years", "1000", "package"], True),
    "describe": (["describe", "package"], False),
}
CHARTS_SHEET = "Numbers of charts"
NAMES = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\",\"y\")", "-2+3+cmd|' /C calc'!A0",
         "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "&lt;b&gt;", "</td></tr></table>", "<!--", "]]>",
         "a|b", "a;b", "a,b", "a\"b", "'a'", "`a`", "*a*", "_a_", "[a](http://x)", "![a](x)", "# a", "\\", "$a$", "~~a~~",
         "http://example.com", "mailto:a@example.com", "internal:A1", "external:a", "_x0041_", "_x005F_", "{=1}", "%s%n%d",
         "\u202eabc", "\u200b", "\ufeffa", "\uff1d1+1", "\u4f60\u597d", "\U0001f4a9", "e\u0301", "NaN", "1e5", "0x10", "TRUE", "NULL",
         "1/2/2003", "00123", "a" * 300, "\u00e4" * 200, "DROP TABLE x;--", "${7*7}", "{{7*7}}", "../../etc/passwd", "CON", "\x7f"]
failures = []
notes = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text[:600])


def run(*arguments, cwd):
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, timeout=100)
    check(done.returncode == 0, f"{arguments}: {done.stderr.decode()[:400]}")
    return done.stdout


def rows_of(data, dialect=None):
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if dialect == "excel-eu" else ","))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


# ---- CSV ------------------------------------------------------------------------------------------

def same_cell(plain, cell, dialect):
    """A cell in a dialect says what the plain one does: money to half a cent, the rest to the digit."""
    value = number(plain)
    if value is None or dialect == "rfc4180":
        return cell in (plain, plain.replace(";", "|"), plain.replace("T", " ").replace("Z", "")) or (
            dialect == "excel-eu" and cell == plain.replace(".", ","))
    other = number(cell.replace(",", ".") if dialect == "excel-eu" else cell)
    return other is not None and (other == value or abs(other - value) <= 0.005 * (1 + 1e-9))


def check_csv(name, words, folder, report):
    plain = rows_of(run(*words, "--format", "csv", cwd=folder))
    check(len(plain) > 1, f"{name}: no records")
    for dialect in ("excel-eu", "excel-us", "rfc4180"):
        data = run(*words, "--csv-dialect", dialect, cwd=folder)
        rows = rows_of(data, dialect)
        check(data.startswith(b"\xef\xbb\xbf") == dialect.startswith("excel"), f"{name} {dialect}: byte order mark")
        check(data.count(b"\r\n") == data.count(b"\n"), f"{name} {dialect}: ends of lines")
        check([len(r) for r in rows] == [len(r) for r in plain], f"{name} {dialect}: other rows")
        for a, b in zip(plain, rows):
            check(all(same_cell(x, y, dialect) for x, y in zip(a, b)), f"{name} {dialect}: {b} is not {a}")
    known = figures.Known(report)
    unknown = [cell for row in plain[1:] for cell in row if number(cell) is not None and not known.exact(number(cell))]
    check(not unknown, f"{name}: CSV has what the JSON has not: {unknown[:8]}")
    if name == "estimate":
        check_records(plain, report)
    return plain


def place_of(record, report):
    if record["platform"]:
        found = next(p for p in report["platforms"] if p["platform"] == record["platform"])
        for key in ("region", "channel", "sector"):
            if record[key]:
                found = next(p for p in found["by_" + key] if p[key] == record[key])
        return found
    if record["owner"]:
        return next(o for o in report["owners"] if o["owner"] == record["owner"])
    return report["totals"]


def check_records(rows, report):
    """Each row is a figure of the JSON, digit for digit, and each figure with a central value is a row."""
    records = [dict(zip(rows[0], row)) for row in rows[1:]]
    for record in records:
        figure = place_of(record, report)
        for key in record["measure"].split("/"):
            figure = figure[key]
        for key in ("central", "p5", "p50", "p95"):
            check(number(record[key]) == figure.get(key), f"estimate: {record}: {key} is {figure.get(key)} in JSON")
        check(record["unit"] in ("h", report["scenario"]["currency"]), f"estimate: {record}")

    def figures(value):
        if isinstance(value, dict) and "central" in value:
            if "percent" not in value:  # a change of market value, which is none of the catalogue's
                yield value
        elif isinstance(value, dict):
            for part in value.values():
                yield from figures(part)
        elif isinstance(value, list):
            for part in value:
                yield from figures(part)

    expected = sum(1 for part in ("platforms", "owners", "totals") for _ in figures(report[part]))
    check(len(records) == expected, f"estimate: {len(records)} records, the JSON has {expected} figures")


# ---- Workbooks ------------------------------------------------------------------------------------

def ends_at_known(cell, known):
    """Bars that are stacked have lengths: their sum from the left is a number of the JSON."""
    cells = [cell.offset(0, -back) for back in range(min(3, cell.column))]
    values = [c.value if c.data_type == "n" and c.value is not None else math.nan for c in cells]
    return any(known.exact(sum(values[:count]), 1e-9) for count in (2, 3))


def check_book(name, words, folder, report, records):
    import openpyxl
    path = folder / f"{name}.xlsx"
    run(*words, "-o", path, cwd=folder)
    run(*words, "-o", folder / "again.xlsx", cwd=folder)
    check(path.read_bytes() == (folder / "again.xlsx").read_bytes(), f"{name}: other bytes the second time")
    book = openpyxl.load_workbook(path)
    known = figures.Known(report)
    unknown, compared = [], 0
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        check(all(cell.data_type != "f" for cell in cells), f"{name}: {sheet.title} has formulas")
        for cell in cells:
            if cell.data_type == "n" and not cell.is_date:
                compared += 1
                if not (known.exact(cell.value, 1e-9) or sheet.title == CHARTS_SHEET and ends_at_known(cell, known)):
                    unknown.append(f"{sheet.title}!{cell.coordinate} {cell.value}")
    if name == "sensitivity": # in the words of the text, and with the apostrophe that a formula does not end a name at
        heading = re.compile(r"Owner's loss, net \((M |thousand )?USD\): [0-9.,]+ at the centre")
        check(any(heading.fullmatch(str(cell.value)) for sheet in book for row in sheet.iter_rows() for cell in row),
              "sensitivity: no sheet is headed as its table in the text")
        check(any(title.startswith("Owner\u2019s loss, net") for title in book.sheetnames), f"sheets: {book.sheetnames}")
    print(f"{name}: {compared} numbers")
    check(not unknown, f"{name}: not in the JSON: {unknown[:8]}")
    check(compared > 5, f"{name}: only {compared} numbers")
    check(not known.exact(98765.4321), f"{name}: another number is found")
    if records is not None:
        sheet = book["Records"]
        shown = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=sheet.max_row - len(records) + 1)]
        check_same_numbers(name, shown, records)


def check_same_numbers(what, shown, records):
    """Numbers of both, row by row: to the 16 digits that the file has."""
    for cells, record in zip(shown, records):
        a = [float(c) for c in cells if isinstance(c, (int, float)) and not isinstance(c, bool)]
        b = [number(c) for c in record if number(c) is not None]
        check(len(a) == len(b) and all(math.isclose(x, y, rel_tol=1e-14) for x, y in zip(a, b)),
              f"{what}: {cells} is not {record}")


def check_libreoffice(folder, records):
    office = shutil.which("soffice")
    if office is None:
        notes.append("there is no LibreOffice (soffice)")
        return
    last = '44,34,76,1,,0,false,true,false,false,false,-1'  # commas, quotes, UTF-8, cells as they are, all sheets
    done = subprocess.run([office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                           f"csv:Text - txt - csv (StarCalc):{last}", "--outdir", str(folder / "office"),
                           str(folder / "estimate.xlsx")], capture_output=True, text=True, timeout=240)
    path = folder / "office/estimate-Records.csv"
    check(path.exists(), f"LibreOffice: {done.stdout} {done.stderr}"[:500])
    if path.exists():
        rows = rows_of(path.read_bytes())
        shown = [[number(c) for c in row] for row in rows[-len(records):]]
        for cells, record in zip(shown, records):
            a = [c for c in cells if c is not None]
            b = [number(c) for c in record if number(c) is not None]
            check(len(a) == len(b) and all(math.isclose(x, y, rel_tol=1e-12) for x, y in zip(a, b)),
                  f"LibreOffice: {a} is not {b}")


# ---- Names ----------------------------------------------------------------------------------------

def naughty_names():
    names = list(NAMES)
    more = pathlib.Path(os.environ.get("BLACKOUT_SHARED", "")) / "corpora/blns/blns.json"
    if more.is_file():
        names += json.loads(more.read_text())
    # what the reader trims, refuses or takes for another row is not about writing; numbers, so that none is twice
    fit = [name for name in names if name.strip() == name and name and "\0" not in name and len(name) < 1000
           and not re.search(r"[\r\n]", name)]
    return [f"{name} {i}" for i, name in enumerate(dict.fromkeys(fit))]


def named_package(folder, names):
    package = folder / "named"
    shutil.copytree(SMALL, package)
    rows = [["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share"]]
    rows += [[name, "G", "north", 1e9 + i, "USD", "chat", "messaging", 0.2] for i, name in enumerate(names)]
    with open(package / "dependencies.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    regions = (package / "regions.csv").read_text().splitlines()
    cells = [line.split(",") for line in regions]
    for line, name in zip(cells[1:], ["<svg onload=alert(1)>", "=1+1"]):
        line[1] = name
    (package / "regions.csv").write_text("\n".join(",".join(line) for line in cells) + "\n")
    return package


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if attrs != [("class", "whole")]:  # says where a line may not end: by the letters of a name
            self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_data(self, data):
        self.text.append(data)


def check_names(folder):
    names = naughty_names()
    check(len(names) >= 50, f"only {len(names)} names")
    package = named_package(folder, names)
    words = ["estimate", "--platform", "chat", "--duration", "6h", "--samples", "0", "--top", len(names), package]
    harmless = folder / "harmless"
    shutil.copytree(package, harmless)
    text = [["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share"]]
    text += [[f"name {i}", "G", "north", 1e9 + i, "USD", "chat", "messaging", 0.2] for i in range(len(names))]
    with open(harmless / "dependencies.csv", "w", newline="") as file:
        csv.writer(file).writerows(text)
    plain = words[:-1] + [harmless]
    page, other = (Tags(run(*w, "--format", "html", cwd=folder).decode()) for w in (words, plain))
    check([t for t, _ in page.tags] == [t for t, _ in other.tags], "html: names made tags")
    lines, others = (run(*w, "--format", "markdown", cwd=folder).decode().split("\n") for w in (words, plain))
    bars = [[len(re.findall(r"(?<!\\)\|", line)) for line in text] for text in (lines, others)]
    check(bars[0] == bars[1], "markdown: names made lines or columns")
    picture = run(*words, "--chart", "dependants-regions", cwd=folder).decode()
    check("<svg onload" not in picture and "&lt;svg onload" in picture, "svg: a name made a tag")
    found = json.loads(run(*words, "--format", "json", cwd=folder))
    check_named_csv(folder, package, names)
    return words, {b["business"] for b in found["top_businesses"]}


def named_platforms(folder, names):
    """A platform of each second name, a region of each other, in a package whose folder has such a name too. The regions
    are those of the platform that earns most."""
    package = folder / "a b<i>&'=1+1 [x](y) _z_"
    shutil.copytree(SMALL, package)

    def change(table, made):
        with open(package / f"{table}.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        with open(package / f"{table}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(made(rows))

    numbered, regions = list(enumerate(names))[::2], list(enumerate(names))[1::2]
    change("platforms", lambda rows: rows + [[f"p{i}", name, rows[1][2], "1000", *rows[1][4:]] for i, name in numbered])
    change("regions", lambda rows: rows + [[f"r{i}", name, *rows[1][2:]] for i, name in regions])
    change("platform_regions", lambda rows: [row for row in rows if row[0] != "chat"] + [
        ["chat", f"r{i}", 1 / len(regions), "", *rows[1][4:]] for i, _ in regions] + [
        [f"p{i}", "north", 1, "", *rows[1][4:]] for i, _ in numbered])
    return package, ",".join(["chat"] + [f"p{i}" for i, _ in numbered])


def plain(text):
    """As it is shown: blanks are one, controls are U+FFFD; what ends a direction is no part of the name, nor is the mark
    of a file's beginning, which a reader of tables takes away."""
    text = re.sub("[\ufeff" + DIRECTION_ENDS + "]", "", re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]", "\ufffd", text))
    return " ".join(text.split())


def check_named_platforms(folder, names, has_xlsx):
    """The names of all platforms and regions are in every format, whole, and one of each is in a picture."""
    package, platforms = named_platforms(folder, names)
    words = ["estimate", "--platform", platforms, "--duration", "6h", "--samples", "0", "--top", "0", package]
    page = run(*words, "--format", "html", cwd=folder).decode()
    check(len(re.findall(r"<script|<img|<iframe|onerror=\w+\"|<b>|<i>", page)) == 1, "platforms: names made tags")
    check_open_directions(page)
    texts = {"html": page_texts(page)}
    markdown = run(*words, "--format", "markdown", cwd=folder).decode()
    headline = plain(next(block[1] for block in gfm.read(markdown) if block[0] == "text"))  # its tables have identifiers
    texts["markdown"] = {name for name in map(plain, names) if name in headline} | {*map(plain, names[1::2])}
    for chart in ("owner-regions", "dependants-regions"):
        picture = run(*words, "--chart", chart, cwd=folder).decode()
        labels = ["".join(element.itertext()) for element in xml.etree.ElementTree.fromstring(picture).iter()
                  if element.tag.endswith("}text")]
        texts[chart] = {plain(label) for label in labels}
    if has_xlsx:
        texts["xlsx"] = named_cells(folder, words)
    for name, found in texts.items():
        missing = [n for n in names if plain(unescaped(n) if name == "xlsx" else n) not in found]
        check(len(found) >= len(names) and not missing, f"platforms, {name}: lost: {missing[:5]} of {len(missing)}")


def page_texts(page):
    """What cells and labels of pictures show."""
    pieces = re.findall(r"<(td|th|text)\b[^>]*>(.*?)</\1>", page, re.S)
    return {plain(html.unescape(re.sub(r"<[^>]*>", "", piece))) for _, piece in pieces}


def check_open_directions(page):
    """No element ends while a name's direction goes on (Unicode Standard Annex 9)."""
    for piece in re.findall(r">([^<>]+)<", page):
        for begins, ends in (("\u202a\u202b\u202d\u202e", "\u202c"), ("\u2066\u2067\u2068", "\u2069")):
            check(sum(map(piece.count, begins)) <= piece.count(ends), f"html: a direction goes on after {piece[:40]!a}")


def check_named_csv(folder, package, names):
    """Rows whose currency is a name are rejected, with it in the list: no cell begins a formula."""
    with open(package / "dependencies.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows += [[*row[:4], row[0][:60], *row[5:]] for row in rows[1:]]
    bad = folder / "bad"
    shutil.copytree(package, bad)
    with open(bad / "dependencies.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    for dialect in ("excel-eu", "excel-us", "rfc4180"):
        run("estimate", "--platform", "chat", "--duration", "6h", "--samples", "0", "--on-error", "reject", "--rejects",
            folder / "rejects.csv", "--csv-dialect", dialect, "--format", "csv", bad, cwd=folder)
        listed = rows_of((folder / "rejects.csv").read_bytes(), dialect)
        check(len(listed) > len(names) / 2, f"{dialect}: {len(listed)} rejects")
        for row in listed:
            check(len(row) == 6 and all(not cell or cell[0] not in "=+-@\t\r\uff1d" for cell in row),
                  f"{dialect}: a cell begins a formula: {row}")


def named_cells(folder, words):
    """The texts of a workbook. What the file writes in place of "_" before what looks like an escape, openpyxl leaves
    or reads once too often."""
    import openpyxl
    run(*words, "-o", folder / "named.xlsx", cwd=folder)
    cells = [cell for sheet in openpyxl.load_workbook(folder / "named.xlsx") for row in sheet.iter_rows() for cell in row]
    check(all(cell.data_type != "f" for cell in cells), "xlsx: formulas")
    return {plain(unescaped(cell.value)) for cell in cells if isinstance(cell.value, str)}


def unescaped(text):
    while "_x005F_" in text:
        text = text.replace("_x005F_", "_")
    return text


def check_named_book(folder, words, businesses):
    texts = named_cells(folder, words)
    missing = [name for name in businesses if plain(unescaped(name)) not in texts]
    check(not missing, f"xlsx: names that are not in it as they are: {missing[:5]}")


def main():
    has_xlsx = "xlsx" in subprocess.run([PROGRAM, "estimate", "--help"], capture_output=True, text=True).stdout
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        if pathlib.Path(DEBIAN).exists() and pathlib.Path(sys.executable).resolve() != pathlib.Path(DEBIAN).resolve():
            os.execv(DEBIAN, [DEBIAN, *sys.argv])
        has_xlsx = False
        notes.append("there is no openpyxl: workbooks are not read")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        others = {words[0]: (words, words[0] in ("event-study", "traffic")) for words, _ in reports(folder)
                  if words[0] not in (*REPORTS, "validate", "import")}  # a part of describe; -o is its package
        shutil.copytree(SMALL, folder / "package")
        shutil.copy(PRIOR, folder / "package")
        for report, (words, has_csv) in {**REPORTS, **others}.items():
            found = json.loads(run(*words, "--format", "json", cwd=folder))
            records = check_csv(report, words, folder, found) if has_csv else None
            if has_xlsx:
                check_book(report, words, folder, found, records)
            if has_xlsx and report == "estimate":
                check_libreoffice(folder, records)
        check_named_platforms(folder, naughty_names(), has_xlsx)
        words, businesses = check_names(folder)
        if has_xlsx:
            check_named_book(folder, words, businesses)
    for note in notes:
        print("note:", note)
    print(f"FAILED ({len(failures)} failures)" if failures else "passed")
    return 1 if failures else 0


sys.exit(main())
