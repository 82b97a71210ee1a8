/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From mark to mark: what is between them need not be looked at. Quotes are rare, and seen one by
 * one. */
#include "ingest/csv_plain.h"

#include "core/text.h"

/* The number of the mark after a field in quotes, whose first quote is the one before number `k`;
 * 0 where it is not plain. A delimiter in it is text; a line end leaves the line to libcsv, which
 * alone undoes doubling (RFC 4180, section 2, rule 7), and reports quotes that are stray, as text
 * between the closing one and the delimiter is. */
static CSV_INLINED size_t behind_quotes(const struct csv_places *places, const uint32_t *marks,
                                        size_t k)
{
    const struct csv_marks meant = places->marks;
    const char *bytes = places->bytes;
    while (marks[k] < places->size && bytes[marks[k]] == meant.delimiter) {
        ++k;
    }
    const size_t quote = marks[k];
    return quote < places->size && bytes[quote] == meant.quote && marks[k + 1] == quote + 1 &&
                   quote + 1 < places->size && bytes[quote + 1] != meant.quote
               ? k + 1
               : 0;
}

/* The length of a line with its end at `end`; 0 where that is a CR and the last byte at hand, which
 * may be half of a CRLF: without the next byte nobody can tell, and the line is left to the slower
 * way. */
static size_t length_to(const struct csv_places *places, size_t at, size_t end)
{
    if (places->bytes[end] == '\n') {
        return end + 1 - at;
    }
    return end + 1 == places->size ? 0 : end - at + (places->bytes[end + 1] == '\n' ? 2 : 1);
}

/* Notes that a line has been split that ends with a mark; returns its length. */
static size_t finish(struct csv_plain *plain, const struct csv_places *places, size_t at,
                     const uint32_t *mark)
{
    const size_t length = length_to(places, at, *mark);
    plain->is_ascii = places->all_ascii || csv_places_are_ascii(places, at, *mark);
    plain->place = (size_t)(mark - places->at) + 1;
    return length <= CSV_LONGEST_PLAIN ? length : 0;
}

/* So many marks are those of the fields that a line is known to begin with. */
static CSV_INLINED size_t marks_before(const struct csv_plain *plain, const uint32_t *marks,
                                       size_t at)
{
    size_t k = plain->same;
    if (k > 0) { /* at least one for each field, and more where there are quotes */
        const size_t next = at + plain->slices[k - 1].next;
        while (marks[k - 1] + 1 < next) {
            ++k;
        }
    }
    return k;
}

static CSV_INLINED size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Splits what follows the fields that the line is known to begin with. A quote is the first byte of
 * a field, or the line goes to libcsv. */
static CSV_INLINED size_t split_rest(struct csv_plain *plain, const struct csv_places *places,
                                     size_t at)
{
    const uint32_t *const marks = places->at + plain->place; /* from those of the line on */
    const size_t mark_count = places->count - plain->place;
    const struct csv_marks meant = places->marks;
    const char *const line = places->bytes + at;
    struct csv_slice *slice = plain->slices + plain->same;
    size_t k = marks_before(plain, marks, at);
    uint32_t first = plain->same > 0 ? slice[-1].next : 0;
    size_t end_of_marks = least(mark_count, k + plain->most - plain->same);
    while (k < end_of_marks) {
        uint32_t end = marks[k++] - (uint32_t)at;
        char mark = line[end];
        slice->first = first;
        slice->length = end - first;
        if (mark == meant.quote) {
            k = end == first ? behind_quotes(places, marks, k) : 0;
            if (k == 0) {
                return 0;
            }
            end = marks[k++] - (uint32_t)at;
            mark = line[end];
            slice->first = first + 1;
            slice->length = end - first - 2;
            end_of_marks = least(mark_count, k + plain->most - (size_t)(slice + 1 - plain->slices));
        }
        first = end + 1;
        slice->next = first;
        ++slice;
        if (mark != meant.delimiter) {
            plain->count = (size_t)(slice - plain->slices);
            return finish(plain, places, at, &marks[k - 1]);
        }
    }
    return 0;
}

/* Goes past the marks before the line: those of lines that others have read, and the second half of
 * a CRLF. */
static CSV_INLINED void go_to(struct csv_plain *plain, const struct csv_places *places, size_t at)
{
    while (places->at[plain->place] < at) {
        ++plain->place;
    }
}

/* An empty line is no record for libcsv; to say 0 leaves that decision in one place. */
size_t csv_plain_split(struct csv_plain *plain, const struct csv_places *places, size_t at)
{
    plain->same = 0;
    go_to(plain, places, at);
    return at == places->size || places->bytes[at] == '\n' || places->bytes[at] == '\r'
               ? 0
               : split_rest(plain, places, at);
}

/* A delimiter that ended a field ends it again behind the same bytes. The last field is always
 * split, since its line end is one byte or two. */
size_t csv_plain_split_next(struct csv_plain *plain, const struct csv_places *places, size_t before,
                            size_t at)
{
    const size_t last = plain->count - 1;
    const size_t most = plain->slices[last].first;
    const size_t left = places->size - at;
    const size_t common =
        text_common_length(places->bytes + before, places->bytes + at, left < most ? left : most);
    size_t same = 0;
    for (size_t i = 0; i < last; ++i) { /* all, in place of a branch that nobody can foretell */
        same += plain->slices[i].next <= common ? 1 : 0;
    }
    if (same == 0) {
        return csv_plain_split(plain, places, at);
    }
    plain->same = same;
    go_to(plain, places, at);
    return split_rest(plain, places, at);
}
