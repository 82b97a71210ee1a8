/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends of lines are looked for by memchr(), in steps, which is faster than a loop over bytes.
 * Quotes are not looked at: that is for csv.c. */
#include "ingest/csv_line.h"

#include <string.h>

#include "core/text.h"

enum { SEARCH_BYTES = 512 }; /* a few times the length of a usual line */

/* A lone CR ends a line as well: files of old Macintosh programs have nothing else, and lines would
 * otherwise be counted as one. CRLF is one end, also where its halves are in two blocks. */
size_t csv_line_length(const char *bytes, size_t size, bool *complete)
{
    /* in steps, so that a file of lone CRs is not searched for LF to its end at every line */
    const char *feed = NULL;
    const char *carriage = NULL;
    size_t length = 0;
    while (feed == NULL && carriage == NULL && length < size) {
        size_t step = size - length < SEARCH_BYTES ? size - length : SEARCH_BYTES;
        feed = memchr(bytes + length, '\n', step);
        step = feed != NULL ? (size_t)(feed - bytes) + 1 - length : step;
        carriage = memchr(bytes + length, '\r', step);
        length += step;
    }
    if (feed == NULL && carriage != NULL && carriage + 1 < bytes + size && carriage[1] == '\n') {
        feed = carriage + 1; /* the two stand on either side of a step's end */
        length = (size_t)(feed - bytes) + 1;
    }
    if (carriage != NULL && (size_t)(carriage - bytes) + 2 != length) {
        length = (size_t)(carriage - bytes) + 1;
    }
    *complete = feed != NULL || carriage != NULL;
    return length;
}

/* Whether nothing follows in the line but the quote that was opened, and empty fields. */
static bool ends_here(const char *text, size_t length, bool quoted)
{
    size_t at = 0;
    if (quoted && (length == 0 || text[at++] != '"')) {
        return false;
    }
    while (quoted && at < length && (text[at] == ',' || text[at] == ';')) {
        ++at;
    }
    return at < length && (text[at] == '\n' || text[at] == '\r');
}

/* Excel obeys a first line `sep=;` and no other program does, so that it must be seen before the
 * header is; RFC 4180 does not know it. More text after the mark makes it a column's name. */
char csv_line_delimiter(const char *line, size_t length)
{
    static const char word[] = "sep=";
    enum { WORD_LENGTH = sizeof word - 1 };
    const bool quoted = length > 0 && line[0] == '"'; /* by spreadsheets that save it again */
    const char *at = line + (quoted ? 1 : 0);
    const size_t left = length - (quoted ? 1 : 0);
    if (left < WORD_LENGTH + 2 || !text_starts_alike(at, word, WORD_LENGTH)) {
        return '\0';
    }
    const char mark = at[WORD_LENGTH];
    const bool is_mark = (mark == '\t' || (mark >= ' ' && mark <= '~')) && mark != '"';
    return is_mark && ends_here(at + WORD_LENGTH + 1, left - WORD_LENGTH - 1, quoted) ? mark : '\0';
}
