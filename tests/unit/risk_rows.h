/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a report of a year at risk, and the rows of its tables. Includes risk_world.h. */
#ifndef RISK_ROWS_H
#define RISK_ROWS_H

#include "risk_world.h"

static inline double number_at(const blackout_risk *risk, const char *pointer)
{
    double number = NAN;
    blackout_error error = {0};
    check_ok(blackout_risk_number(risk, pointer, &number, &error), &error);
    return number;
}

static inline double of_owner(const blackout_risk *risk, int owner, const char *pointer)
{
    char text[128];
    snprintf(text, sizeof text, "/owners/%d/%s", owner, pointer);
    return number_at(risk, text);
}

/* A run that succeeds, in two threads. */
static inline blackout_risk *risk_of(const struct world *world, const char *words)
{
    blackout_risk *risk = NULL;
    blackout_error error;
    check_ok(try_risk(&risk, world, words, NULL, 2, &error), &error);
    return risk;
}

/* The line that begins there; sscanf() would measure all of the rest each time. */
static inline const char *line_at(char line[512], const char *at)
{
    const size_t length = strcspn(at, "\n");
    assert_true(length < 512);
    memcpy(line, at, length);
    line[length] = '\0';
    return line;
}

/* A room for each line of a table; the first one is its header. */
static inline size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; ++at) {
        ++lines;
    }
    return lines;
}

/* A row of the table of outages. */
struct outage_row {
    int year, event, month, day, hour, summary;
    double loss, exposure, hours, severity;
};

/* All rows of so many years; to be freed. */
static inline struct outage_row *outage_rows_of(size_t *count, const char *text, int years)
{
    struct outage_row *rows = calloc(lines_of(text), sizeof *rows);
    assert_non_null(rows);
    *count = 0;
    for (const char *at = strchr(text, '\n') + 1; *at != '\0'; at = strchr(at, '\n') + 1) {
        struct outage_row *row = &rows[(*count)++];
        char line[512];
        double weight;
        int same;
        int minute;
        int sample;
        assert_int_equal(
            sscanf(line_at(line, at),
                   "%d,%lg,%d,%d,%d,%d,%d,%d,%d,%d,%lg,%lg,%*[^,],%*[^,],%*[^,],%lg,%lg",
                   &row->year, &weight, &row->event, &same, &row->month, &row->day, &row->hour,
                   &minute, &row->summary, &sample, &row->loss, &row->exposure, &row->hours,
                   &row->severity),
            14);
        check_close(weight, 1. / years, 1e-15);
        assert_true(same == row->year && minute == 0 && sample == 1);
        assert_in_range(row->year, 1, years);
    }
    return rows;
}

#endif
