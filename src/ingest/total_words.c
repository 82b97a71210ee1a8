/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English, Italian, German, French, Spanish, Portuguese, Dutch: by hand, and as pivot tables write
 * them. Words are as core/fold.h folds them; the first letter of each has to be among `firsts`. */
#include "ingest/total_words.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "core/fold.h"

static const char *const words[] = {"total",
                                    "totals",
                                    "grand total",
                                    "subtotal",
                                    "sub total",
                                    "sub-total",
                                    "sum",
                                    "totale",
                                    "totali",
                                    "totale generale",
                                    "totale complessivo",
                                    "subtotale",
                                    "somma",
                                    "gesamt",
                                    "gesamtsumme",
                                    "gesamtergebnis",
                                    "gesamtbetrag",
                                    "insgesamt",
                                    "summe",
                                    "zwischensumme",
                                    "teilsumme",
                                    "teilergebnis",
                                    "somme",
                                    "total g\xC3\xA9n\xC3\xA9ral",
                                    "total general",
                                    "sous-total",
                                    "sous total",
                                    "suma",
                                    "suma total",
                                    "total geral",
                                    "soma",
                                    "totaal",
                                    "eindtotaal",
                                    "subtotaal"};

/* Marks that may be around the word, and its first letters, small and large: most names begin with
 * neither, and are not folded. */
enum first { OTHER, MARK, LETTER };
static const unsigned char firsts[UCHAR_MAX + 1] = {
    ['('] = MARK,   ['['] = MARK,   ['<'] = MARK,   ['*'] = MARK,   ['-'] = MARK,   ['='] = MARK,
    ['_'] = MARK,   ['.'] = MARK,   [' '] = MARK,   ['t'] = LETTER, ['g'] = LETTER, ['s'] = LETTER,
    ['i'] = LETTER, ['z'] = LETTER, ['e'] = LETTER, ['T'] = LETTER, ['G'] = LETTER, ['S'] = LETTER,
    ['I'] = LETTER, ['Z'] = LETTER, ['E'] = LETTER};

static enum first first_of(const char *name)
{
    return (enum first)firsts[(unsigned char)name[0]];
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The length of `text` without what is no letter at its end: colons, brackets, a year. */
static size_t length_to_last_letter(const char *text, size_t length)
{
    while (length > 0 && !is_letter(text[length - 1])) {
        --length;
    }
    return length;
}

/* Pivot tables write "Total 2021", "** Summe **" and "<Gesamt>"; marks and numbers around the word
 * go, letters do not, so that a business called Total Energies is none. */
bool total_word(const char *name, size_t length)
{
    char folded[FOLD_SIZE];
    while (length > 0 && first_of(name) == MARK) {
        ++name;
        --length;
    }
    if (length == 0 || first_of(name) != LETTER) {
        return false;
    }
    const size_t end = length_to_last_letter(folded, fold_text(folded, name, length));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        if (strlen(words[i]) == end && memcmp(words[i], folded, end) == 0) {
            return true;
        }
    }
    return false;
}

/* Where the key is a name that people type. In tables of dates or pairs of keys a total has no name
 * to be known by. */
bool total_may_be_in(enum table_id table)
{
    return table == OWNERS || table == REGIONS || table == SECTORS || table == PLATFORMS ||
           table == POLICIES || table == DEPENDENCIES;
}

bool total_of_others(double amount, double others)
{
    /* a total is typed, or rounded as its summands are */
    static const double tolerance = 1e-6;
    return amount > 0 && fabs(amount - others) <= tolerance * others;
}
