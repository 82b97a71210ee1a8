/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The posterior is smooth and decays to nothing on all sides, for which equal steps (the
 * trapezoidal rule) converge faster than any power of the step (Trefethen & Weideman 2014). The
 * grid is brought onto the posterior first: it begins with what the prior holds for possible, and
 * shrinks each axis to where the best of all others is not negligible, until that ends. */
#include "stats/reference_class.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

#include "core/error.h"
#include "core/sum.h"

/* Points of the axes. A posterior that were normal, cut at `negligible`, would need 21: steps of
 * 0.7 standard deviations, at which the rule is off by exp(-2 pi^2 / 0.7^2) = 3e-18. That of ln
 * sigma is skewed; and where sigma is far below the step of mu the distribution function of the
 * next case becomes a staircase, so that mu has more. */
enum { LOCATION_POINTS = 81, SLOPE_POINTS = 21, SCALE_POINTS = 33, MOST_POINTS = 81 };
static const double negligible = 25;      /* in ln of the density: 1.4e-11 of the highest */
static const double prior_reach = 8;      /* standard deviations of the prior */
static const double settled = 0.9;        /* an axis that keeps this part of its length */
static const double least_weight = 1e-16; /* of a node that is kept */
enum { MOST_ROUNDS = 60 };

enum { MOST_AXES = 2 + REFERENCE_MOST_SLOPES };

struct axis {
    double low;
    double high;
    size_t count; /* 1 where the value is known */
};

/* Axes: location, slopes, ln scale. */
struct quadrature {
    const struct reference_prior *prior;
    const struct reference_data *data;
    size_t axis_count;
    struct axis axes[MOST_AXES];
    size_t cells;                             /* points of all axes */
    double *log_density;                      /* [cells][degrees] */
    double constants[REFERENCE_MOST_DEGREES]; /* of the densities of t, and the prior weights */
};

/* gamma(shape, rate) at nu, times nu: equal steps of ln nu have the width nu d ln nu. ln of
 * nu^(shape - 1) nu is shape ln nu; what is the same for all nu is left out. */
void reference_degrees(struct reference_prior *prior, double mean, double sd)
{
    enum { DOUBLINGS = 6 };
    double shape = mean / sd * (mean / sd);
    double rate = mean / (sd * sd);
    prior->degrees_count = DOUBLINGS;
    for (size_t k = 0; k < DOUBLINGS; ++k) {
        double nu = ldexp(2, (int)k);
        prior->degrees[k] = nu;
        prior->weights[k] = exp(shape * log(nu * rate) - nu * rate);
    }
}

/* ---- Checks ---------------------------------------------------------------------------------- */

static bool is_sd(double sd)
{
    return isfinite(sd) && sd >= 0;
}

/* Infinite degrees are a normal; `degrees > 0` lets them pass, and refuses NaN. */
static bool is_prior(const struct reference_prior *prior, size_t slopes)
{
    bool proper = isfinite(prior->location_mean) && is_sd(prior->location_sd) &&
                  isfinite(prior->log_scale_mean) && is_sd(prior->log_scale_sd) &&
                  (slopes == 0 || is_sd(prior->slope_sd)) && prior->degrees_count > 0 &&
                  prior->degrees_count <= REFERENCE_MOST_DEGREES;
    for (size_t k = 0; proper && k < prior->degrees_count; ++k) {
        proper = prior->degrees[k] > 0 && prior->weights[k] > 0 && isfinite(prior->weights[k]);
    }
    return proper;
}

static bool is_data(const struct reference_data *data)
{
    bool sane = data->slopes <= REFERENCE_MOST_SLOPES;
    for (size_t i = 0; sane && i < data->count; ++i) {
        sane = isfinite(data->y[i]) && is_sd(data->s[i]);
        for (size_t j = 0; j < data->slopes; ++j) {
            sane = sane && isfinite(data->x[i * data->slopes + j]);
        }
    }
    return sane;
}

/* Data before the prior, whose slopes depend on them. */
static blackout_status check(const struct reference_prior *prior, const struct reference_data *data,
                             blackout_error *error)
{
    if (!is_data(data)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a case of the reference class is not a finite number with a spread of 0 "
                         "or more, or has more than %d slopes",
                         REFERENCE_MOST_SLOPES);
    }
    if (!is_prior(prior, data->slopes)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the prior of the reference class is not proper; finite means, standard "
                         "deviations of 0 or more, and 1 to %d degrees of freedom with positive "
                         "weights",
                         REFERENCE_MOST_DEGREES);
    }
    return BLACKOUT_OK;
}

/* ---- The density ----------------------------------------------------------------------------- */

/* Both ends are points. An axis of one point is a value that is known. */
static double axis_value(const struct axis *axis, size_t i)
{
    return axis->count == 1
               ? axis->low
               : axis->low + (axis->high - axis->low) * (double)i / (double)(axis->count - 1);
}

/* What of ln of the density of t(nu) depends on nu alone, and ln of the prior weight of nu. ln of
 * the constant of n densities, lngamma for the sake of large nu; infinite nu has the normal's. */
static double degrees_constant(double nu, double weight, size_t count)
{
    double t = isinf(nu)
                   ? -log(2 * M_PI) / 2
                   : gsl_sf_lngamma((nu + 1) / 2) - gsl_sf_lngamma(nu / 2) - log(nu * M_PI) / 2;
    return log(weight) + (double)count * t;
}

/* Without ln of sd and constants, which are the same on all of the grid. A value that is known,
 * sd 0, adds nothing. */
static double log_normal_density(double value, double mean, double sd)
{
    double z = sd > 0 ? (value - mean) / sd : 0;
    return -z * z / 2;
}

/* ln of the prior at a point of all axes, but for that of nu and for constants. Axis 0 is the
 * location, the last one ln sigma, slopes lie between. */
static double log_prior(const struct quadrature *q, const double *point)
{
    const struct reference_prior *prior = q->prior;
    double total =
        log_normal_density(point[0], prior->location_mean, prior->location_sd) +
        log_normal_density(point[q->axis_count - 1], prior->log_scale_mean, prior->log_scale_sd);
    for (size_t j = 1; j + 1 < q->axis_count; ++j) {
        total += log_normal_density(point[j], 0, prior->slope_sd);
    }
    return total;
}

/* y_i - mu - x_i'b. */
static double residual(const struct reference_data *data, size_t i, const double *point)
{
    double r = data->y[i] - point[0];
    for (size_t j = 0; j < data->slopes; ++j) {
        r -= point[1 + j] * data->x[i * data->slopes + j];
    }
    return r;
}

/* Products of 1 + r^2/(nu v) over the cases, whose logarithm is taken once for many: below
 * `largest_product` a further factor does not overflow. */
struct products {
    double product;
    double log; /* of what was taken out of it */
};

static void products_multiply(struct products *products, double factor)
{
    static const double largest_product = 1e100;
    if (products->product > largest_product) {
        products->log += log(products->product);
        products->product = 1;
    }
    products->product *= factor;
}

/* ln of the posterior at a point, for each nu, but for a constant. A case has the scale sqrt(s_i^2
 * + sigma^2). Without cases this is the prior. What needs no nu is taken once for all of them, in
 * `base`. */
static void add_cases(double *log_density, const struct quadrature *q, const double *point)
{
    const struct reference_prior *prior = q->prior;
    double base = log_prior(q, point);
    double sigma = exp(point[q->axis_count - 1]);
    double squares = 0;
    struct products products[REFERENCE_MOST_DEGREES];
    for (size_t k = 0; k < prior->degrees_count; ++k) {
        products[k] = (struct products){1, 0};
    }
    for (size_t i = 0; i < q->data->count; ++i) {
        double r = residual(q->data, i, point);
        double variance = q->data->s[i] * q->data->s[i] + sigma * sigma;
        double squared = r * r / variance;
        base -= log(variance) / 2;
        squares += squared;
        for (size_t k = 0; k < prior->degrees_count; ++k) { /* infinite degrees: times 1 */
            products_multiply(&products[k], 1 + squared / prior->degrees[k]);
        }
    }
    for (size_t k = 0; k < prior->degrees_count; ++k) {
        const double nu = prior->degrees[k];
        const double shape =
            isinf(nu) ? -squares / 2 : -(nu + 1) / 2 * (products[k].log + log(products[k].product));
        log_density[k] = q->constants[k] + base + shape;
    }
}

/* The numbers of a cell on its axes, and the point that they are. The last axis runs fastest. */
static void cell_point(double *point, size_t *index, const struct quadrature *q, size_t cell)
{
    for (size_t a = q->axis_count; a-- > 0;) {
        index[a] = cell % q->axes[a].count;
        cell /= q->axes[a].count;
        point[a] = axis_value(&q->axes[a], index[a]);
    }
}

/* ---- Bringing the grid onto the posterior ---------------------------------------------------- */

/* A known value has one point, of which neither shrink() nor is_cut() makes anything. */
static struct axis prior_axis(double mean, double sd, size_t points)
{
    return sd > 0 ? (struct axis){mean - prior_reach * sd, mean + prior_reach * sd, points}
                  : (struct axis){mean, mean, 1};
}

/* The grid begins at eight standard deviations of the prior; constants of nu hold for the whole
 * fit. */
static void begin(struct quadrature *q)
{
    const struct reference_prior *prior = q->prior;
    q->axis_count = 2 + q->data->slopes;
    for (size_t a = 1; a + 1 < q->axis_count; ++a) {
        q->axes[a] = prior_axis(0, prior->slope_sd, SLOPE_POINTS);
    }
    q->axes[0] = prior_axis(prior->location_mean, prior->location_sd, LOCATION_POINTS);
    q->axes[q->axis_count - 1] =
        prior_axis(prior->log_scale_mean, prior->log_scale_sd, SCALE_POINTS);
    q->cells = 1;
    for (size_t a = 0; a < q->axis_count; ++a) {
        q->cells *= q->axes[a].count;
    }
    for (size_t k = 0; k < prior->degrees_count; ++k) {
        q->constants[k] = degrees_constant(prior->degrees[k], prior->weights[k], q->data->count);
    }
}

/* Fills the density; returns its largest ln. `profile` gets the largest at each point of each axis.
 * The profile is over all nu too: an axis may shrink only where no nu needs it. */
static double evaluate(struct quadrature *q, double profile[MOST_AXES][MOST_POINTS])
{
    size_t degrees = q->prior->degrees_count;
    double highest = -INFINITY;
    for (size_t a = 0; a < MOST_AXES; ++a) {
        for (size_t i = 0; i < MOST_POINTS; ++i) {
            profile[a][i] = -INFINITY;
        }
    }
    for (size_t cell = 0; cell < q->cells; ++cell) {
        double point[MOST_AXES];
        size_t index[MOST_AXES];
        double best = -INFINITY;
        cell_point(point, index, q, cell);
        add_cases(q->log_density + cell * degrees, q, point);
        for (size_t k = 0; k < degrees; ++k) {
            best = fmax(best, q->log_density[cell * degrees + k]);
        }
        for (size_t a = 0; a < q->axis_count; ++a) {
            profile[a][index[a]] = fmax(profile[a][index[a]], best);
        }
        highest = fmax(highest, best);
    }
    return highest;
}

/* Shrinks an axis to what is not negligible, and one point more on each side; whether that was
 * much. The largest point of all is on every axis, so that both searches end. */
static bool shrink(struct axis *axis, const double *profile, double highest)
{
    size_t first = 0;
    size_t last = axis->count - 1;
    while (profile[first] < highest - negligible) {
        ++first;
    }
    while (profile[last] < highest - negligible) {
        --last;
    }
    first -= first > 0 ? 1 : 0;
    last += last + 1 < axis->count ? 1 : 0;
    double low = axis_value(axis, first);
    double high = axis_value(axis, last);
    bool much = high - low < settled * (axis->high - axis->low);
    *axis = (struct axis){low, high, axis->count};
    return much;
}

/* Whether the posterior is cut by the end of an axis. Cut is a density that at the end of an axis
 * is still 1/e of its highest or more. */
static bool is_cut(const struct quadrature *q, double profile[MOST_AXES][MOST_POINTS],
                   double highest)
{
    for (size_t a = 0; a < q->axis_count; ++a) {
        size_t last = q->axes[a].count - 1;
        if (last > 0 && (profile[a][0] > highest - 1 || profile[a][last] > highest - 1)) {
            return true;
        }
    }
    return false;
}

/* Axes shrink together, by a tenth of one of them or more in a round. The last shrinking is undone,
 * be they settled or the rounds over: collect() reads the density that evaluate() left, which
 * belongs to the axes before it. */
static blackout_status settle(struct quadrature *q, double *highest, blackout_error *error)
{
    double profile[MOST_AXES][MOST_POINTS];
    bool moved = true;
    for (int round = 0; moved && round < MOST_ROUNDS; ++round) {
        *highest = evaluate(q, profile);
        if (!isfinite(*highest) || is_cut(q, profile, *highest)) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "the cases of the reference class lie further than %g standard "
                             "deviations from what its prior expects",
                             prior_reach);
        }
        struct axis before[MOST_AXES];
        memcpy(before, q->axes, sizeof before);
        moved = false;
        for (size_t a = 0; a < q->axis_count; ++a) {
            moved = shrink(&q->axes[a], profile[a], *highest) || moved;
        }
        if (!moved || round + 1 == MOST_ROUNDS) { /* the density was evaluated there */
            memcpy(q->axes, before, sizeof before);
        }
    }
    return BLACKOUT_OK;
}

/* ---- The posterior --------------------------------------------------------------------------- */

/* sigma = exp(ln sigma); a slope for each covariate. */
static struct reference_node node_at(const struct quadrature *q, const double *point, size_t k)
{
    struct reference_node node = {.location = point[0],
                                  .scale = exp(point[q->axis_count - 1]),
                                  .degrees = q->prior->degrees[k]};
    for (size_t j = 0; j < q->data->slopes; ++j) {
        node.slopes[j] = point[1 + j];
    }
    return node;
}

/* Steps are equal, so a node's weight is its density over the sum. Weights relative to the
 * highest cannot overflow. Two passes: the nodes that are kept are counted before memory is taken
 * for them. */
static blackout_status collect(struct reference_posterior *posterior, struct arena *arena,
                               const struct quadrature *q, double highest, blackout_error *error)
{
    size_t degrees = q->prior->degrees_count;
    size_t kept = 0;
    struct sum total = {0};
    for (size_t i = 0; i < q->cells * degrees; ++i) {
        double weight = exp(q->log_density[i] - highest);
        kept += weight >= least_weight ? 1 : 0;
        sum_add(&total, weight >= least_weight ? weight : 0);
    }
    struct reference_node *nodes = arena_alloc(arena, kept, sizeof *nodes);
    if (nodes == NULL) {
        return error_memory(error);
    }
    *posterior = (struct reference_posterior){.slopes = q->data->slopes, .nodes = nodes};
    for (size_t i = 0; i < q->cells * degrees; ++i) {
        double weight = exp(q->log_density[i] - highest);
        if (weight >= least_weight) {
            double point[MOST_AXES];
            size_t index[MOST_AXES];
            cell_point(point, index, q, i / degrees);
            nodes[posterior->node_count] = node_at(q, point, i % degrees);
            nodes[posterior->node_count++].weight = weight / sum_value(&total);
        }
    }
    return BLACKOUT_OK;
}

/* The grid's density is scratch; only the nodes go to the caller's arena. */
blackout_status reference_class_fit(struct reference_posterior *posterior, struct arena *arena,
                                    const struct reference_prior *prior,
                                    const struct reference_data *data, blackout_error *error)
{
    struct quadrature q = {.prior = prior, .data = data};
    struct arena scratch = {0};
    double highest = -INFINITY;
    blackout_status status = check(prior, data, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    begin(&q);
    q.log_density = arena_alloc(&scratch, q.cells * prior->degrees_count, sizeof *q.log_density);
    status = q.log_density != NULL ? settle(&q, &highest, error) : error_memory(error);
    if (status == BLACKOUT_OK) {
        status = collect(posterior, arena, &q, highest, error);
    }
    return arena_end(&scratch, status, error);
}
