#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates what the program writes against the JSON Schemas that it prints, by ajv and schemasafe.

    test_reports.py PROGRAM

1. The schemas are strict: nothing undeclared is allowed, everything is described, and every name of
   the report that other people's files depend on is there.
2. Reports over a range of commands and packages are valid; together they have every property that
   the schema has.
3. What several schemas define is defined alike.
4. Negative controls: one thing is broken in a valid report (a member more, a member less, another
   type, a value out of range), and both must refuse it, ajv at that place. Each place of the report has
   its turn, so that a schema that has become lax is seen.

Needs node and `npm ci --prefix tests/schema`; without them it exits with 77 (skipped)."""

import copy
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from judge import is_installed, validate_groups  # noqa: E402

REFERENCE = HERE.parent.parent / "datasets" / "reference"
SMALL = HERE.parent / "golden" / "package"
SKIPPED = 77

MARKET_TABLES = {"event_returns", "market_prior", "published", "straight_lines", "outages"}
DEPENDANT_TABLES = {"dependencies", "sectors", "channels", "fallbacks"}
REQUIRED_TABLES = {"owners", "platforms", "regions", "platform_regions"}

# Names that files and scripts of other people depend on; [] stands for each entry of a list.
CONTRACT = """
schema
tool tool.name tool.version tool.model
scenario.platforms scenario.owner scenario.event scenario.regions scenario.start scenario.duration
scenario.duration_hours scenario.severity scenario.recovery_hours scenario.currency
scenario.samples scenario.seed
inputs[].resource inputs[].path inputs[].package inputs[].sha256 inputs[].rows inputs[].dialect
platforms[].platform platforms[].owner platforms[].lost_demand_hours
platforms[].owner_revenue_loss.gross platforms[].owner_revenue_loss.recaptured
platforms[].owner_revenue_loss.net platforms[].dependent_revenue_loss
platforms[].dependent_value_added_loss
platforms[].by_channel[].channel platforms[].by_channel[].dependent_revenue_loss
platforms[].by_sector[].sector platforms[].by_sector[].dependent_revenue_loss
platforms[].by_region[].region platforms[].by_region[].dependent_revenue_loss
owners[].owner owners[].market_cap owners[].fundamental_loss
owners[].market_value_change.central owners[].market_value_change.p5
owners[].market_value_change.p95 owners[].market_value_change.probability_of_rise
owners[].market_value_change.percent.central owners[].market_value_change.percent.p5
owners[].market_value_change.percent.p95
owners[].event_study.raw.percent owners[].event_study.raw.money
owners[].event_study.abnormal.percent owners[].event_study.abnormal.money
owners[].event_study.peer_adjusted.percent owners[].event_study.peer_adjusted.money
owners[].event_study.t owners[].event_study.day0 owners[].event_study.confounded
totals.owner_revenue_loss totals.dependent_revenue_loss totals.indirect_loss totals.rival_gain
totals.credits totals.economy_baseline
top_businesses[].business top_businesses[].platforms top_businesses[].dependent_revenue_loss
top_businesses[].share_of_revenue top_businesses[].omnichannel_index
top_businesses[].largest_owner_share
timing.owner.cheapest_start.loss timing.owner.dearest_start.loss
timing.dependants.cheapest_start.loss timing.dependants.dearest_start.loss
waterfall.owner[].step waterfall.dependants[].step
baselines[].method baselines[].value baselines[].formula baselines[].source
evidence[].total evidence[].measured evidence[].reported evidence[].derived evidence[].assumed
warnings[].code warnings[].message warnings[].where warnings[].count
""".split() + [f"totals.rival_gain.{name}"
               for name in "central mean sd se p5 p25 p50 p75 p95 se_p5 se_p25 se_p50 se_p75 se_p95".split()]

# Members that a report may lack, by place; a list's number is left out. All others are required.
SETTING = pathlib.Path(__file__).resolve().parents[2] / "docs" / "examples" / "with-email.json"
OPTIONAL = {
    "/scenario/owner", "/scenario/event", "/scenario/start", "/scenario/rebound", "/scenario/ranges", "/scenario/set",
    "/totals/owner_revenue_loss/uncalibrated", "/platforms/owner_revenue_loss/uncalibrated",
    "/platforms/by_region/owner_revenue_loss/uncalibrated", "/by_region/owner_revenue_loss/uncalibrated", "/owners/event_study/raw/money",
    "/owners/event_study/abnormal/money", "/owners/event_study/peer_adjusted/money",
    "/owners/event_study/t", "/owners/event_study/day0", "/timing/dependants", "/indirect_in_time",
    "/control_totals", "/insurance", "/insurance/business", "/vintages/as_of", "/vintages/per_usd",
    "/baselines/as_of", "/baselines/as_of_earliest", "/scenario/measured",
}

# Of a description, and of a validation; shares of nothing are none.
OPTIONAL_OF_PACKAGES = {"/control_totals", "/dependants/flow_per_year/shares",
                        "/dependants/flow_per_year/figures/shares"}

# Places with figures: the schema's name for what is there, and what is always there (in a report
# that has value added, the loss that it is a part of). Every other figure is absent without inputs.
PLACES = {
    "/totals": ("totals", {"owner_revenue_loss", "dependent_revenue_loss"}),
    "/platforms": ("platform", {"platform", "owner", "lost_demand_hours", "owner_revenue_loss",
                                "by_channel", "by_sector", "by_region",
                                "dependent_revenue_loss"}),
    "/platforms/by_channel": ("channel_part", {"channel", "dependent_revenue_loss"}),
    "/platforms/by_sector": ("sector_part", {"sector", "dependent_revenue_loss"}),
    "/platforms/by_region": ("region_part", {"region", "lost_demand_hours",
                                             "owner_revenue_loss"}),
    "/by_channel": ("channel_part", {"channel", "dependent_revenue_loss"}),
    "/by_sector": ("sector_part", {"sector", "dependent_revenue_loss"}),
    "/by_region": ("region_total", {"region", "owner_revenue_loss"}),
    "/owners": ("owner", {"owner", "market_value_change"}),
}


def optional_places(schema):
    """Where a report may lack a member."""
    return OPTIONAL | {f"{place}/{name}" for place, (definition, always) in PLACES.items()
                       for name in schema["$defs"][definition]["properties"] if name not in always}


failures = []


def fail(message):
    failures.append(message)
    print("FAIL " + message)


# ---- The program and ajv -------------------------------------------------------------------------


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, check=False,
                          timeout=300)


def validate(schema, files):
    return validate_groups([(schema, files)])


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a member stands twice among {names}")
    return dict(pairs)


def load(text):
    return json.loads(text.decode("utf-8"), object_pairs_hook=no_duplicates,
                      parse_constant=refuse_constant)


# ---- Packages ------------------------------------------------------------------------------------


def make_package(folder, source, without=(), only=None):
    folder.mkdir()
    for path in source.glob("*.csv"):
        if path.stem not in without and (only is None or path.stem in only):
            shutil.copy(path, folder)
    return folder


def make_packages(folder):
    packages = {
        "reference": REFERENCE,
        "small": SMALL,
        "no-dependants": make_package(folder / "no-dependants", REFERENCE, DEPENDANT_TABLES),
        "no-market": make_package(folder / "no-market", REFERENCE, MARKET_TABLES),
        "bare": make_package(folder / "bare", SMALL, only=REQUIRED_TABLES),
        "own": make_package(folder / "own", SMALL, only={"dependencies"}),
        "no-value-added": make_package(folder / "no-value-added", SMALL),
        "traffic": make_package(folder / "traffic", SMALL),
        "prices": make_package(folder / "prices", SMALL),
        "optional": make_package(folder / "optional", SMALL),
        "insured": make_package(folder / "insured", SMALL),
        "noted": make_package(folder / "noted", SMALL),
        "rejected": make_package(folder / "rejected", SMALL),
        "calibrated": make_package(folder / "calibrated", SMALL),
    }
    (packages["calibrated"] / "model_error.csv").write_text(
        "quantity,location,scale,degrees,events\nowner_revenue_loss,0.31,0.62,3.5,17\n")
    (packages["insured"] / "costs.csv").write_text(
        "incident,kind,amount,currency,date\ndrill,g,1200.5,USD,2021-06-30\n")
    (packages["insured"] / "recoveries.csv").write_text(
        "incident,kind,state,amount,currency\ndrill,supplier,received,300,USD\n")
    (packages["insured"] / "policies.csv").write_text(
        "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
        "group,,2,1000,500000,0.8,900000,EUR\n"
        "ovens,bakery,0.5,10,20000,0.2,,USD\n")
    add_column(packages["noted"] / "dependencies.csv", "note", "a column of one's own")
    rows = (packages["calibrated"] / "dependencies.csv").read_text().splitlines()
    with (packages["calibrated"] / "dependencies.csv").open("a") as file:  # warned of with its money
        file.write(rows[1][0].swapcase() + rows[1][1:].replace("USD", "BGN").replace("EUR", "BGN") + "\n")
    with (packages["calibrated"] / "fx.csv").open("a") as file:
        file.write("BGN,1.8,2020-01-01,measured\n")
    with (packages["rejected"] / "dependencies.csv").open("a") as file:
        file.write(",".join(spoilt_row(packages["rejected"] / "dependencies.csv")) + "\n")
    add_optional_tables(packages["optional"])
    for package in ("bare", "no-value-added"):  # neither profiles nor gdp nor value added
        drop_columns(packages[package] / "platform_regions.csv", {"profile"})
        drop_columns(packages[package] / "regions.csv", {"gdp", "gdp_currency", "digital_share"})
    drop_columns(packages["bare"] / "owners.csv", {"margin", "tax_rate", "symbol", "market_cap"})
    drop_columns(packages["bare"] / "platforms.csv", {"recapture", "growth_factor"})
    (packages["bare"] / "fx.csv").write_text("currency,per_usd,date\nEUR,0.8,2021-01-01\n")
    drop_columns(packages["no-value-added"] / "sectors.csv",
                 {"annual_output", "value_added", "output_currency"})
    write_traffic(packages["traffic"] / "traffic.csv")
    drop_columns(packages["prices"] / "owners.csv", {"market_cap"})
    owners = packages["prices"] / "owners.csv"
    text = owners.read_text().splitlines()
    owners.write_text("\n".join([text[0] + ",shares_outstanding"] +
                                [line + ",1000000" for line in text[1:]]) + "\n")
    (packages["prices"] / "prices_ALP.csv").write_text(
        "Date,Open,High,Low,Close,Adj Close,Volume\n"
        "2021-02-26,410.5,415.25,405.75,411.5,409.25,1000\n"
        "2021-03-01,411.5,418.5,410.25,417.75,415.5,1200\n")
    return packages


def add_optional_tables(package):
    """Subscriptions and dates of each platform, and terms of the first; what the two sectors supply."""
    sectors = (package / "sectors.csv").read_text().splitlines()
    (package / "sectors.csv").write_text("\n".join(
        [sectors[0] + ",diverted,resilience_per_hour"] +
        [line + ",0.5,0.02" for line in sectors[1:]]) + "\n")
    (package / "supply.csv").write_text(
        "sector,input_sector,coefficient,basis\nG,S,0.2,reported\nS,G,0.1,reported\n")
    lines = (package / "platforms.csv").read_text().splitlines()
    (package / "platforms.csv").write_text("\n".join(
        [lines[0] + ",subscription_revenue,as_of"] +
        [f"{line},1200000,2020-0{1 + i}-01" for i, line in enumerate(lines[1:])]) + "\n")
    (package / "credits.csv").write_text(
        "platform,availability_below,credit_share,claimed_share,basis\n"
        "chat,0.999,0.1,0.5,measured\nchat,0.99,0.25,0.5,measured\n")


def spoilt_row(path):
    """The last row once more, of another business, with a share that is none."""
    *_, last = rows = list(csv.reader(path.read_text().splitlines()))
    changed = {"business": "zz", "share": "2"}
    return [changed.get(name, value) for name, value in zip(rows[0], last)]


def add_column(path, name, value):
    lines = path.read_text().splitlines()
    path.write_text("\n".join([f"{lines[0]},{name}"] +
                              [f"{line},{value}" for line in lines[1:]]) + "\n")


def drop_columns(path, names):
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    kept = [i for i, name in enumerate(rows[0]) if name not in names]
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([row[i] for i in kept] for row in rows)


def write_traffic(path):
    """Eight weeks of hours with a daily rhythm, for one platform in one region."""
    lines = ["timestamp,platform,region,volume"]
    for hour in range(8 * 168):
        day, of_day = divmod(hour, 24)
        month, date = (1, day + 4) if day + 4 <= 31 else (2, day + 4 - 31)
        volume = 1000 + 37 * abs(12 - of_day) + 11 * (day % 7) + hour % 5
        lines.append(f"2021-{month:02}-{date:02}T{of_day:02}:00Z,chat,north,{volume}")
    path.write_text("\n".join(lines) + "\n")


def commands(packages, folder):
    """(schema, arguments) of the runs; each must succeed."""
    curve = folder / "curve.csv"
    curve.write_text("timestamp,unavailable\n2021-10-04T15:39Z,0.35\n2021-10-04T16:10Z,1\n"
                     "2021-10-04T21:05Z,0.4\n2021-10-04T22:20Z,0\n")
    scenario = folder / "scenario.json"
    scenario.write_text('{"platform": ["chat", "shop"], "duration": "PT0.5S", "severity": 0.25}')
    reference, small = packages["reference"], packages["small"]
    whatsapp = ["--platform", "whatsapp", "--duration", "97m"]
    first = ["--event", "ALP-2021-03-02"]
    estimates = [
        [reference, "--event", "FB-2021-10-04"],
        [reference, "--event", "WA-2022-10-25"],
        [reference, "--event", "META-2020-07-15"],
        [reference, "--event", "META-2021-10-08", "--duration", "2h"],
        [reference, "--owner", "meta", "--duration", "6h"],
        [reference, *whatsapp],
        [reference, *whatsapp, "--region", "europe,asia_pacific", "--start", "2021-10-04T07:00Z"],
        [reference, *whatsapp, "--currency", "EUR", "--start", "2021-10-04"],
        [reference, *whatsapp, "--start", "2021-10-04T15:39:00+05:30", "--recovery", "1h30m"],
        [reference, *whatsapp, "--severity", "0", "--start", "2021-10-04T15:39Z"],
        [reference, "--platform", "whatsapp", "--duration", "0h", "--start", "2021-10-04T15:39Z"],
        [reference, "--platform", "whatsapp", "--severity-curve", curve],
        [reference, *whatsapp, "--top", "0"],
        [reference, *whatsapp, "--rebound", "0.4"],
        [reference, *whatsapp, "--scenario", SETTING],
        [reference, *whatsapp, "--top", "100000", "--seed", "9007199254740991"],
        [packages["no-dependants"], "--event", "FB-2021-10-04"],
        [packages["no-dependants"], "--owner", "meta", "--duration", "30h"],
        [packages["no-market"], *whatsapp, "--start", "2021-10-04T15:39Z"],
        [packages["no-market"], *whatsapp],
        [small, *first],
        [small, *first, "--currency", "EUR"],
        [small, "--event", "ALP-2021-05-10", "--duration", "1d2h"],
        [small, "--event", "BET-2021-06-01"],
        [small, "--platform", "chat,shop", "--duration", "45m"],
        [small, "--owner", "beta", "--duration", "1w"],
        [small, "--scenario", scenario],
        [packages["bare"], "--platform", "chat", "--duration", "45m"],
        [packages["bare"], "--platform", "shop", "--duration", "45m", "--start", "2021-03-02"],
        [packages["own"], "--base", small, *first],
        [packages["no-value-added"], *first],
        [packages["traffic"], *first],
        [packages["prices"], *first],
        [packages["optional"], *first],
        [packages["optional"], "--platform", "chat,shop", "--duration", "90m"],
        [packages["insured"], *first],
        [packages["insured"], "--platform", "chat", "--duration", "6h"],
        [packages["noted"], *first],
        [packages["rejected"], *first, "--on-error", "reject", "--rejects", folder / "rejects.csv"],
        [packages["calibrated"], *first],
        [packages["calibrated"], "--platform", "chat,shop", "--duration", "90m"],
    ]
    runs = [("estimate", ["estimate", "--samples", "0", "--format", "json", *arguments])
            for arguments in estimates]
    lines = folder / "scenarios.ndjson"
    lines.write_text('{"name": "first", "platform": "chat", "duration": "45m"}\n')
    runs.append(("estimate", ["estimate", "--samples", "0", "--batch", lines, small]))
    runs += [("describe", ["describe", "--format", "json", package])
             for name, package in packages.items() if name not in ("own", "rejected")]
    for command in ("describe", "validate"):
        runs.append((command, [command, "--format", "json", "--base", small, packages["own"]]))
        runs.append((command, [command, "--format", "json", "--on-error", "reject", "--rejects",
                               folder / "rejects.csv", packages["rejected"]]))
    runs += [("validate", ["validate", "--format", "json", packages[name]])
             for name in ("reference", "bare", "noted", "calibrated")]
    runs.append(("validate", ["validate", "--format", "json", "--expect-total", "43830000000EUR", small]))
    return runs


def sampled_runs(packages):
    """Runs with samples."""
    few = ["--samples", "64", "--format", "json"]
    runs = [["estimate", *few, packages["reference"], "--event", "FB-2021-10-04"],
            ["estimate", *few, packages["small"], "--platform", "chat", "--duration", "6h",
             "--threshold", "dora,100000USD"],
            ["estimate", *few, packages["bare"], "--platform", "chat", "--duration", "6h"],
            ["estimate", *few, packages["bare"], "--platform", "chat", "--duration", "4h..8h",
             "--severity", "0.4..0.8", "--recovery", "1h..2h", "--rebound", "0.2..0.4"],
            ["estimate", *few, packages["insured"], "--platform", "chat", "--duration", "6h",
             "--incident", "drill"]]
    return [("estimate", arguments) for arguments in runs]


# ---- The schema itself ---------------------------------------------------------------------------


def each_schema(node, place="#"):
    if isinstance(node, dict):
        yield place, node
        for key, value in node.items():
            if key not in ("const", "enum", "required", "dependentRequired", "if"):
                yield from each_schema(value, f"{place}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from each_schema(value, f"{place}/{i}")


def declared_names(schema):
    return {name for _, node in each_schema(schema) if "additionalProperties" in node
            for name in node["properties"]}


def check_strictness(name, schema):
    if schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
        fail(f"{name}: $schema is not draft 2020-12")
    if schema.get("$id") != f"urn:blackout:{name}:1":
        fail(f"{name}: $id is not urn:blackout:{name}:1")
    used = {node["$ref"] for _, node in each_schema(schema) if "$ref" in node}
    for definition in schema.get("$defs", {}):
        if f"#/$defs/{definition}" not in used:
            fail(f"{name}: nothing uses the definition '{definition}'")
    for place, node in each_schema(schema):
        declares = node.get("type") == "object" and "$ref" not in node and \
            not place.endswith(("/properties", "/$defs", "/then", "/else"))
        if not declares:
            continue
        if node.get("additionalProperties") is not False:
            fail(f"{name}: {place} allows members that are not declared")
        for key, member in node.get("properties", {}).items():
            text = member.get("description", "")
            if not text or "\n" in text:
                fail(f"{name}: {place}/properties/{key} has no description of one line")
        for key in node.get("required", []):
            if key not in node["properties"]:
                fail(f"{name}: {place} requires '{key}', which it does not declare")


# Definitions that the schemas of several reports have, each its own, since a schema is one file: nothing
# holds the copies together but this.
SHARED = {"warning", "control_totals", "three", "currency", "identifier", "identifiers", "hours", "scenario",
          "setting", "condition"}


def check_shared(program):
    """A definition of SHARED is the same in every schema that has it, and no report is without its warnings."""
    found = {name: {} for name in SHARED}
    listed = run(program, "schema").stdout.decode().split()
    for name in (name for name in listed if not name.startswith("table:")):
        schema = load(run(program, "schema", name).stdout)
        own = {"scenario"} if name == "tolerable" else set()  # it takes no measured curve
        for definition in SHARED & schema["$defs"].keys() - own:
            found[definition].setdefault(json.dumps(schema["$defs"][definition], sort_keys=True), []).append(name)
        if name == "import":  # what it did not take is a list of its own
            continue
        if "warnings" not in schema["required"] or \
                schema["properties"]["warnings"].get("items") != {"$ref": "#/$defs/warning"}:
            fail(f"{name}: every report has its warnings")
    for definition, texts in found.items():
        if len(texts) != 1 or len(*texts.values()) < 2:
            fail(f"'{definition}' differs between schemas, or is of one alone: {list(texts.values())}")


def resolve(schema, node):
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    for option in node.get("anyOf", []):
        if option.get("type") != "null":
            return resolve(schema, option)
    return node


def check_contract(schema):
    for name in CONTRACT:
        node = schema
        for part in name.split("."):
            node = resolve(schema, node).get("properties", {}).get(part.removesuffix("[]"))
            if node is None:
                fail(f"estimate: the schema lacks '{name}'")
                break
            if part.endswith("[]"):
                node = resolve(schema, node)["items"]


# ---- Negative controls ---------------------------------------------------------------------------


def each_place(node, place="", generic=""):
    """(place, place without the numbers of lists, value) of every value of a report."""
    yield place, generic, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from each_place(value, f"{place}/{key}", f"{generic}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from each_place(value, f"{place}/{i}", generic)


def put(report, place, value):
    """The report with another value at a place; what is beside the way there is shared, not copied."""
    changed = node = copy.copy(report)
    *parents, last = place.split("/")[1:]
    for key in parents:
        key = int(key) if isinstance(node, list) else key
        node[key] = copy.copy(node[key])
        node = node[key]
    if value is None:
        del node[last]
    else:
        node[int(last) if isinstance(node, list) else last] = value
    return changed


def wrong_type(value):
    if value is None or isinstance(value, (bool, int, float)):
        return "text"
    return 17


def without_repeats(report):
    """The report with those items of its lists alone in which there is a value of a kind that none before has: what
    is broken is one of these, and the others would be written and read again in each broken report."""
    first = {}
    for place, generic, value in each_place(report):
        first.setdefault((generic, type(value).__name__), place)
    needed = {place[:i] for place in first.values() for i in range(len(place) + 1)}

    def cut(node, place):
        if isinstance(node, dict):
            return {key: cut(value, f"{place}/{key}") for key, value in node.items()}
        if isinstance(node, list):
            return [cut(value, f"{place}/{i}") for i, value in enumerate(node) if f"{place}/{i}" in needed]
        return node

    return cut(report, "")


def general_controls(report, optional):
    """A member more in every object, a member less, another type: (label, place, broken report); and what they are
    made of, which is sound, at no place."""
    seen = set()
    yield "what is broken", None, report
    yield "a list", "/", [report]
    for place, generic, value in each_place(report):
        key = (generic, type(value).__name__)
        if key in seen:
            continue
        seen.add(key)
        if isinstance(value, dict):
            yield "a member more", place or "/", put(report, place + "/surplus", 1)
        if place == "":
            continue
        in_list = place.rsplit("/", 1)[1].isdigit()
        yield "another type", place, put(report, place, wrong_type(value))
        parent = place.rsplit("/", 1)[0] or "/"
        if not in_list and generic not in optional:
            yield f"without '{generic}'", parent, put(report, place, None)


SPECIAL = [  # place, value that must be refused
    ("/schema", "blackout/estimate/2"), ("/tool/name", "blackouts"), ("/tool/version", "0.1"),
    ("/scenario/start", "2021-10-04 15:39:00Z"), ("/scenario/start", "2021-10-04T15:39:00+01:00"),
    ("/scenario/start", "2021-10-04"), ("/scenario/start", "2021-02-30T15:39:00Z"),
    ("/scenario/duration", "6h"), ("/scenario/duration", "P"), ("/scenario/duration", "PT"),
    ("/scenario/duration_hours", -1), ("/scenario/severity", 1.01), ("/scenario/severity", -0.01),
    ("/scenario/severity_shape", "ramp"), ("/scenario/currency", "usd"), ("/scenario/samples", 0.5),
    ("/scenario/seed", -1), ("/scenario/platforms", []), ("/scenario/regions", ["a", "a"]),
    ("/inputs", []), ("/baselines", []), ("/inputs/0/path", "/data/owners.csv"),
    ("/inputs/0/path", "../owners.csv"),
    ("/inputs/0/sha256", "00ff"), ("/inputs/0/rows", 1.5), ("/inputs/0/dialect/delimiter", ""),
    ("/inputs/0/dialect/delimiter", ",;"), ("/platforms", []), ("/owners", []), ("/evidence", []),
    ("/platforms/0/platform", ""), ("/platforms/0/lost_demand_hours/central", -1),
    ("/platforms/0/owner_revenue_loss/gross/central", -0.01),
    ("/totals/dependent_revenue_loss", {}), ("/totals/dependent_revenue_loss", 1),
    ("/totals/rival_gain/central", -1),
    ("/owners/0/market_value_change/probability_of_rise", 1.5),
    ("/owners/0/market_value_change/events", -1), ("/owners/0/event_study/day0", "2021-13-01"),
    ("/owners/0/event_study/peers/count", 0), ("/top_businesses/0/omnichannel_index", 1.5),
    ("/waterfall/owner/0/step", "onset"), ("/waterfall/dependants/0/step", "growth"),
    ("/evidence/0/derived", 1.01), ("/evidence/0/total", "Owner"),
    ("/warnings/0/code", "Two words"), ("/warnings/0/message", ""), ("/warnings/0/count", 0),
]


def special_controls(report):
    for place, value in SPECIAL:
        yield f"{json.dumps(value)}", place, put(report, place, value)
    some = {"central": 1, "mean": 1, "sd": 1, "se": 1, "p5": 1, "p25": 1, "p50": 1, "p75": 1,
            "p95": 1}
    total = "/totals/dependent_revenue_loss"
    for name in some.keys() - {"central"}:
        yield f"samples without {name}", total, put(report, total,
                                                    {k: v for k, v in some.items() if k != name})
        yield f"{name} alone", total, put(report, total, {"central": 1, name: 1})
    yield "a negative percentile", total + "/p5", put(report, total, {**some, "p5": -1})
    start = {"hour_of_week": 3, "loss": {"central": 1}}
    timing = {"owner": {"cheapest_start": start, "dearest_start": start}}
    yield "timing beside a start", "/timing", put(report, "/timing", timing)
    yield "neither start nor timing", "/", put(report, "/scenario/start", None)
    study = copy.deepcopy(report["owners"][0]["event_study"])
    del study["peers"]
    yield "rivals left out", "/owners/0/event_study", put(report, "/owners/0/event_study", study)


def timing_controls(report):
    for start in ("cheapest_start", "dearest_start"):
        place = f"/timing/owner/{start}/hour_of_week"
        yield "an hour too late", place, put(report, place, 168)
        yield "half an hour", place, put(report, place, 0.5)


def check_controls(name, schema, controls, folder):
    """Each must be refused at its place (or below: another alternative of the same value), at no place none."""
    folder.mkdir()
    files = []
    for i, (label, place, report) in enumerate(controls):
        path = folder / f"{i}.json"
        path.write_text(json.dumps(report))
        files.append((path, label, place))
    errors = validate(schema, [path for path, _, _ in files])
    for path, label, place in files:
        if place is None:
            if errors[str(path)]:
                fail(f"{name}: {label}, it is refused: {errors[str(path)]}")
        elif not any(found == place or found.startswith(place + "/") for found, _ in
                   errors[str(path)]):
            fail(f"{name}: {label} at {place} was not refused: {errors[str(path)]}")
    print(f"{name}: {sum(place is not None for _, _, place in files)} broken reports")


def sampled(report):
    """The report as it would be with samples: what the layout allows beside `central`."""
    statistics = {"mean": 2, "sd": 1.5, "se": 0.1, "p5": 0, "p25": 1, "p50": 2, "p75": 3, "p95": 5,
                  **{f"se_p{q}": 0.2 for q in (5, 25, 50, 75, 95)}}
    changed = copy.deepcopy(report)
    for _, generic, value in each_place(changed):
        if isinstance(value, dict) and list(value) == ["central"]:
            value.update(statistics)
    changed["scenario"]["samples"] = 1000
    changed["totals"]["credits"] = {"central": 0}
    changed["totals"]["indirect_loss"] = {"central": 12.5, **statistics}
    return changed


# ---- Rows of tables ------------------------------------------------------------------------------


def check_tables(program, folder):
    """The schema of each table takes the rows of the packages that are here, and no row less."""
    groups = []
    for path in sorted([*REFERENCE.glob("*.csv"), *SMALL.glob("*.csv")]):
        printed = run(program, "schema", path.stem)
        if printed.returncode != 0:
            fail(f"schema {path.stem}: {printed.stderr.decode().strip()}")
            continue
        schema = load(printed.stdout)
        name = f"{path.parent.name}-{path.stem}"
        (folder / f"{name}.schema").write_bytes(printed.stdout)
        with path.open(newline="", encoding="utf-8") as file:
            rows = [{name: typed(schema["properties"].get(name, {}), value)
                     for name, value in row.items() if value != ""} for row in csv.DictReader(file)]
        broken = {key: value for key, value in rows[0].items() if key != schema["required"][0]}
        files = [folder / f"{name}-{row}.row" for row in ("first", "last", "broken")]
        for file, row in zip(files, (rows[0], rows[-1], broken)):
            file.write_text(json.dumps(row))
        groups.append((folder / f"{name}.schema", files))
    errors = validate_groups(groups)
    for _, (first, last, broken) in groups:
        for file in (first, last):
            for place, message in errors[str(file)]:
                fail(f"schema of a table: {file.name} {place}: {message}")
        if not errors[str(broken)]:
            fail(f"schema of a table: {broken.name} was not refused")
    print(f"rows of {len(groups)} tables")


def typed(column, value):
    return float(value) if column.get("type") in ("number", "integer") else value


# ---- The run -------------------------------------------------------------------------------------


def check_installed():
    if not shutil.which("node"):
        print("skipped: node is not installed")
        sys.exit(SKIPPED)
    if not is_installed():
        print("skipped: the validators are not installed; run `npm ci --prefix tests/schema`")
        sys.exit(SKIPPED)


def write_reports(program, runs, folder):
    """Runs the commands; {schema: [(path, report, arguments)]}."""
    reports = {"estimate": [], "describe": [], "validate": []}
    for i, (schema, arguments) in enumerate(runs):
        done = run(program, *arguments)
        label = " ".join(pathlib.Path(str(a)).name for a in arguments)
        if done.returncode != 0 or (done.stderr and schema != "validate"):  # which prints warnings
            first = done.stderr.decode().partition("\n")[0]
            fail(f"{label}: exit status {done.returncode}: {first}")
            continue
        try:
            report = load(done.stdout)
        except ValueError as error:
            fail(f"{label}: {error}")
            continue
        path = folder / f"{schema}-{i}.json"
        path.write_bytes(done.stdout)
        reports[schema].append((path, report, label))
    return reports


def check_reports(program, name, reports, folder):
    printed = run(program, "schema", name)
    if printed.returncode != 0:
        fail(f"schema {name}: {printed.stderr.decode().strip()}")
        return None, None
    path = folder / f"{name}.schema.json"
    path.write_bytes(printed.stdout)
    schema = load(printed.stdout)
    check_strictness(name, schema)
    errors = validate(path, [report for report, _, _ in reports])
    for report, _, label in reports:
        for place, message in errors[str(report)]:
            fail(f"{label}: {place}: {message}")
    print(f"{name}: {len(reports)} reports")
    return path, schema


def check_coverage(schema, reports):
    """No property of the schema is a dead letter."""
    used = {generic.rsplit("/", 1)[-1] for _, report, _ in reports
            for _, generic, _ in each_place(report)}
    for name in sorted(declared_names(schema) - used):
        fail(f"estimate: no report has '{name}'; a run that has it, or take it out of the schema")


def richest(reports, has):
    return next(report for _, report, _ in reports if has(report))


def with_warning(report):
    if not report["warnings"]:
        report["warnings"].append({"code": "a_code", "message": "a message", "where": "",
                                   "count": 1})
    return report


def check_estimate_controls(schema, reports, folder):
    rich = richest(reports, lambda r: "peers" in r["owners"][0].get("event_study", {}) and
                   "dependent_value_added_loss" in r["totals"] and r["scenario"]["samples"] == 0)
    with_warning(rich)
    ranged = richest(reports, lambda r: any("low" in b for b in r["baselines"]))
    rich["baselines"].append(next(b for b in ranged["baselines"] if "low" in b))
    timed = richest(reports, lambda r: "dependants" in r.get("timing", {}))
    good = folder / "good.json"
    for label, report in (("as it is", rich), ("with samples", sampled(rich)),
                          ("without a start", timed)):
        good.write_text(json.dumps(report))
        for place, message in validate(schema, [good])[str(good)]:
            fail(f"estimate: a report {label} is refused at {place}: {message}")
    optional = optional_places(load(schema.read_bytes()))
    for label, report, controls in (
            ("estimate", rich, [*general_controls(without_repeats(rich), optional), *special_controls(rich)]),
            ("estimate without a start", timed, [*general_controls(without_repeats(timed), optional | {"/timing"}),
                                                 *timing_controls(timed),
                                                 ("no timing", "/", put(timed, "/timing", None))]),
            ("estimate with samples", sampled(rich),
             general_controls(without_repeats(sampled(rich)), optional))):
        check_controls(label, schema, controls, folder / label.replace(" ", "-"))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    check_installed()
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        packages = make_packages(folder)
        runs = commands(packages, folder) + sampled_runs(packages)
        reports = write_reports(program, runs, folder)
        path, schema = check_reports(program, "estimate", reports["estimate"], folder)
        if schema is not None:
            check_contract(schema)
            check_coverage(schema, reports["estimate"])
            check_estimate_controls(path, reports["estimate"], folder)
        path, schema = check_reports(program, "describe", reports["describe"], folder)
        if schema is not None:
            rich = with_warning(richest(reports["describe"], lambda r: r["missing"] and
                                        r["dependants"]["flow_per_year"]))
            controls = general_controls(without_repeats(rich), OPTIONAL_OF_PACKAGES)
            check_controls("describe", path, controls, folder / "describe")
        path, schema = check_reports(program, "validate", reports["validate"], folder)
        if schema is not None:
            rich = with_warning(richest(reports["validate"], lambda r: r["missing"] and
                                        r["checks"]["expected_totals"]))
            controls = general_controls(without_repeats(rich), OPTIONAL_OF_PACKAGES)
            check_controls("validate", path, controls, folder / "validate")
        check_shared(program)
        check_tables(program, folder)
    print("FAILED" if failures else "passed", f"({len(failures)} failures)" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
