/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about a dataset that need one table or none. What needs several is for the folder that
 * asks. */
#include "tables/dataset.h"

#include <string.h>

#include "tables/words.h"

/* They have numbers even in a package that never uses them: later the strings are frozen, and a
 * scenario could not name what no table does. */
bool dataset_know_words(blackout_dataset *dataset)
{
    bool known =
        strings_add(&dataset->strings, RATE_CURRENCY, strlen(RATE_CURRENCY)) != STRING_UNKNOWN;
    for (size_t i = 0; i < OUTSIDE_COUNT && known; ++i) {
        const char *word = outside_channels[i];
        known = strings_add(&dataset->strings, word, strlen(word)) != STRING_UNKNOWN;
    }
    return known;
}

const char *dataset_text(const blackout_dataset *dataset, string_id id)
{
    return strings_text(&dataset->strings, id);
}

string_id dataset_find_text(const blackout_dataset *dataset, const char *text)
{
    return strings_find(&dataset->strings, text, strlen(text));
}

/* At a time before all its rows a platform has the owner of the first of them. */
string_id dataset_platform_owner(const blackout_dataset *dataset, string_id platform, instant time)
{
    const struct table *platforms = &dataset->tables[PLATFORMS];
    if (!table_has_key(platforms, platform)) {
        return STRING_NONE; /* most fallbacks are no platforms */
    }
    const struct row *row = table_in_force(platforms, platform, time);
    for (size_t i = 0; i < platforms->row_count && row == NULL; ++i) {
        bool first = platforms->rows[i].cells[PLATFORMS_PLATFORM].text == platform;
        row = first ? &platforms->rows[i] : NULL;
    }
    return row != NULL ? row->cells[PLATFORMS_OWNER].text : STRING_NONE;
}

/* A table in memory has no path: it is named as messages name it. Names of packages are kept once,
 * so that two are the same where their addresses are. */
static blackout_dataset_file file_of(const struct table *table, const struct resource *resource,
                                     const char *name, const char *own)
{
    return (blackout_dataset_file){.table = name,
                                   .path = resource->path != NULL ? resource->path : table->source,
                                   .package = table->package,
                                   .is_own = table->package == NULL ||
                                             table->package == own, /* names are kept once */
                                   .rows = table->rows_read};
}

/* Tables in their own order, then price files, each of which is one more file of `prices`. */
void blackout_dataset_files(const blackout_dataset *dataset, blackout_dataset_file_function *each,
                            void *user)
{
    const struct package *package = &dataset->package;
    bool goes_on = true;
    for (int id = 0; id < TABLE_COUNT && goes_on; ++id) {
        const struct table *table = &dataset->tables[id];
        const char *name = schema_table((enum table_id)id)->name;
        const blackout_dataset_file file =
            file_of(table, &package->resources[id], name, package->name);
        goes_on = !table->present || each(user, &file) == 0;
    }
    for (size_t i = 0; i < dataset->price_file_count && goes_on; ++i) {
        const blackout_dataset_file file =
            file_of(&dataset->price_files[i], &package->prices[i].resource,
                    schema_table(PRICES)->name, package->name);
        goes_on = each(user, &file) == 0;
    }
}
