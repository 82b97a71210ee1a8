/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/account_side: whether there is an account, and which rows are in it. Expected: by hand,
 * from the tables below. */
#include "prepare/build.h"

#include "prepared.h"

static void write_account(struct world *world, const char *policies)
{
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency,reversed\n"
                  "i2,c,100,USD,\ne1,c,200,EUR,yes\ne1,,300,USD,no\ni1,c,400,USD,\n");
    package_write(&world->folder, "recoveries.csv",
                  "incident,kind,state,amount,currency\n"
                  "i2,supplier,received,50,USD\ni3,insurer,expected,60,USD\n");
    char text[1024];
    snprintf(text, sizeof text,
             "policy,owner,business,waiting_hours,deductible,limit,share,currency\n%s", policies);
    package_write(&world->folder, "policies.csv", text);
    world_reopen(world);
}

/* A rule of a law, a name, rows, or a policy of an owner that is struck ask for an account; an
 * amount, or a policy of whoever is up, does not. */
static void an_account_is_made_where_it_is_asked_for(void **state)
{
    static const struct {
        const char *words, *policies;
        bool has_account, unknown;
        size_t costs, recoveries, policies_count;
    } cases[] = {
        {"platform=alpha duration=6h", "", false, false, 0, 0, 0},
        {"platform=alpha duration=6h threshold=7M", "", false, false, 0, 0, 0},
        {"platform=alpha duration=6h threshold=7M,dora", "", true, false, 0, 0, 0},
        {"platform=alpha duration=6h incident=i9", "", true, true, 0, 0, 0},
        {"platform=alpha duration=6h incident=i1", "", true, false, 1, 0, 0},
        {"platform=alpha duration=6h incident=i3", "", true, false, 0, 1, 0},
        {"platform=alpha duration=6h incident=i2", "", true, false, 1, 1, 0},
        {"event=e1", "", true, false, 2, 0, 0},
        {"event=e1 incident=i2", "", true, false, 1, 1, 0},
        {"event=e1 duration=2h", "", false, false, 0, 0, 0}, /* another outage */
        {"event=e2", "", false, false, 0, 0, 0},             /* without a row */
        {"platform=alpha duration=6h", "p1,acme,,0,0,1000,1,USD\n", true, false, 0, 0, 1},
        {"platform=gamma duration=6h", "p1,acme,,0,0,1000,1,USD\n", false, false, 0, 0, 0},
        {"platform=gamma duration=6h", "p1,acme,,0,0,1000,1,USD\np2,bolt,,3,0,7,1,EUR\n", true,
         false, 0, 0, 1},
        {"platform=alpha duration=6h", "p1,,b1,0,0,1000,1,USD\n", false, false, 0, 0, 0},
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        write_account(world, cases[i].policies);
        preparation_make(&p, world->dataset, cases[i].words);
        const struct model *model = &p.prepared.model;
        if (p.prepared.has_account != cases[i].has_account) {
            print_error("%s, %s\n", cases[i].words, cases[i].policies);
        }
        assert_int_equal(p.prepared.has_account, cases[i].has_account);
        assert_int_equal(preparation_warned(&p, "incident_unknown", "--incident"),
                         cases[i].unknown);
        assert_int_equal(model->cost_count, cases[i].costs);
        assert_int_equal(model->recovery_count, cases[i].recoveries);
        assert_int_equal(model->own_policy_count, cases[i].policies_count);
        preparation_free(&p);
    }
}

/* In the order of the table; the name of an input has the incident, the kind and the number. */
static void bookings_are_the_rows_of_the_incident(void **state)
{
    struct preparation p;
    struct world *world = *state;
    write_account(world, "");
    preparation_make(&p, world->dataset, "event=e1");
    const struct model_booking *costs = p.prepared.model.costs;
    const struct parameter *parameters = p.prepared.parameters;
    assert_string_equal(p.prepared.incident, "e1");
    check_close(parameters[costs[0].amount.amount].centre, 200., 0.0);
    check_close(parameters[costs[1].amount.amount].centre, 300., 0.0);
    assert_string_equal(parameters[costs[0].amount.amount].key, "e1/c/1");
    assert_string_equal(parameters[costs[1].amount.amount].key, "e1//2");
    check_close(costs[0].sign, -1., 0.0); /* taken back */
    check_close(costs[1].sign, 1., 0.0);
    assert_true(costs[0].amount.per_usd != PARAMETER_NONE);
    assert_int_equal(costs[1].amount.per_usd, PARAMETER_NONE);
    assert_int_equal(p.prepared.cost_rows[0]->line, 3);
    assert_int_equal(p.prepared.cost_rows[1]->line, 4);
    preparation_free(&p);
}

/* Own policies cover each platform in each region after their waiting time; the third one waits as
 * long as the second. */
static void own_policies_cover_rows_after_the_waiting_time(void **state)
{
    static const double waiting[] = {0, 2.5};
    struct preparation p;
    struct world *world = *state;
    write_account(world, "p1,acme,,0,10,1000,0.5,USD\np2,acme,,2.5,20,2000,1,EUR\n"
                         "p3,acme,,2.5,30,2000,1,EUR\n");
    preparation_make(&p, world->dataset, "platform=alpha duration=6h");
    const struct model *model = &p.prepared.model;
    assert_int_equal(model->own_policy_count, 3);
    for (size_t i = 0; i < 2; ++i) {
        const struct model_own_policy *policy = &model->own_policies[i];
        check_close(policy->terms.deductible, i == 0 ? 10. : 20., 0.0);
        assert_int_equal(policy->per_usd == PARAMETER_NONE, i == 0);
        assert_int_equal(policy->before, i == 0 ? INDEX_NONE : 0);
        assert_int_equal(policy->like, i);
        assert_true(policy->row_count > 0);
        for (size_t k = 0; k < policy->row_count; ++k) {
            const struct model_platform_region *row = &model->platform_regions[policy->rows[k]];
            const uint32_t full = row->exposure.full;
            assert_int_equal(model->platforms[row->platform].owner, model->platforms[0].owner);
            assert_int_equal(policy->covers[k] == full, i == 0);
            check_close(model->kernels[model->exposures[policy->covers[k]].kernel].from_hours,
                        waiting[i], 0.0);
        }
        assert_int_equal(p.prepared.own_policy_rows[i]->line, 2 + i);
    }
    assert_true(model->own_policies[2].like == 1 && model->own_policies[2].before == 1);
    assert_null(model->own_policies[2].covers);
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_account_is_made_where_it_is_asked_for),
        IN_WORLD(bookings_are_the_rows_of_the_incident),
        IN_WORLD(own_policies_cover_rows_after_the_waiting_time),
    };
    return cmocka_run_group_tests_name("account_side", tests, NULL, NULL);
}
