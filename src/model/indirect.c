/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 5, the inoperability input-output model (Haimes & Jiang 2001, Santos & Haimes 2004).  With
 * X_s the output of sector s in the T hours that the outage lasts, annual_output / 8766 * T:
 *
 *     c*_s     = direct loss_s (1 - diverted_s) / X_s
 *     q        = A* q + c*,   a*_ij = a_ij X_j / X_i,   so   q = X^-1 (I - A)^-1 X c*
 *     indirect = sum over s of (q_s - c*_s) X_s
 *
 * in the end, however long it takes: an upper bound of what falls into the outage itself. c* and q
 * are at most 1. What rivals in the sector win is not lost to its suppliers (`diverted`). Owners'
 * losses are left out: nobody is known to supply by the hour of an advertisement. */
#include "model/stages.h"

#include <math.h>
#include <stdint.h>

#include "model/outage.h"
#include "stats/inoperability.h"
#include "stats/inoperability_sweeps.h"

/* [c* X], in money. Platforms that are down at once add up here; what exceeds the output is cut
 * by the caller. */
double indirect_direct(const struct stage *stage, const double *out, size_t i)
{
    const struct model *model = stage->model;
    uint32_t sector = model->supply.sectors[i];
    double sum = 0;
    for (size_t p = 0; p < model->platform_count; ++p) {
        sum += out[stage->layout->by_sector + p * model->sector_count + sector];
    }
    return sum * (1 - stage_value(stage, model->sectors[sector].diverted, 0));
}

/* [T]: direct losses are of the whole curve, and so has the output to be of which they are parts.
 * Measured curves have no recovery beside them. */
double indirect_hours(const struct stage *stage)
{
    const struct model_outage *outage = &stage->model->outage;
    return outage_window_hours(outage, stage->parameters) +
           stage->parameters[outage->recovery_hours];
}

/* [X_s]: money in the T hours, in the report's currency. */
double indirect_output(const struct stage *stage, size_t i)
{
    const struct model_sector *sector = &stage->model->sectors[stage->model->supply.sectors[i]];
    return stage->parameters[sector->annual_output] * stage_rate(stage, sector->output_per_usd) /
           HOURS_PER_YEAR * indirect_hours(stage);
}

/* What is lost in the end. Without an inverse the output that is filled last is room for a term. */
static void solve(const struct stage *stage, double *lost, const double *direct)
{
    const struct model_supply *supply = &stage->model->supply;
    const struct inoperability_links links = {supply->coefficients, supply->largest_sum};
    if (supply->inverse != NULL) {
        inoperability_solve(lost, supply->inverse, direct, supply->count);
    } else {
        inoperability_sweep(lost, &links, direct, stage->out + stage->layout->indirect_loss,
                            SIZE_MAX);
    }
}

/* Nothing is divided by an output before it is known to be above 0: in money (I - A)^-1 needs
 * none. Both arrays are amounts until the last loop makes shares of them. Where c* or q is cut at 1
 * the difference is of the cut ones. */
void indirect_loss(const struct stage *stage)
{
    const struct model_supply *supply = &stage->model->supply;
    double *perturbation = stage->out + stage->layout->perturbation;
    double *inoperability = stage->out + stage->layout->inoperability;
    double *direct = perturbation; /* in money first; then both as parts of the output */
    double *lost = inoperability;
    if (supply->count == 0) {
        return;
    }
    for (size_t i = 0; i < supply->count; ++i) {
        direct[i] = fmin(indirect_direct(stage, stage->out, i), indirect_output(stage, i));
    }
    solve(stage, lost, direct);
    for (size_t i = 0; i < supply->count; ++i) {
        double output = indirect_output(stage, i);
        lost[i] = fmin(lost[i], output);
        stage->out[stage->layout->indirect_loss + i] = fmax(lost[i] - direct[i], 0);
        perturbation[i] = output > 0 ? direct[i] / output : 0;
        inoperability[i] = output > 0 ? lost[i] / output : 0;
    }
}
