/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of a scenario, each from text to its member, with the bounds that a value has
 * whatever the package says. A value that does not fit leaves the scenario as it was. */
#include "ask/scenario_inputs.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "filing/rules.h"

/* Fewer samples give no quantile and no standard error worth printing. */
static const double fewest_samples = 64;

/* 2^24: figures would take gigabytes beyond. */
static const double most_samples = 16777216;

/* More is a table, not a list of the largest. */
static const double most_listed = 100000;

/* A platform that is named twice is down once: names become a set when they meet the dataset. Also
 * by semicolons, which part the names in a cell of a table. */
static const struct list_rule identifiers = {.separators = ",;",
                                             .empty = "has an empty identifier",
                                             .remedy = "give comma-separated identifiers"};

blackout_status scenario_set_platform(blackout_scenario *scenario, const struct asked_input *input,
                                      const char *text)
{
    return asked_names(&scenario->platforms, input, text, &identifiers);
}

blackout_status scenario_set_region(blackout_scenario *scenario, const struct asked_input *input,
                                    const char *text)
{
    return asked_names(&scenario->regions, input, text, &identifiers);
}

/* Whether there is such an owner is not known here: no package is open. */
blackout_status scenario_set_owner(blackout_scenario *scenario, const struct asked_input *input,
                                   const char *text)
{
    return asked_text(&scenario->owner, input, text, "an identifier");
}

blackout_status scenario_set_event(blackout_scenario *scenario, const struct asked_input *input,
                                   const char *text)
{
    return asked_text(&scenario->event, input, text, "an identifier");
}

/* The file is opened later, with the dataset at hand: its names are those of the package. A path
 * takes the place of bytes that were set before. */
blackout_status scenario_set_curve(blackout_scenario *scenario, const struct asked_input *input,
                                   const char *text)
{
    const blackout_status status =
        asked_text(&scenario->severity_curve, input, text, "the path of a CSV file");
    scenario->curve_bytes = status == BLACKOUT_OK ? NULL : scenario->curve_bytes;
    return status;
}

/* The report's alone: amounts of thresholds and losses may have their own. */
blackout_status scenario_set_currency(blackout_scenario *scenario, const struct asked_input *input,
                                      const char *text)
{
    return asked_currency(&scenario->currency, input, text);
}

blackout_status scenario_set_start(blackout_scenario *scenario, const struct asked_input *input,
                                   const char *text)
{
    struct asked_moment moment;
    blackout_status status = asked_moment(&moment, input, text);
    if (status == BLACKOUT_OK) {
        scenario->has_start = true;
        scenario->start = moment.time;
        scenario->start_has_time = moment.has_time;
        scenario->start_sd_hours = moment.sd_hours;
    }
    return status;
}

/* has_duration stays where a later text is refused: the value before it is still there. So for the
 * setters below. */
blackout_status scenario_set_duration(blackout_scenario *scenario, const struct asked_input *input,
                                      const char *text)
{
    blackout_status status = asked_hours(&scenario->duration_hours, input, text);
    scenario->has_duration = scenario->has_duration || status == BLACKOUT_OK;
    return status;
}

blackout_status scenario_set_recovery(blackout_scenario *scenario, const struct asked_input *input,
                                      const char *text)
{
    blackout_status status = asked_hours(&scenario->recovery_hours, input, text);
    scenario->has_recovery = scenario->has_recovery || status == BLACKOUT_OK;
    return status;
}

blackout_status scenario_set_severity(blackout_scenario *scenario, const struct asked_input *input,
                                      const char *text)
{
    blackout_status status = asked_share(&scenario->severity, input, text);
    scenario->has_severity = scenario->has_severity || status == BLACKOUT_OK;
    return status;
}

blackout_status scenario_set_rebound(blackout_scenario *scenario, const struct asked_input *input,
                                     const char *text)
{
    blackout_status status = asked_share(&scenario->rebound, input, text);
    scenario->has_rebound = scenario->has_rebound || status == BLACKOUT_OK;
    return status;
}

/* 0 is a request of its own, central values without any draw. */
blackout_status scenario_set_samples(blackout_scenario *scenario, const struct asked_input *input,
                                     const char *text)
{
    double value;
    blackout_status status = asked_whole(&value, input, text);
    if (status == BLACKOUT_OK && (value > most_samples || (value > 0 && value < fewest_samples))) {
        status = asked_refuse(input, "is out of range", text,
                              "0 for the central values alone, or 64 to 16777216");
    }
    if (status == BLACKOUT_OK) {
        scenario->has_samples = true;
        scenario->samples = value;
    }
    return status;
}

blackout_status scenario_set_until(blackout_scenario *scenario, const struct asked_input *input,
                                   const char *text)
{
    blackout_status status = asked_relative(&scenario->until, input, text);
    scenario->has_until = scenario->has_until || status == BLACKOUT_OK;
    return status;
}

/* Below 2^53, so that a file of JSON can hold each of them. */
blackout_status scenario_set_seed(blackout_scenario *scenario, const struct asked_input *input,
                                  const char *text)
{
    blackout_status status = asked_whole(&scenario->seed, input, text);
    scenario->has_seed = scenario->has_seed || status == BLACKOUT_OK;
    return status;
}

/* 0 is taken: then no list is made. */
blackout_status scenario_set_top(blackout_scenario *scenario, const struct asked_input *input,
                                 const char *text)
{
    double value;
    blackout_status status = asked_whole(&value, input, text);
    if (status == BLACKOUT_OK && value > most_listed) {
        status = asked_refuse(input, "is too many", text, "at most 100000");
    }
    if (status == BLACKOUT_OK) {
        scenario->has_top = true;
        scenario->top = (size_t)value;
    }
    return status;
}

blackout_status scenario_set_incident(blackout_scenario *scenario, const struct asked_input *input,
                                      const char *text)
{
    return asked_text(&scenario->incident, input, text, "a name of the tables costs or recoveries");
}

/* "dora", or an amount. An amount begins with a digit, so that a misspelt rule is called a rule and
 * not a wrong amount. */
static blackout_status read_threshold(struct scenario_threshold *threshold,
                                      const struct asked_input *input, const char *text)
{
    struct asked_amount amount = {0};
    *threshold = (struct scenario_threshold){.name = text, .rule = filing_rule_find(text)};
    if (threshold->rule != NULL) {
        threshold->name = threshold->rule->name;
        return BLACKOUT_OK;
    }
    if (!text_is_digit(text[0])) {
        return asked_refuse(input, "is no amount, and no rule that is known", text,
                            "an amount like 100000EUR, dora or nis2");
    }
    blackout_status status = asked_amount(&amount, input, text);
    threshold->amount = amount.amount;
    threshold->currency = amount.currency;
    return status;
}

/* Whether a comma may stand inside an amount: "1,5M", "1,000EUR", "1.234,5". Before a comma between
 * amounts there is a unit, a currency or a rule, behind it a blank or more digits than an amount
 * has decimals or a group of thousands has. */
static bool has_comma_inside(const char *text)
{
    enum { MOST_AFTER_A_MARK = 3 };
    static const char digits[] = "0123456789";
    for (const char *at = text; *at != '\0'; at += *at == ',' ? 1 : 0) {
        const size_t bare = strspn(at, "0123456789. ");
        const size_t behind = at[bare] == ',' ? strspn(at + bare + 1, digits) : 0;
        if (bare > 0 && behind > 0 && behind <= MOST_AFTER_A_MARK) {
            return true;
        }
        at += strcspn(at, ",");
    }
    return false;
}

/* A text that is refused leaves the thresholds as they were. Amounts are kept as they were typed,
 * since a report repeats them as they were asked for. */
blackout_status scenario_set_threshold(blackout_scenario *scenario, const struct asked_input *input,
                                       const char *text)
{
    static const struct list_rule rule = {.separators = ",",
                                          .empty = "has an empty amount",
                                          .remedy = "give comma-separated amounts",
                                          .each_once = true};
    struct name_list names = {0};
    if (has_comma_inside(text)) {
        return asked_refuse(input, "may be one amount or several", text,
                            "an amount with a point as decimal mark and none between thousands, "
                            "--threshold once for each");
    }
    blackout_status status = asked_names(&names, input, text, &rule);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct scenario_threshold *thresholds =
        arena_alloc(input->arena, names.count, sizeof *thresholds);
    if (thresholds == NULL) {
        return error_memory(input->error);
    }
    for (size_t i = 0; i < names.count && status == BLACKOUT_OK; ++i) {
        status = read_threshold(&thresholds[i], input, names.names[i]);
        for (size_t k = 0; k < i && status == BLACKOUT_OK && thresholds[i].rule != NULL; ++k) {
            /* as asked_names() says it of the same letters */
            status = thresholds[k].rule == thresholds[i].rule
                         ? asked_refuse(input, "names one twice", text, "each once")
                         : BLACKOUT_OK;
        }
    }
    if (status == BLACKOUT_OK) {
        scenario->thresholds = thresholds;
        scenario->threshold_count = names.count;
    }
    return status;
}

blackout_status scenario_set_years(blackout_scenario *scenario, const struct asked_input *input,
                                   const char *text)
{
    double value;
    blackout_status status = asked_whole(&value, input, text);
    if (status == BLACKOUT_OK && (value < FEWEST_YEARS || value > MOST_YEARS)) {
        status = asked_refuse(input, "is out of range", text, "1000 to 100000000");
    }
    if (status == BLACKOUT_OK) {
        scenario->has_years = true;
        scenario->years = value;
    }
    return status;
}

/* Without an upper bound: what is longer than all outages leaves out all of them, which may be
 * asked. */
blackout_status scenario_set_min_duration(blackout_scenario *scenario,
                                          const struct asked_input *input, const char *text)
{
    double hours;
    if (!calendar_parse_duration(&hours, text, strlen(text))) {
        return asked_refuse(input, calendar_duration_fault(text, "is not a duration"), text,
                            "like 30m or 1h");
    }
    scenario->min_duration_hours = hours;
    scenario->has_min_duration = true;
    return BLACKOUT_OK;
}
