/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which input has which dimension of the Sobol sequence. The list is fixed, and not made from
 * the scenario at hand: an input keeps its draws when others come or go, so that two runs differ
 * by what was changed alone. */
#include "estimate/dimensions.h"

#include <string.h>

#include "stats/sobol.h"
#include "uncertainty/sampler.h"

/* The first dimensions of a Sobol sequence are the best ones (Joe & Kuo 2008), so they go to what
 * drives most losses: `blackout sensitivity` over the reference package. What is one judgement on
 * many rows comes before single rows. The owner's and the dependants' inputs take turns. */
static const struct dimension order[SOBOL_MOST_DIMENSIONS] = {
    {NO_TABLE, "duration_hours", 0},
    {DEPENDENCIES, "share", 0},
    {MODEL_ERROR, "scale", 0},
    {SECTORS, "recapture", DIMENSION_OF_GROUP},
    {MODEL_ERROR, "duration_hours", 0},
    {FALLBACKS, "share", DIMENSION_OF_GROUP},
    {PLATFORMS, "recapture", DIMENSION_OF_GROUP},
    {DEPENDENCIES, "annual_revenue", 0},
    {PLATFORMS, "growth_factor", DIMENSION_OF_GROUP},
    {SECTORS, "recapture_decay_hours", DIMENSION_OF_GROUP},
    {NO_TABLE, "severity", 0},
    {CHANNELS, "onset_hours", DIMENSION_OF_GROUP},
    {PLATFORMS, "recapture", 0},
    {CHANNELS, "grace_hours", DIMENSION_OF_GROUP},
    {NO_TABLE, "recovery_hours", 0},
    {SECTORS, "recapture", 0},
    {PLATFORMS, "usage_share", DIMENSION_OF_GROUP},
    {DEPENDENCIES, "firms", 0},
    {PLATFORMS, "annual_revenue", 0},
    {DEPENDENCIES, "fallback_share", 0},
    {NO_TABLE, "start_hours", 0},
    {SECTORS, "recapture", 1},
    {PLATFORMS, "growth_factor", 0},
    {SECTORS, "recapture_decay_hours", 0},
    {NO_TABLE, "rebound", 0},
    {CHANNELS, "onset_hours", 0},
    {PLATFORMS, "recapture", 1},
    {CHANNELS, "onset_hours", 1},
    {PLATFORMS, "usage_share", 0},
    {SECTORS, "recapture", 2},
    {OWNERS, "annual_revenue", 0},
    {CHANNELS, "shape", DIMENSION_OF_GROUP},
    {PLATFORMS, "annual_revenue", DIMENSION_OF_GROUP},
    {SECTORS, "recapture", 3},
    {PLATFORMS, "annual_revenue", 1},
    {CHANNELS, "onset_hours", 2},
    {PLATFORMS, "growth_factor", 1},
    {FALLBACKS, "share", 0},
    {PLATFORMS, "annual_revenue", 2},
    {FALLBACKS, "share", 1},
};

const struct dimension *dimensions_at(uint32_t dimension)
{
    return &order[dimension];
}

/* By table, column and row: a place in the list is a dimension. */
static uint32_t find(enum table_id table, const char *column, int row)
{
    for (uint32_t i = 0; i < SOBOL_MOST_DIMENSIONS; ++i) {
        if (order[i].table == table && order[i].row == row &&
            strcmp(order[i].column, column) == 0) {
            return i;
        }
    }
    return SAMPLER_NONE;
}

/* How many other keys stand before the row's key in its table, counted no further than `most`; of
 * platforms, whose inputs are their owner's, how many other owners. Rows of one key with several
 * dates are one. */
static int place_of(const blackout_dataset *dataset, const struct parameter *parameter, int most)
{
    const struct table *table = &dataset->tables[parameter->table];
    const bool by_owner = parameter->table == PLATFORMS;
    const int column = by_owner ? PLATFORMS_OWNER : schema_table(parameter->table)->key_columns[0];
    const char *wanted = by_owner ? parameter->of : parameter->key;
    int place = 0;
    for (size_t i = 0; i < table->row_count && place <= most; ++i) {
        const string_id key = table->rows[i].cells[column].text;
        bool seen = false;
        if (strcmp(dataset_text(dataset, key), wanted) == 0) {
            return place;
        }
        for (size_t k = 0; k < i && !seen; ++k) {
            seen = table->rows[k].cells[column].text == key;
        }
        place += seen ? 0 : 1;
    }
    return most + 1;
}

/* Rows beyond the fourth have none of the list, so that counting ends there. */
uint32_t dimensions_of_input(const blackout_dataset *dataset, const struct parameter *parameter)
{
    enum { MOST_ROWS = 4 };
    const bool is_assumed_error =
        parameter->table == MODEL_ERROR && strcmp(parameter->column, "log_sd") == 0;
    const char *column = is_assumed_error ? "scale" : parameter->column; /* one or the other */
    if (find(parameter->table, column, 0) == SAMPLER_NONE) {
        return SAMPLER_NONE;
    }
    bool one_row = parameter->table == NO_TABLE || parameter->table == MODEL_ERROR ||
                   parameter->table == DEPENDENCIES;
    return find(parameter->table, column, one_row ? 0 : place_of(dataset, parameter, MOST_ROWS));
}

/* A group has the kind of its first row; the second group of a kind has no dimension. */
uint32_t dimensions_of_group(const blackout_dataset *dataset, string_id group)
{
    const struct table *table = &dataset->tables[UNCERTAINTY];
    const struct row *first = NULL;
    for (size_t i = 0; i < table->row_count && first == NULL; ++i) {
        first = table->rows[i].cells[UNCERTAINTY_GROUP].given &&
                        table->rows[i].cells[UNCERTAINTY_GROUP].text == group
                    ? &table->rows[i]
                    : NULL;
    }
    for (const struct row *row = table->rows; first != NULL && row < first; ++row) {
        bool same_kind =
            row->cells[UNCERTAINTY_GROUP].given &&
            row->cells[UNCERTAINTY_RESOURCE].text == first->cells[UNCERTAINTY_RESOURCE].text &&
            row->cells[UNCERTAINTY_COLUMN].text == first->cells[UNCERTAINTY_COLUMN].text;
        if (same_kind) {
            return SAMPLER_NONE; /* another group has it */
        }
    }
    return first == NULL
               ? SAMPLER_NONE
               : find(schema_find(dataset_text(dataset, first->cells[UNCERTAINTY_RESOURCE].text)),
                      dataset_text(dataset, first->cells[UNCERTAINTY_COLUMN].text),
                      DIMENSION_OF_GROUP);
}
