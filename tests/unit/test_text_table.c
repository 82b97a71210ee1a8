/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/text_table: columns by hand. */
#include "report/text_table.h"

#include "package.h"

static char *written(const struct text_table *table)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    writer_init(&writer, catch_bytes, &caught);
    text_table_write(table, &writer);
    check_ok(writer_finish(&writer, &error), &error);
    return caught.text;
}

/* Expected: by hand; names to the left, figures to the right, two blanks between, none at the end
 * of a line that ends in a name. */
static void columns_are_aligned(void **state)
{
    static const char *const header[] = {"name", "loss", "how"};
    static const char *const first[] = {"alpha", "1,234.50", "measured"};
    static const char *const second[] = {"be", NULL, "x"};
    struct arena arena = {0};
    struct text_table table;
    (void)state;
    text_table_init(&table, &arena, header, 3, 1);
    table.left[2] = true;
    text_table_row(&table, first, 3);
    text_table_row(&table, second, 3);
    char *text = written(&table);
    assert_string_equal(text, "  name       loss  how\n"
                              "  alpha  1,234.50  measured\n"
                              "  be               x\n");
    free(text);
    arena_free(&arena);
}

/* Z\xc3\xbcrich has six characters and seven bytes. */
static void widths_are_characters(void **state)
{
    static const char *const header[] = {"r", "n"};
    static const char *const first[] = {"Z\xc3\xbcrich", "7"};
    static const char *const second[] = {"Berlin", "12"};
    struct arena arena = {0};
    struct text_table table;
    (void)state;
    text_table_init(&table, &arena, header, 2, 1);
    text_table_row(&table, first, 2);
    text_table_row(&table, second, 2);
    char *text = written(&table);
    assert_string_equal(text, "  r        n\n"
                              "  Z\xc3\xbcrich   7\n"
                              "  Berlin  12\n");
    free(text);
    arena_free(&arena);
}

static void a_header_alone_is_not_written(void **state)
{
    static const char *const header[] = {"name", "loss"};
    struct arena arena = {0};
    struct text_table table;
    (void)state;
    text_table_init(&table, &arena, header, 2, 1);
    assert_null(written(&table));
    assert_false(table.failed);
    arena_free(&arena);
}

static void rows_may_be_short_and_many(void **state)
{
    static const char *const header[] = {"a", "b", "c"};
    static const char *const row[] = {"x"};
    struct arena arena = {0};
    struct text_table table;
    (void)state;
    text_table_init(&table, &arena, header, 3, 3);
    for (int i = 0; i < 100; ++i) {
        text_table_row(&table, row, 1);
    }
    assert_int_equal(table.row_count, 101);
    char *text = written(&table);
    assert_int_equal(strlen(text), 10 + 100 * 9); /* "  a  b  c", "  x     " with line ends */
    free(text);
    arena_free(&arena);
}

/* Expected: core/number. */
static void numbers_are_kept_in_the_arena(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_string_equal(text_number(&arena, 1234567.891, 2), "1,234,567.89");
    assert_string_equal(text_number(&arena, -0.4, 0), "0");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned),
        cmocka_unit_test(widths_are_characters),
        cmocka_unit_test(a_header_alone_is_not_written),
        cmocka_unit_test(rows_may_be_short_and_many),
        cmocka_unit_test(numbers_are_kept_in_the_arena),
    };
    return cmocka_run_group_tests_name("text_table", tests, NULL, NULL);
}
