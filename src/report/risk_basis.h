/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a year at risk rests on, as a part of its page. */
#ifndef BLACKOUT_REPORT_RISK_BASIS_H
#define BLACKOUT_REPORT_RISK_BASIS_H

#include "document/document.h"
#include "risk/risk.h"

/* Adds a heading, and notes under it. Texts are borrowed. */
void risk_basis(struct document *document, const struct risk_owner *owner);

#endif
