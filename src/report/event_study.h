/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event study, written out. Writers read the study and nothing else. */
#ifndef BLACKOUT_REPORT_EVENT_STUDY_H
#define BLACKOUT_REPORT_EVENT_STUDY_H

#include "market/event_study.h"

/* "blackout/event-study/1", and the number at a JSON Pointer of it; BLACKOUT_ERROR_USAGE where
 * there is none. */
blackout_status report_event_study_json(const blackout_study *study, blackout_sink *sink,
                                        void *user, blackout_error *error);
blackout_status report_event_study_number(double *number, const blackout_study *study,
                                          const char *pointer, blackout_error *error);

/* One row a share, owners and peers, with the columns of the table event_returns: what it prints
 * can stand in a package. Its columns of windows are those of the study. */
blackout_status report_event_study_csv(const blackout_study *study, blackout_sink *sink, void *user,
                                       blackout_error *error);

/* For people: the answer in one line, then tables. */
blackout_status report_event_study_text(const blackout_study *study, blackout_sink *sink,
                                        void *user, blackout_error *error);

#endif
