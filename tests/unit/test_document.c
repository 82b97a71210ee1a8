/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/document: lines from templates, tables, and failures that stick. */
#include "document/document.h"

#include <string.h>

#include "check.h"

static const struct column columns[] = {{"name", true}, {"loss"}, {""}};

static void a_template_becomes_runs(void **state)
{
    struct document document = {0};
    (void)state;
    document_paragraph(&document, "{} of {} were inside",
                       (struct value[]){value_count(3), value_count(7)}, 2);
    document_add(&document, ".", NULL, 0);
    assert_false(document.failed);
    assert_int_equal(document.block_count, 1);
    const struct block *block = &document.blocks[0];
    assert_int_equal(block->kind, BLOCK_PARAGRAPH);
    assert_int_equal(block->run_count, 5);
    check_near(block->runs[0].number, 3, 0);
    assert_string_equal(block->runs[1].text, " of ");
    check_near(block->runs[2].number, 7, 0);
    assert_string_equal(block->runs[3].text, " were inside");
    assert_string_equal(block->runs[4].text, ".");
    document_free(&document);
}

/* A name may hold what looks like a place. */
static void values_are_no_templates(void **state)
{
    struct document document = {0};
    (void)state;
    document_note(&document, 1, "{}: {}", (struct value[]){value_text("{}"), value_count(1)}, 2);
    assert_false(document.failed);
    assert_string_equal(document.blocks[0].runs[0].text, "{}");
    assert_int_equal(document.blocks[0].level, 1);
    document_free(&document);
}

static void too_many_or_too_few_values_fail(void **state)
{
    struct document more = {0};
    struct document fewer = {0};
    struct document nothing = {0};
    const struct value one = value_count(1);
    (void)state;
    document_paragraph(&more, "no place", &one, 1);
    assert_true(more.failed);
    document_paragraph(&fewer, "{} and {}", &one, 1);
    assert_true(fewer.failed);
    document_add(&nothing, "to what?", NULL, 0);
    assert_true(nothing.failed);
    document_free(&more);
    document_free(&fewer);
    document_free(&nothing);
}

static void a_heading_has_a_unit_and_detail(void **state)
{
    struct document document = {0};
    (void)state;
    document_heading(&document, 2, "What a year costs {}", (struct value[]){value_text("owners")},
                     1);
    document_heading_unit(&document, "M USD");
    document_add(&document, ": the mean", NULL, 0);
    document_heading(&document, 1, "Bare", NULL, 0);
    document_heading_unit(&document, "");
    const struct block *heading = &document.blocks[0];
    assert_int_equal(heading->title_runs, 2);
    assert_int_equal(heading->run_count, 3);
    assert_string_equal(heading->unit, "M USD");
    assert_null(document.blocks[1].unit);
    document_free(&document);
}

static void rows_may_be_short_and_many(void **state)
{
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    for (int i = 0; i < 1000; ++i) {
        sheet_row(table, (struct value[]){value_text("x"), value_number(i, &style_count)}, 2);
    }
    document_table(&document, table);
    assert_false(document.failed);
    assert_int_equal(table->row_count, 1000);
    check_near(sheet_cell(table, 999, 1)->number, 999, 0);
    assert_int_equal(sheet_cell(table, 0, 2)->kind, VALUE_EMPTY);
    assert_ptr_equal(document.blocks[0].table, table);
    document_free(&document);
}

/* Without a name, and with nothing in it but what says nothing. */
static void columns_without_a_word_are_empty(void **state)
{
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    sheet_row(table, (struct value[]){value_text("x"), {0}, value_text("")}, 3);
    assert_false(sheet_column_is_empty(table, 0));
    assert_false(sheet_column_is_empty(table, 1)); /* its name says what is not there */
    assert_true(sheet_column_is_empty(table, 2));
    sheet_row(table, (struct value[]){value_text("x"), {0}, value_count(1)}, 3);
    assert_false(sheet_column_is_empty(table, 2));
    document_free(&document);
}

static void a_failure_sticks(void **state)
{
    struct document document = {.failed = true};
    (void)state;
    document_paragraph(&document, "lost", NULL, 0);
    document_heading_unit(&document, "M USD");
    struct sheet *table = sheet_new(&document, columns, 3);
    sheet_row(table, NULL, 0);
    document_table(&document, table);
    sheet_row(NULL, NULL, 0);
    document_table(&document, NULL);
    assert_true(document.failed);
    assert_int_equal(document.block_count, 0);
    document_free(&document);
    assert_true(document.failed);
}

static void formatted_texts_are_the_documents(void **state)
{
    struct document document = {0};
    (void)state;
    assert_string_equal(document_format(&document, "M %s", "USD"), "M USD");
    assert_string_equal(document_format(&document, "%s", ""), "");
    assert_false(document.failed);
    document_free(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_template_becomes_runs),
        cmocka_unit_test(values_are_no_templates),
        cmocka_unit_test(too_many_or_too_few_values_fail),
        cmocka_unit_test(a_heading_has_a_unit_and_detail),
        cmocka_unit_test(rows_may_be_short_and_many),
        cmocka_unit_test(columns_without_a_word_are_empty),
        cmocka_unit_test(a_failure_sticks),
        cmocka_unit_test(formatted_texts_are_the_documents),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
