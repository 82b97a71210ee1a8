/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/describe.h"

#include "report/text_table.h"

/* ---- JSON ------------------------------------------------------------------------------------ */

static void put_tables(struct json_tree *tree, const struct description *description)
{
    cJSON *list = json_list(tree, tree->root, "tables");
    for (size_t i = 0; i < description->table_count; ++i) {
        const struct description_table *table = &description->tables[i];
        cJSON *object = json_object(tree, list, NULL);
        json_text(tree, object, "table", table->name);
        json_text(tree, object, "path", table->path);
        json_text(tree, object, "package", table->package);
        json_text(tree, object, "sha256", table->sha256);
        json_number(tree, object, "rows", (double)table->rows);
        cJSON *figures = json_object(tree, object, "figures");
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            json_number(tree, figures, basis_name((enum basis)basis),
                        (double)table->figures[basis]);
        }
    }
}

static void put_flows(struct json_tree *tree, const struct description *description)
{
    cJSON *dependants = json_object(tree, tree->root, "dependants");
    json_number(tree, dependants, "businesses", (double)description->businesses);
    json_number(tree, dependants, "firms", description->firms);
    cJSON *flows = json_list(tree, dependants, "flow_per_year");
    for (size_t i = 0; i < description->flow_count; ++i) {
        cJSON *object = json_object(tree, flows, NULL);
        json_text(tree, object, "currency", description->flows[i].currency);
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            json_number(tree, object, basis_name((enum basis)basis),
                        description->flows[i].per_year[basis]);
        }
    }
}

void report_describe_tree(struct json_tree *tree, const struct description *description)
{
    json_tree_init(tree);
    json_text(tree, tree->root, "schema", "blackout/describe/1");
    json_text(tree, tree->root, "package", description->package);
    put_tables(tree, description);
    cJSON *gaps = json_list(tree, tree->root, "missing");
    for (size_t i = 0; i < description->gap_count; ++i) {
        cJSON *gap = json_object(tree, gaps, NULL);
        json_text(tree, gap, "table", description->gaps[i].name);
        json_text(tree, gap, "consequence", description->gaps[i].consequence);
    }
    cJSON *keys = json_object(tree, tree->root, "keys");
    for (size_t i = 0; i < description->key_list_count; ++i) {
        cJSON *list = json_list(tree, keys, description->keys[i].name);
        for (size_t k = 0; k < description->keys[i].count; ++k) {
            json_text(tree, list, NULL, description->keys[i].keys[k]);
        }
    }
    put_flows(tree, description);
    json_warnings(tree, description->warnings, description->warning_count);
}

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
    writer->failed = writer->failed || table.failed;
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

static void write_flows(struct writer *writer, struct arena *arena,
                        const struct description *description)
{
    static const char *const header[] = {"sales through platforms, a year", "measured", "reported",
                                         "derived", "assumed"};
    struct text_table table;
    if (description->flow_count == 0) {
        return;
    }
    text_table_init(&table, arena, header, 5, 1);
    for (size_t i = 0; i < description->flow_count; ++i) {
        const char *fields[5] = {description->flows[i].currency};
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            fields[1 + basis] = text_number(arena, description->flows[i].per_year[basis], 0);
        }
        text_table_row(&table, fields, 5);
    }
    writer_format(writer, "\nDependent businesses: %zu, standing for %s firms\n",
                  description->businesses, text_number(arena, description->firms, 0));
    text_table_write(&table, writer);
    writer->failed = writer->failed || table.failed;
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
    if (description->gap_count > 0) {
        writer_put(&writer, "\nMissing\n");
    }
    for (size_t i = 0; i < description->gap_count; ++i) {
        writer_format(&writer, "  %s: %s\n", description->gaps[i].name,
                      description->gaps[i].consequence);
    }
    if (description->warning_count > 0) {
        writer_put(&writer, "\nWarnings\n");
    }
    for (size_t i = 0; i < description->warning_count; ++i) {
        writer_format(&writer, "  %s: %s\n", description->warnings[i].where,
                      description->warnings[i].message);
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}

/* ---- Summary --------------------------------------------------------------------------------- */

static void summarise_flow(struct writer *writer, struct arena *arena,
                           const struct description_flow *flow)
{
    double total = 0;
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        total += flow->per_year[basis];
    }
    writer_format(writer, "  %s %s a year through platforms", text_number(arena, total, 0),
                  flow->currency);
    for (int basis = 0; basis < BASIS_COUNT && total > 0; ++basis) {
        writer_format(writer, "%s %.0f %% %s", basis == 0 ? ":" : ",",
                      100 * flow->per_year[basis] / total, basis_name((enum basis)basis));
    }
    writer_put(writer, "\n");
}

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
                  description->package, description->warning_count,
                  description->warning_count == 1 ? "" : "s", description->table_count,
                  text_number(&arena, (double)rows, 0));
    if (description->businesses > 0) {
        writer_format(&writer, "%s businesses, standing for %s firms:\n",
                      text_number(&arena, (double)description->businesses, 0),
                      text_number(&arena, description->firms, 0));
    }
    for (size_t i = 0; i < description->flow_count; ++i) {
        summarise_flow(&writer, &arena, &description->flows[i]);
    }
    for (size_t i = 0; i < description->gap_count; ++i) {
        writer_format(&writer, "Missing %s: %s.\n", description->gaps[i].name,
                      description->gaps[i].consequence);
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}
