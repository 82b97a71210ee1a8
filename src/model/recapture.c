/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean of exp(-x / lambda) over what is lost, x = max(D - t, 0), the wait for the end of the
 * outage; sales that are lost in the recovery wait for nothing. Over a level held from a to b,
 *   integral of exp(-(D - t) / lambda) dt = lambda exp(-(D - b) / lambda) (1 - exp(-(b - a) /
 * lambda)), so that a step has (lambda / D) (1 - exp(-D / lambda)): the integral of a cost that
 * falls from 1 to 1 - kappa_0, and no hour more ever costs more than an hour. Weekly profiles,
 * onset and fallbacks are left out of the mean: they move it by less than lambda is known to. */
#include "model/recapture.h"

#include <math.h>

#include "model/outage.h"

/* Hours of full unavailability, each weighted by exp(-x / lambda). The integral of sigma(t)
 * exp(-max(D - t, 0) / lambda); what is lost after D counts in full. */
static double discounted_hours(const struct outage_pieces *pieces, double duration, double lambda)
{
    double sum = outage_integral(pieces, duration, INFINITY);
    for (size_t i = 0; i < pieces->count; ++i) {
        const struct severity_piece *piece = &pieces->pieces[i];
        double to = fmin(piece->to_hours, duration);
        if (to > piece->from_hours) { /* held: only the recovery is a ramp */
            sum += piece->level_from * lambda * exp(-(duration - to) / lambda) *
                   -expm1(-(to - piece->from_hours) / lambda);
        }
    }
    return sum;
}

/* The mean of exp(-x / lambda) over what a curve loses; 1 where it loses nothing. */
static double mean_discount(const struct stage *stage, double lambda, uint32_t curve)
{
    const struct model_outage *outage = &stage->model->outage;
    struct outage_pieces pieces;
    if (curve == INDEX_NONE) {
        return 1;
    }
    outage_pieces(&pieces, outage, curve, stage->parameters);
    double hours = outage_integral(&pieces, 0, INFINITY);
    double duration = stage->parameters[outage->duration_hours];
    return hours > 0 ? discounted_hours(&pieces, duration, lambda) / hours : 1;
}

/* [kappa] = kappa_0 times the mean. Without a decay every sale waits as patiently: kappa_0
 * itself. */
double recapture_share(const struct stage *stage, const struct model_recapture *recapture,
                       uint32_t curve)
{
    double share = stage_value(stage, recapture->share, 0);
    if (share == 0 || recapture->decay_hours == PARAMETER_NONE) {
        return share;
    }
    return share * mean_discount(stage, stage->parameters[recapture->decay_hours], curve);
}

/* [1 - kappa + attrition], the part of a loss that stays; above 1 where attrition is larger than
 * kappa. */
double recapture_kept(const struct stage *stage, const struct model_recapture *recapture,
                      uint32_t curve)
{
    return 1 - recapture_share(stage, recapture, curve) +
           stage_value(stage, recapture->attrition, 0);
}
