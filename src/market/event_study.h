/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies of events, made of the parts below this file; what a study holds is in study.h. */
#ifndef BLACKOUT_MARKET_EVENT_STUDY_H
#define BLACKOUT_MARKET_EVENT_STUDY_H

#include "market/study.h"

/* The session of the same date with the peers in the model, which the case keeps; NULL if there is
 * none. */
const struct study_session *study_peer_session(const struct study_case *one,
                                               const struct study_session *session);

#endif
