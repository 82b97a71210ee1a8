/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are known by device and inode, sorted once and then searched by halves: a package may have
 * thousands. A file that is not there is no member, and no error. One that is added twice is there
 * twice, which no search minds. */
#include "ingest/file_set.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static int compare(const void *a, const void *b)
{
    const struct file_id *x = a;
    const struct file_id *y = b;
    if (x->device != y->device) {
        return x->device < y->device ? -1 : 1;
    }
    return (x->number > y->number) - (x->number < y->number);
}

bool file_leads_nowhere(int number)
{
    return number == ENOENT || number == ENOTDIR || number == ELOOP || number == EACCES;
}

/* By device and inode, since `a/../b.csv`, a link and `b.csv` are one file under three names. */
int file_set_add(struct file_set *set, struct arena *arena, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return file_leads_nowhere(errno) ? 0 : errno;
    }
    if (arena_grow(arena, (void **)&set->files, &set->capacity, set->count, sizeof *set->files) !=
        0) {
        return ENOMEM;
    }
    set->files[set->count++] = (struct file_id){info.st_dev, info.st_ino};
    return 0;
}

/* qsort() and bsearch() must not be given NULL, which an empty set has (C17, 7.22.5). */
void file_set_sort(struct file_set *set)
{
    if (set->count > 0) {
        qsort(set->files, set->count, sizeof *set->files, compare);
    }
}

bool file_set_has(const struct file_set *set, const struct file_id *file)
{
    return set->count > 0 && bsearch(file, set->files, set->count, sizeof *file, compare) != NULL;
}
