/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a form that is filled in, and how a value is written into it: amounts, percentages,
 * counts, each as the form of the field has them. */
#ifndef BLACKOUT_ESTIMATE_FILING_ENTRY_H
#define BLACKOUT_ESTIMATE_FILING_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/result.h"
#include "filing/fields.h"

struct filing_entry {
    const struct filing_field *field;
    const char *value; /* "": it stays empty; never NULL */
    bool has_range;    /* of a number: its 5 % and 95 % values, in the unit of `value` */
    double low;
    double high;
    const char *state;    /* "actual", "estimate", "given"; "" of an empty one */
    const char *rests_on; /* of an empty one why */
};

struct filing {
    const struct filing_form *form;
    const struct result *result;
    struct filing_entry *entries; /* in the order of the form, one for each of its fields */
    size_t count;
};

/* What the functions of the contents write into: the entry at hand. A failure is kept until the
 * form is whole, since a content has nothing else to report. */
struct filler {
    struct arena *arena;
    const struct filing *filing;
    const struct result *result;
    struct filing_entry *entry;
    bool out_of_memory;
};

/* States of values. */
extern const char filing_actual[];
extern const char filing_estimate[];

/* Gives the entry a value, a copy of the text, with its state and what it rests on. */
void filing_set(struct filler *filler, const char *value, const char *state, const char *rests_on);

void filing_leave_empty(struct filler *filler, const char *reason);

/* The interval of a value that is set, in the unit of the field, which is `unit` of the quantity.
 */
void filing_set_range(struct filler *filler, const struct quantity *quantity, double unit);

/* To the cent, in thousands to the unit; below 0 no form has a value. */
void filing_set_amount(struct filler *filler, struct quantity amount, const char *state,
                       const char *rests_on);

/* A part of 1 as a percentage: of a daily average it may be more than 100. */
void filing_set_percent(struct filler *filler, struct quantity share, const char *state,
                        const char *rests_on);

/* A whole number. */
void filing_set_count(struct filler *filler, double count, const char *state, const char *rests_on);

/* A share that is not sampled. */
struct quantity filing_share_of(double part, double whole);

#endif
