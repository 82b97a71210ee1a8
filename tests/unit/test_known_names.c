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

/* A name in several tables is advised of by the first that an option takes. Sectors and channels
 * have no option. */
static void other_tables_are_named(void **state)
{
    const struct world *world = *state;
    check_advice(world, PLATFORMS, "north", NAMES_OF_OPTIONS,
                 "'north' is a region: --region north");
    check_advice(world, PLATFORMS, "NORTH", NAMES_OF_DATA, "'north' is a region");
    check_advice(world, PLATFORMS, "g", NAMES_OF_OPTIONS, "'G' is a sector");
    check_advice(world, OWNERS, "Sales", NAMES_OF_OPTIONS, "'sales' is a channel");
    check_advice(world, CHANNELS, "E5", NAMES_OF_DATA, "'e5' is an event");
    check_advice(world, SECTORS, "messaging", NAMES_OF_DATA, "'messaging' is a channel");
    check_advice(world, OUTAGES, "bolt", NAMES_OF_OPTIONS, "'bolt' is an owner: --owner bolt");
}

/* Currencies of three letters, so many of them. */
static void write_rates(const struct world *world, size_t count)
{
    static const char *const codes[] = {"EUR", "GBP", "JPY", "CHF", "CNY", "CAD", "AUD",
                                        "INR", "BRL", "SEK", "NOK", "DKK", "PLN"};
    char text[1024];
    size_t used = (size_t)snprintf(text, sizeof text, "currency,per_usd,date\n");
    for (size_t i = 0; i < count; ++i) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s,1,2020-01-01\n", codes[i]);
    }
    package_write(&world->folder, "fx.csv", text);
}

#define TWELVE "EUR, GBP, JPY, CHF, CNY, CAD, AUD, INR, BRL, SEK, NOK, DKK"

/* The command that lists them all is named to who asks, where the list is cut. */
static void long_lists_say_where_the_rest_is(void **state)
{
    struct world *world = *state;
    write_rates(world, 12);
    world_reopen(world);
    check_advice(world, FX, "nothing", NAMES_OF_OPTIONS, "there are " TWELVE);
    write_rates(world, 13);
    world_reopen(world);
    check_advice(world, FX, "nothing", NAMES_OF_DATA, "there are " TWELVE " and others");
    check_advice(world, FX, "nothing", NAMES_OF_OPTIONS,
                 "there are " TWELVE " and others, which `blackout describe PACKAGE` lists");
    world_write_files(&world->folder);
    world_reopen(world);
}

/* Names are listed up to 32 bytes. */
static void long_names_are_cut_in_a_list(void **state)
{
#define THIRTY_TWO "owner-with-a-long-name-of-its-ow"
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,A,USD\nbolt,B,EUR\n" THIRTY_TWO ",C,USD\n" THIRTY_TWO
                  "n,D,USD\n");
    world_reopen(world);
    check_advice(world, OWNERS, "nobody", NAMES_OF_OPTIONS,
                 "there are acme, bolt, " THIRTY_TWO ", " THIRTY_TWO);
    /* letters of two and three bytes over the 32nd are left out whole */
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,A,USD\nbolt,B,EUR\n"
                  "owner-with-a-long-name-of-its-o\xC3\xB6n,C,USD\n"
                  "another-with-a-name-of-its-ow\xE2\x82\xAC\xE2\x82\xAC,D,USD\n");
    world_reopen(world);
    check_advice(world, OWNERS, "nobody", NAMES_OF_OPTIONS,
                 "there are acme, bolt, owner-with-a-long-name-of-its-o, "
                 "another-with-a-name-of-its-ow\xE2\x82\xAC");
    world_write_files(&world->folder);
    world_reopen(world);
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

/* Of two that are written alike but for their letters nobody knows which was meant; one with rows
 * of several dates is one. Files with such names are refused, so that the table is made here. */
static void of_two_alike_none_is_taken(void **state)
{
    static const char *const names[] = {"acme", "acme", "bolt", "Next", "NEXT", "NEXT"};
    struct arena arena = {0};
    struct strings strings;
    struct table tables[TABLE_COUNT] = {[OWNERS] = {.id = OWNERS, .present = true}};
    blackout_error error = {0};
    (void)state;
    assert_int_equal(strings_init(&strings, &arena), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        struct cell cells[MOST_COLUMNS] = {
            [OWNERS_OWNER] = {.text = strings_add(&strings, names[i], strlen(names[i])),
                              .given = true}};
        const struct row row = {.cells = cells,
                                .column_count = (uint8_t)schema_table(OWNERS)->column_count};
        check_ok(table_append(&tables[OWNERS], &arena, &row, &error), &error);
        check_ok(
            table_mark_text(&tables[OWNERS], &arena, cells[OWNERS_OWNER].text, MARK_KEY, &error),
            &error);
    }
    const struct known_tables known = {tables, &strings};
    assert_string_equal(strings_text(&strings, known_names_find(&known, OWNERS, "ACME")), "acme");
    assert_int_equal(known_names_find(&known, OWNERS, "next"), STRING_UNKNOWN);
    assert_string_equal(strings_text(&strings, known_names_find(&known, OWNERS, "NEXT")), "NEXT");
    assert_string_equal(strings_text(&strings, known_names_find(&known, OWNERS, "Next")), "Next");
    assert_string_equal(known_names_same(&known, OWNERS, "next"), "Next");
    assert_null(known_names_same(&known, OWNERS, "nex"));
    arena_free(&arena);
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
        cmocka_unit_test(other_tables_are_named),
        cmocka_unit_test(long_lists_say_where_the_rest_is),
        cmocka_unit_test(long_names_are_cut_in_a_list),
        cmocka_unit_test(of_two_alike_none_is_taken),
        cmocka_unit_test(lists_twelve_names_once_each),
    };
    return cmocka_run_group_tests_name("known_names", tests, world_open, world_close);
}
