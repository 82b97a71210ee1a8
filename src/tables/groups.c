/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two passes: the first numbers the groups and counts their rows, the second puts each row into the
 * place that is left for it. */
#include "tables/groups.h"

#include "core/error.h"
#include "core/hash.h"

/* An empty cell is text number 0, and rows without a name are a group as well. */
static void key_of(string_id *key, const struct groups *groups, const struct row *row)
{
    for (size_t i = 0; i < groups->column_count; ++i) {
        key[i] = row->cells[groups->columns[i]].text;
    }
}

static uint64_t key_hash(const struct groups *groups, const string_id *key)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < groups->column_count; ++i) {
        hash = hash_mix(hash ^ key[i]) + i;
    }
    return hash;
}

/* The number of the group of `key`, or LOOKUP_NONE. `first` has the first row of each group. While
 * groups are made, their rows have no place yet. */
static uint32_t find(const struct groups *groups, const uint32_t *first, const string_id *key)
{
    struct lookup_step step = lookup_start(key_hash(groups, key));
    uint32_t number;
    while ((number = lookup_next(&groups->by_key, &step)) != LOOKUP_NONE) {
        const uint32_t row = first != NULL ? first[number] : groups->groups[number].rows[0];
        string_id other[MOST_GROUP_COLUMNS];
        bool same = true;
        key_of(other, groups, &groups->table->rows[row]);
        for (size_t i = 0; i < groups->column_count; ++i) {
            same = same && other[i] == key[i];
        }
        if (same) {
            break;
        }
    }
    return number;
}

/* Numbers the groups: `number` is that of each row, `first` the first row of each group. */
static int number_rows(struct groups *groups, uint32_t *number, uint32_t *first)
{
    for (size_t i = 0; i < groups->table->row_count; ++i) {
        string_id key[MOST_GROUP_COLUMNS];
        key_of(key, groups, &groups->table->rows[i]);
        uint32_t group = find(groups, first, key);
        if (group == LOOKUP_NONE) {
            group = (uint32_t)groups->count;
            if (arena_grow(&groups->arena, (void **)&groups->groups, &groups->capacity,
                           groups->count, sizeof *groups->groups) != 0 ||
                lookup_add(&groups->by_key, &groups->arena, key_hash(groups, key), group) != 0) {
                return -1;
            }
            first[group] = (uint32_t)i;
            groups->groups[groups->count++] = (struct group){0};
        }
        number[i] = group;
        ++groups->groups[group].count;
    }
    return 0;
}

/* Counts become places, as in a counting sort: rows of a group stay in the order of the table. Each
 * count is made a second time, while its rows are placed. */
static void place_rows(struct groups *groups, const uint32_t *number, uint32_t *rows)
{
    uint32_t *next = rows;
    for (size_t i = 0; i < groups->count; ++i) {
        groups->groups[i].rows = next;
        next += groups->groups[i].count;
        groups->groups[i].count = 0;
    }
    for (size_t i = 0; i < groups->table->row_count; ++i) {
        struct group *group = &groups->groups[number[i]];
        rows[(size_t)(group->rows - rows) + group->count++] = (uint32_t)i;
    }
}

/* Three arrays of a number a row, and no list for each group: tables may have as many groups as
 * rows. */
blackout_status groups_make(struct groups *groups, const struct table *table, const int *columns,
                            size_t column_count, blackout_error *error)
{
    *groups = (struct groups){.table = table, .column_count = column_count};
    for (size_t i = 0; i < column_count; ++i) {
        groups->columns[i] = columns[i];
    }
    uint32_t *number = arena_alloc(&groups->arena, table->row_count, sizeof *number);
    uint32_t *first = arena_alloc(&groups->arena, table->row_count, sizeof *first);
    uint32_t *rows = arena_alloc(&groups->arena, table->row_count, sizeof *rows);
    if (number == NULL || first == NULL || rows == NULL ||
        number_rows(groups, number, first) != 0) {
        return error_memory(error);
    }
    place_rows(groups, number, rows);
    return BLACKOUT_OK;
}

const struct group *groups_find(const struct groups *groups, const string_id *key)
{
    const uint32_t number = find(groups, NULL, key);
    return number != LOOKUP_NONE ? &groups->groups[number] : NULL;
}

void groups_free(struct groups *groups)
{
    arena_free(&groups->arena);
}
