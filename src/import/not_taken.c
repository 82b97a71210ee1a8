/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Causes are found by the text of their reason, so that a file of a million faulty rows takes no
 * longer for each of them. */
#include "import/not_taken.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

/* The number of a cause, from 1; STRING_UNKNOWN when memory is out. The text itself is kept by
 * whoever gives it. The keys are begun at the first entry, since {0} is an empty list; the empty
 * text has number 0 among them and is no reason. */
static string_id find_cause(struct not_taken *list, struct arena *arena, const char *reason)
{
    if (list->keys.arena == NULL && strings_init(&list->keys, arena) != 0) {
        return STRING_UNKNOWN;
    }
    const string_id id = strings_add(&list->keys, reason, strlen(reason));
    if (id == STRING_UNKNOWN || id - 1 < list->cause_count) {
        return id;
    }
    if (arena_grow(arena, (void **)&list->causes, &list->cause_capacity, list->cause_count,
                   sizeof *list->causes) != 0) {
        return STRING_UNKNOWN;
    }
    list->causes[list->cause_count++] =
        (struct not_taken_cause){.reason = reason, .first = list->count};
    return id;
}

/* Among a few columns, one by one; what does not fit is only known to be there: reports show the
 * columns in a line, and not_taken.csv has that of every entry. */
static void add_column(struct not_taken_cause *cause, const char *column)
{
    if (text_is_among(column, cause->columns, cause->column_count)) {
        return;
    }
    if (cause->column_count == NOT_TAKEN_COLUMNS) {
        cause->has_more = true;
        return;
    }
    cause->columns[cause->column_count++] = column;
}

/* The value is anybody's text: on one line, and cut, it fits a list and a terminal. */
int not_taken_add(struct not_taken *list, struct arena *arena, const struct not_taken_entry *entry,
                  const char *reason)
{
    char value[NOT_TAKEN_VALUE_SIZE];
    const string_id id = find_cause(list, arena, reason);
    if (id == STRING_UNKNOWN || arena_grow(arena, (void **)&list->entries, &list->capacity,
                                           list->count, sizeof *list->entries) != 0) {
        return -1;
    }
    snprintf(value, sizeof value, "%s", entry->value != NULL ? entry->value : "");
    text_make_line(value);
    struct not_taken_entry *added = &list->entries[list->count];
    *added = *entry;
    added->cause = id - 1;
    added->value = arena_copy(arena, value, strlen(value));
    if (added->value == NULL) {
        return -1;
    }
    ++list->count;
    ++list->causes[id - 1].count;
    add_column(&list->causes[id - 1], entry->column);
    return 0;
}
