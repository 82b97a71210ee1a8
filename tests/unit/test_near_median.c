/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/near_median: against the median of all values as they are. */
#include "stats/near_median.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/sum.h"
#include "random.h"

enum { MOST = 300 };

struct world {
    double was[MOST];
    double now[MOST];
    bool gone[MOST];
    size_t items[MOST];
    double sorted[MOST];
    double gone_were[MOST];
    double added[MOST];
    size_t looked_at;
};

static double value_now(const void *world, size_t item)
{
    ++((struct world *)(uintptr_t)world)->looked_at;
    return ((const struct world *)world)->now[item];
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* `values` different ones where it is above 0, so that many are equal. */
static void make_world(struct world *world, uint64_t *seed, size_t count, size_t values)
{
    for (size_t i = 0; i < count; ++i) {
        world->sorted[i] =
            values > 0 ? (double)random_below(seed, values) : random_between(seed, -3, 5);
    }
    qsort(world->sorted, count, sizeof *world->sorted, by_value);
    for (size_t i = 0; i < count; ++i) {
        world->items[i] = count - 1 - i;
        world->was[count - 1 - i] = world->sorted[i];
        world->gone[i] = false;
    }
}

/* Moves all within the bounds, takes `gone` away and adds `added`; compares the medians. */
static void check_change(struct world *world, uint64_t *seed, size_t count,
                         struct near_change change)
{
    double all[2 * MOST];
    double scratch[2 * MOST];
    size_t used = 0;
    change.value = value_now;
    change.world = world;
    change.gone = world->gone;
    change.gone_were = world->gone_were;
    change.added = world->added;
    for (size_t k = 0; k < change.gone_count; ++k) {
        const size_t item = (random_below(seed, count) + k) % count;
        world->gone_were[k] = world->was[item];
        if (world->gone[item]) {
            change.gone_count = k;
            break;
        }
        world->gone[item] = true;
    }
    for (size_t i = 0; i < count; ++i) {
        const double factor = random_between(seed, change.low_factor, change.high_factor);
        world->now[i] = factor * world->was[i] + random_between(seed, -change.reach, change.reach);
        all[used] = world->now[i];
        used += world->gone[i] ? 0 : 1;
    }
    for (size_t k = 0; k < change.added_count; ++k) {
        world->added[k] = all[used++] = random_between(seed, -3, 5);
    }
    const struct near_order order = {world->items, world->sorted, count};
    if (used > 0) {
        check_near(near_median(&order, &change, scratch), median(all, used), 0.0);
    }
}

static void finds_the_median_after_a_change(void **state)
{
    static struct world world;
    uint64_t seed = 83;
    (void)state;
    for (int run = 0; run < 4000; ++run) {
        const size_t count = 1 + random_below(&seed, run % 4 == 0 ? 5 : MOST - 1);
        struct near_change change = {.low_factor = 1, .high_factor = 1};
        make_world(&world, &seed, count, run % 3 == 0 ? 4 : 0);
        change.reach = run % 5 == 0 ? 0 : random_between(&seed, 0, 0.3);
        change.gone_count = random_below(&seed, count < 12 ? count + 1 : 12);
        change.added_count = random_below(&seed, 12);
        if (run % 2 == 0 && world.sorted[0] >= 0) { /* factors are for values from 0 on */
            change.low_factor = 0.97;
            change.high_factor = 1.01;
        }
        check_change(&world, &seed, count, change);
    }
}

/* Of 299 values in (-3, 5) that move by up to 0.01, one gone and one added: the bounds of the
 * median, four reaches and two places wide, hold about six of them. */
static void looks_at_few(void **state)
{
    static struct world world;
    uint64_t seed = 85;
    (void)state;
    make_world(&world, &seed, MOST - 1, 0);
    world.looked_at = 0;
    check_change(
        &world, &seed, MOST - 1,
        (struct near_change){
            .low_factor = 1, .high_factor = 1, .reach = 0.01, .gone_count = 1, .added_count = 1});
    assert_in_range(world.looked_at, 1, 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_median_after_a_change),
        cmocka_unit_test(looks_at_few),
    };
    return cmocka_run_group_tests_name("near_median", tests, NULL, NULL);
}
