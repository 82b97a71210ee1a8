# SPDX-License-Identifier: GPL-3.0-or-later
"""The waterfalls: from the straight line to the net loss, one stage of the methodology at a time.

A step's running value is the loss with the stages up to it, the later ones left out; its change is the
difference to the one before. Oracle.py has the integrals."""

import math

import oracle
from oracle import IMMEDIATE, UP, exposure, mean, number


def full_step(duration):
    """All down for the whole outage."""
    return oracle.default_curve(1.0, duration, 0.0)


def without_recovery(curve, duration):
    """A step ends with its duration; a measured curve at the last value of half its maximum."""
    kept = []
    for u0, u1, v0, v1 in curve:
        if u0 < duration:
            end = min(u1, duration)
            kept.append((u0, end, v0, v0 + (v1 - v0) * (end - u0) / (u1 - u0)))
    return tuple(kept)


def waterfall(names, values):
    """[{step, change, running}] from running values."""
    steps, before = [], 0.0
    for name, value in zip(names, values):
        steps.append({"step": name, "change": oracle.quantity(value - before),
                      "running": oracle.quantity(value)})
        before = value
    return steps


def mean_hours(curve, channel, weights, offset, starts):
    return mean(exposure(curve, UP, channel, weights, offset, starts))


OWNER_STEPS = ("straight_line", "growth", "usage", "hour_of_week", "severity", "recovery", "recapture",
               "calibration", "model_error", "net")


def owner_steps(package, outage, owner_losses, currency):
    """Of the regions that are down."""
    totals = [[] for _ in OWNER_STEPS]
    for platform, loss in owner_losses.items():
        row = package.platform(platform)
        growth, usage = number(row, "growth_factor", 1.0), oracle.usage_share(row)
        for region, rate in loss.rate.items():
            if not outage.strikes(platform, region):
                continue
            curve = outage.curve(platform, region)
            weights, offset = oracle.demand(package, platform, region)

            def hours(level, weights=weights, offset=offset):
                return mean_hours(level, IMMEDIATE, weights, offset, outage.starts())
            flat = rate / (growth * usage) * outage.duration
            values = [flat, flat * growth, flat * growth * usage,
                      rate * hours(full_step(outage.duration)),
                      rate * hours(without_recovery(curve, outage.duration)),
                      mean(loss.gross[region]), mean(loss.before[region])]
            values += [mean(loss.net[region])] * 3
            for total, value in zip(totals, values):
                total.append(value)
    return waterfall(OWNER_STEPS, [math.fsum(total) for total in totals])


DEPENDANT_STEPS = ("straight_line", "hour_of_week", "severity", "recovery", "onset", "fallback",
                   "recapture", "net")


def dependant_steps(outage, losses):
    totals = [[] for _ in DEPENDANT_STEPS]
    for loss in losses:
        if not outage.strikes(loss.row["platform"], loss.row["region"]):
            continue

        def hours(curve, channel, loss=loss):
            return mean(loss.hours(curve, UP, channel))
        values = [outage.duration, hours(full_step(outage.duration), IMMEDIATE),
                  hours(without_recovery(loss.curve, outage.duration), IMMEDIATE),
                  hours(loss.curve, IMMEDIATE), hours(loss.curve, loss.channel), mean(loss.kept())]
        values += [mean(loss.net_hours())] * 2
        for total, value in zip(totals, values):
            total.append(loss.flow * value)
    return waterfall(DEPENDANT_STEPS, [math.fsum(total) for total in totals])
