#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes C files that include several sources each, so that one start of the compiler does for all.

    together.py FOLDER NAME ROOTS [--main PREFIX] SOURCES...

FOLDER/NAME_N.c are written where they have changed; printed are they, and on a second line the headers
of ours that they see, both as lists of CMake. ROOTS are folders of headers, as a list of CMake. With
--main each source has a main() of its own, which is then PREFIX and the rest of its name after `test_`.

Two sources may be in one file where nothing that one of them or its headers give a name at file scope has
that name in the other or its other headers. That is read off the text, and what is missed, like a name of
libc's, the compiler refuses. Macros of a source end with it. Those for the system's headers have to be the same in a whole file."""

import collections
import pathlib
import re
import sys

MOST = 16  # sources of a file: the compiler's start is then a small part
NOISE = re.compile(r'/\*.*?\*/|\\\n|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
TOKEN = re.compile(r"[A-Za-z_]\w*|\S")
MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
DIRECTIVE = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)
INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)
TAGS = ("struct", "enum", "union")

Names = collections.namedtuple("Names", "given macros included")


def given_names(tokens):
    """Names that the tokens of a file give at file scope."""
    given = set()
    braces, parentheses, value = [], 0, False
    for earlier, before, token, after in zip([";", ";"] + tokens, [";"] + tokens, tokens, tokens[1:] + [";"]):
        at_file_scope = not braces and parentheses == 0
        if token == "{":
            braces.append("enum" if "enum" in (before, earlier) else "other")
        elif token == "}":
            braces.pop()
        elif token in "([":
            parentheses += 1
        elif token in ")]":
            parentheses -= 1
        elif at_file_scope and token in "=;,":
            value = token == "="
        elif token[0].isalpha() and at_file_scope and not value:
            if before in TAGS and after == "{":
                given.add(f"tag {token}")
            elif after == "(" or (before not in TAGS and after in "[=;,"):
                given.add(token)
        elif token[0].isalpha() and braces == ["enum"] and before in "{,":
            given.add(token)
    return given


class Sources:
    """Files by path, each read once."""

    def __init__(self, roots):
        self.roots, self.files = roots, {}

    def names(self, path):
        if path not in self.files:
            text = path.read_text(encoding="utf-8")
            places = [[place for place in (root / name for root in (path.parent, *self.roots)) if place.is_file()]
                      for name in INCLUDE.findall(text)]
            code = NOISE.sub(lambda noise: "0" if noise[0][0] in "\"'" else " ", text)
            tokens = TOKEN.findall(DIRECTIVE.sub("", code))
            self.files[path] = Names(given_names(tokens), set(MACRO.findall(code)),
                                     [found[0].resolve() for found in places if found])
        return self.files[path]

    def headers(self, path):
        found, waiting = set(), list(self.names(path).included)
        while waiting:
            header = waiting.pop()
            if header not in found:
                found.add(header)
                waiting += self.names(header).included
        return found


class Group:
    """Sources that go into one file."""

    def __init__(self, system):
        self.system, self.paths = system, []
        self.given, self.macros = set(), set()
        self.declared = {}  # name: its header

    def takes(self, names, declared):
        return len(self.paths) < MOST and not (
            names.given & (self.given | self.declared.keys() | self.macros) or names.macros & self.given or
            declared.keys() & self.given or
            any(self.declared.get(name, header) != header for name, header in declared.items()))

    def add(self, path, names, declared):
        self.paths.append(path)
        self.given |= names.given
        self.macros |= names.macros
        self.declared |= declared


def grouped(sources, paths):
    groups = []
    for path in paths:
        names, declared = sources.names(path), {}
        for header in sources.headers(path):
            declared.update(dict.fromkeys(sources.names(header).given | sources.names(header).macros, header))
        names.given.difference_update(declared, {"main"})  # what a header declares is the same everywhere
        system = {macro for macro in names.macros if macro.startswith("_")} - {"_POSIX_C_SOURCE"}  # all have it
        group = next((group for group in groups if group.system == system and group.takes(names, declared)), None)
        if group is None:
            group = Group(system)
            groups.append(group)
        group.add(path, names, declared)
    return groups


def text_of(sources, group, main):
    lines = []
    for path in group.paths:
        own = f"{main}{path.stem.removeprefix('test_')}"
        if main:
            lines += [f"int {own}(void);", f"#define main {own}"]
        lines.append(f'#include "{path}"')
        ended = {macro for macro in sources.names(path).macros if not macro.startswith("_")}
        lines += [f"#undef {macro}" for macro in sorted(ended | ({"main"} if main else set()))]
    return "\n".join(lines) + "\n"


def main():
    folder, name, roots, *words = sys.argv[1:]
    prefix = ""
    if words[0] == "--main":
        prefix, words = words[1], words[2:]
    sources = Sources([pathlib.Path(root) for root in roots.split(";")])
    paths = [pathlib.Path(word).resolve() for word in words]
    written = []
    for i, group in enumerate(grouped(sources, paths)):
        file = pathlib.Path(folder) / f"{name}_{i}.c"
        text = text_of(sources, group, prefix)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
        written.append(str(file))
    print(";".join(written))
    print(";".join(sorted({str(header) for path in paths for header in sources.headers(path)})))


main()
