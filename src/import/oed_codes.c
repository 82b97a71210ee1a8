/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first two digits of a code decide. Sections are those that the classifications' own
 * correspondences lead to: NAICS 2022 and SIC 1987 (United States) by their sectors, SIC 2007
 * (United Kingdom), whose divisions are those of NACE and ISIC. Regions are those of the packages
 * `reference` and `cloud`, which are groups of the World Bank: North America; Europe and Central
 * Asia without the five Central Asian states; East Asia and Pacific, South Asia and those five; the
 * rest. They are cut as gdp_by_region() in datasets/compile.py cuts them. */
#include "import/oed_codes.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "core/text.h"

/* First two digits from .. to. */
struct division {
    int from;
    int to;
    const char *section;
};

static const struct division naics[] = {{11, 11, "A"}, {21, 21, "B"}, {22, 22, "D"}, {23, 23, "F"},
                                        {31, 33, "C"}, {42, 42, "G"}, {44, 45, "G"}, {48, 49, "H"},
                                        {51, 51, "J"}, {52, 52, "K"}, {53, 53, "L"}, {54, 55, "M"},
                                        {56, 56, "N"}, {61, 61, "P"}, {62, 62, "Q"}, {71, 71, "R"},
                                        {72, 72, "I"}, {81, 81, "S"}, {92, 92, "O"}, {0, 0, NULL}};

static const struct division uksic[] = {{1, 3, "A"},   {5, 9, "B"},   {10, 33, "C"}, {35, 35, "D"},
                                        {36, 39, "E"}, {41, 43, "F"}, {45, 47, "G"}, {49, 53, "H"},
                                        {55, 56, "I"}, {58, 63, "J"}, {64, 66, "K"}, {68, 68, "L"},
                                        {69, 75, "M"}, {77, 82, "N"}, {84, 84, "O"}, {85, 85, "P"},
                                        {86, 88, "Q"}, {90, 93, "R"}, {94, 96, "S"}, {0, 0, NULL}};

static const struct division ussic[] = {
    {1, 9, "A"},   {10, 14, "B"}, {15, 17, "F"}, {20, 39, "C"}, {40, 47, "H"}, {48, 48, "J"},
    {49, 49, "D"}, {50, 57, "G"}, {58, 58, "I"}, {59, 59, "G"}, {60, 64, "K"}, {65, 65, "L"},
    {67, 67, "K"}, {70, 70, "I"}, {72, 72, "S"}, {73, 73, "N"}, {75, 76, "S"}, {78, 79, "R"},
    {80, 80, "Q"}, {81, 81, "M"}, {82, 82, "P"}, {83, 83, "Q"}, {84, 84, "R"}, {86, 86, "S"},
    {87, 87, "M"}, {88, 89, "S"}, {91, 97, "O"}, {0, 0, NULL}};

/* How many digits a whole code has. One with a digit less is of two kinds: it has lost a 0 at its
 * beginning, as whole numbers do, or is the class or group that whole codes are of. Codes that are
 * in `lost` have lost it; those in `unclear` may be either, of different sections mostly. Together
 * they are all codes that begin with 0: of Companies House's condensed list of SIC 2007, and of the
 * manual of 1987; unclear are those that without the 0 are a class or a group that there is. NAICS
 * has codes of two digits and more, and none that begin with 0. */
static const struct scheme {
    const char *name;
    const struct division *divisions;
    size_t digits;       /* of a whole code; 0: two to six */
    const char *lost;    /* each followed by a blank, or the end */
    const char *unclear; /* the same */
} schemes[] = {
    {"NAICS", naics, 0, "", ""},
    {"UKSIC", uksic, 5,
     "1110 1120 1130 1140 1150 1160 1190 1210 1220 1230 1240 1250 1260 1270 1280 1290 1300 "
     "1410 1430 1440 1450 1460 1470 1490 1500 1630 1640 1700 2100 2200 2300 2400 3110 3120 "
     "3210 5101 5102 5200 6100 6200 7100 7210 7290 8120 8910 8920 8930 8990 9100",
     "1420 1610 1621 1629 3220 8110 9900"},
    {"USSIC", ussic, 4, "111 112 115 116 119 133 134 139 181 182 191 219 711 741 742 761 831 851",
     "131 132 161 171 172 173 174 175 179 211 212 213 214 241 251 252 253 254 259 271 272 "
     "273 279 291 721 722 723 724 751 752 762 781 782 783 811 912 913 919 921 971"}};

/* Whether a list has the code: each takes its letters and a blank. */
static bool has_code(const char *list, const char *code, size_t length)
{
    for (size_t at = 0; at + length <= strlen(list); at += length + 1) {
        if (strncmp(list + at, code, length) == 0) {
            return true;
        }
    }
    return false;
}

size_t oed_code_length(const char *code)
{
    const size_t digits = strspn(code, "0123456789");
    const size_t zeros = code[digits] == '.' ? strspn(code + digits + 1, "0") : 0;
    return digits > 0 && zeros > 0 && code[digits + 1 + zeros] == '\0' ? digits : strlen(code);
}

/* The first two digits of a code; 0 where it is none, or may be of two. One digit is the division
 * where a leading 0 was lost: 1110 is of division 01 in a scheme of five digits, and 6201 a class
 * of division 62. */
static int division_of(const struct scheme *scheme, const char *code)
{
    const size_t length = oed_code_length(code);
    const size_t least = scheme->digits > 0 ? scheme->digits - 1 : 2;
    if (length > strspn(code, "0123456789") || length < least ||
        length > (scheme->digits > 0 ? scheme->digits : 6)) {
        return 0;
    }
    const bool is_short = scheme->digits > 0 && length < scheme->digits;
    if (is_short && has_code(scheme->unclear, code, length)) {
        return 0;
    }
    return is_short && has_code(scheme->lost, code, length) ? code[0] - '0'
                                                            : 10 * (code[0] - '0') + code[1] - '0';
}

const char *oed_section(const char *scheme, const char *code)
{
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; ++i) {
        if (!text_alike(schemes[i].name, scheme)) {
            continue;
        }
        const int division = division_of(&schemes[i], code);
        for (const struct division *at = schemes[i].divisions; at->section != NULL; ++at) {
            if (division >= at->from && division <= at->to) {
                return at->section;
            }
        }
    }
    return NULL;
}

/* Codes of ISO 3166-1 alpha-2, each once; XK, Kosovo, is one that is in use beside them. */
static const struct region {
    const char *region;
    const char *countries;
} regions[] = {
    {"us_canada", "US CA BM"},
    {"europe",
     "AL AD AM AT AZ BY BE BA BG HR CY CZ DK EE FO FI FR GE DE GG GI GR GL HU IS IE IM IT "
     "JE XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH TR UA GB"},
    {"asia_pacific",
     "AS AU BN KH CN FJ PF GU HK ID JP KI KP KR LA MO MY MH FM MN MM NR NC NZ MP PW PG PH WS SG SB "
     "TW TH TL TO TV VU VN AF BD BT IN LK MV NP PK KZ KG TJ TM UZ"},
    {"rest_of_world",
     "AR AW AG BS BB BZ BO BR VG KY CL CO CR CU CW DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE PR "
     "SX KN LC MF VC SR TT TC UY VE VI DZ BH DJ EG IR IQ IL JO KW LB LY MA OM PS QA SA SY TN AE YE "
     "AO BJ BW BF BI CV CM CF TD KM CD CG CI GQ ER SZ ET GA GM GH GN GW KE LS LR MG MW ML MR MU MZ "
     "NA NE NG RW ST SN SC SL SO ZA SS SD TZ TG UG ZM ZW"}};

/* Each code takes three characters: two letters and a blank. */
const char *oed_region(const char *country)
{
    enum { LETTERS = 2, PLACE = 3 };
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; ++i) {
        const char *list = regions[i].countries;
        for (size_t at = 0; at + LETTERS <= strlen(list); at += PLACE) {
            if (strlen(country) == LETTERS && text_starts_alike(list + at, country, LETTERS)) {
                return regions[i].region;
            }
        }
    }
    return NULL;
}
