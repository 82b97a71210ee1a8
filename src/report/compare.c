/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two scenarios side by side, and their paired difference. Amounts are whole, never millions: the
 * difference of two large losses may be small. */
#include "estimate/comparison.h"
#include "report/amounts.h"
#include "report/builders.h"

/* The interval is of the difference on the same draws: it is narrower than those of the two losses
 * suggest. */
static void add_rows(struct document *document, const struct comparison *comparison)
{
    static const struct column columns[] = {
        {"total", true}, {"first"}, {"second"}, {"difference"}, {"5 to 95 %"}};
    const struct amounts amounts = {.currency = comparison->first->currency, .style = &style_count};
    struct sheet *table = sheet_new(document, columns, 5);
    for (size_t i = 0; i < comparison->row_count; ++i) {
        const struct comparison_row *row = &comparison->rows[i];
        const struct value values[] = {value_text(row->name),
                                       amounts_value(&amounts, row->first.central),
                                       amounts_value(&amounts, row->second.central),
                                       amounts_value(&amounts, row->difference.central),
                                       amounts_interval(&amounts, row->difference)};
        sheet_row(table, values, 5);
    }
    document_table(document, table);
}

void report_compare_page(struct document *document, const void *what)
{
    const struct comparison *comparison = what;
    const struct result_scenario *first = comparison->first;
    const struct value currency = value_text(first->currency);
    document->title = "Two scenarios compared";
    document->warnings = &comparison->warnings;
    document->control = comparison->control;
    document_paragraph(document, "The second scenario less the first, on the same draws ({}, ",
                       &currency, 1);
    if (first->samples > 0) {
        const struct value samples = value_number(first->samples, &style_count);
        document_add(document, "{} samples).", &samples, 1);
    } else {
        document_add(document, "central values).", NULL, 0);
    }
    add_rows(document, comparison);
    if (first->until > 0 && !comparison->settled) {
        document_paragraph(
            document,
            "Some means are less precise than requested, even with the largest number of samples.",
            NULL, 0);
    }
}
