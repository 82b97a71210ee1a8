/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in other encodings than UTF-8, over iconv(). */
#ifndef BLACKOUT_INGEST_ENCODING_H
#define BLACKOUT_INGEST_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/status.h"

/* A converter to UTF-8; NULL in place of one means that none is needed. */
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

void encoding_close(struct encoding *encoding);

#endif
