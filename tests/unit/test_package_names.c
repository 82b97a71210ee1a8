/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/package_names, by the public header: installed packages are found by name beside the
 * library, whatever the current folder, and as blackout.h's first example has it. Expected: the
 * contract's order, path, installed name, environment, installed reference. */
#define _GNU_SOURCE /* setenv */
#include "ingest/package_names.h"

#include <limits.h>
#include <sys/stat.h>

#include "world.h"

static void in_folder(char path[PATH_MAX], const char *name)
{
    blackout_error error;
    char folder[PATH_MAX];
    check_ok(blackout_datasets_folder(folder, sizeof folder, &error), &error);
    assert_true((size_t)snprintf(path, PATH_MAX, "%.*s/%s", PATH_MAX - 100, folder, name) <
                PATH_MAX);
}

static void finds(const char *name, const char *expected)
{
    blackout_error error;
    char found[PATH_MAX];
    check_ok(blackout_package_find(found, sizeof found, name, &error), &error);
    assert_string_equal(found, expected);
}

/* The folder is share/blackout/datasets of the tree that the library is in. */
static void installed_packages_are_found_by_name(void **state)
{
    char expected[PATH_MAX];
    (void)state;
    in_folder(expected, "cloud");
    assert_non_null(strstr(expected, "/share/blackout/datasets/cloud"));
    finds("cloud", expected);
    in_folder(expected, "reference");
    finds(NULL, expected);
    finds("", expected);
}

/* The example at the top of blackout.h. */
static void a_dataset_is_opened_by_name(void **state)
{
    blackout_dataset *dataset;
    blackout_error error;
    char path[PATH_MAX];
    (void)state;
    check_ok(blackout_dataset_open(&dataset, "cloud", NULL, &error), &error);
    blackout_dataset_free(dataset);
    in_folder(path, "gruppo-aurora");
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    options.base = "reference";
    options.model_error = "reference";
    check_ok(blackout_dataset_open(&dataset, "gruppo-aurora", &options, &error), &error);
    blackout_dataset_free(dataset);
    options.base = "refrence";
    check_fails(blackout_dataset_open(&dataset, path, &options, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.message, "there is no package 'refrence'; perhaps 'reference'");
    assert_null(dataset);
}

static void the_environment_is_asked_where_nothing_is_named(void **state)
{
    const struct world *world = *state;
    blackout_error error;
    char found[PATH_MAX];
    char expected[PATH_MAX];
    assert_int_equal(setenv("BLACKOUT_DATASET", world->folder.path, 1), 0);
    finds(NULL, world->folder.path);
    in_folder(expected, "reference");
    finds("reference", expected); /* a name goes before the environment */
    assert_int_equal(setenv("BLACKOUT_DATASET", "clout", 1), 0);
    check_fails(blackout_package_find(found, sizeof found, NULL, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.message, "there is no package 'clout'; perhaps 'cloud'");
    assert_string_equal(found, "");
    found[0] = '?';
    found[1] = '?';
    check_fails(blackout_package_find(found, 1, NULL, &error), BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(found, "");
    found[0] = '?';
    check_fails(blackout_package_find(found, 0, NULL, &error), BLACKOUT_ERROR_USAGE, &error);
    assert_memory_equal(found, "??", 2);
    unsetenv("BLACKOUT_DATASET");
}

/* A folder in the current one goes before an installed package; not before the default. */
static void a_path_goes_before_a_name(void **state)
{
    const struct world *world = *state;
    char expected[PATH_MAX];
    char before[PATH_MAX];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(world->folder.path), 0);
    assert_int_equal(mkdir("reference", 0700), 0);
    finds("reference", "reference");
    in_folder(expected, "reference");
    finds(NULL, expected);
    assert_int_equal(rmdir("reference"), 0);
    assert_int_equal(chdir(before), 0);
}

struct names {
    char text[256];
    size_t most;
};

static int note(void *user, const char *name)
{
    struct names *names = user;
    strcat(strcat(names->text, name), " ");
    return --names->most == 0;
}

static void names_are_listed_in_order(void **state)
{
    blackout_error error;
    struct names names = {.most = 99};
    (void)state;
    check_ok(blackout_package_installed(note, &names, &error), &error);
    assert_string_equal(names.text, "cloud firms gruppo-aurora reference ");
    names = (struct names){.most = 2};
    check_ok(blackout_package_installed(note, &names, &error), &error);
    assert_string_equal(names.text, "cloud firms ");
}

/* A member `base`: a folder in the package, else an installed one; else BLACKOUT_BASE, but for the
 * base itself. */
static void bases_are_found(void **state)
{
    const struct world *world = *state;
    const char *own = world->folder.path;
    blackout_error error;
    char base[PATH_MAX];
    char expected[PATH_MAX];
    check_ok(blackout_package_base(base, sizeof base, own, &error), &error);
    assert_string_equal(base, "");
    assert_int_equal(setenv("BLACKOUT_BASE", "cloud", 1), 0);
    in_folder(expected, "cloud");
    check_ok(blackout_package_base(base, sizeof base, own, &error), &error);
    assert_string_equal(base, expected);
    check_ok(blackout_package_base(base, sizeof base, expected, &error), &error);
    assert_string_equal(base, "");
    package_write_as_is(&world->folder, "datapackage.json",
                        "{\"name\":\"own\",\"base\":\"firms\",\"resources\":[]}");
    in_folder(expected, "firms");
    check_ok(blackout_package_base(base, sizeof base, own, &error), &error);
    assert_string_equal(base, expected);
    unsetenv("BLACKOUT_BASE");
    package_write_as_is(&world->folder, "datapackage.json",
                        "{\"name\":\"own\",\"base\":\"nowhere\",\"resources\":[]}");
    check_fails(blackout_package_base(base, sizeof base, own, &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_non_null(strstr(error.message, "nowhere"));
}

static void room_that_is_too_small_is_refused(void **state)
{
    blackout_error error;
    char path[4] = "abc";
    (void)state;
    check_fails(blackout_datasets_folder(path, sizeof path, &error), BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(path, "");
    check_fails(blackout_package_find(path, sizeof path, "cloud", &error), BLACKOUT_ERROR_USAGE,
                &error);
    check_fails(blackout_package_find(path, 0, "cloud", &error), BLACKOUT_ERROR_USAGE, &error);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(installed_packages_are_found_by_name),
        cmocka_unit_test(a_dataset_is_opened_by_name),
        IN_WORLD(the_environment_is_asked_where_nothing_is_named),
        IN_WORLD(a_path_goes_before_a_name),
        cmocka_unit_test(names_are_listed_in_order),
        IN_WORLD(bases_are_found),
        cmocka_unit_test(room_that_is_too_small_is_refused),
    };
    unsetenv("BLACKOUT_DATASET");
    unsetenv("BLACKOUT_BASE");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
