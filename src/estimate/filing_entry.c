/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values are written as the form of their field has them; what a form does not take stays empty,
 * with the reason. */
#include "estimate/filing_entry.h"

#include <math.h>
#include <string.h>

#include "core/number.h"

const char filing_actual[] = "actual";
const char filing_estimate[] = "estimate";

/* ---- Values ---------------------------------------------------------------------------------- */

void filing_set(struct filler *filler, const char *value, const char *state, const char *rests_on)
{
    filler->entry->value = arena_copy(filler->arena, value, strlen(value));
    filler->entry->state = state;
    filler->entry->rests_on = rests_on;
    if (filler->entry->value == NULL) {
        filler->out_of_memory = true;
        filler->entry->value = ""; /* others look at it before the form is judged */
    }
}

void filing_leave_empty(struct filler *filler, const char *reason)
{
    filler->entry->value = "";
    filler->entry->state = "";
    filler->entry->rests_on = reason;
}

/* The interval in the unit of the field, which is `unit` of the quantity. */
void filing_set_range(struct filler *filler, const struct quantity *quantity, double unit)
{
    struct filing_entry *entry = filler->entry;
    entry->has_range = quantity->statistics != NULL && quantity->statistics->sampled;
    entry->low = entry->has_range ? quantity->statistics->p5 / unit : 0;
    entry->high = entry->has_range ? quantity->statistics->p95 / unit : 0;
}

/* Fields of thousands say so in what they rest on: whoever copies the figure has to see it. The
 * unit of a value is that of its format alone, so that no content needs to know the form. */
static const double thousand = 1000;

static const char *in_thousands(struct filler *filler, const char *rests_on)
{
    const char *text = arena_format(filler->arena, "in thousands of %s: %s",
                                    filler->result->scenario.currency, rests_on);
    filler->out_of_memory = filler->out_of_memory || text == NULL;
    return text != NULL ? text : rests_on;
}

/* To the cent, in thousands to the unit; below 0 no form has a value. An empty field has its
 * reason; a 0 would be a statement. */
void filing_set_amount(struct filler *filler, struct quantity amount, const char *state,
                       const char *rests_on)
{
    enum { CENTS = 2, UNITS = 3 };
    const bool thousands = filler->entry->field->format == FILING_THOUSANDS;
    const double unit = thousands ? thousand : 1;
    char text[NUMBER_FIXED_SIZE];
    if (!amount.present) {
        filing_leave_empty(filler, "the report has no such figure, since an input is missing");
        return;
    }
    if (amount.central < 0) {
        filing_leave_empty(filler, "the amount is below 0, which the form does not take");
        return;
    }
    number_print_fixed(text, sizeof text, amount.central / unit, thousands ? UNITS : CENTS, 0);
    filing_set(filler, text, state, thousands ? in_thousands(filler, rests_on) : rests_on);
    filing_set_range(filler, &amount, unit);
}

/* A part of 1 as a percentage: of a daily average it may be more than 100. */
void filing_set_percent(struct filler *filler, struct quantity share, const char *state,
                        const char *rests_on)
{
    enum { ONE_PLACE = 1, PROPORTION_PLACES = 3 };
    static const double most = 999.95; /* which is printed as 1000.0 */
    const int places =
        filler->entry->field->format == FILING_PROPORTION ? PROPORTION_PLACES : ONE_PLACE;
    char text[NUMBER_FIXED_SIZE];
    if (share.central < 0) {
        filing_leave_empty(filler, "the percentage is below 0, which the form does not take");
        return;
    }
    if (100 * share.central >= most) {
        filing_leave_empty(filler, "the percentage is larger than the 999.9 that the form takes");
        return;
    }
    number_print_fixed(text, sizeof text, 100 * share.central, places, 0);
    filing_set(filler, text, state, rests_on);
    filing_set_range(filler, &share, 1.0 / 100);
}

/* A share that is not sampled, and so has no interval. */
struct quantity filing_share_of(double part, double whole)
{
    return (struct quantity){.present = true, .central = part / whole};
}

/* Rounded: users times a severity are no whole number. */
void filing_set_count(struct filler *filler, double count, const char *state, const char *rests_on)
{
    char text[NUMBER_FIXED_SIZE];
    number_print_fixed(text, sizeof text, round(count), 0, 0);
    filing_set(filler, text, state, rests_on);
}
