/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The incidents of a year once all that counts is in them: their order, their sums, and what looks
 * wrong about them. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "annual/making.h"
#include "core/print.h"

/* A message that is longer than its room is cut, and ends with dots. */
void year_warn(struct making *making, enum year_warning kind, const char *code, const char *where,
               const char *format, ...)
{
    blackout_annual *annual = making->annual;
    char message[WARNING_SIZE];
    struct warning warning = {.code = code, .where = where, .message = message};
    const struct warning_list one = {.items = &warning, .count = 1};
    va_list arguments;
    va_start(arguments, format);
    print_in_room(message, sizeof message, format, arguments);
    va_end(arguments);
    if (kind == YEAR_WARNING_ONCE) {
        warning_add_kinds(&annual->warnings, &annual->arena, &one);
    } else {
        warning_add(&annual->warnings, &annual->arena, &warning);
    }
}

/* Those of the year first, each in the order of the final report, then by name. */
static int by_report(const void *a, const void *b)
{
    const struct annual_incident *x = a;
    const struct annual_incident *y = b;
    if (x->adjustment != y->adjustment) {
        return x->adjustment ? 1 : -1;
    }
    if (x->report != y->report) {
        return x->report < y->report ? -1 : 1;
    }
    return strcmp(x->incident, y->incident);
}

static void add_sum(struct annual_sum *sum, const struct annual_incident *incident)
{
    sum->amounts.revenue += incident->amounts.revenue;
    sum->amounts.costs += incident->amounts.costs;
    sum->amounts.recoveries += incident->amounts.recoveries;
    sum->amounts.expected += incident->amounts.expected;
    sum->estimated += incident->estimated ? 1 : 0;
    ++sum->incidents;
}

/* As of an incident's own account (estimate/account.c). The costs of an adjustment are in other
 * years. */
static void warn_recoveries(struct making *making, const struct annual_incident *incident)
{
    const struct annual_amounts *amounts = &incident->amounts;
    if (!incident->adjustment && amounts->recoveries > annual_gross(amounts)) {
        year_warn(making, YEAR_WARNING_EACH, "recoveries_over_costs", incident->incident,
                  "more comes back of the incident '%s' than it cost, gross: are the rows of this "
                  "incident, and their amounts in the same units as those of costs?",
                  incident->incident);
    }
}

/* Incidents of which nothing counts are left out; those of later years are counted. Sums are made
 * of them in the order in which the report has them. */
void year_sum_up(struct making *making)
{
    blackout_annual *annual = making->annual;
    size_t kept = 0;
    for (size_t i = 0; i < annual->count; ++i) {
        struct annual_incident incident = annual->incidents[i];
        incident.adjustment = incident.report < annual->from;
        const bool is_asked = annual->owner == NULL || strcmp(incident.owner, annual->owner) == 0;
        annual->later += is_asked && incident.has_report && incident.report > annual->to ? 1 : 0;
        if (incident.bookings > 0 || incident.estimated) {
            annual->incidents[kept++] = incident;
        }
    }
    annual->count = kept;
    if (kept > 0) {
        qsort(annual->incidents, kept, sizeof *annual->incidents, by_report);
    }
    for (size_t i = 0; i < kept; ++i) {
        const struct annual_incident *incident = &annual->incidents[i];
        warn_recoveries(making, incident);
        add_sum(incident->adjustment ? &annual->adjustments : &annual->year, incident);
        add_sum(&annual->all, incident);
    }
}
