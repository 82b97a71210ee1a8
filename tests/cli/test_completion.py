#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The completions of bash, zsh and fish, as those shells run them.

    test_completion.py PROGRAM bash|zsh|fish

What a shell offers is compared with what the help of the program says: the commands, and the options of
each. Skipped where the shell is not installed: a test for each, so that its name says which."""

import re
import shutil
import subprocess
import sys
import tempfile

from tester import Tester


def helped(tester, *command):
    return tester.run(*command, "--help")[1]


def commands_of(tester):
    return re.findall(r"^  (?!blackout )([a-z-]+) +\S", helped(tester), re.M)


def options_of(tester, command):
    return re.findall(r"^  (?:-\w,|   ) (--[a-z-]+)", helped(tester, command), re.M)


def shell(tester, *command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                          cwd=tester.scratch,
                          env={"PATH": f"{tester.program.parent}:/usr/bin:/bin", "HOME": "."})
    tester.expect(done.returncode == 0 and done.stderr == "", f"{command[0]}: {done}")
    return done.stdout


def script(tester, name):
    status, text, errors = tester.run("completion", name)
    tester.expect(status == 0 and errors == "" and text.endswith("\n"), f"completion {name}: {errors}")
    tester.write(f"completion.{name}", text)
    return tester.scratch / f"completion.{name}"


def bash(tester, lines):
    """What is offered at the end of each line, as lists of words."""
    calls = "".join(
        f"COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; _blackout; "
        'echo "${COMPREPLY[*]}"\n' for words in lines)
    text = shell(tester, "bash", "-c", f". ./completion.bash\n{calls}")
    return [line.split() for line in text.splitlines()]


def test_bash(tester):
    script(tester, "bash")
    commands = commands_of(tester)
    tester.expect(len(commands) > 15 and {"estimate", "completion"} <= set(commands), f"{commands}")
    offered = bash(tester, [["blackout", ""], ["blackout", "es"],
                            *[["blackout", command, "--"] for command in commands]])
    tester.expect(offered[0] == commands and offered[1] == ["estimate"], f"bash: {offered[:2]}")
    for command, options in zip(commands, offered[2:]):
        tester.expect(options == options_of(tester, command), f"bash {command}: {options}")
    tester.write("near.csv", "")
    tester.write("folder/x.csv", "")
    formats = re.search(r"--format NAME +(.*)", helped(tester, "estimate"))[1]
    cases = [(["estimate", "--format", "ma"], {"markdown"}),
             (["sweep", "-f", "nd"], {"ndjson"}),
             (["estimate", "--format", "=", "js"], {"json"}),
             (["estimate", "--format", "="], set(re.findall(r"[a-z]+", formats.replace(" or ", " ").replace("(default)", "")))),
             (["estimate", "--decimal-mark", "c"], {"comma"}),
             (["validate", "--on-error", ""], {"stop", "reject"}),
             (["estimate", "--scenario", "ne"], {"near.csv"}),
             (["estimate", "--platform", ""], set()),
             (["estimate", "--base", "ref"], {"reference"}),
             (["estimate", "--base", "fo"], {"folder"}),
             (["estimate", "f"], {"firms", "folder"}),
             (["schema", "pl"], {name[6:] for name in tester.run("schema")[1].split()
                                 if name.startswith("table:pl")}),
             (["completion", ""], {"bash", "zsh", "fish"}),
             (["import", "st"], {"statuspage"}),
             (["import", "o"], {"oed"}),
             (["filing", "nis"], {"nis2"}),
             (["filing", "dora", "ref"], {"reference"}),
             (["help", "sen"], {"sensitivity"}),
             (["version", ""], set())]
    for (words, expected), got in zip(cases, bash(tester, [["blackout", *w] for w, _ in cases])):
        tester.expect(set(got) == expected, f"bash {words}: {got}, not {expected}")


def test_zsh(tester):
    path = script(tester, "zsh")
    shell(tester, "zsh", "-f", "-n", path)
    # the words that _arguments and _describe are given, in place of what they would draw
    text = shell(tester, "zsh", "-f", "-c",
                 "compdef() {}; _arguments() { print -l -- $@ }; _describe() { print -l -- $commands };"
                 ". ./completion.zsh; words=(blackout es); CURRENT=2; _blackout;"
                 "words=(blackout estimate --); CURRENT=3; _blackout")
    commands = commands_of(tester)
    lines = text.splitlines()
    tester.expect([line.split(":")[0] for line in lines[:len(commands)]] == commands, f"zsh: {lines}")
    options = re.findall(r"^\*?(--[a-z-]+)=?\[", text, re.M)
    tester.expect(options == options_of(tester, "estimate"), f"zsh: {options}")


def test_fish(tester):
    path = script(tester, "fish")
    lines = ["blackout es", "blackout estimate --", "blackout estimate --format m"]
    offered = [shell(tester, "fish", "--no-config", "-c", f"source {path}; complete -C '{line}'").split("\n")
               for line in lines]
    names = [[line.split("\t")[0] for line in part if line] for part in offered]
    tester.expect("estimate" in names[0], f"fish: {names[0]}")
    tester.expect(set(options_of(tester, "estimate")) == set(names[1]), f"fish: {names[1]}")
    tester.expect(names[2] == ["markdown"], f"fish: {names[2]}")


def test_refused(tester):
    tester.expect(tester.run("completion", "tcsh") ==
                  (2, "", "blackout: the shell is not known ('tcsh'); bash, zsh or fish\n"), "tcsh")
    tester.expect(tester.run("completion") ==
                  (2, "", "blackout: no shell is named; blackout completion bash, zsh or fish\n"), "none")


TESTS = {"bash": [test_bash, test_refused], "zsh": [test_zsh], "fish": [test_fish]}
SKIPPED = 77


def main():
    name = sys.argv[2]
    if shutil.which(name, path="/usr/bin:/bin") is None:
        print(f"skipped: there is no {name}")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        for test in TESTS[name]:
            test(tester)
    return tester.ended()


sys.exit(main())
