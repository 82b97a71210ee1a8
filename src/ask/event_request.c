/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a table for each input of an event study: its name, and what reads its text. */
#include "ask/event_request.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

typedef blackout_status input_function(blackout_request *request, const char *name,
                                       const char *text, blackout_error *error);

static const char *const model_names[MODEL_COUNT] = {"market", "market-adjusted", "mean-adjusted",
                                                     "peer"};

const char *return_model_name(enum return_model model)
{
    return model_names[model];
}

static blackout_status refuse(const char *name, const char *what, const char *text,
                              const char *remedy, blackout_error *error)
{
    return error_field(error, BLACKOUT_ERROR_USAGE, name, "%s %s ('%.80s'); %s", name, what, text,
                       remedy);
}

/* ---- Kinds of text --------------------------------------------------------------------------- */

static blackout_status add_text(blackout_request *request, struct text_list *list, const char *text,
                                size_t length, blackout_error *error)
{
    if (arena_grow(&request->arena, (void **)&list->texts, &list->capacity, list->count,
                   sizeof *list->texts) != 0) {
        return error_memory(error);
    }
    list->texts[list->count] = arena_copy(&request->arena, text, length);
    return list->texts[list->count++] != NULL ? BLACKOUT_OK : error_memory(error);
}

static blackout_status read_list(blackout_request *request, struct text_list *list,
                                 const char *name, const char *text, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    *list = (struct text_list){0};
    for (const char *at = text; status == BLACKOUT_OK; ++at) {
        size_t length = strcspn(at, ",");
        if (length == 0) {
            return refuse(name, "has an empty part", text, "names, comma between", error);
        }
        for (size_t i = 0; i < list->count; ++i) {
            if (strlen(list->texts[i]) == length && strncmp(list->texts[i], at, length) == 0) {
                return refuse(name, "has a name twice", text, "each once", error);
            }
        }
        status = add_text(request, list, at, length, error);
        at += length;
        if (*at == '\0') {
            break;
        }
    }
    return status;
}

/* A whole number of days with a sign, at the start of `*at`. */
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

/* -260..-11 */
static bool take_range(const char **at, struct day_range *range)
{
    if (!take_day(at, &range->first) || strncmp(*at, "..", 2) != 0) {
        return false;
    }
    *at += 2;
    return take_day(at, &range->last) && range->first <= range->last;
}

/* ---- Inputs ---------------------------------------------------------------------------------- */

static blackout_status add_prices(blackout_request *request, const char *name, const char *text,
                                  blackout_error *error)
{
    if (text[0] == '\0') {
        return refuse(name, "is empty", text, "the path of a CSV file", error);
    }
    return add_text(request, &request->prices, text, strlen(text), error);
}

static blackout_status set_symbol(blackout_request *request, const char *name, const char *text,
                                  blackout_error *error)
{
    return read_list(request, &request->symbols, name, text, error);
}

static blackout_status set_peers(blackout_request *request, const char *name, const char *text,
                                 blackout_error *error)
{
    return read_list(request, &request->peers, name, text, error);
}

static blackout_status set_event(blackout_request *request, const char *name, const char *text,
                                 blackout_error *error)
{
    return read_list(request, &request->events, name, text, error);
}

static blackout_status set_index(blackout_request *request, const char *name, const char *text,
                                 blackout_error *error)
{
    if (text[0] == '\0') {
        return refuse(name, "is empty", text, "the symbol of a market index", error);
    }
    request->index = arena_copy(&request->arena, text, strlen(text));
    return request->index != NULL ? BLACKOUT_OK : error_memory(error);
}

static blackout_status set_date(blackout_request *request, const char *name, const char *text,
                                blackout_error *error)
{
    struct text_list texts;
    blackout_status status = read_list(request, &texts, name, text, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    request->dates = arena_alloc(&request->arena, texts.count, sizeof *request->dates);
    if (request->dates == NULL) {
        return error_memory(error);
    }
    request->date_count = texts.count;
    for (size_t i = 0; i < texts.count; ++i) {
        struct request_date *date = &request->dates[i];
        if (!calendar_parse_instant(&date->time, &date->has_time, texts.texts[i],
                                    strlen(texts.texts[i]))) {
            return refuse(name, "is not a date", texts.texts[i], "ISO 8601, like 2021-10-04",
                          error);
        }
    }
    return BLACKOUT_OK;
}

static blackout_status set_model(blackout_request *request, const char *name, const char *text,
                                 blackout_error *error)
{
    for (int i = 0; i < MODEL_COUNT; ++i) {
        if (strcmp(model_names[i], text) == 0) {
            request->model = (enum return_model)i;
            return BLACKOUT_OK;
        }
    }
    return refuse(name, "is not known", text, "market, market-adjusted, mean-adjusted or peer",
                  error);
}

static blackout_status set_returns(blackout_request *request, const char *name, const char *text,
                                   blackout_error *error)
{
    bool logarithmic = strcmp(text, "log") == 0;
    if (!logarithmic && strcmp(text, "simple") != 0) {
        return refuse(name, "are not known", text, "simple or log", error);
    }
    request->kind = logarithmic ? RETURN_LOG : RETURN_SIMPLE;
    return BLACKOUT_OK;
}

static blackout_status set_estimation(blackout_request *request, const char *name, const char *text,
                                      blackout_error *error)
{
    const char *at = text;
    struct day_range range;
    if (!take_range(&at, &range) || *at != '\0') {
        return refuse(name, "is not a range of days", text, "like -260..-11", error);
    }
    if (range.last >= 0) {
        return refuse(name, "reaches into the event", text, "days before 0, like -260..-11", error);
    }
    request->estimation = range;
    return BLACKOUT_OK;
}

static blackout_status set_windows(blackout_request *request, const char *name, const char *text,
                                   blackout_error *error)
{
    const char *at = text;
    request->window_count = 0;
    for (;;) {
        struct day_range range;
        if (!take_range(&at, &range) || (*at != '\0' && *at != ',')) {
            return refuse(name, "are not ranges of days", text, "like 0..0,-1..1,0..5", error);
        }
        if (request->window_count == MOST_WINDOWS) {
            return refuse(name, "are too many", text, "at most 16", error);
        }
        request->windows[request->window_count++] = range;
        if (*at++ == '\0') {
            return BLACKOUT_OK;
        }
    }
}

static blackout_status set_shares(blackout_request *request, const char *name, const char *text,
                                  blackout_error *error)
{
    static const struct number_format format = {.decimal = '.'};
    request->has_shares =
        number_parse(&request->shares, text, strlen(text), &format) == NUMBER_OK &&
        request->shares > 0;
    return request->has_shares
               ? BLACKOUT_OK
               : refuse(name, "is not a number of shares", text, "a number above 0", error);
}

static blackout_status set_jumps(blackout_request *request, const char *name, const char *text,
                                 blackout_error *error)
{
    request->keep_jumps = strcmp(text, "keep") == 0;
    return request->keep_jumps || strcmp(text, "refuse") == 0
               ? BLACKOUT_OK
               : refuse(name, "is not known", text, "refuse or keep", error);
}

static const struct {
    const char *name;
    input_function *function;
} inputs[] = {
    {"prices", add_prices},   {"symbol", set_symbol},   {"index", set_index},
    {"peers", set_peers},     {"date", set_date},       {"event", set_event},
    {"model", set_model},     {"returns", set_returns}, {"estimation", set_estimation},
    {"windows", set_windows}, {"shares", set_shares},   {"jumps", set_jumps},
};

enum { INPUT_COUNT = sizeof inputs / sizeof inputs[0] };

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

blackout_status blackout_request_set(blackout_request *request, const char *name, const char *text,
                                     blackout_error *error)
{
    const char *names[INPUT_COUNT];
    for (size_t i = 0; i < INPUT_COUNT; ++i) {
        if (strcmp(inputs[i].name, name) == 0) {
            return inputs[i].function(request, name, text, error);
        }
        names[i] = inputs[i].name;
    }
    const char *near = text_nearest(name, names, INPUT_COUNT);
    return near != NULL ? error_field(error, BLACKOUT_ERROR_USAGE, name,
                                      "the input is not known ('%.60s'); perhaps '%s'", name, near)
                        : error_field(error, BLACKOUT_ERROR_USAGE, name,
                                      "the input is not known ('%.60s'); symbol, date, event, "
                                      "prices, ...",
                                      name);
}
