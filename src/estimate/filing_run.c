/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate that a form needs: that of the scenario, and where incidents of one apparent root
 * cause count together (Implementing Regulation (EU) 2024/2690, article 4) those of the owner's
 * catalogue that began within six months before it. The user says which have one cause, in
 * `outages.apparent_cause`: nothing is guessed from texts. */
#include "estimate/filing_run.h"

#include <stdlib.h>
#include <string.h>

#include "ask/run_options.h"
#include "core/error.h"
#include "estimate/estimate.h"
#include "estimate/result.h"
#include "filing/recurrence.h"
#include "tables/catalogue.h"

struct related {
    blackout_scenario *scenarios;
    const blackout_scenario **list;
    size_t count;
};

static bool same_text(const struct row *a, const struct row *b, int column)
{
    return a->cells[column].given && b->cells[column].given &&
           a->cells[column].text == b->cells[column].text;
}

/* Whether an outage counts with that of the filing: one that began later is not known to it.
 * Without a start on either side six months cannot be counted. By the rows, since a scenario that
 * changes the event has no cause, and comes no further. */
static bool is_related(const struct row *outage, const struct row *event)
{
    const struct cell *start = &event->cells[OUTAGES_START];
    const struct cell *other = &outage->cells[OUTAGES_START];
    return outage != event && same_text(outage, event, OUTAGES_OWNER) &&
           same_text(outage, event, OUTAGES_APPARENT_CAUSE) && start->given && other->given &&
           other->time <= start->time && other->time >= filing_six_months_before(start->time);
}

/* As the catalogue has it, and as the scenario is sampled, to be added to it: in its currency, with
 * its thresholds, and with as many samples as it took, which `until` leaves open. `apart`, so that
 * lengths and severities of different outages are drawn independently. */
static blackout_scenario scenario_of(const blackout_dataset *dataset, const struct row *outage,
                                     const blackout_scenario *asked, const struct result *result)
{
    return (blackout_scenario){.event = dataset_text(dataset, outage->cells[OUTAGES_EVENT].text),
                               .currency = result->scenario.currency,
                               .has_samples = true,
                               .samples = (double)result->sample_count,
                               .has_seed = asked->has_seed,
                               .seed = asked->seed,
                               .has_top = true, /* no businesses */
                               .thresholds = asked->thresholds,
                               .threshold_count = asked->threshold_count,
                               .filed = true,
                               .apart = true};
}

/* In the order of the catalogue, and so of the list in the form. None without a cause, which is
 * what they are found by. */
static blackout_status find_related(struct related *related, struct arena *arena,
                                    const blackout_dataset *dataset, const blackout_scenario *asked,
                                    const struct result *result)
{
    const struct table *outages = &dataset->tables[OUTAGES];
    const char *name = result->scenario.event;
    const struct row *event = name != NULL && result->scenario.cause != NULL
                                  ? catalogue_find(dataset, dataset_find_text(dataset, name))
                                  : NULL;
    *related = (struct related){0};
    if (event == NULL) {
        return BLACKOUT_OK;
    }
    related->scenarios = arena_alloc(arena, outages->row_count, sizeof *related->scenarios);
    related->list = arena_alloc(arena, outages->row_count, sizeof *related->list);
    if (related->scenarios == NULL || related->list == NULL) {
        return BLACKOUT_ERROR_MEMORY;
    }
    for (size_t i = 0; i < outages->row_count; ++i) {
        if (is_related(&outages->rows[i], event)) {
            related->scenarios[related->count] =
                scenario_of(dataset, &outages->rows[i], asked, result);
            related->list[related->count] = &related->scenarios[related->count];
            ++related->count;
        }
    }
    return BLACKOUT_OK;
}

/* An outage of the list that cannot be estimated leaves no sum: that is an error, with its name.
 * Their warnings are not shown: they would be taken for warnings about the outage that is filed.
 * The results hang on the first one, with which they are freed. */
static blackout_status estimate_related(blackout_result *result, const blackout_dataset *dataset,
                                        const blackout_scenario *asked,
                                        const blackout_run_options *options, blackout_error *error)
{
    struct arena arena = {0};
    struct related related;
    struct result *first = &result->results[0];
    const blackout_run_options quiet = run_options_quiet(options);
    blackout_status status = find_related(&related, &arena, dataset, asked, first);
    if (status != BLACKOUT_OK) {
        error_memory(error);
    } else if (related.count > 0) {
        const struct estimate_call call = {.dataset = dataset,
                                           .scenarios = related.list,
                                           .scenario_count = related.count,
                                           .options = &quiet};
        status = estimate_scenarios(&result->related, &call, error);
    }
    if (status == BLACKOUT_OK && result->related != NULL) {
        first->related = result->related->results;
        first->related_count = result->related->count;
    }
    arena_free(&arena);
    return status;
}

blackout_status filing_run(blackout_result **result, const blackout_dataset *dataset,
                           const blackout_scenario *scenario, const struct filing_form *form,
                           const blackout_run_options *given, blackout_error *error)
{
    blackout_run_options options;
    blackout_scenario asked = *scenario; /* its texts and lists are the caller's */
    const blackout_scenario *const one = &asked;
    const struct estimate_call call = {
        .dataset = dataset, .scenarios = &one, .scenario_count = 1, .options = &options};
    asked.proportions = form->has_proportions;
    asked.filed = true;
    blackout_status status = run_options_take(&options, given, error);
    /* A form is of whole figures, which a part of the samples does not have. */
    options.shard = NULL;
    if (status == BLACKOUT_OK) {
        status = estimate_scenarios(result, &call, error);
    }
    /* The related ones need what the first has found: its event, its cause, how many samples. */
    if (status == BLACKOUT_OK && form->has_recurrence) {
        status = estimate_related(*result, dataset, &asked, &options, error);
        if (status != BLACKOUT_OK) {
            blackout_result_free(*result);
            *result = NULL;
        }
    }
    return status;
}
