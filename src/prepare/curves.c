/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measured curve is held from one time stamp to the next; t0 is its first positive value, D runs
 * to the end of the last value of at least half the maximum, severity is the mean over [t0, t0+D).
 * The whole curve counts in the losses; its window and integral are for the reader. (methodology,
 * stage 1) */
#include "prepare/curves.h"

#include <math.h>

#include "core/error.h"
#include "core/sum.h"
#include "ingest/warning_keeper.h"
#include "prepare/parameters.h"

/* The value that a share must reach to count into the duration, as a part of the maximum. */
static const double duration_part = 0.5;

/* The scenario's regions are rows of the table: it ends. */
static size_t region_number(const struct prepared *prepared, string_id region)
{
    const struct table *regions = &prepared->dataset->tables[REGIONS];
    size_t number = 0;
    while (regions->rows[number].cells[REGIONS_REGION].text != region) {
        ++number;
    }
    return number;
}

/* The same curve for every platform in every region that is hit. */
static void hit_all(struct curves *curves, const struct prepared *prepared, uint32_t curve)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    for (size_t p = 0; p < scenario->selected_count; ++p) {
        for (size_t i = 0; i < scenario->region_count; ++i) {
            size_t r = region_number(prepared, scenario->regions[i]);
            curves->of[p * curves->region_count + r] = curve;
            curves->envelope[r] = curve;
        }
    }
}

/* ---- Measured curves ------------------------------------------------------------------------- */

static bool covers(const struct curve_series *series, string_id platform, string_id region)
{
    return (series->platform == STRING_NONE || series->platform == platform) &&
           (series->region == STRING_NONE || series->region == region);
}

/* The most particular series for a platform and region: both named before one before none. */
static uint32_t series_for(const struct curve_file *file, string_id platform, string_id region)
{
    uint32_t best = INDEX_NONE;
    int best_named = -1;
    for (size_t i = 0; i < file->count; ++i) {
        const struct curve_series *series = &file->series[i];
        int named =
            (series->platform != STRING_NONE ? 2 : 0) + (series->region != STRING_NONE ? 1 : 0);
        if (covers(series, platform, region) && named > best_named) {
            best = (uint32_t)i;
            best_named = named;
        }
    }
    return best;
}

/* The last point only ends the one before it. Where nothing is above 0, `first` stays
 * INSTANT_ANY, and curves_read() refuses the file. */
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
 * series. */
static void assign(struct curves *curves, struct prepared *prepared, const struct curve_file *file,
                   const struct severity_curve *measured)
{
    struct resolved_scenario *scenario = &prepared->scenario;
    size_t hit = 0;
    for (size_t p = 0; p < scenario->selected_count; ++p) {
        for (size_t i = 0; i < scenario->region_count; ++i) {
            size_t r = region_number(prepared, scenario->regions[i]);
            uint32_t curve = series_for(file, scenario->selected[p], scenario->regions[i]);
            curves->of[p * curves->region_count + r] = curve;
            if (curve != INDEX_NONE) {
                scenario->severity += full_hours(&measured[curve], scenario->duration_hours);
                scenario->outage_hours += full_hours(&measured[curve], scenario->window_hours);
                ++hit;
            }
        }
    }
    double hours = (double)hit * scenario->duration_hours;
    scenario->severity = hours > 0 ? scenario->severity / hours : 0;
    scenario->outage_hours = hit > 0 ? scenario->outage_hours / (double)hit : 0;
}

/* ---- The highest of several curves ----------------------------------------------------------- */

/* Right-continuous, as values are held. */
static double level_at(const struct severity_curve *curve, double hours)
{
    for (size_t i = 0; i < curve->piece_count; ++i) {
        if (hours >= curve->pieces[i].from_hours && hours < curve->pieces[i].to_hours) {
            return curve->pieces[i].level_from;
        }
    }
    return 0;
}

static double highest_at(const struct curves *curves, const struct severity_curve *measured,
                         size_t platforms, size_t region, double hours)
{
    double highest = 0;
    for (size_t p = 0; p < platforms; ++p) {
        uint32_t curve = curves->of[p * curves->region_count + region];
        highest = curve != INDEX_NONE ? fmax(highest, level_at(&measured[curve], hours)) : highest;
    }
    return highest;
}

/* Measured curves are steps, so their envelope is one, cut where any of them is. Between two
 * neighbouring cuts no curve changes, so that the level at the first holds up to the second. */
static blackout_status make_envelope(struct severity_curve *envelope, struct prepared *prepared,
                                     const struct curves *curves,
                                     const struct severity_curve *measured, size_t region,
                                     blackout_error *error)
{
    size_t platforms = prepared->scenario.selected_count;
    size_t most = 0;
    size_t count = 0;
    for (size_t p = 0; p < platforms; ++p) {
        uint32_t curve = curves->of[p * curves->region_count + region];
        most += curve != INDEX_NONE ? 2 * measured[curve].piece_count : 0;
    }
    double *cuts = arena_alloc(prepared->arena, most, sizeof *cuts);
    struct severity_piece *pieces = arena_alloc(prepared->arena, most, sizeof *pieces);
    if (cuts == NULL || pieces == NULL) {
        return error_memory(error);
    }
    for (size_t p = 0; p < platforms; ++p) {
        uint32_t curve = curves->of[p * curves->region_count + region];
        for (size_t i = 0; curve != INDEX_NONE && i < measured[curve].piece_count; ++i) {
            cuts[count++] = measured[curve].pieces[i].from_hours;
            cuts[count++] = measured[curve].pieces[i].to_hours;
        }
    }
    sort_ascending(cuts, count);
    *envelope = (struct severity_curve){.pieces = pieces};
    for (size_t i = 0; i + 1 < count; ++i) {
        double level = highest_at(curves, measured, platforms, region, cuts[i]);
        if (cuts[i + 1] > cuts[i] && level > 0) {
            pieces[envelope->piece_count++] =
                (struct severity_piece){cuts[i], cuts[i + 1], level, level};
        }
    }
    return BLACKOUT_OK;
}

/* Envelopes are numbered after the series' own curves; a region without one keeps INDEX_NONE. */
static blackout_status make_envelopes(struct curves *curves, struct prepared *prepared,
                                      struct severity_curve *measured, size_t *count,
                                      blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (size_t r = 0; r < curves->region_count && status == BLACKOUT_OK; ++r) {
        status = make_envelope(&measured[*count], prepared, curves, measured, r, error);
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
                        "the severity curve has no value above 0; rows with unavailable above 0");
    }
    return BLACKOUT_OK;
}

/* ---- Series that nothing takes --------------------------------------------------------------- */

static bool is_taken(const struct prepared *prepared, const struct curve_file *file, size_t number)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    for (size_t p = 0; p < scenario->selected_count; ++p) {
        for (size_t i = 0; i < scenario->region_count; ++i) {
            if (series_for(file, scenario->selected[p], scenario->regions[i]) == number) {
                return true;
            }
        }
    }
    return false;
}

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

/* Leaves out the series of what is not in the scenario, or of what others say more exactly: its
 * hours are none of this outage's. The whole file has said until now which rows are in force. */
static blackout_status keep_taken(struct curve_file *file, struct prepared *prepared,
                                  blackout_error *error)
{
    const struct curve_file all = *file;
    struct curve_series *kept = arena_alloc(prepared->arena, all.count, sizeof *kept);
    if (kept == NULL) {
        return error_memory(error);
    }
    *file = (struct curve_file){.series = kept};
    for (size_t i = 0; i < all.count; ++i) {
        if (is_taken(prepared, &all, i)) {
            kept[file->count++] = all.series[i];
        } else {
            warn_left_out(prepared, &all.series[i]);
        }
    }
    measure(prepared, file);
    if (!prepared->scenario.has_start) {
        return error_at(error, BLACKOUT_ERROR_INPUT, "--severity-curve", 0, 0,
                        "the severity curve has no value above 0 for the platforms and regions of "
                        "the scenario; rows that are about them, or another scenario");
    }
    return BLACKOUT_OK;
}

/* Measured: neither length nor severity varies, and there is no recovery beside the curve. */
static blackout_status make_measured(struct curves *curves, struct prepared *prepared,
                                     blackout_error *error)
{
    blackout_status kept = keep_taken(&curves->file, prepared, error);
    if (kept != BLACKOUT_OK) {
        return kept;
    }
    const struct curve_file *file = &curves->file;
    struct severity_curve *measured =
        arena_alloc(prepared->arena, file->count + curves->region_count, sizeof *measured);
    size_t count = file->count;
    blackout_status status = measured != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t i = 0; i < file->count && status == BLACKOUT_OK; ++i) {
        status = make_pieces(&measured[i], prepared, &file->series[i], error);
    }
    if (status == BLACKOUT_OK) {
        assign(curves, prepared, file, measured);
        prepared->scenario.duration_mapping = mapping_certain(prepared->scenario.duration_hours);
        prepared->scenario.severity_mapping = mapping_certain(prepared->scenario.severity);
        prepared->scenario.recovery_mapping = mapping_certain(0);
        warn_open_ends(prepared, file);
        status = make_envelopes(curves, prepared, measured, &count, error);
    }
    prepared->model.outage.measured = true;
    prepared->model.outage.curves = measured;
    return status;
}

/* Without a measured curve all that is hit has curve 0, the step that the model builds of the three
 * parameters. */
blackout_status curves_prepare(struct curves *curves, struct prepared *prepared,
                               blackout_error *error)
{
    struct model_outage *outage = &prepared->model.outage;
    struct resolved_scenario *scenario = &prepared->scenario;
    size_t count = scenario->selected_count * prepared->dataset->tables[REGIONS].row_count;
    curves->region_count = prepared->dataset->tables[REGIONS].row_count;
    curves->of = arena_alloc(prepared->arena, count, sizeof *curves->of);
    curves->envelope = arena_alloc(prepared->arena, curves->region_count, sizeof *curves->envelope);
    if (curves->of == NULL || curves->envelope == NULL) {
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
        status = make_measured(curves, prepared, error);
    } else {
        hit_all(curves, prepared, 0);
    }
    outage->duration_hours =
        parameters_add_scenario(prepared, "duration_hours", &scenario->duration_mapping);
    outage->severity = parameters_add_scenario(prepared, "severity", &scenario->severity_mapping);
    outage->recovery_hours =
        parameters_add_scenario(prepared, "recovery_hours", &scenario->recovery_mapping);
    if (scenario->start_sd_hours > 0) {
        const struct mapping mapping = mapping_normal(scenario->start_sd_hours);
        outage->start_varies = true;
        outage->start_hours = parameters_add_scenario(prepared, "start_hours", &mapping);
    }
    return status;
}
