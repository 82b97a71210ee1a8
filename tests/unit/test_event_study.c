/* SPDX-License-Identifier: GPL-3.0-or-later */
/* market/event_study: the join of catalogue, prices and request; day 0; money; the reports. The
 * numbers of the models are test_abnormal_returns.c's, the published rows tests/event_study's. */
#include "blackout.h"

#include "core/calendar.h"
#include "package.h"

#include "charts.h"
#include "market/event_study.h"
#include "random.h"

enum { SESSIONS = 300, TEXT_SIZE = 65536 };

/* A package with two owners; prices of A (owner one), B (its rival), C (owner two) and the index M
 * on weekdays from 2020-12-01 on. */
struct fixture {
    struct package_folder folder;
    blackout_dataset *dataset;
    double close[4][SESSIONS];
    char dates[SESSIONS][CALENDAR_TEXT_SIZE];
};

static const char outages[] =
    "event,owner,platforms,start,duration_minutes,reaction_date,confounded\n"
    "in-hours,one,p,2021-10-05T19:59Z,60,,no\n"     /* 15:59 in New York */
    "after-hours,one,p,2021-10-05T20:00Z,60,,no\n"  /* 16:00 */
    "friday-night,one,p,2021-10-08T23:30Z,60,,no\n" /* Friday 19:30 */
    "dated,one,p,2021-10-05T20:00Z,60,2021-10-05,other news\n"
    "midnight,one,p,2021-10-05T00:00Z,60,,no\n" /* 20:00 on the day before */
    "day-alone,one,p,2021-10-09,60,,no\n"       /* a Saturday */
    "second,two,q,2021-09-07T15:00Z,60,,no\n"
    "no-date,one,p,,60,,no\n"
    "stranger,three,r,2021-10-05T12:00Z,60,,no\n";

static void write_tables(const struct package_folder *folder)
{
    package_write(folder, "owners.csv",
                  "owner,name,currency,symbol,index_symbol,shares_outstanding,exchange_timezone,"
                  "session_close\n"
                  "one,One,USD,A,M,1000000,America/New_York,16:00\n"
                  "two,Two,USD,C,M,,America/New_York,16:00\n");
    package_write(folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\np,P,one,8766,USD\n"
                  "q,Q,two,8766,USD\n");
    package_write(folder, "regions.csv", "region,name,utc_offset_hours\nr,R,0\n");
    package_write(folder, "platform_regions.csv", "platform,region,revenue_share\np,r,1\nq,r,1\n");
    package_write(folder, "outages.csv", outages);
    package_write(folder, "event_returns.csv",
                  "event,symbol,index_symbol,role,market_cap_before\n"
                  "dated,B,M,peer,\nsecond,C,M,owner,5000000\nstranger,B,M,owner,\n");
}

static void write_prices(struct fixture *f)
{
    static const char *const symbols[] = {"M", "A", "B", "C"};
    char *text = malloc(TEXT_SIZE);
    size_t used = 0;
    uint64_t seed = 2385;
    double price[4] = {4000, 300, 70, 30};
    instant date = 1606780800; /* 2020-12-01 */
    assert_non_null(text);
    used += (size_t)snprintf(text, TEXT_SIZE, "date,symbol,close\n");
    for (size_t i = 0; i < SESSIONS; date += 86400) {
        if (calendar_hour_of_week(date) >= 120) {
            continue;
        }
        calendar_print_date(f->dates[i], date);
        double market = random_between(&seed, -0.02, 0.02);
        for (size_t k = 0; k < 4; ++k) {
            double own = k > 0 ? random_between(&seed, -0.03, 0.03) : 0;
            price[k] *= 1 + market + own;
            f->close[k][i] = round(price[k] * 1e6) / 1e6;
            used += (size_t)snprintf(text + used, TEXT_SIZE - used, "%s,%s,%.6f\n", f->dates[i],
                                     symbols[k], f->close[k][i]);
        }
        ++i;
    }
    package_write(&f->folder, "prices.csv", text);
    free(text);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    package_make(&f->folder);
    write_tables(&f->folder);
    write_prices(f);
    f->dataset = package_open(&f->folder);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    blackout_dataset_free(f->dataset);
    package_remove(&f->folder);
    free(f);
    return 0;
}

/* "name=value" words, blanks between; every study here estimates from 100 days. */
static blackout_status try_study(blackout_study **study, const struct fixture *f, const char *words,
                                 blackout_error *error)
{
    blackout_request *request;
    char copy[512];
    char *rest = NULL;
    memset(error, 0, sizeof *error);
    assert_true((size_t)snprintf(copy, sizeof copy, "estimation=-110..-11 %s", words) <
                sizeof copy);
    check_ok(blackout_request_new(&request, error), error);
    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, '=');
        *value = '\0';
        check_ok(blackout_request_set(request, word, value + 1, error), error);
    }
    blackout_status status = blackout_event_study(study, f->dataset, request, NULL, error);
    blackout_request_free(request);
    return status;
}

static blackout_study *study_of(const struct fixture *f, const char *words)
{
    blackout_study *study;
    blackout_error error;
    check_ok(try_study(&study, f, words, &error), &error);
    return study;
}

static char *written(const blackout_study *study, const char *format)
{
    struct caught caught = {0};
    blackout_error error = {0};
    check_ok(blackout_study_write(study, format, catch_bytes, &caught, &error), &error);
    return caught.text;
}

static double number_at(const blackout_study *study, const char *pointer)
{
    blackout_error error;
    double number = NAN;
    check_ok(blackout_study_number(study, pointer, &number, &error), &error);
    return number;
}

static void check_day0(const struct fixture *f, const char *words, const char *date)
{
    char wanted[128];
    blackout_study *study = study_of(f, words);
    char *text = written(study, "text");
    snprintf(wanted, sizeof wanted, "%% on %s (M ", date);
    check_contains(text, wanted);
    free(text);
    blackout_study_free(study);
}

/* Expected: the exchange's rules by hand; 2021-10-05 is a Tuesday, summer time in New York. */
static void finds_the_first_session_that_could_react(void **state)
{
    const struct fixture *f = *state;
    check_day0(f, "event=in-hours", "2021-10-05");
    check_day0(f, "event=after-hours", "2021-10-06");
    check_day0(f, "event=friday-night", "2021-10-11");
    check_day0(f, "event=dated", "2021-10-05");
    check_day0(f, "event=midnight", "2021-10-05");
    check_day0(f, "event=day-alone", "2021-10-11");
    check_day0(f, "date=2021-10-09 symbol=A", "2021-10-11");
    check_day0(f, "date=2021-10-05 symbol=A", "2021-10-05");
    check_day0(f, "date=2021-10-05T20:30Z symbol=A", "2021-10-06");
    check_day0(f, "date=2021-10-05T20:30Z symbol=B index=M", "2021-10-05"); /* no exchange known */
    check_day0(f, "event=stranger index=M", "2021-10-05");
}

static void check_rule(const struct fixture *f, const char *words, const char *rule)
{
    blackout_study *study = study_of(f, words);
    char *text = written(study, "json");
    check_contains(text, rule);
    free(text);
    blackout_study_free(study);
}

/* An exchange whose hours all rows of its owner agree on had them before the first of them too;
 * where it is not known they are warned of. Expected: by the clock of New York, as above. */
static void hours_hold_before_the_first_row(void **state)
{
    struct fixture *f = *state;
    const char *words = "event=after-hours symbol=A index=M";
    package_write(&f->folder, "owners.csv",
                  "owner,name,currency,as_of,symbol,index_symbol,exchange_timezone,session_close\n"
                  "one,One,USD,2021-11-01,A,M,America/New_York,16:00\n"
                  "one,One,USD,2021-12-01,A,M,America/New_York,16:00\n"
                  "two,Two,USD,,C,M,,\n");
    blackout_dataset *dataset = f->dataset;
    f->dataset = package_open(&f->folder);
    check_day0(f, words, "2021-10-06");
    check_day0(f, "date=2021-10-05T20:30Z symbol=A index=M", "2021-10-06");
    check_rule(f, words, "by its time zone and close");
    check_rule(f, "event=second", "\"code\": \"exchange_hours_unknown\"");
    blackout_study *study = study_of(f, words);
    char *text = written(study, "json");
    assert_null(strstr(text, "exchange_hours_unknown"));
    free(text);
    blackout_study_free(study);
    blackout_dataset_free(f->dataset);
    f->dataset = dataset;
    write_tables(&f->folder);
}

static size_t session_of(const struct fixture *f, const char *date)
{
    size_t at = 0;
    while (strcmp(f->dates[at], date) != 0) {
        ++at;
    }
    return at;
}

static void says_how_day0_was_found(void **state)
{
    const struct fixture *f = *state;
    check_rule(f, "event=midnight", "by its time zone and close");
    check_rule(f, "event=day-alone", "whose time of day is not known");
    check_rule(f, "event=dated", "reaction_date");
    check_rule(f, "event=stranger index=M", "the exchange's hours are not known");
    check_rule(f, "date=2021-10-05 symbol=A", "the date given");
}

/* Expected: the prices that were written. Money is change times shares times the close before. */
static void measures_change_and_money(void **state)
{
    const struct fixture *f = *state;
    size_t zero = session_of(f, "2021-10-05");
    double raw = f->close[1][zero] / f->close[1][zero - 1] - 1;
    blackout_study *study = study_of(f, "event=dated");
    check_close(number_at(study, "/studies/0/day0/raw/percent"), 100 * raw, 1e-12);
    check_close(number_at(study, "/studies/0/market_cap_before"), 1e6 * f->close[1][zero - 1],
                1e-12);
    check_close(number_at(study, "/studies/0/day0/raw/money"), 1e6 * f->close[1][zero - 1] * raw,
                1e-12);
    check_close(number_at(study, "/studies/0/day0/index_percent"),
                100 * (f->close[0][zero] / f->close[0][zero - 1] - 1), 1e-12);
    check_close(number_at(study, "/studies/0/day0/explained/money") +
                    number_at(study, "/studies/0/day0/abnormal/money"),
                number_at(study, "/studies/0/day0/raw/money"), 1e-9);
    check_close(number_at(study, "/studies/0/sessions/10/close"), f->close[1][zero + 10], 1e-12);
    check_close(number_at(study, "/studies/0/sessions/3/raw/money"),
                1e6 * (f->close[1][zero + 3] - f->close[1][zero + 2]), 1e-9);
    check_close(number_at(study, "/studies/0/sessions/3/raw_since/money"),
                1e6 * (f->close[1][zero + 3] - f->close[1][zero - 1]), 1e-9);
    check_close(number_at(study, "/studies/0/less_peer_mean/percent"),
                number_at(study, "/studies/0/day0/abnormal/percent") -
                    number_at(study, "/studies/0/peers/0/day0/abnormal/percent"),
                1e-9);
    check_close(number_at(study, "/studies/0/peers/0/day0/raw/percent"),
                100 * (f->close[2][zero] / f->close[2][zero - 1] - 1), 1e-12);
    blackout_study_free(study);
    study = study_of(f, "event=dated shares=2000 returns=log");
    check_close(number_at(study, "/studies/0/day0/raw/percent"), 100 * log1p(raw), 1e-12);
    check_close(number_at(study, "/studies/0/day0/raw/money"), 2000 * f->close[1][zero - 1] * raw,
                1e-9);
    blackout_study_free(study);
    study = study_of(f, "event=second");
    check_close(number_at(study, "/studies/0/market_cap_before"), 5e6, 1e-15);
    blackout_study_free(study);
}

/* An estimate of the same outage takes the value at the same close: one rule of day 0 and of what
 * the market value rests on. Tolerance: none but for the order of two products. */
static void an_estimate_takes_the_same_value_before(void **state)
{
    static const char *const events[] = {"event=in-hours",     "event=after-hours",
                                         "event=friday-night", "event=dated",
                                         "event=midnight",     "event=day-alone"};
    const struct fixture *f = *state;
    for (size_t i = 0; i < sizeof events / sizeof events[0]; ++i) {
        blackout_study *study = study_of(f, events[i]);
        check_close(estimate_figure(f->dataset, events[i], "/owners/0/market_cap/central"),
                    number_at(study, "/studies/0/market_cap_before"), 1e-15);
        blackout_study_free(study);
    }
}

/* The last of the eleven sessions from day 0 on, 2021-10-05, is 2021-10-19. Expected: an outage
 * that can move it is named, whatever its time of day; one after its close is not. */
static void neighbours_go_by_their_day_zero(void **state)
{
    struct fixture *f = *state;
    char text[2048];
    snprintf(text, sizeof text, "%s%s", outages,
             "at-noon,one,p,2021-10-19T16:00Z,60,,no\n"
             "too-late,one,p,2021-10-19T20:00Z,60,,no\n");
    package_write(&f->folder, "outages.csv", text);
    blackout_dataset_free(f->dataset);
    f->dataset = package_open(&f->folder);
    blackout_study *study = study_of(f, "event=in-hours");
    char *report = written(study, "text");
    check_contains(report, "another outage of the same owner, at-noon");
    assert_null(strstr(report, "too-late"));
    free(report);
    blackout_study_free(study);
}

/* Expected: the first later close not below the one before. */
static void finds_the_day_the_loss_was_made_good(void **state)
{
    const struct fixture *f = *state;
    bool met[2] = {false, false};
    for (size_t zero = 150; zero < 170; ++zero) {
        char words[96];
        char wanted[128] = "There was no loss on day 0";
        double before = f->close[1][zero - 1];
        size_t at = zero;
        while (at < SESSIONS && f->close[1][at] < before) {
            ++at;
        }
        if (at > zero && at < SESSIONS) {
            snprintf(wanted, sizeof wanted, "recovered on %s, %zu sessions", f->dates[at],
                     at - zero);
        } else if (at == SESSIONS) {
            snprintf(wanted, sizeof wanted, "not been recovered by %s", f->dates[SESSIONS - 1]);
        }
        met[at > zero ? 1 : 0] = true;
        snprintf(words, sizeof words, "date=%s symbol=A", f->dates[zero]);
        blackout_study *study = study_of(f, words);
        char *text = written(study, "text");
        check_contains(text, wanted);
        free(text);
        blackout_study_free(study);
    }
    assert_true(met[0] && met[1]);
}

static void warns_and_judges(void **state)
{
    const struct fixture *f = *state;
    blackout_study *study = study_of(f, "event=dated");
    char *text = written(study, "json");
    check_contains(text, "\"code\": \"confounded\"");
    check_contains(text, "\"code\": \"peers_may_have_gained\"");
    check_contains(text, "\"code\": \"other_event\"");
    check_contains(text, "does not prove that the outage moved the price");
    check_contains(text, "\"applies\": false");
    free(text);
    blackout_study_free(study);
    study = study_of(f, "event=in-hours,second");
    text = written(study, "json");
    check_contains(text, "\"applies\": true");
    check_near(number_at(study, "/tests/0/firms"), 2, 0);
    free(text);
    blackout_study_free(study);
}

/* What the CSV format prints can stand in a package. */
static void csv_is_a_table_of_a_package(void **state)
{
    struct fixture *f = *state;
    blackout_study *study = study_of(f, "event=dated");
    char *text = written(study, "csv");
    package_write(&f->folder, "event_returns.csv", text);
    blackout_dataset *again = package_open(&f->folder);
    assert_int_equal(blackout_dataset_warning_count(again),
                     blackout_dataset_warning_count(f->dataset));
    blackout_dataset_free(again);
    free(text);
    blackout_study_free(study);
}

static void check_refused(const struct fixture *f, const char *words, blackout_status expected,
                          const char *part)
{
    blackout_study *study;
    blackout_error error;
    check_fails(try_study(&study, f, words, &error), expected, &error);
    assert_null(study);
    check_contains(error.message, part);
}

static void refuses_what_cannot_be_studied(void **state)
{
    const struct fixture *f = *state;
    check_refused(f, "event=datet", BLACKOUT_ERROR_USAGE, "perhaps 'dated'");
    check_refused(f, "event=no-date", BLACKOUT_ERROR_INPUT, "neither reaction_date nor start");
    check_refused(f, "symbol=A", BLACKOUT_ERROR_USAGE, "no event is named");
    check_refused(f, "date=2021-10-05", BLACKOUT_ERROR_USAGE, "names no share");
    check_refused(f, "date=2021-10-05 symbol=B", BLACKOUT_ERROR_USAGE, "no market index");
    check_refused(f, "date=2021-10-05 symbol=X,Y index=Z", BLACKOUT_ERROR_INPUT, "X, Z, Y");
    check_refused(f, "date=2021-10-05 symbol=A model=peer", BLACKOUT_ERROR_USAGE, "no peers");
    check_refused(f, "date=2021-10-05 symbol=A,B index=M shares=5", BLACKOUT_ERROR_USAGE,
                  "one firm's");
    check_refused(f, "date=2021-10-05 symbol=A windows=-30..0", BLACKOUT_ERROR_USAGE,
                  "reaches into the estimation");
    check_refused(f, "date=2021-01-05 symbol=A", BLACKOUT_ERROR_INPUT, "too short");
    check_refused(f, "date=2025-01-05 symbol=A", BLACKOUT_ERROR_INPUT, "no session on or after");
    check_refused(f, "date=2021-10-05 symbol=M index=M", BLACKOUT_ERROR_NUMERIC, "M at 2021-10-05");
    check_refused(f, "date=2021-10-05 symbol=A prices=/nowhere/A.csv", BLACKOUT_ERROR_IO, "opened");
    blackout_study_free(NULL);
}

static void writes_only_what_it_knows(void **state)
{
    const struct fixture *f = *state;
    blackout_error error;
    double number;
    blackout_study *study = study_of(f, "date=2021-10-05 symbol=A");
    check_fails(blackout_study_write(study, "xml", catch_bytes, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    check_fails(blackout_study_number(study, "/studies/0/symbol", &number, &error),
                BLACKOUT_ERROR_USAGE, &error);
    for (size_t i = 0; blackout_report_format("event-study", i) != NULL; ++i) {
        const char *format = blackout_report_format("event-study", i);
        check_fails(blackout_study_write(study, format, refuse_bytes, NULL, &error),
                    BLACKOUT_ERROR_IO, &error);
    }
    blackout_study_free(study);
}

/* Expected: the study. */
static void the_chart_follows_the_change_since_day0(void **state)
{
    const struct fixture *f = *state;
    blackout_study *study = study_of(f, "date=2021-10-05 symbol=A");
    struct document page = page_of(report_event_study_page, study);
    const struct study_unit *unit = &study->cases[0].unit;
    check_charts(&page, 1);
    const struct chart *chart = chart_named(&page, "since-A");
    for (size_t i = 0; i < unit->session_count; ++i) {
        const struct study_session *session = &unit->sessions[i];
        check_near(chart_number(&chart->series[0].positions, i), session->day, 0);
        check_near(chart_number(&chart->series[1].values, i), session->raw_since.fraction, 0);
        check_near(chart_number(&chart->series[0].values, i), session->since.car, 0);
    }
    document_free(&page);
    blackout_study_free(study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_first_session_that_could_react),
        cmocka_unit_test(says_how_day0_was_found),
        cmocka_unit_test(hours_hold_before_the_first_row),
        cmocka_unit_test(measures_change_and_money),
        cmocka_unit_test(an_estimate_takes_the_same_value_before),
        cmocka_unit_test_setup_teardown(neighbours_go_by_their_day_zero, set_up, tear_down),
        cmocka_unit_test(finds_the_day_the_loss_was_made_good),
        cmocka_unit_test(warns_and_judges),
        cmocka_unit_test(refuses_what_cannot_be_studied),
        cmocka_unit_test(writes_only_what_it_knows),
        cmocka_unit_test(the_chart_follows_the_change_since_day0),
        cmocka_unit_test(csv_is_a_table_of_a_package),
    };
    blackout_init();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
