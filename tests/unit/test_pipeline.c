/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/pipeline: every piece is filled, worked at and taken once, in order; whatever must be alone
 * is, whatever the threads. */
#include "core/pipeline.h"

#include <stdatomic.h>
#include <stdint.h>

#include "check.h"
#include "core/hash.h"

enum { MOST_THREADS = 40, PIECES = 3001, NO_END = PIECES + 1 };

struct test {
    size_t threads;
    size_t end; /* the piece after which take() ends it */
    size_t filled;
    size_t taken;
    uint64_t pieces[PIPELINE_MOST_SLOTS];
    uint64_t results[PIPELINE_MOST_SLOTS];
    atomic_int working;
    atomic_int wrong;
    size_t alone;
};

static bool fill(void *user, size_t slot)
{
    struct test *test = user;
    test->pieces[slot] = test->filled;
    return test->filled < PIECES && ++test->filled > 0;
}

static void work(void *user, size_t slot, size_t worker)
{
    struct test *test = user;
    atomic_fetch_add(&test->working, 1);
    atomic_fetch_add(&test->wrong, worker < test->threads ? 0 : 1);
    test->results[slot] = hash_mix(test->pieces[slot] + 1);
    atomic_fetch_sub(&test->working, 1);
}

static bool is_alone(void *user, size_t slot)
{
    const struct test *test = user;
    return test->pieces[slot] % 7 == 3;
}

static bool take(void *user, size_t slot)
{
    struct test *test = user;
    const bool alone = is_alone(test, slot);
    const bool sound = test->pieces[slot] == test->taken &&
                       test->results[slot] == hash_mix(test->taken + 1) &&
                       (!alone || atomic_load(&test->working) == 0);
    atomic_fetch_add(&test->wrong, sound ? 0 : 1);
    test->results[slot] = 0;
    test->alone += alone ? 1 : 0;
    return ++test->taken != test->end;
}

static void check_run(size_t threads, size_t end)
{
    struct test test = {.threads = threads, .end = end};
    const struct pipeline pipeline = {&test, fill, work, is_alone, take};
    pipeline_run(threads, &pipeline);
    assert_int_equal(atomic_load(&test.wrong), 0);
    assert_int_equal(test.taken, end == NO_END ? PIECES : end);
    assert_int_equal(test.alone, (test.taken + 3) / 7);
    assert_true(test.filled >= test.taken && test.filled <= test.taken + pipeline_slots(threads));
}

static void in_order_for_any_threads(void **state)
{
    static const size_t threads[] = {1, 2, 3, 7, MOST_THREADS};
    (void)state;
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; ++i) {
        check_run(threads[i], NO_END);
    }
}

static void it_ends_where_it_is_told_to(void **state)
{
    static const size_t ends[] = {1, 2, 38, 999, PIECES};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; ++i) {
        check_run(1, ends[i]);
        check_run(3, ends[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order_for_any_threads),
        cmocka_unit_test(it_ends_where_it_is_told_to),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
