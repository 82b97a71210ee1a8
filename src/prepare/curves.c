/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measured curve is held from one time stamp to the next; t0 is its first positive value, D runs
 * to the end of the last value of at least half the maximum, severity is the mean over [t0, t0+D).
 * The whole curve counts in the losses; its window and integral are for the reader. (methodology,
 * stage 1) */
#include "prepare/curves.h"

#include <math.h>
#include <stdio.h>

#include "core/error.h"
#include "core/map.h"
#include "ingest/warning_keeper.h"
#include "prepare/envelope.h"
#include "prepare/parameters.h"

/* The value that a share must reach to count into the duration, as a part of the maximum. Of the
 * duration and the severity alone, which the market's prediction and the straight lines read:
 * losses, and the output and the error that go with them, are of the whole curve. */
static const double duration_part = 0.5;

/* The places in the table of the scenario's regions, which are rows of it; NULL: memory is out. */
static const size_t *region_numbers(const struct prepared *prepared)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    const struct table *regions = &prepared->dataset->tables[REGIONS];
    struct map places = {.arena = prepared->arena};
    size_t *numbers = arena_alloc(prepared->arena, scenario->region_count, sizeof *numbers);
    bool made = numbers != NULL;
    for (size_t r = 0; r < regions->row_count && made; ++r) {
        const string_id key = regions->rows[r].cells[REGIONS_REGION].text;
        made = map_find(&places, key) != MAP_NONE || map_add(&places, key, (uint32_t)r) == 0;
    }
    for (size_t i = 0; i < scenario->region_count && made; ++i) {
        numbers[i] = map_find(&places, scenario->regions[i]);
    }
    return made ? numbers : NULL;
}

/* The same curve for every platform in every region that is hit. */
static void hit_all(struct curves *curves, const struct prepared *prepared, const size_t *regions)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    for (size_t p = 0; p < scenario->selected_count; ++p) {
        for (size_t i = 0; i < scenario->region_count; ++i) {
            curves->of[p * curves->region_count + regions[i]] = 0;
            curves->envelope[regions[i]] = 0;
        }
    }
}

/* ---- Measured curves ------------------------------------------------------------------------- */

/* Series by platform and region, either of which may be STRING_NONE; each is there once. */
static uint64_t series_key(string_id platform, string_id region)
{
    return (uint64_t)platform << 32 | region;
}

/* A file has each pair once: it is checked where it is read. */
static bool list_series(struct map *places, const struct curve_file *file)
{
    bool made = true;
    for (size_t i = 0; i < file->count && made; ++i) {
        const uint64_t key = series_key(file->series[i].platform, file->series[i].region);
        made = map_find(places, key) != MAP_NONE || map_add(places, key, (uint32_t)i) == 0;
    }
    return made;
}

/* The most particular series for a platform and region: both named before one before none. */
static uint32_t series_for(const struct map *places, string_id platform, string_id region)
{
    const uint64_t keys[] = {series_key(platform, region), series_key(platform, STRING_NONE),
                             series_key(STRING_NONE, region), series_key(STRING_NONE, STRING_NONE)};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; ++i) {
        const uint32_t found = map_find(places, keys[i]);
        if (found != MAP_NONE) {
            return found;
        }
    }
    return INDEX_NONE;
}

/* The last point only ends the one before it. Where nothing is above 0, `first` stays INSTANT_ANY,
 * and curves_read() refuses the file. Run over the whole file first, to know which rows are in
 * force, and then over the series that the scenario takes, which are this outage's. */
static void measure(struct prepared *prepared, const struct curve_file *file)
{
    struct resolved_scenario *scenario = &prepared->scenario;
    double highest = 0;
    instant first = INSTANT_ANY;
    for (size_t i = 0; i < file->count; ++i) {
        const struct curve_series *series = &file->series[i];
        for (size_t k = 0; k + 1 < series->point_count; ++k) {
            highest = fmax(highest, series->points[k].unavailable);
            if (series->points[k].unavailable > 0 && series->points[k].time < first) {
                first = series->points[k].time;
            }
        }
    }
    /* A second walk, since half of the maximum is known only after the first. */
    instant last = first;
    instant end = first;
    for (size_t i = 0; i < file->count; ++i) {
        const struct curve_series *series = &file->series[i];
        for (size_t k = 0; k + 1 < series->point_count; ++k) {
            double level = series->points[k].unavailable;
            instant until = series->points[k + 1].time;
            end = level > 0 && until > end ? until : end;
            last = level > 0 && level >= duration_part * highest && until > last ? until : last;
        }
    }
    scenario->has_start = first != INSTANT_ANY;
    scenario->start = scenario->has_start ? first : 0;
    scenario->start_has_time = true;
    scenario->duration_hours = (double)(last - first) / SECONDS_PER_HOUR;
    scenario->window_hours = (double)(end - first) / SECONDS_PER_HOUR;
    scenario->outage_hours = 0;
    scenario->severity = 0;
    scenario->recovery_hours = 0;
}

/* A level of 0 has no piece: between pieces the model takes 0 of itself. */
static blackout_status make_pieces(struct severity_curve *curve, struct prepared *prepared,
                                   const struct curve_series *series, blackout_error *error)
{
    struct severity_piece *pieces =
        arena_alloc(prepared->arena, series->point_count, sizeof *pieces);
    size_t count = 0;
    if (pieces == NULL) {
        return error_memory(error);
    }
    for (size_t k = 0; k + 1 < series->point_count; ++k) {
        double level = series->points[k].unavailable;
        if (level > 0) {
            pieces[count++] = (struct severity_piece){
                (double)(series->points[k].time - prepared->scenario.start) / SECONDS_PER_HOUR,
                (double)(series->points[k + 1].time - prepared->scenario.start) / SECONDS_PER_HOUR,
                level, level};
        }
    }
    *curve = (struct severity_curve){.pieces = pieces, .piece_count = count};
    return BLACKOUT_OK;
}

/* The integral of a curve over the first hours: as many hours in full. */
static double full_hours(const struct severity_curve *curve, double hours)
{
    double integral = 0;
    for (size_t i = 0; i < curve->piece_count; ++i) {
        /* Pieces of a measured curve are level. */
        const struct severity_piece *piece = &curve->pieces[i];
        double from = fmax(piece->from_hours, 0);
        double to = fmin(piece->to_hours, hours);
        integral += to > from ? (to - from) * piece->level_from : 0;
    }
    return integral;
}

/* severity = integral over [t0, t0 + D) / D, the mean over platforms and regions that have a
 * series. Pairs without a series stay up, and are not averaged over: the severity is how much of
 * what was hit was down. A series that several pairs take counts with each of them. */
static void assign(struct curves *curves, struct prepared *prepared, const struct map *places,
                   const size_t *regions, const struct severity_curve *measured)
{
    struct resolved_scenario *scenario = &prepared->scenario;
    size_t hit = 0;
    for (size_t p = 0; p < scenario->selected_count; ++p) {
        for (size_t i = 0; i < scenario->region_count; ++i) {
            uint32_t curve = series_for(places, scenario->selected[p], scenario->regions[i]);
            curves->of[p * curves->region_count + regions[i]] = curve;
            if (curve != INDEX_NONE) {
                scenario->severity += full_hours(&measured[curve], scenario->duration_hours);
                scenario->outage_hours += full_hours(&measured[curve], scenario->window_hours);
                ++hit;
            }
        }
    }
    /* One mean over all pairs, and not a mean of means: each platform in each region counts the
     * same. */
    double hours = (double)hit * scenario->duration_hours;
    scenario->severity = hours > 0 ? scenario->severity / hours : 0;
    scenario->outage_hours = hit > 0 ? scenario->outage_hours / (double)hit : 0;
}

/* ---- The highest of several curves ----------------------------------------------------------- */

/* The curves that the platforms have in a region, each once: `last` is the region that had it last.
 * Numbers of regions are one more here, since 0 is none. A series for all platforms is the curve of
 * each of them, and would be in the envelope as often. */
static size_t curves_of_region(const struct severity_curve **found, const struct curves *curves,
                               const struct severity_curve *measured, size_t region, size_t *last)
{
    size_t count = 0;
    for (size_t p = 0; p < curves->platform_count; ++p) {
        const uint32_t curve = curves->of[p * curves->region_count + region];
        if (curve != INDEX_NONE && last[curve] != region + 1) {
            last[curve] = region + 1;
            found[count++] = &measured[curve];
        }
    }
    return count;
}

/* Envelopes are numbered after the series' own curves; a region without one keeps INDEX_NONE. */
static blackout_status make_envelopes(struct curves *curves, struct prepared *prepared,
                                      struct severity_curve *measured, size_t *count,
                                      blackout_error *error)
{
    struct arena *arena = prepared->arena;
    const struct severity_curve **found = arena_alloc(arena, *count, sizeof *found);
    size_t *last = arena_alloc(arena, *count, sizeof *last);
    blackout_status status = found != NULL && last != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t r = 0; r < curves->region_count && status == BLACKOUT_OK; ++r) {
        const size_t hit = curves_of_region(found, curves, measured, r, last);
        status = envelope_make(&measured[*count], arena, found, hit, error);
        if (status == BLACKOUT_OK && measured[*count].piece_count > 0) {
            curves->envelope[r] = (uint32_t)(*count)++;
        }
    }
    return status;
}

/* A point only says from when a value holds: the last one's has no end. */
static void warn_open_ends(struct prepared *prepared, const struct curve_file *file)
{
    for (size_t i = 0; i < file->count; ++i) {
        const struct curve_series *series = &file->series[i];
        double last = series->points[series->point_count - 1].unavailable;
        if (last > 0) {
            prepare_warn(prepared, "curve_open", "--severity-curve",
                         "the last value of the severity curve (%g) is held for no time; end the "
                         "curve with 0",
                         last);
        }
    }
}

/* The last value of a series is held for no time. */
static bool ends_above_zero(const struct curve_file *file)
{
    for (size_t i = 0; i < file->count; ++i) {
        const struct curve_series *series = &file->series[i];
        if (series->point_count > 0 && series->points[series->point_count - 1].unavailable > 0) {
            return true;
        }
    }
    return false;
}

/* Before the scenario is resolved, since the curve has its start; curves_prepare() comes after,
 * since it needs platforms and regions. */
blackout_status curves_read(struct curves *curves, struct prepared *prepared,
                            const blackout_run_options *options, blackout_error *error)
{
    *curves = (struct curves){0};
    if (prepared->scenario.curve_path == NULL) {
        return BLACKOUT_OK;
    }
    struct warning_keeper keeper = {&prepared->warnings, prepared->arena, options, false};
    const blackout_run_options keeping = warning_keeper_options(&keeper);
    const struct curve_source source = {.path = prepared->scenario.curve_path,
                                        .bytes = prepared->scenario.curve_bytes,
                                        .size = prepared->scenario.curve_size};
    blackout_status status = curve_file_read(&curves->file, prepared->arena, prepared->dataset,
                                             &source, &keeping, error);
    prepared->out_of_memory = prepared->out_of_memory || keeper.failed;
    if (status != BLACKOUT_OK) {
        return status;
    }
    measure(prepared, &curves->file);
    if (!prepared->scenario.has_start) {
        return error_at(error, BLACKOUT_ERROR_INPUT, "--severity-curve", 0, 0,
                        ends_above_zero(&curves->file)
                            ? "the severity curve has a value above 0 in its last row alone, which "
                              "is held for no time; end the curve with a row of 0"
                            : "the severity curve has no value above 0; rows with unavailable "
                              "above 0");
    }
    return BLACKOUT_OK;
}

/* ---- Series that nothing takes --------------------------------------------------------------- */

/* Which series some platform and region of the scenario takes; NULL: memory is out. */
static const bool *find_taken(const struct prepared *prepared, const struct curve_file *file,
                              const struct map *places)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    bool *taken = arena_alloc(prepared->arena, file->count, sizeof *taken);
    if (taken == NULL) {
        return NULL;
    }
    for (size_t p = 0; p < scenario->selected_count; ++p) {
        for (size_t i = 0; i < scenario->region_count; ++i) {
            const uint32_t series = series_for(places, scenario->selected[p], scenario->regions[i]);
            if (series != INDEX_NONE) {
                taken[series] = true;
            }
        }
    }
    return taken;
}

/* Else a slip in a name would be a region without loss, and nothing would say so. */
static void warn_left_out(struct prepared *prepared, const struct curve_series *series)
{
    const bool has_platform = series->platform != STRING_NONE;
    const bool has_region = series->region != STRING_NONE;
    prepare_warn(prepared, "curve_left_out", "--severity-curve",
                 "no platform and region of the scenario takes the rows of the severity curve for "
                 "%s%s%s: they are left out",
                 has_platform ? dataset_text(prepared->dataset, series->platform) : "",
                 has_platform && has_region ? "/" : "",
                 has_region     ? dataset_text(prepared->dataset, series->region)
                 : has_platform ? ""
                                : "all");
}

/* Of the platforms that are down by the scenario those of which the curve has nothing: they stay
 * up, which may be what is meant, and the headline names them all the same. */
static void warn_lacking(struct prepared *prepared, const struct curve_file *file,
                         const struct map *places)
{
    enum { MOST_NAMED = 5, NAMES_SIZE = MOST_NAMED * 64 };
    const struct resolved_scenario *scenario = &prepared->scenario;
    char names[NAMES_SIZE] = "";
    size_t used = 0;
    size_t count = 0;
    for (size_t p = 0; p < scenario->selected_count && file->count > 0; ++p) {
        bool found = false;
        for (size_t i = 0; i < scenario->region_count && !found; ++i) {
            found = series_for(places, scenario->selected[p], scenario->regions[i]) != INDEX_NONE;
        }
        if (!found && count++ < MOST_NAMED) {
            used +=
                (size_t)snprintf(names + used, sizeof names - used, "%s%.60s", used > 0 ? ", " : "",
                                 dataset_text(prepared->dataset, scenario->selected[p]));
        }
    }
    if (count > 0) {
        prepare_warn(prepared, "curve_lacks_platform", "--severity-curve",
                     "the severity curve has no rows for %s%s, which the scenario names as down: "
                     "what has no rows stays up",
                     names, count > MOST_NAMED ? " and others" : "");
    }
}

/* The series of `all` that are in `kept` afterwards are those of this outage: not of what is not in
 * the scenario, nor of what others say more exactly. `places` has where each is in `all`. */
static blackout_status take(struct curve_file *kept, const bool **taken, struct map *places,
                            const struct prepared *prepared, const struct curve_file *all)
{
    *kept = (struct curve_file){.series =
                                    arena_alloc(prepared->arena, all->count, sizeof *kept->series)};
    *taken = list_series(places, all) ? find_taken(prepared, all, places) : NULL;
    if (kept->series == NULL || *taken == NULL) {
        return BLACKOUT_ERROR_MEMORY;
    }
    for (size_t i = 0; i < all->count; ++i) {
        if ((*taken)[i]) {
            kept->series[kept->count++] = all->series[i];
        }
    }
    return BLACKOUT_OK;
}

blackout_status curves_take_start(const struct curves *curves, struct prepared *prepared,
                                  blackout_error *error)
{
    struct map places = {.arena = prepared->arena};
    const struct resolved_scenario whole = prepared->scenario;
    struct curve_file kept;
    const bool *taken;
    if (take(&kept, &taken, &places, prepared, &curves->file) != BLACKOUT_OK) {
        return error_memory(error);
    }
    measure(prepared, &kept);
    if (!prepared->scenario.has_start) { /* curves_prepare() says so */
        prepared->scenario = whole;
    }
    return BLACKOUT_OK;
}

static blackout_status keep_taken(struct curve_file *file, struct prepared *prepared,
                                  blackout_error *error)
{
    const struct curve_file all = *file;
    struct map places = {.arena = prepared->arena};
    const bool *taken;
    if (take(file, &taken, &places, prepared, &all) != BLACKOUT_OK) {
        return error_memory(error);
    }
    for (size_t i = 0; i < all.count; ++i) {
        if (!taken[i]) {
            warn_left_out(prepared, &all.series[i]);
        }
    }
    measure(prepared, file);
    if (!prepared->scenario.has_start) {
        return error_at(error, BLACKOUT_ERROR_INPUT, "--severity-curve", 0, 0,
                        "the severity curve has no value above 0 for the platforms and regions of "
                        "the scenario; rows that are about them, or another scenario");
    }
    warn_lacking(prepared, &all, &places);
    return BLACKOUT_OK;
}

/* Measured: neither length nor severity varies, and there is no recovery beside the curve. The
 * array has room for an envelope of each region after the series. */
static blackout_status make_measured(struct curves *curves, struct prepared *prepared,
                                     const size_t *regions, blackout_error *error)
{
    blackout_status kept = keep_taken(&curves->file, prepared, error);
    if (kept != BLACKOUT_OK) {
        return kept;
    }
    const struct curve_file *file = &curves->file;
    struct severity_curve *measured =
        arena_alloc(prepared->arena, file->count + curves->region_count, sizeof *measured);
    struct map places = {.arena = prepared->arena};
    size_t count = file->count;
    blackout_status status =
        measured != NULL && list_series(&places, file) ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < file->count && status == BLACKOUT_OK; ++i) {
        status = make_pieces(&measured[i], prepared, &file->series[i], error);
    }
    if (status == BLACKOUT_OK) {
        assign(curves, prepared, &places, regions, measured);
        prepared->scenario.duration_mapping = mapping_certain(prepared->scenario.duration_hours);
        prepared->scenario.severity_mapping = mapping_certain(prepared->scenario.severity);
        prepared->scenario.recovery_mapping = mapping_certain(0);
        warn_open_ends(prepared, file);
        status = make_envelopes(curves, prepared, measured, &count, error);
    }
    prepared->model.outage.measured = true;
    prepared->model.outage.window_hours = prepared->scenario.window_hours;
    prepared->model.outage.curves = measured;
    return status;
}

/* Without a measured curve all that is hit has curve 0, the step that the model builds of the three
 * parameters. The three are parameters of a measured outage too, certain ones: the prediction of
 * market value and the straight lines read them. */
blackout_status curves_prepare(struct curves *curves, struct prepared *prepared,
                               blackout_error *error)
{
    struct model_outage *outage = &prepared->model.outage;
    struct resolved_scenario *scenario = &prepared->scenario;
    size_t count = scenario->selected_count * prepared->dataset->tables[REGIONS].row_count;
    const size_t *regions = region_numbers(prepared);
    curves->platform_count = scenario->selected_count;
    curves->region_count = prepared->dataset->tables[REGIONS].row_count;
    curves->of = arena_alloc(prepared->arena, count, sizeof *curves->of);
    curves->envelope = arena_alloc(prepared->arena, curves->region_count, sizeof *curves->envelope);
    if (curves->of == NULL || curves->envelope == NULL || regions == NULL) {
        return error_memory(error);
    }
    /* What is not hit stays up. */
    for (size_t i = 0; i < count; ++i) {
        curves->of[i] = INDEX_NONE;
    }
    for (size_t r = 0; r < curves->region_count; ++r) {
        curves->envelope[r] = INDEX_NONE;
    }
    blackout_status status = BLACKOUT_OK;
    if (scenario->curve_path != NULL) {
        status = make_measured(curves, prepared, regions, error);
    } else {
        hit_all(curves, prepared, regions);
    }
    outage->duration_hours =
        parameters_add_scenario(prepared, "duration_hours", &scenario->duration_mapping);
    outage->severity = parameters_add_scenario(prepared, "severity", &scenario->severity_mapping);
    outage->recovery_hours =
        parameters_add_scenario(prepared, "recovery_hours", &scenario->recovery_mapping);
    /* A certain start is no parameter: the kernels then know the part of the hour for good. */
    if (scenario->start_sd_hours > 0) {
        const struct mapping mapping = mapping_normal(scenario->start_sd_hours);
        outage->start_varies = true;
        outage->start_hours = parameters_add_scenario(prepared, "start_hours", &mapping);
    }
    return status;
}
