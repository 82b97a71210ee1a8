/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios: what an estimate, a backtest or a year at risk is asked for. */
#ifndef BLACKOUT_SCENARIO_H
#define BLACKOUT_SCENARIO_H

#include <stddef.h>

#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_scenario blackout_scenario;

BLACKOUT_API blackout_status blackout_scenario_new(blackout_scenario **scenario,
                                                   blackout_error *error);
BLACKOUT_API void blackout_scenario_free(blackout_scenario *scenario);

/* A scenario like `of`, to be changed by the calls below. It refers to `of`, which has to live
 * longer and is not changed by that. Freed by blackout_scenario_free(). Error:
 * BLACKOUT_ERROR_MEMORY. */
BLACKOUT_API blackout_status blackout_scenario_variant(blackout_scenario **scenario,
                                                       const blackout_scenario *of,
                                                       blackout_error *error);

/* Sets one input, by the name the command line has for it and as the same text:
 *   platform        identifiers, comma-separated     owner     an owner: all its platforms
 *   event           an event of the catalogue        region    identifiers; other regions stay up
 *   start           ISO 8601, UTC without an offset  duration  PT6H11M, 6h, 1d2h
 *   severity        share unavailable, 0 to 1 (1)    recovery  a duration (0)
 *   severity-curve  path of a CSV file               currency  ISO 4217 (the owner's)
 *   rebound         share made up later, 0 to 1, in place of the platforms' recapture
 *   samples         0 or 64 .. 2^24 (10,000)         seed      0 .. 2^53-1 (1)
 *   until           1%: samples double until the     top       how many businesses to list,
 *                   means are known that well                  0 .. 100,000 (10)
 *   incident        whose costs and recoveries count (the event's)
 *   threshold       amounts that losses are compared with, comma-separated: 100000EUR, 1.5M, or
 *                   dora, nis2, the amounts of these rules; samples are needed
 *   years           1000 .. 10^8, of a year at risk  min-duration  shorter outages are left out
 *                   (100,000)                                  (0)
 *   loss            1M, 250kEUR: the most that may   at        central, mean, p5 .. p95 (p95):
 *                   be lost, of tolerable                      which number of the loss that is
 *   of              owner-gross, owner-net           longest   longer outages are not looked at
 *                   (owner-net), dependants                    (30d)
 * In brackets: what holds where it is not set. start, duration, recovery, severity and rebound may
 * be ranges from the 5 % to the 95 % value, like 4h..8h; shares of a range lie between 0 and 1.
 * Later calls replace earlier ones. Returns BLACKOUT_ERROR_USAGE for a name or a text that is not
 * understood; whether identifiers exist is seen when the scenario meets a dataset. */
BLACKOUT_API blackout_status blackout_scenario_set(blackout_scenario *scenario, const char *name,
                                                   const char *text, blackout_error *error);

/* Sets every input found in a JSON object (names as above; values: text, number or list of text)
 * that has not been set before; the value of one that has is judged alike. One more key, `set`,
 * changes figures of the dataset for this scenario alone: a list of {"table", "column", "where"
 * (columns and their texts; every row that meets them), "value" (a number, certain)}. Unknown and
 * repeated keys are refused, with line and column; BLACKOUT_ERROR_INPUT for a text that is not
 * JSON. The key `name` is blackout_scenario_name(). */
BLACKOUT_API blackout_status blackout_scenario_read(blackout_scenario *scenario, const char *path,
                                                    blackout_error *error);

/* The same from `size` bytes of JSON in memory, of 1 MiB at most, which are not kept. `name` is
 * what messages call them in place of a path. */
BLACKOUT_API blackout_status blackout_scenario_parse(blackout_scenario *scenario, const char *bytes,
                                                     size_t size, const char *name,
                                                     blackout_error *error);

/* Sets the input severity-curve from `size` bytes of CSV in memory, as such a file would have; they
 * are copied. `name` is what messages and the report call them in place of a path.
 * BLACKOUT_ERROR_USAGE without a name. */
BLACKOUT_API blackout_status blackout_scenario_set_curve(blackout_scenario *scenario,
                                                         const char *bytes, size_t size,
                                                         const char *name, blackout_error *error);

/* The path of the severity curve that the scenario names, whether it was set or read; NULL: none,
 * or one in memory. It lives until the scenario is changed or freed. */
BLACKOUT_API const char *blackout_scenario_curve(const blackout_scenario *scenario);

/* What the scenario calls itself, by the key `name` of the JSON it was read from: any text, which
 * no figure depends on; NULL: nothing. It lives as long as the scenario. */
BLACKOUT_API const char *blackout_scenario_name(const blackout_scenario *scenario);

/* Writes into `value` what the input samples, seed, until or years holds; until is a share, 0 where
 * it is not asked for. Returns 1 where the input was set or read, 0 where `value` is its default,
 * -1 for an input that is none of these. */
BLACKOUT_API int blackout_scenario_number(double *value, const blackout_scenario *scenario,
                                          const char *input);

/* Writes value `index` of a grid of an input (start, duration, recovery, severity), like
 * `1h..48h/1h`, as a text for blackout_scenario_set(), and how many values it has; a text without
 * '/' is a grid of one. Of platforms it is a list, `facebook/whatsapp`. `value` has room for `size`
 * bytes, of which 64 are enough for any grid, and the text's length for a list. */
BLACKOUT_API blackout_status blackout_grid_value(char *value, size_t size, size_t *count,
                                                 const char *input, const char *text, size_t index,
                                                 blackout_error *error);

/* Notes that the values of an input are those of a grid, so that reports warn where its step does
 * not meet its last value: `1h..10h/4h` ends at 9h. What is no such grid is not noted. Error:
 * BLACKOUT_ERROR_MEMORY. */
BLACKOUT_API blackout_status blackout_scenario_note_grid(blackout_scenario *scenario,
                                                         const char *input, const char *text,
                                                         blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
