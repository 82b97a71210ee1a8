/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links between sectors, once for all samples: the inverse of I - A, A the technical
 * coefficients of the table `supply`. Where an input is missing the figure is left out: a part of
 * it would mislead. (methodology, stage 5) */
#include "core/error.h"
#include "prepare/build.h"
#include "prepare/parameters.h"
#include "stats/inoperability.h"
#include "stats/inoperability_pulse.h"

static const struct table *supply_of(const struct build *build)
{
    return build_table(build, SUPPLY);
}

/* All that is missing is warned of, not only the first. */
static void leave_out(struct prepared *prepared, uint32_t sector, const char *what)
{
    prepared->has_indirect_loss = false;
    prepare_warn(
        prepared, "no_indirect_loss",
        dataset_text(prepared->dataset, prepared->sector_rows[sector]->cells[SECTORS_SECTOR].text),
        "the sector has no %s: the indirect loss is left out", what);
}

/* Numbers the sectors that `supply` names: places is [sectors], INDEX_NONE for others. Sectors
 * without a row, as buyer or supplier, have no place in the matrix: for them nothing follows. */
static blackout_status link_sectors(struct build *build, uint32_t **places, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    size_t sector_count = prepared->model.sector_count;
    struct model_supply *supply = &prepared->model.supply;
    uint32_t *sectors = arena_alloc(prepared->arena, sector_count, sizeof *sectors);
    *places = arena_alloc(prepared->arena, sector_count, sizeof **places);
    if (sectors == NULL || *places == NULL) {
        return error_memory(error);
    }
    for (uint32_t s = 0; s < sector_count; ++s) {
        string_id key = prepared->sector_rows[s]->cells[SECTORS_SECTOR].text;
        bool linked = false;
        for (size_t i = 0; i < supply_of(build)->row_count && !linked; ++i) {
            const struct cell *cells = supply_of(build)->rows[i].cells;
            linked = cells[SUPPLY_SECTOR].text == key || cells[SUPPLY_INPUT_SECTOR].text == key;
        }
        (*places)[s] = linked ? (uint32_t)supply->count : INDEX_NONE;
        if (linked) {
            sectors[supply->count++] = s;
        }
    }
    supply->sectors = sectors;
    return BLACKOUT_OK;
}

/* The loss is followed in time if every linked sector has its resilience. A package without any
 * resilience has not asked for it, and gets no warning. */
static void check_resilience(struct prepared *prepared)
{
    struct model_supply *supply = &prepared->model.supply;
    uint32_t without = INDEX_NONE;
    size_t known = 0;
    for (size_t i = 0; i < supply->count; ++i) {
        uint32_t s = supply->sectors[i];
        if (prepared->model.sectors[s].resilience != PARAMETER_NONE) {
            ++known;
        } else if (without == INDEX_NONE) {
            without = s;
        }
    }
    /* A sector without a lag would have to be given one, and the times would rest on it. */
    supply->in_time = known == supply->count;
    if (known > 0 && without != INDEX_NONE) {
        prepare_warn(
            prepared, "no_indirect_in_time",
            dataset_text(prepared->dataset,
                         prepared->sector_rows[without]->cells[SECTORS_SECTOR].text),
            "the sector has no resilience_per_hour: the indirect loss is not followed in time");
    }
}

/* Whether every linked sector has its output, and every sector that loses is linked. */
static blackout_status check_sectors(struct build *build, const uint32_t *places,
                                     blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct model *model = &prepared->model;
    prepared->has_indirect_loss = model->cell_count > 0;
    for (size_t i = 0; i < model->supply.count; ++i) {
        uint32_t s = model->supply.sectors[i];
        const struct cell *currency = &prepared->sector_rows[s]->cells[SECTORS_OUTPUT_CURRENCY];
        if (model->sectors[s].annual_output == PARAMETER_NONE || !currency->given) {
            leave_out(prepared, s, "annual_output or output_currency");
            continue;
        }
        blackout_status status =
            parameters_add_rate(&build->sectors[s].output_per_usd, prepared, currency->text, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    check_resilience(prepared);
    for (size_t i = 0; i < model->cell_count; ++i) {
        uint32_t s = model->cells[i].sector;
        if (places[s] == INDEX_NONE) {
            leave_out(prepared, s, "row in supply");
        } else if (model->sectors[s].diverted == PARAMETER_NONE) {
            leave_out(prepared, s, "diverted");
        }
    }
    return BLACKOUT_OK;
}

/* Coefficients are accounts of a year: they do not vary in samples, whatever range they carry. a_ij
 * in row i, the supplier, and column j, the buyer; pairs without a row stay 0, as the arena gives
 * them. Every name has a place: the loader has checked that both are sectors, and link_sectors()
 * has numbered all that a row names. */
static blackout_status fill_coefficients(struct build *build, double *matrix,
                                         const uint32_t *places, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    size_t count = prepared->model.supply.count;
    const struct table *table = supply_of(build);
    prepared->coefficients =
        arena_alloc(prepared->arena, table->row_count, sizeof *prepared->coefficients);
    if (prepared->coefficients == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *cells = row->cells;
        string_id buyer = cells[SUPPLY_SECTOR].text;
        string_id supplier = cells[SUPPLY_INPUT_SECTOR].text;
        const char *key =
            arena_format(prepared->arena, "%s/%s", dataset_text(prepared->dataset, buyer),
                         dataset_text(prepared->dataset, supplier));
        prepared->coefficients[i] =
            parameters_add_certain(prepared, SUPPLY, row, SUPPLY_COEFFICIENT, key);
        matrix[places[build_row_number(build, SECTORS, supplier)] * count +
               places[build_row_number(build, SECTORS, buyer)]] = cells[SUPPLY_COEFFICIENT].number;
        if (cells[SUPPLY_COEFFICIENT].has_range) {
            prepare_warn(prepared, "supply_certain", "supply",
                         "ranges of coefficients are not used: they are the same in every sample");
        }
    }
    return BLACKOUT_OK;
}

/* The inverse knows no tables: its reason is repeated with the file that it is about. Inverting
 * once and not solving for each sample is what makes it cheap: A does not vary, and outputs cancel.
 */
static blackout_status make_inverse(struct build *build, const uint32_t *places,
                                    blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    size_t count = prepared->model.supply.count;
    double *matrix = arena_alloc(prepared->arena, count, count * sizeof *matrix);
    double *inverse = arena_alloc(prepared->arena, count, count * sizeof *inverse);
    double *powers =
        arena_alloc(prepared->arena, INOPERABILITY_PULSE_TERMS, count * sizeof *powers);
    blackout_error why = {0};
    blackout_status status = matrix != NULL && inverse != NULL && powers != NULL
                                 ? fill_coefficients(build, matrix, places, error)
                                 : error_memory(error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    status = inoperability_inverse(inverse, matrix, count, &why);
    prepared->model.supply.coefficients = matrix;
    /* When the loss occurs follows from sums over the powers of A (stats/inoperability_pulse.h). */
    prepared->model.supply.powers = powers;
    prepared->model.supply.power_count =
        status == BLACKOUT_OK ? inoperability_pulse_powers(powers, matrix, count) : 0;
    prepared->model.supply.inverse = inverse;
    return status == BLACKOUT_OK
               ? BLACKOUT_OK
               : error_at(error, status, supply_of(build)->source, 0, 0, "%s", why.message);
}

/* A figure that is left out has no sectors, so that no sample computes it. */
blackout_status build_supply(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    uint32_t *places;
    if (!prepared->has_dependants || !build->links_sectors || supply_of(build)->row_count == 0) {
        return BLACKOUT_OK;
    }
    blackout_status status = link_sectors(build, &places, error);
    if (status == BLACKOUT_OK) {
        status = check_sectors(build, places, error);
    }
    if (status == BLACKOUT_OK) {
        status = make_inverse(build, places, error);
    }
    if (!prepared->has_indirect_loss) {
        prepared->model.supply.count = 0;
    }
    return status;
}
