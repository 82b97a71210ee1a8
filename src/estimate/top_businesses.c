/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The businesses that lose most, in a heap whose root is the smallest of them. The cells do not
 * know single businesses; the dataset keeps those with the largest flow. Where one that it does not
 * keep may lose more than the smallest listed, the file is read once more. A heap, since the list
 * is short and the file may have millions of rows: each costs a comparison with the root. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/lookup.h"
#include "estimate/run.h"
#include "ingest/dataset.h"
#include "prepare/business_rows.h"
#include "prepare/parameters.h"

/* Losses within the heap are in the order of the file where they are equal. */
struct entry {
    struct result_business business;
    double loss;
    size_t order; /* the line of its first row */
    struct model_business_row *rows;
    size_t row_count;
};

struct ranking {
    struct run *run;
    struct stage stage;
    struct entry *heap;
    size_t count;
    size_t capacity;
    blackout_error *error;
};

/* Of equal losses the one further down the file is less, so that the list does not depend on how it
 * was read. */
static bool is_less(const struct entry *a, const struct entry *b)
{
    return a->loss != b->loss ? a->loss < b->loss : a->order > b->order;
}

static void swap(struct entry *a, struct entry *b)
{
    struct entry kept = *a;
    *a = *b;
    *b = kept;
}

/* The heap's root is the smallest; both children are looked at. */
static void sift_down(struct entry *heap, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; ++child) {
            least = is_less(&heap[child], &heap[least]) ? child : least;
        }
        if (least == at) {
            return;
        }
        swap(&heap[at], &heap[least]);
        at = least;
    }
}

static void sift_up(struct entry *heap, size_t at)
{
    while (at > 0 && is_less(&heap[at], &heap[(at - 1) / 2])) {
        swap(&heap[at], &heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

/* ---- One business ---------------------------------------------------------------------------- */

static string_id owner_of(const struct run *run, string_id platform)
{
    return dataset_platform_owner(run->prepared->dataset, platform, parameters_time(run->prepared));
}

/* Different ids in the order in which they are met. */
struct distinct {
    struct arena *arena;
    struct lookup places;
    string_id *ids; /* with room for all that may be met */
    size_t count;
};

/* The number of an id, new or known; LOOKUP_NONE when memory is out. */
static uint32_t distinct_number(struct distinct *distinct, string_id id)
{
    const uint64_t hash = hash_mix(id);
    struct lookup_step step = lookup_start(hash);
    uint32_t place;
    while ((place = lookup_next(&distinct->places, &step)) != LOOKUP_NONE &&
           distinct->ids[place] != id) {
    }
    if (place == LOOKUP_NONE &&
        lookup_add(&distinct->places, distinct->arena, hash, (uint32_t)distinct->count) == 0) {
        place = (uint32_t)distinct->count++;
        distinct->ids[place] = id;
    }
    return place;
}

/* HHI = sum over owners of (their share)^2 + (1 - sum)^2; the index is 1 - HHI. Over all rows of
 * the business, hit or not (methodology, stage 4). Platforms without an owner in the package count
 * as one. */
static blackout_status concentrate(const struct run *run, const struct business *business,
                                   struct result_business *result, blackout_error *error)
{
    struct arena *arena = run->prepared->arena;
    double *shares = arena_alloc(arena, business->row_count, sizeof *shares);
    struct distinct owners = {.arena = arena,
                              .ids = arena_alloc(arena, business->row_count, sizeof *owners.ids)};
    double hhi = 0;
    double all = 0;
    if (shares == NULL || owners.ids == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < business->row_count; ++i) {
        const uint32_t number = distinct_number(&owners, owner_of(run, business->rows[i].platform));
        if (number == LOOKUP_NONE) {
            return error_memory(error);
        }
        shares[number] += business->rows[i].share;
    }
    for (size_t i = 0; i < owners.count; ++i) {
        hhi += shares[i] * shares[i];
        all += shares[i];
        result->largest_owner_share =
            shares[i] > result->largest_owner_share ? shares[i] : result->largest_owner_share;
    }
    result->omnichannel_index = 1 - (hhi + (1 - all) * (1 - all));
    return BLACKOUT_OK;
}

/* Only what is kept takes memory, and what falls out of the heap does not give it back. */
static blackout_status fill(struct ranking *ranking, const struct business *business,
                            struct entry *entry)
{
    const struct run *run = ranking->run;
    struct arena *arena = run->result->arena;
    struct result_business *result = &entry->business;
    struct distinct platforms = {
        .arena = run->prepared->arena,
        .ids = arena_alloc(run->prepared->arena, business->row_count, sizeof *platforms.ids)};
    entry->rows = arena_alloc(run->prepared->arena, business->row_count, sizeof *entry->rows);
    result->business = arena_copy(arena, business->name, strlen(business->name));
    result->platforms = arena_alloc(arena, business->row_count, sizeof *result->platforms);
    if (result->business == NULL || result->platforms == NULL || entry->rows == NULL ||
        platforms.ids == NULL) {
        return error_memory(ranking->error);
    }
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct dependency *row = &business->rows[i];
        const uint32_t cell = business_row_cell(run->prepared, row);
        if (cell == INDEX_NONE) {
            continue;
        }
        entry->rows[entry->row_count++] = business_row_make(cell, row);
        if (distinct_number(&platforms, row->platform) == result->platform_count) {
            const char *platform = run_text(run, row->platform);
            result->platforms[result->platform_count++] =
                arena_copy(arena, platform, strlen(platform));
        }
    }
    return concentrate(run, business, result, ranking->error);
}

/* The loss is worked out for every business, the rest only for those that are kept. The revenue is
 * that of its last row that is hit. */
static blackout_status take(void *user, const struct business *business, blackout_error *error)
{
    struct ranking *ranking = user;
    double revenue = 0;
    bool hit = false;
    struct entry entry = {.order = business->rows[0].line};
    (void)error;
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct dependency *row = &business->rows[i];
        uint32_t cell = business_row_cell(ranking->run->prepared, row);
        if (cell != INDEX_NONE) {
            struct model_business_row model_row = business_row_make(cell, row);
            const struct model_cell *model_cell = &ranking->stage.model->cells[cell];
            hit = true;
            entry.loss += dependants_row(&ranking->stage, &model_row, NULL);
            revenue =
                row->firms * row->annual_revenue * stage_rate(&ranking->stage, model_cell->per_usd);
        }
    }
    /* Most businesses end here: only what enters the heap is described. */
    bool full = ranking->count == ranking->capacity;
    if (!hit || (full && !is_less(&ranking->heap[0], &entry))) {
        return BLACKOUT_OK;
    }
    entry.business.share_of_revenue = revenue > 0 ? entry.loss / revenue : 0;
    blackout_status status = fill(ranking, business, &entry);
    if (full) {
        ranking->heap[0] = entry;
        sift_down(ranking->heap, ranking->count, 0);
    } else {
        ranking->heap[ranking->count] = entry;
        sift_up(ranking->heap, ranking->count++);
    }
    return status;
}

/* A reading that begins again starts with an empty heap. */
static void begin(void *user)
{
    struct ranking *ranking = user;
    ranking->count = 0;
}

/* ---- Those that the dataset keeps -------------------------------------------------------------
 */

/* From the end of each heap, where the larger ones are: those that follow enter the list more
 * seldom. Which are in it does not depend on that: ties go by the line. */
static blackout_status take_kept(struct ranking *ranking, blackout_error *error)
{
    const struct largest_businesses *largest = &ranking->run->prepared->dataset->largest;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < largest->currency_count; ++i) {
        const struct largest_of_currency *currency = &largest->currencies[i];
        for (size_t k = currency->count; k > 0 && status == BLACKOUT_OK; --k) {
            status = take(ranking, &currency->heap[k - 1].business, error);
        }
    }
    return status;
}

/* The most that a flow of 1 a year may lose in each currency. A row loses no more than one of its
 * cell that has no fallback of its own: a fallback takes hours away and adds none. */
static void find_unit_losses(double unit_loss[LARGEST_CURRENCIES], const struct ranking *ranking)
{
    const struct prepared *prepared = ranking->run->prepared;
    const struct cells *cells = &prepared->dataset->cells;
    for (size_t i = 0; i < cells->count; ++i) {
        const struct model_business_row unit = {.cell = prepared->cell_numbers[i],
                                                .flow_per_year = 1};
        const uint32_t money = cells_find_money(cells, cells->cells[i].key.currency);
        if (unit.cell != INDEX_NONE && money < LARGEST_CURRENCIES) {
            const double loss = dependants_row(&ranking->stage, &unit, NULL);
            unit_loss[money] = fmax(unit_loss[money], loss);
        }
    }
}

/* Whether none of the businesses that are not kept can be in the list: a loss is linear in flow,
 * and their flows have a bound. The tolerance errs on the side of reading the file again. */
static bool is_complete(const struct ranking *ranking)
{
    const double rounding = 1 + 1e-9; /* of sums of as many rows as a business may have */
    const struct largest_businesses *largest = &ranking->run->prepared->dataset->largest;
    const double least = ranking->count == ranking->capacity ? ranking->heap[0].loss : 0;
    double unit_loss[LARGEST_CURRENCIES] = {0};
    bool complete = !largest->lacks_currencies;
    find_unit_losses(unit_loss, ranking);
    for (size_t i = 0; i < largest->currency_count && complete; ++i) {
        const double left_out = largest->currencies[i].left_out;
        complete = left_out < 0 || left_out * unit_loss[i] * rounding < least;
    }
    return complete;
}

/* ---- The list -------------------------------------------------------------------------------- */

/* Takes the heap apart from its smallest: it is then sorted from its largest on. */
static void sort_heap(struct ranking *ranking)
{
    for (size_t left = ranking->count; left > 1; --left) {
        swap(&ranking->heap[0], &ranking->heap[left - 1]);
        sift_down(ranking->heap, left - 1, 0);
    }
}

/* The rows of the listed businesses become part of the model, so that they are sampled too. */
static blackout_status add_to_model(struct ranking *ranking)
{
    struct model *model = &ranking->run->model;
    size_t count = 0;
    for (size_t i = 0; i < ranking->count; ++i) {
        count += ranking->heap[i].row_count;
    }
    struct model_business_row *rows =
        arena_alloc(ranking->run->prepared->arena, count, sizeof *rows);
    if (rows == NULL) {
        return error_memory(ranking->error);
    }
    model->business_rows = rows;
    model->business_count = ranking->count;
    for (size_t i = 0; i < ranking->count; ++i) {
        for (size_t k = 0; k < ranking->heap[i].row_count; ++k) {
            struct model_business_row *row = &rows[model->business_row_count++];
            *row = ranking->heap[i].rows[k];
            row->business = (uint32_t)i;
        }
    }
    return BLACKOUT_OK;
}

/* Central losses are those of the ranking, because the centre was evaluated before these rows were
 * in the model. Their outputs are the last of the layout, so that no other place has moved. Terms
 * are added once the figure has ended, which else would look for them among the central outputs;
 * where nothing of it is sampled it is gone, and they would be another figure's. */
static blackout_status list(struct ranking *ranking)
{
    struct run *run = ranking->run;
    struct result *result = run->result;
    result->top_businesses =
        arena_alloc(result->arena, ranking->count, sizeof *result->top_businesses);
    if (result->top_businesses == NULL) {
        return error_memory(ranking->error);
    }
    sort_heap(ranking);
    blackout_status status = add_to_model(ranking);
    for (size_t i = 0; i < ranking->count && status == BLACKOUT_OK; ++i) {
        struct result_business *business = &result->top_businesses[result->top_business_count++];
        *business = ranking->heap[i].business;
        run_begin(run);
        business->dependent_revenue_loss = run_end(run); /* the central outputs end before it */
        business->dependent_revenue_loss.central = ranking->heap[i].loss;
        if (business->dependent_revenue_loss.statistics != NULL) {
            run_add(run, run->layout.businesses + i, 1);
        }
    }
    return status;
}

static const char from_pipe[] =
    "the list of the largest losses is of the businesses with the largest flows, and may lack one: "
    "a pipe cannot be read twice; write dependencies into a file for the whole list";

/* A room more than the list has, so that none of it is no allocation of nothing. */
blackout_status run_top_businesses(struct run *run, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    const blackout_dataset *dataset = prepared->dataset;
    size_t top = prepared->scenario.top;
    if (!prepared->has_dependants || top == 0) {
        return BLACKOUT_OK;
    }
    struct arena scratch = {0};
    struct ranking ranking = {.run = run, .stage = run_stage(run), .error = error};
    ranking.capacity = top < dataset->cells.business_count ? top : dataset->cells.business_count;
    ranking.heap = arena_alloc(&scratch, ranking.capacity + 1, sizeof *ranking.heap);
    const struct business_consumer consumer = {.begin = begin, .take = take, .user = &ranking};
    blackout_status status =
        ranking.heap != NULL ? take_kept(&ranking, error) : error_memory(error);
    if (status == BLACKOUT_OK && ranking.capacity > 0 && !is_complete(&ranking)) {
        status = dataset->package.resources[DEPENDENCIES].once
                     ? run_warn(run, "list_from_pipe", "dependencies", from_pipe, error)
                     : dataset_each_business(dataset, &consumer, error);
    }
    if (status == BLACKOUT_OK) {
        status = list(&ranking);
    }
    return arena_end(&scratch, status, error);
}
