#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report says of its data: warnings, control totals, expected totals, rows left out.

    test_channel.py PROGRAM

A package has a column of its own in `dependencies`, in `owners` and in a file that an option names: every
report of every command carries those warnings, in every format. Rows and money are added up here, as
decimals."""

import csv
import decimal
import io
import json
import re
import sys
import tempfile

from tester import Tester

HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share,firms,note\n"
ROWS = [("bakery", "1234567.89", "EUR", "facebook", "sales", "0.2", "1"),
        ("bakery", "1234567.89", "EUR", "whatsapp", "messaging", "0.1", "1"),
        ("florist", "0.1", "EUR", "instagram", "sales", "0.3", "3"),
        ("grocer", "98765.43", "USD", "facebook", "advertising", "0.25", "17"),
        ("tailor", "0.2", "EUR", "facebook", "sales", "0.3", "1")]
EVENT = ["--event", "FB-2021-10-04"]
NONE = ["--samples", "0"]
# command: (arguments, formats); the dataset follows
COMMANDS = {
    "estimate": (["estimate", *EVENT, *NONE], ["text", "markdown", "html", "json"]),
    "sweep": (["sweep", *EVENT, *NONE, "--duration", "1h..3h/1h"],
              ["text", "markdown", "html", "json", "ndjson", "csv"]),
    "compare": (["compare", "a.json", "b.json", *NONE], ["text", "markdown", "html", "json"]),
    "sensitivity": (["sensitivity", *EVENT, "--samples", "64"],
                    ["text", "markdown", "html", "json"]),
    "explain": (["explain", "/totals/dependent_revenue_loss", *EVENT],
                ["text", "markdown", "html", "json"]),
    "risk": (["risk", "--owner", "meta", "--years", "1000"],
             ["text", "markdown", "html", "json", "csv"]),
    "backtest": (["backtest", *NONE], ["text", "markdown", "html", "json", "csv"]),
    "describe": (["describe"], ["text", "markdown", "html", "json"]),
    "validate": (["validate"], ["text", "markdown", "html", "json", "csv"]),
}
# whose prices are files of the folder, and no table of the package
OTHERS = {
    "event-study": (["event-study", "--date", "2021-10-04", "--symbol", "AAA", "--index", "BBB",
                     "--estimation=-60..-11", "--prices", "prices.csv", "--shares", "1000000"],
                    ["text", "markdown", "html", "json", "csv"]),
}


def total(currency, rows=None):
    return sum(decimal.Decimal(row[1]) * int(row[6]) for row in rows or ROWS if row[2] == currency)


def line(row):
    business, revenue, currency, platform, channel, share, firms = row
    return f"{business},G,europe,{revenue},{currency},{platform},{channel},{share},{firms},x\n"


def prepare(tester):
    tester.write("own/dependencies.csv", HEADER + "".join(map(line, ROWS)))
    tester.write("own/policies.csv", "policy,waiting_hours,deductible,limit,share,currency,colour\n"
                 "p,8,1000,20000,0.5,USD,red\n")
    tester.write("a.json", json.dumps({"event": "FB-2021-10-04"}))
    tester.write("b.json", json.dumps({"event": "FB-2021-10-04", "duration": "2h"}))
    days = [f"2021-{month:02}-{day:02}" for month in range(5, 12) for day in range(1, 29)
            if (month, day) <= (10, 20)]
    rows = [f"{day},{symbol},{100 + (k * k * (7 if symbol == 'AAA' else 11) % 13) / 10},x\n" for k, day in enumerate(days)
            for symbol in ("AAA", "BBB")]
    tester.write("prices.csv", "date,symbol,close,spare\n" + "".join(rows))


def plain(text, form):
    if form == "markdown":
        return re.sub(r"\\(.)", r"\1", text)
    if form == "html":
        return re.sub(r"<[^>]*>", "", text).replace("&#39;", "'").replace("&quot;", '"')
    return text


def objects(form, stdout):
    return [json.loads(stdout)] if form == "json" else [json.loads(x) for x in stdout.splitlines()]


def check_warned(tester, name, form, stdout, stderr, columns):
    """Every one of `columns` (file, name of the column) is named in a warning."""
    if form in ("json", "ndjson"):
        for report in objects(form, stdout):
            found = {(w.get("file"), w["code"], c) for w in report["warnings"]
                     for _, c in columns if f"'{c}'" in w["message"]}
            tester.expect(all((f, "unknown_column", c) in found for f, c in columns),
                          f"{name} {form}: {report['warnings']}")
            tester.expect(all(w["count"] >= 1 for w in report["warnings"]), f"{name}: counts")
    else:
        where = stderr if form == "csv" else plain(stdout, form)
        for _, column in columns:
            tester.expect(f"the column '{column}' is not known" in where,
                          f"{name} {form}: no word of {column}: {where[-600:]}")


def check_controls(tester, name, form, stdout):
    if form in ("json", "ndjson"):
        for report in objects(form, stdout):
            control = report["control_totals"]
            tester.expect((control["file"], control["package"], control["from"]) ==
                          ("dependencies.csv", "own", "package"), f"{name}: {control}")
            tester.expect(control["rows"] == {"read": 5, "used": 5, "left_out": 0},
                          f"{name}: {control}")
            sums = {c["currency"]: c["revenue"] for c in control["currencies"]}
            for currency in ("EUR", "USD"):
                want = float(total(currency))
                tester.expect(sums[currency] == {"read": want, "used": want, "left_out": 0},
                              f"{name} {currency}: {sums} {want}")
    elif form != "csv":
        text = plain(stdout, form)
        tester.expect("Dependencies of the package own" in text and f"{total('EUR'):,.2f}" in text
                      and f"{total('USD'):,.2f}" in text, f"{name} {form}: no control totals")


def test_every_report(tester):
    package = [("dependencies.csv", "note"), ("policies.csv", "colour")]
    for name, (arguments, formats) in {**COMMANDS, **OTHERS}.items():
        for form in formats:
            status, stdout, stderr = tester.run(*arguments, "--format", form, "--base",
                                                "reference", "own")
            tester.expect(status == 0, f"{name} {form}: {stderr[:300]}")
            if status != 0:
                continue
            columns = package + ([("prices.csv", "spare")] if name == "event-study" else [])
            check_warned(tester, name, form, stdout, stderr, columns)
            if name in COMMANDS:
                check_controls(tester, name, form, stdout)


def test_base(tester):
    """Of a package without dependencies, the base's are used, and that is said."""
    (tester.scratch / "thin").mkdir()
    (tester.scratch / "thin" / "policies.csv").write_text(
        (tester.scratch / "own" / "policies.csv").read_text())
    status, stdout, stderr = tester.run("estimate", *EVENT, *NONE, "-f", "json", "--base",
                                        "reference", "thin")
    control = json.loads(stdout)["control_totals"]
    tester.expect((control["from"], control["package"]) == ("base", "blackout-reference"),
                  f"{control}")
    text = tester.run("estimate", *EVENT, *NONE, "--base", "reference", "thin")[1]
    tester.expect("Dependencies of the base blackout-reference" in text, text[-500:])


def test_options_files(tester):
    """A severity curve and holidays with a column that means nothing."""
    tester.write("curve.csv", "timestamp,unavailable,colour\n2021-10-04T15:39Z,1,red\n"
                 "2021-10-04T18:00Z,0,red\n")
    for name in ("estimate", "explain", "sweep", "sensitivity"):
        arguments = COMMANDS[name][0][:2] if name == "explain" else [name]
        status, stdout, stderr = tester.run(*arguments, "--owner", "meta", "--severity-curve", "curve.csv",
                                            "--samples", "64" if name == "sensitivity" else "0",
                                            "-f", "json", "reference")
        tester.expect(status == 0, f"{name}: {stderr}")
        check_warned(tester, name, "json", stdout, stderr, [("curve.csv", "colour")])
    tester.write("traffic.csv", "timestamp,platform,region,volume,spare\n" + "".join(
        f"2024-01-{1 + k // 24:02}T{k % 24:02}:00Z,chat,north,{1000 + 50 * (k % 24)},x\n" for k in range(28 * 24)))
    tester.write("holidays.csv", "name,start,colour\nfair,2024-01-08,red\n")
    for form in ("text", "markdown", "html", "json", "csv"):
        status, stdout, stderr = tester.run("traffic", "traffic.csv", "--start", "2024-01-22T10:00Z", "--duration",
                                            "3h", "--holidays", "holidays.csv", "-f", form)
        tester.expect(status == 0, f"traffic {form}: {stderr}")
        check_warned(tester, "traffic", form, stdout, stderr, [("traffic.csv", "spare"), ("holidays.csv", "colour")])


def test_expected_totals(tester):
    own = ["--base", "reference", "own"]
    right = [f"{total('EUR')}EUR", f"{total('USD')} USD"]
    for name, (arguments, formats) in COMMANDS.items():
        status, stdout, stderr = tester.run(*arguments, "--expect-total", right[0],
                                            "--expect-total", right[1], *own)
        tester.expect(status == 0, f"{name}: {stderr}")
        status, stdout, stderr = tester.run(*arguments, "--expect-total", "2469.13608EUR", *own)
        tester.expect(status == 1 and stdout == "" and "total_differs" not in stderr and
                      "expected total ('2,469.13608 EUR')" in stderr and
                      f"read {total('EUR'):,.5f} EUR in 4 rows" in stderr and
                      "about 1000 times too large" in stderr, f"{name}: {status} {stderr}")
    for value, expected, words in ((right[0], 0, ""), ("5GBP", 1, "read 0.00 GBP in 0 rows")):
        status, stdout, stderr = tester.run(*OTHERS["event-study"][0], "--expect-total", value, *own)
        tester.expect(status == expected and words in stderr, f"event-study: {status} {stderr}")
    euros = total("EUR")
    cent = decimal.Decimal("0.01")
    for value, status, words in (
            (f"{euros + cent}EUR", 1, "difference -0.01 EUR"),
            (f"{euros * 10}EUR", 1, "about 10 times too small"),
            (f"{euros * 100}EUR", 1, "about 100 times too small"),
            ("1234568.39EUR", 1, "each business counted once"),
            ("5GBP", 1, "read 0.00 GBP in 0 rows"),
            ("5", 2, "1234567.89EUR"), ("EUR", 2, "1234567.89EUR"), ("1,5EUR", 2, "1234567.89EUR"),
            ("5eur", 2, "1234567.89EUR"), ("", 2, "1234567.89EUR")):
        got, stdout, stderr = tester.run("validate", f"--expect-total={value}", *own)
        tester.expect(got == status and words in stderr, f"{value}: {got} {stderr}")
    got, stdout, stderr = tester.run("validate", "--expect-total", "1EUR", "--expect-total",
                                     "2EUR", *own)
    tester.expect(got == 2 and "twice" in stderr, stderr)


# line: (row, code, column) of rows that are wrong; the rest of the file is ROWS
WRONG = [("baker2,G,europe,abc,EUR,whatsapp,sales,0.2,1,x", "bad_value", 4),
         ("=cmd(),G,europe,500.25,USD,shpo,sales,0.2,3,x", "missing_key", 6),
         ("-b4,G,europe,700.5,USD,whatsapp,sales,1.2,1,x", "bad_value", 8),
         ("b5,G,europe,700.5,USD,whatsapp,sales,0.2", "bad_width", 8),
         ('"b ""6"", x",G,europe,1.5,EUR,telex,sales,0.1,2,x', "rejected_reference", 6),
         ("b7,G,europe,100.1,EUR,facebook,sales,0.7,1,x", None, 0),
         ("b7,G,europe,100.1,EUR,whatsapp,sales,0.7,1,x", "shares_over_one", 8)]
LEFT_OUT = {"EUR": decimal.Decimal("1.5") * 2 + decimal.Decimal("100.1"),
            "USD": decimal.Decimal("500.25") * 3 + decimal.Decimal("700.5")}
UNREADABLE = 2  # no amount; no row of the header's width
GOOD = [*ROWS, ("b7", "100.1", "EUR", "facebook", "sales", "0.7", "1")]


def prepare_wrong(tester, folder="wrong"):
    """A row of `platforms` is wrong too, and one of `dependencies` refers to it."""
    share = tester.program.parents[1] / "share" / "blackout" / "datasets" / "reference"
    (tester.scratch / folder).mkdir(exist_ok=True)
    for name in ("platforms", "platform_regions", "fx", "owners"):
        text = (share / f"{name}.csv").read_text()
        if name == "platforms":
            head = next(csv.reader([text.splitlines()[0]]))
            cells = {"platform": "telex", "name": "Telex", "owner": "meta", "currency": "USD",
                     "annual_revenue": "much"}
            text = text.rstrip("\n") + "\n" + ",".join(cells.get(c, "") for c in head) + "\n"
        tester.write(f"{folder}/{name}.csv", text)
    tester.write(f"{folder}/dependencies.csv", HEADER + "".join(map(line, ROWS)) +
                 "".join(row + "\n" for row, _, _ in WRONG))


def check_rejects(tester, name, path):
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    own = [r for r in rows if r["file"] == "dependencies.csv"]
    first = 2 + len(ROWS)
    want = [(str(first + k), code, str(column)) for k, (_, code, column) in enumerate(WRONG) if code]
    tester.expect([(r["line"], r["code"], r["column"]) for r in own] == want, f"{name}: {own}")
    texts = [row if row[0] not in "=-" else "'" + row for row, code, _ in WRONG if code]
    tester.expect([r["text"] for r in own] == texts, f"{name}: {[r['text'] for r in own]} {texts}")
    other = [r for r in rows if r["file"] == "platforms.csv"]
    tester.expect(len(other) == 1 and "telex" in other[0]["text"] and len(rows) == len(own) + 1,
                  f"{name}: {rows}")
    tester.expect("refers to a row that is rejected" in own[4]["message"], f"{name}: {own[4]}")


def check_left_out(tester, name, form, stdout, stderr):
    if form in ("json", "ndjson"):
        for report in objects(form, stdout):
            control = report["control_totals"]
            used = len(GOOD)
            tester.expect(control["rows"] == {"read": used + 6, "used": used, "left_out": 6} and
                          control["rows_without_money"] == UNREADABLE and
                          control["rows_rejected"] == 7, f"{name}: {control}")
            for entry in control["currencies"]:
                kept = float(total(entry["currency"], GOOD))
                left = float(LEFT_OUT[entry["currency"]])
                want = {"read": float(total(entry["currency"], GOOD) +
                                      LEFT_OUT[entry["currency"]]), "used": kept, "left_out": left}
                tester.expect(entry["revenue"] == want, f"{name}: {entry} {want}")
            money = [m for w in report["warnings"] if w["code"] == "shares_over_one"
                     for m in w.get("money", [])]
            tester.expect(money == [{"currency": "EUR", "amount": 100.1}], f"{name}: {money}")
    elif form == "csv":
        tester.expect("left out: " in stderr, f"{name} csv: {stderr}")
    else:
        text = plain(stdout, form)
        tester.expect("Left out: 6 rows of dependencies.csv with" in text and
                      f"{LEFT_OUT['EUR']:,.2f} EUR" in text and
                      f"{LEFT_OUT['USD']:,.2f} USD" in text, f"{name} {form}: {text[:300]}")
        if form == "text":
            tester.expect("Left out" in text.splitlines()[0], f"{name}: {text[:200]}")


def test_reject(tester):
    prepare_wrong(tester)
    for name, (arguments, formats) in COMMANDS.items():
        status, stdout, stderr = tester.run(*arguments, "--base", "reference", "wrong")
        tester.expect(status == 1 and stdout == "", f"{name} stops: {status}")
        for form in formats:
            rejects = tester.scratch / "rejects.csv"
            rejects.unlink(missing_ok=True)
            status, stdout, stderr = tester.run(*arguments, "--on-error", "reject", "--format",
                                                form, "--base", "reference", "wrong")
            tester.expect(status == 0 and rejects.is_file(), f"{name} {form}: {stderr[:400]}")
            if status == 0:
                check_rejects(tester, f"{name} {form}", rejects)
                check_left_out(tester, name, form, stdout, stderr)


def test_reject_is_as_without_the_rows(tester):
    """The figures are those of the file without the rows."""
    prepare_wrong(tester, "clean")
    tester.write("clean/dependencies.csv", HEADER + "".join(map(line, GOOD)))
    text = (tester.scratch / "clean" / "platforms.csv").read_text().splitlines()
    tester.write("clean/platforms.csv", "\n".join(text[:-1]) + "\n")
    reports = []
    for more in (["wrong", "--on-error", "reject"], ["clean"]):
        status, stdout, stderr = tester.run("estimate", *EVENT, "--samples", "64", "-f", "json",
                                            "--base", "reference", *more)
        report = json.loads(stdout)
        reports.append({k: v for k, v in report.items()
                        if k not in ("inputs", "control_totals", "warnings", "vintages")})
    tester.expect(reports[0] == reports[1], "the figures differ from those without the rows")


def test_reject_stops(tester):
    """What is wrong with a whole file, or a sum, is no row's fault; nothing is written."""
    prepare_wrong(tester, "broken")
    path = tester.scratch / "broken" / "dependencies.csv"
    good = path.read_text()
    for text, words in ((good.replace("annual_revenue", "revenues"), "annual_revenue"),
                        (good.replace("share,", "share,share,", 1), "share"),
                        (good + '"open,G\n', "quote")):
        path.write_text(text)
        rejects = tester.scratch / "rejects.csv"
        rejects.unlink(missing_ok=True)
        status, stdout, stderr = tester.run("validate", "--on-error", "reject", "--base",
                                            "reference", "broken")
        tester.expect(status == 1 and stdout == "" and words in stderr and not rejects.exists(),
                      f"{words}: {status} {stderr[:300]}")
    for arguments, words in ((["--rejects", "x.csv"], "--on-error reject"),
                             (["--on-error", "skip"], "stop or reject")):
        status, stdout, stderr = tester.run("validate", *arguments, "own", "--base", "reference")
        tester.expect(status == 2 and words in stderr, f"{arguments}: {status} {stderr}")
    wrong = ["--on-error", "reject", "--rejects", "mine.csv", "--base", "reference", "wrong"]
    status, stdout, stderr = tester.run("validate", "--expect-total", "1EUR", *wrong)
    tester.expect(status == 1 and "expected total" in stderr and
                  not (tester.scratch / "mine.csv").exists(), f"{status} {stderr}")
    read = total("EUR", GOOD) + LEFT_OUT["EUR"]
    status, stdout, stderr = tester.run("validate", "--expect-total", f"{read}EUR", *wrong)
    tester.expect(status == 0 and (tester.scratch / "mine.csv").is_file(), stderr)
    status, stdout, stderr = tester.run("validate", "--on-error", "reject", "--rejects",
                                        "wrong/dependencies.csv", "--base", "reference", "wrong")
    tester.expect(status == 2 and "overwritten" in stderr, f"{status} {stderr}")


def test_reject_without_dependencies(tester):
    """Reports that rest on no dependencies have no control totals; their first line counts the rows."""
    share = tester.program.parents[1] / "share" / "blackout" / "datasets" / "firms"
    for path in share.glob("*.csv"):
        tester.write(f"mine/{path.name}", path.read_text())
    published = (share / "published.csv").read_text()
    head = next(csv.reader([published.splitlines()[0]]))
    cells = {"event": "RIM-2011-10-10", "measure": "owner_revenue_loss", "low": "some", "high": "9", "currency": "USD",
             "publisher": "x", "kind": "company"}
    tester.write("mine/published.csv", published + ",".join(cells.get(c, "") for c in head) + "\n")
    hours = [f"2021-{1 + day // 28:02}-{1 + day % 28:02}T{hour:02}:00Z,a,b,{100 + hour}\n"
             for day in range(56) for hour in range(24)]
    tester.write("hours.csv", "timestamp,platform,region,volume\n" + "".join(hours) + "2021-03-01T00:00Z,a,b,many\n")
    for name, arguments, rejected, place in (
            ("calibrate", ["calibrate", "mine", "--samples", "64"], 1, ("published.csv", len(published.splitlines()) + 1)),
            ("event-study", [*OTHERS["event-study"][0], "--base", "reference", "wrong"], 7, ("dependencies.csv", 7)),
            ("traffic", ["traffic", "hours.csv", "--start", "2021-02-20T10:00Z", "--duration", "2h"], 1,
             ("hours.csv", len(hours) + 2))):
        rejects = tester.scratch / "rejects.csv"
        rejects.unlink(missing_ok=True)
        status, stdout, stderr = tester.run(*arguments)
        tester.expect(status == 1 and stdout == "", f"{name} stops: {status} {stdout[:200]}")
        status, stdout, stderr = tester.run(*arguments, "--on-error", "reject")
        words = f"Left out: {rejected} row{'s' if rejected > 1 else ''} with faults"
        tester.expect(status == 0 and stdout.startswith(words), f"{name}: {status} {stdout[:200]} {stderr[:300]}")
        listed = [(r["file"], int(r["line"])) for r in csv.DictReader(rejects.open())] if rejects.is_file() else []
        tester.expect(len(listed) == rejected and place in listed, f"{name}: {listed}")
    reports = [json.loads(tester.run("calibrate", package, "--samples", "64", "-f", "json", *more)[1] or "{}")
               for package, more in (("mine", ["--on-error", "reject"]), (str(share), []))]
    tester.expect(reports[0].get("class") == reports[1]["class"], "the class is that without the row")
    for option in (["--expect-total", "5EUR"], ["--on-error", "reject"]):
        status, stdout, stderr = tester.run("calibrate", "mine", "mine", *option)
        tester.expect(status == 2 and "about one package" in stderr and "blackout validate" in stderr, stderr)
    status, stdout, stderr = tester.run("calibrate", str(share), "--expect-total", "5EUR", "--samples", "64")
    tester.expect(status == 1 and "read 0.00 EUR in 0 rows" in stderr, stderr)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        tester = Tester(sys.argv[1], scratch)
        prepare(tester)
        for test in (test_every_report, test_base, test_options_files, test_expected_totals,
                     test_reject, test_reject_is_as_without_the_rows, test_reject_stops,
                     test_reject_without_dependencies):
            test(tester)
    return tester.ended()


sys.exit(main())
