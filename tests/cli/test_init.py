#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `init` writes, filled in as somebody would.

    test_init.py PROGRAM

With all tables it is a package that can be tried at once. Over a base it is one table, whose lines above
the header are comments and say what may be filled in: the identifiers of the base, an example that is
sound when it is typed over. Expected figures: those of the same rows in a plain file."""

import csv
import io
import json
import sys
import tempfile

from tester import Tester

ROW = ["caff\u00e8; bar", "I", "europe", "876600.5", "EUR", "instagram", "sales", "0.25", "", "", "", "", ""]
OUTAGE = ["--platform", "instagram,facebook", "--duration", "6h", "--samples", "0", "--format", "json"]


def loss(test, *arguments):
    status, stdout, stderr = test.run("estimate", *arguments, *OUTAGE)
    test.expect(status == 0, f"estimate {arguments}: {stderr}")
    return json.loads(stdout)["totals"]["dependent_revenue_loss"]["central"] if status == 0 else None


def plain(test, name, row):
    text = io.StringIO()
    names = ["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share",
             "firms", "fallback", "fallback_share", "basis", "source"]
    csv.writer(text, lineterminator="\n").writerows([names, row])
    test.write(name, text.getvalue())
    return loss(test, name, "--base", "reference")


def lines_of(test, folder, delimiter):
    data = (test.scratch / folder / "dependencies.csv").read_bytes()
    text = data.decode("utf-8-sig")
    return data, list(csv.reader(io.StringIO(text), delimiter=delimiter))


def append(test, folder, row, delimiter, mark):
    data, lines = lines_of(test, folder, delimiter)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow([cell.replace(".", mark) if cell.replace(".", "").isdigit() else cell for cell in row])
    test.write(f"{folder}/dependencies.csv", data.decode() + text.getvalue())


def test_all_tables(test):
    test.expect(test.run("init", "all") == (0, "", ""), "init writes all tables")
    files = sorted(path.name for path in (test.scratch / "all").iterdir())
    test.expect("NOTES.md" in files and "owners.csv" in files and "datapackage.json" not in files, f"{files}")
    status, stdout, stderr = test.run("validate", "all")
    test.expect(status == 0 and "no faults" in stdout, f"validate all: {stderr}")


def test_base(test):
    expected = plain(test, "plain.csv", ROW)
    for dialect, delimiter, mark in [("excel-eu", ";", ","), ("excel-us", ",", "."), ("rfc4180", ",", "."),
                                     (None, ",", ".")]:
        folder = f"shops {dialect}"
        options = ["--csv-dialect", dialect] if dialect else []
        test.expect(test.run("init", "--base", "reference", *options, folder) == (0, "", ""), f"init {dialect}")
        files = sorted(path.name for path in (test.scratch / folder).iterdir())
        test.expect(files == ["NOTES.md", "datapackage.json", "dependencies.csv"], f"{files}")
        status, stdout, stderr = test.run("validate", folder)
        test.expect(status == 0 and stderr.count("warning") == 1 and "has no rows" in stderr,
                    f"validate {folder}: {stderr}")
        data, lines = lines_of(test, folder, delimiter)
        test.expect(data.startswith(b"\xef\xbb\xbf# " if dialect in ("excel-eu", "excel-us") else b"# ")
                    and all(line[0].startswith("#") for line in lines[:-1])
                    and {len(line) for line in lines} == {13}, f"{dialect}: {lines}")
        example = dict(zip(lines[-1], lines[2]))
        test.expect(mark != "," or example["share"] == "0,08", f"{dialect}: {example}")
        append(test, folder, ROW, delimiter, mark)
        status, stdout, stderr = test.run("validate", folder)
        test.expect((status, stderr) == (0, ""), f"validate {folder}: {stderr}")
        test.expect(loss(test, folder) == expected and expected > 0, f"loss of {folder}")


def test_choices(test):
    """The lines have the identifiers of the base, the notes have their names; the example is sound."""
    _, lines = lines_of(test, "shops None", ",")
    values = dict(zip(lines[3], lines[1]))
    test.expect(values["platform"] == "one of facebook | instagram | whatsapp | messenger", f"{values}")
    test.expect(values["channel"] == "one of sales | advertising | messaging | login", f"{values}")
    test.expect(values["firms"].startswith("optional: "), f"{values}")
    notes = (test.scratch / "shops None" / "NOTES.md").read_text(encoding="utf-8")
    test.expect("| G | Wholesale and retail trade |" in notes and "| whatsapp | WhatsApp |" in notes, "notes")
    example = [lines[2][0].removeprefix("# example: "), *lines[2][1:]]
    test.run("init", "--base", "reference", "typed")
    append(test, "typed", example, ",", ".")
    test.expect(loss(test, "typed") == plain(test, "example.csv", example), "the example, typed over")


def test_refused(test):
    for arguments, words in [(["--base", "refrence", "x"], "perhaps 'reference'"),
                             (["--base", "typed", "x"], "installed one"),
                             (["--csv-dialect", "excel-eu", "x"], "--base reference"),
                             (["--base", "reference", "--csv-dialect", "excel", "x"], "excel-eu"),
                             (["--base", "reference", "typed"], "already exists"),
                             (["--base", "reference"], "no folder"),
                             (["--base", "reference", "nowhere/x"], "nowhere/x")]:
        status, stdout, stderr = test.run("init", *arguments)
        test.expect(status != 0 and stdout == "" and stderr.count("\n") == 1 and words in stderr,
                    f"{arguments}: {status} {stderr}")
        test.expect(not (test.scratch / "x").exists(), f"{arguments} leaves a folder")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        test = Tester(sys.argv[1], scratch)
        for part in (test_all_tables, test_base, test_choices, test_refused):
            part(test)
    return test.ended()


sys.exit(main())
