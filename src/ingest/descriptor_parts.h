/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a description that several of its objects have: parts in files of their own, marks. */
#ifndef BLACKOUT_INGEST_DESCRIPTOR_PARTS_H
#define BLACKOUT_INGEST_DESCRIPTOR_PARTS_H

#include "ingest/descriptor.h"

/* A part of a description: an object, or the path of a file that has it. `part` is what the caller
 * reads: the descriptor and object itself, or those of the file, which `file` keeps. Without an
 * object, after a fault, `object` is NULL. Faults are to be reported to `part->descriptor`, which
 * has the places; the part is to be closed in any case, and its values live until then. */
struct descriptor_part {
    struct descriptor *descriptor;
    const cJSON *object;
    struct descriptor file;
};
blackout_status descriptor_open_part(struct descriptor_part *part, struct descriptor *descriptor,
                                     const cJSON *value, blackout_error *error);
void descriptor_close_part(struct descriptor_part *part);

/* One of the marks of a dialect or a format: a printable ASCII character that no name or number is
 * made of, or a tab; 0 where there is none, or after a fault. */
char descriptor_read_mark(struct descriptor *descriptor, const cJSON *object, const char *key);

#endif
