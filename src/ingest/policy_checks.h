/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `policies` say about each other and about themselves: terms that have no effect, policies
 * that together would pay more than is lost. */
#ifndef BLACKOUT_INGEST_POLICY_CHECKS_H
#define BLACKOUT_INGEST_POLICY_CHECKS_H

#include "tables/table.h"

/* Warns of terms that are ignored or out of reach, and of policies that overlap. Rows that have a
 * fault already are passed over. */
void policy_checks(const struct table_context *context);

#endif
