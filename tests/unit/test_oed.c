/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import/oed: from accounts to businesses and policies. The rows are made up; expected values by
 * hand. */
#include <stdio.h>

#include "import/oed_codes.h"
#include "imported.h"

#define HEAD                                                                                       \
    "AccNumber,AccCurrency,PolNumber,LayerNumber,LayerParticipation,LayerLimit,LayerAttachment,"   \
    "CountryCode,IndustryScheme1,IndustryCode1,AnnualRevenue,AnnualRevenueCurrency,"               \
    "GrossProfitMargin,PolDed,PolDedCBI,PolLimitCBI,PolCoverage,CloudVendor,BIWaitingPeriod,"      \
    "InsuredName\n"
#define SHOP "A1,USD,C1,1,0.5,2000000,0,US,NAICS,445110,87660000,USD,0.4,10000,25000,3000000,"

static blackout_import *imported(const char *text, const char *const *settings)
{
    const char *const texts[] = {text, NULL};
    blackout_import *import;
    blackout_error error;
    check_ok(import_try(&import, "oed", texts, settings, &error), &error);
    return import;
}

static double number_at(const blackout_import *import, const char *path, const char *column)
{
    return atof(import_cell(import, path, 0, column));
}

/* Half a day is 12 hours. Deductible (25000 + 10000) / 0.4 = 87500; limit the smaller of 2000000
 * and 3000000 - 10000, over 0.4: 5000000; share 0.5 * 0.4 = 0.2. */
static void an_account_is_a_business_and_a_policy(void **state)
{
    blackout_import *import = imported(HEAD SHOP "NPBI;CBI,1,0.5,Shop\n", NULL);
    (void)state;
    assert_string_equal(import->base, "cloud");
    assert_int_equal(import->taken, 1);
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "business"), "A1");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "sector"), "G");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "region"), "us_canada");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "currency"), "USD");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "platform"), "aws_us_east_1");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "channel"), "hosting");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "share_basis"), "assumed");
    check_close(number_at(import, "dependencies.csv", "annual_revenue"), 87660000.0, 0);
    check_close(number_at(import, "dependencies.csv", "share"), 0.08, 1e-15);
    assert_string_equal(import_cell(import, "policies.csv", 0, "policy"), "C1");
    assert_string_equal(import_cell(import, "policies.csv", 0, "business"), "A1");
    assert_string_equal(import_cell(import, "policies.csv", 0, "aggregate_limit"), "");
    check_close(number_at(import, "policies.csv", "waiting_hours"), 12.0, 1e-15);
    check_close(number_at(import, "policies.csv", "deductible"), 87500.0, 1e-14);
    check_close(number_at(import, "policies.csv", "limit"), 5000000.0, 1e-14);
    check_close(number_at(import, "policies.csv", "share"), 0.2, 1e-14);
    assert_int_equal(import->not_taken.count, 1); /* InsuredName */
    blackout_import_free(import);
}

/* Without terms: no waiting, no deductible, the whole year's revenue; the margin is named. Columns
 * in any order and case, semicolons, a mark of byte order. */
static void what_is_empty_has_the_format_s_default(void **state)
{
    blackout_import *import =
        imported("\xEF\xBB\xBF"
                 "cloudvendor;COUNTRYCODE;annualrevenue;AccNumber;AccCurrency;IndustryScheme1;"
                 "IndustryCode1\n1;DE;4383000;A2;EUR;UKSIC;1110\n\n",
                 NULL);
    (void)state;
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "sector"), "A");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "region"), "europe");
    assert_string_equal(import_cell(import, "policies.csv", 0, "policy"), "A2");
    assert_string_equal(import_cell(import, "policies.csv", 0, "currency"), "EUR");
    check_near(number_at(import, "policies.csv", "waiting_hours"), 0.0, 0);
    check_near(number_at(import, "policies.csv", "deductible"), 0.0, 0);
    check_close(number_at(import, "policies.csv", "limit"), 4383000.0, 1e-15);
    check_close(number_at(import, "policies.csv", "share"), 1.0, 1e-15);
    assert_non_null(import_cause(import, "the margin is not known: lost revenue counts in full"));
    blackout_import_free(import);
}

static void assumptions_may_be_set(void **state)
{
    static const char *const settings[] = {"share=0.5..0.6..0.7",  "channel=operations",
                                           "cloud_vendor_2=azure", "sector=C",
                                           "region=europe",        NULL};
    blackout_import *import =
        imported("AccNumber,AccCurrency,AnnualRevenue,CloudVendor\nA3,EUR,1000000,2\n", settings);
    (void)state;
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "platform"), "azure");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "channel"), "operations");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "sector"), "C");
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "region"), "europe");
    check_close(number_at(import, "dependencies.csv", "share_low"), 0.5, 1e-15);
    check_close(number_at(import, "dependencies.csv", "share_high"), 0.7, 1e-15);
    blackout_import_free(import);
}

/* Ends at 0 and 1, which have no logit, are moved to 0.001 and 0.999, as those of severities are
 * (docs/import.md); a range about a certain value is refused. */
static void ranges_of_the_share_are_kept(void **state)
{
    static const char text[] = "AccNumber,AccCurrency,AnnualRevenue,CloudVendor,CountryCode\n"
                               "A3,EUR,1000000,1,FR\n";
    static const struct {
        const char *share;
        double low;
        double high;
    } cases[] = {{"share=0..0.1..0.2", 0.001, 0.2}, {"share=0.5..0.7..1", 0.5, 0.999}};
    static const char *const certain[] = {"share=0..0..0.2", "share=0.4..1..1"};
    (void)state;
    for (size_t i = 0; i < 2; ++i) {
        const char *const settings[] = {cases[i].share, "sector=C", NULL};
        blackout_import *import = imported(text, settings);
        check_close(number_at(import, "dependencies.csv", "share_low"), cases[i].low, 1e-15);
        check_close(number_at(import, "dependencies.csv", "share_high"), cases[i].high, 1e-15);
        blackout_import_free(import);
    }
    for (size_t i = 0; i < 2; ++i) {
        const char *const texts[] = {text, NULL};
        const char *const settings[] = {certain[i], NULL};
        char expected[256];
        blackout_import *import;
        blackout_error error;
        check_fails(import_try(&import, "oed", texts, settings, &error), BLACKOUT_ERROR_USAGE,
                    &error);
        snprintf(expected, sizeof expected,
                 "share has a range about a value that is certain ('%s'); a central value above 0 "
                 "and below 1, or one number alone",
                 certain[i] + strlen("share="));
        assert_string_equal(error.message, expected);
    }
}

/* Two layers of one account are one business and two policies. */
static void an_account_may_have_several_rows(void **state)
{
    blackout_import *import = imported(
        HEAD SHOP
        "CBI,1,0.5,Shop\n"
        "A1,USD,C1,2,1,0,2000000,US,NAICS,445110,87660000,USD,0.4,10000,25000,,CYB,1,0.5,\n"
        "A1,USD,C1,2,1,0,2000000,US,NAICS,445110,87660000,USD,0.4,10000,25000,,CYB,1,0.5,\n"
        "A1,USD,C2,1,1,0,0,US,NAICS,445110,87660001,USD,0.4,10000,25000,,CYB,1,0.5,\n",
        NULL);
    (void)state;
    assert_int_equal(import_find(import, "dependencies.csv")->row_count, 1);
    assert_int_equal(import_find(import, "policies.csv")->row_count, 2);
    assert_string_equal(import_cell(import, "policies.csv", 1, "policy"), "C1-2");
    assert_int_equal(
        import_cause(import, "a policy and layer of these numbers was met before")->count, 1);
    assert_int_equal(
        import_cause(import, "another row says something else of the same account")->count, 1);
    blackout_import_free(import);
}

/* An account's number is one within its portfolio, a policy's within its account (Open Exposure
 * Data 5.0, Docs 3): those of others are put before it where it is not enough. Whole numbers may be
 * written with a fraction of zeros, as pandas 1.5 does in a column with gaps. */
static void numbers_are_of_portfolios_and_accounts(void **state)
{
    static const char *const businesses[] = {"A1", "P2-A1", "A2", "P3-P2-A1"};
    static const char *const policies[][2] = {{"C1", "A1"},      {"P2-A1-C1", "P2-A1"},
                                              {"A2-C1", "A2"},   {"C1-2", "A2"},
                                              {"A2-C1-2", "A2"}, {"P3-P2-A1-C1", "P3-P2-A1"}};
    blackout_import *import = imported(
        "PortNumber,AccNumber,AccCurrency,AnnualRevenue,CloudVendor,CountryCode,IndustryScheme1,"
        "IndustryCode1,PolNumber,LayerNumber\n"
        "P1,A1,EUR,1000000,1,FR,USSIC,5812,C1,1\n"
        "P2,A1,EUR,1000000,1,FR,USSIC,5812,C1,1\n"
        "P2,A2,EUR,2000000,1,FR,USSIC,5812,C1,1\n"
        "P2,A2,EUR,2000000,1,FR,USSIC,5812,C1-2,1\n"
        "P2,A2,EUR,2000000,1,FR,USSIC,5812.0,C1,2.0\n"
        "P2,A2,EUR,2000000,1,FR,USSIC,5812,C1,\n"
        "P2,A2,EUR,2000000,1,FR,USSIC,5812,C1,1.0\n"
        "P2,A2,EUR,2000000,1,FR,USSIC,5812,C1,2\n"
        "P3,P2-A1,EUR,2000000,1,FR,USSIC,5812,C1,1\n"
        "P2-A1,P2-A1,EUR,2000000,1,FR,USSIC,5812,C3,1\n"
        "P3,P2-A1-P2-A1,EUR,2000000,1,FR,USSIC,5812,C4,1\n"
        "P2-A1-P2,A1,EUR,2000000,1,FR,USSIC,5812,C5,1\n"
        /* in no portfolio */
        ",A2,EUR,2000000,1,FR,USSIC,5812,C6,1\n",
        NULL);
    (void)state;
    assert_int_equal(import_find(import, "dependencies.csv")->row_count, 7);
    assert_string_equal(import_cell(import, "dependencies.csv", 6, "business"), "A2-2");
    for (size_t i = 0; i < 4; ++i) {
        assert_string_equal(import_cell(import, "dependencies.csv", i, "business"), businesses[i]);
    }
    assert_int_equal(import_find(import, "policies.csv")->row_count, 9);
    for (size_t i = 0; i < 6; ++i) {
        assert_string_equal(import_cell(import, "policies.csv", i, "policy"), policies[i][0]);
        assert_string_equal(import_cell(import, "policies.csv", i, "business"), policies[i][1]);
    }
    assert_int_equal(
        import_cause(import, "a policy and layer of these numbers was met before")->count, 3);
    assert_int_equal(import_cause(import, "other rows have the name that its numbers make; give it "
                                          "another number")
                         ->count,
                     1);
    assert_int_equal(import->taken, 12);
    blackout_import_free(import);
}

/* Codes of Open Exposure Data 5.0 (PerilValues); a storm does not stop a provider's platform, and
 * damage to property is no outage. The columns of versions before 4 were others. */
static void perils_and_versions_of_others_are_told(void **state)
{
    blackout_import *import =
        imported("AccNumber,AccCurrency,AnnualRevenue,CloudVendor,CountryCode,IndustryScheme1,"
                 "IndustryCode1,GrossProfitMargin,PolPerilsCovered,OEDVersion\n"
                 "A,EUR,1000000,1,FR,USSIC,5812,0.5,CC1,5.0.0\n"
                 "B,EUR,1000000,1,FR,USSIC,5812,0.5,WTC; csb,4.0.0\n"
                 "C,EUR,1000000,1,FR,USSIC,5812,0.5,AA1,\n"
                 "D,EUR,1000000,1,FR,USSIC,5812,0.5,,4\n"
                 "E,EUR,1000000,1,FR,USSIC,5812,0.5,WTC;CPD,5.0.0\n"
                 "F,EUR,1000000,1,FR,USSIC,5812,0.5,CC1,3.4.1\n"
                 "G,EUR,1000000,1,FR,USSIC,5812,0.5,CC1,50\n",
                 NULL);
    (void)state;
    assert_int_equal(import_find(import, "dependencies.csv")->row_count, 7);
    assert_int_equal(import_find(import, "policies.csv")->row_count, 6);
    assert_int_equal(import->taken, 7);
    assert_int_equal(import_cause(import,
                                  "the policy covers no cyber peril (CC1, CSB or AA1), of which an "
                                  "outage is one")
                         ->count,
                     1);
    assert_int_equal(
        import_cause(import, "the version is neither 4 nor 5: columns are read as those of 5.0.0")
            ->count,
        2);
    blackout_import_free(import);
}

/* ---- What is not taken ----------------------------------------------------------------------- */

static void rows_that_are_not_taken_have_a_reason(void **state)
{
    static const struct {
        const char *row;
        const char *reason;
        size_t businesses;
        const char *column; /* that is named with its value; NULL: not looked at */
        const char *value;
    } cases[] = {
        {",USD,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,1,0,", "the account has no number", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,x,USD,1,,,,CBI,1,0,", "it is no number of at least 0", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,-5,USD,1,,,,CBI,1,0,", "it is no number of at least 0", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,0,USD,1,,,,CBI,1,0,",
         "the revenue is not known, as 0 and empty say", 0},
        {"A,,C1,1,1,0,0,US,NAICS,44,1,EURO,1,,,,CBI,1,0,", "no currency of the revenue is known",
         0},
        {"A,USD,C1,1,1,0,0,US,ISIC,44,1,USD,1,,,,CBI,1,0,",
         "the industry is in none of NAICS, UKSIC, USSIC; --set sector=G is for such rows", 0},
        {"A,USD,C1,1,1,0,0,ZZ,NAICS,44,1,USD,1,,,,CBI,1,0,",
         "the country is not known; --set region=europe is for such rows", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,,0,",
         "the cloud vendor is not known, and so no platform that the business needs", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,9,0,",
         "the number of the vendor is not in the list of the format", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,3,0,",
         "no platform of the package is that vendor's; --set cloud_vendor_N=PLATFORM names one", 0},
        {"A,USD,C1", "the row has another number of fields than the header", 0},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,NPBI;EXT,1,0,",
         "the policy does not cover contingent business interruption (CBI), which an outage of a "
         "provider is",
         1},
        {"A,USD,C1,1,1.5,0,0,US,NAICS,44,1,USD,1,,,,CBI,1,0,",
         "it is larger than the format allows (a share is at most 1)", 1},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,1,USD,40,,,,CBI,1,0,",
         "it is larger than the format allows (a share is at most 1)", 1},
        {"A,USD,C1,1,1,0,0,US,NAICS,44,1,USD,1,500,,500,CBI,1,0,",
         "the policy never pays: its sub-limit is below its deductible and attachment, or its "
         "share is 0",
         1},
        {"A,XX,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,1,0,",
         "limits and deductibles are in several currencies, or in none that is known", 1},
        {"A,EUR,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,1,0,",
         "the policy has no limit, and another currency than the revenue", 1},
        {"A,usd,C1,1,1,0,0,US,NAICS,44,1,,1,,,,CBI,1,0,", "no currency of the revenue is known", 0,
         "AccCurrency", "usd"},
        {"A,usd,C1,1,1,0,0,US,NAICS,44,1,USD,1,,,,CBI,1,0,",
         "limits and deductibles are in several currencies, or in none that is known", 1,
         "AccCurrency", "usd"},
        {"A,USD,C1,1,0,0,0,US,NAICS,44,1,USD,1,,,,CBI,1,0,",
         "the policy never pays: its sub-limit is below its deductible and attachment, or its "
         "share is 0",
         1, "LayerParticipation", "0"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[1024];
        snprintf(text, sizeof text, "%s%s\n", HEAD, cases[i].row);
        blackout_import *import = imported(text, NULL);
        const struct not_taken_cause *cause = import_cause(import, cases[i].reason);
        if (cause == NULL || cause->count != 1) {
            fail_msg("case %zu has not: %s", i, cases[i].reason);
        } else if (cases[i].column != NULL) {
            const struct not_taken_entry *entry = &import->not_taken.entries[cause->first];
            assert_string_equal(entry->column, cases[i].column);
            assert_string_equal(entry->value, cases[i].value);
        }
        assert_int_equal(import->read, 1);
        assert_int_equal(import_find(import, "dependencies.csv")->row_count, cases[i].businesses);
        assert_int_equal(import_find(import, "policies.csv")->row_count, 0);
        blackout_import_free(import);
    }
}

/* Terms that would make a policy pay less are named, with the policy that is taken without them. */
static void terms_that_are_not_applied_are_named(void **state)
{
    blackout_import *import =
        imported("AccNumber,AccCurrency,AnnualRevenue,CloudVendor,CountryCode,IndustryScheme1,"
                 "IndustryCode1,PolSIR,LayerAggAttachment,BIPOI,GrossProfitMargin\n"
                 "A,EUR,1000000,1,FR,USSIC,5812,100,200,90,0.5\n"
                 "B,EUR,1000000,1,FR,USSIC,5812,0,,365,0.5\n",
                 NULL);
    (void)state;
    assert_int_equal(import->not_taken.count, 3);
    assert_int_equal(import_find(import, "policies.csv")->row_count, 2);
    assert_string_equal(import_cell(import, "dependencies.csv", 0, "sector"), "I");
    for (size_t i = 0; i < 3; ++i) {
        assert_int_equal(import->not_taken.entries[i].row, 2);
    }
    blackout_import_free(import);
}

/* A deductible of 5 % of the loss is no deductible of 0.05 USD. */
static void what_is_no_amount_is_not_taken_as_one(void **state)
{
    blackout_import *import =
        imported("AccNumber,AccCurrency,AnnualRevenue,CloudVendor,CountryCode,IndustryScheme1,"
                 "IndustryCode1,PolDedCBI,PolDedTypeCBI,PolDedCodeCBI,PolLimitTypeCBI\n"
                 "A,EUR,1000000,1,FR,USSIC,5812,0.05,1,0,0\n"
                 "B,EUR,1000000,1,FR,USSIC,5812,100,0,0,0\n"
                 "C,EUR,1000000,1,FR,USSIC,5812,100,,3,\n"
                 "D,EUR,1000000,1,FR,USSIC,5812,100,,,2\n",
                 NULL);
    size_t flat = 0;
    (void)state;
    assert_int_equal(import_find(import, "policies.csv")->row_count, 1);
    for (size_t i = 0; i < import->not_taken.count; ++i) {
        const struct not_taken_entry *entry = &import->not_taken.entries[i];
        flat += strstr(entry->column, "Type") != NULL || strstr(entry->column, "Code") != NULL;
    }
    assert_int_equal(flat, 3);
    blackout_import_free(import);
}

static void what_is_no_file_of_accounts_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"", "the file is empty; give a file of accounts of Open Exposure Data"},
        {"a,b\n1,2\n", "the file has no column AccNumber; give a file of accounts of Open Exposure "
                       "Data, with its header"},
        {"AccNumber\n1\n", "the file has no column AnnualRevenue; give a file of accounts of Open "
                           "Exposure Data, with its header"},
        {"AccNumber,AnnualRevenue,accnumber\n",
         "the column is there twice ('accnumber'); leave one out"},
    };
    blackout_import *import;
    blackout_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const char *const texts[] = {cases[i][0], NULL};
        check_fails(import_try(&import, "oed", texts, NULL, &error), BLACKOUT_ERROR_INPUT, &error);
        assert_string_equal(error.message, cases[i][1]);
        assert_string_equal(error.source, "a");
    }
}

/* Facts of the classifications: NAICS 2022, SIC 2007 and 1987, ISO 3166. */
static void codes_lead_to_sections_and_regions(void **state)
{
    static const char *const sections[][3] = {
        {"NAICS", "445110", "G"},
        {"NAICS", "31", "C"},
        {"NAICS", "523150", "K"},
        {"naics", "92", "O"},
        {"UKSIC", "1110", "A"},
        {"UKSIC", "62012", "J"},
        {"UKSIC", "86101", "Q"},
        {"USSIC", "111", "A"},
        {"USSIC", "7372", "N"},
        {"USSIC", "4911", "D"},
        {"USSIC", "5812", "I"},
        {"NAICS", "445110.0", "G"},
        {"UKSIC", "1110.00", "A"},
        /* a class and a group (Office for National Statistics 2009; SIC 1987) */
        {"UKSIC", "6201", "J"},
        {"UKSIC", "0620", "B"},
        {"USSIC", "737", "N"},
    };
    static const char *const none[][2] = {
        {"NAICS", "1"},
        {"NAICS", "99"},
        {"NAICS", "x"},
        {"UKSIC", "111"},
        /* fur (14.20) or sheep (01420); laundries (721) or crop planting (0721) */
        {"UKSIC", "1420"},
        {"USSIC", "721"},
        {"UKSIC", "620120"},
        {"USSIC", "12"},
        {"ISIC", "6201"},
        {"", ""},
        {"NAICS", "445110."},
        {"NAICS", "445110.5"},
        {"NAICS", ".0"}};
    static const char *const regions[][2] = {{"US", "us_canada"},     {"it", "europe"},
                                             {"KZ", "asia_pacific"},  {"IN", "asia_pacific"},
                                             {"BR", "rest_of_world"}, {"ZW", "rest_of_world"}};
    (void)state;
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; ++i) {
        assert_string_equal(oed_section(sections[i][0], sections[i][1]), sections[i][2]);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; ++i) {
        assert_null(oed_section(none[i][0], none[i][1]));
    }
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; ++i) {
        assert_string_equal(oed_region(regions[i][0]), regions[i][1]);
    }
    assert_null(oed_region("ZZ"));
    assert_null(oed_region(""));
    assert_null(oed_region("USA"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_is_a_business_and_a_policy),
        cmocka_unit_test(what_is_empty_has_the_format_s_default),
        cmocka_unit_test(assumptions_may_be_set),
        cmocka_unit_test(ranges_of_the_share_are_kept),
        cmocka_unit_test(an_account_may_have_several_rows),
        cmocka_unit_test(numbers_are_of_portfolios_and_accounts),
        cmocka_unit_test(perils_and_versions_of_others_are_told),
        cmocka_unit_test(rows_that_are_not_taken_have_a_reason),
        cmocka_unit_test(terms_that_are_not_applied_are_named),
        cmocka_unit_test(what_is_no_amount_is_not_taken_as_one),
        cmocka_unit_test(what_is_no_file_of_accounts_is_refused),
        cmocka_unit_test(codes_lead_to_sections_and_regions),
    };
    return cmocka_run_group_tests_name("oed", tests, NULL, NULL);
}
