#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of figures.c by Debian's Python packages: `statistics_python.py FIGURES` prints
{"program/figure": [numbers]} and the versions, of those that are there."""

import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    ours = json.load(file)
found, versions = {}, {}


def put(name, values):
    found[name] = [float(value) for value in values]


def by_scipy():
    import numpy
    import scipy
    import scipy.integrate
    import scipy.linalg
    import scipy.stats as stats
    versions["SciPy"], versions["NumPy"] = scipy.__version__, numpy.__version__
    put("SciPy, t.cdf/t_cdf", stats.t.cdf(ours["t_places"], ours["t_degrees"]))
    put("SciPy, t.ppf/t_quantile", stats.t.ppf(ours["t_chances"], ours["t_quantile_degrees"]))
    put("SciPy, norm.ppf/normal_quantile", stats.norm.ppf(ours["t_chances"]))
    put("SciPy, gamma.ppf/rate_quantile", stats.gamma.ppf(ours["rate_chance"], ours["rate_shape"],
                                                         scale=1 / numpy.array(ours["rate_years"])))
    put("SciPy, nbinom.cdf/counts_cdf", stats.nbinom.cdf(range(12), 5, 5.5 / 6.5))
    scores = []
    for degrees, place in zip(ours["crps_degrees"], ours["crps_found"]):
        law = stats.t(degrees, 0.4, 1.3) if degrees else stats.norm(0.4, 1.3)
        below = scipy.integrate.quad(lambda z: law.cdf(z) ** 2, -numpy.inf, place, epsabs=0, epsrel=1e-11, limit=500)
        above = scipy.integrate.quad(lambda z: law.sf(z) ** 2, place, numpy.inf, epsabs=0, epsrel=1e-11, limit=500)
        scores.append(below[0] + above[0])
    put("SciPy, quad/crps", scores)
    test = stats.ttest_rel(ours["share"], ours["market"])
    ends = test.confidence_interval(0.9) if hasattr(test, "confidence_interval") else None
    put("SciPy, sem, ttest_rel/paired", [numpy.mean(ours["share"]), stats.sem(ours["share"]),
                                         *(ends if ends else ours["paired"][2:4]), test.pvalue])
    put("NumPy, quantile/year_quantiles", numpy.quantile(ours["year_losses"], ours["levels"]))
    a = numpy.reshape(ours["coefficients"], (12, 12))
    put("NumPy, linalg.inv/leontief_inverse", numpy.linalg.inv(numpy.eye(12) - a).ravel())
    # y' = K (A y + c - y), and the integral of y, of what would be lost alone, and a 1: one exponential
    k = numpy.diag([0.02 + 0.01 * i for i in range(12)])
    c = numpy.array(ours["directly"])
    system = numpy.zeros((49, 49))
    system[:12, :12], system[:12, 48] = k @ (a - numpy.eye(12)), k @ c
    system[12:24, 12:24], system[12:24, 48] = -k, k @ c
    system[24:48, :24] = numpy.eye(24)
    end = scipy.linalg.expm(24 * system)[:, 48]
    put("SciPy, linalg.expm/lost_after_24_h", end[:12])
    put("SciPy, linalg.expm/lost_in_turn_until_24_h", end[24:36] - end[36:48])


def by_statsmodels():
    import numpy
    import statsmodels
    import statsmodels.api as models
    from statsmodels.stats.proportion import proportion_confint
    versions["statsmodels"] = statsmodels.__version__
    fit = models.OLS(ours["share"], models.add_constant(ours["market"])).fit()
    window = numpy.array([3, 3 * -0.0171])
    put("statsmodels, OLS/market_model", [*fit.params, *fit.bse, fit.mse_resid ** 0.5,
                                          (3 * fit.mse_resid + window @ fit.cov_params() @ window) ** 0.5])
    robust = models.RLM(ours["share"], models.add_constant(ours["market"]), M=models.robust.norms.TukeyBiweight()).fit()
    put("statsmodels, RLM (biweight)/beta", robust.params[1:])
    ends = numpy.array([proportion_confint(int(hits), 40, 0.1, "beta") for hits in ours["hits_of_40"]]).ravel()
    put("statsmodels, proportion_confint/hits_interval", numpy.where(numpy.isnan(ends), [0, 1] * 5, ends))
    residuals = numpy.array([numpy.nan if value == 99 else value for value in ours["residuals_or_99"]])
    state = models.tsa.UnobservedComponents(residuals, autoregressive=1)
    start = [numpy.nanvar(residuals), 0.5]  # its own is made without regard to gaps
    put("statsmodels, UnobservedComponents/phi", state.fit(start, disp=False).params[1:2])
    by_event(numpy, models)
    if os.environ.get("BLACKOUT_PEERS"):
        by_weeks(numpy, models, residuals)


def by_event(numpy, models):
    """The first day of the event, standardised by the error of its prediction."""
    from scipy import stats
    market = numpy.array(ours["event_market"])
    standardised = []
    for share in numpy.reshape(ours["event_shares"], (12, len(market))):
        fit = models.OLS(share[:120], models.add_constant(market[:120])).fit()
        day = fit.get_prediction([[1, market[120]]])
        standardised.append((share[120] - day.predicted_mean[0]) / day.se_obs[0])
    put("statsmodels, OLS, get_prediction/patell_day", [sum(standardised) / (12 * 118 / 116) ** 0.5])
    put("statsmodels, OLS, get_prediction/bmp_day", [stats.ttest_1samp(standardised, 0).statistic])


def by_weeks(numpy, models, residuals):
    """The hours of the week as 168 terms, and as ten harmonics about a level that moves; what is left out is a gap."""
    volume = numpy.log(ours["volume"])
    kept = ~numpy.isnan(residuals)
    hours = numpy.arange(len(volume))
    terms = numpy.column_stack([hours[:, None] % 168 == numpy.arange(168), hours])
    fit = models.OLS(volume[kept], terms[kept]).fit()
    put("statsmodels, OLS (168 hours)/expected_volume", numpy.exp(fit.predict(terms)) * numpy.mean(numpy.exp(fit.resid)))
    state = models.tsa.UnobservedComponents(numpy.where(kept, volume, numpy.nan), level="llevel",
                                            freq_seasonal=[{"period": 168, "harmonics": 10}], stochastic_freq_seasonal=[False])
    smoothed = state.fit([1e-3, 1e-4], disp=False)
    signal = state.ssm["design"][0] @ smoothed.smoothed_state
    put("statsmodels, UnobservedComponents (10 harmonics)/hour_of_outage", [numpy.exp(signal[704]) - ours["volume"][704]])


def by_openturns():
    import openturns
    versions["OpenTURNS"] = openturns.__version__
    put("OpenTURNS, Student/t_cdf", [openturns.Student(nu).computeCDF(t)
                                     for t, nu in zip(ours["t_places"], ours["t_degrees"])])
    put("OpenTURNS, Student/t_quantile", [openturns.Student(nu).computeScalarQuantile(p)
                                          for p, nu in zip(ours["t_chances"], ours["t_quantile_degrees"])])
    put("OpenTURNS, Gamma/rate_quantile", [openturns.Gamma(shape, years, 0).computeScalarQuantile(p) for shape, years, p in
                                           zip(ours["rate_shape"], ours["rate_years"], ours["rate_chance"])])
    law = openturns.ComposedDistribution([openturns.Normal()] * 2, openturns.NormalCopula(openturns.CorrelationMatrix(
        2, [1, -0.48, -0.48, 1])))
    put("OpenTURNS, NormalCopula/copula", [law.computeCDF(place) for place in zip(ours["copula_places"][::2], ours["copula_places"][1::2])])
    sample = openturns.Sample([[loss] for loss in ours["year_losses"]])
    put("OpenTURNS, computeQuantile/year_quantiles", [sample.computeQuantile(p)[0] for p in ours["levels"]])
    rows = [ours[name] for name in ("sobol_a", "sobol_b", "sobol_ab0", "sobol_ab1", "sobol_ab2")]
    outputs = openturns.Sample([[value] for row in rows for value in row])
    inputs = openturns.Sample(len(outputs), 3)
    jansen = openturns.JansenSensitivityAlgorithm(inputs, outputs, len(rows[0]))
    put("OpenTURNS, Jansen/sobol_indices", [*jansen.getFirstOrderIndices(), *jansen.getTotalOrderIndices()])
    sequence = openturns.SobolSequence(6).generate(8)
    put("OpenTURNS, SobolSequence/sobol_points", [value for point in sequence for value in point])


for part in (by_scipy, by_statsmodels, by_openturns):
    try:
        part()
    except ImportError:
        pass
print(json.dumps({"found": found, "versions": versions}))
