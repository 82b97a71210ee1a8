/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables are in plain CSV, as a package has them: what a spreadsheet would make of a text is for
 * reports to care for. */
#include "import/package_text.h"

#include "core/error.h"
#include "core/writer.h"
#include "json/json_writer.h"

/* Files after the tables, in their order. That a package is sound with them, ingest knows by their
 * names: it passes over not_taken (ingest/file_name.c) and the folder `curves`
 * (ingest/unread_files.c). */
enum { FILE_DESCRIPTION, FILE_LIST, FILE_NOTES, FILE_COUNT };

static const char *const other_files[FILE_COUNT] = {[FILE_DESCRIPTION] = "datapackage.json",
                                                    [FILE_LIST] = "not_taken.csv",
                                                    [FILE_NOTES] = "NOTES.md"};

const char *package_text_path(const blackout_import *import, size_t index)
{
    if (index < import->table_count) {
        return import->tables[index]->path;
    }
    const size_t other = index - import->table_count;
    return other < FILE_COUNT ? other_files[other] : NULL;
}

/* It is a report with numbers of lines in it, and written where all reports are: by blackout.c,
 * since report is above this folder. */
bool package_text_is_list(const blackout_import *import, size_t index)
{
    return index == import->table_count + FILE_LIST;
}

/* Lines end with LF: a package is for programs of any system. Headers are written as they are,
 * being names of the program's own tables, which need no quotes. */
static blackout_status write_table(const struct import_table *table, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    for (size_t i = 0; i < table->column_count; ++i) {
        writer_put(&writer, i == 0 ? "" : ",");
        writer_put(&writer, table->columns[i]);
    }
    writer_put(&writer, "\n");
    for (size_t row = 0; row < table->row_count; ++row) {
        for (size_t i = 0; i < table->column_count; ++i) {
            writer_put(&writer, i == 0 ? "" : ",");
            writer_csv(&writer, table->cells[row * table->column_count + i]);
        }
        writer_put(&writer, "\n");
    }
    return writer_finish(&writer, error);
}

/* The tables alone: the curves are for --severity-curve, and a list is no table. */
static blackout_status write_description(const blackout_import *import, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    struct json_writer json;
    json_begin(&json, sink, user);
    json_text(&json, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    json_text(&json, "name", import->kind);
    json_text(&json, "title", import->title);
    if (import->base != NULL && !import->base_is_folder) {
        json_text(&json, "base", import->base);
    }
    json_list(&json, "resources");
    for (size_t i = 0; i < import->table_count; ++i) {
        const struct import_table *table = import->tables[i];
        if (table->resource == NULL) {
            continue;
        }
        json_object(&json, NULL);
        json_text(&json, "name", table->resource);
        json_text(&json, "path", table->path);
        json_text(&json, "format", "csv");
        json_text(&json, "encoding", "utf-8");
        /* said, so that no reader has to find it out from the rows */
        json_object(&json, "dialect");
        json_text(&json, "delimiter", ",");
        json_text(&json, "quoteChar", "\"");
        json_end(&json);
        json_end(&json);
    }
    json_end(&json);
    return json_finish(&json, error);
}

/* The assumptions are beside the tables, so that whoever gets the package sees what was not
 * measured. */
static blackout_status write_notes(const blackout_import *import, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, "# ");
    writer_put(&writer, import->title);
    writer_put(&writer, "\n\nMade by `blackout import ");
    writer_put(&writer, import->kind);
    writer_format(&writer,
                  "` from %zu %s, of which %zu are taken. `not_taken.csv` lists the "
                  "rest, each with its reason.\n\n",
                  import->read, import->item, import->taken);
    if (import->base_is_folder) {
        writer_put(&writer, "The other tables come from a folder: give it to every command, with "
                            "`--base ");
        writer_put(&writer, import->base);
        writer_put(&writer, "`.\n\n");
    }
    writer_put(&writer, import->base_is_folder ? ""
                        : import->base != NULL
                            ? "The other tables come from the base that `datapackage.json` "
                              "names.\n\n"
                            : "Name the package that has the other tables with `--base`, or copy "
                              "the rows into it.\n\n");
    writer_put(&writer, "## Assumptions\n\n");
    for (size_t i = 0; i < import->assumption_count; ++i) {
        const struct import_assumption *assumption = &import->assumptions[i];
        writer_put(&writer, "- `");
        writer_put(&writer, assumption->name);
        writer_put(&writer, "` = ");
        writer_put(&writer, assumption->value);
        writer_put(&writer, ": ");
        writer_put(&writer, assumption->source);
        writer_put(&writer, "\n");
    }
    writer_put(&writer, "\nA share of three numbers is its 5 % value, its central value and its "
                        "95 % value. `--set NAME=VALUE` changes an assumption.\n");
    return writer_finish(&writer, error);
}

blackout_status package_text_write(const blackout_import *import, size_t index, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    if (index < import->table_count) {
        return write_table(import->tables[index], sink, user, error);
    }
    if (package_text_path(import, index) == NULL) {
        return error_set(error, BLACKOUT_ERROR_USAGE,
                         "the import has no file %zu; give a lower number, from 0 on", index);
    }
    return index - import->table_count == FILE_DESCRIPTION
               ? write_description(import, sink, user, error)
               : write_notes(import, sink, user, error);
}
