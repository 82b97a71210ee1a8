/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows of the catalogue to sums over outputs. Outputs are chosen by what they are of
 * (platform, region, sector, ...) and not by their numbers, so that totals, platforms and
 * regions are the same sum over other elements. */
#include "estimate/figure_sums.h"

void figure_add(struct run *run, enum model_output output, int number,
                const struct model_selection *of, double coefficient)
{
    for (size_t i = model_element(&run->model, output, of, 0); i != SIZE_MAX;
         i = model_element(&run->model, output, of, i + 1)) {
        run_add(run, model_place(&run->layout, output, i, (size_t)number), coefficient);
    }
}

/* Some figures are a step less another one: both as terms of one sum, in every sample. `in_total`
 * and `in_part` let run_end() drop the samples of a figure that nobody will show. */
struct quantity figure_sum(struct run *run, enum figure_id id, enum figure_place place,
                           const struct model_selection *of)
{
    const struct figure_source *source = &figure_info(id)->at[place];
    run->in_total = place == AT_TOTALS && figure_info(id)->in_sweep;
    run->in_part = place == AT_CHANNEL || place == AT_SECTOR || place == AT_REGION;
    run_begin(run);
    figure_add(run, (enum model_output)source->output, source->number, of, 1);
    if (source->less > 0) {
        figure_add(run, (enum model_output)source->output, source->less, of, -1);
    }
    const struct quantity quantity = run_end(run);
    run->in_total = false;
    run->in_part = false;
    return quantity;
}

/* A region that has no element of a figure has lost nothing of it: 0, and not absent. */
void figures_fill(struct quantity figures[FIGURE_COUNT], struct run *run, enum figure_place place,
                  const struct model_selection *of)
{
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        const struct figure_source *source = &figure->at[place];
        if (source->filling != SUMMED || !figure->is_known(run->prepared, of)) {
            continue;
        }
        if (model_element(&run->model, (enum model_output)source->output, of, 0) != SIZE_MAX) {
            figures[id] = figure_sum(run, (enum figure_id)id, place, of);
        } else if (place == AT_REGION) {
            figures[id] = (struct quantity){.present = true};
        }
    }
}
