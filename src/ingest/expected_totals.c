/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals agree to the cent, or to the last decimal of an expectation that has more of them. */
#include "ingest/expected_totals.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/currency_codes.h"
#include "core/error.h"
#include "core/number.h"

enum { CURRENCY_LENGTH = 3, MOST_DECIMALS = 9, CENT_DECIMALS = 2 };

struct expected {
    double amount;
    int decimals; /* to which totals are compared */
    char currency[CURRENCY_LENGTH + 1];
};

/* "1234567.89EUR", "1234567.89 EUR": as a program writes numbers, whatever the file does. One with
 * fewer than two decimals is compared to the cent, for "1234567EUR" says that there are none. */
static bool read_expected(struct expected *expected, const char *text)
{
    static const struct number_format plain = {.decimal = '.'};
    const size_t length = strlen(text);
    if (length <= CURRENCY_LENGTH) {
        return false;
    }
    const char *currency = text + length - CURRENCY_LENGTH;
    size_t digits = length - CURRENCY_LENGTH;
    digits -= text[digits - 1] == ' ' && digits > 1 ? 1 : 0;
    const char *point = memchr(text, '.', digits);
    const size_t decimals = point != NULL ? (size_t)(text + digits - point - 1) : 0;
    memcpy(expected->currency, currency, CURRENCY_LENGTH + 1);
    expected->decimals = decimals > CENT_DECIMALS ? (int)decimals : CENT_DECIMALS;
    return decimals <= MOST_DECIMALS && currency_code_is_shaped(currency, CURRENCY_LENGTH) &&
           number_parse(&expected->amount, text, digits, &plain) == NUMBER_OK;
}

/* A currency that is given twice has one right total at most; before any file is read, so that a
 * typing error costs nothing. */
blackout_status expected_totals_check(const blackout_dataset_options *options,
                                      blackout_error *error)
{
    for (size_t i = 0; i < options->expected_total_count; ++i) {
        struct expected total = {0};
        if (!read_expected(&total, options->expected_totals[i])) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "expect-total",
                               "expect-total is not an amount and a currency ('%.60s'); an amount "
                               "like 1234567.89EUR, with a point and without grouping",
                               options->expected_totals[i]);
        }
        for (size_t k = 0; k < i; ++k) {
            struct expected other = {0};
            read_expected(&other, options->expected_totals[k]);
            if (strcmp(other.currency, total.currency) == 0) {
                return error_field(error, BLACKOUT_ERROR_USAGE, "expect-total",
                                   "expect-total has a currency twice ('%s'); give each once",
                                   total.currency);
            }
        }
    }
    return BLACKOUT_OK;
}

/* ---- What may have gone wrong ---------------------------------------------------------------- */

/* A ratio is near a factor within this: a few rows more or less do not hide it. */
static const double factor_tolerance = 0.005;

/* ": about 1000 times too small, ..."; "" where the ratio is near no power of ten. */
static void print_factor(char *text, size_t size, double read, double expected)
{
    static const int factors[] = {10, 100, 1000};
    text[0] = '\0';
    for (size_t i = 0; i < sizeof factors / sizeof factors[0] && read != 0 && expected != 0; ++i) {
        const double too_large = read / expected / factors[i];
        const double too_small = expected / read / factors[i];
        const bool is_large = fabs(too_large - 1) < factor_tolerance;
        if (is_large || fabs(too_small - 1) < factor_tolerance) {
            snprintf(text, size, ", about %d times too %s: look for %s", factors[i],
                     is_large ? "large" : "small",
                     factors[i] == 1000 ? "a thousands mark that is read as a decimal mark, or "
                                          "amounts in thousands"
                                        : "a decimal mark that is lost, or cents for whole units");
        }
    }
}

/* The sum that a user may have from a list of businesses, in which each has one line. */
static double once_each(const blackout_dataset *dataset, const char *currency)
{
    const string_id id = dataset_find_text(dataset, currency);
    const uint32_t at = id != STRING_UNKNOWN ? cells_find_money(&dataset->cells, id) : LOOKUP_NONE;
    return at != LOOKUP_NONE ? sum_value(&dataset->cells.money[at].revenue) : 0;
}

static bool agrees(const struct expected *expected, double total)
{
    /* half of the last decimal, and what doubles of this size cannot tell apart */
    const double rounding = 0.5 * pow(10, -expected->decimals);
    return fabs(total - expected->amount) <= rounding + 4 * fabs(total) * 0x1p-52;
}

/* The other total is the better hint of the two: a factor of ten between them would be chance. */
static void fault(const blackout_dataset *dataset, const struct expected *expected, double total,
                  size_t rows, struct diagnostics *diagnostics)
{
    enum { HINT_SIZE = 160 };
    const struct table *table = &dataset->tables[DEPENDENCIES];
    const struct place place = {table->present ? table->source : "dependencies", 1,
                                table->present ? table->places[DEPENDENCIES_ANNUAL_REVENUE] : 1,
                                "annual_revenue"};
    char wanted[NUMBER_FIXED_SIZE];
    char found[NUMBER_FIXED_SIZE];
    char difference[NUMBER_FIXED_SIZE];
    char hint[HINT_SIZE];
    number_print_grouped(wanted, sizeof wanted, expected->amount, expected->decimals);
    number_print_grouped(found, sizeof found, total, expected->decimals);
    number_print_grouped(difference, sizeof difference, total - expected->amount,
                         expected->decimals);
    print_factor(hint, sizeof hint, total, expected->amount);
    if (agrees(expected, once_each(dataset, expected->currency))) {
        snprintf(hint, sizeof hint,
                 ": that is the total with each business counted once; give that of all rows");
    }
    diagnostics_fault(diagnostics, &place, "total_differs",
                      "the revenue of all rows is not the expected total ('%s %s'); read %s %s in "
                      "%zu row%s, difference %s %s%s",
                      wanted, expected->currency, found, expected->currency, rows,
                      rows == 1 ? "" : "s", difference, expected->currency, hint);
}

/* Agreement is noted too: the report says that the total was expected. A currency that the file
 * does not have has the total 0. They have been read before, so that reading cannot fail here. */
void expected_totals_compare(blackout_dataset *dataset, const blackout_dataset_options *options,
                             struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < options->expected_total_count; ++i) {
        struct expected expected = {0};
        read_expected(&expected, options->expected_totals[i]);
        const struct control_money *money = control_find(&dataset->control, expected.currency);
        const double total = money != NULL ? control_read_amount(money) : 0;
        if (!agrees(&expected, total)) {
            fault(dataset, &expected, total, money != NULL ? money->rows_read : 0, diagnostics);
        } else {
            control_expect(&dataset->control, expected.currency, expected.amount);
        }
    }
}
