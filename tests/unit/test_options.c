/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/options, and each public struct of options in each call that takes it: a caller of an older
 * header has a smaller struct, one of a newer header a larger one. Expected: blackout.h. */
#include "core/options.h"

#include <stddef.h>

#include "world.h"

/* ---- The rule -------------------------------------------------------------------------------- */

struct sample_options {
    size_t size;
    unsigned number; /* 4 bytes of padding follow */
    const char *text;
};

static const struct options_kind kind = {sizeof(struct sample_options), "sample_options",
                                         "SAMPLE_OPTIONS_INIT"};

static void what_is_given_is_taken(void **state)
{
    const struct sample_options given = {sizeof given, 2385, "text"};
    struct sample_options taken;
    blackout_error error;
    (void)state;
    check_ok(options_take(&taken, &given, &kind, &error), &error);
    assert_int_equal(taken.size, sizeof given);
    assert_int_equal(taken.number, 2385);
    assert_ptr_equal(taken.text, given.text);
}

static void nothing_given_is_defaults(void **state)
{
    struct sample_options taken;
    blackout_error error;
    (void)state;
    memset(&taken, 0x5a, sizeof taken);
    check_ok(options_take(&taken, NULL, &kind, &error), &error);
    assert_int_equal(taken.size, sizeof taken);
    assert_int_equal(taken.number, 0);
    assert_null(taken.text);
}

static void members_after_a_smaller_size_are_defaults(void **state)
{
    struct sample_options given = {offsetof(struct sample_options, text), 17, "not there"};
    struct sample_options taken;
    blackout_error error;
    (void)state;
    check_ok(options_take(&taken, &given, &kind, &error), &error);
    assert_int_equal(taken.size, sizeof taken);
    assert_int_equal(taken.number, 17);
    assert_null(taken.text);
    given.size = sizeof(size_t);
    check_ok(options_take(&taken, &given, &kind, &error), &error);
    assert_int_equal(taken.number, 0);
}

/* The last of the unknown bytes alone is set. */
static void members_after_a_larger_size_must_be_zero(void **state)
{
    struct {
        struct sample_options known;
        unsigned char more[24];
    } given = {.known = {sizeof given, 17, "text"}};
    struct sample_options taken;
    blackout_error error;
    (void)state;
    check_ok(options_take(&taken, &given, &kind, &error), &error);
    assert_int_equal(taken.size, sizeof taken);
    assert_string_equal(taken.text, "text");
    given.more[23] = 1;
    check_fails(options_take(&taken, &given, &kind, &error), BLACKOUT_ERROR_USAGE, &error);
    assert_non_null(strstr(error.message, "sample_options"));
}

/* 0, what ends within a member, and what no struct is long enough for: nothing else is read. */
static void other_sizes_are_refused(void **state)
{
    static const size_t sizes[] = {0,
                                   1,
                                   sizeof(size_t) - 1,
                                   sizeof(size_t) + 1,
                                   sizeof(struct sample_options) - 1,
                                   sizeof(struct sample_options) + 1,
                                   4096 + sizeof(size_t),
                                   SIZE_MAX};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
        struct sample_options taken;
        blackout_error error;
        check_fails(options_take(&taken, &sizes[i], &kind, &error), BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, "size");
        assert_non_null(strstr(error.message, "SAMPLE_OPTIONS_INIT"));
    }
}

/* ---- The structs ----------------------------------------------------------------------------- */

/* A struct of a newer header: 16 bytes more. */
struct newer {
    union {
        blackout_dataset_options dataset;
        blackout_run_options run;
        blackout_risk_tables tables;
        unsigned char bytes[256];
    } known;
};

typedef blackout_status call_function(const struct world *world, const void *options,
                                      blackout_error *error);

static blackout_status call_open(const struct world *world, const void *options,
                                 blackout_error *error)
{
    blackout_dataset *dataset;
    blackout_status status = blackout_dataset_open(&dataset, world->folder.path, options, error);
    assert_true((status == BLACKOUT_OK) == (dataset != NULL));
    blackout_dataset_free(dataset);
    return status;
}

/* The shard that another struct names. */
static blackout_status call_open_shard(const struct world *world, const void *options,
                                       blackout_error *error)
{
    blackout_dataset_options dataset = BLACKOUT_DATASET_OPTIONS_INIT;
    dataset.shard = options;
    return call_open(world, &dataset, error);
}

static blackout_status call_open_traffic(const struct world *world, const void *options,
                                         blackout_error *error)
{
    blackout_dataset *dataset;
    char path[256];
    package_file(path, &world->folder, "bare.csv");
    package_write(&world->folder, "bare.csv",
                  "timestamp,platform,region,volume\n2024-01-01T00:00Z,chat,north,23.85\n");
    blackout_status status = blackout_dataset_open_traffic(&dataset, path, options, error);
    assert_true((status == BLACKOUT_OK) == (dataset != NULL));
    blackout_dataset_free(dataset);
    package_drop(&world->folder, "bare.csv");
    return status;
}

static blackout_status call_estimate(const struct world *world, const void *options,
                                     blackout_error *error)
{
    blackout_result *result;
    blackout_scenario *scenario = scenario_of("platform=alpha duration=6h");
    const blackout_scenario *const scenarios[] = {scenario};
    blackout_status status =
        blackout_estimate(&result, world->dataset, scenarios, 1, options, error);
    assert_true((status == BLACKOUT_OK) == (result != NULL));
    blackout_result_free(result);
    blackout_scenario_free(scenario);
    return status;
}

static blackout_status call_backtest(const struct world *world, const void *options,
                                     blackout_error *error)
{
    blackout_backtest *backtest;
    blackout_scenario *scenario = scenario_of("samples=0");
    blackout_status status =
        blackout_backtest_run(&backtest, world->dataset, scenario, options, error);
    assert_true((status == BLACKOUT_OK) == (backtest != NULL));
    blackout_backtest_free(backtest);
    blackout_scenario_free(scenario);
    return status;
}

static blackout_status call_risk(const struct world *world, const char *words,
                                 const blackout_risk_tables *tables,
                                 const blackout_run_options *options, blackout_error *error)
{
    blackout_risk *risk;
    blackout_scenario *scenario = scenario_of(words);
    blackout_status status =
        blackout_risk_run(&risk, world->dataset, scenario, tables, options, error);
    assert_true((status == BLACKOUT_OK) == (risk != NULL));
    blackout_risk_free(risk);
    blackout_scenario_free(scenario);
    return status;
}

/* There is no such owner: options are judged before it is looked for, and no year is simulated. */
static const char nobody[] = "years=1000 owner=nobody";

static blackout_status call_risk_options(const struct world *world, const void *options,
                                         blackout_error *error)
{
    return call_risk(world, nobody, NULL, options, error);
}

static blackout_status call_risk_tables(const struct world *world, const void *options,
                                        blackout_error *error)
{
    return call_risk(world, nobody, options, NULL, error);
}

/* The world has neither shares nor traffic to study: the options are judged before them. */
static blackout_status call_event_study(const struct world *world, const void *options,
                                        blackout_error *error)
{
    blackout_study *study;
    blackout_request *request;
    check_ok(blackout_request_new(&request, error), error);
    blackout_status status = blackout_event_study(&study, world->dataset, request, options, error);
    assert_null(study);
    blackout_request_free(request);
    return status;
}

static blackout_status call_traffic(const struct world *world, const void *options,
                                    blackout_error *error)
{
    blackout_traffic *traffic;
    blackout_traffic_query *query;
    check_ok(blackout_traffic_query_new(&query, error), error);
    blackout_status status =
        blackout_traffic_measure(&traffic, world->dataset, query, options, error);
    assert_null(traffic);
    blackout_traffic_query_free(query);
    return status;
}

/* Without an amount, and of a format that there is not: the options are judged before that. */
static blackout_status call_tolerable(const struct world *world, const void *options,
                                      blackout_error *error)
{
    blackout_tolerable *tolerable;
    blackout_scenario *scenario = scenario_of("platform=alpha");
    const blackout_scenario *const one = scenario;
    blackout_status status =
        blackout_tolerable_run(&tolerable, world->dataset, &one, 1, options, error);
    assert_null(tolerable);
    blackout_scenario_free(scenario);
    return status;
}

static blackout_status call_import(const struct world *world, const void *options,
                                   blackout_error *error)
{
    blackout_import *import;
    (void)world;
    blackout_status status = blackout_import_read(&import, "", NULL, 0, options, error);
    assert_null(import);
    return status;
}

/* Whether the call refuses the options, and not something else. */
static bool refuses(call_function *call, const struct world *world, const void *options)
{
    blackout_error error = {0};
    blackout_status status = call(world, options, &error);
    return status == BLACKOUT_ERROR_USAGE && strcmp(error.field, "size") == 0;
}

/* Every call that takes a struct of options, with the size of that struct today. */
static void every_call_keeps_the_rule(void **state)
{
    static const struct {
        call_function *call;
        size_t size;
    } calls[] = {{call_open, sizeof(blackout_dataset_options)},
                 {call_open_traffic, sizeof(blackout_dataset_options)},
                 {call_open_shard, sizeof(blackout_shard)},
                 {call_estimate, sizeof(blackout_run_options)},
                 {call_backtest, sizeof(blackout_run_options)},
                 {call_risk_options, sizeof(blackout_run_options)},
                 {call_risk_tables, sizeof(blackout_risk_tables)},
                 {call_event_study, sizeof(blackout_run_options)},
                 {call_traffic, sizeof(blackout_run_options)},
                 {call_tolerable, sizeof(blackout_run_options)},
                 {call_import, sizeof(blackout_import_options)}};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; ++i) {
        struct newer options = {0};
        size_t *size = (size_t *)(void *)&options;
        assert_true(refuses(calls[i].call, *state, &options)); /* zeroed, not initialised */
        *size = SIZE_MAX;
        assert_true(refuses(calls[i].call, *state, &options));
        *size = sizeof(size_t);
        assert_false(refuses(calls[i].call, *state, &options));
        *size = calls[i].size;
        assert_false(refuses(calls[i].call, *state, &options));
        *size = calls[i].size + 16;
        assert_false(refuses(calls[i].call, *state, &options));
        options.known.bytes[calls[i].size + 15] = 1;
        assert_true(refuses(calls[i].call, *state, &options));
        assert_false(refuses(calls[i].call, *state, NULL));
    }
}

static int swallow(void *user, const char *bytes, size_t count)
{
    (void)user;
    (void)bytes;
    (void)count;
    return 0;
}

/* Of rows as of samples (test_parts.c): before anything is read. */
static void a_shard_of_rows_is_one_of_how_many_there_are(void **state)
{
    static const size_t none[][2] = {{0, 0}, {0, 3}, {4, 3}, {1, BLACKOUT_MOST_SHARDS + 1}};
    blackout_error error = {0};
    blackout_shard shard = BLACKOUT_SHARD_INIT;
    shard.sink = swallow;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; ++i) {
        shard.number = none[i][0];
        shard.of = none[i][1];
        check_fails(call_open_shard(*state, &shard, &error), BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, "shard");
        assert_non_null(strstr(error.message, "there is no such shard"));
    }
    shard.number = shard.of = 1;
    shard.sink = NULL; /* a part goes somewhere */
    check_fails(call_open_shard(*state, &shard, &error), BLACKOUT_ERROR_USAGE, &error);
}

static void the_macros_set_the_size_and_nothing_else(void **state)
{
    const blackout_dataset_options dataset = BLACKOUT_DATASET_OPTIONS_INIT;
    const blackout_run_options run = BLACKOUT_RUN_OPTIONS_INIT;
    const blackout_risk_tables tables = BLACKOUT_RISK_TABLES_INIT;
    const blackout_memory_table memory = BLACKOUT_MEMORY_TABLE_INIT;
    const blackout_import_options import = BLACKOUT_IMPORT_OPTIONS_INIT;
    const blackout_shard shard = BLACKOUT_SHARD_INIT;
    (void)state;
    assert_true(import.size == sizeof import && import.settings == NULL &&
                import.setting_count == 0 && import.base == NULL);
    assert_true(dataset.size == sizeof dataset && run.size == sizeof run &&
                tables.size == sizeof tables && memory.size == sizeof memory);
    assert_true(dataset.memory_tables == NULL && dataset.memory_table_count == 0 &&
                dataset.threads == 0);
    assert_true(memory.table == NULL && memory.name == NULL && memory.bytes == NULL &&
                memory.length == 0 && memory.path == NULL);
    assert_true(dataset.base == NULL && dataset.diagnostic == NULL && dataset.user == NULL &&
                dataset.progress == NULL && dataset.progress_user == NULL);
    assert_true(run.threads == 0 && run.explain == NULL && run.draws == NULL &&
                run.draws_user == NULL && run.sensitivity == 0 && run.paired == 0 &&
                run.cancelled == NULL && run.diagnostic == NULL && run.user == NULL &&
                run.progress == NULL && run.progress_user == NULL && run.no_part_samples == 0);
    assert_true(run.shard == NULL && shard.size == sizeof shard && shard.number == 0 &&
                shard.of == 0 && shard.sink == NULL && shard.parts == NULL &&
                shard.arguments == NULL && shard.argument_count == 0 && shard.files == NULL &&
                shard.file_count == 0);
    assert_true(tables.events == NULL && tables.events_user == NULL && tables.years == NULL &&
                tables.years_user == NULL);
}

/* ---- Members that an older caller does not have ---------------------------------------------- */

static void count_call(void *user, const blackout_diagnostic *diagnostic)
{
    (void)diagnostic;
    ++*(int *)user;
}

static void an_older_dataset_has_a_base_and_no_diagnostic(void **state)
{
    const struct world *world = *state;
    int count = 0;
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    blackout_error error;
    options.base = "/nonexistent/base";
    options.diagnostic = count_call;
    options.user = &count;
    assert_true(call_open(world, &options, &error) != BLACKOUT_OK);
    const int told = count;
    options.size = offsetof(blackout_dataset_options, diagnostic);
    assert_true(call_open(world, &options, &error) != BLACKOUT_OK); /* for its base */
    assert_int_equal(count, told);
    options.size = offsetof(blackout_dataset_options, base);
    check_ok(call_open(world, &options, &error), &error);
}

static int refuse_to_go_on(void *user)
{
    (void)user;
    return 1;
}

static void an_older_run_is_not_cancelled(void **state)
{
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_error error;
    options.cancelled = refuse_to_go_on;
    check_fails(call_estimate(*state, &options, &error), BLACKOUT_ERROR_CANCELLED, &error);
    options.size = offsetof(blackout_run_options, cancelled);
    check_ok(call_estimate(*state, &options, &error), &error);
}

/* A backtest heeds threads and cancelled alone: where draws would go is no business of it. */
static void a_backtest_writes_no_draws(void **state)
{
    const struct world *world = *state;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_backtest *backtest;
    blackout_error error;
    blackout_scenario *scenario = scenario_of("samples=64");
    options.draws = refuse_bytes;
    check_ok(blackout_backtest_run(&backtest, world->dataset, scenario, &options, &error), &error);
    blackout_backtest_free(backtest);
    blackout_scenario_free(scenario);
}

static void an_older_risk_has_events_and_no_years(void **state)
{
    struct caught events = {0};
    blackout_risk_tables tables = BLACKOUT_RISK_TABLES_INIT;
    blackout_error error;
    tables.events = catch_bytes;
    tables.events_user = &events;
    tables.years = refuse_bytes;
    check_fails(call_risk(*state, "years=1000", &tables, NULL, &error), BLACKOUT_ERROR_IO, &error);
    free(events.text);
    events = (struct caught){0};
    tables.size = offsetof(blackout_risk_tables, years);
    check_ok(call_risk(*state, "years=1000", &tables, NULL, &error), &error);
    assert_true(events.length > 0);
    free(events.text);
}

static int open_whole(void **state)
{
    int failed = world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "outage_prior.csv",
                  "term,value\nrate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\n"
                  "log_hours_strength,2\nlog_hours_shape,3\nlog_hours_scale,6.5\n"
                  "longest_hours,720\nany_hour_weight,1\n");
    package_write(&world->folder, "published.csv",
                  "event,measure,low,high,currency,duration_assumed_minutes,publisher,kind\n"
                  "e1,owner_revenue_loss,2000,8000,USD,720,A,measured\n");
    world_reopen(world);
    return failed;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_is_taken),
        cmocka_unit_test(nothing_given_is_defaults),
        cmocka_unit_test(members_after_a_smaller_size_are_defaults),
        cmocka_unit_test(members_after_a_larger_size_must_be_zero),
        cmocka_unit_test(other_sizes_are_refused),
        cmocka_unit_test_setup_teardown(a_shard_of_rows_is_one_of_how_many_there_are, open_whole,
                                        world_close),
        cmocka_unit_test(the_macros_set_the_size_and_nothing_else),
        cmocka_unit_test_setup_teardown(every_call_keeps_the_rule, open_whole, world_close),
        cmocka_unit_test_setup_teardown(an_older_dataset_has_a_base_and_no_diagnostic, open_whole,
                                        world_close),
        cmocka_unit_test_setup_teardown(an_older_run_is_not_cancelled, open_whole, world_close),
        cmocka_unit_test_setup_teardown(a_backtest_writes_no_draws, open_whole, world_close),
        cmocka_unit_test_setup_teardown(an_older_risk_has_events_and_no_years, open_whole,
                                        world_close),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
