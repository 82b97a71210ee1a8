/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are placed by name alone: NAME.csv is the table of that name, prices_SYMBOL.csv the prices
 * of a symbol. Symbols are looked up by hash, for a package may have thousands of price files. */
#include "ingest/package_finder.h"

#include <string.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"
#include "ingest/file_name.h"

struct place package_file_place(const char *name)
{
    return (struct place){.source = name, .line = 1, .column = 1, .field = ""};
}

/* As a path: unread_files.c compares files as the file system knows them. */
blackout_status package_settle(struct package_finder *finder, const char *name,
                               blackout_error *error)
{
    const char *path = arena_format(finder->arena, "%s/%s", finder->folder, name);
    if (path == NULL ||
        arena_grow(finder->arena, (void **)&finder->settled, &finder->settled_capacity,
                   finder->settled_count, sizeof *finder->settled) != 0) {
        return error_memory(error);
    }
    finder->settled[finder->settled_count++] = path;
    return BLACKOUT_OK;
}

/* `name` is kept as it is: it lives in the finder's arena, as the folder's listing does. Without
 * memory the path is NULL, which reads as a table in memory: the caller judges the arena. */
struct resource package_plain_resource(const struct package_finder *finder, const char *name)
{
    return (struct resource){.present = true,
                             .path = arena_format(finder->arena, "%s/%s", finder->folder, name),
                             .source = name};
}

void package_name_resources(struct package *package)
{
    for (int i = 0; i < TABLE_COUNT; ++i) {
        package->resources[i].package = package->name;
    }
    for (size_t i = 0; i < package->price_count; ++i) {
        package->prices[i].resource.package = package->name;
    }
}

static uint64_t symbol_hash(const char *symbol)
{
    return string_hash(0, symbol, strlen(symbol));
}

struct resource *package_find_prices(const struct package_finder *finder, const char *symbol)
{
    const struct package *package = finder->package;
    struct lookup_step step = lookup_start(symbol_hash(symbol));
    uint32_t number;
    while ((number = lookup_next(&finder->prices_by_symbol, &step)) != LOOKUP_NONE &&
           strcmp(package->prices[number].symbol, symbol) != 0) {
    }
    return number != LOOKUP_NONE ? &package->prices[number].resource : NULL;
}

/* A place is made at first sight; `present` says later whether anything came of it. It lasts until
 * the next one is made: the array may move. */
static struct resource *price_place(struct package_finder *finder, const char *symbol)
{
    struct package *package = finder->package;
    struct resource *known = package_find_prices(finder, symbol);
    if (known != NULL) {
        return known;
    }
    const char *copy = arena_copy(finder->arena, symbol, strlen(symbol));
    if (copy == NULL ||
        arena_grow(finder->arena, (void **)&package->prices, &package->price_capacity,
                   package->price_count, sizeof *package->prices) != 0 ||
        lookup_add(&finder->prices_by_symbol, finder->arena, symbol_hash(symbol),
                   (uint32_t)package->price_count) != 0) {
        return NULL;
    }
    package->prices[package->price_count] = (struct price_resource){.symbol = copy};
    return &package->prices[package->price_count++].resource;
}

/* The name of the resource decides for tables, that of the file for prices: symbols may have
 * capitals and marks that names of resources must not have. */
struct resource *package_place_for(struct package_finder *finder, const char *name,
                                   const char *path)
{
    /* to the letter but for case: other spellings are for the judge of files that are not read */
    for (int i = 0; i < TABLE_COUNT; ++i) {
        if (text_alike(schema_table((enum table_id)i)->name, name)) {
            return &finder->package->resources[i];
        }
    }
    const struct file_name file = file_name_read(file_name_of(path));
    return file.fit == FILE_PRICES ? price_place(finder, file.symbol) : NULL;
}
