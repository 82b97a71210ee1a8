/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown as GitHub has it (GFM 0.29): tables with pipes, notes as lists, every value as the text
 * report shows it. Names come from data, so whatever could be markup is escaped: a name shows as it
 * is, and makes no emphasis, no second column, and no link where it says nothing of one. Addresses
 * that are written whole are links in GitHub's Markdown: those of the web are sources, and for
 * those of mail there is no escape. */
#include "document/render.h"

#include <string.h>
#include <strings.h>

#include "core/error.h"
#include "core/text.h"
#include "core/writer.h"

struct page {
    struct writer writer;
    struct arena arena; /* lines in the making */
    bool begun;         /* something is written: what follows is set apart from it */
    bool failed;        /* memory is out */
    int top;            /* level of the headings that a document calls 1 */
};

/* ---- Text ------------------------------------------------------------------------------------ */

/* Whether a character would be markup here (GFM 2.4, 6.4): '_' inside a word is none. `$` is of
 * GitHub alone, which makes formulas of it; the point of "www." makes a link (GFM 6.9). */
static bool is_markup(const char *text, const char *at)
{
    enum { WWW = 3 };
    if (*at == '.') {
        return at - text >= WWW && strncasecmp(at - WWW, "www", WWW) == 0;
    }
    if (*at == '_') {
        return at == text || !text_is_alphanumeric(at[-1]) || !text_is_alphanumeric(at[1]);
    }
    return strchr("\\`*[]<>|#~&$!", *at) != NULL;
}

/* The character that would make a list, a rule or a heading of a line's beginning (GFM 4.1, 4.3,
 * 5.2): "1. ", "1) ", "- ", "+ ", "---", "==="; a sign before a digit makes none. NULL: none
 * does. */
static const char *line_markup(const char *text)
{
    const char *mark = text + strspn(text, "0123456789");
    const char *marks = mark > text ? ".)" : "-+=";
    bool is_mark = *mark != '\0' && strchr(marks, *mark) != NULL;
    bool ends = is_mark && (mark[1] == ' ' || mark[1] == '\0' || mark[1] == *mark);
    return ends ? mark : NULL;
}

/* Writes a text on one line; what begins a line may be markup that is none elsewhere. */
static void put_text(struct writer *writer, const char *text, bool begins_line)
{
    const char *first = begins_line ? line_markup(text) : NULL;
    for (const char *at = text; *at != '\0'; ++at) {
        const size_t control = text_control(at);
        if (control > 0) {
            const bool is_blank = strchr("\t\r\n", *at) != NULL;
            writer_put(writer, is_blank ? " " : "\xEF\xBF\xBD"); /* U+FFFD */
            at += control - 1;
            continue;
        }
        if (at == first || is_markup(text, at)) {
            writer_put(writer, "\\");
        }
        writer_bytes(writer, at, 1);
    }
}

/* Bytes of the mark that ends a direction. */
enum { END_SIZE = 3 };

/* Writes what ends the directions that a text has left open, and returns where it ends: else a name
 * would turn all that follows it. Isolates first, since an embedding that is outside of them is
 * ended outside. */
static char *end_directions(char *end, struct text_directions open)
{
    for (size_t i = 0; i < open.isolates + open.embeddings; ++i, end += END_SIZE) {
        memcpy(end, i < open.isolates ? "\xE2\x81\xA9" : "\xE2\x80\xAC", END_SIZE);
    }
    *end = '\0';
    return end;
}

/* The runs as one text, so that what is markup can be seen across them; "" when memory is out.
 * Directions are ended run by run: it is a run that comes from the data. */
static const char *joined(struct page *page, const struct value *runs, size_t count)
{
    char buffer[VALUE_PRINT_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < count; ++i) {
        const char *run = value_shown(buffer, &runs[i]);
        const struct text_directions open = text_open_directions(run);
        length += strlen(run) + END_SIZE * (open.isolates + open.embeddings);
    }
    char *text = arena_alloc(&page->arena, length + 1, sizeof *text);
    char *end = text;
    for (size_t i = 0; i < count && text != NULL; ++i) {
        const char *run = value_shown(buffer, &runs[i]);
        end = end_directions(stpcpy(end, run), text_open_directions(run));
    }
    page->failed = page->failed || text == NULL;
    return text != NULL ? text : "";
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

static void put_gap(struct page *page)
{
    writer_put(&page->writer, page->begun ? "\n" : "");
    page->begun = true;
}

static void begin_heading(struct page *page, int level)
{
    put_gap(page);
    writer_repeat(&page->writer, '#', (size_t)level);
    writer_put(&page->writer, " ");
}

/* Not at the beginning of a line, after its marks: what is markup there alone is none here. */
static void put_heading(struct page *page, const struct block *block)
{
    struct writer *writer = &page->writer;
    const struct value *detail = block->runs + block->title_runs;
    begin_heading(page, page->top + block->level - 1);
    put_text(writer, joined(page, block->runs, block->title_runs), false);
    if (block->unit != NULL) {
        writer_put(writer, " (");
        put_text(writer, block->unit, false);
        writer_put(writer, ")");
    }
    put_text(writer, joined(page, detail, block->run_count - block->title_runs), false);
    writer_put(writer, "\n");
}

static void put_paragraph(struct page *page, const struct block *block)
{
    put_gap(page);
    put_text(&page->writer, joined(page, block->runs, block->run_count), true);
    writer_put(&page->writer, "\n");
}

/* A list item; one of level 2 belongs to the one before it. Items that follow each other are one
 * list: an empty line between them would make it a loose one, with a paragraph for each. */
static void put_note(struct page *page, const struct block *block, enum block_kind before)
{
    if (before != BLOCK_NOTE) {
        put_gap(page);
    }
    writer_put(&page->writer, block->level > 1 ? "  - " : "- ");
    put_text(&page->writer, joined(page, block->runs, block->run_count), true);
    writer_put(&page->writer, "\n");
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static void put_header(struct writer *writer, const struct sheet *table)
{
    for (size_t k = 0; k < table->column_count; ++k) {
        if (!sheet_column_is_empty(table, k)) {
            writer_put(writer, "| ");
            put_text(writer, table->columns[k].name, false);
            writer_put(writer, " ");
        }
    }
    writer_put(writer, "|\n");
    for (size_t k = 0; k < table->column_count; ++k) {
        if (!sheet_column_is_empty(table, k)) {
            writer_put(writer, table->columns[k].left ? "|---" : "|---:");
        }
    }
    writer_put(writer, "|\n");
}

/* A value that repeats the one above is left empty, as in the text report. */
static void put_row(struct writer *writer, const struct sheet *table, size_t row)
{
    char buffer[VALUE_PRINT_SIZE];
    for (size_t k = 0; k < table->column_count; ++k) {
        const struct value *value = sheet_cell(table, row, k);
        if (!sheet_column_is_empty(table, k)) {
            writer_put(writer, "| ");
            put_text(writer, value->ditto ? "" : value_shown(buffer, value), false);
            writer_put(writer, " ");
        }
    }
    writer_put(writer, "|\n");
}

/* A table without rows is left out: its header would promise some. */
static void put_table(struct page *page, const struct sheet *table)
{
    if (table->row_count == 0) {
        return;
    }
    put_gap(page);
    put_header(&page->writer, table);
    for (size_t row = 0; row < table->row_count; ++row) {
        put_row(&page->writer, table, row);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

static void put_block(struct page *page, const struct block *block, enum block_kind before)
{
    switch (block->kind) {
    case BLOCK_PART:
        begin_heading(page, page->top - 1);
        put_text(&page->writer, joined(page, block->runs, block->run_count), false);
        writer_put(&page->writer, "\n");
        break;
    case BLOCK_HEADING:
        put_heading(page, block);
        break;
    case BLOCK_PARAGRAPH:
        put_paragraph(page, block);
        break;
    case BLOCK_NOTE:
        put_note(page, block, before);
        break;
    case BLOCK_TABLE:
        put_table(page, block->table);
        break;
    case BLOCK_FIGURES:
    case BLOCK_FINDING:
    case BLOCK_NUMBERS:
    case BLOCK_CHART: /* all of it is in sentences and tables */
        break;
    }
}

/* Last, as in the text. Their heading is one of the report and of none of its parts. */
static void put_warnings(struct page *page, const struct warning_list *warnings)
{
    if (warnings->count > 0) {
        begin_heading(page, 2);
        writer_put(&page->writer, "Warnings\n\n");
    }
    for (size_t i = 0; i < warnings->count; ++i) {
        writer_put(&page->writer, "- ");
        put_text(&page->writer, warnings->items[i].where, true);
        writer_put(&page->writer, ": ");
        char tail[WARNING_TAIL_SIZE];
        warning_tail(tail, &warnings->items[i]);
        put_text(&page->writer, warnings->items[i].message, false);
        put_text(&page->writer, tail, false);
        writer_put(&page->writer, "\n");
    }
}

blackout_status render_markdown(const struct document *document, blackout_sink *sink, void *user,
                                blackout_error *error)
{
    /* The title is level 1 and a part level 2, so that headings have no gaps (WCAG 2.1, 1.3.1). */
    struct page page = {.failed = document->failed, .top = document_has_parts(document) ? 3 : 2};
    enum block_kind before = BLOCK_PART;
    writer_init(&page.writer, sink, user);
    if (document->title != NULL && !page.failed) {
        begin_heading(&page, 1);
        put_text(&page.writer, document->title, false);
        writer_put(&page.writer, "\n");
    }
    for (size_t i = 0; i < document->block_count && !page.failed; ++i) {
        put_block(&page, &document->blocks[i], before);
        before = document->blocks[i].kind;
    }
    if (document->warnings != NULL && !page.failed) {
        put_warnings(&page, document->warnings);
    }
    arena_free(&page.arena);
    return page.failed ? error_memory(error) : writer_finish(&page.writer, error);
}
