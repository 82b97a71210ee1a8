/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4, what cells have in common: the hours that a class of cells loses for a unit of flow, and
 * the part of a loss that stays. The formulas are those of dependants.c and recapture.c, of several
 * evaluations side by side and in the same order, so that their bits are the same. A choice has the
 * form that fmin() and fmax() have for numbers: those are calls. */
#include "model/dependants_classes.h"

#include "core/exponential.h"

static const struct lanes nothing = {.part = {{0}}};

static const struct lanes *parameter(const struct class_inputs *inputs, parameter_id id)
{
    return id == PARAMETER_NONE ? &nothing : &inputs->parameters[id];
}

static const struct lanes *exposure(const struct class_inputs *inputs, uint32_t index)
{
    return index == INDEX_NONE ? &nothing : &inputs->exposures[index];
}

static lane_part above_zero(lane_part x)
{
    return part_choose(x > 0.0, x, 0 * x);
}

/* ---- Fallbacks ------------------------------------------------------------------------------- */

/* The fallbacks of a cell; a model without any has no array to point into. */
static const struct model_fallback *fallbacks_of(const struct class_inputs *inputs,
                                                 const struct model_cell *cell)
{
    return cell->fallback_count > 0 ? &inputs->model->fallbacks[cell->first_fallback] : NULL;
}

/* dependants_share_scale() of a cell's fallbacks. */
static struct lanes scale_of(const struct class_inputs *inputs, const struct model_cell *cell)
{
    struct lanes scale = {.at = {1, 1, 1, 1, 1, 1, 1, 1}};
    struct lanes sum = nothing;
    part_mask exceeds = {0};
    for (size_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback = &inputs->model->fallbacks[cell->first_fallback + i];
        const struct lanes *share = parameter(inputs, fallback->share);
        for (int p = 0; p < LANE_PARTS; ++p) {
            sum.part[p] += share->part[p];
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        exceeds |= sum.part[p] > 1.0;
    }
    if (part_any(exceeds)) { /* rarely: no division then */
        for (int p = 0; p < LANE_PARTS; ++p) {
            scale.part[p] = part_choose(sum.part[p] > 1.0, 1 / sum.part[p], scale.part[p]);
        }
    }
    return scale;
}

/* The common factor of the shares of rows with a fallback of their own. */
static struct lanes own_factor(const struct class_inputs *inputs,
                               const struct model_fallback *fallback)
{
    const struct lanes *score = parameter(inputs, inputs->model->fallback_score);
    struct lanes exponent;
    struct lanes factor;
    for (int l = 0; l < LANES; ++l) {
        exponent.at[l] =
            dependants_exponent(score->at[l], fallback->lower_slope, fallback->upper_slope);
    }
    exponentials(&factor, &exponent);
    return factor;
}

/* dependants_fallback_share() of a fallback without a parameter: what its rows send there. */
static struct lanes own_share(const struct class_inputs *inputs,
                              const struct model_fallback *fallback, double mean)
{
    const struct lanes factor = own_factor(inputs, fallback);
    struct lanes share;
    for (int l = 0; l < LANES; ++l) {
        const double own = mean * factor.at[l];
        share.at[l] = own < 1 ? own : 1;
    }
    return share;
}

void dependants_class_shares(struct lanes *shares, const struct class_inputs *inputs,
                             const struct model_cell *cell)
{
    const struct lanes scale = scale_of(inputs, cell);
    for (size_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback = &inputs->model->fallbacks[cell->first_fallback + i];
        if (fallback->share == PARAMETER_NONE) {
            shares[i] = own_share(inputs, fallback, dependants_own_share(inputs->stage, cell));
            continue;
        }
        for (int p = 0; p < LANE_PARTS; ++p) {
            shares[i].part[p] = scale.part[p] * inputs->parameters[fallback->share].part[p];
        }
    }
}

/* What a fallback saves of a unit of flow: its share, times dependants_fallback_hours(). */
static struct lanes saved_by(const struct class_inputs *inputs, const struct lanes *share,
                             const struct fallback_exposures *exposures, enum loss_part part)
{
    const struct lanes *all = exposure(inputs, exposures->all[part]);
    const struct lanes *waiting = exposure(inputs, exposures->waiting[part]);
    struct lanes saved;
    for (int p = 0; p < LANE_PARTS; ++p) {
        saved.part[p] = share->part[p] * (all->part[p] - waiting->part[p]);
    }
    return saved;
}

/* ---- Hours ----------------------------------------------------------------------------------- */

/* CLASS_FLOW begins at 0 here; the flows of the class are added later. Fallbacks save at most
 * everything; rounding may say a little more. */
void dependants_class_hours(struct lanes hours[CLASS_HOURS_COUNT],
                            const struct class_inputs *inputs, const struct model_cell *cell,
                            const struct lanes *shares)
{
    const struct model_fallback *fallbacks = fallbacks_of(inputs, cell);
    const struct lanes *onset = exposure(inputs, cell->onset[PART_LOST]);
    struct lanes saved = nothing;
    hours[CLASS_FLOW] = nothing;
    hours[CLASS_ONSET] = *onset;
    hours[CLASS_RIVAL] = nothing;
    for (size_t i = 0; i < cell->fallback_count; ++i) {
        const struct lanes by = saved_by(inputs, &shares[i], &fallbacks[i].exposures, PART_LOST);
        for (int p = 0; p < LANE_PARTS; ++p) {
            saved.part[p] += by.part[p];
            if (fallbacks[i].rival) {
                hours[CLASS_RIVAL].part[p] += by.part[p];
            }
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        hours[CLASS_LEFT].part[p] = above_zero(onset->part[p] - saved.part[p]);
    }
}

/* ---- Recapture ------------------------------------------------------------------------------- */

/* Hours that may be made up later, less what fallbacks save of them. */
static struct lanes discounted_hours(const struct class_inputs *inputs,
                                     const struct model_cell *cell, const struct lanes *shares)
{
    const struct model_fallback *fallbacks = fallbacks_of(inputs, cell);
    struct lanes left = *exposure(inputs, cell->onset[PART_DISCOUNTED]);
    for (size_t i = 0; i < cell->fallback_count; ++i) {
        const struct lanes by =
            saved_by(inputs, &shares[i], &fallbacks[i].exposures, PART_DISCOUNTED);
        for (int p = 0; p < LANE_PARTS; ++p) {
            left.part[p] -= by.part[p];
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        left.part[p] = above_zero(left.part[p]);
    }
    return left;
}

/* What recapture_kept() leaves of the hours, without dividing by them: (1 + attrition) left -
 * kappa_0 discounted, of which rounding may say a little more than is left. */
void dependants_class_net(struct lanes *net, const struct class_inputs *inputs,
                          const struct model_cell *cell, const struct lanes *shares,
                          const struct lanes *left)
{
    const struct model_recapture *recapture = &inputs->model->sectors[cell->sector].recapture;
    const struct lanes *attrition = parameter(inputs, recapture->attrition);
    const struct lanes *share = parameter(inputs, recapture->share);
    struct lanes later = *left;
    if (recapture->decay_hours != PARAMETER_NONE) {
        later = discounted_hours(inputs, cell, shares);
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part all = left->part[p];
        net->part[p] =
            (1 + attrition->part[p]) * all - share->part[p] * part_least(later.part[p], all);
    }
}
