/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which a model is made: each part needs what those before it have found, and the
 * classes need all cells. What is missing is left out with a warning, never taken as 0. */
#include "prepare/prepare.h"

#include <string.h>

#include "core/error.h"
#include "prepare/build.h"
#include "prepare/defaults.h"
#include "prepare/overlay.h"
#include "prepare/parameters.h"
#include "prepare/resolve.h"
#include "prepare/vintages.h"

/* The arrays moved while they grew: the model points to them once they are whole. Runs after an
 * error too, where the arrays are short or empty. */
static void finish(struct build *build)
{
    struct model *model = &build->prepared->model;
    model->profiles = build->profiles.weights;
    kernels_find_alike(&build->kernels);
    kernels_batch(&build->kernels);
    model->kernels = build->kernels.kernels;
    model->kernel_count = build->kernels.kernel_count;
    model->exposures = build->kernels.exposures;
    model->exposure_count = build->kernels.exposure_count;
    model->weeks = build->kernels.weeks;
    model->week_count = build->kernels.week_count;
    model->batches = build->kernels.batches;
    model->batch_count = build->kernels.batch_count;
}

/* The stages in the order of the methodology: suppliers and insurers go by the dependants' cells.
 * Memory is judged after each, since a part may have gone on with what an allocation left out, and
 * its complaint would then hide the cause. */
static blackout_status build_sides(struct build *build, blackout_error *error)
{
    static blackout_status (*const sides[])(struct build *, blackout_error *) = {
        build_owner_side, build_credits,        build_dependant_side,
        build_supply,     build_insurance_side, build_account_side};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; status == BLACKOUT_OK && i < sizeof sides / sizeof sides[0]; ++i) {
        status = arena_judge(build->prepared->arena, sides[i](build, error), error);
    }
    return status;
}

/* The value that was asked for last is in no report of a sweep. Said with each of its scenarios,
 * and passed on once. */
static void warn_grids(struct prepared *prepared, const blackout_scenario *scenario)
{
    for (size_t i = 0; i < scenario->grid_count; ++i) {
        const struct scenario_grid *grid = &scenario->grids[i];
        const char *option = arena_format(prepared->arena, "--%s", grid->input);
        prepare_warn(
            prepared, "grid_ends_early", option != NULL ? option : "",
            "the grid ends at %s, and its step does not meet its last value ('%.80s'); end "
            "it there, or take another step",
            grid->last, grid->text);
    }
}

/* A file of a curve may have more than this outage. Its start is that of the series that the
 * scenario takes, and what the scenario takes are the platforms that were its owner's at the start:
 * each is found by the other until the start stays. Starts only move among those of the file;
 * platforms that are sold to and fro would move them for ever. Warnings are those of the resolution
 * that counts. */
static blackout_status settle_start(struct prepared *prepared, const struct curves *curves,
                                    const blackout_scenario *scenario, blackout_error *error)
{
    enum { MOST_ROUNDS = 4 };
    blackout_status status = BLACKOUT_OK;
    bool moved = prepared->scenario.curve_path != NULL && curves->file.count > 1;
    for (int round = 0; round < MOST_ROUNDS && moved && status == BLACKOUT_OK; ++round) {
        struct prepared trial = *prepared;
        trial.warnings = (struct warning_list){0};
        status = resolve_scenario(&trial, scenario, error);
        if (status == BLACKOUT_OK) {
            status = curves_take_start(curves, &trial, error);
        }
        moved = trial.scenario.start != prepared->scenario.start;
        prepared->scenario.start = trial.scenario.start;
        prepared->scenario.duration_hours = trial.scenario.duration_hours;
        prepared->scenario.window_hours = trial.scenario.window_hours;
        prepared->out_of_memory = trial.out_of_memory;
    }
    return status;
}

/* Everything lives in `arena`, which is given back as a whole, after an error too. What the
 * scenario sets comes first: all that follows reads the dataset with it, the catalogue too. A curve
 * is read before the scenario is resolved, because it has the start. */
blackout_status prepare_model(struct prepared *prepared, struct arena *arena,
                              const struct prepare_request *request, blackout_error *error)
{
    const blackout_scenario *scenario = request->scenario;
    *prepared = (struct prepared){.arena = arena, .mode = request->mode};
    prepared->model.net_alone = request->mode.net_alone;
    blackout_status status = overlay_make(&prepared->dataset, &prepared->warnings, arena,
                                          request->dataset, scenario, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct build build = {.prepared = prepared, .dataset = prepared->dataset, .asked = scenario};
    /* Copied, since the scenario may be freed or changed while the model is in use. */
    if (scenario->severity_curve != NULL) {
        prepared->scenario.curve_path =
            arena_copy(arena, scenario->severity_curve, strlen(scenario->severity_curve));
        prepared->out_of_memory = prepared->scenario.curve_path == NULL;
        prepared->scenario.curve_bytes = scenario->curve_bytes;
        prepared->scenario.curve_size = scenario->curve_size;
    }
    status = curves_read(&build.curves, prepared, request->options, error);
    if (status == BLACKOUT_OK) {
        status = settle_start(prepared, &build.curves, scenario, error);
    }
    if (status == BLACKOUT_OK) {
        status = arena_judge(arena, resolve_scenario(prepared, scenario, error), error);
    }
    warn_grids(prepared, scenario);
    /* Before the status is looked at: finish() reads it in any case. */
    kernels_init(&build.kernels, prepared);
    if (status == BLACKOUT_OK) {
        status = curves_prepare(&build.curves, prepared, error);
    }
    if (status == BLACKOUT_OK) {
        status = profiles_init(&build.profiles, prepared, error);
    }
    if (status == BLACKOUT_OK) {
        status = build_sides(&build, error);
    }
    if (status == BLACKOUT_OK) {
        status = vintages_note(prepared, error);
    }
    if (status == BLACKOUT_OK) {
        defaults_note(prepared);
    }
    finish(&build);
    if (status == BLACKOUT_OK) {
        status = parameters_finish(prepared, error);
    }
    return arena_judge(arena, status, error);
}
