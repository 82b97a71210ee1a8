/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/render_csv: RFC 4180 by hand, and numbers that read back to the same double. */
#include "rendered.h"

#include "core/number.h"
#include "random.h"

static const struct style millions = {.magnitude = MAGNITUDE_MILLION, .places = 2};

/* RFC 4180, section 2: quotes around a field with a quote, a comma or a line end, quotes doubled.
 * 36764321.123456789 has more digits than a double: the shortest text of it is ...123457. */
static void fields_are_those_of_rfc_4180(void **state)
{
    static const struct column columns[] = {{"name", true}, {"a,b"}, {"c"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    sheet_row(table,
              (struct value[]){value_text("a \"b\", c"),
                               value_amount(36764321.123456789, "USD", &millions),
                               value_word("yes")},
              3);
    sheet_row(table, (struct value[]){value_text("plain"), value_absent(), {0}}, 3);
    document_paragraph(&document, "not written", NULL, 0);
    document_table(&document, table);
    check_rendered(render_csv, &document,
                   "name,\"a,b\",c\n\"a \"\"b\"\", c\",36764321.12345679,yes\nplain,,\n");
}

static void a_dialect_may_quote_texts_and_end_lines_with_crlf(void **state)
{
    static const struct column columns[] = {{"event", true}, {"kind"}, {"p"}};
    struct document document = {.csv = {.quote_texts = true, .crlf = true}};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    sheet_row(table, (struct value[]){value_text("e1"), value_word("measured"), value_text("")}, 3);
    document_table(&document, table);
    check_rendered(render_csv, &document, "event,kind,p\r\n\"e1\",measured,\"\"\r\n");
}

/* 1633361940 is 2021-10-04T15:39:00Z; durations are hours. */
static void times_lengths_and_intervals(void **state)
{
    static const struct column columns[] = {{"day"},  {"at"},    {"long"},
                                            {"from"}, {"index"}, {"inf"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 6);
    sheet_row(table,
              (struct value[]){value_date(1633361940), value_instant(1633361940),
                               value_duration(6.25), value_interval(0.1, 2.385, &style_count),
                               value_estimate(0.3, 0.1, 0.5, &style_count),
                               value_number(INFINITY, &style_count)},
              6);
    document_table(&document, table);
    check_rendered(render_csv, &document,
                   "day,at,long,from,index,inf\n"
                   "2021-10-04,2021-10-04T15:39:00Z,6.25,0.1..2.385,0.3,\n");
}

/* Any finite double, of all magnitudes and both signs. */
static void numbers_read_back_to_the_same_double(void **state)
{
    enum { NUMBERS = 5000 };
    static const struct column columns[] = {{"x"}};
    static const struct number_format format = {.decimal = '.'};
    static double numbers[NUMBERS];
    uint64_t seed = 20211004;
    struct document document = {0};
    struct caught caught = {0};
    blackout_error error;
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 1);
    for (int i = 0; i < NUMBERS; ++i) {
        double mantissa = random_between(&seed, -1, 1);
        numbers[i] = ldexp(mantissa, (int)random_below(&seed, 2000) - 1000);
        const struct value value = value_number(numbers[i], &millions);
        sheet_row(table, &value, 1);
    }
    document_table(&document, table);
    check_ok(render_csv(&document, catch_bytes, &caught, &error), &error);
    const char *line = strchr(caught.text, '\n') + 1;
    for (int i = 0; i < NUMBERS; ++i) {
        double back = 0;
        size_t length = strcspn(line, "\n");
        assert_int_equal(number_parse(&back, line, length, &format), NUMBER_OK);
        check_near(back, numbers[i], 0);
        line += length + 1;
    }
    free(caught.text);
    document_free(&document);
}

static void failures_are_reported(void **state)
{
    (void)state;
    check_render_failures(render_csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_those_of_rfc_4180),
        cmocka_unit_test(a_dialect_may_quote_texts_and_end_lines_with_crlf),
        cmocka_unit_test(times_lengths_and_intervals),
        cmocka_unit_test(numbers_read_back_to_the_same_double),
        cmocka_unit_test(failures_are_reported),
    };
    return cmocka_run_group_tests_name("render_csv", tests, NULL, NULL);
}
