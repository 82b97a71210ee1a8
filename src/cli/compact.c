/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON on one line: a sink before another that leaves out the blanks between tokens (RFC 8259,
 * section 2). Texts are passed on as they are; numbers keep all digits. The state is kept between
 * calls, since a token may be cut between two of them. */
#include <string.h>

#include "cli/cli.h"

int compact_write(void *user, const char *bytes, size_t size)
{
    struct compact *compact = user;
    size_t from = 0;
    for (size_t i = 0; i < size; ++i) {
        const char c = bytes[i];
        if (compact->in_text) {
            compact->in_text = compact->escaped || c != '"';
            compact->escaped = !compact->escaped && c == '\\';
        } else if (c == '"') {
            compact->in_text = true;
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            if (i > from && compact->sink(compact->user, bytes + from, i - from) != 0) {
                return -1;
            }
            from = i + 1;
        }
    }
    return size > from ? compact->sink(compact->user, bytes + from, size - from) : 0;
}
