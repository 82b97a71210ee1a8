#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the compiled reference package, and work one outage through it by hand.

    check.py            keys, sums, ranges, hashes; exit status 1 if anything is wrong
    check.py --example  also the outage of 2021-10-04 in round steps (the figures of README.md)

It is independent of compile.py and of the program: what it reads is the CSV files alone.
"""

import csv
import hashlib
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent / "reference"
HOURS_PER_YEAR = 8766
BASES = {"measured", "reported", "derived", "assumed"}
faults = []


def read(name):
    with open(PACKAGE / (name + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expect(condition, text):
    if not condition:
        faults.append(text)


def close(a, b, tolerance=1e-9):
    return abs(a - b) <= tolerance * max(1.0, abs(b))


def check_descriptor():
    """Bytes, hashes and fields of datapackage.json against the files."""
    package = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (PACKAGE / resource["path"]).read_bytes()
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
            "sector": {r["sector"] for r in tables["sectors"]},
            "channel": {r["channel"] for r in tables["channels"]},
            "event": {r["event"] for r in tables["outages"]}}
    for name, rows in tables.items():
        for line, row in enumerate(rows, 2):
            for column, known in keys.items():
                if row.get(column):
                    expect(row[column] in known, f"{name}:{line}:{column}: '{row[column]}'")
            for region in filter(None, row.get("regions", "").split(";")):
                expect(region in keys["region"], f"{name}:{line}: region '{region}'")
    outside = {"email", "store", "web", "phone"}
    for row in tables["fallbacks"]:
        expect(row["fallback"] in keys["platform"] | outside, f"fallback {row['fallback']}")
    currencies = {r["currency"] for r in tables["fx"]}
    for name, rows in tables.items():
        for row in rows:
            for column in ("currency", "gdp_currency", "output_currency"):
                expect(not row.get(column) or row[column] in currencies, f"{name}: {row}")


def check_sums(tables):
    revenue = {r["as_of"]: float(r["annual_revenue"]) for r in tables["owners"]
               if r["owner"] == "meta"}
    parts = defaultdict(float)
    for row in tables["platforms"]:
        parts[row["as_of"]] += float(row["annual_revenue"])
    expect(revenue == dict(parts), f"platforms do not add up to the owner: {revenue} {parts}")
    for column in ("revenue_share", "user_share"):
        shares = defaultdict(float)
        for row in tables["platform_regions"]:
            shares[row["platform"]] += float(row[column])
        for platform, total in shares.items():
            expect(close(total, 1), f"platform_regions {platform} {column}: {total}")
    profiles = defaultdict(dict)
    for row in tables["activity"]:
        profiles[row["profile"]][int(row["hour_of_week"])] = float(row["weight"])
    for name, weights in profiles.items():
        expect(sorted(weights) == list(range(168)), f"activity {name}: hours")
        expect(close(sum(weights.values()), 168), f"activity {name}: {sum(weights.values())}")
    flows = defaultdict(lambda: [0.0, 0.0])
    for row in tables["fallbacks"]:
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
    """One row a day of knowledge, in order; the market value of the outage that is worked out."""
    for name, key in (("owners", "owner"), ("platforms", "platform")):
        dates = defaultdict(list)
        for row in tables[name]:
            dates[row[key]].append(row["as_of"])
        for value, known in dates.items():
            expect(known == sorted(set(known)), f"{name} {value}: as_of not in order or twice")
    owner = [row for row in in_force(tables["owners"], "owner", "2021-10-04")
             if row["owner"] == "meta"]
    expect(len(owner) == 1 and owner[0]["market_cap"] and owner[0]["shares_outstanding"],
           "owners: no market value for 2021-10-04")
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


# ---------------------------------------------------------------- one outage by hand

class Example:
    """2021-10-04 15:39 UTC (a Monday), 6.18 h, everything down, everywhere."""

    START, HOURS, STEP = 15.65, 371 / 60, 1 / 60

    def __init__(self, tables):
        self.tables = tables
        self.offset = {r["region"]: float(r["utc_offset_hours"]) for r in tables["regions"]}
        self.profiles = defaultdict(lambda: [0.0] * 168)
        for row in tables["activity"]:
            self.profiles[row["profile"]][int(row["hour_of_week"])] = float(row["weight"])
        self.channel = {r["channel"]: r for r in tables["channels"]}
        self.sector = {r["sector"]: r for r in tables["sectors"]}

    def exposure(self, profile, region, channel=None):
        """Average hours: the profile over the window, with the channel's buffer (midpoints)."""
        total = 0.0
        for step in range(round(self.HOURS / self.STEP)):
            past = (step + 0.5) * self.STEP
            hour = int((self.START + past + self.offset[region]) % 168)
            total += self.profiles[profile][hour] * self.onset(channel, past) * self.STEP
        return total

    def onset(self, channel, past):
        if channel is None:
            return 1.0
        row = self.channel[channel]
        grace, theta, shape = (float(row[c] or 0) for c in ("grace_hours", "onset_hours", "shape"))
        if past <= grace:
            return 0.0
        return 1.0 if theta == 0 else 1 - math.exp(-((past - grace) / theta) ** shape)

    def saved(self, sector, channel):
        """Part of the flow that finds an outside channel; platforms are all down."""
        table = self.tables["fallbacks"]
        rows = [r for r in table if r["channel"] == channel and r["sector"] == sector] or \
               [r for r in table if r["channel"] == channel and not r["sector"]]
        return sum(float(r["share"]) for r in rows
                   if r["fallback"] in ("email", "store", "web", "phone"))

    def owner(self):
        flat = gross = net = 0.0
        shares, profile = defaultdict(dict), {}
        for row in self.tables["platform_regions"]:
            shares[row["platform"]][row["region"]] = float(row["revenue_share"])
            profile[row["region"]] = row["profile"]
        for region, name in profile.items():
            print(f"  {region:14s} {name:30s} mean weight in the window "
                  f"{self.exposure(name, region) / self.HOURS:.3f} (social_network on one clock "
                  f"{self.exposure('social_network', region) / self.HOURS:.3f})")
        for row in in_force(self.tables["platforms"], "platform", "2021-10-04"):
            rate = (float(row["annual_revenue"]) * float(row["growth_factor"])
                    * float(row["usage_share"]) / HOURS_PER_YEAR)
            lost = sum(rate * share * self.exposure(profile[region], region)
                       for region, share in shares[row["platform"]].items())
            flat += rate * self.HOURS
            gross += lost
            net += lost * (1 - float(row["recapture"]))
            print(f"  {row['platform']:10s} rate {rate / 1e6:7.3f} M/h  gross {lost / 1e6:7.2f} M")
        print(f"owner: flat {flat / 1e6:.1f} M, gross {gross / 1e6:.1f} M, net {net / 1e6:.1f} M")

    def dependants(self, bound=""):
        """`bound`: '' centre, '_low', '_high' for the shares of the bracket."""
        steps = [0.0] * 5
        by_region = defaultdict(float)
        flow_total = 0.0
        for row in self.tables["dependencies"]:
            flow = (float(row["annual_revenue"]) * float(row["firms"])
                    * float(row["share" + bound]) / HOURS_PER_YEAR)
            sector = self.sector[row["sector"]]
            kappa = float(sector["recapture"]) * math.exp(
                -self.HOURS / float(sector["recapture_decay_hours"]))
            saved = self.saved(row["sector"], row["channel"])
            active = self.exposure(sector["profile"], row["region"])
            exposed = self.exposure(sector["profile"], row["region"], row["channel"])
            values = (self.HOURS, active, exposed, exposed * (1 - saved),
                      exposed * (1 - saved) * (1 - kappa))
            steps = [total + flow * value for total, value in zip(steps, values)]
            by_region[row["region"]] += flow * values[-1]
            flow_total += flow * HOURS_PER_YEAR
        names = ("flat", "hour of week", "onset", "fallback", "net of recapture")
        print(f"dependants{bound or ' centre'}: flow {flow_total / 1e9:.1f} bn a year; "
              + ", ".join(f"{n} {v / 1e6:.0f} M" for n, v in zip(names, steps)))
        if not bound:
            print("  net by region: " + ", ".join(f"{r} {v / 1e6:.0f} M"
                                                   for r, v in by_region.items()))

    def economy(self):
        rate = sum(float(r["gdp"]) * float(r["digital_share"]) for r in self.tables["regions"])
        world = sum(float(r["gdp"]) for r in self.tables["regions"])
        print(f"economy: {rate / HOURS_PER_YEAR / 1e6:.0f} M an hour, "
              f"{rate * self.HOURS / HOURS_PER_YEAR / 1e6:.0f} M in all; 160 M an hour is "
              f"{160e6 * HOURS_PER_YEAR / world * 100:.2f} % of GDP")

    def straight_lines(self):
        for row in self.tables["straight_lines"]:
            rate = float(row["revenue"]) / float(row["hours"])
            print(f"straight line {row['method']}: {rate / 1e6:.3f} M/h, "
                  f"{rate * self.HOURS / 1e6:.1f} M")


def main():
    names = sorted(path.stem for path in PACKAGE.glob("*.csv"))
    tables = {name: read(name) for name in names}
    check_descriptor()
    check_ranges_and_sources(tables)
    check_keys(tables)
    check_sums(tables)
    check_dates(tables)
    check_dependencies(tables["dependencies"])
    check_event_study(tables)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(names)} tables, {sum(map(len, tables.values()))} rows, {len(faults)} faults")
    if "--example" in sys.argv[1:]:
        example = Example(tables)
        example.owner()
        for bound in ("", "_low", "_high"):
            example.dependants(bound)
        example.economy()
        example.straight_lines()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
