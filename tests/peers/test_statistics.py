#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statistics of the library beside R, SciPy, NumPy, statsmodels and OpenTURNS, as docs/interchange.csv has it.

    test_statistics.py PROGRAM FIGURES [--update | --print]

FIGURES is the program of figures.c: made-up data and what the library computes of them. Each other
program computes the same, and a row says how many digits agree and, where they are fewer than 12, why.
Programs that are not there are named and their rows passed over (`./bootstrap test --peers` installs
all). --print shows the numbers that are furthest apart."""

import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

import interchange

HERE = pathlib.Path(__file__).resolve().parent
FIGURES = sys.argv[2]
DEBIAN = "/usr/bin/python3"
WHAT = {
    "t_cdf": "Student's t, distribution function to 60 scales out",
    "t_quantile": "Student's t, quantiles from 1e-12",
    "normal_quantile": "normal quantiles from 1e-12",
    "rate_quantile": "the rate of outages, gamma quantiles",
    "counts_cdf": "outages of a year, negative binomial",
    "hits_interval": "interval of a proportion (Clopper & Pearson)",
    "crps": "CRPS of a forecast, Student's t and normal",
    "market_model": "market model: coefficients, errors, error of a CAR",
    "beta": "beta of a share with three days that do not belong",
    "paired": "mean, its error, paired interval and p",
    "trend_per_hour": "traffic, trend of the weekly fit",
    "residual_sd": "traffic, noise of the weekly fit",
    "expected_volume": "traffic, expected volume of each hour",
    "hour_of_outage": "traffic, what an hour of an outage lost",
    "phi": "traffic, correlation of neighbouring hours",
    "year_quantiles": "loss of a year that is exceeded once in 2 to 1,000 years",
    "year_moments": "mean and deviation of the losses of years",
    "year_tails": "tail value at risk",
    "year_period": "return period of a loss",
    "sobol_indices": "Sobol indices of Ishigami's function, 1,024 rows",
    "sobol_intervals": "their bootstrap intervals",
    "sobol_points": "Sobol sequence, 6 dimensions",
    "leontief_inverse": "losses that pass on, (I - A)^-1 of 12 sectors",
    "lost_in_the_end": "losses that pass on, in the end",
    "lost_after_24_h": "losses that pass on, state after 24 h",
    "lost_in_turn_until_24_h": "losses that pass on, sum of 24 h"}
ACCEPTED = "ours is accepted once its probability is right to 1e-10"
CLASSIC = "least squares, as event studies have it; a robust fit takes those days out"
BIAS = "ours takes off the bias of 2/n and divides by the pairs that gaps leave"
RULE = "ours is a rule of quadrature, for mixtures too"
WHY = {
    "R, qt/t_quantile": ACCEPTED,
    "OpenTURNS, Student/t_quantile": ACCEPTED,
    "SciPy, t.ppf/t_quantile": "SciPy's are wrong from there on: -1.695518789 for 31 degrees at 0.05, where R, OpenTURNS and ours "
                               "have -1.695518783",
    "OpenTURNS, Student/t_cdf": "OpenTURNS loses digits in the tail of 5 degrees",
    "R, closed form of scoringRules/crps": RULE,
    "SciPy, quad/crps": RULE,
    "R, MASS, rlm (MM)/beta": CLASSIC,
    "R, robustbase, lmrob/beta": CLASSIC,
    "statsmodels, RLM (biweight)/beta": CLASSIC,
    "R, lm of all hours/hour_of_outage": "the outage is part of what is expected",
    "R, stl (robust)/hour_of_outage": "weights in the place of a cut, a mean of logarithms in the place of volumes, a trend that bends",
    "R, ar (Yule-Walker)/phi": BIAS,
    "R, arima (maximum likelihood)/phi": BIAS,
    "statsmodels, UnobservedComponents/phi": BIAS,
    "R, quantile type 6 (Weibull)/year_quantiles": "ours is type 7; the definitions part in the last years of a run alone",
    "R, quantile type 8/year_quantiles": "the same",
    "OpenTURNS, computeQuantile/year_quantiles": "OpenTURNS has type 5 (Hazen)",
    "R, (n + 1) / rank (Weibull)/year_period": "ours is n / rank, of simulated years; Weibull's is for years that were observed",
    "OpenTURNS, Jansen/sobol_indices": "the variance of A alone and 2 n - 1 in the place of 2 n, as in R's sensitivity 1.31; "
                                       "ours is of A and B",
    "R, boot, boot.ci (percentile)/sobol_intervals": "other draws"}
DIGITS = (12, 10, 8, 6, 4)


def agreement(theirs, ours):
    """How many digits agree, or how far apart the numbers are."""
    if len(theirs) != len(ours):
        return f"{len(theirs)} of {len(ours)} numbers"
    worst = max(abs(a - b) / abs(b) if b else abs(a) for a, b in zip(theirs, ours))
    if math.isnan(worst):
        return "not a number"
    digits = 99 if worst == 0 else -math.log10(worst)
    if worst == 0:
        return "the same bits"
    for least in DIGITS:
        if digits >= least:
            return f"{least} digits" + (" and more" if least == DIGITS[0] else "")
    return f"apart by {100 * worst:.2g} %"


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        print(f"skipped: {command[0]}: {(done.stderr.splitlines() or ['no message'])[-1]}")
        return {"found": {}, "versions": {}}
    return json.loads(done.stdout[done.stdout.index("{"):])


def version_of(program, versions):
    """Of the longest name that the program's begins with."""
    name = max((name for name in versions if program.startswith(name)), key=len)
    version = versions[name]
    return version[0] if isinstance(version, list) else version


def observe(ours, path):
    rows, versions = [], {}
    for command in ([shutil.which("Rscript") or "Rscript", HERE / "statistics.R", path], [DEBIAN, HERE / "statistics_python.py", path]):
        if shutil.which(str(command[0])) is None:
            continue
        theirs = run(command)
        versions.update(theirs["versions"])
        for name, values in theirs["found"].items():
            program, figure = name.rsplit("/", 1)
            values = values if isinstance(values, list) else [values]
            result = agreement(values, ours[figure])
            if "--print" in sys.argv:
                apart = max(zip(values, ours[figure]), key=lambda pair: abs(pair[0] - pair[1]) / (abs(pair[1]) or 1))
                print(f"{name}: theirs {apart[0]!r}, ours {apart[1]!r}")
            why = WHY.get(name)
            rows.append(["computed", WHAT[figure], program, version_of(program, theirs["versions"]),
                         result + (f"; {why}" if why else "")])
    order = list(WHAT.values())
    return sorted(rows, key=lambda row: order.index(row[1])), versions


def main():
    done = subprocess.run([FIGURES], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "figures.json"
        path.write_text(done.stdout, encoding="utf-8")
        rows, versions = observe(json.loads(done.stdout), path)
    missing = [name for name in ("R", "R, MASS", "R, robustbase", "R, boot", "SciPy", "statsmodels", "OpenTURNS") if name not in versions]
    for name in missing:
        print(f"skipped: {name} is not there")
    if "--update" in sys.argv:
        if missing:
            sys.exit("not updated: every program has to be there")
        interchange.update(rows, ("computed",))
        return 0
    return 1 if interchange.compare(rows) else 0 if rows else 77


sys.exit(main())
