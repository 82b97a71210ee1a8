/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk for people: what a year costs, how bad it can get, how rare known outages are, and
 * what that rests on. */
#include <math.h>

#include "report/risk.h"
#include "report/text_table.h"

struct page {
    struct writer writer;
    struct arena arena;
    const struct blackout_risk *risk;
};

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static const char *millions(struct page *page, double amount)
{
    return text_number(&page->arena, amount / 1e6, 2);
}

/* "12.3", "1,234"; "over 100,000" where no simulated year was as bad. */
static const char *years(struct page *page, double count)
{
    if (!isfinite(count)) {
        return or_empty(
            arena_format(&page->arena, "over %s", text_number(&page->arena, page->risk->years, 0)));
    }
    return text_number(&page->arena, count, count < 100 ? 1 : 0);
}

static const char *years_between(struct page *page, const struct return_period_interval *interval)
{
    return or_empty(arena_format(&page->arena, "%s to %s", years(page, interval->p5),
                                 years(page, interval->p95)));
}

static const char *label(struct page *page, const struct risk_measure *measure)
{
    return or_empty(arena_format(&page->arena, "%s %s", measure->of, measure->name));
}

static void write_table(struct page *page, const struct text_table *table)
{
    text_table_write(table, &page->writer);
    page->writer.failed = page->writer.failed || table->failed;
}

/* ---- Losses ---------------------------------------------------------------------------------- */

static void write_averages(struct page *page)
{
    static const char *const header[] = {"who",      "loss",    "mean",     "se",      "sd",
                                         "any loss", "1 in 10", "1 in 100", "1 in 250"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 9, 2);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        const char *fields[] = {
            label(page, measure),
            measure->loss,
            millions(page, measure->mean),
            millions(page, measure->se),
            millions(page, measure->sd),
            or_empty(arena_format(&page->arena, "%s %%",
                                  text_number(&page->arena, 100 * measure->chance, 1))),
            millions(page, measure->curve[2].aep),
            millions(page, measure->curve[5].aep),
            millions(page, measure->curve[7].aep)};
        text_table_row(&table, fields, 9);
    }
    writer_format(&page->writer,
                  "The losses of a year (M %s): mean with its standard error and the spread of "
                  "the years, and the sum that one year in 10, 100, 250 exceeds\n",
                  page->risk->currency);
    write_table(page, &table);
}

static void write_curve(struct page *page, const struct risk_measure *measure)
{
    static const char *const header[] = {"once in years", "worst outage", "mean at or above",
                                         "year's sum", "mean at or above"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 5, 0);
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        const struct risk_point *point = &measure->curve[i];
        const char *fields[] = {text_number(&page->arena, point->return_period, 0),
                                millions(page, point->oep), millions(page, point->tvar_oep),
                                millions(page, point->aep), millions(page, point->tvar_aep)};
        text_table_row(&table, fields, 5);
    }
    writer_format(&page->writer, "\n%s of %s %s: what is exceeded once in so many years (M %s)\n",
                  measure->loss, measure->of, measure->name, page->risk->currency);
    write_table(page, &table);
}

static void write_convergence(struct page *page)
{
    static const char *const header[] = {"who", "loss", "years", "mean", "se", "1 in 100"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 6, 2);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        for (size_t i = 0; measure->platform == SIZE_MAX && i < measure->convergence_count; ++i) {
            const struct risk_convergence *point = &measure->convergence[i];
            const char *fields[] = {i == 0 ? label(page, measure) : "",
                                    i == 0 ? measure->loss : "",
                                    text_number(&page->arena, point->years, 0),
                                    millions(page, point->mean),
                                    millions(page, point->se),
                                    point->has_aep ? millions(page, point->aep_100) : "-"};
            text_table_row(&table, fields, 6);
        }
    }
    writer_format(&page->writer, "\nHow far the mean has settled (M %s)\n", page->risk->currency);
    write_table(page, &table);
}

/* ---- Outages --------------------------------------------------------------------------------- */

static void write_outages(struct page *page, const struct risk_owner *owner)
{
    static const char *const header[] = {"outage",        "loss",      "hours",          "if again",
                                         "once in years", "5 to 95 %", "catalogue alone"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 7, 2);
    for (size_t k = 0; k < owner->outage_count; ++k) {
        const struct risk_outage *outage = &owner->outages[k];
        for (size_t i = 0; i < 2 && outage->rarities[i].loss != NULL; ++i) {
            const struct risk_rarity *rarity = &outage->rarities[i];
            const char *name = outage->event != NULL ? outage->event : "the scenario's";
            const char *fields[] = {
                i > 0
                    ? ""
                    : or_empty(arena_format(&page->arena, "%s%s", outage->asked ? "* " : "", name)),
                rarity->loss,
                i > 0 ? "" : text_number(&page->arena, outage->duration_hours, 2),
                millions(page, rarity->amount),
                years(page, rarity->return_period),
                years_between(page, &rarity->interval),
                rarity->in_catalogue ? years(page, rarity->catalogue_period) : "-"};
            text_table_row(&table, fields, 7);
        }
    }
    if (owner->outage_count > 0) {
        writer_format(&page->writer,
                      "\nKnown outages of %s, if they happened again (M %s): how often a year has "
                      "one that costs as much\n",
                      owner->owner, page->risk->currency);
        write_table(page, &table);
    }
}

static void write_owner(struct page *page, const struct risk_owner *owner)
{
    char from[CALENDAR_TEXT_SIZE];
    char to[CALENDAR_TEXT_SIZE];
    writer_format(&page->writer, "\nWhat the outages of %s rest on\n", owner->owner);
    if (owner->observed) {
        calendar_print_date(from, owner->observed_from);
        calendar_print_date(to, owner->observed_to);
        writer_format(
            &page->writer,
            "  %zu catalogued outages in %s years (%s to %s), and a prior worth %s years\n",
            owner->events, text_number(&page->arena, owner->observed_years, 1), from, to,
            text_number(&page->arena, owner->rate.years - owner->observed_years, 1));
    } else {
        writer_put(&page->writer, "  no observed years: the prior alone\n");
    }
    writer_format(&page->writer, "  outages a year: %s (5 to 95 %%: %s to %s)\n",
                  text_number(&page->arena, owner->rate.shape / owner->rate.years, 2),
                  text_number(&page->arena, owner->rate_p5, 2),
                  text_number(&page->arena, owner->rate_p95, 2));
    writer_format(&page->writer,
                  "  half of them last longer than %s hours (from %zu known lengths and a prior)\n",
                  text_number(&page->arena, exp(owner->log_hours.mean), 1), owner->lengths);
    for (size_t i = 0; i < owner->footprint_count; ++i) {
        const struct risk_footprint *footprint = &owner->footprints[i];
        if (footprint->event != NULL) {
            writer_format(&page->writer, "  can strike what %s struck: %s, severity %s%s%s\n",
                          footprint->event, or_empty(footprint->platforms),
                          text_number(&page->arena, footprint->severity, 2),
                          or_empty(footprint->regions)[0] != '\0' ? ", in " : "",
                          or_empty(footprint->regions));
        }
    }
    for (size_t i = 0; i < owner->left_out_count; ++i) {
        writer_format(&page->writer, "  %s: %s\n", or_empty(owner->left_out[i].event),
                      owner->left_out[i].why);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

static void write_warnings(struct page *page)
{
    const struct result *about = &page->risk->about;
    if (about->warning_count > 0) {
        writer_put(&page->writer, "\nWarnings\n");
    }
    for (size_t i = 0; i < about->warning_count; ++i) {
        writer_format(&page->writer, "  %s: %s\n", about->warnings[i].where,
                      about->warnings[i].message);
    }
}

blackout_status report_risk_text(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                 blackout_error *error)
{
    struct page page = {.risk = risk};
    writer_init(&page.writer, sink, user);
    writer_format(&page.writer, "A year at risk: %s simulated years, seed %.0f\n\n",
                  text_number(&page.arena, risk->years, 0), risk->seed);
    write_averages(&page);
    for (size_t m = 0; m < risk->measure_count; ++m) {
        if (risk->measures[m].platform == SIZE_MAX) {
            write_curve(&page, &risk->measures[m]);
        }
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        write_outages(&page, &risk->owners[p]);
    }
    for (size_t p = 0; p < risk->owner_count; ++p) {
        write_owner(&page, &risk->owners[p]);
    }
    write_convergence(&page);
    write_warnings(&page);
    arena_free(&page.arena);
    return writer_finish(&page.writer, error);
}
