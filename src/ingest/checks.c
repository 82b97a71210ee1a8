/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/checks.h"

#include <stdio.h>
#include <string.h>

#include "ingest/table_checks.h"

blackout_status checks_table(const struct table_context *context, enum table_id id,
                             blackout_error *error)
{
    static check_function *const checks[TABLE_COUNT] = {
        [OWNERS] = check_windows,
        [ACTIVITY] = check_activity,
        [PLATFORMS] = check_owner_sums,
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
        [SUPPLY] = check_supply,
    };
    struct table *table = &context->tables[id];
    const bool judged = table->present && !table->broken && checks[id] != NULL;
    return judged ? checks[id](context, table, error) : BLACKOUT_OK;
}

void checks_required_tables(const struct table_context *context)
{
    bool dependants = context->tables[DEPENDENCIES].present;
    for (int id = 0; id < TABLE_COUNT; ++id) {
        const struct table_schema *schema = schema_table((enum table_id)id);
        bool needed = schema->need == REQUIRED || (dependants && (id == SECTORS || id == CHANNELS));
        if (!needed || context->tables[id].present) {
            continue;
        }
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
                          "the table is missing ('%s'); add a file %s with the columns %s, or name "
                          "a base package (--base) that has it",
                          schema->name, source, columns);
    }
}
