/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A writer and a search in one: both walk through the same calls of a report. The state is a stack
 * of levels, each with how much is in it and whether that has lines of its own: commas and line
 * breaks follow from these. */
#include "json/json_writer.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"

enum { SPACES = 2 }; /* a level is set in by */

/* ---- Looking for one number ------------------------------------------------------------------ */

/* Whether the first part of a pointer is this key: ~1 is '/', ~0 is '~'. RFC 6901, section 4:
 * escapes are undone while comparing, so that no buffer is needed. */
static bool is_key(const char *part, size_t length, const char *key)
{
    size_t i = 0;
    for (; i < length && *key != '\0'; ++i, ++key) {
        bool escaped =
            part[i] == '~' && i + 1 < length && (part[i + 1] == '0' || part[i + 1] == '1');
        char c = escaped ? (part[i + 1] == '1' ? '/' : '~') : part[i];
        i += escaped ? 1 : 0;
        if (c != *key) {
            return false;
        }
    }
    return i == length && *key == '\0';
}

/* The index that the first part of a pointer is: digits without a leading zero; SIZE_MAX: none. So
 * the pointer of an element has one way of writing it (RFC 6901, section 4). */
static size_t index_of(const char *part, size_t length)
{
    size_t number = 0;
    if (length == 0 || (part[0] == '0' && length > 1)) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < length; ++i) {
        if (part[i] < '0' || part[i] > '9' || number > SIZE_MAX / 10 - 1) {
            return SIZE_MAX;
        }
        number = 10 * number + (size_t)(part[i] - '0');
    }
    return number;
}

/* Whether the pointer goes on with what comes now, and then what is left of it. What comes is
 * counted here too, since an element of a list has no other name than its number. */
static bool is_sought(struct json_writer *json, const char *key, const char **rest)
{
    if (json->passed_over > 0 || json->sought == NULL) {
        return false;
    }
    const char *part = json->sought + 1;
    size_t length = strcspn(part, "/");
    size_t number = json->levels[json->depth - 1].count++;
    *rest = part + length;
    return json->levels[json->depth - 1].is_list ? index_of(part, length) == number
                                                 : is_key(part, length, key);
}

/* What the pointer names can be there once; the first counts. After it nothing is looked for any
 * more, whether it was a number or not. */
static void search_value(struct json_writer *json, const char *key, bool is_number, double number)
{
    const char *rest;
    if (is_sought(json, key, &rest)) {
        json->sought = NULL;
        json->found = is_number && *rest == '\0';
        json->number = number;
    }
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* The code point of a control, which has at most three bytes of UTF-8. */
static unsigned control_code(const char *text, size_t length)
{
    const unsigned char *c = (const unsigned char *)text;
    return length == 1   ? c[0]
           : length == 2 ? (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu)
                         : (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
}

/* A run of bytes that need no escape, and then what does: all controls, of which JSON itself asks
 * it for those below U+0020 only. The others would act on a terminal that shows the report
 * (core/text.h). */
static void put_string(struct writer *out, const char *text)
{
    static const char short_forms[] = {['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
                                       ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't'};
    writer_put(out, "\"");
    while (*text != '\0') {
        const char *from = text;
        while (*text != '\0' && text_control(text) == 0 && *text != '"' && *text != '\\') {
            ++text;
        }
        writer_bytes(out, from, (size_t)(text - from));
        if (*text == '\0') {
            break;
        }
        const unsigned char c = (unsigned char)*text;
        const size_t control = text_control(text);
        if (c < sizeof short_forms && short_forms[c] != '\0') {
            writer_format(out, "\\%c", short_forms[c]);
        } else {
            writer_format(out, "\\u%04x", control_code(text, control));
        }
        text += control > 0 ? control : 1;
    }
    writer_put(out, "\"");
}

static void put_line(struct json_writer *json)
{
    writer_put(&json->out, "\n");
    writer_repeat(&json->out, ' ', SPACES * json->depth);
}

/* The comma after what came before, the place, the key. Values of a list share a line; members, and
 * objects and lists of a list, have lines of their own. Where all is on one line there are no
 * blanks either: a reader of lines is a program. */
static void put_place(struct json_writer *json, const char *key, bool is_value)
{
    struct json_level *level = &json->levels[json->depth - 1];
    bool first = level->count++ == 0;
    bool shares = level->is_list && is_value;
    level->has_lines = level->has_lines || !shares;
    writer_put(&json->out, first ? "" : shares && !json->one_line ? ", " : ",");
    if (!shares && !json->one_line) {
        put_line(json);
    }
    if (!level->is_list) {
        put_string(&json->out, key);
        writer_put(&json->out, json->one_line ? ":" : ": ");
    }
}

/* Whether what is to be opened has to be looked at; `rest` of a pointer is what is left below.
 * Nesting too deep is a failed write and not an assertion: a library does not end its host. */
static bool may_enter(struct json_writer *json, const char *key, const char **rest)
{
    if (json->depth == JSON_MOST_OPEN) {
        json->out.failed = 1;
    }
    if (json->seeks) {
        return json->out.failed == 0 && is_sought(json, key, rest);
    }
    return json->out.failed == 0;
}

/* What is not entered is counted, so that the caller may end it as it ends all others. */
static bool open_level(struct json_writer *json, const char *key, bool is_list)
{
    const char *rest = "";
    if (!may_enter(json, key, &rest)) {
        ++json->passed_over;
        return false;
    }
    if (json->seeks) {
        json->sought = *rest != '\0' ? rest : NULL;
    } else {
        put_place(json, key, false);
        writer_put(&json->out, is_list ? "[" : "{");
    }
    json->levels[json->depth++] = (struct json_level){.is_list = is_list};
    return true;
}

/* What is empty stays on its line: "[]". */
static void close_level(struct json_writer *json)
{
    const struct json_level *level = &json->levels[--json->depth];
    if (level->has_lines && !json->one_line) {
        put_line(json);
    }
    writer_put(&json->out, level->is_list ? "]" : "}");
}

/* ---- What reports call ----------------------------------------------------------------------- */

/* Everything but the bytes of the buffer, which are many. Setting them too would take longer than
 * to find a number. */
static void clear(struct json_writer *json, blackout_sink *sink, void *user)
{
    writer_init(&json->out, sink, user);
    json->one_line = false;
    json->depth = 1;
    json->levels[0] = (struct json_level){.is_list = false};
    json->seeks = false;
    json->sought = NULL;
    json->passed_over = 0;
    json->found = false;
    json->looked_for = NULL;
}

void json_begin(struct json_writer *json, blackout_sink *sink, void *user)
{
    clear(json, sink, user);
    writer_put(&json->out, "{");
}

void json_begin_line(struct json_writer *json, blackout_sink *sink, void *user)
{
    clear(json, sink, user);
    json->one_line = true;
    writer_put(&json->out, "{");
}

/* A pointer without a slash in front is none, or the whole document, which is no number. */
void json_begin_search(struct json_writer *json, const char *pointer)
{
    clear(json, NULL, NULL);
    json->seeks = true;
    json->sought = *pointer == '/' ? pointer : NULL;
}

bool json_object(struct json_writer *json, const char *key)
{
    return open_level(json, key, false);
}

bool json_list(struct json_writer *json, const char *key)
{
    return open_level(json, key, true);
}

/* What was not entered is only counted: no level was opened for it. */
void json_end(struct json_writer *json)
{
    if (json->passed_over > 0) {
        --json->passed_over;
    } else if (json->seeks) {
        --json->depth;
        json->sought = NULL; /* it would have been in here */
    } else {
        close_level(json);
    }
}

/* The number of the object that begins with the text that the pointer has next; `count`: none. With
 * `passed_over` above 0 whatever `put` writes is passed over, and its first text is compared alone.
 */
static size_t find_identified(struct json_writer *json, size_t count, json_members *put,
                              const void *of)
{
    const char *part = json->sought + 1;
    size_t i = 0;
    json->identified = strcspn(part, "/");
    ++json->passed_over; /* nothing but the texts is looked at */
    for (json->is_it = false; i < count; ++i) {
        json->looked_for = part;
        put(json, of, i);
        if (json->is_it) {
            break;
        }
    }
    --json->passed_over;
    json->looked_for = NULL;
    return i;
}

/* A search looks at one object, the first that it is given. Its number is that of the level's
 * count, which the caller has set to `first`. */
static void put_objects(struct json_writer *json, size_t first, size_t count, json_members *put,
                        const void *of)
{
    bool wanted = true;
    for (size_t i = first; wanted && i < count; ++i) {
        if (json_object(json, NULL)) {
            put(json, of, i);
        }
        json_end(json);
        wanted = !json->seeks;
    }
}

/* A search goes to the object that its pointer names without calling the report for those before
 * it. index_of() gives SIZE_MAX for what is no number: then there is no such object. */
void json_objects(struct json_writer *json, const char *key, size_t count, json_members *put,
                  const void *of)
{
    if (json_list(json, key)) {
        size_t first = 0;
        if (json->seeks && json->sought != NULL) {
            first = index_of(json->sought + 1, strcspn(json->sought + 1, "/"));
            json->levels[json->depth - 1].count = first;
        }
        put_objects(json, first, count, put, of);
    }
    json_end(json);
}

/* An identifier goes before a place: a platform may be called "0". */
void json_identified(struct json_writer *json, const char *key, size_t count, json_members *put,
                     const void *of)
{
    if (json->seeks && json_list(json, key)) {
        const size_t place = json->sought != NULL ? find_identified(json, count, put, of) : count;
        /* Entered by hand: open_level() would compare the identifier with the element's number. */
        if (place < count) { /* what is left of the pointer is in it */
            json->sought += 1 + json->identified;
            json->sought = *json->sought != '\0' ? json->sought : NULL;
            json->levels[json->depth++] = (struct json_level){.is_list = false};
            put(json, of, place);
            json_end(json);
        } else if (json->sought != NULL) {
            const size_t first = index_of(json->sought + 1, json->identified);
            json->levels[json->depth - 1].count = first;
            put_objects(json, first, count, put, of);
        }
        json_end(json);
    } else if (json->seeks) {
        json_end(json);
    } else {
        json_objects(json, key, count, put, of);
    }
}

/* Compares the first text of an object with the one that is looked for. The first alone: what
 * follows may be equal to an identifier by chance. */
static void compare(struct json_writer *json, const char *text)
{
    if (json->looked_for != NULL) {
        json->is_it = is_key(json->looked_for, json->identified, text);
        json->looked_for = NULL;
    }
}

void json_text(struct json_writer *json, const char *key, const char *text)
{
    compare(json, text);
    if (json->seeks) {
        search_value(json, key, false, 0);
    } else if (json->out.failed == 0) {
        put_place(json, key, true);
        put_string(&json->out, text);
    }
}

/* One of the words true, false and null. */
static void put_word(struct json_writer *json, const char *key, const char *word)
{
    if (json->seeks) {
        search_value(json, key, false, 0);
    } else if (json->out.failed == 0) {
        put_place(json, key, true);
        writer_put(&json->out, word);
    }
}

void json_flag(struct json_writer *json, const char *key, bool flag)
{
    put_word(json, key, flag ? "true" : "false");
}

void json_null(struct json_writer *json, const char *key)
{
    put_word(json, key, "null");
}

/* JSON has no infinities and no NaN (RFC 8259, section 6). */
void json_number(struct json_writer *json, const char *key, double number)
{
    if (!isfinite(number)) {
        json_null(json, key);
    } else if (json->seeks) {
        search_value(json, key, true, number);
    } else if (json->out.failed == 0) {
        put_place(json, key, true);
        writer_number(&json->out, number);
    }
}

/* A broken output is not closed: half a report must not look whole. */
blackout_status json_finish(struct json_writer *json, blackout_error *error)
{
    if (json->out.failed == 0) {
        close_level(json);
        writer_put(&json->out, "\n");
    }
    return writer_finish(&json->out, error);
}

blackout_status json_found(double *number, const struct json_writer *json, const char *pointer,
                           blackout_error *error)
{
    if (!json->found) {
        return error_set(error, BLACKOUT_ERROR_USAGE,
                         "the report has no number at '%.200s'; give the path of a number",
                         pointer);
    }
    *number = json->number;
    return BLACKOUT_OK;
}
