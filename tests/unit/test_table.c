/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/table: rows by key and by date. Expected: the row that was the last one known at a time,
 * by the dates of the file; keys that are there, lost, or perhaps lost. */
#include "tables/table.h"

#include "core/calendar.h"
#include "collisions.h"
#include "random.h"
#include "tables/dataset.h"
#include "tables/table_copy.h"
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

enum { MADE_ROWS = 60, MADE_TEXTS = 5, MADE_DATES = 4 };

/* Rows of any table, whose keys are so few that many are equal. */
struct made {
    const struct table_schema *schema;
    struct arena arena;
    struct strings strings;
    struct diagnostics diagnostics;
    struct table table;
    struct table_context context;
    const struct row *stored[MADE_ROWS]; /* as they were handed over */
    size_t stored_count;
    bool is_lost[MADE_TEXTS + 1], is_key[MADE_TEXTS + 1];
    struct cell cells[MADE_ROWS][MOST_COLUMNS];
    struct row rows[MADE_ROWS];
};

static bool has_text(const struct made *made, size_t column)
{
    const enum column_type type = made->schema->columns[column].type;
    return type != COLUMN_NUMBER && type != COLUMN_INTEGER && type != COLUMN_INSTANT;
}

static void made_open(struct made *made, enum table_id id, bool frozen)
{
    *made = (struct made){.schema = schema_table(id), .table = {.id = id, .source = "made.csv"}};
    made->context = (struct table_context){.arena = &made->arena,
                                           .strings = &made->strings,
                                           .strings_frozen = frozen,
                                           .diagnostics = &made->diagnostics};
    assert_int_equal(strings_init(&made->strings, &made->arena), 0);
    for (string_id i = 1; i <= MADE_TEXTS; ++i) {
        const char text[] = {'t', (char)('0' + i)};
        assert_int_equal(strings_add(&made->strings, text, sizeof text), i);
    }
}

static void made_close(struct made *made)
{
    diagnostics_free(&made->diagnostics);
    arena_free(&made->arena);
}

static void made_fill(struct made *made, size_t number, uint64_t *state)
{
    struct row *row = &made->rows[number];
    *row = (struct row){.cells = made->cells[number],
                        .column_count = (uint8_t)made->schema->column_count,
                        .line = (uint32_t)(number + 2)};
    for (size_t i = 0; i < made->schema->column_count; ++i) {
        struct cell *cell = &row->cells[i];
        *cell = (struct cell){.given = random_below(state, 6) != 0};
        cell->refused = !cell->given && random_below(state, 4) == 0;
        if (!cell->given) {
            continue;
        }
        if (has_text(made, i)) {
            cell->text = 1 + (string_id)random_below(state, MADE_TEXTS);
        } else if (made->schema->columns[i].type == COLUMN_INSTANT) {
            cell->time = SECONDS_PER_DAY * (instant)random_below(state, MADE_DATES);
        } else {
            cell->number = (double)random_below(state, 3) / 2;
        }
    }
}

/* Whether two cells are the same part of a key: both empty, or of one value. */
static bool same_cell(const struct made *made, size_t column, const struct row *a,
                      const struct row *b)
{
    const struct cell *x = &a->cells[column];
    const struct cell *y = &b->cells[column];
    if (!x->given || !y->given) {
        return x->given == y->given;
    }
    return has_text(made, column)                                 ? x->text == y->text
           : made->schema->columns[column].type == COLUMN_INSTANT ? x->time == y->time
                                                                  : x->number == y->number;
}

static bool same_key(const struct made *made, const struct row *a, const struct row *b)
{
    bool same = true;
    for (size_t i = 0; i < made->schema->key_column_count; ++i) {
        same = same && same_cell(made, (size_t)made->schema->key_columns[i], a, b);
    }
    return same;
}

static bool same_date(const struct made *made, const struct row *a, const struct row *b)
{
    const int column = made->schema->as_of_column;
    return column < 0 || same_cell(made, (size_t)column, a, b);
}

/* Whether all of the key is there: a part that may be empty is, too. */
static bool is_keyed(const struct made *made, const struct row *row)
{
    bool keyed = made->schema->key_column_count > 0;
    for (size_t i = 0; i < made->schema->column_count; ++i) {
        bool part = (int)i == made->schema->as_of_column;
        for (size_t k = 0; k < made->schema->key_column_count; ++k) {
            part = part || (int)i == made->schema->key_columns[k];
        }
        const bool lacks = made->schema->columns[i].need == REQUIRED && !row->cells[i].given;
        keyed = keyed && !(part && (row->cells[i].refused || lacks));
    }
    return keyed;
}

/* A row with the key of one that is there is reported and lost with its texts; others are kept. */
static void made_store(struct made *made, size_t number)
{
    const struct row *row = &made->rows[number];
    const size_t faults = made->diagnostics.fault_count;
    blackout_error error = {0};
    bool repeated = false;
    for (size_t i = 0; i < made->stored_count; ++i) {
        repeated = repeated ||
                   (is_keyed(made, row) && is_keyed(made, made->stored[i]) &&
                    same_key(made, row, made->stored[i]) && same_date(made, row, made->stored[i]));
    }
    check_ok(table_store(&made->table, &made->context, row, &error), &error);
    if (!repeated) {
        made->stored[made->stored_count++] = row;
    }
    const size_t key = (size_t)made->schema->key_columns[0];
    if (!repeated && made->schema->key_column_count > 0 && has_text(made, key)) {
        made->is_key[row->cells[key].text] = true;
    }
    for (size_t i = 0; i < made->schema->column_count && repeated; ++i) {
        const string_id text = has_text(made, i) ? row->cells[i].text : STRING_NONE;
        made->is_lost[text] = made->is_lost[text] || !made->context.strings_frozen;
    }
    assert_int_equal(made->table.row_count, made->stored_count);
    assert_int_equal(made->diagnostics.fault_count, faults + (repeated ? 1 : 0));
    assert_true(made->table.lost_rows || !repeated);
    for (string_id i = 1; i <= MADE_TEXTS; ++i) {
        assert_int_equal(table_lost(&made->table, i), made->is_lost[i]);
        assert_int_equal(table_has_key(&made->table, i), made->is_key[i]);
    }
}

static void made_rows_are_kept_by_key(void **state)
{
    uint64_t random = 2385;
    (void)state;
    for (int id = 0; id < TABLE_COUNT; ++id) {
        static struct made made;
        made_open(&made, (enum table_id)id, id % 5 == 0);
        for (size_t i = 0; i < MADE_ROWS; ++i) {
            made_fill(&made, i, &random);
            made_store(&made, i);
        }
        for (size_t i = 0; i < made.stored_count; ++i) {
            assert_int_equal(made.table.rows[i].line, made.stored[i]->line);
            if (is_keyed(&made, made.stored[i])) {
                assert_ptr_equal(table_find(&made.table, made.stored[i]), &made.table.rows[i]);
            }
        }
        made_close(&made);
    }
}

/* The latest date that is not after `time`; no date is before all. Of equal dates the last row. */
static const struct row *in_force(const struct made *made, const struct row *of, instant time)
{
    const size_t column = (size_t)made->schema->as_of_column;
    const struct row *best = NULL;
    instant latest = INT64_MIN;
    for (size_t i = 0; i < made->stored_count; ++i) {
        const struct cell *date = &made->stored[i]->cells[column];
        const instant since = date->given ? date->time : INT64_MIN;
        if (same_key(made, of, made->stored[i]) && (!date->given || since <= time) &&
            since >= latest) {
            best = &made->table.rows[i];
            latest = since;
        }
    }
    return best;
}

/* Whether no row of a first key is dated before the one above it; no date is before all. */
static bool ascend(const struct made *made)
{
    const size_t column = (size_t)made->schema->as_of_column;
    const size_t key = (size_t)made->schema->key_columns[0];
    bool ascending = true;
    for (size_t i = 0; i < made->stored_count; ++i) {
        const struct row *before = NULL;
        for (size_t k = 0; k < i; ++k) {
            before =
                same_cell(made, key, made->stored[i], made->stored[k]) ? made->stored[k] : before;
        }
        const struct cell *date = &made->stored[i]->cells[column];
        ascending = ascending && (before == NULL || !before->cells[column].given ||
                                  (date->given && date->time >= before->cells[column].time));
    }
    return ascending;
}

static void made_rows_are_in_force_by_date(void **state)
{
    uint64_t random = 2387;
    (void)state;
    for (int id = 0; id < TABLE_COUNT; ++id) {
        if (schema_table((enum table_id)id)->as_of_column < 0) {
            continue;
        }
        for (size_t rows = 1; rows <= MADE_ROWS; rows += rows < 8 ? 1 : 26) {
            static struct made made;
            bool marked[MADE_ROWS];
            blackout_error error;
            made_open(&made, (enum table_id)id, false);
            for (size_t i = 0; i < rows; ++i) {
                made_fill(&made, i, &random);
                made_store(&made, i);
            }
            assert_int_equal(made.table.dates_ascend, ascend(&made));
            for (instant day = -1; day <= MADE_DATES; ++day) {
                const instant time = day * SECONDS_PER_DAY + 1;
                check_ok(table_rows_in_force(marked, &made.table, time, &error), &error);
                for (size_t i = 0; i < made.stored_count; ++i) {
                    const struct row *best = in_force(&made, made.stored[i], time);
                    assert_int_equal(marked[i], best == &made.table.rows[i]);
                    if (made.schema->key_column_count == 1) {
                        const size_t key = (size_t)made.schema->key_columns[0];
                        assert_ptr_equal(
                            table_in_force(&made.table, made.stored[i]->cells[key].text, time),
                            best);
                    }
                }
            }
            made_close(&made);
        }
    }
}

static void keys_of_one_hash_are_two(void **state)
{
    static struct made made;
    blackout_error error = {0};
    uint32_t pair[2];
    (void)state;
    collision_find(pair, collision_mix);
    made_open(&made, SECTORS, false); /* whose key is one text, without a date */
    for (size_t i = 0; i < 2; ++i) {
        made.cells[i][SECTORS_SECTOR] = (struct cell){.text = pair[i], .given = true};
        made.rows[i] = (struct row){.cells = made.cells[i],
                                    .column_count = (uint8_t)made.schema->column_count};
        assert_null(table_find(&made.table, &made.rows[i]));
        check_ok(table_store(&made.table, &made.context, &made.rows[i], &error), &error);
    }
    assert_int_equal(made.table.row_count, 2);
    assert_int_equal(made.diagnostics.fault_count, 0);
    assert_ptr_equal(table_find(&made.table, &made.rows[1]), &made.table.rows[1]);
    made_close(&made);
}

/* A thousand faults long, near misses are told; the empty text is near nothing. */
static void near_keys_are_looked_for_at_first(void **state)
{
    static struct made made;
    blackout_error error = {0};
    (void)state;
    made_open(&made, OWNERS, false);
    const string_id texts[] = {strings_add(&made.strings, "acme", 4),
                               strings_add(&made.strings, "bolt", 4), STRING_NONE};
    for (size_t i = 0; i < 3; ++i) { /* of these three, bolt is no key */
        check_ok(table_mark_text(&made.table, &made.arena, texts[i], i == 1 ? MARK_LOST : MARK_KEY,
                                 &error),
                 &error);
    }
    assert_string_equal(table_nearest_key(&made.context, &made.table, "acne"), "acme");
    assert_null(table_nearest_key(&made.context, &made.table, "bold"));
    made.diagnostics.fault_count = 1000;
    assert_non_null(table_nearest_key(&made.context, &made.table, "acne"));
    made.diagnostics.fault_count = 1001;
    assert_null(table_nearest_key(&made.context, &made.table, "acne"));
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_in_force_from_their_dates_on),
        cmocka_unit_test(rows_are_found_by_all_parts_of_their_key),
        cmocka_unit_test(keys_are_there_or_perhaps_lost),
        cmocka_unit_test(marks_are_of_one_text),
        cmocka_unit_test(copies_are_apart),
        cmocka_unit_test(made_rows_are_kept_by_key),
        cmocka_unit_test(made_rows_are_in_force_by_date),
        cmocka_unit_test(keys_of_one_hash_are_two),
        cmocka_unit_test(near_keys_are_looked_for_at_first),
    };
    return cmocka_run_group_tests_name("table", tests, world_open, world_close);
}
