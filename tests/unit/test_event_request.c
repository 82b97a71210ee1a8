/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/request: what is understood, what is refused, what stands at first. */
#include "ask/event_request.h"

#include <string.h>

#include "check.h"

static blackout_request *request_new(void)
{
    blackout_request *request;
    blackout_error error;
    check_ok(blackout_request_new(&request, &error), &error);
    return request;
}

static void set(blackout_request *request, const char *name, const char *text)
{
    blackout_error error;
    check_ok(blackout_request_set(request, name, text, &error), &error);
}

static void has_the_defaults_of_the_methodology(void **state)
{
    blackout_request *request = request_new();
    (void)state;
    assert_int_equal(request->model, MODEL_MARKET);
    assert_int_equal(request->kind, RETURN_SIMPLE);
    assert_int_equal(request->estimation.first, -260);
    assert_int_equal(request->estimation.last, -11);
    assert_int_equal(request->window_count, 4);
    assert_int_equal(request->windows[1].first, -1);
    assert_int_equal(request->windows[3].last, 5);
    blackout_request_free(request);
    blackout_request_free(NULL);
}

static void reads_every_input(void **state)
{
    blackout_request *request = request_new();
    (void)state;
    set(request, "prices", "a.csv");
    set(request, "prices", "b,c.csv");
    set(request, "symbol", "FB,SNAP");
    set(request, "symbol", "TWTR");
    set(request, "peers", "SNAP,PINS");
    set(request, "event", "X-1,X-2");
    set(request, "date", "2021-10-04,2021-10-04T15:39Z");
    set(request, "index", "^GSPC");
    set(request, "model", "peer");
    set(request, "returns", "Log");
    set(request, "estimation", "-120..-21");
    set(request, "windows", "0..0,-2..+2");
    set(request, "shares", "2781759516");
    set(request, "jumps", "keep");
    assert_int_equal(request->prices.count, 2);
    assert_string_equal(request->prices.names[1], "b,c.csv");
    assert_int_equal(request->symbols.count, 1);
    assert_string_equal(request->symbols.names[0], "TWTR");
    assert_int_equal(request->peers.count, 2);
    assert_int_equal(request->events.count, 2);
    assert_int_equal(request->date_count, 2);
    assert_false(request->dates[0].has_time);
    assert_true(request->dates[1].has_time);
    assert_string_equal(request->index, "^GSPC");
    assert_int_equal(request->model, MODEL_PEER);
    assert_int_equal(request->kind, RETURN_LOG);
    assert_int_equal(request->estimation.first, -120);
    assert_int_equal(request->windows[1].last, 2);
    check_near(request->shares, 2781759516.0, 0);
    assert_true(request->keep_jumps);
    blackout_request_free(request);
}

static void refuses_what_is_not_understood(void **state)
{
    static const char *const wrong[][2] = {
        {"prices", ""},
        {"symbol", ""},
        {"symbol", "A,,B"},
        {"symbol", "A,A"},
        {"peers", "A,"},
        {"date", "2021-13-01"},
        {"date", "yesterday"},
        {"index", ""},
        {"model", "capm"},
        {"returns", "gross"},
        {"estimation", "-260"},
        {"estimation", "-260::-11"},
        {"estimation", "-260.-11"},
        {"estimation", "..-11"},
        {"estimation", "-260.."},
        {"estimation", "-260..-11,"},
        {"estimation", "-100001..-11"},
        {"estimation", "- 260..-11"},
        {"estimation", "-11..-260"},
        {"estimation", "-10..0"},
        {"windows", "0..0;1..1"},
        {"windows", ""},
        {"windows", "a..b"},
        {"windows", "0..0,"},
        {"windows", "0..100001"},
        {"windows", "0..0,0..1,0..2,0..3,0..4,0..5,0..6,0..7,0..8,0..9,1..1,1..2,1..3,1..4,1..5,"
                    "1..6,1..7"}, /* 17 */
        {"windows", "0..0,0..1,0..0"},
        {"shares", "0"},
        {"shares", "many"},
        {"jumps", "maybe"},
        {"simbol", "A"},
        {"estimation", "-999999999999..-1"},
    };
    blackout_request *request = request_new();
    const struct day_range estimation = request->estimation;
    const size_t windows = request->window_count;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        blackout_error error;
        check_fails(blackout_request_set(request, wrong[i][0], wrong[i][1], &error),
                    BLACKOUT_ERROR_USAGE, &error);
    }
    assert_memory_equal(&request->estimation, &estimation, sizeof estimation);
    assert_int_equal(request->window_count, windows);
    blackout_request_free(request);
}

/* Days up to 100,000 from the event, and 16 windows. */
static void takes_what_is_at_the_limits(void **state)
{
    blackout_request *request = request_new();
    (void)state;
    set(request, "estimation", "-100000..-1");
    assert_int_equal(request->estimation.first, -100000);
    assert_int_equal(request->estimation.last, -1);
    set(request, "windows",
        "0..0,-1..+1,0..2,0..3,0..4,0..5,0..6,0..7,0..8,0..9,0..10,0..11,0..12,0..13,0..14,"
        "-5..100000");
    assert_int_equal(request->window_count, 16);
    assert_int_equal(request->windows[1].last, 1);
    assert_int_equal(request->windows[15].first, -5);
    assert_int_equal(request->windows[15].last, 100000);
    blackout_request_free(request);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_defaults_of_the_methodology),
        cmocka_unit_test(reads_every_input),
        cmocka_unit_test(refuses_what_is_not_understood),
        cmocka_unit_test(takes_what_is_at_the_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
