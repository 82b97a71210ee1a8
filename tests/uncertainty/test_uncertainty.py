#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The uncertainty layer as users of the program meet it.

    test_uncertainty.py PROGRAM

Samples and their statistics, the seed and the threads, ranges, scenarios that set inputs,
sweeps, comparisons, sensitivity, the sample matrix, common factors, and nominal coverage: truths
drawn from the model's own distributions, by an implementation of its own (worlds.py), lie in the
90 % intervals as often as they should. Seeds are fixed, so that a statistical bound holds always
or never.

Expected values are closed forms or come from the matrix itself; the reference package serves where
only relations are checked."""

import csv
import functools
import io
import json
import math
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from worlds import (Z95, borrowed_hours_log_sd, centres, dependants_loss, drawn, half_way,
                    mapped, owner_loss, quantile, random_world, seeded, write, write_world)

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "datasets" / "reference"
EVENT = ["--event", "FB-2021-10-04"]
LEVELS = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
STATISTICS = {"central", "mean", "sd", "se", *LEVELS, *(f"se_{name}" for name in LEVELS)}
# A world without uncertainty: 1000 an hour, of which nothing is made up.
CERTAIN = {"revenue": 8766000.0, "growth_factor": 1.0, "usage_share": 1.0, "recapture": 0.0,
           "sector_recapture": 0.0, "decay": 72.0, "fallback": 0.0, "flow": 17532.0}
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


def close(found, expected, tolerance, what):
    check(abs(found - expected) <= tolerance * abs(expected) or found == expected,
          f"{what}: {found!r} is not {expected!r} within {tolerance}")


def near(found, expected, margin, what):
    check(abs(found - expected) <= margin, f"{what}: {found!r} is not {expected!r} +- {margin:.3g}")


def run(*words, expect=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=600,
                          check=False)
    check(done.returncode == expect,
          f"{words} ends with {done.returncode}, not {expect}: {done.stderr.strip()[:300]}")
    return done


def report(*words):
    return json.loads(run(*words, "--format", "json").stdout)


def totals(document):
    owner = document["totals"]["owner_revenue_loss"]
    found = {"owner_revenue_loss/gross": owner["gross"], "owner_revenue_loss/net": owner["net"]}
    if "dependent_revenue_loss" in document["totals"]:
        found["dependent_revenue_loss"] = document["totals"]["dependent_revenue_loss"]
    return found


def objects(node, place=""):
    if isinstance(node, dict):
        yield place, node
        for key, value in node.items():
            yield from objects(value, f"{place}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from objects(value, f"{place}/{i}")


# ---- Quantities ----------------------------------------------------------------------------------


def check_quantity(place, quantity):
    check(set(quantity) == STATISTICS, f"{place} has {sorted(quantity)}")
    if set(quantity) != STATISTICS:
        return
    values = [quantity[name] for name in LEVELS]
    check(values == sorted(values), f"{place}: its quantiles do not ascend: {values}")
    check(quantity["sd"] >= 0 and quantity["se"] >= 0, f"{place}: a negative sd or se")
    check(quantity["sd"] > 0 or quantity["p5"] == quantity["p95"], f"{place}: quantiles without sd")


def test_quantities():
    """By default 10,000 samples; all figures of the losses have all members."""
    document = report("estimate", *EVENT)
    check(document["scenario"]["samples"] == 10000, "10,000 samples by default")
    count = 0
    for part in ("totals", "platforms", "waterfall", "top_businesses"):
        for place, node in objects(document[part], part):
            if "central" in node:
                count += 1
                check_quantity(place, node)
    check(count > 100, f"only {count} quantities in the report")
    for name, quantity in totals(document).items():
        check(0 < quantity["se"] < quantity["sd"] / 100,
              f"{name}: a standard error of {quantity['se']} for a sd of {quantity['sd']}: "
              "10,000 independent samples have a hundredth")
        check(quantity["p5"] < quantity["central"] < quantity["p95"],
              f"{name}: the centre is outside")
    check_waterfall(document)
    check_parts(document)


def check_waterfall(document):
    """Means add up as central values do, and end in the total's. Tolerance: rounding."""
    ends = {"owner": document["totals"]["owner_revenue_loss"]["net"],
            "dependants": document["totals"]["dependent_revenue_loss"]}
    for side, total in ends.items():
        steps = document["waterfall"][side]
        last = steps[-1]["running"]
        close(last["mean"], total["mean"], 1e-9, f"waterfall/{side} ends in the mean")
        close(last["p95"], total["p95"], 1e-9, f"waterfall/{side} ends in the 95 % value")
        added = sum(step["change"]["mean"] for step in steps)
        close(added, total["mean"], 1e-9, f"waterfall/{side}: the changes add up in the mean")


def check_parts(document):
    """Means of the platforms add up to the total's; quantiles do not have to."""
    for member in ("owner_revenue_loss", "dependent_revenue_loss"):
        pick = (lambda q: q["net"]) if member.startswith("owner") else (lambda q: q)
        added = sum(pick(p[member])["mean"] for p in document["platforms"])
        close(added, pick(document["totals"][member])["mean"], 1e-9, f"platforms add up: {member}")


def test_central_values():
    """--samples 0: central alone, and the same as with samples."""
    central = report("estimate", *EVENT, "--samples", "0")
    sampled = report("estimate", *EVENT, "--samples", "64")
    check(central["scenario"]["samples"] == 0, "no samples are stated")
    for place, node in objects(central):
        check(not {"mean", "sd", "se"} & set(node), f"{place} has statistics without samples")
    for name, quantity in totals(central).items():
        check(set(quantity) == {"central"}, f"{name} has {sorted(quantity)}")
        check(quantity["central"] == totals(sampled)[name]["central"],
              f"{name}: samples move the centre")


def test_bytes():
    """The seed decides, the threads do not."""
    words = ["estimate", *EVENT, "--samples", "1000", "--format", "json"]
    first = run(*words, "--seed", "7", "--threads", "1").stdout
    for threads in (1, 2, 3, 7, 16):
        check(run(*words, "--seed", "7", "--threads", threads).stdout == first,
              f"other bytes with {threads} threads")
    other = json.loads(run(*words, "--seed", "8").stdout)
    before = json.loads(first)
    for name, quantity in totals(other).items():
        was = totals(before)[name]
        check(quantity["mean"] != was["mean"], f"{name}: the same mean with another seed")
        near(quantity["mean"], was["mean"], 5 * math.hypot(quantity["se"], was["se"]),
             f"{name} with another seed")


def test_limits():
    for samples in ("63", "1", "-1", "1.5", "16777217", "many"):
        run("estimate", *EVENT, "--samples", samples, expect=2)
    for until in ("0", "0%", "100%", "-1%", "x"):
        run("estimate", *EVENT, "--until", until, expect=2)


def test_until(folder):
    """It stops when the means are known that well, says how many it took, and took no fewer."""
    document = report("estimate", *EVENT, "--until", "1%")
    samples = document["scenario"]["samples"]
    check(samples >= 1024 and math.log2(samples).is_integer(), f"--until took {samples} samples")
    for name, quantity in totals(document).items():
        check(quantity["se"] <= 0.01 * quantity["mean"], f"{name}: --until 1% stopped too early")
    check(report("estimate", *EVENT, "--samples", samples)["totals"] == document["totals"],
          "--until gives what as many samples give")
    tighter = report("estimate", *EVENT, "--until", "0.1%")["scenario"]["samples"]
    check(tighter > samples, f"--until 0.1% took {tighter}, 1% {samples} samples")
    half = totals(report("estimate", *EVENT, "--samples", tighter // 2))
    check(any(q["se"] > 0.001 * q["mean"] for q in half.values()),
          "--until 0.1% took more than it needed")
    missed = report("estimate", "--platform", "p0", "--duration", "4h..8h", "--until", "0.0000001%",
                    write_world(folder / "until", [CERTAIN]))
    check(missed["scenario"]["samples"] == 2 ** 20, "the last round has 2^20 samples")
    check(any("until" in w["code"] or "until" in w["message"] for w in missed["warnings"]),
          "--until that is not reached is told")
    text = run("estimate", *EVENT, "--until", "1%").stdout
    check(f"{samples:,} samples" in text, "the text says how many samples it took")


def test_compare_until(folder):
    """Both scenarios take the same number of samples, so that they stay paired: as many as give
    all means, and the mean of each difference, that standard error. Alone they settle at
    different numbers: a sure loss at once, an unsure one later."""
    package = write_world(folder / "pair", [CERTAIN])
    words = {"platform": "p0"}
    sure = scenario(folder, "sure", {**words, "duration": "6h"})
    unsure = scenario(folder, "unsure", {**words, "duration": "1h..30h", "severity": "0.1..0.9"})
    alone = [report("estimate", "--scenario", path, "--until", "0.3%", package)["scenario"]["samples"]
             for path in (sure, unsure)]
    check(alone[0] < alone[1], f"alone they settle at {alone}")
    for first, second in ((sure, unsure), (unsure, sure)):
        document = report("compare", first, second, "--until", "0.3%", package)
        counts = {document[side]["samples"] for side in ("first", "second")}
        check(len(counts) == 1 and counts.pop() >= alone[1], f"samples of both: {document['first']}")
        for row in document["differences"]:
            for member in ("first", "second", "difference"):
                check(row[member]["se"] <= 0.003 * abs(row[member]["mean"]),
                      f"{row['total']}: {member} is not settled")
    equal = report("compare", sure, sure, "--until", "1%", package)
    check(equal["first"]["samples"] == 1024, "no difference is known at once")
    alone = scenario(folder, "until-alone", {**words, "duration": "6h", "until": "1%"})
    done = run("compare", sure, alone, package, expect=2)
    check("until" in done.stderr, f"until of one alone is told as {done.stderr!r}")


def test_top(folder):
    """Businesses are listed by `estimate` alone: the others refuse the option, and a file's `top`
    does not make them read `dependencies` again. Expected: as many openings of the file, seen by
    strace, as without it."""
    for command in (["sweep"], ["sensitivity"], ["compare", "a.json", "b.json"]):
        done = run(*command, *EVENT, "--top", "5", expect=2)
        check("no option '--top'" in done.stderr, f"--top is told as {done.stderr!r}")
    if shutil.which("strace") is None:
        print("no strace: openings of dependencies are not counted")
        return
    openings = []
    for top in (0, 1000):
        path, seen = scenario(folder, f"top-{top}", {"top": top}), folder / f"top-{top}.strace"
        subprocess.run(["strace", "-f", "-q", "-e", "trace=openat", "-o", seen, PROGRAM, "sweep", *EVENT,
                        "--samples", "0", "--duration", "1h..3h/1h", "--scenario", path],
                       stdout=subprocess.DEVNULL, timeout=600, check=True)
        openings.append(seen.read_text().count("dependencies.csv"))
    check(openings[0] > 0 and openings[1] == openings[0], f"dependencies is opened {openings} times")


# ---- Ranges --------------------------------------------------------------------------------------


def test_ranges(folder):
    """Expected: the product of certain inputs and a range, so that its quantiles are those of
    the range: within three standard errors of a stratified quantile, here 1 per cent."""
    world = write_world(folder / "ranges", [CERTAIN])
    base = ["--platform", "p0", "--start", "2021-10-04T15:39Z"]
    cases = [
        ("duration", ["--duration", "4h..8h"], [4, half_way(False, 4, 8), 8], 1000),
        ("severity", ["--duration", "10h", "--severity", "0.4..0.8"],
         [0.4, half_way(True, 0.4, 0.8), 0.8], 10000),
        ("recovery", ["--duration", "1h", "--recovery", "2h..18h"], [2, 10, 22], None),
    ]
    for name, words, points, factor in cases:
        net = totals(report("estimate", *base, *words, world))["owner_revenue_loss/net"]
        if factor is None:  # 1000 an hour, half of the recovery: geometric mean of 2 and 18 is 6
            points, factor = [1 + 2 / 2, 1 + 6 / 2, 1 + 18 / 2], 1000
        close(net["central"], factor * points[1], 1e-12, f"{name}: the centre")
        for member, point in zip(("p5", "p50", "p95"), points):
            close(net[member], factor * point, 0.01, f"{name}: {member}")
    for words in (["--duration", "8h..4h"], ["--duration", "0h..4h"], ["--duration", "4h.."],
                  ["--severity", "0.8..0.4"], ["--severity", "0..0.5"], ["--severity", "0.5..1"],
                  ["--recovery", "4h..4h"]):
        run("estimate", "--platform", "p0", "--duration", "6h", *words, world, expect=2)


def test_start_as_a_range(folder):
    """A minute's outage in a week that weighs 1 before Monday 15:00 and 3 behind it. Expected: of a
    start from 12:00 to 16:00 (5 and 95 %) the part 1 - Phi(1.645 / 2) is behind 15:00; the centre
    is 14:00."""
    package = write_world(folder / "starts", [CERTAIN])
    write(package, "activity", "profile,hour_of_week,weight,basis",
          [("even", hour, 1 if hour < 15 else 3, "measured") for hour in range(168)])
    unit = 1000 / 60 / ((15 + 153 * 3) / 168)
    words = ["estimate", "--platform", "p0", "--duration", "1m", package, "--start"]
    path = folder / "starts.csv"
    document = report(*words, "2021-10-04T12:00Z..2021-10-04T16:00Z", "--draws", path)
    net = totals(document)["owner_revenue_loss/net"]
    later = 0.5 * math.erfc(Z95 / 2 / math.sqrt(2))
    close(net["central"], unit, 1e-9, "the centre")
    check(document["scenario"]["start"] == "2021-10-04T14:00:00Z", "the start")
    near(net["mean"], unit * (1 + 2 * later), unit * 0.02, "the mean")
    for member, weight in (("p5", 1), ("p50", 1), ("p95", 3)):
        close(net[member], unit * weight, 1e-9, f"start as a range: {member}")
    hours = read_draws(path)[1]["scenario/start_hours"]
    for p, hour in ((0.05, -2), (0.5, 0), (0.95, 2)):
        near(quantile(hours, p), hour, 0.02, f"quantile {p} of the start")
    for text in ("2021-10-04T16:00Z..2021-10-04T12:00Z", "2021-10-04T16:00Z..",
                 "2021-10-04..2021-10-04"):
        run(*words, text, expect=2)


# ---- Scenarios that set inputs -------------------------------------------------------------------


def scenario(folder, name, content):
    path = folder / f"{name}.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def fallback(name, share, **where):
    return {"table": "fallbacks", "where": {"channel": "sales", "fallback": name, **where},
            "column": "share", "value": share}


def test_equal_scenarios(folder):
    """Exactly zero, in every member."""
    saving = {"set": [fallback("email", 0.25)]}
    for content in ({}, {"duration": "4h..8h", "severity": "0.4..0.8"}, saving):
        first, second = (scenario(folder, f"equal-{i}", content) for i in (1, 2))
        document = report("compare", first, second, *EVENT, "--samples", "1000")
        check(len(document["differences"]) == 3, "three totals are compared")
        for row in document["differences"]:
            check(set(row["difference"]) == STATISTICS and
                  all(value == 0 for value in row["difference"].values()),
                  f"{row['total']}: equal scenarios differ by {row['difference']}")
            check(row["first"] == row["second"] and row["first"]["sd"] > 0,
                  f"{row['total']}: equal scenarios are not equal")


def test_saving(folder):
    """The reference event: e-mail and an own shop for half of the sales, against neither."""
    without = {"set": [fallback(name, 0, sector="") for name in ("web", "store")]}
    with_both = {"set": [fallback("web", 0.25, sector=""), fallback("email", 0.25, sector=""),
                         fallback("store", 0, sector="")]}
    a, b = scenario(folder, "without", without), scenario(folder, "with", with_both)
    document = report("compare", a, b, *EVENT)
    rows = {row["total"]: row for row in document["differences"]}
    for name in ("owner_revenue_loss/gross", "owner_revenue_loss/net"):
        check(set(rows[name]["difference"].values()) == {0}, f"{name} has no part in it")
    row = rows["dependent_revenue_loss"]
    saving = row["difference"]
    check_quantity("the saving", saving)
    check(saving["p95"] < 0, f"the saving is not sure: {saving}")
    close(saving["mean"], row["second"]["mean"] - row["first"]["mean"], 1e-9, "means subtract")
    close(saving["central"], row["second"]["central"] - row["first"]["central"], 1e-12,
          "centres subtract")
    unpaired = math.hypot(row["first"]["sd"], row["second"]["sd"])
    check(saving["sd"] < 0.75 * unpaired, f"pairing gains nothing: {saving['sd']} of {unpaired}")
    for path, side in ((a, "first"), (b, "second")):
        alone = totals(report("estimate", *EVENT, "--samples", "0", "--scenario", path))
        close(row[side]["central"], alone["dependent_revenue_loss"]["central"], 1e-12,
              f"compare and estimate agree on the {side}")
    print(f"saving by e-mail and own shop: {-saving['central']:,.0f} USD, "
          f"90 % {-saving['p95']:,.0f} to {-saving['p5']:,.0f}")
    text = run("compare", a, b, *EVENT).stdout
    # two digits: more than that, the standard errors of its ends do not leave
    low, high = (f"{saving[end] / 1e6:.2g}" for end in ("p5", "p95"))
    check(in_millions(saving["central"]) in text and f"{low} to {high}" in text,
          "the text of compare has the saving and its interval")
    back = report("compare", b, a, *EVENT)["differences"][2]["difference"]
    close(back["central"], -saving["central"], 1e-12, "exchanged scenarios")
    near(back["mean"], -saving["mean"], 5 * saving["se"], "exchanged scenarios, in the mean")


def test_saving_in_closed_form(folder):
    """Expected: in each sample the saving is flow * share / 8766 * hours * 0.375 * kept, which
    has the quantiles of the flow's range. Tolerance of the quantiles 1 per cent."""
    points = (8766.0, 26298.0, 52596.0)
    world = {**CERTAIN, "sector_recapture": 0.2, "decay": 48.0, "fallback": 0.125, "flow": points}
    package = write_world(folder / "saving", [world])
    a = scenario(folder, "less", {"platform": "p0", "duration": "12h"})
    b = scenario(folder, "more", {"platform": "p0", "duration": "12h",
                                  "set": [fallback("email", 0.5, sector="s0")]})
    row = report("compare", a, b, package)["differences"][2]
    kept = 1 - 0.2 * 48 / 12 * (1 - math.exp(-12 / 48))
    for member, flow in zip(("p95", "p50", "p5"), points):
        close(row["difference"][member], -flow * 0.5 / 8766 * 12 * 0.375 * kept, 0.01,
              f"{member} of the saving")
    close(row["difference"]["central"], -points[1] * 0.5 / 8766 * 12 * 0.375 * kept, 1e-12,
          "the saving")


REFUSED = [
    ({"sett": []}, "not known"),
    ({"set": 3}, "not a list"),
    ({"set": [3]}, "object"),
    ({"set": [{"table": "fallbacks", "column": "share"}]}, "needs"),
    ({"set": [{"table": "fallbacks", "column": "share", "value": "0.4"}]}, "needs"),
    ({"set": [{"table": "fallbacks", "column": "share", "value": 0.4, "wher": {}}]}, "unknown key"),
    ({"set": [{"table": "fallback", "column": "share", "value": 0.4}]}, "no such table"),
    ({"set": [{"table": "fallbacks", "column": "shares", "value": 0.4}]}, "no such column"),
    ({"set": [{"table": "fallbacks", "column": "channel", "value": 0.4}]}, "does not fit"),
    ({"set": [fallback("web", 1.5)]}, "does not fit"),
    ({"set": [fallback("web", 0.4, shop="x")]}, "no such column"),
    ({"set": [fallback("carrier pigeon", 0.4)]}, "no row"),
    ({"set": [{"table": "fallbacks", "where": {"channel": "sales"}, "column": "share",
               "value": 0.4}]}, "more than 1"),
    ({"set": [{"table": "dependencies", "column": "share", "value": 0.4}]}, "row by row"),
    ({"set": [{"table": "platforms", "where": {"platform": "facebook"}, "column": "annual_revenue",
               "value": 1e9}]}, "within 1 %"),
    ({"set": [{"table": "fallbacks", "where": {"channel": 3}, "column": "share", "value": 0.4}]},
     "condition"),
    ({"set": [{"table": "fallbacks", "where": ["sales"], "column": "share", "value": 0.01}]},
     "conditions"),
    ({"set": [{"table": "fallbacks", "where": "sales", "column": "share", "value": 0.01}]},
     "conditions"),
    ({"set": [{"table": "fallbacks", "where": None, "column": "share", "value": 0.01}]},
     "conditions"),
    ({"platform": ["facebook", 3]}, "wrong type"),
    ({"duration": True}, "wrong type"),
]


def test_refused_scenarios(folder):
    """Every fault is told in one line, with a word of the reason."""
    good = scenario(folder, "good", {})
    for i, (content, word) in enumerate(REFUSED):
        path = scenario(folder, f"refused-{i}", content)
        for command in (["estimate", "--scenario", path], ["compare", good, path]):
            done = run(*command, *EVENT, "--samples", "0", expect=2)
            check(word in done.stderr and done.stderr.count("\n") == 1 and done.stdout == "",
                  f"{content} is told as {done.stderr!r}")
    for text in ("[]", "{", '{"set": [], "set": []}', ""):
        path = folder / "broken.json"
        path.write_text(text)
        done = run("estimate", "--scenario", path, *EVENT, expect=1)
        check(done.stderr.startswith(str(path)), f"{text!r} is told as {done.stderr!r}")
    run("compare", good, expect=2)
    run("compare", good, folder / "missing.json", *EVENT, expect=1)
    other = scenario(folder, "other", {"samples": 128})
    run("compare", good, other, *EVENT, expect=2)  # no shared draws: 10,000 and 128


def test_rows_that_add_up_are_named(folder):
    """A condition on the channel alone sets every row of it: the message names what adds up, and
    how to set one."""
    path = scenario(folder, "all-sales", {"set": [{"table": "fallbacks", "where": {
        "channel": "sales"}, "column": "share", "value": 0.4}]})
    done = run("estimate", *EVENT, "--scenario", path, "--samples", "0", expect=2)
    for word in ("sales: web 0.4 + store 0.4 + facebook 0.4 + instagram 0.4", "1.6", "sets one row"):
        check(word in done.stderr, f"{word!r} is not in {done.stderr!r}")


def test_command_line_before_file(folder):
    path = scenario(folder, "file", {"event": "FB-2021-10-04", "duration": "3h", "samples": 64,
                                     "severity": 0.5})
    document = report("estimate", "--scenario", path, "--duration", "5h")
    check(document["scenario"]["duration_hours"] == 5, "the option goes before the file")
    check(document["scenario"]["severity"] == 0.5, "what no option sets comes from the file")
    check(document["scenario"]["samples"] == 64, "samples from the file")


# ---- Sweeps --------------------------------------------------------------------------------------


def test_sweep():
    """All formats tell the same, and each record is the estimate's, to the last digit."""
    words = ["sweep", *EVENT, "--samples", "256", "--duration", "2h..26h/8h"]
    records = report(*words)["records"]
    lines = [json.loads(line) for line in run(*words, "--format", "ndjson").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    text = run(*words).stdout
    check(len(records) == len(lines) == len(rows) == 4, "four durations")
    for i, (record, line, row) in enumerate(zip(records, lines, rows)):
        more = ("schema", "tool", "control_totals", "warnings")
        alone = {k: v for k, v in line.items() if k not in more}
        check(alone == record and all(k in line for k in more) and line["control_totals"],
              f"ndjson record {i}")
        check_row(record, row, text)
        hours = record["scenario"]["duration_hours"]
        alone = totals(report("estimate", *EVENT, "--samples", "256", "--duration", f"{hours:g}h"))
        for found, expected in ((record["owner_revenue_loss"]["net"],
                                 alone["owner_revenue_loss/net"]),
                                (record["dependent_revenue_loss"],
                                 alone["dependent_revenue_loss"])):
            check(found["central"] == expected["central"], f"centre after {hours} h")
            check(found == expected, f"the record of {hours} h is the estimate's")
    check_exponents(records)


def in_millions(amount):
    """An amount of a table in millions, with three digits: 33.7, 282, -3.70."""
    millions = amount / 1e6
    return f"{millions:,.{max(0, 2 - math.floor(math.log10(abs(millions))))}f}"


def check_row(record, row, text):
    net, dependants = record["owner_revenue_loss"]["net"], record["dependent_revenue_loss"]
    expected = {"owner_gross": record["owner_revenue_loss"]["gross"]["central"],
                "owner_net": net["central"], "owner_net_p5": net["p5"], "owner_net_p95": net["p95"],
                "owner_exponent": record.get("owner_exponent"),
                "dependants": dependants["central"], "dependants_p5": dependants["p5"],
                "dependants_p95": dependants["p95"],
                **{f"{name}_se_{q}": of[f"se_{q}"] for name, of in (("owner_net", net), ("dependants", dependants))
                   for q in ("p5", "p95")},
                "dependants_exponent": record.get("dependants_exponent"),
                "duration_hours": record["scenario"]["duration_hours"],
                "severity": record["scenario"]["severity"]}
    for name, value in expected.items():
        found = float(row[name]) if row[name] else None
        check(found == value, f"csv: {name} is {found}, not {value}")
    check(row["platforms"].split(";") == record["scenario"]["platforms"], "csv: platforms")
    check(row["currency"] == record["scenario"]["currency"], "csv: currency")
    check(row["start"] == record["scenario"]["start"], "csv: start")
    check(f" {in_millions(net['central'])} " in text, f"text: {in_millions(net['central'])} is missing")
    for quantity, name in ((net, "p5"), (dependants, "p95")):
        place = 10 ** max(0, math.ceil(math.log10(quantity[f"se_{name}"])))
        known = round(quantity[name] / place) * place
        shown = f"{known / 10 ** 6:,g}" if known < 10 ** 9 else f"{known // 10 ** 6:,}"
        check(f" {shown}" in text, f"text: {name} {shown}, with the digits that are known, is missing")


def check_exponents(records):
    """Expected: ln of the ratio of central losses over ln of the ratio of hours; none for the
    first."""
    check("owner_exponent" not in records[0], "the first record has no exponent")
    for before, now in zip(records, records[1:]):
        ratio = math.log(now["scenario"]["duration_hours"] / before["scenario"]["duration_hours"])
        for member, pick in (("owner_exponent", lambda r: r["owner_revenue_loss"]["net"]),
                             ("dependants_exponent", lambda r: r["dependent_revenue_loss"])):
            expected = math.log(pick(now)["central"] / pick(before)["central"]) / ratio
            near(now[member], expected, 1e-9, member)


def test_exponents_in_closed_form(folder):
    """A flat week: the owner's exponent is 1; that of the dependants grows with what is
    recaptured less. Expected for recapture 0.5 and 72 h: 1 + ln(kept(48) / kept(24)) / ln 2,
    about 1.14."""
    world = {**CERTAIN, "recapture": 0.3, "sector_recapture": 0.5, "fallback": 0.1}
    package = write_world(folder / "exponents", [world])
    words = ["sweep", "--platform", "p0", "--samples", "0", package]
    records = report(*words, "--duration", "24h..48h/24h")["records"]
    kept = [1 - 0.5 * 72 / hours * (1 - math.exp(-hours / 72)) for hours in (24, 48)]
    near(records[1]["owner_exponent"], 1, 1e-12, "the owner's exponent")
    near(records[1]["dependants_exponent"], 1 + math.log(kept[1] / kept[0]) / math.log(2), 1e-9,
         "the dependants' exponent")
    grid = report(*words, "--duration", "1h..3h/1h", "--severity", "0.25..0.75/0.25", "--start",
                  "2021-10-04T00:00Z..2021-10-04T12:00Z/12h")["records"]
    check(len(grid) == 18, f"{len(grid)} combinations, not 18")
    check(["owner_exponent" in record for record in grid] == [False, True, True] * 6,
          "an exponent where the duration alone is longer")
    check([r["scenario"]["severity"] for r in grid[:9]] == [0.25] * 3 + [0.5] * 3 + [0.75] * 3,
          "the duration varies fastest, then the severity")
    for words in (["--duration", "3h..1h/1h"], ["--duration", "1h..3h/0h"],
                  ["--duration", "1h..9999h/1h", "--severity", "0.1..0.9/0.1"]):
        run("sweep", "--platform", "p0", *words, package, expect=2)


def test_sweep_over_platforms(folder):
    """With / between, each is a record of its own; with a comma between, they are down together.
    Expected: what `estimate` says of each."""
    words = ["--duration", "6h", "--samples", "64"]
    records = report("sweep", "--platform", "facebook/facebook,whatsapp/whatsapp", *words)["records"]
    check(len(records) == 3, f"{len(records)} records, not 3")
    for record, names in zip(records, ("facebook", "facebook,whatsapp", "whatsapp")):
        check(record["scenario"]["platforms"] == names.split(","), f"{names}: platforms")
        alone = totals(report("estimate", "--platform", names, *words))
        check(record["owner_revenue_loss"]["net"] == alone["owner_revenue_loss/net"], names)
    text = run("sweep", "--platform", "facebook/whatsapp", *words).stdout
    check("down" in text and "whatsapp" in text, "the text says what is down")
    grid = report("sweep", "--platform", "facebook/whatsapp", "--duration", "1h..3h/1h",
                  "--samples", "0")["records"]
    check(["owner_exponent" in r for r in grid] == [False, True, True] * 2, "exponents by platform")
    for names in ("facebook/", "/", "facebook//whatsapp", "facebook/orkut"):
        run("sweep", "--platform", names, *words, expect=2)
    run("estimate", "--platform", "facebook/whatsapp", *words, expect=2)


def test_names_with_commas(folder):
    """Names are free: in CSV they stand in quotes where they have to (RFC 4180)."""
    package = write_world(folder / "comma", [CERTAIN, CERTAIN])
    for path in package.glob("*.csv"):
        path.write_text(path.read_text().replace("p0", '"p ""0"", old"'))
    text = run("sweep", "--owner", "solo", "--duration", "2h", "--samples", "0", "--format", "csv",
               package).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    check(len(rows) == 1 and rows[0]["platforms"] == 'p "0", old;p1' and
          rows[0]["owner_net"] == "4000", f"csv with commas in a name: {text}")


# ---- Sensitivity ---------------------------------------------------------------------------------


def test_sensitivity_in_closed_form(folder):
    """A product of three lognormals. Expected, q_i = exp(s_i^2) - 1 (the cut at 3.1 moves them
    by less than 0.002): S_i = q_i / (prod(1 + q) - 1), S_Ti = q_i prod(1 + q_j) / (prod(1 + q) -
    1); 4,096 points, tolerance 0.02. The tornado is exact."""
    factors = {"platforms/p0/annual_revenue": 2.0, "platforms/p0/growth_factor": 1.5,
               "scenario/duration_hours": 1.75}
    world = {**CERTAIN, "revenue": tuple(8766000 * 2.0 ** k for k in (-1, 0, 1)),
             "growth_factor": tuple(1.5 ** k for k in (-1, 0, 1))}
    package = write_world(folder / "sensitivity", [world])
    words = ["sensitivity", "--platform", "p0", "--duration", f"{240}m..{735}m", "--start",
             "2021-10-04", package]
    document = report(*words, "--samples", "4096")
    total = document["totals"][0]
    drivers = {driver["factor"]: driver for driver in total["drivers"]}
    check(total["converged"], "4,096 points of a smooth product have converged")
    q = {name: math.exp((math.log(f) / Z95) ** 2) - 1 for name, f in factors.items()}
    product = math.prod(1 + value for value in q.values())
    for name, factor in factors.items():
        driver = drivers[name]
        near(driver["first_order"]["central"], q[name] / (product - 1), 0.02, f"S of {name}")
        near(driver["total_order"]["central"], q[name] * product / (1 + q[name]) / (product - 1),
             0.02, f"S_T of {name}")
        for index in ("first_order", "total_order"):
            check(driver[index]["p5"] <= driver[index]["central"] <= driver[index]["p95"],
                  f"{name}: an interval without its centre")
        close(driver["at_5_percent"], total["central"] / factor, 1e-9, f"{name} at its 5 %")
        close(driver["at_95_percent"], total["central"] * factor, 1e-9, f"{name} at its 95 %")
    order = [driver["factor"] for driver in total["drivers"]][:3]
    check(order == sorted(factors, key=factors.get, reverse=True), f"the largest first: {order}")
    check(total["drivers"][-1]["factor"] == "all others", "the rest stands last")
    near(total["drivers"][-1]["total_order"]["central"], 0, 1e-12, "nothing else matters")
    check("not converged" in run(*words, "--samples", "64").stdout, "64 points have not converged")
    usual = report(*words)
    check(usual["scenario"]["samples"] == usual["totals"][0]["samples"] == 8192, "points without samples")


@functools.cache
def usual_sensitivity():
    """With half of the points that it takes by itself (8,192, as test_sensitivity_in_closed_form has
    them): what has converged with these has with those. Run once."""
    return report("sensitivity", *EVENT, "--samples", "4096")


def check_usual_indices(owner, dependants):
    """Converged is what the methodology says: no 90 % interval of an index as wide as 0.1."""
    for total in (owner, dependants):
        widest = max(d[index]["p95"] - d[index]["p5"] for d in total["drivers"]
                     for index in ("first_order", "total_order") if index in d)
        check(total["converged"] == (widest < 0.1), f"{total['total']}: {widest} is the widest")
    check(dependants["converged"], f"not converged: {dependants}")
    check(all(d["total_order"]["central"] > 0.02 for d in dependants["drivers"][:4]),
          "the dependants' own four largest drivers have an index")
    # The model's own error is Student's t of ln, cut at 3.1: a few samples have most of the
    # variance, so that the owner's indices need not settle; who is first is beyond doubt.
    largest, *others = [d for d in owner["drivers"] if "total_order" in d]
    check(largest["factor"] == "model_error/owner_revenue_loss/scale" and
          largest["first_order"]["p5"] > 0.5, f"most of the variance is the model's: {largest}")
    for other in others:
        check(other["total_order"]["p95"] < largest["total_order"]["p5"],
              f"{other['factor']} is not the largest")


def test_sensitivity_of_the_reference_event():
    words = ["sensitivity", *EVENT, "--samples", "256"]
    document = report(*words)
    text = run(*words).stdout
    check([t["total"] for t in document["totals"]] ==
          ["owner_revenue_loss/net", "dependent_revenue_loss"], "both net losses are analysed")
    for total in document["totals"]:
        named = [d for d in total["drivers"] if d["factor"] != "all others"]
        swings = [abs(d["at_95_percent"] - d["at_5_percent"]) for d in named]
        check(swings == sorted(swings, reverse=True), f"{total['total']}: swings descend")
        check(len([d for d in named if "first_order" in d]) == 10, "ten indices of each total")
        check(named[0]["factor"] in text, f"{named[0]['factor']} is not in the text")
        check(total["samples"] == 256, "the number of points is stated")
    check_usual_indices(*usual_sensitivity()["totals"])
    central = totals(report("estimate", *EVENT, "--samples", "0"))
    for total in document["totals"]:
        check(total["central"] == central[total["total"]]["central"], "the centre of the tornado")
    for threads in (1, 3):
        check(run(*words, "--threads", threads).stdout == text, "the threads do not matter")
    for samples in ("0", "63", "65537", "x"):
        run("sensitivity", *EVENT, "--samples", samples, expect=2)


def test_points_of_a_scenario_file(folder):
    """`samples` of a file are the points, as the option is; 0 is none of them; the report states
    what was used."""
    path = scenario(folder, "points", {"event": "FB-2021-10-04", "samples": 128})
    document = report("sensitivity", "--scenario", path)
    check(document["scenario"]["samples"] == 128 and
          all(total["samples"] == 128 for total in document["totals"]), "points of the file")
    for samples in (0, 65537):
        path = scenario(folder, "points", {"event": "FB-2021-10-04", "samples": samples})
        done = run("sensitivity", "--scenario", path, expect=2)
        check("64 to 65536" in done.stderr, f"{samples} points are told as {done.stderr!r}")


# ---- The matrix ----------------------------------------------------------------------------------


def read_draws(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    columns = {name: [float(row[i]) for row in rows[1:]] for i, name in enumerate(rows[0])}
    check(len(columns) == len(rows[0]), "a column of the draws stands twice")
    check(all(len(row) == len(rows[0]) for row in rows), "rows of the draws differ in length")
    return rows[0], columns


def check_threshold(document, columns, amount):
    """P(loss > amount) is the part of the samples above it, to one rounding."""
    found = {row["measure"]: row for row in document["thresholds"][0]["exceedance"]}
    check(set(found) == set(totals(document)), f"thresholds are of the totals: {set(found)}")
    for name, row in found.items():
        above = [value > amount for value in columns[name]]
        close(row["probability"], sum(above) / len(above), 1e-15, f"share of {name} above")
        parts = [sum(above[r::8]) / len(above[r::8]) for r in range(8)]
        middle = math.fsum(parts) / 8
        close(row["se"], math.sqrt(math.fsum((p - middle) ** 2 for p in parts) / 56), 1e-9,
              f"standard error of the share of {name}")


def check_every_threshold(path):
    """Each loss that is compared with an amount is a column, the owner's account among them."""
    document = report("estimate", *EVENT, "--samples", "256", "--draws", path, "--threshold", "dora,90M,120M")
    columns = read_draws(path)[1]
    for threshold in document["thresholds"]:
        measures = [one["measure"] for one in threshold["exceedance"]]
        check(measures[0] == "owner_account/gross" and len(measures) == 4, f"measures {measures}")
        for one in threshold["exceedance"]:
            above = sum(value > threshold["amount_in_report"] for value in columns[one["measure"]])
            check(one["probability"] == above / 256, f"{threshold['threshold']} {one}: {above}")


def test_draws(folder):
    """The report's statistics computed again from the matrix: to 1e-12 for sums, exactly for
    quantiles but for one rounding."""
    path = folder / "draws.csv"
    document = report("estimate", *EVENT, "--samples", "1000", "--draws", path, "--threshold", "40M")
    header, columns = read_draws(path)
    check_threshold(document, columns, 40e6)
    check(header[0] == "sample" and header[-3:] == list(totals(document)), f"header {header}")
    check(columns["sample"] == list(range(1000)), "one row a sample, numbered from 0")
    for name, quantity in totals(document).items():
        values = columns[name]
        mean = math.fsum(values) / len(values)
        close(quantity["mean"], mean, 1e-12, f"mean of {name}")
        sd = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1))
        close(quantity["sd"], sd, 1e-9, f"sd of {name}")
        means = [math.fsum(values[r::8]) / len(values[r::8]) for r in range(8)]
        middle = math.fsum(means) / 8
        close(quantity["se"], math.sqrt(math.fsum((m - middle) ** 2 for m in means) / 56), 1e-9,
              f"standard error of {name}, of 8 replicates")
        for member, p in LEVELS.items():
            close(quantity[member], quantile(values, p), 1e-14, f"{member} of {name}")
            squares = [(quantile(values[r::8], p) - quantity[member]) ** 2 for r in range(8)]
            close(quantity[f"se_{member}"], math.sqrt(math.fsum(squares) / 56), 1e-9,
                  f"standard error of {member} of {name}, by sections")
    check_every_threshold(folder / "laws.csv")
    again = folder / "again.csv"
    run("estimate", *EVENT, "--samples", "1000", "--draws", again, "--threads", "3")
    check(again.read_bytes() == path.read_bytes(), "the same matrix with other threads")
    run("estimate", *EVENT, "--samples", "64", "--draws", "/dev/full", expect=1)


def test_errors_of_quantiles(folder):
    """Over 40 seeds quantiles scatter as their standard errors say. Of one quantile the scatter has a
    relative standard error of sqrt(2 / 39) = 23 %, the mean of the squared errors one of
    sqrt(2 / 280) = 8 %; of the ten together, which are not independent, their ratio is within a third."""
    world = write_world(folder / "errors", [random_world(seeded(2385))])
    runs = [totals(report("estimate", "--platform", "p0", "--duration", "4h..9h", "--start", "2021-10-04T15:39Z",
                          "--samples", "4096", "--threads", "1", "--seed", seed, world)) for seed in range(1, 41)]
    ratios = []
    for name in ("owner_revenue_loss/net", "dependent_revenue_loss"):
        for member in LEVELS:
            of = [run[name] for run in runs]
            mean = sum(q[member] for q in of) / len(of)
            scatter = sum((q[member] - mean) ** 2 for q in of) / (len(of) - 1)
            ratios.append(sum(q[f"se_{member}"] ** 2 for q in of) / len(of) / scatter)
            check(0.4 < ratios[-1] < 2.5, f"{name} {member}: squared errors {ratios[-1]:.3g} times the scatter")
    mean = sum(ratios) / len(ratios)
    check(2 / 3 < mean < 3 / 2, f"squared errors are {mean:.3g} times the scatter of quantiles")


# ---- Common factors ------------------------------------------------------------------------------


def correlation(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return (sum((a - mx) * (b - my) for a, b in zip(x, y)) /
            math.sqrt(sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)))


GROUP_HEADER = "resource,key,column,low,high,group,loading,source"


def group_draws(folder, rows, name):
    """Draws of a package of four platforms with a table `uncertainty`: (report, columns)."""
    package = folder / "groups"
    write(package, "uncertainty", GROUP_HEADER, rows)
    document = report("estimate", "--owner", "solo", "--duration", "6h", "--samples", "4096",
                      "--draws", folder / f"{name}.csv", package)
    return document, read_draws(folder / f"{name}.csv")[1]


def scores(columns, column, count=4):
    """ln of the draws of a column of all platforms; the ranges are symmetric."""
    return [[math.log(v) for v in columns[f"platforms/p{i}/{column}"]] for i in range(count)]


def test_groups(folder):
    """Four equal platforms. Expected: correlation loading_i * loading_j, within four standard
    errors (1 - r^2) / sqrt(n); comonotone rows, as one owner's are where
    nothing is said, double the sd of a sum of four independent ones."""
    points = (8766000 / 1.5, 8766000.0, 8766000 * 1.5)
    world = {**CERTAIN, "revenue": points}
    write_world(folder / "groups", [world] * 4)
    _, columns = group_draws(folder, [], "unsaid")
    sets = scores(columns, "annual_revenue")
    check(all(s == sets[0] for s in sets), "rows of one owner move together")
    rows = [("platforms", "*", "annual_revenue", "", "", "g", 0, "s")]
    alone, columns = group_draws(folder, rows, "alone")
    sets = scores(columns, "annual_revenue")
    near(correlation(sets[0], sets[3]), 0, 4 / 64, "with a loading of 0 rows are independent")
    rows = [("platforms", "*", "annual_revenue", "", "", "g", 1, "s")]
    whole, columns = group_draws(folder, rows, "whole")
    sets = scores(columns, "annual_revenue")
    check(all(s == sets[0] for s in sets), "under one factor rows move together")
    ratio = (totals(whole)["owner_revenue_loss/net"]["sd"] /
             totals(alone)["owner_revenue_loss/net"]["sd"])
    near(ratio, 2, 0.1, "errors common to four rows do not average out")
    rows = [("platforms", "*", "annual_revenue", "", "", "g", 0.6, "s"),
            ("platforms", "p1", "annual_revenue", "", "", "g", -0.9, "s"),
            ("platforms", "p2", "annual_revenue", 8766000 / 3, 8766000 * 3, "g", "", "s"),
            ("platforms", "p3", "annual_revenue", "", "", "h", 1, "s")]
    _, columns = group_draws(folder, rows, "mixed")
    sets = scores(columns, "annual_revenue")
    for i, k, expected in ((0, 1, -0.54), (0, 2, 0.6), (1, 2, -0.9), (0, 3, 0), (2, 3, 0)):
        near(correlation(sets[i], sets[k]), expected, 4 * (1 - expected ** 2) / 64,
             f"correlation of p{i} and p{k}")
    close(quantile(columns["platforms/p2/annual_revenue"], 0.95), 8766000 * 3, 0.02,
          "a range of the table goes before the row's own, and a key before '*'")
    close(quantile(columns["platforms/p0/annual_revenue"], 0.95), 8766000 * 1.5, 0.02,
          "without a range of the table the row's own holds")
    rows = [("platforms", "p1", "subscription_revenue", "", "", "g", 1, "s"),
            ("platforms", "*", "users", "", "", "g", 1, "s")]
    document, _ = group_draws(folder, rows, "unused")
    unused = [w for w in document["warnings"] if w["code"] == "uncertainty_unused"]
    check([(w["count"], w["lines"]) for w in unused] == [(2, [2, 3])],
          f"rows that fit nothing are named: {unused}")
    write(folder / "groups", "credits", "platform,availability_below,credit_share,claimed_share",
          [("p0", 0.99, 0.1, 0.5)])
    rows = [("credits", "*", "claimed_share", "", "", "g", 1, "s"),
            ("credits", "p0/0.99", "claimed_share", "", "", "g", 1, "s")]
    document, _ = group_draws(folder, rows, "waiting")
    unused = [w["where"] for w in document["warnings"] if w["code"] == "uncertainty_unused"]
    check(unused == ["uncertainty credits/p0/0.99/claimed_share"],
          f"a row for all waits for a scenario that has some: {unused}")
    (folder / "groups" / "credits.csv").unlink()
    write(folder / "groups", "uncertainty", GROUP_HEADER,
          [("platforms", "*", "annual_revenue", "", "", "g", 1.5, "s")])
    run("estimate", "--owner", "solo", "--duration", "6h", folder / "groups", expect=1)


def test_ranges_of_the_table(folder):
    """A range of `uncertainty` serves a measured input that has none; one that cannot be used is
    told: it leaves out the centre, has one end, or reaches 0 or the whole share."""
    package = write_world(folder / "table", [{**CERTAIN, "recapture": 0.25}])
    for column, low, high, used in (("recapture", 0.1, 0.5, True), ("recapture", 0.3, 0.5, False),
                                    ("recapture", 0.1, "", False), ("recapture", 0.1, 1, False),
                                    ("annual_revenue", 0, 9e6, False),
                                    ("annual_revenue", 8e6, 9e6, True)):
        write(package, "uncertainty", GROUP_HEADER, [("platforms", "p0", column, low, high, "", "",
                                                      "s")])
        document = report("estimate", "--platform", "p0", "--duration", "6h", "--samples", "1000",
                          package)
        told = any(w["code"] == "uncertainty_unused" for w in document["warnings"])
        net = totals(document)["owner_revenue_loss/net"]
        check((net["sd"] > 0, told) == (used, not used),
              f"{column} {low} to {high}: sd {net['sd']}")
        if used and column == "recapture":  # 6000 gross; 1,000 plain samples have an error of 2 %
            close(net["p5"], 3000, 0.03, "a recapture of 0.5")
            close(net["p95"], 5400, 0.03, "a recapture of 0.1")


def test_text_shows_what_matters(folder):
    """An input whose ends give the same total may matter all the same: an hour around which sales
    stop, early or late. What is of other figures alone is counted and not listed."""
    package = write_world(folder / "shown", [CERTAIN])
    activity = [("even", hour, 1, "measured") for hour in range(168)]
    activity += [("noon", hour, 1 if hour % 24 == 12 else 0.01, "measured") for hour in range(168)]
    write(package, "activity", "profile,hour_of_week,weight,basis", activity)
    write(package, "platform_regions", "platform,region,revenue_share,profile,basis",
          [("p0", "r", 1, "noon", "measured")])
    words = ["sensitivity", "--platform", "p0", "--duration", "1h", "--start",
             "2024-03-05T06:00Z..2024-03-05T18:00Z", "--samples", "1024", package]
    drivers = {d["factor"]: d for d in json.loads(
        run(*words, "--format", "json").stdout)["totals"][0]["drivers"]}
    start = drivers["scenario/start_hours"]
    check(start["at_5_percent"] == start["at_95_percent"], f"both ends are alike: {start}")
    check(start["total_order"]["central"] > 0.1, f"and it matters: {start}")
    check("scenario/start_hours" in run(*words).stdout, "so the text has it")


def test_interrupts():
    """SIGINT ends a long run soon, with 130."""
    for words in (["sensitivity", *EVENT, "--samples", "65536"],
                  ["estimate", *EVENT, "--samples", "4000000"]):
        with subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as child:
            time.sleep(1)
            child.send_signal(signal.SIGINT)
            try:
                check(child.wait(timeout=20) == 130, f"{words[0]} ends with {child.returncode}")
            except subprocess.TimeoutExpired:
                child.kill()
                check(False, f"{words[0]} runs on for twenty seconds after SIGINT")


def test_new_factors_move_no_other(folder):
    """A range more in the package leaves the draws of all others as they were."""
    points = (8766000 / 1.5, 8766000.0, 8766000 * 1.5)
    world = {**CERTAIN, "revenue": points}
    found = []
    for i, worlds in enumerate(([world] * 60, [world] * 60 + [{**world, "revenue": 1e9,
                                                              "recapture": (0.1, 0.2, 0.3)}])):
        package = write_world(folder / f"moved-{i}", worlds)
        path = folder / f"moved-{i}.csv"
        run("estimate", "--owner", "solo", "--duration", "6h", "--samples", "256", "--draws", path,
            package)
        found.append(read_draws(path)[1])
    names = [name for name in found[0] if name.startswith("platforms/")]
    check(len(names) == 60 and all(found[0][name] == found[1][name] for name in names),
          "a factor more moves the draws of others")


def test_dependencies_do_not_move_the_owner(folder):
    """The reference package with and without the tables of its dependants: the owner's figures are
    the same bytes, though the dependants bring factors that matter more."""
    without = folder / "without"
    shutil.copytree(REFERENCE, without)
    for path in (*without.glob("datapackage.json"), *(without / f"{name}.csv" for name in (
            "dependencies", "fallbacks", "channels", "sectors"))):
        path.unlink()
    rows = (without / "uncertainty.csv").read_text(encoding="utf-8").splitlines()
    (without / "uncertainty.csv").write_text("\n".join(
        row for row in rows if row.split(",")[0] not in ("sectors", "fallbacks", "channels")) + "\n",
        encoding="utf-8")
    pair = [report("estimate", *EVENT, "--samples", "2000", package)
            for package in (REFERENCE, without)]
    check("dependent_revenue_loss" not in pair[1]["totals"], "no dependants are left")
    check(pair[0]["totals"]["owner_revenue_loss"] == pair[1]["totals"]["owner_revenue_loss"],
          "a table of dependencies moves the owner's figures")
    check(pair[0]["waterfall"]["owner"] == pair[1]["waterfall"]["owner"], "the owner's waterfall")


def test_calls_share_their_draws(folder):
    """A scenario gives the same bytes alone, behind another one in a sweep, and in a comparison,
    whatever the other varies."""
    a = scenario(folder, "certain", {"duration": "3h"})
    b = scenario(folder, "ranges", {"duration": "4h..8h", "severity": "0.4..0.8"})
    alone = totals(report("estimate", "--owner", "meta", "--scenario", b, "--samples", "500"))
    both = report("compare", a, b, "--owner", "meta", "--samples", "500")
    for row in both["differences"]:
        check(row["second"] == alone[row["total"]], f"{row['total']} in a comparison")


# ---- Coverage ------------------------------------------------------------------------------------

COMMON_ERROR = 0.35
HOURS_ERROR = [(6, 0.29), (24, 0.24), (72, 0.15)]
START = ["--start", "2021-10-04T15:39Z"]


def covered(interval, truths):
    return sum(interval["p5"] <= truth <= interval["p95"] for truth in truths) / len(truths)


def check_coverage(name, share, count):
    print(f"coverage of nominal 90 % intervals, {name}: {100 * share:.2f} % of {count:,} truths")
    check(0.88 <= share <= 0.92, f"coverage of {name}: {share}")


def one_world_loss(world, rng):
    """A truth of the single world: all factors drawn anew; (gross, net, dependants)."""
    truth = drawn(rng, world)
    hours = mapped(False, (4, half_way(False, 4, 9), 9), rng.gauss(0, 1))
    severity = mapped(True, (0.5, half_way(True, 0.5, 0.9), 0.9), rng.gauss(0, 1))
    recovery = mapped(False, (0.5, half_way(False, 0.5, 2), 2), rng.gauss(0, 1))
    z = [max(-3.1, min(3.1, rng.gauss(0, 1))) for _ in range(2)]
    error = COMMON_ERROR * z[0] + borrowed_hours_log_sd(HOURS_ERROR, hours) * z[1]
    return (*owner_loss(truth, hours, severity, recovery, error),
            dependants_loss(truth, hours, severity, recovery))


def check_matrix_is_the_model(columns):
    """Expected: every row of the matrix by the closed form of worlds.py, to 1e-9."""
    worst = [0.0, 0.0, 0.0]
    for k in range(len(columns["sample"])):
        def at(name, default):
            return columns[name][k] if name in columns else default
        truth = {"revenue": at("platforms/p0/annual_revenue", None),
                 "growth_factor": at("platforms/p0/growth_factor", None),
                 "usage_share": at("platforms/p0/usage_share", None),
                 "recapture": at("platforms/p0/recapture", None),
                 "sector_recapture": at("sectors/s0/recapture", None),
                 "decay": at("sectors/s0/recapture_decay_hours", None),
                 "fallback": at(next(n for n in columns if n.startswith("fallbacks/")), None),
                 "flow": mapped(False, FLOW, at("dependencies/*/annual_revenue", 0))}
        hours, severity, recovery = (at(f"scenario/{n}", None) for n in
                                     ("duration_hours", "severity", "recovery_hours"))
        error = (COMMON_ERROR * at("model_error/owner_revenue_loss/log_sd", 0) +
                 borrowed_hours_log_sd(HOURS_ERROR, hours) *
                 at("model_error/owner_revenue_loss/duration_hours", 0))
        expected = (*owner_loss(truth, hours, severity, recovery, error),
                    dependants_loss(truth, hours, severity, recovery))
        for i, name in enumerate(("owner_revenue_loss/gross", "owner_revenue_loss/net",
                                  "dependent_revenue_loss")):
            worst[i] = max(worst[i], abs(columns[name][k] / expected[i] - 1))
    check(max(worst) < 1e-9, f"rows of the matrix miss the closed form by {worst}")


FLOW = (8.0e6, 2.1e7, 3.9e7)


def test_coverage_of_totals(folder):
    """One world with everything uncertain: inputs, scenario, model error. Truths are drawn by
    another implementation and another generator. 20,000 truths: a standard error of 0.2 per
    cent."""
    rng = seeded(2385)
    world = random_world(rng, FLOW)
    package = write_world(folder / "one", [world])
    write(package, "model_error", "quantity,duration_hours,log_sd,source",
          [("owner_revenue_loss", "", COMMON_ERROR, "assumption")] +
          [("owner_revenue_loss", d, s, "assumption") for d, s in HOURS_ERROR])
    words = ["estimate", "--platform", "p0", *START, "--duration", "4h..9h", "--severity",
             "0.5..0.9", "--recovery", "30m..2h", package]
    path = folder / "one.csv"
    sampled = totals(report(*words, "--samples", "2000", "--draws", path))
    check_matrix_is_the_model(read_draws(path)[1])
    net = owner_loss(centres(world), 6, half_way(True, 0.5, 0.9), 1, 0)[1]
    close(sampled["owner_revenue_loss/net"]["central"], net, 1e-9, "the centre in closed form")
    sampled = totals(report(*words))
    truths = list(zip(*(one_world_loss(world, rng) for _ in range(20000))))
    for (name, quantity), values in zip(sampled.items(), truths):
        check_coverage(name, covered(quantity, values), len(values))
        mean = sum(values) / len(values)
        sd = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
        near(quantity["mean"], mean, 4 * math.hypot(sd / math.sqrt(len(values)), quantity["se"]),
             f"{name}: the mean of the truths")


def test_coverage_of_worlds(folder):
    """Many worlds, each with ranges and a truth of its own: 200 platforms that share nothing,
    five times. The truth of all is one run of the program without samples, over a package that
    has the drawn inputs. 1,000 worlds: a standard error of 1 per cent; 2 are allowed by the
    bounds."""
    rng = seeded(71)
    hits = {"owner_revenue_loss": 0, "dependent_revenue_loss": 0}
    count = 0
    for batch in range(5):
        worlds = [random_world(rng, flow=3.1e7) for _ in range(200)]
        uncertain = write_world(folder / f"worlds-{batch}", worlds)
        certain = write_world(folder / f"truths-{batch}", [drawn(rng, world) for world in worlds])
        words = ["estimate", "--owner", "solo", *START, "--duration", "7h"]
        intervals = report(*words, "--samples", "2000", uncertain)["platforms"]
        truths = report(*words, "--samples", "0", certain)["platforms"]
        for interval, truth in zip(intervals, truths):
            check(interval["platform"] == truth["platform"], "platforms stand in their order")
            count += 1
            for member in hits:
                pick = (lambda q: q["net"]) if member.startswith("owner") else (lambda q: q)
                bounds = pick(interval[member])
                hits[member] += bounds["p5"] <= pick(truth[member])["central"] <= bounds["p95"]
    for member, hit in hits.items():
        check_coverage(f"{member} of worlds", hit / count, count)


def write_parts(folder, names, regions=("north", "south")):
    """One firm of 8,766,000 a year, in as many equal platforms as there are names, everything else
    the same of each; each with its part of the one business that depends on it."""
    folder.mkdir(exist_ok=True)
    parts = len(names)
    write(folder, "owners", "owner,name,currency", [("firm", "Firm", "USD")])
    write(folder, "regions", "region,name,utc_offset_hours", [(r, r, 0) for r in regions])
    write(folder, "platforms",
          "platform,name,owner,currency,annual_revenue,annual_revenue_low,annual_revenue_high,"
          "recapture,recapture_low,recapture_high,recapture_decay_hours,recapture_decay_hours_low,"
          "recapture_decay_hours_high,growth_factor,growth_factor_low,growth_factor_high,"
          "usage_share,usage_share_low,usage_share_high,basis",
          [(name, name, "firm", "USD", *(x / parts for x in (8766e3, 4e6, 17e6)), 0.25, 0.05, 0.6,
            24, 6, 168, 1.1, 0.9, 1.5, 0.8, 0.5, 0.9, "assumed") for name in names])
    write(folder, "platform_regions", "platform,region,revenue_share,basis",
          [(name, r, x, "assumed") for name in names for r, x in zip(regions, (0.7, 0.3))])
    write(folder, "sectors", "sector,name,profile,recapture,recapture_decay_hours",
          [("s", "S", "even", 0.5, 72)])
    write(folder, "activity", "profile,hour_of_week,weight,basis",
          [("even", hour, 7, "measured") for hour in range(168)])
    write(folder, "channels", "channel,name", [("sales", "Sales")])
    write(folder, "dependencies",
          "business,sector,region,currency,platform,channel,share,share_basis,annual_revenue,"
          "basis",
          [("b", "s", "north", "USD", name, "sales", 0.5 / parts, "measured", 8766e3, "assumed")
           for name in names])
    return folder


def test_splitting_does_not_sharpen(folder):
    """One platform, the same in 2, 4 and 10 equal parts, under other names, in another order: the
    same centre to 1e-12 and, as they are the same draws, the same quantiles to 1e-9."""
    def figures(name, names):
        result = report("estimate", "--owner", "firm", *START, "--duration", "6h", "--samples",
                        "2000", write_parts(folder / name, names))["totals"]
        return [result["owner_revenue_loss"]["gross"], result["owner_revenue_loss"]["net"],
                result["dependent_revenue_loss"]]
    whole = figures("whole", ["p"])
    check(whole[1]["p95"] / whole[1]["p5"] > 3, "the interval is wide")
    for name, names in (("two", ["p", "q"]), ("four", list("pqrs")), ("ten", list("tpqrsabcde")),
                        ("renamed", ["another"]), ("reordered", ["q", "p"])):
        for quantity, expected in zip(figures(name, names), whole):
            near(quantity["central"], expected["central"], 1e-12 * expected["central"],
                 f"{name}: the centre")
            for member in ("p5", "p25", "p50", "p75", "p95"):
                near(quantity[member], expected[member], 1e-9 * expected[member],
                     f"{name}: {member}")


def log_weight_sd(weights, hours):
    """Standard deviation, over the 168 starting hours, of the logarithm of the mean weight of so many hours."""
    logs = [math.log(sum(weights[(start + k) % 168] for k in range(hours))) for start in range(168)]
    mean = math.fsum(logs) / 168
    return math.sqrt(math.fsum((x - mean) ** 2 for x in logs) / 168)


def test_unknown_hours(folder):
    """Where no profile is known, the error of the hours is the root mean square of three profiles of the
    reference package, to the three digits that it is given with. It is read off the swing of the one
    uncertain input: ln(high / low) is 2 * 1.645 of it."""
    profiles = {}
    with open(REFERENCE / "activity.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            profiles.setdefault(row["profile"], [0] * 168)[int(row["hour_of_week"])] = float(row["weight"])
    package = write_world(folder / "unknown", [CERTAIN])
    write(package, "platform_regions", "platform,region,revenue_share,basis", [("p0", "r", 1, "measured")])
    write(package, "model_error", "quantity,duration_hours,log_sd,basis",
          [("owner_revenue_loss", hours, 0.1, "assumed") for hours in (6, 24, 72)])
    for hours in (6, 24, 72):
        squares = [log_weight_sd(profiles[name], hours) ** 2
                   for name in ("social_network", "retail_hours", "office_hours")]
        analysis = report("sensitivity", "--platform", "p0", *START, "--duration", f"{hours}h", "--samples", "64", package)
        driver = analysis["totals"][0]["drivers"][0]
        sd = math.log(driver["at_95_percent"] / driver["at_5_percent"]) / (2 * Z95)
        near(sd, math.sqrt(sum(squares) / 3), 0.0005, f"what unknown hours weigh in {hours} h")


def write_sparse(folder, written):
    """A platform of each kind of flow, of one owner each, and a sector; what is taken for empty cells
    is left to the program, or written down from the tables of the methodology."""
    folder.mkdir(exist_ok=True)
    certain, growth = ("", ""), (1, 0.7813, 1.2799)
    all_stops, nothing, no_matter = (1, *certain), (0, *certain), (72, *certain)
    kinds = {"": ((0.25, 0.02, 0.87), (229.3, 24, 2190), (0.9, 0.5, 0.99)),
             "advertising": ((0.25, 0.05, 0.6), (24, 6, 168), all_stops),
             "consumer": ((0.3123, 0.02, 0.87), (72, 24, 336), all_stops),
             "orders": ((0.47, 0.02, 0.98), (2190, 744, 8766), all_stops),
             "capacity": (nothing, no_matter, all_stops),
             "subscription": (nothing, no_matter, (0.05, 0.01, 0.2))}
    columns = ("recapture", "recapture_decay_hours", "usage_share", "growth_factor")
    ranged = ",".join(f"{c},{c}_low,{c}_high" for c in columns)
    write(folder, "owners", "owner,name,currency", [(f"o{i}", "O", "USD") for i in range(6)])
    write(folder, "regions", "region,name,utc_offset_hours", [("r", "R", 0)])
    write(folder, "platforms",
          "platform,name,owner,currency,annual_revenue,basis,flow_kind," + ranged,
          [(f"p{i}", "P", f"o{i}", "USD", 8766e3, "assumed", kind,
            *(x for value in (*values, growth) for x in (value if written else ("", "", ""))))
           for i, (kind, values) in enumerate(kinds.items())])
    write(folder, "platform_regions", "platform,region,revenue_share,basis",
          [(f"p{i}", "r", 1, "measured") for i in range(6)])
    write(folder, "activity", "profile,hour_of_week,weight,basis",
          [("even", hour, 7, "measured") for hour in range(168)])
    write(folder, "sectors", "sector,name,profile,basis,recapture,recapture_low,recapture_high,"
          "recapture_decay_hours,recapture_decay_hours_low,recapture_decay_hours_high",
          [("s", "S", "even", "assumed",
            *((0.25, 0.02, 0.87, 229.3, 24, 2190) if written else [""] * 6))])
    write(folder, "channels", "channel,name", [("sales", "Sales")])
    write(folder, "dependencies",
          "business,sector,region,currency,platform,channel,share,annual_revenue,basis",
          [("b", "s", "r", "USD", "p0", "sales", 0.5, 8766e3, "assumed")])
    return folder


def test_empty_is_not_certain(folder):
    """Writing down what was taken for empty cells changes nothing, to the last digit; the program
    says once what it took. Without growth, use and recapture known the interval is wide: wider than
    that of an assumed revenue alone, exp(2 * 0.4 * 1.645) = 3.7."""
    words = ["estimate", "--platform", "p0,p1,p2,p3,p4,p5", *START,
             "--duration", "30h", "--samples", "2000"]
    taken, written = (report(*words, write_sparse(folder / name, name == "written"))
                      for name in ("taken", "written"))
    for member in ("platforms", "totals"):
        check(taken[member] == written[member], f"{member}: writing defaults down moves them")
    net = taken["platforms"][0]["owner_revenue_loss"]["net"]
    check(net["p95"] / net["p5"] > 4, f"no kind of flow, and sure of it: {net}")
    messages = [[w["message"] for w in document["warnings"] if w["code"] == "defaults_taken"]
                for document in (taken, written)]
    check(len(messages[0]) == 1 and not messages[1], f"one warning where something is taken: {messages}")
    for text in ("growth_factor 1 (0.7813 to 1.28) for p0, p1, p2 and 3 more",
                 "usage_share 0.9 (0.5 to 0.99) for p0", "recapture 0.47 (0.02 to 0.98) for p3",
                 "recapture 0.25 (0.02 to 0.87) for p0", "recapture 0.25 (0.05 to 0.6) for p1"):
        check(text in messages[0][0], f"{text}: not in {messages[0][0]}")


PLAIN_TESTS = [test_quantities, test_central_values, test_bytes, test_limits, test_sweep,
               test_sensitivity_of_the_reference_event, test_interrupts]
FOLDER_TESTS = [test_unknown_hours, test_splitting_does_not_sharpen, test_empty_is_not_certain, test_until, test_compare_until, test_top, test_ranges, test_start_as_a_range, test_equal_scenarios, test_saving,
                test_saving_in_closed_form, test_refused_scenarios, test_rows_that_add_up_are_named, test_command_line_before_file,
                test_exponents_in_closed_form, test_names_with_commas, test_sweep_over_platforms,
                test_sensitivity_in_closed_form, test_text_shows_what_matters,
                test_points_of_a_scenario_file, test_draws, test_errors_of_quantiles,
                test_groups, test_ranges_of_the_table, test_new_factors_move_no_other,
                test_dependencies_do_not_move_the_owner, test_calls_share_their_draws,
                test_coverage_of_totals, test_coverage_of_worlds]


def main():
    with tempfile.TemporaryDirectory() as name:
        for test in PLAIN_TESTS:
            test()
        for test in FOLDER_TESTS:
            test(pathlib.Path(name))
    print("FAILED" if failures else "passed", f"({len(failures)} failures)" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
