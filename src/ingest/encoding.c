/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

struct encoding {
    iconv_t converter;
};

/* NULL where no conversion is needed; else the name that iconv() has for it. */
static const char *foreign_encoding(const char *encoding)
{
    static const char *const utf8_names[] = {"utf-8", "utf8", "utf_8", "utf-8-sig"};
    if (encoding == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof utf8_names / sizeof utf8_names[0]; ++i) {
        if (strcasecmp(encoding, utf8_names[i]) == 0) {
            return NULL;
        }
    }
    return strcasecmp(encoding, "latin-1") == 0 ? "ISO-8859-1" : encoding;
}

bool encoding_is_known(const char *name)
{
    struct encoding *encoding;
    const blackout_status status = encoding_open(&encoding, name);
    encoding_close(encoding);
    return status != BLACKOUT_ERROR_INPUT;
}

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
    return BLACKOUT_OK;
}

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

void encoding_close(struct encoding *encoding)
{
    if (encoding != NULL) {
        iconv_close(encoding->converter);
        free(encoding);
    }
}
