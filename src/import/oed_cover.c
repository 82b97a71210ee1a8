/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of the format, version 5.0.0 (OasisLMF/ODS_OpenExposureData: CoverageValues, PerilValues,
 * PerilsCovered). Columns of cyber are in the format since version 4.0.0. */
#include "import/oed_cover.h"

#include <stddef.h>
#include <string.h>

#include "core/text.h"

/* Whether a list has one of the codes, which end with NULL. Codes are compared as a whole, "8" is
 * not in "18", and whatever the case of their letters. */
static bool has_one(const char *list, const char *const *codes)
{
    while (*list != '\0') {
        const char *part = list;
        size_t length = strcspn(list, ";,");
        list += length + (list[length] != '\0' ? 1 : 0);
        text_trim(&part, &length);
        for (size_t i = 0; codes[i] != NULL; ++i) {
            if (strlen(codes[i]) == length && text_starts_alike(codes[i], part, length)) {
                return true;
            }
        }
    }
    return false;
}

/* Contingent business interruption and all of cyber, each by its code and its number: files have
 * either. */
bool oed_covers_provider(const char *coverages)
{
    static const char *const codes[] = {"CBI", "8", "CYB", "16", NULL};
    return coverages[0] == '\0' || has_one(coverages, codes);
}

/* Security and privacy, all of cyber, all perils, each by its code and its number; CPD is damage to
 * property, which no outage does. */
bool oed_covers_cyber(const char *perils)
{
    static const char *const codes[] = {"CSB", "67108864",   "CC1", "201326592",
                                        "AA1", "8589934591", NULL};
    return perils[0] == '\0' || has_one(perils, codes);
}

/* "5", "5.0.0" and what pandas makes of it, "5.0"; not "50". */
bool oed_version_is_known(const char *version)
{
    return version[0] == '\0' ||
           ((version[0] == '4' || version[0] == '5') && (version[1] == '.' || version[1] == '\0'));
}
