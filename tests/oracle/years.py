#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A year at risk once more, from docs/risk.md and stage 9 of the methodology alone.

    years.py PROGRAM

A package in which an outage of D hours costs a rate times D, so that all of it follows from what is believed
of an owner's rate and lengths: the average annual loss, the OEP curve, return periods and their bands by
quadrature and from beliefs drawn here; the AEP curve, the tail means and the spread of the years from years
simulated here. Standard errors are those of both simulations; a figure may be off by four of them. The seed is
one of 180 over which the bands' ends scatter about 5 and 95 % as so few beliefs do."""

import bisect
import collections
import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import numerics
import oracle

YEARS, OWN_YEARS, BELIEFS = 50000, 50000, 4000
BANDS_OF_CURVE, BANDS_OF_PERIOD = 200, 1000  # beliefs that the program's bands rest on (risk.md)
ERRORS = 4.0  # standard errors that a simulated figure may be off
WITHOUT_NOTHING = 10  # years: once in fewer, some beliefs have no loss at all
# Of a mean under another prior over that under this: 12 seeds scatter by a quarter of it, or less
OTHER_PRIORS = {"median_hours": 0.03, "log_hours_shape": 0.2, "log_hours_scale": 0.11}
OTHER_RATES = 0.013
LONGEST = 720.0
PRIOR = {"rate_events": 1.0, "rate_years": 2.5, "log_hours_mean": 1.75, "log_hours_strength": 2.0,
         "log_hours_shape": 3.0, "log_hours_scale": 6.5, "longest_hours": LONGEST, "any_hour_weight": 2.0}
# Of 1000 and 250 an hour: what the three outages cost an hour, their hours, and the hours of the week in
# which they began: Tuesday 9 o'clock, Saturday 22 o'clock, Wednesday 12 o'clock.
STRUCK = [(1250.0, 6.0, 33), (0.75 * 500.0, 0.75, 142), (200.0, 1.5, 60)]
OBSERVED = 1461 * 24 / 8766
TABLES = {
    "owners": "owner,name,currency,observed_from,observed_to\none,One,USD,2019-01-01,2022-12-31\n",
    "platforms": "platform,name,owner,currency,annual_revenue,recapture,growth_factor,usage_share,basis\n"
                 "big,Big,one,USD,8766000,0,1,1,measured\nsmall,Small,one,USD,2191500,0,1,1,measured\n",
    "regions": "region,name,utc_offset_hours\nr,R,0\nq,Q,5.5\n",
    "platform_regions": "platform,region,revenue_share,profile,basis\nbig,r,0.75,even,measured\n"
                        "big,q,0.25,even,measured\nsmall,r,1,even,measured\n",
    "activity": "profile,hour_of_week,weight,basis\n" + "".join(f"even,{h},1,measured\n" for h in range(168)),
    "outages": "event,owner,platforms,start,duration_minutes,severity,regions,basis\n"
               "e1,one,big;small,2019-03-05T09:20Z,360,1,,measured\n"
               "e2,one,big,2020-07-11T22:00Z,45,0.5,r,measured\n"
               "e3,one,small,2022-02-02T12:00Z,90,0.8,,measured\n",
}
failures = 0


def near(actual, expected, margin, what):
    global failures
    if not abs(actual - expected) <= margin:
        failures += 1
        print(f"FAIL {what}: {actual!r} is not {expected!r} +- {margin!r}")


class Belief:
    """gamma(shape, years) of the rate; normal-inverse-gamma(m, k, a, b) of ln D (risk.md)."""

    def __init__(self, prior):
        logs = [math.log(hours) for _, hours, _ in STRUCK]
        n, mean, k = len(logs), oracle.mean(logs), prior["log_hours_strength"]
        self.shape, self.years = prior["rate_events"] + n, prior["rate_years"] + OBSERVED
        self.k = k + n
        self.m = (k * prior["log_hours_mean"] + n * mean) / self.k
        self.a = prior["log_hours_shape"] + n / 2
        self.b = prior["log_hours_scale"] + (math.fsum((x - mean) ** 2 for x in logs) + k * n / self.k *
                                             (mean - prior["log_hours_mean"]) ** 2) / 2

    def lengths(self):
        """[(mu, v, weight)]: Gauss's points over normal mu, and over ln v of the inverse gamma."""
        rule, nodes = numerics.gauss_legendre(40), []
        for x, wx in rule:
            log_v = math.log(self.b / self.a) + 4.0 * x
            density = math.exp(-self.a * log_v - self.b * math.exp(-log_v))
            for y, wy in rule:
                z = 6.0 * y
                nodes.append((self.m + z * math.exp(log_v / 2) / math.sqrt(self.k), math.exp(log_v),
                              wx * wy * density * math.exp(-z * z / 2)))
        total = math.fsum(weight for _, _, weight in nodes)
        return [(mu, v, weight / total) for mu, v, weight in nodes]

    def drawn(self, rng):
        """(rate, mu, v)"""
        v = self.b / rng.gammavariate(self.a, 1.0)
        return (rng.gammavariate(self.shape, 1.0) / self.years,
                rng.gauss(self.m, math.sqrt(v / self.k)), v)


def mean_hours(mu, v):
    """Of a lognormal that is cut to the longest."""
    sd, log_longest = math.sqrt(v), math.log(LONGEST)
    return (math.exp(mu + v / 2) * oracle.phi((log_longest - mu - v) / sd) +
            LONGEST * oracle.phi((mu - log_longest) / sd))


def chance_above(x, mu, v):
    """That an outage costs x or more; each of the three is as likely."""
    return oracle.mean([0.0 if x > cost * LONGEST else 1.0 if x <= 0.0 else
                        oracle.phi((mu - math.log(x / cost)) / math.sqrt(v)) for cost, _, _ in STRUCK])


def average_annual_loss(belief):
    per_outage = math.fsum(weight * mean_hours(mu, v) for mu, v, weight in belief.lengths())
    return belief.shape / belief.years * per_outage * oracle.mean([cost for cost, _, _ in STRUCK])


def chance_of_a_year(belief, nodes, x):
    """That the worst outage of a year costs x or more: 1 - E exp(-rate S(x)), the rate being gamma."""
    return 1.0 - math.fsum(weight * (belief.years / (belief.years + chance_above(x, mu, v))) ** belief.shape
                           for mu, v, weight in nodes)


def poisson(rng, rate):
    """By the gaps between outages."""
    count, time = 0, rng.expovariate(1.0)
    while time < rate:
        count, time = count + 1, time + rng.expovariate(1.0)
    return count


def simulated(belief, rng):
    """(sums, worsts) of years, ascending."""
    sums, worsts = [], []
    for _ in range(OWN_YEARS):
        rate, mu, v = belief.drawn(rng)
        losses = [rng.choice(STRUCK)[0] * min(math.exp(rng.gauss(mu, math.sqrt(v))), LONGEST)
                  for _ in range(poisson(rng, rate))]
        sums.append(math.fsum(losses))
        worsts.append(max(losses, default=0.0))
    return sorted(sums), sorted(worsts)


def chance_error(p, *counts):
    """Standard error of a chance from so many draws each."""
    return math.sqrt(p * (1.0 - p) * math.fsum(1.0 / count for count in counts))


def check_curve(belief, nodes, loss, years):
    """How often the points of the curve are exceeded: the worst by quadrature, the sum by years of our own."""
    sums, _ = years
    near(loss["chance_of_loss"], chance_of_a_year(belief, nodes, 0.0),
         ERRORS * chance_error(loss["chance_of_loss"], YEARS), "chance of a loss")
    for point in loss["curve"]:
        p = 1.0 / point["return_period"]
        if point["oep"] > 0.0:
            near(chance_of_a_year(belief, nodes, point["oep"]), p, ERRORS * chance_error(p, YEARS),
                 f"OEP once in {point['return_period']}")
        if point["aep"] > 0.0:
            above = 1.0 - bisect.bisect_left(sums, point["aep"]) / len(sums)
            near(above, p, ERRORS * chance_error(p, YEARS, OWN_YEARS), f"AEP once in {point['return_period']}")


def worst_part(ascending, period):
    worst = ascending[-round(len(ascending) / period):]
    mean = oracle.mean(worst)
    spread = math.fsum((x - mean) ** 2 for x in worst) / len(worst) + (mean - worst[0]) ** 2
    return mean, math.sqrt(spread / len(worst))  # the edge of the tail is not known either


def check_tails(loss, years):
    for name, ascending in zip(("tvar_aep", "tvar_oep"), years):
        for point in loss["curve"]:
            mean, error = worst_part(ascending, point["return_period"])
            near(point[name], mean, ERRORS * error * math.sqrt(1.0 + OWN_YEARS / YEARS),
                 f"{name} once in {point['return_period']}")


def rank_of(p, count):
    """The share of a population that lies below the quantile of type 7 of so many draws, on average."""
    return (1.0 + (count - 1) * p) / (count + 1)


def check_bands(loss, beliefs):
    """Of a hundred beliefs five have a mean, or an OEP point, below p5, and as many one above p95."""
    average = loss["average_annual_loss"]
    cost = oracle.mean([cost for cost, _, _ in STRUCK])
    means = [rate * cost * mean_hours(mu, v) for rate, mu, v in beliefs]
    margin = ERRORS * chance_error(0.05, BANDS_OF_CURVE, BELIEFS)
    for name, p in ((name, rank_of(p, BANDS_OF_CURVE)) for name, p in (("p5", 0.05), ("p95", 0.95))):
        near(oracle.mean([x <= average[name] for x in means]), p, margin, "band of the mean, " + name)
        for point in loss["curve"]:
            x, once = point["oep_" + name], 1.0 / point["return_period"]
            if point["return_period"] >= WITHOUT_NOTHING:
                below = oracle.mean([-math.expm1(-rate * chance_above(x, mu, v)) <= once
                                     for rate, mu, v in beliefs])
                near(below, p, margin, f"band of OEP once in {point['return_period']}, {name}")


def check_periods(belief, nodes, owner, beliefs):
    for outage, (cost, hours, _) in zip(owner["outages"], STRUCK):
        figures, x = outage["losses"][0], cost * hours
        period, chance = figures["return_period"], chance_of_a_year(belief, nodes, x)
        near(figures["loss"], x, 1e-9 * x, outage["event"])
        near(1.0 / period["central"], chance, ERRORS * chance_error(chance, YEARS),
             outage["event"] + " chance in a year")
        as_costly = sum(c * h >= x * (1.0 - 1e-12) for c, h, _ in STRUCK) / OBSERVED
        near(figures["catalogue_return_period"], -1.0 / math.expm1(-as_costly), 1e-9,
             outage["event"] + " by the catalogue")
        chances = [-math.expm1(-rate * chance_above(x, mu, v)) for rate, mu, v in beliefs]
        for name, p in (("p5", 0.05), ("p95", 0.95)):
            near(oracle.mean([1.0 / c <= period[name] for c in chances]), p,
                 ERRORS * chance_error(p, BANDS_OF_PERIOD, BELIEFS), f"{outage['event']} period {name}")


def check_other_priors(loss):
    """By the same years, reweighted: their ratios to the mean. Weights of heavier tails are uneven."""
    terms = {"median_hours": "log_hours_mean"}
    whole = average_annual_loss(Belief(PRIOR))
    near(len(loss["other_priors"]), 6, 0, "figures of the prior")
    for row in loss["other_priors"]:
        for name, factor in (("halved", 0.5), ("doubled", 2.0)):
            term = terms.get(row["term"], row["term"])
            value = PRIOR[term] + math.log(factor) if term != row["term"] else PRIOR[term] * factor
            expected = average_annual_loss(Belief(dict(PRIOR, **{term: value}))) / whole
            near(row[name] / loss["average_annual_loss"]["mean"] / expected, 1.0,
                 OTHER_PRIORS.get(row["term"], OTHER_RATES), f"prior of {row['term']}, {name}")


def check_hours(rows):
    """An outage begins in an hour of the catalogue's, or in any hour with the weight of two outages; each
    of the three strikes as often."""
    weight, known = PRIOR["any_hour_weight"], len(STRUCK)
    hours = collections.Counter(int(row["Hour"]) for row in rows)
    events = collections.Counter(row["EventId"] for row in rows)
    for _, _, hour in STRUCK:
        p = (1.0 + weight / 24.0) / (weight + known)  # any hour of the day, of any day
        near(hours[hour % 24] / len(rows), p, ERRORS * chance_error(p, len(rows)), f"starts at {hour % 24}")
    for event, count in events.items():
        near(count / len(rows), 1 / known, ERRORS * chance_error(1 / known, len(rows)), f"event {event}")


def main():
    belief, rng = Belief(PRIOR), random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        tables = dict(TABLES, outage_prior="term,value\n" + "".join(f"{k},{v}\n" for k, v in PRIOR.items()))
        for name, text in tables.items():
            with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as file:
                file.write(text)
        path = os.path.join(folder, "losses.txt")
        done = subprocess.run([sys.argv[1], "risk", "--seed", "2", "--years", str(YEARS), "--format", "json", "--event-losses",
                               path, folder], check=True, stdout=subprocess.PIPE)
        document = json.loads(done.stdout)
        with open(path, encoding="utf-8", newline="") as file:
            check_hours([row for row in csv.DictReader(file) if row["Of"] == "owner"])
    owner = document["owners"][0]
    loss = next(row for row in document["losses"] if row["of"] == "owner")
    nodes, years = belief.lengths(), simulated(belief, rng)
    beliefs = [belief.drawn(rng) for _ in range(BELIEFS)]
    average, expected = loss["average_annual_loss"], average_annual_loss(belief)
    near(average["mean"], expected, ERRORS * average["se"], "average annual loss")
    near(average["se"], average["sd"] / math.sqrt(YEARS), 1e-9 * average["se"], "standard error of the mean")
    check_curve(belief, nodes, loss, years)
    check_tails(loss, years)
    check_bands(loss, beliefs)
    check_periods(belief, nodes, owner, beliefs)
    check_other_priors(loss)
    print("FAILED" if failures else "passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
