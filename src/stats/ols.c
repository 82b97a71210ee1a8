/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL's weighted fit with weights of 1 gives (X'X)^-1 itself; its unweighted fit gives it times the
 * residual variance, from which it cannot be had back when the residuals are 0. */
#include "stats/ols.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdbool.h>

#include "core/error.h"

/* As many observations as terms would leave no degree of freedom, and no residual variance. */
static blackout_status check(const struct ols_data *data, blackout_error *error)
{
    if (data->terms < 1 || data->terms > OLS_MOST_TERMS || data->count <= data->terms) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a regression of %zu observations on %zu terms; 1 to %d terms and more "
                         "observations than terms",
                         data->count, data->terms, OLS_MOST_TERMS);
    }
    for (size_t i = 0; i < data->count; ++i) {
        bool finite = isfinite(data->y[i]);
        for (size_t k = 0; k < data->terms; ++k) {
            finite = finite && isfinite(data->x[i * data->terms + k]);
        }
        if (!finite) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "observation %zu of the regression is not a finite number", i + 1);
        }
    }
    return BLACKOUT_OK;
}

/* Of GSL, and given back in ols_estimate() whatever comes of it. */
struct workspace {
    gsl_multifit_linear_workspace *fit;
    gsl_vector *weights;
};

/* A truncated decomposition, so that collinear terms show as a rank and not as huge
 * coefficients. */
static blackout_status solve(struct ols_fit *fit, const struct ols_data *data,
                             struct workspace *workspace, blackout_error *error)
{
    size_t rank = 0;
    gsl_matrix_const_view x = gsl_matrix_const_view_array(data->x, data->count, data->terms);
    gsl_vector_const_view y = gsl_vector_const_view_array(data->y, data->count);
    gsl_vector_view coefficients = gsl_vector_view_array(fit->coefficients, data->terms);
    gsl_matrix_view inverse = gsl_matrix_view_array(fit->inverse, data->terms, data->terms);
    /* Equal weights are ordinary least squares. */
    gsl_vector_set_all(workspace->weights, 1);
    /* A direction known to fewer than half of a double's digits is no direction. */
    int failed = gsl_multifit_wlinear_tsvd(&x.matrix, workspace->weights, &y.vector,
                                           sqrt(DBL_EPSILON), &coefficients.vector, &inverse.matrix,
                                           &fit->residual_squares, &rank, workspace->fit);
    if (failed == GSL_SUCCESS && rank < data->terms) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the terms of the regression are collinear (rank %zu of %zu): one of them "
                         "does not vary, or follows from the others",
                         rank, data->terms);
    }
    if (failed != GSL_SUCCESS || !isfinite(fit->residual_squares)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the regression has no solution: its numbers are too large or too small");
    }
    return BLACKOUT_OK;
}

/* GSL's own sum comes from the rotated system and keeps rounding of the size of y'y. So it is
 * summed from the residuals. */
static double residual_squares(const struct ols_fit *fit, const struct ols_data *data)
{
    double total = 0;
    for (size_t i = 0; i < data->count; ++i) {
        double residual = data->y[i] - ols_expected(fit, data->x + i * data->terms);
        total += residual * residual;
    }
    return total;
}

/* `*fit` is written on success alone. */
blackout_status ols_estimate(struct ols_fit *fit, const struct ols_data *data,
                             blackout_error *error)
{
    blackout_status status = check(data, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct workspace workspace = {gsl_multifit_linear_alloc(data->count, data->terms),
                                  gsl_vector_alloc(data->count)};
    struct ols_fit made = {
        .terms = data->terms, .count = data->count, .degrees = (double)(data->count - data->terms)};
    status = workspace.fit != NULL && workspace.weights != NULL
                 ? solve(&made, data, &workspace, error)
                 : error_memory(error);
    if (workspace.fit != NULL) {
        gsl_multifit_linear_free(workspace.fit);
    }
    gsl_vector_free(workspace.weights);
    if (status == BLACKOUT_OK) {
        made.residual_squares = residual_squares(&made, data);
        *fit = made;
    }
    return status;
}

/* Few terms: a plain sum, in their order. */
double ols_expected(const struct ols_fit *fit, const double *x)
{
    double total = 0;
    for (size_t i = 0; i < fit->terms; ++i) {
        total += x[i] * fit->coefficients[i];
    }
    return total;
}

/* The quadratic form in full: `inverse` is symmetric but for rounding, and both halves count
 * alike. */
double ols_leverage(const struct ols_fit *fit, const double *x)
{
    double total = 0;
    for (size_t i = 0; i < fit->terms; ++i) {
        for (size_t k = 0; k < fit->terms; ++k) {
            total += x[i] * fit->inverse[i * fit->terms + k] * x[k];
        }
    }
    return total;
}
