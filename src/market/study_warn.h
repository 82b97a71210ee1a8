/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warnings of an event study, below the parts that give them. */
#ifndef BLACKOUT_MARKET_STUDY_WARN_H
#define BLACKOUT_MARKET_STUDY_WARN_H

#include "market/study.h"

/* Adds a warning whose message has not been given for this place yet. Error: BLACKOUT_ERROR_MEMORY.
 */
blackout_status study_warn(blackout_study *study, const char *code, const char *where,
                           blackout_error *error, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
