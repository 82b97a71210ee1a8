/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner's account of an incident: the rows of `costs` and `recoveries` that have its name, and
 * the policies of owners whose platforms are down. (methodology, costs and recoveries) The rows are
 * looked for by name and not by the platforms that are down: a cost is of an incident, and an owner
 * may have had several. Nothing here is added to a loss; the account is made of it in
 * estimate/account.c. */
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "prepare/build.h"
#include "prepare/parameters.h"

/* Where a table of bookings has what. */
struct columns {
    enum table_id table;
    int incident;
    int kind;
    int amount;
    int currency;
    int reversed;
};

static const struct columns cost_columns = {COSTS,        COSTS_INCIDENT, COSTS_KIND,
                                            COSTS_AMOUNT, COSTS_CURRENCY, COSTS_REVERSED};
static const struct columns recovery_columns = {RECOVERIES,          RECOVERIES_INCIDENT,
                                                RECOVERIES_KIND,     RECOVERIES_AMOUNT,
                                                RECOVERIES_CURRENCY, RECOVERIES_REVERSED};

/* ---- Bookings -------------------------------------------------------------------------------- */

/* Room for every row of the table, of which `count` are of the incident: it is looked through once.
 */
struct bookings {
    struct model_booking *bookings;
    const struct row **rows;
    size_t count;
};

/* "ACME-2024-03-05/c/2": no table has a key of its own, and an input needs a name. The number is
 * that of the row among those of the incident. It is part of the name by which samples are drawn,
 * so rows in another order have other draws. A scenario of another incident leaves them as they
 * are. */
static const char *name_of(const struct prepared *prepared, const struct columns *columns,
                           const struct row *row, size_t number)
{
    const struct cell *kind = &row->cells[columns->kind];
    return arena_format(prepared->arena, "%s/%s/%zu", prepared->incident,
                        kind->given ? dataset_text(prepared->dataset, kind->text) : "", number);
}

static blackout_status add_booking(struct bookings *bookings, struct prepared *prepared,
                                   const struct columns *columns, const struct row *row,
                                   blackout_error *error)
{
    struct model_booking *added = &bookings->bookings[bookings->count];
    const char *name = name_of(prepared, columns, row, bookings->count + 1);
    if (name == NULL) {
        return error_memory(error);
    }
    bookings->rows[bookings->count++] = row;
    added->sign = row->cells[columns->reversed].flag ? -1 : 1;
    added->amount.amount =
        parameters_add_cell(prepared, columns->table, row, columns->amount, name);
    return parameters_add_rate(&added->amount.per_usd, prepared, row->cells[columns->currency].text,
                               error);
}

/* Rows of the incident, in the order of the table. Without a name nothing is of the incident. The
 * text is compared, since a name that is only asked for has no number in the dataset. */
static blackout_status add_bookings(struct bookings *bookings, struct prepared *prepared,
                                    const struct columns *columns, blackout_error *error)
{
    const struct table *table = &prepared->dataset->tables[columns->table];
    blackout_status status = BLACKOUT_OK;
    bookings->bookings = arena_alloc(prepared->arena, table->row_count, sizeof *bookings->bookings);
    bookings->rows = arena_alloc(prepared->arena, table->row_count, sizeof *bookings->rows);
    if (bookings->bookings == NULL || bookings->rows == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count && prepared->incident != NULL; ++i) {
        const struct row *row = &table->rows[i];
        const string_id incident = row->cells[columns->incident].text;
        if (status == BLACKOUT_OK &&
            strcmp(dataset_text(prepared->dataset, incident), prepared->incident) == 0) {
            status = add_booking(bookings, prepared, columns, row, error);
        }
    }
    return status;
}

/* ---- Own policies ---------------------------------------------------------------------------- */

/* Owners by their numbers in the model. One that is up has lost nothing, whatever its policies. */
struct owners {
    bool *struck;          /* something of it is down */
    uint32_t *first;       /* [owner_count + 1]: where the rows of each begin */
    uint32_t *rows;        /* of platform_regions, ascending */
    uint32_t *last_policy; /* INDEX_NONE: it has none yet */
};

/* Rows of an owner are found once for all of its policies: time would else grow with the product of
 * the two. */
static blackout_status find_owners(struct owners *owners, const struct prepared *prepared,
                                   blackout_error *error)
{
    const struct model *model = &prepared->model;
    struct arena *arena = prepared->arena;
    *owners =
        (struct owners){arena_alloc(arena, model->owner_count, sizeof *owners->struck),
                        arena_alloc(arena, model->owner_count + 1, sizeof *owners->first),
                        arena_alloc(arena, model->platform_region_count, sizeof *owners->rows),
                        arena_alloc(arena, model->owner_count, sizeof *owners->last_policy)};
    if (owners->struck == NULL || owners->first == NULL || owners->rows == NULL ||
        owners->last_policy == NULL) {
        return error_memory(error);
    }
    for (size_t p = 0; p < model->platform_count; ++p) {
        owners->struck[model->platforms[p].owner] |= model->platforms[p].selected;
    }
    for (size_t i = 0; i < model->platform_region_count; ++i) {
        ++owners->first[model->platforms[model->platform_regions[i].platform].owner];
    }
    for (size_t o = 0; o < model->owner_count; ++o) { /* where the rows of each end */
        owners->first[o + 1] += owners->first[o];
        owners->last_policy[o] = INDEX_NONE;
    }
    for (size_t i = model->platform_region_count; i-- > 0;) {
        const uint32_t owner = model->platforms[model->platform_regions[i].platform].owner;
        owners->rows[--owners->first[owner]] = (uint32_t)i;
    }
    return BLACKOUT_OK;
}

/* A policy of an owner of which something is down. */
struct own {
    const struct row *row;
    uint32_t owner;
    uint32_t number;
    double waiting_hours;
};

/* Of one owner with one waiting time in the order in which they pay. */
static int by_waiting(const void *a, const void *b)
{
    const struct own *x = a;
    const struct own *y = b;
    if (x->owner != y->owner) {
        return x->owner < y->owner ? -1 : 1;
    }
    if (x->waiting_hours != y->waiting_hours) {
        return x->waiting_hours < y->waiting_hours ? -1 : 1;
    }
    return (x->number > y->number) - (x->number < y->number);
}

/* Tells policies that wait equally long for one owner of the first of them; `own` is put into
 * another order. */
static void find_alike(struct model_own_policy *policies, struct own *own, size_t count)
{
    if (count > 0) {
        qsort(own, count, sizeof *own, by_waiting);
    }
    for (size_t i = 0; i < count; ++i) {
        const bool first = i == 0 || own[i].owner != own[i - 1].owner ||
                           own[i].waiting_hours != own[i - 1].waiting_hours;
        policies[own[i].number].like = first ? own[i].number : policies[own[i - 1].number].like;
    }
}

/* What is left after the waiting time is an exposure of its own for every platform and region:
 * their hours of the week differ, and the policy pays each row's loss by H^W / H. (methodology,
 * costs and recoveries) */
static blackout_status add_covers(struct model_own_policy *policy, struct build *build,
                                  double waiting_hours, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    uint32_t *covers = arena_alloc(prepared->arena, policy->row_count, sizeof *covers);
    if (covers == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < policy->row_count; ++i) {
        covers[i] = kernels_after(&build->kernels,
                                  prepared->model.platform_regions[policy->rows[i]].exposure.full,
                                  waiting_hours);
    }
    policy->covers = covers;
    return BLACKOUT_OK;
}

/* Those of one owner keep the order of the table, which is that in which they pay. */
static blackout_status fill_policies(struct model_own_policy *policies, struct build *build,
                                     const struct own *own, struct owners *owners,
                                     blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    blackout_status status = BLACKOUT_OK;
    for (uint32_t i = 0; i < prepared->model.own_policy_count && status == BLACKOUT_OK; ++i) {
        struct model_own_policy *policy = &policies[i];
        const uint32_t owner = own[i].owner;
        policy->before = owners->last_policy[owner];
        policy->rows = owners->rows + owners->first[owner];
        policy->row_count = owners->first[owner + 1] - owners->first[owner];
        policy->terms = build_policy_terms(own[i].row);
        owners->last_policy[owner] = i;
        prepared->own_policy_rows[i] = own[i].row;
        if (policy->like == i) {
            status = add_covers(policy, build, own[i].waiting_hours, error);
        }
        if (status == BLACKOUT_OK) {
            status = parameters_add_rate(&policy->per_usd, prepared,
                                         own[i].row->cells[POLICIES_CURRENCY].text, error);
        }
    }
    return status;
}

/* Policies without an owner are those of the dependants, in insurance_side.c. */
static blackout_status add_policies(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    struct model *model = &prepared->model;
    const struct table *table = &build->dataset->tables[POLICIES];
    struct model_own_policy *policies =
        arena_alloc(prepared->arena, table->row_count, sizeof *policies);
    struct own *own = arena_alloc(prepared->arena, table->row_count, sizeof *own);
    struct own *sorted = arena_alloc(prepared->arena, table->row_count, sizeof *sorted);
    struct owners owners;
    prepared->own_policy_rows =
        arena_alloc(prepared->arena, table->row_count, sizeof *prepared->own_policy_rows);
    if (policies == NULL || own == NULL || sorted == NULL || prepared->own_policy_rows == NULL) {
        return error_memory(error);
    }
    blackout_status status = find_owners(&owners, prepared, error);
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *owner = &row->cells[POLICIES_OWNER];
        const uint32_t number =
            owner->given ? map_find(&build->owner_numbers, owner->text) : MAP_NONE;
        if (number != MAP_NONE && owners.struck[number]) {
            const uint32_t place = (uint32_t)model->own_policy_count++;
            own[place] = sorted[place] =
                (struct own){row, number, place, row->cells[POLICIES_WAITING_HOURS].number};
        }
    }
    if (status == BLACKOUT_OK) {
        find_alike(policies, sorted, model->own_policy_count);
        status = fill_policies(policies, build, own, &owners, error);
    }
    model->own_policies = policies;
    return status;
}

/* ---- All ------------------------------------------------------------------------------------- */

/* A rule that laws compare costs and losses with asks for the account, though it may have no rows.
 */
static bool is_asked(const blackout_scenario *asked)
{
    for (size_t i = 0; i < asked->threshold_count; ++i) {
        if (asked->thresholds[i].rule != NULL) {
            return true;
        }
    }
    return asked->incident != NULL || asked->proportions;
}

/* A name that no table has is a slip, or the rows are not yet there: without it all would look as
 * if nothing had been spent. */
static void warn_unmet(struct prepared *prepared, const blackout_scenario *asked)
{
    if (asked->incident != NULL && prepared->model.cost_count == 0 &&
        prepared->model.recovery_count == 0) {
        prepare_warn(prepared, "incident_unknown", "--incident",
                     "no row of costs or recoveries is of the incident '%.80s'", asked->incident);
    }
}

blackout_status build_account_side(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    struct model *model = &prepared->model;
    const blackout_scenario *asked = build->asked;
    struct bookings costs = {0};
    struct bookings recoveries = {0};
    if (prepared->mode.no_further_losses) {
        return BLACKOUT_OK;
    }
    /* of the event as it was: another outage did not cost what that did */
    prepared->incident = asked->incident != NULL                    ? asked->incident
                         : prepared->scenario.event_changes == NULL ? prepared->scenario.event_name
                                                                    : NULL;
    blackout_status status = add_bookings(&costs, prepared, &cost_columns, error);
    if (status == BLACKOUT_OK) {
        status = add_bookings(&recoveries, prepared, &recovery_columns, error);
    }
    if (status == BLACKOUT_OK) {
        status = add_policies(build, error);
    }
    model->costs = costs.bookings;
    model->cost_count = costs.count;
    model->recoveries = recoveries.bookings;
    model->recovery_count = recoveries.count;
    prepared->cost_rows = costs.rows;
    prepared->recovery_rows = recoveries.rows;
    /* An account without a row has the estimate alone: a rule, a name or proportions asked for it.
     */
    prepared->has_account =
        is_asked(asked) || costs.count > 0 || recoveries.count > 0 || model->own_policy_count > 0;
    warn_unmet(prepared, asked);
    return status;
}
