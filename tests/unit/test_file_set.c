/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/file_set: files by what they are, under any name. */
#include "ingest/file_set.h"

#include <errno.h>
#include <sys/stat.h>

#include "package.h"

enum { FILES = 23 };

static struct file_id id_of(const struct package_folder *folder, const char *name)
{
    char path[256];
    struct stat info;
    package_file(path, folder, name);
    assert_int_equal(stat(path, &info), 0);
    return (struct file_id){info.st_dev, info.st_ino};
}

static int add(struct file_set *set, struct arena *arena, const struct package_folder *folder,
               const char *name)
{
    char path[256];
    package_file(path, folder, name);
    return file_set_add(set, arena, path);
}

/* Every other file is added, one by a link and one by a longer path: those are in, and the others
 * are not, in whatever order they were added. */
static void files_are_known_by_any_name(void **state)
{
    struct package_folder folder;
    struct arena arena = {0};
    struct file_set set = {0};
    char name[64];
    char path[256];
    (void)state;
    package_make(&folder);
    for (int i = 0; i < FILES; ++i) {
        snprintf(name, sizeof name, "f%d.csv", i);
        package_write_as_is(&folder, name, "x\n");
    }
    package_file(path, &folder, "link.csv");
    assert_int_equal(symlink("f4.csv", path), 0);
    struct file_id first = id_of(&folder, "f0.csv");
    file_set_sort(&set);
    assert_false(file_set_has(&set, &first)); /* an empty set */
    for (int i = FILES - 1; i >= 0; i -= 2) {
        snprintf(name, sizeof name, "%s%s%d.csv", i == 6 ? "././" : "", i == 4 ? "link" : "f", i);
        assert_int_equal(add(&set, &arena, &folder, i == 4 ? "link.csv" : name), 0);
    }
    assert_int_equal(set.count, (FILES + 1) / 2);
    file_set_sort(&set);
    for (int i = 0; i < FILES; ++i) {
        snprintf(name, sizeof name, "f%d.csv", i);
        const struct file_id file = id_of(&folder, name);
        struct file_id elsewhere = file;
        elsewhere.device += 1;
        assert_int_equal(file_set_has(&set, &file), i % 2 == 0);
        assert_false(file_set_has(&set, &elsewhere));
        elsewhere.device -= 2;
        assert_false(file_set_has(&set, &elsewhere));
    }
    arena_free(&arena);
    package_remove(&folder);
}

/* A name that leads nowhere is no file and no fault; another reason is told as it is. */
static void names_that_lead_nowhere_are_passed_over(void **state)
{
    static const int nowhere[] = {ENOENT, ENOTDIR, ELOOP, EACCES};
    static const int others[] = {0, EIO, ENAMETOOLONG, ENOMEM, EOVERFLOW, EPERM};
    struct package_folder folder;
    struct arena arena = {0};
    struct file_set set = {0};
    char longest[5000];
    char path[256];
    (void)state;
    package_make(&folder);
    package_write_as_is(&folder, "f.csv", "x\n");
    package_file(path, &folder, "loop");
    assert_int_equal(symlink("loop", path), 0);
    assert_int_equal(add(&set, &arena, &folder, "none.csv"), 0);
    assert_int_equal(add(&set, &arena, &folder, "f.csv/none.csv"), 0);
    assert_int_equal(add(&set, &arena, &folder, "loop"), 0);
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(file_set_add(&set, &arena, longest), ENAMETOOLONG);
    assert_int_equal(set.count, 0);
    for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; ++i) {
        assert_true(file_leads_nowhere(nowhere[i]));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        assert_false(file_leads_nowhere(others[i]));
    }
    arena_free(&arena);
    package_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_are_known_by_any_name),
                                       cmocka_unit_test(names_that_lead_nowhere_are_passed_over)};
    return cmocka_run_group_tests_name("file_set", tests, NULL, NULL);
}
