/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Advice for a name that is not known, in this order: the same name in other letters, a name in
 * another table, the nearest one, a short list. The first that applies is given, and no other: a
 * message is one line, and the surer guess makes the others noise. Names come from data and may be
 * long: every text is cut in its format, so that the room of the advice always suffices. */
#include "tables/known_names.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/fold.h"
#include "core/text.h"

/* More names than this help nobody; each is cut where it is longer than a line can hold. */
enum { MOST_LISTED = 12, LONGEST_LISTED = 32 };

static const char and_others[] = " and others";

/* The tables that a name may have been looked for in by mistake, and the options that take it; "":
 * none does, as of sectors and channels. A name that is in several is advised of by the first of
 * them here. */
static const struct {
    enum table_id table;
    const char *kind;
    const char *option;
} kinds[] = {{PLATFORMS, "a platform", "--platform"},
             {OWNERS, "an owner", "--owner"},
             {REGIONS, "a region", "--region"},
             {OUTAGES, "an event", "--event"},
             {SECTORS, "a sector", ""},
             {CHANNELS, "a channel", ""}};

/* Names are in the first key column; the others are of what they belong to. */
static string_id key_of(const struct table *table, size_t row)
{
    return table->rows[row].cells[schema_table(table->id)->key_columns[0]].text;
}

/* The first will do for advice, where known_names_find() must not choose between two. */
const char *known_names_same(const struct known_tables *known, enum table_id id, const char *name)
{
    const struct table *table = &known->tables[id];
    for (size_t i = 0; i < table->row_count; ++i) {
        const char *key = strings_text(known->strings, key_of(table, i));
        if (fold_equal(key, name)) {
            return key;
        }
    }
    return NULL;
}

/* A name in another case is taken where one name alone is it; of two nobody knows which was meant.
 */
string_id known_names_find(const struct known_tables *known, enum table_id id, const char *name)
{
    const struct table *table = &known->tables[id];
    const string_id exact = strings_find(known->strings, name, strlen(name));
    if (exact != STRING_UNKNOWN && table_has_key(table, exact)) {
        return exact;
    }
    string_id found = STRING_UNKNOWN;
    for (size_t i = 0; i < table->row_count; ++i) {
        const string_id key = key_of(table, i);
        if (key != found && fold_equal(strings_text(known->strings, key), name)) {
            if (found != STRING_UNKNOWN) {
                return STRING_UNKNOWN;
            }
            found = key;
        }
    }
    return found;
}

static bool is_listed(const string_id *listed, size_t count, string_id id)
{
    for (size_t i = 0; i < count; ++i) {
        if (listed[i] == id) {
            return true;
        }
    }
    return false;
}

/* A platform with several rows, one for each time, is listed once. Looked for among at most a
 * dozen, one by one. */
void known_names_list(char list[KNOWN_NAMES_SIZE], const struct known_tables *known,
                      enum table_id id)
{
    const struct table *table = &known->tables[id];
    string_id listed[MOST_LISTED];
    size_t count = 0;
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < table->row_count; ++i) {
        const string_id key = key_of(table, i);
        if (is_listed(listed, count, key)) {
            continue;
        }
        if (count == MOST_LISTED) {
            snprintf(list + used, KNOWN_NAMES_SIZE - used, "%s", and_others);
            return;
        }
        listed[count++] = key;
        const char *name = strings_text(known->strings, key);
        used +=
            (size_t)snprintf(list + used, KNOWN_NAMES_SIZE - used, "%s%.*s", count > 1 ? ", " : "",
                             (int)text_whole_length(name, LONGEST_LISTED), name);
    }
}

/* Advice where the name is in another table; false where it is in none. */
static bool advise_other_table(char advice[KNOWN_NAMES_SIZE], const struct known_tables *known,
                               enum table_id id, const char *name, enum known_names_for whom)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; ++i) {
        const char *there = kinds[i].table != id && known->tables[kinds[i].table].present
                                ? known_names_same(known, kinds[i].table, name)
                                : NULL;
        if (there == NULL) {
            continue;
        }
        if (whom == NAMES_OF_OPTIONS && kinds[i].option[0] != '\0') {
            snprintf(advice, KNOWN_NAMES_SIZE, "'%.80s' is %s: %s %.80s", there, kinds[i].kind,
                     kinds[i].option, there);
        } else {
            snprintf(advice, KNOWN_NAMES_SIZE, "'%.80s' is %s", there, kinds[i].kind);
        }
        return true;
    }
    return false;
}

/* 512 names are enough for a hint; a search of all would take as long as reading them. */
static const char *nearest(const struct known_tables *known, const struct table *table,
                           const char *name)
{
    enum { MOST_CANDIDATES = 512 };
    const char *candidates[MOST_CANDIDATES];
    size_t count = 0;
    for (size_t i = 0; i < table->row_count && count < MOST_CANDIDATES; ++i) {
        candidates[count++] = strings_text(known->strings, key_of(table, i));
    }
    return text_nearest(name, candidates, count);
}

const char *known_names_near(const struct known_tables *known, enum table_id id, const char *name)
{
    return nearest(known, &known->tables[id], name);
}

void known_names_advise(char advice[KNOWN_NAMES_SIZE], const struct known_tables *known,
                        enum table_id id, const char *name, enum known_names_for whom)
{
    const char *same = known_names_same(known, id, name);
    if (same != NULL) {
        /* The two may look alike, where one has a character that nobody sees or a letter of another
         * script: the advice would be the name that was typed. */
        char shown[FOLD_SIZE];
        fold_show_hidden(shown, sizeof shown, same);
        snprintf(advice, KNOWN_NAMES_SIZE, "it is written '%.80s'", shown);
        return;
    }
    if (advise_other_table(advice, known, id, name, whom)) {
        return;
    }
    const char *near = nearest(known, &known->tables[id], name);
    if (near != NULL) {
        snprintf(advice, KNOWN_NAMES_SIZE, "perhaps '%.80s'", near);
        return;
    }
    char list[KNOWN_NAMES_SIZE];
    known_names_list(list, known, id);
    if (list[0] != '\0') {
        const bool more = whom == NAMES_OF_OPTIONS && strstr(list, and_others) != NULL;
        snprintf(advice, KNOWN_NAMES_SIZE, "there are %.440s%s", list,
                 more ? ", which `blackout describe PACKAGE` lists" : "");
    } else {
        snprintf(advice, KNOWN_NAMES_SIZE, "the package has no rows of %s", schema_table(id)->name);
    }
}

blackout_status known_names_refuse(const struct known_tables *known, enum table_id id,
                                   const char *option, const char *name, blackout_error *error)
{
    char advice[KNOWN_NAMES_SIZE];
    known_names_advise(advice, known, id, name, NAMES_OF_OPTIONS);
    return error_field(error, BLACKOUT_ERROR_USAGE, option, "%s '%.80s' is not in the package; %s",
                       option, name, advice);
}
