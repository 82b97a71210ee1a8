# SPDX-License-Identifier: GPL-3.0-or-later
"""What contracts say of an outage: service credits that an owner owes, and what policies pay.

From the methodology's text alone (stage 3, service credits; insurance). Oracle.py reads the tables and has
the losses; nothing here knows how they arise."""

import math
from datetime import datetime, timedelta, timezone

import oracle
from oracle import mean, number, text

MONTHS = 12
AVERAGE_MONTH = oracle.HOURS_PER_YEAR / MONTHS


# ---------------------------------------------------------------------------------------------
# Service credits

def months_of(outage, end):
    """[(first hour, last hour)] since t0 of the months that the outage reaches."""
    if outage.start is None:  # it begins with a month of average length
        return [(k * AVERAGE_MONTH, (k + 1) * AVERAGE_MONTH)
                for k in range(math.floor(end / AVERAGE_MONTH) + 1)]
    months, year, month = [], outage.start.year, outage.start.month
    while True:
        first = datetime(year, month, 1, tzinfo=timezone.utc)
        if oracle.hours_between(outage.start, first) >= end:
            return months
        year, month = (year, month + 1) if month < MONTHS else (year + 1, 1)
        last = datetime(year, month, 1, tzinfo=timezone.utc)
        months.append((oracle.hours_between(outage.start, first),
                       oracle.hours_between(outage.start, last)))


def lost_between(curve, first, last):
    """Integral of a curve of linear pieces from first to last: each by its trapezium."""
    total = []
    for u0, u1, v0, v1 in curve:
        a, b = max(u0, first), min(u1, last)
        if b > a:
            at_a, at_b = (v0 + (v1 - v0) * (u - u0) / (u1 - u0) for u in (a, b))
            total.append((b - a) * (at_a + at_b) / 2.0)
    return math.fsum(total)


def share_given_back(terms, availability):
    """credit_share times claimed_share of the lowest bound above the availability; 0 without one."""
    above = [row for row in terms if number(row, "availability_below") > availability]
    if not above:
        return 0.0
    row = min(above, key=lambda terms_row: number(terms_row, "availability_below"))
    return number(row, "credit_share") * number(row, "claimed_share", 1.0)


def credits_of(package, outage, platform, currency):
    """Owed by one platform; None without terms or without subscriptions."""
    terms = [row for row in package.table("credits") if row["platform"] == platform]
    row = package.platform(platform)
    subscriptions = number(row, "subscription_revenue")
    if not terms or subscriptions is None:
        return None
    monthly = package.convert(subscriptions, row["currency"], currency) \
        * number(row, "growth_factor", 1.0) / MONTHS
    owed = []
    for (p, region), share in package.shares.items():
        if p != platform:
            continue
        curve = outage.curve(platform, region)
        end = max((piece[1] for piece in curve), default=0.0)
        for first, last in months_of(outage, end) if end > 0.0 else []:
            availability = 1.0 - lost_between(curve, first, last) / (last - first)
            owed.append(monthly * number(share, "revenue_share")
                        * share_given_back(terms, availability))
    return math.fsum(owed)


def total_credits(package, outage, currency):
    """Over the platforms that are down. Reading: absent without terms of any of them, and where one
    with terms has no subscriptions."""
    with_terms = {row["platform"] for row in package.table("credits")}
    owed = [credits_of(package, outage, p, currency) for p in outage.platforms if p in with_terms]
    return math.fsum(owed) if owed and None not in owed else None


# ---------------------------------------------------------------------------------------------
# Insurance

class Policy:
    """The terms of one row, in the currency of the report."""

    def __init__(self, package, row, currency):
        def money(column):
            amount = number(row, column)
            return None if amount is None else package.convert(amount, row["currency"], currency)
        self.name, self.business = row["policy"], text(row, "business")
        self.waiting, self.share = number(row, "waiting_hours"), number(row, "share")
        self.deductible, self.limit = money("deductible"), money("limit")
        self.aggregate = money("aggregate_limit")

    def pays(self, covered):
        return self.share * min(max(covered - self.deductible, 0.0), self.limit)

    def capped(self, payment):
        return payment if self.aggregate is None else min(payment, self.aggregate)


class Insured:
    """The losses of one business (or of all, as one), by start, and what no policy has paid yet."""

    def __init__(self, losses, starts):
        self.losses = losses
        self.firms = losses[0].firms if losses else 1.0
        self.gross = self.covered(0.0, starts)
        self.left = list(self.gross)

    def covered(self, waiting, starts):
        return oracle.total_of((x.covered(waiting) for x in self.losses), starts)


def payments(policy, insured, firms, outage_ends, starts):
    """By start: of each of the equal firms, times their number; at most what is left. What the
    aggregate limit cuts off, no later policy takes up."""
    if policy.waiting >= outage_ends:
        return [0.0] * starts
    covered = insured.covered(policy.waiting, starts)
    paid = []
    for k, loss in enumerate(covered):
        due = min(firms * policy.pays(loss / firms), max(insured.left[k], 0.0))
        insured.left[k] -= due
        paid.append(firms * policy.capped(due / firms))
    return paid


def insurance(package, outage, losses, currency):
    """(rows in the order of the table, totals); (None, None) without policies."""
    policies = [Policy(package, row, currency) for row in package.table("policies")
                if not text(row, "owner")]
    if not policies or losses is None:
        return None, None
    starts = len(outage.starts())
    ends = max((piece[1] for x in losses for piece in x.curve), default=0.0)
    businesses = {name: Insured([x for x in losses if x.row["business"] == name], starts)
                  for name in {policy.business for policy in policies} - {""}}
    whole = Insured(losses, starts)
    paid = {}
    for policy in sorted(policies, key=lambda p: p.business == ""):  # stable: the table's order
        if policy.business:
            insured = businesses[policy.business]
            paid[id(policy)] = payments(policy, insured, insured.firms, ends, starts)
            whole.left = [left - x for left, x in zip(whole.left, paid[id(policy)])]
        else:
            paid[id(policy)] = payments(policy, whole, 1.0, ends, starts)
    rows = [line(policy.name, policy.business, (businesses[policy.business] if policy.business
                                                else whole).gross, paid[id(policy)])
            for policy in policies]
    counted = [whole] if any(not policy.business for policy in policies) else businesses.values()
    total = line(None, None, oracle.total_of((x.gross for x in counted), starts),
                 oracle.total_of(paid.values(), starts))
    return rows, {name: total[name] for name in ("gross", "insured", "retained")}


def line(policy, business, gross, paid):
    gross, paid = mean(gross), mean(paid)
    return {"policy": policy, "row": f"{policy}/{business}",
            **{name: oracle.quantity(value) for name, value in
               (("gross", gross), ("insured", paid), ("retained", gross - paid))}}
