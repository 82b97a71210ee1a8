/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout init: a package to fill in, with all tables or, over a base, with the one that a firm
 * has. It is written beside its name and renamed at the end, so that it is complete or not there.
 */
#define _GNU_SOURCE /* asprintf */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/new_folder.h"

static const char notes_name[] = "NOTES.md";
static const char description_name[] = "datapackage.json";
static const char own_table[] = "dependencies"; /* the table that a firm has of its own */

static const char notes_start[] =
    "# A package to fill in\n\n"
    "Each file below is one table. Replace the example rows by your own, delete the files that "
    "you\n"
    "do not need, and let `blackout validate` name what is wrong.\n\n"
    "- Every figure may say what it rests on: `basis` is measured, reported, derived or assumed\n"
    "  (the default), `source` is where it is from. A column of its own, like\n"
    "  `annual_revenue_basis`, speaks for that column alone.\n"
    "- Every number may have a range: `annual_revenue_low` and `annual_revenue_high` are its 5 %\n"
    "  and 95 % values.\n"
    "- Shares are numbers from 0 to 1, not percent. Currencies are ISO 4217, times ISO 8601.\n"
    "- With `--base reference`, the tables that you leave out come from the reference package: a\n"
    "  firm usually fills in `dependencies.csv` alone.\n\n";

static const char base_notes_start[] =
    "# A table to fill in\n\n"
    "Open `dependencies.csv` in a spreadsheet and fill in a row for each way in which a business "
    "earns\n"
    "through a platform, below the names of the columns. The lines above them, which begin with "
    "#, say\n"
    "what each column is, what may be in it, and how it may look; they are not read and may stay.\n"
    "Save it as CSV under the same name. Commas or semicolons, decimal points or commas: what "
    "your\n"
    "spreadsheet writes is recognised. Then let `blackout validate` name what is wrong in this "
    "folder.\n\n"
    "- `datapackage.json` names the package that has the other tables as its `base`. A member\n"
    "  `\"currency\": \"EUR\"` beside it makes that the currency of reports.\n"
    "- `basis` is measured, reported, derived or assumed (the default), `source` is where the "
    "figures of\n"
    "  the row are from.\n"
    "- A number may have a range: add the columns `annual_revenue_low` and `annual_revenue_high`, "
    "its\n"
    "  5 % and 95 % values.\n\n";

/* A resource says nothing of marks and delimiters: these are the spreadsheet's, which is not known
 * yet, and the file shows them. The mark of a comment is said, since the lines above the names of
 * the columns begin with it. */
static const char description_format[] = "{\n"
                                         "  \"base\": \"%s\",\n"
                                         "  \"resources\": [\n"
                                         "    {\n"
                                         "      \"name\": \"dependencies\",\n"
                                         "      \"path\": \"dependencies.csv\",\n"
                                         "      \"dialect\": {\"commentChar\": \"#\"}\n"
                                         "    }\n"
                                         "  ]\n"
                                         "}\n";

struct package_plan {
    const char *folder;           /* where it is written */
    const char *csv_format;       /* of the table over a base */
    const char *base;             /* its name; NULL: none */
    const blackout_dataset *over; /* the base, open; NULL: none */
};

/* ---- Parts of files -------------------------------------------------------------------------- */

/* A constant is written as if it were a report, so that all files go one way and fail in one way.
 */
static blackout_status write_text(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    (void)format;
    (void)error; /* the output notes why */
    return sink(user, what, strlen(what)) == 0 ? BLACKOUT_OK : BLACKOUT_ERROR_IO;
}

static blackout_status write_table(const void *what, const char *format, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    return blackout_table_write(what, format, sink, user, error);
}

static blackout_status write_form(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    return blackout_form_write(what, own_table, format, sink, user, error);
}

struct part {
    const char *file;
    const char *mode; /* "a" adds to the file */
    report_writer *write;
    const void *what;
    const char *format;
};

static int write_parts(const char *folder, const struct part *parts, size_t count)
{
    int status = EXIT_DONE;
    for (size_t i = 0; i < count && status == EXIT_DONE; ++i) {
        const struct part *part = &parts[i];
        status =
            new_folder_write(folder, part->file, part->mode, part->write, part->what, part->format);
    }
    return status;
}

/* ---- Packages -------------------------------------------------------------------------------- */

/* The notes are one file, to which each table adds what is to be known of it. Tables are plain CSV
 * in any case: the dialect of a spreadsheet is for the one table that a firm fills in. */
static int fill_tables(const char *folder)
{
    const struct part notes = {notes_name, "wb", write_text, notes_start, NULL};
    int status = write_parts(folder, &notes, 1);
    for (size_t i = 0; blackout_table_name(i) != NULL && status == EXIT_DONE; ++i) {
        const char *table = blackout_table_name(i);
        char file[80];
        snprintf(file, sizeof file, "%s.csv", table);
        const struct part parts[] = {{file, "wb", write_table, table, "csv"},
                                     {notes_name, "ab", write_table, table, "markdown"}};
        status = write_parts(folder, parts, 2);
    }
    return status;
}

static int fill_over_base(const struct package_plan *plan)
{
    /* the base is an installed package, and its name that of a folder */
    char description[sizeof description_format + NAME_MAX];
    snprintf(description, sizeof description, description_format, plan->base);
    const struct part parts[] = {
        {"dependencies.csv", "wb", write_form, plan->over, plan->csv_format},
        {description_name, "wb", write_text, description, NULL},
        {notes_name, "wb", write_text, base_notes_start, NULL},
        {notes_name, "ab", write_table, own_table, "markdown"},
        {notes_name, "ab", write_form, plan->over, "markdown"}};
    return write_parts(plan->folder, parts, sizeof parts / sizeof parts[0]);
}

static void remove_file(const char *folder, const char *name, const char *ending)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s%s", folder, name, ending) >= 0) {
        unlink(path);
        free(path);
    }
}

/* What may have been written. By the names that are used above, and no others: what somebody else
 * has put there stays, and so does the folder. */
static void remove_files(const char *folder, const void *what)
{
    (void)what;
    remove_file(folder, notes_name, "");
    remove_file(folder, description_name, "");
    for (size_t i = 0; blackout_table_name(i) != NULL; ++i) {
        remove_file(folder, blackout_table_name(i), ".csv");
    }
}

static int write_package(struct package_plan *plan, const char *path)
{
    struct new_folder folder;
    int status = new_folder_begin(&folder, path);
    if (status != EXIT_DONE) {
        return status;
    }
    plan->folder = folder.temporary;
    status = plan->over != NULL ? fill_over_base(plan) : fill_tables(plan->folder);
    return new_folder_end(&folder, status, remove_files, NULL);
}

/* For the identifiers that the form lists. What the base is warned of is not about the new package.
 */
static int open_base(blackout_dataset **base, const char *name)
{
    char path[PATH_MAX];
    blackout_error error;
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    options.diagnostic = message_fault;
    const int found = new_folder_base(path, sizeof path, name);
    if (found != EXIT_DONE) {
        return found;
    }
    blackout_status status = blackout_dataset_open(base, path, &options, &error);
    return status == BLACKOUT_OK            ? EXIT_DONE
           : status == BLACKOUT_ERROR_INPUT ? EXIT_FAILED /* every fault has been printed */
                                            : message_error(&error);
}

int command_init(const struct arguments *arguments)
{
    if (arguments->operand_count == 0) {
        return message_usage("no folder is named; give one: blackout init DIR");
    }
    const char *path = arguments->operands[0];
    if (new_folder_check(path) != EXIT_DONE) {
        return EXIT_USAGE;
    }
    struct package_plan plan = {.csv_format = arguments->csv_format,
                                .base = arguments->values[OPTION_BASE]};
    /* all other tables are plain CSV, as packages have them */
    if (plan.base == NULL && arguments->values[OPTION_CSV_DIALECT] != NULL) {
        return message_usage("--csv-dialect is for the table over a base; add --base reference");
    }
    blackout_dataset *base = NULL;
    int status = plan.base != NULL ? open_base(&base, plan.base) : EXIT_DONE;
    if (status == EXIT_DONE) {
        plan.over = base;
        status = write_package(&plan, path);
    }
    blackout_dataset_free(base);
    return status;
}
