/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/file_name: which table a file is by its name. Expected: what a reader of the name means,
 * by the words, endings and marks that the module lists; each limit at its last value and the next.
 */
#include "ingest/file_name.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static const struct {
    const char *name;
    enum file_name_fit fit;
    enum table_id table;
    enum file_kind kind;
    const char *symbol;
} cases[] = {
    /* read */
    {"owners.csv", FILE_TABLE, OWNERS, KIND_TEXT, ""},
    {"Owners.TSV", FILE_TABLE, OWNERS, KIND_TEXT, ""},
    {"fx.csv", FILE_TABLE, FX, KIND_TEXT, ""},
    {"dependencies.csv", FILE_TABLE, DEPENDENCIES, KIND_TEXT, ""},
    {"prices_FB.csv", FILE_PRICES, PRICE_FILE, KIND_TEXT, "FB"},
    {"Prices_BRK.B.tsv", FILE_PRICES, PRICE_FILE, KIND_TEXT, "BRK.B"},
    {"prices_^GSPC.csv", FILE_PRICES, PRICE_FILE, KIND_TEXT, "^GSPC"},
    {"prices_a0Z9.csv", FILE_PRICES, PRICE_FILE, KIND_TEXT, "a0Z9"},
    {"prices_-_=:&+$%!@.csv", FILE_PRICES, PRICE_FILE, KIND_TEXT, "-_=:&+$%!@"},
    /* prices that are not read */
    {"prices_FB.txt", FILE_MEANT, PRICE_FILE, KIND_TEXT, "FB"},
    {"prices_FB.csv.gz", FILE_MEANT, PRICE_FILE, KIND_PACKED, "FB"},
    {"prices_FB.csv.bak", FILE_MEANT, PRICE_FILE, KIND_TEXT, "FB"},
    {"prices_FB", FILE_NO_DATA, PRICE_FILE, KIND_TEXT, "FB"},
    {"prices_F B.csv", FILE_MEANT, PRICE_FILE, KIND_TEXT, "F"},
    {"prices_F/B.csv", FILE_MEANT, PRICE_FILE, KIND_TEXT, "F"},
    {"prices_ B.csv", FILE_MEANT, PRICE_FILE, KIND_TEXT, ""},
    {"prices_.csv", FILE_MEANT, PRICES, KIND_TEXT, ""},
    {"price_FB.csv", FILE_NEAR, PRICES, KIND_TEXT, ""},
    {"prices FB.csv", FILE_NEAR, PRICES, KIND_TEXT, ""},
    /* blanks, lines and marks, however many */
    {"platform - regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"platform__regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"--platform regions--.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"platform\xc2\xa0regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"platform\xc2\xb7regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    /* bytes that are no UTF-8 are marks like others */
    {"owners\xc3\xff.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners\xcc\xff.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners\xc3.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners -", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"- owners", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owmers -.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"- owmers.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"2 platform regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"b_owners.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    /* endings */
    {"owners", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.txt", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.tab", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.psv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.dat", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.asc", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.prn", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv.txt", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv.bak", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv~", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.old", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.xlsx.orig", FILE_MEANT, OWNERS, KIND_SHEET, ""},
    {"owners.xls", FILE_MEANT, OWNERS, KIND_SHEET, ""},
    {"owners.xlsb", FILE_MEANT, OWNERS, KIND_SHEET, ""},
    {"owners.ods", FILE_MEANT, OWNERS, KIND_SHEET, ""},
    {"owners.numbers", FILE_MEANT, OWNERS, KIND_SHEET, ""},
    {"owners.xml", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.json", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.feather", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.gz", FILE_MEANT, OWNERS, KIND_PACKED, ""},
    {"owners.7z", FILE_MEANT, OWNERS, KIND_PACKED, ""},
    {"owners.csv.zip", FILE_MEANT, OWNERS, KIND_PACKED, ""},
    {"owners.zip.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.md", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"owners.py", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"owners.csv.md5", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"owners.xltx", FILE_MEANT, OWNERS, KIND_SHEET, ""},
    {"owners.tar", FILE_MEANT, OWNERS, KIND_PACKED, ""},
    {"owners.tar.gz", FILE_MEANT, OWNERS, KIND_PACKED, ""},
    {"owners.rar", FILE_MEANT, OWNERS, KIND_PACKED, ""},
    /* endings that nobody knows, behind the very name of a table */
    {"owners.csv.1", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv ", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv(1)", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv_", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"Owners.CSV.download", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.csv.2024", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.cvs", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.tsv.part", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners.db", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.sqlite", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.dta", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.yaml", FILE_MEANT, OWNERS, KIND_OTHER, ""},
    {"owners.html", FILE_NEAR, OWNERS, KIND_OTHER, ""},
    {"owners.xls.html", FILE_NEAR, OWNERS, KIND_OTHER, ""},
    {"owners.pdf", FILE_NEAR, OWNERS, KIND_OTHER, ""},
    {"owner.db", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"our owners.csv.1", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {".owners.csv.swp", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"notes.db", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"owners.v2.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {".owners.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {".csv", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"notes", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"README", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"owners list", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    /* marks of a copy or a version */
    {"owners (1).csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"Copy of owners.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners - Copia.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"copie de la owners.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners_v2_final_2021.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"q3-owners.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners foglio 1.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners__.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"owners v.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"owners w2.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"owners v2x.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"owners fin.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"owners finally.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"our owners.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"our final owners.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"owners of ours.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    /* the longest name, and of equal ones the first */
    {"platform regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"final regions platforms.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, ""},
    {"regions of owners.csv", FILE_NEAR, REGIONS, KIND_TEXT, ""},
    {"owners of regions.csv", FILE_NEAR, REGIONS, KIND_TEXT, ""},
    {"owners outage.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"outage owners.csv", FILE_NEAR, OUTAGES, KIND_TEXT, ""},
    /* singular and plural, other languages, accents in both forms */
    {"owner.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    {"policy.csv", FILE_MEANT, POLICIES, KIND_TEXT, ""},
    {"dependency.csv", FILE_MEANT, DEPENDENCIES, KIND_TEXT, ""},
    {"activities.csv", FILE_MEANT, ACTIVITY, KIND_TEXT, ""},
    {"fxs.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""}, /* too short for a plural */
    {"cambi.csv", FILE_MEANT, FX, KIND_TEXT, ""},
    {"taux de change.csv", FILE_MEANT, FX, KIND_TEXT, ""},
    {"Ausf\xc3\xa4lle.csv", FILE_MEANT, OUTAGES, KIND_TEXT, ""},
    {"Ausfa\xcc\x88lle.csv", FILE_MEANT, OUTAGES, KIND_TEXT, ""},
    {"pr\xc3\xaf"
     "x.csv",
     FILE_MEANT, PRICES, KIND_TEXT, ""},
    {"R\xc3\x89GIONES.csv", FILE_MEANT, REGIONS, KIND_TEXT, ""},
    {"Co\xc3\xbbts.csv", FILE_MEANT, COSTS, KIND_TEXT, ""},
    {"pr\xc3\x97ix.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""},
    {"\xe2\x80\x93owners\xe2\x80\x93.csv", FILE_MEANT, OWNERS, KIND_TEXT, ""},
    /* slips */
    {"ownrs.csv", FILE_NEAR, OWNERS, KIND_TEXT, ""},
    {"cost.csv", FILE_MEANT, COSTS, KIND_TEXT, ""},
    {"cots.csv", FILE_NEAR, COSTS, KIND_TEXT, ""},
    {"cst.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""},
    {"fy.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""},
    {"colours.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""},
    {"colours.xlsx", FILE_OTHER_DATA, NO_TABLE, KIND_SHEET, ""},
    /* descriptions, and what an import leaves */
    {"DataPackage.json", FILE_DESCRIPTION, NO_TABLE, KIND_OTHER, ""},
    {"data-package.json", FILE_DESCRIPTION, NO_TABLE, KIND_OTHER, ""},
    {"copy of datapackage (2).json", FILE_DESCRIPTION, NO_TABLE, KIND_OTHER, ""},
    {"our datapackage.json", FILE_OTHER_DATA, NO_TABLE, KIND_OTHER, ""},
    {"datapackage of ours.json", FILE_OTHER_DATA, NO_TABLE, KIND_OTHER, ""},
    {"datapackage.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""},
    {"not_taken.csv", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"Not_Taken.csv", FILE_NO_DATA, NO_TABLE, KIND_TEXT, ""},
    {"not taken.csv", FILE_OTHER_DATA, NO_TABLE, KIND_TEXT, ""},
};

static size_t check_name(const char *name, enum file_name_fit fit, enum table_id table,
                         enum file_kind kind, const char *symbol)
{
    const struct file_name read = file_name_read(name);
    const bool right = read.fit == fit && read.table == table && read.kind == kind &&
                       strcmp(read.symbol, symbol) == 0;
    if (!right) {
        print_error("'%s' is %d, table %d, kind %d, symbol '%s'\n", name, (int)read.fit,
                    (int)read.table, (int)read.kind, read.symbol);
    }
    return right ? 0 : 1;
}

static void names_say_which_table_a_file_is(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        wrong +=
            check_name(cases[i].name, cases[i].fit, cases[i].table, cases[i].kind, cases[i].symbol);
    }
    assert_int_equal(wrong, 0);
}

/* A symbol has at most 63 letters; what is longer is a table of prices with other words. */
static void symbols_have_a_longest(void **state)
{
    char longest[FILE_SYMBOL_SIZE];
    char name[2 * FILE_SYMBOL_SIZE];
    (void)state;
    memset(longest, 'X', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    snprintf(name, sizeof name, "prices_%s.csv", longest);
    assert_int_equal(check_name(name, FILE_PRICES, PRICE_FILE, KIND_TEXT, longest), 0);
    snprintf(name, sizeof name, "prices_%sX.csv", longest);
    assert_int_equal(check_name(name, FILE_NEAR, PRICES, KIND_TEXT, ""), 0);
}

/* A name of 255 bytes, which is as long as systems allow, ends as any other; of a longer one, which
 * a description may have, the end counts. */
static void long_names_are_known_by_their_end(void **state)
{
    static const char end[] = " dependencies.csv";
    enum { LONGEST = 255, LONGER = 300 };
    char name[LONGER + 1];
    (void)state;
    memset(name, 'x', sizeof name);
    memcpy(name + LONGEST - strlen(end), end, sizeof end);
    assert_int_equal(check_name(name, FILE_NEAR, DEPENDENCIES, KIND_TEXT, ""), 0);
    memset(name, 'x', sizeof name);
    memcpy(name + LONGER - strlen(end), end, sizeof end);
    assert_int_equal(check_name(name, FILE_NEAR, DEPENDENCIES, KIND_TEXT, ""), 0);
    memset(name, '1', sizeof name); /* the marks of a copy */
    memcpy(name + LONGEST - strlen(end), end, sizeof end);
    assert_int_equal(check_name(name, FILE_MEANT, DEPENDENCIES, KIND_TEXT, ""), 0);
}

static void names_are_without_their_folders(void **state)
{
    (void)state;
    assert_string_equal(file_name_of("owners.csv"), "owners.csv");
    assert_string_equal(file_name_of("a/b/owners.csv"), "owners.csv");
    assert_string_equal(file_name_of("a/"), "");
}

/* Letters with accents are those without, by the decompositions of Unicode: as one character, in
 * both cases, or with a mark of their own behind. Letters that have no decomposition are taken as
 * people write them, but for signs, which are no letters. */
static void accents_are_passed_over(void **state)
{
    static const struct {
        const char *name; /* with %s in place of a letter */
        enum table_id table;
        char letter;
        const char *accents; /* the second bytes of U+00C0 to U+00DF, capital letters */
    } words[] = {
        {"pl%stforms.csv", PLATFORMS, 'a', "\x80\x81\x82\x83\x84\x85\x86"},
        {"se%stors.csv", SECTORS, 'c', "\x87"},
        {"r%sgions.csv", REGIONS, 'e', "\x88\x89\x8a\x8b"},
        {"reg%sons.csv", REGIONS, 'i', "\x8c\x8d\x8e\x8f"},
        {"%sependencies.csv", DEPENDENCIES, 'd', "\x90"},
        {"regio%ss.csv", REGIONS, 'n', "\x91"},
        {"regi%sns.csv", REGIONS, 'o', "\x92\x93\x94\x95\x96\x98"},
        {"o%stages.csv", OUTAGES, 'u', "\x99\x9a\x9b\x9c"},
        {"activit%s.csv", ACTIVITY, 'y', "\x9d"},
    };
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        char name[64];
        char letter[8];
        for (const char *accent = words[i].accents; *accent != '\0'; ++accent) {
            for (int small = 0; small < 2; ++small) {
                snprintf(letter, sizeof letter, "\xc3%c", *accent + 0x20 * small);
                snprintf(name, sizeof name, words[i].name, letter);
                wrong += check_name(name, FILE_MEANT, words[i].table, KIND_TEXT, "");
            }
        }
        snprintf(letter, sizeof letter, "%c\xcc\x80", words[i].letter); /* U+0300, the first mark */
        snprintf(name, sizeof name, words[i].name, letter);
        wrong += check_name(name, FILE_MEANT, words[i].table, KIND_TEXT, "");
        snprintf(letter, sizeof letter, "%c\xcd\xaf", words[i].letter); /* U+036F, the last */
        snprintf(name, sizeof name, words[i].name, letter);
        wrong += check_name(name, FILE_MEANT, words[i].table, KIND_TEXT, "");
    }
    wrong += check_name("platform\xc3\x97regions.csv", FILE_MEANT, PLATFORM_REGIONS, KIND_TEXT, "");
    assert_int_equal(wrong, 0);
}

/* Words of other languages, in which every letter is met. */
static void words_of_other_languages_are_known(void **state)
{
    static const struct {
        const char *name;
        enum table_id table;
    } words[] = {{"Dipendenze.csv", DEPENDENCIES},  {"POLIZZE.csv", POLICIES},
                 {"Quotazioni.csv", PRICES},        {"prix.csv", PRICES},
                 {"Ausf\xc3\xa4lle.csv", OUTAGES},  {"Eigent\xc3\xbcmer.csv", OWNERS},
                 {"Besitzer.csv", OWNERS},          {"Versicherungen.csv", POLICIES},
                 {"incertidumbre.csv", UNCERTAINTY}};
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        wrong += check_name(words[i].name, FILE_MEANT, words[i].table, KIND_TEXT, "");
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_say_which_table_a_file_is),
        cmocka_unit_test(accents_are_passed_over),
        cmocka_unit_test(words_of_other_languages_are_known),
        cmocka_unit_test(symbols_have_a_longest),
        cmocka_unit_test(long_names_are_known_by_their_end),
        cmocka_unit_test(names_are_without_their_folders),
    };
    return cmocka_run_group_tests_name("file_name", tests, NULL, NULL);
}
