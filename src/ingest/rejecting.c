/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults are heard as they are found, and those that belong to a row become rejects. Faults of a
 * header or a file end the run as ever: leaving rows out would not help. */
#include "ingest/rejecting.h"

#include <stdio.h>
#include <string.h>

#include "core/codes.h"

static const char code_of_reference[] = "rejected_reference";

/* Where a row refers to one that was left out, that is the reason. On the first reading a missing
 * key is the row's own mistake; on later ones it is missing because its row was rejected before. */
static void on_fault(void *user, const struct place *place, const char *code, const char *message)
{
    enum { MESSAGE_SIZE = 700 };
    struct rejecting *rejecting = user;
    const struct code *of = code_find(code);
    char text[MESSAGE_SIZE];
    const bool follows = rejecting->again && strcmp(code, "missing_key") == 0;
    if (of == NULL || !of->of_row || place->line <= 1) {
        return; /* a header's, a file's: if it does not follow from a row, it ends the run */
    }
    snprintf(text, sizeof text, "%s%s", follows ? "refers to a row that is rejected: " : "",
             message);
    const struct reject reject = {.source = place->source,
                                  .line = place->line,
                                  .column = place->column,
                                  .code = follows ? code_of_reference : code,
                                  .message = text};
    rejecting->added += rejects_add(rejecting->rejects, &reject, &rejecting->failed) ? 1 : 0;
}

void rejecting_listen(struct rejecting *rejecting, struct diagnostics *diagnostics)
{
    diagnostics->each = on_fault;
    diagnostics->each_user = rejecting;
}

/* A record may cover several lines, by a quoted line end, and its fault may be in any of them. */
struct reject *rejecting_find(const struct ingest *ingest, const struct table *table,
                              const struct csv_record *record)
{
    const size_t fields = record->field_count;
    /* a field has the line on which it starts: the last one's is the last that a fault can name */
    const size_t last = fields > 0 ? record->fields[fields - 1].line : record->line;
    return ingest->rejects != NULL ? rejects_find(ingest->rejects, table->source, record->line,
                                                  last > record->line ? last : record->line)
                                   : NULL;
}

/* The record with its delimiter, quoted where it has to be. Written again and not copied: what was
 * read may have been converted from another encoding. Fields have at most twice their length by
 * doubled quotes, two quotes, and a delimiter. */
static const char *text_of(struct arena *arena, const struct csv_record *record, char delimiter)
{
    size_t size = 1;
    for (size_t i = 0; i < record->field_count; ++i) {
        size += 2 * record->fields[i].length + 3;
    }
    char *text = arena_alloc(arena, size, 1);
    size_t used = 0;
    for (size_t i = 0; text != NULL && i < record->field_count; ++i) {
        const char *field = record->fields[i].text;
        const bool quoted = strpbrk(field, "\"\r\n") != NULL || strchr(field, delimiter) != NULL;
        if (i > 0) {
            text[used++] = delimiter;
        }
        if (quoted) {
            text[used++] = '"';
        }
        for (; *field != '\0'; ++field) {
            text[used++] = *field;
            if (*field == '"') {
                text[used++] = '"';
            }
        }
        if (quoted) {
            text[used++] = '"';
        }
    }
    if (text != NULL) {
        text[used] = '\0';
    }
    return text;
}

/* The text of a row is kept at the first reading that leaves it out; readings after that have the
 * same. */
int rejecting_leave_out(struct ingest *ingest, struct reject *reject, const struct table *table,
                        const struct csv_record *record)
{
    const struct place place = {table->source, reject->line, reject->column, ""};
    if (reject->text == NULL) {
        reject->text = text_of(&ingest->rejects->arena, record, table->delimiter);
    }
    diagnostics_warn(ingest->context.diagnostics, &place, reject->code, "left out: %s",
                     reject->message);
    return reject->text != NULL ? 0 : -1;
}
