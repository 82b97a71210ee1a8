/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of HTML that needs nothing else: style and script are in it, and its policy forbids all
 * that is not, so that a name from data could load nothing even if it became markup. What the
 * script adds (copying a table, exact figures under the pointer) can be done without.
 *
 * The first line of a document is its answer: what comes before its ": " is the heading of the
 * page. Warnings follow it, before any figure. */
#include "document/render.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "document/chart_svg.h"
#include "document/html_answer.h"
#include "document/html_table.h"
#include "document/markup.h"
#include "document/page_asset.h"

struct page {
    const struct document *document;
    struct writer writer;
    int top;         /* level of the headings that a document calls 1 */
    bool in_section; /* of a heading of level 1 */
    bool in_part;    /* of a part */
    bool in_notes;   /* in a list of notes */
    bool has_contents;
    size_t heading; /* block of the last heading; 0: none yet */
    size_t section; /* number of it, for its identifier */
};

/* ---- Head ------------------------------------------------------------------------------------ */

/* `default-src 'none'` forbids all requests: a report may have confidential figures, and must not
 * tell anybody that it is read. Styles and script pass by their hashes, and nothing else does. */
static void put_head(struct page *page)
{
    struct writer *writer = &page->writer;
    writer_put(writer, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src ");
    markup_hash(writer, page_asset("chart"));
    writer_put(writer, " ");
    markup_hash(writer, page_asset("style"));
    writer_put(writer, "; script-src ");
    markup_hash(writer, page_asset("script"));
    writer_put(writer, "; base-uri 'none'; form-action 'none'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n");
    html_title(writer, page->document);
    writer_put(writer, "<style>");
    writer_put(writer, page_asset("chart"));
    writer_put(writer, "</style>\n<style>");
    writer_put(writer, page_asset("style"));
    writer_put(writer, "</style>\n</head>\n");
}

/* ---- Contents -------------------------------------------------------------------------------- */

/* Fewer sections are seen at once. */
enum { LEAST_FOR_CONTENTS = 4 };

static bool is_section(const struct block *block)
{
    return block->kind == BLOCK_HEADING && block->level == 1;
}

/* Links to the sections, by the numbers that put_heading() gives them: both count the headings of
 * level 1. Before the first block that is no sentence. Headings of parts are not listed: with parts
 * the same sections come once for each. */
static void put_contents(struct page *page)
{
    const struct document *document = page->document;
    struct writer *writer = &page->writer;
    size_t sections = 0;
    for (size_t i = 0; i < document->block_count; ++i) {
        sections += is_section(&document->blocks[i]) ? 1 : 0;
    }
    if (sections < LEAST_FOR_CONTENTS || page->top != 2 || page->has_contents) {
        return;
    }
    page->has_contents = true;
    sections = 0;
    writer_put(writer, "<nav class=\"contents\" aria-label=\"On this page\">\n<ul>\n");
    for (size_t i = 0; i < document->block_count; ++i) {
        const struct block *block = &document->blocks[i];
        if (is_section(block)) {
            writer_format(writer, "<li><a href=\"#s%zu\">", ++sections);
            html_runs(writer, block->runs, block->title_runs);
            writer_put(writer, "</a></li>\n");
        }
    }
    writer_put(writer, "</ul>\n</nav>\n");
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

static void end_notes(struct page *page)
{
    writer_put(&page->writer, page->in_notes ? "</ul>\n" : "");
    page->in_notes = false;
}

static void end_section(struct page *page)
{
    end_notes(page);
    writer_put(&page->writer, page->in_section ? "</section>\n" : "");
    page->in_section = false;
}

/* From the inside out: a list of notes is within a section, and that within a part. Each may be
 * open or not. */
static void end_part(struct page *page)
{
    end_section(page);
    writer_put(&page->writer, page->in_part ? "</section>\n" : "");
    page->in_part = false;
}

static void put_part(struct page *page, const struct block *block)
{
    end_part(page);
    writer_put(&page->writer, "<section class=\"part\">\n<h2>");
    html_runs(&page->writer, block->runs, block->run_count);
    writer_put(&page->writer, "</h2>\n");
    page->in_part = true;
}

static void put_unit(struct writer *writer, const char *unit)
{
    if (unit != NULL && unit[0] != '\0') {
        writer_put(writer, " <span class=\"unit\">");
        markup_text(writer, unit);
        writer_put(writer, "</span>");
    }
}

/* Levels of headings follow the outline without gaps (WCAG 2.1, 1.3.1): with parts everything is
 * one deeper. */
static void put_heading(struct page *page, const struct block *block)
{
    struct writer *writer = &page->writer;
    const int level = page->top + block->level - 1;
    end_notes(page);
    if (block->level == 1) {
        end_section(page);
        writer_format(writer, "<section aria-labelledby=\"s%zu\">\n", ++page->section);
        writer_format(writer, "<h%d id=\"s%zu\">", level, page->section);
        page->in_section = true;
    } else {
        writer_format(writer, "<h%d>", level);
    }
    html_runs(writer, block->runs, block->title_runs);
    put_unit(writer, block->unit);
    writer_format(writer, "</h%d>\n", level);
    if (block->run_count > block->title_runs) {
        writer_put(writer, "<p class=\"detail\">");
        html_rest(writer, block, block->title_runs);
        writer_put(writer, "</p>\n");
    }
}

static void put_note(struct page *page, const struct block *block)
{
    writer_put(&page->writer, page->in_notes ? "" : "<ul class=\"notes\">\n");
    page->in_notes = true;
    writer_put(&page->writer, block->level > 1 ? "<li class=\"below\">" : "<li>");
    html_runs(&page->writer, block->runs, block->run_count);
    writer_put(&page->writer, "</li>\n");
}

/* The words of the heading that a table is below, cut where they are many. */
enum { LABEL_SIZE = 256 };

/* A table needs a name for screen readers, and its heading is one. Before the first heading there
 * is none: block 0 is the answer. */
static const char *label_of(char label[LABEL_SIZE], const struct page *page)
{
    const struct block *heading = &page->document->blocks[page->heading];
    size_t used = 0;
    if (heading->kind != BLOCK_HEADING) {
        return "Figures";
    }
    label[0] = '\0';
    for (size_t i = 0; i < heading->title_runs && used < LABEL_SIZE; ++i) {
        char buffer[VALUE_PRINT_SIZE];
        used += (size_t)snprintf(label + used, LABEL_SIZE - used, "%s",
                                 value_name(buffer, &heading->runs[i]));
    }
    text_make_line(label);
    return label;
}

/* A title that repeats the heading is said to those who do not see it next to the chart. What the
 * chart is about is written as it is: the words are the program's own and have no markup. */
static void put_chart(struct page *page, const struct chart *chart)
{
    struct writer *writer = &page->writer;
    char heading[LABEL_SIZE];
    const char *words = chart_about(chart);
    const bool same = strcmp(label_of(heading, page), chart->title) == 0; /* the heading says it */
    writer_put(writer, "<figure id=\"");
    markup_identifier(writer, chart->name);
    writer_put(writer, same ? "\">\n<figcaption><span class=\"visually-hidden\">"
                            : "\">\n<figcaption><span>");
    markup_text(writer, chart->title);
    writer_put(writer, "</span>");
    if (words != NULL) {
        writer_put(writer, " <span class=\"about\">");
        writer_put(writer, words);
        writer_put(writer, "</span>");
    }
    writer_put(writer, "</figcaption>\n");
    chart_svg_inside(writer, chart);
    writer_put(writer, "</figure>\n");
}

/* Those that follow each other. */
static void put_charts(struct page *page, size_t next)
{
    const struct document *document = page->document;
    for (; next < document->block_count && document->blocks[next].kind == BLOCK_CHART; ++next) {
        put_chart(page, document->blocks[next].chart);
    }
}

/* Whether a chart has been drawn with what is before it: a table, with its charts. After anything
 * else it stands for itself. */
static bool is_with_table(const struct document *document, size_t index)
{
    const enum block_kind before = index > 0 ? document->blocks[index - 1].kind : BLOCK_NOTE;
    return before == BLOCK_CHART || before == BLOCK_TABLE || before == BLOCK_NUMBERS;
}

/* A table that would fill the window is opened by those who want it. */
enum { MOST_ROWS_OPEN = 40 };

/* A table, and the charts after it, which are of its numbers. Charts come first for people; scripts
 * find the table, which has all digits. */
static void put_exhibit(struct page *page, size_t index)
{
    const struct document *document = page->document;
    struct writer *writer = &page->writer;
    const struct block *block = &document->blocks[index];
    const size_t next = index + 1;
    const bool charts = next < document->block_count && document->blocks[next].kind == BLOCK_CHART;
    const bool closed = block->kind == BLOCK_NUMBERS && block->table->row_count > MOST_ROWS_OPEN;
    char heading[LABEL_SIZE];
    const char *label = charts ? document->blocks[next].chart->title : label_of(heading, page);
    writer_put(writer, !charts  ? ""
                       : closed ? "<div class=\"exhibit long\">\n"
                                : "<div class=\"exhibit\">\n");
    put_charts(page, next);
    writer_put(writer, charts ? "<div class=\"numbers\">\n" : "");
    writer_put(writer, closed ? "<details>\n<summary>All numbers, in a table</summary>\n" : "");
    html_table(writer, block->table, label);
    writer_put(writer, closed ? "</details>\n" : "");
    writer_put(writer, charts ? "</div>\n</div>\n" : "");
}

/* A figure with its interval, which is that of all reports: from the 5 % to the 95 % value. */
static void put_figure(struct writer *writer, const struct sheet *table, size_t row)
{
    const struct value *interval = sheet_cell(table, row, FIGURES_INTERVAL);
    const struct value *about = sheet_cell(table, row, FIGURES_ABOUT);
    writer_put(writer, "<div>\n<dt>");
    html_runs(writer, sheet_cell(table, row, FIGURES_NAME), 1);
    writer_put(writer, "</dt>\n<dd class=\"large\">");
    html_runs(writer, sheet_cell(table, row, FIGURES_VALUE), 1);
    put_unit(writer, sheet_cell(table, row, FIGURES_UNIT)->text);
    writer_put(writer, "</dd>\n");
    if (!value_is_empty(interval)) {
        writer_put(writer, "<dd class=\"range\">90 %: ");
        html_runs(writer, interval, 1);
        writer_put(writer, "</dd>\n");
    }
    if (!value_is_empty(about)) {
        writer_put(writer, "<dd class=\"about\">");
        html_runs(writer, about, 1);
        writer_put(writer, "</dd>\n");
    }
    writer_put(writer, "</div>\n");
}

/* A list of terms and descriptions, so that a screen reader says which name a number has. Each
 * figure is a group in it, which the style sheet makes a tile. */
static void put_figures(struct page *page, const struct sheet *table)
{
    writer_put(&page->writer, "<dl class=\"figures\">\n");
    for (size_t row = 0; row < table->row_count; ++row) {
        put_figure(&page->writer, table, row);
    }
    writer_put(&page->writer, "</dl>\n");
}

static void put_block(struct page *page, size_t index)
{
    const struct block *block = &page->document->blocks[index];
    if (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_FIGURES &&
        block->kind != BLOCK_FINDING) {
        put_contents(page);
    }
    switch (block->kind) {
    case BLOCK_PART:
        put_part(page, block);
        break;
    case BLOCK_HEADING:
        page->heading = index;
        put_heading(page, block);
        break;
    case BLOCK_PARAGRAPH:
        end_notes(page);
        writer_put(&page->writer, "<p>");
        html_runs(&page->writer, block->runs, block->run_count);
        writer_put(&page->writer, "</p>\n");
        break;
    case BLOCK_NOTE:
        put_note(page, block);
        break;
    case BLOCK_FIGURES: /* before all else */
    case BLOCK_FINDING:
        break;
    case BLOCK_TABLE:
    case BLOCK_NUMBERS:
        end_notes(page);
        put_exhibit(page, index);
        break;
    case BLOCK_CHART: /* mostly with the table before it */
        if (!is_with_table(page->document, index)) {
            end_notes(page);
            put_charts(page, index);
        }
        break;
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

blackout_status render_html(const struct document *document, blackout_sink *sink, void *user,
                            blackout_error *error)
{
    struct page page = {.document = document, .top = document_has_parts(document) ? 3 : 2};
    if (document->failed) {
        return error_memory(error);
    }
    writer_init(&page.writer, sink, user);
    put_head(&page);
    writer_put(&page.writer, "<body>\n<main>\n");
    html_answer(&page.writer, document);
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_FIGURES) {
            put_figures(&page, document->blocks[i].table);
        }
    }
    html_warnings(&page.writer, document);
    for (size_t i = html_has_answer(document) ? 1 : 0; i < document->block_count; ++i) {
        put_block(&page, i);
    }
    end_part(&page);
    html_source(&page.writer, document);
    writer_put(&page.writer, "</main>\n<script>");
    writer_put(&page.writer, page_asset("script"));
    writer_put(&page.writer, "</script>\n</body>\n</html>\n");
    return writer_finish(&page.writer, error);
}
