/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/account, estimate/account: the owner's account of a loss of 6000 USD, worked out by hand.
 * 8766000 a year for 6 hours are 6000; nothing is made up later; a dollar is 0.8 EUR. */
#include "certain.h"
#include "core/warning.h"
#include "estimate/result.h"
#include "model/evaluate.h"
#include "model/stages.h"

static const char words[] = "platform=p start=2021-10-04T15:39Z duration=6h incident=i1";

static void write_account(const struct package_folder *folder)
{
    certain_write(folder);
    package_write(folder, "costs.csv",
                  "incident,kind,amount,amount_low,amount_high,currency,date,reversed,basis\n"
                  "i1,c,1000,,,EUR,2021-10-31,,measured\n"
                  "i1,c,250,,,EUR,2021-11-30,yes,measured\n"
                  "i1,h,700,500,900,USD,2021-12-31,no,reported\n"
                  "i2,f,5500,,,USD,,,measured\n"
                  "i2,,123.5,,,USD,,,measured\n"
                  "i3,f,200,,,USD,,,measured\n");
    package_write(folder, "recoveries.csv",
                  "incident,kind,state,amount,currency,date,basis\n"
                  "i1,supplier,received,300,USD,2022-01-15,measured\n"
                  "i2,insurer,expected,1000,EUR,,measured\n"
                  "i3,insurer,received,160.5,EUR,,measured\n");
}

static int account_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    write_account(&world->folder);
    world->dataset = package_open(&world->folder);
    *state = world;
    return 0;
}

static double total(const blackout_result *result, const char *name)
{
    char pointer[96];
    snprintf(pointer, sizeof pointer, "/totals/owner_account/%s/central", name);
    return figure(result, pointer);
}

/* 1000 EUR are 1250 USD, of which 312.5 were taken back: 937.5, and 700 of advice. */
static void costs_are_added_in_one_currency(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, words);
    check_close(total(result, "forgone_revenue"), 6000.0, 1e-14);
    check_close(total(result, "costs"), 1637.5, 1e-14);
    check_close(total(result, "gross"), 7637.5, 1e-14);
    check_near(total(result, "made_up_later"), 0, 1e-9);
    check_close(total(result, "recoveries"), 300.0, 1e-14);
    check_close(total(result, "net"), 7337.5, 1e-14);
    check_close(figure(result, "/account/items/2/amount/central"), -312.5, 1e-14);
    blackout_result_free(result);
}

/* What the owner found itself takes the place of the estimate, and says nothing of what is made up
 * later: 5500 + 123.5, less 1000 EUR. */
static void measured_revenue_takes_the_place_of_the_estimate(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=p duration=6h incident=i2");
    check_close(total(result, "forgone_revenue"), 5500.0, 1e-14);
    check_close(total(result, "gross"), 5623.5, 1e-14);
    check_close(total(result, "net"), 4373.5, 1e-14);
    assert_false(has_figure(result, "/totals/owner_account/made_up_later/central"));
    blackout_result_free(result);
}

/* 160.5 EUR are 200.625 USD, of a loss of 200; of i1 300 of 7637.5, of i2 1250 of 5623.5. */
static void more_than_a_loss_does_not_come_back(void **state)
{
    const struct world *world = *state;
    for (int i = 1; i <= 3; ++i) {
        char asked[64];
        snprintf(asked, sizeof asked, "platform=p duration=6h incident=i%d", i);
        blackout_result *result = estimate_of(world->dataset, asked);
        assert_int_equal(
            warning_stands(&result->results[0].warnings, "recoveries_over_costs", "recoveries"),
            i == 3);
        blackout_result_free(result);
    }
}

/* Costs vary by their range and basis: those measured do not, 500 to 900 are the ends of advice;
 * revenue has the lognormal error of 0.4, of which 95 % is exp(0.4 * 1.6449) times the centre. */
static void costs_vary_in_samples(void **state)
{
    const struct world *world = *state;
    char sampled[128];
    snprintf(sampled, sizeof sampled, "%s samples=2048 threshold=8kUSD", words);
    blackout_result *result = estimate_of(world->dataset, sampled);
    check_close(figure(result, "/totals/owner_account/costs/p5"), 1437.5, 0.01);
    check_close(figure(result, "/totals/owner_account/costs/p95"), 1837.5, 0.01);
    const double p = figure(result, "/thresholds/0/exceedance/0/probability");
    const double revenue_alone = figure(result, "/thresholds/0/exceedance/1/probability");
    /* gross of revenue does not vary here: 6000, so that costs alone never reach 8000 */
    check_near(revenue_alone, 0, 0.0);
    check_near(p, 0, 0.05);
    assert_true(p >= revenue_alone);
    blackout_result_free(result);
}

/* After two hours of six 4000 USD are left, 3200 EUR; less 500, at most 2000, of which 0.9: 1800
 * EUR are 2250 USD. The second policy has no terms but what the first leaves: 3750. An aggregate
 * limit of 1600 EUR leaves 2000 USD of it. */
static void own_policies_pay_what_others_leave(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "policies.csv",
                  "policy,owner,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
                  "one,firm,2,500,2000,0.9,,EUR\n"
                  "two,firm,0,0,1000000,1,1600,EUR\n");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, "platform=p duration=6h");
    check_close(figure(result, "/account/items/1/amount/central"), 2250.0, 1e-14);
    check_close(figure(result, "/account/items/2/amount/central"), 2000.0, 1e-14);
    check_close(total(result, "net"), 1750.0, 1e-13);
    assert_false(has_figure(result, "/insurance/0/gross/central")); /* no dependant is insured */
    blackout_result_free(result);
    package_write(&world->folder, "policies.csv",
                  "policy,owner,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
                  "one,firm,2,500,2000,0.9,,EUR\ntwo,firm,0,0,1000000,1,,EUR\n");
    world_reopen(world);
    result = estimate_of(world->dataset, "platform=p duration=6h");
    check_close(figure(result, "/account/items/2/amount/central"), 3750.0, 1e-14);
    check_near(total(result, "net"), 0.0, 1e-9);
    blackout_result_free(result);
    package_drop(&world->folder, "policies.csv");
    world_reopen(world);
}

/* Each owner loses 6000, of which 4000 after two hours. In the order of the table: half of 500;
 * 4000 less 1000; 1000; 4000 less 3000; and of the other owner what the 3000 have left. */
static void policies_of_two_owners_in_turn(struct world *world)
{
    static const double paid[] = {250, 3000, 1000, 1000, 3000};
    package_write(&world->folder, "policies.csv",
                  "policy,owner,waiting_hours,deductible,limit,share,currency\n"
                  "one,firm,2,0,500,0.5,USD\na,other,2,1000,5000,1,USD\ntwo,firm,0,0,1000,1,USD\n"
                  "three,firm,2,3000,2000,1,USD\nb,other,2,0,5000,1,USD\n");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, "platform=n,p duration=6h");
    for (int i = 0; i < 5; ++i) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/account/items/%d/amount/central", i + 1);
        check_close(figure(result, pointer), paid[i], 1e-14);
    }
    blackout_result_free(result);
}

/* The firm loses a quarter of its 6000 in a second region, and nothing in another's platform: all
 * of it is what the policy is of, four hours of six. */
static void policies_are_of_all_that_the_owner_loses(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,annual_revenue,basis\n"
                  "other,Other,USD,8766000,measured\nfirm,Firm,USD,8766000,measured\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,recapture,growth_factor,"
                  "usage_share,basis\nn,N,other,8766000,USD,0,1,1,measured\n"
                  "p,P,firm,8766000,USD,0,1,1,measured\n");
    package_write(&world->folder, "regions.csv", "region,name,utc_offset_hours\nr,R,0\ns,S,0\n");
    package_write(&world->folder, "platform_regions.csv",
                  "platform,region,revenue_share,profile,basis\nn,r,1,even,measured\n"
                  "p,r,0.75,even,measured\np,s,0.25,even,measured\n");
    package_write(&world->folder, "policies.csv",
                  "policy,owner,waiting_hours,deductible,limit,share,currency\n"
                  "one,firm,2,0,1000000,1,USD\n");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, "platform=n,p duration=6h");
    check_close(figure(result, "/account/items/1/amount/central"), 4000.0, 1e-14);
    blackout_result_free(result);
    policies_of_two_owners_in_turn(world);
}

/* An owner without a revenue or an income has 0 in their place. */
static void what_an_owner_does_not_have_is_nothing(void **state)
{
    static const double parameters[] = {21915000, -350.5};
    const struct model_owner owners[] = {
        {.annual_revenue = {0, PARAMETER_NONE}, .income = 1},
        {.annual_revenue = {PARAMETER_NONE, PARAMETER_NONE}, .income = PARAMETER_NONE}};
    const struct model model = {
        .report_per_usd = PARAMETER_NONE, .parameter_count = 2, .owners = owners, .owner_count = 2};
    const struct model_layout layout = model_layout(&model);
    double out[64];
    const struct stage stage = {&model, &layout, parameters, NULL, out};
    const double *bases = out + layout.owner_bases;
    (void)state;
    assert_true(layout.count <= sizeof out / sizeof out[0]);
    owner_account(&stage);
    check_near(bases[OWNER_BASE_REVENUE], 21915000, 0.0);
    check_near(bases[OWNER_BASE_INCOME], -350.5, 0.0);
    check_near(bases[OWNER_BASE_COUNT + OWNER_BASE_REVENUE], 0, 0.0);
    check_near(bases[OWNER_BASE_COUNT + OWNER_BASE_INCOME], 0, 0.0);
}

/* Nothing is asked and there are no rows: the report has no account. */
static void without_rows_there_is_none(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=p duration=6h");
    assert_false(has_figure(result, "/totals/owner_account/gross/central"));
    blackout_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_are_added_in_one_currency),
        cmocka_unit_test(measured_revenue_takes_the_place_of_the_estimate),
        cmocka_unit_test(more_than_a_loss_does_not_come_back),
        cmocka_unit_test(costs_vary_in_samples),
        cmocka_unit_test(own_policies_pay_what_others_leave),
        cmocka_unit_test_setup_teardown(policies_are_of_all_that_the_owner_loses, account_open,
                                        world_close),
        cmocka_unit_test(what_an_owner_does_not_have_is_nothing),
        cmocka_unit_test(without_rows_there_is_none)};
    return cmocka_run_group_tests(tests, account_open, world_close);
}
