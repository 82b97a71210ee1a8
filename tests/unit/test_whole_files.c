/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/package and ingest/dataset: what is wrong with a whole file is reported of the file,
 * at no line and no column of it; a table of the base of which nothing fits leaves nothing. */
#include <fcntl.h>
#include <sys/stat.h>

#include "ingest/dataset.h"
#include "messages.h"

static void check_whole_file(const blackout_error *error, const char *source, const char *words)
{
    assert_string_equal(error->source, source);
    assert_int_equal(error->line, 0);
    assert_int_equal(error->column, 0);
    check_contains(error->message, words);
}

/* A table, a file of prices and the description, each a pipe. */
static void a_pipe_is_refused_as_a_whole(void **state)
{
    static const char *const names[] = {"dependencies.csv", "prices_ACM.csv", "datapackage.json"};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        blackout_dataset *dataset;
        blackout_error error = {0};
        char path[256];
        package_file(path, &world->folder, names[i]);
        unlink(path);
        assert_int_equal(mkfifo(path, 0600), 0);
        check_fails(blackout_dataset_open(&dataset, world->folder.path, NULL, &error),
                    BLACKOUT_ERROR_IO, &error);
        assert_null(dataset);
        check_whole_file(&error, path, "the file is a pipe or a device");
        package_drop(&world->folder, names[i]);
        world_write_files(&world->folder);
    }
}

/* The second reading finds other bytes than the first one. */
static void a_file_that_changes_is_refused_as_a_whole(void **state)
{
    struct world *world = *state;
    const struct business_consumer consumer = {.user = NULL};
    blackout_dataset *dataset;
    blackout_error error = {0};
    check_ok(blackout_dataset_open(&dataset, world->folder.path, NULL, &error), &error);
    check_ok(dataset_each_business(dataset, &consumer, &error), &error);
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                  "b1,G,north,175320,USD,alpha,sales,0.5\n");
    check_fails(dataset_each_business(dataset, &consumer, &error), BLACKOUT_ERROR_INPUT, &error);
    check_whole_file(&error, "dependencies.csv", "the file has changed while it was being read");
    blackout_dataset_free(dataset);
    world_write_files(&world->folder);
}

/* Puts a folder, which no read gets a byte of, in place of the file that is being read. */
static void spoil(void *user, const blackout_progress *progress)
{
    enum { MOST_DESCRIPTORS = 256 };
    const struct stat *file = user;
    (void)progress;
    for (int descriptor = 0; descriptor < MOST_DESCRIPTORS; ++descriptor) {
        struct stat there;
        if (fstat(descriptor, &there) == 0 && there.st_ino == file->st_ino &&
            there.st_dev == file->st_dev) {
            const int folder = open("/", O_RDONLY | O_DIRECTORY);
            assert_true(folder >= 0);
            assert_true(dup2(folder, descriptor) >= 0);
            close(folder);
        }
    }
}

/* A disk that fails after the first bytes, in blocks and record by record. A fault of a file is
 * shown at its first place. */
static void an_error_after_the_first_bytes_is_a_fault(void **state)
{
    enum { ROWS = 4000, ROW_BYTES = 64 };
    static const size_t block_bytes[] = {NO_BLOCKS, 4096, 700};
    static char text[ROWS * ROW_BYTES];
    struct world *world = *state;
    size_t used = (size_t)sprintf(
        text, "business,sector,region,annual_revenue,currency,platform,channel,share\n");
    for (int i = 0; i < ROWS; ++i) {
        used += (size_t)sprintf(text + used, "b%06d,G,north,175320,USD,alpha,sales,0.5\n", i);
    }
    package_write(&world->folder, "dependencies.csv", text);
    for (size_t i = 0; i < sizeof block_bytes / sizeof block_bytes[0]; ++i) {
        blackout_dataset *dataset;
        blackout_error error = {0};
        struct stat file;
        char path[256];
        char messages[MESSAGES_SIZE] = "";
        const blackout_dataset_options options = {.size = sizeof options,
                                                  .threads = 2,
                                                  .progress = spoil,
                                                  .progress_user = &file,
                                                  .diagnostic = messages_add,
                                                  .user = messages};
        package_file(path, &world->folder, "dependencies.csv");
        assert_int_equal(stat(path, &file), 0);
        check_fails(
            dataset_open_in_blocks(&dataset, world->folder.path, &options, block_bytes[i], &error),
            BLACKOUT_ERROR_INPUT, &error);
        assert_null(dataset);
        assert_string_equal(messages,
                            "dependencies.csv:1:1 bad_file: the file cannot be read ('Is a "
                            "directory'); give a readable file\n");
    }
    world_write_files(&world->folder);
}

/* The package's sectors are others than those of the base's businesses: none of their rows, and no
 * money, is counted as read. */
static void a_base_none_of_whose_businesses_fit_leaves_nothing(void **state)
{
    const struct world *world = *state;
    struct package_folder own;
    blackout_dataset *dataset;
    blackout_error error = {0};
    char messages[MESSAGES_SIZE] = "";
    const blackout_dataset_options options = {.size = sizeof options,
                                              .base = world->folder.path,
                                              .diagnostic = messages_add,
                                              .user = messages};
    package_make(&own);
    package_write(&own, "sectors.csv", "sector,name,profile\nX,Other,even\n");
    check_ok(blackout_dataset_open(&dataset, own.path, &options, &error), &error);
    check_contains(messages,
                   "dependencies.csv:2:1 warning base_rows_left_out: the base's rows do not "
                   "fit the table sectors of the package, and are left out (5 of 5 rows: "
                   "lines 2, 3, 4 and others)");
    assert_false(dataset->tables[DEPENDENCIES].present);
    assert_null(dataset->control.table);
    assert_int_equal(dataset->control.count, 0);
    blackout_dataset_free(dataset);
    package_remove(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pipe_is_refused_as_a_whole),
        cmocka_unit_test(a_file_that_changes_is_refused_as_a_whole),
        cmocka_unit_test(an_error_after_the_first_bytes_is_a_fault),
        cmocka_unit_test(a_base_none_of_whose_businesses_fit_leaves_nothing),
    };
    return cmocka_run_group_tests_name("whole_files", tests, world_open, world_close);
}
