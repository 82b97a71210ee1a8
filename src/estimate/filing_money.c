/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of amounts: the owner's account, the threshold of the form, parts of what the owner has.
 * An amount is actual only where every row of its side is measured: a sum with one estimate in it
 * is an estimate. */
#include "estimate/filing_contents.h"

#include <string.h>

#include "core/number.h"

/* ---- Money ----------------------------------------------------------------------------------- */

/* Whether every cost is measured, or every recovery. What the model adds to either is never. */
static const char *account_state(const struct result *result, const char *side)
{
    for (size_t i = 0; i < result->account.count; ++i) {
        if (strcmp(result->account.items[i].side, side) == 0 && !result->account.items[i].actual) {
            return filing_estimate;
        }
    }
    return filing_actual;
}

struct quantity filing_account_or(const struct result *result, enum figure_id account,
                                  enum figure_id otherwise)
{
    return result->totals[result->account.present ? account : otherwise];
}

void filing_fill_gross(struct filler *filler)
{
    const struct result *result = filler->result;
    filing_set_amount(filler, filing_account_or(result, FIGURE_ACCOUNT_GROSS, FIGURE_OWNER_GROSS),
                      result->account.present ? account_state(result, "cost") : filing_estimate,
                      "owner_account/gross: forgone revenue and costs of article 7(1), gross of "
                      "recoveries");
}

/* Where nothing is known to come back, that nothing does is the user's to say. */
void filing_fill_recoveries(struct filler *filler)
{
    const struct result *result = filler->result;
    bool known = false;
    for (size_t i = 0; i < result->account.count; ++i) {
        known = known || strcmp(result->account.items[i].side, "recovery") == 0;
    }
    if (!known) {
        filing_leave_empty(filler,
                           "no recovery and no policy of the owner is known: fill the table "
                           "recoveries, or give --field 4.14=0.00");
        return;
    }
    filing_set_amount(filler, result->totals[FIGURE_ACCOUNT_RECOVERIES],
                      account_state(result, "recovery"),
                      "owner_account/recoveries, expected and received, own policies among them");
}

/* Never actual: what is made up later is the model's, and a recovery may still be expected. */
void filing_fill_net(struct filler *filler)
{
    const struct result *result = filler->result;
    filing_set_amount(filler, filing_account_or(result, FIGURE_ACCOUNT_NET, FIGURE_OWNER_NET),
                      filing_estimate,
                      "what is left after what is made up later and what comes back");
}

/* Of the first threshold, which is the form's. The rule is found by its name: the user may have
 * asked for more thresholds. */
const struct result_threshold *filing_form_threshold(const struct filler *filler)
{
    const struct result *result = filler->result;
    const char *rule = filler->filing->form->rule;
    for (size_t i = 0; rule != NULL && i < result->threshold_count; ++i) {
        if (strcmp(result->thresholds[i].name, rule) == 0) {
            return &result->thresholds[i];
        }
    }
    return NULL;
}

/* The first is the account, which is what the rules of laws compare (thresholds.c). */
const struct result_exceedance *filing_form_exceedance(const struct filler *filler)
{
    const struct result_threshold *threshold = filing_form_threshold(filler);
    return threshold != NULL && threshold->of[0].present ? &threshold->of[0] : NULL;
}

/* `above` NULL: there are no samples. In words first, since the field is a text; the probability
 * and its error let a reader judge how near it is. */
void filing_set_exceeded(struct filler *filler, const struct share_above *above,
                         const char *rests_on)
{
    char probability[NUMBER_FIXED_SIZE];
    char se[NUMBER_FIXED_SIZE];
    if (above == NULL) {
        filing_leave_empty(filler, "there are no samples to compare with the amount");
        return;
    }
    number_print_fixed(probability, sizeof probability, 100 * above->share, 2, 0);
    number_print_fixed(se, sizeof se, 100 * above->se, 2, 0);
    const char *text = arena_format(filler->arena, "%s: probability %s %%, standard error %s %%",
                                    above->share > 0.5 ? "exceeded, or likely to be exceeded"
                                                       : "not likely to be exceeded",
                                    probability, se);
    filler->out_of_memory = filler->out_of_memory || text == NULL;
    filing_set(filler, text != NULL ? text : "", filing_estimate, rests_on);
}

/* Without samples there is no probability, and the field says that and no more. */
void filing_fill_threshold(struct filler *filler)
{
    const struct result_exceedance *exceedance = filing_form_exceedance(filler);
    const struct share_above above = {.share = exceedance != NULL ? exceedance->probability : 0,
                                      .se = exceedance != NULL ? exceedance->se : 0};
    filing_set_exceeded(filler, exceedance != NULL ? &above : NULL,
                        exceedance != NULL ? filing_form_threshold(filler)->definition : "");
}

/* Direct loss is what the incident costs, not what may be made up. */
void filing_fill_loss(struct filler *filler)
{
    filing_fill_gross(filler);
}

/* The amount is the law's and the owner's figures', so that it is no estimate. Its words are those
 * of the rule in filing/rules.c. */
void filing_fill_limit(struct filler *filler)
{
    const struct result_threshold *threshold = filing_form_threshold(filler);
    const struct quantity amount = {.present = threshold != NULL,
                                    .central = threshold != NULL ? threshold->in_report : 0};
    filing_set_amount(filler, amount, filing_actual,
                      "EUR 500,000, or 5 % of owners.annual_revenue if lower");
}

void filing_fill_revenue_percent(struct filler *filler)
{
    const struct quantity *part = &filler->result->account.of_revenue;
    if (part->present) {
        filing_set_percent(filler, *part, filing_estimate,
                           "the net amount over owners.annual_revenue, in each sample");
    } else {
        filing_leave_empty(filler, "owners.annual_revenue of one owner is not known");
    }
}

/* Of a loss before tax a percentage would have no meaning, so that it is left empty. */
void filing_fill_income_percent(struct filler *filler)
{
    const struct quantity *part = &filler->result->account.of_income;
    if (part->present) {
        filing_set_percent(filler, *part, filing_estimate,
                           "the net amount over owners.income_before_tax, in each sample");
    } else {
        filing_leave_empty(filler,
                           "owners.income_before_tax of one owner is not known, or not above 0: "
                           "fill it, or give --field");
    }
}

void filing_fill_per_share(struct filler *filler)
{
    const struct quantity *part = &filler->result->account.per_share;
    if (part->present) {
        filing_set_amount(filler, *part, filing_estimate,
                          "the net amount over owners.shares_outstanding");
    } else {
        filing_leave_empty(filler, "owners.shares_outstanding of one owner is not known");
    }
}
