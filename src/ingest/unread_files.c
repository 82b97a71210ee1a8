/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the table is there decides between fault and warning: a second file beside it is a copy
 * or last year's, but without it a base package would speak in its place. */
#include "ingest/unread_files.h"

#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "ingest/data_package.h"
#include "ingest/file_name.h"
#include "ingest/folder.h"
#include "ingest/header_guess.h"

struct judging {
    const struct package_finder *finder;
    blackout_error *error;
};

/* A file that is not read. */
struct unread {
    const char *name; /* relative to the package */
    const char *path;
    struct file_name file;
};

/* ---- What is read ---------------------------------------------------------------------------- */

static bool is_same_file(const struct stat *info, const char *path)
{
    struct stat other;
    return path != NULL && stat(path, &other) == 0 && other.st_dev == info->st_dev &&
           other.st_ino == info->st_ino;
}

/* Whether a word has been said already: all files that the description names. */
static bool is_named(const struct package_finder *finder, const char *path)
{
    const struct package *package = finder->package;
    struct stat info;
    bool read = stat(path, &info) != 0 || is_same_file(&info, package->description);
    for (int i = 0; i < TABLE_COUNT && !read; ++i) {
        read = is_same_file(&info, package->resources[i].path);
    }
    for (size_t i = 0; i < package->price_count && !read; ++i) {
        read = is_same_file(&info, package->prices[i].resource.path);
    }
    for (size_t i = 0; i < finder->described_count && !read; ++i) {
        read = is_same_file(&info, finder->described[i]);
    }
    for (size_t i = 0; i < finder->unknown_count && !read; ++i) {
        read = is_same_file(
            &info, arena_format(finder->arena, "%s/%s", finder->folder, finder->unknown[i].path));
    }
    return read;
}

/* The file that is read as this table; NULL: none, and so one that is not read was meant. */
static const char *read_as(const struct package *package, const struct file_name *file)
{
    if (file->table == NO_TABLE) {
        return NULL;
    }
    if (file->table != PRICE_FILE) {
        const struct resource *resource = &package->resources[file->table];
        return resource->present ? resource->source : NULL;
    }
    for (size_t i = 0; i < package->price_count; ++i) {
        if (strcmp(package->prices[i].symbol, file->symbol) == 0) {
            return package->prices[i].resource.source;
        }
    }
    return NULL;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* The name that the file would have to have. */
static const char *right_name(const struct package_finder *finder, const struct file_name *file)
{
    return file->table == PRICE_FILE
               ? arena_format(finder->arena, "prices_%s.csv", file->symbol)
               : arena_format(finder->arena, "%s.csv", schema_table(file->table)->name);
}

/* What to type, so that the file is read. */
static const char *remedy(const struct package_finder *finder, const struct unread *unread)
{
    struct arena *arena = finder->arena;
    const char *right = right_name(finder, &unread->file);
    const char *text = NULL;
    if (right == NULL) {
        return "";
    }
    switch (unread->file.kind) {
    case KIND_SHEET:
        text = arena_format(arena, "save its sheet as %s (CSV, UTF-8)", right);
        break;
    case KIND_PACKED:
        text = arena_format(arena, "unpack it as %s", right);
        break;
    case KIND_OTHER:
        text = arena_format(arena, "write its rows as CSV, into %s", right);
        break;
    case KIND_TEXT:
        text = arena_format(arena, "mv '%s' '%s/%s'", unread->path, finder->folder, right);
        break;
    }
    return text != NULL ? text : "";
}

/* What to write into the description, so that it lists the file. */
static const char *listing(const struct package_finder *finder, const struct unread *unread)
{
    const char *text = arena_format(
        finder->arena, "add a resource {\"name\": \"%s\", \"path\": \"%s\"} to it",
        unread->file.table == PRICE_FILE ? "prices" : schema_table(unread->file.table)->name,
        unread->name);
    return text != NULL ? text : "";
}

/* ---- Files ----------------------------------------------------------------------------------- */

static void fault(const struct package_finder *finder, const struct unread *unread)
{
    const struct place place = package_file_place(unread->name);
    const bool named = unread->file.fit == FILE_TABLE || unread->file.fit == FILE_PRICES;
    if (finder->package->description != NULL && unread->file.kind == KIND_TEXT) {
        diagnostics_fault(finder->diagnostics, &place, "unlisted_file",
                          "the file is not read, since %s does not list it ('%.100s'); %s",
                          data_package_name, unread->name, listing(finder, unread));
    } else if (named) { /* right but for its folder */
        diagnostics_fault(finder->diagnostics, &place, "misplaced_file",
                          "the file is not read, since it is in a subfolder ('%.100s'); %s",
                          unread->name, remedy(finder, unread));
    } else {
        diagnostics_fault(finder->diagnostics, &place, "misnamed_file",
                          "the file is not read, since its name is not that of a table ('%.100s'); "
                          "%s",
                          unread->name, remedy(finder, unread));
    }
}

static void warn(const struct package_finder *finder, const struct unread *unread)
{
    const struct place place = package_file_place(unread->name);
    const char *instead = read_as(finder->package, &unread->file);
    if (instead != NULL) {
        diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                         "the file is not read ('%.100s'): '%.100s' is", unread->name, instead);
    } else if (unread->file.table != NO_TABLE) {
        diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                         "the file is not read ('%.100s'): it has no table's name or columns; "
                         "perhaps %s",
                         unread->name, right_name(finder, &unread->file));
    } else {
        diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                         "the file is not read ('%.100s'): it has no table's name or columns",
                         unread->name);
    }
}

/* Whether the file was probably meant as a table that is not there. By its columns, where its name
 * leaves that open. */
static blackout_status was_meant(bool *meant, struct unread *unread, const struct judging *judging)
{
    const struct package *package = judging->finder->package;
    const enum file_name_fit fit = unread->file.fit;
    *meant = false;
    if (fit == FILE_MEANT || fit == FILE_TABLE || fit == FILE_PRICES) {
        *meant = read_as(package, &unread->file) == NULL;
        return BLACKOUT_OK;
    }
    struct header_guess guess = {.table = NO_TABLE};
    blackout_status status = BLACKOUT_OK;
    if (unread->file.kind == KIND_TEXT) {
        status = header_guess_make(&guess, unread->path, judging->error);
    }
    if (guess.fits && guess.table < TABLE_COUNT) {
        unread->file.table = guess.table;
        *meant = read_as(package, &unread->file) == NULL;
    }
    return status;
}

static blackout_status judge_file(const struct judging *judging, struct unread *unread)
{
    const struct package *package = judging->finder->package;
    const enum table_id table = unread->file.table;
    bool meant;
    if (unread->file.fit == FILE_NO_DATA ||
        (table < TABLE_COUNT && package->resources[table].refused)) {
        return BLACKOUT_OK; /* a refused resource may be this file, and has been reported */
    }
    const blackout_status status = was_meant(&meant, unread, judging);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (meant) {
        fault(judging->finder, unread);
    } else {
        warn(judging->finder, unread);
    }
    return BLACKOUT_OK;
}

/* ---- Resources that are no table ------------------------------------------------------------- */

/* A resource that has been given a name of its own may be the table that is missing. */
static blackout_status judge_unknown(const struct judging *judging,
                                     const struct unknown_resource *unknown)
{
    const struct package_finder *finder = judging->finder;
    const char *slash = strrchr(unknown->path, '/');
    struct unread unread = {.name = unknown->path,
                            .path =
                                arena_format(finder->arena, "%s/%s", finder->folder, unknown->path),
                            .file = file_name_read(slash != NULL ? slash + 1 : unknown->path)};
    const char *by_name = arena_format(finder->arena, "%s.csv", unknown->name);
    bool meant = false;
    if (unread.path == NULL || by_name == NULL) {
        return error_memory(judging->error);
    }
    if (unread.file.fit != FILE_TABLE && unread.file.fit != FILE_MEANT) {
        const struct file_name named = file_name_read(by_name);
        unread.file = named.table != NO_TABLE ? named : unread.file;
    }
    if (unread.file.fit != FILE_NO_DATA && folder_has_regular(unread.path)) {
        const blackout_status status = was_meant(&meant, &unread, judging);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    if (meant) {
        diagnostics_fault(finder->diagnostics, &unknown->place, "misnamed_resource",
                          "the resource is not read, since its name is not that of a table "
                          "('%.80s', the file %.80s); name it \"%s\"",
                          unknown->name, unknown->path, schema_table(unread.file.table)->name);
    } else {
        diagnostics_warn(finder->diagnostics, &unknown->place, "unknown_resource",
                         "the resource '%.100s' is not a table of this program: it is ignored",
                         unknown->name);
    }
    return BLACKOUT_OK;
}

/* ---- Folders --------------------------------------------------------------------------------- */

/* A file of a folder in the package's; false if there is none to judge. */
static bool find_unread(struct unread *unread, const struct package_finder *finder,
                        const char *inner, const struct folder_entry *entry)
{
    *unread = (struct unread){.name = entry->name, .file = file_name_read(entry->name)};
    if (inner != NULL) {
        unread->name = arena_format(finder->arena, "%s/%s", inner, entry->name);
    }
    unread->path = unread->name != NULL
                       ? arena_format(finder->arena, "%s/%s", finder->folder, unread->name)
                       : NULL;
    return entry->is_regular && unread->path != NULL && !is_named(finder, unread->path);
}

/* In a folder of the folder, a file that has the name of a table that is not there was meant; the
 * rest is named together. */
static blackout_status judge_inner(const struct judging *judging, const char *inner)
{
    const struct package_finder *finder = judging->finder;
    const char *path = arena_format(finder->arena, "%s/%s", finder->folder, inner);
    struct folder folder;
    size_t unnamed = 0;
    const char *first = NULL;
    if (path == NULL || folder_list(&folder, finder->arena, path) != 0) {
        return error_memory(judging->error);
    }
    for (size_t i = 0; i < folder.count; ++i) {
        struct unread unread;
        if (!find_unread(&unread, finder, inner, &folder.entries[i]) ||
            unread.file.fit == FILE_NO_DATA) {
            continue;
        }
        const bool named = unread.file.fit == FILE_TABLE || unread.file.fit == FILE_PRICES ||
                           unread.file.fit == FILE_MEANT;
        if (named && read_as(finder->package, &unread.file) == NULL) {
            fault(finder, &unread);
        } else {
            first = unnamed++ == 0 ? unread.name : first;
        }
    }
    if (unnamed > 0) {
        const struct place place = package_file_place(inner);
        diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                         "files in a folder of the package are not read (%zu; the first is "
                         "'%.100s')",
                         unnamed, first);
    }
    return BLACKOUT_OK;
}

blackout_status unread_files_judge(const struct package_finder *finder, blackout_error *error)
{
    const struct judging judging = {finder, error};
    struct folder folder;
    blackout_status status = BLACKOUT_OK;
    if (finder->package->unclear) {
        return BLACKOUT_OK; /* its description has faults that leave open what is read */
    }
    if (folder_list(&folder, finder->arena, finder->folder) != 0) {
        return error_memory(error);
    }
    for (size_t i = 0; i < finder->unknown_count && status == BLACKOUT_OK; ++i) {
        status = judge_unknown(&judging, &finder->unknown[i]);
    }
    for (size_t i = 0; i < folder.count && status == BLACKOUT_OK; ++i) {
        struct unread unread;
        if (folder.entries[i].is_folder) {
            status = judge_inner(&judging, folder.entries[i].name);
        } else if (find_unread(&unread, finder, NULL, &folder.entries[i])) {
            status = judge_file(&judging, &unread);
        }
    }
    return status;
}
