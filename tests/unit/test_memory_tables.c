/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/memory_tables, by the public header: a table in memory is what a file of it would be, down
 * to the bytes of the report and the places of faults. Expected: the same text in a file. */
#include "ingest/memory_tables.h"

#include <sys/wait.h>

#include "tables/dataset.h"
#include "messages.h"

static const char dependencies[] =
    "business;sector;region;annual_revenue;currency;platform;channel;share\n"
    "\"bakery\";I;north;876600,5;USD;alpha;sales;0,25\n"
    "mill;I;north;2385000;USD;alpha;sales;0,125\n";

/* `bytes` in a block of their own size, which is freed before the dataset is used. */
static blackout_status open_with(blackout_dataset **dataset, const char *name,
                                 blackout_dataset_options options, const char *bytes,
                                 blackout_error *error)
{
    blackout_memory_table table = BLACKOUT_MEMORY_TABLE_INIT;
    const blackout_memory_table *const tables[] = {&table};
    char *copy = malloc(strlen(bytes) + 1);
    assert_non_null(copy);
    memcpy(copy, bytes, strlen(bytes));
    copy[strlen(bytes)] = '?'; /* no byte after them is read */
    table.table = "dependencies";
    table.bytes = copy;
    table.length = strlen(bytes);
    options.memory_tables = tables;
    options.memory_table_count = 1;
    memset(error, 0, sizeof *error);
    blackout_status status = blackout_dataset_open(dataset, name, &options, error);
    free(copy);
    return status;
}

static double loss_of(const blackout_dataset *dataset, const char *pointer)
{
    return estimate_figure(dataset, "platform=alpha duration=2h30m", pointer);
}

/* The second figure is of the file's second reading, long after the caller's bytes are gone. */
static void a_table_in_memory_is_what_its_file_is(void **state)
{
    static const char *const pointers[] = {"/totals/dependent_revenue_loss/central",
                                           "/top_businesses/0/dependent_revenue_loss/central"};
    struct world *world = *state;
    blackout_dataset *memory;
    blackout_dataset *alone;
    blackout_error error;
    check_ok(open_with(&memory, world->folder.path,
                       (blackout_dataset_options)BLACKOUT_DATASET_OPTIONS_INIT, dependencies,
                       &error),
             &error);
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    options.base = world->folder.path;
    check_ok(open_with(&alone, NULL, options, dependencies, &error), &error);
    package_write_as_is(&world->folder, "dependencies.csv", dependencies);
    world_reopen(world);
    for (size_t i = 0; i < 2; ++i) {
        const double expected = loss_of(world->dataset, pointers[i]);
        assert_true(expected > 0);
        assert_true(loss_of(memory, pointers[i]) == expected);
        assert_true(loss_of(alone, pointers[i]) == expected);
    }
    blackout_dataset_free(memory);
    blackout_dataset_free(alone);
}

static void note_place(void *user, const blackout_diagnostic *diagnostic)
{
    char *text = user;
    snprintf(text, 64, "%s:%zu:%zu", diagnostic->source, diagnostic->line, diagnostic->column);
}

static void faults_have_the_callers_name(void **state)
{
    const struct world *world = *state;
    blackout_memory_table table = BLACKOUT_MEMORY_TABLE_INIT;
    const blackout_memory_table *const tables[] = {&table};
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_dataset *dataset;
    blackout_error error;
    char place[64] = "";
    table.table = "fx";
    table.name = "request 17";
    table.bytes = "currency,per_usd,date\nEUR,-0.8,2020-01-01\n";
    table.length = strlen(table.bytes);
    options.memory_tables = tables;
    options.memory_table_count = 1;
    options.diagnostic = note_place;
    options.user = place;
    check_fails(blackout_dataset_open(&dataset, world->folder.path, &options, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_string_equal(place, "request 17:2:2");
    check_fails(open_with(&dataset, NULL, (blackout_dataset_options)BLACKOUT_DATASET_OPTIONS_INIT,
                          dependencies, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_string_equal(error.message, "6 faults in the package 'memory'");
}

/* A row with a fault is left out, in each of the readings that this takes. */
static void rows_are_rejected(void **state)
{
    const struct world *world = *state;
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_dataset *dataset;
    blackout_error error;
    options.reject = 1;
    check_ok(open_with(&dataset, world->folder.path, options,
                       "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                       "bakery,I,north,876600.5,USD,alpha,sales,0.25\n"
                       "mill,I,north,2385000,USD,alpha,sales,7\n",
                       &error),
             &error);
    assert_true(loss_of(dataset, "/totals/dependent_revenue_loss/central") > 0);
    blackout_dataset_free(dataset);
}

static void traffic_is_read_from_memory(void **state)
{
    static const char text[] = "timestamp,platform,region,volume\n"
                               "2021-10-04T00:00Z,a,r,23.85\n2021-10-04T01:00Z,a,r,17.5\n";
    blackout_memory_table table = BLACKOUT_MEMORY_TABLE_INIT;
    const blackout_memory_table *const tables[] = {&table, &table};
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_dataset *dataset;
    blackout_error error;
    (void)state;
    table.table = "traffic";
    table.bytes = text;
    table.length = sizeof text - 1;
    options.memory_tables = tables;
    options.memory_table_count = 1;
    check_ok(blackout_dataset_open_traffic(&dataset, NULL, &options, &error), &error);
    assert_string_equal(dataset->package.name, "memory");
    blackout_dataset_free(dataset);
    check_fails(blackout_dataset_open_traffic(&dataset, "t.csv", &options, &error),
                BLACKOUT_ERROR_USAGE, &error);
    table.table = "fx";
    check_fails(blackout_dataset_open_traffic(&dataset, NULL, &options, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_null(dataset);
}

static void refused(blackout_memory_table table, size_t count, const char *word)
{
    const blackout_memory_table *const tables[] = {&table, &table};
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_dataset *dataset;
    blackout_error error;
    options.memory_tables = tables;
    options.memory_table_count = count;
    check_fails(blackout_dataset_open(&dataset, "reference", &options, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_non_null(strstr(error.message, word));
    assert_null(dataset);
}

static void wrong_tables_are_refused(void **state)
{
    blackout_memory_table table = BLACKOUT_MEMORY_TABLE_INIT;
    (void)state;
    refused(table, 1, "there is no table ''");
    table.table = "dependancies";
    refused(table, 1, "perhaps 'dependencies'");
    table.table = "severity_curve"; /* a file of an option */
    refused(table, 1, "severity_curve");
    table.table = "fx";
    table.length = 3;
    refused(table, 1, "no bytes");
    table.bytes = "a,b";
    refused(table, 2, "twice");
    table.size = 3;
    refused(table, 1, "BLACKOUT_MEMORY_TABLE_INIT");
}

static double curve_loss(const struct world *world, blackout_scenario *scenario)
{
    blackout_result *result;
    blackout_error error;
    const blackout_scenario *const scenarios[] = {scenario};
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, NULL, &error), &error);
    const double loss = figure(result, "/totals/owner_revenue_loss/gross/central");
    blackout_result_free(result);
    return loss;
}

/* Of bytes that are gone when it is read; one that is set as a file after that is that file. */
static void a_curve_in_memory_is_what_its_file_is(void **state)
{
    static const char text[] = "timestamp;unavailable\n2021-10-04T12:00Z;0,2385\n"
                               "2021-10-04T14:30Z;0\n";
    static const char other[] = "timestamp,unavailable\n2021-10-04T12:00Z,1\n"
                                "2021-10-04T13:00Z,0\n";
    const struct world *world = *state;
    char path[256];
    char bytes[sizeof text];
    blackout_error error;
    blackout_scenario *of_file = scenario_of("platform=alpha");
    blackout_scenario *of_memory = scenario_of("platform=alpha");
    package_file(path, &world->folder, "curve.csv");
    package_write_as_is(&world->folder, "curve.csv", text);
    check_ok(blackout_scenario_set(of_file, "severity-curve", path, &error), &error);
    memcpy(bytes, text, sizeof text);
    check_ok(blackout_scenario_set_curve(of_memory, bytes, sizeof text - 1, "measured", &error),
             &error);
    memset(bytes, '?', sizeof bytes);
    assert_null(blackout_scenario_curve(of_memory));
    const double expected = curve_loss(world, of_file);
    assert_true(expected > 0);
    check_near(curve_loss(world, of_memory), expected, 0);
    check_fails(blackout_scenario_set_curve(of_memory, text, 1, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    check_near(curve_loss(world, of_memory), expected, 0);
    package_write_as_is(&world->folder, "curve.csv", other);
    check_ok(blackout_scenario_set(of_memory, "severity-curve", path, &error), &error);
    check_near(curve_loss(world, of_memory), curve_loss(world, of_file), 0);
    assert_string_equal(blackout_scenario_curve(of_memory), path);
    blackout_scenario_free(of_file);
    blackout_scenario_free(of_memory);
}

/* Places of faults carry the name. */
static void faults_of_a_curve_in_memory(void **state)
{
    static const char text[] = "timestamp,unavailable\n2021-10-04T12:00Z,2.385\n";
    const struct world *world = *state;
    char place[64] = "";
    blackout_error error;
    blackout_result *result;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_scenario *scenario = scenario_of("platform=alpha");
    options.diagnostic = note_place;
    options.user = place;
    check_ok(blackout_scenario_set_curve(scenario, text, sizeof text - 1, "measured", &error),
             &error);
    const blackout_scenario *const scenarios[] = {scenario};
    check_fails(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_string_equal(place, "measured:2:2");
    blackout_scenario_free(scenario);
}

/* Expected: the name in messages, and that of the input as a file. */
static void a_table_may_be_the_standard_input(void **state)
{
    const struct world *world = *state;
    char messages[MESSAGES_SIZE] = "";
    char path[256];
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    blackout_memory_table table = BLACKOUT_MEMORY_TABLE_INIT;
    blackout_memory_table other = BLACKOUT_MEMORY_TABLE_INIT;
    const blackout_memory_table *const tables[] = {&table, &other};
    blackout_dataset_options options = {.size = sizeof options,
                                        .diagnostic = messages_add,
                                        .user = messages,
                                        .memory_tables = tables,
                                        .memory_table_count = 1};
    table.table = "owners";
    table.path = "-";
    package_write(&world->folder, "input.txt",
                  "owner,name,currency\nacme,Acme,UDS\nbolt,Bolt,EUR\n");
    package_file(path, &world->folder, "input.txt");
    const int kept = dup(STDIN_FILENO);
    assert_non_null(freopen(path, "r", stdin));
    const blackout_status status =
        blackout_dataset_open(&dataset, world->folder.path, &options, &error);
    assert_true(dup2(kept, STDIN_FILENO) >= 0);
    close(kept);
    package_drop(&world->folder, "input.txt");
    assert_int_equal(status, BLACKOUT_ERROR_INPUT);
    check_contains(messages, "standard input:2:3 bad_value: currency is not a currency ('UDS'); "
                             "perhaps 'USD'\n");
    other.table = "fx";
    other.path = "-";
    options.memory_table_count = 2;
    check_fails(blackout_dataset_open(&dataset, world->folder.path, &options, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message, "the standard input is to be 2 tables ('-'); give one of "
                                       "them so, the others as files");
}

/* What is said of a package whose `dependencies` come through the standard input, which another
 * process writes: a pipe has less room than a long text. */
static void messages_of_pipe(char messages[MESSAGES_SIZE], const struct world *world,
                             const char *text, size_t size)
{
    int ends[2];
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    blackout_memory_table table = BLACKOUT_MEMORY_TABLE_INIT;
    const blackout_memory_table *const tables[] = {&table};
    const blackout_dataset_options options = {.size = sizeof options,
                                              .diagnostic = messages_add,
                                              .user = messages,
                                              .memory_tables = tables,
                                              .memory_table_count = 1};
    table.table = "dependencies";
    table.path = "-";
    messages[0] = '\0';
    assert_int_equal(pipe(ends), 0);
    const pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        ssize_t written = 0;
        close(ends[0]);
        for (size_t at = 0; at < size && written >= 0; at += (size_t)written) {
            written = write(ends[1], text + at, size - at);
        }
        _exit(0);
    }
    close(ends[1]);
    const int kept = dup(STDIN_FILENO);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    (void)blackout_dataset_open(&dataset, world->folder.path, &options, &error);
    assert_true(dup2(kept, STDIN_FILENO) >= 0);
    close(kept);
    close(ends[0]);
    assert_int_equal(waitpid(writer, NULL, 0), writer);
    blackout_dataset_free(dataset);
}

#define DEPENDENCIES_HEAD "business,sector,region,annual_revenue,currency,platform,channel,share\n"

/* A pipe is read once: rows of a business that are apart would need a second reading. */
static void a_pipe_has_the_rows_of_a_business_together(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } cases[] = {
        {DEPENDENCIES_HEAD "a,G,north,5,USD,alpha,sales,0.25\na,G,north,5,USD,beta,sales,0.25\n"
                           "b,G,north,7,USD,alpha,sales,0.25\n",
         ""},
        {DEPENDENCIES_HEAD "a,G,north,5,USD,alpha,sales,0.25\nb,G,north,7,USD,alpha,sales,0.25\n"
                           "a,G,north,5,USD,beta,sales,0.25\n",
         "standard input:4:1 scattered: the rows of businesses are not in order, and a pipe cannot "
         "be read twice ('line 4'); sort them by business (`order by business`), or write them "
         "into a file\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char messages[MESSAGES_SIZE];
        messages_of_pipe(messages, *state, cases[i].text, strlen(cases[i].text));
        assert_string_equal(messages, cases[i].expected);
    }
}

/* So all names of a pipe are kept, however many ascend: one that comes again in small letters needs
 * no second reading. */
static void a_pipe_has_the_names_of_all_businesses(void **state)
{
    enum { CAPITALS = 40000, AGAIN = 39000, ROW_BYTES = 64 };
    char *text = malloc((CAPITALS + 2) * (size_t)ROW_BYTES);
    char messages[MESSAGES_SIZE];
    char expected[512];
    assert_non_null(text);
    size_t used = (size_t)sprintf(text, DEPENDENCIES_HEAD);
    for (int i = 0; i <= CAPITALS; ++i) {
        used += (size_t)sprintf(text + used, "%s %06d,G,north,5,USD,alpha,sales,0.25\n",
                                i < CAPITALS ? "SHOP" : "shop", i < CAPITALS ? i : AGAIN);
    }
    messages_of_pipe(messages, *state, text, used);
    snprintf(expected, sizeof expected,
             "standard input:%d:1 warning near_names: the name differs from that of line %d only "
             "in case, blanks or quotes, and its revenue counts as that of another business ('shop "
             "%06d'); write both alike if it is one business (5.00 USD)\n",
             CAPITALS + 2, AGAIN + 2, AGAIN);
    assert_string_equal(messages, expected);
    free(text);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_table_in_memory_is_what_its_file_is),
        IN_WORLD(faults_have_the_callers_name),
        IN_WORLD(rows_are_rejected),
        cmocka_unit_test(traffic_is_read_from_memory),
        cmocka_unit_test(wrong_tables_are_refused),
        IN_WORLD(a_curve_in_memory_is_what_its_file_is),
        IN_WORLD(faults_of_a_curve_in_memory),
        IN_WORLD(a_table_may_be_the_standard_input),
        IN_WORLD(a_pipe_has_the_rows_of_a_business_together),
        IN_WORLD(a_pipe_has_the_names_of_all_businesses),
    };
    unsetenv("BLACKOUT_BASE");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
