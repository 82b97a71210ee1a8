/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses of many years in little memory. Sums are taken of the losses as they are; only for
 * quantiles are losses kept, and of these as many bits of the mantissa as fit into the storage.
 * Dropping bits makes near losses equal, and equal ones share an entry: the relative error stays
 * below 2^-bits, for small losses as for large ones. */
#include "stats/exceedance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/radix.h"

enum { MANTISSA_BITS = 52 };

void exceedance_init(struct exceedance *exceedance, struct exceedance_loss *storage,
                     size_t capacity)
{
    *exceedance =
        (struct exceedance){.losses = storage, .capacity = capacity, .bits = MANTISSA_BITS};
}

/* To `bits` of the mantissa, nearest. Positive doubles ascend with their bits, so that rounding up
 * over a power of two is right too. */
static double rounded(double loss, int bits)
{
    uint64_t word;
    int dropped = MANTISSA_BITS - bits;
    if (dropped <= 0) {
        return loss;
    }
    memcpy(&word, &loss, sizeof word);
    word = (word + (UINT64_C(1) << (dropped - 1))) >> dropped << dropped;
    memcpy(&loss, &word, sizeof loss);
    return loss;
}

static int ascending(const void *a, const void *b)
{
    double x = ((const struct exceedance_loss *)a)->loss;
    double y = ((const struct exceedance_loss *)b)->loss;
    return (x > y) - (x < y);
}

/* Sorts what has been added since: each is a loss of one year. `added` has room for twice as many.
 * They are merged from the end, where there is room. */
static void sort_added(struct exceedance *exceedance, struct radix_item *added)
{
    struct exceedance_loss *losses = exceedance->losses;
    const size_t count = exceedance->count - exceedance->sorted;
    size_t place = exceedance->count;
    size_t left = exceedance->sorted;
    for (size_t i = 0; i < count; ++i) {
        added[i] = (struct radix_item){.key = radix_key(losses[exceedance->sorted + i].loss)};
    }
    radix_sort(added, added + count, count);
    for (size_t i = count; i > 0;) {
        const double loss = radix_number(added[i - 1].key);
        if (left > 0 && losses[left - 1].loss > loss) {
            losses[--place] = losses[--left];
        } else {
            losses[--place] = (struct exceedance_loss){loss, 1};
            --i;
        }
    }
}

/* Makes neighbours that are equal one. */
static void join_equal(struct exceedance *exceedance)
{
    struct exceedance_loss *losses = exceedance->losses;
    size_t kept = 0;
    for (size_t i = 0; i < exceedance->count; ++i) {
        if (kept > 0 && losses[kept - 1].loss == losses[i].loss) {
            losses[kept - 1].years += losses[i].years;
        } else {
            losses[kept++] = losses[i];
        }
    }
    exceedance->count = kept;
    exceedance->sorted = kept;
}

/* Sorts, and makes equal losses one. Where there is no memory to be quick in, the C library sorts,
 * which can do without. */
static void settle(struct exceedance *exceedance)
{
    const size_t added = exceedance->count - exceedance->sorted;
    if (added == 0) {
        return;
    }
    struct radix_item *items = malloc(2 * added * sizeof *items);
    if (items != NULL) {
        sort_added(exceedance, items);
    } else {
        qsort(exceedance->losses, exceedance->count, sizeof *exceedance->losses, ascending);
    }
    free(items);
    join_equal(exceedance);
}

/* Makes room: at least half of the storage is free afterwards. What is rounded keeps its order. */
static void compress(struct exceedance *exceedance)
{
    settle(exceedance);
    while (exceedance->count > exceedance->capacity / 2 && exceedance->bits > 0) {
        --exceedance->bits;
        for (size_t i = 0; i < exceedance->count; ++i) {
            exceedance->losses[i].loss = rounded(exceedance->losses[i].loss, exceedance->bits);
        }
        join_equal(exceedance);
    }
}

/* Years without a loss are counted and take no room; 0 adds nothing to a sum. The moments are of
 * the loss itself, not of what is left of its bits. */
void exceedance_add(struct exceedance *exceedance, double loss)
{
    ++exceedance->years;
    if (loss != 0) {
        sum_add(&exceedance->total, loss);
        sum_add_product(&exceedance->squares, loss, loss);
    }
    if (!(loss > 0)) {
        ++exceedance->years_without;
        return;
    }
    if (exceedance->count == exceedance->capacity) {
        compress(exceedance);
    }
    exceedance->losses[exceedance->count++] =
        (struct exceedance_loss){rounded(loss, exceedance->bits), 1};
}

/* Of all years, those without a loss included. */
double exceedance_mean(const struct exceedance *exceedance)
{
    return sum_value(&exceedance->total) / (double)exceedance->years;
}

/* Squares about the mean c, as sum x^2 - 2 c sum x + n c c: years come one after another, and there
 * is no second pass. All are kept in twice the digits of a double, since where years hardly differ
 * they cancel. A single year gives 0 / 0, which is not looked at. */
double exceedance_sd(const struct exceedance *exceedance)
{
    double n = (double)exceedance->years;
    double mean = exceedance_mean(exceedance);
    double total = n * mean;
    struct sum about = exceedance->squares;
    sum_add_product(&about, -2 * mean, exceedance->total.total);
    sum_add_product(&about, -2 * mean, exceedance->total.lost);
    sum_add_product(&about, mean, total);
    sum_add_product(&about, mean, fma(n, mean, -total));
    double variance = sum_value(&about) / (n - 1);
    return n > 1 && variance > 0 ? sqrt(variance) : 0;
}

/* Years are independent, so that the plain sd / sqrt(n) is right. */
double exceedance_se(const struct exceedance *exceedance)
{
    return exceedance_sd(exceedance) / sqrt((double)exceedance->years);
}

/* The loss of year number `rank` (from 0) in ascending order. Needs what settle() has sorted; years
 * without a loss come first. From above: of what is exceeded seldom few entries are looked at. */
static double order_statistic(const struct exceedance *exceedance, uint64_t rank)
{
    uint64_t first = exceedance->years; /* of the entry that is looked at, in that order */
    for (size_t i = exceedance->count; i > 0; --i) {
        first -= exceedance->losses[i - 1].years;
        if (rank >= first) {
            return exceedance->losses[i - 1].loss;
        }
    }
    return 0;
}

/* Between two years by R-7, over all years in order; those without a loss count as 0. */
double exceedance_quantile(struct exceedance *exceedance, double p)
{
    settle(exceedance);
    struct quantile_place place = quantile_place_r7((size_t)exceedance->years, p);
    double low = order_statistic(exceedance, place.below);
    return place.part > 0 ? low + place.part * (order_statistic(exceedance, place.below + 1) - low)
                          : low;
}

/* From the largest down, until N / period years are taken, a number that need not be whole. */
double exceedance_tail_mean(struct exceedance *exceedance, double period)
{
    struct sum sum = {0};
    double tail = (double)exceedance->years / period;
    double left = tail;
    settle(exceedance);
    for (size_t i = exceedance->count; i > 0 && left > 0; --i) {
        double taken = fmin(left, (double)exceedance->losses[i - 1].years);
        sum_add(&sum, exceedance->losses[i - 1].loss * taken);
        left -= taken;
    }
    return sum_value(&sum) / tail; /* years without a loss add nothing */
}

/* Of a chance of 0: never. */
double exceedance_period(double chance)
{
    return chance > 0 ? 1 / chance : (double)INFINITY;
}

/* 1 - exp(-rate), without cancellation for what is rare. */
double exceedance_chance(double rate)
{
    return -expm1(-rate);
}

double exceedance_level(double years)
{
    return 1 - 1 / years;
}

/* From above: of a tail few entries are looked at. */
double exceedance_probability(struct exceedance *exceedance, double loss)
{
    uint64_t years = loss > 0 ? 0 : exceedance->years_without;
    settle(exceedance);
    for (size_t i = exceedance->count; i > 0 && exceedance->losses[i - 1].loss >= loss; --i) {
        years += exceedance->losses[i - 1].years;
    }
    return (double)years / (double)exceedance->years;
}

/* Unsorted: events are few. Rates of independent processes add. */
double exceedance_rate(const double *losses, const double *rates, size_t count, double loss)
{
    struct sum sum = {0};
    for (size_t i = 0; i < count; ++i) {
        if (losses[i] >= loss) {
            sum_add(&sum, rates[i]);
        }
    }
    return sum_value(&sum);
}
