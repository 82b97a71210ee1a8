/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the tests of renderers: what one makes of a document. */
#ifndef BLACKOUT_TESTS_RENDERED_H
#define BLACKOUT_TESTS_RENDERED_H

#include "document/render.h"
#include "package.h"

/* Checks the text that `render` makes, and ends the document. */
static inline void check_rendered(document_renderer *render, struct document *document,
                                  const char *expected)
{
    struct caught caught = {0};
    blackout_error error;
    assert_false(document->failed);
    check_ok(render(document, catch_bytes, &caught, &error), &error);
    assert_string_equal(caught.text != NULL ? caught.text : "", expected);
    free(caught.text);
    document_free(document);
}

/* Checks that a sink that refuses, and a document that lacks memory, give different statuses. */
static inline void check_render_failures(document_renderer *render)
{
    static const struct column columns[] = {{"n"}};
    const struct value one = value_count(1);
    struct document document = {0};
    struct caught caught = {0};
    blackout_error error;
    struct sheet *table = sheet_new(&document, columns, 1);
    sheet_row(table, &one, 1);
    document_table(&document, table);
    check_fails(render(&document, refuse_bytes, NULL, &error), BLACKOUT_ERROR_IO, &error);
    document.failed = true;
    check_fails(render(&document, catch_bytes, &caught, &error), BLACKOUT_ERROR_MEMORY, &error);
    assert_null(caught.text);
    document_free(&document);
}

#endif
