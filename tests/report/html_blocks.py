# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a page of blackout into blocks, and refuses what a page must not be: elements left open or
closed twice, attributes that run or load something."""

import html.parser

VOID = {"meta", "br", "link", "img", "input"}
LEFT_OUT = {"nav", "script", "style", "title", "svg", "button"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LINES = {"p", "li", "dt", "dd", "caption", "figcaption", "summary"}


class Cell(str):
    """What a cell shows, and its numbers with all their digits: v, low, high."""
    exact = {}


def cell(words, exact):
    made = Cell(words)
    made.exact = exact
    return made


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.blocks, self.words, self.named = [], [], None, False
        self.exact = {}

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "src", "href") and not \
                    (value or "").startswith("#"):
                raise ValueError(f"<{tag} {name}=\"{value}\">")
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "span" and "data-id" in names and self.words is not None:
            self.words += names["data-id"]
            self.named = True
        if tag == "table":
            self.blocks.append(("table", []))
        elif tag == "tr" and "svg" not in self.open:
            self.blocks[-1][1].append([])
        elif tag in HEADINGS or tag in LINES or tag in ("td", "th"):
            self.words = ""
            self.identifier = names.get("data-id")
            self.exact = {name: float(names[f"data-{name}"]) for name in ("v", "low", "high") if f"data-{name}" in names}
        elif names.get("class") == "unit" and self.words is not None:
            self.words += "("

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> ends nothing")
        self.named = self.named and tag != "span"
        if self.words is None:
            return
        words = " ".join(self.words.replace("\u2212", "-").split())
        if tag in HEADINGS:
            self.blocks.append(("heading", HEADINGS[tag], words))
        elif tag in LINES and words:
            self.blocks.append(("text", words))
        elif tag in ("td", "th"): # an identifier that is shown by its name is what the JSON has
            self.blocks[-1][1][-1].append(cell(self.identifier or words, self.exact))
        elif tag == "span" and self.words.rfind("(") > self.words.rfind(")") and \
                any(h in self.open for h in HEADINGS):
            self.words += ")"
            return
        else:
            return
        self.words = None

    def handle_data(self, data):
        if not LEFT_OUT & set(self.open) and self.words is not None and \
                not self.named:
            self.words += data


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    if reader.open:
        raise ValueError(f"left open: {reader.open}")
    return reader.blocks
