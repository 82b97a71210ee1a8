/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The businesses that lose most. The cells do not know single businesses, so the file is read once
 * more, and the largest are kept in a heap whose root is the smallest of them. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "estimate/run.h"
#include "model/stages.h"

/* Losses within the heap are in the order of the file where they are equal. */
struct entry {
    struct result_business business;
    size_t order;
};

struct ranking {
    struct run *run;
    struct stage stage;
    struct entry *heap;
    size_t count;
    size_t capacity;
    size_t order;
    blackout_error *error;
};

static bool is_less(const struct entry *a, const struct entry *b)
{
    double x = a->business.dependent_revenue_loss.central;
    double y = b->business.dependent_revenue_loss.central;
    return x != y ? x < y : a->order > b->order;
}

static void swap(struct entry *a, struct entry *b)
{
    struct entry kept = *a;
    *a = *b;
    *b = kept;
}

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

/* ---- One business ----------------------------------------------------------------------------- */

static const struct model_cell *cell_of(const struct run *run, const struct dependency *row)
{
    const struct prepared *prepared = run->prepared;
    uint32_t cell = cells_find(&prepared->dataset->cells, row);
    uint32_t number = cell == UINT32_MAX ? INDEX_NONE : prepared->cell_numbers[cell];
    return number == INDEX_NONE ? NULL : &prepared->model.cells[number];
}

/* Stage 4 for one row: what model/dependants.c does for a cell, with the row's own flow. */
static double row_loss(const struct stage *stage, const struct model_cell *cell,
                       const struct dependency *row)
{
    double hours = stage_exposure(stage, cell->onset);
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback =
            &stage->model->fallbacks[cell->first_fallback + i];
        hours -= stage_value(stage, fallback->share, row->fallback_share) *
                 stage_exposure(stage, fallback->exposure);
    }
    double flow = row->firms * row->annual_revenue * row->share;
    return flow * stage_rate(stage, cell->per_usd) / HOURS_PER_YEAR * fmax(hours, 0) *
           (1 - dependants_recapture(stage, &stage->model->sectors[cell->sector]));
}

static string_id owner_of(const struct run *run, string_id platform)
{
    const struct table *platforms = &run->prepared->dataset->tables[PLATFORMS];
    for (size_t i = 0; i < platforms->row_count; ++i) {
        if (platforms->rows[i].cells[PLATFORMS_PLATFORM].text == platform) {
            return platforms->rows[i].cells[PLATFORMS_OWNER].text;
        }
    }
    return STRING_NONE;
}

/* HHI = sum over owners of (their share)^2 + (1 - sum)^2; the index is 1 - HHI. */
static void concentrate(const struct run *run, const struct business *business,
                        struct result_business *result)
{
    double hhi = 0;
    double all = 0;
    for (size_t i = 0; i < business->row_count; ++i) {
        string_id owner = owner_of(run, business->rows[i].platform);
        double share = 0;
        bool first = true;
        for (size_t k = 0; k < business->row_count; ++k) {
            bool same = owner_of(run, business->rows[k].platform) == owner;
            share += same ? business->rows[k].share : 0;
            first = first && !(same && k < i);
        }
        if (first) {
            hhi += share * share;
            all += share;
            result->largest_owner_share =
                share > result->largest_owner_share ? share : result->largest_owner_share;
        }
    }
    result->omnichannel_index = 1 - (hhi + (1 - all) * (1 - all));
}

static blackout_status fill(struct ranking *ranking, const struct business *business,
                            struct result_business *result)
{
    const struct run *run = ranking->run;
    struct arena *arena = run->result->arena;
    result->business = arena_copy(arena, business->name, strlen(business->name));
    result->platforms = arena_alloc(arena, business->row_count, sizeof *result->platforms);
    if (result->business == NULL || result->platforms == NULL) {
        return error_memory(ranking->error);
    }
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct dependency *row = &business->rows[i];
        const char *platform = run_text(run, row->platform);
        bool known = cell_of(run, row) == NULL;
        for (size_t k = 0; k < result->platform_count && !known; ++k) {
            known = strcmp(result->platforms[k], platform) == 0;
        }
        if (!known) {
            result->platforms[result->platform_count++] =
                arena_copy(arena, platform, strlen(platform));
        }
    }
    concentrate(run, business, result);
    return BLACKOUT_OK;
}

static blackout_status take(void *user, const struct business *business, blackout_error *error)
{
    struct ranking *ranking = user;
    double loss = 0;
    double revenue = 0;
    bool hit = false;
    (void)error;
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct model_cell *cell = cell_of(ranking->run, &business->rows[i]);
        if (cell != NULL) {
            hit = true;
            loss += row_loss(&ranking->stage, cell, &business->rows[i]);
            revenue = business->rows[i].firms * business->rows[i].annual_revenue *
                      stage_rate(&ranking->stage, cell->per_usd);
        }
    }
    struct entry entry = {.business = {.dependent_revenue_loss = {true, loss},
                                       .share_of_revenue = revenue > 0 ? loss / revenue : 0},
                          .order = ranking->order++};
    bool full = ranking->count == ranking->capacity;
    if (!hit || (full && !is_less(&ranking->heap[0], &entry))) {
        return BLACKOUT_OK;
    }
    blackout_status status = fill(ranking, business, &entry.business);
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
    ranking->order = 0;
}

/* Takes the heap apart from its smallest: the list is filled from its end. */
static blackout_status list(struct ranking *ranking)
{
    struct result *result = ranking->run->result;
    result->top_business_count = ranking->count;
    result->top_businesses =
        arena_alloc(result->arena, ranking->count, sizeof *result->top_businesses);
    if (result->top_businesses == NULL) {
        return error_memory(ranking->error);
    }
    for (size_t left = ranking->count; left > 0; --left) {
        result->top_businesses[left - 1] = ranking->heap[0].business;
        swap(&ranking->heap[0], &ranking->heap[left - 1]);
        sift_down(ranking->heap, left - 1, 0);
    }
    return BLACKOUT_OK;
}

blackout_status run_top_businesses(struct run *run, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    const blackout_dataset *dataset = prepared->dataset;
    size_t top = prepared->scenario.top;
    if (!prepared->has_dependants || top == 0) {
        return BLACKOUT_OK;
    }
    struct arena scratch = {0};
    struct ranking ranking = {.run = run,
                              .stage = {.model = &prepared->model,
                                        .layout = &run->layout,
                                        .parameters = prepared->centres,
                                        .exposures = run->exposures},
                              .error = error};
    ranking.capacity = top < dataset->cells.business_count ? top : dataset->cells.business_count;
    ranking.heap = arena_alloc(&scratch, ranking.capacity + 1, sizeof *ranking.heap);
    struct business_consumer consumer = {begin, take, &ranking};
    blackout_status status = BLACKOUT_OK;
    if (ranking.heap == NULL) {
        status = error_memory(error);
    } else if (ranking.capacity > 0) {
        status = dataset_each_business(dataset, &consumer, error);
    }
    if (status == BLACKOUT_OK) {
        status = list(&ranking);
    }
    arena_free(&scratch);
    return status;
}
