/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A title says what was found, as those of newspapers do: who reads nothing else has read that. The
 * answer below it is the whole sentence, with its intervals. */
#include "document/html_answer.h"

#include <string.h>

#include "document/html_table.h"
#include "document/html_words.h"
#include "document/markup.h"

/* The block that is the answer; NULL: the document does not begin with a line. */
static const struct block *answer_of(const struct document *document)
{
    const bool begins = document->block_count > 0 && document->blocks[0].kind == BLOCK_PARAGRAPH;
    return begins ? &document->blocks[0] : NULL;
}

bool html_has_answer(const struct document *document)
{
    return answer_of(document) != NULL;
}

/* The answer in a few words; NULL: the document has none. */
static const struct block *finding_of(const struct document *document)
{
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_FINDING) {
            return &document->blocks[i];
        }
    }
    return NULL;
}

/* The answer goes into the title: it is what the tab of a browser shows. Then the kind of report,
 * so that two tabs are told apart. */
void html_title(struct writer *writer, const struct document *document)
{
    const struct block *finding = finding_of(document);
    const struct block *answer = finding != NULL ? finding : answer_of(document);
    const size_t count = finding != NULL  ? finding->run_count
                         : answer != NULL ? answer->headline_runs
                                          : 0;
    writer_put(writer, "<title>");
    for (size_t i = 0; i < count; ++i) {
        markup_value(writer, &answer->runs[i]);
    }
    writer_put(writer, count > 0 ? " \xC2\xB7 " : "");
    markup_text(writer, document->title != NULL ? document->title : "Report");
    writer_put(writer, "</title>\n");
}

/* Before the figures, since a reader who quotes one does not come to the end. */
void html_warnings(struct writer *writer, const struct document *document)
{
    const struct warning_list *warnings = document->warnings;
    if (warnings == NULL || warnings->count == 0) {
        return;
    }
    writer_put(writer, "<section class=\"warnings\" aria-labelledby=\"warnings\">\n"
                       "<h2 id=\"warnings\">Before you quote this</h2>\n<ul>\n");
    for (size_t i = 0; i < warnings->count; ++i) {
        writer_put(writer, "<li><span class=\"where\">");
        markup_text(writer, warnings->items[i].where);
        writer_put(writer, "</span> ");
        html_words(writer, warnings->items[i].message);
        char tail[WARNING_TAIL_SIZE];
        warning_tail(tail, &warnings->items[i]);
        markup_text(writer, tail);
        writer_put(writer, "</li>\n");
    }
    writer_put(writer, "</ul>\n</section>\n");
}

/* The runs from `first` on, without the ": " that joins them to those before. */
void html_rest(struct writer *writer, const struct block *block, size_t first)
{
    const struct value *runs = block->runs + first;
    if (first == block->run_count) {
        return;
    }
    struct value joined = runs[0];
    if (first > 0 && joined.kind == VALUE_TEXT) {
        joined.text += strspn(joined.text, ":;, ");
    }
    html_runs(writer, &joined, 1);
    html_runs(writer, runs + 1, block->run_count - first - 1);
}

/* The first line of a title: what kind of report this is, where its heading does not say so.
 * Without a heading it is the heading: a page has one h1. */
static void put_kicker(struct writer *writer, const struct document *document,
                       const struct block *heading, size_t runs)
{
    const char *title = document->title != NULL ? document->title : "Report";
    const bool same = runs == 1 && heading->runs[0].kind == VALUE_TEXT &&
                      strcmp(heading->runs[0].text, title) == 0;
    if (!same) {
        writer_put(writer, runs > 0 ? "<p class=\"kicker\">" : "<h1>");
        markup_text(writer, title);
        writer_put(writer, runs > 0 ? "</p>\n" : "</h1>\n");
    }
}

/* The heading is the finding, and the answer a sentence of its own below it; without one it is what
 * the answer begins with, and the sentence goes on from there. */
void html_answer(struct writer *writer, const struct document *document)
{
    const struct block *answer = answer_of(document);
    const struct block *finding = finding_of(document);
    const size_t headline = finding == NULL && answer != NULL ? answer->headline_runs : 0;
    const struct block *heading = finding != NULL ? finding : answer;
    const size_t runs = finding != NULL ? finding->run_count : headline;
    writer_put(writer, "<header>\n");
    put_kicker(writer, document, heading, runs);
    if (runs > 0) {
        writer_put(writer, "<h1>");
        html_runs(writer, heading->runs, runs);
        writer_put(writer, "</h1>\n");
    }
    if (answer != NULL) {
        writer_put(writer, "<p class=\"answer\">");
        html_rest(writer, answer, headline);
        writer_put(writer, "</p>\n");
    }
    writer_put(writer, "</header>\n");
}

/* Who quotes the page needs it, and a chart that is copied from it does. */
void html_source(struct writer *writer, const struct document *document)
{
    if (document->source != NULL) {
        writer_put(writer, "<footer>");
        html_words(writer, document->source);
        writer_put(writer, "</footer>\n");
    }
}
