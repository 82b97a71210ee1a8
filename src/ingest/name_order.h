/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders in which a file may have the names of businesses: while they ascend in one of them,
 * equal names are together. */
#ifndef BLACKOUT_INGEST_NAME_ORDER_H
#define BLACKOUT_INGEST_NAME_ORDER_H

#include <stdbool.h>
#include <stddef.h>

/* An order that is broken stays so. */
struct name_order {
    bool bytes;   /* names ascend byte by byte so far */
    bool numbers; /* ... or with runs of digits read as numbers */
    bool quoted;  /* ... or as they do in quotes */
};

/* Of no names. */
extern const struct name_order name_order_any;

/* Whether `next` follows `last`, another name, in one of the orders so far. */
bool name_order_keeps(struct name_order *order, const char *last, const char *next);

/* The same of two names whose `same` first bytes are the same, and no more. */
bool name_order_keeps_from(struct name_order *order, const char *last, const char *next,
                           size_t same);

/* Joins the order of names that follow, among themselves; whether one is left. */
bool name_order_join(struct name_order *order, const struct name_order *next);

#endif
