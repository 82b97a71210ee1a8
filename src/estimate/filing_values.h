/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each field of a form holds, by its content (filing/fields.h): below the form that is filled
 * in, which asks for one field after the other. */
#ifndef BLACKOUT_ESTIMATE_FILING_VALUES_H
#define BLACKOUT_ESTIMATE_FILING_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/result.h"
#include "filing/fields.h"

struct filing_entry {
    const struct filing_field *field;
    const char *value; /* ""; it stays empty */
    bool has_range;    /* of a number: its 5 % and 95 % values, in the unit of `value` */
    double low;
    double high;
    const char *state;    /* "actual", "estimate", "given"; "" of an empty one */
    const char *rests_on; /* of an empty one why */
};

struct filing {
    const struct filing_form *form;
    const struct result *result;
    struct filing_entry *entries; /* in the order of the form */
    size_t count;
};

struct filler {
    struct arena *arena;
    const struct filing *filing;
    const struct result *result;
    struct filing_entry *entry;
    bool out_of_memory;
};

/* Fills in the entry: a value, or the reason why it stays empty. */
void filing_fill(struct filler *filler);

/* Gives the entry a value, a copy of the text, with its state and what it rests on. */
void filing_set(struct filler *filler, const char *value, const char *state, const char *rests_on);

#endif
