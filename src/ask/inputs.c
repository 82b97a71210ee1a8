/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of everything that can be asked: name, help, the commands that take it, its axis in a
 * grid, and the functions that set it. Options, scenario files and help follow from it. It does
 * not read values: request_inputs.c, scenario_inputs.c and traffic_inputs.c do. */
#include "ask/inputs.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"

/* Which commands take an input: those that begin with an estimate mostly take the same. */
#define ESTIMATE "estimate sweep compare sensitivity explain filing"
#define OUTAGE ESTIMATE " tolerable risk"
#define MEASURE OUTAGE " traffic"
#define TIMED ESTIMATE " risk traffic"
#define SAMPLED ESTIMATE " tolerable backtest calibrate year"
#define TOLERABLE "tolerable"
#define STUDY "event-study"
#define TRAFFIC "traffic"

/* In the order of help: what is down, when, for how long, how much of it; the report; samples; then
 * what single reports have. A row may move: its number is a bit of a scenario in memory alone. A
 * row more is a key of scenario files and an input of the library at once; the program has the
 * option once cli/options.c has its name, and include/blackout/scenario.h says its bounds. */
static const struct input inputs[] = {
    {.shown =
         {"platform", "A,B", MEASURE,
          "the platforms that are down (traffic: default all; sweep, tolerable: A/B, one each)",
          .is_list = 1},
     .grid = GRID_NAMES, /* parted by /, since a comma is within one value: A,B are down together */
     .scenario = scenario_set_platform,
     .traffic_by_scenario = true},
    {.shown = {"owner", "ID", OUTAGE " year", "an owner: all its platforms"},
     .scenario = scenario_set_owner},
    {.shown = {"event", "ID", OUTAGE " " STUDY,
               "a catalogued outage (event-study: several, comma-separated)"},
     .scenario = scenario_set_event,
     .request = request_set_event},
    {.shown = {"region", "R,S", MEASURE, "the affected regions; others stay up", .is_list = 1},
     .scenario = scenario_set_region,
     .traffic_by_scenario = true},
    {.shown = {"start", "TIME", MEASURE,
               "when it begins, ISO 8601; UTC without an offset (for losses also a 5-95 % range)"},
     .grid = GRID_INSTANTS,
     .scenario = scenario_set_start,
     .traffic_by_scenario = true},
    {.shown = {"duration", "TIME", TIMED,
               "how long it lasts: PT6H11M, 6h, 90m, 1d2h, or a 5-95 % range: 4h..8h"},
     .grid = GRID_HOURS,
     .scenario = scenario_set_duration,
     .traffic_by_scenario = true},
    {.shown = {"severity", "SHARE", OUTAGE, "the unavailable part, from 0 to 1 (default 1)"},
     .grid = GRID_SHARES,
     .scenario = scenario_set_severity},
    {.shown = {"recovery", "TIME", OUTAGE,
               "time over which service comes back afterwards (default 0)"},
     .grid = GRID_HOURS,
     .scenario = scenario_set_recovery},
    {.shown = {"severity-curve", "FILE", ESTIMATE,
               "a CSV file with timestamp, [platform], [region], unavailable", .is_file = 1},
     .scenario = scenario_set_curve},
    {.shown = {"rebound", "SHARE", ESTIMATE " " TOLERABLE,
               "the part made up later, as `blackout traffic` measures it; replaces recapture"},
     .scenario = scenario_set_rebound},
    {.shown = {"currency", "CODE", OUTAGE " year", "currency of the report (default the owner's)"},
     .scenario = scenario_set_currency},
    {.shown = {"samples", "N", SAMPLED,
               "samples for the intervals (default 10000, sensitivity 8192); 0: central values"},
     .scenario = scenario_set_samples},
    {.shown = {"until", "PERCENT", "filing estimate sweep compare",
               "instead, enough samples for the means to have this standard error, such as 1%"},
     .scenario = scenario_set_until},
    {.shown = {"seed", "N", SAMPLED " risk", "seed of the samples (default 1)"},
     .scenario = scenario_set_seed},
    {.shown = {"top", "N", "estimate", "how many businesses to list (default 10)"},
     .scenario = scenario_set_top},
    {.shown = {"incident", "NAME", "estimate filing",
               "whose rows of costs and recoveries count (default the event's)"},
     .scenario = scenario_set_incident},
    {.shown =
         {"threshold", "AMOUNT", "estimate",
          "how likely the losses exceed 100000EUR, 1.5M, or the amount of dora or nis2; may be "
          "repeated",
          .is_list = 1},
     .scenario = scenario_set_threshold},
    {.shown = {"prices", "FILE", STUDY,
               "daily closes: prices_SYMBOL.csv, or date,symbol,close; may be repeated", .adds = 1,
               .is_file = 1},
     .request = request_add_prices},
    {.shown = {"symbol", "A,B", STUDY, "the shares (default the owner's of the event)",
               .is_list = 1},
     .request = request_set_symbol},
    {.shown = {"index", "NAME", STUDY, "the market's index (default the owner's)"},
     .request = request_set_index},
    {.shown = {"peers", "A,B", STUDY " " TRAFFIC,
               "rivals that were not down (default those of event_returns; traffic: the others)",
               .is_list = 1},
     .request = request_set_peers,
     .traffic = traffic_set_peers},
    {.shown = {"date", "DATE", STUDY,
               "day 0 without an event; with a time, the first session that could react"},
     .request = request_set_date},
    {.shown = {"model", "NAME", STUDY,
               "market, market-adjusted, mean-adjusted or peer (default market)"},
     .request = request_set_model},
    {.shown = {"returns", "NAME", STUDY, "simple or log (default simple)"},
     .request = request_set_returns},
    {.shown = {"estimation", "A..B", STUDY,
               "days to which the model is fitted (default -260..-11)"},
     .request = request_set_estimation},
    {.shown = {"windows", "A..B,..", STUDY,
               "days over which returns are summed (default 0..0,-1..1,0..1,0..5)"},
     .request = request_set_windows},
    {.shown = {"shares", "N", STUDY, "number of shares, for money (default that of owners)"},
     .request = request_set_shares},
    {.shown = {"jumps", "NAME", STUDY,
               "refuse or keep a jump that looks like a split (default refuse)"},
     .request = request_set_jumps},
    {.shown = {"detect", NULL, TRAFFIC,
               "find the window in which most is lost, instead of start and duration"},
     .traffic = traffic_set_detect},
    {.shown = {"holidays", "FILE", TRAFFIC,
               "a CSV file with name, start, [end]: times left out of the profiles", .is_file = 1},
     .traffic = traffic_set_holidays},
    {.shown = {"loss", "AMOUNT", TOLERABLE, "the most that may be lost, like 1M or 250000EUR"},
     .scenario = scenario_set_loss},
    {.shown = {"at", "NAME", TOLERABLE,
               "which loss that is: central, mean, p5, p25, p50, p75 or p95 (default p95)"},
     .scenario = scenario_set_at},
    {.shown = {"of", "NAME", TOLERABLE,
               "whose loss: owner-gross, owner-net (default) or dependants"},
     .scenario = scenario_set_of},
    {.shown = {"longest", "TIME", TOLERABLE, "longer outages are not looked at (default 30d)"},
     .scenario = scenario_set_longest},
    {.shown = {"years", "N", "risk", "years to simulate (default 100000)"},
     .scenario = scenario_set_years},
    {.shown = {"min-duration", "TIME", "risk",
               "leave shorter outages out of the years (default 0h)"},
     .scenario = scenario_set_min_duration},
};

enum { INPUT_COUNT = sizeof inputs / sizeof inputs[0] };

_Static_assert(INPUT_COUNT <= 64, "a scenario has a bit for each");

const blackout_input *blackout_input_at(size_t index)
{
    return index < INPUT_COUNT ? &inputs[index].shown : NULL;
}

/* Names are those of the command line, exactly; scenario files have them with _ in the place of -
 * (scenario_file.c). One by one: there are a few dozen, and a question sets a few of them. */
static const struct input *find(const char *name)
{
    for (size_t i = 0; i < INPUT_COUNT; ++i) {
        if (strcmp(inputs[i].shown.name, name) == 0) {
            return &inputs[i];
        }
    }
    return NULL;
}

const blackout_input *blackout_input_find(const char *name)
{
    const struct input *input = find(name);
    return input != NULL ? &input->shown : NULL;
}

enum input_grid input_grid_of(const char *name)
{
    const struct input *input = find(name);
    return input != NULL ? input->grid : GRID_NONE;
}

/* An input belongs to a question if it has a setter for it: there is no second list. */
static bool is_asked(const struct input *input, enum question question)
{
    switch (question) {
    case QUESTION_SCENARIO:
        return input->scenario != NULL;
    case QUESTION_REQUEST:
        return input->request != NULL;
    case QUESTION_TRAFFIC:
        return input->traffic != NULL || input->traffic_by_scenario;
    }
    return false;
}

/* Near misses among the inputs of this question alone: an option of another command would be
 * refused next. */
const struct input *input_for(size_t *number, enum question question, const char *name,
                              blackout_error *error)
{
    static const char *const some[] = {[QUESTION_SCENARIO] =
                                           "platform, owner, event, duration, ...",
                                       [QUESTION_REQUEST] = "symbol, date, event, prices, ...",
                                       [QUESTION_TRAFFIC] = "start, duration, platform, ..."};
    const char *known[INPUT_COUNT];
    const struct input *input = find(name);
    if (input != NULL && is_asked(input, question)) {
        *number = (size_t)(input - inputs);
        return input;
    }
    /* NULL in the place of the others, which text_nearest() passes over */
    for (size_t i = 0; i < INPUT_COUNT; ++i) {
        known[i] = is_asked(&inputs[i], question) ? inputs[i].shown.name : NULL;
    }
    const char *near = text_nearest(name, known, INPUT_COUNT);
    error_field(error, BLACKOUT_ERROR_USAGE, name,
                near != NULL ? "the input is not known ('%.60s'); perhaps '%s'"
                             : "the input is not known ('%.60s'); %s",
                name, near != NULL ? near : some[question]);
    return NULL;
}
