/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form filled in from an estimate: each field with its value in the form's own way of writing,
 * whether it is actual or an estimate, and what it rests on; empty with the reason where the model
 * knows nothing. Nothing of it is legal advice. */
#ifndef BLACKOUT_ESTIMATE_FILING_H
#define BLACKOUT_ESTIMATE_FILING_H

#include "blackout/status.h"
#include "core/arena.h"
#include "estimate/filing_values.h"

/* Whether texts like "1.6=LEI" are fields of the form and as it has them. Error:
 * BLACKOUT_ERROR_USAGE, with the rule. Before an estimate is made, so that a slip in a field costs
 * no run. */
blackout_status filing_check(const struct filing_form *form, const char *const *given, size_t count,
                             blackout_error *error);

/* Fills in a form; what is given goes before what the result has. Errors: those of filing_check();
 * BLACKOUT_ERROR_USAGE for a currency that the form does not take, and for times of which the later
 * comes first. Memory is the arena's. */
blackout_status filing_make(struct filing *filing, struct arena *arena, const struct result *result,
                            const struct filing_form *form, const char *const *given, size_t count,
                            blackout_error *error);

#endif
