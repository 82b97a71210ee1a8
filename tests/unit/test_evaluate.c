/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/evaluate: the layout of the output vector, and one model evaluated from end to end. */
#include "one_outage.h"

enum {
    DURATION,
    SEVERITY,
    RECOVERY,
    GRACE,
    SCALE,
    SHAPE,
    REVENUE,
    SHARE,
    MARGIN,
    TAX,
    GDP,
    DIGITAL,
    PARAMETERS
};

static const double parameters[PARAMETERS] = {
    [DURATION] = 6.5, [SEVERITY] = 0.75, [RECOVERY] = 1.5,   [GRACE] = 2.0,
    [SCALE] = 0.0,    [SHAPE] = 1.0,     [REVENUE] = 8766e2, [SHARE] = 1.0,
    [MARGIN] = 0.5,   [TAX] = 0.2,       [GDP] = 8766e6,     [DIGITAL] = 0.04};

static const struct model_channel channel = {GRACE, SCALE, SHAPE};
static const struct model_kernel kernels[] = {{KERNEL_WINDOW, 0, INDEX_NONE, INDEX_NONE, 0},
                                              {KERNEL_SEVERITY, 0, INDEX_NONE, INDEX_NONE, 0},
                                              {KERNEL_FULL, 0, INDEX_NONE, INDEX_NONE, 0},
                                              {KERNEL_FULL, 0, INDEX_NONE, 0, 0}};
static const struct model_exposure exposure_list[] = {
    {0, 1, 0, 1}, {1, 1, 0, 1}, {2, 1, 0, 1}, {3, 1, 0, 1}, {2, 0, 0, 0}};
static const struct model_week weeks[] = {{0, 0, 0}, {1, 0, 0}};
static const struct model_batch batches[] = {{0, 1, {0, 0, 0, 0}, {1, 1, 1, 1}},
                                             {1, 1, {1, 1, 1, 1}, {1, 1, 1, 1}},
                                             {2, 2, {2, 4, 4, 4}, {1, 0, 0, 0}},
                                             {3, 1, {3, 3, 3, 3}, {1, 1, 1, 1}}};
static const struct model_owner owner = {.margin = MARGIN, .tax_rate = TAX};
static const struct model_platform platform = {
    .selected = true,
    .row_count = 1,
    .annual_revenue = {REVENUE, PARAMETER_NONE},
    .recapture = {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE},
    .growth_factor = PARAMETER_NONE,
    .usage_share = PARAMETER_NONE};
static const struct model_platform_region row = {.revenue_share = SHARE, .exposure = {0, 1, 2}};
static const struct model_sector sector = {
    .recapture = {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE},
    .annual_output = PARAMETER_NONE,
    .value_added = PARAMETER_NONE};
static const struct model_cell cell = {
    .flow_per_year = 8766.0, .per_usd = PARAMETER_NONE, .exposure = {0, 1, 2}, .onset = {3, 3}};
static const uint32_t leader = 0;
static const struct model_flow_factor certain = {FLOW_REVENUE, 0, 0};
static const struct model_rate rate = {PARAMETER_NONE, {0, 0, 0}};
static const struct model_economy economy = {{GDP, PARAMETER_NONE}, DIGITAL, 4};

static struct model_profile profiles[2];

static const struct model model = {
    .report_per_usd = PARAMETER_NONE,
    .parameter_count = PARAMETERS,
    .region_count = 1,
    .outage = {DURATION, SEVERITY, RECOVERY, false, 0, NULL},
    .profiles = profiles,
    .channels = &channel,
    .channel_count = 1,
    .kernels = kernels,
    .kernel_count = 4,
    .exposures = exposure_list,
    .exposure_count = 5,
    .weeks = weeks,
    .week_count = 2,
    .batches = batches,
    .batch_count = sizeof batches / sizeof batches[0],
    .owners = &owner,
    .owner_count = 1,
    .platforms = &platform,
    .platform_count = 1,
    .platform_regions = &row,
    .platform_region_count = 1,
    .sectors = &sector,
    .sector_count = 1,
    .cells = &cell,
    .cell_count = 1,
    .hours_leaders = &leader,
    .hours_class_count = 1,
    .flow_factors = &certain,
    .flow_factor_count = 1,
    .rates = &rate,
    .rate_class_count = 1,
    .economies = &economy,
    .economy_count = 1,
    .error = {.class_score = PARAMETER_NONE, .hours_score = PARAMETER_NONE},
    .flow_scores = {PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE},
    .fallback_score = PARAMETER_NONE,
    .kept_leaders = &leader,
    .kept_class_count = 1};

static struct lanes work[1024];

/* Even hours weigh 0.5, odd ones 1.5. */
static void make_profiles(void)
{
    for (int hour = 0; hour < 2 * HOURS_PER_WEEK; ++hour) {
        profiles[0].weight[hour] = 1.0;
        profiles[1].weight[hour] = hour % 2 == 0 ? 0.5 : 1.5;
    }
}

/* From 11:15 on a Monday, 6.5 h and 1.5 h of recovery, severity 0.75. Window: 0.75 h of hour 11
 * (1.5), hours 12..16 (0.5 1.5 0.5 1.5 0.5), 0.75 of hour 17 (1.5): 1.125 + 4.5 + 1.125 = 6.75.
 * Ramp: 0.75 (1 - u/1.5): over u in [0, 0.25] in hour 17: 0.75 (0.25 - 0.03125/1.5), times 1.5;
 * over [0.25, 1.25] in hour 18: 0.75 (1 - 0.75/1.5) = 0.375, times 0.5; over [1.25, 1.5] in hour
 * 19: 0.75 (0.03125/1.5), times 1.5. The first and the last are together 0.75 * 0.25 * 1.5.
 * Onset: a step at 2 h, 13:15: less 0.75 h of hour 11, hour 12, a quarter of 13. */
static void one_model_from_end_to_end(void **state)
{
    const double window = 6.75;
    const double severity = 0.75 * window;
    const double full = severity + 0.75 * 0.25 * 1.5 + 0.375 * 0.5;
    const double onset = full - 0.75 * (0.75 * 1.5 + 0.5 + 0.25 * 1.5);
    struct kernel_bins bins[4];
    double exposures[5];
    double out[64];
    double cell_net;
    struct model_layout layout = model_layout(&model);
    (void)state;
    make_profiles();
    assert_true(model_work(&model) <= sizeof work / sizeof work[0]);
    one_model(bins, &model, parameters, 0.25);
    const struct model_evaluation evaluation = {.parameters = parameters,
                                                .start_hour_of_week = 11.25,
                                                .exposures = exposures,
                                                .out = out,
                                                .cell_net = &cell_net};
    model_evaluate(&evaluation, 1, &model, bins, work);
    check_close(exposures[0], window, 1e-14);
    check_close(exposures[1], severity, 1e-14);
    check_close(exposures[2], full, 1e-14);
    check_close(exposures[3], onset, 1e-14);
    check_close(exposures[4], 0.75 * 7.25, 1e-14);
    check_close(out[layout.owner_steps + OWNER_NET], 100 * full, 1e-14);
    check_close(out[layout.fundamental_loss], 100 * full * 0.5 * 0.8, 1e-14);
    check_close(out[layout.dependant_steps + DEPENDANT_NET], onset, 1e-14);
    check_close(cell_net, onset, 1e-14);
    check_close(out[layout.economy_baseline], 1e6 * 0.04 * 0.75 * 7.25, 1e-14);
}

/* The kernels depend on the minute of the start alone and serve every hour. Expected: from an even
 * hour and from an odd one, six hours weigh the same; the half hours differ. */
static void kernels_serve_every_starting_hour(void **state)
{
    struct kernel_bins bins[4];
    double exposures[5];
    double out[64];
    (void)state;
    make_profiles();
    assert_true(model_work(&model) <= sizeof work / sizeof work[0]);
    one_model(bins, &model, parameters, 0.0);
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        const struct model_evaluation evaluation = {.parameters = parameters,
                                                    .start_hour_of_week = hour,
                                                    .exposures = exposures,
                                                    .out = out};
        model_evaluate(&evaluation, 1, &model, bins, work);
        check_close(exposures[0], 6.0 + 0.5 * profiles[1].weight[hour % 2], 1e-14);
    }
}

/* Evaluations side by side have the bits of each alone, however many there are, of equal starts,
 * whose outages go on into the next week, and of different ones, and of outages of different
 * lengths; so has the mean over starts. */
static void side_by_side_and_alone_are_the_same(void **state)
{
    enum { CASES = 4 };
    (void)state;
    make_profiles();
    for (int c = 0; c < CASES; ++c) {
        const size_t count = c == 2 ? 3 : LANES;
        const bool mean = c == 3;
        double inputs[LANES][sizeof parameters / sizeof parameters[0]];
        struct lanes side_by_side[sizeof parameters / sizeof parameters[0]];
        struct kernel_bins bins[4];
        struct kernel_outages outages = {0}; /* lanes of none have no parameters */
        double exposures[LANES][5], out[LANES][64], cell_net[LANES], alone[64], alone_net;
        double again[LANES][64];
        struct model_evaluation evaluations[LANES];
        for (size_t l = 0; l < count; ++l) {
            memcpy(inputs[l], parameters, sizeof parameters);
            inputs[l][model.outage.duration_hours] = 0.7 + 2.3 * (double)(l * l);
            outages.parameters[l] = inputs[l];
            outages.start_fraction[l] = 0;
            evaluations[l] =
                (struct model_evaluation){.parameters = inputs[l],
                                          .start_hour_of_week = c == 1 ? 23.0 * (double)l : 164,
                                          .exposures = exposures[l],
                                          .out = out[l],
                                          .cell_net = mean ? NULL : &cell_net[l]};
        }
        model_integrate(bins, &model, &outages, count);
        (mean ? model_evaluate_mean : model_evaluate)(evaluations, count, &model, bins, work);
        for (size_t l = 0; l < count; ++l) {
            struct model_evaluation one = evaluations[l];
            one.out = alone;
            one.cell_net = mean ? NULL : &alone_net;
            one_model(bins, &model, inputs[l], 0);
            (mean ? model_evaluate_mean : model_evaluate)(&one, 1, &model, bins, work);
            assert_memory_equal(out[l], alone, model_layout(&model).count * sizeof *alone);
            assert_true(mean || cell_net[l] == alone_net);
        }
        for (size_t l = 0; l < LANES; ++l) {
            for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; ++i) {
                side_by_side[i].at[l] = inputs[l < count ? l : 0][i];
            }
            evaluations[l].side_by_side = side_by_side;
            evaluations[l].out = again[l < count ? l : 0];
        }
        model_integrate(bins, &model, &outages, count);
        (mean ? model_evaluate_mean : model_evaluate)(evaluations, count, &model, bins, work);
        for (size_t l = 0; l < count; ++l) {
            assert_memory_equal(again[l], out[l], model_layout(&model).count * sizeof *alone);
        }
    }
}

/* Expected: weights have the mean 1 over all starts, which leaves D, sigma D, sigma (D + recovery /
 * 2), and that less the two hours of the grace. */
static void the_mean_over_starts_weighs_all_hours_alike(void **state)
{
    const double full = 0.75 * (6.5 + 1.5 / 2);
    const double expected[] = {6.5, 0.75 * 6.5, full, full - 0.75 * 2, full};
    struct kernel_bins bins[4];
    double exposures[5] = {NAN, NAN, NAN, NAN, NAN};
    double out[64];
    const struct model_evaluation evaluation = {
        .parameters = parameters, .exposures = exposures, .out = out};
    (void)state;
    one_model(bins, &model, parameters, 0);
    model_evaluate_mean(&evaluation, 1, &model, bins, work);
    for (int i = 0; i < 5; ++i) {
        check_close(exposures[i], expected[i], 1e-14);
    }
}

/* The fastest sector's resilience, where losses are followed in time. */
static void effort_is_that_of_the_fastest_sector(void **state)
{
    static const struct model_sector sectors[] = {
        {.resilience = MARGIN}, {.resilience = GDP}, {.resilience = TAX}, {.resilience = DIGITAL}};
    static const uint32_t linked[] = {3, 0, 2};
    struct model supplied = model;
    (void)state;
    supplied.sectors = sectors;
    supplied.supply.sectors = linked;
    supplied.supply.count = 3;
    check_near(model_effort(&supplied, parameters), 0, 0.0);
    supplied.supply.in_time = true;
    check_near(model_effort(&supplied, parameters), 0.5, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_model_from_end_to_end),
        cmocka_unit_test(kernels_serve_every_starting_hour),
        cmocka_unit_test(side_by_side_and_alone_are_the_same),
        cmocka_unit_test(the_mean_over_starts_weighs_all_hours_alike),
        cmocka_unit_test(effort_is_that_of_the_fastest_sector),
    };
    return cmocka_run_group_tests_name("evaluate", tests, NULL, NULL);
}
