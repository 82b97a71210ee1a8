/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that a reader takes for one, and the program for two: they differ in case, width or blanks
 * alone (core/fold.h). While folded names ascend, as they do in most sorted files, no two are the
 * same, and nothing need be kept. Else 12 bytes a name are, in a table that is at most three
 * quarters full, and no texts: two names are one where 64 bits of hash agree. */
#ifndef BLACKOUT_INGEST_NEAR_NAMES_H
#define BLACKOUT_INGEST_NEAR_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fold.h"

/* So many names are compared with each other: 12 MB. Those after them are compared with these. */
enum { MOST_NEAR_NAMES = 3 << 18 };

struct near_name;

/* {0} is empty. */
struct near_names {
    struct near_name *slots; /* open addressing; a power of two of them */
    size_t slot_count;
    size_t count;
    bool keeps_all; /* set by the caller before the first name: the order is not relied on */
    bool descended; /* some folded name was not after the one before it */
    bool forgot;    /* names that ascended were not kept ... */
    bool lacking;   /* ... and are needed: all names have to be added once more, with keeps_all */
    size_t added;
    char last[FOLD_SIZE]; /* folded */
};

/* Adds a name, of line `line` of its file, that is not there with these very bytes. `*earlier` is
 * the line of the first that is the same when folded, or 0; of names of some 250 bytes and more, 0.
 * False when memory is out. */
bool near_names_add(struct near_names *names, const char *name, size_t line, size_t *earlier);

/* Passes over `count` names that ascend when folded, each after the one before and the first after
 * the last that was added, `last` being the last of them; false where they have to be added. */
bool near_names_pass(struct near_names *names, size_t count, const char *last);

void near_names_free(struct near_names *names);

#endif
