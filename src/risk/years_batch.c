/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places are given out before anything is drawn, from the numbers of outages alone: so threads draw
 * side by side, and a year's outages are together. Lanes do not read each other: who is evaluated
 * beside whom changes no bit. */
#include "risk/years_batch.h"

#include <string.h>

#include "core/parallel.h"
#include "model/evaluate.h"
#include "model/insurance.h"
#include "stats/normal.h"
#include "uncertainty/random.h"

/* Outages that are evaluated at a time: a footprint of an owner with twenty has two hundred rows of
 * lanes then, and losses and places are a few megabytes. Of very many measures fewer. */
enum { PLACES = 1 << 15, PLACED_LOSSES = 1 << 22 };

/* Years, or outages, that a thread draws at a time. */
enum { PIECE = 256 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Room for so many outages at a time, in place of what there was, whose contents nobody needs. The
 * order has twice the places: what is sorted, and the sort's own scratch behind it. */
static bool make_room(struct years_batch *batch, size_t room)
{
    const struct years *years = batch->years;
    batch->room = room;
    batch->tasks = arena_alloc(batch->arena, room, sizeof *batch->tasks);
    batch->order = arena_alloc(batch->arena, 2 * room, sizeof *batch->order);
    batch->groups = arena_alloc(batch->arena, room, sizeof *batch->groups);
    batch->losses = arena_alloc(batch->arena, room, years->measures * sizeof *batch->losses);
    batch->limits = arena_alloc(batch->arena, room, years->policy_count * sizeof *batch->limits);
    return batch->tasks != NULL && batch->order != NULL && batch->groups != NULL &&
           batch->losses != NULL && batch->limits != NULL;
}

/* Room is for usual years and not for the fullest there can be: of a thousand owners that would be
 * a hundred times what any year has, times the measures, which are as many as the owners. */
bool years_batch_make(struct years_batch *batch, struct arena *arena, const struct years *years,
                      size_t most_years, size_t usual_outages)
{
    const size_t of_losses = PLACED_LOSSES / (years->measures > 0 ? years->measures : 1);
    const size_t room = least(least(PLACES, of_losses), usual_outages);
    *batch = (struct years_batch){.years = years, .arena = arena, .most_years = most_years};
    batch->works = arena_alloc(arena, years->threads, sizeof *batch->works);
    batch->places = arena_alloc(arena, most_years, sizeof *batch->places);
    bool ready =
        batch->works != NULL && batch->places != NULL && make_room(batch, room > 0 ? room : 1);
    for (size_t i = 0; ready && i < years->threads; ++i) {
        batch->works[i] = years_work_make(arena, years);
        ready = batch->works[i] != NULL;
    }
    return ready;
}

/* Else a fill might take no year, and never end. Twice as much at least, so that a few of them are
 * enough for a run: what was there is not given back before its end. */
static bool fit_first_year(struct years_batch *batch)
{
    const size_t needed = batch->places[0].count;
    return needed <= batch->room ||
           make_room(batch, needed > 2 * batch->room ? needed : 2 * batch->room);
}

/* ---- Evaluation ------------------------------------------------------------------------------ */

static const struct years_footprint *footprint_of(const struct years *years,
                                                  const struct years_outage *outage)
{
    return &years->processes[outage->process].footprints[outage->footprint];
}

/* What is certain is put there when another footprint's turn has come; draws leave it alone: they
 * write the same parameters of a model each time. Groups are sorted by footprint, so that a turn
 * lasts. */
static void hold_footprint(struct years_work *work, const struct years_footprint *footprint,
                           size_t number)
{
    const size_t count = footprint->model->parameter_count;
    if (work->holds == number) {
        return;
    }
    for (size_t l = 0; l < LANES; ++l) {
        memcpy(work->parameters[l], footprint->centres, count * sizeof **work->parameters);
        for (size_t i = 0; i < count; ++i) {
            work->inputs[i].at[l] = footprint->centres[i];
        }
    }
    work->holds = number;
}

/* Twice: kernels, limits and most stages read a lane's own vector, the dependants' stage the inputs
 * side by side. */
static void put_parameter(struct years_work *work, size_t lane, parameter_id id, double value)
{
    work->parameters[lane][id] = value;
    work->inputs[id].at[lane] = value;
}

/* The inputs of a footprint's model as they are in the year of each task. A normal has the same
 * score in all models: its stream is a hash of its name. Length and severity are the outage's own.
 */
static void draw_parameters(struct years_work *work, const struct years *years,
                            struct years_task *const *tasks, size_t count)
{
    const struct years_footprint *footprint = footprint_of(years, &tasks[0]->outage);
    const struct model *model = footprint->model;
    const struct sampler *sampler = footprint->sampler;
    uint64_t of_lanes[LANES];
    for (size_t l = 0; l < LANES; ++l) {
        of_lanes[l] = tasks[l < count ? l : 0]->year;
    }
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        random_uniforms(&work->scores[i], years->seed, sampler->normals[i].stream, of_lanes);
    }
    normal_quantiles(work->scores, work->scores, sampler->normal_count);
    hold_footprint(work, footprint, tasks[0]->footprint);
    sampler_apply_lanes(work->parameters, work->inputs, sampler, work->scores, count);
    for (size_t l = 0; l < LANES; ++l) {
        const struct years_outage *outage = &tasks[l < count ? l : 0]->outage;
        put_parameter(work, l, model->outage.duration_hours, outage->duration_hours);
        put_parameter(work, l, model->outage.severity,
                      mapping_value(&footprint->severity, outage->severity_score));
    }
}

/* Where the losses of a task go, and what its policies have left. */
static double *losses_of(const struct years_batch *batch, const struct years_task *task)
{
    return batch->losses + (size_t)(task - batch->tasks) * batch->years->measures;
}

static double *limits_of(const struct years_batch *batch, const struct years_task *task)
{
    return batch->limits + (size_t)(task - batch->tasks) * batch->years->policy_count;
}

/* Figures of the models, and what policies have left. Lanes without a task repeat the first. A
 * limit is noted with the losses: it follows from the sample's rate and number of firms, which are
 * gone by the time that the year is settled. */
static void note_losses(struct years_batch *batch, const struct years_work *work,
                        struct years_task *const *tasks, size_t count)
{
    const struct years *years = batch->years;
    const struct years_footprint *footprint = footprint_of(years, &tasks[0]->outage);
    const struct model *model = footprint->model;
    const double *out[LANES];
    for (size_t l = 0; l < LANES; ++l) {
        out[l] = work->out[l < count ? l : 0];
    }
    for (size_t m = 0; m < years->measures; ++m) {
        struct lanes values;
        figures_values_apart(&values, footprint->figures, m, out);
        for (size_t l = 0; l < count; ++l) {
            losses_of(batch, tasks[l])[m] = values.at[l];
        }
    }
    for (size_t l = 0; l < count; ++l) {
        for (size_t i = 0; i < years->policy_count; ++i) {
            limits_of(batch, tasks[l])[i] = insurance_aggregate_limit(
                model, &model->policies[years->policies[i].policy], work->parameters[l]);
        }
    }
}

static struct years_task *task_at(const struct years_batch *batch, size_t place)
{
    return &batch->tasks[batch->order[place].value];
}

/* Outages that are alike lie anywhere: what this group writes in the end, and the next one reads,
 * is sent for while this one is worked out. */
static void send_for(const struct years_batch *batch, const struct years_group *group,
                     struct years_task *const *tasks)
{
    enum { LINE = 64 / sizeof(double) };
    const struct years_group *last = &batch->groups[batch->group_count - 1];
    for (size_t l = 0; l < group->count; ++l) {
        for (size_t m = 0; m < batch->years->measures; m += LINE) {
            __builtin_prefetch(losses_of(batch, tasks[l]) + m, 1);
        }
    }
    for (size_t l = 0; group < last && l < group[1].count; ++l) {
        const struct years_task *task = task_at(batch, group[1].first + l);
        __builtin_prefetch(task);
        __builtin_prefetch(&task->footprint);
    }
}

/* Up to LANES outages of one footprint. An outage begins on a full hour, hence the fraction 0. */
static void evaluate_group(void *user, size_t number, size_t worker)
{
    struct years_batch *batch = user;
    const struct years_group *group = &batch->groups[number];
    struct years_work *work = batch->works[worker];
    struct years_task *tasks[LANES] = {task_at(batch, group->first)};
    struct model_evaluation evaluations[LANES];
    struct kernel_outages outages;
    for (size_t l = 1; l < group->count; ++l) {
        tasks[l] = task_at(batch, group->first + l);
    }
    send_for(batch, group, tasks);
    const struct model *model = footprint_of(batch->years, &tasks[0]->outage)->model;
    draw_parameters(work, batch->years, tasks, group->count);
    for (size_t l = 0; l < group->count; ++l) {
        outages.parameters[l] = work->parameters[l];
        outages.start_fraction[l] = 0;
        evaluations[l] =
            (struct model_evaluation){.parameters = work->parameters[l],
                                      .side_by_side = work->inputs,
                                      .start_hour_of_week = tasks[l]->outage.hour_of_week,
                                      .out = work->out[l]};
    }
    model_integrate(work->bins, model, &outages, group->count);
    model_evaluate(evaluations, group->count, model, work->bins, work->lanes);
    note_losses(batch, work, tasks, group->count);
}

/* By footprint, then by length: 10 bits of the mantissa have it beside its like, and are few enough
 * to sort by. */
static uint64_t key_of(const struct years_task *task)
{
    enum { LENGTH_BITS = 22 };
    return (uint64_t)task->footprint << LENGTH_BITS |
           radix_key(task->outage.duration_hours) >> (64 - LENGTH_BITS);
}

/* Groups the first `count` places, without those that are vacant, and evaluates them. */
static void evaluate(struct years_batch *batch, size_t count)
{
    struct radix_item *order = batch->order;
    size_t taken = 0;
    for (size_t place = 0; place < count; ++place) {
        if (batch->tasks[place].footprint != SIZE_MAX) {
            order[taken++] = (struct radix_item){key_of(&batch->tasks[place]), place};
        }
    }
    radix_sort(order, order + taken, taken);
    batch->group_count = 0;
    for (size_t first = 0; first < taken;) {
        const size_t footprint = batch->tasks[order[first].value].footprint;
        size_t last = first + 1;
        while (last < taken && last - first < LANES &&
               batch->tasks[order[last].value].footprint == footprint) {
            ++last;
        }
        batch->groups[batch->group_count++] = (struct years_group){first, last - first};
        first = last;
    }
    crew_do(batch->years->crew, batch->group_count, evaluate_group, batch);
}

/* ---- Draws ----------------------------------------------------------------------------------- */

static void put_task(struct years_batch *batch, size_t place, const struct years_work *work,
                     uint64_t year, const struct years_outage *outage)
{
    batch->tasks[place] =
        (struct years_task){year, *outage, work->first_of[outage->process] + outage->footprint};
}

/* A year's places are as many as it draws; those of outages that are too short stay vacant. */
static void draw_year(struct years_batch *batch, size_t row, const struct years_work *work)
{
    struct years_place *place = &batch->places[row];
    const uint64_t year = batch->first_year + row;
    const size_t drawn = place->count;
    place->count = drawn > 0 ? years_outages(work->outages, batch->years, year) : 0;
    for (size_t i = 0; i < place->count; ++i) {
        put_task(batch, place->first + i, work, year, &work->outages[i]);
    }
    for (size_t i = place->count; i < drawn; ++i) {
        batch->tasks[place->first + i].footprint = SIZE_MAX;
    }
}

/* What is drawn by several threads, in pieces. */
struct drawing {
    struct years_batch *batch;
    size_t count; /* years, or outages */
    size_t process;
};

/* How many outages years have, before they get their places. LANES years at a time, of which a
 * piece has a whole number; what is drawn beyond the last year is not kept. */
static void draw_counts(void *user, size_t piece, size_t worker)
{
    const struct drawing *drawing = user;
    struct years_batch *batch = drawing->batch;
    const size_t first = piece * PIECE;
    (void)worker;
    for (size_t row = first; row < first + PIECE && row < drawing->count; row += LANES) {
        size_t drawn[LANES];
        years_drawn(drawn, batch->years, batch->first_year + row);
        for (size_t l = 0; l < LANES && row + l < drawing->count; ++l) {
            batch->places[row + l].count = drawn[l];
        }
    }
}

/* As many years as there is room for; how many places they take. A year is taken whole or not at
 * all: its outages are settled one after another. */
static size_t give_places(struct drawing *drawing)
{
    struct years_batch *batch = drawing->batch;
    size_t taken = 0;
    size_t rows = 0;
    while (rows < drawing->count && batch->places[rows].count <= batch->room - taken) {
        batch->places[rows].first = taken;
        taken += batch->places[rows++].count;
    }
    drawing->count = rows;
    return taken;
}

static void draw_years(void *user, size_t piece, size_t worker)
{
    const struct drawing *drawing = user;
    const size_t first = piece * PIECE;
    for (size_t row = first; row < first + PIECE && row < drawing->count; ++row) {
        draw_year(drawing->batch, row, drawing->batch->works[worker]);
    }
}

static size_t pieces_of(const struct drawing *drawing)
{
    return (drawing->count + PIECE - 1) / PIECE;
}

/* A place follows from the numbers of all years before it, a group is of outages of any year: hence
 * four walks and not one. */
size_t years_batch_fill(struct years_batch *batch, uint64_t first_year, size_t count)
{
    struct crew *crew = batch->years->crew;
    struct drawing drawing = {.batch = batch,
                              .count = count < batch->most_years ? count : batch->most_years};
    batch->first_year = first_year;
    crew_do(crew, pieces_of(&drawing), draw_counts, &drawing);
    if (!fit_first_year(batch)) {
        return 0;
    }
    const size_t taken = give_places(&drawing);
    crew_do(crew, pieces_of(&drawing), draw_years, &drawing);
    evaluate(batch, taken);
    return drawing.count;
}

/* A single outage needs no place of its year: the place is its own number. */
static void draw_single(void *user, size_t piece, size_t worker)
{
    const struct drawing *drawing = user;
    struct years_batch *batch = drawing->batch;
    const size_t first = piece * PIECE;
    for (size_t place = first; place < first + PIECE && place < drawing->count; ++place) {
        const uint64_t year = batch->first_year + place;
        const struct years_outage outage =
            years_single_outage(batch->years, drawing->process, year);
        put_task(batch, place, batch->works[worker], year, &outage);
    }
}

size_t years_batch_fill_single(struct years_batch *batch, size_t process, uint64_t first_year,
                               size_t count)
{
    const size_t taken = count < batch->room ? count : batch->room;
    struct drawing drawing = {.batch = batch, .count = taken, .process = process};
    batch->first_year = first_year;
    crew_do(batch->years->crew, pieces_of(&drawing), draw_single, &drawing);
    evaluate(batch, taken);
    return taken;
}

/* ---- Aggregate limits ------------------------------------------------------------------------ */

/* retained = gross - insured: what an aggregate limit cuts is borne by the insured. */
static void settle(double *losses, const struct years_insurance *insurance, double paid)
{
    losses[insurance->insured] = paid;
    losses[insurance->retained] = losses[insurance->gross] - paid;
}

/* What aggregate limits leave of payments; the rest is retained. `so_far` has what each policy has
 * paid earlier in the year, which its limit counts; the total is the sum of the policies, and
 * absent where there is one. */
static void settle_policies(double *losses, const struct years *years, const double *limits,
                            const double *so_far)
{
    double paid = 0;
    for (size_t i = 0; i < years->policy_count; ++i) {
        const struct years_policy *policy = &years->policies[i];
        size_t insured = policy->measures.insured;
        settle(losses, &policy->measures,
               insurance_left(limits[i], so_far[insured], losses[insured]));
        paid += losses[insured];
    }
    if (years->insurance != NULL) {
        settle(losses, years->insurance, paid);
    }
}

/* In place: what is settled once would be cut by its limit again. */
double *years_batch_losses(struct years_batch *batch, size_t place, const double *so_far)
{
    const struct years *years = batch->years;
    const struct years_task *task = &batch->tasks[place];
    double *losses = losses_of(batch, task);
    settle_policies(losses, years, limits_of(batch, task), so_far);
    return losses;
}
