/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4 at all starting hours of the week at once. An exposure is the product of a kernel's bins
 * with a weekly profile, E(h) = sum_i bin_i a(h + i), and a loss is linear in its exposures: the
 * bins of all rows of one profile are added up first, so that the week is walked once a profile,
 * not once a row. */
#include <math.h>

#include "model/exposure.h"
#include "model/stages.h"

/* Money by the hours from the start of the outage, for the rows of one profile. */
struct weekly {
    uint32_t profile;
    double at[HOURS_PER_WEEK];
};

/* A row that stays up has no exposure. The hour is that of an outage that begins on Monday 00:00
 * UTC: flush() moves it to the other starts. */
static void add_exposure(struct weekly *weekly, const struct model *model,
                         const struct kernel_bins *bins, int lane, uint32_t exposure, double amount)
{
    if (exposure == INDEX_NONE) {
        return;
    }
    const uint32_t kernel = model->exposures[exposure].kernel;
    size_t hour = kernel_local_hour(model->kernels[kernel].offset_hours,
                                    model->exposures[exposure].whole_offset_hours, 0);
    const struct kernel_left hours = kernel_left(model, bins, kernel);
    for (size_t i = 0; i < hours.used; ++i) {
        const double all = hours.bins->bin[i].at[lane];
        const double left = hours.discount == NULL ? all : all * hours.discount->bin[i].at[lane];
        weekly->at[hour] += amount * left;
        hour = hour + 1 == HOURS_PER_WEEK ? 0 : hour + 1;
    }
}

/* The same terms as those of dependants_row(). Fallbacks count as negative amounts under the same
 * profile as the loss, which is that of the row's sector and region. */
static void add_row(struct weekly *weekly, const struct stage *stage,
                    const struct kernel_bins *bins, const struct model_business_row *row,
                    const struct model_cover *cover)
{
    const struct model *model = stage->model;
    const struct model_cell *cell = &model->cells[row->cell];
    double scale = dependants_share_scale(stage, cell);
    const struct model_recapture *recapture = &model->sectors[cell->sector].recapture;
    const double flow = dependants_row_flow(stage, row);
    const double made_up = stage_value(stage, recapture->share, 0);
    const bool decays = dependants_decays(model, cell);
    const double amounts[2] = {
        flow * (1 + stage_value(stage, recapture->attrition, 0) - (decays ? 0 : made_up)),
        decays ? -flow * made_up : 0};
    for (size_t i = 0; i < (decays ? 2 : 1); ++i) {
        const enum loss_part part = i == 0 ? PART_LOST : PART_DISCOUNTED;
        const double lost = amounts[part];
        add_exposure(weekly, model, bins, stage->lane, dependants_onset(cell, cover, part), lost);
        for (uint32_t k = 0; k < cell->fallback_count; ++k) {
            const struct fallback_exposures *saved = dependants_fallback(model, cell, cover, k);
            double share = dependants_fallback_share(stage, cell, k, row->fallback_share, scale);
            add_exposure(weekly, model, bins, stage->lane, saved->all[part], -lost * share);
            add_exposure(weekly, model, bins, stage->lane, saved->waiting[part], lost * share);
        }
    }
}

/* Adds what was gathered to the loss at each start, and begins anew with another profile. loss(h)
 * += sum over i of amount_i a(h + i). Bins of an outage of a few hours are mostly 0. */
static void flush(double loss[HOURS_PER_WEEK], struct weekly *weekly, const struct model *model,
                  uint32_t profile)
{
    const double *weights = model->profiles[weekly->profile].weight;
    for (size_t i = 0; i < HOURS_PER_WEEK; ++i) {
        const double amount = weekly->at[i];
        weekly->at[i] = 0;
        if (amount == 0) {
            continue;
        }
        for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
            loss[h] += amount * weights[h + i];
        }
    }
    weekly->profile = profile;
}

/* Rows of one profile are neighbours (struct covered_rows), so that few profiles are flushed;
 * the last one is flushed at the end. Without rows all losses are 0. */
void dependants_by_start(double loss[HOURS_PER_WEEK], const struct stage *stage,
                         const struct covered_rows *covered, const struct kernel_bins *bins)
{
    const struct model *model = stage->model;
    struct weekly weekly = {.profile = 0};
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        loss[h] = 0;
    }
    for (size_t i = 0; i < covered->count; ++i) {
        const struct model_business_row *row = &covered->rows[i];
        uint32_t onset = model->cells[row->cell].onset[PART_LOST];
        if (onset == INDEX_NONE) {
            continue;
        }
        if (model->exposures[onset].profile != weekly.profile) {
            flush(loss, &weekly, model, model->exposures[onset].profile);
        }
        add_row(&weekly, stage, bins, row, covered->covers != NULL ? &covered->covers[i] : NULL);
    }
    flush(loss, &weekly, model, 0);
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        loss[h] = fmax(loss[h], 0); /* fallbacks save at most everything, but for rounding */
    }
}
