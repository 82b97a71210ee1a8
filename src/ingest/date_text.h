/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as spreadsheets and vendors write them. ISO 8601 is read by core/calendar.h; here is the
 * rest: 04.10.2021, 10/4/2021 16:00:00, Oct 4, 2021, 20211004, a zone written as UTC. Years have
 * four digits: with two nobody can say which of three numbers is the year. */
#ifndef BLACKOUT_INGEST_DATE_TEXT_H
#define BLACKOUT_INGEST_DATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/calendar.h"

/* What stands first where the year stands last; a set of them has one bit each. */
enum date_order { DATE_DAY_FIRST = 1, DATE_MONTH_FIRST = 2, DATE_BOTH_ORDERS = 3 };

/* The orders under which the text is a date or time; none where it is no date. */
unsigned date_text_orders(const char *text, size_t length);

/* Whether it is the same under both: 2021/10/04, 04-Oct-2021, 04/04/2021. */
bool date_text_is_certain(const char *text, size_t length);

/* Reads it under one order; as calendar_parse_instant() does. */
bool date_text_parse(instant *value, bool *has_time, const char *text, size_t length,
                     enum date_order order);

/* Reads the date of a session under one order: of a time that is midnight where it was written, and
 * of one without a zone beside a date that is not ISO's (the close of a session), the date alone.
 */
bool date_text_parse_session(instant *value, bool *has_time, const char *text, size_t length,
                             enum date_order order);

#endif
