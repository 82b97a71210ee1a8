/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/rate_sheet: a sheet of the European Central Bank is rows of fx. Expected: rates for one
 * EUR over that of the USD, 1 over it for the EUR itself; what is not available is counted, once;
 * what is wrong has its place. */
#include "tables/dataset.h"
#include "messages.h"

#define SUMMARY(count)                                                                             \
    "fx.csv:1:1 warning rate_sheet: rates for one EUR are read as rates for one USD, by way of "   \
    "the column USD; " count " not available and left out\n"

static const struct {
    const char *text;
    const char *expected; /* reported */
    const char *rates;    /* line, currency, date, rate */
} cases[] = {
    {"Date,USD,GBP,JPY,\n2021-10-05,1.25,0.875,125,\n2021-10-04,1.6,0.8,N/A,\n", SUMMARY("1 is"),
     "2 EUR 2021-10-05 0.8\n2 GBP 2021-10-05 0.7\n2 JPY 2021-10-05 100\n"
     "3 EUR 2021-10-04 0.625\n3 GBP 2021-10-04 0.5\n"},
    {"Date,GBP,USD\n2021-10-05,0.875,1.25\n", SUMMARY("0 are"),
     "2 EUR 2021-10-05 0.8\n2 GBP 2021-10-05 0.7\n"},
    /* a single day, with a blank after each comma; at par, which one day may be */
    {"Date, USD, GBP, \n04 October 2021, 1, 0.5, \n", SUMMARY("0 are"),
     "2 EUR 2021-10-04 1\n2 GBP 2021-10-04 0.5\n"},
    {"Date,USD,GBP\n2021-10-05,1,0.5\n2021-10-04,1.25,0.5\n", SUMMARY("0 are"),
     "2 EUR 2021-10-05 1\n2 GBP 2021-10-05 0.5\n3 EUR 2021-10-04 0.8\n3 GBP 2021-10-04 0.4\n"},
    /* without the rate of the USD a day has none; a row may end early */
    {"Date,USD,GBP\n2021-10-05,N/A,0.5\n2021-10-04,,0.5\n2021-10-01,1.25\n", SUMMARY("2 are"),
     "4 EUR 2021-10-01 0.8\n"},
    /* rows of delimiters alone, and empty fields behind the last column */
    {"Date,USD,GBP\n,,\n2021-10-05,1.25,0.875,,\n", SUMMARY("0 are"),
     "3 EUR 2021-10-05 0.8\n3 GBP 2021-10-05 0.7\n"},
};

static const struct message_case wrong[] = {
    {"fx.csv", "Date,USD,GBP\n2021-10-05,0,0.5\n2021-10-04,1.25,-1\n2021-10-01,1.25,\n",
     SUMMARY(
         "1 is") "fx.csv:2:2 bad_value: the rate is not a number above 0 ('0'); as the European "
                 "Central Bank writes it, like 1.0983, or N/A\n"
                 "fx.csv:3:3 bad_value: the rate is not a number above 0 ('-1'); as the European "
                 "Central Bank writes it, like 1.0983, or N/A\n"},
    {"fx.csv", "Date,USD,GBP\n10/05/2021,1.25,0.5\n2021-10-04,1.25,0.5\n",
     SUMMARY("0 are") "fx.csv:2:1 bad_value: Date is not a date ('10/05/2021'); ISO 8601, like "
                      "2021-10-04\n"},
    {"fx.csv", "Date,USD,GBP\n2021-10-05,1,0.5\n2021-10-04,1,0.5\n2021-10-01,1,0.5\n",
     "fx.csv:1:2 bad_value: 'USD' is 1 on each of 3 days, so that the rates are for one USD, and "
     "not for one EUR; write them as rows of currency,per_usd,date\n"},
    {"fx.csv", "Date,USD,GBP,EUR\n2021-10-05,1.25,0.5,1\n",
     "fx.csv:1:4 bad_value: the sheet has a column 'EUR', so that its rates are not for one EUR; "
     "write them as rows of currency,per_usd,date\n"},
    /* nothing that a row says is lost without a word */
    {"fx.csv",
     "Date,USD,GBP\n,1.25,0.5\n2021-10-04,1.25,0.5,128\n2021-10-01,1.25,0.5\"6\n"
     "2021-09-30,1.25,0.5\n",
     SUMMARY("0 are") "fx.csv:2:1 bad_value: Date is not a date (''); ISO 8601, like 2021-10-04\n"
                      "fx.csv:3:4 bad_width: the row has more fields than the header ('4'); give "
                      "3\n"
                      "fx.csv:4:3 bad_text: a quote inside a field ('2 fields before it'); put the "
                      "whole field in quotes, and double those inside\n"},
    {"fx.csv", "Date,USD,GPB,XYZ\n2021-10-05,1.25,0.5,3\n",
     "fx.csv:1:3 bad_value: a column of the sheet is not a currency ('GPB'); perhaps GBP\n"},
    {"fx.csv", "Date,USD,GBP,USD\n2021-10-05,1.25,0.5,1.5\n2021-10-04,x,0.5,1.5\n",
     "fx.csv:1:4 repeated_column: the column appears twice ('USD'); keep one\n"},
    {"fx.csv", "Date,USD,GBP,JPY,GBP\n2021-10-05,1.25,0.5,120,0.5\n",
     "fx.csv:1:5 repeated_column: the column appears twice ('GBP'); keep one\n"},
    {"fx.csv", "Date,USD,GBP\n2021-10-05,1.25,0.5\n2021-10-05,1.5,0.5\n",
     SUMMARY("0 are") "fx.csv:3:1 repeated_key: the same key is already in line 2 ('EUR'); keep "
                      "one row for each currency\n"
                      "fx.csv:3:1 repeated_key: the same key is already in line 2 ('GBP'); keep "
                      "one row for each currency\n"},
};

static void sheets_are_rows_of_fx(void **state)
{
    const struct world *world = *state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char rates[MESSAGES_SIZE] = "";
        size_t used = 0;
        package_write_as_is(&world->folder, "fx.csv", cases[i].text);
        failed += messages_are(world->folder.path, cases[i].text, cases[i].expected) ? 0 : 1;
        blackout_dataset *dataset = package_open(&world->folder);
        const struct table *fx = &dataset->tables[FX];
        for (size_t k = 0; k < fx->row_count; ++k) {
            const struct cell *cells = fx->rows[k].cells;
            char date[CALENDAR_TEXT_SIZE];
            calendar_print_date(date, cells[FX_DATE].time);
            used += (size_t)snprintf(
                rates + used, MESSAGES_SIZE - used, "%zu %s %s %.12g\n", (size_t)fx->rows[k].line,
                dataset_text(dataset, cells[FX_CURRENCY].text), date, cells[FX_PER_USD].number);
        }
        failed += messages_same(rates, cases[i].text, cases[i].rates) ? 0 : 1;
        blackout_dataset_free(dataset);
    }
    world_write_files(&world->folder);
    assert_int_equal(failed, 0);
}

static void wrong_sheets_are_reported(void **state)
{
    MESSAGES_CHECK(state, wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_rows_of_fx),
        cmocka_unit_test(wrong_sheets_are_reported),
    };
    return cmocka_run_group_tests_name("rate_sheet", tests, world_open, world_close);
}
