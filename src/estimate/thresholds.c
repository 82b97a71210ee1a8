/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts that losses are compared with, and how likely the losses exceed them: the part of the
 * samples above the amount. The amounts of laws are in filing/rules.c. An amount in another
 * currency is converted at the rate of the start, as figures of others are, and does not vary in
 * samples. Whether a law's rule applies to the firm is not judged here: the amount is compared, and
 * the definition is printed with it. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "estimate/figure_catalogue.h"
#include "estimate/run.h"
#include "filing/rules.h"
#include "prepare/parameters.h"
#include "tables/rates.h"
#include "tables/words.h"
#include "uncertainty/sampler.h"
#include "uncertainty/share_above.h"

/* Of an amount that no law defines. */
static const char own_definition[] =
    "the owner's loss of revenue, gross and net of what is made up later, and that of the "
    "dependants, each alone; gross of recoveries from insurers and suppliers";

/* Report currency for one unit of a currency by its name; NAN where there is no rate. */
static double rate_of(const struct run *run, const char *currency)
{
    const string_id id = dataset_find_text(run->prepared->dataset, currency);
    const string_id to = run->prepared->scenario.currency;
    if (strcmp(currency, run_text(run, to)) == 0) {
        return 1;
    }
    if (id != STRING_UNKNOWN) {
        return run_rate(run, id);
    }
    /* the dollar, of which no row needs to say anything: it is met in no text, and every other rate
     * is units for one of it */
    return word_is_rate_currency(currency)
               ? rates_per_usd(&run->prepared->dataset->tables[FX], to, run_text(run, to),
                               parameters_time(run->prepared))
               : NAN;
}

/* ---- Turnover -------------------------------------------------------------------------------- */

/* The owner of what is down; NULL after filling `error` where there are several. A share of
 * turnover is of one firm's: with several owners there is no such amount. */
static const struct row *one_owner(const struct run *run, const char *rule, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    const struct row *found = NULL;
    for (size_t i = 0; i < prepared->scenario.selected_count; ++i) {
        for (size_t p = 0; p < prepared->model.platform_count; ++p) {
            const struct row *platform = prepared->platform_rows[p];
            const struct row *owner = prepared->owner_rows[prepared->model.platforms[p].owner];
            if (platform->cells[PLATFORMS_PLATFORM].text != prepared->scenario.selected[i]) {
                continue;
            }
            if (found != NULL && found != owner) {
                error_field(error, BLACKOUT_ERROR_USAGE, "threshold",
                            "threshold '%s' is of one firm's turnover, and platforms of several "
                            "owners are down ('%.40s', '%.40s'); give --owner, or an amount",
                            rule, run_text(run, found->cells[OWNERS_OWNER].text),
                            run_text(run, owner->cells[OWNERS_OWNER].text));
                return NULL;
            }
            found = owner;
        }
    }
    return found;
}

/* In the currency of the rule; NAN where it is not known, which a warning says. By way of the
 * report's currency, for which rates are there. */
static blackout_status find_turnover(double *turnover, struct run *run,
                                     const struct filing_rule *rule, blackout_error *error)
{
    const struct row *owner = one_owner(run, rule->name, error);
    *turnover = NAN;
    if (owner == NULL) {
        return BLACKOUT_ERROR_USAGE;
    }
    const struct cell *revenue = &owner->cells[OWNERS_ANNUAL_REVENUE];
    if (revenue->given) {
        *turnover = revenue->number * run_rate(run, owner->cells[OWNERS_CURRENCY].text) /
                    rate_of(run, rule->currency);
    }
    return isfinite(*turnover) && *turnover > 0
               ? BLACKOUT_OK
               : run_warn(run, "turnover_unknown", "owners",
                          "the owner's annual_revenue is not known: the amount of the rule counts, "
                          "though a part of the turnover may be lower",
                          error);
}

/* ---- The amounts ----------------------------------------------------------------------------- */

/* A share of turnover may lower the amount, and never raise it: where the turnover is not known,
 * the fixed amount is all there is. */
static blackout_status set_rule(struct result_threshold *threshold, struct run *run,
                                const struct filing_rule *rule, blackout_error *error)
{
    double turnover = NAN;
    blackout_status status =
        rule->turnover_share > 0 ? find_turnover(&turnover, run, rule, error) : BLACKOUT_OK;
    threshold->amount = filing_rule_amount(rule, turnover);
    threshold->currency = rule->currency;
    threshold->definition = rule->definition;
    threshold->source = arena_format(run->result->arena, "%s, from %s", rule->source, rule->date);
    return status == BLACKOUT_OK && threshold->source == NULL ? error_memory(error) : status;
}

static const char *copy(const struct run *run, const char *text)
{
    return arena_copy(run->result->arena, text, strlen(text));
}

/* Without a currency an amount is in the report's, as all amounts of the report are. */
static blackout_status set_amount(struct result_threshold *threshold, struct run *run,
                                  const struct scenario_threshold *asked, blackout_error *error)
{
    const char *currency =
        asked->currency != NULL ? asked->currency : run_text(run, run->prepared->scenario.currency);
    threshold->amount = asked->amount;
    threshold->currency = copy(run, currency);
    threshold->definition = own_definition;
    threshold->source = "";
    return threshold->currency != NULL ? BLACKOUT_OK : error_memory(error);
}

/* An amount that cannot be converted is refused and not left out: it is what was asked for. */
static blackout_status set_threshold(struct result_threshold *threshold, struct run *run,
                                     const struct scenario_threshold *asked, blackout_error *error)
{
    *threshold = (struct result_threshold){.name = copy(run, asked->name)};
    blackout_status status = threshold->name == NULL ? error_memory(error)
                             : asked->rule != NULL   ? set_rule(threshold, run, asked->rule, error)
                                                     : set_amount(threshold, run, asked, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    const double rate = rate_of(run, threshold->currency);
    threshold->in_report = threshold->amount * rate;
    return isfinite(rate)
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "threshold",
                             "threshold '%.60s' is in %s, and fx has no rate between that and %s "
                             "on or before the start; add a row to fx, or give an amount in %s",
                             threshold->name, threshold->currency,
                             run_text(run, run->prepared->scenario.currency),
                             run_text(run, run->prepared->scenario.currency));
}

blackout_status run_thresholds(struct run *run, blackout_error *error)
{
    const blackout_scenario *asked = run->asked;
    struct result *result = run->result;
    blackout_status status = BLACKOUT_OK;
    result->thresholds =
        arena_alloc(result->arena, asked->threshold_count, sizeof *result->thresholds);
    if (result->thresholds == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < asked->threshold_count && status == BLACKOUT_OK; ++i) {
        status = set_threshold(&result->thresholds[i], run, &asked->thresholds[i], error);
        result->threshold_count = i + 1;
    }
    return status;
}

/* ---- Probabilities --------------------------------------------------------------------------- */

/* Absent where the figure is, or was not kept; its measure is named all the same. */
static struct result_exceedance exceedance(const struct run *run, enum figure_id id,
                                           const double *values, double amount)
{
    const struct result *result = run->result;
    const bool present = values != NULL && result->totals[id].present && result->sample_count > 0;
    const struct share_above above =
        present ? share_above(values, result->sample_count, SAMPLER_REPLICATES, amount)
                : (struct share_above){0};
    return (struct result_exceedance){.present = present,
                                      .id = id,
                                      .measure = figure_info(id)->path,
                                      .probability = above.share,
                                      .se = above.se};
}

/* The account comes first: it is what the amounts of laws are of, and where a filing looks for it
 * (filing_money.c). Where there is no account, or a figure was not kept, its place is empty. */
void run_exceedance(struct run *run)
{
    struct result *result = run->result;
    for (size_t i = 0; i < result->threshold_count; ++i) {
        struct result_threshold *threshold = &result->thresholds[i];
        threshold->of[0] = exceedance(run, FIGURE_ACCOUNT_GROSS, result->account.gross_values,
                                      threshold->in_report);
        for (int k = 0; k < RESULT_TARGET_COUNT; ++k) {
            const struct result_target *target = &result->targets[k];
            threshold->of[k + 1] =
                exceedance(run, target->id, target->values, threshold->in_report);
        }
    }
}
