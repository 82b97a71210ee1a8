/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4, the parts of a loss: L = flow / 8766 * (E - sum_j f_j E_j) * (1 - kappa_s +
 * attrition_s), and the loss of single rows. dependants_cells.c adds up all cells. */
#include "model/recapture.h"

#include <math.h>

#include "core/exponential.h"

/* What a score adds to a logarithm with two slopes. T(X) = T(c) + z s of stage 0, T being ln, with
 * a slope on each side. */
double dependants_exponent(double score, double lower, double upper)
{
    return score * (score < 0 ? lower : upper);
}

double dependants_factor(const struct stage *stage, enum flow_factor factor, double lower,
                         double upper)
{
    double score = stage_value(stage, stage->model->flow_scores[factor], 0);
    return exponential(dependants_exponent(score, lower, upper));
}

/* The flow's common factors. Flow is a product of firms, revenue and share: their logarithms add.
 * One score of each for the whole table (decision 0011). */
static double flow_exponent(const struct stage *stage, const struct flow_slopes *slopes)
{
    double exponent = 0;
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        double score = stage_value(stage, stage->model->flow_scores[i], 0);
        exponent += dependants_exponent(score, slopes->lower[i], slopes->upper[i]);
    }
    return exponent;
}

/* The same for the share of flow that rows with their own fallback send there. */
static double fallback_factor(const struct stage *stage, const struct model_fallback *fallback)
{
    double score = stage_value(stage, stage->model->fallback_score, 0);
    return exponential(dependants_exponent(score, fallback->lower_slope, fallback->upper_slope));
}

/* Shares of one flow sum to at most 1, in every sample too. Shares of the table `fallbacks` alone:
 * a row's own share has no parameter, and its sum is 0. */
double dependants_share_scale(const struct stage *stage, const struct model_cell *cell)
{
    double sum = 0;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        sum += stage_value(stage, stage->model->fallbacks[cell->first_fallback + i].share, 0);
    }
    return sum > 1 ? 1 / sum : 1;
}

/* [f_j]. A row's own share is moved by the common factor, and cut at 1. */
double dependants_fallback_share(const struct stage *stage, const struct model_cell *cell,
                                 uint32_t index, double own_share, double scale)
{
    const struct model_fallback *fallback = &stage->model->fallbacks[cell->first_fallback + index];
    if (fallback->share == PARAMETER_NONE) {
        return fmin(own_share * fallback_factor(stage, fallback), 1);
    }
    return scale * stage->parameters[fallback->share];
}

/* A cover is of the exposures after a policy's waiting time; without one they are the cell's. */
uint32_t dependants_onset(const struct model_cell *cell, const struct model_cover *cover,
                          enum loss_part part)
{
    return cover != NULL ? cover->onset[part] : cell->onset[part];
}

const struct fallback_exposures *dependants_fallback(const struct model *model,
                                                     const struct model_cell *cell,
                                                     const struct model_cover *cover,
                                                     uint32_t index)
{
    return cover != NULL ? &model->cover_fallbacks[cover->first_fallback + index]
                         : &model->fallbacks[cell->first_fallback + index].exposures;
}

/* [f_j (E_j - what waits of it)]: customers find it one after another. */
double dependants_fallback_hours(const struct stage *stage,
                                 const struct fallback_exposures *exposures, enum loss_part part)
{
    return stage_exposure(stage, exposures->all[part]) -
           stage_exposure(stage, exposures->waiting[part]);
}

/* A fallback at a rival's saves the business its sale all the same; what it brings the rival is
 * gathered apart. */
double dependants_saved_hours(const struct stage *stage, const struct model_cell *cell,
                              const struct model_cover *cover, double own_share, double *rival)
{
    double scale = dependants_share_scale(stage, cell);
    double sum = 0;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback = &stage->model->fallbacks[cell->first_fallback + i];
        double share = dependants_fallback_share(stage, cell, i, own_share, scale);
        double part =
            share * dependants_fallback_hours(
                        stage, dependants_fallback(stage->model, cell, cover, i), PART_LOST);
        sum += part;
        *rival += fallback->rival ? part : 0;
    }
    return sum;
}

/* The same of what may be made up later, less what fallbacks save of it: a sale that was made
 * elsewhere is not made up. Rounding may leave less than nothing. */
static double discounted_hours(const struct stage *stage, const struct model_cell *cell,
                               const struct model_cover *cover, double own_share)
{
    const double scale = dependants_share_scale(stage, cell);
    double left = stage_exposure(stage, dependants_onset(cell, cover, PART_DISCOUNTED));
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        left -= dependants_fallback_share(stage, cell, i, own_share, scale) *
                dependants_fallback_hours(stage, dependants_fallback(stage->model, cell, cover, i),
                                          PART_DISCOUNTED);
    }
    return fmax(left, 0);
}

bool dependants_decays(const struct model *model, const struct model_cell *cell)
{
    return model->sectors[cell->sector].recapture.decay_hours != PARAMETER_NONE;
}

double dependants_recapture(const struct stage *stage, const struct model_cell *cell,
                            const struct model_cover *cover, double own_share, double left)
{
    const struct model_recapture *recapture = &stage->model->sectors[cell->sector].recapture;
    double discounted = dependants_decays(stage->model, cell)
                            ? discounted_hours(stage, cell, cover, own_share)
                            : left;
    return recapture_share(stage, recapture, left, discounted);
}

/* [1 - kappa + attrition] */
double dependants_kept(const struct stage *stage, const struct model_cell *cell,
                       const struct model_cover *cover, double own_share, double left)
{
    const struct model_recapture *recapture = &stage->model->sectors[cell->sector].recapture;
    return 1 - dependants_recapture(stage, cell, cover, own_share, left) +
           stage_value(stage, recapture->attrition, 0);
}

/* Whether the fallback of a cell is that of its rows, each with a share of its own. */
static bool rows_have_shares(const struct model *model, const struct model_cell *cell)
{
    return cell->fallback_count > 0 &&
           model->fallbacks[cell->first_fallback].share == PARAMETER_NONE;
}

/* A cell whose rows have their own fallback has that one alone: it is the first. */
double dependants_own_share(const struct stage *stage, const struct model_cell *cell)
{
    if (!rows_have_shares(stage->model, cell) || !(cell->flow_per_year > 0)) {
        return 0;
    }
    return stage->model->fallbacks[cell->first_fallback].flow_per_year / cell->flow_per_year;
}

/* For a report of a whole cell, where no row says what it sends there. */
double dependants_mean_share(const struct stage *stage, const struct model_cell *cell,
                             uint32_t index)
{
    return dependants_fallback_share(stage, cell, index, dependants_own_share(stage, cell),
                                     dependants_share_scale(stage, cell));
}

/* `factor` is that of the row's flow. */
static double row_flow(const struct stage *stage, const struct model_business_row *row,
                       double factor)
{
    const struct model_cell *cell = &stage->model->cells[row->cell];
    return row->flow_per_year * factor * stage_rate(stage, cell->per_usd) / HOURS_PER_YEAR;
}

double dependants_row_flow(const struct stage *stage, const struct model_business_row *row)
{
    return row_flow(stage, row, exponential(flow_exponent(stage, &row->slopes)));
}

/* The same terms as for a cell, of one row: its flow, its slopes, its own share. Hours that
 * fallbacks save are cut here too. A row without a share of its own loses what its cell does. */
static double row_loss(const struct stage *stage, const struct model_business_row *row,
                       const struct model_cover *cover, double flow)
{
    const struct model_cell *cell = &stage->model->cells[row->cell];
    if (cover == NULL && stage->net_hours != NULL && !rows_have_shares(stage->model, cell)) {
        return flow * stage->net_hours[cell->kept_class].at[stage->lane];
    }
    double rival = 0;
    double hours = stage_exposure(stage, dependants_onset(cell, cover, PART_LOST)) -
                   dependants_saved_hours(stage, cell, cover, row->fallback_share, &rival);
    hours = fmax(hours, 0);
    return flow * hours * dependants_kept(stage, cell, cover, row->fallback_share, hours);
}

double dependants_row(const struct stage *stage, const struct model_business_row *row,
                      const struct model_cover *cover)
{
    return row_loss(stage, row, cover, dependants_row_flow(stage, row));
}

struct flow_scores dependants_flow_scores(const struct stage *stages, size_t count)
{
    struct flow_scores scores = {0};
    for (size_t l = 0; l < count; ++l) {
        for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
            double score = stage_value(&stages[l], stages[l].model->flow_scores[i], 0);
            scores.below[i].at[l] = score < 0 ? score : 0;
            scores.above[i].at[l] = score < 0 ? 0 : score;
        }
    }
    return scores;
}

/* flow_exponent() of all lanes, and its exponential: one of the two products is 0. */
void dependants_flow_factors(struct lanes *factors, const struct flow_scores *scores,
                             const struct flow_slopes *slopes)
{
    struct lanes exponents = {.part = {{0}}};
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            exponents.part[p] += scores->below[i].part[p] * slopes->lower[i] +
                                 scores->above[i].part[p] * slopes->upper[i];
        }
    }
    exponentials(factors, &exponents);
}

/* Rows are those of the businesses that are listed, a few; their order is that of the list. */
void dependants_businesses(const struct stage *stages, size_t count)
{
    const struct model *model = stages[0].model;
    const size_t place = stages[0].layout->businesses;
    const struct flow_scores scores = dependants_flow_scores(stages, count);
    for (size_t l = 0; l < count; ++l) {
        for (size_t i = 0; i < model->business_count; ++i) {
            stages[l].out[place + i] = 0;
        }
    }
    for (size_t i = 0; i < model->business_row_count; ++i) {
        const struct model_business_row *row = &model->business_rows[i];
        struct lanes factors;
        dependants_flow_factors(&factors, &scores, &row->slopes);
        for (size_t l = 0; l < count; ++l) {
            double flow = row_flow(&stages[l], row, factors.at[l]);
            stages[l].out[place + row->business] += row_loss(&stages[l], row, NULL, flow);
        }
    }
}

double dependants_value_added(const struct stage *stage, const struct model_sector *sector,
                              double loss)
{
    return loss * stage->parameters[sector->value_added] / stage->parameters[sector->annual_output];
}
