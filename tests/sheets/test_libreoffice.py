#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets as LibreOffice saves them in English, German, Italian and Swiss German: all give the figure of the plain file.

    test_libreoffice.py PROGRAM

The table that `init` writes over a base, in the dialects of two countries, is opened, filled in and saved in
all four: the figure is that of the plain file, without a warning. The other sheets are made here: a table of businesses and one of exchange rates, with amounts grouped and to the
cent, shares as numbers or in percent, dates. LibreOffice saves them as CSV, as shown and as typed, in the custom
of each country: its marks, its dates, and the delimiter that its spreadsheets use. Expected: the report of
the same tables written by hand, numbers plain and dates as ISO 8601 has them.
Skipped where there is no soffice."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SKIPPED = 77
TIMEOUT_SECONDS = 240
UTF8, SEMICOLON, COMMA, QUOTE = "76", "59", "44", "34"
# locale -> delimiter, as a character code; something that its files must show
LOCALES = {"en-US": (COMMA, '"1,240,000.50"'), "de-DE": (SEMICOLON, "1.240.000,50"),
           "it-IT": (SEMICOLON, "1.240.000,50"), "de-CH": (SEMICOLON, "000.50")}
HEADER = ["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share", "firms"]
BUSINESSES = [("Caff\u00e8 del Corso", "I", "europe", 1240000.5, "EUR", "instagram", "sales", 0.18, 1),
              ("Fiorista", "G", "europe", 98765.25, "EUR", "facebook", "sales", 0.075, 1200),
              ("Libreria; libri, giornali", "G", "us_canada", 512000, "USD", "instagram", "sales", 0.5, 2)]
RATES = [("EUR", 0.86, "2021-10-13"), ("GBP", 0.73, "2021-09-30"), ("CAD", 1.25, "2021-09-30"),
         ("EUR", 0.885, "2017-01-13"), ("GBP", 0.7843, "2017-01-13"), ("CAD", 1.3, "2017-01-13")]
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text)


STYLES = """
<number:number-style style:name="grouped-cents"><number:number number:decimal-places="2" number:min-decimal-places="2"
 number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:percentage-style style:name="per-cent"><number:number number:decimal-places="1"
 number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>
</number:percentage-style>
<number:number-style style:name="grouped"><number:number number:decimal-places="0"
 number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:date-style style:name="day" number:automatic-order="true"><number:day number:style="long"/>
<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>
<number:year number:style="long"/></number:date-style>
<style:style style:name="money" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="grouped-cents"/>
<style:style style:name="percent" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="per-cent"/>
<style:style style:name="date" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="day"/>
<style:style style:name="whole" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="grouped"/>
"""


def cell(value, kind=""):
    if isinstance(value, str) and kind == "date":
        return (f'<table:table-cell table:style-name="date" office:value-type="date" '
                f'office:date-value="{value}"/>')
    if isinstance(value, str):
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    style = f'table:style-name="{kind}" ' if kind else ""
    type_ = "percentage" if kind == "percent" else "float"
    return f'<table:table-cell {style}office:value-type="{type_}" office:value="{value!r}"/>'


def sheet(path, header, rows, kinds):
    body = "".join(f"<table:table-row>{''.join(cell(v, k) for v, k in zip(row, kinds))}</table:table-row>"
                   for row in rows)
    head = "".join(cell(name) for name in header)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><office:document '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        '<office:styles><style:style style:name="Default" style:family="table-cell"/></office:styles>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="T"><table:table-row>{head}</table:table-row>{body}</table:table>'
        "</office:spreadsheet></office:body></office:document>", encoding="utf-8")


def profile(folder, locale):
    """A folder of settings whose locale is that of the country."""
    user = folder / f"profile-{locale}" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Setup/L10N">'
        f'<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item></oor:items>')
    return user.parent


def save_as_csv(office, folder, locale, sheets, as_shown):
    delimiter, _ = LOCALES[locale]
    target = folder / f"{locale}, {'as shown' if as_shown else 'as typed'}" / "shops"
    target.mkdir(parents=True)
    # the filter's tokens: delimiter, quote, UTF-8, from line 1, ..., numbers as they are shown or as typed
    options = f"{delimiter},{QUOTE},{UTF8},1,,0,false,true,{'true' if as_shown else 'false'}"
    done = subprocess.run(
        [office, f"-env:UserInstallation={(folder / f'profile-{locale}').as_uri()}", "--headless", "--convert-to",
         f"csv:Text - txt - csv (StarCalc):{options}", "--outdir", str(target), *map(str, sheets)],
        capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    check(done.returncode == 0, f"{locale}: {done.stderr[:300]}")
    return target


# dialect of the program -> how LibreOffice opens it: delimiter, locale, its number (MS-LCID)
DIALECTS = {"excel-eu": (SEMICOLON, "de-DE", "1031"), "excel-us": (COMMA, "en-US", "1033")}
FORM_CELLS = ["", "", "", "money", "", "", "", "percent", "whole"]


def forms(office, folder):
    """What `init` writes in each dialect, as a sheet that has been opened and filled in; and the folders."""
    made = []
    for dialect, (delimiter, locale, number) in DIALECTS.items():
        target = folder / f"form-{dialect}" / "shops"
        target.parent.mkdir()
        done = subprocess.run([PROGRAM, "init", "--base", "reference", "--csv-dialect", dialect, str(target)],
                              capture_output=True, text=True)
        check(done.returncode == 0, f"init {dialect}: {done.stderr}")
        subprocess.run([office, f"-env:UserInstallation={(folder / f'profile-{locale}').as_uri()}", "--headless",
                        f"--infilter=CSV:{delimiter},{QUOTE},{UTF8},1,,{number},false,true",
                        "--convert-to", "fods", "--outdir", str(target), str(target / "dependencies.csv")],
                       capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
        text = (target / "dependencies.fods").read_text(encoding="utf-8")
        check("# example: shop-1" in text and 'office:value="0.08"' in text, f"{dialect}: not opened as numbers")
        head, end, tail = text.rpartition("</table:table>")
        rows = "".join(f"<table:table-row>{''.join(cell(v, k) for v, k in zip(row, FORM_CELLS))}</table:table-row>"
                       for row in BUSINESSES)
        styles = STYLES.replace('style:parent-style-name="Default" ', "")
        head = head.replace("<office:automatic-styles>", f"<office:automatic-styles>{styles}", 1)
        (target / "dependencies.fods").unlink()
        made.append(folder / f"form-{dialect}.fods")
        made[-1].write_text(head + rows + end + tail, encoding="utf-8")
    return made


def check_forms(folder, target, expected):
    """The forms as they were saved in one country, each in the folder that `init` had made."""
    for dialect in DIALECTS:
        saved = target / f"form-{dialect}.csv"
        text = saved.read_text(encoding="utf-8")
        own = folder / f"form-{dialect}" / "shops"
        check(text.startswith("# "), f"{dialect} saved in {target.parent.name}: no comment\n{text}")
        saved.replace(own / "dependencies.csv")
        (own / "fx.csv").write_bytes((target / "fx.csv").read_bytes())
        document = json.loads((own / "datapackage.json").read_text())
        document["resources"] = [r for r in document["resources"] if r["name"] != "fx"] + [
            {"name": "fx", "path": "fx.csv"}]
        (own / "datapackage.json").write_text(json.dumps(document))
        done, tree = report(own, [])
        check(tree == expected and not done.stderr,
              f"{dialect} saved in {target.parent.name}: {done.stderr or 'other figures'}\n{text}")


def plain(folder):
    target = folder / "plain" / "shops"  # reports name the package: one name for all
    target.mkdir(parents=True)
    quoted = [[f'"{v}"' if isinstance(v, str) else repr(v) for v in row] for row in BUSINESSES]
    (target / "dependencies.csv").write_text(
        "\n".join([",".join(HEADER), *map(",".join, quoted)]) + "\n", encoding="utf-8")
    (target / "fx.csv").write_text(
        "currency,per_usd,date\n" + "".join(f"{c},{r},{d}\n" for c, r, d in RATES))
    return target


def report(target, base=("--base", "reference")):
    done = subprocess.run([PROGRAM, "estimate", str(target), *base, "--event", "FB-2021-10-04", "--currency",
                           "EUR", "--samples", "0", "--format", "json"],
                          capture_output=True, text=True)
    tree = json.loads(done.stdout or "{}")
    for member in ("inputs", "warnings", "package"):
        tree.pop(member, None)
    return done, tree


def main():
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("skipped: there is no LibreOffice (soffice)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        done, expected = report(plain(folder))
        check(done.returncode == 0 and len(expected) > 3, f"plain: {done.stderr}")
        sheets = [folder / "dependencies.fods", folder / "fx.fods"]
        sheet(sheets[0], HEADER, BUSINESSES, ["", "", "", "money", "", "", "", "percent", "whole"])
        sheet(sheets[1], ["currency", "per_usd", "date"], RATES, ["", "", "date"])
        for locale in LOCALES:
            profile(folder, locale)
        sheets += forms(office, folder)
        for locale, (_, shown) in LOCALES.items():
            for as_shown in (True, False):
                target = save_as_csv(office, folder, locale, sheets, as_shown)
                text = (target / "dependencies.csv").read_text(encoding="utf-8")
                check(not as_shown or shown in text, f"{locale}: no {shown} in {text}")
                check_forms(folder, target, expected)
                done, tree = report(target)
                rates = (target / "fx.csv").read_text(encoding="utf-8")
                check(tree == expected, f"{target.parent.name}: {done.stderr or 'other figures'}\n{text}\n{rates}")
    print(f"{len(LOCALES)} locales, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
