# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the figures of a report that its JSON does not have. For every format: what is written with all its
digits is a number of the JSON to a part in 10^12; what is rounded for people is one as exactly as it is shown,
in ones, thousands, millions, billions or percent. A number inside a name or a date is none."""

import bisect
import html.parser
import math
import re

SCALES = (1, 1e3, 1e6, 1e9, 1e12, 1e-2)
EXACT = (1, 100, 0.01)  # the JSON has some shares in percent
VOID = {"meta", "br", "link", "img", "input"}
UNREAD = {"script", "style", "title", "nav"}
# What a quantile, an interval, a day of a study or a unit is called.
WORDS = re.compile(r"""\b(?:0?[0-9.]+(?:\ to\ [0-9.]+)?\ %(?=\ (?:interval|value|quantile|of\ single|probability|of\ the\ time)))
    |(?<![\d.,])5\ to\ 95\ %|(?<![\d.,])(?:5|50|90|95|2\.5|97\.5)\ %(?=$|:|\ and\ |\ to\ the\ |\ value|\ interval)|(?<![\d.,])90\ %(?=:)|(?<![\d.,])2\.5\ to\ 97\.5\ %
    |\bday\ [+-]?\d+|\[[-+]?\d+,[-+]?\d+\]|AR\(1\)|\bsd\ of\ ln|\b1\ -\ HHI|\bISO\ \d+|\bRFC\ \d+|\b1\ in\ \d+""", re.X | re.I)
DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?|\b\d{2}:\d{2}\b")
DURATION = re.compile(r"\b(?:(\d+) h)?(?: ?(\d+) min)\b")
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"(?<![\w./\u00b7-])([<+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(e[+-]\d+)?(?![\w-]|[.,]\d|/\w)")


def numbers_in(value):
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield float(value)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from numbers_in(part)


def strings_in(value):
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value  # a key may be a name
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings_in(part)


def lengths_in(value):
    """A list says how many there are."""
    if isinstance(value, (dict, list)):
        yield float(len(value))
        for part in value.values() if isinstance(value, dict) else value:
            yield from lengths_in(part)


def shown(text):
    """The numbers of a text as people read them: each with half of its last place."""
    if DIGIT.search(text) is None:  # nor any number: most texts
        return
    text = text.replace("\u2212", "-").replace("\u00a0", " ")
    for pattern in (WORDS, DATE):
        text = pattern.sub(" \u00b7 ", text)
    for hours, minutes in DURATION.findall(text):
        yield f"{hours} h {minutes} min", float(hours or 0) + float(minutes) / 60, 0.5 / 60 * (1 + 1e-9)
    for sign, whole, places, power in NUMBER.findall(DURATION.sub(" ", text)):
        digits = whole.replace(",", "") + places + power
        zeros = len(digits) - len(digits.rstrip("0")) if not places and not power else 0
        half = 0.5 * 10.0 ** (zeros - max(len(places) - 1, 0) + (int(power[1:]) if power else 0))
        yield sign + whole + places + power, (-1 if sign == "-" else 1) * float(digits), half


class Known:
    """What the JSON of a run has; `more` are numbers that the test itself knows of it."""

    def __init__(self, report, more=()):
        numbers = {n for n in (*numbers_in(report), *more) if math.isfinite(n)}
        self.numbers = sorted(numbers | {-n for n in numbers})
        self.counts = {*lengths_in(report)}
        texts = list(strings_in(report))
        self.texts = {token for text in texts for token, *_ in shown(text)} | set(texts)

    def near(self, value, half):
        at = bisect.bisect_left(self.numbers, value - half)
        return at < len(self.numbers) and self.numbers[at] <= value + half

    def exact(self, value, to=1e-12):
        return value in self.counts or any(self.near(value * times, to * abs(value * times) + 1e-15) for times in EXACT)

    def rounded(self, value, half):
        return value in self.counts or any(self.near(value * s, half * s * (1 + 1e-9)) for s in SCALES)

    def unknown_in(self, text):
        return [token for token, value, half in shown(text)
                if token not in self.texts and not self.rounded(value, half)]


class Page(html.parser.HTMLParser):
    """Every figure of a page: those of its attributes, of its cells and sentences, of its pictures, and of the
    texts under the pointer."""

    def __init__(self, known):
        super().__init__(convert_charrefs=True)
        self.known, self.open, self.unknown, self.compared = known, [], [], 0

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        if tag not in VOID:
            self.open.append((tag, own))
        for name in ("data-v", "data-low", "data-high"):
            if name in own:
                self.compared += 1
                if not self.known.exact(float(own[name])):
                    self.unknown.append(f"{name}={own[name]}")
        for name in ("data-basis", "data-d", "aria-label"):
            self.unknown += [f"{name}: {token}" for token in self.known.unknown_in(own.get(name, ""))]

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        tags = {tag for tag, _ in self.open}
        classes = {word for _, own in self.open for word in (own.get("class") or "").split()}
        if (UNREAD & tags and not ("svg" in tags and "title" in tags)) or ("svg" in tags and "tick" in classes):
            return
        values = [float(own[name]) for _, own in self.open for name in ("data-v", "data-low", "data-high") if name in own]
        # what a cell shows is its own number; a sentence is read as a text
        known = Known(values) if values else self.known
        for token, value, half in shown(data):
            self.compared += 1
            if token not in known.texts and not known.rounded(value, half):
                where = self.open[-1][0] if self.open else ""
                self.unknown.append(f"<{where}> {token} in '{' '.join(data.split())[:90]}'")


def unknown_on_page(page, known):
    """The figures of a page that are not known, and how many there are."""
    reader = Page(known)
    reader.feed(page)
    reader.close()
    return reader.unknown, reader.compared
