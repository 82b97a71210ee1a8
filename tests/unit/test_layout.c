/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/layout: outputs follow each other without gaps, and an element is found by what it is of.
 * Expected: counted by hand for a model of 3 platforms, 2 regions, 4 channels and 5 sectors. */
#include "model/layout.h"

#include "check.h"

static const struct model_owner owners[] = {{.first_platform = 0}, {.first_platform = 1}};
static const struct model_platform platforms[] = {
    {.owner = 0, .next_of_owner = 2, .first_row = 0, .row_count = 2},
    {.owner = 1, .next_of_owner = 1, .first_row = 2, .row_count = 0},
    {.owner = 0, .next_of_owner = 0, .first_row = 2, .row_count = 1}};
static const struct model_platform_region rows[] = {
    {.platform = 0, .region = 0}, {.platform = 0, .region = 1}, {.platform = 2, .region = 0}};
static const struct model_credits credits[] = {{.platform = 2}, {.platform = 0}};
static const uint32_t supplying[] = {4, 1, 3};

static const struct model model = {.region_count = 2,
                                   .channel_count = 4,
                                   .owners = owners,
                                   .owner_count = 2,
                                   .platforms = platforms,
                                   .platform_count = 3,
                                   .platform_regions = rows,
                                   .platform_region_count = 3,
                                   .credits = credits,
                                   .credits_count = 2,
                                   .sector_count = 5,
                                   .supply = {.count = 3, .sectors = supplying},
                                   .policy_count = 9,
                                   .cost_count = 8,
                                   .recovery_count = 13,
                                   .own_policy_count = 12,
                                   .business_count = 11};

/* The numbers that some outputs have, one of each axis at least. */
static const size_t sizes[MODEL_OUTPUT_COUNT] = {[OUTPUT_OWNER_STEPS] = 3 * OWNER_STEP_COUNT,
                                                 [OUTPUT_LOST_DEMAND_HOURS] = 3,
                                                 [OUTPUT_PLATFORM_HOURS] = 3,
                                                 [OUTPUT_FUNDAMENTAL_LOSS] = 2,
                                                 [OUTPUT_CREDITS] = 2,
                                                 [OUTPUT_DEPENDANT_STEPS] = DEPENDANT_STEP_COUNT,
                                                 [OUTPUT_BY_CHANNEL] = 3 * 4,
                                                 [OUTPUT_BY_SECTOR] = 3 * 5,
                                                 [OUTPUT_BY_REGION] = 3 * 2,
                                                 [OUTPUT_RIVAL_GAIN] = 1,
                                                 [OUTPUT_INDIRECT_LOSS] = 3,
                                                 [OUTPUT_INDIRECT_IN_TIME] = INDIRECT_TIMES,
                                                 [OUTPUT_POLICY_PAID] = 9,
                                                 [OUTPUT_COSTS] = 8,
                                                 [OUTPUT_RECOVERIES] = 13,
                                                 [OUTPUT_OWN_PAID] = 12,
                                                 [OUTPUT_BUSINESSES] = 11};

static void outputs_follow_each_other(void **state)
{
    struct model_layout layout = model_layout(&model);
    (void)state;
    for (int output = 0; output < MODEL_OUTPUT_COUNT; ++output) {
        size_t place = model_place(&layout, (enum model_output)output, 0, 0);
        size_t next = output + 1 < MODEL_OUTPUT_COUNT
                          ? model_place(&layout, (enum model_output)(output + 1), 0, 0)
                          : layout.count;
        assert_true(next > place);
        if (sizes[output] > 0) {
            assert_int_equal(next - place, sizes[output]);
        }
    }
    assert_int_equal(layout.owner_steps, 0);
    assert_int_equal(layout.businesses, layout.count - 11);
    assert_int_equal(model_place(&layout, OUTPUT_OWNER_STEPS, 2, OWNER_NET),
                     2 * OWNER_STEP_COUNT + OWNER_NET);
}

struct found {
    struct model_selection selection;
    enum model_output output;
    size_t expected[8]; /* SIZE_MAX ends them */
};

static void elements_are_found_by_what_they_are_of(void **state)
{
    const uint32_t all = INDEX_NONE;
    const struct found cases[] = {
        {{all, all, all, all, all}, OUTPUT_OWNER_STEPS, {0, 1, 2, SIZE_MAX}},
        {{0, all, all, all, all}, OUTPUT_OWNER_STEPS, {0, 1, SIZE_MAX}},
        {{0, 0, all, all, all}, OUTPUT_LOST_DEMAND_HOURS, {0, SIZE_MAX}},
        {{all, 0, all, all, all}, OUTPUT_OWNER_STEPS, {0, 2, SIZE_MAX}},
        {{0, all, all, all, 1}, OUTPUT_OWNER_STEPS, {SIZE_MAX}},
        {{2, all, all, all, 0}, OUTPUT_OWNER_STEPS, {2, SIZE_MAX}},
        {{all, 0, all, all, 0}, OUTPUT_OWNER_STEPS, {0, 2, SIZE_MAX}},
        {{0, 1, all, all, all}, OUTPUT_OWNER_STEPS, {1, SIZE_MAX}},
        {{2, 1, all, all, all}, OUTPUT_OWNER_STEPS, {SIZE_MAX}},
        {{all, all, all, all, 0}, OUTPUT_OWNER_STEPS, {0, 1, 2, SIZE_MAX}},
        {{all, all, all, all, 1}, OUTPUT_OWNER_STEPS, {SIZE_MAX}},
        {{1, all, all, all, all}, OUTPUT_PLATFORM_HOURS, {1, SIZE_MAX}},
        {{all, all, all, all, 1}, OUTPUT_FUNDAMENTAL_LOSS, {1, SIZE_MAX}},
        {{0, all, all, all, all}, OUTPUT_CREDITS, {1, SIZE_MAX}},
        {{1, all, all, all, all}, OUTPUT_CREDITS, {SIZE_MAX}},
        {{1, all, all, all, all}, OUTPUT_BY_CHANNEL, {4, 5, 6, 7, SIZE_MAX}},
        {{2, all, 3, all, all}, OUTPUT_BY_CHANNEL, {11, SIZE_MAX}},
        {{2, all, all, 1, all}, OUTPUT_VALUE_ADDED, {11, SIZE_MAX}},
        {{all, all, all, 1, all}, OUTPUT_BY_SECTOR, {1, 6, 11, SIZE_MAX}},
        {{1, 1, all, all, all}, OUTPUT_BY_REGION, {3, SIZE_MAX}},
        {{1, 1, 0, 3, all}, OUTPUT_BY_REGION, {3, SIZE_MAX}},
        {{all, all, all, 3, all}, OUTPUT_INDIRECT_LOSS, {2, SIZE_MAX}},
        {{1, 1, 1, 1, 1}, OUTPUT_RIVAL_GAIN, {0, SIZE_MAX}}};
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        size_t from = 0;
        for (const size_t *expected = cases[k].expected;; ++expected) {
            size_t element = model_element(&model, cases[k].output, &cases[k].selection, from);
            if (element != *expected) {
                fail_msg("case %zu: element %zu is not %zu", k, element, *expected);
            }
            if (element == SIZE_MAX) {
                break;
            }
            from = element + 1;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outputs_follow_each_other),
        cmocka_unit_test(elements_are_found_by_what_they_are_of),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
