/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "market/market_value.h"

#include <math.h>
#include <string.h>

#include "tables/catalogue.h"

bool market_is_owner(const blackout_dataset *dataset, const struct row *returns)
{
    return strcmp(dataset_text(dataset, returns->cells[EVENT_RETURNS_ROLE].text), "owner") == 0;
}

static void read_peers(struct market_event_study *study, const blackout_dataset *dataset,
                       string_id event)
{
    const struct table *returns = &dataset->tables[EVENT_RETURNS];
    double sum = 0;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        if (row->cells[EVENT_RETURNS_EVENT].text != event || market_is_owner(dataset, row) ||
            !row->cells[EVENT_RETURNS_CAR_0_0].given) {
            continue;
        }
        double raw = cell_or(&row->cells[EVENT_RETURNS_RAW_0], 0);
        study->peer_raw_low = study->peer_count == 0 ? raw : fmin(study->peer_raw_low, raw);
        study->peer_raw_high = study->peer_count == 0 ? raw : fmax(study->peer_raw_high, raw);
        sum += row->cells[EVENT_RETURNS_CAR_0_0].number;
        ++study->peer_count;
    }
    if (study->peer_count > 0) {
        study->less_peer_mean = study->abnormal - sum / (double)study->peer_count;
    }
}

/* The owner's row: that of its share, else the first of the event, since symbols change. */
static const struct row *owner_return(const blackout_dataset *dataset, string_id event,
                                      string_id symbol)
{
    const struct table *returns = &dataset->tables[EVENT_RETURNS];
    const struct row *first = NULL;
    for (size_t i = 0; i < returns->row_count; ++i) {
        const struct row *row = &returns->rows[i];
        const struct cell *cells = row->cells;
        if (cells[EVENT_RETURNS_EVENT].text != event || !market_is_owner(dataset, row) ||
            !cells[EVENT_RETURNS_RAW_0].given || !cells[EVENT_RETURNS_CAR_0_0].given) {
            continue;
        }
        if (cells[EVENT_RETURNS_SYMBOL].text == symbol) {
            return row;
        }
        first = first != NULL ? first : row;
    }
    return first;
}

void market_event_study(struct market_event_study *study, const blackout_dataset *dataset,
                        const struct row *event, string_id symbol)
{
    string_id key = event->cells[OUTAGES_EVENT].text;
    const struct row *row = owner_return(dataset, key, symbol);
    *study = (struct market_event_study){.confounded = catalogue_is_confounded(event)};
    if (row == NULL) {
        return;
    }
    const struct cell *cells = row->cells;
    study->found = true;
    study->raw = cells[EVENT_RETURNS_RAW_0].number;
    study->abnormal = cells[EVENT_RETURNS_CAR_0_0].number;
    study->has_t = cells[EVENT_RETURNS_SE_0_0].given;
    study->t = study->has_t ? study->abnormal / cells[EVENT_RETURNS_SE_0_0].number : 0;
    study->has_day0 = cells[EVENT_RETURNS_DAY0].given;
    study->day0 = cells[EVENT_RETURNS_DAY0].time;
    study->has_market_cap = cells[EVENT_RETURNS_MARKET_CAP_BEFORE].given;
    study->market_cap_before = cells[EVENT_RETURNS_MARKET_CAP_BEFORE].number;
    read_peers(study, dataset, key);
}
