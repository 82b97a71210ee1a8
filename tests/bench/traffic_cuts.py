#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`blackout traffic` on a real series with cuts of known size.

    traffic_cuts.py PROGRAM TRAFFIC.csv [REPETITIONS [UNTIL]]

Takes stretches of 3 to 12 weeks and the whole series (up to UNTIL, so that an outage of its own stays
out), takes 80 % off a random window and adds 10 % to the hours after it, and counts how often the
90 % intervals hold what was taken and added. Nothing is masked: holidays fall where they fall."""

import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime

SEVERITY, BACK = 0.8, 0.1


def read(path, until):
    with open(path, encoding="utf-8") as file:
        rows = [(row["timestamp"], float(row["volume"])) for row in csv.DictReader(file)]
    return [row for row in rows if row[0] < until]


def cut(rng, rows, slots, hours, path):
    """Writes the series with a cut; returns start, lost, rebound."""
    after = min(3 * hours, 48)
    first = rng.randrange(48 * slots, len(rows) - slots * (hours + after))
    end, last = first + slots * hours, first + slots * (hours + after)
    lost = rebound = 0.0
    with open(path, "w", encoding="utf-8") as file:
        file.write("timestamp,platform,region,volume\n")
        for number, (moment, volume) in enumerate(rows):
            left = volume
            if first <= number < end:
                left = volume * (1 - SEVERITY)
                lost += volume - left
            elif end <= number < last:
                left = volume * (1 + BACK)
                rebound += left - volume
            file.write(f"{moment},p,r,{left!r}\n")
    return rows[first][0], lost, rebound


def main():
    program, source = sys.argv[1:3]
    repetitions = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    rows = read(source, sys.argv[4] if len(sys.argv) > 4 else "9999")
    step = (datetime.fromisoformat(rows[1][0].rstrip("Z"))
            - datetime.fromisoformat(rows[0][0].rstrip("Z"))).total_seconds()
    slots = round(3600 / step)
    path = os.path.join(tempfile.mkdtemp(), "traffic.csv")
    print("weeks  hours   lost  rebound  net share  half width of lost")
    for weeks in (3, 4, 6, 8, 12, None):
        for hours in (1, 6, 24, 48):
            rng = random.Random(100 * (weeks or 0) + hours)
            held, widths, tries = [0, 0, 0], [], 0
            for _ in range(repetitions):
                size = min(weeks * 168 * slots, len(rows)) if weeks else len(rows)
                at = rng.randrange(len(rows) - size + 1)
                start, lost, rebound = cut(rng, rows[at:at + size], slots, hours, path)
                done = subprocess.run([program, "traffic", "--start", start, "--duration",
                                       f"{hours}h", "--format", "json", path], check=False,
                                      capture_output=True, text=True)
                if done.returncode != 0:
                    continue
                series = json.loads(done.stdout)["series"][0]
                net = min(max(1 - rebound / lost, 0), 1)
                tries += 1
                for i, (name, true) in enumerate((("lost", lost), ("rebound", rebound),
                                                  ("net_lost_share", net))):
                    quantity = series.get(name)
                    held[i] += quantity is not None and quantity["p5"] <= true <= quantity["p95"]
                widths.append((series["lost"]["p95"] - series["lost"]["p5"]) / 2 / lost)
            print(f"{weeks or 'all':>5}  {hours:5}" + "".join(
                f"  {count / tries:7.3f}" for count in held)
                + f"   {statistics.median(widths):6.3f}  of {tries}", flush=True)


main()
