#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many slips the tests would notice: mutates the sources and runs the tests of each.

    mutate.py [--folders model,stats,uncertainty,ingest] [--mutants 300] [--seed 1] [--wide]
              [--again FILE] [--tree FOLDER] [--json FILE]

A copy of the checkout (in --tree, kept between runs) is built once. Each mutant is one change of one file
(mutants.py), compiled there; then the unit test of the module's name, or those that
tests/style/tested_from_outside.txt names for it, are built and run. What those do not notice goes, with
--wide, through WIDE as well. A mutant is killed if a test fails or takes longer than its limit; one that
does not compile, or whose object is the same as before (the compiler proves it equal), does not count.
--again takes the survivors of an earlier run from its --json, such as for a --wide run of those alone.
Survivors are judged by hand in survivors.txt, and those that are judged equal there are said apart."""

import argparse
import fnmatch
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(ROOT / "tests/style"))
from check_modules import read_list  # noqa: E402
from mutants import mutants_of  # noqa: E402

# What sees most of the program in few seconds: whole estimates, samples and years, worked by hand.
WIDE = ("unit.evaluate", "unit.losses", "unit.hand_worked", "unit.indirect", "unit.insurance", "unit.montecarlo",
        "unit.progress", "unit.risk", "unit.judge", "unit.calibrate", "unit.public_api",
        "unit.small_permutations", "golden.cli")
SECONDS = 120  # of a test, on a busy machine
MEMORY = 4 << 30  # bytes: what a loop that does not end may take


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(5)


def run(arguments, tree, seconds=SECONDS):
    """The exit status, or None where the time is up."""
    with subprocess.Popen(arguments, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL, preexec_fn=limits, start_new_session=True) as child:
        try:
            return child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            child.wait()
            return None


def prepare(tree):
    """A copy of what is committed and changed here, built without debug information."""
    tree.mkdir(parents=True, exist_ok=True)
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, text=True,
                           capture_output=True).stdout.split("\n")[:-1]
    for name in files:
        there, here = tree / name, ROOT / name
        if here.is_file() and (not there.exists() or there.read_bytes() != here.read_bytes()):
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(here, there)
    if not (tree / "build/dev/build.ninja").exists():
        subprocess.run(["cmake", "--preset", "dev", "-DCMAKE_C_FLAGS_RELWITHDEBINFO=-O1 -DNDEBUG",
                        "-DBLACKOUT_WERROR=OFF", f"-DBLACKOUT_SHARED_DIR={ROOT.parent / 'shared'}"],
                       cwd=tree, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "dev"], cwd=tree, check=True, stdout=subprocess.DEVNULL)


def tests_of(module, tree):
    """The tests of src/MODULE: that of its name, or those of the list."""
    if (tree / f"tests/unit/test_{pathlib.Path(module).stem}.c").exists():
        return [f"unit.{pathlib.Path(module).stem}"]
    listed = read_list((tree / "tests/style/tested_from_outside.txt").read_text(encoding="utf-8"))
    for _, pattern, tests, _ in listed:
        if fnmatch.fnmatch(module, pattern):
            return tests
    return []


def object_of(module):
    return f"src/CMakeFiles/blackout_objects.dir/{module}.o"


def targets_of(tests):
    """What has to be built for these tests."""
    units = [test for test in tests if test.startswith("unit.")]
    fuzzers = [f"fuzz_{test[5:]}" for test in tests if test.startswith("fuzz.")]
    others = len(units) + len(fuzzers) < len(tests)
    return ((["unit_tests", "thread_tests"] if units else []) + fuzzers +
            (["blackout_program", "test_properties"] if others else []))


def notices(tests, tree):
    """The first of the tests that fails, or None."""
    build = str(tree / "build/dev")
    if run(["ninja", "-C", build, *targets_of(tests)], tree) != 0:
        return "build"
    for test in sorted(tests, key=lambda name: not name.startswith("unit.")):
        if run(["ctest", "--test-dir", build, "-R", f"^{test}([.][0-9]+)?$", "--no-tests=error"], tree) != 0:
            return test
    return None


def fate(module, mutant, tree, wide):
    """'same', 'no compile', 'killed TEST' or 'survived'."""
    source = tree / "src" / module
    original = source.read_text(encoding="utf-8")
    made = tree / "build/dev" / object_of(module)
    before = made.read_bytes()
    try:
        source.write_text(mutant[-1], encoding="utf-8")
        if run(["ninja", "-C", str(tree / "build/dev"), object_of(module)], tree) != 0:
            return "no compile"
        if made.read_bytes() == before:
            return "same"
        killer = notices(tests_of(module, tree), tree)
        if killer is None and wide:
            killer = notices(list(WIDE), tree)
        return f"killed {killer}" if killer else "survived"
    finally:
        source.write_text(original, encoding="utf-8")
        run(["ninja", "-C", str(tree / "build/dev"), object_of(module)], tree)


def judged():
    """{(path, text of the line, what was put)}: survivors that change nothing, by survivors.txt"""
    lines = (HERE / "survivors.txt").read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|||")] for line in lines if line and line[0] != "#"]
    return {(row[0], row[1], row[2]) for row in rows}


def line_of(module, number, tree):
    return (tree / "src" / module).read_text(encoding="utf-8").split("\n")[number - 1].strip()


def survivors_of(earlier, tree):
    """The survivors of an earlier run, wherever their lines are now."""
    asked = {(module, line, change) for module, _, _, line, change in earlier["survivors"]}
    found = []
    for module in sorted({module for module, _, _ in asked}):
        for mutant in mutants_of((tree / "src" / module).read_text(encoding="utf-8")):
            if (module, line_of(module, mutant[0], tree), f"{mutant[2]} -> {mutant[3]}") in asked:
                found.append((module, mutant))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folders", default="model,stats,uncertainty,ingest")
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--again", type=pathlib.Path)
    parser.add_argument("--tree", type=pathlib.Path, default=ROOT / "build/mutation")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    os.environ["BLACKOUT_MODEL_ERROR"] = "none"
    prepare(options.tree)
    candidates = []
    for folder in [] if options.again else options.folders.split(","):
        for path in sorted((options.tree / "src" / folder).glob("**/*.c")):
            module = str(path.relative_to(options.tree / "src"))
            candidates += [(module, mutant) for mutant in mutants_of(path.read_text(encoding="utf-8"))]
    if options.again:
        chosen = survivors_of(json.loads(options.again.read_text(encoding="utf-8")), options.tree)
    else:
        chosen = random.Random(options.seed).sample(candidates, min(options.mutants, len(candidates)))
    equal = judged()
    counts, survivors = {}, []
    began = time.monotonic()
    for number, (module, mutant) in enumerate(sorted(chosen, key=lambda item: (item[0], item[1][0])), 1):
        line = line_of(module, mutant[0], options.tree)
        result = fate(module, mutant, options.tree, options.wide)
        if result == "survived" and (module, line, f"{mutant[2]} -> {mutant[3]}") in equal:
            result = "equal"
        folder = module.split("/")[0]
        kind = result.split()[0] if result != "no compile" else result
        counts.setdefault(folder, {}).setdefault(kind, 0)
        counts[folder][kind] += 1
        if result == "survived":
            survivors.append([module, mutant[0], mutant[1], line, f"{mutant[2]} -> {mutant[3]}"])
        print(f"{number}/{len(chosen)} {time.monotonic() - began:.0f} s  {module}:{mutant[0]} {mutant[1]} "
              f"{mutant[2][:40]} -> {mutant[3][:40]}: {result}", flush=True)
    for folder, kinds in counts.items():
        valid = kinds.get("killed", 0) + kinds.get("survived", 0)
        print(f"{folder}: {kinds.get('killed', 0)} of {valid} killed "
              f"({100 * kinds.get('killed', 0) / max(valid, 1):.0f} %), {kinds.get('equal', 0)} judged equal, "
              f"{kinds.get('same', 0)} the same object, {kinds.get('no compile', 0)} did not compile")
    for module, number, operator, line, change in survivors:
        print(f"survivor  {module} ||| {line} ||| {change}   ({operator}, line {number})")
    if options.json:
        options.json.write_text(json.dumps({"counts": counts, "survivors": survivors}, indent=2) + "\n",
                                encoding="utf-8")


if __name__ == "__main__":
    main()
