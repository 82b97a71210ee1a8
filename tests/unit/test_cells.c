/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/cells: rows of dependencies added up by what they have in common. Expected: sums by hand,
 * of binary fractions and so exact; numbers of cells by the order in which keys are first met. */
#include "tables/cells.h"

#include <string.h>

#include "check.h"

/* A row of 8 * 1000 * 0.25 = 2000 a year, of which a fallback takes 0.5. */
static struct dependency row_of(string_id platform, string_id fallback)
{
    return (struct dependency){
        .platform = platform,
        .sector = 2,
        .region = 3,
        .channel = 4,
        .currency = 5,
        .fallback = fallback,
        .annual_revenue = 1000,
        .share = 0.25,
        .firms = 8,
        .fallback_share = 0.5,
        .basis = BASIS_REPORTED,
        .bases = {BASIS_REPORTED, BASIS_MEASURED, BASIS_COUNT, BASIS_DERIVED},
        .low = {0.5, 0.75, 1, 0.25},
        .high = {2, 1.25, 1.5, 1.75}};
}

static void add(struct cells *cells, const struct dependency *rows, size_t count)
{
    const struct business business = {.name = "b", .rows = rows, .row_count = count};
    blackout_error error = {0};
    check_ok(cells_add_business(cells, &business, &error), &error);
}

static void check_sums(const struct sum *sums, size_t count, const double *expected)
{
    for (size_t i = 0; i < count; ++i) {
        check_close(sum_value(&sums[i]), expected[i], 0.0);
    }
}

/* ---- Which cell ------------------------------------------------------------------------------ */

/* The k-th of the six identifiers of a row. */
static string_id *identifier(struct dependency *row, size_t k)
{
    string_id *const all[] = {&row->platform, &row->sector,   &row->region,
                              &row->channel,  &row->currency, &row->fallback};
    return all[k];
}

static void each_identifier_makes_another_cell(void **state)
{
    struct arena arena = {0};
    struct cells cells = {.arena = &arena};
    struct dependency row = row_of(1, 6);
    (void)state;
    assert_int_equal(cells_find(&cells, &row), LOOKUP_NONE);
    add(&cells, &row, 1);
    for (size_t k = 0; k < 6; ++k) {
        struct dependency other = row;
        *identifier(&other, k) = 7; /* as no other identifier is */
        assert_int_equal(cells_find(&cells, &other), LOOKUP_NONE);
        add(&cells, &other, 1);
        assert_int_equal(cells_find(&cells, &other), k + 1);
        add(&cells, &other, 1);
        const string_id key[] = {cells.cells[k + 1].key.platform, cells.cells[k + 1].key.sector,
                                 cells.cells[k + 1].key.region,   cells.cells[k + 1].key.channel,
                                 cells.cells[k + 1].key.currency, cells.cells[k + 1].key.fallback};
        for (size_t i = 0; i < 6; ++i) {
            assert_int_equal(key[i], *identifier(&other, i));
        }
    }
    assert_int_equal(cells.count, 7);
    assert_int_equal(cells_find(&cells, &row), 0);
    assert_int_equal(cells.business_count, 13);
    check_close(sum_value(&cells.firms), 13 * 8., 0.0);
    /* exchanged, they are no cell that there is */
    struct dependency exchanged = row;
    exchanged.platform = row.sector;
    exchanged.sector = row.platform;
    assert_int_equal(cells_find(&cells, &exchanged), LOOKUP_NONE);
    arena_free(&arena);
}

/* Numbers stay as the arrays grow; monies are in the order of their first rows. */
static void cells_are_in_the_order_of_their_rows(void **state)
{
    enum { MANY = 1000 };
    struct arena arena = {0};
    struct cells cells = {.arena = &arena};
    (void)state;
    assert_int_equal(cells_find_money(&cells, 5), LOOKUP_NONE);
    for (string_id i = 0; i < 2 * MANY; ++i) {
        struct dependency row = row_of(1, STRING_NONE);
        row.region = 5000 - i % MANY;
        row.currency = 9000 - i % MANY / 10; /* ten cells of each */
        row.annual_revenue = i;
        add(&cells, &row, 1);
    }
    assert_int_equal(cells.count, MANY);
    assert_int_equal(cells.money_count, MANY / 10);
    for (string_id i = 0; i < MANY; ++i) {
        struct dependency row = row_of(1, STRING_NONE);
        row.region = 5000 - i;
        row.currency = 9000 - i / 10;
        assert_int_equal(cells_find(&cells, &row), i);
        assert_int_equal(cells_find_money(&cells, row.currency), i / 10);
        check_close(sum_value(&cells.cells[i].flow[BASIS_REPORTED]), 2. * (i + i + MANY), 0.0);
        assert_int_equal(cells.money[i / 10].currency, row.currency);
    }
    cells_clear(&cells);
    assert_int_equal(cells.count, 0);
    assert_int_equal(cells.money_count, 0);
    assert_int_equal(cells.business_count, 0);
    assert_ptr_equal(cells.arena, &arena);
    assert_int_equal(cells_find_money(&cells, 9000), LOOKUP_NONE);
    arena_free(&arena);
}

/* What is noted of rows is their cell, plus 1, as far as there is one; it changes no sum. */
static void rows_that_are_noted_go_into_the_same_cells(void **state)
{
    struct arena arena = {0};
    struct cells plain = {.arena = &arena};
    struct cells noted = {.arena = &arena};
    struct dependency rows[] = {row_of(1, STRING_NONE), row_of(2, 6), row_of(1, STRING_NONE)};
    (void)state;
    cells_note(&noted, rows, 3);
    for (size_t i = 0; i < 3; ++i) {
        assert_int_equal(rows[i].cell, 0);
    }
    add(&noted, rows, 2);
    add(&plain, rows, 2);
    cells_note(&noted, rows, 3);
    assert_int_equal(rows[0].cell, 1);
    assert_int_equal(rows[1].cell, 2);
    assert_int_equal(rows[2].cell, 1);
    add(&noted, rows, 3);
    for (size_t i = 0; i < 3; ++i) {
        rows[i].cell = 0;
    }
    add(&plain, rows, 3);
    assert_int_equal(noted.count, 2);
    assert_int_equal(plain.count, 2);
    assert_memory_equal(noted.cells, plain.cells, 2 * sizeof *plain.cells);
    arena_free(&arena);
}

/* ---- Sums ------------------------------------------------------------------------------------ */

/* Flow is 8 * 1000 * 0.25 and 1 * 400 * 0.5; ends are the rows' own. Without a fallback nothing is
 * added of it. */
static void flows_are_added_up_by_basis(void **state)
{
    static const double own[] = {0, 2000, 0, 200};
    static const double own_low[] = {1050, 1650, 2200, 0};
    static const double own_high[] = {4800, 2800, 3200, 0};
    static const double fallback_flow[] = {0, 1000, 0, 100};
    static const double fallback_low[] = {1050, 1650, 2200, 275};
    static const double fallback_high[] = {4800, 2800, 3200, 1950};
    static const double none[BASIS_COUNT] = {0};
    struct arena arena = {0};
    struct cells cells = {.arena = &arena};
    struct dependency rows[4] = {row_of(1, STRING_NONE), row_of(1, STRING_NONE), row_of(1, 6),
                                 row_of(1, 6)};
    (void)state;
    for (size_t i = 1; i < 4; i += 2) {
        rows[i].annual_revenue = 400;
        rows[i].share = 0.5;
        rows[i].firms = 1;
        rows[i].basis = BASIS_ASSUMED;
        memcpy(rows[i].low, (double[]){0.25, 0.75, 1, 0.25}, sizeof rows[i].low);
        memcpy(rows[i].high, (double[]){4, 1.5, 1, 2}, sizeof rows[i].high);
    }
    add(&cells, rows, 4);
    assert_int_equal(cells.count, 2);
    check_sums(cells.cells[0].flow, BASIS_COUNT, own);
    check_sums(cells.cells[0].low, DEPENDENCY_FACTOR_COUNT, own_low);
    check_sums(cells.cells[0].high, DEPENDENCY_FACTOR_COUNT, own_high);
    check_sums(cells.cells[0].fallback_flow, BASIS_COUNT, none);
    check_sums(cells.cells[1].flow, BASIS_COUNT, own);
    check_sums(cells.cells[1].low, DEPENDENCY_FACTOR_COUNT, fallback_low);
    check_sums(cells.cells[1].high, DEPENDENCY_FACTOR_COUNT, fallback_high);
    check_sums(cells.cells[1].fallback_flow, BASIS_COUNT, fallback_flow);
    assert_int_equal(cells.business_count, 1);
    check_close(sum_value(&cells.firms), 8., 0.0); /* of the first row */
    arena_free(&arena);
}

/* Revenue counts once a business, in the currency of its first row; flows are by the basis of each
 * figure, the last place for a figure that is not given. */
static void money_is_by_currency(void **state)
{
    static const double first[DEPENDENCY_FACTOR_COUNT][BASIS_COUNT + 1] = {
        {0, 4000, 0, 0, 0}, {4000, 0, 0, 0, 0}, {0, 0, 0, 0, 4000}, {0, 0, 4000, 0, 0}};
    static const double second[DEPENDENCY_FACTOR_COUNT][BASIS_COUNT + 1] = {
        {0, 4000, 0, 0, 0}, {2000, 0, 0, 2000, 0}, {0, 0, 0, 0, 4000}, {0, 0, 4000, 0, 0}};
    struct arena arena = {0};
    struct cells cells = {.arena = &arena};
    struct dependency rows[4] = {row_of(1, 6), row_of(1, 6), row_of(1, 6), row_of(1, 6)};
    (void)state;
    rows[1].currency = rows[2].currency = 9;
    rows[2].bases[DEPENDENCY_SHARE] = BASIS_ASSUMED;
    add(&cells, rows, 4); /* 5, 9, 9, 5 */
    assert_int_equal(cells.money_count, 2);
    check_close(sum_value(&cells.money[0].revenue), 8000., 0.0);
    check_close(sum_value(&cells.money[1].revenue), 0., 0.0);
    for (size_t k = 0; k < DEPENDENCY_FACTOR_COUNT; ++k) {
        check_sums(cells.money[0].flow[k], BASIS_COUNT + 1, first[k]);
        check_sums(cells.money[1].flow[k], BASIS_COUNT + 1, second[k]);
    }
    add(&cells, rows + 1, 1);
    check_close(sum_value(&cells.money[1].revenue), 8000., 0.0);
    arena_free(&arena);
}

/* ---- Chunks ---------------------------------------------------------------------------------- */

struct visit {
    const struct sum *sums[256];
    size_t count;
    size_t most;
};

static bool note_visit(void *user, struct sum *running, struct exact_sum *ended)
{
    struct visit *visit = user;
    assert_non_null(ended);
    assert_int_equal(ended->count, 0);
    visit->sums[visit->count++] = running;
    return visit->count < visit->most;
}

/* In the order that parts of a run are written in; no more after one that fails. */
static void every_sum_is_visited_in_one_order(void **state)
{
    struct arena arena = {0};
    struct cells cells = {.arena = &arena};
    struct dependency row = row_of(1, 6);
    const struct sum *expected[64];
    size_t count = 0;
    (void)state;
    add(&cells, &row, 1);
    struct dependency_cell *cell = &cells.cells[0];
    for (size_t i = 0; i < BASIS_COUNT; ++i) {
        expected[count++] = &cell->flow[i];
        expected[count++] = &cell->fallback_flow[i];
    }
    for (size_t i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        expected[count++] = &cell->low[i];
        expected[count++] = &cell->high[i];
    }
    for (size_t most = 1; most <= count; ++most) {
        struct visit visit = {.most = most};
        assert_false(cells_each_sum_of_cell(&cells, 0, note_visit, &visit));
        assert_int_equal(visit.count, most);
        assert_memory_equal(visit.sums, expected, most * sizeof *expected);
    }
    struct visit whole = {.most = SIZE_MAX};
    assert_true(cells_each_sum_of_cell(&cells, 0, note_visit, &whole));
    assert_int_equal(whole.count, count);
    count = 0;
    expected[count++] = &cells.money[0].revenue;
    for (size_t k = 0; k < DEPENDENCY_FACTOR_COUNT; ++k) {
        for (size_t i = 0; i <= BASIS_COUNT; ++i) {
            expected[count++] = &cells.money[0].flow[k][i];
        }
    }
    for (size_t most = 1; most <= count; ++most) {
        struct visit visit = {.most = most};
        assert_false(cells_each_sum_of_money(&cells, 0, note_visit, &visit));
        assert_int_equal(visit.count, most);
        assert_memory_equal(visit.sums, expected, most * sizeof *expected);
    }
    whole = (struct visit){.most = SIZE_MAX};
    assert_true(cells_each_sum_of_money(&cells, 0, note_visit, &whole));
    assert_int_equal(whole.count, count);
    arena_free(&arena);
}

/* In three chunks, of which each has cells and currencies that are new, sums are those of all rows
 * at once; a chunk that has ended begins anew at 0. */
static void chunks_add_up(void **state)
{
    enum { CHUNKS = 3, ROWS = 40 };
    struct arena arena = {0};
    struct cells at_once = {.arena = &arena};
    struct cells in_chunks = {.arena = &arena};
    (void)state;
    for (string_id chunk = 0; chunk < CHUNKS; ++chunk) {
        for (string_id i = 0; i < ROWS; ++i) {
            struct dependency row = row_of(1, i % 2 == 0 ? STRING_NONE : 6);
            row.region = 10 * chunk + i % 15; /* five of them are in the chunk before */
            row.currency = 20 + chunk + i % 2;
            row.annual_revenue = 1000 + i;
            add(&at_once, &row, 1);
            add(&in_chunks, &row, 1);
        }
        assert_true(cells_each_sum(&in_chunks, chunk_sum_end));
        check_close(sum_value(&in_chunks.firms), 0., 0.0);
        check_close(sum_value(&in_chunks.cells[0].high[DEPENDENCY_FIRMS]), 0., 0.0);
        check_close(sum_value(&in_chunks.money[chunk].revenue), 0., 0.0);
    }
    assert_true(cells_each_sum(&in_chunks, chunk_sum_finish));
    assert_int_equal(in_chunks.count, at_once.count);
    assert_int_equal(in_chunks.money_count, CHUNKS + 1);
    check_close(sum_value(&in_chunks.firms), 8. * CHUNKS * ROWS, 0.0);
    for (size_t c = 0; c < at_once.count; ++c) {
        const struct dependency_cell *a = &at_once.cells[c];
        const struct dependency_cell *b = &in_chunks.cells[c];
        for (size_t i = 0; i < BASIS_COUNT; ++i) {
            check_close(sum_value(&b->flow[i]), sum_value(&a->flow[i]), 0.0);
            check_close(sum_value(&b->fallback_flow[i]), sum_value(&a->fallback_flow[i]), 0.0);
        }
        for (size_t i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
            check_close(sum_value(&b->low[i]), sum_value(&a->low[i]), 0.0);
            check_close(sum_value(&b->high[i]), sum_value(&a->high[i]), 0.0);
        }
    }
    for (size_t m = 0; m < at_once.money_count; ++m) {
        check_close(sum_value(&in_chunks.money[m].revenue), sum_value(&at_once.money[m].revenue),
                    0.0);
        for (size_t k = 0; k < DEPENDENCY_FACTOR_COUNT; ++k) {
            for (size_t i = 0; i <= BASIS_COUNT; ++i) {
                check_close(sum_value(&in_chunks.money[m].flow[k][i]),
                            sum_value(&at_once.money[m].flow[k][i]), 0.0);
            }
        }
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_identifier_makes_another_cell),
        cmocka_unit_test(cells_are_in_the_order_of_their_rows),
        cmocka_unit_test(rows_that_are_noted_go_into_the_same_cells),
        cmocka_unit_test(flows_are_added_up_by_basis),
        cmocka_unit_test(money_is_by_currency),
        cmocka_unit_test(every_sum_is_visited_in_one_order),
        cmocka_unit_test(chunks_add_up),
    };
    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
