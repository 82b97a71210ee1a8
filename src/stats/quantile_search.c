/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bracket whose steps double, so that heavy tails are reached, and Brent's method (1973), which
 * asks nothing of the density: it may be nearly 0 between two parts of a mixture. */
#include "stats/quantile_search.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "core/error.h"

static const double tolerance = 1e-12; /* of the width */
enum { MOST_ROUNDS = 200 };

/* What GSL's solver is given. A value that is not finite would go to GSL's error handler, which may
 * end the program: it is remembered, and passed on as the root, which ends the search. */
struct sought {
    const struct quantile_search *search;
    double p;
    bool failed;
};

static double excess(double y, void *of)
{
    struct sought *sought = of;
    const double value = sought->search->cdf(y, sought->search->of) - sought->p;
    sought->failed = sought->failed || !isfinite(value);
    return sought->failed ? 0 : value;
}

/* An end of the bracket. */
static double bracket_end(struct sought *sought, double step)
{
    double y = sought->search->centre + step;
    for (double next = step; step < 0 ? excess(y, sought) > 0 : excess(y, sought) < 0; next *= 2) {
        y += next;
    }
    return y;
}

static bool solve(double *y, struct sought *sought, gsl_root_fsolver *solver)
{
    gsl_function function = {excess, sought};
    double low = bracket_end(sought, -sought->search->width);
    double high = bracket_end(sought, sought->search->width);
    bool sound = !sought->failed && isfinite(low) && isfinite(high) &&
                 gsl_root_fsolver_set(solver, &function, low, high) == GSL_SUCCESS;
    for (int i = 0; sound && i < MOST_ROUNDS; ++i) {
        sound = gsl_root_fsolver_iterate(solver) == GSL_SUCCESS;
        low = gsl_root_fsolver_x_lower(solver);
        high = gsl_root_fsolver_x_upper(solver);
        if (high - low <= tolerance * sought->search->width) {
            break;
        }
    }
    *y = sound && !sought->failed ? gsl_root_fsolver_root(solver) : NAN;
    return isfinite(*y);
}

blackout_status quantile_search(double *y, const struct quantile_search *search, double p,
                                blackout_error *error)
{
    struct sought sought = {search, p, false};
    bool found = false;
    *y = NAN;
    if (p > 0 && p < 1 && search->width > 0) {
        gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
        if (solver == NULL) {
            return error_memory(error);
        }
        found = solve(y, &sought, solver);
        gsl_root_fsolver_free(solver);
    }
    return found ? BLACKOUT_OK
                 : error_set(error, BLACKOUT_ERROR_NUMERIC, "there is no quantile %g", p);
}
