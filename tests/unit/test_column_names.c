/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/column_names: what a header means. Expected: the tables of docs/data-format.md. */
#include "ingest/column_names.h"

#include <string.h>

#include "check.h"

static void check_meaning(enum table_id table, const char *name, enum role role, int column)
{
    const struct column_meaning meaning = column_name_understand(table, name);
    assert_int_equal(meaning.role, role);
    assert_int_equal(meaning.column, column);
}

static void case_blanks_and_marks_make_no_difference(void **state)
{
    (void)state;
    check_meaning(PLATFORMS, "platform", ROLE_CENTRE, PLATFORMS_PLATFORM);
    check_meaning(PLATFORMS, "Annual Revenue", ROLE_CENTRE, PLATFORMS_ANNUAL_REVENUE);
    check_meaning(PLATFORMS, "ANNUAL-REVENUE", ROLE_CENTRE, PLATFORMS_ANNUAL_REVENUE);
    check_meaning(PLATFORMS, "annual_revenu", ROLE_IGNORED, -1);
    check_meaning(PLATFORMS, "", ROLE_IGNORED, -1);
    check_meaning(PLATFORMS, "-", ROLE_IGNORED, -1);
}

/* Letters, digits and signs of a unit are kept, from the first to the last of each. */
static void what_is_no_word_is_left_out(void **state)
{
    char squeezed[COLUMN_NAME_SIZE];
    (void)state;
    assert_int_equal(column_name_squeeze(squeezed, " Az-{`09:/;%$ "), 6);
    assert_string_equal(squeezed, "az09%$");
    assert_int_equal(column_name_squeeze(squeezed, "@[_]"), 0);
    assert_string_equal(squeezed, "");
}

/* Names are kept as far as there is room, and nothing is written behind it. */
static void long_names_are_cut(void **state)
{
    enum { LENGTH = 2 * COLUMN_NAME_SIZE };
    char name[LENGTH + 1];
    char kept[COLUMN_NAME_SIZE + 1];
    (void)state;
    for (size_t length = COLUMN_NAME_SIZE - 2; length <= LENGTH; ++length) {
        const size_t expected = length < COLUMN_NAME_SIZE - 1 ? length : COLUMN_NAME_SIZE - 1;
        memset(name, 'a', length);
        name[length] = '\0';
        memset(kept, '!', sizeof kept);
        assert_int_equal(column_name_squeeze(kept, name), expected);
        assert_int_equal(strlen(kept), expected);
        assert_int_equal(kept[COLUMN_NAME_SIZE], '!');
        memset(kept, '!', sizeof kept);
        column_name_trim(kept, name);
        assert_int_equal(strlen(kept), expected);
        assert_int_equal(kept[COLUMN_NAME_SIZE], '!');
    }
    column_name_trim(kept, " \t Annual revenue  ");
    assert_string_equal(kept, "Annual revenue");
}

/* Those of prices have capitals and a blank, as vendors write them. */
static void each_column_has_its_own_name(void **state)
{
    (void)state;
    for (int table = 0; table < TABLE_COUNT; ++table) {
        const struct table_schema *schema = schema_table((enum table_id)table);
        for (size_t i = 0; i < schema->column_count; ++i) {
            const struct column_meaning meaning =
                column_name_understand((enum table_id)table, schema->columns[i].name);
            assert_int_equal(meaning.column, i);
        }
    }
}

/* Ranges are of numbers; where a value is from may be said of any, the first column too. */
static void suffixes_are_of_a_column(void **state)
{
    (void)state;
    check_meaning(PLATFORMS, "annual_revenue_low", ROLE_LOW, PLATFORMS_ANNUAL_REVENUE);
    check_meaning(PLATFORMS, "Annual revenue high", ROLE_HIGH, PLATFORMS_ANNUAL_REVENUE);
    check_meaning(PLATFORMS, "annual_revenue_source", ROLE_SOURCE, PLATFORMS_ANNUAL_REVENUE);
    check_meaning(PLATFORMS, "platform_source", ROLE_SOURCE, 0);
    check_meaning(PLATFORMS, "platform_basis", ROLE_BASIS, 0);
    check_meaning(PLATFORMS, "owner_low", ROLE_IGNORED, -1);
    check_meaning(PLATFORMS, "low", ROLE_IGNORED, -1);
    check_meaning(PLATFORMS, "basis", ROLE_BASIS, ROW_WIDE);
    check_meaning(PLATFORMS, "Source", ROLE_SOURCE, ROW_WIDE);
}

/* The column of PLATFORMS; the ends of a range are other columns. */
static int near_column(const char *name)
{
    const struct column_meaning meant = column_name_near(PLATFORMS, name);
    assert_true(meant.column < 0 || meant.role == ROLE_CENTRE);
    return meant.column;
}

/* One letter of a name of up to seven, two of a longer one; of three letters and fewer, none. */
static void slips_are_near_a_column(void **state)
{
    (void)state;
    assert_int_equal(near_column("platfrm"), PLATFORMS_PLATFORM);
    assert_int_equal(near_column("platfor"), PLATFORMS_PLATFORM);
    assert_int_equal(near_column("latfor"), PLATFORMS_PLATFORM);
    assert_int_equal(near_column("latfo"), -1);
    assert_int_equal(near_column("owne"), PLATFORMS_OWNER);
    assert_int_equal(near_column("ownrs"), -1);
    assert_int_equal(near_column("own"), -1);
    assert_int_equal(near_column("colour"), -1);
}

/* Ends of ranges, of numbers alone: one letter away, whatever their length. */
static void ends_of_ranges_are_near_by_one_letter(void **state)
{
    static const struct {
        const char *name;
        enum role role;
        int column;
    } cases[] = {{"share_hgh", ROLE_HIGH, DEPENDENCIES_SHARE},
                 {"shares_low", ROLE_LOW, DEPENDENCIES_SHARE},
                 {"share_hihg", ROLE_HIGH, DEPENDENCIES_SHARE},
                 {"firm_low", ROLE_LOW, DEPENDENCIES_FIRMS},
                 {"Firms-Hg", ROLE_IGNORED, -1},
                 {"annual_revenue_lo", ROLE_LOW, DEPENDENCIES_ANNUAL_REVENUE},
                 {"business_lo", ROLE_CENTRE, DEPENDENCIES_BUSINESS},
                 {"firm", ROLE_CENTRE, DEPENDENCIES_FIRMS}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const struct column_meaning meant = column_name_near(DEPENDENCIES, cases[i].name);
        assert_int_equal(meant.column, cases[i].column);
        assert_int_equal(meant.role, cases[i].role);
    }
}

/* Platforms has platform and owner in its first columns. */
static void a_list_has_whole_names(void **state)
{
    bool listed[MOST_COLUMNS] = {false};
    char names[16];
    const struct table_schema *schema = schema_table(PLATFORMS);
    (void)state;
    column_names_list(names, sizeof names, schema, listed);
    assert_string_equal(names, "");
    listed[PLATFORMS_PLATFORM] = listed[PLATFORMS_OWNER] = true;
    column_names_list(names, sizeof names, schema, listed);
    assert_string_equal(names, "platform, owner"); /* 15 bytes and its end */
    column_names_list(names, sizeof names - 1, schema, listed);
    assert_string_equal(names, "platform");
    column_names_list(names, sizeof "platform, ", schema, listed);
    assert_string_equal(names, "platform");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_blanks_and_marks_make_no_difference),
        cmocka_unit_test(what_is_no_word_is_left_out),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(each_column_has_its_own_name),
        cmocka_unit_test(suffixes_are_of_a_column),
        cmocka_unit_test(slips_are_near_a_column),
        cmocka_unit_test(ends_of_ranges_are_near_by_one_letter),
        cmocka_unit_test(a_list_has_whole_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
