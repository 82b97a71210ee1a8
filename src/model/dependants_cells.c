/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4 over all cells: L = flow / 8766 * (E - sum_j f_j E_j) * (1 - kappa_s + attrition_s), the
 * parts of which are in dependants.c. What cells have in common is worked out once a class; a cell
 * is then three factors, and those of several evaluations are multiplied side by side. */
#include <string.h>

#include "core/exponential.h"
#include "model/dependants_classes.h"
#include "model/stages.h"

/* Where each part of the work stands. Sums are those of the output vector, from its
 * dependant_steps on: one array, as the outputs are, so that they are cleared and handed over at
 * once. Stages after this one read the hours whose loss stays where they are. */
struct cells_work {
    struct lanes *net_hours; /* [kept_class_count] */
    struct lanes *factors;   /* [flow_factor_count] */
    struct lanes *rates;     /* factor of the flow, for an hour of a year */
    struct lanes *hours;     /* [hours_class_count][CLASS_HOURS_COUNT] */
    struct lanes *sums;
    struct lanes *own_parameters;
    struct lanes *own_exposures;
    struct lanes *shares; /* of the fallbacks of one class at a time */
    const struct lanes *parameters;
    const struct lanes *exposures;
};

/* Outputs of the stage that are sums: they follow each other, up to the rivals' gain, or where the
 * net alone is asked for, up to those by channel. */
static size_t sum_count(const struct model *model, const struct model_layout *layout)
{
    const size_t end = model->net_alone ? layout->by_sector : layout->rival_gain + 1;
    return end - layout->dependant_steps;
}

static size_t most_fallbacks(const struct model *model)
{
    size_t most = 0;
    for (size_t i = 0; i < model->hours_class_count; ++i) {
        const size_t count = model->cells[model->hours_leaders[i]].fallback_count;
        most = count > most ? count : most;
    }
    return most;
}

size_t dependants_work(const struct model *model)
{
    const struct model_layout layout = model_layout(model);
    return model->kept_class_count + model->flow_factor_count + model->rate_class_count +
           model->hours_class_count * CLASS_HOURS_COUNT + sum_count(model, &layout) +
           model->parameter_count + model->exposure_count + most_fallbacks(model);
}

static struct cells_work work_of(const struct model *model, const struct model_layout *layout,
                                 struct lanes *work)
{
    struct cells_work parts = {.net_hours = work};
    parts.factors = parts.net_hours + model->kept_class_count;
    parts.rates = parts.factors + model->flow_factor_count;
    parts.hours = parts.rates + model->rate_class_count;
    parts.sums = parts.hours + model->hours_class_count * CLASS_HOURS_COUNT;
    parts.own_parameters = parts.sums + sum_count(model, layout);
    parts.own_exposures = parts.own_parameters + model->parameter_count;
    parts.shares = parts.own_exposures + model->exposure_count;
    return parts;
}

/* ---- What cells share ------------------------------------------------------------------------ */

/* Parameters and exposures of all evaluations side by side; lanes without one repeat the last.
 * Those that are so already stay where they are. */
static void fill_inputs(struct cells_work *work, const struct stage *stages, size_t count)
{
    const struct model *model = stages[0].model;
    const bool is_alone = stages[0].side_by_side == NULL;
    const bool is_apart = stages[0].inputs == NULL;
    for (size_t l = 0; l < LANES; ++l) {
        const struct stage *stage = &stages[l < count ? l : count - 1];
        for (size_t i = 0; is_apart && i < model->parameter_count; ++i) {
            work->own_parameters[i].at[l] = stage->parameters[i];
        }
        for (size_t i = 0; is_alone && i < model->exposure_count; ++i) {
            work->own_exposures[i].at[l] = stage->exposures[i];
        }
    }
    work->parameters = is_apart ? work->own_parameters : stages[0].inputs;
    work->exposures = is_alone ? work->own_exposures : stages[0].side_by_side;
}

/* Exposures and recaptures of a sample are taken once a class, and the shares of fallbacks once for
 * all that is made up later of the same hours. */
static void fill_classes(const struct cells_work *work, const struct stage *stages)
{
    const struct model *model = stages[0].model;
    const struct class_inputs inputs = {model, stages, work->parameters, work->exposures};
    size_t k = 0;
    for (size_t i = 0; i < model->hours_class_count; ++i) {
        const struct model_cell *leader = &model->cells[model->hours_leaders[i]];
        struct lanes *hours = work->hours + i * CLASS_HOURS_COUNT;
        dependants_class_shares(work->shares, &inputs, leader);
        dependants_class_hours(hours, &inputs, leader, work->shares);
        for (; k < model->kept_class_count; ++k) {
            const struct model_cell *cell = &model->cells[model->kept_leaders[k]];
            if (cell->hours_class != i) {
                break;
            }
            dependants_class_net(&work->net_hours[k], &inputs, cell, work->shares,
                                 &hours[CLASS_LEFT]);
        }
    }
}

/* stage_rate() over the hours of a year, of all lanes. */
static struct lanes hourly_rate(const struct cells_work *work, const struct model *model,
                                parameter_id per_usd)
{
    const parameter_id report = model->report_per_usd;
    struct lanes rate;
    for (int l = 0; l < LANES; ++l) {
        const double from = per_usd == PARAMETER_NONE ? 1 : work->parameters[per_usd].at[l];
        const double to = report == PARAMETER_NONE ? 1 : work->parameters[report].at[l];
        rate.at[l] = (per_usd == report ? 1 : to / from) / HOURS_PER_YEAR;
    }
    return rate;
}

/* The exponentials of all factors, which are dear, once: exp(a + b) = exp(a) exp(b). */
static void fill_factors(const struct stage *stages, size_t count, const struct cells_work *work)
{
    const struct model *model = stages[0].model;
    const struct flow_scores scores = dependants_flow_scores(stages, count);
    for (size_t i = 0; i < model->flow_factor_count; ++i) {
        const struct model_flow_factor *factor = &model->flow_factors[i];
        struct lanes exponent;
        for (int p = 0; p < LANE_PARTS; ++p) { /* one of the two products is 0 */
            exponent.part[p] = scores.below[factor->of].part[p] * factor->lower +
                               scores.above[factor->of].part[p] * factor->upper;
        }
        exponentials(&work->factors[i], &exponent);
    }
}

/* Classes of one currency mostly follow each other. */
static void fill_rates(const struct model *model, const struct cells_work *work)
{
    parameter_id last = PARAMETER_NONE;
    struct lanes hourly = hourly_rate(work, model, last);
    for (size_t i = 0; i < model->rate_class_count; ++i) {
        const struct model_rate *rate = &model->rates[i];
        if (rate->per_usd != last) {
            last = rate->per_usd;
            hourly = hourly_rate(work, model, last);
        }
        const struct lanes *revenue = &work->factors[rate->factors[FLOW_REVENUE]];
        const struct lanes *share = &work->factors[rate->factors[FLOW_SHARE]];
        const struct lanes *firms = &work->factors[rate->factors[FLOW_FIRMS]];
        for (int p = 0; p < LANE_PARTS; ++p) {
            work->rates[i].part[p] =
                hourly.part[p] * revenue->part[p] * share->part[p] * firms->part[p];
        }
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static void add(struct lanes *sum, const struct lanes *term)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        sum->part[p] += term->part[p];
    }
}

/* For evaluations that keep the losses of cells. */
static void keep_net(double *const *cell_net, size_t count, size_t cell, const struct lanes *net)
{
    for (size_t l = 0; l < count; ++l) {
        if (cell_net[l] != NULL) {
            cell_net[l][cell] = net->at[l];
        }
    }
}

static bool is_kept(double *const *cell_net, size_t count)
{
    bool kept = false;
    for (size_t l = 0; l < count; ++l) {
        kept = kept || cell_net[l] != NULL;
    }
    return kept;
}

/* L of the top, of each cell in all lanes. Cells are added in their order, which preparation fixes:
 * the same bytes in every run. */
static void add_cells(const struct stage *stage, const struct cells_work *work,
                      double *const *cell_net, size_t count)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    struct lanes *by_channel = work->sums + (layout->by_channel - layout->dependant_steps);
    struct lanes *by_sector = work->sums + (layout->by_sector - layout->dependant_steps);
    struct lanes *by_region = work->sums + (layout->by_region - layout->dependant_steps);
    struct lanes total = {.part = {{0}}};
    const bool keeps = is_kept(cell_net, count);
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_cell *cell = &model->cells[i];
        const struct lanes *rate = &work->rates[cell->rate_class];
        const struct lanes *hours = &work->net_hours[cell->kept_class];
        struct lanes flow; /* money an hour in the report's currency */
        struct lanes net;
        for (int p = 0; p < LANE_PARTS; ++p) {
            flow.part[p] = cell->flow_per_year * rate->part[p];
            net.part[p] = flow.part[p] * hours->part[p];
        }
        add(&total, &net);
        add(&by_channel[cell->platform * model->channel_count + cell->channel], &net);
        if (model->net_alone) {
            continue;
        }
        add(&work->hours[(size_t)cell->hours_class * CLASS_HOURS_COUNT + CLASS_FLOW], &flow);
        add(&by_sector[cell->platform * model->sector_count + cell->sector], &net);
        add(&by_region[cell->platform * model->region_count + cell->region], &net);
        if (keeps) {
            keep_net(cell_net, count, i, &net);
        }
    }
    work->sums[DEPENDANT_NET] = total;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

static void add_product(struct lanes *sum, const struct lanes *a, const struct lanes *b)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        sum->part[p] += a->part[p] * b->part[p];
    }
}

/* The same of an exposure; none is 0. */
static void add_exposed(struct lanes *sum, const struct lanes *flow, const struct cells_work *work,
                        uint32_t exposure)
{
    if (exposure != INDEX_NONE) {
        add_product(sum, flow, &work->exposures[exposure]);
    }
}

/* Losses are linear in the flow: the waterfall needs the classes alone. No step here knows of
 * recapture, which is taken with the net of each cell. */
static void add_steps(const struct stage *stage, const struct cells_work *work)
{
    const struct model *model = stage->model;
    const struct lanes *duration = &work->parameters[model->outage.duration_hours];
    struct lanes *steps = work->sums;
    struct lanes *rival_gain = steps + sum_count(model, stage->layout) - 1;
    for (size_t i = 0; i < model->hours_class_count; ++i) {
        const struct lanes *hours = work->hours + i * CLASS_HOURS_COUNT;
        const struct lanes *flow = &hours[CLASS_FLOW];
        const struct exposure_steps *exposure = &model->cells[model->hours_leaders[i]].exposure;
        if (exposure->window != INDEX_NONE) {
            add_product(&steps[DEPENDANT_STRAIGHT_LINE], flow, duration);
        }
        add_exposed(&steps[DEPENDANT_HOUR_OF_WEEK], flow, work, exposure->window);
        add_exposed(&steps[DEPENDANT_SEVERITY], flow, work, exposure->severity);
        add_exposed(&steps[DEPENDANT_RECOVERY], flow, work, exposure->full);
        add_product(&steps[DEPENDANT_ONSET], flow, &hours[CLASS_ONSET]);
        add_product(&steps[DEPENDANT_FALLBACK], flow, &hours[CLASS_LEFT]);
        add_product(rival_gain, flow, &hours[CLASS_RIVAL]);
    }
}

/* dependants_value_added() by sector and not by cell: the ratio is the sector's, and losses are
 * linear. */
static void fill_value_added(const struct stage *stage, const struct cells_work *work)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    const struct lanes *by_sector = work->sums + (layout->by_sector - layout->dependant_steps);
    struct lanes *value_added = work->sums + (layout->value_added - layout->dependant_steps);
    for (size_t i = 0; i < model->platform_count * model->sector_count; ++i) {
        const struct model_sector *sector = &model->sectors[i % model->sector_count];
        if (sector->value_added == PARAMETER_NONE) {
            continue;
        }
        for (int p = 0; p < LANE_PARTS; ++p) {
            value_added[i].part[p] = by_sector[i].part[p] *
                                     work->parameters[sector->value_added].part[p] /
                                     work->parameters[sector->annual_output].part[p];
        }
    }
}

/* Only what is read by others is written out: sums to each lane's outputs, the hours of classes
 * where stages after this one find them by their lane. */
void dependants(struct stage *stages, double *const *cell_net, size_t count, struct lanes *work)
{
    const struct model *model = stages[0].model;
    const struct model_layout *layout = stages[0].layout;
    const size_t sums = sum_count(model, layout);
    struct cells_work parts = work_of(model, layout, work);
    memset(parts.sums, 0, sums * sizeof *parts.sums);
    fill_inputs(&parts, stages, count);
    fill_classes(&parts, stages);
    fill_factors(stages, count, &parts);
    fill_rates(model, &parts);
    add_cells(&stages[0], &parts, cell_net, count);
    if (!model->net_alone) {
        add_steps(&stages[0], &parts);
        fill_value_added(&stages[0], &parts);
    }
    for (size_t l = 0; l < count; ++l) {
        stages[l].lane = (int)l;
        stages[l].net_hours = parts.net_hours;
        for (size_t i = 0; i < sums; ++i) {
            stages[l].out[layout->dependant_steps + i] = parts.sums[i].at[l];
        }
    }
}
