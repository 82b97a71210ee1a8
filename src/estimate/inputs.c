/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which inputs a figure rests on. The order of visits is the order of the formula in the
 * methodology; evidence and explanations follow it, so that both name the same inputs. An input
 * that enters a figure twice may be visited twice: whoever lists them keeps each once. A test
 * changes each input and looks whether the figure moves: what is visited moves it, and nothing else
 * does. */
#include "estimate/inputs.h"

/* Constants and the scenario are no inputs: they have no basis. */
static void visit(const struct input_visitor *visitor, parameter_id id)
{
    if (id != PARAMETER_NONE && visitor->prepared->parameters[id].table != NO_TABLE) {
        visitor->parameter(visitor->user, &visitor->prepared->parameters[id]);
    }
}

/* The two rates that make money of one currency money of the report. An amount in the report's own
 * currency needs no rate, even where there is one. */
static void visit_rate(const struct input_visitor *visitor, parameter_id per_usd)
{
    parameter_id report = visitor->prepared->model.report_per_usd;
    if (per_usd != report) {
        visit(visitor, per_usd);
        visit(visitor, report);
    }
}

static void visit_money(const struct input_visitor *visitor, const struct money *money)
{
    visit(visitor, money->amount);
    visit_rate(visitor, money->per_usd);
}

/* A caller that lists numbers only has no use for profiles, and gives no function for them. */
static void visit_profile(const struct input_visitor *visitor, uint32_t exposure)
{
    if (exposure != INDEX_NONE && visitor->profile != NULL) {
        uint32_t number = visitor->prepared->model.exposures[exposure].profile;
        visitor->profile(visitor->user, &visitor->prepared->profiles[number]);
    }
}

/* ---- The owner ------------------------------------------------------------------------------- */

void inputs_lost_hours(const struct input_visitor *visitor, size_t row)
{
    const struct model_platform_region *pr = &visitor->prepared->model.platform_regions[row];
    visit(visitor, pr->revenue_share);
    visit_profile(visitor, pr->exposure.full);
}

/* In the order of R_pr, then the hours. The revenues of the owner's other platforms, which c_o
 * rests on too, are left to inputs_owner_scale(): `explain` lists them, and the evidence does not.
 */
void inputs_owner_gross(const struct input_visitor *visitor, size_t row)
{
    const struct model *model = &visitor->prepared->model;
    const struct model_platform *platform =
        &model->platforms[model->platform_regions[row].platform];
    const struct model_owner *owner = &model->owners[platform->owner];
    visit_money(visitor, &platform->annual_revenue);
    if (owner->has_annual_revenue) {
        visit_money(visitor, &owner->annual_revenue);
    }
    visit(visitor, platform->growth_factor);
    visit(visitor, platform->usage_share);
    inputs_lost_hours(visitor, row);
}

static void visit_recapture(const struct input_visitor *visitor,
                            const struct model_recapture *recapture)
{
    visit(visitor, recapture->share);
    visit(visitor, recapture->decay_hours);
    visit(visitor, recapture->attrition);
}

void inputs_owner_net(const struct input_visitor *visitor, size_t row)
{
    const struct model *model = &visitor->prepared->model;
    inputs_owner_gross(visitor, row);
    visit_recapture(visitor, &model->platforms[model->platform_regions[row].platform].recapture);
}

void inputs_advertising(const struct input_visitor *visitor, size_t row)
{
    const struct model *model = &visitor->prepared->model;
    inputs_owner_gross(visitor, row);
    visit(visitor, model->platforms[model->platform_regions[row].platform].subscription_revenue);
}

/* c_o rests on all platforms of the owner, hit or not. */
void inputs_owner_scale(const struct input_visitor *visitor, uint32_t owner)
{
    const struct model *model = &visitor->prepared->model;
    for (size_t p = 0; model->owners[owner].has_annual_revenue && p < model->platform_count; ++p) {
        if (model->platforms[p].owner == owner) {
            visit_money(visitor, &model->platforms[p].annual_revenue);
        }
    }
}

void inputs_fundamental(const struct input_visitor *visitor, uint32_t owner)
{
    visit(visitor, visitor->prepared->model.owners[owner].margin);
    visit(visitor, visitor->prepared->model.owners[owner].tax_rate);
}

/* Of one tier: the others have no part in the amount. */
void inputs_credits(const struct input_visitor *visitor, const struct model_credits *credits,
                    size_t row, const struct model_credit_tier *tier)
{
    const struct model *model = &visitor->prepared->model;
    visit_money(visitor, &credits->subscription_revenue);
    visit(visitor, model->platforms[credits->platform].growth_factor);
    visit(visitor, model->platform_regions[row].revenue_share);
    visit(visitor, tier->credit_share);
    visit(visitor, tier->claimed_share);
}

/* ---- The dependants -------------------------------------------------------------------------- */

/* What rivals gain is not made up later: recapture is the loss's alone. */
static void visit_flow(const struct input_visitor *visitor, const struct model_cell *cell)
{
    const struct model_channel *channel = &visitor->prepared->model.channels[cell->channel];
    visit_rate(visitor, cell->per_usd);
    visit_profile(visitor, cell->onset[PART_LOST]);
    visit(visitor, channel->grace_hours);
    visit(visitor, channel->onset_hours);
    visit(visitor, channel->shape);
}

/* A row's own fallback has no share among the parameters: it is part of `dependencies`, whose basis
 * the cell has. */
static void visit_fallbacks(const struct input_visitor *visitor, const struct model_cell *cell,
                            bool rivals_alone)
{
    const struct model *model = &visitor->prepared->model;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback = &model->fallbacks[cell->first_fallback + i];
        if (!rivals_alone || fallback->rival) {
            visit(visitor, fallback->share);
            visit(visitor, fallback->adaptation_hours);
        }
    }
}

void inputs_cell_loss(const struct input_visitor *visitor, size_t cell)
{
    const struct model *model = &visitor->prepared->model;
    const struct model_cell *c = &model->cells[cell];
    visit_flow(visitor, c);
    visit_fallbacks(visitor, c, false);
    visit_recapture(visitor, &model->sectors[c->sector].recapture);
}

void inputs_cell_rival_gain(const struct input_visitor *visitor, size_t cell)
{
    const struct model_cell *c = &visitor->prepared->model.cells[cell];
    visit_flow(visitor, c);
    visit_fallbacks(visitor, c, true);
}

void inputs_cell_value_added(const struct input_visitor *visitor, size_t cell)
{
    const struct model *model = &visitor->prepared->model;
    const struct model_sector *sector = &model->sectors[model->cells[cell].sector];
    inputs_cell_loss(visitor, cell);
    visit(visitor, sector->value_added);
    visit(visitor, sector->annual_output);
}

/* Outputs are left out: they scale inoperability, and the money that it means scales back. */
void inputs_cell_indirect(const struct input_visitor *visitor, size_t cell)
{
    const struct prepared *prepared = visitor->prepared;
    inputs_cell_loss(visitor, cell);
    visit(visitor, prepared->model.sectors[prepared->model.cells[cell].sector].diverted);
}

/* The coefficients are parameters for this alone: samples do not move them. */
void inputs_supply(const struct input_visitor *visitor)
{
    const struct prepared *prepared = visitor->prepared;
    for (size_t i = 0; i < prepared->dataset->tables[SUPPLY].row_count; ++i) {
        visit(visitor, prepared->coefficients[i]);
    }
}

/* ---- The economy ----------------------------------------------------------------------------- */

void inputs_economy(const struct input_visitor *visitor, size_t region)
{
    const struct model_economy *economy = &visitor->prepared->model.economies[region];
    visit_money(visitor, &economy->gdp);
    visit(visitor, economy->digital_share);
}
