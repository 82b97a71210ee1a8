/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The definition of a table as a Table Schema (frictionlessdata.io), for the validators of others.
 * Rules between rows are not in it: that language has none for them. */
#include <stdio.h>
#include <string.h>

#include "json/json_writer.h"
#include "describe/table_guide.h"
#include "report/builders.h"

/* Of a row as JSON: what is no number is a string there, times and flags too. */
static void put_column(struct json_writer *json, const struct guide_column *column)
{
    bool number = strcmp(column->type, "number") == 0;
    bool integer = strcmp(column->type, "integer") == 0;
    json_object(json, column->name);
    json_text(json, "type", number ? "number" : integer ? "integer" : "string");
    if ((number || integer) && column->has_min) {
        json_number(json, column->open_min ? "exclusiveMinimum" : "minimum", column->min);
    }
    if ((number || integer) && column->has_max) {
        json_number(json, "maximum", column->max);
    }
    /* The form of an ISO 4217 code: which codes there are, a pattern cannot say. */
    if (strcmp(column->type, "currency") == 0) {
        json_text(json, "pattern", "^[A-Z]{3}$");
    }
    json_text(json, "description", column->meaning);
    json_end(json);
}

/* Other columns are not forbidden: ranges, bases and sources may stand beside any number, and what
 * else a file has is passed over. */
static void put_required(struct json_writer *json, const struct table_guide *guide)
{
    json_list(json, "required");
    for (size_t i = 0; i < guide->column_count; ++i) {
        if (guide->columns[i].required) {
            json_text(json, NULL, guide->columns[i].name);
        }
    }
    json_end(json);
}

blackout_status report_table_schema(const void *what, blackout_sink *sink, void *user,
                                    blackout_error *error)
{
    const struct table_guide *guide = what;
    struct json_writer json;
    char id[96];
    snprintf(id, sizeof id, "urn:blackout:table:%s", guide->name);
    json_begin(&json, sink, user);
    json_text(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_text(&json, "$id", id);
    json_text(&json, "title", guide->name);
    json_text(&json, "description", guide->meaning);
    json_text(&json, "type", "object");
    put_required(&json, guide);
    json_object(&json, "properties");
    for (size_t i = 0; i < guide->column_count; ++i) {
        put_column(&json, &guide->columns[i]);
    }
    json_end(&json);
    return json_finish(&json, error);
}
