# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of one scenario: the figures of the formulas in oracle.py, contracts.py and steps.py, in the
layout of the program's JSON. A quantity is {"central": x}."""

import json
import math
import sys
from datetime import datetime

import account
import contracts
import steps
from oracle import (HOURS_PER_YEAR, WEEK, DependentLoss, OneOf, OrAbsent, Outage, OwnerLoss, Package, Skip,
                    Supply, businesses, event_study, forget, grouped, load, market_cap,
                    market_value_change, mean, number, owner_loss_figures, pointwise_maximum_integral,
                    quantity, summed, summed_value_added, total_of)


def extremes(series):
    """Cheapest and dearest start; hours that tie within rounding are all accepted."""
    result = {}
    for name, value in (("cheapest_start", min(series)), ("dearest_start", max(series))):
        margin = 1e-9 * abs(value) + 1e-12 * max(series)
        tied = [h for h, x in enumerate(series) if abs(x - value) <= margin]
        result[name] = {"hour_of_week": OneOf(tied), "loss": quantity(value)}
    return result


def economy_baseline(package, outage, currency):
    total = []
    for r, row in package.regions.items():
        gdp, digital = number(row, "gdp"), number(row, "digital_share")
        if gdp is None or digital is None:
            return None
        lost = pointwise_maximum_integral([outage.curve(p, r) for p in outage.platforms])
        total.append(package.convert(gdp, row["gdp_currency"], currency) * digital * lost
                     / HOURS_PER_YEAR)
    return math.fsum(total)


def advertising_not_spent(owner_losses, losses):
    """Over the platforms on which a business advertises; None without one."""
    platforms = {x.row["platform"] for x in losses or [] if x.row["channel"] == "advertising"}
    return (math.fsum(owner_losses[p].advertising() for p in sorted(platforms))
            if platforms else None)


def region_figures(owner_loss, region, dependents):
    """A region with dependants alone has no owner's figures to compare."""
    if region not in owner_loss.rate:
        return {"region": region, "lost_demand_hours": Skip, "owner_revenue_loss": Skip,
                "dependent_revenue_loss": dependents}
    return {"region": region,
            "lost_demand_hours": quantity(mean(owner_loss.hours[region])),
            "owner_revenue_loss": owner_loss.figures(region),
            "dependent_revenue_loss": dependents}


def platform_figures(package, outage, platform, owner_loss, losses, currency):
    mine = None if losses is None else [x for x in losses if x.row["platform"] == platform]

    def split(column):
        return grouped((x.row[column], x) for x in mine or [])

    by_region = split("region")
    regions = list(owner_loss.rate) + [r for r in by_region if r not in owner_loss.rate]
    figures = {
        "platform": platform, "owner": package.owner_of(platform),
        "lost_demand_hours": quantity(owner_loss.lost_hours()),
        "owner_revenue_loss": owner_loss.figures(),
        "by_region": [region_figures(
            owner_loss, r, None if mine is None else quantity(summed(by_region.get(r, []))))
            for r in regions],
        "dependent_revenue_loss": None, "dependent_value_added_loss": None,
        "credits": quantity(contracts.credits_of(package, outage, platform, currency)),
        "advertising_not_spent": quantity(advertising_not_spent({platform: owner_loss}, mine))}
    if mine is not None:
        figures["dependent_revenue_loss"] = quantity(summed(mine))
        added = summed_value_added(mine)
        figures["dependent_value_added_loss"] = quantity(added) if mine else Skip
        figures["by_channel"] = [{"channel": c, "dependent_revenue_loss": quantity(summed(rows))}
                                 for c, rows in split("channel").items()]
        figures["by_sector"] = [
            {"sector": s, "dependent_revenue_loss": quantity(summed(rows)),
             "dependent_value_added_loss": quantity(summed_value_added(rows))}
            for s, rows in split("sector").items()]
    return figures


def owner_figures(package, outage, owner, net, currency):
    row = package.owner(owner)
    margin, tax = number(row, "margin"), number(row, "tax_rate")
    cap = market_cap(package, outage, row, currency)
    return {"owner": owner, "market_cap": quantity(cap),
            "fundamental_loss": None if margin is None or tax is None
            else quantity(net * margin * (1.0 - tax)),
            "market_value_change": market_value_change(package, outage, owner, currency),
            "event_study": event_study(package, outage, owner, currency)}


def scenario_figures(outage, currency, measured):
    return {"platforms": OneOf([outage.platforms, sorted(outage.platforms)]),
            "start": outage.start, "duration_hours": outage.duration,
            "severity": outage.severity,
            "recovery_hours": Skip if measured else outage.recovery, "currency": currency}


def estimate(tables, scenario):
    """The report's central figures for one scenario.

    scenario: platforms (list) or owner or event; regions (list), start (ISO 8601),
    duration_hours, severity, recovery_hours, currency, curve (rows of the severity curve).
    """
    forget()
    outage = Outage(tables, scenario)
    package = Package(tables, outage.start)
    owners = []
    for p in outage.platforms:
        if package.owner_of(p) not in owners:
            owners.append(package.owner_of(p))
    currency = scenario.get("currency") or package.owner(owners[0])["currency"]
    starts = outage.starts()
    owner_losses = {p: OwnerLoss(package, outage, p, currency) for p in outage.platforms}
    losses = None
    if package.has("dependencies"):
        losses = [DependentLoss(package, outage, row, currency, starts)
                  for row in package.table("dependencies") if row["platform"] in outage.platforms]

    supply = None
    if losses is not None and package.has("supply"):
        supply = Supply(package, outage, losses, currency)
    net = {o: math.fsum(mean(owner_losses[p].net_all) for p in outage.platforms
                        if package.owner_of(p) == o) for o in owners}
    gross, before = (math.fsum(mean(values) for values in series) for series in (
        [x.gross_all for x in owner_losses.values()], [x.before_all for x in owner_losses.values()]))
    baseline = economy_baseline(package, outage, currency)
    rival = None
    if losses is not None:
        rival = quantity(math.fsum(mean(x.rival) for x in losses))
        rival = rival if rival["central"] else OrAbsent(rival)
    report = {
        "scenario": scenario_figures(outage, currency, bool(scenario.get("curve"))),
        "platforms": [platform_figures(package, outage, p, owner_losses[p], losses, currency)
                      for p in outage.platforms],
        "owners": [owner_figures(package, outage, o, net[o], currency) for o in owners],
        "totals": {
            "owner_revenue_loss": owner_loss_figures(
                gross, before, math.fsum(net.values()),
                any(x.calibrated for x in owner_losses.values())),
            "dependent_revenue_loss": None if losses is None else quantity(summed(losses)),
            "advertising_not_spent": quantity(advertising_not_spent(owner_losses, losses)),
            "rival_gain": rival, "economy_baseline": quantity(baseline),
            "credits": quantity(contracts.total_credits(package, outage, currency)),
            "indirect_loss": supply.total() if supply else None,
            "owner_account": account.account(package, outage, owner_losses, scenario.get("incident"), currency)},
        "indirect_in_time": supply.in_time() if supply else None,
        "waterfall": {"owner": steps.owner_steps(package, outage, owner_losses, currency)},
    }
    if losses is not None:
        report["waterfall"]["dependants"] = steps.dependant_steps(outage, losses)
        rows, total = contracts.insurance(package, outage, losses, currency)
        report["insurance"], report["totals"]["insurance"] = rows, total
        report["top_businesses"] = businesses(package, losses, currency)
    if outage.start is None:
        timing = {"owner": extremes(total_of((x.net_all for x in owner_losses.values()), WEEK))}
        if losses is not None:
            timing["dependants"] = extremes(total_of((x.loss for x in losses), WEEK))
        report["timing"] = timing
    return report


def as_json(value):
    if isinstance(value, OneOf):
        return as_json(value.values[0]) if value.values else None
    if isinstance(value, OrAbsent):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return "not defined"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: report.py PACKAGE_FOLDER SCENARIO_JSON_TEXT")
    print(json.dumps(estimate(load(sys.argv[1]), json.loads(sys.argv[2])), indent=1,
                     default=as_json))
