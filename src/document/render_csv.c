/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV for other programs (RFC 4180). A number is the shortest text that reads back to the same
 * double, in its own unit: no commas, no millions, no percent. */
#include "document/render.h"

#include <math.h>

#include "core/error.h"
#include "core/writer.h"

static void put_number(struct writer *writer, double number)
{
    if (isfinite(number)) {
        writer_number(writer, number);
    }
}

static void put_text(struct writer *writer, const struct csv_dialect *dialect, const char *text)
{
    if (dialect->quote_texts) {
        writer_csv_quoted(writer, text);
    } else {
        writer_csv(writer, text);
    }
}

static void put_time(struct writer *writer, const struct value *value)
{
    char text[CALENDAR_TEXT_SIZE];
    if (value->kind == VALUE_DATE) {
        calendar_print_date(text, value->time);
    } else {
        calendar_print_instant(text, value->time);
    }
    writer_put(writer, text);
}

static void put_value(struct writer *writer, const struct csv_dialect *dialect,
                      const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
        put_text(writer, dialect, value->text);
        break;
    case VALUE_WORD:
        writer_put(writer, value->text);
        break;
    case VALUE_NUMBER:
    case VALUE_ESTIMATE:
    case VALUE_DURATION:
        put_number(writer, value->number);
        break;
    case VALUE_INTERVAL: /* as the inputs of a scenario have it */
        put_number(writer, value->low);
        writer_put(writer, "..");
        put_number(writer, value->high);
        break;
    case VALUE_DATE:
    case VALUE_INSTANT:
        put_time(writer, value);
        break;
    default:
        break;
    }
}

static void put_table(struct writer *writer, const struct csv_dialect *dialect,
                      const struct sheet *table)
{
    const char *end = dialect->crlf ? "\r\n" : "\n";
    for (size_t k = 0; k < table->column_count; ++k) {
        writer_put(writer, k > 0 ? "," : "");
        writer_csv(writer, table->columns[k].name);
    }
    writer_put(writer, end);
    for (size_t row = 0; row < table->row_count; ++row) {
        for (size_t k = 0; k < table->column_count; ++k) {
            writer_put(writer, k > 0 ? "," : "");
            put_value(writer, dialect, sheet_cell(table, row, k));
        }
        writer_put(writer, end);
    }
}

blackout_status render_csv(const struct document *document, blackout_sink *sink, void *user,
                           blackout_error *error)
{
    struct writer writer;
    if (document->failed) {
        return error_memory(error);
    }
    writer_init(&writer, sink, user);
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_TABLE) {
            put_table(&writer, &document->csv, document->blocks[i].table);
        }
    }
    return writer_finish(&writer, error);
}
