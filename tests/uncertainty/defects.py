#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Known faults of the uncertainty layer, each with the smallest case that shows it.

    defects.py PROGRAM

Not among the registered tests: each case fails. One that no longer does belongs into
test_uncertainty.py, and off this list. Prints one line for each; ends with 1 while any is left."""

import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

from worlds import write, write_world

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
EVENT = ["--event", "FB-2021-10-04"]
HEADER = "resource,key,column,low,high,group,loading,source"
WORLD = {"revenue": 8766000.0, "growth_factor": 1.0, "usage_share": 1.0, "recapture": 0.25,
         "sector_recapture": 0.2, "decay": 72.0, "fallback": 0.1, "flow": 17532.0}


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=300,
                          check=False)


def with_scenario(folder, content):
    path = folder / "scenario.json"
    path.write_text(json.dumps(content))
    return run("estimate", *EVENT, "--samples", "0", "--scenario", path)


def with_uncertainty(folder, row, world=None):
    package = write_world(folder / "package", [{**WORLD, **(world or {})}])
    write(package, "uncertainty", HEADER, [row])
    done = run("estimate", "--platform", "p0", "--duration", "6h", "--samples", "1000", "--format",
               "json", package)
    return done, json.loads(done.stdout) if done.returncode == 0 else None


def net_of(document):
    return document["totals"]["owner_revenue_loss"]["net"]


def conditions_as_a_list(folder):
    """`where` as a list of texts is refused (it ends the program with a signal)."""
    done = with_scenario(folder, {"set": [{"table": "fallbacks", "where": ["sales"],
                                           "column": "share", "value": 0.01}]})
    return done.returncode == 2


def conditions_as_a_text(folder):
    """`where` that is no object is refused (it is ignored: every row of the table is set)."""
    done = with_scenario(folder, {"set": [{"table": "fallbacks", "where": "sales",
                                           "column": "share", "value": 0.01}]})
    return done.returncode == 2


def range_of_a_measured_input(folder):
    """`uncertainty` gives a range to any input, a measured one too (it has no effect, and none is told)."""
    _, document = with_uncertainty(folder, ("platforms", "p0", "recapture", 0.1, 0.5, "", "", "s"))
    return net_of(document)["sd"] > 0


def range_without_its_centre(folder):
    """A range that does not hold the centre is told (it is left out in silence)."""
    done, document = with_uncertainty(folder, ("platforms", "p0", "recapture", 0.3, 0.5, "", "", "s"),
                                      {"recapture": (0.2, 0.25, 0.3)})
    return done.returncode != 0 or any(w["code"].startswith("uncertainty")
                                       for w in document["warnings"])


def range_down_to_zero(folder):
    """0 < low: the columns of tables refuse a low of 0, `uncertainty` too (half of the samples are 0)."""
    done, document = with_uncertainty(
        folder, ("platforms", "p0", "annual_revenue", 0, 9e6, "", "", "s"),
        {"revenue": (8e6, 8766000.0, 9e6)})
    return done.returncode == 1 or net_of(document)["p25"] > 0


def range_with_one_end(folder):
    """A row with a low and no high is told (it is left out in silence)."""
    done, document = with_uncertainty(folder, ("platforms", "p0", "recapture", 0.1, "", "", "", "s"),
                                      {"recapture": (0.2, 0.25, 0.3)})
    return done.returncode != 0 or any(w["code"].startswith("uncertainty")
                                       for w in document["warnings"])


def sensitivity_can_be_interrupted(_folder):
    """SIGINT ends `sensitivity` within five seconds (it is asked for nowhere in the design)."""
    with subprocess.Popen([PROGRAM, "sensitivity", *EVENT, "--samples", "65536"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        time.sleep(2)
        child.send_signal(signal.SIGINT)
        try:
            return child.wait(timeout=5) == 130
        except subprocess.TimeoutExpired:
            child.kill()
            return False


def until_that_is_not_reached(_folder):
    """--until that the last round does not reach is told."""
    with tempfile.TemporaryDirectory() as name:
        package = write_world(pathlib.Path(name) / "package",
                              [{**WORLD, "revenue": (8e6, 8766000.0, 9e6)}])
        done = run("estimate", "--platform", "p0", "--duration", "6h", "--until", "0.0000001%",
                   "--format", "json", package)
    return any("until" in w["code"] or "until" in w["message"]
               for w in json.loads(done.stdout)["warnings"])


def last_step_of_the_waterfall(_folder):
    """Each change of the waterfall has its statistics (the step `net` has `central` alone)."""
    done = run("estimate", *EVENT, "--samples", "64", "--format", "json")
    sides = json.loads(done.stdout)["waterfall"].values()
    return all("mean" in step["change"] for side in sides for step in side)


def sweep_over_platforms(_folder):
    """A sweep over platforms, one record each (`--platform a,b` takes both down at once)."""
    done = run("sweep", "--platform", "facebook,whatsapp", "--duration", "6h", "--samples", "0",
               "--format", "json")
    return len(json.loads(done.stdout)["records"]) == 2


def start_as_a_range(_folder):
    """A start as a range, as a duration has one."""
    return run("estimate", *EVENT, "--samples", "64", "--start",
               "2021-10-04T15:00Z..2021-10-04T17:00Z").returncode == 0


def scenario_says_what_it_sets(folder):
    """The report of a scenario that sets inputs says so."""
    path = folder / "scenario.json"
    path.write_text(json.dumps({"set": [{"table": "platforms", "column": "recapture",
                                         "value": 0.125}]}))
    done = run("estimate", *EVENT, "--samples", "0", "--format", "json", "--scenario", path)
    return bool(re.search(r"0\.125", json.dumps(json.loads(done.stdout)["scenario"])))


CASES = [conditions_as_a_list, conditions_as_a_text, range_of_a_measured_input,
         range_without_its_centre, range_down_to_zero,
         range_with_one_end, sensitivity_can_be_interrupted, until_that_is_not_reached,
         last_step_of_the_waterfall, sweep_over_platforms, start_as_a_range,
         scenario_says_what_it_sets]


def main():
    left = 0
    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            mended = case(pathlib.Path(name))
        left += not mended
        print("mended" if mended else "fails ", case.__name__ + ":", " ".join(case.__doc__.split()))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
