/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk/risk, risk_measures, risk_exposure and what policies pay in risk/years_batch: each figure of
 * a year at risk, worked out anew from its own tables, and what is in these by hand. Sums and
 * quantiles are GSL's. */
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "risk_bench.h"

/* ---- What policies pay ----------------------------------------------------------------------- */

/* What a policy pays for a loss an hour of so many hours: of what is lost after the waiting time
 * share * min(max(covered - deductible, 0), limit). */
struct terms {
    double waiting, deductible, limit, share, aggregate;
};
static const struct terms policies[POLICY_COUNT] = {
    {1, 20, 400, 0.8, 500}, {0.5, 5, 100, 0.5, INFINITY}, {0, 30, 1000, 0.25, 300}};

static double due(const struct terms *terms, double per_hour, double hours)
{
    const double covered = per_hour * fmax(hours - terms->waiting, 0);
    return terms->share * fmin(fmax(covered - terms->deductible, 0), terms->limit);
}

/* What each measure loses in an outage, after `paid` has been paid in its year, which grows. */
static void expected_losses(double losses[MEASURES], double paid[POLICY_COUNT], int owner,
                            double severity, double hours)
{
    static const double of_owners[OWNERS] = {1000, 200};
    static const double of_dependants[OWNERS] = {50, 7};
    const double own = of_owners[owner] * severity * hours;
    const double dependants = of_dependants[owner] * severity;
    memset(losses, 0, MEASURES * sizeof *losses);
    losses[2 * owner] = losses[PLATFORMS + 2 * owner] = own;
    losses[2 * owner + 1] = losses[PLATFORMS + 2 * owner + 1] = losses[ALL_DEPENDANTS] =
        losses[POLICIES] = dependants * hours;
    for (int k = 0; k < POLICY_COUNT;
         ++k) { /* the first is of b, the second of e, the last of both */
        const double per_hour = k == owner || k == 2 ? dependants : 0;
        const double pays =
            fmin(due(&policies[k], per_hour, hours), policies[k].aggregate - paid[k]);
        double *of = &losses[POLICIES + 3 + 3 * k];
        paid[k] += pays;
        of[0] = per_hour * hours;
        of[1] = pays;
        of[2] = of[0] - pays;
        losses[POLICIES + 1] += pays;
    }
    losses[POLICIES + 2] = losses[POLICIES] - losses[POLICIES + 1];
}

/* Outages are in the order of their dates, and each begins with its owner's loss; those of a year
 * share the limits, from nothing paid on. */
static void policies_pay_the_earlier_outages_first(void **state)
{
    const struct bench *bench = *state;
    double paid[POLICY_COUNT] = {0};
    double losses[MEASURES];
    size_t limited[POLICY_COUNT] = {0};
    int year = 0;
    for (size_t i = 0; i < bench->count;) {
        const struct outage_row *first = &bench->rows[i];
        const int owner = first->summary / 2;
        assert_true(first->summary == 1 || first->summary == 3);
        if (first->year != year) {
            memset(paid, 0, sizeof paid);
            year = first->year;
        }
        expected_losses(losses, paid, owner, first->severity, first->hours);
        for (int m = 0; m < MEASURES; ++m) {
            const bool has_row = i < bench->count && bench->rows[i].year == year &&
                                 bench->rows[i].hours == first->hours &&
                                 bench->rows[i].summary == m + 1;
            check_near(has_row ? bench->rows[i].loss : 0, losses[m], 1e-12 * losses[2 * owner]);
            i += has_row ? 1 : 0;
        }
        for (int k = 0; k < POLICY_COUNT; ++k) {
            limited[k] += paid[k] == policies[k].aggregate ? 1 : 0;
        }
    }
    assert_true(limited[0] > 20 && limited[1] == 0 && limited[2] > 20);
}

/* What the policies insure passes through what is down: of all once. */
static void exposures_are_revenues_of_a_year(void **state)
{
    static const double of_owners[OWNERS] = {8766000, 1753200};
    static const double of_dependants[OWNERS] = {438300, 61362};
    const struct bench *bench = *state;
    for (size_t i = 0; i < bench->count; ++i) {
        const struct outage_row *row = &bench->rows[i];
        const int owner = row->event == 3 ? 1 : 0;
        const bool is_own =
            row->summary == 2 * owner + 1 || row->summary == PLATFORMS + 2 * owner + 1;
        check_close(row->exposure, is_own ? of_owners[owner] : of_dependants[owner], 1e-14);
    }
}

/* ---- The figures of the years ---------------------------------------------------------------- */

/* The mean of the worst `tail` years of those that ascend, that at the edge in part. */
static double mean_of_worst(const double *ascending, double tail)
{
    const size_t whole = (size_t)tail;
    double sum = (tail - (double)whole) * ascending[YEARS - 1 - whole];
    for (size_t i = 0; i < whole; ++i) {
        sum += ascending[YEARS - 1 - i];
    }
    return sum / tail;
}

/* Quantiles and means of the tail, of sums or of the worst outages. */
static void check_curve(const struct bench *bench, int measure, int of)
{
    static const char *const names[2] = {"aep", "oep"};
    double sorted[YEARS];
    memcpy(sorted, bench->losses[measure][of], sizeof sorted);
    gsl_sort(sorted, 1, YEARS);
    for (int i = 0; i < POINTS; ++i) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "curve/%d/return_period", i);
        assert_true(of_measure(bench, measure, pointer) == periods[i]);
        snprintf(pointer, sizeof pointer, "curve/%d/%s", i, names[of]);
        check_close(of_measure(bench, measure, pointer),
                    gsl_stats_quantile_from_sorted_data(sorted, 1, YEARS, 1 - 1 / periods[i]),
                    1e-12);
        snprintf(pointer, sizeof pointer, "curve/%d/tvar_%s", i, names[of]);
        check_close(of_measure(bench, measure, pointer), mean_of_worst(sorted, YEARS / periods[i]),
                    1e-12);
    }
}

static void figures_are_those_of_the_years(void **state)
{
    const struct bench *bench = *state;
    for (int m = 0; m < MEASURES; ++m) {
        const double *sums = bench->losses[m][0];
        const double sd = gsl_stats_sd(sums, 1, YEARS);
        double with_loss = 0;
        for (int year = 0; year < YEARS; ++year) {
            with_loss += sums[year] > 0 ? 1 : 0;
        }
        check_close(of_measure(bench, m, "average_annual_loss/mean"),
                    gsl_stats_mean(sums, 1, YEARS), 1e-12);
        check_close(of_measure(bench, m, "average_annual_loss/sd"), sd, 1e-12);
        check_close(of_measure(bench, m, "average_annual_loss/se"), sd / sqrt(YEARS), 1e-12);
        check_near(of_measure(bench, m, "chance_of_loss"), with_loss / YEARS, 1e-15);
        assert_true(of_measure(bench, m, "bits") == 52);
        check_curve(bench, m, 0);
        check_curve(bench, m, 1);
    }
}

/* Once a sixteenth, an eighth, ... of the years have been passed, at the end of a round of 188. */
static void means_are_noted_on_the_way(void **state)
{
    static const int counts[] = {188, 376, 752, 1504, YEARS};
    const struct bench *bench = *state;
    for (int m = 0; m < MEASURES; ++m) {
        for (int i = 0; i < 5; ++i) {
            double sorted[YEARS];
            const size_t count = (size_t)counts[i];
            double expected[4] = {counts[i], gsl_stats_mean(bench->losses[m][0], 1, count),
                                  gsl_stats_sd(bench->losses[m][0], 1, count) / sqrt(counts[i])};
            static const char *const names[] = {"years", "mean", "se", "aep_100"};
            memcpy(sorted, bench->losses[m][0], count * sizeof *sorted);
            gsl_sort(sorted, 1, count);
            expected[3] = gsl_stats_quantile_from_sorted_data(sorted, 1, count, 0.99);
            for (int k = 0; k < 4; ++k) {
                char pointer[64];
                snprintf(pointer, sizeof pointer, "convergence/%d/%s", i, names[k]);
                check_close(of_measure(bench, m, pointer), expected[k], 1e-12);
            }
        }
    }
}

/* ---- Inputs and hours ------------------------------------------------------------------------ */

/* A world of the bench with other tables; the report and its rows are to be freed. */
static blackout_risk *run_changed(struct outage_row **rows, size_t *count, struct bench *bench)
{
    blackout_risk *risk = NULL;
    blackout_error error = {0};
    struct caught events = {0};
    blackout_risk_tables sinks = BLACKOUT_RISK_TABLES_INIT;
    sinks.events = catch_bytes;
    sinks.events_user = &events;
    world_reopen(&bench->world);
    check_ok(try_risk(&risk, &bench->world, "owner=one years=3000", &sinks, 2, &error), &error);
    *rows = outage_rows_of(count, events.text, YEARS);
    free(events.text);
    return risk;
}

/* Revenue is half to twice what it is, 90 % of the time, and severity of o2 is uncertain too: what
 * an hour earns is the same in all outages of a year, whatever they strike, and another in the next
 * year. Shares of the years within four standard errors; exposures are in the centre. */
static void inputs_are_drawn_once_a_year(void **state)
{
    static const double below[3][2] = {{0.5, 0.05}, {1, 0.5}, {2, 0.95}};
    struct bench *bench = *state;
    struct outage_row *rows;
    size_t count;
    double seen[3] = {0};
    double years = 0;
    size_t of_both = 0;
    package_write(&bench->world.folder, "platforms.csv",
                  "platform,name,owner,currency,annual_revenue,annual_revenue_low,"
                  "annual_revenue_high,basis\n"
                  "big,Big,one,USD,8766000,4383000,17532000,reported\n"
                  "other,Other,two,USD,1753200,,,measured\n");
    package_write(&bench->world.folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,severity_low,"
                  "severity_high,basis\n"
                  "o1,one,big,2021-03-01T10:00Z,120,0.5,,,measured\n"
                  "o2,one,big,2022-05-05T03:00Z,300,0.75,0.5,0.9,measured\n");
    blackout_risk *risk = run_changed(&rows, &count, bench);
    const struct outage_row *last = NULL;
    for (size_t i = 0; i < count; ++i) {
        if (rows[i].summary != 1) {
            continue;
        }
        const double per_hour = rows[i].loss / rows[i].hours / rows[i].severity / 1000;
        check_close(rows[i].exposure, 8766000., 1e-14);
        if (last != NULL && last->year == rows[i].year) {
            check_close(per_hour, last->loss / last->hours / last->severity / 1000, 1e-12);
            of_both += last->event != rows[i].event ? 1 : 0;
        } else {
            years += 1;
            for (int k = 0; k < 3; ++k) {
                seen[k] += per_hour < below[k][0] ? 1 : 0;
            }
        }
        last = &rows[i];
    }
    for (int k = 0; k < 3; ++k) {
        const double chance = below[k][1];
        check_near(seen[k] / years, chance, 4 * sqrt(chance * (1 - chance) / years));
    }
    assert_true(of_both > 50);
    free(rows);
    blackout_risk_free(risk);
}

/* What so many hours from an hour of the week on are worth, in mean hours: an hour of a day weighs
 * 1 + its number. */
static double worth(double start, double hours)
{
    double sum = 0;
    for (double from = start, to; from < start + hours; from = to) {
        to = fmin(floor(from) + 1, start + hours);
        sum += (to - from) * (1 + (int)floor(from) % 24) / 12.5;
    }
    return sum;
}

/* The part of the years with an outage of at least so great a loss. */
static double chance_of(const struct outage_row *rows, size_t count, int summary, double loss)
{
    double years = 0;
    int last = 0;
    for (size_t i = 0; i < count; ++i) {
        if (rows[i].summary == summary && rows[i].loss >= loss && rows[i].year != last) {
            last = rows[i].year;
            years += 1;
        }
    }
    return years / YEARS;
}

/* However little is lost, the worst of three outages in four years is reached once, and the least
 * three times: a Poisson process has a year with one by 1 - exp(-rate). */
static void check_small_losses(const blackout_risk *risk, const struct outage_row *rows,
                               size_t count)
{
    static const double losses[2] = {1000, 50};
    for (int kind = 0; kind < 2; ++kind) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "outages/2/losses/%d/loss", kind);
        const double loss = of_owner(risk, 0, pointer);
        check_close(loss, losses[kind] * 0.01 / 60 * 0.5, 1e-12);
        snprintf(pointer, sizeof pointer, "outages/2/losses/%d/catalogue_return_period", kind);
        check_close(of_owner(risk, 0, pointer), -1 / expm1(-0.75), 1e-12);
        snprintf(pointer, sizeof pointer, "outages/2/losses/%d/return_period/central", kind);
        check_close(of_owner(risk, 0, pointer), 1 / chance_of(rows, count, kind + 1, loss), 1e-12);
        snprintf(pointer, sizeof pointer, "outages/1/losses/%d/catalogue_return_period", kind);
        check_close(of_owner(risk, 0, pointer), -1 / expm1(-0.25), 1e-12);
    }
}

/* Outages begin on full hours, and cost what their hours are worth; one of the catalogue that
 * happens again begins at its minute, or, where its time of day is not known, at any. 2001 begins
 * on a Monday, as 1 March 2021. */
static void hours_cost_what_they_are_worth(void **state)
{
    static const int before_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    struct bench *bench = *state;
    struct outage_row *rows;
    size_t count;
    char activity[8192] = "profile,hour_of_week,weight,basis\n";
    size_t used = strlen(activity);
    for (int hour = 0; hour < 168; ++hour) {
        used += (size_t)snprintf(activity + used, sizeof activity - used, "even,%d,%d,measured\n",
                                 hour, 1 + hour % 24);
    }
    package_write(&bench->world.folder, "activity.csv", activity);
    package_write(&bench->world.folder, "platforms.csv", tables[1][1]);
    package_write(&bench->world.folder, "platform_regions.csv",
                  "platform,region,revenue_share,profile,basis\nbig,r,1,even,measured\n"
                  "other,r,1,even,measured\n");
    package_write(&bench->world.folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,basis\n"
                  "o1,one,big,2021-03-01T10:20Z,120,0.5,measured\n"
                  "o2,one,big,2022-05-05,300,1,measured\n"
                  "o3,one,big,2023-07-07,0.01,0.5,measured\n");
    blackout_risk *risk = run_changed(&rows, &count, bench);
    for (size_t i = 0; i < count; ++i) {
        const int day = before_month[rows[i].month - 1] + rows[i].day - 1;
        const int start = day % 7 * 24 + rows[i].hour;
        const double mean_hours = worth(start, rows[i].hours) * rows[i].severity;
        const double expected = (rows[i].summary == 1 ? 1000 : 50) * mean_hours;
        if (rows[i].summary <= 2) { /* of the shortest the sum with the start keeps few digits */
            check_near(rows[i].loss, expected, 1e-10 * expected + 1e-9);
        }
    }
    check_close(of_owner(risk, 0, "outages/0/losses/0/loss"),
                500 * (11 * 2 / 3. + 12 + 13 / 3.) / 12.5, 1e-12);
    check_close(of_owner(risk, 0, "outages/0/losses/1/loss"),
                25 * (11 * 2 / 3. + 12 + 13 / 3.) / 12.5, 1e-12);
    check_close(of_owner(risk, 0, "outages/1/losses/0/loss"), 5000., 1e-12);
    check_close(of_owner(risk, 0, "outages/1/losses/1/loss"), 250., 1e-12);
    check_small_losses(risk, rows, count);
    free(rows);
    blackout_risk_free(risk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies_pay_the_earlier_outages_first),
        cmocka_unit_test(exposures_are_revenues_of_a_year),
        cmocka_unit_test(figures_are_those_of_the_years),
        cmocka_unit_test(means_are_noted_on_the_way),
        cmocka_unit_test(inputs_are_drawn_once_a_year),   /* on other tables */
        cmocka_unit_test(hours_cost_what_they_are_worth), /* likewise */
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk_figures", tests, open_bench, close_bench);
}
