/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/value: how people are shown what a number is worth. Expected texts by hand. */
#include "document/value.h"

#include <string.h>

#include "check.h"

static void check_print(struct value value, const char *text)
{
    char buffer[VALUE_PRINT_SIZE];
    assert_string_equal(value_print(buffer, &value), text);
}

static void texts_are_printed_as_they_are(void **state)
{
    char buffer[VALUE_PRINT_SIZE];
    const char *name = "Z\xc3\xbcrich";
    const struct value text = value_text(name);
    (void)state;
    assert_ptr_equal(value_print(buffer, &text), name);
    check_print(value_word("owner"), "owner");
    check_print(value_text(NULL), "");
    check_print(value_absent(), "-");
    check_print((struct value){.kind = VALUE_EMPTY}, "");
}

static void numbers_have_places_and_groups(void **state)
{
    static const struct style two = {.places = 2};
    static const struct style by_size = {.places = 0, .small_places = 2, .small = 1000};
    (void)state;
    check_print(value_number(-1234567.891, &two), "-1,234,567.89");
    check_print(value_number(-0.004, &two), "0.00");
    check_print(value_number(2385, &style_ungrouped), "2385");
    check_print(value_count(2385), "2,385");
    check_print(value_number(999.994, &by_size), "999.99");
    check_print(value_number(-1000, &by_size), "-1,000");
}

static void magnitudes_are_of_what_is_shown(void **state)
{
    static const struct style millions = {.magnitude = MAGNITUDE_MILLION, .places = 2};
    static const struct style percent = {
        .magnitude = MAGNITUDE_PERCENT, .places = 1, .plus = true, .with_unit = true};
    static const struct style money = {
        .magnitude = MAGNITUDE_MILLION, .places = 1, .with_unit = true};
    (void)state;
    check_print(value_amount(36764321, "USD", &millions), "36.76");
    check_print(value_amount(36764321, "USD", &money), "36.8 M USD");
    check_print(value_number(0.01234, &percent), "+1.2 %");
    check_print(value_number(-0.01234, &percent), "-1.2 %");
    check_print(value_number(0, &percent), "0.0 %");
}

static void significant_digits_are_those_of_printf(void **state)
{
    static const struct style two = {
        .magnitude = MAGNITUDE_PERCENT, .significant = 2, .with_unit = true};
    (void)state;
    check_print(value_number(0.000000654, &two), "6.5e-05 %");
    check_print(value_number(0.1234, &two), "12 %");
}

static void places_beyond_three_digits_are_left_out(void **state)
{
    static const struct style three = {.places = 2, .digits = 3};
    (void)state;
    check_print(value_number(0.666, &three), "0.67");
    check_print(value_number(9.994, &three), "9.99");
    check_print(value_number(9.996, &three), "10.0");
    check_print(value_number(-84.93, &three), "-84.9");
    check_print(value_number(99.96, &three), "100");
    check_print(value_number(3366.66, &three), "3,367");
    check_print(value_number(0, &three), "0.00");
}

/* A p of 0.00005 rounds to the last place, one below it would be 0. */
static void a_probability_is_never_zero(void **state)
{
    static const struct style p = {.places = 4, .never_zero = true};
    (void)state;
    check_print(value_number(0.00005, &p), "0.0001");
    check_print(value_number(0.0000499, &p), "<0.0001");
    check_print(value_number(0, &p), "<0.0001");
    check_print(value_number(0.12345, &p), "0.1235");
}

/* The last digit is worth at least the standard error; the first digit stays. */
static void digits_that_are_not_known_are_not_shown(void **state)
{
    static const struct style millions = {.magnitude = MAGNITUDE_MILLION, .places = 2};
    static const struct style whole = {.places = 0};
    (void)state;
    check_print(value_uncertain(value_number(36764321, &millions), 9999), "36.76");
    check_print(value_uncertain(value_number(36764321, &millions), 10001), "36.8");
    check_print(value_uncertain(value_number(36764321, &millions), 300000), "37");
    check_print(value_uncertain(value_number(36764321, &millions), 3e6), "40");
    check_print(value_uncertain(value_number(36764321, &millions), 3e9), "40");
    check_print(value_uncertain(value_number(-40123, &millions), 3e6), "-0.04");
    check_print(value_uncertain(value_number(2385671, &whole), 0), "2,385,671");
    check_print(value_uncertain(value_number(2385671, &whole), 118), "2,386,000");
    check_print(value_uncertain(value_number(0, &whole), 118), "0");
    check_print(value_uncertain_ends(value_interval(25333456, 256734321, &millions), 214000, 1.9e6),
                "25 to 260");
}

static void intervals_and_estimates(void **state)
{
    static const struct style three = {.places = 3};
    static const struct style percent = {.magnitude = MAGNITUDE_PERCENT, .with_unit = true};
    static const struct style years = {.places = 0, .small_places = 1, .small = 100};
    struct value beyond = value_interval(12.34, INFINITY, &years);
    (void)state;
    check_print(value_interval(0.1, 0.2, &three), "0.100 to 0.200");
    check_print(value_interval(0.4, 0.6, &percent), "40 to 60 %");
    check_print(value_estimate(0.123, 0.1, 0.15, &three), "0.123 (0.100 to 0.150)");
    beyond.limit = 100000;
    check_print(beyond, "12.3 to over 100,000");
}

/* 1633361940 is 2021-10-04T15:39:00Z. */
static void times_are_dates_minutes_or_iso(void **state)
{
    static const struct style iso = {.iso = true};
    struct value time = value_instant(1633361940);
    struct value length = value_duration(6 + 11.0 / 60);
    (void)state;
    check_print(value_date(1633361940), "2021-10-04");
    check_print(time, "2021-10-04 15:39");
    time.style = &iso;
    check_print(time, "2021-10-04T15:39:00Z");
    check_print(length, "6 h 11 min");
    length.style = &iso;
    check_print(length, "PT6H11M");
    check_print(value_duration(6), "6 h");
    check_print(value_duration(0.5), "30 min");
    check_print(value_duration(0), "0 min");
    check_print(value_duration(47.999), "48 h");
    check_print(value_duration(1 / 3600.0), "1 s");
    check_print(value_duration(59 / 3600.0), "59 s");
    check_print(value_duration(60 / 3600.0), "1 min");
    check_print(value_duration(59.999), "60 h");
    check_print(value_duration(999.5), "999 h 30 min");
    check_print(value_duration(26280.25), "26,280 h 15 min");
}

/* The longest number there can be fits three times. */
static void the_buffer_is_large_enough(void **state)
{
    static const struct style nine = {.places = 9, .with_unit = true};
    char unit[UNIT_PRINT_SIZE + 40];
    char buffer[VALUE_PRINT_SIZE];
    (void)state;
    memset(unit, 'u', sizeof unit - 1);
    unit[sizeof unit - 1] = '\0';
    struct value value = value_estimate(-1.7e308, -1.7e308, -1.7e308, &nine);
    value.unit = unit;
    /* 309 digits, 102 commas, a sign, a point and 9 places; " (", " to ", ")"; " " and the unit */
    assert_int_equal(strlen(value_print(buffer, &value)), 3 * 422 + 7 + 1 + UNIT_PRINT_SIZE - 1);
    assert_int_equal(buffer[strlen(buffer) - 1], ')');
}

static void units_have_their_magnitude(void **state)
{
    static const struct style one = {.places = 0};
    static const struct style millions = {.magnitude = MAGNITUDE_MILLION};
    static const struct style percent = {.magnitude = MAGNITUDE_PERCENT};
    char buffer[UNIT_PRINT_SIZE];
    (void)state;
    assert_string_equal(value_print_unit(buffer, "USD", &one), "USD");
    assert_string_equal(value_print_unit(buffer, "USD", &millions), "M USD");
    assert_string_equal(value_print_unit(buffer, NULL, &millions), "M");
    assert_string_equal(value_print_unit(buffer, NULL, &percent), "%");
    assert_string_equal(value_print_unit(buffer, NULL, &one), "");
}

static void what_says_nothing_is_empty(void **state)
{
    const struct value empty = value_if(false, value_count(1));
    const struct value text = value_text("");
    const struct value zero = value_if(true, value_count(0));
    const struct value absent = value_absent();
    (void)state;
    assert_true(value_is_empty(&empty));
    assert_true(value_is_empty(&text));
    assert_false(value_is_empty(&zero));
    assert_false(value_is_empty(&absent));
}

/* Text keeps the identifier; what has room shows the name, where there is one. */
static void identifiers_have_names(void **state)
{
    char buffer[VALUE_PRINT_SIZE];
    const struct value named = value_named("A", "Agriculture");
    const struct value nameless = value_named("A", "");
    const struct value number = value_count(1234);
    (void)state;
    assert_string_equal(value_print(buffer, &named), "A");
    assert_string_equal(value_name(buffer, &named), "Agriculture");
    assert_string_equal(value_name(buffer, &nameless), "A");
    assert_string_equal(value_name(buffer, &number), "1,234");
    /* a code of at most two letters has its name beside it, a time is shown in words */
    struct value six = value_duration(6);
    six.style = &(const struct style){.iso = true};
    six.name = "6 h";
    const struct value platform = value_named("chat", "Chat");
    assert_string_equal(value_shown(buffer, &named), "A Agriculture");
    assert_string_equal(value_shown(buffer, &platform), "chat");
    assert_string_equal(value_shown(buffer, &six), "6 h");
    assert_string_equal(value_print(buffer, &six), "PT6H");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_printed_as_they_are),
        cmocka_unit_test(numbers_have_places_and_groups),
        cmocka_unit_test(magnitudes_are_of_what_is_shown),
        cmocka_unit_test(significant_digits_are_those_of_printf),
        cmocka_unit_test(places_beyond_three_digits_are_left_out),
        cmocka_unit_test(a_probability_is_never_zero),
        cmocka_unit_test(digits_that_are_not_known_are_not_shown),
        cmocka_unit_test(intervals_and_estimates),
        cmocka_unit_test(times_are_dates_minutes_or_iso),
        cmocka_unit_test(the_buffer_is_large_enough),
        cmocka_unit_test(units_have_their_magnitude),
        cmocka_unit_test(what_says_nothing_is_empty),
        cmocka_unit_test(identifiers_have_names),
    };
    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
