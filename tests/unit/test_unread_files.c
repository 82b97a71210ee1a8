/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/unread_files: what is said of each file of a package that is not read. Expected: a fault
 * where a table that is not there was meant, with what to type; a warning for other data; nothing
 * of texts for people. The package is written as FOLDER. */
#include <sys/stat.h>

#include "messages.h"

#define FAULT(name)                                                                                \
    name ":1:1 misnamed_file: the file is not read, since its name is not that of a table ('" name \
         "'); "
#define MOVE(name, right) FAULT(name) "mv 'FOLDER/" name "' 'FOLDER/" right "'\n"
#define READ_INSTEAD(name, right)                                                                  \
    name ":1:1 warning unknown_file: the file is not read ('" name "'): '" right "' is\n"
#define NO_TABLE_OF(name)                                                                          \
    name ":1:1 warning unknown_file: the file is not read ('" name                                 \
         "'): it has no table's name or columns"
#define UNLISTED(name)                                                                             \
    name ".csv:1:1 unlisted_file: the file is not read, since datapackage.json does not list it "  \
         "('" name ".csv'); add a resource {\"name\": \"" name "\", \"path\": \"" name             \
         ".csv\"} to it\n"

/* The world has owners, platforms and regions, and neither policies nor costs nor prices. */
static const struct message_case files[] = {
    {"policy.csv", "a\n", MOVE("policy.csv", "policies.csv")},
    {"policies", "a\n", MOVE("policies", "policies.csv")},
    {"policies.txt", "a\n", MOVE("policies.txt", "policies.csv")},
    {"policies.xlsx", "a\n",
     FAULT("policies.xlsx") "save its sheet as policies.csv (CSV, UTF-8)\n"},
    {"policies.csv.gz", "a\n", FAULT("policies.csv.gz") "unpack it as policies.csv\n"},
    {"policies.json", "a\n", FAULT("policies.json") "write its rows as CSV, into policies.csv\n"},
    {"prices_FB (1).csv", "a\n", MOVE("prices_FB (1).csv", "prices_FB.csv")},
    {"prices_FB.txt", "a\n", MOVE("prices_FB.txt", "prices_FB.csv")},
    {"prices_FB.ods", "a\n",
     FAULT("prices_FB.ods") "save its sheet as prices_FB.csv (CSV, UTF-8)\n"},
    {"prices_.csv", "a\n", MOVE("prices_.csv", "prices.csv")},
    {"owner.csv", "a\n", READ_INSTEAD("owner.csv", "owners.csv")},
    {"owners", "a\n", READ_INSTEAD("owners", "owners.csv")},
    {"ownrs.csv", "a\n", READ_INSTEAD("ownrs.csv", "owners.csv")},
    {"our regions.csv", "a\n", READ_INSTEAD("our regions.csv", "regions.csv")},
    {"our costs.csv", "a\n", NO_TABLE_OF("our costs.csv") "; perhaps costs.csv\n"},
    {"our costs.xlsx", "a\n", NO_TABLE_OF("our costs.xlsx") "; perhaps costs.csv\n"},
    {"colours.csv", "a,b\n1,2\n", NO_TABLE_OF("colours.csv") "\n"},
    {"colours.zip", "a\n", NO_TABLE_OF("colours.zip") "\n"},
    {"README.md", "owner,name,currency\n", ""},
    {"not_taken.csv", "policy,deductible,limit,share\n", ""},
    /* by what is in them */
    {"x.csv", "policy,business,owner,currency,waiting_hours,deductible,limit,share\n",
     MOVE("x.csv", "policies.csv")},
    {"x.csv", "owner,name,currency\n", READ_INSTEAD("x.csv", "owners.csv")},
    {"our costs.csv", "owner,name,currency\n", READ_INSTEAD("our costs.csv", "owners.csv")},
    {"x.xlsx", "policy,business,owner,currency,waiting_hours,deductible,limit,share\n",
     NO_TABLE_OF("x.xlsx") "\n"},
    {"DataPackage.json", "{}",
     "DataPackage.json:1:1 misnamed_file: the description is not read, since its name is not "
     "datapackage.json ('DataPackage.json'); mv 'FOLDER/DataPackage.json' "
     "'FOLDER/datapackage.json'\n"},
};

/* `file` is written beside a description that lists the world, and `text` is one more resource. */
static const struct message_case described[] = {
    {"policies.csv", "", UNLISTED("policies")},
    {"prices_FB.csv", "", UNLISTED("prices_FB")},
    {"prices_FB.csv.gz", "", FAULT("prices_FB.csv.gz") "unpack it as prices_FB.csv\n"},
    {"datapackage (1).json", "", NO_TABLE_OF("datapackage (1).json") "\n"},
    {"owner.csv", "", READ_INSTEAD("owner.csv", "owners.csv")},
    {"colours.csv", "\n, {\"name\": \"colours\", \"path\": \"colours.csv\"}",
     "datapackage.json:2:12 warning unknown_resource: the resource 'colours' is not a table of "
     "this program: it is ignored\n"},
    {"x.csv", "\n, {\"name\": \"police\", \"path\": \"x.csv\"}",
     "datapackage.json:2:12 misnamed_resource: the resource is not read, since its name is not "
     "that of a table ('police', the file x.csv); name it \"policies\"\n"},
    {"policies.csv", "\n, {\"name\": \"x\", \"path\": \"policies.csv\"}",
     "datapackage.json:2:12 misnamed_resource: the resource is not read, since its name is not "
     "that of a table ('x', the file policies.csv); name it \"policies\"\n"},
    {"owner.csv", "\n, {\"name\": \"owner\", \"path\": \"owner.csv\"}",
     "datapackage.json:2:12 warning unknown_resource: the resource 'owner' is not a table of "
     "this program: it is ignored\n"},
};

/* The text with the path of the folder in place of its name. */
static void with_path(char *out, const char *text, const char *path)
{
    static const char word[] = "FOLDER";
    size_t used = 0;
    while (*text != '\0') {
        const bool is_folder = strncmp(text, word, sizeof word - 1) == 0;
        used += (size_t)snprintf(out + used, MESSAGES_SIZE - used, "%.*s", is_folder ? 128 : 1,
                                 is_folder ? path : text);
        text += is_folder ? sizeof word - 1 : 1;
    }
}

static size_t check_with_path(const struct package_folder *folder, const char *what,
                              const char *expected)
{
    char right[MESSAGES_SIZE] = "";
    with_path(right, expected, folder->path);
    return messages_are(folder->path, what, right) ? 0 : 1;
}

static void files_are_named_and_judged(void **state)
{
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        package_write_as_is(&world->folder, files[i].file, files[i].text);
        wrong += check_with_path(&world->folder, files[i].file, files[i].expected);
        package_drop(&world->folder, files[i].file);
    }
    assert_int_equal(wrong, 0);
}

static void descriptions_list_what_is_read(void **state)
{
    const struct world *world = *state;
    char listed[2048];
    size_t wrong = 0;
    world_list_resources(listed, sizeof listed, "");
    for (size_t i = 0; i < sizeof described / sizeof described[0]; ++i) {
        char text[4096];
        snprintf(text, sizeof text, "{\"name\": \"w\", \"resources\": [%s%s]}", listed,
                 described[i].text);
        package_write_as_is(&world->folder, "datapackage.json", text);
        package_write_as_is(&world->folder, described[i].file, "a,b\n");
        wrong += check_with_path(&world->folder, described[i].file, described[i].expected);
        package_drop(&world->folder, described[i].file);
    }
    package_drop(&world->folder, "datapackage.json");
    assert_int_equal(wrong, 0);
}

/* A folder in the package: tables that are not there are meant, and said once with their count;
 * other files are a warning; curves are where they belong. */
static void folders_are_looked_into(void **state)
{
    const struct world *world = *state;
    static const struct {
        const char *folder;
        const char *names[4];
        const char *expected;
    } cases[] = {
        {"in",
         {"costs.csv", "policy.csv", "prices_FB.csv", "owners.csv"},
         "in/costs.csv:1:1 misplaced_file: files of a folder in the package are not read (3 with "
         "the name of a table: 'in/costs.csv'); mv 'FOLDER/in/costs.csv' 'FOLDER/'\n"
         "in:1:1 warning unknown_file: files in a folder of the package are not read (1; the first "
         "is 'in/owners.csv')\n"},
        {"in",
         {"b.csv", "a.tsv", "README.md", NULL},
         "in:1:1 warning unknown_file: files in a folder of the package are not read (2; the first "
         "is 'in/a.tsv')\n"},
        {"in", {"README.md", NULL}, ""},
        {"in", {NULL}, ""},
        {"curves", {"slow.csv", NULL}, ""},
        {"it's",
         {"costs.csv", NULL},
         "it's/costs.csv:1:1 misplaced_file: files of a folder in the package are not read (1 with "
         "the name of a table: 'it's/costs.csv'); mv 'FOLDER/it'\\''s/costs.csv' 'FOLDER/'\n"},
        {"curves",
         {"costs.csv", NULL},
         "curves/costs.csv:1:1 misplaced_file: files of a folder in the package are not read (1 "
         "with the name of a table: 'curves/costs.csv'); mv 'FOLDER/curves/costs.csv' "
         "'FOLDER/'\n"},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct package_folder inner;
        assert_true((size_t)snprintf(inner.path, sizeof inner.path, "%.100s/%s", world->folder.path,
                                     cases[i].folder) < sizeof inner.path);
        assert_int_equal(mkdir(inner.path, 0700), 0);
        for (size_t k = 0; k < 4 && cases[i].names[k] != NULL; ++k) {
            package_write_as_is(&inner, cases[i].names[k], "a\n");
        }
        wrong += check_with_path(&world->folder, cases[i].folder, cases[i].expected);
        package_remove(&inner);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_named_and_judged),
        cmocka_unit_test(descriptions_list_what_is_read),
        cmocka_unit_test(folders_are_looked_into),
    };
    return cmocka_run_group_tests_name("unread_files", tests, world_open, world_close);
}
