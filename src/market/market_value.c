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

const struct row *market_owner_return(const blackout_dataset *dataset, string_id event,
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

double market_close_before(const blackout_dataset *dataset, string_id symbol, instant date)
{
    const struct table *prices = &dataset->tables[PRICES];
    const struct row *best = NULL;
    for (size_t i = 0; i < prices->row_count; ++i) {
        const struct row *row = &prices->rows[i];
        if (row->cells[PRICES_SYMBOL].text == symbol && row->cells[PRICES_DATE].time < date &&
            (best == NULL || row->cells[PRICES_DATE].time > best->cells[PRICES_DATE].time)) {
            best = row;
        }
    }
    return best != NULL ? best->cells[PRICES_CLOSE].number : 0;
}

struct market_value market_value_before(const struct row *owner, const struct row *returns,
                                        double close_before)
{
    const struct cell *cap = owner != NULL ? &owner->cells[OWNERS_MARKET_CAP] : NULL;
    const struct cell *shares = owner != NULL ? &owner->cells[OWNERS_SHARES_OUTSTANDING] : NULL;
    if (cap != NULL && cap->given && cap->asked) {
        return (struct market_value){MARKET_VALUE_SET, cap->number,
                                     "owners.market_cap, as it is set"};
    }
    if (shares != NULL && shares->given && shares->number > 0 && close_before > 0) {
        return (struct market_value){MARKET_VALUE_SHARES, shares->number * close_before,
                                     "owners.shares_outstanding times the close before"};
    }
    if (returns != NULL && returns->cells[EVENT_RETURNS_MARKET_CAP_BEFORE].given) {
        return (struct market_value){MARKET_VALUE_EVENT,
                                     returns->cells[EVENT_RETURNS_MARKET_CAP_BEFORE].number,
                                     "event_returns.market_cap_before"};
    }
    if (cap != NULL && cap->given) {
        return (struct market_value){MARKET_VALUE_OWNER, cap->number, "owners.market_cap"};
    }
    return (struct market_value){MARKET_VALUE_UNKNOWN, 0, NULL};
}

void market_event_study(struct market_event_study *study, const blackout_dataset *dataset,
                        const struct row *event, string_id symbol)
{
    string_id key = event->cells[OUTAGES_EVENT].text;
    const struct row *row = market_owner_return(dataset, key, symbol);
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
