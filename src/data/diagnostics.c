/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this many the rest of a file is told as it comes, so that memory stays bounded when every
 * line of a large file is wrong. */
enum { MOST_GATHERED = 10000, MESSAGE_SIZE = 640 };

struct diagnostic_entry {
    blackout_severity severity;
    size_t line;
    size_t column;
    size_t order;
    char code[32];
    char source[256];
    char field[64];
    char message[MESSAGE_SIZE];
};

static void tell(const struct diagnostics *diagnostics, const struct diagnostic_entry *entry)
{
    if (diagnostics->function != NULL) {
        blackout_diagnostic diagnostic = {.severity = entry->severity,
                                          .code = entry->code,
                                          .source = entry->source,
                                          .line = entry->line,
                                          .column = entry->column,
                                          .field = entry->field,
                                          .message = entry->message};
        diagnostics->function(diagnostics->user, &diagnostic);
    }
}

static int in_file_order(const void *a, const void *b)
{
    const struct diagnostic_entry *x = a;
    const struct diagnostic_entry *y = b;
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    if (x->column != y->column) {
        return x->column < y->column ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

static void tell_all(struct diagnostics *diagnostics)
{
    if (diagnostics->entry_count > 0) {
        qsort(diagnostics->entries, diagnostics->entry_count, sizeof *diagnostics->entries,
              in_file_order);
    }
    for (size_t i = 0; i < diagnostics->entry_count; ++i) {
        if (diagnostics->told++ >= diagnostics->skip) {
            tell(diagnostics, &diagnostics->entries[i]);
        }
    }
    diagnostics->entry_count = 0;
}

static void gather(struct diagnostics *diagnostics, const struct diagnostic_entry *entry)
{
    if (diagnostics->entry_count == MOST_GATHERED) {
        tell_all(diagnostics);
    }
    if (diagnostics->entry_count == diagnostics->entry_capacity) {
        size_t capacity = diagnostics->entry_capacity > 0 ? 2 * diagnostics->entry_capacity : 16;
        struct diagnostic_entry *larger =
            realloc(diagnostics->entries, capacity * sizeof *larger);
        if (larger == NULL) { /* the order may suffer, the message may not */
            tell(diagnostics, entry);
            return;
        }
        diagnostics->entries = larger;
        diagnostics->entry_capacity = capacity;
    }
    diagnostics->entries[diagnostics->entry_count] = *entry;
    diagnostics->entries[diagnostics->entry_count].order = diagnostics->entry_count;
    ++diagnostics->entry_count;
}

static void add(struct diagnostics *diagnostics, blackout_severity severity,
                const struct place *place, const char *code, const char *message)
{
    struct diagnostic_entry entry = {
        .severity = severity, .line = place->line, .column = place->column};
    snprintf(entry.code, sizeof entry.code, "%s", code);
    snprintf(entry.source, sizeof entry.source, "%s", place->source);
    snprintf(entry.field, sizeof entry.field, "%s", place->field != NULL ? place->field : "");
    snprintf(entry.message, sizeof entry.message, "%s", message);
    for (char *c = entry.message; *c != '\0'; ++c) {
        if ((unsigned char)*c < ' ') { /* a value with a line break stays one line */
            *c = ' ';
        }
    }
    if (severity == BLACKOUT_FAULT) {
        ++diagnostics->fault_count;
    } else {
        ++diagnostics->warning_count;
    }
    gather(diagnostics, &entry);
}

void diagnostics_fault(struct diagnostics *diagnostics, const struct place *place,
                       const char *code, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    add(diagnostics, BLACKOUT_FAULT, place, code, message);
}

void diagnostics_warn(struct diagnostics *diagnostics, const struct place *place,
                      const char *code, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    add(diagnostics, BLACKOUT_WARNING, place, code, message);
}

void diagnostics_flush(struct diagnostics *diagnostics)
{
    tell_all(diagnostics);
    diagnostics->told = 0;
    diagnostics->skip = 0;
}

void diagnostics_rewind(struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->entry_count; ++i) {
        if (diagnostics->entries[i].severity == BLACKOUT_FAULT) {
            --diagnostics->fault_count;
        } else {
            --diagnostics->warning_count;
        }
    }
    diagnostics->entry_count = 0;
    diagnostics->skip = diagnostics->told;
    diagnostics->told = 0;
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    free(diagnostics->entries);
    diagnostics->entries = NULL;
    diagnostics->entry_capacity = 0;
}
