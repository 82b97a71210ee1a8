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

/* The interpolant at the zeros of the next Chebyshev polynomial. No zero is an end of its piece, so
 * that t/z is never taken at 0. */
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

/* series_at() of each element, whose terms are another piece's. */
static inline void part_series(lane_part *values, const double *const *terms, const lane_part *u)
{
    enum { PART = LANES / LANE_PARTS };
    const lane_part twice = 2 * *u;
    lane_part next = {0};
    lane_part after = {0};
    for (int i = STUDENT_T_TERMS - 1; i >= 0; --i) {
        lane_part term;
        for (int l = 0; l < PART; ++l) {
            term[l] = terms[l][i];
        }
        if (i > 0) {
            term = term + twice * next - after;
            after = next;
            next = term;
        } else {
            *values = term + *u * next - after;
        }
    }
}

/* Scores beyond the last piece take the first one's series along, whatever it gives so far out: its
 * logarithm becomes 0 before exponentials(), which would leave its fast way for all lanes. */
void student_t_map_values(struct lanes *values, const struct student_t_map *map,
                          const struct lanes *z)
{
    const double *terms[LANES];
    struct lanes u;
    struct lanes logs;
    for (int l = 0; l < LANES; ++l) {
        const double place = fabs(z->at[l]) / piece_width;
        const int piece = place < STUDENT_T_PIECES ? (int)place : 0;
        terms[l] = map->terms[piece];
        u.at[l] = 2 * (place - piece) - 1;
    }
    for (size_t p = 0; p < LANE_PARTS; ++p) {
        part_series(&logs.part[p], terms + p * (LANES / LANE_PARTS), &u.part[p]);
    }
    for (int l = 0; l < LANES; ++l) {
        logs.at[l] = fabs(z->at[l]) / piece_width < STUDENT_T_PIECES ? logs.at[l] : 0;
    }
    exponentials(values, &logs);
    for (int l = 0; l < LANES; ++l) {
        values->at[l] = fabs(z->at[l]) / piece_width < STUDENT_T_PIECES
                            ? z->at[l] * values->at[l]
                            : student_t_of_normal(z->at[l], map->degrees);
    }
}
