/* SPDX-License-Identifier: GPL-3.0-or-later */
/* t grows as exp(z^2 / (2 nu)) far out and in proportion to z near 0, so that ln(t/z) is what a
 * polynomial follows. It has no singularity nearer to the real axis than about 1: on pieces of 0.7,
 * Chebyshev interpolation (Trefethen 2013, theorem 8.2) gains a digit with about each term. */
#include "stats/student_t_map.h"

#include <math.h>

#include <gsl/gsl_math.h>

#include "core/exponential.h"
#include "stats/student_t.h"

static const double piece_width = 0.7;

/* The interpolant at the zeros of the next Chebyshev polynomial. */
static void make_piece(double terms[STUDENT_T_TERMS], double first, double degrees)
{
    double values[STUDENT_T_TERMS];
    for (int k = 0; k < STUDENT_T_TERMS; ++k) {
        const double node = cos(M_PI * (k + 0.5) / STUDENT_T_TERMS);
        const double z = first + piece_width * (node + 1) / 2;
        values[k] = log(student_t_of_normal(z, degrees) / z);
    }
    for (int i = 0; i < STUDENT_T_TERMS; ++i) {
        double sum = 0;
        for (int k = 0; k < STUDENT_T_TERMS; ++k) {
            sum += values[k] * cos(M_PI * i * (k + 0.5) / STUDENT_T_TERMS);
        }
        terms[i] = (i == 0 ? 1 : 2) * sum / STUDENT_T_TERMS;
    }
}

void student_t_map_make(struct student_t_map *map, double degrees)
{
    map->degrees = degrees;
    for (int i = 0; i < STUDENT_T_PIECES; ++i) {
        make_piece(map->terms[i], i * piece_width, degrees);
    }
}

/* Clenshaw's (1955) sum of a series at u in [-1, 1]. */
static double series_at(const double terms[STUDENT_T_TERMS], double u)
{
    double next = 0;
    double after = 0;
    for (int i = STUDENT_T_TERMS - 1; i > 0; --i) {
        const double term = terms[i] + 2 * u * next - after;
        after = next;
        next = term;
    }
    return terms[0] + u * next - after;
}

double student_t_map_value(const struct student_t_map *map, double z)
{
    const double place = fabs(z) / piece_width;
    if (!(place < STUDENT_T_PIECES)) {
        return student_t_of_normal(z, map->degrees);
    }
    const int piece = (int)place;
    return z * exponential(series_at(map->terms[piece], 2 * (place - piece) - 1));
}
