#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An output is complete or not there, and what cannot be written is reported before the run.

    test_writing.py PROGRAM

Each option that writes a file is tried with names that cannot be written, beside a package that is
not there: the output is reported, so it was opened before the package was. Old files keep their
bytes until all outputs of a command are whole, and their permissions afterwards."""

import os
import pathlib
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SMALL = HERE.parent / "golden" / "package"
DONE, FAILED = 0, 1

OUTAGE = ["--platform", "chat", "--duration", "6h"]
# the command lines that need more than a package; it is last
COMMANDS = {
    "compare": ["compare", "asked.json", "asked.json"],
    "explain": ["explain", "/totals/owner_revenue_loss/net"],
    "estimate": ["estimate", *OUTAGE],
    "sweep": ["sweep", *OUTAGE],
    "sensitivity": ["sensitivity", *OUTAGE],
    "traffic": ["traffic", "--detect"],
}

failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        print("FAIL " + message)


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def start(self, *arguments, **more):
        return subprocess.Popen([self.program, *map(str, arguments)], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def __call__(self, *arguments, **more):
        return subprocess.run([self.program, *map(str, arguments)], cwd=self.folder,
                              capture_output=True, timeout=300, check=False, **more)

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


def writing_options(run, command):
    text = run(command, "--help").stdout.decode()
    return re.findall(r"^  (?:-\w,|   ) (--[a-z-]+) FILE +write ", text, re.M)


def check_opened_first(run):
    """The names: a folder that is not there, a folder, a name longer than a file system has, a link
    to itself, no name; unless root runs this, a folder and a file that are not to be written."""
    names = ["no-folder/x", "shops", "n" * 300, "loop", ""]
    (run.folder / "loop").symlink_to("loop")
    if os.geteuid() == 0:
        print("note: permission to write: not tested, root may write everywhere")
    else:
        (run.folder / "locked").mkdir(mode=0o555)
        (run.folder / "kept").touch(mode=0o444)
        names += ["locked/x", "kept"]
    before = run.names()
    listed = re.findall(r"^  (?!blackout )([a-z-]+) +\S", run("--help").stdout.decode(), re.M)
    tried = 0
    for command in listed:
        for option in writing_options(run, command):
            for name in names:
                line = COMMANDS.get(command, [command])
                done = run(*line, "no-package", option, name)
                tried += 1
                expect(done.returncode == FAILED and done.stdout == b"" and
                       done.stderr.decode().startswith(f"{name}: cannot be written: ") and
                       done.stderr.count(b"\n") == 1, f"{line} {option} {name}: {done}")
    expect(tried >= 15 * len(names), f"only {tried} cases")  # 11 commands, 4 options more
    expect(run.names() == before, f"left: {set(run.names()) - set(before)}")


def check_failed_runs(run):
    """Whatever makes a command fail, what was there stays, and nothing is added."""
    old = {}
    for name in ("old.txt", "old.csv"):
        (run.folder / name).write_text(f"{name} is kept\n")
        old[name] = (run.folder / name).read_bytes()
    (run.folder / "to-old").symlink_to("old.txt")
    before = run.names()
    sampled = ["estimate", "shops", *OUTAGE, "--samples", "1024"]
    for line, more in (
            (["estimate", "no-package", *OUTAGE, "-o", "old.txt", "--draws", "old.csv"], {}),
            (["estimate", "shops", "-p", "nothing", "-d", "6h", "-o", "old.txt"], {}),
            (["estimate", "shops", *OUTAGE, "-f", "none", "-o", "old.txt"], {}),
            ([*sampled, "-o", "/dev/full", "--draws", "old.csv"], {}),
            ([*sampled, "-o", "old.txt", "--draws", "/dev/full"], {}),
            ([*sampled, "-o", "no-folder/x", "--draws", "old.csv"], {}),
            ([*sampled, "-o", "old.txt"], {"preexec_fn": limit_file_size}),
            ([*sampled, "-o", "to-old"], {"preexec_fn": limit_file_size})):
        done = run(*line, **more)
        expect(done.returncode != DONE and done.stderr.count(b"\n") == 1, f"{line}: {done}")
        for name, data in old.items():
            expect((run.folder / name).read_bytes() == data, f"{line}: {name} was changed")
        expect(run.names() == before, f"{line} left {set(run.names()) - set(before)}")


def limit_file_size():
    os.environ["LLVM_PROFILE_FILE"] = os.devnull  # counts of a build for coverage have no room either
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def wait_for(condition, what):
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            expect(False, f"not within a minute: {what}")
            return
        time.sleep(0.005)


def ended_by(process, number):
    """Ends a run; its exit status is that of shells, and it takes less than a second on any machine."""
    process.send_signal(number)
    begin = time.monotonic()
    _, message = process.communicate(timeout=300)
    expect(process.returncode == 128 + number and message == b"blackout: interrupted\n",
           f"{number.name}: {process.returncode} {message}")
    return time.monotonic() - begin


def check_until_whole(run):
    """During a run, and after one that a signal ended, the old file is there."""
    path = run.folder / "old.txt"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process = run.start("estimate", "shops", *OUTAGE, "--samples", "2000000", "--threads", "2",
                            "-o", "old.txt", "--draws", "new.csv")
        wait_for(lambda: len([*run.folder.glob("old.txt.*"), *run.folder.glob("new.csv.*")]) == 2,
                 "two files are opened")
        during = path.read_text()
        ended_by(process, number)
        expect(during == path.read_text() == "old.txt is kept\n", "the old file was changed")
        expect(not list(run.folder.glob("old.txt.*")) + list(run.folder.glob("new.csv*")),
               "a temporary file is left")


def check_records_are_whole(run):
    """A sweep to standard output that is interrupted leaves whole records."""
    for format in ("csv", "ndjson"):
        process = run.start("sweep", "shops", "-p", "chat", "-d", "1m..10000m/1m", "--samples", "64", "-f", format)
        begun = os.read(process.stdout.fileno(), 1)
        process.send_signal(signal.SIGINT)
        lines = (begun + process.communicate(timeout=300)[0]).split(b"\n")
        widths = {len(line.split(b",")) for line in lines[:-1]} if format == "csv" else {1}
        expect(process.returncode == 128 + signal.SIGINT and lines[-1] == b"" and len(widths) == 1,
               f"{format}: {process.returncode}, the last record is cut: {lines[-1][-60:]}")


def check_ends_anywhere(run):
    """Also where nothing is computed: a table and a curve are being read, from a pipe that
    gives no more. The time is not asserted but by the writer, which waits until the program is gone."""
    os.mkfifo(run.folder / "slow.csv")
    for line in (["traffic", "slow.csv", "--detect"],
                 ["estimate", "shops", "--platform", "chat", "--severity-curve", "slow.csv"]):
        process = run.start(*line)
        with open(run.folder / "slow.csv", "wb", buffering=0) as pipe:
            pipe.write(b"timestamp,unavailable\n")
            ended_by(process, signal.SIGINT)
    (run.folder / "slow.csv").unlink()
    # what the caller ignores, as nohup does, stays ignored
    process = run.start("estimate", "shops", *OUTAGE, "--samples", "200000",
                        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=300)
    expect(process.returncode == DONE, f"under nohup: {process.returncode}")


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def check_permissions(run):
    """A file that is replaced keeps its permissions; a new one has those that the umask leaves."""
    line = ["estimate", "shops", *OUTAGE, "--samples", "64"]
    for mode in (0o600, 0o640, 0o664, 0o755):
        for name, option in (("old.txt", "-o"), ("old.csv", "--draws"), ("to-old", "-o")):
            path = run.folder / name
            path.write_text("old\n")
            path.chmod(mode)
            done = run(*line, option, name, umask=0o022)
            expect(done.returncode == DONE and path.read_text() != "old\n", f"{name}: {done}")
            expect(mode_of(path) == mode, f"{option} {name}: {mode:o} is {mode_of(path):o}")
    expect((run.folder / "to-old").is_symlink(), "a link was replaced by a file")
    for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
        run(*line, "-o", "new.txt", umask=mask)
        expect(mode_of(run.folder / "new.txt") == mode, f"a new file under {mask:o}")
        (run.folder / "new.txt").unlink()


def check_links(run):
    """A link that leads nowhere yet is followed, step by step."""
    (run.folder / "sub").mkdir()
    (run.folder / "sub/step").symlink_to("../made.txt")
    (run.folder / "leads").symlink_to("sub/step")
    done = run("estimate", "shops", *OUTAGE, "--samples", "0", "-o", "leads")
    expect(done.returncode == DONE and (run.folder / "leads").is_symlink(), f"{done}")
    expect((run.folder / "made.txt").is_file() and not (run.folder / "made.txt").is_symlink() and
           (run.folder / "made.txt").stat().st_size > 0, "the end of the links is not written")


def main():
    with tempfile.TemporaryDirectory() as name:
        run = Runner(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
        shutil.copytree(SMALL, run.folder / "shops")
        (run.folder / "asked.json").write_text('{"platform": "chat", "duration": "6h"}')
        for check in (check_opened_first, check_failed_runs, check_until_whole, check_records_are_whole,
                      check_ends_anywhere, check_permissions, check_links):
            check(run)
    print(f"FAILED ({len(failures)} failures)" if failures else "passed")
    return 1 if failures else 0


sys.exit(main())
