# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program made of an input, beside what it should make of it.

Whatever a user gives is used, refused, or named in the report. One of these is expected: the right
figure, a refusal that names what is wrong, or a report that names it. Everything else that exits with
success is wrong without a word."""

import dataclasses
import json
import re
import subprocess

TIMEOUT_SECONDS = 120


@dataclasses.dataclass
class Run:
    status: int
    out: str
    err: str

    def said(self):
        return self.out + "\n" + self.err


def run(program, arguments, folder):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False,
                          timeout=TIMEOUT_SECONDS)
    return Run(done.returncode, done.stdout.decode("utf-8", "replace"),
               done.stderr.decode("utf-8", "replace"))


def contains(text, words):
    text = text.lower()
    return all(word.lower() in text for word in words)


@dataclasses.dataclass
class Says:
    """The report has all of these texts: figures as they are printed."""
    words: tuple

    def holds(self, result):
        return result.status == 0 and contains(result.said(), self.words)

    def __str__(self):
        return "says " + ", ".join(repr(word) for word in self.words)


@dataclasses.dataclass
class Figure:
    """A figure of a JSON report, by the keys and numbers that lead to it."""
    path: tuple
    value: float
    tolerance: float = 1e-9

    def read(self, result):
        tree = json.loads(result.out)
        for key in self.path:
            tree = tree[key]
        return tree

    def holds(self, result):
        try:
            read = self.read(result)
        except (ValueError, KeyError, IndexError, TypeError):
            return False
        return (result.status == 0 and read is not None
                and abs(read - self.value) <= self.tolerance * abs(self.value))

    def __str__(self):
        return f"{self.path[-2] if self.path[-1] == 'central' else self.path[-1]} {self.value:.6g}"


@dataclasses.dataclass
class Refused:
    """Nothing is reported, and the message names these."""
    words: tuple

    def holds(self, result):
        return result.status in (1, 2) and result.out == "" and contains(result.err, self.words)

    def __str__(self):
        return "refused" + "".join(f" {word!r}" for word in self.words)


@dataclasses.dataclass
class Named:
    """A report, with a warning that names these."""
    words: tuple

    def holds(self, result):
        if result.status != 0:
            return False
        lines = [line for line in result.said().splitlines() if "warning" in line.lower()]
        listed = [f"{w['message']} {w['where']} {w['code']}" for w in warnings_of(result)]
        return any(contains(line, self.words) for line in lines + listed)

    def __str__(self):
        return "named" + "".join(f" {word!r}" for word in self.words)


def warnings_of(result):
    try:
        return json.loads(result.out).get("warnings", [])
    except (ValueError, AttributeError):
        # a text report lists them under a heading, each on a line of its own
        at = re.search(r"^Warnings.*$", result.out, re.MULTILINE)
        rest = result.out[at.end():] if at else ""
        return [{"message": line, "where": "", "code": ""} for line in rest.splitlines()]


def says(*words):
    return Says(words)


def figure(*path, is_, within=1e-9):
    return Figure(path, is_, within)


def refused(*words):
    return Refused(words)


def named(*words):
    return Named(words)


@dataclasses.dataclass
class Case:
    name: str
    arguments: list
    expected: object    # the outcome
    folder: str = "."   # where the program runs, below that of all cases
    before: list = dataclasses.field(default_factory=list)  # arguments of runs that go before
    copies: dict = dataclasses.field(default_factory=dict)  # new name: file of ../shared/cases


AS_EXPECTED, SILENT, UNCLEAR, CRASHED = "as expected", "WRONG WITHOUT A WORD", "unclear", "CRASHED"


def judge(case, result):
    if result.status < 0:
        return CRASHED
    if case.expected.holds(result):
        return AS_EXPECTED
    return SILENT if result.status == 0 else UNCLEAR


def printed(case, result):
    """What is printed now, in a line."""
    if result.status != 0:
        lines = [line for line in result.err.splitlines() if "warning:" not in line] or [""]
        return f"refused: {lines[0][:110]}"
    if isinstance(case.expected, Figure):
        try:
            return f"{case.expected.path[-1]} {case.expected.read(result)}"
        except (ValueError, KeyError, IndexError, TypeError):
            pass
    lines = [line.strip() for line in result.out.splitlines()]
    for line in lines:
        if " a year in revenue, of which" in line:
            return line
    return lines[0][:110] if lines else "nothing"
