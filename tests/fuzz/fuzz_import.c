/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file of another format; the first byte chooses which. What is taken makes a
 * package whose shares are shares and whose curves go forward in time; what is refused has a
 * message, and a place unless it is about the whole. Every entry that is not taken has a cause, and
 * the causes add up. */
#include "fuzz.h"

#include "blackout.h"
#include "import/import.h"

static int forget(void *user, const char *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 0;
}

static void require_files(const blackout_import *import)
{
    static const char *const formats[] = {"text", "json", "csv", "html"};
    blackout_error error = {0};
    for (size_t i = 0; blackout_import_file(import, i) != NULL; ++i) {
        fuzz_require(strstr(blackout_import_file(import, i), "..") == NULL);
        fuzz_require(blackout_import_file_write(import, i, forget, NULL, &error) == BLACKOUT_OK);
    }
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; ++i) {
        fuzz_require(blackout_import_write(import, formats[i], forget, NULL, &error) ==
                     BLACKOUT_OK);
    }
}

/* A curve: times ascend, which their ISO 8601 does too, and parts are shares that end with 0. */
static void require_curve(const struct import_table *table)
{
    fuzz_require(table->row_count >= 2);
    for (size_t row = 0; row < table->row_count; ++row) {
        const char *const *cells = &table->cells[2 * row];
        const double part = strtod(cells[1], NULL);
        fuzz_require(part >= 0 && part <= 1 + 1e-12);
        fuzz_require(part > 0 || row > 0);
        fuzz_require(part == 0 || row + 1 < table->row_count);
        fuzz_require(row == 0 || strcmp(cells[-2], cells[0]) != 0);
    }
}

static void require_import(const blackout_import *import)
{
    size_t entries = 0;
    fuzz_require(import->taken <= import->read);
    for (size_t i = 0; i < import->not_taken.cause_count; ++i) {
        entries += import->not_taken.causes[i].count;
    }
    fuzz_require(entries == import->not_taken.count);
    for (size_t i = 0; i < import->table_count; ++i) {
        if (import->tables[i]->resource == NULL) {
            require_curve(import->tables[i]);
        }
    }
    require_files(import);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    blackout_import *import;
    blackout_error error = {0};
    size_t kinds = 0;
    while (blackout_import_kind(kinds) != NULL) {
        ++kinds;
    }
    if (size == 0) {
        return 0;
    }
    const struct import_source source = {"input", (const char *)data + 1, size - 1};
    const struct import_request request = {.sources = &source, .source_count = 1};
    blackout_status status =
        import_make(&import, blackout_import_kind(data[0] % kinds), &request, NULL, &error);
    fuzz_require((status == BLACKOUT_OK) == (import != NULL));
    fuzz_require(status == BLACKOUT_OK ||
                 (status == BLACKOUT_ERROR_INPUT && error.message[0] != '\0'));
    if (import != NULL) {
        require_import(import);
    }
    blackout_import_free(import);
    return 0;
}
