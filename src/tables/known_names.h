/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to say where a name is not known: which one was probably meant, or which ones there are. */
#ifndef BLACKOUT_TABLES_KNOWN_NAMES_H
#define BLACKOUT_TABLES_KNOWN_NAMES_H

#include "tables/table.h"

/* Where names are looked for. */
struct known_tables {
    const struct table *tables; /* TABLE_COUNT of them */
    const struct strings *strings;
};

/* Room for what the functions below write, with its NUL. */
enum { KNOWN_NAMES_SIZE = 512 };

/* Who asks: a scenario names things by options. Advice on data names no option: who corrects a file
 * has none to type. */
enum known_names_for { NAMES_OF_DATA, NAMES_OF_OPTIONS };

/* The key of table `id` that a user means by `name`: the same text, else the one key that it is
 * when folded (core/fold.h); STRING_UNKNOWN where there is none, or several. */
string_id known_names_find(const struct known_tables *known, enum table_id id, const char *name);

/* The key of table `id` that is `name` when folded (core/fold.h), or NULL; the text is the
 * package's. */
const char *known_names_same(const struct known_tables *known, enum table_id id, const char *name);

/* The key of table `id` of which `name` may be a misspelling, or NULL. */
const char *known_names_near(const struct known_tables *known, enum table_id id, const char *name);

/* Advice about `name`, which is not a key of table `id`: the same with other letters large or
 * small, the same in another table, the nearest, or the first twelve that there are. Comes after a
 * semicolon. */
void known_names_advise(char advice[KNOWN_NAMES_SIZE], const struct known_tables *known,
                        enum table_id id, const char *name, enum known_names_for whom);

/* "EUR, GBP, USD": the keys of table `id`, at most twelve and then "and others"; "" if it has none.
 */
void known_names_list(char list[KNOWN_NAMES_SIZE], const struct known_tables *known,
                      enum table_id id);

/* "platform 'chta' is not in the package; perhaps 'chat'": returns BLACKOUT_ERROR_USAGE. */
blackout_status known_names_refuse(const struct known_tables *known, enum table_id id,
                                   const char *option, const char *name, blackout_error *error);

#endif
