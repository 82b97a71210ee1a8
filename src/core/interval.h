/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interval of every report: from the 5 % to the 95 % value. mapping_z95 is its normal score. */
#ifndef BLACKOUT_CORE_INTERVAL_H
#define BLACKOUT_CORE_INTERVAL_H

#define INTERVAL_LOW 0.05
#define INTERVAL_HIGH 0.95

/* What it holds. */
#define INTERVAL_LEVEL 0.90

#endif
