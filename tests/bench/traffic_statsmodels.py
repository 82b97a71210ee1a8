#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`blackout traffic` beside a Bayesian-style structural time-series model, on the same window.

    /usr/bin/python3 traffic_statsmodels.py PROGRAM TRAFFIC.csv [START HOURS]

Needs Debian's python3-statsmodels; no test runs it. The peer is the model behind CausalImpact
(Brodersen et al. 2015) without covariates: ln volume = local level + daily and weekly harmonics +
AR(1), fitted by maximum likelihood to the twelve weeks before the window, and simulated through it.
Both are given the same hourly means. Prints loss, share, 90 % interval and seconds of each."""

import csv
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections import OrderedDict
from datetime import datetime, timedelta

import numpy
from statsmodels.tsa.statespace.structural import UnobservedComponents

TRAINING_HOURS = 12 * 168  # before the window: with all 30 weeks a fit takes many minutes
PATHS = 1000      # simulated: a 90 % interval to about 1 % of its width
HARMONICS = (8, 6)  # of a day and of a week: down to 3 h, and to 28 h


def hourly(path):
    """Mean volume by hour."""
    hours = OrderedDict()
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            moment = datetime.fromisoformat(row["timestamp"].rstrip("Z")).replace(minute=0)
            hours.setdefault(moment, []).append(float(row["volume"]))
    return list(hours), numpy.array([numpy.mean(v) for v in hours.values()])


def structural(volumes, first, count):
    """Lost volume: centre, 5 %, 95 %; and of what is expected."""
    model = UnobservedComponents(
        numpy.log(volumes[max(first - TRAINING_HOURS, 0):first]), level="local level", autoregressive=1,
        freq_seasonal=[{"period": 24, "harmonics": HARMONICS[0]},
                       {"period": 168, "harmonics": HARMONICS[1]}])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = model.fit(disp=False, maxiter=50)
    numpy.random.seed(2385)
    paths = numpy.asarray(fit.simulate(count, anchor="end", repetitions=PATHS))
    totals = numpy.exp(paths.reshape(count, PATHS)).sum(axis=0)
    observed = volumes[first:first + count].sum()
    lost = totals - observed
    return [numpy.median(lost), *numpy.quantile(lost, (0.05, 0.95))], numpy.median(totals)


def blackout(program, moments, volumes, start, count):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("timestamp,platform,region,volume\n")
        for moment, volume in zip(moments, volumes):
            file.write(f"{moment.isoformat()}Z,p,r,{float(volume)!r}\n")
        file.flush()
        begin = time.perf_counter()
        done = subprocess.run([program, "traffic", "--start", start.isoformat(), "--duration",
                               f"{count}h", "--format", "json", file.name], check=True,
                              capture_output=True, text=True)
        seconds = time.perf_counter() - begin
    series = json.loads(done.stdout)["series"][0]
    lost = series["lost"]
    return [lost["central"], lost["p5"], lost["p95"]], series["expected"], seconds


def show(name, lost, expected, seconds):
    share = [value / (value + expected - lost[0]) for value in lost]
    print(f"{name:<28} lost {lost[0]:>9,.0f} ({lost[1]:>9,.0f} to {lost[2]:>9,.0f})  share "
          f"{share[0]:.3f} ({share[1]:.3f} to {share[2]:.3f})  {seconds:8.2f} s")


def main():
    program, path = sys.argv[1:3]
    start = datetime.fromisoformat(sys.argv[3] if len(sys.argv) > 3 else "2015-01-26T15:00")
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 38
    moments, volumes = hourly(path)
    first = moments.index(start)
    assert moments[-1] - moments[0] == timedelta(hours=len(moments) - 1), "gaps"
    print(f"{start} for {count} h, {len(moments)} hours, {first} of them before it")
    show("blackout traffic", *blackout(program, moments, volumes, start, count))
    begin = time.perf_counter()
    lost, expected = structural(volumes, first, count)
    show("statsmodels, structural", lost, expected, time.perf_counter() - begin)


main()
