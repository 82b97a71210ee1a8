/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sections of a result ask of their run. Below them, so that none of them is above
 * another.
 */
#include "estimate/run.h"

#include "core/error.h"
#include "prepare/parameters.h"
#include "tables/rates.h"

const char *run_text(const struct run *run, string_id id)
{
    return dataset_text(run->prepared->dataset, id);
}

double run_rate(const struct run *run, string_id currency)
{
    const struct prepared *prepared = run->prepared;
    const string_id to = prepared->scenario.currency;
    return rates_between(&prepared->dataset->tables[FX],
                         (struct currency){currency, run_text(run, currency)},
                         (struct currency){to, run_text(run, to)}, parameters_time(prepared));
}

/* With all parameters at their centre: sections that ask the model again get central values. */
struct stage run_stage(const struct run *run)
{
    return (struct stage){.model = &run->model,
                          .layout = &run->layout,
                          .parameters = run->prepared->centres,
                          .exposures = run->exposures};
}

blackout_status run_warn(struct run *run, const char *code, const char *where, const char *message,
                         blackout_error *error)
{
    const struct warning warning = {.code = code, .message = message, .where = where};
    /* texts that were made for it, when memory was out */
    const bool is_whole = where != NULL && message != NULL;
    return is_whole && warning_add(&run->result->warnings, run->result->arena, &warning) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

void run_begin(struct run *run)
{
    figures_begin(&run->figures);
}

void run_add(struct run *run, size_t output, double coefficient)
{
    figures_term(&run->figures, output, coefficient);
}

/* The central value is the same sum over the central outputs as that of a sample over its own.
 * Statistics are a place that sampling fills in later. A figure that nobody will show is dropped at
 * once, which saves a sum in every sample; the number of the one before is then that of the last.
 */
struct quantity run_end(struct run *run)
{
    if (run->figures.failed) {
        return (struct quantity){0}; /* seen at the end of the run */
    }
    size_t figure = run->figures.count - 1;
    struct quantity quantity = {.present = true,
                                .central = figures_value(&run->figures, figure, run->out),
                                .statistics = run->figures.figures[figure].statistics};
    if ((run->totals_only && !run->in_total) || (run->no_part_samples && run->in_part)) {
        quantity.statistics = NULL;
        figures_drop(&run->figures);
    }
    return quantity;
}

struct quantity run_output(struct run *run, size_t output)
{
    run_begin(run);
    run_add(run, output, 1);
    return run_end(run);
}

/* Of owners, platforms and rates alike: the report's second line says of when its inputs are. */
void run_note_inputs(struct result_scenario *scenario, const struct prepared *prepared)
{
    for (size_t i = 0; i < prepared->vintage_count; ++i) {
        const struct vintage *vintage = &prepared->vintages[i];
        if (!vintage->dated) {
            continue;
        }
        const bool first = !scenario->has_inputs || vintage->as_of < scenario->inputs_first;
        const bool last = !scenario->has_inputs || vintage->as_of > scenario->inputs_last;
        scenario->inputs_first = first ? vintage->as_of : scenario->inputs_first;
        scenario->inputs_last = last ? vintage->as_of : scenario->inputs_last;
        scenario->has_inputs = true;
    }
}

/* ---- What a result says of what it was made from --------------------------------------------- */

/* Delimiter and checksum, so that a reader can tell which file it was and how it was understood. */
static void add_input(struct result *result, const char *resource, const struct table *table)
{
    result->inputs[result->input_count++] =
        (struct result_input){.resource = resource,
                              .path = arena_copy_text(result->arena, table->source),
                              .package = arena_copy_text(result->arena, table->package),
                              .sha256 = arena_copy_text(result->arena, table->sha256),
                              .rows = table->rows_read,
                              .delimiter = table->delimiter};
}

/* Tables of a package, then price files, which have a table in common. Also of tables that no
 * figure used: the checksums are of all, and a table may matter by what it lacks. One that a
 * scenario has made has no file. */
blackout_status run_inputs(struct result *result, const blackout_dataset *dataset,
                           blackout_error *error)
{
    result->inputs =
        arena_alloc(result->arena, TABLE_COUNT + dataset->price_file_count, sizeof *result->inputs);
    if (result->inputs == NULL) {
        return error_memory(error);
    }
    for (int id = 0; id < TABLE_COUNT; ++id) {
        if (dataset->tables[id].present && dataset->tables[id].package != NULL) {
            add_input(result, schema_table((enum table_id)id)->name, &dataset->tables[id]);
        }
    }
    for (size_t i = 0; i < dataset->price_file_count; ++i) {
        add_input(result, schema_table(PRICES)->name, &dataset->price_files[i]);
    }
    return BLACKOUT_OK;
}

/* The scenario is the caller's and may be gone when the result is read. */
static bool fill_setting(struct arena *arena, struct result_setting *setting,
                         const struct scenario_override *from)
{
    *setting = (struct result_setting){
        .table = arena_copy_text(arena, from->table),
        .column = arena_copy_text(arena, from->column),
        .value = from->value,
        .where = arena_alloc(arena, 2 * from->where_count, sizeof *setting->where)};
    if (setting->where == NULL) {
        return false;
    }
    for (; setting->where_count < from->where_count; ++setting->where_count) {
        const struct override_condition *condition = &from->where[setting->where_count];
        setting->where[2 * setting->where_count] = arena_copy_text(arena, condition->column);
        setting->where[2 * setting->where_count + 1] = arena_copy_text(arena, condition->value);
    }
    return setting->table != NULL && setting->column != NULL;
}

/* Conditions are pairs of column and value, one after the other. */
blackout_status run_settings(struct result *result, const blackout_scenario *asked,
                             blackout_error *error)
{
    struct result_scenario *scenario = &result->scenario;
    struct arena *arena = result->arena;
    scenario->settings = arena_alloc(arena, asked->override_count, sizeof *scenario->settings);
    bool made = scenario->settings != NULL;
    for (size_t i = 0; made && i < asked->override_count; ++i) {
        made = fill_setting(arena, &scenario->settings[scenario->setting_count++],
                            &asked->overrides[i]);
    }
    return made ? BLACKOUT_OK : error_memory(error);
}
