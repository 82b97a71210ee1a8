/* SPDX-License-Identifier: GPL-3.0-or-later */
/* describe/description: what the small world holds, counted by hand. */
#include "describe/description.h"

#include "world.h"

static void describe(struct description *description, struct arena *arena, void **state)
{
    const struct world *world = *state;
    blackout_error error;
    *arena = (struct arena){0};
    check_ok(description_make(description, arena, world->dataset, &error), &error);
}

static const struct description_table *find_table(const struct description *description,
                                                  const char *name)
{
    for (size_t i = 0; i < description->table_count; ++i) {
        if (strcmp(description->tables[i].name, name) == 0) {
            return &description->tables[i];
        }
    }
    return NULL;
}

/* platforms: three annual_revenue, reported, derived and measured; a recapture, assumed, and its
 * decay, measured; a growth_factor, derived; what neutral.h fills in, measured: three usage_share,
 * two recapture, two growth_factor. Ranges are not figures of their own. */
static void figures_are_counted_by_basis(void **state)
{
    struct description description;
    struct arena arena;
    describe(&description, &arena, state);
    const struct description_table *platforms = find_table(&description, "platforms");
    assert_non_null(platforms);
    assert_int_equal(platforms->rows, 3);
    assert_string_equal(platforms->path, "platforms.csv");
    assert_int_equal(strlen(platforms->sha256), 64);
    assert_int_equal(platforms->figures[BASIS_MEASURED], 9);
    assert_int_equal(platforms->figures[BASIS_REPORTED], 1);
    assert_int_equal(platforms->figures[BASIS_DERIVED], 2);
    assert_int_equal(platforms->figures[BASIS_ASSUMED], 1);
    const struct description_table *dependencies = find_table(&description, "dependencies");
    assert_int_equal(dependencies->rows, 5); /* read, though not kept */
    assert_int_equal(dependencies->figures[BASIS_MEASURED], 6);
    assert_int_equal(dependencies->figures[BASIS_REPORTED], 3);
    assert_int_equal(dependencies->figures[BASIS_DERIVED], 4); /* b3 has a fallback_share */
    assert_int_equal(dependencies->figures[BASIS_ASSUMED], 3);
    assert_null(find_table(&description, "traffic"));
    arena_free(&arena);
}

static void identifiers_stand_once_in_their_order(void **state)
{
    static const char *const names[] = {"owners",  "platforms", "regions",
                                        "sectors", "channels",  "outages"};
    static const size_t counts[] = {2, 3, 2, 2, 2, 5};
    struct description description;
    struct arena arena;
    describe(&description, &arena, state);
    assert_int_equal(description.key_list_count, 6);
    for (size_t i = 0; i < 6; ++i) {
        assert_string_equal(description.keys[i].name, names[i]);
        assert_int_equal(description.keys[i].count, counts[i]);
    }
    assert_string_equal(description.keys[1].keys[0], "alpha");
    assert_string_equal(description.keys[1].keys[2], "gamma");
    arena_free(&arena);
}

/* Flows a year: USD 87660 and 43830 measured (b1), 52596 derived (b3: 26298 * 2), 70128 assumed
 * (b4); EUR 35064 reported (b2). */
static void flows_are_summed_by_currency_and_basis(void **state)
{
    static const struct {
        const char *currency;
        double revenue; /* each business once: 175320 + 2 * 26298 + 140256; 43830 */
        double per_year[BASIS_COUNT];
    } expected[] = {{"USD", 368172, {131490, 0, 52596, 70128}}, {"EUR", 43830, {0, 35064, 0, 0}}};
    struct description description;
    struct arena arena;
    describe(&description, &arena, state);
    assert_int_equal(description.businesses, 4);
    check_close(description.firms, 5.0, 0.0);
    assert_int_equal(description.flow_count, 2);
    for (size_t i = 0; i < 2; ++i) {
        assert_string_equal(description.flows[i].currency, expected[i].currency);
        check_close(description.flows[i].revenue, expected[i].revenue, 1e-14);
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            check_close(description.flows[i].per_year[basis], expected[i].per_year[basis], 1e-14);
        }
    }
    arena_free(&arena);
}

/* One figure that is assumed does not hide what the others rest on; rows that scatter a business
 * are read twice and counted once. Flows: 100 * 0.5 = 50 and 200 * 0.25 = 50 and 100 * 0.3 = 30. */
static void each_figure_speaks_for_itself(void **state)
{
    struct world *world = *state;
    struct description description;
    struct arena arena;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,annual_revenue_basis,currency,platform,"
                  "channel,share,share_basis\n"
                  "z,G,north,100,measured,USD,alpha,sales,0.5,reported\n"
                  "a,G,north,200,reported,USD,alpha,sales,0.25,assumed\n"
                  "z,G,north,100,measured,USD,beta,sales,0.3,derived\n");
    world_reopen(world);
    describe(&description, &arena, state);
    static const double expected[DEPENDENCY_FACTOR_COUNT][BASIS_COUNT] = {
        [DEPENDENCY_REVENUE] = {80, 50, 0, 0}, [DEPENDENCY_SHARE] = {0, 50, 30, 50}};
    static const double not_given[DEPENDENCY_FACTOR_COUNT] = {0, 0, 130, 130};
    assert_int_equal(description.flow_count, 1);
    check_close(description.flows[0].revenue, 300.0, 1e-14);
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        const struct description_figure *figure = &description.flows[0].figures[i];
        check_close(figure->not_given, not_given[i], 1e-14);
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            check_close(figure->per_year[basis], expected[i][basis], 1e-14);
        }
    }
    assert_string_equal(description.flows[0].figures[DEPENDENCY_SHARE].column, "share");
    const struct description_table *table = find_table(&description, "dependencies");
    assert_int_equal(table->figures[BASIS_MEASURED], 2);
    assert_int_equal(table->figures[BASIS_REPORTED], 2);
    arena_free(&arena);
}

static void gaps_are_said_with_their_consequence(void **state)
{
    struct description description;
    struct arena arena;
    describe(&description, &arena, state);
    assert_int_equal(description.gap_count, 6);
    assert_string_equal(description.gaps[0].name, "traffic");
    assert_string_equal(description.gaps[1].name, "published");
    check_contains(description.gaps[0].consequence, "activity");
    arena_free(&arena);
}

static int open_the_least(void **state)
{
    static const char *const dropped[] = {"sectors.csv",       "channels.csv",    "fallbacks.csv",
                                          "dependencies.csv",  "outages.csv",     "activity.csv",
                                          "event_returns.csv", "market_prior.csv"};
    world_open(state);
    struct world *world = *state;
    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; ++i) {
        package_drop(&world->folder, dropped[i]);
    }
    world_reopen(world);
    return 0;
}

static void the_least_package_has_every_gap(void **state)
{
    struct description description;
    struct arena arena;
    describe(&description, &arena, state);
    assert_int_equal(description.table_count, 5);
    assert_int_equal(description.gap_count, 14);
    assert_int_equal(description.businesses, 0);
    assert_int_equal(description.flow_count, 0);
    assert_int_equal(description.keys[3].count, 0);
    arena_free(&arena);
}

static void warnings_are_passed_on(void **state)
{
    struct world *world = *state;
    struct description description;
    struct arena arena;
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date,colour\nEUR,0.8,2020-01-01,blue\n"
                  "GBP,0.64,2021-01-01,red\n");
    world_reopen(world);
    describe(&description, &arena, state);
    assert_int_equal(description.warnings.count, 1);
    assert_string_equal(description.warnings.items[0].code, "unknown_column");
    assert_int_equal(blackout_dataset_warning_count(world->dataset), 1);
    arena_free(&arena);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(figures_are_counted_by_basis),
        IN_WORLD(identifiers_stand_once_in_their_order),
        IN_WORLD(flows_are_summed_by_currency_and_basis),
        IN_WORLD(each_figure_speaks_for_itself),
        IN_WORLD(gaps_are_said_with_their_consequence),
        cmocka_unit_test_setup_teardown(the_least_package_has_every_gap, open_the_least,
                                        world_close),
        IN_WORLD(warnings_are_passed_on),
    };
    blackout_init();
    return cmocka_run_group_tests_name("description", tests, NULL, NULL);
}
