/* SPDX-License-Identifier: GPL-3.0-or-later */
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
