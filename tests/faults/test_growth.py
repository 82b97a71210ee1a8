#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading takes time in proportion to what is read: nothing grows with its square.

    test_growth.py PROGRAM [CASE ...]
    test_growth.py PROGRAM --axes [AXIS ...]   by hand: whole commands along each axis (growth_axes.py), a table

Each case makes an input of one hostile kind (a table, a description, a scenario) in two sizes, one
FACTOR times the other, and compares the processor time of both. Work in proportion gives FACTOR,
sorting a little more, work with the square FACTOR * FACTOR. Only the ratio is judged. A busy machine
adds time and never takes any away: the least of a few runs of the small size counts, and the large
size, which costs the most, is run again only where its first run was too slow."""

import datetime
import json
import math
import os
import pathlib
import shutil
import sys
import tempfile

FACTOR = 4
# between FACTOR, with a quarter for caches that a larger input no longer fits, and FACTOR squared
MOST_RATIO = 2.2 * FACTOR
RUNS = 3
# a small size that takes as long is measured well enough by one run
LONG_SECONDS = 0.3

WEEK = range(168)


def table(folder, name, header, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(row + "\n" for row in rows)


def base(folder, platforms=("p0",), owners=("o0",), sectors=("s0",), channels=("c0",)):
    """A package with one of everything, and as many of a few things as are named."""
    share = 1 / len(platforms) if len(owners) == 1 else 1
    table(folder, "owners", "owner,name,currency,annual_revenue",
          (f"{o},{o},USD,1000000" for o in owners))
    table(folder, "regions", "region,name,utc_offset_hours", ["r0,r0,0"])
    table(folder, "platforms", "platform,name,owner,annual_revenue,currency",
          (f"{p},{p},{owners[i % len(owners)]},{1000000 * share!r},USD"
           for i, p in enumerate(platforms)))
    table(folder, "platform_regions", "platform,region,revenue_share",
          (f"{p},r0,1" for p in platforms))
    table(folder, "sectors", "sector,name,profile", (f"{s},{s},always" for s in sectors))
    table(folder, "channels", "channel,name", (f"{c},{c}" for c in channels))
    table(folder, "activity", "profile,hour_of_week,weight", (f"always,{h},1" for h in WEEK))


def names(letter, count):
    return [f"{letter}{i}" for i in range(count)]


def dependencies(folder, rows):
    table(folder, "dependencies",
          "business,sector,region,annual_revenue,currency,platform,channel,share", rows)


# ---- Cases: each writes an input of size `count` and gives the command -------------------------------

def owners_and_platforms(folder, count):
    base(folder, platforms=names("p", count), owners=names("o", count))
    return ["validate", folder]


def supply(folder, count):
    sectors = names("s", int(count ** 0.5))
    base(folder, sectors=sectors)
    coefficient = 0.5 / len(sectors)
    table(folder, "supply", "sector,input_sector,coefficient",
          (f"{a},{b},{coefficient!r}" for a in sectors for b in sectors))
    return ["validate", folder]


def activity(folder, count):
    base(folder)
    with open(folder / "activity.csv", "a", encoding="utf-8") as file:
        for h in WEEK:  # the rows of a profile are far from each other
            file.writelines(f"x{i},{h},1\n" for i in range(count // 168))
    return ["validate", folder]


def fallbacks(folder, count):
    channels = names("c", count)
    base(folder, channels=channels)
    table(folder, "fallbacks", "channel,fallback,share",
          [f"{c},web,0.25" for c in channels] + [f"{c},store,0.25" for c in channels])
    return ["validate", folder]


def credits(folder, count):
    platforms = names("p", count)
    base(folder, platforms=platforms, owners=names("o", count))
    table(folder, "credits", "platform,availability_below,credit_share",
          [f"{p},0.999,0.1" for p in platforms] + [f"{p},0.99,0.25" for p in platforms])
    return ["validate", folder]


def policies(folder, count):
    base(folder)
    businesses = [f"b{i:07d}" for i in range(count)]
    dependencies(folder, (f"{b},s0,r0,1000,USD,p0,c0,0.5" for b in businesses))
    table(folder, "policies", "policy,business,waiting_hours,deductible,limit,share,currency",
          (f"q{b},{b},8,0,100,0.5,USD" for b in businesses))
    return ["validate", folder]


def policies_of_one(folder, count):
    """Layers of one business; each begins where the one before ends."""
    base(folder)
    dependencies(folder, ["b,s0,r0,1000,USD,p0,c0,0.5"])
    table(folder, "policies", "policy,business,waiting_hours,deductible,limit,share,currency",
          (f"q{i},b,8,{100 * i},100,0.5,USD" for i in range(count)))
    return ["validate", folder]


def tiers(folder, count):
    base(folder)
    table(folder, "credits", "platform,availability_below,credit_share",
          (f"p0,{1 - i / (2 * count)!r},{i / count!r}" for i in range(count)))
    return ["validate", folder]


def straight_lines(folder, count):
    base(folder)
    table(folder, "straight_lines", "owner,method,revenue,hours,currency",
          (f"o0,m{i},1000000,8760,USD" for i in range(count)))
    return ["estimate", folder, "--platform", "p0", "--duration", "1h", "--samples", "0"]


def booked_outages(folder, count):
    """A cost of each outage of a catalogue."""
    base(folder)
    table(folder, "outages", "event,owner,platforms,start,duration_minutes",
          (f"e{i},o0,p0,{1990 + i // 10080}-{1 + i // 840 % 12:02}-{1 + i // 30 % 28:02}T{i % 24:02}:{2 * (i % 30):02}Z,1"
           for i in range(count)))
    table(folder, "costs", "incident,kind,amount,currency,date", (f"e{i},c,1,USD,2021-03-11" for i in range(count)))
    return ["validate", folder]


def listed_values(folder, count):
    base(folder)
    dependencies(folder, (f"b{i},s0,r0,1000,USD,p0,c0,0.5" for i in range(count)))
    resources = [{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))]
    for resource in resources:
        if resource["name"] == "dependencies":
            resource["schema"] = {"fields": [{"name": "business", "constraints": {"enum": names("b", count)}}]}
    (folder / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}))
    return ["validate", folder]


def traffic_weeks(folder, count):
    """Hours of one series, each week of which is predicted from the others."""
    first = datetime.datetime(1990, 1, 1)
    path = folder / "series.csv"
    table(folder, "series", "timestamp,platform,region,volume",
          (f"{first + datetime.timedelta(hours=i):%Y-%m-%dT%H:%M}Z,p,r,{1000 + 37 * (i % 24) + i * i % 13}" for i in range(count)))
    return ["traffic", "--start", f"{first + datetime.timedelta(hours=count - 100):%Y-%m-%dT%H:%M}Z", "--duration", "3h", path]


def one_business(folder, count):
    platforms = names("p", count)
    base(folder, platforms=platforms, owners=names("o", count))
    dependencies(folder, (f"b,s0,r0,1000,USD,{p},c0,{0.5 / count!r}" for p in platforms))
    return ["validate", folder]


def traffic_series(folder, count):
    platforms = names("p", count)
    base(folder, platforms=platforms, owners=names("o", count))
    table(folder, "traffic", "timestamp,platform,region,volume",
          (f"2024-01-01T{h:02}:00Z,{p},r0,{100 + h}" for h in range(4) for p in platforms))
    return ["validate", folder]


def price_symbols(folder, count):
    base(folder)
    table(folder, "prices", "date,symbol,close",
          (f"2024-01-{d:02},S{i},{100 + d}" for d in range(1, 5) for i in range(count)))
    return ["event-study", folder, "--symbol", "S1", "--index", "S2", "--date", "2024-01-04"]


def price_files(folder, count):
    base(folder)
    for i in range(count):
        table(folder, f"prices_S{i}", "Date,Close", ["2024-01-01,100"])
    return ["validate", folder]


def curve_series(folder, count):
    platforms = names("p", count)
    base(folder, platforms=platforms, owners=names("o", count))
    table(folder.parent, "curve", "timestamp,platform,unavailable",
          (f"2024-01-01T{h:02}:00Z,{p},{0.5 if h < 2 else 0}" for h in range(3)
           for p in platforms))
    # refused once the curve has been read: the estimate itself is another matter
    return ["estimate", folder, "--platform", "p0,nowhere", "--samples", "0",
            "--severity-curve", folder.parent / "curve.csv"]


def unknown_resources(folder, count):
    base(folder)
    resources = [{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))]
    resources += [{"name": f"x{i}", "path": f"x{i}.csv"} for i in range(count)]
    (folder / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources},
                                                        indent=1))
    return ["validate", folder]


def declared_fields(folder, count):
    base(folder)
    resources = [{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))]
    resources[0]["schema"] = {"fields": [{"name": f"f{i}", "decimalChar": "xx"}
                                         for i in range(count)]}
    (folder / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}))
    return ["validate", folder]


def scenario_names(folder, count):
    base(folder)
    path = folder.parent / "scenario.json"
    path.write_text(json.dumps({"platform": names("p", count), "duration": "1h"}))
    return ["estimate", folder, "--samples", "0", "--scenario", path]


def request_names(folder, count):
    base(folder)
    return ["event-study", folder, "--date", "2024-01-04", "--symbol", ",".join(names("S", count)),
            "--index", "I"]


def sectors(folder, count, profile=lambda i: "always"):
    """Each with a dependant, with outputs and resiliences that differ."""
    base(folder)
    table(folder, "fx", "date,currency,per_usd", ["2021-01-01,USD,1"])
    table(folder, "sectors", "sector,name,profile,annual_output,output_currency,diverted,resilience_per_hour",
          (f"s{i},s{i},{profile(i)},1000000000,USD,0.5,{0.01 + i % 7 / 1000!r}" for i in range(count)))
    dependencies(folder, (f"b{i},s{i},r0,{1000 + i},USD,p0,c0,0.5" for i in range(count)))
    return ["estimate", folder, "--platform", "p0", "--duration", "6h", "--samples", "0"]


def few_suppliers(folder, count):
    """Each sector buys from three others, some near and some far."""
    command = sectors(folder, count)
    table(folder, "supply", "sector,input_sector,coefficient",
          (f"s{i},s{(i + step) % count},{0.1 + step / 1000!r}" for i in range(count) for step in (1, 37, 101)))
    return command


def sector_profiles(folder, count):
    command = sectors(folder, count, profile=lambda i: f"x{i}")
    table(folder, "activity", "profile,hour_of_week,weight", (f"x{i},{h},{1 + h % 24}" for h in WEEK for i in range(count)))
    return command


def policies_of_owners(folder, count):
    """One of each owner, all of which are down."""
    base(folder, platforms=names("p", count), owners=names("o", count))
    table(folder, "policies", "policy,owner,waiting_hours,deductible,limit,share,currency",
          (f"q{i},o{i},1,0,100,0.5,USD" for i in range(count)))
    path = folder.parent / "scenario.json"
    path.write_text(json.dumps({"platform": names("p", count), "duration": "6h", "samples": 0}))
    return ["estimate", folder, "--scenario", path]


def layers_of_an_owner(folder, count):
    """With as many platforms."""
    base(folder, platforms=names("p", count))
    table(folder, "policies", "policy,owner,waiting_hours,deductible,limit,share,currency",
          (f"q{i},o0,1,{i},1,0.5,USD" for i in range(count)))
    path = folder.parent / "scenario.json"
    path.write_text(json.dumps({"platform": names("p", count), "duration": "6h", "samples": 0}))
    return ["estimate", folder, "--scenario", path]


def show_axes(program, chosen):
    """Processor time at three sizes, each twice the one before, as rows of Markdown. The exponent is that
    of what each doubling adds, so that what a command always takes is not in it."""
    import growth_axes  # pylint: disable=import-outside-toplevel
    print("| axis | size | s | twice, s | four times, s | exponent |\n|---|---:|---:|---:|---:|---:|")
    for axis, count in growth_axes.AXES.items():
        if chosen and axis.__name__ not in chosen:
            continue
        status = growth_axes.STATUSES.get(axis, 0)
        seconds = [measure(program, axis, factor * count, status, enough=0.5) for factor in (1, 2, 4)]
        added = [seconds[1] - seconds[0], seconds[2] - seconds[1]]
        exponent = f"{math.log2(added[1] / added[0]):.1f}" if min(added) > 0.005 else "too fast to tell"
        print(f"| {axis.__name__.replace('_', ' ')} | {count:,} | " + " | ".join(f"{s:.2f}" for s in seconds)
              + f" | {exponent} |", flush=True)


CASES = {
    owners_and_platforms: 20_000,
    supply: 90_000,
    activity: 168 * 500,
    fallbacks: 20_000,
    credits: 15_000,
    policies: 40_000,
    policies_of_one: 4_000,
    tiers: 6_000,
    straight_lines: 3_000,
    booked_outages: 5_000,
    listed_values: 6_000,
    traffic_weeks: 8_000,
    one_business: 12_000,
    traffic_series: 12_000,
    price_symbols: 20_000,
    price_files: 2_000,
    curve_series: 8_000,
    unknown_resources: 12_000,
    declared_fields: 12_000,
    scenario_names: 20_000,
    request_names: 4_000,
    few_suppliers: 300,
    sector_profiles: 500,
    policies_of_owners: 1_000,
    layers_of_an_owner: 1_000,
}
# the status with which the command ends where it is not 0: what it reads is refused as a whole
STATUSES = {price_symbols: 1, curve_series: 2, declared_fields: 1, scenario_names: 2, request_names: 1}


def processor_seconds(program, arguments, expected):
    """Of a command that ends with the expected status: one that is refused early is fast at any size."""
    process = os.fork()
    if process == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(program, [program, *map(str, arguments)])
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) != expected:
        raise RuntimeError(f"{arguments} ended with {os.waitstatus_to_exitcode(status)}, not {expected}")
    return usage.ru_utime + usage.ru_stime


def measure(program, case, count, status, enough=0.0):
    """The least processor time of RUNS runs, or of fewer where one takes no more than `enough`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "package"
        folder.mkdir()
        arguments = case(folder, count)
        least = processor_seconds(program, arguments, status)
        for _ in range(RUNS - 1):
            if least > enough and (enough > 0 or least < LONG_SECONDS):
                least = min(least, processor_seconds(program, arguments, status))
        return least


def check_control():
    """The judgement itself: a square is seen, proportion and sorting are not taken for one."""
    assert FACTOR ** 2 > MOST_RATIO
    n = 10_000
    assert FACTOR * math.log(FACTOR * n) / math.log(n) < MOST_RATIO


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    chosen = sys.argv[2:]
    check_control()
    if chosen[:1] == ["--axes"]:
        show_axes(program, chosen[1:])
        return 0
    failed = 0
    for case, count in CASES.items():
        if chosen and case.__name__ not in chosen:
            continue
        status = STATUSES.get(case, 0)
        small = measure(program, case, count, status)
        small = max(small, 1e-3)
        large = measure(program, case, FACTOR * count, status, enough=MOST_RATIO * small)
        ratio = large / small
        word = "ok" if ratio <= MOST_RATIO else "GROWS"
        failed += word != "ok"
        print(f"{word:5} {case.__name__:22} {count:8} {small:8.3f} s  x{FACTOR} {large:8.3f} s  "
              f"ratio {ratio:5.1f}", flush=True)
    print(f"{failed} of {len(CASES)} kinds of input take more than in proportion")
    return 1 if failed else 0


sys.exit(main())
