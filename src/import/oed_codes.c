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

/* How many digits a whole code has: one with a digit less has lost a 0 at its beginning, as whole
 * numbers do. NAICS has codes of two digits and more, and none that begin with 0. */
static const struct scheme {
    const char *name;
    const struct division *divisions;
    size_t digits; /* of a whole code; 0: two to six */
} schemes[] = {{"NAICS", naics, 0}, {"UKSIC", uksic, 5}, {"USSIC", ussic, 4}};

size_t oed_code_length(const char *code)
{
    const size_t digits = strspn(code, "0123456789");
    const size_t zeros = code[digits] == '.' ? strspn(code + digits + 1, "0") : 0;
    return digits > 0 && zeros > 0 && code[digits + 1 + zeros] == '\0' ? digits : strlen(code);
}

/* The first two digits of a code; 0 where it is none. One digit is the division where a leading 0
 * was lost: 1110 is of division 01 in a scheme of five digits. */
static int division_of(const struct scheme *scheme, const char *code)
{
    const size_t length = oed_code_length(code);
    const size_t least = scheme->digits > 0 ? scheme->digits - 1 : 2;
    if (length > strspn(code, "0123456789") || length < least ||
        length > (scheme->digits > 0 ? scheme->digits : 6)) {
        return 0;
    }
    const bool lost_zero = scheme->digits > 0 && length < scheme->digits;
    return lost_zero ? code[0] - '0' : 10 * (code[0] - '0') + code[1] - '0';
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
