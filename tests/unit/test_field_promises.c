/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/field_rules: what a description promises of the fields of a file, kept and broken. Each
 * case is a schema of Table Schema for owners.csv, and the file. Expected: each broken promise at
 * its line and column, with the value, and nothing else. */
#include "messages.h"

#define HEAD "owner,name,currency,annual_revenue,as_of,source\n"
#define ACME "acme,Acme,USD,21915000,2020-01-01,x\n"
#define BOLT "bolt,Bolt,EUR,,2020-01-01,x\n"

/* `file` is the schema here. */
static const struct message_case cases[] = {
    {"{'fields': [{'name': 'name', 'constraints': {'minLength': 5}}]}", HEAD ACME BOLT,
     "owners.csv:2:2 constraint: name breaks the constraint minLength of its description "
     "('Acme'); characters, at least 5 (2 rows: lines 2, 3)\n"},
    {"{'fields': [{'name': 'name', 'constraints': {'minLength': 4, 'maxLength': 4}}]}",
     HEAD ACME "bolt,B\xc3\xb6lt,EUR,,2020-01-01,x\n", ""},
    {"{'fields': [{'name': 'name', 'constraints': {'maxLength': 3}}]}", HEAD ACME BOLT,
     "owners.csv:2:2 constraint: name breaks the constraint maxLength of its description "
     "('Acme'); characters, at most 3 (2 rows: lines 2, 3)\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'minimum': 21915000, 'maximum': "
     "21915000}}]}",
     HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'minimum': 21915000.5}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:4 constraint: annual_revenue breaks the constraint minimum of its "
     "description ('21915000'); at least 21915000.5\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'maximum': 21914999.5}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:4 constraint: annual_revenue breaks the constraint maximum of its "
     "description ('21915000'); at most 21914999.5\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'exclusiveMinimum': 21915000}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:4 constraint: annual_revenue breaks the constraint exclusiveMinimum of "
     "its description ('21915000'); above 21915000\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'exclusiveMaximum': 21915000}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:4 constraint: annual_revenue breaks the constraint exclusiveMaximum of "
     "its description ('21915000'); below 21915000\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'exclusiveMinimum': 21914999, "
     "'exclusiveMaximum': 21915001}}]}",
     HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'minimum': 1, 'maximum': 21914999, "
     "'exclusiveMinimum': 0, 'exclusiveMaximum': 21916000}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:4 constraint: annual_revenue breaks the constraint maximum of its "
     "description ('21915000'); at most 21914999\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': "
     "'owner', 'fieldsMatch': 'subset'}",
     HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': "
     "'source', 'fieldsMatch': 'subset'}",
     HEAD ACME BOLT,
     "owners.csv:3:6 constraint: source breaks the constraint unique of its description ('x'); "
     "each value once\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': "
     "['source'], 'fieldsMatch': 'subset'}",
     HEAD ACME BOLT,
     "owners.csv:3:6 constraint: source breaks the constraint unique of its description ('x'); "
     "each value once\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': "
     "['owner', 'source'], 'fieldsMatch': 'subset'}",
     HEAD ACME "bolt,Bolt,EUR,,2020-01-01,\n",
     "owners.csv:3:6 constraint: source breaks the constraint required of its description (''); a "
     "value\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': "
     "'colour', 'fieldsMatch': 'subset'}",
     HEAD ACME BOLT,
     "datapackage.json:2:137 bad_schema: primaryKey names no field ('colour'); a field of the "
     "schema\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': "
     "['as_of', 'colour'], 'fieldsMatch': 'subset'}",
     HEAD ACME "bolt,Bolt,EUR,,,x\n",
     "datapackage.json:2:147 bad_schema: primaryKey names no field ('colour'); a field of the "
     "schema\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'source'}, {'name': 'as_of'}], 'primaryKey': [], "
     "'fieldsMatch': 'subset'}",
     HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'required': true}}]}", HEAD ACME BOLT,
     "owners.csv:3:4 constraint: annual_revenue breaks the constraint required of its "
     "description (''); a value\n"},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'minimum': '2020-01-01', "
     "'maximum': '2020-01-01'}}]}",
     HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'minimum': '2020-01-02'}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:5 constraint: as_of breaks the constraint minimum of its description "
     "('2020-01-01'); at least 2020-01-02 (2 rows: lines 2, 3)\n"},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'maximum': '2019-12-31'}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:5 constraint: as_of breaks the constraint maximum of its description "
     "('2020-01-01'); at most 2019-12-31 (2 rows: lines 2, 3)\n"},
    {"{'fields': [{'name': 'as_of', 'type': 'date', 'constraints': {'minimum': '2020-01-02'}}]}",
     HEAD ACME "bolt,Bolt,EUR,,x,x\n",
     "owners.csv:2:5 constraint: as_of breaks the constraint minimum of its description "
     "('2020-01-01'); at least 2020-01-02\n"
     "owners.csv:3:5 bad_value: as_of is not a date or time ('x'); give ISO 8601, like "
     "2021-10-04T15:39Z\n"},
    {"{'fields': [{'name': 'source', 'constraints': {'minimum': 5, 'maximum': 6}}]}",
     HEAD "acme,Acme,USD,21915000,,4.5\nbolt,Bolt,EUR,,,6.5\n",
     "owners.csv:2:6 constraint: source breaks the constraint minimum of its description "
     "('4.5'); at least 5\n"
     "owners.csv:3:6 constraint: source breaks the constraint maximum of its description "
     "('6.5'); at most 6\n"},
    {"{'fields': [{'name': 'source', 'constraints': {'minimum': 5}}]}",
     HEAD "acme,Acme,USD,21915000,,5\nbolt,Bolt,EUR,,,four\n", ""},
    {"{'fields': [{'name': 'currency', 'constraints': {'enum': ['USD', 'GBP']}}]}", HEAD ACME BOLT,
     "owners.csv:3:3 constraint: currency breaks the constraint enum (categories) of its "
     "description ('EUR'); one of the values that it lists, like USD\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'enum': [1, 21915000]}}]}",
     HEAD "acme,Acme,USD,21915000.0,,\n" BOLT, ""},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'enum': [1, 2]}}]}", HEAD ACME BOLT,
     "owners.csv:2:4 constraint: annual_revenue breaks the constraint enum (categories) "
     "of its description ('21915000'); one of the values that it lists, like 1\n"},
    {"{'fields': [{'name': 'name', 'constraints': {'unique': true}}, {'name': 'source', "
     "'constraints': {'unique': true}}]}",
     HEAD ACME BOLT,
     "owners.csv:3:6 constraint: source breaks the constraint unique of its description "
     "('x'); each value once\n"},
    {"{'fields': [{'name': 'annual_revenue', 'constraints': {'unique': true}}]}",
     "owner,name,currency,annual_revenue,as_of,source\nacme,Acme,USD,21915000,2020-01-01,x\nacme,"
     "Acme,USD,21915000.0,2021-01-01,x\nbolt,Bolt,EUR,,,\n",
     "owners.csv:3:4 constraint: annual_revenue breaks the constraint unique of its "
     "description ('21915000.0'); each value once\n"},
    {"{'fields': [{'name': 'name', 'constraints': {'pattern': '[A-Z]c.*'}}]}", HEAD ACME BOLT,
     "owners.csv:3:2 constraint: name breaks the constraint pattern of its description "
     "('Bolt'); a text like [A-Z]c.*\n"},
    {"{'fields': [{'name': 'name', 'constraints': {'minLength': 6, 'pattern': 'b.*', 'enum': "
     "['Acme']}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:2 constraint: name breaks the constraint minLength of its description "
     "('Acme'); characters, at least 6 (2 rows: lines 2, 3)\n"
     "owners.csv:2:2 constraint: name breaks the constraint pattern of its description "
     "('Acme'); a text like b.* (2 rows: lines 2, 3)\n"
     "owners.csv:3:2 constraint: name breaks the constraint enum (categories) of its "
     "description ('Bolt'); one of the values that it lists, like Acme\n"},
    {"{'missingValues': ['x', '-'], 'fields': [{'name': 'source', 'constraints': {'required': "
     "true}}]}",
     HEAD ACME BOLT,
     "owners.csv:2:6 constraint: source breaks the constraint required of its description "
     "(''); a value (2 rows: lines 2, 3)\n"},
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
    char text[4096];
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(promises_are_kept_or_reported),
    };
    return cmocka_run_group_tests_name("field_promises", tests, world_open, world_close);
}
