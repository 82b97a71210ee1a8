#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian package that CPack makes of the build of PROGRAM.

    test_package.py PROGRAM

Made twice with the same SOURCE_DATE_EPOCH, it is the same bytes; it holds the program, its manual pages, the
completions, schemas and packages. Skipped, by name, without cpack or dpkg-deb."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EPOCH = "1700000000"
NEEDED = ["bin/blackout", "share/man/man1/blackout.1.gz", "share/man/man1/blackout-estimate.1.gz",
          "share/bash-completion/completions/blackout", "share/zsh/vendor-completions/_blackout",
          "share/fish/vendor_completions.d/blackout.fish", "include/blackout.h",
          "share/blackout/schemas/estimate.schema.json",
          "share/blackout/datasets/reference/owners.csv", "share/doc/blackout/copyright"]


def make(build, folder):
    subprocess.run(["cpack", "--config", build / "CPackConfig.cmake", "-B", folder], cwd=build, check=True,
                   stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})
    return next(folder.glob("*.deb"))


def main():
    if shutil.which("cpack") is None or shutil.which("dpkg-deb") is None:
        print("skipped: cpack or dpkg-deb is missing")
        return 77
    build = pathlib.Path(sys.argv[1]).resolve().parents[1]
    with tempfile.TemporaryDirectory() as name:
        first, second = (make(build, pathlib.Path(name) / part) for part in ("a", "b/deeper"))
        same = first.read_bytes() == second.read_bytes()
        listed = subprocess.run(["dpkg-deb", "-c", first], capture_output=True, text=True, check=True).stdout
    paths = set(re.findall(r" \./usr/(\S+)", listed))
    faults = [f"{path} is missing" for path in NEEDED if path not in paths]
    faults += [] if same else ["two packages of one build differ"]
    faults += [] if re.search(r" \./usr/lib/\S*libblackout\.so\.\d", listed) else ["there is no library"]
    print("\n".join(faults) or f"{len(paths)} paths")
    return 1 if faults else 0


sys.exit(main())
