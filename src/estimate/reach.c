/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an outage reaches: users of the regions that are hit, and the Member States in them. Users
 * of several platforms are largely the same people and are not added: the platform with most of
 * them counts. Figures for filings, without intervals. Counts are central: no form asks for the
 * interval of a number of clients. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/map.h"
#include "estimate/run.h"
#include "filing/member_states.h"
#include "tables/key_list.h"

static const struct table *table_of(const struct run *run, enum table_id table)
{
    return &run->prepared->dataset->tables[table];
}

/* A platform and a region by their names. */
static uint64_t pair_key(string_id platform, string_id region)
{
    return (uint64_t)platform << 32 | region;
}

/* Where platforms are down, and the rows of regions by their names. */
struct places {
    struct map hit;
    struct map regions;
};

/* By names and not by the model's numbers: rows of `platform_regions` are gone through here, and of
 * platforms that are up the model has none. */
static bool find_places(struct places *places, const struct run *run)
{
    const struct prepared *prepared = run->prepared;
    const struct model *model = &prepared->model;
    const struct table *regions = table_of(run, REGIONS);
    bool made = true;
    *places = (struct places){{.arena = prepared->arena}, {.arena = prepared->arena}};
    for (size_t i = 0; i < model->platform_region_count && made; ++i) {
        const struct model_platform_region *pr = &model->platform_regions[i];
        const uint64_t key =
            pair_key(prepared->platform_rows[pr->platform]->cells[PLATFORMS_PLATFORM].text,
                     prepared->region_rows[pr->region]->cells[REGIONS_REGION].text);
        made = pr->exposure.full == INDEX_NONE || map_find(&places->hit, key) != MAP_NONE ||
               map_add(&places->hit, key, 0) == 0;
    }
    for (size_t i = 0; i < regions->row_count && made; ++i) {
        const string_id key = regions->rows[i].cells[REGIONS_REGION].text;
        made = map_find(&places->regions, key) != MAP_NONE ||
               map_add(&places->regions, key, (uint32_t)i) == 0;
    }
    return made;
}

static const struct row *region_row(const struct run *run, const struct places *places,
                                    string_id region)
{
    const uint32_t place = map_find(&places->regions, region);
    return place != MAP_NONE ? &table_of(run, REGIONS)->rows[place] : NULL;
}

/* ---- Countries ------------------------------------------------------------------------------- */

static const char *countries_of(const struct run *run, const struct row *region)
{
    return region != NULL && region->cells[REGIONS_COUNTRIES].given
               ? run_text(run, region->cells[REGIONS_COUNTRIES].text)
               : "";
}

/* Whether a region has countries and all of them are Member States. A region of Member States and
 * others has users that cannot be divided. */
static bool is_of_union(const struct run *run, const struct row *region)
{
    const char *rest = countries_of(run, region);
    bool all = rest[0] != '\0';
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        all = all && filing_is_member_state(name.text, name.length);
    }
    return all;
}

/* Each once, in the order of the regions. The list is looked through for each code: there are 27 of
 * them. */
static bool add_member_states(struct run *run, const struct row *region)
{
    struct result_reach *reach = &run->result->reach;
    const char *rest = countries_of(run, region);
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        char code[4];
        if (!filing_is_member_state(name.text, name.length)) {
            continue;
        }
        memcpy(code, name.text, 2);
        code[2] = '\0';
        if (key_list_has(reach->member_states, code)) {
            continue;
        }
        const char *longer = arena_format(run->result->arena, "%s%s%s", reach->member_states,
                                          reach->member_state_count > 0 ? ";" : "", code);
        if (longer == NULL) {
            return false;
        }
        reach->member_states = longer;
        ++reach->member_state_count;
    }
    return true;
}

/* ---- Users ----------------------------------------------------------------------------------- */

/* Known means of every region of the platform, or of every one in the Union: a sum that lacks one
 * would be too small and look whole. The two are apart, since a package may have users of the Union
 * alone. */
struct users {
    bool known; /* of every region */
    double all;
    double hit;
    bool union_known;
    bool any_of_union;
    double union_all;
    double union_hit;
};

/* Of a row of `platform_regions`: its own number, else its share of the platform's. */
static bool users_of_row(double *users, const struct row *row, const struct row *platform)
{
    const struct cell *own = &row->cells[PLATFORM_REGIONS_USERS];
    const struct cell *share = &row->cells[PLATFORM_REGIONS_USER_SHARE];
    const struct cell *all = &platform->cells[PLATFORMS_USERS];
    *users = own->given                   ? own->number
             : share->given && all->given ? share->number * all->number
                                          : 0;
    return own->given || (share->given && all->given);
}

/* Unknown users of a region that stays up leave those that are hit known, but not their share. */
static void add_users(struct users *users, const struct run *run, const struct places *places,
                      const struct row *row, const struct row *platform)
{
    const string_id region = row->cells[PLATFORM_REGIONS_REGION].text;
    const string_id key = row->cells[PLATFORM_REGIONS_PLATFORM].text;
    double count;
    const bool known = users_of_row(&count, row, platform);
    const bool of_union = is_of_union(run, region_row(run, places, region));
    const bool is_hit = map_find(&places->hit, pair_key(key, region)) != MAP_NONE;
    /* One severity for all: of a measured curve it is the mean of what was hit. */
    const double hit = is_hit ? count * run->result->scenario.severity : 0;
    users->known = users->known && known;
    users->all += count;
    users->hit += hit;
    users->any_of_union = users->any_of_union || of_union;
    users->union_known = users->union_known && (known || !of_union);
    users->union_all += of_union ? count : 0;
    users->union_hit += of_union ? hit : 0;
}

/* Of each platform of the model, in one walk over the rows; NULL: memory is out. */
static struct users *count_users(const struct run *run)
{
    const struct prepared *prepared = run->prepared;
    const size_t platforms = prepared->model.platform_count;
    const struct table *rows = table_of(run, PLATFORM_REGIONS);
    struct map numbers = {.arena = prepared->arena};
    struct places places;
    struct users *users = arena_alloc(prepared->arena, platforms, sizeof *users);
    bool made = users != NULL && find_places(&places, run);
    for (size_t p = 0; p < platforms && made; ++p) {
        users[p] = (struct users){.known = true, .union_known = true};
        made = map_add(&numbers, prepared->platform_rows[p]->cells[PLATFORMS_PLATFORM].text,
                       (uint32_t)p) == 0;
    }
    for (size_t i = 0; i < rows->row_count && made; ++i) {
        const struct row *row = &rows->rows[i];
        const uint32_t p = map_find(&numbers, row->cells[PLATFORM_REGIONS_PLATFORM].text);
        if (p != MAP_NONE) {
            add_users(&users[p], run, &places, row, prepared->platform_rows[p]);
        }
    }
    for (size_t p = 0; p < platforms && made; ++p) {
        users[p].union_known = users[p].union_known && users[p].any_of_union;
    }
    return made ? users : NULL;
}

/* Of platforms with as many users that are hit, the one counts of which they are a larger part: the
 * order of rows must not. Users that are known to be 0 are known too. */
static bool is_more(double hit, double all, bool has_most, double most_hit, double most_all)
{
    return !has_most || hit > most_hit || (hit == most_hit && all < most_all);
}

/* Of platforms that are down; Member States of all regions where one is, known users or not. */
blackout_status run_reach(struct run *run, blackout_error *error)
{
    const struct prepared *prepared = run->prepared;
    struct result_reach *reach = &run->result->reach;
    const struct users *all = count_users(run);
    bool made = all != NULL;
    reach->member_states = "";
    for (size_t p = 0; made && p < prepared->model.platform_count; ++p) {
        if (!prepared->model.platforms[p].selected) {
            continue;
        }
        const struct users users = all[p];
        if (users.known &&
            is_more(users.hit, users.all, reach->has_users, reach->users_hit, reach->users)) {
            reach->has_users = true;
            reach->users_hit = users.hit;
            reach->users = users.all;
        }
        if (users.known && users.all > 0) {
            reach->users_share = fmax(reach->users_share, users.hit / users.all);
        }
        if (users.union_known && is_more(users.union_hit, users.union_all, reach->has_union_users,
                                         reach->union_users_hit, reach->union_users)) {
            reach->has_union_users = true;
            reach->union_users_hit = users.union_hit;
            reach->union_users = users.union_all;
        }
    }
    for (size_t i = 0; made && i < prepared->model.platform_region_count; ++i) {
        const struct model_platform_region *pr = &prepared->model.platform_regions[i];
        made = pr->exposure.full == INDEX_NONE ||
               add_member_states(run, prepared->region_rows[pr->region]);
    }
    return made ? BLACKOUT_OK : error_memory(error);
}
