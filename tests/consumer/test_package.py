#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian package that CPack makes of the build of PROGRAM.

    test_package.py PROGRAM

Made twice with the same SOURCE_DATE_EPOCH, it is the same bytes; it holds the program, its manual pages, the
completions, schemas and packages, and needs tzdata, without which no event can be estimated. Its maintainer is whoever
makes it; without a name it is refused. Skipped without cpack, dpkg-deb or dpkg-shlibdeps. In a clean Debian the
package is tried by hand: tests/package/clean_root.sh."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EPOCH = "1700000000"
MAKER = {"DEBFULLNAME": "A Test", "DEBEMAIL": "test@example.org"}
NEEDED = ["bin/blackout", "share/man/man1/blackout.1.gz", "share/man/man1/blackout-estimate.1.gz",
          "share/bash-completion/completions/blackout", "share/zsh/vendor-completions/_blackout",
          "share/fish/vendor_completions.d/blackout.fish", "include/blackout.h",
          "share/blackout/schemas/estimate.schema.json",
          "share/blackout/datasets/reference/owners.csv", "share/doc/blackout/copyright"]


def make(build, folder):
    subprocess.run(["cpack", "--config", build / "CPackConfig.cmake", "-B", folder], cwd=build, check=True,
                   stdout=subprocess.DEVNULL, env={**os.environ, **MAKER, "SOURCE_DATE_EPOCH": EPOCH})
    return next(folder.glob("*.deb"))


def refused_without_maker(build, folder):
    clean = {key: value for key, value in os.environ.items() if key not in MAKER}
    done = subprocess.run(["cpack", "--config", build / "CPackConfig.cmake", "-B", folder], cwd=build, env=clean,
                          capture_output=True, text=True)
    return done.returncode != 0 and "DEBEMAIL" in done.stderr and not list(folder.glob("*.deb"))


def main():
    missing = [name for name in ("cpack", "dpkg-deb", "dpkg-shlibdeps") if shutil.which(name) is None]
    if missing:
        print(f"skipped: there is no {', no '.join(missing)}")
        return 77
    build = pathlib.Path(sys.argv[1]).resolve().parents[1]
    with tempfile.TemporaryDirectory() as name:
        first, second = (make(build, pathlib.Path(name) / part) for part in ("a", "b/deeper"))
        same = first.read_bytes() == second.read_bytes()
        listed = subprocess.run(["dpkg-deb", "-c", first], capture_output=True, text=True, check=True).stdout
        named = subprocess.run(["dpkg-deb", "-f", first, "Maintainer"], capture_output=True, text=True).stdout
        depends = subprocess.run(["dpkg-deb", "-f", first, "Depends"], capture_output=True, text=True).stdout.strip()
        refused = refused_without_maker(build, pathlib.Path(name) / "nobody")
    paths = set(re.findall(r" \./usr/(\S+)", listed))
    faults = [f"{path} is missing" for path in NEEDED if path not in paths]
    faults += [] if named.strip() == "A Test <test@example.org>" else [f"made by '{named.strip()}'"]
    faults += [] if "tzdata" in depends.split(", ") else [f"it needs {depends}"]
    faults += [] if refused else ["a package by nobody is made"]
    faults += [] if same else ["two packages of one build differ"]
    faults += [] if re.search(r" \./usr/lib/\S*libblackout\.so\.\d", listed) else ["there is no library"]
    print("\n".join(faults) or f"{len(paths)} paths")
    return 1 if faults else 0


sys.exit(main())
