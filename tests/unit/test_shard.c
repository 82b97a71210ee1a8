/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/shard: the shards of any number of things have each of them once, in whole blocks. Expected:
 * worked by hand. */
#include "core/shard.h"

#include "check.h"

static blackout_status take(void *user, const struct shard_range *range, double *values,
                            blackout_error *error)
{
    (void)user, (void)range, (void)values, (void)error;
    return BLACKOUT_OK;
}

static void check_range(uint64_t number, uint64_t of, uint64_t all, uint64_t first, uint64_t count)
{
    const struct shard shard = {.number = number, .of = of};
    const struct shard_range range = shard_range_of(&shard, all, 64);
    assert_int_equal(range.first, first);
    assert_int_equal(range.count, count);
}

/* 1,027 things are 17 blocks of 64, the last of 3. */
static void ranges_by_hand(void **state)
{
    (void)state;
    check_range(0, 1, 1027, 0, 1027);
    check_range(0, 3, 1027, 0, 320); /* blocks 0 .. 4 */
    check_range(1, 3, 1027, 320, 384);
    check_range(2, 3, 1027, 704, 323);
    check_range(0, 2, 1, 0, 0);
    check_range(1, 2, 1, 0, 1);
    check_range(0, 5, 0, 0, 0);
    check_range(4096, 100000, UINT64_MAX, UINT64_C(755578637259143232), UINT64_C(184467440737088));
}

static void each_thing_is_in_one_range(void **state)
{
    static const uint64_t counts[] = {1, 63, 64, 65, 999, 4096, 1000003};
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; ++i) {
        for (uint64_t of = 1; of < 40; ++of) {
            uint64_t next = 0;
            for (uint64_t number = 0; number < of; ++number) {
                const struct shard shard = {.number = number, .of = of};
                const struct shard_range range = shard_range_of(&shard, counts[i], 64);
                assert_int_equal(range.first, next);
                next += range.count;
            }
            assert_int_equal(next, counts[i]);
        }
    }
}

static void who_takes_or_is_alone_has_all(void **state)
{
    const struct shard shard = {.number = 1, .of = 3, .take = take};
    (void)state;
    assert_int_equal(shard_range_of(NULL, 2385, 64).count, 2385);
    assert_int_equal(shard_range_of(&shard, 2385, 64).first, 0);
    assert_int_equal(shard_range_of(&shard, 2385, 64).count, 2385);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ranges_by_hand),
                                       cmocka_unit_test(each_thing_is_in_one_range),
                                       cmocka_unit_test(who_takes_or_is_alone_has_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
