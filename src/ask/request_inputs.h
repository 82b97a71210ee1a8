/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sets the inputs of an event study, for the table of inputs. */
#ifndef BLACKOUT_ASK_REQUEST_INPUTS_H
#define BLACKOUT_ASK_REQUEST_INPUTS_H

#include "ask/asked.h"
#include "ask/event_request.h"

/* Sets one input from its text. Error: BLACKOUT_ERROR_USAGE for a text that is refused, which
 * leaves the request as it was. */
typedef blackout_status request_setter(blackout_request *request, const struct asked_input *input,
                                       const char *text);

request_setter request_set_event;
request_setter request_add_prices;
request_setter request_set_symbol;
request_setter request_set_index;
request_setter request_set_peers;
request_setter request_set_date;
request_setter request_set_model;
request_setter request_set_returns;
request_setter request_set_estimation;
request_setter request_set_windows;
request_setter request_set_shares;
request_setter request_set_jumps;

#endif
