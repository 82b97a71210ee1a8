/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates with a year of two digits, 01/10/21: they are refused, and here is what each may mean.
 * Other dates of a column may leave one order for all of them. */
#ifndef BLACKOUT_INGEST_SHORT_DATE_H
#define BLACKOUT_INGEST_SHORT_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* Which of the three numbers is what; a set of them has one bit each. */
enum short_order { SHORT_DAY_FIRST = 1, SHORT_MONTH_FIRST = 2, SHORT_YEAR_FIRST = 4 };
enum { SHORT_ORDERS = 3, SHORT_ALL_ORDERS = 7 };

/* Whether the text is three numbers of at most two digits, between marks of one kind. */
bool short_date_is_one(const char *text);

/* The orders in which the text is a date of this century; none where there is no such
 * day, or no short date. */
unsigned short_date_orders(const char *text);

/* Writes the different dates that the text is in these orders: "2021-10-01 or 2021-01-10". */
void short_date_print(char *out, size_t size, const char *text, unsigned orders);

#endif
