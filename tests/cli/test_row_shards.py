#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shards of the rows of one file of `dependencies` beside runs over all of it: what `merge` makes of their parts
has the same bytes, wherever the file is cut, and what cannot be cut is refused in one line.

    test_row_shards.py PROGRAM

Where chunks begin is worked out here once more, by another program (src/core/chunk.h): the names are chosen so
that a small file has eight of them."""

import json
import pathlib
import shutil
import sys
import tempfile

from tester import Tester

SMALL = pathlib.Path(__file__).resolve().parents[1] / "golden/package"
HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
# b075567 and so on begin chunks; another program found them among a million names
BEGIN = (75567, 259359, 327338, 376491, 393004, 604622, 645108, 679025)
EACH, BEFORE = 40, 17
ESTIMATE = ["estimate", "shops", "--platform", "chat", "--duration", "6h", "--samples", "64", "--top", "5"]
ROWS = ["--shard-by", "rows"]
WORD = (1 << 64) - 1


def begins_chunk(name):
    """The words of the name, mixed by the golden ratio and MurmurHash3's finalizer; 2^18 divides the hash."""
    data = name.encode()
    value = len(data)
    for at in range(0, len(data), 8):
        value = (value ^ int.from_bytes(data[at:at + 8], "little")) * 0x9e3779b97f4a7c15 & WORD
        value ^= value >> 32
    for factor in (0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53):
        value = (value ^ value >> 33) * factor & WORD
    return (value ^ value >> 33) % (1 << 18) == 0


def rows(lines_in_names=False, each=EACH):
    """One to three rows a business, with revenues that no two sums of doubles agree on by chance."""
    text = []
    for number in range(len(BEGIN) * each):
        name = f"b{BEGIN[number // each] - BEFORE + number % each:06}"
        if lines_in_names and number % 3 == 0 and not begins_chunk(name):
            name = f'"{name}\n""inc."", G,north,1,USD,chat,sales,0.1,1"' # looks like a row, but for its quotes
        for k, (platform, channel) in enumerate((("chat", "messaging"), ("chat", "sales"), ("shop", "sales"))):
            if k == 0 or number % (k + 2) == 0:
                text.append(f"{name},{'GS'[number % 2]},{('north', 'east')[number % 3 % 2]},"
                            f"{1000.1 + number ** 3 * 7.77:.2f},USD,{platform},{channel},0.{1 + k}3,{number % 7 + 1}\n")
    return text


def write(tester, text):
    tester.write("shops/dependencies.csv", HEADER + "".join(text))


def shards(tester, count, asked=(*ESTIMATE, *ROWS)):
    names = [f"of-{count}-{k}.blackout" for k in range(1, count + 1)]
    for k, part in enumerate(names, 1):
        status, output, error = tester.run(*asked, "--shard", f"{k}/{count}", "-j", 1 + k % 2, "-o", part)
        tester.expect((status, output, error) == (0, "", ""), f"{part}: {status} {output[:40]}{error}")
    return names


def expect_same(tester, parts, whole, *ending):
    status, _, error = tester.run("merge", *parts, "-q", "-o", f"merged.{ending[0]}")
    tester.expect((status, error) == (0, ""), f"merge of {len(parts)}: {status} {error}")
    same = status == 0 and (tester.scratch / f"merged.{ending[0]}").read_bytes() == (tester.scratch / whole).read_bytes()
    tester.expect(same, f"the merged report of {len(parts)} shards has other bytes than {whole}")


def first_bytes(tester, parts):
    return [json.loads((tester.scratch / part).read_bytes().split(b"\n", 1)[0])["first"] for part in parts]


def check_same(tester):
    tester.run(*ESTIMATE, "-o", "whole.json")
    tester.run(*ESTIMATE, "-o", "whole.txt")
    data = (tester.scratch / "shops/dependencies.csv").read_bytes()
    for count in (1, 2, 3, 7):
        parts = shards(tester, count)
        expect_same(tester, parts[::-1] if count == 3 else parts, "whole.json", "json")
        expect_same(tester, parts, "whole.txt", "txt")
        status, output, _ = tester.run("merge", *parts) # without a checksum of the file
        tester.expect((status, output) == (0, (tester.scratch / "whole.txt").read_text()), f"merge to standard output: {status}")
        for first in first_bytes(tester, parts)[1:]:
            name = data[first:first + 7].decode()
            tester.expect(begins_chunk(name) and data[first - 1:first] == b"\n", f"a part begins with '{name}'")
    asked = ["risk", "shops", "--owner", "alpha", "--years", "1000", "--base", "reference"]
    tester.run(*asked, "-o", "years.json")
    expect_same(tester, shards(tester, 2, [*asked, *ROWS]), "years.json", "json")


def check_long_list(tester):
    """A list of more businesses than are kept as rows are read (LARGEST_KEPT): merge reads the file again."""
    count = 1100
    write(tester, rows(each=160))
    asked = [*ESTIMATE[:-1], str(count)]
    tester.run(*asked, "-o", "long.json")
    expect_same(tester, shards(tester, 3, [*asked, *ROWS]), "long.json", "json")
    listed = json.loads((tester.scratch / "long.json").read_text())["top_businesses"]
    tester.expect(len(listed) == count, f"{len(listed)} businesses are listed")


def check_line_ends(tester):
    """Lines in quotes wherever the file may be cut, and a file that has no end of its last line."""
    text = rows(lines_in_names=True)
    write(tester, text[:-1] + [text[-1].rstrip("\n")])
    tester.run(*ESTIMATE, "-o", "lines.json")
    for count in (2, 5, 11):
        expect_same(tester, shards(tester, count), "lines.json", "json")


def refuse(tester, words, *arguments):
    status, output, error = tester.run(*arguments)
    tester.expect(status in (1, 2) and output == "" and words in error.splitlines()[-1],
                  f"{arguments}: {status} '{error}' has no '{words}'")
    return error


def shard(k, count=2):
    return [*ESTIMATE, *ROWS, "--shard", f"{k}/{count}", "-o", "none"]


def check_rows_at_fault(tester):
    """A fault of the second shard has the line of the file; one that only all rows show is found by merge."""
    text = rows()
    spoilt = len(text) - 3
    write(tester, text[:spoilt] + [text[spoilt].replace("USD", "none")] + text[spoilt + 1:])
    expected = tester.run(*ESTIMATE)[2]
    tester.expect(f"dependencies.csv:{spoilt + 2}:" in expected, f"the whole: {expected}")
    tester.expect(tester.run(*shard(2))[2] == expected, f"a fault in shard 2: not {expected}")
    tester.expect(tester.run(*shard(1)[:-1], "sound")[:2] == (0, ""), "shard 1 has no fault")
    write(tester, text[:spoilt] + [text[spoilt - 9]] + text[spoilt + 1:])
    refuse(tester, f"line {spoilt + 2}", *shard(2))
    write(tester, text + ["zz,G,north,%.2f,USD,chat,sales,0.1,1\n" % total(text)])
    expected = tester.run(*ESTIMATE)[2]
    tester.expect("is the sum of the" in expected, f"a total: {expected}")
    status, _, error = tester.run("merge", *shards(tester, 3))
    tester.expect((status, error) == (1, expected), f"a total in parts: {status} {error}")


def total(text):
    """What the businesses earn in all."""
    earned = {}
    for line in text:
        cells = line.rstrip("\n").split(",")
        earned[cells[0]] = float(cells[3]) * float(cells[8])
    return sum(earned.values())


def check_refusals(tester):
    text = rows()
    write(tester, text)
    parts = shards(tester, 2)
    refuse(tester, "part '2' of 2: missing", "merge", parts[0])
    refuse(tester, "given twice", "merge", *parts, parts[1])
    tester.run(*ESTIMATE, "--seed", "2", *ROWS, "--shard", "2/2", "-o", "other")
    refuse(tester, "other options", "merge", parts[0], "other")
    tester.run(*ESTIMATE, "--shard", "2/2", "-o", "other")
    refuse(tester, "other options", "merge", parts[0], "other")
    write(tester, text[:-1] + [text[-1].replace(",USD,", ",EUR,")]) # as many bytes
    refuse(tester, parts[1] + ": the part is of other rows than the file has now", "merge", *parts, "-f", "json")
    refuse(tester, "the file was written since the part was", "merge", *parts)
    tester.run(*shard(2)[:-1], "other")
    refuse(tester, parts[0] + ": the file was written since the part was", "merge", parts[0], "other")
    write(tester, [text[0].replace("USD", "EUR")] + text[1:])
    refuse(tester, parts[0] + ": the part is of other rows than the file has now", "merge", *parts, "-f", "json")
    write(tester, text + ["zz,G,north,1,USD,chat,sales,0.1,1\n"])
    refuse(tester, "of a file of another size than this run", "merge", *parts)
    tester.run(*shard(2)[:-1], "other")
    refuse(tester, "of a file of another size than " + parts[0], "merge", parts[0], "other")
    (tester.scratch / "shops/fx.csv").write_text("currency,per_usd,date\nEUR,0.8,2020-01-01\nUSD,1,2020-01-01\n")
    write(tester, text)
    refuse(tester, "another input than this run ('fx'", "merge", *parts)
    write(tester, list(reversed(text)))
    refuse(tester, "are not in order", *shard(1))
    write(tester, ["B" + line[1:] if 100 < i < 200 else line for i, line in enumerate(text)])
    refuse(tester, "are not in order", *shard(1))
    write(tester, ["Zoo,G,north,1,USD,chat,sales,0.1,1\n"] + text)
    refuse(tester, "do not ascend without regard to case", *shard(1))
    write(tester, text[:-1] + [",,,,,,,,\n", text[-1]])
    refuse(tester, f"dependencies.csv:{len(text) + 1}:1: a part has no room for warnings", *shard(2))
    write(tester, text)
    refuse(tester, "rows with faults cannot be left out of shards", *shard(1), "--on-error", "reject")
    refuse(tester, "add --shard K/N", *ESTIMATE, *ROWS)
    refuse(tester, "--shard-by run or", *ESTIMATE, "--shard-by", "bytes", "--shard", "1/2", "-o", "none")
    (tester.scratch / "shops/dependencies.csv").write_bytes((HEADER + "".join(text)).encode("utf-16"))
    refuse(tester, "dependencies.csv:1:1: a shard begins in the middle of a file, and this one is not in UTF-8 ('UTF-16LE')", *shard(1))
    write(tester, text)
    refuse(tester, "this one is not in UTF-8", *shard(2), "--encoding", "windows-1252")
    status, _, error = tester.run_with((HEADER + "".join(text)).encode(), *shard(1), "--table", "dependencies=-")
    tester.expect(status == 1 and "a pipe" in error and "write it into a file" in error, f"a pipe: {status} {error}")
    (tester.scratch / "shops/dependencies.csv").unlink()
    refuse(tester, "there is no table to read in shards", *shard(1))
    tester.expect(not (tester.scratch / "none").exists(), "a refused shard leaves a file")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        tester.expect(all(begins_chunk(f"b{number:06}") for number in BEGIN), "where chunks begin")
        shutil.copytree(SMALL, pathlib.Path(scratch) / "shops")
        write(tester, rows())
        tester.write("shops/policies.csv", "policy,business,waiting_hours,deductible,limit,share,currency\n"
                     "one,b327330,1,10,1000,0.8,USD\nall,,2,100,5000,0.5,USD\n")
        check_same(tester)
        check_long_list(tester)
        check_line_ends(tester)
        check_rows_at_fault(tester)
        check_refusals(tester)
    return tester.ended()


if __name__ == "__main__":
    sys.exit(main())
