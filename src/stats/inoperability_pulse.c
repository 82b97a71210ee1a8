/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dy/dt = k (A y + f - y) with f until T and none after it has, by uniformization (Jensen 1953),
 *
 *     y(t) = sum_m A^m f times the integral of k Poisson(m; k (t - a)) over a in [0, min(T, t)],
 *
 * whose term m = 0 is what sectors lose of their own. Its integral over time has instead of each
 * density the chance of more than m events. With h = k min(T, t) and x = k (t - T), not below 0,
 * events are those of two independent Poisson numbers, N of x and a part of h:
 *
 *     lost in turn by t = 1/k sum_{m>0} A^m f sum_{i>=0} P(N_h > i) P(N_x > m - i).
 *
 * No term is negative, however short the outage beside the time. What depends on k, T and t is a
 * few numbers for each m, and one product by A a term serves all times. */
#include "stats/inoperability_pulse.h"

#include <math.h>
#include <string.h>

#include "core/exponential.h"
#include "stats/lane_rows.h"

/* Beyond it, most_events() would be more than there is room for. */
static const double largest_mean = 200;
enum { MOST_EVENTS = 400, MOST_TERMS = MOST_EVENTS - 3 };

/* A term so small that no digit of the sum is its own; the first ones count however small, since
 * they may be the first that reach a sector. */
static const double negligible = 1e-19;
enum { FIRST_TERMS = 14 };

bool inoperability_pulse_reaches(double resilience, double longest)
{
    return resilience * longest <= largest_mean;
}

/* More events than that are unlikelier than 1e-25. */
static double most_events(double mean)
{
    return mean + 10 * sqrt(mean) + 24;
}

/* `reach[n]` is P(N >= n), N a Poisson number with this mean. Summed from the far end, where terms
 * are small. How many may be more than 0 in any lane; the next one is there too, and 0. */
static int fill_reach(struct lanes reach[MOST_EVENTS], const struct lanes *mean)
{
    struct lanes minus;
    struct lanes last;
    int count = 0;
    for (int l = 0; l < LANES; ++l) {
        minus.at[l] = -mean->at[l];
        last.at[l] = most_events(mean->at[l]);
        count = last.at[l] > count ? (int)last.at[l] + 1 : count;
    }
    exponentials(&reach[0], &minus);
    for (int n = 1; n <= count; ++n) {
        const double per_n = 1. / n;
        for (int l = 0; l < LANES; ++l) {
            const double factor = n <= last.at[l] ? mean->at[l] * per_n : 0;
            reach[n].at[l] = reach[n - 1].at[l] * factor;
        }
    }
    for (int n = count; n-- > 1;) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            reach[n].part[p] += reach[n + 1].part[p];
        }
    }
    return count;
}

/* The sums over i for each m from 1 on, by which A^m f is multiplied, but for 1/k; how many of them
 * are more than 0. The sum has two parts: i to m, and from there on, where P(N_x > m - i) is 1. A
 * lane has ended with its first term that is negligible: weights fall. */
static int fill_weights(struct lanes weights[MOST_TERMS], const struct lanes *h,
                        const struct lanes *x)
{
    struct lanes of_h[MOST_EVENTS];
    struct lanes of_x[MOST_EVENTS];
    const int events = fill_reach(of_h, h);
    const int others = fill_reach(of_x, x);
    int terms = 0;
    for (int m = 1; m <= MOST_TERMS && m <= terms + 1; ++m) {
        struct lanes sum = {.part = {{0}}};
        for (int i = m + 1 > others ? m + 1 - others : 0; i <= m && i < events; ++i) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                sum.part[p] += of_h[i + 1].part[p] * of_x[m + 1 - i].part[p];
            }
        }
        for (int i = m + 1; i < events; ++i) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                sum.part[p] += of_h[i + 1].part[p];
            }
        }
        weights[m - 1] = sum;
        for (int l = 0; l < LANES; ++l) {
            const bool counts = m <= FIRST_TERMS || sum.at[l] > negligible * weights[0].at[l];
            weights[m - 1].at[l] = counts ? sum.at[l] : 0;
            terms = weights[m - 1].at[l] > 0 ? m : terms;
        }
    }
    return terms;
}

/* The weights of one time; how many there are. */
static int weights_at(struct lanes weights[MOST_TERMS], const struct inoperability_pulse *pulse,
                      const struct lanes *time)
{
    struct lanes h;
    struct lanes x;
    for (int l = 0; l < LANES; ++l) {
        const double t = time->at[l] > 0 ? time->at[l] : 0;
        const double until = t < pulse->lasting.at[l] ? t : pulse->lasting.at[l];
        h.at[l] = pulse->resilience.at[l] * until;
        x.at[l] = pulse->resilience.at[l] * (t - until);
    }
    return fill_weights(weights, &h, &x);
}

/* Whether a lane's further terms are lost beside what it has: powers of A fall, and so do weights.
 */
static bool has_ended(const struct lanes *lost, const struct lanes *product,
                      const struct lanes *weight, size_t count, int lane)
{
    for (size_t i = 0; i < count; ++i) {
        if (product[i].at[lane] * weight->at[lane] > negligible * lost[i].at[lane]) {
            return false;
        }
    }
    return true;
}

/* The sums over m of one lane after another end where A^m f has become negligible. */
struct sums {
    struct lanes weights[INOPERABILITY_PULSE_TIMES][MOST_TERMS];
    int terms[INOPERABILITY_PULSE_TIMES];
    int most_terms;
    size_t time_count;
    struct lanes goes_on; /* 1 or 0 */
};

static bool look_for_end(struct sums *sums, const struct lanes *lost, const struct lanes *product,
                         size_t count, int m)
{
    bool any = false;
    for (int l = 0; l < LANES; ++l) {
        bool ended = true;
        for (size_t t = 0; t < sums->time_count && ended && sums->goes_on.at[l] > 0; ++t) {
            ended = m >= sums->terms[t] ||
                    has_ended(lost + t * count, product, &sums->weights[t][m], count, l);
        }
        sums->goes_on.at[l] = ended ? 0 : 1;
        any = any || !ended;
    }
    return any;
}

static void add_terms(struct lanes *lost, struct sums *sums,
                      const struct inoperability_pulse *pulse, struct lanes *work)
{
    enum { TERMS_BETWEEN = 8 }; /* a look costs as much as a term */
    const size_t count = pulse->count;
    const struct lanes *before = pulse->directly;
    for (int m = 0; m < sums->most_terms; ++m) {
        struct lanes *product = work + (size_t)(m % 2) * count;
        lane_rows_product(product, pulse->coefficients, before, count);
        before = product;
        for (size_t t = 0; t < sums->time_count; ++t) {
            struct lanes weight = sums->weights[t][m < sums->terms[t] ? m : 0];
            for (int p = 0; p < LANE_PARTS; ++p) {
                weight.part[p] *= sums->goes_on.part[p];
            }
            if (m < sums->terms[t]) {
                lane_rows_add(lost + t * count, product, &weight, count);
            }
        }
        if (m > FIRST_TERMS && m % TERMS_BETWEEN == 0 &&
            !look_for_end(sums, lost, product, count, m)) {
            return;
        }
    }
}

void inoperability_pulse_lost(struct lanes *lost, const struct inoperability_pulse *pulse,
                              const struct lanes *times, size_t time_count, struct lanes *work)
{
    const size_t rows = time_count * pulse->count;
    struct sums sums; /* large: weights are not cleared */
    sums.most_terms = 0;
    sums.time_count = time_count;
    for (int l = 0; l < LANES; ++l) {
        sums.goes_on.at[l] = 1;
    }
    for (size_t t = 0; t < time_count; ++t) {
        sums.terms[t] = weights_at(sums.weights[t], pulse, &times[t]);
        sums.most_terms = sums.terms[t] > sums.most_terms ? sums.terms[t] : sums.most_terms;
    }
    memset(lost, 0, rows * sizeof *lost);
    add_terms(lost, &sums, pulse, work);
    for (size_t i = 0; i < rows; ++i) {
        for (int l = 0; l < LANES; ++l) {
            const double k = pulse->resilience.at[l];
            lost[i].at[l] = k > 0 ? lost[i].at[l] / k : 0;
        }
    }
}
