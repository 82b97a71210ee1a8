/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for a terminal: headings, and tables aligned by blanks and indented by two. Empty lines come
 * before headings, before a table that follows a sentence, and before a sentence that follows a
 * table; so builders need not think of them. */
#include "document/render.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "core/writer.h"

struct page {
    struct writer writer;
    struct arena arena; /* texts of the table at hand */
    bool failed;        /* memory is out */
};

/* Blanks before a note, and before everything below a heading. */
enum { INDENT = 2 };

/* ---- Lines ----------------------------------------------------------------------------------- */

/* A text whose further lines begin below the first. */
static void put_text(struct writer *writer, const char *text, size_t indent)
{
    for (const char *end = strchr(text, '\n'); end != NULL; end = strchr(text, '\n')) {
        writer_bytes(writer, text, (size_t)(end + 1 - text));
        writer_repeat(writer, ' ', indent);
        text = end + 1;
    }
    writer_put(writer, text);
}

static void put_runs(struct writer *writer, const struct value *runs, size_t count, size_t indent)
{
    char buffer[VALUE_PRINT_SIZE];
    for (size_t i = 0; i < count; ++i) {
        put_text(writer, value_print(buffer, &runs[i]), indent);
    }
}

static void put_line(struct writer *writer, const struct block *block, size_t indent)
{
    writer_repeat(writer, ' ', indent);
    put_runs(writer, block->runs, block->run_count, indent);
    writer_put(writer, "\n");
}

static void put_heading(struct writer *writer, const struct block *block)
{
    size_t indent = INDENT * (size_t)(block->level - 1);
    writer_put(writer, "\n");
    writer_repeat(writer, ' ', indent);
    put_runs(writer, block->runs, block->title_runs, indent);
    if (block->unit != NULL) {
        writer_put(writer, " (");
        writer_put(writer, block->unit);
        writer_put(writer, ")");
    }
    put_runs(writer, block->runs + block->title_runs, block->run_count - block->title_runs, indent);
    writer_put(writer, "\n");
}

/* ---- Tables ---------------------------------------------------------------------------------- */

/* A text of the data on one line, so that its row is one; NULL when memory is out. */
static const char *one_line(struct page *page, const char *text)
{
    static const char breaks[] = "\t\n\v\f\r";
    if (text[strcspn(text, breaks)] == '\0') {
        return text;
    }
    char *line = arena_copy(&page->arena, text, strlen(text));
    for (char *c = line; c != NULL && *(c += strcspn(c, breaks)) != '\0';) {
        *c = ' ';
    }
    return line;
}

/* The texts of all cells, the header first: [row_count + 1][column_count]; NULL when memory is out.
 * Made once and measured before anything is written: the width of a column is that of its widest
 * text. */
static const char **table_texts(struct page *page, const struct sheet *table)
{
    size_t columns = table->column_count;
    const char **texts = arena_alloc(&page->arena, (table->row_count + 1) * columns, sizeof *texts);
    for (size_t k = 0; texts != NULL && k < columns; ++k) {
        texts[k] = table->columns[k].name;
    }
    for (size_t i = 0; texts != NULL && i < table->row_count * columns; ++i) {
        char buffer[VALUE_PRINT_SIZE];
        const struct value *value = &table->cells[i];
        const char *text = value->ditto ? "" : value_print(buffer, value);
        texts[columns + i] =
            text == buffer ? arena_copy(&page->arena, text, strlen(text)) : one_line(page, text);
        if (texts[columns + i] == NULL) {
            return NULL;
        }
    }
    return texts;
}

static void put_row(struct writer *writer, const struct sheet *table, const char *const *texts,
                    const size_t *widths)
{
    writer_put(writer, " ");
    for (size_t k = 0; k < table->column_count; ++k) {
        size_t blanks = widths[k] - text_width(texts[k]);
        bool left = table->columns[k].left;
        bool last = k + 1 == table->column_count;
        if (widths[k] == 0) {
            continue; /* nothing in the whole column */
        }
        writer_put(writer, k == 0 ? " " : "  ");
        writer_repeat(writer, ' ', left ? 0 : blanks);
        writer_put(writer, texts[k]);
        writer_repeat(writer, ' ', left && !last ? blanks : 0);
    }
    writer_put(writer, "\n");
}

static void put_table(struct page *page, const struct sheet *table)
{
    const char **texts = table_texts(page, table);
    size_t *widths = arena_alloc(&page->arena, table->column_count, sizeof *widths);
    if (texts == NULL || widths == NULL) {
        page->failed = true;
        return;
    }
    for (size_t i = 0; i < (table->row_count + 1) * table->column_count; ++i) {
        size_t width = text_width(texts[i]);
        size_t *widest = &widths[i % table->column_count];
        *widest = width > *widest ? width : *widest;
    }
    for (size_t row = 0; table->row_count > 0 && row <= table->row_count; ++row) {
        put_row(&page->writer, table, texts + row * table->column_count, widths);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

static void put_block(struct page *page, const struct block *block, enum block_kind before)
{
    struct writer *writer = &page->writer;
    bool after_table = before == BLOCK_TABLE || before == BLOCK_NOTE;
    switch (block->kind) {
    case BLOCK_PART:
        writer_repeat(writer, '\n', (size_t)block->level);
        break;
    case BLOCK_HEADING:
        put_heading(writer, block);
        break;
    case BLOCK_PARAGRAPH:
        writer_put(writer, after_table ? "\n" : "");
        put_line(writer, block, 0);
        break;
    case BLOCK_NOTE:
        put_line(writer, block, INDENT * (size_t)block->level);
        break;
    case BLOCK_TABLE:
        writer_put(writer, before == BLOCK_PARAGRAPH ? "\n" : "");
        put_table(page, block->table);
        break;
    case BLOCK_FIGURES:
    case BLOCK_NUMBERS:
    case BLOCK_CHART: /* all of it is in sentences and tables */
        break;
    }
}

static void put_warnings(struct writer *writer, const struct warning_list *warnings)
{
    writer_put(writer, warnings->count > 0 ? "\nWarnings\n" : "");
    for (size_t i = 0; i < warnings->count; ++i) {
        writer_repeat(writer, ' ', INDENT);
        writer_put(writer, warnings->items[i].where);
        writer_put(writer, ": ");
        char tail[WARNING_TAIL_SIZE];
        warning_tail(tail, &warnings->items[i]);
        writer_put(writer, warnings->items[i].message);
        writer_put(writer, tail);
        writer_put(writer, "\n");
    }
}

blackout_status render_text(const struct document *document, blackout_sink *sink, void *user,
                            blackout_error *error)
{
    struct page page = {.failed = document->failed};
    enum block_kind before = BLOCK_PART;
    writer_init(&page.writer, sink, user);
    for (size_t i = 0; i < document->block_count && !page.failed; ++i) {
        /* a part's empty lines set it apart from the one before: the first has none */
        if (i > 0 || document->blocks[i].kind != BLOCK_PART) {
            put_block(&page, &document->blocks[i], before);
        }
        before = document->blocks[i].kind < BLOCK_FIGURES ? document->blocks[i].kind : before;
    }
    if (document->warnings != NULL && !page.failed) {
        put_warnings(&page.writer, document->warnings);
    }
    arena_free(&page.arena);
    return page.failed ? error_memory(error) : writer_finish(&page.writer, error);
}
