/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary least squares by Householder's QR decomposition of columns of length 1 (Golub & Van Loan
 * 2013, sections 5.2 and 5.3). GSL's singular value decomposition would do too, but it uses memory
 * that it has not looked at when an allocation of its own fails; QR allocates none. */
#include "stats/ols.h"

#include <float.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
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
    gsl_matrix *x;     /* first the columns, each of length 1, then their decomposition */
    gsl_vector *y;     /* first of the observations, then Q'y - R b, then what is left of y */
    double *lengths;   /* of the columns, as they were */
    double *reflected; /* the factors of the Householder reflections */
};

/* Columns of length 1, so that what is left of one when the others are taken out of it is the sine
 * of an angle, whatever its unit. A column of zeros stays, and has no direction. */
static bool scale_columns(struct workspace *workspace, const struct ols_data *data)
{
    gsl_matrix_const_view x = gsl_matrix_const_view_array(data->x, data->count, data->terms);
    gsl_matrix_memcpy(workspace->x, &x.matrix);
    for (size_t k = 0; k < data->terms; ++k) {
        gsl_vector_view column = gsl_matrix_column(workspace->x, k);
        workspace->lengths[k] = gsl_blas_dnrm2(&column.vector);
        if (!isfinite(workspace->lengths[k])) {
            return false;
        }
        for (size_t i = 0; i < data->count && workspace->lengths[k] > 0; ++i) {
            *gsl_matrix_ptr(workspace->x, i, k) /= workspace->lengths[k];
        }
    }
    return true;
}

/* Of the triangle R. A direction known to fewer than half of a double's digits is no direction. */
static size_t rank_of(const struct workspace *workspace)
{
    size_t rank = 0;
    for (size_t k = 0; k < workspace->x->size2; ++k) {
        rank += fabs(gsl_matrix_get(workspace->x, k, k)) > sqrt(DBL_EPSILON);
    }
    return rank;
}

/* (X'X)^-1 = R^-1 R'^-1, a column at a time, and back to the units of the terms. */
static void invert(struct ols_fit *fit, const gsl_matrix *triangle, const double *lengths)
{
    for (size_t k = 0; k < fit->terms; ++k) {
        double column[OLS_MOST_TERMS] = {0};
        gsl_vector_view solution = gsl_vector_view_array(column, fit->terms);
        column[k] = 1;
        gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, triangle, &solution.vector);
        gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, triangle, &solution.vector);
        for (size_t i = 0; i < fit->terms; ++i) {
            fit->inverse[i * fit->terms + k] = column[i] / lengths[i] / lengths[k];
        }
    }
}

static bool all_finite(const double *numbers, size_t count)
{
    bool finite = true;
    for (size_t i = 0; i < count; ++i) {
        finite = finite && isfinite(numbers[i]);
    }
    return finite;
}

/* The rank is looked at before anything is solved: a direction that is none would be divided by,
 * and give numbers that look like any others. */
static blackout_status solve(struct ols_fit *fit, const struct ols_data *data,
                             struct workspace *workspace, blackout_error *error)
{
    gsl_vector_const_view y = gsl_vector_const_view_array(data->y, data->count);
    gsl_vector_view coefficients = gsl_vector_view_array(fit->coefficients, data->terms);
    gsl_vector_view reflected = gsl_vector_view_array(workspace->reflected, data->terms);
    bool solved = scale_columns(workspace, data) &&
                  gsl_linalg_QR_decomp(workspace->x, &reflected.vector) == GSL_SUCCESS;
    const size_t rank = solved ? rank_of(workspace) : 0;
    if (solved && rank < data->terms) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the terms of the regression are collinear (rank %zu of %zu): one of them "
                         "does not vary, or follows from the others",
                         rank, data->terms);
    }
    solved = solved && gsl_linalg_QR_lssolve(workspace->x, &reflected.vector, &y.vector,
                                             &coefficients.vector, workspace->y) == GSL_SUCCESS;
    if (solved) {
        gsl_matrix_const_view triangle =
            gsl_matrix_const_submatrix(workspace->x, 0, 0, data->terms, data->terms);
        for (size_t k = 0; k < data->terms; ++k) {
            fit->coefficients[k] /= workspace->lengths[k];
        }
        invert(fit, &triangle.matrix, workspace->lengths);
    }
    if (!solved || !all_finite(fit->coefficients, data->terms) ||
        !all_finite(fit->inverse, data->terms * data->terms)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the regression has no solution: its numbers are too large or too small");
    }
    return BLACKOUT_OK;
}

/* From the observations themselves, as the coefficients are used, not from the rotated system. */
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
    double lengths[OLS_MOST_TERMS] = {0};
    double reflected[OLS_MOST_TERMS] = {0};
    struct workspace workspace = {gsl_matrix_alloc(data->count, data->terms),
                                  gsl_vector_alloc(data->count), lengths, reflected};
    struct ols_fit made = {
        .terms = data->terms, .count = data->count, .degrees = (double)(data->count - data->terms)};
    status = workspace.x != NULL && workspace.y != NULL ? solve(&made, data, &workspace, error)
                                                        : error_memory(error);
    gsl_matrix_free(workspace.x);
    gsl_vector_free(workspace.y);
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
