/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small packages in a temporary folder for the tests, reports caught in memory, and the figures of
 * a report by their JSON Pointer. A failed step fails the running test. Includes check.h. */
#ifndef BLACKOUT_TESTS_PACKAGE_H
#define BLACKOUT_TESTS_PACKAGE_H

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "neutral.h"

struct package_folder {
    char path[128];
};

/* The pattern of a temporary name, where TMPDIR says. */
static inline void package_temporary(char path[128])
{
    const char *parent = getenv("TMPDIR");
    snprintf(path, 128, "%s/blackout-test-XXXXXX",
             parent != NULL && strlen(parent) < 64 ? parent : "/tmp"); /* POSIX has it */
}

static inline void package_make(struct package_folder *folder)
{
    package_temporary(folder->path);
    assert_non_null(mkdtemp(folder->path));
}

static inline void package_file(char path[256], const struct package_folder *folder,
                                const char *name)
{
    assert_true((size_t)snprintf(path, 256, "%s/%s", folder->path, name) < 256);
}

/* Writes a file of the package, replacing the one before. */
static inline void package_write_as_is(const struct package_folder *folder, const char *name,
                                       const char *text)
{
    char path[256];
    package_file(path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* The same but for what neutral.h fills in: `platforms` and `sectors` get a recapture of 0, a
 * growth_factor of 1 and a usage_share of 1, measured, where the text leaves them empty. A table
 * with quotes or another delimiter is written as it is. */
static inline void package_write(const struct package_folder *folder, const char *name,
                                 const char *text)
{
    const struct neutral_value *values = neutral_values(name);
    if (values == NULL || !neutral_is_plain(text)) {
        package_write_as_is(folder, name, text);
        return;
    }
    char path[256];
    package_file(path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    neutral_write(file, text, values);
    assert_int_equal(fclose(file), 0);
}

static inline void package_drop(const struct package_folder *folder, const char *name)
{
    char path[256];
    package_file(path, folder, name);
    assert_int_equal(unlink(path), 0);
}

static inline void package_remove(const struct package_folder *folder)
{
    DIR *listing = opendir(folder->path);
    assert_non_null(listing);
    for (struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing)) {
        if (entry->d_name[0] != '.') {
            package_drop(folder, entry->d_name);
        }
    }
    closedir(listing);
    assert_int_equal(rmdir(folder->path), 0);
}

static inline void package_print_diagnostic(void *user, const blackout_diagnostic *diagnostic)
{
    (void)user;
    if (diagnostic->severity == BLACKOUT_FAULT) {
        print_error("%s:%zu:%zu: %s\n", diagnostic->source, diagnostic->line, diagnostic->column,
                    diagnostic->message);
    }
}

/* Opens the package, which is sound; its faults are printed. */
static inline blackout_dataset *package_open(const struct package_folder *folder)
{
    const blackout_dataset_options options = {.size = sizeof options,
                                              .diagnostic = package_print_diagnostic};
    blackout_dataset *dataset;
    blackout_error error = {0};
    check_ok(blackout_dataset_open(&dataset, folder->path, &options, &error), &error);
    return dataset;
}

/* A profile of the table `activity`: `day` in the local hours [first, last) of every day, `night`
 * in the others. Appends its 168 rows to `text`. */
static inline void package_two_valued(char *text, size_t size, const char *profile, int first,
                                      int last, const char *day, const char *night)
{
    size_t used = strlen(text);
    for (int hour = 0; hour < 168; ++hour) {
        bool in = hour % 24 >= first && hour % 24 < last;
        int length =
            snprintf(text + used, size - used, "%s,%d,%s\n", profile, hour, in ? day : night);
        assert_true(length > 0 && (size_t)length < size - used);
        used += (size_t)length;
    }
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

/* A scenario of "name=value" words, blanks between: "platform=a duration=6h". Central values alone,
 * unless `samples` or `until` is among them. */
static inline blackout_scenario *scenario_of(const char *words)
{
    blackout_scenario *scenario;
    blackout_error error = {0};
    char copy[512];
    assert_true((size_t)snprintf(copy, sizeof copy, "%s", words) < sizeof copy);
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    if (strstr(words, "until=") == NULL) {
        check_ok(blackout_scenario_set(scenario, "samples", "0", &error), &error);
    }
    char *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, '=');
        assert_non_null(value);
        *value = '\0';
        check_ok(blackout_scenario_set(scenario, word, value + 1, &error), &error);
    }
    return scenario;
}

/* Estimates one scenario of words. */
static inline blackout_status estimate_try(blackout_result **result,
                                           const blackout_dataset *dataset, const char *words,
                                           blackout_error *error)
{
    blackout_scenario *scenario = scenario_of(words);
    const blackout_scenario *const scenarios[] = {scenario};
    const blackout_run_options options = {
        .size = sizeof options, .threads = 1, .diagnostic = package_print_diagnostic};
    memset(error, 0, sizeof *error);
    blackout_status status = blackout_estimate(result, dataset, scenarios, 1, &options, error);
    blackout_scenario_free(scenario);
    return status;
}

static inline blackout_result *estimate_of(const blackout_dataset *dataset, const char *words)
{
    blackout_result *result;
    blackout_error error;
    check_ok(estimate_try(&result, dataset, words, &error), &error);
    return result;
}

/* ---- Reports --------------------------------------------------------------------------------- */

static inline double figure_at(const blackout_result *result, size_t index, const char *pointer)
{
    blackout_error error = {0};
    double number = 0;
    if (blackout_result_number(result, index, pointer, &number, &error) != BLACKOUT_OK) {
        print_error("%s: %s\n", pointer, error.message);
        fail();
    }
    return number;
}

static inline double figure(const blackout_result *result, const char *pointer)
{
    return figure_at(result, 0, pointer);
}

static inline bool has_figure(const blackout_result *result, const char *pointer)
{
    double number;
    return blackout_result_number(result, 0, pointer, &number, NULL) == BLACKOUT_OK;
}

/* One figure of one scenario of words. */
static inline double estimate_figure(const blackout_dataset *dataset, const char *words,
                                     const char *pointer)
{
    blackout_result *result = estimate_of(dataset, words);
    double number = figure(result, pointer);
    blackout_result_free(result);
    return number;
}

/* A text that grows: a sink. */
struct caught {
    char *text; /* NUL-terminated once anything was written; to be freed */
    size_t length;
    size_t capacity;
};

/* Doubled: under a sanitizer each realloc() copies all of it, and reports come in many pieces. */
static inline int catch_bytes(void *user, const char *bytes, size_t size)
{
    struct caught *caught = user;
    if (caught->length + size >= caught->capacity) {
        const size_t capacity = 2 * (caught->length + size + 1);
        char *larger = realloc(caught->text, capacity);
        if (larger == NULL) {
            return 1;
        }
        caught->text = larger;
        caught->capacity = capacity;
    }
    memcpy(caught->text + caught->length, bytes, size);
    caught->length += size;
    caught->text[caught->length] = '\0';
    return 0;
}

static inline int refuse_bytes(void *user, const char *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 1;
}

/* The report as text, to be freed. */
static inline char *report_of(const blackout_result *result, size_t index, const char *format)
{
    struct caught caught = {0};
    blackout_error error = {0};
    check_ok(blackout_result_write(result, index, format, catch_bytes, &caught, &error), &error);
    assert_non_null(caught.text);
    return caught.text;
}

/* Whether a text begins with a part, any blanks and line ends being one blank. */
static inline bool begins_with(const char *text, const char *part)
{
    while (*part != '\0') {
        const size_t blanks = strspn(text, " \n");
        const size_t of_part = strspn(part, " \n");
        if ((blanks > 0) != (of_part > 0) || (of_part == 0 && *text != *part)) {
            return false;
        }
        text += blanks > 0 ? blanks : 1;
        part += of_part > 0 ? of_part : 1;
    }
    return true;
}

/* The lines of a text end where they are full: only its words are compared. */
static inline void check_contains(const char *text, const char *part)
{
    const char *at = text;
    while (*at != '\0' && !begins_with(at, part)) {
        ++at;
    }
    if (*at == '\0') {
        print_error("'%s' is not in\n%s\n", part, text);
        fail();
    }
}

#endif
