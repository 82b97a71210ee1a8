/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of an account of cyber insurance as one layer of a lost revenue: pure arithmetic. A
 * cover for contingent business interruption pays for lost profit; the layer is of lost revenue. */
#ifndef BLACKOUT_IMPORT_OED_TERMS_H
#define BLACKOUT_IMPORT_OED_TERMS_H

#include <stdbool.h>

/* Amounts in one currency, of lost profit; a limit of 0 is none, as the format has it. */
struct oed_terms {
    double cover_deductible; /* PolDedCBI */
    double cover_limit;      /* PolLimitCBI */
    double deductible;       /* PolDed */
    double attachment;       /* LayerAttachment */
    double layer_limit;      /* LayerLimit */
    double aggregate_limit;  /* LayerAggLimit, of the whole layer */
    double participation;    /* LayerParticipation, 0 to 1 */
    double margin; /* GrossProfitMargin, above 0, at most 1: profit for each unit of revenue */
};

/* What is paid of a lost revenue: share * min(limit, max(0, loss - deductible)). */
struct oed_layer {
    double deductible;
    double limit;           /* 0: none */
    double aggregate_limit; /* of what is paid in a year; 0: none */
    double share;
};

/* The layer that pays what the terms pay of every loss: the sub-deductible and the sub-limit of the
 * cover apply first, then the policy's deductible, then the layer, then the participation. False
 * where nothing is ever paid. */
bool oed_layer_make(struct oed_layer *layer, const struct oed_terms *terms);

#endif
