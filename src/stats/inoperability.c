/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/inoperability.h"

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdbool.h>

#include "core/error.h"

struct workspace {
    gsl_matrix *matrix; /* overwritten by both */
    gsl_eigen_nonsymm_workspace *eigen;
    gsl_vector_complex *values;
    gsl_permutation *permutation;
};

/* The largest absolute eigenvalue; NAN where there is none to be found. */
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

/* Steps of uniformization: so long that exp(-step) and what it multiplies are far from underflow,
 * and a term so unlikely that no digit of the sum is its own. */
static const double longest_step = 64;
static const double negligible = 1e-19;

/* The sum over k of Poisson(k; step) P^k state, P = I - K (I - A) / fastest. */
static void relax_step(double *state, const struct inoperability_dynamics *dynamics, double fastest,
                       double step, double *work)
{
    size_t count = dynamics->count;
    double *term = work;
    double *next = work + count;
    double weight = exp(-step);
    for (size_t i = 0; i < count; ++i) {
        term[i] = state[i];
        state[i] *= weight;
    }
    for (int k = 1; k <= step || weight > negligible; ++k) {
        double *swapped = term;
        weight *= step / k;
        for (size_t i = 0; i < count; ++i) {
            double follows = dynamics->resilience[i] / fastest;
            next[i] =
                (1 - follows) * term[i] + follows * row_product(dynamics->matrix, i, term, count);
            state[i] += weight * next[i];
        }
        term = next;
        next = swapped;
    }
}

static bool any_left(const double *state, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (state[i] > 0) {
            return true;
        }
    }
    return false;
}

void inoperability_relax(double *state, const struct inoperability_dynamics *dynamics, double time,
                         double *work)
{
    double fastest = 0;
    for (size_t i = 0; i < dynamics->count; ++i) {
        fastest = fmax(fastest, dynamics->resilience[i]);
    }
    for (double left = fastest * time; left > 0 && any_left(state, dynamics->count);
         left -= longest_step) {
        relax_step(state, dynamics, fastest, fmin(left, longest_step), work);
    }
}
