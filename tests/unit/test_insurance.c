/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/insurance, model/every_start and their preparation: published layers, closed forms over the
 * small world (an hour of b1 is worth 10 USD, of b2 5 USD, of a firm of b3 3 USD), and what must
 * hold for any terms. */
#include "core/layer.h"
#include "prepared.h"

#include "one_outage.h"
#include "model/insurance.h"
#include "random.h"

static const char *const header =
    "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n";

static const char *const outage = "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8";

/* What trade in the world loses for good of an outage of 6 h. */
static double kept(void)
{
    return world_kept_by_trade(6, 0);
}

static void write_policies(struct world *world, const char *rows)
{
    char text[2048];
    assert_true((size_t)snprintf(text, sizeof text, "%s%s", header, rows) < sizeof text);
    package_write(&world->folder, "policies.csv", text);
    world_reopen(world);
}

static double policy_figure(const blackout_result *result, size_t number, const char *name)
{
    char pointer[80];
    snprintf(pointer, sizeof pointer, "/insurance/%zu/%s/central", number, name);
    return figure(result, pointer);
}

/* What a policy of the table pays for an outage. */
static double pays(struct world *world, const char *rows, size_t number, const char *words)
{
    write_policies(world, rows);
    blackout_result *result = estimate_of(world->dataset, words);
    double insured = policy_figure(result, number, "insured");
    double gross = policy_figure(result, number, "gross");
    double retained = policy_figure(result, number, "retained");
    assert_true(insured >= 0 && insured <= gross);
    check_near(insured + retained, gross, gross * 0x1p-52);
    blackout_result_free(result);
    return insured;
}

/* ---- Published ------------------------------------------------------------------------------- */

/* CLIMADA (Aznar-Siguan & Bresch 2019), climada/engine/test/test_impact.py: test_risk_trans_pass
 * (attachment 2, cover 10, ten events of frequency 1/5), test_transfer_risk_pass (1, 2) and
 * test_residual_risk_pass (1, 1.5). */
static void layers_are_those_of_climada(void **state)
{
    static const double events[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 15};
    static const double layer[] = {0, 0, 0, 1, 2, 3, 4, 5, 6, 10};
    static const double residual[] = {0, 1, 2, 2, 2, 2, 2, 2, 2, 5};
    static const double others[] = {1.5, 2, 3};
    static const double transferred[] = {0.5, 1, 2};
    static const double left[] = {1, 1, 1.5};
    double insured = 0;
    double retained = 0;
    (void)state;
    for (int i = 0; i < 10; ++i) {
        double paid = layer_of(events[i], 2, 10);
        check_near(paid, layer[i], 0.0);
        check_near(events[i] - paid, residual[i], 0.0);
        insured += paid / 5;
        retained += (events[i] - paid) / 5;
    }
    check_close(insured, 6.2, 1e-15);
    check_close(retained, 4.0, 1e-15);
    for (int i = 0; i < 3; ++i) {
        check_near(layer_of(others[i], 1, 2), transferred[i], 0.0);
        check_near(others[i] - layer_of(others[i], 1, 1.5), left[i], 0.0);
    }
}

/* ---- Closed forms ---------------------------------------------------------------------------- */

/* With a flat profile the covered loss is 10 * 0.8 * max(6 - W, 0) * kept. */
static void a_waiting_time_is_a_deductible_in_hours(void **state)
{
    static const double waits[] = {0, 0.25, 2.3854, 5.5, 6, 7.5, 1000};
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; ++i) {
        char row[128];
        snprintf(row, sizeof row, "p,b1,%g,0,1000000,1,,USD\n", waits[i]);
        double expected = waits[i] < 6 ? 8 * (6 - waits[i]) * world_kept_after(waits[i], 6, 0) : 0;
        check_close(pays(*state, row, 0, outage), expected, 1e-14);
    }
}

/* Past its extent (6 h and 2 h of recovery) nothing is covered, exactly; before, what is left of
 * the ramp: 0.8 * 1.5^2 / (2 * 2). */
static void the_recovery_counts(void **state)
{
    char words[160];
    snprintf(words, sizeof words, "%s recovery=2h", outage);
    check_close(pays(*state, "p,b1,6.5,0,1000000,1,,USD\n", 0, words),
                10 * 0.8 * 2.25 / 4 * world_kept_after(6.5, 6, 2), 1e-12);
    check_near(pays(*state, "p,b1,8,0,1000000,1,,USD\n", 0, words), 0.0, 0.0);
}

/* Without a waiting time or a deductible nothing is left, exactly. */
static void full_cover_leaves_nothing(void **state)
{
    write_policies(*state, "p,b1,0,0,1000000,1,,USD\nq,b3,0,0,1000000,1,,USD\n");
    blackout_result *result =
        estimate_of(((struct world *)*state)->dataset, "platform=alpha duration=7h severity=0.31");
    for (size_t i = 0; i < 2; ++i) {
        assert_true(policy_figure(result, i, "gross") > 1);
        check_near(policy_figure(result, i, "retained"), 0.0, 0.0);
    }
    blackout_result_free(result);
}

/* b1 loses 48 kept = 25.919...: above 5, at most 12, of it 0.75. */
static void terms_apply_in_their_order(void **state)
{
    const double loss = 48 * kept();
    check_close(pays(*state, "p,b1,0,5,1000,0.75,,USD\n", 0, outage), 0.75 * (loss - 5), 1e-14);
    check_close(pays(*state, "p,b1,0,5,12,0.75,,USD\n", 0, outage), 9.0, 1e-14);
    check_close(pays(*state, "p,b1,0,5,12,0.75,7.5,USD\n", 0, outage), 7.5, 1e-14);
    check_near(pays(*state, "p,b1,0,30,12,0.75,,USD\n", 0, outage), 0.0, 0.0);
    check_near(pays(*state, "p,b1,0,0,12,0,,USD\n", 0, outage), 0.0, 0.0);
}

/* b2's messages wait 2 h in any case: covered 4 EUR / 0.8 * 0.8 * 0.6 * (6 - max(2, W)). */
static void a_grace_and_a_waiting_time_run_together(void **state)
{
    check_close(pays(*state, "p,b2,1,0,1000000,1,,USD\n", 0, outage), 9.6 * world_kept_by_b2(6, 0),
                1e-14);
    check_close(pays(*state, "p,b2,3,0,1000000,1,,USD\n", 0, outage),
                7.2 * world_kept_after(3, 6, 0), 1e-13);
}

/* Two firms lose 8.64 each; from the second hour on 2/3 of it. Terms of one firm, twice. */
static void terms_apply_to_each_firm(void **state)
{
    check_close(pays(*state, "p,b3,0,1.5,1000,1,,USD\n", 0, outage), 2 * (8.64 - 1.5), 1e-14);
    check_close(pays(*state, "p,b3,2,1.5,3.25,0.5,,USD\n", 0, outage), 2 * 0.5 * 3.25, 1e-14);
    check_close(pays(*state, "p,b3,2,1.5,1000,0.5,,USD\n", 0, outage), 8.64 * 2 / 3 - 1.5, 1e-14);
    check_close(pays(*state, "p,b3,0,0,1000,1,4,USD\n", 0, outage), 8.0, 1e-14);
}

/* All together after 3 h: 24 kept + 7.2 kept + 8.64. Terms apply once. */
static void all_businesses_are_one_insured(void **state)
{
    const double covered = (24 + 7.2) * world_kept_after(3, 6, 0) + 8.64;
    check_close(pays(*state, "p,,3,0,1000000,1,,USD\n", 0, outage), covered, 1e-14);
    check_close(pays(*state, "p,,3,10,1000000,0.9,,USD\n", 0, outage), 0.9 * (covered - 10), 1e-14);
}

/* The deductible is in pounds: 3.2 GBP are 5 USD and 4 EUR at 0.64 and 0.8. */
static void terms_have_a_currency(void **state)
{
    char words[160];
    snprintf(words, sizeof words, "%s currency=EUR", outage);
    check_close(pays(*state, "p,b1,0,3.2,1000,0.5,,GBP\n", 0, outage), 0.5 * (48 * kept() - 5),
                1e-14);
    check_close(pays(*state, "p,b1,0,3.2,1000,0.5,,GBP\n", 0, words), 0.5 * (48 * kept() * 0.8 - 4),
                1e-14);
}

static void nothing_down_pays_nothing(void **state)
{
    static const char *const words[] = {
        "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0",
        "platform=alpha start=2021-10-04T09:00Z duration=0h",
        "platform=alpha duration=0h",
        "platform=alpha start=2021-10-04T09:00Z duration=6h region=south",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        check_near(pays(*state, "p,b1,0,0,1000000,1,,USD\n", 0, words[i]), 0.0, 0.0);
    }
    check_near(pays(*state, "p,b4,0,0,1000000,1,,USD\n", 0, outage), 0.0, 0.0); /* gamma is up */
}

/* ---- Several policies ------------------------------------------------------------------------ */

/* 0.8 and 0.8 of one loss: the second pays the fifth that is left; a common policy pays what single
 * ones leave of all. */
static void nobody_is_paid_more_than_was_lost(void **state)
{
    static const char rows[] = "c,,0,0,1000000,1,,USD\n"
                               "p,b1,0,0,1000000,0.8,,USD\n"
                               "q,b1,0,0,1000000,0.8,,USD\n";
    const double b1 = 48 * kept();
    const double all = 48 * kept() + 9.6 * world_kept_by_b2(6, 0) + 17.28;
    check_close(pays(*state, rows, 0, outage), all - b1, 1e-14);
    check_close(pays(*state, rows, 1, outage), 0.8 * b1, 1e-14);
    check_close(pays(*state, rows, 2, outage), 0.2 * b1, 1e-13);
    blackout_result *result = estimate_of(((struct world *)*state)->dataset, outage);
    check_close(figure(result, "/totals/insurance/gross/central"), all, 1e-14);
    check_close(figure(result, "/totals/insurance/insured/central"), all, 1e-14);
    check_near(figure(result, "/totals/insurance/retained/central"), 0.0, 1e-13);
    char *report = report_of(result, 0, "json");
    check_contains(report, "\"policies_overlap\"");
    free(report);
    blackout_result_free(result);
}

/* One layer above another is no overlap: 0 to 10, then 10 to 35. */
static void layers_may_stand_on_each_other(void **state)
{
    static const char rows[] = "p,b1,0,0,10,1,,USD\n"
                               "q,b1,0,10,25,1,,USD\n";
    check_close(pays(*state, rows, 0, outage), 10.0, 1e-14);
    check_close(pays(*state, rows, 1, outage), 48 * kept() - 10, 1e-14);
    blackout_result *result = estimate_of(((struct world *)*state)->dataset, outage);
    char *report = report_of(result, 0, "json");
    assert_null(strstr(report, "policies_overlap"));
    free(report);
    check_close(figure(result, "/totals/insurance/gross/central"), 48 * kept(), 1e-14);
    blackout_result_free(result);
}

static void without_policies_there_is_no_figure(void **state)
{
    struct world *world = *state;
    package_drop(&world->folder, "policies.csv");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, outage);
    assert_false(has_figure(result, "/insurance"));
    assert_false(has_figure(result, "/totals/insurance"));
    blackout_result_free(result);
}

/* ---- What must hold -------------------------------------------------------------------------- */

/* A payment rises with the limit and the share, falls with the deductible, and no year pays more
 * than its aggregate limit. */
static void payments_move_with_their_terms(void **state)
{
    uint64_t seed = 401;
    (void)state;
    for (int i = 0; i < 2000; ++i) {
        const double loss = random_between(&seed, 0, 100);
        struct policy_terms policy = {.deductible = random_between(&seed, 0, 50),
                                      .limit = random_between(&seed, 0, 60),
                                      .share = random_between(&seed, 0, 1)};
        const double first = insurance_pays(&policy, loss);
        struct policy_terms other = policy;
        assert_true(first >= 0 && first <= loss);
        assert_true(insurance_pays(&policy, loss + random_between(&seed, 0, 50)) >= first);
        other.limit += random_between(&seed, 0, 30);
        assert_true(insurance_pays(&other, loss) >= first);
        other = policy;
        other.deductible += random_between(&seed, 0, 30);
        assert_true(insurance_pays(&other, loss) <= first);
        other = policy;
        other.share = random_between(&seed, policy.share, 1);
        assert_true(insurance_pays(&other, loss) >= first);
        const double aggregate = random_between(&seed, 0, 60);
        const double before = random_between(&seed, 0, 60);
        const double paid = insurance_left(aggregate, before, first);
        assert_true(paid >= 0 && paid <= first);
        assert_true(paid == 0 || before + paid <= aggregate * (1 + 0x1p-52));
    }
}

/* The trade of the world open by day, so that hours differ. */
static void open_by_day(struct world *world)
{
    package_write(&world->folder, "sectors.csv",
                  "sector,name,profile,recapture,recapture_decay_hours\n"
                  "G,Trade,day,0.5,72\n"
                  "I,Food,day,,\n");
}

static const char mixed_rows[] = "p,b1,1.75,6,40,0.9,,EUR\n"
                                 "q,b2,2.5,0,1000,1,,GBP\n"
                                 "r,b3,0,3,1000,0.5,9,USD\n"
                                 "s,b1,0,2,1000,0.7,,USD\n"
                                 "c,,3,20,500,0.8,25,USD\n";

/* Without a start a payment is the mean of the payments at every start, not the payment of the mean
 * loss: the evaluation at once against 168 evaluations. In the local time of the second region the
 * outage goes on into the next week. */
static void the_mean_is_over_payments(void **state)
{
    struct world *world = *state;
    struct preparation preparation;
    open_by_day(world);
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours,gdp,gdp_currency,digital_share\n"
                  "north,North,0,8766000000,USD,0.05\n"
                  "south,South,-5.5,4383000000,EUR,0.08\n");
    write_policies(world, mixed_rows);
    preparation_make(&preparation, world->dataset,
                     "platform=alpha,beta duration=9h severity=0.85 recovery=1h");
    const struct prepared *prepared = &preparation.prepared;
    const struct model *model = &prepared->model;
    const struct model_layout layout = model_layout(model);
    struct arena arena = {0};
    struct kernel_bins *bins = arena_alloc(&arena, model->kernel_count, sizeof *bins);
    double *exposures = arena_alloc(&arena, model->exposure_count, sizeof *exposures);
    double *once = arena_alloc(&arena, layout.count, sizeof *once);
    double *out = arena_alloc(&arena, layout.count, sizeof *out);
    double *mean = arena_alloc(&arena, layout.count, sizeof *mean);
    assert_int_equal(model->policy_count, 5);
    one_model(bins, model, prepared->centres, 0);
    struct lanes *work = arena_alloc(&arena, model_work(model) + 1, sizeof *work);
    struct model_evaluation evaluation = {
        .parameters = prepared->centres, .exposures = exposures, .out = once};
    model_evaluate_mean(&evaluation, 1, model, bins, work);
    evaluation.out = out;
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        evaluation.start_hour_of_week = hour;
        model_evaluate(&evaluation, 1, model, bins, work);
        for (size_t i = 0; i < layout.count; ++i) {
            mean[i] += out[i] / HOURS_PER_WEEK;
        }
    }
    const size_t parts[] = {layout.policy_gross, layout.policy_insured, layout.policy_paid};
    for (size_t part = 0; part < 3; ++part) {
        for (size_t i = 0; i < model->policy_count; ++i) {
            assert_true(mean[parts[part] + i] > 0);
            check_close(once[parts[part] + i], mean[parts[part] + i], 1e-12);
        }
    }
    assert_true(once[layout.policy_paid + 4] < once[layout.policy_insured + 4]);
    arena_free(&arena);
    preparation_free(&preparation);
}

/* A longer waiting time never pays more, at any start. */
static void payments_fall_with_the_waiting_time(void **state)
{
    struct world *world = *state;
    open_by_day(world);
    for (int start = 0; start < 24; start += 5) {
        char words[160];
        double before = INFINITY;
        snprintf(words, sizeof words,
                 "platform=alpha,beta start=2021-10-04T%02d:20Z duration=9h recovery=2h", start);
        for (double wait = 0; wait < 12.5; wait += 0.85) {
            char row[64];
            snprintf(row, sizeof row, "c,,%g,0,100000,1,,USD\n", wait);
            double paid = pays(world, row, 0, words);
            assert_true(paid <= before * (1 + 1e-13));
            before = paid;
        }
        check_near(before, 0.0, 0.0);
    }
}

/* In every statistic that keeps order: what is paid is at most what is lost; the same bytes from
 * one thread and from three. */
static void samples_keep_the_bounds(void **state)
{
    static const char *const words[] = {
        "platform=alpha,beta duration=9h samples=600",
        "platform=alpha,beta start=2021-10-04T09:00Z duration=4h..16h samples=600"};
    struct world *world = *state;
    write_policies(world, mixed_rows);
    for (size_t i = 0; i < 2; ++i) {
        char *reports[2];
        for (unsigned k = 0; k < 2; ++k) {
            blackout_scenario *scenario = scenario_of(words[i]);
            const blackout_scenario *const scenarios[] = {scenario};
            const blackout_run_options options = {.size = sizeof options, .threads = 1 + 2 * k};
            blackout_result *result;
            blackout_error error = {0};
            check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error),
                     &error);
            for (int p = 0; p < 5; ++p) {
                static const char *const names[] = {"mean", "p5", "p50", "p95"};
                for (int n = 0; n < 4; ++n) {
                    char gross[64];
                    char insured[64];
                    snprintf(gross, sizeof gross, "/insurance/%d/gross/%s", p, names[n]);
                    snprintf(insured, sizeof insured, "/insurance/%d/insured/%s", p, names[n]);
                    assert_true(figure(result, insured) <= figure(result, gross));
                }
            }
            double least = figure(result, "/totals/insurance/retained/p5");
            assert_true(least >= -1e-14 * figure(result, "/totals/insurance/gross/p5"));
            reports[k] = report_of(result, 0, "json");
            blackout_result_free(result);
            blackout_scenario_free(scenario);
        }
        assert_string_equal(reports[0], reports[1]);
        free(reports[0]);
        free(reports[1]);
    }
}

/* Firms vary in samples, and each keeps its own deductible: with deductible 0 and no limit in reach
 * the share of the loss is paid in every sample. */
static void the_number_of_firms_may_vary(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "firms_low,firms_high\n"
                  "b3,I,north,26298,USD,alpha,sales,0.5,200,100,500\n");
    write_policies(world, "p,b3,0,0,100000,0.25,,USD\n");
    blackout_result *result = estimate_of(
        world->dataset, "platform=alpha start=2021-10-04T09:00Z duration=6h samples=400");
    check_close(figure(result, "/insurance/0/insured/mean"),
                0.25 * figure(result, "/insurance/0/gross/mean"), 1e-13);
    check_close(figure(result, "/insurance/0/insured/p95"),
                0.25 * figure(result, "/insurance/0/gross/p95"), 1e-13);
    blackout_result_free(result);
}

/* ---- Tables that do not fit ------------------------------------------------------------------ */

struct told {
    char text[4096];
};

static void tell(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    size_t used = strlen(told->text);
    snprintf(told->text + used, sizeof told->text - used, "%s:%zu:%zu %s %s\n", diagnostic->source,
             diagnostic->line, diagnostic->column, diagnostic->code, diagnostic->message);
}

static void open_faulty(struct told *told, const struct world *world)
{
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = tell, .user = told};
    blackout_dataset *dataset;
    blackout_error error = {0};
    check_fails(blackout_dataset_open(&dataset, world->folder.path, &options, &error),
                BLACKOUT_ERROR_INPUT, &error);
}

static void every_fault_is_told(void **state)
{
    struct world *world = *state;
    struct told told = {""};
    package_write(&world->folder, "policies.csv",
                  "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
                  "p,nobody,0,0,1000000,1,,USD\n"
                  "q,b1,0,-5,1000000,1.2,,USD\n"
                  "r,b1,,0,0,1,0,\n"
                  "s,b2,1,0,1000,1,,JPY\n");
    open_faulty(&told, world);
    check_contains(told.text, "policies.csv:2:2 missing_key business is not in dependencies "
                              "('nobody')");
    static const char *const places[] = {":3:4 ", ":3:6 ", ":4:3 ", ":4:5 ",
                                         ":4:7 ", ":4:8 ", ":5:8 "};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; ++i) {
        check_contains(told.text, places[i]);
    }
    package_drop(&world->folder, "policies.csv");
}

static void firms_of_an_insured_business_must_agree(void **state)
{
    struct world *world = *state;
    struct told told = {""};
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "firms_low,firms_high\n"
                  "b1,G,north,175320,USD,alpha,sales,0.5,3,2,4\n"
                  "b1,G,north,175320,USD,beta,sales,0.25,3,1,9\n");
    package_write(&world->folder, "policies.csv",
                  "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
                  "p,b1,0,0,1000000,1,,USD\n");
    open_faulty(&told, world);
    check_contains(told.text, "policies.csv:2:2 bad_value the rows of the insured business have "
                              "different firms ('b1', lines 2 and 3 of dependencies)");
    package_drop(&world->folder, "policies.csv");
    world_write_dependants(&world->folder);
}

static void terms_without_effect_are_told(void **state)
{
    struct world *world = *state;
    struct told told = {""};
    package_write(&world->folder, "policies.csv",
                  "policy,business,waiting_hours,deductible,limit,limit_low,limit_high,share,"
                  "aggregate_limit,currency\n"
                  "p,b1,0,0,1000,900,1100,0.5,400,USD\n");
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = tell, .user = &told};
    blackout_dataset *dataset;
    blackout_error error = {0};
    check_ok(blackout_dataset_open(&dataset, world->folder.path, &options, &error), &error);
    check_contains(told.text, "policies.csv:2:5 terms_vary");
    check_contains(told.text, "policies.csv:2:9 limit_out_of_reach");
    blackout_dataset_free(dataset);
    package_drop(&world->folder, "policies.csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_are_those_of_climada),
        cmocka_unit_test(a_waiting_time_is_a_deductible_in_hours),
        cmocka_unit_test(the_recovery_counts),
        cmocka_unit_test(full_cover_leaves_nothing),
        cmocka_unit_test(terms_apply_in_their_order),
        cmocka_unit_test(a_grace_and_a_waiting_time_run_together),
        cmocka_unit_test(terms_apply_to_each_firm),
        cmocka_unit_test(all_businesses_are_one_insured),
        cmocka_unit_test(terms_have_a_currency),
        cmocka_unit_test(nothing_down_pays_nothing),
        cmocka_unit_test(nobody_is_paid_more_than_was_lost),
        cmocka_unit_test(layers_may_stand_on_each_other),
        cmocka_unit_test(without_policies_there_is_no_figure),
        cmocka_unit_test(payments_move_with_their_terms),
        cmocka_unit_test(the_mean_is_over_payments),
        cmocka_unit_test(payments_fall_with_the_waiting_time),
        cmocka_unit_test(samples_keep_the_bounds),
        cmocka_unit_test(the_number_of_firms_may_vary),
        cmocka_unit_test(every_fault_is_told),
        cmocka_unit_test(firms_of_an_insured_business_must_agree),
        cmocka_unit_test(terms_without_effect_are_told),
    };
    return cmocka_run_group_tests_name("insurance", tests, world_open, world_close);
}
