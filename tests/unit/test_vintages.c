/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/vintages and what reports say of them: the dates of the rows that are used. Expected by
 * hand from the tables below. */
#include "prepare/vintages.h"

#include <cjson/cJSON.h>

#include "prepared.h"

static int open_with_dates(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,as_of\n"
                  "acme,Acme Group,USD,2021-02-01\nacme,Acme Group,USD,2026-01-30\n"
                  "bolt,Bolt,EUR,\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,2021-07-28\n"
                  "alpha,Alpha,acme,17532000,USD,2026-01-30\n"
                  "beta,Beta,acme,13149000,USD,2020-03-01\n"
                  "gamma,Gamma,bolt,4383000,EUR,\n");
    package_write(&world->folder, "straight_lines.csv",
                  "owner,method,revenue,hours,currency,as_of,source\n"
                  "acme,quarter,5460000,2184,USD,2021-07-28,10-Q\n"
                  "acme,half,5460000,4368,USD,2021-06-30,10-Q\n"
                  "acme,yen,5460000,4368,JPY,2021-06-30,10-Q\n");
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date,basis\n"
                  "EUR,0.8,2020-01-01,measured\nEUR,0.9,2021-06-01,measured\n"
                  "GBP,0.7843,2017-01-01,measured\nJPY,110.5,2021-12-01,measured\n");
    world_reopen(world);
    return 0;
}

static cJSON *report_on(void **state, const char *words, const char *format)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, words);
    char *text = report_of(result, 0, format);
    cJSON *report = cJSON_Parse(text);
    assert_non_null(report);
    free(text);
    blackout_result_free(result);
    return report;
}

/* The warning of that code about a table; "" where there is none. */
static const char *warning_of(const cJSON *report, const char *code, const char *where)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, cJSON_GetObjectItem(report, "warnings")) {
        if (strcmp(cJSON_GetObjectItem(item, "code")->valuestring, code) == 0 &&
            strcmp(cJSON_GetObjectItem(item, "where")->valuestring, where) == 0) {
            return cJSON_GetObjectItem(item, "message")->valuestring;
        }
    }
    return "";
}

/* "table/key as_of" of all rows, a line each. */
static void list_vintages(char text[512], const cJSON *report)
{
    const cJSON *item;
    size_t used = 0;
    text[0] = '\0';
    cJSON_ArrayForEach (item, cJSON_GetObjectItem(report, "vintages")) {
        const cJSON *as_of = cJSON_GetObjectItem(item, "as_of");
        used += (size_t)snprintf(text + used, 512 - used, "%s/%s %s\n",
                                 cJSON_GetObjectItem(item, "table")->valuestring,
                                 cJSON_GetObjectItem(item, "key")->valuestring,
                                 as_of != NULL ? as_of->valuestring : "-");
    }
}

static void rows_in_force_have_their_dates(void **state)
{
    char text[512];
    cJSON *report = report_on(
        state, "platform=alpha,gamma currency=EUR start=2021-10-04T12:00Z duration=6h", "json");
    list_vintages(text, report);
    assert_string_equal(text, "owners/acme 2021-02-01\nowners/bolt -\nplatforms/alpha 2021-07-28\n"
                              "platforms/gamma -\nfx/EUR 2021-06-01\n");
    const cJSON *rate = cJSON_GetArrayItem(cJSON_GetObjectItem(report, "vintages"), 4);
    check_close(cJSON_GetObjectItem(rate, "per_usd")->valuedouble, 0.9, 0.0);
    assert_string_equal(warning_of(report, "figures_outdated", "owners"), "");
    assert_string_equal(warning_of(report, "figures_outdated", "straight_lines"), "");
    assert_string_equal(warning_of(report, "rate_outdated", "fx"), "");
    cJSON_Delete(report);
}

static void what_is_over_a_year_old_is_told(void **state)
{
    cJSON *report = report_on(
        state, "platform=alpha,beta currency=GBP start=2021-10-04T12:00Z duration=6h", "json");
    assert_string_equal(warning_of(report, "figures_outdated", "owners"), "");
    assert_string_equal(warning_of(report, "figures_outdated", "platforms"),
                        "beta of 2020-03-01: more than a year from the start, 2021-10-04");
    assert_string_equal(warning_of(report, "rate_outdated", "fx"),
                        "GBP of 2017-01-01: more than a year from the start, 2021-10-04");
    cJSON_Delete(report);
    report = report_on(state, "platform=alpha start=2199-01-01T00:00Z duration=6h", "json");
    assert_string_equal(warning_of(report, "figures_outdated", "owners"),
                        "acme of 2026-01-30: more than a year from the start, 2199-01-01");
    assert_string_equal(warning_of(report, "figures_outdated", "platforms"),
                        "alpha of 2026-01-30: more than a year from the start, 2199-01-01");
    assert_string_equal(warning_of(report, "figures_outdated", "straight_lines"),
                        "quarter of 2021-07-28, half of 2021-06-30, yen of 2021-06-30: more than a "
                        "year from the start, 2199-01-01");
    cJSON_Delete(report);
}

/* A rate of what an owner earns is used where its platforms are down, whatever their currency. */
static void rates_of_owners_are_named_where_they_are_down(void **state)
{
    static const char *const owners[] = {
        "owner,name,currency,annual_revenue\nacme,Acme Group,GBP,17187934\nbolt,Bolt,EUR,\n",
        "owner,name,currency,annual_revenue\nacme,Acme Group,USD,\nbolt,Bolt,GBP,3819541\n"};
    struct world *world = *state;
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\nalpha,Alpha,acme,8766000,USD\n"
                  "beta,Beta,acme,13149000,USD\ngamma,Gamma,bolt,4383000,EUR\n");
    for (int i = 0; i < 2; ++i) {
        package_write(&world->folder, "owners.csv", owners[i]);
        world_reopen(world);
        cJSON *report = report_on(
            state, "platform=alpha currency=USD start=2021-10-04T12:00Z duration=6h", "json");
        assert_string_equal(
            warning_of(report, "rate_outdated", "fx"),
            i == 0 ? "GBP of 2017-01-01: more than a year from the start, 2021-10-04" : "");
        cJSON_Delete(report);
    }
}

/* A package whose pounds are those of an owner that is up, and of what a case adds. */
static void write_pounds(const struct world *world)
{
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,GBP\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\nalpha,A,acme,8766000,USD\n"
                  "beta,B,acme,13149000,USD\ngamma,C,bolt,4383000,GBP\n");
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours,gdp,gdp_currency,digital_share\n"
                  "north,N,0,8000,USD,0.05\nsouth,S,5.5,4000,USD,0.08\n");
    package_write(&world->folder, "sectors.csv",
                  "sector,name,profile,annual_output,output_currency,diverted\n"
                  "G,Trade,even,5000,USD,0.5\nI,Food,even,2000,USD,0.5\n");
    package_write(&world->folder, "supply.csv",
                  "sector,input_sector,coefficient\nG,I,0.1\nI,G,0.2\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
                  "b1,G,north,87660,USD,alpha,sales,1,1\nb2,I,north,87660,USD,alpha,sales,1,1\n");
    package_write(&world->folder, "policies.csv",
                  "policy,business,owner,waiting_hours,deductible,limit,share,currency\n"
                  "p1,b1,,0,0,1000,1,USD\np2,b2,,0,0,1000,1,USD\n"
                  "p3,,acme,0,0,1000,1,USD\np4,,acme,0,0,1000,1,USD\n");
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency\ni1,c,100,USD\ni1,c,200,USD\n");
    package_write(&world->folder, "recoveries.csv",
                  "incident,kind,state,amount,currency\ni1,supplier,received,30,USD\n"
                  "i1,supplier,received,40,USD\n");
    package_write(&world->folder, "fx.csv", "currency,per_usd,date\nGBP,0.8,2021-01-01\n");
}

/* Writes a file of the package with one text in place of another, which is there once. */
static void write_changed(const struct world *world, const char *name, const char *from,
                          const char *to)
{
    char path[256];
    char text[2048] = "";
    char changed[2048];
    package_file(path, &world->folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    const char *at = strstr(text, from);
    assert_non_null(at);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    package_write_as_is(&world->folder, name, changed);
}

/* The rate of any part of the model is named where it is used, whichever of its rows that is. */
static void rates_of_each_part_are_named(void **state)
{
    static const char *const changes[][3] = {
        {"", "", ""}, /* none: bolt is up */
        {"dependencies.csv", "b1,G,north,87660,USD", "b1,G,north,87660,GBP"},
        {"dependencies.csv", "b2,I,north,87660,USD", "b2,I,north,87660,GBP"},
        {"sectors.csv", "5000,USD", "5000,GBP"},
        {"sectors.csv", "2000,USD", "2000,GBP"},
        {"regions.csv", "8000,USD", "8000,GBP"},
        {"regions.csv", "4000,USD", "4000,GBP"},
        {"policies.csv", "p1,b1,,0,0,1000,1,USD", "p1,b1,,0,0,1000,1,GBP"},
        {"policies.csv", "p2,b2,,0,0,1000,1,USD", "p2,b2,,0,0,1000,1,GBP"},
        {"policies.csv", "p3,,acme,0,0,1000,1,USD", "p3,,acme,0,0,1000,1,GBP"},
        {"policies.csv", "p4,,acme,0,0,1000,1,USD", "p4,,acme,0,0,1000,1,GBP"},
        {"costs.csv", "100,USD", "100,GBP"},
        {"costs.csv", "200,USD", "200,GBP"},
        {"recoveries.csv", "30,USD", "30,GBP"},
        {"recoveries.csv", "40,USD", "40,GBP"},
        {"owners.csv", "acme,Acme,USD", "acme,Acme,GBP"},
        {"platforms.csv", "A,acme,8766000,USD", "A,acme,8766000,GBP"},
        {"platforms.csv", "B,acme,13149000,USD", "B,acme,13149000,GBP"}, /* up, but of acme */
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; ++i) {
        struct preparation p;
        size_t rates = 0;
        write_pounds(world);
        if (i > 0) {
            write_changed(world, changes[i][0], changes[i][1], changes[i][2]);
        }
        world_reopen(world);
        preparation_make(&p, world->dataset, "platform=alpha currency=USD duration=6h incident=i1");
        for (size_t k = 0; k < p.prepared.vintage_count; ++k) {
            rates += p.prepared.vintages[k].table == FX ? 1 : 0;
        }
        assert_int_equal(rates, i > 0 ? 1 : 0);
        preparation_free(&p);
    }
}

/* Beta was known before its owner was. */
static void what_was_not_known_at_the_start_is_refused(void **state)
{
    const struct world *world = *state;
    static const char *const refused[][2] = {
        {"alpha",
         "'alpha' has no row in platforms that was known at 2020-06-01T12:00:00Z; add a row "
         "with an earlier as_of, or give a later --start"},
        {"beta",
         "'acme' has no row in owners that was known at 2020-06-01T12:00:00Z; add a row with "
         "an earlier as_of, or give a later --start"}};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        blackout_result *result;
        blackout_error error = {0};
        char words[96];
        snprintf(words, sizeof words, "platform=%s duration=6h start=2020-06-01T12:00Z",
                 refused[i][0]);
        check_fails(estimate_try(&result, world->dataset, words, &error), BLACKOUT_ERROR_INPUT,
                    &error);
        assert_string_equal(error.field, "start");
        assert_string_equal(error.message, refused[i][1]);
    }
}

/* The rate of an owner that is up converts nothing of the outage of another. (Euros are of a
 * region and of a business, whoever is down.) */
static void rates_of_owners_that_are_up_are_not_used(void **state)
{
    char text[512];
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme Group,USD\nbolt,Bolt,JPY\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\nalpha,Alpha,acme,8766000,USD\n"
                  "beta,Beta,acme,13149000,USD\ngamma,Gamma,bolt,4383000,JPY\n");
    world_reopen(world);
    cJSON *report = report_on(state, "platform=alpha start=2199-01-01T00:00Z duration=6h", "json");
    list_vintages(text, report);
    assert_string_equal(text, "owners/acme -\nplatforms/alpha -\nfx/EUR 2021-06-01\n");
    assert_string_equal(warning_of(report, "rate_outdated", "fx"),
                        "EUR of 2021-06-01: more than a year from the start, 2199-01-01");
    cJSON_Delete(report);
    report = report_on(state, "platform=gamma start=2199-01-01T00:00Z duration=6h", "json");
    check_contains(warning_of(report, "rate_outdated", "fx"), "JPY of 2021-12-01");
    cJSON_Delete(report);
}

/* Without a start rows of 2026 are held against straight lines of 2021, and both have their dates.
 */
static void without_a_start_the_latest_row_counts(void **state)
{
    cJSON *report = report_on(state, "platform=alpha,beta duration=6h", "json");
    assert_string_equal(warning_of(report, "figures_outdated", "platforms"),
                        "beta of 2020-03-01: more than a year from the latest row, of 2026-01-30");
    check_contains(warning_of(report, "figures_outdated", "straight_lines"),
                   "quarter of 2021-07-28, half of 2021-06-30");
    const cJSON *baselines = cJSON_GetObjectItem(report, "baselines");
    const cJSON *annual = cJSON_GetArrayItem(baselines, 0);
    assert_string_equal(cJSON_GetObjectItem(annual, "as_of")->valuestring, "2026-01-30");
    assert_string_equal(cJSON_GetObjectItem(annual, "as_of_earliest")->valuestring, "2020-03-01");
    const cJSON *quarter = cJSON_GetArrayItem(baselines, 1);
    assert_string_equal(cJSON_GetObjectItem(quarter, "as_of")->valuestring, "2021-07-28");
    assert_null(cJSON_GetObjectItem(quarter, "as_of_earliest"));
    cJSON_Delete(report);
}

/* A straight line in a currency without a rate on that day is told, not dropped. */
static void a_line_without_a_rate_is_told(void **state)
{
    cJSON *report = report_on(state, "platform=alpha start=2021-10-04T12:00Z duration=6h", "json");
    assert_string_equal(warning_of(report, "no_rate", "straight_lines"),
                        "fx has no rate of JPY on or before the start: 'yen' is left out of the "
                        "comparisons");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(report, "baselines")), 4);
    cJSON_Delete(report);
}

/* People see the dates beside each row that has one of its own. */
static void the_text_has_the_dates(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha,beta duration=6h");
    char *text = report_of(result, 0, "text");
    check_contains(text, "  platform  owner  as of       lost hours");
    check_contains(text, "  beta      acme   2020-03-01");
    check_contains(text, "2020-03-01 to 2026-01-30  annual_revenue / 8766");
    check_contains(text, "When the rows that are used became known\n");
    free(text);
    blackout_result_free(result);
    result = estimate_of(world->dataset, "platform=alpha,gamma currency=EUR duration=6h "
                                         "start=2021-10-04T12:00Z");
    text = report_of(result, 0, "text");
    check_contains(text, "  table      rows                as of\n"
                         "  owners     acme                2021-02-01\n"
                         "  owners     bolt                not dated\n"
                         "  platforms  alpha               2021-07-28\n"
                         "  platforms  gamma               not dated\n"
                         "  fx         EUR, 0.9 for 1 USD  2021-06-01\n");
    free(text);
    blackout_result_free(result);
}

#define WITH_DATES(test) cmocka_unit_test_setup_teardown(test, open_with_dates, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DATES(rows_in_force_have_their_dates),
        WITH_DATES(rates_of_owners_are_named_where_they_are_down),
        cmocka_unit_test_setup_teardown(rates_of_each_part_are_named, world_open, world_close),
        WITH_DATES(what_was_not_known_at_the_start_is_refused),
        WITH_DATES(what_is_over_a_year_old_is_told),
        WITH_DATES(rates_of_owners_that_are_up_are_not_used),
        WITH_DATES(without_a_start_the_latest_row_counts),
        WITH_DATES(a_line_without_a_rate_is_told),
        WITH_DATES(the_text_has_the_dates),
    };
    blackout_init();
    return cmocka_run_group_tests_name("vintages", tests, NULL, NULL);
}
