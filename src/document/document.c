/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory comes from one arena and is freed with the document. Builders do not check each call: a
 * failed allocation is remembered, and the renderer refuses the document. A document that has
 * failed is refused as a whole: a report with a line missing looks like a whole one. */
#include "document/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/print.h"

/* `failed` outlives what it is about, so that a renderer still refuses the document. */
void document_free(struct document *document)
{
    arena_free(&document->arena);
    *document = (struct document){.failed = document->failed};
}

/* "" and not NULL: builders put the text on without looking. Printed twice, since the length is
 * known only afterwards. By print_list(): a host program may have set a locale with a decimal
 * comma. */
const char *document_format(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = print_list(NULL, 0, format, arguments);
    va_end(arguments);
    char *text =
        length >= 0 ? arena_alloc(&document->arena, (size_t)length + 1, sizeof *text) : NULL;
    if (text == NULL) {
        document->failed = true;
        return "";
    }
    va_start(arguments, format);
    print_list(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* A document that has failed takes nothing more: what came after would be read without what is
 * missing. */
struct block *document_block(struct document *document, enum block_kind kind)
{
    if (document->failed ||
        arena_grow(&document->arena, (void **)&document->blocks, &document->block_capacity,
                   document->block_count, sizeof *document->blocks) != 0) {
        document->failed = true;
        return NULL;
    }
    struct block *block = &document->blocks[document->block_count++];
    *block = (struct block){.kind = kind};
    return block;
}

static void add_run(struct document *document, struct block *block, struct value value)
{
    if (document->failed ||
        arena_grow(&document->arena, (void **)&block->runs, &block->run_capacity, block->run_count,
                   sizeof *block->runs) != 0) {
        document->failed = true;
        return;
    }
    block->runs[block->run_count++] = value;
}

/* A part of a template has no NUL at its end, so that it is copied. */
static void add_text(struct document *document, struct block *block, const char *text,
                     size_t length)
{
    const char *copy = length > 0 ? arena_copy(&document->arena, text, length) : "";
    if (copy == NULL) {
        document->failed = true;
    } else if (length > 0) {
        add_run(document, block, value_text(copy));
    }
}

/* A count that is wrong is found at once and not when a report is read: the document fails. Values
 * are given apart from the text, so that no renderer has to find a number in a sentence. */
void document_add(struct document *document, const char *template, const struct value *values,
                  size_t count)
{
    static const char place[] = "{}";
    if (document->failed || document->block_count == 0) {
        document->failed = true;
        return;
    }
    struct block *block = &document->blocks[document->block_count - 1];
    for (size_t i = 0; i < count; ++i) {
        const char *next = strstr(template, place);
        if (next == NULL) {
            document->failed = true;
            return;
        }
        add_text(document, block, template, (size_t)(next - template));
        add_run(document, block, values[i]);
        template = next + sizeof place - 1;
    }
    document->failed = document->failed || strstr(template, place) != NULL;
    add_text(document, block, template, strlen(template));
}

/* The template of a heading is its title: what document_add() puts after it goes into detail. */
static void add_line(struct document *document, const struct block *as, const char *template,
                     const struct value *values, size_t count)
{
    struct block *block = document_block(document, as->kind);
    if (block != NULL) {
        block->level = as->level;
        document_add(document, template, values, count);
        block->title_runs = block->run_count;
    }
}

void document_headline(struct document *document)
{
    if (document->failed || document->block_count == 0) {
        document->failed = true;
        return;
    }
    struct block *block = &document->blocks[document->block_count - 1];
    block->headline_runs = block->run_count;
}

void document_part(struct document *document, int level, const char *template,
                   const struct value *values, size_t count)
{
    const struct block as = {.kind = BLOCK_PART, .level = level};
    add_line(document, &as, template, values, count);
}

void document_heading(struct document *document, int level, const char *template,
                      const struct value *values, size_t count)
{
    const struct block as = {.kind = BLOCK_HEADING, .level = level};
    add_line(document, &as, template, values, count);
}

void document_paragraph(struct document *document, const char *template, const struct value *values,
                        size_t count)
{
    const struct block as = {.kind = BLOCK_PARAGRAPH};
    add_line(document, &as, template, values, count);
}

void document_finding(struct document *document, const char *template, const struct value *values,
                      size_t count)
{
    const struct block as = {.kind = BLOCK_FINDING};
    add_line(document, &as, template, values, count);
}

void document_note(struct document *document, int level, const char *template,
                   const struct value *values, size_t count)
{
    const struct block as = {.kind = BLOCK_NOTE, .level = level};
    add_line(document, &as, template, values, count);
}

/* An empty unit is none, so that renderers write no empty brackets. */
void document_heading_unit(struct document *document, const char *unit)
{
    if (!document->failed && document->block_count > 0 && unit[0] != '\0') {
        document->blocks[document->block_count - 1].unit = unit;
    }
}

bool document_has_parts(const struct document *document)
{
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_PART) {
            return true;
        }
    }
    return false;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

/* Columns are copied, because builders make them on the stack with the units of the report at hand.
 */
struct sheet *sheet_new(struct document *document, const struct column *columns, size_t count)
{
    struct sheet *table = arena_alloc(&document->arena, 1, sizeof *table);
    struct column *copies = arena_alloc(&document->arena, count, sizeof *copies);
    if (table == NULL || copies == NULL) {
        document->failed = true;
        return NULL;
    }
    memcpy(copies, columns, count * sizeof *copies);
    *table = (struct sheet){.document = document, .columns = copies, .column_count = count};
    return table;
}

/* A table of NULL is one for which memory was out: its rows are lost, as the document knows. Cells
 * of all rows are one array, which moves while it grows: no cell may be kept by its address before
 * the table is whole. The columns that a row has no value for are empty, so that renderers need not
 * ask how long it is. */
void sheet_row(struct sheet *table, const struct value *values, size_t count)
{
    if (table == NULL || table->document->failed ||
        arena_grow(&table->document->arena, (void **)&table->cells, &table->row_capacity,
                   table->row_count, table->column_count * sizeof *table->cells) != 0) {
        if (table != NULL) {
            table->document->failed = true;
        }
        return;
    }
    struct value *row = &table->cells[table->row_count++ * table->column_count];
    for (size_t i = 0; i < table->column_count; ++i) {
        row[i] = i < count ? values[i] : value_empty();
    }
}

/* A table may be in several blocks: it is referred to and never copied. */
static void put_table(struct document *document, enum block_kind kind, const struct sheet *table)
{
    struct block *block = table != NULL ? document_block(document, kind) : NULL;
    if (block != NULL) {
        block->table = table;
    }
}

void document_table(struct document *document, const struct sheet *table)
{
    put_table(document, BLOCK_TABLE, table);
}

void document_figures(struct document *document, const struct sheet *table)
{
    put_table(document, BLOCK_FIGURES, table);
}

void document_numbers(struct document *document, const struct sheet *table)
{
    put_table(document, BLOCK_NUMBERS, table);
}

const struct value *sheet_cell(const struct sheet *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

/* A column with a name is told at once: renderers ask for every cell. */
bool sheet_column_is_empty(const struct sheet *table, size_t column)
{
    bool empty = table->columns[column].name[0] == '\0';
    for (size_t row = 0; row < table->row_count && empty; ++row) {
        empty = value_is_empty(sheet_cell(table, row, column));
    }
    return empty;
}
