/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the money of one side of a report is shown: in millions where it is large, so that figures of
 * one side can be compared at a glance, and those of the other do not vanish beside them. */
#ifndef BLACKOUT_REPORT_AMOUNTS_H
#define BLACKOUT_REPORT_AMOUNTS_H

#include "document/document.h"
#include "estimate/result.h"

/* Texts are the document's, or borrowed for as long as it lives; the style is static. */
struct amounts {
    const char *currency;
    const struct style *style;
    const char *unit; /* for headings: "M USD" */
};

/* Whole units of `currency`; millions, with three digits, where the largest amount is at least
 * `millions_from`, and billions where it is at least a hundred of them. `largest` is an absolute
 * value: of what may be negative the caller takes it. */
struct amounts amounts_choose(struct document *document, const char *currency, double largest,
                              double millions_from);

/* The same for amounts of which the smallest counts as much as the largest, as in a sweep: millions
 * and billions have up to four places. */
struct amounts amounts_fine(struct document *document, const char *currency, double largest);

/* Millions in a table whose rows have several currencies. */
extern const struct style *const amounts_in_millions;

/* Of an amount that is compared with no other. */
struct amounts amounts_alone(struct document *document, const char *currency, double amount);

struct value amounts_value(const struct amounts *amounts, double amount);

/* Two amounts as an interval, in the unit of the others. */
struct value amounts_between(const struct amounts *amounts, double low, double high);

/* The central value; absent where the figure is. */
struct value amounts_quantity(const struct amounts *amounts, struct quantity quantity);

/* Both in one value; without samples the central value alone. */
struct value amounts_estimate(const struct amounts *amounts, struct quantity quantity);

/* Its 5 % and 95 % values; empty without samples. */
struct value amounts_interval(const struct amounts *amounts, struct quantity quantity);

#endif
