/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/render_html: the body of pages by hand. How a browser shows them is in tests/page. */
#include <string.h>

#include "document/chart.h"
#include "document/page_asset.h"
#include "rendered.h"

static const struct style two = {.places = 2};

/* The page of a document, which it ends; to be freed. */
static char *page_of(struct document *document)
{
    struct caught caught = {0};
    blackout_error error;
    check_ok(render_html(document, catch_bytes, &caught, &error), &error);
    document_free(document);
    assert_non_null(caught.text);
    return caught.text;
}

/* Checks what is between the body's beginning and the script. */
static void check_body(struct document *document, const char *expected)
{
    char *page = page_of(document);
    const char *body = strstr(page, "<main>\n");
    char *end = strstr(page, "</main>");
    assert_non_null(body);
    assert_non_null(end);
    *end = '\0';
    assert_string_equal(body + strlen("<main>\n"), expected);
    free(page);
}

/* The first line is the answer: what it is about is the heading, and the rest begins after ": ". */
static void the_answer_comes_first(void **state)
{
    struct document document = {.title = "Costs"};
    const struct value name = value_text("A & B");
    const struct value loss = value_number(-2.5, &two);
    (void)state;
    document_paragraph(&document, "{} down", &name, 1);
    document_headline(&document);
    document_add(&document, ": they lose {}.", &loss, 1);
    document_paragraph(&document, "More.", NULL, 0);
    check_body(&document, "<header>\n<p class=\"kicker\">Costs</p>\n<h1>A &amp; B down</h1>\n"
                          "<p class=\"answer\">they lose <span class=\"number\" data-v=\"-2.5\">"
                          "\xE2\x88\x92"
                          "2.50</span>.</p>\n</header>\n<p>More.</p>\n");
}

/* With a finding that is the heading, and the answer a whole sentence; the source is the last line.
 */
static void a_finding_is_the_heading(void **state)
{
    struct document document = {.title = "Costs", .source = "Source: a-b"};
    const struct value loss = value_number(-2.5, &two);
    (void)state;
    document_paragraph(&document, "A down", NULL, 0);
    document_headline(&document);
    document_add(&document, ": they lose {}.", &loss, 1);
    document_finding(&document, "They lose {}", &loss, 1);
    char *page = page_of(&document);
    assert_non_null(strstr(page, "<title>They lose \xE2\x88\x92"
                                 "2.50 \xC2\xB7 Costs</title>"));
    assert_non_null(strstr(page, "<main>\n<header>\n<p class=\"kicker\">Costs</p>\n<h1>They lose "
                                 "<span class=\"number\" data-v=\"-2.5\">\xE2\x88\x92"
                                 "2.50</span></h1>\n<p class=\"answer\">A down: they lose "));
    assert_non_null(strstr(page, "</header>\n<footer>Source: <span class=\"whole\">a-b</span>"
                                 "</footer>\n</main>"));
    free(page);
}

/* A chart after a note, and not after its table, is drawn all the same, once. */
static void a_chart_alone_is_drawn(void **state)
{
    static const double numbers[] = {1, 2};
    struct document document = {.title = "Costs"};
    const struct chart_series series = {
        .name = "s", .positions = chart_own(numbers, 2), .values = chart_own(numbers, 2)};
    const struct chart chart = {.kind = CHART_LINES,
                                .name = "alone",
                                .title = "Alone",
                                .series = &series,
                                .series_count = 1};
    (void)state;
    document_note(&document, 1, "A note.", NULL, 0);
    document_chart(&document, &chart);
    document_chart(&document, &chart);
    char *page = page_of(&document);
    size_t figures = 0;
    for (const char *at = page; (at = strstr(at, "<figure ")) != NULL; ++at) {
        ++figures;
    }
    assert_int_equal(figures, 2);
    assert_non_null(strstr(page, "A note.</li>\n</ul>\n<figure id=\"alone\">"));
    free(page);
}

/* Without one, the title is the heading. Warnings stand before every figure. */
static void warnings_follow_the_answer(void **state)
{
    struct document document = {.title = "Costs"};
    struct warning warning = {"code", "m < n", "f.csv:2"};
    const struct warning_list warnings = {.items = &warning, .count = 1};
    (void)state;
    document.warnings = &warnings;
    document_paragraph(&document, "All of it.", NULL, 0);
    document_heading(&document, 1, "Losses", NULL, 0);
    document_heading_unit(&document, "M USD");
    document_add(&document, ": detail", NULL, 0);
    document_heading(&document, 2, "By day", NULL, 0);
    check_body(&document,
               "<header>\n<h1>Costs</h1>\n<p class=\"answer\">All of it.</p>\n</header>\n"
               "<section class=\"warnings\" aria-labelledby=\"warnings\">\n"
               "<h2 id=\"warnings\">Before you quote this</h2>\n<ul>\n"
               "<li><span class=\"where\">f.csv:2</span> m &lt; n</li>\n</ul>\n</section>\n"
               "<section aria-labelledby=\"s1\">\n<h2 id=\"s1\">Losses <span class=\"unit\">M "
               "USD</span></h2>\n<p class=\"detail\">detail</p>\n<h3>By day</h3>\n</section>\n");
}

/* The figures that matter most come before everything but the answer, and only here. */
static void figures_follow_the_answer(void **state)
{
    static const struct column columns[FIGURES_COLUMNS] = {{"f"}, {"v"}, {"u"}, {"i"}, {"a"}};
    struct document document = {.title = "Costs"};
    (void)state;
    document_paragraph(&document, "All.", NULL, 0);
    document_paragraph(&document, "More.", NULL, 0);
    struct sheet *table = sheet_new(&document, columns, FIGURES_COLUMNS);
    sheet_row(table,
              (struct value[]){value_text("Loss"), value_amount(2.5, "USD", &two),
                               value_text("USD"), value_interval(1.5, 4.5, &two),
                               value_text("assumed")},
              FIGURES_COLUMNS);
    sheet_row(table, (struct value[]){value_text("Rest"), value_number(1, &two), value_text("")},
              3);
    document_figures(&document, table);
    check_body(&document, "<header>\n<h1>Costs</h1>\n<p class=\"answer\">All.</p>\n</header>\n"
                          "<dl class=\"figures\">\n"
                          "<div>\n<dt>Loss</dt>\n<dd class=\"large\"><span class=\"number\" "
                          "data-v=\"2.5\">2.50</span> <span class=\"unit\">USD</span></dd>\n"
                          "<dd class=\"range\">90 %: <span class=\"number\" data-low=\"1.5\" "
                          "data-high=\"4.5\">1.50 to 4.50</span></dd>\n"
                          "<dd class=\"about\">assumed</dd>\n</div>\n"
                          "<div>\n<dt>Rest</dt>\n<dd class=\"large\"><span class=\"number\" "
                          "data-v=\"1\">1.00</span></dd>\n</div>\n</dl>\n<p>More.</p>\n");
}

/* Parts have headings of their own, above those in them. */
static void parts_hold_sections(void **state)
{
    struct document document = {.title = "Two"};
    const struct value name = value_text("one");
    (void)state;
    document_part(&document, 1, "{}", &name, 1);
    document_heading(&document, 1, "In it", NULL, 0);
    document_note(&document, 1, "a note", NULL, 0);
    document_note(&document, 2, "on it", NULL, 0);
    document_part(&document, 1, "two", NULL, 0);
    check_body(&document, "<header>\n<h1>Two</h1>\n</header>\n"
                          "<section class=\"part\">\n<h2>one</h2>\n"
                          "<section aria-labelledby=\"s1\">\n<h3 id=\"s1\">In it</h3>\n"
                          "<ul class=\"notes\">\n<li>a note</li>\n<li class=\"below\">on it</li>\n"
                          "</ul>\n</section>\n</section>\n"
                          "<section class=\"part\">\n<h2>two</h2>\n</section>\n");
}

/* The policy allows this style and this script, by their hashes, and nothing else. */
static void a_page_asks_for_nothing(void **state)
{
    struct document document = {.title = "</title><script>alert(1)</script>"};
    char *page = page_of(&document);
    (void)state;
    assert_non_null(strstr(page, "content=\"default-src 'none'; style-src 'sha256-"));
    assert_non_null(strstr(page, "; script-src 'sha256-"));
    assert_non_null(strstr(page, page_asset("style")));
    assert_non_null(strstr(page, page_asset("script")));
    assert_null(strstr(page, "alert(1)</script>"));
    assert_null(strstr(page, "style=\""));
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    free(page);
}

/* No text of the assets ends the element that it is in. */
static void assets_stay_in_their_elements(void **state)
{
    (void)state;
    for (size_t i = 0; page_asset_name(i) != NULL; ++i) {
        assert_null(strstr(page_asset(page_asset_name(i)), "</"));
        assert_null(strstr(page_asset(page_asset_name(i)), "<!--"));
    }
    assert_null(page_asset("none"));
}

static void failures_are_reported(void **state)
{
    (void)state;
    check_render_failures(render_html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_comes_first),
        cmocka_unit_test(a_finding_is_the_heading),
        cmocka_unit_test(a_chart_alone_is_drawn),
        cmocka_unit_test(warnings_follow_the_answer),
        cmocka_unit_test(figures_follow_the_answer),
        cmocka_unit_test(parts_hold_sections),
        cmocka_unit_test(a_page_asks_for_nothing),
        cmocka_unit_test(assets_stay_in_their_elements),
        cmocka_unit_test(failures_are_reported),
    };
    return cmocka_run_group_tests_name("render_html", tests, NULL, NULL);
}
