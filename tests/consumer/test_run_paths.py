#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No binary of the build looks for its libraries in the current folder.

    test_run_paths.py PROGRAM

Reads the run path of every binary of the tree that PROGRAM was built in. Runs the program in a
folder with a planted library of its own library's name, where it was built and from a copy of the
tree. Both checks are tried on what they must find first: binaries linked with such run
paths, and the planted library put into the program's way."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import run_paths

PLANTED = r"""
#include <unistd.h>
__attribute__((constructor)) static void planted(void) { _exit(66); }
"""

failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        print("FAIL " + message)


def compile_c(text, *arguments):
    subprocess.run(["cc", "-x", "c", "-", *map(str, arguments)], input=text, text=True, check=True)


def check_controls(work):
    """The reader refuses what it must, and nothing else."""
    for entries, count in (("$ORIGIN/../lib", 0), ("/usr/lib:$ORIGIN", 0), ("/usr/lib:", 1),
                           (":$ORIGIN", 1), ("/usr/lib::$ORIGIN/../lib", 1), ("lib", 1),
                           ("./lib:../lib", 2), ("$ORIGINAL/lib", 1)):
        for tags in ("--enable-new-dtags", "--disable-new-dtags"):
            binary = work / "control"
            compile_c("int main(void) { return 0; }", "-o", binary, f"-Wl,-rpath,{entries}",
                      f"-Wl,{tags}")
            expect(run_paths.read(binary) == [entries.split(":")],
                   f"the reader sees {run_paths.read(binary)}, not {entries} ({tags})")
            expect(len(run_paths.faults(binary)) == count,
                   f"the reader finds {run_paths.faults(binary)} in {entries} ({tags})")
    expect(work / "control" in run_paths.binaries(work), "the control is not found as a binary")


def check_paths(build, program):
    found = run_paths.binaries(build)
    expect(program in found, f"{program} is not among the binaries of {build}")
    expect(any(path.name.startswith("libblackout.so") for path in found),
           f"the library is not among the binaries of {build}")
    for binary in found:
        for fault in run_paths.faults(binary):
            expect(False, fault)
    print(f"{len(found)} binaries read")


def plant(folder):
    """A library that ends the process when it is loaded, by its name and by its soname."""
    folder.mkdir()
    for name in ("libblackout.so", "libblackout.so.0"):
        compile_c(PLANTED, "-shared", "-fPIC", "-o", folder / name)


def run(program, folder, **more):
    environment = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    return subprocess.run([program, "--version"], cwd=folder, env={**environment, **more},
                          capture_output=True, text=True, check=False)


def check_runs(build, program, work):
    plant(work / "planted")
    expect(run(program, work / "planted", LD_LIBRARY_PATH=".").returncode != 0,
           "the planted library is not loaded even where it is asked for")
    moved = work / "elsewhere" / "tree"
    shutil.copytree(program.parent, moved / "bin")
    for library in run_paths.binaries(build):
        if library.name.startswith("libblackout.so"):
            to = moved / library.parent.relative_to(build)
            to.mkdir(parents=True, exist_ok=True)
            for path in library.parent.glob("libblackout.so*"):
                shutil.copy2(path, to, follow_symlinks=False)
    for tried in (program, moved / "bin" / program.name):
        done = run(tried, work / "planted")
        expect(done.returncode == 0 and done.stdout.startswith("blackout "),
               f"{tried} in a folder with a planted library: {done}")
    expect(str(build) not in str(run_paths.read(program)),
           f"{program} finds its library by the folder of the build: {run_paths.read(program)}")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    build = program.parents[1]
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        check_controls(work)
        check_paths(build, program)
        check_runs(build, program, work)
    print(f"FAILED ({len(failures)} failures)" if failures else "passed")
    return 1 if failures else 0


sys.exit(main())
