/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about a dataset that need one table or none. What needs several is for the folder that
 * asks. */
#include "tables/dataset.h"

#include <string.h>

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
    const struct row *row = table_in_force(platforms, platform, time);
    for (size_t i = 0; i < platforms->row_count && row == NULL; ++i) {
        bool first = platforms->rows[i].cells[PLATFORMS_PLATFORM].text == platform;
        row = first ? &platforms->rows[i] : NULL;
    }
    return row != NULL ? row->cells[PLATFORMS_OWNER].text : STRING_NONE;
}
