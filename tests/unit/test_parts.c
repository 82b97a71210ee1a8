/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parts/: what shards of a run have written is taken by another bit by bit, or refused. Values are
 * made up here; expected: those that were given. */
#include "parts/shared_run.h"

#include <sys/stat.h>
#include <unistd.h>

#include "package.h"

enum { SHARDS = 3, THINGS = 11, COLUMNS = 2, BLOCK = 2, PATH_SIZE = 512 };

/* A folder with a part for each shard. */
struct bench {
    struct package_folder folder;
    char paths[SHARDS][PATH_SIZE];
    const char *list[SHARDS + 1];
    struct arena arena;
};

static const char *const arguments[] = {"--samples", "11", "--", "my \"package\""};

static const struct part_input inputs[] = {
    {"owners", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"platforms", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}};

/* Every third thing is 0 in all columns. */
static double value(size_t thing, size_t column)
{
    return thing % 3 == 1 ? 0 : 2.385 + (double)thing * 1e-3 - (double)column * 1e300;
}

static int write_file(void *user, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? 0 : -1;
}

/* What a test changes of a part. */
struct asked {
    size_t number;
    size_t of;
    enum shard_order order;
    const char *samples; /* NULL: the option is not given */
    const char *digest;  /* of the first input; NULL: its own */
    blackout_sink *sink;
};

static blackout_status give_all(struct shared_run *run, enum shard_order order,
                                blackout_error *error)
{
    const struct shard *shard = &run->shard;
    const struct shard_plan plan = {order, THINGS, COLUMNS, shard_range_of(shard, THINGS, BLOCK)};
    const struct shard_range *range = &plan.range;
    double values[THINGS * COLUMNS] = {0};
    blackout_status status = shard->begin(shard->user, &plan, error);
    for (size_t column = 0; column < COLUMNS; ++column) {
        for (size_t i = 0; i < range->count; ++i) {
            values[order == SHARD_ROWS ? i * COLUMNS + column : i] =
                value((size_t)range->first + i, column);
        }
        if (status == BLACKOUT_OK && (order == SHARD_COLUMNS || column + 1 == COLUMNS)) {
            status = shard->give(shard->user, range, values, error);
        }
    }
    return status;
}

static blackout_status write_part(const char *path, const struct asked *asked,
                                  blackout_error *error)
{
    struct arena arena = {0};
    struct shared_run run;
    struct part_input own[2] = {inputs[0], inputs[1]};
    const char *const words[] = {arguments[0], asked->samples, arguments[2], arguments[3]};
    blackout_shard shard = BLACKOUT_SHARD_INIT;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    shard.number = asked->number;
    shard.of = asked->of;
    shard.sink = asked->sink != NULL ? asked->sink : write_file;
    shard.user = file;
    shard.arguments = asked->samples != NULL ? words : words + 2;
    shard.argument_count = asked->samples != NULL ? 4 : 2;
    if (asked->digest != NULL) {
        memcpy(own[0].sha256, asked->digest, SHA256_TEXT_SIZE);
    }
    blackout_status status = shared_run_make(&run, &arena, &shard, "estimate", own, 2, error);
    if (status == BLACKOUT_OK) {
        status = shared_run_end(&run, give_all(&run, asked->order, error), error);
    }
    fclose(file);
    arena_free(&arena);
    return status;
}

static void write_parts(struct bench *bench, enum shard_order order)
{
    for (size_t k = 0; k < SHARDS; ++k) {
        const struct asked asked = {k + 1, SHARDS, order, "11"};
        blackout_error error = {0};
        check_ok(write_part(bench->paths[k], &asked, &error), &error);
    }
}

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    package_make(&bench->folder);
    for (size_t k = 0; k < SHARDS; ++k) {
        snprintf(bench->paths[k], PATH_SIZE, "%s/part-%zu.csv", bench->folder.path, k + 1);
        bench->list[SHARDS - 1 - k] = bench->paths[k]; /* in any order */
    }
    write_parts(bench, SHARD_COLUMNS);
    *state = bench;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *bench = *state;
    package_remove(&bench->folder);
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

/* Makes a run take the parts. */
static blackout_status take_from(struct shared_run *run, struct bench *bench,
                                 const blackout_parts *parts, const struct shard_plan *plan,
                                 blackout_error *error)
{
    blackout_shard shard = BLACKOUT_SHARD_INIT;
    shard.parts = parts;
    shard.arguments = arguments;
    shard.argument_count = 4;
    blackout_status status =
        shared_run_make(run, &bench->arena, &shard, "estimate", inputs, 2, error);
    return status == BLACKOUT_OK ? run->shard.begin(run->shard.user, plan, error) : status;
}

static blackout_parts *open_parts(struct bench *bench)
{
    blackout_parts *parts = NULL;
    blackout_error error = {0};
    check_ok(blackout_parts_open(&parts, bench->list, SHARDS, &error), &error);
    return parts;
}

/* ---- What is given is taken ------------------------------------------------------------------ */

static void columns_are_taken_as_they_were_given(void **state)
{
    struct bench *bench = *state;
    struct shared_run run;
    blackout_error error = {0};
    blackout_parts *parts = open_parts(bench);
    const struct shard_plan plan = {SHARD_COLUMNS, THINGS, COLUMNS, {0, THINGS}};
    assert_string_equal(blackout_parts_command(parts), "estimate");
    assert_string_equal(blackout_parts_argument(parts, 3), "my \"package\"");
    assert_null(blackout_parts_argument(parts, 4));
    check_ok(take_from(&run, bench, parts, &plan, &error), &error);
    for (size_t column = 0; column < COLUMNS; ++column) {
        double values[THINGS];
        check_ok(run.shard.take(run.shard.user, &plan.range, values, &error), &error);
        for (size_t i = 0; i < THINGS; ++i) {
            assert_true(values[i] == value(i, column));
        }
    }
    check_ok(shared_run_end(&run, BLACKOUT_OK, &error), &error);
    blackout_parts_free(parts);
}

/* In ranges that are not those of the shards. */
static void rows_are_taken_as_they_were_given(void **state)
{
    struct bench *bench = *state;
    struct shared_run run;
    blackout_error error = {0};
    struct stat info;
    write_parts(bench, SHARD_ROWS);
    blackout_parts *parts = open_parts(bench);
    const struct shard_plan plan = {SHARD_ROWS, THINGS, COLUMNS, {0, THINGS}};
    check_ok(take_from(&run, bench, parts, &plan, &error), &error);
    for (size_t first = 0; first < THINGS; first += 4) {
        const struct shard_range range = {first, THINGS - first < 4 ? THINGS - first : 4};
        double values[4 * COLUMNS];
        check_ok(run.shard.take(run.shard.user, &range, values, &error), &error);
        for (size_t i = 0; i < range.count * COLUMNS; ++i) {
            assert_true(values[i] == value(first + i / COLUMNS, i % COLUMNS));
        }
    }
    check_ok(shared_run_end(&run, BLACKOUT_OK, &error), &error);
    blackout_parts_free(parts);
    /* the first shard has the things 0 to 3; thing 1 is 0, and has no row of 3 numbers */
    assert_int_equal(stat(bench->paths[0], &info), 0);
    FILE *file = fopen(bench->paths[0], "rb");
    assert_non_null(file);
    size_t head = 1;
    while (fgetc(file) != '\n') {
        ++head;
    }
    fclose(file);
    assert_int_equal(info.st_size - (long)head, 3 * 3 * 8 + 72);
}

static void a_task_that_runs_twice_writes_the_same_bytes(void **state)
{
    struct bench *bench = *state;
    static char bytes[2][8192];
    size_t sizes[2];
    for (int i = 0; i < 2; ++i) {
        FILE *file = fopen(bench->paths[1], "rb");
        assert_non_null(file);
        sizes[i] = fread(bytes[i], 1, sizeof bytes[i], file);
        fclose(file);
        write_parts(bench, SHARD_COLUMNS);
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void check_refused(struct bench *bench, size_t count, const char *words)
{
    blackout_parts *parts = NULL;
    blackout_error error = {0};
    check_fails(blackout_parts_open(&parts, bench->list, count, &error), BLACKOUT_ERROR_INPUT,
                &error);
    assert_null(parts);
    if (strstr(error.message, words) == NULL) {
        fail_msg("'%s' is not in '%s'", words, error.message);
    }
}

static void each_part_must_be_there_once(void **state)
{
    struct bench *bench = *state;
    check_refused(bench, 2, "part '1' of 3: missing; run its task, --shard 1/3");
    bench->list[1] = bench->paths[2];
    check_refused(bench, 1, "part '1' of 3 and 1 more: missing");
    check_refused(bench, 2, "part '3' of 3 is given twice");
}

static void check_other(struct bench *bench, const struct asked *asked, const char *words)
{
    blackout_error error = {0};
    check_ok(write_part(bench->paths[1], asked, &error), &error);
    check_refused(bench, SHARDS, words);
}

static void parts_must_be_of_one_run(void **state)
{
    struct bench *bench = *state;
    check_other(bench, &(struct asked){2, 3, SHARD_COLUMNS, "12"}, "other options than");
    check_other(bench, &(struct asked){2, 3, SHARD_COLUMNS, "12"},
                "('--samples 12' here, '--samples 11' there); run its task again with the same");
    check_other(bench, &(struct asked){2, 3, SHARD_COLUMNS, NULL},
                "('--samples 11' is in that one alone)");
    check_other(bench, &(struct asked){2, 3, SHARD_COLUMNS, "11", inputs[1].sha256},
                "('owners' of SHA-256 248d6a61d206..., not 'owners' of ba7816bf8f01...)");
    check_other(bench, &(struct asked){2, 4, SHARD_COLUMNS, "11"}, "one of '4'");
    check_other(bench, &(struct asked){2, 3, SHARD_ROWS, "11"}, "other values than");
}

/* A run takes what is its own alone. */
static void a_run_takes_no_other_parts(void **state)
{
    struct bench *bench = *state;
    struct shared_run run;
    blackout_error error = {0};
    blackout_parts *parts = open_parts(bench);
    const struct shard_plan plan = {SHARD_COLUMNS, THINGS, COLUMNS + 1, {0, THINGS}};
    check_fails(take_from(&run, bench, parts, &plan, &error), BLACKOUT_ERROR_INPUT, &error);
    assert_non_null(strstr(error.message, "other values than this run ('11' times 2, not '11'"));
    blackout_parts_free(parts);
}

static void no_shard_is_beyond_their_number(void **state)
{
    static const size_t shards[][2] = {{0, 3}, {4, 3}, {1, 0}, {1, 16385}, {1, 1000000}};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof shards / sizeof shards[0]; ++i) {
        const struct asked asked = {shards[i][0], shards[i][1], SHARD_COLUMNS, "11"};
        blackout_error error = {0};
        check_fails(write_part(bench->paths[1], &asked, &error), BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, "shard");
    }
}

/* Whether the second part, of these bytes, is taken. */
static bool is_taken(struct bench *bench, const char *bytes, size_t size)
{
    blackout_parts *parts = NULL;
    FILE *file = fopen(bench->paths[1], "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
    blackout_status status = blackout_parts_open(&parts, bench->list, SHARDS, NULL);
    blackout_parts_free(parts);
    return status == BLACKOUT_OK;
}

/* Any bit of any byte, and any length. */
static void damage_is_seen(void **state)
{
    struct bench *bench = *state;
    static char bytes[8192];
    FILE *file = fopen(bench->paths[1], "rb");
    assert_non_null(file);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_true(size > 400 && is_taken(bench, bytes, size));
    for (size_t i = 0; i < size; ++i) {
        const char bit = (char)(1 << i % 8);
        bytes[i] = (char)(bytes[i] ^ bit);
        assert_false(is_taken(bench, bytes, size));
        bytes[i] = (char)(bytes[i] ^ bit);
        assert_false(is_taken(bench, bytes, i));
    }
    bytes[size] = '\n';
    assert_false(is_taken(bench, bytes, size + 1));
}

static int refuse(void *user, const char *bytes, size_t size)
{
    (void)user, (void)bytes, (void)size;
    return -1;
}

static void a_sink_that_refuses_is_no_part(void **state)
{
    struct bench *bench = *state;
    const struct asked asked = {1, 3, SHARD_COLUMNS, "11", NULL, refuse};
    blackout_error error = {0};
    check_fails(write_part(bench->paths[0], &asked, &error), BLACKOUT_ERROR_IO, &error);
}

static void no_parts_are_no_run(void **state)
{
    blackout_parts *parts = NULL;
    blackout_error error = {0};
    (void)state;
    check_fails(blackout_parts_open(&parts, NULL, 0, &error), BLACKOUT_ERROR_USAGE, &error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_are_taken_as_they_were_given, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(rows_are_taken_as_they_were_given, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_task_that_runs_twice_writes_the_same_bytes, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(each_part_must_be_there_once, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(parts_must_be_of_one_run, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_run_takes_no_other_parts, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(no_shard_is_beyond_their_number, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(damage_is_seen, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_sink_that_refuses_is_no_part, open_bench, close_bench),
        cmocka_unit_test(no_parts_are_no_run),
    };
    return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
