/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/render_svg: which chart it takes. What charts look like is in test_chart_svg.c. */
#include <string.h>

#include "document/chart.h"
#include "rendered.h"

static const double at[] = {1, 2};

static void add_chart(struct document *document, const char *name)
{
    const struct chart_series series = {
        .name = "s", .positions = chart_own(at, 2), .values = chart_own(at, 2)};
    const struct chart chart = {.kind = CHART_LINES,
                                .name = name,
                                .title = name,
                                .x = {.title = "x", .unit = ""},
                                .y = {.title = "y", .unit = ""},
                                .series = &series,
                                .series_count = 1};
    document_chart(document, &chart);
}

static void check_drawn(struct document *document, const char *title)
{
    struct caught caught = {0};
    blackout_error error;
    check_ok(render_svg(document, catch_bytes, &caught, &error), &error);
    assert_true(strncmp(caught.text, "<svg ", 5) == 0);
    check_contains(caught.text, title);
    free(caught.text);
}

static void check_refused(struct document *document, const char *message)
{
    struct caught caught = {0};
    blackout_error error;
    check_fails(render_svg(document, catch_bytes, &caught, &error), BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.field, "chart");
    assert_string_equal(error.message, message);
    assert_null(caught.text);
}

static void a_chart_is_named_or_the_only_one(void **state)
{
    struct document document = {0};
    (void)state;
    check_refused(&document, "this report has no chart; use another format");
    add_chart(&document, "first");
    check_drawn(&document, ">first</text>");
    add_chart(&document, "second");
    check_refused(&document, "there are several charts; name one: first, second");
    document.chart_asked = "second";
    check_drawn(&document, ">second</text>");
    document.chart_asked = "third";
    check_refused(&document, "there is no chart of that name ('third'); give one of first, second");
    document_free(&document);
}

/* Names of 9 letters and 2 between: used + 9 + 40 < 512 holds for the first 43 of 50. */
static void names_without_room_are_counted(void **state)
{
    struct document document = {0};
    struct caught caught = {0};
    blackout_error error;
    char names[50][16];
    (void)state;
    for (int i = 0; i < 50; ++i) {
        snprintf(names[i], sizeof names[i], "chart-%03d", i);
        add_chart(&document, names[i]);
    }
    check_fails(render_svg(&document, catch_bytes, &caught, &error), BLACKOUT_ERROR_USAGE, &error);
    const char *end = strstr(error.message, ", chart-041, chart-042 and 7 more");
    assert_non_null(end);
    assert_string_equal(end, ", chart-041, chart-042 and 7 more");
    document_free(&document);
}

/* A picture of its own has no page that says what it is about. */
static void it_says_what_it_is_about(void **state)
{
    struct document document = {0};
    const struct value names[] = {value_text("Chat"), value_text("Feed")};
    (void)state;
    document_paragraph(&document, "{} and {} down for 6 h", names, 2);
    document_headline(&document);
    document_add(&document, ": the rest.", NULL, 0);
    add_chart(&document, "only");
    check_drawn(&document, ">Chat and Feed down for 6 h</text>");
    document_free(&document);
}

static void failures_are_reported(void **state)
{
    struct document document = {0};
    struct caught caught = {0};
    blackout_error error;
    (void)state;
    add_chart(&document, "only");
    check_fails(render_svg(&document, refuse_bytes, NULL, &error), BLACKOUT_ERROR_IO, &error);
    document.failed = true;
    check_fails(render_svg(&document, catch_bytes, &caught, &error), BLACKOUT_ERROR_MEMORY, &error);
    assert_null(caught.text);
    document_free(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chart_is_named_or_the_only_one),
        cmocka_unit_test(names_without_room_are_counted),
        cmocka_unit_test(it_says_what_it_is_about),
        cmocka_unit_test(failures_are_reported),
    };
    return cmocka_run_group_tests_name("render_svg", tests, NULL, NULL);
}
