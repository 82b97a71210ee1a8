#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No file of a package is passed over without a word, whatever it is called.

    test_names.py PROGRAM

A firm's own `dependencies` stands over the installed package `reference`. Under each name the table is
read (the figure is that of the right name, to the last digit, and not the base's), or every command
that reads packages ends with a fault that names the file and says what to type, or the file is named
in a warning."""

import gzip
import json
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from tester import Tester  # noqa: E402

HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share,fallback,fallback_share\n"
ROWS = HEADER + "bakery,G,europe,876600,USD,instagram,sales,0.25,web,0\n"
OUTAGE = ["--platform", "instagram", "--duration", "6h", "--samples", "0"]
COMMANDS = [  # every one that reads a package
    ["estimate", *OUTAGE], ["estimate", *OUTAGE, "--format", "json"],
    ["sweep", "--platform", "instagram", "--duration", "1h..2h/1h", "--samples", "0"],
    ["sensitivity", "--platform", "instagram", "--duration", "6h", "--samples", "64"],
    ["explain", *OUTAGE, "/totals/dependent_revenue_loss"], ["backtest", "--samples", "0"],
    ["risk", "--owner", "meta", "--years", "1000"], ["event-study", "--event", "FB-2021-10-04"],
    ["compare", "scenario.json", "scenario.json"], ["traffic", "--start", "2021-10-04"], ["describe"],
    ["validate"],
]
SCENARIO = {"platform": "instagram", "duration": "6h"}
POLICIES = "policy,waiting_hours,deductible,limit,share,currency\np,8,1000,20000,0.5,USD\n"
SYMBOLS = "Date,Close\n2024-01-02,80.1\n"

# Read: other case, and tabs.
READ = ["dependencies.csv", "dependencies.CSV", "Dependencies.csv", "DEPENDENCIES.Csv",
        "dependencies.tsv", "Dependencies.TSV"]
# Refused, with what the message must have beside the name.
RENAMED = [
    "dependencies.txt", "dependencies.tab", "dependencies.dat", "dependencies", "dependencies.csv.bak",
    "dependencies.csv.csv", "dependencies.csv.txt", "dependencies .csv", "dependencies (1).csv",
    "dependencies(2).csv", "dependencies - Copy.csv", "Copy of dependencies.csv",
    "dependencies - Copia.csv", "Copia di dependencies.csv", "dependencies - Kopie.csv",
    "dependencies - Copie.csv", "dependencies_v2.csv", "dependencies 2024.csv", "dependencies-final.csv",
    "shops - dependencies.csv", "our dependencies.csv", "dependency.csv", "dependencys.csv",
    "dependecies.csv", "dipendenze.csv", "Dipendenze (1).csv", "Abhängigkeiten.csv",
    "Abha\u0308ngigkeiten.csv", "abhaengigkeiten.csv", "dépendances.csv", "dependencias.csv",
    "customers.csv", "export.csv", "book1.txt"]
PACKED = ["dependencies.csv.gz", "dependencies.gz", "dependencies.zip", "dependencies.csv.zip"]
SHEETS = ["dependencies.xlsx", "dependencies.xls", "Dependencies.ods", "dipendenze.xlsx"]
OTHERS = ["dependencies.json", "dependencies.parquet"]
# Other tables by their names in four languages: each a fault, since the base would speak for it.
ELSEWHERE = {
    "fx.xlsx": "fx", "cambi.csv": "fx", "Wechselkurse.csv": "fx", "exchange rates.csv": "fx",
    "policy.csv": "policies", "polizze.csv": "policies", "Policen.csv": "policies",
    "outage.csv": "outages", "guasti.csv": "outages", "Ausfälle.csv": "outages", "pannes.csv": "outages",
    "platform-regions.csv": "platform_regions", "platform regions.csv": "platform_regions",
    "piattaforme.csv": "platforms", "Plattformen.csv": "platforms", "plateformes.csv": "platforms",
    "régions.csv": "regions", "regioni.csv": "regions", "settori.csv": "sectors",
    "canaux.csv": "channels", "prezzi.csv": "prices", "prices_FB (1).csv": "prices_FB"}
# Read by nothing, and meant as nothing that is missing: a warning.
NAMED = ["notes.csv", "sales.xlsx", "raw.zip", "data.parquet", "factors.csv", "dependencies (1).csv",
         "archive/dependencies.csv", "archive/old.tsv"]
SILENT = ["README.md", "notes.pdf", "make.py", ".dependencies.csv", "dependencies.docx"]


def put(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        data = text.encode()
        (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)


def loss(report, folder):
    status, stdout, stderr = report.run("estimate", folder, "--base", "reference", *OUTAGE,
                                        "--format", "json")
    report.expect(status == 0, f"{folder}: {stderr}")
    return json.loads(stdout)["totals"]["dependent_revenue_loss"]["central"] if status == 0 else None


def refused(report, folder, name, words, arguments=("validate",)):
    status, stdout, stderr = report.run(*arguments, folder, "--base", "reference")
    lines = [line for line in stderr.splitlines() if not line.startswith("blackout: ")
             and ": warning: " not in line]
    ok = (status == 1 and not stdout and len(lines) == 1 and lines[0].startswith(f"{name}:1:1: ")
          and all(word in lines[0] for word in words))
    report.expect(ok, f"{' '.join(arguments)} with {name}: {status} {stderr}{stdout[:200]}")


def check_read(report, folder):
    put(folder, {"dependencies.csv": ROWS})
    right = loss(report, folder)
    for name in READ:
        put(folder, {name: ROWS.replace(",", "\t").replace("0.25", "0,25")
                     if name.lower().endswith("tsv") else ROWS})
        report.expect(loss(report, folder) == right, f"{name} is not read like dependencies.csv")
    put(folder, {"policies.csv": POLICIES})
    report.expect(loss(report, folder) != right, "the base's figure is another one")


def check_refused(report, folder):
    for name in RENAMED + PACKED + SHEETS + OTHERS:
        put(folder, {name: ROWS})
        words = ["dependencies.csv", name]
        words += [f"mv '{folder}/{name}' '{folder}/dependencies.csv'"] if name in RENAMED else []
        words += ["sheet"] if name in SHEETS else []
        words += ["unpack"] if name in PACKED else []
        refused(report, folder, name, words)
    for name, table in ELSEWHERE.items():
        put(folder, {"dependencies.csv": ROWS, name: SYMBOLS})
        refused(report, folder, name, [f"{table}.csv"])
    put(folder, {"dipendenze.csv": ROWS})
    for command in COMMANDS:
        refused(report, folder, "dipendenze.csv", ["dependencies.csv"], command)
    put(folder, {"data/dependencies.csv": ROWS})
    for command in COMMANDS:
        refused(report, folder, "data/dependencies.csv", [f"give '{folder}/data' as DATASET"], command)
    put(folder, {f"data/{name}.csv": ROWS for name in ("dependencies", "policies", "fx")})
    refused(report, folder, "data/dependencies.csv", ["3 with the name"])
    put(folder, {"policies.csv": POLICIES, "data/dependencies.csv": ROWS})
    refused(report, folder, "data/dependencies.csv", [
        f"mv '{folder}/data/dependencies.csv' '{folder}/'"])
    put(folder, {"policies.csv": POLICIES, "dependencies.csv/README.md": "#"})
    refused(report, folder, "dependencies.csv", ["folder", "the file itself"])
    for name in ["DataPackage.json", "datapackage (1).json", "data-package.json", "datapackage.JSON"]:
        put(folder, {"dependencies.csv": ROWS, name: "{}"})
        refused(report, folder, name, [f"'{folder}/datapackage.json'"])


def check_nothing(report, folder):
    """No table at all, or data that are no table: the base is not the package."""
    for files in ({}, {"README.md": "#"}, {"notes.csv": "a,b\n1,2\n"}):
        put(folder, files)
        for command in COMMANDS:
            refused(report, folder, folder.name, ["dependencies.csv", "--base"], command)
    put(folder, {"Dependencies.csv": ROWS, "dependencies.CSV": ROWS})
    refused(report, folder, "dependencies.CSV", ["two files", "Dependencies.csv"])


def check_warned(report, folder):
    for name in NAMED + SILENT:
        put(folder, {"dependencies.csv": ROWS, name: "a,b\n1,2\n"})
        status, stdout, stderr = report.run("validate", folder, "--base", "reference")
        warned = ": warning: " in stderr and name in stderr
        report.expect(status == 0 and warned == (name in NAMED), f"{name}: {status} {stderr}")


def check_described(report, folder):
    """A table beside a description that does not list it, or that calls it otherwise."""
    listed = [{"name": "dependencies", "path": "dependencies.csv"}]
    for name in ["policies.csv", "Policies.csv", "polizze.csv", "policies.tsv"]:
        put(folder, {"dependencies.csv": ROWS, name: POLICIES,
                     "datapackage.json": json.dumps({"name": "x", "resources": listed})})
        for command in COMMANDS:
            refused(report, folder, name, ["datapackage.json", '"name": "policies"', name], command)
    put(folder, {"dependencies.csv": ROWS, "prices_FB.csv": SYMBOLS,
                 "datapackage.json": json.dumps({"name": "x", "resources": listed})})
    refused(report, folder, "prices_FB.csv", ['{"name": "prices_FB", "path": "prices_FB.csv"}'])
    put(folder, {"dependencies.csv": ROWS, "prices_FB.csv": SYMBOLS, "datapackage.json": json.dumps(
        {"name": "x", "resources": listed + [{"name": "prices_FB", "path": "prices_FB.csv"}]})})
    report.expect(report.run("validate", folder, "--base", "reference")[2] == "", "listed as it says")
    put(folder, {"dependencies.csv": ROWS, "notes.csv": "a,b\n",
                 "datapackage.json": json.dumps({"name": "x", "resources": listed})})
    status, _, stderr = report.run("validate", folder, "--base", "reference")
    report.expect(status == 0 and "notes.csv" in stderr, f"notes.csv beside a description: {stderr}")
    for name in ["Dependencies", "DEPENDENCIES"]:
        put(folder, {"dependencies.csv": ROWS, "datapackage.json": json.dumps(
            {"name": "x", "resources": [{"name": name, "path": "dependencies.csv"}]})})
        report.expect(report.run("validate", folder, "--base", "reference")[0] == 0, name)
    for name, path in [("dependency", "d.csv"), ("deps", "dependencies.csv"), ("shops", "shops.csv"),
                       ("dipendenze", "tables/shops.csv")]:
        put(folder, {path: ROWS, "datapackage.json": json.dumps(
            {"name": "x", "resources": [{"name": name, "path": path}]}, indent=1)})
        status, _, stderr = report.run("describe", folder, "--base", "reference")
        report.expect(status == 1 and stderr.startswith("datapackage.json:5:12: ") and
                      len(stderr.splitlines()) == 1 and '"dependencies"' in stderr,
                      f"resource {name}: {status} {stderr}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        report = Tester(sys.argv[1], scratch)
        (pathlib.Path(scratch) / "scenario.json").write_text(json.dumps(SCENARIO))
        folder = pathlib.Path(scratch) / "own"
        for check in (check_read, check_refused, check_nothing, check_warned, check_described):
            check(report, folder)
    return report.ended()


if __name__ == "__main__":
    sys.exit(main())
