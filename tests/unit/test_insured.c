/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/insured: the rows of the businesses that policies name, and what is reported of them.
 * Expected: by hand. */
#include "tables/insured.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

enum { POLICY_COUNT = 4, TEXT_SIZE = 2048 };

/* Four policies: two of b1, one of all businesses together, one of b2. */
struct insuring {
    struct arena arena;
    struct strings strings;
    struct cell cells[POLICY_COUNT][MOST_COLUMNS];
    struct row rows[POLICY_COUNT];
    struct table tables[TABLE_COUNT];
    struct insured_businesses insured;
    struct diagnostics diagnostics;
    char said[TEXT_SIZE];
};

static void note(void *user, const blackout_diagnostic *diagnostic)
{
    char *said = user;
    const size_t used = strlen(said);
    snprintf(said + used, TEXT_SIZE - used, "%s:%zu:%zu %s %s: %s\n", diagnostic->source,
             diagnostic->line, diagnostic->column, diagnostic->field, diagnostic->code,
             diagnostic->message);
}

static string_id text_of(struct insuring *insuring, const char *text)
{
    return strings_add(&insuring->strings, text, strlen(text));
}

static void begin(struct insuring *insuring)
{
    static const char *const businesses[POLICY_COUNT] = {"b1", "", "b2", "b1"};
    blackout_error error = {0};
    *insuring = (struct insuring){.diagnostics = {.function = note}};
    insuring->diagnostics.user = insuring->said;
    assert_int_equal(strings_init(&insuring->strings, &insuring->arena), 0);
    for (size_t i = 0; i < POLICY_COUNT; ++i) {
        const string_id business = text_of(insuring, businesses[i]);
        insuring->cells[i][POLICIES_BUSINESS] =
            (struct cell){.text = business, .given = business != STRING_NONE};
        insuring->rows[i] = (struct row){.cells = insuring->cells[i], .line = (uint32_t)(10 + i)};
    }
    insuring->tables[POLICIES] = (struct table){.id = POLICIES,
                                                .present = true,
                                                .source = "policies.csv",
                                                .rows = insuring->rows,
                                                .row_count = POLICY_COUNT};
    insuring->tables[POLICIES].places[POLICIES_BUSINESS] = 3;
    insuring->tables[DEPENDENCIES].present = true;
    check_ok(
        insured_init(&insuring->insured, &insuring->arena, &insuring->tables[POLICIES], &error),
        &error);
}

static void end(struct insuring *insuring)
{
    diagnostics_free(&insuring->diagnostics);
    arena_free(&insuring->arena);
}

static void check(struct insuring *insuring, const char *expected)
{
    const struct table_context context = {.arena = &insuring->arena,
                                          .strings = &insuring->strings,
                                          .diagnostics = &insuring->diagnostics,
                                          .tables = insuring->tables};
    insuring->said[0] = '\0';
    insured_check(&insuring->insured, &context);
    diagnostics_flush(&insuring->diagnostics);
    assert_string_equal(insuring->said, expected);
}

static void add(struct insuring *insuring, const char *name, const struct dependency *rows,
                size_t count)
{
    const struct business business = {.name = name, .rows = rows, .row_count = count};
    blackout_error error = {0};
    check_ok(insured_add(&insuring->insured, &insuring->strings, &business, &error), &error);
}

static const struct insured_business *find(struct insuring *insuring, const char *name)
{
    return insured_find(&insuring->insured, text_of(insuring, name));
}

static void rows_of_insured_businesses_are_kept(void **state)
{
    static struct insuring insuring;
    struct dependency rows[] = {{.line = 20, .share = 0.25}, {.line = 21, .share = 0.5}};
    (void)state;
    begin(&insuring);
    assert_int_equal(insuring.insured.count, 2);
    assert_null(find(&insuring, "b3"));
    assert_null(find(&insuring, ""));
    add(&insuring, "b3", rows, 2); /* nobody insures it */
    add(&insuring, "b1", rows, 2);
    rows[0].line = rows[1].line = 99; /* copied, since a block of rows is read over */
    const struct insured_business *b1 = find(&insuring, "b1");
    assert_non_null(b1);
    assert_ptr_equal(b1, &insuring.insured.businesses[0]);
    assert_int_equal(b1->row_count, 2);
    assert_int_equal(b1->rows[0].line, 20);
    assert_int_equal(b1->rows[1].line, 21);
    check_close(b1->rows[1].share, 0.5, 0.0);
    assert_int_equal(find(&insuring, "b2")->row_count, 0);
    add(&insuring, "b2", rows, 1);
    assert_int_equal(find(&insuring, "b2")->row_count, 1);
    insured_meet(&insuring.insured, &insuring.strings, "b2");
    insured_meet(&insuring.insured, &insuring.strings, "b3");
    insured_meet(&insuring.insured, &insuring.strings, "not a text that is known");
    assert_false(find(&insuring, "b1")->met);
    assert_true(find(&insuring, "b2")->met);
    end(&insuring);
}

/* A reading that begins anew knows the names alone. */
static void names_stay_and_rows_go(void **state)
{
    static struct insuring insuring;
    const struct dependency rows[] = {{.line = 20}, {.line = 21}};
    (void)state;
    begin(&insuring);
    for (int i = 0; i < 2; ++i) {
        const char *const names[] = {"b1", "b2"};
        add(&insuring, names[i], rows, 2);
        insured_meet(&insuring.insured, &insuring.strings, names[i]);
    }
    insured_clear(&insuring.insured);
    assert_int_equal(insuring.insured.count, 2);
    for (size_t i = 0; i < 2; ++i) {
        assert_int_equal(insuring.insured.businesses[i].row_count, 0);
        assert_null(insuring.insured.businesses[i].rows);
        assert_false(insuring.insured.businesses[i].met);
    }
    assert_ptr_equal(find(&insuring, "b2"), &insuring.insured.businesses[1]);
    end(&insuring);
}

#define UNMET(line) "policies.csv:" line ":3 business missing_key: business is not in dependencies "

/* Each policy of a business that nobody has is reported, where no row of it can have been lost. */
static void businesses_that_nobody_has_are_reported(void **state)
{
    static const char *const remedy = "a business of that table, or empty for all of them together";
    static struct insuring insuring;
    char expected[TEXT_SIZE];
    (void)state;
    begin(&insuring);
    insured_meet(&insuring.insured, &insuring.strings, "b1");
    snprintf(expected, sizeof expected, UNMET("12") "('b2'); %s\n", remedy);
    check(&insuring, expected);
    struct table *dependencies = &insuring.tables[DEPENDENCIES];
    bool *const flags[] = {&dependencies->broken, &dependencies->lacks_columns,
                           &dependencies->lost_rows};
    for (size_t i = 0; i < 3; ++i) {
        *flags[i] = true;
        check(&insuring, "");
        *flags[i] = false;
    }
    blackout_error error = {0};
    check_ok(table_mark_text(&insuring.tables[PLATFORMS], &insuring.arena, text_of(&insuring, "b2"),
                             MARK_KEY, &error),
             &error);
    snprintf(expected, sizeof expected, UNMET("12") "('b2'), but a platform; %s\n", remedy);
    check(&insuring, expected);
    check_ok(table_mark_text(&insuring.tables[OWNERS], &insuring.arena, text_of(&insuring, "b2"),
                             MARK_KEY, &error),
             &error);
    dependencies->present = false;
    check(&insuring,
          UNMET("12") "('b2'), but an owner: write it into the column owner; the package has no "
                      "table dependencies: add it, or leave policies out\n");
    end(&insuring);
}

#define FIRMS(line, other)                                                                         \
    "policies.csv:" line ":3 business bad_value: the rows of the insured business have different " \
    "firms ('b1', lines 20 and " other " of dependencies); give the same firms in all its rows\n"

/* Terms are of each firm: their number is the same in all rows, and so are its ends. */
static void firms_are_the_same_in_all_rows(void **state)
{
    const struct dependency same = {.line = 20,
                                    .firms = 3,
                                    .low = {[DEPENDENCY_FIRMS] = 0.5, [DEPENDENCY_SHARE] = 0.25},
                                    .high = {[DEPENDENCY_FIRMS] = 2}};
    (void)state;
    for (int k = 0; k < 4; ++k) {
        static struct insuring insuring;
        struct dependency rows[] = {same, same, same, same};
        for (size_t i = 0; i < 4; ++i) {
            rows[i].line = 20 + i;
        }
        rows[1].low[DEPENDENCY_SHARE] = 0.75; /* no matter of firms */
        rows[2].firms = rows[3].firms = k == 1 ? 4 : 3;
        rows[2].low[DEPENDENCY_FIRMS] = k == 2 ? 0.25 : 0.5;
        rows[2].high[DEPENDENCY_FIRMS] = k == 3 ? 4 : 2;
        begin(&insuring);
        add(&insuring, "b1", rows, 4);
        insured_meet(&insuring.insured, &insuring.strings, "b1");
        insured_meet(&insuring.insured, &insuring.strings, "b2");
        check(&insuring, k == 0 ? "" : FIRMS("10", "22"));
        assert_int_equal(insuring.diagnostics.fault_count, k == 0 ? 0 : 2); /* of each policy */
        end(&insuring);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_insured_businesses_are_kept),
        cmocka_unit_test(names_stay_and_rows_go),
        cmocka_unit_test(businesses_that_nobody_has_are_reported),
        cmocka_unit_test(firms_are_the_same_in_all_rows),
    };
    return cmocka_run_group_tests_name("insured", tests, NULL, NULL);
}
