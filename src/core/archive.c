/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything is made of words of eight bytes, the lowest first: one width leaves one way to read
 * them, and doubles, which are most of it, take eight anyway. What is read may be anything: counts
 * are held against the bytes that are left before memory is taken. */
#include "core/archive.h"

#include <math.h>
#include <string.h>

enum { WORD_BYTES = 8 };

/* By shifts and not by memcpy(): what one machine writes, another with the other order of bytes
 * reads. */
static void put_word(struct writer *out, uint64_t word)
{
    char bytes[WORD_BYTES];
    for (int i = 0; i < WORD_BYTES; ++i) {
        bytes[i] = (char)(unsigned char)(word >> (8 * i) & 0xff);
    }
    writer_bytes(out, bytes, sizeof bytes);
}

/* The next bytes, or NULL where there are not so many. Once that has been so, nothing is given any
 * more: what followed would be read from the wrong place. */
static const char *take(struct archive *archive, size_t size)
{
    const char *bytes = archive->bytes;
    if (!archive->sound || archive->left < size) {
        archive->sound = false;
        return NULL;
    }
    archive->bytes += size;
    archive->left -= size;
    return bytes;
}

static uint64_t take_word(struct archive *archive)
{
    const char *bytes = take(archive, WORD_BYTES);
    uint64_t word = 0;
    for (int i = 0; i < WORD_BYTES && bytes != NULL; ++i) {
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    }
    return word;
}

void archive_number(struct archive *archive, uint64_t *number)
{
    if (archive->out != NULL) {
        put_word(archive->out, *number);
    } else {
        *number = take_word(archive);
    }
}

/* The count is checked here and not by each caller, since memory for so many things is taken right
 * after it: a damaged file must not ask for all there is. */
size_t archive_count(struct archive *archive, size_t count, size_t least)
{
    uint64_t number = count;
    archive_number(archive, &number);
    if (archive->out == NULL && number > archive->left / (least > 0 ? least : 1)) {
        archive->sound = false;
        return 0;
    }
    return (size_t)number;
}

void archive_bool(struct archive *archive, bool *truth)
{
    uint64_t number = *truth ? 1 : 0;
    archive_number(archive, &number);
    archive->sound = archive->sound && number <= 1;
    *truth = number == 1;
}

/* The bits pass through unchanged, NaN and the sign of zero included: what is taken must give the
 * same report as what was computed here. */
void archive_double(struct archive *archive, double *value)
{
    uint64_t bits;
    memcpy(&bits, value, sizeof bits);
    archive_number(archive, &bits);
    memcpy(value, &bits, sizeof bits);
}

void archive_text(struct archive *archive, struct arena *arena, const char **text)
{
    const size_t length = archive_count(archive, archive->out != NULL ? strlen(*text) : 0, 1);
    if (archive->out != NULL) {
        writer_bytes(archive->out, *text, length);
        return;
    }
    const char *bytes = take(archive, length);
    /* a NUL inside would make two texts of one */
    archive->sound = archive->sound && memchr(bytes, '\0', length) == NULL;
    *text = archive->sound ? arena_copy(arena, bytes, length) : NULL;
    if (*text == NULL) { /* a reader looks at `sound`, not at each text; memory is the arena's */
        archive->sound = false;
        *text = "";
    }
}

/* Sums are of finite terms: an infinity in a damaged file would become NaN with the next term. The
 * parts are added again and not copied, so that whatever is read is an expansion as exact_sum.c
 * needs it. */
void archive_sum(struct archive *archive, struct arena *arena, struct exact_sum *sum)
{
    const size_t count = archive_count(archive, sum->count, WORD_BYTES);
    for (size_t i = 0; i < count && archive->sound; ++i) {
        double part = archive->out != NULL ? sum->parts[i] : 0;
        archive_double(archive, &part);
        if (archive->out == NULL) {
            archive->sound = isfinite(part) && exact_sum_add(sum, arena, part);
        }
    }
}
