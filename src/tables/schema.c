/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table definitions: the contract's section 1 as data. Columns are in the order of the enums in
 * schema.h, by which all code names them, and of the examples: one in another place would be read
 * as its neighbour. Which table is read when is for ingest/dataset.c. */
#include "tables/schema.h"

#include <string.h>

#include "tables/column_shapes.h"
#include "tables/flow_kinds.h"
#include "tables/words.h"

/* observed_from and observed_to are the years over which outages are counted for a year at risk
 * (docs/risk.md). */
static const struct column_schema owners[] = {
    KEY("owner", REQUIRED, NO_TABLE, "identifier of the firm that runs platforms"),
    TEXT("name", REQUIRED, "its name"),
    CURRENCY("currency", REQUIRED, "the currency of its figures, and of its reports"),
    AMOUNT("annual_revenue", OPTIONAL, "revenue of a year; the platforms' must sum to it"),
    TEXT("symbol", OPTIONAL, "its share's symbol"),
    TEXT("index_symbol", OPTIONAL, "the symbol of the market index it is compared with"),
    AMOUNT("shares_outstanding", OPTIONAL, "number of shares"),
    AMOUNT("market_cap", OPTIONAL, "market value"),
    {"margin", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, 0, 1, "a share from 0 to 1",
     "incremental margin: profit lost for each unit of revenue lost"},
    FRACTION("tax_rate", OPTIONAL, "tax rate on that profit"),
    NUMBER("income_before_tax", OPTIONAL, "income of a year before tax; for filings"),
    TEXT("exchange_timezone", OPTIONAL, "time zone of the exchange, like America/New_York"),
    TEXT("session_close", OPTIONAL, "end of the exchange's session, local, like 16:00"),
    TIME("observed_from", OPTIONAL, "start of the years in which its outages were catalogued"),
    TIME("observed_to", OPTIONAL, "end of those years"),
    TIME("as_of", OPTIONAL, "when the row became known"),
};

/* An offset and no time zone: profiles of a week know no summer time (methodology). */
static const struct column_schema regions[] = {
    KEY("region", REQUIRED, NO_TABLE, "identifier of the region"),
    TEXT("name", REQUIRED, "its name"),
    {"utc_offset_hours", COLUMN_NUMBER, REQUIRED, NO_TABLE, false, -14, 14, "hours from -14 to 14",
     "local time minus UTC, in hours; may be fractional"},
    AMOUNT("gdp", OPTIONAL, "gross domestic product of a year"),
    CURRENCY("gdp_currency", OPTIONAL, "its currency"),
    FRACTION("digital_share", OPTIONAL, "the part of gdp that stops with the platforms"),
    {"countries", COLUMN_KEYS, OPTIONAL, NO_TABLE, false, ANY,
     "ISO 3166-1 codes of two letters, separated by ';'",
     "the countries it consists of, like DE;AT; for filings"},
};

static const struct column_schema activity[] = {
    KEY("profile", REQUIRED, NO_TABLE, "identifier of the profile"),
    {"hour_of_week", COLUMN_INTEGER, REQUIRED, NO_TABLE, false, 0, 167,
     "a whole number from 0 to 167", "hour of the local week; 0 is Monday 00:00"},
    AMOUNT("weight", REQUIRED, "activity in that hour, in any unit: it is scaled to mean 1"),
};

/* Attrition is an amount and no share: more may be lost to customers who left than in the outage.
 */
static const struct column_schema sectors[] = {
    KEY("sector", REQUIRED, NO_TABLE, "identifier: an ISIC section or finer"),
    TEXT("name", REQUIRED, "its name"),
    KEY("profile", REQUIRED, ACTIVITY, "activity profile of its sales, local time"),
    KEY("flow_kind", OPTIONAL, NO_TABLE, "what is bought: " FLOW_KIND_LIST),
    FRACTION("recapture", OPTIONAL,
             "the part of lost sales made later, of one lost at the start (that of its kind where "
             "empty)"),
    POSITIVE("recapture_decay_hours", OPTIONAL,
             "hours of the outage over which that falls to 1/e (that of its kind where empty)"),
    AMOUNT("attrition", OPTIONAL,
           "sales lost later for each one lost in the outage, to customers who left (0 where "
           "empty)"),
    AMOUNT("annual_output", OPTIONAL, "output of the sector in a year"),
    AMOUNT("value_added", OPTIONAL, "value added of the sector in the same year"),
    CURRENCY("output_currency", OPTIONAL, "currency of the two"),
    FRACTION("diverted", OPTIONAL, "the part of lost sales won by rivals in the sector"),
    {"resilience_per_hour", COLUMN_NUMBER, OPTIONAL, NO_TABLE, true, SHARE,
     "a share above 0, at most 1",
     "how fast its orders follow its sales: the part of the gap that closes in an hour"},
};

static const struct column_schema channels[] = {
    KEY("channel", REQUIRED, NO_TABLE, "identifier: sales, advertising, messaging, login, ..."),
    TEXT("name", REQUIRED, "its name"),
    AMOUNT("grace_hours", OPTIONAL, "hours before anything is lost (0 where empty)"),
    AMOUNT("onset_hours", OPTIONAL, "scale of the rise after that; 0 is a step"),
    {"shape", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, 0.1, 20, "a number from 0.1 to 20",
     "Weibull shape of the rise (1 where empty)", .certain = 1},
};

static const struct column_schema platforms[] = {
    KEY("platform", REQUIRED, NO_TABLE, "identifier of the platform"),
    TEXT("name", REQUIRED, "its name"),
    KEY("owner", REQUIRED, OWNERS, "its owner"),
    AMOUNT("annual_revenue", REQUIRED, "the owner's revenue from it in a year"),
    CURRENCY("currency", REQUIRED, "the currency of that"),
    KEY("flow_kind", OPTIONAL, NO_TABLE, "what is bought: " FLOW_KIND_LIST),
    FRACTION(
        "recapture", OPTIONAL,
        "the part of lost revenue earned later, of what is lost at the start (that of its kind "
        "where empty)"),
    POSITIVE("recapture_decay_hours", OPTIONAL,
             "hours of the outage over which that falls to 1/e (that of its kind where empty)"),
    AMOUNT("attrition", OPTIONAL,
           "revenue lost later for each unit lost in the outage, to customers who left (0 where "
           "empty)"),
    POSITIVE("growth_factor", OPTIONAL,
             "revenue rate at the outage over that year's (1, within 28 %, where empty)"),
    FRACTION("usage_share", OPTIONAL,
             "the part of revenue that stops with use (that of its kind where empty)"),
    AMOUNT("subscription_revenue", OPTIONAL, "subscriptions in a year, which earn credits"),
    AMOUNT("users", OPTIONAL, "how many use it, everywhere; for filings"),
    TIME("as_of", OPTIONAL, "when the row became known"),
};

static const struct column_schema platform_regions[] = {
    KEY("platform", REQUIRED, PLATFORMS, "the platform"),
    KEY("region", REQUIRED, REGIONS, "the region"),
    FRACTION("revenue_share", REQUIRED, "the region's part of the platform's revenue"),
    FRACTION("user_share", OPTIONAL, "the region's part of its users; for filings"),
    KEY("profile", OPTIONAL, ACTIVITY, "activity profile, local time, where there is no traffic"),
    AMOUNT("users", OPTIONAL,
           "how many use it in the region (user_share of the platform's where empty); for filings"),
    TIME("users_as_of", OPTIONAL, "when there were so many"),
};

static const struct column_schema fallbacks[] = {
    KEY("sector", OPTIONAL, SECTORS, "the sector; every sector where empty"),
    KEY("channel", REQUIRED, CHANNELS, "the channel whose flow goes elsewhere"),
    KEY("fallback", REQUIRED, NO_TABLE, "a platform, or " OUTSIDE_LIST),
    FRACTION("share", REQUIRED, "the part of the flow that goes there, in the end"),
    AMOUNT(
        "adaptation_hours", OPTIONAL,
        "hours after the start in which 1 - 1/e of that has found its way (at once where empty)"),
};

/* For one USD, so that a currency has one rate and any two can be converted (rates.h). */
static const struct column_schema fx[] = {
    CURRENCY("currency", REQUIRED, "the currency"),
    POSITIVE("per_usd", REQUIRED, "how much of it one USD buys"),
    TIME("date", REQUIRED, "the day of the rate"),
};

/* Without a key: a time that comes twice is found once a series is sorted (ingest/traffic_file.c).
 */
static const struct column_schema traffic[] = {
    TIME("timestamp", REQUIRED, "start of the interval, UTC"),
    KEY("platform", REQUIRED, PLATFORMS, "the platform"),
    KEY("region", REQUIRED, REGIONS, "the region"),
    AMOUNT("volume", REQUIRED, "traffic of the interval, in any unit"),
};

/* Two closes: returns are of the adjusted one where it is given, money is of the plain one. */
static const struct column_schema prices[] = {
    SESSION("date", REQUIRED, "trading day"),
    TEXT("symbol", REQUIRED, "symbol of the share or index"),
    POSITIVE("close", REQUIRED, "closing price"),
    POSITIVE("adj_close", OPTIONAL, "closing price adjusted for splits and dividends"),
};

/* Owner and platforms refer to no table: a catalogue has outages of others too, which the
 * prediction learns from. Names that were meant to be of the package are for outage_checks.c. Ten
 * years are the longest that a scenario may last, too (ask/asked.c). */
static const struct column_schema outages[] = {
    KEY("event", REQUIRED, NO_TABLE, "identifier of the outage"),
    KEY("owner", REQUIRED, NO_TABLE, "the firm whose platforms were down"),
    KEYS("platforms", REQUIRED, NO_TABLE, "what was down"),
    TIME("start", OPTIONAL, "when it began"),
    {"duration_minutes", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, 0, 5259600,
     "minutes, at most ten years", "how long it lasted"},
    FRACTION("severity", OPTIONAL,
             "the unavailable part (0.803, from 0.29 to 0.98, where empty: what the press's 'full' "
             "turned out to be)"),
    KEYS("regions", OPTIONAL, REGIONS, "the regions it reached; all where empty"),
    FRACTION("scope_share", OPTIONAL, "the part of the owner's business hit (1 where empty)"),
    TEXT("cause", OPTIONAL, "what caused it"),
    TIME("reaction_date", OPTIONAL, "first session of the exchange that could react"),
    {"confounded", COLUMN_REASON, OPTIONAL, NO_TABLE, false, ANY,
     "yes, no or a reason of several words", "whether other news moved the share that day"},
    FRACTION("measured_severity", OPTIONAL, "the unavailable part, as somebody measured it"),
    {"measured_duration_minutes", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, 0, 5259600,
     "minutes, at most ten years", "how long it lasted, as somebody measured it"},
    TIME("final_report", OPTIONAL,
         "when its final report was submitted (where empty, with it); for `blackout year`"),
    KEY("apparent_cause", OPTIONAL, NO_TABLE,
        "identifier of its apparent root cause, the same for outages that have one; for `blackout "
        "filing nis2`"),
};

/* A share loses at most all of its value. Above 1 there are fractions of shares that more than
 * double in days, and percentages, which are read as a hundred times as much: the latter are the
 * more likely.
 */
#define RETURN(name, meaning)                                                                      \
    {                                                                                              \
        name, COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, -1, 1,                                     \
            "a fraction from -1 to 1, like -0.05 for -5 %", meaning                                \
    }
static const struct column_schema event_returns[] = {
    KEY("event", REQUIRED, NO_TABLE, "the outage"),
    TEXT("symbol", REQUIRED, "symbol of the share"),
    TEXT("index_symbol", OPTIONAL, "symbol of the market index"),
    TEXT("role", REQUIRED, "owner, or peer: a rival that was not down"),
    TIME("day0", OPTIONAL, "first session that could react"),
    TEXT("model", OPTIONAL, "model of the normal return"),
    AMOUNT("estimation_days", OPTIONAL, "returns in the estimation window"),
    RETURN("alpha", "intercept of the market model"),
    NUMBER("beta", OPTIONAL, "slope of the market model"),
    AMOUNT("residual_sd", OPTIONAL, "residual standard deviation"),
    RETURN("raw_0", "return of day 0"),
    RETURN("index_0", "return of the index on day 0"),
    RETURN("car_0_0", "abnormal return of day 0"),
    POSITIVE("se_0_0", OPTIONAL, "its standard error"),
    RETURN("car_0_1", "cumulative abnormal return, days 0 to 1"),
    POSITIVE("se_0_1", OPTIONAL, "its standard error"),
    RETURN("car_m1_1", "days -1 to 1"),
    POSITIVE("se_m1_1", OPTIONAL, "its standard error"),
    RETURN("car_0_5", "days 0 to 5"),
    POSITIVE("se_0_5", OPTIONAL, "its standard error"),
    AMOUNT("market_cap_before", OPTIONAL, "market value at the close before, owner's currency"),
};

static const struct column_schema market_prior[] = {
    KEY("term", REQUIRED, NO_TABLE, "intercept or odds_duration"),
    NUMBER("mean", REQUIRED, "prior mean"),
    AMOUNT("sd", OPTIONAL, "prior standard deviation"),
};

static const struct column_schema outage_prior[] = {
    KEY("term", REQUIRED, NO_TABLE,
        "rate_events, rate_years, log_hours_mean, log_hours_strength, log_hours_shape, "
        "log_hours_scale, longest_hours or any_hour_weight"),
    NUMBER("value", REQUIRED, "its value; all but log_hours_mean are above 0"),
};

/* Any number of rows for one event and measure: who published it is no key. */
static const struct column_schema published[] = {
    KEY("event", REQUIRED, NO_TABLE, "the outage"),
    KEY("measure", REQUIRED, NO_TABLE, "owner_revenue_loss, dependent_revenue_loss, ..."),
    NUMBER("low", REQUIRED, "lower end of the figure"),
    NUMBER("high", REQUIRED, "upper end of the figure"),
    CURRENCY("currency", REQUIRED, "its currency"),
    AMOUNT("duration_assumed_minutes", OPTIONAL, "the length of outage it was computed for"),
    TEXT("publisher", REQUIRED, "who published it"),
    TIME("date", OPTIONAL, "when"),
    TEXT("kind", OPTIONAL, "company, measured, modelled or straight_line"),
};

/* A row for each step of the terms: the bound is part of the key. */
static const struct column_schema credits[] = {
    KEY("platform", REQUIRED, PLATFORMS, "the platform"),
    FRACTION("availability_below", REQUIRED, "availability of the month under which it applies"),
    FRACTION("credit_share", REQUIRED, "the part of the month's subscription that is returned"),
    FRACTION("claimed_share", OPTIONAL, "the part of customers who claim (1 where empty)"),
};

/* Keys are texts of other tables' keys, and so refer to none of them
 * (ingest/uncertain_name_checks.c); what matches no input is warned of with the estimate. */
static const struct column_schema uncertainty[] = {
    KEY("resource", REQUIRED, NO_TABLE, "the table"),
    TEXT("key", REQUIRED, "the row: its keys with '/' between; * for every row"),
    KEY("column", REQUIRED, NO_TABLE, "the column"),
    NUMBER("low", OPTIONAL, "5 % value; the input's own range where empty"),
    NUMBER("high", OPTIONAL, "95 % value"),
    TEXT("group", OPTIONAL, "common factor: inputs of one group move together"),
    {"loading", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, -1, 1, "a number from -1 to 1",
     "weight of the common factor (1 where empty)"},
};

/* A row is fitted or assumed, and has the columns of one of the two: all are optional here
 * (ingest/error_checks.c). */
static const struct column_schema model_error[] = {
    KEY("quantity", REQUIRED, NO_TABLE, "the quantity"),
    AMOUNT("duration_hours", OPTIONAL, "the length of outage"),
    AMOUNT("log_sd", OPTIONAL, "standard deviation of the logarithm, where it is not fitted"),
    NUMBER("location", OPTIONAL, "where past losses lay, as ln of loss over estimate"),
    AMOUNT("scale", OPTIONAL, "scale of Student's t about the location"),
    {"degrees", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, 1, 1000, "a number from 1 to 1000",
     "degrees of freedom of Student's t; normal where empty"},
    AMOUNT("events", OPTIONAL, "how many past outages it was fitted to"),
};

/* The business refers to no table here: dependencies are read after policies, and are not kept
 * (insured.c). */
static const struct column_schema policies[] = {
    KEY("policy", REQUIRED, NO_TABLE, "identifier of the policy"),
    KEY("business", OPTIONAL, NO_TABLE,
        "the insured business; all together where this and owner are empty"),
    KEY("owner", OPTIONAL, OWNERS, "the insured owner, whose own net loss it covers"),
    AMOUNT("waiting_hours", REQUIRED, "hours of the outage before cover begins"),
    AMOUNT("deductible", REQUIRED, "amount of the covered loss kept by the insured"),
    POSITIVE("limit", REQUIRED, "most above the deductible that one outage counts"),
    FRACTION("share", REQUIRED, "the insurer's part of that layer"),
    POSITIVE("aggregate_limit", OPTIONAL, "most that is paid in a year"),
    CURRENCY("currency", REQUIRED, "currency of the amounts"),
};

/* The incident is an event, or a name that a scenario is given: it refers to no table. */
#define REVERSED                                                                                   \
    {                                                                                              \
        "reversed", COLUMN_FLAG, OPTIONAL, NO_TABLE, false, ANY, "yes or no",                      \
            "yes where it takes back what was booked before"                                       \
    }
static const struct column_schema costs[] = {
    KEY("incident", REQUIRED, NO_TABLE, "the event, or the name that --incident gives a scenario"),
    KEY("kind", OPTIONAL, NO_TABLE,
        "what it is, by Delegated Regulation (EU) 2024/1772, article 7(1): a to h"),
    AMOUNT("amount", REQUIRED, "what it cost the owner"),
    CURRENCY("currency", REQUIRED, "the currency of that"),
    TIME("date", OPTIONAL, "when it was booked: the year in which `blackout year` counts it"),
    REVERSED,
};

static const struct column_schema recoveries[] = {
    KEY("incident", REQUIRED, NO_TABLE, "the event, or the name that --incident gives a scenario"),
    KEY("kind", OPTIONAL, NO_TABLE, "who gives it back: insurer, supplier or other"),
    KEY("state", REQUIRED, NO_TABLE, "expected or received"),
    AMOUNT("amount", REQUIRED, "what comes back to the owner"),
    CURRENCY("currency", REQUIRED, "the currency of that"),
    TIME("date", OPTIONAL, "when it was booked: the year in which `blackout year` counts it"),
    REVERSED,
};

static const struct column_schema supply[] = {
    KEY("sector", REQUIRED, SECTORS, "the sector that needs the input"),
    KEY("input_sector", REQUIRED, SECTORS, "the sector that supplies it"),
    FRACTION("coefficient", REQUIRED, "value of that input for each unit of the sector's output"),
};

/* The method is part of the key, since one owner's revenue is divided in several ways. */
static const struct column_schema straight_lines[] = {
    KEY("owner", REQUIRED, OWNERS, "the owner"),
    KEY("method", REQUIRED, NO_TABLE, "identifier of the method"),
    AMOUNT("revenue", REQUIRED, "revenue of the period"),
    POSITIVE("hours", REQUIRED, "hours of the period"),
    CURRENCY("currency", REQUIRED, "currency of the revenue"),
    TIME("as_of", OPTIONAL, "when the figure became known"),
};

/* The key has no fallback: a business has one row for a platform and a channel, and so one fallback
 * of its own there. */
static const struct column_schema dependencies[] = {
    KEY("business", REQUIRED, NO_TABLE, "identifier of the business; its rows follow each other"),
    KEY("sector", REQUIRED, SECTORS, "its sector"),
    KEY("region", REQUIRED, REGIONS, "where it sells"),
    AMOUNT("annual_revenue", REQUIRED, "revenue of one firm in a year"),
    CURRENCY("currency", REQUIRED, "currency of the revenue"),
    KEY("platform", REQUIRED, PLATFORMS, "the platform it depends on"),
    KEY("channel", REQUIRED, CHANNELS, "what it uses it for"),
    FRACTION("share", REQUIRED, "the part of revenue that flows through platform and channel"),
    {"firms", COLUMN_NUMBER, OPTIONAL, NO_TABLE, false, FROM_ZERO, "a number of at least 0",
     "how many equal firms the row stands for (1 where empty)", .certain = 1},
    KEY("fallback", OPTIONAL, NO_TABLE, "where the flow goes: a platform, " OUTSIDE_LIST),
    FRACTION("fallback_share", OPTIONAL, "the part of the flow that goes there"),
};

/* A row without a platform or a region is one of all: keys with empty parts are told apart too. */
static const struct column_schema severity_curve[] = {
    TIME("timestamp", REQUIRED, "from when the value holds, to the next time stamp"),
    KEY("platform", OPTIONAL, PLATFORMS, "the platform; all of the scenario where empty"),
    KEY("region", OPTIONAL, REGIONS, "the region; all where empty"),
    FRACTION("unavailable", REQUIRED, "the unavailable part"),
};

/* The layout in which price histories are handed around. Columns that nothing reads are here, so
 * that they are not reported as unknown. */
static const struct column_schema price_file[] = {
    SESSION("Date", REQUIRED, "trading day"),
    AMOUNT("Open", OPTIONAL, "first price of the day"),
    AMOUNT("High", OPTIONAL, "highest price"),
    AMOUNT("Low", OPTIONAL, "lowest price"),
    POSITIVE("Close", REQUIRED, "closing price"),
    POSITIVE("Adj Close", OPTIONAL, "closing price adjusted for splits and dividends"),
    AMOUNT("Volume", OPTIONAL, "shares traded"),
};

static const struct column_schema holidays[] = {
    TEXT("name", REQUIRED, "what it is"),
    TIME("start", REQUIRED, "when it begins"),
    TIME("end", OPTIONAL, "the first moment after it; a day later where empty"),
};

/* The array of its columns has the table's name. */
#define TABLE(table, meaning, keys, as_of, need)                                                   \
    {                                                                                              \
#table, "table:" #table, meaning, COUNT_OF(table), table, keys, as_of, need                \
    }
#define KEYS_1(a)                                                                                  \
    1,                                                                                             \
    {                                                                                              \
        a                                                                                          \
    }
#define KEYS_2(a, b)                                                                               \
    2,                                                                                             \
    {                                                                                              \
        a, b                                                                                       \
    }
#define KEYS_3(a, b, c)                                                                            \
    3,                                                                                             \
    {                                                                                              \
        a, b, c                                                                                    \
    }
#define KEYS_NONE                                                                                  \
    0,                                                                                             \
    {                                                                                              \
        0                                                                                          \
    }

static const struct table_schema tables[NO_TABLE] = {
    [OWNERS] =
        TABLE(owners, "firms that run platforms", KEYS_1(OWNERS_OWNER), OWNERS_AS_OF, REQUIRED),
    [REGIONS] = TABLE(regions, "parts of the world", KEYS_1(REGIONS_REGION), -1, REQUIRED),
    [ACTIVITY] = TABLE(activity, "when people and firms are active, by local hour of the week",
                       KEYS_2(ACTIVITY_PROFILE, ACTIVITY_HOUR_OF_WEEK), -1, OPTIONAL),
    [SECTORS] = TABLE(sectors, "sectors of the economy", KEYS_1(SECTORS_SECTOR), -1, OPTIONAL),
    [CHANNELS] =
        TABLE(channels, "what platforms are used for", KEYS_1(CHANNELS_CHANNEL), -1, OPTIONAL),
    [PLATFORMS] =
        TABLE(platforms, "what can be down", KEYS_1(PLATFORMS_PLATFORM), PLATFORMS_AS_OF, REQUIRED),
    [PLATFORM_REGIONS] =
        TABLE(platform_regions, "platforms by region",
              KEYS_2(PLATFORM_REGIONS_PLATFORM, PLATFORM_REGIONS_REGION), -1, REQUIRED),
    [FALLBACKS] =
        TABLE(fallbacks, "where flow goes when a platform is down",
              KEYS_3(FALLBACKS_SECTOR, FALLBACKS_CHANNEL, FALLBACKS_FALLBACK), -1, OPTIONAL),
    [FX] = TABLE(fx, "exchange rates", KEYS_1(FX_CURRENCY), FX_DATE, OPTIONAL),
    [TRAFFIC] = TABLE(traffic, "measured use of platforms", KEYS_NONE, -1, OPTIONAL),
    [PRICES] = TABLE(prices, "daily closes", KEYS_2(PRICES_DATE, PRICES_SYMBOL), -1, OPTIONAL),
    [OUTAGES] = TABLE(outages, "the catalogue of outages", KEYS_1(OUTAGES_EVENT), -1, OPTIONAL),
    [EVENT_RETURNS] = TABLE(event_returns, "returns of shares around outages",
                            KEYS_2(EVENT_RETURNS_EVENT, EVENT_RETURNS_SYMBOL), -1, OPTIONAL),
    [MARKET_PRIOR] = TABLE(market_prior, "what is known of market reactions beforehand",
                           KEYS_1(MARKET_PRIOR_TERM), -1, OPTIONAL),
    [OUTAGE_PRIOR] = TABLE(outage_prior, "what is known of the outages of any owner beforehand",
                           KEYS_1(OUTAGE_PRIOR_TERM), -1, OPTIONAL),
    [PUBLISHED] = TABLE(published, "published figures", KEYS_NONE, -1, OPTIONAL),
    [CREDITS] = TABLE(credits, "service credits",
                      KEYS_2(CREDITS_PLATFORM, CREDITS_AVAILABILITY_BELOW), -1, OPTIONAL),
    [UNCERTAINTY] =
        TABLE(uncertainty, "ranges, and what is wrong together",
              KEYS_3(UNCERTAINTY_RESOURCE, UNCERTAINTY_KEY, UNCERTAINTY_COLUMN), -1, OPTIONAL),
    [MODEL_ERROR] = TABLE(model_error, "how wrong the model itself may be",
                          KEYS_2(MODEL_ERROR_QUANTITY, MODEL_ERROR_DURATION_HOURS), -1, OPTIONAL),
    [POLICIES] = TABLE(policies, "insurance",
                       KEYS_3(POLICIES_POLICY, POLICIES_BUSINESS, POLICIES_OWNER), -1, OPTIONAL),
    [COSTS] =
        TABLE(costs, "what incidents cost their owner besides revenue", KEYS_NONE, -1, OPTIONAL),
    [RECOVERIES] = TABLE(recoveries, "what comes back of that", KEYS_NONE, -1, OPTIONAL),
    [SUPPLY] = TABLE(supply, "supply between sectors", KEYS_2(SUPPLY_SECTOR, SUPPLY_INPUT_SECTOR),
                     -1, OPTIONAL),
    [STRAIGHT_LINES] =
        TABLE(straight_lines, "public revenue rates, for comparison",
              KEYS_2(STRAIGHT_LINES_OWNER, STRAIGHT_LINES_METHOD), STRAIGHT_LINES_AS_OF, OPTIONAL),
    [DEPENDENCIES] = TABLE(
        dependencies, "businesses that depend on platforms",
        KEYS_3(DEPENDENCIES_BUSINESS, DEPENDENCIES_PLATFORM, DEPENDENCIES_CHANNEL), -1, OPTIONAL),
    [SEVERITY_CURVE] =
        TABLE(severity_curve, "how much was unavailable, as measured",
              KEYS_3(SEVERITY_CURVE_TIMESTAMP, SEVERITY_CURVE_PLATFORM, SEVERITY_CURVE_REGION), -1,
              OPTIONAL),
    [PRICE_FILE] =
        TABLE(price_file, "daily closes of one share", KEYS_1(PRICE_FILE_DATE), -1, OPTIONAL),
    [HOLIDAYS] = TABLE(holidays, "times left out of the profiles", KEYS_NONE, -1, OPTIONAL),
};

const struct table_schema *schema_table(enum table_id table)
{
    return &tables[table];
}

/* Tables of a package alone: a file that an option names is none. */
enum table_id schema_find(const char *name)
{
    for (int i = 0; i < TABLE_COUNT; ++i) {
        if (strcmp(tables[i].name, name) == 0) {
            return (enum table_id)i;
        }
    }
    return NO_TABLE;
}
