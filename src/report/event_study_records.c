/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table event_returns, one a share, owners and peers: what it writes can be a table of
 * a package. Its columns of windows are those of the study; a package reads those that
 * tables/schema.c names, and passes over others with a warning. Returns are fractions. */
#include "market/event_study.h"
#include "report/builders.h"

enum { LEADING = 12, COLUMNS = LEADING + 2 * MOST_WINDOWS + 1 };

/* For the sheet of records in a workbook: CSV has all digits. */
static const struct style plain = {.places = 6};

/* car_m1_1: days -1 to 1, as the columns of the table are called. */
static const char *window_name(struct document *document, const char *figure,
                               struct day_range range)
{
    return document_format(document, "%s_%s%d_%s%d", figure, range.first < 0 ? "m" : "",
                           range.first < 0 ? -range.first : range.first, range.last < 0 ? "m" : "",
                           range.last < 0 ? -range.last : range.last);
}

static struct value fraction(bool present, double number)
{
    return value_if(present, value_number(number, &plain));
}

static const char *model_name(struct document *document, const blackout_study *study,
                              const struct study_unit *unit)
{
    return document_format(document, "%s%s_%s", unit->model,
                           unit->estimation.terms > 0 ? "_ols" : "",
                           study->kind == RETURN_LOG ? "log" : "simple");
}

/* A row's values; `windows` are those of the study, which every share has. */
static void add_row(struct sheet *table, const blackout_study *study, const struct study_case *one,
                    const struct study_unit *unit)
{
    const struct study_estimation *estimation = &unit->estimation;
    const size_t windows = study->test_count;
    /* The market value is the owner's: a rival's is not known. */
    const bool has_value = unit == &one->unit && one->has_market_cap;
    /* The column is a key of the table, and so is never empty: a day that was named has its date.
     */
    struct value values[COLUMNS] = {one->event != NULL ? value_text(one->event)
                                                       : value_date(unit->day0),
                                    value_text(unit->symbol),
                                    value_text(one->index),
                                    value_word(unit->role),
                                    value_date(unit->day0),
                                    value_text(model_name(table->document, study, unit)),
                                    value_number((double)estimation->days, &style_ungrouped),
                                    fraction(estimation->terms > 0, estimation->coefficients[0]),
                                    fraction(estimation->terms > 1, estimation->coefficients[1]),
                                    fraction(true, estimation->residual_sd),
                                    fraction(true, unit->raw.fraction),
                                    fraction(unit->has_market, unit->market)};
    for (size_t i = 0; i < windows; ++i) {
        const struct study_window *window = &unit->windows[i];
        values[LEADING + 2 * i] = fraction(window->covered, window->sum.car);
        values[LEADING + 2 * i + 1] = fraction(window->covered, window->sum.standard_error);
    }
    values[LEADING + 2 * windows] =
        value_if(has_value, value_amount(one->market_cap_before, one->currency, &style_count));
    sheet_row(table, values, LEADING + 2 * windows + 1);
}

static struct sheet *new_table(struct document *document, const blackout_study *study)
{
    struct column columns[COLUMNS] = {{"event"}, {"symbol"},      {"index_symbol"},    {"role"},
                                      {"day0"},  {"model"},       {"estimation_days"}, {"alpha"},
                                      {"beta"},  {"residual_sd"}, {"raw_0"},           {"index_0"}};
    size_t count = LEADING;
    for (size_t i = 0; i < study->test_count; ++i) {
        columns[count++].name = window_name(document, "car", study->tests[i].days);
        columns[count++].name = window_name(document, "se", study->tests[i].days);
    }
    columns[count++].name = "market_cap_before";
    return sheet_new(document, columns, count);
}

void report_event_study_records(struct document *document, const void *what)
{
    const blackout_study *study = what;
    struct sheet *table = new_table(document, study);
    /* Without a table there is no document that a row's own texts could belong to. */
    for (size_t i = 0; table != NULL && i < study->case_count; ++i) {
        const struct study_case *one = &study->cases[i];
        add_row(table, study, one, &one->unit);
        for (size_t k = 0; k < one->peer_count; ++k) {
            add_row(table, study, one, &one->peers[k]);
        }
    }
    document->csv.crlf = true;
    document_table(document, table);
}
