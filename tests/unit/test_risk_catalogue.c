/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk/risk_owners, risk_events, risk_footprints, risk_rarities and risk_tables: what a year at
 * risk makes of a catalogue with rows that overlap, lack a start, an hour or a length, of several
 * regions and of three owners. All hours earn the same and nothing is uncertain but the outages, so
 * that each figure is worked out by hand. */
#include <gsl/gsl_cdf.h>

#include "risk_rows.h"

enum {
    WEEK = 168,
    YEARS = 6000,
    EVENTS = 8,
    OWNERS = 3,
    PLATFORMS = 4,
    ALL = 2 * OWNERS + 1, /* the measure of all dependants, from 1 */
    MEASURES = ALL + 2 * PLATFORMS
};

/* a1 to a3 are one outage, from 10:00 to 12:30; one is observed for 1461 days, two for 729.5. */
static const char *const tables[][2] = {
    {"owners.csv", "owner,name,currency,observed_from,observed_to\n"
                   "two,Two,USD,2022-01-01,2023-12-31T12:00Z\n"
                   "one,One,USD,2020-01-01,2023-12-31\nnever,Never,USD,,\n"},
    {"platforms.csv", "platform,name,owner,currency,annual_revenue,basis\n"
                      "other,Other,two,USD,1753200,measured\nbig,Big,one,USD,8766000,measured\n"
                      "small,Small,one,USD,4383000,measured\n"
                      "third,Third,never,USD,876600,measured\n"},
    {"regions.csv", "region,name,utc_offset_hours\nr,R,0\nq,Q,0\nrr,RR,0\n"},
    {"platform_regions.csv", "platform,region,revenue_share,basis\nbig,r,0.5,measured\n"
                             "big,q,0.25,measured\nbig,rr,0.25,measured\nsmall,r,1,measured\n"
                             "other,r,1,measured\nthird,rr,1,measured\n"},
    {"sectors.csv", "sector,name,profile,recapture,basis\nG,Trade,even,0,measured\n"},
    {"channels.csv",
     "channel,name,grace_hours,onset_hours,shape,basis\nsales,Sales,0,0,1,measured\n"},
    {"dependencies.csv", "business,sector,region,annual_revenue,currency,platform,channel,share,"
                         "firms,basis\nb,G,r,876600,USD,big,sales,0.5,1,measured\n"
                         "c,G,q,262980,USD,big,sales,1,1,measured\n"
                         "d,G,r,175320,USD,small,sales,0.25,1,measured\n"
                         "e,G,r,61362,USD,other,sales,1,1,measured\n"},
    {"outages.csv", "event,owner,platforms,start,duration_minutes,severity,severity_low,"
                    "severity_high,regions,basis\n"
                    "a1,one,big;small,2021-03-01T10:00Z,120,0.5,0.4,0.6,rr,measured\n"
                    "a2,one,small;big,2021-03-01T11:30Z,60,0.7,0.6,0.85,r;rr,measured\n"
                    "a3,one,big,2021-03-01T10:30Z,15,0.6,0.2,0.8,r,measured\n"
                    "b,one,big,2022-05-05,240,1,,,r;q,measured\nc,one,small,,,1,,,,measured\n"
                    "d,one,big,,,0.25,,,q,measured\nz,one,big,2022-08-08T04:00Z,0,1,,,,measured\n"
                    "f,two,other,2023-12-31T12:00Z,60,1,,,,measured\n"
                    "g,two,other,2022-01-01T00:00Z,60,1,,,,measured\n"},
};

/* Of each event: what platforms and their dependants lose an hour, in full. */
static const double of_platforms[EVENTS + 1][PLATFORMS][2] = {
    [1] = {{200, 7}},
    [2] = {{200, 7}},
    [3] = {{0}, {750, 50}, {500, 5}},
    [4] = {{0}, {750, 80}},
    [5] = {{0}, {0}, {500, 5}},
    [6] = {{0}, {250, 30}},
    [7] = {{0}, {1000, 80}},
    [8] = {{0}, {0}, {0}, {100, 0}},
};
static const double severities[EVENTS + 1] = {0, 1, 1, 0.7, 1, 1, 0.25, 1, 1};
static const int owners[EVENTS + 1] = {-1, 0, 0, 1, 1, 1, 1, 1, 2};

/* What a measure loses an hour in an event: the report has both losses of each owner, those of all
 * dependants, and both of each platform. */
static double per_hour_of(int event, int measure)
{
    const double(*of)[2] = of_platforms[event];
    if (measure > ALL) {
        return of[(measure - ALL - 1) / 2][(measure - ALL - 1) % 2];
    }
    const int kind = measure == ALL ? 1 : (measure - 1) % 2;
    const bool is_own = measure == ALL || (measure - 1) / 2 == owners[event];
    return is_own ? of[0][kind] + of[1][kind] + of[2][kind] + of[3][kind] : 0;
}

/* The package, first, and years of all owners on it, which several tests read. */
struct catalogue {
    struct world world;
    blackout_risk *risk;
    struct outage_row *rows;
    size_t count;
    struct caught years;
};

static int open_catalogue(void **state)
{
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);
    assert_non_null(catalogue);
    struct world *world = &catalogue->world;
    blackout_error error;
    struct caught events = {0};
    blackout_risk_tables sinks = BLACKOUT_RISK_TABLES_INIT;
    package_make(&world->folder);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; ++i) {
        package_write(&world->folder, tables[i][0], tables[i][1]);
    }
    package_write(&world->folder, "outage_prior.csv", prior);
    char activity[8192] = "profile,hour_of_week,weight,basis\n";
    const size_t used = strlen(activity);
    package_two_valued(activity + used, sizeof activity - used, "even", 0, 24, "7,measured", "");
    package_write(&world->folder, "activity.csv", activity);
    world->dataset = package_open(&world->folder);
    sinks.events = sinks.years = catch_bytes;
    sinks.events_user = &events;
    sinks.years_user = &catalogue->years;
    check_ok(try_risk(&catalogue->risk, world, "years=6000", &sinks, 2, &error), &error);
    catalogue->rows = outage_rows_of(&catalogue->count, events.text, YEARS);
    for (size_t i = 0; i < catalogue->count; ++i) {
        assert_in_range(catalogue->rows[i].event, 1, EVENTS);
        assert_in_range(catalogue->rows[i].summary, 1, MEASURES);
    }
    free(events.text);
    *state = catalogue;
    return 0;
}

static int close_catalogue(void **state)
{
    struct catalogue *catalogue = *state;
    blackout_risk_free(catalogue->risk);
    free(catalogue->rows);
    free(catalogue->years.text);
    return world_close(state); /* frees the whole, of which the world is the first */
}

/* ---- What a catalogue says ------------------------------------------------------------------- */

/* Expected: by hand, with the formulas of Gelman et al. 2013, sections 2.6 and 3.3. c and d have no
 * start, f begins as the observed time ends. */
static void beliefs_are_of_what_is_observed(void **state)
{
    static const double events[OWNERS] = {1, 3, 0};
    static const double lengths[OWNERS] = {1, 2, 0};
    const double observed[OWNERS] = {729.5 * 24 / 8766, 4, 0};
    const double logs[OWNERS] = {0, log(2.5) + log(4), 0};
    const blackout_risk *risk = ((const struct catalogue *)*state)->risk;
    for (int p = 0; p < OWNERS; ++p) {
        const double shape = of_owner(risk, p, "rate_per_year/shape");
        const double years = of_owner(risk, p, "rate_per_year/years");
        assert_true(of_owner(risk, p, "events") == events[p] && shape == 1 + events[p]);
        assert_true(of_owner(risk, p, "duration/events") == lengths[p]);
        check_close(of_owner(risk, p, "observed_years"), observed[p], 1e-14);
        check_close(years, 2.5 + observed[p], 1e-14);
        check_close(of_owner(risk, p, "rate_per_year/mean"), shape / years, 1e-14);
        check_close(gsl_cdf_gamma_P(of_owner(risk, p, "rate_per_year/p5"), shape, 1 / years), 0.05,
                    1e-9);
        check_close(of_owner(risk, p, "duration/log_hours_mean"),
                    (2 * 1.75 + logs[p]) / (2 + lengths[p]), 1e-14);
    }
}

/* Names of rows that are one outage, each platform and region once; the severity of the worst. */
static void outages_are_named(void **state)
{
    const blackout_risk *risk = ((const struct catalogue *)*state)->risk;
    char *text = report_text(risk);
    static const char *const names[] = {"\"a1+a2+a3\"", "\"big,small\"", "\"rr,r\"", "\"r,q\""};
    static const char *const left_out[] = {
        "\"event\": \"c\", \"why\": \"outside", "\"event\": \"d\", \"why\": \"outside",
        "\"event\": \"z\", \"why\": \"its length", "\"event\": \"f\", \"why\": \"outside"};
    for (size_t i = 0; i < 4; ++i) {
        check_contains(text, names[i]);
        check_contains(text, left_out[i]);
    }
    int place[OWNERS] = {0};
    for (int id = 1; id <= EVENTS; ++id) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "footprints/%d/event_id", place[owners[id]]);
        assert_true(of_owner(risk, owners[id], pointer) == id);
        snprintf(pointer, sizeof pointer, "footprints/%d/severity", place[owners[id]]++);
        assert_true(of_owner(risk, owners[id], pointer) == severities[id]);
    }
    free(text);
}

/* ---- How rare they are ----------------------------------------------------------------------- */

/* Losses by hand; the period of the observed years is one over the chance of a year with such a
 * loss, which a Poisson process has with 1 - exp(-rate). Of no loss, and of an outage that is not
 * observed, there is none. */
static void catalogued_outages_are_rated(void **state)
{
    static const struct {
        int owner;
        int place;
        double losses[2]; /* the owner's, the dependants' */
        double rate;      /* of the observed years; 0 without */
    } outages[] = {{0, 0, {200, 7}, 0},
                   {0, 1, {200, 7}, 8766 / (729.5 * 24)},
                   {1, 0, {1250 * 2.5 * 0.7, 55 * 2.5 * 0.7}, 0.5},
                   {1, 1, {3000, 320}, 0.25},
                   {1, 2, {0, 0}, 0}};
    const blackout_risk *risk = ((const struct catalogue *)*state)->risk;
    for (size_t i = 0; i < 2 * sizeof outages / sizeof outages[0]; ++i) {
        char pointer[128];
        double period;
        const int kind = (int)(i % 2);
        snprintf(pointer, sizeof pointer, "outages/%d/losses/%d/loss", outages[i / 2].place, kind);
        check_close(of_owner(risk, outages[i / 2].owner, pointer), outages[i / 2].losses[kind],
                    1e-14);
        snprintf(pointer, sizeof pointer, "/owners/%d/outages/%d/losses/%d/catalogue_return_period",
                 outages[i / 2].owner, outages[i / 2].place, kind);
        const double rate = outages[i / 2].rate;
        if (rate > 0) {
            check_close(number_at(risk, pointer), -1 / expm1(-rate), 1e-14);
        } else {
            assert_true(blackout_risk_number(risk, pointer, &period, NULL) != BLACKOUT_OK);
        }
    }
}

/* With a bound of two hours f and g are too short to be rated by the observed years, and say how
 * often outages are all the same; a1 to a3 and b as before. */
static void short_outages_are_not_rated_by_the_catalogue(void **state)
{
    blackout_risk *risk = risk_of(*state, "years=1000 min-duration=2h");
    double period;
    assert_true(of_owner(risk, 0, "events") == 1 && of_owner(risk, 1, "events") == 3);
    check_close(of_owner(risk, 1, "outages/0/losses/0/catalogue_return_period"), -1 / expm1(-0.5),
                1e-14);
    assert_true(blackout_risk_number(risk, "/owners/0/outages/1/losses/0/catalogue_return_period",
                                     &period, NULL) != BLACKOUT_OK);
    blackout_risk_free(risk);
}

/* What two lose in g every outage of an hour loses. Expected: 1.783 and 19.73 years, the 5 % and
 * 95 % points of 1 / (1 - exp(-rate P(D >= 1))) over four million beliefs drawn by NumPy 1.24
 * (gamma(2, 4.497) and Gelman's normal-inverse-gamma of 7/6, 3, 3.5, 7.5208), P by SciPy 1.10. Of
 * the thousand beliefs here the ends scatter by 0.7 points of probability, that is by 3 and 6 %;
 * three times that. */
static void intervals_are_over_rates_and_lengths(void **state)
{
    blackout_risk *risk = risk_of(*state, "years=1000 owner=two");
    for (int kind = 0; kind < 2; ++kind) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "outages/1/losses/%d/return_period/p5", kind);
        check_close(of_owner(risk, 0, pointer), 1.783349706283829, 0.09);
        snprintf(pointer, sizeof pointer, "outages/1/losses/%d/return_period/p95", kind);
        check_close(of_owner(risk, 0, pointer), 19.7339756485263, 0.18);
    }
    blackout_risk_free(risk);
}

/* An event with something of it changed, and an outage that is none: the loss by hand. Half of the
 * recovery's two hours is lost. */
static void what_is_asked_about_is_rated_first(void **state)
{
    static const struct {
        const char *words;
        double loss;
        double dependants;
    } asked[] = {{"event=b region=q", 1000, 120},
                 {"event=b recovery=2h", 3750, 400},
                 {"event=b platform=small region=r,q severity=0.25", 500, 5},
                 {"event=a3 region=r duration=2h", 1000 * 2 * 0.7, 55 * 2 * 0.7},
                 {"platform=big duration=2h", 2000, 160},
                 {"platform=big,small duration=2h severity=0.5", 1500, 85}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; ++i) {
        char words[128];
        snprintf(words, sizeof words, "%s years=1000", asked[i].words);
        blackout_risk *risk = risk_of(*state, words);
        char *text = report_text(risk);
        const char *last = strstr(strstr(text, "\"asked\": true") + 1, "\"asked\": true");
        check_close(of_owner(risk, 0, "outages/0/losses/0/loss"), asked[i].loss, 1e-14);
        check_close(of_owner(risk, 0, "outages/0/losses/1/loss"), asked[i].dependants, 1e-14);
        check_contains(strstr(text, "\"outages\""), "\"asked\": false");
        assert_null(last);
        assert_true(strstr(text, "\"asked\": true") < strstr(text, "\"asked\": false"));
        free(text);
        blackout_risk_free(risk);
    }
}

/* ---- Years ----------------------------------------------------------------------------------- */

/* A chance that is seen in `count` trials so often: within four standard errors. */
static void check_chance(double seen, double count, double chance)
{
    check_near(seen / count, chance, 4 * sqrt(chance * (1 - chance) / count));
}

/* Each loss is hours, severity and what is lost an hour; exposures are those of 8766 hours. The
 * owner's outages are each as likely. Severities of a1 to a3 are those of a2, the worst, whose
 * range has 90 %. */
static void outages_are_those_of_the_catalogue(void **state)
{
    const struct catalogue *catalogue = *state;
    const struct outage_row *rows = catalogue->rows;
    const blackout_risk *risk = catalogue->risk;
    double seen[EVENTS + 1] = {0};
    double of_owners[OWNERS] = {0};
    double below[3] = {0};
    for (size_t i = 0; i < catalogue->count; ++i) {
        const double per_hour = per_hour_of(rows[i].event, rows[i].summary);
        assert_true(per_hour > 0);
        check_close(rows[i].exposure, 8766 * per_hour, 1e-14);
        check_close(rows[i].loss, per_hour * rows[i].hours * rows[i].severity, 1e-12);
        check_near(rows[i].severity, severities[rows[i].event], rows[i].event == 3 ? 1 : 1e-14);
        if (rows[i].summary >= ALL || rows[i].summary % 2 == 0) {
            continue;
        }
        seen[rows[i].event] += 1;
        of_owners[owners[rows[i].event]] += 1;
        for (int k = 0; k < 3 && rows[i].event == 3; ++k) {
            below[k] += rows[i].severity < (const double[]){0.6, 0.7, 0.85}[k];
        }
    }
    check_chance(seen[1], of_owners[0], 0.5);
    for (int id = 3; id <= 7; ++id) {
        check_chance(seen[id], of_owners[1], 0.2);
    }
    check_chance(below[0], seen[3], 0.05);
    check_chance(below[1], seen[3], 0.5);
    check_chance(below[2], seen[3], 0.95);
    for (int p = 0; p < OWNERS; ++p) { /* a gamma mean of Poisson counts */
        const double mean = of_owner(risk, p, "rate_per_year/mean");
        const double variance = mean + mean / of_owner(risk, p, "rate_per_year/years");
        check_near(of_owners[p] / YEARS, mean, 4 * sqrt(variance / YEARS));
    }
}

/* Weeks from Monday 1 January to Sunday 30 December, each as likely; a date says the hour of the
 * week. Four outages of the catalogue begin at an hour, a1 to a3 at the first one's; a fifth of all
 * begin at any. */
static void outages_begin_as_catalogued_or_ever(void **state)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    static const int starts[] = {10, 4, 6 * 24 + 12, 5 * 24};
    const struct catalogue *catalogue = *state;
    const struct outage_row *rows = catalogue->rows;
    double weeks[52] = {0};
    double hours[WEEK] = {0};
    double all = 0;
    int year = 0;
    int last = 0;
    for (size_t i = 0; i < catalogue->count; ++i) {
        const int day = before[rows[i].month - 1] + rows[i].day - 1;
        const int hour = day * 24 + rows[i].hour;
        assert_in_range(day, 0, 363);
        assert_true(rows[i].year != year || hour >= last);
        year = rows[i].year;
        last = hour;
        if (rows[i].summary < ALL && rows[i].summary % 2 == 1) {
            weeks[day / 7] += 1;
            hours[hour % WEEK] += 1;
            all += 1;
        }
    }
    double elsewhere = all;
    for (int i = 0; i < 4; ++i) {
        check_chance(hours[starts[i]], all, (1 + 1. / WEEK) / 5);
        elsewhere -= hours[starts[i]];
    }
    check_chance(elsewhere, all, 164. / WEEK / 5);
    for (int week = 0; week < 52; ++week) {
        check_chance(weeks[week], all, 1. / 52);
    }
}

/* A year is the sum of its outages and the worst of them, and how rare an outage is, is how many
 * years have as bad a one. */
static void years_are_of_outages(void **state)
{
    static double sums[YEARS + 1][MEASURES + 1];
    static double worst[YEARS + 1][MEASURES + 1];
    const struct catalogue *catalogue = *state;
    const struct outage_row *rows = catalogue->rows;
    const blackout_risk *risk = catalogue->risk;
    memset(sums, 0, sizeof sums);
    memset(worst, 0, sizeof worst);
    for (size_t i = 0; i < catalogue->count; ++i) {
        sums[rows[i].year][rows[i].summary] += rows[i].loss;
        worst[rows[i].year][rows[i].summary] =
            fmax(worst[rows[i].year][rows[i].summary], rows[i].loss);
    }
    for (const char *at = strchr(catalogue->years.text, '\n') + 1; *at != '\0';
         at = strchr(at, '\n') + 1) {
        char line[512];
        int year;
        int summary;
        double weight;
        double sum;
        double largest;
        assert_int_equal(sscanf(line_at(line, at), "%d,%lg,%d,%lg,%lg,", &year, &weight, &summary,
                                &sum, &largest),
                         5);
        check_close(weight, 1. / YEARS, 1e-15);
        check_close(sum, sums[year][summary], 1e-13);
        assert_true(largest == worst[year][summary]);
        sums[year][summary] = 0;
    }
    static const double losses[] = {200, 7, 1250 * 2.5 * 0.7, 55 * 2.5 * 0.7};
    for (int m = 0; m < 4; ++m) {
        char pointer[64];
        double as_bad = 0;
        for (int year = 1; year <= YEARS; ++year) {
            as_bad += worst[year][m + 1] >= losses[m] * (1 - 1e-14);
            for (int all = 1; all <= MEASURES; ++all) {
                assert_true(sums[year][all] == 0); /* each was told */
            }
        }
        snprintf(pointer, sizeof pointer, "outages/0/losses/%d/return_period/central", m % 2);
        check_close(of_owner(risk, m / 2, pointer), YEARS / as_bad, 1e-14);
    }
}

/* ---- How well the curves are known ----------------------------------------------------------- */

/* What the chance of a rate below `rate` is, as the 5 % and 95 % points of 200 beliefs scatter. */
static void check_belief(const struct blackout_risk *risk, double rate, double chance)
{
    const double shape = of_owner(risk, 0, "rate_per_year/shape");
    const double years = of_owner(risk, 0, "rate_per_year/years");
    check_near(gsl_cdf_gamma_P(rate, shape, 1 / years), chance, 0.04);
}

/* Every outage lasts as long as the longest, so that all lose the same, c. Under a rate r the worst
 * of a year is c with the chance 1 - exp(-r), of which the mean of the worst 1/T of years is T
 * times as much, c at most; the mean of a year is r c. So the band of each says what rate it is of.
 */
static void bands_are_of_rates_where_all_outages_are_alike(void **state)
{
    struct world *world = *state;
    char *changed = strdup(prior);
    assert_non_null(changed);
    memcpy(strstr(changed, "720"), "1e0", 3);
    memcpy(strstr(changed, "1.75"), "9.00", 4); /* none is shorter */
    package_write(&world->folder, "outage_prior.csv", changed);
    free(changed);
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,basis\n"
                  "g,two,other,2022-01-01T00:00Z,,1,measured\n");
    world_reopen(world);
    blackout_risk *risk = risk_of(world, "years=8000 owner=two");
    const double c = 200;
    const double period[] = {2, 5, 10};
    char pointer[64];
    check_belief(risk, number_at(risk, "/losses/0/average_annual_loss/p5") / c, 0.05);
    check_belief(risk, number_at(risk, "/losses/0/average_annual_loss/p95") / c, 0.95);
    for (int i = 0; i < 3; ++i) {
        snprintf(pointer, sizeof pointer, "/losses/0/curve/%d/tvar_oep_p5", i);
        check_belief(risk, -log1p(-number_at(risk, pointer) / c / period[i]), 0.05);
    }
    for (int i = 0; i < 8; ++i) {
        static const char *const ends[] = {"oep_p5", "oep_p95", "tvar_oep_p5", "tvar_oep_p95"};
        for (int k = 0; k < 4; ++k) {
            snprintf(pointer, sizeof pointer, "/losses/0/curve/%d/%s", i, ends[k]);
            assert_true(number_at(risk, pointer) <= c * (1 + 1e-12));
        }
    }
    assert_true(number_at(risk, "/losses/0/curve/7/oep_p95") == c);
    assert_true(number_at(risk, "/losses/0/curve/7/aep_p95") >= 4 * c);
    assert_true(number_at(risk, "/losses/0/curve/7/tvar_aep_p95") >=
                number_at(risk, "/losses/0/curve/7/aep_p95"));
    blackout_risk_free(risk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beliefs_are_of_what_is_observed),
        cmocka_unit_test(outages_are_named),
        cmocka_unit_test(catalogued_outages_are_rated),
        cmocka_unit_test(short_outages_are_not_rated_by_the_catalogue),
        cmocka_unit_test(intervals_are_over_rates_and_lengths),
        cmocka_unit_test(what_is_asked_about_is_rated_first),
        cmocka_unit_test(outages_are_those_of_the_catalogue),
        cmocka_unit_test(outages_begin_as_catalogued_or_ever),
        cmocka_unit_test(years_are_of_outages),
        cmocka_unit_test(bands_are_of_rates_where_all_outages_are_alike), /* on other tables */
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk_catalogue", tests, open_catalogue, close_catalogue);
}
