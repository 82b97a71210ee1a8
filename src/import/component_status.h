/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statuses of a component on a status page, and the part of it that is unavailable in each.
 * The words are facts of the format; the parts are an assumption. */
#ifndef BLACKOUT_IMPORT_COMPONENT_STATUS_H
#define BLACKOUT_IMPORT_COMPONENT_STATUS_H

#include "import/settings.h"

/* From the least to the worst: of a component with several, the last one holds. */
enum component_status {
    COMPONENT_OPERATIONAL,
    COMPONENT_UNDER_MAINTENANCE,
    COMPONENT_DEGRADED_PERFORMANCE,
    COMPONENT_PARTIAL_OUTAGE,
    COMPONENT_MAJOR_OUTAGE,
    COMPONENT_STATUS_COUNT
};

extern const char *const component_status_words[COMPONENT_STATUS_COUNT];

/* What is unavailable in each status, where nothing else is set, and where that is from. */
extern const struct import_share component_status_shares[COMPONENT_STATUS_COUNT];
extern const char *const component_status_sources[COMPONENT_STATUS_COUNT];

/* The number of a word, or COMPONENT_STATUS_COUNT. */
enum component_status component_status_find(const char *word);

/* The status that an incident of this impact ("minor") has where it names none of its components';
 * COMPONENT_STATUS_COUNT for a word that is not known. */
enum component_status component_status_of_impact(const char *impact);

#endif
