/* SPDX-License-Identifier: GPL-3.0-or-later */
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
