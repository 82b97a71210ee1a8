/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/base_rows: what is said of rows of a base that were left out. Expected: written by hand.
 */
#include "ingest/base_rows.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "tables/diagnostics.h"

struct said {
    blackout_severity severity;
    size_t line;
    size_t count;
    char message[256];
};

static void keep(void *user, const blackout_diagnostic *diagnostic)
{
    struct said *said = user;
    said->severity = diagnostic->severity;
    said->line = diagnostic->line;
    ++said->count;
    snprintf(said->message, sizeof said->message, "%s", diagnostic->message);
}

static struct said report(struct table *table)
{
    struct said said = {.count = 0};
    struct diagnostics diagnostics = {.function = keep, .user = &said};
    base_rows_report(table, &diagnostics);
    diagnostics_flush(&diagnostics);
    diagnostics_free(&diagnostics);
    return said;
}

static struct said report_rest(struct table *table, const struct left_out *told)
{
    struct said said = {.count = 0};
    struct diagnostics diagnostics = {.function = keep, .user = &said};
    base_rows_report_rest(table, told, &diagnostics);
    diagnostics_flush(&diagnostics);
    diagnostics_free(&diagnostics);
    return said;
}

static struct table table_of(enum table_id id, size_t rows)
{
    return (struct table){.id = id, .source = "base/x.csv", .rows_read = rows, .present = true};
}

static void nothing_is_said_of_nothing(void **state)
{
    (void)state;
    struct table table = table_of(FALLBACKS, 12);
    assert_int_equal(report(&table).count, 0);
    assert_true(table.present);
}

/* The table that is named is what the first row lacks. */
static void the_first_lines_are_named(void **state)
{
    static const char *const expected[] = {
        "(1 of 12 rows: line 7)", "(2 of 12 rows: lines 7, 9)", "(3 of 12 rows: lines 7, 9, 11)",
        "(4 of 12 rows: lines 7, 9, 11 and others)", "(5 of 12 rows: lines 7, 9, 11 and others)"};
    (void)state;
    struct table table = table_of(FALLBACKS, 12);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; ++i) {
        base_rows_leave_out(&table, 7 + 2 * i, i == 0 ? CHANNELS : SECTORS);
        const struct said said = report(&table);
        assert_int_equal(said.count, 1);
        assert_int_equal(said.severity, BLACKOUT_WARNING);
        assert_int_equal(said.line, 7);
        assert_non_null(strstr(said.message, expected[i]));
        assert_non_null(strstr(said.message, "do not fit the table channels of the package"));
        assert_true(table.present);
    }
}

/* Rows that are left out after the first warning have one of their own. */
static void later_rows_are_told_of_too(void **state)
{
    (void)state;
    struct table table = table_of(PUBLISHED, 27);
    base_rows_leave_out(&table, 2, FX);
    assert_non_null(strstr(report(&table).message, "the table fx of the package, and are left out "
                                                   "(1 of 27 rows: line 2)"));
    struct left_out told = base_rows_begin_anew(&table);
    assert_int_equal(report_rest(&table, &told).count, 0);
    assert_int_equal(table.left_out.count, 1);
    told = base_rows_begin_anew(&table);
    base_rows_leave_out(&table, 5, OUTAGES);
    base_rows_leave_out(&table, 9, OUTAGES);
    const struct said said = report_rest(&table, &told);
    assert_int_equal(said.line, 5);
    assert_non_null(strstr(said.message, "the table outages of the package, and are left out (2 of "
                                         "27 rows: lines 5, 9)"));
    assert_int_equal(table.left_out.count, 3);
    assert_int_equal(table.left_out.lines[0], 2);
    assert_true(table.present);
    told = base_rows_begin_anew(&table);
    for (size_t line = 10; line < 34; ++line) {
        base_rows_leave_out(&table, line, OUTAGES);
    }
    assert_int_equal(report_rest(&table, &told).count,
                     0); /* another catalogue: all are of others */
    assert_false(table.present);
}

/* A required table without rows is a fault; another one is not there. */
static void what_has_no_rows_left_is_not_there(void **state)
{
    (void)state;
    struct table optional = table_of(FALLBACKS, 1);
    struct table required = table_of(PLATFORMS, 1);
    base_rows_leave_out(&optional, 2, CHANNELS);
    base_rows_leave_out(&required, 2, OWNERS);
    assert_int_equal(report(&optional).severity, BLACKOUT_WARNING);
    assert_false(optional.present);
    assert_false(optional.broken);
    const struct said said = report(&required);
    assert_int_equal(said.severity, BLACKOUT_FAULT);
    assert_non_null(strstr(said.message,
                           "the table owners of the package (1 rows: 'line 2'); add a file "
                           "platforms.csv that does"));
    assert_true(required.broken);
}

/* A catalogue of its own: the base's rows about events are of none in it. */
static void rows_of_other_events_go_without_a_word(void **state)
{
    (void)state;
    struct table all = table_of(FALLBACKS, 1);
    struct table some = table_of(FALLBACKS, 2);
    base_rows_leave_out(&all, 2, OUTAGES);
    base_rows_leave_out(&some, 2, OUTAGES);
    assert_int_equal(report(&all).count, 0);
    assert_false(all.present);
    assert_int_equal(report(&some).count, 1);
}

/* Regions of a platform that is there, of which some are not: their shares add up to 1 no more. */
static void a_platform_keeps_all_of_its_regions(void **state)
{
    (void)state;
    struct table of_regions = table_of(PLATFORM_REGIONS, 3);
    struct table of_platforms = table_of(PLATFORM_REGIONS, 3);
    base_rows_leave_out(&of_regions, 3, PLATFORMS);
    base_rows_leave_out(&of_regions, 4, REGIONS);
    base_rows_leave_out(&of_platforms, 3, PLATFORMS);
    assert_int_equal(report(&of_regions).severity, BLACKOUT_FAULT);
    assert_int_equal(report(&of_platforms).severity, BLACKOUT_WARNING);
}

static void of_which_table_rows_may_lack_something(void **state)
{
    static const char own[] = "own";
    static const char base[] = "base";
    (void)state;
    struct table tables[TABLE_COUNT] = {0};
    struct ingest ingest = {.own_package = own, .context = {.tables = tables}};
    struct table *named = &tables[PLATFORMS];
    struct table *naming = &tables[PLATFORM_REGIONS];
    *named = (struct table){.id = PLATFORMS, .source = "platforms.csv", .package = own};
    *naming = (struct table){.id = PLATFORM_REGIONS, .source = "regions.csv", .package = base};
    assert_true(base_rows_may_lack(&ingest, naming, PLATFORMS));
    naming->package = own;
    assert_false(base_rows_may_lack(&ingest, naming, PLATFORMS));
    naming->package = base;
    named->package = base;
    assert_false(base_rows_may_lack(&ingest, naming, PLATFORMS));
    base_rows_leave_out(named, 2, OWNERS);
    assert_true(base_rows_may_lack(&ingest, naming, PLATFORMS));
    named->source = NULL;
    assert_false(base_rows_may_lack(&ingest, naming, PLATFORMS));
    named->source = "platforms.csv";
    ingest.own_package = NULL; /* a package without a base */
    assert_false(base_rows_may_lack(&ingest, naming, PLATFORMS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_of_nothing),
        cmocka_unit_test(the_first_lines_are_named),
        cmocka_unit_test(later_rows_are_told_of_too),
        cmocka_unit_test(what_has_no_rows_left_is_not_there),
        cmocka_unit_test(rows_of_other_events_go_without_a_word),
        cmocka_unit_test(a_platform_keeps_all_of_its_regions),
        cmocka_unit_test(of_which_table_rows_may_lack_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
