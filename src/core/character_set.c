/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits and letters are those of all scripts, as XML Schema has them, whatever the locale; the
 * underscore is a character of words too, as in all other languages. Subtraction, blocks
 * (\p{Is...}) and the characters of XML names (\i, \c) are not understood. */
#include "core/character_set.h"

#include <string.h>
#include <utf8proc.h>

#include "core/arena.h"

enum { LAST_CHARACTER = 0x10FFFF };

size_t character_read(int32_t *character, const char *text, size_t length)
{
    const utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, character);
    return size > 0 ? (size_t)size : 1; /* -1 is the character then */
}

/* ---- Escapes --------------------------------------------------------------------------------- */

/* General categories of Unicode by the two letters of their names. */
static const struct {
    char name[3];
    int category;
} categories[] = {
    {"Lu", UTF8PROC_CATEGORY_LU}, {"Ll", UTF8PROC_CATEGORY_LL}, {"Lt", UTF8PROC_CATEGORY_LT},
    {"Lm", UTF8PROC_CATEGORY_LM}, {"Lo", UTF8PROC_CATEGORY_LO}, {"Mn", UTF8PROC_CATEGORY_MN},
    {"Mc", UTF8PROC_CATEGORY_MC}, {"Me", UTF8PROC_CATEGORY_ME}, {"Nd", UTF8PROC_CATEGORY_ND},
    {"Nl", UTF8PROC_CATEGORY_NL}, {"No", UTF8PROC_CATEGORY_NO}, {"Pc", UTF8PROC_CATEGORY_PC},
    {"Pd", UTF8PROC_CATEGORY_PD}, {"Ps", UTF8PROC_CATEGORY_PS}, {"Pe", UTF8PROC_CATEGORY_PE},
    {"Pi", UTF8PROC_CATEGORY_PI}, {"Pf", UTF8PROC_CATEGORY_PF}, {"Po", UTF8PROC_CATEGORY_PO},
    {"Sm", UTF8PROC_CATEGORY_SM}, {"Sc", UTF8PROC_CATEGORY_SC}, {"Sk", UTF8PROC_CATEGORY_SK},
    {"So", UTF8PROC_CATEGORY_SO}, {"Zs", UTF8PROC_CATEGORY_ZS}, {"Zl", UTF8PROC_CATEGORY_ZL},
    {"Zp", UTF8PROC_CATEGORY_ZP}, {"Cc", UTF8PROC_CATEGORY_CC}, {"Cf", UTF8PROC_CATEGORY_CF},
    {"Co", UTF8PROC_CATEGORY_CO}, {"Cn", UTF8PROC_CATEGORY_CN}};

/* The bits of the categories whose names begin with `length` letters, one or two; 0: none. One
 * letter is the beginning of several names: \p{L} is all kinds of letters. */
static uint32_t categories_of(const char *name, size_t length)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < sizeof categories / sizeof categories[0]; ++i) {
        const bool is_meant =
            length >= 1 && length <= 2 && strncmp(name, categories[i].name, length) == 0;
        bits |= is_meant ? UINT32_C(1) << categories[i].category : 0;
    }
    return bits;
}

/* {Lu} after \p or \P. */
static bool read_category(struct character_range *range, const char **text)
{
    const size_t length = **text == '{' ? strcspn(*text + 1, "}") : 0;
    range->categories = categories_of(*text + 1, length);
    if (range->categories == 0 || (*text)[1 + length] != '}') {
        return false;
    }
    *text += length + 2;
    return true;
}

static struct character_range one(int32_t character)
{
    return (struct character_range){.low = character, .high = character};
}

/* What follows a backslash. A slash is escaped by habit of other languages. At the end of the text
 * there is nothing to pass over, or the next read would be past its NUL. */
static bool read_escape(struct character_range *range, const char **text)
{
    static const char punctuation[] = ".\\?*+(){}[]|^$-/";
    static const struct {
        char letter;
        char character;
    } controls[] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}};
    const char letter = **text;
    *text += letter != '\0';
    *range = one(letter);
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; ++i) {
        if (controls[i].letter == letter) {
            *range = one(controls[i].character);
            return true;
        }
    }
    range->is_negated = letter == 'D' || letter == 'W' || letter == 'P';
    if (letter == 'd' || letter == 'D') {
        range->categories = categories_of("Nd", 2);
    } else if (letter == 'w' || letter == 'W') {
        range->categories = categories_of("L", 1) | categories_of("M", 1) | categories_of("N", 1);
        range->has_underscore = true;
    } else if (letter == 'p' || letter == 'P') {
        return read_category(range, text);
    } else {
        return letter != '\0' && strchr(punctuation, letter) != NULL;
    }
    return true;
}

/* ---- Sets ------------------------------------------------------------------------------------ */

/* \s and \S, which are sets themselves, and cannot be a part of a set when negated. */
static const struct character_range blanks[] = {
    {.low = '\t', .high = '\n'}, {.low = '\r', .high = '\r'}, {.low = ' ', .high = ' '}};

enum { BLANK_COUNT = sizeof blanks / sizeof blanks[0] };

/* All but the ends of lines. */
static const struct character_range line_ends[] = {{.low = '\n', .high = '\n'},
                                                   {.low = '\r', .high = '\r'}};

struct list {
    struct arena *arena;
    struct character_range *ranges;
    size_t count;
    size_t capacity;
};

/* Room is the arena's, and arena->failed tells memory that is out from a set that is not
 * understood. */
static bool append(struct list *list, struct character_range range)
{
    if (arena_grow(list->arena, (void **)&list->ranges, &list->capacity, list->count,
                   sizeof range) != 0) {
        return false;
    }
    list->ranges[list->count++] = range;
    return true;
}

/* One character or escape of a list. A '[' has another meaning in each language, and none here. */
static bool read_member(struct character_range *range, const char **text)
{
    if (**text == '\\') {
        ++*text;
        return read_escape(range, text);
    }
    int32_t character;
    *text += character_read(&character, *text, strlen(*text));
    *range = one(character);
    return character > 0 && character != '[';
}

/* What may begin or end a range: between classes such as \d there is no order. */
static bool is_one(const struct character_range *range)
{
    return range->categories == 0 && !range->is_negated;
}

/* a, a-z, \d; a hyphen before the ']' is one of the list. */
static bool read_members(struct list *list, const char **text)
{
    struct character_range range;
    if ((*text)[0] == '\\' && (*text)[1] == 's') {
        *text += 2;
        /* as single ranges: a list is negated as a whole, and no part of it may be a set */
        for (size_t i = 0; i < BLANK_COUNT; ++i) {
            if (!append(list, blanks[i])) {
                return false;
            }
        }
        return true;
    }
    if (!read_member(&range, text)) {
        return false;
    }
    if ((*text)[0] == '-' && (*text)[1] != ']') {
        struct character_range last;
        ++*text;
        if (!is_one(&range) || !read_member(&last, text) || !is_one(&last) ||
            last.low < range.low) {
            return false;
        }
        range.high = last.low;
    }
    return append(list, range);
}

/* After the '['. A ']' that comes first is one of the list. */
static bool read_list(struct character_set *set, const char **text, struct arena *arena)
{
    struct list list = {.arena = arena};
    set->is_negated = **text == '^';
    *text += set->is_negated;
    do {
        if (**text == '\0' || !read_members(&list, text)) {
            return false;
        }
    } while (**text != ']');
    ++*text;
    set->ranges = list.ranges;
    set->count = list.count;
    return true;
}

/* \s comes before the other escapes, since it is a set of three ranges, and they are one each. */
bool character_set_read(struct character_set *set, const char **text, struct arena *arena)
{
    *set = (struct character_set){0};
    if (**text == '[') {
        ++*text;
        return read_list(set, text, arena);
    }
    if (**text == '.') {
        ++*text;
        *set = (struct character_set){line_ends, sizeof line_ends / sizeof line_ends[0], true};
        return true;
    }
    if ((*text)[0] == '\\' && ((*text)[1] == 's' || (*text)[1] == 'S')) {
        *set = (struct character_set){blanks, BLANK_COUNT, (*text)[1] == 'S'};
        *text += 2;
        return true;
    }
    struct character_range range;
    struct list list = {.arena = arena};
    if (!read_member(&range, text) || !append(&list, range)) {
        return false;
    }
    *set = (struct character_set){list.ranges, 1, false};
    return true;
}

/* A byte that is not UTF-8 is -1, which has no category: utf8proc must not be asked for it. */
static bool has(const struct character_range *range, int32_t character)
{
    bool is_in = character >= range->low && character <= range->high;
    if (range->categories != 0) {
        is_in = character >= 0 && character <= LAST_CHARACTER &&
                ((range->categories >> utf8proc_category(character)) & 1) != 0;
        is_in = is_in || (range->has_underscore && character == '_');
    }
    return is_in != range->is_negated;
}

bool character_set_has(const struct character_set *set, int32_t character)
{
    bool is_in = false;
    for (size_t i = 0; i < set->count && !is_in; ++i) {
        is_in = has(&set->ranges[i], character);
    }
    return is_in != set->is_negated;
}
