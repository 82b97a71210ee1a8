#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every allocation fails once, in every command: the right report all the same, or one line that says that memory is
out, status 1, and no file.

    test_memory_faults.py PROGRAM SHIM [--all] [--later] [--case WORD] [--first N] [--step N] [--quick]
        [--keep FOLDER]

PROGRAM has a malloc() of its own for each allocation of an arena, SHIM is failing_memory.c, which says how allocations
fail. Of allocations that the same twelve calls lead to, the first fails, in the first command that makes it, and of
these every STEP-th; --all: each one of each command. With --later all that follow it fail too.

A child passes that ends as a run with all its memory does, byte for byte, or with status 1 and one line for memory
beside what such a run prints. A crash, a hang, anything left in the folder, or a block that the program or a library
has not freed fails, but for what OpenSSL, the C library and the loader keep themselves, and for the blocks that GSL
keeps when its own memory is out (IN_GSL) and what libxlsxwriter does then (IN_WORKBOOK): such children are counted, and said."""

import argparse
import collections
import ctypes
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from commands import cases, named_commands, write_inputs, write_parts

MEMORY = re.compile(r"out of memory|Cannot allocate memory")
# every run samples for a second, and other formats of what another case has; left out with --quick, as is a workbook,
# which libxlsxwriter may make without a cell
SLOW = re.compile(r"calibrate|risk|sensitivity json|estimate xlsx|.* threads|.* (csv|svg|markdown|ndjson|html)$")
# GSL 2.7 frees not all when it runs out of memory
IN_GSL = re.compile(r"^libgsl")
# libxlsxwriter 1.1.4 and its minizip look at few of their allocations: they write to NULL, say so themselves, free not all
IN_WORKBOOK = re.compile(r"libxlsxwriter|libminizip")
SAID_THERE = re.compile(r"^\[ERROR\](\[\./src/| workbook_close\(\): )")
# what these keep at exit is theirs: error queues, locks and loaded modules
KEEPERS = re.compile(r"^(libcrypto|libc|ld-linux|libgcc|failing_memory)")


def fix_places():
    """The same calls have the same addresses in all runs."""
    ctypes.CDLL(None).personality(0x0040000)


Child = collections.namedtuple("Child", "number status out files names message ended left")


def children_of(log):
    """What failing_memory.c noted, by the number of the allocation that failed; the last entry is the parent's."""
    for line in log.read_text(errors="replace").splitlines():
        fields = line.split("\t")
        if fields[0] == "end":
            yield Child(-1, 0, "", "", "", "", "1", fields[3:])
        elif len(fields) >= 7:
            yield Child(int(fields[0]), int(fields[1]), *fields[2:7], fields[7:])


def left_of(child):
    return [site for site in child.left if not KEEPERS.match(site) and not IN_GSL.match(site) and not IN_WORKBOOK.match(site)]


def lines_of(message):
    return [line for line in message.split("|") if line and not SAID_THERE.match(line)]


def calls_of(message):
    return " ".join(re.findall(r"[^/|]*\(\+?[^)]*\)", message)[2:7])


def is_of_workbook(child):
    """Whether libxlsxwriter ended the child, or has spoken or kept memory itself."""
    crashed = child.status < 0 and child.status != -14 and IN_WORKBOOK.search(calls_of(child.message))
    return bool(crashed) or any(map(IN_WORKBOOK.match, child.left)) or any(map(SAID_THERE.match, child.message.split("|")))


def fault_of(child, right):
    """What is wrong with how a child ended; None: nothing."""
    if child.status < 0 and is_of_workbook(child):
        return None
    if child.status < 0:
        return "hang" if child.status == -14 else f"signal {-child.status}: {calls_of(child.message)}"
    if left_of(child):
        return "not freed: " + " ".join(left_of(child))
    if child[1:6] == right[1:6]:
        return None
    if child.status != 1:
        return f"status {child.status} with another report or message"
    if right.status == 1 and lines_of(child.message):
        return None  # what is wrong with the package is said, if without a hint at what was meant
    more = [line for line in lines_of(child.message) if line not in lines_of(right.message)]
    if len(more) != 1 or not MEMORY.search(more[0]):
        return "says: " + " | ".join(more)
    is_whole = (child.files, child.names) == (right.files, right.names)  # a package, and then no report on it
    return f"left {child.names}" if child.names and not is_whole else None


class Runner:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        options.shim = os.path.abspath(options.shim)
        options.program = os.path.abspath(options.program)
        self.failed = self.done = self.runs = self.in_gsl = self.in_workbook = 0

    def run(self, name, arguments, later):
        here = self.folder / "here"
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        log = self.folder / f"{name.replace(' ', '-')}.{'later' if later else 'once'}.log"
        log.unlink(missing_ok=True)
        mode = "threads" if name.endswith("threads") else "each"
        environment = {
            "PATH": os.environ["PATH"], "LC_ALL": "C", "BLACKOUT_MODEL_ERROR": "none", "FAULT_LOG": str(log),
            "FAULT_ROOT": str(self.folder / "children"), "FAULT_MODE": mode, "FAULT_FIRST": str(self.options.first),
            "FAULT_STEP": str(self.options.step), "FAULT_LATER": str(int(later)), "LD_PRELOAD": self.options.shim}
        if not self.options.all:
            environment["FAULT_SEEN"] = str(self.folder / f"seen.{int(later)}")
        (self.folder / "children").mkdir(exist_ok=True)
        with open(self.folder / "out", "wb") as out, open(self.folder / "err", "wb") as err:
            subprocess.run([self.options.program, *map(str, arguments)], cwd=here, stdout=out, stderr=err,
                           stdin=subprocess.DEVNULL, env=environment, timeout=7200, check=False, preexec_fn=fix_places)
        self.judge(name, arguments, later, list(children_of(log)))

    def judge(self, name, arguments, later, children):
        self.runs += 1
        self.done += len(children) - 2
        if len(children) < 2 or children[0].number != 0 or children[-1].number != -1:
            self.failed += 1
            print(f"FAIL {name}: the run with all its memory did not end")
            return
        kinds = collections.defaultdict(list)
        if children[0].status != (1 if name == "validate faults" else 0):
            self.failed += 1
            print(f"FAIL {name}: the run with all its memory has status {children[0].status}: {children[0].message[:300]}")
        for child in children[1:-1]:
            self.in_gsl += any(map(IN_GSL.match, child.left))
            self.in_workbook += is_of_workbook(child)
            fault = fault_of(child, children[0])
            if fault is not None:
                kinds[fault].append(child.number)
        for fault, numbers in kinds.items():
            self.failed += len(numbers)
            print(f"FAIL {name}{', all later ones too' if later else ''}: allocation {numbers[:8]} ({len(numbers)}): {fault[:300]}")
        if self.options.all or kinds:
            print(f"{name}: {len(children) - 2} failed allocations, {sum(map(len, kinds.values()))} faults", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("shim")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--later", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--case", default="")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    room = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=room) as scratch:
        folder = options.keep or pathlib.Path(scratch)
        (folder / "inputs").mkdir(parents=True, exist_ok=True)
        if not (folder / "inputs/broken").exists():
            write_inputs(folder / "inputs")
            write_parts(options.program, folder / "inputs")
        listed = list(cases(folder / "inputs"))
        runner = Runner(options, folder)
        missing = named_commands(options.program) - {name.split()[0] for name, _ in listed}
        if missing:
            runner.failed += 1
            print("FAIL no case for", *missing)
        for name, arguments in listed:
            if options.case in name and not (options.quick and SLOW.match(name)):
                runner.run(name, arguments, False)
                if options.later:
                    runner.run(name, arguments, True)
    print(f"{runner.done} failed allocations in {runner.runs} runs, {runner.failed} faults; "
          f"{runner.in_gsl} left blocks of GSL, {runner.in_workbook} were libxlsxwriter's")
    return 1 if runner.failed else 0


if __name__ == "__main__":
    sys.exit(main())
