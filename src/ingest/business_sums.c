/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything kept of a business is summed as it is handed on, while its rows are at hand. */
#include "ingest/business_sums.h"

#include "core/error.h"

/* Called before each reading of `dependencies`, of which there may be two: the second begins from
 * nothing. */
static void clear_businesses(void *user)
{
    blackout_dataset *dataset = user;
    control_clear(&dataset->control);
    cells_clear(&dataset->cells);
    largest_businesses_free(&dataset->largest);
    insured_clear(&dataset->insured);
}

/* Policies name businesses: one that is in the file with faults alone is not missing from it. */
static void meet_business(void *user, const char *name)
{
    blackout_dataset *dataset = user;
    insured_meet(&dataset->insured, &dataset->strings, name);
}

/* Its rows go with this call: everything kept of them is summed into cells, the largest businesses
 * and insured amounts. They agree in their currency and revenue, which has been checked. */
static blackout_status add_business(void *user, const struct business *business,
                                    blackout_error *error)
{
    blackout_dataset *dataset = user;
    const struct dependency *first = &business->rows[0];
    blackout_status status = cells_add_business(&dataset->cells, business, error);
    control_use(&dataset->control, dataset_text(dataset, first->currency),
                first->firms * first->annual_revenue, business->row_count);
    const uint32_t money = cells_find_money(&dataset->cells, first->currency);
    if (status == BLACKOUT_OK && !largest_businesses_add(&dataset->largest, business, money)) {
        status = error_memory(error);
    }
    return status == BLACKOUT_OK
               ? insured_add(&dataset->insured, &dataset->strings, business, error)
               : status;
}

static void look_ahead(void *user, struct dependency *rows, size_t count)
{
    cells_note(&((const blackout_dataset *)user)->cells, rows, count);
}

/* The counts of all rows end theirs with the reader (collector.c), since rows are counted that are
 * in no sound business. */
static bool end_chunk(void *user)
{
    blackout_dataset *dataset = user;
    return cells_each_sum(&dataset->cells, chunk_sum_end) &&
           control_each_used(&dataset->control, &dataset->arena, chunk_sum_end);
}

struct business_consumer business_sums_consumer(blackout_dataset *dataset)
{
    return (struct business_consumer){.begin = clear_businesses,
                                      .take = add_business,
                                      .user = dataset,
                                      .meet = meet_business,
                                      .look_ahead = look_ahead,
                                      .end_chunk = end_chunk};
}

/* Where no chunk has ended, nothing is to be added, and no room made for it. */
bool business_sums_finish(blackout_dataset *dataset)
{
    if (dataset->cells.ended_count == 0) {
        return true;
    }
    return cells_each_sum(&dataset->cells, chunk_sum_finish) &&
           control_each_used(&dataset->control, &dataset->arena, chunk_sum_finish) &&
           control_each_read(&dataset->control, &dataset->arena, chunk_sum_finish);
}
