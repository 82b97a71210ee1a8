/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a scenario asks about an event as the catalogue has it. What others published of the
 * event and what the market made of it are no comparisons for another one. What the catalogue does
 * not say (a start, a length, a recovery, a measured curve) completes the event and changes
 * nothing. */
#ifndef BLACKOUT_PREPARE_EVENT_CHANGES_H
#define BLACKOUT_PREPARE_EVENT_CHANGES_H

#include "prepare/prepared.h"

/* Sets scenario.event_changes of a scenario that is resolved otherwise, and warns where the event
 * is another one. */
void event_changes_note(struct prepared *prepared, const blackout_scenario *asked);

#endif
