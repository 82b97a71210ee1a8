/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/holidays.h"

#include <string.h>

#include "core/error.h"
#include "ingest/reader.h"

static blackout_status add_holiday(struct known_events *events, struct arena *arena,
                                   const struct strings *strings, const struct row *row,
                                   blackout_error *error)
{
    const struct cell *end = &row->cells[HOLIDAYS_END];
    const char *name = strings_text(strings, row->cells[HOLIDAYS_NAME].text);
    struct known_event event = {.name = name, .from = row->cells[HOLIDAYS_START].time};
    event.to = end->given ? end->time : event.from + SECONDS_PER_DAY;
    return known_events_add(events, arena, &event, error);
}

static void check_ends(const struct table *table, struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *end = &row->cells[HOLIDAYS_END];
        if (!row->faulty && end->given && end->time <= row->cells[HOLIDAYS_START].time) {
            char text[CALENDAR_TEXT_SIZE];
            struct place place = table_place(table, row, HOLIDAYS_END);
            calendar_print_instant(text, end->time);
            diagnostics_fault(diagnostics, &place, "bad_value",
                              "end is not after start ('%s'); the first moment after the event",
                              text);
        }
    }
}

blackout_status holidays_read(struct known_events *events, struct arena *arena, const char *path,
                              const blackout_run_options *options, blackout_error *error)
{
    struct strings strings;
    struct table tables[NO_TABLE] = {{0}};
    struct table *table = &tables[HOLIDAYS];
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    struct diagnostics diagnostics = {.function = options ? options->diagnostic : NULL,
                                      .user = options ? options->user : NULL};
    struct resource resource = {.present = true, .path = path, .source = name, .package = ""};
    struct table_context context = {
        .arena = arena, .strings = &strings, .diagnostics = &diagnostics, .tables = tables};
    table->id = HOLIDAYS;
    if (strings_init(&strings, arena) != 0) {
        return error_memory(error);
    }
    blackout_status status = table_read(table, &resource, &context, NULL, NULL, error);
    check_ends(table, &diagnostics);
    diagnostics_flush(&diagnostics);
    if (status == BLACKOUT_OK && diagnostics.fault_count > 0) {
        status =
            error_at(error, BLACKOUT_ERROR_INPUT, name, 0, 0, "%zu %s in the list of holidays",
                     diagnostics.fault_count, diagnostics.fault_count == 1 ? "fault" : "faults");
    }
    diagnostics_free(&diagnostics);
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        status = add_holiday(events, arena, &strings, &table->rows[i], error);
    }
    return status;
}
