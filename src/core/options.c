/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The caller's struct may be smaller than ours (an older header) or larger (a newer one). Its size
 * is read first, by itself, because no other member is known to be there. */
#include "core/options.h"

#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

#include "core/error.h"

/* No struct of options will be as large; a size that was never set may be any number, and is not to
 * lead past the end of what the caller has. */
enum { LARGEST_OPTIONS = 4096 };

static bool is_possible(size_t size)
{
    return size >= sizeof(size_t) && size % alignof(size_t) == 0 && size <= LARGEST_OPTIONS;
}

/* The copy has the library's own size, whatever the caller's: code after this point need not ask
 * which members are there. Members that are not known here have to be zero, since ignoring one that
 * is set would do something other than what was asked for. */
blackout_status options_take(void *taken, const void *given, const struct options_kind *kind,
                             blackout_error *error)
{
    size_t size = kind->size;
    memset(taken, 0, kind->size);
    if (given != NULL) {
        memcpy(&size, given, sizeof size);
    }
    if (!is_possible(size)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "size",
                           "%s has an impossible size ('%zu'); initialise it with %s", kind->name,
                           size, kind->init);
    }
    /* members that a newer header has */
    for (size_t i = kind->size; i < size; ++i) {
        if (((const unsigned char *)given)[i] != 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "size",
                               "%s has %zu bytes, of which this library knows %zu, and a later one "
                               "is set; leave it at 0, or use a newer library",
                               kind->name, size, kind->size);
        }
    }
    if (given != NULL) {
        memcpy(taken, given, size < kind->size ? size : kind->size);
    }
    memcpy(taken, &kind->size, sizeof kind->size);
    return BLACKOUT_OK;
}
