/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of an import. What was not taken is counted by cause, with the first entry as an
 * example: a file may have thousands, and not_taken.csv has each of them. */
#include "import/made.h"
#include "report/builders.h"
#include "report/json_parts.h"

static void put_file(struct json_writer *json, const void *of, size_t index)
{
    const blackout_import *import = of;
    const struct import_table *table = import->tables[index];
    json_text(json, "path", table->path);
    /* Severity curves are files, but no tables of a package. */
    if (table->resource != NULL) {
        json_text(json, "table", table->resource);
    }
    json_number(json, "rows", (double)table->row_count);
}

static void put_assumption(struct json_writer *json, const void *of, size_t index)
{
    const blackout_import *import = of;
    const struct import_assumption *assumption = &import->assumptions[index];
    json_text(json, "name", assumption->name);
    json_text(json, "value", assumption->value);
    json_text(json, "source", assumption->source);
}

static void put_cause(struct json_writer *json, const void *of, size_t index)
{
    const blackout_import *import = of;
    const struct not_taken_cause *cause = &import->not_taken.causes[index];
    const struct not_taken_entry *first = &import->not_taken.entries[cause->first];
    json_text(json, "reason", cause->reason);
    /* The first columns that it is about; not_taken.csv has all of them. */
    json_parts_texts(json, "columns", cause->columns, cause->column_count);
    json_number(json, "entries", (double)cause->count);
    json_text(json, "file", first->file);
    json_number(json, "row", (double)first->row);
    json_text(json, "value", first->value);
}

/* No inputs and no warnings: a file of another format is no package, and what is wrong with it is
 * among what was not taken. */
blackout_status report_import_json(const void *what, blackout_sink *sink, void *user,
                                   blackout_error *error)
{
    const blackout_import *import = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/import/1");
    json_text(&json, "kind", import->kind);
    json_text(&json, "title", import->title);
    if (import->base != NULL) {
        json_text(&json, "base", import->base);
    }
    json_text(&json, "items", import->item);
    json_number(&json, "read", (double)import->read);
    json_number(&json, "taken", (double)import->taken);
    json_objects(&json, "files", import->table_count, put_file, import);
    json_objects(&json, "assumptions", import->assumption_count, put_assumption, import);
    json_objects(&json, "not_taken", import->not_taken.cause_count, put_cause, import);
    return json_finish(&json, error);
}
