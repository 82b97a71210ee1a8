/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_mask: against every span, asked one by one. */
#include "traffic/traffic_mask.h"

#include "check.h"
#include "random.h"

enum { MOST = 12, END = 40 };

static struct traffic_span random_span(uint64_t *seed)
{
    const instant from = (instant)random_below(seed, END);
    return (struct traffic_span){from, from + (instant)random_below(seed, 7)};
}

/* Spans that overlap, touch, hold others, are empty; asked of spans of all these kinds. */
static void asks_as_of_each(void **state)
{
    uint64_t seed = 19;
    size_t touched = 0;
    size_t asked = 0;
    (void)state;
    for (int run = 0; run < 300; ++run) {
        struct arena arena = {0};
        struct traffic_mask mask;
        struct traffic_span spans[MOST];
        blackout_error error;
        const size_t count = random_below(&seed, MOST + 1);
        for (size_t i = 0; i < count; ++i) {
            spans[i] = random_span(&seed);
        }
        const size_t known = count > 0 ? random_below(&seed, count + 1) : 0;
        check_ok(traffic_mask_make(&mask, &arena, spans, known, &error), &error);
        const struct traffic_masked masked = {&mask, spans + known, count - known};
        for (int k = 0; k < 40; ++k) {
            const struct traffic_span span = random_span(&seed);
            const bool expected = traffic_spans_touch(spans, count, span);
            assert_int_equal(traffic_masked_touch(&masked, span), expected);
            touched += expected ? 1 : 0;
            ++asked;
        }
        arena_free(&arena);
    }
    assert_in_range(touched, asked / 5, asked * 4 / 5);
    assert_false(traffic_masked_touch(&(struct traffic_masked){0}, (struct traffic_span){3, 9}));
}

/* Expected: by the definition of [from, to). */
static void touches_what_shares_a_moment(void **state)
{
    static const struct traffic_span hour = {10, 20};
    (void)state;
    assert_true(traffic_spans_touch(&hour, 1, (struct traffic_span){19, 30}));
    assert_false(traffic_spans_touch(&hour, 1, (struct traffic_span){20, 30}));
    assert_true(traffic_spans_touch(&hour, 1, (struct traffic_span){5, 11}));
    assert_false(traffic_spans_touch(&hour, 1, (struct traffic_span){5, 10}));
    assert_true(traffic_spans_touch(&hour, 1, (struct traffic_span){15, 15}));
    assert_false(traffic_spans_touch(&hour, 1, (struct traffic_span){10, 10}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_as_of_each),
        cmocka_unit_test(touches_what_shares_a_moment),
    };
    return cmocka_run_group_tests_name("traffic_mask", tests, NULL, NULL);
}
