/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/overlaps: against catalogue_overlaps() of all pairs. */
#include "tables/overlaps.h"

#include <string.h>

#include "check.h"
#include "tables/catalogue.h"
#include "tables/schema.h"

enum { ROWS = 60, MOST = 3, COLUMNS = 64 };

static unsigned next_number(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes, section 7.1 */
    return *seed >> 16;
}

/* Starts and lengths are so few that many meet, and begin or end together. */
static void fill(struct row *row, struct cell *cells, unsigned *seed)
{
    memset(cells, 0, COLUMNS * sizeof *cells);
    *row = (struct row){.cells = cells};
    cells[OUTAGES_OWNER].text = 1 + next_number(seed) % 3;
    cells[OUTAGES_START].given = next_number(seed) % 8 != 0;
    cells[OUTAGES_START].time = 600 * (instant)(next_number(seed) % 200);
    cells[OUTAGES_START].has_time = next_number(seed) % 10 != 0;
    cells[OUTAGES_DURATION_MINUTES].given = next_number(seed) % 5 != 0;
    cells[OUTAGES_DURATION_MINUTES].number =
        next_number(seed) % 40 == 0 ? 2000 : next_number(seed) % 60;
}

/* The rows above row `at` that overlap it, the first MOST of them by their starts, and of one start
 * by their places; how many there are. */
static size_t find_above(const struct row *found[MOST], const struct row *rows, size_t at)
{
    size_t count = 0;
    for (size_t i = 0; i < at; ++i) {
        const instant start = rows[i].cells[OUTAGES_START].time;
        if (!catalogue_overlaps(&rows[i], &rows[at])) {
            continue;
        }
        size_t place = count < MOST ? count : MOST;
        ++count;
        while (place > 0 && found[place - 1]->cells[OUTAGES_START].time > start) {
            --place;
        }
        for (size_t k = MOST - 1; k > place; --k) {
            found[k] = found[k - 1];
        }
        if (place < MOST) {
            found[place] = &rows[i];
        }
    }
    return count;
}

static void it_counts_and_names_all_that_are_above(void **state)
{
    unsigned seed = 20211004;
    (void)state;
    for (int round = 0; round < 200; ++round) {
        struct arena arena = {0};
        struct row rows[ROWS];
        struct cell cells[ROWS][COLUMNS];
        for (size_t i = 0; i < ROWS; ++i) {
            fill(&rows[i], cells[i], &seed);
        }
        struct table table = {.rows = rows, .row_count = ROWS};
        struct overlaps *overlaps = overlaps_open(&table, &arena);
        assert_non_null(overlaps);
        for (size_t i = 0; i < ROWS; ++i) {
            const struct row *found[MOST];
            const struct row *expected[MOST] = {NULL};
            const size_t count = find_above(expected, rows, i);
            assert_int_equal(overlaps_add(overlaps, &rows[i], found, MOST), count);
            for (size_t k = 0; k < count && k < MOST; ++k) {
                assert_ptr_equal(found[k], expected[k]);
            }
        }
        arena_free(&arena);
    }
}

static void a_table_without_rows_has_none(void **state)
{
    struct arena arena = {0};
    struct table table = {.row_count = 0};
    (void)state;
    assert_non_null(overlaps_open(&table, &arena));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_counts_and_names_all_that_are_above),
        cmocka_unit_test(a_table_without_rows_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
