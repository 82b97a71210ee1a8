/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk/risk_intervals and risk_sample: the bands of the figures, and what they would be had the
 * prior been another, worked out anew from the tables of a year at risk. Years are weighed one by
 * one by the formulas of Gelman et al. 2013, sections 2.6 and 3.3; quantiles are GSL's. */
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "core/strings.h"
#include "risk/outage_belief.h"
#include "risk_bench.h"
#include "uncertainty/random.h"

enum { SEED = 7, BELIEFS = 200, TERMS = 6 };

/* ---- What is believed ------------------------------------------------------------------------ */

/* The prior, and what it becomes by the outages of an owner: two of 2 and 5 hours in four years,
 * or none. Gelman et al. 2013, sections 2.6 and 3.3. */
static const struct outage_belief before = {{1, 2.5}, {1.75, 2, 3, 2.5}, 0};

static struct outage_belief after(const struct outage_belief *assumed, int owner)
{
    struct outage_belief belief = *assumed;
    const struct normal_inverse_gamma *of = &assumed->log_hours;
    const double mean = (log(2) + log(5)) / 2;
    const double squares = pow(log(2) - mean, 2) + pow(log(5) - mean, 2);
    if (owner == 0) {
        belief.rate = (struct gamma_rate){assumed->rate.shape + 2, assumed->rate.years + 4};
        belief.log_hours = (struct normal_inverse_gamma){
            (of->strength * of->mean + 2 * mean) / (of->strength + 2), of->strength + 2,
            of->shape + 1,
            of->scale + squares / 2 +
                of->strength * 2 * pow(mean - of->mean, 2) / (2 * (of->strength + 2))};
    }
    return belief;
}

/* ln of how likely the outages of a year are before rate and lengths are known, but for what all
 * beliefs have: negative binomial, and the marginal density of normal lengths. */
static double log_marginal(const struct outage_belief *belief, const struct year_outages *of)
{
    const struct normal_inverse_gamma *l = &belief->log_hours;
    const double n = of->count;
    const double strength = l->strength + n;
    const double mean = (l->strength * l->mean + of->sum) / strength;
    const double scale =
        l->scale + (of->squares + l->strength * l->mean * l->mean - strength * mean * mean) / 2;
    return gsl_sf_lngamma(belief->rate.shape + n) - gsl_sf_lngamma(belief->rate.shape) +
           belief->rate.shape * log(belief->rate.years) -
           (belief->rate.shape + n) * log(belief->rate.years + 1) +
           gsl_sf_lngamma(l->shape + n / 2) - gsl_sf_lngamma(l->shape) + l->shape * log(l->scale) -
           (l->shape + n / 2) * log(scale) + log(l->strength / strength) / 2;
}

/* Of a rate and of lengths that are known: rate^n exp(-rate), and the product of n normal
 * densities. */
static double log_likelihood(double rate, const struct outage_lengths *lengths,
                             const struct year_outages *of)
{
    const double off =
        of->squares - 2 * lengths->mean * of->sum + of->count * lengths->mean * lengths->mean;
    return of->count * log(rate / lengths->sd) - rate - off / (2 * lengths->sd * lengths->sd);
}

static double weighted_mean(const double *losses, const double *weights)
{
    double sum = 0;
    double total = 0;
    for (int year = 0; year < YEARS; ++year) {
        sum += weights[year] * losses[year];
        total += weights[year];
    }
    return sum / total;
}

static bool has_bands(int measure)
{
    return measure < PLATFORMS || measure >= POLICIES;
}

/* The prior with a figure halved or doubled; of the median length it is the logarithm. */
static struct outage_belief other_prior(int term, double factor)
{
    struct outage_belief assumed = before;
    double *const figures[TERMS] = {&assumed.rate.shape,      &assumed.rate.years,
                                    &assumed.log_hours.mean,  &assumed.log_hours.strength,
                                    &assumed.log_hours.shape, &assumed.log_hours.scale};
    *figures[term] = term == 2 ? *figures[term] + log(factor) : *figures[term] * factor;
    return assumed;
}

/* Years weigh as much more as their outages were likelier, had the prior been another. */
static void other_priors_weigh_the_years(void **state)
{
    const struct bench *bench = *state;
    double weights[YEARS];
    for (int k = 0; k < 2 * TERMS; ++k) {
        const struct outage_belief assumed = other_prior(k / 2, k % 2 == 0 ? 0.5 : 2);
        for (int year = 0; year < YEARS; ++year) {
            double log_weight = 0;
            for (int p = 0; p < OWNERS; ++p) {
                const struct outage_belief is = after(&before, p);
                const struct outage_belief other = after(&assumed, p);
                log_weight += log_marginal(&other, &bench->outages[p][year]) -
                              log_marginal(&is, &bench->outages[p][year]);
            }
            weights[year] = exp(log_weight);
        }
        for (int m = 0; m < MEASURES; ++m) {
            char pointer[64];
            double number;
            snprintf(pointer, sizeof pointer, "other_priors/%d/%s", k / 2,
                     k % 2 == 0 ? "halved" : "doubled");
            if (has_bands(m)) {
                check_close(of_measure(bench, m, pointer),
                            weighted_mean(bench->losses[m][0], weights), 1e-10);
            } else {
                snprintf(pointer, sizeof pointer, "/losses/%d/other_priors/0/halved", m);
                assert_true(blackout_risk_number(bench->risk, pointer, &number, NULL) !=
                            BLACKOUT_OK);
            }
        }
    }
}

/* ---- Bands ----------------------------------------------------------------------------------- */

/* Of each belief: the weights of the years, 1 in all. The draws are those of each owner's stream,
 * apart from those of its years. */
static void weigh_by_beliefs(double (*weights)[YEARS], const struct bench *bench)
{
    static const char *const names[OWNERS] = {"one", "two"};
    struct outage_belief beliefs[OWNERS];
    for (int p = 0; p < OWNERS; ++p) {
        beliefs[p] = after(&before, p);
        beliefs[p].stream = string_hash(RANDOM_OWNER, names[p], 3) ^ (UINT64_C(1) << 61);
    }
    for (uint64_t k = 0; k < BELIEFS; ++k) {
        double rates[OWNERS];
        struct outage_lengths lengths[OWNERS];
        for (int p = 0; p < OWNERS; ++p) {
            rates[p] = outage_belief_draw(&lengths[p], &beliefs[p], SEED, k);
        }
        double total = 0;
        for (int year = 0; year < YEARS; ++year) {
            double log_weight = 0;
            for (int p = 0; p < OWNERS; ++p) {
                const struct year_outages *of = &bench->outages[p][year];
                log_weight +=
                    log_likelihood(rates[p], &lengths[p], of) - log_marginal(&beliefs[p], of);
            }
            weights[k][year] = exp(log_weight);
            total += weights[k][year];
        }
        for (int year = 0; year < YEARS; ++year) {
            weights[k][year] /= total;
        }
    }
}

/* What is exceeded by the worst years that weigh 1/period of all, and their mean; `order` has the
 * years as they ascend. */
static void weighted_tail(double found[2], const double *losses, const double *weights,
                          const size_t *order, double period)
{
    double above = 0;
    double lost = 0;
    size_t i = YEARS - 1;
    for (; i > 0 && above + weights[order[i]] < 1 / period; --i) {
        above += weights[order[i]];
        lost += weights[order[i]] * losses[order[i]];
    }
    found[0] = losses[order[i]];
    found[1] = (lost + (1 / period - above) * losses[order[i]]) * period;
}

static void check_band(const struct bench *bench, int measure, const char *name, double *values)
{
    static const double ends[] = {0.05, 0.95};
    gsl_sort(values, 1, BELIEFS);
    for (int k = 0; k < 2; ++k) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "%s%s", name, k == 0 ? "p5" : "p95");
        check_close(of_measure(bench, measure, pointer),
                    gsl_stats_quantile_from_sorted_data(values, 1, BELIEFS, ends[k]), 1e-9);
    }
}

static void check_bands(const struct bench *bench, int measure, double (*weights)[YEARS])
{
    static const char *const kinds[2][2] = {{"aep", "tvar_aep"}, {"oep", "tvar_oep"}};
    double values[2][BELIEFS];
    for (size_t k = 0; k < BELIEFS; ++k) {
        values[0][k] = weighted_mean(bench->losses[measure][0], weights[k]);
    }
    check_band(bench, measure, "average_annual_loss/", values[0]);
    for (int of = 0; of < 2; ++of) {
        const double *losses = bench->losses[measure][of];
        size_t order[YEARS];
        gsl_sort_index(order, losses, 1, YEARS);
        for (int i = 0; i < POINTS; ++i) {
            for (size_t k = 0; k < BELIEFS; ++k) {
                double found[2];
                weighted_tail(found, losses, weights[k], order, periods[i]);
                values[0][k] = found[0];
                values[1][k] = found[1];
            }
            for (int kind = 0; kind < 2; ++kind) {
                char name[64];
                snprintf(name, sizeof name, "curve/%d/%s_", i, kinds[of][kind]);
                check_band(bench, measure, name, values[kind]);
            }
        }
    }
}

/* Two hundred beliefs, one after the other. */
static void bands_are_those_of_beliefs_one_by_one(void **state)
{
    const struct bench *bench = *state;
    double(*weights)[YEARS] = malloc(BELIEFS * sizeof *weights);
    assert_non_null(weights);
    weigh_by_beliefs(weights, bench);
    for (int m = 0; m < MEASURES; ++m) {
        if (has_bands(m)) {
            check_bands(bench, m, weights);
        }
    }
    free(weights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_priors_weigh_the_years),
        cmocka_unit_test(bands_are_those_of_beliefs_one_by_one),
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk_bands", tests, open_bench, close_bench);
}
