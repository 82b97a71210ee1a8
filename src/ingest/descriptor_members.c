/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every member that Data Package 1 and 2 have (with CSV Dialect, Table Dialect and Table Schema),
 * and the two of our own. The documents have the same list with what becomes of each, made from
 * tests/faults/data_package_members.csv, which has a row for each member and a description to try
 * it: a member is added here and there. */
#include <string.h>

#include "core/text.h"
#include "ingest/descriptor.h"

enum member_use {
    USED,   /* read, checked or refused, as its value is: whoever uses it reports on it */
    SILENT, /* for people and catalogues: nothing that is read depends on it */
    NAMED   /* bears on the data, and is not used: a warning */
};

struct member {
    const char *name; /* NULL: the end */
    enum member_use use;
};

static const struct member of_package[] = {
    {"resources", USED},      {"name", USED},       {"base", USED},      {"currency", USED},
    {"$schema", SILENT},      {"profile", SILENT},  {"id", SILENT},      {"title", SILENT},
    {"description", SILENT},  {"homepage", SILENT}, {"version", SILENT}, {"created", SILENT},
    {"contributors", SILENT}, {"keywords", SILENT}, {"image", SILENT},   {"licenses", SILENT},
    {"sources", SILENT},      {NULL, SILENT}};

static const struct member of_resource[] = {
    {"name", USED},       {"path", USED},      {"data", USED},       {"type", USED},
    {"format", USED},     {"mediatype", USED}, {"encoding", USED},   {"bytes", USED},
    {"hash", USED},       {"dialect", USED},   {"schema", USED},     {"compression", USED},
    {"$schema", SILENT},  {"profile", SILENT}, {"title", SILENT},    {"description", SILENT},
    {"homepage", SILENT}, {"sources", SILENT}, {"licenses", SILENT}, {NULL, SILENT}};

/* `csv` is of no standard, but of a widespread tool (dialect_members.c). A header of several rows
 * is refused, so that `headerJoin` has nothing to join. What is NAMED is of other kinds of files.
 */
static const struct member of_dialect[] = {{"delimiter", USED},
                                           {"quoteChar", USED},
                                           {"doubleQuote", USED},
                                           {"escapeChar", USED},
                                           {"lineTerminator", USED},
                                           {"nullSequence", USED},
                                           {"skipInitialSpace", USED},
                                           {"header", USED},
                                           {"headerRows", USED},
                                           {"commentChar", USED},
                                           {"commentRows", USED},
                                           {"headerJoin", SILENT},
                                           {"$schema", SILENT},
                                           {"name", SILENT},
                                           {"title", SILENT},
                                           {"description", SILENT},
                                           {"csvddfVersion", SILENT},
                                           {"caseSensitiveHeader", SILENT},
                                           {"property", NAMED},
                                           {"itemType", NAMED},
                                           {"itemKeys", NAMED},
                                           {"sheetNumber", NAMED},
                                           {"sheetName", NAMED},
                                           {"table", NAMED},
                                           {"csv", USED},
                                           {NULL, SILENT}};

/* `uniqueKeys` and `foreignKeys` are NAMED: the table's own key and references are checked in any
 * case. */
static const struct member of_schema[] = {
    {"fields", USED},      {"missingValues", USED}, {"fieldsMatch", USED}, {"primaryKey", USED},
    {"$schema", SILENT},   {"name", SILENT},        {"title", SILENT},     {"description", SILENT},
    {"uniqueKeys", NAMED}, {"foreignKeys", NAMED},  {NULL, SILENT}};

static const struct member of_field[] = {{"name", USED},
                                         {"type", USED},
                                         {"format", USED},
                                         {"missingValues", USED},
                                         {"decimalChar", USED},
                                         {"groupChar", USED},
                                         {"bareNumber", USED},
                                         {"trueValues", USED},
                                         {"falseValues", USED},
                                         {"categories", USED},
                                         {"constraints", USED},
                                         {"delimiter", USED},
                                         {"title", SILENT},
                                         {"description", SILENT},
                                         {"example", SILENT},
                                         {"rdfType", SILENT},
                                         {"categoriesOrdered", SILENT},
                                         {"itemType", NAMED},
                                         {NULL, SILENT}};

static const struct member of_constraints[] = {
    {"required", USED},         {"unique", USED},      {"minimum", USED},
    {"maximum", USED},          {"minLength", USED},   {"maxLength", USED},
    {"pattern", USED},          {"enum", USED},        {"exclusiveMinimum", USED},
    {"exclusiveMaximum", USED}, {"jsonSchema", NAMED}, {NULL, SILENT}};

static const struct {
    const struct member *members;
    const char *what;
} kinds[] = {[MEMBERS_OF_PACKAGE] = {of_package, "a package"},
             [MEMBERS_OF_RESOURCE] = {of_resource, "a resource"},
             [MEMBERS_OF_DIALECT] = {of_dialect, "a dialect"},
             [MEMBERS_OF_SCHEMA] = {of_schema, "a schema"},
             [MEMBERS_OF_FIELD] = {of_field, "a field"},
             [MEMBERS_OF_CONSTRAINTS] = {of_constraints, "constraints"}};

static const struct member *find(const struct member *members, const char *name)
{
    while (members->name != NULL && strcmp(members->name, name) != 0) {
        ++members;
    }
    return members->name != NULL ? members : NULL;
}

/* A warning and no fault: the standard lets publishers add members of their own. */
static void warn_unknown(struct descriptor *descriptor, const cJSON *value,
                         enum descriptor_kind kind)
{
    /* not checked: more than the longest list has */
    enum { MOST_MEMBERS = 32 };
    const char *names[MOST_MEMBERS];
    size_t count = 0;
    for (const struct member *member = kinds[kind].members; member->name != NULL; ++member) {
        names[count++] = member->name;
    }
    const char *near = text_nearest(value->string, names, count);
    const struct place place = descriptor_place(descriptor, value);
    diagnostics_warn(descriptor->finder->diagnostics, &place, "unknown_member",
                     near != NULL ? "%s has no member '%.80s' in the standard: it is ignored; "
                                    "perhaps '%s'"
                                  : "%s has no member '%.80s' in the standard: it is ignored",
                     kinds[kind].what, value->string, near);
}

/* What would bear on the data if it were followed is named, so that nobody relies on it. */
void descriptor_warn_members(struct descriptor *descriptor, const cJSON *object,
                             enum descriptor_kind kind)
{
    const cJSON *value;
    cJSON_ArrayForEach (value, object) {
        /* items of a list, where an object should be, have no names */
        const struct member *member =
            value->string != NULL ? find(kinds[kind].members, value->string) : NULL;
        if (value->string != NULL && member == NULL) {
            warn_unknown(descriptor, value, kind);
        } else if (member != NULL && member->use == NAMED) {
            const struct place place = descriptor_place(descriptor, value);
            diagnostics_warn(descriptor->finder->diagnostics, &place, "unused_member",
                             "'%.80s' is not used: nothing is read or checked by it",
                             value->string);
        }
    }
}
