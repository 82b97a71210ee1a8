/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seen in the packages that the tables are from. */
#include "report/asks.h"

#include <string.h>

/* NULL for a table that was not read. */
static const char *package_of(const struct result *result, const char *resource)
{
    for (size_t i = 0; i < result->input_count; ++i) {
        if (strcmp(result->inputs[i].resource, resource) == 0) {
            return result->inputs[i].package;
        }
    }
    return NULL;
}

bool asks_of_dependants(const struct result *result)
{
    const char *dependencies = package_of(result, "dependencies");
    const char *platforms = package_of(result, "platforms");
    return dependencies != NULL && platforms != NULL && strcmp(dependencies, platforms) != 0;
}
