/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that mean something to the program wherever they are met, though no table lists them: the
 * currency that rates of exchange refer to, and the channels outside of all platforms. */
#ifndef BLACKOUT_TABLES_WORDS_H
#define BLACKOUT_TABLES_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Rates in `fx` are units of a currency for one of this; it needs no row of its own. */
#define RATE_CURRENCY "USD"

bool word_is_rate_currency(const char *text);

/* Where flow may go besides other platforms. These are never down. One list serves messages,
 * definitions and look-up. */
#define OUTSIDE_CHANNELS(FIRST, NEXT) FIRST("email") NEXT("store") NEXT("web") NEXT("phone")
#define OUTSIDE_FIRST(name) name
#define OUTSIDE_NEXT(name) ", " name
#define OUTSIDE_LIST OUTSIDE_CHANNELS(OUTSIDE_FIRST, OUTSIDE_NEXT)

enum { OUTSIDE_COUNT = 4 };

extern const char *const outside_channels[OUTSIDE_COUNT];

bool word_is_outside_channel(const char *text);

#endif
