/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table_guide.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/writer.h"

/* ---- Markdown -------------------------------------------------------------------------------- */

static void write_values(struct writer *writer, const struct guide_column *column)
{
    if (column->refers_to != NULL) {
        writer_format(writer, "%s `%s`",
                      strcmp(column->type, "keys") == 0 ? "';' between, in" : "in",
                      column->refers_to);
    } else {
        writer_put(writer, column->remedy);
    }
}

static void write_keys(struct writer *writer, const struct table_guide *guide)
{
    for (size_t i = 0; i < guide->key_count; ++i) {
        writer_format(writer, "%s`%s`", i == 0 ? " Key: " : ", ", guide->keys[i]);
    }
    if (guide->as_of != NULL) {
        writer_format(writer, "; `%s` tells several rows of one key apart", guide->as_of);
    }
    writer_put(writer, guide->key_count > 0 ? ".\n\n" : "\n\n");
}

blackout_status report_table_markdown(const struct table_guide *guide, blackout_sink *sink,
                                      void *user, blackout_error *error)
{
    struct writer writer;
    writer_init(&writer, sink, user);
    writer_format(&writer, "### %s\n\n%c%s. %s", guide->name,
                  toupper((unsigned char)guide->meaning[0]), guide->meaning + 1,
                  guide->required ? "Required." : "Optional.");
    write_keys(&writer, guide);
    writer_put(&writer, "| column | need | values | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < guide->column_count; ++i) {
        const struct guide_column *column = &guide->columns[i];
        writer_format(&writer, "| `%s` | %s | ", column->name,
                      column->required ? "required" : "optional");
        write_values(&writer, column);
        writer_format(&writer, " | %s |\n", column->meaning);
    }
    if (guide->note != NULL) {
        writer_format(&writer, "\n%s", guide->note);
    }
    writer_put(&writer, "\n");
    return writer_finish(&writer, error);
}

/* ---- JSON Schema ----------------------------------------------------------------------------- */

static void put_type(struct json_tree *tree, cJSON *property, const struct guide_column *column)
{
    bool number = strcmp(column->type, "number") == 0;
    bool integer = strcmp(column->type, "integer") == 0;
    json_text(tree, property, "type", number ? "number" : integer ? "integer" : "string");
    if ((number || integer) && column->has_min) {
        json_number(tree, property, column->open_min ? "exclusiveMinimum" : "minimum", column->min);
    }
    if ((number || integer) && column->has_max) {
        json_number(tree, property, "maximum", column->max);
    }
    if (strcmp(column->type, "currency") == 0) {
        json_text(tree, property, "pattern", "^[A-Z]{3}$");
    }
}

void report_table_schema(struct json_tree *tree, const struct table_guide *guide)
{
    char id[96];
    snprintf(id, sizeof id, "urn:blackout:table:%s", guide->name);
    json_tree_init(tree);
    json_text(tree, tree->root, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_text(tree, tree->root, "$id", id);
    json_text(tree, tree->root, "title", guide->name);
    json_text(tree, tree->root, "description", guide->meaning);
    json_text(tree, tree->root, "type", "object");
    cJSON *required = json_list(tree, tree->root, "required");
    cJSON *properties = json_object(tree, tree->root, "properties");
    for (size_t i = 0; i < guide->column_count; ++i) {
        const struct guide_column *column = &guide->columns[i];
        cJSON *property = json_object(tree, properties, column->name);
        put_type(tree, property, column);
        json_text(tree, property, "description", column->meaning);
        if (column->required) {
            json_text(tree, required, NULL, column->name);
        }
    }
}
