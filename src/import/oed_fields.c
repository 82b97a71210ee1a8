/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields are texts until here: a number has a decimal point and no marks between thousands, as the
 * format's tools write it. */
#include "import/oed_fields.h"

#include <string.h>

#include "core/currency_codes.h"
#include "core/error.h"
#include "core/number.h"

blackout_status oed_leave_out(blackout_import *import, const struct oed_row *row,
                              enum oed_column column, const char *reason, blackout_error *error)
{
    const struct not_taken_entry entry = {.file = row->file,
                                          .row = row->line,
                                          .column = oed_columns[column],
                                          .value = row->texts[column]};
    return not_taken_add(&import->not_taken, &import->arena, &entry, reason) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* None of the numbers that are read has a meaning below 0. An exponent is taken. */
bool oed_number(double *number, const struct oed_row *row, enum oed_column column, double unsaid)
{
    static const struct number_format plain = {.decimal = '.'};
    const char *text = row->texts[column];
    if (text[0] == '\0') {
        *number = unsaid;
        return true;
    }
    return number_parse(number, text, strlen(text), &plain) == NUMBER_OK && *number >= 0;
}

bool oed_is_currency(const char *code)
{
    const enum currency_standing standing = currency_code_standing(code);
    return standing == CURRENCY_CURRENT || standing == CURRENCY_WITHDRAWN;
}

enum oed_column oed_first_column(const struct oed_row *row, enum oed_column a, enum oed_column b)
{
    return row->texts[a][0] == '\0' && row->texts[b][0] != '\0' ? b : a;
}

const char *oed_first_text(const struct oed_row *row, enum oed_column a, enum oed_column b)
{
    return row->texts[oed_first_column(row, a, b)];
}

void oed_set_doubt(struct oed_doubt *doubt, bool holds, enum oed_column column, const char *reason)
{
    if (holds && doubt->reason == NULL) {
        *doubt = (struct oed_doubt){column, reason};
    }
}
