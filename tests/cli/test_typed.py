#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people type: it works as if it had been written as the documents write it, or the message has what
to type.

    test_typed.py PROGRAM

Reports are compared byte for byte with those of the usual spelling."""

import json
import pathlib
import re
import sys
import tempfile

from tester import Tester

SMALL = pathlib.Path(__file__).resolve().parent.parent / "golden" / "package"
ESTIMATE = ["estimate", SMALL, "--samples", "0", "--format", "json"]
CHAT = [*ESTIMATE, "--platform", "chat", "--duration", "6h30m"]
SAMPLED = ["estimate", SMALL, "-n", "64", "-f", "json", "-p", "chat", "-d", "6h"]
EVENT = ["--event", "FB-2021-10-04"]

# as it is usual, as it was typed
SAME = [
    (CHAT, [*ESTIMATE, "--platform", "CHAT", "--duration", "6,5h"]),
    (CHAT, ["estimate", SMALL, "--samples", "0", "-f", "JSON", "-p", "Chat", "-d", "6.5H"]),
    ([*CHAT, "--severity", "0.375"], [*CHAT, "--severity", "0,375"]),
    ([*CHAT, "--severity", "0.375"], [*CHAT, "--severity", "37,5%"]),
    ([*CHAT, "--severity", "0.375"], [*CHAT, "--severity", "37.5 %"]),
    ([*CHAT, "--severity", "0.25..0.75"], [*CHAT, "--severity", "25%..75%"]),
    ([*CHAT, "--rebound", "0.25"], [*CHAT, "--rebound", "25%"]),
    ([*CHAT, "--currency", "USD"], [*CHAT, "--currency", "usd"]),
    ([*ESTIMATE, "--platform", "chat,shop", "-d", "2h"],
     [*ESTIMATE, "--platform", "chat", "--platform", "shop", "-d", "2h"]),
    ([*ESTIMATE, "--platform", "chat,shop", "-d", "2h"],
     [*ESTIMATE, "-p", "chat, shop", "-d", "2h"]),
    ([*ESTIMATE, "--platform", "chat,shop", "-d", "2h"],
     [*ESTIMATE, "-p", " Chat ;SHOP", "-d", "2h"]),
    # two lists in turn, of which each value is longer than a hundredth of the room for all
    ([*ESTIMATE, "--platform", "chat,shop", "--region", "north,east", "-d", "2h"],
     [*ESTIMATE, "-d", "2h", *(word for i in range(20) for word in (
         "--platform", "chat" + " " * 60, "--region", " " * 30 + "north", "-p", "shop", "-r", "east"))]),
    (["sweep", SMALL, "--samples", "0", "-p", "chat", "-d", "2h", "--severity", "0.1..0.3/0.1"],
     ["sweep", SMALL, "--samples", "0", "-p", "chat", "-d", "2h", "--severity", "10%..30%/10%"]),
    (["estimate", *EVENT, "--samples", "0"], ["estimate", "--event", "fb-2021-10-04", "--samples", "0"]),
    (["estimate", "--owner", "meta", "-r", "europe", "-d", "2h", "--samples", "0"],
     ["estimate", "--owner", "META", "-r", "Europe", "-d", "2h", "--samples", "0"]),
    ([*ESTIMATE, "-q", "-p", "chat", "-d", "2h"], [*ESTIMATE, "-qpchat", "-d", "2h"]),
    (["risk", *EVENT, "--years", "1000"], ["risk", "--event", "fb-2021-10-04", "--years", "1000"]),
    (["risk", "--owner", "meta", "--years", "1000"], ["risk", "--owner", "Meta", "--years", "1000"]),
    ([*SAMPLED, "--threshold", "1000, 500"], [*SAMPLED, "--threshold", "1000", "--threshold", "500"]),
    ([*SAMPLED, "--threshold", "1000, 5000"], [*SAMPLED, "--threshold", "1000,5000"]),
    *(([*ESTIMATE[:4], "-p", "chat", "-d", "2h", *usual], [*ESTIMATE[:4], "-p", "chat", "-d", "2h", *typed])
      for usual, typed in (
          (["--color", "always"], ["--color", "ALWAYS"]), (["--csv-dialect", "excel-eu"], ["--csv-dialect", "EXCEL-EU"]),
          (["--on-error", "reject", "--rejects", "/dev/null"], ["--on-error", "Reject", "--rejects", "/dev/null"]),
          (["--decimal-mark", "point"], ["--decimal-mark", "POINT"]), (["--progress", "never"], ["--progress", "NEVER"]),
          (["--chart", "owner-waterfall"], ["--format", "SVG", "--chart", "owner-waterfall"]))),
    (["help", "estimate"], ["--help", "estimate"]), (["help"], ["-help"]),
    (["completion", "bash"], ["completion", "Bash"]),
    (["filing", "8k", *EVENT, "--samples", "0"], ["filing", "8K", *EVENT, "--samples", "0"]),
]

# what was typed, what the message tells to type
TOLD = [
    (["estimate", "-platform", "facebook", "-d", "6h"], "; --platform\n"),
    (["estimate", "-event=FB-2021-10-04"], "; --event\n"),
    (["estimate"], "such as --platform facebook; `blackout describe PACKAGE` lists what there is\n"),
    (["estimate", "--platform", "facebook"], "like --duration 6h\n"),
    (["estimate", "facebook", "-d", "6h"], "; write --platform facebook\n"),
    (["estimate", "--Platform", "facebook", "-d", "6h"], "perhaps '--platform'\n"),
    (["ESTIMATE"], "perhaps 'estimate'\n"),
    (["estimate", "-p", "facebook", "-d", "6"], "perhaps 6h; "),
    (["estimate", "-p", "facebook", "-d", "6 hours"], "perhaps 6h; "),
    (["estimate", "-p", "facebook", "-d", "371"], "perhaps 371m or 371h; "),
    (["estimate", "-p", "facebook", "-d", "2h", "--rebound", "1.2"], "or a range like 0.2..0.4\n"),
    (["estimate", "-p", "facebook", "-d", "2h", "--severity", "1.2"], "(full: 0.29..0.98)\n"),
    (["estimate", "-p", "facebook", "-d", "90 min"], "perhaps 90m; "),
    (["estimate", "-p", "facebook", "-d", "6:30"], "perhaps 6h30m; "),
    (["estimate", "-p", "tiktok", "-d", "6h"], "there are facebook, instagram, whatsapp, messenger\n"),
    (["estimate", "--event", "zz"], "and others, which `blackout describe PACKAGE` lists\n"),
    (["describe", "REFERENCE"], "perhaps 'reference'\n"),
    # what is given is used or refused: one of these would be for nothing
    (["estimate", "-p", "whatsapp", "-d", "6h", "--samples", "1000", "--until", "1%"],
     "until takes as many samples as it needs"),
    (["estimate", "-p", "whatsapp", "-d", "6h", "--samples", "0", "--until", "1%"],
     "until takes as many samples as it needs"),
    (["estimate", "-p", "whatsapp", "-d", "6h", "--samples", "0", "--draws", "draws.csv"],
     "no draws to write without samples"),
    (["estimate", *EVENT, "-qv"], "--quiet and --verbose are given; leave one of them out\n"),
    (["estimate", *EVENT, "-qz"], "unknown option '-z'; `blackout estimate --help` lists them\n"),
    (["estimate", *EVENT, "-n", "10,000"], "('10,000'); perhaps 10000\n"),
    (["estimate", *EVENT, "-n", "1'234 567k"], "; perhaps 1234567000\n"),
    (["risk", *EVENT, "--years", "2M"], "('2M'); perhaps 2000000\n"),
    (["estimate", *EVENT, "-n", "10,5"], "('10,5'); a whole number from 0 to 2^53 - 1\n"),
    (["estimate", *EVENT, "-n", "10,000x"], "('10,000x'); a whole number from 0 to 2^53 - 1\n"),
    (["estimate", *EVENT, "-n", "100.000"], "('100.000'); perhaps 100000\n"),
    # a mark that is a decimal one in one country and of thousands in another, or between two values
    (["estimate", *EVENT, "--threshold", "1.500EUR"],
     "threshold may mean thousands or a decimal mark ('1.500EUR'); 1500EUR or 1.5000EUR, whichever is meant\n"),
    (["estimate", *EVENT, "--threshold", "12.345 M"], "('12.345 M'); 12345 M or 12.3450 M, "),
    (["tolerable", "--owner", "meta", "--loss", "1.500"], "loss may mean thousands or a decimal mark ('1.500')"),
    (["event-study", *EVENT, "--shares", "2.781"], "('2.781'); 2781 or 2.7810, "),
    (["event-study", *EVENT, "--shares", "2,781,759,516"], "without marks between thousands\n"),
    *((["estimate", *EVENT, "--threshold", amount], "threshold may be one amount or several ('" + amount)
      for amount in ("1,000EUR", "1,5M", "1.234,5EUR", "1,000,000", "dora,1,5M", "1,5,2M")),
    (["estimate", *EVENT, "--threshold", "1,5M", "--threshold", "dora"],
     "--threshold once for each\n"),
    (["estimate", "-p", "facebook", "-d", "6h30"], "perhaps 6h30m; "),
    (["estimate", "-p", "facebook", "-d", "4h-8h"], "perhaps 4h..8h; "),
    (["estimate", "-p", "facebook", "-d", "4 to 8h"], "perhaps 4h..8h; "),
    (["estimate", "-p", "facebook", "-d", "1h,2h"], "('1h,2h'); like "),
    (["estimate", "-p", "facebook", "--hours", "6"], "perhaps --duration 6h\n"),
    (["estimate", *EVENT, "--out", "x.html"], "perhaps '--output'\n"),
    (["estimate", *EVENT, "--csv"], "perhaps --format csv\n"),
    (["estimate", "--events", "FB-2021-10-04"], "perhaps '--event'\n"),
    (["estimate", "platform=facebook", "-d", "6h"], "; --platform=facebook\n"),
    (["estimate", "platform", "facebook"], "; --platform facebook\n"),
    (["estimate", "help"], "; blackout help estimate\n"),
    (["list"], "perhaps 'describe'\n"),
    (["--format", "json", "estimate", "-s", "2021-10-04 15:39"],
     "; blackout estimate --format json -s '2021-10-04 15:39'\n"),
    # a list of names has no format, and is of no package
    *((["describe", *words], f"--{words[0].lstrip('-')} needs the name of a package; ")
      for words in (["--format", "json"], ["--compact"], ["--base", "reference"], ["--chart", "tables"])),
    (["describe", "-o", "d.html"], "that of html ('d.html'); end it in .txt, or give the name of a package\n"),
    (["schema", "--compact"], "--compact needs the name of one schema; `blackout schema` lists them\n"),
    (["schema", "-o", "names.json"], "that of json ('names.json'); "),
    # a chart is SVG, a dialect CSV: what is of another format is refused as with --format
    (["estimate", *EVENT, "--chart", "owner-regions", "--compact"], "--compact is for JSON, and this is svg; "),
    (["estimate", *EVENT, "--chart", "owner-regions", "--csv-dialect", "excel-eu"], "--csv-dialect is for CSV, and this is svg; "),
    (["estimate", *EVENT, "--csv-dialect", "excel-eu", "--compact"], "--compact is for JSON, and this is csv; "),
    (["estimate", *EVENT, "--chart", "owner-regions", "-o", "out.html"], "that of html ('out.html'); end it in .svg, "),
    (["estimate", "--batch", "lines", "--shard-by", "banana"], "--batch and --shard-by are given ('lines'); "),
    # one line without controls, whole letters
    (["estimate", "-é"], "unknown option '-é'; "),
    (["estimate", "--on-error", "a\x1b[31m\n\u202eb"], "on-error is not known ('a [31m    b'); "),
    (["estimate", *EVENT, "--chart", "a" + "ö" * 200], f"('a{'ö' * 19}?...'); "),
    (["schema", "estimate", "-f", "csv"], "JSON, and has no csv ('estimate'); write it as --format json\n"),
    (["estimate", *EVENT, "-n", "64", "--draws", "-"],
     "--draws '-', standard output, and the report on standard output would overwrite each other; "),
    # options of `calibrate` go before its packages, of which each has its own tables
    (["calibrate", "nowhere", "-j", "abc"], "threads is not a whole number from 1 to 256 ('abc'); "),
    (["calibrate", "nowhere", "-n", "abc"], "('abc'); "),
    (["calibrate", "firms", "cloud", "--table", "published=-"], "'--table' is about one package, and 2 are named; "),
    (["--owner", "meta"], "blackout COMMAND [OPTIONS] [DATASET]"),
]


def test_same(tester):
    for usual, typed in SAME:
        expected, got = tester.run(*usual), tester.run(*typed)
        tester.expect(expected[0] == 0 and len(expected[1]) > 100, f"{usual}: {expected[2]}")
        tester.expect(got == expected, f"{typed}: {got[0]} {got[2]}{got[1][:200]}")


def test_told(tester):
    for typed, words in TOLD:
        status, stdout, stderr = tester.run(*typed)
        tester.expect(status == 2 and stdout == "" and words in stderr, f"{typed}: {status} {stderr}")


def test_compact(tester):
    """The same JSON on one line: texts with blanks, quotes and backslashes as they are."""
    for arguments in (CHAT, ["schema", "estimate"], ["describe", SMALL, "-f", "json"]):
        whole, line = tester.run(*arguments)[1], tester.run(*arguments, "--compact")[1]
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
        tester.expect(json.loads(line) == json.loads(whole) and line.count("\n") == 1 and
                      not re.search(r"\s", bare[:-1]), f"{arguments}: {line[:200]}")
    status, stdout, stderr = tester.run("estimate", SMALL, "-p", "chat", "-d", "2h", "--compact")
    tester.expect((status, stdout, stderr) == (2, "", "blackout: --compact is for JSON, and this is text; "
                                               "add --format json\n"), f"{status} {stderr}")


def test_two_keys(tester):
    """Where two events differ in case alone, a third spelling is neither; each of the two is itself."""
    for path in SMALL.iterdir():
        if path.is_file():
            tester.write(f"two/{path.name}", path.read_text().replace("ALP-2021-05-10", "alp-2021-03-02"))
    ask = ["estimate", "two", "--samples", "0", "-d", "2h", "--event"]
    for name, status, start in (("ALP-2021-03-02", 0, "2021-03-02"), ("alp-2021-03-02", 0, "2021-05-10"),
                                ("Alp-2021-03-02", 2, "")):
        done = tester.run(*ask, name)
        tester.expect(done[0] == status and (status or f"from {start} " in done[1]), f"{name}: {done}")


def test_lines(tester):
    """Names of lines in messages: without breaks of lines and controls of a terminal, cut to whole letters."""
    for name, shown in (("a\x1b[31m\nb", "a [31m b"), ("a" + "ö" * 60, "a" + "ö" * 29 + "?")):
        tester.write("names.ndjson", 2 * (json.dumps({"name": name, "platform": "chat", "duration": "2h"}) + "\n"))
        status, stdout, stderr = tester.run("estimate", SMALL, "--batch", "names.ndjson", "-n", "0")
        tester.expect(status == 1 and stdout == "" and stderr.count("\n") == 2 and
                      f"the name is that of line 1, too ('{shown}'); " in stderr, f"{name}: {status} {stderr}")
    folder = tester.scratch / "a\x1b[31m"
    folder.mkdir()
    for path in SMALL.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    status, _, stderr = tester.run("estimate", folder.name, "-p", "chat", "-d", "2h", "-n", "0", "-v")
    tester.expect(status == 0 and "from a [31m/" in stderr and "\x1b" not in stderr, f"-v: {status} {stderr}")


def test_names(tester):
    """A list of names goes to a file of text; tables of options are a package, whose warnings go with no picture."""
    for command in ("describe", "schema"):
        listed = tester.run(command)
        written = tester.run(command, "-o", "names.txt")
        tester.expect(written == (0, "", ""), f"{command} -o names.txt: {written}")
        tester.expect((tester.scratch / "names.txt").read_text() == listed[1] != "", f"{command}: {listed}")
    tester.write("more.csv", (SMALL / "owners.csv").read_text().replace("\n", ",\n").replace(",\n", ",foo\n", 1))
    asked = ["describe", "--base", SMALL, "--table", "owners=more.csv"]
    status, stdout, stderr = tester.run(*asked)
    tester.expect(status == 0 and "foo" in stdout and stderr == "", f"{asked}: {status} {stderr}")
    status, stdout, stderr = tester.run(*asked, "--chart", "tables")
    tester.expect(status == 0 and stdout.startswith("<svg") and "warning: " in stderr and "foo" in stderr,
                  f"{asked} as a chart: {status} {stderr}")


def test_changed_twice(tester):
    """Two changes of the same figures, with the conditions in any order; others follow one another."""
    def change(value, **where):
        return {"table": "platforms", "where": where, "column": "recapture", "value": value}
    first = change(0.1, platform="chat", owner="alpha")
    for name, second, status in (("same", change(0.2, owner="alpha", platform="chat"), 2),
                                 ("wider", change(0.2), 0)):
        tester.write(f"{name}.json", json.dumps({"platform": "chat", "duration": "2h",
                                                        "set": [first, second]}))
        done = tester.run("estimate", SMALL, "--scenario", f"{name}.json", "--samples", "0")
        tester.expect(done[0] == status and
                      ("set changes the same figures twice ('recapture')" in done[2]) == (status == 2),
                      f"{name}: {done}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        for test in (test_same, test_told, test_compact, test_two_keys, test_lines, test_names, test_changed_twice):
            test(tester)
    return tester.ended()


sys.exit(main())
