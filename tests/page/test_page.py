#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every report as a page, in a browser: look.mjs opens them, this makes them.

    test_page.py PROGRAM [SHOTS]

Among them is a package whose names are what breaks pages. With SHOTS, a folder, pictures are left there.
Exit status 77 where Chromium, Node.js or the modules of package-lock.json are missing: `npm ci --prefix
tests/page` installs the latter."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "report"))
from cases import NAUGHTY, naughty_package, reports  # noqa: E402

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SHOTS = sys.argv[2:3]


def missing():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None, "Chromium is not installed"
    if shutil.which("node") is None:
        return None, "Node.js is not installed"
    if not (HERE / "node_modules" / "playwright-core").is_dir():
        return None, "playwright-core is not installed: npm ci --prefix tests/page"
    return chromium, None


def make(folder, pages):
    naughty_package(folder)
    cases = [(arguments[0], arguments) for arguments, _ in reports(folder)]
    cases.append(("naughty", ["estimate", "naughty", "--platform", "chat", "--duration", "6h", "--samples", "64",
                              "--top", str(len(NAUGHTY))]))
    cases.append(("explored", ["estimate", "--event", "FB-2021-10-04", "--samples", "64", "--explore"]))
    for name, arguments in cases:
        with open(pages / f"{name}.html", "wb") as page:  # an import's --output is its package
            subprocess.run([PROGRAM, *arguments, "--format", "html"], cwd=folder, check=True, timeout=300,
                           stdout=page)


def main():
    chromium, reason = missing()
    if reason is not None:
        print(reason)
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pages").mkdir()
        make(folder, folder / "pages")
        return subprocess.run(["node", HERE / "look.mjs", chromium, folder / "pages", *SHOTS],
                              check=False).returncode


sys.exit(main())
