# SPDX-License-Identifier: GPL-3.0-or-later
"""Made prices: weekdays from 2019-01-01, an index M, a share A that follows it, by a linear
congruential generator, so that they are the same everywhere."""

import datetime
import pathlib


def random_walk(seed, count, scale, follow=None):
    state, price, out = seed, 100.0, []
    for i in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        step = scale * ((state >> 11) / 2 ** 53 - 0.5)
        if follow:
            step += 1.2 * (follow[i] / follow[i - 1] - 1 if i else 0)
        price *= 1 + step
        out.append(round(price, 6))
    return out


def weekdays(count):
    day, out = datetime.date(2019, 1, 1), []
    while len(out) < count:
        if day.weekday() < 5:
            out.append(day)
        day += datetime.timedelta(days=1)
    return out


DAYS = weekdays(440)
INDEX = random_walk(2385, len(DAYS), 0.02)
SHARE = random_walk(713, len(DAYS), 0.03, INDEX)


def rows(prices, days=DAYS):
    return [[d.isoformat(), f"{p:.6f}"] for d, p in zip(days, prices)]


def write(folder, symbol, lines, header="Date,Close"):
    path = pathlib.Path(folder) / f"{symbol}.csv"
    path.write_text("\n".join([header] + [",".join(line) for line in lines]) + "\n")
    return str(path)
