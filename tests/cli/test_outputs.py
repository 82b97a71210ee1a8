#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No output of a command replaces what the command reads, or another of its outputs.

    test_outputs.py PROGRAM

COMMANDS has, for each command that writes a file, a command line that succeeds, and the files that
it reads. Each option that writes is pointed at each of those files, under every name that the file
has, and must be refused, with one line that has both names, before anything is done: no byte of any
file changes and no file is added. The options themselves are taken from --help, so that a new one
cannot be forgotten."""

import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SMALL = HERE.parent / "golden" / "package"
PRIOR = HERE.parent.parent / "datasets" / "reference" / "outage_prior.csv"
ERROR = PRIOR.parent / "model_error.csv"
DONE, USAGE = 0, 2

OUTAGE = ["--platform", "chat", "--duration", "6h"]
CENTRAL = ["--samples", "0"]
SCENARIO = ["--scenario", "asked.json"]
PACKAGE = ["shops/dependencies.csv", "shops/outages.csv"]
BASE = ["--base", "described"]
BASE_FILES = ["described/datapackage.json", "described/tables/owners.csv"]
MEASURED = ["--start", "2021-10-04T12:00Z", "--duration", "2h"]
STUDY = ["--event", "ALP-2021-03-02", "--symbol", "ALP", "--index", "IDX"]

# command line without outputs -> the files that it reads
COMMANDS = [
    (["estimate", "shops", *BASE, *OUTAGE, *CENTRAL], [*PACKAGE, *BASE_FILES]),
    (["estimate", "shops", *SCENARIO, *CENTRAL], ["asked.json", *PACKAGE]),
    (["estimate", "described", *OUTAGE, "--samples", "64"], BASE_FILES),
    (["estimate", "--base", "shops", "--table", "dependencies=mine.csv", *OUTAGE, *CENTRAL],
     ["mine.csv", "shops/owners.csv"]),
    (["estimate", "described/datapackage.json", *OUTAGE, *CENTRAL], BASE_FILES),
    (["estimate", "shops", "--platform", "chat", "--severity-curve", "curve.2021", *CENTRAL],
     ["curve.2021", *PACKAGE]),
    (["estimate", "shops", "--scenario", "measured.json", *CENTRAL],  # it names the curve
     ["measured.json", "curve.2021", *PACKAGE]),
    (["sweep", "shops", "--platform", "chat", "--duration", "1h..3h/1h", *CENTRAL], PACKAGE),
    (["sweep", "shops", "--scenario", "measured.json", "--platform", "chat/feed", *CENTRAL],
     ["measured.json", "curve.2021", *PACKAGE]),
    (["compare", "asked.json", "measured.json", "shops", *CENTRAL],
     ["asked.json", "measured.json", "curve.2021", *PACKAGE]),
    (["tolerable", "shops", "--platform", "chat", "--loss", "1M", *CENTRAL], PACKAGE),
    (["filing", "8k", "shops", *OUTAGE, *CENTRAL], PACKAGE),
    (["year", "booked", "--from", "2021-01-01", "--to", "2021-12-31", "--currency", "USD"], ["booked/costs.csv"]),
    (["sensitivity", "shops", *SCENARIO, "--samples", "64"], ["asked.json", *PACKAGE]),
    (["explain", "/totals/owner_revenue_loss/net", "shops", *SCENARIO], ["asked.json", *PACKAGE]),
    (["backtest", "shops", *BASE], [*PACKAGE, *BASE_FILES]),
    (["calibrate", "shops", "reported", "--samples", "64"],
     [*PACKAGE, "reported/published.csv", "reported/outages.csv"]),
    (["risk", "priors", "--owner", "alpha", "--years", "1000"],
     ["priors/outage_prior.csv", "priors/dependencies.csv"]),
    (["risk", "priors", "--scenario", "years.json"], ["years.json", "priors/owners.csv"]),
    (["event-study", "shops", *STUDY, "--prices", "prices_ALP.csv", "--prices", "prices_IDX.csv"],
     ["prices_ALP.csv", "prices_IDX.csv", *PACKAGE]),
    (["event-study", "priced", *STUDY], ["priced/prices_ALP.csv", "priced/outages.csv"]),
    (["event-study", "priced", *STUDY, "--table", "dependencies=mine.csv"], ["mine.csv"]),
    (["traffic", "traffic.csv", *MEASURED, "--holidays", "holidays.csv"],
     ["traffic.csv", "holidays.csv"]),
    (["traffic", "measured", *MEASURED], ["measured/traffic.csv"]),
    (["describe", "shops", *BASE], [*PACKAGE, *BASE_FILES]),
    (["validate", "shops", *BASE], [*PACKAGE, *BASE_FILES]),
    (["merge", "part.1", "part.2"], ["part.2"]),  # the package: test_shards.py
    (["schema", "estimate"], []),
]

failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        print("FAIL " + message)


# ---- A folder with everything that a command may read --------------------------------------------


def weekly_traffic():
    """Four weeks of hours, 100 in each by day and 50 by night; two hours are empty."""
    start = datetime.datetime(2021, 9, 13)
    rows = ["timestamp,platform,region,volume"]
    for hour in range(4 * 7 * 24):
        time = start + datetime.timedelta(hours=hour)
        down = datetime.datetime(2021, 10, 4, 12) <= time < datetime.datetime(2021, 10, 4, 14)
        volume = 0 if down else 100 if 8 <= time.hour < 20 else 50
        rows.append(f"{time:%Y-%m-%dT%H:%MZ},chat,north,{volume}")
    return "\n".join(rows) + "\n"


def prices(step):
    """Closes of every weekday around the event, by a small generator of no importance."""
    day, rows, seed, close = datetime.date(2019, 6, 3), [], step, 100.0
    while day < datetime.date(2021, 11, 30):
        seed = (seed * 1103515245 + 12345) % 2**31
        close *= 1 + (seed / 2**31 - 0.5) / 50
        if day.weekday() < 5:
            rows.append(f"{day},{close:.4f},{close:.4f},{close:.4f},{close:.4f},{close:.4f},1000")
        day += datetime.timedelta(days=1)
    return "Date,Open,High,Low,Close,Adj Close,Volume\n" + "\n".join(rows) + "\n"


def describe(folder):
    """Moves the tables of a package into a folder of its own and writes a datapackage.json."""
    (folder / "tables").mkdir()
    names = sorted(path.name for path in folder.glob("*.csv"))
    for name in names:
        (folder / name).rename(folder / "tables" / name)
    resources = ",\n".join(f'{{"name": "{name[:-4]}", "path": "tables/{name}"}}' for name in names)
    (folder / "datapackage.json").write_text(f'{{"name": "described", "resources": [{resources}]}}')


def make(folder):
    for name in ("shops", "described", "priors", "priced", "measured", "reported", "booked"):
        shutil.copytree(SMALL, folder / name)
    describe(folder / "described")
    shutil.copytree(SMALL, folder / "based")
    (folder / "based/datapackage.json").write_text('{"name": "based", "resources": [{"name": "owners", "path": "owners.csv"}], '
                                              '"base": "reference"}')
    shutil.copy(PRIOR, folder / "priors")
    for name in ("traffic.csv", "measured/traffic.csv"):
        (folder / name).write_text(weekly_traffic())
    for symbol, step in (("ALP", 7), ("IDX", 11)):
        for name in (f"prices_{symbol}.csv", f"priced/prices_{symbol}.csv"):
            (folder / name).write_text(prices(step))
    (folder / "reported/published.csv").write_text(
        "event,measure,low,high,currency,publisher,kind\n"
        "ALP-2021-03-02,owner_revenue_loss,5000000,7000000,USD,Alpha,company\n")
    (folder / "booked/costs.csv").write_text("incident,kind,amount,currency,date\n"
                                             "ALP-2021-03-02,c,120000,USD,2021-03-31\n")
    shutil.copy(SMALL / "dependencies.csv", folder / "mine.csv")
    (folder / "holidays.csv").write_text("name,start\nfair,2021-09-20\n")
    (folder / "asked.json").write_text('{"platform": "chat", "duration": "6h"}')
    (folder / "measured.json").write_text('{"platform": "chat", "severity-curve": "curve.2021"}')
    (folder / "years.json").write_text('{"owner": "alpha", "years": 1000}')
    (folder / "curve.2021").write_text("timestamp,unavailable\n2021-10-04T12:00Z,1\n"
                                      "2021-10-04T14:00Z,0\n")


# ---- Runs --------------------------------------------------------------------------------------


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.read = {}  # what lstat() says of a file -> its bytes

    def __call__(self, *arguments, **more):
        more.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([self.program, *map(str, arguments)], cwd=self.folder,
                              stderr=subprocess.PIPE, timeout=300, check=False, **more)

    def bytes_of(self, path, status):
        """The bytes of a file, read again only where its inode, its size or one of its times is another:
        a program cannot write to it and leave the time of its last change (ctime) as it was."""
        known = (path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        if known not in self.read:
            self.read[known] = pathlib.Path(path).read_bytes()
        return self.read[known]

    def state(self):
        """Every file below the folder: its name, its inode and its bytes."""
        found, waiting = {}, [str(self.folder)]
        begin = len(waiting[0]) + 1
        while waiting:
            for entry in os.scandir(waiting.pop()):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif not (entry.is_symlink() and entry.is_dir()):
                    status = entry.stat(follow_symlinks=False)
                    found[entry.path[begin:]] = (
                        status.st_ino, os.readlink(entry.path) if entry.is_symlink() else
                        self.bytes_of(entry.path, status))
        return found


def writing_options(run, command):
    """The options of a command that write a file, as --help has them."""
    text = run(command, "--help").stdout.decode()
    return re.findall(r"^  (?:-\w,|   ) (--[a-z-]+) FILE +write ", text, re.M)


def names_of(folder, path):
    """Names of one file, and what makes each."""
    link, hard, way = folder / "link", folder / "hard", folder / "way"
    for made in (link, hard, way):
        made.unlink(missing_ok=True)
    link.symlink_to(path)
    os.link(folder / path, hard)
    way.symlink_to(pathlib.Path(path).parent, target_is_directory=True)
    return [path, f"./{path}", str(folder / path), f"shops/../{path}", "link", "hard",
            f"way/{pathlib.Path(path).name}"]


def check_refused(run, arguments, parts):
    """A command line is refused with one line that has all `parts`, and nothing has happened."""
    before = run.state()
    done = run(*arguments)
    shown = " ".join(arguments)
    message = done.stderr.decode()
    expect(done.returncode == USAGE and done.stdout == b"" and message.count("\n") == 1 and
           all(part in message for part in parts), f"{shown}: {done}")
    after = run.state()
    expect(after == before, f"{shown}: a file was changed")
    for name, (_, data) in before.items() if after != before else ():  # so that the next case finds it as it was
        if not (run.folder / name).is_symlink() and (run.folder / name).read_bytes() != data:
            (run.folder / name).write_bytes(data)


def check_inputs(run):
    for arguments, read in COMMANDS:
        done = run(*arguments)
        expect(done.returncode == DONE, f"{' '.join(arguments)} alone: {done.stderr.decode()}")
        options = writing_options(run, arguments[0])
        expect("--output" in options, f"{arguments[0]}: --help lists {options} alone")
        for option in options:
            for path in read:
                for name in names_of(run.folder, path):
                    check_refused(run, [*arguments, option, name],
                                  [f"{option} '{name}'", pathlib.Path(path).name])


def check_environment(run):
    """Packages that the environment names: a base of any of several packages, and that of the model error."""
    (run.folder / "fitted").mkdir()
    shutil.copy(ERROR, run.folder / "fitted/model_error.csv")
    estimate = ["estimate", "shops", *OUTAGE, "--samples", "64"]
    for arguments, variable, package, path in (
            (estimate, "BLACKOUT_MODEL_ERROR", "fitted", "fitted/model_error.csv"),
            # of the first package the base is the one that it is given; the second has that of the environment
            (["calibrate", "based", "reported", "-f", "csv", "--samples", "64"], "BLACKOUT_BASE", "shops",
             "shops/regions.csv")):
        before = os.environ.get(variable)
        os.environ[variable] = package
        check_refused(run, [*arguments, "-o", path], [f"--output '{path}'", pathlib.Path(path).name])
        del os.environ[variable]
        if before is not None:
            os.environ[variable] = before


def check_pairs(run):
    """Two outputs of one command: the same file that is there, that is not there yet, a link to it
    that leads nowhere yet, a name in another case; standard output."""
    (run.folder / "there.csv").write_text("kept\n")
    (run.folder / "nowhere").symlink_to("new.csv")
    (run.folder / "here").symlink_to(".", target_is_directory=True)
    seen = set()
    for arguments, _ in COMMANDS:
        options = writing_options(run, arguments[0])
        if arguments[0] in seen or len(options) < 2:
            continue
        seen.add(arguments[0])
        for one in options:
            for other in options:
                if one == other:
                    continue
                for first, second in (("there.csv", "./there.csv"), ("new.csv", "new.csv"),
                                      ("nowhere", "new.csv"), ("here/new.csv", "new.csv"),
                                      ("new.csv", "New.csv")):
                    check_refused(run, [*arguments, one, first, other, second],
                                  [f"{one} '{first}'", f"{other} '{second}'", "overwrite each other"])
            if one != "--output":
                check_refused(run, [*arguments, one, "-"], ["standard output", "overwrite each other"])
    expect({"estimate", "risk", "traffic"} <= seen, f"pairs of outputs: only {seen}")


def check_allowed(run):
    """What only looks like it: devices, standard output, pipes, other files of the package."""
    estimate = ["estimate", "shops", *OUTAGE, "--samples", "64"]
    for more in (["--draws", "/dev/null", "-o", "/dev/null"], ["--draws", "-", "-o", "/dev/null"],
                 ["--draws", "/dev/null"], ["-o", "/dev/stdout", "--draws", "/dev/null"],
                 ["-o", "shops/report.json"], ["-o", "shops/report.json"],
                 ["-o", "new.txt", "--draws", "other.txt"],
                 ["-o", "new.txt", "--draws", "other.txt"],
                 ["-o", "shops/new.txt", "--draws", "new.txt"]):
        done = run(*estimate, *more)
        expect(done.returncode == DONE and done.stderr == b"", f"{more}: {done}")
    for name in ("new.txt", "other.txt", "shops/new.txt", "shops/report.json"):
        expect((run.folder / name).stat().st_size > 0, f"{name} is empty or not there")
        (run.folder / name).unlink()
    with open(run.folder / "asked.json", "rb") as asked:
        done = run("estimate", "shops", "--scenario", "-", *CENTRAL, stdin=asked)
        expect(done.returncode == DONE, f"a scenario from standard input: {done}")


def check_standard(run):
    """Files that the shell has opened."""
    with open(run.folder / "asked.json", "rb") as asked:
        done = run("estimate", "shops", "--scenario", "-", *CENTRAL, "-o", "asked.json", stdin=asked)
    expect(done.returncode == USAGE and b"asked.json" in done.stderr, f"-o of < : {done}")
    table = run.folder / "shops/dependencies.csv"
    kept = table.read_bytes()
    with open(table, "ab") as output:
        done = run("estimate", "shops", *OUTAGE, *CENTRAL, stdout=output)
    expect(done.returncode == USAGE and b"standard output" in done.stderr, f">> : {done}")
    expect(table.read_bytes() == kept, "a report was added to a table")
    with open(run.folder / "sum.txt", "wb") as output:
        done = run("estimate", "shops", *OUTAGE, "--samples", "64", "--draws", "sum.txt",
                   stdout=output)
    expect(done.returncode == USAGE and b"overwrite each other" in done.stderr, f"--draws of > : {done}")


def check_init(run):
    """`init` writes into a folder of its own: what is there is left alone."""
    for name in ("shops", "asked.json", "link"):
        check_refused(run, ["init", name], [f"'{name}'"])


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    listed = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as name:
        run = Runner(program, pathlib.Path(name))
        make(run.folder)
        for part in ("1", "2"):
            run("estimate", "shops", *OUTAGE, "--samples", "64", "--shard", f"{part}/2", "-o", f"part.{part}")
        commands = re.findall(r"^  (?!blackout )([a-z-]+) +\S", listed, re.M)
        writers = {command for command in commands if writing_options(run, command)}
        writers.discard("import")  # writes a folder: test_import.py
        tried = {arguments[0] for arguments, _ in COMMANDS}
        expect(writers == tried, f"commands that write: {sorted(writers)}, tried: {sorted(tried)}")
        for check in (check_inputs, check_environment, check_pairs, check_allowed, check_standard, check_init):
            check(run)
    print(f"FAILED ({len(failures)} failures)" if failures else "passed")
    return 1 if failures else 0


sys.exit(main())
