/* SPDX-License-Identifier: GPL-3.0-or-later */
/* student_t_of_normal() of one number of degrees, for many scores: a few hundred quantiles when it
 * is made, a polynomial for each score. */
#ifndef BLACKOUT_STATS_STUDENT_T_MAP_H
#define BLACKOUT_STATS_STUDENT_T_MAP_H

#include "core/lanes.h"

/* Scores beyond the last piece are left to student_t_of_normal(): no uniform number that a double
 * holds apart from 0 and 1 has one. */
enum { STUDENT_T_PIECES = 12, STUDENT_T_TERMS = 20 };

struct student_t_map {
    double degrees;
    double terms[STUDENT_T_PIECES][STUDENT_T_TERMS]; /* of Chebyshev series of ln(t/z) */
};

/* For `degrees` from 1 on, or infinite. */
void student_t_map_make(struct student_t_map *map, double degrees);

/* The quantile at P(Z <= z) of a standard normal Z, within 1e-12 of what student_t_of_normal()
 * gives from 1.5 degrees on, within 1e-9 below; exactly odd in z. */
double student_t_map_value(const struct student_t_map *map, double z);

/* The same of all lanes: the same bits. */
void student_t_map_values(struct lanes *values, const struct student_t_map *map,
                          const struct lanes *z);

#endif
