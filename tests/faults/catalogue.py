# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults that the tests plant: each changes a package and says where, and with which words, the
program has to tell of it.

`tags` say what a fault touches: two faults may meet in one package if no tag of one covers a tag of
the other. A tag ("table", "row name") is one row, ("table", "*") the whole table, ("keys", table)
says that keys of the table are lost, ("ref", table) that a reference to it is judged, ("sum", owner
or platform) a sum."""

from valid_package import Raw, valid_package

VALID = valid_package()


def full_tags(tag):
    """A row tag by its number, since a row has many keys, and what the row is part of."""
    table, key = tag
    if table not in VALID or not isinstance(key, tuple):
        return [tag]
    rows = VALID[table]["rows"]
    tags = [(table, next(i for i, row in enumerate(rows) if tuple(row[:len(key)]) == key))]
    if table == "activity":
        tags.append(("ref", ("week", key[0])))
    if table == "dependencies":
        tags.append(("ref", ("business", key[0])))
    if table == "fallbacks":
        tags.append(("ref", ("flow", key[0])))
    return tags


class Fault:
    def __init__(self, name, apply, tags):
        self.name, self.apply = name, apply
        self.tags = frozenset(full for tag in tags for full in full_tags(tag))

    def meets(self, other):
        """Whether the two can stand in one package and stay independent."""
        for a in self.tags:
            for b in other.tags:
                if a[0] == b[0] and (a[1] == b[1] or "*" in (a[1], b[1])):
                    return False
                if {a[0], b[0]} == {"keys", "ref"} and a[1] == b[1]:
                    return False
        return True


class Place:
    """Where a message is expected; resolved when all faults are in, since rows move."""

    def __init__(self, table, row, column, words, file=None):
        self.table, self.row, self.column = table, row, column
        self.words, self.file = words, file or f"{table}.csv"

    def resolve(self, package):
        if self.row is None:
            return self.file, 1, self.column, self.words
        table = package[self.table]
        line = 2 + next(i for i, row in enumerate(table["rows"]) if row is self.row)
        column = self.column
        if isinstance(column, str):
            column = 1 + table["header"].index(column)
        return self.file, line, column, self.words


def row_of(package, table, *key):
    """The first row that begins with these fields."""
    for row in package[table]["rows"]:
        if tuple(row[:len(key)]) == key:
            return row
    raise KeyError((table, key))


def cell(table, key, column, value, words, *tags, name=None):
    """One field replaced."""
    def apply(package):
        row = row_of(package, table, *key)
        row[package[table]["header"].index(column)] = value
        return [Place(table, row, column, words)]
    shown = str(value)[:12].encode("unicode_escape").decode()
    return Fault(name or f"{table}.{column}={shown!r}", apply, [(table, key), *tags])


def cells(table, key, values, at, words, *tags, name):
    """Several fields of one row replaced; the message stands at column `at`."""
    def apply(package):
        row = row_of(package, table, *key)
        for column, value in values.items():
            row[package[table]["header"].index(column)] = value
        return [Place(table, row, at, words)]
    return Fault(name, apply, [(table, key), *tags])


def repeated(table, key, column, *tags):
    """A row that stands twice: told at the second, in its first key column."""
    def apply(package):
        row = list(row_of(package, table, *key))
        at = len(package[table]["rows"])
        if table == "dependencies":
            at = 1 + next(i for i, r in enumerate(package[table]["rows"])
                          if tuple(r[:len(key)]) == key)
        package[table]["rows"].insert(at, row)
        return [Place(table, row, column, ["already"])]
    return Fault(f"{table} repeated key", apply, [(table, key), (table, "keys of " + key[0]), *tags])


def short_row(table, key, *tags, drop=-1, name="short row"):
    def apply(package):
        row = row_of(package, table, *key)
        del row[drop]
        return [Place(table, row, None, ["number of fields", "header"])]
    return Fault(f"{table} {name}", apply, [(table, key), ("keys", table), *tags])


def long_row(table, key, *tags):
    def apply(package):
        row = row_of(package, table, *key)
        row.append("surplus")
        return [Place(table, row, None, ["number of fields", "header"])]
    return Fault(f"{table} long row", apply, [(table, key), ("keys", table), *tags])


def missing_table(table, *tags):
    def apply(package):
        package[table]["rows"].clear()
        package[table]["gone"] = True
        return [Place(table, None, 1, ["missing", table])]
    return Fault(f"{table} missing", apply, [(table, "*"), ("keys", table), *tags])


def header(table, column, to, words, *tags, name):
    """A column renamed (to another text) or taken out (None)."""
    def apply(package):
        at = package[table]["header"].index(column)
        if to is None:
            for row in [package[table]["header"]] + package[table]["rows"]:
                if at < len(row):
                    del row[at]
        else:
            package[table]["header"][at] = to
        return [Place(table, None, None, words)]
    return Fault(f"{table}.{column} {name}", apply, [(table, "*"), ("keys", table), *tags])


def repeated_column(table, column, *tags):
    def apply(package):
        at = package[table]["header"].index(column)
        for row in [package[table]["header"]] + package[table]["rows"]:
            row.append(row[at] if at < len(row) else "")
        return [Place(table, None, len(package[table]["header"]), ["twice", column])]
    return Fault(f"{table}.{column} twice", apply, [(table, "*"), ("keys", table), *tags])


def without_rows(table, keep, place, words, *tags, name):
    """Only the rows for which `keep` holds stay; told at `place` (key, column) or the first line."""
    def apply(package):
        rows = package[table]["rows"]
        rows[:] = [row for row in rows if keep(row)]
        if place is None:
            return [Place(table, None, 1, words)]
        return [Place(table, row_of(package, table, *place[0]), place[1], words)]
    return Fault(name, apply, [(table, "keys of " + name), *tags])


def syntax_faults():
    """Faults of the text itself; the row or the field is bad and the reading goes on."""
    return [
        cell("regions", ("east",), "name", Raw("Ea\0st"), ["NUL"], name="NUL byte"),
        cell("channels", ("login",), "name", Raw("caf\udce9"), ["UTF-8"], name="invalid UTF-8"),
        cell("dependencies", ("b3",), "sector", Raw('hot"els'), ["quote inside"],
             name="quote inside a field"),
        cell("owners", ("sumco",), "name", Raw('Sum"my" firm'), ["quote inside"],
             ("sum", "sumco"), name="quote inside a name"),
        cell("regions", ("north",), "name", "x" * 70000, ["64 KiB"], name="long field"),
        cell("sectors", ("hotels",), "name", Raw('"' + "y" * 80000 + '"'), ["64 KiB"],
             name="long field in quotes"),
    ]


def unclosed_quotes():
    """The rest of the file is lost with these: whole-table faults."""
    def plant(table, key, column):
        return cell(table, key, column, Raw('"never closed'), ["never closed"], (table, "*"),
                    ("keys", table), name=f"{table} unclosed quote")
    return [plant("regions", ("east",), "name"), plant("prices", ("2021-09-30", "IDX"), "symbol"),
            plant("dependencies", ("b5",), "sector"),
            plant("supply", ("retail",), "input_sector")]


def value_faults():
    F = []
    # not a number, out of range, percent, infinite, empty
    F += [
        cell("regions", ("north",), "utc_offset_hours", "soon", ["not a number", "soon"]),
        cell("regions", ("south",), "utc_offset_hours", "15", ["out of range", "'15'", "14"]),
        cell("regions", ("east",), "utc_offset_hours", "", ["empty", "''"]),
        cell("regions", ("north",), "gdp", "-1", ["out of range", "'-1'"]),
        cell("regions", ("south",), "digital_share", "4%", ["percent", "'4%'"]),
        cell("regions", ("east",), "gdp", "1,50,00", ["grouping", "1,50,00"]),
        cell("owners", ("meta",), "margin", "40 %", ["percent", "'40 %'"], ("sum", "meta")),
        cell("owners", ("sumco",), "annual_revenue", "nan", ["not a number", "nan"],
             ("sum", "sumco")),
        cell("owners", ("acme",), "tax_rate", "1.5", ["out of range", "'1.5'"], ("sum", "acme")),
        cell("platforms", ("instagram",), "annual_revenue", "", ["empty"], ("sum", "meta")),
        cell("platforms", ("facebook",), "recapture", "1e", ["not a number"], ("sum", "meta")),
        cell("platforms", ("cloud",), "annual_revenue", "0x10", ["not a number", "0x10"],
             ("sum", "acme")),
        cell("platforms", ("sumone",), "growth_factor", "0", ["out of range", "above 0"],
             ("sum", "sumco")),
        cell("platforms", ("shop",), "usage_share", "inf", ["not a number"], ("sum", "acme")),
        cell("platforms", ("sumtwo",), "annual_revenue", "1e999", ["too large", "1e999"],
             ("sum", "sumco")),
        cell("sectors", ("hotels",), "annual_output", "1e-400", ["too small", "1e-400"]),
        cell("platform_regions", ("facebook", "north"), "revenue_share", "1.55",
             ["out of range"], ("sum", "facebook")),
        cell("platform_regions", ("facebook", "east"), "revenue_share", "", ["empty"],
             ("sum", "facebook")),
        cell("platform_regions", ("shop", "south"), "user_share", "x", ["not a number"],
             ("sum", "shop")),
        cell("activity", ("gap", "3"), "weight", "-0.5", ["out of range"]),
        cell("activity", ("gap", "5"), "hour_of_week", "5.5", ["whole number"]),
        cell("activity", ("zero", "167"), "hour_of_week", "168", ["out of range", "167"]),
        cell("activity", ("office", "9"), "profile", "", ["empty"], ("sum", "week"),
             ("keys", "activity")),
        cell("sectors", ("retail",), "recapture_decay_hours", "0", ["out of range", "above 0"]),
        cell("sectors", ("media",), "flow_kind", "retail", ["not known", "consumer"]),
        cell("platforms", ("facebook",), "flow_kind", "ads", ["not known", "advertising"]),
        cell("platforms", ("instagram",), "attrition", "-0.1", ["out of range"]),
        cell("channels", ("ads",), "shape", "50", ["out of range", "20"]),
        cell("channels", ("sales",), "grace_hours", "half", ["not a number"]),
        cell("fallbacks", ("", "sales"), "share", "1.2", ["out of range"]),
        cell("fx", ("GBP",), "per_usd", "0", ["out of range", "above 0"]),
        cell("fx", ("USD",), "per_usd", "1.1", ["USD", "1.1", "; 1"]),
        cell("traffic", ("2021-09-07T03:00Z",), "volume", "many", ["not a number"]),
        cell("prices", ("2021-10-04", "META"), "close", "0", ["out of range"]),
        cell("outages", ("shop2022",), "severity", "2", ["out of range"]),
        cell("outages", ("shop2022",), "measured_severity", "1.2", ["out of range"]),
        cell("outages", ("shop2022",), "measured_duration_minutes", "-1", ["out of range"]),
        cell("outages", ("fb2021",), "duration_minutes", "6h", ["not a number", "6h"]),
        cell("event_returns", ("fb2021", "META"), "se_0_0", "0", ["out of range"]),
        # of the first rows: a name in other letters
        cell("event_returns", ("fb2021", "META"), "event", "FB2021",
             ["event is not in outages", "FB2021", "it is written 'fb2021'"], ("ref", "outages")),
        cell("published", ("fb2021", "owner_revenue_loss"), "event", "FB2021", ["it is written 'fb2021'"],
             ("ref", "outages")),
        cell("outages", ("fb2021",), "owner", "META", ["owner is not in owners", "it is written 'meta'"],
             ("ref", "owners")),
        cell("event_returns", ("fb2021", "SNAP"), "beta", "#N/A", ["not a number", "#N/A"]),
        cell("market_prior", ("intercept",), "mean", "low", ["not a number"]),
        cell("credits", ("shop", "0.999"), "credit_share", "10%", ["percent"]),
        cell("uncertainty", ("sectors", "retail"), "loading", "2", ["out of range"]),
        cell("model_error", ("owner_revenue_loss", "1"), "log_sd", "", ["no spread", "empty"]),
        cell("model_error", ("owner_revenue_loss", "1"), "scale", "0.4", ["two spreads"]),
        cell("model_error", ("owner_revenue_loss", "1"), "location", "-0.3",
             ["'scale' is empty"]),
        cell("model_error", ("owner_revenue_loss", ""), "degrees", "0.5",
             ["out of range", "1 to 1000"]),
        cell("policies", ("basic",), "waiting_hours", "-8", ["out of range"]),
        cell("policies", ("extra",), "owner", "acme", ["a business and an owner"]),
        cell("costs", ("fb2021", "c"), "kind", "i", ["not known", "'i'", "article 7(1)"]),
        cell("costs", ("fb2021", "h"), "amount", "-1", ["out of range"]),
        cell("costs", ("fb2021", "h"), "date", "2021-10-03",
             ["before the outage", "2021-10-04"], ("outages", ("fb2021",)), ("ref", "outages")),
        cell("recoveries", ("drill",), "kind", "bank", ["not known", "insurer"]),
        cell("recoveries", ("drill",), "state", "", ["empty"]),
        cell("recoveries", ("fb2021",), "state", "paid", ["not known", "expected or received"]),
        cell("recoveries", ("fb2021",), "date", "2020-12-15", ["before the outage"],
             ("outages", ("fb2021",)), ("ref", "outages")),
        cell("outages", ("fb2021",), "final_report", "2021-10-01",
             ["before the outage", "from 2021-10-04 on"]),
        cell("regions", ("south",), "countries", "DEU", ["no code of a country", "DE;AT"]),
        cell("supply", ("media",), "coefficient", "a", ["not a number"]),
        cell("straight_lines", ("acme",), "hours", "0", ["out of range"]),
        cell("dependencies", ("b1", "retail", "north"), "annual_revenue", "1.2.3",
             ["grouping or decimal", "1.2.3"]),
        cell("dependencies", ("b2",), "share", "-0.1", ["out of range"]),
        cell("dependencies", ("b3",), "firms", "ten", ["not a number"]),
        cell("dependencies", ("b4",), "share", "", ["empty"]),
    ]
    # empty texts that must be there
    F += [
        cell("owners", ("meta",), "name", "", ["name", "empty"], ("sum", "meta")),
        cell("owners", ("sumco",), "owner", "", ["owner", "empty"], ("keys", "owners"),
             ("sum", "sumco")),
        cell("regions", ("south",), "region", "", ["region", "empty"], ("keys", "regions"),
             ("sum", "*")),
        cell("platforms", ("facebook",), "platform", "", ["platform", "empty"],
             ("keys", "platforms"), ("sum", "*")),
        cell("sectors", ("media",), "sector", "", ["sector", "empty"], ("keys", "sectors")),
        cell("channels", ("ads",), "channel", "", ["channel", "empty"], ("keys", "channels")),
        cell("fx", ("GBP",), "currency", "", ["currency", "empty"], ("keys", "fx")),
        cell("event_returns", ("shop2022",), "symbol", "", ["symbol", "empty"]),
        cell("event_returns", ("fb2021", "META"), "role", "", ["role", "empty"]),
        cell("prices", ("2021-10-01", "IDX"), "symbol", "", ["symbol", "empty"]),
        cell("published", ("fb2021", "economy_loss"), "publisher", "", ["publisher", "empty"]),
        cell("market_prior", ("intercept",), "term", "", ["term", "empty"],
             ("market_prior", "terms")),
        cell("dependencies", ("b5",), "business", "", ["business", "empty"],
             ("keys", ("business", "b5"))),
        cell("dependencies", ("b2",), "platform", "", ["platform", "empty"]),
        cell("platform_regions", ("instagram", "north"), "platform", "", ["platform", "empty"],
             ("sum", "*")),
        cell("platforms", ("instagram",), "owner", "", ["owner", "empty"], ("sum", "*")),
    ]
    # dates and currencies
    F += [
        cell("fx", ("GBP",), "date", "2021-02-30", ["date", "2021-02-30", "8601"]),
        cell("owners", ("acme",), "as_of", "1.6.2022", ["date", "1.6.2022"], ("sum", "acme")),
        cell("platforms", ("shop",), "as_of", "June 2022", ["date", "June"], ("sum", "acme")),
        cell("traffic", ("2021-09-08T03:00Z",), "timestamp", "2021-09-08T25:00Z", ["date"]),
        cell("prices", ("2021-09-30", "META"), "date", "30/09/2021", ["date"]),
        cell("outages", ("fb2021",), "start", "2021-10-04T15:39+99:00", ["date"]),
        cell("owners", ("sumco",), "currency", "usd", ["currency", "'usd'", "'USD'"],
             ("sum", "sumco")),
        cell("platforms", ("cloud",), "currency", "E", ["currency", "'E'"], ("sum", "acme")),
        cell("dependencies", ("b6",), "currency", "US$", ["currency", "US$"]),
        cell("fx", ("GBP",), "currency", "pound", ["currency", "pound"], ("keys", "fx")),
        cell("regions", ("north",), "gdp_currency", "Euro", ["currency", "Euro"]),
        cell("dependencies", ("b3",), "currency", "CHF", ["rate", "CHF", "fx"], ("ref", "fx")),
        cell("straight_lines", ("meta",), "currency", "JPY", ["rate", "JPY", "fx"], ("ref", "fx")),
        cell("published", ("fb2021", "economy_loss"), "currency", "SEK", ["rate", "SEK"], ("ref", "fx")),
    ]
    # ranges, basis, words
    F += [
        cell("owners", ("meta",), "annual_revenue_low", "1001", ["_low", "above", "1001"],
             ("sum", "meta")),
        cell("platforms", ("facebook",), "annual_revenue_high", "599", ["high", "below"],
             ("sum", "meta")),
        cell("sectors", ("retail",), "recapture_low", "0", ["low", "above 0"]),
        cell("sectors", ("retail",), "recapture_high", "1", ["high", "below 1"]),
        cell("sectors", ("hotels",), "recapture_low", "0.1", ["_low", "no high value"]),
        cell("sectors", ("media",), "recapture_high", "0.5", ["_high", "no low value"]),
        cell("dependencies", ("b1", "retail", "north"), "annual_revenue_high", "10",
             ["high", "below"]),
        cell("outages", ("fb2021",), "duration_minutes_low", "x", ["not a number"]),
        cell("owners", ("acme",), "annual_revenue_basis", "guess", ["basis", "guess", "assumed"],
             ("sum", "acme")),
        cell("dependencies", ("b4",), "basis", "Measured", ["basis", "Measured"]),
        cell("event_returns", ("fb2021", "SNAP"), "role", "rival", ["role", "rival", "peer"]),
        cell("published", ("fb2021", "owner_revenue_loss"), "kind", "guess", ["kind", "guess"]),
        cell("published", ("fb2021", "economy_loss"), "measure", "loss", ["measure", "loss"]),
        cell("published", ("fb2021", "owner_revenue_loss"), "low", "101", ["low", "101"]),
        cell("market_prior", ("odds_duration",), "term", "odds", ["term", "odds"],
             ("market_prior", "terms")),
        cell("market_prior", ("intercept",), "mean", "0", ["intercept", "between -1 and 0"]),
        cell("market_prior", ("odds_duration",), "sd", "", ["sd", "odds_duration"]),
        cell("uncertainty", ("sectors", "media"), "low", "0.3", ["low", "0.3"]),
        cells("platforms", ("instagram",), {"annual_revenue_low": "500",
                                            "annual_revenue_high": "520"},
              "annual_revenue_low", ["low", "above"], ("sum", "meta"), name="range above centre"),
    ]
    return F


def key_faults():
    F = []
    near = [  # (table, row, column, typo, tags)
        ("platforms", ("facebook",), "owner", "metta", "meta", [("sum", "*")]),
        ("sectors", ("retail",), "profile", "offices", "office", []),
        ("platform_regions", ("facebook", "north"), "platform", "facebok", "facebook",
         [("sum", "*")]),
        ("platform_regions", ("shop", "south"), "region", "sout", "south", [("sum", "shop")]),
        ("platform_regions", ("instagram", "east"), "profile", "leisre", "leisure",
         [("sum", "instagram")]),
        ("fallbacks", ("", "sales"), "channel", "sale", "sales", []),
        ("fallbacks", ("retail", "sales", "store"), "sector", "retial", "retail", []),
        ("traffic", ("2021-09-09T03:00Z",), "platform", "facebock", "facebook", []),
        ("traffic", ("2021-09-09T04:00Z",), "region", "nort", "north", []),
        ("outages", ("fb2021",), "regions", "north;souht", "south", []),
        ("credits", ("shop", "0.99"), "platform", "shpo", "shop", []),
        ("supply", ("retail",), "sector", "reatil", "retail", []),
        ("supply", ("media",), "input_sector", "retai", "retail", []),
        ("straight_lines", ("acme",), "owner", "acne", "acme", []),
        ("dependencies", ("b1", "retail", "north"), "sector", "retall", "retail", []),
        ("dependencies", ("b2",), "region", "soth", "south", []),
        ("dependencies", ("b3",), "platform", "facebok", "facebook", []),
        ("dependencies", ("b4",), "channel", "slaes", "sales", []),
        ("dependencies", ("b1", "retail", "north", "10.5", "9", "12", "USD", "instagram"),
         "fallback", "wbe", "web", []),
        ("fallbacks", ("hotels", "ads", "email"), "fallback", "emial", "email", []),
    ]
    tables = {"owner": "owners", "profile": "activity", "platform": "platforms",
              "region": "regions", "regions": "regions", "channel": "channels",
              "sector": "sectors", "input_sector": "sectors", "fallback": "platforms"}
    for table, key, column, typo, meant, tags in near:
        F.append(cell(table, key, column, typo, [typo.split(";")[-1], "perhaps", f"'{meant}'"],
                      ("ref", tables[column]), *tags,
                      name=f"{table}.{column} near miss"))
        if column != "regions":
            F.append(cell(table, key, column, "zzzzzzzz", ["zzzzzzzz"],
                          ("ref", tables[column]), *tags,
                          name=f"{table}.{column} unknown"))
    F += [
        repeated("fx", ("GBP",), "currency"),
        repeated("owners", ("acme",), "owner", ("sum", "acme")),
        repeated("regions", ("north",), "region"),
        repeated("activity", ("gap", "7"), "profile"),
        repeated("sectors", ("media",), "sector"),
        repeated("channels", ("sales",), "channel"),
        repeated("platforms", ("sumone",), "platform", ("sum", "sumco")),
        repeated("platform_regions", ("shop", "north"), "platform", ("sum", "shop")),
        repeated("fallbacks", ("retail", "sales", "store"), "sector"),
        repeated("prices", ("2021-10-01", "META"), "date"),
        repeated("outages", ("fb2021",), "event"),
        repeated("event_returns", ("fb2021", "SNAP"), "event"),
        repeated("market_prior", ("odds_duration",), "term"),
        repeated("credits", ("shop", "0.99"), "platform"),
        repeated("uncertainty", ("sectors", "media"), "resource"),
        repeated("model_error", ("owner_revenue_loss", "24"), "quantity"),
        repeated("model_error", ("owner_revenue_loss", ""), "quantity"),
        repeated("policies", ("extra",), "policy"),
        repeated("supply", ("retail", "media"), "sector"),
        repeated("straight_lines", ("acme",), "owner"),
        repeated("dependencies", ("b3",), "platform"),
        repeated("traffic", ("2021-09-10T03:00Z",), "timestamp"),
        # a key changed to that of another row
        cell("platform_regions", ("instagram", "south"), "region", "north", ["already"],
             ("sum", "instagram"), name="platform_regions key of another row"),
        cell("activity", ("zero", "9"), "hour_of_week", "8", ["already"],
             name="activity hour of another row"),
        cells("dependencies", ("b5", "media", "north", "2", "", "", "USD", "facebook", "ads"),
              {"channel": "sales"}, "platform", ["already"], ("keys", ("business", "b5")),
              name="dependencies key of another row"),
    ]
    return F


def in_first_column(fault):
    """A repeated key is told in the first key column, also where another column was changed."""
    def apply(package):
        places = fault.apply(package)
        for place in places:
            place.column = package[place.table]["header"][0]
        return places
    return Fault(fault.name, apply, fault.tags)


def sum_faults():
    return [
        cell("platform_regions", ("cloud", "south"), "revenue_share", "0.4", ["sum", "cloud"],
             ("sum", "cloud"), name="revenue shares over 1"),
        cell("platform_regions", ("sumtwo", "north"), "revenue_share", "0.9", ["sum", "sumtwo"],
             ("sum", "sumtwo"), name="revenue shares under 1"),
        cells("owners", ("sumco",), {"annual_revenue": "316"}, "annual_revenue",
              ["sumco", "300", "316"], ("sum", "sumco"), name="owner sum off by 5 %"),
        cells("owners", ("meta",), {"annual_revenue": "1040"}, "annual_revenue",
              ["meta", "1000", "1040"], ("sum", "meta"), name="the first owner's sum off by 4 %"),
        without_rows("activity", lambda row: row[:2] != ["gap", "100"], (("gap",), "profile"),
                     ["gap", "167 of 168", "100"], ("activity", ("gap", "100")),
                     ("keys", ("week", "gap")), ("ref", "activity"),
                     name="incomplete week"),
        zero_week(),
        # a flow is added up where all its rows are good
        cells("fallbacks", ("hotels", "ads", "email"), {"fallback": "emial", "share": "0.9"}, "fallback",
              ["emial", "email"], ("keys", ("flow", "hotels")), name="an unknown fallback in a flow beyond 1"),
        cell("fallbacks", ("hotels", "ads", "phone"), "share", "0.6", ["1.1"],
             ("keys", ("flow", "hotels")),
             name="fallback shares over 1"),
        cell("dependencies", ("b6", "hotels", "north", "3", "", "", "USD", "shop", "sales"),
             "share", "0.5", ["b6", "1.1"], ("keys", ("business", "b6")),
             name="business shares over 1"),
        fallback_without_share(),
        share_without_fallback(),
        without_rows("market_prior", lambda row: row[0] != "intercept", None, ["intercept"],
                     ("market_prior", "terms"), ("market_prior", ("intercept",)),
                     name="missing prior term"),
        without_rows("platform_regions", lambda row: row[0] != "cloud", None, ["cloud"],
                     ("sum", "cloud"), name="platform without regions"),
    ]


def zero_week():
    def apply(package):
        rows = [row for row in package["activity"]["rows"] if row[0] == "zero"]
        for row in rows:
            row[2] = "0"
        return [Place("activity", rows[0], "profile", ["zero", "all 0"])]
    return Fault("zero week", apply, [("activity", "weights"), ("keys", ("week", "zero"))])


def fallback_without_share():
    return cells("dependencies", ("b4",), {"fallback": "store"}, "fallback_share",
                 ["fallback_share", "empty"], name="fallback without share")


def share_without_fallback():
    return cells("dependencies", ("b3",), {"fallback": ""}, "fallback",
                 ["fallback", "empty"], name="share without fallback")


def shape_faults():
    F = []
    for table, key, tags in [
            ("fx", ("GBP",), []), ("owners", ("sumco",), [("sum", "sumco")]),
            ("regions", ("south",), []), ("activity", ("gap", "50"), []),
            ("sectors", ("hotels",), []), ("channels", ("ads",), []),
            ("platforms", ("sumtwo",), [("sum", "sumco")]),
            ("platform_regions", ("shop", "south"), [("sum", "shop")]),
            ("fallbacks", ("hotels", "ads", "email"), []), ("traffic", ("2021-09-11T03:00Z",), []),
            ("prices", ("2021-10-04", "IDX"), []), ("outages", ("shop2022",), []),
            ("event_returns", ("fb2021", "SNAP"), []),
            ("market_prior", ("intercept",), []), ("published", ("fb2021", "economy_loss"), []),
            ("credits", ("shop", "0.99"), []), ("uncertainty", ("sectors", "media"), []),
            ("model_error", ("owner_revenue_loss", "24"), []), ("policies", ("extra",), []),
            ("costs", ("fb2021", "h"), []), ("recoveries", ("drill",), []), ("supply", ("media",), []), ("straight_lines", ("acme",), []),
            ("dependencies", ("b5",), [])]:
        F.append(short_row(table, key, *tags))
        F.append(long_row(table, key, *tags))
        F.append(short_row(table, key, ("keys", table), ("sum", "*"), drop=0, name="first field lost"))
    return F


def table_faults():
    F = [missing_table(t, ("sum", "*")) for t in
         ("owners", "platforms", "regions", "platform_regions", "sectors", "channels")]
    for table, column in [
            ("fx", "per_usd"), ("fx", "currency"), ("owners", "owner"), ("owners", "currency"),
            ("regions", "region"), ("regions", "utc_offset_hours"), ("activity", "weight"),
            ("activity", "profile"), ("sectors", "profile"), ("channels", "name"),
            ("platforms", "platform"), ("platforms", "annual_revenue"),
            ("platform_regions", "revenue_share"), ("platform_regions", "platform"),
            ("fallbacks", "fallback"), ("traffic", "timestamp"), ("traffic", "volume"),
            ("prices", "close"), ("outages", "event"), ("event_returns", "role"),
            ("market_prior", "term"), ("market_prior", "mean"), ("published", "kind"),
            ("credits", "credit_share"), ("uncertainty", "column"), ("model_error", "quantity"),
            ("policies", "share"), ("costs", "amount"), ("recoveries", "state"), ("supply", "coefficient"), ("straight_lines", "hours"),
            ("dependencies", "business"), ("dependencies", "share"), ("dependencies", "channel")]:
        if (table, column) == ("published", "kind"):
            column = "measure"
        F.append(header(table, column, None, ["missing", column], ("sum", "*"), name="missing"))
        F.append(header(table, column, column[:-1], ["missing", column, "rename", f"'{column[:-1]}'"],
                        ("sum", "*"), name="misspelt"))
    for table, column in [("owners", "name"), ("regions", "region"), ("platforms", "owner"),
                          ("platform_regions", "revenue_share"), ("activity", "weight"),
                          ("fx", "date"), ("dependencies", "share"), ("traffic", "volume"),
                          ("sectors", "recapture_low")]:
        F.append(repeated_column(table, column, ("sum", "*")))
    return F


def all_faults():
    keys = [in_first_column(f) if "of another row" in f.name and f.name[0] in "ap" else f
            for f in key_faults()]
    return (value_faults() + keys + sum_faults() + shape_faults() + table_faults()
            + syntax_faults() + unclosed_quotes())
