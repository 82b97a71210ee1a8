# SPDX-License-Identifier: GPL-3.0-or-later
"""Our loss tables in the readers of Oasis LMF, from a checkout of its repository in BLACKOUT_OASIS.

Only what reads tables is run, with stand-ins for packages that reading a table does not need; neither the checkout nor anything
of it is a part of this repository."""

import csv
import json
import os
import pathlib
import statistics
import subprocess
import tempfile

DEBIAN = "/usr/bin/python3"
READER = r"""
import importlib.machinery, json, pathlib, sys
from unittest.mock import MagicMock
import pandas

UNNEEDED = ("websocket", "oasis_data_manager", "pyarrow", "numexpr", "ods_tools", "fastparquet", "msgpack", "chardet", "tqdm")


class StandIns:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("oasislmf.pytools.getmodel") or name.split(".")[0] in UNNEEDED:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__ = [], spec
        if spec.name == "oasis_data_manager.errors":
            module.OasisException = Exception
        return module

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, StandIns())
sys.path.insert(0, sys.argv[1])
import numpy
from oasislmf.pytools.converters.csvtobin.manager import csvtobin
from oasislmf.pytools.converters.data import TOOL_INFO
from oasislmf.pytools.kat import manager
from oasislmf.pytools.kat.data import KAT_SPLT

found = {}
for kind, path, amount in (("splt", sys.argv[2], "Loss"), ("ept", sys.argv[3], "Loss"), ("melt", sys.argv[4], "MeanLoss")):
    try:
        csvtobin(path, path + ".bin", kind)
        rows = numpy.fromfile(path + ".bin", dtype=TOOL_INFO[kind]["dtype"])
        found[kind] = [len(rows), [float(value) for value in rows[amount]]]
    except Exception as error:
        found[kind] = f"{type(error).__name__}: {error}"
try:
    manager.check_correct_headers(pathlib.Path(sys.argv[2]).read_text().splitlines()[0].split(","), KAT_SPLT)
    found["katpy"] = "takes the header"
except RuntimeError as error:
    found["katpy"] = "refuses the header: it compares the columns"
print(json.dumps(found))
"""


def write_moments(path, outages, events):
    """A moment event loss table (MELT) of the table of outages and that of events: what docs/risk.md says how to make."""
    with open(events, newline="", encoding="utf-8") as file:
        rates = {row["EventId"]: row["EventRate"] for row in csv.DictReader(file)}
    losses, happened = {}, {}
    with open(outages, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            losses.setdefault((row["EventId"], row["SummaryId"]), []).append((float(row["Loss"]), float(row["ImpactedExposure"])))
            happened.setdefault(row["EventId"], set()).add(tuple(row[name] for name in ("Period", "Month", "Day", "Hour")))
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["EventId", "SummaryId", "SampleType", "EventRate", "ChanceOfLoss", "MeanLoss", "SDLoss", "MaxLoss",
                        "FootprintExposure", "MeanImpactedExposure", "MaxImpactedExposure"])
        for (event, summary), found in losses.items():
            amounts, exposures = zip(*found)
            table.writerow([event, summary, 2, rates[event], len(found) / len(happened[event]), statistics.fmean(amounts),
                            statistics.stdev(amounts) if len(found) > 1 else 0, max(amounts), max(exposures),
                            statistics.fmean(exposures), max(exposures)])


def losses_of(path, amount):
    lines = path.read_text().splitlines()
    place = lines[0].split(",").index(amount)
    return [float(line.split(",")[place]) for line in lines[1:]]


def seen(found, path, amount="Loss"):
    if isinstance(found, str):
        return f"refused: `{found}`"
    count, losses = found
    worst = max(abs(a - b) / (b or 1) for a, b in zip(losses, losses_of(path, amount)))
    return f"{count} rows; losses in 32 bits, to 1e-7" if 1e-9 < worst < 1e-7 else f"{count} rows; losses apart by {worst:.0e}"


def rows(program, environment, missing):
    checkout = os.environ.get("BLACKOUT_OASIS")
    if not checkout:
        missing.add("Oasis LMF (BLACKOUT_OASIS: a checkout of its repository)")
        return []
    made = []
    version = (pathlib.Path(checkout) / "oasislmf/__init__.py").read_text().split("__version__ = ")[1].split("'")[1]
    for label, words in (("version 2", []), ("version 1, `--ord 1`", ["--ord", "1"])):
        with tempfile.TemporaryDirectory() as scratch:
            splt, ept, melt, events = (pathlib.Path(scratch) / f"{name}.csv" for name in ("splt", "ept", "melt", "events"))
            subprocess.run([program, "risk", "--owner", "meta", "--years", "2000", *words, "--event-losses", splt, "--exceedance", ept,
                            "--events", events], check=True, capture_output=True, env=environment)
            write_moments(melt, splt, events)
            done = subprocess.run([DEBIAN, "-c", READER, checkout, splt, ept, melt], capture_output=True, text=True, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            if words:
                moments = ["loss", "--event-losses, version 1, grouped by event as a MELT", "oasislmf, csvtobin melt", version,
                           seen(found["melt"], melt, "MeanLoss")]
            made += [["loss", f"--event-losses, {label}", "oasislmf, csvtobin splt", version, seen(found["splt"], splt)],
                     ["loss", f"--event-losses, {label}", "oasislmf, katpy", version, found["katpy"]],
                     ["loss", f"--exceedance, {label}", "oasislmf, csvtobin ept", version, seen(found["ept"], ept)]]
    return [*made, moments]
