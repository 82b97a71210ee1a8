#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Price files with every defect an event study may meet: each is handled with a warning, or refused in
one line that names the symbol and the day.

    test_defects.py PROGRAM

The prices are those of made.py. Expected: nothing but that the defect is named, and that prices mended by
hand give the figures of the sound ones."""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from made import DAYS, INDEX, SHARE, rows, write  # noqa: E402

PROGRAM = sys.argv[1]
DAY0 = 400
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text)


DATE = DAYS[DAY0].isoformat()


def run(share, index=None, *arguments, header="Date,Close", date=DATE):
    with tempfile.TemporaryDirectory() as folder:
        paths = [write(folder, "A", share, header),
                 write(folder, "prices_M", index if index is not None else rows(INDEX))]
        return subprocess.run(
            [PROGRAM, "event-study", "--symbol", "A", "--index", "M", "--date", date, "--format",
             "json", "--prices", paths[0], "--prices", paths[1], *arguments],
            capture_output=True, text=True)


def refused(name, done, *words, status=1):
    lines = done.stderr.strip().split("\n")
    check(done.returncode == status, f"{name}: status {done.returncode}: {done.stderr}")
    check(done.stdout == "", f"{name}: nothing may be printed")
    for word in words:
        check(any(word in line for line in lines), f"{name}: '{word}' is not in {lines}")


def handled(name, done, code=None, *words):
    check(done.returncode == 0, f"{name}: status {done.returncode}: {done.stderr}")
    if done.returncode != 0:
        return None
    report = json.loads(done.stdout)
    told = [w["message"] for w in report["warnings"] if code is None or w["code"] == code]
    check(code is None or told, f"{name}: no warning {code} in {report['warnings']}")
    for word in words:
        check(any(word in text for text in told), f"{name}: '{word}' is not in {told}")
    return report


def abnormal(report):
    return report["studies"][0]["day0"]["abnormal"]["percent"] if report else None


def main():
    sound = abnormal(handled("sound", run(rows(SHARE))))
    same = lambda report: report is not None and abs(abnormal(report) - sound) < 1e-9

    # order, repeated rows, other layouts
    shuffled = rows(SHARE)[::-1]
    check(same(handled("descending", run(shuffled))), "descending order gives the same")
    check(same(handled("repeated row", run(rows(SHARE) + rows(SHARE)[9:12]))), "repeated rows")
    long_layout = [[d, "A", p] for d, p in rows(SHARE)]
    check(same(handled("long layout", run(long_layout, header="date,symbol,close"))), "long layout")
    semicolons = [[f"{d};{p.replace('.', ',')}"] for d, p in rows(SHARE)]
    check(same(handled("semicolons", run(semicolons, header="Date;Close"))), "decimal commas")
    other = rows(SHARE)
    other.append([other[20][0], "77.0"])
    refused("two prices", run(other), "A has two prices", other[20][0])

    # days
    saturday = (DAYS[DAY0] + datetime.timedelta(days=(5 - DAYS[DAY0].weekday()))).isoformat()
    report = handled("not a session", run(rows(SHARE), date=saturday), "not_a_session", saturday)
    check(report["studies"][0]["day0"]["date"] > saturday, "the next session is day 0")
    filled = []
    for d, p in zip(DAYS, SHARE):
        filled.append([d.isoformat(), f"{p:.6f}"])
        if d.weekday() == 4:
            for k in (1, 2):
                filled.append([(d + datetime.timedelta(days=k)).isoformat(), f"{p:.6f}"])
    index_filled = []
    for d, p in zip(DAYS, INDEX):
        index_filled.append([d.isoformat(), f"{p:.6f}"])
        if d.weekday() == 4:
            for k in (1, 2):
                index_filled.append([(d + datetime.timedelta(days=k)).isoformat(), f"{p:.6f}"])
    check(same(handled("filled weekends", run(filled, index_filled), "not_a_session", "left out")),
          "filled weekends are left out")
    refused("behind the prices", run(rows(SHARE), date="2024-01-02"), "A", "2024-01-02",
            DAYS[-1].isoformat())
    refused("before the prices", run(rows(SHARE), date="2018-01-02"), "A", "2018-01-02")

    # gaps
    gap = rows(SHARE)
    del gap[300:303]
    handled("a gap", run(gap), "gap", "A has no price on 3 sessions", DAYS[300].isoformat())
    hole = rows(SHARE)
    del hole[DAY0 + 1]
    handled("a gap at the event", run(hole), "missing_price", DAYS[DAY0 + 1].isoformat())
    gone = rows(SHARE)
    del gone[DAY0]
    handled("no price on day 0", run(gone), "not_a_session", DATE, DAYS[DAY0 + 1].isoformat())
    long_gap = rows(SHARE)
    del long_gap[300:315]
    refused("a long gap", run(long_gap), "A", "gap", DAYS[299].isoformat(), DAYS[315].isoformat())
    refused("a long gap of the index", run(rows(SHARE), rows(INDEX)[:300] + rows(INDEX)[315:]), "gap",
            DAYS[299].isoformat(), "others have sessions")

    # not daily: closings of weeks, of the share or of the index, and of months (Mondays and first days)
    def every(prices, step):
        first = DAYS[DAY0] - datetime.timedelta(days=step * 280)
        return [[(first + datetime.timedelta(days=step * i)).isoformat(), f"{p:.6f}"]
                for i, p in enumerate(prices)]
    refused("weeks", run(every(SHARE, 7), every(INDEX, 7)), "A: the prices are not daily")
    refused("months", run(every(SHARE, 30), every(INDEX, 30)), "A: the prices are not daily")
    refused("an index of weeks", run(rows(SHARE), every(INDEX, 7)), "M: the prices are not daily",
            "give the close of every session")

    # closings: a gap that share and index have alike, as the Egyptian Exchange's of 2011 (55 days)
    without = lambda prices, first, last: rows(prices)[:first] + rows(prices)[last:]
    days = f"{(DAYS[340] - DAYS[299]).days} days"
    report = handled("a closing before", run(without(SHARE, 300, 340), without(INDEX, 300, 340)),
                     "exchange_closed", DAYS[299].isoformat(), DAYS[340].isoformat(), days)
    check(report["studies"][0]["day0"]["date"] == DATE, "day 0 stays")
    inside = DAYS[DAY0 + 5].isoformat()
    report = handled("an outage in a closing",
                     run(without(SHARE, DAY0, DAY0 + 15), without(INDEX, DAY0, DAY0 + 15),
                         date=inside), "exchange_closed", DAYS[DAY0 - 1].isoformat(),
                     DAYS[DAY0 + 15].isoformat())
    day0 = report["studies"][0]["day0"]
    check(day0["date"] == DAYS[DAY0 + 15].isoformat(), "day 0 is the first session after it")
    raw = 100 * (round(SHARE[DAY0 + 15], 6) / round(SHARE[DAY0 - 1], 6) - 1)
    check(abs(day0["raw"]["percent"] - raw) < 1e-9, f"the return spans the closing: {raw}")
    still = lambda prices: [[d, rows(prices)[299][1] if 300 <= i < 340 else p]
                            for i, (d, p) in enumerate(rows(prices))]
    handled("a closing filled in", run(still(SHARE), still(INDEX)), "exchange_closed")
    refused("an outage in a gap of the share alone",
            run(without(SHARE, DAY0, DAY0 + 15), date=inside), "gap", "others have sessions")
    early = handled("a gap before", run(rows(SHARE)[:20] + rows(SHARE)[90:]))
    check(same(early), "a gap before the window does not matter")

    # splits
    for factor in (2, 3, 10, 20):
        for way in (factor, 1 / factor):
            split = [p * way if i >= 300 else p for i, p in enumerate(SHARE)]
            ratio = split[300] / split[299]
            near = abs(ratio / way - 1) <= 0.02
            check(near, f"the made split of {way} is within 2 %")
            refused(f"split {way}", run(rows(split)), "A", DAYS[300].isoformat(),
                    f"split of {factor}")
    for factor, move in ((2, 0.96), (3, 1.05), (4, 0.97), (10, 1.04), (20, 0.955)):
        split = [p / factor * move if i >= 300 else p for i, p in enumerate(SHARE)]
        refused(f"split {factor} on a day of {move}", run(rows(split)), "A", DAYS[300].isoformat(),
                f"split of {factor}")
    crash = [p * 0.68 if i >= DAY0 else p for i, p in enumerate(SHARE)]
    handled("a crash is no split", run(rows(crash)))
    split = [p / 20 if i >= DAY0 else p for i, p in enumerate(SHARE)]
    refused("split on day 0", run(rows(split)), "A", DATE, "split of 20")
    handled("kept jump", run(rows(split), None, "--jumps", "keep"))
    adjusted = [[d, c, f"{p:.6f}"] for (d, c), p in zip(rows(split), SHARE)]
    check(same(handled("adjusted split", run(adjusted, header="Date,Close,Adj Close"))),
          "returns come from the adjusted close")
    report = handled("money", run(adjusted, None, "--shares", "1000",
                                  header="Date,Close,Adj Close"))
    check(abs(report["studies"][0]["market_cap_before"] - 1000 * split[DAY0 - 1]) < 1e-2,
          "money comes from the close")
    index_split = [p / 3 if i >= 300 else p for i, p in enumerate(INDEX)]
    refused("split of the index", run(rows(SHARE), rows(index_split)), "M", DAYS[300].isoformat())

    # prices that are none
    refused("constant", run(rows([50.0] * len(DAYS))), "A", "constant", DAYS[0].isoformat())
    refused("constant index", run(rows(SHARE), rows([50.0] * len(DAYS))), "M", "constant")
    halted = [50.0 if i < 395 else 50.0 + 0.1 * i for i in range(len(DAYS))]
    refused("constant before", run(rows(halted)), "A", "constant", DAYS[DAY0 - 261].isoformat())
    still = SHARE[:300] + [SHARE[300]] * 8 + [p + SHARE[300] - SHARE[308] for p in SHARE[308:]]
    handled("still for a week", run(rows(still)), "stale_prices", DAYS[301].isoformat())
    for text, word in (("", "is empty"), ("null", "is not a number"), ("0", "out of range"),
                       ("-5", "out of range"), ("nan", "is not a number")):
        bad = rows(SHARE)
        bad[37][1] = text
        refused(f"close '{text}'", run(bad), "A.csv:39:2", word)
    bad = rows(SHARE)
    bad[37][0] = "12/31/2019"
    refused("a date of another form", run(bad), "A.csv:39:1", "12/31/2019")
    bad[37][0] = "2019-02-21T16:00Z"
    refused("a time of day", run(bad), "A.csv:39:1", "time of day")
    refused("no close", run([[d, d] for d, _ in rows(SHARE)], header="Date,Time"), "Close")
    refused("the share is its index", run(rows(INDEX)), "A", "abnormal returns", DATE)

    # windows
    refused("too short", run(rows(SHARE)[200:]), "A", "too short", DAYS[200].isoformat(), DATE)
    handled("shorter estimation", run(rows(SHARE)[200:], None, "--estimation", "-100..-11"),
            "short_estimation", "90 days")
    report = handled("prices end early", run(rows(SHARE)[:DAY0 + 4]), "short_window", "[0,5]",
                     DAYS[DAY0 + 3].isoformat())
    check([w["covered"] for w in report["studies"][0]["windows"]] == [True, True, True, False],
          "the window that is not covered has no figure")
    check(len(report["studies"][0]["sessions"]) == 4, "sessions as far as the prices go")
    refused("windows in the estimation", run(rows(SHARE), None, "--windows", "-20..0"),
            "reaches into the estimation", status=2)
    refused("three days", run(rows(SHARE), None, "--estimation", "-12..-11"), "regression")

    # the command line
    for words, part in (
            (["--date", "2021-13-01", "--symbol", "A"], "is not a date"),
            (["--symbol", "A"], "no event is named"),
            (["--date", DATE], "names no share"),
            (["--date", DATE, "--symbol", "A"], "no market index"),
            (["--event", "FB-2021-10-05"], "perhaps 'FB-2021-10-04'"),
            (["--model", "markt", "--date", DATE], "is not known ('markt')"),
            (["--date", DATE, "--date", DATE], "given twice"),
            (["--estimation", "-11..-260"], "range of days"),
            (["--shares", "-3"], "number of shares"),
            (["--format", "xml"], "text, json, markdown, csv, html, svg or xlsx"),
            (["--price", "x"], "perhaps '--prices'")):
        done = subprocess.run([PROGRAM, "event-study", *words], capture_output=True, text=True)
        refused(" ".join(words), done, part, status=2)
    refused("a file that is not there",
            subprocess.run([PROGRAM, "event-study", "--date", DATE, "--symbol", "A", "--index", "M",
                            "--prices", "/nowhere/A.csv"], capture_output=True, text=True),
            "A.csv", "cannot be opened")

    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
