/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as one of the small languages that other targets reach only by luck: a number as people
 * write it, a pattern of a schema, a name, a rule of a time zone, a file of one. The first byte
 * chooses which. */
#include "fuzz.h"

#include <math.h>

#include "core/arena.h"
#include "core/fold.h"
#include "ingest/number_text.h"
#include "ingest/pattern.h"

/* The file's own copy, since the library reads the system's database and no other file. */
#define timezone_offset fuzz_timezone_offset
#define timezone_database fuzz_timezone_database
#define timezone_has_database fuzz_timezone_has_database
#define timezone_rule_offset fuzz_timezone_rule_offset
#include "../../src/core/timezone.c"

enum { LONGEST = 4096 };

static void try_number(const char *text, size_t length)
{
    struct number_text number;
    if (!number_text_read(&number, text, length)) {
        return;
    }
    fuzz_require(number.length < NUMBER_CORE_SIZE);
    const number_ways ways = number_text_ways(&number);
    fuzz_require(ways == 0 || isfinite(number_text_value(&number, ways)));
    /* in another way of writing it is another number at most, and none with both signs */
    fuzz_require(ways == 0 || !number.negative || number_text_value(&number, ways) <= 0);
}

/* Matched against its own text, which most do not match, and against none. */
static void try_pattern(const char *text)
{
    struct arena arena = {0};
    const struct pattern *pattern;
    if (pattern_make(&pattern, text, &arena) == PATTERN_SOUND) {
        struct pattern_run *run = pattern_prepare(pattern, &arena);
        fuzz_require(run != NULL);
        const bool is_own = pattern_matches(run, text, strlen(text));
        const bool is_empty = pattern_matches(run, text, 0);
        fuzz_require(pattern_matches(run, text, strlen(text)) == is_own);
        fuzz_require(pattern_matches(run, "", 0) == is_empty);
    }
    arena_free(&arena);
}

static void try_name(const char *text, size_t length)
{
    char folded[FOLD_SIZE];
    char shown[FOLD_SIZE];
    const size_t written = fold_text(folded, text, length);
    fuzz_require(written < FOLD_SIZE && folded[written] == '\0');
    fuzz_require(fold_equal(text, text));
    fold_show_hidden(shown, sizeof shown, text);
    fuzz_require(strlen(shown) < sizeof shown);
}

static void try_zone(const char *text, size_t length, bool is_rule)
{
    static const instant times[] = {-62135596800, -1, 0, 1633361940, 4102444800, 253402300799};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; ++i) {
        int offset;
        if (is_rule) {
            timezone_rule_offset(&offset, text, times[i]);
        } else {
            unsigned char bytes[LONGEST]; /* a file's rule is ended in place */
            memcpy(bytes, text, length);
            parse(&offset, bytes, length, times[i]);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum form { NUMBER, PATTERN, NAME, ZONE_RULE, ZONE_FILE, FORM_COUNT };
    char text[LONGEST];
    if (size == 0 || size > LONGEST) {
        return 0;
    }
    const size_t length = size - 1;
    memcpy(text, data + 1, length);
    text[length] = '\0';
    switch ((enum form)(data[0] % FORM_COUNT)) {
    case NUMBER:
        try_number(text, length);
        break;
    case PATTERN:
        try_pattern(text);
        break;
    case NAME:
        try_name(text, strlen(text));
        break;
    case ZONE_RULE:
        try_zone(text, length, true);
        break;
    case ZONE_FILE:
        try_zone(text, length, false);
        break;
    case FORM_COUNT:
        break;
    }
    return 0;
}
