/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/error: every helper fills the whole error and returns the status it stored. */
#include "core/error.h"

#include <string.h>

#include "check.h"

static void dirty(blackout_error *error)
{
    memset(error, 0x5a, sizeof *error);
}

static void a_plain_error_has_a_message_alone(void **state)
{
    blackout_error error;
    (void)state;
    dirty(&error);
    assert_int_equal(error_set(&error, BLACKOUT_ERROR_USAGE, "no '%s' of %d", "x", 37),
                     BLACKOUT_ERROR_USAGE);
    assert_int_equal(error.status, BLACKOUT_ERROR_USAGE);
    assert_string_equal(error.message, "no 'x' of 37");
    assert_string_equal(error.source, "");
    assert_string_equal(error.field, "");
    assert_int_equal(error.line, 0);
    assert_int_equal(error.column, 0);
}

static void a_place_has_source_line_and_column(void **state)
{
    blackout_error error;
    (void)state;
    dirty(&error);
    assert_int_equal(error_at(&error, BLACKOUT_ERROR_INPUT, "fx.csv", 41, 3, "bad %s", "rate"),
                     BLACKOUT_ERROR_INPUT);
    assert_int_equal(error.status, BLACKOUT_ERROR_INPUT);
    assert_string_equal(error.source, "fx.csv");
    assert_int_equal(error.line, 41);
    assert_int_equal(error.column, 3);
    assert_string_equal(error.field, "");
    assert_string_equal(error.message, "bad rate");
}

static void a_field_is_named(void **state)
{
    blackout_error error;
    (void)state;
    dirty(&error);
    assert_int_equal(error_field(&error, BLACKOUT_ERROR_NUMERIC, "severity", "%g", 2.385),
                     BLACKOUT_ERROR_NUMERIC);
    assert_int_equal(error.status, BLACKOUT_ERROR_NUMERIC);
    assert_string_equal(error.field, "severity");
    assert_string_equal(error.source, "");
    assert_int_equal(error.line, 0);
    assert_string_equal(error.message, "2.385");
}

/* A value may hold anything; the message stays one line of UTF-8. */
static void a_message_is_one_line(void **state)
{
    blackout_error error;
    (void)state;
    error_field(&error, BLACKOUT_ERROR_USAGE, "du\nration", "bad ('%s')",
                "6\r\nh\x7f \xc3\xa9 \xc3");
    assert_string_equal(error.message, "bad ('6  h  \xc3\xa9 ?')");
    assert_string_equal(error.field, "du ration");
}

static void memory_has_its_own(void **state)
{
    blackout_error error;
    (void)state;
    dirty(&error);
    assert_int_equal(error_memory(&error), BLACKOUT_ERROR_MEMORY);
    assert_int_equal(error.status, BLACKOUT_ERROR_MEMORY);
    assert_string_equal(error.message, "out of memory");
}

static void nobody_need_listen(void **state)
{
    (void)state;
    assert_int_equal(error_set(NULL, BLACKOUT_ERROR_IO, "%s", "lost"), BLACKOUT_ERROR_IO);
    assert_int_equal(error_at(NULL, BLACKOUT_ERROR_INPUT, "a", 3, 7, "b"), BLACKOUT_ERROR_INPUT);
    assert_int_equal(error_field(NULL, BLACKOUT_ERROR_USAGE, "a", "b"), BLACKOUT_ERROR_USAGE);
    assert_int_equal(error_memory(NULL), BLACKOUT_ERROR_MEMORY);
}

/* Expected: sizes less one for the NUL, as the public header declares them. */
static void long_texts_are_cut(void **state)
{
    char text[2000];
    blackout_error error;
    (void)state;
    memset(text, 'q', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    error_at(&error, BLACKOUT_ERROR_INPUT, text, 3, 5, "%s", text);
    assert_int_equal(strlen(error.source), 255);
    assert_int_equal(strlen(error.message), 639);
    assert_int_equal(error.line, 3);
    error_field(&error, BLACKOUT_ERROR_INPUT, text, "short");
    assert_int_equal(strlen(error.field), 63);
    assert_string_equal(error.message, "short");
}

/* Expected: the table of the public header. */
static void every_status_has_a_text(void **state)
{
    static const struct {
        blackout_status status;
        const char *text;
    } cases[] = {
#define STATUS_CASE(name, text) {name, (text)},
        BLACKOUT_STATUS_TABLE(STATUS_CASE)
#undef STATUS_CASE
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        assert_string_equal(blackout_status_text(cases[i].status), cases[i].text);
        for (size_t k = 0; k < i; ++k) {
            assert_string_not_equal(cases[i].text, cases[k].text);
        }
    }
    assert_string_equal(blackout_status_text((blackout_status)97), "unknown status");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_error_has_a_message_alone),
        cmocka_unit_test(a_place_has_source_line_and_column),
        cmocka_unit_test(a_field_is_named),
        cmocka_unit_test(a_message_is_one_line),
        cmocka_unit_test(memory_has_its_own),
        cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(every_status_has_a_text),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
