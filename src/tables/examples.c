/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text for each table, checked by a test that reads the package which `init` writes of them. */
#include "tables/examples.h"

#include <string.h>

#include "core/calendar.h"

/* Rows in the order of the table's columns. A profile of `activity` needs 168 of them, which are
 * made: see activity_rows(). They hold together: acme earns what its one platform does, the event
 * of `outages` is that of `event_returns`, `published`, `costs` and `recoveries`, the insured
 * shop-1 has the same firms in both of its rows, and the range in `uncertainty` holds the
 * platform's own recapture. A new row keeps to names that are there. */
static const char *const rows[NO_TABLE] = {
    [OWNERS] = "acme,Acme Networks,USD,8760000000,ACM,IDX,500000000,40000000000,0.7,0.2,1900000000,"
               "America/New_York,16:00,2018-01-01,2024-01-01,\n",
    [REGIONS] = "north,Northern region,-5,21000000000000,USD,0.02,US;CA\n",
    [SECTORS] = "G,Wholesale and retail "
                "trade,shops,consumer,0.4,72,0.01,5000000000000,2300000000000,USD,0.5,0.004\n",
    [CHANNELS] = "sales,Orders taken on the platform,0,0,1\n"
                 "messaging,Talks with customers by message,0.5,2,1\n",
    [PLATFORMS] = "chat,Acme Chat,acme,8760000000,USD,advertising,0.25,24,0,1.05,0.98,0,2500000,\n",
    [PLATFORM_REGIONS] = "chat,north,1,1,shops,2500000,2024-01-01\n",
    [FALLBACKS] = ",messaging,phone,0.3,6\n",
    [FX] = "EUR,0.92,2020-01-01\n",
    [TRAFFIC] = "2024-01-01T00:00:00Z,chat,north,12345\n",
    [PRICES] = "2024-01-02,ACM,80.5,80.5\n",
    [OUTAGES] = "ACME-2024-03-05,acme,chat,2024-03-05T14:00Z,150,1,north,1,a wrong setting,"
                "2024-03-05,no,0.9,148,2024-04-05,routing-change\n",
    [EVENT_RETURNS] = "ACME-2024-03-05,ACM,IDX,owner,2024-03-05,market_ols_simple,250,0.0003,1.2,"
                      "0.018,-0.025,-0.004,-0.0205,0.0181,-0.0182,0.0256,-0.0160,0.0313,-0.0210,"
                      "0.0443,40250000000\n",
    /* Both priors are those of the reference package, whose rows have the reasons. */
    [MARKET_PRIOR] = "intercept,-0.02,0.01\nodds_duration,0,0.5\n",
    [OUTAGE_PRIOR] = "rate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\nlog_hours_strength,2\n"
                     "log_hours_shape,3\nlog_hours_scale,6.5\nlongest_hours,720\n"
                     "any_hour_weight,1\n",
    [PUBLISHED] = "ACME-2024-03-05,owner_revenue_loss,2000000,3000000,USD,150,A newspaper,"
                  "2024-03-06,straight_line\n",
    [CREDITS] = "chat,0.999,0.1,0.5\n",
    [UNCERTAINTY] = "platforms,chat,recapture,0.1,0.5,,\n",
    /* The assumed form of the row, with one figure: 0.35 is what was taken before any loss was
     * measured. */
    [MODEL_ERROR] = "owner_revenue_loss,,0.35,,,,\n",
    [POLICIES] = "P-1,shop-1,,8,10000,1000000,1,,USD\nP-2,,acme,2,50000,5000000,0.9,,USD\n",
    [COSTS] = "ACME-2024-03-05,c,120000,USD,2024-03-31,\n"
              "ACME-2024-03-05,h,45000,USD,2024-04-15,\n",
    [RECOVERIES] = "ACME-2024-03-05,supplier,expected,30000,USD,2024-04-15,\n",
    [SUPPLY] = "G,G,0.05\n",
    [STRAIGHT_LINES] = "acme,quarter_total,2160000000,2184,USD,\n",
    [DEPENDENCIES] = "shop-1,G,north,1250000,USD,chat,messaging,0.08,120,web,0.2\n"
                     "shop-1,G,north,1250000,USD,chat,sales,0.15,120,,\n",
    /* With the 0 that ends a curve: a last value above it is held for no time. */
    [SEVERITY_CURVE] = "2024-03-05T14:00Z,chat,,0.5\n2024-03-05T14:20Z,chat,,1\n"
                       "2024-03-05T16:30Z,chat,,0\n",
    [PRICE_FILE] = "2024-01-02,80.1,81.2,79.9,80.5,80.5,1234500\n",
    [HOLIDAYS] = "New Year,2024-01-01,2024-01-02\n",
};

static const char provenance[] = "assumed,example: invented; replace it";

/* Opening hours: Monday to Saturday, nine to seven. */
static char *activity_rows(struct arena *arena)
{
    char *text = arena_copy(arena, "", 0);
    for (int hour = 0; hour < HOURS_PER_WEEK && text != NULL; ++hour) {
        int of_day = hour % HOURS_PER_DAY;
        bool open = hour < 6 * HOURS_PER_DAY && of_day >= 9 && of_day < 19;
        text =
            arena_format(arena, "%sshops,%d,%s,%s\n", text, hour, open ? "1" : "0.1", provenance);
    }
    return text;
}

/* From the schema, so that a new column is in the example without a word here. */
static char *header(struct arena *arena, const struct table_schema *schema, const char *end)
{
    char *text = arena_copy(arena, schema->columns[0].name, strlen(schema->columns[0].name));
    for (size_t i = 1; i < schema->column_count && text != NULL; ++i) {
        text = arena_format(arena, "%s,%s", text, schema->columns[i].name);
    }
    return text != NULL ? arena_format(arena, "%s%s\n", text, end) : NULL;
}

/* The rows, each with its provenance at the end. No field of an example has quotes or a line end in
 * it, so that a line is a row. */
static char *with_provenance(struct arena *arena, const char *from)
{
    char *text = arena_copy(arena, "", 0);
    while (*from != '\0' && text != NULL) {
        int length = 0;
        while (from[length] != '\n') {
            ++length;
        }
        text = arena_format(arena, "%s%.*s,%s\n", text, length, from, provenance);
        from += length + 1;
    }
    return text;
}

char *example_csv(struct arena *arena, enum table_id table)
{
    const bool in_package = table < TABLE_COUNT; /* other files have no use for provenance */
    const char *first = header(arena, schema_table(table), in_package ? ",basis,source" : "");
    const char *rest = table == ACTIVITY ? activity_rows(arena)
                       : in_package      ? with_provenance(arena, rows[table])
                                         : rows[table];
    return first != NULL && rest != NULL ? arena_format(arena, "%s%s", first, rest) : NULL;
}
