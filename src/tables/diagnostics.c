/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries wait until their file is done, because faults of whole tables are found after those of
 * rows and still belong in the order of lines. Equal causes are found by hash; a flood of
 * different ones is passed on in halves, to bound memory. Where memory is out a fault can lose its
 * file and a warning its count or its money: diagnostics_judge() says so, and nothing is passed on
 * then. */
#include "tables/diagnostics.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/codes.h"
#include "core/hash.h"
#include "core/print.h"
#include "core/text.h"
#include "core/warning.h"

/* Beyond this many causes the first half is passed on, so that memory stays bounded when every line
 * of a large file is wrong in its own way. Order is kept as long as nothing is found that far after
 * its line. */
enum { MOST_GATHERED = 10000, MESSAGE_SIZE = WARNING_SIZE, SOURCE_SIZE = 256 };

/* Texts are arrays and not pointers: entries are sorted and moved whole, and the memory of those
 * that were passed on is used again. A text that is longer is cut. */
struct diagnostic_entry {
    blackout_severity severity;
    struct diagnostic_position position;
    size_t order;
    uint64_t cause;
    size_t count;     /* rows with it */
    size_t last_line; /* that was added */
    size_t lines[WARNING_LINES];
    struct warning_monies money;
    char code[32];
    char field[64];
    char message[MESSAGE_SIZE];
};

struct diagnostic_file {
    char source[SOURCE_SIZE];
    size_t fault_count;
};

/* The source is copied to be made one line: names of files may have line ends. */
static void tell(const struct diagnostics *diagnostics, const struct diagnostic_entry *entry)
{
    if (diagnostics->function == NULL) {
        return;
    }
    char source[SOURCE_SIZE];
    memcpy(source, diagnostics->files[entry->position.file].source, sizeof source);
    text_make_line(source);
    /* on the stack: it has to last until the function returns */
    blackout_money money[WARNING_MONIES];
    blackout_diagnostic diagnostic = {.severity = entry->severity,
                                      .code = entry->code,
                                      .source = source,
                                      .line = entry->position.line,
                                      .column = entry->position.column,
                                      .field = entry->field,
                                      .message = entry->message,
                                      .count = entry->count,
                                      .money = money};
    memcpy(diagnostic.lines, entry->lines, sizeof diagnostic.lines);
    for (size_t i = 0; i < entry->money.count && i < WARNING_MONIES; ++i) {
        const struct warning_money *of = &entry->money.items[i];
        money[diagnostic.money_count++] = (blackout_money){of->currency, sum_value(&of->amount)};
    }
    diagnostics->function(diagnostics->user, &diagnostic);
}

/* By the column too: faults of one line are reported as its fields follow. */
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

/* At one place the one that was found first comes first: qsort() alone would leave that open. */
static int in_order(const void *a, const void *b)
{
    const struct diagnostic_entry *x = a;
    const struct diagnostic_entry *y = b;
    int order = compare_positions(&x->position, &y->position);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static void add_cause(struct diagnostics *diagnostics, size_t entry)
{
    if (lookup_add(&diagnostics->by_cause, &diagnostics->causes, diagnostics->entries[entry].cause,
                   (uint32_t)entry) != 0) {
        diagnostics->incomplete = true;
    }
}

static void add_money(struct diagnostics *diagnostics, size_t entry, const char *currency,
                      double amount)
{
    if (warning_monies_add(&diagnostics->entries[entry].money, &diagnostics->arena, currency,
                           amount) != 0) {
        diagnostics->incomplete = true;
    }
}

/* Looks causes up anew, once entries have moved. Entries that a row has touched have other numbers
 * now, and so are forgotten: at worst, the money of one row is not named. The arena of causes is
 * their own for this: it is freed whole, however often a flood is passed on. */
static void index_causes(struct diagnostics *diagnostics)
{
    arena_free(&diagnostics->causes);
    diagnostics->by_cause = (struct lookup){0};
    diagnostics->touched_count = 0;
    for (size_t i = 0; i < diagnostics->entry_count; ++i) {
        add_cause(diagnostics, i);
    }
}

/* Passes on the first `count` entries, and those at the same place as the last of them: `told` is a
 * place, and what a second reading finds up to it must all have been passed on. */
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
    index_causes(diagnostics);
}

/* Notes that a row has to do with an entry, until its money is said. Beyond the room an entry lacks
 * the row's money and nothing else. */
static void touch(struct diagnostics *diagnostics, size_t entry)
{
    if (diagnostics->touched_count < DIAGNOSTICS_MOST_TOUCHED) {
        diagnostics->touched[diagnostics->touched_count++] = entry;
    }
}

static void gather(struct diagnostics *diagnostics, const struct diagnostic_entry *entry)
{
    /* Half, so that what is still to come for lines near the last ones finds its place. */
    if (diagnostics->entry_count >= MOST_GATHERED) {
        tell_first(diagnostics, MOST_GATHERED / 2);
    }
    if (diagnostics->entry_count == diagnostics->entry_capacity) {
        size_t capacity = diagnostics->entry_capacity > 0 ? 2 * diagnostics->entry_capacity : 16;
        struct diagnostic_entry *larger = realloc(diagnostics->entries, capacity * sizeof *larger);
        if (larger == NULL) {
            diagnostics->incomplete = true;
            return;
        }
        diagnostics->entries = larger;
        diagnostics->entry_capacity = capacity;
    }
    diagnostics->entries[diagnostics->entry_count] = *entry;
    add_cause(diagnostics, diagnostics->entry_count);
    touch(diagnostics, diagnostics->entry_count++);
}

/* The entry of another row with the same cause, or NULL. What is wrong with one line several times
 * is not the same. */
static struct diagnostic_entry *find_cause(struct diagnostics *diagnostics,
                                           const struct diagnostic_entry *entry)
{
    struct lookup_step step = lookup_start(entry->cause);
    uint32_t place;
    while ((place = lookup_next(&diagnostics->by_cause, &step)) != LOOKUP_NONE) {
        struct diagnostic_entry *known = &diagnostics->entries[place];
        if (known->cause == entry->cause && known->last_line != entry->position.line) {
            touch(diagnostics, place);
            return known;
        }
    }
    return NULL;
}

/* Counts a row with the entry of its cause; the first row in the file has the word. */
static void merge(struct diagnostic_entry *known, const struct diagnostic_entry *entry)
{
    if (compare_positions(&entry->position, &known->position) < 0) {
        known->position = entry->position;
        memcpy(known->message, entry->message, sizeof known->message);
    }
    ++known->count;
    known->last_line = entry->position.line;
    warning_lines_add(known->lines, entry->position.line);
}

/* Long names are told apart by their beginnings. As they are kept, so that a name is found by what
 * is left of it. */
static uint64_t source_hash(const char *source)
{
    return string_hash(0, source, strnlen(source, SOURCE_SIZE - 1));
}

/* Compared as far as names are kept, as they are hashed. */
static uint32_t find_file(const struct diagnostics *diagnostics, const char *source)
{
    struct lookup_step step = lookup_start(source_hash(source));
    uint32_t number;
    while ((number = lookup_next(&diagnostics->by_source, &step)) != LOOKUP_NONE &&
           strncmp(diagnostics->files[number].source, source, SOURCE_SIZE - 1) != 0) {
    }
    return number;
}

/* The number of a file, known from now on. Out of memory, the last one is taken for it. */
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
        diagnostics->incomplete = true;
        return diagnostics->file_count > 0 ? diagnostics->file_count - 1 : SIZE_MAX;
    }
    struct diagnostic_file *file = &diagnostics->files[diagnostics->file_count];
    *file = (struct diagnostic_file){0};
    snprintf(file->source, sizeof file->source, "%s", source);
    return diagnostics->file_count++;
}

/* Faults are counted even where they cannot be kept: a package must not be taken for sound because
 * memory is out. `each` gets them one by one, before they are counted together: it leaves out rows,
 * and needs every one. */
static void add(struct diagnostics *diagnostics, blackout_severity severity,
                const struct place *place, const char *code, const char *message)
{
    size_t file = file_number(diagnostics, place->source);
    if (severity == BLACKOUT_FAULT && diagnostics->each != NULL) {
        diagnostics->each(diagnostics->each_user, place, code, message);
    }
    struct diagnostic_entry entry = {.severity = severity,
                                     .position = {file, place->line, place->column}};
    bool fault = severity == BLACKOUT_FAULT;
    diagnostics->fault_count += fault ? 1 : 0;
    diagnostics->warning_count += fault ? 0 : 1;
    if (file == SIZE_MAX) {
        return; /* not even the name of the file could be kept */
    }
    /* a second reading finds again what the first has passed on already */
    if (diagnostics->read_again && file == diagnostics->known.file &&
        compare_positions(&entry.position, &diagnostics->known) <= 0) {
        diagnostics->fault_count -= fault ? 1 : 0;
        diagnostics->warning_count -= fault ? 0 : 1;
        return;
    }
    diagnostics->files[file].fault_count += fault ? 1 : 0;
    /* the order of finding: it decides between entries of one place alone */
    entry.order = diagnostics->fault_count + diagnostics->warning_count;
    /* codes are words of core/codes.c, all of them shorter */
    snprintf(entry.code, sizeof entry.code, "%s", code);
    snprintf(entry.field, sizeof entry.field, "%s", place->field != NULL ? place->field : "");
    snprintf(entry.message, sizeof entry.message, "%s", message);
    text_make_line(entry.message);
    text_make_line(entry.field);
    entry.count = 1;
    entry.last_line = place->line;
    entry.lines[0] = place->line;
    /* of one file, column and severity: the same words elsewhere are another thing to correct */
    entry.cause = hash_mix(code_cause(code, entry.message) ^
                           hash_mix((uint64_t)file << 32 | (place->column << 1) | (fault ? 1 : 0)));
    struct diagnostic_entry *known = find_cause(diagnostics, &entry);
    if (known != NULL) {
        merge(known, &entry);
    } else {
        gather(diagnostics, &entry);
    }
}

void diagnostics_fault(struct diagnostics *diagnostics, const struct place *place, const char *code,
                       const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    print_in_room(message, sizeof message, format, arguments);
    va_end(arguments);
    add(diagnostics, BLACKOUT_FAULT, place, code, message);
}

void diagnostics_warn(struct diagnostics *diagnostics, const struct place *place, const char *code,
                      const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    print_in_room(message, sizeof message, format, arguments);
    va_end(arguments);
    add(diagnostics, BLACKOUT_WARNING, place, code, message);
}

/* The money of a row is known after its faults: entries that it has touched wait for it until the
 * next row. */
void diagnostics_money(struct diagnostics *diagnostics, const char *source, size_t line,
                       const char *currency, double amount)
{
    for (size_t i = 0; currency != NULL && i < diagnostics->touched_count; ++i) {
        const struct diagnostic_entry *entry = &diagnostics->entries[diagnostics->touched[i]];
        const bool of_row =
            entry->last_line == line &&
            strncmp(diagnostics->files[entry->position.file].source, source, SOURCE_SIZE - 1) == 0;
        if (of_row) {
            add_money(diagnostics, diagnostics->touched[i], currency, amount);
        }
    }
    diagnostics->touched_count = 0;
}

void diagnostics_money_of_last(struct diagnostics *diagnostics, const char *currency, double amount)
{
    if (diagnostics->touched_count > 0) {
        add_money(diagnostics, diagnostics->touched[--diagnostics->touched_count], currency,
                  amount);
    }
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

bool diagnostics_seek_advice(const struct diagnostics *diagnostics)
{
    enum { MOST_SEARCHES = 1000 };
    return diagnostics->fault_count <= MOST_SEARCHES;
}

blackout_status diagnostics_judge(const struct diagnostics *diagnostics, blackout_status status,
                                  blackout_error *error)
{
    return status == BLACKOUT_OK && diagnostics->incomplete ? error_memory(error) : status;
}

void diagnostics_flush(struct diagnostics *diagnostics)
{
    tell_first(diagnostics, diagnostics->entry_count);
    diagnostics->read_again = false;
}

/* What has been passed on cannot be taken back: `known` says up to where, and is not said again. */
void diagnostics_rewind(struct diagnostics *diagnostics, const char *source)
{
    size_t file = file_number(diagnostics, source);
    size_t kept = 0;
    for (size_t i = 0; i < diagnostics->entry_count; ++i) {
        const struct diagnostic_entry *entry = &diagnostics->entries[i];
        if (entry->position.file != file) {
            diagnostics->entries[kept++] = *entry;
        } else if (entry->severity == BLACKOUT_FAULT) {
            diagnostics->fault_count -= entry->count;
            diagnostics->files[file].fault_count -= entry->count;
        } else {
            diagnostics->warning_count -= entry->count;
        }
    }
    diagnostics->entry_count = kept;
    index_causes(diagnostics);
    diagnostics->read_again = diagnostics->any_told && diagnostics->told.file == file;
    diagnostics->known = diagnostics->told;
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    free(diagnostics->entries);
    diagnostics->entries = NULL;
    diagnostics->entry_capacity = 0;
    arena_free(&diagnostics->arena);
    arena_free(&diagnostics->causes);
    diagnostics->by_cause = (struct lookup){0};
    diagnostics->touched_count = 0;
    diagnostics->files = NULL;
    diagnostics->file_capacity = 0;
    diagnostics->file_count = 0;
    diagnostics->by_source = (struct lookup){0};
}
