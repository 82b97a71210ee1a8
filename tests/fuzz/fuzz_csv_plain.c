/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are split as plain read the same by libcsv, which is given each of them alone: as one
 * record, with the same fields, whether split by itself or after the line before. The first byte
 * chooses the dialect. */
#include "fuzz.h"

#include <csv.h>

#include "ingest/csv_plain.h"

enum { MOST_SLICES = 64 };
#define NO_LINE SIZE_MAX

struct expected {
    const char *line;
    const struct csv_plain *plain;
    size_t fields;
    size_t records;
};

static void on_field(void *bytes, size_t length, void *argument)
{
    struct expected *expected = argument;
    fuzz_require(expected->fields < expected->plain->count);
    const struct csv_slice slice = expected->plain->slices[expected->fields++];
    fuzz_require(slice.length == length);
    fuzz_require(length == 0 || memcmp(expected->line + slice.first, bytes, length) == 0);
}

static void on_record(int terminator, void *argument)
{
    struct expected *expected = argument;
    (void)terminator;
    ++expected->records;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static bool is_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        if (bytes[i] == '\0' || (unsigned char)bytes[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static void compare(const struct csv_plain *plain, struct csv_marks marks, const char *line,
                    size_t length)
{
    struct expected expected = {.line = line, .plain = plain};
    struct csv_parser parser;
    fuzz_require(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) == 0);
    csv_set_delim(&parser, (unsigned char)marks.delimiter);
    csv_set_quote(&parser, (unsigned char)marks.quote);
    csv_set_space_func(&parser, no_space);
    fuzz_require(csv_parse(&parser, line, length, on_field, on_record, &expected) == length);
    fuzz_require(expected.records == 1 && expected.fields == plain->count);
    fuzz_require(csv_fini(&parser, on_field, on_record, &expected) == 0);
    fuzz_require(expected.records == 1 && expected.fields == plain->count);
    fuzz_require(plain->is_ascii == is_ascii(line, length));
    csv_free(&parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct csv_marks dialects[] = {
        {',', '"'}, {';', '"'}, {'\t', '"'}, {'|', '\''}, {' ', '\''}};
    struct csv_slice slices[MOST_SLICES];
    struct csv_plain plain = {.slices = slices, .most = MOST_SLICES};
    size_t before = NO_LINE; /* the place of the line, if it was plain */
    if (size == 0) {
        return 0;
    }
    const struct csv_marks marks = dialects[data[0] % 5];
    const char *bytes = (const char *)data + 1;
    struct csv_places places = {0};
    fuzz_require(csv_places_find(&places, marks, bytes, size - 1));
    for (size_t at = 0; at + 1 < size;) {
        const size_t length = before != NO_LINE ? csv_plain_split_next(&plain, &places, before, at)
                                                : csv_plain_split(&plain, &places, at);
        before = length > 0 ? at : NO_LINE;
        if (length > 0) {
            fuzz_require(at + length <= size - 1);
            compare(&plain, marks, bytes + at, length);
        }
        at += length > 0 ? length : 1;
    }
    csv_places_free(&places);
    return 0;
}
