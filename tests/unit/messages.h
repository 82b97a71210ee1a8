/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is reported of a package, word by word: a line for each message, in the order in which
 * callers get them. Tables of files and lines say more about readers than a test for each rule. */
#ifndef BLACKOUT_TESTS_MESSAGES_H
#define BLACKOUT_TESTS_MESSAGES_H

#include "world.h"

enum { MESSAGES_SIZE = 8192 };

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
struct message_case {
    const char *file;
    const char *text;
    const char *expected;
};

static inline void messages_add(void *user, const blackout_diagnostic *diagnostic)
{
    char *messages = user;
    const size_t used = strlen(messages);
    char tail[256];
    snprintf(messages + used, MESSAGES_SIZE - used, "%s:%zu:%zu %s%s: %s%s\n", diagnostic->source,
             diagnostic->line, diagnostic->column,
             diagnostic->severity == BLACKOUT_FAULT ? "" : "warning ", diagnostic->code,
             diagnostic->message, blackout_diagnostic_tail(tail, sizeof tail, diagnostic));
}

/* Opens the package and closes it again. */
static inline void messages_of(char messages[MESSAGES_SIZE], const char *path)
{
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = messages_add, .user = messages};
    blackout_dataset *dataset;
    blackout_error error = {0};
    messages[0] = '\0';
    if (blackout_dataset_open(&dataset, path, &options, &error) == BLACKOUT_OK) {
        blackout_dataset_free(dataset);
    } else if (messages[0] == '\0') {
        snprintf(messages, MESSAGES_SIZE, "%s\n", error.message);
    }
}

/* Whether these lines are as expected; prints both where they are not. */
static inline bool messages_same(const char *messages, const char *what, const char *expected)
{
    const bool right = strcmp(messages, expected) == 0;
    if (!right) {
        /* more than print_error() takes */
        fprintf(stderr, "of\n%s\nis reported\n%snot\n%s\n", what, messages, expected);
    }
    return right;
}

/* Whether the package at `path` gives these lines. */
static inline bool messages_are(const char *path, const char *what, const char *expected)
{
    char messages[MESSAGES_SIZE];
    messages_of(messages, path);
    return messages_same(messages, what, expected);
}

/* The number that the next file to be opened gets: it grows where files are left open. */
static inline int next_descriptor(void)
{
    const int next = dup(STDERR_FILENO);
    assert_true(next >= 0);
    assert_int_equal(close(next), 0);
    return next;
}

/* Opens the package with each of the files in turn, after which none is left open; `restore` writes
 * those of before. */
static inline void messages_check(const struct package_folder *folder,
                                  const struct message_case *cases, size_t count,
                                  void (*restore)(const struct package_folder *))
{
    const int next = next_descriptor();
    size_t wrong = 0;
    for (size_t i = 0; i < count; ++i) {
        package_write(folder, cases[i].file, cases[i].text);
        wrong += messages_are(folder->path, cases[i].text, cases[i].expected) ? 0 : 1;
        package_drop(folder, cases[i].file);
        restore(folder);
    }
    assert_int_equal(next_descriptor(), next);
    assert_int_equal(wrong, 0);
}

/* The same of an array of cases, in the world of the test. */
#define MESSAGES_CHECK(state, cases)                                                               \
    messages_check(&((const struct world *)*(state))->folder, cases,                               \
                   sizeof(cases) / sizeof(cases)[0], world_write_files)

#endif
