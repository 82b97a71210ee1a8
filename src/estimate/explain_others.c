/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures beside the two losses: what suppliers lose in turn, service credits, the economy
 * baseline. None of the three is a part of the owner's or the dependants' loss; each has the
 * formula of its own stage. */
#include "estimate/explaining.h"
#include "estimate/figure_catalogue.h"

/* ---- Suppliers ------------------------------------------------------------------------------- */

/* c*, q and the money that they mean, as the model has them. The inverse is not written out: a
 * reader can check that q solves the equation, and could not follow an inversion by hand. */
static void add_sector(struct explaining *explaining, size_t i)
{
    const struct model_layout *layout = &explaining->run->layout;
    const double *out = explaining->run->out;
    const struct prepared *prepared = explaining->run->prepared;
    uint32_t sector = prepared->model.supply.sectors[i];
    const char *name = explaining_key(explaining, prepared->sector_rows[sector], SECTORS_SECTOR);
    double output = indirect_output(&explaining->stage, i);
    explaining_step(
        explaining,
        arena_format(explaining_arena(explaining), "sector %s: own inoperability c*", name),
        arena_format(explaining_arena(explaining),
                     "direct loss * (1 - diverted) %.12g / output while it lasts %.12g",
                     indirect_direct(&explaining->stage, out, i), output),
        out[layout->perturbation + i], "");
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "sector %s: inoperability q", name),
        "solution of q = A* q + c*, a*_ij = coefficient of j from i * output of j / output of i",
        out[layout->inoperability + i], "");
    explaining_step(explaining,
                    arena_format(explaining_arena(explaining), "sector %s: indirect loss", name),
                    "(q - c*) * output while it lasts", out[layout->indirect_loss + i],
                    explaining_currency(explaining));
    ++explaining->part_count;
}

/* Inputs of all cells first, since the direct loss of every sector rests on them. What is selected
 * is not looked at: the figure is a total and no part of one. */
void explain_indirect(struct explaining *explaining)
{
    for (size_t i = 0; i < explaining->stage.model->cell_count; ++i) {
        explaining->figure->inputs(&explaining->visitor, i);
    }
    explaining->figure->shared_inputs(&explaining->visitor);
    for (size_t i = 0; i < explaining->stage.model->supply.count; ++i) {
        add_sector(explaining, i);
    }
}

/* ---- Service credits ------------------------------------------------------------------------- */

struct explaining_credits {
    struct explaining *explaining;
    const struct model_credits *credits;
};

/* "2021-10", or "average month 1" without a start: months of the model are numbered from that of
 * the earliest start. */
static const char *month_name(const struct explaining *explaining, size_t number)
{
    const struct resolved_scenario *scenario = &explaining->run->prepared->scenario;
    char date[CALENDAR_TEXT_SIZE];
    if (!scenario->has_start) {
        return arena_format(explaining_arena(explaining), "average month %zu", number + 1);
    }
    instant month = explaining->run->prepared->first_month;
    for (size_t i = 0; i < number; ++i) {
        month = calendar_next_month(month);
    }
    calendar_print_date(date, month);
    return arena_format(explaining_arena(explaining), "%.7s", date);
}

/* Months that lose nothing have no step; months whose terms are kept have no credit. */
static void add_credits_part(void *user, size_t row, size_t month, const struct credits_part *part)
{
    const struct explaining_credits *of = user;
    struct explaining *explaining = of->explaining;
    const struct model *model = explaining->stage.model;
    const struct model_month *hours = &model->months[month];
    const struct model_platform_region *pr = &model->platform_regions[row];
    const char *where = arena_format(explaining_arena(explaining), "%s, %s",
                                     explaining_row(explaining, pr), month_name(explaining, month));
    if (!(part->unavailable_hours > 0)) {
        return;
    }
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "%s: availability", where),
        arena_format(explaining_arena(explaining), "1 - %.10g unavailable hours / %.10g hours",
                     part->unavailable_hours, hours->to_hours - hours->from_hours),
        part->availability, "");
    if (part->tier == NULL) {
        return;
    }
    inputs_credits(&explaining->visitor, of->credits, row, part->tier);
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "%s: credits", where),
        arena_format(explaining_arena(explaining),
                     "below %.10g: subscription_revenue of a month %.12g * revenue_share "
                     "%.10g * credit_share %.10g * claimed_share %.10g",
                     part->tier->availability_below,
                     credits_month_revenue(&explaining->stage, of->credits),
                     explaining_value(explaining, pr->revenue_share, 0),
                     explaining_value(explaining, part->tier->credit_share, 0),
                     explaining_value(explaining, part->tier->claimed_share, 1)),
        part->amount, explaining_currency(explaining));
    ++explaining->part_count;
}

/* The same walk as that of the model, so that steps and figure are of the same months and tiers. */
void explain_credits(struct explaining *explaining)
{
    const struct model *model = explaining->stage.model;
    for (size_t i = 0; i < model->credits_count; ++i) {
        struct explaining_credits of = {explaining, &model->credits[i]};
        if (explaining_wants(explaining->of.platform, of.credits->platform)) {
            credits_each(&explaining->stage, of.credits, add_credits_part, &of);
        }
    }
}

/* ---- The economy ----------------------------------------------------------------------------- */

/* The exposure is under the flat profile: hours in full, whatever the hour of the week. */
void explain_economy(struct explaining *explaining)
{
    const struct prepared *prepared = explaining->run->prepared;
    for (size_t i = 0; i < explaining->stage.model->economy_count; ++i) {
        const struct model_economy *economy = &explaining->stage.model->economies[i];
        double gdp = stage_amount(&explaining->stage, &economy->gdp);
        double share = explaining_value(explaining, economy->digital_share, 0);
        double hours = stage_exposure(&explaining->stage, economy->exposure);
        explaining->figure->inputs(&explaining->visitor, i);
        explaining_step(
            explaining,
            arena_format(explaining_arena(explaining), "%s: digital turnover",
                         explaining_key(explaining, prepared->region_rows[i], REGIONS_REGION)),
            arena_format(explaining_arena(explaining),
                         "gdp %.12g * digital_share %.10g / 8766 * %.10g hours", gdp, share, hours),
            gdp * share / HOURS_PER_YEAR * hours, explaining_currency(explaining));
        ++explaining->part_count;
    }
}
