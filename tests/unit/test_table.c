/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/table: rows by key and by date. Expected: the row that was the last one known at a time,
 * by the dates of the file; keys that are there, lost, or perhaps lost. */
#include "tables/table.h"

#include "core/calendar.h"
#include "tables/dataset.h"
#include "world.h"

#define HEAD "owner,name,currency,as_of,margin\n"

static instant at(const char *text)
{
    instant time;
    assert_true(calendar_parse_instant(&time, NULL, text, strlen(text)));
    return time;
}

static blackout_dataset *open_with(const struct world *world, const char *owners)
{
    package_write(&world->folder, "owners.csv", owners);
    blackout_dataset *dataset = package_open(&world->folder);
    world_write_files(&world->folder);
    return dataset;
}

/* The line of the row of `key` in force at `time`; 0: none. */
static size_t line_at(const blackout_dataset *dataset, const char *key, const char *time)
{
    const struct table *owners = &dataset->tables[OWNERS];
    const struct row *row = table_in_force(owners, dataset_find_text(dataset, key), at(time));
    size_t in_force = 0;
    bool marked[16];
    blackout_error error;
    assert_in_range(owners->row_count, 0, sizeof marked / sizeof marked[0]);
    check_ok(table_rows_in_force(marked, owners, at(time), &error), &error);
    for (size_t i = 0; i < owners->row_count; ++i) { /* the other way round */
        const bool own =
            owners->rows[i].cells[OWNERS_OWNER].text == dataset_find_text(dataset, key);
        if (own && marked[i]) {
            assert_ptr_equal(&owners->rows[i], row);
            ++in_force;
        }
    }
    assert_int_equal(in_force, row != NULL ? 1 : 0);
    return row != NULL ? row->line : 0;
}

static void rows_are_in_force_from_their_dates_on(void **state)
{
    static const struct {
        const char *text;
        bool ascends;
        size_t lines[5]; /* in 2019, on 2020-01-01, before and on 2021-01-01, later */
        size_t bolt;
    } cases[] = {
        {HEAD "acme,A,USD,,\nacme,A,USD,2020-01-01,\nacme,A,USD,2021-01-01,\nbolt,B,EUR,,\n",
         true,
         {2, 3, 3, 4, 4},
         5},
        {HEAD "acme,A,USD,2021-01-01,\nbolt,B,EUR,,\nacme,A,USD,,\nacme,A,USD,2020-01-01,\n",
         false,
         {4, 5, 5, 2, 2},
         3},
        {HEAD "bolt,B,EUR,2022-01-01,\nacme,A,USD,2020-01-01,\nacme,A,USD,2021-01-01,\n",
         true,
         {0, 3, 3, 4, 4},
         0},
        {HEAD "acme,A,USD,2020-01-01,\nacme,A,USD,2021-01-01,\nbolt,B,EUR,,\nacme,A,USD,,\n",
         false,
         {5, 2, 2, 3, 3},
         4},
        /* the second before 1970, whose number is -1, is a date as any */
        {HEAD "acme,A,USD,,\nacme,A,USD,1969-12-31T23:59:59Z,\nbolt,B,EUR,,\n",
         true,
         {3, 3, 3, 3, 3},
         4},
    };
    static const char *const times[] = {"2019-05-05", "2020-01-01", "2020-12-31T23:59:59Z",
                                        "2021-01-01", "2021-05-05"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_dataset *dataset = open_with(*state, cases[i].text);
        assert_int_equal(dataset->tables[OWNERS].dates_ascend, cases[i].ascends);
        for (size_t k = 0; k < 5; ++k) {
            assert_int_equal(line_at(dataset, "acme", times[k]), cases[i].lines[k]);
        }
        assert_int_equal(line_at(dataset, "bolt", "2021-05-05"), cases[i].bolt);
        assert_null(table_in_force(&dataset->tables[OWNERS], dataset_find_text(dataset, "alpha"),
                                   at("2021-05-05")));
        blackout_dataset_free(dataset);
    }
}

/* A key has its date in it: what differs in either is another row. */
static void rows_are_found_by_all_parts_of_their_key(void **state)
{
    blackout_dataset *dataset =
        open_with(*state, HEAD "acme,A,USD,,\nacme,A,USD,2020-01-01,\nbolt,B,EUR,,\n");
    const struct table *owners = &dataset->tables[OWNERS];
    for (size_t i = 0; i < owners->row_count; ++i) {
        assert_ptr_equal(table_find(owners, &owners->rows[i]), &owners->rows[i]);
    }
    struct cell cells[MOST_COLUMNS];
    struct row wanted = owners->rows[1];
    memcpy(cells, wanted.cells, (OWNERS_AS_OF + 1) * sizeof *cells);
    wanted.cells = cells;
    assert_ptr_equal(table_find(owners, &wanted), &owners->rows[1]);
    ++cells[OWNERS_AS_OF].time;
    assert_null(table_find(owners, &wanted));
    cells[OWNERS_AS_OF].given = false;
    assert_ptr_equal(table_find(owners, &wanted), &owners->rows[0]);
    cells[OWNERS_OWNER].text = dataset_find_text(dataset, "bolt");
    assert_ptr_equal(table_find(owners, &wanted), &owners->rows[2]);
    cells[OWNERS_OWNER].text = dataset_find_text(dataset, "alpha");
    assert_null(table_find(owners, &wanted));
    blackout_dataset_free(dataset);
}

static void keys_are_there_or_perhaps_lost(void **state)
{
    blackout_dataset *dataset = open_with(*state, HEAD "acme,A,USD,,\nbolt,B,EUR,,\n");
    struct table owners = dataset->tables[OWNERS];
    const string_id acme = dataset_find_text(dataset, "acme");
    const string_id alpha = dataset_find_text(dataset, "alpha");
    assert_true(table_has_key(&owners, acme));
    assert_false(table_has_key(&owners, alpha));
    assert_false(table_lost(&owners, acme));
    assert_false(table_lacks_key(&owners, acme));
    assert_true(table_lacks_key(&owners, alpha));
    owners.lost_keys = true;
    assert_false(table_lacks_key(&owners, alpha));
    owners.lost_keys = false;
    owners.broken = true;
    assert_false(table_lacks_key(&owners, alpha));
    owners.broken = false;
    owners.present = false;
    assert_false(table_lacks_key(&owners, alpha));
    blackout_dataset_free(dataset);
}

/* Texts are strings of an arena; what is marked of one is of no other, however far apart they are.
 */
static void marks_are_of_one_text(void **state)
{
    struct arena arena = {0};
    struct table table = {.present = true};
    blackout_error error = {0};
    (void)state;
    check_ok(table_mark_text(&table, &arena, 3, MARK_KEY, &error), &error);
    check_ok(table_mark_text(&table, &arena, 5, MARK_LOST, &error), &error);
    check_ok(table_mark_text(&table, &arena, 5000, MARK_MAYBE, &error), &error);
    check_ok(table_mark_text(&table, &arena, 3, MARK_LOST, &error), &error);
    assert_true(table_has_key(&table, 3) && table_lost(&table, 3));
    assert_true(!table_has_key(&table, 5) && table_lost(&table, 5));
    assert_true(table_has_key(&table, 5000) && !table_lost(&table, 5000));
    for (string_id id = 0; id < 20000; ++id) {
        if (id != 3 && id != 5 && id != 5000) {
            assert_false(table_has_key(&table, id) || table_lost(&table, id));
        }
    }
    check_fails(table_mark_text(&table, &arena, STRING_UNKNOWN, MARK_KEY, &error),
                BLACKOUT_ERROR_MEMORY, &error);
    arena_free(&arena);
}

/* What is written to a copy is not in the table. */
static void copies_are_apart(void **state)
{
    blackout_dataset *dataset =
        open_with(*state, HEAD "acme,A,USD,,0.5\nacme,A,USD,2020-01-01,0.25\nbolt,B,EUR,,\n");
    struct arena arena = {0};
    blackout_error error = {0};
    struct table copy = dataset->tables[OWNERS];
    const struct table *owners = &dataset->tables[OWNERS];
    const string_id acme = dataset_find_text(dataset, "acme");
    check_ok(table_unshare(&copy, &arena, &error), &error);
    assert_int_equal(copy.row_count, 3);
    assert_ptr_not_equal(copy.rows, owners->rows);
    assert_ptr_not_equal(copy.newest, owners->newest);
    assert_ptr_not_equal(copy.older, owners->older);
    for (size_t i = 0; i < copy.row_count; ++i) {
        assert_int_equal(copy.rows[i].line, owners->rows[i].line);
        assert_ptr_not_equal(copy.rows[i].cells, owners->rows[i].cells);
        assert_memory_equal(copy.rows[i].cells, owners->rows[i].cells,
                            (OWNERS_AS_OF + 1) * sizeof(struct cell));
    }
    struct row later = copy.rows[1];
    later.line = 9;
    struct cell cells[MOST_COLUMNS];
    memcpy(cells, later.cells, (OWNERS_AS_OF + 1) * sizeof *cells);
    cells[OWNERS_AS_OF].time = at("2021-01-01");
    later.cells = cells;
    check_ok(table_append(&copy, &arena, &later, &error), &error);
    assert_int_equal(table_in_force(&copy, acme, at("2022-01-01"))->line, 9);
    assert_int_equal(table_in_force(owners, acme, at("2022-01-01"))->line, 3);
    assert_int_equal(owners->row_count, 3);
    arena_free(&arena);
    blackout_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_in_force_from_their_dates_on),
        cmocka_unit_test(rows_are_found_by_all_parts_of_their_key),
        cmocka_unit_test(keys_are_there_or_perhaps_lost),
        cmocka_unit_test(marks_are_of_one_text),
        cmocka_unit_test(copies_are_apart),
    };
    return cmocka_run_group_tests_name("table", tests, world_open, world_close);
}
