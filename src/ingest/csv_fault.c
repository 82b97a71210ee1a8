/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of each fault of a field, and what is shown of the bytes: controls are replaced, since
 * a message is one line on a terminal. */
#include "ingest/csv_fault.h"

#include "core/text.h"

static const struct {
    const char *text;
    const char *remedy;
} fault_texts[] = {
    [CSV_SOUND] = {"", ""},
    [CSV_NUL_BYTE] = {"the field has a NUL byte", "text in UTF-8"},
    [CSV_NOT_UTF8] =
        {"the field is not UTF-8",
         "save it as CSV UTF-8, or declare its encoding, perhaps --encoding windows-1252"},
    [CSV_NOT_ENCODED] = {"the field is not in the declared encoding",
                         "declare the encoding in which the file was saved"},
    [CSV_TOO_LONG] = {"the field is longer than 64 KiB", "give a shorter text"},
    [CSV_STRAY_QUOTE] = {"a quote inside a field",
                         "put the whole field in quotes, and double those inside"},
    [CSV_TOO_MANY_FIELDS] = {"the row has more than 1024 fields", "as many fields as the header"},
};

const char *csv_fault_text(enum csv_fault fault)
{
    return fault_texts[fault].text;
}

const char *csv_fault_remedy(enum csv_fault fault)
{
    return fault_texts[fault].remedy;
}

/* A control is '?' here, since messages have a space for it, which would look like the text's own.
 */
size_t csv_fault_show(char out[CSV_SHOWN_BYTES + 1], const char *bytes, size_t length)
{
    size_t shown = length < CSV_SHOWN_BYTES ? length : CSV_SHOWN_BYTES;
    for (size_t i = 0; i < shown; ++i) {
        const unsigned char byte = (unsigned char)bytes[i];
        out[i] = byte < ' ' || byte == 0x7f ? '?' : bytes[i];
    }
    out[shown] = '\0';
    text_make_line(out); /* keeps the length */
    return shown;
}
