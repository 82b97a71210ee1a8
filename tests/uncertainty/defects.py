#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Known faults of the uncertainty layer, each with the smallest case that shows it.

    defects.py PROGRAM

Not among the registered tests: each case fails. One that no longer does belongs into
test_uncertainty.py, and off this list. Prints one line for each; ends with 1 while any is left."""

import json
import pathlib
import subprocess
import sys

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
EVENT = ["--event", "FB-2021-10-04"]


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=300,
                          check=False)


def last_step_of_the_waterfall():
    """Each change of the waterfall has its statistics (the step `net` has `central` alone)."""
    done = run("estimate", *EVENT, "--samples", "64", "--format", "json")
    sides = json.loads(done.stdout)["waterfall"].values()
    return all("mean" in step["change"] for side in sides for step in side)


def sweep_over_platforms():
    """A sweep over platforms, one record each (`--platform a,b` takes both down at once)."""
    done = run("sweep", "--platform", "facebook,whatsapp", "--duration", "6h", "--samples", "0",
               "--format", "json")
    return len(json.loads(done.stdout)["records"]) == 2


def start_as_a_range():
    """A start as a range, as a duration has one."""
    return run("estimate", *EVENT, "--samples", "64", "--start",
               "2021-10-04T15:00Z..2021-10-04T17:00Z").returncode == 0


CASES = [last_step_of_the_waterfall, sweep_over_platforms, start_as_a_range]


def main():
    left = 0
    for case in CASES:
        mended = case()
        left += not mended
        print("mended" if mended else "fails ", case.__name__ + ":", " ".join(case.__doc__.split()))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
