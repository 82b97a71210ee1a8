/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local time of a named zone, from the system's time zone database. The C library reads it only
 * through the environment and a state of the whole process (TZ, tzset), which a library must not
 * touch, so the compiled files (RFC 8536, "TZif") are read here. Leap seconds are not counted. */
#ifndef BLACKOUT_CORE_TIMEZONE_H
#define BLACKOUT_CORE_TIMEZONE_H

#include <stdbool.h>

#include "core/calendar.h"

/* `*offset_seconds` = local time minus UTC at `time` in `zone`, like "America/New_York". False
 * where the database has no such zone or its file is not understood. */
bool timezone_offset(int *offset_seconds, const char *zone, instant time);

/* The same from a POSIX rule, like "EST5EDT,M3.2.0,M11.1.0": what holds behind the last transition
 * that a file lists. Rules by the day of the year (Jn, n) are not understood. */
bool timezone_rule_offset(int *offset_seconds, const char *rule, instant time);

#endif
