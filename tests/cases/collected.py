# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs collected from public bug reports: the files of ../shared/cases, each folder with its
source and how the right figure was found in a README. Figures are those that the inputs state
(240,000 of revenue is 240,000), or worked out as the README says."""

from judge import Case, figure, named, refused, says

BASE = ["--base", "reference"]
BAKERY = "240,000 EUR a year in revenue, of which 48,000"


def validate(name, *expected, missing=""):
    return Case(name, ["validate", f"SHARED/{name}", *BASE], list(expected), missing=missing)


def file_names():
    """The own table is the one bakery; without a file of its exact name, it is read or refused."""
    yield validate("22-file-names/ok", says(BAKERY))
    for name in ("upper_ext", "tsv", "txt", "gz", "sub", "capital", "copy", "double", "plural",
                 "sheet", "space"):
        yield validate(f"22-file-names/{name}", says(BAKERY), refused("dependenc"))
    outage = ["--owner", "meta", "--duration", "6h"]
    for command in (["estimate", *outage], ["sweep", *outage], ["sensitivity", *outage],
                    ["explain", "totals/owner_revenue_loss/net", *outage], ["risk"], ["backtest"],
                    ["event-study", "--event", "FB-2021-10-04"], ["describe"]):
        yield Case(f"22-file-names/copy, {command[0]}",
                   [*command, "SHARED/22-file-names/copy", *BASE],
                   [refused("dependencies (1).csv")])


def data_packages():
    """A member that changes the reading is followed or refused (Data Package v1 and v2)."""
    name = "06-datapackage-schema-path"
    yield validate(f"{name}/inline", says(BAKERY))
    yield validate(f"{name}/path", says(BAKERY), refused("schema"), refused("240.000", "declare"))
    yield validate(f"{name}/s/comment", says(BAKERY), refused("commentChar"))
    yield validate(f"{name}/s/comment_prefix", says(BAKERY), refused("commentChar"))
    for part in ("dialect_inline_quote", "dialect_path_quote", "dialect_nested"):
        yield Case(f"{name}/s/{part}",
                   ["estimate", f"SHARED/{name}/s/{part}", *BASE, "--owner", "meta", "--duration",
                    "6h", "--samples", "0", "--format", "json"],
                   [says('"business": "bakery"'), named("'csv'")])
    yield validate(f"{name}/s/dialect_path", says(BAKERY))
    yield validate(f"{name}/s/escape", refused("escapeChar"), says("a year in revenue"))
    yield validate(f"{name}/s/headerrows", refused("from the header"), says(BAKERY))
    for part in ("md5", "sha1", "patharray"):
        yield validate(f"{name}/s/{part}", says("240,000 EUR a year in revenue"))
    yield validate(f"{name}/s/bare", says(BAKERY), refused("bareNumber"))
    for part, member in (("missing", "missingValues"), ("missingtext", "missingValues")):
        yield validate(f"{name}/s/{part}", says(BAKERY), refused(member),
                       missing=later if part == "bare" else "")
    yield validate(f"{name}/s/skipspace", says(BAKERY))
    yield validate(f"{name}/s/noheader", says("340,000 EUR"), refused("from the header"))
    yield validate(f"{name}/s/renamed", refused("business"))
    yield validate(f"{name}/s/semis_comma", says("240,125 EUR"))
    yield validate(f"{name}/s/semis_point", refused("240.125"))
    yield validate(f"{name}/s/upper", says(BAKERY), refused("Dependencies"))


def numbers():
    """850,000 and 240,500 are 1,090,500; a mark that may mean two things is refused."""
    name = "07-tsv-thousands-comma"
    yield validate(f"{name}/plain", says("1,090,500 USD"))
    for part in ("us", "us_pipe", "us_semicolon"):
        yield validate(f"{name}/{part}", says("1,090,500 USD"), refused("850,000"))
    yield validate(f"{name}/us_million", says("2,090,500 USD"), refused("1,850,000"))
    yield validate(f"{name}/point", says("1,090,500 USD"), refused("850.000"))


def sheets():
    """What is around the header, and how sheets write numbers."""
    name = "09-preamble"
    yield validate(f"{name}/blank_first", says(BAKERY))
    yield validate(f"{name}/wb", says(BAKERY, "header is in line 5"))
    yield validate(f"{name}/sepquoted", says(BAKERY))
    yield validate(f"{name}/footer", says(BAKERY), refused("dependencies.csv:4"))
    yield validate(f"{name}/bom_quote_header", says(BAKERY), refused("dependencies.csv:3"))
    yield validate(f"{name}/nbsphdr", says(BAKERY), refused("annual_revenue"))
    for part in ("nbsp", "nnbsp", "swiss"):
        yield validate(f"{name}/{part}", says(BAKERY), refused("annual_revenue", "groupChar"))
    yield validate(f"{name}/minus", refused("240000"))
    yield validate(f"{name}/total", refused("dependencies.csv:3", "total"))


def booleans():
    """Nine outages less the confounded ones: with none, six serve (README)."""
    name = "11-localised-boolean"
    for part in ("no", "false", "zero", "empty"):
        yield flag(f"{name}/{part}")
    for part in ("falso", "falsch", "faux", "onwaar", "nein", "n", "na", "dash", "no_space",
                 "zero_point"):
        yield flag(f"{name}/{part}")


def flag(name, missing=""):
    return Case(name, ["estimate", f"SHARED/{name}", "--event", "NOW", "--samples", "0", "--format",
                       "json"],
                [figure("owners", 0, "market_value_change", "events", is_=6)], missing=missing)


def lists():
    name = "12-list-separators"
    for part, word in (("typo", "shpo"), ("capital", "Shop"), ("comma", "shop,chat"),
                       ("bar", "shop|chat")):
        for command in (["risk", "--years", "1000"], ["validate"]):
            yield Case(f"{name}/{part}, {command[0]}", [*command, f"SHARED/{name}/{part}"],
                       [refused("outages.csv:2:3", word)])
    for part in ("plain", "space", "nbsp", "trailing"):
        # E1 is of both platforms
        yield Case(f"{name}/{part}", ["risk", f"SHARED/{name}/{part}", "--years", "1000"],
                   [says("E1", "affected: shop,chat")])


def rates():
    name = "08-fx-ecb"
    ask = ["--owner", "meta", "--duration", "6h", "--start", "2024-10-04T15:39Z", "--samples", "0"]
    for part, currency, date in (("old", "TRY", "2000-01-03"), ("newest", "HRK", "2022-12-30")):
        yield Case(f"{name}/{part}", ["estimate", f"SHARED/{name}/{part}", *BASE, *ask],
                   [named(currency, date)])
    yield validate(f"{name}/na", refused("fx.csv:3:2", "N/A"))
    yield validate(f"{name}/empty", refused("fx.csv:2:2"))
    yield Case(f"{name}/the pound of the reference",
               ["estimate", "reference", "--event", "FB-2021-10-04", "--currency", "GBP",
                "--samples", "0"],
               [says("GBP, 0.727 for 1 USD", "2021-01-01")])


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
               [says("-5.279 % on 2021-10-26")])
    for part, word in (("p3", "America/NewYork"), ("p13", "4:00PM"), ("p20", "16:00-05:00")):
        for command in (["event-study", "--event", "X"], ["validate"]):
            yield Case(f"{name}/{part}, {command[0]}", [*command, f"SHARED/{name}/{part}"],
                       [refused("owners.csv:2", word)])


def columns():
    name = "28-curve-region-column"
    # one of four regions, or of four platforms, is down: nothing is lost in the first of each
    first = ("platforms", 0)
    for part, path in (("curve", (*first, "by_region", 0)), ("curve_platform", first)):
        yield Case(f"{name}/{part}",
                   ["estimate", "--owner", "meta", "--severity-curve", f"SHARED/{name}/{part}.csv",
                    "--samples", "0", "--top", "0", "--format", "json"],
                   [figure(*path, "lost_demand_hours", "central", is_=0)])
    # as with a holidays.csv whose header has `end`
    yield Case(f"{name}/holidays",
               ["traffic", "--start", "2021-09-29T12:00Z", "--duration", "6h", "--holidays",
                f"SHARED/{name}/holidays.csv", "SHARED/04-traffic-gap/full.csv"],
               [says("8,347 of 9,289 lost")])


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
                    [says("A: -1.279 %")])
        case.copies = {} if long else {"A.csv": f"{name}/{part}_A.csv"}
        yield case


def splits():
    name = "01-split-adjusted-close"
    yield Case(f"{name}/AMZN",
               ["event-study", "cloud", "--event", "AWS-2021-12-07", "--prices",
                f"SHARED/{name}/AMZN.csv", "--prices", f"SHARED/{name}/GSPC.csv"],
               [named("1/20", "1,792,514")])


def gaps():
    name = "04-traffic-gap"
    window = ["--start", "2021-09-29T12:00Z", "--duration", "6h"]
    for part, outcomes in (
            ("full", [says("5.39 full hours")]),
            ("gap_middle", [says("5.38 full hours"), refused("2021-09-29T14:00")])):
        yield Case(f"{name}/{part}",
                   ["estimate", "--owner", "meta", "--severity-curve", f"SCRATCH/{part}.csv",
                    "--samples", "0"], outcomes,
                   before=[["traffic", *window, "--write-curve", f"SCRATCH/{part}.csv", "--force",
                            f"SHARED/{name}/{part}.csv"],
                           ["traffic", *window, "--write-curve", f"SCRATCH/{part}.csv",
                            f"SHARED/{name}/{part}.csv"]])
    for part in ("gap_half", "gap_last"):
        yield Case(f"{name}/{part}",
                   ["traffic", *window, "--write-curve", f"SCRATCH/{part}.csv",
                    f"SHARED/{name}/{part}.csv"], [refused("the series has nothing from")])
    for part, word in (("empty", "is empty"), ("nan", "NaN"), ("gap", "no interval")):
        yield Case(f"{name}/{part}", ["traffic", *window, f"SHARED/{name}/{part}.csv"],
                   [refused(word)])
    yield Case(f"{name}/zero", ["traffic", *window, f"SHARED/{name}/zero.csv"],
               [says("100.0 %")])


def price_layouts():
    """Either the closes are read (174.94 on 2021-12-06), or one line says which layout it is."""
    name = "03-vendor-price-layouts"
    for part, outcomes, missing in (
            ("stooq", [says("on 2021-10-26")], ""),
            ("alphavantage", [says("on 2021-10-26")], ""),
            ("compact", [says("on 2021-10-26")], ""),
            ("crsp", [says("on 2021-10-26"), refused("close")], ""),
            ("crsp_neg", [refused("close")], ""),
            ("fred", [says("on 2021-10-26")], ""),
            ("google", [says("on 2021-10-26")], ""),
            ("headeronly", [refused("no prices of A"), refused("A.csv")], ""),
            ("investing", [says("on 2021-10-26")], ""),
            ("investing_it", [says("on 2021-10-26")], ""),
            ("lfs", [refused("git")], ""),
            ("nasdaq", [says("on 2021-10-26")], ""),
            ("page", [refused("A.csv", "html")], ""),
            ("stooq_limit", [refused("A.csv")], ""),
            ("yahoo_null", [says("on 2021-10-26"), refused("null")], "")):
        case = Case(f"{name}/{part}",
                    ["event-study", "--date", "2021-10-26", "--symbol", "A", "--index", "M", "--prices",
                     "SCRATCH/A.csv", "--prices", f"SHARED/{name}/prices_M.csv"], outcomes,
                    missing=missing)
        case.copies = {"A.csv": f"{name}/{part}.csv"}
        yield case
    for part in ("long_caps", "long_space"):
        yield Case(f"{name}/{part}",
                   ["event-study", "--date", "2021-10-26", "--symbol", "A", "--index", "M",
                    "--prices", f"SHARED/{name}/{part}.csv", "--prices",
                    f"SHARED/{name}/prices_M.csv"],
                   [says("A: ", "on 2021-10-26"), refused("symbol")])


def collected_cases():
    makers = (file_names, data_packages, numbers, sheets, booleans, lists, rates, rows, exchanges,
              columns, adjusted_closes, splits, gaps, price_layouts)
    return [case for maker in makers for case in maker()]
