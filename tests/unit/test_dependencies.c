/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/dependencies: a file of several blocks, whose ends cut rows and businesses anywhere: each
 * row counts once, with its business. Expected: sums of the numbers that were written. Whether
 * blocks are as records, fault by fault, is in test_dependency_blocks.c, which takes longer. */
#include "ingest/dependencies.h"

#include "describe/description.h"
#include "ingest/dependency_blocks.h"
#include "world.h"

enum { BUSINESSES = 21000, TEXT_BYTES = 1 << 22 };

/* What the rows of a file add up to. */
struct written {
    size_t rows;
    double revenue; /* of all rows */
    double flow;    /* of an hour, in dollars */
};

/* Business i has 1 to 3 rows of other channels and shares, on one platform. */
static struct written write_file(const struct world *world, char *text, bool descends)
{
    static const char *const channels[] = {"sales", "messaging", "ads"};
    static const double shares[] = {0.25, 0.125, 0.0625};
    struct written written = {0};
    size_t used = (size_t)sprintf(text, "business,sector,region,annual_revenue,currency,platform,"
                                        "channel,share,firms,basis\n");
    for (int i = 0; i < BUSINESSES; ++i) {
        const int number = descends ? BUSINESSES - i : i;
        const int revenue = 8766 * (1 + number * 7 % 90);
        for (int k = 0; k <= number % 3; ++k) {
            used +=
                (size_t)sprintf(text + used, "shop %06d,I,north,%d,USD,alpha,%s,%g,2,measured\n",
                                number, revenue, channels[k], shares[k]);
            written.flow += 2 * shares[k] * revenue / 8766;
            written.revenue += 2. * revenue;
            ++written.rows;
        }
    }
    assert_true(used < TEXT_BYTES && used > 4 * DEPENDENCY_BLOCK_BYTES);
    package_write(&world->folder, "dependencies.csv", text);
    return written;
}

/* In names that ascend and in names that descend. */
static void each_row_counts_once(void **state)
{
    struct world *world = *state;
    char *text = malloc(TEXT_BYTES);
    assert_non_null(text);
    package_write(&world->folder, "channels.csv",
                  "channel,name,grace_hours,onset_hours,shape,basis\nsales,Sales,0,0,1,measured\n"
                  "messaging,Messaging,0,0,1,measured\nads,Ads,0,0,1,measured\n");
    package_drop(&world->folder, "fallbacks.csv");
    for (int descends = 0; descends < 2; ++descends) {
        const struct written written = write_file(world, text, descends > 0);
        struct description description;
        struct arena arena = {0};
        blackout_error error = {0};
        world_reopen(world);
        check_ok(description_make(&description, &arena, world->dataset, &error), &error);
        assert_int_equal(description.businesses, BUSINESSES);
        arena_free(&arena);
        blackout_result *result =
            estimate_of(world->dataset, "platform=alpha duration=2h start=2022-06-01T10:00Z top=2");
        check_close(figure(result, "/totals/dependent_revenue_loss/central"), 2 * written.flow,
                    1e-12);
        check_near(figure(result, "/control_totals/rows/read"), (double)written.rows, 0);
        check_near(figure(result, "/control_totals/currencies/0/rows/used"), (double)written.rows,
                   0);
        check_close(figure(result, "/control_totals/currencies/0/revenue/read"), written.revenue,
                    1e-12);
        blackout_result_free(result);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_row_counts_once, world_open, world_close)};
    blackout_init();
    return cmocka_run_group_tests_name("dependencies", tests, NULL, NULL);
}
