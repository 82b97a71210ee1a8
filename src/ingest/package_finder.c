/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/package_finder.h"

#include <string.h>

/* The symbol in a path whose file is called prices_SYMBOL.csv; NULL for other files. */
static const char *price_symbol(struct arena *arena, const char *path)
{
    static const char prefix[] = "prices_";
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t length = strlen(name);
    size_t fixed = strlen(prefix) + strlen(".csv");
    if (length <= fixed || strncmp(name, prefix, strlen(prefix)) != 0 ||
        strcmp(name + length - 4, ".csv") != 0) {
        return NULL;
    }
    return arena_copy(arena, name + strlen(prefix), length - fixed);
}

struct resource *package_place_for(struct package_finder *finder, const char *name,
                                   const char *path)
{
    struct package *package = finder->package;
    enum table_id table = schema_find(name);
    if (table != NO_TABLE) {
        return &package->resources[table];
    }
    const char *symbol = price_symbol(finder->arena, path);
    if (symbol == NULL ||
        arena_grow(finder->arena, (void **)&package->prices, &package->price_capacity,
                   package->price_count, sizeof *package->prices) != 0) {
        return NULL;
    }
    package->prices[package->price_count] = (struct price_resource){.symbol = symbol};
    return &package->prices[package->price_count++].resource;
}
