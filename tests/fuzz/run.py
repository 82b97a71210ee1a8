#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short run of a fuzzer from its seeds, or the seeds alone.

    run.py FUZZER [--runs N]       a new folder of seeds, N mutations of them, always the same ones
    run.py FUZZER --seeds FOLDER   writes the seeds into FOLDER, for a run by hand

Seeds are what the fuzzer is meant to read, in the form in which it takes it (a byte that chooses, then the
text). The exit status is the fuzzer's; what it found is printed in base64."""

import argparse
import hashlib
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CURVE = "timestamp,unavailable\n2021-10-04T15:20Z,0.5\n2021-10-04T15:40Z,1\n2021-10-04T21:50Z,0\n"
SCENARIO = ('{"platform": ["f"], "duration": "3h", "severity": 0.6, "region": "r", "set": [{"table": '
            '"fallbacks", "where": {"sector": "s", "channel": "c"}, "column": "share", "value": 0.3}]}')
TEXTS = ["2021-10-04T15:39Z", "2021-10-04 17:39:00+02:00", "PT6H11M", "P1DT2H30M", "90m", "1d2h",
         "4h..8h", "1h..48h/1h", "2021-10-04T00:00Z..2021-10-05T00:00Z/6h", "0.1..0.9/0.1", "a,b",
         "-260..-11", "0..0,-1..1,0..1,0..5", "10000", "1%", "EUR", "0.5", "yes", "market-adjusted"]
PLAIN_DIALECTS = 5  # fuzz_csv_plain.c
CSV_CHOICES = 25  # five dialects by five encodings, fuzz_csv.c
IMPORTS = ["statuspage/*.json", "oed/*.csv"]  # the formats of blackout_import_kind(), in their order
DESCRIPTION = '{"resources":[{"name":"owners","path":"owners.csv"}]}'
NUMBERS = ["0", "1234.5", "-1.5e-300", "1.234,56", "1 234,5", "12'345.6", "0.1", "1e999", "nan", "0x1p3"]

ZONES = pathlib.Path("/usr/share/zoneinfo")
FORMS = [NUMBERS + ["1\u00a0234,50 \u20ac", "(1.234,00)", "US$ 5", "12,5 %", "\u22121"],  # fuzz_forms.c
         ["[A-Z]{3}", "(a|b)+\\d{2,4}", "\\w*[^x]", "a{1,9}{1,9}", "\\p{L}+?"],
         ["\u201cb1\u201d", "Stra\u00dfe", "clo\u200bud", "Nord  Ost", "e\u0301"],
         ["EST5EDT,M3.2.0,M11.1.0", "<+0330>-3:30", "CET-1CEST,M3.5.0,M10.5.0/3", "UTC0"], []]
ZONE_FILE = 4


def prices():
    rows = [f"2021-{9 + day // 30:02d}-{day % 30 + 1:02d},{symbol},{100 + day * 0.37 % 3}"
            for day in range(40) for symbol in "SI"]
    return "date,symbol,close\n" + "\n".join(rows) + "\n"


def traffic():
    rows = [f"2021-09-{14 + hour // 24}T{hour % 24:02d}:00Z,f,r,{100 + hour % 24}"
            for hour in range(16 * 24)]
    return "timestamp,platform,region,volume\n" + "\n".join(rows) + "\n"


def tables():
    return [path.read_bytes()[:4096] for path in sorted((ROOT / "datasets/gruppo-aurora").glob("*.csv"))
            + sorted((ROOT / "docs/examples").rglob("*.csv"))]


def package_files():
    """The files of smallest_package.h, by their place there, and texts for each: what stands there itself,
    read from the source; whole tables for the two that take rows as they come; a description."""
    source = (HERE / "smallest_package.h").read_text(encoding="utf-8")
    body = source[source.index("} files[] = {"):source.index("enum { FILE_COUNT")]
    for number, (name, text) in enumerate(re.findall(
            r'\{"([a-zA-Z_]+\.[a-z]+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+|NULL)\}', body)):
        own = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)).replace("\\n", "\n").encode()
        texts = [own] if own else []
        if name in ("dependencies.csv", "fallbacks.csv"):
            texts += tables()
        elif name == "datapackage.json":
            texts.append(DESCRIPTION.encode())
        yield number, texts


def part_of_rows():
    """What a shard has of one row: its lines and counts, a cell and a currency, no business and no policy."""
    def word(number):
        return struct.pack("<Q", number)

    def text(name):
        return word(1) + word(len(name)) + name.encode()

    def sums(count):
        return count * (word(1) + struct.pack("<d", 2.385))

    cell = b"".join(text(key) for key in ("whatsapp", "G", "europe", "sales", "USD")) + word(0)
    edge = word(2) + text("USD") + struct.pack("<dd", 2.385, 1) + word(1)
    state = (word(1) + word(3) + word(1) + 4 * word(0) # lines, rows, figures by basis
             + word(1) + cell + sums(18) + word(1) + text("USD") + sums(21) + word(1) + sums(1) # cells, money, firms
             + word(1) + word(3) + b"USD" + word(1) + word(1) + sums(2) # control totals
             + word(0) + word(0) + word(0) # the largest, policies
             + word(0) + 3 * word(1) + text("a") + text("a") + edge + edge + word(1) + text("USD") + sums(3) + word(1))
    head = {"blackout_part": 1, "version": "0.1.0", "methodology": "2", "command": "estimate", "arguments": [], "inputs": [],
            "shard": 1, "shards": 1, "order": "bytes", "all": 90, "columns": 0, "first": 0, "count": 90}
    data = json.dumps(head, separators=(",", ":")).encode() + b"\n" + state
    return data + f"sha256 {hashlib.sha256(data).hexdigest()}\n".encode()


def part(order):
    """Two columns of three samples or years, and the checksum (docs/clusters.md)."""
    head = {"blackout_part": 1, "version": "0.1.0", "methodology": "2", "command": "estimate",
            "arguments": ["--samples", "3"], "inputs": [{"name": "owners", "sha256": 64 * "a"}], "shard": 1,
            "shards": 1, "order": order, "all": 3, "columns": 2, "first": 0, "count": 3}
    values = struct.pack("<6d", *range(6)) if order == "columns" else struct.pack("<QddQdd", 0, 1.5, 2, 2, 3, 4)
    data = json.dumps(head, separators=(",", ":")).encode() + b"\n" + values
    return data + f"sha256 {hashlib.sha256(data).hexdigest()}\n".encode()


def seeds(name):
    if name == "fuzz_calendar":
        return [text.encode() for text in TEXTS]
    if name == "fuzz_forms":
        zones = [path.read_bytes() for path in sorted(ZONES.glob("*")) if path.name in ("EST5EDT", "CET", "UTC")]
        return [bytes([kind]) + seed for kind, texts in enumerate(FORMS)
                for seed in [text.encode() for text in texts] + (zones if kind == ZONE_FILE else [])]
    if name == "fuzz_number":
        return [text.encode() for text in NUMBERS]
    if name == "fuzz_json":
        return [SCENARIO.encode(), DESCRIPTION.encode()]
    if name == "fuzz_import":
        return [bytes([kind]) + path.read_bytes() for kind, pattern in enumerate(IMPORTS)
                for path in sorted((ROOT / "docs/examples").glob(pattern))]
    if name == "fuzz_texts":
        return [bytes([kind]) + text.encode() for kind in range(4) for text in TEXTS]
    if name == "fuzz_files":
        files = [SCENARIO, CURVE, prices(), traffic(), "name,start,end\nx,2021-09-20,2021-09-21\n"]
        return [bytes([kind]) + text.encode() for kind, text in enumerate(files)]
    if name == "fuzz_csv":
        return [bytes([dialect]) + table for dialect in range(CSV_CHOICES) for table in tables()]
    if name == "fuzz_csv_plain":
        return [bytes([dialect]) + table for dialect in range(PLAIN_DIALECTS) for table in tables()]
    if name == "fuzz_parts":
        return [bytes([kind]) + seed for kind in range(2) for seed in (part("columns"), part("rows"), part_of_rows())]
    if name == "fuzz_package":
        return [bytes([number]) + text for number, texts in package_files() for text in texts]
    sys.exit(f"no seeds for {name}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fuzzer", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seeds", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        corpus = arguments.seeds or pathlib.Path(work) / "seeds"
        corpus.mkdir(parents=True, exist_ok=True)
        found = seeds(arguments.fuzzer.name)
        for number, seed in enumerate(found):
            (corpus / f"seed-{number}").write_bytes(seed)
        if arguments.seeds:
            return 0
        return subprocess.run([arguments.fuzzer, f"-runs={arguments.runs + len(found)}", "-seed=1",
                               f"-dict={HERE / 'csv.dict'}", "-timeout=20", "-verbosity=0",
                               f"-artifact_prefix={work}/", corpus],
                              env={"TMPDIR": work, "PATH": "/usr/bin:/bin"}, check=False).returncode


sys.exit(main())
