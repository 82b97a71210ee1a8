/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drives the totals: Sobol indices, and a tornado of each input at the ends of its range. The
 * two answer different questions: a swing is of one input with all others at their centres, a total
 * index has what it does together with them. */
#include <math.h>

#include "document/chart.h"
#include "estimate/result.h"
#include "report/amounts.h"
#include "report/builders.h"
#include "report/drivers.h"
#include "report/names.h"
#include "report/rests_on.h"
#include "report/settings.h"
#include "report/source.h"

/* Drivers that a page shows, and the last one, "all others"; the JSON has all. */
enum { SHOWN_DRIVERS = 20 };

static const struct style index_style = {.places = 2};

static struct value index_value(bool present, const double index[3])
{
    return value_if(present, value_estimate(index[0], index[1], index[2], &index_style));
}

static void driver_row(struct document *document, struct sheet *table,
                       const struct result_driver *driver, const struct amounts *amounts)
{
    const struct value values[] = {
        value_named(driver->factor, path_words(document, driver->factor)),
        index_value(driver->has_indices, driver->total),
        index_value(driver->has_indices, driver->first),
        value_if(driver->has_swing, amounts_value(amounts, driver->low)),
        value_if(driver->has_swing, amounts_value(amounts, driver->high))};
    sheet_row(table, values, 5);
}

/* From the rows that are shown, so that picture and table have the same inputs. */
static void add_tornado(struct document *document, const struct result_sensitivity *analysis,
                        const struct sheet *table, const char *currency)
{
    const struct chart_series series = {.name = analysis->target,
                                        .low = chart_column(table, 3, PART_NUMBER),
                                        .high = chart_column(table, 4, PART_NUMBER)};
    const char *name = total_name(analysis->target);
    const struct chart chart = {
        .kind = CHART_TORNADO,
        .name = analysis->target,
        .title = "The total with one input at its 5 % and 95 % value",
        .y = {.title = name != NULL ? name : analysis->target, .unit = currency},
        .labels = chart_column(table, 0, PART_NUMBER),
        .centre = analysis->central,
        .series = &series,
        .series_count = 1};
    document_chart(document, &chart);
}

/* Inputs that do not move the total are left out, and beyond SHOWN_DRIVERS those of the smallest
 * swings too. The last row is "all others", of which alone there are indices for what was not
 * ranked, and is shown however many are left out before it. */
static void add_drivers(struct document *document, const struct result_sensitivity *analysis,
                        const struct amounts *amounts)
{
    static const struct column columns[] = {
        {"input", true}, {"total index"}, {"first order"}, {"at its 5 %"}, {"at its 95 %"}};
    struct sheet *table = sheet_new(document, columns, 5);
    for (size_t i = 0; i < analysis->driver_count; ++i) {
        const struct result_driver *driver = &analysis->drivers[i];
        const bool moves = !driver_moves_nothing(driver, analysis->central);
        if (moves && (i < SHOWN_DRIVERS || i + 1 == analysis->driver_count)) {
            driver_row(document, table, driver, amounts);
        }
    }
    document_table(document, table);
    /* Inputs without a swing, such as all others together, have no bar. */
    add_tornado(document, analysis, table, amounts->currency);
}

/* The unit has to fit the ends of the tornado, which can lie far above the centre. */
static double largest_of(const struct result_sensitivity *analysis)
{
    double largest = analysis->central;
    for (size_t i = 0; i < analysis->driver_count; ++i) {
        const struct result_driver *driver = &analysis->drivers[i];
        largest = driver->has_swing ? fmax(largest, fmax(driver->low, driver->high)) : largest;
    }
    return largest;
}

static void add_analysis(struct document *document, const struct result_sensitivity *analysis,
                         const char *currency)
{
    const struct amounts amounts = amounts_fine(document, currency, largest_of(analysis));
    const struct value title = total_value(analysis->target);
    const struct value central = amounts_value(&amounts, analysis->central);
    document_heading(document, 1, "{}", &title, 1);
    document_heading_unit(document, amounts.unit);
    document_add(document, ": {} at the centre", &central, 1);
    const size_t without_effect = drivers_without_effect(analysis);
    add_drivers(document, analysis, &amounts);
    if (without_effect > 0) {
        const struct value count = value_number((double)without_effect, &style_ungrouped);
        document_note(document, 1, "{} more inputs do not move it.", &count, 1);
    }
    const struct value widest = value_number(analysis->widest, &index_style);
    document_note(document, 1, "The widest interval of an index is {}: ", &widest, 1);
    document_add(document,
                 analysis->converged ? "converged." : "not converged; ask for more samples.", NULL,
                 0);
}

/* ": owner's loss, net, most by platforms, meta, *, annual revenue (total index 0.243)". The driver
 * of the largest index, or without indices of the largest swing, which is the first. */
static void add_largest(struct document *document, const struct result_sensitivity *analysis,
                        const char *gap)
{
    const struct result_driver *largest = NULL;
    for (size_t i = 0; i < analysis->driver_count; ++i) {
        const struct result_driver *driver = &analysis->drivers[i];
        const bool larger = largest == NULL || (driver->has_indices && largest->has_indices &&
                                                driver->total[0] > largest->total[0]);
        largest = larger && !driver_moves_nothing(driver, analysis->central) ? driver : largest;
    }
    if (largest != NULL) {
        const char *name = total_name(analysis->target);
        const struct value values[] = {
            value_text(gap), value_text(name != NULL ? name : analysis->target),
            value_named(largest->factor, path_words(document, largest->factor))};
        const struct value index = value_number(largest->total[0], &index_style);
        document_add(document, "{} {}, most by {}", values, 3);
        if (largest->has_indices) {
            document_add(document, " (total index {})", &index, 1);
        }
    }
}

/* As many for each total, whose own largest inputs they are laid out for. */
static size_t points_of(const struct result *result)
{
    return result->sensitivity_count > 0 ? result->sensitivities[0].samples : 0;
}

void report_sensitivity_page(struct document *document, const void *what)
{
    const struct result *result = what;
    struct rests_on rests = {0};
    document->title = "What drives the losses";
    document->warnings = &result->warnings;
    document->control = &result->control;
    report_source(document, result->inputs, result->input_count);
    document_paragraph(document, "What drives the losses", NULL, 0);
    document_headline(document);
    for (size_t i = 0; i < result->sensitivity_count; ++i) {
        add_largest(document, &result->sensitivities[i], i > 0 ? ";" : ":");
    }
    document_add(document, ".", NULL, 0);
    rests_on_add(&rests, &result->scenario);
    rests_on_dates(document, &rests);
    document_add(document, "{} points for each input, seed {}.",
                 (struct value[]){value_number((double)points_of(result), &style_count),
                                  value_number(rests.seed, &style_ungrouped)},
                 2);
    settings_add(document, "the scenario", &result->scenario);
    document_paragraph(document,
                       "Sobol indices with 90 % intervals, and the total with one input at its 5 % "
                       "and 95 % value.",
                       NULL, 0);
    for (size_t i = 0; i < result->sensitivity_count; ++i) {
        add_analysis(document, &result->sensitivities[i], result->scenario.currency);
    }
}
