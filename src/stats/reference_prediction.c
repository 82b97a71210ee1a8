/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reference class says of its next case. The mixture over the posterior has no closed form
 * that an estimate could draw from; the Student's t that is matched to it has. */
#include "stats/reference_class.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "core/error.h"
#include "core/sum.h"
#include "stats/normal.h"
#include "stats/student_t.h"

static const double search_agreement = 1e-11; /* of a probability, where a quantile is sought */
static const double least_degrees = 1;        /* of the Student's t that is matched */
static const double most_degrees = 1000;      /* normal to four digits */
enum { MOST_ROUNDS = 60, MOST_EVEN_DEGREES = 64 };

/* mu + x'b. */
static double node_location(const struct reference_posterior *posterior,
                            const struct reference_node *node, const double *x)
{
    double location = node->location;
    for (size_t j = 0; x != NULL && j < posterior->slopes; ++j) {
        location += node->slopes[j] * x[j];
    }
    return location;
}

/* Even degrees, those of reference_degrees(), have a finite sum; it is asked for at every node
 * and every step of a search. `half` is 0 for all others, which no degrees equal. */
static blackout_status node_cdf(double *p, const struct reference_node *node, double t,
                                blackout_error *error)
{
    if (isinf(node->degrees)) {
        *p = normal_cdf(t);
        return BLACKOUT_OK;
    }
    const unsigned half = node->degrees <= MOST_EVEN_DEGREES ? (unsigned)(node->degrees / 2) : 0;
    if (node->degrees == 2.0 * half) {
        *p = student_t_cdf_even(t, (unsigned)node->degrees);
        return BLACKOUT_OK;
    }
    return student_t_cdf(p, t, node->degrees, error);
}

/* F(y) = sum over nodes of w T_nu((y - mu - x'b) / sqrt(s^2 + sigma^2)); the weights add up to
 * 1. */
blackout_status reference_class_cdf(double *p, const struct reference_posterior *posterior,
                                    const double *x, double s, double y, blackout_error *error)
{
    struct sum total = {0};
    for (size_t i = 0; i < posterior->node_count; ++i) {
        const struct reference_node *node = &posterior->nodes[i];
        double below;
        blackout_status status = node_cdf(&below, node,
                                          (y - node_location(posterior, node, x)) /
                                              sqrt(s * s + node->scale * node->scale),
                                          error);
        if (status != BLACKOUT_OK) {
            return status;
        }
        sum_add(&total, node->weight * below);
    }
    *p = sum_value(&total);
    return BLACKOUT_OK;
}

/* Where the mixture lies, for the search to begin with. */
struct extent {
    double centre;
    double width; /* > 0 */
};

/* sigma^2 takes the place of Student's variance, which two degrees do not have: the size is all
 * that is needed. The difference of squares may cancel below 0. */
static struct extent extent_of(const struct reference_posterior *posterior, const double *x)
{
    struct sum mean = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < posterior->node_count; ++i) {
        const struct reference_node *node = &posterior->nodes[i];
        double location = node_location(posterior, node, x);
        sum_add(&mean, node->weight * location);
        sum_add(&squares, node->weight * (location * location + node->scale * node->scale));
    }
    double centre = sum_value(&mean);
    double variance = sum_value(&squares) - centre * centre;
    return (struct extent){centre, sqrt(fmax(variance, DBL_MIN))};
}

/* A search for the y at which the distribution function is p. */
struct search {
    const struct reference_posterior *posterior;
    const double *x;
    double p;
};

/* Of a case whose own s is 0: the class alone. */
static blackout_status excess(double *value, const struct search *search, double y,
                              blackout_error *error)
{
    double below = 0;
    blackout_status status = reference_class_cdf(&below, search->posterior, search->x, 0, y, error);
    *value = below - search->p;
    return status;
}

/* An end of the bracket, in steps that double, away from `y` towards `step`. */
static blackout_status bracket(double *y, double *value, const struct search *search, double step,
                               blackout_error *error)
{
    blackout_status status = excess(value, search, *y, error);
    while (status == BLACKOUT_OK && (step < 0 ? *value > 0 : *value < 0)) {
        *y += step;
        step *= 2;
        status = isfinite(*y) ? excess(value, search, *y, error)
                              : error_set(error, BLACKOUT_ERROR_NUMERIC,
                                          "the reference class has no quantile %g", search->p);
    }
    return status;
}

/* Regula falsi with the Illinois step (Dowell & Jarratt 1971). An end that stays a second time has
 * its value halved, or it would stay for ever. Where the centre is the quantile both ends are
 * there, with the value 0. */
static blackout_status quantile_of(double *y, const struct search *search,
                                   const struct extent *extent, blackout_error *error)
{
    double low = extent->centre;
    double high = extent->centre;
    double at_low;
    double at_high;
    blackout_status status = bracket(&low, &at_low, search, -extent->width, error);
    if (status == BLACKOUT_OK) {
        status = bracket(&high, &at_high, search, extent->width, error);
    }
    double last = 0;
    for (int round = 0; status == BLACKOUT_OK && round < MOST_ROUNDS; ++round) {
        double at;
        *y = at_high > at_low ? high - at_high * (high - low) / (at_high - at_low) : low;
        status = excess(&at, search, *y, error);
        if (fabs(at) < search_agreement) {
            break;
        }
        if (at < 0) {
            low = *y;
            at_low = at;
            at_high /= last < 0 ? 2 : 1;
        } else {
            high = *y;
            at_high = at;
            at_low /= last > 0 ? 2 : 1;
        }
        last = at;
    }
    return status;
}

/* How much wider the central 90 % of t(nu) are than its central 50 %; falls as nu grows. */
static blackout_status width_ratio(double *ratio, double *quartile, double degrees,
                                   blackout_error *error)
{
    double outer;
    blackout_status status = student_t_quantile(quartile, 0.75, degrees, error);
    if (status == BLACKOUT_OK) {
        status = student_t_quantile(&outer, 0.95, degrees, error);
    }
    *ratio = status == BLACKOUT_OK ? outer / *quartile : NAN;
    return status;
}

/* The degrees of freedom of a ratio, by bisection in their logarithm, and their upper quartile. A
 * ratio out of reach ends at the nearer bound; 60 halvings of ln 1000 go below the last bit. */
static blackout_status degrees_of_ratio(double *degrees, double *quartile, double ratio,
                                        blackout_error *error)
{
    double low = log(least_degrees);
    double high = log(most_degrees);
    blackout_status status = BLACKOUT_OK;
    for (int round = 0; status == BLACKOUT_OK && round < MOST_ROUNDS; ++round) {
        double middle = (low + high) / 2;
        double at;
        status = width_ratio(&at, quartile, exp(middle), error);
        *(at > ratio ? &low : &high) = middle;
    }
    *degrees = exp((low + high) / 2);
    return status == BLACKOUT_OK ? student_t_quantile(quartile, 0.75, *degrees, error) : status;
}

/* The order matters: degrees follow from the ratio of the two widths, the scale from the degrees
 * and the central 50 %; the location is the median whatever they are (methodology, "Fitted to past
 * outages"). */
blackout_status reference_class_predict(struct reference_prediction *prediction,
                                        const struct reference_posterior *posterior,
                                        const double *x, blackout_error *error)
{
    enum { POINTS_MATCHED = 5 };
    static const double p[POINTS_MATCHED] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const struct extent extent = extent_of(posterior, x);
    double q[POINTS_MATCHED];
    double quartile;
    blackout_status status = BLACKOUT_OK;
    *prediction = (struct reference_prediction){0};
    for (int i = 0; i < POINTS_MATCHED && status == BLACKOUT_OK; ++i) {
        const struct search search = {posterior, x, p[i]};
        status = quantile_of(&q[i], &search, &extent, error);
    }
    if (status == BLACKOUT_OK) {
        status =
            degrees_of_ratio(&prediction->degrees, &quartile, (q[4] - q[0]) / (q[3] - q[1]), error);
    }
    if (status == BLACKOUT_OK) {
        prediction->location = q[2];
        prediction->scale = (q[3] - q[1]) / (2 * quartile);
    }
    for (int i = 0; i < POINTS_MATCHED && status == BLACKOUT_OK; ++i) {
        double t;
        status = student_t_quantile(&t, p[i], prediction->degrees, error);
        prediction->mismatch =
            fmax(prediction->mismatch, fabs(prediction->location + prediction->scale * t - q[i]));
    }
    return status;
}
