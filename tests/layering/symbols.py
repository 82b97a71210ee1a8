# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object files need each other, by their symbols (`nm`): what calls, or takes the address of,
what another defines. An include shows what a file could use; this shows what it uses."""

import collections
import json
import pathlib
import shlex
import subprocess

DEFINED = set("TDRBSGCVW")  # as nm has them for external symbols


def objects(build, source):
    """file below `source` -> its object, of every file that `build` compiles from there."""
    found = {}
    for entry in json.loads((pathlib.Path(build) / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["directory"], entry["file"])
        words = shlex.split(entry["command"])
        if file.is_relative_to(source):
            found[file.relative_to(source).as_posix()] = (
                pathlib.Path(entry["directory"]) / words[words.index("-o") + 1])
    return found


def needs(object_files):
    """file -> the files it needs -> the symbols for which it does; of a dictionary file -> object."""
    defined = {}
    undefined = collections.defaultdict(set)
    for file, object_file in object_files.items():
        printed = subprocess.run(["nm", "--extern-only", object_file], check=True,
                                 capture_output=True, text=True).stdout
        for line in printed.splitlines():
            kind, name = line.split()[-2:]
            if kind in DEFINED:
                defined[name] = file
            elif kind == "U":
                undefined[file].add(name)
    graph = {file: {} for file in object_files}
    for file, names in undefined.items():
        for name in sorted(names):
            if defined.get(name, file) != file:
                graph[file].setdefault(defined[name], []).append(name)
    return graph
