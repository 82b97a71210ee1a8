/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of tests say what they are about. An empty cell is no certainty (methodology, stage 0): so
 * what a test leaves empty in `platforms` and `sectors` is written down for it, as the value that
 * changes nothing, measured. A test of the defaults themselves writes its tables with
 * package_write_as_is(). */
#ifndef BLACKOUT_TESTS_NEUTRAL_H
#define BLACKOUT_TESTS_NEUTRAL_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

struct neutral_value {
    const char *column;
    const char *value;
};

enum { NEUTRAL_FIELDS = 64, NEUTRAL_LINE = 1024, NEUTRAL_VALUES = 3 };

struct neutral_line {
    char text[NEUTRAL_LINE];
    const char *fields[NEUTRAL_FIELDS];
    size_t count;
};

/* Splits up to the next line end; the start of the next line. */
static inline const char *neutral_split(struct neutral_line *line, const char *text)
{
    size_t length = strcspn(text, "\n");
    assert_true(length < NEUTRAL_LINE);
    memcpy(line->text, text, length);
    line->text[length] = '\0';
    line->count = 0;
    for (char *at = line->text; at != NULL;) {
        char *comma = strchr(at, ',');
        assert_true(line->count < NEUTRAL_FIELDS);
        line->fields[line->count++] = at;
        if (comma != NULL) {
            *comma++ = '\0';
        }
        at = comma;
    }
    return text + strcspn(text, "\n") + (strchr(text, '\n') != NULL ? 1 : 0);
}

static inline size_t neutral_find(const struct neutral_line *header, const char *column,
                                  const char *suffix)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", column, suffix);
    size_t i = 0;
    while (i < header->count && strcmp(header->fields[i], name) != 0) {
        ++i;
    }
    return i;
}

/* Whether all lines have the fields of the header, without quotes. */
static inline bool neutral_is_plain(const char *text)
{
    struct neutral_line header;
    struct neutral_line line;
    const char *at = neutral_split(&header, text);
    bool plain = strpbrk(text, "\";\t\r") == NULL && header.count > 1;
    while (*at != '\0' && plain) {
        at = neutral_split(&line, at);
        plain = line.count == header.count;
    }
    return plain;
}

static inline void neutral_row(FILE *file, const struct neutral_line *header,
                               struct neutral_line *line, const struct neutral_value *values)
{
    const char *added[NEUTRAL_VALUES][2] = {{"", ""}, {"", ""}, {"", ""}};
    const bool is_header = line->fields[0] == header->fields[0];
    char names[NEUTRAL_VALUES][64];
    for (size_t v = 0; values[v].column != NULL; ++v) {
        size_t place = neutral_find(header, values[v].column, "");
        size_t basis = neutral_find(header, values[v].column, "_basis");
        bool empty = place == header->count || line->fields[place][0] == '\0';
        snprintf(names[v], sizeof names[v], "%s_basis", values[v].column);
        added[v][0] = is_header ? values[v].column : values[v].value;
        added[v][1] = is_header ? names[v] : empty ? "measured" : "";
        if (empty && place < header->count) {
            line->fields[place] = values[v].value;
        }
        if (empty && basis < header->count) {
            line->fields[basis] = "measured";
        }
    }
    for (size_t i = 0; i < line->count; ++i) {
        fprintf(file, "%s%s", i > 0 ? "," : "", line->fields[i]);
    }
    for (size_t v = 0; values[v].column != NULL; ++v) {
        bool has_value = neutral_find(header, values[v].column, "") < header->count;
        bool has_basis = neutral_find(header, values[v].column, "_basis") < header->count;
        fprintf(file, "%s%s%s%s", has_value ? "" : ",", has_value ? "" : added[v][0],
                has_basis ? "" : ",", has_basis ? "" : added[v][1]);
    }
    fputc('\n', file);
}

/* Writes a table with what it leaves empty filled in. */
static inline void neutral_write(FILE *file, const char *text, const struct neutral_value *values)
{
    struct neutral_line header;
    const char *at = neutral_split(&header, text);
    neutral_row(file, &header, &header, values);
    while (*at != '\0') {
        struct neutral_line line;
        at = neutral_split(&line, at);
        neutral_row(file, &header, &line, values);
    }
}

/* What changes nothing in the table of this file; NULL: nothing is filled in. */
static inline const struct neutral_value *neutral_values(const char *file)
{
    static const struct neutral_value platforms[] = {
        {"recapture", "0"}, {"growth_factor", "1"}, {"usage_share", "1"}, {NULL, NULL}};
    static const struct neutral_value sectors[] = {{"recapture", "0"}, {NULL, NULL}};
    return strcmp(file, "platforms.csv") == 0 ? platforms
           : strcmp(file, "sectors.csv") == 0 ? sectors
                                              : NULL;
}

#endif
