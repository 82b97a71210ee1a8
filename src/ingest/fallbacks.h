/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a fallback, of the table `fallbacks` or of a row of `dependencies`, names anything. */
#ifndef BLACKOUT_INGEST_FALLBACKS_H
#define BLACKOUT_INGEST_FALLBACKS_H

#include "tables/table.h"

/* Whether `fallback` is a platform of the package or one of the outside channels. */
bool fallback_is_known(const struct table_context *context, string_id fallback);

/* Reports that a fallback is not known. */
void fallback_fault(const struct table_context *context, const struct place *place,
                    const char *name);

#endif
