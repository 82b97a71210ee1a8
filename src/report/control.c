/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and money that a report rests on, as sentences and tables for people and as JSON for
 * programs. Rows that were left out are said first of all, since a figure without them may look
 * complete. */
#include "report/control.h"

#include <string.h>

/* Money to the cent, where a number has digits for it. */
static const struct style cents = {.places = 2, .digits = 15};

/* ---- For people ------------------------------------------------------------------------------ */

/* Read, used and left out beside each other: the third is what a reader looks for, and the other
 * two let them check it. */
static void add_rows(struct document *document, const struct control_totals *control)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {{"currency", true}, {"rows read"},    {"used"},
                                                   {"left out"},       {"revenue read"}, {"used"},
                                                   {"left out"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < control->count; ++i) {
        const struct control_money *money = &control->items[i];
        const struct value values[COLUMNS] = {
            value_text(money->currency),
            value_count(money->rows_read),
            value_count(money->rows_used),
            value_count(money->rows_read - money->rows_used),
            value_amount(control_read_amount(money), money->currency, &cents),
            value_amount(control_used_amount(money), money->currency, &cents),
            value_amount(control_left_out(money), money->currency, &cents)};
        sheet_row(table, values, COLUMNS);
    }
    if (control->rows_without_money > 0) {
        /* Its money is not known, which is not the same as none: "-" and not 0. */
        const struct value values[COLUMNS] = {value_text("not readable"),
                                              value_count(control->rows_without_money),
                                              value_count(0),
                                              value_count(control->rows_without_money),
                                              value_absent(),
                                              value_absent(),
                                              value_absent()};
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}

/* The last block becomes the first. Added last and moved, since the builders of all reports put
 * their answer first. */
static void lead(struct document *document)
{
    if (!document->failed && document->block_count > 1) {
        struct block *blocks = document->blocks;
        const struct block last = blocks[document->block_count - 1];
        memmove(blocks + 1, blocks, (document->block_count - 1) * sizeof *blocks);
        blocks[0] = last;
    }
}

/* "Left out: 3 rows of dependencies.csv with 1,234.50 EUR; ...", in currencies of which rows are
 * left out. The number of all rejected rows is another: it has those of other tables, which have no
 * money. */
static void add_rejected_dependencies(struct document *document,
                                      const struct control_totals *control)
{
    const size_t rows = control_rows_left_out(control);
    const struct value head[] = {value_count(rows), value_text(rows == 1 ? "row" : "rows"),
                                 value_text(control->file)};
    const char *before = " with ";
    document_paragraph(document, "Left out: {} {} of {}", head, 3);
    for (size_t i = 0; i < control->count; ++i) {
        const struct control_money *money = &control->items[i];
        if (money->rows_used < money->rows_read) {
            const struct value values[] = {
                value_text(before), value_amount(control_left_out(money), money->currency, &cents),
                value_text(money->currency)};
            document_add(document, "{}{} {}", values, 3);
            before = ", ";
        }
    }
    if (control->rows_without_money > 0) {
        const struct value count = value_count(control->rows_without_money);
        document_add(document, ", {} of them without a readable amount", &count, 1);
    }
    const struct value all[] = {value_count(control->rejected),
                                value_text(control->rejected == 1 ? "row is" : "rows are")};
    document_add(document, "; {} {} rejected in all, see the warnings and the list of rejects.",
                 all, 2);
}

/* Says it in the first line. */
static void add_rejected(struct document *document, const struct control_totals *control)
{
    if (control->table != NULL) {
        add_rejected_dependencies(document, control);
    } else {
        const struct value values[] = {value_count(control->rejected),
                                       value_text(control->rejected == 1 ? "row" : "rows")};
        document_paragraph(document,
                           "Left out: {} {} with faults, see the warnings and the list of rejects.",
                           values, 2);
    }
    lead(document);
}

/* Whose they are is in the heading: with a base, a report may rest on the base's without it being
 * noticed. */
static void add_dependencies(struct document *document, const struct control_totals *control)
{
    const struct value values[] = {value_text(control->from_base ? "base" : "package"),
                                   value_text(control->package), value_text(control->file)};
    document_heading(document, 1, "Dependencies of the {} {}: what was read of {}", values, 3);
    add_rows(document, control);
    document_note(
        document, 1,
        "Each row counts with annual_revenue times firms, so that a business with several "
        "rows counts with each.",
        NULL, 0);
}

/* Called once for every document, after its builder: none can forget it. */
void report_control(struct document *document)
{
    const struct control_totals *control = document->control;
    if (control != NULL && control->table != NULL) {
        add_dependencies(document, control);
    }
    if (control != NULL && control->rejected > 0) {
        add_rejected(document, control);
    }
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* read = used + left_out, of rows and of money: the three are given so that a reader can check it.
 */
static void put_three(struct json_writer *json, const char *key, const double values[3])
{
    json_object(json, key);
    json_number(json, "read", values[0]);
    json_number(json, "used", values[1]);
    json_number(json, "left_out", values[2]);
    json_end(json);
}

static void put_money(struct json_writer *json, const void *of, size_t index)
{
    const struct control_money *money = &((const struct control_totals *)of)->items[index];
    json_text(json, "currency", money->currency);
    put_three(json, "rows",
              (const double[]){(double)money->rows_read, (double)money->rows_used,
                               (double)(money->rows_read - money->rows_used)});
    put_three(json, "revenue",
              (const double[]){control_read_amount(money), control_used_amount(money),
                               control_left_out(money)});
}

void report_control_json(struct json_writer *json, const struct control_totals *control)
{
    /* A package without dependants has no money that would have to add up. */
    if (control->table == NULL) {
        return;
    }
    json_object(json, "control_totals");
    json_text(json, "table", control->table);
    json_text(json, "file", control->file);
    json_text(json, "package", control->package);
    json_text(json, "from", control->from_base ? "base" : "package");
    json_number(json, "rows_rejected", (double)control->rejected);
    put_three(json, "rows",
              (const double[]){(double)control_rows_read(control),
                               (double)control_rows_used(control),
                               (double)control_rows_left_out(control)});
    json_number(json, "rows_without_money", (double)control->rows_without_money);
    json_objects(json, "currencies", control->count, put_money, control);
    json_end(json);
}
