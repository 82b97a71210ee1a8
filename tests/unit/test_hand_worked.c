/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package worked out by hand: two platforms, three businesses, every figure of the report. A
 * figure that is not in the list below fails the test, so none goes unchecked.
 *
 * The outage. Both platforms, from Tuesday 2021-10-05 10:15 UTC for 6 h, half of them (severity
 * 0.5), linear to nothing over 2 h more: the integral of sigma is 0.5 * (6 + 1) = 3.5 h.
 *
 * Hours. The profile `flat` is 1; `two` is 2.5 from 12 to 18 o'clock and 0.5 else (5 and 1, of mean
 * 2). The west is on UTC, the east 2.5 h ahead.
 *   p west, flat:  window 6, with severity 3, with recovery 3.5.
 *   p east, two:   12:45 to 18:45: 5.25 * 2.5 + 0.75 * 0.5 = 13.5; half is 6.75; the recovery is in
 *                  the evening, 0.5 * 1 * 0.5 = 0.25: 7.
 *   q west, two:   10:15 to 16:15: 1.75 * 0.5 + 4.25 * 2.5 = 11.5; half is 5.75. Recovery 16:15 to
 *                  18:15, 1 - u/2 over u: 1.75 - 1.75^2/4 = 0.984375 h at 2.5, 0.015625 h at 0.5,
 *                  together 2.46875; half is 1.234375: 6.984375.
 *
 * Owners. p earns 876600 USD a year, 100 an hour: 70 in the west, 30 in the east; growth 1.5, use
 * 0.8, recapture 0.2, which fades over 12 h. q earns 438300 EUR, 50 an hour, 62.5 USD at 0.8 EUR a
 * dollar. p: straight line 600, growth 900, use 720, hour of week 84 * 6 + 36 * 13.5 = 990,
 * severity 495, recovery 84 * 3.5 + 36 * 7 = 294 + 252 = 546. q: 375,
 * 375, 375, 718.75, 359.375, 436.5234375, the same net.
 *
 * Businesses, an hour in USD: b1 15 (3 firms), through p's `sales`; b2 4 (3.2 EUR), q's `messages`;
 * b3 2, p's `messages`. `messages` wait 1 h and come on with exp(-(u - 1)/2).
 *   b1: E = 3.5; own fallback 0.4 to q, itself half down:
 *       E_q = 0.25 * 6 + 2 (0.5/2 - 0.25/3) = 11/6.
 *   b3: I(a, b) = (b - a) - 2 (exp(-(a-1)/2) - exp(-(b-1)/2)) is the onset's integral over [a, b],
 *       R = 1 - 2 exp(-3.5) that of (1 - (u-6)/2) phi over [6, 8]: E = 0.5 (I(1, 6) + R); 0.3 of it
 *       to e-mail, by the row of `fallbacks` for the channel alone.
 *   b2: in the east the day ends at u = 5.25: E = 0.5 (2.5 I(1, 5.25) + 0.5 I(5.25, 6) + 0.5 R);
 *       0.2 to p, by the row for its sector, which replaces the one for the channel:
 *       E_p = 0.25 (2.5 I(1, 5.25) + 0.5 I(5.25, 6)) + 0.5 S, S = 1/3 - 2 exp(-2.5) (1/e - 1/4)
 *       being the integral of s (1 - s) phi, s = 0.5 (1 - (u-6)/2), over [6, 8].
 *   Made up of each hour by the clock is kappa times the mean of exp(-u / lambda) over its
 * severity: left_of() adds the hours up. Sector X has 0.4 and 12 h, sector Y 0.25 and 24 h. p and q
 * have different owners, so that what b1 and b2 move is their rivals' gain. */
#include <cjson/cJSON.h>

#include "package.h"

/* ---- The package ----------------------------------------------------------------------------- */

static void write_platforms(const struct package_folder *folder)
{
    package_write(folder, "owners.csv",
                  "owner,name,currency,market_cap,margin,tax_rate,basis\n"
                  "one,One,USD,1250000,0.5,0.25,measured\n"
                  "two,Two,EUR,,0.4,0.3,measured\n");
    package_write(
        folder, "platforms.csv",
        "platform,name,owner,annual_revenue,currency,recapture,recapture_decay_hours,growth_factor,"
        "usage_share,basis\n"
        "p,P,one,876600,USD,0.2,12,1.5,0.8,measured\n"
        "q,Q,two,438300,EUR,,,,,measured\n");
    package_write(folder, "regions.csv",
                  "region,name,utc_offset_hours,gdp,gdp_currency,digital_share,basis\n"
                  "west,West,0,8766000000,USD,0.05,measured\n"
                  "east,East,2.5,8766000000,EUR,0.04,measured\n");
    package_write(folder, "platform_regions.csv",
                  "platform,region,revenue_share,profile,basis\n"
                  "p,west,0.7,flat,measured\np,east,0.3,two,measured\nq,west,1,two,measured\n");
    package_write(folder, "fx.csv", "currency,per_usd,date,basis\nEUR,0.8,2021-10-01,measured\n");
    char activity[16384] = "profile,hour_of_week,weight,basis\n";
    package_two_valued(activity, sizeof activity, "flat", 0, 24, "3.7,measured", "");
    package_two_valued(activity, sizeof activity, "two", 12, 18, "5,measured", "1,measured");
    package_write(folder, "activity.csv", activity);
}

static void write_businesses(const struct package_folder *folder)
{
    package_write(folder, "sectors.csv",
                  "sector,name,profile,recapture,recapture_decay_hours,annual_output,value_added,"
                  "basis\n"
                  "X,X,flat,0.4,12,1000,400,derived\n"
                  "Y,Y,two,0.25,24,500,300,derived\n");
    package_write(folder, "channels.csv",
                  "channel,name,grace_hours,onset_hours,shape,basis\n"
                  "sales,Sales,,,,measured\n"
                  "messages,Messages,1,2,1,measured\n");
    package_write(folder, "fallbacks.csv",
                  "sector,channel,fallback,share,basis\n"
                  ",messages,email,0.3,measured\n"
                  "Y,messages,p,0.2,measured\n");
    package_write(folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "fallback,fallback_share,basis\n"
                  "b1,X,west,87660,USD,p,sales,0.5,3,q,0.4,measured\n"
                  "b2,Y,east,43830,EUR,q,messages,0.64,,,,measured\n"
                  "b3,X,west,17532,USD,p,messages,1,,,,measured\n");
}

/* ---- The figures ----------------------------------------------------------------------------- */

enum { MOST_FIGURES = 256 };

struct expected_figures {
    struct {
        char pointer[128];
        double value;
        bool seen;
    } figures[MOST_FIGURES];
    size_t count;
};

static void expect(struct expected_figures *expected, const char *pointer, double value)
{
    assert_true(expected->count < MOST_FIGURES);
    snprintf(expected->figures[expected->count].pointer, 128, "%s", pointer);
    expected->figures[expected->count++].value = value;
}

/* `parent`/`key`/central. */
static void expect_central(struct expected_figures *expected, const char *parent, const char *key,
                           double value)
{
    char pointer[128];
    snprintf(pointer, sizeof pointer, "%s/%s/central", parent, key);
    expect(expected, pointer, value);
}

static void expect_owner_side(struct expected_figures *expected, const char *parent, double gross,
                              double net)
{
    expect_central(expected, parent, "owner_revenue_loss/gross", gross);
    expect_central(expected, parent, "owner_revenue_loss/recaptured", gross - net);
    expect_central(expected, parent, "owner_revenue_loss/net", net);
}

static void expect_waterfall(struct expected_figures *expected, const char *side,
                             const char *const *names, const double *running, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        char parent[64];
        snprintf(parent, sizeof parent, "/waterfall/%s/%s", side, names[i]);
        expect_central(expected, parent, "change", running[i] - (i > 0 ? running[i - 1] : 0));
        expect_central(expected, parent, "running", running[i]);
    }
}

/* The severity, and the onset of `messages`. */
static double severity(double u)
{
    return u <= 6 ? 0.5 : 0.5 * (1 - (u - 6) / 2);
}

static double onset(double u)
{
    return u <= 1 ? 0 : 1 - exp(-(u - 1) / 2);
}

/* `two` in the east: the day ends 5.25 h after the start. */
static double weight_in_east(double u)
{
    return u < 5.25 ? 2.5 : 0.5;
}

/* What is lost u hours after the start, of a unit an hour: 0 p in the west, 1 p in the east, 2 to 4
 * the three businesses. */
static double lost_at(int of, double u)
{
    const double s = severity(u);
    const double lost[] = {s, s * weight_in_east(u), s * (1 - 0.4 * (1 - s)),
                           s * weight_in_east(u) * onset(u) * (1 - 0.2 * (1 - s)),
                           s * onset(u) * 0.7};
    return lost[of];
}

/* Hours that are lost for good: of each hour by the clock, kappa times the mean of exp(-u / lambda)
 * over its severity is made up. Simpson's rule between the places where something changes, `cuts`.
 */
static double left_of(int of, double into_hour, double kappa, double lambda)
{
    enum { PARTS = 512 };
    double left = 0;
    for (double a = 0; a < 8;) {
        const double hour_end = fmin(floor(a + into_hour) + 1 - into_hour, 8);
        double down = 0;
        double counted = 0;
        double lost = 0;
        while (a < hour_end) {
            const double cuts[] = {1, 5.25, 6, hour_end};
            double b = hour_end;
            for (int i = 0; i < 4; ++i) {
                b = cuts[i] > a && cuts[i] < b ? cuts[i] : b;
            }
            for (int i = 0; i <= PARTS; ++i) {
                const double u = a +
                                 (i == 0       ? 1e-15
                                  : i == PARTS ? -1e-15
                                               : 0) +
                                 i * (b - a) / PARTS;
                const double weight = (i == 0 || i == PARTS ? 1
                                       : i % 2 == 1         ? 4
                                                            : 2) *
                                      (b - a) / (3 * PARTS);
                down += weight * severity(u);
                counted += weight * severity(u) * exp(-u / lambda);
                lost += weight * lost_at(of, u);
            }
            a = b;
        }
        left += lost * (1 - kappa * counted / down);
    }
    return left;
}

/* p's net loss, of a gross one; in all, or in a region: 84 an hour in the west, from a quarter
 * past, and 36 in the east, from a quarter to. */
static double net_of_p(double gross)
{
    const double west = 84 * left_of(0, 0.25, 0.2, 12);
    const double east = 36 * left_of(1, 0.75, 0.2, 12);
    return gross == 294 ? west : gross == 252 ? east : west + east;
}

/* The integral of the onset of `messages` over [a, b], both after the hour of grace. */
static double onset_integral(double a, double b)
{
    return (b - a) - 2 * (exp(-(a - 1) / 2) - exp(-(b - 1) / 2));
}

struct losses {
    double exposed[3]; /* before fallbacks, USD */
    double kept[3];    /* after them */
    double net[3];
    double rival_gain;
};

static struct losses work_out(void)
{
    const double ramp = 1 - 2 * exp(-3.5);
    const double damped_ramp = 1.0 / 3 - 2 * exp(-2.5) * (exp(-1) - 0.25);
    const double step_b2 = 2.5 * onset_integral(1, 5.25) + 0.5 * onset_integral(5.25, 6);
    const double e2 = 0.5 * (step_b2 + 0.5 * ramp);
    const double e2_p = 0.25 * step_b2 + 0.5 * damped_ramp;
    const double e3 = 0.5 * (onset_integral(1, 6) + ramp);
    return (struct losses){.exposed = {15 * 3.5, 4 * e2, 2 * e3},
                           .kept = {15 * (3.5 - 0.4 * 11 / 6), 4 * (e2 - 0.2 * e2_p), 2 * e3 * 0.7},
                           .net = {15 * left_of(2, 0.25, 0.4, 12), 4 * left_of(3, 0.75, 0.25, 24),
                                   2 * left_of(4, 0.25, 0.4, 12)},
                           .rival_gain = 15 * 0.4 * 11 / 6 + 4 * 0.2 * e2_p};
}

static void expect_platforms(struct expected_figures *expected, const struct losses *losses)
{
    const double *net = losses->net;
    expect_central(expected, "/platforms/p", "lost_demand_hours", 0.7 * 3.5 + 0.3 * 7);
    expect_owner_side(expected, "/platforms/p", 546, net_of_p(546));
    expect_central(expected, "/platforms/p", "dependent_revenue_loss", net[0] + net[2]);
    expect_central(expected, "/platforms/p", "dependent_value_added_loss", 0.4 * (net[0] + net[2]));
    expect_central(expected, "/platforms/p/by_channel/sales", "dependent_revenue_loss", net[0]);
    expect_central(expected, "/platforms/p/by_channel/messages", "dependent_revenue_loss", net[2]);
    expect_central(expected, "/platforms/p/by_sector/X", "dependent_revenue_loss", net[0] + net[2]);
    expect_central(expected, "/platforms/p/by_sector/X", "dependent_value_added_loss",
                   0.4 * (net[0] + net[2]));
    expect_central(expected, "/platforms/p/by_region/west", "lost_demand_hours", 3.5);
    expect_owner_side(expected, "/platforms/p/by_region/west", 294, net_of_p(294));
    expect_central(expected, "/platforms/p/by_region/west", "dependent_revenue_loss",
                   net[0] + net[2]);
    expect_central(expected, "/platforms/p/by_region/east", "lost_demand_hours", 7);
    expect_owner_side(expected, "/platforms/p/by_region/east", 252, net_of_p(252));
    expect_central(expected, "/platforms/p/by_region/east", "dependent_revenue_loss", 0);
    expect_central(expected, "/platforms/q", "lost_demand_hours", 6.984375);
    expect_owner_side(expected, "/platforms/q", 436.5234375, 436.5234375);
    expect_central(expected, "/platforms/q", "dependent_revenue_loss", net[1]);
    expect_central(expected, "/platforms/q", "dependent_value_added_loss", 0.6 * net[1]);
    expect_central(expected, "/platforms/q/by_channel/messages", "dependent_revenue_loss", net[1]);
    expect_central(expected, "/platforms/q/by_sector/Y", "dependent_revenue_loss", net[1]);
    expect_central(expected, "/platforms/q/by_sector/Y", "dependent_value_added_loss",
                   0.6 * net[1]);
    expect_central(expected, "/platforms/q/by_region/west", "lost_demand_hours", 6.984375);
    expect_owner_side(expected, "/platforms/q/by_region/west", 436.5234375, 436.5234375);
    expect_central(expected, "/platforms/q/by_region/west", "dependent_revenue_loss", 0);
    expect_central(expected, "/platforms/q/by_region/east", "lost_demand_hours", 0);
    expect_owner_side(expected, "/platforms/q/by_region/east", 0, 0);
    expect_central(expected, "/platforms/q/by_region/east", "dependent_revenue_loss", net[1]);
}

/* Money of both platforms, part by part. */
static void expect_sums_over_platforms(struct expected_figures *expected,
                                       const struct losses *losses)
{
    const double *net = losses->net;
    expect_central(expected, "/by_channel/sales", "dependent_revenue_loss", net[0]);
    expect_central(expected, "/by_channel/messages", "dependent_revenue_loss", net[1] + net[2]);
    expect_central(expected, "/by_sector/X", "dependent_revenue_loss", net[0] + net[2]);
    expect_central(expected, "/by_sector/X", "dependent_value_added_loss", 0.4 * (net[0] + net[2]));
    expect_central(expected, "/by_sector/Y", "dependent_revenue_loss", net[1]);
    expect_central(expected, "/by_sector/Y", "dependent_value_added_loss", 0.6 * net[1]);
    expect_owner_side(expected, "/by_region/west", 294 + 436.5234375, net_of_p(294) + 436.5234375);
    expect_central(expected, "/by_region/west", "dependent_revenue_loss", net[0] + net[2]);
    expect_owner_side(expected, "/by_region/east", 252, net_of_p(252));
    expect_central(expected, "/by_region/east", "dependent_revenue_loss", net[1]);
}

static void expect_totals(struct expected_figures *expected, const struct losses *losses)
{
    const double owner_net = net_of_p(546) + 436.5234375;
    const double *net = losses->net;
    static const char *const owner_steps[] = {
        "straight_line", "growth",    "usage",       "hour_of_week", "severity",
        "recovery",      "recapture", "calibration", "model_error",  "net"};
    static const char *const dependant_steps[] = {"straight_line", "hour_of_week", "severity",
                                                  "recovery",      "onset",        "fallback",
                                                  "recapture",     "net"};
    const double dependants = net[0] + net[1] + net[2];
    expect_owner_side(expected, "/totals", 982.5234375, net_of_p(546) + 436.5234375);
    expect_central(expected, "/totals", "dependent_revenue_loss", dependants);
    expect_central(expected, "/totals", "dependent_value_added_loss",
                   0.4 * (net[0] + net[2]) + 0.6 * net[1]);
    expect_central(expected, "/totals", "rival_gain", losses->rival_gain);
    expect_central(expected, "/totals", "economy_baseline", 350000);
    expect_waterfall(expected, "owner", owner_steps,
                     (const double[]){975, 1275, 1095, 1708.75, 854.375, 982.5234375, owner_net,
                                      owner_net, owner_net, owner_net},
                     10);
    expect_waterfall(expected, "dependants", dependant_steps,
                     (const double[]){21 * 6, 15 * 6 + 4 * 13.5 + 2 * 6, 78,
                                      15 * 3.5 + 4 * 7 + 2 * 3.5,
                                      losses->exposed[0] + losses->exposed[1] + losses->exposed[2],
                                      losses->kept[0] + losses->kept[1] + losses->kept[2],
                                      dependants, dependants},
                     8);
    expect_central(expected, "/owners/one", "market_cap", 1250000);
    expect_central(expected, "/owners/one", "fundamental_loss", net_of_p(546) * 0.5 * 0.75);
    expect_central(expected, "/owners/two", "fundamental_loss", 436.5234375 * 0.4 * 0.7);
    expect_central(expected, "/baselines/annual_straight_line", "value", 975);
    expect_central(expected, "/baselines/economy_baseline", "value", 350000);
}

static void expect_businesses(struct expected_figures *expected, const struct losses *losses)
{
    static const double revenue[] = {3 * 87660, 43830 / 0.8, 17532};
    static const double index[] = {0.5, 1 - 0.64 * 0.64 - 0.36 * 0.36, 0};
    static const double share[] = {0.5, 0.64, 1};
    for (int i = 0; i < 3; ++i) {
        char parent[64];
        char pointer[128];
        snprintf(parent, sizeof parent, "/top_businesses/b%d", i + 1);
        expect_central(expected, parent, "dependent_revenue_loss", losses->net[i]);
        snprintf(pointer, sizeof pointer, "%s/share_of_revenue", parent);
        expect(expected, pointer, losses->net[i] / revenue[i]);
        snprintf(pointer, sizeof pointer, "%s/omnichannel_index", parent);
        expect(expected, pointer, index[i]);
        snprintf(pointer, sizeof pointer, "%s/largest_owner_share", parent);
        expect(expected, pointer, share[i]);
    }
}

/* All inputs are measured but for the sectors, which are derived. */
static void expect_evidence_of(struct expected_figures *expected, const char *place, bool derived)
{
    static const char *const names[] = {"measured", "reported", "derived", "assumed"};
    for (int i = 0; i < 4; ++i) {
        char pointer[128];
        snprintf(pointer, sizeof pointer, "/evidence/%s/%s", place, names[i]);
        expect(expected, pointer, i == (derived ? 2 : 0) ? 1 : 0);
    }
}

static void expect_evidence(struct expected_figures *expected)
{
    static const struct {
        const char *total;
        const char *tables[8];
    } cases[] = {{"owner_revenue_loss/gross", {"activity", "platforms", "platform_regions", "fx"}},
                 {"owner_revenue_loss/net", {"activity", "platforms", "platform_regions", "fx"}},
                 {"dependent_revenue_loss",
                  {"activity", "sectors", "channels", "fallbacks", "fx", "dependencies"}},
                 {"dependent_value_added_loss",
                  {"activity", "sectors", "channels", "fallbacks", "fx", "dependencies"}},
                 {"economy_baseline", {"regions", "fx"}}};
    for (int i = 0; i < 5; ++i) {
        expect_evidence_of(expected, cases[i].total, i == 2 || i == 3);
        for (const char *const *table = cases[i].tables; *table != NULL; ++table) {
            char place[96];
            snprintf(place, sizeof place, "%s/tables/%s", cases[i].total, *table);
            expect_evidence_of(expected, place, strcmp(*table, "sectors") == 0);
        }
    }
}

/* Rows and annual revenue of all firms of dependencies, all of them used. */
static void expect_control_totals(struct expected_figures *expected)
{
    static const struct {
        const char *place;
        double read;
    } cases[] = {{"rows", 3},
                 {"currencies/USD/rows", 2},
                 {"currencies/EUR/rows", 1},
                 {"currencies/USD/revenue", 3 * 87660 + 17532}, /* of three firms */
                 {"currencies/EUR/revenue", 43830}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char pointer[80];
        snprintf(pointer, sizeof pointer, "/control_totals/%s/read", cases[i].place);
        expect(expected, pointer, cases[i].read);
        snprintf(pointer, sizeof pointer, "/control_totals/%s/used", cases[i].place);
        expect(expected, pointer, cases[i].read);
        snprintf(pointer, sizeof pointer, "/control_totals/%s/left_out", cases[i].place);
        expect(expected, pointer, 0);
    }
    expect(expected, "/control_totals/rows_rejected", 0);
    expect(expected, "/control_totals/rows_without_money", 0);
}

static void expect_inputs(struct expected_figures *expected)
{
    static const struct {
        const char *table;
        double rows;
    } cases[] = {{"owners", 2},   {"regions", 2},     {"activity", 336},       {"sectors", 2},
                 {"channels", 2}, {"platforms", 2},   {"platform_regions", 3}, {"fallbacks", 2},
                 {"fx", 1},       {"dependencies", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/inputs/%s/rows", cases[i].table);
        expect(expected, pointer, cases[i].rows);
    }
    expect(expected, "/vintages/fx/per_usd", 0.8);        /* as the table has it */
    expect(expected, "/warnings/no_market_cap/count", 1); /* the owner has none */
    expect(expected, "/warnings/no_prediction/count", 1); /* there is no catalogue */
    expect(expected, "/scenario/duration_hours", 6);
    expect(expected, "/scenario/severity", 0.5);
    expect(expected, "/scenario/recovery_hours", 2);
    expect(expected, "/scenario/samples", 0);
    expect(expected, "/scenario/seed", 1);
}

/* ---- The comparison -------------------------------------------------------------------------- */

struct walk {
    const blackout_result *result;
    struct expected_figures *expected;
};

static void check_number(struct walk *walk, const char *pointer, const char *name)
{
    for (size_t i = 0; i < walk->expected->count; ++i) {
        if (strcmp(walk->expected->figures[i].pointer, name) == 0) {
            double value = walk->expected->figures[i].value;
            double actual = figure(walk->result, pointer);
            if (fabs(actual - value) > 1e-12 * fmax(fabs(value), 1)) {
                print_error("%s is %.17g, not %.17g\n", name, actual, value);
                fail();
            }
            walk->expected->figures[i].seen = true;
            return;
        }
    }
    print_error("%s = %.17g was not worked out\n", name, figure(walk->result, pointer));
    fail();
}

/* What names an item of a list: its first text, "p" for {"platform": "p", ...}. */
static const char *name_of(const cJSON *item)
{
    for (const cJSON *member = item->child; member != NULL; member = member->next) {
        if (cJSON_IsString(member)) {
            return member->valuestring;
        }
    }
    return "";
}

/* `pointer` leads to `item` by numbers, `name` by the names of the items. */
static void walk_tree(struct walk *walk, const cJSON *item, const char *pointer, const char *name)
{
    int index = 0;
    if (cJSON_IsNumber(item)) {
        check_number(walk, pointer, name);
        return;
    }
    for (const cJSON *child = item->child; child != NULL; child = child->next, ++index) {
        char next[160];
        char next_name[160];
        if (cJSON_IsArray(item)) {
            snprintf(next, sizeof next, "%s/%d", pointer, index);
            snprintf(next_name, sizeof next_name, "%s/%s", name, name_of(child));
        } else {
            snprintf(next, sizeof next, "%s/%s", pointer, child->string);
            snprintf(next_name, sizeof next_name, "%s/%s", name, child->string);
        }
        walk_tree(walk, child, next, next_name);
    }
}

static void every_figure_is_as_worked_out(void **state)
{
    static struct expected_figures expected;
    struct package_folder folder;
    const struct losses losses = work_out();
    (void)state;
    package_make(&folder);
    write_platforms(&folder);
    write_businesses(&folder);
    blackout_dataset *dataset = package_open(&folder);
    blackout_result *result = estimate_of(
        dataset, "platform=p,q start=2021-10-05T10:15Z duration=6h severity=0.5 recovery=2h");
    blackout_dataset_free(dataset);
    package_remove(&folder);
    expect_platforms(&expected, &losses);
    expect_sums_over_platforms(&expected, &losses);
    expect_totals(&expected, &losses);
    expect_businesses(&expected, &losses);
    expect_evidence(&expected);
    expect_inputs(&expected);
    expect_control_totals(&expected);
    char *text = report_of(result, 0, "json");
    cJSON *tree = cJSON_Parse(text);
    struct walk walk = {result, &expected};
    walk_tree(&walk, tree, "", "");
    for (size_t i = 0; i < expected.count; ++i) {
        if (!expected.figures[i].seen) {
            print_error("%s is not in the report\n", expected.figures[i].pointer);
            fail();
        }
    }
    cJSON_Delete(tree);
    free(text);
    blackout_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_is_as_worked_out)};
    blackout_init();
    return cmocka_run_group_tests_name("hand_worked", tests, NULL, NULL);
}
