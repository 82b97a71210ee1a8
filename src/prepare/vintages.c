/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How old the rows are that a run uses. A year is the bound because accounts, prices and rates are
 * annual figures or move by as much as one; older rows are used all the same, since the alternative
 * would be none, and named. Only rows that carry weight in this run are listed: a warning about the
 * stale figures of a platform that is up would be noise. */
#include "prepare/vintages.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/error.h"
#include "prepare/parameters.h"
#include "tables/rates.h"

/* Of one warning; each entry has a name, cut, and a date. */
enum { MOST_LISTED = 5, LIST_SIZE = MOST_LISTED * 64 + 32 };

static blackout_status add(struct prepared *prepared, const struct vintage *vintage,
                           blackout_error *error)
{
    if (arena_grow(prepared->arena, (void **)&prepared->vintages, &prepared->vintage_capacity,
                   prepared->vintage_count, sizeof *prepared->vintages) != 0) {
        return error_memory(error);
    }
    prepared->vintages[prepared->vintage_count++] = *vintage;
    return BLACKOUT_OK;
}

/* A row without a date holds for all times: it is listed without one, so that the report names all
 * that it used, and is never old. */
static blackout_status add_row(struct prepared *prepared, enum table_id table,
                               const struct row *row, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table);
    const struct cell *date = &row->cells[schema->as_of_column];
    const struct vintage vintage = {
        .table = table,
        .key = dataset_text(prepared->dataset, row->cells[schema->key_columns[0]].text),
        .dated = date->given,
        .as_of = date->given ? date->time : 0,
        .per_usd = table == FX ? row->cells[FX_PER_USD].number : 0};
    return add(prepared, &vintage, error);
}

/* Of each owner, whether a platform of it is down; NULL: memory is out. */
static bool *find_down(const struct prepared *prepared)
{
    const struct model *model = &prepared->model;
    bool *owners_down = arena_alloc(prepared->arena, model->owner_count, sizeof *owners_down);
    for (size_t p = 0; owners_down != NULL && p < model->platform_count; ++p) {
        bool *down = &owners_down[model->platforms[p].owner];
        *down = *down || model->platforms[p].selected;
    }
    return owners_down;
}

/* Whether a rate is of a figure of owners or platforms at all, and of one that is down: of an owner
 * that is, all platforms count, since they are scaled to what it earns. */
static void find_owners_of(bool *any, bool *down, const struct model *model,
                           const bool *owners_down, parameter_id rate)
{
    *any = false;
    *down = false;
    for (uint32_t o = 0; o < model->owner_count; ++o) {
        if (model->owners[o].annual_revenue.per_usd == rate) {
            *any = true;
            *down = *down || owners_down[o];
        }
    }
    for (size_t p = 0; p < model->platform_count; ++p) {
        if (model->platforms[p].annual_revenue.per_usd == rate) {
            *any = true;
            *down = *down || owners_down[model->platforms[p].owner];
        }
    }
}

static bool has_booking(const struct model_booking *bookings, size_t count, parameter_id rate)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; ++i) {
        found = bookings[i].amount.per_usd == rate;
    }
    return found;
}

/* Whether a rate converts an amount of any other part of the model. */
static bool is_of_others(const struct model *model, parameter_id rate)
{
    bool found = false;
    for (size_t i = 0; i < model->cell_count && !found; ++i) {
        found = model->cells[i].per_usd == rate;
    }
    for (size_t i = 0; i < model->supply.count && !found; ++i) {
        found = model->sectors[model->supply.sectors[i]].output_per_usd == rate;
    }
    for (size_t i = 0; i < model->economy_count && !found; ++i) {
        found = model->economies[i].gdp.per_usd == rate;
    }
    for (size_t i = 0; i < model->policy_count && !found; ++i) {
        found = model->policies[i].per_usd == rate;
    }
    for (size_t i = 0; i < model->own_policy_count && !found; ++i) {
        found = model->own_policies[i].per_usd == rate;
    }
    return found || has_booking(model->costs, model->cost_count, rate) ||
           has_booking(model->recoveries, model->recovery_count, rate);
}

/* Parameters hold the rates of all owners; those of owners that are up convert nothing. */
static bool is_used(const struct model *model, const bool *owners_down, parameter_id rate)
{
    bool any;
    bool down;
    find_owners_of(&any, &down, model, owners_down, rate);
    return rate == model->report_per_usd || down || !any || is_of_others(model, rate);
}

/* Owners and platforms that are down, and the rates that became parameters: the order in which the
 * report lists them. */
static blackout_status list_rows(struct prepared *prepared, blackout_error *error)
{
    const struct model *model = &prepared->model;
    const struct table *fx = &prepared->dataset->tables[FX];
    const bool *owners_down = find_down(prepared);
    blackout_status status = owners_down != NULL ? BLACKOUT_OK : error_memory(error);
    for (uint32_t o = 0; o < model->owner_count && status == BLACKOUT_OK; ++o) {
        status = owners_down[o] ? add_row(prepared, OWNERS, prepared->owner_rows[o], error)
                                : BLACKOUT_OK;
    }
    for (size_t p = 0; p < model->platform_count && status == BLACKOUT_OK; ++p) {
        status = model->platforms[p].selected
                     ? add_row(prepared, PLATFORMS, prepared->platform_rows[p], error)
                     : BLACKOUT_OK;
    }
    for (size_t i = 0; i < prepared->parameter_count && status == BLACKOUT_OK; ++i) {
        const struct parameter *parameter = &prepared->parameters[i];
        /* The row is looked up again: a parameter keeps its value and source, but not its date. */
        const struct row *row =
            parameter->table == FX && is_used(model, owners_down, (parameter_id)i)
                ? rates_row(fx, dataset_find_text(prepared->dataset, parameter->key),
                            parameters_time(prepared))
                : NULL;
        status = row != NULL ? add_row(prepared, FX, row, error) : BLACKOUT_OK;
    }
    return status;
}

/* The latest row where no start is given: then the latest of all count. Of what is down: rates are
 * not of it. */
static void find_reference(struct prepared *prepared)
{
    prepared->has_reference = prepared->scenario.has_start;
    prepared->reference = prepared->scenario.start;
    for (size_t i = 0; i < prepared->vintage_count && !prepared->scenario.has_start; ++i) {
        const struct vintage *vintage = &prepared->vintages[i];
        if (vintage->dated && vintage->table != FX &&
            (!prepared->has_reference || vintage->as_of > prepared->reference)) {
            prepared->has_reference = true;
            prepared->reference = vintage->as_of;
        }
    }
}

/* Either way: without a start, rows may be of after the reference too. */
bool vintages_are_apart(const struct prepared *prepared, instant as_of)
{
    return prepared->has_reference && (prepared->reference - as_of > RATES_MOST_APART ||
                                       as_of - prepared->reference > RATES_MOST_APART);
}

void vintages_reference_text(char text[VINTAGE_TEXT_SIZE], const struct prepared *prepared)
{
    char date[CALENDAR_TEXT_SIZE];
    calendar_print_date(date, prepared->reference);
    snprintf(text, VINTAGE_TEXT_SIZE,
             prepared->scenario.has_start ? "the start, %s" : "the latest row, of %s", date);
}

/* One warning for all rows of a table. */
static void warn_table(struct prepared *prepared, enum table_id table)
{
    char list[LIST_SIZE] = "";
    char reference[VINTAGE_TEXT_SIZE];
    size_t used = 0;
    size_t count = 0;
    for (size_t i = 0; i < prepared->vintage_count; ++i) {
        const struct vintage *vintage = &prepared->vintages[i];
        char date[CALENDAR_TEXT_SIZE];
        if (vintage->table != table || !vintage->dated ||
            !vintages_are_apart(prepared, vintage->as_of)) {
            continue;
        }
        calendar_print_date(date, vintage->as_of);
        if (count++ < MOST_LISTED) {
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%.40s of %s",
                                     count > 1 ? ", " : "", vintage->key, date);
        }
    }
    if (count > MOST_LISTED) {
        snprintf(list + used, sizeof list - used, " and %zu more", count - MOST_LISTED);
    }
    if (count > 0) {
        vintages_reference_text(reference, prepared);
        prepare_warn(prepared, table == FX ? "rate_outdated" : "figures_outdated",
                     schema_table(table)->name, "%s: more than a year from %s", list, reference);
    }
}

/* Warned of a table at a time, and only of what the run uses. */
blackout_status vintages_note(struct prepared *prepared, blackout_error *error)
{
    static const enum table_id tables[] = {OWNERS, PLATFORMS, FX};
    blackout_status status = list_rows(prepared, error);
    find_reference(prepared);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; ++i) {
        warn_table(prepared, tables[i]);
    }
    return status;
}
