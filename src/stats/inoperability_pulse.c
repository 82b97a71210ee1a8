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
 * few numbers for each m, and what all sectors lose together is a product of f with the sums of the
 * columns of A^m, which are the same in all samples. */
#include "stats/inoperability_pulse.h"

#include <math.h>

#include "core/exponential.h"

/* Beyond it, most_events() would be more than there is room for; the first CERTAIN_EVENTS events
 * are certain then, to 1e-40. */
static const double largest_mean = 400;
enum { MOST_EVENTS = 640, CERTAIN_EVENTS = 152, CERTAIN_TERMS = CERTAIN_EVENTS - 2 };
enum { MOST_TERMS = INOPERABILITY_PULSE_TERMS };

/* A term so small that no digit of the sum is its own; the first ones count however small, since
 * they may be the first that reach a sector. */
static const double negligible = 1e-19;
enum { FIRST_TERMS = 14 };

bool inoperability_pulse_reaches(double resilience, double longest, size_t power_count)
{
    return resilience * longest <= largest_mean || power_count <= CERTAIN_TERMS;
}

/* More events than that are unlikelier than 1e-25; of none, none. */
static double most_events(double mean)
{
    return mean > 0 ? mean + 10 * sqrt(mean) + 24 : 0;
}

/* `reach[n]` is P(N >= n), N a Poisson number with this mean. Summed from the far end, where terms
 * are small. How many may be more than 0 in any lane; the next one is there too, and 0. */
static int fill_reach(struct lanes reach[MOST_EVENTS], const struct lanes *mean)
{
    struct lanes minus;
    struct lanes last;
    int count = 0;
    for (int l = 0; l < LANES; ++l) {
        const bool certain = mean->at[l] > largest_mean;
        const int most = certain ? CERTAIN_EVENTS : (int)most_events(mean->at[l]) + 1;
        minus.at[l] = certain ? 0 : -mean->at[l];
        last.at[l] = certain ? 0 : most_events(mean->at[l]);
        count = most > count ? most : count;
    }
    exponentials(&reach[0], &minus);
    for (int n = 1; n <= count; ++n) {
        const double per_n = 1. / n;
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part factor = mean->part[p] * per_n;
            reach[n].part[p] =
                reach[n - 1].part[p] * part_choose(last.part[p] >= (double)n, factor, 0 * factor);
        }
    }
    for (int n = count; n-- > 1;) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            reach[n].part[p] += reach[n + 1].part[p];
        }
    }
    for (int l = 0; l < LANES; ++l) {
        for (int n = 1; n <= count && mean->at[l] > largest_mean; ++n) {
            reach[n].at[l] = 1;
        }
    }
    return count;
}

/* `beyond[m]` is the sum of P(N > i) over i > m, `reach` having `count` of its probabilities: the
 * mean less m + 1 where so many events are certain. */
static void fill_beyond(struct lanes beyond[MOST_EVENTS], const struct lanes reach[MOST_EVENTS],
                        int count, const struct lanes *mean)
{
    beyond[count] = beyond[count - 1] = (struct lanes){.part = {{0}}};
    for (int m = count - 1; m-- > 0;) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            beyond[m].part[p] = beyond[m + 1].part[p] + reach[m + 2].part[p];
        }
    }
    for (int l = 0; l < LANES; ++l) {
        for (int m = 0; m < CERTAIN_EVENTS && mean->at[l] > largest_mean; ++m) {
            beyond[m].at[l] = mean->at[l] - (m + 1);
        }
    }
}

/* The sums over i for each m from 1 to `most`, by which A^m f is multiplied, but for 1/k; how many
 * of them are more than 0. The sum has two parts: i to m, and from there on, where P(N_x > m - i)
 * is 1. A lane has ended with its first term that is negligible: weights fall. */
static int fill_weights(struct lanes weights[MOST_TERMS], int most, const struct lanes *h,
                        const struct lanes *x)
{
    struct lanes of_h[MOST_EVENTS];
    struct lanes beyond[MOST_EVENTS];
    struct lanes of_x[MOST_EVENTS];
    const int events = fill_reach(of_h, h);
    const int others = fill_reach(of_x, x);
    int terms = 0;
    fill_beyond(beyond, of_h, events, h);
    for (int m = 1; m <= most && m <= terms + 1; ++m) {
        struct lanes sum = {.part = {{0}}};
        for (int i = m + 1 > others ? m + 1 - others : 0; i <= m && i < events; ++i) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                sum.part[p] += of_h[i + 1].part[p] * of_x[m + 1 - i].part[p];
            }
        }
        for (int p = 0; p < LANE_PARTS && m < events; ++p) {
            sum.part[p] += beyond[m].part[p];
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
    return fill_weights(weights, (int)pulse->power_count, &h, &x);
}

size_t inoperability_pulse_powers(double *powers, const struct sparse_rows *coefficients)
{
    const size_t count = coefficients->count;
    for (size_t m = 0; m < INOPERABILITY_PULSE_TERMS; ++m) {
        double *row = powers + m * count;
        const double *before = m > 0 ? row - count : NULL; /* the row of the power before */
        bool counts = false;
        for (size_t j = 0; j < count; ++j) {
            row[j] = 0;
        }
        for (size_t i = 0; i < count; ++i) {
            for (size_t e = coefficients->first[i]; e < coefficients->first[i + 1]; ++e) {
                row[coefficients->columns[e]] +=
                    (before != NULL ? before[i] : 1) * coefficients->values[e];
            }
        }
        for (size_t j = 0; j < count; ++j) {
            counts = counts || row[j] > negligible * powers[j];
        }
        if (!counts) {
            return m;
        }
    }
    return INOPERABILITY_PULSE_TERMS;
}

/* What a unit of weight of A^(m + 1) f is in all sectors together. */
static struct lanes term_of(const struct inoperability_pulse *pulse, size_t m)
{
    const double *row = pulse->powers + m * pulse->count;
    struct lanes term = {.part = {{0}}};
    for (size_t i = 0; i < pulse->count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            term.part[p] += row[i] * pulse->directly[i].part[p];
        }
    }
    return term;
}

/* The weights of a lane that has ended are 0. */
void inoperability_pulse_lost(struct lanes *lost, const struct inoperability_pulse *pulse,
                              const struct lanes *times, size_t time_count)
{
    struct lanes weights[INOPERABILITY_PULSE_TIMES][MOST_TERMS]; /* large: not cleared */
    size_t terms[INOPERABILITY_PULSE_TIMES];
    size_t most = 0;
    for (size_t t = 0; t < time_count; ++t) {
        terms[t] = (size_t)weights_at(weights[t], pulse, &times[t]);
        most = terms[t] > most ? terms[t] : most;
        lost[t] = (struct lanes){.part = {{0}}};
    }
    for (size_t m = 0; m < most; ++m) {
        const struct lanes term = term_of(pulse, m);
        for (size_t t = 0; t < time_count; ++t) {
            for (int p = 0; p < LANE_PARTS && m < terms[t]; ++p) {
                lost[t].part[p] += weights[t][m].part[p] * term.part[p];
            }
        }
    }
    for (size_t t = 0; t < time_count; ++t) {
        for (int l = 0; l < LANES; ++l) {
            const double k = pulse->resilience.at[l];
            lost[t].at[l] = k > 0 ? lost[t].at[l] / k : 0;
        }
    }
}
