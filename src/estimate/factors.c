/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the inputs of a model to its uncertain factors. Ranges are those of the table `uncertainty`,
 * else of the input's own columns, else those that its basis implies. Streams are hashes of names
 * and not numbers in a list, so that a new input leaves the draws of all others as they were. What
 * moves together is decided here and nowhere else: a group of `uncertainty` before what the rows of
 * an owner or a table share, and that before an input alone. (methodology, stage 0) */
#include "estimate/factors.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "core/map.h"
#include "core/strings.h"
#include "estimate/dimensions.h"
#include "uncertainty/random.h"

/* Streams of one factor, one for each replicate, stand next to each other: more than there are
 * replicates (SAMPLER_REPLICATES), so that those of two factors do not meet. */
enum { STREAM_STEP = 64 };

struct factors_build {
    const struct prepared *prepared;
    struct arena *kept; /* of names and warnings */
    struct warning_list *warnings;
    struct factor_list list;
    struct map by_stream; /* normals of no group, the first of each stream */
    struct map by_group;
    string_id first_groups[SOBOL_MOST_DIMENSIONS]; /* dimensions_first_groups() */
    bool *used;  /* of each row of `uncertainty`: it changed an input */
    bool *met;   /* ... or is of one, at least */
    bool failed; /* memory is out */
};

static const struct table *uncertainty_of(const struct factors_build *build)
{
    return &build->prepared->dataset->tables[UNCERTAINTY];
}

static const char *text_of(const struct factors_build *build, string_id id)
{
    return dataset_text(build->prepared->dataset, id);
}

/* The stream of an input is a hash of its name: a new input moves no other. */
static uint64_t stream_of(const struct parameter *parameter)
{
    const char *table =
        parameter->table != NO_TABLE ? schema_table(parameter->table)->name : "scenario";
    uint64_t hash = string_hash(RANDOM_INPUT, table, strlen(table));
    hash = string_hash(hash, parameter->key, strlen(parameter->key));
    return string_hash(hash, parameter->column, strlen(parameter->column)) * STREAM_STEP;
}

/* By table, key and column, as a row of `uncertainty` names the input: it can be typed over from a
 * sensitivity analysis or a matrix of draws. */
const char *factors_name(struct arena *arena, const struct prepared *prepared,
                         const struct factor *factor)
{
    const struct parameter *parameter = &prepared->parameters[factor->parameter];
    const char *table =
        parameter->table != NO_TABLE ? schema_table(parameter->table)->name : "scenario";
    return parameter->key[0] != '\0'
               ? arena_format(arena, "%s/%s/%s", table, parameter->key, parameter->column)
               : arena_format(arena, "%s/%s", table, parameter->column);
}

/* ---- The table `uncertainty` ----------------------------------------------------------------- */

static bool is_text(const struct factors_build *build, const struct cell *cell, const char *text)
{
    return strcmp(text_of(build, cell->text), text) == 0;
}

static struct cell name_cell(const struct factors_build *build, const char *text)
{
    return (struct cell){.given = true,
                         .text =
                             strings_find(&build->prepared->dataset->strings, text, strlen(text))};
}

/* The row of `uncertainty` for an input: one with its key goes before one for all keys, `*`. A text
 * that the dataset does not have is STRING_UNKNOWN, which no row has. */
static const struct row *row_for(const struct factors_build *build,
                                 const struct parameter *parameter)
{
    struct cell cells[UNCERTAINTY_LOADING + 1] = {
        [UNCERTAINTY_RESOURCE] = name_cell(build, schema_table(parameter->table)->name),
        [UNCERTAINTY_KEY] = name_cell(build, parameter->key),
        [UNCERTAINTY_COLUMN] = name_cell(build, parameter->column)};
    const struct row wanted = {.cells = cells};
    const struct row *own = table_find(uncertainty_of(build), &wanted);
    if (own == NULL) {
        cells[UNCERTAINTY_KEY] = name_cell(build, "*");
        own = table_find(uncertainty_of(build), &wanted);
    }
    return own;
}

/* `list->names` is for the report; the stream is what decides the draws. Groups and streams have
 * maps of their own: a hash of a name could equal a number of a group. */
static uint32_t add_normal(struct factors_build *build, struct sampler_normal normal,
                           string_id group, const char *name)
{
    struct factor_list *list = &build->list;
    build->failed = build->failed || name == NULL;
    list->normals[list->normal_count] = normal;
    list->names[list->normal_count] = name;
    struct map *map = group != STRING_NONE ? &build->by_group : &build->by_stream;
    const uint64_t key = group != STRING_NONE ? group : normal.stream;
    const bool is_first = map_find(map, key) == MAP_NONE;
    build->failed =
        (is_first && map_add(map, key, (uint32_t)list->normal_count) != 0) || build->failed;
    return (uint32_t)list->normal_count++;
}

/* The stream of what inputs of one column share by default. The owner, or nothing for a whole
 * table, takes the place of the key: however many rows there are, they share it. */
static uint64_t stream_of_all(const struct parameter *parameter)
{
    const char *table = schema_table(parameter->table)->name;
    uint64_t hash = string_hash(RANDOM_INPUT, table, strlen(table));
    hash = string_hash(hash, parameter->of, strlen(parameter->of));
    return string_hash(hash, parameter->column, strlen(parameter->column)) * STREAM_STEP;
}

static const char *name_of_all(struct arena *arena, const struct parameter *parameter)
{
    const char *table = schema_table(parameter->table)->name;
    return parameter->of[0] != '\0'
               ? arena_format(arena, "%s/%s/*/%s", table, parameter->of, parameter->column)
               : arena_format(arena, "%s/*/%s", table, parameter->column);
}

/* The normal that all inputs of one column of one owner, or of a table, share, added with the first
 * of them. It has that one's name as long as there is no other. Then its name says that it is of
 * all of them. */
static uint32_t shared_normal(struct factors_build *build, const struct factor *factor)
{
    const struct parameter *parameter = &build->prepared->parameters[factor->parameter];
    const uint64_t stream = stream_of_all(parameter);
    const uint32_t known = map_find(&build->by_stream, stream);
    if (known != MAP_NONE) {
        build->list.names[known] = name_of_all(build->kept, parameter);
        build->failed = build->failed || build->list.names[known] == NULL;
        return known;
    }
    const struct sampler_normal normal = {
        .stream = stream, .dimension = dimensions_of_input(build->prepared->dataset, parameter)};
    return add_normal(build, normal, STRING_NONE,
                      factors_name(build->kept, build->prepared, factor));
}

/* The common normal of a group, added with its first member. Members of a group may be of different
 * tables and columns: what they share is the score and not the range. */
static uint32_t group_normal(struct factors_build *build, string_id group)
{
    const uint32_t known = map_find(&build->by_group, group);
    if (known != MAP_NONE) {
        return known;
    }
    const char *text = text_of(build, group);
    const struct sampler_normal normal = {
        .stream = string_hash(RANDOM_GROUP, text, strlen(text)) * STREAM_STEP,
        .dimension = dimensions_of_group(build->first_groups, group)};
    return add_normal(build, normal, group, arena_format(build->kept, "group %s", text));
}

/* Ranges that do not hold the centre belong to another row of the same column: they are left out,
 * and reported where they fit nowhere. A given range replaces the input's own; a group without a
 * loading is shared in full. An input that is certain by itself has the transform of its column, so
 * that a row can give it a range; one that the scenario sets has none, and stays certain. */
static void apply_row(struct factors_build *build, struct factor *factor, const struct row *row)
{
    enum transform transform = factor->mapping.transform != TRANSFORM_NONE
                                   ? factor->mapping.transform
                                   : build->prepared->parameters[factor->parameter].transform;
    const struct cell *cells = row->cells;
    double low = cells[UNCERTAINTY_LOW].number;
    double high = cells[UNCERTAINTY_HIGH].number;
    double centre = factor->mapping.centre;
    bool given = cells[UNCERTAINTY_LOW].given && cells[UNCERTAINTY_HIGH].given;
    /* A row may be for all keys, and its range for some of them alone. */
    bool fits = given && transform_has(transform, low) && transform_has(transform, high) &&
                low <= centre && centre <= high;
    size_t number = (size_t)(row - uncertainty_of(build)->rows);
    build->met[number] = true;
    build->used[number] = build->used[number] || fits || cells[UNCERTAINTY_GROUP].given;
    if (fits) {
        factor->mapping = mapping_of_range(transform, low, centre, high);
    }
    if (cells[UNCERTAINTY_GROUP].given) {
        const struct cell *loading = &cells[UNCERTAINTY_LOADING];
        factor->common = group_normal(build, cells[UNCERTAINTY_GROUP].text);
        factor->loading = loading->given ? loading->number : 1;
    }
}

/* Whether any row of a table has a figure in the column called `name`. Rows of other scenarios
 * count: the question is whether the row of `uncertainty` could ever be used. */
static bool has_figures(const struct table *table, const char *name)
{
    const struct table_schema *schema = schema_table(table->id);
    for (size_t column = 0; column < schema->column_count; ++column) {
        for (size_t i = 0; strcmp(schema->columns[column].name, name) == 0 && i < table->row_count;
             ++i) {
            if (table->rows[i].cells[column].given) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a row is for all keys, of a column that the package has: where the scenario has none of
 * them, nothing is wrong with the row. */
static bool waits_for_input(const struct factors_build *build, size_t number)
{
    const struct cell *cells = uncertainty_of(build)->rows[number].cells;
    enum table_id id = schema_find(text_of(build, cells[UNCERTAINTY_RESOURCE].text));
    return !build->met[number] && is_text(build, &cells[UNCERTAINTY_KEY], "*") && id != NO_TABLE &&
           has_figures(&build->prepared->dataset->tables[id],
                       text_of(build, cells[UNCERTAINTY_COLUMN].text));
}

/* A footprint of a year at risk has no list: rows may belong to another one. Rows of a base are for
 * what it has itself, of which the package over it may have replaced some; names of packages are
 * kept once, and a base may have the name of the package. A row that changes nothing is mostly a
 * slip in a name. */
static void warn_unused(struct factors_build *build)
{
    const struct table *table = uncertainty_of(build);
    const char *own = build->prepared->dataset->package.name;
    const bool is_own = table->package == NULL || table->package == own;
    for (size_t i = 0; build->warnings != NULL && is_own && i < table->row_count; ++i) {
        const struct cell *cells = table->rows[i].cells;
        if (!build->used[i] && !waits_for_input(build, i)) {
            const char *where = arena_format(build->prepared->arena, "uncertainty %s/%s/%s",
                                             text_of(build, cells[UNCERTAINTY_RESOURCE].text),
                                             text_of(build, cells[UNCERTAINTY_KEY].text),
                                             text_of(build, cells[UNCERTAINTY_COLUMN].text));
            const struct warning warning = {
                .code = "uncertainty_unused",
                .message = "the row matches no input of this scenario, or its range excludes the "
                           "input's value or reaches 0 (or 1, for a share)",
                .where = where,
                .file = table->source,
                .line = table->rows[i].line,
                .column = table_key_place(table)};
            build->failed = build->failed || where == NULL ||
                            warning_add(build->warnings, build->kept, &warning) != 0;
        }
    }
}

/* ---- Factors --------------------------------------------------------------------------------- */

/* In order: the range, then what it has in common, a group before the owner; what is common in full
 * has no normal of its own. With a loading of 1 or -1 the own part has the weight 0. */
static void add_factor(struct factors_build *build, size_t number)
{
    const struct parameter *parameter = &build->prepared->parameters[number];
    struct factor factor = {.parameter = (uint32_t)number,
                            .mapping = parameter->mapping,
                            .own = SAMPLER_NONE,
                            .common = SAMPLER_NONE};
    const struct row *row = parameter->table != NO_TABLE ? row_for(build, parameter) : NULL;
    if (factor.mapping.transform == TRANSFORM_NONE && row == NULL) {
        return;
    }
    if (row != NULL) {
        apply_row(build, &factor, row);
    }
    if (factor.mapping.transform == TRANSFORM_NONE) {
        return;
    }
    if (factor.common == SAMPLER_NONE && parameter->of != NULL) {
        factor.common = shared_normal(build, &factor);
        factor.loading = 1;
    }
    if (factor.common == SAMPLER_NONE || fabs(factor.loading) < 1) {
        const struct sampler_normal normal = {
            .stream = stream_of(parameter),
            .dimension = parameter->of == NULL /* else what it would share has the dimension */
                             ? dimensions_of_input(build->prepared->dataset, parameter)
                             : SAMPLER_NONE};
        factor.own = add_normal(build, normal, STRING_NONE,
                                factors_name(build->kept, build->prepared, &factor));
    }
    build->list.factors[build->list.count++] = factor;
}

/* An input adds at most one normal of its own or its owner, a row of `uncertainty` one of its
 * group: the bound of both lists, which do not grow. */
static blackout_status make(struct factors_build *build, blackout_error *error)
{
    struct arena *arena = build->prepared->arena;
    size_t rows = uncertainty_of(build)->row_count;
    size_t count = build->prepared->parameter_count;
    struct factor_list *list = &build->list;
    list->factors = arena_alloc(arena, count, sizeof *list->factors);
    list->normals = arena_alloc(arena, count + rows, sizeof *list->normals);
    list->names = arena_alloc(arena, count + rows, sizeof *list->names);
    build->used = arena_alloc(arena, rows, sizeof *build->used);
    build->met = arena_alloc(arena, rows, sizeof *build->met);
    if (list->factors == NULL || list->normals == NULL || list->names == NULL ||
        build->used == NULL || build->met == NULL) {
        return error_memory(error);
    }
    build->by_stream.arena = arena;
    build->by_group.arena = arena;
    dimensions_first_groups(build->first_groups, build->prepared->dataset);
    for (size_t i = 0; i < count; ++i) {
        add_factor(build, i);
    }
    /* Factors with one mapping and one score are equal in each sample, and are worked out once. */
    build->failed = !sampler_find_like(list->factors, list->count, arena) || build->failed;
    warn_unused(build);
    return build->failed ? error_memory(error) : BLACKOUT_OK;
}

/* The list lies in the model's arena, names and warnings in the one that is kept. */
blackout_status factors_make(struct factor_list *list, const struct prepared *prepared,
                             struct arena *kept, struct warning_list *warnings,
                             blackout_error *error)
{
    struct factors_build build = {.prepared = prepared, .kept = kept, .warnings = warnings};
    blackout_status status = make(&build, error);
    *list = build.list;
    return status;
}
