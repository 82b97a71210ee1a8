/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of currencies by ISO 4217: which there are, which have been withdrawn and when, which one a
 * misspelt code may be, and which ones a sign like $ may mean. */
#ifndef BLACKOUT_CORE_CURRENCY_CODES_H
#define BLACKOUT_CORE_CURRENCY_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/calendar.h"

enum currency_standing {
    CURRENCY_CURRENT,
    CURRENCY_WITHDRAWN,
    CURRENCY_NO_MONEY, /* XXX, XTS */
    CURRENCY_UNKNOWN
};

struct withdrawn_currency {
    char code[4];
    char date[11];     /* ISO 8601: the first day on which it was none */
    char successor[4]; /* of today */
};

enum currency_standing currency_code_standing(const char *code);

/* NULL where the code has not been withdrawn. */
const struct withdrawn_currency *currency_code_withdrawn(const char *code);

/* Its date. */
instant currency_code_end(const struct withdrawn_currency *currency);

/* Decimal places of a currency's minor unit (ISO 4217, table A.1): 2 for most, none for JPY, 3 for
 * KWD. CURRENCY_NO_PLACES for gold, units of account, and what is no current code. */
enum { CURRENCY_NO_PLACES = -1 };
int currency_code_places(const char *code);

/* Whether a text has the form of a code, three capital letters: of any, known or not. */
bool currency_code_is_shaped(const char *text, size_t length);

/* The codes that a sign beside an amount may mean, the likeliest first, with a blank between them:
 * "SEK NOK DKK ISK" for kr. NULL where the text is no such sign. */
const char *currency_sign_codes(const char *text, size_t length);

/* The current code that `text` may be meant as, or NULL. */
const char *currency_code_nearest(const char *text);

#endif
