#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One package in many dialects gives one report.

    test_dialects.py PROGRAM

The JSON report of every variant has to equal that of the plain package byte for byte, but for
`inputs` (hashes and dialects differ) and for warnings where the variant calls for one."""

import json
import pathlib
import random
import re
import sys
import tempfile

from test_faults import Report, run
from valid_package import Dialect, describe, valid_package, write_description, write_package

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def report_of(program, folder, format_name="json"):
    return run(program, "estimate", "--event", "fb2021", "--format", format_name, "--top", "5",
               "--samples", "0", str(folder))


def without_inputs(text):
    """The report with numbers as they are written; inputs and the package's name taken out."""
    tree = json.loads(text, parse_float=str, parse_int=str)
    tree.pop("inputs")
    for part in tree.values():
        if isinstance(part, dict):
            part.pop("package", None)  # the folder's name
    warnings = tree.pop("warnings", [])
    return json.dumps(tree, ensure_ascii=False, indent=1), warnings


def permuted(package, seed):
    """Columns of every table in another order, and one that nobody knows."""
    draw = random.Random(seed)
    for table in package.values():
        order = draw.sample(range(len(table["header"])), len(table["header"]))
        table["header"] = [table["header"][i] for i in order]
        table["rows"] = [[row[i] for i in order] for row in table["rows"]]
    return package


def with_newlines(package, mark):
    for name in ("owners", "regions", "sectors", "channels", "platforms"):
        for row in package[name]["rows"]:
            row[1] = row[1] + mark + "and more"
    return package


def with_names(package, names):
    for row, name in zip(package["owners"]["rows"], names):
        row[1] = name
    return package


def with_blank_lines(folder):
    """Blank lines between rows, and rows of nothing but delimiters at the end."""
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").split("\n")
        width = lines[0].count(",")
        text = "\n\n".join(lines) + "\n" + ("," * width + "\n") * 3
        file.write_text(text, encoding="utf-8")


def with_trailing_fields(folder):
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").split("\n")
        text = "\n".join(line + ",,," if line else line for line in lines)
        file.write_text(text, encoding="utf-8")


def declared_fields(package, decimal, group=None):
    marks = {"decimalChar": decimal, **({"groupChar": group} if group else {})}
    schemas = {}
    for name, table in package.items():
        fields = []
        for i, column in enumerate(table["header"]):
            values = [row[i] for row in table["rows"] if row[i]]
            number = values and all(NUMBER.fullmatch(value) for value in values)
            fields.append({"name": column, **(marks if number else {})})
        schemas[name] = {"fields": fields}
    return schemas


def plain(dialect):
    return lambda folder: write_package(folder, valid_package(), dialect)


def described(dialect, decimal=None, group=None, **resource):
    def write(folder):
        package = valid_package()
        write_package(folder, package, dialect)
        description = describe(folder, package, dialect, **resource)
        if decimal:
            schemas = declared_fields(package, decimal, group)
            for entry in description["resources"]:
                entry["schema"] = schemas[entry["name"]]
        write_description(folder, description)
    return write


VARIANTS = {
    "tab": plain(Dialect("\t", comma=True)),
    "bar": plain(Dialect("|", comma=True)),
    "semicolon": plain(Dialect(";", comma=True)),
    "semicolon with points": plain(Dialect(";")),
    "sep= semicolon": plain(Dialect(";", comma=True, declare=True)),
    "sep= comma": plain(Dialect(",", declare=True)),
    "sep= caret": plain(Dialect("^", comma=True, declare=True)),
    "mark": plain(Dialect(mark=b"\xef\xbb\xbf")),
    "mark and sep=": plain(Dialect(";", comma=True, mark=b"\xef\xbb\xbf", declare=True)),
    "CRLF": plain(Dialect(line_end="\r\n")),
    "CRLF, sep=, quotes": plain(Dialect(";", line_end="\r\n", declare=True, comma=True,
                                        quoting="all")),
    "lone CR": plain(Dialect(line_end="\r")),
    "quotes everywhere": plain(Dialect(quoting="all")),
    "described semicolon": described(Dialect(";", comma=True), decimal=","),
    "described quote": described(Dialect("|", quote="'", quoting="all"), decimal="."),
    "described colon": described(Dialect(":", quoting="all"), decimal="."),
    "described grouping": described(Dialect(";", comma=True, group="."), decimal=",", group="."),
    "described quoted grouping": described(Dialect(",", group=","), decimal=".", group=","),
    "described apostrophes": described(Dialect(",", group="'"), decimal=".", group="'"),
}


def check_variants(program, scratch, report):
    folder = scratch / "plain"
    write_package(folder, valid_package())
    status, stdout, stderr = report_of(program, folder)
    expected, warnings = without_inputs(stdout)
    report.add("plain", [] if status == 0 else [stderr])

    def compare(name, folder, wanted=expected, allowed=()):
        status, stdout, stderr = report_of(program, folder)
        wrong = [] if status == 0 else [f"status {status}", stderr[:500]]
        if status == 0:
            body, told = without_inputs(stdout)
            surplus = [w for w in told if w not in warnings and w["code"] not in allowed]
            wrong += ["another report"] if body != wanted else []
            wrong += [f"warning {w}" for w in surplus]
        report.add(name, wrong)

    for name, write in VARIANTS.items():
        folder = scratch / name.replace(" ", "-").replace("=", "")
        write(folder)
        compare(name, folder)
    for seed in range(3):
        folder = scratch / f"permuted{seed}"
        write_package(folder, permuted(valid_package(), seed))
        compare(f"columns permuted, {seed}", folder)
    folder = scratch / "blank"
    write_package(folder, valid_package())
    with_blank_lines(folder)
    compare("blank lines and empty rows", folder, allowed=("empty_row",))
    folder = scratch / "trailing"
    write_package(folder, valid_package())
    with_trailing_fields(folder)
    compare("trailing fields", folder)


def check_names(program, scratch, report):
    """Names of other alphabets and with line ends; encodings of the same names agree."""
    for i, mark in enumerate(["\n", "\r\n", "\r"]):
        folder = scratch / f"newlines{i}"
        write_package(folder, with_newlines(valid_package(), mark))
        status, stdout, stderr = report_of(program, folder)
        report.add(f"names with {mark!r}", [] if status == 0 else [f"status {status}", stderr])
    encodings = {"latin-1": "Métà ä Ünß", "iso-8859-15": "Euro € Š", "windows-1252": "“Métà” €",
                 "utf-8": "株式会社", "utf-8-sig": "Ä株", "windows-1251": "Платформа"}
    for encoding, name in encodings.items():
        package = with_names(valid_package(), [name, "b", "b", "c"])
        plain_folder, folder = scratch / f"plain-{encoding}", scratch / f"in-{encoding}"
        write_package(plain_folder, package)
        write_package(folder, package, Dialect(encoding=encoding))
        write_description(folder, describe(folder, package, Dialect(), encoding=encoding))
        first, second = report_of(program, plain_folder), report_of(program, folder)
        wrong = [first[2], second[2]] if first[0] or second[0] else []
        if not wrong and without_inputs(first[1]) != without_inputs(second[1]):
            wrong.append("another report")
        if not wrong and name not in report_of(program, folder, "text")[1].decode():
            wrong.append("the name is not in the report")
        report.add(f"encoding {encoding}", wrong)


def check_lines(program, scratch, report):
    """Lines are physical lines, also behind quoted line ends, blank lines, sep= and CRs."""
    cases = {
        "LF": ("\n", b"", False), "CRLF": ("\r\n", b"", False), "CR": ("\r", b"", False),
        "sep= CRLF": ("\r\n", b"\xef\xbb\xbf", True)}
    for name, (line_end, mark, declare) in cases.items():
        folder = scratch / f"lines-{name.replace('= ', '-')}"
        package = valid_package()
        package["regions"]["rows"][0][1] = f"two{line_end}lines{line_end}more"
        package["regions"]["rows"][2][2] = "soon"
        dialect = Dialect(";" if declare else ",", line_end=line_end, mark=mark, declare=declare)
        write_package(folder, package, dialect)
        status, stdout, stderr = run(program, "validate", str(folder))
        line = 6 + (1 if declare else 0)
        report.add(f"line numbers with {name}",
                   [] if f"regions.csv:{line}:3: " in stderr else [stderr[:300]])


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        check_variants(sys.argv[1], pathlib.Path(scratch), report)
        check_names(sys.argv[1], pathlib.Path(scratch), report)
        check_lines(sys.argv[1], pathlib.Path(scratch), report)
    print(f"{report.runs} runs, {report.failures} failures")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
