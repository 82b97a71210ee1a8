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
#include "stats/quantile_search.h"
#include "stats/student_t.h"

static const double least_degrees = 1;   /* of the Student's t that is matched */
static const double most_degrees = 1000; /* normal to four digits */
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

/* The distribution function of a case whose own s is 0: the class alone. */
struct class_alone {
    const struct reference_posterior *posterior;
    const double *x;
};

static double cdf_at(double y, void *of)
{
    const struct class_alone *alone = of;
    double p = NAN;
    blackout_error ignored;
    return reference_class_cdf(&p, alone->posterior, alone->x, 0, y, &ignored) == BLACKOUT_OK ? p
                                                                                              : NAN;
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
    struct class_alone alone = {posterior, x};
    const struct quantile_search search = {cdf_at, &alone, extent.centre, extent.width};
    double q[POINTS_MATCHED];
    double quartile;
    blackout_status status = BLACKOUT_OK;
    *prediction = (struct reference_prediction){0};
    for (int i = 0; i < POINTS_MATCHED && status == BLACKOUT_OK; ++i) {
        status = quantile_search(&q[i], &search, p[i], error);
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
