/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When incidents count together: "they have occurred at least twice within 6 months" (Implementing
 * Regulation (EU) 2024/2690, article 4(a); Delegated Regulation (EU) 2024/1772, article 8(2)(a)).
 */
#ifndef BLACKOUT_FILING_RECURRENCE_H
#define BLACKOUT_FILING_RECURRENCE_H

#include "core/calendar.h"

/* Six months before a time: the same day of that month and the same time, or its last day where it
 * has no such day (Regulation (EEC, Euratom) No 1182/71, article 3(2)(c)). */
instant filing_six_months_before(instant time);

#endif
