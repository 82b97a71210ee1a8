#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault message says where, what was found, what would be right and what to type next.

    test_wording.py PROGRAM

Judges the texts of src by their literals, and what PROGRAM prints of the planted faults and of wrong
options:

    where    `file:line:column:`, or the name of the option or file
    found    a value in quotes, '' for an empty one, or the words that nothing was found
    remedy   after "; ": a verb that says what to do, or a value to be typed

Texts that lack a part for a reason are in wording_exceptions.txt. Failures of arithmetic, of memory
and of a run that was interrupted are not of the input, and have no remedy."""

import pathlib
import random
import re
import subprocess
import sys
import tempfile

from catalogue import all_faults
from valid_package import valid_package, write_package

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXCEPTIONS = HERE / "wording_exceptions.txt"
FEWEST_TEXTS, FEWEST_LINES = 150, 250  # fewer: the search is wrong, not the sources

# What takes a message, and the number of its argument that is the format.
CALLS = {"diagnostics_fault": 3, "error_field": 3, "error_at": 5, "error_set": 2, "message_usage": 0,
         "message_failed": 0}
NOT_OF_INPUT = re.compile(r"BLACKOUT_ERROR_(NUMERIC|MEMORY|CANCELLED)")
VERBS = ("run|study|add|write|give|leave|keep|remove|rename|name|separate|sort|install|declare|close|save|lower|raise|"
         "correct|begin|put|use|replace|move|set|choose|ask|lists|rebuild|sign|install|drop|shorten|make|mv|"
         "compute|list|order|unpack|quote|start|end|check|free|format|update|try|call|initialise|say|describe|"
         "split|download|pull")
DOES = re.compile(rf"\b({VERBS})\b", re.I)
TYPED = re.compile(r"\d|'[^']+'|`[^`]+`|\"[^\"]+\"|--[a-z]|%|\bperhaps \S|\bthere are \S|\blike \S|\bor\b|\byes\b|\bUSD\b")
PASSED_ON = re.compile(r"(%s at %s: )?%(\.\d+)?s|'%s' %s")  # texts made elsewhere
SUMMARY = re.compile(r": \d+ faults? in ")  # of the lines before it
FILE = re.compile(r"[^:\n]+(?::\d+:\d+)?: (.+)")
NOTHING = re.compile(r"\bare needed\b|\bis not an object\b|"
                     r"\bis empty\b|\bmissing\b|\bno [a-z]|\bnot (there|given|named|known|listed)\b|\blacks?\b|"
                     r"\bneeds? a\b|\bnothing\b|\bneither\b|\bcannot be (read|opened|written)\b|\bnames? no\b")


def arguments_of(text, start):
    """The arguments of a call whose opening parenthesis is before `start`."""
    parts, depth, at, first, quoted = [], 1, start, start, False
    while depth > 0:
        c = text[at]
        if quoted:
            at += c == "\\"
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        if not quoted and (depth == 0 or (c == "," and depth == 1)):
            parts.append(text[first:at].strip())
            first = at + 1
        at += 1
    return parts


def literals(argument):
    """The texts of an argument: one, or those of a choice; none where it is no literal."""
    texts = re.findall(r'"(?:[^"\\]|\\.)*"(?:\s*(?:PRI\w+|[A-Z_]+_LIST)?\s*"(?:[^"\\]|\\.)*")*', argument)
    return [re.sub(r'"\s*(?:[A-Z_]+_LIST)?\s*"', "", text)[1:-1].replace('\\"', '"') for text in texts]


def messages(sources):
    """(file, format) of each message; `sources`: {name: text}."""
    for name, text in sources.items():
        for match in re.finditer(rf"\b({'|'.join(CALLS)})\(", text):
            arguments = arguments_of(text, match.end())
            place = CALLS[match[1]]
            if len(arguments) <= place or NOT_OF_INPUT.search(", ".join(arguments[:place])):
                continue
            for literal in literals(arguments[place]):
                yield name, literal


def found(head, is_format):
    """In a format, a directive that is not its first word puts the value in."""
    shown = re.search(r"'.*'", head) or NOTHING.search(head)
    return bool(shown) or (is_format and re.search(r"--[a-z]|\S.*%[^ %]", head) is not None)


def lacks(message, is_format=False):
    """The parts that a message lacks; what a directive puts in a format counts as there."""
    head, mark, remedy = message.partition("'); ")
    if mark:
        head += "'"
    else:
        head, mark, remedy = message.partition("; ")
    parts = [] if found(head, is_format) else ["found"]
    if not remedy:
        parts.append("remedy")
    elif not DOES.search(remedy) and not TYPED.search(remedy):
        parts.append("next")
    return parts


def exceptions():
    """{(file, text): reason} of the lines `file | text | reason`."""
    rows = [line.split(" | ") for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    return {(file, text): reason for file, text, reason in rows}


def judge_sources(sources, allowed):
    """What is wrong with the texts of the sources, as lines, and how many texts there are."""
    wrong, count, used = [], 0, set()
    for name, text in messages(sources):
        count += 1
        parts = lacks(text, is_format=True)
        if (name, text) in allowed:
            used.add((name, text))
        elif parts and not PASSED_ON.fullmatch(text):
            wrong.append(f"{name}: {' and '.join(parts)} not said: {text}")
    wrong += [f"{EXCEPTIONS.name}: nothing has the text {text} of {name}"
              for name, text in sorted(set(allowed) - used)]
    return wrong, count


# ---- What is printed ---------------------------------------------------------------------------------

LINE = re.compile(r"[^:\n]+:\d+:\d+: (?!warning: )(.+)")
OPTION = re.compile(r"blackout: (.+)")


def judge_line(line, pattern):
    match = pattern.fullmatch(line)
    parts = lacks(match[1]) if match else ["where"]
    return [f"{' and '.join(parts)} not said: {line[:400]}"] if parts else []


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, timeout=60, check=False)
    return done.returncode, done.stderr.decode("utf-8", errors="replace").splitlines()


def sets_of_faults(draw):
    """All planted faults, in few packages of faults that do not touch each other."""
    left = draw.sample(all_faults(), len(all_faults()))
    while left:
        chosen = []
        for fault in left:
            if all(fault.meets(other) for other in chosen):
                chosen.append(fault)
        left = [fault for fault in left if fault not in chosen]
        yield chosen


def judge_faults(program, folder):
    wrong, count = [], 0
    for chosen in sets_of_faults(random.Random(12)):
        package = valid_package()
        for fault in chosen:
            fault.apply(package)
        for name in [name for name, table in package.items() if table.get("gone")]:
            del package[name]
        for old in folder.glob("*.csv"):
            old.unlink()
        write_package(folder, package)
        status, lines = run(program, "validate", str(folder))
        if status != 1:
            wrong.append(f"{[fault.name for fault in chosen]}: status {status}")
        for line in lines[:-1]:  # the last one counts
            if ": warning: " not in line:
                count += 1
                wrong += judge_line(line, LINE)
    return wrong, count


ASK = ["estimate", "reference", "--samples", "0"]
OPTIONS = [
    ["estimat"], [*ASK, "--platfrm", "facebook"], [*ASK, "--platform"], [*ASK, "--platform", ""],
    [*ASK, "--platform", "facebok", "--duration", "6h"], ["estimate", "nowhere", "--owner", "meta"], [*ASK],
    [*ASK, "--owner", "meta"], [*ASK, "--owner", "met", "--duration", "6h"],
    *([*ASK, "--owner", "meta", "--duration", "6h", *more] for more in (
        ("--duration", "1h"), ("--start", "tomorrow"), ("--start", "01/02/21"), ("--severity", "2"),
        ("--severity", "half"), ("--currency", "CHF"), ("--currency", "EURO"), ("--region", "mars"),
        ("--top", "-1"), ("--seed", "x"), ("--threads", "0"), ("--format", "pdf"), ("--rebound", "7"),
        ("--recovery", "fast"), ("--severity-curve", "nowhere.csv"), ("--scenario", "nowhere.json"),
        ("--help=yes",), ("--rejects", "r.csv"), ("--on-error", "go"), ("--decimal-mark", "dot"),
        ("--expect-total", "12"), ("--format", "svg", "--chart", "none"), ("--output", "/nowhere/x.txt"))),
    *([*ASK[:1], "reference", "--owner", "meta", "--duration", text] for text in ("6", "-1h", "6 parsecs", "9999999h")),
    [*ASK, "--event", "FB"], [*ASK, "--event", "AWS-2017-02-28"], [*ASK, "--event", "FB-2021-10-04", "--platform", "aws"],
    ["explain", "totals", *ASK[1:2], "--owner",
     "meta", "--duration", "6h"], ["schema", "estimat"], ["risk", "reference", "--years", "many"],
    ["event-study", "reference"], ["traffic", "nowhere.csv"], ["compare"], ["init"], ["backtest", "nowhere"],
]


def judge_options(program):
    wrong = []
    for arguments in OPTIONS:
        status, lines = run(program, *arguments)
        if status not in (1, 2) or not lines:
            wrong.append(f"{arguments}: status {status}, {lines}")
        for line in lines:
            if ": warning: " in line or SUMMARY.search(line):
                continue
            wrong += [f"{arguments}: {text}" for text in
                      judge_line(line, OPTION if line.startswith("blackout: ") else FILE)]
    return wrong


def check_the_check(sources):
    """Planted messages that lack a part are found, of each kind."""
    planted = {"where": 'diagnostics_fault(d, &place, "bad_value", "this is wrong; give another");',
               "remedy": 'error_field(error, BLACKOUT_ERROR_USAGE, "x", "x is wrong (\'%s\')", text);',
               "next": 'message_usage("x is wrong (\'%s\'); something else", text);'}
    for what, text in planted.items():
        if not judge_sources({"planted.c": text}, {})[0]:
            sys.exit(f"a planted text without {what} is not found")
    for line in ("a.csv: it is wrong ('x'); give y", "a.csv:1:2: it is wrong; give y",
                 "a.csv:1:2: it is wrong ('x')", "a.csv:1:2: it is wrong ('x'); something else"):
        if not judge_line(line, LINE):
            sys.exit(f"a planted line is not found: {line}")


def main():
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
               for path in sorted((ROOT / "src").rglob("*.c"))}
    program = str(pathlib.Path(sys.argv[1]).resolve())
    check_the_check(sources)
    wrong, texts = judge_sources(sources, exceptions())
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "package"
        folder.mkdir()
        more, lines = judge_faults(program, folder)
    wrong += more + judge_options(program)
    if texts < FEWEST_TEXTS or lines < FEWEST_LINES:
        wrong.append(f"only {texts} texts and {lines} lines were found")
    for line in wrong:
        print("FAILED", line)
    print(f"{texts} texts, {lines} lines of planted faults, {len(OPTIONS)} wrong command lines, {len(wrong)} failures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
