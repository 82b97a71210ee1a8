#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model's own error and the scores of a backtest once more, from the text of the methodology alone.

    calibration.py PROGRAM

Takes from the program what each outage lost and what its estimate is (ln of their ratio, the spread and the quantiles
of the inputs), and compares: the posterior of the class (mean and standard deviation of mu and ln sigma), by plain sums
over a fixed grid; PIT, CRPS and log score of forecasts, by Simpson's rule. It shares no code with the program."""

import json
import math
import subprocess
import sys

import numerics

DEGREES = [2, 4, 8, 16, 32, 64]
TOLERANCE_POSTERIOR, TOLERANCE_SCORE = 1e-6, 1e-5
failures = 0


def check(actual, expected, tolerance, what):
    global failures
    if not abs(actual - expected) <= tolerance * max(1, abs(expected)):
        failures += 1
        print(f"FAIL {what}: {actual!r} is not {expected!r}")


def t_log_density(t, nu):
    return (math.lgamma((nu + 1) / 2) - math.lgamma(nu / 2) - math.log(nu * math.pi) / 2 -
            (nu + 1) / 2 * math.log1p(t * t / nu))


def posterior(cases):
    """Mean and sd of mu and of ln sigma: priors normal(0, 0.67), normal(-0.69, 0.6), gamma(20, 14.14)."""
    shape, rate = 2.0, 0.1
    sums = [0.0] * 5
    for i in range(121):
        mu = -3 + 6 * i / 120
        for j in range(81):
            log_sigma = -4.5 + 6.5 * j / 80
            sigma = math.exp(log_sigma)
            base = -(mu / 0.67) ** 2 / 2 - ((log_sigma + 0.69) / 0.6) ** 2 / 2
            scaled = [((y - mu) / math.hypot(s, sigma), math.hypot(s, sigma)) for y, s in cases]
            base -= sum(math.log(scale) for _, scale in scaled)
            for nu in DEGREES:
                constant = t_log_density(0, nu) * len(cases)
                log_weight = shape * math.log(nu * rate) - nu * rate
                product = sum(math.log1p(t * t / nu) for t, _ in scaled)
                weight = math.exp(base + constant + log_weight - (nu + 1) / 2 * product)
                for k, term in enumerate((1, mu, mu * mu, log_sigma, log_sigma * log_sigma)):
                    sums[k] += weight * term
    mean, square, log_mean, log_square = (value / sums[0] for value in sums[1:])
    return mean, math.sqrt(square - mean ** 2), log_mean, math.sqrt(log_square - log_mean ** 2)


def distribution(forecast, quantiles, y):
    values = [numerics.student_cdf((y - forecast["location"] - x) / forecast["scale"], forecast["degrees"])
              for x in quantiles]
    return sum(values) / len(values)


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


def check_scores(report):
    figures = report["owners_losses"]["figures"]
    for figure in figures:
        estimate = figure["estimates"][0]
        forecast = next(f for f in figure["forecasts"] if f["forecaster"] == "model")
        quantiles, y = estimate["log_quantiles"], estimate["log_ratio"]
        check(distribution(forecast, quantiles, y), forecast["pit"], TOLERANCE_SCORE, figure["event"] + " PIT")
        density = sum(math.exp(t_log_density((y - forecast["location"] - x) / forecast["scale"],
                                             forecast["degrees"])) for x in quantiles)
        check(-math.log(density / len(quantiles) / forecast["scale"]), forecast["log_score"],
              TOLERANCE_SCORE, figure["event"] + " log score")
        if figure is figures[0]:  # many steps
            check(crps(forecast, quantiles, y), forecast["crps"], TOLERANCE_SCORE,
                  figure["event"] + " CRPS")
    pits = [next(f["pit"] for f in figure["forecasts"] if f["forecaster"] == "model" and
                 f["scheme"] == "leave_one_out") for figure in figures if figure["scored"]]
    for tenth, count in enumerate(report["owners_losses"]["pit_counts"]):
        check(sum(min(int(10 * pit), 9) == tenth for pit in pits), count, 0, f"PIT in tenth {tenth}")
    check(len(figures) >= 5, True, 0, "enough outages to score")
    scores = {(s["scheme"], s["forecaster"]): s["score"] for s in report["owners_losses"]["scores"]}
    for (scheme, forecaster), score in scores.items():
        of = [f for figure in figures if figure["scored"] for f in figure["forecasts"]
              if (f["scheme"], f["forecaster"]) == (scheme, forecaster)]
        check(sum(f["crps"] for f in of) / len(of), score["crps"], 1e-12, f"{scheme} {forecaster} CRPS")
        check(sum(0.05 <= f["pit"] <= 0.95 for f in of), score["inside_90"]["hits"], 0,
              f"{scheme} {forecaster} inside")


def report(program, *arguments):
    done = subprocess.run([program, *arguments, "--samples", "64", "--format", "json"], check=True,
                          stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def main():
    program = sys.argv[1]
    fitted = report(program, "calibrate", "firms")
    spread = [math.log(o["published_high"] / o["published_low"]) / math.sqrt(12) for o in fitted["outages"]]
    cases = [(o["log_ratio"], math.hypot(o["input_sd"], r)) for o, r in zip(fitted["outages"], spread)]
    location, scale = fitted["priors"][0], fitted["priors"][1]
    for actual, expected, what in zip(
            posterior(cases), (location["posterior_mean"], location["posterior_sd"],
                               scale["posterior_mean"], scale["posterior_sd"]),
            ("mean of mu", "sd of mu", "mean of ln sigma", "sd of ln sigma")):
        check(actual, expected, TOLERANCE_POSTERIOR, what)
    check_scores(report(program, "backtest", "firms"))
    print("FAILED" if failures else "passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
