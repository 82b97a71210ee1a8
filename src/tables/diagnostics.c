/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/diagnostics.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/text.h"

/* Beyond this many the first half is told, so that memory stays bounded when every line of a large
 * file is wrong. Order is kept as long as nothing is found that far behind its line. */
enum { MOST_GATHERED = 10000, MESSAGE_SIZE = 640, SOURCE_SIZE = 256 };

struct diagnostic_entry {
    blackout_severity severity;
    struct diagnostic_position position;
    size_t order;
    char code[32];
    char field[64];
    char message[MESSAGE_SIZE];
};

struct diagnostic_file {
    char source[SOURCE_SIZE];
    size_t fault_count;
};

static void tell(const struct diagnostics *diagnostics, const struct diagnostic_entry *entry)
{
    if (diagnostics->function != NULL) {
        char source[SOURCE_SIZE];
        memcpy(source, diagnostics->files[entry->position.file].source, sizeof source);
        text_make_line(source);
        blackout_diagnostic diagnostic = {.severity = entry->severity,
                                          .code = entry->code,
                                          .source = source,
                                          .line = entry->position.line,
                                          .column = entry->position.column,
                                          .field = entry->field,
                                          .message = entry->message};
        diagnostics->function(diagnostics->user, &diagnostic);
    }
}

static int compare_positions(const struct diagnostic_position *a,
                             const struct diagnostic_position *b)
{
    if (a->file != b->file) {
        return a->file < b->file ? -1 : 1;
    }
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return (a->column > b->column) - (a->column < b->column);
}

static int in_order(const void *a, const void *b)
{
    const struct diagnostic_entry *x = a;
    const struct diagnostic_entry *y = b;
    int order = compare_positions(&x->position, &y->position);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* Tells the first `count` entries, and those that stand in the same place as the last of them. */
static void tell_first(struct diagnostics *diagnostics, size_t count)
{
    struct diagnostic_entry *entries = diagnostics->entries;
    if (diagnostics->entry_count > 0) {
        qsort(entries, diagnostics->entry_count, sizeof *entries, in_order);
    }
    size_t told = 0;
    while (told < diagnostics->entry_count &&
           (told < count || compare_positions(&entries[told].position, &diagnostics->told) == 0)) {
        tell(diagnostics, &entries[told]);
        diagnostics->any_told = true;
        diagnostics->told = entries[told++].position;
    }
    diagnostics->entry_count -= told;
    if (diagnostics->entry_count > 0) {
        memmove(entries, entries + told, diagnostics->entry_count * sizeof *entries);
    }
}

static void gather(struct diagnostics *diagnostics, const struct diagnostic_entry *entry)
{
    if (diagnostics->entry_count >= MOST_GATHERED) {
        tell_first(diagnostics, MOST_GATHERED / 2);
    }
    if (diagnostics->entry_count == diagnostics->entry_capacity) {
        size_t capacity = diagnostics->entry_capacity > 0 ? 2 * diagnostics->entry_capacity : 16;
        struct diagnostic_entry *larger = realloc(diagnostics->entries, capacity * sizeof *larger);
        if (larger == NULL) { /* the order may suffer, the message may not */
            tell(diagnostics, entry);
            return;
        }
        diagnostics->entries = larger;
        diagnostics->entry_capacity = capacity;
    }
    diagnostics->entries[diagnostics->entry_count++] = *entry;
}

/* Long names are told apart by their beginnings. */
static uint64_t source_hash(const char *source)
{
    return string_hash(0, source, strnlen(source, SOURCE_SIZE - 1));
}

static uint32_t find_file(const struct diagnostics *diagnostics, const char *source)
{
    struct lookup_step step = lookup_start(source_hash(source));
    uint32_t number;
    while ((number = lookup_next(&diagnostics->by_source, &step)) != LOOKUP_NONE &&
           strncmp(diagnostics->files[number].source, source, SOURCE_SIZE - 1) != 0) {
    }
    return number;
}

/* The number of a file, known from now on. Out of memory, the last one stands for it. */
static size_t file_number(struct diagnostics *diagnostics, const char *source)
{
    const uint32_t known = find_file(diagnostics, source);
    if (known != LOOKUP_NONE) {
        return known;
    }
    if (arena_grow(&diagnostics->arena, (void **)&diagnostics->files, &diagnostics->file_capacity,
                   diagnostics->file_count, sizeof *diagnostics->files) != 0 ||
        lookup_add(&diagnostics->by_source, &diagnostics->arena, source_hash(source),
                   (uint32_t)diagnostics->file_count) != 0) {
        return diagnostics->file_count > 0 ? diagnostics->file_count - 1 : SIZE_MAX;
    }
    struct diagnostic_file *file = &diagnostics->files[diagnostics->file_count];
    *file = (struct diagnostic_file){0};
    snprintf(file->source, sizeof file->source, "%s", source);
    return diagnostics->file_count++;
}

static void add(struct diagnostics *diagnostics, blackout_severity severity,
                const struct place *place, const char *code, const char *message)
{
    size_t file = file_number(diagnostics, place->source);
    struct diagnostic_entry entry = {.severity = severity,
                                     .position = {file, place->line, place->column}};
    bool fault = severity == BLACKOUT_FAULT;
    diagnostics->fault_count += fault ? 1 : 0;
    diagnostics->warning_count += fault ? 0 : 1;
    if (file == SIZE_MAX) {
        return; /* not even the name of the file could be kept */
    }
    if (diagnostics->read_again && file == diagnostics->known.file &&
        compare_positions(&entry.position, &diagnostics->known) <= 0) {
        diagnostics->fault_count -= fault ? 1 : 0;
        diagnostics->warning_count -= fault ? 0 : 1;
        return;
    }
    diagnostics->files[file].fault_count += fault ? 1 : 0;
    entry.order = diagnostics->fault_count + diagnostics->warning_count;
    snprintf(entry.code, sizeof entry.code, "%s", code);
    snprintf(entry.field, sizeof entry.field, "%s", place->field != NULL ? place->field : "");
    snprintf(entry.message, sizeof entry.message, "%s", message);
    text_make_line(entry.message);
    text_make_line(entry.field);
    gather(diagnostics, &entry);
}

void diagnostics_fault(struct diagnostics *diagnostics, const struct place *place, const char *code,
                       const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    add(diagnostics, BLACKOUT_FAULT, place, code, message);
}

void diagnostics_warn(struct diagnostics *diagnostics, const struct place *place, const char *code,
                      const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    add(diagnostics, BLACKOUT_WARNING, place, code, message);
}

void diagnostics_file(struct diagnostics *diagnostics, const char *source)
{
    file_number(diagnostics, source);
}

size_t diagnostics_faults_of(const struct diagnostics *diagnostics, const char *source)
{
    const uint32_t file = find_file(diagnostics, source);
    return file != LOOKUP_NONE ? diagnostics->files[file].fault_count : 0;
}

void diagnostics_flush(struct diagnostics *diagnostics)
{
    tell_first(diagnostics, diagnostics->entry_count);
    diagnostics->read_again = false;
}

void diagnostics_rewind(struct diagnostics *diagnostics, const char *source)
{
    size_t file = file_number(diagnostics, source);
    size_t kept = 0;
    for (size_t i = 0; i < diagnostics->entry_count; ++i) {
        const struct diagnostic_entry *entry = &diagnostics->entries[i];
        if (entry->position.file != file) {
            diagnostics->entries[kept++] = *entry;
        } else if (entry->severity == BLACKOUT_FAULT) {
            --diagnostics->fault_count;
            --diagnostics->files[file].fault_count;
        } else {
            --diagnostics->warning_count;
        }
    }
    diagnostics->entry_count = kept;
    diagnostics->read_again = diagnostics->any_told && diagnostics->told.file == file;
    diagnostics->known = diagnostics->told;
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    free(diagnostics->entries);
    diagnostics->entries = NULL;
    diagnostics->entry_capacity = 0;
    arena_free(&diagnostics->arena);
    diagnostics->files = NULL;
    diagnostics->file_capacity = 0;
    diagnostics->file_count = 0;
    diagnostics->by_source = (struct lookup){0};
}
