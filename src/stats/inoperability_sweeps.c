/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solves x = A x + d by the method of Gauss and Seidel, written as the series that it sums (the
 * power series of Leontief's inverse, Waugh 1950, whose terms take in turn what is already known of
 * a term): with L the part of A on and below the diagonal and U the rest,
 *
 *     x = sum of t_k,   t_0 = (I - L)^-1 d,   t_k+1 = (I - L)^-1 U t_k.
 *
 * No term is negative, so nothing cancels. What is missing after t_k is (I - A)^-1 U t_k, whose sum
 * is at most s / (1 - s) times that of t_k, s being the largest sum of a column of A. Terms fall at
 * least as fast as those of the power series (Stein & Rosenberg 1948; Varga 2000, theorem 3.15), a
 * sector that buys of itself delays none, and each costs one product for each link. */
#include "stats/inoperability_sweeps.h"

#include <float.h>

double inoperability_largest_sum(const struct sparse_rows *rows, double *work)
{
    double largest = 0;
    for (size_t j = 0; j < rows->count; ++j) {
        work[j] = 0;
    }
    for (size_t e = 0; e < rows->first[rows->count]; ++e) {
        work[rows->columns[e]] += rows->values[e];
    }
    for (size_t j = 0; j < rows->count; ++j) {
        largest = work[j] > largest ? work[j] : largest;
    }
    return largest;
}

/* The next term in the place of this one, where what is below row i is still this one's. Row i has
 * `directly` as well, where there is any; its sum. */
static double next_term(double *term, const struct sparse_rows *rows, const double *directly)
{
    double all = 0;
    for (size_t i = 0; i < rows->count; ++i) {
        double sum = directly != NULL ? directly[i] : 0;
        double own = 0;
        for (size_t e = rows->first[i]; e < rows->first[i + 1]; ++e) {
            const size_t j = rows->columns[e];
            if (j == i) {
                own = rows->values[e];
            } else {
                sum += rows->values[e] * term[j];
            }
        }
        term[i] = sum / (1 - own);
        all += term[i];
    }
    return all;
}

/* A sum that is not a number ends the series. */
bool inoperability_sweep(double *lost, const struct inoperability_links *links,
                         const double *directly, double *work, size_t most_sweeps)
{
    const struct sparse_rows *rows = links->rows;
    const double missing_per_term = links->largest_sum / (1 - links->largest_sum);
    for (size_t i = 0; i < rows->count; ++i) {
        work[i] = 0;
    }
    double term = next_term(work, rows, directly);
    double all = term;
    for (size_t i = 0; i < rows->count; ++i) {
        lost[i] = work[i];
    }
    for (size_t sweeps = 1; term * missing_per_term > DBL_EPSILON / 2 * all; ++sweeps) {
        if (sweeps >= most_sweeps) {
            return false;
        }
        term = next_term(work, rows, NULL);
        all += term;
        for (size_t i = 0; i < rows->count; ++i) {
            lost[i] += work[i];
        }
    }
    return true;
}
