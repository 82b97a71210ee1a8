/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With L the lost revenue and m the margin, the terms pay
 *
 *     p * min(l, max(0, min(s, max(0, m L - c)) - d - a))
 *
 * of cover deductible c, cover limit s, deductible d, attachment a, layer limit l, participation p.
 * That is p * min(min(l, s - d - a), max(0, m L - (c + d + a))), and m can be taken out of it. A
 * year's limit A is of the whole layer: payments, which are the insurer's part, are at most p A. */
#include "import/oed_terms.h"

/* A limit that is 0 is none, so that the smaller of two limits is not that one. A cover limit that
 * the deductible and the attachment use up leaves nothing to pay, which 0 would say as "no limit".
 */
bool oed_layer_make(struct oed_layer *layer, const struct oed_terms *terms)
{
    const double kept = terms->deductible + terms->attachment;
    double limit = terms->layer_limit;
    if (terms->cover_limit > 0) {
        const double left = terms->cover_limit - kept;
        if (!(left > 0)) {
            return false;
        }
        limit = limit > 0 && limit < left ? limit : left;
    }
    /* losses of profit are those of revenue times the margin: amounts go up by it, the part paid
     * goes down; the year's limit is of what is paid already, and has no margin in it */
    *layer = (struct oed_layer){.deductible = (terms->cover_deductible + kept) / terms->margin,
                                .limit = limit / terms->margin,
                                .aggregate_limit = terms->aggregate_limit * terms->participation,
                                .share = terms->participation * terms->margin};
    return layer->share > 0;
}
