/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request for an event study with its defaults, and the one way to set what it asks. Each input
 * is read by the setter that the table of inputs has for it (inputs.c), so that a command line, a
 * file and a program are read alike. */
#include "ask/event_request.h"

#include <stdlib.h>
#include <string.h>

#include "ask/inputs.h"
#include "core/error.h"

blackout_status blackout_request_new(blackout_request **request, blackout_error *error)
{
    /* MacKinlay (1997), as the methodology has it: 250 returns, ten sessions before the event. */
    static const struct day_range estimation = {-260, -11};
    static const struct day_range windows[] = {{0, 0}, {-1, 1}, {0, 1}, {0, 5}};
    *request = calloc(1, sizeof **request);
    if (*request == NULL) {
        return error_memory(error);
    }
    (*request)->estimation = estimation;
    (*request)->window_count = sizeof windows / sizeof windows[0];
    memcpy((*request)->windows, windows, sizeof windows);
    return BLACKOUT_OK;
}

void blackout_request_free(blackout_request *request)
{
    if (request != NULL) {
        arena_free(&request->arena);
        free(request);
    }
}

/* What input it is, the table knows: this function has no names in it. Nothing is noted as given,
 * as a scenario does: a request is set by one caller, and no file comes in between. */
blackout_status blackout_request_set(blackout_request *request, const char *name, const char *text,
                                     blackout_error *error)
{
    const struct asked_input asked = {&request->arena, name, error};
    size_t number;
    const struct input *input = input_for(&number, QUESTION_REQUEST, name, error);
    return input != NULL ? input->request(request, &asked, text) : BLACKOUT_ERROR_USAGE;
}
