/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/row_shards, row_state and row_range: what shards of the rows of a file have read and
 * written is joined to the dataset of all rows, bit by bit, wherever the file is cut; what cannot
 * be shared is refused, by whoever sees it first. */
#include "blackout/parts.h"

#include "ingest/dataset.h"
#include "same_rows.h"

enum { MOST_SHARDS = 5, TEXT_BYTES = 1 << 17, PATH_SIZE = 512 };

#define COLUMNS                                                                                    \
    "business,sector,region,annual_revenue,currency,platform,channel,share,firms,fallback,"        \
    "fallback_share,basis,share_low,share_high"
#define HEAD COLUMNS "\n"

/* names that begin chunks: those with a hash that 2^18 divides, b075567 and so on */
static const unsigned begin[] = {75567, 259359, 327338, 376491, 393004, 604622, 645108, 679025};
enum { BEGIN = sizeof begin / sizeof begin[0], EACH = 20, BEFORE = 9 };

/* ---- Rows ------------------------------------------------------------------------------------ */

/* One to three rows of a business, in one currency, with ranges, fallbacks and bases now and then;
 * each region has another currency. */
static size_t write_business(char *text, unsigned number, unsigned name, const char *end)
{
    static const char *const platforms[] = {"alpha", "beta", "gamma"};
    static const char *const bases[] = {"measured", "reported", "", "derived"};
    size_t used = 0;
    for (unsigned k = 0; k < 1 + number % 3; ++k) {
        used += (size_t)sprintf(text + used, "b%06u,%c,%s,%u.%02u,%s,%s,%s,0.%u,%u,%s,%s,%s%s",
                                name, number % 2 == 0 ? 'G' : 'I',
                                number % 4 < 2 ? "north" : "south", 1000 + 77 * number * number,
                                number % 89, number % 5 == 4 ? "EUR" : "USD", platforms[k],
                                number % 3 == 1 ? "messaging" : "sales", 1 + k, 1 + number % 7,
                                number % 6 == 5 ? "email" : "", number % 6 == 5 ? "0.4" : "",
                                bases[number % 4], number % 8 == 3 ? ",0.05,0.6" : ",,");
        used += (size_t)sprintf(text + used, "%s", end);
    }
    return used;
}

static void write_rows(char text[TEXT_BYTES], const char *end)
{
    size_t used = (size_t)sprintf(text, "%s", HEAD);
    for (unsigned i = 0; i < BEGIN * EACH; ++i) {
        used += write_business(text + used, i, begin[i / EACH] - BEFORE + i % EACH, end);
    }
}

/* ---- Shards ---------------------------------------------------------------------------------- */

static int write_bytes(void *user, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? 0 : -1;
}

/* What all of them ask for beside their number. */
struct asked {
    int no_checksums;
    unsigned threads;
    int reject;
    size_t block_bytes; /* 0: the usual */
};

static void part_path(char path[PATH_SIZE], const struct world *world, size_t number)
{
    snprintf(path, PATH_SIZE, "%s.part-%zu", world->folder.path, number);
}

static blackout_status open_with(struct opened *opened, const struct world *world,
                                 const blackout_shard *shard, const struct asked *asked,
                                 blackout_error *error)
{
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    opened->messages[0] = '\0';
    options.diagnostic = note_message;
    options.user = opened;
    options.shard = shard;
    options.no_checksums = asked->no_checksums;
    options.threads = asked->threads;
    options.reject = asked->reject;
    return dataset_open_in_blocks(&opened->dataset, world->folder.path, &options,
                                  asked->block_bytes, error);
}

/* Reads a shard and writes its part; nothing is left of its dataset. */
static blackout_status give(struct opened *opened, const struct world *world, size_t number,
                            size_t of, const struct asked *asked, blackout_error *error)
{
    char path[PATH_SIZE];
    blackout_shard shard = BLACKOUT_SHARD_INIT;
    part_path(path, world, number);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    shard.number = number;
    shard.of = of;
    shard.sink = write_bytes;
    shard.user = file;
    shard.command = "estimate";
    const blackout_status status = open_with(opened, world, &shard, asked, error);
    fclose(file);
    blackout_dataset_free(opened->dataset);
    opened->dataset = NULL;
    return status;
}

static blackout_status join(struct opened *opened, const struct world *world, size_t of,
                            const struct asked *asked, blackout_error *error)
{
    char paths[MOST_SHARDS][PATH_SIZE];
    const char *list[MOST_SHARDS];
    blackout_parts *parts;
    blackout_shard shard = BLACKOUT_SHARD_INIT;
    for (size_t k = 0; k < of; ++k) {
        part_path(paths[k], world, k + 1);
        list[of - 1 - k] = paths[k]; /* in any order */
    }
    opened->dataset = NULL;
    blackout_status status = blackout_parts_open(&parts, list, of, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    shard.parts = parts;
    shard.command = "estimate";
    status = open_with(opened, world, &shard, asked, error);
    blackout_parts_free(parts);
    return status;
}

static void remove_parts(const struct world *world)
{
    for (size_t k = 1; k <= MOST_SHARDS; ++k) {
        char path[PATH_SIZE];
        part_path(path, world, k);
        unlink(path);
    }
}

/* ---- What is joined -------------------------------------------------------------------------- */

static void check_shards(const struct world *world, const char *text, const struct asked *asked)
{
    static const size_t counts[] = {1, 2, 3, MOST_SHARDS};
    static struct opened whole, opened;
    blackout_error error = {0};
    package_write(&world->folder, "dependencies.csv", text);
    check_ok(open_with(&whole, world, NULL, asked, &error), &error);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; ++i) {
        for (size_t k = 1; k <= counts[i]; ++k) {
            check_ok(give(&opened, world, k, counts[i], asked, &error), &error);
            assert_string_equal(opened.messages, "");
        }
        check_ok(join(&opened, world, counts[i], asked, &error), &error);
        check_same_rows(&whole, &opened);
        blackout_dataset_free(opened.dataset);
    }
    blackout_dataset_free(whole.dataset);
    remove_parts(world);
}

/* Policies of businesses in the middle and at the end. */
static void write_policies(const struct world *world)
{
    package_write(&world->folder, "policies.csv",
                  "policy,business,owner,currency,waiting_hours,deductible,limit,share\n"
                  "p,b327330,,USD,1,10,1000,0.8\nq,b679030,,USD,1,10,1000,0.8\n");
}

static void shards_are_joined_to_all_rows(void **state)
{
    static char text[TEXT_BYTES];
    const struct world *world = *state;
    static const struct asked ways[] = {{0, 1, 0, 0}, {0, 2, 0, 0}, {1, 1, 0, 0}};
    write_policies(world);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; ++i) {
        write_rows(text, i == 1 ? "\r\n" : "\n");
        check_shards(world, text, &ways[i]);
    }
    package_drop(&world->folder, "policies.csv");
    check_shards(world, HEAD, &ways[0]);
    check_shards(world, HEAD "b1,G,north,1000,USD,alpha,sales,0.5,1,,,,,", &ways[0]);
}

/* The rows of the first two kinds have no chunk of their own in one half of the file. */
static void rows_of_one_side_are_joined(void **state)
{
    static char text[TEXT_BYTES];
    const struct world *world = *state;
    const struct asked asked = {0, 1, 0, 0};
    write_rows(text, "\n");
    for (size_t part = 1; part <= 4; ++part) {
        static char some[TEXT_BYTES + 1024];
        const size_t rows = strlen(text) - strlen(HEAD);
        const char *from = strchr(text + strlen(HEAD) + rows * (part - 1) / 4, '\n') + 1;
        snprintf(some, sizeof some, "%s%s", HEAD, from);
        check_shards(world, some, &asked);
        snprintf(some, sizeof some, "%.*s", (int)(from - text), text);
        check_shards(world, some, &asked);
    }
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void check_refused(const struct world *world, size_t number, const char *words)
{
    static struct opened opened;
    const struct asked asked = {0, 1, 0, 0};
    blackout_error error = {0};
    if (give(&opened, world, number, 2, &asked, &error) == BLACKOUT_OK) {
        fail_msg("shard %zu is not refused: '%s'", number, words);
    }
    char all[ROW_MESSAGES_BYTES + 1024];
    snprintf(all, sizeof all, "%s%s:%zu:%zu %s", opened.messages, error.source, error.line,
             error.column, error.message);
    if (strstr(all, words) == NULL) {
        fail_msg("'%s' is not in '%s'", words, all);
    }
    remove_parts(world);
}

/* Replaces the row of that number, from 0, or the row before it where `keeps`. */
static void replace_row(char *text, size_t number, const char *row)
{
    static char rest[TEXT_BYTES];
    char *at = text;
    for (size_t i = 0; i <= number; ++i) {
        at = strchr(at, '\n') + 1;
    }
    snprintf(rest, sizeof rest, "%s", strchr(at, '\n') + 1);
    sprintf(at, "%s%s", row, rest);
}

/* Rows of businesses that have no other: b075573 of the first of two shards, b679017 of the second.
 */
enum { EARLY = 30, LATE = 282 };

#define SIGNS                                                                                      \
    "dependencies.csv:0:0 a shard of the rows cannot be judged by itself: their numbers have "     \
    "signs of percent or of currencies; write plain numbers, like 0.2 for 20 %, or read them in "  \
    "one run"

static const struct {
    size_t row;
    const char *text; /* in place of the row */
    size_t shard;
    const char *words;
} refused[] = {
    {EARLY, "b075573,G,north,1000,none,alpha,sales,0.1,1,,,,,\n", 1,
     "dependencies.csv:32:5 1 bad_value"},
    {LATE, "b679017,G,north,1000,none,alpha,sales,0.1,1,,,,,\n", 2,
     "dependencies.csv:284:5 1 bad_value"},
    {LATE, ",,,,,,,,,,,,,\n", 2,
     "dependencies.csv:284:1 a part has no room for warnings of rows (1: '1 row without any value "
     "is skipped'); correct what they say, or read the rows in one run"},
    {EARLY, ",,,,,,,,,,,,,\n", 1,
     "dependencies.csv:32:1 a part has no room for warnings of rows (1: '1 row without any value "
     "is skipped'); correct what they say, or read the rows in one run"},
    {0, "Zoo,G,north,1000,USD,alpha,sales,0.1,1,,,,,\n", 1,
     "dependencies.csv:0:0 a shard of the rows cannot be judged by itself: the names of businesses "
     "do not ascend without regard to case; sort the rows by business, or read them in one run"},
    {LATE, "b679017,G,north,\"1,234\",USD,alpha,sales,0.1,1,,,,,\n", 2,
     "dependencies.csv:0:0 a shard of the rows cannot be judged by itself: their numbers can be "
     "read in two ways; declare the decimal mark, or read them in one run"},
    /* no mark that is declared says what these are */
    {LATE, "b679017,G,north,$1000.1,USD,alpha,sales,0.1,1,,,,,\n", 2, SIGNS},
    {EARLY, "zzz,G,north,1000,USD,alpha,sales,0.1,1,,,,,\n", 1,
     "dependencies.csv:33:1 1 scattered"},
    {LATE, "aaa,G,north,1000,USD,alpha,sales,0.1,1,,,,,\n", 2,
     "dependencies.csv:284:1 1 scattered"},
};

static void rows_that_cannot_be_shared_are_refused(void **state)
{
    static char text[TEXT_BYTES];
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
        write_rows(text, "\n");
        replace_row(text, refused[i].row, refused[i].text);
        package_write(&world->folder, "dependencies.csv", text);
        check_refused(world, refused[i].shard, refused[i].words);
    }
}

/* ---- What only all rows show ----------------------------------------------------------------- */

/* What the rows of a file earn, by its cells. */
static double earned(const char *text)
{
    char last[16] = "";
    double sum = 0;
    for (const char *line = strchr(text, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
        char name[16];
        char revenue[32];
        unsigned firms;
        assert_int_equal(sscanf(line,
                                "%15[^,],%*[^,],%*[^,],%31[^,],%*[^,],%*[^,],%*[^,],%*[^,],%u",
                                name, revenue, &firms),
                         3);
        sum += strcmp(name, last) != 0 ? atof(revenue) * firms : 0;
        memcpy(last, name, sizeof last);
    }
    return sum;
}

/* A total of the businesses before it is a fault of all rows, and one of those after it, which may
 * be the largest of a sorted list, a warning: found when they are joined, at its line. */
static void totals_are_found_when_rows_are_joined(void **state)
{
    static char text[TEXT_BYTES];
    static char all[TEXT_BYTES + 1024];
    static struct opened whole, opened;
    const struct world *world = *state;
    const struct asked asked = {0, 1, 0, 0};
    size_t used = 0;
    for (unsigned i = 0; i < BEGIN * EACH; ++i) {
        used += (size_t)sprintf(text + used, "b%06u,G,north,%u,USD,alpha,sales,0.5,%u,,,,,\n",
                                begin[i / EACH] - BEFORE + i % EACH, 1000 + i * i, 1 + i % 5);
    }
    snprintf(all, sizeof all, HEAD "%s", text);
    const double total = earned(all);
    for (int first = 0; first < 2; ++first) {
        const blackout_status ends = first == 1 ? BLACKOUT_OK : BLACKOUT_ERROR_INPUT;
        char row[256];
        char expected[256];
        blackout_error error = {0};
        snprintf(row, sizeof row, "%s,G,north,%.2f,USD,alpha,sales,0.5,1,,,,,\n",
                 first == 1 ? "a" : "zz", total);
        snprintf(all, sizeof all, HEAD "%s%s%s", first == 1 ? row : "", text,
                 first == 1 ? "" : row);
        package_write(&world->folder, "dependencies.csv", all);
        assert_int_equal(open_with(&whole, world, NULL, &asked, &error), ends);
        snprintf(expected, sizeof expected, "dependencies.csv:%d:4 %s the revenue of ",
                 first == 1 ? 2 : 162, first == 1 ? "0 total_first" : "1 perhaps_total");
        assert_memory_equal(whole.messages, expected, strlen(expected));
        for (size_t of = 2; of <= MOST_SHARDS; of += 3) {
            for (size_t k = 1; k <= of; ++k) {
                check_ok(give(&opened, world, k, of, &asked, &error), &error);
            }
            assert_int_equal(join(&opened, world, of, &asked, &error), ends);
            check_same_rows(&whole, &opened);
            blackout_dataset_free(opened.dataset);
        }
        blackout_dataset_free(whole.dataset);
    }
    remove_parts(world);
}

/* Gives shard 1 of one file and shard 2 of another, and joins them with the first in place. */
static void check_not_joined(const struct world *world, const char *one, const char *other,
                             const struct asked *asked, const char *words)
{
    static struct opened opened;
    blackout_error error = {0};
    package_write(&world->folder, "dependencies.csv", one);
    check_ok(give(&opened, world, 1, 2, asked, &error), &error);
    package_write(&world->folder, "dependencies.csv", other);
    check_ok(give(&opened, world, 2, 2, asked, &error), &error);
    package_write(&world->folder, "dependencies.csv", one);
    check_fails(join(&opened, world, 2, asked, &error), BLACKOUT_ERROR_INPUT, &error);
    check_contains(error.message, words);
    check_contains(error.message, strstr(words, "run its task") != NULL ? "--shard 2/2" : "");
    assert_non_null(strstr(error.source, strstr(words, "file was") != NULL ? ".part-" : ".part-2"));
    assert_int_equal(error.line, 0);
    remove_parts(world);
}

static void parts_of_other_rows_are_refused(void **state)
{
    static char text[TEXT_BYTES];
    static char other[TEXT_BYTES];
    const struct world *world = *state;
    const struct asked checked = {0, 1, 0, 0};
    const struct asked timed = {1, 1, 0, 0};
    write_rows(text, "\n");
    write_rows(other, "\n");
    char *cell = strstr(other, "b679017,");
    assert_non_null(cell);
    cell[8] = 'G'; /* another sector, of as many bytes */
    check_not_joined(
        world, text, other, &checked,
        "the part is of other rows than the file has now ('dependencies.csv'); run its "
        "task again");
    check_not_joined(world, text, text, &timed,
                     "the file was written since the part was, or is a copy ('dependencies.csv')");
}

/* The names of each shard ascend, but not from the first to the second. */
static void names_ascend_from_part_to_part(void **state)
{
    static char text[TEXT_BYTES];
    static const unsigned order[] = {4, 5, 6, 7, 0, 1, 2, 3};
    static const char marks[] = {'b', 'B'};
    const struct world *world = *state;
    const struct asked asked = {0, 1, 0, 0};
    for (int way = 0; way < 2; ++way) {
        static struct opened opened;
        blackout_error error = {0};
        size_t used = (size_t)sprintf(text, "%s", HEAD);
        for (unsigned i = 0; i < BEGIN * EACH; ++i) {
            const unsigned set = order[i / EACH];
            used += (size_t)sprintf(text + used, "%c%06u,G,north,1000,USD,alpha,sales,0.5,1,,,,,\n",
                                    marks[way == 1 && set > 3],
                                    begin[set] - (set == 0 ? 0 : BEFORE) + i % EACH);
        }
        package_write(&world->folder, "dependencies.csv", text);
        check_ok(give(&opened, world, 1, 2, &asked, &error), &error);
        check_ok(give(&opened, world, 2, 2, &asked, &error), &error);
        check_fails(join(&opened, world, 2, &asked, &error), BLACKOUT_ERROR_INPUT, &error);
        check_contains(error.message,
                       "the names of businesses do not ascend from part to part ('b");
        check_contains(error.message, "); sort the rows by business, or read them in one run");
        remove_parts(world);
    }
}

/* Names in the order of their numbers, up to some that are only in that of their bytes: the second
 * of these is at fault, whichever block it is in. */
static void the_row_that_breaks_the_order_is_named(void **state)
{
    enum { NUMBERED = 700 }; /* blocks begin beyond 16 KiB */
    static const size_t blocks[] = {NO_BLOCKS, 64, 200, 1000, 0};
    static const char *const names[] = {"n6000", "n61", "n62", "n63", "n7"};
    static char text[TEXT_BYTES];
    static struct opened opened;
    const struct world *world = *state;
    size_t used = (size_t)sprintf(text, "%s", HEAD);
    for (unsigned i = 1; i <= NUMBERED; ++i) {
        used += (size_t)sprintf(text + used, "n%u,G,north,1000,USD,alpha,sales,0.5,1,,,,,\n", i);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        used +=
            (size_t)sprintf(text + used, "%s,G,north,1000,USD,alpha,sales,0.5,1,,,,,\n", names[i]);
    }
    package_write(&world->folder, "dependencies.csv", text);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; ++i) {
        const struct asked asked = {0, 2, 0, blocks[i]};
        char expected[64];
        blackout_error error = {0};
        check_fails(give(&opened, world, 1, 1, &asked, &error), BLACKOUT_ERROR_INPUT, &error);
        snprintf(expected, sizeof expected, "dependencies.csv:%d:1 1 scattered ", NUMBERED + 3);
        assert_memory_equal(opened.messages, expected, strlen(expected));
    }
    remove_parts(world);
}

/* ---- Files of which there are no shards ------------------------------------------------------ */

static void files_that_cannot_be_cut_are_refused(void **state)
{
    static const struct {
        const char *members, *text, *words;
    } files[] = {
        {", \"dialect\": {\"commentChar\": \"#\"}", HEAD "# x\n",
         "dependencies.csv:0:0 a shard begins in the middle of a file, and one with comments, or "
         "without a header, cannot be read from there; give one with a header and rows alone"},
        {", \"schema\": {\"fields\": [{\"name\": \"firms\", \"constraints\": {\"minimum\": 0}}], "
         "\"fieldsMatch\": \"subset\"}",
         HEAD "b,G,north,1,USD,alpha,sales,0.5,1,,,,,\n",
         "a shard of the rows cannot be held against the rules that are "
         "declared for their fields ('14 columns'); leave them out of the description, or read the "
         "rows in one run"},
        {"", COLUMNS, "the header has no rows below it ('126 bytes'); write them there"},
        {", \"encoding\": \"windows-1252\"", HEAD "b,G,north,1,USD,alpha,sales,0.5,1,,,,,\n",
         "a shard begins in the middle of a file, and this one is not in "
         "UTF-8 ('another encoding'); save it as CSV UTF-8"},
    };
    const struct world *world = *state;
    char listed[2048];
    world_list_resources(listed, sizeof listed, "dependencies");
    for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
        char text[4096];
        snprintf(text, sizeof text,
                 "{\"name\": \"w\", \"resources\": [%s, {\"name\": \"dependencies\", \"path\": "
                 "\"dependencies.csv\"%s}]}",
                 listed, files[i].members);
        package_write_as_is(&world->folder, "datapackage.json", text);
        package_write(&world->folder, "dependencies.csv", files[i].text);
        for (size_t number = 1; number <= 2; ++number) {
            check_refused(world, number, files[i].words);
        }
    }
    package_drop(&world->folder, "datapackage.json");
    package_drop(&world->folder, "dependencies.csv");
    check_refused(world, 1,
                  "there is no table to read in shards ('dependencies'); add it, or "
                  "leave the shard out");
}

/* A description that promises nothing of the fields is none to hold rows against. */
static void rows_without_rules_are_shared(void **state)
{
    static char text[TEXT_BYTES];
    const struct world *world = *state;
    const struct asked asked = {0, 1, 0, 0};
    char listed[2048];
    char description[4096];
    world_list_resources(listed, sizeof listed, "dependencies");
    snprintf(description, sizeof description,
             "{\"name\": \"w\", \"resources\": [%s, {\"name\": \"dependencies\", \"path\": "
             "\"dependencies.csv\", \"schema\": {\"fields\": [{\"name\": \"firms\"}], "
             "\"fieldsMatch\": \"subset\"}}]}",
             listed);
    package_write_as_is(&world->folder, "datapackage.json", description);
    write_rows(text, "\n");
    check_shards(world, text, &asked);
}

static void rows_are_not_left_out_of_shards(void **state)
{
    static struct opened opened;
    const struct asked asked = {0, 1, 1, 0};
    blackout_error error = {0};
    check_fails(give(&opened, *state, 1, 2, &asked, &error), BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.field, "on-error");
    check_contains(error.message, "rows with faults cannot be left out of shards of rows "
                                  "('reject'); correct them, or read them in one run");
    remove_parts(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shards_are_joined_to_all_rows, world_open, world_close),
        cmocka_unit_test_setup_teardown(rows_of_one_side_are_joined, world_open, world_close),
        cmocka_unit_test_setup_teardown(rows_that_cannot_be_shared_are_refused, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(totals_are_found_when_rows_are_joined, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(parts_of_other_rows_are_refused, world_open, world_close),
        cmocka_unit_test_setup_teardown(names_ascend_from_part_to_part, world_open, world_close),
        cmocka_unit_test_setup_teardown(the_row_that_breaks_the_order_is_named, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(files_that_cannot_be_cut_are_refused, world_open,
                                        world_close),
        cmocka_unit_test_setup_teardown(rows_without_rules_are_shared, world_open, world_close),
        cmocka_unit_test_setup_teardown(rows_are_not_left_out_of_shards, world_open, world_close)};
    blackout_init();
    return cmocka_run_group_tests_name("row_shards", tests, NULL, NULL);
}
