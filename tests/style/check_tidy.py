#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy finds nothing in src and include.

    check_tidy.py PROGRAM

The commands of the build that PROGRAM is of say how each file is compiled. A file whose text, after
the preprocessor and with its comments, was found clean with the same settings is not looked at again:
the build keeps the sums of such texts."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from tools import ROOT, find_tool

LEAST_FILES = 100  # fewer were found: the search is wrong, not the tree
CONTROL = "int f(const int *p);\nint f(const int *p)\n{\n    return p == 0 ? *p : 1;\n}\n"


def compile_commands(build):
    """{file of src: words of its command without compiler, input and outputs}."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(ROOT / "src"):
            commands[file] = entry["command"].split()
    return commands


def preprocessed(command, file):
    """What the compiler reads, comments (and so NOLINT) too."""
    words = [word for word in command if word[:2] in ("-D", "-I", "-U") or word.startswith("-std")]
    done = subprocess.run(["cc", *words, "-E", "-C", "-P", file], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{file}: {done.stderr.decode()}")
    return done.stdout


def findings(tidy, file, *options):
    """What clang-tidy prints of a file; also where it cannot read it."""
    done = subprocess.run([tidy, "--quiet", *options, file], capture_output=True, text=True,
                          cwd=ROOT)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


def check_control(tidy):
    """A null pointer that is followed is found, or the analyzer does not run."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "control.c"
        file.write_text(CONTROL, encoding="utf-8")
        found = findings(tidy, file, f"--config-file={ROOT / '.clang-tidy'}", "--extra-arg=-std=c17")
    if "core.NullDereference" not in found:
        sys.exit(f"{tidy} does not see a null pointer that is followed:\n{found}")


class Checker:
    def __init__(self, tidy, build):
        self.tidy, self.build = tidy, build
        self.clean = build / "tests" / "tidy"
        self.clean.mkdir(parents=True, exist_ok=True)
        version = subprocess.run([tidy, "--version"], capture_output=True, check=True).stdout
        self.settings = version + (ROOT / ".clang-tidy").read_bytes()

    def check(self, entry):
        file, command = entry
        text = self.settings + str(file).encode() + preprocessed(command, file)
        stamp = self.clean / hashlib.sha256(text).hexdigest()
        if stamp.exists():
            return False, ""
        found = findings(self.tidy, file, "-p", self.build)
        if not found:
            stamp.touch()
        return True, found


def main():
    tidy = find_tool("clang-tidy")
    build = pathlib.Path(sys.argv[1]).resolve().parents[1]
    commands = compile_commands(build)
    if len(commands) < LEAST_FILES:
        sys.exit(f"only {len(commands)} files were found")
    check_control(tidy)
    checker = Checker(tidy, build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(checker.check, sorted(commands.items())))
    found = "".join(text for _, text in results)
    print(found, end="")
    print(f"{sum(looked for looked, _ in results)} of {len(results)} files looked at")
    return 1 if found else 0


sys.exit(main())
