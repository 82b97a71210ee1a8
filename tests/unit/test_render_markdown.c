/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/render_markdown: GitHub Flavored Markdown 0.29 by hand. What an independent reader makes
 * of the reports is in tests/report/test_markdown.py. */
#include "rendered.h"

#include "document/chart.h"

static const struct style two = {.places = 2};

/* Names to the left, figures to the right; a column without a word is left out, and what repeats
 * the row above too. */
static void tables_have_pipes(void **state)
{
    static const struct column columns[] = {{"name", true}, {"loss"}, {""}, {"how", true}};
    struct document document = {0};
    struct value again = value_text("alpha");
    (void)state;
    again.ditto = true;
    struct sheet *table = sheet_new(&document, columns, 4);
    sheet_row(table,
              (struct value[]){value_text("alpha"), value_number(-1234.5, &two), value_empty(),
                               value_text("measured")},
              4);
    sheet_row(table, (struct value[]){again, value_absent(), value_empty(), value_text("x")}, 4);
    document_table(&document, table);
    check_rendered(render_markdown, &document,
                   "| name | loss | how |\n"
                   "|---|---:|---|\n"
                   "| alpha | -1,234.50 | measured |\n"
                   "|  | - | x |\n");
}

/* GFM 2.4 and 4.10: a backslash before punctuation makes it text, a pipe in a cell too; 6.4: '_'
 * inside a word is no emphasis. */
static void names_are_no_markup(void **state)
{
    static const struct column columns[] = {{"a|b", true}, {"p"}};
    static const struct style p = {.places = 4, .never_zero = true};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table,
              (struct value[]){value_text("<script>*a*_b_ `c` [d](e) ~f~ g\\h #1 &amp; $x$"),
                               value_number(0, &p)},
              2);
    sheet_row(table, (struct value[]){value_text("two\nlines\tand\rmore"), value_count(1)}, 2);
    sheet_row(table, (struct value[]){value_text("owner_revenue_loss"), value_count(1234)}, 2);
    document_table(&document, table);
    check_rendered(render_markdown, &document,
                   "| a\\|b | p |\n"
                   "|---|---:|\n"
                   "| \\<script\\>\\*a\\*\\_b\\_ \\`c\\` \\[d\\](e) \\~f\\~ g\\\\h \\#1 \\&amp; "
                   "\\$x\\$ | \\<0.0001 |\n"
                   "| two lines and more | 1 |\n"
                   "| owner_revenue_loss | 1,234 |\n");
}

/* GFM 6.9: "www." begins a link; in other places a point is text, and whole addresses are meant. */
static void names_are_no_addresses(void **state)
{
    const struct value text =
        value_text("www.example.com, Www.example, ww.example, a. b, https://x.org");
    struct document document = {0};
    (void)state;
    document_paragraph(&document, "{}", &text, 1);
    check_rendered(render_markdown, &document,
                   "www\\.example.com, Www\\.example, ww.example, a. b, https://x.org\n");
}

/* GFM 4.3, 5.2: what would begin a list, a rule or a heading at the start of a line. */
static void beginnings_are_no_blocks(void **state)
{
    static const char *const texts[][2] = {{"- a", "\\- a\n"},
                                           {"+ b", "\\+ b\n"},
                                           {"12. c", "12\\. c\n"},
                                           {"7) d", "7\\) d\n"},
                                           {"= e", "\\= e\n"},
                                           {"# f", "\\# f\n"},
                                           {"1,234 g", "1,234 g\n"},
                                           {"48 h - i", "48 h - i\n"},
                                           {"--- j", "\\--- j\n"},
                                           {"12.5 % k", "12.5 % k\n"},
                                           {"+1.2 % l", "+1.2 % l\n"},
                                           {"-1.2 % m", "-1.2 % m\n"},
                                           {"", "\n"}};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        struct document document = {0};
        const struct value text = value_text(texts[i][0]);
        document_paragraph(&document, "{}", &text, 1);
        check_rendered(render_markdown, &document, texts[i][1]);
    }
}

/* Empty lines between all blocks but the items of a list. */
static void blocks_are_set_apart(void **state)
{
    static const struct column columns[] = {{"n"}};
    const struct value one = value_count(1);
    const struct chart chart = {.kind = CHART_LINES};
    struct document document = {.title = "A report"};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, &one, 1);
    document_paragraph(&document, "One is {}.", &one, 1);
    document_paragraph(&document, "Two follows.", NULL, 0);
    document_heading(&document, 1, "Heading", NULL, 0);
    document_heading_unit(&document, "M USD");
    document_add(&document, ": detail", NULL, 0);
    document_table(&document, table);
    document_chart(&document, &chart);
    document_note(&document, 1, "a note of\ntwo lines", NULL, 0);
    document_note(&document, 2, "and one on it", NULL, 0);
    document_note(&document, 1, "another", NULL, 0);
    document_paragraph(&document, "A sentence.", NULL, 0);
    document_heading(&document, 2, "Below", NULL, 0);
    check_rendered(render_markdown, &document,
                   "# A report\n\nOne is 1.\n\nTwo follows.\n\n## Heading (M USD): detail\n\n"
                   "| n |\n|---:|\n| 1 |\n\n"
                   "- a note of two lines\n  - and one on it\n- another\n\n"
                   "A sentence.\n\n### Below\n");
}

static void parts_have_headings_above_the_others(void **state)
{
    const struct value name = value_text("alpha in north");
    struct document document = {.title = "A report"};
    (void)state;
    document_part(&document, 1, "{}", &name, 1);
    document_heading(&document, 1, "Course", NULL, 0);
    check_rendered(render_markdown, &document, "# A report\n\n## alpha in north\n\n### Course\n");
}

static void a_header_alone_is_not_written(void **state)
{
    static const struct column columns[] = {{"name", true}, {"loss"}};
    struct document document = {0};
    (void)state;
    document_heading(&document, 1, "Losses", NULL, 0);
    document_table(&document, sheet_new(&document, columns, 2));
    document_paragraph(&document, "None.", NULL, 0);
    check_rendered(render_markdown, &document, "## Losses\n\nNone.\n");
}

static void warnings_come_last(void **state)
{
    struct warning items[] = {{.code = "code", .message = "what is *wrong*", .where = "a.csv:2:3"},
                              {.code = "other", .message = "{}", .where = "- b"}};
    const struct warning_list warnings = {.items = items, .count = 2};
    struct document document = {.warnings = &warnings};
    (void)state;
    document_paragraph(&document, "All.", NULL, 0);
    check_rendered(render_markdown, &document,
                   "All.\n\n## Warnings\n\n- a.csv:2:3: what is \\*wrong\\*\n- \\- b: {}\n");
}

static void failures_are_reported(void **state)
{
    (void)state;
    check_render_failures(render_markdown);
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
    check_rendered(render_markdown, &document, "a\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_have_pipes),
        cmocka_unit_test(names_are_no_markup),
        cmocka_unit_test(names_are_no_addresses),
        cmocka_unit_test(beginnings_are_no_blocks),
        cmocka_unit_test(blocks_are_set_apart),
        cmocka_unit_test(parts_have_headings_above_the_others),
        cmocka_unit_test(a_header_alone_is_not_written),
        cmocka_unit_test(warnings_come_last),
        cmocka_unit_test(failures_are_reported),
        cmocka_unit_test(pictures_are_left_out),
    };
    return cmocka_run_group_tests_name("render_markdown", tests, NULL, NULL);
}
