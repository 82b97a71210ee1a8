/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/reader, header, row_maker: every message of a whole package in which one file is
 * another one. Expected: what the documents promise of each mistake, at its line and column, once,
 * and nothing else. */
#include "messages.h"

#define OWNERS_HEAD "owner,name,currency,annual_revenue\n"
#define PLATFORMS_HEAD "platform,name,owner,annual_revenue,currency\n"
#define ALPHA "alpha,Alpha,acme,8766000,USD\n"
#define BETA "beta,Beta,acme,13149000,USD\n"

/* ---- The header ------------------------------------------------------------------------------ */

static const struct message_case headers[] = {
    {"owners.csv", "owner,name,currency,anual_revenue\nacme,Acme,USD,21915000\nbolt,Bolt,EUR,\n",
     "owners.csv:1:4 misnamed_column: a column is not known ('anual_revenue'); perhaps "
     "'annual_revenue', otherwise a name less like it\n"},
    {"owners.csv", "owner,name,currency,colour\nacme,Acme,USD,red\nbolt,Bolt,EUR,\n",
     "owners.csv:1:4 warning unknown_column: the column 'colour' is not known: it is "
     "ignored\n"},
    {"owners.csv", "owner,name,currency,margin,margins\nacme,Acme,USD,0.5,0.5\nbolt,Bolt,EUR,,\n",
     "owners.csv:1:5 warning unknown_column: the column 'margins' is not known: it is "
     "ignored; perhaps 'margin'\n"},
    {"owners.csv", "owner,name,currency,margin,margin\nacme,Acme,USD,0.5,0.6\nbolt,Bolt,EUR,,\n",
     "owners.csv:1:5 repeated_column: the column appears twice ('margin'); keep one\n"},
    {"owners.csv", "owner,name,currency,colour,colour\nacme,Acme,USD,,\nbolt,Bolt,EUR,,\n",
     "owners.csv:1:4 warning unknown_column: the column 'colour' is not known: it is "
     "ignored\n"
     "owners.csv:1:5 warning unknown_column: the column 'colour' is not known: it is "
     "ignored\n"},
    {"owners.csv", "owner,name,currency,,\nacme,Acme,USD,,\nbolt,Bolt,EUR,,\n", ""},
    {"owners.csv", "owner,name\nacme,Acme\nbolt,Bolt\n",
     "owners.csv:1:1 missing_column: columns are missing from the header ('currency', "
     "read with the delimiter ',' from 'owner,name'); add them\n"},
    {"owners.csv", "owner,name,currrency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:3 missing_column: columns are missing from the header ('currency', "
     "read with the delimiter ',' from 'owner,name,currrency'); add them, or rename "
     "'currrency' if it is meant\n"
     "owners.csv:1:3 warning unknown_column: the column 'currrency' is not known: it is "
     "ignored; perhaps 'currency'\n"},
    {"owners.csv", "",
     "owners.csv:1:1 missing_column: the file is empty (''); begin it with a header of "
     "owner, name, currency\n"},
    {"owners.csv", "<!DOCTYPE html>\n<html>\n",
     "owners.csv:1:1 missing_column: the file is an HTML page and no table ('<!DOCTYPE "
     "html>'); the file that the page offers, perhaps after signing in\n"},
    {"owners.csv", "Owners of 2025\n\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:3:1 warning preamble: the header is in line 3 ('owner,name,currency'): "
     "what is before it is left out\n"},
    {"owners.csv", "owner,name,currency\nowner;name;currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:2:1 bad_width: the row has a different number of fields from the header "
     "('1'); give 3\n"},
    {"owners.csv",
     "Owners\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\nowner,name,currency\n",
     "owners.csv:2:1 missing_column: two lines could be the header "
     "('owner,name,currency', and line 5); remove what is before the one that is\n"},
    {"owners.csv", "owner,na\xffme,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:2 bad_text: the field is not UTF-8 ('na?me'); save it as CSV UTF-8, or "
     "declare its encoding, perhaps --encoding windows-1252\n"},
    {"owners.csv", "owner;name;currency;margin\nacme;Acme;USD;0,5\nbolt;Bolt;EUR;\n", ""},
    {"owners.csv",
     "owner,name,currency,margin_low,margin_high\nacme,Acme,USD,0.5,0.6\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:4 bad_value: margin_low has no central value to go with it ('0.5'); the value "
     "between the two, or neither of them\n"},
    {"owners.csv",
     "owner,name,currency,margin_high,margin_low,margin\nacme,Acme,USD,0.4,0.6,0.5\nbolt,Bolt,EUR,,"
     ",\n",
     "owners.csv:2:4 bad_value: margin_high is below its centre ('0.4'); give centre <= "
     "high < 1\n"
     "owners.csv:2:5 bad_value: margin_low is above its centre ('0.6'); give 0 < low <= "
     "centre <= high\n"},
    {"owners.csv",
     "owner,name,currency,margin_high,margin_low,margin\nacme,Acme,USD,0.6,0.4,0.5\nbolt,Bolt,EUR,"
     "0.6,,0.5\n",
     "owners.csv:3:4 bad_value: margin_high has no low value to go with it ('0.6'); both "
     "or neither\n"},
    {"owners.csv",
     "owner,name,currency,margin_low,margin_high,margin\nacme,Acme,USD,0.6,,0.5\nbolt,Bolt,EUR,x,y,"
     "0.5\n",
     "owners.csv:2:4 bad_value: margin_low has no high value to go with it ('0.6'); both "
     "or neither\n"
     "owners.csv:3:4 bad_value: margin_low is not a number ('x'); the number; where none "
     "is known and none is needed, an empty field, or declare missingValues\n"
     "owners.csv:3:5 bad_value: margin_high is not a number ('y'); give a share from 0 to "
     "1\n"},
};

/* ---- Rows ------------------------------------------------------------------------------------ */

static const struct message_case rows[] = {
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21915000,more\nbolt,Bolt,EUR,,,,\n",
     "owners.csv:2:5 bad_width: the row has a different number of fields from the header "
     "('5'); give 4\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD\nbolt,Bolt,EUR,\n",
     "owners.csv:2:3 bad_width: the row has a different number of fields from the header "
     "('3'); give 4\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21915000\n,,,\nbolt,Bolt,EUR,\n",
     "owners.csv:3:1 warning empty_row: 1 row without any value is skipped\n"},
    {"owners.csv", OWNERS_HEAD ",,,\nacme,Acme,USD,21915000\n,,,\nbolt,Bolt,EUR,\n,,,\n",
     "owners.csv:2:1 warning empty_row: 3 rows without any value are skipped\n"},
    {"owners.csv", OWNERS_HEAD "acme,Ac\xffme,USD,21915000\nbolt,Bolt,EUR,\n",
     "owners.csv:2:2 bad_text: the field is not UTF-8 ('Ac?me'); save it as CSV UTF-8, or "
     "declare its encoding, perhaps --encoding windows-1252\n"},
    {"owners.csv", OWNERS_HEAD "acme,\"Ac\"me,USD,21915000\nbolt,Bolt,EUR,\n",
     "owners.csv:2:2 bad_text: a quote inside a field ('1 field before it'); put the "
     "whole field in quotes, and double those inside\n"},
    {"owners.csv", OWNERS_HEAD "acme,\"Acme,USD,21915000\nbolt,Bolt,EUR,\n",
     "owners.csv:2:2 bad_file: a quote opened here is never closed "
     "('Acme,USD,21915000?bolt,Bolt,EUR,?'); close it at the end of the field\n"},
    {"owners.csv", OWNERS_HEAD "acme,,USD,21915000\nbolt,Bolt,EUR,\n",
     "owners.csv:2:2 bad_value: name is empty (''); give text\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,UDS,21915000\nbolt,Bolt,EUR,x\n",
     "owners.csv:2:3 bad_value: currency is not a currency ('UDS'); perhaps 'USD'\n"
     "owners.csv:3:4 bad_value: annual_revenue is not a number ('x'); the number; where "
     "none is known and none is needed, an empty field, or declare missingValues\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21915000\nbolt,Bolt,DEM,\n",
     "owners.csv:3:3 missing_rate: the currency has no rate in fx ('DEM'); add a row with "
     "its per_usd to fx\n"
     "owners.csv:3:3 warning currency_withdrawn: the currency was withdrawn on 2002-03-01 "
     "('DEM'); from then on amounts are in EUR\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,-21915000\nbolt,Bolt,CHF,\n",
     "owners.csv:2:4 bad_value: annual_revenue is out of range ('-21915000'); give a "
     "number of at least 0\n"
     "owners.csv:3:3 missing_rate: the currency has no rate in fx ('CHF'); add a row with "
     "its per_usd to fx\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21915000\nacme,Acme,USD,21915000\nbolt,Bolt,EUR,\n",
     "owners.csv:3:1 repeated_key: the same key is already in line 2 ('acme'); keep one "
     "row for each owner\n"},
    {"owners.csv", OWNERS_HEAD "acme,Acme,USD,21915000\nbolt,Bolt,EUR,\nTotal,Total,USD,21915000\n",
     "owners.csv:4:1 total_row: the row is a total of others, which would count twice "
     "('Total'); leave it out, or give the owner of that name another one\n"},
    /* the key of a row that is too short is known where its fields fit from the first on alone */
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "gamma,Gamma,bolt,4383000\n",
     "platforms.csv:4:4 bad_width: the row has a different number of fields from the "
     "header ('4'); give 5\n"},
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "gamma,bolt,4383000,EUR\n",
     "platforms.csv:4:4 bad_width: the row has a different number of fields from the "
     "header ('4'); give 5\n"},
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "Gamma,bolt,4383000,EUR\n",
     "platforms.csv:4:4 bad_width: the row has a different number of fields from the "
     "header ('4'); give 5\n"},
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "gamma,Gamma,bolt,4383000,EUR,x\n",
     "platforms.csv:4:6 bad_width: the row has a different number of fields from the "
     "header ('6'); give 5\n"},
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "delta,Delta,bolt,4383000\n",

     "platforms.csv:4:4 bad_width: the row has a different number of fields from the "
     "header ('4'); give 5\n" NO_GAMMA},
    /* ... and may be what others meant, which the other texts of the row may not */
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "gamm,Gamma,bolt,4383000\n",
     "platforms.csv:4:4 bad_width: the row has a different number of fields from the header ('4'); "
     "give 5\n"
     "platform_regions.csv:5:1 missing_key: platform is not in platforms ('gamma'); there are "
     "alpha, beta (2 rows: lines 5, 6)\n"
     "fallbacks.csv:4:3 missing_key: fallback is not known ('gamma'); perhaps 'gamm'\n"
     "dependencies.csv:5:10 missing_key: fallback is not known ('gamma'); perhaps 'gamm' "
     "(52,596.00 "
     "USD)\n"
     "dependencies.csv:6:6 missing_key: platform is not in platforms ('gamma'); there are alpha, "
     "beta (140,256.00 USD)\n"},
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA "gamma,Gamma,none,4383000,EUR\n",
     "platforms.csv:4:3 missing_key: owner is not in owners ('none'); there are acme, "
     "bolt\n"},
    {"platforms.csv", PLATFORMS_HEAD ALPHA BETA,

     NO_GAMMA},
    {"prices_SPX.csv", "Date,Close\n2021-10-01,4357.04\n2021-10-04T16:00Z,4300.46\n",
     "prices_SPX.csv:3:1 bad_value: Date has a time of day ('2021-10-04T16:00Z'); give the date of "
     "the session alone\n"},
    {"prices.csv", "symbol,date,close\nSPX,2021-10-01T16:00Z,4357.04\nSPX,2021-10-04,4300.46\n",
     "prices.csv:2:2 bad_value: date has a time of day ('2021-10-01T16:00Z'); give the date of "
     "the session alone\n"},
    {"prices_SPX.csv",
     "observation_date,SP500\n2021-10-01,4357.04\n2021-10-04,.\n2021-10-05,\n2021-10-06,4363.55\n",
     "prices_SPX.csv:3:2 warning no_observation: 2 days have no value, and are left out\n"},
    {"prices_SPX.csv",
     "observation_date,SP500\n2021-10-01,4357.04\n2021-10-04,.\n2021-10-06,4363.55\n",
     "prices_SPX.csv:3:2 warning no_observation: 1 day has no value, and is left out\n"},
    {"prices_SPX.csv",
     "observation_date,SP500\n2021-10-01,4357.04\n2021-10-04,..\n2021-10-06,4363.55\n",
     "prices_SPX.csv:3:2 bad_value: Close is not a number ('..'); the number; where none "
     "is known and none is needed, an empty field, or declare missingValues\n"},
    {"prices_SPX.csv", "Date,Close\n2021-10-01,4357.04\n2021-10-04,.\n2021-10-06,4363.55\n",
     "prices_SPX.csv:3:2 bad_value: Close is not a number ('.'); the number; where none "
     "is known and none is needed, an empty field, or declare missingValues\n"},
    {"prices_SPX.csv",
     "Date,Open,High,Low,Close\n2021-10-01,1,1,1,4357.04\n2021-10-04,0.5 "
     "Dividend,,,\n2021-10-06,1,1,1,4363.55\n",
     "prices_SPX.csv:3:1 warning no_observation: 1 row is a note, such as dividends and "
     "splits, and is left out\n"},
};

/* ---- Columns, and files as vendors write them ------------------------------------------------ */

static const struct message_case columns[] = {
    {"owners.csv", "owner,name,currency,margin\nacme,Acme,USD,50%\nbolt,Bolt,EUR,62.5 %\n",
     "owners.csv:2:4 warning percent: margin is written in percent ('50%', 2 rows: lines "
     "2, 3): it is read as a share, 1 for 100 %\n"},
    {"owners.csv",
     "owner,name,currency,margin\na,A,USD,5%\nb,B,USD,6%\nc,C,USD,7%\nd,D,USD,8%\nacme,Acme,USD,50%"
     "\nbolt,Bolt,EUR,62.5 %\n",
     "owners.csv:2:4 warning percent: margin is written in percent ('5%', 6 rows: lines "
     "2, 3, 4, ...): it is read as a share, 1 for 100 %\n"},
    {"owners.csv", "owner,name,currency,margin\nacme,Acme,USD,50%\nbolt,Bolt,EUR,0.5\n",
     "owners.csv:2:4 bad_value: margin has a percent sign ('50%'); a plain number, like "
     "0.12 for 12 %, or a percent sign in every row\n"},
    {"owners.csv",
     "owner;name;currency;annual_revenue;market_cap\nacme;Acme;USD;21.915.000;250.000.000,5\nbolt;"
     "Bolt;EUR;;\n",
     ""},
    {"owners.csv", "owner;name;currency;annual_revenue\nacme;Acme;USD;21.915\nbolt;Bolt;EUR;\n",
     "owners.csv:2:4 ambiguous_number: annual_revenue may mean thousands or a decimal "
     "mark ('21.915': 21915 or 21.915); write the one that is meant, or declare the "
     "decimal mark (decimalChar, --decimal-mark)\n"},
    {"owners.csv", "owner;name;currency;market_cap\nacme;Acme;USD;1,5\nbolt;Bolt;EUR;2.5\n",
     "owners.csv:3:4 mixed_numbers: market_cap has a grouping or decimal mark that does "
     "not go with other rows ('2.5'); one way to write a column, as '1,5' in line 2\n"},
    {"owners.csv",
     "owner,name,currency,as_of\nacme,Acme,USD,04/05/2021\nbolt,Bolt,EUR,03/04/2021\n",
     "owners.csv:2:4 ambiguous_date: as_of may have the day or the month first "
     "('04/05/2021': 2021-05-04 or 2021-04-05); write the one that is meant (2 rows: "
     "lines 2, 3)\n"},
    {"owners.csv",
     "owner,name,currency,as_of\nacme,Acme,USD,14/05/2021\nbolt,Bolt,EUR,03/14/2021\n",
     "owners.csv:3:4 mixed_dates: as_of is a date written in another way than in other "
     "rows ('03/14/2021'); one way to write a column, as '14/05/2021' in line 2\n"},
    {"owners.csv",
     "owner,name,currency,as_of\nacme,Acme,USD,14/05/2021\nbolt,Bolt,EUR,03/04/2021\n", ""},
    {"owners.csv", "owner,name,currency,as_of\nacme,Acme,USD,2021-13-01\nbolt,Bolt,EUR,14/05/21\n",
     "owners.csv:2:4 bad_value: as_of is not a date or time ('2021-13-01'); give ISO "
     "8601, like 2021-10-04T15:39Z (2 rows: lines 2, 3)\n"},
    {"owners.csv",
     "owner,name,currency,annual_revenue\nacme,Acme,USD,$21 915 000\nbolt,Bolt,EUR,\n", ""},
    {"owners.csv", "owner,name,currency,annual_revenue\nacme,Acme,USD,#REF!\nbolt,Bolt,EUR,N/A\n",
     "owners.csv:2:4 bad_value: annual_revenue is not a number ('#REF!'); the number: "
     "correct the formula of the spreadsheet and save the sheet again (2 rows: lines 2, "
     "3)\n"},
    {"outages.csv",
     "event,owner,platforms,start,duration_minutes,severity,confounded\ne1,acme,alpha,2021-10-"
     "04T15:39Z,1.5.5,1.5,perhaps\ne2,bolt,gamma,2021-10-05T25:00Z,-1,0,no\ne4,acme,beta,,,,\ne5,"
     "acme,beta,,,,\n",
     "outages.csv:2:5 bad_value: duration_minutes has a grouping or decimal mark in the "
     "wrong place ('1.5.5'); groups of three digits, or the marks that are declared\n"
     "outages.csv:2:6 bad_value: severity is out of range ('1.5'); give a share from 0 to "
     "1\n"
     "outages.csv:2:7 bad_value: confounded is neither yes nor no ('perhaps'); give yes, no "
     "or a reason of several words\n"
     "outages.csv:3:4 bad_value: start is not a date or time ('2021-10-05T25:00Z'); give "
     "ISO 8601, like 2021-10-04T15:39Z\n"
     "outages.csv:3:5 bad_value: duration_minutes is out of range ('-1'); give minutes, "
     "at most ten years\n"},
    {"owners!.csv", "owner,name,currency\nacme,Acme,USD\n",
     "owners!.csv:1:1 warning unknown_file: the file is not read ('owners!.csv'): "
     "'owners.csv' is\n"},
    {"prices_SPX.csv", "Price,Adj Close,Adj Close\nTicker,A,B\nDate,,\n2021-10-01,1.5,2.5\n",
     "prices_SPX.csv:2:2 missing_column: the file has prices of several shares ('A', "
     "'B'); give a file for each\n"},
    {"prices_SPX.csv", "Price,Adj Close,Close\nTicker,A,A\nDate,,\n2021-10-01,1.5,2.5\n", ""},
    {"fx.csv", "Date,USD,GBP,\n2021-10-05,1,0.85165,\n2021-10-04,1,0.85433,\n",
     "fx.csv:1:2 bad_value: 'USD' is 1 on each of 2 days, so that the rates are for one "
     "USD, and not for one EUR; write them as rows of currency,per_usd,date\n"},
    {"fx.csv", "Date,GBP,USD,EUR,\n2021-10-05,0.85165,1.1602,1,\n2021-10-04,0.85433,1.1636,1,\n",
     "fx.csv:1:4 bad_value: the sheet has a column 'EUR', so that its rates are not for "
     "one EUR; write them as rows of currency,per_usd,date\n"},
    {"fx.csv", "currency,per_usd,date\n",
     "fx.csv:1:1 warning no_rows: the table has no rows ('fx'); fill it in below the names of "
     "its columns\n"
     "owners.csv:3:3 missing_rate: the currency has no rate in fx ('EUR'); add a row with "
     "its per_usd to fx\n"},
    {"fx.csv", "Date,GBP,USD,\n2021-10-05,x,1.1602,\n2021-10-04,0.85433,N/A,\n",
     "fx.csv:1:1 warning rate_sheet: rates for one EUR are read as rates for one USD, by "
     "way of the column USD; 1 is not available and left out\n"
     "fx.csv:2:2 bad_value: the rate is not a number above 0 ('x'); as the European "
     "Central Bank writes it, like 1.0983, or N/A\n"},
    {"platforms.csv", "<html>\n",
     "platforms.csv:1:1 missing_column: the file is an HTML page and no table ('<html>'); "
     "the file that the page offers, perhaps after signing in\n"},
};

/* ---- Ranges ---------------------------------------------------------------------------------- */

#define RANGE_OF(column, values)                                                                   \
    "owner,name,currency," column "," column "_low," column "_high\nacme,Acme,USD," values         \
    "\nbolt,"                                                                                      \
    "Bolt,EUR,,,\n"
#define REVENUE_RANGE(values) RANGE_OF("annual_revenue", values)
#define MARGIN_RANGE(values) RANGE_OF("margin", values)

/* A range is drawn on a logarithmic scale, that of a share on a logistic one: its ends are neither
 * 0 nor 1, but where the value is, which then takes no range. */
static const struct message_case ranges[] = {
    {"owners.csv", REVENUE_RANGE("21915000,21915000,21915000"), ""},
    {"owners.csv", REVENUE_RANGE("21915000,21915001,21915002"),
     "owners.csv:2:5 bad_value: annual_revenue_low is above its centre ('21915001'); give 0 < low "
     "<= centre <= high\n"},
    {"owners.csv", REVENUE_RANGE("21915000,1,21914999"),
     "owners.csv:2:6 bad_value: annual_revenue_high is below its centre ('21914999'); give low <= "
     "centre <= high\n"},
    {"owners.csv", REVENUE_RANGE("21915000,0,21915001"),
     "owners.csv:2:5 bad_value: annual_revenue_low is not above 0 ('0'); give 0 < low <= centre <= "
     "high\n"},
    {"owners.csv", REVENUE_RANGE("21915000,-1,21915001"),
     "owners.csv:2:5 bad_value: annual_revenue_low is out of range ('-1'); give a number of at "
     "least 0\n"},
    {"owners.csv", REVENUE_RANGE("21915000,1,"),
     "owners.csv:2:5 bad_value: annual_revenue_low has no high value to go with it ('1'); both or "
     "neither\n"},
    {"owners.csv", REVENUE_RANGE("21915000,,21915001"),
     "owners.csv:2:6 bad_value: annual_revenue_high has no low value to go with it ('21915001'); "
     "both or neither\n"},
    {"owners.csv", REVENUE_RANGE("0,0,1"), OWNER_SUM("2", "acme", "21915000", "0")},
    {"owners.csv", REVENUE_RANGE("0,0,0"), OWNER_SUM("2", "acme", "21915000", "0")},
    {"owners.csv", REVENUE_RANGE("0,,"), OWNER_SUM("2", "acme", "21915000", "0")},
    {"owners.csv", REVENUE_RANGE(",1,2"),
     "owners.csv:2:5 bad_value: annual_revenue_low has no central value to go with it ('1'); the "
     "value between the two, or neither of them\n"},
    {"owners.csv", REVENUE_RANGE("x,1,2"),
     "owners.csv:2:4 bad_value: annual_revenue is not a number ('x'); the number; where none is "
     "known and none is needed, an empty field, or declare missingValues\n"},
    {"owners.csv", REVENUE_RANGE("21915000,x,21915001"),
     "owners.csv:2:5 bad_value: annual_revenue_low is not a number ('x'); the number; where none "
     "is known and none is needed, an empty field, or declare missingValues\n"},
    {"owners.csv", REVENUE_RANGE("21915000,0.001,9.9e49"), ""},
    {"owners.csv", REVENUE_RANGE("21915000,0.001,1e50"),
     "owners.csv:2:6 bad_value: annual_revenue_high is too large ('1e50'); a number below 1e50\n"},
    {"owners.csv", MARGIN_RANGE("0.5,0.25,0.75"), ""},
    {"owners.csv", MARGIN_RANGE("0.5,0.25,1"),
     "owners.csv:2:6 bad_value: margin_high is not below 1 ('1'); give centre <= high < 1\n"},
    {"owners.csv", MARGIN_RANGE("0.5,0.25,0.999"), ""},
    {"owners.csv", MARGIN_RANGE("0.5,0.25,1.5"),
     "owners.csv:2:6 bad_value: margin_high is out of range ('1.5'); give a share from 0 to 1\n"},
    {"owners.csv", MARGIN_RANGE("1,0.5,1"), ""},
    {"owners.csv", MARGIN_RANGE("0,0,0.5"), ""},
    {"owners.csv", MARGIN_RANGE("0.5,0.6,0.75"),
     "owners.csv:2:5 bad_value: margin_low is above its centre ('0.6'); give 0 < low <= centre <= "
     "high\n"},
    {"owners.csv", MARGIN_RANGE("0.5,0.25,0.4"),
     "owners.csv:2:6 bad_value: margin_high is below its centre ('0.4'); give centre <= high < "
     "1\n"},
    {"owners.csv", MARGIN_RANGE("50%,25%,75%"),
     "owners.csv:2:4 warning percent: margin is written in percent ('50%'): it is read as a share, "
     "1 for 100 %\n"
     "owners.csv:2:5 warning percent: margin_low is written in percent ('25%'): it is read as a "
     "share, 1 for 100 %\n"
     "owners.csv:2:6 warning percent: margin_high is written in percent ('75%'): it is read as a "
     "share, 1 for 100 %\n"},
    {"owners.csv",
     "owner,name,currency,margin_high,margin_low,margin\nacme,Acme,USD,0.75,0.25,0.5\nbolt,Bolt,"
     "EUR,,,\n",
     ""},
    {"owners.csv",
     "owner,name,currency,margin,margin_low\nacme,Acme,USD,0.5,0.25\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:5 bad_value: margin_low has no high value to go with it ('0.25'); both or "
     "neither\n"},
};

static void headers_are_reported(void **state)
{
    MESSAGES_CHECK(state, headers);
}

static void rows_are_reported(void **state)
{
    MESSAGES_CHECK(state, rows);
}

static void columns_are_reported(void **state)
{
    MESSAGES_CHECK(state, columns);
}

static void ranges_are_reported(void **state)
{
    MESSAGES_CHECK(state, ranges);
}

/* ---- The package ----------------------------------------------------------------------------- */

static int take_name(void *user, const char *path)
{
    struct caught *names = user;
    assert_int_equal(catch_bytes(names, strrchr(path, '/'), strlen(strrchr(path, '/'))), 0);
    return strcmp(strrchr(path, '/'), "/fx.csv") == 0;
}

/* Expected: the tables in the order in which they are read, then the prices; nothing after the
 * file at which the caller ends it. */
static void files_are_listed_until_the_caller_ends_it(void **state)
{
    const struct world *world = *state;
    struct caught names = {0};
    blackout_error error = {0};
    package_write(&world->folder, "prices_SPX.csv", "Date,Close\n2021-10-01,4357.04\n");
    check_ok(blackout_package_files(world->folder.path, take_name, &names, &error), &error);
    assert_string_equal(names.text, "/owners.csv/regions.csv/activity.csv/sectors.csv/channels.csv"
                                    "/platforms.csv/platform_regions.csv/fallbacks.csv/fx.csv");
    free(names.text);
    package_drop(&world->folder, "prices_SPX.csv");
}

/* Its base is not what was asked for. */
static void a_folder_without_tables_is_no_package(void **state)
{
    const struct world *world = *state;
    struct package_folder folder;
    char messages[MESSAGES_SIZE] = "";
    const blackout_dataset_options options = {.size = sizeof options,
                                              .diagnostic = messages_add,
                                              .user = messages,
                                              .base = world->folder.path};
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    package_make(&folder);
    const blackout_status status = blackout_dataset_open(&dataset, folder.path, &options, &error);
    package_remove(&folder);
    blackout_dataset_free(dataset);
    assert_int_equal(status, BLACKOUT_ERROR_INPUT);
    check_contains(messages,
                   ":1:1 no_table: the package has no table, so that all figures would be the "
                   "base's ('blackout-test-");
}

/* One table is enough, or one file of prices: all else is the base's. */
static void a_folder_with_one_table_is_a_package(void **state)
{
    static const struct {
        const char *name;
        const char *text;
    } files[] = {{"prices_SPX.csv", "Date,Close\n2021-10-01,4357.04\n"},
                 {"owners.csv", "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n"},
                 {"dependencies.csv", "business,sector,region,annual_revenue,currency,platform,"
                                      "channel,share\nb,G,north,5,USD,alpha,sales,0.5\n"}};
    const struct world *world = *state;
    const blackout_dataset_options options = {.size = sizeof options, .base = world->folder.path};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        struct package_folder folder;
        blackout_dataset *dataset;
        blackout_error error = {0};
        package_make(&folder);
        package_write(&folder, files[i].name, files[i].text);
        check_ok(blackout_dataset_open(&dataset, folder.path, &options, &error), &error);
        blackout_dataset_free(dataset);
        package_remove(&folder);
    }
}

/* Expected: 0xC4 is a letter in Windows-1252, and no UTF-8. */
static void files_are_read_in_the_encoding_asked_for(void **state)
{
    const struct world *world = *state;
    char messages[MESSAGES_SIZE] = "";
    const blackout_dataset_options options = {.size = sizeof options,
                                              .diagnostic = messages_add,
                                              .user = messages,
                                              .encoding = "windows-1252"};
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,\xc4"
                  "cme,USD\nbolt,Bolt,EUR\n");
    check_ok(blackout_dataset_open(&dataset, world->folder.path, &options, &error), &error);
    blackout_dataset_free(dataset);
    assert_string_equal(messages, "");
    world_write_files(&world->folder);
}

/* Expected: the mark of Unicode, section 23.8, said once, at the file. */
static void a_mark_of_byte_order_is_said(void **state)
{
    static const char text[] = "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n";
    const struct world *world = *state;
    char path[256];
    package_file(path, &world->folder, "owners.csv");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite("\xff\xfe", 1, 2, file), 2);
    for (size_t i = 0; i < sizeof text - 1; ++i) {
        assert_int_equal(fwrite((char[]){text[i], '\0'}, 1, 2, file), 2);
    }
    assert_int_equal(fclose(file), 0);
    assert_true(
        messages_are(world->folder.path, "UTF-16",
                     "owners.csv:1:1 warning encoding: the file is read as UTF-16LE, as its "
                     "byte order mark says\n"));
    world_write_files(&world->folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_reported),
        cmocka_unit_test(rows_are_reported),
        cmocka_unit_test(columns_are_reported),
        cmocka_unit_test(ranges_are_reported),
        cmocka_unit_test(files_are_listed_until_the_caller_ends_it),
        cmocka_unit_test(a_folder_without_tables_is_no_package),
        cmocka_unit_test(a_folder_with_one_table_is_a_package),
        cmocka_unit_test(files_are_read_in_the_encoding_asked_for),
        cmocka_unit_test(a_mark_of_byte_order_is_said),
    };
    return cmocka_run_group_tests_name("table_messages", tests, world_open, world_close);
}
