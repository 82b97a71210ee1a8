/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of yes and no, and of true and false as spreadsheets write them, in English, Italian,
 * German, French, Spanish, Portuguese and Dutch, without the marks that are often left out; then
 * what stands for nothing. Words are compared folded (core/fold.h), so that they stand here in
 * small letters. No word may be in both lists. */
#include "ingest/flag_words.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "core/fold.h"
#include "core/text.h"

/* A dash or n/a in `confounded` means that nothing is known to disturb the return; read as a yes it
 * would take the outage out of the estimate. */
static const char *const no_words[] = {
    "no",    "n",  "non",   "nein",   "não",  "nao",    "nee", /* no */
    "false", "f",  "falso", "falsch", "faux", "onwaar",        /* false */
    "n/a",   "na", "n.a.",  "none",   "off",  "-",      "--",  "\xE2\x80\x93", "\xE2\x80\x94"};

static const char *const yes_words[] = {
    "yes",  "y",         "s\xC3\xAC", "s\xC3\xAD",  "si",   "s",
    "ja",   "j",         "oui",       "o",          "sim", /* yes */
    "true", "t",         "vero",      "v",          "wahr", "w",
    "vrai", "verdadero", "verdad",    "verdadeiro", "waar", /* true */
    "on",   "x"};

/* `digit` with any number of zeros as decimals: 0, 0.0, 0,00 */
static bool equals_digit(const char *text, char digit)
{
    if (text[0] != digit) {
        return false;
    }
    const bool decimals = (text[1] == '.' || text[1] == ',') && text[2] != '\0';
    return text[1] == '\0' || (decimals && strspn(text + 2, "0") == strlen(text + 2));
}

/* The first words of "not known", "no other news", "keine Dividende": a dash is none, since lists
 * begin with it. */
static bool begins_with_no(const char *folded)
{
    static const char *const denials[] = {
        "not",     "nothing", "without",       "kein",    "keine",   "nicht", "nichts", "ohne",
        "niente",  "nessun",  "nessuna",       "nessuno", "senza",   "aucun", "aucune", "rien",
        "pas",     "sans",    "ning\xC3\xBAn", "ningun",  "ninguna", "nada",  "sin",    "nenhum",
        "nenhuma", "sem",     "geen",          "niet",    "niets",   "zonder"};
    char first[FOLD_SIZE];
    size_t length = strcspn(folded, " ");
    while (length > 0 && strchr(":,;.", folded[length - 1]) != NULL) {
        --length;
    }
    memcpy(first, folded, length);
    first[length] = '\0';
    return (text_is_alphanumeric(first[0]) &&
            text_is_among(first, no_words, sizeof no_words / sizeof no_words[0])) ||
           text_is_among(first, denials, sizeof denials / sizeof denials[0]);
}

/* Several words are a reason, and so a yes, but for those that begin with a no: "not confounded"
 * would say its contrary. A single unknown word is neither: "nope" and "approved" look alike to a
 * program. */
enum flag_meaning flag_meaning_of(const char *text)
{
    char folded[FOLD_SIZE];
    fold_text(folded, text, strlen(text));
    if (equals_digit(folded, '0') ||
        text_is_among(folded, no_words, sizeof no_words / sizeof no_words[0])) {
        return FLAG_NO;
    }
    if (equals_digit(folded, '1') ||
        text_is_among(folded, yes_words, sizeof yes_words / sizeof yes_words[0])) {
        return FLAG_YES;
    }
    return strchr(folded, ' ') != NULL && !begins_with_no(folded) ? FLAG_REASON : FLAG_UNCLEAR;
}
