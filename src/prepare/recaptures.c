/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a loss is made up later. A row has its own figures, and those of its kind of flow
 * fill in what it leaves empty, range and source included, so that a borrowed number is never
 * taken for a measured one. */
#include "prepare/recaptures.h"

#include "prepare/parameters.h"

struct recapture_columns {
    int kind;
    int share;
    int decay_hours;
    int attrition;
};

/* Two tables have the same four columns, at other places. */
static struct recapture_columns columns_of(enum table_id table)
{
    static const struct recapture_columns of_sectors = {
        SECTORS_FLOW_KIND, SECTORS_RECAPTURE, SECTORS_RECAPTURE_DECAY_HOURS, SECTORS_ATTRITION};
    static const struct recapture_columns of_platforms = {PLATFORMS_FLOW_KIND, PLATFORMS_RECAPTURE,
                                                          PLATFORMS_RECAPTURE_DECAY_HOURS,
                                                          PLATFORMS_ATTRITION};
    return table == SECTORS ? of_sectors : of_platforms;
}

const struct flow_kind *recaptures_kind(const struct prepared *prepared, enum table_id table,
                                        const struct row *row)
{
    const struct cell *cell = &row->cells[columns_of(table).kind];
    return flow_kind_find(cell->given ? dataset_text(prepared->dataset, cell->text) : "");
}

/* Of a share of 0 no decay is taken: a default that has no effect would be listed among the
 * inputs. */
struct model_recapture recaptures_add(struct prepared *prepared, enum table_id table,
                                      const struct row *row, const char *key)
{
    const struct recapture_columns columns = columns_of(table);
    const struct flow_kind *kind = recaptures_kind(prepared, table, row);
    struct model_recapture recapture = {
        .share = PARAMETER_NONE,
        .decay_hours = PARAMETER_NONE,
        .attrition = parameters_add_cell(prepared, table, row, columns.attrition, key)};
    if (cell_or(&row->cells[columns.share], kind->recapture.centre) == 0) {
        /* nothing is made up, whatever the wait; what the row says of it is kept as evidence */
        recapture.share = parameters_add_cell(prepared, table, row, columns.share, key);
        return recapture;
    }
    recapture.share =
        parameters_add_judged(prepared, table, row, columns.share, key, &kind->recapture);
    recapture.decay_hours =
        parameters_add_judged(prepared, table, row, columns.decay_hours, key, &kind->decay_hours);
    return recapture;
}
