/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a path part by part, down the structures of the result. */
#include "estimate/figure_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"

enum { MOST_PARTS = 8 };

struct reader {
    const struct run *run;
    struct figure_path *figure;
    const char *path;
    const char *parts[MOST_PARTS + 1]; /* NULL behind the last */
    blackout_error *error;
};

/* A figure that some place of the report has. */
struct member {
    const char *name;
    const char *below; /* "gross"; NULL: the name says it all */
    enum figure_kind kind;
    const struct quantity *quantity;
};

static blackout_status refuse(const struct reader *reader, const char *format, const char *what)
{
    char reason[320];
    snprintf(reason, sizeof reason, format, what);
    return error_field(reader->error, BLACKOUT_ERROR_USAGE, "path",
                       "there is nothing to explain at '%.120s': %s", reader->path, reason);
}

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

/* ---- Members --------------------------------------------------------------------------------- */

/* What may stand behind a figure: nothing, or `central`. */
static blackout_status end_at(const struct reader *reader, const struct member *member,
                              const char *const *rest)
{
    static const char *const statistics[] = {"mean", "sd", "se", "p5", "p25", "p50", "p75", "p95"};
    if (!member->quantity->present) {
        return refuse(reader, "the report has no %s here, since an input is missing", member->name);
    }
    for (size_t i = 0; rest[0] != NULL && i < sizeof statistics / sizeof statistics[0]; ++i) {
        if (strcmp(rest[0], statistics[i]) == 0) {
            return refuse(reader,
                          "'%s' comes from all samples together; the value at central is "
                          "worked out",
                          rest[0]);
        }
    }
    if (rest[0] != NULL && (strcmp(rest[0], "central") != 0 || rest[1] != NULL)) {
        return refuse(reader, "'%s' is no part of a figure; the path of the figure itself",
                      rest[1] != NULL ? rest[1] : rest[0]);
    }
    reader->figure->kind = member->kind;
    reader->figure->quantity = member->quantity;
    return BLACKOUT_OK;
}

/* Finds the figure that `rest` names among those that a place has. `place` is for messages. */
static blackout_status find_member(const struct reader *reader, const struct member *members,
                                   size_t count, const char *place, const char *const *rest)
{
    bool known = false;
    for (size_t i = 0; rest[0] != NULL && i < count; ++i) {
        if (strcmp(members[i].name, rest[0]) != 0) {
            continue;
        }
        if (members[i].below == NULL) {
            return end_at(reader, &members[i], rest + 1);
        }
        if (rest[1] != NULL && strcmp(members[i].below, rest[1]) == 0) {
            return end_at(reader, &members[i], rest + 2);
        }
        known = true;
    }
    if (known) {
        return rest[1] == NULL
                   ? refuse(reader, "%s has several figures; gross, recaptured or net", rest[0])
                   : refuse(reader, "'%s' is not one of gross, recaptured and net", rest[1]);
    }
    return refuse(reader,
                  rest[0] != NULL ? "the report has no such figure under %s"
                                  : "%s is no figure; the path of one below it",
                  place);
}

#define OWNER_MEMBERS(loss)                                                                        \
    {"owner_revenue_loss", "gross", FIGURE_OWNER_GROSS, &(loss)->gross},                           \
        {"owner_revenue_loss", "recaptured", FIGURE_OWNER_RECAPTURED, &(loss)->recaptured},        \
    {                                                                                              \
        "owner_revenue_loss", "net", FIGURE_OWNER_NET, &(loss)->net                                \
    }

/* For figures that are not worked out; %s is the part of the report. */
static const char unexplained_insurance[] =
    "%s has what the policies pay, row by row, by the terms in the table policies";

static blackout_status read_totals(const struct reader *reader)
{
    if (reader->parts[1] != NULL && strcmp(reader->parts[1], "insurance") == 0) {
        return refuse(reader, unexplained_insurance, reader->parts[1]);
    }
    const struct result_totals *totals = &reader->run->result->totals;
    const struct member members[] = {
        OWNER_MEMBERS(&totals->owner_revenue_loss),
        {"dependent_revenue_loss", NULL, FIGURE_DEPENDANTS, &totals->dependent_revenue_loss},
        {"dependent_value_added_loss", NULL, FIGURE_VALUE_ADDED,
         &totals->dependent_value_added_loss},
        {"rival_gain", NULL, FIGURE_RIVAL_GAIN, &totals->rival_gain},
        {"credits", NULL, FIGURE_CREDITS, &totals->credits},
        {"indirect_loss", NULL, FIGURE_INDIRECT, &totals->indirect_loss},
        {"economy_baseline", NULL, FIGURE_ECONOMY, &totals->economy_baseline}};
    return find_member(reader, members, sizeof members / sizeof members[0], "totals",
                       reader->parts + 1);
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

/* The place that a part names in a list of `count`, by identifier or by number; `count`: none. */
static size_t place_of(const char *part, const char *(*key)(const void *, size_t), const void *list,
                       size_t count)
{
    char *end;
    for (size_t i = 0; i < count; ++i) {
        if (strcmp(key(list, i), part) == 0) {
            return i;
        }
    }
    unsigned long number = strtoul(part, &end, 10);
    return *end == '\0' && part[0] >= '0' && part[0] <= '9' && number < count ? number : count;
}

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

static blackout_status read_part(const struct reader *reader, const struct result_part *part)
{
    const struct member members[] = {
        {"dependent_revenue_loss", NULL, FIGURE_DEPENDANTS, &part->dependent_revenue_loss},
        {"dependent_value_added_loss", NULL, FIGURE_VALUE_ADDED, &part->dependent_value_added_loss},
        {"lost_demand_hours", NULL, FIGURE_LOST_HOURS, &part->lost_demand_hours},
        OWNER_MEMBERS(&part->owner_revenue_loss)};
    size_t count = sizeof members / sizeof members[0];
    const size_t owner_side = 4; /* the last ones */
    bool value_added = part->dependent_value_added_loss.present;
    if (!value_added && reader->parts[4] != NULL &&
        strcmp(reader->parts[4], members[1].name) == 0) {
        return refuse(reader, "the report has no such figure under %s", reader->parts[2]);
    }
    return find_member(reader, members, part->has_owner_side ? count : count - owner_side,
                       reader->parts[2], reader->parts + 4);
}

static blackout_status read_parts(const struct reader *reader,
                                  const struct result_platform *platform)
{
    const struct run *run = reader->run;
    const struct prepared *prepared = run->prepared;
    const struct model *model = &prepared->model;
    const struct {
        const char *name;
        const struct result_parts *parts;
        const struct row *const *rows;
        size_t count;
        int column;
        uint32_t *place;
    } lists[] = {{"by_region", &platform->by_region, prepared->region_rows, model->region_count,
                  REGIONS_REGION, &reader->figure->region},
                 {"by_channel", &platform->by_channel, prepared->channel_rows, model->channel_count,
                  CHANNELS_CHANNEL, &reader->figure->channel},
                 {"by_sector", &platform->by_sector, prepared->sector_rows, model->sector_count,
                  SECTORS_SECTOR, &reader->figure->sector}};
    size_t i = 0;
    while (i < 3 && strcmp(lists[i].name, reader->parts[2]) != 0) {
        ++i;
    }
    if (i == 3 || reader->parts[3] == NULL) {
        return refuse(reader, "the report has no list %s", reader->parts[2]);
    }
    const struct result_parts *parts = lists[i].parts;
    size_t found = place_of(reader->parts[3], part_key, parts->parts, parts->count);
    if (found == parts->count) {
        return refuse(reader, "'%s' is not in that list of the report", reader->parts[3]);
    }
    const struct result_part *part = &parts->parts[found];
    *lists[i].place = row_number(run, lists[i].rows, lists[i].count, lists[i].column, part->key);
    return read_part(reader, part);
}

static blackout_status read_platform(const struct reader *reader)
{
    const struct run *run = reader->run;
    const struct result *result = run->result;
    if (reader->parts[1] == NULL) {
        return refuse(reader, "%s is a list; one of it, and a figure below", "platforms");
    }
    size_t found =
        place_of(reader->parts[1], platform_key, result->platforms, result->platform_count);
    if (found == result->platform_count) {
        return refuse(reader, "'%s' is not a platform of the report", reader->parts[1]);
    }
    const struct result_platform *platform = &result->platforms[found];
    reader->figure->platform =
        row_number(run, run->prepared->platform_rows, run->prepared->model.platform_count,
                   PLATFORMS_PLATFORM, platform->platform);
    if (reader->parts[2] != NULL && strncmp(reader->parts[2], "by_", 3) == 0) {
        return read_parts(reader, platform);
    }
    const struct member members[] = {
        {"lost_demand_hours", NULL, FIGURE_LOST_HOURS, &platform->lost_demand_hours},
        OWNER_MEMBERS(&platform->owner_revenue_loss),
        {"dependent_revenue_loss", NULL, FIGURE_DEPENDANTS, &platform->dependent_revenue_loss},
        {"dependent_value_added_loss", NULL, FIGURE_VALUE_ADDED,
         &platform->dependent_value_added_loss},
        {"credits", NULL, FIGURE_CREDITS, &platform->credits}};
    return find_member(reader, members, sizeof members / sizeof members[0], "platforms",
                       reader->parts + 2);
}

/* ---- Owners ---------------------------------------------------------------------------------- */

static blackout_status read_owner(const struct reader *reader)
{
    static const char *const others[][2] = {
        {"market_cap", "%s is read, not computed: owners.market_cap, or shares and a close"},
        {"market_value_change",
         "%s is a prediction of a regression on past outages (methodology, stage 6b)"},
        {"event_study", "%s is read from event_returns; `blackout event-study` works it out"}};
    const struct run *run = reader->run;
    const struct result *result = run->result;
    if (reader->parts[1] == NULL) {
        return refuse(reader, "%s is a list; one of it, and a figure below", "owners");
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
    const struct member member = {"fundamental_loss", NULL, FIGURE_FUNDAMENTAL,
                                  &owner->fundamental_loss};
    reader->figure->owner =
        row_number(run, run->prepared->owner_rows, run->prepared->model.owner_count, OWNERS_OWNER,
                   owner->owner);
    return find_member(reader, &member, 1, "owners", reader->parts + 2);
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Sections whose numbers are no sums of inputs, or show their own working. */
static const char *const other_sections[][2] = {
    {"scenario", "%s is what was asked"},
    {"inputs", "%s lists the files that were read"},
    {"top_businesses", "%s are single rows of dependencies; /totals/dependent_revenue_loss is "
                       "worked out by cell"},
    {"indirect_in_time", "%s follows a total in time; /totals/indirect_loss is worked out"},
    {"insurance", unexplained_insurance},
    {"timing", "%s has the loss at other starts; --start, and the path of the loss itself"},
    {"waterfall", "the %s is the working of its last step already; the path of that loss"},
    {"baselines", "%s carry their formula in the report"},
    {"evidence", "%s counts the losses by their weakest input"},
    {"warnings", "%s are no figures"},
};

blackout_status figure_path_read(struct figure_path *figure, const struct run *run,
                                 const char *path, blackout_error *error)
{
    static const struct {
        const char *name;
        blackout_status (*read)(const struct reader *);
    } sections[] = {{"totals", read_totals}, {"platforms", read_platform}, {"owners", read_owner}};
    struct reader reader = {.run = run, .figure = figure, .path = path, .error = error};
    *figure = (struct figure_path){.platform = INDEX_NONE,
                                   .region = INDEX_NONE,
                                   .channel = INDEX_NONE,
                                   .sector = INDEX_NONE,
                                   .owner = INDEX_NONE};
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
                  "the report has no part '%s'; a path in the report, like "
                  "/platforms/facebook/owner_revenue_loss/net or /totals/dependent_revenue_loss",
                  section);
}
