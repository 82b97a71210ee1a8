/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dependants' figures, cell by cell: flow an hour, exposure, what fallbacks save, what is left.
 * Values are taken from the evaluated model wherever it has them, and worked out again only to be
 * shown as steps; the tests add the steps up to the figure. */
#include "estimate/explaining.h"
#include "estimate/figure_catalogue.h"
#include "model/recapture.h"

/* A cell has no key of its own: its name is what makes it a cell. */
static const char *cell_name(const struct explaining *explaining, const struct model_cell *cell)
{
    const struct prepared *prepared = explaining->run->prepared;
    return arena_format(
        explaining_arena(explaining), "%s, sector %s, %s, %s",
        explaining_key(explaining, prepared->platform_rows[cell->platform], PLATFORMS_PLATFORM),
        explaining_key(explaining, prepared->sector_rows[cell->sector], SECTORS_SECTOR),
        explaining_key(explaining, prepared->region_rows[cell->region], REGIONS_REGION),
        explaining_key(explaining, prepared->channel_rows[cell->channel], CHANNELS_CHANNEL));
}

/* In the centre all common factors are 1: flow and rate are the whole of it. Single rows of
 * `dependencies` are no inputs here: a cell is their sum, and has no basis and source of its own.
 */
static double add_flow(struct explaining *explaining, const struct model_cell *cell,
                       const char *where)
{
    double rate =
        cell->flow_per_year * stage_rate(&explaining->stage, cell->per_usd) / HOURS_PER_YEAR;
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "%s: flow per hour", where),
        arena_format(explaining_arena(explaining),
                     "sum over dependencies of firms * annual_revenue * share %.12g * rate "
                     "%.10g / 8766",
                     cell->flow_per_year, stage_rate(&explaining->stage, cell->per_usd)),
        rate, explaining_currency(explaining));
    return rate;
}

/* Returns the hours that fallbacks save, or rivals alone. The mean share and not the row's: in the
 * centre the two are the same. */
static double add_fallbacks(struct explaining *explaining, const struct model_cell *cell,
                            const char *where, bool rivals_alone)
{
    double saved = 0;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback =
            &explaining->stage.model->fallbacks[cell->first_fallback + i];
        double share = dependants_mean_share(&explaining->stage, cell, i);
        double hours =
            dependants_fallback_hours(&explaining->stage, &fallback->exposures, PART_LOST);
        saved += fallback->rival || !rivals_alone ? share * hours : 0;
        if (fallback->rival || !rivals_alone) {
            explaining_step(
                explaining,
                arena_format(explaining_arena(explaining), "%s: saved by a fallback", where),
                arena_format(explaining_arena(explaining), "share %.10g * %.10g hours", share,
                             hours),
                share * hours, explaining_average_hours);
        }
    }
    return saved;
}

/* L_i of the methodology, of a cell: flow, exposure, fallbacks, recapture. */
static void loss_cell(struct explaining *explaining, size_t number)
{
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    const struct model_sector *sector = &explaining->stage.model->sectors[cell->sector];
    const char *where = cell_name(explaining, cell);
    explaining->figure->inputs(&explaining->visitor, number);
    add_flow(explaining, cell, where);
    explaining_step(explaining, arena_format(explaining_arena(explaining), "%s: exposure", where),
                    arena_format(explaining_arena(explaining),
                                 "integral of severity and onset weighted by the profile %s",
                                 explaining_profile(explaining, cell->onset[PART_LOST])),
                    stage_exposure(&explaining->stage, cell->onset[PART_LOST]),
                    explaining_average_hours);
    const double saved = add_fallbacks(explaining, cell, where, false);
    /* What fallbacks save is at most what was lost (methodology, stage 7, what holds in every
     * sample). */
    const double left = fmax(stage_exposure(&explaining->stage, cell->onset[PART_LOST]) - saved, 0);
    const double kappa = dependants_recapture(&explaining->stage, cell, NULL,
                                              dependants_own_share(&explaining->stage, cell), left);
    explaining_recapture(explaining, &sector->recapture, kappa, where);
    explaining_step(
        explaining, arena_format(explaining_arena(explaining), "%s: net", where),
        arena_format(explaining_arena(explaining),
                     "flow per hour * (exposure - saved) * (1 - recapture %.10g)",
                     kappa - explaining_value(explaining, sector->recapture.attrition, 0)),
        explaining->run->cell_net[number], explaining_currency(explaining));
    ++explaining->part_count;
}

/* The loss first, step by step, then the ratio of the sector. */
static void value_added_cell(struct explaining *explaining, size_t number)
{
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    const struct model_sector *sector = &explaining->stage.model->sectors[cell->sector];
    double added = explaining_value(explaining, sector->value_added, 0);
    double output = explaining_value(explaining, sector->annual_output, 1);
    loss_cell(explaining, number);
    explaining_step(
        explaining,
        arena_format(explaining_arena(explaining), "%s: value added", cell_name(explaining, cell)),
        arena_format(explaining_arena(explaining), "net * value_added %.12g / annual_output %.12g",
                     added, output),
        explaining->run->cell_net[number] * added / output, explaining_currency(explaining));
}

/* A cell whose fallbacks are the owner's own, or no platforms, gives rivals nothing, and has no
 * step. */
static void rival_gain_cell(struct explaining *explaining, size_t number)
{
    const struct model_cell *cell = &explaining->stage.model->cells[number];
    bool has_rival = false;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        has_rival = has_rival || explaining->stage.model->fallbacks[cell->first_fallback + i].rival;
    }
    if (!has_rival) {
        return;
    }
    const char *where = cell_name(explaining, cell);
    explaining->figure->inputs(&explaining->visitor, number);
    double rate = add_flow(explaining, cell, where);
    double hours = add_fallbacks(explaining, cell, where, true);
    explaining_step(explaining,
                    arena_format(explaining_arena(explaining), "%s: won by rivals", where),
                    "flow per hour * saved by fallbacks of other owners", rate * hours,
                    explaining_currency(explaining));
    ++explaining->part_count;
}

/* INDEX_NONE in the selection wants all: the same walk serves a total, a platform and a sector. In
 * the order of the cells, which is that of the file. */
static void each_cell(struct explaining *explaining, void (*explain)(struct explaining *, size_t))
{
    const struct model_selection *of = &explaining->of;
    for (size_t i = 0; i < explaining->stage.model->cell_count; ++i) {
        const struct model_cell *cell = &explaining->stage.model->cells[i];
        if (explaining_wants(of->platform, cell->platform) &&
            explaining_wants(of->region, cell->region) &&
            explaining_wants(of->channel, cell->channel) &&
            explaining_wants(of->sector, cell->sector)) {
            explain(explaining, i);
        }
    }
}

void explain_dependants(struct explaining *explaining)
{
    each_cell(explaining, loss_cell);
}

void explain_value_added(struct explaining *explaining)
{
    each_cell(explaining, value_added_cell);
}

void explain_rival_gain(struct explaining *explaining)
{
    each_cell(explaining, rival_gain_cell);
}
