/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings of the preparation, in a place below all its parts. A warning is one for a code and
 * place however often its cause is met: the same missing profile is met once for each region and
 * row. */
#include "prepare/prepared.h"

#include <stdarg.h>

void prepare_warn(struct prepared *prepared, const char *code, const char *where,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (!warning_stands(&prepared->warnings, code, where) && /* once for each place */
        warning_print(&prepared->warnings, prepared->arena, code, where, format, arguments) != 0) {
        prepared->out_of_memory = true;
    }
    va_end(arguments);
}
