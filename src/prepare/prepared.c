/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/prepared.h"

#include <stdarg.h>
#include <stdio.h>

void prepare_warn(struct prepared *prepared, const char *code, const char *where,
                  const char *format, ...)
{
    char message[640];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const struct warning warning = {code, message, where};
    if (!warning_stands(&prepared->warnings, code, where) && /* once for each place */
        warning_add(&prepared->warnings, prepared->arena, &warning) != 0) {
        prepared->out_of_memory = true;
    }
}
