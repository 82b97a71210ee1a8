#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event study of the program against published rows and against reference.py.

    test_event_returns.py PROGRAM

Needs BLACKOUT_SHARED, a folder with data/series and data/facts; ends with 77 where it is missing.
Expected: data/facts/event_returns.csv, to half a unit of the last printed digit; reference.py, plain
Python (3.11.2 when written), to 1e-9; what is told of 2021-10-04 in the methodology."""

import csv
import io
import json
import math
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import reference  # noqa: E402

PROGRAM = sys.argv[1]
SHARED = pathlib.Path(os.environ.get("BLACKOUT_SHARED", ""))
SERIES = SHARED / "data" / "series"
FACTS = SHARED / "data" / "facts"
SHARES = 2781759516  # 10-Q cover, 2021-10-20: platform_revenue.csv
WINDOWS = [(0, 0), (-1, 1), (0, 1), (0, 5)]
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text)


def close(actual, expected, tolerance, text):
    check(abs(actual - expected) <= tolerance, f"{text}: {actual!r}, expected {expected!r}")


def run(*arguments, status=0):
    done = subprocess.run([PROGRAM, "event-study", *arguments], capture_output=True, text=True)
    check(done.returncode == status, f"{arguments}: status {done.returncode}: {done.stderr}")
    return done


def study(symbols, *arguments):
    prices = [word for s in symbols for word in ("--prices", str(SERIES / f"prices_{s}.csv"))]
    done = run(*prices, "--format", "json", *arguments)
    return json.loads(done.stdout) if done.stdout else {}


def covered(row):
    """Whether the series have days -260 to +5 of the row."""
    paths = [SERIES / f"prices_{row[key]}.csv" for key in ("symbol", "index_symbol")]
    if not all(path.exists() for path in paths):
        return False
    days = sorted(set.intersection(*(set(reference.read_prices(path)) for path in paths)))
    return (row["day0"] in days and days.index(row["day0"]) >= 261
            and days.index(row["day0"]) + 5 < len(days))


def half_unit(text):
    digits = len(text.split(".")[1]) if "." in text else 0
    return 0.5 * 10 ** -digits * (1 + 1e-9)


def check_rows():
    """Every covered row of the facts, through the CSV format, which has their columns."""
    count = 0
    with open(FACTS / "event_returns.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if not covered(row):
            print(f"not covered by the series: {row['event']} {row['symbol']}")
            continue
        count += 1
        name = f"{row['event']} {row['symbol']}"
        done = run("--date", row["day0"], "--symbol", row["symbol"], "--index",
                   row["index_symbol"], "--prices", str(SERIES / f"prices_{row['symbol']}.csv"),
                   "--prices", str(SERIES / f"prices_{row['index_symbol']}.csv"),
                   "--shares", str(SHARES), "--format", "csv")
        got = next(csv.DictReader(io.StringIO(done.stdout)))
        check(got["day0"] == row["day0"] and got["model"] == row["model"], f"{name}: {got}")
        for column, text in row.items():
            exact = column.startswith(("alpha", "beta", "residual", "raw", "index_0", "car", "se_",
                                       "estimation"))
            if text and (exact or (column == "market_cap_before" and row["symbol"] == "FB")):
                close(float(got[column]), float(text), half_unit(text), f"{name} {column}")
    print(f"{count} of {len(rows)} rows of the facts reproduced")
    check(count >= 12, f"only {count} rows are covered")


def load(symbols, kind="simple"):
    prices = {s: reference.read_prices(SERIES / f"prices_{s}.csv") for s in symbols}
    days = sorted(set.intersection(*(set(p) for p in prices.values())))
    return prices, days, {s: reference.returns(prices[s], days, kind) for s in symbols}


def check_models():
    """Four models, two kinds of returns, against reference.py."""
    symbols = ["FB", "GSPC", "SNAP", "TWTR", "PINS"]
    for kind in ("simple", "log"):
        for model in ("market", "market-adjusted", "mean-adjusted", "peer"):
            used = symbols if model == "peer" else symbols[:2]
            _, days, r = load(used, kind)
            peer = [None] + [sum(r[s][i] for s in used[2:]) / 3 for i in range(1, len(days))] \
                if model == "peer" else None
            zero = days.index("2021-10-04")
            fit = reference.Model(model, r["FB"], r["GSPC"], peer, (zero - 260, zero - 11))
            got = study(used, "--date", "2021-10-04", "--symbol", "FB", "--index", "GSPC",
                        "--model", model, "--returns", kind, "--shares", str(SHARES),
                        *(["--peers", "SNAP,TWTR,PINS"] if model == "peer" else []))
            one = got["studies"][0]
            name = f"{model} {kind}"
            for (first, last), window in zip(WINDOWS, one["windows"]):
                expected = fit.window(zero + first, zero + last)
                check(window["days"] == [first, last], f"{name}: {window}")
                for key, value, scale in (("percent", expected[0], 100),
                                          ("se_percent", expected[1], 100),
                                          ("t", expected[2], 1), ("p", expected[3], 1)):
                    close(window["car"][key], scale * value, 1e-9, f"{name} {first},{last} {key}")
            abnormal = fit.abnormal(zero)
            rank = 1 + sum(value < abnormal for value in fit.residuals)
            check(one["day0"]["rank"]["rank"] == rank, f"{name}: rank {rank}")
            close(one["day0"]["raw"]["percent"],
                  one["day0"]["explained"]["percent"] + one["day0"]["abnormal"]["percent"], 1e-12,
                  f"{name}: raw is explained and abnormal")


def check_facebook():
    """What the methodology tells of 2021-10-04."""
    got = study(["FB", "GSPC", "SNAP", "TWTR", "PINS"], "--event", "FB-2021-10-04", "--shares",
                str(SHARES))
    one = got["studies"][0]
    day0 = one["day0"]
    close(day0["raw"]["percent"], -4.892, 5e-4, "raw")
    close(day0["abnormal"]["percent"], -3.179, 5e-4, "abnormal")
    close(day0["abnormal"]["t"], -1.995, 5e-4, "t")
    check((day0["rank"]["rank"], day0["rank"]["of"]) == (6, 251), "rank 6 of 251")
    close(day0["raw"]["money"], -46.7e9, 0.05e9, "raw money")
    close(day0["abnormal"]["money"], -30e9, 0.5e9, "abnormal money")
    close(one["peer_adjusted"]["percent"], -2.3, 0.05, "peer index")
    close(one["peer_adjusted"]["t"], -1.5, 0.05, "t with the peer index")
    check(sorted(p["symbol"] for p in one["peers"]) == ["PINS", "SNAP", "TWTR"], "peers")
    for peer in one["peers"]:
        check(-4.15 <= peer["day0"]["abnormal"]["percent"] <= -3.75, f"peer {peer['symbol']}")
        check(peer["may_have_gained"], "a peer that was not down may have gained")
    check(one["confounded"] and day0["date"] == "2021-10-04", "confounded, day 0")
    codes = {w["code"] for w in got["warnings"]}
    check({"confounded", "peers_may_have_gained", "other_event"} <= codes, f"warnings {codes}")
    check("does not prove" in one["verdict"], "the verdict")
    prices = reference.read_prices(SERIES / "prices_FB.csv")
    back = min(d for d in prices if d > "2021-10-04" and prices[d] >= prices["2021-10-01"])
    check(one["recovery"]["date"] == back, f"recovery {back}")
    check([s["day"] for s in one["sessions"]] == list(range(11)), "sessions to day 10")
    check(all(not t["applies"] and t["reason"] for t in got["tests"][0]["results"]),
          "one firm: no tests over several")


def table_less_peer_mean():
    """The owner's abnormal return of the event less the mean of the rivals', car_0_0 of the table."""
    path = pathlib.Path(__file__).resolve().parents[2] / "datasets" / "reference" / "event_returns.csv"
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["event"] == "FB-2021-10-04"]
    returns = {role: [float(row["car_0_0"]) for row in rows if row["role"] == role]
               for role in ("owner", "peer")}
    return returns["owner"][0] - sum(returns["peer"]) / len(returns["peer"])


def check_sessions():
    """Raw, abnormal and peer-adjusted, in percent and money, session by session to day +10, by
    hand from the closes: money is change times shares times the close of the session before, and
    that of a sum times the close before day 0."""
    symbols = ["FB", "GSPC", "SNAP", "TWTR", "PINS"]
    for kind in ("simple", "log"):
        got = study(symbols, "--event", "FB-2021-10-04", "--returns", kind, "--shares", str(SHARES))
        one = got["studies"][0]
        grow = math.expm1 if kind == "log" else lambda change: change
        closes = reference.read_prices(SERIES / "prices_FB.csv")
        fits = {}
        for name, used in (("market", symbols[:2]), ("peer", symbols)):
            _, days, r = load(used, kind)
            zero = days.index("2021-10-04")
            peer = [None] + [sum(r[s][i] for s in used[2:]) / 3 for i in range(1, len(days))]
            fits[name] = reference.Model(name, r["FB"], r["GSPC"],
                                         peer if name == "peer" else None, (zero - 260, zero - 11))
        before = closes[days[zero - 1]]
        total = 0
        lists = (("market", one["sessions"]), ("peer", one["peer_adjusted"]["sessions"]))
        for k in range(11):
            i = zero + k
            last, close_now = closes[days[i - 1]], closes[days[i]]
            for model, sessions in lists:
                name, session = f"{kind} {model} day {k}", sessions[k]
                check((session["day"], session["date"]) == (k, days[i]), f"{name}: {session}")
                abnormal = fits[model].abnormal(i)
                car = fits[model].window(zero, i)
                for key, change, value in (("raw", r["FB"][i], last), ("abnormal", abnormal, last),
                                           ("car", car[0], before)):
                    close(session[key]["percent"], 100 * change, 1e-9, f"{name} {key}")
                    close(session[key]["money"], SHARES * value * grow(change), 1, f"{name} {key}")
                close(session["car"]["se_percent"], 100 * car[1], 1e-9, f"{name} s.e.")
                close(session["raw_since"]["money"], SHARES * (close_now - before), 1, name)
            total += one["sessions"][k]["raw"]["money"]
            close(total, one["sessions"][k]["raw_since"]["money"], 10, f"{kind} sum to day {k}")
        mean = sum(p["day0"]["abnormal"]["percent"] for p in one["peers"]) / 3
        close(one["less_peer_mean"]["percent"], one["day0"]["abnormal"]["percent"] - mean, 1e-9,
              f"{kind} less the peers' mean")
        if kind == "simple":
            close(one["less_peer_mean"]["percent"], 100 * table_less_peer_mean(), 0.005,
                  "the package's table event_returns, from which an estimate has it")


def units_of(cases, first, last):
    units = []
    for symbol, day0 in cases:
        _, days, r = load([symbol, "GSPC"])
        zero = days.index(day0)
        fit = reference.Model("market", r[symbol], r["GSPC"], None, (zero - 260, zero - 11))
        window = [fit.abnormal(i) for i in range(zero + first, zero + last + 1)]
        units.append((fit.residuals, window, fit.window(zero + first, zero + last)[2],
                      fit.degrees))
    return units


def check_tests(cases, applying, *arguments):
    symbols = sorted({symbol for symbol, _ in cases} | {"GSPC"})
    got = study(symbols, "--index", "GSPC", *arguments)
    for (first, last), window in zip(WINDOWS, got["tests"]):
        expected = reference.cross_section(units_of(cases, first, last))
        check(window["firms"] == len(cases), f"firms {window['firms']}")
        for test in window["results"]:
            name = f"{test['test']} {first},{last} of {len(cases)}"
            check(test["applies"] == (test["test"] in applying), f"{name}: {test}")
            if not test["applies"]:
                check(len(test["reason"]) > 20, f"{name}: reason")
                continue
            close(test["statistic"], expected[test["test"]], 1e-9, name)
            p = reference.student_p(test["statistic"], len(cases) - 1) \
                if test["distribution"] == "t" else reference.normal_p(test["statistic"])
            close(test["p"], p, 1e-9, f"{name} p")
            if test["test"] == "kolari_pynnonen":
                close(test["mean_correlation"], expected["mean_correlation"], 1e-9, name)
                close(test["bmp_unadjusted"], expected["bmp"], 1e-9, name)


def check_several():
    day = "2021-10-04"
    check_tests([(s, day) for s in ("FB", "SNAP", "TWTR", "PINS")],
                {"kolari_pynnonen", "corrado_rank"},
                "--date", day, "--symbol", "FB,SNAP,TWTR,PINS")
    events = {"GOOG-2020-12-14": ("GOOGL", "2020-12-14"), "FSLY-2021-06-08": ("FSLY", "2021-06-08"),
              "FB-2021-10-04": ("FB", day), "AWS-2021-12-07": ("AMZN", "2021-12-07"),
              "CRWD-2024-07-19": ("CRWD", "2024-07-19"), "AWS-2025-10-20": ("AMZN", "2025-10-20"),
              "NET-2025-11-18": ("NET", "2025-11-18")}
    check_tests(list(events.values()), {"patell", "bmp", "corrado_rank", "generalised_sign"},
                "--event", ",".join(events))


def check_lack():
    done = run("--event", "FB-2021-10-04", status=1)
    for word in ("FB", "GSPC", "SNAP", "TWTR", "PINS", "--prices"):
        check(word in done.stderr, f"without prices, '{word}' is named: {done.stderr}")
    check(done.stdout == "", "without prices, nothing is printed")


def main():
    check_lack()
    there = SERIES.is_dir() and FACTS.is_dir()
    for part in (check_rows, check_models, check_facebook, check_sessions, check_several):
        if there:
            part()
    if not there and not failures:
        print(f"skipped: the price series are not there ({SERIES}); set BLACKOUT_SHARED")
        return 77
    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
