/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guide to a table in Markdown, as docs/data-format.md has it, and its example rows as CSV.
 * Documentation and examples come from the definitions that files are checked by, so that they
 * cannot say anything else. */
#include <string.h>

#include "core/text.h"
#include "core/writer.h"
#include "describe/table_guide.h"
#include "report/builders.h"

/* A key is explained by the table that has it: its remedy would say no more. */
static void write_values(struct writer *writer, const struct guide_column *column)
{
    if (column->refers_to != NULL) {
        writer_format(writer, "%s `%s`",
                      strcmp(column->type, "keys") == 0 ? "separated by ';', in" : "in",
                      column->refers_to);
    } else {
        writer_put(writer, column->remedy);
    }
}

static void write_keys(struct writer *writer, const struct table_guide *guide)
{
    for (size_t i = 0; i < guide->key_count; ++i) {
        writer_format(writer, "%s`%s`", i == 0 ? " Key: " : ", ", guide->keys[i]);
    }
    if (guide->as_of != NULL) {
        writer_format(writer, "; `%s` distinguishes several rows of one key", guide->as_of);
    }
    writer_put(writer, guide->key_count > 0 ? ".\n\n" : "\n\n");
}

/* Byte for byte a section of docs/data-format.md: docs/make_tables.py writes it there, and a test
 * compares. Texts of the definitions are the program's own, and have no mark of Markdown that would
 * need an escape. */
blackout_status report_table_markdown(const void *what, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    const struct table_guide *guide = what;
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_format(&writer, "### %s\n\n%c%s. %s", guide->name, text_capital(guide->meaning[0]),
                  guide->meaning + 1, guide->required ? "Required." : "Optional.");
    write_keys(&writer, guide);
    writer_put(&writer, "| column | need | values | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < guide->column_count; ++i) {
        const struct guide_column *column = &guide->columns[i];
        writer_format(&writer, "| `%s` | %s | ", column->name,
                      column->required ? "required" : "optional");
        write_values(&writer, column);
        writer_format(&writer, " | %s |\n", column->meaning);
    }
    if (guide->note != NULL) {
        writer_format(&writer, "\n%s", guide->note);
    }
    writer_put(&writer, "\n");
    return writer_finish(&writer, error);
}

blackout_status report_table_example(const void *what, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    const struct table_guide *guide = what;
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_put(&writer, guide->example);
    return writer_finish(&writer, error);
}
