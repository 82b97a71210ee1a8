# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that grow along one axis of a command's work: rows, platforms, regions, samples, hours.

Each function writes into a folder what its axis is about, `count` times, and gives the command. All but the
axis is the small package of tests/golden, which has one of everything, so that whole reports are made."""

import json
import pathlib
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/golden/package"
OED = ROOT / "docs/examples/oed/accounts.csv"
CENTRAL = ["--platform", "chat", "--duration", "6h", "--samples", "0"]


def add(folder, name, rows):
    with open(folder / f"{name}.csv", "a", encoding="utf-8") as file:
        file.writelines(row + "\n" for row in rows)


def small(folder):
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    return folder


def rows(folder, count, channels=100):
    """One hundred rows a business."""
    add(small(folder), "channels", (f"k{i},K{i},0,0,1,assumed" for i in range(channels)))
    add(folder, "dependencies", (f"b{i // channels},G,north,1753200,USD,chat,k{i % channels},{0.5 / channels!r},1,,,assumed"
                                 for i in range(count)))
    return ["estimate", *CENTRAL, folder]


def businesses(folder, count):
    add(small(folder), "dependencies", (f"b{i},G,north,1753200,USD,chat,messaging,0.2,1,,,assumed" for i in range(count)))
    return ["estimate", *CENTRAL, folder]


def businesses_sampled(folder, count):
    add(small(folder), "dependencies", (f"b{i},G,north,1753200,USD,chat,messaging,0.2,1,,,assumed" for i in range(count)))
    return ["estimate", "--platform", "chat", "--duration", "6h", "--samples", "64", folder]


def platforms(folder, count):
    """All of them are down."""
    add(small(folder), "owners", ["big,Big,USD,1000000000,,,,,,reported"])
    add(folder, "platforms", (f"p{i},P{i},big,{1e9 / count!r},USD,0.2,,,reported" for i in range(count)))
    add(folder, "platform_regions", (f"p{i},north,1,1,people,reported" for i in range(count)))
    return ["estimate", "--owner", "big", "--duration", "6h", "--samples", "0", folder]


def dependants_of_platforms(folder, count):
    platforms(folder, count)
    add(folder, "dependencies", (f"b{i},G,north,1753200,USD,p{i},messaging,0.2,1,,,assumed" for i in range(count)))
    return ["estimate", "--owner", "big", "--duration", "6h", "--samples", "0", folder]


def regions(folder, count):
    add(small(folder), "regions", (f"r{i},R{i},{i % 24 - 11},1000000,USD,0.05,derived" for i in range(count)))
    add(folder, "owners", ["big,Big,USD,1000000000,,,,,,reported"])
    add(folder, "platforms", ["p,P,big,1000000000,USD,0.2,,,reported"])
    add(folder, "platform_regions", (f"p,r{i},{1 / count!r},{1 / count!r},people,reported" for i in range(count)))
    add(folder, "dependencies", (f"b{i},G,r{i},1753200,USD,p,messaging,0.2,1,,,assumed" for i in range(count)))
    return ["estimate", "--platform", "p", "--duration", "6h", "--samples", "0", folder]


def sectors(folder, count):
    add(small(folder), "sectors", (f"S{i},S{i},people,0.5,72,1000000000,400000000,USD,assumed" for i in range(count)))
    add(folder, "dependencies", (f"b{i},S{i},north,1753200,USD,chat,messaging,0.2,1,,,assumed" for i in range(count)))
    return ["estimate", *CENTRAL, folder]


def owners(folder, count):
    add(small(folder), "owners", (f"o{i},O{i},USD,1000000,,,,,,reported" for i in range(count)))
    add(folder, "platforms", (f"p{i},P{i},o{i},1000000,USD,0.2,,,reported" for i in range(count)))
    add(folder, "platform_regions", (f"p{i},north,1,1,people,reported" for i in range(count)))
    path = folder.parent / "scenario.json"
    path.write_text(json.dumps({"platform": [f"p{i}" for i in range(count)], "duration": "6h", "samples": 0,
                                "currency": "USD"}))
    return ["estimate", "--scenario", path, folder]


def platforms_down(folder, count):
    """Ten of each owner, with dates that differ, a dependant of each, and a decay of its own."""
    add(small(folder), "owners", (f"o{i},O{i},USD,1000000,,,,,,reported" for i in range((count + 9) // 10)))
    path = folder / "platforms.csv"
    header, *known = path.read_text().splitlines()
    path.write_text("\n".join([f"{header},recapture_decay_hours,as_of", *(f"{row},," for row in known)]) + "\n")
    add(folder, "platforms", (f"p{i},P{i},o{i // 10},100000,USD,0.2,,,reported,{24 + i % 100},2021-01-{1 + i % 28:02}"
                              for i in range(count)))
    add(folder, "platform_regions", (f"p{i},north,1,1,people,reported" for i in range(count)))
    add(folder, "dependencies", (f"b{i},G,north,1753200,USD,p{i},messaging,0.2,1,,,assumed" for i in range(count)))
    path = folder.parent / "scenario.json"
    path.write_text(json.dumps({"platform": [f"p{i}" for i in range(count)], "duration": "6h", "samples": 0, "currency": "USD"}))
    return ["estimate", "--scenario", path, folder]


def uncertain_inputs(folder, count):
    """Each with a row of its own in `uncertainty`."""
    command = platforms(folder, count)
    add(folder, "uncertainty", ["resource,key,column,low,high"])
    add(folder, "uncertainty", (f"platforms,p{i},annual_revenue,{0.5e9 / count!r},{2e9 / count!r}" for i in range(count)))
    return ["64" if word == "0" else word for word in command]


def uncertain_rows(folder, count):
    """Rows of `uncertainty` whose keys have two parts."""
    platforms(folder, count)
    add(folder, "uncertainty", ["resource,key,column,low,high"])
    add(folder, "uncertainty", (f"platform_regions,p{i}/north,user_share,0.9,1" for i in range(count)))
    return ["validate", folder]


def policies(folder, count):
    businesses(folder, count)
    with open(folder / "policies.csv", "w", encoding="utf-8") as file:
        file.write("policy,business,waiting_hours,deductible,limit,share,currency\n")
        file.writelines(f"q{i},b{i},2,0,100000,0.5,USD\n" for i in range(count))
    return ["estimate", *CENTRAL, folder]


def samples(folder, count):
    return ["estimate", "--platform", "chat", "--duration", "6h", "--samples", str(count), small(folder)]


def years(folder, count):
    return ["risk", "--owner", "meta", "--years", str(count), "-j1", "reference"]


def hours(folder, count):
    return ["estimate", "--platform", "chat", "--duration", f"{count}h", "--samples", "0", small(folder)]


def hours_sampled(folder, count):
    return ["estimate", "--platform", "chat", "--duration", f"{count}h", "--samples", "64", small(folder)]


def curve_points(folder, count):
    path = folder.parent / "curve.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("timestamp,unavailable\n")
        file.writelines(f"2021-{1 + i // 40320:02}-{1 + i // 1440 % 28:02}T{i // 60 % 24:02}:{i % 60:02}Z,"
                        f"{0 if i == count - 1 else 0.2 + i % 7 / 10}\n" for i in range(count))
    return ["estimate", "--platform", "chat", "--severity-curve", path, "--samples", "0", small(folder)]


def columns(folder, count):
    """Columns that the table does not know, which are refused each."""
    path = small(folder) / "dependencies.csv"
    lines = path.read_text().splitlines()
    more = [",".join(f"x{i}" for i in range(count))] + ["," * (count - 1)] * (len(lines) - 1)
    path.write_text("".join(f"{line},{rest}\n" for line, rest in zip(lines, more)))
    return ["validate", folder]


def prices(folder, count):
    """Days of one share and its index."""
    import datetime  # pylint: disable=import-outside-toplevel
    first = datetime.date(1800, 1, 1)
    days = [first + datetime.timedelta(i) for i in range(count)]
    path = folder.parent / "prices.csv"
    path.write_text("date,symbol,close\n" + "".join(
        f"{day},{symbol},{100 + (i * step + i * i) % 17 / 10}\n" for i, day in enumerate(days) for symbol, step in (("A", 7), ("M", 5))))
    return ["event-study", "--date", str(days[-20]), "--symbol", "A", "--index", "M", "--prices", path, small(folder)]


def events(folder, count):
    """Days of one event study."""
    import datetime  # pylint: disable=import-outside-toplevel
    prices(folder, 3000)
    days = sorted(datetime.date(1800, 1, 1) + datetime.timedelta(400 + i * 2500 // count) for i in range(count))
    return ["event-study", "--date", ",".join(map(str, days)), "--symbol", "A", "--index", "M", "--prices",
            folder.parent / "prices.csv", folder]


def outages(folder, count):
    add(small(folder), "outages", (
        f"E{i},alpha,chat,{1990 + i // 10080}-{1 + i // 840 % 12:02}-{1 + i // 30 % 28:02}T{i % 24:02}:{2 * (i % 30):02}:00Z,{30 + i % 300},1,north,,c,,no,reported"
        for i in range(count)))
    return ["describe", folder]


def outages_of_years(folder, count):
    outages(folder, count)
    return ["risk", "--owner", "alpha", "--years", "1000", "-j1", "--base", "reference", folder]


def traffic_hours(folder, count):
    import datetime  # pylint: disable=import-outside-toplevel
    path = folder.parent / "traffic.csv"
    start = datetime.datetime(1990, 1, 1)
    path.write_text("timestamp,platform,region,volume\n" + "".join(
        f"{start + datetime.timedelta(hours=i):%Y-%m-%dT%H:%M:%S}Z,p,r,{1000 + 37 * (i % 24) + i * i % 13}\n" for i in range(count)))
    return ["traffic", "--start", f"{start + datetime.timedelta(hours=count - 100):%Y-%m-%dT%H:%M}Z", "--duration", "3h", path]


def grid(folder, count):
    """Outages of about one length: longer ones take longer each."""
    return ["sweep", "--platform", "chat", "--duration", f"3600s..{3600 + count - 1}s/1s", "--samples", "0", "-f", "csv", small(folder)]


def incidents(folder, count):
    page = json.loads((ROOT / "docs/examples/statuspage/incidents.json").read_text())
    known = page["incidents"]
    page["incidents"] = [{**known[i % len(known)], "id": f"i{i}"} for i in range(count)]
    path = folder.parent / "incidents.json"
    path.write_text(json.dumps(page, indent=1))
    shutil.rmtree(folder.parent / "made", ignore_errors=True)
    return ["import", "statuspage", path, "-o", folder.parent / "made"]


def components(folder, count):
    page = json.loads((ROOT / "docs/examples/statuspage/incidents.json").read_text())
    known = next(i for i in page["incidents"] if i["id"] == "p3w8z1")
    for update in known["incident_updates"]:
        update["affected_components"] = [
            {"code": f"c{i}", "name": f"C{i}", "old_status": "operational" if update["id"] != "u4" else "partial_outage",
             "new_status": "partial_outage" if update["id"] != "u4" else "operational"} for i in range(count)]
    page["incidents"] = [known]
    path = folder.parent / "incidents.json"
    path.write_text(json.dumps(page, indent=1))
    shutil.rmtree(folder.parent / "made", ignore_errors=True)
    return ["import", "statuspage", path, "-o", folder.parent / "made"]


def accounts(folder, count):
    head, row = OED.read_text().splitlines()[:2]
    path = folder.parent / "accounts.csv"
    path.write_text(head + "\n" + "".join(
        row.replace("A-001", f"A-{i}").replace("C-17", f"C-{i}").replace("Fictional Grocer Inc.", f"F{i}") + "\n" for i in range(count)))
    shutil.rmtree(folder.parent / "made", ignore_errors=True)
    return ["import", "oed", path, "-o", folder.parent / "made"]


def layers(folder, count):
    """Of one account."""
    head, row = OED.read_text().splitlines()[:2]
    path = folder.parent / "accounts.csv"
    path.write_text(head + "\n" + "".join(row.replace(",CC1,1,", f",CC1,{i + 1},") + "\n" for i in range(count)))
    shutil.rmtree(folder.parent / "made", ignore_errors=True)
    return ["import", "oed", path, "-o", folder.parent / "made"]


def faults(folder, count):
    """Rows that are refused each."""
    add(small(folder), "dependencies", (f"b{i},G,nowhere{i},1753200,USD,chat,messaging,0.2,1,,,assumed" for i in range(count)))
    return ["validate", folder]


def rejected(folder, count):
    faults(folder, count)
    return ["estimate", *CENTRAL, "--on-error", "reject", "--rejects", folder.parent / "rejects.csv", folder]


# axis -> the smallest size of three
AXES = {
    rows: 20_000, businesses: 10_000, businesses_sampled: 2_000, platforms: 10_000, platforms_down: 5_000,
    dependants_of_platforms: 1_000, regions: 2_000, sectors: 2_000, owners: 1_000, uncertain_inputs: 500, uncertain_rows: 5_000, policies: 4_000, samples: 4_000,
    years: 10_000, hours: 2_000, hours_sampled: 500, curve_points: 5_000, columns: 100, prices: 10_000, events: 50,
    outages: 5_000, outages_of_years: 500, traffic_hours: 10_000, grid: 1_000, incidents: 2_000, components: 2_000, accounts: 5_000,
    layers: 1_000, faults: 10_000, rejected: 5_000,
}

# the status with which the command ends where it is not 0
STATUSES = {faults: 1}
