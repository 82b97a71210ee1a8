/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a sweep's page share: the grid that its records lie in, and its table. */
#ifndef BLACKOUT_REPORT_SWEEP_PAGE_H
#define BLACKOUT_REPORT_SWEEP_PAGE_H

#include "document/document.h"
#include "estimate/result.h"
#include "report/amounts.h"

/* Axes of a grid along which losses can be drawn, those that people ask for first before others. */
enum sweep_axis { ALONG_DURATION, ALONG_SEVERITY, ALONG_START, ALONG_RECOVERY, AXES };

/* The columns of the page's table. What is the same in all rows has no name and no values: it is
 * left out. A loss has four: its central, 5 % and 95 % values, and the exponent. */
enum {
    DOWN,
    START,
    DURATION,
    SEVERITY,
    RECOVERY,
    OWNER_NET,
    DEPENDANTS = OWNER_NET + 4,
    PAGE_COLUMNS = DEPENDANTS + 4
};

struct sweep_page {
    struct document *document;
    const struct blackout_result *result;
    struct amounts owner; /* the units of the two losses */
    struct amounts dependants;
    size_t skipped; /* columns that are left out: what is down, where it is the same in all */
    struct sheet *table;
};

/* Of severities in tables, charts and names of lines, so that one place of the grid reads alike in
 * all of them. */
extern const struct style sweep_severity;

const struct result_scenario *sweep_scenario(const struct blackout_result *result, size_t index);

/* Whether the second record is further along an axis, and differs in nothing else. */
bool sweep_is_next(const struct result_scenario *a, const struct result_scenario *b,
                   enum sweep_axis axis);

/* Whether any two records differ in it. */
bool sweep_platforms_differ(const struct blackout_result *result);
bool sweep_severities_differ(const struct blackout_result *result);
bool sweep_durations_differ(const struct blackout_result *result);
bool sweep_starts_differ(const struct blackout_result *result);
bool sweep_recoveries_differ(const struct blackout_result *result);

/* Whether charts are fields, with a table of their own, and not lines of the page's. */
bool sweep_is_fields(const struct sweep_page *page);

/* A loss along an axis, of the page's table; nothing where no two records differ along it alone. */
void sweep_chart(const struct sweep_page *page, const char *name, const char *title, size_t column);

#endif
