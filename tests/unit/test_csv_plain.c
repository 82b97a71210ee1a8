/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are plain and lines that are not, written out by hand from RFC 4180; and made-up lines
 * of every length and alphabet, whose fields libcsv reads the same. */
#include "ingest/csv_plain.h"

#include <csv.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "core/hash.h"

enum { MOST_SLICES = 8 };

static const struct csv_marks marks = {',', '"'};

/* Splits the first line of the bytes. */
static size_t split(struct csv_plain *plain, const char *bytes, size_t size)
{
    struct csv_places places = {0};
    assert_true(csv_places_find(&places, marks, bytes, size));
    plain->place = 0;
    const size_t length = csv_plain_split(plain, &places, 0);
    csv_places_free(&places);
    return length;
}

/* Splits the first line and the one after it; the length of the first one. */
static size_t split_two(struct csv_plain *plain, const char *bytes, size_t size, size_t *second)
{
    struct csv_places places = {0};
    assert_true(csv_places_find(&places, marks, bytes, size));
    const size_t first = csv_plain_split(plain, &places, 0);
    *second = first > 0 ? csv_plain_split_next(plain, &places, 0, first) : 0;
    csv_places_free(&places);
    return first;
}

/* The fields of the first line, with a '|' after each; "" where it is not plain. */
static const char *fields_of(char out[256], const char *bytes, size_t size, size_t *length)
{
    struct csv_slice slices[MOST_SLICES];
    struct csv_plain plain = {.slices = slices, .most = MOST_SLICES};
    out[0] = '\0';
    *length = split(&plain, bytes, size);
    assert_int_equal(plain.same, 0); /* nothing is known of a line before */
    for (size_t i = 0; *length > 0 && i < plain.count; ++i) {
        strncat(out, bytes + slices[i].first, slices[i].length);
        strcat(out, "|");
    }
    return out;
}

static void check_line(const char *bytes, const char *fields, size_t expected)
{
    char out[256];
    size_t length;
    assert_string_equal(fields_of(out, bytes, strlen(bytes), &length), fields);
    assert_int_equal(length, expected);
}

static void plain_lines(void **state)
{
    (void)state;
    check_line("a,b\nc", "a|b|", 4);
    check_line("a,b\r\nc", "a|b|", 5);
    check_line("a,b\rc", "a|b|", 4); /* of an old Macintosh */
    check_line(",\n", "||", 2);
    check_line("\"a,b\",c\n", "a,b|c|", 8);
    check_line("\"\",\"\"\n", "||", 6);
    check_line("a,\"b\"\r\n", "a|b|", 7);
    check_line("1,2,3,4,5,6,7,8\n", "1|2|3|4|5|6|7|8|", 16);
}

static void other_lines(void **state)
{
    static const char *const lines[] = {"",
                                        "\n",
                                        "\r\n",
                                        "a,b",            /* goes on */
                                        "a,b\r",          /* an LF may follow */
                                        "a\"b,c\n",       /* a quote inside */
                                        "\"a\"b,c\n",     /* text after the quotes */
                                        "\"a\"\"b\",c\n", /* a doubled quote */
                                        "\"a\nb\",c\n",   /* a line end in quotes */
                                        "\"a,b\n",        /* never closed */
                                        "\"a\" ,b\n",
                                        "1,2,3,4,5,6,7,8,9\n"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; ++i) {
        check_line(lines[i], "", 0);
    }
}

/* A field of such a line may be too long, which is for libcsv to find. */
static void lines_of_any_length(void **state)
{
    static char bytes[CSV_LONGEST_PLAIN + 1];
    struct csv_slice slices[MOST_SLICES];
    struct csv_plain plain = {.slices = slices, .most = MOST_SLICES};
    (void)state;
    memset(bytes, 'a', sizeof bytes);
    bytes[CSV_LONGEST_PLAIN - 1] = '\n';
    assert_int_equal(split(&plain, bytes, sizeof bytes), CSV_LONGEST_PLAIN);
    bytes[CSV_LONGEST_PLAIN - 1] = 'a';
    bytes[CSV_LONGEST_PLAIN] = '\n';
    assert_int_equal(split(&plain, bytes, sizeof bytes), 0);
}

/* ---- Beside libcsv --------------------------------------------------------------------------- */

struct expected {
    const char *line;
    const struct csv_plain *plain;
    size_t fields;
    size_t records;
};

static void on_field(void *bytes, size_t length, void *argument)
{
    struct expected *expected = argument;
    assert_true(expected->fields < expected->plain->count);
    const struct csv_slice slice = expected->plain->slices[expected->fields++];
    assert_int_equal(slice.length, length);
    assert_memory_equal(expected->line + slice.first, bytes, length);
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

/* Whether the line was plain; then libcsv has read the same. */
static bool agrees(const char *line, size_t size)
{
    struct csv_slice slices[256];
    struct csv_plain plain = {.slices = slices, .most = 256};
    struct expected expected = {line, &plain, 0, 0};
    struct csv_parser parser;
    const size_t length = split(&plain, line, size);
    if (length > 0) {
        assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
        csv_set_space_func(&parser, no_space);
        assert_int_equal(csv_parse(&parser, line, length, on_field, on_record, &expected), length);
        assert_int_equal(expected.records, 1);
        assert_int_equal(expected.fields, plain.count);
        csv_free(&parser);
    }
    return length > 0;
}

/* Lines of up to 200 bytes cross three blocks of 64, at every place. */
static void same_as_libcsv(void **state)
{
    static const char alphabet[] = "aaaaaaaa1.,,,,\"\"\xc3\xa9";
    enum { LINES = 20000, LONGEST = 200, FEWEST_PLAIN = 2000 };
    int plain = 0;
    uint64_t at = 1;
    (void)state;
    for (int i = 0; i < LINES; ++i) {
        char line[LONGEST + 2];
        const size_t length = (size_t)(i % LONGEST);
        const size_t letters = i % 2 == 0 ? sizeof alphabet - 1 : strlen("aaaaaaaa1.,,,,");
        for (size_t k = 0; k < length; ++k) {
            at = hash_mix(at + 1);
            line[k] = alphabet[at % letters];
        }
        line[length] = i % 3 == 0 ? '\r' : '\n';
        line[length + 1] = i % 4 == 0 ? '\n' : 'x';
        plain += agrees(line, length + 2) ? 1 : 0;
    }
    assert_true(plain > FEWEST_PLAIN);
}

/* The second of two lines, split after the first and split alone: the same slices, and as many of
 * them taken over as the first one ends with. */
static void check_next(const char *lines, size_t size)
{
    struct csv_slice slices[2][256];
    struct csv_plain next = {.slices = slices[0], .most = 256};
    struct csv_plain alone = {.slices = slices[1], .most = 256};
    size_t length;
    const size_t first = split_two(&next, lines, size, &length);
    if (first == 0) {
        return;
    }
    assert_int_equal(length, split(&alone, lines + first, size - first));
    if (length > 0) {
        assert_int_equal(next.count, alone.count);
        assert_int_equal(next.is_ascii, alone.is_ascii);
    }
    for (size_t i = 0; length > 0 && i < alone.count; ++i) {
        assert_int_equal(slices[0][i].first, slices[1][i].first);
        assert_int_equal(slices[0][i].length, slices[1][i].length);
        assert_true(i >= next.same ||
                    memcmp(lines + slices[0][i].first, lines + first + slices[0][i].first,
                           slices[0][i].next - slices[0][i].first) == 0);
    }
}

static void fields_of_the_line_before(void **state)
{
    static const char lines[] = "\"a, inc.\",C,1.5,x\n\"a, inc.\",C,1.7,x\n";
    struct csv_slice slices[MOST_SLICES];
    struct csv_plain plain = {.slices = slices, .most = MOST_SLICES};
    (void)state;
    size_t second;
    const size_t first = split_two(&plain, lines, sizeof lines - 1, &second);
    assert_int_equal(first, 18);
    assert_int_equal(second, first);
    assert_int_equal(plain.same, 2);
    assert_int_equal(plain.count, 4);
    assert_int_equal(slices[2].first, 12);
}

/* Lines that begin as the one before, to every place. */
static void same_after_another_line(void **state)
{
    static const char alphabet[] = "aaaaaaaa1.,,,,\"\"\xc3\xa9";
    enum { PAIRS = 20000, LONGEST = 150 };
    uint64_t at = 7;
    (void)state;
    for (int i = 0; i < PAIRS; ++i) {
        char lines[2 * LONGEST + 4];
        const size_t length = 1 + (size_t)(i % LONGEST);
        const size_t letters = i % 2 == 0 ? sizeof alphabet - 1 : strlen("aaaaaaaa1.,,,,");
        for (size_t k = 0; k < length; ++k) {
            at = hash_mix(at + 1);
            lines[k] = alphabet[at % letters];
        }
        lines[length] = '\n';
        memcpy(lines + length + 1, lines, length + 1);
        lines[length + 1 + at % (length + 1)] = i % 3 == 0 ? ',' : i % 3 == 1 ? '\r' : 'b';
        check_next(lines, 2 * (length + 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain_lines),
                                       cmocka_unit_test(other_lines),
                                       cmocka_unit_test(lines_of_any_length),
                                       cmocka_unit_test(same_as_libcsv),
                                       cmocka_unit_test(fields_of_the_line_before),
                                       cmocka_unit_test(same_after_another_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
