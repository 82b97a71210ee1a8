/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the public straight-line methods give for the same case, and what was published about the
 * event, so that a reader can reconcile. They are compared with the estimate and never enter it.
 * Each line has its formula and its source, since the reader's question is why it differs; what
 * cannot be converted or is of another time is said, and not left out silently. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "estimate/run.h"
#include "prepare/parameters.h"
#include "prepare/vintages.h"

struct list {
    struct run *run;
    size_t capacity;
    const char *outdated; /* straight lines of another time than the run; NULL: none */
    blackout_error *error;
};

static const struct table *table_of(const struct run *run, enum table_id table)
{
    return &run->prepared->dataset->tables[table];
}

static const char *copy(const struct run *run, const char *text)
{
    return arena_copy(run->result->arena, text, strlen(text));
}

/* A text that is NULL is memory that was out where it was made: seen here, for every kind of line.
 */
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

/* The rows of the platforms that are down need not be of one day. The earliest and the latest are
 * shown. */
static void date_by_platforms(struct result_baseline *line, const struct prepared *prepared)
{
    for (size_t i = 0; i < prepared->vintage_count; ++i) {
        const struct vintage *vintage = &prepared->vintages[i];
        if (vintage->table != PLATFORMS || !vintage->dated) {
            continue;
        }
        bool first = !line->dated;
        line->earliest = first || vintage->as_of < line->earliest ? vintage->as_of : line->earliest;
        line->latest = first || vintage->as_of > line->latest ? vintage->as_of : line->latest;
        line->dated = true;
    }
}

/* The first step of the waterfall, so that the line and the estimate divide the same revenue:
 * scaled to the owner's, in the regions that are hit. */
static blackout_status add_annual(struct list *list)
{
    const struct result_waterfall *waterfall = &list->run->result->owner_waterfall;
    double value = waterfall->steps[0].running.central;
    struct result_baseline line = {
        "annual_straight_line", value, value,
        "annual_revenue / 8766 * duration_hours, in the affected regions",
        "the package: platforms.annual_revenue"};
    date_by_platforms(&line, list->run->prepared);
    return add(list, line);
}

/* Only owners that are down are compared with. */
static bool is_owner_hit(const struct run *run, const char *owner)
{
    for (size_t i = 0; i < run->result->owner_count; ++i) {
        if (strcmp(run->result->owners[i].owner, owner) == 0) {
            return true;
        }
    }
    return false;
}

/* A figure that cannot be brought into the report's currency is not dropped without a word. */
static blackout_status warn_rate(struct list *list, enum table_id table, const char *what,
                                 string_id currency)
{
    const char *message = arena_format(list->run->result->arena,
                                       "fx has no rate of %s on or before the start: '%.80s' is "
                                       "left out of the comparisons",
                                       run_text(list->run, currency), what);
    return message != NULL
               ? run_warn(list->run, "no_rate", schema_table(table)->name, message, list->error)
               : error_memory(list->error);
}

/* Adds a line to those that are more than a year from what the run is about. The line stays in the
 * list: it is what the press quotes. One warning names all of them. */
static bool note_vintage(struct list *list, const struct result_baseline *line)
{
    char date[CALENDAR_TEXT_SIZE];
    if (!line->dated || !vintages_are_apart(list->run->prepared, line->latest)) {
        return true;
    }
    calendar_print_date(date, line->latest);
    list->outdated = arena_format(list->run->result->arena, "%s%s%.80s of %s",
                                  list->outdated != NULL ? list->outdated : "",
                                  list->outdated != NULL ? ", " : "", line->method, date);
    return list->outdated != NULL;
}

static blackout_status warn_vintages(struct list *list)
{
    char reference[VINTAGE_TEXT_SIZE];
    if (list->outdated == NULL) {
        return BLACKOUT_OK;
    }
    vintages_reference_text(reference, list->run->prepared);
    const char *message = arena_format(list->run->result->arena, "%.400s: more than a year from %s",
                                       list->outdated, reference);
    return message != NULL
               ? run_warn(list->run, "figures_outdated", "straight_lines", message, list->error)
               : error_memory(list->error);
}

/* revenue / hours * D, at the rate of the start: the whole owner's. Severity and regions do not
 * reduce it, since whoever divides a year's revenue does not know them. */
static blackout_status add_straight_line(struct list *list, const struct row *row)
{
    const struct run *run = list->run;
    struct arena *arena = run->result->arena;
    const struct cell *cells = row->cells;
    const struct cell *as_of = &cells[STRAIGHT_LINES_AS_OF];
    const char *method = run_text(run, cells[STRAIGHT_LINES_METHOD].text);
    string_id currency = cells[STRAIGHT_LINES_CURRENCY].text;
    double rate = run_rate(run, currency);
    if (!isfinite(rate)) {
        return warn_rate(list, STRAIGHT_LINES, method, currency);
    }
    double hourly =
        cells[STRAIGHT_LINES_REVENUE].number / cells[STRAIGHT_LINES_HOURS].number * rate;
    double value = hourly * run->prepared->scenario.duration_hours;
    const struct result_baseline line = {
        .method = copy(run, method),
        .low = value,
        .high = value,
        .formula =
            arena_format(arena,
                         "all of %s, whatever is down: revenue of %.15g in %.6g hours, times "
                         "duration_hours",
                         run_text(run, cells[STRAIGHT_LINES_OWNER].text),
                         cells[STRAIGHT_LINES_REVENUE].number, cells[STRAIGHT_LINES_HOURS].number),
        .source = copy(run, run_text(run, cells[STRAIGHT_LINES_REVENUE].source)),
        .dated = as_of->given,
        .earliest = as_of->given ? as_of->time : 0,
        .latest = as_of->given ? as_of->time : 0};
    blackout_status status = add(list, line);
    return status == BLACKOUT_OK && !note_vintage(list, &line) ? error_memory(list->error) : status;
}

/* Rates of the whole owner, as the press divides them: they know no platforms and no regions. */
static blackout_status add_straight_lines(struct list *list)
{
    const struct run *run = list->run;
    const struct table *table = table_of(run, STRAIGHT_LINES);
    instant time = parameters_time(run->prepared);
    bool *in_force = arena_alloc(run->prepared->arena, table->row_count, sizeof *in_force);
    if (in_force == NULL) {
        return error_memory(list->error);
    }
    blackout_status status = table_rows_in_force(in_force, table, time, list->error);
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &table->rows[i];
        if (in_force[i] &&
            is_owner_hit(run, run_text(run, row->cells[STRAIGHT_LINES_OWNER].text))) {
            status = add_straight_line(list, row);
        }
    }
    return status == BLACKOUT_OK ? warn_vintages(list) : status;
}

/* The figure of the totals once more, among what it is quoted with, so that a reader can reconcile
 * a headline. */
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

/* Of the event as it was: another outage has no published figures. Figures are shown as published,
 * low and high, and not scaled to the length of the scenario. */
static blackout_status add_published(struct list *list)
{
    struct run *run = list->run;
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    const struct row *event = scenario->event_changes == NULL ? scenario->event : NULL;
    const struct table *table = table_of(run, PUBLISHED);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; event != NULL && i < table->row_count && status == BLACKOUT_OK; ++i) {
        const struct cell *cells = table->rows[i].cells;
        if (cells[PUBLISHED_EVENT].text != event->cells[OUTAGES_EVENT].text) {
            continue;
        }
        const double rate = run_rate(run, cells[PUBLISHED_CURRENCY].text);
        if (!isfinite(rate)) {
            status = warn_rate(list, PUBLISHED, run_text(run, cells[PUBLISHED_PUBLISHER].text),
                               cells[PUBLISHED_CURRENCY].text);
            continue;
        }
        /* Who says it and how it was found is part of the line: an estimate of the press is no
         * measurement. */
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
    /* The package's own line first, then those of the press, then what was published: from what is
     * computed to what is only quoted. */
    static blackout_status (*const parts[])(struct list *) = {add_annual, add_straight_lines,
                                                              add_economy, add_published};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == BLACKOUT_OK; ++i) {
        status = parts[i](&list);
    }
    return status;
}
