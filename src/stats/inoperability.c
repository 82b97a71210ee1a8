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
#include "stats/lane_rows.h"

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

/* Whether no column of absolute values adds up to 1, by more than rounding: then the radius is
 * below 1, and need not be looked for, which takes longer than the inverse. */
static bool is_surely_below_one(const double *matrix, size_t count)
{
    static const double surely = 1 - 1e-9;
    for (size_t j = 0; j < count; ++j) {
        double sum = 0;
        for (size_t i = 0; i < count; ++i) {
            sum += fabs(matrix[i * count + j]);
        }
        if (!(sum <= surely)) {
            return false;
        }
    }
    return true;
}

/* (I - A)^-1 = I + A + A^2 + ..., by LU. A radius that is NAN is refused too. */
static blackout_status invert(double *inverse, const double *matrix, size_t count,
                              struct workspace *workspace, blackout_error *error)
{
    const double radius =
        is_surely_below_one(matrix, count) ? 0 : spectral_radius(matrix, count, workspace);
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

/* Where each row of the work of a call is. Time is counted in units of 1 / fastest. */
struct walk {
    const struct inoperability_dynamics *dynamics;
    const struct lanes *directly;
    struct lanes *alone; /* of the term, as the next three */
    struct lanes *in_turn;
    struct lanes *sum; /* of in_turn, over the terms before */
    struct lanes *both;
    struct lanes *product; /* A times that */
    struct lanes *follows; /* resilience / fastest */
    struct lanes *before;  /* in_turn before the step */
    struct lanes unit;     /* 1 / fastest */
    struct lanes left;     /* how far the state has to go */
    struct lanes times_left[INOPERABILITY_MOST_TIMES];
};

/* Poisson probabilities of the number of the term, for a state and each of the times. */
struct weights {
    struct lanes step;
    struct lanes at;
};

static double fastest_of(const struct inoperability_dynamics *dynamics, int lane)
{
    double fastest = 0;
    for (size_t i = 0; i < dynamics->count; ++i) {
        fastest = fmax(fastest, dynamics->resilience[i].at[lane]);
    }
    return fastest;
}

/* A lane that nothing follows in has no way to go. */
static struct walk begin(const struct inoperability_dynamics *dynamics,
                         const struct lanes *directly, const struct inoperability_lost *lost,
                         struct lanes *work)
{
    const size_t count = dynamics->count;
    struct walk walk = {.dynamics = dynamics,
                        .directly = directly,
                        .alone = work,
                        .in_turn = work + count,
                        .sum = work + 2 * count,
                        .both = work + 3 * count,
                        .product = work + 4 * count,
                        .follows = work + 5 * count,
                        .before = work + 6 * count};
    for (int l = 0; l < LANES; ++l) {
        double fastest = fastest_of(dynamics, l);
        walk.unit.at[l] = fastest > 0 ? 1 / fastest : 0;
        for (size_t i = 0; i < count; ++i) {
            walk.follows[i].at[l] = fastest > 0 ? dynamics->resilience[i].at[l] / fastest : 0;
        }
        for (size_t t = 0; t < lost->time_count; ++t) {
            walk.times_left[t].at[l] = fastest * fmax(lost->times[t].at[l], 0);
            walk.left.at[l] = fmax(walk.left.at[l], walk.times_left[t].at[l]);
        }
    }
    return walk;
}

/* A step of the chain that uniformization sums over: P x of a state x, P = I + B / fastest for the
 * equations dx/dt = B x. All parts are made of the old term: `both` and the sum come first. Nothing
 * is subtracted but resilience / fastest, at most 1, from 1. */
static void next_term(const struct walk *walk)
{
    static const struct lanes nothing = {{{0}}};
    const size_t count = walk->dynamics->count;
    for (size_t i = 0; i < count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            walk->both[i].part[p] = walk->alone[i].part[p] + walk->in_turn[i].part[p];
            walk->sum[i].part[p] += walk->in_turn[i].part[p];
        }
    }
    if (walk->dynamics->coefficients != NULL) {
        lane_rows_product(walk->product, walk->dynamics->coefficients, walk->both, count);
    } else {
        lane_rows_sparse_product(walk->product, walk->dynamics->sparse, walk->both);
    }
    for (size_t i = 0; i < count; ++i) {
        const struct lanes *directly = walk->directly != NULL ? &walk->directly[i] : &nothing;
        for (int p = 0; p < LANE_PARTS; ++p) {
            lane_part follows = walk->follows[i].part[p];
            walk->in_turn[i].part[p] =
                (1 - follows) * walk->in_turn[i].part[p] + follows * walk->product[i].part[p];
            walk->alone[i].part[p] =
                (1 - follows) * walk->alone[i].part[p] + follows * directly->part[p];
        }
    }
}

/* The sum is in units of time. */
static void add_integral(struct lanes *lost, const struct walk *walk, const struct lanes *weight)
{
    struct lanes hours;
    for (int l = 0; l < LANES; ++l) {
        hours.at[l] = weight->at[l] * walk->unit.at[l];
    }
    lane_rows_add(lost, walk->sum, &hours, walk->dynamics->count);
}

static struct weights weights_of(const struct lanes *left, const struct lanes *step)
{
    struct weights weights;
    for (int l = 0; l < LANES; ++l) {
        weights.step.at[l] = fmin(left->at[l], step->at[l]);
        weights.at.at[l] = exp(-weights.step.at[l]);
    }
    return weights;
}

/* Weights rise until k is the step, so that no small one before it ends the sum. What has ended in
 * one lane adds 0 there while others go on. Whether any goes on. */
static bool next_weights(struct weights *weights, int k)
{
    bool any = false;
    for (int l = 0; l < LANES; ++l) {
        double step = weights->step.at[l];
        bool counts = step > 0 && (k <= step || k <= FIRST_TERMS || weights->at.at[l] > negligible);
        weights->at.at[l] = counts ? weights->at.at[l] * (step / k) : 0;
        any |= counts;
    }
    return any;
}

/* The sums over k of Poisson(k; step) P^k state; of the integral, which P makes the sum of all
 * terms before. The first term, k = 0, is the state itself. */
static void follow_step(const struct walk *walk, const struct inoperability_state *state,
                        const struct inoperability_lost *lost, const struct lanes *step)
{
    const size_t count = walk->dynamics->count;
    struct weights weights = weights_of(&walk->left, step);
    struct weights of_times[INOPERABILITY_MOST_TIMES];
    for (size_t t = 0; t < lost->time_count; ++t) {
        of_times[t] = weights_of(&walk->times_left[t], step);
    }
    for (size_t i = 0; i < count; ++i) {
        walk->alone[i] = state->alone[i];
        walk->in_turn[i] = walk->before[i] = state->in_turn[i];
        walk->sum[i] = (struct lanes){{{0}}};
        for (int l = 0; l < LANES; ++l) {
            state->alone[i].at[l] *= weights.at.at[l];
            state->in_turn[i].at[l] *= weights.at.at[l];
        }
    }
    for (int k = 1; next_weights(&weights, k); ++k) {
        next_term(walk);
        lane_rows_add(state->alone, walk->alone, &weights.at, count);
        lane_rows_add(state->in_turn, walk->in_turn, &weights.at, count);
        for (size_t t = 0; t < lost->time_count; ++t) {
            if (next_weights(&of_times[t], k)) {
                add_integral(lost->lost + t * count, walk, &of_times[t].at);
            }
        }
    }
}

/* Losses are at least 0; NaN is not steady. */
static bool is_steady(const struct walk *walk, const struct inoperability_state *state, int lane)
{
    for (size_t i = 0; i < walk->dynamics->count; ++i) {
        double now = state->in_turn[i].at[lane];
        if (!(fabs(now - walk->before[i].at[lane]) <= steady * now)) {
            return false;
        }
    }
    return true;
}

/* The perturbation is constant in a call: once a full step changes nothing, the rest of the
 * integral is a rectangle. */
static void finish_steady(struct walk *walk, const struct inoperability_state *state,
                          const struct inoperability_lost *lost, int lane)
{
    const size_t count = walk->dynamics->count;
    for (size_t t = 0; t < lost->time_count; ++t) {
        for (size_t i = 0; i < count; ++i) {
            lost->lost[t * count + i].at[lane] +=
                state->in_turn[i].at[lane] * walk->times_left[t].at[lane] * walk->unit.at[lane];
        }
    }
    walk->left.at[lane] = 0;
}

/* The next step of each lane; whether any has one. */
static bool next_step(struct lanes *step, const struct walk *walk)
{
    bool any = false;
    for (int l = 0; l < LANES; ++l) {
        step->at[l] = fmin(walk->left.at[l], longest_step);
        any |= step->at[l] > 0;
    }
    return any;
}

static void pass(struct walk *walk, const struct lanes *step, size_t time_count)
{
    for (int l = 0; l < LANES; ++l) {
        walk->left.at[l] -= step->at[l];
        for (size_t t = 0; t < time_count; ++t) {
            walk->times_left[t].at[l] = fmax(walk->times_left[t].at[l] - step->at[l], 0);
        }
    }
}

/* Steps of all lanes together, each as long as its own way lets it be. Only a full step says that a
 * state is steady: a short one changes little of any. */
void inoperability_follow(const struct inoperability_state *state,
                          const struct inoperability_dynamics *dynamics,
                          const struct lanes *directly, const struct inoperability_lost *lost,
                          struct lanes *work)
{
    struct walk walk = begin(dynamics, directly, lost, work);
    struct lanes step;
    while (next_step(&step, &walk)) {
        follow_step(&walk, state, lost, &step);
        pass(&walk, &step, lost->time_count);
        for (int l = 0; l < LANES; ++l) {
            if (step.at[l] == longest_step && is_steady(&walk, state, l)) {
                finish_steady(&walk, state, lost, l);
            }
        }
    }
}
