#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statistics of the library beside R, SciPy, NumPy, statsmodels and OpenTURNS, as docs/interchange.csv has it.

    test_statistics.py PROGRAM FIGURES [--update | --print]

FIGURES is the program of figures.c: made-up data and what the library computes of them. Each other
program computes the same, and a row says how many digits agree and, where they are fewer than 12, why.
Programs that are not there are named and their rows passed over (`./bootstrap test --peers` installs
all, and has years simulated too). --print shows the numbers that are furthest apart."""

import csv
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import interchange

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE.parents[1] / "datasets/reference"
PROGRAM, FIGURES = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
YEARS, RATE, LONGEST_PERIOD, SHORTEST_RARE = 5000, 2, 100, 10
DEBIAN = "/usr/bin/python3"
WHAT = {
    "t_cdf": "Student's t, distribution function to 60 scales out",
    "t_quantile": "Student's t, quantiles from 1e-12",
    "normal_quantile": "normal quantiles from 1e-12",
    "rate_quantile": "the rate of outages, gamma quantiles",
    "counts_cdf": "outages of a year, negative binomial",
    "hits_interval": "interval of a proportion (Clopper & Pearson)",
    "crps": "CRPS of a forecast, Student's t and normal",
    "log_score": "logarithmic score, hundreds of scales out",
    "mixture_crps": "CRPS of a mixture of normals",
    "mixture_log_score": "logarithmic score of a mixture of normals",
    "market_model": "market model: coefficients, errors, error of a CAR",
    "beta": "beta of a share with three days that do not belong",
    "abnormal_returns": "abnormal returns of 12 shares, two days",
    "patell": "Patell's test of 12 shares: z and p, one day and three",
    "patell_day": "Patell's test of one day",
    "bmp": "Boehmer, Musumeci & Poulsen's test: t and p, one day and three",
    "bmp_day": "Boehmer, Musumeci & Poulsen's test of one day",
    "kolari_pynnonen": "Kolari & Pynnonen's test of the same days: t and p, one day and three",
    "kolari_pynnonen_r": "its mean correlation of the shares",
    "rank": "Corrado's rank test: z and p, one day and three",
    "rank_statistics": "Corrado's rank test, z of one day and of three",
    "sign": "Cowan's sign test: z and p, one day and three",
    "sign_day": "Cowan's sign test of one day",
    "paired": "mean, its error, paired interval and p",
    "trend_per_hour": "traffic, trend of the weekly fit",
    "residual_sd": "traffic, noise of the weekly fit",
    "expected_volume": "traffic, expected volume of each hour",
    "hour_of_outage": "traffic, what an hour of an outage lost",
    "phi": "traffic, correlation of neighbouring hours",
    "log_hours": "lengths of outages, mean and deviation of ln hours",
    "aal": "average annual loss of `risk`, 5,000 years of 2 outages",
    "aep": "loss of a year, once in 2 to 100 years, of the same run",
    "oep": "largest outage of a year, once in 2 to 100 years, of the same run",
    "rare": "largest outage of a year, once in 10 to 100 years, of the same run",
    "year_quantiles": "loss of a year that is exceeded once in 2 to 1,000 years",
    "year_moments": "mean and deviation of the losses of years",
    "year_tails": "tail value at risk",
    "year_period": "return period of a loss",
    "sobol_indices": "Sobol indices of Ishigami's function, 1,024 rows",
    "sobol_intervals": "their bootstrap intervals",
    "sobol_points": "Sobol sequence, 6 dimensions",
    "copula": "two inputs of a group, both below a place, 65,536 samples",
    "leontief_inverse": "losses that pass on, (I - A)^-1 of 12 sectors",
    "lost_in_the_end": "losses that pass on, in the end",
    "lost_after_24_h": "losses that pass on, state after 24 h",
    "lost_in_turn_until_24_h": "losses that pass on, sum of 24 h"}
ACCEPTED = "ours is accepted once its probability is right to 1e-10"
CLASSIC = "least squares, as event studies have it; a robust fit takes those days out"
BIAS = "ours takes off the bias of 2/n and divides by the pairs that gaps leave"
MOVING = "a level that moves in the place of a trend; from a start of wide variance, since the exact diffuse one loses all digits"
FEW = "in the corner where 14 samples are to be expected and 10 are"
WITHIN = "their fit is of what exceeds the 90 % quantile, ours is the losses themselves"
RULE = "ours is a rule of quadrature, for mixtures too"
WHY = {
    "R, qt/t_quantile": ACCEPTED,
    "OpenTURNS, Student/t_quantile": ACCEPTED,
    "SciPy, t.ppf/t_quantile": "SciPy's are wrong from there on: -1.695518789 for 31 degrees at 0.05, where R, OpenTURNS and ours "
                               "have -1.695518783",
    "OpenTURNS, Student/t_cdf": "OpenTURNS loses digits in the tail of 5 degrees",
    "R, closed form of scoringRules/crps": RULE,
    "SciPy, quad/crps": RULE,
    "R, scoringRules, crps_t, crps_norm/crps": RULE,
    "R, scoringRules, crps_mixnorm/mixture_crps": RULE,
    "statsmodels, OLS (168 hours)/expected_volume": "statsmodels inverts all 169 terms at once; R has the same 12 as ours",
    "R, estudy2, patell/patell_day": "estudy2 divides squared residuals by 119 where the regression leaves 118 degrees: "
                                     "times the root of 118/119 it is ours to 12 digits",
    "R, KFAS, fitSSM (AR(1))/phi": BIAS,
    "R, KFAS, fitSSM (10 harmonics)/hour_of_outage": MOVING,
    "statsmodels, UnobservedComponents (10 harmonics)/hour_of_outage": MOVING,
    "R, extRemes, fevd (GP)/rare": WITHIN,
    "R, ismev, gpd.fit/rare": WITHIN,
    "R, evd, fpot/rare": WITHIN + "; in millions, since in units of one its optimiser stops early",
    "R, mvtnorm, pmvnorm/copula": FEW,
    "OpenTURNS, NormalCopula/copula": FEW,
    "R, sensitivity, soboljansen/sobol_indices": "the variance of A alone and 2 n - 1 in the place of 2 n; ours is of A and B",
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
FROM_SOURCE = ("R, KFAS", "R, scoringRules", "R, estudy2", "R, eventstudies", "R, extRemes", "R, ismev", "R, sensitivity")  # not in Debian 12
EXACT = ("NumPy, quantile/year_quantiles", "OpenTURNS, SobolSequence/sobol_points")  # whatever the processor
DIGITS = (12, 10, 8, 6, 4)


def agreement(theirs, ours, name):
    """How many digits agree, or how far apart the numbers are."""
    if len(theirs) != len(ours):
        return f"{len(theirs)} of {len(ours)} numbers"
    worst = max(abs(a - b) / abs(b) if b else abs(a) for a, b in zip(theirs, ours))
    if math.isnan(worst):
        return "not a number"
    digits = 99 if worst == 0 else -math.log10(worst)
    if worst == 0 and name in EXACT:
        return "the same bits"
    for least in DIGITS:
        if digits >= least:
            return f"{least} digits" + (" and more" if least == DIGITS[0] else "")
    return f"apart by {100 * worst:.2g} %"


def write_package(folder):
    """One platform, of whose outages nearly all is known: 2 a year, and ln of the hours normal with mean 1 and variance
    0.81. Neither an input nor the model has an error, since that is common to the outages of a year; so losses are
    independent, as a compound distribution has them."""
    tables = {
        "owners": [["owner", "name", "currency"], ["acme", "Acme", "EUR"]],
        "platforms": [["platform", "name", "owner", "annual_revenue", "currency", "recapture", "growth_factor", "usage_share",
                       "basis"],
                      ["one", "One", "acme", "8766000000", "EUR", "0", "1", "1", "measured"]],
        "platform_regions": [["platform", "region", "revenue_share", "basis"], ["one", "europe", "1", "measured"]],
        "dependencies": [["business", "sector", "region", "annual_revenue", "currency", "platform", "channel", "share"]],
        "model_error": [["quantity", "duration_hours", "log_sd", "location", "scale", "degrees", "events", "basis", "source"]],
        "outage_prior": [["term", "value", "basis", "source"], *([*term, "assumed", "made up"] for term in (
            ("rate_events", RATE * 1000000), ("rate_years", 1000000), ("log_hours_mean", 1), ("log_hours_strength", 1e6),
            ("log_hours_shape", 200), ("log_hours_scale", 162), ("longest_hours", 720), ("any_hour_weight", 1)))]}
    folder.mkdir()
    for table, rows in tables.items():
        with open(folder / f"{table}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def simulate(folder):
    """What `risk` makes of it: its curve with the intervals, and the loss of every simulated outage."""
    write_package(folder / "package")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BLACKOUT_")}
    done = subprocess.run([PROGRAM, "risk", "package", "--base", REFERENCE, "--owner", "acme", "--years", str(YEARS), "--format",
                           "json", "--event-losses", "events.csv"], cwd=folder, capture_output=True, text=True, check=True,
                          env={**clean, "BLACKOUT_MODEL_ERROR": "none"})
    loss = next(one for one in json.loads(done.stdout)["losses"] if one["of"] == "owner")
    curve = [row for row in loss["curve"] if row["return_period"] <= LONGEST_PERIOD]
    aal = loss["average_annual_loss"]
    found = {"event_rate": RATE, "aep_periods": [row["return_period"] for row in curve],
             "aal": [aal["mean"]], "aal_p5": [aal["p5"]], "aal_p95": [aal["p95"]]}
    for key in ("aep", "oep"):
        found.update({key + end: [row[key + end] for row in curve] for end in ("", "_p5", "_p95")})
    rare = [row for row in curve if row["return_period"] >= SHORTEST_RARE]
    found["rare_periods"] = [row["return_period"] for row in rare]
    found.update({"rare" + end: [row["oep" + end] for row in rare] for end in ("", "_p5", "_p95")})
    with open(folder / "events.csv", newline="", encoding="utf-8") as file:
        found["event_losses"] = [float(row["Loss"]) for row in csv.DictReader(file) if row["Of"] == "owner"]
    return found


def simulated_agreement(theirs, ours, figure):
    """Of a simulation: whether its intervals have the exact figures in them, and how far apart those are."""
    outside = sum(not low <= value <= high for value, low, high in zip(theirs, ours[figure + "_p5"], ours[figure + "_p95"]))
    worst = max(abs(b / a - 1) for a, b in zip(theirs, ours[figure]))
    return f"{len(theirs) - outside} of {len(theirs)} inside of the 5 to 95 % intervals; at most {float(f'{100 * worst:.1g}'):g} % apart"


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=900)
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
    rscript = shutil.which("Rscript") or "Rscript"
    from_source = [[rscript, HERE / "statistics_cran.R", path]] if os.environ.get("BLACKOUT_PEERS") else []
    for command in ([rscript, HERE / "statistics.R", path], *from_source, [DEBIAN, HERE / "statistics_python.py", path]):
        if shutil.which(str(command[0])) is None:
            continue
        theirs = run(command)
        versions.update(theirs["versions"])
        for name, values in dict(theirs["found"]).items():  # R writes one without names as a list
            program, figure = name.rsplit("/", 1)
            values = values if isinstance(values, list) else [values]
            simulated = figure + "_p5" in ours
            result = simulated_agreement(values, ours, figure) if simulated else agreement(values, ours[figure], name)
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
        ours = {**json.loads(done.stdout), "event_losses": []}
        if os.environ.get("BLACKOUT_PEERS"):
            ours.update(simulate(pathlib.Path(folder)))
        else:
            print("skipped: simulated years, which ./bootstrap test --peers runs")
        path.write_text(json.dumps(ours), encoding="utf-8")
        rows, versions = observe(ours, path)
    missing = [name for name in ("R", "R, MASS", "R, robustbase", "R, boot", "R, fitdistrplus", "R, actuar", "R, evd",
                                   "R, mvtnorm", *FROM_SOURCE, "SciPy", "statsmodels", "OpenTURNS") if name not in versions]
    for name in missing:
        print(f"skipped: {name} is not there" + (" (not in Debian: R_LIBS and BLACKOUT_SENSITIVITY say where)" if name in FROM_SOURCE else ""))
    if "--update" in sys.argv:
        if missing or not os.environ.get("BLACKOUT_PEERS"):
            sys.exit("not updated: every program has to be there, and BLACKOUT_PEERS set")
        interchange.update(rows, ("computed",))
        return 0
    return 1 if interchange.compare(rows) else 0 if rows else 77


sys.exit(main())
