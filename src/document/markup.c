/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function for text, one for attribute values: both escape the five characters of XML, and
 * replace what XML 1.0 (2.2) does not have as a character, since a name of a package may have it.
 * Directions that a text opens are closed at its end, or a name in Arabic could turn the sentence
 * around it. */
#include "document/markup.h"

#include <stdint.h>
#include <string.h>

#include "core/sha256.h"
#include "core/text.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char minus[] = "\xE2\x88\x92";       /* U+2212 */

/* U+2069 and U+202C, of which each ends a direction. */
static const char end_isolate[] = "\xE2\x81\xA9";
static const char end_embedding[] = "\xE2\x80\xAC";

/* ---- Text ------------------------------------------------------------------------------------ */

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Bytes of a character at `text` that is not shown: controls, U+FFFE and U+FFFF, most of which XML
 * does not have; 0: it is shown. */
static size_t invalid_length(const char *text)
{
    if (strncmp(text, "\xEF\xBF\xBE", 3) == 0 || strncmp(text, "\xEF\xBF\xBF", 3) == 0) {
        return 3;
    }
    return *text == '\t' || *text == '\n' ? 0 : text_control(text);
}

void markup_text(struct writer *writer, const char *text)
{
    const struct text_directions open = text_open_directions(text);
    while (*text != '\0') {
        const char *entity = entity_of(*text);
        size_t invalid = invalid_length(text);
        if (entity != NULL) {
            writer_put(writer, entity);
        } else if (invalid > 0) {
            writer_put(writer, replacement);
        } else {
            writer_bytes(writer, text, 1);
        }
        text += invalid > 0 ? invalid : 1;
    }
    for (size_t i = 0; i < open.isolates; ++i) {
        writer_put(writer, end_isolate);
    }
    for (size_t i = 0; i < open.embeddings; ++i) {
        writer_put(writer, end_embedding);
    }
}

/* A minus sign in figures, since a hyphen is shorter than a plus and may be broken at a line's end;
 * identifiers keep their hyphens. In a figure every hyphen is a sign: intervals have "to", and
 * exponents are signed too. */
void markup_value(struct writer *writer, const struct value *value)
{
    char buffer[VALUE_PRINT_SIZE];
    const char *text = value_print(buffer, value);
    if (!value_is_number(value)) {
        markup_text(writer, text);
        return;
    }
    for (const char *end; *text != '\0'; text = *end != '\0' ? end + 1 : end) {
        char part[VALUE_PRINT_SIZE];
        end = text + strcspn(text, "-");
        memcpy(part, text, (size_t)(end - text));
        part[end - text] = '\0';
        markup_text(writer, part);
        writer_put(writer, *end != '\0' ? minus : "");
    }
}

/* For addresses in the page: letters, digits and hyphens need no escape in a URL (RFC 3986, section
 * 2.3). A gap at the beginning or the end is none, so that an identifier never begins or ends with
 * a hyphen. */
void markup_identifier(struct writer *writer, const char *text)
{
    bool begun = false;
    bool gap = false;
    for (; *text != '\0'; ++text) {
        if (!text_is_alphanumeric(*text)) {
            gap = begun;
            continue;
        }
        writer_put(writer, gap ? "-" : "");
        writer_bytes(writer, (char[]){text_small(*text)}, 1);
        begun = true;
        gap = false;
    }
}

/* ---- Hashes ---------------------------------------------------------------------------------- */

static unsigned hex_digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* Base64 (RFC 4648, 4) of bytes that are given as `length` hexadecimal digits: three digits are two
 * characters. From the digits and not from bytes, because sha256_finish() gives those. */
static void put_base64(struct writer *writer, const char *hex, size_t length)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { DIGITS = 3, SIX_BITS = 0x3F };
    size_t characters = 0;
    for (size_t i = 0; i < length; i += DIGITS) {
        unsigned bits = 0;
        size_t given = length - i < DIGITS ? length - i : DIGITS;
        for (size_t k = 0; k < DIGITS; ++k) {
            bits = bits << 4 | (k < given ? hex_digit(hex[i + k]) : 0);
        }
        writer_bytes(writer, &alphabet[bits >> 6], 1);
        ++characters;
        if (given > 1) { /* a single digit has no bits for a second character */
            writer_bytes(writer, &alphabet[bits & SIX_BITS], 1);
            ++characters;
        }
    }
    writer_repeat(writer, '=', (4 - characters % 4) % 4);
}

/* Content Security Policy lets a style or script pass by its hash, so that nothing else in the page
 * can run. */
void markup_hash(struct writer *writer, const char *text)
{
    struct sha256 sha256;
    char hex[SHA256_TEXT_SIZE];
    sha256_init(&sha256);
    sha256_add(&sha256, text, strlen(text));
    if (!sha256_finish(&sha256, hex)) {
        writer->failed = 1;
        writer->out_of_memory = true; /* the one reason that SHA-256 cannot be had */
        return;
    }
    writer_put(writer, "'sha256-");
    put_base64(writer, hex, strlen(hex));
    writer_put(writer, "'");
}
