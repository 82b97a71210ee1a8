/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses of many years in little memory. Sums are taken of the losses as they are; only for
 * quantiles are losses kept, and of these as many bits of the mantissa as fit into the storage.
 * Dropping bits makes near losses equal, and equal ones share an entry: the relative error stays
 * below 2^-bits, for small losses as for large ones. */
#include "stats/exceedance.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/large_pages.h"

enum { MANTISSA_BITS = 52 };

void exceedance_init(struct exceedance *exceedance, struct radix_item *storage, size_t capacity)
{
    *exceedance =
        (struct exceedance){.losses = storage, .capacity = capacity, .bits = MANTISSA_BITS};
}

static double loss_of(const struct radix_item *item)
{
    return radix_number(item->key);
}

/* To `bits` of the mantissa, nearest. Keys are the bits of positive doubles and ascend with them,
 * so that rounding up over a power of two is right too. */
static uint64_t rounded(uint64_t key, int bits)
{
    const int dropped = MANTISSA_BITS - bits;
    return (key + (UINT64_C(1) << dropped >> 1)) >> dropped << dropped;
}

static int ascending(const void *a, const void *b)
{
    const uint64_t x = ((const struct radix_item *)a)->key;
    const uint64_t y = ((const struct radix_item *)b)->key;
    return (x > y) - (x < y);
}

/* Sorts what has been added since, and merges it from the end, where there is room. `added` has
 * room for it. Which of two comes next cannot be foretold: it is chosen without a branch. */
static void sort_added(struct exceedance *exceedance, struct radix_item *added)
{
    struct radix_item *losses = exceedance->losses;
    size_t from = exceedance->sorted;
    size_t left = exceedance->count - from;
    radix_sort(losses + from, added, left);
    memcpy(added, losses + from, left * sizeof *added);
    while (from > 0 && left > 0) {
        const struct radix_item *sorted = &losses[from - 1];
        const struct radix_item *one = &added[left - 1];
        const size_t later = sorted->key > one->key ? 1 : 0;
        const uint64_t all = -(uint64_t)later;
        losses[from + left - 1] =
            (struct radix_item){one->key ^ ((one->key ^ sorted->key) & all),
                                one->value ^ ((one->value ^ sorted->value) & all)};
        from -= later;
        left -= 1 - later;
    }
    memcpy(losses, added, left * sizeof *added);
}

/* Makes neighbours that are equal one, without a branch. */
static void join_equal(struct exceedance *exceedance)
{
    struct radix_item *losses = exceedance->losses;
    struct radix_item last = losses[0];
    size_t kept = 0;
    for (size_t i = 1; i < exceedance->count; ++i) {
        const bool equal = losses[i].key == last.key;
        losses[kept] = last;
        kept += equal ? 0 : 1;
        last = (struct radix_item){losses[i].key, losses[i].value + (equal ? last.value : 0)};
    }
    losses[kept] = last;
    exceedance->count = kept + 1;
    exceedance->sorted = exceedance->count;
}

/* Sorts, and makes equal losses one. Where there is no memory to be quick in, the C library sorts,
 * which can do without. */
static void settle(struct exceedance *exceedance)
{
    const size_t added = exceedance->count - exceedance->sorted;
    if (added == 0) {
        return;
    }
    struct radix_item *items = malloc(added * sizeof *items);
    large_pages_ask(items, added * sizeof *items);
    if (items != NULL) {
        sort_added(exceedance, items);
    } else {
        qsort(exceedance->losses, exceedance->count, sizeof *exceedance->losses, ascending);
    }
    free(items);
    join_equal(exceedance);
}

/* With how many bits the losses, settled, would be few enough; 0 where no number is. Of each two
 * neighbours the highest bit that tells them apart says down to which precision they are two. */
static int bits_enough(const struct exceedance *exceedance)
{
    const struct radix_item *losses = exceedance->losses;
    size_t different[64] = {0}; /* by that bit */
    size_t count = exceedance->count;
    int dropped = MANTISSA_BITS - exceedance->bits;
    for (size_t i = 1; i < count; ++i) {
        ++different[63 - __builtin_clzll((losses[i - 1].key - 1) ^ (losses[i].key - 1))];
    }
    for (int bit = 0; bit < dropped; ++bit) {
        count -= different[bit];
    }
    while (count > exceedance->capacity / 2 && dropped < MANTISSA_BITS) {
        count -= different[dropped++];
    }
    return MANTISSA_BITS - dropped;
}

/* Makes room: at least half of the storage is free afterwards. Losses lose one bit after another
 * until they are few enough, each to the nearest and halves upwards: that leaves the next number
 * that is not below, and they keep their order. */
static void compress(struct exceedance *exceedance)
{
    settle(exceedance);
    if (exceedance->count <= exceedance->capacity / 2) {
        return;
    }
    exceedance->bits = bits_enough(exceedance);
    const int dropped = MANTISSA_BITS - exceedance->bits;
    const uint64_t below = (UINT64_C(1) << dropped) - 1;
    for (size_t i = 0; i < exceedance->count; ++i) {
        exceedance->losses[i].key = (exceedance->losses[i].key + below) & ~below;
    }
    join_equal(exceedance);
}

/* Years without a loss are counted and take no room. compress() makes some: at worst one loss of
 * each exponent is left (exceedance_init()). */
static void keep(struct exceedance *exceedance, double loss)
{
    if (!(loss > 0)) {
        ++exceedance->years_without;
        return;
    }
    if (exceedance->count == exceedance->capacity) {
        compress(exceedance);
    }
    exceedance->losses[exceedance->count++] =
        (struct radix_item){rounded(radix_key(loss), exceedance->bits), 1};
}

/* 0 adds nothing to a sum. The moments are of the loss itself, not of what is left of its bits. */
void exceedance_add(struct exceedance *exceedance, double loss)
{
    ++exceedance->years;
    if (loss != 0) {
        sum_add(&exceedance->total, loss);
        sum_add_product(&exceedance->squares, loss, loss);
    }
    keep(exceedance, loss);
}

/* ---- Several columns ------------------------------------------------------------------------- */

/* A number of each column, and sums of them. */
typedef double column_part __attribute__((vector_size(EXCEEDANCE_COLUMNS * sizeof(double))));

struct column_sums {
    column_part total;
    column_part lost;
};

/* sum_add() of each column. */
static inline void add_parts(struct column_sums *sums, const column_part *of)
{
    const column_part terms = *of;
    const column_part total = sums->total + terms;
    const column_part added = total - sums->total;
    sums->lost += (sums->total - (total - added)) + (terms - added);
    sums->total = total;
}

/* What the columns have in common, where the years are. */
struct columns {
    struct exceedance *const *of;
    size_t count;
    const double *rows;
    size_t stride;
};

/* What a year lost; a column that is not there, nothing. */
static inline void losses_of(column_part *losses, const struct columns *columns, size_t year)
{
    const double *row = columns->rows + year * columns->stride;
    if (columns->count == EXCEEDANCE_COLUMNS) {
        memcpy(losses, row, sizeof *losses);
        return;
    }
    *losses = (column_part){0};
    for (size_t c = 0; c < columns->count; ++c) {
        (*losses)[c] = row[c];
    }
}

/* Moments of some years, in the order in which they come. */
static void add_moments(const struct columns *columns, size_t first, size_t years)
{
    struct column_sums total = {{0}, {0}};
    struct column_sums squares = {{0}, {0}};
    for (size_t c = 0; c < columns->count; ++c) {
        total.total[c] = columns->of[c]->total.total;
        total.lost[c] = columns->of[c]->total.lost;
        squares.total[c] = columns->of[c]->squares.total;
        squares.lost[c] = columns->of[c]->squares.lost;
    }
    for (size_t y = first; y < first + years; ++y) {
        column_part losses;
        column_part rest;
        losses_of(&losses, columns, y);
        const column_part products = losses * losses;
        for (int c = 0; c < EXCEEDANCE_COLUMNS; ++c) {
            rest[c] = fma(losses[c], losses[c], -products[c]);
        }
        add_parts(&total, &losses);
        add_parts(&squares, &products);
        add_parts(&squares, &rest);
    }
    for (size_t c = 0; c < columns->count; ++c) {
        columns->of[c]->years += years;
        columns->of[c]->total = (struct sum){total.total[c], total.lost[c]};
        columns->of[c]->squares = (struct sum){squares.total[c], squares.lost[c]};
    }
}

/* keep() of some years of a column. Which of them lost something cannot be foretold: as long as
 * there is room each is put there, and the next one over it. */
static void keep_column(const struct columns *columns, size_t c, size_t first, size_t years)
{
    struct exceedance *of = columns->of[c];
    for (size_t y = first; y < first + years; ++y) {
        const double loss = columns->rows[y * columns->stride + c];
        const size_t kept = loss > 0 ? 1 : 0;
        if (of->count == of->capacity) {
            keep(of, loss);
            continue;
        }
        of->losses[of->count] = (struct radix_item){rounded(radix_key(loss), of->bits), 1};
        of->count += kept;
        of->years_without += 1 - kept;
    }
}

/* Years are gone through a few at a time: they are still at hand for the next column. The sums of a
 * column wait for each other, those of several do not. */
void exceedance_add_columns(struct exceedance *const *columns, size_t count, const double *rows,
                            size_t stride, size_t years)
{
    enum { AT_HAND = 256 };
    const struct columns of = {columns, count, rows, stride};
    for (size_t first = 0; first < years; first += AT_HAND) {
        const size_t some = years - first < AT_HAND ? years - first : AT_HAND;
        add_moments(&of, first, some);
        for (size_t c = 0; c < count; ++c) {
            keep_column(&of, c, first, some);
        }
    }
}

/* ---- What is asked of them ------------------------------------------------------------------- */

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
        first -= exceedance->losses[i - 1].value;
        if (rank >= first) {
            return loss_of(&exceedance->losses[i - 1]);
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
        double taken = fmin(left, (double)exceedance->losses[i - 1].value);
        sum_add(&sum, loss_of(&exceedance->losses[i - 1]) * taken);
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
    for (size_t i = exceedance->count; i > 0 && loss_of(&exceedance->losses[i - 1]) >= loss; --i) {
        years += exceedance->losses[i - 1].value;
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
