# SPDX-License-Identifier: GPL-3.0-or-later
"""The event study once more, in plain Python and from the literature's formulas, to hold the program
against. It shares no code with it: the normal equations instead of a QR decomposition,
the incomplete beta function by its continued fraction instead of GSL's.

    MacKinlay (1997)  market model, CAR, prediction error (Salinger 1992)
    Patell (1976), Boehmer, Musumeci & Poulsen (1991), Kolari & Pynnonen (2010), Corrado (1989) with
    Corrado & Zivney's (1992) scale and Campbell & Wasley's (1993) window, Cowan (1992)
"""

import csv
import math


def read_prices(path):
    with open(path, newline="") as file:
        return {row["date"]: float(row["close"]) for row in csv.DictReader(file)}


def returns(prices, days, kind="simple"):
    """Returns from one of `days` to the next; the first has none."""
    ratios = [prices[b] / prices[a] for a, b in zip(days, days[1:])]
    return [None] + [math.log(r) if kind == "log" else r - 1 for r in ratios]


def inverse(matrix):
    n = len(matrix)
    rows = [list(row) + [1.0 * (i == j) for j in range(n)] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(n):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i])]
    return [row[n:] for row in rows]


def student_p(t, degrees):
    """Two-sided: the regularised incomplete beta function I_x(v/2, 1/2), x = v / (v + t^2)."""
    a, b, x = degrees / 2, 0.5, degrees / (degrees + t * t)
    swap = x > (a + 1) / (a + b + 2)
    if swap:
        a, b, x = b, a, 1 - x
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / d
    h = d
    for m in range(1, 500):
        e = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + e * d)
        c = 1 + e / c
        h *= d * c
        e = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + e * d)
        c = 1 + e / c
        h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x)
                     + b * math.log(1 - x))
    value = front * h / a
    return 1 - value if swap else value


def normal_p(z):
    return math.erfc(abs(z) / math.sqrt(2))


class Model:
    """`model` fitted to y[first:last + 1]; x is one list a regressor."""

    def __init__(self, model, y, market, peer, window):
        self.model, self.y, self.market, self.peer = model, y, market, peer
        days = range(window[0], window[1] + 1)
        self.days = len(days)
        if model == "market-adjusted":
            residuals = [self.abnormal(i) for i in days]
            mean = sum(residuals) / len(residuals)
            self.degrees = self.days - 1
            self.variance = sum((r - mean) ** 2 for r in residuals) / self.degrees
        else:
            rows = [self.row(i) for i in days]
            k = len(rows[0])
            self.inverse = inverse([[sum(r[i] * r[j] for r in rows) for j in range(k)]
                                    for i in range(k)])
            xy = [sum(r[i] * y[d] for r, d in zip(rows, days)) for i in range(k)]
            self.coefficients = [sum(self.inverse[i][j] * xy[j] for j in range(k))
                                 for i in range(k)]
            residuals = [self.abnormal(i) for i in days]
            self.degrees = self.days - k
            self.variance = sum(r * r for r in residuals) / self.degrees
        self.residuals = residuals

    def row(self, i):
        return {"market": lambda: [1, self.market[i]], "mean-adjusted": lambda: [1],
                "peer": lambda: [1, self.market[i], self.peer[i]]}[self.model]()

    def abnormal(self, i):
        if self.model == "market-adjusted":
            return self.y[i] - self.market[i]
        return self.y[i] - sum(a * b for a, b in zip(self.row(i), self.coefficients))

    def window(self, first, last):
        """(CAR, standard error, t, p)"""
        days = range(first, last + 1)
        car = sum(self.abnormal(i) for i in days)
        spread = len(days)
        if self.model != "market-adjusted":
            x = [sum(column) for column in zip(*(self.row(i) for i in days))]
            spread += sum(x[i] * self.inverse[i][j] * x[j]
                          for i in range(len(x)) for j in range(len(x)))
        se = math.sqrt(self.variance * spread)
        return car, se, car / se, student_p(car / se, self.degrees)


def correlation(a, b):
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    return (sum((x - ma) * (y - mb) for x, y in zip(a, b))
            / math.sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)))


def midranks(values):
    return [sum(o < v for o in values) + (sum(o == v for o in values) + 1) / 2 for v in values]


def cross_section(units):
    """All statistics, whether or not they apply. A unit is (estimation residuals, window's abnormal
    returns, SCAR, degrees)."""
    n = len(units)
    scars = [u[2] for u in units]
    mean = sum(scars) / n
    sd = math.sqrt(sum((s - mean) ** 2 for s in scars) / (n - 1))
    out = {"patell": sum(scars) / math.sqrt(sum(u[3] / (u[3] - 2) for u in units)),
           "bmp": mean / (sd / math.sqrt(n))}
    pairs = [correlation(units[i][0], units[j][0]) for i in range(n) for j in range(i + 1, n)]
    r = sum(pairs) / len(pairs)
    out["mean_correlation"] = r
    out["kolari_pynnonen"] = out["bmp"] * math.sqrt((1 - r) / (1 + (n - 1) * r))
    m = len(units[0][0]) + len(units[0][1])
    ranks = [[rank / (m + 1) - 0.5 for rank in midranks(u[0] + u[1])] for u in units]
    means = [sum(column) / n for column in zip(*ranks)]
    s = math.sqrt(sum(v * v for v in means) / m)
    length = len(units[0][1])
    out["corrado_rank"] = sum(means[-length:]) / (s * math.sqrt(length))
    p = sum(sum(v > 0 for v in u[0]) / len(u[0]) for u in units) / n
    w = sum(sum(u[1]) > 0 for u in units)
    out["generalised_sign"] = (w - n * p) / math.sqrt(n * p * (1 - p))
    return out
