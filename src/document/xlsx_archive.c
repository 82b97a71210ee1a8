/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter (1.1.4) makes each part of a workbook in a temporary file, and takes a part that it
 * cannot read back for an empty one: a fault of the disk gives a workbook without a sheet, and no
 * error. No part is empty, so that the sizes in the directory of the archive show it (APPNOTE.TXT
 * of PKWARE, sections 4.3.7, 4.3.12, 4.3.16). Contents are not unpacked: a part that lost its end
 * is not seen. */
#include "document/xlsx_archive.h"

#include <stdint.h>
#include <string.h>

/* Sizes and places in the two records, in bytes. */
enum {
    END_BYTES = 22, /* at the end of the file: no comment follows */
    END_COUNT = 10,
    END_DIRECTORY = 16,
    ENTRY_BYTES = 46,
    ENTRY_SIZE = 24, /* of the content, unpacked */
    ENTRY_NAME = 28, /* how long the name is; the extra field and the comment come next */
    ENTRY_EXTRA = 30,
    ENTRY_COMMENT = 32,
    ENTRY_PLACE = 42, /* of the member's own head */
    HEAD_BYTES = 30,
    HEAD_SIZE = 22
};

/* The least byte first, as the format has numbers, whatever the machine has. */
static uint32_t number_at(const unsigned char *bytes, size_t size)
{
    uint32_t number = 0;
    for (size_t i = size; i > 0; --i) {
        number = number << 8 | bytes[i - 1];
    }
    return number;
}

static bool read_record(FILE *file, unsigned char *bytes, size_t size, const char *mark)
{
    return fread(bytes, 1, size, file) == size && memcmp(bytes, mark, strlen(mark)) == 0;
}

/* An entry of the directory; the member is where it says, and as large. */
static bool has_content(FILE *file)
{
    unsigned char entry[ENTRY_BYTES];
    unsigned char head[HEAD_BYTES];
    if (!read_record(file, entry, sizeof entry, "PK\1\2")) {
        return false;
    }
    const uint32_t size = number_at(entry + ENTRY_SIZE, 4);
    const long next = ftell(file) + (long)number_at(entry + ENTRY_NAME, 2) +
                      (long)number_at(entry + ENTRY_EXTRA, 2) +
                      (long)number_at(entry + ENTRY_COMMENT, 2);
    return size > 0 && fseek(file, (long)number_at(entry + ENTRY_PLACE, 4), SEEK_SET) == 0 &&
           read_record(file, head, sizeof head, "PK\3\4") &&
           number_at(head + HEAD_SIZE, 4) == size && fseek(file, next, SEEK_SET) == 0;
}

bool xlsx_archive_is_whole(FILE *file)
{
    unsigned char end[END_BYTES];
    bool whole = fseek(file, -END_BYTES, SEEK_END) == 0 &&
                 read_record(file, end, sizeof end, "PK\5\6") &&
                 fseek(file, (long)number_at(end + END_DIRECTORY, 4), SEEK_SET) == 0;
    const uint32_t count = whole ? number_at(end + END_COUNT, 2) : 0;
    for (uint32_t i = 0; i < count && whole; ++i) {
        whole = has_content(file);
    }
    return whole && count > 0 && fseek(file, 0, SEEK_SET) == 0;
}
