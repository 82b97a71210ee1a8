/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/number: reading by the grammar of a file, printing that reads back, both without the locale.
 * */
#define _GNU_SOURCE /* newlocale, strtod_l */
#include "core/number.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "package.h"
#include "random.h"

static const struct number_format point = {.decimal = '.'};
static const struct number_format comma = {.decimal = ','};
static const struct number_format english = {.decimal = '.', .group = ','};
static const struct number_format swiss = {.decimal = '.', .group = '\''};

struct number_case {
    const char *text;
    enum number_status status;
    double expected;
};

static void check_cases(const struct number_format *format, const struct number_case *cases,
                        size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        double value = NAN;
        enum number_status status =
            number_parse(&value, cases[i].text, strlen(cases[i].text), format);
        if (status != cases[i].status) {
            print_error("'%s' gave status %d\n", cases[i].text, (int)status);
            fail();
        }
        if (status == NUMBER_OK) {
            check_near(value, cases[i].expected, 0.0);
        }
    }
}

#define CHECK_CASES(format, cases)                                                                 \
    check_cases((format), (cases), sizeof(cases) / sizeof((cases)[0]))

/* Expected: strtod() of the C library, which rounds correctly. Digits on both sides of what one
 * division reads exactly, with and without a fraction and an exponent. */
static void reads_as_strtod_does(void **state)
{
    enum { CASES = 20000, MOST_DIGITS = 22, MOST_EXPONENT = 320 };
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    uint64_t random = 1;
    (void)state;
    for (int i = 0; i < CASES; ++i) {
        char text[64];
        const int digits = 1 + i % MOST_DIGITS;
        int length = snprintf(text, sizeof text, "%s", i % 5 == 0 ? "-" : "");
        random = hash_mix(random + 1);
        const int mark = (int)(random % (uint64_t)(2 * digits));
        for (int k = 0; k < digits; ++k) {
            random = hash_mix(random + 1);
            length += snprintf(text + length, 3, "%s%d", k > 0 && k == mark ? "." : "",
                               (int)(random % 10));
        }
        if (i % 3 == 0) {
            snprintf(text + length, 8, "e%d", (int)(random % (2 * MOST_EXPONENT)) - MOST_EXPONENT);
        }
        double value = NAN;
        struct plain_number number = {.value = NAN};
        const double expected = strtod_l(text, NULL, c_locale);
        if (isfinite(expected)) {
            assert_int_equal(number_parse(&value, text, strlen(text), &point), NUMBER_OK);
            assert_true(number_parse_plain(&number, text, strlen(text)));
            assert_memory_equal(&value, &expected, sizeof value);
            assert_memory_equal(&number.value, &expected, sizeof value);
        }
    }
    freelocale(c_locale);
}

/* Expected: the compiler's own reading of the same digits, to the last bit. */
static void reads_plain_numbers(void **state)
{
    static const struct number_case cases[] = {
        {"0", NUMBER_OK, 0.0},
        {"-0.0", NUMBER_OK, 0.0},
        {"2.385", NUMBER_OK, 2.385},
        {"-17.25", NUMBER_OK, -17.25},
        {"+41", NUMBER_OK, 41.0},
        {" \t7.1 \t", NUMBER_OK, 7.1},
        {"\xC2\xA0"
         "7.1\r\n",
         NUMBER_OK, 7.1},
        {"007.50", NUMBER_OK, 7.5},
        {"0.1", NUMBER_OK, 0.1},
        {"1e3", NUMBER_OK, 1000.0},
        {"2.385E-7", NUMBER_OK, 2.385e-7},
        {"6.02e+23", NUMBER_OK, 6.02e23},
        {"123456789012345", NUMBER_OK, 123456789012345.0},
        {"9007199254740993", NUMBER_OK, 9007199254740992.0},
        {"0.30000000000000004", NUMBER_OK, 0.30000000000000004},
        {"179769313486231570000e288", NUMBER_OK, 1.7976931348623157e308},
        {"4.9e-324", NUMBER_OK, 4.9406564584124654e-324},
        {"0.00e-400", NUMBER_OK, 0.0},
        {"-0e999", NUMBER_OK, 0.0},
        {"1e-400", NUMBER_UNDERFLOW, 0},
        {"-1e-400", NUMBER_UNDERFLOW, 0},
        {"0.000000000000000007e-400", NUMBER_UNDERFLOW, 0},
        {"2.4703282292062327e-324", NUMBER_UNDERFLOW, 0}, /* half of the smallest, to even */
        {"1e309", NUMBER_OVERFLOW, 0},
        {"-1e400", NUMBER_OVERFLOW, 0},
    };
    (void)state;
    CHECK_CASES(&point, cases);
}

static void refuses_what_is_no_number(void **state)
{
    static const struct number_case cases[] = {
        {"", NUMBER_MALFORMED, 0},      {"   ", NUMBER_MALFORMED, 0},
        {"-", NUMBER_MALFORMED, 0},     {".5", NUMBER_MALFORMED, 0},
        {"5.", NUMBER_MALFORMED, 0},    {"1e", NUMBER_MALFORMED, 0},
        {"1e+", NUMBER_MALFORMED, 0},   {"--1", NUMBER_MALFORMED, 0},
        {"0x1p3", NUMBER_MALFORMED, 0}, {"inf", NUMBER_MALFORMED, 0},
        {"nan", NUMBER_MALFORMED, 0},   {"infinity", NUMBER_MALFORMED, 0},
        {"3 h", NUMBER_MALFORMED, 0},   {"3h", NUMBER_MALFORMED, 0},
        {"12%", NUMBER_PERCENT, 0},     {"12 %", NUMBER_PERCENT, 0},
        {"1,234", NUMBER_GROUPED, 0},   {"1.234.567", NUMBER_GROUPED, 0},
        {"1 234", NUMBER_GROUPED, 0},   {"1'234", NUMBER_GROUPED, 0},
        {"$5", NUMBER_MALFORMED, 0},
    };
    char longest[500];
    double value;
    (void)state;
    CHECK_CASES(&point, cases);
    memset(longest, '7', sizeof longest);
    assert_int_equal(number_parse(&value, longest, 401, &point), NUMBER_MALFORMED);
    assert_int_equal(number_parse(&value, longest, 300, &point), NUMBER_OK);
    assert_int_equal(number_parse(&value, longest, 400, &point), NUMBER_OVERFLOW);
}

/* Expected: by hand. */
static void reads_decimal_commas(void **state)
{
    static const struct number_case cases[] = {
        {"2,385", NUMBER_OK, 2.385},    {"-0,5", NUMBER_OK, -0.5},    {"2.38", NUMBER_GROUPED, 0},
        {"1.234,5", NUMBER_GROUPED, 0}, {"1,5e3", NUMBER_OK, 1500.0}, {"1,2,3", NUMBER_GROUPED, 0},
    };
    (void)state;
    CHECK_CASES(&comma, cases);
}

/* Expected: by hand. A mark may group where one to three digits, the first not 0, stand before it
 * and exactly three, and nothing else, after it. */
static void tells_marks_that_may_group(void **state)
{
    static const struct {
        const char *text;
        double value;
        char mark;
        bool may_group;
    } cases[] = {{"2385", 2385, 0, false},         {"2.385", 2.385, '.', true},
                 {"2,385", 2.385, ',', true},      {" -17.250", -17.25, '.', true},
                 {"+123,456", 123.456, ',', true}, {"0.385", 0.385, '.', false},
                 {"-00,125", -0.125, ',', false},  {"1234.567", 1234.567, '.', false},
                 {"2.38", 2.38, '.', false},       {"2,3857", 2.3857, ',', false},
                 {"2.385e3", 2385, '.', false},    {"2.385 ", 2.385, '.', true}};
    static const char *const others[] = {"1.234,5", "1,234,567", "1 234", "1'234", "12 %", "$5",
                                         "",        ".5",        "5.",    "(1)",   "x",    "1e999"};
    struct plain_number number;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        assert_true(number_parse_plain(&number, cases[i].text, strlen(cases[i].text)));
        check_near(number.value, cases[i].value, 0.0);
        assert_int_equal(number.mark, cases[i].mark);
        assert_int_equal(number.may_group, cases[i].may_group);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        assert_false(number_parse_plain(&number, others[i], strlen(others[i])));
    }
}

static void reads_declared_grouping(void **state)
{
    static const struct number_case cases[] = {
        {"1,234", NUMBER_OK, 1234.0},  {"12,345,678.9", NUMBER_OK, 12345678.9},
        {"1234.5", NUMBER_OK, 1234.5}, {"-999,999", NUMBER_OK, -999999.0},
        {"1,23", NUMBER_GROUPED, 0},   {"1234,567", NUMBER_GROUPED, 0},
        {",123", NUMBER_GROUPED, 0},   {"1,,234", NUMBER_GROUPED, 0},
        {"1,2345", NUMBER_GROUPED, 0}, {"1,234,", NUMBER_GROUPED, 0},
    };
    static const struct number_case apostrophes[] = {{"1'234'567.25", NUMBER_OK, 1234567.25},
                                                     {"1,5", NUMBER_GROUPED, 0}};
    (void)state;
    CHECK_CASES(&english, cases);
    CHECK_CASES(&swiss, apostrophes);
}

/* The length counts, not a NUL. */
static void reads_within_its_length(void **state)
{
    double value = NAN;
    (void)state;
    assert_int_equal(number_parse(&value, "2.3851", 5, &point), NUMBER_OK);
    check_near(value, 2.385, 0.0);
}

/* ---- Printing -------------------------------------------------------------------------------- */

/* A finite double of random bits. */
static double random_double(uint64_t *seed)
{
    double value;
    do {
        uint64_t bits = random_bits(seed);
        memcpy(&value, &bits, sizeof value);
    } while (!isfinite(value));
    return value;
}

static void check_round_trip(double value, locale_t c_locale)
{
    char text[NUMBER_TEXT_SIZE];
    char shorter[64];
    double back = NAN;
    size_t length = number_print(text, value);
    assert_int_equal(strlen(text), length);
    assert_true(length < NUMBER_TEXT_SIZE);
    assert_int_equal(number_parse(&back, text, length, &point), NUMBER_OK);
    if (back != value || strtod_l(text, NULL, c_locale) != value) {
        print_error("%a was printed as %s\n", value, text);
        fail();
    }
    /* no shorter text of the allowed ones reads back */
    locale_t old = uselocale(c_locale);
    for (int digits = 15; digits < 17; ++digits) {
        snprintf(shorter, sizeof shorter, "%.*g", digits, value);
        if (strtod_l(shorter, NULL, c_locale) == value) {
            assert_string_equal(text, shorter);
            break;
        }
    }
    uselocale(old);
}

/* Expected: the same double, for random bit patterns (half of them beyond 1e154 or below 1e-154),
 * for doubles near 1, whole numbers and the extremes. */
static void printed_numbers_read_back(void **state)
{
    static const double extremes[] = {1.7976931348623157e308,
                                      -1.7976931348623157e308,
                                      2.2250738585072014e-308,
                                      4.9406564584124654e-324,
                                      9007199254740993.0,
                                      0.1 + 0.2,
                                      1e15,
                                      123456789.125};
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    uint64_t seed = 31;
    (void)state;
    for (int i = 0; i < 4000; ++i) {
        check_round_trip(random_double(&seed), c_locale);
        check_round_trip(random_between(&seed, -3.0, 3.0), c_locale);
        check_round_trip(floor(random_between(&seed, 0.0, 1e12)), c_locale);
    }
    for (size_t i = 0; i < sizeof extremes / sizeof extremes[0]; ++i) {
        check_round_trip(extremes[i], c_locale);
    }
    freelocale(c_locale);
}

/* Expected: by hand. */
static void prints_the_shortest(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.0, "0"},
                 {-0.0, "0"},
                 {2.385, "2.385"},
                 {-41.0, "-41"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1e22, "1e+22"},
                 {2.5e-9, "2.5e-09"},
                 {123456.75, "123456.75"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[NUMBER_TEXT_SIZE];
        assert_int_equal(number_print(text, cases[i].value), strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
    }
}

/* Expected: by hand. */
static void prints_groups_for_people(void **state)
{
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {{0.0, 0, "0"},
                 {-0.004, 2, "0.00"},
                 {999.4, 0, "999"},
                 {999.6, 0, "1,000"},
                 {1234567.891, 2, "1,234,567.89"},
                 {-66030000.0, 0, "-66,030,000"},
                 {123456.0, 1, "123,456.0"},
                 {-0.5678, 3, "-0.568"},
                 {12.0, 9, "12.000000000"}};
    char text[416];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        size_t length = number_print_grouped(text, sizeof text, cases[i].value, cases[i].decimals);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(length, strlen(cases[i].text));
    }
    /* 309 digits, 102 commas, a point and two decimals */
    assert_int_equal(number_print_grouped(text, sizeof text, 1.7e308, 2), 414);
    char small[8];
    assert_true(number_print_grouped(small, sizeof small, -1234567.0, 2) < sizeof small);
    assert_int_equal(small[0], '-');
}

/* Expected: by hand; the doubles are above or below their decimals as printf rounds them. */
static void fixed_numbers_may_be_ungrouped(void **state)
{
    char text[NUMBER_FIXED_SIZE];
    (void)state;
    assert_int_equal(number_print_fixed(text, sizeof text, -1234567.891, 2, 0), 11);
    assert_string_equal(text, "-1234567.89");
    number_print_fixed(text, sizeof text, 1234567.891, 1, ' ');
    assert_string_equal(text, "1 234 567.9");
    number_print_fixed(text, sizeof text, -0.04, 1, ',');
    assert_string_equal(text, "0.0");
    /* the longest: a sign, 309 digits, 102 commas, a point and nine decimals */
    assert_int_equal(number_print_fixed(text, sizeof text, -1.7e308, 9, ','), 422);
}

/* Expected: C17 7.21.6.1, conversion g: an exponent below -4, or not below the digits. */
static void significant_digits_are_those_of_g(void **state)
{
    char text[NUMBER_TEXT_SIZE];
    (void)state;
    assert_int_equal(number_print_significant(text, 0.0000654, 2), 7);
    assert_string_equal(text, "6.5e-05");
    number_print_significant(text, -1234567.0, 6);
    assert_string_equal(text, "-1.23457e+06");
    number_print_significant(text, 2.385, 3);
    assert_string_equal(text, "2.38"); /* the double is 2.38499... */
    number_print_significant(text, 80, 3);
    assert_string_equal(text, "80");
}

/* ---- Locales --------------------------------------------------------------------------------- */

/* Switches to a locale whose decimal mark is not a point; makes one with localedef where none is
 * installed, of its numbers alone, since the whole takes seconds. False: there is none to be had.
 */
static bool use_odd_locale(const struct package_folder *folder, const char *name)
{
    static const char *const others[] = {"CTYPE", "COLLATE", "TIME", "MONETARY", "MESSAGES"};
    char command[512];
    char source[1024];
    char utf8[64];
    snprintf(utf8, sizeof utf8, "%s.UTF-8", name);
    if (setlocale(LC_ALL, utf8) != NULL) {
        return true;
    }
    size_t used =
        (size_t)snprintf(source, sizeof source, "LC_NUMERIC\ncopy \"%s\"\nEND LC_NUMERIC\n", name);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        used += (size_t)snprintf(source + used, sizeof source - used,
                                 "LC_%s\ncopy \"POSIX\"\nEND LC_%s\n", others[i], others[i]);
    }
    package_write(folder, "source", source);
    snprintf(command, sizeof command, "localedef -c -i %s/source -f UTF-8 %s/%s >/dev/null 2>&1",
             folder->path, folder->path, utf8);
    int status = system(command);
    (void)status;
    setenv("LOCPATH", folder->path, 1);
    bool found = setlocale(LC_ALL, utf8) != NULL;
    unsetenv("LOCPATH");
    return found;
}

/* Expected: as in the C locale. de_DE writes 2,385; ps_AF a mark of two bytes (U+066B). */
static void check_locale(const char *name, const char *printed)
{
    struct package_folder folder;
    char text[NUMBER_TEXT_SIZE];
    char grouped[32];
    char significant[NUMBER_TEXT_SIZE];
    double value = NAN;
    package_make(&folder);
    bool found = use_odd_locale(&folder, name);
    if (found) {
        snprintf(grouped, sizeof grouped, "%.3f", 2.385);
        assert_string_equal(grouped, printed); /* the locale is what it is said to be */
        number_print(text, -2.385);
        number_print_grouped(grouped, sizeof grouped, 1234567.891, 2);
        number_print_significant(significant, 2.125, 4);
        assert_int_equal(number_parse(&value, "0.30000000000000004", 19, &point), NUMBER_OK);
    }
    setlocale(LC_ALL, "C");
    char command[256];
    snprintf(command, sizeof command, "rm -rf %s", folder.path);
    assert_int_equal(system(command), 0);
    if (!found) {
        print_message("no locale %s is installed, and localedef makes none\n", name);
        skip();
    }
    assert_string_equal(text, "-2.385");
    assert_string_equal(grouped, "1,234,567.89");
    assert_string_equal(significant, "2.125");
    check_near(value, 0.30000000000000004, 0.0);
}

static void a_decimal_comma_changes_nothing(void **state)
{
    (void)state;
    check_locale("de_DE", "2,385");
}

static void a_mark_of_two_bytes_changes_nothing(void **state)
{
    (void)state;
    check_locale("ps_AF", "2\xd9\xab"
                          "385");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_as_strtod_does),
        cmocka_unit_test(reads_plain_numbers),
        cmocka_unit_test(refuses_what_is_no_number),
        cmocka_unit_test(reads_decimal_commas),
        cmocka_unit_test(tells_marks_that_may_group),
        cmocka_unit_test(reads_declared_grouping),
        cmocka_unit_test(reads_within_its_length),
        cmocka_unit_test(printed_numbers_read_back),
        cmocka_unit_test(prints_the_shortest),
        cmocka_unit_test(prints_groups_for_people),
        cmocka_unit_test(fixed_numbers_may_be_ungrouped),
        cmocka_unit_test(significant_digits_are_those_of_g),
        cmocka_unit_test(a_decimal_comma_changes_nothing),
        cmocka_unit_test(a_mark_of_two_bytes_changes_nothing),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
