#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of docs/architecture.md, drawn from the includes of src/.

    make_architecture.py [PROGRAM]            compares; exits with 1, after a diff, where they differ
    make_architecture.py [PROGRAM] --update   writes it

What is between the two markers is drawn; the rest of the file is written by hand. Both are held
against the tree: each folder has its row in the map of src/README.md, and every source file that a
document of docs/, src/README.md or CONTRIBUTING.md names is there. (PROGRAM is not used: all
scripts of documents are called alike.)"""

import difflib
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "layering"))

import includes  # noqa: E402

DOCUMENT = ROOT / "docs" / "architecture.md"
MAP = ROOT / "src" / "README.md"
BEGIN = "<!-- made by make_architecture.py; not to be edited -->\n"
END = "<!-- end of what is made -->\n"


# ---- The graph ----------------------------------------------------------------------------------


def folders(tree):
    """folder -> the folders whose headers it includes; the public headers are `include`."""
    graph = {}
    for file, headers in tree.own.items():
        own = name_of(file)
        graph.setdefault(own, set())
        graph[own].update(name_of(header) for header in headers if name_of(header) != own)
    return graph


def name_of(file):
    layer = includes.layer(file)
    return {"public": "include", ".": file}.get(layer, layer)


def floors(graph):
    """folder -> 0 where it includes none, else one more than the highest that it includes."""
    found = {}

    def floor(folder):
        if folder not in found:
            found[folder] = 1 + max((floor(other) for other in graph[folder]), default=-1)
        return found[folder]

    for folder in graph:
        floor(folder)
    return found


def below(graph, folder):
    """All that a folder reaches."""
    return set().union(*({other} | below(graph, other) for other in graph[folder]))


def arrows(graph, folder):
    """The folders it includes, without those that another of them reaches already."""
    return sorted(other for other in graph[folder]
                  if not any(other in below(graph, third) for third in graph[folder]))


# ---- The drawing --------------------------------------------------------------------------------


def draw_floors(graph):
    found = floors(graph)
    width = max(map(len, graph))
    for number in range(max(found.values()), -1, -1):
        for folder in sorted(name for name in graph if found[name] == number):
            line = f"    {number:2}  {folder:{width}}  {'> ' + ' '.join(arrows(graph, folder))}"
            yield line.rstrip(" >")


def draw_matrix(graph):
    """A row includes the columns that are marked; all marks are left of the diagonal."""
    found = floors(graph)
    order = sorted(graph, key=lambda name: (found[name], name))
    width = max(map(len, graph))
    yield f"    {'':{width + 4}}{''.join(f'{k:3}' for k in range(1, len(order) + 1))}"
    for k, folder in enumerate(order):
        marks = "".join("  x" if other in graph[folder] else "  ." if other == folder else "   "
                        for other in order[:k + 1])
        yield f"    {folder:{width}}{k + 1:4}{marks}".rstrip()


def drawn(graph):
    return "\n".join(["Each folder is on the floor above the highest that it includes. Arrows that",
                      "follow from others are left out here; the table below has them all.", "",
                      *draw_floors(graph), "",
                      "A row includes the columns with an x. None is right of the diagonal: no two",
                      "folders need each other.", "", *draw_matrix(graph)]) + "\n"


# ---- What is written by hand --------------------------------------------------------------------


def folders_without_row(graph):
    rows = set(re.findall(r"^\| `([\w.]+)` \|", MAP.read_text(), re.M))
    for name in sorted(rows ^ (set(graph) - {"include"})):
        yield f"src/README.md: the map and the folders of src differ: {name}"


def files_that_are_gone(graph):
    """Names like `model/kernel.c` or `src/report/schemas`; a * stands for any letters."""
    names = "|".join(name for name in graph if "." not in name)
    path = re.compile(rf"`((?:src/|include/)?(?:{names})/[\w./*-]+)`")
    count = 0
    for document in [*sorted((ROOT / "docs").rglob("*.md")), MAP, ROOT / "CONTRIBUTING.md",
                     ROOT / "README.md"]:
        names = sorted(set(path.findall(document.read_text())))
        count += len(names)
        for name in names:
            if re.fullmatch(r"uncertainty/\w+", name):
                continue  # a table has that name too: an input, as in `uncertainty/loading`
            if not any(any(base.glob(name)) for base in (ROOT, ROOT / "src", ROOT / "include")):
                yield f"{document.relative_to(ROOT)}: there is no {name}"
    if count < 50:
        yield f"the documents name only {count} files"


def main():
    update = "--update" in sys.argv[1:]
    tree = includes.Tree(ROOT)
    graph = folders(tree)
    loops = includes.cycles(graph)
    if loops:
        sys.exit(f"folders need each other, and have no floors: {loops}")
    before = DOCUMENT.read_text()
    start, end = before.index(BEGIN) + len(BEGIN), before.index(END)
    after = before[:start] + "\n" + drawn(graph) + "\n" + before[end:]
    if update:
        DOCUMENT.write_text(after)
    diff = list(difflib.unified_diff(DOCUMENT.read_text().splitlines(True), after.splitlines(True),
                                     "docs/architecture.md", "made"))
    faults = [*folders_without_row(graph), *files_that_are_gone(graph)]
    print("".join(diff) + "".join(fault + "\n" for fault in faults), end="")
    if diff:
        print("docs/make_architecture.py --update writes it")
    return 1 if diff or faults else 0


sys.exit(main())
