/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/traffic_query: inputs by name and text. */
#include "ask/traffic_query.h"

#include <string.h>

#include "check.h"

static void takes_every_input(void **state)
{
    blackout_traffic_query *query;
    blackout_error error;
    (void)state;
    check_ok(blackout_traffic_query_new(&query, &error), &error);
    check_ok(blackout_traffic_query_set(query, "start", "2015-01-26T23:00Z", &error), &error);
    check_ok(blackout_traffic_query_set(query, "duration", "8h30m", &error), &error);
    check_ok(blackout_traffic_query_set(query, "platform", "a,b", &error), &error);
    check_ok(blackout_traffic_query_set(query, "region", "r", &error), &error);
    check_ok(blackout_traffic_query_set(query, "peers", "c,d;e", &error), &error);
    check_ok(blackout_traffic_query_set(query, "holidays", "days.csv", &error), &error);
    check_ok(blackout_traffic_query_set(query, "detect", "yes", &error), &error);
    check_close(query->scenario->duration_hours.centre, 8.5, 0.0);
    assert_int_equal(query->scenario->platforms.count, 2);
    assert_int_equal(query->peers.count, 3);
    assert_string_equal(query->peers.names[2], "e");
    assert_string_equal(query->holidays, "days.csv");
    assert_true(query->detect);
    check_ok(blackout_traffic_query_set(query, "peers", "f", &error), &error);
    assert_int_equal(query->peers.count, 1); /* later calls replace earlier ones */
    blackout_traffic_query_free(query);
    blackout_traffic_query_free(NULL);
}

static void refuses_what_it_does_not_understand(void **state)
{
    static const char *const wrong[][2] = {
        {"start", "yesterday"}, {"duration", "long"}, {"peers", "a,,b"}, {"peers", ""},
        {"holidays", ""},       {"detect", "maybe"},  {"severity", "1"}, {"star", "2015-01-26"}};
    blackout_traffic_query *query;
    blackout_error error;
    (void)state;
    check_ok(blackout_traffic_query_new(&query, &error), &error);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        check_fails(blackout_traffic_query_set(query, wrong[i][0], wrong[i][1], &error),
                    BLACKOUT_ERROR_USAGE, &error);
    }
    assert_non_null(strstr(error.message, "perhaps 'start'"));
    blackout_traffic_query_free(query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_every_input),
        cmocka_unit_test(refuses_what_it_does_not_understand),
    };
    return cmocka_run_group_tests_name("traffic_query", tests, NULL, NULL);
}
