/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far shares that were typed may miss their sum, in every table that has some. */
#ifndef BLACKOUT_INGEST_SHARE_SUM_H
#define BLACKOUT_INGEST_SHARE_SUM_H

/* With three or four digits they come to 1 within this. */
static const double share_sum_tolerance = 1e-3;

#endif
