/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event without an end lasts for 24 hours. It is read with texts of its own: its names mean
 * nothing to the package. */
#include "ingest/holidays.h"

#include "core/error.h"
#include "ingest/bare_file.h"
#include "ingest/file_name.h"

/* The name is in the arena of the events, as all texts of the list are. */
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

/* `end` is the first moment after the event: equal to its start, the event would never be. */
static void check_ends(const struct table *table, struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const struct cell *end = &row->cells[HOLIDAYS_END];
        if (!row->faulty && end->given && end->time <= row->cells[HOLIDAYS_START].time) {
            char text[CALENDAR_TEXT_SIZE];
            struct place place = table_place(table, row, HOLIDAYS_END);
            calendar_print_instant(text, end->time);
            diagnostics_fault(
                diagnostics, &place, "bad_value",
                "end is not after start ('%s'); give the first moment after the event", text);
        }
    }
}

/* Events are added only once the file is known to have no faults: with some of them the call fails.
 */
blackout_status holidays_read(struct known_events *events, struct arena *arena, const char *path,
                              const blackout_run_options *options, blackout_error *error)
{
    struct strings strings;
    struct bare_file file;
    const char *name = file_name_of(path);
    if (strings_init(&strings, arena) != 0) {
        return error_memory(error);
    }
    bare_file_init(&file, arena, &strings, options);
    struct table *table = &file.tables[HOLIDAYS];
    table->id = HOLIDAYS;
    blackout_status status = bare_file_read(&file, table, path, name, NULL, NULL, error);
    check_ends(table, &file.diagnostics);
    status = bare_file_end(&file, status, name, "the list of holidays", error);
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        status = add_holiday(events, arena, &strings, &table->rows[i], error);
    }
    return status;
}
