#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The library for processors with wide vectors computes what the plain one does, to the byte.

    test_wide.py PROGRAM

The dynamic linker of glibc chooses between the two by the processor. It is called by itself here, once as
always and once told to know no such processors, and says which library it has loaded. On a processor
without AVX2 there is nothing to compare, and the test is skipped (77)."""

import os
import pathlib
import re
import subprocess
import sys

LINKER = "/lib64/ld-linux-x86-64.so.2"
COMMANDS = (["estimate", "--event", "FB-2021-10-04", "--samples", "300", "--format", "json"],
            ["estimate", "--event", "FB-2021-10-04", "--samples", "0", "--format", "json"],
            ["risk", "--years", "1000", "--format", "json"],
            ["risk", "gruppo-aurora", "--base", "reference", "--years", "1000", "--format", "json"])


def run(program, masks, arguments, environment=None):
    return subprocess.run([LINKER, *masks, program, *arguments], capture_output=True, check=True,
                          env={**os.environ, **(environment or {})})


def loaded(program, masks):
    told = run(program, masks, ["--version"], {"LD_DEBUG": "libs"}).stderr.decode()
    return re.search(r"calling init: (\S*libblackout\S*)", told).group(1)


def main():
    program = sys.argv[1]
    plain = ["--glibc-hwcaps-mask", ""]
    libraries = [pathlib.Path(loaded(program, masks)).parent.name for masks in ([], plain)]
    if "x86-64-v3" not in libraries[0]:
        print(f"skipped: this processor has the library of {libraries[0]}")
        return 77
    assert "x86-64" not in libraries[1], libraries
    for arguments in COMMANDS:
        wide, narrow = (run(program, masks, arguments).stdout for masks in ([], plain))
        assert wide == narrow, f"{arguments}: other bytes with wide vectors"
        assert len(wide) > 1000, f"{arguments}: {len(wide)} bytes are no report"
    print(f"{len(COMMANDS)} reports have the same bytes from both libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
