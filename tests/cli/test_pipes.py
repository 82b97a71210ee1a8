#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipes as files that are read: one that somebody writes to gives the bytes of the file, however late; one that nobody
writes to is refused in one line, and not waited for without end.

    test_pipes.py PROGRAM"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from tester import Tester

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUTAGE = ["--platform", "chat", "--duration", "6h", "--samples", "0"]
SCENARIO = '{"platform": "chat", "duration": "6h", "samples": 0}'
LATE_S = 0.3  # well below the 5 s of core/input_file.c
PIPE = "PIPE"


def files():
    """Name, bytes, command with PIPE where the name is: everything that an option or an argument names."""
    package = ROOT / "tests/golden/package"
    curve = "timestamp,unavailable\n2021-10-04T00:00Z,1\n2021-10-04T06:00Z,0\n"
    yield "scenario", SCENARIO, ["estimate", "--scenario", PIPE, package]
    yield "batch", SCENARIO, ["estimate", "--batch", PIPE, package]
    yield "curve", curve, ["estimate", "--platform", "chat", "--samples", "0", "--severity-curve", PIPE, package]
    yield "traffic", "timestamp,platform,region,volume\n" + "".join(
        f"2021-{6 + i // 672:02}-{1 + i // 24 % 28:02}T{i % 24:02}:00Z,p,r,{1000 + i * i % 13}\n" for i in range(2000)), [
        "traffic", "--start", "2021-08-10T06:00Z", "--duration", "3h", PIPE]
    header, *rows = (package / "dependencies.csv").read_text().splitlines(keepends=True)
    yield "table", header + "".join(sorted(rows)), ["estimate", *OUTAGE, "--table", f"dependencies={PIPE}", package]
    yield "page", (ROOT / "docs/examples/statuspage/incidents.json").read_text(), [
        "import", "statuspage", PIPE, "-o", "made"]


def command(words, path):
    return [str(word).replace(PIPE, path) for word in words]


def write_late(path, text):
    time.sleep(LATE_S)
    with open(path, "w", encoding="utf-8") as pipe:
        time.sleep(LATE_S)  # nothing comes, but the writer is there
        pipe.write(text)


def run(test, data, words):
    shutil.rmtree(test.scratch / "made", ignore_errors=True)
    return test.run_with(data, *command(words, "input"))


def check_written(test, name, text, words):
    """A named pipe whose writer comes late, and the standard input by its name, as the shell makes one of <(...)."""
    path = test.scratch / "input"
    path.write_text(text, encoding="utf-8")
    want = run(test, None, words)
    test.expect(want[0] == 0, f"{name}: {want}")
    path.unlink()
    os.mkfifo(path)
    writer = threading.Thread(target=write_late, args=(path, text), daemon=True)  # a pipe may never be opened
    writer.start()
    got = run(test, None, words)
    test.expect(got == want, f"{name} from a named pipe: {got} and not {want}")
    path.unlink()
    path.symlink_to("/dev/stdin")
    test.expect(run(test, text.encode(), words) == want, f"{name} from the standard input")
    path.unlink()


def check_nobody(test, all_files):
    """All at once, since each waits for a while."""
    shutil.rmtree(test.scratch / "made", ignore_errors=True)
    runs = []
    for name, _, words in all_files:
        os.mkfifo(test.scratch / name)
        runs.append((name, subprocess.Popen([test.program, *command(words, name)], cwd=test.scratch, stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE, text=True)))
    for name, process in runs:
        output, error = process.communicate(timeout=60)
        test.expect(process.returncode == 1 and output == "" and error.splitlines()[0].split(": ", 1)[1] ==
                    "nobody writes to the pipe; start what writes to it first, or give a file",
                    f"{name}: {process.returncode} {output} {error}")


def check_read_twice(test):
    """Parts are, and prices, whose first lines say how they are laid out: no pipe, whether it has a writer or not."""
    os.mkfifo(test.scratch / "pipe")
    for words in (["merge", "pipe"], ["event-study", "--date", "2021-10-04", "--symbol", "A", "--prices", "pipe"]):
        status, output, error = test.run(*words)
        test.expect(status == 1 and output == "" and error == "pipe: the file is a pipe, which cannot be read twice; "
                    "write it into a file, as in `cat pipe > FILE`\n", f"{words}: {status} {output} {error}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        test = Tester(sys.argv[1], scratch)
        every = list(files())
        for name, text, words in every:
            check_written(test, name, text, words)
        check_read_twice(test)
        check_nobody(test, every)
    return test.ended()


if __name__ == "__main__":
    sys.exit(main())
