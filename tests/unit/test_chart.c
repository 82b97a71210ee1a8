/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/chart: which numbers a chart has, by hand. */
#include "document/chart.h"

#include <math.h>
#include <string.h>

#include "check.h"

static const struct style two = {.magnitude = MAGNITUDE_MILLION, .places = 2};

/* Three rows: a loss with its interval; one that is absent; one without a name. */
static struct sheet *make_table(struct document *document)
{
    static const struct column columns[] = {{"platform", true}, {"loss"}, {"range"}, {"start"}};
    struct sheet *table = sheet_new(document, columns, 4);
    sheet_row(table,
              (struct value[]){value_text("alpha"), value_number(2385000, &two),
                               value_interval(1250000, 4125000, &two), value_instant(1633361940)},
              4);
    sheet_row(table, (struct value[]){value_text("beta"), value_absent(), value_empty()}, 3);
    sheet_row(table,
              (struct value[]){value_empty(), value_estimate(3.5, 2.25, 4.75, &two),
                               value_duration(6.25), value_date(86400)},
              4);
    return table;
}

/* Numbers have their own unit, whatever people are shown. */
static void numbers_are_those_of_a_column(void **state)
{
    struct document document = {0};
    const struct sheet *table = make_table(&document);
    struct chart_numbers losses = chart_column(table, 1, PART_NUMBER);
    (void)state;
    assert_int_equal(losses.count, 3);
    check_near(chart_number(&losses, 0), 2385000, 0);
    assert_true(isnan(chart_number(&losses, 1)));
    check_near(chart_number(&losses, 2), 3.5, 0);
    assert_true(isnan(chart_number(&losses, 3)));
    struct chart_numbers names = chart_column(table, 0, PART_NUMBER);
    assert_true(isnan(chart_number(&names, 0)));
    document_free(&document);
}

static void intervals_have_two_ends(void **state)
{
    struct document document = {0};
    const struct sheet *table = make_table(&document);
    const struct chart_numbers low = chart_column(table, 2, PART_LOW);
    const struct chart_numbers high = chart_column(table, 2, PART_HIGH);
    const struct chart_numbers of_estimates = chart_column(table, 1, PART_HIGH);
    (void)state;
    check_near(chart_number(&low, 0), 1250000, 0);
    check_near(chart_number(&high, 0), 4125000, 0);
    assert_true(isnan(chart_number(&low, 1)));
    assert_true(isnan(chart_number(&high, 2))); /* a duration */
    assert_true(isnan(chart_number(&of_estimates, 0)));
    check_near(chart_number(&of_estimates, 2), 4.75, 0);
    document_free(&document);
}

/* 1633361940 is 2021-10-04T15:39:00Z. */
static void times_are_seconds_and_durations_hours(void **state)
{
    struct document document = {0};
    const struct sheet *table = make_table(&document);
    const struct chart_numbers starts = chart_column(table, 3, PART_NUMBER);
    const struct chart_numbers lengths = chart_rows(table, 2, 2, 1);
    (void)state;
    check_near(chart_number(&starts, 0), 1633361940, 0);
    check_near(chart_number(&starts, 2), 86400, 0);
    check_near(chart_number(&lengths, 0), 6.25, 0);
    assert_true(isnan(chart_number(&lengths, 1)));
    document_free(&document);
}

static void labels_are_texts(void **state)
{
    char buffer[VALUE_PRINT_SIZE];
    struct document document = {0};
    const struct sheet *table = make_table(&document);
    const struct chart_numbers labels = chart_column(table, 0, PART_NUMBER);
    const struct chart_numbers losses = chart_rows(table, 1, 0, 1);
    const struct chart_numbers none = {0};
    (void)state;
    assert_string_equal(chart_label(buffer, &labels, 1), "beta");
    assert_string_equal(chart_label(buffer, &labels, 2), "");
    assert_string_equal(chart_label(buffer, &labels, 3), "");
    assert_string_equal(chart_label(buffer, &losses, 0), "2.38"); /* the double is below 2.385 */
    assert_string_equal(chart_label(buffer, &none, 0), "");
    document_free(&document);
}

static void own_numbers_need_no_table(void **state)
{
    static const double numbers[] = {0.25, 2.385};
    const struct chart_numbers own = chart_own(numbers, 2);
    const struct chart_numbers of_nothing = chart_column(NULL, 3, PART_NUMBER);
    (void)state;
    check_near(chart_number(&own, 1), 2.385, 0);
    assert_true(isnan(chart_number(&own, 2)));
    assert_true(isnan(chart_number(&of_nothing, 0)));
}

/* What the caller had may go. */
static void a_document_keeps_a_copy(void **state)
{
    struct document document = {0};
    const struct sheet *table = make_table(&document);
    struct chart_series series[] = {
        {.name = "loss", .values = chart_column(table, 1, PART_NUMBER)}};
    struct chart chart = {.kind = CHART_WATERFALL,
                          .name = "losses",
                          .labels = chart_column(table, 0, PART_NUMBER),
                          .series = series,
                          .series_count = 1};
    (void)state;
    document_chart(&document, &chart);
    memset(series, 0, sizeof series);
    memset(&chart, 0, sizeof chart);
    assert_int_equal(document.blocks[0].kind, BLOCK_CHART);
    const struct chart *kept = document.blocks[0].chart;
    assert_string_equal(kept->name, "losses");
    assert_string_equal(kept->series[0].name, "loss");
    check_near(chart_number(&kept->series[0].values, 0), 2385000, 0);
    document_free(&document);
}

static void a_failure_sticks(void **state)
{
    struct document document = {.failed = true};
    const struct chart chart = {.kind = CHART_LINES};
    (void)state;
    document_chart(&document, &chart);
    assert_true(document.failed);
    assert_int_equal(document.block_count, 0);
    document_free(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_a_column),
        cmocka_unit_test(intervals_have_two_ends),
        cmocka_unit_test(times_are_seconds_and_durations_hours),
        cmocka_unit_test(labels_are_texts),
        cmocka_unit_test(own_numbers_need_no_table),
        cmocka_unit_test(a_document_keeps_a_copy),
        cmocka_unit_test(a_failure_sticks),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
