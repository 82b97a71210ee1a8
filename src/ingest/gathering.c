/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order decides who is believed: the package itself, then its base, then the package of the
 * model error, each for what those before lack. Tables in memory are placed before anything is
 * looked up in a base, for they are the package's own; what the caller says of encoding and decimal
 * mark is said before the base is added, since it is of the user's own files. */
#include "ingest/gathering.h"

#include "ingest/data_package.h"
#include "ingest/memory_tables.h"
#include "ingest/package.h"
#include "ingest/package_files.h"
#include "ingest/package_finder.h"
#include "ingest/package_names.h"

/* With a base, a package without a table of its own would show the base's figures as its own. A
 * fault that has been reported may be why it has none. */
static void check_own_tables(const struct gathering *gathering)
{
    const struct package *package = gathering->package;
    if (!package_has_tables(package) && gathering->diagnostics->fault_count == 0) {
        const struct place place = {package->name, 1, 1, ""};
        diagnostics_fault(gathering->diagnostics, &place, "no_table",
                          "the package has no table, so that all figures would be the base's "
                          "('%.100s'); add a file like dependencies.csv (`blackout schema "
                          "table:dependencies --format csv` prints its header), or give the base "
                          "as DATASET, without --base",
                          package->name);
    }
}

/* The caller's base, the one that the package names, or that of the environment; NULL: none. That
 * of the package is part of its data, so that one that is not there is a fault of the data. */
static blackout_status find_base(const char **path, const struct gathering *gathering,
                                 blackout_error *error)
{
    struct package *package = gathering->package;
    if (gathering->options->base != NULL) {
        return package_name_find(path, gathering->arena, gathering->options->base, error);
    }
    if (package->base == NULL) {
        return package_environment_base(path, gathering->arena, gathering->path, error);
    }
    *path = package_named_base(package, gathering->arena);
    if (*path == NULL) {
        const struct place place = package_file_place(data_package_name);
        diagnostics_fault(gathering->diagnostics, &place, "bad_base",
                          "the base of the package is not there ('%.200s'); name a folder in "
                          "the package, or an installed package (`blackout describe` lists them)",
                          package->base);
        package->unclear = true; /* which tables there are, it would say */
    }
    return BLACKOUT_OK;
}

/* Whether the package has a table of its own is asked before the base's are among them. */
static blackout_status add_base(struct gathering *gathering, blackout_error *error)
{
    struct package base;
    const char *path;
    blackout_status status = find_base(&path, gathering, error);
    gathering->has_base = status == BLACKOUT_OK && path != NULL;
    if (!gathering->has_base) {
        return status;
    }
    check_own_tables(gathering);
    status = package_find(&base, gathering->arena, path, gathering->diagnostics, error);
    if (status == BLACKOUT_OK) {
        package_complete(gathering->package, &base, gathering->diagnostics);
    }
    return status;
}

/* Nothing else is taken of that package, and a fault in its description is one of the run. */
static blackout_status add_model_error(struct gathering *gathering, blackout_error *error)
{
    const char *name = gathering->options->model_error;
    struct package other;
    const char *path;
    if (name == NULL || gathering->package->resources[MODEL_ERROR].present) {
        return BLACKOUT_OK;
    }
    blackout_status status = package_name_find(&path, gathering->arena, name, error);
    if (status == BLACKOUT_OK) {
        status = package_find(&other, gathering->arena, path, gathering->diagnostics, error);
    }
    if (status == BLACKOUT_OK) {
        package_take_model_error(gathering->package, &other, gathering->diagnostics);
    }
    return status;
}

/* The package of that name; where none is named and the caller has tables in memory, one of these
 * alone. Without a name and without tables it is the one of the environment, or the installed one
 * (package_name_find()). */
static blackout_status find_own(struct gathering *gathering, const char *name,
                                blackout_error *error)
{
    if (name == NULL && gathering->options->memory_table_count > 0) {
        *gathering->package = (struct package){.name = memory_package_name, .folder = ""};
        return BLACKOUT_OK;
    }
    const blackout_status status =
        package_name_find(&gathering->path, gathering->arena, name, error);
    return status == BLACKOUT_OK ? package_find(gathering->package, gathering->arena,
                                                gathering->path, gathering->diagnostics, error)
                                 : status;
}

blackout_status gathering_find(struct gathering *gathering, const char *name, blackout_error *error)
{
    const blackout_dataset_options *options = gathering->options;
    blackout_status status = find_own(gathering, name, error);
    if (status == BLACKOUT_OK) {
        memory_tables_place(gathering->package, options);
        package_written_as(gathering->package, options->encoding, options->decimal_mark);
        status = add_base(gathering, error);
    }
    return status == BLACKOUT_OK ? add_model_error(gathering, error) : status;
}
