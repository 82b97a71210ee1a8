/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of an event study, each from text to its member. What is wrong is refused here,
 * before any data are read; whether a symbol or an event is known is found out later, when the
 * package is there. */
#include "ask/request_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

/* Each once: a peer that is named twice would weigh twice in the mean of all. */
static const struct list_rule names = {.separators = ",",
                                       .empty = "has an empty part",
                                       .remedy = "comma-separated names",
                                       .each_once = true};

/* A whole number of days with a sign, at the start of `*at`. strtol() would pass over blanks and
 * line ends in front, which a range has none of. */
static bool take_day(const char **at, int *day)
{
    static const int furthest = 100000; /* four hundred years of sessions */
    char *end;
    bool starts = (**at >= '0' && **at <= '9') || **at == '-' || **at == '+';
    long value = starts ? strtol(*at, &end, 10) : 0;
    if (!starts || end == *at || value < -furthest || value > furthest) {
        return false;
    }
    *at = end;
    *day = (int)value;
    return true;
}

/* -260..-11. An empty range, first after last, is a slip in the signs more often than not: refused.
 */
static bool take_range(const char **at, struct day_range *range)
{
    if (!take_day(at, &range->first) || strncmp(*at, "..", 2) != 0) {
        return false;
    }
    *at += 2;
    return take_day(at, &range->last) && range->first <= range->last;
}

/* The only input that adds: each file is given for itself, since a path may have a comma in it. */
blackout_status request_add_prices(blackout_request *request, const struct asked_input *input,
                                   const char *text)
{
    if (text[0] == '\0') {
        return asked_refuse(input, "is empty", text, "the path of a CSV file");
    }
    return asked_add_name(&request->prices, input, text, strlen(text));
}

blackout_status request_set_symbol(blackout_request *request, const struct asked_input *input,
                                   const char *text)
{
    return asked_names(&request->symbols, input, text, &names);
}

blackout_status request_set_peers(blackout_request *request, const struct asked_input *input,
                                  const char *text)
{
    return asked_names(&request->peers, input, text, &names);
}

blackout_status request_set_event(blackout_request *request, const struct asked_input *input,
                                  const char *text)
{
    return asked_names(&request->events, input, text, &names);
}

blackout_status request_set_index(blackout_request *request, const struct asked_input *input,
                                  const char *text)
{
    return asked_text(&request->index, input, text, "the symbol of a market index");
}

/* Several dates for several shares; the request gets them only when all can be read. */
blackout_status request_set_date(blackout_request *request, const struct asked_input *input,
                                 const char *text)
{
    struct name_list texts;
    blackout_status status = asked_names(&texts, input, text, &names);
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct request_date *dates = arena_alloc(input->arena, texts.count, sizeof *dates);
    if (dates == NULL) {
        return error_memory(input->error);
    }
    for (size_t i = 0; i < texts.count; ++i) {
        if (!calendar_parse_instant(&dates[i].time, &dates[i].has_time, texts.names[i],
                                    strlen(texts.names[i]))) {
            return asked_refuse(input, "is not a date", texts.names[i],
                                "ISO 8601, like 2021-10-04");
        }
    }
    request->dates = dates;
    request->date_count = texts.count;
    return BLACKOUT_OK;
}

/* Only what is asked is kept: whether the peers that a model needs are there is seen with the
 * prices. */
blackout_status request_set_model(blackout_request *request, const struct asked_input *input,
                                  const char *text)
{
    int number;
    blackout_status status = asked_word(&number, input, text, return_model_names);
    if (status == BLACKOUT_OK) {
        request->model = (enum return_model)number;
    }
    return status;
}

blackout_status request_set_returns(blackout_request *request, const struct asked_input *input,
                                    const char *text)
{
    const bool logarithmic = text_alike(text, "log");
    if (!logarithmic && !text_alike(text, "simple")) {
        return asked_refuse(input, "are not known", text, "simple or log");
    }
    request->kind = logarithmic ? RETURN_LOG : RETURN_SIMPLE;
    return BLACKOUT_OK;
}

/* The normal return must not be learned from days that the event itself may have moved (MacKinlay
 * 1997). */
blackout_status request_set_estimation(blackout_request *request, const struct asked_input *input,
                                       const char *text)
{
    const char *at = text;
    struct day_range range;
    if (!take_range(&at, &range) || *at != '\0') {
        return asked_refuse(input, "is not a range of days", text, "like -260..-11");
    }
    if (range.last >= 0) {
        return asked_refuse(input, "reaches into the event", text, "days before 0, like -260..-11");
    }
    request->estimation = range;
    return BLACKOUT_OK;
}

/* Read into an array of its own first, so that a list with a fault changes nothing. */
blackout_status request_set_windows(blackout_request *request, const struct asked_input *input,
                                    const char *text)
{
    const char *at = text;
    struct day_range windows[MOST_WINDOWS];
    size_t count = 0;
    do {
        struct day_range range;
        if (!take_range(&at, &range) || (*at != '\0' && *at != ',')) {
            return asked_refuse(input, "are not ranges of days", text, "like 0..0,-1..1,0..5");
        }
        for (size_t i = 0; i < count; ++i) {
            if (windows[i].first == range.first && windows[i].last == range.last) {
                return asked_refuse(input, "name one twice", text, "each once");
            }
        }
        if (count == MOST_WINDOWS) {
            return asked_refuse(input, "are too many", text, "at most 16");
        }
        windows[count++] = range;
    } while (*at++ != '\0');
    memcpy(request->windows, windows, count * sizeof windows[0]);
    request->window_count = count;
    return BLACKOUT_OK;
}

/* In place of the table's number, which an owner's package may lack: money is a share's price times
 * it. */
blackout_status request_set_shares(blackout_request *request, const struct asked_input *input,
                                   const char *text)
{
    static const struct number_format format = {.decimal = '.'};
    double shares;
    if (number_parse(&shares, text, strlen(text), &format) != NUMBER_OK || !(shares > 0)) {
        return asked_refuse(input, "is not a number of shares", text,
                            "a number above 0, without marks between thousands");
    }
    blackout_status status = asked_unmarked(input, text, strlen(text));
    if (status != BLACKOUT_OK) {
        return status;
    }
    request->has_shares = true;
    request->shares = shares;
    return BLACKOUT_OK;
}

blackout_status request_set_jumps(blackout_request *request, const struct asked_input *input,
                                  const char *text)
{
    static const char *const words[] = {"refuse", "keep", NULL};
    int number;
    blackout_status status = asked_word(&number, input, text, words);
    if (status == BLACKOUT_OK) {
        request->keep_jumps = number == 1;
    }
    return status;
}
