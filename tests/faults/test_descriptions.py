#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of datapackage.json: one line each, with the line and the byte of the value at fault.

    test_descriptions.py PROGRAM"""

import copy
import pathlib
import shutil
import sys
import tempfile

from test_faults import Report, estimate, in_order, parse
from valid_package import Dialect, describe, valid_package, write_description, write_package


def place_in(text, snippet, offset=0):
    """Line and column of `snippet`, from 1."""
    at = text.index(snippet) + offset
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def resource(description, name):
    return next(entry for entry in description["resources"] if entry["name"] == name)


def changed(key, value, words, at_resource=False):
    """A member of the resource `regions` changed; told at its value."""
    def plant(description):
        resource(description, "regions")[key] = value
        return None if at_resource else f'"{key}": ', words
    return plant


def twice(description):
    description["resources"].append({"name": "sectors", "path": "sectors.csv", "title": "again"})
    return '"sectors", "path": "sectors.csv", "title"', ["twice", "sectors"]


def without(key, words):
    def plant(description):
        del resource(description, "regions")[key]
        return None, words
    return plant


def dialect(words, **marks):
    def plant(description):
        entry = resource(description, "regions")
        entry["dialect"] = {"delimiter": ",", "quoteChar": '"', **marks}
        return f'"{list(marks)[-1]}": ', words
    return plant


def field_mark(description):
    resource(description, "owners")["schema"] = {"fields": [
        {"name": "owner"}, {"name": "annual_revenue", "decimalChar": "xx"}]}
    return '"decimalChar": ', ["decimalChar", "xx"]


def wrong_hash(description):
    entry = resource(description, "sectors")
    entry["hash"] = "sha256:" + "0" * 64
    return ("sectors.csv", 1, 1), ["described", "sha256:" + "0" * 64]


def wrong_bytes(description):
    del resource(description, "fx")["hash"]
    resource(description, "fx")["bytes"] = 7
    return ("fx.csv", 1, 1), ["size", "7 bytes"]


def gone(description):
    resource(description, "channels")["path"] = "nowhere.csv"
    return ("nowhere.csv", 1, 1), ["opened"]


FAULTS = {
    "path with ..": changed("path", "../regions.csv", ["out of the package", "../regions.csv"]),
    "path with .. that is not there": changed("path", "../nowhere.csv", ["out of the package"]),
    "path that ends with ..": changed("path", "nowhere/..", ["out of the package"]),
    "path inside out": changed("path", "a/../../b.csv", ["out of the package"]),
    "absolute path": changed("path", "/etc/passwd", ["out of the package", "/etc/passwd"]),
    "path is no text": changed("path", 3, ["has no member", "path"],
                            at_resource=True),
    "unknown encoding": changed("encoding", "utf-99", ["encoding", "utf-99"]),
    "hash of another kind": changed("hash", "md5:123", ["hash", "md5:123", "sha256"]),
    "hash of no digits": changed("hash", "sha256:" + "z" * 64, ["hash", "hexadecimal"]),
    "no name": without("name", ["has no member", "name"]),
    "no path": without("path", ["has no member", "path"]),
    "two resources of a name": twice,
    "long delimiter": dialect(["delimiter", "::"], delimiter="::"),
    "line end as delimiter": dialect(["delimiter"], delimiter="\n"),
    "letter as quote": dialect(["quoteChar", "q"], quoteChar="q"),
    "quote as delimiter": dialect(["two different characters"], delimiter=";", quoteChar=";"),
    "mark of a field": field_mark,
    "wrong hash": wrong_hash,
    "wrong bytes": wrong_bytes,
    "file that is not there": gone,
}

SYNTAX = {  # text of datapackage.json -> line, column
    "": (1, 1),
    "{": (1, 2),
    '{"resources": [\n  {"name": "x",}\n]}': (2, 16),
    '{"resources": [],\n "resources": []}': (2, 2),
    '{"resources": 3}': (1, 15),
    "[]": (1, 1),
    "\ufeff{}": (1, 1),
    '{"name": "\x01"}': (1, 11),
    '{"resources": []} x': (1, 19),
}


def matches(told, place, words):
    return told[0] == place and all(word.lower() in told[1].lower() for word in words)


def check(program, folder, description, planted):
    """`planted`: (snippet or place, words) of each fault."""
    text = write_description(folder, description)
    expected = []
    for at, words in planted:
        if isinstance(at, tuple):
            expected.append((at, words))
        elif at:
            value = len(at) if at.endswith(": ") else 0
            expected.append((("datapackage.json", *place_in(text, at, value)), words))
        else:
            expected.append((None, words))
    status, stdout, stderr = estimate(program, folder)
    told, wrong = parse(stderr)
    if status != 1 or stdout:
        wrong.append(f"status {status}, {len(stdout)} bytes on standard output")
    for place, words in expected:
        found = [t for t in told if (place is None and t[0][0] == "datapackage.json"
                                     and all(w.lower() in t[1].lower() for w in words))
                 or matches(t, place, words)]
        if not found:
            wrong.append(f"missed {place} {words}")
        else:
            told.remove(found[0])
    wrong += [f"surplus {t}" for t in told]
    return wrong


def main():
    program = sys.argv[1]
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "package"
        package = valid_package()
        write_package(folder, package)
        # only `regions` stands first, so that its members are the first of their names
        names = ["regions"] + [name for name in package if name != "regions"]
        valid = describe(folder, names, Dialect())
        for entry in valid["resources"][1:]:
            entry.pop("dialect")
        write_description(folder, valid)
        status, stdout, stderr = estimate(program, folder)
        report.add("valid description", [] if status == 0 and not stderr else [stderr])
        for name, plant in FAULTS.items():
            description = copy.deepcopy(valid)
            planted = [plant(description)]
            report.add(name, check(program, folder, description, planted))
        description = copy.deepcopy(valid)
        several = ["unknown encoding", "two resources of a name", "mark of a field", "wrong bytes"]
        planted = [FAULTS[name](description) for name in several]
        report.add("several", check(program, folder, description, planted))
        check_unknown(program, folder, copy.deepcopy(valid), report)
        check_edited(program, folder, valid, report)
        check_links(program, folder, valid, report)
        for text, place in SYNTAX.items():
            (folder / "datapackage.json").write_text(text, encoding="utf-8")
            status, stdout, stderr = estimate(program, folder)
            told, wrong = parse(stderr)
            if [t[0] for t in told] != [("datapackage.json", *place)] or status != 1 or stdout:
                wrong.append(f"status {status}: {told}")
            report.add(f"syntax {text!r}", wrong)
    print(f"{report.runs} runs, {report.failures} failures")
    return 1 if report.failures else 0


def check_unknown(program, folder, description, report):
    """A resource of no table is a warning, which only validate tells."""
    description["resources"].append({"name": "extra", "path": "extra.csv"})
    write_description(folder, description)
    status, stdout, stderr = estimate(program, folder)
    report.add("unknown resource", [] if status == 0 and not stderr else [stderr])


def check_edited(program, folder, valid, report):
    """A described file that has been edited for the worse: one mistake, not two."""
    write_description(folder, valid)
    file = folder / "regions.csv"
    before = file.read_bytes()
    file.write_bytes(before.replace(b",-5,", b",-55,"))
    status, stdout, stderr = estimate(program, folder)
    told, wrong = parse(stderr)
    if [t[0] for t in told] != [("regions.csv", 2, 3)] or status != 1 or stdout:
        wrong.append(f"status {status}: {told}")
    report.add("edited file", wrong)
    file.write_bytes(before)


def check_links(program, folder, valid, report):
    """Links that lead out are refused, into a folder whose name begins like the package's too; those inside are
    followed."""
    beside = folder.with_name(folder.name + "2")
    beside.mkdir()
    shutil.copy(folder / "regions.csv", beside)
    shutil.copy(folder / "regions.csv", folder / "same.csv")
    (folder / "away").symlink_to(beside, target_is_directory=True)
    (folder / "alias.csv").symlink_to("same.csv")
    (folder / "out.csv").symlink_to(beside / "regions.csv")
    for path in ["out.csv", "away/regions.csv"]:
        description = copy.deepcopy(valid)
        planted = [changed("path", path, ["out of the package", path])(description)]
        report.add(f"link {path}", check(program, folder, description, planted))
    description = copy.deepcopy(valid)
    changed("path", "alias.csv", [])(description)
    write_description(folder, description)
    status, _, stderr = estimate(program, folder)
    report.add("link inside", [] if status == 0 and not stderr else [stderr])
    for path in [folder / "away", folder / "alias.csv", folder / "out.csv", folder / "same.csv"]:
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
