#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands that the documents show, and compares what they print.

    check_commands.py PROGRAM

Looked at: README.md, every docs/**/*.md and every datasets/**/README.md. Of fenced blocks, ```sh and
```console.

    sh       each line that begins with `blackout ` is run; its exit status is checked.
    console  each line that begins with `$ blackout ` is run; the lines under it, up to the next
             `$ ` or the end of the block, are compared with what it prints (standard output and
             standard error together). Without such lines the exit status alone is checked.

A line that ends in a backslash goes on in the next one. Commands run in a folder that has links to all that
the root of the repository has, so that what they write is not left there, with the folder of PROGRAM first in
PATH, without BLACKOUT_DATASET. Other commands are passed over.

Markers:
    # exit N   behind a command: its exit status is N; 0 without it
    ...        a line alone: any lines, or none
    text ...   at the end of a line: the line begins with the text

Exits with 1, after a diff, where anything differs."""

import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^\s*```\s*(\S*)\s*$")
EXIT_MARKER = re.compile(r"\s+# exit (\d+)\s*$")
LONGEST_SECONDS = 300  # a build with sanitizers is slow
FEWEST_COMMANDS = 10  # fewer: the reader of the documents is broken, not the documents


class Command:
    def __init__(self, where, text, shown):
        marker = EXIT_MARKER.search(text)
        self.where = where
        self.text = EXIT_MARKER.sub("", text)
        self.status = int(marker.group(1)) if marker else 0
        self.shown = shown


def blocks(text):
    """(language, number of the first line, lines) of each fenced block."""
    language, first, lines = None, 0, []
    for number, line in enumerate(text.split("\n"), 1):
        fence = FENCE.match(line)
        if fence and language is None:
            language, first, lines = fence.group(1), number + 1, []
        elif fence:
            yield language, first, lines
            language = None
        elif language is not None:
            lines.append(line)


def joined(lines):
    """Lines with their continuations: (offset, text)."""
    at = 0
    while at < len(lines):
        first, text = at, lines[at]
        while text.endswith("\\") and at + 1 < len(lines):
            at += 1
            text = text[:-1].rstrip() + " " + lines[at].strip()
        yield first, text
        at += 1


def commands(name, text):
    for language, first, lines in blocks(text):
        if language not in ("sh", "console"):
            continue
        current = None
        for offset, line in joined(lines):
            is_command = language == "sh" or line.startswith("$ ")
            body = line[2:] if line.startswith("$ ") else line
            if is_command:
                current = None
                if body.startswith("blackout "):
                    current = Command(f"{name}:{first + offset}", body, [])
                    yield current
            elif current is not None:
                current.shown.append(line)


def same_line(expected, actual):
    if expected.endswith(" ...") and expected != "...":
        return actual.startswith(expected[:-4])
    return expected.rstrip() == actual.rstrip()


def same_lines(expected, actual):
    return len(expected) == len(actual) and all(map(same_line, expected, actual))


def matches(expected, actual):
    """Pieces between ellipses, each as early as it fits; the first and the last are anchored."""
    pieces = [[]]
    for line in expected:
        if line.strip() == "...":
            pieces.append([])
        else:
            pieces[-1].append(line)
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return same_lines(first, actual)
    end = len(actual) - len(last)
    at = len(first)
    if end < at or not same_lines(first, actual[:at]) or not same_lines(last, actual[end:]):
        return False
    for piece in pieces[1:-1]:
        while at + len(piece) <= end and not same_lines(piece, actual[at:at + len(piece)]):
            at += 1
        if at + len(piece) > end:
            return False
        at += len(piece)
    return True


def stripped(lines):
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def run_once(text, environment, runs, folder):
    """The run of a command; one that several documents show is run once: it prints the same bytes."""
    if text not in runs:
        runs[text] = subprocess.run(["sh", "-c", text], cwd=folder, env=environment, text=True,
                                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT, timeout=LONGEST_SECONDS, check=False)
    return runs[text]


def fault_of(command, environment, runs, folder):
    """What differs, as text; None where nothing does."""
    run = run_once(command.text, environment, runs, folder)
    actual = stripped(run.stdout.split("\n"))
    shown = stripped(command.shown)
    head = f"{command.where}: {command.text}\n"
    if run.returncode != command.status:
        return f"{head}  exit {run.returncode}, not {command.status}\n" + "\n".join(actual[:20])
    if shown and not matches(shown, actual):
        return head + "\n".join(difflib.unified_diff(shown, actual, "shown", "printed",
                                                     lineterm=""))
    return None


CONTROLS = [  # shown, printed, whether they match
    (["a", "b"], ["a", "b"], True),
    (["a", "b"], ["a"], False),
    (["a", "..."], ["a", "x", "y"], True),
    (["a", "...", "c"], ["a", "b", "c"], True),
    (["a", "...", "c"], ["a", "c", "d"], False),
    (["...", "b", "...", "d"], ["a", "b", "c", "d"], True),
    (["...", "b", "...", "b"], ["a", "b"], False),
    (["value 1 ..."], ["value 12"], True),
    (["value 2 ..."], ["value 12"], False),
]


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1].strip(), file=sys.stderr)
        return 2
    for expected, actual, answer in CONTROLS:
        if matches(expected, actual) != answer:
            print(f"the comparison itself is wrong: {expected} and {actual}")
            return 1
    program = pathlib.Path(sys.argv[1]).resolve()
    environment = dict(os.environ, PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}",
                       LC_ALL="C")
    environment.pop("BLACKOUT_DATASET", None)
    environment.pop("BLACKOUT_MODEL_ERROR", None)
    count, faults, runs = 0, 0, {}
    with tempfile.TemporaryDirectory() as folder:
        for entry in ROOT.iterdir():
            (pathlib.Path(folder) / entry.name).symlink_to(entry)
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")),
                     *sorted((ROOT / "datasets").rglob("README.md"))]:
            for command in list(commands(path.relative_to(ROOT).as_posix(),
                                         path.read_text(encoding="utf-8"))):
                count += 1
                fault = fault_of(command, environment, runs, folder)
                if fault is not None:
                    faults += 1
                    print(fault + "\n")
    if count < FEWEST_COMMANDS:
        print(f"only {count} commands were found")
        faults += 1
    print(f"{count} commands, {faults} faults")
    return 1 if faults else 0


sys.exit(main())
