/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are opened when their turn comes. Bytes are copied, since `dependencies` is read once more
 * whenever an estimate lists its largest losers, long after the caller's call has returned. Once a
 * dataset: readings that look for rejects share the copies. */
#include "ingest/memory_tables.h"

#include <string.h>

#include "core/error.h"
#include "core/options.h"
#include "core/text.h"
#include "ingest/file_name.h"
#include "ingest/folder.h"
#include "tables/schema.h"

const char memory_package_name[] = "memory";

static blackout_status refuse_table(const char *name, blackout_error *error)
{
    const char *names[TABLE_COUNT];
    for (int i = 0; i < TABLE_COUNT; ++i) {
        names[i] = schema_table((enum table_id)i)->name;
    }
    const char *near = text_nearest(name, names, TABLE_COUNT);
    return near != NULL
               ? error_field(error, BLACKOUT_ERROR_USAGE, "memory_tables",
                             "there is no table '%.40s'; perhaps '%s'", name, near)
               : error_field(error, BLACKOUT_ERROR_USAGE, "memory_tables",
                             "there is no table '%.40s'; `blackout schema` lists them", name);
}

/* Files of options have definitions too, and are no tables of a package. */
static blackout_status check(const blackout_memory_table *table, bool given[TABLE_COUNT],
                             blackout_error *error)
{
    const char *name = table->table != NULL ? table->table : "";
    const enum table_id id = schema_find(name);
    if (id >= TABLE_COUNT) {
        return refuse_table(name, error);
    }
    if (table->path != NULL && (table->bytes != NULL || table->length > 0)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "memory_tables",
                           "the table has both bytes and a path ('%s'); give one", name);
    }
    if (table->bytes == NULL && table->length > 0) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "memory_tables",
                           "the table has no bytes ('%s'); give the text of its CSV", name);
    }
    if (given[id]) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "memory_tables",
                           "the table is given twice ('%s'); give it once", name);
    }
    given[id] = true;
    return BLACKOUT_OK;
}

/* What `-` stands for: opened like any other file, and known by its address. */
static const char standard_input[] = "/dev/stdin";

static bool is_input(const blackout_memory_table *table)
{
    return strcmp(table->path, "-") == 0;
}

/* What is there and no regular file, such as a pipe. What is not there at all is left for its
 * opening to report. */
static bool is_once(const blackout_memory_table *table)
{
    return table->path != NULL && folder_has_file(table->path) && !folder_has_regular(table->path);
}

/* Every text is copied, for the caller's may be gone when a table is read a second time. The
 * table's name becomes the definition's own text; a table of no bytes has an empty text for them.
 */
static blackout_status take_one(blackout_memory_table *taken, const blackout_memory_table *given,
                                bool seen[TABLE_COUNT], struct arena *arena, blackout_error *error)
{
    static const struct options_kind kind = {sizeof *taken, "blackout_memory_table",
                                             "BLACKOUT_MEMORY_TABLE_INIT"};
    blackout_status status = options_take(taken, given, &kind, error);
    if (status == BLACKOUT_OK) {
        status = check(taken, seen, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    taken->table = schema_table(schema_find(taken->table))->name;
    if (taken->name == NULL) {
        taken->name = taken->path == NULL ? arena_format(arena, "%s.csv", taken->table)
                      : is_input(taken)   ? "standard input"
                                          : file_name_of(taken->path);
    }
    taken->name = taken->name != NULL ? arena_copy(arena, taken->name, strlen(taken->name)) : NULL;
    taken->bytes = arena_copy(arena, taken->length > 0 ? taken->bytes : "", taken->length);
    if (taken->path != NULL) {
        taken->path =
            is_input(taken) ? standard_input : arena_copy(arena, taken->path, strlen(taken->path));
    }
    /* a path that is lost would leave a table of no bytes */
    const bool copied = (given->path == NULL) == (taken->path == NULL);
    return taken->name != NULL && taken->bytes != NULL && copied ? BLACKOUT_OK
                                                                 : error_memory(error);
}

/* What comes once can be one table, and rejects are looked for in several readings. */
static blackout_status check_inputs(const blackout_dataset_options *options, blackout_error *error)
{
    size_t inputs = 0;
    for (size_t i = 0; i < options->memory_table_count; ++i) {
        const blackout_memory_table *table = options->memory_tables[i];
        inputs += table->path == standard_input ? 1 : 0;
        if (is_once(table) && options->reject != 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "reject",
                               "rejects are looked for in several readings, and a pipe has one "
                               "('%s'); write the table into a file",
                               table->table);
        }
    }
    return inputs <= 1 ? BLACKOUT_OK
                       : error_field(error, BLACKOUT_ERROR_USAGE, "memory_tables",
                                     "the standard input is to be %zu tables ('-'); give one of "
                                     "them so, the others as files",
                                     inputs);
}

blackout_status memory_tables_take(blackout_dataset_options *options, struct arena *arena,
                                   blackout_error *error)
{
    bool seen[TABLE_COUNT] = {false};
    const size_t count = options->memory_table_count;
    if (count == 0) {
        return BLACKOUT_OK;
    }
    const blackout_memory_table **taken = arena_alloc(arena, count, sizeof(void *));
    blackout_memory_table *copies = arena_alloc(arena, count, sizeof *copies);
    blackout_status status = taken != NULL && copies != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        status = take_one(&copies[i], options->memory_tables[i], seen, arena, error);
        taken[i] = &copies[i];
    }
    options->memory_tables = taken;
    return status == BLACKOUT_OK ? check_inputs(options, error) : status;
}

/* The whole resource is replaced: dialect, encoding, hash and rules of the package's description
 * are of the file that it had, and not of this table. */
void memory_tables_place(struct package *package, const blackout_dataset_options *options)
{
    for (size_t i = 0; i < options->memory_table_count; ++i) {
        const blackout_memory_table *table = options->memory_tables[i];
        package->resources[schema_find(table->table)] =
            (struct resource){.present = true,
                              .source = table->name,
                              .package = package->name,
                              .path = table->path,
                              .once = is_once(table),
                              .memory = table->bytes,
                              .memory_size = table->length};
    }
}
