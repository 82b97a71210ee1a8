# SPDX-License-Identifier: GPL-3.0-or-later
"""The owner's account of an incident: what it cost, what comes back, and what is left.

From the methodology's text alone (costs and recoveries). Oracle.py has the losses, contracts.py the terms of
policies and the service credits."""

import math

import oracle
from contracts import Policy, total_credits
from oracle import mean, number, text


def rows_of(package, table, incident):
    return [row for row in package.table(table) if incident and row["incident"] == incident]


def booked(package, rows, currency):
    """Their sum; what takes back a booking counts with the opposite sign."""
    return math.fsum((-1.0 if text(row, "reversed") in ("yes", "true", "1") else 1.0) *
                     package.convert(number(row, "amount"), row["currency"], currency) for row in rows)


def covered(package, outage, loss, platform, waiting):
    """The part of one platform's net loss after the waiting time: of each region in proportion to its hours."""
    parts = []
    for region, hours in loss.hours.items():
        weights, offset = oracle.demand(package, platform, region)
        all_hours = mean(hours)
        if all_hours > 0.0:
            after = mean(oracle.exposure(outage.curve(platform, region), oracle.UP, oracle.IMMEDIATE, weights,
                                         offset, outage.starts(), waiting))
            parts.append(mean(loss.net[region]) * after / all_hours)
    return math.fsum(parts)


def own_policies(package, outage, owner_losses, currency):
    """[payment] of the policies of owners that are down, in the order of the table."""
    left, paid = {}, []
    for row in package.table("policies"):
        owner = text(row, "owner")
        platforms = [p for p in outage.platforms if package.owner_of(p) == owner]
        if not owner or not platforms:
            continue
        policy = Policy(package, row, currency)
        if owner not in left:
            left[owner] = math.fsum(mean(owner_losses[p].net_all) for p in platforms)
        loss = math.fsum(covered(package, outage, owner_losses[p], p, policy.waiting) for p in platforms)
        due = min(policy.pays(loss), max(left[owner], 0.0))
        left[owner] -= due
        paid.append(policy.capped(due))
    return paid


def account(package, outage, owner_losses, incident, currency):
    """None where nothing asks for it: no incident is named, and no policy is of an owner that is down."""
    costs, recoveries = (rows_of(package, table, incident) for table in ("costs", "recoveries"))
    paid = own_policies(package, outage, owner_losses, currency)
    if not incident and not paid:
        return None
    own_revenue = [row for row in costs if text(row, "kind") == "f"]
    others = [row for row in costs if text(row, "kind") != "f"]
    gross, net = (math.fsum(mean(series) for series in values) for values in (
        [x.gross_all for x in owner_losses.values()], [x.net_all for x in owner_losses.values()]))
    revenue = booked(package, own_revenue, currency) if own_revenue else gross
    made_up = 0.0 if own_revenue else gross - net
    credits = 0.0 if any(text(row, "kind") == "d" for row in costs) \
        else total_credits(package, outage, currency) or 0.0
    spent = booked(package, others, currency) + credits
    back = booked(package, recoveries, currency) + math.fsum(paid)
    figures = {"forgone_revenue": revenue, "costs": spent, "gross": revenue + spent,
               "made_up_later": None if own_revenue else made_up, "recoveries": back,
               "net": revenue + spent - made_up - back}
    return {name: oracle.quantity(value) for name, value in figures.items()}
