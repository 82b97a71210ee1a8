/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sets the inputs of a measurement of traffic that a scenario does not have. */
#ifndef BLACKOUT_ASK_TRAFFIC_INPUTS_H
#define BLACKOUT_ASK_TRAFFIC_INPUTS_H

#include "ask/asked.h"
#include "ask/traffic_query.h"

/* Sets one input from its text. Error: BLACKOUT_ERROR_USAGE for a text that is refused, which
 * leaves the query as it was. */
typedef blackout_status traffic_setter(blackout_traffic_query *query,
                                       const struct asked_input *input, const char *text);

traffic_setter traffic_set_peers;
traffic_setter traffic_set_holidays;
traffic_setter traffic_set_detect;

#endif
