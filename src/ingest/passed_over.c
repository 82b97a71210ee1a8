/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skipped with a count, not in silence: a formula may have been saved without its values. A warning
 * for each kind and file, since a price history may have thousands. */
#include "ingest/passed_over.h"

/* The status is for callers that end with it (reader.c). */
blackout_status passed_over_note(struct passed_over *passed, enum passed_kind kind, size_t line)
{
    if (passed->counts[kind]++ == 0) {
        passed->first_lines[kind] = line;
    }
    return BLACKOUT_OK;
}

void passed_over_warn(const struct passed_over *passed, const char *source, size_t gap_column,
                      struct diagnostics *diagnostics)
{
    const size_t empty = passed->counts[PASSED_EMPTY];
    const size_t gaps = passed->counts[PASSED_GAP];
    const size_t notes = passed->counts[PASSED_NOTE];
    if (empty > 0) {
        const struct place place = {source, passed->first_lines[PASSED_EMPTY], 1, ""};
        diagnostics_warn(diagnostics, &place, "empty_row", "%zu row%s without any value %s skipped",
                         empty, empty == 1 ? "" : "s", empty == 1 ? "is" : "are");
    }
    /* the last two have one code: both are of lines without a price */
    if (gaps > 0) {
        const struct place place = {source, passed->first_lines[PASSED_GAP], gap_column, ""};
        diagnostics_warn(diagnostics, &place, "no_observation",
                         "%zu day%s no value, and %s left out", gaps, gaps == 1 ? " has" : "s have",
                         gaps == 1 ? "is" : "are");
    }
    if (notes > 0) {
        const struct place place = {source, passed->first_lines[PASSED_NOTE], 1, ""};
        diagnostics_warn(diagnostics, &place, "no_observation",
                         "%zu %s, such as dividends and splits, and %s left out", notes,
                         notes == 1 ? "row is a note" : "rows are notes",
                         notes == 1 ? "is" : "are");
    }
}
