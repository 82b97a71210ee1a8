/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are counted as they are read and reported once the table is whole. It is a fault where
 * nothing would be left of a required table, or where a platform would keep some of its regions
 * only: its shares would no longer add up. */
#include "ingest/base_rows.h"

#include <stdio.h>

/* By address: names of packages are kept once, in the arena, and `own_package` is one of them. */
static bool is_of_base(const struct ingest *ingest, const struct table *table)
{
    return ingest->own_package != NULL && table->package != ingest->own_package;
}

/* The table that is named has to be the package's, or one of the base's that has lost rows itself:
 * only then can a sound base refer to what is not there. */
bool base_rows_may_lack(const struct ingest *ingest, const struct table *table, enum table_id other)
{
    const struct table *named = &ingest->context.tables[other];
    return is_of_base(ingest, table) && named->source != NULL &&
           (!is_of_base(ingest, named) || named->left_out.count > 0);
}

/* A platform that the package lacks takes all its rows of platform_regions with it. A region takes
 * some of a platform's rows, whose shares then no longer add up: `in_part`. */
void base_rows_leave_out(struct table *table, size_t line, enum table_id other)
{
    struct left_out *left_out = &table->left_out;
    if (left_out->count < MOST_LINES_SHOWN) {
        left_out->lines[left_out->count] = line;
    }
    left_out->other = left_out->count == 0 ? other : left_out->other;
    left_out->in_part = left_out->in_part || (table->id == PLATFORM_REGIONS && other != PLATFORMS);
    ++left_out->count;
}

/* "line 7", "lines 2, 3, 4 and others". */
static void print_lines(char *text, size_t size, const struct left_out *left_out)
{
    size_t used = (size_t)snprintf(text, size, "%s", left_out->count == 1 ? "line" : "lines");
    for (size_t i = 0; i < left_out->count && i < MOST_LINES_SHOWN; ++i) {
        used += (size_t)snprintf(text + used, size - used, "%s %zu", i > 0 ? "," : "",
                                 left_out->lines[i]);
    }
    if (left_out->count > MOST_LINES_SHOWN) {
        snprintf(text + used, size - used, " and others");
    }
}

/* One line for the whole table, at the first row that was left out; what later ones lack may be in
 * other tables than the one that is named. `told` more are gone, of which a line has told. */
static void report(struct table *table, size_t told, struct diagnostics *diagnostics)
{
    enum { LINES_SIZE = 128 };
    const struct left_out *left_out = &table->left_out;
    const struct table_schema *schema = schema_table(table->id);
    char lines[LINES_SIZE];
    if (left_out->count == 0) {
        return;
    }
    const struct place place = {table->source, left_out->lines[0], 1, ""};
    const char *other = schema_table(left_out->other)->name;
    const bool nothing_left = table->rows_read == told + left_out->count;
    print_lines(lines, sizeof lines, left_out);
    if (left_out->in_part || (nothing_left && schema->need == REQUIRED)) {
        diagnostics_fault(diagnostics, &place, "base_rows_left_out",
                          "the base's rows do not fit the table %s of the package (%zu rows: "
                          "'%s'); add a file %s.csv that does",
                          other, left_out->count, lines, schema->name);
        table->broken = true;
        return;
    }
    table->present = !nothing_left;
    if (nothing_left && left_out->other == OUTAGES) {
        return; /* a catalogue of its own: what the base says of its events is of none in it */
    }
    diagnostics_warn(diagnostics, &place, "base_rows_left_out",
                     "the base's rows do not fit the table %s of the package, and are left out "
                     "(%zu of %zu rows: %s)",
                     other, left_out->count, table->rows_read, lines);
}

void base_rows_report(struct table *table, struct diagnostics *diagnostics)
{
    report(table, 0, diagnostics);
}

struct left_out base_rows_begin_anew(struct table *table)
{
    const struct left_out told = table->left_out;
    table->left_out = (struct left_out){0};
    return told;
}

void base_rows_report_rest(struct table *table, const struct left_out *told,
                           struct diagnostics *diagnostics)
{
    const size_t count = table->left_out.count;
    report(table, told->count, diagnostics);
    if (told->count > 0) {
        table->left_out = *told;
        table->left_out.count += count;
    }
}
