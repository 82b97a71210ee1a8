/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/field_hints: what to write in place of what spreadsheets and people write. Days of 44472
 * and 25569 are those that LibreOffice shows for these numbers: 2021-10-03 and 1970-01-01. */
#include "ingest/field_hints.h"

#include <string.h>

#include "check.h"

static const struct column_schema *column(enum table_id table, int number)
{
    return &schema_table(table)->columns[number];
}

/* The remedy has `part`; NULL: there is none. */
static void check_hint(enum field_fault fault, const struct column_schema *schema, const char *text,
                       const char *part)
{
    char remedy[FIELD_REMEDY_SIZE] = "untouched";
    const bool known = field_hint(remedy, fault, schema, &(struct field_style){0}, text);
    if (known != (part != NULL) || strstr(remedy, part != NULL ? part : "untouched") == NULL) {
        fail_msg("'%s': %s", text, remedy);
    }
}

static void numbers(void **state)
{
    const struct column_schema *revenue = column(DEPENDENCIES, DEPENDENCIES_ANNUAL_REVENUE);
    (void)state;
    check_hint(FIELD_NOT_NUMBER, revenue, "240k", "240000 for 240k");
    check_hint(FIELD_GROUPED, revenue, "0,24 Mio.", "240000 for 240k");
    check_hint(FIELD_NOT_NUMBER, revenue, "n/a", "empty field");
    check_hint(FIELD_NOT_NUMBER, revenue, "#REF!", "correct the formula");
    check_hint(FIELD_NOT_NUMBER, revenue, "=A1", "values, not its formulas");
    check_hint(FIELD_GROUPED, revenue, "12 shops", "without words");
    check_hint(FIELD_NOT_NUMBER, revenue, "many", NULL);
    check_hint(FIELD_NOT_NUMBER, revenue, "k$850", "240000 for 240k");
    check_hint(FIELD_NOT_NUMBER, revenue, "TEUR 850", "240000 for 240k");
    check_hint(FIELD_NOT_NUMBER, revenue, "1.2 Mio. \xE2\x82\xAC", "240000 for 240k");
    check_hint(FIELD_NOT_NUMBER, revenue, "'850000", "without the apostrophe");
    check_hint(FIELD_NOT_NUMBER, revenue, ".18", "a digit before the mark");
    check_hint(FIELD_OVERFLOW, revenue, "240k", NULL);
}

/* Hours and minutes of a clock as hours: 5 + 30 / 60, -(3 + 30 / 60). */
static void offsets(void **state)
{
    const struct column_schema *offset = column(REGIONS, REGIONS_UTC_OFFSET_HOURS);
    (void)state;
    check_hint(FIELD_NOT_NUMBER, offset, "+05:30", "the hours as a number: 5.5");
    check_hint(FIELD_OTHER_CURRENCY, offset, "UTC-3:30", "the hours as a number: -3.5");
    check_hint(FIELD_OTHER_CURRENCY, offset, "utc+2", "the hours as a number: 2");
    check_hint(FIELD_NOT_NUMBER, offset, "GMT", "the hours as a number: 0");
    check_hint(FIELD_NOT_NUMBER, offset, "Europe/Rome", NULL);
    check_hint(FIELD_OTHER_CURRENCY, column(DEPENDENCIES, DEPENDENCIES_FIRMS), "UTC+2", NULL);
}

static void shares(void **state)
{
    const struct column_schema *share = column(DEPENDENCIES, DEPENDENCIES_SHARE);
    (void)state;
    check_hint(FIELD_OUT_OF_RANGE, share, "23.85", "write 0.2385");
    check_hint(FIELD_OUT_OF_RANGE, share, "100.5", NULL);
    check_hint(FIELD_OUT_OF_RANGE, share, "1.5", NULL);
    check_hint(FIELD_OUT_OF_RANGE, share, "-0.2", NULL);
    check_hint(FIELD_OUT_OF_RANGE, column(DEPENDENCIES, DEPENDENCIES_FIRMS), "23", NULL);
}

/* The words of the press and of status pages; what they are worth is in tables/catalogue.c. */
static void words_for_severity(void **state)
{
    const struct column_schema *severity = column(OUTAGES, OUTAGES_SEVERITY);
    (void)state;
    check_hint(FIELD_NOT_NUMBER, severity, "partial", "turned out to be 0.413");
    check_hint(FIELD_NOT_NUMBER, severity, "Partial_Outage", "as severity_low");
    check_hint(FIELD_NOT_NUMBER, severity, "full", "leave it empty for an outage called full");
    check_hint(FIELD_NOT_NUMBER, severity, "most", NULL);
    check_hint(FIELD_NOT_NUMBER, column(DEPENDENCIES, DEPENDENCIES_SHARE), "full", NULL);
}

static void dates(void **state)
{
    const struct column_schema *date = column(FX, FX_DATE);
    (void)state;
    check_hint(FIELD_NOT_INSTANT, date, "01/10/21", "2021-10-01 or 2021-01-10 or 2001-10-21");
    check_hint(FIELD_NOT_INSTANT, date, "04.04.04", "it is 2004-04-04");
    check_hint(FIELD_NOT_INSTANT, date, "45/45/45", "no date at all");
    check_hint(FIELD_NOT_INSTANT, date, "44472", "2021-10-03");
    check_hint(FIELD_NOT_INSTANT, date, "25569.75", "1970-01-01");
    check_hint(FIELD_NOT_INSTANT, date, "20000", "1954-10-03");
    check_hint(FIELD_NOT_INSTANT, date, "80000", "2119-01-11");
    check_hint(FIELD_NOT_INSTANT, date, "19999", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "80001", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "44472,5", "2021-10-03");
    check_hint(FIELD_NOT_INSTANT, date, "44472x", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "1633351140",
               "the seconds since 1970, it is 2021-10-04T12:39:00Z");
    check_hint(FIELD_NOT_INSTANT, date, "1633351140000", "it is 2021-10-04T12:39:00Z");
    check_hint(FIELD_NOT_INSTANT, date, "1633351140000000", "it is 2021-10-04T12:39:00Z");
    check_hint(FIELD_NOT_INSTANT, date, "1633351140000000000", "it is 2021-10-04T12:39:00Z");
    check_hint(FIELD_NOT_INSTANT, date, "16333511400", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "163335114", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "01/10-21", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "1/10", NULL);
    check_hint(FIELD_NOT_INSTANT, date, "yesterday", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers), cmocka_unit_test(offsets), cmocka_unit_test(words_for_severity),
        cmocka_unit_test(shares),  cmocka_unit_test(dates),
    };
    return cmocka_run_group_tests_name("field_hints", tests, NULL, NULL);
}
