/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backtest/judge: by which class each figure is judged, and what the scores are of. In the small
 * world, with losses that nobody measured. The scores themselves are those of stats/predictive. */
#include "backtest/judge.h"

#include "stats/predictive.h"
#include "world.h"

static void write_tables(struct world *world, const char *rows)
{
    char text[2048] = "event,measure,low,high,currency,publisher,kind,date\n";
    strcat(text, rows);
    package_write(&world->folder, "published.csv", text);
    package_write(&world->folder, "model_error.csv",
                  "quantity,location,scale,degrees,basis\nowner_revenue_loss,0.25,0.5,4,derived\n");
    world_reopen(world);
}

static struct judge judged(struct arena *arena, const struct world *world)
{
    const struct past_call call = {
        .dataset = world->dataset, .samples = 256, .seed = 1, .with_rivals = true};
    struct judge judge;
    blackout_error error = {0};
    check_ok(judge_losses(&judge, arena, &call, &error), &error);
    return judge;
}

static const struct judge_figure *figure_of(const struct judge *judge, const char *event,
                                            const char *kind)
{
    for (size_t i = 0; i < judge->figure_count; ++i) {
        const struct past_outage *outage = judge->figures[i].outage;
        if (strcmp(outage->event, event) == 0 && strcmp(outage->kind, kind) == 0) {
            return &judge->figures[i];
        }
    }
    fail_msg("no figure of %s, %s", event, kind);
    return NULL;
}

static const char three[] = "e1,owner_revenue_loss,9000,9000,USD,A,company,2021-10-20\n"
                            "e2,owner_revenue_loss,250,250,EUR,B,measured,2020-04-01\n"
                            "e5,owner_revenue_loss,4000,4000,USD,A,company,2021-11-01\n"
                            "e5,owner_revenue_loss,9500,9500,USD,P,straight_line,\n";

/* e1, of October 2021, can know e2 alone; e5, of February, too: e1 came later, and its own figure
 * is left out; e2 knows nothing, and goes by the prior. */
static void each_is_judged_by_the_others(void **state)
{
    struct world *world = *state;
    struct arena arena = {0};
    write_tables(world, three);
    const struct judge judge = judged(&arena, world);
    assert_int_equal(judge.figure_count, 4);
    assert_int_equal(judge.cases, 3);
    static const struct {
        const char *event;
        size_t then;
    } cases[] = {{"e1", 1}, {"e2", 0}, {"e5", 1}};
    for (size_t i = 0; i < 3; ++i) {
        const struct judge_figure *figure =
            figure_of(&judge, cases[i].event, i == 1 ? "measured" : "company");
        for (int f = PAST_MODEL; f <= PAST_STRAIGHT_LINE; ++f) {
            assert_int_equal(figure->forecasts[JUDGE_LEAVE_ONE_OUT][f].of.events, 2);
            assert_int_equal(figure->forecasts[JUDGE_AS_KNOWN_THEN][f].of.events, cases[i].then);
        }
        assert_true(figure->forecasts[JUDGE_LEAVE_ONE_OUT][PAST_NO_RECAPTURE].made);
        assert_false(figure->forecasts[JUDGE_AS_KNOWN_THEN][PAST_NO_RECAPTURE].made);
    }
    assert_int_equal(figure_of(&judge, "e5", "straight_line")
                         ->forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL]
                         .of.events,
                     2);
    arena_free(&arena);
}

/* Expected: the straight line is revenue by the hour: of e2 4383000 / 8766 * 1.5 EUR, all of it
 * down; and the model, which has no growth, usage, recapture or hours there, is the same. */
static void the_straight_line_is_revenue_by_the_hour(void **state)
{
    struct world *world = *state;
    struct arena arena = {0};
    write_tables(world, three);
    const struct judge judge = judged(&arena, world);
    const struct past_estimate *estimates = figure_of(&judge, "e2", "measured")->outage->estimates;
    check_close(estimates[PAST_STRAIGHT_LINE].central, 750.0, 1e-12);
    check_close(estimates[PAST_STRAIGHT_LINE].y, log(250.0 / 750), 1e-12);
    check_close(estimates[PAST_MODEL].central, 750.0, 1e-12);
    arena_free(&arena);
}

/* Expected: what stats/predictive says of the class and the quantiles that the figure has; the
 * means of the three; Clopper & Pearson of 3 of 3 at 90 %: 0.05^(1/3) to 1. */
static void scores_are_means_over_the_cases(void **state)
{
    struct world *world = *state;
    struct arena arena = {0};
    double crps = 0;
    double log_score = 0;
    size_t inside = 0;
    blackout_error error;
    write_tables(world, three);
    const struct judge judge = judged(&arena, world);
    for (size_t i = 0; i < judge.figure_count; ++i) {
        const struct judge_figure *figure = &judge.figures[i];
        const struct judge_forecast *forecast = &figure->forecasts[JUDGE_LEAVE_ONE_OUT][PAST_MODEL];
        const struct past_estimate *estimate = &figure->outage->estimates[PAST_MODEL];
        const struct predictive predictive = {.location = forecast->of.prediction.location,
                                              .scale = forecast->of.prediction.scale,
                                              .degrees = forecast->of.prediction.degrees,
                                              .shifts = estimate->shifts,
                                              .shift_count = PAST_SHIFTS};
        double pit;
        double score;
        check_ok(predictive_cdf(&pit, &predictive, estimate->y, &error), &error);
        check_ok(predictive_crps(&score, &predictive, estimate->y, &error), &error);
        check_close(forecast->pit, pit, 1e-14);
        check_close(forecast->crps, score, 1e-14);
        if (figure->outage->is_case) {
            crps += forecast->crps / 3;
            log_score += forecast->log_score / 3;
            inside += pit >= 0.05 && pit <= 0.95 ? 1 : 0;
            assert_true((pit >= 0.05 && pit <= 0.95) == (figure->outage->loss >= forecast->p5 &&
                                                         figure->outage->loss <= forecast->p95));
        }
    }
    const struct judge_score *score = &judge.scores[JUDGE_LEAVE_ONE_OUT][PAST_MODEL];
    const struct judge_score *line = &judge.scores[JUDGE_LEAVE_ONE_OUT][PAST_STRAIGHT_LINE];
    assert_int_equal(score->figures, 3);
    assert_int_equal(score->inside_90.hits, inside);
    assert_int_equal(inside, 3);
    check_close(score->inside_90.low, 0.3684031498640387, 1e-9);
    check_close(score->crps.mean, crps, 1e-14);
    check_close(score->log_score.mean, log_score, 1e-14);
    check_close(judge.skill[JUDGE_LEAVE_ONE_OUT].skill, 1 - score->crps.mean / line->crps.mean,
                1e-14);
    assert_int_equal(judge.kind_count, 3);
    arena_free(&arena);
}

/* Where nothing was measured the class is the package's own, and no rival has one. */
static void the_package_has_its_own_class(void **state)
{
    struct world *world = *state;
    struct arena arena = {0};
    write_tables(world, "e1,owner_revenue_loss,9000,9000,USD,P,straight_line,\n");
    const struct judge judge = judged(&arena, world);
    const struct judge_forecast *forecasts = judge.figures[0].forecasts[JUDGE_LEAVE_ONE_OUT];
    assert_int_equal(judge.cases, 0);
    assert_false(judge.skill[JUDGE_LEAVE_ONE_OUT].made);
    assert_true(forecasts[PAST_MODEL].made);
    check_close(forecasts[PAST_MODEL].of.prediction.location, 0.25, 0.0);
    check_close(forecasts[PAST_MODEL].of.prediction.degrees, 4.0, 0.0);
    assert_false(forecasts[PAST_STRAIGHT_LINE].made);
    arena_free(&arena);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(each_is_judged_by_the_others), IN_WORLD(the_straight_line_is_revenue_by_the_hour),
        IN_WORLD(scores_are_means_over_the_cases), IN_WORLD(the_package_has_its_own_class)};
    return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
