/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All models but market-adjusted are regressions, on (1), (1, R_m) or (1, R_m, R_peer), so that one
 * formula gives every variance. Numbers alone: which days are common and which prices are faulty is
 * decided before (event_defects.c). */
#include "market/abnormal_returns.h"

#include <math.h>

#include "core/error.h"
#include "core/sum.h"
#include "stats/student_t.h"

/* Market-adjusted has no term: nothing is estimated. */
static size_t term_count(enum return_model model)
{
    static const size_t terms[MODEL_COUNT] = {[MODEL_MARKET] = 2,
                                              [MODEL_MARKET_ADJUSTED] = 0,
                                              [MODEL_MEAN_ADJUSTED] = 1,
                                              [MODEL_PEER] = 3};
    return terms[model];
}

/* A constant, the market, the peers' mean, as many as the model has. Always in this order, so that
 * a model with fewer terms is the head of a larger one. */
static void design_row(double x[OLS_MOST_TERMS], size_t terms, const struct return_columns *returns,
                       size_t session)
{
    x[0] = 1;
    x[1] = terms > 1 ? returns->market[session] : 0;
    x[2] = terms > 2 ? returns->peer[session] : 0;
}

/* Market-adjusted: the market itself, without estimates. */
double normal_return_expected(const struct normal_return *normal,
                              const struct return_columns *returns, size_t session)
{
    double x[OLS_MOST_TERMS];
    if (normal->model == MODEL_MARKET_ADJUSTED) {
        return returns->market[session];
    }
    design_row(x, normal->fit.terms, returns, session);
    return ols_expected(&normal->fit, x);
}

double abnormal_return(const struct normal_return *normal, const struct return_columns *returns,
                       size_t session)
{
    return returns->share[session] - normal_return_expected(normal, returns, session);
}

/* The design is scratch: only the fit is kept. */
static blackout_status regress(struct normal_return *normal, const struct return_columns *returns,
                               size_t first, blackout_error *error)
{
    struct arena scratch = {0};
    size_t terms = term_count(normal->model);
    double *x = arena_alloc(&scratch, normal->days * terms, sizeof *x);
    if (x == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < normal->days; ++i) {
        double row[OLS_MOST_TERMS] = {0};
        design_row(row, terms, returns, first + i);
        for (size_t k = 0; k < terms; ++k) {
            x[i * terms + k] = row[k];
        }
    }
    struct ols_data data = {normal->days, terms, x, returns->share + first};
    blackout_status status = ols_estimate(&normal->fit, &data, error);
    return arena_end(&scratch, status, error);
}

/* Sum of squares about the mean of the model's abnormal returns. The mean is not assumed to be 0,
 * although the model says so: a share may drift beside its index. */
static double squares_about_mean(const struct normal_return *normal,
                                 const struct return_columns *returns, size_t first)
{
    struct sum total = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < normal->days; ++i) {
        sum_add(&total, abnormal_return(normal, returns, first + i));
    }
    double mean = sum_value(&total) / (double)normal->days;
    for (size_t i = 0; i < normal->days; ++i) {
        double difference = abnormal_return(normal, returns, first + i) - mean;
        sum_add(&squares, difference * difference);
    }
    return sum_value(&squares);
}

/* The total of R^2, about the mean of the share's own returns. */
static double share_squares(const struct normal_return *normal,
                            const struct return_columns *returns, size_t first)
{
    struct sum total = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < normal->days; ++i) {
        sum_add(&total, returns->share[first + i]);
    }
    double mean = sum_value(&total) / (double)normal->days;
    for (size_t i = 0; i < normal->days; ++i) {
        double difference = returns->share[first + i] - mean;
        sum_add(&squares, difference * difference);
    }
    return sum_value(&squares);
}

/* Market-adjusted estimates a mean for its variance alone: n - 1 degrees. A regression has n
 * less its terms. */
blackout_status normal_return_fit(struct normal_return *normal, enum return_model model,
                                  const struct return_columns *returns, struct day_range window,
                                  blackout_error *error)
{
    /* A share that its index follows to this part of its movement is that index. */
    static const double no_residual = 1e-12;
    size_t first = (size_t)window.first;
    struct normal_return fit = {.model = model, .days = (size_t)(window.last - window.first) + 1};
    blackout_status status = BLACKOUT_OK;
    double squares;
    if (model == MODEL_MARKET_ADJUSTED) {
        if (fit.days < 2) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "a variance needs two days or more; the window has %zu", fit.days);
        }
        fit.degrees = (double)(fit.days - 1);
        squares = squares_about_mean(&fit, returns, first);
    } else {
        status = regress(&fit, returns, first, error);
        fit.degrees = fit.fit.degrees;
        squares = fit.fit.residual_squares;
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    double total = share_squares(&fit, returns, first);
    /* Rounding leaves residuals of a perfect fit, whose t would be of any size. */
    if (!(squares > no_residual * total)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the abnormal returns of the estimation window are all 0: no standard "
                         "error can be computed");
    }
    fit.variance = squares / fit.degrees;
    fit.r_squared = fit.fit.terms > 1 ? 1 - squares / total : 0;
    *normal = fit;
    return BLACKOUT_OK;
}

/* Var(CAR) = s^2 (L + x'(X'X)^-1 x), x the sum of the design rows over the L days: the error of the
 * coefficients is common to them all. A model without terms has no such part. The sums of squares
 * of single days would miss it, and a long window would look more significant than it is. */
blackout_status abnormal_window_sum(struct abnormal_window *sum, const struct normal_return *normal,
                                    const struct return_columns *returns, struct day_range window,
                                    blackout_error *error)
{
    double design[OLS_MOST_TERMS] = {0};
    struct sum car = {0};
    double below;
    for (int day = window.first; day <= window.last; ++day) {
        double x[OLS_MOST_TERMS] = {0};
        design_row(x, normal->fit.terms, returns, (size_t)day);
        for (size_t k = 0; k < normal->fit.terms; ++k) {
            design[k] += x[k];
        }
        sum_add(&car, abnormal_return(normal, returns, (size_t)day));
    }
    double days = window.last - window.first + 1;
    *sum = (struct abnormal_window){.car = sum_value(&car), .degrees = normal->degrees};
    sum->standard_error = sqrt(normal->variance * (days + ols_leverage(&normal->fit, design)));
    sum->t = sum->car / sum->standard_error;
    blackout_status status = student_t_cdf(&below, -fabs(sum->t), sum->degrees, error);
    /* The lower tail twice, and not 1 less the upper one, which would lose small probabilities to
     * rounding. */
    sum->p = 2 * below;
    return status;
}

/* Exact, two-sided: of days + 1 ordinary days each is as likely to be the lowest. Ties count
 * against significance, on both sides. No distribution of returns is assumed, which is why it is
 * shown beside t. */
struct abnormal_rank abnormal_rank(const double *estimation, size_t days, double abnormal)
{
    size_t lower = 0;
    size_t not_higher = 0;
    for (size_t i = 0; i < days; ++i) {
        lower += estimation[i] < abnormal ? 1 : 0;
        not_higher += estimation[i] <= abnormal ? 1 : 0;
    }
    struct abnormal_rank rank = {.rank = lower + 1, .of = days + 1};
    double from_below = (double)(not_higher + 1);
    double from_above = (double)(days - lower + 1);
    rank.p = fmin(1, 2 * fmin(from_below, from_above) / (double)rank.of);
    return rank;
}
