/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/json: strict reading. Expected results: RFC 8259; and the JSONTestSuite of N. Seriot where
 * it is at hand (the folder "corpora" under BLACKOUT_SHARED), whose y_ files are valid, n_ files
 * invalid, and i_ files may be either. */
#define _GNU_SOURCE /* dirent.h */
#include "json/json.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#ifndef BLACKOUT_SHARED_DIR
#define BLACKOUT_SHARED_DIR "../shared"
#endif

/* A copy without a NUL after it, so that sanitizers see a read beyond the end. */
static char *bare_copy(const char *text, size_t length)
{
    char *copy = malloc(length > 0 ? length : 1);
    assert_non_null(copy);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

static blackout_status check_bare(const char *text, size_t length, blackout_error *error)
{
    char *copy = bare_copy(text, length);
    blackout_status status = json_check(copy, length, error);
    free(copy);
    return status;
}

static blackout_status parse_bare(cJSON **tree, const char *text, blackout_error *error)
{
    size_t length = strlen(text);
    char *copy = bare_copy(text, length);
    blackout_status status = json_parse(tree, "a.json", copy, length, error);
    free(copy);
    return status;
}

static void accepts_valid_texts(void **state)
{
    static const char *const texts[] = {
        "0",
        " -0.25e-3\n",
        "[]",
        "{ }",
        "\t[1, 2.5E+3 ,\"\\u00e9\\n\", true,false , null]\r\n",
        "{\"a\":{\"b\":[{}]},\"A\":1}",
        "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \\ud83d\\ude00\"",
        "\"\\u0000\\/\\\\\\\"\\b\\f\\r\\t\"",
        "[1, 1e999]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        blackout_error error = {0};
        check_ok(check_bare(texts[i], strlen(texts[i]), &error), &error);
    }
}

/* The place is that of the first byte that cannot be right, except for a surrogate: its digits. */
static void refuses_invalid_texts_with_the_place(void **state)
{
    static const struct {
        const char *text;
        size_t line;
        size_t column;
    } cases[] = {
        {"", 1, 1},
        {" \n ", 2, 2},
        {"[1,]", 1, 4},
        {"[1\n,\n  2 3]", 3, 5},
        {"{\"a\" 1}", 1, 6},
        {"{\"a\":1,}", 1, 8},
        {"{a:1}", 1, 2},
        {"01", 1, 2},
        {"-", 1, 2},
        {"+1", 1, 1},
        {"1.", 1, 3},
        {".5", 1, 1},
        {"1e", 1, 3},
        {"nul", 1, 4},
        {"NaN", 1, 1},
        {"Infinity", 1, 1},
        {"1 2", 1, 3},
        {"[1]x", 1, 4},
        {"\"a\nb\"", 1, 3},
        {"\"\\x\"", 1, 3},
        {"\"\\u12g4\"", 1, 6},
        {"\"\\ud83d\"", 1, 4},
        {"\"\\ude00\"", 1, 4},
        {"\"\\ud83d\\u0041\"", 1, 4},
        {"\"abc", 1, 5},
        {"\"\xc3\x28\"", 1, 2},
        {"\"\xed\xa0\x80\"", 1, 2},
        {"\"\xc3", 1, 2},
        {"\xef\xbb\xbf[]", 1, 1},
        {"[1] // comment", 1, 5},
        {"['a']", 1, 2},
        {"[\xc2\xa0]", 1, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error = {0};
        check_fails(check_bare(cases[i].text, strlen(cases[i].text), &error), BLACKOUT_ERROR_INPUT,
                    &error);
        assert_int_equal(error.line, cases[i].line);
        assert_int_equal(error.column, cases[i].column);
    }
}

static void refuses_a_nul_byte(void **state)
{
    blackout_error error;
    (void)state;
    check_fails(check_bare("1\0", 2, &error), BLACKOUT_ERROR_INPUT, &error);
    check_fails(check_bare("\"\0\"", 3, &error), BLACKOUT_ERROR_INPUT, &error);
    check_fails(check_bare("\"\\\0\"", 4, &error), BLACKOUT_ERROR_INPUT, &error);
}

static void limits_the_depth(void **state)
{
    enum { DEEP = JSON_MOST_DEPTH + 1 };
    char text[2 * DEEP];
    blackout_error error;
    (void)state;
    memset(text, '[', DEEP);
    memset(text + DEEP, ']', DEEP);
    check_ok(check_bare(text + 1, sizeof text - 2, &error), &error);
    check_fails(check_bare(text, sizeof text, &error), BLACKOUT_ERROR_INPUT, &error);
    assert_int_equal(error.column, DEEP);
}

static void builds_a_tree(void **state)
{
    blackout_error error;
    cJSON *tree = NULL;
    (void)state;
    check_ok(parse_bare(&tree, "{\"a\":[0.1,\"x\"],\"A\":-2.385e2,\"\xc3\xa9\":null}", &error),
             &error);
    const cJSON *array = json_get(tree, "a");
    assert_int_equal(cJSON_GetArraySize(array), 2);
    check_close(cJSON_GetArrayItem(array, 0)->valuedouble, 0.1, 0.0);
    assert_string_equal(cJSON_GetArrayItem(array, 1)->valuestring, "x");
    check_close(json_get(tree, "A")->valuedouble, -238.5, 0.0);
    assert_true(cJSON_IsNull(json_get(tree, "\xc3\xa9")));
    assert_null(json_get(tree, "b"));
    assert_null(json_get(array, "a"));
    assert_null(json_get(NULL, "a"));
    cJSON_Delete(tree);
}

static void refuses_repeated_keys(void **state)
{
    static const struct {
        const char *text;
        const char *key;
    } cases[] = {
        {"{\"alpha\":1,\"b\":2,\"alpha\":1}", "'alpha'"},
        {"[0,{\"x\":{\"beta\":1,\"\\u0062eta\":2}}]", "'beta'"},
        {"{\"\":1,\"\":2}", "''"},
        {"{\"a\\nb\":1,\"a\\nb\":2}", "'a?b'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error;
        cJSON *tree = NULL;
        check_fails(parse_bare(&tree, cases[i].text, &error), BLACKOUT_ERROR_INPUT, &error);
        assert_null(tree);
        assert_non_null(strstr(error.message, cases[i].key));
        assert_string_equal(error.source, "a.json");
    }
    blackout_error error;
    cJSON *tree = NULL;
    check_ok(parse_bare(&tree, "[{\"a\":1},{\"a\":2,\"A\":3}]", &error), &error);
    cJSON_Delete(tree);
}

/* The key is 40 characters of two bytes each: the message must hold whole ones. */
static void cuts_long_keys_between_characters(void **state)
{
    char text[256] = "{\"";
    blackout_error error;
    cJSON *tree = NULL;
    (void)state;
    for (size_t copy = 0; copy < 2; ++copy) {
        for (size_t i = 0; i < 40; ++i) {
            strcat(text, "\xc3\xa9");
        }
        strcat(text, copy == 0 ? "\":1,\"" : "\":2}");
    }
    check_fails(parse_bare(&tree, text, &error), BLACKOUT_ERROR_INPUT, &error);
    assert_non_null(strstr(error.message, "\xc3\xa9' is given twice"));
}

/* cJSON would cut the text at U+0000, read the first 63 characters of the number, and keep
 * infinity. */
static void refuses_what_a_tree_would_lose(void **state)
{
    static const char *const texts[] = {
        "[\n \"a\\u0000b\"]",
        "[\n 1e999]",
        "[\n -1e309]",
        "[\n -1e-400]",
        "[\n 1000000000000000000000000000000000000000000000000000000000000000]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        blackout_error error;
        cJSON *tree = NULL;
        check_fails(parse_bare(&tree, texts[i], &error), BLACKOUT_ERROR_INPUT, &error);
        assert_null(tree);
        assert_int_equal(error.line, 2);
        assert_string_equal(error.source, "a.json");
    }
    blackout_error error;
    cJSON *tree = NULL;
    check_fails(parse_bare(&tree, "[1,]", &error), BLACKOUT_ERROR_INPUT, &error);
    assert_null(tree);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size >= 0);
    rewind(file);
    char *text = malloc(size > 0 ? (size_t)size : 1);
    assert_non_null(text);
    *length = fread(text, 1, (size_t)size, file);
    assert_int_equal(*length, size);
    fclose(file);
    return text;
}

/* Checks one file and, since a tree must never be worse than the check, parses it. */
static bool check_file(const char *path, const char *name)
{
    size_t length = 0;
    char *text = read_file(path, &length);
    blackout_error error = {0};
    bool valid = json_check(text, length, &error) == BLACKOUT_OK;
    cJSON *tree = NULL;
    bool parsed = json_parse(&tree, name, text, length, &error) == BLACKOUT_OK;
    cJSON_Delete(tree);
    free(text);
    bool good = (name[0] == 'i' || valid == (name[0] == 'y')) && (valid || !parsed);
    if (!good) {
        print_error("%s: valid %d, parsed %d\n", name, valid, parsed);
    }
    return good;
}

/* At least this many files, so that an empty folder does not pass: the suite of 2024 has 318. */
enum { FEWEST_FILES = 300 };

static void agrees_with_the_test_suite(void **state)
{
    const char *shared = getenv("BLACKOUT_SHARED");
    char folder[2048];
    (void)state;
    snprintf(folder, sizeof folder, "%s/corpora/JSONTestSuite/test_parsing",
             shared != NULL ? shared : BLACKOUT_SHARED_DIR);
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        print_message("JSONTestSuite is not at hand: skipped\n");
        skip();
    }
    size_t files = 0;
    size_t wrong = 0;
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        char path[4096];
        if (strchr("yni", entry->d_name[0]) != NULL && entry->d_name[1] == '_') {
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            wrong += check_file(path, entry->d_name) ? 0 : 1;
            ++files;
        }
    }
    closedir(directory);
    assert_int_equal(wrong, 0);
    assert_true(files >= FEWEST_FILES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_valid_texts),
        cmocka_unit_test(refuses_invalid_texts_with_the_place),
        cmocka_unit_test(refuses_a_nul_byte),
        cmocka_unit_test(limits_the_depth),
        cmocka_unit_test(builds_a_tree),
        cmocka_unit_test(refuses_repeated_keys),
        cmocka_unit_test(cuts_long_keys_between_characters),
        cmocka_unit_test(refuses_what_a_tree_would_lose),
        cmocka_unit_test(agrees_with_the_test_suite),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
