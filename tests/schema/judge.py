# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of any test against the schemas that the program prints, by both validators in one process."""

import atexit
import functools
import json
import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def is_installed():
    return shutil.which("node") is not None and all(
        (HERE / "node_modules" / name).is_dir() for name in ("ajv", "@exodus/schemasafe"))


@functools.cache
def validators():
    """The one process of both that answers all questions, until this one ends."""
    node = subprocess.Popen(["node", str(HERE / "validate.mjs"), "--serve"], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)
    atexit.register(lambda: (node.stdin.close(), node.wait()))
    return node


def validate_groups(groups):
    """The errors of each file, as lists of (place, message); a group is (schema, files)."""
    errors = {str(path): [] for _, files in groups for path in files}
    words = [str(word) for schema, files in groups for word in ("--", schema, *files)][1:]
    node = validators()
    node.stdin.write(json.dumps(words) + "\n")
    node.stdin.flush()
    for line in node.stdout:
        if line in ("0 valid\n", "1 not valid\n"):
            break
        path, place, message = line.rstrip("\n").split(" ", 2)
        errors[path].append((place.rstrip(":"), message))
    else:
        raise SystemExit(f"validate.mjs ended with {node.wait()}")
    if (line[0] == "1") != any(errors.values()):
        raise SystemExit("validate.mjs: its answer and its errors disagree")
    return errors


def schema_of(program, name):
    return subprocess.run([program, "schema", name], capture_output=True, check=True).stdout


def faults_of(program, texts):
    """What is wrong with these reports, each once; they name their schemas themselves."""
    groups = {}
    assert texts
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for i, text in enumerate(dict.fromkeys(texts)):
            name = json.loads(text)["schema"].split("/")[1]
            if name not in groups:
                (folder / f"{name}.schema").write_bytes(schema_of(program, name))
            path = folder / f"{i}.json"
            path.write_text(text, encoding="utf-8")
            groups.setdefault(name, []).append(path)
        errors = validate_groups([(folder / f"{name}.schema", paths) for name, paths in groups.items()])
        return sorted({f"{name} {place}: {message}" for name, paths in groups.items() for path in paths
                       for place, message in errors[str(path)]})


def faults_or_skip(program, texts):
    """The same in a test of something else, which goes on without the validators."""
    if not is_installed():
        print("skipped: reports against their schemas; run `npm ci --prefix tests/schema`")
        return []
    faults = faults_of(program, texts)
    print(f"{len(set(texts))} reports against their schemas, {len(faults)} faults")
    return faults
