#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many scenarios in one pass take the memory of one, and starting hours that of a few: peak resident memory of few
and of many.

    test_series.py PROGRAM

Formats that are made of records are written record by record, so that they need no memory for another
one; pages keep what they show. Nothing is timed, and one run of each size is enough: resident memory
differs from run to run by less than the bounds allow."""

import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peak

SMALL = pathlib.Path(__file__).resolve().parents[1] / "golden/package"
FEW = 200  # more than are under way at a time (BLACKOUT_SERIES_UNDER_WAY)

# Records more, and KiB for each of them at most. A record that is kept whole takes 520,
# whatever the package. Runs of one size differ by a few hundred KiB, as more or fewer scenarios were
# under way.
STREAMED = (3800, 0.25)
SHOWN = (1000, 12)
ANSWERS = (60, 60)
BATCH = (3800, 0.25)  # names are kept, of 48 bytes with their place; the rest is noise
# The figures of a platform at each of the 168 starting hours, kept at once, take 12 more.
PLATFORMS = (4000, 8)


def package(folder):
    tables = {
        "owners": ["owner,name,currency,annual_revenue", "acme,Acme,USD,1000000"],
        "regions": ["region,name,utc_offset_hours", "north,North,0"],
        "platforms": ["platform,name,owner,annual_revenue,currency",
                      "shop,Shop,acme,400000,USD", "chat,Chat,acme,600000,USD"],
        "platform_regions": ["platform,region,revenue_share", "shop,north,1", "chat,north,1"],
        "sectors": ["sector,name,profile", "trade,Trade,always"],
        "channels": ["channel,name", "sales,Sales"],
        "activity": ["profile,hour_of_week,weight"] + [f"always,{h},1" for h in range(168)],
        "dependencies": ["business,sector,region,annual_revenue,currency,platform,channel,share"]
                        + [f"b{i},trade,north,{1000 + i},USD,shop,sales,0.5" for i in range(40)],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")


def peak_kib(arguments, expect=0):
    said = []
    code, _, _, kib = peak.measured(arguments, errors=said)
    if code != expect:
        raise RuntimeError(f"{arguments} ended with {code}: {said}")
    return kib


def sweep(folder, count, format_name):
    return ["sweep", folder, "--platform", "shop", "--duration", "6h", "--samples", "0",
            "--start", "2024-03-04T10:00Z", "--severity", f"{1 / 4096}..{count / 4096}/{1 / 4096}",
            "--format", format_name]


def batch(folder, count, format_name):
    path = folder / "scenarios.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        for i in range(1, count + 1):
            file.write(f'{{"name": "n{i}", "platform": "shop", "duration": "6h", "severity": {i / 4096}}}\n')
    return ["estimate", folder, "--samples", "0", "--batch", path, "--format", format_name]


def tolerable(folder, count, format_name):
    return ["tolerable", folder, "--platform", "shop", "--loss", "1k", "--samples", "0", "--severity",
            f"{1 / 1024}..{count / 1024}/{1 / 1024}", "--format", format_name]


def any_start(folder, count, format_name):
    """One platform of an owner that has many, down from any hour of the week."""
    wide = folder / f"wide{count}"
    shutil.copytree(SMALL, wide)
    rows = {"owners": ["big,Big,USD,1000000000,,,,,,reported"],
            "platforms": [f"p{i},P{i},big,{1e9 / count!r},USD,0.2,,,reported" for i in range(count)],
            "platform_regions": [f"p{i},north,1,1,people,reported" for i in range(count)]}
    for name, lines in rows.items():
        with open(wide / f"{name}.csv", "a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return ["estimate", wide, "--platform", "p7", "--duration", "6h", "--samples", "0", "-j1", "--format", format_name]


CASES = [("tolerable to csv", tolerable, "csv", ANSWERS), ("batch to ndjson", batch, "ndjson", BATCH), ("sweep to ndjson", sweep, "ndjson", STREAMED), ("sweep to json", sweep, "json", STREAMED),
         ("sweep to csv", sweep, "csv", STREAMED), ("sweep to text", sweep, "text", SHOWN),
         ("sweep to html", sweep, "html", SHOWN), ("platforms, any start", any_start, "json", PLATFORMS)]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        package(folder)
        for what, case, format_name, (more, most) in CASES:
            few, many = (peak_kib([program, *case(folder, count, format_name)])
                         for count in (FEW, FEW + more))
            each = (many - few) / more
            failed += each > most
            print(f"{'ok' if each <= most else 'GROWS':5} {what:20} {few} KiB, {many} KiB: "
                  f"{each:.3f} KiB a record, {most} at most")
    return 1 if failed else 0


sys.exit(main())
