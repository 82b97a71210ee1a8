/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs that only a traffic study has. Window, platforms and regions are those of a scenario,
 * and are read by its setters. */
#include "ask/traffic_inputs.h"

static const struct list_rule platforms = {
    .separators = ",;", .empty = "has an empty name", .remedy = "comma-separated platforms"};

blackout_status traffic_set_peers(blackout_traffic_query *query, const struct asked_input *input,
                                  const char *text)
{
    return asked_names(&query->peers, input, text, &platforms);
}

blackout_status traffic_set_holidays(blackout_traffic_query *query, const struct asked_input *input,
                                     const char *text)
{
    return asked_text(&query->holidays, input, text, "the path of a CSV file");
}

/* A flag on a command line, "yes" or "no" in a file: both come as a word. */
blackout_status traffic_set_detect(blackout_traffic_query *query, const struct asked_input *input,
                                   const char *text)
{
    static const char *const words[] = {"yes", "no", NULL};
    int number;
    blackout_status status = asked_word(&number, input, text, words);
    if (status == BLACKOUT_OK) {
        query->detect = number == 0;
    }
    return status;
}
