#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every message that a document quotes is printed by the program.

    test_messages.py PROGRAM

A document quotes messages in three ways:

    tables    a table whose first column is headed `message`. X, N, TABLE and ... stand for any
              text; the rest is as it is printed. Each row needs an entry in PRINTED, which makes the
              program print it, or in ELSEWHERE, which names a test that does.
    blocks    an indented block, or a fenced one without a language that `docs.commands` runs, whose
              first line is a command with files that the repository does not have. It is run with
              made-up files of these names; each line must be printed with other figures.
    codes     `code` after the word warning: it is printed here, or a test under tests/ compares the
              code of a warning with it.

What `docs.commands` runs (sh and console blocks) is compared there."""

import ast
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "faults"))

from catalogue import all_faults  # noqa: E402
from valid_package import valid_package, write_package  # noqa: E402

DOCUMENTS = [ROOT / "README.md", ROOT / "datasets" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ESTIMATE = ["estimate", "--platform", "facebook", "--duration", "6h", "--samples", "0"]
failures = []


def fail(text):
    failures.append(text)
    print("FAILED", text)


class Printer:
    """Runs the program in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, capture_output=True,
                              text=True, check=False)
        return done.stdout + done.stderr

    def validate(self, change, *arguments):
        """What `validate` prints of the package of the fault tests after a change."""
        package = valid_package()
        change(package)
        for name in [name for name, table in package.items() if table.get("gone")]:
            del package[name]
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            write_package(folder, package)
            return self.run(*(arguments or ["validate"]), folder)


def planted(*names):
    """One of the faults of tests/faults by its name."""
    faults = {fault.name: fault for fault in all_faults()}
    return lambda printer: printer.validate(lambda package: [faults[n].apply(package) for n in names])


def cells(table, **values):
    """Cells of the first row of a table."""
    def change(package):
        for column, value in values.items():
            package[table]["rows"][0][package[table]["header"].index(column)] = value
    return lambda printer: printer.validate(change)


def surplus_column(package):
    package["dependencies"]["header"].append("note")
    for row in package["dependencies"]["rows"]:
        row.append("")


def only_a_range_of_firms(package):
    firms = package["dependencies"]["header"].index("firms")
    package["dependencies"]["header"] += ["firms_low", "firms_high"]
    for row in package["dependencies"]["rows"]:
        row[firms] = ""
        row += ["10", "15"]


def only_a_row_without_input(package):
    package["uncertainty"]["rows"] = [["sectors", "retail", "attrition", "0.2", "0.4", "", ""]]


def only_fx_is_gone(package):
    package["fx"]["gone"] = True


def scenario(item):
    def run(printer):
        (printer.folder / "s.json").write_text('{"platform": "facebook", "duration": "6h", "set": [%s]}'
                                               % item, encoding="utf-8")
        return printer.validate(lambda package: None, *ESTIMATE[:1], "--samples", "0", "--scenario",
                                "s.json")
    return run


def renamed(printer):
    with tempfile.TemporaryDirectory(dir=printer.folder) as folder:
        write_package(folder, valid_package())
        (pathlib.Path(folder) / "sectors.csv").rename(pathlib.Path(folder) / "my sectors.txt")
        return printer.run("validate", folder)


def alone(*tables, base=True):
    """What `validate` prints of a package of these tables alone, with or without a base."""
    def run(printer):
        with tempfile.TemporaryDirectory(dir=printer.folder) as folder:
            write_package(folder, {table: valid_package()[table] for table in tables})
            return printer.run("validate", folder, *(("--base", "reference") if base else ()))
    return run


def changed_since(printer):
    with tempfile.TemporaryDirectory(dir=printer.folder) as folder:
        write_package(folder, {"fx": valid_package()["fx"]})
        (pathlib.Path(folder) / "datapackage.json").write_text(
            '{"resources": [{"name": "fx", "path": "fx.csv", "hash": "sha256:%s"}]}' % (64 * "0"),
            encoding="utf-8")
        return printer.run("validate", folder, "--base", "reference")


def untouched(*arguments):
    return lambda printer: printer.validate(lambda package: None, *arguments)


PRINTED = {  # what prints a message of the tables
    "the table is missing": planted("sectors missing"),
    "the file is not read": renamed,
    "the package has no table": alone(),
    "tables are missing": alone("dependencies", base=False),
    "the base's rows do not fit the table X of the package": alone("regions"),
    "columns are missing from the header": planted("owners.owner missing"),
    "X is not in TABLE": cells("dependencies", platform="nobody"),
    "is empty": cells("dependencies", business=""),
    "is out of range": cells("sectors", recapture="7"),
    "has a percent sign": cells("sectors", recapture="7 %"),
    "may mean thousands or a decimal mark": lambda printer: printer.run(
        "validate", semicolons(printer, "1.234"), "--base", "reference"),
    "has a grouping or decimal mark that does not go with other rows":
        lambda printer: validate_rows(printer, "1.234,5", "1,234.5"),
    "has a grouping or decimal mark in the wrong place":
        lambda printer: validate_rows(printer, "12.34.567"),
    "has decimal commas where X has decimal points":
        lambda printer: validate_rows(printer, "12,5", share="0.1"),
    "may have the day or the month first": lambda printer: ambiguous_dates(printer),
    "the row has a different number of fields from the header": planted("fx long row"),
    "the same key is already in line N": planted("owners repeated key"),
    "the shares of a business add up to more than 1": planted("business shares over 1"),
    "the annual_revenue of the platforms of X adds up to ...": planted("owner sum off by 5 %"),
    "the revenue_share of X does not add up to 1": planted("revenue shares over 1"),
    "a profile has N of 168 hours": planted("incomplete week"),
    "the currency has no rate in fx": cells("dependencies", currency="SEK"),
    "a second currency needs the table fx": lambda printer: printer.validate(only_fx_is_gone),
    "has no high value to go with it": cells("dependencies", annual_revenue_high=""),
    "has no central value to go with it": lambda printer: printer.validate(only_a_range_of_firms),
    "the field is not UTF-8": planted("invalid UTF-8"),
    "a quote opened here is never closed": planted("dependencies unclosed quote"),
    "the file is not the one described": changed_since,
    "X has no row in TABLE that was known at ...": lambda printer: printer.run(
        "estimate", "--platform", "facebook", "--start", "2001-01-01T00:00Z", "--duration", "6h"),
    "uncertainty X: the row matches no input of this scenario":
        lambda printer: printer.validate(only_a_row_without_input, *ESTIMATE[:-1], "64"),
    "model_error: the package has no model error": lambda printer: printer.validate(
        lambda package: package["model_error"].update(gone=True), *ESTIMATE[:-1], "64"),
    "set: no row matches the condition": scenario(
        '{"table": "fallbacks", "where": {"channel": "nobody"}, "column": "share", "value": 0.1}'),
    "set: the package would no longer be valid": scenario(
        '{"table": "platform_regions", "where": {"platform": "facebook", "region": "north"},'
        ' "column": "revenue_share", "value": 0.9}'),
    "warning: the column X is not known: it is ignored": lambda printer: printer.validate(
        surplus_column),
}

ELSEWHERE = {  # message -> the test, and what it expects; more than a million rows are needed
    "the rows of businesses are not in order, and there are too many to sort in memory":
        ("tests/faults/test_scattered.py", "too many to sort in memory"),
}

FEWEST_QUOTES = 40  # fewer: the reader of the documents is broken, not the documents


def validate_rows(printer, *numbers, share="1"):
    return printer.run("validate", semicolons(printer, *numbers, share=share), "--base", "reference")


def ambiguous_dates(printer):
    folder = pathlib.Path(semicolons(printer, "1000"))
    (folder / "fx.csv").write_text("currency;per_usd;date\nEUR;0,9;03/04/2021\n", encoding="utf-8")
    done = printer.run("validate", str(folder), "--base", "reference")
    (folder / "fx.csv").unlink()
    return done


def semicolons(printer, *numbers, share="1"):
    folder = printer.folder / "semicolons"
    folder.mkdir(exist_ok=True)
    (folder / "dependencies.csv").write_text(
        "business;sector;region;annual_revenue;currency;platform;channel;share\n"
        + "".join(f"b{i};G;europe;{number};EUR;facebook;sales;{share}\n"
                  for i, number in enumerate(numbers)), encoding="utf-8")
    return str(folder)


# ---- What documents quote ----------------------------------------------------------------------------

def table_messages(text):
    """(line, message) of each row below a header `| message |`."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        cell = line.strip().strip("|").split("|")[0].strip()
        if not line.startswith("|"):
            inside = False
        elif cell == "message":
            inside = True
        elif inside and not set(cell) <= set("-: "):
            yield number, cell


def code_quotes(text):
    """(line, code) of each `code` after "warning"."""
    for match in re.finditer(r"warnings?:?\s+`([a-z]+(?:_[a-z]+)*)`", text):
        yield text[:match.start()].count("\n") + 1, match[1]


def transcripts(text):
    """(line, command, printed lines) of blocks that docs.commands does not run."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = lines[at].strip() == "```text"
        first = at + 1 if fence else at
        if re.match(r"(    )?(\$ )?blackout ", lines[first] if first < len(lines) else "") and (
                fence or lines[at].startswith("    ")):
            end = first
            while end < len(lines) and lines[end].strip() != "```" and (
                    fence or lines[end].startswith("    ") or not lines[end].strip()):
                end += 1
            body = [line[4:] if line.startswith("    ") and not fence else line
                    for line in lines[first:end]]
            count = 1
            while body[count - 1].endswith("\\"):
                count += 1
            command = " ".join(line.rstrip("\\").strip() for line in body[:count])
            shown = [line for line in body[count:] if line.strip()]
            if any(not re.match(r"(\$ )?blackout ", line) for line in shown):
                yield first + 1, command.removeprefix("$ "), shown
            at = end
        at += 1


# ---- Comparing ---------------------------------------------------------------------------------------

def pattern(message):
    """A message of a table as a regular expression."""
    words = {"X": r"\S.*", "N": r"\d+", "TABLE": r"[a-z_]+", "...": r".*"}
    parts = re.split(r"(\bX\b|\bN\b|\bTABLE\b|\.\.\.)", message)
    return re.compile("".join(words.get(part, re.escape(part)) for part in parts))


def skeleton(line):
    """A line without its figures, so that the same words with others are the same."""
    line = re.sub(r"[-+<]?\d[\d,.:-]*", "#", line)
    return " ".join(line.replace("...", " ").split())


def is_printed(message, text):
    """Text has lines of 100 columns: the further ones of a warning are indented."""
    return any(pattern(message).search(t) for t in (text, re.sub(r"\n +", " ", text)))


def check_tables(printer, name, text):
    count = 0
    for number, message in table_messages(text):
        count += 1
        if message in ELSEWHERE:
            path, words = ELSEWHERE[message]
            if words not in (ROOT / path).read_text(encoding="utf-8"):
                fail(f"{name}:{number}: {path} does not expect '{words}'")
        elif message not in PRINTED:
            fail(f"{name}:{number}: nothing here prints '{message}'")
        elif not is_printed(message, PRINTED[message](printer)):
            fail(f"{name}:{number}: '{message}' is not printed, but\n{PRINTED[message](printer)[:2000]}")
    return count


def codes_printed(printer):
    """The codes of the warnings of event studies that have several: JSON alone prints codes."""
    study = ["event-study", "--event", "FB-2021-10-04", "--format", "json",
             *(word for name in PRICE_NAMES for word in ("--prices", f"prices_{name}.csv"))]
    printed = printer.run(*study, "--shares", "1000") + printer.run(*study, "--peers", "SNAP,NOBODY")
    return set(re.findall(r'"code": *"([a-z_0-9]+)"', printed))


EXPECTED_IN_C = (r'\\"code\\": \\"([a-z_]+)\\"', r'is_warned\(\w+, "([a-z_]+)"',
                 r'warning_stands\(&[\w>.-]+, "([a-z_]+)"',
                 r'assert_true\(preparation_warned\(&\w+, "([a-z_]+)"')


def expected_in_python(text):
    """Codes in `w["code"] == "a_code"` and in handled(name, run, "a_code", words), which looks for it."""
    for node in ast.walk(ast.parse(text)):
        found = None
        if isinstance(node, ast.Compare) and ast.unparse(node.left).endswith("['code']"):
            found = node.comparators[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "handled":
            found = (node.args + [None] * 3)[2]
        if isinstance(found, ast.Constant):
            yield found.value


def codes_expected():
    """The codes that tests expect of warnings, by what they compare."""
    codes = set()
    for path in sorted((ROOT / "tests").rglob("*")):
        if path.suffix == ".c":
            text = path.read_text(encoding="utf-8")
            codes.update(code for words in EXPECTED_IN_C for code in re.findall(words, text))
        elif path.suffix == ".py" and path != pathlib.Path(__file__).resolve():
            codes.update(expected_in_python(path.read_text(encoding="utf-8")))
    return codes


def check_codes(known, name, text):
    count = 0
    for number, code in code_quotes(text):
        count += 1
        if code not in known:
            fail(f"{name}:{number}: no warning `{code}` is printed here or expected by a test")
    return count


def check_transcripts(printer, name, text):
    count = 0
    for number, command, shown in transcripts(text):
        printed = " ".join(skeleton(line) for line in printer.run(*command.split()[1:]).split("\n"))
        for line in shown:
            count += 1
            if skeleton(line) not in printed:
                fail(f"{name}:{number}: '{command}' does not print\n  {skeleton(line)}\nbut {printed}")
    return count


# ---- Made-up files of the names in the documents -----------------------------------------------------

EVENT_DAY = date(2021, 10, 4)
PRICE_NAMES = ["FB", "GSPC", "SNAP", "TWTR", "PINS"]


def sessions():
    days, day = [], date(2020, 6, 1)
    while day < date(2021, 12, 31):
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days


def write_prices(folder):
    """Rivals share what the index does not explain, so that the day is unusual against the market and
    ordinary with the rivals in the model; afterwards the share rises above where it was."""
    draws = random.Random(20211004)
    closes = dict.fromkeys(PRICE_NAMES, 100.0)
    texts = dict.fromkeys(PRICE_NAMES, "Date,Close\n")
    for day in sessions():
        market, common = draws.gauss(0, 0.008), draws.gauss(0, 0.012)
        if day == EVENT_DAY:
            market, common = -0.013, -0.034
        late = 0.01 if date(2021, 10, 20) < day < date(2021, 11, 5) else 0
        for name in PRICE_NAMES:
            move = market if name == "GSPC" else 1.2 * market + common + late
            own = 0 if name == "GSPC" else draws.gauss(0, 0.006)
            closes[name] *= 1 + move + (own if day != EVENT_DAY else 0.0005 * len(name))
            texts[name] += f"{day},{closes[name]:.4f}\n"
    for name in PRICE_NAMES:
        (folder / f"prices_{name}.csv").write_text(texts[name], encoding="utf-8")


def write_taxi(folder):
    """Half hours of 24 weeks with two stretches that lack most of the traffic."""
    draws = random.Random(20150126)
    start = datetime(2014, 8, 11)
    lines = ["timestamp,platform,region,volume"]
    for step in range(24 * 7 * 48):
        at = start + timedelta(minutes=30 * step)
        volume = (9000 + 5000 * (at.hour >= 8)) * (0.9 if at.weekday() > 4 else 1)
        if datetime(2015, 1, 12, 15) <= at < datetime(2015, 1, 14, 5):
            volume *= 0.3
        if datetime(2014, 12, 25, 5) <= at < datetime(2014, 12, 26, 10):
            volume *= 0.5
        lines.append(f"{at:%Y-%m-%dT%H:%MZ},taxi,nyc,{volume * draws.gauss(1, 0.03):.0f}")
    (folder / "traffic_nyc_taxi.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


CONTROL = """
| message | what to do |
|---|---|
| the moon is full | wait |

A warning `full_moon` says so.

    $ blackout describe
    the moon is full
"""


def control(printer, codes):
    """Planted quotes of what nothing prints are found, each of the three kinds."""
    found = len(failures)
    for kind in (lambda: check_tables(printer, "control", CONTROL),
                 lambda: check_codes(codes, "control", CONTROL),
                 lambda: check_transcripts(printer, "control", CONTROL)):
        before = len(failures)
        kind()
        if len(failures) != before + 1:
            print("a planted quote is not found")
            sys.exit(1)
    del failures[found:]


def main():
    with tempfile.TemporaryDirectory() as folder:
        printer = Printer(str(pathlib.Path(sys.argv[1]).resolve()), folder)
        write_prices(printer.folder)
        write_taxi(printer.folder)
        codes = codes_printed(printer) | codes_expected()
        print("control (three planted quotes, each reported once):")
        control(printer, codes)
        count = 0
        for path in DOCUMENTS:
            name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            count += check_tables(printer, name, text) + check_codes(codes, name, text)
            count += check_transcripts(printer, name, text)
    if count < FEWEST_QUOTES:
        fail(f"only {count} quotes were found")
    print(f"{count} quotes, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
