/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/schema_members, constraint_members and descriptor: the members of Table Schema and what is
 * no JSON. Each case is a schema for owners.csv, on line 2 of the description, and the file.
 * Expected: what Table Schema promises of the members that are read; the others at their place. */
#include "messages.h"

#define HEAD "owner,name,currency,annual_revenue,as_of,source\n"
#define ACME "acme,Acme,USD,21915000,2020-01-01,x\n"
#define BOLT "bolt,Bolt,EUR,,2020-01-01,x\n"
#define FIELDS(fields) "{'fields': [" fields "]}"
#define AS_OF(members) FIELDS("{'name': 'as_of', " members "}")
#define NAME(members) FIELDS("{'name': 'name', " members "}")
#define REVENUE(members) FIELDS("{'name': 'annual_revenue', " members "}")
#define COMMAS_30 ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
#define COMMAS_300                                                                                 \
    COMMAS_30 COMMAS_30 COMMAS_30 COMMAS_30 COMMAS_30 COMMAS_30 COMMAS_30 COMMAS_30 COMMAS_30      \
        COMMAS_30
#define CONSTRAINED(members) NAME("'constraints': {" members "}")
#define EARNS(text) HEAD "acme,Acme,USD," text ",2020-01-01,x\n" BOLT
#define LOSES(text)                                                                                \
    "owners.csv:2:4 bad_value: annual_revenue is out of range ('" text                             \
    "'); give a number of at least 0\n"
#define REFUSED(place, message) "datapackage.json:2:" place " bad_schema: " message "\n"
#define BAD_TIME(value)                                                                            \
    REFUSED("108", "times in this format are not read ('" value                                    \
                   "'); write them as ISO 8601, like 2021-10-04T15:39Z")
#define BAD_TYPE(value)                                                                            \
    REFUSED("90", "fields of this type are not read ('" value                                      \
                  "'); text, numbers, times, true and false")
#define BAD_LENGTH(place, value)                                                                   \
    REFUSED(place, "a length is not a whole number ('" value "'); characters")
#define BAD_PATTERN(value)                                                                         \
    REFUSED("108", "the pattern is not understood ('" value                                        \
                   "'); one of XML Schema, as [A-Z]{3} or \\d+, with a backslash before a "        \
                   "character of . ? * + ( ) { } [ ] | ^ $ that is meant")
#define BREAKS(place, name, constraint, value, right)                                              \
    "owners.csv:" place " constraint: " name " breaks the constraint " constraint                  \
    " of its description ('" value "'); " right "\n"
/* the value that was read, by bounds that it alone is within */
#define IS(number) "'constraints': {'minimum': " number ", 'maximum': " number "}"

/* `file` is the schema here, and what follows it in the resource. */
static const struct message_case cases[] = {
    {AS_OF("'type': 'date'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'date', 'format': 'default'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'date', 'format': 'any'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'date', 'format': '%F'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'time', 'format': '%Y-%m-%dT%H:%M:%SZ'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'date', 'format': 'fmt:%Y-%m-%d'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'date', 'format': '%d/%m/%Y'"), HEAD ACME BOLT, BAD_TIME("%d/%m/%Y")},
    {AS_OF("'type': 'date', 'format': 'fmt:%d.%m'"), HEAD ACME BOLT, BAD_TIME("fmt:%d.%m")},
    {AS_OF("'type': 'time', 'format': ''"), HEAD ACME BOLT, BAD_TIME("")},
    {AS_OF("'type': 'date', 'format': 5"), HEAD ACME BOLT, BAD_TIME("5")},
    {AS_OF("'type': 'datetime', 'format': '%c'"), HEAD ACME BOLT,
     REFUSED("112", "times in this format are not read ('%c'); write them as ISO 8601, like "
                    "2021-10-04T15:39Z")},
    {NAME("'type': 'string', 'format': 'email'"), HEAD ACME BOLT, ""},
    {NAME("'format': 'uri'"), HEAD ACME BOLT, ""},
    /* the rows would be read with the day first */
    {AS_OF("'format': '%m/%d/%Y'"),
     HEAD "acme,Acme,USD,21915000,13/10/2020,x\nbolt,Bolt,EUR,,03/04/2020,x\n",
     REFUSED("92", "times in this format are not read ('%m/%d/%Y'); write them as ISO 8601, like "
                   "2021-10-04T15:39Z")},
    {AS_OF("'format': '%Y-%m-%d'"), HEAD ACME BOLT, ""},
    {AS_OF("'type': 'string', 'format': '%d/%m/%Y'"), HEAD ACME BOLT,
     REFUSED("110", "times in this format are not read ('%d/%m/%Y'); write them as ISO 8601, like "
                    "2021-10-04T15:39Z")},
    {AS_OF("'type': 'any', 'format': 'fmt:dd'"), HEAD ACME BOLT,
     REFUSED("107", "times in this format are not read ('fmt:dd'); write them as ISO 8601, like "
                    "2021-10-04T15:39Z")},
    {NAME("'type': 'any'"), HEAD ACME BOLT, ""},
    {NAME("'type': 'duration'"), HEAD ACME BOLT, ""},
    {NAME("'type': 'geojson'"), HEAD ACME BOLT,
     REFUSED("89",
             "fields of this type are not read ('geojson'); text, numbers, times, true and false")},
    {AS_OF("'type': 'object'"), HEAD ACME BOLT, BAD_TYPE("object")},
    {AS_OF("'type': 5"), HEAD ACME BOLT, BAD_TYPE("5")},
    {FIELDS("{'title': 'x'}"), HEAD ACME BOLT,
     REFUSED("64", "a field has no member ('name'); the name of a column")},
    {NAME("'colour': 1"), HEAD ACME BOLT,
     "datapackage.json:2:91 warning unknown_member: a field has no member 'colour' in the "
     "standard: it is ignored\n"},
    /* how numbers are written */
    {REVENUE(IS("21915000.5")), EARNS("21915000.5"), ""},
    {REVENUE("'decimalChar': ',', " IS("21915000.5")), EARNS("\"21915000,5\""), ""},
    {REVENUE("'decimalChar': ',', 'groupChar': '.', " IS("21915000.5")), EARNS("\"21.915.000,5\""),
     ""},
    {REVENUE("'groupChar': ',', " IS("21915000.5")), EARNS("\"21,915,000.5\""), ""},
    {REVENUE("'groupChar': ' ', " IS("21915000")), EARNS("21 915 000"), ""},
    {REVENUE("'decimalChar': ','"), EARNS("21915000.5"),
     "owners.csv:2:4 bad_value: annual_revenue has a grouping or decimal mark in the wrong place "
     "('21915000.5'); groups of three digits, or the marks that are declared\n"},
    {REVENUE("'bareNumber': false, " IS("21915000")), EARNS("USD 21915000"), ""},
    {REVENUE("'bareNumber': false"), EARNS("-USD 21915000"), LOSES("-USD 21915000")},
    {REVENUE("'bareNumber': false"), EARNS("21915000- USD"), LOSES("21915000- USD")},
    {REVENUE("'bareNumber': false"), EARNS("USD - 21915000"), LOSES("USD - 21915000")},
    {REVENUE("'bareNumber': 'no'"), EARNS("21915000"),
     REFUSED("105", "a member of a field is not true or false ('no'); true or false")},
    /* constraints */
    {CONSTRAINED("'minLength': 4"), HEAD ACME BOLT, ""},
    {CONSTRAINED("'minLength': 0"), HEAD ACME BOLT, ""},
    {CONSTRAINED("'minLength': -1"), HEAD ACME BOLT, BAD_LENGTH("110", "-1")},
    {CONSTRAINED("'minLength': 4.5"), HEAD ACME BOLT, BAD_LENGTH("110", "4.5")},
    {CONSTRAINED("'maxLength': 1000000"), HEAD ACME BOLT, ""},
    {CONSTRAINED("'maxLength': 1000001"), HEAD ACME BOLT, BAD_LENGTH("110", "1000001")},
    {CONSTRAINED("'minLength': 1000000"), HEAD ACME BOLT,
     BREAKS("2:2", "name", "minLength", "Acme",
            "characters, at least 1000000 (2 rows: lines 2, 3)")},
    {CONSTRAINED("'pattern': 'A.*|B.*'"), HEAD ACME BOLT, ""},
    {CONSTRAINED("'pattern': 'A.*'"), HEAD ACME BOLT,
     BREAKS("3:2", "name", "pattern", "Bolt", "a text like A.*")},
    /* also of a row behind which a spreadsheet has left 300 empty fields */
    {CONSTRAINED("'pattern': 'A.*'"), HEAD ACME "bolt,Bolt,EUR,,2020-01-01,x" COMMAS_300 "\n",
     BREAKS("3:2", "name", "pattern", "Bolt", "a text like A.*")},
    {CONSTRAINED("'pattern': 'A'"), HEAD ACME "bolt,A,EUR,,2020-01-01,x\n",
     BREAKS("2:2", "name", "pattern", "Acme", "a text like A")},
    {CONSTRAINED("'pattern': '['"), HEAD ACME BOLT, BAD_PATTERN("[")},
    {CONSTRAINED("'pattern': 5"), HEAD ACME BOLT, BAD_PATTERN("5")},
    {CONSTRAINED("'pattern': '(a{1000}){1000}'"), HEAD ACME BOLT,
     REFUSED("108", "the pattern is too large with its repetitions written out "
                    "('(a{1000}){1000}'); a shorter one, such as [A-Z]+ in place of many counts")},
    {CONSTRAINED("'enum': ['Acme', 'Bolt']"), HEAD ACME BOLT, ""},
    {CONSTRAINED("'enum': ['Acme']"), HEAD ACME BOLT,
     BREAKS("3:2", "name", "enum (categories)", "Bolt",
            "one of the values that it lists, like Acme")},
    {CONSTRAINED("'enum': []"), HEAD ACME BOLT,
     REFUSED("105", "enum lists no value ('a list'); the values that are allowed, or no enum")},
    {CONSTRAINED("'enum': 'Acme'"), HEAD ACME BOLT,
     REFUSED("105", "a member of the schema is not a list ('Acme'); a list of texts")},
    {NAME("'categories': ['Acme', 'Bolt']"), HEAD ACME BOLT, ""},
    {NAME("'categories': [{'value': 'Acme', 'label': 'x'}, {'value': 'x'}]"), HEAD ACME BOLT,
     BREAKS("3:2", "name", "enum (categories)", "Bolt",
            "one of the values that it lists, like Acme")},
    {NAME("'categories': ['x'], 'constraints': {'enum': ['Acme', 'Bolt']}"), HEAD ACME BOLT, ""},
    {CONSTRAINED("'unique': true"), HEAD ACME "bolt,Acme,EUR,,2020-01-01,x\n",
     BREAKS("3:2", "name", "unique", "Acme", "each value once")},
    {CONSTRAINED("'unique': false, 'required': false"), HEAD ACME BOLT, ""},
    /* values that stand for nothing */
    {REVENUE("'missingValues': ['-']"), EARNS("-"), ""},
    {REVENUE("'missingValues': ['x', '-', 'y']"), EARNS("-"), ""},
    {REVENUE("'missingValues': [{'value': '-', 'label': 'none'}]"), EARNS("-"), ""},
    {REVENUE("'missingValues': [{'label': 'none'}]"), EARNS("21915000"), ""},
    {REVENUE("'missingValues': null"), EARNS("21915000"), ""},
    {REVENUE("'missingValues': '-'"), EARNS("21915000"),
     REFUSED("108", "a member of the schema is not a list ('-'); a list of texts")},
    {"{'fields': [{'name': 'annual_revenue'}], 'missingValues': ['', '-']}", EARNS("-"), ""},
    {"{'fields': [{'name': 'name'}], 'missingValues': ['-'], 'fieldsMatch': 'subset'}", EARNS("-"),
     ""},
    {"{'fields': [{'name': 'annual_revenue', 'missingValues': ['x']}], 'missingValues': ['-'], "
     "'fieldsMatch': 'subset'}",
     EARNS("-"),
     "owners.csv:2:4 bad_value: annual_revenue is not a number ('-'); the number; where none is "
     "known and none is needed, an empty field, or declare missingValues\n"},
    {"{'fields': [{'name': 'annual_revenue'}]}, 'dialect': {'nullSequence': '-'}", EARNS("-"), ""},
    {"{'fields': [{'name': 'annual_revenue', 'missingValues': ['x', 'y']}]}, 'dialect': "
     "{'nullSequence': '-'}",
     HEAD "acme,Acme,USD,-,2020-01-01,x\nbolt,Bolt,EUR,y,2020-01-01,x\n", ""},
    {"{'fields': []}, 'dialect': {'nullSequence': '-'}", EARNS("-"), ""},
    {"{'fields': []}, 'dialect': {'nullSequence': null}", EARNS("21915000"), ""},
    {"{'fields': []}, 'dialect': {'nullSequence': 0}", EARNS("0"), ""},
    /* files without a header */
    {"{'fields': [{'name': 'owner'}, {'name': 'name'}, {'name': 'currency'}]}, 'dialect': "
     "{'header': false}",
     "acme,Acme,USD\nbolt,Bolt,EUR\n", ""},
    {"{'fields': [{'name': 'currency'}, {'name': 'owner'}, {'name': 'name'}]}, 'dialect': "
     "{'header': false}",
     "USD,acme,Acme\nXXX,bolt,Bolt\n",
     "owners.csv:2:1 bad_value: currency is the code for no currency, or for tests ('XXX'); give "
     "ISO 4217, like USD\n"},
    {"{'fields': [{'name': 'currency'}, {'name': 'owner'}, {'name': 'name'}]}, 'dialect': "
     "{'header': false}",
     "XXX,acme,Acme\nEUR,bolt,Bolt\n",
     "owners.csv:1:1 bad_value: currency is the code for no currency, or for tests ('XXX'); give "
     "ISO 4217, like USD\n"},
    {"{'fields': [{'name': 'owner'}, {'name': 'name'}, {'name': 'currency'}]}, 'dialect': "
     "{'header': false, 'commentChar': '#'}",
     "# x\nacme,Acme,USD\nbolt,Bolt,EUR\n", ""},
    /* the schema itself */
    {"{'fields': 5}", HEAD ACME BOLT,
     REFUSED("63", "a member is not a list ('fields'); give a list of fields")},
    {"{}", HEAD ACME BOLT,
     REFUSED("52", "a member is not a list ('fields'); give a list of fields")},
    {"{'fields': [], 'fieldsMatch': 'some'}", HEAD ACME BOLT,
     REFUSED("82", "fieldsMatch is not known ('some'); exact, equal, subset, superset or partial")},
    {"{'fields': [{'name': 'name'}], 'fieldsMatch': ['subset']}", HEAD ACME BOLT, ""},
    {"{'fields': [{'name': 'name'}], 'fieldsMatch': ['subset', 'exact']}", HEAD ACME BOLT,
     REFUSED("98", "fieldsMatch has more than one word ('a list'); one of exact, equal, subset, "
                   "superset and partial")},
    {"{'fields': [{'name': 'name'}], 'fieldsMatch': []}", HEAD ACME BOLT,
     REFUSED("98",
             "fieldsMatch is not known ('a list'); exact, equal, subset, superset or partial")},
    {"{'fields': [], 'foreignKeys': []}", HEAD ACME BOLT,
     "datapackage.json:2:82 warning unused_member: 'foreignKeys' is not used: nothing is read or "
     "checked by it\n"},
    {"'../x.json'", HEAD ACME BOLT,
     "datapackage.json:2:52 path_outside: a part of the description is no object and no path in "
     "the package ('../x.json'); give a path inside it\n"},
    {"5", HEAD ACME BOLT,
     "datapackage.json:2:52 path_outside: a part of the description is no object and no path in "
     "the package ('5'); give a path inside it\n"},
};

/* A description of the whole package, in which owners.csv has the schema; quotes are ' there. */
static void describe(const struct package_folder *folder, const char *schema)
{
    char listed[2048];
    char text[4096];
    world_list_resources(listed, sizeof listed, "owners");
    assert_true((size_t)snprintf(text, sizeof text,
                                 "{'name': 'world', 'resources': [\n{'name': 'owners', 'path': "
                                 "'owners.csv', 'schema': %s}, %s]}\n",
                                 schema, listed) < sizeof text);
    for (char *c = text; *c != '\0'; ++c) {
        *c = *c == '\'' ? '"' : *c;
    }
    package_write_as_is(folder, "datapackage.json", text);
}

static void schemas_are_kept_or_reported(void **state)
{
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        describe(&world->folder, cases[i].file);
        package_write_as_is(&world->folder, "owners.csv", cases[i].text);
        wrong += messages_are(world->folder.path, cases[i].file, cases[i].expected) ? 0 : 1;
    }
    package_drop(&world->folder, "datapackage.json");
    world_write_files(&world->folder);
    assert_int_equal(wrong, 0);
}

/* ---- What is no JSON ------------------------------------------------------------------------- */

/* The bytes at the place are shown, 24 of them. */
static void what_is_no_json_is_reported_at_its_place(void **state)
{
    static const struct {
        const char *text, *expected;
    } texts[] = {
        {"{\n\"name\": \"w\",\n  x}", "3:3 'x}'"},
        {"{\"name\": \"w\" \"resources\": []}", "1:14 '\"resources\": []}'"},
        {"\xef\xbb\xbf{\"name\": \"w\" \"resources\": []}", "1:14 '\"resources\": []}'"},
        {"{\"name\": 'w',\n\"resources\": [1, 2, 3, 4]}", "1:10 ''w', \"resources\": [1, 2,'"},
        {"", "1:1 ''"},
        {"{", "1:2 ''"},
        {"{\n\n", "3:1 ''"},
    };
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        char messages[MESSAGES_SIZE];
        char found[256] = "";
        package_write_as_is(&world->folder, "datapackage.json", texts[i].text);
        messages_of(messages, world->folder.path);
        const char *place = strchr(messages, ':');
        const char *shown = strstr(messages, "('");
        const char *end = strstr(messages, "'); JSON as defined by RFC 8259\n");
        assert_true(place != NULL && shown != NULL && end != NULL);
        check_contains(messages, " bad_json: ");
        snprintf(found, sizeof found, "%.*s'%.*s'", (int)(strchr(place, ' ') + 1 - place - 1),
                 place + 1, (int)(end - shown - 2), shown + 2);
        wrong += messages_same(found, texts[i].text, texts[i].expected) ? 0 : 1;
    }
    package_drop(&world->folder, "datapackage.json");
    assert_int_equal(wrong, 0);
}

/* Writes a description of so many bytes, most of them blanks, that lists all tables. */
static void describe_long(const struct package_folder *folder, size_t size)
{
    char listed[2048];
    char path[256];
    world_list_resources(listed, sizeof listed, "");
    package_file(path, folder, "datapackage.json");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    const int used = fprintf(file, "{\"name\": \"world\", \"resources\": [%s]}", listed);
    assert_int_equal(fprintf(file, "%*s", (int)size - used, ""), size - (size_t)used);
    assert_int_equal(fclose(file), 0);
}

/* Room doubles from 64 KiB on; 8 MiB are too many. */
static void long_descriptions_are_read(void **state)
{
    enum { FIRST = 64 << 10, MOST = 8 << 20 };
    static const size_t sizes[] = {FIRST - 1, FIRST, FIRST + 1, 4 * FIRST, MOST - 1};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
        describe_long(&world->folder, sizes[i]);
        assert_true(messages_are(world->folder.path, "a long description", ""));
    }
    describe_long(&world->folder, MOST);
    assert_true(messages_are(world->folder.path, "8 MiB", "is longer than 8 MiB\n"));
    package_drop(&world->folder, "datapackage.json");
}

/* The mark that a caller says all files have; no line of the file is to blame. Other files of the
 * world have points. */
static void marks_of_the_caller_are_kept(void **state)
{
    static const struct {
        char mark;
        const char *text;
        bool kept;
    } files[] = {{',', EARNS("\"21915000,5\""), true}, {',', EARNS("21915000.5"), false},
                 {'.', EARNS("21915000.5"), true},     {'.', EARNS("\"21915000,5\""), false},
                 {',', EARNS("21.915.000"), true},     {'.', EARNS("\"21,915,000\""), true}};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        char messages[MESSAGES_SIZE] = "";
        const blackout_dataset_options options = {.size = sizeof options,
                                                  .diagnostic = messages_add,
                                                  .user = messages,
                                                  .decimal_mark = files[i].mark};
        blackout_dataset *dataset;
        blackout_error error = {0};
        package_write_as_is(&world->folder, "owners.csv", files[i].text);
        if (blackout_dataset_open(&dataset, world->folder.path, &options, &error) == BLACKOUT_OK) {
            blackout_dataset_free(dataset);
        }
        const char *found = strstr(messages, "owners.csv:");
        assert_int_equal(found == NULL, files[i].kept);
        if (found != NULL) {
            check_contains(found, "owners.csv:2:4 mixed_numbers: annual_revenue has a grouping or "
                                  "decimal mark that does not go with other rows ('21915000");
            check_contains(found, "5'); the decimal mark that is declared\n");
        }
    }
    world_write_files(&world->folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemas_are_kept_or_reported),
        cmocka_unit_test(what_is_no_json_is_reported_at_its_place),
        cmocka_unit_test(long_descriptions_are_read),
        cmocka_unit_test(marks_of_the_caller_are_kept),
    };
    return cmocka_run_group_tests_name("schema_members", tests, world_open, world_close);
}
