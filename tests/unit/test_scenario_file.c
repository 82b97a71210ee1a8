/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask/scenario_file, scenario_inputs and asked: texts of inputs at the limits of what is
 * understood, and what is said of those that are not, with what may have been meant; files of
 * scenarios, member by member. Expected: the forms that the documents list; values and middles of
 * ranges by hand. */
#include "ask/scenario.h"

#include <math.h>
#include <string.h>

#include "check.h"

#define FORMS "like PT6H11M, 6h, 90m or 1d2h, or a range like 4h..8h"
#define NO_DURATION(text, perhaps) "duration is not a duration ('" text "'); " perhaps FORMS
#define SHARE_FORMS                                                                                \
    "a number from 0 to 1, a percentage, or a range like 0.07..0.88, which outages called "        \
    "partial "                                                                                     \
    "were (full: 0.29..0.98)"
#define NO_SHARE(text) "severity is not a share ('" text "'); " SHARE_FORMS
#define NO_LONGEST(text)                                                                           \
    "longest is out of range ('" text "'); whole minutes, from one to ten years"
#define WHOLE "a whole number from 0 to 2^53 - 1"

static blackout_scenario *new_scenario(void)
{
    blackout_scenario *scenario;
    blackout_error error;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    return scenario;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static const struct {
    const char *name, *text, *message;
} refused[] = {
    {"duration", "6", NO_DURATION("6", "perhaps 6h; ")},
    {"duration", "6 hours", NO_DURATION("6 hours", "perhaps 6h; ")},
    {"duration", "90 min", NO_DURATION("90 min", "perhaps 90m; ")},
    {"duration", "6:30", NO_DURATION("6:30", "perhaps 6h30m; ")},
    {"duration", "6h30", NO_DURATION("6h30", "perhaps 6h30m; ")},
    {"duration", "6:30:15", NO_DURATION("6:30:15", "")},
    {"duration", "6h30m7", NO_DURATION("6h30m7", "")},
    {"duration", "4h-8h", NO_DURATION("4h-8h", "perhaps 4h..8h; ")},
    {"duration", "4 - 8", NO_DURATION("4 - 8", "perhaps 4h..8h; ")},
    {"duration", "4 to 8 h", NO_DURATION("4 to 8 h", "perhaps 4h..8h; ")},
    {"duration", "4 to 8 min", NO_DURATION("4 to 8 min", "perhaps 4m..8m; ")},
    {"duration", "4..8", NO_DURATION("4..8", "perhaps 4h..8h; ")},
    {"duration", "30m..8", NO_DURATION("30m..8", "perhaps 30m..8h; ")},
    {"duration", "4h..x", NO_DURATION("4h..x", "")},
    {"duration", "x..4h", NO_DURATION("x..4h", "")},
    {"duration", "x", NO_DURATION("x", "")},
    {"duration", "", NO_DURATION("", "")},
    {"duration", "12345678901234 h", NO_DURATION("12345678901234 h", "")},
    /* what would be refused as well is not advised */
    {"duration", "87660", NO_DURATION("87660", "perhaps 87660m or 87660h; ")},
    {"duration", "87661", NO_DURATION("87661", "")},
    {"duration", "1234567890123", NO_DURATION("1234567890123", "")},
    {"duration", "8 to 4 h", NO_DURATION("8 to 4 h", "")},
    {"duration", "4-4h", NO_DURATION("4-4h", "")},
    {"duration", "0-4h", NO_DURATION("0-4h", "")},
    {"duration", "4 - 87661 h", NO_DURATION("4 - 87661 h", "")},
    {"duration", "4 - 87660 h", NO_DURATION("4 - 87660 h", "perhaps 4h..87660h; ")},
    {"duration", "90m to 1 h", NO_DURATION("90m to 1 h", "")},
    {"duration", "90 to 1 h", NO_DURATION("90 to 1 h", "")},
    /* fifteen letters are read, and sixteen are not */
    {"duration", "6        hours", NO_DURATION("6        hours", "perhaps 6h; ")},
    {"duration", "6         hours", NO_DURATION("6         hours", "perhaps 6h; ")},
    {"duration", "6          hours", NO_DURATION("6          hours", "")},
    {"duration", "87661h", "duration is longer than ten years ('87661h'); " FORMS},
    {"duration", "8h..4h",
     "duration is not a range ('8h..4h'); 0 < low < high <= ten years, like 4h..8h"},
    {"duration", "4h..4h",
     "duration is not a range ('4h..4h'); 0 < low < high <= ten years, like 4h..8h"},
    {"duration", "0h..4h",
     "duration is not a range ('0h..4h'); 0 < low < high <= ten years, like 4h..8h"},
    {"duration", "4h..87661h",
     "duration is not a range ('4h..87661h'); 0 < low < high <= ten years, like 4h..8h"},
    {"severity", "1.001", NO_SHARE("1.001")},
    {"severity", "-0.1", NO_SHARE("-0.1")},
    {"severity", "101%", NO_SHARE("101%")},
    {"severity", "%", NO_SHARE("%")},
    {"severity", "", NO_SHARE("")},
    {"severity", "0.4..x", NO_SHARE("0.4..x")},
    {"severity", "0..0.8", "severity is not a range ('0..0.8'); 0 < low < high < 1, like 0.4..0.8"},
    {"severity", "0.4..1", "severity is not a range ('0.4..1'); 0 < low < high < 1, like 0.4..0.8"},
    {"severity", "0.4..0.4",
     "severity is not a range ('0.4..0.4'); 0 < low < high < 1, like 0.4..0.8"},
    {"start", "yesterday",
     "start is not a date and time ('yesterday'); ISO 8601, like 2021-10-04T15:39Z"},
    {"start", "2021-10-04..x",
     "start is not a date and time ('2021-10-04..x'); ISO 8601, like 2021-10-04T15:39Z"},
    {"start", "2021-10-04..2021-10-04",
     "start is not a range ('2021-10-04..2021-10-04'); the earlier time first, like "
     "2021-10-04T15:00Z..2021-10-04T17:00Z"},
    {"samples", "63",
     "samples is out of range ('63'); 0 for the central values alone, or 64 to 16777216"},
    {"samples", "16777217",
     "samples is out of range ('16777217'); 0 for the central values alone, or 64 to 16777216"},
    {"samples", "10.000", "samples is not a whole number ('10.000'); perhaps 10000"},
    {"samples", "10,000", "samples is not a whole number ('10,000'); perhaps 10000"},
    {"samples", "10 000", "samples is not a whole number ('10 000'); perhaps 10000"},
    {"samples", "10k", "samples is not a whole number ('10k'); perhaps 10000"},
    {"samples", "10K", "samples is not a whole number ('10K'); perhaps 10000"},
    {"samples", "1M", "samples is not a whole number ('1M'); perhaps 1000000"},
    {"samples", "1_000_000", "samples is not a whole number ('1_000_000'); perhaps 1000000"},
    {"samples", "10.00", "samples is not a whole number ('10.00'); " WHOLE},
    {"samples", "10.0000", "samples is not a whole number ('10.0000'); " WHOLE},
    {"samples", "1.5k", "samples is not a whole number ('1.5k'); " WHOLE},
    {"samples", "k", "samples is not a whole number ('k'); " WHOLE},
    {"samples", "10x", "samples is not a whole number ('10x'); " WHOLE},
    {"samples", "-5", "samples is not a whole number ('-5'); " WHOLE},
    {"seed", "9,007,199,254,740,991",
     "seed is not a whole number ('9,007,199,254,740,991'); perhaps 9007199254740991"},
    {"seed", "9,007,199,254,740,992",
     "seed is not a whole number ('9,007,199,254,740,992'); " WHOLE},
    {"seed", "10000000000M", "seed is not a whole number ('10000000000M'); " WHOLE},
    {"seed", "9007199254740992", "seed is not a whole number ('9007199254740992'); " WHOLE},
    {"top", "100001", "top is too many ('100001'); at most 100000"},
    {"years", "999", "years is out of range ('999'); 1000 to 100000000"},
    {"years", "100000001", "years is out of range ('100000001'); 1000 to 100000000"},
    {"until", "0%", "until is not a relative error ('0%'); above 0 % and below 100 %, like 1%"},
    {"until", "100%", "until is not a relative error ('100%'); above 0 % and below 100 %, like 1%"},
    {"until", "x", "until is not a relative error ('x'); above 0 % and below 100 %, like 1%"},
    {"threshold", "100x",
     "threshold is not an amount ('100x'); an amount like 100000EUR or 1.5M, with a point as "
     "decimal mark"},
    {"threshold", "1..5",
     "threshold is not an amount ('1..5'); an amount like 100000EUR or 1.5M, with a point as "
     "decimal mark"},
    {"threshold", "EUR",
     "threshold is no amount, and no rule that is known ('EUR'); an amount like 100000EUR, dora or "
     "nis2"},
    {"threshold", "100UDS", "threshold is not a currency ('UDS'); perhaps 'USD'"},
    {"threshold", "100XXX",
     "threshold is the code for no currency, or for tests ('XXX'); ISO 4217, like USD"},
    {"threshold", "dora,DORA", "threshold names one twice ('dora,DORA'); each once"},
    {"threshold", "7M,7M", "threshold names one twice ('7M,7M'); each once"},
    {"threshold", "7M,,8M",
     "threshold has an empty amount ('7M,,8M'); give comma-separated amounts"},
    {"currency", "XXX",
     "currency is the code for no currency, or for tests ('XXX'); ISO 4217, like USD"},
    {"currency", "UDS", "currency is not a currency ('UDS'); perhaps 'USD'"},
    {"currency", "Q", "currency is not a currency ('Q'); ISO 4217, like USD"},
    {"platform", "a,,b",
     "platform has an empty identifier ('a,,b'); give comma-separated identifiers"},
    {"platform", "a,b,",
     "platform has an empty identifier ('a,b,'); give comma-separated identifiers"},
    {"longest", "x", "longest is not a duration ('x'); like 12h, 30d or PT36H"},
    {"longest", "59s", NO_LONGEST("59s")},
    {"longest", "90s", NO_LONGEST("90s")},
    {"longest", "PT1H0M1S", NO_LONGEST("PT1H0M1S")},
    {"longest", "87661h", NO_LONGEST("87661h")},
    {"of", "owner", "of is not known ('owner'); owner-gross, owner-net or dependants"},
    {"min-duration", "x", "min-duration is not a duration ('x'); like 30m or 1h"},
    {"at", "p10", "at is not known ('p10'); central, mean, p5, p25, p50, p75 or p95"},
};

static void texts_that_are_not_understood_say_what_may_be_meant(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error = {0};
        check_fails(blackout_scenario_set(scenario, refused[i].name, refused[i].text, &error),
                    BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, refused[i].name);
        if (strcmp(error.message, refused[i].message) != 0) {
            print_error("%s\nnot\n%s\n", error.message, refused[i].message);
            ++wrong;
        }
        assert_false(scenario->has_duration || scenario->has_severity || scenario->has_start ||
                     scenario->has_samples || scenario->has_seed || scenario->has_top ||
                     scenario->has_years || scenario->has_until || scenario->has_min_duration ||
                     scenario->has_loss_at);
        assert_int_equal(scenario->threshold_count, 0);
        assert_int_equal(scenario->platforms.count, 0);
        assert_null(scenario->currency);
        blackout_scenario_free(scenario);
    }
    assert_int_equal(wrong, 0);
}

/* The number that an input has, or the middle of its range. */
static double number_of(const blackout_scenario *scenario, const char *name)
{
    const struct {
        const char *name;
        double number;
    } numbers[] = {
        {"duration", scenario->duration_hours.centre},
        {"recovery", scenario->recovery_hours.centre},
        {"severity", scenario->severity.centre},
        {"rebound", scenario->rebound.centre},
        {"start", (double)scenario->start},
        {"samples", scenario->samples},
        {"until", scenario->until},
        {"seed", scenario->seed},
        {"top", (double)scenario->top},
        {"years", scenario->years},
        {"min-duration", scenario->min_duration_hours},
        {"loss", scenario->loss},
        {"longest", scenario->longest_hours},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        if (strcmp(numbers[i].name, name) == 0) {
            return numbers[i].number;
        }
    }
    fail_msg("%s has no number", name);
    return 0;
}

static void texts_at_the_limits_are_understood(void **state)
{
    static const struct {
        const char *name, *text;
        double number;
    } taken[] = {
        {"duration", "87660h", 87660},
        {"duration", "0h", 0},
        {"duration", "4h..9h", 6}, /* the root of 4 * 9 */
        {"duration", "4h..87660h", 592.1486299908157},
        {"recovery", "1d2h", 26},
        {"severity", "0", 0},
        {"severity", "1", 1},
        {"severity", "100%", 1},
        {"severity", "0,5", 0.5},
        {"severity", " 50 %", 0.5},
        {"severity", "50 % ", 0.5},
        {"severity", " 20 % .. 80 % ", 0.5},
        {"severity", "0.2..0.8", 0.5},
        {"rebound", "12.5%", 0.125},
        {"start", "1970-01-02", 86400},
        {"start", "1970-01-01T15:00Z..1970-01-01T17:00Z", 16 * 3600},
        {"samples", "0", 0},
        {"samples", "64", 64},
        {"samples", "16777216", 16777216},
        {"seed", "9007199254740991", 9007199254740991},
        {"top", "100000", 100000},
        {"top", "0", 0},
        {"years", "1000", 1000},
        {"years", "100000000", 100000000},
        {"until", "0.5%", 0.005},
        {"until", "0.01", 0.01},
        {"min-duration", "30m", 0.5},
        {"longest", "1m", 1. / 60},
        {"longest", "PT1H7M", 67. / 60},
        {"longest", "87660h", 87660},
        {"loss", "250kEUR", 250000},
        {"loss", "1.5M", 1500000},
        {"loss", "2bn", 2e9},
        {"loss", "2 BN USD", 2e9},
        {"loss", "7", 7},
    };
    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error = {0};
        check_ok(blackout_scenario_set(scenario, taken[i].name, taken[i].text, &error), &error);
        check_close(number_of(scenario, taken[i].name), taken[i].number, 1e-13);
        blackout_scenario_free(scenario);
    }
}

/* Half of a range of starts is 1.6448536 standard deviations, the 95 % quantile of the normal
 * distribution; a date alone has no time of day. */
static void starts_may_be_ranges(void **state)
{
    blackout_scenario *scenario = new_scenario();
    blackout_error error = {0};
    (void)state;
    check_ok(
        blackout_scenario_set(scenario, "start", "2021-10-04T15:00Z..2021-10-04T17:00Z", &error),
        &error);
    check_close(scenario->start_sd_hours, 1 / 1.6448536269514722, 1e-13);
    assert_true(scenario->start_has_time);
    check_ok(blackout_scenario_set(scenario, "start", "2021-10-04", &error), &error);
    check_close(scenario->start_sd_hours, 0., 0);
    assert_false(scenario->start_has_time);
    check_ok(blackout_scenario_set(scenario, "start", "2021-10-04..2021-10-05T12:00Z", &error),
             &error);
    assert_false(scenario->start_has_time);
    blackout_scenario_free(scenario);
}

static void thresholds_are_amounts_and_rules(void **state)
{
    blackout_scenario *scenario = new_scenario();
    blackout_error error = {0};
    (void)state;
    check_ok(blackout_scenario_set(scenario, "threshold", "100kEUR, Dora ,1.5M usd", &error),
             &error);
    assert_int_equal(scenario->threshold_count, 3);
    check_close(scenario->thresholds[0].amount, 100000., 0);
    assert_string_equal(scenario->thresholds[0].currency, "EUR");
    assert_string_equal(scenario->thresholds[1].name, "dora");
    assert_non_null(scenario->thresholds[1].rule);
    check_close(scenario->thresholds[2].amount, 1500000., 0);
    assert_string_equal(scenario->thresholds[2].currency, "USD");
    assert_string_equal(scenario->thresholds[2].name, "1.5M usd");
    assert_null(scenario->thresholds[2].rule);
    /* more than any double: JSON has no number for it */
    char large[306 + 2] = "";
    memset(large, '9', 305);
    memcpy(large + 305, "bn", 2);
    check_fails(blackout_scenario_set(scenario, "threshold", large, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_memory_equal(error.message, "threshold is too large ('9", 26);
    assert_int_equal(scenario->threshold_count, 3);
    blackout_scenario_free(scenario);
}

/* An amount of 308 nines is a double, and a thousand million times that is none. */
static void amounts_beyond_all_numbers_are_refused(void **state)
{
    enum { NINES = 308 };
    blackout_scenario *scenario = new_scenario();
    blackout_error error = {0};
    char text[NINES + 3];
    (void)state;
    memset(text, '9', NINES);
    text[NINES] = '\0';
    check_ok(blackout_scenario_set(scenario, "loss", text, &error), &error);
    check_close(scenario->loss, 1e308, 1e-15);
    strcpy(text + NINES, "bn");
    check_fails(blackout_scenario_set(scenario, "loss", text, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_non_null(strstr(error.message, "loss is too large ('999"));
    assert_non_null(strstr(error.message, "'); an amount below 1e300"));
    check_close(scenario->loss, 1e308, 1e-15);
    blackout_scenario_free(scenario);
}

/* ---- Files ----------------------------------------------------------------------------------- */

#define CHANGE "{\"table\": ..., \"where\": {...}, \"column\": ..., \"value\": ...}"
#define PER_COLUMN "a text for each column, like {\"channel\": \"sales\"}"
#define SET(changes) "{\"set\": [" changes "]}"
#define ONE "\"table\": \"t\", \"column\": \"c\", \"value\": 1"

static const struct {
    const char *text, *message; /* NULL: it is taken */
    size_t line, column;
} files[] = {
    {"{}", NULL, 0, 0},
    {"\xef\xbb\xbf{\"samples\": 64}", NULL, 0, 0},
    {"[]", "the scenario is not an object in braces; write it like {\"platform\": ...}", 1, 1},
    {"5", "the scenario is not an object in braces; write it like {\"platform\": ...}", 1, 1},
    {"{\"platform\": 5}", NULL, 0, 0},
    {"{\n\"platform\": true}",
     "platform has a value of the wrong type ('platform'); a text, a number or a list of texts", 2,
     13},
    {"{\"platform\": [\"a\", 5]}",
     "platform has a value of the wrong type ('platform'); a text, a number or a list of texts", 1,
     14},
    {"{\"samples\": 63}",
     "samples is out of range ('63'); 0 for the central values alone, or 64 to 16777216", 1, 13},
    {"{\"min_duration\": \"1h\", \"min-duration\": \"2h\"}",
     "the input is given twice ('min-duration'); give it once", 1, 40},
    {"{\"set\": 5}", "set is not a list ('set'); [{\"table\": ...}]", 1, 9},
    {SET("5"), "set has an entry that is not an object ('set'); " CHANGE, 1, 9},
    {SET("{\"tabel\": \"t\"}"), "set has an unknown key ('tabel'); table, where, column, value", 1,
     9},
    {SET("{\"column\": \"c\", \"value\": 1}"),
     "set needs a table, a column and a number as value (''); " CHANGE, 1, 9},
    {SET("{\"table\": \"t\", \"value\": 1}"),
     "set needs a table, a column and a number as value (''); " CHANGE, 1, 9},
    {SET("{\"table\": \"t\", \"column\": \"c\", \"value\": \"1\"}"),
     "set needs a table, a column and a number as value (''); " CHANGE, 1, 9},
    {SET("{" ONE ", \"where\": 5}"), "set has invalid conditions ('where'); " PER_COLUMN, 1, 9},
    {SET("{" ONE ", \"where\": {\"a\": 5}}"), "set has an invalid condition ('a'); " PER_COLUMN, 1,
     9},
    {SET("{" ONE ", \"where\": {\"a\": \"1\", \"b\": \"1\", \"c\": \"1\", \"d\": \"1\", \"e\": "
         "\"1\", \"f\": \"1\", \"g\": \"1\", \"h\": \"1\"}}"),
     NULL, 0, 0},
    {SET("{" ONE ", \"where\": {\"a\": \"1\", \"b\": \"1\", \"c\": \"1\", \"d\": \"1\", \"e\": "
         "\"1\", \"f\": \"1\", \"g\": \"1\", \"h\": \"1\", \"i\": \"1\"}}"),
     "set has too many conditions ('i'); at most 8", 1, 9},
    {SET("{" ONE "}, {" ONE "}"), "set changes the same figures twice ('c'); one change of them", 1,
     9},
    {SET("{" ONE ", \"where\": {\"a\": \"1\", \"b\": \"2\"}}, {" ONE
         ", \"where\": {\"b\": \"2\", \"a\": \"1\"}}"),
     "set changes the same figures twice ('c'); one change of them", 1, 9},
    {SET("{" ONE ", \"where\": {\"a\": \"1\"}}, {" ONE ", \"where\": {\"a\": \"2\"}}"), NULL, 0, 0},
    {SET("{" ONE ", \"where\": {\"a\": \"1\"}}, {" ONE ", \"where\": {\"b\": \"1\"}}"), NULL, 0, 0},
    {SET("{" ONE ", \"where\": {\"a\": \"1\"}}, {" ONE "}"), NULL, 0, 0},
    {SET("{" ONE "}, {\"table\": \"t\", \"column\": \"d\", \"value\": 1}"), NULL, 0, 0},
    {SET("{" ONE "}, {\"table\": \"u\", \"column\": \"c\", \"value\": 1}"), NULL, 0, 0},
    {"{\"name\": \"\"}", "name is empty, or of the wrong type ('name'); a text or a number", 1, 10},
    {"{\"name\": [\"a\"]}", "name is empty, or of the wrong type ('name'); a text or a number", 1,
     10},
    {"{\"name\": true}", "name is empty, or of the wrong type ('name'); a text or a number", 1, 10},
    {"{\"name\": 5}", NULL, 0, 0},
};

static void files_are_read_member_by_member(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error = {0};
        const char *message = files[i].message != NULL ? files[i].message : "";
        if (blackout_scenario_parse(scenario, files[i].text, strlen(files[i].text), "s.json",
                                    &error) == BLACKOUT_OK) {
            error = (blackout_error){0};
        } else {
            assert_string_equal(error.source, "s.json");
        }
        if (strcmp(error.message, message) != 0 || error.line != files[i].line ||
            error.column != files[i].column) {
            print_error("%s: %zu:%zu %s\nnot %zu:%zu %s\n", files[i].text, error.line, error.column,
                        error.message, files[i].line, files[i].column, message);
            ++wrong;
        }
        blackout_scenario_free(scenario);
    }
    assert_int_equal(wrong, 0);
}

/* What has been set goes before a file; a list of texts is one text. */
static void what_is_read_is_set(void **state)
{
    static const char text[] =
        "{\"name\": \"the worst\", \"duration\": \"2h\", \"platform\": [\"alpha\", \"beta\"], "
        "\"severity\": 0.25, \"set\": [{\"table\": \"t\", \"where\": {\"a\": \"1\", \"b\": \"2\"}, "
        "\"column\": \"c\", \"value\": 2.385}, {" ONE "}]}";
    blackout_scenario *scenario = new_scenario();
    blackout_error error = {0};
    (void)state;
    check_ok(blackout_scenario_set(scenario, "duration", "1h", &error), &error);
    check_ok(blackout_scenario_parse(scenario, text, sizeof text - 1, "s.json", &error), &error);
    assert_string_equal(blackout_scenario_name(scenario), "the worst");
    check_close(scenario->duration_hours.centre, 1., 0);
    check_close(scenario->severity.centre, 0.25, 0);
    assert_int_equal(scenario->platforms.count, 2);
    assert_string_equal(scenario->platforms.names[1], "beta");
    assert_int_equal(scenario->override_count, 2);
    assert_string_equal(scenario->overrides[0].table, "t");
    assert_string_equal(scenario->overrides[0].column, "c");
    check_close(scenario->overrides[0].value, 2.385, 0);
    assert_int_equal(scenario->overrides[0].where_count, 2);
    assert_string_equal(scenario->overrides[0].where[1].column, "b");
    assert_string_equal(scenario->overrides[0].where[1].value, "2");
    assert_int_equal(scenario->overrides[1].where_count, 0);
    blackout_scenario_free(scenario);
}

/* A point of JSON is no mark between thousands, whatever it would be in a text. */
static void numbers_of_a_file_are_read_in_one_way(void **state)
{
    static const struct {
        const char *text;
        double amount;
    } numbers[] = {{"{\"threshold\": 123.456}", 123.456},   {"{\"threshold\": 1.500}", 1.5},
                   {"{\"threshold\": 1.125}", 1.125},       {"{\"threshold\": 0.125}", 0.125},
                   {"{\"threshold\": 1234.125}", 1234.125}, {"{\"threshold\": \"1.1250\"}", 1.125},
                   {"{\"threshold\": \"1.125\"}", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error = {0};
        const blackout_status expected = numbers[i].amount > 0 ? BLACKOUT_OK : BLACKOUT_ERROR_USAGE;
        assert_int_equal(blackout_scenario_parse(scenario, numbers[i].text, strlen(numbers[i].text),
                                                 "s.json", &error),
                         expected);
        assert_int_equal(scenario->threshold_count, numbers[i].amount > 0 ? 1 : 0);
        if (numbers[i].amount > 0) {
            check_close(scenario->thresholds[0].amount, numbers[i].amount, 0);
        }
        blackout_scenario_free(scenario);
    }
}

static void long_files_are_refused(void **state)
{
    enum { MOST = 1024 * 1024 };
    static char text[MOST + 1];
    (void)state;
    for (size_t size = MOST - 1; size <= MOST; ++size) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error = {0};
        memset(text, ' ', size);
        text[0] = '{';
        text[size - 1] = '}';
        assert_int_equal(blackout_scenario_parse(scenario, text, size, "s.json", &error),
                         size < MOST ? BLACKOUT_OK : BLACKOUT_ERROR_IO);
        blackout_scenario_free(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_not_understood_say_what_may_be_meant),
        cmocka_unit_test(texts_at_the_limits_are_understood),
        cmocka_unit_test(starts_may_be_ranges),
        cmocka_unit_test(thresholds_are_amounts_and_rules),
        cmocka_unit_test(amounts_beyond_all_numbers_are_refused),
        cmocka_unit_test(files_are_read_member_by_member),
        cmocka_unit_test(what_is_read_is_set),
        cmocka_unit_test(numbers_of_a_file_are_read_in_one_way),
        cmocka_unit_test(long_files_are_refused),
    };
    return cmocka_run_group_tests_name("scenario_file", tests, NULL, NULL);
}
