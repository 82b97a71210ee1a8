/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all explanations share: steps, inputs and names. An explanation repeats no formula of the
 * model but what one step needs to be followed by hand; it evaluates the same parameters, and
 * the tests hold the sum of the steps to the figure. */
#include "estimate/explaining.h"

#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "model/recapture.h"

struct arena *explaining_arena(const struct explaining *explaining)
{
    return explaining->run->result->arena;
}

/* Once for each name: the rows of a figure share most inputs. Looked up by hash, since a total of a
 * large package has thousands. An input of the scenario never comes here: it is the question
 * (inputs.c). */
void explaining_input(void *user, const struct parameter *parameter)
{
    struct explaining *explaining = user;
    struct arena *arena = explaining_arena(explaining);
    struct result_explanation *result = explaining->result;
    const char *name = arena_format(arena, "%s/%s/%s", schema_table(parameter->table)->name,
                                    parameter->key, parameter->column);
    const uint64_t hash = name != NULL ? string_hash(0, name, strlen(name)) : 0;
    struct lookup_step step = lookup_start(hash);
    uint32_t place;
    while (name != NULL && (place = lookup_next(&explaining->inputs, &step)) != LOOKUP_NONE) {
        if (strcmp(result->inputs[place].name, name) == 0) {
            return;
        }
    }
    if (name == NULL ||
        arena_grow(arena, (void **)&result->inputs, &explaining->input_capacity,
                   result->input_count, sizeof *result->inputs) != 0 ||
        lookup_add(&explaining->inputs, arena, hash, (uint32_t)result->input_count) != 0) {
        explaining->failed = true;
        return;
    }
    result->inputs[result->input_count++] = (struct result_explain_input){
        name, parameter->centre, basis_name(parameter->basis),
        arena_copy(arena, parameter->source, strlen(parameter->source))};
}

void explaining_step(struct explaining *explaining, const char *what, const char *formula,
                     double value, const char *unit)
{
    struct result_explanation *result = explaining->result;
    if (what == NULL || formula == NULL ||
        arena_grow(explaining->run->result->arena, (void **)&result->steps,
                   &explaining->step_capacity, result->step_count, sizeof *result->steps) != 0) {
        explaining->failed = true;
        return;
    }
    result->steps[result->step_count++] = (struct result_explain_step){what, formula, value, unit};
}

const char explaining_average_hours[] = "average hours";

const char *explaining_currency(const struct explaining *explaining)
{
    return explaining->run->result->scenario.currency;
}

double explaining_value(const struct explaining *explaining, parameter_id id, double otherwise)
{
    return stage_value(&explaining->stage, id, otherwise);
}

const char *explaining_key(const struct explaining *explaining, const struct row *row, int column)
{
    return run_text(explaining->run, row->cells[column].text);
}

/* Attrition is taken off here, so that 1 - the step is what is kept. Where nothing changes there is
 * no step: the formula of the next one then has the share as it is given. */
void explaining_recapture(struct explaining *explaining, const struct model_recapture *recapture,
                          double mean, const char *where)
{
    struct arena *arena = explaining_arena(explaining);
    double share = explaining_value(explaining, recapture->share, 0);
    double attrition = explaining_value(explaining, recapture->attrition, 0);
    /* exactly: without a decay the mean is the share itself */
    if (mean == share && attrition == 0) {
        return;
    }
    explaining_step(explaining, arena_format(arena, "%s: recapture", where),
                    arena_format(arena,
                                 "recapture %.10g * mean of exp(-hours since the start / "
                                 "recapture_decay_hours %.10g) %.10g "
                                 "- attrition %.10g",
                                 share,
                                 explaining_value(explaining, recapture->decay_hours, INFINITY),
                                 share > 0 ? mean / share : 1, attrition),
                    mean - attrition, "share");
}

/* INDEX_NONE is a selection that leaves this axis open. */
bool explaining_wants(uint32_t wanted, uint32_t number)
{
    return wanted == INDEX_NONE || wanted == number;
}

/* With its basis, since it is in no table of inputs: a profile is a week of weights and not one
 * number. */
const char *explaining_profile(const struct explaining *explaining, uint32_t exposure)
{
    if (exposure == INDEX_NONE) {
        return "none: not affected";
    }
    const struct prepared *prepared = explaining->run->prepared;
    const struct profile_info *info =
        &prepared->profiles[prepared->model.exposures[exposure].profile];
    const char *name = arena_format(explaining_arena(explaining), "'%s' (%s)", info->name,
                                    basis_name(info->basis));
    return name != NULL ? name : "";
}

const char *explaining_row(const struct explaining *explaining,
                           const struct model_platform_region *pr)
{
    const struct prepared *prepared = explaining->run->prepared;
    return arena_format(
        explaining_arena(explaining), "%s in %s",
        explaining_key(explaining, prepared->platform_rows[pr->platform], PLATFORMS_PLATFORM),
        explaining_key(explaining, prepared->region_rows[pr->region], REGIONS_REGION));
}
