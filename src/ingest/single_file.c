/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is called like a table is that table, whatever is wrong with its header: reading it
 * says so better. */
#include "ingest/single_file.h"

#include <string.h>

#include "core/error.h"
#include "ingest/bare_file.h"
#include "ingest/data_package.h"
#include "ingest/file_name.h"
#include "ingest/folder.h"
#include "ingest/header_guess.h"

/* A file that holds no text to be read: what to do with it. Said by the name alone: the bytes of a
 * spreadsheet would be reported as bad text, field by field. */
static blackout_status refuse_kind(enum file_kind kind, const char *path, blackout_error *error)
{
    static const char *const kinds[] = {
        [KIND_SHEET] = "is a spreadsheet; save its sheet as CSV (UTF-8), and then: blackout "
                       "validate FILE.csv --base reference",
        [KIND_PACKED] = "is packed; unpack it, and then: blackout validate FILE.csv --base "
                        "reference",
        [KIND_OTHER] = "is not a package; give a folder, its datapackage.json or a CSV file"};
    return error_field(error, BLACKOUT_ERROR_USAGE, "dataset", "'%s' %s", path, kinds[kind]);
}

/* From near to far: two tables, a file of an option, a table that lacks columns, none. */
static blackout_status refuse_header(const struct header_guess *guess, const char *path,
                                     blackout_error *error)
{
    if (guess->other != NO_TABLE) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "'%s' could be two tables by its header: %s and %s; rename it to "
                           "that of its table: %s.csv",
                           path, schema_table(guess->table)->name, schema_table(guess->other)->name,
                           schema_table(guess->table)->name);
    }
    if (guess->fits) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "'%s' is no table of a package, but a %s, which an option names; give "
                           "a folder, its %s or a table",
                           path, schema_table(guess->table)->name, data_package_name);
    }
    if (guess->table != NO_TABLE) {
        const char *name = schema_table(guess->table)->name;
        return error_field(error, BLACKOUT_ERROR_USAGE, "dataset",
                           "'%s' is no table by its header: nearest to %s, which also needs %s; "
                           "`blackout schema table:%s --format csv` prints a header",
                           path, name, guess->missing, name);
    }
    return error_field(
        error, BLACKOUT_ERROR_USAGE, "dataset",
        "'%s' is not a package, and no table by its header; give a folder, its %s or a "
        "CSV file with the header of a table (`blackout schema` lists them)",
        path, data_package_name);
}

/* Which table the file is. Pipes are not tried: what is read for the guess would be gone for the
 * reading, and they are refused as tables anyway, whichever they are taken for (package.c). What
 * the bytes are comes before which table: dependencies.xlsx is a spreadsheet. */
static blackout_status find_table(enum table_id *table, const char *path, blackout_error *error)
{
    const struct file_name name = file_name_read(file_name_of(path));
    struct header_guess guess = {.table = NO_TABLE, .other = NO_TABLE};
    *table = name.fit == FILE_TABLE ? name.table : NO_TABLE;
    if (name.kind != KIND_TEXT) {
        return refuse_kind(name.kind, path, error);
    }
    if (*table != NO_TABLE) {
        return BLACKOUT_OK;
    }
    if (!folder_has_regular(path)) {
        *table = DEPENDENCIES;
        return BLACKOUT_OK;
    }
    const blackout_status status = header_guess_make(&guess, path, error);
    if (status == BLACKOUT_OK && (!guess.fits || guess.table >= TABLE_COUNT)) {
        return refuse_header(&guess, path, error);
    }
    *table = guess.table;
    return status;
}

/* The other tables come from a base, or are reported as missing like those of a folder. Files
 * beside it are not looked at: the caller has named one. */
blackout_status single_file_find(struct package_finder *finder, const char *path,
                                 blackout_error *error)
{
    struct package *package = finder->package;
    const char *file = file_name_of(path);
    enum table_id table;
    const blackout_status status = find_table(&table, path, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const char *source = arena_copy(finder->arena, file, strlen(file));
    const char *point = strrchr(file, '.'); /* the package is called like the file, without it */
    package->folder = finder->folder;
    package->name =
        arena_copy(finder->arena, file, point != NULL ? (size_t)(point - file) : strlen(file));
    if (finder->folder == NULL || source == NULL || package->name == NULL) {
        return error_memory(error);
    }
    package->resources[table] = package_plain_resource(finder, source);
    package_name_resources(package);
    return BLACKOUT_OK;
}
