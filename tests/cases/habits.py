# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in spreadsheets before they save a CSV: numbers with units, marks for what is missing, headers
with units, rows that are no data, dates as cells have them. Figures are those that the inputs state: 240,000 at
a share of 0.2 is 48,000."""

from judge import Case, named, refused, says

BASE = ["--base", "reference"]
HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share"
RIGHT = says("240,000 EUR a year in revenue, of which 48,000")
SHOPS = ["bakery,G,europe,100000.25,EUR,whatsapp,messaging,0.2", "florist,G,europe,150000.5,EUR,instagram,sales,0.1",
         "tailor,G,europe,70000.75,EUR,facebook,sales,0.3"]


def package(folder, name, text, file="dependencies.csv", encoding="utf-8"):
    """A package with one file over the reference; its name on the disk."""
    plain = "habit " + "".join(c if c.isalnum() else f"_{ord(c):x}" for c in name)
    target = folder / plain
    target.mkdir(parents=True)
    (target / file).write_bytes(text.encode(encoding))
    return plain


def sheet(folder, name, rows, expected, header=HEADER, encoding="utf-8"):
    text = "\n".join([header, *rows]) + "\n"
    return Case(name, ["validate", package(folder, name, text, encoding=encoding), *BASE], expected)


def row(revenue="240000", currency="EUR", share="0.2", business="bakery"):
    return f'{business},G,europe,"{revenue}",{currency},whatsapp,messaging,{share}'


def amounts(folder):
    """240,000 in the ways in which it is read, and what is no number."""
    for text in ("240000", "+240000", "000240000", "2.4e5", "2.4E+05", "240,000.00", "240 000", "240\u00a0000",
                 "240\u202f000", "240'000", "240\u2019000", "€ 240000", "240000 €", "EUR 240000", "2,40,000",
                 "2,40,000.00"):
        yield sheet(folder, f"an amount {text}", [row(text)], RIGHT)
    # lakhs and crores: 1,23,45,678.50 is 12,345,678.5, a fifth of which is 2,469,135.7
    yield sheet(folder, "an amount of crores", [row("1,23,45,678.50")],
                says("12,345,678 EUR a year in revenue, of which 2,469,136"))
    for text in ("12,34,56", "1,2,345", "1,23,45,6789", "1,234,56,789"):
        yield sheet(folder, f"an amount {text}", [row(text)], refused("dependencies.csv:2:4", text, "wrong place"))
    for text in ("240k", "240 K", "0.24M", "0,24 Mio", "0.24 million", "2.4 lakh", "0.24mn"):
        yield sheet(folder, f"an amount {text}", [row(text)],
                    refused("dependencies.csv:2:4", text, "like 240000 for 240k"))
    for text in ("-", "–", "n/a", "#N/A", "NaN", "null", "?"):
        yield sheet(folder, f"an amount {text}", [row(text)], refused("dependencies.csv:2:4", text, "empty field"))
    for text in ("#REF!", "#DIV/0!", "#VALUE!", "=2*3"):
        yield sheet(folder, f"an amount {text}", [row(text)], refused("dependencies.csv:2:4", text, "save the sheet"))
    for text in ("(240000)", "-240000", "\u2212240000", "240000-"):
        yield sheet(folder, f"an amount {text}", [row(text)], refused("dependencies.csv:2:4", text, "at least 0"))
    for text in ("inf", "1/2", "0x3A980", "240_000", "~240000", "<240000", "240000*", "TRUE", "'240000", ".5", "5.",
                 "\u0662\u0664\u0660\u0660\u0660\u0660", "240\u200b000"):
        yield sheet(folder, f"an amount {text}", [row(text)], refused("dependencies.csv:2:4", text, "not a number"))
    for text in ("£240000", "$240,000", "US$ 240000", "₹ 2,40,000", "USD240000"):
        yield sheet(folder, f"an amount {text} in EUR", [row(text)],
                    refused("dependencies.csv:2:4", text, "the same currency"))
    yield sheet(folder, "12 shops as firms", [row() + ",12 shops"],
                refused("dependencies.csv:2:9", "12 shops", "without words"), header=HEADER + ",firms")


def shares(folder):
    two = [row(share="20%"), row(share="10%", business="florist")]
    yield sheet(folder, "shares in percent", two, named("dependencies.csv:2:8", "percent", "lines 2, 3"))
    yield sheet(folder, "half a percent", [row(share="0.5%"), row(share="20%", business="b")],
                says("480,000 EUR a year in revenue, of which 49,200"))
    yield sheet(folder, "a percent sign in one row", [row(share="20%"), row(business="b")],
                refused("dependencies.csv:2:8", "percent sign in every row"))
    yield sheet(folder, "whole percent", [row(share="20")], refused("dependencies.csv:2:8", "write 0.2"))
    for text in ("5‰", "1.2", "(0.2)", "-0.2"):
        yield sheet(folder, f"a share {text}", [row(share=text)], refused("dependencies.csv:2:8", text, "from 0 to 1"))


def headers(folder):
    """Blanks and case are forgiven; what may be a unit is not: the figures would be off by it."""
    for name in ("ANNUAL_REVENUE", "Annual revenue", "annual-revenue", "annual_revenue *"):
        yield sheet(folder, f"header {name}", [row()], RIGHT, header=HEADER.replace("annual_revenue", name))
    for name in ("annual_revenue ($)", "annual_revenue (€)", "annual_revenue %", "annual_revenue (k)",
                 "annual_revenue '000", "annual_revenue (000)", "annual_revenue [EUR thousand]"):
        yield sheet(folder, f"header {name}", [row()], refused("dependencies.csv:1", "'annual_revenue'", name),
                    header=HEADER.replace("annual_revenue", name))
    for name in ("share (%)", "share %", "share_percent"):
        yield sheet(folder, f"header {name}", [row(share="0.5")], refused("dependencies.csv:1", "'share'", name),
                    header=HEADER.replace("share", name))
    for name, lines in (("a title before the header", ["Shops,,,,,,,", HEADER, row()]),
                        ("a merged header", ["who,,,money,,where,,", HEADER, row()])):
        yield Case(name, ["validate", package(folder, name, "\n".join(lines) + "\n"), *BASE],
                   named("dependencies.csv:2:1", "header is in line 2"))
    yield sheet(folder, "a row of units", ["text,code,code,EUR,ISO,name,name,1", row()],
                refused("dependencies.csv:2:4", "'EUR'"))
    yield sheet(folder, "the header once more", [row(), HEADER], refused("dependencies.csv:3:4", "'annual_revenue'"))
    yield sheet(folder, "the row numbers of a data frame", ["0," + row()], RIGHT, header="," + HEADER)


def rows(folder):
    for name, last in (("all shops", "all shops,G,europe,320001.5,EUR,facebook,sales,0.2"),
                       ("everything in cents", "everything,G,europe,320001.50,EUR,facebook,sales,0.2")):
        yield sheet(folder, f"a last row {name}", [*SHOPS, last],
                    refused("dependencies.csv:5:4", "sum of the 3 others", "count twice", "leave the row out"))
    twice = "bakery,G,europe,100000.25,EUR,instagram,sales,0.1"
    yield sheet(folder, "a last row that sums a column with two rows of one business",
                [twice, *SHOPS, "everything,G,europe,420001.75,EUR,facebook,sales,0.2"],
                refused("dependencies.csv:6:4", "sum of the 3 others"))
    yield sheet(folder, "a last row that sums a column whatever the firms",
                [f"{line},{firms}" for line, firms in zip(SHOPS, (3, 2, 1))] +
                ["everything,G,europe,320001.5,EUR,facebook,sales,0.2,1"],
                refused("dependencies.csv:5:4", "sum of the 3 others"), header=HEADER + ",firms")
    case = sheet(folder, "a last row of all, rejected", [*SHOPS, "everything,G,europe,320001.5,EUR,facebook,sales,0.2"],
                 says("Left out: 1 row of dependencies.csv with 320,001.50 EUR", "320,002 EUR a year in revenue"))
    case.arguments += ["--on-error", "reject", "--rejects", "/dev/null"]
    yield case
    yield sheet(folder, "a last row with no name", [*SHOPS, ",,,320001.5,,,,"], refused("dependencies.csv:5:1", "empty"))
    yield sheet(folder, "a row twice", [row(), row()], refused("dependencies.csv:3:6", "line 2"))
    yield sheet(folder, "merged cells down", [row(), ",,,,,instagram,sales,0.1"], refused("dependencies.csv:3:1", "empty"))
    yield sheet(folder, "a blank row between", [row(), ",,,,,,,", row(business="b")],
                named("1 row without any value is skipped"))
    yield sheet(folder, "a note at the end", [row(), "Source: ERP"], refused("dependencies.csv:3:1", "number of fields"))
    for name, text in (("carriage returns alone", "\r"), ("two of them", "\r\r\n"), ("three commas more", ",,,\n")):
        lines = text.join([HEADER, row(), ""])
        yield Case(f"lines that end with {name}", ["validate", package(folder, f"lines, {name}", lines), *BASE], RIGHT)
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        yield sheet(folder, f"a file in {encoding}", [row()], RIGHT, encoding=encoding)
    yield sheet(folder, "UTF-16 without a mark", [row()], refused("dependencies.csv:1:1", "UTF-16LE", "save it as"),
                encoding="utf-16-le")
    yield sheet(folder, "Windows-1252", [row(business="café")], refused("dependencies.csv:2:1", "windows-1252"),
                encoding="cp1252")
    for what, changes in (("platform", ("whatsapp", "WhatsApp")), ("region", ("europe", "Europe")),
                          ("sector", (",G,", ",g,")), ("channel", ("messaging", "Messaging"))):
        yield sheet(folder, f"{what} in another case", [row().replace(*changes)],
                    refused("dependencies.csv:2", what, f"'{changes[0].strip(',')}'"))


def regions(folder):
    """3 and 5 bn USD: a region of 8 is both; 7 of another currency is not."""
    for name, last, expected in (("a region of the world", "world,World,0,8e9,USD",
                                  refused("regions.csv:4:4", "sum of all others", "'world'")),
                                 ("a region in another currency", "world,World,0,8e9,EUR", says("no faults")),
                                 ("a region of its own", "west,West,0,7e9,USD", says("no faults"))):
        plain = package(folder, name, "region,name,utc_offset_hours,gdp,gdp_currency\nnorth,North,0,3e9,USD\n"
                        f"south,South,1,5e9,USD\n{last}\n", "regions.csv")
        for file, text in (("owners", "owner,name,currency\nacme,Acme,USD\n"),
                           ("platforms", "platform,name,owner,annual_revenue,currency\nshop,Shop,acme,8766000,USD\n"),
                           ("platform_regions", "platform,region,revenue_share\nshop,north,1\n"),
                           ("fx", "currency,per_usd,date\nEUR,0.9,2026-01-01\n")):
            (folder / plain / f"{file}.csv").write_text(text)
        yield Case(name, ["validate", plain], expected)


def rate(folder, name, text, expected):
    return Case(name, ["estimate", package(folder, name, text, "fx.csv"), *BASE, "--event", "FB-2021-10-04",
                       "--currency", "EUR", "--samples", "0"], expected)


def dates(folder):
    """0.8 EUR for 1 USD on the day before the outage."""
    line = 'currency,per_usd,date\nEUR,0.8,"{}"\n'
    for text in ("2021-10-03", "2021/10/03", "20211003", "03-Oct-2021", "Oct 3, 2021", "2021-10-03 00:00:00"):
        yield rate(folder, f"a date {text}", line.format(text), says("EUR, 0.8 for 1 USD", "2021-10-03"))
    for text, readings in (("03/10/2021", ("2021-10-03", "2021-03-10")),
                           ("01/10/21", ("2021-10-01", "2021-01-10", "2001-10-21", "four digits")),
                           ("21-10-01", ("2021-10-01", "2001-10-21", "four digits")),
                           ("44472", ("2021-10-03", "format the cell")), ("44472.5", ("2021-10-03", "format the cell")),
                           ("2021-10", ("ISO 8601",)), ("2021-02-30", ("ISO 8601",)), ("1 ottobre 2021", ("ISO 8601",))):
        yield rate(folder, f"a date {text}", line.format(text), refused("fx.csv:2:3", text, *readings))
    yield rate(folder, "rates in SDMX layout", "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE\n"
               "EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2021-10-01,1.1600\n",
               refused("fx.csv:1:1", "SDMX", "eurofxref-hist.csv"))


def habit_cases(folder):
    return [case for maker in (amounts, shares, headers, rows, regions, dates) for case in maker(folder)]
