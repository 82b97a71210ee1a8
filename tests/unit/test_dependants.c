/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/dependants: L = flow / 8766 (E - sum f_j E_j) (1 - kappa exp(-D / lambda)), over three cells.
 * Expected numbers are products worked out beside them. */
#include "model/evaluate.h"
#include "model/stages.h"

#include "check.h"

enum { EUR, DURATION, KAPPA_A, LAMBDA_A, KAPPA_B, OUTPUT_A, ADDED_A, TABLE_SHARE, PARAMETERS };

static const double parameters[PARAMETERS] = {
    [EUR] = 0.8,       [DURATION] = 6.5,  [KAPPA_A] = 0.5,      [LAMBDA_A] = 72.0,
    [KAPPA_B] = 0.31,  [OUTPUT_A] = 5e9,  [ADDED_A] = 1.7e9,    [TABLE_SHARE] = 0.23};

static const struct model_sector sectors[] = {
    {KAPPA_A, LAMBDA_A, OUTPUT_A, ADDED_A},
    {KAPPA_B, PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE},
    {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE}};

/* Cell 0: a share from the table, to a platform of the same owner, and the rows' own flow to a
 * rival; cell 1: none; cell 2: its region stays up. */
static const struct model_fallback fallbacks[] = {
    {.exposure = 4, .share = TABLE_SHARE},
    {.exposure = 5, .share = PARAMETER_NONE, .flow_per_year = 8766e3 * 0.125, .rival = true}};

static const struct model_cell cells[] = {
    {.platform = 0, .sector = 0, .region = 1, .channel = 0, .flow_per_year = 8766e3,
     .per_usd = EUR, .exposure = {0, 1, 2}, .onset = 3, .first_fallback = 0, .fallback_count = 2},
    {.platform = 1, .sector = 1, .region = 0, .channel = 1, .flow_per_year = 876600,
     .per_usd = PARAMETER_NONE, .exposure = {0, 1, 2}, .onset = 3},
    {.platform = 1, .sector = 2, .region = 1, .channel = 0, .flow_per_year = 99e9,
     .per_usd = EUR, .exposure = {INDEX_NONE, INDEX_NONE, INDEX_NONE}, .onset = INDEX_NONE}};

static const double exposures[] = {6.1, 5.7, 5.9, 4.3, 2.9, 3.7};

static const struct model_platform platforms[2] = {{.owner = 0}, {.owner = 0}};
static const struct model_channel channels[2] = {{0, 0, 0}, {0, 0, 0}};

static struct model model = {.report_per_usd = PARAMETER_NONE,
                             .parameter_count = PARAMETERS,
                             .region_count = 2,
                             .outage = {.duration_hours = DURATION},
                             .channels = channels,
                             .channel_count = 2,
                             .platforms = platforms,
                             .platform_count = 2,
                             .sectors = sectors,
                             .sector_count = 3,
                             .cells = cells,
                             .cell_count = 3,
                             .fallbacks = fallbacks,
                             .fallback_count = 2};

static struct model_layout layout;
static double out[64];
static double cell_net[3];

static void run(const double *values)
{
    layout = model_layout(&model);
    assert_true(layout.count <= sizeof out / sizeof out[0]);
    for (size_t i = 0; i < layout.count; ++i) {
        out[i] = NAN;
    }
    const struct stage stage = {&model, &layout, values, exposures, out};
    dependants(&stage, cell_net);
}

/* 8766e3 EUR are 1000 an hour, 1250 USD. E = 4.3; the table saves 0.23 * 2.9, the rows' own
 * fallbacks an eighth of 3.7. */
static double first_before_recapture(void)
{
    return 1250 * (4.3 - 0.23 * 2.9 - 0.125 * 3.7);
}

static double first_net(void)
{
    return first_before_recapture() * (1 - 0.5 * exp(-6.5 / 72));
}

static const double second_net = 100 * 4.3 * (1 - 0.31);

static void each_cell_loses_its_own(void **state)
{
    (void)state;
    run(parameters);
    check_close(cell_net[0], first_net(), 1e-14);
    check_close(cell_net[1], second_net, 1e-14);
    check_near(cell_net[2], 0.0, 0.0);
}

static void steps_run_from_straight_line_to_net(void **state)
{
    const double expected[DEPENDANT_STEP_COUNT] = {
        1350 * 6.5, 1350 * 6.1, 1350 * 5.7, 1350 * 5.9, 1350 * 4.3,
        first_before_recapture() + 100 * 4.3, first_net() + second_net};
    (void)state;
    run(parameters);
    for (int step = 0; step < DEPENDANT_STEP_COUNT; ++step) {
        check_close(out[layout.dependant_steps + (size_t)step], expected[step], 1e-14);
    }
}

static void parts_are_sorted_by_their_keys(void **state)
{
    (void)state;
    run(parameters);
    const double channel[] = {first_net(), 0, 0, second_net};
    const double sector[] = {first_net(), 0, 0, 0, second_net, 0};
    const double region[] = {0, first_net(), second_net, 0};
    for (size_t i = 0; i < 4; ++i) {
        check_close(out[layout.by_channel + i], channel[i], 1e-14);
        check_close(out[layout.by_region + i], region[i], 1e-14);
    }
    for (size_t i = 0; i < 6; ++i) {
        check_close(out[layout.by_sector + i], sector[i], 1e-14);
        check_close(out[layout.value_added + i], i == 0 ? first_net() * 0.34 : 0, 1e-14);
    }
}

/* The rival's gain is what falls back to it, before recapture. */
static void rivals_gain_what_falls_back_to_them(void **state)
{
    (void)state;
    run(parameters);
    check_close(out[layout.rival_gain], 1250 * 0.125 * 3.7, 1e-14);
}

/* Shares that come to a little more than 1 by rounding never make a gain of a loss. */
static void fallbacks_save_at_most_everything(void **state)
{
    double generous[PARAMETERS];
    (void)state;
    for (int i = 0; i < PARAMETERS; ++i) {
        generous[i] = i == TABLE_SHARE ? 1.5 : parameters[i];
    }
    run(generous);
    check_near(cell_net[0], 0.0, 0.0);
    check_close(out[layout.dependant_steps + DEPENDANT_FALLBACK], 100 * 4.3, 1e-14);
}

/* Expected: kappa exp(-D / lambda); constant without lambda; 0 where empty. */
static void recapture_decays(void **state)
{
    const struct stage stage = {&model, &layout, parameters, exposures, out};
    (void)state;
    check_close(dependants_recapture(&stage, &sectors[0]), 0.5 * exp(-6.5 / 72), 1e-15);
    check_close(dependants_recapture(&stage, &sectors[1]), 0.31, 0.0);
    check_near(dependants_recapture(&stage, &sectors[2]), 0.0, 0.0);
}

static void cells_need_not_be_kept(void **state)
{
    (void)state;
    run(parameters);
    double before = out[layout.dependant_steps + DEPENDANT_NET];
    const struct stage stage = {&model, &layout, parameters, exposures, out};
    dependants(&stage, NULL); /* and sums start from nothing each time */
    check_near(out[layout.dependant_steps + DEPENDANT_NET], before, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cell_loses_its_own),
        cmocka_unit_test(steps_run_from_straight_line_to_net),
        cmocka_unit_test(parts_are_sorted_by_their_keys),
        cmocka_unit_test(rivals_gain_what_falls_back_to_them),
        cmocka_unit_test(fallbacks_save_at_most_everything),
        cmocka_unit_test(recapture_decays),
        cmocka_unit_test(cells_need_not_be_kept),
    };
    return cmocka_run_group_tests_name("dependants", tests, NULL, NULL);
}
