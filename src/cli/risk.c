/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout risk: how bad a year can get. */
#include "cli/cli.h"

static blackout_status write_risk(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    return blackout_risk_write(what, format, sink, user, error);
}

/* The two tables, each in a file of its own or not asked for. */
struct tables {
    struct output events;
    struct output years;
    bool has_events;
    bool has_years;
};

static int open_tables(struct tables *tables, blackout_risk_tables *asked,
                       const struct arguments *arguments)
{
    const char *events = arguments->values[OPTION_EVENT_LOSSES];
    const char *years = arguments->values[OPTION_YEAR_LOSSES];
    int status = events != NULL ? output_open(&tables->events, events) : EXIT_DONE;
    if (events != NULL && status == EXIT_DONE) {
        tables->has_events = true;
        asked->events = output_write;
        asked->events_user = &tables->events;
    }
    if (years != NULL && status == EXIT_DONE) {
        status = output_open(&tables->years, years);
        tables->has_years = status == EXIT_DONE;
        asked->years = tables->has_years ? output_write : NULL;
        asked->years_user = &tables->years;
    }
    return status;
}

/* Keeps the files of a run that succeeded, and tells of one that could not be written. */
static int close_tables(struct tables *tables, int status)
{
    blackout_status kept = status == EXIT_DONE ? BLACKOUT_OK : BLACKOUT_ERROR_CANCELLED;
    int events = tables->has_events ? output_close(&tables->events, kept, NULL) : EXIT_DONE;
    int years = tables->has_years ? output_close(&tables->years, kept, NULL) : EXIT_DONE;
    return status != EXIT_DONE ? status : events != EXIT_DONE ? events : years;
}

static int run_risk(blackout_risk **risk, struct scenario_run *run, blackout_risk_tables *asked)
{
    struct tables tables = {.has_events = false};
    blackout_error error;
    int status = open_tables(&tables, asked, run->arguments);
    if (status == EXIT_DONE) {
        blackout_status made =
            blackout_risk_run(risk, run->dataset, run->scenarios[0], asked, &run->options, &error);
        bool told = made == BLACKOUT_ERROR_IO && (tables.has_events || tables.has_years);
        status = made == BLACKOUT_OK ? EXIT_DONE : told ? EXIT_FAILED : message_error(&error);
    }
    return close_tables(&tables, status);
}

int command_risk(const struct arguments *arguments)
{
    struct scenario_run run;
    blackout_risk *risk = NULL;
    blackout_risk_tables asked = {0};
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open_one(&run, arguments);
    if (status == EXIT_DONE) {
        status = run_risk(&risk, &run, &asked);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments->values[OPTION_OUTPUT], write_risk, risk, format);
    }
    blackout_risk_free(risk);
    scenario_run_close(&run);
    return status;
}
