/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All platforms that were in force at the start are in the model, since an owner's platforms are
 * scaled together; those of the scenario are selected. Regions, their kernels and profiles are made
 * of these alone: what is up is a revenue and no more. */
#include <math.h>
#include <stdlib.h>

#include "core/error.h"
#include "prepare/build.h"
#include "prepare/parameters.h"
#include "prepare/recaptures.h"
#include "stats/student_t_map.h"
#include "tables/model_errors.h"

/* ---- Owners and platforms -------------------------------------------------------------------- */

/* Of a platform that is asked for, or of the owner of any that was in force at the start. */
static blackout_status not_in_force(const struct build *build, enum table_id table, string_id key,
                                    blackout_error *error)
{
    char start[CALENDAR_TEXT_SIZE];
    calendar_print_instant(start, parameters_time(build->prepared));
    return error_field(error, BLACKOUT_ERROR_INPUT, "start",
                       "'%s' has no row in %s that was known at %s; add a row with an earlier "
                       "as_of, or give a later --start",
                       build_text(build, key), schema_table(table)->name, start);
}

/* What a loss is to its owner; none where the net alone is asked for. */
static void add_profit(struct model_owner *owner, struct prepared *prepared, const struct row *row,
                       const char *key)
{
    owner->margin = owner->tax_rate = owner->income = PARAMETER_NONE;
    if (!prepared->model.net_alone) {
        owner->margin = parameters_add_cell(prepared, OWNERS, row, OWNERS_MARGIN, key);
        owner->tax_rate = parameters_add_cell(prepared, OWNERS, row, OWNERS_TAX_RATE, key);
        owner->income = parameters_add_cell(prepared, OWNERS, row, OWNERS_INCOME_BEFORE_TAX, key);
    }
}

/* The model's number of an owner, added if it is new. */
static blackout_status owner_number(uint32_t *number, struct build *build, string_id key,
                                    blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct row *row =
        table_in_force(build_table(build, OWNERS), key, parameters_time(prepared));
    /* Several platforms have one owner. */
    const uint32_t known = map_find(&build->owner_numbers, key);
    if (known != MAP_NONE) {
        *number = known;
        return BLACKOUT_OK;
    }
    if (row == NULL) {
        return not_in_force(build, OWNERS, key, error);
    }
    *number = (uint32_t)prepared->model.owner_count++;
    if (map_add(&build->owner_numbers, key, *number) != 0) {
        return error_memory(error);
    }
    struct model_owner *owner = &build->owners[*number];
    prepared->owner_rows[*number] = row;
    /* Not given: the platforms' revenue stays as it is, and nothing is scaled. */
    owner->annual_revenue.amount =
        parameters_add_cell(prepared, OWNERS, row, OWNERS_ANNUAL_REVENUE, build_text(build, key));
    owner->has_annual_revenue = owner->annual_revenue.amount != PARAMETER_NONE;
    add_profit(owner, prepared, row, build_text(build, key));
    return parameters_add_rate(&owner->annual_revenue.per_usd, prepared,
                               row->cells[OWNERS_CURRENCY].text, error);
}

/* A measured rebound replaces recapture, its decay and attrition: it is of this very outage.
 * Platforms that are up keep theirs. It is one input, whatever the number of platforms, and moves
 * all of them at once. */
static struct model_recapture rebound_of(struct build *build)
{
    if (build->rebound == PARAMETER_NONE) {
        build->rebound = parameters_add_scenario(build->prepared, "rebound",
                                                 &build->prepared->scenario.rebound_mapping);
    }
    return (struct model_recapture){build->rebound, PARAMETER_NONE, PARAMETER_NONE};
}

static blackout_status add_platform(struct build *build, const struct row *row,
                                    blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    size_t p = prepared->model.platform_count++;
    struct model_platform *platform = &build->platforms[p];
    string_id key = row->cells[PLATFORMS_PLATFORM].text;
    const char *name = build_text(build, key);
    prepared->platform_rows[p] = row;
    /* Curves go by the place among the scenario's platforms. */
    const uint32_t place = map_find(&build->selected_places, key);
    build->selected_place[p] = place != MAP_NONE ? place : INDEX_NONE;
    platform->selected = place != MAP_NONE;
    if (map_add(&build->platform_numbers, key, (uint32_t)p) != 0) {
        return error_memory(error);
    }
    platform->annual_revenue.amount =
        parameters_add_cell(prepared, PLATFORMS, row, PLATFORMS_ANNUAL_REVENUE, name);
    platform->recapture = prepared->scenario.has_rebound && platform->selected
                              ? rebound_of(build)
                              : recaptures_add(prepared, PLATFORMS, row, name);
    platform->growth_factor = parameters_add_judged(prepared, PLATFORMS, row,
                                                    PLATFORMS_GROWTH_FACTOR, name, &flow_growth);
    platform->usage_share =
        parameters_add_judged(prepared, PLATFORMS, row, PLATFORMS_USAGE_SHARE, name,
                              &recaptures_kind(prepared, PLATFORMS, row)->usage_share);
    blackout_status status = parameters_add_rate(&platform->annual_revenue.per_usd, prepared,
                                                 row->cells[PLATFORMS_CURRENCY].text, error);
    return status == BLACKOUT_OK
               ? owner_number(&platform->owner, build, row->cells[PLATFORMS_OWNER].text, error)
               : status;
}

/* In the order of their first rows. One that had no row yet at the start is left out, unless it
 * is asked for. */
static blackout_status add_platforms(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct table *table = build_table(build, PLATFORMS);
    build->rebound = PARAMETER_NONE;
    build->platforms = arena_alloc(prepared->arena, table->row_count, sizeof *build->platforms);
    build->owners =
        arena_alloc(prepared->arena, build_table(build, OWNERS)->row_count, sizeof *build->owners);
    prepared->platform_rows =
        arena_alloc(prepared->arena, table->row_count, sizeof *prepared->platform_rows);
    prepared->owner_rows = arena_alloc(prepared->arena, build_table(build, OWNERS)->row_count,
                                       sizeof *prepared->owner_rows);
    build->selected_place =
        arena_alloc(prepared->arena, table->row_count, sizeof *build->selected_place);
    if (build->platforms == NULL || build->owners == NULL || prepared->platform_rows == NULL ||
        prepared->owner_rows == NULL || build->selected_place == NULL) {
        return error_memory(error);
    }
    struct map seen = {.arena = prepared->arena};
    prepared->model.platforms = build->platforms;
    prepared->model.owners = build->owners;
    for (size_t i = 0; i < table->row_count; ++i) {
        string_id key = table->rows[i].cells[PLATFORMS_PLATFORM].text;
        if (map_find(&seen, key) != MAP_NONE) {
            continue; /* rows of several dates may be apart */
        }
        if (map_add(&seen, key, 0) != 0) {
            return error_memory(error);
        }
        const struct row *row = table_in_force(table, key, parameters_time(prepared));
        /* The key and not the row: rows of several dates are one platform. */
        const bool selected = map_find(&build->selected_places, key) != MAP_NONE;
        if (row == NULL && selected) {
            return not_in_force(build, PLATFORMS, key, error);
        }
        blackout_status status = row != NULL ? add_platform(build, row, error) : BLACKOUT_OK;
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    return BLACKOUT_OK;
}

/* ---- Platforms by region --------------------------------------------------------------------- */

/* Traffic is in UTC, a profile of activity in local time: only that has an offset. */
static blackout_status add_platform_region(struct build *build, const struct row *row,
                                           struct model_platform_region *pr, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    uint32_t profile;
    bool local;
    const char *key = arena_format(prepared->arena, "%s/%s",
                                   build_text(build, row->cells[PLATFORM_REGIONS_PLATFORM].text),
                                   build_text(build, row->cells[PLATFORM_REGIONS_REGION].text));
    pr->revenue_share =
        parameters_add_cell(prepared, PLATFORM_REGIONS, row, PLATFORM_REGIONS_REVENUE_SHARE, key);
    blackout_status status = profiles_traffic(&profile, &local, &build->profiles, row, error);
    if (status == BLACKOUT_OK) {
        pr->has_traffic = !local;
        /* Then the model's error is that of no profile at all. */
        pr->hours_unknown = local && profile == 0; /* the flat one */
        double offset = local ? build_offset_hours(build, pr->region) : 0;
        pr->curve = build_curve(build, pr->platform, pr->region);
        pr->exposure = kernels_steps(&build->kernels, pr->curve, offset, profile);
        pr->discounted = kernels_discounted(&build->kernels, pr->exposure.full,
                                            build->platforms[pr->platform].recapture.decay_hours,
                                            PARAMETER_NONE);
    }
    return status;
}

static int by_platform(const void *a, const void *b)
{
    const struct model_platform_region *x = a;
    const struct model_platform_region *y = b;
    return x->platform != y->platform ? (x->platform > y->platform) - (x->platform < y->platform)
                                      : (x->region > y->region) - (x->region < y->region);
}

/* Puts the rows of each platform together, in the order of platforms and regions. From the last row
 * to the first, so that `first_row` ends as the lowest. */
static void link_rows(struct build *build, struct model_platform_region *rows)
{
    const struct model *model = &build->prepared->model;
    if (model->platform_region_count > 0) {
        qsort(rows, model->platform_region_count, sizeof *rows, by_platform);
    }
    for (size_t i = model->platform_region_count; i-- > 0;) {
        struct model_platform *platform = &build->platforms[rows[i].platform];
        platform->first_row = (uint32_t)i;
        ++platform->row_count;
    }
}

/* Rows of platforms that are up have no part in any figure. Sums must not depend on the order of
 * the table: rows are sorted at the end. */
static blackout_status add_platform_regions(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct table *table = build_table(build, PLATFORM_REGIONS);
    struct model_platform_region *rows =
        arena_alloc(prepared->arena, table->row_count, sizeof *rows);
    if (rows == NULL) {
        return error_memory(error);
    }
    prepared->model.platform_regions = rows;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        uint32_t platform =
            build_platform_number(build, row->cells[PLATFORM_REGIONS_PLATFORM].text);
        if (platform == INDEX_NONE || !prepared->model.platforms[platform].selected) {
            continue;
        }
        struct model_platform_region *pr = &rows[prepared->model.platform_region_count++];
        pr->platform = platform;
        /* The sum of the centre is what samples are scaled back to. */
        build->platforms[platform].revenue_share_sum +=
            row->cells[PLATFORM_REGIONS_REVENUE_SHARE].number;
        pr->region = build_row_number(build, REGIONS, row->cells[PLATFORM_REGIONS_REGION].text);
        blackout_status status = add_platform_region(build, row, pr, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    link_rows(build, rows);
    return BLACKOUT_OK;
}

/* The platforms of each owner, one after the other, in a ring: an owner with thousands of platforms
 * is gone through without a look at those of others. `last` has numbers plus 1, since 0 is none. */
static blackout_status link_owners(struct build *build, blackout_error *error)
{
    struct model *model = &build->prepared->model;
    uint32_t *last = arena_alloc(build->prepared->arena, model->owner_count, sizeof *last);
    if (last == NULL) {
        return error_memory(error);
    }
    for (uint32_t p = 0; p < model->platform_count; ++p) {
        struct model_platform *platform = &build->platforms[p];
        struct model_owner *owner = &build->owners[platform->owner];
        const bool is_first = last[platform->owner] == 0;
        owner->first_platform = is_first ? p : owner->first_platform;
        platform->next_of_owner = owner->first_platform;
        if (!is_first) {
            build->platforms[last[platform->owner] - 1].next_of_owner = p;
        }
        last[platform->owner] = p + 1;
    }
    return BLACKOUT_OK;
}

/* ---- The model's own error ------------------------------------------------------------------- */

/* log_sd_between() wants them ascending. */
static int by_duration(const void *a, const void *b)
{
    double x = ((const struct model_error_point *)a)->duration_hours;
    double y = ((const struct model_error_point *)b)->duration_hours;
    return (x > y) - (x < y);
}

/* Samples for which a map of the quantile pays: to make one takes as long as 240 of them. */
static const double many_samples = 1000;

/* With `until` the number of samples is not known yet; it is at least 1,024 (methodology, stage 7).
 */
static const struct student_t_map *map_of(struct prepared *prepared, double degrees)
{
    const struct resolved_scenario *scenario = &prepared->scenario;
    const bool many = scenario->samples >= many_samples || scenario->until > 0;
    if (!many || !(degrees >= 1) || isinf(degrees)) {
        return NULL;
    }
    struct student_t_map *map = arena_alloc(prepared->arena, 1, sizeof *map);
    if (map != NULL) {
        student_t_map_make(map, degrees);
    }
    return map;
}

/* One score for all platforms: the model is wrong about an outage, and not about each platform
 * anew. */
static void add_class_error(struct prepared *prepared, const struct row *row)
{
    const struct model_error_class own = model_error_class_of(row);
    struct model_error *error = &prepared->model.error;
    error->location = own.location;
    error->scale = own.scale;
    error->degrees = own.degrees;
    error->map = map_of(prepared, own.degrees);
    error->class_score = parameters_add_score(prepared, MODEL_ERROR, model_error_quantity,
                                              own.is_fitted ? "scale" : "log_sd");
}

/* What hours weigh where no profile is known, not even of a kind: the root mean square, over a
 * social network, shops and offices, of the standard deviation over all starting hours of the week
 * of the logarithm of their mean weight (activity of the reference package; methodology, stage 7).
 */
static const struct model_error_point unknown_hours[] = {{6, 0.905}, {24, 0.532}, {72, 0.223}};

static bool has_unknown_hours(const struct model *model)
{
    bool has = false;
    for (size_t i = 0; i < model->platform_region_count && !has; ++i) {
        const struct model_platform_region *row = &model->platform_regions[i];
        has = row->hours_unknown && model->platforms[row->platform].selected;
    }
    return has;
}

/* One row of the class, since the key has its duration, and any number of borrowed hours. The error
 * of hours that are not known has no row: it has the score of borrowed ones, and one where no row
 * is of these. A table without the class has no error of a model at all. */
static blackout_status add_model_error(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    struct model_error *model_error = &prepared->model.error;
    const struct table *table = build_table(build, MODEL_ERROR);
    struct model_error_point *points =
        arena_alloc(prepared->arena, table->row_count, sizeof *points);
    if (points == NULL) {
        return error_memory(error);
    }
    bool has_class = false;
    prepared->model.skipped_steps = prepared->mode.skipped_steps;
    *model_error = (struct model_error){
        .class_score = PARAMETER_NONE,
        .hours_score = PARAMETER_NONE,
        .borrowed = {.points = points},
        .unknown = {unknown_hours, sizeof unknown_hours / sizeof unknown_hours[0]}};
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        enum model_error_kind kind = model_error_kind_of(prepared->dataset, &table->rows[i]);
        has_class = has_class || kind == MODEL_ERROR_CLASS;
        if (kind == MODEL_ERROR_HOURS) {
            points[model_error->borrowed.count++] = (struct model_error_point){
                cells[MODEL_ERROR_DURATION_HOURS].number, cells[MODEL_ERROR_LOG_SD].number};
        } else if (kind == MODEL_ERROR_CLASS && !prepared->mode.no_class_error) {
            add_class_error(prepared, &table->rows[i]);
        }
    }
    /* Without a start every hour is in the mean, and no hour can be the wrong one. */
    if ((model_error->borrowed.count > 0 || (has_class && has_unknown_hours(&prepared->model))) &&
        prepared->scenario.has_start) {
        qsort(points, model_error->borrowed.count, sizeof *points, by_duration);
        model_error->hours_score =
            parameters_add_score(prepared, MODEL_ERROR, model_error_quantity, "duration_hours");
    }
    return BLACKOUT_OK;
}

/* ---- The economy ----------------------------------------------------------------------------- */

/* Where a region has no figure the baseline is absent: a part of the world would mislead, and one
 * warning is enough. The envelope is the highest severity of the platforms in the region; profile 0
 * is flat. The formula knows no hour of the week. (methodology, economy baseline) */
static blackout_status add_economies(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    const struct table *regions = build_table(build, REGIONS);
    struct model_economy *economies =
        arena_alloc(prepared->arena, regions->row_count, sizeof *economies);
    if (economies == NULL) {
        return error_memory(error);
    }
    prepared->has_economy = !prepared->model.net_alone;
    if (!prepared->has_economy) {
        return BLACKOUT_OK;
    }
    for (size_t r = 0; r < regions->row_count && prepared->has_economy; ++r) {
        const struct row *row = &regions->rows[r];
        const char *key = build_text(build, row->cells[REGIONS_REGION].text);
        prepared->has_economy = row->cells[REGIONS_GDP].given &&
                                row->cells[REGIONS_GDP_CURRENCY].given &&
                                row->cells[REGIONS_DIGITAL_SHARE].given;
        if (!prepared->has_economy) {
            prepare_warn(prepared, "no_economy_baseline", key,
                         "the region has no gdp, gdp_currency or digital_share: the economy "
                         "baseline is left out");
            return BLACKOUT_OK;
        }
        struct model_economy *economy = &economies[r];
        economy->gdp.amount = parameters_add_cell(prepared, REGIONS, row, REGIONS_GDP, key);
        economy->digital_share =
            parameters_add_cell(prepared, REGIONS, row, REGIONS_DIGITAL_SHARE, key);
        economy->exposure = kernels_steps(&build->kernels, build->curves.envelope[r], 0, 0).full;
        blackout_status status = parameters_add_rate(&economy->gdp.per_usd, prepared,
                                                     row->cells[REGIONS_GDP_CURRENCY].text, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    prepared->model.economies = economies;
    prepared->model.economy_count = regions->row_count;
    return BLACKOUT_OK;
}

/* Also of regions that stay up, since other parts number regions by their place in the table. */
static void note_regions(struct build *build)
{
    struct prepared *prepared = build->prepared;
    const struct table *regions = build_table(build, REGIONS);
    prepared->model.region_count = regions->row_count;
    prepared->region_rows =
        arena_alloc(prepared->arena, regions->row_count, sizeof *prepared->region_rows);
    for (size_t r = 0; prepared->region_rows != NULL && r < regions->row_count; ++r) {
        prepared->region_rows[r] = &regions->rows[r];
    }
    prepared->out_of_memory = prepared->out_of_memory || prepared->region_rows == NULL;
}

/* The report's rate comes first, since all other rates are compared with it. */
blackout_status build_owner_side(struct build *build, blackout_error *error)
{
    struct prepared *prepared = build->prepared;
    blackout_status status = parameters_add_rate(&prepared->model.report_per_usd, prepared,
                                                 prepared->scenario.currency, error);
    note_regions(build);
    if (status == BLACKOUT_OK) {
        status = build_numbers(build, error);
    }
    if (status == BLACKOUT_OK) {
        status = add_platforms(build, error);
    }
    if (status == BLACKOUT_OK) {
        status = add_platform_regions(build, error);
    }
    if (status == BLACKOUT_OK) {
        status = link_owners(build, error);
    }
    if (status == BLACKOUT_OK) {
        status = add_model_error(build, error);
    }
    return status == BLACKOUT_OK ? add_economies(build, error) : status;
}
