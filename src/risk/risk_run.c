/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a year at risk ask of their run. Below them, so that none of them is above
 * another. */
#include "risk/risk_run.h"

#include <string.h>

#include "core/error.h"

/* Ascending, on which the walks along a tail rely. */
const double risk_return_periods[RISK_CURVE_POINTS] = {2, 5, 10, 25, 50, 100, 200, 250};

const struct table *risk_table(const struct risk_run *run, enum table_id id)
{
    return &run->dataset->tables[id];
}

const char *risk_text(const struct risk_run *run, string_id id)
{
    return dataset_text(run->dataset, id);
}

const char *risk_copy(const struct risk_run *run, string_id id)
{
    const char *text = risk_text(run, id);
    return arena_copy(&run->risk->arena, text, strlen(text));
}

blackout_status risk_warn(struct risk_run *run, const char *code, const char *where,
                          const char *message, blackout_error *error)
{
    const struct warning warning = {.code = code, .message = message, .where = where};
    struct warning_list *warnings = &run->risk->about.warnings;
    return warning_stands(warnings, code, where) ||
                   warning_add(warnings, &run->risk->arena, &warning) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* Footprints of one package warn of the same: once is enough. What is said of one place in other
 * words, as of further platforms, is another warning. */
blackout_status risk_keep_warnings(struct risk_run *run, const struct warning_list *warnings,
                                   blackout_error *error)
{
    return warning_add_all(&run->risk->about.warnings, &run->risk->arena, warnings) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

blackout_status risk_leave_out(struct risk_run *run, struct risk_owner *owner,
                               const struct risk_event *event, const char *why,
                               blackout_error *error)
{
    if (arena_grow(&run->risk->arena, (void **)&owner->left_out, &owner->left_out_capacity,
                   owner->left_out_count, sizeof *owner->left_out) != 0) {
        return error_memory(error);
    }
    owner->left_out[owner->left_out_count++] = (struct risk_left_out){event->name, why};
    return BLACKOUT_OK;
}

/* By its beginning, so that an outage at the edge of two spans counts in one of them. */
bool risk_began_observed(const struct risk_owner *owner, const struct risk_event *event)
{
    return owner->observed && event->has_start && event->start >= owner->observed_from &&
           event->start < owner->observed_end;
}

/* Shorter ones count in the rate all the same, since that is of outages of any length: in the
 * simulated years they are drawn, and then dropped. */
bool risk_is_observed(const struct risk_run *run, const struct risk_owner *owner,
                      const struct risk_event *event)
{
    return risk_began_observed(owner, event) &&
           !(event->has_duration && event->duration.centre < run->risk->shortest_hours);
}

const char *risk_currency(const struct risk_run *run)
{
    const struct row *row = table_in_force(risk_table(run, OWNERS), run->owners[0].id, INSTANT_ANY);
    const char *of_package = run->dataset->package.currency;
    return run->scenario->currency != NULL ? run->scenario->currency
           : of_package != NULL            ? of_package
                                           : risk_text(run, row->cells[OWNERS_CURRENCY].text);
}

/* Neither credits, indirect losses nor waterfalls are figures of a year. */
blackout_status risk_prepare(struct prepared *prepared, struct risk_run *run,
                             const blackout_scenario *scenario, blackout_error *error)
{
    const struct prepare_request request = {.dataset = run->dataset,
                                            .scenario = scenario,
                                            .options = run->options,
                                            .mode = {.no_further_losses = true, .net_alone = true}};
    blackout_status status = prepare_model(prepared, &run->arena, &request, error);
    return status == BLACKOUT_OK ? risk_keep_warnings(run, &prepared->warnings, error) : status;
}
