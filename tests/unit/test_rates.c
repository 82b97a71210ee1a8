/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/rates: which rate is in force, and the currency that needs none. Expected: the rows. */
#include "tables/rates.h"

#include "check.h"

enum { EURO = 1, POUND = 2, DOLLAR = 3 };

/* Two rates of the euro, later first, or the other way round; a row of the dollar that nothing
 * should heed; the pound without a date. */
static void fill(struct table *fx, struct arena *arena, bool ascending)
{
    static const struct {
        string_id currency;
        double per_usd;
        instant date; /* 0: none */
    } values[4] = {
        {EURO, 0.9143, 2000}, {EURO, 0.8571, 1000}, {DOLLAR, 1.375, 0}, {POUND, 0.7273, 0}};
    *fx = (struct table){.id = FX, .present = true};
    for (int place = 0; place < 4; ++place) {
        const int i = ascending && place < 2 ? 1 - place : place;
        struct cell cells[FX_DATE + 1] = {0};
        const struct row row = {.cells = cells, .column_count = FX_DATE + 1};
        blackout_error error;
        cells[FX_CURRENCY].given = true;
        cells[FX_CURRENCY].text = values[i].currency;
        cells[FX_PER_USD].given = true;
        cells[FX_PER_USD].number = values[i].per_usd;
        cells[FX_DATE].given = values[i].date != 0;
        cells[FX_DATE].time = values[i].date;
        check_ok(table_append(fx, arena, &row, &error), &error);
    }
}

static void the_rate_in_force_is_the_latest(void **state)
{
    (void)state;
    for (int ascending = 0; ascending < 2; ++ascending) {
        struct arena arena = {0};
        struct table fx;
        fill(&fx, &arena, ascending == 1);
        assert_true(isnan(rates_per_usd(&fx, EURO, "EUR", 999)));
        check_close(rates_per_usd(&fx, EURO, "EUR", 1000), 0.8571, 0);
        check_close(rates_per_usd(&fx, EURO, "EUR", 1999), 0.8571, 0);
        check_close(rates_per_usd(&fx, EURO, "EUR", 2000), 0.9143, 0);
        check_close(rates_per_usd(&fx, EURO, "EUR", INSTANT_ANY), 0.9143, 0);
        check_close(rates_per_usd(&fx, POUND, "GBP", 0), 0.7273, 0);
        arena_free(&arena);
    }
}

static void what_has_no_row_has_no_rate(void **state)
{
    struct arena arena = {0};
    struct table fx;
    (void)state;
    fill(&fx, &arena, false);
    assert_true(isnan(rates_per_usd(&fx, 4, "JPY", INSTANT_ANY)));
    fx.rows[3].cells[FX_PER_USD].given = false;
    assert_true(isnan(rates_per_usd(&fx, POUND, "GBP", INSTANT_ANY)));
    arena_free(&arena);
}

/* "How much of it one USD buys": of itself one, whatever a row may say. */
static void the_dollar_is_one(void **state)
{
    struct arena arena = {0};
    struct table fx;
    const struct table none = {.id = FX};
    (void)state;
    fill(&fx, &arena, false);
    check_close(rates_per_usd(&fx, DOLLAR, "USD", INSTANT_ANY), 1.0, 0);
    check_close(rates_per_usd(&none, DOLLAR, "USD", INSTANT_ANY), 1.0, 0);
    assert_true(isnan(rates_per_usd(&none, EURO, "EUR", INSTANT_ANY)));
    arena_free(&arena);
}

/* Expected: quotients of the rows. */
static void one_currency_in_another(void **state)
{
    const struct currency euro = {EURO, "EUR"};
    const struct currency pound = {POUND, "GBP"};
    const struct currency dollar = {DOLLAR, "USD"};
    const struct currency yen = {4, "JPY"};
    struct arena arena = {0};
    struct table fx;
    (void)state;
    fill(&fx, &arena, false);
    check_close(rates_between(&fx, euro, pound, 1500), 0.7273 / 0.8571, 1e-15);
    check_close(rates_between(&fx, dollar, euro, 2000), 0.9143, 0);
    check_close(rates_between(&fx, euro, dollar, 2000), 1 / 0.9143, 0);
    check_close(rates_between(&fx, yen, yen, 2000), 1.0, 0);
    assert_true(isnan(rates_between(&fx, yen, euro, 2000)));
    assert_ptr_equal(rates_row(&fx, EURO, 1500), &fx.rows[1]);
    assert_null(rates_row(&fx, EURO, 999));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rate_in_force_is_the_latest),
        cmocka_unit_test(what_has_no_row_has_no_rate),
        cmocka_unit_test(the_dollar_is_one),
        cmocka_unit_test(one_currency_in_another),
    };
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
