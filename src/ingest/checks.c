/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables have checks of their own, and which tables must be there. The checks themselves are
 * in files by topic (outage_checks.c, exchange_checks.c, ...); none runs on a table that could not
 * be read, so that one fault does not bring others. */
#include "ingest/checks.h"

#include <stdio.h>
#include <string.h>

#include "ingest/table_checks.h"

/* A table that is not in the list has nothing to be judged beyond its single fields. `has_names`:
 * keys that people write, where a second spelling would be a second platform, or sector.
 * `lacks_keys`: a row that stands twice repeats no key, and shows by comparing rows alone. */
blackout_status checks_table(const struct table_context *context, enum table_id id,
                             blackout_error *error)
{
    static check_function *const checks[TABLE_COUNT] = {
        [FX] = check_rates,
        [OWNERS] = check_windows,
        [REGIONS] = check_regions,
        [ACTIVITY] = check_activity,
        [SECTORS] = check_sectors,
        [PLATFORMS] = check_platforms,
        [PLATFORM_REGIONS] = check_platform_regions,
        [FALLBACKS] = check_fallbacks,
        [EVENT_RETURNS] = check_event_returns,
        [MARKET_PRIOR] = check_market_prior,
        [OUTAGE_PRIOR] = check_outage_prior,
        [MODEL_ERROR] = check_model_error,
        [PUBLISHED] = check_published,
        [CREDITS] = check_credits,
        [UNCERTAINTY] = check_uncertainty,
        [POLICIES] = check_policies,
        [COSTS] = check_costs,
        [OUTAGES] = check_causes,
        [RECOVERIES] = check_recoveries,
        [SUPPLY] = check_supply,
    };
    static const bool has_names[TABLE_COUNT] = {
        [OWNERS] = true, [REGIONS] = true, [SECTORS] = true, [CHANNELS] = true, [PLATFORMS] = true};
    static const bool lacks_keys[TABLE_COUNT] = {
        [PUBLISHED] = true, [COSTS] = true, [RECOVERIES] = true};
    struct table *table = &context->tables[id];
    if (!table->present || table->broken) {
        return BLACKOUT_OK;
    }
    const blackout_status status = has_names[id]    ? check_near_keys(context, table, error)
                                   : lacks_keys[id] ? check_repeated_rows(context, table, error)
                                                    : BLACKOUT_OK;
    return status == BLACKOUT_OK && checks[id] != NULL ? checks[id](context, table, error) : status;
}

/* There is room for the required columns of each table that can be missing, and below for the names
 * of all of them: lengths that snprintf() returns are relied on. */
static void report_missing(const struct table_context *context, enum table_id id)
{
    const struct table_schema *schema = schema_table(id);
    char source[64];
    char columns[400] = "";
    size_t used = 0;
    snprintf(source, sizeof source, "%s.csv", schema->name);
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (schema->columns[i].need == REQUIRED) {
            used += (size_t)snprintf(columns + used, sizeof columns - used, "%s%s",
                                     used > 0 ? ", " : "", schema->columns[i].name);
        }
    }
    struct place place = {source, 1, 1, ""};
    diagnostics_fault(context->diagnostics, &place, "missing_table",
                      "the table is missing ('%s'); add a file %s with the columns %s, or name a "
                      "base package (--base) that has it",
                      schema->name, source, columns);
}

/* At the folder itself: there is no file whose line could be named. */
static void report_all_missing(const struct table_context *context, const char *path,
                               const bool missing[TABLE_COUNT])
{
    char names[200] = "";
    size_t used = 0;
    for (int id = 0; id < TABLE_COUNT; ++id) {
        if (missing[id]) {
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                     used > 0 ? ", " : "", schema_table((enum table_id)id)->name);
        }
    }
    const char *slash = strrchr(path, '/');
    const struct place place = {slash != NULL && slash[1] != '\0' ? slash + 1 : path, 1, 1, ""};
    diagnostics_fault(
        context->diagnostics, &place, "missing_table",
        "tables are missing ('%s'); name a base that has them: blackout validate '%.200s' "
        "--base reference",
        names, path);
}

/* Sectors and channels are needed by dependants alone. Several missing tables give one message: the
 * user lacks a base, not five files. In memory there is no path that a command could name: each
 * table is told by itself. */
void checks_required_tables(const struct table_context *context, const char *path)
{
    const bool dependants = context->tables[DEPENDENCIES].present;
    bool missing[TABLE_COUNT];
    size_t count = 0;
    for (int id = 0; id < TABLE_COUNT; ++id) {
        const bool needed = schema_table((enum table_id)id)->need == REQUIRED ||
                            (dependants && (id == SECTORS || id == CHANNELS));
        missing[id] = needed && !context->tables[id].present;
        count += missing[id] ? 1 : 0;
    }
    if (count > 1 && path != NULL) {
        report_all_missing(context, path, missing);
        return;
    }
    for (int id = 0; id < TABLE_COUNT; ++id) {
        if (missing[id]) {
            report_missing(context, (enum table_id)id);
        }
    }
}

/* A table that has lost all its rows to faults has been reported. */
void checks_rows(const struct table_context *context, enum table_id id)
{
    const struct table *table = &context->tables[id];
    if (check_is_whole(table) && table->rows_read == 0 && !table->lost_rows) {
        const struct place place = {table->source, 1, 1, ""};
        diagnostics_warn(context->diagnostics, &place, "no_rows",
                         "the table has no rows ('%s'); fill it in below the names of its columns",
                         schema_table(id)->name);
    }
}
