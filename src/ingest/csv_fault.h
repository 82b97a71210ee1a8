/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be wrong with the bytes of a CSV file, and how it is said. */
#ifndef BLACKOUT_INGEST_CSV_FAULT_H
#define BLACKOUT_INGEST_CSV_FAULT_H

#include <stddef.h>

/* What may be wrong with the bytes of one field or one row; the reading goes on behind it. */
enum csv_fault {
    CSV_SOUND,
    CSV_NUL_BYTE,
    CSV_NOT_UTF8,
    CSV_NOT_ENCODED, /* not text in the declared encoding */
    CSV_TOO_LONG,    /* over 64 KiB */
    CSV_STRAY_QUOTE,
    CSV_TOO_MANY_FIELDS
};

/* What is wrong, and what would be right, as the two parts of a message. */
const char *csv_fault_text(enum csv_fault fault);
const char *csv_fault_remedy(enum csv_fault fault);

/* So many bytes are shown of a field that is no text. */
enum { CSV_SHOWN_BYTES = 80 };

/* The beginning of bytes that are no text, as UTF-8 of one line: what a message can show. Returns
 * its length. */
size_t csv_fault_show(char out[CSV_SHOWN_BYTES + 1], const char *bytes, size_t length);

#endif
