/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a path part by part, down the structures of the result and not down its JSON: one number is
 * explained without writing the report, and an entry of a list may be named by its key, which stays
 * when other rows come and go, or by its number, which the report shows. A path that leads nowhere
 * is refused at the first part that is wrong, with the reason. How the figure comes about is
 * explain_owner.c, explain_dependants.c and explain_others.c. */
#include "estimate/figure_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "estimate/figure_catalogue.h"

/* The longest path has seven, /platforms/ID/by_region/ID/owner_revenue_loss/net/central; one more
 * is kept, to be refused. */
enum { MOST_PARTS = 8 };

struct reader {
    const struct run *run;
    struct figure_path *figure;
    const char *path;
    const char *parts[MOST_PARTS + 1]; /* NULL after the last */
    blackout_error *error;
};

/* A place of the report: its figures, and the rest of the path that leads to one of them. */
struct spot {
    enum figure_place at;
    const char *name; /* for messages */
    const struct quantity *figures;
    const char *const *rest;
};

/* A reason with a semicolon has its own remedy after it; all others get the general one. */
static blackout_status refuse(const struct reader *reader, const char *format, const char *what)
{
    char reason[320];
    snprintf(reason, sizeof reason, format, what);
    return error_field(reader->error, BLACKOUT_ERROR_USAGE, "path",
                       "there is nothing to explain at '%.120s': %s%s", reader->path, reason,
                       strstr(reason, "; ") != NULL
                           ? ""
                           : "; `blackout estimate --format json` shows what there is");
}

/* Runs of slashes are one; parts beyond the eighth are not looked at. */
static bool split(struct reader *reader)
{
    struct arena *arena = reader->run->result->arena;
    const char *rest = reader->path;
    for (int i = 0; i < MOST_PARTS; ++i) {
        rest += strspn(rest, "/");
        size_t length = strcspn(rest, "/");
        if (length == 0) {
            return true;
        }
        reader->parts[i] = arena_copy(arena, rest, length);
        if (reader->parts[i] == NULL) {
            return false;
        }
        rest += length;
    }
    return true;
}

/* ---- Figures --------------------------------------------------------------------------------- */

/* What may follow a figure: nothing, or `central`. A quantile is of the whole set of samples: there
 * is no arithmetic of one number behind it. */
static blackout_status end_at(const struct reader *reader, const struct spot *spot,
                              enum figure_id id, const char *const *rest)
{
    static const char *const statistics[] = {"mean",   "sd",     "se",    "p5",    "p25",
                                             "p50",    "p75",    "p95",   "se_p5", "se_p25",
                                             "se_p50", "se_p75", "se_p95"};
    const struct figure_info *figure = figure_info(id);
    /* Before it is asked whether the report has it: the reason is the same where it has not. */
    if (figure->unexplained != NULL) {
        return refuse(reader, figure->unexplained, spot->rest[0]);
    }
    if (!spot->figures[id].present) {
        return refuse(reader, "the report has no %s here, since an input is missing",
                      spot->rest[0]);
    }
    for (size_t i = 0; rest[0] != NULL && i < sizeof statistics / sizeof statistics[0]; ++i) {
        if (strcmp(rest[0], statistics[i]) == 0) {
            return refuse(
                reader, "'%s' is computed from all samples together; only central can be explained",
                rest[0]);
        }
    }
    if (rest[0] != NULL && (strcmp(rest[0], "central") != 0 || rest[1] != NULL)) {
        return refuse(reader, "'%s' is not part of a figure; give the path of the figure itself",
                      rest[1] != NULL ? rest[1] : rest[0]);
    }
    reader->figure->id = id;
    reader->figure->quantity = &spot->figures[id];
    return BLACKOUT_OK;
}

static bool is_group(const char *path, const char *name)
{
    size_t length = figure_group(path);
    return strncmp(path, name, length) == 0 && name[length] == '\0';
}

/* "gross, recaptured or net": what a group of figures has at a place. From the catalogue, so that a
 * new figure is in the message. Memory that is out leaves it empty, and is seen by the arena. */
static const char *members_of(const struct reader *reader, enum figure_place at, const char *group,
                              const char *conjunction)
{
    const char *list = "";
    const char *before = NULL; /* not in the list yet: the last one has another gap */
    struct arena *arena = reader->run->result->arena;
    for (int id = 0; id < FIGURE_COUNT && list != NULL; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        if (figure->at[at].filling != NOT_THERE && is_group(figure->path, group)) {
            list = before == NULL    ? list
                   : list[0] == '\0' ? before
                                     : arena_format(arena, "%s, %s", list, before);
            before = figure_member(figure->path);
        }
    }
    const char *all =
        list != NULL ? arena_format(arena, "%s %s %s", list, conjunction, before) : NULL;
    return all != NULL ? all : "";
}

/* The group is there; what follows it is not one of its figures. The list is put into the reason
 * before the part is: names of the catalogue have no '%', and parts of a path may. */
static blackout_status refuse_member(const struct reader *reader, const struct spot *spot)
{
    char reason[256];
    bool nothing = spot->rest[1] == NULL;
    snprintf(reason, sizeof reason,
             nothing ? "%%s has several figures; %.200s" : "'%%s' is not one of %.200s",
             members_of(reader, spot->at, spot->rest[0], nothing ? "or" : "and"));
    return refuse(reader, reason, spot->rest[nothing ? 0 : 1]);
}

/* Finds the figure that the rest of the path names among those that the place has. By the catalogue
 * and not by what is present, so that a figure whose input is missing is answered with that. */
static blackout_status find_figure(const struct reader *reader, const struct spot *spot)
{
    const char *const *rest = spot->rest;
    bool known = false;
    for (int id = 0; rest[0] != NULL && id < FIGURE_COUNT; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        const char *member = figure_member(figure->path);
        if (figure->at[spot->at].filling == NOT_THERE || !is_group(figure->path, rest[0])) {
            continue;
        }
        /* A group that cannot be explained is refused whatever member was asked for. */
        if (member == NULL || figure->unexplained != NULL) {
            return end_at(reader, spot, (enum figure_id)id, rest + 1);
        }
        if (rest[1] != NULL && strcmp(member, rest[1]) == 0) {
            return end_at(reader, spot, (enum figure_id)id, rest + 2);
        }
        known = true;
    }
    if (known) {
        return refuse_member(reader, spot);
    }
    return refuse(reader,
                  rest[0] != NULL ? "the report has no such figure under %s"
                                  : "%s is not a figure; give the path of one below it",
                  spot->name);
}

static blackout_status read_totals(const struct reader *reader)
{
    const struct spot spot = {AT_TOTALS, "totals", reader->run->result->totals, reader->parts + 1};
    return find_figure(reader, &spot);
}

/* ---- Rows of the model ----------------------------------------------------------------------- */

/* The number of the row with this identifier. */
static uint32_t row_number(const struct run *run, const struct row *const *rows, size_t count,
                           int column, const char *key)
{
    for (size_t i = 0; i < count; ++i) {
        if (strcmp(run_text(run, rows[i]->cells[column].text), key) == 0) {
            return (uint32_t)i;
        }
    }
    return INDEX_NONE;
}

/* The place that a part names in a list of `count`, by identifier or by number; `count`: none. An
 * identifier goes before a number: a region may be called 1. Numbers are those of the report's
 * JSON, from 0. */
static size_t place_of(const char *part, const char *(*key)(const void *, size_t), const void *list,
                       size_t count)
{
    char *end;
    for (size_t i = 0; i < count; ++i) {
        if (strcmp(key(list, i), part) == 0) {
            return i;
        }
    }
    /* a digit first: strtoul() would take blanks and signs */
    unsigned long number = strtoul(part, &end, 10);
    return *end == '\0' && part[0] >= '0' && part[0] <= '9' && number < count ? number : count;
}

/* The same question of three kinds of lists, each of its own struct. */
static const char *part_key(const void *list, size_t i)
{
    return ((const struct result_part *)list)[i].key;
}

static const char *platform_key(const void *list, size_t i)
{
    return ((const struct result_platform *)list)[i].platform;
}

static const char *owner_key(const void *list, size_t i)
{
    return ((const struct result_owner *)list)[i].owner;
}

/* ---- Platforms ------------------------------------------------------------------------------- */

/* Which list of the platform: all three are read alike. */
static blackout_status read_parts(const struct reader *reader,
                                  const struct result_platform *platform)
{
    const struct run *run = reader->run;
    const struct prepared *prepared = run->prepared;
    const struct model *model = &prepared->model;
    const struct list {
        const char *name;
        enum figure_place at;
        const struct result_parts *parts;
        const struct row *const *rows;
        size_t count;
        int column;
        uint32_t *selected;
    } lists[] = {{"by_region", AT_REGION, &platform->by_region, prepared->region_rows,
                  model->region_count, REGIONS_REGION, &reader->figure->of.region},
                 {"by_channel", AT_CHANNEL, &platform->by_channel, prepared->channel_rows,
                  model->channel_count, CHANNELS_CHANNEL, &reader->figure->of.channel},
                 {"by_sector", AT_SECTOR, &platform->by_sector, prepared->sector_rows,
                  model->sector_count, SECTORS_SECTOR, &reader->figure->of.sector}};
    size_t i = 0;
    while (i < 3 && strcmp(lists[i].name, reader->parts[2]) != 0) {
        ++i;
    }
    if (i == 3 || reader->parts[3] == NULL) {
        return refuse(reader, "the report has no list %s", reader->parts[2]);
    }
    const struct list *list = &lists[i];
    size_t found = place_of(reader->parts[3], part_key, list->parts->parts, list->parts->count);
    if (found == list->parts->count) {
        return refuse(reader, "'%s' is not in that list of the report", reader->parts[3]);
    }
    const struct result_part *part = &list->parts->parts[found];
    const struct spot spot = {list->at, list->name, part->figures, reader->parts + 4};
    /* By the key and not by the place: the list has only what the platform has rows of. */
    *list->selected = row_number(run, list->rows, list->count, list->column, part->key);
    return find_figure(reader, &spot);
}

/* Platforms are named in the report by what is down: one that is up has no entry and is refused. */
static blackout_status read_platform(const struct reader *reader)
{
    const struct run *run = reader->run;
    const struct result *result = run->result;
    if (reader->parts[1] == NULL) {
        return refuse(reader, "%s is a list; name one of its entries, and a figure below it",
                      "platforms");
    }
    size_t found =
        place_of(reader->parts[1], platform_key, result->platforms, result->platform_count);
    if (found == result->platform_count) {
        return refuse(reader, "'%s' is not a platform of the report", reader->parts[1]);
    }
    const struct result_platform *platform = &result->platforms[found];
    reader->figure->of.platform =
        row_number(run, run->prepared->platform_rows, run->prepared->model.platform_count,
                   PLATFORMS_PLATFORM, platform->platform);
    if (reader->parts[2] != NULL && strncmp(reader->parts[2], "by_", 3) == 0) {
        return read_parts(reader, platform);
    }
    const struct spot spot = {AT_PLATFORM, "platforms", platform->figures, reader->parts + 2};
    return find_figure(reader, &spot);
}

/* ---- Owners ---------------------------------------------------------------------------------- */

/* The market's figures have another working, which their own pages show. They are no rows of the
 * catalogue, and are known here by name. */
static blackout_status read_owner(const struct reader *reader)
{
    static const char *const others[][2] = {
        {"market_value_change",
         "%s is predicted from past outages, not computed from inputs (methodology, stage 6b)"},
        {"event_study", "%s is read from event_returns; `blackout event-study` works it out"}};
    const struct run *run = reader->run;
    const struct result *result = run->result;
    if (reader->parts[1] == NULL) {
        return refuse(reader, "%s is a list; name one of its entries, and a figure below it",
                      "owners");
    }
    size_t found = place_of(reader->parts[1], owner_key, result->owners, result->owner_count);
    if (found == result->owner_count) {
        return refuse(reader, "'%s' is not an owner of the report", reader->parts[1]);
    }
    for (size_t i = 0; reader->parts[2] != NULL && i < sizeof others / sizeof others[0]; ++i) {
        if (strcmp(reader->parts[2], others[i][0]) == 0) {
            return refuse(reader, others[i][1], others[i][0]);
        }
    }
    const struct result_owner *owner = &result->owners[found];
    const struct spot spot = {AT_OWNER, "owners", owner->figures, reader->parts + 2};
    reader->figure->of.owner =
        row_number(run, run->prepared->owner_rows, run->prepared->model.owner_count, OWNERS_OWNER,
                   owner->owner);
    return find_figure(reader, &spot);
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Sections whose numbers are no sums of inputs, or show their own working. Each reason says where
 * to look instead, if there is such a place. */
static const char *const other_sections[][2] = {
    {"scenario", "%s is what was asked"},
    {"inputs", "%s lists the files that were read"},
    {"by_channel",
     "%s has sums over the platforms; explain those of one: /platforms/ID/by_channel"},
    {"by_sector", "%s has sums over the platforms; explain those of one: /platforms/ID/by_sector"},
    {"by_region", "%s has sums over the platforms; explain those of one: /platforms/ID/by_region"},
    {"top_businesses",
     "%s are single rows of dependencies; explain /totals/dependent_revenue_loss instead"},
    {"indirect_in_time", "%s follows a total over time; explain /totals/indirect_loss instead"},
    {"insurance", "%s has what the policies pay, row by row, by the terms in the table policies"},
    {"timing", "%s has the losses at other starts; give --start and the path of the loss itself"},
    {"waterfall", "the %s already shows the working of its last step; give the path of that loss"},
    {"baselines", "%s carry their formula in the report"},
    {"vintages", "%s are inputs with their dates, no figures"},
    {"evidence", "%s counts the losses by their weakest input"},
    {"control_totals", "%s counts what was read of dependencies"},
    {"warnings", "%s are not figures"},
};

/* A path that leads nowhere is refused with what is there. Sections that no figure leads to are
 * known by name, to say why and not only that. */
blackout_status figure_path_read(struct figure_path *figure, const struct run *run,
                                 const char *path, blackout_error *error)
{
    static const struct {
        const char *name;
        blackout_status (*read)(const struct reader *);
    } sections[] = {{"totals", read_totals}, {"platforms", read_platform}, {"owners", read_owner}};
    struct reader reader = {.run = run, .figure = figure, .path = path, .error = error};
    *figure = (struct figure_path){.of = model_select_all()};
    if (!split(&reader)) {
        return error_memory(error);
    }
    const char *section = reader.parts[0] != NULL ? reader.parts[0] : "";
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; ++i) {
        if (strcmp(section, sections[i].name) == 0) {
            return sections[i].read(&reader);
        }
    }
    for (size_t i = 0; i < sizeof other_sections / sizeof other_sections[0]; ++i) {
        if (strcmp(section, other_sections[i][0]) == 0) {
            return refuse(&reader, other_sections[i][1], section);
        }
    }
    return refuse(&reader,
                  "the report has no part '%s'; give a path in the report, such as "
                  "/platforms/facebook/owner_revenue_loss/net or /totals/dependent_revenue_loss",
                  section);
}
