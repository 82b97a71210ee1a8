/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/overlay: inputs that a scenario sets. The dataset is shared and stays as it is. */
#include "prepare/overlay.h"

#include "world.h"

struct attempt {
    struct arena arena;
    const blackout_dataset *overlay;
    struct warning_list warnings;
    blackout_scenario *scenario;
    blackout_error error;
};

/* Reads a scenario that sets `list`, and lays it over the world. */
static blackout_status attempt_make(struct attempt *attempt, const struct world *world,
                                    const char *list)
{
    char path[256];
    char text[2048];
    *attempt = (struct attempt){0};
    assert_true((size_t)snprintf(text, sizeof text, "{\"set\": [%s]}", list) < sizeof text);
    package_write(&world->folder, "set.json", text);
    package_file(path, &world->folder, "set.json");
    check_ok(blackout_scenario_new(&attempt->scenario, &attempt->error), &attempt->error);
    check_ok(blackout_scenario_read(attempt->scenario, path, &attempt->error), &attempt->error);
    package_drop(&world->folder, "set.json");
    return overlay_make(&attempt->overlay, &attempt->warnings, &attempt->arena, world->dataset,
                        attempt->scenario, &attempt->error);
}

static void attempt_free(struct attempt *attempt)
{
    blackout_scenario_free(attempt->scenario);
    arena_free(&attempt->arena);
}

static void lay(struct attempt *attempt, const struct world *world, const char *list)
{
    check_ok(attempt_make(attempt, world, list), &attempt->error);
}

/* The n-th row of a table whose text in `column` is `text`. */
static const struct row *row_with(const blackout_dataset *dataset, enum table_id id, int column,
                                  const char *text)
{
    const struct table *table = &dataset->tables[id];
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cell = &table->rows[i].cells[column];
        if (cell->given && strcmp(dataset_text(dataset, cell->text), text) == 0) {
            return &table->rows[i];
        }
    }
    fail_msg("no row with '%s'", text);
    return NULL;
}

static void nothing_set_is_the_dataset_itself(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world, "");
    assert_ptr_equal(attempt.overlay, world->dataset);
    attempt_free(&attempt);
}

/* alpha's recapture has a range of 0.125 to 0.5 about 0.25; set, it is certain. */
static void a_set_input_is_certain(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"platforms\", \"where\": {\"platform\": \"alpha\"},"
        " \"column\": \"recapture\", \"value\": 0.4375}");
    const struct cell *was = &row_with(world->dataset, PLATFORMS, PLATFORMS_PLATFORM, "alpha")
                                  ->cells[PLATFORMS_RECAPTURE];
    const struct cell *is = &row_with(attempt.overlay, PLATFORMS, PLATFORMS_PLATFORM, "alpha")
                                 ->cells[PLATFORMS_RECAPTURE];
    check_near(is->number, 0.4375, 0.0);
    assert_false(is->has_range);
    assert_int_equal(is->basis, BASIS_MEASURED);
    check_near(was->number, 0.25, 0.0);
    assert_true(was->has_range);
    attempt_free(&attempt);
}

/* Other rows of the table and all other tables are what they were; those are even the same memory.
 */
static void everything_else_stays(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"platforms\", \"where\": {\"platform\": \"alpha\"},"
        " \"column\": \"recapture\", \"value\": 0.4375}");
    for (int id = 0; id < TABLE_COUNT; ++id) {
        const struct table *before = &world->dataset->tables[id];
        const struct table *after = &attempt.overlay->tables[id];
        assert_int_equal(after->row_count, before->row_count);
        if (id == PLATFORMS) {
            assert_ptr_not_equal(after->rows, before->rows);
            for (size_t i = 1; i < 3; ++i) {
                const struct row *row = &after->rows[i];
                assert_ptr_not_equal(row->cells, before->rows[i].cells);
                assert_memory_equal(row->cells, before->rows[i].cells,
                                    row_size(row) * sizeof *row->cells);
            }
        } else {
            assert_ptr_equal(after->rows, before->rows);
        }
    }
    attempt_free(&attempt);
}

/* A cell that was empty becomes a value; without conditions all rows are met. */
static void all_rows_where_there_is_no_condition(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"platforms\", \"column\": \"usage_share\", \"value\": 0.875}");
    for (size_t i = 0; i < 3; ++i) {
        const struct cell *cell =
            &attempt.overlay->tables[PLATFORMS].rows[i].cells[PLATFORMS_USAGE_SHARE];
        assert_true(cell->given);
        check_near(cell->number, 0.875, 0.0);
        check_near(world->dataset->tables[PLATFORMS].rows[i].cells[PLATFORMS_USAGE_SHARE].number,
                   1.0, 0.0);
    }
    attempt_free(&attempt);
}

/* Conditions go together, and an empty text is met by an empty cell: ",messaging,beta" has no
 * sector. */
static void conditions(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"fallbacks\", \"where\": {\"sector\": \"\", \"channel\": \"messaging\"},"
        " \"column\": \"share\", \"value\": 0.5625},"
        "{\"table\": \"fallbacks\", \"where\": {\"sector\": \"G\", \"fallback\": \"gamma\"},"
        " \"column\": \"share\", \"value\": 0.0625}");
    const struct row *rows = attempt.overlay->tables[FALLBACKS].rows;
    check_near(rows[0].cells[FALLBACKS_SHARE].number, 0.5625, 0.0);
    check_near(rows[1].cells[FALLBACKS_SHARE].number, 0.3, 0.0);
    check_near(rows[2].cells[FALLBACKS_SHARE].number, 0.0625, 0.0);
    assert_int_equal(attempt.overlay->tables[FALLBACKS].row_count, 3);
    attempt_free(&attempt);
}

/* A currency is the key of a rate: both rows of the euro are set, and that of the pound is not. */
static void a_condition_on_a_currency(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"fx\", \"where\": {\"currency\": \"EUR\"},"
        " \"column\": \"per_usd\", \"value\": 0.71}");
    const struct row *rows = attempt.overlay->tables[FX].rows;
    check_near(rows[0].cells[FX_PER_USD].number, 0.71, 0.0);
    check_near(rows[1].cells[FX_PER_USD].number, 0.71, 0.0);
    check_near(rows[2].cells[FX_PER_USD].number, 0.64, 0.0);
    attempt_free(&attempt);
}

/* Later inputs see earlier ones. */
static void inputs_are_set_in_order(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"channels\", \"column\": \"grace_hours\", \"value\": 3.5},"
        "{\"table\": \"channels\", \"where\": {\"channel\": \"sales\"},"
        " \"column\": \"grace_hours\", \"value\": 1.25}");
    const struct row *rows = attempt.overlay->tables[CHANNELS].rows;
    check_near(rows[0].cells[CHANNELS_GRACE_HOURS].number, 1.25, 0.0);
    check_near(rows[1].cells[CHANNELS_GRACE_HOURS].number, 3.5, 0.0);
    attempt_free(&attempt);
}

/* A whole key that no row has becomes a row: two of them, for e-mail and for gamma. */
static void a_missing_row_is_added(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    lay(&attempt, world,
        "{\"table\": \"fallbacks\", \"where\": {\"channel\": \"sales\", \"fallback\": \"email\"},"
        " \"column\": \"share\", \"value\": 0.25},"
        "{\"table\": \"fallbacks\", \"where\": {\"sector\": \"I\", \"channel\": \"sales\","
        " \"fallback\": \"gamma\"}, \"column\": \"share\", \"value\": 0.375}");
    const struct table *table = &attempt.overlay->tables[FALLBACKS];
    assert_int_equal(table->row_count, 5);
    const struct cell *cells = table->rows[3].cells;
    assert_false(cells[FALLBACKS_SECTOR].given);
    assert_string_equal(dataset_text(attempt.overlay, cells[FALLBACKS_CHANNEL].text), "sales");
    assert_string_equal(dataset_text(attempt.overlay, cells[FALLBACKS_FALLBACK].text), "email");
    check_near(cells[FALLBACKS_SHARE].number, 0.25, 0.0);
    check_near(table->rows[4].cells[FALLBACKS_SHARE].number, 0.375, 0.0);
    assert_int_equal(world->dataset->tables[FALLBACKS].row_count, 3);
    attempt_free(&attempt);
}

/* What is refused, and a word of the reason. */
static const char *const refused[][2] = {
    {"{\"table\": \"fallback\", \"column\": \"share\", \"value\": 0.5}", "no such table"},
    {"{\"table\": \"dependencies\", \"column\": \"share\", \"value\": 0.5}", "row by row"},
    {"{\"table\": \"traffic\", \"column\": \"volume\", \"value\": 5}", "row by row"},
    {"{\"table\": \"platforms\", \"column\": \"recaptured\", \"value\": 0.5}", "no such column"},
    {"{\"table\": \"platforms\", \"column\": \"name\", \"value\": 5}", "does not fit"},
    {"{\"table\": \"platforms\", \"column\": \"recapture\", \"value\": 1.5}", "does not fit"},
    {"{\"table\": \"platforms\", \"column\": \"recapture\", \"value\": -0.5}", "does not fit"},
    {"{\"table\": \"platforms\", \"where\": {\"plattform\": \"alpha\"},"
     " \"column\": \"recapture\", \"value\": 0.5}",
     "no such column"},
    {"{\"table\": \"platforms\", \"where\": {\"platform\": \"orkut\"},"
     " \"column\": \"recapture\", \"value\": 0.5}",
     "no row"},
    {"{\"table\": \"fallbacks\", \"where\": {\"channel\": \"salez\", \"fallback\": \"email\"},"
     " \"column\": \"share\", \"value\": 0.25}",
     "no row matches the condition ('salez')"},
    {"{\"table\": \"channels\", \"where\": {\"grace_hours\": \"1.5\"},"
     " \"column\": \"grace_hours\", \"value\": 2.5}",
     "a condition can only be on a column of names or currencies ('grace_hours'); leave it out"},
    {"{\"table\": \"fx\", \"where\": {\"currency\": \"GBP\", \"date\": \"2021-01-01\"},"
     " \"column\": \"per_usd\", \"value\": 0.7}",
     "a condition can only be on a column of names or currencies ('date'); leave it out"},
    {"{\"table\": \"fx\", \"where\": {\"currency\": \"USD\"},"
     " \"column\": \"per_usd\", \"value\": 1}",
     "a new one would have no ('date')"},
    {"{\"table\": \"fallbacks\", \"where\": {\"channel\": \"sales\"},"
     " \"column\": \"share\", \"value\": 0.5}",
     "whole key"},
    {"{\"table\": \"costs\", \"column\": \"amount\", \"value\": 5}", /* it has no key */
     "a new one would have no ('incident')"},
    {"{\"table\": \"costs\", \"where\": {\"incident\": \"alpha\", \"currency\": \"EUR\"},"
     " \"column\": \"amount\", \"value\": 5}",
     "rows of the table have no key ('costs')"},
    /* each is a fault in a file too: of a bound that is not in the range, of a number of hours */
    {"{\"table\": \"fx\", \"where\": {\"currency\": \"EUR\"}, \"column\": \"per_usd\","
     " \"value\": 0}",
     "the value does not fit the column ('0'); a number above 0"},
    {"{\"table\": \"sectors\", \"column\": \"recapture_decay_hours\", \"value\": 0}",
     "does not fit the column ('0')"},
    {"{\"table\": \"activity\", \"column\": \"hour_of_week\", \"value\": 2.5}",
     "does not fit the column ('2.5'); a whole number from 0 to 167"},
    /* messaging in sector G would flow to 0.75 e-mail and 0.75 gamma */
    {"{\"table\": \"fallbacks\", \"where\": {\"sector\": \"G\"}, \"column\": \"share\","
     " \"value\": 0.75}",
     "no longer be valid"},
    /* alpha's regions would come to 1.2 */
    {"{\"table\": \"platform_regions\", \"where\": {\"platform\": \"alpha\", \"region\": "
     "\"north\"},"
     " \"column\": \"revenue_share\", \"value\": 0.8}",
     "no longer be valid"},
    /* acme's platforms would no longer come to its own revenue */
    {"{\"table\": \"platforms\", \"where\": {\"platform\": \"beta\"},"
     " \"column\": \"annual_revenue\", \"value\": 9000000}",
     "no longer be valid"},
};

static void what_does_not_fit_is_refused(void **state)
{
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        struct attempt attempt;
        blackout_status status = attempt_make(&attempt, world, refused[i][0]);
        if (status != BLACKOUT_ERROR_USAGE) {
            print_error("%s\n", refused[i][0]);
        }
        check_fails(status, BLACKOUT_ERROR_USAGE, &attempt.error);
        assert_string_equal(attempt.error.field, "set");
        check_contains(attempt.error.message, refused[i][1]);
        attempt_free(&attempt);
    }
}

/* Of one key, as the loader has it: a row that is added is found by it, in every table of which
 * there are copies. The rows that are found are the copy's, and the dataset's index has none of the
 * new ones. */
static void rows_are_found_by_their_keys(void **state)
{
    const struct world *world = *state;
    struct world own = *world;
    struct attempt attempt;
    package_write(&world->folder, "uncertainty.csv",
                  "resource,key,column,low,high\nplatforms,alpha,recapture,0.125,0.5\n"
                  "sectors,I,recapture,0.25,0.5\n");
    own.dataset = package_open(&world->folder);
    lay(&attempt, &own,
        "{\"table\": \"fallbacks\", \"where\": {\"channel\": \"sales\", \"fallback\": \"email\"},"
        " \"column\": \"share\", \"value\": 0.25},"
        "{\"table\": \"uncertainty\", \"where\": {\"resource\": \"sectors\", \"key\": \"G\","
        " \"column\": \"recapture\"}, \"column\": \"low\", \"value\": 0.375},"
        "{\"table\": \"uncertainty\", \"where\": {\"resource\": \"sectors\", \"key\": \"G\","
        " \"column\": \"recapture\"}, \"column\": \"high\", \"value\": 0.625}");
    static const enum table_id changed[] = {FALLBACKS, UNCERTAINTY};
    for (int i = 0; i < 2; ++i) {
        const struct table *table = &attempt.overlay->tables[changed[i]];
        const struct table *before = &own.dataset->tables[changed[i]];
        assert_int_equal(table->row_count, before->row_count + 1);
        for (size_t r = 0; r < table->row_count; ++r) {
            assert_ptr_equal(table_find(table, &table->rows[r]), &table->rows[r]);
        }
        assert_null(table_find(before, &table->rows[table->row_count - 1]));
    }
    attempt_free(&attempt);
    blackout_dataset_free(own.dataset);
    package_drop(&world->folder, "uncertainty.csv");
}

/* Of a level that is set for two tiers there are two shares, and none of them is right. */
static void a_key_that_is_set_twice_is_refused(void **state)
{
    const struct world *world = *state;
    struct world own = *world;
    struct attempt attempt;
    package_write(&world->folder, "credits.csv",
                  "platform,availability_below,credit_share,basis\nalpha,0.99,0.1,reported\n"
                  "alpha,0.95,0.3,reported\nbeta,0.9,0.25,reported\n");
    own.dataset = package_open(&world->folder);
    const blackout_status status =
        attempt_make(&attempt, &own,
                     "{\"table\": \"credits\", \"where\": {\"platform\": \"alpha\"}, \"column\":"
                     " \"availability_below\", \"value\": 0.95}");
    check_fails(status, BLACKOUT_ERROR_USAGE, &attempt.error);
    check_contains(attempt.error.message, "the same key is already in line 2 ('alpha')");
    attempt_free(&attempt);
    lay(&attempt, &own,
        "{\"table\": \"credits\", \"where\": {\"platform\": \"beta\"}, \"column\":"
        " \"availability_below\", \"value\": 0.95}");
    assert_int_equal(attempt.warnings.count, 0);
    attempt_free(&attempt);
    blackout_dataset_free(own.dataset);
    package_drop(&world->folder, "credits.csv");
}

/* Two layers that adjoin overlap once the lower one is set higher: nothing else would say so. What
 * the loader has said of the same rows comes once with the report. */
static void what_checks_warn_of_is_told(void **state)
{
    const struct world *world = *state;
    struct world own = *world;
    struct attempt attempt;
    package_write(&world->folder, "policies.csv",
                  "policy,owner,waiting_hours,deductible,limit,share,currency\n"
                  "low,acme,0,0,100,1,USD\n"
                  "high,acme,0,100,50,1,USD\n");
    own.dataset = package_open(&world->folder);
    assert_int_equal(own.dataset->warnings.count, 0);
    lay(&attempt, &own,
        "{\"table\": \"policies\", \"where\": {\"policy\": \"high\"}, \"column\": \"limit\","
        " \"value\": 75}");
    assert_int_equal(attempt.warnings.count, 0);
    attempt_free(&attempt);
    lay(&attempt, &own,
        "{\"table\": \"policies\", \"where\": {\"policy\": \"low\"}, \"column\": \"limit\","
        " \"value\": 150}");
    assert_int_equal(attempt.warnings.count, 1);
    assert_string_equal(attempt.warnings.items[0].code, "policies_overlap");
    assert_string_equal(attempt.warnings.items[0].where, "policies.csv:3:1");
    attempt_free(&attempt);
    blackout_dataset_free(own.dataset);
    package_drop(&world->folder, "policies.csv");
}

/* A table that the package lacks is made of what is set: it is judged as any, and is no input of
 * the report, which would have neither a path nor a checksum of it. */
static void a_missing_table_is_made(void **state)
{
    const struct world *world = *state;
    struct world own = *world;
    struct attempt attempt;
    package_drop(&world->folder, "fallbacks.csv");
    own.dataset = package_open(&world->folder);
    const blackout_status status =
        attempt_make(&attempt, &own,
                     "{\"table\": \"fallbacks\", \"where\": {\"channel\": \"messaging\","
                     " \"fallback\": \"beta\"}, \"column\": \"share\", \"value\": 0.7},"
                     "{\"table\": \"fallbacks\", \"where\": {\"channel\": \"messaging\","
                     " \"fallback\": \"gamma\"}, \"column\": \"share\", \"value\": 0.7}");
    check_fails(status, BLACKOUT_ERROR_USAGE, &attempt.error);
    check_contains(attempt.error.message, "no longer be valid");
    attempt_free(&attempt);
    lay(&attempt, &own,
        "{\"table\": \"fallbacks\", \"where\": {\"channel\": \"messaging\","
        " \"fallback\": \"beta\"}, \"column\": \"share\", \"value\": 0.7}");
    assert_int_equal(attempt.overlay->tables[FALLBACKS].row_count, 1);
    assert_string_equal(attempt.overlay->tables[FALLBACKS].source, "fallbacks.csv");
    blackout_result *result;
    static const char *const words[][2] = {
        {"platform", "alpha"}, {"duration", "6h"}, {"samples", "0"}};
    for (int i = 0; i < 3; ++i) {
        check_ok(blackout_scenario_set(attempt.scenario, words[i][0], words[i][1], &attempt.error),
                 &attempt.error);
    }
    const blackout_scenario *const scenarios[] = {attempt.scenario};
    check_ok(blackout_estimate(&result, own.dataset, scenarios, 1, NULL, &attempt.error),
             &attempt.error);
    char *report = report_of(result, 0, "json");
    assert_null(strstr(report, "fallbacks.csv"));
    free(report);
    blackout_result_free(result);
    attempt_free(&attempt);
    blackout_dataset_free(own.dataset);
    world_write_files(&world->folder);
}

/* What a scenario sets is seen in the estimate, and the next estimate has forgotten it. Expected:
 * alpha is down for 6 flat hours, 8766000 / 8766 * 1.25 an hour scaled by 1 to acme's revenue
 * (8766000 + 13149000 are its 21915000): the recaptured part is 0.4375 of gross, then 0.25 again.
 */
static void the_estimate_follows(void **state)
{
    const struct world *world = *state;
    struct attempt attempt;
    blackout_result *result;
    blackout_error error = {0};
    static const char *const names[][2] = {
        {"platform", "alpha"}, {"duration", "6h"}, {"samples", "0"}};
    lay(&attempt, world,
        "{\"table\": \"platforms\", \"where\": {\"platform\": \"alpha\"},"
        " \"column\": \"recapture\", \"value\": 0.4375}");
    for (int i = 0; i < 3; ++i) {
        check_ok(blackout_scenario_set(attempt.scenario, names[i][0], names[i][1], &error), &error);
    }
    const blackout_scenario *const scenarios[] = {attempt.scenario};
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, NULL, &error), &error);
    double gross = figure(result, "/totals/owner_revenue_loss/gross/central");
    check_close(figure(result, "/totals/owner_revenue_loss/net/central"), 0.5625 * gross, 1e-12);
    blackout_result_free(result);
    check_close(estimate_figure(world->dataset, "platform=alpha duration=6h",
                                "/totals/owner_revenue_loss/net/central"),
                0.75 * gross, 1e-12);
    attempt_free(&attempt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_set_is_the_dataset_itself),
        cmocka_unit_test(a_set_input_is_certain),
        cmocka_unit_test(everything_else_stays),
        cmocka_unit_test(all_rows_where_there_is_no_condition),
        cmocka_unit_test(conditions),
        cmocka_unit_test(a_condition_on_a_currency),
        cmocka_unit_test(inputs_are_set_in_order),
        cmocka_unit_test(a_missing_row_is_added),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(rows_are_found_by_their_keys),
        cmocka_unit_test(a_key_that_is_set_twice_is_refused),
        cmocka_unit_test(what_checks_warn_of_is_told),
        cmocka_unit_test(a_missing_table_is_made),
        cmocka_unit_test(the_estimate_follows),
    };
    return cmocka_run_group_tests_name("overlay", tests, world_open, world_close);
}
