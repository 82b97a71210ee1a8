/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a policy pays for what a package is about: an outage of a provider. */
#ifndef BLACKOUT_IMPORT_OED_COVER_H
#define BLACKOUT_IMPORT_OED_COVER_H

#include <stdbool.h>

/* A list of coverages (PolCoverage), `BI;CBI` or their numbers: whether contingent business
 * interruption is among them. An empty list is the format's default, all of them. */
bool oed_covers_provider(const char *coverages);

/* A list of perils (PolPerilsCovered), `WTC;CC1`: whether one is of cyber, but for damage to
 * property. An empty list says nothing against it. */
bool oed_covers_cyber(const char *perils);

/* Whether the version of a row (OEDVersion) is one whose columns are known, or is not said. */
bool oed_version_is_known(const char *version);

#endif
