/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of incidents of one cause, whose losses count together (Implementing Regulation (EU)
 * 2024/2690, article 4). Sums are taken sample by sample, since outages of one owner share its
 * revenue and growth, and are wrong together. What is summed is the gross account, as in article
 * 3(1)(a), and what it is compared with is the amount of that article: the limit of one incident
 * holds for all of them. */
#include "estimate/filing_contents.h"

#include <string.h>

#include "uncertainty/sampler.h"

/* ---- Incidents that count together ----------------------------------------------------------- */

static const char no_cause[] =
    "no cause is known: give the event, and fill outages.apparent_cause, "
    "with one identifier for outages that have one apparent root cause";
static const char once[] = "no other outage of the owner has that outages.apparent_cause and began "
                           "within the six months before this one";

/* Leaves the reason first, which a value then replaces: each field of this file begins with it. */
static bool is_recurring(struct filler *filler)
{
    const struct result *result = filler->result;
    filing_leave_empty(filler, result->scenario.cause == NULL ? no_cause : once);
    return result->related_count > 0;
}

/* This one first, then the others as the catalogue has them. */
void filing_fill_recurring(struct filler *filler)
{
    const struct result *result = filler->result;
    if (!is_recurring(filler)) {
        return;
    }
    const char *text = arena_format(filler->arena, "%zu incidents: %s", result->related_count + 1,
                                    result->scenario.event);
    for (size_t i = 0; i < result->related_count && text != NULL; ++i) {
        text = arena_format(filler->arena, "%s; %s", text, result->related[i].scenario.event);
    }
    filler->out_of_memory = filler->out_of_memory || text == NULL;
    filing_set(filler, text != NULL ? text : "", filing_actual,
               "outages of the owner with that cause that began within six months up to this one");
}

void filing_fill_cause(struct filler *filler)
{
    if (filler->result->scenario.cause != NULL) {
        filing_set(filler, filler->result->scenario.cause, filing_actual, "outages.apparent_cause");
    } else {
        filing_leave_empty(filler, no_cause);
    }
}

/* The gross loss of all of them in each sample; NULL: there are no samples, no memory, or one has
 * no account, whose sums alone are kept sample by sample. The related ones have as many samples as
 * the first (filing_run.c). Sample by sample, since quantiles do not add up; different outages are
 * drawn independently. */
static const double *sum_samples(struct filler *filler)
{
    const struct result *result = filler->result;
    const size_t count = result->sample_count;
    double *sum = arena_alloc(filler->arena, count, sizeof *sum);
    filler->out_of_memory = filler->out_of_memory || sum == NULL;
    if (sum == NULL || count == 0 || result->account.gross_values == NULL) {
        return NULL;
    }
    memcpy(sum, result->account.gross_values, count * sizeof *sum);
    for (size_t i = 0; i < result->related_count; ++i) {
        const double *values = result->related[i].account.gross_values;
        if (values == NULL) {
            return NULL;
        }
        for (size_t k = 0; k < count; ++k) {
            sum[k] += values[k];
        }
    }
    return sum;
}

/* The centre is the sum of centres; the interval is of the sums. */
void filing_fill_recurring_loss(struct filler *filler)
{
    const struct result *result = filler->result;
    struct quantity loss = filing_account_or(result, FIGURE_ACCOUNT_GROSS, FIGURE_OWNER_GROSS);
    struct statistics statistics;
    if (!is_recurring(filler)) {
        return;
    }
    for (size_t i = 0; i < result->related_count; ++i) {
        loss.central +=
            filing_account_or(&result->related[i], FIGURE_ACCOUNT_GROSS, FIGURE_OWNER_GROSS)
                .central;
    }
    const double *sum = sum_samples(filler);
    double *scratch = arena_alloc(filler->arena, result->sample_count, sizeof *scratch);
    filler->out_of_memory = filler->out_of_memory || scratch == NULL;
    /* Those of the first outage alone would be taken for those of the sum. */
    loss.statistics = NULL;
    if (sum != NULL && scratch != NULL) {
        statistics_of(&statistics, sum, result->sample_count, SAMPLER_REPLICATES, scratch);
        loss.statistics = &statistics;
    }
    filing_set_amount(filler, loss, filing_estimate,
                      "owner_account/gross of each, added up sample by sample");
}

void filing_fill_recurring_threshold(struct filler *filler)
{
    const struct result_threshold *threshold = filing_form_threshold(filler);
    if (!is_recurring(filler)) {
        return;
    }
    const double *sum = threshold != NULL ? sum_samples(filler) : NULL;
    struct share_above above = {0};
    if (sum != NULL) {
        above = share_above(sum, filler->result->sample_count, SAMPLER_REPLICATES,
                            threshold->in_report);
    }
    filing_set_exceeded(
        filler, sum != NULL ? &above : NULL,
        "the direct financial loss of all of them, and the amount of article 3(1)(a)");
}
