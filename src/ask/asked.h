/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts that inputs are given as, read one by one: what is understood goes to a value, what is
 * not is refused with the input's name, the text and what would be right. A text that is refused
 * changes nothing. */
#ifndef BLACKOUT_ASK_ASKED_H
#define BLACKOUT_ASK_ASKED_H

#include <stdbool.h>
#include <stddef.h>

#include "ask/name_list.h"
#include "blackout/status.h"
#include "core/arena.h"
#include "core/calendar.h"
#include "core/mapping.h"

/* The input that a text is for, and where copies of it go: the arena of the question that keeps
 * them. What a refused text has left there stays until the question is freed. */
struct asked_input {
    struct arena *arena;
    const char *name;
    blackout_error *error;
};

/* "NAME WHAT ('TEXT'); REMEDY": returns BLACKOUT_ERROR_USAGE. */
blackout_status asked_refuse(const struct asked_input *input, const char *what, const char *text,
                             const char *remedy);

/* A text that is not empty, copied. */
blackout_status asked_text(const char **value, const struct asked_input *input, const char *text,
                           const char *remedy);

/* How the names of a list may be written. */
struct list_rule {
    const char *separators; /* characters, each of which parts two names */
    const char *empty;      /* what is wrong with an empty name */
    const char *remedy;     /* what would be right */
    bool each_once;         /* a name that is there twice is refused */
};

/* Adds one name, as it is, blanks and all: a path may have them. */
blackout_status asked_add_name(struct name_list *list, const struct asked_input *input,
                               const char *text, size_t length);

/* Replaces the list. Blanks around a name are none of it. */
blackout_status asked_names(struct name_list *list, const struct asked_input *input,
                            const char *text, const struct list_rule *rule);

/* A code of ISO 4217, withdrawn or not; the value is in capitals. */
blackout_status asked_currency(const char **value, const struct asked_input *input,
                               const char *text);

/* `6h`, or a range from the 5 % to the 95 % value: `4h..8h`. In hours, at most
 * LONGEST_OUTAGE_HOURS; 0 is a length, but no end of a range. */
blackout_status asked_hours(struct mapping *hours, const struct asked_input *input,
                            const char *text);

/* The number of a share: `0.5`, `0,5` or `50%`. False: it is none. */
bool asked_share_number(double *share, const char *text, size_t length);

/* A share, or a range from its 5 % to its 95 % value. */
blackout_status asked_share(struct mapping *share, const struct asked_input *input,
                            const char *text);

/* A moment, or a range from its 5 % to its 95 % value, of which the moment is the middle. */
struct asked_moment {
    instant time;
    bool has_time;   /* of day: a date alone is midnight */
    double sd_hours; /* 0: certain */
};
blackout_status asked_moment(struct asked_moment *moment, const struct asked_input *input,
                             const char *text);

/* A whole number that a double holds exactly: 0 to 2^53 - 1. */
blackout_status asked_whole(double *value, const struct asked_input *input, const char *text);

/* `1%` or `0.01`, as a share, above 0 and below 1. */
blackout_status asked_relative(double *value, const struct asked_input *input, const char *text);

/* Refuses the number in the first `length` characters of a text if its mark may stand between
 * thousands, as in tables: 1.500 is one and a half in one country and fifteen hundred in another.
 */
blackout_status asked_unmarked(const struct asked_input *input, const char *text, size_t length);

/* An amount of money: digits, perhaps with k, M or bn after them, and perhaps a currency. */
struct asked_amount {
    double amount;        /* may be infinite by its magnitude: the setter looks at that */
    const char *currency; /* NULL: not given */
};

/* `100000EUR`, `1.5M EUR`, `250k`. */
blackout_status asked_amount(struct asked_amount *amount, const struct asked_input *input,
                             const char *text);

/* One of a few words, the last of them followed by NULL: its number. Whatever the case of letters.
 * The words together are shorter than 128 bytes, as a message has them. */
blackout_status asked_word(int *number, const struct asked_input *input, const char *text,
                           const char *const *words);

#endif
