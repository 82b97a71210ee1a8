# SPDX-License-Identifier: GPL-3.0-or-later
"""Pollutes one file of a package, as spreadsheets, exports and accidents do: the same seed, the same bytes.

A kind names the outcomes that are right for it:

    same      status 0 and the figures of the clean package
    refused   status 1 and a fault with the file, the line and a remedy
    whole     the same, but the fault is of the whole file and has no line
    warned    status 0, other figures, and a warning that names the file: something is really gone or
              means something else by a custom that the warning states

Nothing here knows the program: `pollute` makes bytes, `KINDS` says what is right."""

import datetime
import re

from valid_package import Dialect

NUMBER = re.compile(r"\d+(\.\d+)?")
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
NBSP, NARROW = "\u00a0", "\u202f"
ZERO_WIDTH = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"]
BIDIRECTIONAL = ["\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2069"]
# Letters that look like Latin ones, Cyrillic and Greek.
LIKE_LATIN = dict(zip("aeopcyxsij", "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"))
SPREADSHEET_ERRORS = ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "nan", "n/a", "-",
                      "NULL", "########"]

SAME, REFUSED, WHOLE, WARNED = "same", "refused", "whole", "warned"
KINDS = {}


def kind(*right):
    """Registers a function of (draw, table) that changes the table, or returns its bytes."""
    def register(function):
        KINDS[function.__name__] = (function, frozenset(right))
        return function
    return register


class CannotPollute(Exception):
    """The table has nothing of what the kind pollutes."""


def cells(table, wanted):
    found = [(i, j) for i, row in enumerate(table["rows"]) for j, text in enumerate(row)
             if wanted(text) and table["header"][j] not in FREE_TEXT]
    if not found:
        raise CannotPollute
    return found


def change_cell(draw, table, change, wanted=NUMBER.fullmatch):
    i, j = draw.choice(cells(table, wanted))
    table["rows"][i][j] = change(table["rows"][i][j])


def change_column(draw, table, change, wanted=NUMBER.fullmatch):
    """All cells of one column that are as wanted."""
    _, j = draw.choice(cells(table, wanted))
    for row in table["rows"]:
        if wanted(row[j]):
            row[j] = change(row[j])


def rendered(table, **dialect):
    return Dialect(**dialect).render(table)


def lines_of(table):
    return rendered(table).decode().splitlines()


def joined(lines):
    return ("\n".join(lines) + "\n").encode()


# What may have any text or sign, so that a change of it is no fault.
FREE_TEXT = {"name", "source", "annual_revenue_basis", "countries", "utc_offset_hours", "cause", "publisher", "model",
             "group", "symbol", "index_symbol", "incident", "method", "policy", "measured_severity", "measured_duration_minutes", "loading"}


# Dialects and encodings of the whole file.

@kind(SAME)
def delimiter(draw, table):
    return rendered(table, delimiter=draw.choice(";\t|"), quoting=draw.choice(["all", "needed"]))


@kind(SAME)
def decimal_commas(draw, table):
    return rendered(table, delimiter=draw.choice(";\t|"), comma=True)


@kind(SAME, REFUSED)
def decimal_commas_in_quotes(draw, table):
    return rendered(table, comma=True)


@kind(REFUSED)
def decimal_commas_without_quotes(draw, table):
    """The delimiter and the decimal mark are the same; at least one row has both."""
    if not any("." in text and NUMBER.fullmatch(text) for row in table["rows"] for text in row):
        raise CannotPollute
    return joined([",".join(text.replace(".", ",") if NUMBER.fullmatch(text) else f'"{text}"' if "," in text
                            else text for text in row) for row in [table["header"]] + table["rows"]])


@kind(SAME)
def record_ends(draw, table):
    return rendered(table, line_end=draw.choice(["\r\n", "\r"]))


@kind(SAME, REFUSED)
def mixed_record_ends(draw, table):
    return "".join(line + draw.choice(["\n", "\r\n", "\r"]) for line in lines_of(table)).encode()


@kind(SAME)
def no_last_record_end(draw, table):
    return rendered(table)[:-1]


@kind(SAME)
def byte_order_mark(draw, table):
    return rendered(table, mark=b"\xef\xbb\xbf")


@kind(SAME)
def utf16_with_mark(draw, table):
    code = draw.choice(["utf-16-le", "utf-16-be"])
    return rendered(table, encoding=code, mark="\ufeff".encode(code))


@kind(REFUSED)
def utf16_without_mark(draw, table):
    return rendered(table, encoding=draw.choice(["utf-16-le", "utf-16-be"]))


@kind(REFUSED)
def latin_1(draw, table):
    """One cell has a letter that is no UTF-8."""
    change_cell(draw, table, lambda text: text + "é", lambda text: text != "")
    return rendered(table, encoding="latin-1") if table_is_latin(table) else give_up()


def table_is_latin(table):
    return all(ord(letter) < 256 for row in table["rows"] for text in row for letter in text)


def give_up():
    raise CannotPollute


@kind(SAME)
def quotes_everywhere(draw, table):
    return rendered(table, quoting="all")


@kind(SAME, REFUSED, WARNED)
def smart_quotes(draw, table):
    change_cell(draw, table, lambda text: "\u201c" + text + "\u201d", lambda text: text != "")


@kind(SAME, REFUSED)
def stray_quote(draw, table):
    lines = lines_of(table)
    i = draw.randrange(1, len(lines))
    at = draw.randrange(len(lines[i]) + 1)
    if in_free_text(table, lines[i], at):
        raise CannotPollute
    lines[i] = lines[i][:at] + '"' + lines[i][at:]
    return joined(lines)


def in_free_text(table, line, at):
    """Whether the position is in a field of free text, or in one with quotes."""
    if '"' in line:
        return True
    return table["header"][min(line[:at].count(","), len(table["header"]) - 1)] in FREE_TEXT


@kind(REFUSED)
def unclosed_quote(draw, table):
    lines = lines_of(table)
    i = draw.randrange(1, len(lines))
    starts = [0] + [m.end() for m in re.finditer(",", lines[i])]
    at = draw.choice(starts)
    if '"' in "".join(lines[i:]):
        raise CannotPollute
    lines[i] = lines[i][:at] + '"' + lines[i][at:]
    return joined(lines)


@kind(SAME, WHOLE)
def two_byte_order_marks(draw, table):
    """Two programs have each put one in front."""
    return rendered(table, mark=b"\xef\xbb\xbf" * 2)


@kind(SAME, REFUSED, WHOLE)
def utf32(draw, table):
    code = draw.choice(["utf-32-le", "utf-32-be"])
    return rendered(table, encoding=code, mark=draw.choice(["\ufeff", ""]).encode(code))


@kind(REFUSED, WHOLE)
def other_line_ends(draw, table):
    """What separates lines for an editor and for no CSV file."""
    return rendered(table, line_end=draw.choice(["\u2028", "\u2029", "\x85", "\v", "\x1e"]))


# Rows and fields.

@kind(SAME)
def blank_rows(draw, table):
    lines = lines_of(table)
    for _ in range(draw.randint(1, 3)):
        lines.insert(draw.randint(1, len(lines)), draw.choice(["", "," * (len(table["header"]) - 1)]))
    return joined(lines)


@kind(SAME, REFUSED, WHOLE)
def preamble(draw, table):
    words = ["Exported by a program", "Report;2021", "# comment", "", "Created 2021-10-04, final"]
    return joined([draw.choice(words) for _ in range(draw.randint(1, 3))] + lines_of(table))


@kind(SAME, REFUSED)
def footer(draw, table):
    return joined(lines_of(table) + [draw.choice(["Source: a report", "* preliminary", "End of file"])])


@kind(SAME)
def trailing_delimiters(draw, table):
    extra = "," * draw.randint(1, 4)
    return joined([line + extra for line in lines_of(table)])


@kind(REFUSED)
def missing_separator(draw, table):
    lines = lines_of(table)
    i = draw.randrange(1, len(lines))
    if '"' in lines[i]:
        raise CannotPollute
    at = draw.choice([m.start() for m in re.finditer(",", lines[i])])
    lines[i] = lines[i][:at] + lines[i][at + 1:]
    return joined(lines)


@kind(REFUSED)
def extra_separator(draw, table):
    """Within a number or between fields, before a field that is not empty."""
    lines = lines_of(table)
    i = draw.randrange(1, len(lines))
    if '"' in lines[i]:
        raise CannotPollute
    at = draw.randrange(len(lines[i].rstrip(",")))
    lines[i] = lines[i][:at] + "," + lines[i][at:]
    return joined(lines)


@kind(REFUSED)
def short_row(draw, table):
    """A row cut in the middle, with the rows after it."""
    lines = lines_of(table)
    i = draw.randrange(1, len(lines))
    if '"' in lines[i]:
        raise CannotPollute
    lines[i] = lines[i][:draw.randint(1, lines[i].rindex(","))]
    return joined(lines) if lines[i].strip(",") else give_up()  # a row of commas is a blank one


@kind(REFUSED)
def broken_row(draw, table):
    """A row that goes on in the next line."""
    lines = lines_of(table)
    i = draw.randrange(1, len(lines))
    if '"' in lines[i] or len(lines[i]) < 4:
        raise CannotPollute
    at = draw.randint(1, lines[i].rindex(","))
    lines[i:i + 1] = [lines[i][:at], lines[i][at:]]
    return joined(lines)


@kind(REFUSED)
def joined_rows(draw, table):
    if len(table["rows"]) < 2:
        raise CannotPollute
    lines = lines_of(table)
    i = draw.randrange(1, len(lines) - 1)
    lines[i:i + 2] = [lines[i] + draw.choice([",", ";", " ", ""]) + lines[i + 1]]
    return joined(lines)


@kind(REFUSED, WHOLE)
def truncated(draw, table):
    """Cut before the last field of its last row: nothing of a whole row is there."""
    data = rendered(table)
    end = data[:-1].rindex(b",")
    start = data[:-1].rindex(b"\n") + 2
    return data[:draw.randint(start, end)] if start <= end else give_up()


@kind(REFUSED, SAME, WARNED)
def repeated_row(draw, table):
    row = draw.choice(table["rows"])
    table["rows"].insert(draw.randint(0, len(table["rows"])), list(row))


@kind(REFUSED, SAME, WARNED)
def all_rows_twice(draw, table):
    table["rows"] += [list(row) for row in table["rows"]]


@kind(REFUSED, SAME)
def doubled_header(draw, table):
    lines = lines_of(table)
    lines.insert(draw.choice([1, draw.randint(1, len(lines))]), lines[0])
    return joined(lines)


@kind(REFUSED, SAME)
def two_tables(draw, table):
    lines = lines_of(table)
    other = [["region,users", "north,5", "south,7"], ["currency,per_usd,date", "EUR,0.5,"], ["note", "all of 2021"]]
    return joined(lines + [""] * draw.randint(0, 2) + draw.choice(other))


@kind(REFUSED, SAME)
def totals_row(draw, table):
    """As a spreadsheet adds up its columns."""
    total = [draw.choice(["Total", "TOTAL", "Sum", "Summe", "Grand total"])]
    for j in range(1, len(table["header"])):
        values = [float(row[j]) for row in table["rows"] if NUMBER.fullmatch(row[j])]
        total.append(f"{sum(values):g}" if values else "")
    table["rows"].append(total)


@kind(REFUSED)
def totals_row_of_elsewhere(draw, table):
    """In languages of which the program knows no word: the sum alone tells."""
    total = [draw.choice(["Razem", "\u0418\u0442\u043e\u0433\u043e", "\u5408\u8a08", "Yhteens\u00e4", "\u03a3\u03cd\u03bd\u03bf\u03bb\u03bf"])]
    for j in range(1, len(table["header"])):
        values = [float(row[j]) for row in table["rows"] if NUMBER.fullmatch(row[j])]
        total.append(f"{sum(values):g}" if values else "")
    table["rows"].append(total)


@kind(REFUSED)
def units_row(draw, table):
    """A second line under the names of the columns, as of instruments and statistical offices."""
    numbers = [any(NUMBER.fullmatch(row[j]) for row in table["rows"]) for j in range(len(table["header"]))]
    if not any(numbers):
        raise CannotPollute
    table["rows"].insert(0, [draw.choice(["EUR m", "%", "[h]", "kUSD", "number"]) if number else draw.choice(["", "text"])
                             for number in numbers])


@kind(REFUSED, SAME)
def comment_lines(draw, table):
    lines = lines_of(table)
    lines.insert(draw.randint(1, len(lines)), draw.choice(["# checked by AB", "// 2021", "% provisional", "-- end", ";;"]))
    return joined(lines)


@kind(REFUSED)
def merged_cells(draw, table):
    """A name that stands once for the rows below it, as a spreadsheet saves merged cells."""
    rows = [i for i in range(1, len(table["rows"])) if table["rows"][i][0] == table["rows"][i - 1][0] != ""]
    if not rows or table["header"][0] == "sector":  # of fallbacks, where none means every sector
        raise CannotPollute
    for i in reversed(rows):
        table["rows"][i][0] = ""


@kind(REFUSED)
def row_again_with_another_figure(draw, table):
    i, j = draw.choice(cells(table, NUMBER.fullmatch))
    # of owners the last may be the key; a cost, or a figure of a publisher, may be one more
    if table["header"][j] in ("hour_of_week", "as_of") or table["header"][0] == "owner" or \
            {"publisher", "incident"} & set(table["header"]):
        raise CannotPollute
    row = list(table["rows"][i])
    row[j] = f"{float(row[j]) * 0.875:.12g}" if float(row[j]) else "0.5"
    table["rows"].insert(i + 1, row)


@kind(REFUSED, WARNED)
def header_alone(draw, table):
    table["rows"] = []


@kind(REFUSED)
def other_file(draw, table):
    """What a download or a slip puts in its place."""
    return draw.choice([b"", b"\n\n", b"<!DOCTYPE html>\n<html><body>404</body></html>\n", b'{"a": 1}\n',
                        b"PK\x03\x04" + bytes(range(256)), b"note,author\nx,y\n", b"plain words\n"])


# Columns and their names.

@kind(SAME)
def columns_in_another_order(draw, table):
    order = draw.sample(range(len(table["header"])), len(table["header"]))
    table["header"] = [table["header"][j] for j in order]
    table["rows"] = [[row[j] for j in order] for row in table["rows"]]


@kind(REFUSED)
def cells_swapped(draw, table):
    """A name and a number of one row have changed places."""
    i, j = draw.choice(cells(table, NUMBER.fullmatch))
    row = table["rows"][i]
    others = [k for k, text in enumerate(row) if text and not NUMBER.search(text) and table["header"][k] not in FREE_TEXT]
    k = draw.choice(others) if others else give_up()
    row[j], row[k] = row[k], row[j]


@kind(SAME, REFUSED, WHOLE)
def header_case(draw, table):
    table["header"] = [draw.choice([name.upper(), name.title(), f" {name} ", name.replace("_", " ")])
                       for name in table["header"]]


@kind(REFUSED, WHOLE, WARNED, SAME)
def renamed_header(draw, table):
    j = draw.randrange(len(table["header"]))
    name = table["header"][j]
    table["header"][j] = draw.choice([name[:-1], name + "s", name + "_x", "x_" + name, "value"])


@kind(REFUSED, WHOLE, WARNED, SAME)
def unit_in_header(draw, table):
    """Never the column itself: its numbers are of another unit."""
    _, j = draw.choice(cells(table, NUMBER.fullmatch))
    table["header"][j] += draw.choice([" (EUR m)", " [k\u20ac]", "_keur", " (%)", " in thousands", " '000", "_pct"])


@kind(REFUSED, WHOLE, SAME)
def header_twice_in_row(draw, table):
    j = draw.randrange(len(table["header"]))
    table["header"].append(table["header"][j])
    for row in table["rows"]:
        row.append(row[j] if draw.random() < 0.5 else "7")


@kind(REFUSED, WHOLE)
def no_header(draw, table):
    return joined(lines_of(table)[1:])


# Cells.

def grouped(mark):
    return lambda text: re.sub(r"(?<=\d)(?=(\d{3})+$)", mark, text)


@kind(SAME, REFUSED)
def thousands(draw, table):
    """Whole numbers of at least four digits, in one column or one cell."""
    mark = draw.choice([",", ".", "'", " ", NBSP, NARROW, "\u2019"])
    draw.choice([change_cell, change_column])(draw, table, grouped(mark), re.compile(r"\d{4,}").fullmatch)


@kind(SAME, REFUSED)
def unbreakable_blanks(draw, table):
    blanks = draw.choice([NBSP, NARROW, " ", "\t", "\u3000", "\u2009"])
    change_cell(draw, table, draw.choice([lambda t: blanks + t, lambda t: t + blanks]), lambda text: text != "")


@kind(SAME, REFUSED, WARNED)
def zero_width(draw, table):
    mark = draw.choice(ZERO_WIDTH)

    def insert(text):
        at = draw.randint(0, len(text))
        return text[:at] + mark + text[at:]
    change_cell(draw, table, insert, lambda text: text != "")


@kind(SAME, REFUSED, WARNED)
def marks_of_direction(draw, table):
    """What goes with a name that was copied from a text in Arabic or Hebrew."""
    mark, end = draw.choice(BIDIRECTIONAL), draw.choice(["", draw.choice(BIDIRECTIONAL)])
    change_cell(draw, table, lambda text: mark + text + end, lambda text: text != "")


@kind(SAME, REFUSED, WARNED)
def letters_that_look_alike(draw, table):
    """Typed with the other keyboard on: one letter, or all that there are."""
    def swap(text):
        letters = [k for k, letter in enumerate(text) if letter in LIKE_LATIN]
        chosen = letters if draw.random() < 0.3 else [draw.choice(letters)]
        return "".join(LIKE_LATIN[letter] if k in chosen else letter for k, letter in enumerate(text))
    change_cell(draw, table, swap, lambda text: any(letter in LIKE_LATIN for letter in text))


@kind(REFUSED, WHOLE)
def nul_bytes(draw, table):
    data = rendered(table)
    at = draw.randrange(len(data))
    return data[:at] + b"\0" * draw.randint(1, 4) + data[at:]


@kind(REFUSED)
def broken_bytes(draw, table):
    data = rendered(table)
    at = draw.randrange(data.index(b"\n") + 1, len(data))
    return data[:at] + bytes([draw.randint(0xF8, 0xFF)]) + data[at:]


@kind(SAME)
def exponents(draw, table):
    change_cell(draw, table, lambda text: f"{float(text):.15e}", lambda text: NUMBER.fullmatch(text))


def require_positive(table):
    """A figure of somebody else's may be a gain, a loading opposite to the common factor."""
    if {"publisher", "loading"} & set(table["header"]):
        raise CannotPollute


@kind(REFUSED)
def negatives_in_parentheses(draw, table):
    require_positive(table)
    change_cell(draw, table, lambda text: f"({text})", lambda text: NUMBER.fullmatch(text) and float(text) > 0)


@kind(REFUSED)
def minus_signs(draw, table):
    require_positive(table)
    sign = draw.choice(["-", "\u2212", "\u2013"])
    change_cell(draw, table, draw.choice([lambda t: sign + t, lambda t: t + sign]),
                lambda text: NUMBER.fullmatch(text) and float(text) > 0)


@kind(SAME, REFUSED)
def currency_signs(draw, table):
    sign = draw.choice(["$", "\u20ac", "USD ", "EUR ", "\u00a3"])
    draw.choice([change_cell, change_column])(draw, table, draw.choice([lambda t: sign + t, lambda t: t + " " + sign.strip()]))


@kind(SAME, REFUSED, WARNED)
def percent_signs(draw, table):
    """A share times a hundred with its sign."""
    draw.choice([change_cell, change_column])(
        draw, table, lambda text: f"{float(text) * 100:.12g}%", lambda t: NUMBER.fullmatch(t) and 0 < float(t) < 1)


@kind(REFUSED, WARNED)
def percent_signs_alone(draw, table):
    """The sign added to a number that is not in percent."""
    draw.choice([change_cell, change_column])(draw, table, lambda text: text + "%",
                                              lambda t: NUMBER.fullmatch(t) and float(t) > 0)


@kind(SAME, REFUSED)
def two_decimal_marks(draw, table):
    """One cell with a comma where the others have points."""
    change_cell(draw, table, lambda text: text.replace(".", ","), re.compile(r"\d+\.\d+").fullmatch)


@kind(REFUSED)
def other_digits(draw, table):
    zero = ord(draw.choice(["\uff10", "\u0660", "\u0966", "\u06f0"]))
    change_cell(draw, table, lambda text: "".join(chr(zero + int(c)) if c.isdigit() else c for c in text))


@kind(REFUSED)
def apostrophes_before_numbers(draw, table):
    """As a spreadsheet keeps a number that is a text."""
    draw.choice([change_cell, change_column])(draw, table, lambda text: "'" + text)


@kind(REFUSED)
def words_of_scale(draw, table):
    way = draw.choice(["{} Mio", "{} Mio. \u20ac", "k${}", "{} TEUR", "Tsd. {}", "{} lakh", "{} cr", "{}e", "10^{}", "{} \u00b1 1",
                       "ca. {}", "{} - {}", "{}/1", "<{}"])
    draw.choice([change_cell, change_column])(draw, table, lambda text: way.replace("{}", text))


@kind(REFUSED)
def spreadsheet_errors(draw, table):
    error = draw.choice(SPREADSHEET_ERRORS)
    change_cell(draw, table, lambda text: error)


@kind(REFUSED)
def units(draw, table):
    unit = draw.choice(["k", " m", "M", " hours", "h", " bn", "*", " (e)", " 1)", "?", "~"])
    change_cell(draw, table, lambda text: text + unit)


@kind(SAME, REFUSED)
def dates_in_another_order(draw, table):
    order = draw.choice([r"\3/\2/\1", r"\2/\3/\1", r"\3.\2.\1", r"\3-\2-\1", r"\1/\2/\3", r"\1\2\3"])
    draw.choice([change_cell, change_column])(
        draw, table, lambda text: DATE.sub(order, text), lambda text: DATE.search(text))


@kind(REFUSED)
def dates_that_are_not(draw, table):
    bad = draw.choice([r"\1-13-\3", r"\1-\2-32", r"\1-00-\3", r"\1-02-30", "soon", "44473"])
    change_cell(draw, table, lambda text: DATE.sub(bad, text), lambda text: DATE.search(text))


@kind(SAME)
def midnight_as_24(draw, table):
    """The end of the day before, as ISO 8601-1 has it since 2019 again."""
    def before(text):
        year, month, day = map(int, DATE.fullmatch(text).groups())
        return f"{datetime.date(year, month, day) - datetime.timedelta(1)}T24:00Z"
    change_column(draw, table, before, DATE.fullmatch)


@kind(REFUSED)
def day_numbers(draw, table):
    """A column of dates as a spreadsheet counts them."""
    def count(text):
        return str((datetime.date(*map(int, DATE.fullmatch(text).groups())) - datetime.date(1899, 12, 30)).days)
    change_column(draw, table, count, DATE.fullmatch)


def pollute(name, draw, table):
    """The bytes of the polluted table; CannotPollute where it has nothing to pollute."""
    data = KINDS[name][0](draw, table)
    return rendered(table) if data is None else data
