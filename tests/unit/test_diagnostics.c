/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/diagnostics: the order, the counts and the money of what is reported. Expected: by hand;
 * files in the order of their names' first turn, then lines and columns, equal causes once. */
#include "tables/diagnostics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "check.h"

enum { REPORTED_SIZE = 4096, FLOOD = 10000 }; /* so many causes are kept */

struct reported {
    struct diagnostics diagnostics;
    size_t count;
    size_t lines[FLOOD + 8]; /* of the first */
    size_t rows[3];          /* the first rows of the last one */
    char text[REPORTED_SIZE];
};

static void keep(void *user, const blackout_diagnostic *diagnostic)
{
    struct reported *reported = user;
    size_t used = strlen(reported->text);
    if (reported->count < FLOOD + 8) {
        reported->lines[reported->count] = diagnostic->line;
    }
    ++reported->count;
    memcpy(reported->rows, diagnostic->lines, sizeof reported->rows);
    used +=
        (size_t)snprintf(reported->text + used, REPORTED_SIZE - used, "%s:%zu:%zu %c %s %s %s x%zu",
                         diagnostic->source, diagnostic->line, diagnostic->column,
                         diagnostic->severity == BLACKOUT_FAULT ? 'F' : 'W', diagnostic->code,
                         diagnostic->field, diagnostic->message, diagnostic->count);
    for (size_t i = 0; i < diagnostic->money_count && used < REPORTED_SIZE; ++i) {
        used += (size_t)snprintf(reported->text + used, REPORTED_SIZE - used, " %g %s",
                                 diagnostic->money[i].amount, diagnostic->money[i].currency);
    }
    if (used < REPORTED_SIZE) {
        snprintf(reported->text + used, REPORTED_SIZE - used, "\n");
    }
}

static void begin(struct reported *reported)
{
    memset(reported, 0, sizeof *reported);
    reported->diagnostics.function = keep;
    reported->diagnostics.user = reported;
}

static void fault(struct reported *reported, const char *source, size_t line, size_t column,
                  const char *message)
{
    const struct place place = {source, line, column, "f"};
    diagnostics_fault(&reported->diagnostics, &place, "bad_value", "%s", message);
}

static void warn(struct reported *reported, const char *source, size_t line, size_t column,
                 const char *message)
{
    const struct place place = {source, line, column, NULL};
    diagnostics_warn(&reported->diagnostics, &place, "percent", "%s", message);
}

static void check_reported(struct reported *reported, const char *expected)
{
    diagnostics_flush(&reported->diagnostics);
    assert_string_equal(reported->text, expected);
    reported->text[0] = '\0';
}

static void entries_are_in_the_order_of_the_files(void **state)
{
    static struct reported reported;
    (void)state;
    begin(&reported);
    diagnostics_file(&reported.diagnostics, "b");
    fault(&reported, "a", 2, 1, "m");
    fault(&reported, "b", 3, 2, "n");
    warn(&reported, "b", 3, 1, "o");
    fault(&reported, "b", 2, 9, "p");
    warn(&reported, "b", 3, 1, "q");
    check_reported(&reported,
                   "b:2:9 F bad_value f p x1\nb:3:1 W percent  o x1\nb:3:1 W percent  q x1\n"
                   "b:3:2 F bad_value f n x1\na:2:1 F bad_value f m x1\n");
    assert_int_equal(reported.diagnostics.fault_count, 3);
    assert_int_equal(reported.diagnostics.warning_count, 2);
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, "b"), 2);
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, "a"), 1);
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, "c"), 0);
    check_reported(&reported, "");
    fault(&reported, "b", 1, 1, "line\nend");
    check_reported(&reported, "b:1:1 F bad_value f line end x1\n");
    diagnostics_free(&reported.diagnostics);
}

/* Of one cause are rows with the same code and message in the same column of a file, as faults or
 * as warnings; twice in one row is not the same. The first row in the file has the word. */
static void rows_of_one_cause_are_counted(void **state)
{
    static struct reported reported;
    (void)state;
    begin(&reported);
    fault(&reported, "a", 5, 1, "m");
    fault(&reported, "a", 3, 1, "m");
    fault(&reported, "a", 4, 1, "m");
    fault(&reported, "a", 4, 2, "m");
    warn(&reported, "a", 4, 1, "m");
    fault(&reported, "b", 4, 1, "m");
    fault(&reported, "a", 6, 3, "n");
    fault(&reported, "a", 6, 3, "n");
    check_reported(&reported,
                   "a:3:1 F bad_value f m x3\na:4:1 W percent  m x1\na:4:2 F bad_value f m x1\n"
                   "a:6:3 F bad_value f n x1\na:6:3 F bad_value f n x1\n"
                   "b:4:1 F bad_value f m x1\n");
    assert_int_equal(reported.diagnostics.fault_count, 7);
    diagnostics_free(&reported.diagnostics);
}

/* Three are named, in the order of the file. */
static void the_first_rows_of_a_cause_are_named(void **state)
{
    static const size_t lines[] = {9, 4, 7, 11, 5};
    static const size_t expected[][3] = {{9, 0, 0}, {4, 9, 0}, {4, 7, 9}, {4, 7, 9}, {4, 5, 7}};
    (void)state;
    for (size_t count = 1; count <= sizeof lines / sizeof lines[0]; ++count) {
        static struct reported reported;
        begin(&reported);
        for (size_t i = 0; i < count; ++i) {
            fault(&reported, "a", lines[i], 1, "m");
        }
        diagnostics_flush(&reported.diagnostics);
        assert_memory_equal(reported.rows, expected[count - 1], sizeof reported.rows);
        diagnostics_free(&reported.diagnostics);
    }
}

/* With two files, six columns, two codes, two messages, and as a fault and as a warning, on two
 * lines each, nothing is counted with another. */
static void causes_differ_in_each_of_their_parts(void **state)
{
    enum { FILES = 2, COLUMNS = 6, CODES = 2, MESSAGES = 2, KINDS = 2 };
    static const char *const codes[CODES] = {"bad_value", "missing_key"};
    static const char *const messages[MESSAGES] = {"m", "n"};
    static const char *const files[FILES] = {"a", "b"};
    static struct reported reported;
    (void)state;
    begin(&reported);
    for (size_t i = 0; i < (size_t)2 * FILES * COLUMNS * CODES * MESSAGES * KINDS; ++i) {
        const struct place place = {files[i / 2 % FILES], 5 + i % 2, 1 + i / 4 % COLUMNS, NULL};
        const char *code = codes[i / (4 * COLUMNS) % CODES];
        const char *message = messages[i / (4 * COLUMNS * CODES) % MESSAGES];
        if (i / (4 * COLUMNS * CODES * MESSAGES) == 0) {
            diagnostics_fault(&reported.diagnostics, &place, code, "%s", message);
        } else {
            diagnostics_warn(&reported.diagnostics, &place, code, "%s", message);
        }
    }
    assert_int_equal(reported.diagnostics.entry_count, FILES * COLUMNS * CODES * MESSAGES * KINDS);
    diagnostics_flush(&reported.diagnostics);
    assert_int_equal(reported.count, FILES * COLUMNS * CODES * MESSAGES * KINDS);
    diagnostics_free(&reported.diagnostics);
}

/* Without an entry of the row there is nothing to have money; with one it is said once. */
static void the_last_entry_has_money_of_its_own(void **state)
{
    static struct reported reported;
    (void)state;
    begin(&reported);
    diagnostics_money_of_last(&reported.diagnostics, "USD", 3);
    fault(&reported, "a", 2, 1, "m");
    diagnostics_money_of_last(&reported.diagnostics, "USD", 5);
    diagnostics_money_of_last(&reported.diagnostics, "USD", 7);
    fault(&reported, "a", 3, 1, "m");
    diagnostics_money_of_last(&reported.diagnostics, "USD", 0.25);
    check_reported(&reported, "a:2:1 F bad_value f m x2 5.25 USD\n");
    diagnostics_free(&reported.diagnostics);
}

/* Money is that of the row, for all of its entries, once. */
static void entries_have_the_money_of_their_rows(void **state)
{
    static struct reported reported;
    (void)state;
    begin(&reported);
    fault(&reported, "a", 2, 1, "m");
    fault(&reported, "a", 2, 2, "n");
    diagnostics_money(&reported.diagnostics, "a", 2, "USD", 5);
    diagnostics_money(&reported.diagnostics, "a", 2, "USD", 100); /* nothing is left to have it */
    fault(&reported, "a", 3, 1, "m");
    diagnostics_money(&reported.diagnostics, "a", 3, "USD", 7);
    fault(&reported, "a", 4, 1, "m");
    diagnostics_money(&reported.diagnostics, "a", 4, "EUR", 1);
    fault(&reported, "a", 5, 3, "o");
    diagnostics_money(&reported.diagnostics, "a", 6, "USD", 9); /* another row */
    fault(&reported, "a", 6, 3, "p");
    diagnostics_money(&reported.diagnostics, "b", 6, "USD", 9); /* another file */
    fault(&reported, "a", 7, 3, "q");
    diagnostics_money(&reported.diagnostics, "a", 7, NULL, 9); /* no money */
    fault(&reported, "a", 8, 3, "r");
    fault(&reported, "a", 8, 4, "s");
    diagnostics_money_of_last(&reported.diagnostics, "GBP", 3);
    check_reported(&reported,
                   "a:2:1 F bad_value f m x3 12 USD 1 EUR\na:2:2 F bad_value f n x1 5 USD\n"
                   "a:5:3 F bad_value f o x1\na:6:3 F bad_value f p x1\na:7:3 F bad_value f q x1\n"
                   "a:8:3 F bad_value f r x1\na:8:4 F bad_value f s x1 3 GBP\n");
    diagnostics_free(&reported.diagnostics);
}

/* With one cause more than are kept the first half is passed on, in order. */
static void a_flood_is_passed_on_in_halves(void **state)
{
    static struct reported reported;
    (void)state;
    begin(&reported);
    for (size_t i = 0; i < FLOOD; ++i) {
        fault(&reported, "a", FLOOD - i, i + 1, "m");
    }
    assert_int_equal(reported.count, 0);
    fault(&reported, "a", FLOOD + 1, FLOOD + 1, "m");
    assert_int_equal(reported.count, FLOOD / 2);
    assert_int_equal(reported.diagnostics.entry_count, FLOOD / 2 + 1);
    for (size_t i = 0; i < FLOOD / 2; ++i) {
        assert_int_equal(reported.lines[i], i + 1);
    }
    fault(&reported, "a", FLOOD + 2, 1, "m"); /* the cause of line 10,000, which is still there */
    assert_int_equal(reported.diagnostics.entry_count, FLOOD / 2 + 1);
    diagnostics_flush(&reported.diagnostics);
    assert_int_equal(reported.count, FLOOD + 1);
    assert_int_equal(reported.lines[FLOOD], FLOOD + 1);
    assert_int_equal(reported.diagnostics.fault_count, FLOOD + 2);
    diagnostics_free(&reported.diagnostics);
}

/* A file that is read again gives what it has not given before, and others keep theirs. */
static void a_second_reading_repeats_nothing(void **state)
{
    static struct reported reported;
    (void)state;
    begin(&reported);
    fault(&reported, "a", 1, 1, "of a");
    fault(&reported, "b", 2, 1, "m");
    fault(&reported, "b", 3, 1, "m");
    warn(&reported, "b", 4, 1, "w");
    diagnostics_rewind(&reported.diagnostics, "b");
    assert_int_equal(reported.diagnostics.fault_count, 1);
    assert_int_equal(reported.diagnostics.warning_count, 0);
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, "b"), 0);
    fault(&reported, "b", 3, 1, "m");
    check_reported(&reported, "a:1:1 F bad_value f of a x1\nb:3:1 F bad_value f m x1\n");
    /* what is reported up to line 3 of b is known, what comes after it is not */
    fault(&reported, "b", 9, 1, "later");
    diagnostics_rewind(&reported.diagnostics, "b");
    fault(&reported, "b", 2, 1, "again");
    fault(&reported, "b", 3, 1, "m");
    warn(&reported, "b", 3, 1, "again");
    fault(&reported, "b", 3, 2, "new");
    fault(&reported, "c", 1, 1, "of c");
    assert_int_equal(reported.diagnostics.warning_count, 0);
    check_reported(&reported, "b:3:2 F bad_value f new x1\nc:1:1 F bad_value f of c x1\n");
    fault(&reported, "b", 2, 1, "after");
    check_reported(&reported, "b:2:1 F bad_value f after x1\n");
    diagnostics_free(&reported.diagnostics);
}

static void name_fault(void *user, const struct place *place, const char *code, const char *message)
{
    char *text = user;
    const size_t used = strlen(text);
    snprintf(text + used, REPORTED_SIZE - used, "%zu %s %s\n", place->line, code, message);
}

static void faults_are_counted_without_a_listener(void **state)
{
    char named[REPORTED_SIZE] = "";
    struct reported reported;
    (void)state;
    begin(&reported);
    reported.diagnostics.function = NULL;
    reported.diagnostics.each = name_fault;
    reported.diagnostics.each_user = named;
    fault(&reported, "a", 2, 1, "m");
    fault(&reported, "a", 3, 1, "m");
    warn(&reported, "a", 4, 1, "m");
    diagnostics_flush(&reported.diagnostics);
    assert_int_equal(reported.count, 0);
    assert_int_equal(reported.diagnostics.fault_count, 2);
    assert_string_equal(named, "2 bad_value m\n3 bad_value m\n");
    diagnostics_free(&reported.diagnostics);
}

/* Names of files are kept to 255 bytes, and what differs behind them is one file. */
static void long_names_are_told_apart_by_their_beginnings(void **state)
{
    enum { KEPT = 255, LENGTH = 300 };
    static struct reported reported;
    char names[3][LENGTH + 1];
    (void)state;
    begin(&reported);
    for (int i = 0; i < 3; ++i) {
        memset(names[i], 'x', LENGTH);
        names[i][LENGTH] = '\0';
    }
    names[1][KEPT] = 'y';
    names[2][KEPT - 1] = 'y';
    for (int i = 0; i < 3; ++i) {
        fault(&reported, names[i], 2, 1, "m");
    }
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, names[0]), 2);
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, names[1]), 2);
    assert_int_equal(diagnostics_faults_of(&reported.diagnostics, names[2]), 1);
    diagnostics_flush(&reported.diagnostics);
    diagnostics_free(&reported.diagnostics);
    begin(&reported); /* so it is where the money of a row is told */
    for (int i = 0; i < 3; ++i) {
        fault(&reported, names[0], 2, 1, "m");
        diagnostics_money(&reported.diagnostics, names[i], 2, "USD", 1 << i);
    }
    diagnostics_flush(&reported.diagnostics);
    assert_non_null(strstr(reported.text, "x1 1 USD\n"));
    assert_non_null(strstr(reported.text, "x1 2 USD\n"));
    assert_null(strstr(reported.text, "4 USD"));
    diagnostics_free(&reported.diagnostics);
}

/* The sanitizers, with which clang builds the tests, end a process whose memory is out. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define HAS_LIMIT_OF_MEMORY
/* A row in one of `causes` words, with a currency of its own. */
static void report_row(struct reported *reported, size_t row, size_t causes)
{
    static char currencies[FLOOD][8];  /* they outlive what has them */
    const size_t cause = row % causes; /* in letters: numbers are no part of a cause */
    const char message[] = {(char)('a' + cause % 26), (char)('a' + cause / 26 % 26),
                            (char)('a' + cause / 676), '\0'};
    warn(reported, "a", row + 1, 1, message);
    snprintf(currencies[row], sizeof currencies[row], "C%zu", row);
    diagnostics_money(&reported->diagnostics, "a", row + 1, currencies[row], 1);
}

/* Takes what is free in larger and smaller blocks, each of which begins with the one before. */
static void *take_all_memory(void)
{
    void *taken = NULL;
    for (size_t size = (size_t)1 << 26; size >= 1024; size /= 2) {
        void **block;
        while ((block = malloc(size)) != NULL) {
            *block = taken;
            taken = block;
        }
    }
    return taken;
}

/* There is memory for the first `rows`; more are reported until one finds none. */
static void report_without_memory(struct reported *reported, size_t rows, size_t causes)
{
    struct rlimit usual;
    size_t row = 0;
    for (; row < rows; ++row) {
        report_row(reported, row, causes);
    }
    assert_false(reported->diagnostics.incomplete);
    assert_int_equal(getrlimit(RLIMIT_AS, &usual), 0);
    const struct rlimit none = {1, usual.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_AS, &none), 0);
    void *taken = take_all_memory();
    for (; row < FLOOD && !reported->diagnostics.incomplete; ++row) {
        report_row(reported, row, causes);
    }
    assert_int_equal(setrlimit(RLIMIT_AS, &usual), 0);
    while (taken != NULL) {
        void *next = *(void **)taken;
        free(taken);
        taken = next;
    }
}

/* No room for the file, for another money of one entry (lists of them double: some hundreds at
 * most), for more than the first 16 entries; after 2,100 entries, which have room for 4,096, for
 * more than 2,730 causes. */
static void what_finds_no_memory_is_told(void **state)
{
    static struct reported reported;
    static const struct {
        size_t rows, causes, most_warnings;
    } cases[] = {{0, 1, 1}, {1, 1, 1366}, {1, FLOOD, 17}, {2100, FLOOD, 2731}};
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const struct diagnostics *diagnostics = &reported.diagnostics;
        begin(&reported);
        check_status(diagnostics_judge(diagnostics, BLACKOUT_OK, &error), BLACKOUT_OK, &error,
                     __FILE__, __LINE__);
        report_without_memory(&reported, cases[i].rows, cases[i].causes);
        assert_in_range(diagnostics->warning_count, cases[i].rows + 1, cases[i].most_warnings);
        check_status(diagnostics_judge(diagnostics, BLACKOUT_OK, &error), BLACKOUT_ERROR_MEMORY,
                     &error, __FILE__, __LINE__);
        check_status(diagnostics_judge(diagnostics, BLACKOUT_ERROR_IO, &error), BLACKOUT_ERROR_IO,
                     &error, __FILE__, __LINE__);
        diagnostics_free(&reported.diagnostics);
    }
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_in_the_order_of_the_files),
        cmocka_unit_test(rows_of_one_cause_are_counted),
        cmocka_unit_test(the_first_rows_of_a_cause_are_named),
        cmocka_unit_test(causes_differ_in_each_of_their_parts),
        cmocka_unit_test(the_last_entry_has_money_of_its_own),
        cmocka_unit_test(entries_have_the_money_of_their_rows),
        cmocka_unit_test(a_flood_is_passed_on_in_halves),
        cmocka_unit_test(a_second_reading_repeats_nothing),
        cmocka_unit_test(faults_are_counted_without_a_listener),
        cmocka_unit_test(long_names_are_told_apart_by_their_beginnings),
#ifdef HAS_LIMIT_OF_MEMORY
        cmocka_unit_test(what_finds_no_memory_is_told),
#endif
    };
    return cmocka_run_group_tests_name("diagnostics", tests, NULL, NULL);
}
