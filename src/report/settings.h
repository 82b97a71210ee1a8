/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario set, on the pages of all reports that have one. What was set is no finding of the
 * model, and must not be taken for one. */
#ifndef BLACKOUT_REPORT_SETTINGS_H
#define BLACKOUT_REPORT_SETTINGS_H

#include "document/document.h"
#include "estimate/result.h"

/* A paragraph for each input: "Set by the scenario: market_cap of owners to 987,654,321,987 where
 * owner is 'meta'." `who` is "the scenario". */
void settings_add(struct document *document, const char *who,
                  const struct result_scenario *scenario);

/* Whether two scenarios set the same, in the same order. */
bool settings_same(const struct result_scenario *a, const struct result_scenario *b);

/* Scenario `index` of a report of several. */
typedef const struct result_scenario *settings_scenario(const void *of, size_t index);

/* Of `count` scenarios: once where all set the same, else of each by its number. */
void settings_add_all(struct document *document, settings_scenario *at, const void *of,
                      size_t count);

#endif
