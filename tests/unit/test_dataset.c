/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/dataset: who owns a platform; and which row of a key is in force. */
#include "tables/dataset.h"

#include "world.h"

/* Alpha changes hands, gamma's figures are known from 2022 on; two methods of one owner. */
static int open_with_dates(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,21915000,USD,2019-01-01\n"
                  "alpha,Alpha,bolt,8766000,EUR,2021-01-01\n"
                  "beta,Beta,acme,21915000,USD,\n"
                  "gamma,Gamma,bolt,4383000,EUR,2022-01-01\n");
    package_write(&world->folder, "platform_regions.csv",
                  "platform,region,revenue_share\nalpha,north,1\nbeta,north,1\ngamma,north,1\n");
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n");
    package_write(
        &world->folder, "straight_lines.csv",
        "owner,method,revenue,hours,currency,as_of\n"
        "acme,annual,8766,8766,USD,2020-01-01\nacme,quarter,2191.5,2191.5,USD,\n"
        "acme,annual,9766,8766,USD,2021-06-01\nacme,quarter,3191.5,2191.5,USD,2021-01-01\n");
    world_reopen(world);
    return 0;
}

static instant at(const char *date)
{
    instant value;
    assert_true(calendar_parse_instant(&value, NULL, date, strlen(date)));
    return value;
}

static const char *owner_at(const struct world *world, const char *platform, instant time)
{
    const blackout_dataset *dataset = world->dataset;
    return dataset_text(
        dataset, dataset_platform_owner(dataset, dataset_find_text(dataset, platform), time));
}

/* Expected: the rows. Before its first row a platform has the owner of that row. */
static void a_platform_has_an_owner_at_any_time(void **state)
{
    const struct world *world = *state;
    assert_string_equal(owner_at(world, "alpha", at("2020-12-31")), "acme");
    assert_string_equal(owner_at(world, "alpha", at("2021-01-01")), "bolt");
    assert_string_equal(owner_at(world, "alpha", at("2018-01-01")), "acme");
    assert_string_equal(owner_at(world, "alpha", INSTANT_ANY), "bolt");
    assert_string_equal(owner_at(world, "gamma", at("2020-01-01")), "bolt");
    assert_string_equal(owner_at(world, "beta", at("2001-01-01")), "acme");
    assert_string_equal(owner_at(world, "email", INSTANT_ANY), "");
}

/* Expected: of each (owner, method) the latest row that was known. */
static void one_row_of_a_key_is_in_force(void **state)
{
    static const struct {
        const char *time;
        bool in_force[4];
    } cases[] = {{"2019-01-01", {false, true, false, false}},
                 {"2020-06-01", {true, true, false, false}},
                 {"2021-01-01", {true, false, false, true}},
                 {"2022-01-01", {false, false, true, true}}};
    const struct world *world = *state;
    const struct table *table = &world->dataset->tables[STRAIGHT_LINES];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        bool in_force[4];
        blackout_error error;
        assert_int_equal(table->row_count, 4);
        check_ok(table_rows_in_force(in_force, table, at(cases[i].time), &error), &error);
        for (size_t k = 0; k < 4; ++k) {
            assert_int_equal(in_force[k], cases[i].in_force[k]);
        }
    }
}

#define WITH_DATES(test) cmocka_unit_test_setup_teardown(test, open_with_dates, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DATES(a_platform_has_an_owner_at_any_time),
        WITH_DATES(one_row_of_a_key_is_in_force),
    };
    blackout_init();
    return cmocka_run_group_tests_name("dataset", tests, NULL, NULL);
}
