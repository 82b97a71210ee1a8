# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of all formats share: a case for each report, and the comparison of its tables with the
figures of its JSON. A format is read into blocks, ("heading", level, words), ("text", words) and
("table", rows), by its own test."""

import csv
import fcntl
import json
import math
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/event_study"))
import made  # noqa: E402

failures = []


def check(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


# ---- A terminal ------------------------------------------------------------------------------------

def run_on_terminal(program, arguments, folder, columns):
    """What a terminal without colours is shown."""
    terminal, output = pty.openpty()
    fcntl.ioctl(output, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    read = []
    reader = threading.Thread(target=lambda: read.extend(iter(lambda: read_terminal(terminal), b"")))
    reader.start()
    done = subprocess.run([program, *arguments], cwd=folder, stdout=output, timeout=300, check=False,
                          stderr=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"})
    os.close(output)
    reader.join()
    os.close(terminal)
    check(done.returncode == 0, f"{arguments} on a terminal: {done.stderr.decode()[:300]}")
    return b"".join(read).decode().replace("\r\n", "\n")


def read_terminal(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


# ---- The same figures as the JSON ------------------------------------------------------------------

def number(cell):
    """A number as people are shown it, and how exact it is: half of its last place that is known."""
    match = re.fullmatch(r"([<+-]?)([0-9,]+)(\.[0-9]+)?(?: %)?", cell)
    if match is None:
        raise ValueError(f"not a number: '{cell}'")
    sign = -1 if match[1] == "-" else 1
    digits = match[2].replace(",", "") + (match[3] or "")
    unknown = len(digits) - len(digits.rstrip("0")) if match[3] is None else 0  # "400" may be 363
    return sign * float(digits), 0.5 * 10.0 ** (unknown - (len(match[3] or ".") - 1))


class Comparison:
    """Cells of tables against numbers of a report's JSON."""

    def __init__(self, what, blocks):
        self.what, self.blocks = what, blocks
        self.compared = self.compared_exactly = 0

    def table(self, *headings):
        """The rows of the first table below one of the headings, as dicts by column; equal names get
        a number: "5 to 95 %", "5 to 95 % 2". And the unit in the heading."""
        at = next(i for kind in ("heading", "text") for i, block in enumerate(self.blocks)
                  if block[0] == kind and block[-1].startswith(headings))
        rows = next(block[1] for block in self.blocks[at:] if block[0] == "table")
        names = []
        for name in rows[0]:
            again = names.count(name) + sum(1 for n in names if re.fullmatch(re.escape(name) +
                                                                             r" \d+", n))
            names.append(name if again == 0 else f"{name} {again + 1}")
        found = re.search(r"\((M|bn|tn) \w+\)", self.blocks[at][-1])
        unit = UNITS[found[1]] if found else 1
        return [dict(zip(names, row)) for row in rows[1:]], unit

    def holds(self, cell, part, figure):
        """Where a format has the number of a cell with all its digits, that is the figure; of a share
        it may be a hundredth."""
        exact = getattr(cell, "exact", {}).get(part)
        if exact is not None:
            self.compared_exactly += 1
            check(any(math.isclose(exact * times, figure, rel_tol=1e-12) for times in (1, 100)),
                  f"{self.what}: {part} of '{cell}' is {exact!r}, not {figure!r}")

    def shows(self, cell, figure, unit=1.0):
        """The cell shows the figure, in `unit`, as exactly as its digits say."""
        self.compared += 1
        if figure is not None:
            self.holds(cell, "v", figure)
        if figure is None:
            check(cell in ("", "-"), f"{self.what}: '{cell}' where the JSON has no figure")
            return
        try:
            value, half = number(cell)
        except ValueError as error:
            check(False, f"{self.what}: {error}, the JSON has {figure}")
            return
        close = abs(value - figure / unit) <= half * (1 + 1e-9) + 1e-12 * abs(figure / unit)
        check(close, f"{self.what}: '{cell}' is not {figure} / {unit}")

    def shows_interval(self, cell, quantity, unit=1.0):
        if quantity is None or "p5" not in quantity:
            self.shows(cell, None)
            return
        self.holds(cell, "low", quantity["p5"])
        self.holds(cell, "high", quantity["p95"])
        low, high = cell.split(" to ")
        self.shows(low, quantity["p5"], unit)
        self.shows(high, quantity["p95"], unit)

    def done(self, least):
        check(self.compared >= least, f"{self.what}: only {self.compared} figures were compared")


UNITS = {"M": 1e6, "bn": 1e9, "tn": 1e12}

NAMES = {  # what text calls identifiers that nobody has to type
    "owner_revenue_loss": "Owner's revenue loss", "owner_revenue_loss/gross": "Owner's loss, gross",
    "owner_revenue_loss/net": "Owner's loss, net", "dependent_revenue_loss": "Dependants' loss",
    "straight_line": "Straight line: a year's revenue by the hour", "growth": "Growth since that year",
    "usage": "Usage of the platform", "hour_of_week": "Hour of the week", "severity": "Severity",
    "recovery": "Recovery", "recapture": "Made up later", "calibration": "Calibration",
    "model_error": "The model's own error", "onset": "Until the loss sets in",
    "fallback": "Through other channels", "net": "Net loss"}


WHO = {("owner", "meta"): "Facebook, Inc. (Meta Platforms)",
       ("dependants", "meta"): "dependants of Facebook, Inc. (Meta Platforms)",
       ("platform", "facebook"): "Facebook", ("platform", "instagram"): "Instagram",
       ("platform", "whatsapp"): "WhatsApp", ("platform", "messenger"): "Messenger"}


def is_called(cell, identifier):
    return cell in (identifier, NAMES.get(identifier, identifier))


def central(quantity):
    return None if quantity is None else quantity["central"]


def compare_estimate(of, report):
    platforms, unit = of.table("Losses by platform")
    totals = dict(report["totals"], platform="total")
    check(len(platforms) == len(report["platforms"]) + 1, f"{of.what}: a row for each platform")
    for row, losses in zip(platforms, [*report["platforms"], totals]):
        check(row["platform"] == losses["platform"], f"{of.what}: {row['platform']}")
        owner = losses["owner_revenue_loss"]
        of.shows(row["owner gross"], owner["gross"]["central"], unit)
        of.shows(row["made up"], owner["recaptured"]["central"], unit)
        of.shows(row["owner net"], owner["net"]["central"], unit)
        of.shows_interval(row["5 to 95 %"], owner["net"], unit)
        of.shows(row["dependants"], central(losses.get("dependent_revenue_loss")), unit)
        of.shows_interval(row["5 to 95 % 2"], losses.get("dependent_revenue_loss"), unit)
    businesses, unit = of.table("Businesses that lose most")
    for row, business in zip(businesses, report["top_businesses"]):
        check(row["business"] == business["business"], f"{of.what}: {row['business']}")
        of.shows(row["loss"], business["dependent_revenue_loss"]["central"], unit)
    regions, unit = of.table("By region")
    for row in regions:
        parts = [part for platform in report["platforms"] for part in platform["by_region"]
                 if part["region"] == row["region"]]
        for column, figure in (("owner gross", "gross"), ("owner net", "net")):
            total = sum(part["owner_revenue_loss"][figure]["central"] for part in parts)
            of.shows(row[column], total, unit)
    for side, title in (("owner", "How the owner's loss"), ("dependants", "How the dependants' loss")):
        steps, unit = of.table(title)
        for row, step in zip(steps, report["waterfall"][side]):
            check(is_called(row["step"], step["step"]), f"{of.what}: {row['step']}")
            of.shows(row["leads to"], step["running"]["central"], unit)
    of.done(70)


def compare_sweep(of, report):
    rows, unit = of.table("Losses (")
    for row, record in zip(rows, report["records"]):
        net, dependants = record["owner_revenue_loss"]["net"], record["dependent_revenue_loss"]
        words = record["scenario"]["duration"].removeprefix("PT").replace("H", " h")
        check(row["duration"] in (record["scenario"]["duration"], words),
              f"{of.what}: {row['duration']}")
        for column, figure in (("owner net", net["central"]), ("5 %", net["p5"]),
                               ("95 %", net["p95"]), ("dependants", dependants["central"]),
                               ("5 % 2", dependants["p5"]), ("95 % 2", dependants["p95"])):
            of.shows(row[column], figure, unit)
        of.shows(row["exponent"], record.get("owner_exponent"))
        of.shows(row["exponent 2"], record.get("dependants_exponent"))
    of.done(8 * 3)


def compare_tolerable(of, report):
    limit, number_of = report["limit"]["loss"], report["limit"]["at"]
    answer = report["answers"][0]
    rows, _ = of.table("The longest tolerable outage")
    check(len(rows) == len(report["answers"]), f"{of.what}: a row for each answer")
    of.shows(rows[0]["of the amount"], 100 * answer["longest"]["loss"][number_of] / limit)
    of.shows(rows[0]["a minute longer"], 100 * answer["minute_longer"]["loss"][number_of] / limit)
    rows, unit = of.table("The loss by the length")
    points = sorted([*answer["impacts"], answer["longest"]], key=lambda point: point["duration_hours"])
    check(len(rows) == len(points), f"{of.what}: a row for each length")
    for row, point in zip(rows, points):
        for column, figure in (("loss", number_of), ("central", "central"), ("5 %", "p5"), ("95 %", "p95")):
            of.shows(row[column], point["loss"][figure], unit)
        of.shows(row["of the amount"], 100 * point["loss"][number_of] / limit)
    of.done(2 + 5 * 6)


def compare_filing(of, report):
    rows, _ = of.table("Fields")
    check(len(rows) == len(report["fields"]), f"{of.what}: a row for each field")
    for row, field in zip(rows, report["fields"]):
        check([row["field"], row["value"]] == [field["field"], field.get("value", "")], f"{of.what}: {row}, not {field}")
        if "p5" in field:
            of.shows_interval(row["5 to 95 %"], field)
    of.done(2 * 2)


def compare_year(of, report):
    rows, unit = of.table("Incidents")
    expected = [*report["incidents"], *report["sums"].values()]
    check(len(rows) == len(expected), f"{of.what}: a row for each incident and sum")
    for row, figures in zip(rows, expected):
        for column, key in (("forgone revenue", "forgone_revenue"), ("other costs", "other_costs"), ("gross", "gross")):
            of.shows(row[column], figures[key], unit)
    of.done(3 * 5)


def compare_import(of, report):
    files, _ = of.table("Made")
    check(len(files) == len(report["files"]), f"{of.what}: a row for each file")
    for row, file in zip(files, report["files"]):
        check(row["file"] == file["path"], f"{of.what}: {row['file']}")
        of.shows(row["rows"], file["rows"])
    assumptions, _ = of.table("Assumptions")
    for row, assumption in zip(assumptions, report["assumptions"]):
        check([row["assumption"], row["value"]] == [assumption["name"], assumption["value"]],
              f"{of.what}: {row['assumption']}")
    causes, _ = of.table("Not taken")
    check(len(causes) == len(report["not_taken"]), f"{of.what}: a row for each cause")
    for row, cause in zip(causes, report["not_taken"]):
        check(row["reason"] == cause["reason"], f"{of.what}: {row['reason']}")
        of.shows(row["entries"], cause["entries"])
    of.done(2 + 7)


def compare_compare(of, report):
    rows, _ = of.table("The second scenario")
    for row, difference in zip(rows, report["differences"]):
        check(is_called(row["total"], difference["total"]), f"{of.what}: {row['total']}")
        unit = UNITS.get(row["unit"].split()[0], 1)
        for column in ("first", "second", "difference"):
            of.shows(row[column], difference[column]["central"], unit)
        of.shows_interval(row["5 to 95 %"], difference["difference"], unit)
    of.done(15)


def compare_sensitivity(of, report):
    for total in report["totals"]:
        rows, unit = of.table(total["total"], NAMES[total["total"]])
        drivers = {driver["factor"]: driver for driver in total["drivers"]}
        for row in rows:
            driver = drivers[row["input"]]
            of.shows(row["at its 5 %"], driver.get("at_5_percent"), unit)
            of.shows(row["at its 95 %"], driver.get("at_95_percent"), unit)
            for column, index in (("total index", "total_order"), ("first order", "first_order")):
                if index in driver:
                    for part, name in (("v", "central"), ("low", "p5"), ("high", "p95")):
                        of.holds(row[column], part, driver[index][name])
                    value, interval = row[column].rstrip(")").split(" (")
                    of.shows(value, driver[index]["central"])
                    of.shows_interval(interval, driver[index])
    of.done(30)


def compare_explain(of, report):
    for heading, key, name in (("Inputs", "inputs", "input"), ("Steps", "steps", "step")):
        rows, _ = of.table(heading)
        check(len(rows) == len(report[key]), f"{of.what}: a row for each of {key}")
        for row, item in zip(rows, report[key]):
            check(row[name] == item.get("input", item.get("what")), f"{of.what}: {row[name]}")
            of.shows(row["value"], item["value"])
    of.done(10)


def compare_backtest(of, report):
    rows, _ = of.table(f"{report['estimated']} of")
    figures = [figure for figure in report["figures"] if "estimate" in figure]
    check(len(rows) == len(figures) > 0, f"{of.what}: a row for each estimated figure")
    for row, figure in zip(rows, figures):
        low, _, high = row["published"].partition(" to ")
        of.shows(low, figure["published_low"], 1e6)
        of.shows(high or low, figure["published_high"], 1e6)
        of.shows(row["estimate"], figure["estimate"]["central"], 1e6)
        of.shows(row["5 %"], figure["estimate"].get("p5"), 1e6)
        of.shows(row["95 %"], figure["estimate"].get("p95"), 1e6)
        of.shows(row["ratio"], figure["ratio"])
    events, _ = of.table("Prediction of market value")
    for row, event in zip(events, report["market_prediction"]["events"]):
        of.shows(row["CAR[0,+1]"], event["observed_percent"])
        of.shows(row["predicted"], event["median_percent"])
    of.done(40)


def compare_calibrate(of, report):
    rows, _ = of.table("Outages, the furthest off first")
    check(len(rows) == len(report["outages"]) > 0, f"{of.what}: a row for each outage")
    for row, outage in zip(rows, report["outages"]):
        check(row["event"] == outage["event"], f"{of.what}: {row['event']}")
        of.shows(row["estimate"], outage["estimate"], 1e6)
        of.shows(row["ln ratio"], outage["log_ratio"])
        of.shows(row["in scales"], outage["standardised"])
    rows, _ = of.table("The class with other priors")
    for row, other in zip(rows[1:], report["other_priors"]):
        of.shows(row["scale"], other["class"]["scale"])
    of.done(70)


def compare_risk(of, report):
    units = {}
    for side, heading in (("owner", "What a year costs the owner"),
                          ("others", "What a year costs those")):
        rows, unit = of.table(heading)
        units[side] = unit
        losses = [loss for loss in report["losses"]
                  if (loss["measure"] == "owner_revenue_loss") == (side == "owner")]
        check(len(rows) == len(losses) > 0, f"{of.what}: a row for each loss")
        for row, loss in zip(rows, losses):
            check(row["who"] in (f"{loss['of']} {loss['name']}", WHO[loss["of"], loss["name"]]),
                  f"{of.what}: {row['who']}")
            of.shows(row["mean"], loss["average_annual_loss"]["mean"], unit)
            of.shows(row["se"], loss["average_annual_loss"]["se"], unit)
            of.shows(row["any loss"], 100 * loss["chance_of_loss"])
    first = report["losses"][0]
    rows, unit = of.table(first["measure"], NAMES[first["measure"]])
    for row, point in zip(rows, first["curve"]):
        of.shows(row["once in years"], point["return_period"])
        for column, figure in (("worst outage", "oep"), ("mean of the tail", "tvar_oep"),
                               ("year's sum", "aep"), ("mean of the tail 2", "tvar_aep")):
            of.shows(row[column], point[figure], unit)
    of.done(60)


def compare_describe(of, report):
    rows, _ = of.table("Tables, and what")
    check(len(rows) == len(report["tables"]) > 5, f"{of.what}: a row for each table")
    for row, table in zip(rows, report["tables"]):
        check(row["table"] == table["table"], f"{of.what}: {row['table']}")
        of.shows(row["rows"], table["rows"])
        for basis, figure in table["figures"].items():
            of.shows(row[basis], figure)
    of.done(50)


def compare_validate(of, report):
    """It has no JSON of its own: the flows are those of describe."""
    flow = report["dependants"]["flow_per_year"][0]
    rows, _ = of.table(f"{flow['revenue']:,.0f} {flow['currency']} a year")
    bases = ("measured", "reported", "derived", "assumed")
    flows = sum(flow[basis] for basis in bases)
    for basis in bases:
        of.shows(rows[-1][basis], 100 * flow[basis] / flows)
    of.done(4)


def compare_event_study(of, report):
    study = report["studies"][0]
    rows, _ = of.table(f"{study['symbol']}:")
    kinds = {"raw": "raw", "explained by the model": "explained", "abnormal": "abnormal"}
    for row in rows:
        if row["day 0"] in kinds:
            change = study["day0"][kinds[row["day 0"]]]
            of.shows(row["change"], change["percent"])
            of.shows(row["t"], change.get("t"))
    rows, _ = of.table("Session by session")
    for row, session in zip(rows, study["sessions"]):
        check(row["date"] == session["date"], f"{of.what}: {row['date']}")
        of.shows(row["day"], session["day"])
        of.shows(row["close"], session["close"])
        of.shows(row["raw"], session["raw"]["percent"])
        of.shows(row["abnormal"], session["abnormal"]["percent"])
    rows, _ = of.table("From the close before")
    for row, session in zip(rows, study["sessions"]):
        of.shows(row["CAR"], session["car"]["percent"])
        of.shows(row["s.e."], session["car"]["se_percent"])
    of.done(60)


def compare_traffic(of, report):
    series = report["series"][0]
    rows, _ = of.table(f"{series['platform']} in {series['region']}, ")
    keys = {"expected": "expected", "observed": "observed", "lost": "lost",
            "lost, share of expected": "lost_share", "lost, in average hours": "lost_demand_hours",
            "net lost, share of lost": "net_lost_share"}
    for row in rows:
        quantity = series.get(keys.get(row[""]))
        if quantity is not None:
            unit = 0.01 if row["central"].endswith("%") else 1
            single = quantity if not isinstance(quantity, dict) else quantity["central"]
            of.shows(row["central"], single, unit)
            if isinstance(quantity, dict):
                of.shows(row["5 %"], quantity["p5"], unit)
                of.shows(row["95 %"], quantity["p95"], unit)
    rows, _ = of.table("Course")
    for row, point in zip(rows, series["curve"]):
        of.shows(row["expected"], point["expected"])
        of.shows(row["unavailable"], point["unavailable"], 0.01)
    check_course(of.what, series["course"])
    of.done(15)


def check_course(what, course):
    """Whole hours, from a day before the window to a day after it, as write_traffic() has them."""
    check(len(course) == 24 + 3 + 24, f"{what}: {len(course)} intervals around the window")
    for i, point in enumerate(course):
        hour = 20 * 24 + 10 + i
        check(point["observed"] == volume_of(hour), f"{what}: {point['observed']} at hour {hour}")
        check(point["start"] == f"2024-01-{1 + hour // 24:02d}T{hour % 24:02d}:00:00Z", f"{what}: {point['start']}")
        check(point["low"] <= point["expected"] <= point["high"], f"{what}: the band of hour {hour}")


# ---- All reports -----------------------------------------------------------------------------------

def volume_of(hour):
    """Busier by day; three hours of the fourth Monday are lost."""
    lost = 21 * 24 + 10 <= hour < 21 * 24 + 13
    return 100 if lost else 1000 + 50 * (hour % 24) + hour * 7919 % 41


def write_traffic(path):
    """Four weeks of hours."""
    lines = ["timestamp,platform,region,volume"]
    for hour in range(28 * 24):
        lines.append(f"2024-01-{1 + hour // 24:02d}T{hour % 24:02d}:00Z,chat,north,{volume_of(hour)}")
    path.write_text("\n".join(lines) + "\n")


NEW = "a new folder"  # in a command line: one that no run before has made
made_folders = 0


def fresh(arguments):
    """The arguments with a name for each new folder."""
    global made_folders
    made_folders += 1
    return [f"new-{made_folders}" if word is NEW else str(word) for word in arguments]


def reports(folder):
    """Each report with its arguments, and what compares it with its JSON."""
    write_traffic(folder / "traffic.csv")
    made.write(folder, "A", made.rows(made.SHARE))
    made.write(folder, "M", made.rows(made.INDEX))
    for rival, seed in (("B", 41), ("C", 97)):
        made.write(folder, rival, made.rows(made.random_walk(seed, len(made.DAYS), 0.025, made.INDEX)))
    for name, platforms in (("a", ["facebook"]), ("b", ["facebook", "whatsapp"])):
        scenario = {"platform": platforms, "duration": "6h", "samples": 64}
        (folder / f"{name}.json").write_text(json.dumps(scenario))
    day = made.DAYS[300].isoformat()
    outage = ["--event", "FB-2021-10-04", "--samples", "64"]
    return [
        (["estimate", *outage], compare_estimate),
        (["sweep", "--owner", "meta", "--duration", "1h..3h/1h", "--samples", "64"], compare_sweep),
        (["tolerable", "--platform", "facebook", "--loss", "100M", "--samples", "64"], compare_tolerable),
        (["filing", "8k", *outage], compare_filing),
        (["year", "firms", "--from", "2016-01-01", "--to", "2016-12-31"], compare_year),
        (["import", "oed", ROOT / "docs/examples/oed/accounts.csv", "-o", NEW], compare_import),
        (["compare", "a.json", "b.json"], compare_compare),
        (["sensitivity", "--platform", "whatsapp", "--duration", "2h", "--samples", "64"],
         compare_sensitivity),
        (["explain", "/totals/owner_revenue_loss/net", *outage[:2]], compare_explain),
        (["backtest", "--samples", "64"], compare_backtest),
        (["calibrate", "firms", "--samples", "64"], compare_calibrate),
        (["risk", "--owner", "meta", "--years", "1000"], compare_risk),
        (["describe", "reference"], compare_describe),
        (["validate", "reference"], compare_validate),
        (["event-study", "--date", day, "--symbol", "A", "--index", "M", "--prices", "A.csv",
          "--prices", "M.csv", "--peers", "B,C", "--prices", "B.csv", "--prices", "C.csv",
          "--shares", "1000000"], compare_event_study),
        (["traffic", "--start", "2024-01-22T10:00Z", "--duration", "3h", "traffic.csv"],
         compare_traffic),
    ]


# ---- Names -----------------------------------------------------------------------------------------

DIRECTION_ENDS = "\u2069\u202c"  # what is shown after a name that would turn what follows it
NAUGHTY = [
    "a|b", "||", "\\|", "a\\", "\\\\|x", "**x**", "_y_", "__z__", "*", "_", "`c`", "``", "<b>x</b>",
    "<script>alert(1)</script>", "<!-- x", "-->", "<img src=x onerror=alert(1)>", "[l](http://x)",
    "![i](j)", "[r]: http://x", "# h", "## ", "#", "- i", "* i", "+ i", "1. j", "2) k", "---", "===",
    "> q", "~~s~~", "~", "&lt;", "&#124;", "&amp", "$m$", "$$", "a:b", ":smile:", "@team", "#12",
    "http:", "|---|", "| a | b |", "\\", "\\*", "'", '"', '""', "a,b", "a;b", "=1+1", "+1", "-1",
    "@SUM(A1)", "%s", "%n", "{}", "{0}", "{{x}}", "${x}", "$(x)", "`id`", "\u00e9", "\u6f22\u5b57",
    "\u202eabc", "\u200b.", "\U0001f600", "a\u0301", "x" * 60, "a b", "TRUE", "null", "0x10", "1e9",
    "NaN", "../x", "C:\\x", "/etc", "--help", "?", "!", "!!", "^", "(", ")", "[", "]", "[]", "[x]",
    "<", ">", "<>", "&", "&&", "\u00a0.", "--", "...", "1.", "1)", "9.x", "*a", "a*", "_a", "a_", "a_b",
]


def naughty_package(folder):
    """The small package of the golden tests, with a business of each name."""
    package = folder / "naughty"
    shutil.copytree(ROOT / "tests/golden/package", package)
    with open(package / "dependencies.csv", newline="", encoding="utf-8") as file:
        header, first, *_ = csv.reader(file)
    with open(package / "dependencies.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([name, *first[1:]] for name in NAUGHTY)
    return package
