/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/top_businesses: the largest losses in their order, and each business by hand. The losses
 * are those of test_evidence. */
#include "world.h"

#include <cjson/cJSON.h>

#include "random.h"
#include "tables/largest_businesses.h"

static const char *const scenario =
    "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8";

static cJSON *businesses_of(const struct world *world, const char *words)
{
    blackout_result *result = estimate_of(world->dataset, words);
    char *text = report_of(result, 0, "json");
    cJSON *report = cJSON_Parse(text);
    cJSON *list = cJSON_DetachItemFromObject(report, "top_businesses");
    assert_non_null(list);
    cJSON_Delete(report);
    free(text);
    blackout_result_free(result);
    return list;
}

static double number_of(const cJSON *item, const char *member)
{
    return cJSON_GetObjectItem(item, member)->valuedouble;
}

static double loss_of(const cJSON *item)
{
    return number_of(cJSON_GetObjectItem(item, "dependent_revenue_loss"), "central");
}

struct expected {
    const char *name;
    double loss;
    double revenue; /* of all its firms, USD */
    double omnichannel_index;
    double largest_owner_share;
    const char *platforms[2];
};

static void check_business(const cJSON *item, const struct expected *expected)
{
    const cJSON *platforms = cJSON_GetObjectItem(item, "platforms");
    assert_string_equal(cJSON_GetObjectItem(item, "business")->valuestring, expected->name);
    check_close(loss_of(item), expected->loss, 1e-13);
    check_close(number_of(item, "share_of_revenue"), expected->loss / expected->revenue, 1e-13);
    check_near(number_of(item, "omnichannel_index"), expected->omnichannel_index, 1e-14);
    check_near(number_of(item, "largest_owner_share"), expected->largest_owner_share, 1e-15);
    int count = expected->platforms[1] != NULL ? 2 : 1;
    assert_int_equal(cJSON_GetArraySize(platforms), count);
    for (int i = 0; i < count; ++i) {
        assert_string_equal(cJSON_GetArrayItem(platforms, i)->valuestring, expected->platforms[i]);
    }
}

/* b1: 0.75 at one owner: 1 - 0.75^2 - 0.25^2 = 0.375. b2: 1 - 0.8^2 - 0.2^2 = 0.32. b3: all of it.
 * b4 depends on gamma, which is up. Only platforms that are down are named. */
static void the_largest_come_first(void **state)
{
    const double kept = world_kept_by_trade(6, 0);
    const struct expected expected[] = {
        {"b1", 48 * kept, 175320, 0.375, 0.75, {"alpha", NULL}},
        {"b3", 17.28, 52596, 0, 1, {"alpha", NULL}},
        {"b2", 9.6 * world_kept_by_b2(6, 0), 43830 / 0.8, 0.32, 0.8, {"alpha", NULL}}};
    cJSON *list = businesses_of(*state, scenario);
    assert_int_equal(cJSON_GetArraySize(list), 3);
    for (int i = 0; i < 3; ++i) {
        check_business(cJSON_GetArrayItem(list, i), &expected[i]);
    }
    cJSON_Delete(list);
}

/* With beta down as well b1 loses 5 * 4.8 more, before recapture. */
static void rows_of_a_business_add_up(void **state)
{
    const double kept = world_kept_by_trade(6, 0);
    const struct expected expected = {"b1", 72 * kept, 175320, 0.375, 0.75, {"alpha", "beta"}};
    cJSON *list = businesses_of(
        *state, "platform=alpha,beta start=2021-10-04T09:00Z duration=6h severity=0.8");
    check_business(cJSON_GetArrayItem(list, 0), &expected);
    cJSON_Delete(list);
}

/* Gamma and delta have figures from 2022 on only, of two owners. Expected: shares of 1/2 at acme
 * and 1/4 each at the others, 1 - 1/4 - 1/16 - 1/16: who owns a platform does not wait for its
 * figures. */
static void a_platform_not_yet_in_force_has_its_owner(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,21915000,USD,\ngamma,Gamma,bolt,4383000,EUR,2022-01-01\n"
                  "delta,Delta,core,4383000,EUR,2022-01-01\nbeta,Beta,core,1000,EUR,\n");
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\ncore,Core,EUR\n");
    package_write(&world->folder, "platform_regions.csv",
                  "platform,region,revenue_share\nalpha,north,1\nbeta,north,1\ngamma,north,1\n"
                  "delta,north,1\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                  "b9,I,north,87660,USD,alpha,sales,0.5\nb9,I,north,87660,USD,gamma,sales,0.25\n"
                  "b9,I,north,87660,USD,delta,sales,0.25\n");
    world_reopen(world);
    cJSON *list = businesses_of(world, scenario);
    check_near(number_of(cJSON_GetArrayItem(list, 0), "omnichannel_index"), 0.625, 1e-15);
    check_near(number_of(cJSON_GetArrayItem(list, 0), "largest_owner_share"), 0.5, 0.0);
    cJSON_Delete(list);
}

static void as_many_as_were_asked_for(void **state)
{
    static const struct {
        const char *top;
        int count;
    } cases[] = {{"top=0", 0}, {"top=1", 1}, {"top=2", 2}, {"top=3", 3}, {"top=100000", 3}};
    static const char *const order[] = {"b1", "b3", "b2"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char words[128];
        snprintf(words, sizeof words, "%s %s", scenario, cases[i].top);
        cJSON *list = businesses_of(*state, words);
        assert_int_equal(cJSON_GetArraySize(list), cases[i].count);
        for (int k = 0; k < cases[i].count; ++k) {
            assert_string_equal(
                cJSON_GetObjectItem(cJSON_GetArrayItem(list, k), "business")->valuestring,
                order[k]);
        }
        cJSON_Delete(list);
    }
}

enum { MANY = 397, TOP = 41 };

/* More businesses than a dataset keeps, equal in everything. */
static void write_alike(struct world *world, int revenue)
{
    static char text[65536];
    size_t used =
        (size_t)snprintf(text, sizeof text,
                         "business,sector,region,annual_revenue,currency,platform,channel,share\n");
    for (int i = 0; i < LARGEST_KEPT + 3; ++i) {
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "c%04d,I,north,%d,USD,alpha,sales,0.37\n", i, revenue);
    }
    package_write(&world->folder, "dependencies.csv", text);
}

static void write_many(struct world *world, int *revenue)
{
    static char text[65536];
    uint64_t seed = 83;
    size_t used =
        (size_t)snprintf(text, sizeof text,
                         "business,sector,region,annual_revenue,currency,platform,channel,share\n");
    for (int i = 0; i < MANY; ++i) {
        revenue[i] = 1000 * (1 + (int)random_below(&seed, 60)); /* with many ties */
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "c%04d,I,north,%d,USD,alpha,sales,0.37\n", i, revenue[i]);
    }
    package_write(&world->folder, "dependencies.csv", text);
    world_reopen(world);
}

/* Expected: a plain search for the largest, the first in the file where they are equal. */
static void ties_are_in_the_order_of_the_file(void **state)
{
    struct world *world = *state;
    int revenue[MANY];
    char words[128];
    write_many(world, revenue);
    snprintf(words, sizeof words, "platform=alpha duration=3h top=%d", TOP);
    cJSON *list = businesses_of(world, words);
    assert_int_equal(cJSON_GetArraySize(list), TOP);
    for (int k = 0; k < TOP; ++k) {
        int best = 0;
        char name[16];
        for (int i = 1; i < MANY; ++i) {
            best = revenue[i] > revenue[best] ? i : best;
        }
        snprintf(name, sizeof name, "c%04d", best);
        const cJSON *item = cJSON_GetArrayItem(list, k);
        assert_string_equal(cJSON_GetObjectItem(item, "business")->valuestring, name);
        check_close(loss_of(item), revenue[best] * 0.37 / 8766 * 3, 1e-13);
        revenue[best] = 0;
    }
    cJSON_Delete(list);
}

/* A dataset is immutable: what it keeps does not come from the file. */
static void the_file_may_be_gone(void **state)
{
    struct world *world = *state;
    package_drop(&world->folder, "dependencies.csv");
    cJSON *list = businesses_of(world, scenario);
    assert_int_equal(cJSON_GetArraySize(list), 3);
    assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 0), "business")->valuestring,
                        "b1");
    cJSON_Delete(list);
}

/* Of businesses that are all alike, any that is not kept may be the first of the file. */
static void what_is_not_kept_is_read_once_more(void **state)
{
    struct world *world = *state;
    write_alike(world, 2385);
    world_reopen(world);
    cJSON *list = businesses_of(world, "platform=alpha duration=3h top=7");
    assert_int_equal(cJSON_GetArraySize(list), 7);
    for (int i = 0; i < 7; ++i) {
        char name[16];
        const cJSON *item = cJSON_GetArrayItem(list, i);
        snprintf(name, sizeof name, "c%04d", i);
        assert_string_equal(cJSON_GetObjectItem(item, "business")->valuestring, name);
        check_close(loss_of(item), 2385 * 0.37 / 8766 * 3, 1e-13);
    }
    cJSON_Delete(list);
}

/* Where the file is read once more, another one than was checked is refused. */
static void a_file_that_changed_is_refused(void **state)
{
    struct world *world = *state;
    blackout_result *result;
    blackout_error error;
    write_alike(world, 2385);
    world_reopen(world);
    write_alike(world, 2386);
    check_fails(estimate_try(&result, world->dataset, scenario, &error), BLACKOUT_ERROR_INPUT,
                &error);
    assert_null(result);
    check_contains(error.message, "changed");
    package_drop(&world->folder, "dependencies.csv");
    assert_true(estimate_try(&result, world->dataset, scenario, &error) != BLACKOUT_OK);
    assert_null(result);
}

/* Rows of the businesses stand apart: their sums are the same. */
static void scattered_rows_come_together(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                  "b2,I,north,87660,USD,alpha,sales,0.25\n"
                  "b1,I,north,87660,USD,alpha,sales,0.5\n"
                  "b2,I,north,87660,USD,beta,sales,0.5\n");
    world_reopen(world);
    cJSON *list = businesses_of(world, "platform=alpha,beta duration=3h");
    assert_int_equal(cJSON_GetArraySize(list), 2);
    assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 0), "business")->valuestring,
                        "b2");
    check_close(loss_of(cJSON_GetArrayItem(list, 0)), 7.5 * 3, 1e-13);
    check_close(loss_of(cJSON_GetArrayItem(list, 1)), 5.0 * 3, 1e-13);
    cJSON_Delete(list);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(the_largest_come_first),
        IN_WORLD(rows_of_a_business_add_up),
        IN_WORLD(a_platform_not_yet_in_force_has_its_owner),
        IN_WORLD(as_many_as_were_asked_for),
        IN_WORLD(ties_are_in_the_order_of_the_file),
        IN_WORLD(the_file_may_be_gone),
        IN_WORLD(what_is_not_kept_is_read_once_more),
        IN_WORLD(a_file_that_changed_is_refused),
        IN_WORLD(scattered_rows_come_together),
    };
    blackout_init();
    return cmocka_run_group_tests_name("top_businesses", tests, NULL, NULL);
}
