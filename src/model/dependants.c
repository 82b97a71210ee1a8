/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4.  L = flow / 8766 * (E - sum_j f_j E_j) * (1 - kappa_s + attrition_s), over cells of rows
 * that share their exposure. */
#include "model/adaptation.h"
#include "model/recapture.h"

#include <math.h>

double dependants_kept(const struct stage *stage, const struct model_cell *cell)
{
    return recapture_kept(stage, &stage->model->sectors[cell->sector].recapture, cell->curve);
}

/* What a score adds to a logarithm with two slopes. T(X) = T(c) + z s of stage 0, T being ln, with
 * a slope on each side. */
static double exponent_of(double score, double lower, double upper)
{
    return score * (score < 0 ? lower : upper);
}

/* 1 in the centre, to the last bit. */
static double factor_of(double exponent)
{
    return exponent != 0 ? exp(exponent) : 1;
}

double dependants_factor(const struct stage *stage, enum flow_factor factor, double lower,
                         double upper)
{
    double score = stage_value(stage, stage->model->flow_scores[factor], 0);
    return factor_of(exponent_of(score, lower, upper));
}

/* The flow's common factors. Flow is a product of firms, revenue and share: their logarithms add.
 * One score of each for the whole table (decision 0011). */
static double flow_factor(const struct stage *stage, const struct flow_slopes *slopes)
{
    double exponent = 0;
    for (int i = 0; i < FLOW_FACTOR_COUNT; ++i) {
        double score = stage_value(stage, stage->model->flow_scores[i], 0);
        exponent += exponent_of(score, slopes->lower[i], slopes->upper[i]);
    }
    return factor_of(exponent);
}

/* The same for the share of flow that rows with their own fallback send there. */
static double fallback_factor(const struct stage *stage, const struct model_fallback *fallback)
{
    double score = stage_value(stage, stage->model->fallback_score, 0);
    return factor_of(exponent_of(score, fallback->lower_slope, fallback->upper_slope));
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

/* [f_j A_j]. A row's own share is moved by the common factor, cut at 1, and reached at once. */
double dependants_fallback_share(const struct stage *stage, const struct model_cell *cell,
                                 uint32_t index, double own_share, double scale)
{
    const struct model_fallback *fallback = &stage->model->fallbacks[cell->first_fallback + index];
    if (fallback->share == PARAMETER_NONE) {
        return fmin(own_share * fallback_factor(stage, fallback), 1);
    }
    return scale * stage->parameters[fallback->share] *
           adaptation_reached(stage, fallback->adaptation_hours, cell->curve);
}

/* A cover is of the exposures after a policy's waiting time; without one they are the cell's. */
uint32_t dependants_onset(const struct model_cell *cell, const struct model_cover *cover)
{
    return cover != NULL ? cover->onset : cell->onset;
}

uint32_t dependants_fallback(const struct model *model, const struct model_cell *cell,
                             const struct model_cover *cover, uint32_t index)
{
    return cover != NULL ? model->cover_fallbacks[cover->first_fallback + index]
                         : model->fallbacks[cell->first_fallback + index].exposure;
}

/* Hours of flow saved by fallbacks, for a unit of flow; and the part of it that rivals get.
 * `own_share` is what rows with a fallback of their own send there. */
static double saved_hours(const struct stage *stage, const struct model_cell *cell,
                          const struct model_cover *cover, double own_share, double *rival)
{
    double scale = dependants_share_scale(stage, cell);
    double sum = 0;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback = &stage->model->fallbacks[cell->first_fallback + i];
        double share = dependants_fallback_share(stage, cell, i, own_share, scale);
        double part =
            share * stage_exposure(stage, dependants_fallback(stage->model, cell, cover, i));
        sum += part;
        *rival += fallback->rival ? part : 0;
    }
    return sum;
}

/* The mean share that a cell's rows send to their own fallback. A cell whose rows have their own
 * fallback has that one alone: it is the first. */
static double own_share(const struct stage *stage, const struct model_cell *cell)
{
    if (cell->fallback_count == 0 || !(cell->flow_per_year > 0)) {
        return 0;
    }
    return stage->model->fallbacks[cell->first_fallback].flow_per_year / cell->flow_per_year;
}

double dependants_mean_share(const struct stage *stage, const struct model_cell *cell,
                             uint32_t index)
{
    return dependants_fallback_share(stage, cell, index, own_share(stage, cell),
                                     dependants_share_scale(stage, cell));
}

/* Hours of one class of cells, for a unit of flow. CLASS_FLOW begins at 0 here; cell_loss() adds
 * the flows of the class. */
static void class_hours(const struct stage *stage, const struct model_cell *cell, double *hours)
{
    hours[CLASS_FLOW] = 0;
    hours[CLASS_RIVAL] = 0;
    double saved = saved_hours(stage, cell, NULL, own_share(stage, cell), &hours[CLASS_RIVAL]);
    hours[CLASS_ONSET] = stage_exposure(stage, cell->onset);
    /* fallbacks save at most everything; rounding may say a little more */
    hours[CLASS_LEFT] = fmax(hours[CLASS_ONSET] - saved, 0);
}

/* What cells share is computed once for all of them. Exponentials, exposures and recaptures of a
 * sample are taken once a class; a cell is then three factors. */
static void shared_parts(const struct stage *stage)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    for (size_t i = 0; i < model->hours_class_count; ++i) {
        class_hours(stage, &model->cells[model->hours_leaders[i]],
                    stage->out + layout->class_hours + i * CLASS_HOURS_COUNT);
    }
    for (size_t i = 0; i < model->rate_class_count; ++i) {
        const struct model_cell *cell = &model->cells[model->rate_leaders[i]];
        stage->out[layout->class_rates + i] =
            flow_factor(stage, &cell->slopes) * stage_rate(stage, cell->per_usd);
    }
    for (size_t i = 0; i < model->kept_class_count; ++i) {
        stage->out[layout->class_kept + i] =
            dependants_kept(stage, &model->cells[model->kept_leaders[i]]);
    }
}

/* L of the top. `hours` is E - sum f_j E_j, in average hours; the flow is money an hour in the
 * report's currency. */
static double cell_loss(const struct stage *stage, const struct model_cell *cell)
{
    const struct model_layout *layout = stage->layout;
    double *hours =
        stage->out + layout->class_hours + (size_t)cell->hours_class * CLASS_HOURS_COUNT;
    double flow =
        cell->flow_per_year * stage->out[layout->class_rates + cell->rate_class] / HOURS_PER_YEAR;
    hours[CLASS_FLOW] += flow;
    return flow * hours[CLASS_LEFT] * stage->out[layout->class_kept + cell->kept_class];
}

/* Losses are linear in the flow: the waterfall needs the classes alone. No step here knows of
 * recapture, which is taken with the net of each cell. */
static void add_steps(const struct stage *stage)
{
    double *steps = stage->out + stage->layout->dependant_steps;
    const double duration = stage->parameters[stage->model->outage.duration_hours];
    for (size_t i = 0; i < stage->model->hours_class_count; ++i) {
        const double *hours = stage->out + stage->layout->class_hours + i * CLASS_HOURS_COUNT;
        const struct exposure_steps *exposure =
            &stage->model->cells[stage->model->hours_leaders[i]].exposure;
        double flow = hours[CLASS_FLOW];
        steps[DEPENDANT_STRAIGHT_LINE] += exposure->window == INDEX_NONE ? 0 : flow * duration;
        steps[DEPENDANT_HOUR_OF_WEEK] += flow * stage_exposure(stage, exposure->window);
        steps[DEPENDANT_SEVERITY] += flow * stage_exposure(stage, exposure->severity);
        steps[DEPENDANT_RECOVERY] += flow * stage_exposure(stage, exposure->full);
        steps[DEPENDANT_ONSET] += flow * hours[CLASS_ONSET];
        steps[DEPENDANT_FALLBACK] += flow * hours[CLASS_LEFT];
        stage->out[stage->layout->rival_gain] += flow * hours[CLASS_RIVAL];
    }
}

double dependants_row_flow(const struct stage *stage, const struct model_business_row *row)
{
    const struct model_cell *cell = &stage->model->cells[row->cell];
    return row->flow_per_year * flow_factor(stage, &row->slopes) *
           stage_rate(stage, cell->per_usd) / HOURS_PER_YEAR;
}

/* The same terms as for a cell, of one row: its flow, its slopes, its own share. Hours that
 * fallbacks save are cut here too. */
double dependants_row(const struct stage *stage, const struct model_business_row *row,
                      const struct model_cover *cover)
{
    const struct model_cell *cell = &stage->model->cells[row->cell];
    double rival = 0;
    double hours = stage_exposure(stage, dependants_onset(cell, cover)) -
                   saved_hours(stage, cell, cover, row->fallback_share, &rival);
    return dependants_row_flow(stage, row) * fmax(hours, 0) * dependants_kept(stage, cell);
}

/* Rows are those of the businesses that are listed, a few; their order is that of the list. */
void dependants_businesses(const struct stage *stage)
{
    double *businesses = stage->out + stage->layout->businesses;
    for (size_t i = 0; i < stage->model->business_count; ++i) {
        businesses[i] = 0;
    }
    for (size_t i = 0; i < stage->model->business_row_count; ++i) {
        const struct model_business_row *row = &stage->model->business_rows[i];
        businesses[row->business] += dependants_row(stage, row, NULL);
    }
}

/* Outputs of the stage that are sums; all others are written, and the vector is used again for
 * the next sample. */
static void clear(const struct stage *stage)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    const size_t parts[][2] = {{layout->dependant_steps, DEPENDANT_STEP_COUNT},
                               {layout->by_channel, model->platform_count * model->channel_count},
                               {layout->by_sector, model->platform_count * model->sector_count},
                               {layout->by_region, model->platform_count * model->region_count},
                               {layout->value_added, model->platform_count * model->sector_count},
                               {layout->rival_gain, 1}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
        for (size_t k = 0; k < parts[i][1]; ++k) {
            stage->out[parts[i][0] + k] = 0;
        }
    }
}

double dependants_value_added(const struct stage *stage, const struct model_sector *sector,
                              double loss)
{
    return loss * stage->parameters[sector->value_added] / stage->parameters[sector->annual_output];
}

/* By sector and not by cell: the ratio is the sector's, and losses are linear. */
static void value_added(const struct stage *stage)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    for (size_t i = 0; i < model->platform_count * model->sector_count; ++i) {
        const struct model_sector *sector = &model->sectors[i % model->sector_count];
        if (sector->value_added != PARAMETER_NONE) {
            stage->out[layout->value_added + i] =
                dependants_value_added(stage, sector, stage->out[layout->by_sector + i]);
        }
    }
}

/* Cells are added in their order, which preparation fixes: the same bytes in every run. */
void dependants(const struct stage *stage, double *cell_net)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    double *out = stage->out;
    clear(stage);
    shared_parts(stage);
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_cell *cell = &model->cells[i];
        double net = cell_loss(stage, cell);
        out[layout->dependant_steps + DEPENDANT_NET] += net;
        out[layout->by_channel + cell->platform * model->channel_count + cell->channel] += net;
        out[layout->by_sector + cell->platform * model->sector_count + cell->sector] += net;
        out[layout->by_region + cell->platform * model->region_count + cell->region] += net;
        if (cell_net != NULL) {
            cell_net[i] = net;
        }
    }
    add_steps(stage);
    value_added(stage);
}
