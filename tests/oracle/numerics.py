# SPDX-License-Identifier: GPL-3.0-or-later
"""Numerical tools of the oracle: quadrature, Student t, small exact linear algebra.

Nothing here knows about outages. Methods are chosen to differ from those a fast program would
use: adaptive Gauss-Legendre instead of closed forms, exact rationals instead of factorisations,
bisection instead of Newton steps.
"""

import math
from fractions import Fraction

NODES = 16          # Gauss-Legendre points a panel: exact for polynomials of degree 31
TOLERANCE = 1e-13   # absolute, a panel; integrands are at most 1, so sums stay far below 1e-9
MAX_DEPTH = 60      # bisections of a panel: 2^-60 hours is below the spacing of doubles
GRADING = 0.2       # ratio of neighbouring panels beside an algebraic singularity
GRADED_PANELS = 30  # 0.2^30 = 1e-21: what lies nearer to the singularity is nothing
SERIES_NORM = 0.5   # of a matrix whose exponential is summed
SERIES_TERMS = 18   # 0.5^18 / 18! = 6e-22


def gauss_legendre(count):
    """Nodes and weights on [-1, 1], by Newton's method on the Legendre recurrence."""
    rule = []
    for i in range(count):
        x = math.cos(math.pi * (i + 0.75) / (count + 0.5))
        for _ in range(100):
            p0, p1 = 1.0, x
            for k in range(2, count + 1):
                p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k
            slope = count * (x * p1 - p0) / (x * x - 1.0)
            step = p1 / slope
            x -= step
            if abs(step) < 1e-16:
                break
        rule.append((x, 2.0 / ((1.0 - x * x) * slope * slope)))
    return rule


RULE = gauss_legendre(NODES)


def panel(f, a, b):
    """Integral of f over [a, b] by one application of the rule."""
    middle, half = 0.5 * (a + b), 0.5 * (b - a)
    return half * math.fsum(w * f(middle + half * x) for x, w in RULE)


def adaptive(f, a, b, whole=None, depth=0):
    """Integral of f over [a, b], halving until the two halves agree with the whole."""
    if whole is None:
        whole = panel(f, a, b)
    middle = 0.5 * (a + b)
    left, right = panel(f, a, middle), panel(f, middle, b)
    if abs(left + right - whole) <= TOLERANCE or depth >= MAX_DEPTH:
        return left + right
    return adaptive(f, a, middle, left, depth + 1) + adaptive(f, middle, b, right, depth + 1)


def integrate(f, a, b, singular_at_a=False):
    """Integral of f over [a, b]; f may behave like (u - a)^m, m > 0, at a."""
    if b <= a:
        return 0.0
    if not singular_at_a:
        return adaptive(f, a, b)
    total, width = 0.0, b - a
    for k in range(GRADED_PANELS):
        total += adaptive(f, a + width * GRADING ** (k + 1), a + width * GRADING ** k)
    return total


def milne(f, a, b):
    """Integral of a polynomial of degree 3 at most, by Milne's open rule: f may jump at a and b."""
    early, middle, late = (f(a + x * (b - a)) for x in (0.25, 0.5, 0.75))
    return (b - a) * (2.0 * early - middle + 2.0 * late) / 3.0


def incomplete_beta(a, b, x):
    """Regularised incomplete beta I_x(a, b): continued fraction (modified Lentz)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, 10000):
        for numerator in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                          -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1.0 + numerator * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + numerator / c
            c = c if abs(c) > tiny else tiny
            value *= c * d
        if abs(c * d - 1.0) < 1e-16:
            break
    return front * value


def student_cdf(t, freedom):
    """P(T <= t) for Student's t."""
    # near 0 the argument freedom / (freedom + t^2) would lose digits: use its complement there
    square = t * t
    half_inside = 0.5 * incomplete_beta(0.5, freedom / 2.0, square / (freedom + square))
    if square > freedom:
        tail = 0.5 * incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + square))
        return 1.0 - tail if t > 0 else tail
    return 0.5 + half_inside if t > 0 else 0.5 - half_inside


def student_quantile(probability, freedom):
    """The t with student_cdf(t) = probability, by bisection."""
    low, high = -1.0, 1.0
    while student_cdf(low, freedom) > probability:
        low *= 2.0
    while student_cdf(high, freedom) < probability:
        high *= 2.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if student_cdf(middle, freedom) < probability:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def exact(matrix_or_vector):
    """The same numbers as rationals."""
    return [[Fraction(x) for x in row] if isinstance(row, (list, tuple)) else Fraction(row)
            for row in matrix_or_vector]


def solve(matrix, right):
    """x with matrix x = right, by Gauss-Jordan elimination on rationals (no rounding)."""
    size = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(size)]
    for i in range(size):
        pivot = next(k for k in range(i, size) if rows[k][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(size):
            if k != i:
                rows[k] = [x - rows[k][i] * y for x, y in zip(rows[k], rows[i])]
    return [row[size] for row in rows]


def product(a, b):
    """Of two square matrices."""
    columns = list(zip(*b))
    return [[dot(row, column) for column in columns] for row in a]


def exponential(matrix):
    """exp(matrix) by its Taylor series, of the matrix halved until the series is short, and then
    squared as often."""
    size = len(matrix)
    norm = max(sum(abs(x) for x in row) for row in matrix)
    halvings = max(0, math.ceil(math.log2(norm / SERIES_NORM))) if norm > 0.0 else 0
    scaled = [[x / 2.0 ** halvings for x in row] for row in matrix]
    result = [[float(i == j) for j in range(size)] for i in range(size)]
    term = result
    for k in range(1, SERIES_TERMS):
        term = [[x / k for x in row] for row in product(term, scaled)]
        result = [[x + y for x, y in zip(*rows)] for rows in zip(result, term)]
    for _ in range(halvings):
        result = product(result, result)
    return result


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def median(values):
    ordered = sorted(values)
    count = len(ordered)
    if count % 2:
        return ordered[count // 2]
    return 0.5 * (ordered[count // 2 - 1] + ordered[count // 2])
