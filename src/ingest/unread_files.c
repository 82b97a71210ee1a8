/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the table is there decides between fault and warning: a second file beside it is a copy
 * or last year's, but without it a base package would speak in its place: the figures of the base
 * would be given as the user's. */
#include "ingest/unread_files.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "core/shell_word.h"
#include "ingest/data_package.h"
#include "ingest/file_name.h"
#include "ingest/file_set.h"
#include "ingest/folder.h"
#include "ingest/header_guess.h"
#include "ingest/package_files.h"

/* Severity curves of outages, as an import and many people keep them: no table of the package, and
 * read where --severity-curve names one. */
static const char curve_folder[] = "curves";

struct judging {
    const struct package_finder *finder;
    struct file_set named; /* files of which a word has been said already */
    blackout_error *error;
};

/* A file that is not read. */
struct unread {
    const char *name; /* relative to the package */
    const char *path;
    struct file_name file;
};

/* ---- What is read ---------------------------------------------------------------------------- */

static int add_named(void *user, const char *path)
{
    struct judging *judging = user;
    return file_set_add(&judging->named, judging->finder->arena, path);
}

/* Everything that is read, what the description names and what has been reported; as a set, since a
 * package may have thousands of price files, each of which is looked up. What a
 * description names and the program does not read is reported at its place there; found again in
 * the folder it would be reported twice. 0, or an error number. */
static int gather_named(struct judging *judging)
{
    const struct package_finder *finder = judging->finder;
    struct file_set *named = &judging->named;
    int failed = package_each_file(finder->package, add_named, judging);
    for (size_t i = 0; i < finder->settled_count && failed == 0; ++i) {
        failed = file_set_add(named, finder->arena, finder->settled[i]);
    }
    for (size_t i = 0; i < finder->unknown_count && failed == 0; ++i) {
        const char *path =
            arena_format(finder->arena, "%s/%s", finder->folder, finder->unknown[i].path);
        failed = path != NULL ? file_set_add(named, finder->arena, path) : ENOMEM;
    }
    file_set_sort(named);
    return failed;
}

/* The file that is read as this table; NULL: none, and so one that is not read was meant. */
static const char *read_as(const struct package_finder *finder, const struct file_name *file)
{
    const struct resource *resource =
        file->table == PRICE_FILE ? package_find_prices(finder, file->symbol)
        : file->table != NO_TABLE ? &finder->package->resources[file->table]
                                  : NULL;
    return resource != NULL && resource->present ? resource->source : NULL;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* The name that the file would have to have. */
static const char *right_name(const struct package_finder *finder, const struct file_name *file)
{
    return file->table == PRICE_FILE
               ? arena_format(finder->arena, "prices_%s.csv", file->symbol)
               : arena_format(finder->arena, "%s.csv", schema_table(file->table)->name);
}

/* The command that moves a file into the package as `right`, "" as what it is called. */
static const char *move(const struct package_finder *finder, const char *from, const char *right)
{
    struct arena *arena = finder->arena;
    const char *to = arena_format(arena, "%s/%s", finder->folder, right);
    const char *from_word = shell_word(arena, from);
    const char *to_word = to != NULL ? shell_word(arena, to) : NULL;
    return from_word != NULL && to_word != NULL
               ? arena_format(arena, "mv %s %s", from_word, to_word)
               : NULL;
}

/* What to type, so that the file is read. Without memory the message goes out without its remedy:
 * the fault itself matters more. */
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
        text = move(finder, unread->path, right);
        break;
    }
    return text != NULL ? text : "";
}

/* What to write into the description, so that it lists the file. With a description the name of a
 * file is free; what it lacks is a line there. */
static const char *listing(const struct package_finder *finder, const struct unread *unread)
{
    struct arena *arena = finder->arena;
    const char *name = unread->file.table == PRICE_FILE
                           ? arena_format(arena, "prices_%s", unread->file.symbol)
                           : schema_table(unread->file.table)->name;
    const char *text =
        name != NULL
            ? arena_format(arena, "add a resource {\"name\": \"%s\", \"path\": \"%s\"} to it", name,
                           unread->name)
            : NULL;
    return text != NULL ? text : "";
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* A fault: the run would go on without the table that somebody has written, and no figure would
 * show it. */
static void fault(const struct package_finder *finder, const struct unread *unread)
{
    const struct place place = package_file_place(unread->name);
    if (finder->package->description != NULL && unread->file.kind == KIND_TEXT) {
        diagnostics_fault(finder->diagnostics, &place, "unlisted_file",
                          "the file is not read, since %s does not list it ('%.100s'); %s",
                          data_package_name, unread->name, listing(finder, unread));
    } else {
        diagnostics_fault(finder->diagnostics, &place, "misnamed_file",
                          "the file is not read, since its name is not that of a table ('%.100s'); "
                          "%s",
                          unread->name, remedy(finder, unread));
    }
}

/* A description under a name that is not looked for: all that it declares would be lost. */
static void fault_description(const struct package_finder *finder, const struct unread *unread)
{
    const struct place place = package_file_place(unread->name);
    const char *command = move(finder, unread->path, data_package_name);
    diagnostics_fault(finder->diagnostics, &place, "misnamed_file",
                      "the description is not read, since its name is not %s ('%.100s'); %s",
                      data_package_name, unread->name, command != NULL ? command : "");
}

static void warn(const struct package_finder *finder, const struct unread *unread)
{
    const struct place place = package_file_place(unread->name);
    const char *instead = read_as(finder, &unread->file);
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

/* Whether the name alone says which table a file is, as one that is read or in another way. */
static bool names_table(enum file_name_fit fit)
{
    return fit == FILE_MEANT || fit == FILE_TABLE || fit == FILE_PRICES;
}

/* Whether the file was probably meant as a table that is not there. By its columns, where its name
 * leaves that open. Headers are read only of files whose names say nothing: each costs opening it.
 */
static blackout_status was_meant(bool *meant, struct unread *unread, const struct judging *judging)
{
    *meant = false;
    if (names_table(unread->file.fit)) {
        *meant = read_as(judging->finder, &unread->file) == NULL;
        return BLACKOUT_OK;
    }
    struct header_guess guess = {.table = NO_TABLE};
    blackout_status status = BLACKOUT_OK;
    if (unread->file.kind == KIND_TEXT) {
        status = header_guess_make(&guess, unread->path, judging->error);
    }
    if (guess.fits && guess.table < TABLE_COUNT) {
        unread->file.table = guess.table;
        *meant = read_as(judging->finder, &unread->file) == NULL;
    }
    return status;
}

/* A second description is as a second file of a table: named beside one that is read, a fault where
 * there is none. */
static blackout_status judge_file(const struct judging *judging, struct unread *unread)
{
    const struct package *package = judging->finder->package;
    const enum table_id table = unread->file.table;
    bool meant;
    if (unread->file.fit == FILE_DESCRIPTION) {
        if (package->description == NULL) {
            fault_description(judging->finder, unread);
        } else {
            warn(judging->finder, unread);
        }
        return BLACKOUT_OK;
    }
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

/* A resource that has been given a name of its own may be the table that is missing. Both names are
 * asked, that of the file and that of the resource: either may have been changed by hand. */
static blackout_status judge_unknown(const struct judging *judging,
                                     const struct unknown_resource *unknown)
{
    const struct package_finder *finder = judging->finder;
    struct unread unread = {.name = unknown->path,
                            .path =
                                arena_format(finder->arena, "%s/%s", finder->folder, unknown->path),
                            .file = file_name_read(file_name_of(unknown->path))};
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

/* A file of a folder in the package's; false if there is none to judge. Devices and sockets are
 * passed over; they have no rows, and reading one might never end. */
static bool find_unread(struct unread *unread, const struct judging *judging, const char *inner,
                        const struct folder_entry *entry)
{
    const struct package_finder *finder = judging->finder;
    *unread = (struct unread){.name = entry->name, .file = file_name_read(entry->name)};
    if (inner != NULL) {
        unread->name = arena_format(finder->arena, "%s/%s", inner, entry->name);
    }
    unread->path = unread->name != NULL
                       ? arena_format(finder->arena, "%s/%s", finder->folder, unread->name)
                       : NULL;
    return entry->is_regular && unread->path != NULL && unread->file.fit != FILE_NO_DATA &&
           !file_set_has(&judging->named, &entry->file);
}

/* What a folder of the folder has. Headers are not read there: names have to say what a file is. */
struct inner {
    const char *name;
    size_t meant_count; /* files with the name of a table that is not there */
    const char *first_meant;
    size_t other_count;
    const char *first_other;
};

/* What to type, so that tables of the folder are read; NULL when memory is out. */
static const char *inner_remedy(const struct package_finder *finder, const struct inner *inner,
                                bool has_own)
{
    const char *path = arena_format(finder->arena, "%s/%s", finder->folder,
                                    has_own ? inner->first_meant : inner->name);
    if (path == NULL || has_own) {
        return path != NULL ? move(finder, path, "") : NULL;
    }
    const char *word = shell_word(finder->arena, path);
    return word != NULL ? arena_format(finder->arena, "give %s as DATASET", word) : NULL;
}

/* Where the package has tables of its own, those of the inner folder belong beside them; else that
 * folder is the package. One message for a folder, with its count: an unpacked archive may have a
 * hundred files. */
static void report_inner(const struct package_finder *finder, const struct inner *inner)
{
    const struct package *package = finder->package;
    const bool has_own = package->description != NULL || package_has_tables(package);
    if (inner->meant_count > 0) {
        const struct place place = package_file_place(inner->first_meant);
        const char *remedy = inner_remedy(finder, inner, has_own);
        diagnostics_fault(finder->diagnostics, &place, "misplaced_file",
                          "files of a folder in the package are not read (%zu with the name of a "
                          "table: '%.100s'); %s",
                          inner->meant_count, inner->first_meant, remedy != NULL ? remedy : "");
    }
    if (inner->other_count > 0) {
        const struct place place = package_file_place(inner->name);
        diagnostics_warn(finder->diagnostics, &place, "unknown_file",
                         "files in a folder of the package are not read (%zu; the first is "
                         "'%.100s')",
                         inner->other_count, inner->first_other);
    }
}

/* One level deep: with a home directory given by mistake, everything below it would be read
 * through. */
static blackout_status judge_inner(const struct judging *judging, const char *name)
{
    const struct package_finder *finder = judging->finder;
    const char *path = arena_format(finder->arena, "%s/%s", finder->folder, name);
    struct folder folder;
    struct inner inner = {.name = name};
    if (path == NULL) {
        return error_memory(judging->error);
    }
    /* nothing is read from it, whatever is in it: one that cannot be read costs the user nothing */
    const blackout_status status = folder_list(&folder, finder->arena, path, judging->error);
    if (status != BLACKOUT_OK) {
        return status == BLACKOUT_ERROR_IO ? BLACKOUT_OK : status;
    }
    for (size_t i = 0; i < folder.count; ++i) {
        struct unread unread;
        if (!find_unread(&unread, judging, name, &folder.entries[i])) {
            continue;
        }
        if (names_table(unread.file.fit) && read_as(finder, &unread.file) == NULL) {
            inner.first_meant = inner.meant_count++ == 0 ? unread.name : inner.first_meant;
        } else if (strcmp(name, curve_folder) != 0) {
            inner.first_other = inner.other_count++ == 0 ? unread.name : inner.first_other;
        }
    }
    report_inner(finder, &inner);
    return BLACKOUT_OK;
}

/* Where the description has faults it is open what it would list: files would be blamed that it
 * names. */
blackout_status unread_files_judge(const struct package_finder *finder, blackout_error *error)
{
    struct judging judging = {.finder = finder, .error = error};
    struct folder folder;
    blackout_status status = BLACKOUT_OK;
    if (finder->package->unclear) {
        return BLACKOUT_OK; /* its description has faults that leave open what is read */
    }
    status = folder_list(&folder, finder->arena, finder->folder, error);
    if (status == BLACKOUT_OK) {
        const int number = gather_named(&judging);
        status = number != 0 ? folder_fail(finder->folder, number, error) : BLACKOUT_OK;
    }
    for (size_t i = 0; i < finder->unknown_count && status == BLACKOUT_OK; ++i) {
        status = judge_unknown(&judging, &finder->unknown[i]);
    }
    for (size_t i = 0; status == BLACKOUT_OK && i < folder.count; ++i) {
        struct unread unread;
        if (folder.entries[i].is_folder && file_set_has(&judging.named, &folder.entries[i].file)) {
            continue; /* refused as a whole */
        }
        if (folder.entries[i].is_folder) {
            status = judge_inner(&judging, folder.entries[i].name);
        } else if (find_unread(&unread, &judging, NULL, &folder.entries[i])) {
            status = judge_file(&judging, &unread);
        }
    }
    return status;
}
