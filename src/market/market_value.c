/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The market's reaction from the table. The difference from the mean of the rivals is plain and has
 * no standard error: their covariance is not in the table (decision 0003). Nothing is computed from
 * prices here: event studies do that. */
#include "market/market_value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"
#include "core/print.h"
#include "tables/catalogue.h"

/* The role is of a row and not of a firm: a share may be a rival at another event. */
bool market_is_owner(const blackout_dataset *dataset, const struct row *returns)
{
    return strcmp(dataset_text(dataset, returns->cells[EVENT_RETURNS_ROLE].text), "owner") == 0;
}

/* The range that is shown. A peer without a raw return counts in the mean all the same. */
static void add_peer_raw(struct market_event_study *study, const struct cell *raw)
{
    if (!raw->given) {
        return;
    }
    study->peer_raw_low =
        study->has_peer_raw ? fmin(study->peer_raw_low, raw->number) : raw->number;
    study->peer_raw_high =
        study->has_peer_raw ? fmax(study->peer_raw_high, raw->number) : raw->number;
    study->has_peer_raw = true;
}

/* The rivals' abnormal returns of day 0. */
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
        add_peer_raw(study, &row->cells[EVENT_RETURNS_RAW_0]);
        sum += row->cells[EVENT_RETURNS_CAR_0_0].number;
        ++study->peer_count;
    }
    if (study->peer_count > 0) {
        study->less_peer_mean = study->abnormal - sum / (double)study->peer_count;
    }
}

/* The share of the owner if the event has it, else the event's first: a firm may have renamed
 * its share. */
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

/* The last close before the day, 0 where there is none. The close and not the adjusted one: the
 * number of shares is of that day, too. */
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

enum { MOST_VALUES = 4 };

/* Every figure that the package has, the nearest to the close before first; how many. What the
 * scenario sets is the question and goes before all; the number of shares with the close of the day
 * before is nearest to that day; a market value of the table may be of any day of the year. */
static size_t list_values(struct market_value values[MOST_VALUES], const struct row *owner,
                          const struct row *returns, double close_before)
{
    const struct cell *cap = owner != NULL ? &owner->cells[OWNERS_MARKET_CAP] : NULL;
    const struct cell *shares = owner != NULL ? &owner->cells[OWNERS_SHARES_OUTSTANDING] : NULL;
    const struct cell *before =
        returns != NULL ? &returns->cells[EVENT_RETURNS_MARKET_CAP_BEFORE] : NULL;
    size_t count = 0;
    if (cap != NULL && cap->given && cap->asked) {
        values[count++] =
            (struct market_value){MARKET_VALUE_SET, cap->number, "owners.market_cap, as given"};
    }
    if (shares != NULL && shares->given && shares->number > 0 && close_before > 0) {
        values[count++] = (struct market_value){MARKET_VALUE_SHARES, shares->number * close_before,
                                                "owners.shares_outstanding times the close before"};
    }
    if (before != NULL && before->given) {
        values[count++] = (struct market_value){MARKET_VALUE_EVENT, before->number,
                                                "event_returns.market_cap_before"};
    }
    if (cap != NULL && cap->given && !cap->asked) {
        values[count++] =
            (struct market_value){MARKET_VALUE_OWNER, cap->number, "owners.market_cap"};
    }
    return count;
}

/* Where nothing is known the first entry remains, MARKET_VALUE_UNKNOWN. */
struct market_value market_value_before(const struct row *owner, const struct row *returns,
                                        double close_before)
{
    struct market_value values[MOST_VALUES] = {{MARKET_VALUE_UNKNOWN, 0, NULL}};
    list_values(values, owner, returns, close_before);
    return values[0];
}

/* ---- Contradictions -------------------------------------------------------------------------- */

/* Shares change in number, and a year's row is not of the day: so much is no contradiction. */
static const double most_apart = 1.2;

/* How near to a whole number a factor is that of a split: what else lies between two values. */
static const double factor_tolerance = 0.03;

/* Prices in pence, cents or agorot beside a currency of pounds, rand or shekels. */
enum { HUNDREDTHS = 100 };

/* A factor of a split, or of hundredths; 0 where it is neither. Between larger whole numbers there
 * is no room for the tolerance: of those the usual ones count. Up to 15 neighbours are more than
 * twice the tolerance apart. */
static int whole_factor(double factor)
{
    static const int usual[] = {20, 25, 30, 40, 50, HUNDREDTHS, 1000};
    enum { LARGEST_ANY = 15 };
    int near = (int)lround(fmin(factor, LARGEST_ANY));
    if (near >= 2 && fabs(factor / near - 1) <= factor_tolerance) {
        return near;
    }
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; ++i) {
        if (fabs(factor / usual[i] - 1) <= factor_tolerance) {
            return usual[i];
        }
    }
    return 0;
}

/* What the scenario sets is the question, and contradicts nothing. Only the first that differs is
 * named: it is enough to make somebody look. */
bool market_value_contradiction(struct market_value *other, const struct market_value *value,
                                const struct row *owner, const struct row *returns,
                                double close_before)
{
    struct market_value values[MOST_VALUES];
    size_t known = list_values(values, owner, returns, close_before);
    for (size_t i = 0; value->from != MARKET_VALUE_SET && i < known; ++i) {
        double factor = value->value / values[i].value;
        if (values[i].from != value->from && (factor > most_apart || factor < 1 / most_apart)) {
            *other = values[i];
            return true;
        }
    }
    return false;
}

/* A factor that is nearly whole is shown as such, since it says what may be wrong. */
void market_value_contradiction_text(char text[MARKET_VALUE_TEXT_SIZE],
                                     const struct market_value *value,
                                     const struct market_value *other)
{
    static const double million = 1e6;
    char own[NUMBER_FIXED_SIZE];
    char others[NUMBER_FIXED_SIZE];
    char part[32];
    double factor = value->value / other->value;
    int whole = whole_factor(fmax(factor, 1 / factor));
    number_print_grouped(own, sizeof own, value->value / million, 1);
    number_print_grouped(others, sizeof others, other->value / million, 1);
    if (whole > 0) {
        snprintf(part, sizeof part, factor > 1 ? "%d times" : "1/%d of", whole);
    } else {
        print_text(part, sizeof part, "%.3g times", factor);
    }
    snprintf(text, MARKET_VALUE_TEXT_SIZE,
             "the market value before, %.40s M (%s), is %s %.40s M (%s); %s", own, value->source,
             part, others, other->source,
             whole == HUNDREDTHS ? "perhaps prices are in pence or cents of the currency"
             : whole > 0 ? "perhaps closes are adjusted for a later split, and shares are not"
                         : "one of them is not of that day, or not of that share");
}

/* Without a row of the owner's share only `confounded` is known. t is taken from the row's own
 * standard error; the difference from the rivals has none. */
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
