/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings of an event study, each once: several models look at the same prices and find the
 * same. */
#include "market/study_warn.h"

#include <stdarg.h>
#include <string.h>

#include "core/error.h"

blackout_status study_warn(blackout_study *study, const char *code, const char *where,
                           blackout_error *error, const char *format, ...)
{
    struct warning_list *warnings = &study->warnings;
    va_list arguments;
    va_start(arguments, format);
    int added = warning_print(warnings, &study->arena, code, where, format, arguments);
    va_end(arguments);
    if (added != 0) {
        return error_memory(error);
    }
    const struct warning *last = &warnings->items[warnings->count - 1];
    for (size_t i = 0; i + 1 < warnings->count; ++i) {
        bool same = strcmp(warnings->items[i].message, last->message) == 0 &&
                    strcmp(warnings->items[i].where, last->where) == 0;
        if (same) {
            --warnings->count; /* it is said already */
            break;
        }
    }
    return BLACKOUT_OK;
}
