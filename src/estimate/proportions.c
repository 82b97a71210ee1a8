/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left to an owner as a part of its annual revenue and of its income before tax, and for
 * each of its shares. Revenue and income vary as other inputs do, and a loss varies with the
 * revenue: so each proportion is taken in every sample, and its interval is that of the quotients
 * and not the quotient of intervals. The number of shares is counted, and does not vary. */
#include <math.h>

#include "core/error.h"
#include "estimate/figure_sums.h"
#include "estimate/run.h"
#include "uncertainty/sampler.h"

/* The model's number of the one owner; INDEX_NONE where there are several. */
static uint32_t only_owner(const struct run *run)
{
    const struct model *model = &run->prepared->model;
    uint32_t found = INDEX_NONE;
    for (size_t p = 0; p < model->platform_count; ++p) {
        if (model->platforms[p].selected) {
            if (found != INDEX_NONE && found != model->platforms[p].owner) {
                return INDEX_NONE;
            }
            found = model->platforms[p].owner;
        }
    }
    return found;
}

static double central_of(struct run *run, uint32_t owner, enum owner_base base)
{
    return run->out[model_place(&run->layout, OUTPUT_OWNER_BASES, owner, base)];
}

/* The number of the figure that is the base in every sample. A figure like any other, so that it is
 * sampled with the losses and in the same draws. */
static size_t add_base(struct run *run, uint32_t owner, enum owner_base base)
{
    run_output(run, model_place(&run->layout, OUTPUT_OWNER_BASES, owner, base));
    return run->figures.count - 1;
}

/* A base that is not above 0 has no parts. */
static struct quantity part_of(double net, double base)
{
    return (struct quantity){.present = base > 0, .central = base > 0 ? net / base : 0};
}

/* Centres first; what samples need is registered with them. Without an account there is no net
 * amount to take parts of. */
blackout_status run_proportions(struct run *run, blackout_error *error)
{
    struct result *result = run->result;
    struct result_account *account = &result->account;
    const uint32_t owner = only_owner(run);
    (void)error;
    if (!run->asked->proportions || !account->present || owner == INDEX_NONE) {
        return BLACKOUT_OK;
    }
    const double net = result->totals[FIGURE_ACCOUNT_NET].central;
    account->of_revenue = part_of(net, central_of(run, owner, OWNER_BASE_REVENUE));
    account->of_income = part_of(net, central_of(run, owner, OWNER_BASE_INCOME));
    /* where one owner is down, it alone is listed (run_owners()) */
    account->per_share = part_of(net, result->owners[0].shares);
    run->bases[OWNER_BASE_REVENUE] = add_base(run, owner, OWNER_BASE_REVENUE);
    run->bases[OWNER_BASE_INCOME] = add_base(run, owner, OWNER_BASE_INCOME);
    return BLACKOUT_OK;
}

/* ---- Samples --------------------------------------------------------------------------------- */

/* Sampling keeps sums and quantiles of a figure; quotients need each sample of both. All three
 * where any is asked for: run_proportions() has then made them all. */
blackout_status run_keep_proportions(struct run *run, size_t samples, blackout_error *error)
{
    const struct result_account *account = &run->result->account;
    const size_t kept[] = {run->account_net, run->bases[OWNER_BASE_REVENUE],
                           run->bases[OWNER_BASE_INCOME]};
    const bool any =
        account->of_revenue.present || account->of_income.present || account->per_share.present;
    for (size_t i = 0; any && i < sizeof kept / sizeof kept[0]; ++i) {
        double *values = arena_alloc(run->result->arena, samples, sizeof *values);
        if (values == NULL) {
            return error_memory(error);
        }
        run->figures.figures[kept[i]].kept = values;
    }
    return BLACKOUT_OK;
}

/* `bases` NULL: `base` in every sample. A sample whose base is not above 0 leaves no interval. */
static blackout_status set_statistics(struct quantity *part, struct run *run, const double *bases,
                                      double base, blackout_error *error)
{
    struct arena *arena = run->result->arena;
    const size_t count = run->result->sample_count;
    const double *net = run->figures.figures[run->account_net].kept;
    struct statistics *statistics = arena_alloc(arena, 1, sizeof *statistics);
    double *values = arena_alloc(arena, count, sizeof *values);
    double *scratch = arena_alloc(arena, count, sizeof *scratch);
    if (statistics == NULL || values == NULL || scratch == NULL) {
        return error_memory(error);
    }
    for (size_t k = 0; k < count; ++k) {
        const double of = bases != NULL ? bases[k] : base;
        /* A quotient of a base at or below 0 has another meaning, and one such sample would spoil
         * the quantiles of all. */
        if (!(of > 0)) {
            return BLACKOUT_OK;
        }
        values[k] = net[k] / of;
    }
    statistics_of(statistics, values, count, SAMPLER_REPLICATES, scratch);
    part->statistics = statistics;
    return BLACKOUT_OK;
}

blackout_status run_sampled_proportions(struct run *run, blackout_error *error)
{
    struct result_account *account = &run->result->account;
    const struct figure *figures = run->figures.figures;
    blackout_status status = BLACKOUT_OK;
    if (run->result->sample_count > 0 && account->of_revenue.present) {
        status = set_statistics(&account->of_revenue, run,
                                figures[run->bases[OWNER_BASE_REVENUE]].kept, 0, error);
    }
    if (status == BLACKOUT_OK && run->result->sample_count > 0 && account->of_income.present) {
        status = set_statistics(&account->of_income, run,
                                figures[run->bases[OWNER_BASE_INCOME]].kept, 0, error);
    }
    if (status == BLACKOUT_OK && run->result->sample_count > 0 && account->per_share.present) {
        status =
            set_statistics(&account->per_share, run, NULL, run->result->owners[0].shares, error);
    }
    return status;
}
