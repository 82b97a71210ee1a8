/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that were left out, for whoever puts them right. */
#include <stdlib.h>
#include <string.h>

#include "describe/description.h"
#include "report/builders.h"

static int by_place(const void *a, const void *b)
{
    const struct reject *x = a;
    const struct reject *y = b;
    const int order = strcmp(x->source, y->source);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

void report_rejects(struct document *document, const void *what)
{
    enum { COLUMNS = 6 };
    static const struct column columns[COLUMNS] = {
        {"file", true}, {"line"}, {"column"}, {"code", true}, {"message", true}, {"text", true}};
    const struct description *description = what;
    const size_t count = description->rejects != NULL ? description->rejects->count : 0;
    struct reject *rejects = arena_alloc(&document->arena, count, sizeof *rejects);
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    if (rejects == NULL) {
        document->failed = true;
        return;
    }
    if (count > 0) {
        memcpy(rejects, description->rejects->items, count * sizeof *rejects);
        qsort(rejects, count, sizeof *rejects, by_place);
    }
    for (size_t i = 0; i < count; ++i) {
        const struct reject *reject = &rejects[i];
        if (reject->text == NULL) {
            continue;
        }
        const struct value values[COLUMNS] = {
            value_text(reject->source), value_count(reject->line),   value_count(reject->column),
            value_text(reject->code),   value_text(reject->message), value_text(reject->text)};
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}
