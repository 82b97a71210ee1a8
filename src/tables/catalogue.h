/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of `outages` as everybody reads it: what an empty cell means, and what a date without
 * a time of day says. One rule for estimates, event studies, traffic and years at risk. Rows may be
 * NULL where that is said. */
#ifndef BLACKOUT_TABLES_CATALOGUE_H
#define BLACKOUT_TABLES_CATALOGUE_H

#include "tables/dataset.h"

/* The row of an event, or NULL. */
const struct row *catalogue_find(const blackout_dataset *dataset, string_id event);

/* Whether other news moved the owner's share at the same time; no, where the cell is empty. */
bool catalogue_is_confounded(const struct row *outage);

/* Whether the length is known. `outage` may be NULL: then it is not. */
bool catalogue_has_duration(const struct row *outage);

/* The length where it is known, in hours; the second with its uncertainty. */
double catalogue_duration_hours(const struct row *outage);
struct mapping catalogue_duration(const struct row *outage);

/* What the press's "full" or "down" is worth, where a catalogue says no severity: centre, 5 % and
 * 95 % value. */
extern const double catalogue_press_severity;
extern const struct range catalogue_press_range;

/* What its "partial" is worth: to be entered, since no catalogue says which word it was. */
extern const double catalogue_partial_severity;
extern const struct range catalogue_partial_range;

/* Whether an outage is catalogued without a severity. */
bool catalogue_lacks_severity(const struct row *outage);

/* The unavailable part; where the cell is empty what the press's word is worth, and all of it, for
 * certain, where `outage` is NULL. */
struct mapping catalogue_severity(const struct row *outage);

/* The part of the owner's business that was hit; all where the cell is empty or `outage` is NULL.
 */
double catalogue_scope_share(const struct row *outage);

/* Whether the hour at which it began is known: a date alone does not say it. May be NULL. */
bool catalogue_has_hour(const struct row *outage);

/* The time in which it happened, [*from, *to). Of a date alone it is the whole day and as much
 * after it as the outage lasted, since it may have begun at any hour of that day. False where the
 * start or the length is not known. */
bool catalogue_span(instant *from, instant *to, const struct row *outage);

/* When an outage that has a start ended, as far as that is known. */
instant catalogue_end(const struct row *outage);

/* Whether two rows are one outage: their owner is the same, and their times overlap or meet. A
 * length that is not known is 0, and a date alone begins at 00:00. Without a start a row is by
 * itself. */
bool catalogue_overlaps(const struct row *a, const struct row *b);

#endif
