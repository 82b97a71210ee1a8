/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of measured traffic has to know about the data and the fit. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_WARNINGS_H
#define BLACKOUT_TRAFFIC_TRAFFIC_WARNINGS_H

#include "traffic/traffic_study.h"

/* A failed allocation sticks: traffic->out_of_memory. */
void traffic_warn(blackout_traffic *traffic, const char *code, const char *where,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Why a series has no figure. */
void traffic_warn_lack(blackout_traffic *traffic, const struct traffic_loss *loss,
                       const char *where);

/* All that is to be said of one series. */
void traffic_warn_all(blackout_traffic *traffic, const struct traffic_loss *loss,
                      const char *where);

#endif
