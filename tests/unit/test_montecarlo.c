/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/montecarlo on a model whose answer is known: one platform, one region, a flat week.
 * Its net loss is a product of four lognormals, revenue * growth * hours / 8766 * exp(model error),
 * each cut at 3.1 standard deviations, so that moments, quantiles, tornado and Sobol indices have
 * closed forms. */
#include "uncertainty/montecarlo.h"

#include "model/layout.h"
#include "prepared.h"
#include "stats/sobol.h"
#include "uncertainty/sobol_indices.h"
#include "uncertainty/statistics.h"
#include "uncertainty/swings.h"

enum { FACTORS = 4, SAMPLES = 1 << 14, POINTS = SAMPLES / SAMPLER_REPLICATES };
enum { GROSS, NET, TWICE_NET, FIGURES };

/* The 95 % point of the standard normal distribution. */
static const double z_95 = 1.6448536269514722;

struct bench {
    struct package_folder folder;
    blackout_dataset *dataset;
    struct preparation preparation;
    struct arena arena;
    struct figures figures;
    struct factor factors[FACTORS];
    struct sampler_normal normals[FACTORS];
    double *sobol;
    struct sampler sampler;
    struct montecarlo run;
};

/* The inputs: the column, and the standard deviation of its logarithm: ranges of a factor of
 * 2, 1.25 and 1.5 each way are ln(factor) / z95. */
static const char *const columns[FACTORS] = {"annual_revenue", "growth_factor", "duration_hours",
                                             "log_sd"};

static double spread(int factor)
{
    const double spreads[] = {log(2.0) / z_95, log(1.25) / z_95, log(1.5) / z_95, 0.35};
    return spreads[factor];
}

/* In the centre 8766000 * 1.25 * 6 / 8766. */
static const double centre = 7500;

static void write_package(const struct package_folder *folder)
{
    package_write(folder, "owners.csv", "owner,name,currency\nsolo,Solo,USD\n");
    package_write(folder, "platforms.csv",
                  "platform,name,owner,currency,annual_revenue,annual_revenue_low,"
                  "annual_revenue_high,growth_factor,growth_factor_low,growth_factor_high\n"
                  "p,P,solo,USD,8766000,4383000,17532000,1.25,1,1.5625\n");
    package_write(folder, "regions.csv", "region,name,utc_offset_hours\nr,R,0\n");
    package_write(folder, "platform_regions.csv", "platform,region,revenue_share\np,r,1\n");
    package_write(folder, "model_error.csv",
                  "quantity,duration_hours,log_sd,source\nowner_revenue_loss,,0.35,assumption\n");
}

static uint32_t parameter_of(const struct prepared *prepared, const char *column)
{
    for (size_t i = 0; i < prepared->parameter_count; ++i) {
        if (strcmp(prepared->parameters[i].column, column) == 0) {
            return (uint32_t)i;
        }
    }
    fail_msg("no parameter of the column %s", column);
    return 0;
}

static void add_figure(struct bench *bench, size_t step, double coefficient)
{
    struct model_layout layout = model_layout(&bench->preparation.prepared.model);
    figures_begin(&bench->figures);
    figures_term(&bench->figures, layout.owner_steps + step, coefficient);
}

static void set_sampler(struct bench *bench)
{
    const struct prepared *prepared = &bench->preparation.prepared;
    blackout_error error = {0};
    for (uint32_t j = 0; j < FACTORS; ++j) {
        uint32_t parameter = parameter_of(prepared, columns[j]);
        bench->normals[j] = (struct sampler_normal){64 * (j + 11), j};
        bench->factors[j] = (struct factor){.parameter = parameter,
                                            .mapping = prepared->parameters[parameter].mapping,
                                            .own = j,
                                            .common = SAMPLER_NONE};
    }
    bench->sobol = arena_alloc(&bench->arena, POINTS * FACTORS, sizeof *bench->sobol);
    check_ok(sobol_points(bench->sobol, POINTS, FACTORS, &error), &error);
    bench->sampler = (struct sampler){.seed = 1,
                                      .samples = SAMPLES,
                                      .replicates = SAMPLER_REPLICATES,
                                      .factors = bench->factors,
                                      .factor_count = FACTORS,
                                      .normals = bench->normals,
                                      .normal_count = FACTORS,
                                      .sobol = bench->sobol,
                                      .dimensions = FACTORS};
}

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    package_make(&bench->folder);
    write_package(&bench->folder);
    bench->dataset = package_open(&bench->folder);
    preparation_make(&bench->preparation, bench->dataset,
                     "platform=p duration=4h..9h start=2021-10-04T15:39Z");
    bench->figures.arena = &bench->arena;
    add_figure(bench, OWNER_RECOVERY, 1);
    add_figure(bench, OWNER_NET, 1);
    add_figure(bench, OWNER_NET, 2);
    set_sampler(bench);
    bench->run = (struct montecarlo){.model = &bench->preparation.prepared.model,
                                     .centres = bench->preparation.prepared.centres,
                                     .has_start = true,
                                     .start_hour_of_week = 15.65,
                                     .sampler = &bench->sampler,
                                     .figures = &bench->figures,
                                     .threads = 1};
    *state = bench;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *bench = *state;
    preparation_free(&bench->preparation);
    blackout_dataset_free(bench->dataset);
    package_remove(&bench->folder);
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

static const struct statistics *run(struct bench *bench, int figure)
{
    blackout_error error = {0};
    check_ok(montecarlo_run(&bench->run, &error), &error);
    return bench->figures.figures[figure].statistics;
}

/* ---- Closed forms ---------------------------------------------------------------------------- */

static double phi(double z)
{
    return erfc(-z / sqrt(2)) / 2;
}

/* E exp(t z), z standard normal, cut at +-3.1:
 * exp(t^2/2) (Phi(3.1 - t) - Phi(-3.1 - t)) + Phi(-3.1) (exp(3.1 t) + exp(-3.1 t)). */
static double moment_of_one(double t)
{
    const double cut = 3.1;
    return exp(t * t / 2) * (phi(cut - t) - phi(-cut - t)) +
           phi(-cut) * (exp(cut * t) + exp(-cut * t));
}

/* E net^k. */
static double moment(int k)
{
    double product = pow(centre, k);
    for (int j = 0; j < FACTORS; ++j) {
        product *= moment_of_one(k * spread(j));
    }
    return product;
}

/* Relative variance of one factor. */
static double relative_variance(int factor)
{
    double mean = moment_of_one(spread(factor));
    return moment_of_one(2 * spread(factor)) / (mean * mean) - 1;
}

/* ---- Moments and quantiles ------------------------------------------------------------------- */

/* Expected: closed forms, within 3 standard errors. That of the mean is the run's own; those of sd
 * and of quantiles are of independent samples, and stratified ones do better. The cut moves the
 * quantiles by less than a thousandth of those errors. */
static void check_closed_forms(const struct statistics *s)
{
    double mean = moment(1);
    double variance = moment(2) - mean * mean;
    double fourth =
        moment(4) - 4 * mean * moment(3) + 6 * mean * mean * moment(2) - 3 * pow(mean, 4);
    double log_sd = 0;
    const double levels[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const double scores[] = {-z_95, -0.6744897501960817, 0, 0.6744897501960817, z_95};
    const double found[] = {s->p5, s->p25, s->p50, s->p75, s->p95};
    check_near(s->mean, mean, 3 * s->se);
    check_near(s->sd, sqrt(variance), 3 * sqrt((fourth / variance - variance) / 4 / SAMPLES));
    for (int j = 0; j < FACTORS; ++j) {
        log_sd += spread(j) * spread(j);
    }
    log_sd = sqrt(log_sd);
    for (int i = 0; i < 5; ++i) {
        double quantile = centre * exp(scores[i] * log_sd);
        double density =
            exp(-scores[i] * scores[i] / 2) / sqrt(2 * 3.14159265358979) / (quantile * log_sd);
        check_near(found[i], quantile, 3 * sqrt(levels[i] * (1 - levels[i]) / SAMPLES) / density);
    }
}

static void sobol_points_meet_the_closed_forms(void **state)
{
    struct bench *bench = *state;
    const struct statistics *s = run(bench, NET);
    check_closed_forms(s);
    assert_true(s->se < s->sd / sqrt(SAMPLES) / 3); /* plain sampling has sd / sqrt(n) */
    check_close(bench->figures.figures[TWICE_NET].statistics->mean, 2 * s->mean, 1e-14);
}

static void latin_hypercubes_meet_the_closed_forms(void **state)
{
    struct bench *bench = *state;
    for (int j = 0; j < FACTORS; ++j) {
        bench->normals[j].dimension = SAMPLER_NONE;
    }
    check_closed_forms(run(bench, NET));
    bench->normals[1].dimension = 0; /* half and half */
    bench->normals[3].dimension = 2;
    check_closed_forms(run(bench, NET));
}

/* Expected: over 40 seeds the means scatter as much as the runs say: the ratio of the variance of
 * the means to the mean squared error is that of two chi-squares, F(39, 600), 0.1 % to 99.9 % 0.43
 * to 1.91 (GSL, gsl_cdf_fdist_Pinv). Shared points between the replicates would not be seen
 * otherwise. */
static void standard_errors_are_honest(void **state)
{
    enum { SEEDS = 40 };
    struct bench *bench = *state;
    double sum = 0;
    double squares = 0;
    double claimed = 0;
    bench->sampler.samples = 1024;
    for (int seed = 0; seed < SEEDS; ++seed) {
        bench->sampler.seed = 100 + (uint64_t)seed;
        const struct statistics *s = run(bench, NET);
        double off = s->mean - moment(1);
        sum += off;
        squares += off * off;
        claimed += s->se * s->se / SEEDS;
    }
    double variance = (squares - sum * sum / SEEDS) / (SEEDS - 1);
    assert_true(variance / claimed > 0.43 && variance / claimed < 1.91);
    check_near(sum / SEEDS, 0, 3 * sqrt(claimed / SEEDS)); /* and there is no bias */
}

/* Expected: without a start the same figures, for the week is flat. */
static void any_start_of_a_flat_week(void **state)
{
    struct bench *bench = *state;
    bench->sampler.samples = 640;
    const struct statistics with = *run(bench, NET);
    bench->run.has_start = false;
    const struct statistics *without = run(bench, NET);
    check_close(without->mean, with.mean, 1e-12);
    check_close(without->p95, with.p95, 1e-12);
}

/* Nothing uncertain: every sample is the centre. */
static void no_factors_at_all(void **state)
{
    struct bench *bench = *state;
    bench->sampler.factor_count = 0;
    bench->sampler.normal_count = 0;
    bench->sampler.samples = 640;
    const struct statistics *s = run(bench, NET);
    check_close(s->mean, centre, 1e-14);
    check_close(s->p5, centre, 1e-14);
    check_near(s->sd, 0, 1e-11);
}

/* ---- Threads --------------------------------------------------------------------------------- */

/* Expected: the same bits, of statistics and of kept values. 1027 samples leave a block unfilled.
 */
static void threads_change_no_bit(void **state)
{
    enum { COUNT = 1027 };
    static const size_t threads[] = {1, 2, 3, 7, 16};
    struct bench *bench = *state;
    double kept[5][COUNT];
    struct statistics statistics[5][FIGURES];
    bench->sampler.samples = COUNT;
    bench->normals[2].dimension = SAMPLER_NONE;
    memset(statistics, 0, sizeof statistics);
    for (int i = 0; i < 5; ++i) {
        bench->run.threads = threads[i];
        bench->figures.figures[NET].kept = kept[i];
        run(bench, NET);
        for (int f = 0; f < FIGURES; ++f) {
            const struct statistics *s = bench->figures.figures[f].statistics;
            const double figures[] = {s->mean, s->sd, s->se, s->p5, s->p25, s->p50, s->p75, s->p95};
            assert_true(s->sampled);
            memcpy(&statistics[i][f].mean, figures, sizeof figures);
        }
        assert_memory_equal(kept[i], kept[0], sizeof kept[0]);
        assert_memory_equal(statistics[i], statistics[0], sizeof statistics[0]);
    }
    double scratch[COUNT];
    struct statistics again; /* what is kept is what was summarised */
    statistics_of(&again, kept[0], COUNT, SAMPLER_REPLICATES, scratch);
    check_near(again.p95, statistics[0][NET].p95, 0.0);
    check_near(again.se, statistics[0][NET].se, 0.0);
}

/* ---- Shards ---------------------------------------------------------------------------------- */

/* What shards give, and who takes it: [FIGURES][SHARDED]. */
enum { SHARDED = 1027, SHARDS = 3 };

struct carried {
    double values[FIGURES][SHARDED];
    size_t column;
    size_t begun;
};

static blackout_status begin_carried(void *user, const struct shard_plan *plan,
                                     blackout_error *error)
{
    struct carried *carried = user;
    (void)error;
    assert_int_equal(plan->order, SHARD_COLUMNS);
    assert_int_equal(plan->all, SHARDED);
    assert_int_equal(plan->columns, FIGURES);
    carried->column = 0;
    ++carried->begun;
    return BLACKOUT_OK;
}

static blackout_status give_column(void *user, const struct shard_range *range,
                                   const double *values, blackout_error *error)
{
    struct carried *carried = user;
    (void)error;
    memcpy(carried->values[carried->column++] + range->first, values,
           (size_t)range->count * sizeof *values);
    return BLACKOUT_OK;
}

static blackout_status take_column(void *user, const struct shard_range *range, double *values,
                                   blackout_error *error)
{
    struct carried *carried = user;
    (void)error;
    memcpy(values, carried->values[carried->column++] + range->first,
           (size_t)range->count * sizeof *values);
    return BLACKOUT_OK;
}

/* Expected: the run without shards, bit by bit. */
static void shards_change_no_bit(void **state)
{
    struct bench *bench = *state;
    static struct carried carried;
    double kept[2][SHARDED];
    blackout_error error = {0};
    bench->sampler.samples = SHARDED;
    bench->figures.figures[NET].kept = kept[0];
    const struct statistics whole = *run(bench, NET);
    bench->figures.figures[NET].kept = kept[1];
    memset(bench->figures.figures[NET].statistics, 0, sizeof whole);
    for (uint64_t k = 0; k < SHARDS; ++k) {
        const struct shard shard = {k, SHARDS, begin_carried, give_column, NULL, &carried};
        bench->run.shard = &shard;
        check_ok(montecarlo_run(&bench->run, &error), &error);
        assert_int_equal(carried.column, FIGURES);
        assert_false(bench->figures.figures[NET].statistics->sampled);
    }
    const struct shard join = {0, SHARDS, begin_carried, NULL, take_column, &carried};
    bench->run.shard = &join;
    const struct statistics joined = *run(bench, NET);
    assert_int_equal(carried.begun, SHARDS + 1);
    assert_memory_equal(kept[0], kept[1], sizeof kept[0]);
    assert_memory_equal(&whole.mean, &joined.mean, sizeof whole.mean);
    assert_memory_equal(&whole.se, &joined.se, sizeof whole.se);
    assert_memory_equal(&whole.p95, &joined.p95, sizeof whole.p95);
}

static blackout_status refuse_column(void *user, const struct shard_range *range,
                                     const double *values, blackout_error *error)
{
    (void)user, (void)range, (void)values;
    error->status = BLACKOUT_ERROR_IO;
    strcpy(error->message, "full");
    return BLACKOUT_ERROR_IO;
}

static void what_a_shard_refuses_ends_the_run(void **state)
{
    struct bench *bench = *state;
    static struct carried carried;
    blackout_error error = {0};
    const struct shard shard = {1, SHARDS, begin_carried, refuse_column, NULL, &carried};
    bench->sampler.samples = SHARDED;
    bench->run.shard = &shard;
    check_fails(montecarlo_run(&bench->run, &error), BLACKOUT_ERROR_IO, &error);
}

/* ---- Ends ------------------------------------------------------------------------------------ */

struct patience {
    int left;
    int asked;
};

static int is_out_of_patience(void *user)
{
    struct patience *patience = user;
    ++patience->asked;
    return patience->left-- <= 0;
}

/* Asked once a block of samples, soon after it says so nothing more is evaluated. */
static void a_run_can_be_cancelled(void **state)
{
    struct bench *bench = *state;
    struct patience patience = {.left = 5};
    blackout_error error = {0};
    bench->run.cancelled = is_out_of_patience;
    bench->run.user = &patience;
    check_fails(montecarlo_run(&bench->run, &error), BLACKOUT_ERROR_CANCELLED, &error);
    assert_int_equal(patience.asked, 6);
    patience.left = 0;
    bench->run.threads = 3;
    check_fails(montecarlo_run(&bench->run, &error), BLACKOUT_ERROR_CANCELLED, &error);
    patience.left = 1 << 20;
    check_ok(montecarlo_run(&bench->run, &error), &error);
}

/* A design asks before each block of evaluations, and once at the end. */
static void a_design_can_be_cancelled(void **state)
{
    enum { DESIGN = 64, RANKED = 1, BLOCKS = DESIGN * (RANKED + 3) / LANES };
    struct bench *bench = *state;
    double points[DESIGN * 2 * RANKED];
    double values[DESIGN * (RANKED + 3)];
    const struct montecarlo_design design = {
        .ranked = RANKED, .samples = DESIGN, .points = points, .target = NET};
    struct patience patience = {.left = 5};
    blackout_error error = {0};
    bench->run.cancelled = is_out_of_patience;
    bench->run.user = &patience;
    bench->run.threads = 1;
    check_ok(sobol_points(points, DESIGN, 2 * RANKED, &error), &error);
    check_fails(montecarlo_saltelli(values, &design, &bench->run, &error), BLACKOUT_ERROR_CANCELLED,
                &error);
    assert_int_equal(patience.asked, 6);
    patience.left = BLOCKS;
    check_fails(montecarlo_saltelli(values, &design, &bench->run, &error), BLACKOUT_ERROR_CANCELLED,
                &error);
    patience.left = BLOCKS + 1;
    check_ok(montecarlo_saltelli(values, &design, &bench->run, &error), &error);
}

/* A range that reaches beyond what a double holds is told, not averaged. */
static void samples_must_be_finite(void **state)
{
    struct bench *bench = *state;
    blackout_error error = {0};
    bench->factors[0].mapping.upper = 500;
    check_fails(montecarlo_run(&bench->run, &error), BLACKOUT_ERROR_NUMERIC, &error);
}

/* An index of what is not finite would be 0 and look as if it had converged. */
static void swings_and_designs_must_be_finite(void **state)
{
    enum { DESIGN = 64, RANKED = 1 };
    struct bench *bench = *state;
    double points[DESIGN * 2 * RANKED];
    double values[DESIGN * (RANKED + 3)];
    struct swing swings[FACTORS];
    const struct montecarlo_design design = {
        .ranked = RANKED, .samples = DESIGN, .points = points, .target = NET};
    blackout_error error = {0};
    bench->factors[0].mapping.upper = 500;
    check_ok(sobol_points(points, DESIGN, 2 * RANKED, &error), &error);
    check_fails(swings_tornado(swings, &bench->run, NET, &error), BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(montecarlo_saltelli(values, &design, &bench->run, &error), BLACKOUT_ERROR_NUMERIC,
                &error);
}

/* ---- Importance ------------------------------------------------------------------------------ */

/* Expected: by the spreads: revenue 0.421, model error 0.35, hours 0.246, growth 0.136. */
static void the_most_important_come_first(void **state)
{
    static const uint32_t expected[] = {0, 3, 2, 1};
    static const size_t targets[] = {GROSS, NET};
    struct bench *bench = *state;
    blackout_error error = {0};
    check_ok(swings_rank(bench->normals, &bench->run, targets, 2, &error), &error);
    for (int j = 0; j < FACTORS; ++j) {
        assert_int_equal(bench->normals[j].dimension, expected[j]);
    }
}

/* Expected: the centre over and times 2, 1.25, 1.5, exp(0.35 z95); the gross loss has no model
 * error. */
static void tornado(void **state)
{
    struct bench *bench = *state;
    const double times[] = {2, 1.25, 1.5, exp(0.35 * z_95)};
    struct swing swings[FACTORS];
    blackout_error error = {0};
    check_ok(swings_tornado(swings, &bench->run, NET, &error), &error);
    for (int j = 0; j < FACTORS; ++j) {
        check_close(swings[j].low, centre / times[j], 1e-13);
        check_close(swings[j].high, centre * times[j], 1e-13);
    }
    check_ok(swings_tornado(swings, &bench->run, GROSS, &error), &error);
    check_close(swings[3].low, centre, 1e-13);
    check_close(swings[3].high, centre, 1e-13);
}

/* ---- Saltelli design ------------------------------------------------------------------------- */

/* First-order and total index of a factor of a product, q its relative variance and `all` the
 * product of 1 + q over all: q / (all - 1), and q all / (1 + q) / (all - 1). */
static void check_product_indices(const double *values, size_t row, double q, double tolerance)
{
    double all = 1;
    struct sobol_index first;
    struct sobol_index total;
    const struct sobol_values column = {values, values + SAMPLES, values + row * SAMPLES, SAMPLES};
    for (int j = 0; j < FACTORS; ++j) {
        all *= 1 + relative_variance(j);
    }
    sobol_indices(&first, &total, &column, 1, 0);
    check_near(first.value, q / (all - 1), tolerance);
    check_near(total.value, q * all / (1 + q) / (all - 1), tolerance);
}

static double *design_values(struct bench *bench, size_t ranked)
{
    double *points = arena_alloc(&bench->arena, SAMPLES * 2 * ranked, sizeof *points);
    double *values = arena_alloc(&bench->arena, SAMPLES * (ranked + 3), sizeof *values);
    blackout_error error = {0};
    const struct montecarlo_design design = {
        .ranked = ranked, .samples = SAMPLES, .points = points, .target = NET};
    assert_true(points != NULL && values != NULL);
    check_ok(sobol_points(points, SAMPLES, 2 * ranked, &error), &error);
    check_ok(montecarlo_saltelli(values, &design, &bench->run, &error), &error);
    return values;
}

/* Expected: closed forms within 0.01, with all factors ranked; the column of all others is A
 * itself. */
static void saltelli_design_of_a_product(void **state)
{
    struct bench *bench = *state;
    const double *values = design_values(bench, FACTORS);
    for (size_t j = 0; j < FACTORS; ++j) {
        check_product_indices(values, j + 2, relative_variance((int)j), 0.01);
    }
    assert_memory_equal(values, values + (FACTORS + 2) * SAMPLES, SAMPLES * sizeof *values);
}

/* Expected: factors 2 and 3 together are one, of relative variance (1 + q2) (1 + q3) - 1. They are
 * drawn plainly: the tolerance is three standard errors of 2^14 plain samples, not those of Sobol
 * points. The threads do not matter. */
static void what_is_not_ranked_is_one_factor(void **state)
{
    const double plain = 0.03;
    struct bench *bench = *state;
    bench->normals[2].dimension = SAMPLER_NONE;
    const double *values = design_values(bench, 2);
    check_product_indices(values, 2, relative_variance(0), plain);
    check_product_indices(values, 3, relative_variance(1), plain);
    check_product_indices(values, 4, (1 + relative_variance(2)) * (1 + relative_variance(3)) - 1,
                          plain);
    bench->run.threads = 3;
    assert_memory_equal(values, design_values(bench, 2), 5 * SAMPLES * sizeof *values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sobol_points_meet_the_closed_forms, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(latin_hypercubes_meet_the_closed_forms, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(standard_errors_are_honest, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(any_start_of_a_flat_week, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(no_factors_at_all, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(threads_change_no_bit, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(shards_change_no_bit, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(what_a_shard_refuses_ends_the_run, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_run_can_be_cancelled, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_design_can_be_cancelled, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(samples_must_be_finite, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(swings_and_designs_must_be_finite, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(the_most_important_come_first, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(tornado, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(saltelli_design_of_a_product, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(what_is_not_ranked_is_one_factor, open_bench, close_bench),
    };
    return cmocka_run_group_tests_name("montecarlo", tests, NULL, NULL);
}
