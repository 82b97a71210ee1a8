/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the estimate's page share. The owner and the dependants have units of their
 * own: a small firm's loss would vanish beside a platform owner's. */
#ifndef BLACKOUT_REPORT_ESTIMATE_PAGE_H
#define BLACKOUT_REPORT_ESTIMATE_PAGE_H

#include "report/amounts.h"

struct estimate_page {
    struct document *document;
    const struct result *result;
    const struct blackout_result *explored; /* it and those near it; NULL: it alone */
    bool asks_of_dependants;                /* the user brought a table of them: they come first */
    struct amounts owner;
    struct amounts dependants;
    struct amounts insurance; /* one insured business may be small beside all dependants */
    const char *both;         /* "M USD", or "owner in M USD, dependants in USD" */
    const char *range;        /* the name of a column of intervals; "" without samples */
};

/* The parts in their order: each adds what there is to say of it, which may be nothing. None relies
 * on another one having been there. */
void estimate_page_answer(const struct estimate_page *page);
void estimate_page_figures(const struct estimate_page *page);
void estimate_page_explore(const struct estimate_page *page);
void estimate_page_losses(const struct estimate_page *page);
void estimate_page_account(const struct estimate_page *page);
void estimate_page_thresholds(const struct estimate_page *page);
void estimate_page_market(const struct estimate_page *page);
void estimate_page_keys(const struct estimate_page *page);
void estimate_page_businesses(const struct estimate_page *page);
void estimate_page_insurance(const struct estimate_page *page);
void estimate_page_working(const struct estimate_page *page);
void estimate_page_vintages(const struct estimate_page *page);

/* What a figure's total rests on, by its weakest inputs: "72 % derived, 28 % assumed"; "" where
 * nothing is known of it. */
const char *estimate_page_basis(const struct estimate_page *page, const char *total);

/* Whether the rows of `table` differ in when they became known: then a table that has several of
 * them says it of each. */
bool estimate_vintages_differ(const struct result *result, const char *table);

#endif
