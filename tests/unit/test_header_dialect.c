/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/header_dialect: which line of a file is its header, under which delimiter, and what the
 * file is where none is. Expected: the only line that fits, said where it is not the first; what
 * begins as another kind of file is called that, whatever else is wrong with it; columns that are
 * missing, with what was read. */
#include "messages.h"

#define TEN(text) text text text text text text text text text text
#define TIMES_39(text) TEN(text) TEN(text) TEN(text) text text text text text text text text text
/* one field more than the widest */
#define WIDE_HEADER                                                                                \
    TEN(TEN("c,"))                                                                                 \
    TEN(TEN("c,")) TEN("c,") TEN("c,") TEN("c,") TEN("c,") TEN("c,") "c,c,c,c,c,c,c\n"
#define MISSING(columns, delimiter, header)                                                        \
    "owners.csv:1:1 missing_column: columns are missing from the header ('" columns                \
    "', read with the delimiter '" delimiter "' from '" header "'); add them\n"
#define MISSING_RATES(columns, header)                                                             \
    "fx.csv:1:1 missing_column: columns are missing from the header ('" columns                    \
    "', read with the delimiter ',' from '" header                                                 \
    "'); add them, or give eurofxref-hist.csv of the European Central Bank as it is\n"
#define PREAMBLE(line)                                                                             \
    "owners.csv:" line ":1 warning preamble: the header is in line " line                          \
    " ('owner,name,currency'): what is before it is left out\n"

static const struct message_case cases[] = {
    {"owners.csv", "<!DOCTYPE html>\n",
     "owners.csv:1:1 missing_column: the file is an HTML page and no table ('<!DOCTYPE html>'); "
     "the file that the page offers, perhaps after signing in\n"},
    {"owners.csv", "<HTML>\n",
     "owners.csv:1:1 missing_column: the file is an HTML page and no table ('<HTML>'); the file "
     "that the page offers, perhaps after signing in\n"},
    {"owners.csv", "<?xml version=\"1.0\"?>\n",
     "owners.csv:1:1 missing_column: the file is XML and no table ('<?xml version=\"1.0\"?>'); the "
     "table, saved as CSV\n"},
    {"owners.csv", "version https://git-lfs.github.com/spec/v1\n",
     "owners.csv:1:1 missing_column: the file is a pointer of Git LFS and no table ('version "
     "https://git-lfs.github.com/spec/'); the file itself: git lfs pull\n"},
    {"owners.csv", "{\"a\": 1}\n",
     "owners.csv:1:1 missing_column: the file is JSON and no table ('{\"a\": 1}'); the table, "
     "saved as CSV\n"},
    {"owners.csv", "[1]\n",
     "owners.csv:1:1 missing_column: the file is JSON and no table ('[1]'); the table, saved as "
     "CSV\n"},
    {"owners.csv", "PK\x03\x04\n",
     "owners.csv:1:1 missing_column: the file is a spreadsheet or an archive and no table ('PK  "
     "'); the sheet, saved as CSV\n"},
    {"owners.csv", "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n",
     "owners.csv:1:1 missing_column: the file is an HTML page and no table ('<!DOCTYPE html PUBLIC "
     "\"-//W3C//DTD HTML '); the file that the page offers, perhaps after signing in\n"},
    {"owners.csv", "<html lang=\"en\">\n",
     "owners.csv:1:1 missing_column: the file is an HTML page and no table ('<html lang=\"en\">'); "
     "the file that the page offers, perhaps after signing in\n"},
    {"owners.csv", "[{\"a\": 1}]",
     "owners.csv:1:1 missing_column: the file is JSON and no table ('[{\"a\": 1}]'); the table, "
     "saved as CSV\n"},
    {"owners.csv", "{\"a",
     "owners.csv:1:1 missing_column: the file is JSON and no table ('{\"a'); the table, saved as "
     "CSV\n"},
    {"owners.csv", "",
     "owners.csv:1:1 missing_column: the file is empty (''); begin it with a header of owner, "
     "name, currency\n"},
    {"owners.csv", "\n\n",
     "owners.csv:1:1 missing_column: the file is empty (''); begin it with a header of owner, "
     "name, currency\n"},
    {"owners.csv", WIDE_HEADER,
     "owners.csv:1:1 bad_width: the header has more fields than any table ('256'); remove "
     "columns\n"},
    {"owners.csv", "Our owners\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     PREAMBLE("2")},
    {"owners.csv", "Our owners;of today\n\nowner;name;currency\nacme;Acme;USD\nbolt;Bolt;EUR\n",
     "owners.csv:3:1 warning preamble: the header is in line 3 ('owner;name;currency'): what is "
     "before it is left out\n"},
    /* what is no text, or too wide, is the header all the same */
    {"owners.csv", "Our \xff owners\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:1 bad_text: the field is not UTF-8 ('Our ? owners'); save it as CSV UTF-8, or "
     "declare its encoding, perhaps --encoding windows-1252\n"},
    {"owners.csv", "Our \"big\" owners\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:1 bad_text: a quote inside a field ('0 fields before it'); put the whole field "
     "in quotes, and double those inside\n"},
    {"owners.csv", WIDE_HEADER "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:1 bad_width: the header has more fields than any table ('256'); remove "
     "columns\n"},
    {"owners.csv", "owner\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n", PREAMBLE("2")},
    {"owners.csv", "The currency\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     PREAMBLE("2")},
    {"owners.csv",
     "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n\nowner,name,currency\nacme,Acme,"
     "USD\nbolt,Bolt,EUR\n",
     "owners.csv:5:3 bad_value: currency is not a currency ('currency'); give ISO 4217, like USD\n"
     "owners.csv:6:1 repeated_key: the same key is already in line 2 ('acme'); keep one row for "
     "each owner (2 rows: lines 6, 7)\n"},
    {"owners.csv", "owner,name\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     PREAMBLE("2")},
    {"owners.csv", "name,currency\n\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     PREAMBLE("3")},
    {"owners.csv", TIMES_39("x\n") "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     PREAMBLE("40")},
    {"owners.csv", TIMES_39("x\n") "x\nowner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     MISSING("owner, name, currency", ",", "x")},
    {"owners.csv", "owner;name;currency\nacme;Acme;USD\nbolt;Bolt;EUR\n", ""},
    {"owners.csv", "owner\tname\tcurrency\nacme\tAcme\tUSD\nbolt\tBolt\tEUR\n", ""},
    {"owners.csv", "owner|name|currency\nacme|Acme|USD\nbolt|Bolt|EUR\n", ""},
    {"owners.csv", "owner:name:currency\nacme:Acme:USD\nbolt:Bolt:EUR\n",
     MISSING("owner, name, currency", ",", "owner:name:currency")},
    {"owners.csv", "owner;name;currency,x\nacme;Acme;USD,1\nbolt;Bolt;EUR,1\n",
     "owners.csv:1:3 missing_column: columns are missing from the header ('currency', read with "
     "the delimiter ';' from 'owner;name;currency,x'); add them, or rename 'currency,x' if it is "
     "meant\n"
     "owners.csv:1:3 warning unknown_column: the column 'currency,x' is not known: it is ignored; "
     "perhaps 'currency'\n"},
    {"owners.csv", "owner,name\nacme,Acme\nbolt,\n",
     "owners.csv:1:1 missing_column: columns are missing from the header ('currency', read with "
     "the delimiter ',' from 'owner,name'); add them\n"
     "owners.csv:3:2 bad_value: name is empty (''); give text\n"},
    {"owners.csv", "owner,currency\nacme,UDS\nbolt,EUR\n",
     "owners.csv:1:1 missing_column: columns are missing from the header ('name', read with the "
     "delimiter ',' from 'owner,currency'); add them\n"
     "owners.csv:2:2 bad_value: currency is not a currency ('UDS'); perhaps 'USD'\n"},
    {"owners.csv", "name,currency\nAcme,UDS\nBolt,EUR\n", MISSING("owner", ",", "name,currency")},
    {"owners.csv", "owner\nacme\nbolt\n", MISSING("name, currency", ",", "owner")},
    {"owners.csv", "owner,x,y\nacme,1,2\n", MISSING("name, currency", ",", "owner,x,y")},
    {"owners.csv", "owner,name,curency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:3 missing_column: columns are missing from the header ('currency', read with "
     "the delimiter ',' from 'owner,name,curency'); add them, or rename 'curency' if it is meant\n"
     "owners.csv:1:3 warning unknown_column: the column 'curency' is not known: it is ignored; "
     "perhaps 'currency'\n"},
    {"owners.csv", "owner,nane,curency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:2 missing_column: columns are missing from the header ('name, currency', read "
     "with the delimiter ',' from 'owner,nane,curency'); add them, or rename 'nane' if it is "
     "meant\n"},
    {"owners.csv", "owner,Firm name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:1 missing_column: columns are missing from the header ('name', read with the "
     "delimiter ',' from 'owner,Firm name,currency'); add them\n"
     "owners.csv:1:2 warning unknown_column: the column 'Firm name' is not known: it is ignored\n"},
    {"owners.csv", "owner,n\xffme,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:2 bad_text: the field is not UTF-8 ('n?me'); save it as CSV UTF-8, or declare "
     "its encoding, perhaps --encoding windows-1252\n"},
    {"owners.csv", "owner,\"name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "owners.csv:1:2 bad_file: a quote opened here is never closed "
     "('name,currency?acme,Acme,USD?bolt,Bolt,EUR?'); close it at the end of the field\n"},
    {"owners.csv", "owner,name,currency,\"x\"\"y\"\nacme,Acme,USD,\nbolt,Bolt,EUR,\n",
     "owners.csv:1:4 warning unknown_column: the column 'x\"y' is not known: it is ignored\n"},
    /* a range is no column of its centre, and its ends may be misspelt too */
    {"owners.csv",
     "owner,name,currency,margn,margin_low,margin_high\nacme,Acme,USD,0.5,0.4,0.6\n"
     "bolt,Bolt,EUR,,,\n",
     "owners.csv:1:4 misnamed_column: a column is not known ('margn'); perhaps 'margin', otherwise "
     "a name less like it\n"},
    {"owners.csv",
     "owner,name,currency,margin,margin_low,margin_hgh\nacme,Acme,USD,0.5,0.4,0.6\n"
     "bolt,Bolt,EUR,,,\n",
     "owners.csv:1:6 misnamed_column: a column is not known ('margin_hgh'); perhaps 'margin_high', "
     "otherwise a name less like it\n"},
    {"owners.csv",
     "owner,name,currency,margin,margins_low,margin_high\nacme,Acme,USD,0.5,0.4,0.6\n"
     "bolt,Bolt,EUR,,,\n",
     "owners.csv:1:5 misnamed_column: a column is not known ('margins_low'); perhaps 'margin_low', "
     "otherwise a name less like it\n"},
    {"owners.csv", " Owner , NAME,Currency\nacme,Acme,USD\nbolt,Bolt,EUR\n", ""},
    {"owners.csv", "\"owner\",\"name\",\"currency\"\nacme,Acme,USD\nbolt,Bolt,EUR\n", ""},
    {"owners.csv", "Owner.,na-me,curr ency\nacme,Acme,USD\nbolt,Bolt,EUR\n", ""},
    /* of delimiters under which nothing is known, that with most fields, then the first */
    {"owners.csv", "colour;shape;size\nred;round;5\n",
     MISSING("owner, name, currency", ";", "colour;shape;size")},
    {"owners.csv", "colour|shape,x\nred|round,5\n",
     MISSING("owner, name, currency", ",", "colour|shape,x")},
    {"platforms.csv",
     "platform,name,owner,annual_revenue\nalpha,Alpha,acme,x\nbeta,Beta,acme,1\ngamma,Gamma,bolt,"
     "1\n",
     "platforms.csv:1:1 missing_column: columns are missing from the header ('currency', read with "
     "the delimiter ',' from "
     "'platform,name,owner,annual_revenue,recapture,recapture_basis,growth_factor,growth_factor_"
     "basis,usage_share,usage_share_'); add them\n"
     "platforms.csv:2:4 bad_value: annual_revenue is not a number ('x'); the number; where none is "
     "known and none is needed, an empty field, or declare missingValues\n"},
    {"platforms.csv", "platform,name,owner\nalpha,,acme\nbeta,Beta,acme\ngamma,Gamma,bolt\n",
     "platforms.csv:1:1 missing_column: columns are missing from the header ('annual_revenue, "
     "currency', read with the delimiter ',' from "
     "'platform,name,owner,recapture,recapture_basis,growth_factor,growth_factor_basis,usage_share,"
     "usage_share_basis'); add them\n"
     "platforms.csv:2:2 bad_value: name is empty (''); give text\n"},
    {"platforms.csv", "platform,name\nalpha,\nbeta,Beta\ngamma,Gamma\n",
     "platforms.csv:1:1 missing_column: columns are missing from the header ('owner, "
     "annual_revenue, currency', read with the delimiter ',' from "
     "'platform,name,recapture,recapture_basis,growth_factor,growth_factor_basis,usage_share,usage_"
     "share_basis'); add them\n"},
    {"fx.csv", "KEY,FREQ,CURRENCY\nA,D,USD\n",
     "fx.csv:1:1 missing_column: the file is in SDMX layout, one series below the other, and no "
     "table ('KEY,FREQ,CURRENCY'); the rates as columns: eurofxref-hist.csv of the European "
     "Central Bank, or currency,per_usd,date\n"},
    {"fx.csv", "currency,date\nEUR,2020-01-01\n", MISSING_RATES("per_usd", "currency,date")},
    {"fx.csv", "colour\nred\n", MISSING_RATES("currency, per_usd, date", "colour")},
    {"fx.csv", "Date,USD,\n2021-10-05,1.1602,\n", MISSING_RATES("currency, per_usd", "Date,USD,")},
    {"fx.csv", "Date\n2021-10-05\n", MISSING_RATES("currency, per_usd", "Date")},
    {"prices_SPX.csv", "Open,High\n1,2\n",
     "prices_SPX.csv:1:1 missing_column: columns are missing from the header ('Date, Close', read "
     "with the delimiter ',' from 'Open,High'); add them, or give those that are meant these "
     "names\n"},
    {"prices_SPX.csv", "Date;Close\n2021-10-01;1,5\n2021-10-04;2,5\n", ""},
    {"prices_SPX.csv", "Date,Open,High,Low\n2021-10-01,1,2,3\n",
     "prices_SPX.csv:1:1 missing_column: columns are missing from the header ('Close', read with "
     "the delimiter ',' from 'Date,Open,High,Low'); add them, or give those that are meant these "
     "names\n"},
};

static void headers_are_found_or_reported(void **state)
{
    MESSAGES_CHECK(state, cases);
}

/* Writes `fields` columns of `name`, with a comma before each, and a line end. */
static char *put_columns(char *at, size_t fields, const char *name)
{
    for (size_t i = 0; i < fields; ++i) {
        at += sprintf(at, ",%s", name);
    }
    return at + sprintf(at, "\n");
}

/* Wider than any table where it is not seen from the first bytes of a file: columns of 98 bytes,
 * 300 of which are in several chunks, and the lines of a vendor's header, whose last is none of the
 * names. */
static void wide_headers_are_reported_wherever_they_end(void **state)
{
    enum { FIELDS = 300, NAME_BYTES = 98, SIZE = 100 * 1000 };
    static char text[SIZE];
    char name[NAME_BYTES + 1];
    memset(name, 'n', NAME_BYTES);
    name[NAME_BYTES] = '\0';
    put_columns(text + sprintf(text, "owner,name,currency"), FIELDS, name);
    strcat(text, "acme,Acme,USD\n");
    const struct message_case owners[] = {
        {"owners.csv", text,
         "owners.csv:1:1 bad_width: the header has more fields than any table ('256'); remove "
         "columns\n"}};
    MESSAGES_CHECK(state, owners);
    char *at = put_columns(text + sprintf(text, "Price"), FIELDS, "Close");
    at = put_columns(at + sprintf(at, "Ticker"), FIELDS, "X");
    put_columns(at + sprintf(at, "Date"), FIELDS, "");
    const struct message_case prices[] = {
        {"prices_SPX.csv", text,
         "prices_SPX.csv:3:1 bad_width: the header has more fields than any table ('256'); remove "
         "columns\n"}};
    MESSAGES_CHECK(state, prices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_found_or_reported),
        cmocka_unit_test(wide_headers_are_reported_wherever_they_end),
    };
    return cmocka_run_group_tests_name("header_dialect", tests, world_open, world_close);
}
