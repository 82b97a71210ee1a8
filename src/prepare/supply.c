/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links between sectors, once for all samples: the technical coefficients A of the table
 * `supply`, and the inverse of I - A, but for large tables of few links, which are solved anew for
 * each sample. Where an input is missing the figure is left out: a part of it would mislead.
 * (methodology, stage 5) */
#include "core/error.h"
#include "prepare/build.h"
#include "prepare/parameters.h"
#include "stats/inoperability.h"
#include "stats/inoperability_pulse.h"
#include "stats/inoperability_sweeps.h"

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

/* The number of the sector that a row names; the loader has checked that there is one. */
static uint32_t sector_of(const struct build *build, const struct row *row, int column)
{
    return build_row_number(build, SECTORS, row->cells[column].text);
}

/* Numbers the sectors that `supply` names, in the order of `sectors`, so that the order of links
 * moves no sum; the place of others is INDEX_NONE. Sectors without a row, as buyer or supplier,
 * have no place in the matrix: for them nothing follows. */
static blackout_status link_sectors(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    size_t sector_count = prepared->model.sector_count;
    struct model_supply *supply = &prepared->model.supply;
    const struct table *table = supply_of(build);
    uint32_t *sectors = arena_alloc(prepared->arena, sector_count, sizeof *sectors);
    uint32_t *places = arena_alloc(prepared->arena, sector_count, sizeof *places);
    bool *linked = arena_alloc(prepared->arena, sector_count, sizeof *linked);
    if (sectors == NULL || places == NULL || linked == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        linked[sector_of(build, &table->rows[i], SUPPLY_SECTOR)] = true;
        linked[sector_of(build, &table->rows[i], SUPPLY_INPUT_SECTOR)] = true;
    }
    for (uint32_t s = 0; s < sector_count; ++s) {
        places[s] = linked[s] ? (uint32_t)supply->count : INDEX_NONE;
        if (linked[s]) {
            sectors[supply->count++] = s;
        }
    }
    supply->sectors = sectors;
    supply->places = places;
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

/* Whether every linked sector has its output, and every sector that loses is linked. Without a cell
 * nothing is lost that could go on, and nothing is warned of. */
static blackout_status check_sectors(struct build *build, blackout_error *error)
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
        if (model->supply.places[s] == INDEX_NONE) {
            leave_out(prepared, s, "row in supply");
        } else if (model->sectors[s].diverted == PARAMETER_NONE) {
            leave_out(prepared, s, "diverted");
        }
    }
    return BLACKOUT_OK;
}

/* Coefficients are accounts of a year: they do not vary in samples, whatever range they carry. They
 * are parameters all the same, for the evidence and for `explain`; the model reads the entries.
 * a_ij in row i, the supplier, and column j, the buyer. Every name has a place: link_sectors() has
 * numbered all that a row names. */
static blackout_status fill_coefficients(struct build *build, struct sparse_entry *entries,
                                         blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const uint32_t *places = prepared->model.supply.places;
    const struct table *table = supply_of(build);
    prepared->coefficients =
        arena_alloc(prepared->arena, table->row_count, sizeof *prepared->coefficients);
    if (prepared->coefficients == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *cells = row->cells;
        const char *key = arena_format(
            prepared->arena, "%s/%s", dataset_text(prepared->dataset, cells[SUPPLY_SECTOR].text),
            dataset_text(prepared->dataset, cells[SUPPLY_INPUT_SECTOR].text));
        prepared->coefficients[i] =
            parameters_add_certain(prepared, SUPPLY, row, SUPPLY_COEFFICIENT, key);
        entries[i] = (struct sparse_entry){places[sector_of(build, row, SUPPLY_INPUT_SECTOR)],
                                           places[sector_of(build, row, SUPPLY_SECTOR)],
                                           cells[SUPPLY_COEFFICIENT].number};
        if (cells[SUPPLY_COEFFICIENT].has_range) {
            prepare_warn(prepared, "supply_certain", "supply",
                         "ranges of coefficients are not used: they are the same in every sample");
        }
    }
    return BLACKOUT_OK;
}

/* Up to so many sectors, those of national accounts by division, the inverse is made in no time. */
enum { ALWAYS_INVERTED = 256 };

/* Whether sweeps over the links take fewer products than an inverse: for a loss of 1 of every
 * sector, and for the multipliers of all, which are that of the transposed matrix and are kept. A
 * product with the inverse is count * count, a sweep one for each link (decision 0019). */
static bool make_sweeps(struct model_supply *supply, const struct sparse_rows *transposed,
                        double *room)
{
    const size_t count = supply->count;
    const size_t links = supply->coefficients->first[count];
    const size_t most_sweeps = count * count / (links > 0 ? links : 1);
    double *ones = room;
    double *lost = room + count;
    double *work = room + 2 * count;
    supply->largest_sum = inoperability_largest_sum(supply->coefficients, work);
    for (size_t i = 0; i < count; ++i) {
        ones[i] = 1;
    }
    const struct inoperability_links of_buyers = {supply->coefficients, supply->largest_sum};
    const struct inoperability_links of_suppliers = {transposed, supply->largest_sum};
    if (count <= ALWAYS_INVERTED || !(supply->largest_sum < 1) ||
        !inoperability_sweep(lost, &of_buyers, ones, work, most_sweeps) ||
        !inoperability_sweep(lost, &of_suppliers, ones, work, most_sweeps)) {
        return false;
    }
    for (size_t i = 0; i < count; ++i) {
        lost[i] -= 1;
    }
    supply->multipliers = lost;
    return true;
}

/* Where sweeps serve, there is no inverse. */
static blackout_status try_sweeps(struct prepared *prepared, struct sparse_entry *entries,
                                  size_t entry_count, bool *served, blackout_error *error)
{
    struct model_supply *supply = &prepared->model.supply;
    struct sparse_rows *coefficients = arena_alloc(prepared->arena, 1, sizeof *coefficients);
    struct sparse_rows transposed;
    double *room = arena_alloc(prepared->arena, supply->count, 3 * sizeof *room);
    double *powers =
        arena_alloc(prepared->arena, INOPERABILITY_PULSE_TERMS, supply->count * sizeof *powers);
    if (coefficients == NULL || room == NULL || powers == NULL ||
        sparse_rows_make(coefficients, prepared->arena, entries, entry_count, supply->count) != 0) {
        return error_memory(error);
    }
    /* The entries are turned round where they lie: the rows above have a copy of theirs. */
    supply->coefficients = coefficients;
    for (size_t e = 0; e < entry_count; ++e) {
        entries[e] = (struct sparse_entry){entries[e].column, entries[e].row, entries[e].value};
    }
    if (sparse_rows_make(&transposed, prepared->arena, entries, entry_count, supply->count) != 0) {
        return error_memory(error);
    }
    *served = make_sweeps(supply, &transposed, room);
    /* When the loss occurs follows from sums over the powers of A (stats/inoperability_pulse.h). */
    supply->powers = powers;
    supply->power_count = inoperability_pulse_powers(powers, coefficients);
    return BLACKOUT_OK;
}

/* The matrix with its zeros, its inverse, and the multipliers of that. */
static blackout_status fill_inverse(struct prepared *prepared, blackout_error *error)
{
    struct model_supply *supply = &prepared->model.supply;
    const size_t count = supply->count;
    const struct sparse_rows *rows = supply->coefficients;
    double *whole = arena_alloc(prepared->arena, count, count * sizeof *whole);
    double *inverse = arena_alloc(prepared->arena, count, count * sizeof *inverse);
    double *multipliers = arena_alloc(prepared->arena, count, sizeof *multipliers);
    if (whole == NULL || inverse == NULL || multipliers == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < count; ++i) {
        for (size_t e = rows->first[i]; e < rows->first[i + 1]; ++e) {
            whole[i * count + rows->columns[e]] = rows->values[e];
        }
    }
    blackout_status status = inoperability_inverse(inverse, whole, count, error);
    for (size_t j = 0; j < count; ++j) {
        multipliers[j] = -1;
        for (size_t i = 0; i < count; ++i) {
            multipliers[j] += inverse[i * count + j];
        }
    }
    supply->whole = whole;
    supply->inverse = inverse;
    supply->multipliers = multipliers;
    return status;
}

/* Inverting once and not solving for each sample is what makes a table of national accounts cheap:
 * A does not vary, and outputs cancel. The inverse knows no tables: its reason is repeated with the
 * file that it is about. */
static blackout_status solve_links(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const size_t entry_count = supply_of(build)->row_count;
    struct sparse_entry *entries = arena_alloc(prepared->arena, entry_count, sizeof *entries);
    blackout_error why = {0};
    bool served = false;
    blackout_status status =
        entries != NULL ? fill_coefficients(build, entries, error) : error_memory(error);
    if (status == BLACKOUT_OK) {
        status = try_sweeps(prepared, entries, entry_count, &served, error);
    }
    if (status != BLACKOUT_OK || served) {
        return status;
    }
    status = fill_inverse(prepared, &why);
    return status == BLACKOUT_OK
               ? BLACKOUT_OK
               : error_at(error, status, supply_of(build)->source, 0, 0, "%s", why.message);
}

/* A figure that is left out has no sectors, so that no sample computes it. */
blackout_status build_supply(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    if (!prepared->has_dependants || !build->links_sectors || supply_of(build)->row_count == 0) {
        return BLACKOUT_OK;
    }
    blackout_status status = link_sectors(build, error);
    if (status == BLACKOUT_OK) {
        status = check_sectors(build, error);
    }
    if (status == BLACKOUT_OK) {
        status = solve_links(build, error);
    }
    if (!prepared->has_indirect_loss) {
        prepared->model.supply.count = 0;
    }
    return status;
}
