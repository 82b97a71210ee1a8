/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV Dialect and Table Dialect. Marks that are declared are followed; what would take another
 * reader (escapes, several rows of headers) is refused. */
#include "ingest/dialect_members.h"

#include <string.h>

#include "core/error.h"
#include "ingest/descriptor_parts.h"
#include "ingest/csv.h"

/* The object that has a member: a widespread tool writes those of CSV into one of their own. Each
 * member is looked for by itself; the tool's goes first. */
static const cJSON *holder(const cJSON *dialect, const char *key)
{
    const cJSON *csv = json_get(dialect, "csv");
    return json_get(csv, key) != NULL ? csv : dialect;
}

static const cJSON *member(const cJSON *dialect, const char *key)
{
    return json_get(holder(dialect, key), key);
}

static void refuse(struct descriptor *descriptor, const cJSON *value, const char *message)
{
    descriptor_fault(descriptor, value, "bad_dialect", message,
                     descriptor_shown(descriptor, value));
}

/* An empty quoteChar would make quotes text, for which there is no reader; ignored, it would cut
 * fields at the wrong places. */
static void read_marks(struct descriptor *descriptor, const cJSON *dialect,
                       struct resource *resource)
{
    const cJSON *quote = member(dialect, "quoteChar");
    resource->delimiter =
        descriptor_read_mark(descriptor, holder(dialect, "delimiter"), "delimiter");
    resource->quote = descriptor_read_mark(descriptor, holder(dialect, "quoteChar"), "quoteChar");
    if (quote != NULL && (cJSON_IsNull(quote) || descriptor_shown(descriptor, quote)[0] == '\0')) {
        refuse(descriptor, quote,
               "a file without quotes is not read as such ('%.40s'); leave quoteChar out");
    }
    if (resource->delimiter != '\0' && resource->delimiter == resource->quote) {
        struct place place = descriptor_place(descriptor, quote);
        diagnostics_fault(descriptor->finder->diagnostics, &place, "bad_dialect",
                          "quoteChar is the same as the delimiter ('%c'); use two different "
                          "characters",
                          resource->quote);
    }
}

/* Ways to write CSV that RFC 4180 does not have. They change where fields end, so that a guess is
 * not an option. A line may end in any of the three ways that the reader knows, whichever is
 * declared: which of them it is changes nothing. */
static void check_escapes(struct descriptor *descriptor, const cJSON *dialect)
{
    const cJSON *escape = member(dialect, "escapeChar");
    const cJSON *doubled = member(dialect, "doubleQuote");
    const cJSON *end = member(dialect, "lineTerminator");
    if (escape != NULL && !cJSON_IsNull(escape) &&
        descriptor_shown(descriptor, escape)[0] != '\0') {
        refuse(descriptor, escape,
               "escapeChar is not read ('%.40s'); save the file with inner quotes doubled, and "
               "leave it out");
    } else if (doubled != NULL && !cJSON_IsTrue(doubled)) {
        refuse(descriptor, doubled,
               "quotes that are not doubled inside a field are not read ('%.40s'); true, and such "
               "a file");
    }
    if (end != NULL) {
        const char *text = descriptor_shown(descriptor, end);
        if (strcmp(text, "\r\n") != 0 && strcmp(text, "\n") != 0 && strcmp(text, "\r") != 0) {
            refuse(descriptor, end, "lines that end so are not read ('%.40s'); \\r\\n or \\n");
        }
    }
}

/* Rows are counted from 1 in Table Dialect. Within the limit the conversion to an integer is
 * defined. */
static bool is_line_number(const cJSON *value)
{
    enum { LAST_LINE = 1000000 };
    return cJSON_IsNumber(value) && value->valuedouble >= 1 && value->valuedouble <= LAST_LINE &&
           value->valuedouble == (double)(size_t)value->valuedouble;
}

/* The row of the header; those above it are passed over. */
static void read_header_rows(struct descriptor *descriptor, const cJSON *dialect,
                             struct csv_layout *layout, struct place *declared)
{
    const cJSON *rows = member(dialect, "headerRows");
    const cJSON *first = cJSON_IsArray(rows) ? cJSON_GetArrayItem(rows, 0) : NULL;
    if (rows == NULL) {
        return;
    }
    if (cJSON_IsArray(rows) && cJSON_GetArraySize(rows) > 1) {
        refuse(descriptor, rows,
               "a header of several rows is not read ('%.40s'); a header of one row, like [1]");
    } else if (first == NULL || !is_line_number(first)) {
        refuse(descriptor, rows, "headerRows is no list of a row's number ('%.40s'); like [1]");
    } else {
        layout->header_line = (size_t)first->valuedouble;
        *declared = descriptor_place(descriptor, rows);
    }
}

/* Up to the first row that is none: then the list is a fault, and the dialect is not used. */
static blackout_status read_comments(struct descriptor *descriptor, const cJSON *dialect,
                                     struct csv_layout *layout, blackout_error *error)
{
    const cJSON *rows = member(dialect, "commentRows");
    const cJSON *row = cJSON_IsArray(rows) ? rows->child : NULL; /* an object has items as well */
    layout->comment =
        descriptor_read_mark(descriptor, holder(dialect, "commentChar"), "commentChar");
    if (rows == NULL) {
        return BLACKOUT_OK;
    }
    const size_t count = cJSON_IsArray(rows) ? (size_t)cJSON_GetArraySize(rows) : 0;
    size_t *lines = arena_alloc(descriptor->finder->arena, count, sizeof *lines);
    if (lines == NULL) {
        return error_memory(error);
    }
    for (; row != NULL && is_line_number(row); row = row->next) {
        lines[layout->comment_line_count++] = (size_t)row->valuedouble;
    }
    layout->comment_lines = lines;
    if (!cJSON_IsArray(rows) || layout->comment_line_count < count) {
        refuse(descriptor, rows, "commentRows is no list of rows' numbers ('%.40s'); like [2, 3]");
    }
    return BLACKOUT_OK;
}

/* A member that is true or false. */
static bool read_flag(struct descriptor *descriptor, const cJSON *dialect, const char *key,
                      bool otherwise)
{
    const cJSON *value = member(dialect, key);
    if (value != NULL && !cJSON_IsBool(value)) {
        refuse(descriptor, value,
               "a member of the dialect is not true or false ('%.40s'); true or "
               "false");
    }
    return cJSON_IsBool(value) ? cJSON_IsTrue(value) != 0 : otherwise;
}

/* A dialect with any fault spoils its resource: read under another one it would give faults in
 * every line. */
static blackout_status read_members(struct descriptor *descriptor, const cJSON *dialect,
                                    struct resource *resource, blackout_error *error)
{
    struct csv_layout layout = {0};
    const cJSON *null_text = member(dialect, "nullSequence");
    const size_t faults = descriptor->finder->diagnostics->fault_count;
    descriptor_warn_members(descriptor, dialect, MEMBERS_OF_DIALECT);
    descriptor_warn_members(descriptor, json_get(dialect, "csv"), MEMBERS_OF_DIALECT);
    read_marks(descriptor, dialect, resource);
    check_escapes(descriptor, dialect);
    read_header_rows(descriptor, dialect, &layout, &resource->header_declared);
    blackout_status status = read_comments(descriptor, dialect, &layout, error);
    layout.skip_initial_space = read_flag(descriptor, dialect, "skipInitialSpace", false);
    resource->lacks_header = !read_flag(descriptor, dialect, "header", true);
    if (resource->lacks_header) {
        resource->header_declared = descriptor_place(descriptor, member(dialect, "header"));
    }
    if (null_text != NULL && !cJSON_IsNull(null_text)) {
        const char *text = descriptor_shown(descriptor, null_text);
        resource->null_text = arena_copy(descriptor->finder->arena, text, strlen(text));
    }
    struct csv_layout *kept = arena_alloc(descriptor->finder->arena, 1, sizeof *kept);
    if (kept == NULL) {
        return error_memory(error);
    }
    *kept = layout;
    resource->layout = kept;
    if (descriptor->finder->diagnostics->fault_count > faults) {
        resource->refused = true;
    }
    return status;
}

blackout_status dialect_read(struct descriptor *descriptor, const cJSON *value,
                             struct resource *resource, blackout_error *error)
{
    struct descriptor_part part;
    blackout_status status = descriptor_open_part(&part, descriptor, value, error);
    if (status == BLACKOUT_OK && part.object != NULL) {
        status = read_members(part.descriptor, part.object, resource, error);
    }
    descriptor_close_part(&part);
    return status;
}
