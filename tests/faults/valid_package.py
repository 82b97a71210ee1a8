# SPDX-License-Identifier: GPL-3.0-or-later
"""A small valid package with every table, as lists of text, and how it is written to files.

Entities are many so that planted faults need not meet: the owner `sumco`, the profiles `gap` and
`zero` and the platform `cloud` serve the faults of sums alone."""

import hashlib
import json
import pathlib
import re

# Each as its first line holds the columns; the rest are rows. `|` separates here only.
TEXT = {
    "fx": """
currency|per_usd|date
EUR|0.85|2021-01-01
EUR|0.92|2023-01-01
GBP|0.75|2021-01-01
USD|1|2021-01-01
""",
    "owners": """
owner|name|currency|annual_revenue|annual_revenue_low|annual_revenue_high|annual_revenue_basis|symbol|index_symbol|market_cap|margin|tax_rate|as_of|source
meta|Métà Plattformen ä|USD|1000|950|1050|reported|META|IDX|9000|0.4|0.2||a report
acme|Acme 株式|EUR|500|480|520|reported|ACM|IDX|4000|0.3|0.25||a report
acme|Acme 株式|EUR|550|530|570|reported|ACM|IDX|4100|0.3|0.25|2022-06-01|a report
sumco|Sum, and company|USD|300||||SUM|IDX|||||
""",
    "regions": """
region|name|utc_offset_hours|gdp|gdp_currency|digital_share|countries
north|North|-5|20000|USD|0.05|US
south|South "S"|1.5|10000|EUR|0.04|DE;AT
east|East|9|15000|USD|0.06|
""",
    "activity": "profile|hour_of_week|weight",
    "sectors": """
sector|name|profile|flow_kind|recapture|recapture_low|recapture_high|recapture_decay_hours|annual_output|value_added|output_currency|diverted
retail|Retail|office|consumer|0.3|0.2|0.4|24|5000|2000|USD|0.2
media|Media|leisure|advertising|0.1|||48|3000|1000|EUR|0.1
hotels|Hotels|office||0.2|||12|1000|400|USD|0.3
""",
    "channels": """
channel|name|grace_hours|onset_hours|shape
sales|Sales|0.5|2|1.2
ads|Advertising|1|4|1
login|Log in|0|0|1
""",
    "platforms": """
platform|name|owner|annual_revenue|annual_revenue_low|annual_revenue_high|currency|flow_kind|recapture|attrition|growth_factor|usage_share|subscription_revenue|as_of
facebook|Facebook|meta|600|550|650|USD|advertising|0.25||1.1|0.9|0|
instagram|Instagram|meta|400|380|420|USD|advertising|0.25||1.1|0.9|10|
shop|Shop|acme|500|450|550|EUR||0.5|0.05|1|1|20|
shop|Shop|acme|550|500|600|EUR||0.5|0.05|1|1|20|2022-06-01
sumone|Sum one|sumco|200|||USD|||||||
sumtwo|Sum two|sumco|100|||USD|||||||
cloud|Cloud|acme|0|||EUR|||||||
""",
    "platform_regions": """
platform|region|revenue_share|user_share|profile
facebook|north|0.55|0.5|leisure
facebook|south|0.25|0.3|leisure
facebook|east|0.2|0.2|office
instagram|north|0.5|0.5|leisure
instagram|south|0.3|0.3|leisure
instagram|east|0.2|0.2|leisure
shop|north|0.4|0.4|office
shop|south|0.6|0.6|office
sumone|north|1|1|office
sumtwo|north|1|1|office
cloud|north|0.7|0.7|office
cloud|south|0.3|0.3|office
""",
    "fallbacks": """
sector|channel|fallback|share
|sales|web|0.2
|ads|instagram|0.3
retail|sales|store|0.3
retail|sales|shop|0.1
hotels|ads|email|0.5
hotels|ads|phone|0.2
""",
    "traffic": "timestamp|platform|region|volume",
    "prices": """
date|symbol|close|adj_close
2021-09-30|META|339.39|339.39
2021-10-01|META|343.01|343.01
2021-10-04|META|326.23|326.23
2021-09-30|IDX|4307.54|4307.54
2021-10-01|IDX|4357.04|4357.04
2021-10-04|IDX|4300.46|4300.46
""",
    "outages": """
event|owner|platforms|start|duration_minutes|duration_minutes_low|duration_minutes_high|severity|regions|scope_share|cause|reaction_date|confounded|measured_severity|measured_duration_minutes|final_report
fb2021|meta|facebook;instagram|2021-10-04T15:39Z|371|360|380|1|north;south|1|configuration|2021-10-04|yes|||2021-11-30
shop2022|acme|shop|2022-08-01T10:00Z|60|||0.8||0.5|power|2022-08-01|no|0.6|55|
""",
    "event_returns": """
event|symbol|index_symbol|role|day0|model|estimation_days|alpha|beta|residual_sd|raw_0|index_0|car_0_0|se_0_0|car_0_1|se_0_1|car_m1_1|se_m1_1|car_0_5|se_0_5|market_cap_before
fb2021|META|IDX|owner|2021-10-04|market|250|0.0001|1.2|0.012|-0.0489|-0.013|-0.0334|0.012|-0.03|0.017|-0.02|0.02|-0.04|0.03|9000
fb2021|SNAP|IDX|peer|2021-10-04|market|250|0.0002|1.4|0.02|-0.02|-0.013|-0.01|0.02|-0.01|0.028|-0.01|0.03|0.01|0.05|3000
shop2022|ACM|IDX|owner|2022-08-01|market|250|0.0001|0.9|0.01|-0.01|0.001|-0.011|0.01|-0.01|0.014|-0.01|0.017|0.01|0.024|4100
""",
    "market_prior": """
term|mean|sd
intercept|-0.005|0.01
odds_duration|-0.2|0.5
""",
    "outage_prior": """
term|value
rate_events|1
rate_years|2.5
log_hours_mean|1.75
log_hours_strength|2
log_hours_shape|3
log_hours_scale|6.5
longest_hours|720
any_hour_weight|1
""",
    "published": """
event|measure|low|high|currency|duration_assumed_minutes|publisher|date|kind
fb2021|owner_revenue_loss|60|100|USD|371|A Paper|2021-10-05|straight_line
fb2021|economy_loss|160|161|USD|60|A Monitor|2021-10-04|modelled
fb2021|owner_cost|3|4|USD||The Owner|2021-10-25|company
""",
    "credits": """
platform|availability_below|credit_share|claimed_share
shop|0.999|0.1|0.5
shop|0.99|0.25|0.6
""",
    "uncertainty": """
resource|key|column|low|high|group|loading
sectors|retail|recapture|0.2|0.4|habits|0.5
sectors|media|recapture|0.05|0.2|habits|0.5
""",
    "model_error": """
quantity|duration_hours|log_sd|location|scale|degrees|events
owner_revenue_loss|1|0.3||||
owner_revenue_loss|24|0.4||||
owner_revenue_loss|||0.12|0.7|3.5|17
""",
    "policies": """
policy|business|owner|waiting_hours|deductible|limit|share|aggregate_limit|currency
basic|||8|0.5|100|0.8|200|USD
extra|b2||6|0.2|50|0.2||EUR
own||acme|2|0.3|40|0.9||EUR
""",
    "costs": """
incident|kind|amount|amount_low|amount_high|currency|date|reversed
fb2021|c|1.5|1|2|USD|2021-10-31|
fb2021|h|0.25|||USD|2021-12-31|no
drill|g|0.1|||EUR||
""",
    "recoveries": """
incident|kind|state|amount|currency|date|reversed
fb2021|supplier|received|0.4|USD|2021-12-15|
drill|insurer|expected|0.05|EUR||
""",
    "supply": """
sector|input_sector|coefficient
retail|media|0.1
media|retail|0.05
""",
    "straight_lines": """
owner|method|revenue|hours|currency|as_of
meta|annual|1000|8760|USD|
acme|quarter|130|2190|EUR|2022-01-01
""",
    "dependencies": """
business|sector|region|annual_revenue|annual_revenue_low|annual_revenue_high|currency|platform|channel|share|firms|fallback|fallback_share|basis
b1|retail|north|10.5|9|12|USD|facebook|sales|0.3|100||
b1|retail|north|10.5|9|12|USD|instagram|ads|0.2|100|web|0.4
b2|media|south|20|||EUR|facebook|ads|0.5|10|email|0.25
b2|media|south|20|||EUR|shop|sales|0.25|10||
b3|hotels|east|5|||USD|facebook|login|0.1|50|instagram|0.5
b4|retail|south|8|||GBP|instagram|sales|0.4|20||
b4|retail|south|8|||GBP|shop|sales|0.3|20|phone|0.1
b5|media|north|2|||USD|facebook|sales|0.2|5||
b5|media|north|2|||USD|facebook|ads|0.3|5||
b6|hotels|north|3|||USD|shop|ads|0.6|7||
b6|hotels|north|3|||USD|shop|sales|0.2|7||
""",
}

# The order in which the program reads tables, and so tells of files.
READING_ORDER = ["fx", "owners", "regions", "activity", "sectors", "channels", "platforms",
                 "platform_regions", "fallbacks", "traffic", "prices", "outages", "event_returns",
                 "market_prior", "outage_prior", "published", "credits", "uncertainty", "model_error", "policies",
                 "costs", "recoveries", "supply", "straight_lines", "dependencies"]

DECIMAL = re.compile(r"-?\d+\.\d+")


class Raw(str):
    """A field that is written as it stands, without quotes: for faults of the syntax."""


def activity_rows():
    rows = []
    for profile in ("office", "leisure", "gap", "zero"):
        for hour in range(168):
            day = hour // 24 < 5
            weight = (8 <= hour % 24 < 18 and day) if profile == "office" else hour % 24 >= 7
            rows.append([profile, str(hour), "1.5" if weight else "0.25"])
    return rows


def traffic_rows():
    """Three weeks of hours: facebook in the north, with a rhythm of the day."""
    rows = []
    for hour in range(21 * 24):
        day, of_day = divmod(hour, 24)
        rows.append([f"2021-09-{6 + day:02d}T{of_day:02d}:00Z", "facebook", "north",
                     f"{100 + 5 * abs(of_day - 12)}.5"])
    return rows


def valid_package():
    """table -> {"header": [...], "rows": [[...], ...]}; every row is an object of its own."""
    package = {}
    for table, text in TEXT.items():
        lines = [line.split("|") for line in text.strip("\n").split("\n")]
        header, rows = lines[0], lines[1:]
        for row in rows:
            row.extend([""] * (len(header) - len(row)))
        package[table] = {"header": header, "rows": rows}
    package["activity"]["rows"] = activity_rows()
    package["traffic"]["rows"] = traffic_rows()
    return package


class Dialect:
    """How a table is written. `comma` writes decimal commas; `quoting` is "all" or "needed"."""

    def __init__(self, delimiter=",", quote='"', line_end="\n", comma=False, quoting="needed",
                 encoding="utf-8", mark=b"", declare=False, group=""):
        self.delimiter, self.quote, self.line_end = delimiter, quote, line_end
        self.comma, self.quoting, self.encoding = comma, quoting, encoding
        self.mark, self.declare, self.group = mark, declare, group

    def number(self, text):
        if self.group and re.fullmatch(r"\d{4,}", text):
            return f"{int(text):,}".replace(",", self.group)
        return text.replace(".", ",") if self.comma and DECIMAL.fullmatch(text) else text

    def field(self, text):
        if isinstance(text, Raw):
            return str(text)
        text = self.number(text)
        special = self.delimiter in text or self.quote in text or "\n" in text or "\r" in text
        if self.quoting == "all" or special:
            return self.quote + text.replace(self.quote, 2 * self.quote) + self.quote
        return text

    def render(self, table):
        lines = [f"sep={self.delimiter}"] if self.declare else []
        for row in [table["header"]] + table["rows"]:
            lines.append(self.delimiter.join(self.field(field) for field in row))
        text = self.line_end.join(lines) + self.line_end
        return self.mark + text.encode(self.encoding, errors="surrogateescape")


def write_package(folder, package, dialect=None, dialects=None):
    """Writes every table that is there; `dialects` maps tables to their own dialect."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in package.items():
        own = (dialects or {}).get(name) or dialect or Dialect()
        (folder / f"{name}.csv").write_bytes(own.render(table))


def describe(folder, tables, dialect=None, **resource):
    """The datapackage.json of the tables in `folder`: dialect, hash and bytes as they are."""
    folder = pathlib.Path(folder)
    resources = []
    for name in tables:
        data = (folder / f"{name}.csv").read_bytes()
        entry = {"name": name, "path": f"{name}.csv", "bytes": len(data),
                 "hash": "sha256:" + hashlib.sha256(data).hexdigest(), **resource}
        if dialect is not None:
            entry["dialect"] = {"delimiter": dialect.delimiter, "quoteChar": dialect.quote}
        resources.append(entry)
    return {"name": "small", "resources": resources}


def write_description(folder, description):
    """One resource a line, so that lines and columns can be told; returns the text."""
    resources = ",\n".join("  " + json.dumps(entry) for entry in description["resources"])
    text = '{"name": "small", "resources": [\n' + resources + "\n]}\n"
    (pathlib.Path(folder) / "datapackage.json").write_text(text, encoding="utf-8")
    return text
