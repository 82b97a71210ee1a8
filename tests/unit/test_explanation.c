/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/explanation: what `explain` answers, path by path. Each number of a report is either
 * worked out, ending in exactly that number, or refused with a reason; and the inputs that are
 * listed are those whose change changes the figure. */
#include <cjson/cJSON.h>

#include "prepared.h"

static const char *const scenario =
    "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8";

/* The explanation of a path, parsed; NULL where it is refused: then `error` says why. */
static cJSON *explain(const blackout_dataset *dataset, const char *words, const char *path,
                      blackout_error *error)
{
    blackout_scenario *asked = scenario_of(words);
    const blackout_scenario *const scenarios[] = {asked};
    const blackout_run_options options = {.size = sizeof options, .threads = 1, .explain = path};
    blackout_result *result;
    struct caught caught = {0};
    memset(error, 0, sizeof *error);
    blackout_status status = blackout_estimate(&result, dataset, scenarios, 1, &options, error);
    blackout_scenario_free(asked);
    if (status != BLACKOUT_OK) {
        assert_int_equal(status, BLACKOUT_ERROR_USAGE);
        assert_true(error->message[0] != '\0');
        return NULL;
    }
    check_ok(blackout_explain_write(result, 0, "json", catch_bytes, &caught, error), error);
    cJSON *report = cJSON_Parse(caught.text);
    assert_non_null(report);
    free(caught.text);
    blackout_result_free(result);
    return report;
}

/* A result without an explanation is not one without a scenario. */
static void a_result_that_explains_nothing_says_so(void **state)
{
    const struct world *world = *state;
    blackout_scenario *asked = scenario_of("platform=alpha duration=1h samples=0");
    const blackout_scenario *const scenarios[] = {asked};
    blackout_result *result;
    blackout_error error = {0};
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, NULL, &error), &error);
    check_fails(blackout_explain_write(result, 0, "json", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message, "the result explains no figure; name one in the option "
                                       "explain of the run");
    check_fails(blackout_explain_write(result, 1, "json", catch_bytes, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message,
                        "the result has no scenario 1; give a lower number, from 0 on");
    blackout_result_free(result);
    blackout_scenario_free(asked);
}

static const cJSON *last_step(const cJSON *explanation)
{
    const cJSON *steps = cJSON_GetObjectItem(explanation, "steps");
    return cJSON_GetArrayItem(steps, cJSON_GetArraySize(steps) - 1);
}

static bool has_input(const cJSON *explanation, const char *name)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, cJSON_GetObjectItem(explanation, "inputs")) {
        if (strcmp(cJSON_GetObjectItem(item, "input")->valuestring, name) == 0) {
            return true;
        }
    }
    return false;
}

static double explained(const struct world *world, const char *words, const char *path)
{
    blackout_error error;
    cJSON *explanation = explain(world->dataset, words, path, &error);
    if (explanation == NULL) {
        fail_msg("%s: %s", path, error.message);
    }
    double value = cJSON_GetObjectItem(last_step(explanation), "value")->valuedouble;
    cJSON_Delete(explanation);
    return value;
}

/* ---- Inputs ---------------------------------------------------------------------------------- */

/* The figure with one input set to another value. */
static double figure_with(const struct world *world, const struct parameter *parameter,
                          const char *pointer)
{
    char path[256];
    char text[1024];
    char where[512] = "";
    const struct table_schema *schema = schema_table(parameter->table);
    const char *key = parameter->key;
    for (size_t i = 0; i < schema->key_column_count; ++i) {
        size_t length = strcspn(key, "/");
        if (length > 0) {
            snprintf(where + strlen(where), sizeof where - strlen(where), "%s\"%s\": \"%.*s\"",
                     where[0] != '\0' ? ", " : "", schema->columns[schema->key_columns[i]].name,
                     (int)length, key);
        }
        key += length + (key[length] == '/' ? 1 : 0);
    }
    snprintf(
        text, sizeof text,
        "{\"set\": [{\"table\": \"%s\", \"column\": \"%s\", \"where\": {%s}, \"value\": %.17g}]}",
        schema->name, parameter->column, where, parameter->centre * 0.999);
    package_write(&world->folder, "set.json", text);
    package_file(path, &world->folder, "set.json");
    blackout_error error = {0};
    blackout_scenario *asked = scenario_of(scenario);
    check_ok(blackout_scenario_read(asked, path, &error), &error);
    const blackout_scenario *const scenarios[] = {asked};
    blackout_result *result;
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, NULL, &error), &error);
    double value = figure(result, pointer);
    blackout_result_free(result);
    blackout_scenario_free(asked);
    package_drop(&world->folder, "set.json");
    return value;
}

/* Whether a parameter can be set by itself, and is not 0: rows without as_of alone. */
static bool can_be_set(const struct parameter *parameter)
{
    return parameter->table != NO_TABLE && parameter->centre != 0 &&
           parameter->table != DEPENDENCIES && parameter->table != FX &&
           parameter->table != MODEL_ERROR && parameter->table != CREDITS;
}

static void check_inputs(const struct world *world, const char *pointer)
{
    struct preparation p;
    blackout_error error;
    double figure = estimate_figure(world->dataset, scenario, pointer);
    cJSON *explanation = explain(world->dataset, scenario, pointer, &error);
    assert_non_null(explanation);
    preparation_make(&p, world->dataset, scenario);
    for (size_t i = 0; i < p.prepared.parameter_count; ++i) {
        const struct parameter *parameter = &p.prepared.parameters[i];
        char name[256];
        if (!can_be_set(parameter)) {
            continue;
        }
        snprintf(name, sizeof name, "%s/%s/%s", schema_table(parameter->table)->name,
                 parameter->key, parameter->column);
        /* rounding moves a figure by parts in 1e16, an input by one in 1e3 or its share in a sum */
        bool moves = fabs(figure_with(world, parameter, pointer) / figure - 1) > 1e-12;
        if (moves != has_input(explanation, name)) {
            fail_msg("%s: %s %s", pointer, name, moves ? "is not listed" : "moves nothing");
        }
    }
    preparation_free(&p);
    cJSON_Delete(explanation);
}

/* ---- Every path of a report ------------------------------------------------------------------ */

struct walk {
    const blackout_dataset *dataset;
    const char *words;
    size_t step;  /* one path of so many is looked at */
    size_t paths; /* of the report, so far */
    size_t explained;
    size_t refused;
    size_t sums; /* of steps, that were added up */
};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

/* Losses of platforms and totals, and lost profit: their arithmetic is sums and products. */
static bool must_be_explained(const char *path)
{
    return ends_with(path, "/central") && strstr(path, "/insurance/") == NULL &&
           (strncmp(path, "/platforms/", 11) == 0 || strncmp(path, "/totals/", 8) == 0 ||
            ends_with(path, "/fundamental_loss/central"));
}

/* Where the last step says that it is a sum of steps, it is. */
static bool check_sum(const cJSON *explanation, const char *path, double expected)
{
    const char *formula = cJSON_GetObjectItem(last_step(explanation), "formula")->valuestring;
    char part[32];
    size_t count;
    size_t found = 0;
    double sum = 0;
    const cJSON *step;
    if (sscanf(formula, "sum of the %zu steps above that end in '%31[^']'", &count, part) != 2) {
        return false;
    }
    cJSON_ArrayForEach (step, cJSON_GetObjectItem(explanation, "steps")) {
        if (ends_with(cJSON_GetObjectItem(step, "what")->valuestring, part)) {
            sum += cJSON_GetObjectItem(step, "value")->valuedouble;
            ++found;
        }
    }
    assert_int_equal(found, count);
    if (fabs(sum - expected) > 1e-12 * fabs(expected)) { /* rounding of so many terms */
        fail_msg("%s: the steps come to %.17g, the figure is %.17g", path, sum, expected);
    }
    return true;
}

static void check_path(struct walk *walk, const char *path, double expected)
{
    blackout_error error;
    cJSON *explanation = explain(walk->dataset, walk->words, path, &error);
    if ((explanation != NULL) != must_be_explained(path)) {
        fail_msg("%s: %s", path, explanation != NULL ? "explained" : error.message);
    }
    if (explanation == NULL) {
        ++walk->refused;
        if (strstr(error.message, "the report has no") != NULL) {
            fail_msg("%s is in the report: %s", path, error.message);
        }
        return;
    }
    double value = cJSON_GetObjectItem(last_step(explanation), "value")->valuedouble;
    if (value != expected) {
        fail_msg("%s: %.17g, the report has %.17g", path, value, expected);
    }
    walk->sums += check_sum(explanation, path, expected) ? 1 : 0;
    ++walk->explained;
    cJSON_Delete(explanation);
}

static void walk_report(struct walk *walk, const cJSON *item, const char *path)
{
    char below[256];
    int number = 0;
    if (cJSON_IsNumber(item)) {
        if (walk->paths++ % walk->step == 0) {
            check_path(walk, path, item->valuedouble);
        }
        return;
    }
    for (const cJSON *child = item->child; child != NULL; child = child->next, ++number) {
        if (cJSON_IsArray(item)) {
            snprintf(below, sizeof below, "%s/%d", path, number);
        } else {
            snprintf(below, sizeof below, "%s/%s", path, child->string);
        }
        walk_report(walk, child, below);
    }
}

static struct walk walk_each(size_t step, const blackout_dataset *dataset, const char *words)
{
    struct walk walk = {.dataset = dataset, .words = words, .step = step};
    blackout_result *result = estimate_of(dataset, words);
    char *text = report_of(result, 0, "json");
    cJSON *report = cJSON_Parse(text);
    assert_non_null(report);
    walk_report(&walk, report, "");
    cJSON_Delete(report);
    free(text);
    blackout_result_free(result);
    return walk;
}

static struct walk walk_all(const blackout_dataset *dataset, const char *words)
{
    return walk_each(1, dataset, words);
}

/* beta alone: its number in the report is 0, in the package 1. */
static void every_number_of_a_report_is_explained_or_refused(void **state)
{
    const struct world *world = *state;
    static const char *const words[] = {
        "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8",
        "platform=beta duration=3h", "event=e1 currency=EUR",
        "platform=alpha,gamma region=south duration=30h recovery=2h"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        struct walk walk = walk_all(world->dataset, words[i]);
        assert_true(walk.explained > 10);
        assert_true(walk.refused > 10);
        assert_true(walk.sums > 0);
    }
}

/* What policies pay is in the report too. */
static void insurance_is_refused_with_its_reason(void **state)
{
    struct world *world = *state;
    blackout_error error;
    package_write(&world->folder, "policies.csv",
                  "policy,business,waiting_hours,deductible,limit,share,currency\n"
                  "P,b1,1,5,40,0.75,USD\n");
    world_reopen(world);
    struct walk walk =
        walk_all(world->dataset, "platform=alpha start=2021-10-04T09:00Z duration=6h");
    assert_true(walk.refused > 10);
    assert_null(explain(world->dataset, scenario, "/insurance/0/insured/central", &error));
    check_contains(error.message, "terms");
    assert_null(explain(world->dataset, scenario, "/totals/insurance/retained", &error));
    check_contains(error.message, "terms");
}

/* With an onset that its shape matters for. */
static void write_channels(const struct world *world)
{
    package_write(&world->folder, "channels.csv",
                  "channel,name,grace_hours,onset_hours,shape,basis\n"
                  "sales,Sales,,,,assumed\n"
                  "messaging,Messaging,1.9,0.7,1.3,assumed\n");
}

/* Terms of alpha and gamma: regions and months fall into several tiers. */
static void add_credits(struct world *world)
{
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,growth_factor,subscription_revenue,"
                  "basis\n"
                  "alpha,Alpha,acme,8766000,USD,1.25,12000000,reported\n"
                  "beta,Beta,acme,13149000,USD,,,derived\n"
                  "gamma,Gamma,bolt,4383000,EUR,,2400000,measured\n");
    package_write(&world->folder, "credits.csv",
                  "platform,availability_below,credit_share,claimed_share,basis\n"
                  "alpha,0.999,0.1,0.7,measured\n"
                  "alpha,0.99,0.25,,measured\n"
                  "gamma,0.995,0.2,0.5,assumed\n");
    world_reopen(world);
}

static void credits_are_explained(void **state)
{
    struct world *world = *state;
    add_credits(world);
    walk_all(world->dataset,
             "platform=alpha,gamma start=2021-10-31T20:00Z duration=12h currency=EUR");
    walk_all(world->dataset, "platform=alpha duration=44m");
    check_inputs(world, "/totals/credits/central");
    /* 4.8 of 744 hours: 99.35 % */
    blackout_error error;
    cJSON *explanation = explain(world->dataset, scenario, "/platforms/alpha/credits", &error);
    assert_non_null(explanation);
    assert_true(has_input(explanation, "credits/alpha/0.999/credit_share"));
    assert_true(has_input(explanation, "credits/alpha/0.999/claimed_share"));
    assert_false(has_input(explanation, "credits/alpha/0.99/credit_share"));
    cJSON_Delete(explanation);
}

static void indirect_losses_are_explained(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "sectors.csv",
                  "sector,name,profile,recapture,recapture_decay_hours,annual_output,value_added,"
                  "output_currency,diverted,basis\n"
                  "G,Trade,even,0.5,72,5000000000,1700000000,USD,0.4,derived\n"
                  "I,Food,even,,,2000000000,900000000,USD,0.75,derived\n");
    package_write(&world->folder, "supply.csv",
                  "sector,input_sector,coefficient,basis\n"
                  "G,G,0.11,measured\nG,I,0.23,measured\nI,G,0.07,measured\n");
    write_channels(world);
    world_reopen(world);
    walk_all(world->dataset, "platform=alpha,gamma start=2021-10-31T20:00Z duration=12h");
    walk_all(world->dataset, "platform=alpha duration=44m");
    check_inputs(world, "/totals/indirect_loss/central");
}

static void every_number_of_the_reference_report_too(void **state)
{
    blackout_error error = {0};
    blackout_dataset *dataset;
    (void)state;
    check_ok(
        blackout_dataset_open(&dataset, BLACKOUT_SOURCE_DIR "/datasets/reference", NULL, &error),
        &error);
    struct walk walk = walk_each(BLACKOUT_TEST_STEP, dataset, "event=FB-2021-10-04");
    print_message("%zu paths explained, %zu refused\n", walk.explained, walk.refused);
    assert_true(walk.explained > 100 / BLACKOUT_TEST_STEP);
    blackout_dataset_free(dataset);
}

/* ---- Paths that no report has ---------------------------------------------------------------- */

static void paths_that_no_report_has_are_refused(void **state)
{
    const struct world *world = *state;
    static const struct {
        const char *path;
        const char *part; /* of the reason */
    } cases[] = {
        {"/platforms/alpha/by_channel/sales/owner_revenue_loss/net", "by_channel"},
        {"/platforms/alpha/by_sector/G/owner_revenue_loss/gross", "by_sector"},
        {"/owners/acme/owner_revenue_loss/net", "owners"},
        {"/owners/acme/dependent_revenue_loss", "owners"},
        {"/platforms/alpha/economy_baseline", "platforms"},
        {"/platforms/alpha/by_channel/messaging/dependent_value_added_loss", "by_channel"},
        {"/platforms/beta/owner_revenue_loss/net", "'beta'"},
        {"/platforms/alpha/owner_revenue_loss/netto", "'netto'"},
        {"/platforms/alpha/owner_revenue_loss/net/central/net", "'net'"},
        {"/totals/owner_revenue_loss/net/p95", "samples"},
        {"/totals/owner_revenue_loss", "gross"},
        {"/owners/acme/market_cap/central", "market_cap"},
        {"/scenario/duration_hours", "scenario"},
        {"/waterfall/owner/0/change/central", "waterfall"},
        {"/platforms/7/owner_revenue_loss/net", "'7'"},
        {"/platforms", "/platforms"},
        {"/totals", "/totals"},
        {"", "such as"},
        {"nonsense", "'nonsense'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error;
        cJSON *explanation = explain(world->dataset, scenario, cases[i].path, &error);
        if (explanation != NULL) {
            fail_msg("%s was explained", cases[i].path);
        }
        assert_string_equal(error.field, "path");
        check_contains(error.message, cases[i].part);
    }
}

/* Without margin and tax rate the report has no such figure: it is not 0. */
static void no_fundamental_loss_without_a_margin(void **state)
{
    const struct world *world = *state;
    blackout_error error;
    assert_null(explain(world->dataset, "platform=gamma duration=6h",
                        "/owners/bolt/fundamental_loss", &error));
    check_contains(error.message, "fundamental_loss");
}

static void identifiers_and_numbers_name_the_same(void **state)
{
    const struct world *world = *state;
    const char *words = "platform=beta,gamma duration=6h";
    assert_true(explained(world, words, "/platforms/gamma/owner_revenue_loss/net") ==
                explained(world, words, "/platforms/1/owner_revenue_loss/net/central"));
    assert_true(
        explained(world, words, "/platforms/gamma/by_region/south/owner_revenue_loss/gross") ==
        explained(world, words, "/platforms/1/by_region/1/owner_revenue_loss/gross/central"));
}

/* ---- Which inputs ---------------------------------------------------------------------------- */

/* Expected: an input is listed if and only if the figure is another one once it is changed. */
static void inputs_are_those_that_move_the_figure(void **state)
{
    struct world *world = *state;
    write_channels(world);
    world_reopen(world);
    static const char *const pointers[] = {
        "/totals/owner_revenue_loss/gross/central",
        "/totals/owner_revenue_loss/net/central",
        "/platforms/0/by_region/1/owner_revenue_loss/net/central",
        "/owners/0/fundamental_loss/central",
        "/totals/dependent_revenue_loss/central",
        "/totals/dependent_value_added_loss/central",
        "/platforms/0/by_channel/1/dependent_revenue_loss/central",
        "/totals/rival_gain/central",
        "/totals/economy_baseline/central",
    };
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; ++i) {
        check_inputs(world, pointers[i]);
    }
}

/* Rates cannot be set by themselves: they have dates. b2 sells in EUR, and the south's GDP is EUR.
 */
static void rates_are_inputs_where_money_is_changed(void **state)
{
    const struct world *world = *state;
    static const struct {
        const char *words;
        const char *path;
        const char *rate;
        bool listed;
    } cases[] = {
        {"platform=alpha duration=6h", "/totals/dependent_revenue_loss", "fx/EUR/per_usd", true},
        {"platform=alpha duration=6h", "/platforms/alpha/by_region/north/dependent_revenue_loss",
         "fx/EUR/per_usd", false},
        {"platform=alpha duration=6h", "/totals/economy_baseline", "fx/EUR/per_usd", true},
        {"platform=alpha duration=6h", "/totals/owner_revenue_loss/net", "fx/EUR/per_usd", false},
        {"platform=alpha duration=6h currency=GBP", "/totals/owner_revenue_loss/net",
         "fx/GBP/per_usd", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error;
        cJSON *explanation = explain(world->dataset, cases[i].words, cases[i].path, &error);
        assert_non_null(explanation);
        if (has_input(explanation, cases[i].rate) != cases[i].listed) {
            fail_msg("%s: %s", cases[i].path, cases[i].rate);
        }
        cJSON_Delete(explanation);
    }
}

/* The last step of one product is no sum. */
static void the_last_step_says_how(void **state)
{
    const struct world *world = *state;
    static const struct {
        const char *path;
        const char *formula;
    } cases[] = {
        {"/totals/owner_revenue_loss/net", "sum of the 2 steps above that end in 'net'"},
        {"/platforms/alpha/by_region/north/owner_revenue_loss/net", "the step above"},
        /* alpha: 750 * 7.2 in the north, 500 * 6.8 in the south; a quarter of the mean of exp(-u /
         * 24) is made up: in the north of a level 6 h, 4 (1 - exp(-1/4)); in the south, where the
         * last half hour weighs a third, 24 (3 (1 - exp(-11/48)) + exp(-11/48) - exp(-1/4)) / 17 */
        {"/owners/acme/fundamental_loss", "net 6848.555"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error;
        cJSON *explanation = explain(world->dataset, scenario, cases[i].path, &error);
        assert_non_null(explanation);
        check_contains(cJSON_GetObjectItem(last_step(explanation), "formula")->valuestring,
                       cases[i].formula);
        cJSON_Delete(explanation);
    }
}

/* The world, where waiting matters to alpha too. */
static int open_world(void **state)
{
    world_open(state);
    world_write_platforms(&((struct world *)*state)->folder, "24");
    world_reopen(*state);
    return 0;
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(every_number_of_a_report_is_explained_or_refused),
        IN_WORLD(insurance_is_refused_with_its_reason),
        IN_WORLD(credits_are_explained),
        IN_WORLD(indirect_losses_are_explained),
        cmocka_unit_test(every_number_of_the_reference_report_too),
        IN_WORLD(paths_that_no_report_has_are_refused),
        IN_WORLD(no_fundamental_loss_without_a_margin),
        IN_WORLD(identifiers_and_numbers_name_the_same),
        IN_WORLD(inputs_are_those_that_move_the_figure),
        IN_WORLD(rates_are_inputs_where_money_is_changed),
        IN_WORLD(the_last_step_says_how),
        IN_WORLD(a_result_that_explains_nothing_says_so),
    };
    blackout_init();
    return cmocka_run_group_tests_name("explanation", tests, NULL, NULL);
}
