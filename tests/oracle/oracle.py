# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent second implementation of the central values of `blackout estimate`.

It was written from the methodology and the contract alone, without sight of the program, and is
made to be read: one function a formula, no speed tricks beyond remembering an integral. It covers
stages 1 to 5 and 6b, 6c of the model, the event study's side-by-side figures and the
concentration indices of businesses. It does not validate packages, sample,
or render: those who write tests hand it sound packages.

Units: hours, hours of the week (0 = Monday 00:00 UTC), money in the report currency, shares in
[0, 1]. A quantity is {"central": x}, as in the program's JSON. Where README.md lists a reading,
the comment says "Reading".
"""

import csv
import functools
import json
import math
import os
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from numerics import dot, exact, exponential, integrate, median, product, milne, solve

HOURS_PER_YEAR = 8766.0
FITS = "the traffic fits of these tables"
WEEK = 168
MONDAY = datetime(1970, 1, 5, tzinfo=timezone.utc)
OUTSIDE = ("email", "store", "web", "phone")  # fallbacks that are always up
NOT_CONFOUNDED = ("", "no", "false", "0")
MASK_CUT = 4.685 * 1.4826             # residuals beyond this many MAD are dropped
ORDINARY_EMPTY = 0.01                 # a part of empty intervals beyond it is no outage


class Refusal(Exception):
    """The program must refuse this input with exit status 1."""


class Skip:
    """A figure the design leaves open: not compared."""


class OrAbsent:
    """A figure that may also be absent."""

    def __init__(self, value):
        self.value = value


class OneOf:
    """A value that must be one of several (ties)."""

    def __init__(self, values):
        self.values = list(values)


def quantity(x):
    return None if x is None else {"central": x}


# ---------------------------------------------------------------------------------------------
# Reading a package

def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def load(folder):
    """Tables by name: lists of rows of text. prices_SYMBOL.csv files join the table prices."""
    tables = {}
    for name in sorted(os.listdir(folder)):
        stem, extension = os.path.splitext(name)
        if extension != ".csv":
            continue
        rows = read_csv(os.path.join(folder, name))
        if stem.startswith("prices_"):
            rows = [{"date": row["Date"], "symbol": stem[len("prices_"):], "close": row["Close"]}
                    for row in rows]
            stem = "prices"
        tables.setdefault(stem, []).extend(rows)
    return tables


def text(row, column, default=""):
    return (row.get(column) or "") or default


def number(row, column, default=None):
    field = text(row, column)
    return float(field) if field else default


def parse_time(field):
    """ISO 8601; without an offset it is UTC; a date alone is its midnight."""
    moment = datetime.fromisoformat(field)
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else \
        moment.astimezone(timezone.utc)


def hours_between(earlier, later):
    return (later - earlier) / timedelta(hours=1)


def hour_of_week(moment):
    return ((moment - MONDAY) % timedelta(hours=WEEK)) / timedelta(hours=1)


def in_force(rows, moment, column="as_of"):
    """The latest row not after the moment (of all rows without one); undated is always known."""
    best, best_date = None, None
    for row in rows:
        stamp = text(row, column)
        date = parse_time(stamp) if stamp else datetime.min.replace(tzinfo=timezone.utc)
        if moment is not None and date > moment:
            continue
        if best is None or date > best_date:
            best, best_date = row, date
    if best is None:
        raise Refusal("no row in force")
    return best


def listed(field):
    return [part.strip() for part in field.split(";") if part.strip()]


class Package:
    """The tables as they were known at one moment (None: the latest of all)."""

    def __init__(self, tables, moment):
        self.tables, self.moment = tables, moment
        self.owners, self.platforms = {}, {}
        for name, table, key in ((self.owners, "owners", "owner"),
                                 (self.platforms, "platforms", "platform")):
            groups = {}
            for row in tables[table]:
                groups.setdefault(row[key], []).append(row)
            for value, rows in groups.items():
                name[value] = rows
        self.regions = {row["region"]: row for row in tables["regions"]}
        self.sectors = {row["sector"]: row for row in tables.get("sectors", [])}
        self.channels = {row["channel"]: row for row in tables.get("channels", [])}
        self.shares = {(row["platform"], row["region"]): row
                       for row in tables["platform_regions"]}
        self.profiles = load_profiles(tables.get("activity", []))
        self.fits = fits_of(tables)

    def table(self, name):
        return self.tables.get(name, [])

    def has(self, name):
        return name in self.tables

    def owner(self, name):
        return in_force(self.owners[name], self.moment)

    def platform(self, name):
        return in_force(self.platforms[name], self.moment)

    def owner_of(self, platform):
        return self.platforms[platform][0]["owner"]

    def platforms_of(self, owner):
        return [p for p in self.platforms if self.owner_of(p) == owner]

    def offset_hours(self, region):
        return number(self.regions[region], "utc_offset_hours")

    def per_usd(self, currency):
        rows = [row for row in self.table("fx") if row["currency"] == currency]
        if not rows and currency == "USD":
            return 1.0  # Reading: a dollar is a dollar without a row
        return number(in_force(rows, self.moment, "date"), "per_usd")

    def convert(self, amount, source, target):
        if source == target:
            return amount
        return amount / self.per_usd(source) * self.per_usd(target)


def fits_of(tables):
    """Traffic fits by pair, None until they are asked for; they stay with the tables, which do not say
    them differently at another start."""
    if FITS not in tables:
        tables[FITS] = {(row["platform"], row["region"]): None for row in tables.get("traffic", [])}
    return tables[FITS]


def load_profiles(rows):
    """Activity profiles, arithmetic mean 1 over the 168 hours."""
    profiles = {}
    for row in rows:
        profiles.setdefault(row["profile"], [0.0] * WEEK)
        profiles[row["profile"]][int(row["hour_of_week"])] = float(row["weight"])
    return {name: mean_one(weights) for name, weights in profiles.items()}


def mean_one(weights):
    mean = math.fsum(weights) / len(weights)
    return [w / mean for w in weights]


# ---------------------------------------------------------------------------------------------
# Stage 1. What is unavailable: a curve is a tuple of linear pieces (u0, u1, v0, v1), in hours u
# since t0, and 0 outside them.

UP = ()


def default_curve(severity, duration, recovery):
    """A step, then linear to 0 over the recovery."""
    if severity == 0.0 or duration == 0.0:
        return UP
    pieces = [(0.0, duration, severity, severity)]
    if recovery > 0.0:
        pieces.append((duration, duration + recovery, severity, 0.0))
    return tuple(pieces)


def curve_value(curve, u):
    for u0, u1, v0, v1 in curve:
        if u0 <= u < u1:
            return v0 + (v1 - v0) * (u - u0) / (u1 - u0)
    return 0.0


def curve_integral(curve):
    return math.fsum((u1 - u0) * (v0 + v1) / 2.0 for u0, u1, v0, v1 in curve)


def pointwise_maximum_integral(curves):
    """Integral of the largest of several curves; equal curves are one."""
    curves = sorted(set(curves))
    if len(curves) < 2:
        return math.fsum(curve_integral(c) for c in curves)
    edges = sorted({u for c in curves for piece in c for u in piece[:2]})
    # only measured curves differ between platforms, and these are constant between edges
    return math.fsum((b - a) * max(curve_value(c, 0.5 * (a + b)) for c in curves)
                     for a, b in zip(edges, edges[1:]))


PRESS_SEVERITY = 0.803  # what the press's word "full" turned out to be worth


def severity_of(event):
    """Of an event that does not say it, the press's word; without an event all of it."""
    return number(event, "severity", PRESS_SEVERITY) if event else 1.0


class Outage:
    """What is down, where and when: the scenario after its defaults and its event."""

    def __init__(self, tables, scenario):
        self.event = scenario.get("event")
        event = find_event(tables, self.event) if self.event else {}
        known = {row["platform"]: row["owner"] for row in tables["platforms"]}
        self.platforms = scenario_platforms(scenario, event, known)
        start = scenario.get("start") or text(event, "start")
        self.start = parse_time(start) if start else None
        self.start_asked = bool(scenario.get("start"))
        self.start_has_time = bool(start) and len(start.strip()) > len("2021-10-04")
        self.as_event = bool(event) and not self.start_asked and not scenario.get("curve")
        minutes = number(event, "duration_minutes")
        self.duration = scenario.get("duration_hours")
        if self.duration is None and minutes is not None:
            self.duration = minutes / 60.0
        self.severity = scenario.get("severity")
        if self.severity is None:
            self.severity = severity_of(event)
        self.recovery = scenario.get("recovery_hours") or 0.0
        regions = [row["region"] for row in tables["regions"]]
        self.chosen_regions = scenario.get("regions")
        self.regions = [r for r in regions if r in (self.chosen_regions or regions)]
        self.event_scope = number(event, "scope_share", 1.0)
        self.moved = bool(event) and self.is_elsewhere(event, regions)
        self.changed = bool(event) and self.differs(event, scenario)
        self.curves = {}
        if scenario.get("curve"):
            self.read_curves(scenario["curve"])
        else:
            self.set_default_curves()

    def is_elsewhere(self, event, regions):
        """Whether other platforms or regions are hit than the event's."""
        named = text(event, "regions").split(";") if text(event, "regions") else regions
        return (set(self.platforms) != set(text(event, "platforms").split(";")) or
                (bool(self.chosen_regions) and set(self.chosen_regions) != set(named)))

    def differs(self, event, scenario):
        """Whether the scenario says otherwise what its event says."""
        begins = text(event, "start")
        minutes = number(event, "duration_minutes")
        return (self.moved or (self.start_asked and bool(begins) and parse_time(begins) != self.start) or
                (scenario.get("duration_hours") is not None and minutes is not None and
                 abs(self.duration - minutes / 60) > 1 / 3600) or
                (scenario.get("severity") is not None and
                 abs(self.severity - severity_of(event)) > 1e-6))

    def set_default_curves(self):
        self.window = self.duration
        step = default_curve(self.severity, self.duration, self.recovery)
        for p in self.platforms:
            for r in self.regions:
                self.curves[p, r] = step

    def read_curves(self, rows):
        """Measured curves replace the step, the start, the duration and the severity."""
        steps = {}
        for p in self.platforms:
            for r in self.regions:
                mine = [(parse_time(row["timestamp"]), float(row["unavailable"])) for row in rows
                        if text(row, "platform", p) == p and text(row, "region", r) == r]
                if mine:
                    steps[p, r] = sorted(mine)
        self.start = min(t for curve in steps.values() for t, v in curve if v > 0.0)
        self.start_has_time = True
        half = max(v for curve in steps.values() for t, v in curve) / 2.0
        ends = []
        for key, curve in steps.items():
            pieces = []
            for (t, v), (following, _) in zip(curve, curve[1:]):
                u0, u1 = (hours_between(self.start, x) for x in (t, following))
                if v > 0.0:
                    pieces.append((u0, u1, v, v))
                if v >= half:
                    ends.append(u1)
            self.curves[key] = tuple(pieces)
        self.duration = max(ends)
        self.window = max(piece[1] for curve in self.curves.values() for piece in curve)
        means = [math.fsum((min(u1, self.duration) - u0) * v for u0, u1, v, _ in curve
                           if u0 < self.duration) / self.duration
                 for curve in self.curves.values()]
        self.severity = math.fsum(means) / len(means)

    def strikes(self, platform, region):
        """Whether they are in the scenario at all, if only with a severity of 0."""
        return (platform, region) in self.curves

    def curve(self, platform, region):
        return self.curves.get((platform, region), UP)

    def starts(self):
        """Starting hours of the week to average over."""
        if self.start is not None:
            return [hour_of_week(self.start)]
        return [float(h) for h in range(WEEK)]


def find_event(tables, name):
    for row in tables.get("outages", []):
        if row["event"] == name:
            return row
    raise Refusal("no such event")


def scenario_platforms(scenario, event, known):
    """Platforms named, else all of the owner, else those of the event; sorted by the package."""
    wanted = scenario.get("platforms")
    if wanted is None and scenario.get("owner"):
        wanted = [p for p in known if known[p] == scenario["owner"]]
    of_event = listed(text(event, "platforms"))
    for p in of_event + (wanted or []):
        if p not in known:
            raise Refusal(f"platform {p} is not in the package")
    if wanted is None:
        wanted = of_event
    return [p for p in known if p in wanted]


# ---------------------------------------------------------------------------------------------
# The one integral of the model:
#   integral of sigma_p (1 - sigma_j) a(local t) phi(t - t0) dt

class Channel:
    """phi(u) = 1 - exp(-((u - grace)/onset)^shape) after the grace, else 0."""

    def __init__(self, row=None):
        row = row or {}
        self.grace = number(row, "grace_hours", 0.0)
        self.onset = number(row, "onset_hours", 0.0)
        self.shape = number(row, "shape", 1.0)
        self.key = (self.grace, self.onset, self.shape)

    def phi(self, u):
        if u <= self.grace:
            return 0.0
        if self.onset == 0.0:
            return 1.0
        return -math.expm1(-((u - self.grace) / self.onset) ** self.shape)


IMMEDIATE = Channel()
_pieces = {}  # remembered integrals between breakpoints, by everything they depend on
_exposures = {}  # the same of whole outages


def forget():
    """The integrals of the last scenario."""
    _pieces.clear()
    _exposures.clear()


def pieces_of(curve, other, channel, phase, since):
    """(hour of the week after the one of the start, integral of sigma (1 - sigma_j) phi over it, of
    all weeks together), from u = since on.

    phase is the local hour at u = 0, modulo 1: it places the hour boundaries.
    """
    key = (curve, other, channel.key, round(phase, 12), since)
    if key in _pieces:
        return _pieces[key]
    end = max((piece[1] for piece in curve), default=0.0)
    points = {since, end, channel.grace}
    points.update(u for piece in curve + other for u in piece[:2])
    points.update(n - phase for n in range(int(end) + 2))
    points = sorted(u for u in points if since <= u <= end)

    def integrand(u):
        return curve_value(curve, u) * (1.0 - curve_value(other, u)) * channel.phi(u)

    parts = {}
    for a, b in zip(points, points[1:]):
        if channel.onset == 0.0:  # of degree 2 at most
            value = milne(integrand, a, b)
        else:
            value = integrate(integrand, a, b, a == channel.grace) \
                if integrand(0.5 * (a + b)) != 0.0 else 0.0
        if value != 0.0:
            parts.setdefault(math.floor(phase + 0.5 * (a + b)) % WEEK, []).append(value)
    result = [(hour, math.fsum(values)) for hour, values in parts.items()]
    _pieces[key] = result
    return result


def discounts(curve, phase, rate, since):
    """{hour of the week after the one of the start: the mean of exp(-rate u) over what the curve loses in
    it from `since` on, all weeks together}, by quadrature."""
    key = (curve, round(phase, 12), rate, since)
    if key not in _pieces:
        end = max((piece[1] for piece in curve), default=0.0)
        points = sorted({u for piece in curve for u in piece[:2] if u >= since} | ({since} if since < end else set()) | {
            n - phase for n in range(int(end) + 2) if since < n - phase < end})
        lost, counted = {}, {}
        for a, b in zip(points, points[1:]):
            hour = math.floor(phase + 0.5 * (a + b)) % WEEK
            lost.setdefault(hour, []).append(milne(lambda u: curve_value(curve, u), a, b))
            counted.setdefault(hour, []).append(
                integrate(lambda u: curve_value(curve, u) * math.exp(-rate * u), a, b)
                if lost[hour][-1] > 0.0 else 0.0)
        _pieces[key] = {hour: math.fsum(counted[hour]) / math.fsum(lost[hour])
                        for hour in lost if math.fsum(lost[hour]) > 0.0}
    return _pieces[key]


def exposure(curve, other, channel, weights, offset, starts, since=0.0, rate=0.0):
    """Average hours lost from `since` on, one value for each start (hour of the week, UTC); with a rate,
    each hour times what is left of it by then."""
    key = (curve, other, channel.key, tuple(weights), offset, tuple(starts), since, rate)
    if key not in _exposures:
        _exposures[key] = exposure_of(curve, other, channel, weights, offset, starts, since, rate)
    return _exposures[key]


def exposure_of(curve, other, channel, weights, offset, starts, since, rate):
    values, phase, pieces = [], None, []
    for start in starts:
        local = start + offset
        first = math.floor(local)
        if phase != local - first:  # whole hours apart, all starts have the same pieces
            phase = local - first
            pieces = pieces_of(curve, other, channel, phase, since)
            if rate > 0.0:
                left = discounts(curve, phase, rate, since)
                pieces = [(hour, x * left.get(hour, 1.0)) for hour, x in pieces]
        values.append(math.fsum([weights[(first + hour) % WEEK] * x for hour, x in pieces]))
    return values


# ---------------------------------------------------------------------------------------------
# Stage 2. The hour-of-week profile of the traffic

def masked_windows(package, platform, region):
    windows = []
    for row in package.table("outages"):
        minutes = number(row, "duration_minutes")
        regions = listed(text(row, "regions"))
        if text(row, "start") and minutes and platform in listed(text(row, "platforms")) \
                and (not regions or region in regions):
            begin = parse_time(row["start"])
            windows.append((begin, begin + timedelta(minutes=minutes)))
    return windows


def hourly_logs(package, platform, region):
    """{hours since the reference Monday: ln of the hourly mean}, without masked hours. Intervals
    without volume count where they are over 1 % of those of the hours with traffic."""
    windows = masked_windows(package, platform, region)
    hours = {}
    for row in package.table("traffic"):
        if (row["platform"], row["region"]) == (platform, region):
            hour = math.floor(hours_between(MONDAY, parse_time(row["timestamp"])))
            hours.setdefault(hour, []).append(float(row["volume"]))
    alive = {h: v for h, v in hours.items() if max(v) > 0.0}
    empty = sum(v.count(0.0) for v in alive.values())
    if empty <= ORDINARY_EMPTY * sum(len(v) for v in alive.values()):
        alive = {h: [x for x in v if x > 0.0] for h, v in alive.items()}

    def masked(hour):
        begin = MONDAY + timedelta(hours=hour)
        return any(a < begin + timedelta(hours=1) and begin < b for a, b in windows)
    return {h: math.log(math.fsum(v) / len(v)) for h, v in alive.items() if not masked(h)}


def grouped(pairs):
    groups = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def without_outliers(logs):
    """(what is kept, the cut): residuals about week level and cell value beyond the cut are dropped."""
    level = {w: median(v) for w, v in grouped((h // WEEK, y) for h, y in logs.items()).items()}
    cell = {c: median(v) for c, v in
            grouped((h % WEEK, y - level[h // WEEK]) for h, y in logs.items()).items()}
    residual = {h: y - level[h // WEEK] - cell[h % WEEK] for h, y in logs.items()}
    centre = median(residual.values())
    mad = median(abs(r - centre) for r in residual.values())
    if mad < 1e-12:  # rounding noise of exact data counts as 0: then none is dropped
        return logs, 0.0
    cut = MASK_CUT * mad
    return {h: y for h, y in logs.items() if abs(residual[h]) <= cut}, cut


def weekly_terms(kept, weeks):
    """(expected ln volume of an hour, observations of each cell) by least squares of one level,
    hour-of-week terms and, from six weeks on, a trend.

    With one term for each cell, the slope is the pooled within-cell regression on time.
    """
    cells = grouped((h % WEEK, (h, y)) for h, y in kept.items())
    if len(cells) < WEEK:
        raise ValueError("an hour of the week is without data")
    mean_time = {c: math.fsum(h for h, _ in v) / len(v) for c, v in cells.items()}
    mean_log = {c: math.fsum(y for _, y in v) / len(v) for c, v in cells.items()}
    slope = 0.0
    if weeks >= 6:
        slope = math.fsum((h - mean_time[c]) * (y - mean_log[c])
                          for c, v in cells.items() for h, y in v) \
            / math.fsum((h - mean_time[c]) ** 2 for c, v in cells.items() for h, y in v)

    def expected(hour):
        return mean_log[hour % WEEK] + slope * (hour - mean_time[hour % WEEK])
    return expected, {c: len(v) for c, v in cells.items()}


def second_look(logs, kept, cut, weeks):
    """What the medians dropped comes back if its standardised residual is inside the cut of those."""
    expected, count = weekly_terms(kept, weeks)
    standardised = {}
    for h, y in logs.items():
        n = count[h % WEEK]
        variance = 1 - 1 / n if h in kept else 1 + 1 / n
        if variance > 0.0:
            standardised[h] = abs(y - expected(h)) / math.sqrt(variance)
    cut = max(cut, MASK_CUT * median(standardised.values()))
    return {h: y for h, y in logs.items() if h in kept or standardised[h] <= cut}


def traffic_profile(logs):
    """w_h: two looks at what belongs, then exp of the hour-of-week terms, of mean 1."""
    weeks = (max(logs) + 1 - min(logs)) / WEEK
    kept, cut = without_outliers(logs)
    kept = second_look(logs, kept, cut, weeks) if len(kept) < len(logs) else kept
    expected, _ = weekly_terms(kept, weeks)
    first = WEEK * (min(logs) // WEEK)
    # a week without its trend: all terms at one time
    slope = (expected(first + WEEK) - expected(first)) / WEEK
    terms = [expected(first + c) - slope * c for c in range(WEEK)]
    highest = max(terms)
    return mean_one([math.exp(x - highest) for x in terms])


def demand(package, platform, region):
    """(weights, offset): from traffic in UTC, else the named profile in local time, else flat."""
    pair = (platform, region)
    if pair in package.fits:
        if package.fits[pair] is None:
            package.fits[pair] = traffic_profile(hourly_logs(package, *pair))
        return package.fits[pair], 0.0
    profile = text(package.shares[platform, region], "profile")
    if profile:
        return package.profiles[profile], package.offset_hours(region)
    return [1.0] * WEEK, 0.0


# ---------------------------------------------------------------------------------------------
# Stage 3. The owner's revenue

def revenue_scale(package, owner):
    """Owner's annual revenue over the sum of its platforms', where it is given."""
    row = package.owner(owner)
    total = number(row, "annual_revenue")
    if total is None:
        return 1.0
    parts = [package.platform(p) for p in package.platforms_of(owner)]
    return total / math.fsum(package.convert(number(x, "annual_revenue"), x["currency"],
                                             row["currency"]) for x in parts)


def usage_share(row):
    """Empty: what stops of a flow of the kind; 0.9 where the kind is not known."""
    return number(row, "usage_share", {"": 0.9, "subscription": 0.05}.get(text(row, "flow_kind"),
                                                                          1.0))


def hourly_revenue(package, platform, currency):
    """{region: R_pr}, in the report currency an average hour."""
    row = package.platform(platform)
    annual = package.convert(number(row, "annual_revenue"), row["currency"], currency)
    annual *= revenue_scale(package, row["owner"])
    annual *= number(row, "growth_factor", 1.0) * usage_share(row)
    return {r: annual * number(share, "revenue_share") / HOURS_PER_YEAR
            for (p, r), share in package.shares.items() if p == platform}


def class_row(package):
    """The row of `model_error` without a duration, or an empty one."""
    return next((row for row in package.table("model_error")
                 if row["quantity"] == "owner_revenue_loss" and not text(row, "duration_hours")), {})


class OwnerLoss:
    """Gross loss of one platform by region and start, and what is recaptured."""

    def __init__(self, package, outage, platform, currency):
        starts = outage.starts()
        self.rate = hourly_revenue(package, platform, currency)
        self.shares = {r: number(share, "revenue_share")
                       for (p, r), share in package.shares.items() if p == platform}
        self.row = package.platform(platform)
        kappa, rate_of_decay, attrition = made_up(self.row)
        self.hours, self.gross = {}, {}
        for r, rate in self.rate.items():
            weights, offset = demand(package, platform, r)
            self.hours[r] = exposure(outage.curve(platform, r), UP, IMMEDIATE, weights, offset,
                                     starts)
            self.gross[r] = [rate * h for h in self.hours[r]]
        self.gross_all = total_of(self.gross.values(), len(starts))
        location = number(class_row(package), "location", 0.0)
        self.calibrated = location != 0.0
        self.before = {}
        for r, gross in self.gross.items():
            weights, offset = demand(package, platform, r)
            later = exposure(outage.curve(platform, r), UP, IMMEDIATE, weights, offset, starts, 0.0,
                             rate_of_decay)
            self.before[r] = [g * (1.0 + attrition) - kappa * self.rate[r] * h
                              for g, h in zip(gross, later)]
        self.net = {r: [x * math.exp(location) for x in before] for r, before in self.before.items()}
        self.before_all = total_of(self.before.values(), len(starts))
        self.net_all = total_of(self.net.values(), len(starts))

    def lost_hours(self):
        """Weighted by revenue_share over the platform's regions, whether or not revenue stops."""
        weight = math.fsum(self.shares.values())
        return math.fsum(self.shares[r] * mean(self.hours[r]) for r in self.shares) / weight

    def advertising(self):
        """What advertisers would have paid: use, but no more than is left beside subscriptions."""
        annual = number(self.row, "annual_revenue")
        rest = annual - number(self.row, "subscription_revenue", 0.0)
        part = max(0.0, min(1.0, rest / (annual * usage_share(self.row))))
        return mean(self.gross_all) * part

    def figures(self, region=None):
        """Of one region, or of all."""
        gross, before, net = (mean(all_of if region is None else by_region[region])
                              for by_region, all_of in ((self.gross, self.gross_all),
                                                        (self.before, self.before_all),
                                                        (self.net, self.net_all)))
        return owner_loss_figures(gross, before, net, self.calibrated)


def owner_loss_figures(gross, before, net, calibrated):
    return {"gross": quantity(gross), "recaptured": quantity(gross - before), "net": quantity(net),
            "uncalibrated": quantity(before) if calibrated else Skip}


def mean(values):
    return math.fsum(values) / len(values)


def total_of(series, length):
    """Sum of several per-start series."""
    series = list(series)
    return [math.fsum(s[k] for s in series) for k in range(length)]


# ---------------------------------------------------------------------------------------------
# Stage 4. Businesses that depend on the platform

def fallbacks_of(package, row):
    """[(where the flow goes, share, rate at which customers find it)]: the row's own, else (sector,
    channel), else channel; 0: at once."""
    own = text(row, "fallback")
    if own:
        return [(own, number(row, "fallback_share", 0.0), 0.0)]
    entries = [e for e in package.table("fallbacks") if e["channel"] == row["channel"]]
    closer = [e for e in entries if text(e, "sector") == row["sector"]]
    chosen = closer or [e for e in entries if not text(e, "sector")]
    hours = [number(e, "adaptation_hours", 0.0) for e in chosen]
    return [(e["fallback"], number(e, "share"), 1.0 / tau if tau > 0.0 else 0.0)
            for e, tau in zip(chosen, hours)]


# By kind of flow: recapture of a sale lost at the start, hours over which it falls to 1/e.
FLOW_KINDS = {"": (0.25, 229.3), "advertising": (0.25, 24.0), "consumer": (0.3123, 72.0),
              "orders": (0.47, 2190.0), "capacity": (0.0, 229.3), "subscription": (0.0, 229.3)}


def made_up(row):
    """(recapture of a sale lost at the start, the rate at which it falls from then on, attrition)."""
    kind = FLOW_KINDS[text(row, "flow_kind")]
    return (number(row, "recapture", kind[0]), 1.0 / number(row, "recapture_decay_hours", kind[1]),
            number(row, "attrition", 0.0))


class DependentLoss:
    """One row of `dependencies` on a platform of the scenario: loss and rivals' gain by start."""

    def __init__(self, package, outage, row, currency, starts):
        self.row, self.package, self.outage, self.starts = row, package, outage, starts
        sector = package.sectors[row["sector"]]
        self.channel = Channel(package.channels[row["channel"]])
        profile = text(sector, "profile")
        self.weights = package.profiles[profile] if profile else [1.0] * WEEK
        self.offset = package.offset_hours(row["region"])
        self.curve = outage.curve(row["platform"], row["region"])
        revenue = package.convert(number(row, "annual_revenue"), row["currency"], currency)
        self.firms = number(row, "firms", 1.0)
        self.flow = self.firms * revenue * number(row, "share") / HOURS_PER_YEAR
        self.made_up = made_up(sector)
        self.fallbacks = fallbacks_of(package, row)
        self.rival = [0.0] * len(starts)
        self.kept(gains=self.rival)
        self.loss = self.covered(0.0)
        self.central = mean(self.loss)
        output, added = number(sector, "annual_output"), number(sector, "value_added")
        self.value_added = None if output is None or added is None \
            else self.central * added / output

    def hours(self, curve, other, channel, since=0.0, rate=0.0):
        return exposure(curve, other, channel, self.weights, self.offset, self.starts, since, rate)

    def kept(self, since=0.0, gains=None, rate=0.0):
        """E less what fallbacks save, by start, from `since` on; adds up what rivals gain."""
        kept = self.hours(self.curve, UP, self.channel, since, rate)
        for where, share, found in self.fallbacks:
            rival = where not in OUTSIDE
            other = self.outage.curve(where, self.row["region"]) if rival else UP
            saved = self.hours(self.curve, other, self.channel, since, rate)
            if found > 0.0:
                waiting = self.hours(self.curve, other, self.channel, since, rate + found)
                saved = [s - w for s, w in zip(saved, waiting)]
            kept = [e - share * s for e, s in zip(kept, saved)]
            if gains is not None and rival and \
                    self.package.owner_of(where) != self.package.owner_of(self.row["platform"]):
                gains[:] = [x + self.flow * share * s for x, s in zip(gains, saved)]
        return kept

    def covered(self, waiting):
        """The loss that begins after so many hours, by start."""
        return [self.flow * e for e in self.net_hours(waiting)]

    def net_hours(self, since=0.0):
        """What is lost for good, by start."""
        kappa, rate, attrition = self.made_up
        return [e * (1.0 + attrition) - kappa * later
                for e, later in zip(self.kept(since), self.kept(since, rate=rate))]


def summed(rows):
    return math.fsum(row.central for row in rows)


def summed_value_added(rows):
    """Reading: absent as soon as one sector has no output or value added."""
    if any(row.value_added is None for row in rows):
        return None
    return math.fsum(row.value_added for row in rows)


def concentration(package, rows):
    """(1 - HHI, largest owner's share) from all rows of one business."""
    shares = {}
    for row in rows:
        owner = package.owner_of(row["platform"])
        shares[owner] = shares.get(owner, 0.0) + number(row, "share")
    rest = 1.0 - math.fsum(shares.values())
    hhi = math.fsum(x * x for x in shares.values()) + rest * rest
    return 1.0 - hhi, max(shares.values())


def businesses(package, losses, currency):
    """Every business of the package, as top_businesses without its limit."""
    hit = grouped((x.row["business"], x) for x in losses)
    result = []
    for name, rows in grouped((row["business"], row)
                              for row in package.table("dependencies")).items():
        loss = summed(hit.get(name, []))
        first = rows[0]
        revenue = number(first, "firms", 1.0) * package.convert(
            number(first, "annual_revenue"), first["currency"], currency)
        index, largest = concentration(package, rows)
        all_platforms = sorted({row["platform"] for row in rows})
        hit_platforms = sorted({x.row["platform"] for x in hit.get(name, [])})
        result.append({"business": name, "platforms": OneOf([all_platforms, hit_platforms]),
                       "dependent_revenue_loss": quantity(loss),
                       "share_of_revenue": loss / revenue,
                       "omnichannel_index": index, "largest_owner_share": largest})
    return sorted(result, key=lambda b: -b["dependent_revenue_loss"]["central"])


# ---------------------------------------------------------------------------------------------
# Stage 5. What the suppliers lose in turn

INDIRECT_TIMES = (("day", 24.0), ("week", 168.0), ("month", 720.0))


class Supply:
    """The sectors that `supply` names, what each needs of the others, and what they lose at once,
    a start: `direct`, at most all that they make while the outage lasts."""

    def __init__(self, package, outage, losses, currency):
        needs = {(row["sector"], row["input_sector"]): number(row, "coefficient")
                 for row in package.table("supply")}
        named = {name for pair in needs for name in pair}
        self.sectors = [row for name, row in package.sectors.items() if name in named]
        names = [row["sector"] for row in self.sectors]
        self.matrix = [[needs.get((j, i), 0.0) for j in names] for i in names]
        self.resilience = [number(row, "resilience_per_hour") for row in self.sectors]
        self.lasting = outage.window + outage.recovery
        by_sector = grouped((x.row["sector"], x) for x in losses)
        self.known = bool(by_sector) and all(
            text(row, "annual_output") and text(row, "output_currency") for row in self.sectors
        ) and all(s in named and text(package.sectors[s], "diverted") for s in by_sector)
        if self.known:
            self.output = [package.convert(number(row, "annual_output"), row["output_currency"],
                                           currency) / HOURS_PER_YEAR * self.lasting
                           for row in self.sectors]
            self.set_direct(by_sector, len(outage.starts()))

    def set_direct(self, by_sector, start_count):
        """Reading: no sector loses more than it makes, at any start."""
        series = [[min(most, loss * (1.0 - number(row, "diverted", 0.0))) for loss in total_of(
            (x.loss for x in by_sector.get(row["sector"], [])), start_count)]
            for row, most in zip(self.sectors, self.output)]
        self.direct = list(zip(*series))

    def in_the_end(self):
        """(I - A)^-1 f - f by start and sector, of which none loses more than it makes."""
        size = len(self.matrix)
        less = exact([[(i == j) - x for j, x in enumerate(row)]
                      for i, row in enumerate(self.matrix)])
        columns = [solve(less, exact([float(i == j) for i in range(size)])) for j in range(size)]
        inverse = [[float(column[i]) for column in columns] for i in range(size)]
        return [[max(min(dot(row, direct), most) - f, 0.0)
                 for row, most, f in zip(inverse, self.output, direct)] for direct in self.direct]

    def response(self, hours, matrix):
        """What is lost to `hours`, a row a sector, for each unit that a sector loses at once: the
        integral of y' = K (A y + f - y), without f once the outage is over, as one linear system
        of y, its integral and f."""
        size = len(matrix)
        zeros = [0.0] * size

        def unit(i, value=1.0):
            return [value * (i == j) for j in range(size)]

        def system(forced):
            return [[k * (x - (i == j)) for j, x in enumerate(row)] + zeros
                    + unit(i, k / self.lasting * forced)
                    for i, (row, k) in enumerate(zip(matrix, self.resilience))] \
                + [unit(i) + zeros + zeros for i in range(size)] + [zeros * 3] * size

        within, after = (exponential([[x * length for x in row] for row in system(forced)])
                         for length, forced in ((min(hours, self.lasting), 1.0),
                                                (max(hours - self.lasting, 0.0), 0.0)))
        return [row[2 * size:] for row in product(after, within)[size:2 * size]]

    def in_turn_by(self, hours):
        """What is lost in turn by then: all that is lost less what each sector loses of its own."""
        size = len(self.matrix)
        every = self.response(hours, self.matrix)
        alone = self.response(hours, [[0.0] * size] * size)
        in_turn = [[x - own for x, own in zip(*rows)] for rows in zip(every, alone)]
        return mean([math.fsum(max(min(dot(row, direct), most), 0.0)
                               for row, most in zip(in_turn, end))
                     for direct, end in zip(self.direct, self.in_the_end())])

    def total(self):
        return quantity(mean([math.fsum(lost) for lost in self.in_the_end()])) \
            if self.known else None

    def in_time(self):
        """Where each linked sector has a resilience: times after the end of the outage count."""
        if not self.known or None in self.resilience:
            return None
        times = [("outage", self.lasting)] + [(by, hours) for by, hours in INDIRECT_TIMES
                                              if hours > self.lasting]
        return [{"by": by, "hours": hours, "indirect_loss": quantity(
            self.in_turn_by(hours) if self.lasting > 0.0 else 0.0)} for by, hours in times]


# ---------------------------------------------------------------------------------------------
# Stage 6. Market value

def confounded(outage_row):
    return text(outage_row, "confounded") not in NOT_CONFOUNDED


def doublings(duration_hours):
    return math.log2(1.0 + duration_hours) - math.log2(7.0)


def usable_rows(package, event):
    """(row of event_returns, row of outages) of the owners that the prediction may learn from."""
    outages = {row["event"]: row for row in package.table("outages")}
    for row in package.table("event_returns"):
        outage = outages.get(row["event"])
        if row["role"] == "owner" and row["event"] != event and outage is not None and \
                number(outage, "duration_minutes") is not None and not confounded(outage):
            yield row, outage


def part_hit(outage):
    return severity_of(outage) * number(outage, "scope_share", 1.0)


def training_rows(package, event):
    """(y, s, exposure, doublings) of the catalogue, the event itself left out."""
    return [(number(row, "car_0_1"), number(row, "se_0_1"), part_hit(outage),
             doublings(number(outage, "duration_minutes") / 60.0))
            for row, outage in usable_rows(package, event) if part_hit(outage) > 0.0]


def phi(z):
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def log_phi(z):
    """ln Phi(z); far below 0 by the continued fraction of Mills's ratio."""
    if z > -10.0:
        return math.log(phi(z))
    ratio = 0.0
    for k in range(60, 0, -1):
        ratio = k / (-z + ratio)
    return -0.5 * z * z - 0.5 * math.log(2.0 * math.pi) - math.log(-z + ratio)


def fall_term(y, s, t):
    return math.exp(y / t + 0.5 * (s / t) ** 2 + log_phi(-y / s - s / t))


class Falls:
    """The mixture of stage 6b on equal steps: z of ln m, logit of (p0 - m) / (1 - m), z of b."""

    def __init__(self, prior, training):
        mean, sd = -number(prior["intercept"], "mean"), number(prior["intercept"], "sd")
        slope = prior.get("odds_duration", {"mean": "0", "sd": "0.5"})
        variance = math.log1p((sd / mean) ** 2)
        zs = [-6.5 + 13.0 * i / 24 for i in range(25)]
        logits = [-22.0 + 44.0 * i / 48 for i in range(49)]
        self.slopes = [number(slope, "mean") + number(slope, "sd") * z for z in zs]
        slope_weights = [math.exp(-0.5 * z * z) for z in zs]
        self.nodes = []               # p0, t, weights by slope
        for z in zs:
            m = min(math.exp(math.log(mean) - 0.5 * variance + math.sqrt(variance) * z), 1.0)
            for logit in logits:
                part = 1.0 / (1.0 + math.exp(-logit))
                p0 = m + (1.0 - m) * part
                weight = math.exp(-0.5 * z * z) * part * (1.0 - part)
                if weight > 1e-12:
                    self.nodes.append([p0, m / p0, [weight * w for w in slope_weights]])
        for case in training:
            self.learn(*case)
        self.norm()

    def probabilities(self, p0, x, d):
        odds = x * p0 / (1.0 - p0) if p0 < 1.0 else math.inf
        return [1.0 - 1.0 / (1.0 + odds * math.exp(b * d)) for b in self.slopes]

    def norm(self):
        total = math.fsum(w for node in self.nodes for w in node[2])
        for node in self.nodes:
            node[2] = [w / total for w in node[2]]

    def learn(self, y, s, x, d):
        noise = math.exp(-0.5 * (y / s) ** 2) / (s * math.sqrt(2.0 * math.pi))
        for node in self.nodes:
            fall = fall_term(y, s, node[1]) / node[1]
            chances = self.probabilities(node[0], x, d)
            node[2] = [w * ((1.0 - p) * noise + p * fall) for w, p in zip(node[2], chances)]
        self.norm()

    def predictive(self, s, x, d):
        """The distribution function of the next two-day abnormal return."""
        falls = [(t, math.fsum(w * p for w, p in zip(weights, self.probabilities(p0, x, d))))
                 for p0, t, weights in self.nodes]
        falls = [(t, mass) for t, mass in falls if mass > 1e-11]
        return lambda y: phi(y / s) + math.fsum(mass * fall_term(y, s, t) for t, mass in falls)


@functools.lru_cache(maxsize=8)
def falls_of(prior_text, training):
    """The same for all scenarios of a package that leave out the same event."""
    return Falls(json.loads(prior_text), training)


def quantile(distribution, p, scale):
    """By the Illinois method (Dowell & Jarratt 1971), from a bracket of doubled steps."""
    low, high = -scale, scale
    below, above = distribution(low) - p, distribution(high) - p
    while below > 0.0:
        low, high, above = 2.0 * low, low, below
        below = distribution(low) - p
    while above < 0.0:
        low, below, high = high, above, 2.0 * high
        above = distribution(high) - p
    low_moved = None
    while high - low > 1e-10 * scale:
        middle = high - above * (high - low) / (above - below)
        # at least that far inside, so that the bracket closes from both sides
        middle = min(max(middle, low + 4e-11 * scale), high - 4e-11 * scale)
        value = distribution(middle) - p
        if value < 0.0:
            above = 0.5 * above if low_moved is True else above
            low, below, low_moved = middle, value, True
        else:
            below = 0.5 * below if low_moved is False else below
            high, above, low_moved = middle, value, False
    return 0.5 * (low + high)


def own_return_row(package, event, symbol):
    """The event's own row of this owner, or None."""
    for row in package.table("event_returns"):
        if event and row["event"] == event and row["role"] == "owner" and \
                row["symbol"] == symbol:
            return row
    return None


def firm_standard_error(package, event, symbol):
    own = own_return_row(package, event, symbol)
    if own is None:
        rows = [row for row in package.table("event_returns") if row["symbol"] == symbol]
        if not symbol or not rows:
            return None
        own = max(rows, key=lambda row: row["day0"])
    return number(own, "se_0_1")


def agreed(package, owner_row, column):
    """What all rows of the owner that have it agree on."""
    found = {text(row, column) for row in package.table("owners")
             if row["owner"] == owner_row["owner"]} - {""}
    return found.pop() if len(found) == 1 else ""


def day_zero(package, outage, owner_row):
    """The date of the first session that could react; None without a start."""
    event = find_event(package.tables, outage.event) if outage.as_event else {}
    if text(event, "reaction_date"):
        return datetime.fromisoformat(event["reaction_date"]).date()
    if outage.start is None:
        return None
    zone, close = (text(owner_row, column) or agreed(package, owner_row, column)
                   for column in ("exchange_timezone", "session_close"))
    if not outage.start_has_time or not zone or not close:
        return outage.start.date()
    local = outage.start.astimezone(ZoneInfo(zone))
    hour, minute = (int(x) for x in close.split(":")[:2])
    reacts = (local.hour, local.minute) < (hour, minute)
    return local.date() + timedelta(days=0 if reacts else 1)


def close_before(package, outage, owner_row):
    """The latest close before day 0 (of all without a start)."""
    zero = day_zero(package, outage, owner_row)
    closes = [(row["date"], float(row["close"])) for row in package.table("prices")
              if row["symbol"] == text(owner_row, "symbol") and
              (zero is None or datetime.fromisoformat(row["date"]).date() < zero)]
    return max(closes)[1] if closes else None


def market_cap(package, outage, owner_row, currency):
    """What is nearest to the close before day 0."""
    shares = number(owner_row, "shares_outstanding")
    close = close_before(package, outage, owner_row) if shares else None
    cap = shares * close if close is not None else None
    if cap is None and not outage.start_asked:
        own = own_return_row(package, outage.event, text(owner_row, "symbol"))
        cap = number(own, "market_cap_before") if own else None
    if cap is None:
        cap = number(owner_row, "market_cap")
    return None if cap is None else package.convert(cap, owner_row["currency"], currency)


def scope_share(package, outage, owner, currency):
    """Of other platforms or regions than the event's: the revenue hit over all of the owner's."""
    if outage.event and not outage.moved:
        return outage.event_scope
    hit, total = [], []
    for platform in package.platforms_of(owner):
        for region, rate in hourly_revenue(package, platform, currency).items():
            total.append(rate)
            if platform in outage.platforms and region in outage.regions:
                hit.append(rate)
    return math.fsum(hit) / math.fsum(total)


def too_small(package, outage, hours):
    """Fewer hours of the whole business than any event that may be learned from."""
    if outage.event and not outage.changed:
        return False
    least = [part_hit(row) * number(row, "duration_minutes") / 60.0
             for _, row in usable_rows(package, outage.event)]
    return bool(least) and hours < min(least)


def market_value_change(package, outage, owner, currency):
    """Stage 6b; None where there is nothing to predict from, or nothing to predict."""
    row = package.owner(owner)
    prior = {r["term"]: r for r in package.table("market_prior")}
    error = firm_standard_error(package, outage.event, text(row, "symbol"))
    if not prior or error is None or outage.severity == 0.0 or outage.duration == 0.0:
        return None
    hit = outage.severity * scope_share(package, outage, owner, currency)
    if too_small(package, outage, hit * outage.duration):
        return None
    falls = falls_of(json.dumps(prior, sort_keys=True), tuple(training_rows(package, outage.event)))
    distribution = falls.predictive(error, hit, doublings(outage.duration))
    change = {name: quantile(distribution, p, error)
              for name, p in (("central", 0.5), ("p5", 0.05), ("p95", 0.95))}
    cap = market_cap(package, outage, row, currency)
    money = {k: None if cap is None else cap * v for k, v in change.items()}
    return {**money, "probability_of_rise": 1.0 - distribution(0.0),
            "percent": {k: 100.0 * v for k, v in change.items()}}


def event_study(package, outage, owner, currency):
    """Raw, abnormal and peer-adjusted change of day 0 side by side; None without a row."""
    row = package.owner(owner)
    own = own_return_row(package, outage.event, text(row, "symbol"))
    if own is None or outage.changed:
        return None
    cap = number(own, "market_cap_before")
    cap = None if cap is None else package.convert(cap, row["currency"], currency)
    peers = [number(r, "car_0_0") for r in package.table("event_returns")
             if r["event"] == outage.event and r["role"] == "peer"]
    car = number(own, "car_0_0")

    def side(change):
        if change is None:
            return None
        return {"percent": 100.0 * change, "money": None if cap is None else change * cap}

    return {"raw": side(number(own, "raw_0")), "abnormal": side(car),
            "peer_adjusted": side(car - mean(peers) if peers else None),
            "t": car / number(own, "se_0_0"), "day0": own["day0"],
            "confounded": confounded(find_event(package.tables, outage.event))}
