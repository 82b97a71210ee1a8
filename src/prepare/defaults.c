/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One warning lists them all, a clause a column and value, with the first few rows that took it.
 * Only rows that have part in the scenario count: what is not used need not be known. */
#include "prepare/defaults.h"

#include <stdio.h>
#include <string.h>

#include "core/print.h"

enum { LIST_SIZE = 480, MOST_NAMES = 3 };

/* Whether the row of a parameter has part in the scenario: a platform that is down, a sector of
 * which a business depends on one. */
static bool counts(const struct prepared *prepared, const struct parameter *parameter)
{
    const struct model *model = &prepared->model;
    for (size_t p = 0; parameter->table == PLATFORMS && p < model->platform_count; ++p) {
        const struct cell *name = &prepared->platform_rows[p]->cells[PLATFORMS_PLATFORM];
        if (strcmp(dataset_text(prepared->dataset, name->text), parameter->key) == 0) {
            return model->platforms[p].selected;
        }
    }
    for (size_t c = 0; parameter->table == SECTORS && c < model->cell_count; ++c) {
        const struct row *row = prepared->sector_rows[model->cells[c].sector];
        const struct cell *name = &row->cells[SECTORS_SECTOR];
        if (strcmp(dataset_text(prepared->dataset, name->text), parameter->key) == 0) {
            return true;
        }
    }
    return false;
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
 * was cut: nothing more is appended then. */
static void append(char list[LIST_SIZE], const struct prepared *prepared, size_t first)
{
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
        if (same_default(parameter, other) && counts(prepared, other) && rows++ < MOST_NAMES) {
            used += (size_t)snprintf(list + used, LIST_SIZE - used, "%s%.40s",
                                     rows == 1 ? " for " : ", ", other->key);
        }
    }
    if (rows > MOST_NAMES && used < LIST_SIZE) {
        snprintf(list + used, LIST_SIZE - used, " and %zu more", rows - MOST_NAMES);
    }
}

/* Whether an earlier row took the same and stands for this one. */
static bool is_listed(const struct prepared *prepared, size_t number)
{
    for (size_t i = 0; i < number; ++i) {
        if (same_default(&prepared->parameters[number], &prepared->parameters[i]) &&
            counts(prepared, &prepared->parameters[i])) {
            return true;
        }
    }
    return false;
}

/* One warning for all, so that a package with many gaps does not bury the others. */
void defaults_note(struct prepared *prepared)
{
    char list[LIST_SIZE] = "";
    for (size_t i = 0; i < prepared->parameter_count; ++i) {
        const struct parameter *parameter = &prepared->parameters[i];
        if (parameter->taken && counts(prepared, parameter) && !is_listed(prepared, i)) {
            append(list, prepared, i);
        }
    }
    if (list[0] != '\0') {
        prepare_warn(prepared, "defaults_taken", "defaults", "empty cells have assumed values: %s",
                     list);
    }
}
