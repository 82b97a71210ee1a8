/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a package holds, what of it is assumed, and what is missing: all of it for `describe`, and
 * the part that somebody who fills a package in looks at for `validate`. Shares of sales, and not
 * counts of rows, say how much rests on assumptions. */
#include <string.h>

#include "describe/description.h"
#include "document/chart.h"
#include "report/builders.h"

/* What figures rest on, a series for each basis: the columns of a table from `first` on. */
static void add_bases_chart(struct document *document, const struct sheet *table, size_t first,
                            const char *name, const char *title)
{
    struct chart_series series[BASIS_COUNT];
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        series[basis] = (struct chart_series){
            .name = basis_name((enum basis)basis),
            .values = chart_column(table, first + (size_t)basis, PART_NUMBER)};
    }
    const struct chart chart = {.kind = CHART_PARTS,
                                .name = name,
                                .title = title,
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "", .unit = ""},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = series,
                                .series_count = BASIS_COUNT};
    document_chart(document, &chart);
}

/* ---- Tables and identifiers ------------------------------------------------------------------ */

/* The package of each table too: with a base, tables of two packages serve together. */
static void add_tables(struct document *document, const struct description *description)
{
    enum { NAMES = 4, COLUMNS = NAMES + BASIS_COUNT };
    static const struct column columns[COLUMNS] = {
        {"table", true}, {"file", true}, {"package", true}, {"rows"},
        {"measured"},    {"reported"},   {"derived"},       {"assumed"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < description->table_count; ++i) {
        const struct description_table *t = &description->tables[i];
        struct value values[COLUMNS] = {value_text(t->name), value_text(t->path),
                                        value_text(t->package), value_count(t->rows)};
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            values[NAMES + basis] = value_count(t->figures[basis]);
        }
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1, "Tables, and what their figures rest on", NULL, 0);
    document_table(document, table);
    add_bases_chart(document, table, NAMES, "tables", "What the figures of each table rest on");
}

/* What can be typed after an option, without opening a file. */
static void add_identifiers(struct document *document, const struct description *description)
{
    document_heading(document, 1, "Identifiers", NULL, 0);
    for (size_t i = 0; i < description->key_list_count; ++i) {
        const struct description_keys *list = &description->keys[i];
        const struct value name = value_text(list->name);
        document_note(document, 1, "{}:", &name, 1);
        for (size_t k = 0; k < list->count; ++k) {
            const struct value key = value_text(list->keys[k]);
            document_add(document, " {}", &key, 1);
        }
        document_add(document, list->count > 0 ? "" : " none", NULL, 0);
    }
}

/* ---- What the dependants' sales rest on ------------------------------------------------------ */

/* A figure that no row has gets no line: it has no shares. */
static void share_row(struct sheet *table, const char *name, const double per_year[BASIS_COUNT])
{
    const double total = description_sum(per_year);
    struct value values[1 + BASIS_COUNT] = {value_text(name)};
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        values[1 + basis] = value_number(per_year[basis] / total, &style_share[0]);
    }
    if (total > 0) {
        sheet_row(table, values, 1 + BASIS_COUNT);
    }
}

/* What the sales in one currency rest on: each figure by itself, then together. Sums to the unit,
 * since people hold them against those of their own files. In its own currency, since a rate of
 * exchange would be one more thing for the figure to rest on. */
static void add_flow(struct document *document, const struct description_flow *flow)
{
    static const struct column columns[1 + BASIS_COUNT] = {
        {"figure", true}, {"measured"}, {"reported"}, {"derived"}, {"assumed"}};
    struct sheet *table = sheet_new(document, columns, 1 + BASIS_COUNT);
    const double total = description_sum(flow->per_year);
    const struct value values[] = {
        value_amount(flow->revenue, flow->currency, &style_count), value_text(flow->currency),
        value_amount(total, flow->currency, &style_count), value_text(flow->currency)};
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        share_row(table, flow->figures[i].column, flow->figures[i].per_year);
    }
    share_row(table, "together", flow->per_year);
    document_heading(document, 2,
                     "{} {} a year in revenue, of which {} {} are earned through platforms", values,
                     4);
    if (total > 0) {
        document_table(document, table);
        add_bases_chart(document, table, 1, document_format(document, "flow-%s", flow->currency),
                        "What the dependants' sales through platforms rest on");
    }
}

/* `assumed` only says whether there is any: it adds up several currencies. */
static void add_flows(struct document *document, const struct description *description)
{
    double assumed = 0;
    const struct value values[] = {value_count(description->businesses),
                                   value_number(description->firms, &style_count)};
    if (description->flow_count == 0) {
        return;
    }
    document_heading(document, 1, "Dependent businesses: {}, representing {} firms", values, 2);
    for (size_t i = 0; i < description->flow_count; ++i) {
        add_flow(document, &description->flows[i]);
        assumed += description->flows[i].per_year[BASIS_ASSUMED];
    }
    document_note(document, 1,
                  "Each line gives shares of the sales of the rows that have the figure; together "
                  "goes by\nthe weakest figure of each row, as the reports do.",
                  NULL, 0);
    if (assumed > 0) {
        document_note(document, 1,
                      "An assumed figure without a range varies from about half to twice its "
                      "value: give X_low and X_high,\nor X_basis where you know better.",
                      NULL, 0);
    }
}

/* ---- What is missing ------------------------------------------------------------------------- */

/* With its consequence: whether a table is missed depends on what is to be known. */
static void add_gaps(struct document *document, const struct description *description)
{
    if (description->gap_count == 0) {
        return;
    }
    document_heading(document, 1, "Missing", NULL, 0);
    for (size_t i = 0; i < description->gap_count; ++i) {
        const struct value values[] = {value_text(description->gaps[i].name),
                                       value_text(description->gaps[i].consequence)};
        document_note(document, 1, "{}: {}", values, 2);
    }
    const struct value first = value_text(description->gaps[0].name);
    document_note(
        document, 1,
        "To include it, add a file such as {}.csv, or name a package that has it with --base.",
        &first, 1);
}

/* ---- Answers --------------------------------------------------------------------------------- */

/* How much of all that is given is assumed. */
static void add_finding(struct document *document, const struct description *description)
{
    size_t figures[BASIS_COUNT];
    size_t all = 0;
    description_figures(figures, description);
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        all += figures[basis];
    }
    const struct value values[] = {value_count(figures[BASIS_ASSUMED]), value_count(all),
                                   value_text(description->package)};
    document_finding(document, "{} of the {} figures of {} are assumed", values, 3);
}

/* ---- The pages ------------------------------------------------------------------------------- */

void report_describe_page(struct document *document, const void *what)
{
    const struct description *description = what;
    const struct value values[] = {
        value_text(description->package),
        value_number((double)description->table_count, &style_ungrouped)};
    document->title = "What a package contains";
    document->warnings = &description->warnings;
    document->control = description->control;
    document_paragraph(document, "Package {}: {} tables.", values, 2);
    add_finding(document, description);
    add_tables(document, description);
    add_flows(document, description);
    add_identifiers(document, description);
    add_gaps(document, description);
}

/* Short on purpose: whoever validates wants to know whether there are faults, and what is assumed
 * or missing. A package with faults gets here only where their rows are left out: else the faults
 * are all that is said. */
void report_validate_page(struct document *document, const void *what)
{
    const struct description *description = what;
    const size_t warnings = description->warnings.count;
    const struct value values[] = {value_text(description->package),
                                   value_number((double)warnings, &style_ungrouped),
                                   value_text(warnings == 1 ? "" : "s"),
                                   value_number((double)description->table_count, &style_ungrouped),
                                   value_count(description_rows(description))};
    document->title = "Whether a package is sound";
    document->warnings = &description->warnings;
    document->control = description->control;
    const char *template =
        description->control->rejected > 0
            ? "Package {}: rows with faults left out, {} warning{}; {} tables, {} rows."
            : "Package {}: no faults, {} warning{}; {} tables, {} rows.";
    document_paragraph(document, template, values, 5);
    document_finding(document,
                     description->control->rejected > 0 ? "The package {} has rows with faults"
                                                        : "The package {} has no faults",
                     values, 1);
    add_flows(document, description);
    add_gaps(document, description);
}
