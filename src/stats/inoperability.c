/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses that pass from sector to sector (Haimes & Jiang 2001; Santos & Haimes 2004), at once
 * and over time. The spectral radius is looked at before anything is inverted: from 1 on the
 * inverse exists as a matrix, but the series that it stands for has no sum. Over time the
 * equations are summed by uniformization (Jensen 1953): all its terms are positive, so that what
 * a supplier loses in the first minute, far below the direct loss, keeps its digits. */
#include "stats/inoperability.h"

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/error.h"

struct workspace {
    gsl_matrix *matrix; /* overwritten by both */
    gsl_eigen_nonsymm_workspace *eigen;
    gsl_vector_complex *values;
    gsl_permutation *permutation;
};

/* The largest absolute eigenvalue; NAN where there is none to be found. GSL has the eigenvalues of
 * a general matrix in no order, and overwrites it: hence the copy. */
static double spectral_radius(const double *matrix, size_t count, struct workspace *workspace)
{
    gsl_matrix_const_view view = gsl_matrix_const_view_array(matrix, count, count);
    double radius = 0;
    for (size_t i = 0; i < count * count; ++i) {
        if (!isfinite(matrix[i])) {
            return NAN; /* GSL would iterate on it */
        }
    }
    gsl_matrix_memcpy(workspace->matrix, &view.matrix);
    if (gsl_eigen_nonsymm(workspace->matrix, workspace->values, workspace->eigen) != GSL_SUCCESS) {
        return NAN;
    }
    for (size_t i = 0; i < count; ++i) {
        radius = fmax(radius, gsl_complex_abs(gsl_vector_complex_get(workspace->values, i)));
    }
    return radius;
}

/* (I - A)^-1 = I + A + A^2 + ..., by LU. A radius that is NAN is refused too. */
static blackout_status invert(double *inverse, const double *matrix, size_t count,
                              struct workspace *workspace, blackout_error *error)
{
    double radius = spectral_radius(matrix, count, workspace);
    if (!(radius < 1)) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "the spectral radius of the coefficients is %.6g: a loss would grow "
                         "without end from sector to sector; a radius below 1",
                         radius);
    }
    gsl_matrix_const_view view = gsl_matrix_const_view_array(matrix, count, count);
    gsl_matrix_view result = gsl_matrix_view_array(inverse, count, count);
    int sign;
    gsl_matrix_set_identity(workspace->matrix);
    gsl_matrix_sub(workspace->matrix, &view.matrix);
    if (gsl_linalg_LU_decomp(workspace->matrix, workspace->permutation, &sign) != GSL_SUCCESS ||
        gsl_linalg_LU_invert(workspace->matrix, workspace->permutation, &result.matrix) !=
            GSL_SUCCESS) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the inverse of the coefficients cannot be computed");
    }
    return BLACKOUT_OK;
}

/* GSL's own error handler is off: what it cannot allocate is NULL. */
blackout_status inoperability_inverse(double *inverse, const double *matrix, size_t count,
                                      blackout_error *error)
{
    struct workspace workspace = {.matrix = gsl_matrix_alloc(count, count),
                                  .eigen = gsl_eigen_nonsymm_alloc(count),
                                  .values = gsl_vector_complex_alloc(count),
                                  .permutation = gsl_permutation_alloc(count)};
    blackout_status status = workspace.matrix != NULL && workspace.eigen != NULL &&
                                     workspace.values != NULL && workspace.permutation != NULL
                                 ? invert(inverse, matrix, count, &workspace, error)
                                 : error_memory(error);
    gsl_matrix_free(workspace.matrix);
    gsl_eigen_nonsymm_free(workspace.eigen);
    gsl_vector_complex_free(workspace.values);
    gsl_permutation_free(workspace.permutation);
    return status;
}

/* Entries of (I - A)^-1 and losses are at least 0: nothing cancels, and a plain sum
 * will do. */
static double row_product(const double *matrix, size_t row, const double *vector, size_t count)
{
    double sum = 0;
    for (size_t j = 0; j < count; ++j) {
        sum += matrix[row * count + j] * vector[j];
    }
    return sum;
}

void inoperability_solve(double *lost, const double *inverse, const double *directly, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        lost[i] = row_product(inverse, i, directly, count);
    }
}

/* Steps of uniformization: so long that exp(-step) and what it multiplies are far from underflow.
 */
static const double longest_step = 64;

/* A term so unlikely that no digit of the sum is its own; the first ones count however unlikely,
 * since a loss in turn takes three of them: to lose, to be supplied less, to have lost. */
static const double negligible = 1e-19;
enum { FIRST_TERMS = 14 };

/* A state that a step does not change by more does not change. */
static const double steady = 1e-15;

/* Where each row of the work of a call is. */
struct step_rows {
    struct inoperability_state term;
    double *both;    /* alone + in_turn of the term */
    double *product; /* A times that */
    double *follows; /* resilience / fastest */
    double *before;
};

static struct step_rows rows_of(double *work, size_t count)
{
    return (struct step_rows){.term = {work, work + count, work + 2 * count},
                              .both = work + 3 * count,
                              .product = work + 4 * count,
                              .follows = work + 5 * count,
                              .before = work + 6 * count};
}

/* A v, a column at a time: each sum has its terms in the order of row_product(), but those of
 * neighbouring rows are made side by side, where a row alone would wait for its last addition. */
static void columns_product(double *restrict product, const double *restrict columns,
                            const double *restrict vector, size_t count)
{
    memset(product, 0, count * sizeof *product);
    for (size_t j = 0; j < count; ++j) {
        for (size_t i = 0; i < count; ++i) {
            product[i] += columns[j * count + i] * vector[j];
        }
    }
}

/* A step of the chain that uniformization sums over: P x of a state x, P = I + B / fastest for the
 * equations dx/dt = B x. All three parts are made of the old term: `both` and the sum come first.
 * Nothing is subtracted but resilience / fastest, at most 1, from 1. No two rows overlap. */
static void next_term(const struct step_rows *rows, const struct inoperability_dynamics *dynamics,
                      const double *restrict directly, double fastest)
{
    double *restrict alone = rows->term.alone;
    double *restrict in_turn = rows->term.in_turn;
    double *restrict sum = rows->term.sum;
    double *restrict both = rows->both;
    const double *restrict product = rows->product;
    const double *restrict follows = rows->follows;
    const size_t count = dynamics->count;
    for (size_t i = 0; i < count; ++i) {
        both[i] = alone[i] + in_turn[i];
        sum[i] += in_turn[i] / fastest;
    }
    columns_product(rows->product, dynamics->columns, both, count);
    for (size_t i = 0; i < count; ++i) {
        in_turn[i] = (1 - follows[i]) * in_turn[i] + follows[i] * product[i];
        alone[i] = (1 - follows[i]) * alone[i];
    }
    for (size_t i = 0; directly != NULL && i < count; ++i) {
        alone[i] += follows[i] * directly[i];
    }
}

static void add_row(double *restrict sum, const double *restrict row, double weight, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        sum[i] += weight * row[i];
    }
}

/* Weights are Poisson probabilities: all terms are at least 0. */
static void add_term(struct inoperability_state *state, const struct inoperability_state *term,
                     double weight, size_t count)
{
    add_row(state->alone, term->alone, weight, count);
    add_row(state->in_turn, term->in_turn, weight, count);
    add_row(state->sum, term->sum, weight, count);
}

/* The sum over k of Poisson(k; step) P^k state. The first term, k = 0, is the state itself. Weights
 * rise until k = step, so that no small one before it ends the sum. */
static void follow_step(struct inoperability_state *state, const struct step_rows *rows,
                        const struct inoperability_dynamics *dynamics, const double *directly,
                        double fastest, double step)
{
    const size_t count = dynamics->count;
    const struct inoperability_state *term = &rows->term;
    double weight = exp(-step);
    memcpy(term->alone, state->alone, count * sizeof *term->alone);
    memcpy(term->in_turn, state->in_turn, count * sizeof *term->in_turn);
    memcpy(term->sum, state->sum, count * sizeof *term->sum);
    for (size_t i = 0; i < count; ++i) {
        state->alone[i] *= weight;
        state->in_turn[i] *= weight;
        state->sum[i] *= weight;
    }
    for (int k = 1; k <= step || k <= FIRST_TERMS || weight > negligible; ++k) {
        weight *= step / k;
        next_term(rows, dynamics, directly, fastest);
        add_term(state, term, weight, count);
    }
}

/* Losses are at least 0; NaN is not steady. */
static bool is_steady(const double *now, const double *before, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (!(fabs(now[i] - before[i]) <= steady * now[i])) {
            return false;
        }
    }
    return true;
}

/* Time is counted in units of 1 / fastest. The perturbation is constant in a call: once a full
 * step changes nothing, the rest of the integral is a rectangle. */
void inoperability_follow(struct inoperability_state *state,
                          const struct inoperability_dynamics *dynamics, const double *directly,
                          double time, double *work)
{
    const size_t count = dynamics->count;
    const struct step_rows rows = rows_of(work, count);
    double fastest = 0;
    for (size_t i = 0; i < count; ++i) {
        fastest = fmax(fastest, dynamics->resilience[i]);
    }
    for (size_t i = 0; i < count; ++i) {
        rows.follows[i] = dynamics->resilience[i] / fastest;
    }
    double left = fastest * time;
    while (left > 0) {
        double step = fmin(left, longest_step);
        memcpy(rows.before, state->in_turn, count * sizeof *rows.before);
        follow_step(state, &rows, dynamics, directly, fastest, step);
        left -= step;
        if (step == longest_step && is_steady(state->in_turn, rows.before, count)) {
            for (size_t i = 0; i < count; ++i) {
                state->sum[i] += state->in_turn[i] * left / fastest;
            }
            return;
        }
    }
}
