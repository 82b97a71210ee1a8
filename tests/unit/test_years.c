/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/years on an owner whose losses are known: one platform that earns 1000 an hour, a
 * flat week, and nothing uncertain but how often it fails and how long. */
#include "risk/years.h"

#include <stdlib.h>

#include "core/parallel.h"
#include "model/layout.h"
#include "prepared.h"
#include "risk/years_batch.h"

/* The 95 % point of the standard normal distribution. */
static const double z_95 = 1.6448536269514722;

static const double per_hour = 1000;

enum { ROOM = 1 << 17, COUNTS = 64 };

struct bench {
    struct package_folder folder;
    blackout_dataset *dataset;
    struct preparation preparation;
    struct arena arena;
    struct figures figures;
    struct sampler sampler;
    struct years_footprint footprint;
    struct years_process process;
    double cdf[COUNTS];
    struct years years;
    struct years_losses losses;
    struct radix_item *kept;
};

static void write_package(const struct package_folder *folder)
{
    package_write(folder, "owners.csv", "owner,name,currency\nsolo,Solo,USD\n");
    package_write(folder, "platforms.csv",
                  "platform,name,owner,currency,annual_revenue,basis,source\n"
                  "p,P,solo,USD,8766000,measured,test\n");
    package_write(folder, "regions.csv", "region,name,utc_offset_hours\nr,R,0\n");
    package_write(folder, "platform_regions.csv",
                  "platform,region,revenue_share,basis,source\np,r,1,measured,test\n");
}

/* Outages at a mean rate a year; `shape` says how well the rate is known. */
static void set_rate(struct bench *bench, double rate, double shape)
{
    const struct gamma_rate belief = {shape, shape / rate};
    bench->process.count_most = gamma_rate_counts(bench->cdf, COUNTS, &belief);
}

/* Lengths that are lognormal: a belief worth so much that nothing of it is uncertain. */
static void set_lengths(struct bench *bench, double log_mean, double log_sd)
{
    const double shape = 100; /* 200 degrees of freedom: the spread is known to 5 % */
    bench->process.log_hours =
        (struct normal_inverse_gamma){log_mean, 1e12, shape, shape * log_sd * log_sd};
}

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    package_make(&bench->folder);
    write_package(&bench->folder);
    bench->dataset = package_open(&bench->folder);
    preparation_make(&bench->preparation, bench->dataset, "platform=p duration=1h");
    const struct model *model = &bench->preparation.prepared.model;
    bench->figures.arena = &bench->arena;
    figures_begin(&bench->figures);
    figures_term(&bench->figures, model_layout(model).owner_steps + OWNER_NET, 1);
    bench->footprint = (struct years_footprint){.model = model,
                                                .centres = bench->preparation.prepared.centres,
                                                .sampler = &bench->sampler,
                                                .figures = &bench->figures,
                                                .severity = mapping_certain(1)};
    bench->process = (struct years_process){.stream = 77,
                                            .count_cdf = bench->cdf,
                                            .longest_hours = 1e9,
                                            .footprints = &bench->footprint,
                                            .footprint_count = 1,
                                            .any_hour_weight = 1};
    set_rate(bench, 0.7, 5);
    set_lengths(bench, log(6.0), 0.5);
    bench->years = (struct years){.seed = 1,
                                  .count = 5000,
                                  .processes = &bench->process,
                                  .process_count = 1,
                                  .measures = 1,
                                  .threads = 2,
                                  .crew = crew_open(2)};
    bench->kept = calloc(2 * ROOM, sizeof *bench->kept);
    assert_non_null(bench->kept);
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
    crew_close(bench->years.crew);
    free(bench->kept);
    free(bench);
    return 0;
}

static void run(struct bench *bench)
{
    blackout_error error = {0};
    exceedance_init(&bench->losses.sum, bench->kept, ROOM);
    exceedance_init(&bench->losses.largest, bench->kept + ROOM, ROOM);
    check_ok(years_run(&bench->losses, &bench->years, NULL, NULL, &error), &error);
}

/* ---- Closed forms ---------------------------------------------------------------------------- */

/* Expected: a compound Poisson sum has mean L E X, variance L E X^2 and fourth cumulant L E X^4;
 * the moments of a lognormal are exp(k mu + k^2 s^2 / 2). Three standard errors. */
static void a_compound_poisson_has_its_moments(void **state)
{
    struct bench *bench = *state;
    const double rate = 1.3;
    const double mu = log(6.0) + log(per_hour);
    const double s = 0.5;
    bench->years.count = 50000;
    set_rate(bench, rate, 1e9); /* a rate known so well is Poisson's */
    set_lengths(bench, log(6.0), s);
    run(bench);
    double n = (double)bench->years.count;
    double mean = rate * exp(mu + s * s / 2);
    double variance = rate * exp(2 * mu + 2 * s * s);
    double fourth = rate * exp(4 * mu + 8 * s * s);
    check_near(exceedance_mean(&bench->losses.sum), mean, 3 * sqrt(variance / n));
    double found = exceedance_sd(&bench->losses.sum);
    check_near(found * found, variance, 3 * sqrt((fourth + 2 * variance * variance) / n));
    check_close(exceedance_se(&bench->losses.sum), found / sqrt(n), 1e-12);
    /* a year without an outage has chance exp(-L) */
    double none = (double)bench->losses.sum.years_without / n;
    check_near(none, exp(-rate), 3 * sqrt(exp(-rate) * (1 - exp(-rate)) / n));
}

/* A rate that is itself uncertain adds var(rate) (E X)^2: the sum has variance
 * L E X^2 + L^2 / shape (E X)^2. */
static void an_uncertain_rate_widens_the_year(void **state)
{
    struct bench *bench = *state;
    const double rate = 1.3;
    const double shape = 4;
    const double mu = log(6.0) + log(per_hour);
    bench->years.count = 50000;
    set_rate(bench, rate, shape);
    set_lengths(bench, log(6.0), 0.5);
    run(bench);
    double mean = rate * exp(mu + 0.125);
    double variance = rate * exp(2 * mu + 0.5) + mean * mean / shape;
    double found = exceedance_sd(&bench->losses.sum);
    check_near(exceedance_mean(&bench->losses.sum), mean,
               3 * sqrt(variance / (double)bench->years.count));
    /* the spread of a sample variance from four batches would take more years: five per cent */
    check_close(found * found, variance, 0.05);
}

/* Expected: riskquant (Netflix-Skunkworks), tests/test_simpleloss.py: losses of 1 to 10 (5 to 95 %)
 * with probability 0.1 cost 0.4040012826945718 a year, of 635,000 to 19,000,000 with 0.07
 * 414,589.4783457917. Three standard errors. */
static void annualised_losses_meet_riskquant(void **state)
{
    struct bench *bench = *state;
    const struct {
        double rate;
        double low;
        double high;
        double annualised;
    } cases[] = {{0.1, 1, 10, 0.4040012826945718}, {0.07, 635000, 19000000, 414589.4783457917}};
    bench->years.count = 200000;
    for (size_t i = 0; i < 2; ++i) {
        double low = log(cases[i].low);
        double high = log(cases[i].high);
        set_rate(bench, cases[i].rate, 1e9);
        set_lengths(bench, log(6.0), (high - low) / (2 * z_95)); /* in the middle six hours ... */
        bench->figures.terms[0].coefficient = exp((low + high) / 2) / (6 * per_hour);
        run(bench); /* ... that cost the middle loss */
        check_near(exceedance_mean(&bench->losses.sum), cases[i].annualised,
                   3 * exceedance_se(&bench->losses.sum));
        check_close(exceedance_se(&bench->losses.sum) / cases[i].annualised, 0.01, 1);
    }
}

/* By how the draws are made: an hour of two catalogued ones, or, with a weight of 2.5 in 4.5, any,
 * each as likely. Four standard errors, of 168 hours. */
static void starts_are_catalogued_or_any(void **state)
{
    struct bench *bench = *state;
    static const int hours[] = {5, 100};
    static const double weight = 2.5;
    struct years_outage outages[YEARS_MOST_OUTAGES];
    double seen[HOURS_PER_WEEK] = {0};
    double count = 0;
    bench->process.start_hours = hours;
    bench->process.start_count = 2;
    bench->process.any_hour_weight = weight;
    for (uint64_t year = 0; year < 30000; ++year) {
        size_t in_year = years_outages(outages, &bench->years, year);
        for (size_t i = 0; i < in_year; ++i) {
            count += 1;
            seen[outages[i].hour_of_week] += 1;
        }
    }
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        const double own = hour == hours[0] || hour == hours[1] ? 1 : 0;
        const double chance = (own + weight / HOURS_PER_WEEK) / (2 + weight);
        check_near(seen[hour] / count, chance, 4 * sqrt(chance * (1 - chance) / count));
    }
}

/* Longer ones last as long as the bound; shorter than asked for do not happen. */
static void lengths_are_bounded(void **state)
{
    struct bench *bench = *state;
    struct years_outage outages[YEARS_MOST_OUTAGES];
    set_lengths(bench, log(6.0), 2);
    bench->process.shortest_hours = 2;
    bench->process.longest_hours = 30;
    double shortest = 1e9;
    double longest = 0;
    for (uint64_t year = 0; year < 3000; ++year) {
        size_t in_year = years_outages(outages, &bench->years, year);
        for (size_t i = 0; i < in_year; ++i) {
            shortest = fmin(shortest, outages[i].duration_hours);
            longest = fmax(longest, outages[i].duration_hours);
            assert_in_range(outages[i].week, 0, 51);
            assert_true(i == 0 || outages[i - 1].week <= outages[i].week);
        }
    }
    assert_true(shortest > 2 && shortest < 2.05);
    check_near(longest, 30, 0);
}

/* Two owners: what they draw in a year is all there, in the order of its dates, and what is counted
 * beforehand and what beliefs weigh are the same draws. All begin at one hour of the week: of one
 * date the first owner's come first. */
static void owners_draw_side_by_side(void **state)
{
    enum { SOME_YEARS = 100 * LANES };
    struct bench *bench = *state;
    static const int hour = 5;
    bench->process.start_hours = &hour;
    bench->process.start_count = 1;
    bench->process.any_hour_weight = 1e-9;
    struct years_process both[2] = {bench->process, bench->process};
    size_t ties = 0;
    static struct years_outage outages[2 * YEARS_MOST_OUTAGES];
    size_t seen[2] = {0};
    both[1].stream = 78;
    both[1].shortest_hours = 7.5;
    bench->years.processes = both;
    bench->years.process_count = 2;
    set_rate(bench, 2.385, 5);
    both[0].count_most = both[1].count_most = bench->process.count_most;
    for (uint64_t year = 0; year < SOME_YEARS; ++year) {
        size_t drawn[LANES];
        size_t most = 0;
        const size_t count = years_outages(outages, &bench->years, year);
        years_drawn(drawn, &bench->years, year / LANES * LANES);
        for (size_t p = 0; p < 2; ++p) {
            double logs[YEARS_MOST_OUTAGES];
            const size_t own = years_log_hours(logs, &bench->years, p, year);
            most += own;
            for (size_t k = 0; k < own; ++k) {
                size_t found = 0;
                for (size_t i = 0; i < count; ++i) {
                    found += outages[i].process == p && outages[i].log_hours == logs[k] ? 1 : 0;
                }
                assert_int_equal(found, logs[k] >= log(both[p].shortest_hours) ? 1 : 0);
                seen[p] += found;
            }
        }
        assert_int_equal(drawn[year % LANES], most);
        for (size_t i = 0; i < count; ++i) {
            assert_int_equal(outages[i].hour_of_week, hour);
            assert_true(i == 0 || outages[i - 1].week <= outages[i].week);
            if (i > 0 && outages[i - 1].week == outages[i].week) {
                assert_true(outages[i - 1].process <= outages[i].process);
                ties += outages[i - 1].process < outages[i].process ? 1 : 0;
            }
        }
    }
    assert_in_range(ties, 10, 60);
    assert_true(seen[0] > seen[1] && seen[1] > 0); /* ln 7.5 is above the middle, ln 6 */
    const struct years_outage single = years_single_outage(&bench->years, 1, 3);
    double first[YEARS_MOST_OUTAGES];
    assert_int_equal(single.process, 1);
    for (uint64_t year = 0; year < SOME_YEARS; ++year) {
        if (years_log_hours(first, &bench->years, 1, year) > 0) {
            assert_true(years_single_outage(&bench->years, 1, year).log_hours == first[0]);
        }
    }
    bench->years.processes = &bench->process;
    bench->years.process_count = 1;
}

/* ---- The run --------------------------------------------------------------------------------- */

static void threads_change_no_bit(void **state)
{
    struct bench *bench = *state;
    const size_t threads[] = {1, 2, 3, 7, 16};
    double expected[5];
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; ++i) {
        crew_close(bench->years.crew);
        bench->years.threads = threads[i];
        bench->years.crew = crew_open(threads[i]);
        run(bench);
        const double found[] = {exceedance_mean(&bench->losses.sum),
                                exceedance_sd(&bench->losses.sum),
                                exceedance_quantile(&bench->losses.sum, 0.99),
                                exceedance_quantile(&bench->losses.largest, 0.99),
                                exceedance_tail_mean(&bench->losses.sum, 100)};
        if (i > 0) {
            assert_memory_equal(found, expected, sizeof expected);
        }
        memcpy(expected, found, sizeof expected);
    }
}

struct noted {
    double sums[4000];
    double largest[4000];
    uint64_t next;
};

static blackout_status note(void *user, uint64_t first_year, size_t count, const double *sums,
                            const double *largest, blackout_error *error)
{
    struct noted *noted = user;
    (void)error;
    assert_int_equal(first_year, noted->next);
    memcpy(noted->sums + first_year, sums, count * sizeof *sums);
    memcpy(noted->largest + first_year, largest, count * sizeof *largest);
    noted->next += count;
    return BLACKOUT_OK;
}

static void run_noted(struct noted *noted, struct bench *bench, uint64_t count)
{
    blackout_error error = {0};
    noted->next = 0;
    bench->years.count = count;
    exceedance_init(&bench->losses.sum, bench->kept, ROOM);
    exceedance_init(&bench->losses.largest, bench->kept + ROOM, ROOM);
    check_ok(years_run(&bench->losses, &bench->years, note, noted, &error), &error);
    assert_int_equal(noted->next, count);
}

/* The worst outage of a year costs no more than all, and a year of one outage just that. */
static void a_longer_run_begins_with_the_shorter(void **state)
{
    struct bench *bench = *state;
    struct noted shorter;
    struct noted longer;
    run_noted(&shorter, bench, 1500);
    run_noted(&longer, bench, 4000);
    assert_memory_equal(shorter.sums, longer.sums, 1500 * sizeof(double));
    assert_memory_equal(shorter.largest, longer.largest, 1500 * sizeof(double));
    struct years_outage outages[YEARS_MOST_OUTAGES];
    for (size_t i = 0; i < 4000; ++i) {
        size_t count = years_outages(outages, &bench->years, i);
        assert_true(longer.largest[i] <= longer.sums[i]);
        assert_int_equal(longer.sums[i] > 0, count > 0);
        if (count == 1) {
            check_close(longer.sums[i], per_hour * outages[0].duration_hours, 1e-12);
            check_close(longer.largest[i], longer.sums[i], 0);
        }
    }
}

/* More outages than there is room for at a time: 1,000 years of forty. An hour costs the same
 * whenever it is, so that each outage loses as much as its length says. */
static void many_outages_are_evaluated_in_turn(void **state)
{
    enum { MANY_YEARS = 1000 };
    struct bench *bench = *state;
    struct arena arena = {0};
    struct years_batch batch;
    struct years_outage outages[YEARS_MOST_OUTAGES];
    const double nothing = 0;
    size_t fills = 0;
    size_t filled = 0;
    set_rate(bench, 40, 1e9);
    assert_true(years_batch_make(&batch, &arena, &bench->years, MANY_YEARS, SIZE_MAX));
    for (size_t first = 0; first < MANY_YEARS; first += filled) {
        filled = years_batch_fill(&batch, first, MANY_YEARS - first);
        ++fills;
        assert_in_range(filled, 1, MANY_YEARS - first);
        for (size_t row = 0; row < filled; ++row) {
            const struct years_place *place = &batch.places[row];
            assert_int_equal(years_outages(outages, &bench->years, first + row), place->count);
            for (size_t i = 0; i < place->count; ++i) {
                check_close(*years_batch_losses(&batch, place->first + i, &nothing),
                            per_hour * outages[i].duration_hours, 1e-12);
            }
        }
    }
    assert_true(fills > 1);
    arena_free(&arena);
}

/* A year of about twenty outages where there is room for one at a time: it makes room for itself.
 * The room is of what a year has, and not of all that any year could have. */
static void a_full_year_makes_room_for_itself(void **state)
{
    enum { FULL_YEARS = 20 };
    struct bench *bench = *state;
    struct arena arena = {0};
    struct years_batch batch;
    struct years_outage outages[COUNTS];
    const double nothing = 0;
    size_t filled = 0;
    set_rate(bench, 20, 1e9);
    assert_in_range(years_most_outages(&bench->years), 40, COUNTS - 1);
    assert_true(years_batch_make(&batch, &arena, &bench->years, FULL_YEARS, 1));
    assert_int_equal(batch.room, 1);
    for (size_t first = 0; first < FULL_YEARS; first += filled) {
        filled = years_batch_fill(&batch, first, FULL_YEARS - first);
        assert_in_range(filled, 1, FULL_YEARS - first);
        for (size_t row = 0; row < filled; ++row) {
            const struct years_place *place = &batch.places[row];
            assert_int_equal(years_outages(outages, &bench->years, first + row), place->count);
            for (size_t i = 0; i < place->count; ++i) {
                check_close(*years_batch_losses(&batch, place->first + i, &nothing),
                            per_hour * outages[i].duration_hours, 1e-12);
            }
        }
    }
    assert_in_range(batch.room, 20, 2 * COUNTS);
    arena_free(&arena);
}

/* ---- Shards ---------------------------------------------------------------------------------- */

enum { SHARDS = 3, SHARDED_YEARS = 1003 };

struct carried {
    double rows[SHARDED_YEARS][2];
    uint64_t next;
};

static blackout_status begin_carried(void *user, const struct shard_plan *plan,
                                     blackout_error *error)
{
    struct carried *carried = user;
    (void)error;
    assert_int_equal(plan->order, SHARD_ROWS);
    assert_int_equal(plan->all, SHARDED_YEARS);
    assert_int_equal(plan->columns, 2);
    carried->next = plan->range.first;
    return BLACKOUT_OK;
}

static blackout_status give_rows(void *user, const struct shard_range *range, const double *values,
                                 blackout_error *error)
{
    struct carried *carried = user;
    (void)error;
    assert_int_equal(range->first, carried->next);
    memcpy(carried->rows[range->first], values, (size_t)range->count * 2 * sizeof *values);
    carried->next += range->count;
    return BLACKOUT_OK;
}

static blackout_status take_rows(void *user, const struct shard_range *range, double *values,
                                 blackout_error *error)
{
    struct carried *carried = user;
    (void)error;
    memcpy(values, carried->rows[range->first], (size_t)range->count * 2 * sizeof *values);
    return BLACKOUT_OK;
}

/* Expected: the run without shards, bit by bit. Shards have no listener called. */
static void shards_change_no_bit(void **state)
{
    struct bench *bench = *state;
    static struct carried carried;
    struct noted whole;
    struct noted joined;
    blackout_error error = {0};
    run_noted(&whole, bench, SHARDED_YEARS);
    const double mean = exceedance_mean(&bench->losses.sum);
    for (uint64_t k = 0; k < SHARDS; ++k) {
        const struct shard shard = {k, SHARDS, begin_carried, give_rows, NULL, &carried};
        bench->years.shard = &shard;
        joined.next = 0;
        check_ok(years_run(NULL, &bench->years, note, &joined, &error), &error);
        assert_int_equal(joined.next, 0);
    }
    assert_int_equal(carried.next, SHARDED_YEARS);
    const struct shard join = {0, SHARDS, begin_carried, NULL, take_rows, &carried};
    bench->years.shard = &join;
    run_noted(&joined, bench, SHARDED_YEARS);
    assert_memory_equal(whole.sums, joined.sums, SHARDED_YEARS * sizeof(double));
    assert_memory_equal(whole.largest, joined.largest, SHARDED_YEARS * sizeof(double));
    check_close(exceedance_mean(&bench->losses.sum), mean, 0);
}

/* ---- Ends ------------------------------------------------------------------------------------ */

static blackout_status refuse(void *user, uint64_t first_year, size_t count, const double *sums,
                              const double *largest, blackout_error *error)
{
    (void)user, (void)first_year, (void)count, (void)sums, (void)largest;
    error->status = BLACKOUT_ERROR_IO;
    strcpy(error->message, "full");
    return BLACKOUT_ERROR_IO;
}

static int is_out(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void a_run_can_end_early(void **state)
{
    struct bench *bench = *state;
    blackout_error error = {0};
    int left = 2;
    exceedance_init(&bench->losses.sum, bench->kept, ROOM);
    exceedance_init(&bench->losses.largest, bench->kept + ROOM, ROOM);
    check_fails(years_run(&bench->losses, &bench->years, refuse, NULL, &error), BLACKOUT_ERROR_IO,
                &error);
    bench->years.cancelled = is_out;
    bench->years.user = &left;
    memset(&error, 0, sizeof error);
    check_fails(years_run(&bench->losses, &bench->years, NULL, NULL, &error),
                BLACKOUT_ERROR_CANCELLED, &error);
    assert_int_equal(left, -1);
}

/* Outages that are sampled alone are those of the years from 2^32 on, which no run reaches, and
 * each loses what its length says. */
static void sampled_outages_are_of_years_of_their_own(void **state)
{
    enum { SAMPLED = 20 };
    struct bench *bench = *state;
    blackout_error error = {0};
    double log_hours[SAMPLED];
    double losses[SAMPLED];
    const size_t measure = 0;
    const struct years_question singles = {
        .process = 0, .count = SAMPLED, .measures = &measure, .measure_count = 1};
    check_ok(years_sample(log_hours, losses, &bench->years, &singles, &error), &error);
    for (uint64_t i = 0; i < SAMPLED; ++i) {
        const struct years_outage outage =
            years_single_outage(&bench->years, 0, (UINT64_C(1) << 32) + i);
        assert_true(log_hours[i] == outage.log_hours);
        check_close(losses[i], per_hour * exp(log_hours[i]), 1e-12);
    }
}

static void losses_must_be_finite(void **state)
{
    struct bench *bench = *state;
    blackout_error error = {0};
    double log_hours[8];
    double losses[8];
    const size_t measure = 0;
    const struct years_question singles = {
        .process = 0, .count = 8, .measures = &measure, .measure_count = 1};
    bench->figures.terms[0].coefficient = 1e306;
    exceedance_init(&bench->losses.sum, bench->kept, ROOM);
    exceedance_init(&bench->losses.largest, bench->kept + ROOM, ROOM);
    check_fails(years_run(&bench->losses, &bench->years, NULL, NULL, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(years_sample(log_hours, losses, &bench->years, &singles, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_compound_poisson_has_its_moments, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(an_uncertain_rate_widens_the_year, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(annualised_losses_meet_riskquant, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(starts_are_catalogued_or_any, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(lengths_are_bounded, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(owners_draw_side_by_side, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(threads_change_no_bit, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_longer_run_begins_with_the_shorter, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(many_outages_are_evaluated_in_turn, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(a_full_year_makes_room_for_itself, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(shards_change_no_bit, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_run_can_end_early, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(sampled_outages_are_of_years_of_their_own, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(losses_must_be_finite, open_bench, close_bench),
    };
    blackout_init();
    return cmocka_run_group_tests_name("years", tests, NULL, NULL);
}
