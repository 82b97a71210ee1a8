/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/reports: which formats there are, and that each that is listed is written. */
#include "report/reports.h"

#include "document/render.h"
#include "world.h"

/* "text, json, csv": the formats of a report as the public contract lists them. */
static void check_formats(const char *report, const char *expected)
{
    char text[128] = "";
    for (size_t i = 0; blackout_report_format(report, i) != NULL; ++i) {
        strcat(text, i > 0 ? ", " : "");
        strcat(text, blackout_report_format(report, i));
    }
    assert_string_equal(text, expected);
}

static void each_report_has_its_formats(void **state)
{
    (void)state;
    if (!xlsx_is_built) {
        skip();
    }
    check_formats("estimate", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("batch", "ndjson");
    check_formats("event-study", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("traffic", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("severity-curve", "csv");
    check_formats("exceedance", "csv");
    check_formats("events", "csv");
    check_formats("describe", "text, json, markdown, html, svg, xlsx");
    check_formats("validate", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("import", "text, json, markdown, csv, html, xlsx");
    check_formats("tolerable", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("sweep", "text, json, ndjson, markdown, csv, html, svg, xlsx");
    check_formats("filing", "text, json, markdown, csv, html, xlsx");
    check_formats("year", "text, json, markdown, csv, html, xlsx");
    check_formats("compare", "text, json, markdown, html, svg, xlsx");
    check_formats("sensitivity", "text, json, markdown, html, svg, xlsx");
    check_formats("explain", "text, json, markdown, html, xlsx");
    check_formats("backtest", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("calibrate", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("model-error", "csv");
    check_formats("risk", "text, json, markdown, csv, html, svg, xlsx");
    check_formats("table", "json, markdown, csv");
    check_formats("nonesuch", "");
    check_formats("", "");
}

static void the_reports_are_listed_once(void **state)
{
    size_t count = 0;
    (void)state;
    for (; blackout_report_name(count) != NULL; ++count) {
        assert_non_null(blackout_report_format(blackout_report_name(count), 0));
        for (size_t i = 0; i < count; ++i) {
            assert_string_not_equal(blackout_report_name(i), blackout_report_name(count));
        }
    }
    assert_int_equal(count, REPORT_COUNT);
    assert_null(blackout_report_name(count + 1));
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* Writes a report of the world, by the name of its report. */
typedef blackout_status world_writer(const struct world *world, const blackout_result *result,
                                     const char *format, blackout_sink *sink, void *user,
                                     blackout_error *error);

static blackout_status write_estimate(const struct world *world, const blackout_result *result,
                                      const char *format, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    (void)world;
    return blackout_result_write(result, 0, format, sink, user, error);
}

static blackout_status write_sweep(const struct world *world, const blackout_result *result,
                                   const char *format, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    (void)world;
    return blackout_sweep_write(result, format, sink, user, error);
}

static blackout_status write_compare(const struct world *world, const blackout_result *result,
                                     const char *format, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    (void)world;
    return blackout_compare_write(result, 0, 0, format, sink, user, error);
}

static blackout_status write_sensitivity(const struct world *world, const blackout_result *result,
                                         const char *format, blackout_sink *sink, void *user,
                                         blackout_error *error)
{
    (void)world;
    return blackout_sensitivity_write(result, 0, format, sink, user, error);
}

static blackout_status write_describe(const struct world *world, const blackout_result *result,
                                      const char *format, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    (void)result;
    return blackout_dataset_describe(world->dataset, format, sink, user, error);
}

static blackout_status write_validate(const struct world *world, const blackout_result *result,
                                      const char *format, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    (void)result;
    return blackout_dataset_summarize(world->dataset, format, sink, user, error);
}

static blackout_status write_table(const struct world *world, const blackout_result *result,
                                   const char *format, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    (void)world;
    (void)result;
    return blackout_table_write("owners", format, sink, user, error);
}

static const struct {
    const char *report;
    world_writer *write;
} writers[] = {
    {"estimate", write_estimate}, {"sweep", write_sweep},
    {"compare", write_compare},   {"sensitivity", write_sensitivity},
    {"describe", write_describe}, {"validate", write_validate},
    {"table", write_table},
};

enum { WRITERS = sizeof writers / sizeof writers[0] };

/* The format svg has the name of a chart after a colon; no other has one. */
static void a_chart_is_named_by_its_format(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=2h");
    static const char *const wrong[] = {
        "svg", "svg:", "svg:none", "text:owner-waterfall", "sv:owner-waterfall", "html:"};
    struct caught caught = {0};
    blackout_error error;
    check_ok(blackout_result_write(result, 0, "svg:owner-waterfall", catch_bytes, &caught, &error),
             &error);
    assert_true(strncmp(caught.text, "<svg ", 5) == 0);
    free(caught.text);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        check_fails(blackout_result_write(result, 0, wrong[i], refuse_bytes, NULL, &error),
                    BLACKOUT_ERROR_USAGE, &error);
    }
    blackout_result_free(result);
}

static void what_is_listed_is_written(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=2h");
    for (size_t i = 0; i < WRITERS; ++i) {
        for (size_t k = 0; blackout_report_format(writers[i].report, k) != NULL; ++k) {
            const char *format = blackout_report_format(writers[i].report, k);
            struct caught caught = {0};
            blackout_error error;
            if (strcmp(format, "svg") == 0) { /* needs the name of a chart, see below */
                continue;
            }
            check_ok(writers[i].write(world, result, format, catch_bytes, &caught, &error), &error);
            assert_true(caught.length > 0);
            free(caught.text);
            check_fails(writers[i].write(world, result, format, refuse_bytes, NULL, &error),
                        BLACKOUT_ERROR_IO, &error);
        }
    }
    blackout_result_free(result);
}

/* The message names what there is; nothing is written. */
static void what_is_not_listed_is_refused(void **state)
{
    static const char *const formats[] = {"xml", "", "TEXT", "tex"};
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=2h");
    blackout_error error;
    for (size_t i = 0; i < WRITERS; ++i) {
        for (size_t k = 0; k < sizeof formats / sizeof formats[0]; ++k) {
            struct caught caught = {0};
            check_fails(writers[i].write(world, result, formats[k], catch_bytes, &caught, &error),
                        BLACKOUT_ERROR_USAGE, &error);
            assert_string_equal(error.field, "format");
            assert_null(caught.text);
        }
    }
    check_fails(blackout_sweep_write(result, "xml", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(
        error.message,
        "the format is not known ('xml'); text, json, ndjson, markdown, csv, html, svg or xlsx");
    check_fails(blackout_result_write(result, 0, "csv:excel", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(
        error.message,
        "the format is not known ('csv:excel'); text, json, markdown, csv, html, svg or xlsx");
    blackout_result_free(result);
}

/* A dialect and a width are of documents: what a report writes itself has neither, and the format
 * is as unknown to the check before a run as to the writing after it. */
static void what_a_report_writes_itself_has_no_detail(void **state)
{
    (void)state;
    blackout_error error;
    check_ok(report_check(REPORT_TABLE, "csv", &error), &error);
    check_ok(report_check(REPORT_CURVE, "csv", &error), &error);
    check_fails(report_check(REPORT_CURVE, "csv:rfc4180", &error), BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message, "the format is not known ('csv:rfc4180'); csv");
    check_fails(blackout_table_write("dependencies", "csv:excel-eu", refuse_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message,
                        "the format is not known ('csv:excel-eu'); json, markdown or csv");
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_report_has_its_formats),
        cmocka_unit_test(the_reports_are_listed_once),
        IN_WORLD(what_is_listed_is_written),
        IN_WORLD(a_chart_is_named_by_its_format),
        IN_WORLD(what_is_not_listed_is_refused),
        cmocka_unit_test(what_a_report_writes_itself_has_no_detail),
    };
    blackout_init();
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
