/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/share_ranges: rows of a business take the spread of what goes through one owner's
 * platforms. Expected: of a share c on a basis with the spread s the ends are 1 / (1 + (1 - c) / c
 * exp(+-z s)), z being the 95 % value of the standard normal; by Python's math with z =
 * 1.6448536269514722. */
#include "ingest/share_ranges.h"

#include "tables/dataset.h"

#include "world.h"

/* Of the world's platforms alpha and beta are of one owner, gamma is of another. */
static struct dependency row_of(const blackout_dataset *dataset, const char *platform, double share,
                                enum basis basis)
{
    struct dependency row = {
        .platform = strings_find(&dataset->strings, platform, strlen(platform)), .share = share};
    assert_int_not_equal(row.platform, STRING_NONE);
    row.bases[DEPENDENCY_SHARE] = (uint8_t)basis;
    share_ranges_mark(&row);
    return row;
}

static void set(struct dependency *rows, size_t count, const blackout_dataset *dataset)
{
    struct spreads spreads;
    spreads_init(&spreads);
    struct share_ranges ranges = {.spreads = &spreads};
    blackout_error error;
    check_ok(share_ranges_set(&ranges, rows, count, &dataset->tables[PLATFORMS], &error), &error);
    for (size_t i = 0; i < count; ++i) {
        assert_false(share_ranges_wants(&rows[i]));
    }
    share_ranges_free(&ranges);
}

/* Of 0.5: 0.6824 and 1.3176 of it; 0.2 by itself would have 0.5707 and 1.6274. */
static void parts_have_the_spread_of_the_whole(void **state)
{
    const blackout_dataset *dataset = ((struct world *)*state)->dataset;
    struct dependency rows[] = {row_of(dataset, "alpha", 0.2, BASIS_ASSUMED),
                                row_of(dataset, "beta", 0.3, BASIS_ASSUMED)};
    set(rows, 2, dataset);
    for (int i = 0; i < 2; ++i) {
        check_close(rows[i].low[DEPENDENCY_SHARE], 0.6824043751319679, 1e-14);
        check_close(rows[i].high[DEPENDENCY_SHARE], 1.317595624868032, 1e-14);
    }
}

/* Another owner's platform and another basis are other judgements; a range of its own stays. */
static void judgements_are_told_apart(void **state)
{
    const blackout_dataset *dataset = ((struct world *)*state)->dataset;
    struct dependency rows[] = {
        row_of(dataset, "alpha", 0.3, BASIS_ASSUMED), row_of(dataset, "gamma", 0.5, BASIS_ASSUMED),
        row_of(dataset, "beta", 0.2, BASIS_DERIVED), row_of(dataset, "beta", 0.1, BASIS_ASSUMED)};
    rows[3].low[DEPENDENCY_SHARE] = 0.5;
    rows[3].high[DEPENDENCY_SHARE] = 2.5;
    set(rows, 4, dataset);
    check_close(rows[0].low[DEPENDENCY_SHARE], 0.6054846631548927, 1e-14);
    check_close(rows[0].high[DEPENDENCY_SHARE], 1.5093394696713325, 1e-14);
    check_close(rows[1].low[DEPENDENCY_SHARE], 0.6824043751319679, 1e-14);
    check_close(rows[2].low[DEPENDENCY_SHARE], 0.8170837129355902, 1e-14);
    check_close(rows[2].high[DEPENDENCY_SHARE], 1.211999973004168, 1e-14);
    check_near(rows[3].low[DEPENDENCY_SHARE], 0.5, 0.0);
    check_near(rows[3].high[DEPENDENCY_SHARE], 2.5, 0.0);
}

/* All of a business, and what was measured, are certain. */
static void the_whole_is_certain(void **state)
{
    const blackout_dataset *dataset = ((struct world *)*state)->dataset;
    struct dependency rows[] = {row_of(dataset, "alpha", 0.25, BASIS_ASSUMED),
                                row_of(dataset, "beta", 0.75, BASIS_ASSUMED),
                                row_of(dataset, "gamma", 0.125, BASIS_MEASURED)};
    set(rows, 3, dataset);
    for (int i = 0; i < 3; ++i) {
        check_near(rows[i].low[DEPENDENCY_SHARE], 1.0, 0.0);
        check_near(rows[i].high[DEPENDENCY_SHARE], 1.0, 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_have_the_spread_of_the_whole),
        cmocka_unit_test(judgements_are_told_apart),
        cmocka_unit_test(the_whole_is_certain),
    };
    return cmocka_run_group_tests_name("share_ranges", tests, world_open, world_close);
}
