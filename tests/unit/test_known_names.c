/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/known_names: what is said of a name that is not known. Expected: the tables. */
#include "tables/known_names.h"

#include "tables/dataset.h"
#include "world.h"

static void check_advice(const struct world *world, enum table_id table, const char *name,
                         enum known_names_for whom, const char *expected)
{
    const struct known_tables known = {world->dataset->tables, &world->dataset->strings};
    char advice[KNOWN_NAMES_SIZE];
    known_names_advise(advice, &known, table, name, whom);
    assert_string_equal(advice, expected);
}

static void says_what_was_meant(void **state)
{
    const struct world *world = *state;
    check_advice(world, PLATFORMS, "Alpha", NAMES_OF_OPTIONS, "it is written 'alpha'");
    check_advice(world, PLATFORMS, "acme", NAMES_OF_OPTIONS, "'acme' is an owner: --owner acme");
    check_advice(world, PLATFORMS, "ACME", NAMES_OF_DATA, "'acme' is an owner");
    check_advice(world, OWNERS, "gamma", NAMES_OF_OPTIONS,
                 "'gamma' is a platform: --platform gamma");
    check_advice(world, PLATFORMS, "alhpa", NAMES_OF_OPTIONS, "perhaps 'alpha'");
    check_advice(world, REGIONS, "e1", NAMES_OF_OPTIONS, "'e1' is an event: --event e1");
    check_advice(world, OWNERS, "nobody", NAMES_OF_OPTIONS, "there are acme, bolt");
    check_advice(world, SUPPLY, "nobody", NAMES_OF_DATA, "the package has no rows of supply");
}

static void check_found(const struct world *world, enum table_id table, const char *name,
                        const char *expected)
{
    const struct known_tables known = {world->dataset->tables, &world->dataset->strings};
    const string_id id = known_names_find(&known, table, name);
    if (expected == NULL) {
        assert_int_equal(id, STRING_UNKNOWN);
    } else {
        assert_string_equal(dataset_text(world->dataset, id), expected);
    }
}

/* Letters of any case, full width too (U+FF21 is a wide A); of another table, none. */
static void finds_what_is_meant(void **state)
{
    const struct world *world = *state;
    check_found(world, PLATFORMS, "alpha", "alpha");
    check_found(world, PLATFORMS, "ALPHA", "alpha");
    check_found(world, PLATFORMS, "\xEF\xBC\xA1lpha", "alpha");
    check_found(world, OUTAGES, "E1", "e1");
    check_found(world, OWNERS, "alpha", NULL);
    check_found(world, PLATFORMS, "alph", NULL);
}

static void lists_twelve_names_once_each(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date\nEUR,0.9,2020-01-01\nEUR,0.8,2021-01-01\n"
                  "GBP,1,2020-01-01\nJPY,1,2020-01-01\nCHF,1,2020-01-01\nCNY,1,2020-01-01\n"
                  "CAD,1,2020-01-01\nAUD,1,2020-01-01\nINR,1,2020-01-01\nBRL,1,2020-01-01\n"
                  "SEK,1,2020-01-01\nNOK,1,2020-01-01\nDKK,1,2020-01-01\nPLN,1,2020-01-01\n");
    world_reopen(world);
    const struct known_tables known = {world->dataset->tables, &world->dataset->strings};
    char list[KNOWN_NAMES_SIZE];
    known_names_list(list, &known, FX);
    assert_string_equal(list,
                        "EUR, GBP, JPY, CHF, CNY, CAD, AUD, INR, BRL, SEK, NOK, DKK and others");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_was_meant),
        cmocka_unit_test(finds_what_is_meant),
        cmocka_unit_test(lists_twelve_names_once_each),
    };
    return cmocka_run_group_tests_name("known_names", tests, world_open, world_close);
}
