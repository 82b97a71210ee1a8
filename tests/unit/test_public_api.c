/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public header, used as a client does: order of use, errors of every function, ownership,
 * cancelling, threads. */
#include <cjson/cJSON.h>
#include <pthread.h>

#include "world.h"

/* ---- The program ----------------------------------------------------------------------------- */

static void versions_are_those_of_the_header(void **state)
{
    char expected[32];
    (void)state;
    snprintf(expected, sizeof expected, "%d.%d.%d", BLACKOUT_VERSION_MAJOR, BLACKOUT_VERSION_MINOR,
             BLACKOUT_VERSION_PATCH);
    assert_string_equal(blackout_version(), expected);
    assert_string_equal(blackout_model_version(), "2");
}

static void freeing_nothing_is_nothing(void **state)
{
    (void)state;
    blackout_dataset_free(NULL);
    blackout_scenario_free(NULL);
    blackout_result_free(NULL);
}

/* ---- Datasets -------------------------------------------------------------------------------- */

struct files_seen {
    size_t count;
    size_t rows;
    size_t most; /* after so many the listing ends */
};

static int see_file(void *user, const blackout_dataset_file *file)
{
    struct files_seen *seen = user;
    ++seen->count;
    seen->rows += strcmp(file->table, "dependencies") == 0 ? file->rows : 0;
    assert_true(file->is_own != 0 && strstr(file->path, file->table) != NULL);
    return seen->count == seen->most ? 1 : 0;
}

/* As many as the report counts. */
static void a_dataset_lists_its_files(void **state)
{
    const struct world *world = *state;
    struct files_seen all = {.most = 1000};
    struct files_seen two = {.most = 2};
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=6h samples=0");
    char path[32];
    blackout_dataset_files(world->dataset, see_file, &all);
    snprintf(path, sizeof path, "/inputs/%zu/rows", all.count - 1);
    assert_true(has_figure(result, path));
    snprintf(path, sizeof path, "/inputs/%zu/rows", all.count);
    assert_false(has_figure(result, path));
    assert_true(all.rows > 0);
    blackout_dataset_files(world->dataset, see_file, &two);
    assert_int_equal(two.count, 2);
    blackout_result_free(result);
}

struct told {
    size_t faults;
    size_t warnings;
    char places[512];
};

static void tell(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    char place[64];
    told->faults += diagnostic->severity == BLACKOUT_FAULT ? 1 : 0;
    told->warnings += diagnostic->severity == BLACKOUT_WARNING ? 1 : 0;
    assert_true(diagnostic->message[0] != '\0' && diagnostic->code[0] != '\0');
    snprintf(place, sizeof place, "%s:%zu ", diagnostic->source, diagnostic->line);
    assert_true(strlen(told->places) + strlen(place) < sizeof told->places);
    strcat(told->places, place);
}

static blackout_status open_at(const char *path, struct told *told, blackout_dataset **dataset,
                               blackout_error *error)
{
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = tell, .user = told};
    memset(error, 0x5a, sizeof *error);
    memset(told, 0, sizeof *told);
    return blackout_dataset_open(dataset, path, &options, error);
}

static void a_package_that_is_not_there_is_refused(void **state)
{
    struct told told;
    blackout_error error;
    blackout_dataset *dataset = (blackout_dataset *)(uintptr_t)8;
    (void)state;
    blackout_status status = open_at("/nonexistent/package", &told, &dataset, &error);
    assert_true(status == BLACKOUT_ERROR_IO || status == BLACKOUT_ERROR_USAGE ||
                status == BLACKOUT_ERROR_INPUT);
    assert_int_equal(error.status, status);
    assert_true(error.message[0] != '\0');
    assert_null(dataset);
    dataset = (blackout_dataset *)(uintptr_t)8;
    check_fails(blackout_dataset_open_traffic(&dataset, NULL, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_null(dataset);
}

/* Faults of three lines in two files: told file by file, in the order of their lines, counted. */
static void every_fault_is_told_in_order(void **state)
{
    struct world *world = *state;
    struct told told;
    blackout_error error;
    blackout_dataset *dataset;
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours\nnorth,North,99\nsouth,South,5.5\n,Nowhere,0\n");
    package_write(&world->folder, "channels.csv",
                  "channel,name,grace_hours\nsales,Sales,-1\nmessaging,Messaging,2\n");
    check_fails(open_at(world->folder.path, &told, &dataset, &error), BLACKOUT_ERROR_INPUT, &error);
    assert_null(dataset);
    assert_int_equal(told.faults, 3);
    assert_string_equal(told.places, "regions.csv:2 regions.csv:4 channels.csv:2 ");
    check_contains(error.message, "3 faults");
    check_fails(blackout_dataset_open(&dataset, world->folder.path, NULL, &error),
                BLACKOUT_ERROR_INPUT, &error); /* nobody need listen */
    assert_null(dataset);
}

static void warnings_are_counted_and_do_not_stop(void **state)
{
    struct world *world = *state;
    struct told told;
    blackout_error error;
    blackout_dataset *dataset;
    assert_int_equal(blackout_dataset_warning_count(world->dataset), 0);
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours,colour,size\nnorth,North,0,red,9\n"
                  "south,South,5.5,blue,7\n");
    check_ok(open_at(world->folder.path, &told, &dataset, &error), &error);
    assert_int_equal(told.faults, 0);
    assert_int_equal(told.warnings, 2);
    assert_int_equal(blackout_dataset_warning_count(dataset), 2);
    blackout_dataset_free(dataset);
}

/* A firm has its dependencies alone; the base supplies what is missing. Expected: 12 an hour for 5
 * hours, sector I. */
static void a_base_supplies_the_missing_tables(void **state)
{
    const struct world *world = *state;
    struct package_folder own;
    blackout_error error;
    blackout_dataset *dataset;
    const blackout_dataset_options options = {.size = sizeof options, .base = world->folder.path};
    package_make(&own);
    package_write(&own, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                  "firm,I,north,210384,USD,beta,sales,0.5\n");
    check_ok(blackout_dataset_open(&dataset, own.path, &options, &error), &error);
    check_close(estimate_figure(dataset, "platform=beta duration=5h",
                                "/totals/dependent_revenue_loss/central"),
                60.0, 1e-13);
    blackout_dataset_free(dataset);
    const blackout_dataset_options bad = {.size = sizeof bad, .base = "/nonexistent/base"};
    assert_true(blackout_dataset_open(&dataset, own.path, &bad, &error) != BLACKOUT_OK);
    assert_null(dataset);
    package_remove(&own);
}

/* The first two files that are listed, and how many there were; the `most`-th ends the listing. */
struct listing {
    char paths[2][256];
    int count;
    int most;
};

static int list_file(void *user, const char *path)
{
    struct listing *listing = user;
    if (listing->count < 2) {
        snprintf(listing->paths[listing->count], sizeof listing->paths[0], "%s", path);
    }
    return ++listing->count == listing->most;
}

/* Tables in a folder; the same behind a datapackage.json that describes one of them; no package. A
 * file that is no table is not listed, since it is not read. */
static void the_files_of_a_package_are_listed(void **state)
{
    struct package_folder own;
    struct listing listing = {.count = 0};
    char path[256];
    blackout_error error;
    (void)state;
    package_make(&own);
    package_write(&own, "dependencies.csv", "not even a header");
    package_write(&own, "prices_ALP.csv", "");
    package_write(&own, "prices_IDX.csv", "");
    package_write(&own, "other.csv", "");
    check_ok(blackout_package_files(own.path, list_file, &listing, &error), &error);
    package_file(path, &own, "dependencies.csv");
    assert_int_equal(listing.count, 3);
    assert_string_equal(listing.paths[0], path);
    listing = (struct listing){.most = 2};
    check_ok(blackout_package_files(own.path, list_file, &listing, &error), &error);
    assert_int_equal(listing.count, 2);
    package_write(&own, "datapackage.json",
                  "{\"resources\": [{\"name\": \"dependencies\", \"path\": \"rows.csv\"}]}");
    listing = (struct listing){.count = 0};
    check_ok(blackout_package_files(own.path, list_file, &listing, &error), &error);
    assert_int_equal(listing.count, 2);
    package_file(path, &own, "datapackage.json");
    assert_string_equal(listing.paths[0], path);
    package_file(path, &own, "rows.csv");
    assert_string_equal(listing.paths[1], path);
    package_remove(&own);
    check_fails(blackout_package_files(own.path, list_file, &listing, &error), BLACKOUT_ERROR_USAGE,
                &error);
}

static void a_description_has_two_formats(void **state)
{
    const struct world *world = *state;
    struct caught caught = {0};
    blackout_error error;
    check_ok(blackout_dataset_describe(world->dataset, "json", catch_bytes, &caught, &error),
             &error);
    cJSON *tree = cJSON_Parse(caught.text);
    assert_string_equal(cJSON_GetObjectItem(tree, "schema")->valuestring, "blackout/describe/1");
    cJSON_Delete(tree);
    free(caught.text);
    caught = (struct caught){0};
    check_ok(blackout_dataset_describe(world->dataset, "text", catch_bytes, &caught, &error),
             &error);
    check_contains(caught.text, "platforms: alpha beta gamma");
    check_contains(caught.text, "Dependent businesses: 4, representing 5 firms");
    free(caught.text);
    check_fails(blackout_dataset_describe(world->dataset, "yaml", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_dataset_describe(world->dataset, "json", refuse_bytes, NULL, &error),
                BLACKOUT_ERROR_IO, &error);
    check_fails(blackout_dataset_describe(world->dataset, "text", refuse_bytes, NULL, &error),
                BLACKOUT_ERROR_IO, &error);
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

static void refuses_inputs_that_are_not_understood(void **state)
{
    static const char *const cases[][2] = {
        {"platfrom", "alpha"},   {"", "alpha"},
        {"Platform", "alpha"},   {"platform", ""},
        {"platform", "a,,b"},    {"platform", "a,"},
        {"region", ",a"},        {"owner", ""},
        {"event", ""},           {"start", "tomorrow"},
        {"start", "2021-13-01"}, {"start", ""},
        {"duration", "6"},       {"duration", "-6h"},
        {"duration", ""},        {"recovery", "soon"},
        {"severity", "1.01"},    {"severity", "-0.1"},
        {"severity", "150%"},    {"severity", "0;5"},
        {"severity", "nan"},     {"currency", "us$"},
        {"currency", "DOLLAR"},  {"currency", ""},
        {"samples", "-1"},       {"samples", "0.5"},
        {"samples", "many"},     {"samples", "63"},
        {"samples", "16777217"}, {"seed", "-1"},
        {"seed", "1.5"},         {"seed", ""},
        {"top", "-1"},           {"top", "100001"},
        {"top", "ten"},          {"severity-curve", ""},
    };
    blackout_scenario *scenario;
    blackout_error error;
    (void)state;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        memset(&error, 0, sizeof error);
        blackout_status status = blackout_scenario_set(scenario, cases[i][0], cases[i][1], &error);
        if (status != BLACKOUT_ERROR_USAGE) {
            print_error("%s = '%s' was taken\n", cases[i][0], cases[i][1]);
        }
        check_fails(status, BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, cases[i][0]);
    }
    assert_int_equal(blackout_scenario_set(scenario, "nothing", "x", NULL), BLACKOUT_ERROR_USAGE);
    blackout_scenario_free(scenario);
}

static void a_near_miss_is_suggested(void **state)
{
    blackout_scenario *scenario;
    blackout_error error;
    (void)state;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    check_fails(blackout_scenario_set(scenario, "duratoin", "6h", &error), BLACKOUT_ERROR_USAGE,
                &error);
    check_contains(error.message, "perhaps 'duration'");
    blackout_scenario_free(scenario);
}

static void later_calls_replace_earlier_ones(void **state)
{
    const struct world *world = *state;
    check_close(estimate_figure(world->dataset,
                                "platform=alpha duration=2h platform=beta duration=3h "
                                "severity=0.1 severity=0.5",
                                "/totals/owner_revenue_loss/gross/central"),
                1500 * 3 * 0.5, 1e-13);
}

static blackout_status read_text(void **state, blackout_scenario *scenario, const char *text,
                                 blackout_error *error)
{
    const struct world *world = *state;
    char path[256];
    package_write(&world->folder, "scenario.json", text);
    package_file(path, &world->folder, "scenario.json");
    memset(error, 0, sizeof *error);
    return blackout_scenario_read(scenario, path, error);
}

/* Expected: alpha and beta, 6 h, 0.5: as the same words set one by one. What was set goes first. */
static void a_file_sets_what_has_not_been_set(void **state)
{
    const struct world *world = *state;
    blackout_scenario *scenario = scenario_of("severity=0.5");
    const blackout_scenario *const scenarios[] = {scenario};
    blackout_result *result;
    blackout_error error;
    check_ok(read_text(state, scenario,
                       "{\"platform\": [\"alpha\", \"beta\"], \"duration\": \"PT6H\", "
                       "\"severity\": 0.9, \"top\": 2, \"seed\": 71}",
                       &error),
             &error);
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, NULL, &error), &error);
    check_close(figure(result, "/totals/owner_revenue_loss/gross/central"), (1250 + 1500) * 6 * 0.5,
                1e-13);
    check_near(figure(result, "/scenario/seed"), 71, 0);
    check_near(figure(result, "/scenario/severity"), 0.5, 0);
    assert_true(has_figure(result, "/top_businesses/1/share_of_revenue"));
    assert_false(has_figure(result, "/top_businesses/2/share_of_revenue"));
    blackout_result_free(result);
    blackout_scenario_free(scenario);
}

/* Whether it was set or stood in a file; what was set goes first. */
static void a_scenario_names_its_curve(void **state)
{
    blackout_error error;
    blackout_scenario *scenario = scenario_of("severity=0.5");
    assert_null(blackout_scenario_curve(scenario));
    check_ok(read_text(state, scenario, "{\"severity-curve\": \"a.csv\"}", &error), &error);
    assert_string_equal(blackout_scenario_curve(scenario), "a.csv");
    check_ok(blackout_scenario_set(scenario, "severity-curve", "b.csv", &error), &error);
    check_ok(read_text(state, scenario, "{\"severity-curve\": \"a.csv\"}", &error), &error);
    assert_string_equal(blackout_scenario_curve(scenario), "b.csv");
    blackout_scenario_free(scenario);
}

/* Defaults are those of docs/commands.md; a text that is refused changes nothing. */
static void a_scenario_names_its_numbers(void **state)
{
    static const struct {
        const char *set;
        const char *text;
        const char *input;
        int is_set;
        double value;
    } cases[] = {{"top", "3", "samples", 0, 10000},
                 {"samples", "128", "samples", 1, 128},
                 {"top", "3", "seed", 0, 1},
                 {"seed", "2385", "seed", 1, 2385},
                 {"top", "3", "until", 0, 0},
                 {"until", "0.75%", "until", 1, 0.0075},
                 {"top", "3", "years", 0, 100000},
                 {"years", "23850", "years", 1, 23850},
                 {"severity", "0.5", "severity", -1, 71}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_scenario *scenario;
        blackout_error error;
        check_ok(blackout_scenario_new(&scenario, &error), &error);
        check_ok(blackout_scenario_set(scenario, cases[i].set, cases[i].text, &error), &error);
        double value = 71; /* left as it is where there is no such number */
        assert_int_equal(blackout_scenario_number(&value, scenario, cases[i].input),
                         cases[i].is_set);
        check_near(value, cases[i].value, 0);
        blackout_scenario_free(scenario);
    }
}

static void files_that_are_not_understood_are_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "\"alpha\"",
        "{\"platform\": \"alpha\"} x",
        "{\"platfrom\": \"alpha\"}",
        "{\"platform\": \"alpha\", \"platform\": \"beta\"}",
        "{\"platform\": null}",
        "{\"platform\": {\"a\": 1}}",
        "{\"platform\": []}",
        "{\"platform\": [\"alpha\", 3]}",
        "{\"duration\": 6}",
        "{\"severity\": 1.5}",
        "{\"severity\": true}",
        "{\"start\": \"noon\"}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        blackout_scenario *scenario = scenario_of("");
        blackout_error error;
        blackout_status status = read_text(state, scenario, texts[i], &error);
        if (status != BLACKOUT_ERROR_USAGE && status != BLACKOUT_ERROR_INPUT) {
            print_error("%s was taken\n", texts[i]);
            fail();
        }
        assert_int_equal(error.status, status);
        assert_true(error.message[0] != '\0');
        check_contains(error.source, "scenario.json");
        blackout_scenario_free(scenario);
    }
}

/* Expected: what the same text in a file gives. The bytes are in a block of their own size, so that
 * one read past their end is seen by the sanitizers. */
static void a_scenario_is_parsed_from_memory(void **state)
{
    static const char text[] = "\xef\xbb\xbf{\"platform\": \"alpha\", \"duration\": \"PT2.5H\"}";
    const size_t size = sizeof text - 1;
    const struct world *world = *state;
    blackout_scenario *scenario = scenario_of("severity=0.5");
    blackout_scenario *from_file = scenario_of("severity=0.5");
    const blackout_scenario *const scenarios[] = {scenario, from_file};
    blackout_result *result;
    blackout_error error;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memcpy(bytes, text, size);
    check_ok(blackout_scenario_parse(scenario, bytes, size, "request", &error), &error);
    free(bytes);
    check_ok(read_text(state, from_file, text, &error), &error);
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 2, NULL, &error), &error);
    double loss[2];
    for (size_t i = 0; i < 2; ++i) {
        check_ok(blackout_result_number(result, i, "/totals/owner_revenue_loss/net/central",
                                        &loss[i], &error),
                 &error);
    }
    assert_true(loss[0] > 0 && loss[0] == loss[1]);
    check_fails(blackout_scenario_parse(scenario, "{\"a\":\n 1,}", 10, "request", &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_string_equal(error.source, "request");
    assert_int_equal(error.line, 2);
    check_fails(blackout_scenario_parse(scenario, "", 0, "request", &error), BLACKOUT_ERROR_INPUT,
                &error);
    blackout_result_free(result);
    blackout_scenario_free(scenario);
    blackout_scenario_free(from_file);
}

static void a_file_that_is_not_there_is_refused(void **state)
{
    blackout_scenario *scenario = scenario_of("");
    blackout_error error;
    (void)state;
    check_fails(blackout_scenario_read(scenario, "/nonexistent/scenario.json", &error),
                BLACKOUT_ERROR_IO, &error);
    blackout_scenario_free(scenario);
}

static void a_file_that_is_too_long_is_refused(void **state)
{
    enum { LONG = 1024 * 1024 + 3 };
    blackout_scenario *scenario = scenario_of("");
    blackout_error error;
    char *text = malloc(LONG + 1);
    assert_non_null(text);
    memset(text, ' ', LONG);
    text[LONG] = '\0';
    check_fails(read_text(state, scenario, text, &error), BLACKOUT_ERROR_IO, &error);
    free(text);
    blackout_scenario_free(scenario);
}

/* ---- Estimates ------------------------------------------------------------------------------- */

static const char *const words[] = {
    "platform=alpha duration=6h",
    "owner=acme start=2021-10-04T15:39Z duration=6h11m severity=0.75 recovery=2h",
    "event=e1 top=2",
    "platform=gamma duration=40m region=south currency=USD seed=71",
    "platform=alpha,beta,gamma duration=9d severity=0.3",
    "platform=alpha duration=6h samples=192",
    "owner=acme start=2021-10-04T15:39Z duration=4h..8h severity=0.75 samples=192 seed=71",
};
enum { SCENARIOS = sizeof words / sizeof words[0], CENTRAL_SCENARIOS = 5 };

static void make_scenarios(blackout_scenario *scenarios[SCENARIOS])
{
    for (int i = 0; i < SCENARIOS; ++i) {
        scenarios[i] = scenario_of(words[i]);
    }
}

static void free_scenarios(blackout_scenario *scenarios[SCENARIOS])
{
    for (int i = 0; i < SCENARIOS; ++i) {
        blackout_scenario_free(scenarios[i]);
    }
}

static blackout_result *estimate_all(const struct world *world, unsigned threads)
{
    blackout_scenario *scenarios[SCENARIOS];
    blackout_result *result;
    blackout_error error;
    const blackout_run_options options = {.size = sizeof options, .threads = threads};
    make_scenarios(scenarios);
    check_ok(blackout_estimate(&result, world->dataset, (const blackout_scenario *const *)scenarios,
                               SCENARIOS, &options, &error),
             &error);
    free_scenarios(scenarios);
    return result;
}

/* Expected: the same bytes as one call for each. Samples are shared by the scenarios of a call: of
 * those the central figures are the same. */
static void several_scenarios_are_as_single_ones(void **state)
{
    static const char *const formats[] = {"json", "text"};
    static const char *const central[] = {"/totals/owner_revenue_loss/net/central",
                                          "/totals/dependent_revenue_loss/central",
                                          "/totals/rival_gain/central"};
    const struct world *world = *state;
    blackout_result *all = estimate_all(world, 2);
    for (size_t i = CENTRAL_SCENARIOS; i < SCENARIOS; ++i) {
        for (int k = 0; k < 3; ++k) {
            check_close(figure_at(all, i, central[k]),
                        estimate_figure(world->dataset, words[i], central[k]), 0.0);
        }
        assert_true(figure_at(all, i, "/totals/owner_revenue_loss/net/sd") > 0);
    }
    for (size_t i = 0; i < CENTRAL_SCENARIOS; ++i) {
        blackout_result *one = estimate_of(world->dataset, words[i]);
        for (int f = 0; f < 2; ++f) {
            char *expected = report_of(one, 0, formats[f]);
            char *text = report_of(all, i, formats[f]);
            assert_string_equal(text, expected);
            free(expected);
            free(text);
        }
        blackout_result_free(one);
    }
    blackout_result_free(all);
}

static void threads_change_no_byte(void **state)
{
    static const unsigned threads[] = {2, 3, 7, 16, 0, 1};
    const struct world *world = *state;
    blackout_result *one = estimate_all(world, 1);
    for (size_t t = 0; t < sizeof threads / sizeof threads[0]; ++t) {
        blackout_result *several = estimate_all(world, threads[t]);
        for (size_t i = 0; i < SCENARIOS; ++i) {
            char *expected = report_of(one, i, "json");
            char *text = report_of(several, i, "json");
            assert_string_equal(text, expected);
            free(expected);
            free(text);
        }
        blackout_result_free(several);
    }
    blackout_result_free(one);
}

static void a_result_outlives_what_it_came_from(void **state)
{
    struct world *world = *state;
    blackout_result *result = estimate_all(world, 1); /* its scenarios are gone */
    char *before = report_of(result, 2, "json");
    blackout_dataset_free(world->dataset);
    world->dataset = NULL;
    char *after = report_of(result, 2, "json");
    assert_string_equal(after, before);
    check_contains(after, "\"acme\"");
    free(before);
    free(after);
    before = report_of(result, 2, "text");
    check_contains(before, "Acme Group");
    free(before);
    blackout_result_free(result);
}

static void no_scenario_is_an_empty_result(void **state)
{
    const struct world *world = *state;
    blackout_result *result;
    blackout_error error;
    double number;
    check_ok(blackout_estimate(&result, world->dataset, NULL, 0, NULL, &error), &error);
    check_fails(blackout_result_write(result, 0, "json", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_result_number(result, 0, "/scenario/seed", &number, &error),
                BLACKOUT_ERROR_USAGE, &error);
    blackout_result_free(result);
}

/* The second of three scenarios is wrong: there is no result, and no leak of the first. */
static void one_wrong_scenario_fails_the_call(void **state)
{
    const struct world *world = *state;
    blackout_scenario *scenarios[] = {scenario_of("platform=alpha duration=6h"),
                                      scenario_of("platform=orkut duration=6h"),
                                      scenario_of("platform=beta duration=6h")};
    blackout_result *result = (blackout_result *)(uintptr_t)8;
    blackout_error error;
    check_fails(blackout_estimate(&result, world->dataset,
                                  (const blackout_scenario *const *)scenarios, 3, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_null(result);
    for (int i = 0; i < 3; ++i) {
        blackout_scenario_free(scenarios[i]);
    }
}

static void what_a_dataset_cannot_carry_is_refused(void **state)
{
    static const struct {
        const char *words;
        blackout_status status;
    } cases[] = {
        {"platform=orkut duration=6h", BLACKOUT_ERROR_USAGE},
        {"platform=alpha", BLACKOUT_ERROR_USAGE},
        {"event=e4", BLACKOUT_ERROR_INPUT},
        {"platform=gamma duration=6h currency=USD start=2019-05-03T12:00Z", BLACKOUT_ERROR_INPUT},
    };
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_result *result;
        blackout_error error;
        check_fails(estimate_try(&result, world->dataset, cases[i].words, &error), cases[i].status,
                    &error);
        assert_null(result);
    }
}

/* Rows with as_of: before the first of them the platform is not known. */
static void what_was_not_known_yet_is_refused(void **state)
{
    struct world *world = *state;
    blackout_result *result;
    blackout_error error;
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,\nbeta,Beta,acme,13149000,USD,\n"
                  "gamma,Gamma,bolt,8766000,EUR,2022-01-01\n"
                  "gamma,Gamma,bolt,4383000,EUR,2020-06-01\n");
    world_reopen(world);
    check_fails(estimate_try(&result, world->dataset,
                             "platform=gamma duration=2h start=2020-05-31T12:00Z", &error),
                BLACKOUT_ERROR_INPUT, &error);
    check_contains(error.message, "gamma");
    const char *gross = "/totals/owner_revenue_loss/gross/central";
    check_close(estimate_figure(world->dataset,
                                "platform=gamma duration=2h start=2021-12-31T12:00Z", gross),
                1000.0, 1e-13);
    check_close(estimate_figure(world->dataset,
                                "platform=gamma duration=2h start=2022-01-01T12:00Z", gross),
                2000.0, 1e-13);
    check_close(estimate_figure(world->dataset, "platform=gamma duration=2h", gross), 2000.0,
                1e-13);
}

static void faults_of_a_curve_are_told(void **state)
{
    const struct world *world = *state;
    char path[256];
    char setting[300];
    struct told told = {0};
    blackout_error error;
    blackout_result *result;
    package_write(&world->folder, "curve.csv",
                  "timestamp,unavailable\n2021-10-04T12:00Z,1.5\n2021-10-04T13:00Z,x\n");
    package_file(path, &world->folder, "curve.csv");
    snprintf(setting, sizeof setting, "platform=alpha severity-curve=%s", path);
    blackout_scenario *scenario = scenario_of(setting);
    const blackout_scenario *const scenarios[] = {scenario};
    const blackout_run_options options = {
        .size = sizeof options, .threads = 1, .diagnostic = tell, .user = &told};
    check_fails(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_null(result);
    assert_int_equal(told.faults, 2);
    assert_string_equal(told.places, "curve.csv:2 curve.csv:3 ");
    blackout_scenario_free(scenario);
}

/* A curve of one step is that step: 4 h of 0.6 of alpha and beta. */
static void a_curve_of_one_step_is_a_step(void **state)
{
    const struct world *world = *state;
    char path[256];
    char setting[300];
    package_write(&world->folder, "curve.csv",
                  "timestamp,unavailable\n2021-10-04T12:30Z,0.6\n2021-10-04T16:30Z,0\n");
    package_file(path, &world->folder, "curve.csv");
    snprintf(setting, sizeof setting, "owner=acme severity-curve=%s", path);
    blackout_result *measured = estimate_of(world->dataset, setting);
    blackout_result *step =
        estimate_of(world->dataset, "owner=acme start=2021-10-04T12:30Z duration=4h severity=0.6");
    static const char *const pointers[] = {"/totals/owner_revenue_loss/net/central",
                                           "/totals/dependent_revenue_loss/central",
                                           "/totals/economy_baseline/central",
                                           "/totals/rival_gain/central",
                                           "/scenario/duration_hours",
                                           "/scenario/severity"};
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; ++i) {
        check_close(figure(measured, pointers[i]), figure(step, pointers[i]), 1e-13);
    }
    blackout_result_free(measured);
    blackout_result_free(step);
}

/* ---- Cancelling ------------------------------------------------------------------------------ */

struct patience {
    int asked;
    int until;
};

static int is_out(void *user)
{
    struct patience *patience = user;
    return ++patience->asked > patience->until;
}

static blackout_status run_with(const struct world *world, struct patience *patience,
                                blackout_error *error)
{
    blackout_scenario *scenario = scenario_of("platform=alpha duration=6h samples=96");
    const blackout_scenario *const scenarios[] = {scenario};
    const blackout_run_options options = {
        .size = sizeof options, .threads = 1, .cancelled = is_out, .user = patience};
    blackout_result *result = NULL;
    memset(error, 0, sizeof *error);
    blackout_status status =
        blackout_estimate(&result, world->dataset, scenarios, 1, &options, error);
    assert_int_equal(result != NULL, status == BLACKOUT_OK);
    blackout_result_free(result);
    blackout_scenario_free(scenario);
    return status;
}

/* Each time that it is asked it may end the run. */
static void a_run_can_be_cancelled(void **state)
{
    const struct world *world = *state;
    struct patience endless = {0, 1000000};
    blackout_error error;
    check_ok(run_with(world, &endless, &error), &error);
    assert_true(endless.asked > 0);
    for (int until = 0; until < endless.asked && until < 50; ++until) {
        struct patience patience = {0, until};
        check_fails(run_with(world, &patience, &error), BLACKOUT_ERROR_CANCELLED, &error);
        assert_int_equal(patience.asked, until + 1);
    }
}

/* ---- Reports --------------------------------------------------------------------------------- */

static void reports_have_two_formats_and_one_index_each(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, words[0]);
    struct caught caught = {0};
    blackout_error error;
    double number = 2.385;
    check_fails(blackout_result_write(result, 0, "yaml", catch_bytes, &caught, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.field, "format");
    check_fails(blackout_result_write(result, 1, "json", catch_bytes, &caught, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_null(caught.text);
    check_fails(blackout_result_write(result, 0, "json", refuse_bytes, NULL, &error),
                BLACKOUT_ERROR_IO, &error);
    check_fails(blackout_result_number(result, 1, "/scenario/seed", &number, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_result_number(result, 0, "/scenario/nothing", &number, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_result_number(result, 0, "/scenario/currency", &number, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_near(number, 2.385, 0.0);
    blackout_result_free(result);
}

/* No clock and no path of the machine: the same call gives the same bytes. */
static void the_same_input_gives_the_same_bytes(void **state)
{
    const struct world *world = *state;
    blackout_result *first = estimate_all(world, 1);
    blackout_result *second = estimate_all(world, 1);
    for (size_t i = 0; i < SCENARIOS; ++i) {
        char *a = report_of(first, i, "json");
        char *b = report_of(second, i, "json");
        assert_string_equal(a, b);
        assert_null(strstr(a, world->folder.path));
        free(a);
        free(b);
    }
    blackout_result_free(first);
    blackout_result_free(second);
}

static void schemas_are_written_by_name(void **state)
{
    static const char *const names[] = {"estimate", "describe"};
    blackout_error error;
    (void)state;
    for (int i = 0; i < 2; ++i) {
        struct caught caught = {0};
        check_ok(blackout_schema_write(names[i], catch_bytes, &caught, &error), &error);
        cJSON *tree = cJSON_Parse(caught.text);
        check_contains(cJSON_GetObjectItem(tree, "$schema")->valuestring, "2020-12");
        cJSON_Delete(tree);
        free(caught.text);
    }
    size_t count = 0;
    for (; blackout_schema_name(count) != NULL;
         ++count) { /* every name leads to a schema of its own */
        struct caught caught = {0};
        check_ok(blackout_schema_write(blackout_schema_name(count), catch_bytes, &caught, &error),
                 &error);
        cJSON *tree = cJSON_Parse(caught.text);
        check_contains(cJSON_GetObjectItem(tree, "$id")->valuestring, blackout_schema_name(count));
        cJSON_Delete(tree);
        free(caught.text);
    }
    assert_true(count >= 9 + 25); /* reports; tables and files */
    check_fails(blackout_schema_write("estimat", catch_bytes, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    /* each name less its last letter has a suggestion, the last ones of the list too */
    for (size_t i = 0; i < count; ++i) {
        const char *name = blackout_schema_name(i);
        char most[64];
        snprintf(most, sizeof most, "%.*s", (int)strlen(name) - 1, name);
        check_fails(blackout_schema_write(most, catch_bytes, NULL, &error), BLACKOUT_ERROR_USAGE,
                    &error);
        assert_non_null(strstr(error.message, "'; perhaps '"));
    }
    check_fails(blackout_schema_write("severity-curve", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message, "there is no schema 'severity-curve'; perhaps "
                                       "'severity_curve'");
    check_fails(blackout_schema_write("holiday", catch_bytes, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.message, "there is no schema 'holiday'; perhaps 'holidays'");
    check_fails(blackout_schema_write("", catch_bytes, NULL, &error), BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_schema_write("estimate", refuse_bytes, NULL, &error), BLACKOUT_ERROR_IO,
                &error);
}

/* Each table as a file to fill in, as text and as a schema; every name leads to one. */
static void tables_are_defined_by_name(void **state)
{
    static const char *const formats[] = {"csv", "markdown", "json"};
    blackout_error error;
    size_t count = 0;
    (void)state;
    for (; blackout_table_name(count) != NULL; ++count) {
        for (int f = 0; f < 3; ++f) {
            struct caught caught = {0};
            check_ok(blackout_table_write(blackout_table_name(count), formats[f], catch_bytes,
                                          &caught, &error),
                     &error);
            assert_true(caught.length > 40);
            free(caught.text);
        }
    }
    assert_true(count >= 22);
    check_fails(blackout_table_write("onwers", "csv", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_table_write("owners", "xml", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    check_fails(blackout_table_write("owners", "csv", refuse_bytes, NULL, &error),
                BLACKOUT_ERROR_IO, &error);
}

/* ---- Several threads of the client ----------------------------------------------------------- */

struct client {
    const blackout_dataset *dataset;
    char *report;
    pthread_t thread;
};

/* No assertion here: a test may fail in its own thread alone. */
static void *estimate_often(void *user)
{
    struct client *client = user;
    for (int i = 0; i < 5; ++i) {
        struct caught caught = {0};
        blackout_error error;
        blackout_scenario *scenario = NULL;
        blackout_result *result = NULL;
        const blackout_run_options options = {.size = sizeof options, .threads = 2};
        free(client->report);
        client->report = NULL;
        if (blackout_scenario_new(&scenario, &error) == BLACKOUT_OK &&
            blackout_scenario_set(scenario, "owner", "acme", &error) == BLACKOUT_OK &&
            blackout_scenario_set(scenario, "duration", "7h", &error) == BLACKOUT_OK &&
            blackout_scenario_set(scenario, "samples", "96", &error) == BLACKOUT_OK &&
            blackout_estimate(&result, client->dataset, (const blackout_scenario *[]){scenario}, 1,
                              &options, &error) == BLACKOUT_OK &&
            blackout_result_write(result, 0, "json", catch_bytes, &caught, &error) == BLACKOUT_OK) {
            client->report = caught.text;
        }
        blackout_result_free(result);
        blackout_scenario_free(scenario);
    }
    return NULL;
}

static void one_dataset_serves_several_threads(void **state)
{
    const struct world *world = *state;
    struct client clients[2] = {{.dataset = world->dataset}, {.dataset = world->dataset}};
    for (int i = 0; i < 2; ++i) {
        assert_int_equal(pthread_create(&clients[i].thread, NULL, estimate_often, &clients[i]), 0);
    }
    for (int i = 0; i < 2; ++i) {
        assert_int_equal(pthread_join(clients[i].thread, NULL), 0);
    }
    blackout_result *result = estimate_of(world->dataset, "owner=acme duration=7h samples=96");
    char *expected = report_of(result, 0, "json");
    for (int i = 0; i < 2; ++i) {
        assert_non_null(clients[i].report);
        assert_string_equal(clients[i].report, expected);
        free(clients[i].report);
    }
    free(expected);
    blackout_result_free(result);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_are_those_of_the_header),
        cmocka_unit_test(freeing_nothing_is_nothing),
        cmocka_unit_test(a_package_that_is_not_there_is_refused),
        IN_WORLD(every_fault_is_told_in_order),
        IN_WORLD(warnings_are_counted_and_do_not_stop),
        IN_WORLD(a_base_supplies_the_missing_tables),
        cmocka_unit_test(the_files_of_a_package_are_listed),
        IN_WORLD(a_description_has_two_formats),
        cmocka_unit_test(refuses_inputs_that_are_not_understood),
        cmocka_unit_test(a_near_miss_is_suggested),
        IN_WORLD(later_calls_replace_earlier_ones),
        IN_WORLD(a_file_sets_what_has_not_been_set),
        IN_WORLD(a_scenario_is_parsed_from_memory),
        IN_WORLD(a_scenario_names_its_curve),
        IN_WORLD(a_scenario_names_its_numbers),
        IN_WORLD(a_dataset_lists_its_files),
        IN_WORLD(files_that_are_not_understood_are_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_refused),
        IN_WORLD(a_file_that_is_too_long_is_refused),
        IN_WORLD(several_scenarios_are_as_single_ones),
        IN_WORLD(threads_change_no_byte),
        IN_WORLD(a_result_outlives_what_it_came_from),
        IN_WORLD(no_scenario_is_an_empty_result),
        IN_WORLD(one_wrong_scenario_fails_the_call),
        IN_WORLD(what_a_dataset_cannot_carry_is_refused),
        IN_WORLD(what_was_not_known_yet_is_refused),
        IN_WORLD(faults_of_a_curve_are_told),
        IN_WORLD(a_curve_of_one_step_is_a_step),
        IN_WORLD(a_run_can_be_cancelled),
        IN_WORLD(reports_have_two_formats_and_one_index_each),
        IN_WORLD(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(schemas_are_written_by_name),
        cmocka_unit_test(tables_are_defined_by_name),
        IN_WORLD(one_dataset_serves_several_threads),
    };
    blackout_init();
    return cmocka_run_group_tests_name("public_api", tests, NULL, NULL);
}
