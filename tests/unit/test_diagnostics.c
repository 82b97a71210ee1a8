/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/diagnostics: the order, the counts and the money of what is reported. Expected: by hand;
 * files in the order of their names' first turn, then lines and columns, equal causes once. */
#include "tables/diagnostics.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

enum { TOLD_SIZE = 4096, FLOOD = 10000 }; /* so many causes are kept */

struct told {
    struct diagnostics diagnostics;
    size_t count;
    size_t lines[FLOOD + 8]; /* of the first */
    char text[TOLD_SIZE];
};

static void tell(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    size_t used = strlen(told->text);
    if (told->count < FLOOD + 8) {
        told->lines[told->count] = diagnostic->line;
    }
    ++told->count;
    used += (size_t)snprintf(told->text + used, TOLD_SIZE - used, "%s:%zu:%zu %c %s %s %s x%zu",
                             diagnostic->source, diagnostic->line, diagnostic->column,
                             diagnostic->severity == BLACKOUT_FAULT ? 'F' : 'W', diagnostic->code,
                             diagnostic->field, diagnostic->message, diagnostic->count);
    for (size_t i = 0; i < diagnostic->money_count && used < TOLD_SIZE; ++i) {
        used += (size_t)snprintf(told->text + used, TOLD_SIZE - used, " %g %s",
                                 diagnostic->money[i].amount, diagnostic->money[i].currency);
    }
    if (used < TOLD_SIZE) {
        snprintf(told->text + used, TOLD_SIZE - used, "\n");
    }
}

static void begin(struct told *told)
{
    memset(told, 0, sizeof *told);
    told->diagnostics.function = tell;
    told->diagnostics.user = told;
}

static void fault(struct told *told, const char *source, size_t line, size_t column,
                  const char *message)
{
    const struct place place = {source, line, column, "f"};
    diagnostics_fault(&told->diagnostics, &place, "bad_value", "%s", message);
}

static void warn(struct told *told, const char *source, size_t line, size_t column,
                 const char *message)
{
    const struct place place = {source, line, column, NULL};
    diagnostics_warn(&told->diagnostics, &place, "percent", "%s", message);
}

static void check_told(struct told *told, const char *expected)
{
    diagnostics_flush(&told->diagnostics);
    assert_string_equal(told->text, expected);
    told->text[0] = '\0';
}

static void entries_are_in_the_order_of_the_files(void **state)
{
    static struct told told;
    (void)state;
    begin(&told);
    diagnostics_file(&told.diagnostics, "b");
    fault(&told, "a", 2, 1, "m");
    fault(&told, "b", 3, 2, "n");
    warn(&told, "b", 3, 1, "o");
    fault(&told, "b", 2, 9, "p");
    warn(&told, "b", 3, 1, "q");
    check_told(&told, "b:2:9 F bad_value f p x1\nb:3:1 W percent  o x1\nb:3:1 W percent  q x1\n"
                      "b:3:2 F bad_value f n x1\na:2:1 F bad_value f m x1\n");
    assert_int_equal(told.diagnostics.fault_count, 3);
    assert_int_equal(told.diagnostics.warning_count, 2);
    assert_int_equal(diagnostics_faults_of(&told.diagnostics, "b"), 2);
    assert_int_equal(diagnostics_faults_of(&told.diagnostics, "a"), 1);
    assert_int_equal(diagnostics_faults_of(&told.diagnostics, "c"), 0);
    check_told(&told, "");
    fault(&told, "b", 1, 1, "line\nend");
    check_told(&told, "b:1:1 F bad_value f line end x1\n");
    diagnostics_free(&told.diagnostics);
}

/* Of one cause are rows with the same code and message in the same column of a file, as faults or
 * as warnings; twice in one row is not the same. The first row in the file has the word. */
static void rows_of_one_cause_are_counted(void **state)
{
    static struct told told;
    (void)state;
    begin(&told);
    fault(&told, "a", 5, 1, "m");
    fault(&told, "a", 3, 1, "m");
    fault(&told, "a", 4, 1, "m");
    fault(&told, "a", 4, 2, "m");
    warn(&told, "a", 4, 1, "m");
    fault(&told, "b", 4, 1, "m");
    fault(&told, "a", 6, 3, "n");
    fault(&told, "a", 6, 3, "n");
    check_told(&told, "a:3:1 F bad_value f m x3\na:4:1 W percent  m x1\na:4:2 F bad_value f m x1\n"
                      "a:6:3 F bad_value f n x1\na:6:3 F bad_value f n x1\n"
                      "b:4:1 F bad_value f m x1\n");
    assert_int_equal(told.diagnostics.fault_count, 7);
    diagnostics_free(&told.diagnostics);
}

/* Money is that of the row, for all of its entries, once. */
static void entries_have_the_money_of_their_rows(void **state)
{
    static struct told told;
    (void)state;
    begin(&told);
    fault(&told, "a", 2, 1, "m");
    fault(&told, "a", 2, 2, "n");
    diagnostics_money(&told.diagnostics, "a", 2, "USD", 5);
    diagnostics_money(&told.diagnostics, "a", 2, "USD", 100); /* nothing is left to have it */
    fault(&told, "a", 3, 1, "m");
    diagnostics_money(&told.diagnostics, "a", 3, "USD", 7);
    fault(&told, "a", 4, 1, "m");
    diagnostics_money(&told.diagnostics, "a", 4, "EUR", 1);
    fault(&told, "a", 5, 3, "o");
    diagnostics_money(&told.diagnostics, "a", 6, "USD", 9); /* another row */
    fault(&told, "a", 6, 3, "p");
    diagnostics_money(&told.diagnostics, "b", 6, "USD", 9); /* another file */
    fault(&told, "a", 7, 3, "q");
    diagnostics_money(&told.diagnostics, "a", 7, NULL, 9); /* no money */
    fault(&told, "a", 8, 3, "r");
    fault(&told, "a", 8, 4, "s");
    diagnostics_money_of_last(&told.diagnostics, "GBP", 3);
    check_told(&told,
               "a:2:1 F bad_value f m x3 12 USD 1 EUR\na:2:2 F bad_value f n x1 5 USD\n"
               "a:5:3 F bad_value f o x1\na:6:3 F bad_value f p x1\na:7:3 F bad_value f q x1\n"
               "a:8:3 F bad_value f r x1\na:8:4 F bad_value f s x1 3 GBP\n");
    diagnostics_free(&told.diagnostics);
}

/* With one cause more than are kept the first half is passed on, in order. */
static void a_flood_is_passed_on_in_halves(void **state)
{
    static struct told told;
    (void)state;
    begin(&told);
    for (size_t i = 0; i < FLOOD; ++i) {
        fault(&told, "a", FLOOD - i, i + 1, "m");
    }
    assert_int_equal(told.count, 0);
    fault(&told, "a", FLOOD + 1, FLOOD + 1, "m");
    assert_int_equal(told.count, FLOOD / 2);
    assert_int_equal(told.diagnostics.entry_count, FLOOD / 2 + 1);
    for (size_t i = 0; i < FLOOD / 2; ++i) {
        assert_int_equal(told.lines[i], i + 1);
    }
    fault(&told, "a", FLOOD + 2, 1, "m"); /* the cause of line 10,000, which is still there */
    assert_int_equal(told.diagnostics.entry_count, FLOOD / 2 + 1);
    diagnostics_flush(&told.diagnostics);
    assert_int_equal(told.count, FLOOD + 1);
    assert_int_equal(told.lines[FLOOD], FLOOD + 1);
    assert_int_equal(told.diagnostics.fault_count, FLOOD + 2);
    diagnostics_free(&told.diagnostics);
}

/* A file that is read again gives what it has not given before, and others keep theirs. */
static void a_second_reading_repeats_nothing(void **state)
{
    static struct told told;
    (void)state;
    begin(&told);
    fault(&told, "a", 1, 1, "of a");
    fault(&told, "b", 2, 1, "m");
    fault(&told, "b", 3, 1, "m");
    warn(&told, "b", 4, 1, "w");
    diagnostics_rewind(&told.diagnostics, "b");
    assert_int_equal(told.diagnostics.fault_count, 1);
    assert_int_equal(told.diagnostics.warning_count, 0);
    assert_int_equal(diagnostics_faults_of(&told.diagnostics, "b"), 0);
    fault(&told, "b", 3, 1, "m");
    check_told(&told, "a:1:1 F bad_value f of a x1\nb:3:1 F bad_value f m x1\n");
    /* what is reported up to line 3 of b is known, what comes after it is not */
    fault(&told, "b", 9, 1, "later");
    diagnostics_rewind(&told.diagnostics, "b");
    fault(&told, "b", 2, 1, "again");
    fault(&told, "b", 3, 1, "m");
    warn(&told, "b", 3, 1, "again");
    fault(&told, "b", 3, 2, "new");
    fault(&told, "c", 1, 1, "of c");
    assert_int_equal(told.diagnostics.warning_count, 0);
    check_told(&told, "b:3:2 F bad_value f new x1\nc:1:1 F bad_value f of c x1\n");
    fault(&told, "b", 2, 1, "after");
    check_told(&told, "b:2:1 F bad_value f after x1\n");
    diagnostics_free(&told.diagnostics);
}

static void each_fault_is_named(void *user, const struct place *place, const char *code,
                                const char *message)
{
    char *text = user;
    const size_t used = strlen(text);
    snprintf(text + used, TOLD_SIZE - used, "%zu %s %s\n", place->line, code, message);
}

static void faults_are_counted_without_a_listener(void **state)
{
    char named[TOLD_SIZE] = "";
    struct told told;
    (void)state;
    begin(&told);
    told.diagnostics.function = NULL;
    told.diagnostics.each = each_fault_is_named;
    told.diagnostics.each_user = named;
    fault(&told, "a", 2, 1, "m");
    fault(&told, "a", 3, 1, "m");
    warn(&told, "a", 4, 1, "m");
    diagnostics_flush(&told.diagnostics);
    assert_int_equal(told.count, 0);
    assert_int_equal(told.diagnostics.fault_count, 2);
    assert_string_equal(named, "2 bad_value m\n3 bad_value m\n");
    diagnostics_free(&told.diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_in_the_order_of_the_files),
        cmocka_unit_test(rows_of_one_cause_are_counted),
        cmocka_unit_test(entries_have_the_money_of_their_rows),
        cmocka_unit_test(a_flood_is_passed_on_in_halves),
        cmocka_unit_test(a_second_reading_repeats_nothing),
        cmocka_unit_test(faults_are_counted_without_a_listener),
    };
    return cmocka_run_group_tests_name("diagnostics", tests, NULL, NULL);
}
