/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 6a from the table: what the market made of a catalogued outage, by the rows of
 * `event_returns`. From prices: event_study.h. Returns are plain fractions (-0.05 is -5 %). */
#ifndef BLACKOUT_MARKET_MARKET_VALUE_H
#define BLACKOUT_MARKET_MARKET_VALUE_H

#include "blackout/dataset.h"
#include "tables/dataset.h"

/* Whether a row of event_returns is of the outage's owner. */
bool market_is_owner(const blackout_dataset *dataset, const struct row *returns);

/* The row of event_returns for the owner at an event: that of its share, else the first with
 * returns, since symbols change. NULL where there is none. */
const struct row *market_owner_return(const blackout_dataset *dataset, string_id event,
                                      string_id symbol);

/* The last close of a share on a day before `date`, from the package's prices; 0 where there is
 * none. */
double market_close_before(const blackout_dataset *dataset, string_id symbol, instant date);

enum market_source {
    MARKET_VALUE_UNKNOWN,
    MARKET_VALUE_SET,    /* by the scenario */
    MARKET_VALUE_SHARES, /* shares times the close before */
    MARKET_VALUE_EVENT,  /* market_cap_before of event_returns */
    MARKET_VALUE_OWNER   /* market_cap of owners */
};

struct market_value {
    enum market_source from;
    double value;       /* 0 where it is not known */
    const char *source; /* for people; NULL where it is not known */
};

/* The market value at the close before day 0, in the owner's currency, from what is nearest to it:
 * what the scenario sets for it; shares outstanding times that close; the event's own
 * market_cap_before; the owner's market_cap, which is of whatever day its row is. `owner` and
 * `returns` are rows of their tables, or NULL; `close_before` is 0 where it is not known. */
struct market_value market_value_before(const struct row *owner, const struct row *returns,
                                        double close_before);

/* Whether another figure of the package for the same market value is more than a fifth off it; the
 * first that is. `owner`, `returns` and `close_before` as above. */
bool market_value_contradiction(struct market_value *other, const struct market_value *value,
                                const struct row *owner, const struct row *returns,
                                double close_before);

/* What to say of it: both values, and the factor where it is that of a split or of pence. */
enum { MARKET_VALUE_TEXT_SIZE = 400 };
void market_value_contradiction_text(char text[MARKET_VALUE_TEXT_SIZE],
                                     const struct market_value *value,
                                     const struct market_value *other);

/* The event study of one catalogued outage, from the rows of `event_returns`. */
struct market_event_study {
    bool found;
    double raw;      /* return of day 0 */
    double abnormal; /* less what the market explains */
    bool has_t;
    double t;
    size_t peer_count;     /* rivals that were not down */
    double less_peer_mean; /* abnormal less the peers' mean abnormal; where there are peers */
    bool has_peer_raw;     /* a peer has a raw return */
    double peer_raw_low;   /* of those that have one */
    double peer_raw_high;
    bool has_day0;
    instant day0;
    bool has_market_cap;
    double market_cap_before; /* owner's currency */
    bool confounded;
};

void market_event_study(struct market_event_study *study, const blackout_dataset *dataset,
                        const struct row *event, string_id symbol);

#endif
