/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of options: parsing, help and scenarios read it. */
#include "cli/cli.h"

#define ESTIMATE "estimate sweep compare sensitivity explain"
#define STUDY "event-study"
#define TRAFFIC "traffic"
#define SAMPLED ESTIMATE " backtest"
#define SEEDED SAMPLED " risk"
#define OUTAGE ESTIMATE " risk"
#define MEASURE OUTAGE " traffic"
#define READERS SEEDED " event-study traffic validate describe"
#define REPORTS READERS " schema"

const struct option options[OPTION_COUNT] = {
    [OPTION_HELP] = {"help", 'h', NULL, "", NULL, "print help and exit"},
    [OPTION_MANUAL] = {"manual", 0, NULL, "", NULL, "print the manual page, for man -l -"},
    [OPTION_VERSION] = {"version", 'V', NULL, "", NULL, "print the version and exit"},
    [OPTION_PLATFORM] =
        {"platform", 'p', "A,B", MEASURE, "platform",
         "the platforms that are down (traffic: default all; sweep: A/B, one each)"},
    [OPTION_OWNER] = {"owner", 0, "ID", OUTAGE, "owner", "an owner: all its platforms"},
    [OPTION_EVENT] = {"event", 'e', "ID", OUTAGE " event-study", "event",
                      "a catalogued outage (event-study: several, comma-separated)"},
    [OPTION_SCENARIO] = {"scenario", 0, "FILE", OUTAGE, NULL,
                         "a JSON file with these inputs; options override it", .file = FILE_READ},
    [OPTION_REGION] = {"region", 'r', "R,S", MEASURE, "region",
                       "the affected regions; others stay up"},
    [OPTION_START] =
        {"start", 's', "TIME", MEASURE, "start",
         "when it begins, ISO 8601; UTC without an offset (of losses also a 5-95 % range)"},
    [OPTION_DURATION] = {"duration", 'd', "TIME", MEASURE, "duration",
                         "how long it lasts: PT6H11M, 6h, 90m, 1d2h, or a 5-95 % range: 4h..8h"},
    [OPTION_SEVERITY] = {"severity", 0, "SHARE", OUTAGE, "severity",
                         "the unavailable part, from 0 to 1 (default 1)"},
    [OPTION_RECOVERY] = {"recovery", 0, "TIME", OUTAGE, "recovery",
                         "time over which it comes back afterwards (default 0)"},
    [OPTION_SEVERITY_CURVE] = {"severity-curve", 0, "FILE", ESTIMATE, "severity-curve",
                               "a CSV file with timestamp, [platform], [region], unavailable",
                               .file = FILE_READ},
    [OPTION_REBOUND] =
        {"rebound", 0, "SHARE", ESTIMATE, "rebound",
         "the part made up later, as `blackout traffic` measures it; replaces recapture"},
    [OPTION_CURRENCY] = {"currency", 'c', "CODE", OUTAGE, "currency",
                         "currency of the report (default the owner's)"},
    [OPTION_SAMPLES] =
        {"samples", 'n', "N", SAMPLED, "samples",
         "samples for the intervals (default 10000, sensitivity 8192); 0: central values"},
    [OPTION_UNTIL] =
        {"until", 0, "PERCENT", "estimate sweep compare", "until",
         "instead, enough samples for the means to have this standard error, such as 1%"},
    [OPTION_DRAWS] = {"draws", 0, "FILE", "estimate", NULL,
                      "write the sample matrix (factors and totals) as CSV", .file = FILE_WRITTEN},
    [OPTION_SEED] = {"seed", 0, "N", SEEDED, "seed", "seed of the samples (default 1)"},
    [OPTION_THREADS] = {"threads", 'j', "N", SEEDED, NULL,
                        "threads to use (default one per processor); the result does not change"},
    [OPTION_TOP] = {"top", 't', "N", "estimate", "top", "how many businesses to list (default 10)"},
    [OPTION_PRICES] = {"prices", 0, "FILE", STUDY, "prices",
                       "daily closes: prices_SYMBOL.csv, or date,symbol,close; may be repeated",
                       true, FILE_READ},
    [OPTION_SYMBOL] = {"symbol", 0, "A,B", STUDY, "symbol",
                       "the shares (default the owner's of the event)"},
    [OPTION_INDEX] = {"index", 0, "NAME", STUDY, "index",
                      "the market's index (default the owner's)"},
    [OPTION_PEERS] = {"peers", 0, "A,B", "event-study traffic", "peers",
                      "rivals that were not down (default those of event_returns; traffic: the "
                      "others)"},
    [OPTION_DATE] = {"date", 0, "DATE", STUDY, "date",
                     "day 0 without an event; with a time, the first session that could react"},
    [OPTION_MODEL] = {"model", 0, "NAME", STUDY, "model",
                      "market, market-adjusted, mean-adjusted or peer (default market)"},
    [OPTION_RETURNS] = {"returns", 0, "NAME", STUDY, "returns", "simple or log (default simple)"},
    [OPTION_ESTIMATION] = {"estimation", 0, "A..B", STUDY, "estimation",
                           "days to which the model is fitted (default -260..-11)"},
    [OPTION_WINDOWS] = {"windows", 0, "A..B,..", STUDY, "windows",
                        "days over which returns are summed (default 0..0,-1..1,0..1,0..5)"},
    [OPTION_SHARES] = {"shares", 0, "N", STUDY, "shares",
                       "number of shares, for money (default that of owners)"},
    [OPTION_JUMPS] = {"jumps", 0, "NAME", STUDY, "jumps",
                      "refuse or keep a jump that looks like a split (default refuse)"},
    [OPTION_DETECT] = {"detect", 0, NULL, TRAFFIC, "detect",
                       "find the window in which most is lost, instead of start and duration"},
    [OPTION_HOLIDAYS] = {"holidays", 0, "FILE", TRAFFIC, "holidays",
                         "a CSV file with name, start, [end]: times left out of the profiles",
                         .file = FILE_READ},
    [OPTION_WRITE_CURVE] = {"write-curve", 0, "FILE", TRAFFIC, NULL,
                            "write the severity curve, for estimate's --severity-curve",
                            .file = FILE_WRITTEN},
    [OPTION_YEARS] = {"years", 'y', "N", "risk", "years", "years to simulate (default 100000)"},
    [OPTION_MIN_DURATION] = {"min-duration", 0, "TIME", "risk", "min-duration",
                             "leave shorter outages out of the years (default 0h)"},
    [OPTION_EVENT_LOSSES] = {"event-losses", 0, "FILE", "risk", NULL,
                             "write every simulated outage as CSV", .file = FILE_WRITTEN},
    [OPTION_YEAR_LOSSES] = {"year-losses", 0, "FILE", "risk", NULL,
                            "write every year with a loss as CSV", .file = FILE_WRITTEN},
    [OPTION_EXCEEDANCE] = {"exceedance", 0, "FILE", "risk", NULL,
                           "write the curves as an EPT of Open Results Data 2",
                           .file = FILE_WRITTEN},
    [OPTION_EVENTS] = {"events", 0, "FILE", "risk", NULL,
                       "write what the numbers of events are, as CSV", .file = FILE_WRITTEN},
    [OPTION_BASE] = {"base", 'b', "PACKAGE", READERS, NULL,
                     "a package that supplies the tables that are missing"},
    [OPTION_FORMAT] = {"format", 'f', "NAME", REPORTS, NULL, NULL /* the command's formats */},
    [OPTION_OUTPUT] = {"output", 'o', "FILE", REPORTS, NULL,
                       "write to FILE instead of standard output", .file = FILE_WRITTEN},
};
