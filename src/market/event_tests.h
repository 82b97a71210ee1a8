/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of whether several firms or events moved together, on the numbers of one window. A test
 * that does not apply to the sample is refused with a reason, not computed. */
#ifndef BLACKOUT_MARKET_EVENT_TESTS_H
#define BLACKOUT_MARKET_EVENT_TESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "market/abnormal_returns.h"
#include "core/arena.h"

enum event_test_id {
    TEST_PATELL,
    TEST_BMP,
    TEST_KOLARI_PYNNONEN,
    TEST_CORRADO,
    TEST_GENERALISED_SIGN,
    TEST_COUNT
};

/* One firm at one event: a row of the sample. */
struct event_sample_unit {
    const double *estimation; /* abnormal returns of the estimation window, ascending in time */
    const instant *dates;     /* of the same days */
    size_t days;
    const double *window; /* abnormal returns of the event window */
    size_t window_days;
    instant window_first; /* its first and last session */
    instant window_last;
    struct abnormal_window sum; /* of the window */
};

struct event_test {
    enum event_test_id id;
    const char *name;      /* "patell" */
    const char *reference; /* "Patell (1976)" */
    bool applies;
    const char *reason; /* why it does not; in the arena */
    double statistic;
    double degrees;       /* of Student's t; 0: standard normal */
    double p;             /* two-sided */
    bool has_correlation; /* of TEST_KOLARI_PYNNONEN: */
    double correlation;   /* mean of the pairs' correlations in the estimation window */
    double unadjusted;    /* the statistic of BMP, which the correlation corrects */
};

/* Does all tests on `count` units. Errors: BLACKOUT_ERROR_MEMORY. Units are not changed; with one
 * unit all tests are refused. `reason` is static or in the arena. */
blackout_status event_tests_run(struct event_test tests[TEST_COUNT], struct arena *arena,
                                const struct event_sample_unit *units, size_t count,
                                blackout_error *error);

#endif
