#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed tree as its users have it.

    test_install.py PROGRAM

Installs the build of PROGRAM into an empty folder; builds a client against it by CMake and by
pkg-config; runs the installed program from another folder; compiles the public header alone as
strict C99 and as C++."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n"
                 f"{done.stdout}{done.stderr}")
    return done.stdout


def check_header(header):
    for compiler in (["cc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-x", "c"],
                     ["c++", "-std=c++11", "-pedantic", "-Wall", "-Wextra", "-Werror", "-x",
                      "c++"]):
        run(*compiler, "-fsyntax-only", header)


def client_by_cmake(prefix, work):
    run("cmake", "-S", HERE, "-B", work / "cmake", f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", work / "cmake")
    return work / "cmake/consumer"


def client_by_pkg_config(prefix, library, work):
    environment = dict(os.environ, PKG_CONFIG_PATH=str(library / "pkgconfig"))
    flags = run("pkg-config", "--cflags", "--libs", "blackout", env=environment).split()
    client = work / "client"
    run("cc", HERE / "consumer.c", "-o", client, *flags, f"-Wl,-rpath,{library}")
    return client


def main():
    build = pathlib.Path(sys.argv[1]).resolve().parents[1]
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        prefix = work / "prefix"
        run("cmake", "--install", build, "--prefix", prefix)
        # the pkg-config file of a build names the prefix it was configured with
        library = next(prefix.rglob("libblackout.so")).parent
        pc = library / "pkgconfig/blackout.pc"
        pc.write_text(pc.read_text().replace(pc.read_text().split("\n")[0], f"prefix={prefix}"))
        check_header(prefix / "include/blackout.h")
        package = prefix / "share/blackout/datasets/reference"
        report = json.loads(run(prefix / "bin/blackout", "estimate", "--platform", "whatsapp",
                                "--duration", "1h", "--format", "json", cwd="/"))
        expected = report["totals"]["owner_revenue_loss"]["gross"]["central"]
        for client in (client_by_cmake(prefix, work),
                       client_by_pkg_config(prefix, library, work)):
            printed = float(run(client, package))
            if printed != expected or not printed > 0:
                sys.exit(f"{client}: {printed}, not {expected}")
    return 0


sys.exit(main())
