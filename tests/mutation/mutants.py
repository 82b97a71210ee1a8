# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutants of a C source: small changes of the kind that a slip of the hand would make.

The operators have the names of the literature (Agrawal et al., Design of mutant operators for the C
programming language, 1989; Offutt et al., 1996): relational (ROR), arithmetic (AOR) and logical (LCR)
operators replaced, constants changed (CRP), conditions negated (NEG), statements deleted (SDL).
The layout that clang-format gives is what tells a binary operator from a unary one."""

import re

BINARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
          "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "&&": "||", "||": "&&",
          "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "&": "|", "|": "&", "<<": ">>", ">>": "<<"}
NAMES = {**dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), "ROR"),
         **dict.fromkeys(("&&", "||"), "LCR")}
OPERATOR = re.compile(r"(?<=[\w)\]'\"]) (<<|>>|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|/=|[-<>+*/%&|])(?=[ \n])")
NUMBER = re.compile(r"(?<![\w.\"%])(\d+\.\d+(?:e[-+]?\d+)?|\d+)(?![\w.\"])")
CONDITION = re.compile(r"^( *(?:\} else )?if )\((.*)\) \{?$")
STATEMENT = re.compile(r"^ +(?:[\w\[\]>.*()-]+ [-+*/|&]?= .*|\w+\(.*\));$")


def hidden(text):
    """The text with comments, strings, characters and preprocessor lines blanked, at equal places."""
    def blank(match):
        return re.sub(r"[^\n]", "\0", match[0])
    pattern = (r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|"
               r"^[ \t]*#(?:\\\n|[^\n])*")
    return re.sub(pattern, blank, text, flags=re.DOTALL | re.MULTILINE)


def other_constant(text):
    """A constant beside the one that is there."""
    if re.fullmatch(r"\d+", text):
        return "1" if int(text) == 0 else str(int(text) + 1) if int(text) > 1 else "0"
    return "1.0" if float(text) == 0 else f"{text} * 1.5"


def in_functions(code):
    """Whether each line is in the body of a function: the layout closes one at the margin."""
    inside = False
    lines = []
    for line in code.split("\n"):
        if line.startswith("{"):
            inside = True
        lines.append(inside)
        if line.startswith("}"):
            inside = False
    return lines


def mutants_of(text):
    """[(line from 1, operator, what is there, what is put there, the whole text)]"""
    code = hidden(text)
    found = []

    def change(start, end, put, operator):
        line = text.count("\n", 0, start) + 1
        found.append((line, operator, text[start:end], put, text[:start] + put + text[end:]))

    for match in OPERATOR.finditer(code):
        there = match[1]
        change(match.start(1), match.end(1), BINARY[there], NAMES.get(there, "AOR"))
    for match in NUMBER.finditer(code):
        if not re.search(r"(?:case|\[) ?$", code[:match.start()][-6:]):
            put = other_constant(match[1])
            change(match.start(), match.end(), f"({put})" if "*" in put else put, "CRP")
    place = 0
    for line, inside in zip(code.split("\n"), in_functions(code)):
        condition = CONDITION.match(line)
        if condition:
            start = place + condition.start(2)
            change(start, place + condition.end(2), f"!({text[start:place + condition.end(2)]})", "NEG")
        elif inside and STATEMENT.match(line) and " ".join(line.split()[:1]) not in ("return", "const"):
            start = place + len(line) - len(line.lstrip())
            change(start, place + len(line), ";", "SDL")
        place += len(line) + 1
    return found
