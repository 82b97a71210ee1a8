/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/rejects: rows that are left out, by file and line. Expected: by hand. */
#include "tables/rejects.h"

#include <stdlib.h>
#include <string.h>

#include "collisions.h"

static struct rejects *new_rejects(void)
{
    struct rejects *rejects = calloc(1, sizeof *rejects);
    assert_non_null(rejects);
    return rejects;
}

static bool add(struct rejects *rejects, const char *source, size_t line, const char *message)
{
    const struct reject reject = {
        .source = source, .line = line, .column = 3, .code = "bad_value", .message = message};
    bool failed = false;
    const bool added = rejects_add(rejects, &reject, &failed);
    assert_false(failed);
    return added;
}

/* The first reason is kept, on one line; texts are copied. */
static void the_first_reason_is_kept(void **state)
{
    struct rejects *rejects = new_rejects();
    char source[] = "a.csv";
    char message[] = "one\nreason";
    (void)state;
    assert_true(add(rejects, source, 7, message));
    source[0] = message[0] = 'x';
    assert_false(add(rejects, "a.csv", 7, "another"));
    assert_true(add(rejects, "x.csv", 7, "of another file"));
    assert_true(add(rejects, "a.csv", 8, "of another line"));
    assert_int_equal(rejects->count, 3);
    assert_string_equal(rejects->items[0].source, "a.csv");
    assert_string_equal(rejects->items[0].message, "one reason");
    assert_string_equal(rejects->items[0].code, "bad_value");
    assert_int_equal(rejects->items[0].line, 7);
    assert_int_equal(rejects->items[0].column, 3);
    assert_string_equal(rejects->items[1].message, "of another file");
    rejects_free(rejects);
    rejects_free(NULL);
}

/* A row of the lines from `first` to `last` is left out where one of them is. */
static void rows_are_found_by_any_of_their_lines(void **state)
{
    static const size_t lines[] = {4, 9, 10, 15};
    (void)state;
    assert_false(rejects_any(NULL, "a.csv", 1, 100));
    for (size_t count = 0; count <= 4; ++count) {
        struct rejects *rejects = new_rejects();
        for (size_t i = 0; i < count; ++i) {
            assert_true(add(rejects, "a.csv", lines[i], "m"));
        }
        for (size_t first = 1; first < 20; ++first) {
            for (size_t last = first; last < 20; ++last) {
                size_t place = 0;
                while (place < count && (lines[place] < first || lines[place] > last)) {
                    ++place;
                }
                const struct reject *found = rejects_find(rejects, "a.csv", first, last);
                assert_ptr_equal(found, place < count ? &rejects->items[place] : NULL);
                assert_int_equal(rejects_any(rejects, "a.csv", first, last), place < count);
                assert_false(rejects_any(rejects, "b.csv", first, last));
                assert_null(rejects_find(rejects, "b.csv", first, last));
            }
        }
        rejects_free(rejects);
    }
}

/* What has been met again has its text. */
static void those_with_a_text_are_met(void **state)
{
    struct rejects *rejects = new_rejects();
    (void)state;
    assert_int_equal(rejects_met(rejects), 0);
    for (size_t line = 2; line < 6; ++line) {
        add(rejects, "a.csv", line, "m");
    }
    assert_int_equal(rejects_met(rejects), 0);
    rejects->items[0].text = "a,b";
    rejects->items[3].text = "";
    assert_int_equal(rejects_met(rejects), 2);
    rejects_free(rejects);
}

static uint64_t hash_of_line(uint32_t line)
{
    return string_hash(line, "a.csv", strlen("a.csv"));
}

static void lines_of_one_hash_are_two(void **state)
{
    struct rejects *rejects = new_rejects();
    uint32_t pair[2];
    (void)state;
    collision_find(pair, hash_of_line);
    assert_true(add(rejects, "a.csv", pair[0], "m"));
    assert_null(rejects_find(rejects, "a.csv", pair[1], pair[1]));
    assert_true(add(rejects, "a.csv", pair[1], "n"));
    assert_string_equal(rejects_find(rejects, "a.csv", pair[1], pair[1])->message, "n");
    assert_string_equal(rejects_find(rejects, "a.csv", pair[0], pair[0])->message, "m");
    rejects_free(rejects);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_reason_is_kept),
        cmocka_unit_test(rows_are_found_by_any_of_their_lines),
        cmocka_unit_test(those_with_a_text_are_met),
        cmocka_unit_test(lines_of_one_hash_are_two),
    };
    return cmocka_run_group_tests_name("rejects", tests, NULL, NULL);
}
