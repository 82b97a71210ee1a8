/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameter vector, and where each number of it came from. A constant and an input are both
 * parameters, so that the model needs no second kind of number; only those of a table or the
 * scenario can have a range. A failed allocation is kept until parameters_finish(), which spares
 * every caller a test. */
#include "prepare/parameters.h"

#include <string.h>

#include "core/error.h"
#include "tables/rates.h"
#include "tables/words.h"

/* At the start of the outage, as everywhere: then the platform's figures were that owner's. */
static const char *owner_of(const struct prepared *prepared, string_id platform)
{
    return dataset_text(prepared->dataset, dataset_platform_owner(prepared->dataset, platform,
                                                                  parameters_time(prepared)));
}

/* Whose figure a row has: one owner's platforms are accounted for by the same people in the same
 * way, and however finely a package divides them, what is known of them is the same. Sectors,
 * channels, fallbacks and regions are judged once for the table, "". What is written of one firm or
 * one currency is known by itself: NULL. (decision 0011) */
static const char *whose(const struct prepared *prepared, enum table_id table,
                         const struct row *row)
{
    switch (table) {
    case PLATFORMS:
        return dataset_text(prepared->dataset, row->cells[PLATFORMS_OWNER].text);
    case CREDITS:
        return owner_of(prepared, row->cells[CREDITS_PLATFORM].text);
    case PLATFORM_REGIONS:
        return arena_format(
            prepared->arena, "%s/%s",
            owner_of(prepared, row->cells[PLATFORM_REGIONS_PLATFORM].text),
            dataset_text(prepared->dataset, row->cells[PLATFORM_REGIONS_REGION].text));
    case SECTORS:
    case CHANNELS:
    case FALLBACKS:
    case REGIONS:
        return "";
    default:
        return NULL;
    }
}

/* PARAMETER_NONE is also what a missing input is: that memory is out is noted apart. */
static parameter_id add(struct prepared *prepared, const struct parameter *parameter)
{
    if (arena_grow(prepared->arena, (void **)&prepared->parameters, &prepared->parameter_capacity,
                   prepared->parameter_count, sizeof *prepared->parameters) != 0) {
        prepared->out_of_memory = true;
        return PARAMETER_NONE;
    }
    prepared->parameters[prepared->parameter_count] = *parameter;
    return (parameter_id)prepared->parameter_count++;
}

/* What the scenario sets has no transform, so that no group moves it. An empty cell is no
 * parameter. */
parameter_id parameters_add_cell(struct prepared *prepared, enum table_id table,
                                 const struct row *row, int column, const char *key)
{
    const struct cell *cell = &row->cells[column];
    if (!cell->given) {
        return PARAMETER_NONE;
    }
    const struct parameter parameter = {
        .table = table,
        .key = key,
        .of = whose(prepared, table, row),
        .column = schema_table(table)->columns[column].name,
        .centre = cell->number,
        .mapping = row_mapping(row, table, column),
        .has_range = cell->has_range,
        .transform =
            cell->asked ? TRANSFORM_NONE : column_transform(&schema_table(table)->columns[column]),
        .basis = (enum basis)cell->basis,
        .source = dataset_text(prepared->dataset, cell->source)};
    return add(prepared, &parameter);
}

/* Under the name of the column, so that writing the value down draws the same numbers. */
parameter_id parameters_add_judged(struct prepared *prepared, enum table_id table,
                                   const struct row *row, int column, const char *key,
                                   const struct judged *otherwise)
{
    const struct column_schema *schema = &schema_table(table)->columns[column];
    if (row->cells[column].given) {
        return parameters_add_cell(prepared, table, row, column, key);
    }
    const struct parameter parameter = {
        .table = table,
        .key = key,
        .of = whose(prepared, table, row),
        .column = schema->name,
        .centre = otherwise->centre,
        .mapping = mapping_of_range(column_transform(schema), otherwise->low, otherwise->centre,
                                    otherwise->high),
        .has_range = otherwise->low < otherwise->high,
        .taken = true,
        .transform = column_transform(schema),
        .basis = BASIS_ASSUMED,
        .source = otherwise->source};
    return add(prepared, &parameter);
}

/* Of a range nothing is left, nor can a group give it one. */
parameter_id parameters_add_certain(struct prepared *prepared, enum table_id table,
                                    const struct row *row, int column, const char *key)
{
    parameter_id id = parameters_add_cell(prepared, table, row, column, key);
    if (id != PARAMETER_NONE) {
        struct parameter *parameter = &prepared->parameters[id];
        parameter->mapping = mapping_certain(parameter->centre);
        parameter->has_range = false;
        parameter->transform = TRANSFORM_NONE;
    }
    return id;
}

parameter_id parameters_add_constant(struct prepared *prepared, const char *column, double value)
{
    const struct mapping certain = mapping_certain(value);
    return parameters_add_scenario(prepared, column, &certain);
}

/* Without a key all scenarios of a call share the draws of their length and severity, which is what
 * makes a comparison paired. With `apart`, each outage of a year has its own. */
parameter_id parameters_add_scenario(struct prepared *prepared, const char *column,
                                     const struct mapping *mapping)
{
    const struct parameter parameter = {
        .table = NO_TABLE,
        .key = prepared->scenario.apart != NULL ? prepared->scenario.apart : "",
        .column = column,
        .centre = mapping->centre,
        .mapping = *mapping,
        .basis = BASIS_MEASURED,
        .source = ""};
    return add(prepared, &parameter);
}

/* Basis assumed, since how much inputs have in common is a judgement, and no source, since no cell
 * has it. */
parameter_id parameters_add_score(struct prepared *prepared, enum table_id table, const char *key,
                                  const char *column)
{
    const struct parameter parameter = {.table = table,
                                        .key = key,
                                        .column = column,
                                        .mapping = mapping_of_range(TRANSFORM_NORMAL, 0, 0, 0),
                                        .basis = BASIS_ASSUMED,
                                        .source = ""};
    return add(prepared, &parameter);
}

/* Without a start the latest row of all is in force. */
instant parameters_time(const struct prepared *prepared)
{
    return prepared->scenario.has_start ? prepared->scenario.start : INSTANT_ANY;
}

/* PARAMETER_NONE is the US dollar, or the one currency of a package without rates. A rate is looked
 * for among the parameters, so that all amounts of a currency move with one draw, and that of the
 * report cancels in amounts of its own currency. */
blackout_status parameters_add_rate(parameter_id *rate, struct prepared *prepared,
                                    string_id currency, blackout_error *error)
{
    const struct table *fx = &prepared->dataset->tables[FX];
    const char *name = dataset_text(prepared->dataset, currency);
    const struct row *row = rates_row(fx, currency, parameters_time(prepared));
    *rate = PARAMETER_NONE;
    if (word_is_rate_currency(name) || !fx->present) {
        return BLACKOUT_OK; /* without fx the package has one currency: the loader saw to it */
    }
    /* A rate of a later day would be knowledge that nobody had at the start. */
    if (row == NULL) {
        return error_field(error, BLACKOUT_ERROR_INPUT, "currency",
                           "fx has no rate of %s on or before the start of the outage; add a row "
                           "with an earlier date",
                           name);
    }
    for (size_t i = 0; i < prepared->parameter_count; ++i) { /* one parameter for each rate */
        if (prepared->parameters[i].table == FX && strcmp(prepared->parameters[i].key, name) == 0) {
            *rate = (parameter_id)i;
            return BLACKOUT_OK;
        }
    }
    *rate = parameters_add_cell(prepared, FX, row, FX_PER_USD, name);
    return BLACKOUT_OK;
}

/* The centres are copied apart, [parameter_count], since a sample begins with a copy of them. */
blackout_status parameters_finish(struct prepared *prepared, blackout_error *error)
{
    size_t count = prepared->parameter_count;
    prepared->centres = arena_alloc(prepared->arena, count, sizeof *prepared->centres);
    if (prepared->centres == NULL || prepared->out_of_memory) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        prepared->centres[i] = prepared->parameters[i].centre;
    }
    prepared->model.parameter_count = count;
    return BLACKOUT_OK;
}
