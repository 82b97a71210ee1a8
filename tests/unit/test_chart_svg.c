/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/chart_svg: what each kind of chart draws, and where, by hand. How it looks is seen in a
 * browser, by tests/page. */
#include "document/chart_svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "package.h"

static const struct style millions = {.magnitude = MAGNITUDE_MILLION, .places = 2};

static char *alone(const struct chart *chart)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    writer_init(&writer, catch_bytes, &caught);
    chart_svg_alone(&writer, chart, NULL, NULL);
    check_ok(writer_finish(&writer, &error), &error);
    assert_non_null(caught.text);
    return caught.text;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part)) {
        ++count;
    }
    return count;
}

static void check_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        print_error("there is no '%s' in\n%s\n", part, strstr(text, "</style>"));
        fail();
    }
}

static void check_ordinary(const char *svg)
{
    assert_null(strstr(svg, "nan"));
    assert_null(strstr(svg, "inf"));
    check_has(svg, "xmlns=\"http://www.w3.org/2000/svg\"");
}

/* Steps: 100 M, then 25 more, then 0, then 50 less; the last repeats where that leads to. */
static void waterfalls_go_from_step_to_step(void **state)
{
    static const struct column columns[] = {{"step", true}, {"leads to"}, {"range"}};
    static const double leads_to[] = {100e6, 125e6, 125e6, 75e6, 75e6};
    static const char *const names[] = {"start", "more", "none", "less", "net"};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    for (size_t i = 0; i < 5; ++i) {
        sheet_row(table,
                  (struct value[]){value_text(names[i]), value_number(leads_to[i], &millions),
                                   value_interval(20e6, 180e6, &millions)},
                  3);
    }
    const struct chart_series series = {.name = "leads to",
                                        .values = chart_column(table, 1, PART_NUMBER),
                                        .low = chart_column(table, 2, PART_LOW),
                                        .high = chart_column(table, 2, PART_HIGH)};
    const struct chart chart = {.kind = CHART_WATERFALL,
                                .name = "w",
                                .title = "How <it> comes",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "loss", .unit = "USD"},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    char *svg = alone(&chart);
    check_ordinary(svg);
    check_has(svg, "aria-label=\"How &lt;it&gt; comes. The numbers are in a table.\"");
    check_has(svg, "loss, M USD");
    check_has(svg, ">+25</text>");
    check_has(svg, ">\xE2\x88\x92"
                   "50</text>");
    check_has(svg, ">100</text>");
    assert_int_equal(count_of(svg, "<rect class=\"bar"),
                     4); /* without the step that changes nothing */
    assert_int_equal(count_of(svg, "<line class=\"whisker\""), 3);
    free(svg);
    document_free(&document);
}

/* A number that is not there is a gap in the line, and none in the band. */
static void lines_are_in_their_bands(void **state)
{
    static const double hours[] = {0, 1, 2, 3};
    static const double values[] = {0, 10, NAN, 30};
    static const double low[] = {0, 5, 10, 15};
    static const double high[] = {0, 20, 30, 40};
    const struct chart_series series = {.name = "only",
                                        .positions = chart_own(hours, 4),
                                        .values = chart_own(values, 4),
                                        .low = chart_own(low, 4),
                                        .high = chart_own(high, 4)};
    struct chart chart = {.kind = CHART_LINES,
                          .name = "l",
                          .title = "Lines",
                          .x = {.title = "duration", .unit = "h"},
                          .y = {.title = "loss", .unit = "EUR"},
                          .span = {1, 2, "outage"},
                          .series = &series,
                          .series_count = 1};
    (void)state;
    char *svg = alone(&chart);
    check_ordinary(svg);
    check_has(svg, "<path class=\"line s0\" d=\"M");
    assert_int_equal(count_of(strstr(svg, "class=\"line s0\""), "M"), 2);
    check_has(svg, "<path class=\"band s0\" d=\"M");
    check_has(svg, "<title>1 h: 10 EUR (5 to 20)</title>");
    check_has(svg, "<rect class=\"span\"");
    assert_null(strstr(svg, "class=\"name"));
    free(svg);
}

/* Names are at the ends of lines where they fit, else above. */
static void lines_have_their_names(void **state)
{
    static const double at[] = {1, 10, 100};
    static const double a[] = {1, 2, 3};
    static const double b[] = {1, 1.5, 2.95};
    struct chart_series series[] = {
        {.name = "year's sum", .positions = chart_own(at, 3), .values = chart_own(a, 3)},
        {.name = "worst", .positions = chart_own(at, 3), .values = chart_own(b, 3)}};
    const struct chart chart = {
        .kind = CHART_LINES,
        .name = "n",
        .title = "Names",
        .x = {.title = "return period", .unit = "years", .logarithmic = true},
        .y = {.title = "loss", .unit = "USD"},
        .series = series,
        .series_count = 2};
    double y[2] = {0, 0};
    double x = 0;
    (void)state;
    char *svg = alone(&chart);
    check_ordinary(svg);
    assert_int_equal(sscanf(strstr(svg, "<text class=\"name s0\""),
                            "<text class=\"name s0\" x=\"%lf\" y=\"%lf\"", &x, &y[0]),
                     2);
    assert_int_equal(sscanf(strstr(svg, "<text class=\"name s1\""),
                            "<text class=\"name s1\" x=\"%lf\" y=\"%lf\"", &x, &y[1]),
                     2);
    assert_true(x > 500 && y[1] - y[0] >= 13.9); /* a line apart, though they end together */
    free(svg);
    series[0].name = "a name that is much too long to stand at the end of a line";
    svg = alone(&chart);
    check_has(svg, "<text class=\"name s0\" x=\"16\"");
    free(svg);
}

static void points_have_intervals_and_a_diagonal(void **state)
{
    static const double published[] = {60e6, 47e9};
    static const double estimated[] = {86e6, 17e9};
    static const double low[] = {31e6, -35e9};
    static const double high[] = {191e6, 71e9};
    const struct chart_series series = {.name = "m",
                                        .positions = chart_own(published, 2),
                                        .values = chart_own(estimated, 2),
                                        .low = chart_own(low, 2),
                                        .high = chart_own(high, 2)};
    const struct chart chart = {.kind = CHART_POINTS,
                                .name = "p",
                                .title = "Points",
                                .x = {.title = "published", .unit = "USD", .logarithmic = true},
                                .y = {.title = "estimated", .unit = "USD", .logarithmic = true},
                                .series = &series,
                                .series_count = 1};
    (void)state;
    char *svg = alone(&chart);
    check_ordinary(svg);
    check_has(svg, "class=\"diagonal\"");
    assert_int_equal(count_of(svg, "<line class=\"whisker s0\""), 2);
    assert_int_equal(count_of(svg, "<circle class=\"dot s0\""), 2);
    free(svg);
}

/* Where the first text of such words is. */
static void find_text(double at[2], const char *svg, const char *words)
{
    const char *found = strstr(svg, words);
    assert_non_null(found);
    while (*found != '<' || found[1] != 't') {
        --found;
    }
    assert_int_equal(sscanf(found, "<text class=\"%*[^\"]\" x=\"%lf\" y=\"%lf\"", &at[0], &at[1]),
                     2);
}

/* The line of what is the same on both axes is that of the numbers, not of what is shown: 100
 * million are 100 of "M USD", which is the upper end of one axis, and 0.1 of "bn USD". */
static void a_diagonal_is_of_equal_amounts(void **state)
{
    static const double published[] = {60e6, 200e9};
    static const double estimated[] = {25e6, 99e6};
    const struct chart_series series = {
        .name = "m", .positions = chart_own(published, 2), .values = chart_own(estimated, 2)};
    const struct chart chart = {.kind = CHART_POINTS,
                                .name = "p",
                                .title = "Points",
                                .x = {.title = "published", .unit = "USD", .logarithmic = true},
                                .y = {.title = "estimated", .unit = "USD", .logarithmic = true},
                                .series = &series,
                                .series_count = 1};
    static const double slack = 0.11; /* places are written with one digit after the point */
    double line[4];
    double million[2];
    double billion[2];
    (void)state;
    char *svg = alone(&chart);
    check_has(svg, "bn USD");
    check_has(svg, "M USD");
    find_text(million, svg, ">100<");
    find_text(billion, svg, ">0.1<");
    assert_int_equal(sscanf(strstr(svg, "<line class=\"diagonal\""),
                            "<line class=\"diagonal\" x1=\"%lf\" y1=\"%lf\" x2=\"%lf\" y2=\"%lf\"",
                            &line[0], &line[1], &line[2], &line[3]),
                     4);
    check_near(line[2], billion[0], slack);
    check_near(line[3], million[1] - 4, slack); /* a text stands 4 below its tick */
    free(svg);
}

/* A swing may be of either sign; an input without one has no row. */
static void tornados_swing_around_their_centre(void **state)
{
    static const struct column columns[] = {{"input", true}, {"low"}, {"high"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    sheet_row(table,
              (struct value[]){value_text("a"), value_amount(80, "USD", &style_count),
                               value_amount(150, "USD", &style_count)},
              3);
    sheet_row(table,
              (struct value[]){value_text("b"), value_amount(120, "USD", &style_count),
                               value_amount(90, "USD", &style_count)},
              3);
    sheet_row(table, (struct value[]){value_text("all others")}, 1);
    const struct chart_series series = {.name = "net",
                                        .low = chart_column(table, 1, PART_NUMBER),
                                        .high = chart_column(table, 2, PART_NUMBER)};
    const struct chart chart = {.kind = CHART_TORNADO,
                                .name = "t",
                                .title = "Tornado",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "net", .unit = "USD"},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .centre = 100,
                                .series = &series,
                                .series_count = 1};
    char *svg = alone(&chart);
    check_ordinary(svg);
    assert_int_equal(count_of(svg, "<rect class=\"bar s0\""), 2);
    assert_int_equal(count_of(svg, "<rect class=\"bar s1\""), 2);
    check_has(svg, ">80</text>");
    check_has(svg, ">90</text>");
    assert_null(strstr(svg, "all others"));
    free(svg);
    document_free(&document);
}

static void grids_are_darker_where_more_is_lost(void **state)
{
    static const struct column columns[] = {{"region", true}};
    static const double a[] = {64e6, 16e6};
    static const double b[] = {NAN, 0};
    const struct chart_series series[] = {{.name = "a", .values = chart_own(a, 2)},
                                          {.name = "b", .values = chart_own(b, 2)}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, (struct value[]){value_text("north")}, 1);
    sheet_row(table, (struct value[]){value_text("south")}, 1);
    const struct chart chart = {.kind = CHART_GRID,
                                .name = "g",
                                .title = "Grid",
                                .x = {.title = "region", .unit = ""},
                                .y = {.title = "loss", .unit = "USD"},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = series,
                                .series_count = 2};
    char *svg = alone(&chart);
    check_ordinary(svg);
    check_has(svg, "class=\"field h7\""); /* the largest */
    check_has(svg, "class=\"field h4\""); /* a quarter of it: half of the eight shades */
    check_has(svg, "class=\"field h0\"");
    check_has(svg, "<title>a, south: 16 M USD</title>");
    assert_int_equal(count_of(svg, "<rect class=\"field"), 3);
    free(svg);
    document_free(&document);
}

/* Of 600 pixels without a label 450 are three quarters; a row without anything has no bar, and a
 * part of a hundredth no number. */
static void parts_fill_their_bar(void **state)
{
    static const struct column columns[] = {{"table", true}};
    static const double a[] = {3, 0, 1};
    static const double b[] = {1, 0, 99};
    const struct chart_series series[] = {{.name = "known", .values = chart_own(a, 3)},
                                          {.name = "assumed", .values = chart_own(b, 3)}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, (struct value[]){value_text("")}, 1);
    sheet_row(table, (struct value[]){value_text("")}, 1);
    sheet_row(table, (struct value[]){value_text("")}, 1);
    const struct chart chart = {.kind = CHART_PARTS,
                                .name = "p",
                                .title = "Parts",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "", .unit = ""},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = series,
                                .series_count = 2};
    char *svg = alone(&chart);
    check_ordinary(svg);
    assert_int_equal(count_of(svg, "<rect class=\"part s"), 4);
    check_has(svg, "<rect class=\"part s0\" x=\"8\" y=\"64\" width=\"459\" height=\"18\">");
    check_has(svg, "<rect class=\"part s1\" x=\"467\" y=\"64\" width=\"153\" height=\"18\">");
    check_has(svg, ", assumed: 99 </title>");
    assert_int_equal(count_of(svg, "class=\"on middle\""), 3); /* 3, 1 and 99 */
    free(svg);
    document_free(&document);
}

/* A bar below zero has its number on its left. */
static void bars_below_zero_have_numbers_on_the_left(void **state)
{
    static const struct column columns[] = {{"who", true}, {"ln ratio"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_text("a"), value_number(-2, NULL)}, 2);
    sheet_row(table, (struct value[]){value_text("b"), value_number(1, NULL)}, 2);
    const struct chart_series series = {.name = "ratio",
                                        .values = chart_column(table, 1, PART_NUMBER)};
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = "r",
                                .title = "Ratios",
                                .y = {.title = "ratio", .unit = ""},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    char *svg = alone(&chart);
    assert_int_equal(count_of(svg, "class=\"value end\""), 1);
    assert_int_equal(count_of(svg, "class=\"value\""), 1);
    free(svg);
    document_free(&document);
}

/* Without intervals, and with one that no logarithm has. */
static void ranges_have_points(void **state)
{
    static const struct column columns[] = {{"who", true}, {"loss"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table,
              (struct value[]){value_text("us"), value_estimate(88.5e6, 32.6e6, 197e6, &millions)},
              2);
    sheet_row(table, (struct value[]){value_text("press"), value_number(60e6, &millions)}, 2);
    const struct chart_series series = {.name = "loss",
                                        .values = chart_column(table, 1, PART_NUMBER),
                                        .low = chart_column(table, 1, PART_LOW),
                                        .high = chart_column(table, 1, PART_HIGH)};
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = "r",
                                .title = "Ranges",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "loss", .unit = "USD", .logarithmic = true},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    char *svg = alone(&chart);
    check_ordinary(svg);
    assert_int_equal(count_of(svg, "<circle class=\"dot s0\""), 2);
    assert_int_equal(count_of(svg, "<rect class=\"bar range\""), 1);
    check_has(svg, "<title>us: 88.5 M USD (32.6 to 197)</title>");
    free(svg);
    document_free(&document);
}

/* In billions where the table is: 88.5 bn, and not 88,500 of them. */
static void numbers_have_the_magnitude_of_the_table(void **state)
{
    static const struct style billions = {.magnitude = MAGNITUDE_BILLION, .places = 1};
    static const struct column columns[] = {{"who", true}, {"loss"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_text("us"), value_number(88.5e9, &billions)}, 2);
    const struct chart_series series = {.name = "loss",
                                        .values = chart_column(table, 1, PART_NUMBER)};
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = "r",
                                .title = "Ranges",
                                .y = {.title = "loss", .unit = "USD"},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    char *svg = alone(&chart);
    check_ordinary(svg);
    check_has(svg, "<title>us: 88.5 bn USD</title>");
    free(svg);
    document_free(&document);
}

/* However long a name is, and wherever a line ends, the file is UTF-8. Names of one letter and then
 * 400 of two bytes, or of 401 of two bytes: a cut at any byte is inside a letter of one of them. */
static void long_names_are_broken_between_letters(void **state)
{
    enum { LETTERS = 400 };
    static const enum chart_kind kinds[] = {CHART_LINES, CHART_RANGES, CHART_GRID};
    static const struct column columns[] = {{"who", true}, {"loss"}};
    static const double hours[] = {1};
    char name[2 * LETTERS + 3];
    (void)state;
    for (int odd = 0; odd < 2; ++odd) {
        struct document document = {0};
        size_t length = odd ? 1 : 2;
        memcpy(name, odd ? "x" : "\xC3\xA9", length);
        for (int i = 0; i < LETTERS; ++i, length += 2) {
            memcpy(name + length, "\xC3\xA9", 2);
        }
        name[length] = '\0';
        struct sheet *table = sheet_new(&document, columns, 2);
        sheet_row(table, (struct value[]){value_text(name), value_number(1e6, &millions)}, 2);
        const struct chart_series one = {.name = name,
                                         .positions = chart_own(hours, 1),
                                         .values = chart_column(table, 1, PART_NUMBER)};
        const struct chart_series series[] = {one, one};
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; ++k) {
            const struct chart chart = {.kind = kinds[k],
                                        .name = "long",
                                        .title = name,
                                        .x = {.title = name, .unit = "h"},
                                        .y = {.title = name, .unit = "USD"},
                                        .labels = chart_column(table, 0, PART_NUMBER),
                                        .series = series,
                                        .series_count = 2};
            char *svg = alone(&chart);
            assert_true(text_is_utf8(svg, strlen(svg)));
            free(svg);
        }
        document_free(&document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waterfalls_go_from_step_to_step),
        cmocka_unit_test(lines_are_in_their_bands),
        cmocka_unit_test(lines_have_their_names),
        cmocka_unit_test(points_have_intervals_and_a_diagonal),
        cmocka_unit_test(a_diagonal_is_of_equal_amounts),
        cmocka_unit_test(tornados_swing_around_their_centre),
        cmocka_unit_test(grids_are_darker_where_more_is_lost),
        cmocka_unit_test(parts_fill_their_bar),
        cmocka_unit_test(bars_below_zero_have_numbers_on_the_left),
        cmocka_unit_test(ranges_have_points),
        cmocka_unit_test(numbers_have_the_magnitude_of_the_table),
        cmocka_unit_test(long_names_are_broken_between_letters),
    };
    return cmocka_run_group_tests_name("chart_svg", tests, NULL, NULL);
}
