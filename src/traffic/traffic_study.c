/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and points belong to the dataset; the study keeps copies of what its report shows, so that
 * it does not refer to the dataset. Which series are measured and which are rivals, one measurement
 * each, and what the study keeps. How a series is measured is traffic_loss.c. */
#include "traffic/traffic_study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "traffic/traffic_warnings.h"
#include "ask/run_options.h"
#include "core/error.h"
#include "core/text.h"
#include "ask/traffic_query.h"
#include "ingest/holidays.h"
#include "ingest/warning_keeper.h"
#include "traffic/traffic_loss.h"

/* `query` and `dataset` are the caller's and read alone; all that is made is the study's. */
struct studying {
    blackout_traffic *traffic;
    const blackout_dataset *dataset;
    const blackout_traffic_query *query;
    struct known_events events;
    struct progress progress;
};

static const char *where_of(struct studying *s, const struct traffic_loss *loss)
{
    const char *where = arena_format(&s->traffic->arena, "%s/%s", loss->platform, loss->region);
    return where != NULL ? where : "";
}

/* ---- Which series ---------------------------------------------------------------------------- */

static bool is_named(const struct name_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; ++i) {
        if (strcmp(list->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *text_of(const struct studying *s, string_id id)
{
    return dataset_text(s->dataset, id);
}

/* Every name that is asked for has to be in the traffic. Names are looked for in the traffic and
 * not in the tables: a bare file has no tables. Candidates for a suggestion are bounded, since it
 * is a hint alone. */
static blackout_status check_names(const struct studying *s, const struct name_list *list,
                                   const char *field, blackout_error *error)
{
    enum { MOST_CANDIDATES = 256 };
    const char *known[MOST_CANDIDATES];
    const struct traffic_table *traffic = &s->dataset->traffic;
    bool region = strcmp(field, "region") == 0;
    for (size_t i = 0; i < list->count; ++i) {
        size_t count = 0;
        bool found = false;
        for (size_t k = 0; k < traffic->count && !found; ++k) {
            const struct traffic_series *series = &traffic->series[k];
            const char *name = text_of(s, region ? series->region : series->platform);
            found = strcmp(name, list->names[i]) == 0;
            if (count < MOST_CANDIDATES) {
                known[count++] = name;
            }
        }
        /* Only where it was not found: to measure distances takes longer than the search. */
        const char *near = found ? NULL : text_nearest(list->names[i], known, count);
        if (!found) {
            return error_field(error, BLACKOUT_ERROR_USAGE, field,
                               "%s is not in the traffic ('%.80s'); %s%s", field, list->names[i],
                               near != NULL ? "perhaps " : "a name that appears there",
                               near != NULL ? near : "");
        }
    }
    return BLACKOUT_OK;
}

/* Without platforms named all are measured but those that are named as peers. Else each rival would
 * be reported as struck, too. */
static bool is_selected(const struct studying *s, const struct traffic_series *series)
{
    const blackout_scenario *scenario = s->query->scenario;
    bool peer = is_named(&s->query->peers, text_of(s, series->platform));
    return (scenario->platforms.count > 0
                ? is_named(&scenario->platforms, text_of(s, series->platform))
                : !peer) &&
           (scenario->regions.count == 0 ||
            is_named(&scenario->regions, text_of(s, series->region)));
}

/* Peers as named; else every platform that is not measured. By region: use in another region may
 * have other hours and other rivals. */
static bool is_peer(const struct studying *s, const struct traffic_series *series, string_id region)
{
    const struct name_list *peers = &s->query->peers;
    const char *platform = text_of(s, series->platform);
    bool measured = s->query->scenario->platforms.count == 0 ||
                    is_named(&s->query->scenario->platforms, platform);
    return series->region == region && (peers->count > 0 ? is_named(peers, platform) : !measured);
}

/* ---- Measuring ------------------------------------------------------------------------------- */

/* Start and length are not read where the window is looked for. */
static struct traffic_case case_of(const struct studying *s, const struct traffic_series *series)
{
    const blackout_scenario *scenario = s->query->scenario;
    return (struct traffic_case){.series = series,
                                 .platform = text_of(s, series->platform),
                                 .region = text_of(s, series->region),
                                 .events = &s->events,
                                 .detect = s->query->detect,
                                 .start = scenario->start,
                                 .duration_hours = scenario->duration_hours.centre};
}

/* Gains are losses with the sign turned, and so the ends change places. A gain per unit lost needs
 * a loss; `rose` asks the whole interval, so that noise is not taken for a gain. */
static void put_substitute(struct traffic_result *result, const struct traffic_loss *rival)
{
    struct traffic_quantity lost = rival->lost;
    double expected = rival->expected;
    const struct traffic_quantity *own = &result->loss.lost;
    result->substitutes[result->substitute_count++] = (struct traffic_substitute){
        .platform = rival->platform,
        .expected = expected,
        .observed = rival->observed,
        .gained = {true, -lost.central, -lost.p95, -lost.p5},
        .gained_share = {expected > 0, -lost.central / expected, -lost.p95 / expected,
                         -lost.p5 / expected},
        .rose = lost.p95<0, .has_per_lost = own->central> 0,
        .per_lost = own->central > 0 ? -lost.central / own->central : 0};
}

/* Rivals in the same region, over the window that was measured, found or given. One `rival` serves
 * all. A rival that cannot be measured is warned of and passed over: the loss itself does not
 * depend on it. */
static blackout_status find_substitutes(struct studying *s, struct traffic_result *result,
                                        blackout_error *error)
{
    const struct traffic_table *traffic = &s->dataset->traffic;
    const struct traffic_span window = result->loss.window;
    blackout_status status = BLACKOUT_OK;
    result->substitutes =
        arena_alloc(&s->traffic->arena, traffic->count, sizeof *result->substitutes);
    struct traffic_loss *rival = arena_alloc(&s->traffic->arena, 1, sizeof *rival);
    if (result->substitutes == NULL || rival == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < traffic->count && status == BLACKOUT_OK; ++i) {
        const struct traffic_series *series = &traffic->series[i];
        if (!is_peer(s, series, result->loss.series->region)) {
            continue;
        }
        struct traffic_case what = case_of(s, series);
        /* A rival is measured over the same window, whether it lost or gained there. */
        what.detect = false;
        what.start = window.from;
        what.duration_hours = (double)(window.to - window.from) / SECONDS_PER_HOUR;
        status = traffic_loss_measure(rival, &s->traffic->arena, &what, error);
        if (status == BLACKOUT_OK && rival->lack == TRAFFIC_COMPLETE) {
            put_substitute(result, rival);
        } else if (status == BLACKOUT_OK) {
            traffic_warn_lack(s->traffic, rival, where_of(s, rival));
        }
    }
    return status;
}

/* Whether a series was searched in vain: another may be too short to be searched. */
static bool any_searched(const blackout_traffic *traffic)
{
    for (size_t i = 0; i < traffic->result_count; ++i) {
        if (traffic->results[i].loss.lack == TRAFFIC_NOTHING_DETECTED) {
            return true;
        }
    }
    return false;
}

/* A search that finds nothing is an answer; a run in which nothing could be measured is an
 * error. */
static blackout_status measure_all(struct studying *s, blackout_error *error)
{
    blackout_traffic *traffic = s->traffic;
    const struct traffic_table *table = &s->dataset->traffic;
    size_t measured = 0;
    traffic->results = arena_alloc(&traffic->arena, table->count, sizeof *traffic->results);
    if (traffic->results == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->count; ++i) {
        progress_report(s->progress, "series", (double)i, (double)table->count);
        if (!is_selected(s, &table->series[i])) {
            continue;
        }
        struct traffic_result *result = &traffic->results[traffic->result_count++];
        struct traffic_case what = case_of(s, &table->series[i]);
        blackout_status status = traffic_loss_measure(&result->loss, &traffic->arena, &what, error);
        if (status == BLACKOUT_OK && result->loss.lack == TRAFFIC_COMPLETE) {
            status = find_substitutes(s, result, error);
            ++measured;
        }
        if (status != BLACKOUT_OK) {
            return status;
        }
        traffic_warn_all(s->traffic, &result->loss, where_of(s, &result->loss));
    }
    progress_report(s->progress, "series", (double)table->count, (double)table->count);
    if (measured > 0 || any_searched(traffic)) {
        return BLACKOUT_OK;
    }
    if (traffic->warnings.count == 0 && traffic->result_count > 0) {
        return error_memory(error); /* each result without a figure has said why */
    }
    return error_at(error, BLACKOUT_ERROR_INPUT, traffic->source, 0, 0, "%s",
                    traffic->result_count > 0
                        ? traffic->warnings.items[traffic->warnings.count - 1].message
                        : "no series has both the platform and the region requested");
}

/* ---- Holidays ------------------------------------------------------------------------------- */

/* Whether a holiday touches a series; `span`, which is {0} at first, grows to hold all series. One
 * without a step has none. */
static bool is_within(const blackout_traffic *traffic, const struct known_event *holiday,
                      struct traffic_span *span)
{
    bool within = false;
    for (size_t i = 0; i < traffic->result_count; ++i) {
        const struct traffic_loss *loss = &traffic->results[i].loss;
        const struct traffic_grid *grid = &loss->grid;
        within = within ||
                 known_event_touches(holiday, loss->platform, loss->region, grid->begin, grid->end);
        if (grid->begin < grid->end) {
            const bool first = span->from == span->to;
            span->from = first || grid->begin < span->from ? grid->begin : span->from;
            span->to = first || grid->end > span->to ? grid->end : span->to;
        }
    }
    return within;
}

/* A list of several years may go beyond the series; one of other years alone was not meant. */
static void warn_holidays(struct studying *s)
{
    struct traffic_span span = {0, 0};
    size_t given = 0;
    bool any_within = false;
    for (size_t i = 0; i < s->events.count; ++i) {
        const struct known_event *event = &s->events.events[i];
        if (event->platforms == NULL) {
            any_within = is_within(s->traffic, event, &span) || any_within;
            ++given;
        }
    }
    if (given > 0 && !any_within) {
        char first[CALENDAR_TEXT_SIZE];
        char last[CALENDAR_TEXT_SIZE];
        traffic_warn(s->traffic, "holidays_outside", s->query->holidays,
                     "none of the holidays (%zu) is within the series, %s to %s: nothing is left "
                     "out for them; are they of these years?",
                     given, calendar_print_date(first, span.from),
                     calendar_print_date(last, span.to));
    }
}

/* ---- What the study keeps -------------------------------------------------------------------- */

/* `failed` is looked at once, after all texts. */
static const char *kept(blackout_traffic *traffic, const char *text, bool *failed)
{
    const char *copy = arena_copy(&traffic->arena, text, strlen(text));
    *failed = *failed || copy == NULL;
    return copy;
}

/* The dataset may be freed before the study: nothing may point into it. `series` is NULL from here
 * on: a report that read it would be reading freed memory. */
static blackout_status keep_texts(struct studying *s, blackout_error *error)
{
    blackout_traffic *traffic = s->traffic;
    bool failed = traffic->out_of_memory;
    for (size_t i = 0; i < traffic->result_count; ++i) {
        struct traffic_result *result = &traffic->results[i];
        struct traffic_loss *loss = &result->loss;
        loss->series = NULL; /* the dataset's */
        loss->grid.series = NULL;
        loss->platform = kept(traffic, loss->platform, &failed);
        loss->region = kept(traffic, loss->region, &failed);
        for (size_t k = 0; k < loss->masked_count; ++k) {
            loss->masked[k].name = kept(traffic, loss->masked[k].name, &failed);
        }
        for (size_t k = 0; k < result->substitute_count; ++k) {
            result->substitutes[k].platform =
                kept(traffic, result->substitutes[k].platform, &failed);
        }
    }
    return failed ? error_memory(error) : BLACKOUT_OK;
}

/* Checksum and number of rows say which file was measured, whatever becomes of it. */
static blackout_status describe_source(struct studying *s, blackout_error *error)
{
    blackout_traffic *traffic = s->traffic;
    const struct table *table = &s->dataset->tables[TRAFFIC];
    bool failed = false;
    if (!table->present) {
        return error_set(error, BLACKOUT_ERROR_INPUT,
                         "the package has no table traffic ('%s'); a file traffic.csv, or give a "
                         "bare CSV file instead of the package",
                         s->dataset->package.name);
    }
    traffic->source = kept(traffic, table->source, &failed);
    traffic->package = kept(traffic, s->dataset->package.name, &failed);
    traffic->sha256 = kept(traffic, table->sha256, &failed);
    traffic->rows = table->rows_read;
    /* A bare CSV file is read as a package of one table: without platforms. */
    traffic->bare = !s->dataset->tables[PLATFORMS].present;
    traffic->control.rejected = s->dataset->control.rejected;
    failed =
        failed || warning_add_all(&traffic->warnings, &traffic->arena, &s->dataset->warnings) != 0;
    return failed ? error_memory(error) : BLACKOUT_OK;
}

/* A search and a window exclude each other; a window needs both of its ends. A range would say that
 * the window is uncertain; a measurement has one. */
static blackout_status check_query(const struct studying *s, blackout_error *error)
{
    const blackout_scenario *scenario = s->query->scenario;
    blackout_status status = check_names(s, &scenario->platforms, "platform", error);
    if (status == BLACKOUT_OK) {
        status = check_names(s, &scenario->regions, "region", error);
    }
    if (status == BLACKOUT_OK) {
        status = check_names(s, &s->query->peers, "peers", error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (s->query->detect && (scenario->has_start || scenario->has_duration)) {
        return error_field(
            error, BLACKOUT_ERROR_USAGE, "detect",
            "a window is given, and detect would look for one; give start and duration, or detect");
    }
    if (scenario->has_duration && scenario->duration_hours.transform != TRANSFORM_NONE) {
        return error_field(
            error, BLACKOUT_ERROR_USAGE, "duration",
            "duration is a range; give one length, like 6h, since a window is measured");
    }
    bool given =
        scenario->has_start && scenario->has_duration && scenario->duration_hours.centre > 0;
    if (!s->query->detect && !given) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "start",
                           "no window is given; give a start and a duration above 0, or detect");
    }
    return BLACKOUT_OK;
}

/* ---- The public calls ------------------------------------------------------------------------ */

/* Known events are read once and serve every series. */
static blackout_status study(struct studying *s, const blackout_run_options *options,
                             blackout_error *error)
{
    struct arena *arena = &s->traffic->arena;
    blackout_status status = describe_source(s, error);
    if (status == BLACKOUT_OK) {
        status = check_query(s, error);
    }
    if (status == BLACKOUT_OK) {
        status = known_events_add_outages(&s->events, arena, s->dataset, error);
    }
    if (status == BLACKOUT_OK && s->query->holidays != NULL) {
        struct warning_keeper keeper = {&s->traffic->warnings, arena, options, false};
        const blackout_run_options keeping = warning_keeper_options(&keeper);
        status = holidays_read(&s->events, arena, s->query->holidays, &keeping, error);
        s->traffic->out_of_memory = s->traffic->out_of_memory || keeper.failed;
    }
    if (status == BLACKOUT_OK) {
        status = measure_all(s, error);
    }
    if (status == BLACKOUT_OK) {
        warn_holidays(s);
    }
    return status == BLACKOUT_OK ? keep_texts(s, error) : status;
}

blackout_status blackout_traffic_measure(blackout_traffic **traffic,
                                         const blackout_dataset *dataset,
                                         const blackout_traffic_query *query,
                                         const blackout_run_options *options, blackout_error *error)
{
    blackout_run_options taken;
    *traffic = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct studying s = {.traffic = calloc(1, sizeof *s.traffic),
                         .dataset = dataset,
                         .query = query,
                         .progress = run_options_progress(&taken)};
    if (s.traffic == NULL) {
        return error_memory(error);
    }
    status = arena_judge(&s.traffic->arena, study(&s, &taken, error), error);
    if (status != BLACKOUT_OK) {
        blackout_traffic_free(s.traffic);
        return status;
    }
    run_options_report(&taken, &s.traffic->warnings);
    *traffic = s.traffic;
    return BLACKOUT_OK;
}

void blackout_traffic_free(blackout_traffic *traffic)
{
    if (traffic != NULL) {
        arena_free(&traffic->arena);
        free(traffic);
    }
}
