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

/* Lines above the header are cells too: marks, quotes and numbers as in the rows. */
static void lines_may_stand_above_the_header(void **state)
{
    static const struct column columns[] = {{"share", true}, {"note"}};
    struct document document = {.csv = {.delimiter = ';', .decimal_mark = ','}};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    struct sheet *above = sheet_new(&document, columns, 2);
    sheet_row(above, (struct value[]){value_text("# a share"), value_text("one; or none")}, 2);
    sheet_row(above, (struct value[]){value_text("# like"), value_number(0.2385, &style_count)}, 2);
    sheet_row(table, (struct value[]){value_number(0.5, &style_count), value_text("x")}, 2);
    table->above = above;
    document_table(&document, table);
    check_rendered(render_csv, &document,
                   "# a share;\"one; or none\"\n# like;0,2385\nshare;note\n0,5;x\n");
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

/* ---- Dialects -------------------------------------------------------------------------------- */

/* A table with money of three currencies, a share, an instant and a list, as `asked` has it. */
static void check_dialect(const char *asked, const char *expected)
{
    static const struct column columns[] = {{"down"}, {"at"}, {"a"}, {"b"}, {"c"}, {"share"}};
    struct document document = {.csv_asked = csv_dialect_find(asked)};
    struct sheet *table = sheet_new(&document, columns, 6);
    sheet_row(table,
              (struct value[]){
                  value_list("chat;shop"), value_instant(1633361940),
                  value_amount(1234567.895, "EUR", &millions), value_amount(-0.5, "JPY", &millions),
                  value_amount(1.0625, "KWD", &millions), value_number(0.0000123, &millions)},
              6);
    document_table(&document, table);
    check_rendered(render_csv, &document, expected);
}

/* Cents, yen and a thousandth of a dinar (ISO 4217): the double next to 1234567.895 is above it,
 * and 1.0625 is a tie, which goes to the even digit. Other numbers have all their digits. */
static void dialects_are_those_of_excel_and_rfc_4180(void **state)
{
    (void)state;
    check_dialect("excel-eu", "\xEF\xBB\xBF"
                              "down;at;a;b;c;share\r\n"
                              "chat|shop;2021-10-04 15:39:00;1234567,90;0;1,062;1,23e-05\r\n");
    check_dialect("excel-us", "\xEF\xBB\xBF"
                              "down,at,a,b,c,share\r\n"
                              "chat|shop,2021-10-04 15:39:00,1234567.90,0,1.062,1.23e-05\r\n");
    check_dialect("rfc4180", "down,at,a,b,c,share\r\n"
                             "chat|shop,2021-10-04T15:39:00Z,1234567.895,-0.5,1.0625,1.23e-05\r\n");
    check_dialect("none of these", "down,at,a,b,c,share\n"
                                   "chat;shop,2021-10-04T15:39:00Z,1234567.895,-0.5,1.0625,"
                                   "1.23e-05\n");
}

/* Texts that a spreadsheet would run (OWASP, CSV injection), among them two that begin a cell only
 * where a delimiter is not quoted, and numbers, which are none. */
static void texts_are_never_formulas(void **state)
{
    static const struct column columns[] = {{"=a"}, {"b"}};
    static const char *const texts[] = {"=1+1",
                                        "+1",
                                        "-1",
                                        "@A1",
                                        "\tx",
                                        ("\xEF\xBC\x9D"
                                         "1"),
                                        "a;=1+1",
                                        "a=1",
                                        "'=1"};
    struct document document = {.csv_asked = csv_dialect_find("excel-eu")};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        sheet_row(table, (struct value[]){value_text(texts[i]), value_number(-1.5, &millions)}, 2);
    }
    document_table(&document, table);
    check_rendered(render_csv, &document,
                   "\xEF\xBB\xBF'=a;b\r\n'=1+1;-1,5\r\n'+1;-1,5\r\n'-1;-1,5\r\n'@A1;-1,5\r\n"
                   "'\tx;-1,5\r\n'\xEF\xBC\x9D"
                   "1;-1,5\r\n\"a;=1+1\";-1,5\r\na=1;-1,5\r\n'=1;-1,5\r\n");
}

/* What a program reads again has its texts as they are. */
static void tables_for_programs_keep_their_texts(void **state)
{
    static const struct column columns[] = {{"a"}};
    struct document document = {.csv = {.as_they_are = true},
                                .csv_asked = csv_dialect_find("rfc4180")};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, (struct value[]){value_text("=1")}, 1);
    document_table(&document, table);
    check_rendered(render_csv, &document, "a\r\n=1\r\n");
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
        cmocka_unit_test(lines_may_stand_above_the_header),
        cmocka_unit_test(a_dialect_may_quote_texts_and_end_lines_with_crlf),
        cmocka_unit_test(times_lengths_and_intervals),
        cmocka_unit_test(numbers_read_back_to_the_same_double),
        cmocka_unit_test(dialects_are_those_of_excel_and_rfc_4180),
        cmocka_unit_test(texts_are_never_formulas),
        cmocka_unit_test(tables_for_programs_keep_their_texts),
        cmocka_unit_test(failures_are_reported),
    };
    return cmocka_run_group_tests_name("render_csv", tests, NULL, NULL);
}
