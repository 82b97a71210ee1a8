/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for a terminal: sentences in lines that fit, headings, and tables indented by two. Empty
 * lines come before headings, before a table that follows a sentence, and before a sentence that
 * follows a table; so builders need not think of them. */
#include "document/render.h"

#include <string.h>

#include "core/error.h"
#include "document/text_lines.h"
#include "document/text_table.h"

struct page {
    struct writer writer;
    struct text_form form;
    struct arena arena; /* texts of lines and tables */
    bool failed;        /* memory is out */
};

/* Blanks before a note, and before everything below a heading. */
enum { INDENT = 2 };

/* ---- Lines ----------------------------------------------------------------------------------- */

/* The texts one after the other; NULL when memory is out. */
static char *join(struct page *page, const char *const *texts, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; ++i) {
        length += strlen(texts[i]);
    }
    char *joined = arena_alloc(&page->arena, length + 1, sizeof *joined);
    size_t used = 0;
    for (size_t i = 0; joined != NULL && i < count; ++i) {
        const size_t size = strlen(texts[i]);
        memcpy(joined + used, texts[i], size);
        used += size;
    }
    return joined;
}

/* What the runs from `first` on say; NULL when memory is out. Printed twice, once for their length:
 * a package may have a hundred thousand identifiers. */
static const char *runs_text(struct page *page, const struct block *block, size_t first, size_t end)
{
    char buffer[VALUE_PRINT_SIZE];
    size_t length = 0;
    for (size_t i = first; i < end; ++i) {
        length += strlen(value_shown(buffer, &block->runs[i]));
    }
    char *text = arena_alloc(&page->arena, length + 1, sizeof *text);
    size_t used = 0;
    for (size_t i = first; i < end && text != NULL; ++i) {
        const char *run = value_shown(buffer, &block->runs[i]);
        const size_t size = strlen(run);
        memcpy(text + used, run, size + 1);
        used += size;
    }
    return text;
}

/* Writes texts as one sentence, of which the first has the tone; a text of NULL is one for which
 * memory was out. Cleaned of what would disturb a terminal once it is whole, wherever the data are
 * in it. */
static void put_sentence(struct page *page, size_t indent, enum tone tone, const char *const *texts,
                         size_t count)
{
    bool known = true;
    for (size_t i = 0; i < count; ++i) {
        known = known && texts[i] != NULL;
    }
    const char *joined = known ? join(page, texts, count) : NULL;
    const char *line = joined != NULL ? text_one_line(&page->arena, joined) : NULL;
    if (line == NULL) {
        page->failed = true;
        return;
    }
    text_put_prose(&page->form, line, indent, tone, strlen(texts[0]));
}

static void put_line(struct page *page, const struct block *block, size_t indent)
{
    const char *text = runs_text(page, block, 0, block->run_count);
    put_sentence(page, indent, TONE_PLAIN, &text, 1);
}

/* The title, its unit in brackets, then what goes into detail, all on one line: "Losses by platform
 * (M USD): ...". */
static void put_heading(struct page *page, const struct block *block)
{
    const char *title = runs_text(page, block, 0, block->title_runs);
    const bool has_unit = block->unit != NULL;
    const char *const texts[] = {title, has_unit ? " (" : "", has_unit ? block->unit : "",
                                 has_unit ? ")" : "",
                                 runs_text(page, block, block->title_runs, block->run_count)};
    writer_put(&page->writer, "\n");
    put_sentence(page, INDENT * (size_t)(block->level - 1), TONE_HEADING, texts,
                 sizeof texts / sizeof texts[0]);
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
        put_heading(page, block);
        break;
    case BLOCK_PARAGRAPH:
        writer_put(writer, after_table ? "\n" : "");
        put_line(page, block, 0);
        break;
    case BLOCK_NOTE:
        put_line(page, block, INDENT * (size_t)block->level);
        break;
    case BLOCK_TABLE:
        writer_put(writer, before == BLOCK_PARAGRAPH ? "\n" : "");
        if (!text_put_table(&page->form, block->table, INDENT, &page->arena)) {
            page->failed = true;
        }
        break;
    case BLOCK_FIGURES:
    case BLOCK_FINDING:
    case BLOCK_NUMBERS:
    case BLOCK_CHART: /* all of it is in sentences and tables */
        break;
    }
}

/* What it is about comes first and has the colour; a warning about nothing in particular has no
 * colon. */
static void put_warnings(struct page *page, const struct warning_list *warnings)
{
    static const char title[] = "Warnings";
    if (warnings->count > 0) {
        writer_put(&page->writer, "\n");
        text_put_toned(&page->form, TONE_HEADING, title, strlen(title));
        writer_put(&page->writer, "\n");
    }
    for (size_t i = 0; i < warnings->count && !page->failed; ++i) {
        char tail[WARNING_TAIL_SIZE];
        const struct warning *warning = &warnings->items[i];
        warning_tail(tail, warning);
        const char *gap = warning->where[0] != '\0' ? ": " : "";
        const char *const texts[] = {warning->where, gap, warning->message, tail};
        put_sentence(page, INDENT, TONE_WARNING, texts, sizeof texts / sizeof texts[0]);
    }
}

blackout_status render_text(const struct document *document, blackout_sink *sink, void *user,
                            blackout_error *error)
{
    struct page page = {.failed = document->failed};
    enum block_kind before = BLOCK_PART;
    page.form = (struct text_form){.writer = &page.writer,
                                   .columns = document->text.columns > 0 ? document->text.columns
                                                                         : TEXT_COLUMNS,
                                   .is_colored = document->text.is_colored};
    writer_init(&page.writer, sink, user);
    for (size_t i = 0; i < document->block_count && !page.failed; ++i) {
        /* a part's empty lines set it apart from the one before: the first has none */
        if (i > 0 || document->blocks[i].kind != BLOCK_PART) {
            put_block(&page, &document->blocks[i], before);
        }
        /* What text has no part of leaves no trace: empty lines go by what was written last. */
        before = document->blocks[i].kind < BLOCK_FIGURES ? document->blocks[i].kind : before;
    }
    if (document->warnings != NULL && !page.failed) {
        put_warnings(&page, document->warnings);
    }
    arena_free(&page.arena);
    return page.failed ? error_memory(error) : writer_finish(&page.writer, error);
}
