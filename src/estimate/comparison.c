/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two scenarios. It is taken sample by sample, before any quantile: the
 * intervals of both overlap by all that they have in common, and subtracting their ends would
 * count that twice. This is only right for the same seed and number of samples, which is checked
 * before anything is run. */
#include "estimate/comparison.h"

#include <string.h>

#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "uncertainty/sampler.h"

/* Before anything is run, by what is asked; check() looks at what came of it. A run of minutes
 * should not end in a refusal that was certain before it. */
blackout_status comparison_check(const blackout_scenario *first, const blackout_scenario *second,
                                 blackout_error *error)
{
    const struct {
        const char *name;
        double first;
        double second;
    } inputs[] = {{"samples", scenario_samples(first), scenario_samples(second)},
                  {"seed", scenario_seed(first), scenario_seed(second)},
                  {"until", scenario_until(first), scenario_until(second)}};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; ++i) {
        if (inputs[i].first != inputs[i].second) {
            return error_field(error, BLACKOUT_ERROR_USAGE, inputs[i].name,
                               "the scenarios differ in %s and so would not share their draws "
                               "('%g', '%g'); use the same in both, or give --%s",
                               inputs[i].name, inputs[i].first, inputs[i].second, inputs[i].name);
        }
    }
    return BLACKOUT_OK;
}

blackout_status comparison_currency(const char *first, const char *second, blackout_error *error)
{
    return strcmp(first, second) == 0
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "currency",
                             "the scenarios are in several currencies ('%s' and %s), and a report "
                             "has one; add one of them, like --currency %s",
                             second, first, first);
}

/* What was asked may still resolve to two currencies, and rounds may have ended apart. A report
 * compares any two results of a call, which nobody has checked before. */
static blackout_status check(const struct result *first, const struct result *second,
                             blackout_error *error)
{
    const struct result_scenario *a = &first->scenario;
    const struct result_scenario *b = &second->scenario;
    const blackout_status status = comparison_currency(a->currency, b->currency, error);
    if (status == BLACKOUT_OK &&
        (first->sample_count != second->sample_count || a->seed != b->seed)) {
        return error_set(error, BLACKOUT_ERROR_USAGE,
                         "the scenarios differ in samples or seed, and so would not share their "
                         "draws; use the same in both, or give --samples and --seed");
    }
    return status;
}

/* The statistics of the paired differences. */
static blackout_status subtract(struct comparison_row *row, struct arena *arena,
                                const struct result_target *first,
                                const struct result_target *second, size_t count,
                                blackout_error *error)
{
    struct statistics *statistics = arena_alloc(arena, 1, sizeof *statistics);
    double *differences = arena_alloc(arena, count, sizeof *differences);
    double *scratch = arena_alloc(arena, count, sizeof *scratch);
    if (statistics == NULL || differences == NULL || scratch == NULL) {
        return error_memory(error);
    }
    row->name = first->name;
    row->first = first->quantity;
    row->second = second->quantity;
    row->difference = (struct quantity){
        .present = true, .central = second->quantity.central - first->quantity.central};
    for (size_t k = 0; k < count; ++k) {
        differences[k] = second->values[k] - first->values[k];
    }
    if (count > 0) {
        statistics_of(statistics, differences, count, SAMPLER_REPLICATES, scratch);
        row->difference.statistics = statistics;
    }
    return BLACKOUT_OK;
}

/* Without samples nothing has statistics, and all is settled. The difference too: its mean may be
 * near 0, and then needs more samples than either loss. */
static bool is_settled(const struct comparison *comparison, double until)
{
    bool settled = true;
    for (size_t i = 0; i < comparison->row_count; ++i) {
        const struct comparison_row *row = &comparison->rows[i];
        const struct quantity *quantities[] = {&row->first, &row->second, &row->difference};
        for (int k = 0; k < 3; ++k) {
            const struct statistics *statistics = quantities[k]->statistics;
            settled = settled && (statistics == NULL || statistics_settled(statistics, until));
        }
    }
    return settled;
}

/* Targets that both scenarios have; the difference is second less first. A target that one of them
 * lacks has no difference, and a row with one side would look like one. */
blackout_status comparison_make(struct comparison *comparison, struct arena *arena,
                                const struct result *first, const struct result *second,
                                blackout_error *error)
{
    blackout_status status = check(first, second, error);
    *comparison = (struct comparison){
        .first = &first->scenario, .second = &second->scenario, .control = &first->control};
    if (status == BLACKOUT_OK &&
        (warning_add_all(&comparison->warnings, arena, &first->warnings) != 0 ||
         warning_add_all(&comparison->warnings, arena, &second->warnings) != 0)) {
        status = error_memory(error);
    }
    for (int i = 0; i < RESULT_TARGET_COUNT && status == BLACKOUT_OK; ++i) {
        enum figure_id id = first->targets[i].id;
        if (first->totals[id].present && second->totals[id].present) {
            status = subtract(&comparison->rows[comparison->row_count++], arena, &first->targets[i],
                              &second->targets[i], first->sample_count, error);
        }
    }
    comparison->settled = is_settled(comparison, first->scenario.until);
    return status;
}
