/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event study as JSON. Changes are in percent, money in the owner's currency. */
#include "market/event_study.h"
#include "report/builders.h"
#include "report/json_parts.h"
#include "report/report.h"

static void put_optional(struct json_writer *json, const char *key, const char *text)
{
    if (text != NULL) {
        json_text(json, key, text);
    }
}

/* Sessions counted from day 0; both ends belong to it. */
static void put_days(struct json_writer *json, const char *key, struct day_range days)
{
    json_list(json, key);
    json_number(json, NULL, days.first);
    json_number(json, NULL, days.last);
    json_end(json);
}

/* A study has fractions; members that say percent are 100 times those. Money needs the market value
 * before the event, and is left out without it. */
static void put_change_members(struct json_writer *json, const struct study_change *change)
{
    json_number(json, "percent", 100 * change->fraction);
    if (change->has_money) {
        json_number(json, "money", change->money);
    }
}

static void put_change(struct json_writer *json, const char *key, const struct study_change *change)
{
    json_object(json, key);
    put_change_members(json, change);
    json_end(json);
}

/* A change, and how sure it is that there is one. */
static void put_tested_members(struct json_writer *json, const struct study_change *change,
                               const struct abnormal_window *sum)
{
    put_change_members(json, change);
    json_number(json, "se_percent", 100 * sum->standard_error);
    json_number(json, "t", sum->t);
    json_number(json, "p", sum->p);
}

static void put_tested(struct json_writer *json, const char *key, const struct study_change *change,
                       const struct abnormal_window *sum)
{
    json_object(json, key);
    put_tested_members(json, change, sum);
    json_end(json);
}

/* ---- One share ------------------------------------------------------------------------------- */

static void put_estimation(struct json_writer *json, const struct study_unit *unit)
{
    /* In the order of the regressors: the constant, the index, the rivals. */
    static const char *const names[OLS_MOST_TERMS] = {"alpha", "beta", "gamma"};
    const struct study_estimation *estimation = &unit->estimation;
    json_object(json, "estimation");
    json_text(json, "model", unit->model);
    json_number(json, "days", (double)estimation->days);
    json_parts_date(json, "first", estimation->first);
    json_parts_date(json, "last", estimation->last);
    /* A model without coefficients, such as the market-adjusted one, has none of the names. */
    for (size_t i = 0; i < estimation->terms && i < OLS_MOST_TERMS; ++i) {
        json_number(json, names[i], estimation->coefficients[i]);
    }
    json_number(json, "residual_sd", estimation->residual_sd);
    json_number(json, "degrees_of_freedom", estimation->degrees);
    json_number(json, "r_squared", estimation->r_squared);
    json_end(json);
}

static void put_rank(struct json_writer *json, const struct abnormal_rank *rank)
{
    json_object(json, "rank");
    json_number(json, "rank", (double)rank->rank);
    json_number(json, "of", (double)rank->of);
    json_number(json, "p", rank->p);
    json_end(json);
}

/* A window that the prices do not reach stays in the list: a missing one would look as if it had
 * not been asked for. */
static void put_window(struct json_writer *json, const void *of, size_t index)
{
    const struct study_unit *unit = of;
    const struct study_window *window = &unit->windows[index];
    put_days(json, "days", window->days);
    json_flag(json, "covered", window->covered);
    if (window->covered) {
        put_tested(json, "car", &window->change, &window->sum);
    }
}

/* Money of a day's own change is of the market value at the close before it; of what is added up
 * since, of the one before day 0. */
static void put_session(struct json_writer *json, const void *of, size_t index)
{
    const struct study_unit *unit = of;
    const struct study_session *session = &unit->sessions[index];
    json_number(json, "day", session->day);
    json_parts_date(json, "date", session->date);
    json_number(json, "close", session->close);
    put_change(json, "raw", &session->raw);
    if (session->has_market) {
        json_number(json, "index_percent", 100 * session->market);
    }
    put_change(json, "abnormal", &session->abnormal);
    put_change(json, "raw_since", &session->raw_since);
    put_tested(json, "car", &session->cumulative, &session->since);
}

/* What the estimation gives, and what happened in the days around. */
static void put_days_of(struct json_writer *json, const struct study_unit *unit)
{
    put_estimation(json, unit);
    json_objects(json, "windows", unit->window_count, put_window, unit);
    json_objects(json, "sessions", unit->session_count, put_session, unit);
}

static void put_recovery(struct json_writer *json, const struct study_unit *unit)
{
    static const char *const states[] = {[RECOVERY_NO_LOSS] = "no_loss",
                                         [RECOVERY_DONE] = "recovered",
                                         [RECOVERY_NOT_YET] = "not_within_the_prices"};
    json_object(json, "recovery");
    json_text(json, "state", states[unit->recovery]);
    if (unit->recovery != RECOVERY_NO_LOSS) {
        /* Two names: the end of the prices must not be read as a recovery. */
        json_parts_date(json, unit->recovery == RECOVERY_DONE ? "date" : "prices_end",
                        unit->recovered);
        json_number(json, "sessions", (double)unit->recovered_after);
    }
    json_end(json);
}

static void put_unit(struct json_writer *json, const struct study_unit *unit)
{
    json_object(json, "day0");
    json_parts_date(json, "date", unit->day0);
    put_change(json, "raw", &unit->raw);
    if (unit->has_market) {
        json_number(json, "index_percent", 100 * unit->market);
    }
    put_change(json, "explained", &unit->expected);
    put_tested(json, "abnormal", &unit->abnormal, &unit->day0_sum);
    put_rank(json, &unit->rank);
    json_end(json);
    put_days_of(json, unit);
}

/* ---- One case -------------------------------------------------------------------------------- */

static void put_peer(struct json_writer *json, const void *of, size_t index)
{
    const struct study_case *one = of;
    json_text(json, "symbol", one->peers[index].symbol);
    json_flag(json, "may_have_gained", one->peers[index].may_have_gained);
    put_unit(json, &one->peers[index]);
}

/* The same share with its rivals in the model: its raw change is the one above. */
static void put_peer_adjusted(struct json_writer *json, const struct study_case *one)
{
    const struct study_unit *unit = &one->peer_index;
    if (!one->has_peer_index) {
        return;
    }
    json_object(json, "peer_adjusted");
    put_tested_members(json, &unit->abnormal, &unit->day0_sum);
    put_rank(json, &unit->rank);
    put_days_of(json, unit);
    json_end(json);
}

static void put_case(struct json_writer *json, const void *of, size_t index)
{
    const blackout_study *study = of;
    const struct study_case *one = &study->cases[index];
    put_optional(json, "event", one->event);
    put_optional(json, "owner", one->owner);
    json_text(json, "symbol", one->unit.symbol);
    put_optional(json, "index", one->index);
    json_text(json, "day0_rule", one->day0_rule);
    /* The catalogue says it of its events; a day that was given has nobody who would. */
    if (one->event != NULL) {
        json_flag(json, "confounded", one->confounded);
    }
    if (one->has_market_cap) {
        put_optional(json, "currency", one->currency);
        json_number(json, "market_cap_before", one->market_cap_before);
        json_text(json, "market_cap_source", one->market_cap_source);
    }
    json_number(json, "close_before", one->unit.close_before);
    put_unit(json, &one->unit);
    put_recovery(json, &one->unit);
    put_peer_adjusted(json, one);
    if (one->has_less_peer_mean) {
        put_change(json, "less_peer_mean", &one->less_peer_mean);
    }
    json_objects(json, "peers", one->peer_count, put_peer, one);
    json_text(json, "verdict", one->verdict);
}

/* ---- Together -------------------------------------------------------------------------------- */

static void put_test(struct json_writer *json, const void *of, size_t index)
{
    const struct study_tests *tests = of;
    const struct event_test *test = &tests->tests[index];
    json_text(json, "test", test->name);
    json_text(json, "reference", test->reference);
    json_flag(json, "applies", test->applies);
    if (!test->applies) {
        json_text(json, "reason", test->reason);
        return;
    }
    json_number(json, "statistic", test->statistic);
    /* 0 degrees stand for the normal distribution. */
    json_text(json, "distribution", test->degrees > 0 ? "t" : "normal");
    if (test->degrees > 0) {
        json_number(json, "degrees_of_freedom", test->degrees);
    }
    json_number(json, "p", test->p);
    if (test->has_correlation) {
        json_number(json, "mean_correlation", test->correlation);
        json_number(json, "bmp_unadjusted", test->unadjusted);
    }
}

/* Each test over all cases, window by window. One that does not apply says why: over a single event
 * that is all of them. */
static void put_tests(struct json_writer *json, const void *of, size_t index)
{
    const blackout_study *study = of;
    const struct study_tests *tests = &study->tests[index];
    put_days(json, "days", tests->days);
    json_number(json, "firms", (double)tests->units);
    json_objects(json, "results", TEST_COUNT, put_test, tests);
}

/* The files of prices are listed as other reports list theirs, by the same members. */
static void put_input(struct json_writer *json, const void *of, size_t index)
{
    const blackout_study *study = of;
    const struct price_input *input = &study->inputs[index];
    const struct result_input as_others = {.resource = "prices",
                                           .path = input->source,
                                           .package = input->package,
                                           .sha256 = input->sha256,
                                           .rows = input->rows,
                                           .delimiter = input->delimiter};
    json_parts_input(json, &as_others);
}

static void put_report(struct json_writer *json, const blackout_study *study)
{
    json_parts_head(json, "blackout/event-study/1");
    json_object(json, "request");
    json_text(json, "model", return_model_name(study->model));
    json_text(json, "returns", study->kind == RETURN_LOG ? "log" : "simple");
    put_days(json, "estimation", study->estimation);
    json_end(json);
    json_objects(json, "inputs", study->input_count, put_input, study);
    json_objects(json, "studies", study->case_count, put_case, study);
    json_objects(json, "tests", study->test_count, put_tests, study);
    json_parts_warnings(json, &study->warnings);
}

blackout_status report_event_study_json(const void *what, blackout_sink *sink, void *user,
                                        blackout_error *error)
{
    const blackout_study *study = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    put_report(&json, study);
    return json_finish(&json, error);
}

blackout_status report_event_study_number(double *number, const blackout_study *study,
                                          const char *pointer, blackout_error *error)
{
    struct json_writer json;
    json_begin_search(&json, pointer);
    put_report(&json, study);
    return json_found(number, &json, pointer, error);
}
