#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not change a result, and does not: how a package is divided, named, ordered and denominated, what is written
down that would be taken anyway, how an outage is described.

    test_invariance.py PROGRAM

Central values agree to 1e-12. Quantiles agree to 1e-9 where the draws are the same (to 1e-12 in another order), and else,
where a name makes others, within five standard errors of their difference. Every package is deterministic, and differs in one respect from `package()`."""

import copy
import csv
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "schema"))
from judge import faults_or_skip  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
SCENARIO = ["--owner", "firm", "--duration", "7h12m", "--samples", "1024"]
START = ["--start", "2021-10-04T15:39Z"]
QUANTILES = ("p5", "p25", "p50", "p75", "p95")
MONEY = {"platforms": ("annual_revenue",), "dependencies": ("annual_revenue",), "sectors": ("annual_output", "value_added")}
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


def package():
    """Tables as lists of rows. All that stages 2 to 4 and 7 know: profiles, onset, fallbacks, model error, ranges."""
    week = range(168)
    return {
        "owners": [{"owner": "firm", "name": "Firm", "currency": "USD"}],
        "regions": [{"region": r, "name": r, "utc_offset_hours": o} for r, o in (("north", 1), ("south", -5.5))],
        "activity": [{"profile": name, "hour_of_week": h, "weight": 1 + a * math.sin(2 * math.pi * (h - 9) / 24), "basis": "measured"}
                     for name, a in (("people", 0.71), ("offices", 0.93)) for h in week],
        "platforms": [{"platform": p, "name": p, "owner": "firm", "currency": "USD", "basis": "assumed",
                       "annual_revenue": 8766e3 * part, "growth_factor": 1.13, "usage_share": 0.83, "recapture": 0.31,
                       "recapture_decay_hours": 37} for p, part in (("p", 0.37), ("q", 0.63))],
        "platform_regions": [{"platform": p, "region": r, "revenue_share": x, "profile": "people", "basis": "reported"}
                             for p in "pq" for r, x in (("north", 0.7), ("south", 0.3))],
        "sectors": [{"sector": s, "name": s, "profile": "offices", "recapture": k, "recapture_decay_hours": 71,
                     "annual_output": 1e9, "value_added": 4e8, "output_currency": "USD", "basis": "derived"}
                    for s, k in (("s", 0.41), ("t", 0.17))],
        "channels": [{"channel": "sales", "name": "Sales", "onset_hours": 2.5, "basis": "assumed"}],
        "fallbacks": [{"sector": "s", "channel": "sales", "fallback": "email", "share": 0.23, "basis": "assumed"}],
        "dependencies": [{"business": b, "sector": s, "region": r, "currency": "USD", "platform": p, "channel": "sales",
                          "share": x, "annual_revenue": a, "basis": "derived"}
                         for b, s, r, p, x, a in (("b", "s", "north", "p", 0.21, 3.1e6), ("c", "t", "south", "q", 0.34, 5.3e6),
                                                  ("d", "s", "south", "p", 0.13, 9.7e6))],
        "fx": [{"currency": "EUR", "date": "2020-01-01", "per_usd": 0.8, "basis": "measured"}],
        "model_error": [{"quantity": "owner_revenue_loss", "log_sd": 0.29, "duration_hours": "", "basis": "assumed"},
                        {"quantity": "owner_revenue_loss", "log_sd": 0.11, "duration_hours": 6, "basis": "assumed"}]}


def write(folder, tables):
    folder.mkdir()
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines = [",".join(columns)] + [",".join(str(row.get(c, "")) for c in columns) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


class Packages:
    def __init__(self, root):
        self.root, self.count, self.reports = pathlib.Path(root), 0, []

    def run(self, tables, *words, command="estimate"):
        self.count += 1
        folder = write(self.root / str(self.count), tables)
        done = subprocess.run([PROGRAM, command, *words, "--format", "json", str(folder)], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            sys.exit(f"{words}: {done.stderr}")
        self.reports.append(done.stdout)
        return json.loads(done.stdout)

    def figures(self, tables, *words):
        return flat(self.run(tables, *(words or (*SCENARIO, *START)))["totals"])


def flat(totals):
    """Figures by path."""
    found = {}
    for name, figure in totals.items():
        if isinstance(figure, dict):
            found.update({name: figure} if "central" in figure else {f"{name}/{k}": v for k, v in figure.items()})
    return found


def check_same(what, found, expected, factor=1.0, same_draws=True, rounding=1e-9):
    check(found.keys() == expected.keys() and len(expected) >= 5, f"{what}: figures {sorted(found)}")
    for name in found.keys() & expected.keys():
        new, old = found[name], expected[name]
        check(abs(new["central"] - factor * old["central"]) <= 1e-12 * abs(factor * old["central"]),
              f"{what}: central {name} is {new['central']!r}, not {factor * old['central']!r}")
        for q in QUANTILES:
            margin = rounding * abs(factor * old[q]) if same_draws else \
                5 * math.hypot(new[f"se_{q}"], factor * old[f"se_{q}"])
            check(abs(new[q] - factor * old[q]) <= margin, f"{what}: {q} of {name} is {new[q]!r}, not {factor * old[q]!r} +- {margin:.3g}")


def renamed(tables, table, column, names):
    """The key of a table under other names, wherever tables refer to it."""
    changed = copy.deepcopy(tables)
    for rows in changed.values():
        for row in rows:
            for c in {column, "fallback"} if column == "channel" else {column}:
                if c in row:
                    row[c] = names.get(row[c], row[c])
    check(changed[table] != tables[table], f"{table} has nothing to rename")
    return changed


def divided(tables, table, key, columns, parts, also=()):
    """Each row of a table in parts that differ in their key; `also` tables are repeated for each."""
    changed = copy.deepcopy(tables)
    for name in (table, *also):
        changed[name] = [{**row, key: f"{row[key]}{k}",
                          **{c: row[c] * part for c in (columns if name == table else ())}}
                         for row in tables[name] for k, part in enumerate(parts)]
    return changed


def in_channels(tables, parts):
    """Each row of `dependencies` in parts of its share, each over a channel of its own that is like the first."""
    tables = divided(tables, "channels", "channel", (), parts)
    for name, columns in (("fallbacks", ()), ("dependencies", ("share",))):
        tables = divided(tables, name, "channel", columns, parts)
    return tables


def in_sectors(tables, parts):
    """Each sector in parts that are alike, and each business in one for each part."""
    tables = divided(tables, "sectors", "sector", ("annual_output", "value_added"), parts)
    tables = divided(tables, "fallbacks", "sector", (), parts)
    businesses = divided(tables, "dependencies", "business", ("annual_revenue",), parts)["dependencies"]
    for row in businesses:
        row["sector"] += row["business"][-1]
    return {**tables, "dependencies": businesses}


def test_division(packages, whole):
    large = package()  # half of a revenue, of which a logit is no logarithm
    for row in large["dependencies"]:
        row.update(share=row["share"] + 0.3, share_basis="assumed")
    largely = packages.figures(large)
    for parts in ((0.5, 0.5), (0.1, 0.2, 0.7)):
        check_same(f"businesses in {parts}", packages.figures(divided(package(), "dependencies", "business", ("annual_revenue",), parts)), whole)
        check_same(f"sectors in {parts}", packages.figures(in_sectors(package(), parts)), whole)
        for tables, expected in ((package(), whole), (large, largely)):
            check_same(f"rows over {parts} of channels", packages.figures(in_channels(tables, parts)), expected)
            tables = divided(tables, "platforms", "platform", ("annual_revenue",), parts, ("platform_regions",))
            tables["dependencies"] = [{**row, "platform": f"{row['platform']}{k}", "share": row["share"] * part}
                                      for row in tables["dependencies"] for k, part in enumerate(parts)]
            check_same(f"platforms in {parts}", packages.figures(tables), expected)


def test_names_and_order(packages, whole):
    for table, column, names in (("platforms", "platform", {"p": "zz", "q": "aa"}), ("dependencies", "business", {"b": "z"}),
                                 ("regions", "region", {"north": "z", "south": "a"}), ("channels", "channel", {"sales": "z"}),
                                 ("sectors", "sector", {"s": "zz", "t": "aa"}), ("owners", "owner", {"firm": "zz"}),
                                 ("activity", "profile", {"people": "z"})):
        words = [names.get(word, word) if column == "owner" else word for word in (*SCENARIO, *START)]
        check_same(f"{table} renamed", packages.figures(renamed(package(), table, column, names), *words), whole, same_draws=False)
    for table in package():
        tables = package()
        tables[table].reverse()
        check_same(f"{table} in another order", packages.figures(tables), whole, rounding=1e-12)


DATASETS = pathlib.Path(__file__).resolve().parents[2] / "datasets"
INSTALLED = (("reference", "--event", "FB-2021-10-04"), ("cloud", "--event", "AWS-2021-12-07"), ("firms", "--owner", "rogers", "--duration", "15h"))


def test_order_of_installed(packages, _):
    """The rows of all tables of an installed package in another order: every figure of every list."""
    draw = random.Random(2021)
    for name, *words in INSTALLED:
        tables = {}
        for path in sorted((DATASETS / name).glob("*.csv")):
            with path.open(newline="", encoding="utf-8") as file:
                tables[path.stem] = list(csv.reader(file))
        found = []
        for order in (lambda rows: rows, lambda rows: rows[::-1], lambda rows: draw.sample(rows, len(rows))):
            packages.count += 1
            folder = packages.root / str(packages.count)
            folder.mkdir()
            for table, rows in tables.items():
                with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                    csv.writer(file).writerows([rows[0], *order(rows[1:])])
            done = subprocess.run([PROGRAM, "estimate", *words, "--samples", "512", "--top", "0", "--format", "csv", str(folder)],
                                  capture_output=True, text=True, check=True)
            found.append(records(done.stdout))
        for other in found[1:]:
            check(other.keys() == found[0].keys() and len(other) >= 5, f"{name} in another order: other figures")
            for key in other.keys() & found[0].keys():
                for column, value in found[0][key].items():
                    check(math.isclose(other[key][column], value, rel_tol=1e-12), f"{name} in another order: {column} of {key} "
                          f"is {other[key][column]!r}, not {value!r}")


def records(text):
    """The quantiles of a report in CSV by what they are of."""
    named = ("central", *QUANTILES)
    return {tuple(v for k, v in row.items() if k not in named and not k.startswith("se_")):
            {k: float(row[k]) for k in named if row.get(k)} for row in csv.DictReader(text.splitlines())}


def test_money(packages, whole):
    for factor in (1e-3, 1e3, 7.3):
        tables = package()
        for table, columns in MONEY.items():
            for row in tables[table]:
                row.update({c: row[c] * factor for c in columns})
        check_same(f"money times {factor}", packages.figures(tables), whole, factor)
    tables = package()
    for table, columns in MONEY.items():
        for row in tables[table]:
            row.update({c: row[c] * 0.8 for c in columns})
            row.update({c: "EUR" for c in ("currency", "output_currency") if c in row})
    tables["owners"][0]["currency"] = "EUR"
    check_same("a package in EUR", packages.figures(tables, *SCENARIO, *START, "--currency", "USD"), whole)
    check_same("reported in EUR", packages.figures(package(), *SCENARIO, *START, "--currency", "EUR"), whole, 0.8)


def test_halves(packages, _):
    """A measured curve in one piece, in adjacent halves, and in sixths."""
    found = []
    for pieces in (1, 2, 6):
        curve = packages.root / f"curve{pieces}.csv"
        stamps = [f"2021-10-04T{15 + 6 * k // pieces}:00Z,0.83" for k in range(pieces)]
        curve.write_text("\n".join(["timestamp,unavailable", *stamps, "2021-10-04T21:00Z,0"]) + "\n", encoding="utf-8")
        found.append(packages.figures(package(), "--owner", "firm", "--severity-curve", str(curve), "--samples", "1024"))
        check_same(f"a curve in {pieces} pieces", found[-1], found[0])


def losses_by_hour(packages, tables, starts, durations):
    """Losses by start and duration, a full number of hours."""
    document = packages.run(tables, "--owner", "firm", *starts, "--duration", durations, "--samples", "0", command="sweep")
    return {(record["scenario"].get("start"), record["scenario"]["duration_hours"]): flat(record.get("totals", record))
            for record in document["records"]}


def test_marginal_hour(packages, _):
    """An hour more never costs more than that hour's sales, whenever the outage begins and however long it has lasted: the loss of
    the same package in which nothing is made up later, less its loss of the hours before."""
    tables, nothing = package(), package()
    for rows in (tables, nothing):
        rows["fallbacks"][0]["adaptation_hours"] = 19
        for h, row in enumerate(rows["activity"]):  # quiet nights, and one hour without any sales
            row["weight"] = max(0.0, row["weight"] - 0.06) ** 3
    for row in (*nothing["platforms"], *nothing["sectors"]):
        row["recapture"] = 0
    week = ["--start", "2021-10-04T00:20Z..2021-10-10T23:20Z/11h"]
    for starts in ([], week):
        for durations in ("1h..45h/1h", "160h..176h/1h", "330h..345h/1h", "2190h..2194h/1h"):
            net = losses_by_hour(packages, tables, starts, durations)
            gross = losses_by_hour(packages, nothing, starts, durations)
            check(len(net) >= 5 * (16 if starts else 1), f"{durations}: {len(net)} losses")
            for start, hours in net:
                if (start, hours - 1) in net:
                    check_marginal(*((x[start, hours], x[start, hours - 1]) for x in (net, gross)), f"hour {hours} from {start}")


def check_marginal(net, gross, what):
    for name in ("owner_revenue_loss/net", "dependent_revenue_loss"):
        cost, sales = (now[name]["central"] - before[name]["central"] for now, before in (net, gross))
        rounding = 1e-11 * gross[0][name]["central"]
        check(cost <= sales + rounding, f"{what}: {name} rises by {cost!r}, of sales of {sales!r}")
        check(cost >= -rounding or name.startswith("dep"), f"{what}: {name} falls by {-cost!r}")


# Every input with a default, and the default as a table has it: one number, or the three of a kind.
DEFAULTS = [("platforms", "growth_factor", (1, 0.7813, 1.2799)), ("platforms", "usage_share", (0.9, 0.5, 0.99)),
            ("platforms", "recapture", (0.25, 0.02, 0.87)), ("platforms", "recapture_decay_hours", (229.3, 24, 2190)),
            ("platforms", "attrition", (0,)), ("sectors", "recapture", (0.25, 0.02, 0.87)),
            ("sectors", "recapture_decay_hours", (229.3, 24, 2190)), ("sectors", "attrition", (0,)),
            ("channels", "grace_hours", (0,)), ("channels", "onset_hours", (0,)), ("channels", "shape", (1,)),
            ("fallbacks", "adaptation_hours", (0,)), ("dependencies", "firms", (1,))]


def test_defaults(packages, _):
    for table, column, value in DEFAULTS:
        empty, written = package(), package()
        for tables, texts in ((empty, ("",) * 3), (written, value)):
            for row in tables[table]:
                row["basis"] = "assumed"
                row.update(zip((column, column + "_low", column + "_high"), texts))
        check_same(f"{table}.{column} written down", packages.figures(written), packages.figures(empty))


def main():
    with tempfile.TemporaryDirectory() as root:
        packages = Packages(root)
        whole = packages.figures(package())
        check(whole["owner_revenue_loss/net"]["p95"] > 3 * whole["owner_revenue_loss/net"]["p5"], "the interval is wide")
        for test in (test_division, test_names_and_order, test_order_of_installed, test_money, test_halves, test_marginal_hour, test_defaults):
            test(packages, whole)
        check(not (faults := faults_or_skip(PROGRAM, packages.reports)), f"reports: {faults}")
    print("FAILED" if failures else "passed", f"({len(failures)} failures)" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
