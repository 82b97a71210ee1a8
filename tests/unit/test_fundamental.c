/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/fundamental: net loss * margin * (1 - tax), by owner. */
#include "model/evaluate.h"
#include "model/stages.h"

#include "check.h"

enum { MARGIN, TAX, PARAMETERS };

static const double parameters[PARAMETERS] = {[MARGIN] = 0.62, [TAX] = 0.21};

static const struct model_owner owners[] = {{.margin = MARGIN, .tax_rate = TAX},
                                            {.margin = PARAMETER_NONE, .tax_rate = PARAMETER_NONE},
                                            {.margin = MARGIN, .tax_rate = PARAMETER_NONE}};
static const struct model_platform platforms[] = {
    {.owner = 0}, {.owner = 1}, {.owner = 0}, {.owner = 2}};
static const struct model_platform_region rows[] = {
    {.platform = 0}, {.platform = 1}, {.platform = 2}, {.platform = 0}, {.platform = 3}};

/* Expected: owner 0 has the rows 0, 2 and 3; owner 1 no margin; owner 2 no tax. */
static void each_owner_gets_its_platforms(void **state)
{
    static const double net[] = {2385.0, 777.0, 41.5, 1000.25, 93.75};
    const struct model model = {
        .parameter_count = PARAMETERS,
        .owners = owners,
        .owner_count = 3,
        .platforms = platforms,
        .platform_count = 4,
        .platform_regions = rows,
        .platform_region_count = 5,
        .error = {.class_score = PARAMETER_NONE, .hours_score = PARAMETER_NONE}};
    struct model_layout layout = model_layout(&model);
    double out[96];
    (void)state;
    assert_true(layout.count <= sizeof out / sizeof out[0]);
    for (size_t i = 0; i < layout.count; ++i) {
        out[i] = NAN;
    }
    for (size_t row = 0; row < 5; ++row) {
        out[layout.owner_steps + row * OWNER_STEP_COUNT + OWNER_NET] = net[row];
    }
    const struct stage stage = {&model, &layout, parameters, NULL, out};
    for (int again = 0; again < 2; ++again) {
        fundamental_loss(&stage);
        check_close(out[layout.fundamental_loss], 3426.75 * 0.62 * 0.79, 1e-14);
        check_near(out[layout.fundamental_loss + 1], 0.0, 0.0);
        check_close(out[layout.fundamental_loss + 2], 93.75 * 0.62, 1e-14);
        assert_true(layout.fundamental_loss + 3 < layout.count);
        assert_true(isnan(out[layout.fundamental_loss + 3])); /* another figure's */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_owner_gets_its_platforms)};
    return cmocka_run_group_tests_name("fundamental", tests, NULL, NULL);
}
