/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes are looked at 64 at a time: one bit for each that means something, in a word. Between those
 * bits nothing has to be done. After Langdale and Lemire, "Parsing gigabytes of JSON per second"
 * (2019), without their treatment of quotes: those are rare, and seen one by one. */
#include "ingest/csv_plain.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK_BYTES = 64 };

/* Bits of a block, the first byte's lowest. */
struct block {
    uint64_t marks; /* delimiters, quotes, line ends */
    uint64_t other; /* NUL, and what is not ASCII */
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The last bytes of a buffer, and any bytes where there is no SSE2. */
static struct block scan_bytes(struct csv_marks marks, const char *bytes, size_t size)
{
    struct block block = {0, 0};
    for (size_t i = 0; i < size; ++i) {
        const char c = bytes[i];
        const bool marked = c == marks.delimiter || c == marks.quote || is_line_end(c);
        const bool other = c == '\0' || (unsigned char)c >= 0x80;
        block.marks |= (uint64_t)marked << i;
        block.other |= (uint64_t)other << i;
    }
    return block;
}

#ifdef __SSE2__

static inline struct block scan_block(struct csv_marks marks, const char *bytes)
{
    struct block block = {0, 0};
    const __m128i delimiter = _mm_set1_epi8(marks.delimiter);
    const __m128i quote = _mm_set1_epi8(marks.quote);
    const __m128i feed = _mm_set1_epi8('\n');
    const __m128i carriage = _mm_set1_epi8('\r');
    for (int i = 0; i < BLOCK_BYTES; i += (int)sizeof(__m128i)) {
        const __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        const __m128i separators =
            _mm_or_si128(_mm_cmpeq_epi8(part, delimiter), _mm_cmpeq_epi8(part, quote));
        const __m128i ends =
            _mm_or_si128(_mm_cmpeq_epi8(part, feed), _mm_cmpeq_epi8(part, carriage));
        /* the highest bit of a byte is set where it is not ASCII, and made for NUL */
        const __m128i other = _mm_or_si128(part, _mm_cmpeq_epi8(part, _mm_setzero_si128()));
        block.marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(separators, ends)) << i;
        block.other |= (uint64_t)(uint32_t)_mm_movemask_epi8(other) << i;
    }
    return block;
}

#else

static struct block scan_block(struct csv_marks marks, const char *bytes)
{
    return scan_bytes(marks, bytes, BLOCK_BYTES);
}

#endif

/* A line on its way through the blocks. */
struct line {
    struct csv_marks marks;
    const char *bytes;
    size_t size;
    struct csv_plain *plain;
    size_t first;  /* of the field that has begun */
    size_t closed; /* the place of the quote that closes it; 0: none does */
    bool quoted;   /* it is in quotes, and they are open */
    size_t length; /* once its end has been found */
};

/* Ends the field that has begun before the byte at `at`; false where it is not plain. Text between
 * a closing quote and the delimiter is a stray quote, which libcsv's strict mode has to report; the
 * line is left to it. */
static inline bool end_field(struct line *line, size_t at)
{
    struct csv_plain *plain = line->plain;
    if (plain->count == plain->most || (line->closed > 0 && line->closed + 1 != at)) {
        return false;
    }
    const size_t end = line->closed > 0 ? line->closed : at;
    plain->slices[plain->count++] =
        (struct csv_slice){(uint32_t)line->first, (uint32_t)(end - line->first), (uint32_t)at + 1};
    line->first = at + 1;
    line->closed = 0;
    return true;
}

/* Takes a quote: the first byte of a field, or the one that closes it. A quote inside a field,
 * doubled or stray, is no first byte: `opens` is false, and the line goes to libcsv, which alone
 * undoes doubling (RFC 4180, section 2, rule 7). */
static bool take_quote(struct line *line, size_t at)
{
    if (line->quoted) {
        line->quoted = false;
        line->closed = at;
        return true;
    }
    const bool opens = at == line->first && line->closed == 0;
    line->quoted = opens;
    line->first = at + 1;
    return opens;
}

/* Takes the byte at `at`, which is marked; false where the line is not plain. A CR that is the last
 * byte at hand may be half of a CRLF; without the next byte nobody can tell, and the line is left
 * to the slower way. */
static inline bool take_mark(struct line *line, size_t at)
{
    const char c = line->bytes[at];
    if (c == line->marks.quote) {
        return take_quote(line, at);
    }
    if (line->quoted) {
        return !is_line_end(c); /* a delimiter in quotes is text */
    }
    if (c == line->marks.delimiter) {
        return end_field(line, at);
    }
    const bool pair = c == '\r' && at + 1 < line->size && line->bytes[at + 1] == '\n';
    const bool sure = c == '\n' || at + 1 < line->size;
    line->length = at + (pair ? 2 : 1);
    return sure && end_field(line, at);
}

/* Takes a block at `at`; false where the line is not plain. */
static bool take_block(struct line *line, size_t at)
{
    const size_t left = line->size - at;
    struct block block = left >= BLOCK_BYTES ? scan_block(line->marks, line->bytes + at)
                                             : scan_bytes(line->marks, line->bytes + at, left);
    while (block.marks != 0) {
        const int bit = __builtin_ctzll(block.marks);
        if (!take_mark(line, at + (size_t)bit)) {
            return false;
        }
        if (line->length > 0) { /* what follows is another line's */
            block.other &= block.marks ^ (block.marks - 1);
            break;
        }
        block.marks &= block.marks - 1;
    }
    line->plain->is_ascii = line->plain->is_ascii && block.other == 0;
    return true;
}

/* Splits what follows the fields that the line is known to begin with. */
static size_t split_rest(struct csv_plain *plain, struct csv_marks marks, const char *bytes,
                         size_t size)
{
    const size_t begin = plain->same > 0 ? plain->slices[plain->same - 1].next : 0;
    struct line line = {
        .marks = marks, .bytes = bytes, .size = size, .plain = plain, .first = begin};
    plain->count = plain->same;
    for (size_t at = begin; at < size && line.length == 0; at += BLOCK_BYTES) {
        if (!take_block(&line, at)) {
            return 0;
        }
    }
    return line.length;
}

/* An empty line is no record for libcsv; to say 0 leaves that decision in one place. */
size_t csv_plain_split(struct csv_plain *plain, struct csv_marks marks, const char *bytes,
                       size_t size)
{
    size = size < CSV_LONGEST_PLAIN ? size : CSV_LONGEST_PLAIN;
    plain->same = 0;
    plain->is_ascii = true;
    return size == 0 || is_line_end(bytes[0]) ? 0 : split_rest(plain, marks, bytes, size);
}

/* How many of their first bytes are the same, of at most `most`. */
static size_t common_length(const char *a, const char *b, size_t most)
{
    size_t at = 0;
    uint64_t x = 0;
    uint64_t y = 0;
    while (x == y && at + sizeof x <= most) {
        memcpy(&x, a + at, sizeof x);
        memcpy(&y, b + at, sizeof y);
        at += x == y ? sizeof x : 0;
    }
    while (at < most && a[at] == b[at]) {
        ++at;
    }
    return at;
}

/* A delimiter that ended a field ends it again behind the same bytes. The last field is always
 * split, since its line end is one byte or two. Where the line before had bytes beyond ASCII, this
 * one is taken to have them, too. */
size_t csv_plain_split_next(struct csv_plain *plain, struct csv_marks marks, const char *before,
                            const char *bytes, size_t size)
{
    const size_t last = plain->count - 1;
    const size_t most = plain->slices[last].first;
    size = size < CSV_LONGEST_PLAIN ? size : CSV_LONGEST_PLAIN;
    const size_t common = common_length(before, bytes, size < most ? size : most);
    plain->same = 0;
    while (plain->same < last && plain->slices[plain->same].next <= common) {
        ++plain->same;
    }
    if (plain->same == 0) {
        return csv_plain_split(plain, marks, bytes, size);
    }
    return split_rest(plain, marks, bytes, size);
}
