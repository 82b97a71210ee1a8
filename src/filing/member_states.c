/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 27 Member States since 2020-02-01. Greece is GR in ISO 3166, EL in texts of the Union. */
#include "filing/member_states.h"

#include <string.h>

static const char codes[] = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT "
                            "RO SE SI SK ";
enum { CODE_LENGTH = 2, STRIDE = CODE_LENGTH + 1 };

bool filing_is_member_state(const char *code, size_t length)
{
    for (const char *at = codes; length == CODE_LENGTH && *at != '\0'; at += STRIDE) {
        if (memcmp(at, code, CODE_LENGTH) == 0) {
            return true;
        }
    }
    return false;
}

/* By its form alone: regions may be of any country, and only those of the Union are counted. */
bool filing_is_country_code(const char *code, size_t length)
{
    return length == CODE_LENGTH && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' &&
           code[1] <= 'Z';
}
