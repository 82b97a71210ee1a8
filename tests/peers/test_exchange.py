#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our program under schedulers, and our packages and loss tables in the programs that handle such.

    test_exchange.py PROGRAM [--update]

Rows of docs/interchange.csv of the kinds `tasks`, `packages`, `loss`, `accounts` and `sessions`: each is a run of the program named, and what was seen.
A program that is not there is named, and its rows are passed over (`./bootstrap test --peers` installs all but the tools of
Oasis LMF and the examples of Open Exposure Data, which are read from checkouts in BLACKOUT_OASIS and BLACKOUT_OED; their rows
are of a run with them)."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import exchange_accounts
import exchange_loss
import exchange_sessions
import interchange

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("BLACKOUT_")}
FAST = "estimate -p {} -d 6h -n 0 -f json"
LONG = "risk --years 5000000"  # killed long before its end
NAMES = ["facebook", "instagram", "nosuch", "whatsapp"]


def run(command, folder, text=""):
    return subprocess.run([str(word) for word in command], input=text, capture_output=True, text=True, cwd=folder, env=CLEAN, check=False,
                          timeout=120)


def files_of(folder, pattern):
    return ", ".join(sorted(path.name for path in folder.glob(pattern))) or "no file"


def joblog(path):
    """{command: exit value} of the log of GNU parallel."""
    rows = [line.split("\t") for line in path.read_text().splitlines()[1:]]
    return {row[8]: int(row[6]) for row in rows}


# ---- Schedulers ------------------------------------------------------------------------------------


def parallel_failing(folder):
    done = run(["parallel", "--will-cite", "-j2", "--joblog", "log", f"{PROGRAM} {FAST} -o {{}}.json"], folder, "\n".join(NAMES))
    failed = [value for value in joblog(folder / "log").values() if value]
    again = run(["parallel", "--will-cite", "--resume-failed", "--joblog", "log", f"{PROGRAM} {FAST} -o {{}}.json"], folder, "\n".join(NAMES))
    return f"ends with {done.returncode}, the number of failed tasks; the log has {failed[0]}, ours; {files_of(folder, '*.json')}; " \
           f"--resume-failed runs {again.stderr.count('nosuch')} of 4 again"


def parallel_timeout(folder):
    done = run(["parallel", "--will-cite", "-j2", "--timeout", "0.5", "--joblog", "log", f"{PROGRAM} {LONG} -o {{}}.txt", ":::", "a", "b"],
               folder)
    return f"ends with {done.returncode}; the log has {sorted(set(joblog(folder / 'log').values()))[0]}, SIGTERM; " \
           f"{files_of(folder, '*.txt*')} is left"


def parallel_mixed(folder):
    done = run(["parallel", "--will-cite", "-j2", f"{PROGRAM} {FAST} --compact"], folder, "\n".join(NAMES[:2] * 4))
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    return f"{len(reports)} whole reports, a line each"


def xargs_failing(folder):
    done = run(["xargs", "-P2", "-I{}", "sh", "-c", f"{PROGRAM} {FAST} -o {{}}.json"], folder, "\n".join(NAMES))
    return f"ends with {done.returncode}, whatever ours was; all tasks run; {files_of(folder, '*.json')}"


def xargs_killed(folder):
    done = run(["xargs", "-P2", "-I{}", "timeout", "0.5", PROGRAM, *LONG.split(), "-o", "{}.txt"], folder, "a\nb")
    return f"ends with {done.returncode}; {files_of(folder, '*.txt*')} is left"


def xargs_same_file(folder):
    """A chart of one platform, or of the other: one of the two whole, whoever was last."""
    words = ["xargs", "-P2", "-I{}", PROGRAM, *FAST.split(), "-o", "same.json"]
    done = run(words, folder, "\n".join((NAMES[0], NAMES[1]) * 6))
    report = json.loads((folder / "same.json").read_text())
    named = report["platforms"][0]["platform"] in NAMES[:2]
    return f"ends with {done.returncode}; {'one whole report' if named else 'another report'}; {files_of(folder, 'same.json*')}"


def xargs_reader_gone(folder):
    done = run(["sh", "-c", f"printf 'facebook\\ninstagram\\n' | xargs -I{{}} {PROGRAM} {FAST} 2>errors | head -c 10 >/dev/null; cat errors"],
               folder)
    return "nothing on standard error" if done.stdout == "" else done.stdout.splitlines()[0]


TASKS = [("parallel", "GNU parallel", [("4 estimates to files, one of a platform that is not there", parallel_failing),
                                       ("--timeout on two long runs", parallel_timeout),
                                       ("8 estimates to standard output, two at a time", parallel_mixed)]),
         ("xargs", "xargs", [("4 estimates to files, one of a platform that is not there", xargs_failing),
                             ("two long runs, each ended by `timeout`", xargs_killed),
                             ("12 estimates to one file, two at a time", xargs_same_file),
                             ("estimates to a pipe whose reader ends", xargs_reader_gone)])]


def version_of(program):
    return re.search(r"\d[\d.]+", run([program, "--version"], "/").stdout)[0]


def tasks(missing):
    rows = []
    for program, label, cases in TASKS:
        if shutil.which(program) is None:
            missing.add(label)
            continue
        for what, case in cases:
            with tempfile.TemporaryDirectory() as folder:
                rows.append(["tasks", what, label, version_of(program), case(pathlib.Path(folder))])
    return rows


# ---- Data Packages ---------------------------------------------------------------------------------

DEPENDENCIES = "business,sector,region,annual_revenue,currency,platform,channel,share\nshop,G,europe,1000000,EUR,instagram,sales,0.2\n"
FIELDS = [{"name": name, "type": kind} for name, kind in (
    ("business", "string"), ("sector", "string"), ("region", "string"), ("annual_revenue", "number"), ("currency", "string"),
    ("platform", "string"), ("channel", "string"), ("share", "number"))]
V2 = "https://datapackage.org/profiles/2.0"


def resource(**more):
    schema = {"fields": FIELDS, **more.pop("schema", {})}
    return {"name": "dependencies", "path": "dependencies.csv", **more, "schema": schema}


def with_field(name, **more):
    return {"schema": {"fields": [{**field, **(more if field["name"] == name else {})} for field in FIELDS]}}


# what version 2 brought: the descriptor's part, the rows, and what we should do with it
DESCRIBED = {
    "`$schema` of package, resource, dialect and schema": (
        {"$schema": f"{V2}/datapackage.json"}, resource(**{"$schema": f"{V2}/dataresource.json", "type": "table"},
                                                        dialect={"$schema": f"{V2}/tabledialect.json"},
                                                        schema={"$schema": f"{V2}/tableschema.json"}), DEPENDENCIES),
    "`contributors` with `roles`, `givenName` and `organization`, `sources` with a version": (
        {"contributors": [{"title": "A", "givenName": "A", "roles": ["author"], "organization": "O"}],
         "sources": [{"title": "S", "path": "https://example.com", "version": "1.0"}], "version": "2.0.1"}, resource(), DEPENDENCIES),
    "`missingValues` as objects with labels": (
        {}, resource(schema={"missingValues": [{"value": "", "label": "OMITTED"}, {"value": "-99", "label": "REFUSED"}]}), DEPENDENCIES),
    "`missingValues` of one field": ({}, resource(**with_field("share", missingValues=["-99"])), DEPENDENCIES),
    "`categories` that the rows keep to": ({}, resource(**with_field("region", categories=["europe", "asia_pacific"])), DEPENDENCIES),
    "`categories` as objects with labels": (
        {}, resource(**with_field("region", categories=[{"value": "europe", "label": "Europe"}], categoriesOrdered=False)), DEPENDENCIES),
    "`categories` that a row breaks": ({}, resource(**with_field("region", categories=["asia_pacific"])), DEPENDENCIES),
    "`fieldsMatch: [\"subset\"]`, a column more than the schema has": (
        {}, resource(schema={"fieldsMatch": ["subset"], "fields": FIELDS[:-1]}), DEPENDENCIES),
    "`fieldsMatch: [\"exact\"]`, a column more": ({}, resource(schema={"fieldsMatch": ["exact"], "fields": FIELDS[:-1]}), DEPENDENCIES),
    "`fieldsMatch` as a text, as drafts of version 2 had it": (
        {}, resource(schema={"fieldsMatch": "superset"}), DEPENDENCIES),
    "`primaryKey` as one text, `uniqueKeys`": (
        {}, resource(schema={"primaryKey": "business", "uniqueKeys": [["business", "platform"]]}), DEPENDENCIES),
    "`list` as the type of a field": ({}, resource(**with_field("platform", type="list", delimiter=";")), DEPENDENCIES),
    "dialect with `headerRows` and `commentRows`": (
        {}, resource(dialect={"headerRows": [2], "commentRows": [1]}), "a title\n" + DEPENDENCIES),
}


def what_we_make(folder, package, part, rows):
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", **package, "resources": [part]}))
    (folder / "dependencies.csv").write_text(rows)
    done = run([PROGRAM, "validate", "--base", "reference", folder], folder)
    lines = [line for line in (done.stderr + done.stdout).splitlines() if re.match(r"\S+\.(json|csv)[:/]", line)]
    if done.returncode == 0:
        return "read" + (f"; warning: `{lines[0]}`" if lines else "")
    return f"refused: `{lines[0] if lines else done.stderr.splitlines()[0]}`"


def packages(missing):
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for what, (package, part, table) in DESCRIBED.items():
            folder = pathlib.Path(scratch) / str(len(rows))
            folder.mkdir()
            rows.append(["packages", what, "blackout", "-", what_we_make(folder, package, part, table)])
        for name in ("datapackage", "tableschema"):
            if not (HERE / "node_modules" / name).is_dir():
                missing.add(f"{name} (npm)")
                return rows
        done = run(["node", HERE / "packages.mjs", *(pathlib.Path(scratch) / str(i) for i in range(len(DESCRIBED)))], scratch)
        version = json.loads((HERE / "node_modules/datapackage/package.json").read_text())["version"]
        seen = json.loads(done.stdout) if done.returncode == 0 else sys.exit(done.stderr[-400:])
        rows += [["packages", what, "datapackage (npm)", version, result] for what, result in zip(DESCRIBED, seen)]
    order = [*DESCRIBED]
    return sorted(rows, key=lambda row: order.index(row[1]))


def main():
    missing = set()
    rows = packages(missing) + tasks(missing) + exchange_loss.rows(PROGRAM, CLEAN, missing) + \
        exchange_accounts.rows(PROGRAM, CLEAN, missing) + exchange_sessions.rows(missing)
    for name in sorted(missing):
        print(f"skipped: {name} is not there")
    if "--update" in sys.argv:
        if missing:
            sys.exit("not updated: every program has to be there")
        interchange.update(rows, ("tasks", "packages", "loss", "accounts", "sessions"))
        return 0
    return 1 if interchange.compare(rows) else 0


sys.exit(main())
