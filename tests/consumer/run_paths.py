# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a binary has its libraries looked for.

The dynamic linker takes an empty entry of DT_RPATH or DT_RUNPATH for the current folder, and a
relative one from there: whoever can write into that folder runs code in the program."""

import pathlib
import re
import subprocess

ENTRY = re.compile(r"\((?:RPATH|RUNPATH)\)\s+Library (?:rpath|runpath): \[(.*)\]$", re.M)
SAFE = re.compile(r"/|\$ORIGIN(/|$)|\$\{ORIGIN\}(/|$)")


def read(binary):
    """The run paths of a binary, each as a list of its entries."""
    done = subprocess.run(["readelf", "--dynamic", "--wide", binary], capture_output=True,
                          text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    return [path.split(":") for path in ENTRY.findall(done.stdout)]


def faults(binary):
    """What is wrong with the run paths of a binary, a line each."""
    return [f"{binary}: {'an empty' if entry == '' else 'a relative'} entry in the run path "
            f"({':'.join(path)})"
            for path in read(binary) for entry in path if not SAFE.match(entry)]


def binaries(folder):
    """The programs and shared libraries below a folder; links to them are passed over."""
    found = []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                header = file.read(18)
            # e_type 2 and 3: executable, shared object (ELF specification, figure 1-4)
            if header[:4] == b"\x7fELF" and header[16] in (2, 3):
                found.append(path)
    return found
