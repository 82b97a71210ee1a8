/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/survey, number_survey, date_survey: what the rows of a file say together of how its
 * numbers and dates are written; fields and row_maker: bases, totals, rows without values.
 * Expected: one reading that goes with all rows of a file, or both readings, said with each value.
 * Alpha and beta of acme earn 21,915,000 USD. */
#include "messages.h"

#define NUMBERS "owner;name;currency;annual_revenue;market_cap\n"
#define DATES "owner,name,currency,as_of,source\n"
#define DATED_PLATFORMS                                                                            \
    "platform,as_of,name,owner,annual_revenue,currency\nalpha,,Alpha,acme,8766000,USD\nbeta,,"     \
    "Beta,acme,13149000,USD\n"
/* Of a column that is read as the decimals of another one say. */
#define GROUPED(mark, where, decimal)                                                              \
    "owners.csv:2:4 warning grouped_number: annual_revenue has a " mark                            \
    " between thousands (" where "), since the decimals of market_cap have a " decimal "\n"
#define BASES "owner,name,currency,basis,source\n"

static const struct message_case numbers[] = {
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915;250,5\nbolt;Bolt;EUR;;\n",
     GROUPED("point", "'21.915'", "comma") OWNER_SUM("2", "acme", "21915000", "21915")},
    {"owners.csv", NUMBERS "acme;Acme;USD;21,915;250.5\nbolt;Bolt;EUR;;\n",
     GROUPED("comma", "'21,915'", "point") OWNER_SUM("2", "acme", "21915000", "21915")},
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915;250,5\nbolt;Bolt;EUR;4.383;\n",
     GROUPED("point", "'21.915', 2 rows: lines 2, 3", "comma")
         OWNER_SUM("2", "acme", "21915000", "21915") OWNER_SUM("3", "bolt", "4383000", "4383")},
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915;250,5\nbolt;Bolt;EUR;4.383;1.000,5\n",
     GROUPED("point", "'21.915', 2 rows: lines 2, 3", "comma")
         OWNER_SUM("2", "acme", "21915000", "21915") OWNER_SUM("3", "bolt", "4383000", "4383")},
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915;250.5\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 ambiguous_number: annual_revenue may mean thousands or a decimal mark "
     "('21.915': 21915 or 21.915); write the one that is meant, or declare the decimal mark "
     "(decimalChar, --decimal-mark)\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915;1.234\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 ambiguous_number: annual_revenue may mean thousands or a decimal mark "
     "('21.915': 21915 or 21.915); write the one that is meant, or declare the decimal mark "
     "(decimalChar, --decimal-mark)\n"
     "owners.csv:2:5 ambiguous_number: market_cap may mean thousands or a decimal mark ('1.234': "
     "1234 or 1.234); write the one that is meant, or declare the decimal mark (decimalChar, "
     "--decimal-mark)\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915.000;1,234\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:5 ambiguous_number: market_cap may mean thousands or a decimal mark ('1,234': "
     "1234 or 1.234); write the one that is meant, or declare the decimal mark (decimalChar, "
     "--decimal-mark)\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;21915000;250,5\nbolt;Bolt;EUR;;250.5\n",
     "owners.csv:3:5 mixed_numbers: market_cap has a grouping or decimal mark that does not go "
     "with other rows ('250.5'); one way to write a column, as '250,5' in line 2\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;21915000;250,5\nbolt;Bolt;EUR;;1.250,5\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;21'915'000;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;21 915 000;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;21,915,000;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;2,19,15,000;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;21915000 USD;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;21915000 EUR;250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue has another currency than its row or column "
     "('21915000 EUR'); the same currency, or a plain number\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;$21,915,000;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;(21915000);250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue is out of range ('(21915000)'); give a number of at "
     "least 0\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;+21915000;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;2.1915e7;250\nbolt;Bolt;EUR;;\n", ""},
    {"owners.csv", NUMBERS "acme;Acme;USD;21.915 Mio;250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue is not a number "
     "('21.915 Mio'); the whole amount without a unit, like 240000 for 240k\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;21915000-;250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue is out of range ('21915000-'); give a number of at "
     "least 0\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;1e400;250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue is too large ('1e400'); a number below 1e50\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;nan;250\nbolt;Bolt;EUR;;inf\n",
     "owners.csv:2:4 bad_value: annual_revenue is not a number ('nan'); the number; where none is "
     "known and none is needed, an empty field, or declare missingValues\n"
     "owners.csv:3:5 bad_value: market_cap is not a number ('inf'); give a number of at least 0\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;0x10;250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue is not a number ('0x10'); give a number of at least "
     "0\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;50%;250\nbolt;Bolt;EUR;;\n",
     "owners.csv:2:4 bad_value: annual_revenue has a percent sign ('50%'); a plain number, like "
     "0.12 for 12 %\n"},
    {"owners.csv", NUMBERS "acme;Acme;USD;n/a;-\nbolt;Bolt;EUR;;NULL\n",
     "owners.csv:2:4 bad_value: annual_revenue is not a number ('n/a'); the number; where none is "
     "known and none is needed, an empty field, or declare missingValues\n"
     "owners.csv:2:5 bad_value: market_cap is not a number ('-'); the number; where none is known "
     "and none is needed, an empty field, or declare missingValues (2 rows: lines 2, 3)\n"},
    /* 0 is the same with a percent sign and without, 1 is not */
    {"owners.csv", "owner,name,currency,margin\nacme,Acme,USD,50%\nbolt,Bolt,EUR,0\n",
     "owners.csv:2:4 warning percent: margin is written in percent ('50%'): it is read as a share, "
     "1 for 100 %\n"},
    {"owners.csv", "owner,name,currency,margin\nacme,Acme,USD,50%\nbolt,Bolt,EUR,1\n",
     "owners.csv:2:4 bad_value: margin has a percent sign ('50%'); a plain number, like 0.12 for "
     "12 %, or a percent sign in every row\n"},
};

static const struct message_case dates[] = {
    {"owners.csv", DATES "acme,Acme,USD,2021-10-04,\nbolt,Bolt,EUR,20211004,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,4 Oct 2021,\nbolt,Bolt,EUR,5 October 2021,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,04.10.2021,\nbolt,Bolt,EUR,05.10.2021,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,04.10.2021,\nbolt,Bolt,EUR,25.10.2021,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,10/25/2021,\nbolt,Bolt,EUR,10/04/2021,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,25/10/21,\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('25/10/21'); a year of four digits; "
     "it may be 2021-10-25 or 2025-10-21\n"},
    {"owners.csv", DATES "acme,Acme,USD,2021/10/04,\nbolt,Bolt,EUR,2021-10-05,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,44473,\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('44473'); a date like 2021-10-04; if "
     "it counts the days of a spreadsheet, it is 2021-10-04: format the cell as a date\n"},
    {"owners.csv", DATES "acme,Acme,USD,2021-02-29,\nbolt,Bolt,EUR,2020-02-29,\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('2021-02-29'); give ISO 8601, like "
     "2021-10-04T15:39Z\n"},
    {"owners.csv",
     DATES "acme,Acme,USD,2021-10-04 15:39,\nbolt,Bolt,EUR,2021-10-04T15:39:00+02:00,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,10/04/2021 03:39 PM,\nbolt,Bolt,EUR,10/25/2021 12:00 AM,\n",
     ""},
    {"owners.csv", DATES "acme,Acme,USD,0000-01-01,\nbolt,Bolt,EUR,9999-12-31,\n", ""},
    {"owners.csv", DATES "acme,Acme,USD,10000-01-01,\nbolt,Bolt,EUR,0001-01-01,\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('10000-01-01'); give ISO 8601, like "
     "2021-10-04T15:39Z\n"},
    {"owners.csv", DATES "acme,Acme,USD,1633351140,\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('1633351140'); a date like "
     "2021-10-04; if it counts the seconds since 1970, it is 2021-10-04T12:39:00Z\n"},
    {"owners.csv", DATES "acme,Acme,USD,2021-10,\nbolt,Bolt,EUR,2021,\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('2021-10'); give ISO 8601, like "
     "2021-10-04T15:39Z (2 rows: lines 2, 3)\n"},
    {"owners.csv", DATES "acme,Acme,USD,2021-10-04T15:39,\nbolt,Bolt,EUR,2021-10-04T24:00Z,\n", ""},
};

static const struct message_case bases[] = {
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nbolt,Bolt,EUR,guess,y\n",
     "owners.csv:3:4 bad_value: basis is not known ('guess'); measured, reported, derived or "
     "assumed\n"},
    {"owners.csv", BASES "acme,Acme,USD,Measured,x\nbolt,Bolt,EUR,,y\n",
     "owners.csv:2:4 bad_value: basis is not known ('Measured'); measured, reported, derived or "
     "assumed\n"},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nbolt,Bolt,EUR,assumed\n",
     "owners.csv:3:4 bad_width: the row has a different number of fields from the header ('4'); "
     "give 5\n"},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nsum,Sum,EUR,assumed,\n",
     "owners.csv:3:1 total_row: the row is a total of others, which would count twice ('sum'); "
     "leave it out, or give the owner of that name another one\n"
     "platforms.csv:4:3 missing_key: owner is not in owners ('bolt'); there are acme, sum\n"},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nbolt,Total,EUR,assumed,\n", ""},
    {"owners.csv",
     BASES "acme,Acme,USD,measured,x\nGrand Total,All,EUR,assumed,\nbolt,Bolt,EUR,,\n",
     "owners.csv:3:1 total_row: the row is a total of others, which would count twice ('Grand "
     "Total'); leave it out, or give the owner of that name another one\n"},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nbolt,Bolt,EUR,,\n,,,,\n",
     "owners.csv:4:1 warning empty_row: 1 row without any value is skipped\n"},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\n\n\nbolt,Bolt,EUR,,\n", ""},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nACME,Acme,USD,,\nbolt,Bolt,EUR,,\n",
     "owners.csv:3:1 near_names: the name differs from that of line 2 in case, blanks or "
     "punctuation alone ('ACME'); keep one of the two rows where they are one owner, else a name "
     "with other letters or digits\n"},
    {"owners.csv", BASES "acme,Acme,USD,measured,x\nacme ,Acme,USD,,\nbolt,Bolt,EUR,,\n",
     "owners.csv:3:1 repeated_key: the same key is already in line 2 ('acme'); keep one row for "
     "each owner\n"},
    {"owners.csv",
     "owner,name,currency,currency_basis,name_source,margin,margin_basis,margin_source\nacme,Acme,"
     "USD,measured,x,0.5,guess,y\nbolt,Bolt,EUR,,,,,\n",
     "owners.csv:2:7 bad_value: margin_basis is not known ('guess'); measured, reported, derived "
     "or assumed\n"},
    /* the key of a short row is known where it and what follows fits, an empty field as well */
    {"platforms.csv", DATED_PLATFORMS "delta,,Delta,bolt,4383000\n",
     "platforms.csv:4:5 bad_width: the row has a different number of fields from the header ('5'); "
     "give 6\n" NO_GAMMA},
    {"platforms.csv", DATED_PLATFORMS ",,Delta,bolt,4383000\n",
     "platforms.csv:4:5 bad_width: the row has a different number of fields from the header ('5'); "
     "give 6\n"},
};

static void numbers_are_read_in_one_way(void **state)
{
    MESSAGES_CHECK(state, numbers);
}

static void dates_are_read_in_one_way(void **state)
{
    MESSAGES_CHECK(state, dates);
}

static void rows_have_bases_and_keys(void **state)
{
    MESSAGES_CHECK(state, bases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_in_one_way),
        cmocka_unit_test(dates_are_read_in_one_way),
        cmocka_unit_test(rows_have_bases_and_keys),
    };
    return cmocka_run_group_tests_name("survey", tests, world_open, world_close);
}
