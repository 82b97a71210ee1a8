#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How numbers and dates may be written: read where the column, or the file, shows what is meant, refused
with the reason where not, and never read in another sense.

    test_numbers.py PROGRAM

Expected: sums and dates worked out by hand from the text of each case, by the custom that it follows."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
NBSP, NARROW, RAISED, MINUS = "\u00a0", "\u202f", "\u2019", "\u2212"
HEADER = ["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share",
          "firms"]


def quoted(field, delimiter):
    return '"' + field.replace('"', '""') + '"' if delimiter in field or '"' in field else field


def run(folder, *arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, cwd=folder)


def validate(folder, delimiter, revenues, shares, firms, currency="EUR", header=HEADER):
    """The table with these columns as text; sectors, platforms and channels are the reference's."""
    rows = [header]
    for i, revenue in enumerate(revenues):
        rows.append([f"firm{i}", "G", "europe", revenue, currency, "instagram", "sales",
                     shares[i % len(shares)], firms[i % len(firms)]])
    text = "".join(delimiter.join(quoted(f, delimiter) for f in row) + "\n" for row in rows)
    (folder / "dependencies.csv").write_text(text, encoding="utf-8")
    return run(folder, "validate", ".", "--base", "reference", "--format", "json")


# name, delimiter, revenues, shares, firms, the sum of revenue times firms and of that times share, and
# a word of a warning
READ = [
    ("plain", ",", ["850000", "240500.5"], ["0.25"], ["2"], (2181001, 545250.25), None),
    ("decimal commas in quotes", ",", ["850000", "240500,5"], ["0,25"], ["2"],
     (2181001, 545250.25), None),
    ("English groups", ",", ["1,850,000", "240,500"], ["0.5"], ["1"], (2090500, 1045250), None),
    ("English groups and decimals", ",", ["850,000.50", "240,500"], ["0.5"], ["1"],
     (1090500.5, 545250.25), None),
    ("German groups and decimals", ";", ["850.000,50", "240.500"], ["0,5"], ["1"],
     (1090500.5, 545250.25), None),
    ("Swiss groups", ";", ["1" + RAISED + "850" + RAISED + "000", "240'500"], ["0.5"], ["1"],
     (2090500, 1045250), None),
    ("blank groups", ";", ["1 850 000", f"240{NBSP}500", f"1{NARROW}000,5"], ["0,5"], ["1"],
     (2091500.5, 1045750.25), None),
    ("the file shows the comma", ";", ["850.000", "240.500"], ["0,25"], ["1"], (1090500, 272625),
     "has a point between thousands ('850.000'"),
    ("the file shows the point", "\t", ["850,000", "240,500"], ["0.25"], ["1"], (1090500, 272625),
     "has a comma between thousands ('850,000'"),
    ("firms, where the file shows the comma", ";", ["1000,5"], ["0,25"], ["1.200"],
     (1200600, 300150), "have a comma"),
    ("the column shows the point", ",", ["850.125", "240.5"], ["0.5"], ["1"], (1090.625, 545.3125), None),
    ("the column shows the comma", "|", ["850,125", "240,5"], ["0,5"], ["1"], (1090.625, 545.3125), None),
    ("more than three digits before the mark", ",", ["4000.125"], ["0.5"], ["1"], (4000.125, 2000.0625),
     None),
    ("a share cannot be a thousand", ",", ["1000"], ["1.000"], ["1"], (1000, 1000), None),
    ("a code behind", ";", ["1250000,50 EUR", "999,50 EUR"], ["0,5"], ["1"], (1251000, 625500), None),
    ("a sign in front", ";", ["\u20ac 1.250,50", "\u20ac 999,50"], ["0,5"], ["1"], (2250, 1125), None),
    ("a sign behind, no blank", ",", ["1,250.50\u20ac", "999.50\u20ac"], ["0.5"], ["1"], (2250, 1125), None),
    ("percent in every row", ";", ["1000", "3000"], ["12,5 %", "50%"], ["1"], (4000, 1625), "percent"),
]

# name, delimiter, revenues, shares, firms, words of the one fault
REFUSED = [
    ("a point, nothing shows", ",", ["480.000", "250000"], ["0.18"], ["1"],
     ["dependencies.csv:2:4:", "480.000", "480000 or 480", "declare"]),
    ("a comma, nothing shows", ";", ["480,000"], ["1"], ["1"], ["dependencies.csv:2:4:", "480000 or 480"]),
    ("a comma in a tab file with commas", "\t", ["480,000"], ["0,18"], ["1"], ["480000 or 480"]),
    ("a bar file", "|", ["480,000", "250,125"], ["1"], ["1"], ["(2 rows: lines 2, 3"]),
    ("firms", ",", ["480000"], ["0.18"], ["1.200"], ["dependencies.csv:2:9:", "1200 or 1.2"]),
    ("four rows, three lines", ",", ["480.000", "481.000", "482.000", "483.000"], ["0.18"], ["1"],
     ["(4 rows: lines 2, 3, 4, ..."]),
    ("both marks in one column", ";", ["480,5", "250.5"], ["1"], ["1"],
     ["dependencies.csv:3:4:", "'250.5'", "'480,5' in line 2"]),
    ("both marks in one file", ";", ["480,5"], ["0.18"], ["1"], ["'480,5'", "'0.18'", "one decimal mark"]),
    ("groups of two at the end", ",", ["12,34,56"], ["0.18"], ["1"], ["grouping", "12,34,56"]),
    ("a negative amount in parentheses", ";", ["(1.234,00)"], ["0,18"], ["1"], ["out of range"]),
    ("another minus", ";", [MINUS + "240000"], ["0,18"], ["1"], ["out of range"]),
    ("percent in some rows", ";", ["1000", "2000"], ["18 %", "0,2"], ["1"],
     ["dependencies.csv:2:8:", "percent", "every row"]),
    ("percent in an amount", ",", ["18 %"], ["0.1"], ["1"], ["dependencies.csv:2:4:", "percent"]),
    ("another currency", ";", ["1250000,50 USD"], ["0,5"], ["1"], ["currency", "1250000,50 USD"]),
    ("another sign", ",", ["$1,250.00"], ["0.5"], ["1"], ["currency", "$1,250.00"]),
    ("one cause, many rows", ",", ["n/a"] * 40, ["0.5"], ["1"], ["(40 rows: lines 2, 3, 4, ..."]),
]

failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text)


def amounts(text):
    """Revenue and what comes in through platforms, of the report of validate."""
    flows = json.loads(text or "{}").get("dependants", {}).get("flow_per_year")
    return flows and (flows[0]["revenue"], flows[0]["through_platforms"])


def check_declared(folder):
    """--decimal-mark and --encoding, for a table of a package and for a file that an option names."""
    header = ",".join(HEADER)
    table = folder / "dependencies.csv"
    for mark, expected in (("point", 480), ("comma", 480000), (".", 480), (",", 480000)):
        table.write_text(f"{header}\nx,G,europe,480.000,EUR,instagram,sales,1,1\n")
        done = run(folder, "validate", ".", "--base", "reference", "--decimal-mark", mark, "--format", "json")
        check(amounts(done.stdout) == (expected, expected), f"--decimal-mark {mark}: {done.stderr}")
    table.write_text(f'{header}\nx,G,europe,480.5,EUR,instagram,sales,"0,5",1\n')
    done = run(folder, "validate", ".", "--base", "reference", "--decimal-mark", "comma")
    check(done.returncode == 1 and "480.5" in done.stderr and "declared" in done.stderr, done.stderr)
    done = run(folder, "validate", ".", "--base", "reference", "--decimal-mark", "dot")
    check(done.returncode == 2 and "point or comma" in done.stderr, done.stderr)
    table.write_bytes(TABLE.encode("cp1252"))
    done = run(folder, "estimate", ".", "--base", "reference", "--platform", "instagram", "--duration", "6h",
               "--samples", "0", "--format", "json", "--encoding", "windows-1252")
    check("Caff\u00e8 \u20ac" in done.stdout, f"--encoding: {done.stderr}")
    (folder / "curve.csv").write_bytes("timestamp;unavailable;n\u00f6te\n2021-10-13;1;\n2021-10-14;0;\n".encode("cp1252"))
    ask = ["estimate", "--platform", "instagram", "--severity-curve", "curve.csv", "--samples", "0", "reference"]
    check(run(folder, *ask).returncode == 1, "a curve in another encoding")
    done = run(folder, *ask, "--encoding", "windows-1252")
    check(done.returncode == 0 and "n\u00f6te" in done.stdout, f"--encoding of a curve: {done.stderr}")


def check_read(folder, case):
    name, delimiter, revenues, shares, firms, expected, warning = case
    done = validate(folder, delimiter, revenues, shares, firms)
    check(done.returncode == 0, f"{name}: {done.stderr}")
    got = amounts(done.stdout)
    near = got and all(abs(a - b) <= 0.5 for a, b in zip(got, expected))
    check(near, f"{name}: {got}, not {expected}")
    said = json.dumps(json.loads(done.stdout or "{}").get("warnings"))
    if warning:
        check(warning in said, f"{name}: no '{warning}' in {said}")
    else:
        check(said == "[]", f"{name}: {said}")


def check_refused(folder, case):
    name, delimiter, revenues, shares, firms, words = case
    done = validate(folder, delimiter, revenues, shares, firms)
    lines = done.stderr.splitlines()
    check(done.returncode == 1 and done.stdout == "", f"{name}: status {done.returncode}")
    check(len(lines) == 2, f"{name}: not one fault and a count: {lines}")
    for word in words:
        check(word in lines[0], f"{name}: no '{word}' in {lines[0]}")


# the moments 2021-10-13 00:00 and 2021-10-14 12:30 UTC, or 2021-10-04 and 2021-10-05, as others write them
DATES = [
    ("dots", "13.10.2021", "14.10.2021 12:30"),
    ("the day is no month", "13/10/2021", "14/10/2021 12.30"),
    ("the month is no day", "10/13/2021", "10/14/2021 12:30:00 PM"),
    ("midnight and half past noon", "10/13/2021 12:00 AM", "10/14/2021 12:30 PM"),
    ("dashes", "13-10-2021", "14-10-2021 12:30"),
    ("the year first", "2021/10/13", "2021/10/14 12:30"),
    ("names", "13-Oct-2021", "14 October 2021, 12:30"),
    ("names in English", '"Oct 13, 2021"', '"Oct. 14, 2021 12:30"'),
    ("without marks", "20211013", "20211014T12:30"),
    ("a zone by its name", "2021-10-13 00:00:00 UTC", "2021-10-14 12:30:00.250 UTC"),
    ("one zone", "13.10.2021 02:00 +02:00", "14.10.2021 14:30 +02:00"),
]
DATES_REFUSED = [
    ("two readings", ["03/04/2021"], ["curve.csv:2:1:", "2021-04-03 or 2021-03-04", "'03/04/2021'"]),
    ("two readings, three rows", ["03/04/2021", "05/06/2021", "07/08/2021"], ["(3 rows: lines 2, 3, 4"]),
    ("two customs", ["13/10/2021", "10/14/2021"], ["'10/14/2021'", "'13/10/2021' in line 2"]),
    ("ISO and another", ["2021-10-04", "13/10/2021"], ["'13/10/2021'", "'2021-10-04' in line 2"]),
    ("a year of two digits", ["04.10.21"], ["not a date", "04.10.21"]),
    ("a day that does not exist", ["31.09.2021"], ["not a date", "31.09.2021"]),
    ("one cause, many rows", ["soon"] * 40, ["(40 rows: lines 2, 3, 4, ..."]),
]


def curve(folder, rows):
    (folder / "curve.csv").write_text("timestamp,unavailable\n" + "".join(rows), encoding="utf-8")
    done = run(folder, "estimate", "--platform", "instagram", "--severity-curve", "curve.csv", "--samples",
               "0", "--format", "json", "reference")
    figures = {k: v for k, v in json.loads(done.stdout or "{}").items() if k != "inputs"}
    return done, figures


def check_dates(folder):
    done, expected = curve(folder, ["2021-10-13,1\n", "2021-10-14T12:30Z,0\n"])
    check(done.returncode == 0 and len(expected) > 3, f"dates, ISO: {done.stderr}")
    for name, first, last in DATES:
        last = last if "," not in last or last[0] == '"' else f'"{last}"'
        done, figures = curve(folder, [f"{first},1\n", f"{last},0\n"])
        check(done.returncode == 0 and figures == expected, f"dates, {name}: {done.stderr}")
    for name, dates, words in DATES_REFUSED:
        done, _ = curve(folder, [f"{date},{1 if i == 0 else 0}\n" for i, date in enumerate(dates)])
        lines = done.stderr.splitlines()
        check(done.returncode == 1 and len(lines) == 2, f"dates, {name}: {done.stderr}")
        for word in words:
            check(word in lines[0], f"dates, {name}: no '{word}' in {lines[0]}")


TABLE = "business;sector;region;annual_revenue;currency;platform;channel;share\n" \
        "Caff\u00e8 \u20ac;G;europe;240000;EUR;instagram;sales;0,2\n"


def check_encoding(folder, name, data, declared, *words):
    """The one business is called Caff\u00e8 \u20ac: read, or refused with words of the message."""
    (folder / "dependencies.csv").write_bytes(data)
    description = {"name": "x", "resources": [{"name": "dependencies", "path": "dependencies.csv",
                                               "encoding": declared}]}
    described = folder / "datapackage.json"
    if declared:
        described.write_text(json.dumps(description))
    done = run(folder, "estimate", ".", "--base", "reference", "--platform", "instagram", "--duration", "6h",
               "--samples", "0", "--format", "json")
    described.unlink(missing_ok=True)
    if words:
        check(done.returncode == 1 and len(done.stderr.splitlines()) == 1, f"{name}: {done.stderr}")
        for word in words:
            check(word in done.stderr, f"{name}: no '{word}' in {done.stderr}")
    else:
        check(done.returncode == 0 and "Caff\u00e8 \u20ac" in done.stdout, f"{name}: {done.stderr}")
    return done


def check_encodings(folder):
    for name in ("utf-16-le", "utf-16-be", "utf-32-le"):
        mark = "\ufeff".encode(name)
        done = check_encoding(folder, name + " with a mark", mark + TABLE.encode(name), None)
        check("byte order mark" in done.stdout, f"{name}: no word of the mark")
    check_encoding(folder, "utf-16, declared", TABLE.encode("utf-16"), "utf-16")
    check_encoding(folder, "utf-16 without a mark, declared", TABLE.encode("utf-16-le"), "utf-16")
    check_encoding(folder, "utf-16be, declared", TABLE.encode("utf-16-be"), "utf-16be")
    check_encoding(folder, "windows-1252, declared", TABLE.encode("cp1252"), "windows-1252")
    check_encoding(folder, "utf-16 without a mark", TABLE.encode("utf-16-le"), None,
                   "dependencies.csv:1:1:", "UTF-16LE", "declare")
    check_encoding(folder, "windows-1252", TABLE.encode("cp1252"), None, "dependencies.csv:2:1:", "UTF-8",
                   "windows-1252")
    broken = "\ufeff".encode("utf-16-le") + TABLE.encode("utf-16-le").replace(b"G\0", b"\0\xd8")
    check_encoding(folder, "half a pair", broken, None, "dependencies.csv:2:2:", "encoding")
    long = TABLE + "".join(f"x{i};G;europe;1000,5;EUR;instagram;sales;0,2\n" for i in range(5000))
    check_encoding(folder, "longer than a chunk", b"\xff\xfe" + long.encode("utf-16-le"), None)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for case in READ:
            check_read(folder, case)
        for case in REFUSED:
            check_refused(folder, case)
        check_dates(folder)
        check_encodings(folder)
        check_declared(folder)
    cases = len(READ) + len(REFUSED) + len(DATES) + len(DATES_REFUSED)
    print(f"{cases} cases, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
