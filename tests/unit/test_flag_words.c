/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/flag_words: TRUE and FALSE as LibreOffice and Excel write them in each language, and what
 * people write by hand. */
#include "ingest/flag_words.h"

#include <stddef.h>

#include "check.h"

static void check_all(const char *const *words, enum flag_meaning meaning)
{
    for (size_t i = 0; words[i] != NULL; ++i) {
        if (flag_meaning_of(words[i]) != meaning) {
            fail_msg("'%s' means %d, not %d", words[i], flag_meaning_of(words[i]), meaning);
        }
    }
}

static void knows_no(void **state)
{
    static const char *const words[] = {
        "no",     "No",   "NO",  "n",    "N",          "false",        "FALSE",
        "0",      "0.0",  "0,0", "0.00", "FALSO",      "falso",        "FALSCH",
        "nein",   "FAUX", "non", "Non",  "N\xC3\x83O", "n\xC3\xA3o",   "nao",
        "ONWAAR", "nee",  "n/a", "N/A",  "-",          "\xE2\x80\x93", NULL};
    (void)state;
    check_all(words, FLAG_NO);
}

static void knows_yes(void **state)
{
    static const char *const words[] = {
        "yes",       "Y",          "true", "TRUE", "1",    "1.0", "1,0",       "VERO",
        "s\xC3\xAC", "S\xC3\x8C",  "WAHR", "Ja",   "VRAI", "oui", "VERDADERO", "s\xC3\xAD",
        "si",        "VERDADEIRO", "Sim",  "WAAR", "x",    NULL};
    (void)state;
    check_all(words, FLAG_YES);
}

static void several_words_are_a_reason(void **state)
{
    static const char *const words[] = {"results, same day", "a product was announced", "- results",
                                        "non-GAAP results",  "noted by analysts",       NULL};
    (void)state;
    check_all(words, FLAG_REASON);
}

static void one_strange_word_is_neither(void **state)
{
    static const char *const words[] = {"maybe", "nope", "FALSKT", "2",  "0.5", "0.",
                                        "10",    "#N/A", "?",      "00", NULL};
    (void)state;
    check_all(words, FLAG_UNCLEAR);
}

/* They say the contrary of a reason, or may. */
static void several_words_with_a_no_are_neither(void **state)
{
    static const char *const words[] = {"not confounded",
                                        "no other news",
                                        "not known",
                                        "no: nothing",
                                        "No, nothing",
                                        "Nein; siehe unten",
                                        "none known",
                                        "nicht bekannt",
                                        "niente altro",
                                        "n/a here",
                                        "pas de nouvelles",
                                        "nothing found",
                                        "no dividend that week",
                                        "false alarm",
                                        NULL};
    (void)state;
    check_all(words, FLAG_UNCLEAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_no),
        cmocka_unit_test(knows_yes),
        cmocka_unit_test(several_words_are_a_reason),
        cmocka_unit_test(one_strange_word_is_neither),
        cmocka_unit_test(several_words_with_a_no_are_neither),
    };
    return cmocka_run_group_tests_name("flag_words", tests, NULL, NULL);
}
