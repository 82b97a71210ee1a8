/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/owner_revenue: R_pr, gross, net and the waterfall of two platforms of one owner and one of
 * another, in three currencies. Expected numbers are products worked out beside them. */
#include "model/evaluate.h"
#include "model/stages.h"

#include <string.h>

#include "check.h"

enum {
    EUR,
    GBP,
    DURATION,
    SEVERITY,
    RECOVERY,
    ALPHA_REVENUE,
    ALPHA_GROWTH,
    ALPHA_USAGE,
    ALPHA_RECAPTURE,
    ALPHA_DECAY,
    BETA_REVENUE,
    GAMMA_REVENUE,
    OWNER_REVENUE,
    SHARE_A,
    SHARE_B,
    SHARE_C,
    SHARE_D,
    COMMON,
    HOURS,
    PARAMETERS
};

/* 1 USD buys 0.8 EUR or 0.64 GBP; the report is in EUR. */
static const double parameters[PARAMETERS] = {[EUR] = 0.8,
                                              [GBP] = 0.64,
                                              [DURATION] = 2.385,
                                              [SEVERITY] = 0.7,
                                              [ALPHA_REVENUE] = 8766e3,
                                              [ALPHA_GROWTH] = 1.3,
                                              [ALPHA_USAGE] = 0.9,
                                              [ALPHA_RECAPTURE] = 0.25,
                                              [ALPHA_DECAY] = 24,
                                              [BETA_REVENUE] = 4383e3,
                                              [GAMMA_REVENUE] = 876600,
                                              [OWNER_REVENUE] = 17532e3,
                                              [SHARE_A] = 0.37,
                                              [SHARE_B] = 0.63,
                                              [SHARE_C] = 1.0,
                                              [SHARE_D] = 0.41};

static const struct model_owner owners[] = {
    {.has_annual_revenue = true, .annual_revenue = {OWNER_REVENUE, PARAMETER_NONE}},
    {.has_annual_revenue = false, .first_platform = 2}};

/* beta is not hit, but belongs to the owner whose platforms are scaled. */
static const struct model_platform platforms[] = {
    {.selected = true,
     .owner = 0,
     .next_of_owner = 1,
     .row_count = 2,
     .annual_revenue = {ALPHA_REVENUE, PARAMETER_NONE},
     .recapture = {ALPHA_RECAPTURE, ALPHA_DECAY, PARAMETER_NONE},
     .growth_factor = ALPHA_GROWTH,
     .usage_share = ALPHA_USAGE},
    {.owner = 0,
     .annual_revenue = {BETA_REVENUE, PARAMETER_NONE},
     .recapture = {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE},
     .growth_factor = PARAMETER_NONE,
     .usage_share = PARAMETER_NONE},
    {.selected = true,
     .owner = 1,
     .next_of_owner = 2,
     .first_row = 2,
     .row_count = 1,
     .annual_revenue = {GAMMA_REVENUE, GBP},
     .recapture = {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE},
     .growth_factor = PARAMETER_NONE,
     .usage_share = PARAMETER_NONE}};

static const struct model_platform_region rows[] = {
    {.platform = 0, .region = 0, .revenue_share = SHARE_A, .exposure = {0, 1, 2}, .discounted = 6},
    {.platform = 0,
     .region = 1,
     .revenue_share = SHARE_B,
     .curve = INDEX_NONE,
     .exposure = {INDEX_NONE, INDEX_NONE, INDEX_NONE}},
    {.platform = 2, .region = 0, .revenue_share = SHARE_C, .exposure = {3, 4, 5}}};

static const double exposures[] = {2.1, 1.7, 1.9, 2.5, 1.25, 1.5, 1.3};

static const struct model model = {
    .report_per_usd = EUR,
    .parameter_count = PARAMETERS,
    .outage = {.duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY},
    .owners = owners,
    .owner_count = 2,
    .platforms = platforms,
    .platform_count = 3,
    .platform_regions = rows,
    .platform_region_count = 3,
    .error = {.class_score = PARAMETER_NONE, .hours_score = PARAMETER_NONE}};

static struct model_layout layout;
static double out[64];

static struct stage make_stage(void)
{
    layout = model_layout(&model);
    assert_true(layout.count <= sizeof out / sizeof out[0]);
    for (size_t i = 0; i < layout.count; ++i) {
        out[i] = NAN; /* whatever a stage does not write shows */
    }
    return (struct stage){&model, &layout, parameters, exposures, out};
}

static double step_of(size_t row, enum owner_step step)
{
    return out[layout.owner_steps + row * OWNER_STEP_COUNT + step];
}

/* `expected` has every step but the last two: without the model's own error they change nothing. */
static void check_steps(size_t row, const double expected[OWNER_CALIBRATION])
{
    for (int step = 0; step < OWNER_CALIBRATION; ++step) {
        check_close(step_of(row, (enum owner_step)step), expected[step], 1e-14);
    }
    check_close(step_of(row, OWNER_CALIBRATION), expected[OWNER_RECAPTURE], 1e-14);
    check_close(step_of(row, OWNER_NET), expected[OWNER_RECAPTURE], 1e-14);
}

/* alpha: 8766e3 USD are 1000 an hour; the owner's 17532e3 over 13149e3 scale it by 4/3; 0.8 EUR a
 * USD and the share 0.37 leave 1000 * 4/3 * 0.8 * 0.37 = 394.666... EUR an hour. Of 0.25 that is
 * made up at once, 1.3 of 1.9 hours are left after discounting. */
static void rows_go_from_straight_line_to_net(void **state)
{
    const double hourly = 1000 * 4.0 / 3 * 0.8 * 0.37;
    const double grown = hourly * 1.3;
    const double used = grown * 0.9;
    const double kept = 1 - 0.25 * 1.3 / 1.9;
    struct stage stage = make_stage();
    (void)state;
    owner_revenue(&stage);
    check_steps(0, (const double[]){hourly * 2.385, grown * 2.385, used * 2.385, used * 2.1,
                                    used * 1.7, used * 1.9, used * 1.9 * kept});
    check_close(out[layout.lost_demand_hours], 1.9, 0.0);
}

static void a_region_that_stays_up_loses_nothing(void **state)
{
    static const double nothing[OWNER_CALIBRATION] = {0};
    struct stage stage = make_stage();
    (void)state;
    owner_revenue(&stage);
    check_steps(1, nothing);
    check_near(out[layout.lost_demand_hours + 1], 0.0, 0.0);
}

/* gamma: 876600 GBP are 100 an hour, times 0.8 / 0.64 EUR. No owner's revenue, no growth, all of it
 * from use, nothing recaptured. */
static void empty_cells_are_neutral(void **state)
{
    const double hourly = 100 * 0.8 / 0.64;
    struct stage stage = make_stage();
    (void)state;
    owner_revenue(&stage);
    check_steps(2, (const double[]){hourly * 2.385, hourly * 2.385, hourly * 2.385, hourly * 2.5,
                                    hourly * 1.25, hourly * 1.5, hourly * 1.5});
}

/* A platform's hours are weighted by R_pr: 0.37 of alpha's revenue lost 1.9 h, the rest none. */
static void hours_of_a_platform_are_weighted_by_revenue(void **state)
{
    struct stage stage = make_stage();
    (void)state;
    owner_revenue(&stage);
    check_close(out[layout.platform_hours], 0.37 * 1.9, 1e-14);
    check_near(out[layout.platform_hours + 1], 0.0, 0.0);
    check_close(out[layout.platform_hours + 2], 1.5, 1e-14);
}

/* The year's revenue after growth and use: 8766e3 * 4/3 * 0.8 * 1.3 * 0.9. */
static void the_rate_is_that_of_a_year(void **state)
{
    struct stage stage = make_stage();
    (void)state;
    check_close(owner_scale(&stage, 0), 4.0 / 3, 1e-15);
    check_near(owner_scale(&stage, 1), 1, 0);
    check_close(owner_revenue_rate(&stage, 0, 4.0 / 3), 8766e3 * 4 / 3 * 0.8 * 1.3 * 0.9, 1e-14);
    check_close(owner_revenue_rate(&stage, 1, 4.0 / 3), 4383e3 * 4 / 3 * 0.8, 1e-14);
    check_close(owner_revenue_rate(&stage, 2, 1), 876600 * 0.8 / 0.64, 1e-14);
}

/* Expected: units of EUR (the report's) for one of each. */
static void rates_lead_to_the_report(void **state)
{
    struct stage stage = make_stage();
    struct model in_dollars = model;
    (void)state;
    check_close(stage_rate(&stage, EUR), 1.0, 0.0);
    check_close(stage_rate(&stage, GBP), 1.25, 1e-15);
    check_close(stage_rate(&stage, PARAMETER_NONE), 0.8, 0.0);
    in_dollars.report_per_usd = PARAMETER_NONE;
    stage.model = &in_dollars;
    check_close(stage_rate(&stage, EUR), 1.25, 1e-15);
    check_close(stage_rate(&stage, PARAMETER_NONE), 1.0, 0.0);
}

/* Expected: without a part that stops with use all of it does; without subscriptions all of that is
 * advertising. */
static void advertising_is_all_unless_said(void **state)
{
    struct model_platform sold[3] = {platforms[0], platforms[1], platforms[2]};
    struct model advertising = model;
    struct stage stage = make_stage();
    (void)state;
    sold[0].advertises = true;
    sold[0].usage_share = PARAMETER_NONE;
    sold[0].subscription_revenue = PARAMETER_NONE;
    advertising.platforms = sold;
    stage.model = &advertising;
    owner_revenue(&stage);
    assert_true(step_of(0, OWNER_RECOVERY) > 0);
    check_close(out[layout.advertising], step_of(0, OWNER_RECOVERY), 1e-15);
    check_near(out[layout.advertising + 2], 0, 0.0);
}

static void missing_values_have_their_default(void **state)
{
    struct stage stage = make_stage();
    (void)state;
    check_near(stage_value(&stage, PARAMETER_NONE, 2.385), 2.385, 0.0);
    check_near(stage_value(&stage, SHARE_D, 2.385), 0.41, 0.0);
    check_near(stage_exposure(&stage, INDEX_NONE), 0.0, 0.0);
    check_near(stage_exposure(&stage, 4), 1.25, 0.0);
}

/* In samples the regions' shares are scaled to what they come to in the centre: 0.37 of 0.37 + 0.63
 * is 0.5 of 1 once the shares are 0.8 and 0.8. */
static void regions_share_one_revenue(void **state)
{
    struct model_platform scaled[3] = {platforms[0], platforms[1], platforms[2]};
    double drawn[PARAMETERS];
    struct model sampled = model;
    struct stage stage = make_stage();
    (void)state;
    scaled[0].revenue_share_sum = 1;
    sampled.platforms = scaled;
    for (int i = 0; i < PARAMETERS; ++i) {
        drawn[i] = i == SHARE_A || i == SHARE_B ? 0.8 : parameters[i];
    }
    stage.model = &sampled;
    stage.parameters = drawn;
    owner_revenue(&stage);
    check_close(step_of(0, OWNER_STRAIGHT_LINE), 1000 * 4.0 / 3 * 0.8 * 0.5 * 2.385, 1e-14);
}

static double net_factor(const struct model *sampled, const double *drawn)
{
    struct stage stage = make_stage();
    stage.model = sampled;
    stage.parameters = drawn;
    owner_revenue(&stage);
    return step_of(0, OWNER_NET) / step_of(0, OWNER_RECAPTURE);
}

/* Expected: exp(0.35 z1 + s z2), s being 0.29 up to 6 h, 0.15 from 72 h, and at 12 h, half way from
 * 6 to 24 h in ln D, 0.29 - (0.29 - 0.24) / 2; own traffic has no s. Of more than half a week
 * the error is that of the hours that are missing or over: 68 of 100, 24 of 144, 6 of 174 or 330;
 * whole weeks have none. */
static void the_model_errs_by_the_length_of_the_outage(void **state)
{
    static const struct model_error_point points[] = {{6, 0.29}, {24, 0.24}, {72, 0.15}};
    static const struct model_error_point unknown[] = {{6, 0.9}};
    const double of_68 = 0.24 - 0.09 * log(68.0 / 24) / log(3.0);
    const double cases[][2] = {{0.5, 0.29},
                               {2.385, 0.29},
                               {6, 0.29},
                               {12, 0.265},
                               {24, 0.24},
                               {72, 0.15},
                               {100, of_68 * 68 / 100},
                               {144, 0.24 * 24 / 144},
                               {168, 0},
                               {168.5, 0.29 * 0.5 / 168.5},
                               {174, 0.29 * 6 / 174},
                               {330, 0.29 * 6 / 330},
                               {8736, 0}};
    struct model_platform_region own[3] = {rows[0], rows[1], rows[2]};
    struct model sampled = model;
    double drawn[PARAMETERS];
    (void)state;
    sampled.error = (struct model_error){.class_score = COMMON,
                                         .scale = 0.35,
                                         .degrees = INFINITY,
                                         .hours_score = HOURS,
                                         .borrowed = {points, 3},
                                         .unknown = {unknown, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        for (int k = 0; k < PARAMETERS; ++k) {
            drawn[k] = parameters[k];
        }
        drawn[DURATION] = cases[i][0];
        drawn[COMMON] = 1.3;
        drawn[HOURS] = -0.7;
        check_close(net_factor(&sampled, drawn), exp(0.35 * 1.3 - 0.7 * cases[i][1]), 1e-14);
    }
    drawn[DURATION] = 6;
    /* a measured curve goes on below half of its maximum, until 100 h */
    sampled.outage.measured = true;
    sampled.outage.window_hours = 100;
    check_close(net_factor(&sampled, drawn), exp(0.35 * 1.3 - 0.7 * of_68 * 68 / 100), 1e-14);
    sampled.outage.measured = false;
    own[0].hours_unknown = true;
    sampled.platform_regions = own;
    check_close(net_factor(&sampled, drawn), exp(0.35 * 1.3 - 0.7 * 0.9), 1e-14);
    own[0].has_traffic = true;
    sampled.platform_regions = own;
    check_close(net_factor(&sampled, drawn), exp(0.35 * 1.3), 1e-14);
}

/* Expected: exp(-0.31), the location, in the centre too; and exp(-0.31 + 0.62 t) with t the
 * quantile of Student's t with 3.5 degrees at the probability of the normal
 * score 1.3, 1.6058632001277888 (scipy.stats). */
static void a_reference_class_shifts_and_spreads(void **state)
{
    struct model sampled = model;
    double drawn[PARAMETERS];
    (void)state;
    sampled.error = (struct model_error){.class_score = COMMON,
                                         .location = -0.31,
                                         .scale = 0.62,
                                         .degrees = 3.5,
                                         .hours_score = PARAMETER_NONE};
    for (int k = 0; k < PARAMETERS; ++k) {
        drawn[k] = parameters[k];
    }
    drawn[COMMON] = 0;
    check_close(net_factor(&sampled, drawn), exp(-0.31), 1e-14);
    check_close(step_of(0, OWNER_CALIBRATION), step_of(0, OWNER_NET), 0);
    drawn[COMMON] = 1.3;
    check_close(net_factor(&sampled, drawn), exp(-0.31 + 0.62 * 1.6058632001277888), 1e-9);
    drawn[COMMON] = -1.3;
    check_close(net_factor(&sampled, drawn), exp(-0.31 - 0.62 * 1.6058632001277888), 1e-9);
    check_close(step_of(0, OWNER_CALIBRATION), step_of(0, OWNER_RECAPTURE) * exp(-0.31), 1e-15);
}

/* Expected: the step before the skipped ones, which the other steps show: without recapture the
 * gross loss; without all of them the straight line; without the severity its factor less. */
static void skipped_steps_leave_their_factors_out(void **state)
{
    struct model skipping = model;
    struct stage stage = make_stage();
    (void)state;
    stage.model = &skipping;
    skipping.skipped_steps = 1U << OWNER_RECAPTURE;
    owner_revenue(&stage);
    check_close(step_of(0, OWNER_NET), step_of(0, OWNER_RECOVERY), 1e-14);
    skipping.skipped_steps = 0x7e;
    owner_revenue(&stage);
    check_close(step_of(0, OWNER_NET), step_of(0, OWNER_STRAIGHT_LINE), 1e-14);
    skipping.skipped_steps = 1U << OWNER_SEVERITY;
    owner_revenue(&stage);
    check_close(step_of(0, OWNER_NET),
                step_of(0, OWNER_RECAPTURE) * step_of(0, OWNER_HOUR_OF_WEEK) /
                    step_of(0, OWNER_SEVERITY),
                1e-14);
    assert_true(step_of(0, OWNER_NET) != step_of(0, OWNER_RECAPTURE));
}

/* Platforms that earn nothing cannot be scaled: 0, not 0/0. They are down all the same, as long as
 * if they earned: hours are weighted by revenue_share. */
static void an_owner_of_nothing_is_not_scaled(void **state)
{
    double poor[PARAMETERS];
    struct stage stage = make_stage();
    (void)state;
    for (int i = 0; i < PARAMETERS; ++i) {
        poor[i] = i == ALPHA_REVENUE || i == BETA_REVENUE ? 0 : parameters[i];
    }
    stage.parameters = poor;
    owner_revenue(&stage);
    check_near(out[layout.owner_steps + OWNER_NET], 0.0, 0.0);
    check_close(out[layout.platform_hours], 0.37 * 1.9, 1e-14);
}

/* Nothing of the revenue stops with use, or growth leaves none: hours are those that were lost. */
static void hours_do_not_need_revenue(void **state)
{
    static const int none[] = {ALPHA_USAGE, ALPHA_GROWTH};
    for (int i = 0; i < 2; ++i) {
        double idle[PARAMETERS];
        struct stage stage = make_stage();
        (void)state;
        memcpy(idle, parameters, sizeof idle);
        idle[none[i]] = 0;
        stage.parameters = idle;
        owner_revenue(&stage);
        check_near(out[layout.owner_steps + OWNER_NET], 0.0, 0.0);
        check_close(out[layout.platform_hours], 0.37 * 1.9, 1e-14);
        check_close(out[layout.platform_hours + 2], 1.5, 1e-14);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_go_from_straight_line_to_net),
        cmocka_unit_test(a_region_that_stays_up_loses_nothing),
        cmocka_unit_test(empty_cells_are_neutral),
        cmocka_unit_test(hours_of_a_platform_are_weighted_by_revenue),
        cmocka_unit_test(hours_do_not_need_revenue),
        cmocka_unit_test(the_rate_is_that_of_a_year),
        cmocka_unit_test(rates_lead_to_the_report),
        cmocka_unit_test(missing_values_have_their_default),
        cmocka_unit_test(advertising_is_all_unless_said),
        cmocka_unit_test(regions_share_one_revenue),
        cmocka_unit_test(the_model_errs_by_the_length_of_the_outage),
        cmocka_unit_test(a_reference_class_shifts_and_spreads),
        cmocka_unit_test(skipped_steps_leave_their_factors_out),
        cmocka_unit_test(an_owner_of_nothing_is_not_scaled),
    };
    return cmocka_run_group_tests_name("owner_revenue", tests, NULL, NULL);
}
