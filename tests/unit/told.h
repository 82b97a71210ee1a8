/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is reported of a package, word by word: a line for each message, in the order in which
 * callers get them. Tables of files and lines say more about readers than a test for each rule. */
#ifndef BLACKOUT_TESTS_TOLD_H
#define BLACKOUT_TESTS_TOLD_H

#include "world.h"

enum { TOLD_SIZE = 8192 };

/* Of an owner whose platforms earn another sum than it. */
#define OWNER_SUM(line, owner, sum, given)                                                         \
    "owners.csv:" line ":4 owner_sum: the annual_revenue of the platforms of '" owner              \
    "' adds up to " sum ", not ('" given "'); a sum within 1 %\n"

/* Of a world whose platforms lack gamma. */
#define NO_GAMMA                                                                                   \
    "platform_regions.csv:5:1 missing_key: platform is not in platforms ('gamma'); there are "     \
    "alpha, beta (2 rows: lines 5, 6)\n"                                                           \
    "fallbacks.csv:4:3 missing_key: fallback is not known ('gamma'); a platform of the package, "  \
    "or email, store, web, phone\n"                                                                \
    "dependencies.csv:5:10 missing_key: fallback is not known ('gamma'); a platform of the "       \
    "package, or email, store, web, phone (52,596.00 USD)\n"                                       \
    "dependencies.csv:6:6 missing_key: platform is not in platforms ('gamma'); there are alpha, "  \
    "beta (140,256.00 USD)\n"

/* A file of a package, what is in it, and what is to be reported of the whole package then. */
struct told_case {
    const char *file;
    const char *text;
    const char *expected;
};

static inline void told_add(void *user, const blackout_diagnostic *diagnostic)
{
    char *told = user;
    const size_t used = strlen(told);
    char tail[256];
    snprintf(told + used, TOLD_SIZE - used, "%s:%zu:%zu %s%s: %s%s\n", diagnostic->source,
             diagnostic->line, diagnostic->column,
             diagnostic->severity == BLACKOUT_FAULT ? "" : "warning ", diagnostic->code,
             diagnostic->message, blackout_diagnostic_tail(tail, sizeof tail, diagnostic));
}

/* Opens the package and closes it again. */
static inline void told_of(char told[TOLD_SIZE], const char *path)
{
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = told_add, .user = told};
    blackout_dataset *dataset;
    blackout_error error = {0};
    told[0] = '\0';
    if (blackout_dataset_open(&dataset, path, &options, &error) == BLACKOUT_OK) {
        blackout_dataset_free(dataset);
    } else if (told[0] == '\0') {
        snprintf(told, TOLD_SIZE, "%s\n", error.message);
    }
}

/* Whether these lines are as expected; prints both where they are not. */
static inline bool told_same(const char *told, const char *what, const char *expected)
{
    const bool right = strcmp(told, expected) == 0;
    if (!right) {
        /* more than print_error() takes */
        fprintf(stderr, "of\n%s\nis reported\n%snot\n%s\n", what, told, expected);
    }
    return right;
}

/* Whether the package at `path` gives these lines. */
static inline bool told_is(const char *path, const char *what, const char *expected)
{
    char told[TOLD_SIZE];
    told_of(told, path);
    return told_same(told, what, expected);
}

/* The number that the next file to be opened gets: it grows where files are left open. */
static inline int told_next_descriptor(void)
{
    const int next = dup(STDERR_FILENO);
    assert_true(next >= 0);
    assert_int_equal(close(next), 0);
    return next;
}

/* Opens the package with each of the files in turn, after which none is left open; `restore` writes
 * those of before. */
static inline void told_check(const struct package_folder *folder, const struct told_case *cases,
                              size_t count, void (*restore)(const struct package_folder *))
{
    const int next = told_next_descriptor();
    size_t wrong = 0;
    for (size_t i = 0; i < count; ++i) {
        package_write(folder, cases[i].file, cases[i].text);
        wrong += told_is(folder->path, cases[i].text, cases[i].expected) ? 0 : 1;
        package_drop(folder, cases[i].file);
        restore(folder);
    }
    assert_int_equal(told_next_descriptor(), next);
    assert_int_equal(wrong, 0);
}

/* The same of an array of cases, in the world of the test. */
#define TOLD_CHECK(state, cases)                                                                   \
    told_check(&((const struct world *)*(state))->folder, cases, sizeof(cases) / sizeof(cases)[0], \
               world_write_files)

#endif
