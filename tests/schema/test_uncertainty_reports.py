#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of sweep, tolerable, import, compare, sensitivity, explain, backtest, calibrate and risk against the schemas that the program prints, by ajv.

    test_uncertainty_reports.py PROGRAM

As test_reports.py, whose tools it uses: the schemas are strict; reports with and without samples, with
and without dependants are valid and together have every declared property; each place of a report,
broken, is refused. Each line of `sweep --format ndjson` is a record of the sweep's schema.

Needs node and `npm ci --prefix tests/schema`; without them it exits with 77 (skipped)."""

import copy
import json
import pathlib
import shutil
import sys
import tempfile

import test_reports as tools

FEW = ["--samples", "64", "--format", "json"]
CENTRAL = ["--samples", "0", "--format", "json"]
CURVE = ["--severity-curve", pathlib.Path(__file__).resolve().parents[2] / "docs/examples/curve.csv"]
YEARS = ["--years", "1000", "--format", "json"]
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "docs/examples"
FIRMS = pathlib.Path(__file__).resolve().parents[2] / "datasets" / "firms"
EVENT = ["--event", "FB-2021-10-04"]
CHAT = ["--platform", "chat"]

# Members that a report may lack, by place; a list's number is left out.
SCENARIO = {"/owner", "/event", "/start", "/rebound", "/ranges", "/set", "/measured"}
OPTIONAL = {
    "sweep": {"/records/scenario" + name for name in SCENARIO} |
             {"/records/dependent_revenue_loss", "/records/owner_exponent",
              "/records/dependants_exponent"},
    "tolerable": {"/answers/scenario" + name for name in SCENARIO - {"/measured"}} |
                 {"/answers/tolerable_minutes_se", "/answers/longest", "/answers/minute_longer"} |
                 {f"/answers/{point}/share_of_limit" for point in ("longest", "minute_longer", "impacts")},
    "filing": {"/scenario" + name for name in SCENARIO} |
              {f"/fields/{name}" for name in ("value", "state", "rests_on", "reason", "p5", "p95")},
    "import": {"/base", "/files/table"},
    "year": {"/year/owner", "/warnings", "/incidents/gross_interval", "/sums/year/gross_interval",
             "/sums/adjustments/gross_interval", "/sums/all/gross_interval", *(f"/warnings/{name}" for name in
                                           ("file", "line", "column", "lines", "money"))},
    "compare": {which + name for which in ("/first", "/second") for name in SCENARIO},
    "sensitivity": {"/scenario" + name for name in SCENARIO},
    "explain": {"/scenario" + name for name in SCENARIO},
    "backtest": {"/figures/published", "/median_absolute_log_ratio", "/measures/median_absolute_log_ratio",
                 "/owners_losses", "/owners_losses/skill_leave_one_out",
                 "/owners_losses/skill_as_known_then", "/owners_losses/kinds/straight_line",
                 "/owners_losses/skill_leave_one_out_interval", "/owners_losses/skill_as_known_then_interval",
                 "/owners_losses/kinds/model/crps_se", "/owners_losses/kinds/model/log_score_se",
                 "/owners_losses/figures/forecasts/degrees", "/market_prediction/crps_percent",
                 "/market_prediction/crps_percent/catalogue_mean"},
    "calibrate": {f"/warnings/{name}" for name in ("file", "line", "column", "lines", "money")},
    "risk": {"/request/set", "/owners/observed_from", "/owners/observed_to", "/owners/footprints/event",
             "/owners/footprints/platforms", "/owners/footprints/regions", "/owners/outages/event",
             "/owners/outages/losses/catalogue_return_period", "/losses/other_priors",
             "/losses/average_annual_loss/p5", "/losses/average_annual_loss/p95"} |
            {f"/losses/curve/{name}_{end}" for name in ("oep", "aep", "tvar_oep", "tvar_aep")
             for end in ("p5", "p95")},
}

for members in OPTIONAL.values():
    members.add("/control_totals")

# place, value that must be refused there, or at a part of it
SPECIAL = {
    "sweep": [("/schema", "blackout/sweep/2"), ("/records", []), ("/records/0", {}),
              ("/records/1/owner_exponent", "1.2"), ("/records/0/scenario/duration", "6h"),
              ("/records/0/owner_revenue_loss/net/central", -1),
              ("/records/1/dependent_revenue_loss", None)],
    "tolerable": [("/schema", "blackout/tolerable/2"), ("/answers", []), ("/limit/loss", -1),
                  ("/limit/at", "p99"), ("/limit/currency", "usd"), ("/answers/0/outcome", "maybe"),
                  ("/answers/0/tolerable_minutes", 0.5), ("/answers/0/impacts/4", None)],
    "filing": [("/schema", "blackout/filing/2"), ("/fields", []), ("/form/name", "sox"),
               ("/form/advice", ""), ("/fields/4/value", ""), ("/fields/0/official", 1),
               ("/fields/0/format", "lines"), ("/inputs", [])],
    "import": [("/schema", "blackout/import/2"), ("/kind", "xml"), ("/read", -1), ("/files", []),
               ("/files/0/rows", 0.5), ("/assumptions/0/value", 1), ("/not_taken/0/entries", 0),
               ("/not_taken/0/columns", [])],
    "year": [("/schema", "blackout/year"), ("/year/from", None), ("/year/currency", "usd"),
             ("/incidents/0/bookings", -1), ("/incidents/0/revenue_basis", "guessed"), ("/incidents/0/gross", None), ("/sums/all", {}),
             ("/later_incidents", -1)],
    "compare": [("/schema", "blackout/estimate/1"), ("/differences", []),
                ("/differences/0/total", "owner_revenue_loss"),
                ("/differences/0/first/central", -1), ("/differences/0/difference/sd", -1),
                ("/first/currency", "usd")],
    "sensitivity": [("/schema", "blackout/sensitivity"), ("/totals", []),
                    ("/totals/0/total", "owner_revenue_loss/gross"), ("/totals/0/samples", 63),
                    ("/totals/0/converged", 1), ("/totals/0/widest_interval", -0.1),
                    ("/totals/0/drivers", []), ("/totals/0/drivers/0/first_order", None),
                    ("/totals/0/drivers/0/at_95_percent", None),
                    ("/totals/0/drivers/0", {"factor": "an input that tells nothing"})],
    "explain": [("/schema", "blackout/explain/2"), ("/inputs", []), ("/steps", []),
                ("/path", "totals"), ("/inputs/0/basis", "guessed"), ("/steps/0/value", "1")],
    "backtest": [("/schema", "blackout/backtest"), ("/figures/0/currency", "usd"),
                 ("/coverage/trials", -1), ("/coverage/share", None),
                 ("/figures/0/estimate/p5", None), ("/figures/0/hit", None),
                 ("/figures/0/estimate/interval", "guess"), ("/measures/0/inside/hits", -1),
                 ("/market_prediction/events/0/inside", None),
                 ("/market_prediction/coverage", {}),
                 ("/figures/0", {})],
    "calibrate": [("/schema", "blackout/calibrate"), ("/class/scale", 0), ("/class/degrees", 0.5),
                  ("/priors/2", None), ("/outages", []), ("/outages/0/kind", "modelled"),
                  ("/outages/0/currency", "usd"), ("/outages/0/input_sd", -0.1),
                  ("/other_priors/0/class", {}), ("/not_used/0/reason", "")],
    "risk": [("/schema", "blackout/risk"), ("/request/years", 0.5), ("/request/currency", "usd"),
             ("/owners", []), ("/owners/0/footprints", []), ("/owners/0/observed_to", None),
             ("/owners/0/rate_per_year/mean", -1), ("/losses", []), ("/losses/0/of", "insurer"),
             ("/losses/0/measure", "gross"), ("/losses/0/chance_of_loss", 1.5),
             ("/losses/0/curve/7", None), ("/losses/0/bits", 53),
             ("/owners/0/outages/0/losses/0/return_period/p5", 0.5)],
}


def scenario_files(folder):
    """Two scenarios; the second is down for twice as long, and an input is set."""
    first, second = folder / "first.json", folder / "second.json"
    first.write_text(json.dumps({"platform": "chat", "duration": "3h", "severity": 0.5}))
    second.write_text(json.dumps({"platform": "chat", "duration": "4h..8h", "rebound": 0.25,
                                  "set": [{"table": "platforms", "column": "usage_share",
                                           "where": {"platform": "chat"}, "value": 0.9}]}))
    return first, second


def setting_alone(folder):
    """Years have no rebound, that of one outage."""
    path = folder / "setting.json"
    path.write_text(json.dumps({"set": [{"table": "platforms", "column": "usage_share",
                                         "where": {"platform": "chat"}, "value": 0.9}]}))
    return path


def commands(packages, folder):
    first, second = scenario_files(folder)
    reference, small, bare = (packages[name] for name in ("reference", "noted", "bare"))
    start = ["--start", "2021-10-04T15:00Z..2021-10-04T18:00Z/3h"]
    return [
        ("sweep", ["sweep", *FEW, *EVENT, "--duration", "2h..6h/2h", reference]),
        ("sweep", ["sweep", *CENTRAL, "--owner", "meta", "--duration", "1h..48h/24h", reference]),
        ("sweep", ["sweep", *FEW, *CHAT, *start, "--duration", "2h..6h/2h", "--scenario", second,
                   small]),
        ("sweep", ["sweep", *CENTRAL, *CHAT, "--duration", "6h", "--severity", "0..1/0.25", bare]),
        ("sweep", ["sweep", *FEW, "--scenario", second, small]),
        ("sweep", ["sweep", *CENTRAL, "--platform", "facebook/whatsapp", *CURVE, reference]),
        ("tolerable", ["tolerable", *FEW, *CHAT, "--loss", "1M", "--scenario", second, small]),
        ("tolerable", ["tolerable", *CENTRAL, *CHAT, "--loss", "0", *start, bare]),
        ("tolerable", ["tolerable", *FEW, *CHAT, "--loss", "1M", "--severity", "0.4..0.8", bare]),
        ("tolerable", ["tolerable", *CENTRAL, "--owner", "meta", "--loss", "1M", reference]),
        ("tolerable", ["tolerable", *FEW, *EVENT, "--loss", "900bn", "--longest", "2d", reference]),
        ("filing", ["filing", "dora", *FEW, *CHAT, "--scenario", second, "--currency", "EUR",
                    "--field", "1.1=final_report", small]),
        ("filing", ["filing", "8k", *CENTRAL, *EVENT, reference]),
        ("filing", ["filing", "nis2", *FEW, "--owner", "meta", *CURVE, reference]),
        ("import", ["import", "statuspage", *sorted((EXAMPLES / "statuspage").glob("*.json")), "-o", folder / "page",
                    "--format", "json"]),
        ("import", ["import", "oed", EXAMPLES / "oed/accounts.csv", "-o", folder / "accounts", "--format", "json"]),
        ("year", ["year", "--format", "json", "--from", "2025-01-01", "--to", "2025-12-31",
                  "--owner", "marks_and_spencer", FIRMS]),
        ("year", ["year", "--format", "json", "--from", "2024-01-01", "--to", "2024-12-31",
                  "--currency", "JPY", FIRMS]),
        ("year", ["year", "--format", "json", "--from", "2021-01-01", "--to", "2021-12-31", "--currency", "USD",
                  "--on-error", "reject", "--rejects", folder / "rejects.csv", "--base", reference,
                  rejected_with_costs(packages["rejected"], folder)]),
        ("compare", ["compare", *FEW, first, second, small]),
        ("compare", ["compare", *CENTRAL, first, second, small]),
        ("compare", ["compare", *FEW, first, first, bare]),
        ("compare", ["compare", "--format", "json", "--until", "10%", first, second, small]),
        ("compare", ["compare", *FEW, *EVENT, *empty_scenarios(folder), reference]),
        ("compare", ["compare", *CENTRAL, *empty_scenarios(folder), "--owner", "meta", *start[:1],
                     "2021-10-04T15:39Z", "--duration", "6h", reference]),
        ("compare", ["compare", *CENTRAL, *empty_scenarios(folder), "--owner", "meta", *CURVE,
                     reference]),
        ("sensitivity", ["sensitivity", *FEW, *EVENT, reference]),
        ("sensitivity", ["sensitivity", *FEW, "--owner", "meta", *CURVE, reference]),
        ("sensitivity", ["sensitivity", *FEW, "--owner", "meta", "--duration", "4h..8h",
                         reference]),
        ("sensitivity", ["sensitivity", *FEW, "--scenario", second, "--rebound", "0.1..0.3",
                         small]),
        ("sensitivity", ["sensitivity", *FEW, "--scenario", second, small]),
        ("sensitivity", ["sensitivity", *FEW, *CHAT, "--duration", "6h", bare]),
        ("explain", ["explain", "/platforms/chat/owner_revenue_loss/net", *CENTRAL, *CHAT,
                     *start[:1], "2021-10-04T15:39Z", "--scenario", second, small]),
        ("explain", ["explain", "/totals/dependent_revenue_loss", *FEW, *EVENT, reference]),
        ("explain", ["explain", "/totals/owner_revenue_loss/net", *CENTRAL, "--owner", "meta",
                     "--duration", "6h", reference]),
        ("explain", ["explain", "/totals/owner_revenue_loss/net", *CENTRAL, "--owner", "meta",
                     *CURVE, reference]),
        ("backtest", ["backtest", *FEW, reference]),
        ("backtest", ["backtest", *CENTRAL, reference]),
        ("backtest", ["backtest", *FEW, measured_package(folder)]),
        ("backtest", ["backtest", *FEW, few_firms(folder)]),
        ("calibrate", ["calibrate", *FEW, measured_package(folder), packages["calibrated"]]),
        ("backtest", ["backtest", *CENTRAL, "--base", reference, small]),
        *((words[0], [*words, "--on-error", "reject", "--rejects", folder / "rejects.csv",
                      "--base", reference, packages["rejected"]]) for words in (
            ["sweep", *CENTRAL, *CHAT, "--duration", "6h"],
            ["filing", "8k", *CENTRAL, *CHAT, "--duration", "6h"],
            ["tolerable", *CENTRAL, *CHAT, "--loss", "1M"],
            ["compare", *CENTRAL, first, second],
            ["sensitivity", *FEW, "--scenario", second],
            ["explain", "/totals/dependent_revenue_loss", *CENTRAL, *CHAT, "--duration", "6h"],
            ["backtest", *CENTRAL], ["risk", *YEARS])),
        ("risk", ["risk", *YEARS, *EVENT, reference]),
        ("risk", ["risk", *YEARS, "--base", reference, small]),
        ("risk", ["risk", *YEARS, *CHAT, "--duration", "6h", "--base", reference, small]),
        ("risk", ["risk", *YEARS, "--scenario", setting_alone(folder), "--base", reference, small]),
    ]


def rejected_with_costs(package, folder):
    copied = folder / "rejected_with_costs"
    shutil.copytree(package, copied, dirs_exist_ok=True)
    (copied / "costs.csv").write_text("incident,kind,amount,currency,date\n"
                                      "drill,g,1200.5,USD,2021-06-30\n")
    return copied


def few_firms(folder):
    """The installed losses of firms, a quarter of them: each is judged by a fit to all others. Their report
    has every member that that of all has."""
    copied = folder / "few_firms"
    if not copied.exists():
        copied.mkdir()
        for path in FIRMS.glob("*.csv"):
            shutil.copy(path, copied)
        lines = (FIRMS / "published.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (copied / "published.csv").write_text("".join(lines[:18]), encoding="utf-8")
    return copied


def measured_package(folder):
    """The small package with losses that its owners measured, one of an outage of unknown length, and
    a class that was fitted."""
    if (folder / "measured").exists():
        return folder / "measured"
    package = tools.make_package(folder / "measured", tools.SMALL)
    (package / "published.csv").write_text(
        "event,measure,low,high,currency,publisher,kind\n"
        "ALP-2021-03-02,owner_revenue_loss,3000000,5000000,USD,Alpha,company\n"
        "BET-2021-06-01,owner_revenue_loss,400000,400000,EUR,Beta,measured\n"
        "ALP-2021-05-10,owner_revenue_loss,100000,100000,USD,Alpha,company\n")
    (package / "model_error.csv").write_text(
        "quantity,location,scale,degrees,basis\nowner_revenue_loss,0.25,0.5,4,derived\n")
    return package


def empty_scenarios(folder):
    paths = [folder / f"empty-{i}.json" for i in (1, 2)]
    for path in paths:
        path.write_text("{}")
    return paths


def write_reports(program, runs, folder):
    reports = {name: [] for name in OPTIONAL}
    for i, (name, arguments) in enumerate(runs):
        done = tools.run(program, *arguments)
        label = " ".join(pathlib.Path(str(word)).name for word in arguments)
        if done.returncode != 0:
            tools.fail(f"{label}: exit status {done.returncode}: {done.stderr.decode()[:200]}")
            continue
        path = folder / f"{name}-{i}.json"
        path.write_bytes(done.stdout)
        reports[name].append((path, tools.load(done.stdout), label))
    return reports


def check_dead_letters(name, schema, reports):
    used = {generic.rsplit("/", 1)[-1] for _, report, _ in reports
            for _, generic, _ in tools.each_place(report)}
    for missing in sorted(tools.declared_names(schema) - used):
        tools.fail(f"{name}: no report has '{missing}'")


def without(report, place):
    changed = copy.deepcopy(report)
    node = changed
    *parents, last = place.split("/")[1:]
    for key in parents:
        node = node[int(key) if isinstance(node, list) else key]
    del node[int(last) if isinstance(node, list) else last]
    return changed


def has_places(name, report):
    """Whether a report has all members that special_controls() takes away."""
    try:
        for place, value in SPECIAL[name]:
            if value is None:
                without(report, place)
        return True
    except (KeyError, IndexError):
        return False


def special_controls(name, report):
    for place, value in SPECIAL[name]:
        if value is None:
            yield f"without {place}", place.rsplit("/", 1)[0], without(report, place)
        else:
            yield json.dumps(value), place, tools.put(report, place, value)


def drivers_of_all_kinds(report):
    """The first driver has indices and a swing; all that tell of one thing alone are left out, since a
    member that one driver has need not be in another."""
    changed = copy.deepcopy(report)
    for total in changed["totals"]:
        total["drivers"] = [d for d in total["drivers"]
                            if "first_order" in d and "at_5_percent" in d][:1]
    return changed


def check_ndjson(program, schema_path, packages, folder):
    """Wrapped as a sweep of one record, each line is valid."""
    done = tools.run(program, "sweep", "--samples", "64", *EVENT, "--duration", "2h..6h/2h",
                     "--format", "ndjson", packages["reference"])
    whole = tools.load(tools.run(program, "sweep", *FEW, *EVENT, "--duration", "2h..6h/2h",
                                 packages["reference"]).stdout)
    lines = done.stdout.splitlines()
    if len(lines) != 3:
        tools.fail(f"ndjson: {len(lines)} lines, not 3")
    files = []
    for i, line in enumerate(lines):
        record = tools.load(line)
        if record["control_totals"] != whole["control_totals"] or "warnings" not in record or (
                record["schema"], record["tool"]) != (whole["schema"], whole["tool"]):
            tools.fail(f"ndjson: line {i} does not say what it rests on")
        path = folder / f"line-{i}.json"
        path.write_text(json.dumps({**whole, "records": [record]}))
        files.append(path)
    for path, found in tools.validate(schema_path, files).items():
        for place, message in found:
            tools.fail(f"ndjson: {pathlib.Path(path).name} {place}: {message}")
    print(f"ndjson: {len(files)} lines")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    tools.check_installed()
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        packages = tools.make_packages(folder)
        reports = write_reports(program, commands(packages, folder), folder)
        for name, optional in OPTIONAL.items():
            path, schema = tools.check_reports(program, name, reports[name], folder)
            if schema is None or not reports[name]:
                continue
            check_dead_letters(name, schema, reports[name])
            rich = next((item[1] for item in reports[name] if has_places(name, item[1])),
                        reports[name][0][1])
            if name == "sensitivity":
                rich = drivers_of_all_kinds(rich)
            controls = [*tools.general_controls(rich, optional), *special_controls(name, rich)]
            tools.check_controls(name, path, controls, folder / f"broken-{name}")
            if name == "sweep":
                check_ndjson(program, path, packages, folder)
    print("FAILED" if tools.failures else "passed")
    return 1 if tools.failures else 0


if __name__ == "__main__":
    sys.exit(main())
