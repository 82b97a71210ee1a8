#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy finds nothing in src and include.

    check_tidy.py PROGRAM

The commands of the build that PROGRAM is of say how each file is compiled. A file is not looked at
again where it was found clean with the same settings, and neither it nor a header of ours that it
sees has changed since: the build keeps the sums of such texts."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from tools import ROOT, find_tool

LEAST_FILES = 100  # fewer were found: the search is wrong, not the tree
BATCH = 32  # files of one process: its start costs as much as a quarter of a file
CONTROL = "int f(const int *p);\nint f(const int *p)\n{\n    return p == 0 ? *p : 1;\n}\n"


def compile_commands(build):
    """{file of src: words of its command without compiler, input and outputs}."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(ROOT / "src"):
            commands[file] = entry["command"].split()
    return commands


class Texts:
    """Our files, each read once, with the headers of ours that it sees, directly or through others."""

    def __init__(self):
        self.texts, self.included = {}, {}

    def read(self, file):
        if file not in self.texts:
            self.texts[file] = file.read_bytes()
            names = re.findall(rb'^#include "([^"]+)"', self.texts[file], re.MULTILINE)
            places = (root / name.decode() for name in names for root in (ROOT / "src", ROOT / "include"))
            self.included[file] = [place for place in places if place.is_file()]
        return self.texts[file]

    def seen(self, file):
        """All that `file` sees, itself too, in one text."""
        found, waiting = {}, [file]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found[at] = self.read(at)
                waiting += self.included[at]
        return b"".join(str(place).encode() + found[place] for place in sorted(found))


def findings(tidy, files, *options):
    """What clang-tidy prints of files; also where it cannot read them."""
    done = subprocess.run([tidy, "--quiet", *options, *files], capture_output=True, text=True,
                          cwd=ROOT)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


def check_control(tidy):
    """A null pointer that is followed is found, or the analyzer does not run."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "control.c"
        file.write_text(CONTROL, encoding="utf-8")
        found = findings(tidy, [file], f"--config-file={ROOT / '.clang-tidy'}", "--extra-arg=-std=c17")
    if "core.NullDereference" not in found:
        sys.exit(f"{tidy} does not see a null pointer that is followed:\n{found}")


class Checker:
    def __init__(self, tidy, build):
        self.tidy, self.build = tidy, build
        self.clean = build / "tests" / "tidy"
        self.clean.mkdir(parents=True, exist_ok=True)
        version = subprocess.run([tidy, "--version"], capture_output=True, check=True).stdout
        self.settings = version + (ROOT / ".clang-tidy").read_bytes()
        self.texts = Texts()

    def stamp(self, entry):
        """What is there if the file was found clean."""
        file, words = entry
        text = self.settings + " ".join(words).encode() + self.texts.seen(file)
        return self.clean / hashlib.sha256(text).hexdigest()

    def check(self, entries):
        """What is found in a batch of (file, stamp), file by file where there is anything."""
        found = findings(self.tidy, [file for file, _ in entries], "-p", self.build)
        if found and len(entries) > 1:
            return "".join(self.check([entry]) for entry in entries)
        if not found:
            for _, stamp in entries:
                stamp.touch()
        return found


def main():
    tidy = find_tool("clang-tidy")
    build = pathlib.Path(sys.argv[1]).resolve().parents[1]
    commands = compile_commands(build)
    if len(commands) < LEAST_FILES:
        sys.exit(f"only {len(commands)} files were found")
    check_control(tidy)
    checker = Checker(tidy, build)
    entries = [(entry[0], checker.stamp(entry)) for entry in sorted(commands.items())]
    waiting = [entry for entry in entries if not entry[1].exists()]
    batches = [waiting[i:i + BATCH] for i in range(0, len(waiting), BATCH)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = "".join(pool.map(checker.check, batches))
    print(found, end="")
    print(f"{len(waiting)} of {len(entries)} files looked at")
    return 1 if found else 0


sys.exit(main())
