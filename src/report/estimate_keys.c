/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The losses by region, channel and sector, over all platforms; by region each platform's too, as a
 * chart, which a table of so many columns could not show. */
#include <math.h>
#include <string.h>

#include "document/chart.h"
#include "report/estimate_page.h"

/* A key's part, summed over all platforms. */
struct key_sum {
    const char *key;
    bool has_owner_side;
    double gross;
    double net;
    double dependants;
};

typedef const struct result_parts *parts_function(const struct result_platform *platform);

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

static void add_part(struct key_sum *sum, const struct result_part *part)
{
    sum->has_owner_side = part->figures[FIGURE_OWNER_GROSS].present;
    sum->gross += part->figures[FIGURE_OWNER_GROSS].central;
    sum->net += part->figures[FIGURE_OWNER_NET].central;
    sum->dependants += part->figures[FIGURE_DEPENDANTS].central;
}

/* Returns how many keys there are; 0 when memory is out too, which the document keeps. */
static size_t sum_parts(const struct estimate_page *page, struct key_sum **sums,
                        parts_function *parts_of)
{
    const struct result *result = page->result;
    size_t most = 0;
    size_t count = 0;
    for (size_t i = 0; i < result->platform_count; ++i) {
        most += parts_of(&result->platforms[i])->count;
    }
    *sums = arena_alloc(&page->document->arena, most, sizeof **sums);
    page->document->failed = page->document->failed || *sums == NULL;
    for (size_t i = 0; *sums != NULL && i < result->platform_count; ++i) {
        const struct result_parts *parts = parts_of(&result->platforms[i]);
        for (size_t k = 0; k < parts->count; ++k) {
            add_part(find_key(*sums, &count, parts->parts[k].key), &parts->parts[k]);
        }
    }
    return count;
}

/* Returns the table that it has added; NULL where there is none. */
static const struct sheet *add_keys(const struct estimate_page *page, const char *title,
                                    const char *key, parts_function *parts_of)
{
    enum { COLUMNS = 4, DEPENDANT_COLUMNS = 2 };
    const struct column columns[COLUMNS] = {
        {key, true}, {"dependants"}, {"owner gross"}, {"owner net"}};
    struct key_sum *sums;
    const size_t count = sum_parts(page, &sums, parts_of);
    const bool owner_side = count > 0 && sums[0].has_owner_side;
    struct sheet *table =
        sheet_new(page->document, columns, owner_side ? COLUMNS : DEPENDANT_COLUMNS);
    if (count == 0) {
        return NULL;
    }
    for (size_t i = 0; i < count; ++i) {
        const struct value dependants = amounts_value(&page->dependants, sums[i].dependants);
        const struct value values[COLUMNS] = {
            value_text(sums[i].key),
            page->result->totals[FIGURE_DEPENDANTS].present ? dependants : value_absent(),
            amounts_value(&page->owner, sums[i].gross), amounts_value(&page->owner, sums[i].net)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(page->document, 1, title, NULL, 0);
    document_heading_unit(page->document, owner_side ? page->both : page->dependants.unit);
    document_table(page->document, table);
    return table;
}

/* ---- Platforms by regions -------------------------------------------------------------------- */

/* The part of a platform in the region of a row of the table; NULL: none. */
static const struct result_part *part_in(const struct result_platform *platform, const char *region)
{
    for (size_t k = 0; k < platform->by_region.count; ++k) {
        if (strcmp(platform->by_region.parts[k].key, region) == 0) {
            return &platform->by_region.parts[k];
        }
    }
    return NULL;
}

typedef double part_loss(const struct result_part *part);

static double owner_net(const struct result_part *part)
{
    return part->figures[FIGURE_OWNER_NET].central;
}

static double dependants_loss(const struct result_part *part)
{
    return part->figures[FIGURE_DEPENDANTS].central;
}

/* A platform's losses in the regions of the table's rows. */
static struct chart_series platform_series(const struct estimate_page *page,
                                           const struct result_platform *platform,
                                           const struct sheet *table, part_loss *loss)
{
    double *losses = arena_alloc(&page->document->arena, table->row_count, sizeof *losses);
    page->document->failed = page->document->failed || losses == NULL;
    for (size_t i = 0; losses != NULL && i < table->row_count; ++i) {
        const struct result_part *part = part_in(platform, sheet_cell(table, i, 0)->text);
        losses[i] = part != NULL ? loss(part) : NAN;
    }
    return (struct chart_series){.name = platform->name,
                                 .values = chart_own(losses, losses ? table->row_count : 0)};
}

static void add_grid(const struct estimate_page *page, const char *name, const char *title,
                     const struct sheet *table, part_loss *loss)
{
    const size_t platforms = page->result->platform_count;
    struct chart_series *series = arena_alloc(&page->document->arena, platforms, sizeof *series);
    const struct chart chart = {.kind = CHART_GRID,
                                .name = name,
                                .title = title,
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
        series[i] = platform_series(page, &page->result->platforms[i], table, loss);
    }
    document_chart(page->document, &chart);
}

void estimate_page_keys(const struct estimate_page *page)
{
    const struct sheet *regions = add_keys(page, "By region", "region", by_region);
    if (regions != NULL) {
        add_grid(page, "owner-regions", "The owner's net loss by platform and region", regions,
                 owner_net);
    }
    if (regions != NULL && page->result->totals[FIGURE_DEPENDANTS].present) {
        add_grid(page, "dependants-regions", "The dependants' loss by platform and region", regions,
                 dependants_loss);
    }
    add_keys(page, "By channel", "channel", by_channel);
    add_keys(page, "By sector", "sector", by_sector);
}
