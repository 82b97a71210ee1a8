/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of how long an outage may last. Each answer has its scenario whole, with the length that
 * is tolerable as its duration. */
#include "report/builders.h"
#include "report/control.h"
#include "report/json_parts.h"
#include "tolerable/tolerable.h"

static void put_point(struct json_writer *json, const char *key,
                      const struct blackout_tolerable *tolerable,
                      const struct tolerable_point *point)
{
    char text[CALENDAR_TEXT_SIZE];
    const double loss = tolerable_number(tolerable, &point->loss);
    const double hours = (double)point->minutes / MINUTES_PER_HOUR;
    /* No such point: no length is tolerable, or none that was looked at is too long. */
    if (point->minutes == 0) {
        return;
    }
    if (json_object(json, key)) {
        calendar_print_duration(text, hours);
        json_text(json, "duration", text);
        json_number(json, "duration_hours", hours);
        json_parts_quantity(json, "loss", point->loss);
        /* A limit of nothing has no share. */
        if (tolerable->limit > 0) {
            json_number(json, "share_of_limit", loss / tolerable->limit);
        }
    }
    json_end(json);
}

static void put_answer(struct json_writer *json, const void *of, size_t index)
{
    static const char *const outcomes[] = {
        [TOLERABLE_NONE] = "none", [TOLERABLE_FOUND] = "found", [TOLERABLE_ANY] = "any"};
    const struct blackout_tolerable *tolerable = of;
    const struct tolerable_answer *answer = &tolerable->answers[index];
    json_parts_scenario(json, "scenario", &answer->scenario);
    json_text(json, "outcome", outcomes[answer->outcome]);
    json_number(json, "tolerable_minutes", (double)answer->within.minutes);
    if (answer->minutes_error > 0) {
        json_number(json, "tolerable_minutes_se", answer->minutes_error);
    }
    put_point(json, "longest", tolerable, &answer->within);
    put_point(json, "minute_longer", tolerable, &answer->beyond);
    /* The lengths are the same for all answers, and none is 0: the list is never short. */
    json_list(json, "impacts");
    for (int i = 0; i < TOLERABLE_IMPACTS; ++i) {
        put_point(json, NULL, tolerable, &answer->impacts[i]);
    }
    json_end(json);
}

blackout_status report_tolerable_json(const void *what, blackout_sink *sink, void *user,
                                      blackout_error *error)
{
    const struct blackout_tolerable *tolerable = what;
    struct json_writer json;
    json_begin(&json, sink, user);
    json_parts_head(&json, "blackout/tolerable/1");
    json_object(&json, "limit");
    json_number(&json, "loss", tolerable->limit);
    json_text(&json, "currency", tolerable->currency);
    json_text(&json, "of", tolerable->of);
    json_text(&json, "at", tolerable->at);
    json_number(&json, "longest_minutes", (double)tolerable->longest_minutes);
    json_end(&json);
    json_objects(&json, "answers", tolerable->count, put_answer, tolerable);
    report_control_json(&json, &tolerable->control);
    json_parts_warnings(&json, &tolerable->warnings);
    return json_finish(&json, error);
}
