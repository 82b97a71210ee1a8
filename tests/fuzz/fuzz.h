/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzzers share: a folder for the files that the code under test opens by name, and a
 * check that stops at the first thing that is not as it should be. */
#ifndef BLACKOUT_TESTS_FUZZ_H
#define BLACKOUT_TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FUZZ_PATH_SIZE = 256 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define fuzz_require(condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* The folder of this process. It is left behind, with the last input in it. */
static inline void fuzz_folder(char path[FUZZ_PATH_SIZE])
{
    const char *parent = getenv("TMPDIR");
    snprintf(path, FUZZ_PATH_SIZE, "%s/blackout-fuzz-%ld", parent != NULL ? parent : "/tmp",
             (long)getpid());
    mkdir(path, 0700);
}

static inline void fuzz_write_file(char path[FUZZ_PATH_SIZE], const char *name, const uint8_t *data,
                                   size_t size)
{
    char folder[FUZZ_PATH_SIZE - 64];
    char whole[FUZZ_PATH_SIZE];
    fuzz_folder(whole);
    snprintf(folder, sizeof folder, "%.180s", whole);
    snprintf(path, FUZZ_PATH_SIZE, "%s/%.60s", folder, name);
    FILE *file = fopen(path, "wb");
    fuzz_require(file != NULL);
    fuzz_require(fwrite(data, 1, size, file) == size);
    fclose(file);
}

#endif
