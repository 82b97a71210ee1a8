# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command used, measured from a process that is small itself: a child begins with the resident memory of the
process that starts it, and no peak is below that. As a program, run with -S and -E, it imports nothing but what
Python is made of, and starts the command; its last line on standard error is what was used."""

import posix
import sys
import time


def start(arguments):
    """Starts the command; (exit code, wall seconds, processor seconds, KiB of the largest resident set)."""
    began = time.perf_counter()
    _, status, used = posix.wait4(posix.posix_spawnp(arguments[0], arguments, posix.environ), 0)
    return (posix.waitstatus_to_exitcode(status), time.perf_counter() - began, used.ru_utime + used.ru_stime,
            used.ru_maxrss)


def measured(arguments, output=None, errors=None, env=None):
    """The same of a command that is started by such a process. `output`: where its standard output goes, None:
    nowhere; `errors`: a list for the lines of its standard error."""
    import subprocess  # not for the process between

    done = subprocess.run([sys.executable, "-S", "-E", __file__, *map(str, arguments)], stderr=subprocess.PIPE,
                          stdout=subprocess.DEVNULL if output is None else output, text=True, check=False, env=env)
    *said, used = done.stderr.splitlines()
    if errors is not None:
        errors.extend(said)
    code, wall, seconds, peak = used.split()
    return int(code), float(wall), float(seconds), int(peak)


if __name__ == "__main__":
    print(*start(sys.argv[1:]), file=sys.stderr)
