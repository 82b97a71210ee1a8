/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the bytes of CSV are that mean something: delimiters, quotes and line ends. Says what is
 * there, not what it means (csv_plain.h). */
#ifndef BLACKOUT_INGEST_CSV_MARKS_H
#define BLACKOUT_INGEST_CSV_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* For what is in the loops over all lines of a file: compilers leave some of it as calls. */
#define CSV_INLINED inline __attribute__((always_inline))

/* The bytes that mean something, beside line ends: two others, neither of them NUL. */
struct csv_marks {
    char delimiter;
    char quote;
};

/* The marks of some bytes, which are the caller's. {0} is empty. */
struct csv_places {
    struct csv_marks marks;
    const char *bytes;
    size_t size;
    uint32_t *at; /* of each mark, in their order; then the size */
    size_t count;
    bool all_ascii; /* and without NUL: none of the bytes need be looked at again */
    uint64_t
        *other; /* of each 64 bytes those that are NUL or beyond ASCII, the first's bit lowest */
    size_t capacity; /* bytes for whose marks there is room */
};

/* Finds them, of less than 4 GiB. False when memory is out. */
bool csv_places_find(struct csv_places *places, struct csv_marks marks, const char *bytes,
                     size_t size);

/* Whether no byte from `first` to `last` is NUL or beyond ASCII. */
bool csv_places_are_ascii(const struct csv_places *places, size_t first, size_t last);

void csv_places_free(struct csv_places *places);

#endif
