# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs of the same kinds as the collected ones, written here. Figures are those that the inputs
state, or sums that can be done in the head."""

from judge import Case, says

BASE = ["--base", "reference"]
HEADER = "business,sector,region,annual_revenue,currency,platform,channel,share,firms"
BAKERY = "bakery,G,europe,240000,EUR,instagram,sales,0.2,1"


def write(folder, name, **files):
    """A package of these files, as text; its name."""
    target = folder / name
    target.mkdir(parents=True)
    for file, text in files.items():
        (target / f"{file}.csv").write_text(text, encoding="utf-8")
    return name


def shops(folder, name, rows, *expected, missing=""):
    """Businesses of their own, over the reference package."""
    text = "\n".join([HEADER, *rows]) + "\n"
    write(folder, name, dependencies=text)
    return Case(name, ["validate", name, *BASE], list(expected), missing=missing)


def plain(folder):
    yield shops(folder, "plain", [BAKERY], says("240,000 EUR a year in revenue, of which 48,000"))


def sibling_cases(folder):
    return [case for maker in (plain,) for case in maker(folder)]
