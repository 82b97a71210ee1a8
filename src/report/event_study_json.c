/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event study as JSON, and its part of the public contract: the reports by their names. Changes
 * are in percent, money in the owner's currency. */
#include <string.h>

#include "core/error.h"
#include "report/event_study.h"

static void put_date(struct json_tree *tree, cJSON *parent, const char *key, instant date)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_date(text, date);
    json_text(tree, parent, key, text);
}

static void put_optional(struct json_tree *tree, cJSON *parent, const char *key, const char *text)
{
    if (text != NULL) {
        json_text(tree, parent, key, text);
    }
}

static void put_days(struct json_tree *tree, cJSON *parent, const char *key, struct day_range days)
{
    cJSON *list = json_list(tree, parent, key);
    json_number(tree, list, NULL, days.first);
    json_number(tree, list, NULL, days.last);
}

static cJSON *put_change(struct json_tree *tree, cJSON *parent, const char *key,
                         const struct study_change *change)
{
    cJSON *object = json_object(tree, parent, key);
    json_number(tree, object, "percent", 100 * change->fraction);
    if (change->has_money) {
        json_number(tree, object, "money", change->money);
    }
    return object;
}

static void put_inference(struct json_tree *tree, cJSON *object, const struct abnormal_window *sum)
{
    json_number(tree, object, "se_percent", 100 * sum->standard_error);
    json_number(tree, object, "t", sum->t);
    json_number(tree, object, "p", sum->p);
}

/* ---- One share ------------------------------------------------------------------------------- */

static void put_estimation(struct json_tree *tree, cJSON *parent, const struct study_unit *unit)
{
    static const char *const names[OLS_MOST_TERMS] = {"alpha", "beta", "gamma"};
    const struct study_estimation *estimation = &unit->estimation;
    cJSON *object = json_object(tree, parent, "estimation");
    json_text(tree, object, "model", unit->model);
    json_number(tree, object, "days", (double)estimation->days);
    put_date(tree, object, "first", estimation->first);
    put_date(tree, object, "last", estimation->last);
    for (size_t i = 0; i < estimation->terms; ++i) {
        json_number(tree, object, names[i], estimation->coefficients[i]);
    }
    json_number(tree, object, "residual_sd", estimation->residual_sd);
    json_number(tree, object, "degrees_of_freedom", estimation->degrees);
    json_number(tree, object, "r_squared", estimation->r_squared);
}

static void put_rank(struct json_tree *tree, cJSON *parent, const struct abnormal_rank *rank)
{
    cJSON *object = json_object(tree, parent, "rank");
    json_number(tree, object, "rank", (double)rank->rank);
    json_number(tree, object, "of", (double)rank->of);
    json_number(tree, object, "p", rank->p);
}

static void put_windows(struct json_tree *tree, cJSON *parent, const struct study_unit *unit)
{
    cJSON *list = json_list(tree, parent, "windows");
    for (size_t i = 0; i < unit->window_count; ++i) {
        const struct study_window *window = &unit->windows[i];
        cJSON *object = json_object(tree, list, NULL);
        put_days(tree, object, "days", window->days);
        json_flag(tree, object, "covered", window->covered);
        if (window->covered) {
            put_inference(tree, put_change(tree, object, "car", &window->change), &window->sum);
        }
    }
}

static void put_sessions(struct json_tree *tree, cJSON *parent, const struct study_unit *unit)
{
    cJSON *list = json_list(tree, parent, "sessions");
    for (size_t i = 0; i < unit->session_count; ++i) {
        const struct study_session *session = &unit->sessions[i];
        cJSON *object = json_object(tree, list, NULL);
        json_number(tree, object, "day", session->day);
        put_date(tree, object, "date", session->date);
        json_number(tree, object, "close", session->close);
        put_change(tree, object, "raw", &session->raw);
        if (session->has_market) {
            json_number(tree, object, "index_percent", 100 * session->market);
        }
        put_change(tree, object, "abnormal", &session->abnormal);
        put_change(tree, object, "raw_since", &session->raw_since);
        put_inference(tree, put_change(tree, object, "car", &session->cumulative), &session->since);
    }
}

static void put_recovery(struct json_tree *tree, cJSON *parent, const struct study_unit *unit)
{
    static const char *const states[] = {[RECOVERY_NO_LOSS] = "no_loss",
                                         [RECOVERY_DONE] = "recovered",
                                         [RECOVERY_NOT_YET] = "not_within_the_prices"};
    cJSON *object = json_object(tree, parent, "recovery");
    json_text(tree, object, "state", states[unit->recovery]);
    if (unit->recovery != RECOVERY_NO_LOSS) {
        put_date(tree, object, unit->recovery == RECOVERY_DONE ? "date" : "prices_end",
                 unit->recovered);
        json_number(tree, object, "sessions", (double)unit->recovered_after);
    }
}

static void put_unit(struct json_tree *tree, cJSON *object, const struct study_unit *unit)
{
    cJSON *day0 = json_object(tree, object, "day0");
    put_date(tree, day0, "date", unit->day0);
    put_change(tree, day0, "raw", &unit->raw);
    if (unit->has_market) {
        json_number(tree, day0, "index_percent", 100 * unit->market);
    }
    put_change(tree, day0, "explained", &unit->expected);
    put_inference(tree, put_change(tree, day0, "abnormal", &unit->abnormal), &unit->day0_sum);
    put_rank(tree, day0, &unit->rank);
    put_estimation(tree, object, unit);
    put_windows(tree, object, unit);
    put_sessions(tree, object, unit);
}

/* ---- One case -------------------------------------------------------------------------------- */

static void put_peers(struct json_tree *tree, cJSON *parent, const struct study_case *one)
{
    cJSON *list = json_list(tree, parent, "peers");
    for (size_t i = 0; i < one->peer_count; ++i) {
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "symbol", one->peers[i].symbol);
        json_flag(tree, object, "may_have_gained", one->peers[i].may_have_gained);
        put_unit(tree, object, &one->peers[i]);
    }
}

static void put_peer_adjusted(struct json_tree *tree, cJSON *parent, const struct study_case *one)
{
    const struct study_unit *unit = &one->peer_index;
    if (!one->has_peer_index) {
        return;
    }
    cJSON *object = put_change(tree, parent, "peer_adjusted", &unit->abnormal);
    put_inference(tree, object, &unit->day0_sum);
    put_rank(tree, object, &unit->rank);
    put_estimation(tree, object, unit);
    put_windows(tree, object, unit);
    put_sessions(tree, object, unit);
}

static void put_case(struct json_tree *tree, cJSON *list, const struct study_case *one)
{
    cJSON *object = json_object(tree, list, NULL);
    put_optional(tree, object, "event", one->event);
    put_optional(tree, object, "owner", one->owner);
    json_text(tree, object, "symbol", one->unit.symbol);
    put_optional(tree, object, "index", one->index);
    json_text(tree, object, "day0_rule", one->day0_rule);
    if (one->event != NULL) {
        json_flag(tree, object, "confounded", one->confounded);
    }
    if (one->has_market_cap) {
        put_optional(tree, object, "currency", one->currency);
        json_number(tree, object, "market_cap_before", one->market_cap_before);
        json_text(tree, object, "market_cap_source", one->market_cap_source);
    }
    json_number(tree, object, "close_before", one->unit.close_before);
    put_unit(tree, object, &one->unit);
    put_recovery(tree, object, &one->unit);
    put_peer_adjusted(tree, object, one);
    if (one->has_less_peer_mean) {
        put_change(tree, object, "less_peer_mean", &one->less_peer_mean);
    }
    put_peers(tree, object, one);
    json_text(tree, object, "verdict", one->verdict);
}

/* ---- Together -------------------------------------------------------------------------------- */

static void put_test(struct json_tree *tree, cJSON *list, const struct event_test *test)
{
    cJSON *object = json_object(tree, list, NULL);
    json_text(tree, object, "test", test->name);
    json_text(tree, object, "reference", test->reference);
    json_flag(tree, object, "applies", test->applies);
    if (!test->applies) {
        json_text(tree, object, "reason", test->reason);
        return;
    }
    json_number(tree, object, "statistic", test->statistic);
    json_text(tree, object, "distribution", test->degrees > 0 ? "t" : "normal");
    if (test->degrees > 0) {
        json_number(tree, object, "degrees_of_freedom", test->degrees);
    }
    json_number(tree, object, "p", test->p);
    if (test->has_correlation) {
        json_number(tree, object, "mean_correlation", test->correlation);
        json_number(tree, object, "bmp_unadjusted", test->unadjusted);
    }
}

static void put_tests(struct json_tree *tree, const blackout_study *study)
{
    cJSON *list = json_list(tree, tree->root, "tests");
    for (size_t i = 0; i < study->test_count; ++i) {
        cJSON *object = json_object(tree, list, NULL);
        put_days(tree, object, "days", study->tests[i].days);
        json_number(tree, object, "firms", (double)study->tests[i].units);
        cJSON *results = json_list(tree, object, "results");
        for (int k = 0; k < TEST_COUNT; ++k) {
            put_test(tree, results, &study->tests[i].tests[k]);
        }
    }
}

static void put_inputs(struct json_tree *tree, const blackout_study *study)
{
    cJSON *list = json_list(tree, tree->root, "inputs");
    for (size_t i = 0; i < study->input_count; ++i) {
        const struct price_input *input = &study->inputs[i];
        const char delimiter[2] = {input->delimiter, '\0'};
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "resource", "prices");
        json_text(tree, object, "path", input->source);
        json_text(tree, object, "package", input->package);
        json_text(tree, object, "sha256", input->sha256);
        json_number(tree, object, "rows", (double)input->rows);
        json_text(tree, json_object(tree, object, "dialect"), "delimiter", delimiter);
    }
}

void report_event_study_tree(struct json_tree *tree, const blackout_study *study)
{
    json_tree_init_report(tree, "blackout/event-study/1");
    cJSON *request = json_object(tree, tree->root, "request");
    json_text(tree, request, "model", return_model_name(study->model));
    json_text(tree, request, "returns", study->kind == RETURN_LOG ? "log" : "simple");
    put_days(tree, request, "estimation", study->estimation);
    put_inputs(tree, study);
    cJSON *studies = json_list(tree, tree->root, "studies");
    for (size_t i = 0; i < study->case_count; ++i) {
        put_case(tree, studies, &study->cases[i]);
    }
    put_tests(tree, study);
    json_warnings(tree, &study->warnings);
}

/* ---- The public contract --------------------------------------------------------------------- */

blackout_status blackout_study_write(const blackout_study *study, const char *format,
                                     blackout_sink *sink, void *user, blackout_error *error)
{
    if (strcmp(format, "text") == 0) {
        return report_event_study_text(study, sink, user, error);
    }
    if (strcmp(format, "csv") == 0) {
        return report_event_study_csv(study, sink, user, error);
    }
    if (strcmp(format, "json") != 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "format",
                           "the format is not known ('%.40s'); text, json or csv", format);
    }
    struct json_tree tree;
    report_event_study_tree(&tree, study);
    return json_tree_write(&tree, sink, user, error);
}

blackout_status blackout_study_number(const blackout_study *study, const char *pointer,
                                      double *number, blackout_error *error)
{
    struct json_tree tree;
    report_event_study_tree(&tree, study);
    return json_tree_take_number(&tree, pointer, number, error);
}
