/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader of a report asks first. */
#ifndef BLACKOUT_REPORT_ASKS_H
#define BLACKOUT_REPORT_ASKS_H

#include <stdbool.h>

#include "estimate/result.h"

/* Whether the reader brought businesses of their own, and takes the platforms of a base: then what
 * those lose is asked first. By the names of packages in `inputs`: a result without them answers
 * that the owner is asked about. */
bool asks_of_dependants(const struct result *result);

#endif
