#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same figures, to twelve digits, on processors with and without fused multiplication and addition.

    test_processors.py PROGRAM

glibc chooses its exp, log, sin and pow by what the processor can do, and those with FMA round otherwise in
the last place. GLIBC_TUNABLES hides FMA and AVX2 from it, which makes this processor an older one. All else
of a report is equal to the byte: texts, dates, counts, the order of rows. Skipped where no byte changes
with the tunables: then this processor has no FMA, or this libc is not glibc."""

import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ["BLACKOUT_SHARED"])
OLDER = "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F"
DIGITS = 1e-12  # relative
ROUNDED_ZERO = 1e-14  # what differs by less than this is a zero with its rounding: an sd of equal values
SKIPPED = 77
COMMANDS = [
    ["estimate", "--event", "FB-2021-10-04", "--samples", "500"],
    ["estimate", "--event", "AWS-2021-12-07", "cloud", "--samples", "200", "--seed", "5"],
    ["sweep", "--event", "FB-2021-10-04", "--duration", "1h..7h/3h", "--samples", "100"],
    ["sensitivity", "--event", "FB-2021-10-04", "--samples", "64"],
    ["risk", "--years", "1000"],
]
PRICES = sorted((SHARED / "data/series").glob("prices_*.csv")) # third-party copies, where they are there
SERIES = ["event-study", "--event", "FB-2021-10-04", *(f"--prices={path}" for path in PRICES)]


def report(program, arguments, tunables):
    environment = dict(os.environ, GLIBC_TUNABLES=tunables)
    done = subprocess.run([program, *arguments, "--format", "json"], env=environment, text=True,
                          capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def differences(a, b, path=""):
    """Places where two documents differ by more than they may, with both values."""
    if isinstance(a, dict) and isinstance(b, dict) and list(a) == list(b):
        for key in a:
            yield from differences(a[key], b[key], f"{path}/{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for index, pair in enumerate(zip(a, b)):
            yield from differences(*pair, f"{path}/{index}")
    elif isinstance(a, float) and isinstance(b, float):
        if abs(a - b) > max(DIGITS * max(abs(a), abs(b)), ROUNDED_ZERO):
            yield path, a, b
    elif a != b:
        yield path, a, b


def check_control():
    """What has to be found is found."""
    for b in ({"x": [1.0, 2.0 + 1e-11]}, {"x": [1.0]}, {"y": [1.0, 2.0]}, {"x": [1.0, "2"]}):
        if not list(differences({"x": [1.0, 2.0]}, b)):
            sys.exit(f"{b} was not told from the original")


def main():
    program = sys.argv[1]
    check_control()
    commands = COMMANDS + ([SERIES] if PRICES else [])
    moved, found = 0, []
    for arguments in commands:
        here, older = report(program, arguments, ""), report(program, arguments, OLDER)
        moved += here != older
        found += [(" ".join(arguments), *place) for place in differences(json.loads(here), json.loads(older))]
    for place in found:
        print(*place)
    if moved == 0:
        print("skipped: no byte depends on the processor's FMA here")
        return SKIPPED
    print(f"{len(commands)} reports, {moved} with other bytes, {len(found)} figures that differ")
    return 1 if found else 0


sys.exit(main())
