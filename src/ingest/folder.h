/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a folder, in an order that does not depend on the file system. Links are followed:
 * what is said is said of what they lead to. */
#ifndef BLACKOUT_INGEST_FOLDER_H
#define BLACKOUT_INGEST_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"
#include "core/arena.h"
#include "ingest/file_set.h"

struct folder_entry {
    const char *name;
    bool is_folder;
    bool is_regular;     /* no folder, no pipe, no device */
    struct file_id file; /* {0} where the name leads nowhere */
};

struct folder {
    struct folder_entry *entries; /* ascending by name, byte for byte */
    size_t count;
    size_t capacity;
};

/* Lists the folder at `path`, without hidden entries; texts are the arena's. BLACKOUT_ERROR_IO
 * where the system does not let it be read, BLACKOUT_ERROR_MEMORY. */
blackout_status folder_list(struct folder *folder, struct arena *arena, const char *path,
                            blackout_error *error);

/* The error of a folder that could not be read, by errno. */
blackout_status folder_fail(const char *path, int number, blackout_error *error);

bool folder_is_there(const char *path);

/* Whether there is something at `path` that is no folder. */
bool folder_has_file(const char *path);

/* The same, and no pipe or device, which may be read once. */
bool folder_has_regular(const char *path);

/* Whether both are there, and one and the same. */
bool folder_is_same(const char *a, const char *b);

/* When what is at `path` was written last, nanoseconds since 1970; 0 where nothing is there. */
int64_t folder_modified(const char *path);

#endif
