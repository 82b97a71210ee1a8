/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an estimate, a row each. A predicate says when a figure is known; where it is not,
 * the figure is absent from every report and never 0. At which places a figure is a sum follows
 * from what its output is of (model/layout.h): one number of the whole has totals alone. Three
 * rules of rows are relied upon elsewhere. A target is in a sweep too, or a run that samples no
 * more would drop it, and its number with it (run_end()). The first target is the gross loss, of
 * which there is no sensitivity analysis. Figures of a group follow each other, since a group is
 * one object of the report. */
#include "estimate/figure_catalogue.h"

#include <string.h>

#include "estimate/explaining.h"
#include "estimate/inputs.h"
#include "estimate/weights.h"

/* ---- When a figure is known ------------------------------------------------------------------ */

static bool always(const struct prepared *prepared, const struct model_selection *of)
{
    (void)prepared;
    (void)of;
    return true;
}

static bool with_dependants(const struct prepared *prepared, const struct model_selection *of)
{
    (void)of;
    return prepared->has_dependants;
}

/* A predicate is of the whole package: a sum over the sectors that happen to be known would look
 * like one over all. */
static bool with_value_added(const struct prepared *prepared, const struct model_selection *of)
{
    (void)of;
    return prepared->has_value_added;
}

/* Of one platform or, without a selection, of any: where no business advertises through a platform
 * its part is 0, and a total without it is whole. */
static bool with_advertising(const struct prepared *prepared, const struct model_selection *of)
{
    const struct model *model = &prepared->model;
    size_t p = of->platform == INDEX_NONE ? 0 : of->platform;
    const size_t end = of->platform == INDEX_NONE ? model->platform_count : p + 1;
    while (p < end && !model->platforms[p].advertises) {
        ++p;
    }
    return p < end;
}

static bool with_supply(const struct prepared *prepared, const struct model_selection *of)
{
    (void)of;
    return prepared->has_indirect_loss;
}

static bool with_credits(const struct prepared *prepared, const struct model_selection *of)
{
    (void)of;
    return prepared->has_credits;
}

static bool with_economy(const struct prepared *prepared, const struct model_selection *of)
{
    (void)of;
    return prepared->has_economy;
}

/* Without a location the figure would be the net one again. */
static bool with_calibration(const struct prepared *prepared, const struct model_selection *of)
{
    (void)of;
    return owner_calibration(&prepared->model.error) != 1;
}

static bool with_margin(const struct prepared *prepared, const struct model_selection *of)
{
    const struct model_owner *owner = &prepared->model.owners[of->owner];
    return owner->margin != PARAMETER_NONE && owner->tax_rate != PARAMETER_NONE;
}

/* ---- The rows -------------------------------------------------------------------------------- */

/* What cannot be worked out from inputs has a reason in place of steps. */
static const char by_policy[] =
    "%s has what the policies pay, row by row, by the terms in the table policies";

static const char by_account[] = "%s is a sum of what the list account of the report has";

/* A figure of the owner's account, which account.c adds up. Always known here: whether there is an
 * account, account.c says by what it fills. */
#define OF_ACCOUNT(name)                                                                           \
    {                                                                                              \
        .path = "owner_account/" name, .side = MONEY_OF_OWNERS,                                    \
        .at = {[AT_TOTALS] = {FILLED_APART}}, .is_known = always, .unexplained = by_account        \
    }

static const struct figure_info figures[FIGURE_COUNT] = {
    [FIGURE_LOST_HOURS] = {.path = "lost_demand_hours",
                           .words = {.column = "lost hours"},
                           .side = MONEY_OF_OWNERS,
                           .unit = UNIT_HOURS,
                           /* No total: hours of different platforms add up to hours of nothing. */
                           .at = {[AT_PLATFORM] = {SUMMED, OUTPUT_PLATFORM_HOURS},
                                  [AT_REGION] = {SUMMED, OUTPUT_LOST_DEMAND_HOURS}},
                           .is_known = always,
                           .pieces = PIECES_ROWS,
                           .inputs = inputs_lost_hours,
                           .explain = explain_lost_hours,
                           .step = "lost demand"},
    [FIGURE_OWNER_GROSS] = {.path = "owner_revenue_loss/gross",
                            .words = {.column = "owner gross"},
                            .side = MONEY_OF_OWNERS,
                            .at = {[AT_TOTALS] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECOVERY},
                                   [AT_PLATFORM] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECOVERY},
                                   [AT_REGION] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECOVERY}},
                            .is_known = always,
                            .is_target = true,
                            .in_sweep = true,
                            .pieces = PIECES_ROWS,
                            .inputs = inputs_owner_gross,
                            .in_evidence = true,
                            .explain = explain_owner_gross,
                            .step = "gross"},
    [FIGURE_OWNER_RECAPTURED] =
        {.path = "owner_revenue_loss/recaptured",
         .words = {.column = "made up"},
         .side = MONEY_OF_OWNERS,
         /* The step before less the step itself: what is made up is their difference. */
         .at = {[AT_TOTALS] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECOVERY, OWNER_RECAPTURE},
                [AT_PLATFORM] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECOVERY, OWNER_RECAPTURE},
                [AT_REGION] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECOVERY, OWNER_RECAPTURE}},
         .is_known = always,
         .in_sweep = true,
         .pieces = PIECES_ROWS,
         .inputs = inputs_owner_net,
         .explain = explain_owner_recaptured,
         .step = "recaptured"},
    /* Without words: a text has the net loss alone, JSON and `explain` have both. */
    [FIGURE_OWNER_UNCALIBRATED] =
        {.path = "owner_revenue_loss/uncalibrated",
         .side = MONEY_OF_OWNERS,
         .at = {[AT_TOTALS] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECAPTURE},
                [AT_PLATFORM] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECAPTURE},
                [AT_REGION] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_RECAPTURE}},
         .is_known = with_calibration,
         .pieces = PIECES_ROWS,
         .inputs = inputs_owner_net,
         .explain = explain_owner_uncalibrated,
         .step = "uncalibrated"},
    [FIGURE_OWNER_NET] = {.path = "owner_revenue_loss/net",
                          .words = {.column = "owner net", .interval = true},
                          .side = MONEY_OF_OWNERS,
                          .at = {[AT_TOTALS] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_NET},
                                 [AT_PLATFORM] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_NET},
                                 [AT_REGION] = {SUMMED, OUTPUT_OWNER_STEPS, OWNER_NET}},
                          .is_known = always,
                          .is_target = true,
                          .in_sweep = true,
                          .pieces = PIECES_ROWS,
                          .inputs = inputs_owner_net,
                          .in_evidence = true,
                          .explain = explain_owner_net,
                          .step = "net"},
    [FIGURE_DEPENDANTS] = {.path = "dependent_revenue_loss",
                           .words = {.column = "dependants", .interval = true},
                           .side = MONEY_OF_DEPENDANTS,
                           /* Steps are of all platforms together; a platform's part is the sum over
                            * its channels, of which each flow has one. */
                           .at = {[AT_TOTALS] = {SUMMED, OUTPUT_DEPENDANT_STEPS, DEPENDANT_NET},
                                  [AT_PLATFORM] = {SUMMED, OUTPUT_BY_CHANNEL},
                                  [AT_CHANNEL] = {SUMMED, OUTPUT_BY_CHANNEL},
                                  [AT_SECTOR] = {SUMMED, OUTPUT_BY_SECTOR},
                                  [AT_REGION] = {SUMMED, OUTPUT_BY_REGION}},
                           .is_known = with_dependants,
                           .is_target = true,
                           .in_sweep = true,
                           .pieces = PIECES_CELLS,
                           .inputs = inputs_cell_loss,
                           .in_evidence = true,
                           .weight = weight_cell_loss,
                           .explain = explain_dependants,
                           .step = "net"},
    [FIGURE_VALUE_ADDED] = {.path = "dependent_value_added_loss",
                            .words = {.column = "value added"},
                            .side = MONEY_OF_DEPENDANTS,
                            /* By platform and sector, as the output is: a channel or a region has
                             * none. */
                            .at = {[AT_TOTALS] = {SUMMED, OUTPUT_VALUE_ADDED},
                                   [AT_PLATFORM] = {SUMMED, OUTPUT_VALUE_ADDED},
                                   [AT_SECTOR] = {SUMMED, OUTPUT_VALUE_ADDED}},
                            .is_known = with_value_added,
                            .pieces = PIECES_CELLS,
                            .inputs = inputs_cell_value_added,
                            .in_evidence = true,
                            .weight = weight_cell_value_added,
                            .explain = explain_value_added,
                            .step = "value added"},
    [FIGURE_ADVERTISING] =
        {.path = "advertising_not_spent",
         .words = {.line = "Advertising that dependants do not pay for meanwhile, at most",
                   .rank = 1,
                   .interval = true},
         .side = MONEY_OF_DEPENDANTS,
         .at = {[AT_TOTALS] = {SUMMED, OUTPUT_ADVERTISING},
                [AT_PLATFORM] = {SUMMED, OUTPUT_ADVERTISING}},
         .is_known = with_advertising,
         .pieces = PIECES_ROWS,
         .inputs = inputs_advertising,
         .in_evidence = true,
         .explain = explain_advertising,
         .step = "advertising"},
    [FIGURE_INDIRECT] =
        {.path = "indirect_loss",
         .words = {.line = "Lost by the sectors that supply them (indirect loss), at most",
                   .rank = 3,
                   .interval = true},
         .side = MONEY_OF_DEPENDANTS,
         /* Of no platform: sectors pass on what all platforms together cost them, and q is cut at
          * 1. */
         .at = {[AT_TOTALS] = {SUMMED, OUTPUT_INDIRECT_LOSS}},
         .is_known = with_supply,
         .pieces = PIECES_CELLS,
         .inputs = inputs_cell_indirect,
         .shared_inputs = inputs_supply,
         .in_evidence = true,
         .weight = weight_cell_indirect,
         .explain = explain_indirect,
         .step = "indirect loss"},
    [FIGURE_RIVAL_GAIN] = {.path = "rival_gain",
                           .words = {.line = "Sales that move to platforms of other owners",
                                     .rank = 2},
                           .side = MONEY_OF_DEPENDANTS,
                           /* One number of the whole, whoever wins it. */
                           .at = {[AT_TOTALS] = {SUMMED, OUTPUT_RIVAL_GAIN}},
                           .is_known = with_dependants,
                           .pieces = PIECES_CELLS,
                           .inputs = inputs_cell_rival_gain,
                           .explain = explain_rival_gain,
                           .step = "won by rivals"},
    [FIGURE_CREDITS] =
        {.path = "credits",
         .words = {.line = "Service credits that owners owe, in addition to lost revenue",
                   .rank = 4,
                   .interval = true},
         .side = MONEY_OF_OWNERS,
         /* Of a platform as a whole: regions have availabilities of their own, and the model adds
          * up what they are given. */
         .at = {[AT_TOTALS] = {SUMMED, OUTPUT_CREDITS}, [AT_PLATFORM] = {SUMMED, OUTPUT_CREDITS}},
         .is_known = with_credits,
         /* No inputs of a piece: which tier holds is known only once it is worked out, and whoever
          * needs them visits the parts (inputs_credits()). */
         .pieces = PIECES_CREDITS,
         .in_evidence = true,
         .explain = explain_credits,
         .step = "credits"},
    [FIGURE_ACCOUNT_REVENUE] = OF_ACCOUNT("forgone_revenue"),
    [FIGURE_ACCOUNT_COSTS] = OF_ACCOUNT("costs"),
    [FIGURE_ACCOUNT_GROSS] = OF_ACCOUNT("gross"),
    [FIGURE_ACCOUNT_MADE_UP] = OF_ACCOUNT("made_up_later"),
    [FIGURE_ACCOUNT_RECOVERIES] = OF_ACCOUNT("recoveries"),
    [FIGURE_ACCOUNT_NET] = OF_ACCOUNT("net"),
    [FIGURE_ECONOMY] =
        {.path = "economy_baseline",
         .words =
             {.line =
                  "Economy baseline, the public calculators' method, whatever platforms are down",
              .rank = 5},
         .side = MONEY_OF_ECONOMY,
         .at = {[AT_TOTALS] = {SUMMED, OUTPUT_ECONOMY_BASELINE}},
         .is_known = with_economy,
         .pieces = PIECES_REGIONS,
         .inputs = inputs_economy,
         .in_evidence = true,
         .weight = weight_economy,
         .explain = explain_economy,
         .step = "digital turnover"},
    [FIGURE_INSURANCE_GROSS] = {.path = "insurance/gross",
                                .side = MONEY_OF_INSURED,
                                .at = {[AT_TOTALS] = {FILLED_APART}},
                                .is_known = always,
                                .unexplained = by_policy},
    [FIGURE_INSURED] = {.path = "insurance/insured",
                        .side = MONEY_OF_INSURED,
                        .at = {[AT_TOTALS] = {FILLED_APART}},
                        .is_known = always,
                        .unexplained = by_policy},
    [FIGURE_RETAINED] = {.path = "insurance/retained",
                         .side = MONEY_OF_INSURED,
                         .at = {[AT_TOTALS] = {FILLED_APART}},
                         .is_known = always,
                         .unexplained = by_policy},
    [FIGURE_MARKET_CAP] =
        {.path = "market_cap",
         .side = MONEY_OF_OWNERS,
         .at = {[AT_OWNER] = {FILLED_APART}},
         .is_known = always,
         .unexplained = "%s is read, not computed: owners.market_cap, or shares and a close"},
    [FIGURE_FUNDAMENTAL] = {.path = "fundamental_loss",
                            .side = MONEY_OF_OWNERS,
                            /* Of an owner alone: margin and tax rate are the firm's, and no
                             * region's. */
                            .at = {[AT_OWNER] = {SUMMED, OUTPUT_FUNDAMENTAL_LOSS}},
                            .is_known = with_margin,
                            .pieces = PIECES_ROWS,
                            .inputs = inputs_owner_net,
                            /* The steps of the net loss, whose sum is then taken on to profit. */
                            .explain = explain_fundamental,
                            .step = "net"},
};

const struct figure_info *figure_info(enum figure_id id)
{
    return &figures[id];
}

size_t figure_group(const char *path)
{
    return strcspn(path, "/");
}

const char *figure_member(const char *path)
{
    const char *slash = strchr(path, '/');
    return slash != NULL ? slash + 1 : NULL;
}
