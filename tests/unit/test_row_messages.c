/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest: rows that name what is not there, say half of something, or are at a limit; files of a
 * folder beside its tables; rows of a base. Expected: each at its line and column, word by word. */
#include <sys/stat.h>

#include "tables/dataset.h"
#include "messages.h"

#define DEPENDENCIES_HEAD                                                                          \
    "business,sector,region,annual_revenue,currency,platform,channel,share,fallback,"              \
    "fallback_share\n"
#define HALF(place, empty, given, money)                                                           \
    "dependencies.csv:" place " bad_value: " empty " is empty, but " given                         \
    " is not (''); give both or neither (" money ")\n"
#define OWNERS_TEXT "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n"
#define ZONES "owner,name,currency,exchange_timezone\n"
#define WINDOWS "owner,name,currency,observed_from,observed_to\n"
#define ACTIVITY(hour, weight) "profile,hour_of_week,weight\nday," hour "," weight "\n"
#define NO_EVEN                                                                                    \
    "sectors.csv:2:3 missing_key: profile is not in activity ('even'); there are day (2 rows: "    \
    "lines 2, 3)\nplatform_regions.csv:4:4 missing_key: profile is not in activity ('even'); "     \
    "there are day\n"
#define NO_CLOSE(zone, rows)                                                                       \
    "owners.csv:2:4 warning exchange_hours_incomplete: the owner has exchange_timezone ('" zone    \
    "') without session_close: day 0 of its outages follows the date in UTC; give both" rows "\n"
#define SHARES "platform,region,revenue_share,profile\n"
#define NO_ROWS                                                                                    \
    "platform_regions.csv:1:1 missing_key: a platform has no rows ('gamma'); add rows whose "      \
    "revenue_share adds up to 1\n"
#define TOO_SHORT                                                                                  \
    "platform_regions.csv:4:3 bad_width: the row has a different number of fields from the "       \
    "header ('3'); give 4\n"
#define WIDTH(place, count)                                                                        \
    "platform_regions.csv:" place " bad_width: the row has a different number of fields from the " \
    "header ('" count "'); give 4\n"
#define NO_TEXT(place, shown)                                                                      \
    "platform_regions.csv:" place " bad_text: the field is not UTF-8 ('" shown                     \
    "'); save it as CSV UTF-8, or declare its encoding, perhaps --encoding windows-1252\n"
#define STRAY_QUOTE                                                                                \
    "platform_regions.csv:4:2 bad_text: a quote inside a field ('1 field before it'); put the "    \
    "whole field in quotes, and double those inside\n"
#define NO_NUMBER(place, column)                                                                   \
    place " bad_value: " column " is not a number ('x'); the number; where none is known and "     \
          "none is needed, an empty field, or declare missingValues\n"
#define HALF_OF_BETA                                                                               \
    "platform_regions.csv:3:3 share_sum: the revenue_share of 'beta' does not add up to 1 "        \
    "('0.5'); a sum of 1\n"
#define SHORT_WEEK                                                                                 \
    "activity.csv:3:1 incomplete_week: a profile has 1 of 168 hours of the week ('even', hour 1 "  \
    "is missing); one row for each hour from 0 to 167\n"
#define TWO_SHARES "platform,region,revenue_share,profile\nalpha,north,1,\nbeta,north,1,\n"
#define NUMBERS "owner,name,currency,annual_revenue,margin\n"
#define LEFT_OUT(table, line, of, rows)                                                            \
    table ".csv:" line ":1 warning base_rows_left_out: the base's rows do not fit the table " of   \
          " of the package, and are left out (" rows ")\n"

static const struct message_case rows[] = {
    {"dependencies.csv", DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,0.5,beta,\n",
     HALF("2:10", "fallback_share", "fallback", "8.00 USD")},
    {"dependencies.csv", DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,0.5,,0.25\n",
     HALF("2:9", "fallback", "fallback_share", "8.00 USD")},
    {"dependencies.csv", DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,0.5,email,0\n", ""},
    {"dependencies.csv", DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,0.5,mail,0.25\n",
     "dependencies.csv:2:9 missing_key: fallback is not known ('mail'); perhaps 'email' (8.00 "
     "USD)\n"},
    /* ... of a file that lacks the other column */
    {"dependencies.csv",
     "business,sector,region,annual_revenue,currency,platform,channel,share,fallback\nb,G,north,8,"
     "USD,alpha,sales,0.5,beta\n",
     HALF("2:9", "fallback_share", "fallback", "8.00 USD")},
    {"dependencies.csv",
     "business,sector,region,annual_revenue,currency,platform,channel,share,fallback_share\nb,G,"
     "north,8,USD,alpha,sales,0.5,0.25\n",
     HALF("2:9", "fallback", "fallback_share", "8.00 USD")},
    /* shares of a business add up to 1 within 0.001 */
    {"dependencies.csv",
     DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,1,,\nb,G,north,8,USD,beta,sales,0.001,,\n", ""},
    {"dependencies.csv",
     DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,1,,\nb,G,north,8,USD,beta,sales,0.0011,,\n",
     "dependencies.csv:3:8 shares_over_one: the shares of a business add up to more than 1 ('b': "
     "1.0011); at most 1 over all its rows\n"},
    {"dependencies.csv",
     DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,0.5,,\nb,G,north,8,USD,beta,sales,0.75,,\nb,G,"
                       "north,8,USD,gamma,sales,0.25,,\n",
     "dependencies.csv:3:8 shares_over_one: the shares of a business add up to more than 1 ('b': "
     "1.5); at most 1 over all its rows\n"},
    /* what a warning or a fault is about is the money of all firms */
    {"dependencies.csv",
     "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
     "b,G,north,8,USD,alpha,sales,0.5,2\nB,G,north,8,USD,alpha,sales,0.5,3\n",
     "dependencies.csv:3:1 warning near_names: the name differs from that of line 2 only in case, "
     "blanks or quotes, and its revenue counts as that of another business ('B'); write both alike "
     "if it is one business (24.00 USD)\n"},
    {"dependencies.csv",
     "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n"
     "b,G,north,8,USD,alpha,sales,1.5,3\n",
     "dependencies.csv:2:8 bad_value: share is out of range ('1.5'); give a share from 0 to 1 "
     "(24.00 USD)\n"},
    /* what was found before rows turn out to be scattered is found again */
    {"dependencies.csv",
     DEPENDENCIES_HEAD "b,G,north,8,CHF,alpha,sales,0.5,,\na,G,north,8,USD,alpha,sales,0.5,,\n"
                       "b,G,north,8,CHF,beta,sales,0.5,,\n",
     "dependencies.csv:2:5 missing_rate: the currency has no rate in fx ('CHF'); add a row with "
     "its "
     "per_usd to fx (8.00 CHF)\n"},
    {"dependencies.csv",
     DEPENDENCIES_HEAD "b,G,north,8,USD,alpha,sales,1.5,,\na,G,north,8,USD,alpha,sales,0.5,,\n"
                       "b,G,north,8,USD,beta,sales,0.5,,\n",
     "dependencies.csv:2:8 bad_value: share is out of range ('1.5'); give a share from 0 to 1 "
     "(8.00 USD)\n"},
    /* a row that is short may be of any platform, unless it begins with one */
    {"platform_regions.csv", SHARES "alpha,north,1,\nbeta,north,1,\n", NO_ROWS},
    {"platform_regions.csv", SHARES "alpha,north,1,\nbeta,north,1,\nnorth,north,1\n", TOO_SHORT},
    {"platform_regions.csv", SHARES "alpha,north,1,\nbeta,north,1,\nalpha,south,1\n",
     NO_ROWS TOO_SHORT},
    /* ... and would not as well without its first field: no platform is called 1 */
    {"platform_regions.csv",
     "revenue_share,platform,source,region\n1,alpha,,north\n1,beta,,north\n1,alpha,beta\n",
     NO_ROWS TOO_SHORT},
    {"platform_regions.csv",
     "revenue_share,platform,source,region\n1,alpha,,north\n1,beta,,north\n1,alpha,north\n",
     NO_ROWS TOO_SHORT},
    /* ... or as well: alpha or beta */
    {"platform_regions.csv",
     "region,source,platform,basis,revenue_share,user_share\nnorth,,alpha,measured,1,\nnorth,,beta,"
     "measured,1,\nnorth,alpha,beta,0.5,0.5\n",
     "platform_regions.csv:4:5 bad_width: the row has a different number of fields from the header "
     "('5'); give 6\n"},
    /* nothing where a profile may be is no other profile */
    {"platform_regions.csv",
     "platform,profile,region,revenue_share\nalpha,,north,1\nbeta,,north,1\nalpha,,south\n",
     NO_ROWS TOO_SHORT},
    /* the last field of a row is its platform, or before it */
    {"platform_regions.csv",
     "revenue_share,source,platform,region\n1,,alpha,north\n1,,beta,north\n1,x,alpha\n",
     NO_ROWS TOO_SHORT},
    {"platform_regions.csv",
     "revenue_share,source,platform,region\n1,,alpha,north\n1,,beta,north\n1,x\n",
     WIDTH("4:2", "2")},
    /* a row that is too long begins with its platform, if that can be read */
    {"platform_regions.csv", TWO_SHARES "alpha,south,,even,x\n", NO_ROWS WIDTH("4:5", "5")},
    {"platform_regions.csv", TWO_SHARES ",south,1,even,x\n", WIDTH("4:5", "5")},
    {"platform_regions.csv", TWO_SHARES "alph\xff,south,1,even,x\n",
     NO_TEXT("4:1", "alph?") WIDTH("4:5", "5")},
    {"platform_regions.csv", TWO_SHARES "alpha,south,\xff,even,x\n",
     NO_ROWS NO_TEXT("4:3", "?") WIDTH("4:5", "5")},
    /* ... and so does one whose end is lost */
    {"platform_regions.csv", TWO_SHARES "alpha,\"south\"x,1,even\n", NO_ROWS STRAY_QUOTE},
    {"platform_regions.csv", TWO_SHARES ",\"south\"x,1,even\n", STRAY_QUOTE},
    /* what is wrong in a row of one platform, owner or profile hides nothing of another */
    {"platform_regions.csv", SHARES "alpha,north,x,\nbeta,north,0.5,\ngamma,north,1,\n",
     NO_NUMBER("platform_regions.csv:2:3", "revenue_share") HALF_OF_BETA},
    {"platforms.csv",
     "platform,name,owner,annual_revenue,currency\nalpha,Alpha,acme,8766000,USD\nbeta,Beta,acme,1,"
     "USD\ngamma,Gamma,bolt,x,EUR\n",
     OWNER_SUM("2", "acme", "8766001", "21915000")
         NO_NUMBER("platforms.csv:4:4", "annual_revenue")},
    {"activity.csv", ACTIVITY("0", "x") "even,0,1\n",
     NO_NUMBER("activity.csv:2:3", "weight") SHORT_WEEK},
    /* ... but where it may be a row of that other */
    {"platform_regions.csv",
     SHARES "alpha,north,1,\ndelta,north,0.5,\nbeta,north,0.5,\ngamma,north,1,\n",
     "platform_regions.csv:3:1 missing_key: platform is not in platforms ('delta'); there are "
     "alpha, beta, gamma\n"},
    {"platform_regions.csv",
     SHARES "alpha,north,1,\n,north,0.5,\nbeta,north,0.5,\ngamma,north,1,\n",
     "platform_regions.csv:3:1 bad_value: platform is empty (''); give an identifier\n"},
    /* a key of one letter */
    {"sectors.csv", "sector,name,profile\nI,\"Food\",even\nG,Trade\n",
     "sectors.csv:3:2 bad_width: the row has a different number of fields from the header ('2'); "
     "give 3\n"},
    /* whole numbers */
    {"activity.csv", ACTIVITY("1.5", "1"),
     "activity.csv:2:2 bad_value: hour_of_week is not a whole number ('1.5'); give a whole number "
     "from 0 to 167\n" NO_EVEN},
    {"activity.csv", ACTIVITY("-1", "1"),
     "activity.csv:2:2 bad_value: hour_of_week is out of range ('-1'); give a whole number from 0 "
     "to 167\n" NO_EVEN},
    {"activity.csv", ACTIVITY("168", "1"),
     "activity.csv:2:2 bad_value: hour_of_week is out of range ('168'); give a whole number from 0 "
     "to 167\n" NO_EVEN},
    /* a table that is broken is not blamed by others */
    {"platforms.csv", "x\n",
     "platforms.csv:1:1 missing_column: columns are missing from the header ('platform, name, "
     "owner, annual_revenue, currency', read with the delimiter ',' from 'x'); add them\n"},
    /* windows and zones */
    {"owners.csv", WINDOWS "acme,Acme,USD,2021-01-02,2021-01-01\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:5 window_order: observed_to of 'acme' is before observed_from; give a later "
     "date\n"},
    {"owners.csv", WINDOWS "acme,Acme,USD,2021-01-01T12:00Z,2021-01-01\nbolt,Bolt,EUR,,\n", ""},
    {"owners.csv", WINDOWS "acme,Acme,USD,2021-01-02T00:00Z,2021-01-01\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:5 window_order: observed_to of 'acme' is before observed_from; give a later "
     "date\n"},
    {"owners.csv", WINDOWS "acme,Acme,USD,2021-01-01T12:00Z,2021-01-01T11:59Z\nbolt,Bolt,EUR,,\n",
     "owners.csv:2:5 window_order: observed_to of 'acme' is before observed_from; give a later "
     "date\n"},
    {"owners.csv", WINDOWS "acme,Acme,USD,2021-01-02,2021-01-02\nbolt,Bolt,EUR,,2000-01-01\n", ""},
    {"owners.csv", ZONES "acme,Acme,USD,America/New_York\nbolt,Bolt,EUR,Etc/GMT-1\n",
     NO_CLOSE(
         "America/New_York",
         " (2 rows: lines 2, 3)") "owners.csv:3:4 warning zone_without_summer_time: the time zone "
                                  "has no summer time ('Etc/GMT-1'); if the exchange has, name a "
                                  "place such as America/New_York or Europe/London\n"},
    {"owners.csv", ZONES "acme,Acme,USD,America/New_Yrk\nbolt,Bolt,EUR,\n",
     "owners.csv:2:4 bad_value: the time zone is not known ('America/New_Yrk'); perhaps "
     "America/New_York\n" NO_CLOSE("America/New_Yrk", "")},
    {"owners.csv", ZONES "acme,Acme,USD,Q\nbolt,Bolt,EUR,\n",
     "owners.csv:2:4 bad_value: the time zone is not known ('Q'); a name of the IANA database, "
     "like America/New_York\n" NO_CLOSE("Q", "")},
    /* one decimal mark in a file */
    {"owners.csv", NUMBERS "acme,Acme,USD,\"21915000,5\",0.5\nbolt,Bolt,EUR,,0.25\n",
     "owners.csv:2:4 mixed_numbers: annual_revenue has decimal commas where margin has decimal "
     "points ('21915000,5', and '0.5' in line 2); one decimal mark in a file, or decimalChar "
     "declared for each column\n"},
    {"owners.csv", NUMBERS "acme,Acme,USD,,0.5\nbolt,Bolt,EUR,\"4383000,5\",0.25\n",
     "owners.csv:3:4 mixed_numbers: annual_revenue has decimal commas where margin has decimal "
     "points ('4383000,5', and '0.5' in line 2); one decimal mark in a file, or decimalChar "
     "declared for each column\n"},
    {"owners.csv", NUMBERS "acme,Acme,USD,\"21915000,5\",\"0,5\"\nbolt,Bolt,EUR,,\n", ""},
    /* closes as they were traded */
    {"prices_SPX.csv", "timestamp,close,split_coefficient\n2021-10-01,4357.04,1\n",
     "prices_SPX.csv:1:3 warning unadjusted_close: closes are as they were traded "
     "('split_coefficient' has the splits), and there is no adjusted close: returns across a split "
     "are wrong; give adjusted_close\n"},
    {"prices_SPX.csv",
     "timestamp,close,adjusted_close,split_coefficient\n2021-10-01,4357.04,4357.04,1\n", ""},
    /* terms */
    {"market_prior.csv", "term,mean,sd\nintercept,-0.02,0.01\nodds_duration,0,0.5\nsigma,1,1\n",
     "market_prior.csv:4:1 bad_value: term is not known ('sigma'); intercept or odds_duration\n"},
    {"policies.csv",
     "policy,business,owner,currency,waiting_hours,deductible,limit,share,limit_low,limit_high\np,"
     "b1,,USD,0,1,2,1,1,3\n",
     "policies.csv:2:7 warning terms_vary: a term of a contract is certain: its range is ignored "
     "('p')\n"},
    {"policies.csv",
     "policy,business,owner,currency,waiting_hours,deductible,limit,share\np,b1,acme,USD,0,1,2,1\n",
     "policies.csv:2:3 bad_value: the policy has a business and an owner ('acme'); give one of "
     "them\n"},
};

static void rows_are_reported(void **state)
{
    MESSAGES_CHECK(state, rows);
}

/* A key that a row is uncertain by may be that of a row that was lost. */
static void keys_of_lost_rows_may_be_meant(void **state)
{
    static const struct message_case cases[] = {
        {"platform_regions.csv",
         SHARES "alpha,north,1,\nbeta,north,1,\ngamma,north,1,\nalpha,south\n",
         "platform_regions.csv:5:2 bad_width: the row has a different number of fields from the "
         "header ('2'); give 4\n"},
        {"platform_regions.csv", SHARES "alpha,north,1,\nbeta,north,1,\ngamma,north,1,\n",
         "uncertainty.csv:2:2 missing_key: key is not in platform_regions ('alpha/south'); "
         "perhaps 'alpha/north'\n"},
    };
    const struct world *world = *state;
    package_write(&world->folder, "uncertainty.csv",
                  "resource,key,column,low,high\nplatform_regions,alpha/south,revenue_share,0.25,"
                  "0.75\n");
    MESSAGES_CHECK(state, cases);
    package_drop(&world->folder, "uncertainty.csv");
}

/* ---- Files of the folder --------------------------------------------------------------------- */

/* A second file of a table, in whatever spelling, and a folder of a table's name. */
static void files_of_one_table_are_reported(void **state)
{
    static const struct message_case files[] = {
        {"Owners.csv", OWNERS_TEXT,
         "Owners.csv:1:1 warning unknown_file: the file is not read ('Owners.csv'): 'owners.csv' "
         "is\n"},
        {"OWNERS.CSV", OWNERS_TEXT,
         "OWNERS.CSV:1:1 warning unknown_file: the file is not read ('OWNERS.CSV'): 'owners.csv' "
         "is\n"},
    };
    static const struct {
        const char *first, *second;
    } pairs[] = {{"OWNERS.csv", "Owners.csv"}, {"Owners.csv", "oWners.csv"}};
    const struct world *world = *state;
    MESSAGES_CHECK(state, files);
    package_drop(&world->folder, "owners.csv");
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        char expected[512];
        package_write(&world->folder, pairs[i].first, OWNERS_TEXT);
        package_write(&world->folder, pairs[i].second, OWNERS_TEXT);
        const char *const a = pairs[i].first;
        const char *const b = pairs[i].second;
        snprintf(expected, sizeof expected,
                 "%s:1:1 repeated_resource: two files are one table ('%s' and '%s'); keep one of "
                 "them\n",
                 b, a, b);
        assert_true(messages_are(world->folder.path, pairs[i].second, expected));
        package_drop(&world->folder, pairs[i].first);
        package_drop(&world->folder, pairs[i].second);
    }
    world_write_files(&world->folder);
}

static void folders_are_no_tables(void **state)
{
    static const struct {
        const char *folder, *file, *expected;
    } cases[] = {
        {"costs.csv", NULL,
         "costs.csv:1:1 folder_for_table: a folder has the name of a table's file ('costs.csv'); "
         "the file itself, or another name for the folder\n"},
        {"costs.csv", "costs.csv/part-0000.csv",
         "costs.csv:1:1 folder_for_table: a folder has the name of a table's file ('costs.csv'); "
         "the file itself, or another name for the folder\n"},
        {"costs", NULL, ""},
        {"old", "old/owners.csv",
         "old:1:1 warning unknown_file: files in a folder of the package are not read (1; the "
         "first is 'old/owners.csv')\n"},
        {"new", "new/costs.csv",
         "new/costs.csv:1:1 misplaced_file: files of a folder in the package are not read (1 with "
         "the name of a table: 'new/costs.csv'); mv '%s/new/costs.csv' '%s/'\n"},
    };
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char path[256];
        char expected[1024];
        package_file(path, &world->folder, cases[i].folder);
        assert_int_equal(mkdir(path, 0700), 0);
        if (cases[i].file != NULL) {
            package_write(&world->folder, cases[i].file, OWNERS_TEXT);
        }
        snprintf(expected, sizeof expected, cases[i].expected, world->folder.path,
                 world->folder.path);
        wrong += messages_are(world->folder.path, cases[i].folder, expected) ? 0 : 1;
        if (cases[i].file != NULL) {
            package_drop(&world->folder, cases[i].file);
        }
        assert_int_equal(rmdir(path), 0);
    }
    assert_int_equal(wrong, 0);
}

/* A second currency needs rates, and is reported once. */
static void currencies_need_rates(void **state)
{
    const struct world *world = *state;
    package_drop(&world->folder, "fx.csv");
    assert_true(messages_are(
        world->folder.path, "no fx",
        "owners.csv:3:3 missing_table: a second currency needs the table fx ('EUR' as well as "
        "'USD'); add a file fx.csv with the columns currency, per_usd, date\n"));
    world_write_files(&world->folder);
}

/* ---- Rows of a base -------------------------------------------------------------------------- */

/* The package has two of the base's three platforms, and no region south. */
static void rows_of_a_base_are_left_out(void **state)
{
    static const struct message_case own[] = {
        {"platforms.csv",
         "platform,name,owner,annual_revenue,currency\nalpha,Alpha,acme,8766000,USD\nbeta,Beta,"
         "acme,13149000,USD\n",
         LEFT_OUT("platform_regions", "5", "platforms", "2 of 5 rows: lines 5, 6")
             LEFT_OUT("fallbacks", "4", "platforms", "1 of 3 rows: line 4")
                 LEFT_OUT("dependencies", "5", "platforms", "2 of 5 rows: lines 5, 6")},
        {"channels.csv", "channel,name\nsales,Sales\n",
         LEFT_OUT("fallbacks", "2", "channels", "3 of 3 rows: lines 2, 3, 4")
             LEFT_OUT("dependencies", "4", "channels", "2 of 5 rows: lines 4, 6")},
        {"fx.csv", "currency,per_usd,date\nGBP,0.64,2021-01-01\n",
         LEFT_OUT("owners", "3", "fx", "1 of 2 rows: line 3")
             LEFT_OUT("regions", "3", "fx", "1 of 2 rows: line 3") LEFT_OUT(
                 "platforms", "4", "fx",
                 "1 of 3 rows: line 4") "platform_regions.csv:3:1 base_rows_left_out: the base's "
                                        "rows do not fit the table regions of the package (3 rows: "
                                        "'lines 3, 5, 6'); add a file platform_regions.csv that "
                                        "does\n" LEFT_OUT("fallbacks", "4", "platforms",
                                                          "1 of 3 rows: line 4")
                                            LEFT_OUT("dependencies", "4", "fx",
                                                     "3 of 5 rows: lines 4, 5, 6")},
        {"sectors.csv", "sector,name,profile\nG,Trade,even\n",
         LEFT_OUT("dependencies", "5", "sectors", "2 of 5 rows: lines 5, 6")},
    };
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof own / sizeof own[0]; ++i) {
        struct package_folder folder;
        char messages[MESSAGES_SIZE] = "";
        const blackout_dataset_options options = {.size = sizeof options,
                                                  .diagnostic = messages_add,
                                                  .user = messages,
                                                  .base = world->folder.path};
        blackout_dataset *dataset = NULL;
        blackout_error error = {0};
        package_make(&folder);
        package_write(&folder, own[i].file, own[i].text);
        if (blackout_dataset_open(&dataset, folder.path, &options, &error) == BLACKOUT_OK) {
            blackout_dataset_free(dataset);
        }
        wrong += messages_same(messages, own[i].file, own[i].expected) ? 0 : 1;
        package_remove(&folder);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_reported),
        cmocka_unit_test(keys_of_lost_rows_may_be_meant),
        cmocka_unit_test(files_of_one_table_are_reported),
        cmocka_unit_test(folders_are_no_tables),
        cmocka_unit_test(currencies_need_rates),
        cmocka_unit_test(rows_of_a_base_are_left_out),
    };
    return cmocka_run_group_tests_name("row_messages", tests, world_open, world_close);
}
