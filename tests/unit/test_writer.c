/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/writer: what is written comes out whole, and a sink that fails is seen. */
#include "core/writer.h"

#include "package.h"

/* 4096 bytes are held: pieces of 37 cross that border often; 9000 at once cross it twice. */
static void writes_what_it_is_given(void **state)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    char large[9001];
    (void)state;
    memset(large, 'L', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    writer_init(&writer, catch_bytes, &caught);
    for (int i = 0; i < 1000; ++i) {
        writer_format(&writer, "%04d:%s", i, "abcdefghijklmnopqrstuvwxyz012345");
    }
    writer_put(&writer, large);
    writer_repeat(&writer, '-', 71);
    writer_bytes(&writer, "end", 3);
    check_ok(writer_finish(&writer, &error), &error);
    assert_int_equal(caught.length, 1000 * 37 + 9000 + 71 + 3);
    for (size_t i = 0; i < 1000; ++i) {
        char expected[38];
        snprintf(expected, sizeof expected, "%04zu:abcdefghijklmnopqrstuvwxyz012345", i);
        assert_memory_equal(caught.text + 37 * i, expected, 37);
    }
    assert_string_equal(caught.text + caught.length - 74 + 68, "---end");
    free(caught.text);
}

static void nothing_is_written_of_nothing(void **state)
{
    struct writer writer;
    blackout_error error;
    (void)state;
    writer_init(&writer, refuse_bytes, NULL); /* would fail if it were called */
    writer_put(&writer, "");
    writer_repeat(&writer, 'x', 0);
    check_ok(writer_finish(&writer, &error), &error);
}

static int refuse_second(void *user, const char *bytes, size_t size)
{
    int *calls = user;
    (void)bytes;
    (void)size;
    return ++*calls == 2 ? -3 : 0;
}

/* Once it has failed the sink is not called again. */
static void a_failed_sink_sticks(void **state)
{
    struct writer writer;
    blackout_error error;
    int calls = 0;
    (void)state;
    writer_init(&writer, refuse_second, &calls);
    writer_repeat(&writer, 'z', 5 * 4096 + 17);
    check_fails(writer_finish(&writer, &error), BLACKOUT_ERROR_IO, &error);
    assert_int_equal(calls, 2);
}

static void a_sink_that_refuses_the_last_bytes_is_seen(void **state)
{
    struct writer writer;
    blackout_error error;
    (void)state;
    writer_init(&writer, refuse_bytes, NULL);
    writer_put(&writer, "short");
    check_fails(writer_finish(&writer, &error), BLACKOUT_ERROR_IO, &error);
}

/* A formatted piece has room for 2047 bytes; a longer one is never cut silently. */
static void a_piece_that_is_too_long_is_refused(void **state)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    char text[2049];
    (void)state;
    memset(text, 'p', sizeof text - 1);
    text[2048] = '\0';
    writer_init(&writer, catch_bytes, &caught);
    writer_format(&writer, "%s", text + 1);
    check_ok(writer_finish(&writer, &error), &error);
    assert_int_equal(caught.length, 2047);
    writer_init(&writer, catch_bytes, &caught);
    writer_format(&writer, "%s", text);
    check_fails(writer_finish(&writer, &error), BLACKOUT_ERROR_IO, &error);
    free(caught.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_what_it_is_given),
        cmocka_unit_test(nothing_is_written_of_nothing),
        cmocka_unit_test(a_failed_sink_sticks),
        cmocka_unit_test(a_sink_that_refuses_the_last_bytes_is_seen),
        cmocka_unit_test(a_piece_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
