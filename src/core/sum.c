/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sum.h"

#include <math.h>
#include <stdlib.h>

void sum_add(struct sum *sum, double term)
{
    double total = sum->total + term;
    if (fabs(sum->total) >= fabs(term)) {
        sum->lost += (sum->total - total) + term;
    } else {
        sum->lost += (term - total) + sum->total;
    }
    sum->total = total;
}

double sum_value(const struct sum *sum)
{
    return sum->total + sum->lost;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

double quantile_r7(const double *sorted, size_t count, double p)
{
    double position = p * (double)(count - 1);
    size_t below = (size_t)position;
    if (below + 1 >= count) {
        return sorted[count - 1];
    }
    return sorted[below] + (position - (double)below) * (sorted[below + 1] - sorted[below]);
}

double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, ascending);
    return quantile_r7(values, count, 0.5);
}
