/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package's description, written out. */
#ifndef BLACKOUT_REPORT_DESCRIBE_H
#define BLACKOUT_REPORT_DESCRIBE_H

#include "describe/description.h"

/* "blackout/describe/1". */
blackout_status report_describe_json(const struct description *description, blackout_sink *sink,
                                     void *user, blackout_error *error);

blackout_status report_describe_text(const struct description *description, blackout_sink *sink,
                                     void *user, blackout_error *error);

/* The same for `validate`: rows, what the flows rest on, what is missing. */
blackout_status report_describe_summary(const struct description *description, blackout_sink *sink,
                                        void *user, blackout_error *error);

#endif
