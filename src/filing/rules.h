/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What laws compare a loss with: amounts by the name of the law, each with where it is written.
 * Data and no decision: whether a rule applies to a firm is for those who know the firm. */
#ifndef BLACKOUT_FILING_RULES_H
#define BLACKOUT_FILING_RULES_H

#include <stddef.h>

struct filing_rule {
    const char *name; /* as an option has it: "dora" */
    double amount;
    const char *currency;
    double turnover_share; /* of a year's turnover, where that is lower; 0: the amount alone */
    const char *definition;
    const char *source; /* the act and its article */
    const char *date;   /* from when it applies */
};

/* The rules, from 0 on; NULL after the last. */
const struct filing_rule *filing_rule_at(size_t index);

/* The rule called `name`, in letters of any case, or NULL. */
const struct filing_rule *filing_rule_find(const char *name);

/* The amount of a rule, in its currency, for a firm with this turnover, in the same; NAN or
 * 0: it is not known, and the amount counts. */
double filing_rule_amount(const struct filing_rule *rule, double turnover);

#endif
