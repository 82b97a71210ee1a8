#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model's own error and the scores of a backtest once more, from the text of the methodology alone.

    calibration.py PROGRAM

Takes from the program what each outage lost and what its estimate is (ln of their ratio, the spread and the
quantiles of the inputs), and compares: the posterior of the class (mean and standard deviation of mu and
ln sigma) and the Student's t in its place, by plain sums over a fixed grid, of all outages and without one,
of the model and of the straight line; PIT, CRPS (Simpson's rule) and log score of forecasts, their means,
exact intervals, their standard errors and the skill; the rate and the lengths of an owner's outages. It shares no code with the program."""

import json
import math
import os
import subprocess
import sys

import numerics
import oracle

DEGREES = [2, 4, 8, 16, 32, 64]
MU_STEPS, SIGMA_STEPS = 120, 80
NEGLIGIBLE = -18  # ln of a node's weight beside the largest
TOLERANCE_POSTERIOR, TOLERANCE_SCORE = 1e-6, 1e-5
TOLERANCE_COARSE = 3e-5  # of half the steps
EVERY = 9  # of every so many outages all forecasters, of the others the model
failures = 0


def check(actual, expected, tolerance, what):
    global failures
    if not abs(actual - expected) <= tolerance * max(1, abs(expected)):
        failures += 1
        print(f"FAIL {what}: {actual!r} is not {expected!r}")


def t_log_density(t, nu):
    return (math.lgamma((nu + 1) / 2) - math.lgamma(nu / 2) - math.log(nu * math.pi) / 2 -
            (nu + 1) / 2 * math.log1p(t * t / nu))


def posterior(cases, mu_steps, sigma_steps):
    """[(mu, sigma, nu, weight)]: priors normal(0, 0.67), normal(-0.69, 0.6), gamma(20, 14.14)."""
    shape, rate = 2.0, 0.1
    constants = [(nu, t_log_density(0, nu) * len(cases) + shape * math.log(nu * rate) - nu * rate)
                 for nu in DEGREES]
    nodes = []
    for i in range(mu_steps + 1):
        mu = -3 + 6 * i / mu_steps
        for j in range(sigma_steps + 1):
            log_sigma = -4.5 + 6.5 * j / sigma_steps
            sigma = math.exp(log_sigma)
            scales = [math.hypot(s, sigma) for _, s in cases]
            squares = [((y - mu) / scale) ** 2 for (y, _), scale in zip(cases, scales)]
            base = -(mu / 0.67) ** 2 / 2 - ((log_sigma + 0.69) / 0.6) ** 2 / 2
            base -= math.fsum(map(math.log, scales))
            nodes += [(mu, sigma, nu, base + constant - (nu + 1) / 2 * math.fsum(
                [math.log1p(square / nu) for square in squares])) for nu, constant in constants]
    highest = max(node[3] for node in nodes)
    nodes = [(mu, sigma, nu, math.exp(weight - highest)) for mu, sigma, nu, weight in nodes
             if weight - highest > NEGLIGIBLE]
    total = math.fsum(node[3] for node in nodes)
    return [(mu, sigma, nu, weight / total) for mu, sigma, nu, weight in nodes]


def moments(nodes, value):
    mean = math.fsum(weight * value(mu, sigma) for mu, sigma, _, weight in nodes)
    return mean, math.sqrt(math.fsum(weight * (value(mu, sigma) - mean) ** 2
                                     for mu, sigma, _, weight in nodes))


def coefficients(nu):
    """Of the finite sum, the last first."""
    terms = [1.0]
    for j in range(1, nu // 2):
        terms.append(terms[-1] * (2 * j - 1) / (2 * j))
    return terms[::-1]


COEFFICIENTS = {nu: coefficients(nu) for nu in DEGREES}


def even_t_cdf(t, nu):
    """Of an even number of degrees: a finite sum (Abramowitz & Stegun 26.7.4)."""
    x = 1 / (1 + t * t / nu)
    total = 0.0
    for coefficient in COEFFICIENTS[nu]:
        total = total * x + coefficient
    return 0.5 + t / (2 * math.sqrt(nu + t * t)) * total


def matched(nodes):
    """(location, scale, degrees) of the one Student's t that takes the mixture's place."""
    def mixture(y):
        return math.fsum([weight * even_t_cdf((y - mu) / sigma, nu) for mu, sigma, nu, weight in nodes])
    q = {p: oracle.quantile(mixture, p, 1.0) for p in (0.05, 0.25, 0.5, 0.75, 0.95)}
    half, ratio = (q[0.75] - q[0.25]) / 2, (q[0.95] - q[0.05]) / (q[0.75] - q[0.25])
    low, high = 0.3, 1000.0  # the heavier the tails, the larger the ratio
    while high / low > 1 + 1e-9:
        nu = math.sqrt(low * high)
        wider = numerics.student_quantile(0.95, nu) / numerics.student_quantile(0.75, nu)
        low, high = (nu, high) if wider > ratio else (low, nu)
    return q[0.5], half / numerics.student_quantile(0.75, low), low


def class_cdf(forecast, t):
    degrees = forecast.get("degrees")
    return oracle.phi(t) if degrees is None else numerics.student_cdf(t, degrees)


def class_log_density(forecast, t):
    degrees = forecast.get("degrees")
    return -t * t / 2 - math.log(2 * math.pi) / 2 if degrees is None else t_log_density(t, degrees)


def distribution(forecast, quantiles, y):
    values = [class_cdf(forecast, (y - forecast["location"] - x) / forecast["scale"]) for x in quantiles]
    return sum(values) / len(values)


def log_score(forecast, quantiles, y):
    density = sum(math.exp(class_log_density(forecast, (y - forecast["location"] - x) /
                                             forecast["scale"])) for x in quantiles)
    return -math.log(density / len(quantiles) / forecast["scale"])


def crps(forecast, quantiles, y):
    """Simpson's rule on each side of y, over z = y -+ u / (1 - u)."""
    total = 0.0
    steps = 40
    for side in (-1, 1):
        for i in range(steps):
            u = i / steps
            f = distribution(forecast, quantiles, y + side * u / (1 - u))
            f = f if side < 0 else 1 - f
            weight = 1 if i == 0 else 4 if i % 2 else 2
            total += weight * f * f / (1 - u) ** 2 / (3 * steps)
    return total


def estimate_of(figure, forecaster):
    """What is not calibrated has the estimate of the model."""
    name = "model" if forecaster == "uncalibrated" else forecaster
    return next(e for e in figure["estimates"] if e["forecaster"] == name)


def check_forecast(figure, forecast):
    estimate = estimate_of(figure, forecast["forecaster"])
    quantiles, y = estimate["log_quantiles"], estimate["log_ratio"]
    what = f"{figure['event']} {forecast['scheme']} {forecast['forecaster']} "
    check(y, math.log(figure["published"] / estimate["central"]), 1e-12, what + "y")
    check(distribution(forecast, quantiles, y), forecast["pit"], TOLERANCE_SCORE, what + "PIT")
    check(log_score(forecast, quantiles, y), forecast["log_score"], TOLERANCE_SCORE, what + "log score")
    return quantiles, y


def check_interval(figure, forecast):
    """The ends of the interval lie where the distribution has 5, 50 and 95 %."""
    estimate = estimate_of(figure, forecast["forecaster"])
    for name, p in (("p5", 0.05), ("median", 0.5), ("p95", 0.95)):
        at = math.log(forecast[name] / estimate["central"])
        check(distribution(forecast, estimate["log_quantiles"], at), p, TOLERANCE_SCORE,
              f"{figure['event']} {forecast['forecaster']} {name}")


def others_known(figures, figure, scheme):
    """Measured losses of all other outages, or of those that were known before this one began."""
    return [f for f in figures if f["scored"] and f["event"] != figure["event"] and
            (scheme == "leave_one_out" or f["known"] < figure["start"])]


def check_class(figures, figure, forecast):
    """Location, scale and degrees of the class that a forecast has, from the figures it may learn from."""
    cases = []
    for other in others_known(figures, figure, forecast["scheme"]):
        estimate = estimate_of(other, forecast["forecaster"])
        cases.append((estimate["log_ratio"], math.hypot(estimate["input_sd"],
                                                        other["published_log_sd"])))
    for name, expected in zip(("location", "scale", "degrees"),
                              matched(posterior(cases, MU_STEPS // 2, SIGMA_STEPS // 2))):
        check(forecast[name], expected, TOLERANCE_COARSE, f"{figure['event']} {forecast['scheme']} "
              f"{forecast['forecaster']} {name}")


def binomial_tail(hits, trials, share):
    """The chance of so many hits or more."""
    return math.fsum(math.comb(trials, k) * share ** k * (1 - share) ** (trials - k)
                     for k in range(hits, trials + 1))


def check_share(score, of, low, high, what):
    """Hits of an interval, and their exact interval (Clopper & Pearson 1934) by its definition."""
    hits, trials = sum(low <= f["pit"] <= high for f in of), len(of)
    check(hits, score["hits"], 0, what)
    check(trials, score["trials"], 0, what + " of")
    if hits > 0:
        check(binomial_tail(hits, trials, score["p5"]), 0.05, 1e-9, what + " p5")
    if hits < trials:
        check(1 - binomial_tail(hits + 1, trials, score["p95"]), 0.05, 1e-9, what + " p95")


def mean_and_error(values):
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((x - mean) ** 2 for x in values) / len(values) / (len(values) - 1))


def check_difference(found, values, what):
    """Diebold & Mariano (1995): the mean of the differences over its error, by Student's t."""
    mean, error = mean_and_error(values)
    check(found["difference"], mean, 1e-12, what)
    check("se" in found, error > 0.0, 0, what + " is known")
    if error > 0.0:
        check(found["se"], error, 1e-12, what + " se")
        check(found["p_value"], 2.0 * numerics.student_cdf(-abs(mean) / error, len(values) - 1), 1e-9,
              what + " p")
        for name, sign in (("p5", -1.0), ("p95", 1.0)):
            below = numerics.student_cdf(sign * (found[name] - mean) / error, len(values) - 1)
            check(below, 0.95, 1e-9, f"{what} {name}")


def check_skill(known, model, line, what):
    """Fieller (1954): at the ends of 1 - r, the mean of model - r line is as far from 0 as the 95 % point
    of Student's t; to first order the error is that at r itself."""
    ratio = math.fsum(model) / math.fsum(line)
    for name, sign in (("p5", -1.0), ("p95", 1.0)):
        mean, error = mean_and_error([m - (1.0 - known[name]) * x for m, x in zip(model, line)])
        check(numerics.student_cdf(sign * mean / error, len(model) - 1), 0.95, 1e-9, f"{what} {name}")
    _, error = mean_and_error([m - ratio * x for m, x in zip(model, line)])
    check(known["se"], error / (math.fsum(line) / len(line)), 1e-12, what + " se")
    check((known["p_value"] >= 0.1), known["p5"] <= 0.0 <= known["p95"], 0, what + " p")


def forecasts_of(figures, scheme, forecaster):
    return [f for figure in figures for f in figure["forecasts"]
            if (f["scheme"], f["forecaster"]) == (scheme, forecaster)]


def check_errors(report, figures):
    """Standard errors over outages, of all means, of their differences to the model's and of the skill."""
    for row in report["scores"]:
        what = f"{row['scheme']} {row['forecaster']} "
        model, of = (forecasts_of(figures, row["scheme"], name) for name in ("model", row["forecaster"]))
        for name in ("crps", "log_score"):
            check(row["score"][name + "_se"], mean_and_error([f[name] for f in of])[1], 1e-12,
                  what + name + " se")
            if row["forecaster"] != "model":
                check_difference(row["above_model"][name], [b[name] - a[name] for a, b in zip(model, of)],
                                 what + name + " above the model's")
    for scheme in ("leave_one_out", "as_known_then"):
        model, line = ([f["crps"] for f in forecasts_of(figures, scheme, name)]
                       for name in ("model", "straight_line"))
        check_skill(report[f"skill_{scheme}_interval"], model, line, scheme + " skill")


def check_means(report):
    """The scores of all figures together, and the skill that leads the report."""
    figures = [figure for figure in report["figures"] if figure["scored"]]
    scores = {(s["scheme"], s["forecaster"]): s["score"] for s in report["scores"]}
    for (scheme, forecaster), score in scores.items():
        what = f"{scheme} {forecaster} "
        of = [dict(f, y=estimate_of(figure, forecaster)["log_ratio"]) for figure in figures
              for f in figure["forecasts"] if (f["scheme"], f["forecaster"]) == (scheme, forecaster)]
        for name in ("crps", "log_score"):
            check(score[name], math.fsum(f[name] for f in of) / len(of), 1e-12, what + name)
        check(score["median_absolute_log_ratio"],
              numerics.median(abs(f["y"] - f["location"]) for f in of), 1e-12, what + "off")
        check_share(score["inside_50"], of, 0.25, 0.75, what + "inside 50 %")
        check_share(score["inside_90"], of, 0.05, 0.95, what + "inside 90 %")
    check_errors(report, figures)
    for scheme in ("leave_one_out", "as_known_then"):
        check(report["skill_" + scheme], 1 - scores[scheme, "model"]["crps"] /
              scores[scheme, "straight_line"]["crps"], 1e-12, scheme + " skill")


def check_scores(report):
    figures = report["figures"]
    for number, figure in enumerate(figures):
        for forecast in figure["forecasts"]:
            if forecast["forecaster"] != "uncalibrated":
                check(len(others_known(figures, figure, forecast["scheme"])), forecast["class_events"],
                      0, f"{figure['event']} {forecast['scheme']} cases")
            if forecast["forecaster"] == "model" or number % EVERY == 0:
                check_forecast(figure, forecast)
            if number == 0:
                check_interval(figure, forecast)
            if number == 0 and forecast["forecaster"] in ("model", "straight_line"):
                check_class(figures, figure, forecast)
        if number == 0:  # many steps
            forecast = figure["forecasts"][0]
            check(crps(forecast, *check_forecast(figure, forecast)), forecast["crps"],
                  TOLERANCE_SCORE, figure["event"] + " CRPS")
    pits = [f["pit"] for figure in figures if figure["scored"] for f in figure["forecasts"]
            if (f["forecaster"], f["scheme"]) == ("model", "leave_one_out")]
    for tenth, count in enumerate(report["pit_counts"]):
        check(sum(min(int(10 * pit), 9) == tenth for pit in pits), count, 0, f"PIT in tenth {tenth}")
    check(len(figures) >= 5, True, 0, "enough outages to score")
    check_means(report)


def check_beliefs(owner, prior):
    """Rate and lengths of an owner's outages after its own, by the conjugate formulas of stage 9."""
    rate, length = owner["rate_per_year"], owner["duration"]
    days = (oracle.parse_time(owner["observed_to"]) - oracle.parse_time(owner["observed_from"])).days + 1
    events, years = prior["rate_events"] + owner["events"], prior["rate_years"] + days * 24 / 8766
    check(rate["mean"], events / years, 1e-12, "rate")
    for name, p in (("p5", 0.05), ("p95", 0.95)):  # of a whole shape, the gamma is Poisson's tail
        x = rate[name] * years
        below = 1 - math.fsum(math.exp(-x) * x ** k / math.factorial(k) for k in range(int(events)))
        check(below, p, 1e-9, "rate " + name)
    logs = [math.log(outage["duration_hours"]) for outage in owner["outages"] if not outage["asked"]]
    n, mean, strength = len(logs), math.fsum(logs) / len(logs), prior["log_hours_strength"]
    centre = (strength * prior["log_hours_mean"] + n * mean) / (strength + n)
    squares = math.fsum((x - mean) ** 2 for x in logs)
    apart = strength * n / (strength + n) * (mean - prior["log_hours_mean"]) ** 2
    check(length["events"], n, 0, "known lengths")
    for name, expected in (("mean", centre), ("strength", strength + n),
                           ("shape", prior["log_hours_shape"] + n / 2),
                           ("scale", prior["log_hours_scale"] + (squares + apart) / 2)):
        check(length["log_hours_" + name], expected, 1e-12, "ln of hours, " + name)
    check(length["median_hours"], math.exp(centre), 1e-12, "median of hours")


def check_risk(program):
    done = subprocess.run([program, "risk", "--owner", "meta", "--years", "1000", "--format", "json"],
                          check=True, stdout=subprocess.PIPE)
    rows = oracle.read_csv(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                                        "datasets", "reference", "outage_prior.csv"))
    check_beliefs(json.loads(done.stdout)["owners"][0],
                  {row["term"]: float(row["value"]) for row in rows})


def report(program, *arguments):
    done = subprocess.run([program, *arguments, "--samples", "64", "--format", "json"], check=True,
                          stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def main():
    program = sys.argv[1]
    fitted = report(program, "calibrate", "firms")
    spread = [math.log(o["published_high"] / o["published_low"]) / math.sqrt(12) for o in fitted["outages"]]
    cases = [(o["log_ratio"], math.hypot(o["input_sd"], r)) for o, r in zip(fitted["outages"], spread)]
    nodes = posterior(cases, MU_STEPS, SIGMA_STEPS)
    location, scale = fitted["priors"][0], fitted["priors"][1]
    for (mean, sd), prior in ((moments(nodes, lambda mu, sigma: mu), location),
                              (moments(nodes, lambda mu, sigma: math.log(sigma)), scale)):
        check(mean, prior["posterior_mean"], TOLERANCE_POSTERIOR, "mean of " + prior["term"])
        check(sd, prior["posterior_sd"], TOLERANCE_POSTERIOR, "sd of " + prior["term"])
    for name, expected in zip(("location", "scale", "degrees"), matched(nodes)):
        check(fitted["class"][name], expected, TOLERANCE_POSTERIOR, "class, " + name)
    check_scores(report(program, "backtest", "firms")["owners_losses"])
    check_risk(program)
    print("FAILED" if failures else "passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
