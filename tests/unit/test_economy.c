/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/economy: gdp * digital share * integral of sigma / 8766, summed over regions. */
#include "model/evaluate.h"
#include "model/stages.h"

#include "check.h"

enum { EUR, GDP_A, SHARE_A, GDP_B, SHARE_B, PARAMETERS };

static const double parameters[PARAMETERS] = {
    [EUR] = 0.8, [GDP_A] = 8766e9, [SHARE_A] = 0.071, [GDP_B] = 4383e9, [SHARE_B] = 0.055};

/* The third region stays up. */
static const struct model_economy economies[] = {{{GDP_A, PARAMETER_NONE}, SHARE_A, 1},
                                                 {{GDP_B, EUR}, SHARE_B, 0},
                                                 {{GDP_B, EUR}, SHARE_B, INDEX_NONE}};

static const double exposures[] = {2.385, 5.1};

static double baseline(parameter_id report, size_t count)
{
    const struct model model = {.report_per_usd = report,
                                .parameter_count = PARAMETERS,
                                .economies = economies,
                                .economy_count = count};
    struct model_layout layout = model_layout(&model);
    double out[DEPENDANT_STEP_COUNT + INDIRECT_TIMES + 2];
    assert_int_equal(layout.count, DEPENDANT_STEP_COUNT + INDIRECT_TIMES + 2);
    out[layout.economy_baseline] = NAN;
    const struct stage stage = {&model, &layout, parameters, exposures, out};
    economy_baseline(&stage);
    return out[layout.economy_baseline];
}

/* Expected: 1e9 USD an hour * 0.071 * 5.1, and 0.5e9 EUR an hour / 0.8 * 0.055 * 2.385. */
static void regions_add_up_in_the_report_currency(void **state)
{
    const double dollars = 1e9 * 0.071 * 5.1 + 0.5e9 / 0.8 * 0.055 * 2.385;
    (void)state;
    check_close(baseline(PARAMETER_NONE, 3), dollars, 1e-14);
    check_close(baseline(EUR, 3), dollars * 0.8, 1e-14);
    check_close(baseline(PARAMETER_NONE, 1), 1e9 * 0.071 * 5.1, 1e-14);
}

static void without_figures_it_is_nothing(void **state)
{
    (void)state;
    check_near(baseline(PARAMETER_NONE, 0), 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_add_up_in_the_report_currency),
        cmocka_unit_test(without_figures_it_is_nothing),
    };
    return cmocka_run_group_tests_name("economy", tests, NULL, NULL);
}
