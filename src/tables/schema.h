/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of a package are: their columns, types, units and ranges. The loader, the checks
 * and the documents read these definitions; a new column is one line in schema.c and one here, and
 * a value in each row of examples.c. Names of tables and columns are part of the name by which an
 * input is drawn (estimate/factors.c): one that is renamed has other samples. */
#ifndef BLACKOUT_TABLES_SCHEMA_H
#define BLACKOUT_TABLES_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/* In the order in which reports list tables; they are read in another (ingest/dataset.c). Code asks
 * for a table of a package by `id < TABLE_COUNT`. */
enum table_id {
    OWNERS,
    REGIONS,
    ACTIVITY,
    SECTORS,
    CHANNELS,
    PLATFORMS,
    PLATFORM_REGIONS,
    FALLBACKS,
    FX,
    TRAFFIC,
    PRICES,
    OUTAGES,
    EVENT_RETURNS,
    MARKET_PRIOR,
    OUTAGE_PRIOR,
    PUBLISHED,
    CREDITS,
    UNCERTAINTY,
    MODEL_ERROR,
    POLICIES,
    COSTS,
    RECOVERIES,
    SUPPLY,
    STRAIGHT_LINES,
    DEPENDENCIES,
    TABLE_COUNT,                  /* of a package; beside it there is ... */
    SEVERITY_CURVE = TABLE_COUNT, /* ... the file of --severity-curve */
    PRICE_FILE,                   /* ... and prices_SYMBOL.csv, whose rows go into PRICES */
    HOLIDAYS,                     /* ... and the file of traffic's --holidays */
    NO_TABLE
};

/* What a field must be. Shares and weights are NUMBER with a range: the range says which of the two
 * laws of its spread a column has (column_transform() in row.h). */
enum column_type {
    COLUMN_KEY,      /* an identifier */
    COLUMN_KEYS,     /* identifiers, separated by ';' */
    COLUMN_TEXT,     /* free text */
    COLUMN_NUMBER,   /* may have _low, _high, _basis, _source beside it */
    COLUMN_INTEGER,  /* as COLUMN_NUMBER */
    COLUMN_INSTANT,  /* ISO 8601 */
    COLUMN_CURRENCY, /* ISO 4217 */
    COLUMN_FLAG,     /* yes or no */
    COLUMN_REASON    /* as COLUMN_FLAG; several words are a yes with a reason */
};

enum column_need { OPTIONAL, REQUIRED };

/* The columns of each table, by number: `OWNERS_NAME` is the column `name` of `owners`. */
enum {
    OWNERS_OWNER,
    OWNERS_NAME,
    OWNERS_CURRENCY,
    OWNERS_ANNUAL_REVENUE,
    OWNERS_SYMBOL,
    OWNERS_INDEX_SYMBOL,
    OWNERS_SHARES_OUTSTANDING,
    OWNERS_MARKET_CAP,
    OWNERS_MARGIN,
    OWNERS_TAX_RATE,
    OWNERS_INCOME_BEFORE_TAX,
    OWNERS_EXCHANGE_TIMEZONE,
    OWNERS_SESSION_CLOSE,
    OWNERS_OBSERVED_FROM,
    OWNERS_OBSERVED_TO,
    OWNERS_AS_OF
};
enum {
    REGIONS_REGION,
    REGIONS_NAME,
    REGIONS_UTC_OFFSET_HOURS,
    REGIONS_GDP,
    REGIONS_GDP_CURRENCY,
    REGIONS_DIGITAL_SHARE,
    REGIONS_COUNTRIES
};
enum { ACTIVITY_PROFILE, ACTIVITY_HOUR_OF_WEEK, ACTIVITY_WEIGHT };
enum {
    SECTORS_SECTOR,
    SECTORS_NAME,
    SECTORS_PROFILE,
    SECTORS_FLOW_KIND,
    SECTORS_RECAPTURE,
    SECTORS_RECAPTURE_DECAY_HOURS,
    SECTORS_ATTRITION,
    SECTORS_ANNUAL_OUTPUT,
    SECTORS_VALUE_ADDED,
    SECTORS_OUTPUT_CURRENCY,
    SECTORS_DIVERTED,
    SECTORS_RESILIENCE_PER_HOUR
};
enum {
    CHANNELS_CHANNEL,
    CHANNELS_NAME,
    CHANNELS_GRACE_HOURS,
    CHANNELS_ONSET_HOURS,
    CHANNELS_SHAPE
};
enum {
    PLATFORMS_PLATFORM,
    PLATFORMS_NAME,
    PLATFORMS_OWNER,
    PLATFORMS_ANNUAL_REVENUE,
    PLATFORMS_CURRENCY,
    PLATFORMS_FLOW_KIND,
    PLATFORMS_RECAPTURE,
    PLATFORMS_RECAPTURE_DECAY_HOURS,
    PLATFORMS_ATTRITION,
    PLATFORMS_GROWTH_FACTOR,
    PLATFORMS_USAGE_SHARE,
    PLATFORMS_SUBSCRIPTION_REVENUE,
    PLATFORMS_USERS,
    PLATFORMS_AS_OF
};
enum {
    PLATFORM_REGIONS_PLATFORM,
    PLATFORM_REGIONS_REGION,
    PLATFORM_REGIONS_REVENUE_SHARE,
    PLATFORM_REGIONS_USER_SHARE,
    PLATFORM_REGIONS_PROFILE,
    PLATFORM_REGIONS_USERS,
    PLATFORM_REGIONS_USERS_AS_OF
};
enum {
    FALLBACKS_SECTOR,
    FALLBACKS_CHANNEL,
    FALLBACKS_FALLBACK,
    FALLBACKS_SHARE,
    FALLBACKS_ADAPTATION_HOURS
};
enum { FX_CURRENCY, FX_PER_USD, FX_DATE };
enum { TRAFFIC_TIMESTAMP, TRAFFIC_PLATFORM, TRAFFIC_REGION, TRAFFIC_VOLUME };
enum { PRICES_DATE, PRICES_SYMBOL, PRICES_CLOSE, PRICES_ADJ_CLOSE };
enum {
    OUTAGES_EVENT,
    OUTAGES_OWNER,
    OUTAGES_PLATFORMS,
    OUTAGES_START,
    OUTAGES_DURATION_MINUTES,
    OUTAGES_SEVERITY,
    OUTAGES_REGIONS,
    OUTAGES_SCOPE_SHARE,
    OUTAGES_CAUSE,
    OUTAGES_REACTION_DATE,
    OUTAGES_CONFOUNDED,
    OUTAGES_MEASURED_SEVERITY,
    OUTAGES_MEASURED_DURATION_MINUTES,
    OUTAGES_FINAL_REPORT,
    OUTAGES_APPARENT_CAUSE
};
enum {
    EVENT_RETURNS_EVENT,
    EVENT_RETURNS_SYMBOL,
    EVENT_RETURNS_INDEX_SYMBOL,
    EVENT_RETURNS_ROLE,
    EVENT_RETURNS_DAY0,
    EVENT_RETURNS_MODEL,
    EVENT_RETURNS_ESTIMATION_DAYS,
    EVENT_RETURNS_ALPHA,
    EVENT_RETURNS_BETA,
    EVENT_RETURNS_RESIDUAL_SD,
    EVENT_RETURNS_RAW_0,
    EVENT_RETURNS_INDEX_0,
    EVENT_RETURNS_CAR_0_0,
    EVENT_RETURNS_SE_0_0,
    EVENT_RETURNS_CAR_0_1,
    EVENT_RETURNS_SE_0_1,
    EVENT_RETURNS_CAR_M1_1,
    EVENT_RETURNS_SE_M1_1,
    EVENT_RETURNS_CAR_0_5,
    EVENT_RETURNS_SE_0_5,
    EVENT_RETURNS_MARKET_CAP_BEFORE
};
enum { MARKET_PRIOR_TERM, MARKET_PRIOR_MEAN, MARKET_PRIOR_SD };
enum { OUTAGE_PRIOR_TERM, OUTAGE_PRIOR_VALUE };
enum {
    PUBLISHED_EVENT,
    PUBLISHED_MEASURE,
    PUBLISHED_LOW,
    PUBLISHED_HIGH,
    PUBLISHED_CURRENCY,
    PUBLISHED_DURATION_ASSUMED_MINUTES,
    PUBLISHED_PUBLISHER,
    PUBLISHED_DATE,
    PUBLISHED_KIND
};
enum { CREDITS_PLATFORM, CREDITS_AVAILABILITY_BELOW, CREDITS_CREDIT_SHARE, CREDITS_CLAIMED_SHARE };
enum {
    UNCERTAINTY_RESOURCE,
    UNCERTAINTY_KEY,
    UNCERTAINTY_COLUMN,
    UNCERTAINTY_LOW,
    UNCERTAINTY_HIGH,
    UNCERTAINTY_GROUP,
    UNCERTAINTY_LOADING
};
enum {
    MODEL_ERROR_QUANTITY,
    MODEL_ERROR_DURATION_HOURS,
    MODEL_ERROR_LOG_SD,
    MODEL_ERROR_LOCATION,
    MODEL_ERROR_SCALE,
    MODEL_ERROR_DEGREES,
    MODEL_ERROR_EVENTS
};
enum {
    POLICIES_POLICY,
    POLICIES_BUSINESS,
    POLICIES_OWNER,
    POLICIES_WAITING_HOURS,
    POLICIES_DEDUCTIBLE,
    POLICIES_LIMIT,
    POLICIES_SHARE,
    POLICIES_AGGREGATE_LIMIT,
    POLICIES_CURRENCY
};
enum { COSTS_INCIDENT, COSTS_KIND, COSTS_AMOUNT, COSTS_CURRENCY, COSTS_DATE, COSTS_REVERSED };
enum {
    RECOVERIES_INCIDENT,
    RECOVERIES_KIND,
    RECOVERIES_STATE,
    RECOVERIES_AMOUNT,
    RECOVERIES_CURRENCY,
    RECOVERIES_DATE,
    RECOVERIES_REVERSED
};
enum { SUPPLY_SECTOR, SUPPLY_INPUT_SECTOR, SUPPLY_COEFFICIENT };
enum {
    STRAIGHT_LINES_OWNER,
    STRAIGHT_LINES_METHOD,
    STRAIGHT_LINES_REVENUE,
    STRAIGHT_LINES_HOURS,
    STRAIGHT_LINES_CURRENCY,
    STRAIGHT_LINES_AS_OF
};
enum {
    DEPENDENCIES_BUSINESS,
    DEPENDENCIES_SECTOR,
    DEPENDENCIES_REGION,
    DEPENDENCIES_ANNUAL_REVENUE,
    DEPENDENCIES_CURRENCY,
    DEPENDENCIES_PLATFORM,
    DEPENDENCIES_CHANNEL,
    DEPENDENCIES_SHARE,
    DEPENDENCIES_FIRMS,
    DEPENDENCIES_FALLBACK,
    DEPENDENCIES_FALLBACK_SHARE
};
enum {
    SEVERITY_CURVE_TIMESTAMP,
    SEVERITY_CURVE_PLATFORM,
    SEVERITY_CURVE_REGION,
    SEVERITY_CURVE_UNAVAILABLE
};
enum {
    PRICE_FILE_DATE,
    PRICE_FILE_OPEN,
    PRICE_FILE_HIGH,
    PRICE_FILE_LOW,
    PRICE_FILE_CLOSE,
    PRICE_FILE_ADJ_CLOSE,
    PRICE_FILE_VOLUME
};
enum { HOLIDAYS_NAME, HOLIDAYS_START, HOLIDAYS_END };

/* No table has more columns; no key more parts. Rows that are being made have room for so many
 * cells, and as many ranges. */
enum { MOST_COLUMNS = 24, MOST_KEY_COLUMNS = 3 };

struct column_schema {
    const char *name;
    enum column_type type;
    enum column_need need;
    enum table_id refers_to; /* the key must be there; NO_TABLE: none */
    bool range_open;         /* min itself is not in it */
    double min;              /* -DBL_MAX: no bound */
    double max;              /* DBL_MAX: no bound */
    const char *remedy;      /* "a share from 0 to 1": what would be right */
    const char *meaning;     /* one line, with the unit */
    bool is_session;         /* of an instant: the date of a session, where the exchange is */
    double certain;          /* what an empty cell is for certain, where that is not 0; else 0 */
};

struct table_schema {
    const char *name;
    const char *schema_name; /* "table:NAME", which no report has */
    const char *meaning;
    size_t column_count;
    const struct column_schema *columns;
    size_t key_column_count; /* two rows may not agree in all of these ...; 0: they may repeat */
    int key_columns[MOST_KEY_COLUMNS];
    int as_of_column; /* ... and in this one; -1: none */
    enum column_need need;
};

const struct table_schema *schema_table(enum table_id table);

/* The table of a package called `name`, or NO_TABLE. */
enum table_id schema_find(const char *name);

#endif
