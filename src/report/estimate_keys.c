/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The losses by region, channel and sector, over all platforms, the largest first; by region each
 * platform's too, as a chart. Sums over platforms are central values: quantiles do not add up
 * (report/part_sums.c). */
#include <stdlib.h>
#include <string.h>

#include "document/chart.h"
#include "estimate/figure_catalogue.h"
#include "report/estimate_page.h"
#include "report/part_sums.h"

static double owner_net(const struct result_part *part)
{
    return part->figures[FIGURE_OWNER_NET].central;
}

static double dependants_loss(const struct result_part *part)
{
    return part->figures[FIGURE_DEPENDANTS].central;
}

/* The largest loss first: of the dependants, or where they have none the owner's. By key where
 * losses are equal: the same order on every machine, whatever its qsort(). */
static int larger_first(const void *a, const void *b)
{
    const struct result_part *left = a;
    const struct result_part *right = b;
    const double by_dependants = dependants_loss(right) - dependants_loss(left);
    const double difference =
        by_dependants != 0 ? by_dependants : owner_net(right) - owner_net(left);
    return difference > 0 ? 1 : difference < 0 ? -1 : strcmp(left->key, right->key);
}

/* What a column rests on has no room in it: a page shows it under the pointer and below the table.
 */
static const char *basis_of(const struct estimate_page *page, enum figure_id id)
{
    return estimate_page_basis(page, figure_info(id)->path);
}

/* Returns the table that it has added; NULL where there is none. */
static const struct sheet *add_keys(const struct estimate_page *page, const char *title,
                                    const char *key, const struct result_parts *sums)
{
    enum { COLUMNS = 4, DEPENDANT_COLUMNS = 2 };
    const struct column columns[COLUMNS] = {
        {key, true},
        {"dependants", false, basis_of(page, FIGURE_DEPENDANTS)},
        {"owner gross", false, basis_of(page, FIGURE_OWNER_GROSS)},
        {"owner net", false, basis_of(page, FIGURE_OWNER_NET)}};
    /* Channels and sectors are the dependants' alone: no part of an owner's revenue is by them. */
    const bool owner_side = sums->count > 0 && sums->parts[0].figures[FIGURE_OWNER_GROSS].present;
    struct sheet *table =
        sheet_new(page->document, columns, owner_side ? COLUMNS : DEPENDANT_COLUMNS);
    if (sums->count == 0) {
        return NULL;
    }
    qsort(sums->parts, sums->count, sizeof *sums->parts, larger_first);
    for (size_t i = 0; i < sums->count; ++i) {
        const struct result_part *part = &sums->parts[i];
        const struct value dependants = amounts_value(&page->dependants, dependants_loss(part));
        const struct value values[COLUMNS] = {
            value_named(part->key, part->name),
            page->result->totals[FIGURE_DEPENDANTS].present ? dependants : value_absent(),
            amounts_value(&page->owner, part->figures[FIGURE_OWNER_GROSS].central),
            amounts_value(&page->owner, owner_net(part))};
        /* A table that has two columns leaves the owner's cells out. */
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, title, NULL, 0);
    document_heading_unit(page->document, owner_side ? page->both : page->dependants.unit);
    document_table(page->document, table);
    return table;
}

/* ---- Platforms by regions -------------------------------------------------------------------- */

/* The part of a platform in the region of a row of the table; NULL: none. Most often that after the
 * last one that was found, `*next`. So a walk over all regions costs one step each, where every
 * platform has them in one order. */
static const struct result_part *part_in(const struct result_platform *platform, const char *region,
                                         size_t *next)
{
    const struct result_parts *parts = &platform->by_region;
    for (size_t i = 0; i < parts->count; ++i) {
        const size_t k = (*next + i) % parts->count;
        if (strcmp(parts->parts[k].key, region) == 0) {
            *next = k + 1;
            return &parts->parts[k];
        }
    }
    return NULL;
}

typedef double part_loss(const struct result_part *part);

/* What of the platforms is drawn by region, and as what money. */
struct grid {
    const char *name;
    const char *title;
    part_loss *loss;
    enum figure_id figure;
    const struct amounts *amounts;
};

/* A row for each region, a column for each platform; empty where a platform is not in a region,
 * which is not a loss of 0. */
static struct sheet *grid_table(const struct estimate_page *page, const struct grid *grid,
                                const struct sheet *regions)
{
    struct document *document = page->document;
    const size_t platforms = page->result->platform_count;
    struct column *columns = arena_alloc(&document->arena, platforms + 1, sizeof *columns);
    struct value *values = arena_alloc(&document->arena, platforms + 1, sizeof *values);
    size_t *next = arena_alloc(&document->arena, platforms, sizeof *next);
    if (columns == NULL || values == NULL || next == NULL) {
        document->failed = true;
        return NULL;
    }
    columns[0] = (struct column){"region", true};
    for (size_t k = 0; k < platforms; ++k) {
        columns[k + 1] =
            (struct column){page->result->platforms[k].name, false, basis_of(page, grid->figure)};
    }
    struct sheet *table = sheet_new(document, columns, platforms + 1);
    for (size_t i = 0; i < regions->row_count; ++i) {
        values[0] = *sheet_cell(regions, i, 0);
        for (size_t k = 0; k < platforms; ++k) {
            const struct result_part *part =
                part_in(&page->result->platforms[k], values[0].text, &next[k]);
            values[k + 1] =
                part != NULL ? amounts_value(grid->amounts, grid->loss(part)) : value_empty();
        }
        sheet_row(table, values, platforms + 1);
    }
    return table;
}

/* A series for each platform, over the regions of the table above it: both have the same order. */
static void add_grid(const struct estimate_page *page, const struct grid *grid,
                     const struct sheet *regions)
{
    const size_t platforms = page->result->platform_count;
    const struct sheet *table = grid_table(page, grid, regions);
    struct chart_series *series = arena_alloc(&page->document->arena, platforms, sizeof *series);
    const struct chart chart = {.kind = CHART_GRID,
                                .name = grid->name,
                                .title = grid->title,
                                .x = {.title = "region", .unit = ""},
                                .y = {.title = "loss", .unit = page->result->scenario.currency},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = series,
                                .series_count = platforms};
    if (table == NULL || series == NULL) {
        page->document->failed = true;
        return;
    }
    for (size_t i = 0; i < platforms; ++i) {
        series[i] = (struct chart_series){.name = page->result->platforms[i].name,
                                          .values = chart_column(table, i + 1, PART_NUMBER)};
    }
    document_numbers(page->document, table);
    document_chart(page->document, &chart);
}

/* The dependants' losses of the last table, as bars: without intervals, which sums over platforms
 * do not have. */
static void add_bars(const struct estimate_page *page, const struct sheet *table, const char *name,
                     const char *title)
{
    const struct chart_series series = {.name = "dependants",
                                        .values = chart_column(table, 1, PART_NUMBER)};
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = name,
                                .title = title,
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "loss", .unit = page->result->scenario.currency},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    if (table != NULL && page->result->totals[FIGURE_DEPENDANTS].present) {
        document_chart(page->document, &chart);
    }
}

/* Owner and dependants have a picture each: with one scale, the smaller of the two losses would be
 * white. */
void estimate_page_keys(const struct estimate_page *page)
{
    const struct grid owner = {"owner-regions", "The owner's net loss by platform and region",
                               owner_net, FIGURE_OWNER_NET, &page->owner};
    const struct grid dependants = {"dependants-regions",
                                    "The dependants' loss by platform and region", dependants_loss,
                                    FIGURE_DEPENDANTS, &page->dependants};
    struct part_sums sums;
    blackout_error error;
    if (part_sums_make(&sums, &page->document->arena, page->result, &error) != BLACKOUT_OK) {
        page->document->failed = true;
        return;
    }
    const struct sheet *regions = add_keys(page, "By region", "region", &sums.by_region);
    if (regions != NULL) {
        add_grid(page, &owner, regions);
    }
    if (regions != NULL && page->result->totals[FIGURE_DEPENDANTS].present) {
        add_grid(page, &dependants, regions);
    }
    add_bars(page, add_keys(page, "By channel", "channel", &sums.by_channel), "dependants-channels",
             "The dependants' loss by channel");
    add_bars(page, add_keys(page, "By sector", "sector", &sums.by_sector), "dependants-sectors",
             "The dependants' loss by sector");
}
