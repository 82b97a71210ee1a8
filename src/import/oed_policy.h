/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of accounts as a policy: whether it pays for an outage of a provider, by which terms, and
 * what of them is not applied. */
#ifndef BLACKOUT_IMPORT_OED_POLICY_H
#define BLACKOUT_IMPORT_OED_POLICY_H

#include "import/oed_file.h"
#include "import/oed_names.h"

/* The policies of all files. */
struct oed_policies {
    blackout_import *import;
    struct import_table *table;
    struct oed_names names; /* number k + 1 is row k of the table */
};

/* The business that a policy is of. */
struct oed_insured {
    const char *name;
    double revenue; /* a year, in `currency` */
    const char *currency;
};

/* 0, or -1 when memory is out. */
int oed_policies_init(struct oed_policies *policies, blackout_import *import);

/* Takes the policy of a row, or lists why it is not taken; terms that a policy is taken without are
 * listed too. `insured->name` is borrowed as long as the import lives. BLACKOUT_ERROR_MEMORY. */
blackout_status oed_policy_take(struct oed_policies *policies, const struct oed_row *row,
                                const struct oed_insured *insured, blackout_error *error);

#endif
