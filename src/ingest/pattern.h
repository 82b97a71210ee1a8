/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of fields in a Table Schema: regular expressions of XML Schema, which mean the whole
 * value. Source: XML Schema part 2, appendix F. */
#ifndef BLACKOUT_INGEST_PATTERN_H
#define BLACKOUT_INGEST_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct pattern;
struct pattern_run;

enum pattern_fault {
    PATTERN_SOUND,
    PATTERN_NOT_UNDERSTOOD, /* or ambiguous: reluctant and back-referring parts, groups by name */
    PATTERN_TOO_LARGE,      /* with its repetitions written out, or nested too deep */
    PATTERN_NO_MEMORY
};

/* Written out, a pattern has at most this many characters, sets, groups and branches; of patterns
 * that people write: hundreds. */
enum { PATTERN_MOST_STEPS = 10000, PATTERN_MOST_NESTED = 50 };

/* Of UTF-8. What is made is in the arena and never changes: threads may share it. */
enum pattern_fault pattern_make(const struct pattern **pattern, const char *text,
                                struct arena *arena);

/* Room for matching, of one thread, as long as the pattern and the arena; NULL: memory is out. */
struct pattern_run *pattern_prepare(const struct pattern *pattern, struct arena *arena);

/* Whether a value is what the pattern means, in a time of the length of the value times the size of
 * the pattern at most. Allocates nothing. */
bool pattern_matches(struct pattern_run *run, const char *text, size_t length);

#endif
