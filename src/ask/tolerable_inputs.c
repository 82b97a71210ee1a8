/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of the question how long an outage may last, each from text to its member. */
#include <math.h>
#include <string.h>

#include "ask/scenario_inputs.h"

/* In the order of enum loss_at and enum loss_of, by which words become numbers. */
const char *const loss_at_words[] = {"central", "mean", "p5", "p25", "p50", "p75", "p95", NULL};
const char *const loss_of_words[] = {"owner-gross", "owner-net", "dependants", NULL};

/* An amount may overflow by its magnitude (k, M, bn) alone: digits that do are refused before. 0 is
 * an amount: a length that loses nothing may be looked for. */
blackout_status scenario_set_loss(blackout_scenario *scenario, const struct asked_input *input,
                                  const char *text)
{
    struct asked_amount amount = {0};
    blackout_status status = asked_amount(&amount, input, text);
    if (status == BLACKOUT_OK) {
        scenario->has_loss = true;
        scenario->loss = amount.amount;
        scenario->loss_currency = amount.currency;
    }
    return status;
}

blackout_status scenario_set_at(blackout_scenario *scenario, const struct asked_input *input,
                                const char *text)
{
    int number = 0;
    blackout_status status = asked_word(&number, input, text, loss_at_words);
    if (status == BLACKOUT_OK) {
        scenario->has_loss_at = true;
        scenario->loss_at = (enum loss_at)number;
    }
    return status;
}

blackout_status scenario_set_of(blackout_scenario *scenario, const struct asked_input *input,
                                const char *text)
{
    int number = 0;
    blackout_status status = asked_word(&number, input, text, loss_of_words);
    if (status == BLACKOUT_OK) {
        scenario->has_loss_of = true;
        scenario->loss_of = (enum loss_of)number;
    }
    return status;
}

/* Whole minutes: the answer is a number of them, which is searched from 1 to this one
 * (tolerable/length_search.h). */
blackout_status scenario_set_longest(blackout_scenario *scenario, const struct asked_input *input,
                                     const char *text)
{
    static const double tolerance_minutes = 1e-6; /* what is left of minutes as hours */
    double hours = 0;
    if (!calendar_parse_duration(&hours, text, strlen(text))) {
        return asked_refuse(input, calendar_duration_fault(text, "is not a duration"), text,
                            "like 12h, 30d or PT36H");
    }
    const double minutes = hours * MINUTES_PER_HOUR;
    if (minutes < 1 || hours > LONGEST_OUTAGE_HOURS ||
        fabs(minutes - round(minutes)) > tolerance_minutes) {
        return asked_refuse(input, "is out of range", text, "whole minutes, from one to ten years");
    }
    scenario->has_longest = true;
    scenario->longest_hours = hours;
    return BLACKOUT_OK;
}
