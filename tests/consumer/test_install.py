#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed tree as its users have it.

    test_install.py PROGRAM

Installs the build of PROGRAM into an empty folder; builds a client, and the example of docs/library.md, against
it by CMake and by pkg-config; compares what the example prints with what the program does; runs the installed program from another folder; does so again after the whole tree was
moved. Reads the run path of every installed binary and of the clients. Compiles each public
header alone, and the client, as strict C99 and as C++. Reads the manual pages: one for the program and for each command that
it lists, without a word of complaint by groff."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import run_paths

HERE = pathlib.Path(__file__).resolve().parent


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n"
                 f"{done.stdout}{done.stderr}")
    return done.stdout


def check_headers(folder):
    """Each header includes what it needs, and blackout.h includes them all."""
    topics = {path.name for path in (folder / "blackout").iterdir()}
    included = re.findall(r'^#include "blackout/(.+)"', (folder / "blackout.h").read_text(), re.M)
    if sorted(topics) != sorted(included) or len(topics) < 10:
        sys.exit(f"blackout.h includes {sorted(included)}, not {sorted(topics)}")
    for header in sorted(folder.rglob("*.h")):
        check_source(header, folder)
    check_source(HERE / "consumer.c", folder)


def check_source(source, folder):
    """Compiles it alone, as strict C99 and as C++."""
    for compiler in (["cc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-x", "c"],
                     ["c++", "-std=c++11", "-pedantic", "-Wall", "-Wextra", "-Werror", "-x",
                      "c++"]):
        run(*compiler, "-fsyntax-only", f"-I{folder}", source)


def check_manual(prefix):
    program = prefix / "bin/blackout"
    listed = re.findall(r"^  (?!blackout )([a-z-]+) +\S", run(program, "--help"), re.M)
    pages = {page.name: page for page in (prefix / "share/man/man1").iterdir()}
    expected = {"blackout.1"} | {f"blackout-{command}.1" for command in listed}
    if "estimate" not in listed or set(pages) != expected:
        sys.exit(f"manual pages: {sorted(pages)}, not {sorted(expected)}")
    for command in ["", *listed]:
        page = pages[f"blackout-{command}.1" if command else "blackout.1"]
        if page.read_text() != run(program, *command.split(), "--manual"):
            sys.exit(f"{page.name} is not what --manual prints")
        done = subprocess.run(["groff", "-man", "-ww", "-z", "-Tutf8", page], capture_output=True,
                              text=True)
        if done.returncode != 0 or done.stderr:
            sys.exit(f"{page.name}: {done.stderr}")
        check_options(page, run(program, *command.split(), "--help"))


def check_options(page, help_text):
    """Every option that --help lists stands in the page as groff prints it."""
    shown = run("groff", "-man", "-Tascii", "-P-bcou", page)
    for option in re.findall(r"^  (?:-\w,|   ) (--[a-z-]+)", help_text, re.M):
        if not re.search(rf"^ +(-\w, )?{option}\b", shown, re.M):
            sys.exit(f"{page.name}: {option} is missing")


def check_completions(prefix):
    """Where each shell looks for those of an installation: zsh has /usr/local/share/zsh/site-functions in its fpath."""
    for path, shell in (("bash-completion/completions/blackout", "bash"), ("zsh/site-functions/_blackout", "zsh"),
                        ("fish/vendor_completions.d/blackout.fish", "fish")):
        if (prefix / "share" / path).read_text() != run(prefix / "bin/blackout", "completion", shell):
            sys.exit(f"{path} is not what `completion {shell}` prints")


def check_datasets(prefix, folder, by):
    """Where each of the two says that the packages are."""
    expected = prefix / "share/blackout/datasets"
    if not folder or pathlib.Path(folder).resolve() != expected.resolve():
        sys.exit(f"{by}: the packages are in '{folder}', not in {expected}")


def example(work):
    """The C of docs/library.md as a file."""
    code = re.findall(r"^```c\n(.*?)^```$", (HERE.parents[1] / "docs/library.md").read_text(), re.M | re.S)
    if len(code) != 1 or code[0].count("\n") > 42:
        sys.exit(f"docs/library.md: {len(code)} examples in C, or a long one")
    path = work / "bakery.c"
    path.write_text(code[0])
    return path


def clients_by_cmake(prefix, work):
    run("cmake", "-S", HERE, "-B", work / "cmake", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DBAKERY={example(work)}")
    run("cmake", "--build", work / "cmake")
    check_datasets(prefix, (work / "cmake/datasets.txt").read_text(), "find_package")
    return work / "cmake/consumer", work / "cmake/bakery"


def clients_by_pkg_config(prefix, work):
    library = next(prefix.rglob("libblackout.so")).parent
    environment = dict(os.environ, PKG_CONFIG_PATH=str(library / "pkgconfig"))
    flags = run("pkg-config", "--cflags", "--libs", "blackout", env=environment).split()
    check_datasets(prefix, run("pkg-config", "--variable=datasetsdir", "blackout",
                               env=environment).strip(), "pkg-config")
    for name, source in (("client", HERE / "consumer.c"), ("bakery", example(work))):
        run("cc", "-Wall", "-Wextra", "-Werror", source, "-o", work / name, *flags, f"-Wl,-rpath,{library}")
    return work / "client", work / "bakery"


def check_example(prefix, bakery, work):
    """The same table in a file, in a folder of the name that the library has for tables in memory."""
    table = re.search(r'shops.bytes = "(.*)\\n"\n +"(.*)\\n";', (work / "bakery.c").read_text())
    (work / "memory").mkdir(exist_ok=True)
    (work / "memory/dependencies.csv").write_text(f"{table[1]}\n{table[2]}\n")
    expected = run(prefix / "bin/blackout", "estimate", "--platform", "whatsapp", "--duration", "6h", "--base",
                   "reference", "--format", "json", work / "memory")
    printed = run(bakery, cwd="/")
    if printed != expected or json.loads(printed)["totals"]["dependent_revenue_loss"]["central"] <= 0:
        sys.exit(f"{bakery} prints\n{printed}and not\n{expected}")


def check_run_paths(binaries):
    if len(binaries) < 6:  # the program, the library, two clients twice
        sys.exit(f"only {len(binaries)} binaries were found")
    faults = [fault for binary in binaries for fault in run_paths.faults(binary)]
    if faults:
        sys.exit("\n".join(faults))


def check_tree(prefix, work):
    """Clients of the tree at `prefix` print what its program reports."""
    work.mkdir()
    packages = ["reference", prefix / "share/blackout/datasets/reference"]
    report = json.loads(run(prefix / "bin/blackout", "estimate", "--platform", "whatsapp",
                            "--duration", "1h", "--format", "json", cwd="/"))
    expected = report["totals"]["owner_revenue_loss"]["gross"]["central"]
    clients = [clients_by_cmake(prefix, work), clients_by_pkg_config(prefix, work)]
    check_run_paths([*run_paths.binaries(prefix), *(path for pair in clients for path in pair)])
    for client, bakery in clients:
        check_example(prefix, bakery, work)
        for package in packages:
            printed = float(run(client, package, cwd="/"))
            if printed != expected or not printed > 0:
                sys.exit(f"{client} {package}: {printed}, not {expected}")


def main():
    build = pathlib.Path(sys.argv[1]).resolve().parents[1]
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        first, moved = work / "first", work / "elsewhere/moved"
        run("cmake", "--install", build, "--prefix", first)
        check_headers(first / "include")
        check_manual(first)
        check_completions(first)
        check_tree(first, work / "clients")
        moved.parent.mkdir()
        first.rename(moved)
        check_tree(moved, work / "clients-moved")
    return 0


sys.exit(main())
