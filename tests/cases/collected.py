# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs collected from public bug reports: the files of ../shared/cases, each folder with its
source and how the right figure was found in a README. Figures are those that the inputs state
(240,000 of revenue is 240,000), or worked out as the README says. Where it allows a
figure or a refusal, the one that the program gives is expected, so that a change from the one to the
other is seen."""

from judge import Case, figure, named, refused, says

BASE = ["--base", "reference"]
BAKERY = "240,000 EUR a year in revenue, of which 48,000"


def validate(name, expected):
    return Case(name, ["validate", f"SHARED/{name}", *BASE], expected)


def file_names():
    """The own table is the one bakery; without a file of its exact name, it is read or refused."""
    yield validate("22-file-names/ok", says(BAKERY))
    for name in ("upper_ext", "tsv", "capital"):
        yield validate(f"22-file-names/{name}", says(BAKERY))
    for name, file in (("txt", "dependencies.txt"), ("gz", "dependencies.csv.gz"),
                       ("sub", "data/dependencies.csv"), ("copy", "dependencies (1).csv"),
                       ("double", "dependencies.csv.csv"), ("plural", "dependency.csv"),
                       ("sheet", "shops - dependencies.csv"), ("space", "dependencies .csv")):
        yield validate(f"22-file-names/{name}", refused(f"{file}:1:1", "not read"))
    outage = ["--owner", "meta", "--duration", "6h"]
    for command in (["estimate", *outage], ["sweep", *outage], ["sensitivity", *outage],
                    ["explain", "totals/owner_revenue_loss/net", *outage], ["risk"], ["backtest"],
                    ["event-study", "--event", "FB-2021-10-04"], ["describe"]):
        yield Case(f"22-file-names/copy, {command[0]}",
                   [*command, "SHARED/22-file-names/copy", *BASE],
                   refused("dependencies (1).csv"))


def data_packages():
    """A member that changes the reading is followed or refused (Data Package v1 and v2)."""
    name = "06-datapackage-schema-path"
    yield validate(f"{name}/s/comment_prefix", refused("commentChar", "'//'"))
    yield validate(f"{name}/s/escape", refused("escapeChar"))
    yield validate(f"{name}/s/renamed", refused("dependencies.csv:1:1", "'business'"))
    yield validate(f"{name}/s/semis_point", refused("dependencies.csv:2:4", "240.125"))
    for part in ("dialect_inline_quote", "dialect_path_quote", "dialect_nested"):
        yield Case(f"{name}/s/{part}",
                   ["estimate", f"SHARED/{name}/s/{part}", *BASE, "--owner", "meta", "--duration",
                    "6h", "--samples", "0", "--format", "json"], says('"business": "bakery"'))
    for part in ("inline", "path", "s/comment", "s/dialect_path", "s/headerrows", "s/md5", "s/sha1",
                 "s/patharray", "s/bare", "s/missing", "s/missingtext", "s/skipspace", "s/upper"):
        yield validate(f"{name}/{part}", says(BAKERY))
    # 240,000 and 100,000, shares of 0.2 and 0.1
    yield validate(f"{name}/s/noheader", says("340,000 EUR a year in revenue, of which 58,000"))
    yield validate(f"{name}/s/semis_comma", says("240,125 EUR a year in revenue, of which 48,025"))


def numbers():
    """850,000 and 240,500 are 1,090,500, and 0.18 and 0.07 of them 169,835; the marks of the shares
    show what those of the amounts mean."""
    name = "07-tsv-thousands-comma"
    for part in ("plain", "us", "us_pipe", "us_semicolon", "point"):
        yield validate(f"{name}/{part}", says("1,090,500 USD a year in revenue, of which 169,835"))
    yield validate(f"{name}/us_million", says("2,090,500 USD a year in revenue, of which 349,835"))


def sheets():
    """What is around the header, and how sheets write numbers."""
    name = "09-preamble"
    yield validate(f"{name}/wb", says(BAKERY, "header is in line 5"))
    for part in ("blank_first", "sepquoted", "nbsphdr", "nbsp", "nnbsp", "swiss"):
        yield validate(f"{name}/{part}", says(BAKERY))
    yield validate(f"{name}/footer", refused("dependencies.csv:4:1", "number of fields"))
    yield validate(f"{name}/bom_quote_header", refused("dependencies.csv:3:1", "number of fields"))
    yield validate(f"{name}/minus", refused("dependencies.csv:2:4", "240000", "at least 0"))
    yield validate(f"{name}/total", refused("dependencies.csv:3", "total"))


def booleans():
    """Nine outages less the confounded ones: with none, six serve (README)."""
    name = "11-localised-boolean"
    for part in ("no", "false", "zero", "empty", "falso", "falsch", "faux", "onwaar", "nein", "n",
                 "na", "dash", "no_space", "zero_point"):
        yield flag(f"{name}/{part}")


def flag(name):
    return Case(name, ["estimate", f"SHARED/{name}", "--event", "NOW", "--samples", "0", "--format",
                       "json"],
                figure("owners", 0, "market_value_change", "events", is_=6))


def lists():
    name = "12-list-separators"
    for part, word in (("typo", "shpo"), ("capital", "Shop"), ("comma", "shop,chat"),
                       ("bar", "shop|chat")):
        for command in (["risk", "--years", "1000"], ["validate"]):
            yield Case(f"{name}/{part}, {command[0]}", [*command, f"SHARED/{name}/{part}"],
                       refused("outages.csv:2:3", word))
    for part in ("plain", "space", "nbsp", "trailing"):
        # E1 is of both platforms
        yield Case(f"{name}/{part}", ["risk", f"SHARED/{name}/{part}", "--years", "1000"],
                   says("what E1 affected: shop,chat,"))


def rates():
    name = "08-fx-ecb"
    ask = ["--owner", "meta", "--duration", "6h", "--start", "2024-10-04T15:39Z", "--samples", "0"]
    for part, currency, date in (("old", "TRY", "2000-01-03"), ("newest", "HRK", "2022-12-30")):
        yield Case(f"{name}/{part}", ["estimate", f"SHARED/{name}/{part}", *BASE, *ask],
                   named(currency, date))
    yield validate(f"{name}/na", refused("fx.csv:3:2", "N/A"))
    yield validate(f"{name}/empty", refused("fx.csv:2:2"))
    yield Case(f"{name}/the pound of the reference",
               ["estimate", "reference", "--event", "FB-2021-10-04", "--currency", "GBP",
                "--samples", "0"],
               says("GBP, 0.727 for 1 USD", "2021-01-01"))


def rows():
    name = "27-inconsistent-rows"
    yield validate(f"{name}/same", says("100,000 EUR a year in revenue, of which 60,000"))
    for part, words in (("revenue", ("annual_revenue", "100000", "900000")),
                        ("currency", ("currency", "EUR", "USD")),
                        ("firms", ("firms", "1", "50"))):
        yield validate(f"{name}/{part}", refused("dependencies.csv:3", "line 2", *words))
    yield validate(f"{name}/case", named("dependencies.csv:3", "shop", "line 2"))
    yield validate(f"{name}/total", refused("dependencies.csv:4", "total"))


def exchanges():
    name = "10-exchange-timezone"
    yield Case(f"{name}/p1", ["event-study", f"SHARED/{name}/p1", "--event", "X"],
               says("-5.279 % on 2021-10-26"))
    for part, word in (("p3", "America/NewYork"), ("p13", "4:00PM"), ("p20", "16:00-05:00")):
        for command in (["event-study", "--event", "X"], ["validate"]):
            yield Case(f"{name}/{part}, {command[0]}", [*command, f"SHARED/{name}/{part}"],
                       refused("owners.csv:2", word))


def columns():
    name = "28-curve-region-column"
    # one of four regions, or of four platforms, is down: nothing is lost in the first of each
    first = ("platforms", 0)
    for part, path in (("curve", (*first, "by_region", 0)), ("curve_platform", first)):
        yield Case(f"{name}/{part}",
                   ["estimate", "--owner", "meta", "--severity-curve", f"SHARED/{name}/{part}.csv",
                    "--samples", "0", "--top", "0", "--format", "json"],
                   figure(*path, "lost_demand_hours", "central", is_=0))
    # as with a holidays.csv whose header has `end`
    yield Case(f"{name}/holidays",
               ["traffic", "--start", "2021-09-29T12:00Z", "--duration", "6h", "--holidays",
                f"SHARED/{name}/holidays.csv", "SHARED/04-traffic-gap/full.csv"],
               says("8,347 of 9,289 lost"))


def adjusted_closes():
    """The price falls by a dividend that the adjusted close makes good: -1.279 %."""
    name = "25-adjusted-close-name"
    for part in ("right", "lower", "long_right", "yahooquery", "underscore", "adjusted", "nbsp",
                 "website", "long_space", "dotted"):
        long = part.startswith("long")
        prices = f"SHARED/{name}/{part}_A.csv" if long else "SCRATCH/A.csv"
        case = Case(f"{name}/{part}",
                    ["event-study", "--date", "2021-10-26", "--symbol", "A", "--index", "M",
                     "--prices", prices, "--prices", f"SHARED/{name}/prices_M.csv"],
                    says("A: -1.279 %"))
        case.copies = {} if long else {"A.csv": f"{name}/{part}_A.csv"}
        yield case


def splits():
    name = "01-split-adjusted-close"
    yield Case(f"{name}/AMZN",
               ["event-study", "cloud", "--event", "AWS-2021-12-07", "--prices",
                f"SHARED/{name}/AMZN.csv", "--prices", f"SHARED/{name}/GSPC.csv"],
               named("1/20", "1,792,514"))


def gaps():
    name = "04-traffic-gap"
    window = ["--start", "2021-09-29T12:00Z", "--duration", "6h"]
    # as without the gap (README), but for two of six hours, for which the one before them is held
    for part, hours in (("full", "5.39"), ("gap_middle", "5.38")):
        yield Case(f"{name}/{part}",
                   ["estimate", "--owner", "meta", "--severity-curve", f"SCRATCH/{part}.csv",
                    "--samples", "0"], says(f"{hours} full hours"),
                   before=[["traffic", *window, "--write-curve", f"SCRATCH/{part}.csv",
                            f"SHARED/{name}/{part}.csv"]])
    for part, where in (("gap_half", "2021-09-29T12:00:00Z to 2021-09-29T15:00:00Z"),
                        ("gap_last", "2021-09-29T15:00:00Z to 2021-09-29T18:00:00Z")):
        yield Case(f"{name}/{part}",
                   ["traffic", *window, "--write-curve", f"SCRATCH/{part}.csv",
                    f"SHARED/{name}/{part}.csv"], refused(f"the series has nothing from {where}"))
    for part, words in (("empty", ("empty.csv:1406:4", "is empty")),
                        ("nan", ("nan.csv:1406:4", "NaN")), ("gap", ("gap.csv", "no interval"))):
        yield Case(f"{name}/{part}", ["traffic", *window, f"SHARED/{name}/{part}.csv"],
                   refused(*words))
    yield Case(f"{name}/zero", ["traffic", *window, f"SHARED/{name}/zero.csv"],
               says("lost (100.0 %"))


def price_layouts():
    """The closes are read, or one line says what is wrong with the file."""
    name = "03-vendor-price-layouts"
    closes = says(f"A: {100 * (192.1404 / 202.8491 - 1):.3f} % on 2021-10-26")
    cents = says(f"A: {100 * (192.14 / 202.85 - 1):.3f} % on 2021-10-26")
    for part, expected in (
            ("stooq", closes), ("alphavantage", closes), ("compact", closes), ("fred", closes),
            ("google", cents), ("investing", cents), ("investing_it", cents), ("nasdaq", cents),
            ("crsp", refused("A.csv:1:1", "'Close'", "PRC")),
            ("crsp_neg", refused("A.csv:5:2", "Close is out of range", "-161.939")),
            ("headeronly", refused("no prices of A")),
            ("lfs", refused("A.csv:1:1", "Git LFS")),
            ("page", refused("A.csv:1:1", "HTML")),
            ("stooq_limit", refused("A.csv:1:1", "The daily lim")),
            ("yahoo_null", refused("A.csv:42:5", "null", "2 rows: lines 42, 43"))):
        case = Case(f"{name}/{part}",
                    ["event-study", "--date", "2021-10-26", "--symbol", "A", "--index", "M",
                     "--prices", "SCRATCH/A.csv", "--prices", f"SHARED/{name}/prices_M.csv"],
                    expected)
        case.copies = {"A.csv": f"{name}/{part}.csv"}
        yield case
    for part in ("long_caps", "long_space"):
        yield Case(f"{name}/{part}",
                   ["event-study", "--date", "2021-10-26", "--symbol", "A", "--index", "M",
                    "--prices", f"SHARED/{name}/{part}.csv", "--prices",
                    f"SHARED/{name}/prices_M.csv"], closes)


def collected_cases():
    makers = (file_names, data_packages, numbers, sheets, booleans, lists, rates, rows, exchanges,
              columns, adjusted_closes, splits, gaps, price_layouts)
    return [case for maker in makers for case in maker()]
