/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/exact_sum and core/chunk: sums are exact, so that neither order nor groups matter. Expected:
 * closed forms, most of them those of Python's own tests of math.fsum (test_math.py). */
#include "core/exact_sum.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "core/chunk.h"
#include "random.h"

enum { MOST_TERMS = 8, RANDOM_TERMS = 300, ROUNDS = 50 };

struct sum_case {
    double terms[MOST_TERMS];
    double expected;
};

static void sums_are_exact(void **state)
{
    static const struct sum_case cases[] = {
        {{0}, 0},
        {{1e100, 1, -1e100, 1e-100, 1e50, -1, -1e50}, 1e-100},
        {{0x1p53, -0.5, -0x1p-54}, 0x1p53 - 1},
        {{0x1p53, 1, 0x1p-100}, 0x1p53 + 2},
        {{0x1p53 + 10, 1, 0x1p-100}, 0x1p53 + 12},
        {{0x1p53 - 4, 0.5, 0x1p-54}, 0x1p53 - 3},
        {{1e16, 1, 1e-16}, 10000000000000002},
        {{1e16 - 2, 1 - 0x1p-53, -(1e16 - 2), -(1 - 0x1p-53)}, 0},
        {{0x1p53, 1}, 0x1p53}, /* a tie goes to even */
        {{0x1p53 + 2, 1}, 0x1p53 + 4}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct arena arena = {0};
        struct exact_sum sum = {0};
        for (size_t k = 0; k < MOST_TERMS; ++k) {
            assert_true(exact_sum_add(&sum, &arena, cases[i].terms[k]));
        }
        check_close(exact_sum_value(&sum), cases[i].expected, 0);
        arena_free(&arena);
    }
}

/* Terms of either sign over 80 powers of two. */
static void fill(double terms[RANDOM_TERMS], uint64_t *seed)
{
    for (size_t i = 0; i < RANDOM_TERMS; ++i) {
        const double digits = (double)random_below(seed, UINT64_C(1) << 53);
        terms[i] =
            ldexp(random_below(seed, 2) == 0 ? digits : -digits, (int)random_below(seed, 80) - 60);
    }
}

static double sum_from(const double terms[RANDOM_TERMS], size_t first)
{
    struct arena arena = {0};
    struct exact_sum sum = {0};
    for (size_t i = 0; i < RANDOM_TERMS; ++i) {
        assert_true(exact_sum_add(&sum, &arena, terms[(first + i) % RANDOM_TERMS]));
    }
    const double value = exact_sum_value(&sum);
    arena_free(&arena);
    return value;
}

static void order_makes_no_difference(void **state)
{
    double terms[RANDOM_TERMS];
    uint64_t seed = 16;
    (void)state;
    for (int i = 0; i < ROUNDS; ++i) {
        fill(terms, &seed);
        check_close(sum_from(terms, random_below(&seed, RANDOM_TERMS)), sum_from(terms, 0), 0);
    }
}

/* A sum of one chunk is what it was, with the part that its rounding has lost. */
static void one_chunk_is_left_alone(void **state)
{
    struct arena arena = {0};
    struct sum running = {0};
    struct exact_sum ended = {0};
    (void)state;
    sum_add(&running, 0x1p53);
    sum_add(&running, 1);
    const struct sum before = running;
    assert_true(chunk_sum_finish(&arena, &running, &ended));
    assert_memory_equal(&running, &before, sizeof running);
    assert_true(chunk_sum_end(&arena, &running, &ended));
    sum_add(&running, 1);
    assert_true(chunk_sum_finish(&arena, &running, &ended));
    check_close(sum_value(&running), 0x1p53 + 2, 0);
    arena_free(&arena);
}

/* Of a million names, four are expected to begin one. */
static void chunks_are_rare(void **state)
{
    enum { NAMES = 4 * CHUNK_BUSINESSES };
    char name[32];
    size_t count = 0;
    (void)state;
    for (size_t i = 0; i < NAMES; ++i) {
        count += chunk_begins(name, (size_t)snprintf(name, sizeof name, "biz-%09zu", i)) ? 1 : 0;
    }
    assert_in_range(count, 1, 10);
    assert_true(chunk_begins("b075567", strlen("b075567")));
    assert_false(chunk_begins("b075568", strlen("b075568")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_exact), cmocka_unit_test(order_makes_no_difference),
        cmocka_unit_test(one_chunk_is_left_alone), cmocka_unit_test(chunks_are_rare)};
    return cmocka_run_group_tests_name("exact_sum", tests, NULL, NULL);
}
