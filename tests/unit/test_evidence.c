/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/evidence: what totals of the small world rest on, by hand. The losses are those of
 * test_losses without recovery: alpha 750 * 7.2 in the north and 500 * 6.8 in the south; b1 48, b2
 * 9.6, both less what sector G makes up, b3 17.28. */
#include <cjson/cJSON.h>

#include "world.h"

static const char *const scenario =
    "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8";

static cJSON *report_on(const struct world *world, const char *words)
{
    blackout_result *result = estimate_of(world->dataset, words);
    char *text = report_of(result, 0, "json");
    cJSON *report = cJSON_Parse(text);
    assert_non_null(report);
    free(text);
    blackout_result_free(result);
    return report;
}

/* The item of a list whose `key` is `name`, or NULL. */
static const cJSON *find(const cJSON *list, const char *key, const char *name)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        if (strcmp(cJSON_GetObjectItem(item, key)->valuestring, name) == 0) {
            return item;
        }
    }
    return NULL;
}

static const cJSON *evidence(const cJSON *report, const char *total)
{
    return find(cJSON_GetObjectItem(report, "evidence"), "total", total);
}

static const cJSON *from_table(const cJSON *report, const char *total, const char *table)
{
    return find(cJSON_GetObjectItem(evidence(report, total), "tables"), "table", table);
}

static void check_parts(const cJSON *item, double measured, double reported, double derived,
                        double assumed)
{
    assert_non_null(item);
    check_near(cJSON_GetObjectItem(item, "measured")->valuedouble, measured, 1e-14);
    check_near(cJSON_GetObjectItem(item, "reported")->valuedouble, reported, 1e-14);
    check_near(cJSON_GetObjectItem(item, "derived")->valuedouble, derived, 1e-14);
    check_near(cJSON_GetObjectItem(item, "assumed")->valuedouble, assumed, 1e-14);
}

/* Revenue is reported, growth, profile and the southern share are derived: all of it derived. */
static void gross_rests_on_its_weakest_factor(void **state)
{
    cJSON *report = report_on(*state, scenario);
    const char *total = "owner_revenue_loss/gross";
    check_parts(evidence(report, total), 0, 0, 1, 0);
    check_parts(from_table(report, total, "owners"), 0, 1, 0, 0);
    check_parts(from_table(report, total, "platforms"), 0, 0, 1, 0);
    check_parts(from_table(report, total, "activity"), 0, 0, 1, 0);
    check_parts(from_table(report, total, "platform_regions"), 5400.0 / 8800, 0, 3400.0 / 8800, 0);
    assert_null(from_table(report, total, "fx"));
    cJSON_Delete(report);
}

/* The recapture is assumed; it counts for the net alone. */
static void net_rests_on_recapture_too(void **state)
{
    cJSON *report = report_on(*state, scenario);
    check_parts(evidence(report, "owner_revenue_loss/net"), 0, 0, 0, 1);
    check_parts(from_table(report, "owner_revenue_loss/net", "platforms"), 0, 0, 0, 1);
    check_parts(from_table(report, "owner_revenue_loss/net", "owners"), 0, 1, 0, 0);
    cJSON_Delete(report);
}

/* gamma is measured throughout, but for its hours: a flat profile is an assumption of no table.
 * Rates count where there is something to convert. */
static void a_flat_profile_is_assumed(void **state)
{
    cJSON *report = report_on(*state, "platform=gamma duration=6h");
    const char *total = "owner_revenue_loss/gross";
    check_parts(evidence(report, total), 0, 0, 0, 1);
    check_parts(from_table(report, total, "platforms"), 1, 0, 0, 0);
    assert_null(from_table(report, total, "activity"));
    assert_null(from_table(report, total, "fx"));
    cJSON_Delete(report);
    report = report_on(*state, "platform=gamma duration=6h currency=USD");
    check_parts(from_table(report, total, "fx"), 1, 0, 0, 0);
    cJSON_Delete(report);
}

/* b1 (measured flow) and b3 (derived) have a derived sector or flow at worst; b2's onset and
 * fallbacks are assumed. */
static void dependants_rest_on_flow_sector_and_channel(void **state)
{
    const double kept = world_kept_by_trade(6, 0);
    const double b2 = 9.6 * world_kept_by_b2(6, 0);
    const double total = 48 * kept + b2 + 17.28;
    const char *name = "dependent_revenue_loss";
    cJSON *report = report_on(*state, scenario);
    check_parts(evidence(report, name), 0, 0, 1 - b2 / total, b2 / total);
    check_parts(from_table(report, name, "dependencies"), 48 * kept / total, b2 / total,
                17.28 / total, 0);
    check_parts(from_table(report, name, "sectors"), 17.28 / total, 0, 1 - 17.28 / total,
                0); /* I says that it makes nothing up */
    check_parts(from_table(report, name, "channels"), 0, 0, 0, 1);
    check_parts(from_table(report, name, "fallbacks"), 0, 0, 0, 1);
    check_parts(from_table(report, name, "activity"), 1, 0, 0, 0);
    check_parts(from_table(report, name, "fx"), 1, 0, 0, 0);
    cJSON_Delete(report);
}

/* Value added is weighed in value added: 0.34 of sector G's losses, 0.45 of sector I's. */
static void value_added_has_its_own_weights(void **state)
{
    const double kept = world_kept_by_trade(6, 0);
    const double b2 = 9.6 * world_kept_by_b2(6, 0);
    const double total = 0.34 * (48 * kept + b2) + 0.45 * 17.28;
    cJSON *report = report_on(*state, scenario);
    check_parts(evidence(report, "dependent_value_added_loss"), 0, 0, 1 - 0.34 * b2 / total,
                0.34 * b2 / total);
    cJSON_Delete(report);
}

static void nothing_lost_rests_on_nothing(void **state)
{
    cJSON *report = report_on(*state, "platform=alpha duration=6h severity=0");
    check_parts(evidence(report, "owner_revenue_loss/gross"), 0, 0, 0, 0);
    check_parts(evidence(report, "dependent_revenue_loss"), 0, 0, 0, 0);
    cJSON_Delete(report);
}

/* Two regions in dollars: 0.05 and 0.08 of economies of 2 and 1. */
static void the_economy_is_weighed_by_region(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours,gdp,gdp_currency,digital_share,basis\n"
                  "north,North,0,2e9,USD,0.05,reported\n"
                  "south,South,5.5,1e9,USD,0.08,derived\n");
    world_reopen(world);
    cJSON *report = report_on(world, scenario);
    check_parts(evidence(report, "economy_baseline"), 0, 10.0 / 18, 8.0 / 18, 0);
    cJSON_Delete(report);
}

static void missing_totals_have_no_evidence(void **state)
{
    struct world *world = *state;
    package_drop(&world->folder, "dependencies.csv");
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours\nnorth,North,0\nsouth,South,5.5\n");
    world_reopen(world);
    cJSON *report = report_on(world, scenario);
    assert_null(evidence(report, "dependent_revenue_loss"));
    assert_null(evidence(report, "dependent_value_added_loss"));
    assert_null(evidence(report, "economy_baseline"));
    assert_non_null(evidence(report, "owner_revenue_loss/net"));
    cJSON_Delete(report);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(gross_rests_on_its_weakest_factor),
        IN_WORLD(net_rests_on_recapture_too),
        IN_WORLD(a_flat_profile_is_assumed),
        IN_WORLD(dependants_rest_on_flow_sector_and_channel),
        IN_WORLD(value_added_has_its_own_weights),
        IN_WORLD(nothing_lost_rests_on_nothing),
        IN_WORLD(the_economy_is_weighed_by_region),
        IN_WORLD(missing_totals_have_no_evidence),
    };
    blackout_init();
    return cmocka_run_group_tests_name("evidence", tests, NULL, NULL);
}
