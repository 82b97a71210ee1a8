/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names are folded (core/fold.h) and stripped of all but letters and digits, and then compared as
 * bytes. A column's own name goes before a suffix, so that a column that ends in `_low` is not
 * taken for a low value. */
#include "ingest/column_names.h"

#include <stdio.h>
#include <string.h>

#include "core/fold.h"
#include "core/text.h"
#include "ingest/price_layouts.h"

/* Signs of a unit are words: `share (%)` may be 20 for a fifth, `annual_revenue ($)` be no EUR. */
static bool is_word_byte(char c)
{
    return c == '%' || c == '$' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Longer names are cut, as they are for messages: no column of a table has one so long. */
size_t column_name_squeeze(char out[COLUMN_NAME_SIZE], const char *name)
{
    char folded[FOLD_SIZE];
    const size_t length = fold_text(folded, name, strlen(name));
    size_t used = 0;
    for (size_t i = 0; i < length && used + 1 < COLUMN_NAME_SIZE; ++i) {
        if (is_word_byte(folded[i])) {
            out[used++] = folded[i];
        }
    }
    out[used] = '\0';
    return used;
}

/* Cut at a byte, perhaps within a character: messages mend that (text_make_line()). */
void column_name_trim(char out[COLUMN_NAME_SIZE], const char *name)
{
    size_t length = strlen(name);
    text_trim(&name, &length);
    length = length < COLUMN_NAME_SIZE - 1 ? length : COLUMN_NAME_SIZE - 1;
    memcpy(out, name, length);
    out[length] = '\0';
}

/* Whether column_name_squeeze() makes `squeezed` of a column's own name, which is ASCII: without
 * folding it first. */
static bool squeezes_to(const char *own, const char *squeezed, size_t length)
{
    size_t at = 0;
    for (; *own != '\0'; ++own) {
        const char c = (char)(*own >= 'A' && *own <= 'Z' ? *own - 'A' + 'a' : *own);
        if (is_word_byte(c) && (at == length || c != squeezed[at++])) {
            return false;
        }
    }
    return at == length;
}

/* Both names are squeezed, so that `Annual Revenue`, `annual-revenue` and `annual_revenue` are one.
 */
static int find_column(const struct table_schema *schema, const char *squeezed, size_t length)
{
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (squeezes_to(schema->columns[i].name, squeezed, length)) {
            return (int)i;
        }
    }
    return -1;
}

static bool has_range(const struct column_schema *column)
{
    return column->type == COLUMN_NUMBER || column->type == COLUMN_INTEGER;
}

/* `annual_revenue_low` is the low value of annual_revenue, unless a column has that very name.
 * Ranges are of numbers alone; what a text rests on may be said of any column. */
static struct column_meaning understand_suffix(const struct table_schema *schema, const char *name,
                                               size_t length)
{
    static const struct {
        const char *suffix;
        enum role role;
    } suffixes[] = {
        {"low", ROLE_LOW}, {"high", ROLE_HIGH}, {"basis", ROLE_BASIS}, {"source", ROLE_SOURCE}};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; ++i) {
        const size_t suffix = strlen(suffixes[i].suffix);
        if (length > suffix && strcmp(name + length - suffix, suffixes[i].suffix) == 0) {
            const int column = find_column(schema, name, length - suffix);
            const bool provenance =
                suffixes[i].role == ROLE_BASIS || suffixes[i].role == ROLE_SOURCE;
            if (column >= 0 && (provenance || has_range(&schema->columns[column]))) {
                return (struct column_meaning){.role = suffixes[i].role, .column = column};
            }
        }
    }
    return (struct column_meaning){.role = ROLE_IGNORED, .column = -1};
}

/* The table's own names, then what every table may have, then suffixes, then vendors: each is tried
 * only where those before mean nothing. */
struct column_meaning column_name_understand(enum table_id table, const char *name)
{
    const struct table_schema *schema = schema_table(table);
    char squeezed[COLUMN_NAME_SIZE];
    const size_t length = column_name_squeeze(squeezed, name);
    const int column = length > 0 ? find_column(schema, squeezed, length) : -1;
    if (column >= 0) {
        const bool unneeded = price_layout_needs_not(table, column);
        return (struct column_meaning){
            .role = unneeded ? ROLE_IGNORED : ROLE_CENTRE, .column = column, .unneeded = unneeded};
    }
    if (strcmp(squeezed, "basis") == 0 || strcmp(squeezed, "source") == 0) {
        return (struct column_meaning){.role = squeezed[0] == 'b' ? ROLE_BASIS : ROLE_SOURCE,
                                       .column = ROW_WIDE};
    }
    const struct column_meaning meaning = understand_suffix(schema, squeezed, length);
    return meaning.role == ROLE_IGNORED ? price_layout_understand(table, squeezed) : meaning;
}

/* `share_hgh`, `shares_low`: by one letter alone, since much of the name is the suffix. */
static struct column_meaning find_near_end(const struct table_schema *schema, const char *squeezed)
{
    static const struct {
        const char *suffix;
        enum role role;
    } ends[] = {{"low", ROLE_LOW}, {"high", ROLE_HIGH}};
    for (size_t i = 0; i < schema->column_count; ++i) {
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; ++k) {
            char own[2 * COLUMN_NAME_SIZE];
            const size_t length = column_name_squeeze(own, schema->columns[i].name);
            snprintf(own + length, sizeof own - length, "%s", ends[k].suffix);
            if (has_range(&schema->columns[i]) && text_distance(squeezed, own) <= 1) {
                return (struct column_meaning){.role = ends[k].role, .column = (int)i};
            }
        }
    }
    return (struct column_meaning){.role = ROLE_IGNORED, .column = -1};
}

/* Two letters of a long name may be a slip; two of a short one make it another word. */
static int find_near_column(enum table_id table, const char *squeezed, size_t letters)
{
    enum { SHORTEST = 4, LONG = 8 };
    const struct table_schema *schema = schema_table(table);
    for (size_t i = 0; i < schema->column_count && strlen(squeezed) >= SHORTEST; ++i) {
        char own[COLUMN_NAME_SIZE];
        const size_t own_length = column_name_squeeze(own, schema->columns[i].name);
        const size_t most = own_length < LONG ? 1 : letters;
        if (!price_layout_needs_not(table, (int)i) && text_distance(squeezed, own) <= most) {
            return (int)i;
        }
    }
    return -1;
}

/* The end of a range goes before a column that is further away: `annual_revenue_lo`. */
struct column_meaning column_name_near(enum table_id table, const char *name)
{
    char squeezed[COLUMN_NAME_SIZE];
    column_name_squeeze(squeezed, name);
    int column = find_near_column(table, squeezed, 1);
    const struct column_meaning end = find_near_end(schema_table(table), squeezed);
    if (column < 0 && end.column >= 0) {
        return end;
    }
    column = column >= 0 ? column : find_near_column(table, squeezed, 2);
    return (struct column_meaning){.role = column >= 0 ? ROLE_CENTRE : ROLE_IGNORED,
                                   .column = column};
}

/* A name that does not fit is left out whole: half a column's name cannot be searched for. */
void column_names_list(char *names, size_t size, const struct table_schema *schema,
                       const bool listed[MOST_COLUMNS])
{
    static const char separator[] = ", ";
    size_t used = 0;
    names[0] = '\0';
    for (size_t i = 0; i < schema->column_count; ++i) {
        const char *name = schema->columns[i].name;
        if (listed[i] && used + strlen(separator) + strlen(name) < size) {
            used += (size_t)snprintf(names + used, size - used, "%s%s", used > 0 ? separator : "",
                                     name);
        }
    }
}
