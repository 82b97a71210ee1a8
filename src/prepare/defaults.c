/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One warning lists them all, a clause a column and value, with the first few rows that took it.
 * Only rows that have part in the scenario count: what is not used need not be known. Parameters of
 * rows that do not are there all the same: platforms that are up scale their owner's, and sectors
 * are numbered as their rows. */
#include "prepare/defaults.h"

#include <stdio.h>
#include <string.h>

#include "core/map.h"
#include "core/print.h"

enum { LIST_SIZE = 480, MOST_NAMES = 3 };

/* The keys of what has part in the scenario: platforms that are down, sectors of which a business
 * depends on one. */
struct taking_part {
    const struct prepared *prepared;
    struct map platforms;
    struct map sectors;
};

static bool put(struct map *keys, string_id key)
{
    return map_find(keys, key) != MAP_NONE || map_add(keys, key, 0) == 0;
}

/* A sector without a cell enters no figure, whatever its recapture is. */
static bool find_taking_part(struct taking_part *taking, const struct prepared *prepared)
{
    const struct model *model = &prepared->model;
    bool made = true;
    *taking =
        (struct taking_part){prepared, {.arena = prepared->arena}, {.arena = prepared->arena}};
    for (size_t p = 0; made && p < model->platform_count; ++p) {
        made = !model->platforms[p].selected ||
               put(&taking->platforms, prepared->platform_rows[p]->cells[PLATFORMS_PLATFORM].text);
    }
    for (size_t c = 0; made && c < model->cell_count; ++c) {
        const struct row *row = prepared->sector_rows[model->cells[c].sector];
        made = put(&taking->sectors, row->cells[SECTORS_SECTOR].text);
    }
    return made;
}

/* Whether the row of a parameter has part in the scenario. Rows of other tables have certain
 * defaults, which are not listed. */
static bool counts(const struct taking_part *taking, const struct parameter *parameter)
{
    const struct map *keys = parameter->table == PLATFORMS ? &taking->platforms
                             : parameter->table == SECTORS ? &taking->sectors
                                                           : NULL;
    return keys != NULL &&
           map_find(keys, strings_find(&taking->prepared->dataset->strings, parameter->key,
                                       strlen(parameter->key))) != MAP_NONE;
}

static bool same_range(const struct parameter *a, const struct parameter *b)
{
    return a->has_range == b->has_range &&
           (!a->has_range || (mapping_low(&a->mapping) == mapping_low(&b->mapping) &&
                              mapping_high(&a->mapping) == mapping_high(&b->mapping)));
}

/* Whether two parameters are the same default, of different rows. By kind of flow one centre may
 * have several ranges. */
static bool same_default(const struct parameter *a, const struct parameter *b)
{
    return b->taken && a->table == b->table && strcmp(a->column, b->column) == 0 &&
           a->centre == b->centre && same_range(a, b);
}

/* Appends parameter `first` with all rows that took the same. `used` passes the end where a text
 * was cut: nothing more is appended then. Rows beyond the first few are counted, since a default
 * taken by hundreds of rows is one fact about a column. */
static void append(char list[LIST_SIZE], const struct taking_part *taking, size_t first)
{
    const struct prepared *prepared = taking->prepared;
    const struct parameter *parameter = &prepared->parameters[first];
    size_t used = strlen(list);
    size_t rows = 0;
    used += (size_t)print_text(list + used, LIST_SIZE - used, "%s%s %.6g", used > 0 ? "; " : "",
                               parameter->column, parameter->centre);
    if (parameter->has_range && used < LIST_SIZE) {
        used +=
            (size_t)print_text(list + used, LIST_SIZE - used, " (%.4g to %.4g)",
                               mapping_low(&parameter->mapping), mapping_high(&parameter->mapping));
    }
    for (size_t i = first; i < prepared->parameter_count && used < LIST_SIZE; ++i) {
        const struct parameter *other = &prepared->parameters[i];
        if (same_default(parameter, other) && counts(taking, other) && rows++ < MOST_NAMES) {
            used += (size_t)snprintf(list + used, LIST_SIZE - used, "%s%.40s",
                                     rows == 1 ? " for " : ", ", other->key);
        }
    }
    if (rows > MOST_NAMES && used < LIST_SIZE) {
        snprintf(list + used, LIST_SIZE - used, " and %zu more", rows - MOST_NAMES);
    }
}

/* Whether an earlier row took the same and serves for this one. */
static bool is_listed(const struct taking_part *taking, size_t number)
{
    const struct prepared *prepared = taking->prepared;
    for (size_t i = 0; i < number; ++i) {
        if (same_default(&prepared->parameters[number], &prepared->parameters[i]) &&
            counts(taking, &prepared->parameters[i])) {
            return true;
        }
    }
    return false;
}

/* One warning for all, so that a package with many gaps does not bury the others. */
void defaults_note(struct prepared *prepared)
{
    char list[LIST_SIZE] = "";
    struct taking_part taking;
    if (!find_taking_part(&taking, prepared)) {
        prepared->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < prepared->parameter_count; ++i) {
        const struct parameter *parameter = &prepared->parameters[i];
        if (parameter->taken && counts(&taking, parameter) && !is_listed(&taking, i)) {
            append(list, &taking, i);
        }
    }
    if (list[0] != '\0') {
        prepare_warn(prepared, "defaults_taken", "defaults", "empty cells have assumed values: %s",
                     list);
    }
}
