#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs in shards beside runs that are not: the reports that `merge` writes have the same bytes, in every
format, for any number of shards and threads; and whatever is no such run is refused in one line.

    test_shards.py PROGRAM

Of what another program would read, the first line of a part and its values are read here by Python, and
compared with the sample matrix."""

import csv
import hashlib
import json
import pathlib
import shutil
import struct
import sys
import tempfile

from tester import Tester

SMALL = pathlib.Path(__file__).resolve().parents[1] / "golden/package"
ESTIMATE = ["estimate", "--platform", "whatsapp", "--duration", "3h..5h", "--top", "3", "--samples", "150"]
RISK = ["risk", "--owner", "meta", "--years", "1000", "--seed", "7"]
TABLES = ["year-losses", "event-losses", "exceedance", "events"]


def shards(tester, arguments, count, name):
    """Writes the parts, with one thread and with two in turn; their names."""
    names = [f"{name}-{k}.blackout" for k in range(1, count + 1)]
    for k, part in enumerate(names, 1):
        status, output, error = tester.run(*arguments, "--shard", f"{k}/{count}", "-j", 1 + k % 2, "-o", part)
        tester.expect((status, output, error) == (0, "", ""), f"{part}: {status} {output[:40]}{error}")
    return names


def expect_same(tester, one, other):
    same = (tester.scratch / one).read_bytes() == (tester.scratch / other).read_bytes()
    tester.expect(same, f"{other} has other bytes than {one}")


def merge(tester, parts, *arguments):
    status, _, error = tester.run("merge", *parts, *arguments)
    tester.expect((status, error) == (0, ""), f"merge {parts} {arguments}: {status} {error}")


def check_estimate(tester):
    for ending in ("json", "txt", "csv", "html", "md"):
        tester.run(*ESTIMATE, "-o", f"whole.{ending}", *(["--draws", "whole-draws.csv"] if ending == "json" else []))
    parts = shards(tester, ESTIMATE, 3, "estimate")
    merge(tester, reversed(parts), "-o", "merged.json", "--draws", "merged-draws.csv", "-j", "2")
    merge(tester, parts, "-o", "merged.txt", "-j", "1")
    for ending in ("csv", "html", "md"):
        merge(tester, parts, "-o", f"merged.{ending}", "-q")
    for ending in ("json", "txt", "csv", "html", "md"):
        expect_same(tester, f"whole.{ending}", f"merged.{ending}")
    expect_same(tester, "whole-draws.csv", "merged-draws.csv")
    status, output, _ = tester.run("merge", *parts)
    tester.expect((status, output) == (0, (tester.scratch / "whole.txt").read_text()), f"merge to standard output: {status}")
    for count in (1, 5): # 150 samples are 3 blocks of 64: two of five shards are empty
        merge(tester, shards(tester, ESTIMATE, count, f"of-{count}"), "-o", f"of-{count}.json")
        expect_same(tester, "whole.json", f"of-{count}.json")
    return parts


def check_risk(tester):
    tables = [[f"--{table}", f"NAME-{table}.csv"] for table in TABLES]
    tester.run(*RISK, "-o", "years.json", *(word.replace("NAME", "whole") for pair in tables for word in pair))
    parts = shards(tester, RISK, 2, "risk")
    merge(tester, parts, "-o", "merged-years.json", *(word.replace("NAME", "merged") for pair in tables for word in pair))
    expect_same(tester, "years.json", "merged-years.json")
    for table in TABLES:
        expect_same(tester, f"whole-{table}.csv", f"merged-{table}.csv")


def check_rejects(tester):
    """The list of rows that are left out is named in the parts, and is written by every task and by merge."""
    shutil.copytree(SMALL, tester.scratch / "damaged")
    with open(tester.scratch / "damaged/outages.csv", "a", encoding="utf-8") as file:
        file.write("X,chat,here,no time,,1\n")
    asked = ["estimate", "--platform", "chat", "--duration", "6h", "--samples", "64", "--on-error", "reject", "damaged"]
    tester.run(*asked, "-q", "-o", "left-out.json", "--rejects", "expected.csv")
    parts = shards(tester, asked + ["-q"], 2, "left-out")
    (tester.scratch / "rejects.csv").unlink()
    merge(tester, parts, "-q", "-o", "left-out-merged.json")
    expect_same(tester, "left-out.json", "left-out-merged.json")
    expect_same(tester, "expected.csv", "rejects.csv")
    # each task has a list of its own, and merge another
    for k in (1, 2):
        status, _, error = tester.run(*asked, "-q", "--shard", f"{k}/2", "-o", parts[k - 1], "--rejects", f"of-{k}.csv")
        tester.expect((status, error) == (0, ""), f"--rejects of-{k}.csv: {status} {error}")
        expect_same(tester, "expected.csv", f"of-{k}.csv")
    merge(tester, parts, "-q", "-o", "left-out-merged.json", "--rejects", "of-both.csv")
    expect_same(tester, "left-out.json", "left-out-merged.json")
    expect_same(tester, "expected.csv", "of-both.csv")
    (tester.scratch / "rejects.csv").unlink()
    (tester.scratch / "rejects.csv").mkdir()
    refuse(tester, "rejects.csv: cannot be written: Is a directory", "merge", *parts, "-q")


def check_format(tester, parts):
    """docs/clusters.md, by another program: the head, the checksum, the values of the second part."""
    data = (tester.scratch / parts[1]).read_bytes()
    line, rest = data.split(b"\n", 1)
    head = json.loads(line)
    last = data[-72:]
    tester.expect(last == b"sha256 " + hashlib.sha256(data[:-72]).hexdigest().encode() + b"\n", "the last line")
    expected = {"blackout_part": 1, "command": "estimate", "arguments": ESTIMATE[1:3] + ESTIMATE[3:5] + ESTIMATE[7:9] + ESTIMATE[5:7],
                "shard": 2, "shards": 3, "order": "columns", "all": 150, "first": 64, "count": 64}
    tester.expect({key: head[key] for key in expected} == expected, f"the first line: {line[:300]}")
    values = [column for (column,) in struct.iter_unpack("<512s", rest[:-72])]
    columns = [struct.unpack("<64d", column) for column in values]
    tester.expect(len(columns) == head["columns"], f"{len(columns)} columns")
    with open(tester.scratch / "whole-draws.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    for place, name in enumerate(rows[0]):
        if name.startswith("/totals/"):
            drawn = tuple(float(row[place]) for row in rows[1 + 64:1 + 128])
            tester.expect(drawn in columns, f"no column is {name}")


def refuse(tester, words, *arguments):
    status, output, error = tester.run(*arguments)
    tester.expect(status in (1, 2) and output == "" and words in error and error.count("\n") == 1,
                  f"{arguments}: {status} '{error}' has no '{words}'")


def check_refusals(tester, parts):
    scratch = tester.scratch
    one, two, three = parts
    data = bytearray((scratch / two).read_bytes())
    data[-3000] ^= 16
    (scratch / "bit").write_bytes(data)
    (scratch / "short").write_bytes(data[:-1000])
    (scratch / "again").write_bytes((scratch / two).read_bytes())
    tester.write("scenario.json", '{"platform": "whatsapp", "duration": "3h"}')
    asked = ["estimate", "--scenario", "scenario.json", "--samples", "64"]
    tester.run(*asked, "--shard", "1/2", "-o", "first")
    tester.write("scenario.json", '{"platform": "whatsapp", "duration": "4h"}')
    tester.run(*asked, "--shard", "2/2", "-o", "second")
    refuse(tester, "--shard 2/3", "merge", one, three)
    refuse(tester, "given twice", "merge", one, two, "again", three)
    refuse(tester, "its checksum is not that of its bytes", "merge", one, "bit", three)
    refuse(tester, "given twice", "merge", *[one] * 10_000) # as many as an array job of AWS Batch has tasks
    refuse(tester, "damaged", "merge", one, "short", three)
    refuse(tester, "no part of a run", "merge", "whole.json")
    refuse(tester, "another command", "merge", one, "risk-2.blackout", three)
    refuse(tester, "one of '5'", "merge", one, "of-5-2.blackout", three)
    refuse(tester, "scenario.json", "merge", "first", "second")
    tester.run(*asked, "--shard", "1/2", "-o", "first")
    tester.write("scenario.json", '{"platform": "whatsapp", "duration": "5h"}')
    refuse(tester, "another input than this run", "merge", "first", "second")
    refuse(tester, "no option '--exceedance'", "merge", *parts, "--exceedance", "a.csv")
    refuse(tester, "would be overwritten", "merge", "first", "second", "-f", "json", "-o", "first")
    refuse(tester, "give samples in its place", *ESTIMATE[:5], "--until", "5%", "--shard", "1/2", "-o", "none")
    refuse(tester, "give it to blackout merge", *ESTIMATE, "--shard", "1/2", "--format", "json")
    shutil.copytree(SMALL, scratch / "shops")
    asked = ["estimate", "shops", "--platform", "chat", "--duration", "6h", "--samples", "64", "--shard", "1/1"]
    tester.run(*asked, "-o", "of-shops")
    refuse(tester, "would be overwritten", "merge", "of-shops", "-f", "json", "-o", "shops/owners.csv")
    refuse(tester, "would be overwritten", *asked, "-o", "shops/owners.csv")
    refuse(tester, "end it in .blackout", *ESTIMATE, "--shard", "1/2", "-o", "none.html")
    for shard in ("1/16385", "0/2", "3/2", "2", "1/2/3", "1/1000001"):
        refuse(tester, shard, *ESTIMATE, "--shard", shard, "-o", "none")
    # a word without room that others follow: of the platform, and then of the samples
    for option in (["--platform", " " * 17_000 + "whatsapp"], ["-p", "whatsapp", "--region", " " * 17_000 + "europe"]):
        refuse(tester, "too long to be shared", "estimate", *option, "-d", "1h", "--samples", "64", "--shard", "1/2",
               "-o", "none")
    tester.expect(not list(scratch.glob("none*")), "a refused shard leaves a file")
    refuse(tester, "no option '--shard'", "sweep", *ESTIMATE[1:5], "--shard", "1/2")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        parts = check_estimate(tester)
        check_risk(tester)
        check_rejects(tester)
        check_format(tester, parts)
        check_refusals(tester, parts)
    return tester.ended()


if __name__ == "__main__":
    sys.exit(main())
