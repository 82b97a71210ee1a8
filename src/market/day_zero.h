/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day 0 of an outage: the first session of the owner's exchange that could react to it (MacKinlay
 * 1997), as the date of that session there. One rule for event studies, for the close before an
 * outage, and for what was known of it. Whether prices have that day is not asked here: where they
 * have not, the next session serves. */
#ifndef BLACKOUT_MARKET_DAY_ZERO_H
#define BLACKOUT_MARKET_DAY_ZERO_H

#include "tables/dataset.h"

/* `rule` is static text. The date is midnight UTC of a local date, since dates of prices have no
 * time zone, and are compared with it as they are. */
struct day_zero {
    instant date;     /* midnight UTC of the local date */
    const char *rule; /* what it rests on, for people */
    bool by_utc;      /* for want of the exchange's hours: it may be a day early or late */
};

/* Of an outage that begins at `start`: by the hours of the exchange of `owner` (STRING_NONE: not
 * known), of which a start at or after the close counts for the next day; else the date of the
 * start in UTC. Without `has_time` the date is meant. */
struct day_zero day_zero_of_start(const blackout_dataset *dataset, string_id owner, instant start,
                                  bool has_time);

/* Of a row of `outages`: its reaction_date, else by its start. False where it has neither. */
bool day_zero_of_outage(struct day_zero *day_zero, const blackout_dataset *dataset,
                        const struct row *outage);

/* The row of its owner that was in force at the outage, or NULL. */
const struct row *day_zero_owner(const blackout_dataset *dataset, const struct row *outage);

/* What to say of a day 0 by UTC. */
extern const char day_zero_by_utc[];

#endif
