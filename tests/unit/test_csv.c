/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of CSV files: RFC 4180 by the files of csv-spectrum, whose values are given as JSON
 * beside them, and what is special here by cases written out by hand: places, faults, dialects. */
#include "package.h"

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/sha256.h"
#include "ingest/csv.h"
#include "ingest/csv_fault.h"
#include "ingest/encoding.h"

enum { MOST_RECORDS = 64, MOST_SEEN_FIELDS = 16 };

struct seen_field {
    char *text;
    size_t length;
    size_t line;
    enum csv_fault fault;
};

struct seen {
    size_t count;
    struct {
        size_t line;
        size_t field_count;
        enum csv_fault fault;
        struct seen_field fields[MOST_SEEN_FIELDS];
    } records[MOST_RECORDS];
    blackout_status status;
    blackout_error error;
    char sha256[SHA256_TEXT_SIZE];
    size_t bytes;
};

static const struct csv_dialect plain = {',', '"'};

static blackout_status keep(void *user, const struct csv_record *record, blackout_error *error)
{
    struct seen *seen = user;
    (void)error;
    if (seen->count == MOST_RECORDS) {
        return BLACKOUT_OK;
    }
    seen->records[seen->count].line = record->line;
    seen->records[seen->count].field_count = record->field_count;
    seen->records[seen->count].fault = record->fault;
    for (size_t i = 0; i < record->field_count && i < MOST_SEEN_FIELDS; ++i) {
        const struct csv_field *field = &record->fields[i];
        char *copy = malloc(field->length + 1);
        assert_non_null(copy);
        memcpy(copy, field->text, field->length + 1);
        seen->records[seen->count].fields[i] =
            (struct seen_field){copy, field->length, field->line, field->fault};
    }
    ++seen->count;
    return BLACKOUT_OK;
}

static struct seen *read_path(const char *path, struct csv_dialect dialect, const char *encoding)
{
    struct seen *seen = calloc(1, sizeof *seen);
    struct csv_reader *reader;
    const struct csv_input input = {.source = "t.csv", .path = path, .encoding = encoding};
    assert_non_null(seen);
    seen->status = csv_open(&reader, &input, &seen->error);
    if (seen->status == BLACKOUT_OK) {
        char declared = csv_declared_delimiter(reader);
        dialect.delimiter = declared != '\0' ? declared : dialect.delimiter;
        seen->status = csv_read(reader, dialect, keep, seen, &seen->error);
        memcpy(seen->sha256, csv_sha256(reader), sizeof seen->sha256);
        seen->bytes = csv_bytes(reader);
    }
    csv_close(reader);
    return seen;
}

static struct seen *read_bytes(const char *bytes, size_t size, struct csv_dialect dialect,
                               const char *encoding)
{
    char path[128];
    package_temporary(path);
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes, size), size);
    close(descriptor);
    struct seen *seen = read_path(path, dialect, encoding);
    unlink(path);
    return seen;
}

static struct seen *read_text(const char *text)
{
    return read_bytes(text, strlen(text), plain, NULL);
}

static void forget(struct seen *seen)
{
    for (size_t i = 0; i < seen->count; ++i) {
        for (size_t k = 0; k < seen->records[i].field_count && k < MOST_SEEN_FIELDS; ++k) {
            free(seen->records[i].fields[k].text);
        }
    }
    free(seen);
}

static const char *field(const struct seen *seen, size_t record, size_t number)
{
    assert_true(record < seen->count);
    assert_true(number < seen->records[record].field_count);
    return seen->records[record].fields[number].text;
}

/* ---- csv-spectrum ---------------------------------------------------------------------------- */

static char *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(65536);
    assert_non_null(text);
    assert_non_null(file);
    *size = fread(text, 1, 65536, file);
    fclose(file);
    return text;
}

/* Every value of a record under its header, as in the JSON array of objects. */
static void compare_with_json(const struct seen *seen, const cJSON *array)
{
    assert_int_equal(seen->count, 1 + cJSON_GetArraySize(array));
    size_t record = 1;
    const cJSON *object;
    cJSON_ArrayForEach (object, array) {
        assert_int_equal(seen->records[record].field_count, cJSON_GetArraySize(object));
        for (size_t i = 0; i < seen->records[record].field_count; ++i) {
            const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, field(seen, 0, i));
            assert_true(cJSON_IsString(value));
            assert_string_equal(field(seen, record, i), value->valuestring);
        }
        ++record;
    }
}

static void test_spectrum(void **state)
{
    static const char folder[] = BLACKOUT_SHARED_DIR "/corpora/csv-spectrum";
    char path[1024];
    size_t files = 0;
    const struct dirent *entry;
    (void)state;
    snprintf(path, sizeof path, "%s/csvs", folder);
    DIR *csvs = opendir(path);
    if (csvs == NULL) {
        print_message("skipped: no csv-spectrum in the shared folder\n");
        return;
    }
    while ((entry = readdir(csvs)) != NULL) {
        size_t size;
        const char *dot = strrchr(entry->d_name, '.');
        if (entry->d_name[0] == '.' || dot == NULL) {
            continue;
        }
        snprintf(path, sizeof path, "%s/json/%.*s.json", folder, (int)(dot - entry->d_name),
                 entry->d_name);
        char *text = read_whole(path, &size);
        cJSON *array = cJSON_ParseWithLength(text, size);
        free(text);
        assert_non_null(array);
        snprintf(path, sizeof path, "%s/csvs/%s", folder, entry->d_name);
        struct seen *seen = read_path(path, plain, NULL);
        check_ok(seen->status, &seen->error);
        if (strcmp(entry->d_name, "location_coordinates.csv") == 0) {
            /* quotes inside fields that have none around them: not RFC 4180, and refused */
            assert_int_equal(seen->records[1].fault, CSV_STRAY_QUOTE);
            assert_int_equal(seen->records[1].line, 2);
        } else {
            compare_with_json(seen, array);
        }
        forget(seen);
        cJSON_Delete(array);
        ++files;
    }
    closedir(csvs);
    assert_true(files >= 12);
}

/* ---- Places ---------------------------------------------------------------------------------- */

static void test_lines(void **state)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    (void)state;
    for (size_t i = 0; i < 3; ++i) {
        char text[200];
        const char *e = ends[i];
        snprintf(text, sizeof text, "a,b%s%s\"x%sy\",2%s%s%s3,\"4%s5%s6\"%s7,8", e, e, e, e, e, e,
                 e, e, e);
        struct seen *seen = read_text(text);
        check_ok(seen->status, &seen->error);
        assert_int_equal(seen->count, 4);
        assert_int_equal(seen->records[0].line, 1);
        assert_int_equal(seen->records[1].line, 3); /* one blank line before it */
        assert_int_equal(seen->records[1].fields[1].line, 4);
        assert_int_equal(seen->records[2].line, 7); /* two blank lines before it */
        assert_int_equal(seen->records[2].fields[1].line, 7);
        assert_int_equal(seen->records[3].line, 10);
        forget(seen);
    }
}

struct last_record {
    size_t line;
    size_t count;
};

static blackout_status keep_last(void *user, const struct csv_record *record, blackout_error *error)
{
    struct last_record *last = user;
    (void)error;
    last->line = record->line;
    ++last->count;
    return BLACKOUT_OK;
}

/* CRLF at every offset around the end of the first chunk: the line count does not drift. */
static void test_line_count_over_chunks(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 12; ++shift) {
        char path[128];
        package_temporary(path);
        int descriptor = mkstemp(path);
        assert_true(descriptor >= 0);
        FILE *file = fdopen(descriptor, "wb");
        assert_non_null(file);
        fprintf(file, "%.*s\r\n", (int)shift + 1, "hhhhhhhhhhhhhhhh");
        for (int i = 0; i < 20000; ++i) {
            fputs("ab,cde\r\n", file);
        }
        fclose(file);
        const struct csv_input input = {.source = "t.csv", .path = path};
        struct csv_reader *reader;
        struct last_record last = {0};
        blackout_error error;
        check_ok(csv_open(&reader, &input, &error), &error);
        check_ok(csv_read(reader, plain, keep_last, &last, &error), &error);
        csv_close(reader);
        unlink(path);
        assert_int_equal(last.count, 20001);
        assert_int_equal(last.line, 20001);
    }
}

/* ---- Faults ---------------------------------------------------------------------------------- */

static void test_bad_fields(void **state)
{
    (void)state;
    static const char text[] = "a,b\nx\0y,1\nf\xe9,2\n3,ok\n";
    struct seen *seen = read_bytes(text, sizeof text - 1, plain, NULL);
    check_ok(seen->status, &seen->error);
    assert_int_equal(seen->count, 4);
    assert_int_equal(seen->records[1].fields[0].fault, CSV_NUL_BYTE);
    assert_int_equal(seen->records[1].fields[1].fault, CSV_SOUND);
    assert_string_equal(field(seen, 1, 0), "x?y");
    assert_int_equal(seen->records[2].fields[0].fault, CSV_NOT_UTF8);
    assert_string_equal(field(seen, 2, 0), "f?");
    assert_string_equal(field(seen, 3, 1), "ok");
    forget(seen);
}

/* Characters of UTF-8 are shown as they are, controls and other bytes as '?', one by one; of a long
 * field the first 80 bytes. */
static void test_what_is_shown(void **state)
{
    static const char bytes[] = "M\xC3\xBCller\t\xFF\x7F\0!";
    char shown[CSV_SHOWN_BYTES + 1];
    char cut[CSV_SHOWN_BYTES + 1];
    char text[2 * CSV_SHOWN_BYTES];
    (void)state;
    memset(shown, 'x', sizeof shown);
    assert_int_equal(csv_fault_show(shown, bytes, sizeof bytes - 1), 12);
    assert_string_equal(shown, "M\xC3\xBCller???"
                               "?!");
    memset(text, 'y', sizeof text);
    memset(cut, 'y', sizeof cut);
    text[CSV_SHOWN_BYTES - 1] = '\xC3';
    text[CSV_SHOWN_BYTES] = '\xBC';
    cut[CSV_SHOWN_BYTES - 1] = '?';
    cut[CSV_SHOWN_BYTES] = '\0';
    assert_int_equal(csv_fault_show(shown, text, sizeof text), CSV_SHOWN_BYTES);
    assert_string_equal(shown, cut);
    struct seen *seen = read_text("a,b\n1,\"M\xC3\xBCller\n");
    check_fails(seen->status, BLACKOUT_ERROR_INPUT, &seen->error);
    check_contains(seen->error.message, "never closed ('M\xC3\xBCller?')");
    forget(seen);
}

static void test_stray_quotes(void **state)
{
    (void)state;
    struct seen *seen = read_text("a,b,c\n1,2\"3,4\n5,\"6\"7,8\n\"9\",\"1\"\"0\",11\n");
    check_ok(seen->status, &seen->error);
    assert_int_equal(seen->count, 4);
    for (size_t i = 1; i <= 2; ++i) { /* what stands before the fault is handed on */
        assert_int_equal(seen->records[i].fault, CSV_STRAY_QUOTE);
        assert_int_equal(seen->records[i].field_count, 1);
        assert_int_equal(seen->records[i].line, i + 1);
    }
    assert_int_equal(seen->records[3].fault, CSV_SOUND);
    assert_int_equal(seen->records[3].line, 4);
    assert_string_equal(field(seen, 3, 1), "1\"0");
    forget(seen);
}

static void test_unclosed_quotes(void **state)
{
    static const char *const texts[] = {"a,b\n1,\"2\n3,4\n5,6\n", "a,b\n1,\"2\n3,\"4\"\n",
                                        "a,b\n1,\""};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        struct seen *seen = read_text(texts[i]);
        check_fails(seen->status, BLACKOUT_ERROR_INPUT, &seen->error);
        assert_int_equal(seen->error.line, 2);
        assert_int_equal(seen->error.column, 2);
        forget(seen);
    }
}

static void test_long_fields(void **state)
{
    enum { LONG = 300000 };
    char *text = malloc(LONG + 64);
    (void)state;
    assert_non_null(text);
    for (int quoted = 0; quoted < 2; ++quoted) {
        size_t used = (size_t)sprintf(text, "a,b\nk,%s", quoted ? "\"" : "");
        memset(text + used, 'x', LONG);
        used += LONG;
        used += (size_t)sprintf(text + used, "%s\nl,1\n", quoted ? "\"" : "");
        struct seen *seen = read_bytes(text, used, plain, NULL);
        check_ok(seen->status, &seen->error);
        assert_int_equal(seen->count, 3);
        assert_int_equal(seen->records[1].fault, CSV_TOO_LONG);
        assert_string_equal(field(seen, 1, 0), "k");
        assert_string_equal(field(seen, 2, 1), "1");
        assert_int_equal(seen->records[2].line, 3);
        forget(seen);
    }
    free(text);
}

static void test_many_fields(void **state)
{
    char text[8192] = "a,b\n1";
    (void)state;
    for (int i = 0; i < 2000; ++i) {
        strcat(text, ",2");
    }
    strcat(text, "\n3,4\n");
    struct seen *seen = read_text(text);
    check_ok(seen->status, &seen->error);
    assert_int_equal(seen->count, 3);
    assert_int_equal(seen->records[1].fault, CSV_TOO_MANY_FIELDS);
    assert_int_equal(seen->records[2].fault, CSV_SOUND);
    forget(seen);
}

/* ---- Dialects -------------------------------------------------------------------------------- */

static void test_declared_delimiter(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        size_t field_count; /* of the first record, ... */
        size_t line;
        const char *first; /* ... and its first field */
    } cases[] = {
        {"sep=;\na;b\n", 1, 2, 2, "a"},
        {"\xef\xbb\xbfsep=|\r\na|b\r\n", 1, 2, 2, "a"},
        {"SEP=\t\na\tb\nc\td\n", 2, 2, 2, "a"},
        {"\xef\xbb\xbf"
         "a,b\n",
         1, 2, 1, "a"},
        {"sep=\na,b\n", 2, 1, 1, "sep="}, /* nothing declared: a header */
        {"sep=xy\na,b\n", 2, 1, 1, "sep=xy"},
        {"sep,b\n1,2\n", 2, 2, 1, "sep"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct seen *seen = read_text(cases[i].text);
        check_ok(seen->status, &seen->error);
        assert_int_equal(seen->count, cases[i].count);
        assert_int_equal(seen->records[0].field_count, cases[i].field_count);
        assert_int_equal(seen->records[0].line, cases[i].line);
        assert_string_equal(field(seen, 0, 0), cases[i].first);
        forget(seen);
    }
}

static void test_encodings(void **state)
{
    (void)state;
    struct seen *seen = read_bytes("a\n\xe4\n", 4, plain, "latin-1");
    check_ok(seen->status, &seen->error);
    assert_string_equal(field(seen, 1, 0), "\xc3\xa4");
    forget(seen);
    seen = read_bytes("a\n\x80\n", 4, plain, "windows-1252"); /* the euro sign */
    check_ok(seen->status, &seen->error);
    assert_string_equal(field(seen, 1, 0), "\xe2\x82\xac");
    forget(seen);
    seen = read_bytes("a\n\x81\n", 4, plain, "windows-1252"); /* not in that encoding */
    check_ok(seen->status, &seen->error);
    assert_int_equal(seen->records[1].fields[0].fault, CSV_NOT_ENCODED);
    forget(seen);
    seen =
        read_bytes("a\0\n\0\xE4\0\n\0", 8, plain, "UTF-16LE"); /* says its order, without a mark */
    check_ok(seen->status, &seen->error);
    assert_string_equal(field(seen, 1, 0), "\xc3\xa4");
    forget(seen);
    seen = read_bytes("\0a\0\n\0\xE4\0\n", 8, plain, "utf-16be");
    check_ok(seen->status, &seen->error);
    assert_string_equal(field(seen, 1, 0), "\xc3\xa4");
    forget(seen);
    assert_true(encoding_lacks_order("UTF-16"));
    assert_true(encoding_lacks_order("utf-32"));
    assert_false(encoding_lacks_order("UTF-16LE"));
    assert_false(encoding_lacks_order("UTF-32BE"));
    assert_false(encoding_lacks_order("UTF-8"));
    assert_true(encoding_is_known("UTF-8"));
    assert_true(encoding_is_known("latin-1"));
    assert_false(encoding_is_known("utf-99"));
}

/* FIPS 180-4: the digest of "abc". */
static void test_digest(void **state)
{
    (void)state;
    struct seen *seen = read_text("abc");
    assert_string_equal(seen->sha256,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(seen->bytes, 3);
    forget(seen);
}

/* What the names say of the encodings: code pages of one byte and of two, those with states, which
 * escape, and one of before ASCII. */
static void encodings_that_keep_ascii(void **state)
{
    static const struct {
        const char *name;
        bool keeps;
    } cases[] = {{"ISO-8859-1", true}, {"windows-1252", true}, {"GB18030", true}, {"EUC-JP", true},
                 {"UTF-7", false},     {"ISO-2022-JP", false}, {"IBM037", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct encoding *encoding;
        assert_int_equal(encoding_open(&encoding, cases[i].name), BLACKOUT_OK);
        assert_int_equal(encoding_keeps_ascii(encoding), cases[i].keeps);
        encoding_close(encoding);
    }
    assert_true(encoding_keeps_ascii(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spectrum),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_line_count_over_chunks),
        cmocka_unit_test(test_bad_fields),
        cmocka_unit_test(test_what_is_shown),
        cmocka_unit_test(test_stray_quotes),
        cmocka_unit_test(test_unclosed_quotes),
        cmocka_unit_test(test_long_fields),
        cmocka_unit_test(test_many_fields),
        cmocka_unit_test(test_declared_delimiter),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_digest),
        cmocka_unit_test(encodings_that_keep_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
