# SPDX-License-Identifier: GPL-3.0-or-later
"""Random small dataset packages and scenarios of high entropy, from a seed.

Every package is sound (the program must accept it); what varies is what it holds: fractional
offsets, currencies with dated rates, dated owner and platform rows, platform sums that miss the
owner's revenue by less than 1 %, profiles, onsets, fallbacks, traffic with gaps and masked
outages, a catalogue of events, and how the CSV files are written. No value is a round one that
could hide a missing factor. Some scenarios must be refused; they carry "refused": True.
"""

import csv
import io
import math
import os
import random
from datetime import datetime, timedelta, timezone
from decimal import Decimal

CURRENCIES = {"USD": 1.0, "EUR": 0.8731, "GBP": 0.7419, "JPY": 113.27}
FLOW_KINDS = ("", "advertising", "consumer", "orders", "capacity", "subscription")
OFFSETS = (-9.5, -8, -3.5, -1, 0, 1, 3.5, 5.5, 5.75, 8, 8.75, 12.75)
SECTORS = ("G", "G47", "H", "I", "J62", "S")
CHANNELS = ("sales", "advertising", "messaging", "login")
OUTSIDE = ("email", "store", "web", "phone")
FIRST = datetime(2015, 1, 1, tzinfo=timezone.utc)     # everything dated has a row by then
TRAFFIC_MONDAYS = ("2022-09-05", "2022-10-03", "2023-01-09")
WEEK = 168


def plain(x):
    """A number without an exponent that reads back to the same double."""
    return format(Decimal(repr(x)), "f") if isinstance(x, float) else str(x)


def iso(moment, rng=None):
    """ISO 8601 in one of the accepted spellings."""
    forms = [moment.strftime("%Y-%m-%dT%H:%M:%SZ")]
    if rng:
        east = moment.astimezone(timezone(timedelta(hours=2)))
        west = moment.astimezone(timezone(-timedelta(hours=3, minutes=30)))
        forms += [moment.strftime("%Y-%m-%dT%H:%MZ"), moment.strftime("%Y-%m-%dT%H:%M:%S"),
                  east.strftime("%Y-%m-%dT%H:%M:%S+02:00"),
                  west.strftime("%Y-%m-%dT%H:%M:%S-03:30")]
        return rng.choice(forms)
    return forms[0]


def shares_of_one(rng, count):
    """Decimals of six places that sum to exactly 1."""
    weights = [rng.uniform(0.05, 1.0) for _ in range(count)]
    parts = [round(w / sum(weights) * 1_000_000) for w in weights]
    parts[-1] += 1_000_000 - sum(parts)
    return [Decimal(p) / 1_000_000 for p in parts]


def noise(rng, x, spread):
    return round(x * (1.0 + rng.uniform(-spread, spread)), 2)


# ---------------------------------------------------------------------------------------------
# Writing CSV in many ways

def write_table(folder, name, rows, rng, keep_order=False, optional=(), fixed=False):
    """Columns in random order, rows shuffled, fields quoted at random; empty columns dropped."""
    columns = []
    for row in rows:
        columns += [c for c in row if c not in columns]
    for c in list(columns):
        if c in optional and all(row.get(c, "") == "" for row in rows):
            columns.remove(c)
    if not fixed:
        rng.shuffle(columns)
    if not keep_order:
        rng.shuffle(rows)
    quoting = rng.choice((0.0, 0.0, 0.3, 1.0))
    newline = "\r\n" if rng.random() < 0.3 else "\n"
    lines = [columns] + [[plain(row.get(c, "")) for c in columns] for row in rows]
    text = newline.join(",".join(field(f, quoting, rng) for f in line) for line in lines)
    if rng.random() > 0.1:
        text += newline
    mark = "\ufeff" if rng.random() < 0.15 else ""
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as out:
        out.write(mark + text)


def field(value, quoting, rng):
    if any(c in value for c in ',"\r\n') or rng.random() < quoting:
        return '"' + value.replace('"', '""') + '"'
    return value


def strange_name(rng, key):
    return rng.choice((key.upper(), f"{key}, Inc.", f'the "{key}" firm', f"Ä{key} 株式", key))


# ---------------------------------------------------------------------------------------------
# The tables

class Maker:
    """One package under construction; the tables share its random choices."""

    def __init__(self, folder, seed):
        self.rng, self.folder, self.seed = random.Random(seed), folder, seed
        rng = self.rng
        self.owners = [f"own{c}" for c in "ABC"[:rng.randint(2, 3)]]
        self.platforms = {}
        for k in range(rng.randint(max(2, len(self.owners)), 5)):
            owner = self.owners[k] if k < len(self.owners) else rng.choice(self.owners)
            self.platforms[f"plat{k}"] = owner
        self.regions = [f"R{k}" for k in range(rng.randint(2, 4))]
        self.profiles = [f"prof{k}" for k in range(rng.randint(2, 4))]
        self.sectors = rng.sample(SECTORS, rng.randint(2, 4))
        self.channels = rng.sample(CHANNELS, rng.randint(2, 4))
        self.currency = {o: rng.choice(list(CURRENCIES)) for o in self.owners}
        self.symbol = {o: f"SY{o[-1]}" for o in self.owners if rng.random() < 0.85}
        self.rates_move = rng.choice((0.001, 0.15))
        self.has_dependencies = rng.random() < 0.92
        self.prices = rng.random() < 0.5
        self.pairs = []      # (platform, region) with revenue
        self.events = []     # catalogued events on the package's own platforms
        self.foreign = []    # events whose platforms are not in the package
        self.all_dated = {}  # owner: no row before this moment

    def write(self, name, rows, **how):
        write_table(self.folder, name, rows, self.rng, **how)

    def basis(self, rows):
        """Columns that change no central value."""
        if self.rng.random() < 0.4:
            for row in rows:
                row["basis"] = self.rng.choice(("measured", "reported", "derived", "assumed", ""))
                row["source"] = self.rng.choice(("", "annual report, p. 3", "survey"))
        return rows


def make_fx(m):
    if m.rng.random() < 0.7:
        codes = list(CURRENCIES)
    else:
        codes = [c for c in CURRENCIES if c != "USD"]
    rows = []
    for code in codes:
        dates = [FIRST] + m.rng.sample([datetime(y, q, 1, tzinfo=timezone.utc)
                                        for y in range(2018, 2025) for q in (2, 5, 11)],
                                       m.rng.randint(0, 4))
        for date in dates:
            rate = CURRENCIES[code]
            if code != "USD":
                rate = round(rate * (1.0 + m.rng.uniform(-1, 1) * m.rates_move), 6)
            rows.append({"currency": code, "per_usd": rate, "date": date.strftime("%Y-%m-%d")})
    m.write("fx", m.basis(rows))


def dated(m, first_dated):
    """as_of texts: the first empty or early, then some later ones."""
    later = m.rng.sample(["2019-03-31", "2020-12-31", "2021-06-30", "2022-02-03", "2023-07-01"],
                         m.rng.choice((0, 0, 1, 2)))
    first = "2016-02-01" if first_dated else m.rng.choice(("", "2015-06-30"))
    return [first] + sorted(later)


def make_owners_and_platforms(m):
    owners, platforms = [], []
    for owner in m.owners:
        rng = m.rng
        mine = [p for p, o in m.platforms.items() if o == owner]
        totals = rng.random() < 0.7
        first_dated = rng.random() < 0.3
        if first_dated:
            m.all_dated[owner] = datetime(2016, 2, 1, tzinfo=timezone.utc)
        # a total binds the currencies: unless rates hardly move, the sum would leave its 1 %
        free = not totals or m.rates_move < 0.01
        currency = {p: rng.choice(list(CURRENCIES)) if free and rng.random() < 0.5
                    else m.currency[owner] for p in mine}
        revenue = {p: rng.uniform(2e7, 9e9) for p in mine}
        miss = rng.choice((0.0, 0.003, 0.006))
        fixed = {"recapture": rng.random() < 0.7, "growth_factor": rng.random() < 0.6,
                 "usage_share": rng.random() < 0.6, "subscription_revenue": rng.random() < 0.4}
        caps = rng.choice(("market_cap", "shares", "shares", "none"))
        taxed = rng.random() < 0.8
        for as_of in dated(m, first_dated):
            total = 0.0
            for p in mine:
                revenue[p] *= rng.uniform(0.9, 1.3)
                row = {"platform": p, "name": strange_name(rng, p), "owner": owner,
                       "annual_revenue": round(revenue[p] * CURRENCIES[currency[p]], 2),
                       "currency": currency[p], "as_of": as_of}
                total += revenue[p]
                if fixed["recapture"]:
                    row["recapture"] = rng.choice((0, "", round(rng.uniform(0, 0.9), 4)))
                    row["flow_kind"] = rng.choice(FLOW_KINDS)
                    row["recapture_decay_hours"] = rng.choice(("", round(rng.uniform(3, 900), 2)))
                    row["attrition"] = rng.choice(("", 0, round(rng.uniform(0, 0.6), 4)))
                if fixed["growth_factor"]:
                    row["growth_factor"] = round(rng.uniform(0.7, 1.4), 4)
                if fixed["usage_share"]:
                    row["usage_share"] = round(rng.uniform(0.2, 1), 4)
                if fixed["subscription_revenue"]:
                    row["subscription_revenue"] = rng.choice(
                        (0, "", round(row["annual_revenue"] * rng.uniform(0, 0.8), 2)))
                platforms.append(row)
            row = {"owner": owner, "name": strange_name(rng, owner),
                   "currency": m.currency[owner], "as_of": as_of,
                   "symbol": m.symbol.get(owner, "")}
            local = CURRENCIES[m.currency[owner]]
            if totals:
                row["annual_revenue"] = round(
                    total * (1.0 + rng.uniform(-miss, miss)) * local, 2)
            if caps == "market_cap":
                row["market_cap"] = round(total * rng.uniform(2, 20) * local, 2)
            if caps == "shares":
                row["shares_outstanding"] = rng.randint(10**7, 10**9)
            if taxed:
                row["margin"] = round(rng.uniform(0.1, 0.9), 4)
                row["tax_rate"] = round(rng.uniform(0.1, 0.35), 4)
            if m.prices:
                row["exchange_timezone"], row["session_close"] = "America/New_York", "16:00"
            owners.append(row)
    optional = ("as_of", "symbol", "recapture", "flow_kind", "recapture_decay_hours", "attrition")
    m.write("owners", m.basis(owners), optional=optional)
    m.write("platforms", m.basis(platforms), optional=optional)


def make_regions(m):
    rng = m.rng
    gdp = rng.random() < 0.75
    rows = []
    for r in m.regions:
        row = {"region": r, "name": strange_name(rng, r), "utc_offset_hours": rng.choice(OFFSETS)}
        if gdp:
            row["gdp"] = round(rng.uniform(1e10, 2e13), 1)
            row["gdp_currency"] = rng.choice(list(CURRENCIES))
            row["digital_share"] = round(rng.uniform(0.02, 0.2), 5)
        rows.append(row)
    m.write("regions", rows)
    rows = []
    for p in m.platforms:
        here = list(m.regions)
        if rng.random() < 0.2:
            here.remove(rng.choice(here))
        for r, share in zip(here, shares_of_one(rng, len(here))):
            m.pairs.append((p, r))
            rows.append({"platform": p, "region": r, "revenue_share": str(share),
                         "profile": rng.choice(m.profiles + [""])})
    m.write("platform_regions", m.basis(rows))
    rows = []
    for name in m.profiles:
        kind = rng.choice(("smooth", "rough", "shops"))
        for h in range(WEEK):
            smooth = 1.3 + math.sin(h * math.tau / 24 - 2.0) + 0.2 * math.cos(h * math.tau / WEEK)
            weight = {"smooth": smooth, "rough": rng.uniform(0.01, 9.0),
                      "shops": smooth if 8 <= h % 24 < 20 and h < 144 else 0.0}[kind]
            rows.append({"profile": name, "hour_of_week": h, "weight": round(weight, 6)})
    m.write("activity", rows, keep_order=rng.random() < 0.7)


def make_supply(m):
    """Coefficients whose columns come to less than 1; now and then a sector is left out."""
    rng = m.rng
    sectors = list(m.sectors)
    if rng.random() < 0.15:
        sectors.remove(rng.choice(sectors))
    rows = []
    for buyer in sectors:
        bought = rng.uniform(0.05, 0.95)
        inputs = rng.sample(sectors, rng.randint(1, len(sectors)))
        for supplier, part in zip(inputs, shares_of_one(rng, len(inputs))):
            rows.append({"sector": buyer, "input_sector": supplier,
                         "coefficient": round(bought * float(part), 9)})
    m.write("supply", m.basis(rows))


def make_sectors_and_channels(m):
    rng = m.rng
    value_added = rng.random() < 0.7
    m.supplies = rng.random() < 0.6
    linked = {"annual_output": 0.95, "diverted": 0.9, "resilience_per_hour": 0.85}
    missing = {column: rng.random() > chance for column, chance in linked.items()}
    rows = []
    for s in m.sectors:
        row = {"sector": s, "name": strange_name(rng, s), "profile": rng.choice(m.profiles),
               "recapture": rng.choice(("", 0, round(rng.uniform(0.1, 0.9), 4))),
               "recapture_decay_hours": rng.choice(("", round(rng.uniform(20, 340), 2))),
               "flow_kind": rng.choice(FLOW_KINDS),
               "attrition": rng.choice(("", 0, round(rng.uniform(0, 0.6), 4)))}
        if value_added or m.supplies:
            row["annual_output"] = round(10 ** rng.uniform(7, 12), 1)
            row["output_currency"] = rng.choice(list(CURRENCIES))
        if m.supplies:
            row["diverted"] = rng.choice((0, round(rng.uniform(0.05, 0.95), 4)))
            row["resilience_per_hour"] = round(math.exp(rng.uniform(-7, 0)), 8)
        if value_added:
            row["value_added"] = round(row["annual_output"] * rng.uniform(0.2, 0.7), 1)
        rows.append(row)
    for column, is_missing in missing.items():
        if m.supplies and is_missing and not (value_added and column == "annual_output"):
            rng.choice(rows)[column] = ""
    m.write("sectors", m.basis(rows), optional=("recapture", "recapture_decay_hours", "flow_kind",
                                              "attrition"))
    if m.supplies:
        make_supply(m)
    rows = []
    for c in m.channels:
        rows.append({"channel": c, "name": strange_name(rng, c),
                     "grace_hours": rng.choice(("", 0, 0.25, 1, 2.37)),
                     "onset_hours": rng.choice(("", 0, 0.31, 1.7, 4, 11.3)),
                     "shape": rng.choice(("", 0.7, 1, 2.4))})
    m.write("channels", rows, optional=("grace_hours", "onset_hours", "shape"))


def make_dependencies(m):
    rng = m.rng
    businesses = []
    firms, own = rng.random() < 0.6, rng.random() < 0.6
    for k in range(rng.randint(8, 30)):
        base = {"business": f"b{k:03d}", "sector": rng.choice(m.sectors),
                "region": rng.choice(m.regions), "annual_revenue": round(rng.uniform(2e4, 5e7), 2),
                "currency": rng.choice(list(CURRENCIES))}
        if firms:
            base["firms"] = rng.choice(("", 1, rng.randint(2, 5000)))
        flows = rng.sample([(p, c) for p in m.platforms for c in m.channels], rng.randint(1, 4))
        rows = []
        for p, c in flows:
            row = dict(base, platform=p, channel=c,
                       share=round(rng.uniform(0.01, 0.9 / len(flows)), 5))
            if own:
                where = rng.choice([q for q in m.platforms if q != p] + list(OUTSIDE))
                has = rng.random() < 0.4
                row["fallback"] = where if has else ""
                row["fallback_share"] = rng.choice((1, 0, round(rng.uniform(0.05, 1), 4))) \
                    if has else ""
            rows.append(row)
        businesses.append(rows)
    rng.shuffle(businesses)
    m.write("dependencies", m.basis([row for rows in businesses for row in rows]),
            keep_order=True)
    rows = []
    by_sector = rng.random() < 0.7
    for c in m.channels:
        named = rng.sample(m.sectors, rng.randint(0, len(m.sectors))) if by_sector else []
        for s in [""] + named:
            count = rng.randint(0 if s == "" else 1, 3)
            left = rng.uniform(0.3, 1.0)
            for where in rng.sample(list(m.platforms) + list(OUTSIDE), count):
                share = round(rng.uniform(0.05, 0.9) * left, 4)
                left -= share
                rows.append({"sector": s, "channel": c, "fallback": where, "share": share,
                             "adaptation_hours": rng.choice(("", 0, round(rng.uniform(0.2, 90), 4)))})
    if rows and rng.random() < 0.85:
        m.write("fallbacks", rows, optional=("sector", "adaptation_hours"))


def make_events(m):
    """The catalogue: own events, one inside the traffic, and foreign ones for the regression."""
    rng = m.rng
    rows = []
    for k in range(rng.randint(1, 3)):
        owner = rng.choice(m.owners)
        mine = [p for p, o in m.platforms.items() if o == owner]
        named = rng.sample(mine, rng.randint(1, len(mine)))
        start = datetime(2019 + k, rng.randint(1, 6), rng.randint(1, 28), rng.randint(0, 23),
                         rng.randint(0, 59), tzinfo=timezone.utc)
        rows.append({"event": f"ev{k}", "owner": owner, "platforms": ";".join(named),
                     "start": "" if rng.random() < 0.15 else iso(start),
                     "duration_minutes": rng.choice((37, 90, 367, 755, 2111)), "day": start})
        if rng.random() < 0.3:
            rows[-1]["reaction_date"] = (start + timedelta(days=rng.randint(0, 4))).date()
        m.events.append(rows[-1])
    if m.traffic:
        p = m.traffic[0][0]
        start = m.monday + timedelta(days=rng.randint(8, 19), hours=rng.randint(0, 11))
        rows.append({"event": "inside", "owner": m.platforms[p], "platforms": p,
                     "start": iso(start), "duration_minutes": 60 * rng.randint(1, 9),
                     "day": start})
        if rng.random() < 0.4:
            rows[-1]["regions"] = ";".join(rng.sample(m.regions, len(m.regions) - 1))
        m.events.append(rows[-1])
    for k in range(rng.randint(2, 9)):
        day = datetime(2018, 1, 2, tzinfo=timezone.utc) + timedelta(days=7 * k + 3)
        rows.append({"event": f"far{k}", "owner": f"elsewhere{k % 3}",
                     "platforms": f"else{k % 3}", "start": iso(day),
                     "duration_minutes": rng.choice(("", 25, 240, 1445, 7003)), "day": day})
        m.foreign.append(rows[-1])
    columns = {"severity": rng.random() < 0.6, "scope_share": rng.random() < 0.6,
               "confounded": rng.random() < 0.7}
    for row in rows:
        if columns["severity"]:
            row["severity"] = rng.choice(("", round(rng.uniform(0.2, 1), 3)))
        if columns["scope_share"]:
            row["scope_share"] = rng.choice(("", round(rng.uniform(0.1, 1), 3)))
        if columns["confounded"]:
            row["confounded"] = rng.choice(("", "", "no", "false", "0", "results, same day",
                                            "yes"))
    return rows


def make_returns(m, events):
    rng = m.rng
    rows = []
    caps = rng.random() < 0.7
    for k, event in enumerate(events):
        own = event["owner"] in m.owners
        symbol = m.symbol.get(event["owner"], "") if own else f"EL{event['owner'][-1]}"
        if not symbol or rng.random() < 0.15:
            continue
        day0 = (event["day"] + timedelta(days=rng.randint(0, 2))).strftime("%Y-%m-%d")
        for role, name in [("owner", symbol)] + [("peer", f"PEER{j}")
                                                 for j in range(rng.randint(0, 3))]:
            row = {"event": event["event"], "symbol": name, "index_symbol": "INDX", "role": role,
                   "day0": day0, "model": "market", "estimation_days": rng.randint(200, 250),
                   "alpha": round(rng.gauss(0, 0.001), 7), "beta": round(rng.uniform(0.5, 1.5), 5),
                   "residual_sd": round(rng.uniform(0.01, 0.03), 6)}
            for column in ("raw_0", "index_0", "car_0_0", "car_0_1", "car_m1_1", "car_0_5"):
                row[column] = round(rng.gauss(-0.01, 0.03), 7)
            for column, days in (("se_0_0", 1), ("se_0_1", 2), ("se_m1_1", 3), ("se_0_5", 6)):
                row[column] = round(row["residual_sd"] * math.sqrt(days), 7)
            if caps:
                row["market_cap_before"] = round(rng.uniform(1e9, 1e12), 1) \
                    if role == "owner" else ""
            rows.append(row)
    if not rows:
        return False
    m.write("event_returns", rows)
    return True


def make_market(m):
    rng = m.rng
    events = make_events(m)
    has_returns = rng.random() < 0.85 and make_returns(m, events)
    for row in events:
        row.setdefault("regions", "")
    days = [row.pop("day") for row in events]
    m.write("outages", events, optional=("regions",))
    m.event_days = dict(zip((row["event"] for row in events), days))
    if has_returns and rng.random() < 0.9:
        fall = rng.uniform(0.005, 0.03)
        m.write("market_prior", [
            {"term": "intercept", "mean": round(-fall, 5),
             "sd": round(fall * rng.uniform(0.2, 1.0), 5), "source": "x"},
            {"term": "odds_duration", "mean": round(rng.uniform(-0.3, 0.3), 5),
             "sd": round(rng.uniform(0.1, 0.6), 4), "source": "x"}])
    if m.prices:
        make_prices(m)


def make_prices(m):
    """Closes of weekdays, weekly, in one table or one file a symbol."""
    rng = m.rng
    table = []
    one_file = rng.random() < 0.5
    for owner, symbol in m.symbol.items():
        close = rng.uniform(20, 400)
        day = datetime(2017, 1, 3, tzinfo=timezone.utc)
        rows = []
        while day.year < 2025:
            close *= math.exp(rng.gauss(0, 0.03))
            rows.append({"date": day.strftime("%Y-%m-%d"), "symbol": symbol,
                         "close": round(close, 4), "adj_close": round(close * 0.87, 4)})
            day += timedelta(days=7)
        if one_file:
            table += rows
        else:
            m.write("prices_" + symbol, [
                {"Date": r["date"], "Open": r["close"], "High": r["close"], "Low": r["close"],
                 "Close": r["close"], "Adj Close": r["adj_close"], "Volume": 1000}
                for r in rows], keep_order=True, fixed=True)
    if table:
        m.write("prices", table, keep_order=True)


def masked_hours(m, spans):
    return {t for t in range(m.weeks * WEEK)
            if any(a <= m.monday + timedelta(hours=t) < b for a, b in spans)}


def clashes(*spans):
    """For each hour of the week: how many of its hours are lost to the spans."""
    counts = [0] * WEEK
    for t in set().union(*spans):
        counts[t % WEEK] += 1
    return counts


def quarters(rng, volume, sparse):
    """A volume in intervals: one of an hour, or four of a quarter of which some are empty."""
    if not sparse:
        return [volume]
    parts = [rng.random() if rng.random() < 0.6 else 0.0 for _ in range(4)]
    parts[rng.randrange(4)] = 0.5 + rng.random()  # an hour without any volume is left out
    return [volume * part / math.fsum(parts) for part in parts]


def make_traffic(m, events_by_platform):
    """Hourly volumes of some pairs: exact or noisy, with gaps, zeros and outages; some by the quarter
    of an hour, where many intervals are empty."""
    rng = m.rng
    rows = []
    for p, r in m.traffic:
        level, size = rng.uniform(3, 12), rng.choice((0.0, 0.03, 0.1))
        sparse = rng.random() < 0.3
        terms = [math.sin(h * math.tau / 24 + level) + rng.uniform(-0.3, 0.3)
                 for h in range(WEEK)]
        trend = rng.uniform(-2e-4, 2e-4) if m.weeks >= 6 else 0.0
        gap = range(0)
        if rng.random() < 0.5:
            first = rng.randint(24, (m.weeks - 1) * WEEK - 80)
            gap = range(first, first + rng.randint(1, 70))
        hidden = range(0)  # an outage nobody catalogued: the fit must drop it
        if size and rng.random() < 0.5:
            first = rng.randint(WEEK * 3 + 2, WEEK * 4 - 12)
            hidden = range(first, first + rng.randint(2, 7))
        masked = masked_hours(m, events_by_platform.get((p, r), []))
        if max(clashes(gap, hidden, masked)) > 1:
            gap = range(0)  # every hour of the week keeps at least three sound weeks
        if max(clashes(gap, hidden, masked)) > 1:
            hidden = range(0)
        for t in range(m.weeks * WEEK):
            if t in gap:
                continue
            moment = m.monday + timedelta(hours=t)
            y = level + terms[t % WEEK] + trend * t + (rng.gauss(0, size) if size else 0.0)
            if t in masked or t in hidden:
                y += math.log(0.02)
            volume = math.exp(y)
            if size and rng.random() < 0.002 and 0 < t < m.weeks * WEEK - 1 and \
                    clashes(gap, hidden, masked)[t % WEEK] == 0:
                volume = 0.0
            parts = quarters(rng, volume, sparse)
            for k, part in enumerate(parts):
                rows.append({"timestamp": iso(moment + timedelta(minutes=60 // len(parts) * k)),
                             "platform": p, "region": r, "volume": part})
    if rng.random() < 0.5:
        rows.sort(key=lambda row: row["timestamp"])
    m.write("traffic", rows, keep_order=True)


def windows(m):
    """(platform, region): catalogued windows, as the traffic shows them."""
    result = {}
    for event in m.events:
        if not event["start"]:
            continue
        begin = datetime.fromisoformat(event["start"])
        end = begin + timedelta(minutes=event["duration_minutes"])
        regions = event["regions"].split(";") if event["regions"] else m.regions
        for p in event["platforms"].split(";"):
            for r in regions:
                result.setdefault((p, r), []).append((begin, end))
    return result


def make_package(folder, seed):
    """Write one package; returns its Maker, from which scenarios are drawn."""
    os.makedirs(folder, exist_ok=True)
    m = Maker(folder, seed)
    make_fx(m)
    make_owners_and_platforms(m)
    make_regions(m)
    if m.has_dependencies:
        make_sectors_and_channels(m)
        make_dependencies(m)
    m.traffic, m.weeks = [], m.rng.choice((4, 5, 6, 7))
    m.monday = datetime.fromisoformat(m.rng.choice(TRAFFIC_MONDAYS)).replace(tzinfo=timezone.utc)
    if m.rng.random() < 0.6:
        m.traffic = m.rng.sample(m.pairs, m.rng.randint(1, min(3, len(m.pairs))))
    if m.rng.random() < 0.85:
        make_market(m)
    if m.traffic:
        make_traffic(m, windows(m))
    if m.rng.random() < 0.75:
        make_model_error(m)
    make_contracts(m)
    return m


def make_contracts(m):
    """Credits of some platforms and policies of some businesses, from draws of their own."""
    rng, m.rng = m.rng, random.Random(f"contracts {m.seed}")
    m.policies = []
    if m.rng.random() < 0.6:
        make_credits(m)
    if m.has_dependencies and m.rng.random() < 0.7:
        make_policies(m)
    if m.rng.random() < 0.7:
        make_own_policies(m)
    if m.rng.random() < 0.8:
        make_bookings(m)
    m.rng = rng


def make_own_policies(m):
    """Of owners: beside those of businesses, in a table of their order."""
    rows = list(m.policies)
    for k in range(m.rng.randint(1, 4)):
        limit = round(10 ** m.rng.uniform(2, 7), 2)
        rows.append({"policy": f"own{k}", "business": "", "owner": m.rng.choice(m.owners),
                     "waiting_hours": m.rng.choice((0, 0.75, 2, 4.4, 72)),
                     "deductible": m.rng.choice((0, round(10 ** m.rng.uniform(0, 5), 2))), "limit": limit,
                     "share": m.rng.choice((1, round(m.rng.uniform(0.1, 1), 4))),
                     "aggregate_limit": m.rng.choice(("", round(limit * m.rng.uniform(0.2, 3), 2))),
                     "currency": m.rng.choice(list(CURRENCIES))})
    m.rng.shuffle(rows)
    rows = [{"owner": "", **row} for row in rows]
    m.write("policies", m.basis(rows), keep_order=True, optional=("business", "aggregate_limit"))


INCIDENTS = ("INC-1", "INC-2", "INC-3")


def make_bookings(m):
    """Costs of some kinds and recoveries of incidents, some taken back in part."""
    costs, recoveries = [], []
    for incident in INCIDENTS[:2]:
        for kind in some(m.rng, list("abcdefgh") + [""]):
            amount = round(10 ** m.rng.uniform(1, 6), 2)
            costs.append({"incident": incident, "kind": kind, "amount": amount, "reversed": "",
                          "currency": m.rng.choice(list(CURRENCIES))})
            if m.rng.random() < 0.3:
                costs.append({**costs[-1], "amount": round(amount / 3, 2), "reversed": "yes"})
        for state in ("expected", "received"):
            recoveries.append({"incident": incident, "kind": m.rng.choice(("insurer", "supplier", "other", "")),
                               "state": state, "amount": round(10 ** m.rng.uniform(1, 5), 2), "reversed": "",
                               "currency": m.rng.choice(list(CURRENCIES))})
    m.write("costs", m.basis(costs), keep_order=True)
    m.write("recoveries", m.basis(recoveries), keep_order=True)


def make_credits(m):
    """Bounds near 1, as terms have them, and lower ones, below which more is given back."""
    rows = []
    claims = m.rng.random() < 0.5
    for platform in some(m.rng, m.platforms):
        bounds = sorted(m.rng.sample((0.25, 0.6, 0.9, 0.95, 0.99, 0.995, 0.9995, 1), m.rng.randint(1, 4)))
        shares = sorted((round(m.rng.uniform(0.01, 1), 4) for _ in bounds), reverse=True)
        for bound, share in zip(bounds, shares):
            rows.append({"platform": platform, "availability_below": bound, "credit_share": share,
                         "claimed_share": m.rng.choice(("", 0, round(m.rng.uniform(0.05, 1), 4)))
                         if claims else ""})
    m.write("credits", m.basis(rows), optional=("claimed_share",))


def make_policies(m):
    """Of one business or of all; several on one loss; amounts of the order of losses."""
    rng, rows = m.rng, []
    for k in range(rng.randint(1, 5)):
        limit = round(10 ** rng.uniform(1, 6), 2)
        rows.append({"policy": f"pol{k}", "business": rng.choice(["", "b000", "b001", "b002", "b003"]),
                     "waiting_hours": rng.choice((0, 0, 0.75, 4, 13.3, 72, 900)),
                     "deductible": rng.choice((0, round(10 ** rng.uniform(0, 4), 2))), "limit": limit,
                     "share": rng.choice((1, round(rng.uniform(0.1, 1), 4))),
                     "aggregate_limit": rng.choice(("", round(limit * rng.uniform(0.2, 3), 2))),
                     "currency": rng.choice(list(CURRENCIES))})
    m.policies = [dict(row) for row in rows]
    m.write("policies", m.basis(rows), keep_order=True, optional=("business", "aggregate_limit"))


def make_model_error(m):
    """The class, by location, scale and degrees or by a plain log_sd, and the error of hours."""
    rng = m.rng
    row = {"quantity": "owner_revenue_loss", "duration_hours": "", "log_sd": "", "location": "",
           "scale": "", "degrees": ""}
    rows = []
    if rng.random() < 0.8:
        rows.append(dict(row, location=round(rng.uniform(-0.7, 0.7), 4),
                         scale=round(rng.uniform(0.05, 0.9), 4),
                         degrees=rng.choice(("", round(rng.uniform(1.2, 40), 2)))))
    else:
        rows.append(dict(row, log_sd=round(rng.uniform(0.05, 0.6), 4)))
    for hours in rng.sample((1.5, 6, 23.7, 72, 120), rng.randint(0, 4)):
        rows.append(dict(row, duration_hours=hours, log_sd=round(rng.uniform(0.05, 0.6), 4)))
    m.write("model_error", m.basis(rows), optional=("location", "scale", "degrees"))


# ---------------------------------------------------------------------------------------------
# Scenarios

def random_start(m):
    moment = datetime(m.rng.randint(2018, 2024), m.rng.randint(1, 12), m.rng.randint(1, 28),
                      m.rng.randint(0, 23),
                      m.rng.choice((0, 0, m.rng.randint(1, 59))), tzinfo=timezone.utc)
    return iso(moment, m.rng)


def random_duration(rng):
    return rng.choice((5, 37, 60, 95, 240, 367, 618, 1440, 1573, 2880, 4321, 10080, 50431)) / 60.0


def curve_rows(m, platforms, regions, by_platform, by_region):
    """A severity curve: each (platform, region) has a curve of its own, closed by a 0."""
    rng = m.rng
    origin = datetime(2021, rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 11), 0,
                      tzinfo=timezone.utc)
    rows = []
    for p in platforms if by_platform else [""]:
        for r in regions if by_region else [""]:
            moment = origin + timedelta(minutes=rng.randint(0, 60))
            if rng.random() < 0.4:
                rows.append((moment, p, r, 0))
                moment += timedelta(minutes=rng.randint(1, 60))
            for _ in range(rng.randint(1, 5)):
                rows.append((moment, p, r, round(rng.uniform(0.01, 1), 4)))
                moment += timedelta(minutes=rng.choice((5, 17, 45, 60, 121, 300)))
            rows.append((moment, p, r, 0))
    result = []
    for moment, p, r, value in sorted(rows, key=lambda x: x[0]):
        row = {"timestamp": iso(moment), "unavailable": plain(value)}
        if by_platform:
            row["platform"] = p
        if by_region:
            row["region"] = r
        result.append(row)
    return result


def some(rng, items, least=1):
    items = list(items)
    return rng.sample(items, rng.randint(min(least, len(items)), len(items)))


def curve_scenario(m, kind):
    platforms = some(m.rng, m.platforms)
    scenario = {"platforms": platforms, "currency": m.rng.choice(list(CURRENCIES))}
    if m.rng.random() < 0.3:
        scenario["regions"] = some(m.rng, m.regions)
    regions = scenario.get("regions", m.regions)
    scenario["curve"] = curve_rows(m, platforms, regions, kind in (1, 3), kind in (2, 3))
    return scenario


def event_scenarios(m):
    result = []
    for event in m.events:
        # an event of some regions is told which, so that no reading of its column matters
        base = {"event": event["event"]}
        if event["regions"]:
            base["regions"] = event["regions"].split(";")
        result.append(base)
        named = event["platforms"].split(";")
        other = dict(base, duration_hours=random_duration(m.rng),
                     severity=round(m.rng.uniform(0.1, 1), 3),
                     recovery_hours=m.rng.choice((0.0, 0.75, 2.0)),
                     currency=m.rng.choice(list(CURRENCIES)))
        if len(named) > 1:
            other["platforms"] = named[:1]
        if m.rng.random() < 0.5:
            other["start"] = random_start(m)
        result.append(other)
    if m.foreign:
        result.append({"event": m.foreign[0]["event"], "duration_hours": 3.0, "refused": True})
    return result


def scenarios(m):
    """About fifteen scenarios that together touch every option of the central path."""
    rng = m.rng
    result = []
    for with_start in (True, False, True):
        result.append({"owner": rng.choice(m.owners), "duration_hours": random_duration(rng)})
        result.append({"platforms": some(rng, m.platforms, 2),
                       "duration_hours": random_duration(rng),
                       "severity": round(rng.uniform(0.05, 1), 3),
                       "recovery_hours": rng.choice((0.0, 0.5, 45 / 60.0, 3.0, 7.25)),
                       "currency": rng.choice(list(CURRENCIES))})
        result.append({"owner": rng.choice(m.owners), "regions": some(rng, m.regions),
                       "duration_hours": random_duration(rng),
                       "recovery_hours": rng.choice((0.0, 1.2)),
                       "currency": rng.choice(list(CURRENCIES))})
        if with_start:
            for scenario in result[-3:]:
                scenario["start"] = random_start(m)
    result.append({"owner": m.owners[0], "duration_hours": 2.5, "severity": 0.0,
                   "start": random_start(m)})
    result += [curve_scenario(m, kind) for kind in range(4)]
    result += event_scenarios(m)
    for owner, first in m.all_dated.items():
        result.append({"owner": owner, "duration_hours": 1.0, "refused": True,
                       "start": iso(first - timedelta(hours=1))})
    names = random.Random(f"incidents {m.seed}")
    for scenario in result:
        if not scenario.get("refused") and names.random() < 0.5:
            scenario["incident"] = names.choice(INCIDENTS)
    return result


def write_curve(path, rows, rng):
    """The severity curve as a CSV file, columns in random order."""
    columns = list(rows[0])
    rng.shuffle(columns)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        stream.write(out.getvalue())
