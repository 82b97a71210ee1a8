/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filing/formats: what each form takes and refuses, and that its pattern says the same: the pattern
 * is read by POSIX regcomp, an independent program, with \d and (?: written as it has them. */
#include "filing/fields.h"
#include "filing/formats.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

static const char *const texts[] = {
    "0:00:00",
    "0:06:11",
    "12:23:59",
    "999:00:00",
    "1000:00:00",
    "0:24:00",
    "0:19:60",
    "0:6:11",
    ":06:11",
    "0:06:11 ",
    "EUR",
    "eur",
    "EURO",
    "DE;AT",
    "DE",
    "DE;",
    "DE,AT",
    "DEU",
    "",
    "0",
    "12.5",
    "12.55",
    "12.555",
    "99.9",
    "12,5",
    "-1",
    "1e3",
    ".5",
    "5.",
    "123456789012345",
    "1234567890123456",
    "2025-03-04T09:12:00Z",
    "2025-03-04T09:12:00",
    "2025-03-04T09:12Z",
    "2025-3-04T09:12:00Z",
    "5493001KJTIIGC8Y1R12",
    "5493001KJTIIGC8Y1R1X",
    "5493001kJTIIGC8Y1R12",
    "one line",
    "two\nlines",
};

/* "\d" is "[0-9]" and "(?:" is "(". */
static void translate(char *posix, const char *pattern)
{
    while (*pattern != '\0') {
        if (strncmp(pattern, "\\d", 2) == 0) {
            posix += sprintf(posix, "[0-9]");
            pattern += 2;
        } else if (strncmp(pattern, "(?:", 3) == 0) {
            *posix++ = '(';
            pattern += 3;
        } else if (strncmp(pattern, "\\n", 2) == 0) {
            *posix++ = '\n';
            pattern += 2;
        } else {
            if (strncmp(pattern, "[01]", 4) == 0 || *pattern != '\\' || pattern[1] != 'd') {
                *posix++ = *pattern;
            }
            ++pattern;
        }
    }
    *posix = '\0';
}

static void patterns_and_functions_agree(void **state)
{
    (void)state;
    for (int format = 0; format < FILING_FORMAT_COUNT; ++format) {
        regex_t compiled;
        char posix[256];
        size_t taken = 0;
        translate(posix, filing_format_rule((enum filing_format)format)->pattern);
        assert_int_equal(regcomp(&compiled, posix, REG_EXTENDED | REG_NOSUB), 0);
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
            const bool takes = filing_format_takes((enum filing_format)format, texts[i]);
            if (takes != (regexec(&compiled, texts[i], 0, NULL, 0) == 0)) {
                fail_msg("'%s' and its pattern %s disagree", texts[i], posix);
            }
            taken += takes ? 1 : 0;
        }
        assert_true(taken > 0 && taken < sizeof texts / sizeof texts[0]);
        regfree(&compiled);
    }
}

/* Each pattern as its source has it, typed here again: a slip in the data is a difference. Those of
 * duration and LEI are in public validators of the form IR-1.2.1; that amounts are in thousands and
 * percentages have one decimal place is in the guide of the ACPR to it. */
static void patterns_are_those_of_their_sources(void **state)
{
    static const struct {
        const char *name;
        const char *pattern;
        const char *longest;  /* that it takes */
        const char *too_long; /* by one */
    } sources[FILING_FORMAT_COUNT] = {
        [FILING_TEXT] = {"text", "^[^\\n]+$", "a", ""},
        [FILING_CURRENCY] = {"currency", "^[A-Z]{3}$", "SEK", "SEKS"},
        [FILING_DATE_TIME] = {"date_time", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$",
                              "2025-03-04T09:12:00Z", "2025-03-04T09:12:00.0Z"},
        [FILING_DURATION] = {"duration", "^\\d{1,3}:(?:[01]\\d|2[0-3]):[0-5]\\d$", "999:23:59",
                             "1000:00:00"},
        [FILING_COUNT] = {"count", "^\\d{1,15}$", "999999999999999", "1000000000000000"},
        [FILING_PERCENT] = {"percent", "^\\d{1,3}(?:\\.\\d)?$", "999.9", "1000.0"},
        [FILING_PROPORTION] = {"proportion", "^\\d{1,3}(?:\\.\\d{1,3})?$", "0.054", "0.0543"},
        [FILING_AMOUNT] = {"amount", "^\\d{1,15}(?:\\.\\d{1,2})?$", "999999999999999.99",
                           "1000000000000000.00"},
        [FILING_THOUSANDS] = {"thousands", "^\\d{1,12}(?:\\.\\d{1,5})?$", "999999999999.99999",
                              "1000000000000.00000"},
        [FILING_COUNTRIES] = {"countries", "^[A-Z]{2}(?:;[A-Z]{2})*$", "DE;AT;FR", "DE;AT;"},
        [FILING_LEI] = {"lei", "^[A-Z0-9]{18}\\d{2}$", "5493001KJTIIGC8Y1R12",
                        "5493001KJTIIGC8Y1R123"}};
    (void)state;
    for (int i = 0; i < FILING_FORMAT_COUNT; ++i) {
        const struct filing_format_rule *rule = filing_format_rule((enum filing_format)i);
        assert_string_equal(rule->name, sources[i].name);
        assert_string_equal(rule->pattern, sources[i].pattern);
        assert_true(filing_format_takes((enum filing_format)i, sources[i].longest));
        assert_false(filing_format_takes((enum filing_format)i, sources[i].too_long));
        assert_true(rule->source[0] != '\0');
    }
}

/* What a field of a form is written as, by its number, and the currencies of field 1.15. */
static void fields_have_the_formats_of_the_form(void **state)
{
    static const struct {
        const char *number;
        enum filing_format format;
    } fields[] = {
        {"1.3", FILING_LEI},       {"1.6", FILING_LEI},        {"1.15", FILING_CURRENCY},
        {"2.2", FILING_DATE_TIME}, {"2.3", FILING_DATE_TIME},  {"2.6", FILING_COUNTRIES},
        {"3.2", FILING_DATE_TIME}, {"3.3", FILING_DATE_TIME},  {"3.4", FILING_COUNT},
        {"3.5", FILING_PERCENT},   {"3.6", FILING_COUNT},      {"3.7", FILING_PERCENT},
        {"3.9", FILING_COUNT},     {"3.10", FILING_PERCENT},   {"3.11", FILING_THOUSANDS},
        {"3.15", FILING_DURATION}, {"3.16", FILING_DURATION},  {"4.7", FILING_DATE_TIME},
        {"4.8", FILING_DATE_TIME}, {"4.13", FILING_THOUSANDS}, {"4.14", FILING_THOUSANDS}};
    static const char *const currencies[] = {"EUR", "BGN", "CZK", "DKK", "HUF", "PLN",
                                             "RON", "ISK", "CHF", "NOK", "SEK"};
    enum { CURRENCIES = sizeof currencies / sizeof currencies[0] };
    const struct filing_form *dora = filing_form_find("dora");
    size_t others = 0;
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; ++i) {
        const struct filing_field *field = filing_field_find(dora, fields[i].number);
        assert_non_null(field);
        assert_int_equal(field->format, fields[i].format);
    }
    for (size_t i = 0; i < dora->field_count; ++i) {
        others += dora->fields[i].format == FILING_TEXT ? 1 : 0;
        assert_true(dora->fields[i].official);
    }
    assert_int_equal(others + sizeof fields / sizeof fields[0], dora->field_count);
    for (size_t i = 0; i < CURRENCIES; ++i) {
        assert_string_equal(dora->currencies[i], currencies[i]);
    }
    assert_null(dora->currencies[CURRENCIES]);
    assert_string_equal(dora->date, "2025-02-20");
}

/* What no pattern sees: days that the calendar lacks. Of a daily average more than all is possible.
 */
static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_true(filing_format_takes(FILING_DATE_TIME, "2024-02-29T23:59:59Z"));
    assert_false(filing_format_takes(FILING_DATE_TIME, "2025-02-29T23:59:59Z"));
    assert_false(filing_format_takes(FILING_DATE_TIME, "2025-03-04T24:30:00Z"));
    assert_true(filing_format_takes(FILING_PERCENT, "100"));
    assert_true(filing_format_takes(FILING_PERCENT, "100.0"));
    assert_true(filing_format_takes(FILING_PERCENT, "150.5"));
    assert_false(filing_format_takes(FILING_PERCENT, "1000"));
    assert_true(filing_format_takes(FILING_THOUSANDS, "2.5"));
    assert_true(filing_format_takes(FILING_THOUSANDS, "98.00971"));
    assert_false(filing_format_takes(FILING_THOUSANDS, "98.009710"));
    assert_false(filing_format_takes(FILING_THOUSANDS, "2,500"));
}

/* By hand: 371 minutes are 6 h 11; 50.0083 h are 2 d 2 h and half a minute, which is rounded up. */
static void durations_are_of_whole_minutes(void **state)
{
    char text[FILING_DURATION_SIZE];
    (void)state;
    assert_true(filing_print_duration(text, 371 / 60.0));
    assert_string_equal(text, "0:06:11");
    assert_true(filing_print_duration(text, 50 + 0.5001 / 60));
    assert_string_equal(text, "2:02:01");
    assert_true(filing_print_duration(text, 999 * 24 + 23.99));
    assert_string_equal(text, "999:23:59");
    assert_false(filing_print_duration(text, 1000 * 24.0));
    assert_false(filing_print_duration(text, NAN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(patterns_and_functions_agree),
                                       cmocka_unit_test(patterns_are_those_of_their_sources),
                                       cmocka_unit_test(fields_have_the_formats_of_the_form),
                                       cmocka_unit_test(what_cannot_be_is_refused),
                                       cmocka_unit_test(durations_are_of_whole_minutes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
