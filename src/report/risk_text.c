/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year at risk for people: what a year costs, how bad it can get, how rare known outages are, and
 * what that rests on. */
#include <math.h>

#include "report/risk.h"
#include "report/text_table.h"

/* How an amount of money is shown. */
struct unit {
    double scale;     /* it is divided by this ... */
    const char *name; /* ... and carries this: "M USD" */
};

/* Owners, and those who depend on them, have units of their own: a small firm's loss would vanish
 * beside a platform owner's. */
struct page {
    struct writer writer;
    struct arena arena;
    const struct blackout_risk *risk;
    struct unit units[2];
};

/* 0: the owners' side, 1: the other. */
static int side_of(const struct risk_measure *measure)
{
    return measure->kind == RISK_OWNER ? 0 : 1;
}

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static const char *money(struct page *page, int side, double amount)
{
    double scale = page->units[side].scale;
    return text_number(&page->arena, amount / scale, scale > 1 ? 2 : 0);
}

static void choose_units(struct page *page)
{
    static const double millions_from = 1e6;
    double largest[2] = {0, 0};
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        double *of_side = &largest[side_of(measure)];
        *of_side = fmax(*of_side, measure->curve[RISK_CURVE_POINTS - 1].aep);
    }
    for (int side = 0; side < 2; ++side) {
        bool millions = largest[side] >= millions_from;
        page->units[side].scale = millions ? 1e6 : 1;
        page->units[side].name = or_empty(
            arena_format(&page->arena, "%s%s", millions ? "M " : "", page->risk->currency));
    }
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

/* ---- Losses ---------------------------------------------------------------------------------- */

static void write_averages(struct page *page, int side)
{
    static const char *const header[] = {"who",      "loss",    "mean",     "se",      "sd",
                                         "any loss", "1 in 10", "1 in 100", "1 in 250"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 9, 2);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        if (side_of(measure) != side) {
            continue;
        }
        const char *fields[] = {
            label(page, measure),
            measure->loss,
            money(page, side, measure->mean),
            money(page, side, measure->se),
            money(page, side, measure->sd),
            or_empty(arena_format(&page->arena, "%s %%",
                                  text_number(&page->arena, 100 * measure->chance, 1))),
            money(page, side, measure->curve[2].aep),
            money(page, side, measure->curve[5].aep),
            money(page, side, measure->curve[7].aep)};
        text_table_row(&table, fields, 9);
    }
    if (table.row_count > 1) {
        writer_format(
            &page->writer,
            "\nWhat a year costs %s (%s): mean with its standard error, the spread of the "
            "years, and the sum that one year in 10, 100, 250 exceeds\n",
            side == 0 ? "the owner" : "those who depend on it", page->units[side].name);
        text_table_write(&table, &page->writer);
    }
}

static void write_curve(struct page *page, const struct risk_measure *measure)
{
    static const char *const header[] = {"once in years", "worst outage", "mean at or above",
                                         "year's sum", "mean at or above"};
    const int side = side_of(measure);
    struct text_table table;
    text_table_init(&table, &page->arena, header, 5, 0);
    for (size_t i = 0; i < RISK_CURVE_POINTS; ++i) {
        const struct risk_point *point = &measure->curve[i];
        const char *fields[] = {text_number(&page->arena, point->return_period, 0),
                                money(page, side, point->oep), money(page, side, point->tvar_oep),
                                money(page, side, point->aep), money(page, side, point->tvar_aep)};
        text_table_row(&table, fields, 5);
    }
    writer_format(&page->writer, "\n%s of %s %s: what is exceeded once in so many years (%s)\n",
                  measure->loss, measure->of, measure->name, page->units[side].name);
    text_table_write(&table, &page->writer);
}

static void write_convergence(struct page *page)
{
    static const char *const header[] = {"who", "loss", "unit", "years", "mean", "se", "1 in 100"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 7, 3);
    for (size_t m = 0; m < page->risk->measure_count; ++m) {
        const struct risk_measure *measure = &page->risk->measures[m];
        const int side = side_of(measure);
        for (size_t i = 0; measure->platform == SIZE_MAX && i < measure->convergence_count; ++i) {
            const struct risk_convergence *point = &measure->convergence[i];
            const char *fields[] = {i == 0 ? label(page, measure) : "",
                                    i == 0 ? measure->loss : "",
                                    i == 0 ? page->units[side].name : "",
                                    text_number(&page->arena, point->years, 0),
                                    money(page, side, point->mean),
                                    money(page, side, point->se),
                                    point->has_aep ? money(page, side, point->aep_100) : "-"};
            text_table_row(&table, fields, 7);
        }
    }
    writer_put(&page->writer, "\nHow far the mean has settled\n");
    text_table_write(&table, &page->writer);
}

/* ---- Outages --------------------------------------------------------------------------------- */

static void write_outages(struct page *page, const struct risk_owner *owner)
{
    static const char *const header[] = {"outage",    "loss",           "unit",
                                         "hours",     "if again",       "once in years",
                                         "5 to 95 %", "catalogue alone"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 8, 3);
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
                page->units[i].name,
                i > 0 ? "" : text_number(&page->arena, outage->duration_hours, 2),
                money(page, (int)i, rarity->amount),
                rarity->amount > 0 ? years(page, rarity->return_period) : "-",
                rarity->amount > 0 ? years_between(page, &rarity->interval) : "-",
                rarity->in_catalogue && rarity->amount > 0 ? years(page, rarity->catalogue_period)
                                                           : "-"};
            text_table_row(&table, fields, 8);
        }
    }
    if (owner->outage_count > 0) {
        writer_format(&page->writer,
                      "\nKnown outages of %s, if they happened again: how often a year has one "
                      "that costs as much\n",
                      owner->owner);
        text_table_write(&table, &page->writer);
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
            "  %zu catalogued outage%s in %s years (%s to %s), and a prior worth %s years\n",
            owner->events, owner->events == 1 ? "" : "s",
            text_number(&page->arena, owner->observed_years, 1), from, to,
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
    if (about->warnings.count > 0) {
        writer_put(&page->writer, "\nWarnings\n");
    }
    for (size_t i = 0; i < about->warnings.count; ++i) {
        writer_format(&page->writer, "  %s: %s\n", about->warnings.items[i].where,
                      about->warnings.items[i].message);
    }
}

blackout_status report_risk_text(const struct blackout_risk *risk, blackout_sink *sink, void *user,
                                 blackout_error *error)
{
    struct page page = {.risk = risk};
    writer_init(&page.writer, sink, user);
    writer_format(&page.writer, "A year at risk: %s simulated years, seed %.0f\n",
                  text_number(&page.arena, risk->years, 0), risk->seed);
    choose_units(&page);
    write_averages(&page, 0);
    write_averages(&page, 1);
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
