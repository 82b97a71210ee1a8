/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The amounts as the acts have them. Both are of what an incident costs gross: what insurers or
 * suppliers give back does not lower it. */
#include "filing/rules.h"

#include <math.h>

#include "core/text.h"

static const struct filing_rule rules[] = {
    {.name = "dora",
     .amount = 100000,
     .currency = "EUR",
     .definition = "costs and losses of the financial entity have exceeded or are likely to exceed "
                   "EUR 100,000, gross of recoveries",
     .source = "Delegated Regulation (EU) 2024/1772, articles 7 and 9(6)",
     .date = "2025-01-17"},
    {.name = "nis2",
     .amount = 500000,
     .currency = "EUR",
     .turnover_share = 0.05,
     .definition = "direct financial loss of the entity exceeds EUR 500,000 or 5 % of its turnover "
                   "of the preceding year, whichever is lower",
     .source = "Implementing Regulation (EU) 2024/2690, article 3(1)(a)",
     .date = "2024-11-07"},
};

enum { RULE_COUNT = sizeof rules / sizeof rules[0] };

const struct filing_rule *filing_rule_at(size_t index)
{
    return index < RULE_COUNT ? &rules[index] : NULL;
}

const struct filing_rule *filing_rule_find(const char *name)
{
    for (size_t i = 0; i < RULE_COUNT; ++i) {
        if (text_alike(rules[i].name, name)) {
            return &rules[i];
        }
    }
    return NULL;
}

/* Without a turnover the fixed amount alone is compared, and the caller warns (turnover_unknown): a
 * share of nothing would make every loss significant, and so would one of a turnover of 0. */
double filing_rule_amount(const struct filing_rule *rule, double turnover)
{
    return rule->turnover_share > 0 && isfinite(turnover) && turnover > 0
               ? fmin(rule->amount, rule->turnover_share * turnover)
               : rule->amount;
}
