/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SCAR_i = CAR_i / its own standard error, prediction error and all (Mikkelson & Partch 1988):
 * under no event it has Student's t with the regression's degrees of freedom v, and the variance
 * v/(v - 2). Patell, BMP and the sign test take the units for independent, which they are where
 * their windows do not overlap in time. Where all have the same window, Kolari & Pynnonen corrects
 * for the correlation, and Corrado's standard deviation, that of the daily mean rank, has it in. A
 * refused test has its reason and no number: a number from units that are not independent would be
 * quoted. */
#include "market/event_tests.h"

#include <math.h>

#include "core/error.h"
#include "core/sum.h"
#include "stats/student_t.h"

/* Where the units are in time. */
enum overlap { OVERLAP_NONE, OVERLAP_SAME, OVERLAP_SOME };

/* Mean and spread of the SCAR_i are what three of the tests are made of. */
struct sample {
    const struct event_sample_unit *units;
    size_t count;
    enum overlap overlap;
    double mean_scar;
    double sd_scar; /* n - 1 */
    struct arena *arena;
};

/* Reasons are static, and compared by address where a report gives each once. */
static const char one_unit[] = "one firm at one event: t and the exact rank of day 0 say it";
static const char same_window[] =
    "the firms have the same event window, so that they are not independent: see kolari_pynnonen";
static const char no_spread[] =
    "the standardised returns of all firms are the same: they have no spread";
static const char some_overlap[] =
    "event windows overlap without being the same, so that the units are not independent; leave "
    "out one of them, or take a shorter window";

/* Two-sided, by erfc, which keeps small probabilities. */
static double normal_p(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

static void refuse(struct event_test *test, const char *reason)
{
    test->applies = false;
    test->reason = reason;
}

static void set_normal(struct event_test *test, double z)
{
    test->applies = true;
    test->statistic = z;
    test->p = normal_p(z);
}

/* The lower tail twice, which keeps small probabilities. */
static blackout_status set_t(struct event_test *test, double t, double degrees,
                             blackout_error *error)
{
    double below;
    test->applies = true;
    test->statistic = t;
    test->degrees = degrees;
    blackout_status status = student_t_cdf(&below, -fabs(t), degrees, error);
    test->p = 2 * below;
    return status;
}

/* ---- The sample ------------------------------------------------------------------------------ */

/* The same event window and the same estimation days: only then do returns pair up. */
static bool same_days(const struct event_sample_unit *a, const struct event_sample_unit *b)
{
    bool same = a->days == b->days && a->window_first == b->window_first &&
                a->window_last == b->window_last && a->window_days == b->window_days;
    for (size_t i = 0; same && i < a->days; ++i) {
        same = a->dates[i] == b->dates[i];
    }
    return same;
}

/* Spans are compared by date. One unit overlaps nothing. Some overlap is the worst case: neither
 * independence nor one common correlation holds. */
static enum overlap find_overlap(const struct event_sample_unit *units, size_t count)
{
    bool any = false;
    bool all = true;
    for (size_t i = 0; i < count; ++i) {
        all = all && same_days(&units[0], &units[i]);
        for (size_t k = i + 1; k < count; ++k) {
            any = any || (units[i].window_first <= units[k].window_last &&
                          units[k].window_first <= units[i].window_last);
        }
    }
    return !any ? OVERLAP_NONE : all ? OVERLAP_SAME : OVERLAP_SOME;
}

/* SCAR_i is the t of the window: CAR over its standard error, prediction error included. */
static void summarise(struct sample *sample)
{
    struct sum total = {0};
    struct sum squares = {0};
    double n = (double)sample->count;
    for (size_t i = 0; i < sample->count; ++i) {
        sum_add(&total, sample->units[i].sum.t);
    }
    sample->mean_scar = sum_value(&total) / n;
    for (size_t i = 0; i < sample->count; ++i) {
        double difference = sample->units[i].sum.t - sample->mean_scar;
        sum_add(&squares, difference * difference);
    }
    sample->sd_scar = sample->count > 1 ? sqrt(sum_value(&squares) / (n - 1)) : 0;
}

/* Why the units are not independent; NULL if they are. */
static const char *dependence(const struct sample *sample)
{
    return sample->overlap == OVERLAP_NONE   ? NULL
           : sample->overlap == OVERLAP_SAME ? same_window
                                             : some_overlap;
}

/* ---- Parametric tests ------------------------------------------------------------------------ */

/* Patell (1976): sum of SCAR_i over the root of the sum of their variances, v/(v - 2). A variance
 * needs more than two degrees of freedom. */
static void patell(struct event_test *test, const struct sample *sample)
{
    struct sum variance = {0};
    const char *reason = dependence(sample);
    for (size_t i = 0; i < sample->count; ++i) {
        double v = sample->units[i].sum.degrees;
        if (v <= 2) {
            reason = "a firm has two degrees of freedom or fewer: its variance is not known";
        }
        sum_add(&variance, v / (v - 2));
    }
    if (reason != NULL) {
        refuse(test, reason);
    } else {
        set_normal(test, (double)sample->count * sample->mean_scar / sqrt(sum_value(&variance)));
    }
}

/* Boehmer, Musumeci & Poulsen (1991): mean SCAR over its own cross-sectional standard error. Its
 * standard error is from the spread of the units, and so an event that makes returns more variable
 * does not make it reject too often, as Patell's does. */
static double bmp_statistic(const struct sample *sample)
{
    return sample->mean_scar * sqrt((double)sample->count) / sample->sd_scar;
}

/* n - 1 degrees: the spread is that of the units. */
static blackout_status bmp(struct event_test *test, const struct sample *sample,
                           blackout_error *error)
{
    const char *reason = dependence(sample);
    if (!(sample->sd_scar > 0)) {
        reason = no_spread;
    }
    if (reason != NULL) {
        refuse(test, reason);
        return BLACKOUT_OK;
    }
    return set_t(test, bmp_statistic(sample), (double)(sample->count - 1), error);
}

/* Pearson's, of returns of the same days: `same_days` has been found of both. */
static double correlation(const double *a, const double *b, size_t count)
{
    double mean_a = 0;
    double mean_b = 0;
    double products[3] = {0}; /* aa, bb, ab */
    for (size_t i = 0; i < count; ++i) {
        mean_a += a[i] / (double)count;
        mean_b += b[i] / (double)count;
    }
    for (size_t i = 0; i < count; ++i) {
        products[0] += (a[i] - mean_a) * (a[i] - mean_a);
        products[1] += (b[i] - mean_b) * (b[i] - mean_b);
        products[2] += (a[i] - mean_a) * (b[i] - mean_b);
    }
    return products[2] / sqrt(products[0] * products[1]);
}

/* Over all n (n - 1) / 2 pairs. */
static double mean_correlation(const struct sample *sample)
{
    double n = (double)sample->count;
    struct sum total = {0};
    for (size_t i = 0; i < sample->count; ++i) {
        for (size_t k = i + 1; k < sample->count; ++k) {
            sum_add(&total, correlation(sample->units[i].estimation, sample->units[k].estimation,
                                        sample->units[i].days));
        }
    }
    return sum_value(&total) / (n * (n - 1) / 2);
}

/* Kolari & Pynnonen (2010): BMP times sqrt((1 - r) / (1 + (n - 1) r)), r the mean correlation of
 * the firms' abnormal returns in the estimation window. The factor shrinks with n r: many firms of
 * one industry on one day are hardly more than one. */
static blackout_status kolari_pynnonen(struct event_test *test, const struct sample *sample,
                                       blackout_error *error)
{
    static const double nearly_one = 1 - 1e-12; /* the same returns twice, but for rounding */
    double n = (double)sample->count;
    if (sample->overlap != OVERLAP_SAME) {
        refuse(test, sample->overlap == OVERLAP_NONE
                         ? "no event windows overlap, so that there is no correlation to correct "
                           "for: see bmp"
                         : some_overlap);
        return BLACKOUT_OK;
    }
    double r = mean_correlation(sample);
    /* A mean correlation below -1/(n - 1) is no correlation of all pairs at once; one of 1 is one
     * share twice. */
    if (!(1 + (n - 1) * r > 0) || !(r < nearly_one)) {
        refuse(test, "the mean correlation of the firms leaves no variance");
        return BLACKOUT_OK;
    }
    if (!(sample->sd_scar > 0)) {
        refuse(test, no_spread);
        return BLACKOUT_OK;
    }
    test->has_correlation = true;
    test->correlation = r;
    test->unadjusted = bmp_statistic(sample);
    return set_t(test, test->unadjusted * sqrt((1 - r) / (1 + (n - 1) * r)), n - 1, error);
}

/* ---- Rank and sign --------------------------------------------------------------------------- */

/* How many of `count` ascending values are below `value`, or, with `equal`, not above it. Bisection
 * in sorted values: ties are between the two answers. */
static size_t count_below(const double *sorted, size_t count, double value, bool equal)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool below = sorted[middle] < value || (equal && sorted[middle] == value);
        low = below ? middle + 1 : low;
        high = below ? high : middle;
    }
    return low;
}

/* Estimation and event together are one series for ranks. */
static double value_of(const struct event_sample_unit *unit, size_t day)
{
    return day < unit->days ? unit->estimation[day] : unit->window[day - unit->days];
}

/* Mid-ranks of the estimation and event returns together, less their mean, over M + 1 (Corrado &
 * Zivney 1992), added to `total`. `sorted` is scratch for as many. */
static void add_ranks(double *total, double *sorted, const struct event_sample_unit *unit)
{
    size_t m = unit->days + unit->window_days;
    for (size_t i = 0; i < m; ++i) {
        sorted[i] = value_of(unit, i);
    }
    sort_ascending(sorted, m);
    for (size_t i = 0; i < m; ++i) {
        size_t lower = count_below(sorted, m, value_of(unit, i), false);
        size_t not_higher = count_below(sorted, m, value_of(unit, i), true);
        total[i] += (double)(lower + not_higher + 1) / 2 / (double)(m + 1) - 0.5;
    }
}

/* A day's mean rank needs a rank of that day from every unit. */
static bool same_lengths(const struct sample *sample)
{
    bool same = true;
    for (size_t i = 1; i < sample->count; ++i) {
        same = same && sample->units[i].days == sample->units[0].days &&
               sample->units[i].window_days == sample->units[0].window_days;
    }
    return same;
}

/* Corrado (1989): the mean rank of the event day over the standard deviation of the daily mean
 * rank; over L days the sum, times 1/sqrt(L) (Campbell & Wasley 1993). */
static blackout_status corrado(struct event_test *test, const struct sample *sample,
                               blackout_error *error)
{
    const struct event_sample_unit *first = &sample->units[0];
    size_t m = first->days + first->window_days;
    struct sum squares = {0};
    struct sum event = {0};
    if (sample->overlap == OVERLAP_SOME || !same_lengths(sample)) {
        refuse(test, sample->overlap == OVERLAP_SOME ? some_overlap
                                                     : "the firms' windows have different lengths");
        return BLACKOUT_OK;
    }
    double *total = arena_alloc(sample->arena, m, sizeof *total);
    double *sorted = arena_alloc(sample->arena, m, sizeof *sorted);
    if (total == NULL || sorted == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < sample->count; ++i) {
        add_ranks(total, sorted, &sample->units[i]);
    }
    for (size_t i = 0; i < m; ++i) {
        double mean = total[i] / (double)sample->count;
        /* Over all days mean ranks add up to 0: their mean square is the variance. */
        sum_add(&squares, mean * mean);
        if (i >= first->days) {
            sum_add(&event, mean);
        }
    }
    double sd = sqrt(sum_value(&squares) / (double)m);
    if (!(sd > 0)) {
        refuse(test, "the mean ranks do not vary");
        return BLACKOUT_OK;
    }
    set_normal(test, sum_value(&event) / (sd * sqrt((double)first->window_days)));
    return BLACKOUT_OK;
}

/* Cowan (1992): rises among the windows against the share p of rises in the estimation windows,
 * (w - n p) / sqrt(n p (1 - p)). */
static void generalised_sign(struct event_test *test, const struct sample *sample)
{
    double n = (double)sample->count;
    /* The share of rises is a mean over the firms, each with its own days. */
    double share = 0;
    double rises = 0;
    const char *reason = dependence(sample);
    for (size_t i = 0; i < sample->count; ++i) {
        const struct event_sample_unit *unit = &sample->units[i];
        double positive = 0;
        for (size_t k = 0; k < unit->days; ++k) {
            positive += unit->estimation[k] > 0 ? 1 : 0;
        }
        share += positive / (double)unit->days / n;
        rises += unit->sum.car > 0 ? 1 : 0;
    }
    if (!(share > 0 && share < 1)) {
        reason = "the estimation windows have no rises, or nothing else";
    }
    if (reason != NULL) {
        refuse(test, reason);
    } else {
        set_normal(test, (rises - n * share) / sqrt(n * share * (1 - share)));
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* A test that does not apply says why; one unit has no test over units at all. */
blackout_status event_tests_run(struct event_test tests[TEST_COUNT], struct arena *arena,
                                const struct event_sample_unit *units, size_t count,
                                blackout_error *error)
{
    static const struct event_test names[TEST_COUNT] = {
        {TEST_PATELL, .name = "patell", .reference = "Patell (1976)"},
        {TEST_BMP, .name = "bmp", .reference = "Boehmer, Musumeci & Poulsen (1991)"},
        {TEST_KOLARI_PYNNONEN, .name = "kolari_pynnonen", .reference = "Kolari & Pynnonen (2010)"},
        {TEST_CORRADO, .name = "corrado_rank", .reference = "Corrado (1989)"},
        {TEST_GENERALISED_SIGN, .name = "generalised_sign", .reference = "Cowan (1992)"},
    };
    struct sample sample = {.units = units, .count = count, .arena = arena};
    for (int i = 0; i < TEST_COUNT; ++i) {
        tests[i] = names[i];
        tests[i].reason = count < 1 ? "no firm's prices cover the window" : one_unit;
    }
    if (count < 2) {
        return BLACKOUT_OK;
    }
    sample.overlap = find_overlap(units, count);
    summarise(&sample);
    patell(&tests[TEST_PATELL], &sample);
    generalised_sign(&tests[TEST_GENERALISED_SIGN], &sample);
    blackout_status status = bmp(&tests[TEST_BMP], &sample, error);
    if (status == BLACKOUT_OK) {
        status = kolari_pynnonen(&tests[TEST_KOLARI_PYNNONEN], &sample, error);
    }
    if (status == BLACKOUT_OK) {
        status = corrado(&tests[TEST_CORRADO], &sample, error);
    }
    return status;
}
