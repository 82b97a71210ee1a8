/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the public straight-line methods give for the same case, and what was published about the
 * event, so that a reader can reconcile. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "estimate/run.h"
#include "prepare/parameters.h"
#include "tables/rates.h"

struct list {
    struct run *run;
    size_t capacity;
    blackout_error *error;
};

static const struct table *table_of(const struct run *run, enum table_id table)
{
    return &run->prepared->dataset->tables[table];
}

/* Report currency for one unit of `currency`, at the scenario's start; NAN where fx has no rate. */
static double rate_of(const struct run *run, string_id currency)
{
    const struct prepared *prepared = run->prepared;
    string_id to = prepared->scenario.currency;
    return rates_between(table_of(run, FX), (struct currency){currency, run_text(run, currency)},
                         (struct currency){to, run_text(run, to)}, parameters_time(prepared));
}

static const char *copy(const struct run *run, const char *text)
{
    return arena_copy(run->result->arena, text, strlen(text));
}

static blackout_status add(struct list *list, struct result_baseline baseline)
{
    struct result *result = list->run->result;
    if (baseline.method == NULL || baseline.formula == NULL || baseline.source == NULL ||
        arena_grow(result->arena, (void **)&result->baselines, &list->capacity,
                   result->baseline_count, sizeof *result->baselines) != 0) {
        return error_memory(list->error);
    }
    result->baselines[result->baseline_count++] = baseline;
    return BLACKOUT_OK;
}

/* ---- Computed -------------------------------------------------------------------------------- */

static blackout_status add_annual(struct list *list)
{
    const struct result_waterfall *waterfall = &list->run->result->owner_waterfall;
    double value = waterfall->steps[0].running.central;
    return add(list, (struct result_baseline){
                         "annual_straight_line", value, value,
                         "annual_revenue / 8766 * duration_hours, in the affected regions",
                         "the package: platforms.annual_revenue"});
}

static bool is_owner_hit(const struct run *run, const char *owner)
{
    for (size_t i = 0; i < run->result->owner_count; ++i) {
        if (strcmp(run->result->owners[i].owner, owner) == 0) {
            return true;
        }
    }
    return false;
}

/* Rates of the whole owner, as the press divides them: they know no platforms and no regions. */
static blackout_status add_straight_lines(struct list *list)
{
    struct run *run = list->run;
    const struct table *table = table_of(run, STRAIGHT_LINES);
    instant time = parameters_time(run->prepared);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *cells = row->cells;
        const char *owner = run_text(run, cells[STRAIGHT_LINES_OWNER].text);
        double rate = rate_of(run, cells[STRAIGHT_LINES_CURRENCY].text);
        if (!table_is_in_force(table, row, time) || !is_owner_hit(run, owner) || !isfinite(rate)) {
            continue;
        }
        double hourly =
            cells[STRAIGHT_LINES_REVENUE].number / cells[STRAIGHT_LINES_HOURS].number * rate;
        double value = hourly * run->prepared->scenario.duration_hours;
        status = add(
            list,
            (struct result_baseline){
                copy(run, run_text(run, cells[STRAIGHT_LINES_METHOD].text)), value, value,
                arena_format(
                    run->result->arena,
                    "all of %s, whatever is down: %.6g per period of %.6g hours * duration_hours",
                    owner, cells[STRAIGHT_LINES_REVENUE].number,
                    cells[STRAIGHT_LINES_HOURS].number),
                copy(run, run_text(run, cells[STRAIGHT_LINES_REVENUE].source))});
    }
    return status;
}

static blackout_status add_economy(struct list *list)
{
    const struct quantity *economy = &list->run->result->totals[FIGURE_ECONOMY];
    if (!economy->present) {
        return BLACKOUT_OK;
    }
    return add(list, (struct result_baseline){
                         "economy_baseline", economy->central, economy->central,
                         "sum over regions of gdp * digital_share * integral of severity / 8766, "
                         "whatever platforms are down",
                         "the method of public shutdown calculators: the economy's turnover, not "
                         "the owner's loss"});
}

/* ---- Published ------------------------------------------------------------------------------- */

/* Of the event as it was: another outage has no published figures. */
static blackout_status add_published(struct list *list)
{
    struct run *run = list->run;
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    const struct row *event = scenario->event_changes == NULL ? scenario->event : NULL;
    const struct table *table = table_of(run, PUBLISHED);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; event != NULL && i < table->row_count && status == BLACKOUT_OK; ++i) {
        const struct cell *cells = table->rows[i].cells;
        double rate = rate_of(run, cells[PUBLISHED_CURRENCY].text);
        if (cells[PUBLISHED_EVENT].text != event->cells[OUTAGES_EVENT].text || !isfinite(rate)) {
            continue;
        }
        const char *kind = cells[PUBLISHED_KIND].given ? run_text(run, cells[PUBLISHED_KIND].text)
                                                       : "kind not given";
        const char *publisher = run_text(run, cells[PUBLISHED_PUBLISHER].text);
        const struct cell *minutes = &cells[PUBLISHED_DURATION_ASSUMED_MINUTES];
        const char *formula =
            minutes->given
                ? arena_format(run->result->arena, "published by %s, %s, for %.6g minutes",
                               publisher, kind, minutes->number)
                : arena_format(run->result->arena, "published by %s, %s", publisher, kind);
        const char *source = run_text(run, cells[PUBLISHED_LOW].source);
        status =
            add(list,
                (struct result_baseline){arena_format(run->result->arena, "published_%s",
                                                      run_text(run, cells[PUBLISHED_MEASURE].text)),
                                         cells[PUBLISHED_LOW].number * rate,
                                         cells[PUBLISHED_HIGH].number * rate, formula,
                                         arena_format(run->result->arena, "%s%s%s", publisher,
                                                      source[0] != '\0' ? ": " : "", source)});
    }
    return status;
}

blackout_status run_baselines(struct run *run, blackout_error *error)
{
    struct list list = {.run = run, .error = error};
    static blackout_status (*const parts[])(struct list *) = {add_annual, add_straight_lines,
                                                              add_economy, add_published};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == BLACKOUT_OK; ++i) {
        status = parts[i](&list);
    }
    return status;
}
