#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden runs of the command line, and relations between numbers that must hold.

    test_cli.py PROGRAM [--update]

1. CASES: a command line, its exit status, and what it prints, to the byte. Long texts stand in
   expected/NAME.stdout.txt. They are made with tests/golden/package, a small made-up package, so
   that a new figure in the reference package changes none of them.
2. Functions test_*: files, pipes, signals, threads, locales.
3. Functions relation_*: figures of the reference package that follow from a closed relation or from
   its tables; none is taken from what the program has printed before.

Numbers in the expected texts are compared to 11 digits, since libm differs in the last ones between
processors; everything else to the byte.

--update rewrites the expected files from what the program prints now. That is a change of results
or of words: read the difference by hand, line by line, before it is committed, and say so in the
change log."""

import csv
import datetime
import json
import math
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "schema"))
from judge import faults_or_skip  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
SMALL = HERE / "package"
FIRMS = HERE.parent.parent / "datasets" / "firms"
REFERENCE = HERE.parent.parent / "datasets" / "reference"
HOURS_PER_YEAR = 8766  # 365.25 days
FILE = object()  # the text stands in expected/
ANY = object()  # not looked at

DONE, FAILED, USAGE, INTERRUPTED, PIPE = 0, 1, 2, 130, 141

failures = []
notes = []


def fail(message):
    failures.append(message)
    print("FAIL " + message)


def expect(condition, message):
    if not condition:
        fail(message)


def close(actual, expected, tolerance, message):
    scale = max(abs(actual), abs(expected))
    expect(abs(actual - expected) <= tolerance * scale,
           f"{message}: {actual!r} is not {expected!r} (tolerance {tolerance:g})")


# ---- The program -------------------------------------------------------------------------------


class Program:
    """Runs the program in a folder of its own, with a plain environment."""

    def __init__(self, path, folder):
        self.path = str(path)
        self.folder = folder
        self.reports = []  # in JSON, judged at the end

    def environment(self, **more):
        kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS",
                                                 "UBSAN_OPTIONS", "TSAN_OPTIONS")
                if key in os.environ}
        return {**kept, "LC_ALL": "C", "BLACKOUT_MODEL_ERROR": "none", **more}

    def __call__(self, *arguments, env=None, **more):
        more.setdefault("stdout", subprocess.PIPE)
        done = subprocess.run([self.path, *map(str, arguments)], stderr=subprocess.PIPE,
                              cwd=self.folder, env=self.environment(**(env or {})), timeout=300,
                              check=False, **more)
        if done.returncode == DONE and (done.stdout or b"").lstrip(b"{ \n").startswith(b'"schema": "blackout/'):
            self.reports.append(done.stdout.decode())
        return done

    def start(self, *arguments, **more):
        return subprocess.Popen([self.path, *map(str, arguments)], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=self.environment(), **more)

    def estimate(self, *arguments, dataset=REFERENCE):
        """The report of an estimate, as a tree; central values alone."""
        done = self("estimate", "--samples", "0", "--format", "json", *arguments, dataset)
        if done.returncode != DONE:
            fail(f"estimate {' '.join(map(str, arguments))}: {done.stderr.decode().strip()}")
            return None
        return json.loads(done.stdout)


# ---- Golden runs -------------------------------------------------------------------------------

ESTIMATE = ["estimate", "package", "--samples", "0"]
CHAT = [*ESTIMATE, "--platform", "chat", "--duration", "6h"]
LISTS = "`blackout estimate --help` lists them"
TIMES = "like PT6H11M, 6h, 90m or 1d2h, or a range like 4h..8h"
SHARES = ("a number from 0 to 1, a percentage, or a range like 0.07..0.88, which outages called partial were "
          "(full: 0.29..0.98)")

# name, arguments, exit status, standard output, standard error
CASES = [
    # the program
    ("help", ["--help"], DONE, FILE, ""),
    ("help", ["-h"], DONE, FILE, ""),
    ("version", ["--version"], DONE, FILE, ""),
    ("version", ["-V"], DONE, FILE, ""),
    ("version", ["estimate", "--version"], DONE, FILE, ""),
    ("help", ["help"], DONE, FILE, ""),
    ("version", ["version"], DONE, FILE, ""),
    ("help-init", ["help", "init"], DONE, FILE, ""),
    ("help-init", ["init", "--help"], DONE, FILE, ""),
    ("help-command", ["help", "estimat"], USAGE, "",
     "blackout: unknown command 'estimat'; perhaps 'estimate'\n"),
    ("option-first", ["--platform", "chat", "estimate"], USAGE, "",
     "blackout: the command comes first ('--platform'); blackout estimate --platform chat\n"),
    ("no-command", [], USAGE, "", ANY),
    ("command", ["frobnicate"], USAGE, "",
     "blackout: unknown command 'frobnicate'; `blackout --help` lists them\n"),
    ("command-near", ["estimat"], USAGE, "",
     "blackout: unknown command 'estimat'; perhaps 'estimate'\n"),
    # options
    ("option", ["estimate", "--zzz"], USAGE, "", f"blackout: unknown option '--zzz'; {LISTS}\n"),
    ("option-near", ["estimate", "--platfrm", "chat"], USAGE, "",
     "blackout: unknown option '--platfrm'; perhaps '--platform'\n"),
    ("option-short", ["estimate", "-z"], USAGE, "", f"blackout: unknown option '-z'; {LISTS}\n"),
    ("option-abbreviated", ["estimate", "--plat", "chat"], USAGE, "", ANY),
    ("option-twice", ["estimate", "--severity", "1", "--severity=0.5"], USAGE, "",
     "blackout: option '--severity' is given twice; give it once\n"),
    ("option-twice-short", ["estimate", "-d", "1h", "--duration", "2h"], USAGE, "",
     "blackout: option '--duration' is given twice; give it once\n"),
    ("option-value", ["estimate", "--duration"], USAGE, "",
     "blackout: option '--duration' needs a value; --duration TIME\n"),
    ("option-no-value", ["estimate", "--help=yes"], USAGE, "",
     "blackout: option '--help' takes no value ('yes'); write --help alone\n"),
    ("option-of-another", ["validate", "--duration", "6h"], USAGE, "",
     "blackout: `blackout validate` has no option '--duration'; `blackout validate --help` lists "
     "its options\n"),
    ("operand", ["estimate", "a", "b"], USAGE, "",
     "blackout: 'b' is one argument too many; blackout estimate [OPTIONS] [DATASET]\n"),
    ("operand-after-end", ["describe", "--", "--package"], USAGE, "", ANY),
    # values
    ("duration", [*ESTIMATE, "-p", "chat", "-d", "6"], USAGE, "",
     f"blackout: duration is not a duration ('6'); perhaps 6h; {TIMES}\n"),
    ("duration-negative", [*ESTIMATE, "-p", "chat", "-d", "-6h"], USAGE, "",
     f"blackout: duration is not a duration ('-6h'); {TIMES}\n"),
    ("duration-month", [*ESTIMATE, "-p", "chat", "-d", "P1M"], USAGE, "",
     f"blackout: duration has an M that may be months or minutes ('P1M'); {TIMES}\n"),
    ("duration-missing", [*ESTIMATE, "-p", "chat"], USAGE, "",
     "blackout: no duration is given; add one, like --duration 6h\n"),
    ("start", [*CHAT, "--start", "yesterday"], USAGE, "",
     "blackout: start is not a date and time ('yesterday'); ISO 8601, like 2021-10-04T15:39Z\n"),
    ("start-date", [*CHAT, "--start", "2021-02-29"], USAGE, "",
     "blackout: start is not a date and time ('2021-02-29'); ISO 8601, like 2021-10-04T15:39Z\n"),
    ("severity", [*CHAT, "--severity", "1.2"], USAGE, "",
     f"blackout: severity is not a share ('1.2'); {SHARES}\n"),
    ("severity-percent", [*CHAT, "--severity", "101%"], USAGE, "",
     f"blackout: severity is not a share ('101%'); {SHARES}\n"),
    ("severity-nan", [*CHAT, "--severity", "nan"], USAGE, "",
     f"blackout: severity is not a share ('nan'); {SHARES}\n"),
    ("recovery", [*CHAT, "--recovery", "soon"], USAGE, "",
     f"blackout: recovery is not a duration ('soon'); {TIMES}\n"),
    ("currency-of-none", [*CHAT, "--currency", "XXX"], USAGE, "",
     "blackout: currency is the code for no currency, or for tests ('XXX'); ISO 4217, like USD\n"),
    ("currency-misspelt", [*CHAT, "--currency", "UDS"], USAGE, "",
     "blackout: currency is not a currency ('UDS'); perhaps 'USD'\n"),
    ("currency-unknown", [*CHAT, "--currency", "CHF"], USAGE, "",
     "blackout: currency 'CHF' has no rate in the package; fx has USD, EUR: one of these, or add a row\n"),
    ("samples", ["estimate", "package", "-p", "chat", "-d", "6h", "--samples", "-1"], USAGE, "",
     "blackout: samples is not a whole number ('-1'); a whole number from 0 to 2^53 - 1\n"),
    ("samples-part", ["estimate", "package", "-p", "chat", "-d", "6h", "--samples", "0.5"], USAGE,
     "", "blackout: samples is not a whole number ('0.5'); a whole number from 0 to 2^53 - 1\n"),
    ("seed", [*CHAT, "--seed", "99999999999999999999"], USAGE, "", ANY),
    ("top", [*CHAT, "--top", "many"], USAGE, "",
     "blackout: top is not a whole number ('many'); a whole number from 0 to 2^53 - 1\n"),
    ("format", [*CHAT, "--format", "xml"], USAGE, "", ANY),
    ("threads", [*CHAT, "--threads", "0"], USAGE, "",
     "blackout: threads is not a whole number from 1 to 256 ('0'); give one, like --threads 4\n"),
    ("threads-text", [*CHAT, "--threads", "two"], USAGE, "",
     "blackout: threads is not a whole number from 1 to 256 ('two'); give one, like --threads 4\n"),
    ("curve-beside-duration", [*CHAT, "--severity-curve", "curve.csv"], USAGE, "",
     "blackout: a severity curve has its own start, duration, severity and "
     "recovery; leave out those options\n"),
    ("curve-missing", [*ESTIMATE, "-p", "chat", "--severity-curve", "no.csv"], FAILED, "", ANY),
    ("scenario-missing", [*ESTIMATE, "--scenario", "no.json"], FAILED, "",
     "no.json: the file cannot be opened ('No such file or directory'); give a readable file\n"),
    ("scenario-key", [*ESTIMATE, "--scenario", "wrong.json"], USAGE, "", ANY),
    # identifiers
    ("nothing-down", ESTIMATE, USAGE, "",
     "blackout: nothing is down; add --platform, --owner or --event, such as --platform chat; "
     "`blackout describe PACKAGE` lists what there is\n"),
    ("platform-near", [*ESTIMATE, "-p", "chta", "-d", "6h"], USAGE, "",
     "blackout: platform 'chta' is not in the package; perhaps 'chat'\n"),
    ("platform", [*ESTIMATE, "-p", "telegraph", "-d", "6h"], USAGE, "",
     "blackout: platform 'telegraph' is not in the package; there are chat, feed, shop\n"),
    ("platform-empty", [*ESTIMATE, "-p", "chat,", "-d", "6h"], USAGE, "",
     "blackout: platform has an empty identifier ('chat,'); give comma-separated identifiers\n"),
    ("region-near", [*CHAT, "--region", "noth"], USAGE, "",
     "blackout: region 'noth' is not in the package; perhaps 'north'\n"),
    ("owner-near", [*ESTIMATE, "--owner", "alhpa", "-d", "6h"], USAGE, "",
     "blackout: owner 'alhpa' is not in the package; perhaps 'alpha'\n"),
    ("owner-without-platforms", [*ESTIMATE, "--owner", "gamma", "-d", "6h"], USAGE, "",
     "blackout: owner 'gamma' has no platforms in the package; add some to platforms, or give another "
     "--owner\n"),
    ("event-near", [*ESTIMATE, "--event", "ALP-2021-03-03"], USAGE, "",
     "blackout: event 'ALP-2021-03-03' is not in the package; perhaps 'ALP-2021-03-02'\n"),
    ("event", [*ESTIMATE, "--event", "flood"], USAGE, "",
     "blackout: event 'flood' is not in the package; there are ALP-2021-03-02, ALP-2021-05-10, "
     "BET-2021-06-01, GAM-2021-07-01\n"),
    ("event-elsewhere", [*ESTIMATE, "--event", "GAM-2021-07-01"], FAILED, "",
     "blackout: event 'GAM-2021-07-01' cannot be estimated: its platform "
     "'cloud' is not in the package; add it to platforms, or give --platform "
     "and --duration (the prediction of market value alone uses the event)\n"),
    ("event-without-duration", [*ESTIMATE, "--event", "ALP-2021-05-10"], FAILED, "",
     "blackout: event 'ALP-2021-05-10' has no duration in the catalogue; add --duration\n"),
    ("event-other-platform", [*ESTIMATE, "--event", "ALP-2021-03-02", "-p", "shop"], USAGE, "",
     "blackout: platform 'shop' is not one of the event's; give another, or leave out --event\n"),
    # packages
    ("package", ["validate", "nowhere"], USAGE, "",
     "blackout: there is no package 'nowhere'; give a folder, its "
     "datapackage.json, a CSV file, or an installed package (`blackout describe` "
     "lists them)\n"),
    ("package-near", ["validate", "refrence"], USAGE, "",
     "blackout: there is no package 'refrence'; perhaps 'reference'\n"),
    ("package-file", ["describe", "curve.csv"], USAGE, "",
     "blackout: 'curve.csv' is no table of a package, but a severity_curve, which an option "
     "names; give a folder, its datapackage.json or a table\n"),
    ("installed", ["describe"], DONE, ANY, ""),
    ("describe", ["describe", "package"], DONE, FILE, ""),
    ("describe-format", ["describe", "package", "--format", "xml"], USAGE, "", ANY),
    ("validate", ["validate", "package"], DONE, FILE, ""),
    ("validate", ["validate", "package", "--format", "text"], DONE, FILE, ""),
    ("validate-format", ["validate", "package", "--format", "xml"], USAGE, "",
     "blackout: the format is not known ('xml'); text, json, markdown, csv, html, svg or xlsx\n"),
    # what the rows of the file add up to: 1,753,200 x 40,000 twice, ...
    ("validate-json", ["validate", "package", "-f", "json", "--expect-total", "43830000000EUR",
                       "--expect-total", "171813600000.00 USD"], DONE, FILE, ""),
    ("validate-csv", ["validate", "package", "-f", "csv"], DONE,
     "code,message,where,column,count,lines,revenue\n", ""),
    ("validate-faults", ["validate", "broken"], FAILED, "", FILE),
    ("estimate-faults", ["estimate", "broken", "-p", "chat", "-d", "6h"], FAILED, "", FILE),
    # schemas
    ("schema-names", ["schema"], DONE, FILE, ""),
    ("schema-table", ["schema", "table:traffic"], DONE, FILE, ""),
    ("schema-file", ["schema", "price_file", "-f", "csv"], DONE,
     "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,80.1,81.2,79.9,80.5,80.5,1234500\n", ""),
    ("schema-no-table", ["schema", "estimate", "-f", "csv"], USAGE, "", ANY),
    ("schema-format-of-none", ["schema", "-f", "csv"], USAGE, "", ANY),
    ("schema-format", ["schema", "owners", "-f", "text"], USAGE, "", ANY),
    ("schema-unknown", ["schema", "nothing"], USAGE, "", ANY),
    # reports
    ("estimate-event", [*ESTIMATE, "--event", "ALP-2021-03-02"], DONE, FILE, ""),
    ("estimate-event-json", [*ESTIMATE, "--event", "ALP-2021-03-02", "-f", "json"], DONE, FILE, ""),
    ("estimate-any-start", [*ESTIMATE, "--owner", "beta", "-d", "90m"], DONE, FILE, ""),
    ("estimate-currency", [*CHAT, "-c", "EUR", "-s", "2021-03-02T14:30Z"], DONE, FILE, ""),
    ("estimate-curve", [*ESTIMATE, "-p", "chat,shop", "--severity-curve", "curve.csv"], DONE, FILE,
     ""),
    ("estimate-scenario", [*ESTIMATE, "--scenario", "scenario.json"], DONE, FILE, ""),
    ("sweep", ["sweep", "-p", "chat", "-s", "2021-03-02T14:30Z", "-d", "2h..6h/2h", "-n", "64",
               "package"], DONE, FILE, ""),
    ("tolerable", ["tolerable", "-p", "chat", "--loss", "1M", "-n", "0", "package"], DONE, FILE, ""),
]


def make_folder(folder):
    shutil.copytree(SMALL, folder / "package")
    shutil.copytree(SMALL, folder / "broken")
    with (folder / "broken" / "platforms.csv").open("a") as file:
        file.write("chat,Chat again,alpha,1e3,USD,1.5,1,1,reported\n"
                   "blog,Blog,omega,12.5,usd,,0,,guessed\n")
    (folder / "curve.csv").write_text(
        "timestamp,unavailable\n2021-03-02T14:30Z,0.35\n2021-03-02T15:10Z,1\n"
        "2021-03-02T19:05Z,0.4\n2021-03-02T21:00Z,0\n")
    (folder / "scenario.json").write_text(
        '{"platform": ["chat", "shop"], "start": "2021-06-01T16:00Z", "duration": "PT2H30M",\n'
        ' "severity": 0.25, "region": "north", "recovery": "1h", "top": 1}\n')
    (folder / "wrong.json").write_text('{"platfrom": "chat"}\n')


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def same(actual, expected):
    """Equal, but for the last digits of numbers with more than 11."""
    if actual == expected:
        return True
    if NUMBER.sub("#", actual) != NUMBER.sub("#", expected):
        return False
    return all(a == e or (len(e) > 11 and math.isclose(float(a), float(e), rel_tol=1e-11))
               for a, e in zip(NUMBER.findall(actual), NUMBER.findall(expected)))


def difference(actual, expected):
    mine, theirs = actual.splitlines(), expected.splitlines()
    for i, line in enumerate(theirs):
        if i >= len(mine) or not same(mine[i], line):
            found = mine[i] if i < len(mine) else "the end"
            return f"line {i + 1} is\n      {found}\n  and not\n      {line}"
    return f"{len(mine)} lines, and not {len(theirs)}"


def check_text(label, stream, name, actual, expected, update):
    path = EXPECTED / f"{name}.{stream}.txt"
    if expected is ANY:
        return
    if expected is FILE:
        if update:
            path.write_text(actual)
        if not path.exists():
            fail(f"{label}: {path.name} is not there; make it by --update, and read it")
            return
        expected = path.read_text()
    if not same(actual, expected):
        fail(f"{label}: {stream}: {difference(actual, expected)}")


def check_case(program, case, update):
    name, arguments, status, stdout, stderr = case
    done = program(*arguments)
    label = "blackout " + " ".join(arguments)
    expect(done.returncode == status, f"{label}: exit status {done.returncode}, and not {status}")
    check_text(label, "stdout", name, done.stdout.decode(), stdout, update)
    check_text(label, "stderr", name, done.stderr.decode(), stderr, update)
    if status in (FAILED, USAGE):
        expect(done.stderr.endswith(b"\n") and done.stderr.strip(), f"{label}: says nothing")


def command_names(program):
    listed = program("--help").stdout.decode().split("\n\n")[2]
    return [line.split()[0] for line in listed.splitlines()]


def run_cases(program, update):
    cases = list(CASES)
    for command in command_names(program):
        for option in ("--help", "-h"):
            cases.append((f"help-{command}", [command, option], DONE, FILE, ""))
    if update:
        EXPECTED.mkdir(exist_ok=True)
        for path in EXPECTED.glob("*.txt"):
            path.unlink()
    for case in cases:
        check_case(program, case, update)
    named = {f"{name}.{stream}.txt" for name, _, _, *texts in cases
             for stream, text in zip(("stdout", "stderr"), texts) if text is FILE}
    for path in EXPECTED.glob("*.txt"):
        expect(path.name in named, f"expected/{path.name} belongs to no case")
    print(f"{len(cases)} command lines")


# ---- Files and pipes ---------------------------------------------------------------------------


def leftovers(folder, name):
    return [path.name for path in folder.iterdir() if path.name.startswith(name + ".")]


def test_output_file(program):
    """-o writes what standard output would have had, replaces, and leaves nothing else."""
    path = program.folder / "report.txt"
    printed = program(*CHAT).stdout
    path.write_text("what was here before, and is longer than nothing\n")
    path.chmod(0o644)
    for option in (["-o", "report.txt"], ["--output=report.txt"], ["-oreport.txt"]):
        done = program(*CHAT, *option)
        expect(done.returncode == DONE and done.stdout == b"" and done.stderr == b"",
               f"{option}: {done}")
        expect(path.read_bytes() == printed, f"{option}: the file is not what is printed")
        expect(not leftovers(program.folder, "report.txt"), f"{option}: a temporary file is left")
    expect(program(*CHAT, "-o", "-").stdout == printed, "-o - is not standard output")
    link = program.folder / "link.txt"
    link.symlink_to("report.txt")
    path.write_text("")
    program(*CHAT, "-o", "link.txt")
    expect(link.is_symlink() and path.read_bytes() == printed, "-o replaces a link by a file")


def test_output_fails(program):
    """What cannot be written is said, ends with 1, and leaves the old file as it was."""
    path = program.folder / "kept.txt"
    path.write_text("kept\n")
    for name in ("no-folder/report.txt", ".", "/dev/full"):
        done = program(*CHAT, "-o", name)
        expect(done.returncode == FAILED and
               done.stderr.decode().startswith(f"{name}: cannot be written: "),
               f"-o {name}: {done}")
    done = program(*CHAT, "-f", "json", "-o", "kept.txt", preexec_fn=limit_file_size)
    expect(done.returncode == FAILED and b"kept.txt: cannot be written" in done.stderr,
           f"-o with a limit on file size: {done}")
    expect(path.read_text() == "kept\n", "a report that failed has replaced the old file")
    expect(not leftovers(program.folder, "kept.txt"), "a temporary file is left")
    program("estimate", "package", "-p", "nothing", "-d", "6h", "-o", "kept.txt")
    expect(path.read_text() == "kept\n", "a command that failed has replaced the old file")
    if os.geteuid() == 0:
        notes.append("a folder without permission to write: not tested, root may write everywhere")
        return
    folder = program.folder / "locked"
    folder.mkdir(mode=0o555)
    done = program(*CHAT, "-o", "locked/report.txt")
    expect(done.returncode == FAILED and b"Permission denied" in done.stderr, f"locked: {done}")


def limit_file_size():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


WRITERS = [["--help"], ["--version"], ["estimate", "--help"], ["describe"],
           ["describe", "package"], ["validate", "package"], ["schema", "estimate"], CHAT,
           [*CHAT, "--format", "json"]]


def test_full_disk(program):
    for arguments in WRITERS:
        with open("/dev/full", "wb") as full:
            done = program(*arguments, stdout=full)
        expect(done.returncode == FAILED and done.stderr ==
               b"standard output: cannot be written: No space left on device\n",
               f"{arguments} to a full disk: {done}")


def test_closed_pipe(program):
    """A reader that is gone, as with `| head -1`, has had enough: silence, and the status of a program
    that SIGPIPE ends, as jq's is; no half-written file is left."""
    for arguments in WRITERS:
        reader, writer = os.pipe()
        os.close(reader)
        done = program(*arguments, stdout=writer)
        os.close(writer)
        expect(done.returncode == PIPE and done.stderr == b"",
               f"{arguments} to a closed pipe: {done}")
    line = " ".join([program.path, "estimate", "package", "--platform", "chat", "--duration", "6h",
                     "--format", "json", "--samples", "64", "--draws", "gone.csv"])
    done = subprocess.run(["bash", "-c", f"{line} | : ; exit ${{PIPESTATUS[0]}}"],
                          cwd=program.folder, env=program.environment(), capture_output=True,
                          check=False)
    expect(done.returncode == PIPE and done.stderr == b"", f"into a command that reads nothing: {done}")
    expect(not list(program.folder.glob("gone.csv*")), "the draws of a report that nobody read")


# ---- Packages ----------------------------------------------------------------------------------


def test_init(program):
    """What `init` writes is a package: no fault, a description, an estimate of all it names."""
    made = program.folder / "made"
    done = program("init", "made")
    expect(done.returncode == DONE and not done.stdout and not done.stderr, f"init: {done}")
    tables = [name[6:] for name in program("schema").stdout.decode().split() if ":" in name]
    files = {path.name for path in made.iterdir()}
    expect("NOTES.md" in files and "dependencies.csv" in files, f"init wrote {sorted(files)}")
    notes = (made / "NOTES.md").read_text(encoding="utf-8")
    for name in sorted(files - {"NOTES.md"}):
        table = name.removesuffix(".csv")
        expect(table in tables and f"\n### {table}\n" in notes, f"{name} has no note")
        header = (made / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        for column in header[:-2]:
            expect(f"\n| `{column}` |" in notes, f"{name}: {column} has no note")
        expect(header[-2:] == ["basis", "source"], f"{name}: basis and source are not last")
    checked = program("validate", "made")
    expect(checked.returncode == DONE and b"no faults, 0 warnings" in checked.stdout, f"{checked}")
    report = program.estimate("--event", "ACME-2024-03-05", dataset="made")
    if report:
        expect(net(report) > 0 and total(report, "dependent_revenue_loss") > 0, "made: no loss")
    again = program("init", "made")
    expect(again.returncode == USAGE and b"already exists" in again.stderr, f"again: {again}")
    nowhere = program("init", "no/such/folder")
    expect(nowhere.returncode == FAILED and nowhere.stderr.count(b"\n") == 1, f"{nowhere}")
    expect(program("init").returncode == USAGE, "init without a folder")
    left = [path.name for path in program.folder.iterdir() if path.name.startswith("made.")]
    expect(not left, f"init left {left}")


def test_dataset_variable(program):
    """The operand goes before BLACKOUT_DATASET, which goes before the installed reference."""
    def package_of(*operands, **env):
        done = program("describe" if operands else "estimate", "--format", "json",
                       *([] if operands else ["-n", "0", "-p", "chat", "-d", "1h"]), *operands,
                       env=env)
        if done.returncode != DONE:
            return done.stderr.decode()
        report = json.loads(done.stdout)
        return report["package"] if operands else report["inputs"][0]["package"]
    expect(package_of(BLACKOUT_DATASET="package") == "package", "BLACKOUT_DATASET is not taken")
    expect(package_of("broken/../package", BLACKOUT_DATASET="nowhere") == "package",
           "the operand does not go before BLACKOUT_DATASET")
    expect("there is no package 'nowhere'" in package_of(BLACKOUT_DATASET="nowhere"),
           "a BLACKOUT_DATASET that is not there goes unnoticed")
    for value in ("", "reference"):
        expect("'chat' is not in the package" in package_of(BLACKOUT_DATASET=value),
               f"BLACKOUT_DATASET='{value}' is not the reference package")


def location():
    """That of the reference's class of past outages: in its first row of model_error."""
    with (REFERENCE / "model_error.csv").open(newline="") as file:
        return float(next(csv.DictReader(file))["location"])


def test_default_model_error(program):
    """A package without a model error has that of the installed reference, and the report says so;
    BLACKOUT_MODEL_ERROR names another package, or none."""
    asked = ["estimate", "package", "-n", "0", "-p", "chat", "-d", "6h", "-f", "json"]
    none = json.loads(program(*asked).stdout)
    default = json.loads(program(*asked, env={"BLACKOUT_MODEL_ERROR": ""}).stdout)
    named = json.loads(program(*asked, env={"BLACKOUT_MODEL_ERROR": str(REFERENCE)}).stdout)
    before = none["totals"]["owner_revenue_loss"]["net"]["central"]
    after = default["totals"]["owner_revenue_loss"]
    close(after["net"]["central"], before * math.exp(location()), 1e-12,
          "the location of the reference's class")
    close(after["uncalibrated"]["central"], before, 1e-12, "the loss before calibration")
    expect(default["totals"] == named["totals"], "the reference by its name")
    codes = {warning["code"] for warning in default["warnings"]}
    expect("default_model_error" in codes and "no_model_error" not in codes, f"warnings: {codes}")
    wrong = program(*asked, env={"BLACKOUT_MODEL_ERROR": "nowhere"})
    expect(wrong.returncode == 2 and b"nowhere" in wrong.stderr, f"no such package: {wrong.returncode}")


def test_base(program):
    """--base supplies what is missing, and the report says which table came from where."""
    own = program.folder / "own"
    own.mkdir()
    shutil.copy(SMALL / "dependencies.csv", own)
    alone = program(*["estimate", "own", "-n", "0", "-p", "chat", "-d", "6h"])
    expect(alone.returncode == FAILED, f"a package without platforms: {alone}")
    based = program.estimate("-p", "chat", "-d", "6h", "--base", "package", dataset="own")
    whole = program.estimate("-p", "chat", "-d", "6h", dataset="package")
    if based and whole:
        origin = {entry["resource"]: entry["package"] for entry in based["inputs"]}
        expect(origin.pop("dependencies") == "own" and set(origin.values()) == {"package"},
               f"tables and packages: {origin}")
        expect(based["totals"] == whole["totals"], "--base changes the totals")
    # with sectors of its own: what the base's buy from each other is not about them
    linked = program.estimate("-p", "chat", "-d", "6h", "--base", REFERENCE, dataset="package")
    if linked:
        warned = {warning["where"] for warning in linked["warnings"]
                  if warning["code"] == "base_table_left_out"}
        expect(warned == {"supply.csv:1:1"} and "indirect_loss" not in linked["totals"],
               f"the base's supply is left out: {warned}")
    check_base_of_others(program)


def check_base_of_others(program):
    """Outages and inputs of one's own: no warning of the base's returns, which are about none of them, but
    that nothing is predicted; none of its groups, of which samples tell. The same under the base's name."""
    named = json.loads((REFERENCE / "datapackage.json").read_text(encoding="utf-8"))["name"]
    for name in ("catalogue", named):
        own = program.folder / name
        own.mkdir()
        for table in ("owners", "platforms", "regions", "platform_regions", "outages", "activity", "fx"):
            shutil.copy(SMALL / f"{table}.csv", own)
        done = program("estimate", "--samples", "64", "--format", "json", "-p", "chat", "-d", "6h",
                       "--base", REFERENCE, f"./{name}")
        if done.returncode != DONE:
            fail(f"a base under {name}: {done.stderr.decode().strip()}")
            continue
        codes = [(w["code"], w["where"].split(".")[0]) for w in json.loads(done.stdout)["warnings"]]
        expect(("base_rows_left_out", "event_returns") not in codes and
               "no_prediction" in {code for code, _ in codes} and
               not {code for code, _ in codes} & {"event_not_catalogued", "uncertainty_unused"},
               f"what the base has of its own outages and inputs, under {name}: {codes}")


def test_schemas(program):
    """Every report's schema is JSON with its name; a table's has its columns."""
    for name in ("estimate", "describe"):
        schema = json.loads(program("schema", name).stdout)
        expect(schema["$id"] == f"urn:blackout:{name}:1", f"schema {name}: $id {schema['$id']}")
    owners = json.loads(program("schema", "owners").stdout)
    expect({"owner", "name", "currency"} <= set(owners["properties"]), "schema owners")
    for name in program("schema").stdout.decode().split():
        schema = json.loads(program("schema", name).stdout)
        is_table = schema["$id"] == f"urn:blackout:{name}"
        expect(is_table or schema["$id"] == f"urn:blackout:{name}:1", f"{name}: {schema['$id']}")


# ---- Signals, threads, locales -----------------------------------------------------------------


def catches_interrupts(process):
    """Whether the program has come so far that it catches SIGINT."""
    try:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return False
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
    return caught is not None and int(caught[1], 16) >> (signal.SIGINT - 1) & 1 == 1


def interrupt(process):
    """Interrupts the program as soon as it can be; False if it has ended before."""
    while process.poll() is None:
        if catches_interrupts(process):
            process.send_signal(signal.SIGINT)
            return True
        time.sleep(0.001)
    return False


def test_interrupt(program):
    """A run of some hundred milliseconds, so that the signal all but surely meets it; a run that
    has gone by before it came proves nothing, and is repeated."""
    ends = []
    for _ in range(20):
        process = program.start("estimate", "package", "--platform", "chat", "--duration", "6h",
                                "--samples", "300000", "--threads", "1", "-o", "interrupted.txt")
        sent = interrupt(process)
        output, message = process.communicate(timeout=300)
        ends.append(process.returncode)
        if sent and process.returncode == INTERRUPTED:
            expect(output == b"" and message.count(b"\n") == 1, f"interrupted: {message}")
            expect(not (program.folder / "interrupted.txt").exists(), "a part of a report is left")
            break
    expect(ends[-1] == INTERRUPTED, f"interrupted runs end with {ends}, and not {INTERRUPTED}")


def test_interrupt_while_reading(program):
    """Also where the program waits for its standard input."""
    process = program.start(*ESTIMATE, "--scenario", "-", stdin=subprocess.PIPE)
    interrupt(process)
    time.sleep(0.05)
    process.communicate(timeout=60)
    expect(process.returncode == INTERRUPTED, f"interrupted reading: {process.returncode}")


def test_same_bytes(program):
    """The number of threads, the locale and another run change nothing."""
    for scenario in (["--event", "ALP-2021-03-02"], ["--owner", "alpha", "--duration", "6h"]):
        for form in ("json", "text"):
            arguments = ["estimate", "package", *scenario, "--samples", "500", "--format", form]
            first = program(*arguments)
            expect(first.returncode == DONE, f"{arguments}: {first.stderr.decode()}")
            expect(program(*arguments).stdout == first.stdout, f"{scenario}: two runs differ")
            for threads in (1, 2, 7):
                expect(program(*arguments, "--threads", threads).stdout == first.stdout,
                       f"{scenario} {form}: {threads} threads give other bytes")
            expect(program(*arguments, "--seed", "1").stdout == first.stdout, "seed 1 is default")


HOST = """#include <locale.h>
__attribute__((constructor)) static void set(void) { setlocale(LC_ALL, ""); }
"""  # what a program with windows of its own does before it calls the library


def comma_locale(program):
    """The environment of a host with a decimal comma, and the reason where there is none."""
    folder = program.folder / "locales"
    folder.mkdir()
    (folder / "host.c").write_text(HOST, encoding="ascii")
    env = {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LOCPATH": str(folder),
           "LD_PRELOAD": str(folder / "host.so")}
    if not shutil.which("localedef") or not shutil.which("cc"):
        return None, "localedef or cc is not there"
    # of its numbers alone: the whole takes seconds
    (folder / "source").write_text("".join(
        f'LC_{part}\ncopy "{"de_DE" if part == "NUMERIC" else "POSIX"}"\nEND LC_{part}\n'
        for part in ("NUMERIC", "CTYPE", "COLLATE", "TIME", "MONETARY", "MESSAGES")), encoding="ascii")
    subprocess.run(["localedef", "-c", "-i", folder / "source", "-f", "UTF-8", folder / "de_DE.UTF-8"],
                   capture_output=True, check=False)
    if not (folder / "de_DE.UTF-8").exists():
        return None, "localedef has no de_DE (Debian's package locales)"
    subprocess.run(["cc", "-shared", "-fPIC", folder / "host.c", "-o", folder / "host.so"],
                   check=True)
    printed = subprocess.run(["/usr/bin/printf", "%.1f", "0,5"], capture_output=True, text=True,
                             env={**program.environment(), **env}, check=False)
    expect(printed.stdout == "0,5", "the locale has no decimal comma: the test would not fail")
    return env, None


def test_locale(program):
    """A host program with a decimal comma gets the same bytes."""
    env, reason = comma_locale(program)
    if env and program("--version", env=env).returncode != DONE:
        reason = "the program takes no preloaded library (a sanitizer's build)"
    if reason:
        notes.append(f"a locale with a decimal comma: not tested, {reason}")
        return
    event = ["estimate", "package", "--event", "ALP-2021-03-02", "--samples", "64"]
    reports = [[*event, "--format", form] for form in ("json", "text", "markdown", "html")]
    reports += [["explain", "/totals/owner_revenue_loss/net/central", str(REFERENCE), "--event",
                 "FB-2021-10-04"],
                ["sweep", str(REFERENCE), "--platform", "whatsapp", "--duration", "1h..3h/1h",
                 "--samples", "0", "--format", "csv"],
                ["describe", str(REFERENCE)], ["validate", str(REFERENCE)]]
    for arguments in reports:
        with_point, with_comma = program(*arguments), program(*arguments, env=env)
        expect(with_point.returncode == DONE, f"{arguments}: {with_point.stderr.decode()}")
        expect((with_comma.stdout, with_comma.stderr) == (with_point.stdout, with_point.stderr),
               f"{arguments}: another locale prints other bytes")


# ---- The tables, read without the program ------------------------------------------------------


def rows_of(table, package=REFERENCE):
    with (package / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def in_force(table, key, value, when):
    """The latest row not after `when`: what was known."""
    known = [row for row in rows_of(table) if row[key] == value and
             (not row["as_of"] or datetime.date.fromisoformat(row["as_of"][:10]) <= when)]
    return max(known, key=lambda row: row["as_of"])


def revenue(platform, when):
    """A platform's revenue of a year; the platforms of an owner sum to the owner's, where given."""
    row = in_force("platforms", "platform", platform, when)
    owner = in_force("owners", "owner", row["owner"], when)
    names = {other["platform"] for other in rows_of("platforms") if other["owner"] == row["owner"]}
    everything = sum(float(in_force("platforms", "platform", name, when)["annual_revenue"])
                     for name in names)
    scale = float(owner["annual_revenue"]) / everything if owner["annual_revenue"] else 1
    return float(row["annual_revenue"]) * scale


def revenue_shares(platform):
    return sum(float(row["revenue_share"]) for row in rows_of("platform_regions")
               if row["platform"] == platform)


def platforms_of(owner):
    names = [row["platform"] for row in rows_of("platforms") if row["owner"] == owner]
    return list(dict.fromkeys(names))


def total(report, name, part=None):
    figure = report["totals"][name]
    return (figure[part] if part else figure)["central"]


def gross(report):
    return total(report, "owner_revenue_loss", "gross")


def net(report):
    return total(report, "owner_revenue_loss", "net")


def owner_side(platform):
    """What of a platform's row rests on its owner's tables alone."""
    figures = {"hours": platform["lost_demand_hours"], **platform["owner_revenue_loss"]}
    for region in platform["by_region"]:
        figures[region["region"]] = region["lost_demand_hours"]
        figures[region["region"] + " net"] = region["owner_revenue_loss"]["net"]
    return {name: figure["central"] for name, figure in figures.items()}


# ---- Relations ---------------------------------------------------------------------------------

WHEN = ["--start", "2021-10-04T15:39Z", "--duration", "PT6H11M"]
ROUNDING = 1e-12  # sums in another order


def relation_severity(program):
    """A step without recovery takes its share of demand: 0.4 of it is 0.4 of the loss."""
    full = program.estimate("--owner", "meta", *WHEN)
    part = program.estimate("--owner", "meta", *WHEN, "--severity", "0.4")
    close(gross(part), 0.4 * gross(full), ROUNDING, "gross at severity 0.4")
    for whole, some in zip(full["platforms"], part["platforms"]):
        for name, value in owner_side(whole).items():
            close(owner_side(some)[name], 0.4 * value, ROUNDING,
                  f"{whole['platform']} {name} at severity 0.4")


def relation_owner(program):
    """An owner stands for all its platforms."""
    owner = program.estimate("--owner", "meta", *WHEN)
    named = program.estimate("--platform", ",".join(platforms_of("meta")), *WHEN)
    expect(owner["scenario"].pop("owner") == "meta", "the scenario does not name the owner")
    expect(owner == named, "--owner meta is not the same as naming its platforms")


def relation_joint(program):
    """A platform loses its owner the same alone and with others; its dependants lose no less when
    the platforms to which they could go are down too."""
    joint = program.estimate("--owner", "meta", *WHEN)
    for row in joint["platforms"]:
        alone = program.estimate("--platform", row["platform"], *WHEN)["platforms"][0]
        for name, value in owner_side(row).items():
            close(owner_side(alone)[name], value, ROUNDING, f"{row['platform']} {name} alone")
        expect(alone["dependent_revenue_loss"]["central"] <=
               row["dependent_revenue_loss"]["central"] * (1 + ROUNDING),
               f"{row['platform']}: dependants lose more when other platforms are up")


def relation_night(program):
    """07:00 UTC is the night of the Americas, 17:00 UTC their day."""
    region = ["--owner", "meta", "--region", "us_canada", "--duration", "2h", "--start"]
    night = program.estimate(*region, "2021-10-04T07:00Z")
    day = program.estimate(*region, "2021-10-04T17:00Z")
    expect(gross(night) < gross(day), f"night {gross(night)} costs as much as day {gross(day)}")


def relation_regions(program):
    """The regions' losses sum to the loss of all."""
    whole = program.estimate("--owner", "meta", *WHEN)
    names = whole["scenario"]["regions"]
    parts = [program.estimate("--owner", "meta", *WHEN, "--region", name) for name in names]
    for figure in (gross, net):
        close(sum(map(figure, parts)), figure(whole), ROUNDING, "sum over regions")
    close(sum(total(part, "economy_baseline") for part in parts),
          total(whole, "economy_baseline"), ROUNDING, "economy baseline, sum over regions")


def relation_time(program):
    """Two outages, one after the other, lose the owner what one over both does."""
    def loss(start, duration):
        return gross(program.estimate("--owner", "meta", "--start", start, "--duration", duration))
    close(loss("2021-10-04T15:39Z", "100m") + loss("2021-10-04T17:19Z", "271m"),
          loss("2021-10-04T15:39Z", "371m"), ROUNDING, "sum over time")


def relation_week(program):
    """Activity has mean 1 over a week: a week loses 168 hours of demand whatever its start."""
    for start in ("2021-10-04T15:39Z", "2021-10-09T02:00Z"):
        report = program.estimate("--owner", "meta", "--start", start, "--duration", "1w")
        for platform in report["platforms"]:
            close(platform["lost_demand_hours"]["central"], 168, 1e-9,
                  f"{platform['platform']}: hours of a week")


def relation_any_start(program):
    """Without a start the loss is the mean over the week, in which every hour counts once."""
    report = program.estimate("--platform", "whatsapp", "--duration", "90m")
    close(report["platforms"][0]["lost_demand_hours"]["central"], 1.5, 1e-9, "mean hours")
    timing = report["timing"]["owner"]
    cheapest = timing["cheapest_start"]["loss"]["central"]
    dearest = timing["dearest_start"]["loss"]["central"]
    expect(cheapest < net(report) < dearest, f"{cheapest} {net(report)} {dearest}")


def relation_waterfall(program):
    """The changes sum to the net loss, and each running amount is the sum so far."""
    for arguments in (["--owner", "meta", *WHEN, "--severity", "0.7", "--recovery", "2h"],
                      ["--event", "FB-2021-10-04"], ["--platform", "whatsapp", "-d", "30h"]):
        report = program.estimate(*arguments)
        for side, expected in (("owner", net(report)),
                               ("dependants", total(report, "dependent_revenue_loss"))):
            steps = report["waterfall"][side]
            largest = max(abs(step["running"]["central"]) for step in steps)
            running = 0
            for step in steps:
                running += step["change"]["central"]
                expect(abs(running - step["running"]["central"]) <= ROUNDING * largest,
                       f"{side} {step['step']}: the sum so far is {running}")
            expect(abs(running - expected) <= ROUNDING * largest,
                   f"{side}: the changes sum to {running}, and not to {expected}")
            expect(steps[0]["step"] == "straight_line" and steps[-1]["step"] == "net",
                   f"{side}: {[step['step'] for step in steps]}")


def relation_straight_line(program):
    """Annual revenue of the row in force at the start, over 8766 hours, times the duration."""
    for start in ("2020-06-01T12:00Z", "2021-10-04T15:39Z", "2022-10-25T06:37Z"):
        when = datetime.date.fromisoformat(start[:10])
        for platform in platforms_of("meta"):
            report = program.estimate("-p", platform, "--start", start, "-d", "371m")
            yearly = revenue(platform, when) * revenue_shares(platform)
            expected = yearly / HOURS_PER_YEAR * 371 / 60
            baseline = report["baselines"][0]
            expect(baseline["method"] == "annual_straight_line", baseline["method"])
            close(baseline["value"]["central"], expected, ROUNDING, f"{platform} {start} baseline")
            close(report["waterfall"]["owner"][0]["running"]["central"], expected, ROUNDING,
                  f"{platform} {start} first step")


def kept_hours(decay_hours):
    """The integral of exp(-u / lambda) over each hour of a week that counts from the start."""
    return [-decay_hours * math.expm1(-1 / decay_hours) * math.exp(-hour / decay_hours)
            for hour in range(168)]


def made_up_of_a_week(platform, decay_hours, when):
    """The mean of exp(-u / lambda) over the sales that a platform loses in the week from `when` on,
    00:00 UTC: its regions' revenue shares, times the weight of each local hour, times the
    integral over it. Clocks are whole hours apart, so that no local hour is cut."""
    clocks = {row["region"]: float(row["utc_offset_hours"]) for row in rows_of("regions")}
    lost = counted = 0
    for row in rows_of("platform_regions"):
        if row["platform"] != platform:
            continue
        expect(clocks[row["region"]].is_integer(), f"{row['region']}: whole hours from UTC")
        weights = {int(hour["hour_of_week"]): float(hour["weight"]) for hour in rows_of("activity")
                   if hour["profile"] == row["profile"]}
        start = 24 * when.weekday() + int(clocks[row["region"]])
        share = float(row["revenue_share"]) / sum(weights.values())
        for hour, kept in enumerate(kept_hours(decay_hours)):
            weight = share * weights[(start + hour) % 168]
            lost += weight
            counted += weight * kept
    return counted / lost


def relation_owner_factors(program):
    """Week-long losses by hand: revenue, growth, usage and recapture straight from the tables. What
    is made up is kappa_0 times a mean over hours (methodology, what is made up later)."""
    when = datetime.date(2021, 10, 4)
    report = program.estimate("--owner", "meta", "--start", when.isoformat(), "-d", "1w")
    for row in report["platforms"]:
        inputs = in_force("platforms", "platform", row["platform"], when)
        factor = {name: float(inputs[name] or default) for name, default in
                  (("growth_factor", 1), ("usage_share", 1), ("recapture", 0))}
        expected = (revenue(row["platform"], when) * revenue_shares(row["platform"]) *
                    factor["growth_factor"] * factor["usage_share"] * 168 / HOURS_PER_YEAR)
        losses = row["owner_revenue_loss"]
        close(losses["gross"]["central"], expected, 1e-9, f"{row['platform']} gross of a week")
        if inputs["recapture_decay_hours"]:
            factor["recapture"] *= made_up_of_a_week(
                row["platform"], float(inputs["recapture_decay_hours"]), when)
        expected *= (1 - factor["recapture"]) * math.exp(location())
        close(losses["net"]["central"], expected, 1e-9,
              f"{row['platform']} net of a week")


def relation_economy(program):
    """Sum over regions of gdp, digital share and hours over 8766."""
    report = program.estimate("--owner", "meta", *WHEN)
    expected = 0
    for region in rows_of("regions"):
        expect(region["gdp_currency"] == "USD", "the test reads gdp in USD alone")
        expected += float(region["gdp"]) * float(region["digital_share"])
    expected *= 371 / 60 / HOURS_PER_YEAR
    close(total(report, "economy_baseline"), expected, ROUNDING, "economy baseline")


def relation_currency(program):
    """Another currency is another unit: every total by the rate in force."""
    dollars = program.estimate("--owner", "meta", *WHEN)
    euros = program.estimate("--owner", "meta", *WHEN, "--currency", "EUR")
    rate = max((row for row in rows_of("fx") if row["currency"] == "EUR" and
                row["date"] <= "2021-10-04"), key=lambda row: row["date"])
    for figure in (gross, net, lambda r: total(r, "dependent_revenue_loss"),
                   lambda r: total(r, "economy_baseline"),
                   lambda r: r["owners"][0]["market_cap"]["central"]
                   if "market_cap" in r["owners"][0] else 0):
        close(figure(euros), figure(dollars) * float(rate["per_usd"]), ROUNDING, "euros")


def relation_fallback(program):
    """A fallback that is up takes its share of the flow; one that is down takes nothing."""
    def dependants(package, platforms):
        report = program.estimate("-p", platforms, "--start", "2021-03-02T14:30Z", "-d", "6h",
                                  dataset=package)
        rows = {row["platform"]: row for row in report["platforms"]}
        return rows["chat"]["dependent_revenue_loss"]["central"]
    rows = rows_of("dependencies", SMALL)
    own = next(row for row in rows if row["business"] == "bakery" and row["platform"] == "chat")
    expect(own["fallback"] == "feed", "the package's bakery goes from chat to feed")
    one = {"with": own, "without": {**own, "fallback": "", "fallback_share": ""}}
    for name, row in one.items():
        folder = program.folder / f"fallback-{name}"
        shutil.copytree(SMALL, folder)
        (folder / "fallbacks.csv").unlink()
        with (folder / "dependencies.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, row.keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerow(row)
    without = dependants("fallback-without", "chat")
    expect(without > 0, "nothing is lost without a fallback")
    share = float(own["fallback_share"])
    close(dependants("fallback-with", "chat"), (1 - share) * without, ROUNDING, "fallback up")
    close(dependants("fallback-with", "chat,feed"), without, ROUNDING, "fallback down")
    close(dependants("fallback-without", "chat,feed"), without, ROUNDING, "no fallback")


def reference_event(condition):
    """The first event of the reference package's catalogue that meets a condition."""
    here = {row["platform"] for row in rows_of("platforms")}
    return next(row["event"] for row in rows_of("outages")
                if condition(row, set(row["platforms"].split(";")) <= here))


def relation_catalogue(program):
    """Events that cannot be estimated are refused, with the reason."""
    absent = reference_event(lambda row, here: not here and row["duration_minutes"])
    done = program("estimate", "--event", absent, REFERENCE)
    expect(done.returncode == FAILED and b"is not in the package" in done.stderr, f"{done}")
    endless = reference_event(lambda row, here: here and not row["duration_minutes"])
    done = program("estimate", "--event", endless, REFERENCE)
    expect(done.returncode == FAILED and b"add --duration" in done.stderr, f"{done}")
    report = program.estimate("--event", endless, "--duration", "2h")
    expect(report["scenario"]["duration_hours"] == 2, "--duration does not fill the event's")


def read_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def published_middles(owner):
    """What the owner of the package firms published as lost, spent and recovered: the middle of each
    figure, added up."""
    events = {row["event"] for row in read_rows(FIRMS / "outages.csv") if row["owner"] == owner}
    sums = {"forgone_revenue": 0.0, "other_costs": 0.0, "recoveries": 0.0}
    of = {"owner_revenue_loss": "forgone_revenue", "owner_credits": "other_costs",
          "owner_cost": "other_costs", "owner_insurance": "recoveries"}
    for row in read_rows(FIRMS / "published.csv"):
        if row["event"] in events and row["measure"] in of:
            sums[of[row["measure"]]] += (float(row["low"]) + float(row["high"])) / 2
    return sums


def relation_year_of_firms(program):
    """Costs and recoveries of the outages that firms measured add up to what they published; what
    nobody published of an outage is the estimate of that outage alone."""
    owners = sorted({row["owner"] for row in read_rows(FIRMS / "outages.csv")})
    counted = 0
    estimated = []
    for owner in owners:
        done = program("year", "--from", "2005-01-01", "--to", "2035-12-31", "--owner", owner,
                       "--samples", "0", "--format", "json", FIRMS)
        expect(done.returncode == DONE, f"{owner}: {done.stderr}")
        incidents = json.loads(done.stdout)["incidents"]
        booked = {name: sum(one[name] for one in incidents
                            if one.get(basis) != "estimated")
                  for name, basis in (("forgone_revenue", "revenue_basis"),
                                      ("other_costs", "costs_basis"), ("recoveries", None))}
        for name, amount in published_middles(owner).items():
            close(booked[name], amount, 1e-12, f"{owner}: {name}")
        counted += sum(one["bookings"] > 0 for one in incidents)
        estimated += [one for one in incidents if one["revenue_basis"] == "estimated"]
    expect(counted >= 25, f"only {counted} incidents of firms have costs")
    expect(len(estimated) >= 2, f"only {len(estimated)} incidents of firms are estimated")
    for one in estimated[:2]:
        done = program("estimate", "--event", one["incident"], "--samples", "0", "--format", "json",
                       FIRMS)
        gross = json.loads(done.stdout)["totals"]["owner_revenue_loss"]["gross"]["central"]
        close(one["forgone_revenue"], gross, 1e-12, one["incident"])


# ---- The run -----------------------------------------------------------------------------------


def main():
    arguments = [word for word in sys.argv[1:] if word != "--update"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        program = Program(pathlib.Path(arguments[0]).resolve(), pathlib.Path(name))
        make_folder(program.folder)
        run_cases(program, "--update" in sys.argv)
        tests = [(key, value) for key, value in globals().items()
                 if key.startswith(("test_", "relation_"))]
        for key, test in tests:
            before = len(failures)
            test(program)
            print(f"{'ok  ' if len(failures) == before else 'FAIL'} {key}")
        expect(not (faults := faults_or_skip(program.path, program.reports)), f"reports: {faults}")
    for note in notes:
        print("note: " + note)
    print(f"FAILED ({len(failures)} failures)" if failures else "passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
