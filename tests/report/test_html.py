#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every report as a page of HTML.

    test_html.py PROGRAM

Each word and number of the text report is on the page; its tables, read back, have the figures of the
JSON, each as exactly as it is shown, and in the attributes of its cell with all digits; there is no figure
that the JSON has not; elements are closed in order, nothing runs or loads anything; names
make no markup, whatever is in them; the same input gives the same bytes. What a browser makes of the
pages is in tests/page."""

import collections
import csv
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import figures
import html_blocks
from cases import (DIRECTION_ENDS, NAUGHTY, ROOT, Comparison, check, failures, fresh, naughty_package,
                   reports, run_on_terminal)

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
LARGEST_PAGE = 300_000  # bytes
read_reports = set()


def run(arguments, folder, report_format):
    done = subprocess.run([PROGRAM, *fresh(arguments), "--format", report_format], cwd=folder,
                          capture_output=True, text=True, timeout=300, check=False)
    check(done.returncode == 0, f"{arguments} {report_format}: {done.stderr.strip()[:300]}")
    return done.stdout


def words(text):
    """Words with their counts, without the punctuation that joins them and the brackets of units."""
    return collections.Counter(word.strip(",:;.()") for word in text.split())


def text_of(blocks):
    return " ".join(" ".join(" ".join(row) for row in block[1]) if block[0] == "table" else block[-1]
                    for block in blocks)


def check_report(arguments, compare, folder):
    what = arguments[0]
    page = run(arguments, folder, "html")
    try:
        blocks = html_blocks.read(page)
    except ValueError as error:
        check(False, f"{what}: {error}")
        return
    names = " ".join(map(html.unescape, re.findall(r'data-id="[^"]*"[^>]*>([^<]*)<', page)))
    text = run_on_terminal(PROGRAM, fresh(arguments), folder, 1000)  # where every table is in one piece
    missing = words(text) - words(text_of(blocks)) - words(names)
    missing.pop("Warnings", None)  # has another heading
    check(not missing, f"{what}: not on the page: {dict(missing)}")
    of_json = ["describe", *arguments[1:]] if what == "validate" else arguments
    of = Comparison(what, blocks)
    report = json.loads(run(of_json, folder, "json"))
    compare(of, report)
    check_figures(what, page, report)
    check(of.compared_exactly > 0.9 * of.compared,
          f"{what}: {of.compared_exactly} of {of.compared} figures have all their digits")
    check(page == run(arguments, folder, "html"), f"{what}: other bytes the second time")
    check(len(page.encode()) < LARGEST_PAGE, f"{what}: {len(page.encode())} bytes")
    read_reports.add(what)


def check_figures(what, page, report):
    """Every figure is one of the JSON; one that is put in its place is found: in a cell, in a sentence, in a
    picture, under the pointer."""
    known = figures.Known(report)
    unknown, compared = figures.unknown_on_page(page, known)
    check(not unknown and compared > 20, f"{what}: not in the JSON: {unknown[:5]} of {compared}")
    for pattern in (r'(data-v=")([^"]+)"', r'(class="number"[^>]*>)([^<]+)<', r'(class="value"[^>]*>)([^<]+)<',
                    r'(<rect class="hit"[^>]*><title>)([^<]+)<'):
        planted, places = re.subn(pattern, lambda m: m[1] + "8.76543219e+22" + m[0][-1], page, count=1)
        found, _ = figures.unknown_on_page(planted, known)
        check(places == 0 or len(found) in (1, 2), f"{what}: {pattern} with another number: {found}")
    planted = page.replace("</header>", "<p>the loss is 98,765.4321 M USD</p></header>")
    check(len(figures.unknown_on_page(planted, known)[0]) == 1, f"{what}: another number in a sentence")


def check_all_are_read():
    """Every command that has the format; the pages of `merge` are those of others, and cli.shards
    compares their bytes."""
    overview = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True)
    names = re.findall(r"^  ([a-z-]+)  ", overview.stdout, re.M)
    have = {name for name in names if re.search(r"--format NAME .*\bhtml\b", subprocess.run(
        [PROGRAM, name, "--help"], capture_output=True, text=True, check=True).stdout)}
    check(have - {"merge"} == read_reports, f"{sorted(have)} have pages")


def check_names(folder):
    naughty_package(folder)
    arguments = ["estimate", "naughty", "--platform", "chat", "--duration", "6h", "--samples", "0",
                 "--top", str(len(NAUGHTY))]
    report = json.loads(run(arguments, folder, "json"))
    names = [business["business"] for business in report["top_businesses"]]
    check(sorted(names) == sorted(name.strip() for name in NAUGHTY),
          f"{len(names)} of {len(NAUGHTY)} names are reported")
    blocks = html_blocks.read(run(arguments, folder, "html"))
    rows, _ = Comparison("names", blocks).table("Businesses that lose most")
    shown = [row["business"].rstrip(DIRECTION_ENDS) for row in rows]
    wrong = [(name, cell) for name, cell in zip(names, shown) if cell != " ".join(name.split())]
    check(len(shown) == len(names) and not wrong, f"{wrong[:5]}")


def check_charts(folder):
    """Each chart that `--format svg` lists is a file of XML that loads nothing, whatever the names are."""
    ask = ["estimate", "naughty", "--platform", "chat", "--duration", "6h", "--samples", "64"]
    listed = subprocess.run([PROGRAM, *ask, "--format", "svg"], cwd=folder, check=False,
                            capture_output=True, text=True)
    names = listed.stderr.strip().partition("name one: ")[2].split(", ")
    check(listed.returncode == 2 and len(names) > 4, f"charts are listed: {listed.stderr!r}")
    known = figures.Known(json.loads(run(ask, folder, "json")))
    for name in names:
        picture = run([*ask, "--chart", name], folder, "svg")
        unknown, compared = figures.unknown_on_page(picture, known)
        check(not unknown and compared > 1, f"{name}: not in the JSON: {unknown[:5]} of {compared}")
        check("var(" not in picture and "--" not in picture.split("</style>")[0], f"{name}: other programs know no variables")
        elements = [element.tag.rpartition("}")[2] for element in xml.etree.ElementTree.fromstring(picture).iter()]
        check(elements[0] == "svg" and elements.count("style") == 1 and len(elements) > 10, f"{name}: {elements[:9]}")
        check(not {"script", "image", "a", "use", "foreignObject"} & set(elements), f"{name}: {set(elements)}")
    for words, name in ((["describe", "naughty"], "tables"), (["validate", "naughty"], "flow-USD"),
                        (["compare", "a.json", "b.json"], "difference")):
        picture = run([*words, "--chart", name], folder, "svg")
        check(xml.etree.ElementTree.fromstring(picture).tag.endswith("svg") and "<rect" in picture, f"{words}: {name}")
    for options, word in ((["--chart", "none"], "none"), (["--chart", names[0], "--format", "json"], "json")):
        done = subprocess.run([PROGRAM, *ask, *options], cwd=folder, check=False, capture_output=True, text=True)
        check(done.returncode == 2 and word in done.stderr, f"{options}: {done.stderr!r}")


def check_explored(folder):
    """The scenarios that a page lets the reader choose from are those of `sweep`."""
    outage = ["--platform", "facebook,whatsapp", "--start", "2021-10-04T15:39Z", "--samples", "64"]
    page = run(["estimate", *outage, "--duration", "6h", "--explore"], folder, "html")
    blocks = html_blocks.read(page)
    rows, _ = Comparison("explored", blocks).table("If it had been longer")
    durations = (0.5, 1, 2, 4, 6, 8, 12, 24, 48)
    check(len(rows) == 3 * 3 * len(durations) * 5, f"explored: {len(rows)} rows")
    check([row["hours"] for row in rows if row["hours"].endswith("(as asked)")].count("6 (as asked)") == 45,
          "explored: the duration that was asked for is marked")
    check(len(page.encode()) < LARGEST_PAGE, f"explored: {len(page.encode())} bytes")
    alone = [*outage[2:], "--duration", "12h"]
    report = json.loads(run(["estimate", "--platform", "whatsapp", *alone, "--top", "0"], folder, "json"))
    places = [("everywhere", report["totals"])] + [
        (name, next(part for part in report["platforms"][0]["by_region"] if part["region"] == region))
        for region, name in (("europe", "Europe"), ("us_canada", "US & Canada"))]
    of = Comparison("explored", blocks)
    for where, losses in places:
        row = next(row for row in rows if row["hours"] == "12" and row["where"] == where and
                   row["down"] == "WhatsApp" and row["start, UTC"] == "2021-10-04 15:39")
        net = losses["owner_revenue_loss"]["net"]
        of.shows(row["owner net, M USD"], net["central"], 1e6)
        of.shows(row["5 %"], net["p5"], 1e6)
        of.shows(row["95 %"], net["p95"], 1e6)
        of.shows(row["dependants, M USD"], losses["dependent_revenue_loss"]["central"], 1e6)
        of.shows(row["95 % 2"], losses["dependent_revenue_loss"]["p95"], 1e6)
    of.done(15)
    for options, word in ((["--format", "json"], "--format html"),
                          (["--output", "a.html", "--draws", "b.csv"], "--draws")):
        done = subprocess.run([PROGRAM, "estimate", *outage, "--duration", "6h", "--explore", *options],
                              cwd=folder, check=False, capture_output=True, text=True)
        check(done.returncode == 2 and word in done.stderr, f"--explore {options}: {done.stderr!r}")


def check_every_row(folder):
    """Each row of an explored page has the figures of the JSON of that outage alone, and no others. The two owners count in
    USD and EUR: the page is in that of the first one."""
    package = ROOT / "tests/golden/package"
    ask = ["estimate", package, "--samples", "64", "--top", "0"]
    page = run([*ask, "--platform", "chat,shop", "--start", "2024-06-03T12:00Z", "--duration", "6h", "--explore"], folder,
               "html")
    rows, _ = Comparison("every row", html_blocks.read(page)).table("If it had been longer")
    reports_of, names, compared = {}, {}, 0
    for file in ("platforms", "regions"):
        with open(package / f"{file}.csv", newline="", encoding="utf-8") as lines:
            names.update({row.get("name") or row[file[:-1]]: row[file[:-1]] for row in csv.DictReader(lines)})
    for row in rows:
        key = (row["down"], row["start, UTC"], row["hours"].split()[0])
        if key not in reports_of:
            down = "chat,shop" if key[0] == "all of them" else names[key[0]]
            reports_of[key] = json.loads(run([*ask, "--platform", down, "--start", key[1].replace(" ", "T") + "Z",
                                              "--duration", f"{key[2]}h", "--currency", "USD"], folder, "json"))
        of = reports_of[key]
        part = of["totals"] if row["where"] == "everywhere" else next(
            p for p in of["by_region"] if p["region"] == names[row["where"]])
        known = figures.Known([part, [p["by_region"] for p in of["platforms"]]])
        texts = [text for name, text in row.items() if name not in ("down", "where", "start, UTC", "hours")]
        unknown = [text for text in texts if known.unknown_in(text)]
        compared += sum(1 for text in texts if any(c.isdigit() for c in text))
        check(not unknown, f"explored: {row}: not in the JSON of it: {unknown}")
    check(compared > 1000 and known.unknown_in("98,765.4321"), f"explored: {compared} figures")


def check_endings(folder):
    """The ending of an output chooses its format; --format goes before it."""
    ask = ["estimate", "--event", "FB-2021-10-04", "--samples", "0", "--top", "0"]
    for name, options, begins in (("a.html", [], "<!DOCTYPE html>"), ("b.md", [], "# "),
                                  ("c.json", [], "{"), ("d.csv", [], "platform,"),
                                  ("e.txt", [], "Facebook"), ("f.html", ["-f", "json"], "{"),
                                  ("g.2021", [], "Facebook"), ("html", [], "Facebook")):
        done = subprocess.run([PROGRAM, *ask, *options, "-o", name], cwd=folder, check=False)
        text = (folder / name).read_text() if done.returncode == 0 else ""
        check(text.startswith(begins), f"-o {name} {options}: {text[:40]!r}")
    done = subprocess.run([PROGRAM, *ask, "-o", "h.out"], cwd=folder, check=False,
                          capture_output=True, text=True)
    check(done.returncode == 2 and "h.out" in done.stderr and "html" in done.stderr and
          not (folder / "h.out").exists(), f"-o h.out: {done.returncode} {done.stderr!r}")


def check_reader():
    """The reader refuses what it must."""
    for wrong in ("<p>", "<b></i>", "</p>", '<p onclick="x"></p>', '<img src="http://x">',
                  '<p style="x"></p>'):
        try:
            html_blocks.read(wrong)
            check(False, f"the reader takes {wrong!r}")
        except ValueError:
            pass
    blocks = html_blocks.read(
        '<h2>By <span class="unit">M USD</span></h2><table><tr><th>a</th></tr>'
        '<tr><td data-v="-2.5">\u22122.5 &lt;</td></tr></table>')
    check(blocks == [("heading", 2, "By (M USD)"), ("table", [["a"], ["-2.5 <"]])], f"{blocks}")
    check(blocks[1][1][1][0].exact == {"v": -2.5}, f"{blocks[1][1][1][0].exact}")


def main():
    check_reader()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for arguments, compare in reports(folder):
            check_report(arguments, compare, folder)
        check_all_are_read()
        check_names(folder)
        check_endings(folder)
        check_explored(folder)
        check_every_row(folder)
        check_charts(folder)
    if failures:
        print(f"{len(failures)} failures")
        return 1
    return 0


sys.exit(main())
