/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The costs and losses of an incident that count by Delegated Regulation (EU) 2024/1772, article
 * 7(1), (a) to (h), and what may come back of them. The letters are the article's, the words are
 * ours, shorter. What does not count (article 7(2)): running and improving systems, premiums. */
#ifndef BLACKOUT_FILING_COSTS_H
#define BLACKOUT_FILING_COSTS_H

/* The letters, in their order, and NULL. The list in words below is what messages and the guide of
 * the table say: both change together. So for the two below. */
extern const char *const filing_cost_kinds[];
#define FILING_COST_KIND_LIST "a, b, c, d, e, f, g or h, of article 7(1)"

/* Those that are estimated where nobody has measured them. */
#define FILING_KIND_CONTRACT_FEES "d"
#define FILING_KIND_FORGONE_REVENUE "f"

/* "staff"; "not divided by kind" of no letter. */
const char *filing_cost_words(const char *kind);

/* Who gives something back, and whether it has come; both end with NULL. */
extern const char *const filing_recovery_kinds[];
#define FILING_RECOVERY_KIND_LIST "insurer, supplier or other"
extern const char *const filing_recovery_states[];
#define FILING_RECOVERY_STATE_LIST "expected or received"
#define FILING_RECEIVED "received"

#endif
