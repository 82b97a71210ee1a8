/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/describe.h"

#include "report/text_table.h"

/* ---- Text ------------------------------------------------------------------------------------ */

static void write_tables(struct writer *writer, struct arena *arena,
                         const struct description *description)
{
    static const char *const header[] = {"table",    "file",     "package", "rows",
                                         "measured", "reported", "derived", "assumed"};
    struct text_table table;
    text_table_init(&table, arena, header, 8, 3);
    for (size_t i = 0; i < description->table_count; ++i) {
        const struct description_table *t = &description->tables[i];
        const char *fields[8] = {t->name, t->path, t->package,
                                 text_number(arena, (double)t->rows, 0)};
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            fields[4 + basis] = text_number(arena, (double)t->figures[basis], 0);
        }
        text_table_row(&table, fields, 8);
    }
    writer_put(writer, "\nTables, and how many of their figures rest on what\n");
    text_table_write(&table, writer);
}

static void write_keys(struct writer *writer, const struct description *description)
{
    writer_put(writer, "\nIdentifiers\n");
    for (size_t i = 0; i < description->key_list_count; ++i) {
        const struct description_keys *list = &description->keys[i];
        writer_format(writer, "  %s:", list->name);
        for (size_t k = 0; k < list->count; ++k) {
            writer_put(writer, " ");
            writer_put(writer, list->keys[k]);
        }
        writer_put(writer, list->count > 0 ? "\n" : " none\n");
    }
}

static double total_of(const double per_year[BASIS_COUNT])
{
    double total = 0;
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        total += per_year[basis];
    }
    return total;
}

static void add_shares(struct text_table *table, struct arena *arena, const char *name,
                       const double per_year[BASIS_COUNT], double total)
{
    const char *fields[1 + BASIS_COUNT] = {name};
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        fields[1 + basis] = arena_format(arena, "%.0f %%", 100 * per_year[basis] / total);
    }
    text_table_row(table, fields, 1 + BASIS_COUNT);
}

/* What the sales in one currency rest on: each figure by itself, then together. */
static void write_flow(struct writer *writer, struct arena *arena,
                       const struct description_flow *flow)
{
    static const char *const header[] = {"figure", "measured", "reported", "derived", "assumed"};
    struct text_table table;
    double total = total_of(flow->per_year);
    writer_format(writer, "\n  %s %s a year in revenue, of which %s come in through platforms\n",
                  text_number(arena, flow->revenue, 0), flow->currency,
                  text_number(arena, total, 0));
    if (!(total > 0)) {
        return;
    }
    text_table_init(&table, arena, header, 1 + BASIS_COUNT, 1);
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        const struct description_figure *figure = &flow->figures[i];
        if (total_of(figure->per_year) > 0) {
            add_shares(&table, arena, figure->column, figure->per_year, total_of(figure->per_year));
        }
    }
    add_shares(&table, arena, "together", flow->per_year, total);
    text_table_write(&table, writer);
}

static void write_flows(struct writer *writer, struct arena *arena,
                        const struct description *description)
{
    double assumed = 0;
    if (description->flow_count == 0) {
        return;
    }
    writer_format(writer, "\nDependent businesses: %s, standing for %s firms\n",
                  text_number(arena, (double)description->businesses, 0),
                  text_number(arena, description->firms, 0));
    for (size_t i = 0; i < description->flow_count; ++i) {
        write_flow(writer, arena, &description->flows[i]);
        assumed += description->flows[i].per_year[BASIS_ASSUMED];
    }
    writer_put(
        writer,
        "  Each line has parts of the sales of the rows that give the figure; together goes by\n"
        "  the weakest figure of each row, as the reports do.\n");
    if (assumed > 0) {
        writer_put(writer, "  An assumed figure without a range varies from about half to twice: "
                           "give X_low and X_high,\n  or X_basis where you know better.\n");
    }
}

static void write_gaps(struct writer *writer, const struct description *description)
{
    if (description->gap_count == 0) {
        return;
    }
    writer_put(writer, "\nMissing\n");
    for (size_t i = 0; i < description->gap_count; ++i) {
        writer_format(writer, "  %s: %s\n", description->gaps[i].name,
                      description->gaps[i].consequence);
    }
    writer_format(
        writer, "  To have it, add a file like %s.csv, or name a package that has it by --base.\n",
        description->gaps[0].name);
}

blackout_status report_describe_text(const struct description *description, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    writer_init(&writer, sink, user);
    writer_format(&writer, "Package %s: %zu tables.\n", description->package,
                  description->table_count);
    write_tables(&writer, &arena, description);
    write_flows(&writer, &arena, description);
    write_keys(&writer, description);
    write_gaps(&writer, description);
    if (description->warnings.count > 0) {
        writer_put(&writer, "\nWarnings\n");
    }
    for (size_t i = 0; i < description->warnings.count; ++i) {
        writer_format(&writer, "  %s: %s\n", description->warnings.items[i].where,
                      description->warnings.items[i].message);
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}

/* ---- Summary --------------------------------------------------------------------------------- */

blackout_status report_describe_summary(const struct description *description, blackout_sink *sink,
                                        void *user, blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    size_t rows = 0;
    for (size_t i = 0; i < description->table_count; ++i) {
        rows += description->tables[i].rows;
    }
    writer_init(&writer, sink, user);
    writer_format(&writer, "Package %s: no faults, %zu warning%s; %zu tables, %s rows.\n",
                  description->package, description->warnings.count,
                  description->warnings.count == 1 ? "" : "s", description->table_count,
                  text_number(&arena, (double)rows, 0));
    write_flows(&writer, &arena, description);
    write_gaps(&writer, description);
    arena_free(&arena);
    return writer_finish(&writer, error);
}
