#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well the means of `blackout estimate` are known after so many samples, and what they cost.

    convergence.py PROGRAM [--seeds N] [--most SAMPLES] [--no-times] [ESTIMATE OPTIONS...]

Run by hand, not by ctest: nothing is asserted, for times are those of one machine and one moment.
Without options of its own it takes the reference event, `--event FB-2021-10-04`.

1. The error of the mean against the number of samples: the root mean square, over seeds, of what
   a run misses the truth by; the truth is the mean of a quarter as many runs, of 16 times the most
   samples. Beside it the standard error that the runs state themselves, and the error of plain
   sampling, sd / sqrt(n), with the sd of the longest runs. `gain` is how many plain samples one
   sample is worth. Last: whether 1,024 samples are at least twice as good as 4,096 plain ones.
2. Wall and processor time of 10,000 and 1,000,000 samples on one thread and on two, in turns, as
   ratios to the first, and the time a sample: that of the run less that without samples."""

import argparse
import json
import math
import os
import resource
import subprocess
import time

TOTALS = ("owner gross", "owner net", "dependants")
FACTOR_ASKED = 2


def report(program, words, samples, seed):
    done = subprocess.run([program, "estimate", *words, "--format", "json", "--top", "0",
                           "--samples", str(samples), "--seed", str(seed)],
                          capture_output=True, check=True)
    found = json.loads(done.stdout)["totals"]
    owner = found["owner_revenue_loss"]
    return [owner["gross"], owner["net"], found.get("dependent_revenue_loss")]


def mean(values):
    values = list(values)
    return math.fsum(values) / len(values)


def root_mean_square(values):
    return math.sqrt(mean(v * v for v in values))


# ---- Errors --------------------------------------------------------------------------------------


def truth_of(program, words, samples, seeds):
    """(mean, sd) of each total; None for one that the package lacks."""
    runs = [report(program, words, samples, 1000 + seed) for seed in range(seeds)]
    return [None if run is None else
            (mean(r[i]["mean"] for r in runs), mean(r[i]["sd"] for r in runs))
            for i, run in enumerate(runs[0])]


def errors_after(program, words, samples, seeds, truth):
    """For each total: (error found, error stated)."""
    runs = [report(program, words, samples, seed) for seed in range(1, seeds + 1)]
    return [None if truth[i] is None else
            (root_mean_square(r[i]["mean"] - truth[i][0] for r in runs),
             root_mean_square(r[i]["se"] for r in runs)) for i in range(len(TOTALS))]


def measure_errors(program, words, seeds, most):
    truth = truth_of(program, words, 16 * most, max(4, seeds // 4))
    print(f"error of the mean, per cent of the mean; {seeds} seeds")
    print(f"{'':12} {'samples':>8} {'found':>9} {'stated':>9} {'plain':>9} {'gain':>7} {'rate':>6}")
    at_1024 = {}
    before = {}
    samples = 64
    while samples <= most:
        found = errors_after(program, words, samples, seeds, truth)
        for name, pair, true in zip(TOTALS, found, truth):
            if true is None:
                continue
            centre, sd = true
            plain = sd / math.sqrt(samples)
            rate = "" if name not in before else f"{math.log2(before[name] / pair[0]) / 2:.2f}"
            print(f"{name:12} {samples:8} {100 * pair[0] / centre:9.4f} "
                  f"{100 * pair[1] / centre:9.4f} {100 * plain / centre:9.4f} "
                  f"{(plain / pair[0]) ** 2:7.1f} {rate:>6}")
            before[name] = pair[0]
            if samples == 1024:
                at_1024[name] = sd / math.sqrt(4096) / pair[0]
        samples *= 4
    for name, factor in at_1024.items():
        verdict = "yes" if factor >= FACTOR_ASKED else "NO"
        print(f"{name}: 1,024 samples are {factor:.2f} times as good as 4,096 plain ones "
              f"(at least {FACTOR_ASKED}: {verdict})")


# ---- Times ---------------------------------------------------------------------------------------


def timed(program, words, samples, threads):
    """(wall, processor) seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([program, "estimate", *words, "--format", "json", "--samples", str(samples),
                    "--threads", str(threads)], stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def measure_times(program, words):
    print(f"times in seconds, the best of the turns; {os.cpu_count()} processors, load "
          f"{os.getloadavg()[0]:.1f}")
    idle = min((timed(program, words, 0, 1) for _ in range(5)), key=lambda t: t[1])
    print(f"{'no samples':>22}: wall {idle[0]:8.3f}  processor {idle[1]:8.3f}")
    for samples, turns in ((10000, 5), (1000000, 1)):
        best = {1: (math.inf, math.inf), 2: (math.inf, math.inf)}
        for _ in range(turns):
            for threads in best:
                found = timed(program, words, samples, threads)
                best[threads] = tuple(min(a, b) for a, b in zip(best[threads], found))
        for threads, (wall, processor) in best.items():
            each = (processor - idle[1]) / samples
            plural = "s" if threads > 1 else " "
            print(f"{samples:9,} on {threads} thread{plural}: wall {wall:8.3f}  "
                  f"processor {processor:8.3f}  wall ratio {wall / best[1][0]:.2f}  "
                  f"{each * 1e6:.1f} us of processor a sample")


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=24)
    parser.add_argument("--most", type=int, default=4096)
    parser.add_argument("--no-times", action="store_true")
    arguments, words = parser.parse_known_args()
    words = words or ["--event", "FB-2021-10-04"]
    measure_errors(arguments.program, words, arguments.seeds, arguments.most)
    if not arguments.no_times:
        measure_times(arguments.program, words)


if __name__ == "__main__":
    main()
