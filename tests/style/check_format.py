#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C file is as clang-format leaves it.

    check_format.py PROGRAM    (which is not run)

Prints the files that are not; `clang-format -i FILE` rewrites one."""

import subprocess
import sys

from tools import ROOT, find_tool, sources

LEAST_FILES = 200  # fewer were found: the search is wrong, not the tree


def refused(command, *files, text=None):
    """The complaints about these files, or about `text` as a file of src."""
    arguments = [str(file) for file in files] or ["--assume-filename", str(ROOT / "src/control.c")]
    done = subprocess.run([command, "--dry-run", "--style=file", *arguments], input=text,
                          capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"{command}: exit {done.returncode}\n{done.stderr}")
    return done.stderr.splitlines()


def main():
    command = find_tool("clang-format")
    if not refused(command, text="int main(void) { return  0; }\n"):
        sys.exit("clang-format does not see two blanks for one")
    if refused(command, text="int main(void)\n{\n    return 0;\n}\n"):
        sys.exit("clang-format refuses what is well formed")
    files = sources(".c", ".h")
    if len(files) < LEAST_FILES:
        sys.exit(f"only {len(files)} files were found")
    complaints = [line for line in refused(command, *files) if "[-Wclang-format-violations]" in line]
    for name in sorted({line.split(":")[0] for line in complaints}):
        first = next(line for line in complaints if line.startswith(name + ":"))
        print(f"{':'.join(first.split(':')[:2])}: not as clang-format leaves it; clang-format -i {name}")
    print(f"{len(files)} files, {len(complaints)} complaints")
    return 1 if complaints else 0


sys.exit(main())
