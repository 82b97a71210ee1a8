/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Control totals of a table: rows and money that were read, used and left out, by currency. What is
 * left out is what was read and not used, whatever the reason. */
#ifndef BLACKOUT_CORE_CONTROL_H
#define BLACKOUT_CORE_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/exact_sum.h"

/* Rows in one currency, and their money. */
struct control_money {
    const char *currency;
    size_t rows_read;
    size_t rows_used;
    struct sum read;
    struct sum used;
    struct exact_sum read_ended; /* of the chunks that have ended (chunk.h) */
    struct exact_sum used_ended;
    bool is_expected; /* the caller said what the rows add up to, and they do */
    double expected;
};

/* {0} is of no table: nothing is to be said but how many rows are rejected. Texts are borrowed. */
struct control_totals {
    const char *table;   /* "dependencies"; NULL: none */
    const char *file;    /* relative to its package */
    const char *package; /* its name */
    bool from_base;      /* which is the base of the one that was opened */
    size_t rejected;     /* rows of all tables that were left out for what is wrong with them */
    struct control_money *items; /* in the order in which the currencies were met */
    size_t count;
    size_t capacity;
    size_t rows_without_money; /* read, but not their amount or its currency; never used */
};

/* Counts a row that was read; `currency` NULL where its money cannot be read. It is borrowed. 0, or
 * -1 when memory is out. */
int control_read(struct control_totals *control, struct arena *arena, const char *currency,
                 double amount);

/* The money of a currency, made if no row of it has been read; NULL when memory is out. It lives
 * until that of another one is made. */
struct control_money *control_money_of(struct control_totals *control, struct arena *arena,
                                       const char *currency);

/* Counts a row of this money that was read. */
static inline void control_money_read(struct control_money *money, double amount)
{
    ++money->rows_read;
    sum_add(&money->read, amount);
}

/* Notes what the rows of a currency were expected to add up to. */
void control_expect(struct control_totals *control, const char *currency, double expected);

/* Counts `rows` rows of one amount each, which have been read, as used. */
void control_use(struct control_totals *control, const char *currency, double amount, size_t rows);

/* Calls the function for the sums of what was read, or of what was used: their chunks end at the
 * same row, but rows are read ahead. False when memory is out. */
bool control_each_read(struct control_totals *control, struct arena *arena,
                       chunk_sum_function *function);
bool control_each_used(struct control_totals *control, struct arena *arena,
                       chunk_sum_function *function);

/* Forgets the rows. */
void control_clear(struct control_totals *control);

/* The money of a currency, or NULL. */
const struct control_money *control_find(const struct control_totals *control,
                                         const char *currency);

/* The money of these rows. Decimals are no doubles, and products of them miss the last digits: to a
 * millionth of a unit, where doubles are finer than that. */
double control_read_amount(const struct control_money *money);
double control_used_amount(const struct control_money *money);
double control_left_out(const struct control_money *money);
size_t control_rows_read(const struct control_totals *control);
size_t control_rows_used(const struct control_totals *control);
size_t control_rows_left_out(const struct control_totals *control);

/* A copy whose texts are the arena's. 0, or -1 when memory is out. */
int control_copy(struct control_totals *copy, struct arena *arena,
                 const struct control_totals *control);

#endif
