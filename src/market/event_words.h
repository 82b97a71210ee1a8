/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an event study does and does not prove, in words. */
#ifndef BLACKOUT_MARKET_EVENT_WORDS_H
#define BLACKOUT_MARKET_EVENT_WORDS_H

#include "market/study.h"

/* A few sentences about one case, in `arena`; NULL when memory is out. */
const char *event_words_verdict(struct arena *arena, const struct study_case *one);

#endif
