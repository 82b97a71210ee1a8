/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When what the figures rest on became known, and what it is by its basis. A reader who doubts a
 * figure asks first how old it is. */
#include <string.h>

#include "report/estimate_page.h"

static const struct style rate_style = {.significant = 6};

/* One date for all rows needs no column: it is in the list at the end. */
bool estimate_vintages_differ(const struct result *result, const char *table)
{
    const struct result_vintage *first = NULL;
    for (size_t i = 0; i < result->vintage_count; ++i) {
        const struct result_vintage *vintage = &result->vintages[i];
        if (strcmp(vintage->table, table) != 0) {
            continue;
        }
        if (first != NULL && (vintage->dated != first->dated || vintage->as_of != first->as_of)) {
            return true;
        }
        first = vintage;
    }
    return false;
}

/* Whether a row can be listed together with the one before it. Each rate has a line of its own,
 * with its number. */
static bool goes_on(const struct result_vintage *before, const struct result_vintage *vintage)
{
    return !vintage->is_rate && strcmp(before->table, vintage->table) == 0 &&
           before->dated == vintage->dated && before->as_of == vintage->as_of;
}

/* The keys from `from` to before `to`, comma-separated; NULL: memory is out. */
static const char *join_keys(struct document *document, const struct result_vintage *from,
                             const struct result_vintage *to)
{
    static const char comma[] = ", ";
    size_t size = 1;
    for (const struct result_vintage *vintage = from; vintage < to; ++vintage) {
        size += strlen(vintage->key) + strlen(comma);
    }
    char *text = arena_alloc(&document->arena, size, 1);
    char *end = text;
    for (const struct result_vintage *vintage = from; text != NULL && vintage < to; ++vintage) {
        end = stpcpy(stpcpy(end, vintage > from ? comma : ""), vintage->key);
    }
    document->failed = document->failed || text == NULL;
    return text;
}

/* "platforms  facebook, instagram  2021-07-28"; "fx  EUR, 0.8647 for 1 USD  2021-10-01" */
void estimate_page_vintages(const struct estimate_page *page)
{
    static const struct column columns[] = {{"table", true}, {"rows", true}, {"as of", true}};
    const struct result *result = page->result;
    struct document *document = page->document;
    struct sheet *table = sheet_new(document, columns, 3);
    for (size_t i = 0; i < result->vintage_count;) {
        const struct result_vintage *vintage = &result->vintages[i];
        const char *rows = NULL;
        /* A rate is worth showing itself: it is what amounts of other currencies were converted by.
         */
        if (vintage->is_rate) {
            char rate[NUMBER_TEXT_SIZE];
            number_print_significant(rate, vintage->per_usd, rate_style.significant);
            rows = document_format(document, "%s, %s for 1 USD", vintage->key, rate);
        }
        for (++i; i < result->vintage_count && goes_on(vintage, &result->vintages[i]); ++i) {
        }
        if (rows == NULL) {
            rows = join_keys(document, vintage, &result->vintages[i]);
        }
        const struct value values[] = {value_text(vintage->table), value_text(rows),
                                       vintage->dated ? value_date(vintage->as_of)
                                                      : value_text("not dated")};
        sheet_row(table, values, 3);
    }
    if (result->vintage_count > 0) {
        document_heading(document, 1, "When the rows that are used became known", NULL, 0);
        document_table(document, table);
    }
}

/* Parts below half a per cent would be shown as 0 %, and are left out. */
const char *estimate_page_basis(const struct estimate_page *page, const char *total)
{
    static const char *const names[RESULT_BASIS_COUNT] = {"measured", "reported", "derived",
                                                          "assumed"};
    struct document *document = page->document;
    const struct result *result = page->result;
    const char *words = "";
    for (size_t i = 0; i < result->evidence_count; ++i) {
        for (int k = 0; k < RESULT_BASIS_COUNT && strcmp(result->evidence[i].total, total) == 0;
             ++k) {
            const double part = 100 * result->evidence[i].parts[k];
            if (part >= 0.5) {
                words = document_format(document, "%s%s%.0f %% %s", words,
                                        words[0] != '\0' ? ", " : "", part, names[k]);
            }
        }
    }
    return words;
}
