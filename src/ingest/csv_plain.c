/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes are looked at 64 at a time: one bit for each that means something, in a word. Between those
 * bits nothing has to be done. After Langdale and Lemire, "Parsing gigabytes of JSON per second"
 * (2019), without their treatment of quotes: those are rare, and seen one by one. */
#include "ingest/csv_plain.h"

#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK_BYTES = 64 };

/* What is inlined everywhere keeps the scan in registers: there is a mark every eight bytes. */
#define INLINED inline __attribute__((always_inline))

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

#ifdef __AVX2__

/* See that of SSE2, of twice the width. */
static INLINED struct block scan_block(struct csv_marks marks, const char *bytes)
{
    struct block block = {0, 0};
    const __m256i delimiter = _mm256_set1_epi8(marks.delimiter);
    const __m256i quote = _mm256_set1_epi8(marks.quote);
    const __m256i feed = _mm256_set1_epi8('\n');
    const __m256i carriage = _mm256_set1_epi8('\r');
    for (int i = 0; i < BLOCK_BYTES; i += (int)sizeof(__m256i)) {
        const __m256i part = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
        const __m256i separators =
            _mm256_or_si256(_mm256_cmpeq_epi8(part, delimiter), _mm256_cmpeq_epi8(part, quote));
        const __m256i ends =
            _mm256_or_si256(_mm256_cmpeq_epi8(part, feed), _mm256_cmpeq_epi8(part, carriage));
        const __m256i other =
            _mm256_or_si256(part, _mm256_cmpeq_epi8(part, _mm256_setzero_si256()));
        block.marks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(separators, ends))
                       << i;
        block.other |= (uint64_t)(uint32_t)_mm256_movemask_epi8(other) << i;
    }
    return block;
}

#elif defined(__SSE2__)

static INLINED struct block scan_block(struct csv_marks marks, const char *bytes)
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

/* The marks of a line, one after another, as their blocks are looked at. */
struct scan {
    struct csv_marks marks;
    const char *bytes;
    size_t size;
    size_t base;        /* of the block at hand */
    struct block block; /* what is left of it */
    uint64_t other;     /* of all blocks before it */
};

static INLINED void look_at(struct scan *scan, size_t base)
{
    const size_t left = scan->size - base;
    scan->base = base;
    scan->block = left >= BLOCK_BYTES ? scan_block(scan->marks, scan->bytes + base)
                                      : scan_bytes(scan->marks, scan->bytes + base, left);
}

/* The place of the next mark, or the size where there is none. */
static INLINED size_t next_mark(struct scan *scan)
{
    while (scan->block.marks == 0) {
        scan->other |= scan->block.other;
        if (scan->base + BLOCK_BYTES >= scan->size) {
            return scan->size;
        }
        look_at(scan, scan->base + BLOCK_BYTES);
    }
    const size_t at = scan->base + (size_t)__builtin_ctzll(scan->block.marks);
    scan->block.marks &= scan->block.marks - 1;
    return at;
}

/* Whether no byte up to the mark that was found last is other than ASCII, or NUL. */
static INLINED bool all_ascii(const struct scan *scan, size_t at)
{
    const uint64_t up_to = UINT64_MAX >> (BLOCK_BYTES - 1 - (at - scan->base));
    return (scan->other | (scan->block.other & up_to)) == 0;
}

/* The quote that closes the field, or the size: a line end before it leaves the line to libcsv, and
 * a delimiter is text. */
static INLINED size_t closing_quote(struct scan *scan)
{
    size_t at = next_mark(scan);
    while (at < scan->size && scan->bytes[at] == scan->marks.delimiter) {
        at = next_mark(scan);
    }
    return at < scan->size && scan->bytes[at] == scan->marks.quote ? at : scan->size;
}

/* The length of a line with its end at `at`; 0 where that is a CR and the last byte at hand, which
 * may be half of a CRLF: without the next byte nobody can tell, and the line is left to the slower
 * way. */
static INLINED size_t length_to(const struct scan *scan, size_t at)
{
    if (scan->bytes[at] == '\n') {
        return at + 1;
    }
    return at + 1 == scan->size ? 0 : at + (scan->bytes[at + 1] == '\n' ? 2 : 1);
}

/* Splits what follows the fields that the line is known to begin with. A quote is the first byte of
 * a field, or the line goes to libcsv: it alone undoes doubling (RFC 4180, section 2, rule 7), and
 * reports those that are stray, as text between a closing quote and the delimiter is. */
static size_t split_rest(struct csv_plain *plain, struct csv_marks marks, const char *bytes,
                         size_t size)
{
    size_t first = plain->same > 0 ? plain->slices[plain->same - 1].next : 0;
    size_t count = plain->same;
    struct scan scan = {.marks = marks, .bytes = bytes, .size = size};
    look_at(&scan, first);
    for (; count < plain->most; ++count) {
        size_t end = next_mark(&scan);
        size_t at = end;
        if (end < size && bytes[end] == marks.quote) {
            end = end == first ? closing_quote(&scan) : size;
            at = end < size ? next_mark(&scan) : size;
            ++first;
            if (at != end + 1 || (at < size && bytes[at] == marks.quote)) {
                return 0;
            }
        }
        if (at >= size) {
            return 0;
        }
        plain->slices[count] =
            (struct csv_slice){(uint32_t)first, (uint32_t)(end - first), (uint32_t)at + 1};
        first = at + 1;
        if (bytes[at] != marks.delimiter) {
            plain->count = count + 1;
            plain->is_ascii = plain->is_ascii && all_ascii(&scan, at);
            return length_to(&scan, at);
        }
    }
    return 0;
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
    enum { LITTLE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, WORD = sizeof(uint64_t) };
    size_t at = 0;
    for (; at + WORD <= most; at += WORD) {
        uint64_t x;
        uint64_t y;
        memcpy(&x, a + at, WORD);
        memcpy(&y, b + at, WORD);
        if (x != y) {
            return at + (size_t)(LITTLE ? __builtin_ctzll(x ^ y) : __builtin_clzll(x ^ y)) / 8;
        }
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
    for (size_t i = 0; i < last; ++i) { /* all, in place of a branch that nobody can foretell */
        plain->same += plain->slices[i].next <= common ? 1 : 0;
    }
    if (plain->same == 0) {
        return csv_plain_split(plain, marks, bytes, size);
    }
    return split_rest(plain, marks, bytes, size);
}
