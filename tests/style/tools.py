# SPDX-License-Identifier: GPL-3.0-or-later
"""The LLVM tools of the one major version whose verdict counts, and the files they look at.

Versions of clang-format disagree about the same settings, and later versions of clang-tidy have
checks that earlier ones do not know. With another version the tests are skipped, by name."""

import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAJOR = 14
SKIPPED = 77  # SKIP_RETURN_CODE of these tests


def major_version(command):
    printed = subprocess.run([command, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"version (\d+)\.", printed)
    return int(found[1]) if found else None


def find_tool(name):
    """The command that is `name` of the right version; ends the test as skipped without one."""
    for command in (f"{name}-{MAJOR}", name):
        if shutil.which(command) and major_version(command) == MAJOR:
            return command
    print(f"skipped: no {name} {MAJOR} (Debian: {name}-{MAJOR})")
    sys.exit(SKIPPED)


def sources(*endings):
    """The C files of src, include and tests with these endings, as paths below ROOT."""
    return [path.relative_to(ROOT) for folder in ("src", "include", "tests")
            for path in sorted((ROOT / folder).rglob("*"))
            if path.suffix in endings and "node_modules" not in path.parts]
