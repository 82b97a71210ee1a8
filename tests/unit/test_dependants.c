/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/dependants: L = flow / 8766 (E - sum f_j E_j) (1 - kappa), over three cells, kappa being
 * kappa_0 times the part of these hours that is left after discounting. Expected numbers are
 * products worked out beside them. */
#include <string.h>

#include "model/evaluate.h"
#include "model/stages.h"

#include "check.h"

enum {
    EUR,
    DURATION,
    SEVERITY,
    RECOVERY,
    KAPPA_A,
    LAMBDA_A,
    KAPPA_B,
    OUTPUT_A,
    ADDED_A,
    SHARE_1,
    SHARE_2,
    SCORE_REVENUE,
    SCORE_SHARE,
    SCORE_FALLBACK,
    PARAMETERS
};

static const double centre[PARAMETERS] = {
    [EUR] = 0.8,      [DURATION] = 6.5, [SEVERITY] = 0.7,  [KAPPA_A] = 0.5,  [LAMBDA_A] = 72.0,
    [KAPPA_B] = 0.31, [OUTPUT_A] = 5e9, [ADDED_A] = 1.7e9, [SHARE_1] = 0.23, [SHARE_2] = 0.125};

static const struct model_sector sectors[] = {
    {{KAPPA_A, LAMBDA_A, PARAMETER_NONE}, OUTPUT_A, ADDED_A},
    {{KAPPA_B, PARAMETER_NONE, PARAMETER_NONE}, PARAMETER_NONE, PARAMETER_NONE},
    {{PARAMETER_NONE, PARAMETER_NONE, PARAMETER_NONE}, PARAMETER_NONE, PARAMETER_NONE}};

/* Cell 0 has two fallbacks of the table, the second a rival; cell 1 its rows' own, a rival, with
 * 0.4 of the flow; cell 2 stays up. */
#define AT_ONCE(lost, discounted)                                                                  \
    {                                                                                              \
        {lost, discounted},                                                                        \
        {                                                                                          \
            INDEX_NONE, INDEX_NONE                                                                 \
        }                                                                                          \
    }
static const struct model_fallback fallbacks[] = {
    {.exposures = AT_ONCE(4, 7), .share = SHARE_1, .adaptation_hours = PARAMETER_NONE},
    {.exposures = AT_ONCE(5, 8),
     .share = SHARE_2,
     .adaptation_hours = PARAMETER_NONE,
     .rival = true},
    {.exposures = AT_ONCE(5, 5),
     .share = PARAMETER_NONE,
     .adaptation_hours = PARAMETER_NONE,
     .flow_per_year = 876600 * 0.4,
     .lower_slope = 0.6,
     .upper_slope = 0.3,
     .rival = true}};

static const struct model_cell cells[] = {{.platform = 0,
                                           .sector = 0,
                                           .region = 1,
                                           .channel = 0,
                                           .flow_per_year = 8766e3,
                                           .slopes = {{0.2, 0.1, 0}, {0.5, 0.3, 0}},
                                           .per_usd = EUR,
                                           .exposure = {0, 1, 2},
                                           .onset = {3, 6},
                                           .first_fallback = 0,
                                           .fallback_count = 2},
                                          {.platform = 1,
                                           .sector = 1,
                                           .region = 0,
                                           .channel = 1,
                                           .flow_per_year = 876600,
                                           .per_usd = PARAMETER_NONE,
                                           .exposure = {0, 1, 2},
                                           .onset = {3, 3},
                                           .first_fallback = 2,
                                           .fallback_count = 1,
                                           .hours_class = 1,
                                           .rate_class = 1,
                                           .kept_class = 1},
                                          {.platform = 1,
                                           .sector = 2,
                                           .region = 1,
                                           .channel = 0,
                                           .curve = INDEX_NONE,
                                           .flow_per_year = 99e9,
                                           .per_usd = EUR,
                                           .exposure = {INDEX_NONE, INDEX_NONE, INDEX_NONE},
                                           .onset = {INDEX_NONE, INDEX_NONE},
                                           .hours_class = 2,
                                           .rate_class = 2,
                                           .kept_class = 2}};

/* Business 0 has rows in the first two cells, business 1 in the second. */
static const struct model_business_row business_rows[] = {
    {.business = 0, .cell = 0, .flow_per_year = 87660, .slopes = {{0.2, 0.1, 0}, {0.5, 0.3, 0}}},
    {.business = 1, .cell = 1, .flow_per_year = 17532, .fallback_share = 0.9},
    {.business = 0, .cell = 1, .flow_per_year = 43830, .fallback_share = 0.2}};

/* The last three are the three before them, discounted. */
static const double exposures[] = {6.1, 5.7, 5.9, 4.3, 2.9, 3.7, 4.1, 2.8, 3.5};

static const uint32_t leaders[] = {0, 1, 2}; /* each cell is a class of its own */
static const struct model_flow_factor factors[] = {
    {FLOW_REVENUE, 0, 0}, {FLOW_REVENUE, 0.2, 0.5}, {FLOW_SHARE, 0.1, 0.3}};
static const struct model_rate rates[] = {
    {EUR, {1, 2, 0}}, {PARAMETER_NONE, {0, 0, 0}}, {EUR, {0, 0, 0}}};

static const struct model_platform platforms[2] = {{.owner = 0}, {.owner = 0}};
static const struct model_channel channels[2] = {{0, 0, 0}, {0, 0, 0}};

static const struct model model = {
    .report_per_usd = PARAMETER_NONE,
    .parameter_count = PARAMETERS,
    .region_count = 2,
    .outage = {.duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY},
    .channels = channels,
    .channel_count = 2,
    .platforms = platforms,
    .platform_count = 2,
    .sectors = sectors,
    .sector_count = 3,
    .cells = cells,
    .cell_count = 3,
    .fallbacks = fallbacks,
    .fallback_count = 3,
    .hours_leaders = leaders,
    .hours_class_count = 3,
    .flow_factors = factors,
    .flow_factor_count = 3,
    .rates = rates,
    .rate_class_count = 3,
    .kept_leaders = leaders,
    .kept_class_count = 3,
    .exposure_count = sizeof exposures / sizeof exposures[0],
    .flow_scores = {SCORE_REVENUE, SCORE_SHARE, PARAMETER_NONE},
    .fallback_score = SCORE_FALLBACK,
    .business_rows = business_rows,
    .business_row_count = 3,
    .business_count = 2};

static struct model_layout layout;
static double out[64];
static double cell_net[3];
static struct lanes work[128];

static struct stage run_model(const struct model *of, const double *parameters, const double *hours)
{
    layout = model_layout(of);
    assert_true(layout.count <= sizeof out / sizeof out[0]);
    for (size_t i = 0; i < layout.count; ++i) {
        out[i] = NAN; /* whatever a stage does not write shows */
    }
    struct stage stage = {of, &layout, parameters, hours, out, NULL, NULL, 0};
    double *const nets[] = {cell_net};
    assert_true(dependants_work(of) <= sizeof work / sizeof work[0]);
    dependants(&stage, nets, 1, work);
    return stage;
}

static struct stage run(const double *parameters, const double *hours)
{
    return run_model(&model, parameters, hours);
}

/* The centre with one parameter changed. */
static const double *changed(int parameter, double value)
{
    static double parameters[PARAMETERS];
    for (int i = 0; i < PARAMETERS; ++i) {
        parameters[i] = i == parameter ? value : centre[i];
    }
    return parameters;
}

/* 8766e3 EUR are 1000 an hour, 1250 USD. */
static double first_before_recapture(void)
{
    return 1250 * (4.3 - 0.23 * 2.9 - 0.125 * 3.7);
}

/* What is left of each part, discounted, as a part of what is left of it. */
static double first_kept(void)
{
    return 1 - 0.5 * (4.1 - 0.23 * 2.8 - 0.125 * 3.5) / (4.3 - 0.23 * 2.9 - 0.125 * 3.7);
}

static double first_net(void)
{
    return first_before_recapture() * first_kept();
}

static const double second_before_recapture = 100 * (4.3 - 0.4 * 3.7);
static const double second_net = 100 * (4.3 - 0.4 * 3.7) * (1 - 0.31);

static void each_cell_loses_its_own(void **state)
{
    (void)state;
    run(centre, exposures);
    check_close(cell_net[0], first_net(), 1e-14);
    check_close(cell_net[1], second_net, 1e-14);
    check_near(cell_net[2], 0.0, 0.0);
}

static void steps_run_from_straight_line_to_net(void **state)
{
    const double expected[DEPENDANT_STEP_COUNT] = {1350 * 6.5,
                                                   1350 * 6.1,
                                                   1350 * 5.7,
                                                   1350 * 5.9,
                                                   1350 * 4.3,
                                                   first_before_recapture() +
                                                       second_before_recapture,
                                                   first_net() + second_net};
    (void)state;
    run(centre, exposures);
    for (int step = 0; step < DEPENDANT_STEP_COUNT; ++step) {
        check_close(out[layout.dependant_steps + (size_t)step], expected[step], 1e-14);
    }
}

static void parts_are_sorted_by_their_keys(void **state)
{
    (void)state;
    run(centre, exposures);
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
    run(centre, exposures);
    check_close(out[layout.rival_gain], 1250 * 0.125 * 3.7 + 100 * 0.4 * 3.7, 1e-14);
}

/* The rival of the first cell takes 0.5 h of its 3.7 to be reached, and 0.25 h of what is
 * discounted: these are not saved. */
static void a_fallback_that_is_reached_later_saves_less(void **state)
{
    enum { COUNT = sizeof exposures / sizeof exposures[0] };
    struct model_fallback waiting[3];
    struct model of = model;
    double hours[COUNT + 2];
    (void)state;
    memcpy(waiting, fallbacks, sizeof waiting);
    memcpy(hours, exposures, sizeof exposures);
    hours[COUNT] = 0.5;
    hours[COUNT + 1] = 0.25;
    waiting[1].exposures.waiting[PART_LOST] = COUNT;
    waiting[1].exposures.waiting[PART_DISCOUNTED] = COUNT + 1;
    of.fallbacks = waiting;
    of.exposure_count = COUNT + 2;
    run_model(&of, centre, hours);
    check_close(cell_net[0],
                1250 * (4.3 - 0.23 * 2.9 - 0.125 * 3.2 - 0.5 * (4.1 - 0.23 * 2.8 - 0.125 * 3.25)),
                1e-14);
    check_close(out[layout.rival_gain], 1250 * 0.125 * 3.2 + 100 * 0.4 * 3.7, 1e-14);
}

/* Shares of 1.5 and 0.125 in a sample are scaled to 1 together. */
static void shares_of_one_flow_come_to_one(void **state)
{
    (void)state;
    run(changed(SHARE_1, 1.5), exposures);
    check_close(out[layout.dependant_steps + DEPENDANT_FALLBACK],
                1250 * (4.3 - (1.5 * 2.9 + 0.125 * 3.7) / 1.625) + second_before_recapture, 1e-13);
}

/* A fallback's exposure that is more than the cell's by rounding never makes a gain of a loss. */
static void fallbacks_save_at_most_everything(void **state)
{
    static const double rounded[] = {6.1, 5.7, 5.9, 4.3, 4.3000001, 4.3000001, 4.1, 4.1, 4.1};
    (void)state;
    run(changed(SHARE_1, 1.5), rounded);
    check_near(cell_net[0], 0.0, 0.0);
}

/* Constant without lambda; 0 where empty. */
static void recapture_is_the_sectors(void **state)
{
    const struct stage stage = {&model, &layout, centre, exposures, out};
    const double left = first_before_recapture() / 1250;
    (void)state;
    check_close(dependants_kept(&stage, &cells[0], NULL, 0, left), first_kept(), 1e-14);
    check_close(dependants_kept(&stage, &cells[1], NULL, 0.4, 2.82), 0.69, 1e-15);
    check_near(dependants_kept(&stage, &cells[2], NULL, 0, 0), 1.0, 0.0);
}

/* Scores move the flow by exp(z slope), the slope being the upper one for z > 0 and the lower one
 * below; the second cell has no slopes. */
static void common_factors_move_flows(void **state)
{
    (void)state;
    run(changed(SCORE_REVENUE, 1.3), exposures);
    check_close(cell_net[0], first_net() * exp(1.3 * 0.5), 1e-13);
    check_close(cell_net[1], second_net, 1e-14);
    run(changed(SCORE_SHARE, -0.7), exposures);
    check_close(cell_net[0], first_net() * exp(-0.7 * 0.1), 1e-13);
}

/* The rows' own share, 0.4, moves with its score, up to all of the flow. */
static void common_factors_move_own_fallbacks(void **state)
{
    (void)state;
    run(changed(SCORE_FALLBACK, 0.9), exposures);
    check_close(cell_net[1], 100 * (4.3 - 0.4 * exp(0.9 * 0.3) * 3.7) * 0.69, 1e-13);
    run(changed(SCORE_FALLBACK, -0.9), exposures);
    check_close(cell_net[1], 100 * (4.3 - 0.4 * exp(-0.9 * 0.6) * 3.7) * 0.69, 1e-13);
    run(changed(SCORE_FALLBACK, 3.1 / 0.3), exposures); /* 0.4 exp(3.1) is more than 1 */
    check_close(cell_net[1], 100 * (4.3 - 3.7) * 0.69, 1e-12);
}

/* A row is a cell of its own flow and fallback. */
static void single_businesses_are_sums_of_rows(void **state)
{
    const double kept = first_kept();
    struct stage stage = run(centre, exposures);
    (void)state;
    dependants_businesses(&stage, 1);
    const double first = 12.5 * (4.3 - 0.23 * 2.9 - 0.125 * 3.7) * kept;
    check_close(dependants_row(&stage, &business_rows[0], NULL), first, 1e-14);
    check_close(out[layout.businesses], first + 5 * (4.3 - 0.2 * 3.7) * 0.69, 1e-14);
    check_close(out[layout.businesses + 1], 2 * (4.3 - 0.9 * 3.7) * 0.69, 1e-13);
}

static void cells_need_not_be_kept(void **state)
{
    struct stage stage = run(centre, exposures);
    (void)state;
    double before = out[layout.dependant_steps + DEPENDANT_NET];
    double *const none[] = {NULL};
    dependants(&stage, none, 1, work); /* and sums start from nothing each time */
    check_near(out[layout.dependant_steps + DEPENDANT_NET], before, 0.0);
}

/* Of a loss, as much as value added is of output: 17.5 * 1.7 / 5.3. */
static void value_added_is_a_part_of_output(void **state)
{
    const double parameters[] = {5.3, 1.7};
    const struct model_sector sector = {.annual_output = 0, .value_added = 1};
    const struct stage stage = {.parameters = parameters};
    (void)state;
    check_close(dependants_value_added(&stage, &sector, 17.5), 17.5 * 1.7 / 5.3, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_added_is_a_part_of_output),
        cmocka_unit_test(each_cell_loses_its_own),
        cmocka_unit_test(steps_run_from_straight_line_to_net),
        cmocka_unit_test(parts_are_sorted_by_their_keys),
        cmocka_unit_test(rivals_gain_what_falls_back_to_them),
        cmocka_unit_test(a_fallback_that_is_reached_later_saves_less),
        cmocka_unit_test(shares_of_one_flow_come_to_one),
        cmocka_unit_test(fallbacks_save_at_most_everything),
        cmocka_unit_test(recapture_is_the_sectors),
        cmocka_unit_test(common_factors_move_flows),
        cmocka_unit_test(common_factors_move_own_fallbacks),
        cmocka_unit_test(single_businesses_are_sums_of_rows),
        cmocka_unit_test(cells_need_not_be_kept),
    };
    return cmocka_run_group_tests_name("dependants", tests, NULL, NULL);
}
