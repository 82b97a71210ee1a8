/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json/json_writer: the layout, numbers that read back, JSON Pointers, failures that stick. */
#include "json/json_writer.h"

#include <cjson/cJSON.h>

#include "package.h"
#include "random.h"

static char *finished(struct json_writer *json, struct caught *caught)
{
    blackout_error error;
    check_ok(json_finish(json, &error), &error);
    return caught->text;
}

static void put_pair(struct json_writer *json, const void *of, size_t index)
{
    const double *pairs = of;
    json_number(json, "first", pairs[2 * index]);
    json_number(json, "second", pairs[2 * index + 1]);
}

static void put_every_kind(struct json_writer *json)
{
    static const double pairs[] = {1.5, -2, 3, 4e300};
    json_text(json, "text", "a \"b\" \\ \n\t\x01 \xc3\xa9/");
    json_flag(json, "flag", true);
    json_null(json, "null");
    json_number(json, "sum", 0.1 + 0.2);
    json_number(json, "none", NAN);
    json_list(json, "list");
    json_number(json, NULL, -17.25);
    json_text(json, NULL, "v");
    json_flag(json, NULL, false);
    json_end(json);
    json_objects(json, "pairs", 2, put_pair, pairs);
    json_object(json, "k\"ey");
    json_list(json, "empty");
    json_end(json);
    json_end(json);
}

/* Expected: RFC 8259, section 7, for the escapes; the layout is that of Python's
 * json.dumps(indent=2), but that values of a list share a line. */
static void writes_every_kind_of_value(void **state)
{
    struct json_writer json;
    struct caught caught = {0};
    (void)state;
    json_begin(&json, catch_bytes, &caught);
    put_every_kind(&json);
    assert_string_equal(finished(&json, &caught),
                        "{\n  \"text\": \"a \\\"b\\\" \\\\ \\n\\t\\u0001 \xc3\xa9/\",\n"
                        "  \"flag\": true,\n  \"null\": null,\n"
                        "  \"sum\": 0.30000000000000004,\n  \"none\": null,\n"
                        "  \"list\": [-17.25, \"v\", false],\n"
                        "  \"pairs\": [\n"
                        "    {\n      \"first\": 1.5,\n      \"second\": -2\n    },\n"
                        "    {\n      \"first\": 3,\n      \"second\": 4e+300\n    }\n  ],\n"
                        "  \"k\\\"ey\": {\n    \"empty\": []\n  }\n}\n");
    free(caught.text);
}

static void writes_a_line(void **state)
{
    struct json_writer json;
    struct caught caught = {0};
    (void)state;
    json_begin_line(&json, catch_bytes, &caught);
    put_every_kind(&json);
    assert_string_equal(finished(&json, &caught),
                        "{\"text\":\"a \\\"b\\\" \\\\ \\n\\t\\u0001 \xc3\xa9/\",\"flag\":true,"
                        "\"null\":null,\"sum\":0.30000000000000004,\"none\":null,"
                        "\"list\":[-17.25,\"v\",false],\"pairs\":[{\"first\":1.5,\"second\":-2},"
                        "{\"first\":3,\"second\":4e+300}],\"k\\\"ey\":{\"empty\":[]}}\n");
    free(caught.text);
}

/* Texts larger than the writer's buffer, and every byte that may have to be escaped; an independent
 * reader gives them back. */
static void another_reader_gives_back_what_was_written(void **state)
{
    struct json_writer json;
    struct caught caught = {0};
    char text[10000];
    (void)state;
    for (size_t i = 0; i + 1 < sizeof text; ++i) {
        text[i] = (char)(1 + i % 127);
    }
    text[sizeof text - 1] = '\0';
    json_begin(&json, catch_bytes, &caught);
    json_text(&json, text, text);
    cJSON *read = cJSON_Parse(finished(&json, &caught));
    assert_non_null(read);
    assert_string_equal(read->child->string, text);
    assert_string_equal(read->child->valuestring, text);
    cJSON_Delete(read);
    free(caught.text);
}

static void numbers_read_back(void **state)
{
    uint64_t seed = 97;
    (void)state;
    for (int i = 0; i < 300; ++i) {
        struct json_writer json;
        struct caught caught = {0};
        double value = ldexp(random_between(&seed, -1, 1), (int)random_below(&seed, 1800) - 900);
        json_begin(&json, catch_bytes, &caught);
        json_number(&json, "b", value);
        cJSON *read = cJSON_Parse(finished(&json, &caught));
        check_near(read->child->valuedouble, value, 0.0);
        cJSON_Delete(read);
        free(caught.text);
    }
}

/* ---- JSON Pointers --------------------------------------------------------------------------- */

static void put_pointed(struct json_writer *json)
{
    static const double pairs[] = {10, 11, 12, 13, 14, 15};
    json_number(json, "", 2.5);
    json_number(json, "a/b", 3.5);
    json_number(json, "m~n", 4.5);
    json_number(json, "~1", 5.5);
    json_number(json, "Case", 6.5);
    json_text(json, "text", "7");
    json_number(json, "none", INFINITY);
    json_list(json, "list");
    for (int i = 0; i < 12; ++i) {
        json_number(json, NULL, 0.37 * i);
    }
    json_end(json);
    json_objects(json, "pairs", 3, put_pair, pairs);
    json_object(json, "deep");
    json_object(json, "deeper");
    json_text(json, "text", "8");
    json_number(json, "last", 9.5);
    json_end(json);
    json_number(json, "Case", 8.5);
    json_end(json);
    json_number(json, "last", 7.5);
}

static bool find(double *number, const char *pointer)
{
    struct json_writer json;
    blackout_error error = {0};
    json_begin_search(&json, pointer);
    put_pointed(&json);
    blackout_status status = json_found(number, &json, pointer, &error);
    assert_true(status == BLACKOUT_OK || status == BLACKOUT_ERROR_USAGE);
    return status == BLACKOUT_OK;
}

/* Expected: RFC 6901, sections 3 to 5. */
static void follows_json_pointers(void **state)
{
    static const struct {
        const char *pointer;
        double expected;
    } cases[] = {{"/", 2.5},
                 {"/a~1b", 3.5},
                 {"/m~0n", 4.5},
                 {"/~01", 5.5},
                 {"/Case", 6.5},
                 {"/list/0", 0.0},
                 {"/list/11", 4.07},
                 {"/pairs/0/first", 10},
                 {"/pairs/2/second", 15},
                 {"/deep/deeper/last", 9.5},
                 {"/deep/Case", 8.5},
                 {"/last", 7.5}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        double number = NAN;
        if (!find(&number, cases[i].pointer)) {
            fail_msg("'%s' was not found", cases[i].pointer);
        }
        check_close(number, cases[i].expected, 1e-15);
    }
}

static void finds_nothing_where_nothing_is(void **state)
{
    static const char *const pointers[] = {
        "",         "Case",     "/case",    "/text",
        "/list",    "/list/12", "/list/-1", "/list/-",
        "/list/1x", "/list/",   "/Case/",   "/Case/0",
        "/nothing", "/a/b",     "/list/ 1", "/list/99999999999999999999",
        "/list/+1", "/list/00", "/list/0/", "/list/18446744073709551616",
        "/none",    "/pairs",   "/pairs/1", "/pairs/3/first",
        "/deep",    "/last/",   "/first",   "/deep/deeper/Case",
        "/~0",      "/deep/",   "/Cas",     "/Case~"};
    char longest[400];
    double number;
    (void)state;
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; ++i) {
        if (find(&number, pointers[i])) {
            fail_msg("'%s' was found", pointers[i]);
        }
    }
    memset(longest, 'x', sizeof longest - 1);
    longest[0] = '/';
    longest[sizeof longest - 1] = '\0';
    assert_false(find(&number, longest));
}

static void put_named(struct json_writer *json, const void *of, size_t index)
{
    static const char *const names[] = {"alpha", "1", "a/b"};
    (void)of;
    json_text(json, "name", names[index]);
    json_text(json, "other", "beta");
    json_number(json, "value", 2.385 + (double)index);
}

/* "1" is the second by its place and by its name; "0" and "2" are places alone. */
static void finds_objects_by_their_identifier(void **state)
{
    static const struct {
        const char *pointer;
        double expected;
    } cases[] = {{"/named/alpha/value", 2.385},
                 {"/named/0/value", 2.385},
                 {"/named/1/value", 3.385},
                 {"/named/2/value", 4.385},
                 {"/named/a~1b/value", 4.385},
                 {"/after", 7.25},
                 {"/named/beta/value", NAN},
                 {"/named/3/value", NAN},
                 {"/named/alpha", NAN},
                 {"/named/alpha/name", NAN},
                 {"/named", NAN},
                 {"/named/alph/value", NAN}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct json_writer json;
        blackout_error error = {0};
        double number = NAN;
        json_begin_search(&json, cases[i].pointer);
        json_identified(&json, "named", 3, put_named, NULL);
        json_number(&json, "after", 7.25);
        json_found(&number, &json, cases[i].pointer, &error);
        if (isnan(cases[i].expected) ? !isnan(number) : number != cases[i].expected) {
            fail_msg("%s: %g, not %g", cases[i].pointer, number, cases[i].expected);
        }
    }
}

/* A search looks at nothing beside its path: that is what makes it fast. */
static void a_search_passes_over_what_it_does_not_need(void **state)
{
    struct json_writer json;
    (void)state;
    json_begin_search(&json, "/deep/list/1/x");
    assert_false(json_object(&json, "other"));
    assert_false(json_list(&json, "list"));
    json_end(&json);
    json_end(&json);
    assert_true(json_object(&json, "deep"));
    assert_true(json_list(&json, "list"));
    assert_false(json_object(&json, NULL));
    json_end(&json);
    assert_true(json_object(&json, NULL));
    json_number(&json, "x", 2.385);
    json_end(&json);
    assert_false(json_object(&json, NULL));
    json_end(&json);
    json_end(&json);
    json_end(&json);
    assert_true(json.found);
    assert_false(json_object(&json, "deep"));
    json_end(&json);
}

/* ---- Failures -------------------------------------------------------------------------------- */

static int refuse_after_the_first(void *user, const char *bytes, size_t size)
{
    int *calls = user;
    (void)bytes;
    (void)size;
    return ++*calls > 1;
}

/* Nothing is written after a write that failed, and nothing of the report is looked at. */
static void failures_stick(void **state)
{
    struct json_writer json;
    blackout_error error;
    int calls = 0;
    (void)state;
    json_begin(&json, refuse_after_the_first, &calls);
    json_list(&json, "list");
    for (int i = 0; i < 20000; ++i) {
        json_number(&json, NULL, i);
    }
    assert_int_equal(calls, 2);
    assert_false(json_object(&json, NULL));
    json_end(&json);
    json_end(&json);
    assert_false(json_object(&json, "object"));
    json_end(&json);
    check_fails(json_finish(&json, &error), BLACKOUT_ERROR_IO, &error);
    assert_int_equal(calls, 2);
}

static void a_sink_that_refuses_is_told(void **state)
{
    struct json_writer json;
    blackout_error error;
    (void)state;
    json_begin(&json, refuse_bytes, NULL);
    check_fails(json_finish(&json, &error), BLACKOUT_ERROR_IO, &error);
}

/* More than any report has is refused, and not written past the end of what is kept. */
static void too_deep_is_a_failure(void **state)
{
    struct json_writer json;
    struct caught caught = {0};
    blackout_error error;
    (void)state;
    json_begin(&json, catch_bytes, &caught);
    for (int i = 1; i < JSON_MOST_OPEN; ++i) {
        assert_true(json_object(&json, "deeper"));
    }
    assert_false(json_object(&json, "too deep"));
    for (int i = 0; i < JSON_MOST_OPEN; ++i) {
        json_end(&json);
    }
    check_fails(json_finish(&json, &error), BLACKOUT_ERROR_IO, &error);
    free(caught.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_every_kind_of_value),
        cmocka_unit_test(writes_a_line),
        cmocka_unit_test(another_reader_gives_back_what_was_written),
        cmocka_unit_test(numbers_read_back),
        cmocka_unit_test(follows_json_pointers),
        cmocka_unit_test(finds_nothing_where_nothing_is),
        cmocka_unit_test(finds_objects_by_their_identifier),
        cmocka_unit_test(a_search_passes_over_what_it_does_not_need),
        cmocka_unit_test(failures_stick),
        cmocka_unit_test(a_sink_that_refuses_is_told),
        cmocka_unit_test(too_deep_is_a_failure),
    };
    return cmocka_run_group_tests_name("json_writer", tests, NULL, NULL);
}
