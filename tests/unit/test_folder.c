/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/folder: what is in a folder, and what is at a path. Expected: the entries that are made
 * here, by their bytes, with what each leads to. */
#include "ingest/folder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "package.h"

/* a file, a folder, a pipe, and links to the first two and to nothing */
static void make_entries(struct package_folder *folder)
{
    char path[256];
    package_make(folder);
    package_write_as_is(folder, "a", "a");
    package_file(path, folder, "in");
    assert_int_equal(mkdir(path, 0700), 0);
    package_file(path, folder, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    package_file(path, folder, "to_a");
    assert_int_equal(symlink("a", path), 0);
    package_file(path, folder, "to_in");
    assert_int_equal(symlink("in", path), 0);
    package_file(path, folder, "lost");
    assert_int_equal(symlink("nowhere", path), 0);
}

static void drop_entries(const struct package_folder *folder)
{
    char path[256];
    package_file(path, folder, "in");
    assert_int_equal(rmdir(path), 0);
    package_remove(folder);
}

static void entries_are_in_the_order_of_their_bytes(void **state)
{
    static const struct {
        const char *name;
        bool is_folder;
        bool is_regular;
    } expected[] = {{"B.csv", false, true}, {"a", false, true},       {"in", true, false},
                    {"lost", false, false}, {"pipe", false, false},   {"to_a", false, true},
                    {"to_in", true, false}, {"\xc3\xa9", false, true}};
    struct package_folder folder = {""};
    struct arena arena = {0};
    struct folder list;
    blackout_error error = {0};
    (void)state;
    make_entries(&folder);
    package_write_as_is(&folder, "B.csv", "b");
    package_write_as_is(&folder, "\xc3\xa9", "c");
    package_write_as_is(&folder, ".hidden.csv", "d");
    check_ok(folder_list(&list, &arena, folder.path, &error), &error);
    assert_int_equal(list.count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < list.count; ++i) {
        assert_string_equal(list.entries[i].name, expected[i].name);
        assert_int_equal(list.entries[i].is_folder, expected[i].is_folder);
        assert_int_equal(list.entries[i].is_regular, expected[i].is_regular);
    }
    assert_memory_equal(&list.entries[5].file, &list.entries[1].file, sizeof list.entries[5].file);
    assert_memory_equal(&list.entries[3].file, &(struct file_id){0}, sizeof(struct file_id));
    package_drop(&folder, ".hidden.csv");
    arena_free(&arena);
    drop_entries(&folder);
}

static void paths_are_folders_files_or_nothing(void **state)
{
    enum { SAME_FILE = 1, SAME_FOLDER, SAME_PIPE };
    static const struct {
        const char *name;
        bool is_there, has_file, has_regular;
        int same;
    } cases[] = {{"in", true, false, false, SAME_FOLDER},    {"a", false, true, true, SAME_FILE},
                 {"pipe", false, true, false, SAME_PIPE},    {"to_a", false, true, true, SAME_FILE},
                 {"to_in", true, false, false, SAME_FOLDER}, {"lost", false, false, false, 0},
                 {"nothing", false, false, false, 0}};
    struct package_folder folder = {""};
    char path[256];
    char other[256];
    (void)state;
    make_entries(&folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        package_file(path, &folder, cases[i].name);
        assert_int_equal(folder_is_there(path), cases[i].is_there);
        assert_int_equal(folder_has_file(path), cases[i].has_file);
        assert_int_equal(folder_has_regular(path), cases[i].has_regular);
        assert_int_equal(folder_modified(path) > 0, cases[i].same != 0);
        for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
            package_file(other, &folder, cases[k].name);
            assert_int_equal(folder_is_same(path, other),
                             cases[i].same != 0 && cases[i].same == cases[k].same);
        }
    }
    drop_entries(&folder);
}

/* 2021-10-04T15:39Z and a millionth of a second. */
static void times_are_nanoseconds_since_1970(void **state)
{
    struct package_folder folder;
    char path[256];
    const struct timespec times[] = {{0, UTIME_OMIT}, {1633361940, 1000}};
    (void)state;
    package_make(&folder);
    package_write_as_is(&folder, "a", "a");
    package_file(path, &folder, "a");
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_true(folder_modified(path) == INT64_C(1633361940000001000));
    package_remove(&folder);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    struct arena arena = {0};
    struct folder list;
    blackout_error error = {0};
    (void)state;
    check_fails(folder_list(&list, &arena, "/nowhere", &error), BLACKOUT_ERROR_IO, &error);
    assert_string_equal(error.source, "/nowhere");
    assert_string_equal(error.message, "the folder cannot be read ('No such file or directory'); "
                                       "give one that you may read");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_in_the_order_of_their_bytes),
        cmocka_unit_test(paths_are_folders_files_or_nothing),
        cmocka_unit_test(times_are_nanoseconds_since_1970),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}
