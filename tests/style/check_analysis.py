#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cppcheck and gcc's analyser find in src, but for what is excluded with its reason.

    check_analysis.py [BUILD]    a build folder of gcc with compile_commands.json (build/dev)

By hand, or `./bootstrap test --analysis`: two minutes of processor time. clang-tidy, with clang's own
analyser, is a test of every run (check_tidy.py). analysis_exclusions.txt has a line for each finding that
is none: an exclusion of something no longer found is refused, so the list stays as short as it can be."""

import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXCLUSIONS = HERE / "analysis_exclusions.txt"
CPPCHECK = ["cppcheck", "--enable=warning,performance,portability", "--std=c11", "--quiet", "-Iinclude",
            "-Isrc", "--suppress=missingIncludeSystem", "--template={file}:{line}: {id}: {message}"]
WITH_OUTPUT = {"-o", "-MT", "-MF"}
LEAST_SOURCES = 100  # fewer were found: the search is wrong, not the tree


def finding(tool, path, line, check, message):
    text = (ROOT / path).read_text(encoding="utf-8").split("\n")[int(line) - 1].strip()
    return (tool, check, path, text), f"{path}:{line}: {tool} {check}: {message}"


def by_cppcheck():
    done = subprocess.run([*CPPCHECK, "src"], cwd=ROOT, text=True,
                          capture_output=True, check=True)
    for path, line, check, message in re.findall(r"^(src/\S+?):(\d+): (\w+): (.*)$", done.stderr, re.M):
        yield finding("cppcheck", path, line, check, message)


def analysed(entry):
    """The analyser's findings in one source, compiled as the build does."""
    arguments = shlex.split(entry["command"])
    while not re.search(r"(?:^|/)(?:cc|gcc)(?:-\d+)?$", arguments[0]):
        arguments.pop(0)  # a launcher
    kept = [word for before, word in zip([""] + arguments, arguments)
            if before not in WITH_OUTPUT and word not in WITH_OUTPUT | {"-MD", "-Werror"}]
    done = subprocess.run([*kept, "-fanalyzer", "-fdiagnostics-plain-output", "-o", os.devnull],
                          cwd=entry["directory"], text=True, capture_output=True, check=True)
    return re.findall(r"^(\S+?):(\d+):\d+: warning: (.*) \[-Wanalyzer-([\w-]+)\]$", done.stderr, re.M)


def by_gcc(build):
    entries = [entry for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
               if entry["file"].startswith(f"{ROOT}/src/")]
    if len(entries) < LEAST_SOURCES:
        sys.exit(f"only {len(entries)} sources in {build}/compile_commands.json")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(analysed, entries):
            for path, line, message, check in found:
                yield finding("gcc", str(pathlib.Path(path).relative_to(ROOT)), line, check, message)


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/dev").resolve()
    lines = [line for line in EXCLUSIONS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    excluded = {}
    for line in lines:
        *key, reason = [part.strip() for part in line.split("|||")]
        if len(key) != 4 or not reason:
            sys.exit(f"{EXCLUSIONS.name}: tool ||| check ||| path ||| line ||| reason, not {line!r}")
        excluded[tuple(key)] = reason
    found = dict([*by_cppcheck(), *by_gcc(build)])
    faults = [text for key, text in found.items() if key not in excluded]
    faults += [f"{EXCLUSIONS.name}: {' ||| '.join(key)}: no longer found; delete the line"
               for key in excluded if key not in found]
    print("\n".join([*faults, f"{len(found)} findings, {len(excluded)} excluded, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
