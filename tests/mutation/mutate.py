#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many slips the tests would notice: mutates the sources and runs the tests of each.

    mutate.py [--folders model,stats,uncertainty,ingest,prepare,tables] [--mutants 300] [--seed 1]
              [--from N] [--wide] [--dearest SECONDS] [--least PERCENT] [--again FILE] [--tree FOLDER]
              [--json FILE]

A copy of the checkout (in --tree, kept between runs) is built once, with every source in one library: that of
wide processors, which a mutant would miss, is left out. Every test that may judge runs there first, unless it has
passed on these very files before: one that fails on unchanged sources ends the run, since it would kill every mutant
or none. Tests that this build does not have (fuzzers without clang) are named, and judge nothing.
Each mutant is one change of one file (mutants.py), compiled there; then the unit test of the module's name, or those
that tests/style/tested_from_outside.txt names for it, are built and run, the cheapest first; with --wide also the unit
tests of its neighbours in the folder and those that WIDE has for it. Tests that take more of the processor than
--dearest judge nothing: what survives then is tried with all by --again. A mutant is killed by the first test that fails, or that takes much
longer than before; one that does not compile, or whose object is the same as before (the compiler proves it
equal), does not count. --again takes the survivors of an earlier run from its --json, such as for a --wide run
of those alone; --from: goes on with the Nth mutant; --least: exit status 1 where fewer of those that are not
judged equal are killed.
Survivors are judged by hand in survivors.txt, and those that are judged equal there are said apart."""

import argparse
import fnmatch
import functools
import hashlib
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(ROOT / "tests/style"))
from check_modules import name_of, read_list, tested_by_name, unit_tests_of  # noqa: E402
from mutants import mutants_of  # noqa: E402

# What sees most of a folder in few seconds: whole estimates, samples and years, worked by hand; packages of
# every kind.
NUMBERS = ("unit.evaluate", "unit.losses", "unit.hand_worked", "unit.indirect", "unit.insurance", "unit.montecarlo",
           "unit.progress", "unit.risk", "unit.judge", "unit.calibrate", "unit.public_api",
           "unit.small_permutations", "golden.cli")
FILES = ("unit.dataset", "unit.public_api", "faults.numbers", "faults.dialects", "faults.descriptions", "faults.rates",
         "cli.packages", "event_study.layouts", "cases.siblings", "cases.habits", "cases.collected",
         "golden.cli", "faults.names", "faults.planted")
WIDE = {"ingest": FILES, "tables": FILES, "risk": (*NUMBERS, "risk")}
# Of tests in parts, one run with less to do.
SHORTER = {"faults.planted": ["--pairs", "0", "--sets", "0"]}
SKIPPED = 77
MARK = ".mutation"  # in a copy that may be overwritten
LEAST_SECONDS = 3  # of the processor: what a process of a short test may take
TIMES_AS_LONG = 2
WALL_SECONDS = 600  # on a busy machine
LEAST_WALL_SECONDS, WALL_TIMES = 60, 40  # of a test whose cost is known: one that waits for ever uses no processor
MEMORY = 4 << 30  # bytes: what a loop that does not end may take


def run(arguments, tree, seconds=WALL_SECONDS, environment=None, wall=WALL_SECONDS):
    """The exit status; 1 as soon as a line of standard output begins with FAIL. Each process may take so many
    seconds of the processor, and all of it so many of the clock."""
    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        os.nice(5)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored in the background: tests interrupt what they run
    with subprocess.Popen(arguments, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL, preexec_fn=limits, start_new_session=True,
                          env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})}) as child:
        end = threading.Timer(wall, os.killpg, (child.pid, 9))
        end.start()
        try:
            for line in child.stdout:
                if line.startswith(b"FAIL"):
                    os.killpg(child.pid, 9)
                    return 1
            return child.wait()
        finally:
            end.cancel()


def copy(tree):
    """What is committed, changed or new here, and nothing else beside the build. The hash of it all."""
    tree.mkdir(parents=True, exist_ok=True)
    if any(tree.iterdir()) and not (tree / MARK).exists():
        sys.exit(f"{tree} has files that are not of a copy made here: name an empty folder with --tree, or remove it")
    (tree / MARK).touch()
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                            text=True, capture_output=True).stdout.split("\n")[:-1]
    files = sorted({name for name in listed if (ROOT / name).is_file()})
    kept = {MARK, *files}
    for path in {path for top in tree.iterdir() if top.name != "build" for path in [top, *top.rglob("*")]}:
        if path.is_file() and path.relative_to(tree).as_posix() not in kept:
            path.unlink()
    whole = hashlib.sha256()
    for name in files:
        there, content = tree / name, (ROOT / name).read_bytes()
        if not there.exists() or there.read_bytes() != content:
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, there)
        if not name.startswith("tests/mutation/"):
            whole.update(f"{name} {len(content)} ".encode() + content)
    return whole.hexdigest()


def prepare(tree):
    """A copy of the checkout, built without debug information; its hash."""
    content = copy(tree)
    linker = next((f"-fuse-ld={name}" for name in ("mold", "lld") if shutil.which(f"ld.{name}")), "")
    subprocess.run(["cmake", "--preset", "dev", "-DCMAKE_C_FLAGS_RELWITHDEBINFO=-O1 -DNDEBUG",
                    "-DBLACKOUT_WERROR=OFF", "-DBLACKOUT_WIDE=OFF", "-DCMAKE_C_COMPILER_LAUNCHER=",
                    f"-DCMAKE_EXE_LINKER_FLAGS={linker}", f"-DCMAKE_SHARED_LINKER_FLAGS={linker}",
                    f"-DBLACKOUT_SHARED_DIR={ROOT.parent / 'shared'}"],
                   cwd=tree, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "dev", "--target", "blackout_program", "unit_tests",
                    "thread_tests", "blackout_datasets"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    return content


@functools.cache
def known_tests(tree):
    """The modules that have a test of their name, and the list of the others."""
    modules = [path.relative_to(tree / "src").as_posix() for path in (tree / "src").rglob("*.c")]
    return (tested_by_name(modules, unit_tests_of(tree)),
            read_list((tree / "tests/style/tested_from_outside.txt").read_text(encoding="utf-8")))


def tests_of(module, tree):
    """The tests of src/MODULE: that of its name, or those of the list."""
    by_name, listed = known_tests(tree)
    if module in by_name:
        return [f"unit.{name_of(module)}"]
    return next((tests for _, pattern, tests, _ in listed if fnmatch.fnmatch(module, pattern)), [])


def object_of(module):
    return f"src/CMakeFiles/blackout_objects.dir/{module}.o"


class Tests:
    """How each test is run, by ctest's own list, and what it costs."""

    def __init__(self, tree, content):
        self.build = tree / "build/dev"
        self.content = content
        listed = subprocess.run(["ctest", "--test-dir", self.build, "--show-only=json-v1"], check=True, text=True,
                                capture_output=True).stdout
        self.tests = {test["name"]: test for test in json.loads(listed)["tests"]}
        self.kept = self.build / "mutation_costs.json"
        kept = json.loads(self.kept.read_text(encoding="utf-8")) if self.kept.exists() else {}
        self.costs = kept.get("costs", {}) if kept.get("content") == content else {}
        self.hints = kept.get("hints", {})  # costs on whatever files: which are too dear to be tried

    def command(self, name):
        """The arguments and the environment, or None where this build does not have the test."""
        test = self.tests.get(name) or self.tests.get(f"{name}.1")
        if test is None:
            return None
        arguments = test["command"]
        if name in SHORTER:
            arguments = arguments[:3] + SHORTER[name]
        listed = [row["value"] for row in test["properties"] if row["name"] == "ENVIRONMENT"]
        return arguments, dict(line.split("=", 1) for line in (listed[0] if listed else []))

    def targets(self, name):
        """What has to be built for it."""
        paths = [pathlib.Path(argument) for argument in self.command(name)[0]]
        return [str(path.relative_to(self.build)) for path in paths if path.is_relative_to(self.build)]

    def ends(self, name):
        """The exit status of a test."""
        arguments, environment = self.command(name)
        cost = self.costs.get(name, WALL_SECONDS)
        wall = min(WALL_SECONDS, LEAST_WALL_SECONDS + WALL_TIMES * cost)
        return run(arguments, self.build / "tests", LEAST_SECONDS + TIMES_AS_LONG * cost, environment, wall)

    def cost(self, name):
        """What a test costs while nothing is changed, in seconds of the processor; it has to pass."""
        run(["ninja", "-C", self.build, *self.targets(name)], self.build)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        status = self.ends(name)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        if status == SKIPPED:
            print(f"{name}: skipped here, it judges nothing", flush=True)
        elif status != 0:
            sys.exit(f"{name} fails before any mutant, in {self.build}: see why with\n"
                     f"  ctest --test-dir {self.build} -R '^{name}$' --output-on-failure")
        return used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime

    def measure(self, names, dearest):
        """Has every test pass once on these files, and keeps what each costs; those too dear are left out."""
        missing = sorted(name for name in set(names) if self.command(name) is None)
        if missing:
            print(f"not in this build, and judge nothing: {', '.join(missing)}", flush=True)
        for name in sorted(set(names) - set(self.costs) - set(missing)):
            if self.hints.get(name, 0) < dearest:
                self.costs[name] = self.hints[name] = self.cost(name)
                kept = {"content": self.content, "costs": self.costs, "hints": self.hints}
                self.kept.write_text(json.dumps(kept, indent=1), encoding="utf-8")

    def notices(self, names, dearest):
        """The first of the tests that fails, or None; the cheapest first."""
        there = [name for name in names if self.costs.get(name, dearest) < dearest]
        built = set()
        for name in sorted(there, key=lambda name: (self.costs[name], name)):
            missing = set(self.targets(name)) - built
            if missing and run(["ninja", "-C", self.build, *sorted(missing)], self.build) != 0:
                return "build"
            built |= missing
            if self.ends(name) not in (0, SKIPPED):
                return name
        return None


def unit_tests_beside(module, tree):
    """Those of the modules of its folder, this one included."""
    folder = (tree / "src" / module).parent
    names = {test for path in folder.glob("*.c") for test in tests_of(path.relative_to(tree / "src").as_posix(), tree)}
    return {name for name in names if name.startswith("unit.")}


def tests_for(module, tree, wide):
    more = {*WIDE.get(module.split("/")[0], NUMBERS), *unit_tests_beside(module, tree)} if wide else set()
    return more | set(tests_of(module, tree))


def fate(module, mutant, tree, tests, judge):
    """'same', 'no compile', 'killed TEST' or 'survived'."""
    source = tree / "src" / module
    original = source.read_text(encoding="utf-8")
    made = tests.build / object_of(module)
    compiling = ["ninja", "-C", tests.build, object_of(module)]
    if run(compiling, tree) != 0:
        raise RuntimeError(f"{module} does not compile as it is")
    before = made.read_bytes()
    try:
        source.write_text(mutant[-1], encoding="utf-8")
        if run(compiling, tree) != 0:
            return "no compile"
        if made.read_bytes() == before:
            return "same"
        killer = judge()
        return f"killed {killer}" if killer else "survived"
    finally:
        source.write_text(original, encoding="utf-8")


def judged():
    """{(path, text of the line, what was put)}: survivors that change nothing, by survivors.txt"""
    lines = (HERE / "survivors.txt").read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|||")] for line in lines if line and line[0] != "#"]
    return {(row[0], row[1], row[2]) for row in rows}


def line_of(module, number, tree):
    return (tree / "src" / module).read_text(encoding="utf-8").split("\n")[number - 1].strip()


def percent(killed, survived):
    return 100 * killed / max(killed + survived, 1)


def survivors_of(earlier, tree):
    """The survivors of an earlier run, each at the like line that is nearest to where it was."""
    found = []
    for module, number, _, line, change in earlier["survivors"]:
        like = [mutant for mutant in mutants_of((tree / "src" / module).read_text(encoding="utf-8"))
                if f"{mutant[2]} -> {mutant[3]}" == change and line_of(module, mutant[0], tree) == line]
        found += [(module, mutant) for mutant in sorted(like, key=lambda mutant: abs(mutant[0] - number))[:1]]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folders", default="model,stats,uncertainty,ingest,prepare,tables")
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--dearest", type=float, default=float("inf"))
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("--again", type=pathlib.Path)
    parser.add_argument("--tree", type=lambda text: pathlib.Path(text).resolve(), default=ROOT / "build/mutation")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    os.environ["BLACKOUT_MODEL_ERROR"] = "none"
    content = prepare(options.tree)
    candidates = []
    for folder in [] if options.again else options.folders.split(","):
        for path in sorted((options.tree / "src" / folder).glob("**/*.c")):
            module = str(path.relative_to(options.tree / "src"))
            candidates += [(module, mutant) for mutant in mutants_of(path.read_text(encoding="utf-8"))]
    if options.again:
        chosen = survivors_of(json.loads(options.again.read_text(encoding="utf-8")), options.tree)
    else:
        chosen = random.Random(options.seed).sample(candidates, min(options.mutants, len(candidates)))
    tests = Tests(options.tree, content)
    modules = {module for module, _ in chosen}
    judges = {module: tests_for(module, options.tree, options.wide) for module in modules}
    tests.measure({test for names in judges.values() for test in names}, options.dearest)
    equal = judged()
    counts, survivors = {}, []
    began = time.monotonic()
    chosen.sort(key=lambda item: (item[0], item[1][0]))
    for number, (module, mutant) in enumerate(chosen[options.first - 1:], options.first):
        line = line_of(module, mutant[0], options.tree)
        result = fate(module, mutant, options.tree, tests, functools.partial(tests.notices, judges[module], options.dearest))
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
    counts["all"] = {kind: sum(row.get(kind, 0) for row in counts.values())
                     for kind in ("killed", "survived", "equal", "same", "no compile")}
    for folder, kinds in counts.items():
        killed, survived, equals = (kinds.get(kind, 0) for kind in ("killed", "survived", "equal"))
        print(f"{folder}: {killed} of {killed + survived + equals} killed "
              f"({percent(killed, survived + equals):.0f} %), {killed} of {killed + survived} that change something "
              f"({percent(killed, survived):.0f} %); {equals} judged equal, "
              f"{kinds.get('same', 0)} the same object, {kinds.get('no compile', 0)} did not compile")
    for module, number, operator, line, change in survivors:
        print(f"survivor  {module} ||| {line} ||| {change}   ({operator}, line {number})")
    if options.json:
        options.json.write_text(json.dumps({"counts": counts, "survivors": survivors}, indent=2) + "\n",
                                encoding="utf-8")
    return 0 if percent(counts["all"]["killed"], counts["all"]["survived"]) >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
