#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program and the library have what compilers offer against faults of memory.

    test_hardening.py PROGRAM

Reads it off the two binaries with readelf: relocations that are bound at the start and then
read-only, a stack that cannot be executed, addresses that differ from run to run, guarded stack
frames, libc calls that check their bounds. Each check is tried on a program that lacks it."""

import pathlib
import subprocess
import sys
import tempfile

import run_paths

SAMPLE = r"""
#include <stdio.h>
#include <string.h>
int main(int argc, char *argv[])
{
    char text[16];
    (void)argc;
    strcpy(text, argv[0]);
    return puts(text);
}
"""
HARD = ["-O2", "-fstack-protector-strong", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2", "-fPIE",
        "-pie", "-Wl,-z,relro,-z,now,-z,noexecstack"]
LACKING = {"bound at the start": ["-Wl,-z,lazy"],
           "read-only relocations": ["-Wl,-z,norelro"],
           "stack not executable": ["-Wl,-z,execstack"],
           "addresses that differ": ["-fno-pie", "-no-pie"],
           "guarded stack frames": ["-fno-stack-protector"],
           "checked libc calls": ["-U_FORTIFY_SOURCE"]}

failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        print("FAIL " + message)


def readelf(option, binary):
    return subprocess.run(["readelf", "--wide", option, binary], capture_output=True, text=True,
                          check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout


def lacks(binary):
    """The names of the protections that a binary is without."""
    segments, dynamic = readelf("--segments", binary), readelf("--dynamic", binary)
    symbols = readelf("--dyn-syms", binary)
    stack = next((line for line in segments.splitlines() if "GNU_STACK" in line), "RWE")
    has = {"bound at the start": "BIND_NOW" in dynamic,
           "read-only relocations": "GNU_RELRO" in segments,
           "stack not executable": "RWE" not in stack,
           "addresses that differ": "Elf file type is DYN" in segments,
           "guarded stack frames": "__stack_chk_fail" in symbols,
           "checked libc calls": "_chk@" in symbols.replace("__stack_chk_fail", "")}
    return [name for name, there in has.items() if not there]


def check_controls(work):
    def compiled(*more):
        binary = work / "control"
        subprocess.run(["cc", "-x", "c", "-", *HARD, *more, "-o", binary], input=SAMPLE, text=True,
                       check=True)
        return lacks(binary)

    expect(compiled() == [], f"the control has all of it, and lacks {compiled()}")
    for name, options in LACKING.items():
        expect(compiled(*options) == [name], f"{name}: the control lacks {compiled(*options)}")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as work:
        check_controls(pathlib.Path(work))
    libraries = [path for path in run_paths.binaries(program.parents[1])
                 if path.name.startswith("libblackout.so")]
    expect(len(libraries) == 1, f"one library, not {libraries}")
    for binary in [program, *libraries]:
        expect(lacks(binary) == [], f"{binary.name} lacks {', '.join(lacks(binary))}")
    print("passed" if not failures else f"FAILED ({len(failures)} failures)")
    return 1 if failures else 0


sys.exit(main())
