/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which program and which methodology this is. At the bottom, because every report says it. */
#include "blackout/version.h"

#define TEXT_OF(x) #x
#define TEXT_OF_VALUE(x) TEXT_OF(x)

const char *blackout_version(void)
{
    return TEXT_OF_VALUE(BLACKOUT_VERSION_MAJOR) "." TEXT_OF_VALUE(
        BLACKOUT_VERSION_MINOR) "." TEXT_OF_VALUE(BLACKOUT_VERSION_PATCH);
}

const char *blackout_model_version(void)
{
    return "2";
}
