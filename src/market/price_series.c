/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one series of prices shows by itself. A split is looked for in the ratio of one day, in
 * the logarithm, so that 2 for 1 and 1 for 2 are equally near; adjusted closes are used where
 * both days have one, because they have the split out already. */
#include "market/price_series.h"

#include <math.h>

size_t price_series_from(const struct price_series *series, instant date)
{
    size_t at = 0;
    while (at < series->count && series->points[at].date < date) {
        ++at;
    }
    return at;
}

/* Both adjusted closes or none: one of each would have the split in it. */
double price_series_ratio(const struct price_series *series, size_t from, size_t to)
{
    const struct price_point *a = &series->points[from];
    const struct price_point *b = &series->points[to];
    return a->adjusted > 0 && b->adjusted > 0 ? b->adjusted / a->adjusted : b->close / a->close;
}

/* The split that a one-day factor is likely to be, 0 for none: one of the customary ones, else a
 * whole number from 2 on. The share moves on the day of its split too, by a tenth at most. So large
 * a factor in one day is more likely a split that nobody adjusted for than a return; a request may
 * say otherwise. */
static double likely_split(double ratio)
{
    static const double customary[] = {2, 3, 4, 5, 10, 20};
    static const double margin = 0.1;
    double size = fmax(ratio, 1 / ratio);
    for (size_t i = 0; i < sizeof customary / sizeof customary[0]; ++i) {
        if (fabs(log(size / customary[i])) <= margin) {
            return customary[i];
        }
    }
    double whole = round(size);
    return whole >= 2 && fabs(log(size / whole)) <= margin ? whole : 0;
}

/* The first one: a series has to be adjusted as a whole. */
bool price_series_split(struct price_split *split, const struct price_series *series, size_t from,
                        size_t to)
{
    for (size_t i = from + 1; i <= to && i < series->count; ++i) {
        double ratio = price_series_ratio(series, i - 1, i);
        double factor = likely_split(ratio);
        if (factor > 0) {
            *split = (struct price_split){series->points[i].date, ratio, factor};
            return true;
        }
    }
    return false;
}

/* By the close, as it was traded: an adjusted one moves with every dividend. */
bool price_series_is_constant(const struct price_series *series, size_t from, size_t to)
{
    for (size_t i = from + 1; i <= to && i < series->count; ++i) {
        if (series->points[i].close != series->points[from].close) {
            return false;
        }
    }
    return true;
}
