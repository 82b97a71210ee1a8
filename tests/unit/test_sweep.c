/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/sweep: where the exponent stands. Records are made by hand: the loss is 8 after 1 hour and
 * 64 after 2, so that the exponent is ln(64 / 8) / ln 2 = 3. */
#include "report/sweep.h"

#include "check.h"

struct pair {
    struct result results[2];
    struct blackout_result all;
};

static const char *platforms[] = {"alpha", "beta"};
static const char *regions[] = {"north", "south"};

static struct pair make_pair(void)
{
    struct pair pair = {.all = {.count = 2}};
    for (int i = 0; i < 2; ++i) {
        struct result *result = &pair.results[i];
        result->scenario = (struct result_scenario){.platforms = platforms,
                                                    .platform_count = 2,
                                                    .regions = regions,
                                                    .region_count = 2,
                                                    .duration_hours = 1 + i,
                                                    .severity = 0.75,
                                                    .recovery_hours = 0.5,
                                                    .has_rebound = true,
                                                    .rebound = 0.25,
                                                    .currency = "USD"};
        result->targets[1].quantity.central = i == 0 ? 8 : 64;
        result->targets[2].quantity.central = i == 0 ? 8 : 64;
    }
    return pair;
}

/* The exponent of the second record; NAN where it has none. */
static double exponent_of(struct pair *pair)
{
    pair->all.results = pair->results;
    return report_sweep_exponent(&pair->all, 1, 1);
}

static void records_that_differ_in_duration_alone(void **state)
{
    struct pair pair = make_pair();
    (void)state;
    check_close(exponent_of(&pair), 3.0, 1e-15);
}

/* What else differs would be taken for growth in the duration. */
static void records_that_differ_in_more(void **state)
{
    struct pair pairs[8];
    (void)state;
    for (int i = 0; i < 8; ++i) {
        pairs[i] = make_pair();
    }
    pairs[0].results[1].scenario.recovery_hours = 1;
    pairs[1].results[1].scenario.rebound = 0.5;
    pairs[2].results[1].scenario.has_rebound = false;
    pairs[3].results[1].scenario.region_count = 1;
    pairs[4].results[1].scenario.regions = platforms;
    pairs[5].results[1].scenario.severity = 1;
    pairs[6].results[1].scenario.platform_count = 1;
    pairs[7].results[1].scenario.has_start = true;
    for (int i = 0; i < 8; ++i) {
        assert_true(isnan(exponent_of(&pairs[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_that_differ_in_duration_alone),
        cmocka_unit_test(records_that_differ_in_more),
    };
    return cmocka_run_group_tests_name("sweep", tests, NULL, NULL);
}
