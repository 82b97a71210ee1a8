# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs of the same kinds as the collected ones, written here. Figures are those that the inputs
state, or sums that can be done in the head."""

import json

from judge import Case, figure, named, refused, says

BASE = ["--base", "reference"]
HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share,firms"
BAKERY = "bakery,G,europe,240000,EUR,instagram,sales,0.2,1"

# A firm of its own, with six outages and what its share did after each.
FIRM = {
    "owners": "owner,name,currency,symbol,index_symbol,market_cap\nacme,Acme,USD,ACM,IDX,1e9\n",
    "platforms": "platform,name,owner,annual_revenue,currency\nshop,Shop,acme,8766000,USD\n",
    "regions": "region,name,utc_offset_hours\nworld,World,0\n",
    "platform_regions": "platform,region,revenue_share\nshop,world,1\n",
    "market_prior": "term,mean,sd\nintercept,-0.02,0.01\n",
}
YEARS = range(2011, 2017)
WEEK = "profile,hour_of_week,weight\n" + "".join(f"office,{hour},1\n" for hour in range(168))


def write(folder, name, **files):
    """A package of these files, as text; its name."""
    target = folder / name
    target.mkdir(parents=True)
    for file, text in files.items():
        (target / f"{file}.csv").write_text(text, encoding="utf-8")
    return name


def write_more(folder, name, **files):
    for file, text in files.items():
        (folder / name / f"{file}.csv").write_text(text, encoding="utf-8")


def shops(folder, name, rows, expected):
    """Businesses of their own, over the reference package."""
    text = "\n".join([HEADER, *rows]) + "\n"
    write(folder, name, dependencies=text)
    return Case(name, ["validate", name, *BASE], expected)


def plain(folder):
    yield shops(folder, "plain", [BAKERY], says("240,000 EUR a year in revenue, of which 48,000"))
    for name, row in (("blanks around names", " bakery ,G, europe,240000,EUR ,instagram,sales,0.2,1"),
                      ("no-break spaces around names",
                       "\u00a0bakery,G\u00a0,europe,240000,EUR,\u202finstagram,sales,0.2,1")):
        yield shops(folder, name, [row], says("240,000 EUR a year in revenue, of which 48,000"))
    yield shops(folder, "one business, with and without a blank behind its name",
                ["bakery,G,europe,240000,EUR,instagram,sales,0.2,1",
                 "bakery ,G,europe,240000,EUR,facebook,sales,0.3,1"],
                says("businesses: 1,", "240,000 EUR a year in revenue, of which 120,000"))


def flag(folder, word, expected, command=None):
    """The six outages are as confounded as `word` says; the prediction learns from those that are
    not."""
    name = f"confounded {word!r}"
    quoted = '"' + word + '"'
    outages = ["event,owner,platforms,start,duration_minutes,severity,scope_share,confounded"]
    outages += [f"E{y},acme,shop,{y}-03-05T10:00Z,360,1,1,{quoted}" for y in YEARS]
    outages.append("NOW,acme,shop,2021-03-05T10:00Z,360,1,1,")
    returns = ["event,symbol,index_symbol,role,day0,car_0_0,se_0_0,car_0_1,se_0_1"]
    returns += [f"E{y},ACM,IDX,owner,{y}-03-05,-0.1,0.012,-0.1,0.017" for y in YEARS]
    write(folder, name.replace("/", "|"), **FIRM, outages="\n".join(outages) + "\n",
          event_returns="\n".join(returns) + "\n")
    command = command or ["estimate", "--event", "NOW", "--samples", "0", "--format", "json"]
    return Case(name, [command[0], name.replace("/", "|"), *command[1:]], expected)


def flags(folder):
    learned = ("owners", 0, "market_value_change", "events")
    for word in ("no", "No", "N", "false", "0", "0.0", "0,0", "FALSO", "falso", "Falsch", "FAUX",
                 "Não", "ONWAAR", "nee", "nein", "Non", "N/A", "–", " no ", ""):
        yield flag(folder, word, figure(*learned, is_=6))
    for word in ("yes", "1", "1,0", "VERO", "Wahr", "vrai", "VERDADERO", "sí", "SIM", "waar",
                 "results the same day"):
        yield flag(folder, word, figure(*learned, is_=0))
    for word in ("maybe", "#N/A", "2"):
        yield flag(folder, word, refused("outages.csv:2:8", "neither yes nor no"))
    yield flag(folder, "perhaps", refused("outages.csv:2:8"), command=["validate"])
    yield flag(folder, "quizás", refused("outages.csv:2:8"),
               command=["event-study", "--event", "E2011"])


def businesses(folder):
    """Rows that contradict each other, names that are almost one, rows that add up the others."""
    first = "a,G,europe,100000,EUR,facebook,sales,0.3,1"
    for what, row in (("revenue", "a,G,europe,900000,EUR,instagram,sales,0.3,1"),
                      ("currency", "a,G,europe,100000,USD,instagram,sales,0.3,1"),
                      ("firms", "a,G,europe,100000,EUR,instagram,sales,0.3,50")):
        yield shops(folder, f"another {what} in a later row of a business",
                    [first, "b,G,europe,7,EUR,facebook,sales,0.3,1", row],
                    refused("dependencies.csv:4", "line 2"))
    for what, row in (("sector", "a,I,europe,100000,EUR,instagram,sales,0.3,1"),
                      ("region", "a,G,us_canada,100000,EUR,instagram,sales,0.3,1")):
        yield shops(folder, f"another {what} in a later row of a business", [first, row],
                    named("dependencies.csv:3", what, "line 2"))
    for what, one, other in (("case", "Bakery", "bakery"), ("two blanks", "old  bakery", "old bakery"),
                             ("a no-break space", "old bakery", "old\u00a0bakery"),
                             ("Unicode forms", "B\u00e4cker", "BA\u0308CKER")):
        yield shops(folder, f"names that differ in {what}",
                    [f"{one},G,europe,100000,EUR,facebook,sales,0.9,1",
                     f"{other},G,europe,100000,EUR,instagram,sales,0.9,1"],
                    named("dependencies.csv:3", "line 2", "100,000.00 EUR"))
    for word in ("TOTAL", "Totale", "Gesamt", "Gesamtergebnis", "Summe", "Somme", "Suma",
                 "Grand total", "Subtotal", "Total général", "Totaal", "Total 2025"):
        yield shops(folder, f"a row called {word}",
                    [first, "b,G,europe,300000,EUR,facebook,sales,0.2,1",
                     f"{word},G,europe,400000,EUR,facebook,sales,0.225,1"],
                    refused("dependencies.csv:4", word, "total"))
    yield shops(folder, "a last row that adds up the others",
                [first, "b,G,europe,300000,EUR,facebook,sales,0.2,1",
                 "everything,G,europe,400000,EUR,facebook,sales,0.225,1"],
                refused("dependencies.csv:4", "sum of the 2 others"))
    for table, row in (("owners", "Total,Total,USD,,,"), ("platforms", "Total,Total,acme,8766000,USD"),
                       ("regions", "Total,Total,0")):
        name = f"a row of totals in {table}"
        write(folder, name, **{**FIRM, table: FIRM[table] + row + "\n"})
        yield Case(name, ["validate", name], refused(f"{table}.csv:3", "total"))


def names(folder):
    """Rows of a table of names that a reader takes for one thing, and the program for two."""
    second = {"owners": "Acme {},Acme,USD,ACM,IDX,1e9\n", "platforms": "Shop {},Shop,acme {},1,USD\n",
              "regions": "North {},North,0\n", "sectors": "Retail {},Retail,\n",
              "channels": "Sales {},Sales\n"}
    heads = {**FIRM, "sectors": "sector,name,profile\n", "channels": "channel,name\n"}
    for table, row in second.items():
        for what, one, other in (("case", "A", "a"), ("blanks", "a b", "a  b"), ("a mark", "a-b", "a_b"),
                                 ("a dash", "a b", "a\u2013b")):
            name = f"{table} that differ in {what}"
            rows = row.replace("acme {}", "acme").format(one) + row.replace("acme {}", "acme").format(other)
            write(folder, name, **{**FIRM, table: heads[table] + rows})
            line = 2 + heads[table].count("\n")
            yield Case(name, ["validate", name],
                       refused(f"{table}.csv:{line}:1", f"line {line - 1}", "punctuation"))
    name = "sectors that differ in digits"
    write(folder, name, **FIRM, activity=WEEK, sectors="sector,name,profile\n10.1,a,office\n101,b,office\nC+,c,office\nC#,d,office\n")
    yield Case(name, ["validate", name], says("no faults"))


def totals(folder):
    """700, 200 and 100 are 1,000: a total, while the owner's own revenue does not say otherwise."""
    head = "platform,name,owner,annual_revenue,currency\n"
    parts = "shop,Shop,acme,700,USD\nchat,Chat,acme,200,USD\nmail,Mail,acme,100,USD\n"
    regions = "platform,region,revenue_share\n" + "".join(
        f"{p},world,1\n" for p in ("shop", "chat", "mail", "group"))
    for owner in ("acme", "other"):
        name = f"a platform that adds up the others, of {owner}"
        write(folder, name, **{**FIRM, "owners": FIRM["owners"] + "other,Other,USD,,,\n",
                               "platform_regions": regions,
                               "platforms": head + parts + f"group,Group,{owner},1000,USD\n"})
        yield Case(name, ["validate", name], refused("platforms.csv:5:4", "1000", "annual_revenue"))
    name = "a platform that earns half of what is known"
    write(folder, name, **{**FIRM, "platform_regions": regions,
                           "owners": "owner,name,currency,annual_revenue\nacme,Acme,USD,2000\n",
                           "platforms": head + parts + "group,Group,acme,1000,USD\n"})
    yield Case(name, ["validate", name], says("no faults"))


def short_years(folder):
    """2045-10-13 is what 13/10/45 can be alone; with a 31st of a month in a later row, so are others."""
    head = "currency,per_usd,date\n"
    for dates, word in ((("13/10/45",), "it is 2045-10-13"),
                        (("01/10/21",), "2021-10-01 or 2021-01-10 or 2001-10-21"),
                        (("01/10/21", "13/10/45"), "by the other dates it is 2021-10-01"),
                        (("01/10/21", "10/13/2021"), "by the other dates it is 2021-01-10")):
        name = "short years " + " ".join(dates).replace("/", "_")
        write(folder, name, **FIRM, fx=head + "".join(f"EU{'RC'[i]},0.9,{d}\n" for i, d in enumerate(dates))
              .replace("EUC", "GBP"))
        yield Case(name, ["validate", name], refused("fx.csv:2:3", dates[0], word))


def currencies(folder):
    """ISO 4217: unknown codes, codes that have been withdrawn, codes of no currency."""
    rates = "currency,per_usd,date\nEUR,0.9,2026-02-01\n"
    for code, near in (("UDS", "USD"), ("EURO", "EUR"), ("eur", "EUR"), ("€", "EUR"), ("GPB", "GBP")):
        yield shops(folder, f"currency {code}", [f"a,G,europe,100000,{code},facebook,sales,0.3,1"],
                    refused("dependencies.csv:2:5", code, f"perhaps '{near}'"))
    for code in ("XXX", "XTS"):
        yield shops(folder, f"currency {code}", [f"a,G,europe,100000,{code},facebook,sales,0.3,1"],
                    refused("dependencies.csv:2:5", code))
    for code, date, successor in (("BGN", "2026-01-01", "EUR"), ("HRK", "2023-01-01", "EUR"),
                                  ("ANG", "2025-03-31", "XCG"), ("ZWL", "2024-09-01", "ZWG"),
                                  ("DEM", "2002-03-01", "EUR"), ("ITL", "2002-03-01", "EUR")):
        case = shops(folder, f"currency {code}",
                     [f"a,G,europe,100000,{code},facebook,sales,0.3,1"],
                     named("dependencies.csv:2:5", code, date, successor))
        write_more(folder, case.name, fx=rates + f"{code},2,2001-01-01\n")
        yield case
        name = f"owners in {code}"
        write(folder, name, **{**FIRM, "owners": FIRM["owners"].replace("USD", code),
                               "platforms": FIRM["platforms"].replace("USD", code),
                               "fx": rates + f"{code},2,2001-01-01\n"})
        yield Case(name, ["validate", name], named("owners.csv:2:3", code, date, successor))
        yield Case(f"{name}, asked for", ["estimate", name, "--owner", "acme", "--duration", "1h",
                                          "--currency", code, "--samples", "0"],
                   named(code, date, successor))
    for command in (["estimate", "--duration", "1h"], ["sweep", "--duration", "1h"],
                    ["sensitivity", "--duration", "1h"]):
        yield Case(f"--currency UDS, {command[0]}",
                   [command[0], "owners in BGN", "--owner", "acme", *command[1:], "--currency",
                    "UDS"],
                   refused("UDS", "perhaps 'USD'"))
    name = "a withdrawn currency while it was one"
    write(folder, name,
          **{**FIRM, "platforms": "platform,name,owner,annual_revenue,currency,as_of\n"
                                  "shop,Shop,acme,8766000,ITL,2001-01-01\n",
             "fx": rates + "ITL,2000,2001-01-01\n"})
    # 8,766,000 ITL a year are 1,000 an hour, at 2000 for 1 USD
    yield Case(name, ["estimate", name, "--owner", "acme", "--duration", "1h", "--samples", "0",
                      "--format", "json"],
               figure("baselines", 0, "value", "central", is_=0.5))


POLICIES = "policy,business,waiting_hours,deductible,limit,share,currency\n"
OUTAGES = "event,owner,platforms,start,duration_minutes\n"


def references(folder):
    """Names that refer to nothing, in data and in options: refused with what was meant, or named."""
    for who, words in (("acme", ("an owner",)), ("shop", ("a platform",)), ("nobody", ("business",))):
        name = f"policy of {who}"
        write(folder, name, **FIRM, policies=POLICIES + f"p,{who},0,0,100,1,USD\n")
        yield Case(name, ["validate", name], refused("policies.csv:2:2", who, *words))
        yield Case(f"{name}, estimate", ["estimate", name, "--owner", "acme", "--duration", "1h"],
                   refused("policies.csv:2:2", who))
        case = shops(folder, f"policy of {who} beside businesses", [BAKERY],
                     refused("policies.csv:2:2", who))
        write_more(folder, case.name, policies=POLICIES + f"p,{who},0,0,100,1,USD\n")
        yield case
    outage = "E,acme,shop,2020-01-01T10:00Z,60\n"
    for name, files, words in (
            ("owner of an outage in capitals",
             {"outages": OUTAGES + outage.replace("acme", "Acme")}, ("outages.csv:2:2", "'acme'")),
            ("event of a return in small letters",
             {"outages": OUTAGES + outage,
              "event_returns": "event,symbol,role\ne,ACM,owner\n"}, ("event_returns.csv:2:1", "'E'")),
            ("event of a published figure in small letters",
             {"outages": OUTAGES + outage,
              "published": "event,measure,low,high,currency,publisher\n"
                           "e,owner_revenue_loss,1,2,USD,x\n"}, ("published.csv:2:1", "'E'"))):
        write(folder, name, **FIRM, **files)
        yield Case(name, ["validate", name], refused(*words))
    both = "other,Other,USD,,,\n"
    for name, owner, words in (("owner of an outage that nobody is", "acmee", ("'acmee'", "'acme'")),
                               ("owner of an outage that runs no platform of it", "other", ("'other'",))):
        write(folder, name, **{**FIRM, "owners": FIRM["owners"] + both},
              outages=OUTAGES + outage.replace("acme", owner))
        for command in (["validate"], ["estimate", "--event", "E", "--samples", "0"]):
            yield Case(f"{name}, {command[0]}", [command[0], name, *command[1:]],
                       named("outages.csv:2:2", "does not run 'shop'", *words))
    name = "event of a return that nobody has"
    write(folder, name, **FIRM, outages=OUTAGES + outage,
          event_returns="event,symbol,role\nnowhere,ACM,owner\n")
    yield Case(name, ["validate", name], named("event_returns.csv:2:1", "nowhere"))
    ask = ["--duration", "1h", "--samples", "0"]
    for option, words in ((("--owner", "facebook"), ("a platform", "--platform facebook")),
                          (("--platform", "meta"), ("an owner", "--owner meta")),
                          (("--platform", "instagarm"), ("perhaps 'instagram'",)),
                          (("--owner", "meta", "--region", "mars"), ("europe", "rest_of_world")),
                          (("--owner", "meta", "--currency", "CHF"), ("EUR", "GBP"))):
        for command in ("estimate", "sweep", "sensitivity"):
            yield Case(f"{' '.join(option)}, {command}",
                       [command, "reference", *option, *ask[:2],
                        *(ask[2:] if command == "estimate" else [])], refused(*words))
    yield Case("--platform meta, risk", ["risk", "reference", "--platform", "meta"],
               refused("an owner", "--owner meta"))
    # an option is typed: another case of the only identifier that it can mean is that one
    for arguments, words in ((["estimate", "--owner", "Meta", *ask], "Meta Platforms"),
                             (["estimate", "--owner", "meta", "--region", "Europe", *ask], "europe"),
                             (["risk", "--owner", "Meta", "--years", "1000"], "Facebook, Inc."),
                             (["estimate", "--event", "fb-2021-10-04", "--samples", "0"], "6 h 11 min")):
        yield Case(f"{' '.join(arguments[:5])}, in another case", [arguments[0], "reference", *arguments[1:]],
                   says(words))


def sibling_cases(folder):
    return [case for maker in (plain, flags, businesses, names, totals, short_years, currencies, references) for case in maker(folder)]
