#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a package is written changes no figure without a word.

    test_spelling.py PROGRAM [--packages N] [--seed S]

Random packages; in each, one thing at a time is written otherwise: the name of a file, of a column,
the case of a header, the delimiter, how numbers are written, the order of rows. Then the figures are
those of the package as it was, or it is refused, or a warning names the file. What leaves no doubt
(ALWAYS_READ) is neither refused nor warned of. Expected: the figures of the package itself."""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "schema"))
from judge import faults_or_skip  # noqa: E402

WEEK = 168
TOLERANCE = 1e-11  # relative: another order of summation
ASK = ["--owner", "acme", "--duration", "5h30m", "--start", "2021-10-04T15:39Z", "--samples", "0",
       "--top", "0", "--format", "json"]
REPORTS = []  # of all runs, judged at the end


def number(draw, low, high):
    """A number with two or four decimals: three could be read as thousands."""
    return f"{draw.uniform(low, high):.{draw.choice((2, 4))}f}"


def share(draw, low, high):
    return f"{draw.uniform(low, high):.4f}"


def random_package(draw):
    """table -> rows, the header first; every field a text."""
    platforms = [f"p{i}" for i in range(draw.randint(2, 4))]
    regions, sectors, channels = ["north", "south"], ["retail", "media"], ["sales", "login"]
    part = share(draw, 0.2, 0.8)
    package = {
        "owners": [["owner", "name", "currency"], ["acme", "Acme", "USD"]],
        "regions": [["region", "name", "utc_offset_hours"], ["north", "North", "1"],
                    ["south", "South", "-3.5"]],
        "activity": [["profile", "hour_of_week", "weight"]]
        + [["day", str(h), number(draw, 0.1, 3)] for h in range(WEEK)],
        "sectors": [["sector", "name", "profile", "recapture"]]
        + [[s, s.title(), "day", share(draw, 0.1, 0.6)] for s in sectors],
        "channels": [["channel", "name", "grace_hours"]]
        + [[c, c.title(), number(draw, 0, 2)] for c in channels],
        "platforms": [["platform", "name", "owner", "annual_revenue", "currency", "usage_share"]]
        + [[p, p.upper(), "acme", number(draw, 1e6, 9e6), "EUR", share(draw, 0.3, 1)]
           for p in platforms],
        "platform_regions": [["platform", "region", "revenue_share", "profile"]]
        + [[p, r, part if r == "north" else f"{1 - float(part):.4f}", "day"]
           for p in platforms for r in regions],
        "fx": [["currency", "per_usd", "date"], ["EUR", share(draw, 0.7, 0.95), "2021-06-01"],
               ["EUR", share(draw, 0.7, 0.95), "2020-06-01"]],
        "fallbacks": [["channel", "fallback", "share"], ["sales", "web", share(draw, 0.1, 0.4)]],
        "dependencies": [["business", "sector", "region", "annual_revenue", "currency", "platform",
                          "channel", "share", "firms"]],
    }
    whole = draw.random() < 0.5

    def revenue():
        return str(draw.randint(10_000, 900_000)) if whole else number(draw, 1e4, 5e6)

    for i in range(draw.randint(4, 9)):
        business = [f"shop {i:02d}", draw.choice(sectors), draw.choice(regions),
                    revenue(), draw.choice(("USD", "EUR"))]
        firms = str(draw.randint(1, 40))
        for platform in draw.sample(platforms, draw.randint(1, 2)):
            package["dependencies"].append([*business, platform, draw.choice(channels),
                                            share(draw, 0.05, 0.4), firms])
    return package


# ---- Writing ---------------------------------------------------------------------------------------


def field(text, delimiter):
    special = delimiter in text or '"' in text
    return '"' + text.replace('"', '""') + '"' if special else text


def write(folder, package, names=None, delimiters=None):
    folder.mkdir()
    for table, rows in package.items():
        name = (names or {}).get(table, f"{table}.csv")
        delimiter = (delimiters or {}).get(table, ",")
        text = "\n".join(delimiter.join(field(f, delimiter) for f in row) for row in rows) + "\n"
        (folder / name).write_text(text, encoding="utf-8")


def copy(package):
    return {table: [list(row) for row in rows] for table, rows in package.items()}


def is_number(text):
    return text.lstrip("-").replace(".", "", 1).isdigit()


def grouped(text, group, point):
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", group) + (point + rest if rest else "")


NUMBERS = {
    "decimal commas": lambda t: t.replace(".", ","),
    "groups and points": lambda t: grouped(t, ",", "."),
    "points and commas": lambda t: grouped(t, ".", ","),
    "blanks as groups": lambda t: grouped(t, " ", "."),
    "apostrophes as groups": lambda t: grouped(t, "\u2019", "."),
    "exponents": lambda t: f"{float(t) / 100!r}e2",
    "a sign": lambda t: "+" + t,
    "trailing zeros": lambda t: t + "00" if "." in t else t + ".00",
    "three decimals": lambda t: t + "0" if len(t.partition(".")[2]) == 2 else t,
    "per cent": lambda t: f"{float(t) * 100!r}%",
}

NAMES = ("{t}.CSV", "{T}.csv", "{t}s.csv", "{t} (1).csv", "{t}.txt", "{t}.tsv", "my {t}.csv",
         "{t}.csv.csv", "{t} .csv", "{t}-2021.csv", "Sheet1.csv")

HEADERS = {
    "title case": str.title, "upper case": str.upper, "a blank behind": lambda n: n + " ",
    "no-break space before": lambda n: "\u00a0" + n, "blanks for underlines":
    lambda n: n.replace("_", " "), "no underlines": lambda n: n.replace("_", ""),
    "a letter less": lambda n: n[:-1], "a letter more": lambda n: n + "s",
    "a unit": lambda n: n + " (EUR)", "another word": lambda n: "value_" + n[::-1],
}


# parts of `what`, as changes() has it
ALWAYS_READ = (
    ".CSV", " called {T}.csv", ".tsv", "in another case", "in another order", "with ';'", "with '\\t'",
    "with '|'", "with title case", "with upper case", "with a blank behind", "with no-break space before",
    "with blanks for underlines", "with no underlines", "with exponents", "with trailing zeros",
    "with three decimals", "with groups and points", "with blanks as groups", "with apostrophes as groups")


def changes(package, draw):
    """(what, file, package, names, delimiters): one thing written otherwise each."""
    for table in package:
        for pattern in draw.sample(NAMES, 3):
            name = pattern.format(t=table, T=table.title())
            yield f"{table} called {name}", table, package, {table: name}, None
    for table, rows in package.items():
        for how in draw.sample(sorted(HEADERS), 4):
            changed = copy(package)
            column = draw.randrange(len(rows[0]))
            changed[table][0][column] = HEADERS[how](rows[0][column])
            yield f"{table}.{rows[0][column]} with {how}", table, changed, None, None
        changed = copy(package)
        changed[table][0] = [HEADERS[draw.choice(("title case", "upper case"))](name)
                             for name in rows[0]]
        yield f"header of {table} in another case", table, changed, None, None
        for delimiter in (";", "\t", "|"):
            yield f"{table} with {delimiter!r}", table, package, None, {table: delimiter}
        changed = copy(package)
        changed[table][1:] = draw.sample(rows[1:], len(rows) - 1)
        yield f"rows of {table} in another order", table, changed, None, None
        for how in NUMBERS:
            columns = [c for c in range(len(rows[0]))
                       if all(is_number(row[c]) for row in rows[1:])]
            for column, delimiter in ((c, d) for c in columns for d in (",", ";", "\t")):
                changed = copy(package)
                for row in changed[table][1:]:
                    row[column] = NUMBERS[how](row[column])
                yield (f"{table}.{rows[0][column]} with {how}, delimiter {delimiter!r}", table,
                       changed, None, {table: delimiter})


# ---- Judging ---------------------------------------------------------------------------------------


def estimate(program, folder, base=None):
    done = subprocess.run([program, "estimate", *ASK, *(["--base", str(base)] if base else []),
                           str(folder)], capture_output=True, check=False, timeout=120)
    if done.returncode == 0:
        REPORTS.append(done.stdout.decode("utf-8"))
    return (done.returncode, done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"))


def leaves(tree, path=()):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, path + (key,))
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from leaves(value, path + (i,))
    else:
        yield path, tree


def figures(report):
    tree = json.loads(report)
    return dict(leaves(tree["totals"])), json.dumps(tree.get("warnings", []), ensure_ascii=False)


def same(a, b):
    if a.keys() != b.keys():
        return False
    return all(x == b[key] or (isinstance(x, (int, float)) and isinstance(b[key], (int, float))
                               and abs(x - b[key]) <= TOLERANCE * max(abs(x), abs(b[key])))
               for key, x in a.items())


def is_always_read(what, table):
    return any(part.replace("{T}", table.title()) in what for part in ALWAYS_READ)


def judge(expected, result, table, name, doubtful):
    """None, or what is wrong."""
    status, out, err = result
    words = (table, name.rsplit(".", 1)[0] if name else table)
    if status in (1, 2, 3):
        if not doubtful:
            return f"refused: {err[:200]}"
        named = any(word in err for word in words)
        return None if named and not out else f"refused without naming the file: {err[:200]}"
    if status != 0:
        return f"ends with {status}"
    found, warnings = figures(out)
    if same(expected, found):
        return None
    if doubtful and any(word in err + warnings for word in words):
        return None
    return f"other figures, without a word: {err[:200]}"


def check_package(program, seed, scratch):
    draw = random.Random(seed)
    package = random_package(draw)
    folder = scratch / "as it is"
    write(folder, package)
    status, out, err = estimate(program, folder)
    if status != 0:
        return [f"package {seed}: refused as it is: {err[:300]}"], 0
    expected, _ = figures(out)
    shutil.rmtree(folder)
    base = scratch / "base"  # with businesses of its own
    others = copy(package)
    others["dependencies"][1:] = [["other", "retail", "north", "777777.77", "USD", "p0", "sales",
                                   "0.1234", "3"]]
    write(base, others)
    wrong, count = [], 0
    for what, table, changed, names, delimiters in changes(package, draw):
        write(folder, changed, names, delimiters)
        name = (names or {}).get(table, "")
        doubtful = not is_always_read(what, table)
        fault = judge(expected, estimate(program, folder), table, name, doubtful)
        shutil.rmtree(folder)
        if not fault and table == "dependencies":
            write(folder, {table: changed[table]}, names, delimiters)
            fault = judge(expected, estimate(program, folder, base), table, name, doubtful)
            shutil.rmtree(folder)
        count += 1
        if fault:
            wrong.append(f"package {seed}, {what}: {fault}")
    shutil.rmtree(base)
    return wrong, count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--packages", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(options.seed, options.seed + options.packages):
            more, tried = check_package(options.program, seed, pathlib.Path(scratch))
            wrong += more
            count += tried
    wrong += faults_or_skip(options.program, REPORTS)
    print("\n".join(wrong))
    print(f"{count} ways of writing {options.packages} packages, {len(wrong)} wrong")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
