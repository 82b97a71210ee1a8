/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/currency_codes: ISO 4217. Dates of the euro are those on which the countries adopted it, or,
 * of the first twelve, the month of table A.3. The others are of amendments: 175 (SLL is legal
 * tender until 31 December 2023), 176 (XCG from 31 March 2025), 177 (ZWL in table A.3 from 1
 * September 2024), 178 (CUC was withdrawn by 30 June 2021); that of ZWN is of table A.3. */
#include "core/currency_codes.h"

#include <stddef.h>

#include "check.h"

static void knows_the_standing_of_codes(void **state)
{
    static const char *const current[] = {"USD", "EUR", "VES", "XCG", "ZWG", "XOF", "MRU", "BYN"};
    static const char *const old[] = {"BGN", "HRK", "ANG", "ZWL", "DEM",
                                      "ITL", "VEF", "BYR", "LTL"};
    static const char *const unknown[] = {"UDS", "usd", "EURO", "", "$", "ABC", "US"};
    (void)state;
    for (size_t i = 0; i < sizeof current / sizeof current[0]; ++i) {
        assert_int_equal(currency_code_standing(current[i]), CURRENCY_CURRENT);
        assert_null(currency_code_withdrawn(current[i]));
    }
    for (size_t i = 0; i < sizeof old / sizeof old[0]; ++i) {
        assert_int_equal(currency_code_standing(old[i]), CURRENCY_WITHDRAWN);
        const struct withdrawn_currency *one = currency_code_withdrawn(old[i]);
        assert_int_equal(currency_code_standing(one->successor), CURRENCY_CURRENT);
        assert_true(currency_code_end(one) > 0);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; ++i) {
        assert_int_equal(currency_code_standing(unknown[i]), CURRENCY_UNKNOWN);
    }
    assert_int_equal(currency_code_standing("XXX"), CURRENCY_NO_MONEY);
    assert_int_equal(currency_code_standing("XTS"), CURRENCY_NO_MONEY);
}

static void knows_when_codes_ended(void **state)
{
    static const struct {
        const char *code;
        const char *date;
        const char *successor;
    } ends[] = {
        {"BGN", "2026-01-01", "EUR"}, {"HRK", "2023-01-01", "EUR"}, {"LTL", "2015-01-01", "EUR"},
        {"DEM", "2002-03-01", "EUR"}, {"ANG", "2025-03-31", "XCG"}, {"ZWL", "2024-09-01", "ZWG"},
        {"SLL", "2024-01-01", "SLE"}, {"CUC", "2021-07-01", "CUP"}, {"ZWN", "2006-09-01", "ZWG"}};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; ++i) {
        const struct withdrawn_currency *currency = currency_code_withdrawn(ends[i].code);
        assert_string_equal(currency->date, ends[i].date);
        assert_string_equal(currency->successor, ends[i].successor);
    }
    /* days since 1970-01-01: date -u -d 2026-01-01 +%s is 1767225600 */
    assert_int_equal(currency_code_end(currency_code_withdrawn("BGN")), 1767225600);
}

static void finds_the_code_that_was_meant(void **state)
{
    static const char *const meant[][2] = {
        {"UDS", "USD"},      {"EURO", "EUR"}, {"eur", "EUR"},          {"\xE2\x82\xAC", "EUR"},
        {"$", "USD"},        {"GPB", "GBP"},  {"CHR", "CHF"},          {"US$", "USD"},
        {"\xC2\xA3", "GBP"}, {"kr", "SEK"},   {"\xE2\x82\xB9", "INR"}, {"rmb", "CNY"}};
    (void)state;
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; ++i) {
        assert_string_equal(currency_code_nearest(meant[i][0]), meant[i][1]);
    }
    assert_null(currency_code_nearest("golden apples"));
}

static void knows_the_codes_of_signs(void **state)
{
    (void)state;
    assert_string_equal(currency_sign_codes("kr", 2), "SEK NOK DKK ISK");
    assert_string_equal(currency_sign_codes("C$1", 2), "CAD NIO");
    assert_null(currency_sign_codes("", 0));
    assert_null(currency_sign_codes("EUR", 3));
    assert_true(currency_code_is_shaped("EUR", 3));
    assert_true(currency_code_is_shaped("ABCD", 3));
    assert_false(currency_code_is_shaped("eur", 3));
    assert_false(currency_code_is_shaped("EU", 2));
}

/* Column "Minor unit" of ISO 4217, table A.1. */
static void knows_minor_units(void **state)
{
    static const struct {
        const char *code;
        int places;
    } units[] = {{"EUR", 2},  {"USD", 2},  {"JPY", 0},    {"KRW", 0}, {"ISK", 0}, {"KWD", 3},
                 {"BHD", 3},  {"CLF", 4},  {"UYW", 4},    {"MGA", 2}, {"HUF", 2}, {"XAU", -1},
                 {"DEM", -1}, {"XXX", -1}, {"years", -1}, {"h", -1},  {"%", -1},  {"", -1}};
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; ++i) {
        assert_int_equal(currency_code_places(units[i].code), units[i].places);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_standing_of_codes),
        cmocka_unit_test(knows_when_codes_ended),
        cmocka_unit_test(finds_the_code_that_was_meant),
        cmocka_unit_test(knows_the_codes_of_signs),
        cmocka_unit_test(knows_minor_units),
    };
    return cmocka_run_group_tests_name("currency_codes", tests, NULL, NULL);
}
