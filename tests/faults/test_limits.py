#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command on full disks, with closed descriptors, broken pipes, little memory and signals: the right report, or a
failure that says so, and every output the old file or the whole new one.

    test_limits.py PROGRAM [--all] [--kind WORD] [--case WORD] [--seed N]

Without --all, a few of the faults on three of the commands, always the same; `./bootstrap test --faults` runs all. Each
run is in a fresh folder in which an output has an old file. One that ends with the status of a run without a fault must
have its report and outputs; any other has to end by itself with a line on standard error, where that is open. After
SIGKILL alone may a temporary file be left: NAME.XXXXXX beside the output, which nothing ever reads."""

import argparse
import collections
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from commands import cases, named_commands, write_inputs, write_parts

WRITTEN = {"-o", "--draws", "--event-losses", "--year-losses", "--exceedance", "--rejects", "--write-curve", "--write-error"}
OLD = b"the old file\n"
KIB, MIB = 1 << 10, 1 << 20
LIMITS = {
    "RLIMIT_AS": [size * MIB for size in (14, 15, 16, 20, 22, 23, 24, 25, 26, 32)],
    "RLIMIT_DATA": [256 * KIB, MIB, 4 * MIB, 16 * MIB],
    "RLIMIT_NOFILE": [3, 4, 5, 6, 8, 16],
    "RLIMIT_STACK": [512 * KIB, MIB],
    "RLIMIT_NPROC": [1],
    "RLIMIT_FSIZE": [0, 1, 100, 4 * KIB, 64 * KIB],
}
CLOSED = [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
QUICK_CLOSED = [(2,), (0, 1)]
DISKS = ["64k", "24k"]
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]
MOMENTS = 4
NOBODY = 65534
QUICK = ("estimate draws", "estimate batch", "sweep csv", "validate rejects", "init")
# a MiB of data, which nearly every command needs more than, and no library to be loaded
QUICK_LIMITS = {"RLIMIT_DATA": [MIB], "RLIMIT_NOFILE": [4, 6], "RLIMIT_FSIZE": [0, 100]}
HANG = 300

End = collections.namedtuple("End", "status out err files")


def outputs_of(arguments):
    """The files and folders that a command is to write in its own folder."""
    named = [after for word, after in zip(arguments, arguments[1:]) if word in WRITTEN]
    return [name for name in named if name != "new"], "new" in map(str, arguments)


def crashed(status):
    return -status in (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP, signal.SIGSYS)


class Runner:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.here = self.folder_for_all("here")
        os.chmod(folder, 0o777)
        self.folder_for_all("tmp")
        self.inputs = self.folder_for_all("inputs")
        self.program = str(pathlib.Path(options.program).resolve())
        self.random = random.Random(options.seed)
        self.counts = collections.defaultdict(collections.Counter)
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "BLACKOUT_MODEL_ERROR": "none",
                            "LLVM_PROFILE_FILE": "/dev/null", "TMPDIR": str(folder / "tmp")}

    def folder_for_all(self, name):
        """RLIMIT_NPROC is tried as another user."""
        (self.folder / name).mkdir()
        os.chmod(self.folder / name, 0o777)
        return self.folder / name

    def fresh(self, arguments):
        for path in self.here.iterdir():  # the folder itself may be a disk
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name in outputs_of(arguments)[0]:
            if not str(name).startswith("/"):
                (self.here / name).write_bytes(OLD)
                os.chmod(self.here / name, 0o666)

    def files(self):
        return {str(path.relative_to(self.here)): path.read_bytes() for path in self.here.rglob("*") if path.is_file()}

    def run(self, arguments, **more):
        self.fresh(arguments)
        more = {"stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **more}
        done = subprocess.run([self.program, *map(str, arguments)], cwd=self.here, env=self.environment, timeout=HANG,
                              check=False, **more)
        return End(done.returncode, done.stdout or b"", done.stderr or b"", self.files())

    def fault_of(self, kind, arguments, end, right, silent):
        """What is wrong with how a run ended; None: nothing. `silent`: it cannot say why it failed."""
        if crashed(end.status):
            return f"ended by signal {-end.status}"
        written, new = outputs_of(arguments)
        for name in written:
            if name in end.files and end.files[name] not in (OLD, right.files.get(name)):
                return f"{name} is neither the old file nor the new one"
            if name not in end.files and not str(name).startswith("/"):
                return f"{name} is gone"
        inside = {key: value for key, value in end.files.items() if key not in written}
        if kind == "SIGKILL":
            inside = {key: value for key, value in inside.items()
                      if not any(key.startswith(f"{name}.") for name in [*written, *["new"] * new])}
        if inside and inside != {key: value for key, value in right.files.items() if key not in written}:
            return f"left {sorted(inside)}"
        if end.status == right.status:
            if not silent and (end.out, end.files) != (right.out, right.files):
                return f"status {end.status}, and another report"
        elif end.status > 0 and not silent and not end.err:
            return f"status {end.status} without a word"
        return None

    def judge(self, kind, label, arguments, end, right, silent=False):
        counts = self.counts[kind]
        counts["runs"] += 1
        if end.status == 127 and b"error while loading" in end.err:
            counts["not loaded"] += 1  # the program had not begun
            return
        fault = self.fault_of(kind.split()[-1], arguments, end, right, silent)
        if fault is None:
            counts["as without" if end.status == right.status else "by the signal" if end.status < 0 else "refused"] += 1
            counts["temporary left"] += len(end.files) > len(right.files)
        else:
            counts["faults"] += 1
            print(f"FAIL {kind}: {label}: {fault}: {end.err[-300:].decode(errors='replace')}", flush=True)

    # ---- Kinds of faults -----------------------------------------------------------------------------

    def full(self, name, arguments, right):
        """Standard output, and each option of an output in turn, on a device that is full."""
        if right.out:
            with open("/dev/full", "wb") as full:
                end = self.run(arguments, stdout=full)
            if end.status == right.status:
                end = end._replace(out=b"lost")
            self.judge("/dev/full", name, arguments, end, right)
        for i, word in enumerate(arguments):
            if word in WRITTEN and arguments[i + 1] != "new":
                changed = [*arguments[:i + 1], "/dev/full", *arguments[i + 2:]]
                end = self.run(changed)
                files = {key: value for key, value in right.files.items() if key != arguments[i + 1]}
                expected = right._replace(files=files, status=-1)  # it cannot succeed
                self.judge("/dev/full", f"{name} {word}", changed, end, expected)

    def closed(self, name, arguments, right):
        for fds in CLOSED if self.options.all else QUICK_CLOSED:
            end = self.run(arguments, preexec_fn=lambda fds=fds: [os.close(fd) for fd in fds])
            lost = 1 in fds and right.out and end.status == right.status
            end = end._replace(out=b"lost" if lost else right.out if 1 in fds else end.out)
            self.judge("closed descriptors", f"{name} {fds}", arguments, end, right, silent=2 in fds)

    def pipes(self, name, arguments, right):
        for count in (0, 1, 100) if self.options.all else (1,):
            self.fresh(arguments)
            process = subprocess.Popen([self.program, *map(str, arguments)], cwd=self.here, env=self.environment,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
            os.read(process.stdout.fileno(), count) if count else None
            process.stdout.close()
            end = End(process.wait(HANG), b"", b"", self.files())
            self.judge("closed pipes", f"{name} after {count}", arguments, end, right, silent=True)

    def limits(self, name, arguments, right):
        for limit, values in (LIMITS if self.options.all else QUICK_LIMITS).items():
            for value in values:
                end = self.run(arguments, preexec_fn=lambda limit=limit, value=value: self.set_limit(limit, value))
                self.judge(limit, f"{name} {value}", arguments, end, right)

    @staticmethod
    def set_limit(limit, value):
        if limit == "RLIMIT_NPROC" and os.getuid() == 0:  # root has no such limit
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        resource.setrlimit(getattr(resource, limit), (value, value))

    def signals(self, name, arguments, right):
        if not outputs_of(arguments)[0] and not outputs_of(arguments)[1]:
            return
        began = time.monotonic()
        self.run(arguments)
        lasts = time.monotonic() - began
        for number in SIGNALS:
            for _ in range(MOMENTS if self.options.all else 1):
                self.fresh(arguments)
                process = subprocess.Popen([self.program, *map(str, arguments)], cwd=self.here, env=self.environment,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
                time.sleep(lasts * self.random.random())
                process.send_signal(number)
                out, err = process.communicate(timeout=HANG)
                end = End(process.returncode, out, err, self.files())
                if end.status == 128 + number:
                    end = end._replace(status=-number)
                self.judge(number.name, name, arguments, end, right)

    # ---- All -----------------------------------------------------------------------------------------

    KINDS = ("full", "closed", "pipes", "limits", "signals")

    def all(self):
        listed = list(cases(self.inputs))
        missing = named_commands(self.program) - {name.split()[0] for name, _ in listed}
        if missing:
            self.counts["cases"]["faults"] += 1
            print("FAIL no case for", *missing)
        for name, arguments in listed:
            if self.options.case in name and (self.options.all or name in QUICK):
                right = self.run(arguments)
                for kind in self.KINDS:
                    if self.options.kind in kind:
                        getattr(self, kind)(name, arguments, right)

    def on_disk(self):
        """Each command once in a folder whose disk has little room."""
        usual = self.here
        disk = self.folder_for_all("disk")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.options.disk}", "none", disk], check=True)
        for name, arguments in cases(self.inputs):
            if self.options.case in name:
                self.here = usual
                right = self.run(arguments)
                self.here = disk
                self.judge(f"a disk of {self.options.disk}", name, arguments, self.run(arguments), right)
        subprocess.run(["umount", disk], check=True)

    def show(self):
        words = ("runs", "as without", "refused", "by the signal", "not loaded", "temporary left", "faults")
        if not self.options.disk:
            print("| fault | " + " | ".join(words) + " |\n|---|" + "---:|" * len(words))
        for kind, counts in self.counts.items():
            print(f"| {kind} | " + " | ".join(str(counts[word]) for word in words) + " |", flush=True)
        return sum(counts["faults"] for counts in self.counts.values())


def on_small_disks(options):
    """The same script where it may mount: in a name space of its own, as whoever runs it. How many failed."""
    failed = 0
    own = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*own, "mount", "-t", "tmpfs", "none", "/mnt"], stderr=subprocess.DEVNULL).returncode != 0:
        print("small disks: not tried, nothing can be mounted here")
        return 0
    for disk in DISKS:
        failed += subprocess.run([*own, sys.executable, __file__, options.program, "--disk", disk, "--case", options.case]
                                 ).returncode != 0
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--kind", default="")
    parser.add_argument("--case", default="")
    parser.add_argument("--disk", default="", help="by the script itself: the size of one that it may mount")
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        runner = Runner(options, pathlib.Path(scratch))
        write_inputs(runner.inputs)
        write_parts(options.program, runner.inputs)
        runner.on_disk() if options.disk else runner.all()
        failed = runner.show()
    disks = options.all and options.kind in "disk"
    if not runner.counts and not disks:
        print(f"FAIL nothing is tried: no case has '{options.case}' in its name, or no kind '{options.kind}'")
        failed += 1
    if disks:
        failed += on_small_disks(options)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
