/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of inputs, and all that must follow it: the calls that set them, scenario files,
 * the program's options, the comments of the headers, the documents. A new input fails here until
 * it is there everywhere. */
#include "ask/inputs.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ask/scenario_given.h"
#include "check.h"
#include "package.h"

/* Two texts of each input, so that the second would show. */
static const struct {
    const char *name;
    const char *text;
    const char *other; /* as JSON */
} texts[] = {
    {"platform", "alpha", "[\"beta\", \"gamma\"]"},
    {"owner", "acme", "\"bolt\""},
    {"event", "e1", "\"e2\""},
    {"region", "north", "\"south\""},
    {"start", "2021-10-04T15:39Z", "\"2022-02-03\""},
    {"duration", "6h11m", "\"PT2H..PT4H\""},
    {"severity", "0.375", "0.625"},
    {"recovery", "95m", "\"3h\""},
    {"severity-curve", "a.csv", "\"b.csv\""},
    {"rebound", "0.2..0.6", "0.125"},
    {"currency", "EUR", "\"GBP\""},
    {"samples", "1031", "0"},
    {"until", "2%", "\"0.5%\""},
    {"seed", "7", "11"},
    {"top", "3", "5"},
    {"incident", "payments", "\"e1\""},
    {"threshold", "12.5kEUR", "[\"dora\", \"7M\"]"},
    {"years", "4099", "8191"},
    {"loss", "250kEUR", "\"1.5M\""},
    {"at", "p75", "\"mean\""},
    {"of", "dependants", "\"owner-gross\""},
    {"longest", "36h", "\"7d\""},
    {"min-duration", "35m", "\"1h\""},
};

enum { TEXT_COUNT = sizeof texts / sizeof texts[0] };

static bool has(const blackout_input *shown, enum question question)
{
    size_t number;
    return input_for(&number, question, shown->name, NULL) != NULL;
}

static size_t text_number(const char *name)
{
    size_t i = 0;
    while (i < TEXT_COUNT && strcmp(texts[i].name, name) != 0) {
        ++i;
    }
    return i;
}

static blackout_scenario *new_scenario(void)
{
    blackout_scenario *scenario;
    blackout_error error;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    return scenario;
}

/* Reads {"name": value}. */
static void read_member(blackout_scenario *scenario, const char *name, const char *value)
{
    char path[128];
    blackout_error error;
    package_temporary(path);
    FILE *file = fdopen(mkstemp(path), "w");
    assert_non_null(file);
    fprintf(file, "{\"%s\": %s}\n", name, value);
    assert_int_equal(fclose(file), 0);
    blackout_status status = blackout_scenario_read(scenario, path, &error);
    unlink(path);
    check_ok(status, &error);
}

/* ---- Scenarios and their files --------------------------------------------------------------- */

/* The texts above are all inputs of a scenario, and there are no others. */
static void every_input_of_a_scenario_is_tried(void **state)
{
    size_t tried = 0;
    (void)state;
    for (size_t i = 0; blackout_input_at(i) != NULL; ++i) {
        const blackout_input *input = blackout_input_at(i);
        if (has(input, QUESTION_SCENARIO)) {
            if (text_number(input->name) == TEXT_COUNT) {
                fail_msg("the input '%s' is not in the table of this test", input->name);
            }
            ++tried;
        }
    }
    assert_int_equal(tried, TEXT_COUNT);
}

/* What is set stays as it is when a file that names it is read; else the file sets it. JSON may
 * have _ for -. */
static void what_is_set_goes_before_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXT_COUNT; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_scenario *unset = new_scenario();
        blackout_error error;
        char member[64];
        snprintf(member, sizeof member, "%s", texts[i].name);
        for (char *c = member; *c != '\0'; ++c) {
            *c = *c == '-' ? '_' : *c;
        }
        assert_false(scenario_has(scenario, texts[i].name));
        check_ok(blackout_scenario_set(scenario, texts[i].name, texts[i].text, &error), &error);
        assert_true(scenario_has(scenario, texts[i].name));
        struct blackout_scenario before = *scenario;
        read_member(scenario, texts[i].name, texts[i].other);
        read_member(scenario, member, texts[i].other);
        before.arena = scenario->arena;
        assert_memory_equal(&before, scenario, sizeof before);
        read_member(unset, member, texts[i].other);
        assert_true(scenario_has(unset, texts[i].name));
        blackout_scenario_free(scenario);
        blackout_scenario_free(unset);
    }
}

/* A text that is refused leaves what was set before. */
static void a_refused_text_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXT_COUNT; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error;
        check_fails(blackout_scenario_set(scenario, texts[i].name, "", &error),
                    BLACKOUT_ERROR_USAGE, &error);
        assert_false(scenario_has(scenario, texts[i].name));
        check_ok(blackout_scenario_set(scenario, texts[i].name, texts[i].text, &error), &error);
        struct blackout_scenario before = *scenario;
        check_fails(blackout_scenario_set(scenario, texts[i].name, "", &error),
                    BLACKOUT_ERROR_USAGE, &error);
        before.arena = scenario->arena;
        assert_memory_equal(&before, scenario, sizeof before);
        blackout_scenario_free(scenario);
    }
}

static void the_nearest_name_of_the_question_is_named(void **state)
{
    blackout_error error;
    size_t number;
    (void)state;
    assert_null(input_for(&number, QUESTION_SCENARIO, "platfrom", &error));
    assert_non_null(strstr(error.message, "perhaps 'platform'"));
    assert_null(
        input_for(&number, QUESTION_REQUEST, "platform", &error)); /* not of this question */
    assert_non_null(strstr(error.message, "symbol, date"));
    assert_null(input_for(&number, QUESTION_TRAFFIC, "strat", &error));
    assert_non_null(strstr(error.message, "perhaps 'start'"));
    assert_null(blackout_input_find("platfrom"));
    assert_ptr_equal(blackout_input_find("platform"), blackout_input_at(0));
}

/* ---- What repeats the table ------------------------------------------------------------------ */

static char *read_source(const char *path)
{
    char full[1024];
    snprintf(full, sizeof full, "%s/%s", BLACKOUT_SOURCE_DIR, path);
    FILE *file = fopen(full, "r");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static bool is_among(const char *name, const char *const *names)
{
    size_t i = 0;
    while (names[i] != NULL && strcmp(names[i], name) != 0) {
        ++i;
    }
    return names[i] != NULL;
}

/* What takes a path says so by FILE. Lists are joined where they are given again, and prices are
 * files that add to each other (docs/commands.md); all else is given once. */
static void files_and_lists_are_told(void **state)
{
    static const char *const lists[] = {"platform", "region", "threshold", "symbol", "peers", NULL};
    static const char *const adding[] = {"prices", NULL};
    (void)state;
    for (size_t i = 0; blackout_input_at(i) != NULL; ++i) {
        const blackout_input *input = blackout_input_at(i);
        const bool is_path = input->value != NULL && strcmp(input->value, "FILE") == 0;
        assert_int_equal(input->is_file != 0, is_path);
        assert_int_equal(input->is_list != 0, is_among(input->name, lists));
        assert_int_equal(input->adds != 0, is_among(input->name, adding));
    }
}

/* Every name in `reports` is a report. */
static void reports_are_reports(void **state)
{
    (void)state;
    for (size_t i = 0; blackout_input_at(i) != NULL; ++i) {
        char list[256];
        snprintf(list, sizeof list, "%s", blackout_input_at(i)->reports);
        for (char *report = strtok(list, " "); report != NULL; report = strtok(NULL, " ")) {
            assert_non_null(blackout_report_format(report, 0));
        }
    }
}

/* The comment above the call that sets inputs lists those of its question, and nothing else: a name
 * begins a line of the list, or a column of it, after two blanks, and two blanks follow. */
static void check_comment(const char *path, const char *call, enum question question)
{
    char *text = read_source(path);
    char *end = strstr(text, call);
    assert_non_null(end);
    char *begin = end;
    while (strncmp(begin, "/* ", 3) != 0) {
        --begin;
    }
    *end = '\0';
    for (size_t i = 0; blackout_input_at(i) != NULL; ++i) {
        const blackout_input *input = blackout_input_at(i);
        char listed[4][80];
        snprintf(listed[0], sizeof listed[0], "  %s  ", input->name);
        snprintf(listed[1], sizeof listed[1], "  %s, ", input->name);
        snprintf(listed[2], sizeof listed[2], ", %s  ", input->name);
        bool found = false;
        for (int k = 0; k < 3; ++k) {
            found = found || strstr(begin, listed[k]) != NULL;
        }
        if (found != has(input, question)) {
            fail_msg("%s: '%s' is %s the list above %s", path, input->name,
                     found ? "no input, but in" : "missing from", call);
        }
    }
    free(text);
}

static void header_comments_list_the_inputs(void **state)
{
    (void)state;
    check_comment("include/blackout/scenario.h", "blackout_scenario_set(", QUESTION_SCENARIO);
    check_comment("include/blackout/market.h", "blackout_request_set(", QUESTION_REQUEST);
    check_comment("include/blackout/traffic.h", "blackout_traffic_query_set(", QUESTION_TRAFFIC);
}

/* The program has an option for each input, and says nothing else of it than a letter. */
static void every_input_is_an_option(void **state)
{
    char *text = read_source("src/cli/options.c");
    size_t inputs = 0;
    (void)state;
    for (size_t i = 0; blackout_input_at(i) != NULL; ++i, ++inputs) {
        char row[80];
        snprintf(row, sizeof row, "= {\"%s\"", blackout_input_at(i)->name);
        const char *at = strstr(text, row);
        if (at == NULL) {
            fail_msg("the program has no option '--%s'", blackout_input_at(i)->name);
        } else {
            at += strlen(row);
            assert_true(at[0] == '}' || (strncmp(at, ", '", 3) == 0 && at[5] == '}'));
            assert_null(strstr(at, row));
        }
    }
    size_t bare = 0; /* options of which the table has no more than an input's */
    for (const char *at = text; (at = strstr(at, "= {\"")) != NULL; ++at) {
        const char *after = strchr(at + 4, '"') + 1;
        bare += after[0] == '}' || (strncmp(after, ", '", 3) == 0 && after[5] == '}') ? 1 : 0;
    }
    assert_int_equal(bare, inputs);
    free(text);
}

/* Every `--option` of a document is an option, and every input is in one. */
static void documents_name_the_options(void **state)
{
    static const char *const documents[] = {"docs/commands.md", "docs/event-study.md",
                                            "docs/traffic.md", "docs/risk.md"};
    char *options = read_source("src/cli/options.c");
    bool seen[64] = {false};
    (void)state;
    for (size_t d = 0; d < sizeof documents / sizeof documents[0]; ++d) {
        char *text = read_source(documents[d]);
        for (const char *at = text; (at = strstr(at, "--")) != NULL;) {
            at += 2;
            const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
            const bool option = islower((unsigned char)at[0]) && at[length - 1] != '-' &&
                                (at - 3 < text || strchr(" `(\n", at[-3]) != NULL);
            char row[80];
            snprintf(row, sizeof row, "{\"%.*s\"", (int)length, at);
            if (option && strstr(options, row) == NULL) {
                fail_msg("%s: there is no option '--%.*s'", documents[d], (int)length, at);
            }
            for (size_t i = 0; option && blackout_input_at(i) != NULL; ++i) {
                const char *name = blackout_input_at(i)->name;
                seen[i] = seen[i] || (strlen(name) == length && strncmp(name, at, length) == 0);
            }
            at += length;
        }
        free(text);
    }
    for (size_t i = 0; blackout_input_at(i) != NULL; ++i) {
        if (!seen[i]) {
            fail_msg("no document names '--%s'", blackout_input_at(i)->name);
        }
    }
    free(options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_input_of_a_scenario_is_tried),
        cmocka_unit_test(what_is_set_goes_before_the_file),
        cmocka_unit_test(a_refused_text_changes_nothing),
        cmocka_unit_test(the_nearest_name_of_the_question_is_named),
        cmocka_unit_test(files_and_lists_are_told),
        cmocka_unit_test(reports_are_reports),
        cmocka_unit_test(header_comments_list_the_inputs),
        cmocka_unit_test(every_input_is_an_option),
        cmocka_unit_test(documents_name_the_options),
    };
    return cmocka_run_group_tests_name("inputs", tests, NULL, NULL);
}
