#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program and the library have what compilers offer against faults of memory, and no way out.

    test_hardening.py PROGRAM

Reads it off the two binaries with readelf: relocations that are bound at the start and then
read-only, a stack that cannot be executed, addresses that differ from run to run, guarded stack
frames, libc calls that check their bounds. Each check is tried on a program that lacks it.

Of what they import from other libraries, nothing reaches a network, starts a program or loads code.
A program that does is tried first. The libraries that they use are not looked into."""

import pathlib
import re
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

# Functions of POSIX.1-2017 and of Linux, by what they do.
WAYS_OUT = {
    "network": r"socket|socketpair|connect|bind|listen|accept4?|send(to|msg|mmsg)?|recv(from|msg|mmsg)?|"
               r"getaddrinfo|getnameinfo|gethostby\w+|res_\w+",
    "programs": r"f?exec(l|le|lp|v|ve|vp|vpe|veat)|system|popen|v?fork|clone3?|posix_spawnp?|wordexp",
    "code": r"dlm?open|dlv?sym",
    "any system call": r"syscall"}
USES_ALL = r"""
#include <dlfcn.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
int main(int argc, char *argv[])
{
    struct addrinfo *found = 0;
    int there = socket(AF_INET, SOCK_STREAM, argc);
    if (there < 0 || getaddrinfo(argv[0], argv[0], 0, &found) != 0 || fork() < 0) {
        return system(argv[0]) + execv(argv[0], argv);
    }
    (void)send(there, argv[0], 1, 0);
    (void)popen(argv[0], "r");
    (void)dlopen(argv[0], RTLD_NOW);
    return connect(there, found->ai_addr, found->ai_addrlen) + (int)syscall(argc);
}
"""
USED = {"network: socket", "network: getaddrinfo", "network: send", "network: connect", "programs: fork",
        "programs: system", "programs: execv", "programs: popen", "code: dlopen", "any system call: syscall"}

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


def ways_out(binary):
    """"WHAT: NAME" of each function that the binary takes from elsewhere and that is in WAYS_OUT."""
    names = re.findall(r" UND (\w+)", readelf("--dyn-syms", binary))
    return {f"{what}: {name}" for what, pattern in WAYS_OUT.items() for name in names
            if re.fullmatch(f"(?:__)?(?:{pattern})(?:_chk)?", name)}


def check_ways_out(work):
    binary = work / "uses_all"
    subprocess.run(["cc", "-x", "c", "-", "-D_GNU_SOURCE", "-o", binary], input=USES_ALL, text=True, check=True)
    expect(ways_out(binary) == USED, f"of what the control uses, found: {sorted(ways_out(binary))}")


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
        check_ways_out(pathlib.Path(work))
    libraries = [path for path in run_paths.binaries(program.parents[1])
                 if path.name.startswith("libblackout.so")]
    expect(any("glibc-hwcaps" not in path.parts for path in libraries), f"the library is not among {libraries}")
    for binary in [program, *libraries]:
        expect(lacks(binary) == [], f"{binary.name} lacks {', '.join(lacks(binary))}")
        expect(not ways_out(binary), f"{binary.name} imports {sorted(ways_out(binary))}")
    print("passed" if not failures else f"FAILED ({len(failures)} failures)")
    return 1 if failures else 0


sys.exit(main())
