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
    files = {str(object_file): file for file, object_file in object_files.items()}
    # one nm for all: each line begins with the object's name
    printed = subprocess.run(["nm", "--extern-only", "--print-file-name", *files], check=True,
                             capture_output=True, text=True).stdout if files else ""
    for line in printed.splitlines():
        name_of_object, _, symbol = line.rpartition(":")
        kind, name = symbol.split()[-2:]
        file = files[name_of_object]
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
