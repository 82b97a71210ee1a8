#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program under valgrind: no invalid access, no leak, whether a run ends well or not.

    test_valgrind.py PROGRAM

The build gives every allocation of an arena its own malloc(), so that valgrind sees its bounds.
Estimates over the reference package take 300 samples: four blocks of 64 and a part of another run the
same lines and branches of the program as the 10,000 that it takes by itself, which take many times as
long. The small package that `init` writes has those."""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = str(ROOT / "datasets/reference")

SAMPLES = ["--samples", "300"]
VALGRIND = ["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full",
            "--errors-for-leak-kinds=all", "--show-leak-kinds=all"]


def broken_package(folder):
    """A package with faults in two tables."""
    for file in pathlib.Path(REFERENCE).glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    regions = folder / "regions.csv"
    regions.write_text(regions.read_text().replace(",-5,", ",minus five,", 1))
    dependencies = folder / "dependencies.csv"
    dependencies.write_text(dependencies.read_text().replace(",sales,", ",sale,", 3))


def cases(folder):
    broken_package(folder)
    curve = folder / "curve.csv_"
    curve.write_text("timestamp,unavailable\n2021-10-04T15:39Z,1\n2021-10-04T18:00Z,0.4\n"
                     "2021-10-04T21:00Z,0\n")
    scenario = folder / "scenario.json"
    scenario.write_text('{"platform": ["facebook"], "duration": "2h", "severity": 0.5}')
    return [
        (0, ["estimate", "--event", "FB-2021-10-04", *SAMPLES, REFERENCE]),
        (0, ["estimate", "--event", "FB-2021-10-04", "--format", "json", "--top", "30", *SAMPLES,
             REFERENCE]),
        (0, ["estimate", "--platform", "whatsapp", "--duration", "90m", "--threads", "2", *SAMPLES,
             REFERENCE]),
        (0, ["estimate", "--owner", "meta", "--severity-curve", str(curve), *SAMPLES, REFERENCE]),
        (0, ["estimate", "--scenario", str(scenario), "--region", "europe", *SAMPLES, REFERENCE]),
        (0, ["init", str(folder / "small")]),
        (0, ["estimate", "--owner", "acme", "--duration", "2h", str(folder / "small")]),
        (0, ["validate", REFERENCE]),
        (0, ["describe", "--format", "json", REFERENCE]),
        (0, ["schema", "estimate"]),
        (1, ["estimate", "--event", "FB-2021-10-04", str(folder)]),
        (1, ["validate", str(folder)]),
        (2, ["estimate", "--platform", "facebok", "--duration", "1h", REFERENCE]),
        (2, ["estimate", "--platform", "facebook", "--duration", "soon", REFERENCE]),
        (2, ["validate", str(folder / "nowhere")]),
    ]


def main():
    program = sys.argv[1]
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        for expected, arguments in cases(pathlib.Path(name)):
            run = subprocess.run(VALGRIND + [program] + arguments, capture_output=True, text=True)
            if run.returncode != expected:
                failed += 1
                print(f"blackout {' '.join(arguments)}: exit {run.returncode}, not {expected}")
                print(run.stderr[-4000:])
    return 1 if failed else 0


sys.exit(main())
