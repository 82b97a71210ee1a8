#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one direction of the architecture, kept by a test.

    check_layers.py PROGRAM

Reads every `#include` of src/ and include/ and refuses arrows that LAYERS and PUBLIC do not have: of
what a file includes, and of what it sees through that. Keeps each third-party header to the places
that may know it, and the model free of files, memory and text. Reads the symbols of the objects that
PROGRAM was built of: they, too, follow the arrows, and no two files need each other, directly or
through others. The library exports what the public headers declare, and nothing else.

All checks are tried on made-up violations first, trees of headers and compiled objects, so that a
checker that sees nothing does not pass."""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

import includes
import symbols

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What reports are made of: the structs and the words that results share with what made them, without
# what makes them.
WORDS = ("stats filing ask/event_request.h ask/name_list.h ask/return_models.h tables/business.h "
         "tables/price_book.h tables/rejects.h tables/row.h "
         "tables/schema.h tables/traffic_series.h uncertainty/statistics.h")

# The layers from the bottom up. A layer includes itself and what `includes` names, which is above it
# in this list; through that it may see what `sees` names, folders or single headers.
Layer = collections.namedtuple("Layer", "includes sees", defaults=[""])
LAYERS = {
    "core": Layer(""),
    "document": Layer("core"),
    "stats": Layer("core"),
    "json": Layer("core"),
    "parts": Layer("core json"),
    "tables": Layer("core"),
    "filing": Layer("core"),
    "ask": Layer("core json filing"),
    "ingest": Layer("core json parts tables filing"),
    "model": Layer("core stats"),
    "uncertainty": Layer("core stats model"),
    "traffic": Layer("core stats tables ask ingest"),
    "market": Layer("core stats tables ask ingest"),
    "prepare": Layer("core stats tables ask ingest model traffic"),
    "estimate": Layer("core parts stats tables filing ask ingest model uncertainty market prepare"),
    "tolerable": Layer("core ask estimate", "tables model uncertainty prepare"),
    "risk": Layer("core stats tables ask model uncertainty prepare estimate", "parts"),
    "calibrate": Layer("core stats tables ask model estimate", "uncertainty prepare"),
    "backtest": Layer("core stats tables ask market estimate calibrate",
                      "model uncertainty prepare"),
    "import": Layer("core json ingest", "tables"),
    "annual": Layer("core tables ask filing uncertainty estimate calibrate", "model prepare"),
    "describe": Layer("core tables"),
    "report": Layer("core json document annual traffic market estimate tolerable risk calibrate backtest import describe",
                    WORDS),
    # blackout.c: the rest of the public contract
    ".": Layer("core annual estimate import describe report", "tables/business.h tables/rejects.h tables/row.h tables/schema.h "
               "uncertainty/statistics.h filing"),
    "cli": Layer(""),
}

# layer -> the public headers it may see, by topic. A layer that is not listed here may see any topic,
# but only cli, a client, and blackout.c include all of them by blackout.h.
PUBLIC = {
    "core": "progress sink status version",
    "document": "sink status",
    "stats": "status",
    "json": "sink status",
    "parts": "parts sink status version",
    "filing": "",
    "tables": "dataset diagnostic parts progress sink status",
    "ask": "dataset diagnostic input market parts progress run scenario sink status traffic",
    "ingest": "dataset diagnostic package parts progress run sink status",
    "model": "status",
    "uncertainty": "progress status",
}
CLIENTS = {"cli", "."}

# third-party header -> the files that may include it
KEPT = {
    r"csv\.h": {"ingest/csv_pass.c", "ingest/csv_pass.h"},
    r"openssl/evp\.h": {"core/sha256.c", "core/file_hash.c"},
    r"utf8proc\.h": {"core/character_set.c", "core/columns.c", "core/fold.c"},
    r"iconv\.h": {"ingest/encoding.c"},
    r"cjson/.*": {"json/json.c", "json/json.h", "json/places.c", "json/places.h"},
    r"gsl/.*": {"stats/*", "blackout.c"},
    r"xlsxwriter\.h": {"document/xlsx_book.h"},
    r"pthread\.h": {"core/mutex.h", "core/parallel.c", "core/pipeline.c"},
}

# The model is pure arithmetic.
MODEL_SYSTEM_HEADERS = {"math.h", "stdbool.h", "stddef.h", "stdint.h", "string.h"}


def check_table():
    """The arrows of LAYERS point up in its list, so that no folders need each other."""
    above = set()
    for layer, rule in LAYERS.items():
        for other in rule.includes.split():
            if other not in above:
                yield f"LAYERS: {layer} includes {other}, which is not above it"
        above.add(layer)


# ---- Includes -----------------------------------------------------------------------------------


def may_include(file, header):
    """Whether a file may include a header that is not our own."""
    for pattern, places in KEPT.items():
        if re.fullmatch(pattern, header):
            return file in places or file.split("/")[0] + "/*" in places
    return True


def may_see(layer, header, through):
    """Whether a layer may include an own header, or see it through others."""
    other = includes.layer(header)
    if layer == "public":
        return other == "public"
    if header == "blackout.h":
        return layer in CLIENTS
    if other == "public":
        if layer == "cli" and not through:
            return False
        return layer not in PUBLIC or header.removeprefix("blackout/")[:-2] in PUBLIC[layer].split()
    rule = LAYERS[layer]
    return (other == layer or other in rule.includes.split() or
            (through and (other in rule.sees.split() or header in rule.sees.split())))


def include_violations(tree):
    yield from tree.missing()
    for file in tree.own:
        layer = includes.layer(file)
        if layer not in LAYERS and layer != "public":
            yield f"{file}: the folder {layer} is not in LAYERS"
            continue
        for header, path in tree.reached(file).items():
            if not may_see(layer, header, len(path) > 1):
                yield (f"{file}: {layer} may not include {header}" if len(path) == 1 else
                       f"{file}: {layer} may not see {header}, by {' > '.join(path)}")
            elif layer == "model":
                yield from (f"{file}: the model is pure: no <{system}>, by {' > '.join(path)}"
                            for system in tree.system.get(header, ())
                            if system not in MODEL_SYSTEM_HEADERS)
        for system in tree.system[file]:
            if not may_include(file, system):
                yield f"{file}: <{system}> is kept to other files"
            elif layer == "model" and system not in MODEL_SYSTEM_HEADERS:
                yield f"{file}: the model is pure: no <{system}>"
    for group in includes.cycles(tree.own):
        yield f"headers include each other: {' '.join(group)}"
    for group in includes.cycles(tree.needs()):
        yield f"files of a folder need each other's headers: {' '.join(group)}"


def unused_arrows(tree):
    """What LAYERS and PUBLIC allow and no file makes use of: it would let something in later."""
    direct, reached = collections.defaultdict(set), collections.defaultdict(set)
    for file in tree.own:
        layer = includes.layer(file)
        direct[layer].update(includes.layer(header) for header in tree.own[file])
        reached[layer].update(tree.reached(file))
    for layer, rule in LAYERS.items():
        folders = {includes.layer(header) for header in reached[layer]}
        for other in rule.includes.split():
            if other not in direct[layer]:
                yield f"LAYERS: {layer} does not include {other}"
        for other in rule.sees.split():
            if other not in folders | reached[layer]:
                yield f"LAYERS: {layer} does not see {other}"
    for layer, topics in PUBLIC.items():
        for topic in topics.split():
            if f"blackout/{topic}.h" not in reached[layer]:
                yield f"PUBLIC: {layer} does not see {topic}"


# ---- Symbols ------------------------------------------------------------------------------------


def symbol_violations(graph):
    for file, needed in graph.items():
        layer = includes.layer(file)
        for other, names in needed.items():
            public = all(name.startswith("blackout_") for name in names)
            if (not may_see(layer, other.removesuffix(".c") + ".h", True) and
                    not (layer in CLIENTS and public)):
                yield f"{file}: {layer} may not need {other} ({', '.join(names)})"
    for group in includes.cycles(graph):
        arrows = (f"\n    {file} > {other}: {', '.join(names)}" for file in group
                  for other, names in graph[file].items() if other in group)
        yield f"files need each other: {' '.join(group)}{''.join(arrows)}"


def check_exports(program):
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


# ---- Controls -----------------------------------------------------------------------------------

# A small tree without a violation; each control adds files to it, or replaces some.
SOUND = {
    "include/blackout.h": '#include "blackout/status.h"\n#include "blackout/dataset.h"\n',
    "include/blackout/status.h": "#include <stddef.h>\n",
    "include/blackout/dataset.h": '#include "blackout/status.h"\n',
    "src/core/text.h": '#include "blackout/status.h"\n',
    "src/tables/row.h": '#include "core/text.h"\n',
    "src/ingest/csv_pass.c": '#include "core/text.h"\n#include <csv.h>\n',
    "src/stats/ols.h": '#include "core/text.h"\n#include <stddef.h>\n',
    "src/model/model.h": '#include "stats/ols.h"\n#include <math.h>\n',
    "src/prepare/prepare.h": '#include "model/model.h"\n#include "tables/row.h"\n',
    "src/estimate/result.h": '#include "stats/ols.h"\n',
    "src/estimate/run.h": '#include "prepare/prepare.h"\n',
    "src/report/text.c": '#include "estimate/result.h"\n',
    "src/blackout.c": '#include "blackout.h"\n',
    "src/cli/main.c": '#include "blackout.h"\n#include <stdio.h>\n',
}

# what is added -> what the message must name
INCLUDE_CONTROLS = [
    ({"src/core/arena.c": '#include "tables/row.h"\n'}, "core may not include tables/row.h"),
    ({"src/core/arena.c": ' # include\t"tables/row.h"\n'}, "core may not include tables/row.h"),
    ({"src/ask/scenario.c": '#include "tables/row.h"\n'}, "ask may not include tables/row.h"),
    ({"src/tables/row.c": '#include "ingest/csv.h"\n', "src/ingest/csv.h": ""},
     "tables may not include ingest/csv.h"),
    ({"src/report/text.c": '#include "tables/row.h"\n'}, "report may not include tables/row.h"),
    ({"src/report/text.c": '#include "estimate/run.h"\n'},
     "report may not see model/model.h, by estimate/run.h > prepare/prepare.h > model/model.h"),
    ({"src/estimate/result.h": '#include "estimate/run.h"\n'}, "report may not see model/model.h"),
    ({"src/core/text.h": '#include "core/deep.h"\n', "src/core/deep.h": '#include "blackout.h"\n'},
     "core may not include blackout.h"),
    ({"src/core/text.h": '#include "blackout/dataset.h"\n'},
     "stats may not see blackout/dataset.h, by core/text.h > blackout/dataset.h"),
    ({"src/report/text.c": '#include "blackout.h"\n'}, "report may not include blackout.h"),
    ({"src/cli/main.c": '#include "core/text.h"\n'}, "cli may not include core/text.h"),
    ({"src/cli/main.c": '#include "blackout/dataset.h"\n'},
     "cli may not include blackout/dataset.h"),
    ({"include/blackout/status.h": '#include "core/text.h"\n'},
     "public may not include core/text.h"),
    ({"src/model/kernel.c": "#include <stdio.h>\n"}, "the model is pure: no <stdio.h>"),
    ({"src/stats/ols.h": "#include <stdio.h>\n"}, "model/model.h: the model is pure: no <stdio.h>"),
    ({"src/tables/row.c": "#include <csv.h>\n"}, "<csv.h> is kept to other files"),
    ({"src/prepare/prepare.c": "#include <gsl/gsl_math.h>\n"},
     "<gsl/gsl_math.h> is kept to other files"),
    ({"src/core/text.h": '#include "core/map.h"\n', "src/core/map.h": '#include "core/text.h"\n'},
     "headers include each other: core/map.h core/text.h"),
    ({"src/core/text.c": '#include "core/part.h"\n#include "core/text.h"\n',
      "src/core/text.h": "int text_make(void);\n",
      "src/core/part.h": '#include "core/text.h"\nint part_make(void);\n',
      "src/core/part.c": '#include "core/part.h"\n'},
     "files of a folder need each other's headers: core/part.c core/part.h core/text.c core/text.h"),
    ({"src/core/map.h": '#include "core/nothing.h"\n'}, "there is no core/nothing.h"),
    ({"src/other/new.c": ""}, "the folder other is not in LAYERS"),
]

# Functions of made-up files: name -> what it calls.
SYMBOL_CONTROLS = [
    ({"core/a.c": {"a": ["b"]}, "core/b.c": {"b": []}}, None),
    ({"core/a.c": {"a": ["b"]}, "core/b.c": {"b": ["a"]}},
     "files need each other: core/a.c core/b.c"),
    ({"core/a.c": {"a": ["b"]}, "core/b.c": {"b": ["c"]}, "core/c.c": {"c": ["a"]}},
     "files need each other: core/a.c core/b.c core/c.c"),
    ({"core/a.c": {"a": ["t"]}, "tables/t.c": {"t": ["b"]}, "core/b.c": {"b": []}},
     "core/a.c: core may not need tables/t.c (t)"),
    ({"tables/t.c": {"t": ["a"], "u": []}, "core/a.c": {"a": ["u"]}},
     "files need each other: core/a.c tables/t.c"),
    ({"cli/m.c": {"m": ["blackout_run"]}, "estimate/e.c": {"blackout_run": []}}, None),
    ({"cli/m.c": {"m": ["inner"]}, "estimate/e.c": {"inner": []}},
     "cli/m.c: cli may not need estimate/e.c (inner)"),
]


def found_in_tree(files, root):
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
    return list(include_violations(includes.Tree(root)))


def compiled(files, root):
    """Compiles made-up files; file -> its object. An address that is taken counts as a call."""
    made = {}
    for file, functions in files.items():
        text = "".join(f"void {called}(void);\n" for calls in functions.values()
                       for called in calls)
        text += "".join(f"void {name}(void);\nvoid (*{name}_table[])(void) = {{0"
                        f"{''.join(', ' + called for called in calls)}}};\n"
                        f"void {name}(void) {{ {''.join(called + '();' for called in calls)} }}\n"
                        for name, calls in functions.items())
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
        made[file] = root / (file + ".o")
        subprocess.run(["cc", "-c", root / file, "-o", made[file]], check=True)
    return made


def check_controls():
    with tempfile.TemporaryDirectory() as name:
        found = found_in_tree(SOUND, pathlib.Path(name))
        if found:
            yield f"the checker refuses a sound tree: {found}"
    for added, message in INCLUDE_CONTROLS:
        with tempfile.TemporaryDirectory() as name:
            found = found_in_tree({**SOUND, **added}, pathlib.Path(name))
            if not any(message in line for line in found):
                yield f"the checker does not see '{message}' in {added}, but {found}"
    with tempfile.TemporaryDirectory() as name:
        found_in_tree(SOUND, pathlib.Path(name))
        found = list(unused_arrows(includes.Tree(name)))
        for message in ("LAYERS: prepare does not include traffic", "PUBLIC: ask does not see run",
                        "LAYERS: backtest does not see model"):
            if message not in found:
                yield f"the checker does not see that {message}"
        if "LAYERS: prepare does not include model" in found:
            yield "the checker does not see what prepare includes"
    for files, message in SYMBOL_CONTROLS:
        with tempfile.TemporaryDirectory() as name:
            graph = symbols.needs(compiled(files, pathlib.Path(name)))
            found = list(symbol_violations(graph))
            if message is None and found:
                yield f"the checker refuses {files}: {found}"
            elif message is not None and not any(message in line for line in found):
                yield f"the checker does not see '{message}' in {files}, but {found}"


# ---- All ----------------------------------------------------------------------------------------


def check_includes():
    tree = includes.Tree(ROOT)
    if len(tree.own) < 100:
        yield f"only {len(tree.own)} files were found"
    yield from include_violations(tree)
    yield from unused_arrows(tree)


# One or the other is compiled (BLACKOUT_XLSX).
NO_XLSX = "document/render_no_xlsx.c"
XLSX = {"document/render_xlsx.c", "document/xlsx_book.c", "document/xlsx_chart.c", "document/xlsx_table.c"}


def check_symbols(program):
    built = symbols.objects(pathlib.Path(program).resolve().parents[1], ROOT / "src")
    sources = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.c")}
    sources -= XLSX if NO_XLSX in built else {NO_XLSX}
    for file in sorted(sources ^ set(built)):
        yield f"{file}: a source file that is not compiled, or the other way round"
    yield from symbol_violations(symbols.needs(built))


def main():
    found = [*check_controls(), *check_table(), *check_includes(), *check_symbols(sys.argv[1]),
             *check_exports(sys.argv[1])]
    for line in found:
        print(line)
    print(f"{len(found)} violations")
    return 1 if found else 0


sys.exit(main())
