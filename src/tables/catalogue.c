/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of `outages` say, and what their empty cells mean. The few judgements of the whole
 * program about incomplete rows are constants here, with the outages that they come from. */
#include "tables/catalogue.h"

#include <math.h>

const struct row *catalogue_find(const blackout_dataset *dataset, string_id event)
{
    struct cell cells[OUTAGES_EVENT + 1] = {[OUTAGES_EVENT] = {.text = event, .given = true}};
    return table_find(&dataset->tables[OUTAGES], &(struct row){.cells = cells});
}

/* Empty is no: most rows are filled without that question. */
bool catalogue_is_confounded(const struct row *outage)
{
    return outage->cells[OUTAGES_CONFOUNDED].given && outage->cells[OUTAGES_CONFOUNDED].flag;
}

bool catalogue_has_duration(const struct row *outage)
{
    return outage != NULL && outage->cells[OUTAGES_DURATION_MINUTES].given;
}

double catalogue_duration_hours(const struct row *outage)
{
    return outage->cells[OUTAGES_DURATION_MINUTES].number / MINUTES_PER_HOUR;
}

static struct mapping mapping_of(const struct row *outage, int column)
{
    return row_mapping(outage, OUTAGES, column);
}

struct mapping catalogue_duration(const struct row *outage)
{
    return mapping_divided(mapping_of(outage, OUTAGES_DURATION_MINUTES), MINUTES_PER_HOUR);
}

/* Of outages that the press called full, 0.84 of the connections (STARLINK-2025-07-24) and 0.76 of
 * the calls (OPT-2025-09-18) were measured to fail; of those it called partial, 0.28
 * (NET-2025-12-05) and 0.56 (BARC-2025-01-31). The mean of the logits of the first two, and 90 % of
 * Student's t with two degrees of freedom for a third one, with the scatter of all four about the
 * means of their words; of "partial" in the same way. tests/unit/test_catalogue.c makes the fit
 * again. */
const struct range catalogue_press_range = {0.2892, 0.9761};
const double catalogue_press_severity = 0.803;
const struct range catalogue_partial_range = {0.0656, 0.8758};
const double catalogue_partial_severity = 0.413;

bool catalogue_lacks_severity(const struct row *outage)
{
    return outage != NULL && !outage->cells[OUTAGES_SEVERITY].given;
}

/* The press's word has a range, which goes into every sample: a catalogue that says nothing is not
 * certain of a full outage. */
struct mapping catalogue_severity(const struct row *outage)
{
    if (outage == NULL) {
        return mapping_certain(1); /* what is asked is the question */
    }
    return outage->cells[OUTAGES_SEVERITY].given
               ? mapping_of(outage, OUTAGES_SEVERITY)
               : mapping_of_range(TRANSFORM_LOGIT, catalogue_press_range.low,
                                  catalogue_press_severity, catalogue_press_range.high);
}

double catalogue_scope_share(const struct row *outage)
{
    return outage != NULL ? cell_or(&outage->cells[OUTAGES_SCOPE_SHARE], 1) : 1;
}

bool catalogue_has_hour(const struct row *outage)
{
    return outage != NULL && outage->cells[OUTAGES_START].given &&
           outage->cells[OUTAGES_START].has_time;
}

/* A start without a time of day may be any hour of its day: the span is as long as that leaves
 * open. */
bool catalogue_span(instant *from, instant *to, const struct row *outage)
{
    const struct cell *start = &outage->cells[OUTAGES_START];
    if (!start->given || !catalogue_has_duration(outage)) {
        return false;
    }
    double seconds = outage->cells[OUTAGES_DURATION_MINUTES].number * SECONDS_PER_MINUTE;
    *from = start->time;
    *to = start->time + (start->has_time ? 0 : SECONDS_PER_DAY) + (instant)ceil(seconds);
    return true;
}

instant catalogue_end(const struct row *outage)
{
    instant from;
    instant to;
    return catalogue_span(&from, &to, outage) ? to : outage->cells[OUTAGES_START].time;
}

/* Spans that meet count as overlapping: a year at risk takes them for one outage. */
bool catalogue_overlaps(const struct row *a, const struct row *b)
{
    const struct cell *start = &a->cells[OUTAGES_START];
    const struct cell *other = &b->cells[OUTAGES_START];
    return a->cells[OUTAGES_OWNER].text == b->cells[OUTAGES_OWNER].text && start->given &&
           other->given && start->time <= catalogue_end(b) && other->time <= catalogue_end(a);
}
