/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/reading_progress: shares of the bytes of a package's files. Expected: sums by hand, and
 * the sizes that the file system has. */
#include "ingest/reading_progress.h"

#include <sys/stat.h>

#include "world.h"

struct heard {
    blackout_progress last;
    size_t count;
    bool has_fallen;
};

static void hear(void *user, const blackout_progress *progress)
{
    struct heard *heard = user;
    heard->has_fallen = heard->has_fallen || progress->share < heard->last.share;
    heard->last = *progress;
    ++heard->count;
    assert_string_equal(progress->what, "MB of tables");
}

/* 2,385,000 bytes in two files of 385,000 and 2,000,000: the second reading of the first says
 * nothing new, 1,192,500 more are the half of all. */
static void files_count_once(void **state)
{
    static const char first[] = "first";
    static const char second[] = "second";
    struct heard heard = {0};
    struct reading_progress reading = {.to = {hear, &heard}, .total = 2385000};
    (void)state;
    reading_progress_bytes(&reading, first, 192500);
    check_near(heard.last.share, 192500.0 / 2385000, 1e-15);
    check_near(heard.last.of, 2.385, 1e-15);
    reading_progress_bytes(&reading, first, 385000);
    const size_t count = heard.count;
    reading_progress_bytes(&reading, first, 65536);
    reading_progress_bytes(&reading, first, 385000);
    assert_int_equal(heard.count, count);
    reading_progress_bytes(&reading, second, 807500);
    check_near(heard.last.share, 0.5, 1e-15);
    reading_progress_bytes(&reading, second, 2000000); /* the end is for reading_progress_end() */
    check_near(heard.last.share, 0.5, 1e-15);
    reading_progress_bytes(NULL, first, 1);
    reading_progress_bytes(&reading, NULL, 1); /* a table in memory */
    check_near(heard.last.share, 0.5, 1e-15);
    assert_false(heard.has_fallen);
}

static double bytes_of(const struct package_folder *folder)
{
    double bytes = 0;
    DIR *opened = opendir(folder->path);
    assert_non_null(opened);
    for (const struct dirent *entry = readdir(opened); entry != NULL; entry = readdir(opened)) {
        struct stat info;
        char path[256];
        package_file(path, folder, entry->d_name);
        bytes += stat(path, &info) == 0 && S_ISREG(info.st_mode) ? (double)info.st_size : 0;
    }
    closedir(opened);
    return bytes;
}

static struct heard open_heard(const struct world *world, int reject, blackout_status expected)
{
    struct heard heard = {0};
    blackout_error error;
    blackout_dataset *dataset;
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    options.reject = reject;
    options.progress = hear;
    options.progress_user = &heard;
    assert_int_equal(blackout_dataset_open(&dataset, world->folder.path, &options, &error),
                     expected);
    blackout_dataset_free(dataset);
    assert_false(heard.has_fallen);
    return heard;
}

static void a_package_ends_with_all_its_bytes(void **state)
{
    const struct world *world = *state;
    struct heard heard = open_heard(world, 0, BLACKOUT_OK);
    assert_true(heard.count > 0);
    check_near(heard.last.share, 1, 0);
    check_near(heard.last.done, heard.last.of, 0);
    check_near(heard.last.of, bytes_of(&world->folder) / 1e6, 1e-15);
    heard = open_heard(world, 1, BLACKOUT_OK);
    check_near(heard.last.share, 1, 0);
}

/* Each search for rows to be left out takes half of what is left: the last reading ends all the
 * same. Without rejects a reading that fails never says that it has ended. */
static void a_package_with_faults(void **state)
{
    const struct world *world = *state;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                  "b1,G,north,175320,USD,alpha,sales,0.5\n"
                  "b2,G,north,43830,USD,alpha,sales,2.385\n");
    struct heard heard = open_heard(world, 0, BLACKOUT_ERROR_INPUT);
    assert_true(heard.last.share < 1);
    heard = open_heard(world, 1, BLACKOUT_OK);
    check_near(heard.last.share, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_count_once),
        cmocka_unit_test_setup_teardown(a_package_ends_with_all_its_bytes, world_open, world_close),
        cmocka_unit_test_setup_teardown(a_package_with_faults, world_open, world_close),
    };
    return cmocka_run_group_tests_name("reading_progress", tests, NULL, NULL);
}
