# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader of the Markdown that reports are: headings, paragraphs, lists, tables. Two of them, so
that the program does not agree with a mistake of one: read() is written from GFM's rules for what
the program uses; read_by_cmark() takes what cmark-gfm makes of the same text.

Both give a list of blocks: ("heading", level, text), ("text", text), ("item", text) and
("table", rows), a row being a list of texts, the header first."""

import html.parser
import re
import shutil
import subprocess

CMARK = shutil.which("cmark-gfm")
PUNCTUATION = re.compile(r"\\([!-/:-@\[-`{-~])")  # GFM 2.4: backslash escapes
CELL = re.compile(r"(?:[^|\\]|\\.)*")
DELIMITER = re.compile(r"\|(?:-{3,}:?\|)+$")


def unescaped(text):
    return PUNCTUATION.sub(r"\1", text).strip()


def cells(line):
    """The cells of a row: between pipes that no backslash precedes."""
    if not (line.startswith("|") and line.endswith("|")):
        raise ValueError(f"not a row: {line}")
    found, at = [], 1
    while at < len(line):
        cell = CELL.match(line, at)
        if cell.end() >= len(line) or line[cell.end()] != "|":
            raise ValueError(f"not a row: {line}")
        found.append(unescaped(cell.group()))
        at = cell.end() + 1
    return found


def read_table(lines):
    header = cells(lines[0])
    if not DELIMITER.match(lines[1]) or lines[1].count("|") != len(header) + 1:
        raise ValueError(f"not a delimiter row: {lines[1]}")
    rows = [header] + [cells(line) for line in lines[2:]]
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{len(row)} cells, not {len(header)}: {row}")
    return ("table", rows)


def read(markdown):
    blocks = []
    for paragraph in re.split(r"\n\n+", markdown.strip("\n")):
        lines = paragraph.split("\n")
        if lines[0].startswith("|"):
            blocks.append(read_table(lines))
        elif lines[0].startswith("#"):
            marks, text = lines[0].split(" ", 1)
            blocks.append(("heading", len(marks), unescaped(text)))
            if len(lines) > 1:
                raise ValueError(f"a heading of several lines: {paragraph}")
        elif lines[0].startswith("- "):
            blocks += [("item", unescaped(re.sub(r"^(?:  )?- ", "", line))) for line in lines]
        else:
            blocks.append(("text", unescaped(paragraph)))
    return blocks


class Html(html.parser.HTMLParser):
    """What cmark-gfm prints; anything that the program does not mean to make is an error."""
    KNOWN = {"h1", "h2", "h3", "h4", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.open = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.KNOWN:
            raise ValueError(f"<{tag}> of {dict(attributes)}")
        if tag == "table":
            self.blocks.append(("table", []))
        elif tag == "tr":
            self.blocks[-1][1].append([])
        elif tag in ("th", "td"):
            self.blocks[-1][1][-1].append("")
        elif tag == "li":
            self.blocks.append(("item", ""))
        elif tag == "p":
            self.blocks.append(("text", ""))
        elif tag[0] == "h":
            self.blocks.append(("heading", int(tag[1]), ""))
        self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if not self.open or self.open[-1] in ("ul", "table", "thead", "tbody", "tr"):
            return
        if self.open[-1] in ("th", "td"):
            self.blocks[-1][1][-1][-1] += data
        else:
            self.blocks[-1] = (*self.blocks[-1][:-1], self.blocks[-1][-1] + data)


def trimmed(block):
    if block[0] == "table":
        return ("table", [[cell.strip() for cell in row] for row in block[1]])
    return (*block[:-1], block[-1].strip())


def read_by_cmark(markdown):
    page = subprocess.run([CMARK, "-e", "table"], input=markdown, capture_output=True, text=True,
                          check=True).stdout
    reader = Html()
    reader.feed(page)
    return [trimmed(block) for block in reader.blocks]
