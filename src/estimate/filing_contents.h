/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function for each content of a field, by the files that have them: filing_values.c asks them
 * through its table, and nobody else does. Each gives the filler's entry a value, or leaves it
 * empty with a reason; forms that ask for one thing share its content. Below them what several
 * fields rest on. */
#ifndef BLACKOUT_ESTIMATE_FILING_CONTENTS_H
#define BLACKOUT_ESTIMATE_FILING_CONTENTS_H

#include "estimate/filing_entry.h"
#include "uncertainty/share_above.h"

/* ---- The scenario ---------------------------------------------------------------------------- */

void filing_fill_entity(struct filler *filler);
void filing_fill_currency(struct filler *filler);
void filing_fill_incident(struct filler *filler);
void filing_fill_occurred(struct filler *filler);
void filing_fill_recovered(struct filler *filler);
void filing_fill_duration(struct filler *filler);
void filing_fill_downtime(struct filler *filler);
void filing_fill_times_state(struct filler *filler);

/* Until service is as before; hours. */
double filing_duration_of(const struct result_scenario *scenario);

/* ---- Whom it reaches ------------------------------------------------------------------------- */

void filing_fill_clients(struct filler *filler);
void filing_fill_clients_percent(struct filler *filler);
void filing_fill_transactions_percent(struct filler *filler);
void filing_fill_numbers_state(struct filler *filler);
void filing_fill_member_states(struct filler *filler);
void filing_fill_spread(struct filler *filler);
void filing_fill_union_users(struct filler *filler);
void filing_fill_union_percent(struct filler *filler);

/* Lost demand over that of an average day, of the platform with most. */
double filing_lost_day_share(const struct result *result);

/* ---- Money ----------------------------------------------------------------------------------- */

void filing_fill_gross(struct filler *filler);
void filing_fill_recoveries(struct filler *filler);
void filing_fill_net(struct filler *filler);
void filing_fill_threshold(struct filler *filler);
void filing_fill_loss(struct filler *filler);
void filing_fill_limit(struct filler *filler);
void filing_fill_revenue_percent(struct filler *filler);
void filing_fill_income_percent(struct filler *filler);
void filing_fill_per_share(struct filler *filler);

/* The figure of the owner's account; without rows of costs the account is `otherwise`, the loss of
 * revenue. */
struct quantity filing_account_or(const struct result *result, enum figure_id account,
                                  enum figure_id otherwise);

/* The form's own threshold; NULL: it has none. */
const struct result_threshold *filing_form_threshold(const struct filler *filler);

/* How likely the owner's loss exceeds it; NULL: there are no samples. */
const struct result_exceedance *filing_form_exceedance(const struct filler *filler);

/* In words, with the standard error. `above` NULL: there are no samples. */
void filing_set_exceeded(struct filler *filler, const struct share_above *above,
                         const char *rests_on);

/* ---- Incidents that count together ----------------------------------------------------------- */

void filing_fill_recurring(struct filler *filler);
void filing_fill_cause(struct filler *filler);
void filing_fill_recurring_loss(struct filler *filler);
void filing_fill_recurring_threshold(struct filler *filler);

#endif
