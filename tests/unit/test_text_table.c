/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/text_table: tables that fit into their room, by hand. */
#include "rendered.h"

static const struct style two = {.places = 2};

static void check_table(const struct sheet *table, struct document *document, size_t columns,
                        const char *expected)
{
    document_table(document, table);
    document->text.columns = columns;
    check_rendered(render_text, document, expected);
}

/* U+65E5 U+672C takes four columns. */
static void wide_characters_are_aligned(void **state)
{
    static const struct column columns[] = {{"r", true}, {"n"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_text("\xe6\x97\xa5\xe6\x9c\xac"), value_count(7)}, 2);
    sheet_row(table, (struct value[]){value_text("Berlin"), value_count(12)}, 2);
    check_table(table, &document, 100,
                "  r        n\n"
                "  \xe6\x97\xa5\xe6\x9c\xac     7\n"
                "  Berlin  12\n");
}

/* 2 + 4 + 2 + 14 + 2 + 4 = 28 columns are one too many; a broken name takes no more room than its
 * lines need. */
static void names_of_columns_are_broken_first(void **state)
{
    static const struct column columns[] = {{"name", true}, {"of all revenue"}, {"loss"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    sheet_row(table, (struct value[]){value_text("a"), value_number(1.5, &two), value_count(3)}, 3);
    check_table(table, &document, 27,
                "         of all\n"
                "  name  revenue  loss\n"
                "  a        1.50     3\n");
}

/* 50 columns less 2 + 5 + 2 + 5 + 2 leave 34 for a sentence of 32 + 1 + 11. */
static void sentences_are_broken_in_their_column(void **state)
{
    static const struct column columns[] = {{"input", true}, {"value"}, {"source", true}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    const struct value row[] = {value_text("share"), value_number(0.25, &two),
                                value_text("assumption: what is lost is lost, after a day")};
    sheet_row(table, row, 3);
    check_table(table, &document, 50,
                "  input  value  source\n"
                "  share   0.25  assumption: what is lost is lost,\n"
                "                after a day\n");
}

/* Beside the others there are fewer than 32 columns. */
static void sentences_go_below_where_there_is_no_room(void **state)
{
    static const struct column columns[] = {{"input", true}, {"value"}, {"source", true}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    const struct value row[] = {value_text("platforms/chat/share"), value_number(0.25, &two),
                                value_text("assumption: what is lost is lost, after a day")};
    const struct value next[] = {value_text("other"), value_number(1, &two), value_empty()};
    sheet_row(table, row, 3);
    sheet_row(table, next, 3);
    check_table(table, &document, 50,
                "  input                 value\n"
                "      source\n"
                "  platforms/chat/share   0.25\n"
                "      assumption: what is lost is lost, after a\n"
                "        day\n"
                "  other                  1.00\n");
}

static void other_texts_are_broken(void **state)
{
    static const struct column columns[] = {{"input", true}, {"value"}, {"share"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 3);
    const struct value row[] = {value_text("a name of words"), value_count(1234), value_count(5)};
    sheet_row(table, row, 3);
    check_table(table, &document, 24,
                "  input     value  share\n"
                "  a name    1,234      5\n"
                "  of words\n");
}

/* Numbers are never broken: what they are about is written again. */
static void figures_go_into_blocks(void **state)
{
    static const struct column columns[] = {{"who", true}, {"first"}, {"second"}, {"third"}};
    struct document document = {0};
    (void)state;
    struct sheet *table = sheet_new(&document, columns, 4);
    for (int i = 0; i < 2; ++i) {
        const struct value row[] = {value_text(i == 0 ? "owner" : "all"), value_count(1000000),
                                    value_count(2000000), value_count(3000000)};
        sheet_row(table, row, 4);
    }
    check_table(table, &document, 30,
                "  who        first     second\n"
                "  owner  1,000,000  2,000,000\n"
                "  all    1,000,000  2,000,000\n"
                "\n"
                "  who        third\n"
                "  owner  3,000,000\n"
                "  all    3,000,000\n");
}

/* Codes have their names beside them; a column is red where there are colours. */
static void codes_have_names_and_misses_colours(void **state)
{
    static const struct column columns[] = {{"sector", true}, {"inside"}};
    struct document document = {.text = {.is_colored = true}};
    struct value miss = value_word("miss");
    (void)state;
    miss.is_bad = true;
    struct sheet *table = sheet_new(&document, columns, 2);
    sheet_row(table, (struct value[]){value_named("G", "Trade"), miss}, 2);
    sheet_row(table, (struct value[]){value_named("chat", "Chat"), value_word("hit")}, 2);
    document_heading(&document, 1, "Sectors", NULL, 0);
    check_table(table, &document, 100,
                "\n\033[1mSectors\033[0m\n"
                "  sector   inside\n"
                "  G Trade    \033[31mmiss\033[0m\n"
                "  chat        hit\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_characters_are_aligned),
        cmocka_unit_test(names_of_columns_are_broken_first),
        cmocka_unit_test(sentences_are_broken_in_their_column),
        cmocka_unit_test(sentences_go_below_where_there_is_no_room),
        cmocka_unit_test(other_texts_are_broken),
        cmocka_unit_test(figures_go_into_blocks),
        cmocka_unit_test(codes_have_names_and_misses_colours),
    };
    return cmocka_run_group_tests_name("text_table", tests, NULL, NULL);
}
