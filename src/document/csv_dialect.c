/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of dialects in which CSV is written: each is the way in which one kind of reader opens
 * a file without asking. render_csv.c follows it and has no cases of its own. */
#include "document/csv_dialect.h"

#include <string.h>

/* Excel reads and writes CSV by the marks of its country: semicolons where the decimal mark is a
 * comma, else commas. Lists have bars in all of them, since a semicolon would end a field in the
 * first. Whoever adds one adds it to the help of --csv-dialect, to the message of a dialect that is
 * not known (cli) and to docs/commands.md. */
static const struct csv_dialect dialects[] = {
    {.name = "excel-eu",
     .crlf = true,
     .byte_order = true,
     .cents = true,
     .sheet_times = true,
     .delimiter = ';',
     .decimal_mark = ',',
     .list_mark = '|'},
    {.name = "excel-us",
     .crlf = true,
     .byte_order = true,
     .cents = true,
     .sheet_times = true,
     .list_mark = '|'},
    {.name = "rfc4180", .crlf = true, .list_mark = '|'},
};

const struct csv_dialect *csv_dialect_at(size_t index)
{
    return index < sizeof dialects / sizeof dialects[0] ? &dialects[index] : NULL;
}

/* NULL at the end of the list is also the answer for an unknown name. */
const struct csv_dialect *csv_dialect_find(const char *name)
{
    size_t i = 0;
    while (csv_dialect_at(i) != NULL && strcmp(dialects[i].name, name) != 0) {
        ++i;
    }
    return csv_dialect_at(i);
}
