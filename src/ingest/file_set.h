/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of files, by what they are and not by how they are written: links and `./x` are the same.
 */
#ifndef BLACKOUT_INGEST_FILE_SET_H
#define BLACKOUT_INGEST_FILE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/arena.h"

struct file_id {
    dev_t device;
    ino_t number;
};

/* {0} is empty. */
struct file_set {
    struct file_id *files;
    size_t count;
    size_t capacity;
};

/* Whether a path that stat() refuses for this reason (an errno) is a name alone: nothing, a link
 * that leads nowhere, or into a folder of somebody else. Any other reason is one of the file
 * system. */
bool file_leads_nowhere(int number);

/* Adds the file at `path`, where there is one. 0, or an error number. */
int file_set_add(struct file_set *set, struct arena *arena, const char *path);

/* Makes the set ready to be asked; nothing is added afterwards. */
void file_set_sort(struct file_set *set);

bool file_set_has(const struct file_set *set, const struct file_id *file);

#endif
