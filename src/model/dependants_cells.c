/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4 over all cells: L = flow / 8766 * (E - sum_j f_j E_j) * (1 - kappa_s + attrition_s), the
 * parts of which are in dependants.c. What cells have in common is worked out once a class; a cell
 * is then three factors, and those of several evaluations are multiplied side by side. */
#include "model/stages.h"

#include <math.h>
#include <string.h>

/* Where each part of the work stands. Sums are those of the output vector, from its
 * dependant_steps on. */
struct cells_work {
    struct lanes *kept;  /* 1 - kappa_s(D) + attrition */
    struct lanes *rates; /* factor of the flow, for an hour of a year */
    struct lanes *hours; /* [hours_class_count][CLASS_HOURS_COUNT] */
    struct lanes *sums;
};

/* Outputs of the stage that are sums: they follow each other, up to the rivals' gain. */
static size_t sum_count(const struct model_layout *layout)
{
    return layout->rival_gain + 1 - layout->dependant_steps;
}

size_t dependants_work(const struct model *model)
{
    const struct model_layout layout = model_layout(model);
    return model->kept_class_count + model->rate_class_count +
           model->hours_class_count * CLASS_HOURS_COUNT + sum_count(&layout);
}

static struct cells_work work_of(const struct model *model, struct lanes *work)
{
    struct cells_work parts = {.kept = work};
    parts.rates = parts.kept + model->kept_class_count;
    parts.hours = parts.rates + model->rate_class_count;
    parts.sums = parts.hours + model->hours_class_count * CLASS_HOURS_COUNT;
    return parts;
}

/* ---- What cells share ------------------------------------------------------------------------ */

/* Hours of one class of cells, for a unit of flow. CLASS_FLOW begins at 0 here; the flows of the
 * class are added later. */
static void class_hours(const struct stage *stage, const struct model_cell *cell,
                        struct lanes *hours)
{
    const int lane = stage->lane;
    double rival = 0;
    double saved =
        dependants_saved_hours(stage, cell, NULL, dependants_own_share(stage, cell), &rival);
    double onset = stage_exposure(stage, cell->onset[PART_LOST]);
    hours[CLASS_FLOW].at[lane] = 0;
    hours[CLASS_ONSET].at[lane] = onset;
    /* fallbacks save at most everything; rounding may say a little more */
    hours[CLASS_LEFT].at[lane] = fmax(onset - saved, 0);
    hours[CLASS_RIVAL].at[lane] = rival;
}

/* Exposures and recaptures of a sample are taken once a class. */
static void shared_parts(struct stage *stage, const struct cells_work *work)
{
    const struct model *model = stage->model;
    const int lane = stage->lane;
    stage->kept = work->kept;
    stage->hours = work->hours;
    for (size_t i = 0; i < model->hours_class_count; ++i) {
        class_hours(stage, &model->cells[model->hours_leaders[i]],
                    work->hours + i * CLASS_HOURS_COUNT);
    }
    for (size_t i = 0; i < model->kept_class_count; ++i) {
        const struct model_cell *cell = &model->cells[model->kept_leaders[i]];
        const struct lanes *hours = work->hours + (size_t)cell->hours_class * CLASS_HOURS_COUNT;
        work->kept[i].at[lane] = dependants_kept(
            stage, cell, NULL, dependants_own_share(stage, cell), hours[CLASS_LEFT].at[lane]);
    }
}

/* Factors of all evaluations at once: exponentials are dear alone. */
static void fill_rates(const struct stage *stages, size_t count, const struct cells_work *work)
{
    const struct model *model = stages[0].model;
    const struct flow_scores scores = dependants_flow_scores(stages, count);
    for (size_t i = 0; i < model->rate_class_count; ++i) {
        const struct model_cell *cell = &model->cells[model->rate_leaders[i]];
        dependants_flow_factors(&work->rates[i], &scores, &cell->slopes);
        for (size_t l = 0; l < count; ++l) {
            work->rates[i].at[l] *= stage_rate(&stages[l], cell->per_usd) / HOURS_PER_YEAR;
        }
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* L of the top, in all lanes. `hours` are those of the cell's class, the flow is money an hour in
 * the report's currency. */
static struct lanes cell_loss(const struct model_cell *cell, const struct cells_work *work)
{
    struct lanes *hours = work->hours + (size_t)cell->hours_class * CLASS_HOURS_COUNT;
    struct lanes net;
    for (int p = 0; p < LANE_PARTS; ++p) {
        lane_part flow = cell->flow_per_year * work->rates[cell->rate_class].part[p];
        hours[CLASS_FLOW].part[p] += flow;
        net.part[p] = flow * hours[CLASS_LEFT].part[p] * work->kept[cell->kept_class].part[p];
    }
    return net;
}

static void add(struct lanes *sum, const struct lanes *term)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        sum->part[p] += term->part[p];
    }
}

/* Cells are added in their order, which preparation fixes: the same bytes in every run. */
static void add_cells(const struct stage *stage, const struct cells_work *work,
                      double *const *cell_net, size_t count)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    struct lanes *sums = work->sums;
    struct lanes *by_channel = sums + (layout->by_channel - layout->dependant_steps);
    struct lanes *by_sector = sums + (layout->by_sector - layout->dependant_steps);
    struct lanes *by_region = sums + (layout->by_region - layout->dependant_steps);
    struct lanes total = {.part = {{0}}};
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_cell *cell = &model->cells[i];
        const struct lanes net = cell_loss(cell, work);
        add(&total, &net);
        add(&by_channel[cell->platform * model->channel_count + cell->channel], &net);
        add(&by_sector[cell->platform * model->sector_count + cell->sector], &net);
        add(&by_region[cell->platform * model->region_count + cell->region], &net);
        for (size_t l = 0; l < count; ++l) {
            if (cell_net[l] != NULL) {
                cell_net[l][i] = net.at[l];
            }
        }
    }
    sums[DEPENDANT_NET] = total;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

/* Losses are linear in the flow: the waterfall needs the classes alone. No step here knows of
 * recapture, which is taken with the net of each cell. */
static void add_steps(const struct stage *stage, const struct cells_work *work)
{
    double *steps = stage->out + stage->layout->dependant_steps;
    const double duration = stage->parameters[stage->model->outage.duration_hours];
    for (size_t i = 0; i < stage->model->hours_class_count; ++i) {
        const struct lanes *hours = work->hours + i * CLASS_HOURS_COUNT;
        const struct exposure_steps *exposure =
            &stage->model->cells[stage->model->hours_leaders[i]].exposure;
        double flow = hours[CLASS_FLOW].at[stage->lane];
        steps[DEPENDANT_STRAIGHT_LINE] += exposure->window == INDEX_NONE ? 0 : flow * duration;
        steps[DEPENDANT_HOUR_OF_WEEK] += flow * stage_exposure(stage, exposure->window);
        steps[DEPENDANT_SEVERITY] += flow * stage_exposure(stage, exposure->severity);
        steps[DEPENDANT_RECOVERY] += flow * stage_exposure(stage, exposure->full);
        steps[DEPENDANT_ONSET] += flow * hours[CLASS_ONSET].at[stage->lane];
        steps[DEPENDANT_FALLBACK] += flow * hours[CLASS_LEFT].at[stage->lane];
        stage->out[stage->layout->rival_gain] += flow * hours[CLASS_RIVAL].at[stage->lane];
    }
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

void dependants(struct stage *stages, double *const *cell_net, size_t count, struct lanes *work)
{
    const struct model_layout *layout = stages[0].layout;
    const struct cells_work parts = work_of(stages[0].model, work);
    memset(work, 0,
           dependants_work(stages[0].model) * sizeof *work); /* lanes without a stage, too */
    for (size_t l = 0; l < count; ++l) {
        stages[l].lane = (int)l;
        shared_parts(&stages[l], &parts);
    }
    fill_rates(stages, count, &parts);
    add_cells(&stages[0], &parts, cell_net, count);
    for (size_t l = 0; l < count; ++l) {
        for (size_t i = 0; i < sum_count(layout); ++i) {
            stages[l].out[layout->dependant_steps + i] = parts.sums[i].at[l];
        }
        add_steps(&stages[l], &parts);
        value_added(&stages[l]);
    }
}
