# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that is run in a folder of its own, and a count of what was expected of it. BLACKOUT_* of the
environment are taken away, so that a run has those alone that its test names."""

import os
import pathlib
import subprocess


class Tester:
    def __init__(self, program, scratch):
        self.program, self.scratch = pathlib.Path(program).resolve(), pathlib.Path(scratch)
        self.runs = self.failures = 0

    def expect(self, ok, what):
        self.runs += 1
        if not ok:
            self.failures += 1
            print(f"FAILED {what}")

    def run(self, *arguments, **environment):
        """Exit status, standard output, standard error."""
        return self.run_with(None, *arguments, **environment)

    def run_with(self, data, *arguments, **environment):
        """The same, with bytes as the standard input, which is a pipe."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("BLACKOUT_")}
        done = subprocess.run([self.program, *map(str, arguments)], input=data, capture_output=True, timeout=300,
                              check=False, cwd=self.scratch, env={**clean, **environment})
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def write(self, name, text):
        (self.scratch / name).parent.mkdir(exist_ok=True)
        (self.scratch / name).write_bytes(text.encode())

    def ended(self):
        """Says how it went; the exit status of the test."""
        print(f"{self.runs} checks, {self.failures} failures")
        return 1 if self.failures or self.runs == 0 else 0
