# SPDX-License-Identifier: GPL-3.0-or-later
"""The package firms: outages whose owner measured the loss, each as it was known before.

It holds the figures of the package that no facts file has, each with its source, and the rules that
turn them into tables. The rules look at words, dates and kinds of business, never at a loss; they
are the same for every event and were written down before the program made any estimate. Two have
changed since, with the formulas and not with a loss: the recapture of consumers, when recapture
became a mean over waits, and what the press's word is worth, when measured severities replaced it
(README.md, "The firms package"). compile.py writes the files."""

import math
from datetime import date, timedelta

from facts import cite, judged_cells, num, unique
from firms_events import EVENTS, FIRMS, LOSSES, VINTAGES

MINUTES_A_DAY = 1440

# ---------------------------------------------------------------- rules

# When results are out, where no source gives the day: days after the period's end.
RESULTS_AFTER_DAYS = 60

# What the press's word is worth: fitted to the severities in the facts that somebody measured, none
# of them of an owner in this package. Student's t with two degrees of freedom, 95 %: four measured
# severities about the means of two words.
T_95 = 2.919986
LOGIT_PLACES = 4


def logit(share):
    return math.log(share / (1 - share))


def logistic(x):
    return 1 / (1 + math.exp(-x))


def severities(facts):
    """{word: (centre, 5 %, 95 %, source)} for a new outage that the press calls so: the mean of the
    logits of those that were measured, and a prediction interval with the scatter within words."""
    words = {row["id"]: "full" if row["severity"].startswith("full") else "partial"
             for row in facts.rows("outages")}
    measured = {"full": [], "partial": []}
    for row in facts.rows("measured_inputs"):
        if row["input"] == "severity":
            measured[words[row["event"]]].append((logit(float(row["value"])), row))
    means = {word: sum(x for x, _ in found) / len(found) for word, found in measured.items()}
    count = sum(map(len, measured.values()))
    within = sum((x - means[word]) ** 2 for word, found in measured.items() for x, _ in found)
    scale = math.sqrt(within / (count - len(means)))
    answer = {}
    for word, found in measured.items():
        spread = T_95 * scale * math.sqrt(1 + 1 / len(found))
        values = [round(logistic(means[word] + step * spread), LOGIT_PLACES) for step in (0, -1, 1)]
        shown = " and ".join(f"{row['value']} ({cite(row['source'])})" for _, row in found)
        answer[word] = (*values, f"assumption: what the press calls {word}, as measured elsewhere: "
                        f"{shown}; mean of the logits, 90 % prediction interval")
    return answer


# The program's recapture is that of a sale lost just before the end, and fades over so many hours for
# consumers (docs/methodology.md, stage 3); what was measured is a mean over an outage of 16 hours.
CONSUMER_DECAY_HOURS = 72
MEASURED_HOURS = 16


# What was measured had no rival: all shops were closed, and the customers of MKS had no other supplier
# (an assumption). One firm's outage has some: they sell this part of what it cannot, as the
# reference package has it (sectors.diverted). The low end: 0.2 of the tenth that waits.
DIVERTED = 0.5
LEAST_RECAPTURED = "0.02"


def without_waiting(mean):
    waited = MEASURED_HOURS / CONSUMER_DECAY_HOURS
    return mean * waited / -math.expm1(-waited)


# Kinds of flow, by what is bought: what becomes of a sale that could not be made, and when sales
# are made. Each centre was measured once, at another owner.
def recaptures(facts):
    """{kind: (centre, 5 %, 95 %, source)}; a centre of 0 has no range."""
    def measured(event):
        return facts.one("measured_inputs", input="recapture", event=event)

    consumer, orders, stopped = (measured(event) for event in (
        "IBERIA-2025-04-28", "MKSI-2023-02-03", "JLR-2025-08-31"))
    light = facts.one("recapture", code="IND2")
    return {
        "consumer": (num((1 - DIVERTED) * without_waiting(float(consumer["value"])), 4),
                     LEAST_RECAPTURED, "0.87",
                     f"assumption: half goes to rivals; else as measured for consumers when all shops "
                     f"were closed, 0.56 after 16 hours: {consumer['what']} "
                     f"({cite(consumer['source'])}); over the mean of exp(-x/72) for waits x of 0 to "
                     "16 hours; high: the Hazus factor of retail"),
        "orders": (num((1 - DIVERTED) * float(orders["value"]), 4), LEAST_RECAPTURED,
                   num(float(light["value"]) / 100),
                   f"assumption: half goes to rivals; else as measured for orders between firms "
                   f"elsewhere: {orders['what']} ({cite(orders['source'])}); high: the Hazus factor "
                   f"of light industry ({cite(light['source'])})"),
        "capacity": (stopped["value"], "", "", "assumption: a seat, a bed, an hour of a full plant "
                     f"that was not sold is not sold later, as said elsewhere: {stopped['what']} "
                     f"({cite(stopped['source'])})"),
        "advertising": ("0.25", "0.05", "0.6", "assumption: as the reference package has it for "
                        "advertising that can be shown later"),
        "subscription": ("0", "", "", "assumption: what is paid by the month is not made up")}


PROFILES = {"consumer": "retail_hours", "orders": "office_hours", "capacity": "always_on",
            "advertising": "always_on", "subscription": "always_on"}
USAGE = {"subscription": ("0.05", "0.01", "0.2", "assumed", "assumption: a subscription goes on "
                          "while the service is down")}
ALL_STOPS = ("1", "", "", "assumed", "assumption: what is sold by the piece stops with the outage")
# The year before, as it is. A growth carried forward would need two years of every owner, and
# misleads after a year like 2020.
GROWTH = ("1", "0.7813", "1.2799", "assumed", "assumption: the year before, no growth: sd of ln "
          "0.15, as a plain year missed the next quarter of the reference owner by 14 % (rms)")

REGIONS = {
    "united_states": ("United States", "-5"), "canada": ("Canada", "-5"),
    "united_kingdom": ("United Kingdom", "0"), "japan": ("Japan", "9"), "brazil": ("Brazil", "-3"),
    "taiwan": ("Taiwan", "8"), "world": ("Several continents", "0")}

# Means of the year: for each currency from the year in which its first figure was known.
RATES = "github.com/datasets/exchange-rates:data/annual.csv@fa7d949956d1 (FRED), mean of the year"
YEAR_MEANS = {"EUR": {2017: "0.8849", 2019: "0.8933"}, "CAD": {2021: "1.2533", 2022: "1.3014"},
              "BRL": {2021: "5.3958", 2022: "5.1605"}, "JPY": {2024: "151.4551"}}
# Sterling is not in that list: amounts that were published in both currencies.
STERLING = [("BA-2017-05-27", "102 (GBP 80M)", 80 / 102, "2017-01-01"),
            ("MKS-2025-04-22", "435 (GBP 324M lost sales at 1.342)", 324 / 435, "2025-01-01")]


# ---------------------------------------------------------------- owners, platforms, regions

def known_on(vintage):
    """(day from which a figure counts, why)"""
    if vintage.known:
        return vintage.known, "known that day: " + vintage.source
    day = date.fromisoformat(vintage.end) + timedelta(days=RESULTS_AFTER_DAYS)
    return day.isoformat(), (f"assumption: results are out {RESULTS_AFTER_DAYS} days after the end "
                             f"of the period, {vintage.end}")


OWNERS_COLUMNS = ["owner", "name", "currency", "as_of", "basis", "source"]


def owners(facts):
    rows = []
    for vintage in VINTAGES:
        firm = FIRMS[vintage.firm]
        as_of, why = known_on(vintage)
        rows.append(dict(owner=vintage.firm, name=firm.owner, currency=firm.currency, as_of=as_of,
                         basis="assumed" if why.startswith("assum") else "reported", source=why))
    return rows


PLATFORMS_COLUMNS = [
    "platform", "name", "owner", "annual_revenue", "annual_revenue_basis", "annual_revenue_source",
    "currency", "flow_kind", "recapture", "recapture_low", "recapture_high", "recapture_basis",
    "recapture_source", "growth_factor", "growth_factor_low", "growth_factor_high",
    "growth_factor_basis", "growth_factor_source", "usage_share", "usage_share_low",
    "usage_share_high", "usage_share_basis", "usage_share_source", "as_of", "basis", "source"]


def platforms(facts):
    kinds = recaptures(facts)
    rows = []
    for vintage in VINTAGES:
        firm = FIRMS[vintage.firm]
        centre, low, high, why = kinds[firm.kind]
        as_of, known = known_on(vintage)
        rows.append(dict(
            platform=firm.platform, name=firm.name, owner=vintage.firm,
            annual_revenue=num(vintage.revenue, 0), annual_revenue_basis=vintage.basis,
            annual_revenue_source=f"{vintage.period}: {vintage.source}", currency=firm.currency,
            flow_kind=firm.kind,
            as_of=as_of, basis="assumed", source=known if known.startswith("assum")
            else "assumption: as said for each figure; " + known,
            **judged_cells("recapture", (centre, low, high, "assumed", why)),
            **judged_cells("growth_factor", GROWTH),
            **judged_cells("usage_share", USAGE.get(firm.kind, ALL_STOPS))))
    return rows


REGIONS_COLUMNS = ["region", "name", "utc_offset_hours", "utc_offset_hours_basis",
                   "utc_offset_hours_source", "basis", "source"]


def regions(facts):
    used = {firm.region for firm in FIRMS.values()}
    return [dict(region=region, name=name, utc_offset_hours=offset,
                 utc_offset_hours_basis="assumed", utc_offset_hours_source="assumption: standard "
                 "time of the capital, or of the east coast in North America; UTC for the world",
                 basis="assumed", source="assumption: the country of the head office, or the world "
                 "where the outage was felt on several continents")
            for region, (name, offset) in REGIONS.items() if region in used]


PLATFORM_REGIONS_COLUMNS = ["platform", "region", "revenue_share", "revenue_share_basis",
                            "revenue_share_source", "profile", "basis", "source"]


def platform_regions(facts):
    return [dict(platform=firm.platform, region=firm.region, revenue_share="1",
                 revenue_share_basis="assumed", revenue_share_source="assumption: all of it",
                 profile=PROFILES[firm.kind], basis="assumed",
                 source=f"assumption: the hours of the kind of flow ({firm.kind})")
            for firm in FIRMS.values()]


FX_COLUMNS = ["currency", "per_usd", "date", "basis", "source"]


def fx(facts):
    rows = [dict(currency="USD", per_usd="1", date="2011-01-01", basis="measured",
                 source="the base")]
    rows += [dict(currency=currency, per_usd=rate, date=f"{year}-01-01", basis="measured",
                  source=RATES) for currency, means in YEAR_MEANS.items()
             for year, rate in means.items()]
    for event, text, rate, day in STERLING:
        row = facts.one("outages", id=event)
        if row["loss_owner_revenue_usd_m"] != text:
            raise SystemExit(f"outages.csv: {event} no longer says '{text}'")
        rows.append(dict(currency="GBP", per_usd=num(rate, 4), date=day, basis="derived",
                         source=f"published in both currencies, {text}: {cite(row['source'])}"))
    return rows


# ---------------------------------------------------------------- outages

OUTAGES_COLUMNS = [
    "event", "owner", "platforms", "start", "duration_minutes", "duration_minutes_low",
    "duration_minutes_high", "duration_minutes_basis", "duration_minutes_source", "severity",
    "severity_low", "severity_high", "severity_basis", "severity_source", "measured_severity",
    "measured_severity_basis", "measured_severity_source", "measured_duration_minutes",
    "measured_duration_minutes_basis", "measured_duration_minutes_source", "regions", "cause",
    "basis", "source"]


def duration_cells(event):
    """The geometric mean of the first and the last end that the sources bear, as the program takes
    the centre of a range; one end has no range."""
    low, high = (round(days * MINUTES_A_DAY) for days in event.days)
    ends = ("", "") if low == high else (str(low), str(high))
    return judged_cells("duration_minutes", (str(round(math.sqrt(low * high))), *ends, "reported",
                                             event.length))


def measured_cells(event):
    cells = {}
    for name, measured in (("measured_severity", event.measured_severity),
                           ("measured_duration_minutes", event.measured_minutes)):
        if measured:
            value, basis, source = measured
            cells.update({name: num(value, 4), name + "_basis": basis, name + "_source": source})
    return cells


def outages(facts):
    words = severities(facts)
    rows = []
    for event in EVENTS:
        centre, low, high, why = words[event.word]
        severity = (num(centre, 4), num(low, 4), num(high, 4), "assumed",
                    f"{why}; press: {event.press}")
        rows.append(dict(
            event=event.id, owner=event.firm, platforms=FIRMS[event.firm].platform,
            start=event.start, regions="", cause=event.cause, basis="reported",
            source=event.source, **duration_cells(event), **judged_cells("severity", severity),
            **measured_cells(event)))
    return rows


# ---------------------------------------------------------------- what the owner reported

PUBLISHED_COLUMNS = ["event", "measure", "low", "high", "currency", "publisher", "date", "kind",
                     "basis", "source"]


def loss_amounts(facts, loss):
    """(low, high, source): written here, or of a row of the facts, which keeps its source."""
    if loss.quantity is None:
        return loss.low, loss.high, loss.source
    row = facts.one("published_estimates", event_id=loss.event, quantity=loss.quantity)
    factor = loss.factor
    return (float(row["low"]) * factor, float(row["high"]) * factor,
            unique([cite(row["source"]), row["method"], row["note"], loss.source]))


def published(facts):
    owner_of = {event.id: FIRMS[event.firm] for event in EVENTS}
    rows = []
    for loss in LOSSES:
        low, high, source = loss_amounts(facts, loss)
        firm = owner_of[loss.event]
        rows.append(dict(event=loss.event, measure=loss.measure, low=num(low, 0), high=num(high, 0),
                         currency=firm.currency, publisher=firm.owner, date=loss.date,
                         kind="company", basis=loss.basis, source=source))
    return rows


# ---------------------------------------------------------------- the owner's account

# What the owner reported as costs, by kind of article 7(1) of Delegated Regulation (EU) 2024/1772, and
# what came back. Revenue that was deferred is no loss, profit has both in it.
COST_KINDS = {"owner_revenue_loss": "f", "owner_credits": "d", "owner_cost": ""}
RECOVERY_KINDS = {"owner_insurance": "insurer"}
COSTS_COLUMNS = ["incident", "kind", "amount", "amount_low", "amount_high", "currency", "date",
                 "basis", "source"]
RECOVERIES_COLUMNS = ["incident", "kind", "state", "amount", "amount_low", "amount_high",
                      "currency", "date", "basis", "source"]


def bookings(facts, kinds):
    """The figures of `published` of these measures: the middle of what the owner gave, with its ends
    as the range."""
    for row in published(facts):
        if row["measure"] in kinds:
            low, high = float(row["low"]), float(row["high"])
            ends = ("", "") if low == high else (row["low"], row["high"])
            yield dict(incident=row["event"], kind=kinds[row["measure"]],
                       amount=num((low + high) / 2, 1), amount_low=ends[0], amount_high=ends[1],
                       currency=row["currency"], date=row["date"], basis=row["basis"],
                       source=row["source"])


def costs(facts):
    return list(bookings(facts, COST_KINDS))


def recoveries(facts):
    return [dict(row, state="received") for row in bookings(facts, RECOVERY_KINDS)]


# ---------------------------------------------------------------- the package

TITLE = ("Outages whose owner measured the loss: what it reported, and the owner as it was known "
         "before")


def tables(activity, model_error):
    """(name, columns, function) of each table. `activity` and `model_error` are the (columns,
    function) of the reference package's, of which this one has what it uses."""
    def hours(facts):
        used = set(PROFILES.values())
        return [row for row in activity[1](facts) if row["profile"] in used]

    return [
        ("owners", OWNERS_COLUMNS, owners),
        ("platforms", PLATFORMS_COLUMNS, platforms),
        ("regions", REGIONS_COLUMNS, regions),
        ("platform_regions", PLATFORM_REGIONS_COLUMNS, platform_regions),
        ("activity", activity[0], hours),
        ("fx", FX_COLUMNS, fx),
        ("outages", OUTAGES_COLUMNS, outages),
        ("model_error", *model_error),
        ("published", PUBLISHED_COLUMNS, published),
        ("costs", COSTS_COLUMNS, costs),
        ("recoveries", RECOVERIES_COLUMNS, recoveries)]
