/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ISO 4217, table A.1 (current) and table A.3 (withdrawn since 1990), as they were in January 2026;
 * compared with the copy of both in the data package `currency-codes` of February 2026. Table A.3
 * has months: here is the first day of each, but where another one is known on which the money was
 * none:
 *
 *     CUC, LTL, SLL, ZMK  the day after the table's month: amendments 178 and 175, Council Decision
 *                         2014/509/EU, and Unicode CLDR (supplementalData.xml)
 *     ANG, VEF            the day on which the successor came: amendment 176, and CLDR
 *     ZWL                 the table's month: amendment 177
 *     ADP, BAD            the month of Debian's iso-codes 4.15, a year before the table's
 *     DDM                 the last month of three that the table has
 *
 * Which amendment withdrew ANG, CUC, SLL and ZWL is in the list of currency changes of the
 * Interinstitutional Style Guide of the European Union, too.
 *
 * A successor is the one of today: the lira's is the euro. Gold, bond units and units of account
 * are in the list, as they are in the standard.
 */
#include "core/currency_codes.h"

#include <string.h>

#include "core/text.h"

enum { CODE_LENGTH = 3 };

/* Those that most amounts are in come first: of several that are equally near to a misspelt code,
 * the first is taken. */
static const char *const current[] = {
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "CAD", "AUD", "INR", "BRL", "SEK", "NOK", "DKK",
    "PLN", "CZK", "MXN", "KRW", "TRY", "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AWG", "AZN",
    "BAM", "BBD", "BDT", "BHD", "BIF", "BMD", "BND", "BOB", "BOV", "BSD", "BTN", "BWP", "BYN",
    "BZD", "CDF", "CHE", "CHW", "CLF", "CLP", "COP", "COU", "CRC", "CUP", "CVE", "DJF", "DOP",
    "DZD", "EGP", "ERN", "ETB", "FJD", "FKP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "IQD", "IRR", "ISK", "JMD", "JOD", "KES", "KGS",
    "KHR", "KMF", "KPW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD",
    "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXV", "MYR", "MZN",
    "NAD", "NGN", "NIO", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PYG", "QAR",
    "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SGD", "SHP", "SLE", "SOS", "SRD",
    "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TTD", "TWD", "TZS",
    "UAH", "UGX", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAD",
    "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XCD", "XCG", "XDR", "XOF", "XPD", "XPF",
    "XPT", "XSU", "XUA", "YER", "ZAR", "ZMW", "ZWG",
};

enum { CURRENT_COUNT = sizeof current / sizeof current[0] };

/* For tests, and where there is no currency at all: no money is in them. */
static const char *const no_money[] = {"XTS", "XXX"};

static const struct withdrawn_currency withdrawn[] = {
    {"ADP", "2002-03-01", "EUR"}, {"AFA", "2003-01-01", "AFN"}, {"ANG", "2025-03-31", "XCG"},
    {"AON", "2000-02-01", "AOA"}, {"AOR", "2000-02-01", "AOA"}, {"ATS", "2002-03-01", "EUR"},
    {"AZM", "2005-12-01", "AZN"}, {"BAD", "1997-07-01", "BAM"}, {"BEF", "2002-03-01", "EUR"},
    {"BGL", "2003-11-01", "EUR"}, {"BGN", "2026-01-01", "EUR"}, {"BRR", "1994-07-01", "BRL"},
    {"BYB", "2001-01-01", "BYN"}, {"BYR", "2017-01-01", "BYN"}, {"CSD", "2006-10-01", "RSD"},
    {"CSK", "1993-03-01", "CZK"}, {"CUC", "2021-07-01", "CUP"}, {"CYP", "2008-01-01", "EUR"},
    {"DDM", "1990-09-01", "EUR"}, {"DEM", "2002-03-01", "EUR"}, {"ECS", "2000-09-01", "USD"},
    {"EEK", "2011-01-01", "EUR"}, {"ESP", "2002-03-01", "EUR"}, {"FIM", "2002-03-01", "EUR"},
    {"FRF", "2002-03-01", "EUR"}, {"GEK", "1995-10-01", "GEL"}, {"GHC", "2008-01-01", "GHS"},
    {"GRD", "2002-03-01", "EUR"}, {"GWP", "1997-05-01", "XOF"}, {"HRD", "1995-01-01", "EUR"},
    {"HRK", "2023-01-01", "EUR"}, {"IEP", "2002-03-01", "EUR"}, {"ITL", "2002-03-01", "EUR"},
    {"LTL", "2015-01-01", "EUR"}, {"LUF", "2002-03-01", "EUR"}, {"LVL", "2014-01-01", "EUR"},
    {"LVR", "1994-12-01", "EUR"}, {"MGF", "2004-12-01", "MGA"}, {"MRO", "2017-12-01", "MRU"},
    {"MTL", "2008-01-01", "EUR"}, {"MXP", "1993-01-01", "MXN"}, {"MZM", "2006-06-01", "MZN"},
    {"NIC", "1990-10-01", "NIO"}, {"NLG", "2002-03-01", "EUR"}, {"PEI", "1991-07-01", "PEN"},
    {"PLZ", "1997-01-01", "PLN"}, {"PTE", "2002-03-01", "EUR"}, {"ROL", "2005-06-01", "RON"},
    {"RUR", "2004-01-01", "RUB"}, {"SDD", "2007-07-01", "SDG"}, {"SIT", "2007-01-01", "EUR"},
    {"SKK", "2009-01-01", "EUR"}, {"SLL", "2024-01-01", "SLE"}, {"SRG", "2003-12-01", "SRD"},
    {"STD", "2017-12-01", "STN"}, {"SUR", "1990-12-01", "RUB"}, {"TJR", "2001-04-01", "TJS"},
    {"TMM", "2009-01-01", "TMT"}, {"TRL", "2005-12-01", "TRY"}, {"UAK", "1996-09-01", "UAH"},
    {"USS", "2014-03-01", "USD"}, {"UYP", "1993-03-01", "UYU"}, {"VEB", "2008-01-01", "VES"},
    {"VEF", "2018-08-20", "VES"}, {"XEU", "1999-01-01", "EUR"}, {"YUM", "2003-07-01", "RSD"},
    {"YUN", "1995-11-01", "RSD"}, {"ZAL", "1995-03-01", "ZAR"}, {"ZMK", "2013-01-01", "ZMW"},
    {"ZRN", "1999-06-01", "CDF"}, {"ZWD", "2008-08-01", "ZWG"}, {"ZWL", "2024-09-01", "ZWG"},
    {"ZWN", "2006-09-01", "ZWG"}, {"ZWR", "2009-06-01", "ZWG"},
};

enum { WITHDRAWN_COUNT = sizeof withdrawn / sizeof withdrawn[0] };

const struct withdrawn_currency *currency_code_withdrawn(const char *code)
{
    for (size_t i = 0; i < WITHDRAWN_COUNT; ++i) {
        if (strcmp(withdrawn[i].code, code) == 0) {
            return &withdrawn[i];
        }
    }
    return NULL;
}

enum currency_standing currency_code_standing(const char *code)
{
    if (text_is_among(code, current, CURRENT_COUNT)) {
        return CURRENCY_CURRENT;
    }
    if (currency_code_withdrawn(code) != NULL) {
        return CURRENCY_WITHDRAWN;
    }
    return text_is_among(code, no_money, sizeof no_money / sizeof no_money[0]) ? CURRENCY_NO_MONEY
                                                                               : CURRENCY_UNKNOWN;
}

/* Minor units that are not a hundredth (ISO 4217, table A.1). */
static const struct {
    int places;
    const char *const *codes;
    size_t count;
} minor_units[] = {
#define CODES(...)                                                                                 \
    (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)
    {0, CODES("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
              "VND", "VUV", "XAF", "XOF", "XPF")},
    {3, CODES("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")},
    {4, CODES("CLF", "UYW")},
    {CURRENCY_NO_PLACES,
     CODES("XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XUA")},
#undef CODES
};

/* Withdrawn currencies have none: the standard's table of minor units is of the current ones. */
int currency_code_places(const char *code)
{
    for (size_t i = 0; i < sizeof minor_units / sizeof minor_units[0]; ++i) {
        if (text_is_among(code, minor_units[i].codes, minor_units[i].count)) {
            return minor_units[i].places;
        }
    }
    return currency_code_standing(code) == CURRENCY_CURRENT ? 2 : CURRENCY_NO_PLACES;
}

/* Capitals alone: small letters would make a code of any word of three letters. */
bool currency_code_is_shaped(const char *text, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        if (text[i] < 'A' || text[i] > 'Z') {
            return false;
        }
    }
    return length == CODE_LENGTH;
}

/* Signs beside amounts. A sign of many currencies has the codes whose usual sign it is. */
static const struct {
    const char *sign;
    const char *codes;
} signs[] = {
    {"$", "USD CAD AUD NZD HKD SGD MXN TWD ARS CLP COP BBD BSD BMD JMD TTD NAD"},
    {"US$", "USD"},
    {"C$", "CAD NIO"},
    {"A$", "AUD"},
    {"R$", "BRL"},
    {"\xe2\x82\xac" /* U+20AC */, "EUR"},
    {"\xc2\xa3" /* U+00A3 */, "GBP EGP LBP SYP FKP GIP SHP"},
    {"\xc2\xa5" /* U+00A5 */, "JPY CNY"},
    {"\xe2\x82\xb9" /* U+20B9 */, "INR"},
    {"\xe2\x82\xa9" /* U+20A9 */, "KRW KPW"},
    {"\xe2\x82\xba" /* U+20BA */, "TRY"},
    {"\xe2\x82\xbd" /* U+20BD */, "RUB"},
    {"\xe2\x82\xaa" /* U+20AA */, "ILS"},
    {"kr", "SEK NOK DKK ISK"},
    {"kr.", "DKK ISK"},
    {"Fr.", "CHF"},
    {"z\xc5\x82", "PLN"},
    {"K\xc4\x8d", "CZK"},
    {"Ft", "HUF"},
    {"lei", "RON MDL"},
};

const char *currency_sign_codes(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; ++i) {
        if (strlen(signs[i].sign) == length && memcmp(signs[i].sign, text, length) == 0) {
            return signs[i].codes;
        }
    }
    return NULL;
}

/* Names that are no sign beside an amount, and not near to their code. */
static const struct {
    const char *name;
    const char *code;
} other_names[] = {
    {"euros", "EUR"}, {"dollar", "USD"}, {"dollars", "USD"}, {"RMB", "CNY"}, {"UK", "GBP"}};

/* A sign or a name first: "$" is near to nothing as a text. */
const char *currency_code_nearest(const char *text)
{
    const char *codes = currency_sign_codes(text, strlen(text));
    for (size_t i = 0; i < CURRENT_COUNT && codes != NULL; ++i) {
        if (strncmp(current[i], codes, CODE_LENGTH) == 0) {
            return current[i];
        }
    }
    for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; ++i) {
        if (text_alike(other_names[i].name, text)) {
            return other_names[i].code;
        }
    }
    return text_nearest(text, current, CURRENT_COUNT);
}

instant currency_code_end(const struct withdrawn_currency *currency)
{
    instant end = 0; /* the table is read whole by its test */
    calendar_parse_instant(&end, NULL, currency->date, strlen(currency->date));
    return end;
}
