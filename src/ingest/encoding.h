/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in other encodings than UTF-8, over iconv(). */
#ifndef BLACKOUT_INGEST_ENCODING_H
#define BLACKOUT_INGEST_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/status.h"

/* A converter to UTF-8; NULL in place of one means that none is needed. Of one thread at a time: an
 * encoding may have states. */
struct encoding;

enum { ENCODING_MOST_GROWTH = 4 }; /* bytes of UTF-8 that one byte of another encoding can become */

/* Whether text can be converted from `name`: "utf-8", or any other name that iconv() knows. NULL is
 * UTF-8. */
bool encoding_is_known(const char *name);

/* Opens a converter; `*encoding` is NULL for UTF-8. BLACKOUT_ERROR_INPUT for a name that is not
 * known, BLACKOUT_ERROR_MEMORY. */
blackout_status encoding_open(struct encoding **encoding, const char *name);

/* Converts one text of its own into `out`, which has room for ENCODING_MOST_GROWTH bytes for each
 * byte; false if it is not in this encoding. */
bool encoding_convert(struct encoding *encoding, char *out, size_t *size, const char *bytes,
                      size_t length);

/* Whether text of ASCII is the same in the encoding and in UTF-8, which NULL is. */
bool encoding_keeps_ascii(const struct encoding *encoding);

/* Whether characters of the encoding take two or four bytes, so that bytes alone show no lines. */
bool encoding_is_wide(const char *name);

/* Whether it is wide, and its name does not say in which order the bytes are. */
bool encoding_lacks_order(const char *name);

/* A byte that no text in UTF-8 has: what stands where a part could not be converted. */
#define ENCODING_NO_TEXT ((char)0xff)

/* Converts a part of a longer text into `out`, which has room for ENCODING_MOST_GROWTH bytes for
 * each byte of `*used`; `*used` becomes the number of bytes that were whole characters, or none at
 * all. */
void encoding_convert_part(struct encoding *encoding, char *out, size_t *size, const char *bytes,
                           size_t *used);

void encoding_close(struct encoding *encoding);

#endif
