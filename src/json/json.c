/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recursive-descent check of the grammar, then cJSON. Each read_...() starts at its first byte
 * and stops after its last; the first failure fills the error and every caller passes it up.
 * Recursion is bounded by JSON_MOST_DEPTH. */
#include "json/json.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

/* cJSON reads a number from a buffer of 64 bytes and silently stops there. */
enum { LONGEST_NUMBER = 63 };

/* Room for a key in a message. */
enum { KEY_TEXT_SIZE = 64 };

struct reader {
    const char *source;
    const char *text;
    size_t length;
    size_t at;
    bool for_tree;      /* refuse what cJSON would lose, too */
    const char *sought; /* a key of which the second one in its object is an error; or NULL */
    blackout_error *error;
};

/* Counted only when something is wrong: a sound text is not searched for line ends. */
static void find_place(size_t *line, size_t *column, const char *text, size_t at)
{
    *line = 1;
    *column = 1;
    for (size_t i = 0; i < at; ++i) {
        ++*column;
        if (text[i] == '\n') {
            ++*line;
            *column = 1;
        }
    }
}

/* At the end of the text the message would be about what is not there. So that has a message of its
 * own. */
static bool fail_at(const struct reader *reader, size_t at, const char *message)
{
    size_t line;
    size_t column;
    find_place(&line, &column, reader->text, at);
    error_at(reader->error, BLACKOUT_ERROR_INPUT, reader->source, line, column, "invalid JSON: %s",
             at < reader->length ? message : "the text ends too early");
    return false;
}

static bool fail(const struct reader *reader, const char *message)
{
    return fail_at(reader, reader->at, message);
}

/* The byte at hand as 0..255, or -1 at the end. */
static int peek(const struct reader *reader)
{
    return reader->at < reader->length ? (unsigned char)reader->text[reader->at] : -1;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(struct reader *reader)
{
    int c = peek(reader);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++reader->at;
        c = peek(reader);
    }
}

/* Its first letter was seen; the rest must follow. */
static bool read_word(struct reader *reader, const char *word)
{
    for (size_t i = 0; word[i] != '\0'; ++i, ++reader->at) {
        if (peek(reader) != word[i]) {
            return fail(reader, "a value begins like true, false or null but is none of them");
        }
    }
    return true;
}

static bool read_digits(struct reader *reader)
{
    if (!is_digit(peek(reader))) {
        return fail(reader, "a number needs a digit here");
    }
    while (is_digit(peek(reader))) {
        ++reader->at;
    }
    return true;
}

/* The grammar of RFC 8259, section 6: no plus sign, no leading zeros, digits on both sides of the
 * point. */
static bool read_number_parts(struct reader *reader)
{
    if (peek(reader) == '-') {
        ++reader->at;
    }
    if (peek(reader) == '0') {
        ++reader->at;
        if (is_digit(peek(reader))) {
            return fail(reader, "a number has a leading 0");
        }
    } else if (!read_digits(reader)) {
        return false;
    }
    if (peek(reader) == '.') {
        ++reader->at;
        if (!read_digits(reader)) {
            return false;
        }
    }
    if (peek(reader) == 'e' || peek(reader) == 'E') {
        ++reader->at;
        if (peek(reader) == '+' || peek(reader) == '-') {
            ++reader->at;
        }
        return read_digits(reader);
    }
    return true;
}

/* Refused and not rounded where a tree is wanted: a bound in a description that cannot be held
 * would be another bound. */
static bool read_number(struct reader *reader)
{
    static const struct number_format json_number = {.decimal = '.'};
    size_t first = reader->at;
    if (!read_number_parts(reader)) {
        return false;
    }
    if (!reader->for_tree) {
        return true;
    }
    size_t length = reader->at - first;
    double value = 0.0;
    if (length > LONGEST_NUMBER) {
        return fail_at(reader, first, "a number is longer than 63 characters");
    }
    const enum number_status status =
        number_parse(&value, reader->text + first, length, &json_number);
    return status == NUMBER_OK ||
           fail_at(reader, first,
                   status == NUMBER_UNDERFLOW ? "a number is too small" : "a number is too large");
}

/* Four hexadecimal digits. */
static bool read_hex(struct reader *reader, unsigned *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; ++i, ++reader->at) {
        int c = peek(reader);
        /* the small letter of a capital one; -1 stays below 0 */
        int lower = c | 0x20;
        if (is_digit(c)) {
            *unit = 16 * *unit + (unsigned)(c - '0');
        } else if (c >= 0 && lower >= 'a' && lower <= 'f') {
            *unit = 16 * *unit + (unsigned)(lower - 'a' + 10);
        } else {
            return fail(reader, "\\u has fewer than four hexadecimal digits; four are needed");
        }
    }
    return true;
}

/* After "\u": one unit, or a high surrogate with the low one that must follow. U+0000 is valid
 * JSON, but would end a text of C early. */
static bool read_unicode_escape(struct reader *reader)
{
    size_t first = reader->at;
    unsigned unit = 0;
    if (!read_hex(reader, &unit)) {
        return false;
    }
    if (unit == 0 && reader->for_tree) {
        return fail_at(reader, first, "the character U+0000 is not allowed");
    }
    if (unit < 0xd800 || unit > 0xdfff) {
        return true;
    }
    bool pair = unit < 0xdc00 && reader->length - reader->at >= 2 &&
                memcmp(reader->text + reader->at, "\\u", 2) == 0;
    if (pair) {
        reader->at += 2;
        if (!read_hex(reader, &unit)) {
            return false;
        }
        pair = unit >= 0xdc00 && unit <= 0xdfff;
    }
    return pair || fail_at(reader, first, "a surrogate has no partner; a pair is needed");
}

static bool read_escape(struct reader *reader)
{
    int c = peek(reader);
    if (c == 'u') {
        ++reader->at;
        return read_unicode_escape(reader);
    }
    if (c <= 0 || strchr("\"\\/bfnrt", c) == NULL) {
        return fail(reader, "an unknown escape follows \\");
    }
    ++reader->at;
    return true;
}

/* One character outside of ASCII. The length by the first byte; text_is_utf8() judges the rest. */
static bool read_wide(struct reader *reader)
{
    const char *text = reader->text + reader->at;
    unsigned char lead = (unsigned char)*text;
    size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (size > reader->length - reader->at || !text_is_utf8(text, size)) {
        return fail(reader, "a byte is not UTF-8");
    }
    reader->at += size;
    return true;
}

/* Controls have to be escaped (RFC 8259, section 7); at the end of the text peek() gives -1, which
 * is below all of them. */
static bool read_string(struct reader *reader)
{
    ++reader->at;
    for (;;) {
        int c = peek(reader);
        if (c == '"') {
            ++reader->at;
            return true;
        }
        if (c < 0x20) {
            return fail(reader, "a control character in a string; an escape is needed");
        }
        bool good = true;
        if (c >= 0x80) {
            good = read_wide(reader);
        } else {
            ++reader->at;
            good = c != '\\' || read_escape(reader);
        }
        if (!good) {
            return false;
        }
    }
}

static bool read_value(struct reader *reader, int depth);

static bool read_key(struct reader *reader)
{
    if (peek(reader) != '"') {
        return fail(reader, "a key in double quotes is needed");
    }
    if (!read_string(reader)) {
        return false;
    }
    skip_space(reader);
    if (peek(reader) != ':') {
        return fail(reader, "a colon is needed after the key");
    }
    ++reader->at;
    skip_space(reader);
    return true;
}

/* Whether the string at hand is `key`, as it would be written without escapes. Keys with escapes
 * are not found: only the place in a message depends on it. */
static bool key_is(const struct reader *reader, const char *key)
{
    size_t length = strlen(key);
    const char *text = reader->text + reader->at;
    return reader->length - reader->at >= length + 2 && text[0] == '"' &&
           memcmp(text + 1, key, length) == 0 && text[length + 1] == '"';
}

/* NOLINTBEGIN(misc-no-recursion): no deeper than JSON_MOST_DEPTH */

/* An array or, with `end` '}', an object: at its opening bracket. The depth is bounded, or a text
 * of a million brackets would use up the stack. */
static bool read_members(struct reader *reader, char end, int depth)
{
    if (depth >= JSON_MOST_DEPTH) {
        return fail(reader, "nested too deeply; at most 256 levels");
    }
    size_t sought_count = 0;
    ++reader->at;
    skip_space(reader);
    if (peek(reader) == end) {
        ++reader->at;
        return true;
    }
    for (;;) {
        if (end == '}' && reader->sought != NULL && key_is(reader, reader->sought) &&
            ++sought_count == 2) {
            return fail(reader, "a key is given twice");
        }
        if ((end == '}' && !read_key(reader)) || !read_value(reader, depth + 1)) {
            return false;
        }
        skip_space(reader);
        int c = peek(reader);
        if (c != ',' && c != end) {
            return fail(reader, end == '}' ? "a comma or } is needed" : "a comma or ] is needed");
        }
        ++reader->at;
        if (c == end) {
            return true;
        }
        skip_space(reader);
    }
}

/* A '<' is what servers send in place of JSON, often to ask for a password: it has its own message.
 */
static bool read_value(struct reader *reader, int depth)
{
    int c = peek(reader);
    switch (c) {
    case '{':
        return read_members(reader, '}', depth);
    case '[':
        return read_members(reader, ']', depth);
    case '"':
        return read_string(reader);
    case 't':
        return read_word(reader, "true");
    case 'f':
        return read_word(reader, "false");
    case 'n':
        return read_word(reader, "null");
    default:
        if (c == '-' || is_digit(c)) {
            return read_number(reader);
        }
        return fail(reader, c == '<' ? "it is HTML or XML; save the JSON itself, perhaps after "
                                       "signing in"
                                     : "a value is needed");
    }
}

/* NOLINTEND(misc-no-recursion) */

/* A mark must not be in front of a JSON text (RFC 8259, section 8.1); readers of files skip it
 * before they come here. */
static bool read_text(struct reader *reader)
{
    if (reader->length >= 3 && memcmp(reader->text, "\xef\xbb\xbf", 3) == 0) {
        return fail(reader, "the text begins with a byte order mark");
    }
    skip_space(reader);
    if (!read_value(reader, 0)) {
        return false;
    }
    skip_space(reader);
    return reader->at == reader->length || fail(reader, "something follows after the value");
}

blackout_status json_check(const char *text, size_t length, blackout_error *error)
{
    struct reader reader = {.source = "", .text = text, .length = length, .error = error};
    return read_text(&reader) ? BLACKOUT_OK : BLACKOUT_ERROR_INPUT;
}

/* A key may hold anything: what is not printed on a line becomes '?', and a long key is cut between
 * two characters. */
static void printable_key(char out[KEY_TEXT_SIZE], const char *key)
{
    size_t length = 0;
    for (; length < KEY_TEXT_SIZE - 1 && key[length] != '\0'; ++length) {
        unsigned char c = (unsigned char)key[length];
        out[length] = c < 0x20 || c == 0x7f ? '?' : key[length];
    }
    out[text_whole_length(key, length)] = '\0';
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Where the second `key` of an object is; the start of the text where it is written with
 * escapes. The grammar is gone through once more, now with the key in view: the tree does not know
 * where its members are. */
static blackout_status refuse_key(const struct reader *reader, const char *key)
{
    char shown[KEY_TEXT_SIZE];
    blackout_error place = {.line = 1, .column = 1};
    struct reader again = *reader;
    again.at = 0;
    again.sought = key;
    again.error = &place;
    read_text(&again);
    printable_key(shown, key);
    return error_at(reader->error, BLACKOUT_ERROR_INPUT, reader->source, place.line, place.column,
                    "the key '%s' is given twice in one object", shown);
}

/* Sorted, since a hostile object of many keys must not take quadratic time. */
static blackout_status refuse_repeated_keys(const cJSON *object, const struct reader *reader)
{
    size_t count = 0;
    for (const cJSON *member = object->child; member != NULL; member = member->next) {
        ++count;
    }
    const char **keys = malloc((count > 0 ? count : 1) * sizeof *keys);
    if (keys == NULL) {
        return error_memory(reader->error);
    }
    blackout_status status = BLACKOUT_OK;
    size_t used = 0;
    for (const cJSON *member = object->child; member != NULL; member = member->next) {
        keys[used++] = member->string;
    }
    qsort(keys, count, sizeof *keys, by_text);
    for (size_t i = 1; i < count && status == BLACKOUT_OK; ++i) {
        if (strcmp(keys[i - 1], keys[i]) == 0) {
            status = refuse_key(reader, keys[i]);
        }
    }
    free(keys);
    return status;
}

/* Only here, with keys as cJSON has read them: "a" and "\u0061" are one key. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the text was */
static blackout_status check_tree(const cJSON *value, const struct reader *reader)
{
    blackout_status status = BLACKOUT_OK;
    if (cJSON_IsObject(value)) {
        status = refuse_repeated_keys(value, reader);
    }
    const cJSON *member = value->child;
    for (; member != NULL && status == BLACKOUT_OK; member = member->next) {
        status = check_tree(member, reader);
    }
    return status;
}

size_t json_mark_length(const char *text, size_t length)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t size = sizeof mark - 1;
    return length >= size && memcmp(text, mark, size) == 0 ? size : 0;
}

/* Repeated keys are allowed by RFC 8259 (section 4) with an undefined meaning; cJSON would take the
 * first in silence. */
blackout_status json_parse(cJSON **tree, const char *source, const char *text, size_t length,
                           blackout_error *error)
{
    struct reader reader = {
        .source = source, .text = text, .length = length, .for_tree = true, .error = error};
    *tree = NULL;
    if (!read_text(&reader)) {
        return BLACKOUT_ERROR_INPUT;
    }
    cJSON *parsed = cJSON_ParseWithLengthOpts(text, length, NULL, 0);
    if (parsed == NULL) {
        return error_memory(error); /* the text is valid: nothing else is left */
    }
    blackout_status status = check_tree(parsed, &reader);
    if (status != BLACKOUT_OK) {
        cJSON_Delete(parsed);
        return status;
    }
    *tree = parsed;
    return BLACKOUT_OK;
}

const cJSON *json_get(const cJSON *object, const char *key)
{
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
}
