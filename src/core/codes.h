/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codes of faults and warnings: stable words for programs, one for each kind. Every code that
 * the library gives is in this one table; `docs/codes.md` has the same, and a test compares them
 * with each other and with the sources. */
#ifndef BLACKOUT_CORE_CODES_H
#define BLACKOUT_CORE_CODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct code {
    const char *name; /* "missing_key" */
    bool by_value;    /* another value ('shpo') is another cause; else it is one more of the same */
    const char *meaning; /* for people, one line */
    bool of_row;         /* a fault of one row, which may be left out; else of a file, or of sums */
};

/* By number, in the order of the table; NULL past the last. */
const struct code *code_at(size_t index);

/* NULL where there is none of that name. */
const struct code *code_find(const char *name);

/* The cause that a message names: equal for messages that differ in their value alone ("share is
 * not a number ('x'); a share from 0 to 1"), and in numbers, as those of lines. Where the code's
 * causes are its values, the whole message counts. */
uint64_t code_cause(const char *code, const char *message);

#endif
