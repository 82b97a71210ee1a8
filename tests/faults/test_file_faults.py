#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every system call on files fails once: the report is the right one all the same, or the command fails with one line,
and every output is the old file or the whole new one.

    test_file_faults.py PROGRAM [--all] [--case WORD]

strace makes the N-th call of a kind fail with EIO, for each N; without --all, for some N of each kind, chosen by a fixed
seed. Skipped where strace cannot trace. Calls before the program's own first one are the loader's: where those fail it
says so itself, with status 127."""

import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from commands import write_parts

HERE = pathlib.Path(__file__).resolve().parent
SMALL = HERE.parent / "golden/package"
OUTAGE = ["--platform", "chat", "--duration", "6h", "-j1"]
SAMPLES = ["--samples", "64"]
# of the inputs, of the outputs; memory is test_memory_faults.py's
KINDS = ["openat", "read", "pread64", "lseek", "newfstatat", "getdents64", "close", "write", "fsync", "fchmod", "fchown",
         "rename", "mkdir", "chmod", "readlink", "access", "umask"]
STRACE = ["strace", "-f", "--seccomp-bpf"]  # a call that is not traced does not stop the program
SKIPPED, LOADER = 77, 127
OLD = b"the old file\n"
# libxlsxwriter 1.1.4 does not look whether its temporary files could be written, and read to their end
# of a file whose time is not known `merge` reads the bytes: the part is another one, and sound
UNSEEN = {("estimate xlsx", "write"), ("estimate xlsx", "read"), ("shard", "newfstatat")}
MOST_EACH = 2  # of one kind and case, in the suite


def cases():
    yield "estimate", ["estimate", *OUTAGE, *SAMPLES, "package"], []
    yield "estimate files", ["estimate", *OUTAGE, *SAMPLES, "package", "--draws", "draws.csv", "-o", "report.json"], [
        "draws.csv", "report.json"]
    yield "estimate xlsx", ["estimate", *OUTAGE, *SAMPLES, "package", "-o", "report.xlsx"], ["report.xlsx"]
    yield "sweep ndjson", ["sweep", *OUTAGE, *SAMPLES, "package", "-f", "ndjson"], []
    yield "sweep", ["sweep", *OUTAGE, *SAMPLES, "package", "-f", "ndjson", "-o", "sweep.ndjson"], ["sweep.ndjson"]
    yield "risk", ["risk", "--owner", "meta", "--years", "1000", "reference", "-j1", "--event-losses", "e.csv",
                   "--exceedance", "p.csv", "-o", "r.csv"], ["e.csv", "p.csv", "r.csv"]
    yield "rejects", ["validate", "package", "--on-error", "reject", "--rejects", "rejects.csv"], ["rejects.csv"]
    yield "init", ["init", "new"], []
    yield "import", ["import", "statuspage", "incidents.json", "summary.json", "-o", "new", "--base", "reference"], []
    yield "curve", ["estimate", "--platform", "chat", "--severity-curve", "curve.csv", *SAMPLES, "package", "-j1"], []
    yield "scenario", ["estimate", "--scenario", "one.json", "package", "-j1"], []
    yield "batch", ["estimate", "--batch", "lines.ndjson", "package", "-j2", "-o", "batch.ndjson"], ["batch.ndjson"]
    yield "shard", ["estimate", *OUTAGE, "--samples", "0", "ordered", "--shard", "1/2", "--shard-by", "rows", "-o",
                    "new.blackout"], ["new.blackout"]
    yield "merge", ["merge", "1.part", "2.part", "-o", "merged.json"], ["merged.json"]
    yield "schema", ["schema", "estimate"], []
    yield "installed", ["describe"], []


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.inputs = folder / "inputs"
        self.failures, self.injected, self.refused = [], 0, 0
        self.inputs.mkdir()
        shutil.copytree(SMALL, self.inputs / "package")
        for name in ("incidents.json", "summary.json"):
            shutil.copy(HERE.parents[1] / "docs/examples/statuspage" / name, self.inputs / name)
        (self.inputs / "one.json").write_text('{"platform": ["chat"], "duration": "2h", "samples": 64}')
        (self.inputs / "lines.ndjson").write_text('{"platform": ["chat"], "duration": "2h", "samples": 64}\n' * 3)
        ordered = shutil.copytree(SMALL, self.inputs / "ordered") / "dependencies.csv"
        header, *rows = ordered.read_text(encoding="utf-8").splitlines(keepends=True)
        ordered.write_text(header + "".join(sorted(rows)), encoding="utf-8")
        write_parts(program, self.inputs)
        (self.inputs / "curve.csv").write_text("timestamp,unavailable\n2021-03-02T14:30Z,0.35\n2021-03-02T21:00Z,0\n")

    def run(self, arguments, outputs, *tracing):
        """What a run in a fresh folder ends with, and the files that it leaves."""
        here = self.folder / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(self.inputs, here)
        for name in outputs:
            (here / name).write_bytes(OLD)
        done = subprocess.run([*STRACE, "-o", str(self.folder / "trace"), *tracing, self.program, *arguments],
                              cwd=here, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C", "BLACKOUT_MODEL_ERROR": "none",
                                   "TMPDIR": str(self.folder)})
        files = {str(path.relative_to(here)): path.read_bytes() for path in here.rglob("*") if path.is_file()}
        return done, files

    def counts(self, arguments, outputs):
        done, files = self.run(arguments, outputs, "-e", "trace=" + ",".join(KINDS))
        calls = [line.split(None, 1)[1] for line in (self.folder / "trace").read_text().splitlines()]
        return done, files, {kind: sum(call.startswith(kind + "(") for call in calls) for kind in KINDS}

    def check(self, name, arguments, outputs, choose):
        right, whole, counts = self.counts(arguments, outputs)
        if right.returncode != 0:
            self.fail(f"{name}: without a fault: {right.stderr.decode()}")
            return
        before = {key: OLD if key in outputs else value for key, value in whole.items() if key in outputs or
                  (self.inputs / key).exists()}
        for kind, count in counts.items():
            if (name, kind) in UNSEEN:
                continue
            for number in choose(range(1, count + 1)):
                done, files = self.run(arguments, outputs, "-e", f"trace={kind}", "-e",
                                       f"inject={kind}:error=EIO:when={number}")
                self.injected += 1
                self.judge(f"{name}: {kind} {number} of {count}", done, files, right, whole, before)

    def fail(self, text):
        self.failures.append(text)
        print("FAIL", text, flush=True)

    def judge(self, label, done, files, right, whole, before):
        if done.returncode == LOADER and b"error while loading" in done.stderr:
            return
        if done.returncode == 0:
            if (done.stdout, files) != (right.stdout, whole):
                changed = [key for key in set(files) | set(whole) if files.get(key) != whole.get(key)]
                self.fail(f"{label}: status 0 and another output {changed} {done.stderr.decode()[:200]}")
            return
        self.refused += 1
        if done.returncode != 1 and not (done.returncode == 2 and done.stderr):
            self.fail(f"{label}: status {done.returncode}: {done.stderr.decode()[:200]}")
        if not done.stderr.strip():
            self.fail(f"{label}: says nothing")
        left = sorted(set(files) - set(before))
        if left and all(files.get(key) == whole[key] for key in whole):
            left = []  # a new package is whole, and what failed is the report on it
        lost = [key for key in before if files.get(key) not in (before[key], whole[key])]
        # the last of several renames cannot take back the ones before it
        mixed = not re.search(r"rename [2-9]", label) and len({files.get(key) == before[key] for key in before if before[key] != whole[key]}) > 1
        if left or lost or mixed:
            self.fail(f"{label}: left {left}, changed {lost}{', some outputs are new' if mixed else ''}")


def can_trace():
    try:
        return subprocess.run([*STRACE, "-o", os.devnull, "-e", "trace=read", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--case", default="")
    options = parser.parse_args()
    if not can_trace():
        print("strace cannot trace here")
        return SKIPPED
    generator = random.Random(20211004)

    def choose(numbers):
        numbers = list(numbers)
        return numbers if options.all else generator.sample(numbers, min(len(numbers), MOST_EACH))
    room = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=room) as scratch:
        runner = Runner(os.path.abspath(options.program), pathlib.Path(scratch))
        for name, arguments, outputs in cases():
            if options.case in name:
                runner.check(name, arguments, outputs, choose)
                if options.all:
                    print(f"{name}: {runner.injected} faults so far, {len(runner.failures)} failures", flush=True)
    print(f"{runner.injected} calls failed, {runner.refused} of these ended the command, {len(runner.failures)} failures")
    return 1 if runner.failures else 0


if __name__ == "__main__":
    sys.exit(main())
