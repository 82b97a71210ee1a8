/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drives the totals: Sobol indices and a tornado. */
#include <math.h>

#include "report/scenarios.h"
#include "report/text_table.h"

/* Drivers that the text shows; the JSON has all. */
enum { SHOWN_DRIVERS = 20 };

static const char *index_text(struct arena *arena, bool present, const double index[3])
{
    const char *text =
        present ? arena_format(arena, "%.3f (%.3f to %.3f)", index[0], index[1], index[2]) : "";
    return text != NULL ? text : "";
}

/* Whether an input has a range and is of other figures alone: neither end moves this one, nor does
 * any sample. */
static bool moves_nothing(const struct result_driver *driver, double central)
{
    return driver->has_swing && driver->low == central && driver->high == central &&
           !(driver->has_indices && driver->total[0] != 0);
}

static void write_analysis(struct writer *writer, struct arena *arena,
                           const struct result_sensitivity *analysis)
{
    static const char *const header[] = {"input", "total index", "first order", "at its 5 %",
                                         "at its 95 %"};
    struct text_table table;
    writer_format(writer, "\n%s: %s in the centre\n", analysis->target,
                  text_number(arena, analysis->central, 0));
    size_t without_effect = 0;
    text_table_init(&table, arena, header, 5, 1);
    for (size_t i = 0; i < analysis->driver_count; ++i) {
        const struct result_driver *driver = &analysis->drivers[i];
        if (moves_nothing(driver, analysis->central)) {
            ++without_effect;
            continue;
        }
        if (i >= SHOWN_DRIVERS && i + 1 < analysis->driver_count) {
            continue;
        }
        const char *fields[] = {driver->factor,
                                index_text(arena, driver->has_indices, driver->total),
                                index_text(arena, driver->has_indices, driver->first),
                                driver->has_swing ? text_number(arena, driver->low, 0) : "",
                                driver->has_swing ? text_number(arena, driver->high, 0) : ""};
        text_table_row(&table, fields, 5);
    }
    text_table_write(&table, writer);
    if (without_effect > 0) {
        writer_format(writer, "  %zu more inputs do not move it.\n", without_effect);
    }
    writer_format(writer,
                  analysis->converged
                      ? "  %zu points; the widest interval of an index is %.3f: converged.\n"
                      : "  %zu points; the widest interval of an index is %.3f: not converged, ask "
                        "for more.\n",
                  analysis->samples, analysis->widest);
}

blackout_status report_sensitivity_text(const struct result *result, blackout_sink *sink,
                                        void *user, blackout_error *error)
{
    struct writer writer;
    struct arena arena = {0};
    writer_init(&writer, sink, user);
    writer_format(
        &writer,
        "What drives the losses (%s): Sobol indices with 90 %% intervals, and the total with "
        "one input at its 5 %% and 95 %% value.\n",
        result->scenario.currency);
    for (size_t i = 0; i < result->sensitivity_count; ++i) {
        write_analysis(&writer, &arena, &result->sensitivities[i]);
    }
    arena_free(&arena);
    return writer_finish(&writer, error);
}
