/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a CSV file, in every dialect: the first byte chooses it. Positions must ascend,
 * texts that are not marked as faulty must be UTF-8. */
#include "fuzz.h"

#include "core/text.h"
#include "ingest/csv.h"

struct last {
    size_t line;
};

static blackout_status look(void *user, const struct csv_record *record, blackout_error *error)
{
    struct last *last = user;
    (void)error;
    fuzz_require(record->line >= last->line);
    for (size_t i = 0; i < record->field_count; ++i) {
        const struct csv_field *field = &record->fields[i];
        fuzz_require(field->line >= last->line);
        fuzz_require(strlen(field->text) == field->length);
        fuzz_require(field->fault != CSV_SOUND || text_is_utf8(field->text, field->length));
        last->line = field->line;
    }
    return BLACKOUT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct csv_dialect dialects[] = {
        {',', '"'}, {';', '"'}, {'\t', '"'}, {'|', '\''}, {':', '\''}};
    static const char *const encodings[] = {NULL, "latin-1", "windows-1252", "UTF-16LE",
                                            "SHIFT_JIS"};
    if (size == 0) {
        return 0;
    }
    struct csv_reader *reader;
    blackout_error error = {0};
    struct last last = {0};
    char path[FUZZ_PATH_SIZE];
    const struct csv_dialect dialect = dialects[data[0] % 5];
    fuzz_write_file(path, "input.csv", data + 1, size - 1);
    const struct csv_input input = {
        .source = "input.csv", .path = path, .encoding = encodings[data[0] / 5 % 5]};
    if (csv_open(&reader, &input, &error) == BLACKOUT_OK) {
        csv_first_records(reader, dialect, 1, look, &last, &error);
        last.line = 0;
        blackout_status status = csv_read(reader, dialect, look, &last, &error);
        fuzz_require(status == BLACKOUT_OK || (error.message[0] != '\0' && error.line > 0));
    }
    csv_close(reader);
    return 0;
}
