/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/dependencies: a file of several blocks, whose ends cut rows and businesses anywhere: each
 * row counts once, with its business, chunks end where names say so, and names are compared that a
 * first reading forgets. Expected: by what was written, its sums, places and lines. Whether blocks
 * are as records, fault by fault, is in test_dependency_blocks.c, which takes longer. */
#include "ingest/dependencies.h"

#include "describe/description.h"
#include "ingest/dataset.h"
#include "ingest/dependency_blocks.h"
#include "messages.h"

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

/* ---- Chunks ---------------------------------------------------------------------------------- */

/* Names that begin chunks: those with a hash that 2^18 divides (core/chunk.h), b075567 and so on.
 */
static const unsigned begin[] = {75567, 259359, 327338, 376491, 393004, 604622, 645108, 679025};
enum { BEGIN = sizeof begin / sizeof begin[0], EACH = 50, BEFORE = 17 };

/* How many businesses had been taken when each chunk ended. */
struct chunks {
    size_t taken;
    size_t ended;
    size_t at[2 * BEGIN];
};

static blackout_status take(void *user, const struct business *business, blackout_error *error)
{
    struct chunks *chunks = user;
    (void)error;
    assert_int_equal(business->row_count, 2);
    ++chunks->taken;
    return BLACKOUT_OK;
}

static bool end_chunk(void *user)
{
    struct chunks *chunks = user;
    assert_true(chunks->ended < 2 * BEGIN);
    chunks->at[chunks->ended++] = chunks->taken;
    return true;
}

static struct chunks read_chunks(const struct world *world, size_t block_bytes, unsigned threads)
{
    blackout_dataset *dataset = world->dataset;
    struct table *table = &dataset->tables[DEPENDENCIES];
    struct diagnostics diagnostics = {0};
    struct chunks chunks = {0};
    const struct business_consumer consumer = {
        .take = take, .user = &chunks, .end_chunk = end_chunk};
    struct ingest ingest = {.context = {.arena = &dataset->arena,
                                        .strings = &dataset->strings,
                                        .diagnostics = &diagnostics,
                                        .tables = dataset->tables},
                            .threads = threads,
                            .block_bytes = block_bytes};
    blackout_error error = {0};
    *table = (struct table){.id = DEPENDENCIES};
    check_ok(dependencies_read(table, &dataset->package.resources[DEPENDENCIES], &ingest, &consumer,
                               &error),
             &error);
    assert_int_equal(diagnostics.fault_count, 0);
    diagnostics_free(&diagnostics);
    return chunks;
}

/* Before the first row of each such name and nowhere else, wherever blocks end, also where the
 * first business of the file is one. */
static void chunks_end_where_names_say_so(void **state)
{
    static const size_t block_bytes[] = {NO_BLOCKS, 0, 100, 333, 4096};
    struct world *world = *state;
    char *text = malloc(TEXT_BYTES);
    assert_non_null(text);
    for (int first = 0; first <= BEFORE; first += BEFORE) { /* so many businesses are left out */
        size_t used = (size_t)sprintf(text, "business,sector,region,annual_revenue,currency,"
                                            "platform,channel,share\n");
        for (int i = first; i < BEGIN * EACH; ++i) {
            const unsigned name = begin[i / EACH] - BEFORE + (unsigned)(i % EACH);
            used += (size_t)sprintf(text + used,
                                    "b%06u,G,north,1000,USD,alpha,sales,0.3\n"
                                    "b%06u,G,north,1000,USD,beta,sales,0.1\n",
                                    name, name);
        }
        package_write(&world->folder, "dependencies.csv", text);
        world_reopen(world);
        for (unsigned k = 0; k < 2 * sizeof block_bytes / sizeof block_bytes[0]; ++k) {
            const struct chunks chunks = read_chunks(world, block_bytes[k / 2], 1 + k % 2);
            assert_int_equal(chunks.taken, BEGIN * EACH - first);
            assert_int_equal(chunks.ended, BEGIN);
            for (int i = 0; i < BEGIN; ++i) {
                assert_int_equal(chunks.at[i], i * EACH + BEFORE - first);
            }
        }
    }
    free(text);
}

/* ---- Names that are one but for case --------------------------------------------------------- */

/* Names in capitals that ascend, so many that the last of them are not remembered, then two of them
 * in small letters, which still ascend by their bytes. A first reading knows only one of the two.
 */
enum { CAPITALS = 40000, AGAIN = 2 };
static const int again[AGAIN] = {7, 39000};

/* Business n, in line n + 2, earns n dollars. */
static void write_names(const struct world *world, char *text, const char *first_share)
{
    size_t used = (size_t)sprintf(text, "business,sector,region,annual_revenue,currency,platform,"
                                        "channel,share\n");
    for (int i = 0; i < CAPITALS + AGAIN; ++i) {
        used += (size_t)sprintf(
            text + used, "%s %06d,I,north,%d,USD,alpha,sales,%s\n", i < CAPITALS ? "SHOP" : "shop",
            i < CAPITALS ? i : again[i - CAPITALS], i, i > 0 ? "0.5" : first_share);
    }
    assert_true(used < TEXT_BYTES && used > 4 * DEPENDENCY_BLOCK_BYTES);
    package_write(&world->folder, "dependencies.csv", text);
}

/* Of one cause, so that one warning has both. */
#define BOTH_AGAIN                                                                                 \
    "dependencies.csv:40002:1 warning near_names: the name differs from that of line 9 only in "   \
    "case, blanks or quotes, and its revenue counts as that of another business ('shop 000007'); " \
    "write both alike if it is one business (2 rows: lines 40002, 40003; 80,001.00 USD)\n"

/* The file is read once more for the second, and what the first reading has told is told once. */
static void names_that_were_forgotten_are_found(void **state)
{
    struct world *world = *state;
    char *text = malloc(TEXT_BYTES);
    assert_non_null(text);
    write_names(world, text, "0.5");
    assert_true(messages_are(world->folder.path, "names", BOTH_AGAIN));
    world_reopen(world);
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha duration=2h start=2022-06-01T10:00Z");
    check_near(figure(result, "/control_totals/rows/read"), CAPITALS + AGAIN, 0);
    check_close(figure(result, "/control_totals/currencies/0/revenue/used"),
                (CAPITALS + AGAIN) * (CAPITALS + AGAIN - 1.) / 2, 1e-12);
    blackout_result_free(result);

    write_names(world, text, "1.5");
    assert_true(messages_are(world->folder.path, "names and a fault",
                             "dependencies.csv:2:8 bad_value: share is out of range ('1.5'); give "
                             "a share from 0 to 1 (0.00 USD)\n" BOTH_AGAIN));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_row_counts_once, world_open, world_close),
        cmocka_unit_test_setup_teardown(chunks_end_where_names_say_so, world_open, world_close),
        cmocka_unit_test_setup_teardown(names_that_were_forgotten_are_found, world_open,
                                        world_close),
    };
    blackout_init();
    return cmocka_run_group_tests_name("dependencies", tests, NULL, NULL);
}
