/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each owner's market side: value before, lost profit, what the market can be expected to do, and
 * what it did on the day of a catalogued outage. Lost profit is sampled; market figures are
 * central, with the prediction's own distribution (methodology, 6b). */
#include <math.h>
#include <string.h>

#include "market/day_zero.h"
#include "market/market_prediction.h"
#include "market/market_value.h"
#include "core/error.h"
#include "estimate/figure_sums.h"

static const blackout_dataset *dataset_of(const struct run *run)
{
    return run->prepared->dataset;
}

static string_id cell_text(const struct row *row, int column)
{
    return row->cells[column].given ? row->cells[column].text : STRING_NONE;
}

/* Units of the report's currency for one unit of the owner's. Market values are in the currency in
 * which the owner reports. By the model's rate, and so the one by which its revenue is converted.
 */
static double owner_rate(const struct run *run, uint32_t owner)
{
    const struct model *model = &run->prepared->model;
    const struct stage stage = run_stage(run);
    return stage_rate(&stage, model->owners[owner].annual_revenue.per_usd);
}

/* ---- Market value ---------------------------------------------------------------------------- */

/* Whether the event of the scenario is the owner's. */
static bool is_event_owner(const struct run *run, const struct row *owner)
{
    const struct row *event = run->prepared->scenario.event;
    return event != NULL && event->cells[OUTAGES_OWNER].text == owner->cells[OWNERS_OWNER].text;
}

/* Day 0 of the scenario: that of its event where it begins as that did, else by its start. Without
 * a start every session has been. A curve has a start of its own, which is measured and not the
 * catalogue's. */
static struct day_zero day_zero_of(const struct run *run, const struct row *row)
{
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    struct day_zero day_zero = {.date = INSTANT_ANY};
    bool as_event =
        is_event_owner(run, row) && !scenario->start_asked && scenario->curve_path == NULL;
    if (as_event) {
        day_zero_of_outage(&day_zero, dataset_of(run), scenario->event);
    } else if (scenario->has_start) {
        day_zero = day_zero_of_start(dataset_of(run), row->cells[OWNERS_OWNER].text,
                                     scenario->start, scenario->start_has_time);
    }
    return day_zero;
}

/* The event's own market value is of its own day. Where the scenario begins at another time its own
 * day 0 finds the close, and that value is not of its day. */
static blackout_status set_market_cap(struct run *run, struct result_owner *result, uint32_t owner,
                                      blackout_error *error)
{
    const struct row *row = run->prepared->owner_rows[owner];
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    string_id symbol = cell_text(row, OWNERS_SYMBOL);
    const struct row *returns =
        is_event_owner(run, row) && !scenario->start_asked
            ? market_owner_return(dataset_of(run), scenario->event->cells[OUTAGES_EVENT].text,
                                  symbol)
            : NULL;
    const struct day_zero day_zero = day_zero_of(run, row);
    double close =
        symbol != STRING_NONE ? market_close_before(dataset_of(run), symbol, day_zero.date) : 0;
    const struct market_value value = market_value_before(row, returns, close);
    struct market_value other;
    result->figures[FIGURE_MARKET_CAP] =
        (struct quantity){.present = value.from != MARKET_VALUE_UNKNOWN,
                          .central = value.value * owner_rate(run, owner)};
    blackout_status status = BLACKOUT_OK;
    if (market_value_contradiction(&other, &value, row, returns, close)) {
        char text[MARKET_VALUE_TEXT_SIZE];
        market_value_contradiction_text(text, &value, &other);
        status = run_warn(run, "market_value_differs", result->owner, text, error);
    }
    return status == BLACKOUT_OK && day_zero.by_utc && value.from == MARKET_VALUE_SHARES
               ? run_warn(run, "exchange_hours_unknown", result->owner, day_zero_by_utc, error)
               : status;
}

/* In percent always; in money where the market value is known. Figures of the market are no sums of
 * outputs, and have no samples. */
static struct result_change change(double fraction, struct quantity market_cap)
{
    return (struct result_change){
        .percent = 100 * fraction,
        .money = {.present = market_cap.present, .central = fraction * market_cap.central}};
}

/* ---- Prediction ------------------------------------------------------------------------------ */

/* The part of an owner's business that is hit: what the catalogue says of the event; for an outage
 * of other platforms or regions, their revenue over that of all the owner's platforms. By revenue
 * after growth and use, as R_pr has it; regions that stay up have no exposure. */
static double scope_share(const struct run *run, uint32_t owner)
{
    const struct model *model = &run->prepared->model;
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    double all = 0;
    double hit = 0;
    if (scenario->event != NULL && !scenario->event_moved) {
        return scenario->scope_share;
    }
    const struct stage stage = run_stage(run);
    const double scale = owner_scale(&stage, owner);
    const uint32_t first = model->owners[owner].first_platform;
    uint32_t p = first;
    do {
        const struct model_platform *platform = &model->platforms[p];
        const double rate = owner_revenue_rate(&stage, p, scale);
        all += rate;
        for (size_t i = 0; i < platform->row_count; ++i) {
            const struct model_platform_region *pr =
                &model->platform_regions[platform->first_row + i];
            hit += pr->exposure.full != INDEX_NONE
                       ? rate * run->prepared->centres[pr->revenue_share]
                       : 0;
        }
        p = platform->next_of_owner;
    } while (p != first);
    return all > 0 ? hit / all : 0;
}

/* Of MARKET_UNEXPLAINED the text has the event's name. */
static const char *const no_prediction[] = {
    [MARKET_NO_PRIOR] = "the package has no table market_prior: the change of market value is not "
                        "predicted",
    [MARKET_NO_STANDARD_ERROR] = "event_returns has no row for the owner's share: the change of "
                                 "market value is not predicted",
    [MARKET_TOO_SMALL] = "the outage costs fewer hours of the owner's business than any in the "
                         "catalogue, whose outages all made the news: how the market reacts to it "
                         "is not known, and no change of market value is predicted",
    [MARKET_UNEXPLAINED] = NULL};

static blackout_status warn_no_prediction(struct run *run, const struct result_owner *result,
                                          const struct market_prediction *prediction,
                                          blackout_error *error)
{
    const char *why = no_prediction[prediction->lack];
    if (prediction->lack == MARKET_UNEXPLAINED) {
        why = arena_format(run->result->arena,
                           "the row of event '%.80s' in event_returns is out of reach of any fall, "
                           "car_0_1 being very many times se_0_1; check both: the change of market "
                           "value is not predicted",
                           run_text(run, prediction->unexplained));
    }
    return why != NULL ? run_warn(run, "no_prediction", result->owner, why, error)
                       : error_memory(error);
}

/* Duration and severity are at their centre (methodology, "What stays central"). */
static blackout_status predict(struct run *run, struct result_owner *result, uint32_t owner,
                               blackout_error *error)
{
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    const struct row *row = run->prepared->owner_rows[owner];
    struct market_prediction prediction;
    struct market_query query = {
        .event = scenario->event != NULL ? scenario->event->cells[OUTAGES_EVENT].text : STRING_NONE,
        .symbol = cell_text(row, OWNERS_SYMBOL),
        .duration_hours = scenario->duration_hours,
        .severity = scenario->severity,
        .scope_share = scope_share(run, owner),
        .has_start = scenario->has_start,
        .start = scenario->start,
        .lack_alone = run->totals_only,
        .in_catalogue = scenario->event != NULL && scenario->event_changes == NULL,
        .no_hindsight = run->prepared->mode.no_hindsight && scenario->has_start};
    /* Conditional on an outage that makes the news, and there is none. */
    if (!(query.duration_hours > 0) || !(query.severity > 0)) {
        return BLACKOUT_OK; /* nothing makes the news */
    }
    blackout_status status = market_predict(&prediction, dataset_of(run), &query, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (prediction.lack != MARKET_COMPLETE) {
        return warn_no_prediction(run, result, &prediction, error);
    }
    /* A sweep shows no prediction, and needs only the warning that there is none. */
    if (query.lack_alone) {
        return BLACKOUT_OK;
    }
    result->has_prediction = true;
    result->median = change(prediction.median, result->figures[FIGURE_MARKET_CAP]);
    result->p5 = change(prediction.p5, result->figures[FIGURE_MARKET_CAP]);
    result->p95 = change(prediction.p95, result->figures[FIGURE_MARKET_CAP]);
    result->probability_of_rise = prediction.probability_of_rise;
    result->prediction_events = prediction.events;
    result->prediction_later = prediction.later;
    return BLACKOUT_OK;
}

/* ---- Event study ----------------------------------------------------------------------------- */

/* Money by the market value of the event's own row, of the day before, and not by that of the
 * scenario. */
static void fill_event_study(struct run *run, struct result_owner *result, uint32_t owner,
                             const struct market_event_study *study)
{
    struct quantity before = {.present = study->has_market_cap,
                              .central = study->market_cap_before * owner_rate(run, owner)};
    result->event_study =
        (struct result_event_study){.present = true,
                                    .raw = change(study->raw, before),
                                    .abnormal = change(study->abnormal, before),
                                    .has_peers = study->peer_count > 0,
                                    .less_peer_mean = change(study->less_peer_mean, before),
                                    .peer_count = study->peer_count,
                                    .has_peer_raw = study->has_peer_raw,
                                    .peer_raw_low_percent = 100 * study->peer_raw_low,
                                    .peer_raw_high_percent = 100 * study->peer_raw_high,
                                    .has_t = study->has_t,
                                    .t = study->t,
                                    .has_day0 = study->has_day0,
                                    .day0 = study->day0,
                                    .confounded = study->confounded};
}

/* ---- Lost profit ----------------------------------------------------------------------------- */

/* A loss of revenue is not one of profit: without a margin there is no figure, and no default is
 * taken for it. */
static blackout_status fill_figures(struct run *run, struct result_owner *result, uint32_t owner,
                                    blackout_error *error)
{
    struct model_selection of = model_select_all();
    of.owner = owner;
    figures_fill(result->figures, run, AT_OWNER, &of);
    return result->figures[FIGURE_FUNDAMENTAL].present
               ? BLACKOUT_OK
               : run_warn(run, "no_fundamental_loss", result->owner,
                          "the owner has no margin or tax_rate: the fundamental loss is left out",
                          error);
}

/* What was measured is of the event as it was: a changed one has none. The market value comes
 * first, since changes are given in money by it. */
static blackout_status fill_owner(struct run *run, struct result_owner *result, uint32_t owner,
                                  blackout_error *error)
{
    const struct row *row = run->prepared->owner_rows[owner];
    const char *key = run_text(run, row->cells[OWNERS_OWNER].text);
    const char *name = run_text(run, row->cells[OWNERS_NAME].text);
    struct market_event_study study = {0};
    result->owner = arena_copy(run->result->arena, key, strlen(key));
    result->name = arena_copy(run->result->arena, name, strlen(name));
    /* NAN where they are not known: 0 would be a figure. */
    result->annual_revenue =
        cell_or(&row->cells[OWNERS_ANNUAL_REVENUE], NAN) * owner_rate(run, owner);
    result->shares = cell_or(&row->cells[OWNERS_SHARES_OUTSTANDING], NAN);
    if (is_event_owner(run, row) && run->prepared->scenario.event_changes == NULL) {
        market_event_study(&study, dataset_of(run), run->prepared->scenario.event,
                           cell_text(row, OWNERS_SYMBOL));
    }
    blackout_status status = set_market_cap(run, result, owner, error);
    if (study.found) {
        fill_event_study(run, result, owner, &study);
    }
    if (status == BLACKOUT_OK && !result->figures[FIGURE_MARKET_CAP].present) {
        status = run_warn(run, "no_market_cap", result->owner,
                          "neither market_cap nor shares_outstanding with prices is known: changes "
                          "of market value are given only in percent",
                          error);
    }
    if (status == BLACKOUT_OK) {
        status = fill_figures(run, result, owner, error);
    }
    return status == BLACKOUT_OK ? predict(run, result, owner, error) : status;
}

/* An owner is listed if any of its platforms is down: the ring is walked until one is, or it is
 * back at the first. */
static bool is_selected(const struct model *model, uint32_t owner)
{
    const uint32_t first = model->owners[owner].first_platform;
    uint32_t p = first;
    while (!model->platforms[p].selected && model->platforms[p].next_of_owner != first) {
        p = model->platforms[p].next_of_owner;
    }
    return model->platforms[p].selected;
}

blackout_status run_owners(struct run *run, blackout_error *error)
{
    const struct model *model = &run->prepared->model;
    struct result *result = run->result;
    result->owners = arena_alloc(result->arena, model->owner_count, sizeof *result->owners);
    if (result->owners == NULL) {
        return error_memory(error);
    }
    blackout_status status = BLACKOUT_OK;
    for (uint32_t o = 0; o < model->owner_count && status == BLACKOUT_OK; ++o) {
        if (is_selected(model, o)) {
            status = fill_owner(run, &result->owners[result->owner_count++], o, error);
        }
    }
    return status;
}
