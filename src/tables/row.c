/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much each basis is unsure of, in one table, and how a cell becomes a mapping to a normal
 * (core/mapping.h): the transform follows from the range that the column may have. */
#include "tables/row.h"

_Static_assert(sizeof(struct cell) == 16, "a million prices are four million cells");
_Static_assert(sizeof(struct row) == 16, "and a million rows");

const char *basis_name(enum basis basis)
{
    static const char *const names[] = {"measured", "reported", "derived", "assumed"};
    return names[basis];
}

/* Standard deviations on the scale of the column (methodology, stage 0); nothing for what was
 * measured. */
double basis_spread(enum basis basis)
{
    static const double spreads[] = {0, 0.05, 0.15, 0.40};
    return spreads[basis];
}

/* Ranges come after all cells of the row: see struct cell. */
const struct range *row_range(const struct row *row, int column)
{
    return &row->cells[row->column_count + (size_t)column].range;
}

double cell_or(const struct cell *cell, double otherwise)
{
    return cell->given ? cell->number : otherwise;
}

instant cell_end(const struct cell *cell)
{
    return cell->has_time ? cell->time : cell->time + SECONDS_PER_DAY;
}

/* From the range alone, so that a new column is drawn rightly without a word elsewhere. */
enum transform column_transform(const struct column_schema *schema)
{
    return schema->min == 0 && schema->max == 1 ? TRANSFORM_LOGIT : TRANSFORM_LOG;
}

/* To write down what an empty cell is widens nothing. */
double cell_spread(const struct cell *cell, const struct column_schema *schema)
{
    const bool certain = schema->certain != 0 && cell->number == schema->certain;
    return certain ? 0 : basis_spread((enum basis)cell->basis);
}

/* A range goes before the basis: whoever gives one knows more than the word says. */
struct mapping row_mapping(const struct row *row, enum table_id table, int column)
{
    const struct cell *cell = &row->cells[column];
    const struct column_schema *schema = &schema_table(table)->columns[column];
    const enum transform transform = column_transform(schema);
    if (!cell->has_range) {
        return mapping_of_spread(transform, cell->number, cell_spread(cell, schema));
    }
    const struct range *range = row_range(row, column);
    return mapping_of_range(transform, range->low, cell->number, range->high);
}
