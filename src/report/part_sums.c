/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money alone is summed, and central values alone: hours of different platforms are no hours of
 * anything, and quantiles of parts do not add up to those of their sum. */
#include "report/part_sums.h"

#include <string.h>

#include "core/error.h"
#include "core/strings.h"
#include "estimate/figure_catalogue.h"

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

/* The sum of the parts of one key, found by the number of the key among `keys`; NULL: memory is
 * out. Room is there for every part of every platform, so that a new key always fits. */
static struct result_part *find(struct result_parts *sums, struct strings *keys,
                                const struct result_part *part)
{
    const size_t known = keys->count;
    const string_id key = strings_add(keys, part->key, strlen(part->key));
    if (key == STRING_UNKNOWN) {
        return NULL;
    }
    /* Numbers of strings begin at 1, and are given in the order in which keys come. */
    struct result_part *sum = &sums->parts[key - 1];
    if (keys->count > known) {
        *sum = (struct result_part){.key = part->key, .name = part->name};
        ++sums->count;
    }
    return sum;
}

/* A figure is present in the sum if any platform has it. */
static void add(struct result_part *sum, const struct result_part *part)
{
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        if (part->figures[id].present && figure_info((enum figure_id)id)->unit != UNIT_HOURS) {
            sum->figures[id].present = true;
            sum->figures[id].central += part->figures[id].central;
        }
    }
}

static bool sum_parts(struct result_parts *sums, struct arena *arena, const struct result *result,
                      parts_function *parts_of)
{
    size_t most = 0;
    for (size_t i = 0; i < result->platform_count; ++i) {
        most += parts_of(&result->platforms[i])->count;
    }
    /* A set of keys, since a walk over all sums for each part would take quadratic time. */
    struct strings keys;
    *sums = (struct result_parts){.parts = arena_alloc(arena, most, sizeof *sums->parts)};
    bool made = sums->parts != NULL && strings_init(&keys, arena) == 0;
    for (size_t i = 0; made && i < result->platform_count; ++i) {
        const struct result_parts *parts = parts_of(&result->platforms[i]);
        for (size_t k = 0; made && k < parts->count; ++k) {
            struct result_part *sum = find(sums, &keys, &parts->parts[k]);
            made = sum != NULL;
            if (made) {
                add(sum, &parts->parts[k]);
            }
        }
    }
    return made;
}

blackout_status part_sums_make(struct part_sums *sums, struct arena *arena,
                               const struct result *result, blackout_error *error)
{
    const bool made = sum_parts(&sums->by_region, arena, result, by_region) &&
                      sum_parts(&sums->by_channel, arena, result, by_channel) &&
                      sum_parts(&sums->by_sector, arena, result, by_sector);
    return made ? BLACKOUT_OK : error_memory(error);
}
