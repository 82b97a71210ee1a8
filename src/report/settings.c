/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario set, a line for each input: the column, its new value with all its digits, and
 * the rows. One wording for all pages. */
#include "report/settings.h"

#include <math.h>
#include <string.h>

/* As many places as the value has: what was set is shown as it was written. */
enum { MOST_PLACES = 9 }; /* of number_print_fixed() */
static const struct style places_of[MOST_PLACES + 1] = {
    {.places = 0}, {.places = 1}, {.places = 2}, {.places = 3}, {.places = 4},
    {.places = 5}, {.places = 6}, {.places = 7}, {.places = 8}, {.places = 9}};

/* Whole numbers in full: their shortest text may have a power of ten. Others by the places of that
 * text, and where it has too many, or a power, as it is. */
static struct value all_digits(struct document *document, double number)
{
    char text[NUMBER_TEXT_SIZE];
    const size_t length = number_print(text, number);
    const char *point = memchr(text, '.', length);
    if (number == trunc(number)) {
        return value_number(number, &places_of[0]);
    }
    const size_t places = point != NULL ? strspn(point + 1, "0123456789") : 0;
    return places > 0 && places <= MOST_PLACES && point[1 + places] == '\0'
               ? value_number(number, &places_of[places])
               : value_text(document_format(document, "%s", text));
}

/* Conditions are columns and their texts in turn. */
static void add_where(struct document *document, const struct result_setting *setting)
{
    for (size_t i = 0; i < setting->where_count; ++i) {
        const struct value where[] = {value_text(i == 0 ? "where" : "and"),
                                      value_text(setting->where[2 * i]),
                                      value_text(setting->where[2 * i + 1])};
        document_add(document, " {} {} is '{}'", where, 3);
    }
}

void settings_add(struct document *document, const char *who,
                  const struct result_scenario *scenario)
{
    for (size_t i = 0; i < scenario->setting_count; ++i) {
        const struct result_setting *setting = &scenario->settings[i];
        const struct value values[] = {value_text(who), value_text(setting->column),
                                       value_text(setting->table),
                                       all_digits(document, setting->value)};
        document_paragraph(document, "Set by {}: {} of {} to {}", values, 4);
        add_where(document, setting);
        document_add(document, ".", NULL, 0);
    }
}

/* ---- Of several ------------------------------------------------------------------------------ */

static bool same_setting(const struct result_setting *a, const struct result_setting *b)
{
    bool same = strcmp(a->table, b->table) == 0 && strcmp(a->column, b->column) == 0 &&
                a->value == b->value && a->where_count == b->where_count;
    for (size_t i = 0; same && i < 2 * a->where_count; ++i) {
        same = strcmp(a->where[i], b->where[i]) == 0;
    }
    return same;
}

bool settings_same(const struct result_scenario *a, const struct result_scenario *b)
{
    bool same = a->setting_count == b->setting_count;
    for (size_t i = 0; same && i < a->setting_count; ++i) {
        same = same_setting(&a->settings[i], &b->settings[i]);
    }
    return same;
}

void settings_add_all(struct document *document, settings_scenario *at, const void *of,
                      size_t count)
{
    bool same = true;
    for (size_t i = 1; i < count && same; ++i) {
        same = settings_same(at(of, 0), at(of, i));
    }
    for (size_t i = 0; i < (same && count > 0 ? 1 : count); ++i) {
        settings_add(document,
                     same ? "the scenario" : document_format(document, "scenario %zu", i + 1),
                     at(of, i));
    }
}
