/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything here works on bytes and knows UTF-8 by its bit patterns: no locale, no wide
 * characters. Near misses are measured in bytes too, since what people mistype are identifiers,
 * nearly all of them ASCII; the distance is that of Damerau (1964) and Levenshtein with neighbours
 * swapped at most once (optimal string alignment). */
#include "core/text.h"

#include <stdint.h>
#include <string.h>

/* The length of the ASCII at the beginning of a text, or up to seven bytes less: most texts are
 * nothing else, and eight bytes are looked at as fast as one. The caller looks at the rest byte by
 * byte. */
static size_t ascii_length(const char *text, size_t length)
{
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    size_t i = 0;
    uint64_t bytes = 0;
    for (; i + sizeof bytes <= length; i += sizeof bytes) {
        memcpy(&bytes, text + i, sizeof bytes);
        if ((bytes & high_bits) != 0) {
            break;
        }
    }
    return i;
}

/* A NUL ends the comparison in either text: a[i] is not NUL inside, and where b ends, they differ.
 */
bool text_starts_alike(const char *a, const char *b, size_t length)
{
    size_t i = 0;
    while (i < length && a[i] != '\0' && text_small(a[i]) == text_small(b[i])) {
        ++i;
    }
    return i == length || text_small(a[i]) == text_small(b[i]);
}

bool text_alike(const char *a, const char *b)
{
    return text_starts_alike(a, b, SIZE_MAX);
}

bool text_is_among(const char *text, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (strcmp(texts[i], text) == 0) {
            return true;
        }
    }
    return false;
}

/* All bytes are looked at, many at a time: nearly all texts are. */
bool text_is_ascii(const char *text, size_t length)
{
    unsigned char other = 0;
    for (size_t i = 0; i < length; ++i) {
        const unsigned char byte = (unsigned char)text[i];
        other |= (unsigned char)(byte >= 0x80) | (unsigned char)(byte == 0);
    }
    return other == 0;
}

/* The second byte has a narrower range after E0, ED, F0 and F4: overlong forms, surrogates, and
 * what is beyond U+10FFFF (RFC 3629, section 4). Four more bytes are none that UTF-8 has: the mark
 * of a byte that begins no character. */
bool text_is_utf8(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = ascii_length(text, length);
    while (i < length) {
        unsigned char lead = s[i];
        size_t more = lead < 0x80   ? 0
                      : lead < 0xc2 ? 4
                      : lead < 0xe0 ? 1
                      : lead < 0xf0 ? 2
                      : lead < 0xf5 ? 3
                                    : 4;
        if (more == 4 || i + more >= length) {
            return false;
        }
        unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (size_t k = 1; k <= more; ++k) {
            if (s[i + k] < low || s[i + k] > high) {
                return false;
            }
            low = 0x80;
            high = 0xbf;
        }
        i += 1 + more;
    }
    return true;
}

/* The byte after the cut says whether it is inside one. */
size_t text_whole_length(const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80) {
        --length;
    }
    return length;
}

/* No byte is read after a NUL: each is looked at only where the one before it is not one. */
size_t text_control(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    if (c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F) {
        return 2;
    }
    if (c[0] == 0xE2 && c[1] == 0x80 && (c[2] == 0xA8 || c[2] == 0xA9)) {
        return 3;
    }
    return c[0] != '\0' && (c[0] < ' ' || c[0] == 0x7F) ? 1 : 0;
}

size_t text_direction_mark(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    const bool embeds = c[0] == 0xE2 && c[1] == 0x80 && c[2] >= 0xAA && c[2] <= 0xAE;
    const bool isolates = c[0] == 0xE2 && c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9;
    return embeds || isolates ? 3 : 0;
}

/* In a message there is nobody who ends the direction that a value has begun. Bytes that are no
 * UTF-8 become '?', one by one: a terminal may take them for controls, and JSON must not have them.
 */
void text_make_line(char *message)
{
    for (char *c = message; *c != '\0'; ++c) {
        const unsigned char lead = (unsigned char)*c;
        const size_t control = text_control(c) + text_direction_mark(c);
        if (control > 0) {
            memset(c, ' ', control);
            c += control - 1;
        } else if (lead >= 0x80) {
            size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            if (strnlen(c, size) < size || !text_is_utf8(c, size)) {
                *c = '?';
            } else {
                c += size - 1;
            }
        }
    }
}

/* A space, what spreadsheets have between digits (U+00A0, U+2007, U+2009, U+202F), and a mark of
 * byte order in the middle of a file (U+FEFF). */
static const char *const blanks[] = {" ",           "\t",           "\r",           "\n",
                                     "\xC2\xA0",    "\xE2\x80\x87", "\xE2\x80\x89", "\xE2\x80\xAF",
                                     "\xEF\xBB\xBF"};

enum { BLANK_COUNT = sizeof blanks / sizeof blanks[0] };

/* The length of the blank at the beginning, or at the end, of a text; 0: there is none. */
static size_t blank_length(const char *text, size_t length, bool at_end)
{
    const unsigned char edge = length == 0 ? 0 : (unsigned char)text[at_end ? length - 1 : 0];
    if (edge > ' ' && edge < 0x80) { /* no byte of any, as nearly all are */
        return 0;
    }
    for (size_t i = 0; i < BLANK_COUNT; ++i) {
        const size_t size = strlen(blanks[i]);
        if (size <= length && memcmp(at_end ? text + length - size : text, blanks[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

size_t text_blank(const char *text, size_t length)
{
    return blank_length(text, length, false);
}

void text_trim_blanks(const char **text, size_t *length)
{
    size_t blank;
    while ((blank = blank_length(*text, *length, false)) > 0) {
        *text += blank;
        *length -= blank;
    }
    while ((blank = blank_length(*text, *length, true)) > 0) {
        *length -= blank;
    }
}

/* The marks are E2 80 AA to AE and E2 81 A6 to A9. An isolate that ends ends what was begun in it.
 * A mark that ends an embedding inside an isolate ends none outside of it (UAX 9, rule X7), so that
 * those within are not counted. */
struct text_directions text_open_directions(const char *text)
{
    struct text_directions open = {0};
    for (const unsigned char *at = (const unsigned char *)text;
         (at = (const unsigned char *)strchr((const char *)at, 0xE2)) != NULL; ++at) {
        const unsigned char last = at[1] != '\0' ? at[2] : '\0';
        if (at[1] == 0x81 && last >= 0xA6 && last <= 0xA8) {
            ++open.isolates;
        } else if (at[1] == 0x81 && last == 0xA9) {
            open.isolates -= open.isolates > 0 ? 1 : 0;
        } else if (at[1] == 0x80 && open.isolates == 0 && last >= 0xAA && last <= 0xAE) {
            const bool ends = last == 0xAC;
            open.embeddings += !ends ? 1 : 0;
            open.embeddings -= ends && open.embeddings > 0 ? 1 : 0;
        }
    }
    return open;
}

/* Of characters, not of columns on a terminal: combining marks and wide characters count as one. */
size_t text_width(const char *text)
{
    size_t width = 0;
    for (; *text != '\0'; ++text) {
        width += ((unsigned char)*text & 0xc0) != 0x80 ? 1 : 0;
    }
    return width;
}

/* Names longer than this are not compared: no identifier of the contract is. */
enum { LONGEST_NAME = 63 };

static size_t smallest(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Three rows are enough: a swap looks two rows back, and nothing looks further. */
static size_t edit_distance(const char *a, size_t m, const char *b, size_t n)
{
    size_t rows[3][LONGEST_NAME + 1];
    size_t *before = rows[0];
    size_t *last = rows[1];
    size_t *now = rows[2];
    for (size_t j = 0; j <= n; ++j) {
        last[j] = j;
    }
    for (size_t i = 1; i <= m; ++i) {
        now[0] = i;
        for (size_t j = 1; j <= n; ++j) {
            size_t change = last[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0);
            now[j] = smallest(change, 1 + smallest(last[j], now[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = smallest(now[j], before[j - 2] + 1);
            }
        }
        /* the row before the last is not needed any more, and is written next */
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[n];
}

size_t text_distance(const char *a, const char *b)
{
    const size_t m = strlen(a);
    const size_t n = strlen(b);
    return m <= LONGEST_NAME && n <= LONGEST_NAME ? edit_distance(a, m, b, n) : SIZE_MAX;
}

/* A distance as long as the text itself would make any text of that length a near one: "ab" for
 * "xy". Texts of one or two letters get one change, which a third of them would not be. */
const char *text_nearest(const char *text, const char *const *candidates, size_t count)
{
    size_t length = strlen(text);
    size_t best = length / 3 > 0 ? length / 3 + 1 : 2;
    const char *nearest = NULL;
    for (size_t i = 0; length <= LONGEST_NAME && i < count; ++i) {
        size_t other = candidates[i] != NULL ? strlen(candidates[i]) : LONGEST_NAME + 1;
        if (other == 0 || other > LONGEST_NAME) {
            continue;
        }
        if (text_alike(text, candidates[i])) {
            return candidates[i];
        }
        size_t distance = edit_distance(text, length, candidates[i], other);
        if (distance < best && distance < length) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}
