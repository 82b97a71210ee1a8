#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever reads our reports can go on doing so: what docs/commands.md promises of their layout.

    test_kept.py PROGRAM [--update]

1. Reports of earlier versions (old/VERSION/*.json, as they were printed) are valid by today's schemas.
2. Every field of fields.csv, which has those of earlier schemas, is there, with its type, its unit and its range, and is
   as sure to be there. A list of words may have grown.
3. Fields of today's schemas are in fields.csv; --update adds those that are new, and changes no row.

The unit of a field is what its schema calls it (`hours`, `share`, `currency`) and the range that it may have: a share that
could be 20 is a percentage. Expected: what was printed and promised then. Without the validators part 1 is skipped, by name."""

import csv
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from judge import faults_of, is_installed, schema_of  # noqa: E402

FIELDS = HERE / "fields.csv"
COLUMNS = ["report", "place", "type", "unit", "required", "since"]
VERSION = "0.1.0"  # of rows that --update adds
RANGE = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "format")
failures = []


def fail(text):
    failures.append(text)
    print("FAILED " + text)


def resolved(schema, node):
    """The node with what it refers to, and the names by which it does."""
    names = []
    while "$ref" in node:
        names.append(node["$ref"].rsplit("/", 1)[-1])
        node = {**schema["$defs"][names[-1]], **{key: value for key, value in node.items() if key != "$ref"}}
    return node, names


def type_of(node):
    if "const" in node:
        return "word: " + json.dumps(node["const"])
    if "enum" in node:
        return "words: " + "|".join(str(word) for word in node["enum"])
    kinds = node.get("type", "any")
    return "|".join(sorted(kinds)) if isinstance(kinds, list) else kinds


def unit_of(node, names):
    return " ".join([*(name for name in names if node.get("type") not in ("object", "array")),
                     *(f"{key}={node[key]}" for key in RANGE if key in node)])


def walk(schema, node, place, required, found, within=()):
    node, names = resolved(schema, node)
    if any(name in within for name in names):
        return
    is_figure = {"central", "mean"} <= node.get("properties", {}).keys()
    found[place] = ("figure" if is_figure else type_of(node), unit_of(node, names), required)
    if is_figure:  # the same members wherever there is one: kept once
        place = "/*figure"
    for name, member in node.get("properties", {}).items():
        walk(schema, member, f"{place}/{name}", name in node.get("required", []), found, (*within, *names))
    if isinstance(node.get("items"), dict):
        walk(schema, node["items"], f"{place}/[]", True, found, (*within, *names))
    if isinstance(node.get("additionalProperties"), dict):
        walk(schema, node["additionalProperties"], f"{place}/*", False, found, (*within, *names))


def fields_of(program):
    """{(report, place): (type, unit, required)} of today's schemas."""
    fields = {}
    listed = subprocess.run([program, "schema"], capture_output=True, text=True, check=True).stdout.split()
    for name in listed:
        if not name.startswith("table:"):
            schema, found = json.loads(schema_of(program, name)), {}
            walk(schema, schema, "", True, found)
            fields.update({(name, place): value for place, value in found.items() if place})
    return fields


def is_kept_type(old, new):
    if old.startswith("words: ") and new.startswith("words: "):
        return set(old[7:].split("|")) <= set(new[7:].split("|"))
    if old.startswith("word: ") and new.startswith("words: "):
        return json.loads(old[6:]) in new[7:].split("|")
    return old == new


def check_fields(program, update):
    today = fields_of(program)
    with open(FIELDS, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        where = f"{row['report']} {row['place']} (since {row['since']})"
        now = today.get((row["report"], row["place"]))
        if now is None:
            fail(f"{where} is gone")
            continue
        if not is_kept_type(row["type"], now[0]):
            fail(f"{where} was {row['type']}, is {now[0]}")
        if row["unit"] != now[1]:
            fail(f"{where} was in '{row['unit']}', is in '{now[1]}'")
        if row["required"] == "yes" and not now[2]:
            fail(f"{where} was always there, and need not be now")
    known = {(row["report"], row["place"]) for row in rows}
    new = [key for key in today if key not in known]
    if update:
        rows += [dict(zip(COLUMNS, (*key, *today[key][:2], "yes" if today[key][2] else "no", VERSION))) for key in new]
        with open(FIELDS, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: (row["report"], row["place"])))
    elif new:
        fail(f"{len(new)} fields are not in fields.csv, such as {' '.join(new[0])}: once they are as they should stay, "
             "test_kept.py PROGRAM --update")
    print(f"{len(rows)} fields of {len({row['report'] for row in rows})} reports")


def check_reports(program):
    versions = sorted(path for path in (HERE / "old").iterdir() if path.is_dir())
    texts = {path: path.read_text(encoding="utf-8") for folder in versions for path in sorted(folder.glob("*.json"))}
    if not is_installed():
        print("skipped: old reports against today's schemas; run `npm ci --prefix tests/schema`")
        return
    for fault in faults_of(program, texts.values()):
        fail(f"an old report: {fault}; a new member of a kept layout is optional (before version 1.0 the report may be written anew)")
    names = {json.loads(text)["schema"].split("/")[1] for text in texts.values()}
    listed = {report for report, _ in fields_of(program)}
    if names != listed:
        fail(f"no old report of {sorted(listed - names)}")
    print(f"{len(texts)} old reports of {len(versions)} versions")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    check_fields(program, "--update" in sys.argv[2:])
    check_reports(program)
    print("FAILED" if failures else "passed")
    return 1 if failures else 0


sys.exit(main())
