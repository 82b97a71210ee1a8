#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What depends on where the program runs and how much it is to say: colours on a terminal, which is a
pseudo-terminal here, --color, NO_COLOR, TERM; --quiet and --verbose; --progress.

    test_terminal.py PROGRAM

Whatever is asked, a report in a pipe has the same bytes, and errors are printed."""

import json
import os
import pathlib
import pty
import re
import sys
import tempfile

from tester import Tester

HERE = pathlib.Path(__file__).resolve().parent
SMALL = HERE.parent / "golden" / "package"
CHAT = ["estimate", SMALL, "-p", "chat", "-d", "2h", "--samples", "64"]
ESCAPE = "\x1b["
COLOURS = re.compile("\x1b\\[[0-9;]*m")


def on_terminal(tester, *arguments, interrupted_at="", **environment):
    """Exit status and what a terminal of 80 columns is sent, with its lines ended as in a file. Once that is
    `interrupted_at`, Ctrl-C is typed."""
    clean = {k: v for k, v in os.environ.items()
             if not k.startswith("BLACKOUT_") and k not in ("NO_COLOR", "TERM", "COLUMNS")}
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tester.scratch)
        os.execve(tester.program, [tester.program, *map(str, arguments)],
                  {**clean, "TERM": "xterm", "COLUMNS": "80", **environment})
    sent = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        sent += piece
        if interrupted_at and interrupted_at.encode() in sent:
            interrupted_at = ""
            os.write(terminal, b"\x03")
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status, sent.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal(tester):
    """By the rules of no-color.org; an option goes before the environment."""
    for options, environment, coloured in (
            ([], {}, True), ([], {"NO_COLOR": ""}, True), ([], {"NO_COLOR": "1"}, False),
            ([], {"TERM": "dumb"}, False), (["--color", "auto"], {}, True),
            (["--color", "auto"], {"NO_COLOR": "1"}, False), (["--color", "never"], {}, False),
            (["--color", "always"], {"NO_COLOR": "1"}, True),
            (["--color=always"], {"TERM": "dumb"}, True)):
        status, sent = on_terminal(tester, *CHAT, *options, **environment)
        what = f"{options} {environment}: {status} {sent[:200]!r}"
        tester.expect(status == 0 and (ESCAPE in sent) == coloured, what)
        tester.expect("chat" in sent and ESCAPE not in COLOURS.sub("", sent), what)
        tester.expect(sent.count("\x1b[0m") + sent.count("\x1b[m") >= (1 if coloured else 0), what)
    with_colours, without = (on_terminal(tester, *CHAT, "--color", when)[1] for when in ("always", "never"))
    tester.expect(COLOURS.sub("", with_colours) == without, "colours change the text")
    for form in ("json", "csv", "markdown"):
        status, sent = on_terminal(tester, *CHAT, "-f", form, "--color", "always")
        tester.expect(status == 0 and ESCAPE not in sent, f"{form}: {sent[:200]!r}")


def test_colours_in_a_pipe(tester):
    plain = tester.run(*CHAT)
    for options, environment, coloured in (
            ([], {"TERM": "xterm"}, False), (["--color", "auto"], {}, False),
            (["--color", "never"], {}, False), (["--color", "always"], {"NO_COLOR": "1"}, True)):
        status, stdout, _ = tester.run(*CHAT, *options, **environment)
        tester.expect(status == 0 and (ESCAPE in stdout) == coloured, f"{options} {environment}")
        tester.expect(COLOURS.sub("", stdout) == plain[1], f"{options} {environment}: another text")
    status, stdout, stderr = tester.run(*CHAT, "--color", "yes")
    tester.expect((status, stdout) == (2, "") and
                  "color is not known ('yes'); one of: auto always never" in stderr, stderr)


def test_quiet(tester):
    """Warnings are not printed beside CSV; in a report they stay, and errors are printed."""
    for form in ("csv", "json", "text"):
        usual, quiet = tester.run(*CHAT, "-f", form), tester.run(*CHAT, "-f", form, "--quiet")
        tester.expect(quiet == (0, usual[1], ""), f"{form}: {quiet[0]} {quiet[2]}")
        tester.expect(("warning: " in usual[2]) == (form == "csv"), f"{form}: {usual[2]}")
    tester.expect(json.loads(tester.run(*CHAT, "-f", "json", "-q")[1])["warnings"], "no warnings in JSON")
    tester.write("faulty/dependencies.csv",
                 "business,sector,region,annual_revenue,currency,platform,channel,share,colour\n"
                 "b,G,europe,876600.5,EUR,whatsap,sales,0.25,red\n")
    for command in (["validate", "faulty"], ["estimate", "faulty", "-e", "FB-2021-10-04"]):
        usual = tester.run(*command, "-b", "reference")
        quiet = tester.run(*command, "-b", "reference", "-q")
        faults = [line for line in usual[2].splitlines() if "warning: " not in line]
        tester.expect(faults and quiet == (1, "", "\n".join(faults) + "\n"), f"{command}: {quiet} {usual}")
    tester.expect("warning: " in tester.run("validate", "faulty", "-b", "reference")[2], "no warning")
    wrong = tester.run("estimate", "-q", "-p", "tiktok", "-d", "6h")
    tester.expect(wrong[0] == 2 and "tiktok" in wrong[2], f"{wrong}")


def test_verbose(tester):
    """The files and rows are those of the report's own list; the package and its base are told apart."""
    tester.write("own/dependencies.csv",
                 "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                 "bakery,G,europe,876600.5,EUR,whatsapp,sales,0.25\n")
    ask = ["estimate", "own", "-b", "reference", "-e", "FB-2021-10-04", "--samples", "128", "--seed", "23"]
    usual, verbose = tester.run(*ask, "-f", "json"), tester.run(*ask, "-f", "json", "-v", "-j", "2")
    tester.expect(verbose[:2] == usual[:2] and usual[2] == "", f"{verbose[0]} {usual[2]}")
    lines = verbose[2].splitlines()
    read = [re.fullmatch(r"blackout: reads (\w+) from (.*): (\d+) rows?(, of the package '(.*)')?", line)
            for line in lines[:-1]]
    tester.expect(all(read), verbose[2])
    found = [(m[1], pathlib.Path(m[2]).name, int(m[3])) for m in read if m]
    inputs = json.loads(usual[1])["inputs"]
    tester.expect(found == [(i["resource"], i["path"], i["rows"]) for i in inputs], f"{found} {inputs}")
    own = [m[1] for m in read if m and m[5] is None]
    others = {m[5] for m in read if m and m[5]}
    tester.expect(own == ["dependencies"] and others == {"blackout-reference"}, f"{own} {others}")
    version = tester.run("version")[1].split()[1]
    tester.expect(lines[-1] == f"blackout: version {version}, methodology 2, scenarios 1, samples 128, "
                               "seed 23, threads 2", lines[-1])
    for arguments, words in (
            (["sweep", SMALL, "-p", "chat", "-d", "1h..3h/1h", "--samples", "0"], "scenarios 3, samples 0, seed 1,"),
            (["sensitivity", SMALL, "-p", "chat", "-d", "2h", "--samples", "64"], "samples 64,"),
            (["explain", "/platforms/chat/owner_revenue_loss/net", SMALL, "-p", "chat", "-d", "2h"],
             "scenarios 1, seed 1,"),
            (["estimate", SMALL, "-p", "chat", "-d", "2h", "--until", "40%"], "samples until 40 %, seed 1,")):
        status, _, stderr = tester.run(*arguments, "--verbose")
        tester.expect(status == 0 and words in stderr.splitlines()[-1], f"{arguments}: {stderr}")
    both = tester.run(*ask, "-q", "-v")
    tester.expect(both == (2, "", "blackout: --quiet and --verbose are given; leave one of them out\n"), f"{both}")


# some seconds of work; what is counted, and how many there are
LONG = ["sensitivity", SMALL, "-p", "chat", "-d", "2h..3h", "--samples", "12288", "-j", "1"]
SHORT = {
    "samples": (CHAT, 64), "scenarios": (["sweep", SMALL, "-p", "chat", "-d", "1h..8h/1h", "--samples", "512"], 8),
    "losses": (["sensitivity", SMALL, "-p", "chat", "-d", "2h..3h", "--samples", "64"], None),
    "published figures": (["backtest", "--samples", "64"], None),
    "years": (["risk", "--owner", "meta", "--years", "2385"], 2385),
}
DRAWN = re.compile(r"[0-9,]+ of [0-9,]+ [a-z ]+, [0-9]+ %, [0-9]+ (s|min|h) left *")


def test_progress_for_programs(tester):
    """Shares rise to 1, which is said once; seconds_left is null at first. The report is the same."""
    for what, (arguments, of) in SHORT.items():
        usual, asked = tester.run(*arguments), tester.run(*arguments, "--progress", "json")
        tester.expect(usual[0] == 0 and usual[:2] == asked[:2], f"{what}: another report")
        lines = [json.loads(line) for line in asked[2].splitlines() if line.startswith("{")]
        tester.expect(lines and all(list(line) == ["progress", "done", "of", "what", "seconds_left"]
                                    for line in lines), f"{what}: {asked[2]}")
        shares = [line["progress"] for line in lines]
        tester.expect(shares == sorted(shares) and shares.count(1) == 1 and shares[-1] == 1 and
                      lines[-1]["done"] == lines[-1]["of"] and lines[-1]["seconds_left"] == 0,
                      f"{what}: {asked[2]}")
        tester.expect(lines[-1]["what"] == what and lines[-1]["of"] == (of or lines[-1]["of"]), f"{what}: {asked[2]}")


def test_progress_on_a_terminal(tester):
    """Nothing of a short run. A line is redrawn in place, blanked by as many blanks, and Ctrl-C leaves none and
    no file; a program that reads JSON, a dumb terminal and --quiet get no line."""
    for options, environment in ((["--progress", "never"], {}), (["-q"], {}), ([], {"TERM": "dumb"}), ([], {})):
        sent = on_terminal(tester, *CHAT, "-o", "report.json", *options, **environment)
        tester.expect(sent == (0, ""), f"{options} {environment}: {sent}")
    status, sent = on_terminal(tester, *LONG, "-o", "long.json")
    pieces = sent.split("\r")
    tester.expect(status == 0 and pieces[0] == "" and pieces[-1] == "" and len(pieces) > 3, f"{status} {sent!r}")
    tester.expect(all(DRAWN.fullmatch(piece) and len(piece) < 80 for piece in pieces[1:-2]), f"{sent!r}")
    tester.expect(pieces[-2] == " " * max(map(len, pieces[1:-2])), f"not cleared: {sent!r}")
    tester.expect("of 2 losses" in sent or "evaluations" in sent, f"{sent!r}")
    status, sent = on_terminal(tester, *LONG, "-o", "ended.json", interrupted_at="left")
    pieces = sent.split("\r")
    tester.expect(status == 130 and re.fullmatch(r"(\^C)?blackout: interrupted\n", pieces[-1]) and
                  pieces[-2].strip(" ^C") == "", f"{status} {sent!r}")
    tester.expect(not list(tester.scratch.glob("ended.json*")), "an interrupted run leaves a file")
    tester.expect(tester.run(*CHAT, "--progress=never") == tester.run(*CHAT), "never is not what a pipe gets")
    for words in (["--progress", "yes"], ["-q", "--progress", "json"]):
        status, stdout, stderr = tester.run(*CHAT, *words)
        tester.expect((status, stdout) == (2, "") and "progress" in stderr, f"{words}: {stderr}")


def test_a_workbook_on_a_terminal(tester):
    """Its bytes are for a file: a terminal would take some of them for controls. A build without
    workbooks refuses it in words of its own."""
    status, sent = on_terminal(tester, *CHAT, "--format", "xlsx")
    tester.expect(status == 2 and "xlsx" in sent and sent.count("\n") == 1, f"{status} {sent[:200]!r}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        for test in (test_colours_on_a_terminal, test_colours_in_a_pipe, test_quiet, test_verbose,
                     test_progress_for_programs, test_progress_on_a_terminal,
                     test_a_workbook_on_a_terminal):
            test(tester)
    return tester.ended()


sys.exit(main())
