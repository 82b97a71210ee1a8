/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/data_package, resource_members, dialect_members: what a description declares of a package
 * and of one file in it, right and wrong. Line 1 of the description has the members of the package,
 * line 2 those of the resource `owners`. Expected: what Data Package, Data Resource and Table
 * Dialect promise of the members that are read; each of the others at its place, with its value and
 * what would be right. */
#include "tables/dataset.h"
#include "messages.h"

#define PATH "\"path\": \"owners.csv\""
#define OWNERS "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n"
#define SEMICOLONS "owner;name;currency\nacme;Acme;USD\nbolt;Bolt;EUR\n"
#define DIALECT(members) PATH ", \"dialect\": {" members "}"
#define NO_PATH                                                                                    \
    "datapackage.json:2:15 bad_resource: a resource has no member ('path'); name and path, both "  \
    "text\n"
#define BAD_HASH(value)                                                                            \
    "datapackage.json:2:64 bad_hash: hash is not valid ('" value                                   \
    "'); 32 hexadecimal digits of MD5, or sha1:, sha256: or sha512: followed by 40, 64 or 128\n"
#define BAD_FORMAT(value)                                                                          \
    "datapackage.json:2:66 bad_format: files of this format are not read ('" value                 \
    "'); save it as CSV, and give csv\n"
#define BAD_HEADER_ROWS(value)                                                                     \
    "datapackage.json:2:82 bad_dialect: headerRows is no list of a row's number ('" value          \
    "'); like [1]\n"
#define BAD_COMMENT_ROWS(value)                                                                    \
    "datapackage.json:2:83 bad_dialect: commentRows is no list of rows' numbers ('" value          \
    "'); like [2, 3]\n"

struct declared {
    const char *package;  /* after its name */
    const char *resource; /* after its name */
    const char *text;     /* of owners.csv */
    const char *expected;
};

static const struct declared cases[] = {
    {"", PATH, OWNERS, ""},
    {", \"currency\": \"USD\"", PATH, OWNERS, ""},
    {", \"currency\": \"DEM\"", PATH, OWNERS, ""},
    {", \"currency\": \"XXX\"", PATH, OWNERS,
     "datapackage.json:1:27 bad_value: currency is not a currency ('XXX'); ISO 4217, like USD\n"},
    {", \"currency\": \"UDS\"", PATH, OWNERS,
     "datapackage.json:1:27 bad_value: currency is not a currency ('UDS'); perhaps USD\n"},
    {", \"currency\": 5", PATH, OWNERS,
     "datapackage.json:1:27 bad_value: currency is not a currency ('5'); ISO 4217, like USD\n"},
    {", \"base\": \"nowhere\"", PATH, OWNERS,
     "datapackage.json:1:1 bad_base: the base of the package is not there ('nowhere'); name a "
     "folder in the package, or an installed package (`blackout describe` lists them)\n"},
    {", \"base\": \"../x\"", PATH, OWNERS,
     "datapackage.json:1:23 bad_base: base is no installed package and no folder in this one "
     "('../x'); give a name like reference, or --base\n"},
    {", \"base\": 5", PATH, OWNERS,
     "datapackage.json:1:23 bad_base: base is no installed package and no folder in this one (''); "
     "give a name like reference, or --base\n"},
    {", \"colour\": \"red\"", PATH, OWNERS,
     "datapackage.json:1:25 warning unknown_member: a package has no member 'colour' in the "
     "standard: it is ignored\n"},
    {", \"curency\": \"USD\"", PATH, OWNERS,
     "datapackage.json:1:26 warning unknown_member: a package has no member 'curency' in the "
     "standard: it is ignored; perhaps 'currency'\n"},
    {"", "\"path\": [\"owners.csv\"]", OWNERS, ""},
    {"", "\"path\": [\"owners.csv\", \"b.csv\"]", OWNERS,
     "datapackage.json:2:42 bad_resource: a table in several files is not read ('owners.csv, "
     "...'); join them into one, with one header\n"},
    {"", "\"path\": []", OWNERS, NO_PATH},
    {"", "\"path\": 5", OWNERS, NO_PATH},
    {"", "\"title\": \"x\"", OWNERS, NO_PATH},
    {"", "\"data\": []", OWNERS,
     "datapackage.json:2:42 bad_resource: rows in the description itself are not read ('data'); "
     "write them into a CSV file, and its name into path\n"},
    {"", "\"path\": \"https://x/owners.csv\"", OWNERS,
     "datapackage.json:2:42 path_outside: a path is an address ('https://x/owners.csv'); download "
     "the file into the package\n"},
    {"", "\"path\": \"../owners.csv\"", OWNERS,
     "datapackage.json:2:42 path_outside: a path leads out of the package ('../owners.csv'); give "
     "a path inside it\n"},
    {"", "\"path\": \"/owners.csv\"", OWNERS,
     "datapackage.json:2:42 path_outside: a path leads out of the package ('/owners.csv'); give a "
     "path inside it\n"},
    {"", "\"path\": \"owners.csv\"}, {\"name\": \"owners\", \"path\": \"owners.csv\"", OWNERS,
     "datapackage.json:2:66 repeated_resource: the resource is described twice ('owners'); "
     "describe it once\n"},
    {"", "\"path\": \"owners.csv\"}, {\"path\": \"x.csv\"", OWNERS,
     "datapackage.json:2:57 bad_resource: a resource has no member ('name'); name and path, both "
     "text\n"},
    {"", "\"path\": \"owners.csv\"}, {\"name\": \"colours\"", OWNERS,
     "datapackage.json:2:66 warning unknown_resource: the resource 'colours' is not a table of "
     "this program: it is ignored\n"},
    {"", "\"path\": \"owners.csv\"}, {\"name\": \"colours\", \"path\": \"../x.csv\"", OWNERS,
     "datapackage.json:2:66 warning unknown_resource: the resource 'colours' is not a table of "
     "this program: it is ignored\n"},
    {"", PATH ", \"hash\": \"740ed8bd6275b9475f8ae588c54817bb\"", OWNERS, ""},
    {"", PATH ", \"hash\": \"740ED8BD6275B9475F8AE588C54817BB\"", OWNERS, ""},
    {"", PATH ", \"hash\": \"md5:740ed8bd6275b9475f8ae588c54817bb\"", OWNERS, ""},
    {"", PATH ", \"hash\": \"sha1:482f4f5ebc37e0939d76a08d745455bfbc41b177\"", OWNERS, ""},
    {"",
     PATH ", \"hash\": \"SHA256:4d247d78be56546b08e6c5fa85832e309cc52b90a47bf191274a2a2f942fd2e8\"",
     OWNERS, ""},
    {"",
     PATH ", \"hash\": "
          "\"sha512:"
          "9fe00aaaa5cec2613a88f53beaa60a956e675a94c6574aacb23fe99d9f493231d5d5b5b9b0be7e423c571487"
          "84c3d6570507838ecc1db8b42c24c121af1e402a\"",
     OWNERS, ""},
    {"", PATH ", \"hash\": \"sha1:11f6ad8ec52a2984abaafd7c3b516503785c2072\"", OWNERS,
     "owners.csv:1:1 bad_hash: the file is not the one described "
     "('sha1:482f4f5ebc37e0939d76a08d745455bfbc41b177'); use that of "
     "sha1:11f6ad8ec52a2984abaafd7c3b516503785c2072, or update hash\n"},
    {"",
     PATH ", \"hash\": \"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\"",
     OWNERS,
     "owners.csv:1:1 bad_hash: the file is not the one described "
     "('sha256:4d247d78be56546b08e6c5fa85832e309cc52b90a47bf191274a2a2f942fd2e8'); use that of "
     "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881, or update hash\n"},
    {"", PATH ", \"hash\": \"740ed8bd6275b9475f8ae588c54817b\"", OWNERS,
     BAD_HASH("740ed8bd6275b9475f8ae588c54817b")},
    {"", PATH ", \"hash\": \"740ed8bd6275b9475f8ae588c54817bg\"", OWNERS,
     BAD_HASH("740ed8bd6275b9475f8ae588c54817bg")},
    {"", PATH ", \"hash\": \"crc:740ed8bd6275b9475f8ae588c54817bb\"", OWNERS,
     BAD_HASH("crc:740ed8bd6275b9475f8ae588c54817bb")},
    {"", PATH ", \"hash\": 5", OWNERS, BAD_HASH("5")},
    {"", PATH ", \"bytes\": 48", OWNERS, ""},
    {"", PATH ", \"bytes\": 49", OWNERS,
     "owners.csv:1:1 bad_bytes: the file does not have the size described ('48'); use that of 49 "
     "bytes, or update bytes\n"},
    {"", PATH ", \"bytes\": 48.5", OWNERS,
     "datapackage.json:2:65 bad_value: bytes is not a whole number ('48.5'); the size of the "
     "file\n"},
    {"", PATH ", \"bytes\": -48", OWNERS,
     "datapackage.json:2:65 bad_value: bytes is not a whole number ('-48'); the size of the "
     "file\n"},
    {"", PATH ", \"bytes\": \"48\"", OWNERS,
     "datapackage.json:2:65 bad_value: bytes is not a number ('48'); the size of the file\n"},
    {"", PATH ", \"encoding\": \"utf-8\"", OWNERS, ""},
    {"", PATH ", \"encoding\": \"klingon\"", OWNERS,
     "datapackage.json:2:68 bad_encoding: the encoding is not known ('klingon'); utf-8\n"},
    {"", PATH ", \"encoding\": 5", OWNERS,
     "datapackage.json:2:68 bad_encoding: the encoding is not known ('5'); utf-8\n"},
    {"", PATH ", \"encoding\": \"windows-1252\"",
     "owner,name,currency\nacme,\xc4"
     "cme,USD\nbolt,Bolt,EUR\n",
     ""},
    {"", PATH ", \"format\": \"csv\"", OWNERS, ""},
    {"", PATH ", \"format\": \"CSV\"", OWNERS, ""},
    {"", PATH ", \"format\": \"dat\"", OWNERS, ""},
    {"", PATH ", \"format\": null", OWNERS, ""},
    {"", PATH ", \"format\": \"xlsx\"", OWNERS, BAD_FORMAT("xlsx")},
    {"", PATH ", \"format\": \"cs\"", OWNERS, BAD_FORMAT("cs")},
    {"", PATH ", \"format\": \"csvs\"", OWNERS, BAD_FORMAT("csvs")},
    {"", PATH ", \"format\": 5", OWNERS, BAD_FORMAT("5")},
    {"", PATH ", \"mediatype\": \"text/csv; charset=utf-8\"", OWNERS, ""},
    {"", PATH ", \"mediatype\": \"application/vnd.ms-excel\"", OWNERS, ""},
    {"", PATH ", \"mediatype\": \"application/json\"", OWNERS,
     "datapackage.json:2:69 bad_format: files of this mediatype are not read ('application/json'); "
     "save it as CSV, and give text/csv\n"},
    {"", PATH ", \"compression\": \"none\"", OWNERS, ""},
    {"", PATH ", \"compression\": \"gz\"", OWNERS,
     "datapackage.json:2:71 bad_format: packed files are not read ('gz'); unpack it, and leave "
     "compression out\n"},
    {"", PATH ", \"type\": \"table\"", OWNERS, ""},
    {"", PATH ", \"type\": \"map\"", OWNERS,
     "datapackage.json:2:64 bad_format: the resource is a table of this program, but not of this "
     "type ('map'); table\n"},
    {"", DIALECT("\"delimiter\": \";\""), SEMICOLONS, ""},
    {"", DIALECT("\"delimiter\": \",\""), SEMICOLONS,
     "owners.csv:1:1 missing_column: columns are missing from the header ('owner, name, currency', "
     "read with the delimiter ',' from 'owner;name;currency'); add them\n"},
    {"", DIALECT("\"delimiter\": \";;\""), SEMICOLONS,
     "datapackage.json:2:81 bad_dialect: delimiter is not a mark (';;'); give one ASCII character, "
     "neither letter nor digit\n"},
    {"", DIALECT("\"delimiter\": 5"), SEMICOLONS,
     "datapackage.json:2:81 bad_dialect: delimiter is not a mark ('5'); give one ASCII character, "
     "neither letter nor digit\n"},
    {"", DIALECT("\"quoteChar\": \"'\""), "owner,name,currency\nacme,'Ac,me',USD\nbolt,Bolt,EUR\n",
     ""},
    {"", DIALECT("\"quoteChar\": null"), OWNERS,
     "datapackage.json:2:81 bad_dialect: a file without quotes is not read as such ('null'); leave "
     "quoteChar out\n"},
    {"", DIALECT("\"quoteChar\": \"\""), OWNERS,
     "datapackage.json:2:81 bad_dialect: a file without quotes is not read as such (''); leave "
     "quoteChar out\n"},
    {"", DIALECT("\"delimiter\": \"|\", \"quoteChar\": \"|\""), OWNERS,
     "datapackage.json:2:99 bad_dialect: quoteChar is the same as the delimiter ('|'); use two "
     "different characters\n"},
    {"", DIALECT("\"escapeChar\": \"\\\\\""), OWNERS,
     "datapackage.json:2:82 bad_dialect: escapeChar is not read ('\\'); save the file with inner "
     "quotes doubled, and leave it out\n"},
    {"", DIALECT("\"escapeChar\": null"), OWNERS, ""},
    {"", DIALECT("\"escapeChar\": \"\""), OWNERS, ""},
    {"", DIALECT("\"doubleQuote\": true"), OWNERS, ""},
    {"", DIALECT("\"doubleQuote\": false"), OWNERS,
     "datapackage.json:2:83 bad_dialect: quotes that are not doubled inside a field are not read "
     "('false'); true, and such a file\n"},
    {"", DIALECT("\"lineTerminator\": \"\\r\\n\""), OWNERS, ""},
    {"", DIALECT("\"lineTerminator\": \"\\n\""), OWNERS, ""},
    {"", DIALECT("\"lineTerminator\": \"\\r\""), OWNERS, ""},
    {"", DIALECT("\"lineTerminator\": \";\""), OWNERS,
     "datapackage.json:2:86 bad_dialect: lines that end so are not read (';'); \\r\\n or \\n\n"},
    {"", DIALECT("\"headerRows\": [1]"), OWNERS, ""},
    {"", DIALECT("\"headerRows\": [3]"), "Our owners\nas of today\n" OWNERS, ""},
    {"", DIALECT("\"headerRows\": [4]"), OWNERS,
     "datapackage.json:2:82 bad_dialect: owners.csv ends above the line of its header ('4'); the "
     "number of that line, or no headerRows where it is the first\n"},
    {"", DIALECT("\"headerRows\": [4]"), "",
     "owners.csv:1:1 missing_column: the file is empty (''); begin it with a header of owner, "
     "name, currency\n"},
    {"", DIALECT("\"headerRows\": [1000001]"), OWNERS, BAD_HEADER_ROWS("a list")},
    {"", DIALECT("\"headerRows\": [0]"), OWNERS, BAD_HEADER_ROWS("a list")},
    {"", DIALECT("\"headerRows\": [1.5]"), OWNERS, BAD_HEADER_ROWS("a list")},
    {"", DIALECT("\"headerRows\": [1, 2]"), OWNERS,
     "datapackage.json:2:82 bad_dialect: a header of several rows is not read ('a list'); a header "
     "of one row, like [1]\n"},
    {"", DIALECT("\"headerRows\": []"), OWNERS, BAD_HEADER_ROWS("a list")},
    {"", DIALECT("\"headerRows\": 1"), OWNERS, BAD_HEADER_ROWS("1")},
    {"", DIALECT("\"commentRows\": [2, 4]"),
     "owner,name,currency\nx\nacme,Acme,USD\ny\nbolt,Bolt,EUR\n", ""},
    {"", DIALECT("\"commentRows\": [0]"), OWNERS, BAD_COMMENT_ROWS("a list")},
    {"", DIALECT("\"commentRows\": 2"), OWNERS, BAD_COMMENT_ROWS("2")},
    {"", DIALECT("\"commentRows\": [2, \"x\"]"), OWNERS, BAD_COMMENT_ROWS("a list")},
    {"", DIALECT("\"commentRows\": {\"a\": 2, \"b\": 3}"), OWNERS, BAD_COMMENT_ROWS("an object")},
    {"", DIALECT("\"headerRows\": {\"a\": 1}"), OWNERS, BAD_HEADER_ROWS("an object")},
    {"", DIALECT("\"commentChar\": \"#\""),
     "# x\nowner,name,currency\nacme,Acme,USD\n# y\nbolt,Bolt,EUR\n", ""},
    {"", DIALECT("\"header\": false"), OWNERS,
     "datapackage.json:2:78 bad_dialect: a file without a header needs the names of its fields "
     "('header' is false); a schema with fields, or header true and a header\n"},
    {"", DIALECT("\"header\": false") ", \"schema\": {\"fields\": []}", OWNERS,
     "datapackage.json:2:78 bad_dialect: a file without a header needs the names of its fields "
     "('header' is false); a schema with fields, or header true and a header\n"},
    {"", DIALECT("\"header\": 1"), OWNERS,
     "datapackage.json:2:78 bad_dialect: a member of the dialect is not true or false ('1'); true "
     "or false\n"},
    {"", DIALECT("\"skipInitialSpace\": true"),
     "owner, name, currency\nacme, Acme, USD\nbolt, Bolt, EUR\n", ""},
    {"", DIALECT("\"skipInitialSpace\": \"x\""), OWNERS,
     "datapackage.json:2:88 bad_dialect: a member of the dialect is not true or false ('x'); true "
     "or false\n"},
    {"", DIALECT("\"colour\": 1"), OWNERS,
     "datapackage.json:2:78 warning unknown_member: a dialect has no member 'colour' in the "
     "standard: it is ignored\n"},
    {"", PATH ", \"dialect\": \"x\"", OWNERS,
     "datapackage.json:2:67 missing_file: a part of the description is not there, or no file "
     "('x'); give the path of a file in the package\n"},
    {"", PATH ", \"dialect\": \"none.json\"", OWNERS,
     "datapackage.json:2:67 missing_file: a part of the description is not there, or no file "
     "('none.json'); give the path of a file in the package\n"},
};

static void write_declared(const struct package_folder *folder, const struct declared *declared)
{
    char listed[2048];
    char text[4096];
    world_list_resources(listed, sizeof listed, "owners");
    assert_true(
        (size_t)snprintf(text, sizeof text,
                         "{\"name\": \"w\"%s,\n\"resources\": [{\"name\": \"owners\", %s},\n%s]}",
                         declared->package, declared->resource, listed) < sizeof text);
    package_write_as_is(folder, "datapackage.json", text);
    package_write_as_is(folder, "owners.csv", declared->text);
}

static void declarations_are_kept_or_reported(void **state)
{
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char what[1024];
        write_declared(&world->folder, &cases[i]);
        snprintf(what, sizeof what, "%s %s", cases[i].package, cases[i].resource);
        wrong += messages_are(world->folder.path, what, cases[i].expected) ? 0 : 1;
    }
    package_drop(&world->folder, "datapackage.json");
    assert_int_equal(wrong, 0);
}

/* One cause, once: the file of the second is not reported as unread, too. */
static void a_table_described_twice_is_reported_once(void **state)
{
    const struct world *world = *state;
    const struct declared twice = {
        "", PATH "}, {\"name\": \"owners\", \"path\": \"Owners.csv\"", OWNERS,
        "datapackage.json:2:66 repeated_resource: the resource is described twice ('owners'); "
        "describe it once\n"};
    package_write_as_is(&world->folder, "Owners.csv", OWNERS);
    write_declared(&world->folder, &twice);
    assert_true(messages_are(world->folder.path, "twice", twice.expected));
    package_drop(&world->folder, "Owners.csv");
    package_drop(&world->folder, "datapackage.json");
}

/* Whether the first outage of the package is confounded; -1: nothing is said. */
static int flag_of_first(const struct world *world)
{
    blackout_dataset *dataset = package_open(&world->folder);
    const struct cell *cell = &dataset->tables[OUTAGES].rows[0].cells[OUTAGES_CONFOUNDED];
    const int flag = !cell->given ? -1 : cell->flag ? 1 : 0;
    blackout_dataset_free(dataset);
    return flag;
}

#define PLATFORMS(members) "{\"name\": \"platforms\"" members "}"
#define CONFOUNDED(members) "{\"name\": \"confounded\"" members "}"

/* Fields of `outages`, of types that owners do not have. A reason in words is a yes. */
static void fields_are_read_as_their_types_say(void **state)
{
    static const struct {
        const char *field;
        const char *platforms;
        const char *confounded;
        int flag; /* where nothing is reported */
        const char *expected;
    } fields[] = {
        {PLATFORMS(""), "alpha;beta", "no", 0, ""},
        {PLATFORMS(""), "alpha", "yes", 1, ""},
        {PLATFORMS(""), "alpha", "earnings call", 1, ""},
        {PLATFORMS(""), "alpha", "", -1, ""},
        {PLATFORMS(", \"type\": \"list\", \"delimiter\": \"|\""), "alpha|beta", "no", 0, ""},
        {PLATFORMS(", \"type\": \"list\", \"delimiter\": \"|\""), "alpha|bta", "no", 0,
         "outages.csv:2:3 missing_key: the platform is not in platforms ('bta'); perhaps 'beta'\n"},
        {PLATFORMS(", \"type\": \"list\""), "\"alpha,beta\"", "no", 0, ""},
        {PLATFORMS(", \"missingValues\": [\"-\"]"), "-", "no", 0,
         "outages.csv:2:3 bad_value: platforms is empty (''); give identifiers, separated by "
         "';'\n"},
        {CONFOUNDED(", \"type\": \"boolean\", \"falseValues\": [\"nope\"]"), "alpha", "nope", 0,
         ""},
        {CONFOUNDED(", \"type\": \"boolean\", \"falseValues\": [\"nope\", \"nil\"]"), "alpha",
         "nil", 0, ""},
        {CONFOUNDED(", \"type\": \"boolean\", \"trueValues\": [\"nein\"]"), "alpha", "nein", 1, ""},
        {CONFOUNDED(", \"type\": \"boolean\", \"trueValues\": [\"yep\", \"si\"]"), "alpha", "si", 1,
         ""},
        {CONFOUNDED(", \"missingValues\": [\"-\"]"), "alpha", "-", -1, ""},
        {CONFOUNDED(", \"missingValues\": [\"\", \"n/a\"]"), "alpha", "n/a", -1, ""},
    };
    const struct world *world = *state;
    char listed[2048];
    size_t wrong = 0;
    world_list_resources(listed, sizeof listed, "outages");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; ++i) {
        char text[4096];
        snprintf(text, sizeof text,
                 "{\"name\": \"w\", \"resources\": [%s,\n{\"name\": \"outages\", \"path\": "
                 "\"outages.csv\", \"schema\": {\"fields\": [%s], \"fieldsMatch\": "
                 "\"subset\"}}]}",
                 listed, fields[i].field);
        package_write_as_is(&world->folder, "datapackage.json", text);
        snprintf(text, sizeof text,
                 "event,owner,platforms,start,duration_minutes,confounded\n"
                 "e1,acme,%s,2021-10-04T15:39Z,371,%s\n"
                 "e2,bolt,gamma,2020-03-05,90,\ne4,acme,beta,,,\ne5,acme,beta,,,\n",
                 fields[i].platforms, fields[i].confounded);
        package_write_as_is(&world->folder, "outages.csv", text);
        if (!messages_are(world->folder.path, fields[i].field, fields[i].expected)) {
            ++wrong;
        } else if (fields[i].expected[0] == '\0' && flag_of_first(world) != fields[i].flag) {
            print_error("%s: '%s' is not %d\n", fields[i].field, fields[i].confounded,
                        fields[i].flag);
            ++wrong;
        }
    }
    package_drop(&world->folder, "datapackage.json");
    world_write_files(&world->folder);
    assert_int_equal(wrong, 0);
}

/* A dialect or a schema may be a file of its own. */
static void parts_may_be_files(void **state)
{
    static const struct {
        const char *member;
        const char *part;
        const char *text;
        const char *expected;
    } parts[] = {
        {"dialect", "{\"delimiter\": \";\"}", SEMICOLONS, ""},
        {"dialect", "{\"delimiter\": \"5\"}", SEMICOLONS,
         "part.json:1:15 bad_dialect: delimiter is not a mark ('5'); give one ASCII character, "
         "neither letter nor digit\n"},
        {"dialect", "{\"header\": false}", OWNERS,
         "part.json:1:12 bad_dialect: a file without a header needs the names of its fields "
         "('header' is false); a schema with fields, or header true and a header\n"},
        {"dialect", "[1]", OWNERS,
         "part.json:1:1 bad_resource: the file has no object ('a list'); a JSON object\n"},
        {"dialect", "5", OWNERS,
         "part.json:1:1 bad_resource: the file has no object ('5'); a JSON object\n"},
        {"schema", "{\"fields\": [{\"name\": \"name\", \"constraints\": {\"minLength\": 5}}]}",
         OWNERS,
         "owners.csv:2:2 constraint: name breaks the constraint minLength of its description "
         "('Acme'); characters, at least 5 (2 rows: lines 2, 3)\n"},
        {"schema", "\"x\"", OWNERS,
         "part.json:1:1 bad_resource: the file has no object ('x'); a JSON object\n"},
    };
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
        char member[128];
        snprintf(member, sizeof member, PATH ", \"%s\": \"part.json\"", parts[i].member);
        const struct declared declared = {"", member, parts[i].text, ""};
        write_declared(&world->folder, &declared);
        package_write_as_is(&world->folder, "part.json", parts[i].part);
        wrong += messages_are(world->folder.path, parts[i].part, parts[i].expected) ? 0 : 1;
    }
    package_drop(&world->folder, "part.json");
    package_drop(&world->folder, "datapackage.json");
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declarations_are_kept_or_reported),
        cmocka_unit_test(a_table_described_twice_is_reported_once),
        cmocka_unit_test(fields_are_read_as_their_types_say),
        cmocka_unit_test(parts_may_be_files),
    };
    return cmocka_run_group_tests_name("data_package", tests, world_open, world_close);
}
