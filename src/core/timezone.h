/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local time of a named zone, from the system's time zone database. The C library reads it only
 * through the environment and a state of the whole process (TZ, tzset), which a library must not
 * touch, so the compiled files (RFC 8536, "TZif") are read here. Leap seconds are not counted. */
#ifndef BLACKOUT_CORE_TIMEZONE_H
#define BLACKOUT_CORE_TIMEZONE_H

#include <stdbool.h>

#include "core/calendar.h"

/* `*offset_seconds` = local time minus UTC at `time` in `zone`, like "America/New_York"; an old
 * name that the database does not have, like "US/Eastern", is read by the one that took its place.
 * False where the database has no such zone or its file is not understood. */
bool timezone_offset(int *offset_seconds, const char *zone, instant time);

/* Where the system's database is looked for, and whether it is there. */
const char *timezone_database(void);
bool timezone_has_database(void);

/* The name nearest to one that is not known, or NULL. */
const char *timezone_nearest(const char *zone);

/* The name that took the place of an old one; other names as they are. */
const char *timezone_current_name(const char *zone);

/* The same from a POSIX rule, like "EST5EDT,M3.2.0,M11.1.0": what holds after the last transition
 * that a file lists. Rules by the day of the year (Jn, n) are not understood. */
bool timezone_rule_offset(int *offset_seconds, const char *rule, instant time);

#endif
