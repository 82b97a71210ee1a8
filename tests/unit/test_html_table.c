/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/html_table: tables by hand. How a browser shows them is in tests/page. */
#include "document/html_table.h"

#include <math.h>

#include "package.h"

static const struct style millions = {.magnitude = MAGNITUDE_MILLION, .places = 2};

static struct value money(double amount)
{
    return value_amount(amount, "USD", &millions);
}

static void check_table(struct document *document, const struct sheet *table, const char *expected)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    writer_init(&writer, catch_bytes, &caught);
    html_table(&writer, table, "a \"label\"");
    check_ok(writer_finish(&writer, &error), &error);
    assert_string_equal(caught.text != NULL ? caught.text : "", expected);
    free(caught.text);
    document_free(document);
}

/* Numbers with all their digits in their own unit, in attributes; the first column names its row;
 * a column without a word is left out; what repeats the row above is there for programs. */
static void cells_have_their_numbers(void **state)
{
    static const struct column columns[] = {
        {"who", true}, {"loss"}, {""}, {"range"}, {"how", true}};
    struct document document = {0};
    struct value range = value_interval(1250000, 4125000, &millions);
    struct value again = value_text("as above");
    (void)state;
    again.ditto = true;
    struct sheet *table = sheet_new(&document, columns, 5);
    sheet_row(table,
              (struct value[]){value_text("<b>"), money(-2385000.125), value_empty(), range,
                               value_text("measured")},
              5);
    sheet_row(
        table,
        (struct value[]){value_text("beta"), value_absent(), value_empty(), value_empty(), again},
        5);
    check_table(&document, table,
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"a "
                "&quot;label&quot;\"><table>\n"
                "<thead><tr><th scope=\"col\">who</th>"
                "<th scope=\"col\" class=\"n\" data-unit=\"USD\">loss</th>"
                "<th scope=\"col\" class=\"n\">range</th><th scope=\"col\">how</th></tr></thead>\n"
                "<tbody>\n"
                "<tr><th scope=\"row\">&lt;b&gt;</th>"
                "<td class=\"n\" data-v=\"-2385000.125\">\xE2\x88\x92"
                "2.39</td>"
                "<td class=\"n\" data-low=\"1250000\" data-high=\"4125000\">1.25 to 4.12</td>"
                "<td>measured</td></tr>\n"
                "<tr><th scope=\"row\">beta</th><td class=\"n\">-</td><td class=\"n\"></td>"
                "<td><span class=\"ditto\">as above</span></td></tr>\n"
                "</tbody></table></div>\n");
}

/* An identifier is shown by its name, and a figure has beside it where it is from. */
static void names_and_sources_are_shown(void **state)
{
    static const struct column columns[] = {{"total", true}, {"how", true}};
    struct document document = {0};
    struct value how = value_text("a & b");
    (void)state;
    how.about = "a filing";
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_named("loss/net", "Loss, net"), how}, 2);
    check_table(&document, table,
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"a "
                "&quot;label&quot;\"><table>\n"
                "<thead><tr><th scope=\"col\">total</th><th scope=\"col\">how</th></tr></thead>\n"
                "<tbody>\n<tr><th scope=\"row\" data-id=\"loss/net\">Loss, net</th>"
                "<td>a &amp; b <span class=\"source\">a filing</span></td></tr>\n"
                "</tbody></table></div>\n");
}

/* A column of two units has none; what is infinite is no number for programs. */
static void units_are_of_all_numbers(void **state)
{
    static const struct column columns[] = {{"loss"}};
    struct document document = {0};
    struct value over = value_number(INFINITY, &style_count);
    (void)state;
    over.limit = 10000;
    over.unit = "years";
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, (struct value[]){money(1e6)}, 1);
    sheet_row(table, &over, 1);
    check_table(&document, table,
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"a "
                "&quot;label&quot;\"><table>\n"
                "<thead><tr><th scope=\"col\" class=\"n\">loss</th></tr></thead>\n<tbody>\n"
                "<tr><td class=\"n\" data-v=\"1000000\">1.00</td></tr>\n"
                "<tr><td class=\"n\">over 10,000</td></tr>\n</tbody></table></div>\n");
}

static void a_table_without_rows_is_none(void **state)
{
    static const struct column columns[] = {{"loss"}};
    struct document document = {0};
    (void)state;
    check_table(&document, sheet_new(&document, columns, 1), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_their_numbers),
        cmocka_unit_test(names_and_sources_are_shown),
        cmocka_unit_test(units_are_of_all_numbers),
        cmocka_unit_test(a_table_without_rows_is_none),
    };
    return cmocka_run_group_tests_name("html_table", tests, NULL, NULL);
}
