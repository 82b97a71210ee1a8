/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of `costs` and `recoveries` as one kind of thing: both are amounts of an incident, with a
 * date and a currency, and both may be taken back (`reversed`), which is an amount of the other
 * sign and not a row that is left out. */
#include <string.h>

#include "annual/making.h"
#include "filing/costs.h"

/* A cost without a kind is in the sum of costs, and keeps no estimate out: nobody has said what it
 * is for. */
static struct booking cost_of(const struct making *making, const struct row *row)
{
    const struct cell *cells = row->cells;
    const char *kind =
        cells[COSTS_KIND].given ? dataset_text(making->dataset, cells[COSTS_KIND].text) : "";
    return (struct booking){.row = row,
                            .incident = cells[COSTS_INCIDENT].text,
                            .table = COSTS,
                            .column = COSTS_AMOUNT,
                            .amount = &cells[COSTS_AMOUNT],
                            .currency = cells[COSTS_CURRENCY].text,
                            .has_date = cells[COSTS_DATE].given,
                            .date = cells[COSTS_DATE].given ? cells[COSTS_DATE].time : 0,
                            .sign = cells[COSTS_REVERSED].flag ? -1 : 1,
                            .is_cost = true,
                            .is_revenue = strcmp(kind, FILING_KIND_FORGONE_REVENUE) == 0,
                            .is_fee = strcmp(kind, FILING_KIND_CONTRACT_FEES) == 0};
}

static struct booking recovery_of(const struct making *making, const struct row *row)
{
    const struct cell *cells = row->cells;
    const char *state = dataset_text(making->dataset, cells[RECOVERIES_STATE].text);
    return (struct booking){.row = row,
                            .incident = cells[RECOVERIES_INCIDENT].text,
                            .table = RECOVERIES,
                            .column = RECOVERIES_AMOUNT,
                            .amount = &cells[RECOVERIES_AMOUNT],
                            .currency = cells[RECOVERIES_CURRENCY].text,
                            .has_date = cells[RECOVERIES_DATE].given,
                            .date = cells[RECOVERIES_DATE].given ? cells[RECOVERIES_DATE].time : 0,
                            .sign = cells[RECOVERIES_REVERSED].flag ? -1 : 1,
                            .is_received = strcmp(state, FILING_RECEIVED) == 0};
}

blackout_status bookings_each(struct making *making, visit_booking *visit)
{
    const struct table *costs = &making->dataset->tables[COSTS];
    const struct table *recoveries = &making->dataset->tables[RECOVERIES];
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < costs->row_count && status == BLACKOUT_OK; ++i) {
        const struct booking booking = cost_of(making, &costs->rows[i]);
        status = visit(making, &booking);
    }
    for (size_t i = 0; i < recoveries->row_count && status == BLACKOUT_OK; ++i) {
        const struct booking booking = recovery_of(making, &recoveries->rows[i]);
        status = visit(making, &booking);
    }
    return status;
}
