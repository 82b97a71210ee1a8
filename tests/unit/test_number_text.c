/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/number_text: numbers as people write them. Expected: written by hand; what a mark can mean
 * follows from groups having three digits. */
#include "ingest/number_text.h"

#include <math.h>
#include <string.h>

#include "check.h"

static bool read_text(struct number_text *number, const char *text)
{
    return number_text_read(number, text, strlen(text));
}

/* The value where all ways of reading it agree; NAN where they do not, or there is none. */
static double value(const char *text)
{
    struct number_text number;
    if (!read_text(&number, text)) {
        return NAN;
    }
    const number_ways ways = number_text_ways(&number);
    double first = ways != 0 ? number_text_value(&number, ways) : (double)NAN;
    for (unsigned way = 0; way < 8; ++way) {
        const number_ways one = (number_ways)(ways & 1U << way);
        if (one != 0 && number_text_value(&number, one) != first) {
            return NAN;
        }
    }
    return first;
}

static void signs_are_in_front_or_behind(void **state)
{
    (void)state;
    check_near(value("5.25"), 5.25, 0);
    check_near(value("-5.25"), -5.25, 0);
    check_near(value("+5.25"), 5.25, 0);
    check_near(value("5.25-"), -5.25, 0);
    check_near(value("\xE2\x88\x92"
                     "5.25"),
               -5.25, 0);
    check_near(value("(5.25)"), -5.25, 0);
    check_near(value("($5.25)"), -5.25, 0);
}

static void one_sign_is_enough(void **state)
{
    static const char *const twice[] = {"--5",   "+-5", "-5-", "(-5)", "(5-)",
                                        "((5))", "()",  "-",   "(5",   "5)"};
    struct number_text number;
    (void)state;
    for (size_t i = 0; i < sizeof twice / sizeof twice[0]; ++i) {
        if (read_text(&number, twice[i])) {
            fail_msg("'%s' is read", twice[i]);
        }
    }
}

static void percent_and_currency_are_taken_off(void **state)
{
    struct number_text number;
    (void)state;
    check_near(value("12.5%"), 0.125, 1e-15);
    check_near(value("12.5 %"), 0.125, 1e-15);
    assert_true(read_text(&number, "EUR 12.5"));
    assert_string_equal(number.currency, "EUR");
    assert_true(read_text(&number, "-12.5 \xE2\x82\xAC"));
    assert_string_equal(number.currency, "\xE2\x82\xAC");
    assert_true(number.negative);
    /* a no-break space, U+00A0, and a narrow one, U+202F, are blanks */
    static const struct {
        const char *text;
        const char *currency;
    } blanks[] = {{"EUR\xC2\xA0"
                   "12.5",
                   "EUR"},
                  {"$\xE2\x80\xAF"
                   "12.5",
                   "$"},
                  {"12.5\xC2\xA0USD", "USD"},
                  {"12.5\xE2\x80\xAF\xE2\x82\xAC", "\xE2\x82\xAC"},
                  {"US$12.5", "US$"},
                  {"12.5USD", "USD"}};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; ++i) {
        check_near(value(blanks[i].text), 12.5, 0);
        assert_true(read_text(&number, blanks[i].text));
        assert_string_equal(number.currency, blanks[i].currency);
    }
    assert_false(read_text(&number, "EUR 12.5 USD"));
    assert_false(read_text(&number, "12.5%%"));
}

/* 1,234 and 1.234 are open; other marks, or digits, decide. */
static void marks_between_digits(void **state)
{
    (void)state;
    assert_true(isnan(value("1.234")));
    assert_true(isnan(value("1,234")));
    assert_true(isnan(value("1.2.3")));
    assert_true(isnan(value("1,23,4.5")));
    check_near(value("1,234.5"), 1234.5, 0);
    check_near(value("1.234,5"), 1234.5, 0);
    check_near(value("1.234.567"), 1234567, 0);
    check_near(value("0.385"), 0.385, 0);
    check_near(value("1234.567"), 1234.567, 0);
    check_near(value("1 234 567"), 1234567, 0);
    check_near(value("1\xE2\x80\xAF"
                     "234,5"),
               1234.5, 0);
    check_near(value("1'234.5"), 1234.5, 0);
    check_near(value("12,34,567.5"), 1234567.5, 0); /* lakhs */
    check_near(value("850000"), 850000, 0);
}

/* A share of 1.000 is no thousand; where nothing is in range, both are kept. */
static void a_range_decides(void **state)
{
    struct number_text number;
    (void)state;
    assert_true(read_text(&number, "1.234"));
    const number_ways own = number_text_ways(&number);
    check_near(number_text_value(&number, number_text_ways_within(&number, 0, 2)), 1.234, 0);
    check_near(number_text_value(&number, number_text_ways_within(&number, 1.234, 1.234)), 1.234,
               0);
    check_near(number_text_value(&number, number_text_ways_within(&number, 2, 1234)), 1234, 0);
    assert_int_equal(number_text_ways_within(&number, 2000, 3000), own);
    assert_int_equal(number_text_ways_within(&number, 1, 2000), own);
}

/* What is open names its mark; a decimal mark is shown where every way has it. */
static void what_a_number_shows(void **state)
{
    struct number_text number;
    char mark = '?';
    (void)state;
    assert_true(read_text(&number, "1,234"));
    assert_true(number_text_is_open(&number, number_text_ways(&number), &mark));
    assert_int_equal(mark, ',');
    assert_int_equal(number_text_decimal(&number, number_text_ways(&number)), 0);
    assert_false(
        number_text_is_open(&number, NUMBER_WAYS_COMMA & number_text_ways(&number), &mark));
    assert_true(read_text(&number, "1,234.5"));
    assert_false(number_text_is_open(&number, number_text_ways(&number), &mark));
    assert_int_equal(number_text_decimal(&number, number_text_ways(&number)), '.');
    assert_true(read_text(&number, "850000"));
    assert_false(number_text_is_open(&number, number_text_ways(&number), &mark));
    assert_int_equal(number_text_decimal(&number, number_text_ways(&number)), 0);
}

/* 1,234,567.000... with a hundred digits, which is a number of its own without the marks too */
static void long_numbers_are_read(void **state)
{
    char text[128] = "$1,234,567.";
    struct number_text number;
    (void)state;
    memset(text + strlen(text), '0', 100);
    assert_true(read_text(&number, text));
    assert_int_equal(number_text_ways(&number) & NUMBER_WAYS_COMMA, 0);
    assert_true(number_text_value(&number, number_text_ways(&number)) == 1234567);
}

static void currencies_have_symbols(void **state)
{
    (void)state;
    assert_true(number_currency_is("EUR", "EUR"));
    assert_true(number_currency_is("\xE2\x82\xAC", "EUR"));
    assert_true(number_currency_is("$", "USD"));
    assert_false(number_currency_is("\xE2\x82\xAC", "USD"));
    assert_false(number_currency_is("EUR", "USD"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_are_in_front_or_behind),
        cmocka_unit_test(one_sign_is_enough),
        cmocka_unit_test(percent_and_currency_are_taken_off),
        cmocka_unit_test(marks_between_digits),
        cmocka_unit_test(a_range_decides),
        cmocka_unit_test(what_a_number_shows),
        cmocka_unit_test(long_numbers_are_read),
        cmocka_unit_test(currencies_have_symbols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
