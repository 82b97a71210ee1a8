/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list in words.h is one macro, from which the array here and the texts of messages are made.
 * Words are compared byte by byte: folding is for the reading of names. */
#include "tables/words.h"

#include <string.h>

#define NAME(name) name,
const char *const outside_channels[OUTSIDE_COUNT] = {OUTSIDE_CHANNELS(NAME, NAME)};
#undef NAME

bool word_is_rate_currency(const char *text)
{
    return strcmp(text, RATE_CURRENCY) == 0;
}

bool word_is_outside_channel(const char *text)
{
    for (size_t i = 0; i < OUTSIDE_COUNT; ++i) {
        if (strcmp(outside_channels[i], text) == 0) {
            return true;
        }
    }
    return false;
}
