/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/csv_source, encoding: bytes of one, two and four, in both orders, with a mark and without,
 * and what is declared of them. Expected: Unicode, section 23.8, of marks; a declaration without an
 * order by the mark or by the first characters; one message where nothing says what the bytes are.
 */
#include <stdio.h>
#include <string.h>

#include "ingest/csv.h"
#include "ingest/csv_source.h"
#include "package.h"

enum { MOST_BYTES = 256, READ_SIZE = 4 * MOST_BYTES };

/* "a\u00e9;b" and a line end, of characters below U+0100 */
static const unsigned char text[] = {'a', 0xe9, ';', 'b', '\n'};

struct bytes {
    char at[MOST_BYTES];
    size_t size;
};

static void put(struct bytes *bytes, unsigned character, int unit, bool big)
{
    for (int i = 0; i < unit; ++i) {
        const int place = big ? unit - 1 - i : i;
        bytes->at[bytes->size++] = (char)(place < 2 ? character >> (8 * place) & 0xff : 0);
    }
}

/* Units of 1 are UTF-8. */
static struct bytes bytes_of(int unit, bool big, bool mark)
{
    struct bytes bytes = {.size = 0};
    if (unit == 1) {
        bytes.size =
            (size_t)snprintf(bytes.at, MOST_BYTES, "%sa\xc3\xa9;b\n", mark ? "\xef\xbb\xbf" : "");
        return bytes;
    }
    if (mark) {
        put(&bytes, 0xfeff, unit, big);
    }
    for (size_t i = 0; i < sizeof text; ++i) {
        put(&bytes, text[i], unit, big);
    }
    return bytes;
}

struct seen {
    size_t records;
    char fields[MOST_BYTES]; /* each with a '|' after it; '!' where it has a fault */
};

static blackout_status keep(void *user, const struct csv_record *record, blackout_error *error)
{
    struct seen *seen = user;
    (void)error;
    ++seen->records;
    for (size_t i = 0; i < record->field_count; ++i) {
        const size_t used = strlen(seen->fields);
        snprintf(seen->fields + used, MOST_BYTES - used, "%s%s|", record->fields[i].text,
                 record->fields[i].fault == CSV_SOUND ? "" : "!");
    }
    return BLACKOUT_OK;
}

/* What is read: the fields, then the encoding found, or the message. */
static void read_all(char out[READ_SIZE], const struct bytes *bytes, const char *encoding)
{
    const struct csv_dialect dialect = {';', '"'};
    const struct csv_input input = {
        .source = "t.csv", .memory = bytes->at, .memory_size = bytes->size, .encoding = encoding};
    struct csv_reader *reader;
    struct seen seen = {.records = 0};
    blackout_error error = {0};
    blackout_status status = csv_open(&reader, &input, &error);
    const char *found = status == BLACKOUT_OK ? csv_found_encoding(reader) : NULL;
    if (status == BLACKOUT_OK) {
        status = csv_read(reader, dialect, keep, &seen, &error);
        assert_int_equal(csv_bytes(reader), bytes->size);
    }
    snprintf(out, READ_SIZE, "%s%s", seen.fields,
             status != BLACKOUT_OK ? error.message
             : found != NULL       ? found
                                   : "");
    csv_close(reader);
}

#define READ "a\xc3\xa9|b|"
#define LIKE(name, first)                                                                          \
    "the file looks like " name " without a byte order mark ('" first                              \
    "...'); save it as CSV UTF-8, or declare its encoding"

static const struct {
    int unit;
    bool big;
    bool mark;
    const char *declared;
    const char *expected;
} cases[] = {
    {1, false, false, NULL, READ},
    {1, false, true, NULL, READ},
    {1, false, false, "UTF8", READ},
    {1, false, false, "utf_8", READ},
    {1, false, true, "utf-8-sig", READ},
    {1, false, false, "latin-1", "a\xc3\x83\xc2\xa9|b|"},
    {1, false, false, "ISO-8859-15", "a\xc3\x83\xc2\xa9|b|"},
    {1, false, false, "klingon", "the declared encoding is not known ('klingon'); utf-8"},
    {2, false, true, NULL, READ "UTF-16LE"},
    {2, true, true, NULL, READ "UTF-16BE"},
    {4, false, true, NULL, READ "UTF-32LE"},
    {4, true, true, NULL, READ "UTF-32BE"},
    /* declared: nothing to warn of */
    {2, false, true, "utf-16", READ},
    {2, true, true, "utf-16", READ},
    {4, false, true, "UTF-32", READ},
    {4, true, true, "UTF-32", READ},
    {2, false, false, "UTF-16LE", READ},
    {2, true, false, "utf-16be", READ},
    {4, false, false, "UTF-32LE", READ},
    {4, true, false, "UTF-32BE", READ},
    {2, false, false, "UCS-2LE", READ},
    {2, true, false, "UCS-2BE", READ},
    /* the mark is right about the order */
    {2, false, true, "UTF-16BE", READ},
    {2, true, true, "UTF-16LE", READ},
    {4, false, true, "UTF-16", READ},
    /* neither mark nor order: the first characters are ASCII */
    {2, false, false, "UTF-16", READ},
    {2, true, false, "UTF-16", READ},
};

/* The first two characters have to be ASCII for it. */
static struct bytes ascii(int unit, bool big)
{
    struct bytes bytes = {.size = 0};
    put(&bytes, 'x', unit, big);
    put(&bytes, 'y', unit, big);
    put(&bytes, ';', unit, big);
    return bytes;
}

static void bytes_are_read_in_their_encoding(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const struct bytes bytes = bytes_of(cases[i].unit, cases[i].big, cases[i].mark);
        char read[READ_SIZE];
        read_all(read, &bytes, cases[i].declared);
        if (strcmp(read, cases[i].expected) != 0) {
            print_error("%d bytes, %s, %s, declared %s: '%s', not '%s'\n", cases[i].unit,
                        cases[i].big ? "big" : "little", cases[i].mark ? "mark" : "none",
                        cases[i].declared, read, cases[i].expected);
            ++wrong;
        }
    }
    assert_int_equal(wrong, 0);
}

static void wide_bytes_without_a_mark_are_refused(void **state)
{
    char read[READ_SIZE];
    struct bytes bytes = ascii(2, false);
    (void)state;
    read_all(read, &bytes, NULL);
    assert_string_equal(read, LIKE("UTF-16LE", "xy"));
    bytes.size = 4; /* the fewest that say it */
    read_all(read, &bytes, NULL);
    assert_string_equal(read, LIKE("UTF-16LE", "xy"));
    bytes.size = 3;
    read_all(read, &bytes, NULL);
    assert_string_equal(read, "x?y!|"); /* NUL is shown as a mark */
    bytes = ascii(2, true);
    read_all(read, &bytes, NULL);
    assert_string_equal(read, LIKE("UTF-16BE", "xy"));
    read_all(read, &bytes, "latin-1"); /* declared as single bytes: NUL is no text */
    assert_string_equal(read, "?x?y?!||");
}

/* Half a character at the end, and half a surrogate pair: no text, and all else is read. */
static void what_is_cut_is_no_text(void **state)
{
    char read[READ_SIZE];
    struct bytes bytes = {.size = 0};
    (void)state;
    put(&bytes, 0xfeff, 2, true);
    put(&bytes, 'x', 2, true);
    put(&bytes, ';', 2, true);
    put(&bytes, 'y', 2, true);
    bytes.at[bytes.size++] = 0;
    read_all(read, &bytes, NULL);
    assert_memory_equal(read, "x|y", 3);
    assert_non_null(strstr(read, "!|UTF-16BE"));
    --bytes.size;
    put(&bytes, 0xd800, 2, true);
    put(&bytes, ';', 2, true);
    put(&bytes, 'z', 2, true);
    read_all(read, &bytes, NULL);
    assert_memory_equal(read, "x|y", 3);
    assert_non_null(strstr(read, "!|z|UTF-16BE"));
}

/* ---- Large files ----------------------------------------------------------------------------- */

enum { ROWS = 9000, ROW_UNITS = 24, LARGE_BYTES = (1 + ROWS * ROW_UNITS) * 2 };

struct rows {
    size_t count;
    size_t wrong;
};

/* Field 1 of row n is its number, field 2 is n % 7 characters beyond U+FFFF, of two units each, and
 * n % 2 of one: rows of an even number of units alone would have no pair cut anywhere. */
static blackout_status check_row(void *user, const struct csv_record *record, blackout_error *error)
{
    struct rows *rows = user;
    char expected[64];
    size_t used = 0;
    (void)error;
    for (size_t i = 0; i < rows->count % 7; ++i) {
        used += (size_t)snprintf(expected + used, sizeof expected - used, "\xf0\x9d\x94\xb8");
    }
    used += (size_t)snprintf(expected + used, sizeof expected - used, "%s",
                             rows->count % 2 > 0 ? "x" : "");
    char number[16];
    snprintf(number, sizeof number, "%zu", rows->count);
    rows->wrong += record->field_count != 2 || strcmp(record->fields[0].text, number) != 0 ||
                   strcmp(record->fields[1].text, expected) != 0;
    ++rows->count;
    return BLACKOUT_OK;
}

static void put_large(char *bytes, size_t *size, unsigned unit, bool big)
{
    bytes[(*size)++] = (char)(big ? unit >> 8 : unit & 0xff);
    bytes[(*size)++] = (char)(big ? unit & 0xff : unit >> 8);
}

/* Many times what is read at once, so that pairs are cut by its ends at either place. */
static void large_wide_files_are_read_piece_by_piece(void **state)
{
    static char bytes[LARGE_BYTES];
    const struct csv_dialect dialect = {';', '"'};
    (void)state;
    for (int big = 0; big < 2; ++big) {
        size_t size = 0;
        put_large(bytes, &size, 0xfeff, big > 0);
        for (size_t n = 0; n < ROWS; ++n) {
            char number[16];
            const int digits = snprintf(number, sizeof number, "%zu;", n);
            for (int i = 0; i < digits; ++i) {
                put_large(bytes, &size, (unsigned char)number[i], big > 0);
            }
            for (size_t i = 0; i < n % 7; ++i) {
                put_large(bytes, &size, 0xd835, big > 0);
                put_large(bytes, &size, 0xdd38, big > 0);
            }
            if (n % 2 > 0) {
                put_large(bytes, &size, 'x', big > 0);
            }
            put_large(bytes, &size, '\n', big > 0);
        }
        const struct csv_input input = {.source = "t.csv", .memory = bytes, .memory_size = size};
        struct csv_reader *reader;
        struct rows rows = {.count = 0};
        blackout_error error = {0};
        check_ok(csv_open(&reader, &input, &error), &error);
        check_ok(csv_read(reader, dialect, check_row, &rows, &error), &error);
        assert_int_equal(rows.count, ROWS);
        assert_int_equal(rows.wrong, 0);
        assert_int_equal(csv_bytes(reader), size);
        csv_close(reader);
    }
}

/* ---- Parts of files -------------------------------------------------------------------------- */

enum { PART_BYTES = 20000, KEPT = 100 };

/* Bytes of a part, so many at a time, and how many there were in all. */
static size_t read_part(char *out, struct csv_source *source, size_t size)
{
    size_t used = 0;
    while (!source->at_end) {
        blackout_error error = {0};
        size_t length = 0;
        assert_true(used + size <= 2 * (size_t)PART_BYTES);
        check_ok(csv_source_read(source, out + used, size, &length, &error), &error);
        assert_true(length <= size);
        used += length;
    }
    return used;
}

/* A part has just the bytes from its first to its end, read in pieces of any size, and its checksum
 * is of what has been kept and of these; the whole file ends where it ends. */
static void parts_of_a_file_end_where_they_are_cut(void **state)
{
    static const size_t parts[][2] = {
        {0, PART_BYTES}, {KEPT, KEPT}, {17, 9217}, {KEPT, KEPT + 1}, {PART_BYTES - 1, PART_BYTES}};
    static const size_t sizes[] = {1, 7, 4096, PART_BYTES};
    static char bytes[PART_BYTES + 1];
    static char read[2 * PART_BYTES];
    static struct csv_source source;
    struct package_folder folder;
    char path[256];
    (void)state;
    for (int i = 0; i < PART_BYTES; ++i) {
        bytes[i] = (char)('a' + i * 7 % 26 - i / 26 % 3);
    }
    package_make(&folder);
    package_write_as_is(&folder, "t.csv", bytes);
    package_file(path, &folder, "t.csv");
    const struct csv_input input = {.source = "t.csv", .path = path};
    for (size_t i = 0; i < 4 * sizeof parts / sizeof parts[0]; ++i) {
        const size_t first = parts[i / 4][0];
        const size_t count = parts[i / 4][1] - first;
        char expected[SHA256_TEXT_SIZE];
        char found[SHA256_TEXT_SIZE];
        struct sha256 sum;
        blackout_error error = {0};
        memset(&source, 0, sizeof source);
        check_ok(csv_source_open(&source, &input, &error), &error);
        check_ok(csv_source_go_to(&source, first, first + count, KEPT, &error), &error);
        assert_int_equal(read_part(read, &source, sizes[i % 4]), count);
        assert_memory_equal(read, bytes + first, count);
        assert_int_equal(source.bytes, KEPT + count);
        sha256_init(&sum);
        sha256_add(&sum, bytes, KEPT);
        sha256_add(&sum, bytes + first, count);
        assert_true(sha256_finish(&sum, expected));
        assert_true(sha256_finish(&source.sha256, found));
        assert_string_equal(found, expected);
        csv_source_close(&source);
    }
    package_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_read_in_their_encoding),
        cmocka_unit_test(wide_bytes_without_a_mark_are_refused),
        cmocka_unit_test(what_is_cut_is_no_text),
        cmocka_unit_test(large_wide_files_are_read_piece_by_piece),
        cmocka_unit_test(parts_of_a_file_end_where_they_are_cut),
    };
    return cmocka_run_group_tests_name("csv_source", tests, NULL, NULL);
}
