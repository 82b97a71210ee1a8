/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate report for people: the answer in one line on top, then tables with their units, then
 * how the figures come about and what they rest on. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "report/report.h"
#include "report/text_table.h"

/* How an amount of money is shown. */
struct unit {
    double scale;     /* it is divided by this ... */
    const char *name; /* ... and carries this: "M USD" */
    int decimals;
};

/* The owner and the dependants have units of their own: a small firm's loss would vanish beside a
 * platform owner's. */
struct page {
    struct writer writer;
    struct arena arena;
    const struct result *result;
    struct unit owner;
    struct unit dependants;
    struct unit insurance; /* one insured business may be small beside all dependants */
};

/* ---- Figures --------------------------------------------------------------------------------- */

static const char *money(struct page *page, const struct unit *unit, double amount)
{
    return text_number(&page->arena, amount / unit->scale, unit->decimals);
}

static const char *quantity(struct page *page, const struct unit *unit, struct quantity quantity)
{
    return quantity.present ? money(page, unit, quantity.central) : "-";
}

/* "36.76 to 190.24", the 5 % and 95 % values; "" without samples. */
static const char *interval(struct page *page, const struct unit *unit, struct quantity quantity)
{
    const struct statistics *s = quantity.statistics;
    if (!quantity.present || s == NULL || !s->sampled) {
        return "";
    }
    const char *text =
        arena_format(&page->arena, "%s to %s", money(page, unit, s->p5), money(page, unit, s->p95));
    return text != NULL ? text : "";
}

static const char *percent(struct page *page, double value, int decimals)
{
    const char *number = text_number(&page->arena, value, decimals);
    const char *text = arena_format(&page->arena, "%s%s %%", value > 0 ? "+" : "", number);
    return text != NULL ? text : "";
}

static const char *share(struct page *page, double value)
{
    const char *text =
        arena_format(&page->arena, "%s %%", text_number(&page->arena, 100 * value, 0));
    return text != NULL ? text : "";
}

/* Millions where the largest amount reaches a hundred thousand, plain units below. */
static struct unit choose_unit(struct page *page, double largest)
{
    bool millions = largest >= 1e5;
    struct unit unit = {.scale = millions ? 1e6 : 1, .decimals = millions ? 2 : 0};
    unit.name =
        arena_format(&page->arena, "%s%s", millions ? "M " : "", page->result->scenario.currency);
    unit.name = unit.name != NULL ? unit.name : "";
    return unit;
}

static void choose_units(struct page *page)
{
    const struct result_totals *totals = &page->result->totals;
    const struct result_waterfall *working = &page->result->dependant_waterfall;
    double gross = working->count > 0 ? fabs(working->steps[0].running.central) : 0;
    page->owner = choose_unit(page, fabs(totals->owner_revenue_loss.gross.central));
    page->dependants = choose_unit(page, fmax(gross, fabs(totals->dependent_revenue_loss.central)));
    page->insurance = choose_unit(page, totals->insurance.gross.central);
}

/* "M USD", or "owner in M USD, dependants in USD" where a table has both and they differ. */
static const char *both_units(struct page *page)
{
    if (strcmp(page->owner.name, page->dependants.name) == 0) {
        return page->owner.name;
    }
    const char *text = arena_format(&page->arena, "owner in %s, dependants in %s", page->owner.name,
                                    page->dependants.name);
    return text != NULL ? text : "";
}

static void heading(struct page *page, const char *title, const char *unit)
{
    writer_format(&page->writer, unit[0] != '\0' ? "\n%s (%s)\n" : "\n%s\n", title, unit);
}

/* ---- The answer ------------------------------------------------------------------------------ */

static void put_names(struct page *page)
{
    const struct result *result = page->result;
    for (size_t i = 0; i < result->platform_count; ++i) {
        const char *gap = i == 0 ? "" : i + 1 == result->platform_count ? " and " : ", ";
        writer_put(&page->writer, gap);
        writer_put(&page->writer, result->platforms[i].name);
    }
}

static void put_hours(struct writer *writer, double hours)
{
    long long minutes = llround(hours * 60);
    if (minutes / 60 > 0) {
        writer_format(writer, "%lld h", minutes / 60);
    }
    if (minutes % 60 > 0 || minutes == 0) {
        writer_format(writer, "%s%lld min", minutes / 60 > 0 ? " " : "", minutes % 60);
    }
}

static void put_when(struct page *page)
{
    const struct result_scenario *scenario = &page->result->scenario;
    char start[CALENDAR_TEXT_SIZE];
    put_hours(&page->writer, scenario->duration_hours);
    if (scenario->has_start) {
        calendar_print_instant(start, scenario->start);
        writer_format(&page->writer, " from %.10s %.5s UTC", start, start + 11);
    } else {
        writer_put(&page->writer, ", mean over all starting hours of the week");
    }
    if (scenario->severity < 1) {
        writer_format(&page->writer, ", %.3g %% unavailable", 100 * scenario->severity);
    }
}

/* What the scenario set, a line for each input. */
static void put_settings(struct page *page)
{
    const struct result_scenario *scenario = &page->result->scenario;
    for (size_t i = 0; i < scenario->setting_count; ++i) {
        const struct result_setting *setting = &scenario->settings[i];
        writer_format(&page->writer, "Set by the scenario: %s of %s to %g", setting->column,
                      setting->table, setting->value);
        for (size_t j = 0; j < setting->where_count; ++j) {
            writer_format(&page->writer, "%s %s is '%s'", j == 0 ? " where" : " and",
                          setting->where[2 * j], setting->where[2 * j + 1]);
        }
        writer_put(&page->writer, ".\n");
    }
}

/* " (90 %: 36.76 to 190.24)" behind an amount; nothing without samples. */
static void put_interval(struct page *page, const struct unit *unit, struct quantity quantity)
{
    const char *text = interval(page, unit, quantity);
    if (text[0] != '\0') {
        writer_format(&page->writer, " (90 %%: %s)", text);
    }
}

static void put_loss(struct page *page)
{
    const struct result *result = page->result;
    const struct owner_loss *owner = &result->totals.owner_revenue_loss;
    writer_format(&page->writer, ": %s %s %s %s",
                  result->owner_count == 1 ? result->owners[0].name : "the owners",
                  result->owner_count == 1 ? "loses" : "lose",
                  money(page, &page->owner, owner->net.central), page->owner.name);
    put_interval(page, &page->owner, owner->net);
    writer_format(&page->writer, " net of what is made up later, %s gross",
                  money(page, &page->owner, owner->gross.central));
    if (result->totals.dependent_revenue_loss.present) {
        writer_format(&page->writer, "; dependent businesses lose %s %s",
                      money(page, &page->dependants, result->totals.dependent_revenue_loss.central),
                      page->dependants.name);
        put_interval(page, &page->dependants, result->totals.dependent_revenue_loss);
    }
}

static void put_answer(struct page *page)
{
    const struct result *result = page->result;
    put_names(page);
    writer_put(&page->writer, " down for ");
    put_when(page);
    put_loss(page);
    if (result->owner_count == 1 && result->owners[0].has_prediction) {
        const struct result_owner *o = &result->owners[0];
        writer_format(&page->writer, "; market value over two days: %s predicted (90 %%: %s to %s)",
                      percent(page, o->median.percent, 1), percent(page, o->p5.percent, 1),
                      percent(page, o->p95.percent, 1));
    }
    writer_put(&page->writer, ".\n");
    if (result->scenario.samples > 0) {
        writer_format(&page->writer,
                      "Figures have every input at its centre; intervals are the 5 %% and 95 %% "
                      "values of %s samples, seed %.0f.\n",
                      text_number(&page->arena, result->scenario.samples, 0),
                      result->scenario.seed);
    } else {
        writer_put(&page->writer, "Central values, without intervals (samples 0).\n");
    }
    put_settings(page);
    writer_put(&page->writer,
               "The losses of owner, dependants and economy are three things, and are "
               "never added.\n");
}

/* ---- Losses ---------------------------------------------------------------------------------- */

/* The cells of a row of losses behind its first three. */
static void loss_row(struct page *page, struct text_table *table, const char *const first[3],
                     const struct owner_loss *owner, struct quantity dependants,
                     struct quantity value_added)
{
    const char *fields[] = {first[0],
                            first[1],
                            first[2],
                            quantity(page, &page->owner, owner->gross),
                            quantity(page, &page->owner, owner->recaptured),
                            quantity(page, &page->owner, owner->net),
                            interval(page, &page->owner, owner->net),
                            quantity(page, &page->dependants, dependants),
                            interval(page, &page->dependants, dependants),
                            quantity(page, &page->dependants, value_added)};
    text_table_row(table, fields, 10);
}

static void put_platforms(struct page *page)
{
    const char *range = page->result->scenario.samples > 0 ? "5 to 95 %" : "";
    const char *header[] = {"platform",  "owner", "lost hours", "owner gross", "made up",
                            "owner net", range,   "dependants", range,         "value added"};
    const struct result *result = page->result;
    const struct result_totals *totals = &result->totals;
    struct text_table table;
    text_table_init(&table, &page->arena, header, 10, 2);
    for (size_t i = 0; i < result->platform_count; ++i) {
        const struct result_platform *p = &result->platforms[i];
        const char *first[] = {p->platform, p->owner,
                               text_number(&page->arena, p->lost_demand_hours.central, 2)};
        loss_row(page, &table, first, &p->owner_revenue_loss, p->dependent_revenue_loss,
                 p->dependent_value_added_loss);
    }
    const char *first[] = {"total", "", ""};
    loss_row(page, &table, first, &totals->owner_revenue_loss, totals->dependent_revenue_loss,
             totals->dependent_value_added_loss);
    heading(page, "Losses by platform", both_units(page));
    text_table_write(&table, &page->writer);
}

/* Sums a key's part over all platforms: by channel, sector or region. */
struct key_sum {
    const char *key;
    bool has_owner_side;
    double gross;
    double net;
    double dependants;
};

static struct key_sum *find_key(struct key_sum *sums, size_t *count, const char *key)
{
    for (size_t i = 0; i < *count; ++i) {
        if (strcmp(sums[i].key, key) == 0) {
            return &sums[i];
        }
    }
    sums[*count] = (struct key_sum){.key = key};
    return &sums[(*count)++];
}

static size_t sum_parts(struct page *page, struct key_sum **sums,
                        const struct result_parts *(*parts_of)(const struct result_platform *))
{
    size_t most = 0;
    size_t count = 0;
    for (size_t i = 0; i < page->result->platform_count; ++i) {
        most += parts_of(&page->result->platforms[i])->count;
    }
    *sums = arena_alloc(&page->arena, most, sizeof **sums);
    for (size_t i = 0; *sums != NULL && i < page->result->platform_count; ++i) {
        const struct result_parts *parts = parts_of(&page->result->platforms[i]);
        for (size_t k = 0; k < parts->count; ++k) {
            const struct result_part *part = &parts->parts[k];
            struct key_sum *sum = find_key(*sums, &count, part->key);
            sum->has_owner_side = part->has_owner_side;
            sum->gross += part->owner_revenue_loss.gross.central;
            sum->net += part->owner_revenue_loss.net.central;
            sum->dependants += part->dependent_revenue_loss.central;
        }
    }
    return count;
}

static const struct result_parts *by_channel(const struct result_platform *platform)
{
    return &platform->by_channel;
}

static const struct result_parts *by_sector(const struct result_platform *platform)
{
    return &platform->by_sector;
}

static const struct result_parts *by_region(const struct result_platform *platform)
{
    return &platform->by_region;
}

static void put_keys(struct page *page, const char *title, const char *key,
                     const struct result_parts *(*parts_of)(const struct result_platform *))
{
    const char *header[] = {key, "dependants", "owner gross", "owner net"};
    struct key_sum *sums;
    size_t count = sum_parts(page, &sums, parts_of);
    struct text_table table;
    bool owner_side = count > 0 && sums[0].has_owner_side;
    if (count == 0) {
        return;
    }
    text_table_init(&table, &page->arena, header, owner_side ? 4 : 2, 1);
    for (size_t i = 0; i < count; ++i) {
        const char *fields[] = {
            sums[i].key,
            page->result->has_dependants ? money(page, &page->dependants, sums[i].dependants) : "-",
            money(page, &page->owner, sums[i].gross), money(page, &page->owner, sums[i].net)};
        text_table_row(&table, fields, 4);
    }
    heading(page, title, owner_side ? both_units(page) : page->dependants.name);
    text_table_write(&table, &page->writer);
}

/* ---- Market value ---------------------------------------------------------------------------- */

static void change_row(struct page *page, struct text_table *table, const char *name,
                       const struct result_change *change)
{
    const char *fields[] = {name, percent(page, change->percent, 2),
                            quantity(page, &page->owner, change->money)};
    text_table_row(table, fields, 3);
}

static void put_event_study(struct page *page, const struct result_event_study *study)
{
    static const char *const header[] = {"what happened", "change", "money"};
    char day[CALENDAR_TEXT_SIZE] = "";
    struct text_table table;
    text_table_init(&table, &page->arena, header, 3, 1);
    change_row(page, &table, "day 0, raw", &study->raw);
    change_row(page, &table, "less what the market explains", &study->abnormal);
    if (study->has_peers) {
        change_row(page, &table, "less the rivals' mean abnormal change too",
                   &study->less_peer_mean);
    }
    text_table_write(&table, &page->writer);
    if (study->has_day0) {
        calendar_print_date(day, study->day0);
        writer_format(&page->writer, "  Day 0 is %s", day);
        if (study->has_t) {
            writer_format(&page->writer, "; t of the abnormal change %.2f", study->t);
        }
        writer_put(&page->writer, ".\n");
    }
    if (study->has_peers) {
        writer_format(&page->writer,
                      "  %zu %s not down, and may have gained, changed by %s to %s that day.\n",
                      study->peer_count,
                      study->peer_count == 1 ? "rival that was" : "rivals that were",
                      percent(page, study->peer_raw_low_percent, 2),
                      percent(page, study->peer_raw_high_percent, 2));
        writer_put(&page->writer,
                   "  The change less theirs is a plain difference. With prices, event-study puts "
                   "them into the model\n  instead (its peer-adjusted change): the two can differ "
                   "in size and in sign.\n");
    }
    if (study->confounded) {
        writer_put(&page->writer, "  The event is confounded: other news moved the share that day, "
                                  "and none of these figures is the outage's alone.\n");
    }
}

static void put_prediction(struct page *page, const struct result_owner *owner)
{
    static const char *const header[] = {"predicted, two days", "change", "money"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 3, 1);
    change_row(page, &table, "median", &owner->median);
    change_row(page, &table, "5 %", &owner->p5);
    change_row(page, &table, "95 %", &owner->p95);
    text_table_write(&table, &page->writer);
    writer_format(&page->writer, "  Chance of a rise %s; learned from %zu other outage%s",
                  share(page, owner->probability_of_rise), owner->prediction_events,
                  owner->prediction_events == 1 ? "" : "s");
    if (owner->prediction_later > 0) {
        writer_format(&page->writer, " (%zu not yet known at the start)", owner->prediction_later);
    }
    writer_put(&page->writer, " and a prior.\n");
}

static void put_owners(struct page *page)
{
    const struct result *result = page->result;
    for (size_t i = 0; i < result->owner_count; ++i) {
        const struct result_owner *owner = &result->owners[i];
        const char *title = arena_format(&page->arena, "Market value of %s", owner->name);
        heading(page, title != NULL ? title : "Market value", page->owner.name);
        if (owner->market_cap.present) {
            writer_format(&page->writer, "  before: %s\n",
                          quantity(page, &page->owner, owner->market_cap));
        }
        if (owner->fundamental_loss.present) {
            writer_format(&page->writer, "  lost profit after tax: %s\n",
                          quantity(page, &page->owner, owner->fundamental_loss));
        }
        if (owner->has_prediction) {
            put_prediction(page, owner);
        }
        if (owner->reaction_multiple.present) {
            writer_format(&page->writer, "  The median change is %s times the lost profit.\n",
                          text_number(&page->arena, owner->reaction_multiple.central, 0));
        }
        if (owner->event_study.present) {
            put_event_study(page, &owner->event_study);
        }
    }
}

/* ---- Working --------------------------------------------------------------------------------- */

static void put_waterfall(struct page *page, const char *title, const struct unit *unit,
                          const struct result_waterfall *waterfall)
{
    const char *header[] = {"step", "change", "leads to",
                            page->result->scenario.samples > 0 ? "5 to 95 %" : ""};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 4, 1);
    for (size_t i = 0; i < waterfall->count; ++i) {
        const char *fields[] = {waterfall->steps[i].step,
                                quantity(page, unit, waterfall->steps[i].change),
                                quantity(page, unit, waterfall->steps[i].running),
                                interval(page, unit, waterfall->steps[i].running)};
        text_table_row(&table, fields, 4);
    }
    if (waterfall->count > 0) {
        heading(page, title, unit->name);
    }
    text_table_write(&table, &page->writer);
}

static void put_baselines(struct page *page)
{
    static const char *const header[] = {"method", "value", "how"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 3, 1);
    table.left[2] = true;
    for (size_t i = 0; i < page->result->baseline_count; ++i) {
        const struct result_baseline *b = &page->result->baselines[i];
        const char *value = b->low == b->high ? money(page, &page->owner, b->low)
                                              : arena_format(&page->arena, "%s to %s",
                                                             money(page, &page->owner, b->low),
                                                             money(page, &page->owner, b->high));
        const char *fields[] = {b->method, value, b->formula};
        text_table_row(&table, fields, 3);
    }
    heading(page, "What straight-line methods and the press say", page->owner.name);
    text_table_write(&table, &page->writer);
}

static void put_evidence(struct page *page)
{
    static const char *const header[] = {"total", "measured", "reported", "derived", "assumed"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 5, 1);
    for (size_t i = 0; i < page->result->evidence_count; ++i) {
        const struct result_evidence *e = &page->result->evidence[i];
        const char *fields[] = {e->total, share(page, e->parts[0]), share(page, e->parts[1]),
                                share(page, e->parts[2]), share(page, e->parts[3])};
        text_table_row(&table, fields, 5);
    }
    heading(page, "What the figures rest on, by their weakest input", "");
    text_table_write(&table, &page->writer);
}

static void put_businesses(struct page *page)
{
    const char *header[] = {"business",
                            "loss",
                            page->result->scenario.samples > 0 ? "5 to 95 %" : "",
                            "of a year's revenue",
                            "omnichannel index",
                            "largest owner"};
    struct text_table table;
    text_table_init(&table, &page->arena, header, 6, 1);
    for (size_t i = 0; i < page->result->top_business_count; ++i) {
        const struct result_business *b = &page->result->top_businesses[i];
        const char *part = arena_format(&page->arena, "%.2g %%", 100 * b->share_of_revenue);
        const char *fields[] = {b->business,
                                quantity(page, &page->dependants, b->dependent_revenue_loss),
                                interval(page, &page->dependants, b->dependent_revenue_loss),
                                part,
                                text_number(&page->arena, b->omnichannel_index, 3),
                                share(page, b->largest_owner_share)};
        text_table_row(&table, fields, 6);
    }
    if (page->result->top_business_count > 0) {
        heading(page, "Businesses that lose most", page->dependants.name);
        text_table_write(&table, &page->writer);
        writer_put(&page->writer,
                   "  The omnichannel index is 1 - HHI over the owners of platforms and all other "
                   "sales:\n  0 is one way to sell. The largest owner's part is of all revenue.\n");
    }
}

/* ---- Insurance ------------------------------------------------------------------------------- */

static void insurance_row(struct page *page, struct text_table *table, const char *policy,
                          const char *insured, const struct insured_loss *loss)
{
    const struct unit *unit = &page->insurance;
    const char *fields[] = {policy,
                            insured,
                            quantity(page, unit, loss->gross),
                            quantity(page, unit, loss->insured),
                            interval(page, unit, loss->insured),
                            quantity(page, unit, loss->retained),
                            interval(page, unit, loss->retained)};
    text_table_row(table, fields, 7);
}

static void put_insurance(struct page *page)
{
    const struct result *result = page->result;
    const char *range = result->scenario.samples > 0 ? "5 to 95 %" : "";
    const char *header[] = {"policy", "insured", "loss", "paid", range, "retained", range};
    struct text_table table;
    if (result->policy_count == 0) {
        return;
    }
    text_table_init(&table, &page->arena, header, 7, 2);
    for (size_t i = 0; i < result->policy_count; ++i) {
        const struct result_policy *policy = &result->policies[i];
        insurance_row(page, &table, policy->policy,
                      policy->business != NULL ? policy->business : "all together", &policy->loss);
    }
    insurance_row(page, &table, "total", "", &result->totals.insurance);
    heading(page, "Insurance of the dependants", page->insurance.name);
    text_table_write(&table, &page->writer);
    writer_put(&page->writer,
               "  The net loss of what each policy insures, what it pays in a year with this one "
               "outage, and\n  what is left. The total has each business once.\n");
}

static void start_row(struct page *page, struct text_table *table, const struct unit *unit,
                      const struct result_start *cheapest, const struct result_start *dearest)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const struct result_start *starts[] = {cheapest, dearest};
    const char *texts[2];
    for (int i = 0; i < 2; ++i) {
        texts[i] = arena_format(&page->arena, "%s %02d:00", days[starts[i]->hour_of_week / 24],
                                starts[i]->hour_of_week % 24);
    }
    const char *fields[] = {unit == &page->owner ? "owner" : "dependants", texts[0],
                            money(page, unit, cheapest->loss), texts[1],
                            money(page, unit, dearest->loss)};
    text_table_row(table, fields, 5);
}

static void put_timing(struct page *page)
{
    static const char *const header[] = {"net loss of", "cheapest start", "loss", "dearest start",
                                         "loss"};
    const struct result_timing *timing = &page->result->timing;
    struct text_table table;
    if (!timing->present) {
        return;
    }
    text_table_init(&table, &page->arena, header, 5, 1);
    start_row(page, &table, &page->owner, &timing->owner_cheapest, &timing->owner_dearest);
    if (timing->has_dependants) {
        start_row(page, &table, &page->dependants, &timing->dependants_cheapest,
                  &timing->dependants_dearest);
    }
    heading(page, "When it starts, UTC", both_units(page));
    text_table_write(&table, &page->writer);
}

static void put_warnings(struct page *page)
{
    if (page->result->warnings.count > 0) {
        heading(page, "Warnings", "");
    }
    for (size_t i = 0; i < page->result->warnings.count; ++i) {
        const struct warning *warning = &page->result->warnings.items[i];
        writer_format(&page->writer, "  %s: %s\n", warning->where, warning->message);
    }
}

static const char *time_words(const char *by)
{
    static const char *const words[][2] = {{"outage", "while it lasts"},
                                           {"day", "within a day"},
                                           {"week", "within a week"},
                                           {"month", "within 30 days"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        if (strcmp(words[i][0], by) == 0) {
            return words[i][1];
        }
    }
    return by;
}

/* A line each: of that while it lasts, within a day of the start, ... */
static void put_indirect_times(struct page *page)
{
    const struct result *result = page->result;
    for (size_t i = 0; i < result->indirect_time_count; ++i) {
        const struct result_indirect_time *time = &result->indirect_times[i];
        writer_format(&page->writer, "    of that %s: %s", time_words(time->by),
                      quantity(page, &page->dependants, time->indirect_loss));
        put_interval(page, &page->dependants, time->indirect_loss);
        writer_format(&page->writer, "\n");
    }
}

static void put_totals(struct page *page)
{
    const struct result_totals *totals = &page->result->totals;
    if (totals->rival_gain.present) {
        writer_format(&page->writer, "  Sales that move to platforms of other owners: %s %s\n",
                      quantity(page, &page->dependants, totals->rival_gain), page->dependants.name);
    }
    if (totals->indirect_loss.present) {
        writer_format(&page->writer, "  Lost in turn by the sectors that supply them, at most: %s",
                      quantity(page, &page->dependants, totals->indirect_loss));
        put_interval(page, &page->dependants, totals->indirect_loss);
        writer_format(&page->writer, " %s\n", page->dependants.name);
        put_indirect_times(page);
    }
    if (totals->credits.present) {
        writer_format(&page->writer, "  Service credits that owners owe, beside lost revenue: %s",
                      quantity(page, &page->owner, totals->credits));
        put_interval(page, &page->owner, totals->credits);
        writer_format(&page->writer, " %s\n", page->owner.name);
    }
    if (totals->economy_baseline.present) {
        writer_format(&page->writer, "  Economy baseline, the public calculators' method: %s %s\n",
                      quantity(page, &page->owner, totals->economy_baseline), page->owner.name);
    }
}

blackout_status report_estimate_text(const struct result *result, blackout_sink *sink, void *user,
                                     blackout_error *error)
{
    struct page page = {.result = result};
    writer_init(&page.writer, sink, user);
    choose_units(&page);
    put_answer(&page);
    put_platforms(&page);
    put_totals(&page);
    put_timing(&page);
    put_owners(&page);
    put_keys(&page, "By region", "region", by_region);
    put_keys(&page, "By channel", "channel", by_channel);
    put_keys(&page, "By sector", "sector", by_sector);
    put_businesses(&page);
    put_insurance(&page);
    put_waterfall(&page, "How the owner's loss comes about", &page.owner, &result->owner_waterfall);
    put_waterfall(&page, "How the dependants' loss comes about", &page.dependants,
                  &result->dependant_waterfall);
    put_baselines(&page);
    put_evidence(&page);
    put_warnings(&page);
    arena_free(&page.arena);
    return writer_finish(&page.writer, error);
}
