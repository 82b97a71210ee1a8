/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page and the JSON of a sensitivity analysis both say of its inputs. */
#ifndef BLACKOUT_REPORT_DRIVERS_H
#define BLACKOUT_REPORT_DRIVERS_H

#include "estimate/result.h"

/* Whether an input moves the total neither at its ends nor, as far as is known, beside others. */
static inline bool driver_moves_nothing(const struct result_driver *driver, double central)
{
    return driver->has_swing && driver->low == central && driver->high == central &&
           !(driver->has_indices && driver->total[0] != 0);
}

/* Of all drivers, whether a page has room for them or not. */
static inline size_t drivers_without_effect(const struct result_sensitivity *analysis)
{
    size_t count = 0;
    for (size_t i = 0; i < analysis->driver_count; ++i) {
        count += driver_moves_nothing(&analysis->drivers[i], analysis->central) ? 1 : 0;
    }
    return count;
}

#endif
