/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that definitions and messages list are the words that are looked up. */
#include "tables/words.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "tables/notes.h"
#include "tables/schema.h"

static void one_list_of_outside_channels(void **state)
{
    char joined[64] = "";
    (void)state;
    for (size_t i = 0; i < OUTSIDE_COUNT; ++i) {
        assert_true(word_is_outside_channel(outside_channels[i]));
        strcat(strcat(joined, i > 0 ? ", " : ""), outside_channels[i]);
    }
    assert_string_equal(OUTSIDE_LIST, joined);
    assert_string_equal(OUTSIDE_LIST, "email, store, web, phone"); /* docs/data-format.md */
    assert_false(word_is_outside_channel("Email"));
    assert_false(word_is_outside_channel(""));
}

static void notes_name_every_outside_channel(void **state)
{
    const char *notes = table_note(FALLBACKS);
    (void)state;
    for (size_t i = 0; i < OUTSIDE_COUNT; ++i) {
        char quoted[32];
        snprintf(quoted, sizeof quoted, "`%s`", outside_channels[i]);
        assert_non_null(strstr(notes, quoted));
    }
}

static void rates_are_in_dollars(void **state)
{
    (void)state;
    assert_true(word_is_rate_currency("USD")); /* the column is called per_usd */
    assert_false(word_is_rate_currency("usd"));
    assert_string_equal(schema_table(FX)->columns[FX_PER_USD].name, "per_usd");
}

/* What a message says would be right of a number is what is taken. Of all files that are read,
 * those of options among them. */
static void limits_are_those_that_messages_name(void **state)
{
    size_t ranges = 0;
    size_t bounds = 0;
    (void)state;
    for (int id = 0; id < NO_TABLE; ++id) {
        const struct table_schema *table = schema_table((enum table_id)id);
        for (size_t i = 0; i < table->column_count; ++i) {
            const struct column_schema *column = &table->columns[i];
            const char *words = strstr(column->remedy, " from ");
            const char *least = strstr(column->remedy, " of at least ");
            const char *above = strstr(column->remedy, "number above ");
            double low;
            double high;
            if (words != NULL && sscanf(words, " from %lf to %lf", &low, &high) == 2) {
                check_close(column->min, low, 0);
                check_close(column->max, high, 0);
                assert_false(column->range_open);
                ++ranges;
            } else if ((least != NULL && sscanf(least, " of at least %lf", &low) == 1) ||
                       (above != NULL && sscanf(above, "number above %lf", &low) == 1)) {
                check_close(column->min, low, 0);
                assert_true(column->max > 1e300);
                assert_int_equal(column->range_open, above != NULL);
                ++bounds;
            }
        }
    }
    assert_true(ranges > 20 && bounds > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_that_messages_name),
        cmocka_unit_test(one_list_of_outside_channels),
        cmocka_unit_test(notes_name_every_outside_channel),
        cmocka_unit_test(rates_are_in_dollars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
