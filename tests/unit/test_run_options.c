/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask/run_options: the warnings of a report as the caller's function gets them, and what runs
 * inside a run have of its options. Expected: what the warnings below say. */
#include "ask/run_options.h"

#include <string.h>

#include "check.h"

enum { MOST = 4 };

/* Copies, since a diagnostic lasts as long as the call. */
struct told {
    size_t count;
    blackout_diagnostic diagnostics[MOST];
    blackout_money money[MOST][WARNING_MONIES];
};

static void keep(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    assert_in_range(told->count, 0, MOST - 1);
    assert_in_range(diagnostic->money_count, 0, WARNING_MONIES);
    memcpy(told->money[told->count], diagnostic->money,
           diagnostic->money_count * sizeof *diagnostic->money);
    told->diagnostics[told->count++] = *diagnostic;
}

static void warnings_are_told_in_their_order(void **state)
{
    struct warning_money monies[2] = {{.currency = "USD"}, {.currency = "EUR"}};
    struct warning items[] = {{.code = "start_at_midnight",
                               .message = "no time of day",
                               .where = "--start",
                               .line = 9, /* of no file: not told */
                               .column = 3},
                              {.code = "bad_value",
                               .message = "left out",
                               .where = "a.csv:4:2",
                               .file = "a.csv",
                               .line = 4,
                               .column = 2,
                               .count = 5,
                               .lines = {4, 7, 11},
                               .money = {.items = monies, .count = 2}}};
    const struct warning_list warnings = {.items = items, .count = 2};
    static struct told told;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    (void)state;
    sum_add(&monies[0].amount, 2385);
    sum_add(&monies[1].amount, 0.25);
    run_options_report(NULL, &warnings);
    run_options_report(&options, &warnings); /* nobody listens */
    options.diagnostic = keep;
    options.user = &told;
    run_options_report(&options, &warnings);
    assert_int_equal(told.count, 2);
    const blackout_diagnostic *first = &told.diagnostics[0];
    assert_int_equal(first->severity, BLACKOUT_WARNING);
    assert_string_equal(first->code, "start_at_midnight");
    assert_string_equal(first->source, "--start");
    assert_string_equal(first->message, "no time of day");
    assert_string_equal(first->field, "");
    assert_int_equal(first->line, 0);
    assert_int_equal(first->money_count, 0);
    const blackout_diagnostic *second = &told.diagnostics[1];
    assert_string_equal(second->source, "a.csv");
    assert_int_equal(second->line, 4);
    assert_int_equal(second->column, 2);
    assert_int_equal(second->count, 5);
    assert_memory_equal(second->lines, items[1].lines, sizeof second->lines);
    assert_int_equal(second->money_count, 2);
    assert_string_equal(told.money[1][0].currency, "USD");
    check_close(told.money[1][0].amount, 2385., 0.0);
    assert_string_equal(told.money[1][1].currency, "EUR");
    check_close(told.money[1][1].amount, 0.25, 0.0);
}

static int cancelled(void *user)
{
    (void)user;
    return 1;
}

static void progress_of(void *user, const blackout_progress *progress)
{
    (void)user;
    (void)progress;
}

/* Threads and whether it is cancelled, and nothing that would be told twice. */
static void runs_inside_a_run_are_quiet(void **state)
{
    double share = 0;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    (void)state;
    options.threads = 3;
    options.cancelled = cancelled;
    options.progress = progress_of;
    options.progress_user = &share;
    options.diagnostic = keep;
    options.user = &share;
    const blackout_run_options quiet = run_options_quiet(&options);
    const blackout_run_options none = run_options_quiet(NULL);
    assert_int_equal(quiet.threads, 3);
    assert_true(quiet.cancelled == cancelled);
    assert_ptr_equal(quiet.user, &share);
    assert_true(quiet.progress == NULL && quiet.diagnostic == NULL);
    assert_true(none.threads == 0 && none.cancelled == NULL && none.user == NULL);
    const struct progress progress = run_options_progress(&options);
    assert_true(progress.report == progress_of);
    assert_ptr_equal(progress.user, &share);
    assert_true(run_options_progress(NULL).report == NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warnings_are_told_in_their_order),
        cmocka_unit_test(runs_inside_a_run_are_quiet),
    };
    return cmocka_run_group_tests_name("run_options", tests, NULL, NULL);
}
