/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference class: what it says, the outages it was fitted to, what of it is the priors'; and
 * the table that it makes. The table is for a package, and so goes to few digits; the page and the
 * records have what is needed to doubt it. */
#include <math.h>

#include "calibrate/calibrate.h"
#include "document/chart.h"
#include "report/amounts.h"
#include "report/builders.h"

static const struct style log_style = {.places = 2};
static const struct style factor_style = {.places = 2};
static const struct style table_style = {.places = CALIBRATION_PLACES, .ungrouped = true};

static struct value amount(const struct past_outage *outage, double value)
{
    return value_amount(value, outage->currency, amounts_in_millions);
}

/* ---- The outages ----------------------------------------------------------------------------- */

/* Logarithms, so that half and twice the estimate are as far off. */
static void add_ratios(struct document *document, const struct sheet *table)
{
    enum { EVENT = 0, LOG_RATIO = 4 };
    const struct chart_series series = {.name = "ln ratio",
                                        .values = chart_column(table, LOG_RATIO, PART_NUMBER)};
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = "ratios",
                                .title = "Loss that was measured, against its estimate",
                                .band = "0: they are equal; -0.69 is half, 0.69 twice the "
                                        "estimate.",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "ln(measured / estimate)", .unit = ""},
                                .labels = chart_column(table, EVENT, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    document_chart(document, &chart);
}

/* An outage that pulls the class towards itself looks ordinary beside it: the last column is where
 * the class would lie had it not been seen. */
static void add_cases(struct document *document, const struct blackout_calibration *calibration)
{
    enum { COLUMNS = 9 };
    static const struct column columns[COLUMNS] = {
        {"event", true}, {"currency", true}, {"measured"},  {"estimate"},           {"ln ratio"},
        {"inputs' sd"},  {"residual"},       {"in scales"}, {"location without it"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < calibration->case_count; ++i) {
        const struct calibration_case *c = &calibration->cases[i];
        const struct past_estimate *estimate = &c->outage->estimates[PAST_MODEL];
        const struct value values[COLUMNS] = {value_text(c->outage->event),
                                              value_text(c->outage->currency),
                                              amount(c->outage, c->outage->loss),
                                              amount(c->outage, estimate->central),
                                              value_number(estimate->y, &log_style),
                                              value_number(estimate->s, &log_style),
                                              value_number(c->residual, &log_style),
                                              value_number(c->standardised, &log_style),
                                              value_number(c->location_without, &log_style)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1, "Outages, the furthest off first", NULL, 0);
    document_heading_unit(document, "millions");
    document_table(document, table);
    add_ratios(document, table);
    document_note(document, 1,
                  "ln ratio: of what was measured to the estimate without the model's own error. A "
                  "range that was published is taken at its geometric midpoint.",
                  NULL, 0);
}

/* Measured losses that no class learns from, each with its reason: what is left out of a fit
 * decides it as much as what is in it. */
static void add_not_used(struct document *document, const struct blackout_calibration *calibration)
{
    if (calibration->not_used_count > 0) {
        document_heading(document, 1, "Not used", NULL, 0);
    }
    for (size_t i = 0; i < calibration->not_used_count; ++i) {
        const struct past_outage *outage = calibration->not_used[i];
        const struct value values[] = {value_text(outage->event), value_text(outage->publisher),
                                       value_text(outage->why_not)};
        document_note(document, 1, "{}, {}: {}", values, 3);
    }
}

/* ---- The class and its priors ---------------------------------------------------------------- */

/* The factors on an estimate between which nine in ten losses lie, its inputs being certain. exp()
 * of the interval of ln(loss / estimate): a reader thinks in factors. */
static struct value factors(const struct loss_class *fitted)
{
    return value_interval(exp(fitted->p5), exp(fitted->p95), &factor_style);
}

static void add_priors(struct document *document, const struct blackout_calibration *calibration)
{
    enum { COLUMNS = 6 };
    static const struct column columns[COLUMNS] = {{"of", true}, {"prior", true}, {"mean"},
                                                   {"sd"},       {"mean after"},  {"sd after"}};
    const struct calibration_parameter *after[LOSS_CLASS_TERMS] = {
        [LOSS_LOCATION] = &calibration->location,
        [LOSS_LOG_SCALE] = &calibration->log_scale,
        [LOSS_DEGREES] = &calibration->degrees};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (int i = 0; i < LOSS_CLASS_TERMS; ++i) {
        const struct loss_class_prior *prior = &loss_class_priors[i];
        const struct value values[COLUMNS] = {value_text(prior->term),
                                              value_word(prior->distribution),
                                              value_number(prior->mean, &log_style),
                                              value_number(prior->sd, &log_style),
                                              value_number(after[i]->mean, &log_style),
                                              value_number(after[i]->sd, &log_style)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1, "What was believed before, and after the outages", NULL, 0);
    document_table(document, table);
    for (int i = 0; i < LOSS_CLASS_TERMS; ++i) {
        const struct value values[] = {value_text(loss_class_priors[i].term),
                                       value_text(loss_class_priors[i].reason)};
        document_note(document, 1, "{}: {}.", values, 2);
    }
}

static void influence_row(struct sheet *table, const char *what, const struct loss_class *fitted)
{
    const struct reference_prediction *prediction = &fitted->prediction;
    const struct value values[] = {value_text(what), value_number(prediction->location, &log_style),
                                   value_number(prediction->scale, &log_style),
                                   value_number(prediction->degrees, &log_style), factors(fitted)};
    sheet_row(table, values, 5);
}

/* The first row is the class itself, with which the others are compared. */
static void add_influences(struct document *document,
                           const struct blackout_calibration *calibration)
{
    static const struct column columns[] = {
        {"prior", true}, {"location"}, {"scale"}, {"degrees"}, {"90 %, as factors"}};
    struct sheet *table = sheet_new(document, columns, 5);
    influence_row(table, "as above", &calibration->fitted);
    for (int i = 0; i < CALIBRATION_INFLUENCES; ++i) {
        influence_row(table, calibration->influences[i].what, &calibration->influences[i].fitted);
    }
    document_heading(document, 1, "The class with other priors", NULL, 0);
    document_table(document, table);
}

/* The middle is the median: exp() of the location leaves half of the losses on each side. */
void report_calibrate_page(struct document *document, const void *what)
{
    const struct blackout_calibration *calibration = what;
    const struct reference_prediction *prediction = &calibration->fitted.prediction;
    const struct value head[] = {value_number(exp(prediction->location), &factor_style),
                                 factors(&calibration->fitted),
                                 value_number((double)calibration->fitted.events, &style_ungrouped),
                                 value_text(calibration->packages)};
    const struct value fit[] = {value_number(prediction->location, &log_style),
                                value_number(prediction->scale, &log_style),
                                value_number(prediction->degrees, &log_style)};
    document->title = "The model's own error";
    document->warnings = &calibration->warnings;
    document->control = &calibration->control;
    document_paragraph(
        document,
        "Losses were {} times the estimate in the middle, once what its inputs leave "
        "open is taken out (90 %: {}), by {} outages of {} whose owner measured the "
        "loss.",
        head, 4);
    document_paragraph(document,
                       "ln(loss / estimate) of a next outage: location {}, scale {}, Student's t "
                       "with {} degrees of freedom.",
                       fit, 3);
    add_cases(document, calibration);
    add_priors(document, calibration);
    add_influences(document, calibration);
    add_not_used(document, calibration);
}

/* ---- Records --------------------------------------------------------------------------------- */

void report_calibrate_records(struct document *document, const void *what)
{
    enum { COLUMNS = 13 };
    static const struct column columns[COLUMNS] = {
        {"package", true},   {"event", true},   {"kind", true},     {"publisher", true},
        {"currency"},        {"published_low"}, {"published_high"}, {"estimate"},
        {"log_ratio"},       {"input_sd"},      {"residual"},       {"standardised"},
        {"location_without"}};
    const struct blackout_calibration *calibration = what;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < calibration->case_count; ++i) {
        const struct calibration_case *c = &calibration->cases[i];
        const struct past_outage *outage = c->outage;
        const struct past_estimate *estimate = &outage->estimates[PAST_MODEL];
        const struct value values[COLUMNS] = {value_text(c->package),
                                              value_text(outage->event),
                                              value_text(outage->kind),
                                              value_text(outage->publisher),
                                              value_text(outage->currency),
                                              amount(outage, outage->low),
                                              amount(outage, outage->high),
                                              amount(outage, estimate->central),
                                              value_number(estimate->y, &log_style),
                                              value_number(estimate->s, &log_style),
                                              value_number(c->residual, &log_style),
                                              value_number(c->standardised, &log_style),
                                              value_number(c->location_without, &log_style)};
        sheet_row(table, values, COLUMNS);
    }
    document->csv.quote_texts = true;
    document_table(document, table);
}

/* ---- The table model_error ------------------------------------------------------------------- */

/* Rounded, so that the table is the same on every machine: exp, log and sin of different processors
 * differ in their last digits. */
static struct value rounded(double value, int places)
{
    const double unit = pow(10, places);
    return value_number(round(value * unit) / unit, &table_style);
}

/* Columns are those of the table `model_error` (tables/schema.c), then those that any table may
 * have. The file takes the place of the first package's own table, and so goes on with its rows for
 * borrowed hours: a calibration has nothing to say of these, and they would be lost. */
void report_calibrate_table(struct document *document, const void *what)
{
    enum { COLUMNS = 9 };
    static const struct column columns[COLUMNS] = {
        {"quantity"}, {"duration_hours"}, {"log_sd"}, {"location"},    {"scale"},
        {"degrees"},  {"events"},         {"basis"},  {"source", true}};
    const struct blackout_calibration *calibration = what;
    const struct reference_prediction *prediction = &calibration->fitted.prediction;
    const char *source = document_format(document,
                                         "fitted by `blackout calibrate` to %zu outages of %s "
                                         "whose owner measured the loss of sales",
                                         calibration->fitted.events, calibration->packages);
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    const struct value fitted[COLUMNS] = {
        /* Of any length, and so without hours. */
        value_word("owner_revenue_loss"),
        value_empty(),
        value_empty(),
        rounded(prediction->location, CALIBRATION_PLACES),
        rounded(prediction->scale, CALIBRATION_PLACES),
        rounded(prediction->degrees, CALIBRATION_DEGREES_PLACES),
        value_number((double)calibration->fitted.events, &style_ungrouped),
        value_word("derived"),
        value_text(source)};
    sheet_row(table, fitted, COLUMNS);
    for (size_t i = 0; i < calibration->hours_count; ++i) {
        const struct calibration_hours *hours = &calibration->hours[i];
        const struct value values[COLUMNS] = {value_word("owner_revenue_loss"),
                                              value_number(hours->duration_hours, &table_style),
                                              value_number(hours->log_sd, &table_style),
                                              value_empty(),
                                              value_empty(),
                                              value_empty(),
                                              value_empty(),
                                              value_word(hours->basis),
                                              value_text(hours->source)};
        sheet_row(table, values, COLUMNS);
    }
    document->csv.as_they_are = true; /* it is read again */
    document_table(document, table);
}
