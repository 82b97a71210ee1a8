/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured of outages that are called full and partial, with its range: the same that an
 * outage without a severity has in a catalogue. Statuspage itself counts a major outage in full, a
 * partial one at 30 % and degraded performance not at all, in the uptime that its pages show. The
 * numbers are those of tables/catalogue.c, to two digits: whoever fits them anew there changes them
 * here and in docs/import.md. */
#include "import/component_status.h"

#include <string.h>

/* The format's own words; those above operational are names of settings too (statuspage.c). */
const char *const component_status_words[COMPONENT_STATUS_COUNT] = {
    "operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"};

const struct import_share component_status_shares[COMPONENT_STATUS_COUNT] = {
    [COMPONENT_OPERATIONAL] = {0, 0, 0},
    [COMPONENT_UNDER_MAINTENANCE] = {0, 0, 0},
    [COMPONENT_DEGRADED_PERFORMANCE] = {0, 0, 0.3},
    [COMPONENT_PARTIAL_OUTAGE] = {0.07, 0.413, 0.88},
    [COMPONENT_MAJOR_OUTAGE] = {0.29, 0.803, 0.98}};

/* Shown as the source of what is assumed, in the report and in the package's notes. */
static const char weights[] = "as in the uptime that Statuspage shows";
static const char degraded[] =
    "as in the uptime that Statuspage shows; range: at most what it counts of a partial outage";
static const char partial[] =
    "what is measured of outages that are called partial (Statuspage counts 0.3)";
static const char major[] =
    "what is measured of outages that are called full (Statuspage counts 1)";

const char *const component_status_sources[COMPONENT_STATUS_COUNT] = {
    [COMPONENT_OPERATIONAL] = weights,
    [COMPONENT_UNDER_MAINTENANCE] = weights,
    [COMPONENT_DEGRADED_PERFORMANCE] = degraded,
    [COMPONENT_PARTIAL_OUTAGE] = partial,
    [COMPONENT_MAJOR_OUTAGE] = major};

enum component_status component_status_find(const char *word)
{
    int status = 0;
    while (status < COMPONENT_STATUS_COUNT && strcmp(component_status_words[status], word) != 0) {
        ++status;
    }
    return (enum component_status)status;
}

/* A word that is not known has none: a guess here would become a severity. */
enum component_status component_status_of_impact(const char *impact)
{
    static const struct {
        const char *impact;
        enum component_status status;
    } impacts[] = {{"none", COMPONENT_OPERATIONAL},
                   {"minor", COMPONENT_DEGRADED_PERFORMANCE},
                   {"major", COMPONENT_PARTIAL_OUTAGE},
                   {"critical", COMPONENT_MAJOR_OUTAGE}};
    for (size_t i = 0; i < sizeof impacts / sizeof impacts[0]; ++i) {
        if (strcmp(impacts[i].impact, impact) == 0) {
            return impacts[i].status;
        }
    }
    return COMPONENT_STATUS_COUNT;
}
