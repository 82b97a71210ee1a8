/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iconv() is used through these few functions alone. Field by field it starts anew, so that a bad
 * byte spoils one field; units of two or four bytes have to be converted as a stream, since their
 * bytes contain those of commas and line ends. */
#include "ingest/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

struct encoding {
    iconv_t converter;
    bool keeps_ascii;
};

/* NULL where no conversion is needed; else the name that iconv() has for it. utf-8-sig is Python's
 * name for UTF-8 with a mark, which the reader skips anyway; latin-1 is known to people and not to
 * iconv(). Any other name is for iconv() to know, which knows different ones on different systems.
 */
static const char *foreign_encoding(const char *encoding)
{
    static const char *const utf8_names[] = {"utf-8", "utf8", "utf_8", "utf-8-sig"};
    if (encoding == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof utf8_names / sizeof utf8_names[0]; ++i) {
        if (text_alike(encoding, utf8_names[i])) {
            return NULL;
        }
    }
    return text_alike(encoding, "latin-1") ? "ISO-8859-1" : encoding;
}

/* Without memory the answer is yes: it is the opening that reports it. */
bool encoding_is_known(const char *name)
{
    struct encoding *encoding;
    const blackout_status status = encoding_open(&encoding, name);
    encoding_close(encoding);
    return status != BLACKOUT_ERROR_INPUT;
}

/* The converter is set back first: an encoding with states must not carry one from field to field.
 */
bool encoding_convert(struct encoding *encoding, char *out, size_t *size, const char *bytes,
                      size_t length)
{
    char *in = (char *)(uintptr_t)bytes; /* iconv() does not write there */
    size_t in_left = length;
    size_t out_left = ENCODING_MOST_GROWTH * length;
    char *at = out;
    iconv(encoding->converter, NULL, NULL, NULL, NULL);
    bool good = iconv(encoding->converter, &in, &in_left, &at, &out_left) != (size_t)-1;
    *size = (size_t)(at - out);
    return good;
}

/* Tried out, each character by itself and all of them as one text: an encoding with states (UTF-7,
 * HZ, ISO-2022) begins one with some of them. */
static bool keeps_ascii(struct encoding *encoding)
{
    enum { CHARACTERS = 127 };
    char text[CHARACTERS];
    char converted[ENCODING_MOST_GROWTH * CHARACTERS];
    size_t size;
    bool kept = true;
    for (int i = 0; i < CHARACTERS && kept; ++i) {
        text[i] = (char)(i + 1);
        kept = encoding_convert(encoding, converted, &size, &text[i], 1) && size == 1 &&
               converted[0] == text[i];
    }
    return kept && encoding_convert(encoding, converted, &size, text, CHARACTERS) &&
           size == CHARACTERS && memcmp(converted, text, CHARACTERS) == 0;
}

/* Whether it keeps ASCII is tried out once, and not asked of a list: iconv() has hundreds of
 * encodings. */
blackout_status encoding_open(struct encoding **encoding, const char *name)
{
    const char *foreign = foreign_encoding(name);
    *encoding = NULL;
    if (foreign == NULL) {
        return BLACKOUT_OK;
    }
    iconv_t converter = iconv_open("UTF-8", foreign);
    if (converter == (iconv_t)-1) {
        return errno == ENOMEM ? BLACKOUT_ERROR_MEMORY : BLACKOUT_ERROR_INPUT;
    }
    *encoding = malloc(sizeof **encoding);
    if (*encoding == NULL) {
        iconv_close(converter);
        return BLACKOUT_ERROR_MEMORY;
    }
    (*encoding)->converter = converter;
    (*encoding)->keeps_ascii = keeps_ascii(*encoding);
    return BLACKOUT_OK;
}

bool encoding_keeps_ascii(const struct encoding *encoding)
{
    return encoding == NULL || encoding->keeps_ascii;
}

/* By the beginnings of names: iconv() knows each with the order of its bytes behind it. */
bool encoding_is_wide(const char *name)
{
    static const char *const wide[] = {"UTF-16", "UTF16", "UTF_16", "UTF-32", "UTF32",
                                       "UTF_32", "UCS-2", "UCS2",   "UCS-4",  "UCS4"};
    for (size_t i = 0; name != NULL && i < sizeof wide / sizeof wide[0]; ++i) {
        if (text_starts_alike(name, wide[i], strlen(wide[i]))) {
            return true;
        }
    }
    return false;
}

/* UTF-16 alone leaves the order to a mark; without one it would be iconv()'s own guess. */
bool encoding_lacks_order(const char *name)
{
    const size_t length = strlen(name);
    return encoding_is_wide(name) && !text_alike(name + length - 2, "LE") &&
           !text_alike(name + length - 2, "BE");
}

/* What cannot be converted becomes a byte that no UTF-8 has, so that its field is reported and the
 * rest is read. A unit at the end that is not whole is left for the next part (EINVAL). */
void encoding_convert_part(struct encoding *encoding, char *out, size_t *size, const char *bytes,
                           size_t *used)
{
    enum { UNIT = 2 }; /* of UTF-16; half of one of UTF-32, whose other half is then no text too */
    char *in = (char *)(uintptr_t)bytes;
    size_t in_left = *used;
    size_t out_left = ENCODING_MOST_GROWTH * *used;
    char *at = out;
    while (iconv(encoding->converter, &in, &in_left, &at, &out_left) == (size_t)-1 &&
           errno == EILSEQ && in_left >= UNIT) {
        *at++ = ENCODING_NO_TEXT;
        --out_left;
        in += UNIT;
        in_left -= UNIT;
    }
    *used -= in_left;
    *size = (size_t)(at - out);
}

void encoding_close(struct encoding *encoding)
{
    if (encoding != NULL) {
        iconv_close(encoding->converter);
        free(encoding);
    }
}
