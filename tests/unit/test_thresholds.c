/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/thresholds: how likely losses exceed an amount, of a package in which the model's own
 * error alone is uncertain, and of the small world. */
#include "certain.h"

/* 8766000 a year for 6 hours are 6000 in the centre; the error of the model is normal on the
 * logarithm, of 0.4. Rates: 0.8 EUR for a dollar. */
static const double centre = 6000;
static const double log_sd = 0.4;

static double probability(const blackout_dataset *dataset, const char *threshold, int measure)
{
    char words[256];
    char pointer[96];
    snprintf(words, sizeof words,
             "platform=p start=2021-10-04T15:39Z duration=6h samples=4096 threshold=%s", threshold);
    snprintf(pointer, sizeof pointer, "/thresholds/0/exceedance/%d/probability", measure);
    return estimate_figure(dataset, words, pointer);
}

/* P(loss > X) of a lognormal loss is Phi(-ln(X / centre) / log_sd). The samples are a randomised
 * Sobol sequence of 8 x 512: the share is off by few samples of each. */
static void shares_are_those_of_the_lognormal(void **state)
{
    static const double amounts[] = {2718.5, 4321.5, 6000.25, 8765.5, 11234.5};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; ++i) {
        char threshold[32];
        snprintf(threshold, sizeof threshold, "%.2fUSD", amounts[i]);
        const double expected = 0.5 * erfc(log(amounts[i] / centre) / log_sd / sqrt(2));
        check_near(probability(world->dataset, threshold, 1), expected, 0.002);
    }
}

/* An amount in euros is at the rate of the start: 0.8 for one dollar. One without a currency is in
 * the report's. */
static void amounts_are_converted(void **state)
{
    static const char *const same[] = {"3600EUR", "3600eur", "3.6kEUR", "4500", "4.5k", "0.0045M"};
    struct world *world = *state;
    const double expected = probability(world->dataset, "4500USD", 1);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; ++i) {
        check_near(probability(world->dataset, same[i], 1), expected, 0.0);
    }
}

static void ends_are_certain(void **state)
{
    struct world *world = *state;
    for (int measure = 0; measure < 2; ++measure) {
        check_near(probability(world->dataset, "0", measure), 1, 0.0);
        check_near(probability(world->dataset, "1bn", measure), 0, 0.0);
    }
}

/* A dollar needs no row of fx to be converted into; 5 % of a turnover of 8766000 USD are 438300
 * USD, less than 500000 EUR. */
static void rules_are_amounts(void **state)
{
    static const char words[] = "platform=p duration=6h samples=64 threshold=dora,nis2,7kEUR";
    struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, words);
    check_near(figure(result, "/thresholds/0/amount"), 100000, 0.0);
    check_close(figure(result, "/thresholds/0/amount_in_report"), 125000.0, 1e-15);
    check_close(figure(result, "/thresholds/1/amount"), 438300 * 0.8, 1e-15);
    check_close(figure(result, "/thresholds/1/amount_in_report"), 438300.0, 1e-15);
    check_close(figure(result, "/thresholds/2/amount_in_report"), 8750.0, 1e-15);
    assert_false(has_figure(result, "/thresholds/0/exceedance/3/probability")); /* no dependants */
    blackout_result_free(result);
}

static void check_refused(const struct world *world, const char *words, const char *part)
{
    blackout_result *result;
    blackout_error error;
    check_fails(estimate_try(&result, world->dataset, words, &error), BLACKOUT_ERROR_USAGE, &error);
    if (strstr(error.message, part) == NULL) {
        print_error("%s\n", error.message);
        fail();
    }
}

static void what_cannot_be_compared_is_refused(void **state)
{
    struct world *world = *state;
    check_refused(world, "platform=p duration=6h threshold=dora", "needs samples");
    check_refused(world, "platform=p duration=6h samples=64 threshold=5SEK", "no rate between");
}

/* An unknown word, an amount with a comma or a mark that may be of thousands, an amount twice, a
 * code that is no currency. */
static void texts_are_refused(void **state)
{
    static const char *const wrong[] = {"sox",        "1.000.000EUR", "12x",      "5EUR,5EUR",
                                        "5EUR,,6EUR", "100XXX",       "",         "-5",
                                        "1,000EUR",   "1,5M",         "1.500EUR", "dora, 1,5"};
    blackout_scenario *scenario;
    blackout_error error = {0};
    (void)state;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        check_fails(blackout_scenario_set(scenario, "threshold", wrong[i], &error),
                    BLACKOUT_ERROR_USAGE, &error);
    }
    blackout_scenario_free(scenario);
}

/* Three digits behind a point may be thousands: both readings are written out, word by word. */
static void amounts_of_two_readings_are_refused(void **state)
{
    static const char *const cases[][3] = {
        {"1.500EUR", "1500EUR", "1.5000EUR"},
        {"12.345USD", "12345USD", "12.3450USD"},
        {"123.456 EUR", "123456 EUR", "123.4560 EUR"},
        {"7.000M", "7000M", "7.0000M"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error = {0};
        char message[256];
        blackout_scenario *scenario = scenario_of("platform=p duration=6h");
        snprintf(message, sizeof message,
                 "threshold may mean thousands or a decimal mark ('%s'); %s or %s, whichever is "
                 "meant",
                 cases[i][0], cases[i][1], cases[i][2]);
        check_fails(blackout_scenario_set(scenario, "threshold", cases[i][0], &error),
                    BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.message, message);
        check_ok(blackout_scenario_set(scenario, "threshold", cases[i][1], &error), &error);
        check_ok(blackout_scenario_set(scenario, "threshold", cases[i][2], &error), &error);
        blackout_scenario_free(scenario);
    }
}

/* Platforms of two owners have no one turnover; acme's is 21915000 USD, of which 5 % are more than
 * 500000 EUR at 0.8; bolt's is not known. */
static void turnover_is_of_one_owner(void **state)
{
    struct world *world = *state;
    check_refused(world, "platform=alpha,gamma duration=6h samples=64 threshold=nis2",
                  "several owners");
    check_near(estimate_figure(world->dataset, "owner=acme duration=6h samples=64 threshold=nis2",
                               "/thresholds/0/amount"),
               500000, 0.0);
    blackout_result *result =
        estimate_of(world->dataset, "owner=bolt duration=6h samples=64 threshold=nis2");
    check_near(figure(result, "/thresholds/0/amount_in_report"), 500000, 0.0); /* bolt's are EUR */
    assert_true(has_figure(result, "/thresholds/0/exceedance/2/probability"));
    blackout_result_free(result);
}

static int certain_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    certain_write(&world->folder);
    world->dataset = package_open(&world->folder);
    *state = world;
    return 0;
}

int main(void)
{
    const struct CMUnitTest certain[] = {cmocka_unit_test(shares_are_those_of_the_lognormal),
                                         cmocka_unit_test(amounts_are_converted),
                                         cmocka_unit_test(ends_are_certain),
                                         cmocka_unit_test(rules_are_amounts),
                                         cmocka_unit_test(what_cannot_be_compared_is_refused),
                                         cmocka_unit_test(texts_are_refused),
                                         cmocka_unit_test(amounts_of_two_readings_are_refused)};
    const struct CMUnitTest small[] = {cmocka_unit_test(turnover_is_of_one_owner)};
    return cmocka_run_group_tests(certain, certain_open, world_close) +
           cmocka_run_group_tests(small, world_open, world_close);
}
