# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the oracle itself, against closed forms and figures worked out by hand.

Each expected number says where it comes from. Ends with `N passed, N failed`.
"""

import math
import os
import re
import sys
from datetime import timedelta

sys.dont_write_bytecode = True  # leave nothing behind in the source tree

import numerics  # noqa: E402
import oracle  # noqa: E402
import swings  # noqa: E402
from report import estimate  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = {"passed": 0, "failed": 0}


def check(name, got, expected, tolerance):
    """Relative, and absolute below 1."""
    good = abs(got - expected) <= tolerance * max(1.0, abs(expected))
    RESULTS["passed" if good else "failed"] += 1
    if not good:
        print(f"{name}: expected {expected!r}, got {got!r}")


def lower_gamma(a, x):
    """Lower incomplete gamma by its power series (Abramowitz & Stegun 6.5.29)."""
    term = total = 1.0 / a
    n = a
    while abs(term) > 1e-18 * abs(total):
        n += 1.0
        term *= x / n
        total += term
    return total * math.exp(-x + a * math.log(x))


def channel(grace, onset, shape):
    return oracle.Channel({"grace_hours": str(grace), "onset_hours": str(onset),
                           "shape": str(shape)})


def test_student():
    # tables: t_{0.95,5} = 2.015048, t_{0.975,10} = 2.228139, t_{0.95,30} = 1.697261
    check("t 0.95, 5", numerics.student_quantile(0.95, 5), 2.015048, 5e-7)
    check("t 0.975, 10", numerics.student_quantile(0.975, 10), 2.228139, 5e-7)
    check("t 0.95, 30", numerics.student_quantile(0.95, 30), 1.697261, 5e-7)
    # closed forms: Cauchy (1 degree) and 2 degrees
    for t in (-31.7, -2.385, -0.003, 0.41, 1.99, 77.3):
        check("cdf 1", numerics.student_cdf(t, 1), 0.5 + math.atan(t) / math.pi, 1e-14)
        check("cdf 2", numerics.student_cdf(t, 2), 0.5 + t / (2 * math.sqrt(2 + t * t)), 1e-14)
    check("quantile 2", numerics.student_quantile(0.05, 2),
          -0.9 * math.sqrt(2.0 / (1.0 - 0.81)), 1e-13)


def test_exposure():
    flat, half_hour = [1.0] * 168, 5.5
    duration, severity, recovery = 6.37, 0.83, 2.25
    step = oracle.default_curve(severity, duration, 0.0)
    slow = oracle.default_curve(severity, duration, recovery)

    def hours(curve, other, ch, weights=flat, start=133.65):
        return oracle.exposure(curve, other, ch, weights, half_hour, [start])[0]

    check("flat", hours(step, (), oracle.IMMEDIATE), severity * duration, 1e-13)
    check("flat, recovery", hours(slow, (), oracle.IMMEDIATE),
          severity * (duration + recovery / 2), 1e-13)
    # onset 0 is a step at the grace
    check("grace", hours(step, (), channel(1.2, 0, 2.4)), severity * (duration - 1.2), 1e-13)
    # integral of 1 - exp(-(x/theta)^m) over [0, X] = X - theta/m gamma(1/m, (X/theta)^m)
    for grace, onset, shape in ((0.0, 3.1, 1.0), (0.4, 3.1, 0.7), (1.1, 0.35, 2.4),
                                (0.0, 0.02, 0.7), (5.9, 12.0, 2.4)):
        width = duration - grace
        expected = width - onset / shape * lower_gamma(1 / shape, (width / onset) ** shape)
        check(f"onset {shape}", hours(step, (), channel(grace, onset, shape)),
              severity * expected, 1e-11)
    # 1.0 exponential onset against its elementary form
    check("exponential", hours(step, (), channel(0.4, 3.1, 1.0)), severity * (
        duration - 0.4 - 3.1 * (1 - math.exp(-(duration - 0.4) / 3.1))), 1e-12)
    # a fallback that is itself down saves s (1 - s) D
    check("fallback", hours(step, step, oracle.IMMEDIATE),
          severity * (1 - severity) * duration, 1e-13)
    # ... and over the linear recovery, integral of s(1-s) = S R / 2 - S^2 R / 3
    check("fallback, recovery", hours(slow, slow, oracle.IMMEDIATE),
          severity * (1 - severity) * duration + severity * recovery / 2
          - severity ** 2 * recovery / 3, 1e-13)
    # one local hour (Sunday 23:00 local = 17:30 UTC at +5:30) carries all weight
    spike = [0.0] * 167 + [168.0]
    check("spike", hours(oracle.default_curve(1.0, 3.0, 0.0), (), oracle.IMMEDIATE, spike,
                         24 * 6 + 18.25), 168 * 0.25, 1e-12)
    # the mean over all starts forgets the profile: E = severity * D for any integer offset
    weights = oracle.mean_one([1.0 + (h * 37 % 11) for h in range(168)])
    series = oracle.exposure(step, (), oracle.IMMEDIATE, weights, 0.0,
                             [float(h) for h in range(168)])
    check("mean over starts", oracle.mean(series), severity * duration, 1e-12)


def two_platforms():
    """Owner A of p (600 M) and q (400 M), scaled to 1,005 M; B owns z. One region, flat."""
    return {
        "owners": [{"owner": "A", "currency": "USD", "annual_revenue": "1005000000",
                    "margin": "0.5", "tax_rate": "0.2", "market_cap": "20000000000"},
                   {"owner": "B", "currency": "EUR"}],
        "platforms": [
            {"platform": "p", "owner": "A", "annual_revenue": "600000000", "currency": "USD",
             "recapture": "0.25", "flow_kind": "advertising"},
            {"platform": "q", "owner": "A", "annual_revenue": "400000000", "currency": "USD",
             "flow_kind": "capacity"},
            {"platform": "z", "owner": "B", "annual_revenue": "1000000", "currency": "EUR"}],
        "regions": [{"region": "R", "utc_offset_hours": "3.5", "gdp": "8766000",
                     "gdp_currency": "USD", "digital_share": "0.1"}],
        "platform_regions": [{"platform": x, "region": "R", "revenue_share": "1"}
                             for x in "pqz"],
        "sectors": [{"sector": "G", "profile": "", "recapture": "0.5",
                     "recapture_decay_hours": "10", "annual_output": "200",
                     "value_added": "50"}],
        "channels": [{"channel": "sales"}, {"channel": "messaging", "grace_hours": "1"}],
        "dependencies": [
            {"business": "b1", "sector": "G", "region": "R", "annual_revenue": "8766000",
             "currency": "EUR", "platform": "p", "channel": "sales", "share": "0.3"},
            {"business": "b1", "sector": "G", "region": "R", "annual_revenue": "8766000",
             "currency": "EUR", "platform": "z", "channel": "messaging", "share": "0.2"},
            {"business": "b2", "sector": "G", "region": "R", "annual_revenue": "87660",
             "currency": "USD", "platform": "q", "channel": "messaging", "share": "0.5",
             "firms": "10", "fallback": "z", "fallback_share": "0.4"}],
        "fallbacks": [{"sector": "G", "channel": "sales", "fallback": "q", "share": "0.5"},
                      {"sector": "", "channel": "sales", "fallback": "web", "share": "0.9"}],
        "fx": [{"currency": "EUR", "per_usd": "0.8", "date": "2020-01-01"},
               {"currency": "EUR", "per_usd": "0.5", "date": "2022-01-01"}],
    }


def test_two_platforms():
    report = estimate(two_platforms(), {
        "owner": "A", "start": "2021-05-05T05:05:00Z", "duration_hours": 5.0,
        "severity": 0.6, "currency": "USD"})
    p, q = report["platforms"]
    # 600 M * 1.005 / 8766 * 0.6 * 5 h; of waits of 0 to 5 h the mean of 0.25 exp(-x / 24) is made up
    gross = 603e6 / 8766 * 3
    left = 1.0 - 0.25 * 24 / 5 * (1 - math.exp(-5 / 24))
    check("gross", p["owner_revenue_loss"]["gross"]["central"], gross, 1e-12)
    check("net", p["owner_revenue_loss"]["net"]["central"], left * gross, 1e-12)
    check("hours", p["lost_demand_hours"]["central"], 3.0, 1e-12)
    check("fundamental", report["owners"][0]["fundamental_loss"]["central"],
          (left * gross + 402e6 / 8766 * 3) * 0.5 * 0.8, 1e-12)
    # b1: EUR 1,000 an hour = USD 1,250, share 0.3; half of it tries q, which is 60 % down too
    kept = 1.0 - 0.5 * 10 / 5 * (1 - math.exp(-0.5))
    b1 = 1250 * 0.3 * (3.0 - 0.5 * 0.6 * 0.4 * 5) * kept
    check("b1", p["dependent_revenue_loss"]["central"], b1, 1e-12)
    check("value added", p["dependent_value_added_loss"]["central"], b1 / 4, 1e-12)
    # b2: ten firms of USD 10 an hour, share 0.5, an hour of grace, 40 % goes to z of owner B. What it loses of the four
    # hours after the grace makes up the mean of 0.5 exp(-u / 10) over each hour of R's clock, which strikes at 0:25
    flow = 10 * 10 * 0.5
    ends = [0] + [5 / 12 + n for n in range(5)] + [5]
    left = sum(max(b - max(a, 1), 0) * (1 - 0.5 * 10 * (math.exp(-a / 10) - math.exp(-b / 10)) / (b - a))
               for a, b in zip(ends, ends[1:])) / 4
    check("b2", q["dependent_revenue_loss"]["central"], flow * 2.4 * 0.6 * left, 1e-12)
    check("rival", report["totals"]["rival_gain"]["central"], flow * 2.4 * 0.4, 1e-12)
    # GDP of 1,000 an hour, 10 % digital, 3 hours
    check("economy", report["totals"]["economy_baseline"]["central"], 300.0, 1e-12)
    top = {b["business"]: b for b in report["top_businesses"]}
    # shares 0.3 (A), 0.2 (B), 0.5 (none): HHI = 0.09 + 0.04 + 0.25
    check("omnichannel", top["b1"]["omnichannel_index"], 1 - 0.38, 1e-12)
    check("largest", top["b1"]["largest_owner_share"], 0.3, 1e-12)
    check("share", top["b1"]["share_of_revenue"], b1 / (1250 * 8766), 1e-12)
    later = estimate(two_platforms(), {
        "platforms": ["p"], "duration_hours": 5.0, "severity": 0.6, "currency": "USD"})
    # the later rate (0.5 per USD), and q is up
    check("as of", later["platforms"][0]["dependent_revenue_loss"]["central"],
          2000 * 0.3 * 3.0 * 0.5 * kept, 1e-12)


def test_exponential():
    # a rotation by 31.7 rad beside a decay, and a chain that integrates (closed forms)
    turn = numerics.exponential([[0, -31.7, 0], [31.7, 0, 0], [0, 0, -2.385]])
    for got, expected in zip(turn[0] + turn[1] + turn[2], (
            math.cos(31.7), -math.sin(31.7), 0, math.sin(31.7), math.cos(31.7), 0,
            0, 0, math.exp(-2.385))):
        check("turn", got, expected, 1e-12)
    chain = numerics.exponential([[0, 1.7, 0], [0, 0, 1.7], [0, 0, 0]])
    for got, expected in zip(chain[0], (1, 1.7, 1.7 ** 2 / 2)):
        check("chain", got, expected, 1e-15)


def relaxed(rate, forced, lasting, hours):
    """The integral to `hours` of y' = forced - rate y, without `forced` after `lasting`."""
    until = min(hours, lasting)
    level = forced / rate
    end = level * -math.expm1(-rate * until)
    within = level * (until + math.expm1(-rate * until) / rate)
    return within - end * math.expm1(-rate * (hours - until)) / rate


def test_supply():
    """G takes 0.3 of itself and 0.2 of a sector H that takes nothing: (I - A)^-1 by hand."""
    tables = two_platforms()
    tables["sectors"][0].update(diverted="0.2", output_currency="USD", annual_output="8766e6",
                                resilience_per_hour="0.04")
    tables["sectors"].append({"sector": "H", "annual_output": "8766e6", "output_currency": "EUR",
                              "resilience_per_hour": "0.04"})
    tables["supply"] = [{"sector": "G", "input_sector": "G", "coefficient": "0.3"},
                        {"sector": "G", "input_sector": "H", "coefficient": "0.2"}]
    scenario = {"owner": "A", "start": "2021-05-05T05:05:00Z", "duration_hours": 5.0,
                "recovery_hours": 2.0, "severity": 0.6, "currency": "USD"}
    report = estimate(tables, scenario)
    direct = 0.8 * report["totals"]["dependent_revenue_loss"]["central"]
    check("in the end", report["totals"]["indirect_loss"]["central"],
          direct * (0.3 + 0.2) / 0.7, 1e-13)
    for row in report["indirect_in_time"]:
        # G alone: y' = K (f - 0.7 y); its own: y' = K (f - y). H is G, 0.2 of it, lagged again
        hours, k, rate = row["hours"], 0.04, direct / 7.0 * 0.04
        g, own = relaxed(0.7 * k, rate, 7.0, hours), relaxed(k, rate, 7.0, hours)
        # partial fractions of 1 / ((s + 0.7 k) (s + k)) = (1 / (s + 0.7 k) - 1 / (s + k)) / 0.3 k
        h = 0.2 * k * (g - own) / (0.3 * k)
        check(row["by"], row["indirect_loss"]["central"], g - own + h, 1e-11)
    hours = [row["hours"] for row in report["indirect_in_time"]]
    check("times", hours == [7.0, 24.0, 168.0, 720.0], True, 0)
    # a sector cannot lose more than it makes
    tables["sectors"][1]["annual_output"] = "1"
    capped = estimate(tables, scenario)["totals"]["indirect_loss"]["central"]
    check("cap", capped, direct * 0.3 / 0.7 + 1 / 0.8 / 8766 * 7, 1e-12)
    # without its diverted part, or without its output, there is no figure
    tables["sectors"][1]["annual_output"] = ""
    report = estimate(tables, scenario)
    check("no output", report["totals"]["indirect_loss"] is None, True, 0)
    tables["sectors"][1]["annual_output"] = "1"
    tables["sectors"][0]["diverted"] = ""
    check("no part", estimate(tables, scenario)["indirect_in_time"] is None, True, 0)


def test_curve():
    stamps = ("2021-05-03T00:00", "2021-05-03T01:30", "2021-05-03T03:30", "2021-05-03T04:00",
              "2021-05-03T09:00")
    rows = [{"timestamp": t, "unavailable": v}
            for t, v in zip(stamps, ("0", "0.8", "0.2", "0.5", "0"))]
    outage = oracle.Outage(two_platforms(), {"platforms": ["p"], "curve": rows})
    # t0 = 01:30; 0.5 until 09:00 is the last value of at least 0.4
    check("curve D", outage.duration, 7.5, 1e-13)
    check("curve severity", outage.severity, (0.8 * 2 + 0.2 * 0.5 + 0.5 * 5) / 7.5, 1e-13)
    check("curve integral", oracle.curve_integral(outage.curve("p", "R")), 4.2, 1e-13)


def test_traffic():
    terms = [0.7 * math.sin(h / 5.0) + 0.01 * (h % 7) for h in range(168)]
    expected = oracle.mean_one([math.exp(x) for x in terms])
    for weeks, trend in ((4, 0.0), (7, 0.0004)):
        logs = {167832 + t: 12.0 + trend * t + terms[t % 168] for t in range(weeks * 168)
                if not 200 < t < 219}
        weights = oracle.traffic_profile(logs)
        check("traffic", max(abs(a - b) for a, b in zip(weights, expected)), 0.0, 1e-12)
        # an outage of 1 % that nobody catalogued is dropped when there is noise about
        noisy = {h: y + 0.01 * math.sin(h * h) for h, y in logs.items()}
        hit = {h: y + (math.log(0.01) if 167832 + 430 <= h < 167832 + 436 else 0.0)
               for h, y in noisy.items()}
        worst = max(abs(a - b) for a, b in zip(oracle.traffic_profile(noisy),
                                               oracle.traffic_profile(hit)))
        check("outage in traffic", worst, 0.0, 0.02)


def test_market():
    # Phi on both sides of where the continued fraction takes over; Abramowitz & Stegun 26.2.12
    check("log phi", oracle.log_phi(-10.0 - 1e-9), math.log(oracle.phi(-10.0)), 1e-9)
    check("log phi 20", oracle.log_phi(-20.0), -203.91715537109726, 1e-10)
    # the exponentially modified normal: its density integrated, and by convolution
    s, t, y = 0.02, 0.05, -0.1
    tail = numerics.integrate(lambda x: oracle.fall_term(x, s, t) / t, -2.0, y)
    check("density", tail, oracle.phi(y / s) + oracle.fall_term(y, s, t), 1e-9)
    convolved = numerics.integrate(
        lambda j: oracle.phi((y + j) / s) * math.exp(-j / t) / t, 0.0, 3.0)
    check("convolution", convolved, tail, 1e-9)
    prior = {"intercept": {"mean": "-0.02", "sd": "0.01"}}
    falls = oracle.Falls(prior, [(-0.03, 0.02, 1.0, 0.3), (0.01, 0.03, 0.5, -1.2)])
    nothing_hit = falls.predictive(0.02, 1e-13, 0.0)
    check("no fall", oracle.quantile(nothing_hit, 0.05, 0.02), -0.02 * 1.6448536269514722, 1e-8)
    # the mean of no data: m is the fall's size times its chance, where x = 1 and d = 0
    distribution = oracle.Falls(prior, []).predictive(0.001, 1.0, 0.0)
    mean_fall = numerics.integrate(distribution, -30.0, -0.5) + numerics.integrate(
        distribution, -0.5, 0.01) - 0.01
    check("mean effect", mean_fall, 0.02, 1e-4)


def test_swings():
    tables = two_platforms()
    tables["model_error"] = [
        {"quantity": "owner_revenue_loss", "location": "0.3", "scale": "0.5", "degrees": "2"},
        {"quantity": "owner_revenue_loss", "duration_hours": "6", "log_sd": "0.3"},
        {"quantity": "owner_revenue_loss", "duration_hours": "24", "log_sd": "0.2"}]
    case = swings.Case(tables, {"owner": "A", "start": "2021-05-05T05:05:00Z",
                                "duration_hours": 180.0})
    net, class_of, hours_of = ("owner_revenue_loss/net", "model_error/owner_revenue_loss/scale",
                               "model_error/owner_revenue_loss/duration_hours")
    # Student's t of 2 degrees in closed form
    check("class", math.log(case.swing(net, class_of, 1) / case.owner()),
          0.5 * 0.9 * math.sqrt(2.0 / (1.0 - 0.81)), 1e-12)
    # no profile, and 12 of 180 hours beyond whole weeks: in the logarithm midway from 6 to 24
    check("hours", math.log(case.swing(net, hours_of, -1) / case.owner()),
          -1.6448536269514722 * 12 / 180 * (0.905 + 0.532) / 2, 1e-12)
    for row in tables["platform_regions"]:
        row["profile"] = "shops"
    check("borrowed", swings.hour_error(case.package, case.outage, "p", "R"), 12 / 180 * 0.25,
          1e-15)
    # the logit of 0.25 moved by 0.4 * 1.645, and ln of 10 by 0.15 * 1.645
    check("share", swings.moved({"recapture": "0.25"}, "recapture", -1),
          1 / (1 + 3 * math.exp(0.4 * 1.6448536269514722)), 1e-14)
    check("amount", swings.moved({"grace_hours": "10", "basis": "derived"}, "grace_hours", 1),
          10 * math.exp(0.15 * 1.6448536269514722), 1e-14)


def logit(x):
    return math.log(x / (1 - x))


def test_press_words():
    """Stage 1: two outages of each word were measured; the next one of a word is Student's t of two
    degrees about their mean on the logit scale, with the scatter of all four."""
    measured = {"full": (0.84, 0.76), "partial": (0.28, 0.56)}
    means = {word: sum(map(logit, pair)) / 2 for word, pair in measured.items()}
    scatter = math.sqrt(sum((logit(x) - means[word]) ** 2
                            for word, pair in measured.items() for x in pair) / 2)
    t = 2 * 0.45 * math.sqrt(2 / (4 * 0.95 * 0.05))  # of two degrees: (2p - 1) sqrt(2 / (4p (1 - p)))
    printed = {"full": (0.29, 0.803, 0.98), "partial": (0.07, 0.413, 0.88)}
    for word, mean in means.items():
        for side, value in zip((-1, 0, 1), printed[word]):
            found = 1 / (1 + math.exp(-mean - side * t * scatter * math.sqrt(1.5)))
            check(f"{word} {side}", found, value, 0.0005 if side == 0 else 0.005)
    check("empty", oracle.PRESS_SEVERITY, printed["full"][1], 0)


def test_kinds_of_flow():
    """Stage 3: half of what was measured comes back to one firm, since rivals sell the other half. Of
    shops 0.56 was made up after 16 h, a mean over waits with a lambda of 72 h."""
    kinds = oracle.FLOW_KINDS
    waits = 72 / 16 * (1 - math.exp(-16 / 72))
    check("consumer", kinds["consumer"][0], 0.5 * 0.56 / waits, 0.00005)
    check("orders", kinds["orders"][0], 0.5 * 0.94, 1e-15)
    check("none", kinds[""][1], math.sqrt(24 * 2190), 0.05)  # the middle of logarithms
    check("a quarter", kinds["orders"][1], 8766 / 4, 2e-3)


def table_after(path, heading, columns):
    """Rows of the first table after a heading that has so many columns, without its two top lines."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split(heading, 1)[1].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if len(row) == columns][2:]


def unknown_names(cell):
    """[file or name in it that is not there] of a cell like: `file` name, name, `file` name"""
    missing = []
    for path, names in re.findall(r"`([^`]+)`([^`]*)", cell):
        path = os.path.join(HERE, path if "/" not in path else os.path.join("..", path))
        text = ""
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                text = file.read()
        missing += [name for name in re.split(r"[;,\s]+", names) if name and
                    not re.search(rf"\b{re.escape(name)}\b", text)] or ([] if text else [path])
    return missing


def test_every_formula_is_held():
    """A row of README.md for each formula of the methodology, and in it a test that is there."""
    named = {row[0]: row[1:] for row in table_after(os.path.join(HERE, "README.md"),
                                                    "## What holds each formula", 3)}
    formulas = [row[0] for row in table_after(os.path.join(HERE, "..", "..", "docs", "methodology.md"),
                                              "## Formula to file", 2)]
    check("formulas", len(formulas) > 40, True, 0)
    for formula in formulas:
        cells = named.get(formula, [])
        check(f"a test of '{formula}'", any("`" in cell for cell in cells), True, 0)
        check(f"{formula}: not there: {[n for cell in cells for n in unknown_names(cell)]}",
              sum(len(unknown_names(cell)) for cell in cells), 0, 0)


def test_time():
    check("Monday", oracle.hour_of_week(oracle.parse_time("2021-10-04T15:39:00Z")), 15.65, 1e-15)
    check("offset", oracle.hour_of_week(oracle.parse_time("2021-10-04T00:30+02:00")),
          166.5, 1e-15)
    moment = oracle.MONDAY - timedelta(minutes=30)
    check("before 1970", oracle.hour_of_week(moment), 167.5, 1e-15)


if __name__ == "__main__":
    for name, test in sorted(globals().items()):
        if name.startswith("test_"):
            test()
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed")
    sys.exit(RESULTS["failed"] > 0)
