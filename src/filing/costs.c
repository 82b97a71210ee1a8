/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of costs and recoveries, in the order of the article. They are checked against the tables
 * of a package, so that a letter that is not here is a fault of its row. */
#include "filing/costs.h"

#include <stddef.h>
#include <string.h>

const char *const filing_cost_kinds[] = {"a", "b", "c", "d", "e", "f", "g", "h", NULL};

/* One for each letter, in its place. */
static const char *const words[] = {
    "funds and assets that were taken, and for which the entity is liable",
    "replacement or relocation of software, hardware and infrastructure",
    "staff",
    "fees for contracts that were not kept",
    "redress and compensation of customers",
    "forgone revenue",
    "communication",
    "advice: legal, forensic, remediation"};

const char *const filing_recovery_kinds[] = {"insurer", "supplier", "other", NULL};
const char *const filing_recovery_states[] = {"expected", "received", NULL};

const char *filing_cost_words(const char *kind)
{
    for (size_t i = 0; filing_cost_kinds[i] != NULL; ++i) {
        if (strcmp(filing_cost_kinds[i], kind) == 0) {
            return words[i];
        }
    }
    return "not divided by kind";
}
