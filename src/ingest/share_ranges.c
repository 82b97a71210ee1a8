/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methodology, stage 0. What is known is how much of a business goes through an owner's platforms,
 * and rows are its parts: were each spread on the logit scale by itself, the parts would be wider
 * than the whole, and the interval would tell how finely a package divides. Rows move together, so
 * that each takes the ratio of the sum's ends to the sum. */
#include "ingest/share_ranges.h"

#include "core/error.h"

/* No ratio is 0. A mark in the place of the value costs no memory in rows that may be millions. */
static const double marked = 0;

bool share_ranges_wants(const struct dependency *row)
{
    return row->low[DEPENDENCY_SHARE] == marked;
}

void share_ranges_mark(struct dependency *row)
{
    row->low[DEPENDENCY_SHARE] = marked;
}

/* By the latest row: who owns a platform at the start of an outage is not known to the file. */
static string_id find_owner(const struct table *platforms, string_id platform)
{
    const struct row *row = table_in_force(platforms, platform, INSTANT_ANY);
    return row != NULL && row->cells[PLATFORMS_OWNER].given ? row->cells[PLATFORMS_OWNER].text
                                                            : platform;
}

/* One place for all platforms whose numbers agree in their last bits: one that another has
 * displaced is looked up again. STRING_NONE, which marks a place as empty, is no platform. */
static string_id owner_of(struct share_ranges *ranges, const struct table *platforms,
                          string_id platform)
{
    struct known_owner *known = &ranges->owners[platform % KNOWN_OWNERS];
    if (platform == STRING_NONE) {
        return platform;
    }
    if (known->platform != platform) {
        *known = (struct known_owner){platform, find_owner(platforms, platform)};
    }
    return known->owner;
}

/* Owners of one business are few as a rule, and then a search from the first on is fastest. Parts
 * beyond FEW_PARTS are in the map alone, and those before them never. */
enum { FEW_PARTS = 16, FEW_ROWS = 16 };

static size_t find_part(const struct share_ranges *ranges, string_id owner, uint8_t basis,
                        uint64_t key)
{
    for (size_t i = 0; i < ranges->count && i < FEW_PARTS; ++i) {
        if (ranges->parts[i].owner == owner && ranges->parts[i].basis == basis) {
            return i;
        }
    }
    const uint32_t place = ranges->count > FEW_PARTS ? map_find(&ranges->places, key) : MAP_NONE;
    return place != MAP_NONE ? place : ranges->count;
}

/* The part that a row belongs to, made if it is the first of it; NULL when memory is out. */
static struct share_part *part_of(struct share_ranges *ranges, const struct dependency *row,
                                  const struct table *platforms)
{
    const string_id owner = owner_of(ranges, platforms, row->platform);
    const uint8_t basis = row->bases[DEPENDENCY_SHARE];
    const uint64_t key = (uint64_t)owner * BASIS_COUNT + basis;
    const size_t place = find_part(ranges, owner, basis, key);
    if (place < ranges->count) {
        return &ranges->parts[place];
    }
    if (place >= FEW_PARTS && map_add(&ranges->places, key, (uint32_t)place) != 0) {
        return NULL;
    }
    if (ranges->count == ranges->capacity &&
        arena_grow(&ranges->arena, (void **)&ranges->parts, &ranges->capacity, ranges->count,
                   sizeof *ranges->parts) != 0) {
        return NULL;
    }
    ranges->parts[ranges->count] = (struct share_part){.owner = owner, .basis = basis};
    return &ranges->parts[ranges->count++];
}

static void work_out(struct share_ranges *ranges, struct share_part *part)
{
    const struct spread spread =
        spreads_of_share(ranges->spreads, (enum basis)part->basis, part->share);
    part->low = spread.low;
    part->high = spread.high;
}

/* Sums are short and of one sign: they are plain. Two passes over the rows, since the range of each
 * needs the sum of all. In the second pass parts are found, not made: the first has made them all,
 * so that part_of() cannot fail there. Where all rows fit into `places` no search is made. */
blackout_status share_ranges_set(struct share_ranges *ranges, struct dependency *rows, size_t count,
                                 const struct table *platforms, blackout_error *error)
{
    ranges->count = 0;
    if (ranges->places.count > 0) {
        arena_free(&ranges->places_arena);
    }
    ranges->places = (struct map){.arena = &ranges->places_arena};
    size_t places[FEW_ROWS] = {0}; /* of the parts of the first rows */
    for (size_t i = 0; i < count; ++i) {
        struct share_part *part =
            share_ranges_wants(&rows[i]) ? part_of(ranges, &rows[i], platforms) : NULL;
        if (part == NULL && share_ranges_wants(&rows[i])) {
            return error_memory(error);
        }
        if (part != NULL) {
            part->share += rows[i].share;
            places[i % FEW_ROWS] = (size_t)(part - ranges->parts);
        }
    }
    for (size_t i = 0; i < count; ++i) {
        if (share_ranges_wants(&rows[i])) {
            struct share_part *part = count <= FEW_ROWS ? &ranges->parts[places[i]]
                                                        : part_of(ranges, &rows[i], platforms);
            if (part->low == 0) {
                work_out(ranges, part);
            }
            rows[i].low[DEPENDENCY_SHARE] = part->low;
            rows[i].high[DEPENDENCY_SHARE] = part->high;
        }
    }
    return BLACKOUT_OK;
}

void share_ranges_free(struct share_ranges *ranges)
{
    arena_free(&ranges->arena);
    arena_free(&ranges->places_arena);
    *ranges = (struct share_ranges){0};
}
