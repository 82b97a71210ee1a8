/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By bisection on the distribution itself: GSL's beta quantile does not always return, and a few
 * hundred trials need nothing faster. */
#include "stats/binomial.h"

#include <math.h>

#include "core/sum.h"

/* Halvings after which the ends of an interval in [0,1] are the same double. */
enum { MOST_HALVINGS = 60 };

/* By logarithms: n over k overflows from about a thousand trials. All terms are positive. */
double binomial_cdf(size_t hits, size_t trials, double p)
{
    struct sum total = {0};
    if (hits >= trials || p <= 0) {
        return 1;
    }
    if (p >= 1) {
        return 0;
    }
    double n = (double)trials;
    for (size_t k = 0; k <= hits; ++k) {
        double ways = lgamma(n + 1) - lgamma((double)k + 1) - lgamma(n - (double)k + 1);
        sum_add(&total, exp(ways + (double)k * log(p) + (n - (double)k) * log1p(-p)));
    }
    return fmin(sum_value(&total), 1);
}

/* The chance at which P(at most `hits`) falls to `probability`. */
static double chance(size_t hits, size_t trials, double probability)
{
    double low = 0;
    double high = 1;
    for (int i = 0; i < MOST_HALVINGS; ++i) {
        double middle = (low + high) / 2;
        if (binomial_cdf(hits, trials, middle) > probability) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (low + high) / 2;
}

/* Low: P(at least `hits`) = tail, which is P(at most hits - 1) = 1 - tail. No hits, or nothing
 * but hits, leave one end open. */
void binomial_interval(double *low, double *high, size_t hits, size_t trials, double level)
{
    double tail = (1 - level) / 2;
    *low = hits == 0 ? 0 : chance(hits - 1, trials, 1 - tail);
    *high = hits >= trials ? 1 : chance(hits, trials, tail);
}
