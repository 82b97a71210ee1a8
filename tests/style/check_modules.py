#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each module has the test of its own name, or says which tests run it and why.

    check_modules.py PROGRAM    (which is not run)

src/**/NAME.c needs tests/unit/test_NAME.c, or a line of tested_from_outside.txt. Of several modules of one name
the test is of those whose header it includes. A line that no module
needs any more, or that names a test which is not there, is refused; so is a promise of a document, a row of a
table whose last column is headed `kept by`, that names no test or one that is not there."""

import fnmatch
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LEAST_MODULES = 100  # fewer were found: the search is wrong, not the tree
LEAST_PROMISES = 10


def read_list(text):
    """[(number of the line, pattern, tests, reason)]"""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            parts = [part.strip() for part in line.split("|")]
            pattern, tests, reason = parts if len(parts) == 3 else (line, "", "")
            entries.append((number, pattern, tests.split(), reason))
    return entries


def name_of(module):
    return module.rsplit("/")[-1][:-len(".c")]


def tested_by_name(modules, unit_tests):
    """The modules that the unit test of their name is of; unit tests are {name: text}."""
    def includes(module):
        return f'"{module[:-2]}.h"' in unit_tests[name_of(module)]
    named = {module for module in modules if name_of(module) in unit_tests}
    claimed = {name_of(module) for module in named if includes(module)}
    return {module for module in named if includes(module) or name_of(module) not in claimed}


def faults(modules, unit_tests, known_tests, entries):
    """What is wrong: modules are paths below src, unit tests {name: text}, known tests names."""
    bare = set(modules) - tested_by_name(modules, unit_tests)
    covered = set()
    for number, pattern, tests, reason in entries:
        place = f"tested_from_outside.txt:{number}: {pattern}"
        found = set(fnmatch.filter(bare, pattern))
        if not found:
            yield f"{place}: no such module, or all have tests of their own name; delete the line"
        if found and found <= covered:
            yield f"{place}: an earlier line has it; delete the line"
        if not tests or not reason:
            yield f"{place}: a path | tests | a reason"
        for test in tests:
            if test not in known_tests:
                yield f"{place}: there is no test {test}"
        covered |= found
    for module in sorted(bare - covered):
        yield (f"src/{module}: no test of its own name; tests/unit/test_{name_of(module)}.c, or a line in "
               "tests/style/tested_from_outside.txt")


def promises_of(text):
    """[(number of the line, the tests that its last cell names)]"""
    promises = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells and cells[-1] == "kept by":
            inside = True
        elif not cells:
            inside = False
        elif inside and not re.fullmatch("-+", cells[-1]):
            promises.append((number, re.findall(r"`([^`]*)`", cells[-1])))
    return promises


def unkept(promises, known_tests):
    for number, tests in promises:
        if not tests:
            yield f"{number}: no test keeps this promise"
        for test in tests:
            if test not in known_tests:
                yield f"{number}: there is no test {test}"


def tests_of_lists():
    """Names in the lists of CMake: a part of a test in parts counts as the whole."""
    text = "".join(path.read_text(encoding="utf-8")
                   for path in (ROOT / "tests/CMakeLists.txt", ROOT / "tests/fuzz/CMakeLists.txt"))
    names = set(re.findall(r"add_(?:script_)?test\((?:NAME )?([\w.]+)", text))
    fuzzers = re.search(r"foreach\(name ([^)]*)\)\s+add_executable\(fuzz_", text)[1].split()
    return ({name.rstrip(".") for name in names} | {f"fuzz.{name}" for name in fuzzers})


def unit_tests_of(root):
    """{name: text}"""
    return {path.stem[len("test_"):]: path.read_text(encoding="utf-8")
            for path in (root / "tests/unit").glob("test_*.c")}


CONTROLS = [  # modules, unit tests, lines, how many faults
    (["a/x.c"], {"x": ""}, "", 0),
    (["a/x.c", "b/x.c"], {"x": ""}, "", 0),
    (["a/x.c", "b/x.c"], {"x": '#include "a/x.h"'}, "", 1),
    (["a/x.c", "b/x.c"], {"x": '#include "a/x.h"'}, "b/x.c | unit.x | why", 0),
    (["a/x.c"], {"y": ""}, "", 1),
    (["a/x.c"], {"y": ""}, "a/x.c | unit.y | why", 0),
    (["a/x.c"], {"x": ""}, "a/x.c | unit.x | why", 1),
    (["a/x.c"], {"y": ""}, "a/x.c | unit.z | why", 1),
    (["a/x.c"], {"y": ""}, "a/x.c | unit.y", 3),
    (["a/x.c"], {"y": ""}, "a/* | unit.y | why\na/x.c | unit.y | why", 1),
    (["a/x.c"], {"y": ""}, "a/x.c | unit.y | why\nb/x.c | unit.y | why", 1),
]


def check_controls():
    for modules, unit_tests, text, count in CONTROLS:
        known = {f"unit.{name}" for name in unit_tests}
        found = list(faults(modules, unit_tests, known, read_list(text)))
        if len(found) != count:
            sys.exit(f"{modules} {unit_tests} {text!r}: {found}, not {count} faults")
    promises = promises_of("| p | kept by |\n|---|---|\n| a `b` | `c.d`, `e` |\n| f | none |\n\n| g | `h` |\n")
    if promises != [(3, ["c.d", "e"]), (4, [])] or len(list(unkept(promises, {"e"}))) != 2:
        sys.exit(f"promises: {promises}")


def main():
    check_controls()
    modules = [path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.c")]
    if len(modules) < LEAST_MODULES:
        sys.exit(f"only {len(modules)} modules were found")
    unit_tests = unit_tests_of(ROOT)
    known = tests_of_lists() | {f"unit.{name}" for name in unit_tests}
    entries = read_list((HERE / "tested_from_outside.txt").read_text(encoding="utf-8"))
    found = list(faults(modules, unit_tests, known, entries))
    documents = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
    promises = 0
    for path in documents:
        made = promises_of(path.read_text(encoding="utf-8"))
        promises += len(made)
        found += [f"{path.relative_to(ROOT)}:{fault}" for fault in unkept(made, known)]
    if promises < LEAST_PROMISES:
        sys.exit(f"only {promises} promises were found")
    for line in found:
        print(line)
    print(f"{len(modules)} modules, {len(entries)} lines, {promises} promises, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
