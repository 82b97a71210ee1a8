#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Large files of dependencies: scattered businesses, too many of them, many thousands of faults.

    test_scattered.py PROGRAM"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from test_faults import Report, parse, run
from valid_package import valid_package, write_package

LIMIT = 1_000_000  # scattered rows that the program holds


def estimate(program, folder):
    return run(program, "estimate", "--owner", "meta", "--duration", "6h", "--format", "json",
               "--samples", "0", "--top", "3", str(folder))


def totals(stdout):
    return json.loads(stdout, parse_float=str)["totals"]


def write_dependencies(folder, rows, above=""):
    with open(folder / "dependencies.csv", "w", encoding="utf-8") as file:
        file.write(above + "business,sector,region,annual_revenue,currency,platform,channel,share\n")
        file.writelines(rows)


def row(business, channel="sales", share="0.125", region="north"):
    return f"{business},retail,{region},8,USD,facebook,{channel},{share}\n"


def check_scattered(program, folder, report):
    """Rows of a business in any order: the same sums, and the same faults of businesses."""
    businesses = [f"b{i}" for i in range(300)]
    rows = [row(b, channel) for b in businesses for channel in ("sales", "ads")]
    write_dependencies(folder, rows)
    status, stdout, stderr = estimate(program, folder)
    expected = totals(stdout) if status == 0 else None
    random.Random(1).shuffle(rows)
    write_dependencies(folder, rows)
    status, stdout, stderr = estimate(program, folder)
    report.add("scattered", [] if status == 0 and totals(stdout) == expected else [stderr[:300]])

    rows += [row("b7", "ads"), row("b9", "login", "0.8"), row("b11", "login", region="nowhere")]
    write_dependencies(folder, rows)
    status, stdout, stderr = estimate(program, folder)
    told, wrong = parse(stderr)
    lines = [place[1] for place, message in told]
    report.add("faults of scattered rows", wrong if lines == [602, 603, 604] and status == 1
               else [stderr[:500]])


def check_too_many(program, folder, report):
    """One row too many out of order is refused, and the command in the message sorts it, below its
    header and what is above that."""
    count = LIMIT + 1
    names = (f"{(i * 7919) % count:07d} x" for i in range(count))
    (folder / "policies.csv").unlink()  # it names a business of the package
    write_dependencies(folder, (row(f'"{name}"') for name in names), above="Customers,,,,,,,\n")
    status, stdout, stderr = estimate(program, folder)
    told, wrong = parse(stderr)
    told = [entry for entry in told if "lines before the header" not in entry[1]]
    if status != 1 or stdout or len(told) != 1 or "too many to sort in memory" not in told[0][1]:
        report.add("too many scattered rows", [stderr[:500]])
        return
    report.add("too many scattered rows", wrong)
    command = told[0][1].split("sort them: ")[1]
    subprocess.run(["bash", "-c", command], cwd=folder, check=True)
    os.replace(folder / "sorted.csv", folder / "dependencies.csv")
    status, stdout, stderr = estimate(program, folder)
    report.add("sorted as told", [] if status == 0 else [stderr[:500]])


def check_many_faults(program, folder, report):
    """More causes than are gathered, in a file that turns out to be out of order: each once."""
    count = 15000
    rows = [row(f"b{i}", region=f"nowhere{i}") for i in range(count)]
    rows += [row("a1"), row("a1", "ads"), row("b5", region="nowhere5")]
    write_dependencies(folder, rows)
    status, stdout, stderr = run(program, "validate", str(folder))
    told, strange = parse(stderr)
    lines = [place[1] for place, message in told]
    # b5 stands twice: its key is repeated, and its region is wrong again
    wanted = list(range(2, count + 2)) + [count + 4, count + 4]
    wrong = [] if lines == wanted else [f"{len(lines)} lines, not {len(wanted)}: {lines[-5:]}"]
    if f"{len(wanted)} faults" not in stderr.splitlines()[-1]:
        wrong.append(stderr.splitlines()[-1])
    report.add("many faults, out of order", wrong)


def check_one_cause(program, folder, report):
    """A million rows may be wrong in one way: that is one line, with their number."""
    count = 15000
    rows = [row(f"b{i}", region="nowhere") for i in range(count)]
    write_dependencies(folder, rows + [row("a1"), row("a1", "ads")])
    status, stdout, stderr = run(program, "validate", str(folder))
    told, strange = parse(stderr)
    tail = f" ({count} rows: lines 2, 3, 4, ...; "
    wrong = [] if len(told) == 1 and tail in told[0][1] else [f"{stderr[:300]}"]
    if f" {count} faults" not in stderr.splitlines()[-1]:
        wrong.append(stderr.splitlines()[-1])
    report.add("many rows with one cause, out of order", wrong)


def main():
    program = sys.argv[1]
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "package"
        package = valid_package()
        write_package(folder, package)
        check_scattered(program, folder, report)
        check_many_faults(program, folder, report)
        check_one_cause(program, folder, report)
        check_too_many(program, folder, report)
    print(f"{report.runs} runs, {report.failures} failures")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
