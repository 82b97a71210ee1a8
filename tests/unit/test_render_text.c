/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/render_text: lines and columns by hand. */
#include "rendered.h"

#include "document/chart.h"

static const struct style two = {.places = 2};

/* Expected: by hand; names to the left, figures to the right, two blanks between, none at the end
 * of a line that ends in a name; a column without a word is left out. */
static void columns_are_aligned(void **state)
{
    static const struct column columns[] = {{"name", true}, {"loss"}, {""}, {"how", true}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 4);
    sheet_row(table,
              (struct value[]){
                  value_text("alpha"), value_number(1234.5, &two), {0}, value_text("measured")},
              4);
    sheet_row(table, (struct value[]){value_text("be"), {0}, {0}, value_text("x")}, 4);
    document_table(&document, table);
    check_rendered(render_text, &document,
                   "  name       loss  how\n"
                   "  alpha  1,234.50  measured\n"
                   "  be               x\n");
}

/* Z\xc3\xbcrich has six characters and seven bytes. */
static void widths_are_characters(void **state)
{
    static const struct column columns[] = {{"r", true}, {"n"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_text("Z\xc3\xbcrich"), value_count(7)}, 2);
    sheet_row(table, (struct value[]){value_text("Berlin"), value_count(12)}, 2);
    document_table(&document, table);
    check_rendered(render_text, &document,
                   "  r        n\n"
                   "  Z\xc3\xbcrich   7\n"
                   "  Berlin  12\n");
}

static void what_is_repeated_is_not_shown_again(void **state)
{
    static const struct column columns[] = {{"who", true}, {"years"}};
    struct document document = {0};
    struct value again = value_text("owner");
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){again, value_count(1000)}, 2);
    again.ditto = true;
    sheet_row(table, (struct value[]){again, value_count(10000)}, 2);
    document_table(&document, table);
    check_rendered(render_text, &document,
                   "  who     years\n"
                   "  owner   1,000\n"
                   "         10,000\n");
}

/* A name of the data may hold a line end; it would end the row. */
static void a_row_is_one_line(void **state)
{
    static const struct column columns[] = {{"name", true}, {"n"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_text("two\nlines"), value_count(1)}, 2);
    sheet_row(table, (struct value[]){value_text("a\ttab\r\n"), value_count(2)}, 2);
    document_table(&document, table);
    check_rendered(render_text, &document,
                   "  name       n\n"
                   "  two lines  1\n"
                   "  a tab      2\n");
}

static void a_header_alone_is_not_written(void **state)
{
    static const struct column columns[] = {{"name", true}, {"loss"}};
    struct document document = {0};
    (void)state;
    document_heading(&document, 1, "Losses", NULL, 0);
    document_table(&document, sheet_new(&document, columns, 2));
    check_rendered(render_text, &document, "\nLosses\n");
}

/* Empty lines: before headings, between a table and a sentence, whichever comes first. A chart is
 * left out, as if it were not there. */
static void lines_are_set_apart(void **state)
{
    static const struct column columns[] = {{"n"}};
    const struct value one = value_count(1);
    const struct chart chart = {.kind = CHART_LINES};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, &one, 1);
    document_part(&document, 2, "First", NULL, 0);
    document_paragraph(&document, "One is {}.", &one, 1);
    document_paragraph(&document, "Two follows.", NULL, 0);
    document_table(&document, table);
    document_chart(&document, &chart);
    document_note(&document, 1, "a note of\ntwo lines", NULL, 0);
    document_note(&document, 2, "and one on it", NULL, 0);
    document_paragraph(&document, "A sentence.", NULL, 0);
    document_part(&document, 2, "Second", NULL, 0);
    document_paragraph(&document, "Another.", NULL, 0);
    document_heading(&document, 1, "Heading", NULL, 0);
    document_heading_unit(&document, "M USD");
    document_add(&document, ": detail", NULL, 0);
    document_table(&document, table);
    document_heading(&document, 2, "Below", NULL, 0);
    document_table(&document, table);
    check_rendered(render_text, &document,
                   "One is 1.\nTwo follows.\n"
                   "\n  n\n  1\n"
                   "  a note of two lines\n    and one on it\n"
                   "\nA sentence.\n"
                   "\n\nAnother.\n"
                   "\nHeading (M USD): detail\n  n\n  1\n"
                   "\n  Below\n  n\n  1\n");
}

static void warnings_come_last(void **state)
{
    struct warning items[] = {{.code = "code",
                               .message = "what is wrong",
                               .where = "a.csv:2:3",
                               .count = 1234,
                               .lines = {2, 17, 905}},
                              {.code = "other", .message = "{}", .where = "b"}};
    const struct warning_list warnings = {.items = items, .count = 2};
    const struct warning_list none = {.count = 0};
    struct document document = {.warnings = &warnings};
    struct document without = {.warnings = &none};
    (void)state;
    document_paragraph(&document, "All.", NULL, 0);
    check_rendered(
        render_text, &document,
        "All.\n\nWarnings\n  a.csv:2:3: what is wrong (1234 rows: lines 2, 17, 905, ...)\n"
        "  b: {}\n");
    document_paragraph(&without, "All.", NULL, 0);
    check_rendered(render_text, &without, "All.\n");
}

static void failures_are_reported(void **state)
{
    (void)state;
    check_render_failures(render_text);
}

/* What only those renderers have that draw. */
static void pictures_are_left_out(void **state)
{
    static const struct column columns[] = {{"n"}};
    const struct value one = value_count(1);
    struct document document = {0};
    (void)state;
    document_paragraph(&document, "a", NULL, 0);
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, &one, 1);
    document_figures(&document, table);
    document_numbers(&document, table);
    check_rendered(render_text, &document, "a\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned),
        cmocka_unit_test(widths_are_characters),
        cmocka_unit_test(what_is_repeated_is_not_shown_again),
        cmocka_unit_test(a_row_is_one_line),
        cmocka_unit_test(a_header_alone_is_not_written),
        cmocka_unit_test(lines_are_set_apart),
        cmocka_unit_test(warnings_come_last),
        cmocka_unit_test(failures_are_reported),
        cmocka_unit_test(pictures_are_left_out),
    };
    return cmocka_run_group_tests_name("render_text", tests, NULL, NULL);
}
