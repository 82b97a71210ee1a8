/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/field_rules: what a description promises of the fields of a file, kept and broken. Each
 * case is a schema of Table Schema for owners.csv, and the file. Expected: each broken promise at
 * its line and column, with the value, and nothing else. */
#include "messages.h"

#define HEAD "owner,name,currency,annual_revenue,as_of,source\n"
#define ACME "acme,Acme,USD,21915000,2020-01-01,x\n"
#define BOLT "bolt,Bolt,EUR,,2020-01-01,x\n"

/* One field with constraints, a primary key. */
#define FIELD(name, constraints)                                                                   \
    "{'fields': [{'name': '" name "', 'constraints': {" constraints "}}]}"
#define KEY(fields)                                                                                \
    "{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': " fields \
    ", 'fieldsMatch': 'subset'}"
/* `place` is line and column. */
#define BREAKS(place, name, constraint, value, right)                                              \
    "owners.csv:" place " constraint: " name " breaks the constraint " constraint                  \
    " of its description ('" value "'); " right "\n"

/* `file` is the schema here. */
static const struct message_case cases[] = {
    {FIELD("name", "'minLength': 5"), HEAD ACME BOLT,
     BREAKS("2:2", "name", "minLength", "Acme", "characters, at least 5 (2 rows: lines 2, 3)")},
    {FIELD("name", "'minLength': 4, 'maxLength': 4"),
     HEAD ACME "bolt,B\xc3\xb6lt,EUR,,2020-01-01,x\n", ""},
    {FIELD("name", "'maxLength': 3"), HEAD ACME BOLT,
     BREAKS("2:2", "name", "maxLength", "Acme", "characters, at most 3 (2 rows: lines 2, 3)")},
    {FIELD("owner", "'minLength': 5"), HEAD ACME BOLT, /* of the first field, too */
     BREAKS("2:1", "owner", "minLength", "acme", "characters, at least 5 (2 rows: lines 2, 3)")},
    {FIELD("annual_revenue", "'minimum': 21915000, 'maximum': 21915000"), HEAD ACME BOLT, ""},
    {FIELD("annual_revenue", "'minimum': 21915000.5"), HEAD ACME BOLT,
     BREAKS("2:4", "annual_revenue", "minimum", "21915000", "at least 21915000.5")},
    {FIELD("annual_revenue", "'maximum': 21914999.5"), HEAD ACME BOLT,
     BREAKS("2:4", "annual_revenue", "maximum", "21915000", "at most 21914999.5")},
    {FIELD("annual_revenue", "'exclusiveMinimum': 21915000"), HEAD ACME BOLT,
     BREAKS("2:4", "annual_revenue", "exclusiveMinimum", "21915000", "above 21915000")},
    {FIELD("annual_revenue", "'exclusiveMaximum': 21915000"), HEAD ACME BOLT,
     BREAKS("2:4", "annual_revenue", "exclusiveMaximum", "21915000", "below 21915000")},
    {FIELD("annual_revenue", "'exclusiveMinimum': 21914999, 'exclusiveMaximum': 21915001"),
     HEAD ACME BOLT, ""},
    {FIELD(
         "annual_revenue",
         "'minimum': 1, 'maximum': 21914999, 'exclusiveMinimum': 0, 'exclusiveMaximum': 21916000"),
     HEAD ACME BOLT, BREAKS("2:4", "annual_revenue", "maximum", "21915000", "at most 21914999")},
    {KEY("'owner'"), HEAD ACME BOLT, ""},
    {KEY("'source'"), HEAD ACME BOLT, BREAKS("3:6", "source", "unique", "x", "each value once")},
    {KEY("['source']"), HEAD ACME BOLT, BREAKS("3:6", "source", "unique", "x", "each value once")},
    {KEY("['owner', 'source']"), HEAD ACME "bolt,Bolt,EUR,,2020-01-01,\n",
     BREAKS("3:6", "source", "required", "", "a value")},
    {KEY("'colour'"), HEAD ACME BOLT,
     "datapackage.json:2:137 bad_schema: primaryKey names no field ('colour'); a field of the "
     "schema\n"},
    {KEY("['as_of', 'colour']"), HEAD ACME "bolt,Bolt,EUR,,,x\n",
     "datapackage.json:2:147 bad_schema: primaryKey names no field ('colour'); a field of the "
     "schema\n"},
    {KEY("[]"), HEAD ACME BOLT, ""},
    /* a field that a row lacks is not that of the row before */
    {FIELD("source", "'maxLength': 1"),
     HEAD "acme,Acme,USD,21915000,2020-01-01,xy\nbolt,Bolt,EUR,,2020-01-01\n",
     BREAKS("2:6", "source", "maxLength", "xy",
            "characters, at most 1") "owners.csv:3:5 bad_width: the row has a different number of "
                                     "fields from the header ('5'); give 6\n"},
    {FIELD("source", "'maxLength': 1"),
     HEAD "acme,Acme,USD,21915000,2020-01-01,xy\nbolt,\"Bo\"lt,EUR,,2020-01-01,x\n",
     BREAKS("2:6", "source", "maxLength", "xy",
            "characters, at most 1") "owners.csv:3:2 bad_text: a quote inside a field ('1 field "
                                     "before it'); put the whole field in "
                                     "quotes, and double those inside\n"},
    {FIELD("annual_revenue", "'required': true"), HEAD ACME BOLT,
     BREAKS("3:4", "annual_revenue", "required", "", "a value")},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'minimum': '2020-01-01', "
     "'maximum': '2020-01-01'}}]}",
     HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'minimum': '2020-01-02'}}]}",
     HEAD ACME BOLT,
     BREAKS("2:5", "as_of", "minimum", "2020-01-01", "at least 2020-01-02 (2 rows: lines 2, 3)")},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'maximum': '2019-12-31'}}]}",
     HEAD ACME BOLT,
     BREAKS("2:5", "as_of", "maximum", "2020-01-01", "at most 2019-12-31 (2 rows: lines 2, 3)")},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'minimum': '2020-01-02'}}]}",
     HEAD ACME "bolt,Bolt,EUR,,x,x\n",
     "owners.csv:2:5 constraint: as_of breaks the constraint minimum of its description "
     "('2020-01-01'); at least 2020-01-02\n"
     "owners.csv:3:5 bad_value: as_of is not a date or time ('x'); give ISO 8601, like "
     "2021-10-04T15:39Z\n"},
    {FIELD("source", "'minimum': 5, 'maximum': 6"),
     HEAD "acme,Acme,USD,21915000,,4.5\nbolt,Bolt,EUR,,,6.5\n",
     BREAKS("2:6", "source", "minimum", "4.5", "at least 5")
         BREAKS("3:6", "source", "maximum", "6.5", "at most 6")},
    {FIELD("source", "'minimum': 5"), HEAD "acme,Acme,USD,21915000,,5\nbolt,Bolt,EUR,,,four\n", ""},
    {FIELD("currency", "'enum': ['USD', 'GBP']"), HEAD ACME BOLT,
     BREAKS("3:3", "currency", "enum (categories)", "EUR",
            "one of the values that it lists, like USD")},
    {FIELD("annual_revenue", "'enum': [1, 21915000]"), HEAD "acme,Acme,USD,21915000.0,,\n" BOLT,
     ""},
    {FIELD("annual_revenue", "'enum': [1, 2]"), HEAD ACME BOLT,
     BREAKS("2:4", "annual_revenue", "enum (categories)", "21915000",
            "one of the values that it lists, like 1")},
    {"{'fields': [{'name': 'name', 'constraints': {'unique': true}}, {'name': 'source', "
     "'constraints': {'unique': true}}]}",
     HEAD ACME BOLT, BREAKS("3:6", "source", "unique", "x", "each value once")},
    {FIELD("annual_revenue", "'unique': true"),
     "owner,name,currency,annual_revenue,as_of,source\nacme,Acme,USD,21915000,2020-01-01,x\nacme,"
     "Acme,USD,21915000.0,2021-01-01,x\nbolt,Bolt,EUR,,,\n",
     BREAKS("3:4", "annual_revenue", "unique", "21915000.0", "each value once")},
    {FIELD("name", "'pattern': '[A-Z]c.*'"), HEAD ACME BOLT,
     BREAKS("3:2", "name", "pattern", "Bolt", "a text like [A-Z]c.*")},
    {FIELD("name", "'minLength': 6, 'pattern': 'b.*', 'enum': ['Acme']"), HEAD ACME BOLT,
     BREAKS("2:2", "name", "minLength", "Acme", "characters, at least 6 (2 rows: lines 2, 3)")
         BREAKS("2:2", "name", "pattern", "Acme", "a text like b.* (2 rows: lines 2, 3)")
             BREAKS("3:2", "name", "enum (categories)", "Bolt",
                    "one of the values that it lists, like Acme")},
    {"{'missingValues': ['x', '-'], 'fields': [{'name': 'source', 'constraints': {'required': "
     "true}}]}",
     HEAD ACME BOLT, BREAKS("2:6", "source", "required", "", "a value (2 rows: lines 2, 3)")},
    {"{'missingValues': ['-'], 'fields': []}", HEAD ACME "bolt,Bolt,EUR,-,-,-\n", ""},
    {"{'fields': [{'name': 'annual_revenue', 'type': 'number', 'bareNumber': false}]}",
     HEAD "acme,Acme,USD,about 21915000 a year,,\nbolt,Bolt,EUR,EUR -5 x,,\n",
     "owners.csv:3:4 bad_value: annual_revenue is out of range ('-5'); give a number of "
     "at least 0\n"},
    {"{'fields': [{'name': 'annual_revenue', 'type': 'number', 'bareNumber': false}]}",
     HEAD "acme,Acme,USD,$+21915000.,,\nbolt,Bolt,EUR,none,,\n",
     "owners.csv:3:4 bad_value: annual_revenue is not a number ('none'); the number; "
     "where none is known and none is needed, an empty field, or declare missingValues\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'price'}]}", HEAD ACME BOLT,
     "owners.csv:1:1 warning fields_match: the file lacks the field 'price' of its "
     "description\n"},
    {"{'fieldsMatch': 'subset', 'fields': [{'name': 'owner'}, {'name': 'price'}]}", HEAD ACME BOLT,
     "owners.csv:1:1 fields_match: the file lacks a field of its description ('price'); "
     "add it, or correct fieldsMatch\n"},
    {"{'fieldsMatch': 'superset', 'fields': [{'name': 'owner'}, {'name': 'name'}, {'name': "
     "'currency'}, {'name': 'as_of'}, {'name': 'source'}]}",
     HEAD ACME BOLT,
     "owners.csv:1:4 fields_match: the description lacks a field of the file "
     "('annual_revenue'); add it, or correct fieldsMatch\n"},
    {"{'fieldsMatch': 'partial', 'fields': [{'name': 'price'}, {'name': 'Owner'}]}", HEAD ACME BOLT,
     "owners.csv:1:1 fields_match: the file lacks a field of its description ('price'); "
     "add it, or correct fieldsMatch\n"},
    {"{'fieldsMatch': 'partial', 'fields': [{'name': 'price'}, {'name': 'owner'}]}", HEAD ACME BOLT,
     ""},
    {"{'fieldsMatch': 'equal', 'fields': [{'name': 'source'}, {'name': 'owner'}, {'name': 'name'}, "
     "{'name': 'currency'}, {'name': 'as_of'}, {'name': 'annual_revenue'}]}",
     HEAD ACME BOLT, ""},
    {"{'fieldsMatch': 'exact', 'fields': [{'name': 'owner'}, {'name': 'name'}, {'name': "
     "'currency'}, {'name': 'as_of'}, {'name': 'annual_revenue'}, {'name': 'source'}]}",
     HEAD ACME BOLT,
     "owners.csv:1:4 fields_match: the description has another field in this place "
     "('annual_revenue'); give both the same order, or correct fieldsMatch\n"},
    {"{'fields': [{'name': 'name', 'constraints': {'minLength': 'x'}}, {'name': 'source', "
     "'constraints': {'required': 'true'}}]}",
     HEAD ACME BOLT,
     "datapackage.json:2:110 bad_schema: a length is not a whole number ('x'); "
     "characters\n"
     "datapackage.json:2:164 bad_schema: a member of a field is not true or false "
     "('true'); true or false\n"},
};

/* A description of the whole package, in which owners.csv has the schema; quotes are ' there. */
static void describe(const struct package_folder *folder, const char *schema)
{
    char listed[2048];
    static char text[1 << 15];
    world_list_resources(listed, sizeof listed, "owners");
    assert_true((size_t)snprintf(text, sizeof text,
                                 "{'name': 'world', 'resources': [\n"
                                 "{'name': 'owners', 'path': 'owners.csv', 'schema': %s}, %s]}\n",
                                 schema, listed) < sizeof text);
    for (char *c = text; *c != '\0'; ++c) {
        *c = *c == '\'' ? '"' : *c;
    }
    package_write(folder, "datapackage.json", text);
}

static void promises_are_kept_or_reported(void **state)
{
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        describe(&world->folder, cases[i].file);
        package_write(&world->folder, "owners.csv", cases[i].text);
        wrong += messages_are(world->folder.path, cases[i].file, cases[i].expected) ? 0 : 1;
    }
    assert_int_equal(wrong, 0);
}

/* ---- Room for texts -------------------------------------------------------------------------- */

enum { FLAGS = 100, FIELD_BYTES = 160, LINE_BYTES = FLAGS * 16, LONG_BYTES = FLAGS * FIELD_BYTES };

/* owners.csv with many columns that say yes by `yes`, of the same text in a row each. */
static void write_flags(const struct package_folder *folder, const char *yes, const char *first,
                        const char *second)
{
    static char fields[LONG_BYTES];
    char head[LINE_BYTES] = "owner,name,currency";
    char acme[LINE_BYTES] = "acme,Acme,USD";
    char bolt[LINE_BYTES] = "bolt,Bolt,EUR";
    static char text[4 * LINE_BYTES];
    strcpy(fields, "{'fields': [{'name': 'owner'}");
    for (int i = 0; i < FLAGS; ++i) {
        sprintf(fields + strlen(fields),
                ", {'name': 'flag_%02d', 'type': 'boolean', 'trueValues': ['%s'], 'constraints': "
                "{'enum': ['yes', 'abc', 'abcdef']}}",
                i, yes);
        sprintf(head + strlen(head), ",flag_%02d", i);
        sprintf(acme + strlen(acme), ",%s", first);
        sprintf(bolt + strlen(bolt), ",%s", second);
    }
    strcat(fields, "]}");
    describe(folder, fields);
    snprintf(text, sizeof text, "%s\n%s\n%s\n", head, acme, bolt);
    package_write(folder, "owners.csv", text);
}

/* A yes may be longer than what says it, and a row as long as the room that the one before has
 * left. Each text that is kept is one of those allowed. */
static void texts_that_are_kept_have_room(void **state)
{
    static const char *const texts[][3] = {{"1", "", "1"}, {"", "", ""}, {"1", "abc", "abcdef"}};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        write_flags(&world->folder, texts[i][0], texts[i][1], texts[i][2]);
        blackout_dataset_free(package_open(&world->folder));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(promises_are_kept_or_reported),
        cmocka_unit_test(texts_that_are_kept_have_room),
    };
    return cmocka_run_group_tests_name("field_promises", tests, world_open, world_close);
}
