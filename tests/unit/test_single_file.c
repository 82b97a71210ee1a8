/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/single_file and ingest/package: what a path names, a file, a description or a folder;
 * which table a file alone is, and why it is none; what a package takes of its base, and what it
 * lacks without one. Expected: by the name and the header of the file, each refusal word by word.
 */
#include <sys/stat.h>

#include "messages.h"
#include "tables/dataset.h"

#define DEPENDENCIES_TEXT                                                                          \
    "business,sector,region,annual_revenue,currency,platform,channel,share\n"                      \
    "b,G,north,5,USD,alpha,sales,0.5\n"
#define OWNERS_TEXT "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n"
#define NO_TABLE_WORDS                                                                             \
    "is not a package, and no table by its header; give a folder, its datapackage.json or a CSV "  \
    "file with the header of a table (`blackout schema` lists them)"

/* ---- Files that are no package --------------------------------------------------------------- */

static const struct {
    const char *name, *text, *words; /* behind the path in quotes */
} refused[] = {
    {"rows.xlsx", "PK",
     "is a spreadsheet; save its sheet as CSV (UTF-8), and then: blackout validate FILE.csv --base "
     "reference"},
    {"owners.ods", "PK",
     "is a spreadsheet; save its sheet as CSV (UTF-8), and then: blackout validate FILE.csv --base "
     "reference"},
    {"owners.csv.gz", "x",
     "is packed; unpack it, and then: blackout validate FILE.csv --base reference"},
    {"rows.json", "{}", "is not a package; give a folder, its datapackage.json or a CSV file"},
    {"rows.csv", "a,b\n1,2\n", NO_TABLE_WORDS},
    {"rows.csv", "", NO_TABLE_WORDS},
    {"rows.csv", "owner,name\nacme,Acme\n",
     "is no table by its header: nearest to owners, which also needs currency; `blackout schema "
     "table:owners --format csv` prints a header"},
    {"rows.csv", "platform,region,revenue_share,availability_below,credit_share\n",
     "could be two tables by its header: platform_regions and credits; rename it to that of its "
     "table: platform_regions.csv"},
    {"rows.csv", "timestamp,unavailable\n2021-10-04T15:00Z,1\n",
     "is no table of a package, but a severity_curve, which an option names; give a folder, its "
     "datapackage.json or a table"},
};

static void what_is_no_table_is_refused(void **state)
{
    const struct world *world = *state;
    const blackout_dataset_options options = {.size = sizeof options, .base = world->folder.path};
    struct package_folder folder;
    size_t wrong = 0;
    package_make(&folder);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        blackout_dataset *dataset;
        blackout_error error = {0};
        char path[256];
        char expected[1024];
        package_file(path, &folder, refused[i].name);
        package_write_as_is(&folder, refused[i].name, refused[i].text);
        check_fails(blackout_dataset_open(&dataset, path, &options, &error), BLACKOUT_ERROR_USAGE,
                    &error);
        assert_string_equal(error.field, "dataset");
        snprintf(expected, sizeof expected, "'%s' %s", path, refused[i].words);
        wrong += messages_same(error.message, refused[i].text, expected) ? 0 : 1;
        package_drop(&folder, refused[i].name);
    }
    package_remove(&folder);
    assert_int_equal(wrong, 0);
}

/* ---- Files that are tables ------------------------------------------------------------------- */

static const struct {
    const char *name, *text;
    enum table_id table;
    const char *package;
} tables[] = {
    {"owners.csv", OWNERS_TEXT, OWNERS, "owners"},
    {"rows.csv", OWNERS_TEXT, OWNERS, "rows"},
    {"our.rows.txt", OWNERS_TEXT, OWNERS, "our.rows"},
    {"rows", DEPENDENCIES_TEXT, DEPENDENCIES, "rows"},
    {"rows.csv", DEPENDENCIES_TEXT, DEPENDENCIES, "rows"},
};

/* One table is the file's, and all others are the base's. */
static void check_single(const blackout_dataset *dataset, size_t number)
{
    const struct package *package = &dataset->package;
    assert_string_equal(package->name, tables[number].package);
    for (int i = 0; i < TABLE_COUNT; ++i) {
        const struct resource *resource = &package->resources[i];
        if (i == (int)tables[number].table) {
            assert_true(resource->present);
            assert_false(resource->from_base);
            assert_string_equal(resource->source, tables[number].name);
            assert_string_equal(resource->package, tables[number].package);
        } else if (resource->present) {
            assert_true(resource->from_base);
        }
    }
    assert_true(package->resources[tables[number].table == OWNERS ? REGIONS : OWNERS].present);
}

/* By its path, and by its name alone in the folder that it is in. */
static void a_table_alone_is_a_package(void **state)
{
    const struct world *world = *state;
    const blackout_dataset_options options = {.size = sizeof options, .base = world->folder.path};
    struct package_folder folder;
    char before[1024];
    assert_non_null(getcwd(before, sizeof before));
    package_make(&folder);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; ++i) {
        blackout_dataset *dataset;
        blackout_error error = {0};
        char path[256];
        package_file(path, &folder, tables[i].name);
        package_write_as_is(&folder, tables[i].name, tables[i].text);
        check_ok(blackout_dataset_open(&dataset, path, &options, &error), &error);
        check_single(dataset, i);
        blackout_dataset_free(dataset);
        assert_int_equal(chdir(folder.path), 0);
        check_ok(blackout_dataset_open(&dataset, tables[i].name, &options, &error), &error);
        check_single(dataset, i);
        blackout_dataset_free(dataset);
        assert_int_equal(chdir(before), 0);
        package_drop(&folder, tables[i].name);
    }
    package_remove(&folder);
}

/* A pipe without a name of a table may be rows of businesses, and is not read to find out. */
static void a_pipe_is_not_tried(void **state)
{
    struct package_folder folder;
    blackout_dataset *dataset;
    blackout_error error = {0};
    char path[256];
    (void)state;
    package_make(&folder);
    package_file(path, &folder, "rows.csv");
    assert_int_equal(mkfifo(path, 0600), 0);
    check_fails(blackout_dataset_open(&dataset, path, NULL, &error), BLACKOUT_ERROR_IO, &error);
    check_contains(error.message, "the file is a pipe or a device");
    package_remove(&folder);
}

/* ---- What a path names ----------------------------------------------------------------------- */

static void paths_name_packages(void **state)
{
    const struct world *world = *state;
    char path[300];
    char expected[600];
    char messages[MESSAGES_SIZE];
    snprintf(path, sizeof path, "%s/none", world->folder.path);
    snprintf(expected, sizeof expected,
             "there is no package '%s'; give a folder, its datapackage.json, a CSV file, or an "
             "installed package (`blackout describe` lists them)\n",
             path);
    messages_of(messages, path);
    assert_string_equal(messages, expected);
    snprintf(path, sizeof path, "%s/", world->folder.path);
    messages_of(messages, path);
    assert_string_equal(messages, "");
    snprintf(path, sizeof path, "%s/datapackage.json", world->folder.path);
    package_write_as_is(&world->folder, "datapackage.json",
                        "{\"name\": \"w\", \"resources\": [{\"name\": \"owners\", \"path\": "
                        "\"owners.csv\"}]}");
    /* of its tables alone, and by the folder the same */
    static const char lacks[] =
        ":1:1 missing_table: tables are missing ('regions, platforms, platform_regions'); name a "
        "base that has them: blackout validate '";
    messages_of(messages, path);
    check_contains(messages, lacks);
    messages_of(messages, world->folder.path);
    check_contains(messages, lacks);
    package_drop(&world->folder, "datapackage.json");
}

/* One table that is missing is reported by its columns, several by their names. */
static void tables_that_are_missing_are_reported(void **state)
{
    static const char *const dropped[] = {"sectors.csv", "channels.csv", "regions.csv"};
    const struct world *world = *state;
    const char *name = strrchr(world->folder.path, '/') + 1;
    char messages[MESSAGES_SIZE];
    char expected[1024];
    char path[300];
    package_drop(&world->folder, dropped[0]);
    messages_of(messages, world->folder.path);
    check_contains(messages, "sectors.csv:1:1 missing_table: the table is missing ('sectors'); add "
                             "a file sectors.csv with the columns sector, name, profile");
    for (size_t i = 1; i < 3; ++i) {
        package_drop(&world->folder, dropped[i]);
    }
    messages_of(messages, world->folder.path);
    snprintf(expected, sizeof expected,
             "%s:1:1 missing_table: tables are missing ('regions, sectors, channels'); name a base "
             "that has them: blackout validate '%s' --base reference\n",
             name, world->folder.path);
    messages[strcspn(messages, "\n") + 1] = '\0';
    assert_string_equal(messages, expected);
    snprintf(path, sizeof path, "%s/", world->folder.path); /* whose last part is empty */
    messages_of(messages, path);
    snprintf(expected, sizeof expected, "%s:1:1 missing_table: tables are missing", path);
    assert_memory_equal(messages, expected, strlen(expected));
    package_drop(&world->folder, "dependencies.csv"); /* which alone needs the other two */
    messages_of(messages, world->folder.path);
    check_contains(messages, "regions.csv:1:1 missing_table: the table is missing ('regions')");
    assert_null(strstr(messages, "'sectors'"));
    world_write_files(&world->folder);
}

/* ---- What is taken of a base ----------------------------------------------------------------- */

/* What is about sectors or platforms alone is left out where the package has its own. */
static void tables_about_what_is_replaced_are_left_out(void **state)
{
    static const struct {
        const char *own, *own_text, *table, *text, *expected;
    } cases[] = {
        {"sectors.csv", "sector,name,profile\nG,Trade,even\nI,Food,even\n", "supply.csv",
         "sector,input_sector,coefficient\nG,I,0.1\n",
         "supply.csv:1:1 warning base_table_left_out: the base's table is about its own sectors, "
         "and the package has others: it is left out\n"},
        {"owners.csv", OWNERS_TEXT, "supply.csv", "sector,input_sector,coefficient\nG,I,0.1\n", ""},
        {"owners.csv", OWNERS_TEXT, "credits.csv",
         "platform,availability_below,credit_share\nalpha,0.99,0.1\n", ""},
    };
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct package_folder folder;
        char messages[MESSAGES_SIZE] = "";
        const blackout_dataset_options options = {.size = sizeof options,
                                                  .diagnostic = messages_add,
                                                  .user = messages,
                                                  .base = world->folder.path};
        blackout_dataset *dataset;
        blackout_error error = {0};
        package_make(&folder);
        package_write(&folder, cases[i].own, cases[i].own_text);
        package_write(&world->folder, cases[i].table, cases[i].text);
        check_ok(blackout_dataset_open(&dataset, folder.path, &options, &error), &error);
        assert_string_equal(messages, cases[i].expected);
        const enum table_id table = cases[i].table[0] == 's' ? SUPPLY : CREDITS;
        assert_int_equal(dataset->tables[table].row_count, cases[i].expected[0] == '\0' ? 1 : 0);
        blackout_dataset_free(dataset);
        package_drop(&world->folder, cases[i].table);
        package_remove(&folder);
    }
}

/* Prices of the base, in either form, are taken where the package has neither files of them nor the
 * table. */
static void prices_are_the_bases_where_there_are_none(void **state)
{
    static const char *const own[] = {"owners.csv", "prices_ACM.csv", "prices.csv"};
    static const char *const texts[] = {OWNERS_TEXT, "Date,Close\n2021-10-01,1\n",
                                        "symbol,date,close\nACM,2021-10-01,1\n"};
    static const char *const found[] = {"SPX", "ACM", ""};
    const struct world *world = *state;
    const blackout_dataset_options options = {.size = sizeof options, .base = world->folder.path};
    package_write(&world->folder, "prices_SPX.csv", "Date,Close\n2021-10-01,4357.04\n");
    package_write(&world->folder, "prices.csv",
                  "symbol,date,close\nACM,2021-10-01,2\nACM,2021-10-04,3\n");
    for (size_t i = 0; i < 3; ++i) {
        struct package_folder folder;
        blackout_dataset *dataset;
        blackout_error error = {0};
        package_make(&folder);
        package_write(&folder, own[i], texts[i]);
        check_ok(blackout_dataset_open(&dataset, folder.path, &options, &error), &error);
        assert_int_equal(dataset->package.price_count, found[i][0] != '\0' ? 1 : 0);
        if (found[i][0] != '\0') {
            assert_string_equal(dataset->package.prices[0].symbol, found[i]);
        }
        assert_int_equal(dataset->tables[PRICES].present, i != 1);
        assert_int_equal(dataset->tables[PRICES].row_count, i == 0 ? 3 : 1);
        blackout_dataset_free(dataset);
        package_remove(&folder);
    }
    package_drop(&world->folder, "prices.csv");
    package_drop(&world->folder, "prices_SPX.csv");
}

/* Errors of the model are another package's where this one and its base have none. */
static void model_errors_are_taken_of_another_package(void **state)
{
    static const char text[] = "quantity,log_sd\nowner_revenue_loss,0.5\n";
    const struct world *world = *state;
    struct package_folder other;
    package_make(&other);
    world_write_files(&other);
    package_write(&other, "model_error.csv", text);
    for (int own = 0; own < 2; ++own) {
        char messages[MESSAGES_SIZE] = "";
        char expected[400];
        const blackout_dataset_options options = {.size = sizeof options,
                                                  .diagnostic = messages_add,
                                                  .user = messages,
                                                  .model_error = other.path};
        blackout_dataset *dataset;
        blackout_error error = {0};
        if (own == 1) {
            package_write(&world->folder, "model_error.csv", text);
        }
        check_ok(blackout_dataset_open(&dataset, world->folder.path, &options, &error), &error);
        snprintf(expected, sizeof expected,
                 "model_error.csv:1:1 warning default_model_error: the package has no model_error: "
                 "that of '%s' is taken, which is fitted to other owners' outages\n",
                 strrchr(other.path, '/') + 1);
        assert_string_equal(messages, own == 1 ? "" : expected);
        assert_int_equal(dataset->tables[MODEL_ERROR].row_count, 1);
        blackout_dataset_free(dataset);
    }
    package_drop(&world->folder, "model_error.csv");
    package_remove(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_table_is_refused),
        cmocka_unit_test(a_table_alone_is_a_package),
        cmocka_unit_test(a_pipe_is_not_tried),
        cmocka_unit_test(paths_name_packages),
        cmocka_unit_test(tables_that_are_missing_are_reported),
        cmocka_unit_test(tables_about_what_is_replaced_are_left_out),
        cmocka_unit_test(prices_are_the_bases_where_there_are_none),
        cmocka_unit_test(model_errors_are_taken_of_another_package),
    };
    return cmocka_run_group_tests_name("single_file", tests, world_open, world_close);
}
