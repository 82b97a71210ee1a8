/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What laws ask for after an outage, filled in from an estimate. Nothing of it is legal advice. */
#ifndef BLACKOUT_FILING_H
#define BLACKOUT_FILING_H

#include <stddef.h>

#include "blackout/dataset.h"
#include "blackout/estimate.h"
#include "blackout/run.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The forms, from 0 on: "dora", "nis2", "8k"; NULL after the last. */
BLACKOUT_API const char *blackout_filing_form(size_t index);

/* The threshold that the scenario of a filing needs, as the input `threshold` has it: "dora"; NULL
 * where the form compares with no amount, or is not known. */
BLACKOUT_API const char *blackout_filing_threshold(const char *form);

typedef struct blackout_filing_options {
    size_t size;               /* set by BLACKOUT_FILING_OPTIONS_INIT, see blackout.h */
    const char *form;          /* "dora" */
    const char *const *fields; /* [field_count] what is given, "1.6=529900T8BM49AURSDO55", each
                                * once; or NULL */
    size_t field_count;
} blackout_filing_options;

#define BLACKOUT_FILING_OPTIONS_INIT                                                               \
    {                                                                                              \
        sizeof(blackout_filing_options), NULL, NULL, 0                                             \
    }

/* Whether the form is known and what is given are fields of it, as it has them; for a program that
 * would know before it estimates. Error: BLACKOUT_ERROR_USAGE. */
BLACKOUT_API blackout_status blackout_filing_check(const blackout_filing_options *options,
                                                   blackout_error *error);

/* Estimates what the form that `options` name is filled in from: as blackout_estimate() of the
 * scenario, with what the form alone asks for. "nis2" has the incidents of the owner that began
 * within six months before the event and have its `outages.apparent_cause`; "8k" has the loss as
 * parts of revenue, income and shares. The fields of another form than the one that was estimated
 * for may stay empty. Errors: those of blackout_estimate(), and of a form that is not known. */
BLACKOUT_API blackout_status blackout_filing_estimate(
    blackout_result **result, const blackout_dataset *dataset, const blackout_scenario *scenario,
    const blackout_filing_options *options, const blackout_run_options *run, blackout_error *error);

/* Writes the report "filing" of scenario `index`: the form with what is given and what the estimate
 * has. Errors as above, and for a currency that the form does not take, or times that cannot be. */
BLACKOUT_API blackout_status blackout_filing_write(const blackout_result *result, size_t index,
                                                   const blackout_filing_options *options,
                                                   const char *format, blackout_sink *sink,
                                                   void *user, blackout_error *error);

/* A year's aggregate of costs and losses, from the tables `costs` and `recoveries`; what an outage
 * of the catalogue lost in revenue and credits is estimated where nobody has booked it. */
typedef struct blackout_annual blackout_annual;

typedef struct blackout_annual_options {
    size_t size;          /* set by BLACKOUT_ANNUAL_OPTIONS_INIT, see blackout.h */
    const char *from;     /* the first day, ISO 8601 */
    const char *to;       /* the last one */
    const char *owner;    /* whose incidents; NULL: of all owners */
    const char *currency; /* ISO 4217; NULL: the one that all amounts are in */
    const char *samples;  /* of the estimates, as the input `samples` has it; NULL: the default */
    const char *seed;     /* likewise */
    const blackout_run_options *run; /* of the estimates: threads, progress; NULL: defaults */
} blackout_annual_options;

#define BLACKOUT_ANNUAL_OPTIONS_INIT                                                               \
    {                                                                                              \
        sizeof(blackout_annual_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL                  \
    }

/* Adds up a year; to be freed by blackout_annual_free(). Errors: BLACKOUT_ERROR_USAGE for days that
 * are none, an owner that is not there, and amounts that cannot be brought into one currency. */
BLACKOUT_API blackout_status blackout_annual_make(blackout_annual **annual,
                                                  const blackout_dataset *dataset,
                                                  const blackout_annual_options *options,
                                                  blackout_error *error);
BLACKOUT_API void blackout_annual_free(blackout_annual *annual);

/* Writes the report "year". */
BLACKOUT_API blackout_status blackout_annual_write(const blackout_annual *annual,
                                                   const char *format, blackout_sink *sink,
                                                   void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
