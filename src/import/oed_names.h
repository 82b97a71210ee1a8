/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for the accounts and policies of a file: of its numbers, which repeat. An account's number
 * is one within a portfolio, and a policy's within an account (Open Exposure Data 5.0, Docs 3). */
#ifndef BLACKOUT_IMPORT_OED_NAMES_H
#define BLACKOUT_IMPORT_OED_NAMES_H

#include "core/strings.h"

/* Why a row whose numbers make no name of its own is not taken. */
#define OED_NO_NAME "other rows have the name that its numbers make; give it another number"

/* Things by what tells them apart in the file, in the order in which they were added. */
struct oed_names {
    struct arena *arena;
    struct strings keys; /* the first is number 1 */
    struct strings names;
};

/* 0, or -1 when memory is out. All memory comes from `arena`. */
int oed_names_init(struct oed_names *names, struct arena *arena);

/* What tells a thing apart, of its numbers; NULL when memory is out. */
const char *oed_key(struct arena *arena, const char *a, const char *b, const char *c);

/* The number of a thing that has been added, from 1; 0: it has not been. */
size_t oed_names_number(const struct oed_names *names, const char *key);

/* A name for a thing that has not been added: `wish`, or if another has it, `outer-wish`, or
 * `wish-2` where `outer` is empty. `*name` NULL: another has both. 0, or -1 when memory is out. */
int oed_names_free(const char **name, const struct oed_names *names, const char *outer,
                   const char *wish);

/* Adds a thing. 0, or -1 when memory is out. */
int oed_names_add(struct oed_names *names, const char *key, const char *name);

#endif
