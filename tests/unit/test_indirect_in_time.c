/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/indirect_in_time, estimate/indirect: when suppliers lose in turn, for the two sectors of
 * the small world. Expected: the equations themselves, dy/dt = K (A y + f - y) and the same with
 * A = 0, followed by the classical Runge-Kutta method in the test, with steps of a hundredth of an
 * hour; f is the direct loss less what rivals win, over the hours of the outage. */
#include <math.h>

#include "one_outage.h"
#include "model/layout.h"
#include "model/stages.h"
#include "prepared.h"

/* What G needs from G and I, and what I needs from G and I: [A], input by row. */
static const double coefficients[] = {0.11, 0.07, 0.23, 0.13};
static const double resilience[] = {0.0371, 0.0163};

static void write_sectors(const struct world *world, const char *k_g, const char *k_i)
{
    char text[1024];
    snprintf(text, sizeof text,
             "sector,name,profile,recapture,recapture_decay_hours,annual_output,value_added,"
             "output_currency,diverted,resilience_per_hour,basis\n"
             "G,Trade,even,0.5,72,5000000000,1700000000,USD,0.4,%s,derived\n"
             "I,Food,even,,,1600000000,,EUR,0.75,%s,derived\n",
             k_g, k_i);
    package_write(&world->folder, "sectors.csv", text);
}

static int open_with_resilience(void **state)
{
    int failed = world_open(state);
    struct world *world = *state;
    write_sectors(world, "0.0371", "0.0163");
    package_write(&world->folder, "supply.csv",
                  "sector,input_sector,coefficient,basis\n"
                  "G,G,0.11,measured\nG,I,0.23,measured\nI,G,0.07,measured\nI,I,0.13,measured\n");
    world_reopen(world);
    return failed;
}

/* ---- The equations --------------------------------------------------------------------------- */

enum { Y = 0, SUM = 2, STATE = 4 };

/* Losses an hour, and their integrals. */
static void slope(double *of, const double *state, const double *a, const double *f)
{
    for (int i = 0; i < 2; ++i) {
        double target = a[2 * i] * state[Y] + a[2 * i + 1] * state[Y + 1] + f[i];
        of[Y + i] = resilience[i] * (target - state[Y + i]);
        of[SUM + i] = state[Y + i];
    }
}

static void runge_kutta(double *state, const double *a, const double *f, double hours)
{
    const int steps = (int)ceil(hours * 100);
    const double h = steps > 0 ? hours / steps : 0;
    static const double ahead[] = {0, 0.5, 0.5, 1};
    static const double weight[] = {1. / 6, 1. / 3, 1. / 3, 1. / 6};
    for (int n = 0; n < steps; ++n) {
        double k[STATE] = {0}, sum[STATE] = {0};
        for (int stage = 0; stage < 4; ++stage) {
            double at[STATE];
            for (int i = 0; i < STATE; ++i) {
                at[i] = state[i] + ahead[stage] * h * k[i];
            }
            slope(k, at, a, f);
            for (int i = 0; i < STATE; ++i) {
                sum[i] += weight[stage] * k[i];
            }
        }
        for (int i = 0; i < STATE; ++i) {
            state[i] += h * sum[i];
        }
    }
}

/* What both sectors have lost by `hours` with the links `a`. */
static double lost_by(const double *a, const double *f, double lasting, double hours)
{
    static const double nothing[2] = {0, 0};
    double state[STATE] = {0};
    runge_kutta(state, a, f, fmin(hours, lasting));
    runge_kutta(state, a, nothing, fmax(hours - lasting, 0));
    return state[SUM] + state[SUM + 1];
}

static double expected(const blackout_result *result, double lasting, double hours)
{
    static const double alone[4] = {0, 0, 0, 0};
    const double f[] = {
        figure(result, "/platforms/0/by_sector/0/dependent_revenue_loss/central") * 0.6 / lasting,
        figure(result, "/platforms/0/by_sector/1/dependent_revenue_loss/central") * 0.25 / lasting};
    return lost_by(coefficients, f, lasting, hours) - lost_by(alone, f, lasting, hours);
}

static double told(const blackout_result *result, int place, const char *what)
{
    char pointer[96];
    snprintf(pointer, sizeof pointer, "/indirect_in_time/%d/%s", place, what);
    return figure(result, pointer);
}

static void the_equations_are_followed(void **state)
{
    const struct world *world = *state;
    static const struct {
        const char *words;
        double lasting;
        int times; /* a time within the outage is left out */
    } cases[] = {{"platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8", 6, 4},
                 {"platform=alpha start=2021-10-04T09:00Z duration=30h recovery=3h", 33, 3},
                 {"platform=alpha duration=200h region=north currency=EUR", 200, 2},
                 {"platform=alpha start=2021-10-04T09:00Z duration=800h", 800, 1}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; ++c) {
        static const double fixed[] = {24, 168, 720};
        blackout_result *result = estimate_of(world->dataset, cases[c].words);
        for (int i = 0; i < cases[c].times; ++i) {
            double hours = i == 0 ? cases[c].lasting : fixed[3 - cases[c].times + i];
            double found = told(result, i, "indirect_loss/central");
            assert_true(told(result, i, "hours") == hours);
            check_near(found, expected(result, cases[c].lasting, hours), 1e-9 * found);
        }
        assert_false(has_figure(result, cases[c].times == 4   ? "/indirect_in_time/4/hours"
                                        : cases[c].times == 3 ? "/indirect_in_time/3/hours"
                                        : cases[c].times == 2 ? "/indirect_in_time/2/hours"
                                                              : "/indirect_in_time/1/hours"));
        blackout_result_free(result);
    }
}

/* ---- What holds whatever the figures --------------------------------------------------------- */

static const char *const scenario = "platform=alpha start=2021-10-04T09:00Z duration=6h";

static void it_grows_to_the_static_loss(void **state)
{
    struct world *world = *state;
    static const char *const k[] = {"0.000001", "0.001", "0.05", "0.4", "1"};
    double last_month = 0;
    for (size_t c = 0; c < sizeof k / sizeof k[0]; ++c) {
        write_sectors(world, k[c], k[c]);
        world_reopen(world);
        blackout_result *result = estimate_of(world->dataset, scenario);
        double in_the_end = figure(result, "/totals/indirect_loss/central");
        double last = 0;
        for (int i = 0; i < 4; ++i) {
            double found = told(result, i, "indirect_loss/central");
            assert_true(found >= last * (1 - 1e-13) && found <= in_the_end);
            last = found;
        }
        assert_true(last > last_month * (1 - 1e-12));
        last_month = last;
        blackout_result_free(result);
    }
    check_near(last_month,
               estimate_figure(world->dataset, scenario, "/totals/indirect_loss/central"),
               1e-9 * last_month);
}

/* The total does not depend on it, and no outage loses nothing. */
static void the_static_loss_stays(void **state)
{
    struct world *world = *state;
    double with = estimate_figure(world->dataset, scenario, "/totals/indirect_loss/central");
    assert_true(estimate_figure(world->dataset, "platform=alpha duration=0s",
                                "/indirect_in_time/3/indirect_loss/central") == 0);
    assert_true(estimate_figure(world->dataset, "platform=alpha duration=6h severity=0",
                                "/indirect_in_time/3/indirect_loss/central") == 0);
    write_sectors(world, "", "");
    world_reopen(world);
    blackout_result *without = estimate_of(world->dataset, scenario);
    assert_true(with == figure(without, "/totals/indirect_loss/central"));
    assert_false(has_figure(without, "/indirect_in_time/0/hours"));
    blackout_result_free(without);
}

static void samples_vary_with_the_resilience(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(
        world->dataset, "platform=alpha start=2021-10-04T09:00Z duration=4h..8h samples=256");
    for (int i = 0; i < 4; ++i) {
        double p5 = told(result, i, "indirect_loss/p5");
        double p95 = told(result, i, "indirect_loss/p95");
        double central = told(result, i, "indirect_loss/central");
        assert_true(0 < p5 && p5 < central && central < p95);
    }
    blackout_result_free(result);
}

/* What was in the memory that an evaluation works in does not matter. */
static void the_memory_of_another_run_is_no_input(void **state)
{
    const struct world *world = *state;
    struct preparation p;
    preparation_make(&p, world->dataset, scenario);
    const struct model *model = &p.prepared.model;
    const struct model_layout layout = model_layout(model);
    struct kernel_bins *bins = arena_alloc(&p.arena, model->kernel_count, sizeof *bins);
    double *exposures = arena_alloc(&p.arena, model->exposure_count, sizeof *exposures);
    struct lanes *work = arena_alloc(&p.arena, model_work(model) + 1, sizeof *work);
    double *out[2];
    one_model(bins, model, p.prepared.centres, 0);
    for (int run = 0; run < 2; ++run) {
        out[run] = arena_alloc(&p.arena, layout.count, sizeof *out[run]);
        const struct model_evaluation evaluation = {
            .parameters = p.prepared.centres, .exposures = exposures, .out = out[run]};
        for (size_t i = 0; i < (model_work(model) + 1) * LANES; ++i) {
            work[i / LANES].at[i % LANES] = run == 0 ? 0 : 7.5;
        }
        model_evaluate(&evaluation, 1, model, bins, work);
    }
    assert_memory_equal(out[0], out[1], layout.count * sizeof *out[0]);
    /* nor does what is in front of the memory of this stage alone */
    enum { FRONT = 64 };
    const size_t rows = FRONT + indirect_in_time_work(model);
    struct lanes *guarded = arena_alloc(&p.arena, rows, sizeof *guarded);
    const struct stage stage = {model, &layout, p.prepared.centres, exposures, out[1]};
    for (size_t i = 0; i < rows * LANES; ++i) {
        guarded[i / LANES].at[i % LANES] = 7.5;
    }
    indirect_in_time(&stage, 1, guarded + FRONT);
    assert_memory_equal(out[0], out[1], layout.count * sizeof *out[0]);
    for (size_t i = 0; i < (size_t)FRONT * LANES; ++i) {
        assert_true(guarded[i / LANES].at[i % LANES] == 7.5);
    }
    preparation_free(&p);
}

/* Lanes whose sectors follow equally fast have a closed form, others are followed step by step.
 * Expected: each evaluation beside the others, bit by bit, as it is alone. */
static void lanes_of_both_ways_do_not_mix(void **state)
{
    enum { BOTH = 3, MOST_OUT = 256 };
    const struct world *world = *state;
    static double out[BOTH + 1][MOST_OUT];
    double *parameters[BOTH];
    struct stage stages[BOTH];
    struct preparation p;
    preparation_make(&p, world->dataset, scenario);
    const struct model *model = &p.prepared.model;
    const struct model_layout layout = model_layout(model);
    struct kernel_bins *bins = arena_alloc(&p.arena, model->kernel_count, sizeof *bins);
    double *exposures = arena_alloc(&p.arena, model->exposure_count, sizeof *exposures);
    struct lanes *work = arena_alloc(&p.arena, model_work(model), sizeof *work);
    assert_true(layout.count <= MOST_OUT);
    one_model(bins, model, p.prepared.centres, 0);
    for (int l = 0; l < BOTH; ++l) {
        const size_t size = model->parameter_count * sizeof *parameters[l];
        parameters[l] = arena_alloc(&p.arena, model->parameter_count, sizeof *parameters[l]);
        memcpy(parameters[l], p.prepared.centres, size);
        for (size_t i = 0; i < model->supply.count; ++i) {
            const struct model_sector *sector = &model->sectors[model->supply.sectors[i]];
            parameters[l][sector->resilience] = l == 1 && i == 1 ? 0.02 : 0.04;
        }
        const struct model_evaluation evaluation = {
            .parameters = parameters[l], .exposures = exposures, .out = out[l]};
        model_evaluate(&evaluation, 1, model, bins, work);
        stages[l] = (struct stage){model, &layout, parameters[l], exposures, out[l]};
    }
    double alone[BOTH][INDIRECT_TIMES];
    for (int l = 0; l < BOTH; ++l) {
        memcpy(alone[l], out[l] + layout.indirect_in_time, sizeof alone[l]);
        assert_true(alone[l][INDIRECT_WEEK] > 0);
    }
    assert_true(alone[1][INDIRECT_WEEK] < alone[0][INDIRECT_WEEK]);
    indirect_in_time(stages, BOTH, work);
    for (int l = 0; l < BOTH; ++l) {
        assert_memory_equal(alone[l], out[l] + layout.indirect_in_time, sizeof alone[l]);
    }
    preparation_free(&p);
}

/* Samples that take equally long are evaluated side by side, by the largest resilience. What comes
 * out does not depend on it: the direct loss is, to the last bit, that of samples of one
 * resilience. */
static void the_order_of_samples_does_not_matter(void **state)
{
    static const char *const words =
        "platform=alpha start=2021-10-04T09:00Z duration=4h..8h samples=300 ";
    static const char *const quantiles[] = {"mean", "sd", "p5", "p50", "p95"};
    struct world *world = *state;
    blackout_result *varied = estimate_of(world->dataset, words);
    write_sectors(world, "", "");
    world_reopen(world);
    blackout_result *same = estimate_of(world->dataset, words);
    assert_true(has_figure(varied, "/indirect_in_time/0/hours"));
    assert_false(has_figure(same, "/indirect_in_time/0/hours"));
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; ++i) {
        char pointer[96];
        snprintf(pointer, sizeof pointer, "/totals/dependent_revenue_loss/%s", quantiles[i]);
        assert_true(figure(varied, pointer) == figure(same, pointer));
    }
    blackout_result_free(varied);
    blackout_result_free(same);
}

/* As the text has it, too; a time within the outage is left out. */
static void the_text_has_it(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha start=2021-10-04T09:00Z duration=30h");
    char *text = report_of(result, 0, "text");
    check_contains(text, "    of that while it lasts: ");
    check_contains(text, "    of that within a week: ");
    check_contains(text, "    of that within 30 days: ");
    assert_null(strstr(text, "within a day"));
    free(text);
    blackout_result_free(result);
}

static void a_missing_resilience_is_told(void **state)
{
    struct world *world = *state;
    struct preparation p;
    write_sectors(world, "0.05", "");
    world_reopen(world);
    preparation_make(&p, world->dataset, scenario);
    assert_true(preparation_warned(&p, "no_indirect_in_time", "I"));
    assert_true(p.prepared.has_indirect_loss && !p.prepared.model.supply.in_time);
    preparation_free(&p);
}

#define WITH_RESILIENCE(test)                                                                      \
    cmocka_unit_test_setup_teardown(test, open_with_resilience, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RESILIENCE(the_equations_are_followed),
        WITH_RESILIENCE(it_grows_to_the_static_loss),
        WITH_RESILIENCE(the_static_loss_stays),
        WITH_RESILIENCE(samples_vary_with_the_resilience),
        WITH_RESILIENCE(the_memory_of_another_run_is_no_input),
        WITH_RESILIENCE(lanes_of_both_ways_do_not_mix),
        WITH_RESILIENCE(the_order_of_samples_does_not_matter),
        WITH_RESILIENCE(the_text_has_it),
        WITH_RESILIENCE(a_missing_resilience_is_told),
    };
    blackout_init();
    return cmocka_run_group_tests_name("indirect_in_time", tests, NULL, NULL);
}
