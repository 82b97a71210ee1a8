/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a policy pays. The waiting time is a deductible in hours: the exposures of what is covered
 * begin after it. The rest of the terms are in money, as a layer of a loss: in reinsurance "limit
 * in excess of deductible" (Klugman, Panjer & Willmot, Loss Models, chapter 8). */
#ifndef BLACKOUT_MODEL_INSURANCE_H
#define BLACKOUT_MODEL_INSURANCE_H

#include "model/model.h"

/* What a policy pays for a covered loss, of one firm where firms are insured, both in the policy's
 * own currency, before its aggregate limit: share * min(max(covered - deductible, 0), limit). */
double insurance_pays(const struct policy_terms *terms, double covered);

/* What is left to be paid of `insured` where `paid_before` has been paid in the same year. */
double insurance_left(double aggregate_limit, double paid_before, double insured);

/* Whether a policy's loss counts in the total of all policies: each insured once, and what insures
 * all businesses together alone. */
bool insurance_counts_in_total(const struct model *model, size_t number);

/* The aggregate limit of a policy over all firms that it insures, in the report's currency;
 * INFINITY without one. */
double insurance_aggregate_limit(const struct model *model, const struct model_policy *policy,
                                 const double *parameters);

#endif
