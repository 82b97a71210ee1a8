/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/indirect, prepare/supply: what suppliers lose in turn, for the two sectors of the small
 * world. Expected, in money and by Cramer's rule: with A the technical coefficients and d the
 * direct losses less what rivals win, the sectors lose (I - A)^-1 d in the end, of which d is
 * direct. A sector's output cancels, unless it is all lost. */
#include "one_outage.h"
#include "model/layout.h"
#include "prepared.h"

static const char *const scenario =
    "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8";

/* What G needs from G and I, and what I needs from G and I. */
static const double g_g = 0.11, g_i = 0.23, i_g = 0.07, i_i = 0.13;

static void write_sectors(const struct world *world, const char *output, const char *diverted)
{
    char text[1024];
    snprintf(text, sizeof text,
             "sector,name,profile,recapture,recapture_decay_hours,annual_output,value_added,"
             "output_currency,diverted,basis\n"
             "G,Trade,even,0.5,72,%s,1700000000,USD,%s,derived\n"
             "I,Food,even,,,1600000000,,EUR,0.75,derived\n",
             output, diverted);
    package_write(&world->folder, "sectors.csv", text);
}

static int open_with_supply(void **state)
{
    int failed = world_open(state);
    struct world *world = *state;
    write_sectors(world, "5000000000", "0.4");
    package_write(&world->folder, "supply.csv",
                  "sector,input_sector,coefficient,basis\n"
                  "G,G,0.11,measured\nG,I,0.23,measured\nI,G,0.07,measured\nI,I,0.13,measured\n");
    world_reopen(world);
    return failed;
}

/* The direct loss of a sector in the report: the world's platforms list G first, then I. */
static double direct(const blackout_result *result, int sector)
{
    char pointer[96];
    snprintf(pointer, sizeof pointer, "/platforms/0/by_sector/%d/dependent_revenue_loss/central",
             sector);
    return figure(result, pointer);
}

static double expected(const blackout_result *result)
{
    double d_g = direct(result, 0) * (1 - 0.4);
    double d_i = direct(result, 1) * (1 - 0.75);
    double determinant = (1 - g_g) * (1 - i_i) - g_i * i_g;
    double all_g = ((1 - i_i) * d_g + i_g * d_i) / determinant;
    double all_i = (g_i * d_g + (1 - g_g) * d_i) / determinant;
    return all_g + all_i - d_g - d_i;
}

static void suppliers_lose_in_turn(void **state)
{
    const struct world *world = *state;
    static const char *const words[] = {
        "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8",
        "platform=alpha start=2021-10-04T09:00Z duration=30h recovery=3h",
        "platform=alpha duration=6h region=north",
        "platform=alpha duration=6h currency=EUR",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        blackout_result *result = estimate_of(world->dataset, words[i]);
        double found = figure(result, "/totals/indirect_loss/central");
        check_near(found, expected(result), 1e-12 * found);
        assert_true(found > 0);
        blackout_result_free(result);
    }
}

/* The other losses are what they were. */
static void other_figures_stay(void **state)
{
    struct world *world = *state;
    double before =
        estimate_figure(world->dataset, scenario, "/totals/dependent_revenue_loss/central");
    double owner =
        estimate_figure(world->dataset, scenario, "/totals/owner_revenue_loss/net/central");
    package_drop(&world->folder, "supply.csv");
    world_reopen(world);
    assert_true(before == estimate_figure(world->dataset, scenario,
                                          "/totals/dependent_revenue_loss/central"));
    assert_true(owner == estimate_figure(world->dataset, scenario,
                                         "/totals/owner_revenue_loss/net/central"));
    blackout_result *result = estimate_of(world->dataset, scenario);
    assert_false(has_figure(result, "/totals/indirect_loss/central"));
    blackout_result_free(result);
}

static void no_outage_and_longer_ones(void **state)
{
    const struct world *world = *state;
    double last = 0;
    assert_true(estimate_figure(world->dataset, "platform=alpha duration=0s",
                                "/totals/indirect_loss/central") == 0);
    assert_true(estimate_figure(world->dataset, "platform=alpha duration=6h severity=0",
                                "/totals/indirect_loss/central") == 0);
    for (int hours = 1; hours < 48; hours += 5) {
        char words[96];
        snprintf(words, sizeof words, "platform=alpha start=2021-10-04T09:00Z duration=%dh", hours);
        double found = estimate_figure(world->dataset, words, "/totals/indirect_loss/central");
        assert_true(found > last);
        last = found;
    }
}

/* G has an output of 0.01 USD an hour: it is all lost, q = c* = 1, and nothing is left to lose in
 * turn. I loses its own, and what G's 0.06 USD of six hours need from it, be they down or in
 * recovery. */
static void check_that_all_is_lost(const struct world *world, const char *words)
{
    blackout_result *result = estimate_of(world->dataset, words);
    double d_g = 0.06;
    double d_i = direct(result, 1) * (1 - 0.75);
    double determinant = (1 - g_g) * (1 - i_i) - g_i * i_g;
    double all_i = (g_i * d_g + (1 - g_g) * d_i) / determinant;
    double found = figure(result, "/totals/indirect_loss/central");
    check_near(found, all_i - d_i, 1e-12 * found);
    char *text = report_of(result, 0, "text");
    check_contains(text, "G: the sector would lose more than its annual_output");
    free(text);
    blackout_result_free(result);
}

static void no_sector_loses_more_than_it_has(void **state)
{
    struct world *world = *state;
    write_sectors(world, "87.66", "0.4");
    world_reopen(world);
    check_that_all_is_lost(world, scenario);
    check_that_all_is_lost(
        world, "platform=alpha start=2021-10-04T09:00Z duration=4.5h recovery=1.5h severity=0.8");
}

/* D of this curve is 1 h, and its losses are of 12: the output has to be of 12, too. It is twice
 * what G loses directly in them, of which an hour's would be a sixth. */
static void a_measured_curve_counts_whole(void **state)
{
    struct world *world = *state;
    char path[256];
    char words[320];
    char output[64];
    package_write(&world->folder, "curve.csv",
                  "timestamp,unavailable\n2021-10-04T09:00Z,1\n2021-10-04T10:00Z,0.45\n"
                  "2021-10-04T21:00Z,0\n");
    package_file(path, &world->folder, "curve.csv");
    snprintf(words, sizeof words, "platform=alpha severity-curve=%s", path);
    blackout_result *result = estimate_of(world->dataset, words);
    snprintf(output, sizeof output, "%.17g", 2 * direct(result, 0) * (1 - 0.4) / 12 * 8766);
    check_near(figure(result, "/scenario/duration_hours"), 1, 0);
    blackout_result_free(result);
    write_sectors(world, output, "0.4");
    world_reopen(world);
    result = estimate_of(world->dataset, words);
    double found = figure(result, "/totals/indirect_loss/central");
    check_near(found, expected(result), 1e-12 * found);
    blackout_result_free(result);
}

/* c* and q of G: 1 where all of its 0.06 USD are lost, 0 where there is no time to lose in. Each
 * figure is written, whatever was there before. */
static void nothing_of_nothing_is_no_part(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *words;
        double part;
    } cases[] = {{"platform=alpha duration=6h", 1}, {"platform=alpha duration=0s", 0}};
    write_sectors(world, "87.66", "0.4");
    world_reopen(world);
    for (size_t c = 0; c < 2; ++c) {
        struct preparation p;
        preparation_make(&p, world->dataset, cases[c].words);
        const struct model *model = &p.prepared.model;
        const struct model_layout layout = model_layout(model);
        struct kernel_bins *bins = arena_alloc(&p.arena, model->kernel_count, sizeof *bins);
        double *exposures = arena_alloc(&p.arena, model->exposure_count, sizeof *exposures);
        double *out = arena_alloc(&p.arena, layout.count, sizeof *out);
        struct lanes *work = arena_alloc(&p.arena, model_work(model) + 1, sizeof *work);
        for (size_t i = 0; i < layout.count; ++i) {
            out[i] = NAN;
        }
        const struct model_evaluation evaluation = {
            .parameters = p.prepared.centres, .exposures = exposures, .out = out};
        one_model(bins, model, p.prepared.centres, 0);
        model_evaluate_mean(&evaluation, 1, model, bins, work);
        check_near(out[layout.perturbation], cases[c].part, 0.0);
        check_near(out[layout.inoperability], cases[c].part, 0.0);
        for (size_t i = 0; i < INDIRECT_TIMES; ++i) {
            check_near(out[layout.indirect_in_time + i], 0, 0.0);
        }
        preparation_free(&p);
    }
}

static void samples_vary_with_their_inputs(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(
        world->dataset, "platform=alpha start=2021-10-04T09:00Z duration=4h..8h samples=256");
    double p5 = figure(result, "/totals/indirect_loss/p5");
    double p95 = figure(result, "/totals/indirect_loss/p95");
    double central = figure(result, "/totals/indirect_loss/central");
    assert_true(0 < p5 && p5 < central && central < p95);
    blackout_result_free(result);
}

/* ---- What is missing or wrong ---------------------------------------------------------------- */

static void check_left_out(struct world *world, const char *where)
{
    struct preparation p;
    world_reopen(world);
    preparation_make(&p, world->dataset, scenario);
    assert_true(preparation_warned(&p, "no_indirect_loss", where));
    assert_false(p.prepared.has_indirect_loss);
    preparation_free(&p);
    blackout_result *result = estimate_of(world->dataset, scenario);
    assert_false(has_figure(result, "/totals/indirect_loss/central"));
    blackout_result_free(result);
}

static void a_part_is_not_given(void **state)
{
    struct world *world = *state;
    write_sectors(world, "5000000000", "");
    check_left_out(world, "G");
    write_sectors(world, "", "0.4");
    check_left_out(world, "G");
    write_sectors(world, "5000000000", "0.4");
    package_write(&world->folder, "supply.csv", "sector,input_sector,coefficient\nG,G,0.1\n");
    check_left_out(world, "I");
}

static void ranges_of_coefficients_are_told(void **state)
{
    struct world *world = *state;
    struct preparation p;
    package_write(&world->folder, "supply.csv",
                  "sector,input_sector,coefficient,coefficient_low,coefficient_high\n"
                  "G,I,0.23,0.2,0.3\n");
    world_reopen(world);
    preparation_make(&p, world->dataset, scenario);
    assert_true(preparation_warned(&p, "supply_certain", "supply"));
    assert_true(p.prepared.has_indirect_loss);
    preparation_free(&p);
}

/* A ring of many sectors, G and I among them, each of which buys a part of its output from the
 * next: by the geometric series all of them lose a / (1 - a) in turn of what any loses directly. */
static void name_of(char *name, size_t size, int number)
{
    static const char *const known[] = {"G", "I"};
    if (number < 2) {
        snprintf(name, size, "%s", known[number]);
    } else {
        snprintf(name, size, "S%d", number);
    }
}

static void write_ring(const struct world *world, int count, double a)
{
    enum { ROOM = 32768 };
    char sectors[ROOM] =
        "sector,name,profile,annual_output,output_currency,diverted,resilience_per_hour\n";
    char supply[ROOM] = "sector,input_sector,coefficient\n";
    for (int i = 0; i < count; ++i) {
        char name[16], next[16];
        const size_t sectors_end = strlen(sectors), supply_end = strlen(supply);
        name_of(name, sizeof name, i);
        name_of(next, sizeof next, (i + 1) % count);
        snprintf(sectors + sectors_end, ROOM - sectors_end, "%s,%s,even,5000000000,USD,%s,0.0371\n",
                 name, name, i == 0 ? "0.4" : "0.75");
        snprintf(supply + supply_end, ROOM - supply_end, "%s,%s,%.17g\n", name, next, a);
    }
    package_write(&world->folder, "sectors.csv", sectors);
    package_write(&world->folder, "supply.csv", supply);
}

/* Whether there is an inverse is a matter of time alone: up to 256 sectors always, of more where
 * losses hardly fade. The last ring needs an inverse of many. */
static void large_tables_lose_the_same(void **state)
{
    struct world *world = *state;
    static const struct {
        int count;
        double a;
        bool inverted;
    } rings[] = {
        {256, 0.371, true}, {257, 0.371, false}, {300, 0.85, false}, {300, 0.9999999, true}};
    for (size_t r = 0; r < sizeof rings / sizeof rings[0]; ++r) {
        const double in_turn = rings[r].a / (1 - rings[r].a);
        struct preparation p;
        write_ring(world, rings[r].count, rings[r].a);
        world_reopen(world);
        preparation_make(&p, world->dataset, scenario);
        const struct model_supply *supply = &p.prepared.model.supply;
        assert_int_equal(supply->count, rings[r].count);
        assert_true((supply->inverse != NULL) == rings[r].inverted);
        for (size_t i = 0; i < supply->count; ++i) {
            check_near(supply->multipliers[i], in_turn, 1e-15 / (1 - rings[r].a) * in_turn);
        }
        preparation_free(&p);
        if (rings[r].a < 0.9) { /* else losses are cut, which another test looks at */
            blackout_result *result = estimate_of(world->dataset, scenario);
            const double d = direct(result, 0) * (1 - 0.4) + direct(result, 1) * (1 - 0.75);
            check_near(figure(result, "/totals/indirect_loss/central"), d * in_turn,
                       1e-12 * d * in_turn);
            blackout_result_free(result);
        }
    }
}

/* A sector that buys as much as it makes: the table is refused, so that no radius reaches 1. */
static void inputs_are_part_of_the_output(void **state)
{
    struct world *world = *state;
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    static const char *const tables[] = {"G,I,1.25\n", "G,I,0.6\nG,G,0.4\nI,G,0.2\n"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; ++i) {
        char text[128];
        snprintf(text, sizeof text, "sector,input_sector,coefficient\n%s", tables[i]);
        package_write(&world->folder, "supply.csv", text);
        check_fails(blackout_dataset_open(&dataset, world->folder.path, NULL, &error),
                    BLACKOUT_ERROR_INPUT, &error);
        assert_null(dataset);
    }
}

#define WITH_SUPPLY(test) cmocka_unit_test_setup_teardown(test, open_with_supply, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SUPPLY(suppliers_lose_in_turn),           WITH_SUPPLY(other_figures_stay),
        WITH_SUPPLY(nothing_of_nothing_is_no_part),    WITH_SUPPLY(no_outage_and_longer_ones),
        WITH_SUPPLY(no_sector_loses_more_than_it_has), WITH_SUPPLY(a_measured_curve_counts_whole),
        WITH_SUPPLY(samples_vary_with_their_inputs),   WITH_SUPPLY(a_part_is_not_given),
        WITH_SUPPLY(ranges_of_coefficients_are_told),  WITH_SUPPLY(large_tables_lose_the_same),
        WITH_SUPPLY(inputs_are_part_of_the_output),
    };
    blackout_init();
    return cmocka_run_group_tests_name("indirect", tests, NULL, NULL);
}
