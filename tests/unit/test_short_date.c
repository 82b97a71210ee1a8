/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/short_date: what three numbers of two digits may mean, by hand. */
#include "ingest/short_date.h"

#include "check.h"

static void check_date(const char *text, unsigned orders, const char *readings)
{
    char printed[64];
    short_date_print(printed, sizeof printed, text, SHORT_ALL_ORDERS);
    assert_int_equal(short_date_orders(text), orders);
    assert_string_equal(printed, readings);
}

static void orders(void **state)
{
    (void)state;
    check_date("01/10/21", SHORT_ALL_ORDERS, "2021-10-01 or 2021-01-10 or 2001-10-21");
    check_date("04.04.04", SHORT_ALL_ORDERS, "2004-04-04");
    check_date("13-10-45", SHORT_DAY_FIRST, "2045-10-13");
    check_date("10/13/45", SHORT_MONTH_FIRST, "2045-10-13");
    check_date("45/10/13", SHORT_YEAR_FIRST, "2045-10-13");
    check_date("29/2/24", SHORT_DAY_FIRST | SHORT_YEAR_FIRST, "2024-02-29 or 2029-02-24");
    check_date("31/4/45", 0, "");
}

static void other_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {"",          "1/10",    "01/10-21", "01/10/2021",
                                        "01/10/21 ", "1 10 21", "01//21",   "a/b/c"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        check_date(texts[i], 0, "");
    }
}

static void some_orders(void **state)
{
    char printed[64];
    (void)state;
    short_date_print(printed, sizeof printed, "01/10/21", SHORT_MONTH_FIRST);
    assert_string_equal(printed, "2021-01-10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders),
        cmocka_unit_test(other_texts),
        cmocka_unit_test(some_orders),
    };
    return cmocka_run_group_tests_name("short_date", tests, NULL, NULL);
}
