#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each test of `event-study` against programs that others wrote, on the prices of made.py.

    test_scipy.py PROGRAM

Needs Debian's python3-scipy and python3-statsmodels (1.10 and 0.13 when written), in this Python or in
/usr/bin/python3; ends with 77 where they are missing. The oracle of each:

    t of day 0         statsmodels OLS, get_prediction().se_obs; p by scipy.stats.t
    t of a window      statsmodels OLS, cov_params(): s^2 L + x'Cov x; p by scipy.stats.t
    exact rank         scipy.stats.rankdata of the residuals and day 0 (no ties); p by
                       scipy.stats.randint: days that lie as far out, both ways
    Patell             sum of t over the root of the sum of scipy.stats.t.var; p by scipy.stats.norm
    BMP                scipy.stats.ttest_1samp of the firms' t
    Kolari-Pynnonen    the same, and numpy.corrcoef of the residuals; equation (10) of the article
    Corrado            scipy.stats.rankdata
    generalised sign   statsmodels proportions_ztest against the share of rises before, whose
                       variance it is given (Cowan 1992)
    binomial interval  statsmodels proportion_confint, "beta", of the program's `backtest`"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy
    import scipy.stats
    import statsmodels.api
    from statsmodels.stats.proportion import proportion_confint, proportions_ztest
except ImportError:
    DEBIAN = "/usr/bin/python3"
    if os.path.exists(DEBIAN) and os.environ.get("BLACKOUT_PYTHON") != DEBIAN:
        os.environ["BLACKOUT_PYTHON"] = DEBIAN
        os.execv(DEBIAN, [DEBIAN, *sys.argv])
    print("scipy or statsmodels is missing; python3-scipy, python3-statsmodels")
    sys.exit(77)

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from made import DAYS, INDEX, SHARE, random_walk, rows, write  # noqa: E402

PROGRAM = sys.argv[1]
REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "datasets" / "reference"
FIRMS = {"A": SHARE, **{name: random_walk(seed, len(DAYS), 0.03, INDEX)
                        for name, seed in zip("BCDE", (1377, 5107, 2749, 8191))}}
WINDOWS = [(0, 0), (-1, 1), (0, 1), (0, 5)]
ESTIMATION = (-260, -11)
failures = []


def close(actual, expected, text):
    if not abs(actual - expected) <= 1e-9 * max(1, abs(expected)):
        failures.append(text)
        print(f"FAILED {text}: {actual!r}, expected {expected!r}")


def returns(prices):
    prices = numpy.round(numpy.array(prices), 6)  # as they are written
    return numpy.concatenate([[numpy.nan], prices[1:] / prices[:-1] - 1])


MARKET = returns(INDEX)


class Fitted:
    def __init__(self, symbol, zero):
        self.y, self.zero = returns(FIRMS[symbol]), zero
        self.x = statsmodels.api.add_constant(MARKET)
        days = slice(zero + ESTIMATION[0], zero + ESTIMATION[1] + 1)
        self.fit = statsmodels.api.OLS(self.y[days], self.x[days]).fit()
        self.residuals = numpy.array(self.fit.resid)

    def abnormal(self, first, last):
        days = slice(self.zero + first, self.zero + last + 1)
        return self.y[days] - self.fit.predict(self.x[days])

    def window(self, first, last):
        """CAR, standard error, t, p"""
        car, length = self.abnormal(first, last).sum(), last - first + 1
        x = self.x[self.zero + first:self.zero + last + 1].sum(axis=0)
        if length == 1:
            error = self.fit.get_prediction(x[None, :]).se_obs[0]
        else:
            error = (self.fit.mse_resid * length + x @ self.fit.cov_params() @ x) ** 0.5
        return car, error, car / error, 2 * scipy.stats.t.sf(abs(car / error), self.fit.df_resid)


def study(folder, *arguments):
    prices = [word for name, path in folder.items() for word in ("--prices", path)]
    done = subprocess.run([PROGRAM, "event-study", "--index", "M", "--format", "json", *prices,
                           *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def check_one(folder):
    for zero in (300, 371, 400):
        one = study(folder, "--symbol", "A", "--date", DAYS[zero].isoformat())["studies"][0]
        fitted = Fitted("A", zero)
        for (first, last), window in zip(WINDOWS, one["windows"]):
            car, error, t, p = fitted.window(first, last)
            for key, value in (("percent", 100 * car), ("se_percent", 100 * error), ("t", t),
                               ("p", p)):
                close(window["car"][key], value, f"{zero} [{first},{last}] {key}")
        together = numpy.append(fitted.residuals, fitted.abnormal(0, 0))
        rank, of = scipy.stats.rankdata(together)[-1], len(together)
        law = scipy.stats.randint(1, of + 1)
        close(one["day0"]["rank"]["rank"], rank, f"{zero} rank")
        close(one["day0"]["rank"]["p"], min(1, 2 * min(law.cdf(rank), law.sf(rank - 1))),
              f"{zero} p of the rank")


def expected_tests(fits, first, last):
    n = len(fits)
    windows = [fit.window(first, last) for fit in fits]
    t = numpy.array([window[2] for window in windows])
    patell = t.sum() / sum(scipy.stats.t.var(fit.fit.df_resid) for fit in fits) ** 0.5
    bmp = scipy.stats.ttest_1samp(t, 0)
    pairs = numpy.corrcoef([fit.residuals for fit in fits])[numpy.triu_indices(n, 1)].mean()
    kolari = bmp.statistic * ((1 - pairs) / (1 + (n - 1) * pairs)) ** 0.5
    both = [numpy.append(fit.residuals, fit.abnormal(first, last)) for fit in fits]
    length = last - first + 1
    ranks = numpy.mean([scipy.stats.rankdata(b) / (len(b) + 1) - 0.5 for b in both], axis=0)
    corrado = ranks[-length:].sum() / (numpy.mean(ranks ** 2) * length) ** 0.5
    share = numpy.mean([(fit.residuals > 0).mean() for fit in fits])
    sign = proportions_ztest(sum(w[0] > 0 for w in windows), n, share, prop_var=share)
    return {"patell": (patell, 2 * scipy.stats.norm.sf(abs(patell))),
            "bmp": (bmp.statistic, bmp.pvalue),
            "kolari_pynnonen": (kolari, 2 * scipy.stats.t.sf(abs(kolari), n - 1)),
            "corrado_rank": (corrado, 2 * scipy.stats.norm.sf(abs(corrado))),
            "generalised_sign": sign}


def check_several(folder, cases, applying, *arguments):
    got = study(folder, *arguments)
    fits = [Fitted(symbol, zero) for symbol, zero in cases]
    for (first, last), window in zip(WINDOWS, got["tests"]):
        expected = expected_tests(fits, first, last)
        met = set()
        for test in window["results"]:
            if test["applies"]:
                met.add(test["test"])
                statistic, p = expected[test["test"]]
                close(test["statistic"], statistic, f"{test['test']} [{first},{last}]")
                close(test["p"], p, f"{test['test']} [{first},{last}] p")
        if met != applying:
            failures.append(met)
            print(f"FAILED [{first},{last}]: {met} apply, not {applying}")


def check_backtest():
    done = subprocess.run([PROGRAM, "backtest", "--samples", "0", "--format", "json", REFERENCE],
                          capture_output=True, text=True, check=True)
    got = json.loads(done.stdout)
    shares = [got["coverage"], got["straight_line_nearer"], got["market_prediction"]["coverage"],
              *(measure["inside"] for measure in got["measures"])]
    for share in shares:
        if share["trials"] > 0:
            low, high = proportion_confint(share["hits"], share["trials"], 0.1, "beta")
            close(share["p5"], 0 if numpy.isnan(low) else low, f"{share} low")
            close(share["p95"], 1 if numpy.isnan(high) else high, f"{share} high")


def main():
    day = DAYS[400].isoformat()
    apart = [300, 330, 360, 390, 420]
    with tempfile.TemporaryDirectory() as name:
        folder = {s: write(name, s, rows(p)) for s, p in {"M": INDEX, **FIRMS}.items()}
        check_one(folder)
        check_several(folder, [(s, 400) for s in FIRMS], {"kolari_pynnonen", "corrado_rank"},
                      "--date", day, "--symbol", ",".join(FIRMS))
        check_several(folder, [("A", zero) for zero in apart],
                      {"patell", "bmp", "corrado_rank", "generalised_sign"}, "--symbol", "A",
                      "--date", ",".join(DAYS[zero].isoformat() for zero in apart))
    check_backtest()
    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
