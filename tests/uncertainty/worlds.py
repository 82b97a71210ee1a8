# SPDX-License-Identifier: GPL-3.0-or-later
"""Small packages whose losses have a closed form, for the tests of the uncertainty layer, and
the model's own distributions written a second time: a three-point mapping, its draws, R-7
quantiles.

The week is flat and the channel has no onset, so that an exposure is severity * (hours +
recovery / 2) and a loss a product (methodology, stages 0, 3 and 4)."""

import math
import pathlib
import random

Z95 = 1.6448536269514722
CUT = 3.1
HOURS_OF_YEAR = 8766
SHARES = {"recapture", "usage_share", "fallback", "severity"}


# ---- Distributions -------------------------------------------------------------------------------


def transformed(share, value):
    return math.log(value / (1 - value)) if share else math.log(value)


def mapped(share, points, z):
    """The value of an input with 5 %, 50 % and 95 % values `points` at score z."""
    low, centre, high = points
    z = max(-CUT, min(CUT, z))
    t = transformed(share, centre)
    t += z / Z95 * (transformed(share, high) - t if z >= 0 else t - transformed(share, low))
    return 1 / (1 + math.exp(-t)) if share else math.exp(t)


def half_way(share, low, high):
    """The centre of a range that has none of its own."""
    t = (transformed(share, low) + transformed(share, high)) / 2
    return 1 / (1 + math.exp(-t)) if share else math.exp(t)


def quantile(values, p):
    """Hyndman & Fan (1996), type 7."""
    ordered = sorted(values)
    position = p * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def random_points(rng, share):
    """Three points of an input, not symmetric."""
    if share:
        centre = rng.uniform(0.1, 0.7)
        odds = centre / (1 - centre)
        low, high = (odds * math.exp(s * rng.uniform(0.2, 1.3)) for s in (-1, 1))
        return low / (1 + low), centre, high / (1 + high)
    centre = math.exp(rng.uniform(11, 17))
    return centre * math.exp(-rng.uniform(0.05, 0.6)), centre, centre * math.exp(
        rng.uniform(0.05, 0.6))


# ---- Packages ------------------------------------------------------------------------------------


def write(folder, table, header, rows):
    lines = [header, *(",".join(str(field) for field in row) for row in rows)]
    (pathlib.Path(folder) / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def spread(points):
    """A centre with its range, as three columns; one number is certain and has none."""
    if isinstance(points, (int, float)):
        return repr(points), "", ""
    low, centre, high = points
    return repr(centre), repr(low), repr(high)


def write_world(folder, worlds):
    """One platform for each entry of `worlds`, each with a sector, a business and a fallback of
    its own, so that nothing is common to two. An entry maps revenue, growth_factor, usage_share,
    recapture, sector_recapture, decay, fallback, flow to three points or to one number, which is
    certain."""
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    write(folder, "owners", "owner,name,currency", [("solo", "Solo", "USD")])
    write(folder, "regions", "region,name,utc_offset_hours", [("r", "R", 0)])
    write(folder, "activity", "profile,hour_of_week,weight,basis",
          [("even", hour, 7, "measured") for hour in range(168)])
    write(folder, "channels", "channel,name", [("sales", "Sales")])
    numbers = range(len(worlds))
    columns = ("annual_revenue", "growth_factor", "usage_share", "recapture")
    write(folder, "platforms",
          "platform,name,owner,currency,basis,recapture_decay_hours," + ",".join(
              f"{c},{c}_low,{c}_high" for c in columns),
          [(f"p{i}", f"P{i}", "solo", "USD", "measured", 1e15, *spread(w["revenue"]),
            *(field for c in columns[1:] for field in spread(w[c])))
           for i, w in zip(numbers, worlds)])
    write(folder, "platform_regions", "platform,region,revenue_share,profile,basis",
          [(f"p{i}", "r", 1, "even", "measured") for i in numbers])
    write(folder, "sectors",
          "sector,name,profile,basis," + ",".join(
              f"{c},{c}_low,{c}_high" for c in ("recapture", "recapture_decay_hours")),
          [(f"s{i}", f"S{i}", "even", "measured", *spread(w["sector_recapture"]),
            *spread(w["decay"])) for i, w in zip(numbers, worlds)])
    write(folder, "fallbacks", "sector,channel,fallback,basis,share,share_low,share_high",
          [(f"s{i}", "sales", "email", "measured", *spread(w["fallback"]))
           for i, w in zip(numbers, worlds)])
    write(folder, "dependencies",
          "business,sector,region,currency,platform,channel,share,basis,annual_revenue,"
          "annual_revenue_low,annual_revenue_high",
          [(f"b{i}", f"s{i}", "r", "USD", f"p{i}", "sales", 0.5, "measured", *spread(w["flow"]))
           for i, w in zip(numbers, worlds)])
    return folder


def random_world(rng, flow=None):
    """A world with a random range of every input."""
    world = {name: random_points(rng, name in SHARES or name == "sector_recapture")
             for name in ("revenue", "usage_share", "recapture", "sector_recapture", "fallback")}
    world["growth_factor"] = tuple(rng.uniform(0.9, 1.3) * f for f in (0.9, 1, 1.2))
    world["growth_factor"] = tuple(sorted(world["growth_factor"]))
    world["decay"] = (20.5, 71.0, 330.0)
    world["flow"] = flow if flow is not None else random_points(rng, False)
    return world


def drawn(rng, world):
    """One truth of a world: every input drawn from its three points."""
    return {name: points if isinstance(points, (int, float)) else
            mapped(name in SHARES or name == "sector_recapture", points, rng.gauss(0, 1))
            for name, points in world.items()}


def centres(world):
    return {name: points if isinstance(points, (int, float)) else points[1]
            for name, points in world.items()}


# ---- Losses --------------------------------------------------------------------------------------


def owner_loss(truth, hours, severity, recovery, log_error):
    """(gross, net) of one platform."""
    exposure = severity * (hours + recovery / 2)
    gross = (truth["revenue"] * truth["growth_factor"] * truth["usage_share"] * exposure /
             HOURS_OF_YEAR)
    return gross, gross * (1 - truth["recapture"]) * math.exp(log_error)


def dependants_loss(truth, hours, severity, recovery):
    """A sale lost at u makes up its part times exp(-u / decay): the integral over the hours in full and
    over the ramp of the recovery, with a flat week."""
    exposure = severity * (hours + recovery / 2)
    decay = truth["decay"]
    ramp = decay - decay ** 2 / recovery * (1 - math.exp(-recovery / decay)) if recovery > 0 else 0
    waited = decay * (1 - math.exp(-hours / decay)) + math.exp(-hours / decay) * ramp
    kept = 1 - truth["sector_recapture"] * waited / (hours + recovery / 2)
    return truth["flow"] * 0.5 / HOURS_OF_YEAR * exposure * (1 - truth["fallback"]) * kept


def borrowed_hours_log_sd(points, hours):
    """Linear in ln D between the points of `model_error`, constant outside."""
    if hours <= points[0][0]:
        return points[0][1]
    for (d0, s0), (d1, s1) in zip(points, points[1:]):
        if hours <= d1:
            return s0 + (s1 - s0) * math.log(hours / d0) / math.log(d1 / d0)
    return points[-1][1]


def seeded(seed):
    return random.Random(seed)
