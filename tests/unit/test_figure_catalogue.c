/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/figure_catalogue: the catalogue and the JSON Schema of the report have the same figures
 * at the same places, in both directions; and every row says what those that read it need. */
#include "estimate/figure_catalogue.h"

#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "check.h"
#include "estimate/result.h"
#include "report/report.h"

enum { MOST_PATHS = 64, PATH_SIZE = 128 };

/* Where the schema has the properties of each place. */
static const char *const places[FIGURE_PLACE_COUNT] = {
    [AT_TOTALS] = "totals",      [AT_PLATFORM] = "platform",  [AT_CHANNEL] = "channel_part",
    [AT_SECTOR] = "sector_part", [AT_REGION] = "region_part", [AT_OWNER] = "owner"};

struct paths {
    char path[MOST_PATHS][PATH_SIZE];
    const char *meaning[MOST_PATHS];
    size_t count;
};

/* ---- The schema ------------------------------------------------------------------------------ */

static const cJSON *definition(const cJSON *schema, const char *name)
{
    const cJSON *found = cJSON_GetObjectItem(cJSON_GetObjectItem(schema, "$defs"), name);
    assert_non_null(found);
    return found;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *text = cJSON_GetObjectItem(object, key);
    return text != NULL ? text->valuestring : "";
}

/* The paths of the quantities among the properties of `object`, with the groups they are in. */
static void schema_paths(struct paths *paths, const cJSON *schema, const cJSON *object,
                         const char *group)
{
    const cJSON *property;
    cJSON_ArrayForEach (property, cJSON_GetObjectItem(object, "properties")) {
        const char *reference = text_of(property, "$ref");
        char below[PATH_SIZE];
        snprintf(below, sizeof below, "%s%s", group, property->string);
        if (strcmp(reference, "#/$defs/loss") == 0 || strcmp(reference, "#/$defs/quantity") == 0) {
            assert_true(paths->count < MOST_PATHS);
            paths->meaning[paths->count] = text_of(property, "description");
            memcpy(paths->path[paths->count++], below, sizeof below);
        } else if (strcmp(reference, "#/$defs/owner_revenue_loss") == 0 ||
                   strcmp(text_of(property, "type"), "object") == 0) {
            const cJSON *of =
                reference[0] != '\0' ? definition(schema, "owner_revenue_loss") : property;
            strncat(below, "/", sizeof below - strlen(below) - 1);
            schema_paths(paths, schema, of, below);
        }
    }
}

static size_t find_path(const struct paths *paths, const char *path)
{
    size_t i = 0;
    while (i < paths->count && strcmp(paths->path[i], path) != 0) {
        ++i;
    }
    return i;
}

/* ---- Both directions ------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

/* Whether the description says that it is money, or hours; those of a group say it for all. */
static bool says_unit(const char *meaning, enum figure_unit unit)
{
    return unit == UNIT_HOURS ? ends_with(meaning, "; hours.") : strstr(meaning, "; money") != NULL;
}

/* How many figures of a place the schema lacks, has too many, or gives another unit. */
static size_t differences(const cJSON *schema, enum figure_place place, bool tell)
{
    struct paths paths = {.count = 0};
    bool used[MOST_PATHS] = {false};
    size_t count = 0;
    schema_paths(&paths, schema, definition(schema, places[place]), "");
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        if (figure->at[place].filling == NOT_THERE) {
            continue;
        }
        size_t found = find_path(&paths, figure->path);
        bool same = found < paths.count && says_unit(paths.meaning[found], figure->unit);
        if (found < paths.count) {
            used[found] = true;
        }
        count += same ? 0 : 1;
        if (!same && tell) {
            print_error("%s of the schema: %s\n", places[place], figure->path);
        }
    }
    for (size_t i = 0; i < paths.count; ++i) {
        count += used[i] ? 0 : 1;
        if (!used[i] && tell) {
            print_error("%s of the catalogue: %s\n", places[place], paths.path[i]);
        }
    }
    return count;
}

static cJSON *parse_schema(void)
{
    cJSON *schema = cJSON_Parse(report_schema("estimate"));
    assert_non_null(schema);
    return schema;
}

static void catalogue_and_schema_agree(void **state)
{
    cJSON *schema = parse_schema();
    size_t count = 0;
    (void)state;
    for (int place = 0; place < FIGURE_PLACE_COUNT; ++place) {
        count += differences(schema, (enum figure_place)place, true);
    }
    cJSON_Delete(schema);
    assert_int_equal(count, 0);
}

static cJSON *properties_of(cJSON *schema, const char *name)
{
    cJSON *of = cJSON_GetObjectItem(cJSON_GetObjectItem(schema, "$defs"), name);
    return cJSON_GetObjectItem(of, "properties");
}

/* The controls: one figure less, one more, one of another unit; each is one difference. */
static void a_schema_that_differs_is_seen(void **state)
{
    cJSON *schema = parse_schema();
    (void)state;
    cJSON_DeleteItemFromObject(properties_of(schema, "totals"), "rival_gain");
    assert_int_equal(differences(schema, AT_TOTALS, false), 1);
    cJSON *more = cJSON_Parse("{\"$ref\": \"#/$defs/loss\", \"description\": \"More; money.\"}");
    cJSON_AddItemToObject(properties_of(schema, "owner"), "more", more);
    assert_int_equal(differences(schema, AT_OWNER, false), 1);
    cJSON *hours = cJSON_GetObjectItem(properties_of(schema, "platform"), "lost_demand_hours");
    cJSON_ReplaceItemInObject(hours, "description", cJSON_CreateString("Lost; money."));
    assert_int_equal(differences(schema, AT_PLATFORM, false), 1);
    cJSON_DeleteItemFromObject(properties_of(schema, "owner_revenue_loss"), "net");
    assert_int_equal(differences(schema, AT_REGION, false), 1);
    cJSON_Delete(schema);
}

/* ---- The rows -------------------------------------------------------------------------------- */

static bool is_summed(const struct figure_info *figure)
{
    bool summed = false;
    for (int place = 0; place < FIGURE_PLACE_COUNT; ++place) {
        summed = summed || figure->at[place].filling == SUMMED;
    }
    return summed;
}

/* What is a sum of outputs is worked out, step by step; for the rest a reason is given. */
static void every_row_is_whole(void **state)
{
    (void)state;
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        if (figure->path == NULL || figure->is_known == NULL ||
            is_summed(figure) != (figure->explain != NULL) ||
            is_summed(figure) != (figure->step != NULL) ||
            is_summed(figure) == (figure->unexplained != NULL) ||
            is_summed(figure) != (figure->pieces != PIECES_NONE) ||
            (figure->in_evidence && figure->at[AT_TOTALS].filling != SUMMED) ||
            (figure->pieces == PIECES_CREDITS) != (is_summed(figure) && figure->inputs == NULL) ||
            (figure->weight != NULL) !=
                (figure->in_evidence &&
                 (figure->pieces == PIECES_CELLS || figure->pieces == PIECES_REGIONS)) ||
            (figure->words.line != NULL) != (figure->words.rank > 0)) {
            fail_msg("figure %d (%s) lacks something", id, figure->path);
        }
    }
}

/* A group is one object of the report: its figures follow each other. */
static void the_figures_of_a_group_are_together(void **state)
{
    (void)state;
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        const char *path = figure_info((enum figure_id)id)->path;
        bool left = false;
        for (int other = id + 1; other < FIGURE_COUNT; ++other) {
            const char *next = figure_info((enum figure_id)other)->path;
            bool same = figure_group(path) == figure_group(next) &&
                        strncmp(path, next, figure_group(path)) == 0;
            assert_false(same && (left || figure_member(path) == NULL));
            left = left || !same;
        }
    }
}

static void lines_have_ranks_of_their_own(void **state)
{
    int lines[FIGURE_COUNT + 1] = {0};
    int count = 0;
    (void)state;
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        int rank = figure_info((enum figure_id)id)->words.rank;
        assert_true(rank >= 0 && rank <= FIGURE_COUNT);
        count += rank > 0 ? 1 : 0;
        ++lines[rank];
    }
    for (int rank = 1; rank <= count; ++rank) {
        assert_int_equal(lines[rank], 1);
    }
}

static void there_are_as_many_targets_as_the_result_has_room_for(void **state)
{
    int count = 0;
    (void)state;
    for (int id = 0; id < FIGURE_COUNT; ++id) {
        count += figure_info((enum figure_id)id)->is_target ? 1 : 0;
    }
    assert_int_equal(count, RESULT_TARGET_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(catalogue_and_schema_agree),
        cmocka_unit_test(a_schema_that_differs_is_seen),
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(the_figures_of_a_group_are_together),
        cmocka_unit_test(lines_have_ranks_of_their_own),
        cmocka_unit_test(there_are_as_many_targets_as_the_result_has_room_for),
    };
    return cmocka_run_group_tests_name("figure_catalogue", tests, NULL, NULL);
}
