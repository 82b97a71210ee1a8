/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of files as the library's reader of CSV has them, for test_cells.py, which has other
 * programs read the same: `cells DELIMITER FILE...` prints for each file a line with its name, a
 * line of fields in hexadecimal for each record (`!` before one that is at fault), and a line with
 * the fault that ended the reading, if one did. */
#include <stdio.h>

#include "ingest/csv.h"

static void print_field(const struct csv_field *field)
{
    fputs(field->fault != CSV_SOUND ? " !" : " ", stdout);
    for (size_t i = 0; i < field->length; ++i) {
        printf("%02x", (unsigned)(unsigned char)field->text[i]);
    }
}

static blackout_status print_record(void *user, const struct csv_record *record,
                                    blackout_error *error)
{
    (void)user;
    (void)error;
    fputs(record->fault != CSV_SOUND ? "! " : "record", stdout);
    for (size_t i = 0; i < record->field_count; ++i) {
        print_field(&record->fields[i]);
    }
    putchar('\n');
    return BLACKOUT_OK;
}

int main(int argc, char *argv[])
{
    for (int i = 2; i < argc; ++i) {
        const struct csv_input input = {.source = argv[i], .path = argv[i]};
        struct csv_reader *reader;
        blackout_error error;
        printf("file %s\n", argv[i]);
        blackout_status status = csv_open(&reader, &input, &error);
        if (status == BLACKOUT_OK) {
            status =
                csv_read(reader, (struct csv_dialect){argv[1][0], '"'}, print_record, NULL, &error);
            csv_close(reader);
        }
        if (status != BLACKOUT_OK) {
            printf("fault %s\n", error.message);
        }
    }
    return 0;
}
