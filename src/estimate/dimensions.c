/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which input has which dimension of the Sobol sequence. The list is fixed, and not made from
 * the scenario at hand: an input keeps its draws when others come or go, so that two runs differ
 * by what was changed alone. Owners are told apart by their names and not by their rows: the order
 * of a table is nobody's statement. */
#include "estimate/dimensions.h"

#include <string.h>

#include "stats/sobol.h"
#include "uncertainty/sampler.h"

/* The first dimensions of a Sobol sequence are the best ones (Joe & Kuo 2008), so they go to what
 * drives most losses: `blackout sensitivity` over the reference package. What is one judgement on
 * many rows comes before single rows. The owner's and the dependants' inputs take turns. A place in
 * the list is part of the draws: to move a row changes results (CONTRIBUTING.md). */
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
    {CHANNELS, "grace_hours", 0},
    {PLATFORMS, "growth_factor", 0},
    {SECTORS, "recapture_decay_hours", 0},
    {NO_TABLE, "rebound", 0},
    {CHANNELS, "onset_hours", 0},
    {PLATFORMS, "recapture", 1},
    {PLATFORMS, "recapture_decay_hours", 0},
    {PLATFORMS, "usage_share", 0},
    {FALLBACKS, "adaptation_hours", 0},
    {OWNERS, "annual_revenue", 0},
    {CHANNELS, "shape", DIMENSION_OF_GROUP},
    {PLATFORMS, "annual_revenue", DIMENSION_OF_GROUP},
    {CHANNELS, "shape", 0},
    {PLATFORMS, "annual_revenue", 1},
    {SECTORS, "diverted", 0},
    {PLATFORMS, "growth_factor", 1},
    {FALLBACKS, "share", 0},
    {PLATFORMS, "annual_revenue", 2},
    {SECTORS, "resilience_per_hour", 0},
};

const struct dimension *dimensions_at(uint32_t dimension)
{
    return &order[dimension];
}

/* By table, column and place: a place in the list is a dimension. */
static uint32_t find(enum table_id table, const char *column, int place)
{
    for (uint32_t i = 0; i < SOBOL_MOST_DIMENSIONS; ++i) {
        if (order[i].table == table && order[i].place == place &&
            strcmp(order[i].column, column) == 0) {
            return i;
        }
    }
    return SAMPLER_NONE;
}

/* Owners beyond the third by name have no dimension of the list: as many as the most places that a
 * column has there. */
enum { MOST_PLACES = 3 };

/* How many other owners of the input's table have names before its own, counted no further than
 * MOST_PLACES. Rows of one owner, and of one key with several dates, are one. */
static int place_of(const blackout_dataset *dataset, const struct parameter *parameter)
{
    const struct table *table = &dataset->tables[parameter->table];
    const bool by_owner = parameter->table == PLATFORMS;
    const int column = by_owner ? PLATFORMS_OWNER : schema_table(parameter->table)->key_columns[0];
    const char *own = by_owner ? parameter->of : parameter->key;
    string_id met[MOST_PLACES];
    int place = 0;
    for (size_t i = 0; i < table->row_count && place < MOST_PLACES; ++i) {
        const string_id name = table->rows[i].cells[column].text;
        bool counts = strcmp(dataset_text(dataset, name), own) < 0;
        for (int k = 0; k < place && counts; ++k) {
            counts = met[k] != name;
        }
        if (counts) {
            met[place++] = name;
        }
    }
    return place;
}

/* Whether the normal belongs to a column as a whole and not to one owner of several. */
static bool is_of_column(const struct parameter *parameter)
{
    return parameter->table == NO_TABLE || parameter->table == MODEL_ERROR ||
           parameter->table == DEPENDENCIES || (parameter->of != NULL && parameter->of[0] == '\0');
}

/* What is of one outage of several has no dimension: two of the same dimension are not independent,
 * whatever their scrambling. Looked for with place 0 first: most columns are not in the list, and
 * owners need not be counted for them. */
uint32_t dimensions_of_input(const blackout_dataset *dataset, const struct parameter *parameter)
{
    if (parameter->table == NO_TABLE && parameter->key[0] != '\0') {
        return SAMPLER_NONE;
    }
    const bool is_assumed_error =
        parameter->table == MODEL_ERROR && strcmp(parameter->column, "log_sd") == 0;
    const char *column = is_assumed_error ? "scale" : parameter->column; /* one or the other */
    if (find(parameter->table, column, 0) == SAMPLER_NONE) {
        return SAMPLER_NONE;
    }
    return find(parameter->table, column,
                is_of_column(parameter) ? 0 : place_of(dataset, parameter));
}

static bool is_kind(const blackout_dataset *dataset, const struct cell *cells,
                    const struct dimension *kind)
{
    return cells[UNCERTAINTY_GROUP].given &&
           strcmp(dataset_text(dataset, cells[UNCERTAINTY_COLUMN].text), kind->column) == 0 &&
           schema_find(dataset_text(dataset, cells[UNCERTAINTY_RESOURCE].text)) == kind->table;
}

/* Of the groups that have inputs of this kind, the first by name; STRING_NONE: there is none. */
static string_id first_group(const blackout_dataset *dataset, const struct dimension *kind)
{
    const struct table *table = &dataset->tables[UNCERTAINTY];
    string_id first = STRING_NONE;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        const string_id group = cells[UNCERTAINTY_GROUP].text;
        if (is_kind(dataset, cells, kind) &&
            (first == STRING_NONE ||
             strcmp(dataset_text(dataset, group), dataset_text(dataset, first)) < 0)) {
            first = group;
        }
    }
    return first;
}

void dimensions_first_groups(string_id groups[SOBOL_MOST_DIMENSIONS],
                             const blackout_dataset *dataset)
{
    for (uint32_t i = 0; i < SOBOL_MOST_DIMENSIONS; ++i) {
        const bool is_of_group = order[i].place == DIMENSION_OF_GROUP;
        groups[i] = is_of_group ? first_group(dataset, &order[i]) : STRING_NONE;
    }
}

/* A kind belongs to one group; one that has several takes the best. */
uint32_t dimensions_of_group(const string_id groups[SOBOL_MOST_DIMENSIONS], string_id group)
{
    for (uint32_t i = 0; i < SOBOL_MOST_DIMENSIONS; ++i) {
        if (groups[i] == group) {
            return i;
        }
    }
    return SAMPLER_NONE;
}
