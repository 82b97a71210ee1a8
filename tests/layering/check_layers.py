#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one direction of the architecture, kept by a test.

    check_layers.py PROGRAM

Reads every `#include` of src/ and refuses arrows that are not in ALLOWED; keeps each third-party
header to the places that may know it; keeps the model free of files, memory and text; and looks at
the symbols that the library exports. The checks are tried on made-up violations first, so that a
checker that sees nothing does not pass."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# layer -> the layers whose headers it may include.
ALLOWED = {
    "core": {"core"},
    "document": {"core", "document"},
    "stats": {"core", "stats"},
    "json": {"core", "json"},
    "tables": {"core", "tables"},
    "ask": {"core", "json", "ask"},
    "ingest": {"core", "json", "tables", "ingest"},
    "model": {"core", "stats", "model"},
    "uncertainty": {"core", "stats", "model", "uncertainty"},
    "traffic": {"core", "stats", "tables", "ask", "ingest", "traffic"},
    "market": {"core", "stats", "tables", "ask", "ingest", "market"},
    "prepare": {"core", "stats", "tables", "ask", "ingest", "model", "traffic", "prepare"},
    "estimate": {"core", "stats", "tables", "ask", "ingest", "model", "uncertainty", "market",
                 "prepare", "estimate"},
    "risk": {"core", "stats", "tables", "ask", "model", "uncertainty", "prepare", "estimate",
             "risk"},
    "backtest": {"core", "stats", "tables", "ask", "market", "prepare", "estimate", "backtest"},
    "describe": {"core", "tables", "describe"},
    "report": {"core", "json", "traffic", "market", "estimate", "risk", "backtest",
               "describe", "document", "report"},
    "cli": {"cli"},
    ".": {"core", "describe", "estimate", "report"},  # blackout.c: the rest of the public contract
}

# layer -> the public headers it may include, by topic. What a layer that is not listed here may
# include is not limited to some, but only cli, a client, includes all of them by blackout.h.
PUBLIC = {
    "core": {"sink", "status", "version"},
    "stats": {"status"},
    "json": {"sink", "status"},
    "tables": {"dataset", "diagnostic", "status"},
    "ask": {"market", "run", "scenario", "status", "traffic"},
    "model": {"status"},
    "uncertainty": {"status"},
    "cli": set(),
}

# third-party header -> the files that may include it
KEPT = {
    r"csv\.h": {"ingest/csv.c"},
    r"sha2\.h": {"core/sha256.h"},
    r"iconv\.h": {"ingest/csv.c"},
    r"cjson/.*": {"json/json.c", "json/json.h"},
    r"gsl/.*": {"stats/*", "blackout.c"},
    r"pthread\.h": {"core/parallel.c"},
}

# The model is pure arithmetic.
MODEL_SYSTEM_HEADERS = {"math.h", "stdbool.h", "stddef.h", "stdint.h", "string.h"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)


def may_include(file, header):
    for pattern, places in KEPT.items():
        if re.fullmatch(pattern, header):
            folder = file.split("/")[0] + "/*"
            return file in places or folder in places
    return True


def may_include_public(layer, header):
    if header == "blackout.h":
        return layer in ("cli", ".")
    return layer not in PUBLIC or header.removesuffix(".h").split("/")[1] in PUBLIC[layer]


def violations(file, text):
    """What is wrong with the includes of `file`, a path below src/."""
    layer = file.split("/")[0] if "/" in file else "."
    for own, system in INCLUDE.findall(text):
        if own:
            other = own.split("/")[0] if "/" in own else "."
            public = own == "blackout.h" or own.startswith("blackout/")
            if not (may_include_public(layer, own) if public else other in ALLOWED[layer]):
                yield f"{file}: {layer} may not include {own}"
        elif not may_include(file, system):
            yield f"{file}: <{system}> is kept to other files"
        elif layer == "model" and system not in MODEL_SYSTEM_HEADERS:
            yield f"{file}: the model is pure: no <{system}>"


CONTROLS = [  # each is a violation
    ("core/arena.c", '#include "tables/table.h"'),
    ("tables/table.c", '#include "ingest/csv.h"'),
    ("ask/scenario.c", '#include "tables/table.h"'),
    ("model/kernel.c", '#include "tables/table.h"'),
    ("model/kernel.c", "#include <stdio.h>"),
    ("report/describe.c", '#include "tables/dataset.h"'),
    ("cli/main.c", '#include "core/text.h"'),
    ("cli/main.c", '#include "blackout/estimate.h"'),
    ("core/error.h", '#include "blackout.h"'),
    ("stats/ols.h", '#include "blackout/dataset.h"'),
    ("report/report.h", '#include "blackout.h"'),
    ("tables/table.c", "#include <csv.h>"),
    ("prepare/prepare.c", "#include <gsl/gsl_math.h>"),
]


def check_controls():
    for file, text in CONTROLS:
        if not list(violations(file, text)):
            yield f"the checker does not see {text} in {file}"
    for file, text in (("ingest/csv.c", "#include <csv.h>"),
                       ("cli/main.c", '#include "blackout.h"'),
                       ("core/error.h", '#include "blackout/status.h"')):
        if list(violations(file, text)):
            yield f"the checker refuses {text} in {file}"


def check_sources():
    count = 0
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        count += 1
        yield from violations(path.relative_to(ROOT / "src").as_posix(), path.read_text())
    if count < 50:
        yield f"only {count} source files were found"


def check_symbols(program):
    library = next(pathlib.Path(program).resolve().parents[1].rglob("libblackout.so"))
    names = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                           capture_output=True, text=True).stdout.split("\n")
    exported = [line.split()[-1] for line in names if line]
    declared = set()
    for header in (ROOT / "include").rglob("*.h"):
        text = re.sub(r"\btypedef\b[^;{]*;", "", header.read_text())
        declared.update(re.findall(r"^BLACKOUT_API\b[^;]*?\b(blackout_\w+)\(", text, re.M))
    for name in exported:
        if name not in declared and not name.startswith("__"):
            yield f"the library exports {name}, which no public header declares"
    for name in sorted(declared - set(exported)):
        yield f"a public header declares {name}, which the library does not export"


def main():
    found = list(check_controls()) + list(check_sources()) + list(check_symbols(sys.argv[1]))
    for line in found:
        print(line)
    print(f"{len(found)} violations")
    return 1 if found else 0


sys.exit(main())
