/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/row_cuts: where a file may be cut, for each byte of it at which one is looked for, beside
 * the places of its records, which the file is written with; lines before any byte; files that are
 * shorter than they were. Names that begin chunks are those of unit.dependency_blocks. */
#include "ingest/row_cuts.h"

#include <string.h>
#include <unistd.h>

#include "package.h"

enum { MOST_RECORDS = 64, MOST_BYTES = 1 << 16, COLUMNS = 3, KEY = 2 };

static const char head[] = "share,business,firms\n";

/* A file, and what is known of its records. */
struct file {
    char text[MOST_BYTES];
    size_t size;
    size_t begins[MOST_RECORDS]; /* offsets */
    bool opens_chunk[MOST_RECORDS];
    size_t count;
};

struct record {
    const char *bytes;
    bool opens_chunk; /* its business is another than the one before, and begins a chunk */
};

static void add(struct file *file, const struct record *record)
{
    file->begins[file->count] = file->size;
    file->opens_chunk[file->count++] = record->opens_chunk;
    file->size += (size_t)sprintf(file->text + file->size, "%s", record->bytes);
}

static const struct record plain[] = {
    {"1,b075567,1\n", false}, /* the first business of a file may have begun before */
    {"1,b075567,2\n", false}, {"1,b075568,3\n", false}, {"1,b259359,4\n", true},
    {"2,b259359,5\n", false}, {"1,b259360,6\n", false}, {"1,b327338,7\n", true},
    {"1,b327338,8\n", false}, {"1,b376491,9\n", true},  {"1,b376492,10\n", false}};

/* Lines in quotes, of which one looks like a row; CRLF; a cell with a quote; rows without a name.
 */
static const struct record odd[] = {{"1,\"b07\n5567\",1\n", false},
                                    {"1,b259358,\"2\n,,\n\"\r\n", false},
                                    {"\"a \"\"b\"\"\",b259359,4\r\n", true},
                                    {"1,b259359,5\n", false},
                                    {"1,,5\n", false},
                                    {"1,b259359,5\n", false},
                                    {"1,\"b259359, inc.\",6\n", false},
                                    {"1,\"b327338\",7\n", true},
                                    {"\n", false},
                                    {"1,b327338,8\n", false},
                                    {"1, b376491 ,9\n", true},
                                    {"1,b376492,10\n", false},
                                    {"1,b393004,11\n", true},
                                    {"1,b393004,11", false}};

static void write_records(struct file *file, const char *path, const struct record *records,
                          size_t count)
{
    file->size = (size_t)sprintf(file->text, "%s", head);
    file->count = 0;
    for (size_t i = 0; i < count; ++i) {
        add(file, &records[i]);
    }
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(file->text, 1, file->size, out), file->size);
    assert_int_equal(fclose(out), 0);
}

static struct row_cuts cuts_of(const struct file *file, const char *path)
{
    return (struct row_cuts){.path = path,
                             .source = "rows.csv",
                             .dialect = {',', '"'},
                             .columns = COLUMNS,
                             .key = KEY,
                             .header_end = sizeof head - 1,
                             .size = file->size};
}

/* The first record that opens a chunk after the first record at or after a byte; a byte within the
 * header is the first record's. */
static uint64_t expected_cut(const struct file *file, size_t near)
{
    size_t i = 0;
    while (near > sizeof head - 1 && i < file->count && file->begins[i] <= near) {
        ++i;
    }
    for (++i; i < file->count; ++i) {
        if (file->opens_chunk[i]) {
            return file->begins[i];
        }
    }
    return file->size;
}

static void check_cuts(const struct file *file, const char *path)
{
    const struct row_cuts cuts = cuts_of(file, path);
    for (size_t near = 0; near <= file->size + 2; ++near) {
        blackout_error error = {0};
        uint64_t cut;
        check_ok(row_cut_find(&cut, &cuts, near, &error), &error);
        if (cut != expected_cut(file, near)) {
            fail_msg("at %zu: %zu, not %zu", near, (size_t)cut, (size_t)expected_cut(file, near));
        }
    }
}

static int open_folder(void **state)
{
    static struct package_folder folder;
    package_make(&folder);
    *state = &folder;
    return 0;
}

static int close_folder(void **state)
{
    package_remove(*state);
    return 0;
}

static void files_are_cut_where_chunks_begin(void **state)
{
    static struct file file;
    char path[256];
    package_file(path, *state, "rows.csv");
    write_records(&file, path, plain, sizeof plain / sizeof plain[0]);
    check_cuts(&file, path);
    write_records(&file, path, NULL, 0);
    check_cuts(&file, path);
}

/* ... of which none is taken for the beginning of a row, but for those of rows. */
static void lines_in_quotes_are_no_rows(void **state)
{
    static struct file file;
    char path[256];
    package_file(path, *state, "rows.csv");
    write_records(&file, path, odd, sizeof odd / sizeof odd[0]);
    check_cuts(&file, path);
}

/* Up to three rows in a field: four in a row are needed for a record. A last field without an end,
 * rows that are short or long, and bytes that are no UTF-8 are none. */
static void four_rows_make_a_beginning(void **state)
{
    static const char *const fields[] = {
        "1,\"b\n1,b,1\n\",1\n",
        "1,\"b\n1,b,1\n1,c,1\n\",1\n",
        "1,\"b\n1,b,1\n1,b327338,1\n1,d,1\n\",1\n",
        "1,\"b\n1,b,1\n1,b327338,1\n1,d,1\n1,e\n\",1\n",
        "1,\"b\n1,b,1\n1,b327338,1\n1,d,1\n1,e,1,1\n\",1\n",
    };
    static struct file file;
    char path[256];
    package_file(path, *state, "rows.csv");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; ++i) {
        const struct record records[] = {
            {"1,a,1\n", false},      {fields[i], false}, {"1,f,1\n", false},     {"1,g,1\n", false},
            {"1,b075567,1\n", true}, {"1,h,1\n", false}, {"1,b259359,1\n", true}};
        write_records(&file, path, records, sizeof records / sizeof records[0]);
        check_cuts(&file, path);
    }
}

/* ---- Files that are larger than what is read at once ----------------------------------------- */

enum { WINDOW_BYTES = 1 << 20 };

/* Rows of one business up to `at`, where a row begins, then one that begins a chunk. */
static void write_large(const char *path, size_t at, uint64_t *size)
{
    static const char row[] = "1,a,1\n";
    size_t used = sizeof head - 1;
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(fputs(head, out) >= 0);
    for (; used + 2 * sizeof row < at; used += sizeof row - 1) {
        assert_true(fputs(row, out) >= 0);
    }
    assert_int_equal(fprintf(out, "1,%*s,1\n", (int)(at - used - 5), "a"), at - used);
    assert_true(fputs("1,b075567,1\n", out) >= 0);
    assert_int_equal(fclose(out), 0);
    *size = at + sizeof "1,b075567,1\n" - 1;
}

/* The cut is where the window ends, beside it, and beyond; lines are counted to there. */
static void windows_hide_no_row(void **state)
{
    static const size_t places[] = {WINDOW_BYTES - 13,
                                    WINDOW_BYTES - 1,
                                    WINDOW_BYTES,
                                    WINDOW_BYTES + 1,
                                    WINDOW_BYTES + sizeof head - 1,
                                    WINDOW_BYTES + 30,
                                    2 * WINDOW_BYTES + 7};
    char path[256];
    package_file(path, *state, "rows.csv");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; ++i) {
        struct row_cuts cuts = {path, "rows.csv", {',', '"'}, COLUMNS, KEY, sizeof head - 1, 0};
        blackout_error error = {0};
        uint64_t cut;
        size_t lines;
        write_large(path, places[i], &cuts.size);
        check_ok(row_cut_find(&cut, &cuts, 0, &error), &error);
        assert_int_equal(cut, places[i]);
        check_ok(row_cut_find(&cut, &cuts, WINDOW_BYTES - 100, &error), &error);
        assert_int_equal(cut, places[i]);
        check_ok(row_cuts_count_lines(&lines, &cuts, places[i], &error), &error);
        size_t used = sizeof head - 1;
        size_t expected = 2;
        for (; used + 2 * sizeof "1,a,1\n" < places[i]; used += sizeof "1,a,1\n" - 1) {
            ++expected;
        }
        assert_int_equal(lines, expected);
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void lines_are_counted_to_any_byte(void **state)
{
    static struct file file;
    char path[256];
    package_file(path, *state, "rows.csv");
    write_records(&file, path, plain, sizeof plain / sizeof plain[0]);
    const struct row_cuts cuts = cuts_of(&file, path);
    size_t expected = 0;
    for (size_t end = 0; end <= file.size; ++end) {
        blackout_error error = {0};
        size_t lines;
        check_ok(row_cuts_count_lines(&lines, &cuts, end, &error), &error);
        assert_int_equal(lines, expected);
        expected += file.text[end] == '\n' ? 1 : 0;
    }
}

/* What a file had when its size was asked for and has no more is passed over. */
static void shorter_files_are_read_to_their_end(void **state)
{
    static struct file file;
    char path[256];
    blackout_error error = {0};
    uint64_t cut;
    size_t lines;
    package_file(path, *state, "rows.csv");
    write_records(&file, path, plain, 3);
    struct row_cuts cuts = cuts_of(&file, path);
    cuts.size = 3 * file.size;
    for (uint64_t near = 0; near < cuts.size; near += file.size) {
        check_ok(row_cut_find(&cut, &cuts, near, &error), &error);
        assert_int_equal(cut, cuts.size);
    }
    check_ok(row_cuts_count_lines(&lines, &cuts, cuts.size, &error), &error);
    assert_int_equal(lines, 4);
}

/* A folder, which no read gets a byte of, and nothing. */
static void files_that_cannot_be_read_are_reported(void **state)
{
    const struct package_folder *folder = *state;
    char path[256];
    package_file(path, folder, "none.csv");
    const char *const paths[] = {folder->path, path};
    const char *const words[] = {"cannot be read", "cannot be opened"};
    for (size_t i = 0; i < 2; ++i) {
        const struct row_cuts cuts = {paths[i], "rows.csv", {',', '"'}, COLUMNS, KEY, 10, 4096};
        blackout_error error = {0};
        uint64_t cut;
        size_t lines;
        for (uint64_t near = 0; near < 100; near += 50) { /* before the rows, and among them */
            error = (blackout_error){0};
            check_fails(row_cut_find(&cut, &cuts, near, &error), BLACKOUT_ERROR_IO, &error);
            assert_string_equal(error.source, "rows.csv");
            check_contains(error.message, words[i]);
        }
        error = (blackout_error){0};
        check_fails(row_cuts_count_lines(&lines, &cuts, 100, &error), BLACKOUT_ERROR_IO, &error);
        assert_string_equal(error.source, "rows.csv");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_are_cut_where_chunks_begin, open_folder,
                                        close_folder),
        cmocka_unit_test_setup_teardown(lines_in_quotes_are_no_rows, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(four_rows_make_a_beginning, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(windows_hide_no_row, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(lines_are_counted_to_any_byte, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(shorter_files_are_read_to_their_end, open_folder,
                                        close_folder),
        cmocka_unit_test_setup_teardown(files_that_cannot_be_read_are_reported, open_folder,
                                        close_folder)};
    return cmocka_run_group_tests_name("row_cuts", tests, NULL, NULL);
}
