/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Structs of options that callers fill, who may have been built with an older or a newer header:
 * their first member is their `size`. The rule is that of copy_struct_from_user() in Linux: what a
 * smaller struct lacks is zero, and what a larger one has more must be. */
#ifndef BLACKOUT_CORE_OPTIONS_H
#define BLACKOUT_CORE_OPTIONS_H

#include <stddef.h>

#include "blackout/status.h"

/* A struct of the public headers, all of whose defaults are zero. */
struct options_kind {
    size_t size;      /* as this library knows it */
    const char *name; /* for messages: "blackout_run_options" */
    const char *init; /* the macro that sets its size */
};

/* Fills `taken`, of kind->size bytes, from what the caller gave: NULL gives defaults. Error:
 * BLACKOUT_ERROR_USAGE for a size that such a struct cannot have, 0 among them, and for a member
 * that is set and not known here. */
blackout_status options_take(void *taken, const void *given, const struct options_kind *kind,
                             blackout_error *error);

#endif
