/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/json_tree: numbers that read back, JSON Pointers, failures that stick. */
#include "report/json_tree.h"

#include "package.h"
#include "random.h"

static char *written(struct json_tree *tree)
{
    struct caught caught = {0};
    blackout_error error;
    check_ok(json_tree_write(tree, catch_bytes, &caught, &error), &error);
    return caught.text;
}

/* Expected: the JSON that cJSON's printer makes of these values, by hand. */
static void writes_every_kind_of_value(void **state)
{
    struct json_tree tree;
    (void)state;
    json_tree_init(&tree);
    json_text(&tree, tree.root, "text", "a \"b\" \n");
    json_flag(&tree, tree.root, "flag", true);
    json_null(&tree, tree.root, "null");
    json_number(&tree, tree.root, "sum", 0.1 + 0.2);
    json_number(&tree, tree.root, "none", NAN);
    cJSON *list = json_list(&tree, tree.root, "list");
    json_number(&tree, list, NULL, -17.25);
    json_text(&tree, json_object(&tree, list, NULL), "k", "v");
    char *text = written(&tree);
    assert_string_equal(text, "{\n\t\"text\":\t\"a \\\"b\\\" \\n\",\n\t\"flag\":\ttrue,\n"
                              "\t\"null\":\tnull,\n\t\"sum\":\t0.30000000000000004,\n"
                              "\t\"none\":\tnull,\n\t\"list\":\t[-17.25, {\n"
                              "\t\t\t\"k\":\t\"v\"\n\t\t}]\n}\n");
    free(text);
    json_tree_free(&tree);
}

static void numbers_read_back(void **state)
{
    uint64_t seed = 97;
    (void)state;
    for (int i = 0; i < 300; ++i) {
        struct json_tree tree;
        double value = ldexp(random_between(&seed, -1, 1), (int)random_below(&seed, 1800) - 900);
        double back = NAN;
        json_tree_init(&tree);
        json_number(&tree, json_object(&tree, tree.root, "a"), "b", value);
        assert_true(json_tree_number(&tree, "/a/b", &back));
        check_near(back, value, 0.0);
        json_tree_free(&tree);
    }
}

static void make_pointed(struct json_tree *tree)
{
    json_tree_init(tree);
    json_number(tree, tree->root, "", 2.5);
    json_number(tree, tree->root, "a/b", 3.5);
    json_number(tree, tree->root, "m~n", 4.5);
    json_number(tree, tree->root, "~1", 5.5);
    json_number(tree, tree->root, "Case", 6.5);
    json_text(tree, tree->root, "text", "7");
    cJSON *list = json_list(tree, tree->root, "list");
    for (int i = 0; i < 12; ++i) {
        json_number(tree, list, NULL, 0.37 * i);
    }
}

/* Expected: RFC 6901, sections 3 to 5. */
static void follows_json_pointers(void **state)
{
    static const struct {
        const char *pointer;
        double expected;
    } cases[] = {{"/", 2.5},     {"/a~1b", 3.5},   {"/m~0n", 4.5},    {"/~01", 5.5},
                 {"/Case", 6.5}, {"/list/0", 0.0}, {"/list/11", 4.07}};
    struct json_tree tree;
    (void)state;
    make_pointed(&tree);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        double number = NAN;
        assert_true(json_tree_number(&tree, cases[i].pointer, &number));
        check_close(number, cases[i].expected, 1e-15);
    }
    json_tree_free(&tree);
}

static void finds_nothing_where_nothing_is(void **state)
{
    static const char *const pointers[] = {
        "",         "Case",     "/case",    "/text",
        "/list",    "/list/12", "/list/-1", "/list/-",
        "/list/1x", "/list/",   "/Case/",   "/Case/0",
        "/nothing", "/a/b",     "/list/ 1", "/list/99999999999999999999",
        "/list/+1"};
    char longest[400];
    struct json_tree tree;
    double number;
    (void)state;
    make_pointed(&tree);
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; ++i) {
        if (json_tree_number(&tree, pointers[i], &number)) {
            print_error("'%s' was found\n", pointers[i]);
            fail();
        }
    }
    memset(longest, 'x', sizeof longest - 1);
    longest[0] = '/';
    longest[sizeof longest - 1] = '\0';
    assert_false(json_tree_number(&tree, longest, &number));
    json_tree_free(&tree);
}

/* A parent that could not be made is passed over, and the tree cannot be written. */
static void failures_stick(void **state)
{
    struct json_tree tree;
    struct caught caught = {0};
    blackout_error error;
    (void)state;
    json_tree_init(&tree);
    assert_null(json_object(&tree, NULL, "lost"));
    assert_null(json_list(&tree, NULL, NULL));
    json_number(&tree, tree.root, "kept", 2.385);
    assert_true(tree.failed);
    check_fails(json_tree_write(&tree, catch_bytes, &caught, &error), BLACKOUT_ERROR_MEMORY,
                &error);
    assert_null(caught.text);
    json_tree_free(&tree);
    assert_null(tree.root);
}

static void a_sink_that_refuses_is_told(void **state)
{
    struct json_tree tree;
    blackout_error error;
    (void)state;
    json_tree_init(&tree);
    check_fails(json_tree_write(&tree, refuse_bytes, NULL, &error), BLACKOUT_ERROR_IO, &error);
    json_tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_every_kind_of_value),
        cmocka_unit_test(numbers_read_back),
        cmocka_unit_test(follows_json_pointers),
        cmocka_unit_test(finds_nothing_where_nothing_is),
        cmocka_unit_test(failures_stick),
        cmocka_unit_test(a_sink_that_refuses_is_told),
    };
    return cmocka_run_group_tests_name("json_tree", tests, NULL, NULL);
}
