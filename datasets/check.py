#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the packages reference, cloud, firms and gruppo-aurora, and work outages through them by hand.

    check.py            keys, sums, ranges, hashes; exit status 1 if anything is wrong
    check.py --example  also the outage of 2021-10-04 for reference and gruppo-aurora, four of the
                        cloud's, all of firms', in round steps (the figures of the READMEs)

It is independent of compile.py and of the program: what it reads is the CSV files alone.
"""

import calendar
import csv
import hashlib
import json
import math
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOURS_PER_YEAR = 8766
BASES = {"measured", "reported", "derived", "assumed"}
faults = []


def read(package):
    """{table: rows} of a compiled package."""
    tables = {}
    for path in sorted((HERE / package).glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def expect(condition, text):
    if not condition:
        faults.append(text)


def close(a, b, tolerance=1e-9):
    return abs(a - b) <= tolerance * max(1.0, abs(b))


def check_descriptor(package):
    """Bytes, hashes and fields of datapackage.json against the files."""
    descriptor = json.loads((HERE / package / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["path"] for resource in descriptor["resources"]}
    expect(paths == {path.name for path in (HERE / package).glob("*.csv")}, f"{package}: {paths}")
    for resource in descriptor["resources"]:
        data = (HERE / package / resource["path"]).read_bytes()
        expect(len(data) == resource["bytes"], f"{resource['path']}: bytes")
        expect("sha256:" + hashlib.sha256(data).hexdigest() == resource["hash"],
               f"{resource['path']}: hash")
        expect(b"\r" not in data, f"{resource['path']}: carriage return")
        header = data.decode("utf-8").split("\n", 1)[0].split(",")
        expect(header == [f["name"] for f in resource["schema"]["fields"]],
               f"{resource['path']}: fields")


def check_ranges_and_sources(tables):
    """low <= centre <= high; a basis and a source for every row; assumed means it says so."""
    for name, rows in tables.items():
        for line, row in enumerate(rows, 2):
            expect(row["basis"] in BASES and row["source"], f"{name}:{line}: basis or source")
            for column, value in row.items():
                where = f"{name}:{line}:{column}"
                if column.endswith("_basis"):
                    expect(value in BASES or not row[column[:-6]], f"{where}: '{value}'")
                if column.endswith("_low") and value:
                    stem = column[:-4]
                    low, centre, high = float(value), float(row[stem]), float(row[stem + "_high"])
                    expect(0 < low <= centre <= high, where)
                if column == "basis" or column.endswith("_basis"):
                    check_assumption(name, line, row, column)


def check_assumption(name, line, row, column):
    if row[column] != "assumed":
        return
    source = row.get(column[:-5] + "source", "") or row["source"]
    expect("assum" in source or "memory" in source, f"{name}:{line}:{column}: says no assumption")


def check_keys(tables):
    keys = {"owner": {r["owner"] for r in tables["owners"]},
            "platform": {r["platform"] for r in tables["platforms"]},
            "region": {r["region"] for r in tables["regions"]},
            "profile": {r["profile"] for r in tables["activity"]},
            "sector": {r["sector"] for r in tables.get("sectors", [])},
            "input_sector": {r["sector"] for r in tables.get("sectors", [])},
            "channel": {r["channel"] for r in tables.get("channels", [])},
            "event": {r["event"] for r in tables["outages"]}}
    for name, rows in tables.items():
        for line, row in enumerate(rows, 2):
            for column, known in keys.items():
                if row.get(column):
                    expect(row[column] in known, f"{name}:{line}:{column}: '{row[column]}'")
            for region in filter(None, row.get("regions", "").split(";")):
                expect(region in keys["region"], f"{name}:{line}: region '{region}'")
    outside = {"email", "store", "web", "phone"}
    for row in tables.get("fallbacks", []):
        expect(row["fallback"] in keys["platform"] | outside, f"fallback {row['fallback']}")
    currencies = {r["currency"] for r in tables["fx"]}
    for name, rows in tables.items():
        for row in rows:
            for column in ("currency", "gdp_currency", "output_currency"):
                expect(not row.get(column) or row[column] in currencies, f"{name}: {row}")


def check_sums(tables):
    for owner in {row["owner"] for row in tables["platforms"]}:
        known = [row for row in tables["platforms"] if row["owner"] == owner]
        for row in tables["owners"]:
            if row["owner"] == owner and row.get("annual_revenue"):
                total = sum(float(part["annual_revenue"])
                            for part in in_force(known, "platform", row["as_of"]))
                expect(total == float(row["annual_revenue"]),
                       f"{owner} {row['as_of']}: the platforms make {total}")
    for column in ("revenue_share", "user_share"):
        shares = defaultdict(float)
        for row in tables["platform_regions"]:
            shares[row["platform"]] += float(row.get(column, row["revenue_share"]))
        for platform, total in shares.items():
            expect(close(total, 1), f"platform_regions {platform} {column}: {total}")
    profiles = defaultdict(dict)
    for row in tables["activity"]:
        profiles[row["profile"]][int(row["hour_of_week"])] = float(row["weight"])
    for name, weights in profiles.items():
        expect(sorted(weights) == list(range(168)), f"activity {name}: hours")
        expect(close(sum(weights.values()), 168), f"activity {name}: {sum(weights.values())}")
    flows = defaultdict(lambda: [0.0, 0.0])
    for row in tables.get("fallbacks", []):
        flow = flows[row["sector"], row["channel"]]
        flow[0] += float(row["share"])
        flow[1] += float(row["share_high"])
    for key, (centre, high) in flows.items():
        expect(centre <= 1 and high <= 1, f"fallbacks {key}: {centre} {high}")


def check_dependencies(rows):
    seen, finished, last = set(), set(), None
    shares = defaultdict(lambda: [0.0, 0.0])
    for line, row in enumerate(rows, 2):
        key = (row["business"], row["platform"], row["channel"])
        expect(key not in seen, f"dependencies:{line}: twice {key}")
        seen.add(key)
        if row["business"] != last:
            expect(row["business"] not in finished, f"dependencies:{line}: apart")
            finished.add(row["business"])
            last = row["business"]
        shares[row["business"]][0] += float(row["share"])
        shares[row["business"]][1] += float(row["share_high"])
    expect(all(c <= 1 and h <= 1 for c, h in shares.values()), "dependencies: shares above 1")


def in_force(rows, key, day):
    """Of each key the latest row not after `day`."""
    latest = {}
    for row in rows:
        if row["as_of"] <= day and row["as_of"] >= latest.get(row[key], row)["as_of"]:
            latest[row[key]] = row
    return list(latest.values())


def check_dates(tables):
    """One row a day of knowledge, in order."""
    for name, key in (("owners", "owner"), ("platforms", "platform")):
        dates = defaultdict(list)
        for row in tables[name]:
            dates[row[key]].append(row["as_of"])
        for value, known in dates.items():
            expect(known == sorted(set(known)), f"{name} {value}: as_of not in order or twice")
    for row in tables["platforms"]:
        expect(0.5 < float(row["growth_factor"]) < 2, f"platforms {row['as_of']}: growth_factor")


def check_event_study(tables):
    known = {r["event"]: r for r in tables["outages"]}
    owners = [r for r in tables["event_returns"] if r["role"] == "owner"]
    for row in owners:
        event = known[row["event"]]
        expect(event["duration_minutes"] and event["severity"] and event["scope_share"],
               f"{row['event']}: not usable for the prediction")
    usable = [r["event"] for r in owners if known[r["event"]]["confounded"] == "no"]
    print(f"event_returns: {len(owners)} owner rows, {len(usable)} of them not confounded")


def check_market_value(package, tables, event, owner):
    day = next(r["start"] for r in tables["outages"] if r["event"] == event)[:10]
    rows = [r for r in in_force(tables["owners"], "owner", day) if r["owner"] == owner]
    expect(len(rows) == 1 and rows[0]["market_cap"] and rows[0]["shares_outstanding"],
           f"{package}: owners: no market value for {event}")


# ---------------------------------------------------------------- supply

# BEA, United States, 2023, M USD: output, bought from other sectors and its own, final demand. Read
# from the source named in `supply`, and added up for the sections that are one sector there.
BEA_2023 = {
    "A": (623540, 347588, 109116),
    "B": (695731, 305047, 96859),
    "C": (6905201, 4267446, 2188266),
    "D": (629815, 185712, 277658),
    "F": (2468340, 1117241, 2086499),
    "G": (5429791, 2146531, 3939432),
    "H": (1742000, 779145, 645397),
    "IR": (2287495, 1006657, 1694797),
    "J": (2459201, 1020343, 1261270),
    "KL": (9366073, 3489154, 4857029),
    "MN": (6134256, 2076959, 1946469),
    "O": (4787577, 1905823, 4455159),
    "PQ": (3644624, 1372770, 3559780),
    "S": (1213169, 385302, 857344)}


def solve(matrix, right):
    """x of matrix x = right, by Gaussian elimination with partial pivoting."""
    size = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(size)]
    for k in range(size):
        best = max(range(k, size), key=lambda i: abs(rows[i][k]))
        rows[k], rows[best] = rows[best], rows[k]
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k])]
    x = [0.0] * size
    for k in reversed(range(size)):
        rest = sum(rows[k][i] * x[i] for i in range(k + 1, size))
        x[k] = (rows[k][size] - rest) / rows[k][k]
    return x


def output_for(coefficients, order, demand):
    """(I - A)^-1 demand: the output that it takes, a_ij = coefficients[j, i]."""
    return solve([[(i == j) - coefficients.get((j, i), 0.0) for j in order] for i in order],
                 [demand.get(name, 0.0) for name in order])


def coefficients_of(tables):
    """{(sector, input_sector): coefficient}"""
    return {(r["sector"], r["input_sector"]): float(r["coefficient"]) for r in tables["supply"]}


def radius_of(coefficients, order):
    """The largest eigenvalue of a matrix without negative entries, by the power method."""
    vector, radius = dict.fromkeys(order, 1.0), 0.0
    for _ in range(500):
        image = {i: sum(coefficients.get((j, i), 0.0) * vector[j] for j in order) for i in order}
        radius = max(image.values())
        vector = {i: value / radius for i, value in image.items()}
    return radius


def check_supply(package, tables):
    """The columns are BEA's, and added up over the sections they bring back its output."""
    coefficients = coefficients_of(tables)
    expect(len(coefficients) == len(tables["supply"]), f"{package}: supply: a pair twice")
    order = [r["sector"] for r in tables["sectors"]]
    expect(sorted(order) == sorted("".join(BEA_2023)), f"{package}: supply: {order}")
    whole = {}
    for buyer, (output, bought, _) in BEA_2023.items():
        for section in buyer:
            total = sum(coefficients.get((section, name), 0.0) for name in order)
            expect(close(total, bought / output, 1e-7), f"{package}: supply {section}: {total}")
        for supplier in BEA_2023:
            whole[buyer, supplier] = sum(coefficients.get((buyer[0], name), 0.0)
                                         for name in supplier)
            expect(all(coefficients.get((section, name), 0.0)
                       == coefficients.get((buyer[0], name), 0.0)
                       for section in buyer for name in supplier),
                   f"{package}: supply: {buyer} do not buy alike from {supplier}")
    found = output_for(whole, list(BEA_2023), {name: row[2] for name, row in BEA_2023.items()})
    for (name, row), output in zip(BEA_2023.items(), found):
        expect(close(output / row[0], 1, 0.002), f"{package}: supply: output of {name}: {output}")
    columns = [sum(coefficients.get((j, i), 0.0) for i in order) for j in order]
    print(f"{package}: supply: columns sum to {min(columns):.3f} to {max(columns):.3f}, spectral "
          f"radius {radius_of(coefficients, order):.4f}")


def check_credits(tables):
    """Deeper tiers give back more, as quoted; no subscriptions without terms, or above revenue."""
    terms = defaultdict(dict)
    for row in tables["credits"]:
        terms[row["platform"]][float(row["availability_below"])] = float(row["credit_share"])
    for platform, tiers in terms.items():
        expect(tiers == {0.9999: 0.1, 0.99: 0.3, 0.95: 1.0}, f"credits {platform}: {tiers}")
    for row in tables["platforms"]:
        value, revenue = float(row["subscription_revenue"]), float(row["annual_revenue"])
        expect((value > 0) == (row["platform"] in terms) and value <= revenue,
               f"platforms {row['platform']} {row['as_of']}: subscription_revenue")


# Hours over which what can be made up falls to 1/e, by kind of flow: read off docs/methodology.md.
DECAYS = {"advertising": 24.0, "consumer": 72.0, "orders": 2190.0}


def decay_of(row):
    return float(row.get("recapture_decay_hours") or DECAYS.get(row.get("flow_kind"), 229.3))


# ---------------------------------------------------------------- firms

# What of each kind of flow (known by its hours and by whether all of it stops) is made up, and what
# the press's words are worth: read off the text of README.md, not off compile.py.
MADE_UP = {("retail_hours", "1"): "0.3123", ("office_hours", "1"): "0.47",
           ("always_on", "0.05"): "0"}
SEVERITY = {"full": "0.803", "partial": "0.413"}
MEASURES = {"owner_revenue_loss", "owner_revenue_deferred", "owner_revenue_attrition",
            "owner_credits", "owner_cost", "owner_profit_loss", "owner_insurance"}


def check_firms(tables):
    """The same rules for every event: one region, a vintage from before, the word's severity, the
    kind's recapture; figures that the owner reported, each of a kind, low at most high."""
    hours = {r["platform"]: r["profile"] for r in tables["platform_regions"]}
    first = defaultdict(lambda: "9999")
    for row in tables["platforms"]:
        first[row["platform"]] = min(first[row["platform"]], row["as_of"])
        key = (hours[row["platform"]], row["usage_share"])
        known = MADE_UP.get(key)
        expect(row["recapture"] == known or (known is None and row["recapture"] in ("0", "0.25")),
               f"firms: platforms {row['platform']}: recapture {row['recapture']} of {key}")
        expect(row["growth_factor"] == "1", f"firms: platforms {row['platform']}: growth")
    for row in tables["outages"]:
        expect(first[row["platforms"]] < row["start"][:10], f"firms: {row['event']}: not known")
        word = "full" if "calls full" in row["severity_source"] else "partial"
        expect(abs(float(row["severity"]) - float(SEVERITY[word])) < 5e-4,
               f"firms: {row['event']}: severity {row['severity']} for {word}")
    lost = set()
    for line, row in enumerate(tables["published"], 2):
        where = f"firms: published:{line}"
        expect(row["kind"] == "company" and row["measure"] in MEASURES, f"{where}: kind, measure")
        expect(0 < float(row["low"]) <= float(row["high"]), f"{where}: low, high")
        if row["measure"] == "owner_revenue_loss":
            expect(row["event"] not in lost, f"{where}: a second loss of {row['event']}")
            lost.add(row["event"])
    expect(len(lost) >= 15, f"firms: lost sales of {len(lost)} outages only")
    print(f"firms: {len(tables['outages'])} outages, {len(lost)} with lost sales measured by the "
          f"owner, {len(tables['published'])} figures")


def firms_example(tables):
    """Straight line, central net loss and what the owner reported, in millions."""
    lost = {r["event"]: math.sqrt(float(r["low"]) * float(r["high"])) for r in tables["published"]
            if r["measure"] == "owner_revenue_loss"}
    for row in tables["outages"]:
        outage = Outage(tables, row["event"])
        platform = outage.platforms()[0]
        hours = float(row["duration_minutes"]) / 60
        rate = float(platform["annual_revenue"]) / HOURS_PER_YEAR
        net = outage.owner(verbose=False, say=False)
        reported = lost.get(row["event"])
        beside = "" if reported is None else (
            f"; owner {reported / 1e6:.1f}; ln estimate / owner {math.log(net / reported):+.2f}, "
            f"straight line {math.log(rate * hours / reported):+.2f}")
        print(f"{row['event']}: {float(platform['annual_revenue']) / 1e6:.0f} M {platform['currency']}"
              f" a year, {hours:.1f} h: straight line {rate * hours / 1e6:.1f}, net "
              f"{net / 1e6:.2f}{beside}")


# ---------------------------------------------------------------- the finance team's file

def read_spreadsheet(name, numbers):
    """Header and rows of a table of gruppo-aurora, as a spreadsheet wrote it: marked UTF-8, CRLF,
    semicolons, decimal commas."""
    data = (HERE / "gruppo-aurora" / name).read_bytes()
    expect(data.startswith(b"\xef\xbb\xbf"), f"gruppo-aurora: {name}: no byte order mark")
    expect(data.count(b"\r\n") == data.count(b"\n"), f"gruppo-aurora: {name}: not CRLF throughout")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    return rows, [{name: value.replace(",", ".") if name in numbers else value
                   for name, value in zip(rows[0], row) if name} for row in rows[1:] if any(row)]


def read_finance():
    """`dependencies`, with empty fields behind the last column and empty rows at the end, and
    `policies`."""
    raw, rows = read_spreadsheet("dependencies.csv", {
        "annual_revenue", "share", "share_low", "share_high", "firms", "fallback_share"})
    expect(raw[0][-1] == "" and not any(raw[-1]), "gruppo-aurora: no empty fields or rows")
    _, policies = read_spreadsheet("policies.csv", {
        "waiting_hours", "deductible", "limit", "share", "aggregate_limit"})
    return rows, policies


def check_policies(policies, rows):
    businesses = {row["business"] for row in rows} | {""}
    for row in policies:
        where = f"gruppo-aurora: policy {row['policy']}"
        expect(row["business"] in businesses, f"{where}: business '{row['business']}'")
        expect(row["source"].startswith("fictional"), f"{where}: source does not say fictional")
        expect(row["basis"] == "assumed", f"{where}: basis '{row['basis']}'")
        expect(float(row["limit"]) > 0 and 0 <= float(row["share"]) <= 1, f"{where}: terms")


def check_finance(rows, base):
    known = {"sector": {r["sector"] for r in base["sectors"]},
             "region": {r["region"] for r in base["regions"]},
             "platform": {r["platform"] for r in base["platforms"]},
             "channel": {r["channel"] for r in base["channels"]},
             "currency": {"EUR"}}
    for line, row in enumerate(rows, 2):
        where = f"gruppo-aurora:{line}"
        for column, values in known.items():
            expect(row[column] in values, f"{where}: {column} '{row[column]}'")
        for column, value in row.items():
            if column.endswith("source"):
                expect(value.startswith("fictional"), f"{where}: {column} does not say fictional")
            if column.endswith("basis"):
                expect(value in BASES, f"{where}: {column} '{value}'")
        low, high = row["share_low"] or row["share"], row["share_high"] or row["share"]
        expect(0 < float(low) <= float(row["share"]) <= float(high) <= 1, f"{where}: share")
        expect(bool(row["fallback"]) == bool(row["fallback_share"]), f"{where}: fallback")
    check_dependencies([dict(row, share_high=row["share_high"] or row["share"]) for row in rows])
    print(f"gruppo-aurora: {len({r['business'] for r in rows})} businesses, {len(rows)} rows")


# ---------------------------------------------------------------- outages by hand

class Outage:
    """A catalogued outage with central values, in steps of a minute."""

    STEP = 1 / 60

    def __init__(self, tables, event):
        self.tables = tables
        row = next(r for r in tables["outages"] if r["event"] == event)
        start = datetime.fromisoformat(row["start"][:16])
        self.month_hours = 24 * calendar.monthrange(start.year, start.month)[1]
        self.event, self.day = event, row["start"][:10]
        self.hours = float(row["duration_minutes"]) / 60
        self.start = start.weekday() * 24 + start.hour + start.minute / 60
        self.down = {name: float(row["severity"]) for name in row["platforms"].split(";")}
        self.offset = {r["region"]: float(r["utc_offset_hours"]) for r in tables["regions"]}
        self.profiles = defaultdict(lambda: [0.0] * 168)
        for line in tables["activity"]:
            self.profiles[line["profile"]][int(line["hour_of_week"])] = float(line["weight"])
        self.channel = {r["channel"]: r for r in tables.get("channels", [])}
        self.sector = {r["sector"]: r for r in tables.get("sectors", [])}
        self.waiting = 0.0

    def exposure(self, profile, region, channel=None, decay=math.inf):
        """Average hours: the profile over the window, from the waiting time on, with the channel's
        buffer (midpoints); each discounted by exp(-u / decay) since the start."""
        total = 0.0
        for step in range(round(self.hours / self.STEP)):
            past = (step + 0.5) * self.STEP
            if past < self.waiting:
                continue
            hour = int((self.start + past + self.offset[region]) % 168)
            total += (self.profiles[profile][hour] * self.onset(channel, past) * self.STEP
                      * math.exp(-past / decay))
        return total

    def onset(self, channel, past):
        if channel is None:
            return 1.0
        row = self.channel[channel]
        grace, theta, shape = (float(row[c] or 0) for c in ("grace_hours", "onset_hours", "shape"))
        if past <= grace:
            return 0.0
        return 1.0 if theta == 0 else 1 - math.exp(-((past - grace) / theta) ** shape)

    def saved(self, row):
        """Part of a row's flow that finds another way: its own fallback, else the table's. Where
        it goes to a platform, only what is left of that."""
        ways = [(row["fallback"], row["fallback_share"])] if row.get("fallback") else None
        if ways is None:
            table = [r for r in self.tables["fallbacks"] if r["channel"] == row["channel"]]
            own = [r for r in table if r["sector"] == row["sector"]]
            ways = [(r["fallback"], r["share"])
                    for r in own or [r for r in table if not r["sector"]]]
        return sum(float(share) * (1 - self.down.get(way, 0.0)) for way, share in ways)

    def platforms(self):
        return [row for row in in_force(self.tables["platforms"], "platform", self.day)
                if row["platform"] in self.down]

    def owner(self, verbose=True, say=True):
        flat = gross = net = 0.0
        shares, profile = defaultdict(dict), defaultdict(dict)
        for row in self.tables["platform_regions"]:
            shares[row["platform"]][row["region"]] = float(row["revenue_share"])
            profile[row["platform"]][row["region"]] = row["profile"]
        for row in self.platforms():
            name = row["platform"]
            rate = (float(row["annual_revenue"]) * float(row["growth_factor"])
                    * float(row["usage_share"]) / HOURS_PER_YEAR)
            lost, discounted = (
                sum(rate * share * self.exposure(profile[name][region], region, decay=decay)
                    for region, share in shares[name].items()) * self.down[name]
                for decay in (math.inf, decay_of(row)))
            flat += rate * self.hours
            gross += lost
            net += lost - float(row["recapture"]) * discounted
            if verbose:
                print(f"  {name:10s} rate {rate / 1e6:7.3f} M/h  gross {lost / 1e6:7.2f} M")
        if say:
            print(f"{self.event}: owner: flat {flat / 1e6:.3g} M, gross {gross / 1e6:.4g} M, "
                  f"net {net / 1e6:.4g} M")
        return net

    def credits(self):
        """What the owner's terms give back for the month; it has no other outage."""
        for row in self.platforms():
            gone = self.hours * self.down[row["platform"]]
            tiers = [r for r in self.tables["credits"] if r["platform"] == row["platform"]
                     and 1 - gone / self.month_hours < float(r["availability_below"])]
            if not tiers:
                continue
            tier = min(tiers, key=lambda r: float(r["availability_below"]))
            month = float(row["subscription_revenue"]) * float(row["growth_factor"]) / 12
            owed = month * float(tier["credit_share"]) * float(tier["claimed_share"])
            print(f"  credits: {gone:.3f} of {self.month_hours} h, availability "
                  f"{(1 - gone / self.month_hours) * 100:.3f} %; charged in the month "
                  f"{month / 1e6:.1f} M, times {tier['credit_share']} times "
                  f"{tier['claimed_share']}: {owed / 1e6:.2f} M")

    def clocks(self):
        """The social network's weight in the window, on many clocks and on one a region."""
        for region in self.offset:
            name = f"social_network_{region}"
            print(f"  {region:14s} {name:30s} mean weight in the window "
                  f"{self.exposure(name, region) / self.hours:.3f} (social_network on one clock "
                  f"{self.exposure('social_network', region) / self.hours:.3f})")

    def steps(self, row, bound=""):
        """Of one row of dependencies: flow a year, and what is lost after each step."""
        year = (float(row["annual_revenue"]) * float(row.get("firms") or 1)
                * float(row["share" + bound]))
        sector = self.sector[row["sector"]]
        kappa = float(sector["recapture"])
        down = self.down[row["platform"]]
        active = self.exposure(sector["profile"], row["region"])
        exposed, discounted = (self.exposure(sector["profile"], row["region"], row["channel"], decay)
                               * down for decay in (math.inf, decay_of(sector)))
        left = 1 - self.saved(row)
        return [year] + [year / HOURS_PER_YEAR * value for value in (
            self.hours, active, active * down, exposed, exposed * left,
            left * (exposed - kappa * discounted))]

    def dependants(self, rows, bound="", unit=1e6, name="M"):
        """`bound`: '' centre, '_low', '_high' for the shares."""
        total, by_region, by_business = [0.0] * 7, defaultdict(float), defaultdict(float)
        by_sector = defaultdict(float)
        for row in rows:
            if row["platform"] in self.down:
                steps = self.steps(row, bound)
                total = [a + b for a, b in zip(total, steps)]
                by_region[row["region"]] += steps[-1]
                by_business[row["business"]] += steps[-1]
                by_sector[row["sector"]] += steps[-1]
        names = ("flat", "hour of week", "severity", "onset", "fallback", "net of recapture")
        print(f"{self.event}: dependants{bound or ' centre'}: flow {total[0] / unit:.4g} {name} a "
              "year; " + ", ".join(f"{n} {v / unit:.4g} {name}" for n, v in zip(names, total[1:])))
        if not bound:
            print("  net by region: " + ", ".join(f"{r} {v / unit:.4g} {name}"
                                                   for r, v in by_region.items()))
        if not bound and "supply" in self.tables:
            self.indirect(by_sector, unit, name)
        return by_business

    def indirect(self, by_sector, unit, name):
        """What the suppliers lose in turn, (I - A)^-1 f - f, of f that no rival makes."""
        direct = {sector: loss * (1 - float(self.sector[sector]["diverted"]))
                  for sector, loss in by_sector.items()}
        output = output_for(coefficients_of(self.tables), list(self.sector), direct)
        turn = sum(output) - sum(direct.values())
        print(f"  not made by rivals {sum(direct.values()) / unit:.4g} {name}; suppliers lose in "
              f"turn {turn / unit:.6g} {name}, {turn / sum(direct.values()):.3f} of that")
        most = sorted(((lost - direct.get(sector, 0.0), sector)
                       for sector, lost in zip(self.sector, output)), reverse=True)
        print("  most of it: " + ", ".join(f"{sector} {lost / unit:.4g}"
                                           for lost, sector in most[:6]))

    def one_business(self, rows, business):
        """Each figure of one business's rows, as a finance team would write them down."""
        total = 0.0
        for row in rows:
            if row["business"] != business:
                continue
            sector = self.sector[row["sector"]]
            year, *_, exposed, left, net = self.steps(row)
            total += net
            print(f"  {row['platform']} {row['channel']}: {year:.2f} a year, "
                  f"{year / HOURS_PER_YEAR:.6f} an hour; "
                  f"{self.exposure(sector['profile'], row['region'], row['channel']):.6f} average "
                  f"hours; at stake {exposed:.4f}; less {self.saved(row):.2f} that finds another "
                  f"way {left:.4f}; net {net:.4f}")
        print(f"  {business}: {total:.2f}")

    def insured(self, rows, policy):
        """What a policy pays: the loss after its waiting time, as a layer, less the insured's
        part."""
        self.waiting = float(policy["waiting_hours"])
        covered = sum(self.steps(row)[-1] for row in rows if row["platform"] in self.down
                      and policy["business"] in ("", row["business"]))
        self.waiting = 0.0
        layer = min(max(covered - float(policy["deductible"]), 0), float(policy["limit"]))
        print(f"  {policy['policy']}: covered {covered:.4f}, above the deductible {layer:.4f}, "
              f"paid {float(policy['share']) * layer:.4f}")

    def economy(self):
        rate = sum(float(r["gdp"]) * float(r["digital_share"]) for r in self.tables["regions"])
        world = sum(float(r["gdp"]) for r in self.tables["regions"])
        print(f"economy: {rate / HOURS_PER_YEAR / 1e6:.0f} M an hour, "
              f"{rate * self.hours / HOURS_PER_YEAR / 1e6:.0f} M in all; 160 M an hour is "
              f"{160e6 * HOURS_PER_YEAR / world * 100:.2f} % of GDP")

    def straight_lines(self):
        for row in self.tables["straight_lines"]:
            rate = float(row["revenue"]) / float(row["hours"])
            print(f"straight line {row['method']}: {rate / 1e6:.3f} M/h, "
                  f"{rate * self.hours / 1e6:.1f} M")


def reference_example(tables):
    outage = Outage(tables, "FB-2021-10-04")
    outage.clocks()
    outage.owner()
    for bound in ("", "_low", "_high"):
        outage.dependants(tables["dependencies"], bound)
    outage.economy()
    outage.straight_lines()


def finance_example(rows, policies, base):
    outage = Outage(base, "FB-2021-10-04")
    print("gruppo-aurora, euros:")
    outage.one_business(rows, "Atelier \"La Perla d'Adda\", moda donna")
    outage.dependants(rows, unit=1, name="EUR")
    for hours in (outage.hours, 12.0):
        outage.hours = hours
        print(f"gruppo-aurora, policies, {hours:.4g} hours, euros:")
        for policy in policies:
            outage.insured(rows, policy)


def cloud_example(tables):
    flows = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in tables["dependencies"]:
        for k, bound in enumerate(("", "_low", "_high")):
            flows[row["platform"]][k] += (float(row["annual_revenue"])
                                          * float(row["share" + bound]))
    for platform, flow in flows.items():
        print(f"cloud: {platform}: flow a year, bn: centre, low, high: "
              + ", ".join(f"{value / 1e9:.0f}" for value in flow))
    for event in ("AWS-2017-02-28", "AWS-2021-12-07", "AWS-2025-10-20", "FSLY-2021-06-08",
                  "NET-2025-11-18"):
        outage = Outage(tables, event)
        outage.owner(verbose=False)
        outage.credits()
        for bound in ("", "_low", "_high"):
            businesses = outage.dependants(tables["dependencies"], bound)
            if not bound:
                finance = businesses["us_canada-K-finance"]
                print(f"  finance in North America {finance / 1e6:.1f} M, all of it "
                      f"{sum(v for b, v in businesses.items() if b[0] == 'u') / 1e6:.1f} M")
    quarter, share = 75.6e9, 59 / 60
    print(f"Amazon's online sales of Q1 2021 for 59 minutes: "
          f"{quarter / (90 * 24) * share / 1e6:.1f} M (published: 34 M)")


def main():
    compiled = {package: read(package) for package in ("reference", "cloud")}
    for package, tables in compiled.items():
        check_descriptor(package)
        check_ranges_and_sources(tables)
        check_keys(tables)
        check_sums(tables)
        check_dates(tables)
        check_dependencies(tables["dependencies"])
        check_supply(package, tables)
        check_event_study(tables)
        print(f"{package}: {len(tables)} tables, {sum(map(len, tables.values()))} rows")
    reference, cloud = compiled["reference"], compiled["cloud"]
    check_market_value("reference", reference, "FB-2021-10-04", "meta")
    check_market_value("cloud", cloud, "AWS-2021-12-07", "amazon")
    check_credits(cloud)
    firms = read("firms")
    for check in (check_ranges_and_sources, check_keys, check_sums, check_dates, check_firms):
        check(firms)
    check_descriptor("firms")
    finance, policies = read_finance()
    check_finance(finance, reference)
    check_policies(policies, finance)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults")
    if "--example" in sys.argv[1:]:
        reference_example(reference)
        finance_example(finance, policies, reference)
        cloud_example(cloud)
        firms_example(firms)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
