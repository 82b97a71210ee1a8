/* SPDX-License-Identifier: GPL-3.0-or-later */
/* P_n = V0^-1 + X'X;  m_n = P_n^-1 (V0^-1 m0 + X'y);  a_n = a0 + n/2;
 * b_n = b0 + (|y - X m_n|^2 + (m_n - m0)' V0^-1 (m_n - m0)) / 2.
 * The last equals the textbook's b0 + (y'y + m0'V0^-1 m0 - m_n'P_n m_n) / 2 but is a sum of
 * squares: it does not cancel and cannot fall below b0. */
#include "stats/bayes_regression.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/error.h"

static bool all_finite(const double *values, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (!isfinite(values[i])) {
            return false;
        }
    }
    return true;
}

static bool is_positive(double value)
{
    return isfinite(value) && value > 0.0;
}

static blackout_status check(const struct bayes_prior *prior, const struct bayes_data *data,
                             blackout_error *error)
{
    if (prior->terms < 1 || prior->terms > BAYES_MOST_TERMS) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a regression of %zu terms; 1 to %d are needed", prior->terms,
                         BAYES_MOST_TERMS);
    }
    bool proper = is_positive(prior->shape) && is_positive(prior->rate) &&
                  all_finite(prior->mean, prior->terms);
    for (size_t i = 0; i < prior->terms; ++i) {
        proper = proper && is_positive(prior->variance_scale[i]);
    }
    if (!proper) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the prior of the regression is not proper; finite means and positive "
                         "variances, shape and rate are needed");
    }
    if (!all_finite(data->x, data->count * prior->terms) || !all_finite(data->y, data->count)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "an observation of the regression is not a finite number");
    }
    return BLACKOUT_OK;
}

/* The precision (into `cholesky`, not yet factored) and V0^-1 m0 + X'y (into `mean`). */
static void accumulate(struct bayes_posterior *posterior, const struct bayes_prior *prior,
                       const struct bayes_data *data)
{
    size_t terms = prior->terms;
    for (size_t i = 0; i < terms; ++i) {
        posterior->cholesky[i * terms + i] = 1.0 / prior->variance_scale[i];
        posterior->mean[i] = prior->mean[i] / prior->variance_scale[i];
    }
    for (size_t row = 0; row < data->count; ++row) {
        const double *x = data->x + row * terms;
        for (size_t i = 0; i < terms; ++i) {
            posterior->mean[i] += x[i] * data->y[row];
            for (size_t j = 0; j < terms; ++j) {
                posterior->cholesky[i * terms + j] += x[i] * x[j];
            }
        }
    }
}

/* Factors the precision in place, keeps its lower triangle, solves for the mean. */
static bool solve(struct bayes_posterior *posterior)
{
    size_t terms = posterior->terms;
    gsl_matrix_view precision = gsl_matrix_view_array(posterior->cholesky, terms, terms);
    gsl_vector_view mean = gsl_vector_view_array(posterior->mean, terms);
    if (gsl_linalg_cholesky_decomp1(&precision.matrix) != GSL_SUCCESS ||
        gsl_linalg_cholesky_svx(&precision.matrix, &mean.vector) != GSL_SUCCESS) {
        return false;
    }
    for (size_t i = 0; i < terms; ++i) {
        for (size_t j = i + 1; j < terms; ++j) {
            posterior->cholesky[i * terms + j] = 0.0;
        }
    }
    return all_finite(posterior->cholesky, terms * terms) && all_finite(posterior->mean, terms);
}

/* |y - X m_n|^2 + (m_n - m0)' V0^-1 (m_n - m0). */
static double sum_of_squares(const struct bayes_posterior *posterior,
                             const struct bayes_prior *prior, const struct bayes_data *data)
{
    size_t terms = prior->terms;
    double total = 0.0;
    for (size_t i = 0; i < terms; ++i) {
        double shift = posterior->mean[i] - prior->mean[i];
        total += shift * shift / prior->variance_scale[i];
    }
    for (size_t row = 0; row < data->count; ++row) {
        double residual = data->y[row];
        for (size_t i = 0; i < terms; ++i) {
            residual -= data->x[row * terms + i] * posterior->mean[i];
        }
        total += residual * residual;
    }
    return total;
}

blackout_status bayes_regression_fit(struct bayes_posterior *posterior,
                                     const struct bayes_prior *prior, const struct bayes_data *data,
                                     blackout_error *error)
{
    blackout_status status = check(prior, data, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct bayes_posterior updated = {.terms = prior->terms};
    accumulate(&updated, prior, data);
    bool solved = solve(&updated);
    updated.shape = prior->shape + (double)data->count / 2.0;
    updated.rate = prior->rate + sum_of_squares(&updated, prior, data) / 2.0;
    if (!solved || !isfinite(updated.rate)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the regression has no solution: its numbers are too large or too small");
    }
    *posterior = updated;
    return BLACKOUT_OK;
}

blackout_status bayes_regression_predict(struct bayes_prediction *prediction,
                                         const struct bayes_posterior *posterior, const double *x,
                                         double standard_error, blackout_error *error)
{
    size_t terms = posterior->terms;
    if (!all_finite(x, terms) || !isfinite(standard_error) || standard_error < 0.0) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the regression cannot predict: a covariate or the standard error %g is "
                         "not a finite number, or negative",
                         standard_error);
    }
    /* x' P^-1 x = |L^-1 x|^2. */
    double whitened[BAYES_MOST_TERMS];
    memcpy(whitened, x, terms * sizeof *x);
    gsl_matrix_const_view factor = gsl_matrix_const_view_array(posterior->cholesky, terms, terms);
    gsl_vector_view vector = gsl_vector_view_array(whitened, terms);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &factor.matrix, &vector.vector);
    double location = 0.0;
    double variance = standard_error * standard_error;
    for (size_t i = 0; i < terms; ++i) {
        location += x[i] * posterior->mean[i];
        variance += whitened[i] * whitened[i];
    }
    *prediction = (struct bayes_prediction){
        .location = location,
        .scale = sqrt(posterior->rate / posterior->shape * variance),
        .degrees = 2.0 * posterior->shape,
    };
    if (!isfinite(prediction->location) || !isfinite(prediction->scale)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the regression's prediction is beyond the largest number");
    }
    return BLACKOUT_OK;
}
