/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of doubles and of statuses for the unit tests; cmocka 1.1.5 compares floats only. Includes
 * cmocka with what it needs. */
#ifndef BLACKOUT_TESTS_CHECK_H
#define BLACKOUT_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "blackout.h"

static inline void check_within(double actual, double expected, double margin, const char *file,
                                int line)
{
    if (!(actual == expected || fabs(actual - expected) <= margin)) {
        print_error("%.17g is not %.17g within %.3g (off by %.3g)\n", actual, expected, margin,
                    actual - expected);
        _fail(file, line);
    }
}

static inline void check_status(blackout_status actual, blackout_status expected,
                                const blackout_error *error, const char *file, int line)
{
    if (actual != expected) {
        print_error("status '%s', not '%s'; message: %s\n", blackout_status_text(actual),
                    blackout_status_text(expected), error != NULL ? error->message : "");
        _fail(file, line);
    }
}

static inline void check_failure(blackout_status actual, blackout_status expected,
                                 const blackout_error *error, const char *file, int line)
{
    check_status(actual, expected, error, file, line);
    check_status(error->status, expected, error, file, line);
    if (error->message[0] == '\0') {
        print_error("the error has no message\n");
        _fail(file, line);
    }
}

/* |actual - expected| <= relative_tolerance * |expected|; NaN fails. */
#define check_close(actual, expected, relative_tolerance)                                          \
    check_within((actual), (expected), (relative_tolerance)*fabs(expected), __FILE__, __LINE__)

/* |actual - expected| <= tolerance; NaN fails. */
#define check_near(actual, expected, tolerance)                                                    \
    check_within((actual), (expected), (tolerance), __FILE__, __LINE__)

/* The call succeeded; `error` is what it filled. */
#define check_ok(status, error) check_status((status), BLACKOUT_OK, (error), __FILE__, __LINE__)

/* The call failed with `expected`, and the error says the same with a message. */
#define check_fails(status, expected, error)                                                       \
    check_failure((status), (expected), (error), __FILE__, __LINE__)

#endif
